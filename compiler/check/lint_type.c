/* Spelling and typing: tones, marks, numbers, abbreviations. Practice, not
 * law: hints. */
#include "check/lint.h"

#include "base/utf8.h"
#include "base/viet.h"

/* ---- tones (T01) ------------------------------------------------------ */

/* A name keeps the tone its bearer gives it. */
static void count_tone(struct lint *l, uint32_t i)
{
	struct str word = str_slice(l->text, l->words[i].from, l->words[i].to);
	enum viet_tone place = viet_tone(word);
	struct lint_tone *tone;

	if (place == VIET_TONE_NONE ||
	    (!lint_has(l, i, WORD_SMALL) && !lint_is(l, i, WORDS_TONED)))
		return;
	tone = &l->tones[place == VIET_TONE_SECOND];
	if (tone->count++)
		return;
	tone->first = lint_words(l, i, i);
	tone->span = lint_words_span(l, i, i);
}

/* ---- blanks and marks (T02, T03, T04) --------------------------------- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_one_of(char c, const char *set)
{
	for (; *set; set++)
		if (*set == c)
			return true;
	return false;
}

static void blank_before(struct lint *l, uint32_t from, uint32_t mark)
{
	struct diag *d;

	if (!lint_is_exact(l, from, mark + 1))
		return;
	d = diag(l->c->diags, MARK_SPACE, lint_span(l, from, mark + 1),
		 lint_copy(l, mark, mark + 1));
	lint_fix(l, d, from, mark, STR(""));
}

/* Whether `mark` ends something here: not " .vn", " ...", "1 : 500". */
static bool is_mark(const struct lint *l, uint32_t i, uint32_t mark)
{
	char c = l->text.p[mark];
	char next = mark + 1 < l->text.n ? l->text.p[mark + 1] : ' ';

	if (is_one_of(c, ",;)"))
		return true;
	if (c == ':')
		return !lint_has(l, i, WORD_DIGITS) ||
		       !lint_has(l, i - 1, WORD_DIGITS);
	return is_one_of(c, ".!?") && is_blank(next);
}

/* "hai ," and "( ba" in the gap before word i. */
static void check_blanks(struct lint *l, uint32_t i)
{
	struct str gap = lint_gap(l, i);
	uint32_t start = i ? l->words[i - 1].to : 0;

	for (uint32_t k = 0; k + 1 < gap.n; k++) {
		uint32_t from = k;

		if (!is_blank(gap.p[k]))
			continue;
		while (k + 1 < gap.n && is_blank(gap.p[k]))
			k++;
		if (from ? is_one_of(gap.p[from - 1], "._-/(\xA6") : !i)
			continue;
		if (i && is_mark(l, i, start + k))
			blank_before(l, start + from, start + k);
	}
	if (gap.n > 1 && i < l->count && is_blank(gap.p[gap.n - 1]) &&
	    gap.p[gap.n - 2] == '(' &&
	    lint_is_exact(l, start + gap.n - 2, start + gap.n))
		lint_fix(l, diag(l->c->diags, MARK_SPACE,
				 lint_span(l, start + gap.n - 2, start + gap.n),
				 STR("(")),
			 start + gap.n - 1, start + gap.n, STR(""));
}

/* Small letters with a Vietnamese one among them: no name of a file. */
static bool is_vietnamese(const struct lint *l, uint32_t i)
{
	if (!lint_has(l, i, WORD_SMALL))
		return false;
	for (uint32_t k = l->words[i].from; k < l->words[i].to; k++)
		if ((unsigned char)l->text.p[k] >= 0x80)
			return true;
	return false;
}

/* "hai,ba"; "hai.Ba" */
static void check_missing_blank(struct lint *l, uint32_t i, char mark)
{
	uint32_t at = l->words[i - 1].to;
	bool before = is_vietnamese(l, i - 1), after = is_vietnamese(l, i);

	if (!is_one_of(mark, ",;:.!?") || !lint_is_exact(l, at, at + 1))
		return;
	if (is_one_of(mark, ",;:")
		    ? !(before || after) || !lint_has(l, i, WORD_SMALL) ||
			      !lint_has(l, i - 1, WORD_SMALL)
		    : !before || !lint_has(l, i, WORD_CAPITAL) ||
			      lint_has(l, i, WORD_LOUD))
		return;
	lint_fix(l, diag(l->c->diags, MARK_NO_SPACE, lint_span(l, at, at + 1),
			 lint_copy(l, at, at + 1)),
		 at + 1, at + 1, STR(" "));
}

static bool is_dash(struct str gap)
{
	bool dash = false;

	for (uint32_t i = 0; i < gap.n;) {
		uint32_t c = utf8_next(gap, &i);

		if (c != ' ' && (dash || (c != '-' && c != 0x2013 && c != 0x2014)))
			return false;
		dash |= c != ' ';
	}
	return dash;
}

/* "kinh tế-xã hội" */
static void check_pair(struct lint *l, uint32_t i)
{
	const struct lint_word *w = &l->words[i];

	for (const struct phrase *p = l->lists->buckets[words_bucket(w->hash)];
	     p; p = p->next) {
		int64_t dash = str_find(p->text, STR(" - "));
		uint32_t k = i, end;
		struct str gap;

		if (p->list != WORDS_PAIRS || dash < 0)
			continue;
		end = lint_phrase_end(l->text, w->from,
				      str_slice(p->text, 0, (uint32_t)dash));
		while (end && k < l->count && l->words[k].to < end)
			k++;
		if (!end || k + 1 >= l->count || l->words[k].to != end)
			continue;
		gap = lint_gap(l, ++k);
		if (!is_dash(gap) || str_is(gap, " - ") ||
		    !lint_phrase_end(l->text, l->words[k].from,
				     str_from(p->text, (uint32_t)dash + 3)))
			continue;
		lint_fix(l, diag(l->c->diags, PAIR_DASH,
				 lint_span(l, end, l->words[k].from),
				 p->text),
			 end, l->words[k].from, STR(" - "));
	}
}

/* One complaint a line, from its first run of blanks to its last. */
static void check_runs(struct lint *l)
{
	struct buf right;
	uint32_t from = 0, to = 0, end;

	for (uint32_t k = 0; k < l->piece_count; k++) {
		if (!l->pieces[k].exact)
			continue;
		end = k + 1 < l->piece_count ? l->pieces[k + 1].from : l->text.n;
		from = to = end;
		for (uint32_t at = l->pieces[k].from; at < end; at++) {
			if (l->text.p[at] != '\t' &&
			    (l->text.p[at] != ' ' || at + 1 == end ||
			     !is_blank(l->text.p[at + 1])))
				continue;
			from = from == end ? at : from;
			while (at < end && is_blank(l->text.p[at]))
				at++;
			to = at;
		}
		if (from == end)
			continue;
		right = buf_new(l->c->arena);
		for (uint32_t at = from; at < to; at++)
			if (!is_blank(l->text.p[at]))
				buf_char(&right, l->text.p[at]);
			else if (at == from || !is_blank(l->text.p[at - 1]))
				buf_char(&right, ' ');
		diag_fix(diag(l->c->diags, SPACES, lint_span(l, from, to)),
			 lint_span(l, from, to), buf_str(&right));
	}
}

/* ---- numbers (T07) ---------------------------------------------------- */

static uint32_t length_of(const struct lint *l, uint32_t i)
{
	return l->words[i].to - l->words[i].from;
}

static bool is_group(const struct lint *l, uint32_t i)
{
	return lint_has(l, i, WORD_DIGITS) && lint_gap_is(l, i, ",") &&
	       length_of(l, i) == 3;
}

/* 2,600,000 */
static void check_thousands(struct lint *l, uint32_t i)
{
	uint32_t last = i;
	struct str text;

	while (is_group(l, last + 1))
		last++;
	if (last - i < 2 || length_of(l, i) > 3 ||
	    (lint_has(l, last + 1, WORD_DIGITS) && lint_gap(l, last + 1).n == 1))
		return;
	text = lint_words(l, i, last);
	for (uint32_t k = 0; k < text.n; k++)
		if (text.p[k] == ',')
			((char *)text.p)[k] = '.';
	lint_wrong(l, NUMBER_MARK, i, last, text);
}

/* 1.5 triệu, 7.25% */
static void check_decimal(struct lint *l, uint32_t i)
{
	uint32_t after = i + 2;
	struct str gap = lint_gap(l, after);

	if (!lint_has(l, i + 1, WORD_DIGITS) || !lint_gap_is(l, i + 1, ".") ||
	    length_of(l, i + 1) > 2 || (i && lint_ends(l, i - 1, WORDS_NUMBERED)))
		return;
	if (!str_starts(gap, STR("%")) &&
	    !(lint_has(l, after, WORD_NEXT) && lint_is(l, after, WORDS_MEASURES)))
		return;
	lint_wrong(l, NUMBER_MARK, i, i + 1,
		   str_printf(l->c->arena, "%.*s,%.*s",
			      STR_ARG(lint_words(l, i, i)),
			      STR_ARG(lint_words(l, i + 1, i + 1))));
}

static void check_number(struct lint *l, uint32_t i)
{
	if (i && lint_gap(l, i).n == 1 && !lint_has(l, i, WORD_NEXT) &&
	    !lint_gap_is(l, i, "("))
		return; /* part of something longer */
	check_decimal(l, i);
	check_thousands(l, i);
}

/* ---- abbreviations (T08) ---------------------------------------------- */

static bool has_letter(const struct lint *l, uint32_t i, uint32_t letter)
{
	uint32_t at = l->words[i].from;

	return utf8_fold(utf8_next(l->text, &at)) == utf8_fold(letter);
}

/* "phòng cháy, chữa cháy (PCCC)": the words in front begin like it. */
static bool spells(const struct lint *l, uint32_t i)
{
	uint32_t at = l->words[i].to, k = i;

	while (at > l->words[i].from) {
		uint32_t next = at = utf8_before(l->text, at);
		uint32_t letter = utf8_next(l->text, &next);

		if (!k--)
			return false;
		if (!has_letter(l, k, letter) && lint_is(l, k, WORDS_JOINING)) {
			if (!k--)
				return false;
		}
		if (!has_letter(l, k, letter))
			return false;
	}
	return true;
}

static bool is_defined(const struct lint *l, uint32_t i)
{
	if (i && lint_gap_is(l, i, " (") &&
	    str_starts(lint_gap(l, i + 1), STR(")")))
		return spells(l, i);
	return i && lint_has(l, i, WORD_NEXT | WORD_BRACKETED) &&
	       lint_ends(l, i - 1, WORDS_DEFINING);
}

/* Of ASCII letters and Đ, alone between blanks: no part of a number. */
static bool is_short_form(const struct lint *l, uint32_t i)
{
	struct str gap = lint_gap(l, i + 1), before = lint_gap(l, i);

	if (!lint_has(l, i, WORD_LOUD) || length_of(l, i) < 3 ||
	    lint_has(l, i, WORD_QUOTED) ||
	    lint_has(l, i + 1, WORD_LOUD | WORD_NEXT) ||
	    (lint_has(l, i, WORD_NEXT) && lint_has(l, i - 1, WORD_LOUD)) ||
	    (gap.n && is_one_of(gap.p[0], "-/&.")) ||
	    (before.n && !is_one_of(before.p[before.n - 1], " (")))
		return false;
	for (uint32_t at = l->words[i].from; at < l->words[i].to;) {
		uint32_t c = utf8_next(l->text, &at);

		if (c >= 0x80 && c != 0x110)
			return false;
	}
	return true;
}

static void check_short_form(struct lint *l, uint32_t i)
{
	struct str name = str_slice(l->text, l->words[i].from, l->words[i].to);
	struct lint_use **bucket = &l->short_forms[l->words[i].hash % LINT_USES];
	struct lint_use *use = *bucket;

	while (use && !str_eq(use->name, name))
		use = use->next;
	if (use) {
		if (!use->done && is_defined(l, i))
			diag(l->c->diags, SHORT_FORM_LATE, use->span, use->name);
		use->done |= is_defined(l, i);
		return;
	}
	use = arena_new_of(l->c->arena, struct lint_use);
	*use = (struct lint_use){ lint_words(l, i, i), lint_words_span(l, i, i),
				  is_defined(l, i), *bucket };
	*bucket = use;
}

/* ---- all -------------------------------------------------------------- */

/* V/v belongs to letters (T06). */
static void check_subject(struct lint *l)
{
	if (l->count > 1 && lint_gap_is(l, 1, "/") && !l->words[0].from &&
	    length_of(l, 0) == 1 && length_of(l, 1) == 1 &&
	    has_letter(l, 0, 'v') && has_letter(l, 1, 'v'))
		lint_wrong(l, SUBJECT_VV, 0, 1, STR("Về việc"));
}

static void check_gap(struct lint *l, uint32_t i)
{
	struct str gap = lint_gap(l, i);

	if (gap.n == 1 && i)
		check_missing_blank(l, i, gap.p[0]);
	else
		check_blanks(l, i);
}

void lint_type(struct lint *l)
{
	for (uint32_t i = 0; i < l->count; i++) {
		uint32_t shape = l->words[i].shape;

		if (!(shape & WORD_NEXT))
			check_gap(l, i);
		if (shape & WORD_DIGITS)
			check_number(l, i);
		else if ((shape & WORD_LOUD) && l->part != LINT_AGENCY &&
			 is_short_form(l, i))
			check_short_form(l, i);
		if (l->words[i].lists & (uint64_t)1 << WORDS_PAIRS)
			check_pair(l, i);
		if (!(shape & WORD_QUOTED))
			count_tone(l, i);
	}
	check_blanks(l, l->count);
	if (l->has_runs && l->part != LINT_CELL) /* there they align */
		check_runs(l);
	if (l->part == LINT_SUBJECT && !(l->c->kind && l->c->kind->untitled))
		check_subject(l);
}

void lint_type_finish(struct lint *l)
{
	struct lint_tone *rarer = &l->tones[l->tones[1].count <=
					    l->tones[0].count];

	if (l->tones[0].count && l->tones[1].count)
		diag(l->c->diags, TONES, rarer->span, rarer->first,
		     l->tones[rarer == l->tones].first);
}
