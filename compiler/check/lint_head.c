/* Names of the head: the body above the issuer (R20), the place (R31). */
#include "check/lint.h"

#include "base/utf8.h"
#include "base/viet.h"

static bool begins_with_unit(const struct lint *l, struct str text)
{
	struct str small = utf8_lower(l->c->arena, text);

	for (uint32_t b = 0; b < WORDS_BUCKETS; b++)
		for (const struct phrase *p = l->lists->buckets[b]; p;
		     p = p->next)
			if (p->list == WORDS_UNIT_WORDS &&
			    lint_phrase_end(small, 0, p->text))
				return true;
	return false;
}

/* "UBND tỉnh" with no name behind; it may stand on the line below. */
void lint_parent(struct lint *l, const struct ast_node *below)
{
	struct lint_match m;
	uint32_t i;

	if (!below || !lint_match(l, 0, WORDS_COMMITTEE, &m) ||
	    l->words[l->count - 1].to != l->text.n)
		return;
	i = m.words;
	while (lint_match(l, i, WORDS_UNIT_WORDS, &m))
		i += m.words;
	if (i < l->count ||
	    begins_with_unit(l, ast_text(l->c->arena, below)))
		return;
	diag(l->c->diags, PARENT_UNIT, lint_words_span(l, 0, l->count - 1),
	     lint_words(l, 0, l->count - 1));
}

/* Small letters, without full stops. */
static struct str bare(struct lint *l, struct str s)
{
	struct buf b = buf_new(l->c->arena);

	for (uint32_t i = 0; i < s.n; i++)
		buf_char(&b, s.p[i] == '.' ? ' ' : s.p[i]);
	return viet_fold(l->c->arena, buf_str(&b));
}

/* Units named by a person or a number are written with their word. */
void lint_place(struct lint *l)
{
	uint32_t last = l->count - 1;
	struct str name = bare(l, l->text);

	for (uint32_t i = 0; i < l->lists->place_count; i++) {
		const struct change *c = &l->lists->places[i];

		if (!str_eq(name, viet_fold(l->c->arena, c->old)) &&
		    !str_eq(name, viet_fold(l->c->arena, c->now)))
			continue;
		if (!str_eq(l->text, c->now))
			lint_wrong(l, PLACE_UNIT, 0, last, c->now);
		return;
	}
	if (l->count == 1 && lint_has(l, 0, WORD_DIGITS))
		diag(l->c->diags, PLACE_NUMBER, lint_words_span(l, 0, 0),
		     lint_words(l, 0, 0));
	else if (lint_has(l, 0, WORD_SMALL) && !l->words[0].from)
		lint_wrong(l, PLACE_UNIT, 0, last,
			   lint_capital(l, lint_words(l, 0, last)));
}
