/* A text as words, phrases found in it, and the way back to the source. No
 * memory is taken for a word: the arrays of the longest text serve all. */
#include "check/lint.h"

#include "base/utf8.h"

enum { MOST_BYTES = 256 * 1024 }; /* of one text */

/* ---- the text --------------------------------------------------------- */

static void add_piece(struct lint *l, struct str text, struct span span,
		      bool exact)
{
	if (l->piece_count == l->piece_room)
		l->pieces = arena_grow(l->c->arena, l->pieces,
				       l->piece_room++, sizeof *l->pieces);
	l->pieces[l->piece_count++] =
		(struct lint_piece){ l->joined.n, span, exact };
	buf_add(&l->joined, text);
}

/* A view of the source stands where its span says; a variable's value and an
 * escaped letter do not. */
static bool is_exact(const struct lint *l, const struct ast_inline *i)
{
	return i->span.to - i->span.from == i->text.n &&
	       source_text(l->c->ast->sources, i->span).p == i->text.p;
}

/* Gives whether it is short enough to be the prose of an office. */
static bool join(struct lint *l, const struct ast_node *node)
{
	static const struct str OBJECT = { "\xEF\xBF\xBC", 3 };

	l->joined.n = l->piece_count = 0;
	for (const struct ast_inline *i = node->inlines; i; i = i->next) {
		if (l->joined.n + i->text.n > MOST_BYTES)
			return false;
		switch (i->kind) {
		case INLINE_TEXT:
		case INLINE_BREAK:
			if (i->text.n)
				add_piece(l, i->text, i->span, is_exact(l, i));
			break;
		case INLINE_LINK:
		case INLINE_REFERENCE:
			add_piece(l, OBJECT, i->span, false);
			break;
		default:
			break;
		}
	}
	l->text = buf_str(&l->joined);
	return true;
}

/* ---- the words -------------------------------------------------------- */

struct scan {
	struct lint *l;
	uint32_t at;     /* in the text */
	uint32_t before; /* shape of the word before, 0 at the beginning */
	bool quoted;
	int brackets;
};

static void add_word(struct lint *l, struct lint_word word)
{
	if (l->count == l->word_room)
		l->words = arena_grow(l->c->arena, l->words, l->word_room++,
				      sizeof *l->words);
	l->words[l->count++] = word;
}

/* Moves past what is no word; gives whether it is one space alone. */
static bool scan_gap(struct scan *s)
{
	struct str text = s->l->text;
	uint32_t from = s->at, blanks = 0;

	if (from + 1 < text.n && text.p[from] == ' ' &&
	    ((unsigned char)text.p[from + 1] | 32) >= 'a' &&
	    ((unsigned char)text.p[from + 1] | 32) <= 'z') {
		s->at++; /* nearly always */
		return true;
	}
	while (s->at < text.n) {
		uint32_t at = s->at, c = utf8_next(text, &s->at);

		blanks = c == ' ' ? blanks + 1 : c == '\t' ? 2 : 0;
		s->l->has_runs |= blanks > 1;
		if (utf8_is_letter(c) || utf8_is_digit(c)) {
			s->at = at;
			break;
		}
		if (c == 0x201C || c == 0xAB)
			s->quoted = true;
		else if (c == 0x201D || c == 0xBB)
			s->quoted = false;
		else if (c == '"')
			s->quoted = !s->quoted;
		else if (c == '(')
			s->brackets++;
		else if (c == ')' && s->brackets)
			s->brackets--;
	}
	return s->at == from + 1 && text.p[from] == ' ';
}

static uint32_t shape_of(const struct scan *s, bool next, uint32_t letters,
			 uint32_t capitals, bool first_is_capital)
{
	uint32_t shape = 0;

	if (!letters)
		shape |= WORD_DIGITS;
	else if (first_is_capital)
		shape |= WORD_CAPITAL;
	else if (!capitals)
		shape |= WORD_SMALL;
	if (letters && capitals == letters)
		shape |= WORD_LOUD;
	if (next && s->before)
		shape |= WORD_NEXT;
	if ((shape & WORD_NEXT) && (s->before & WORD_SMALL))
		shape |= WORD_INSIDE;
	if (s->quoted)
		shape |= WORD_QUOTED;
	if (s->brackets)
		shape |= WORD_BRACKETED;
	return shape;
}

/* The lists that have a phrase beginning with such a word. */
static uint64_t lists_of(const struct words *words, uint32_t hash)
{
	const struct phrase *p = words->buckets[words_bucket(hash)];
	uint64_t lists = 0;

	for (; p; p = p->next)
		if (p->hash == hash)
			lists |= (uint64_t)1 << p->list;
	return lists;
}

static void scan_word(struct scan *s, bool next)
{
	struct str text = s->l->text;
	struct lint_word w = { .from = s->at, .hash = WORDS_START };
	uint32_t letters = 0, capitals = 0;
	bool first_is_capital = false;

	while (s->at < text.n) {
		uint32_t at = s->at, c = (unsigned char)text.p[at], small;

		if (c >= 'a' && c <= 'z') { /* most */
			w.hash = words_step(w.hash, c);
			letters++;
			s->at++;
			continue;
		}
		c = utf8_next(text, &s->at);
		if (utf8_is_digit(c)) {
			w.hash = words_step(w.hash, c);
			continue;
		}
		if (!utf8_is_letter(c)) {
			s->at = at;
			break;
		}
		small = utf8_fold(c);
		w.hash = words_step(w.hash, small);
		if (small != c)
			capitals++, first_is_capital |= at == w.from;
		letters++;
	}
	w.to = s->at;
	w.lists = lists_of(s->l->lists, w.hash);
	w.shape = shape_of(s, next, letters, capitals, first_is_capital);
	s->before = w.shape | WORD_NEXT;
	add_word(s->l, w);
}

void lint_read(struct lint *l, const struct ast_node *node)
{
	struct scan s = { .l = l };
	bool next;

	l->count = 0;
	l->has_runs = false;
	if (!join(l, node))
		return;
	next = scan_gap(&s);

	while (s.at < l->text.n) {
		scan_word(&s, next);
		next = scan_gap(&s);
	}
}

/* ---- what the lints ask ----------------------------------------------- */

bool lint_has(const struct lint *l, uint32_t i, uint32_t shape)
{
	return i < l->count && (l->words[i].shape & shape) == shape;
}

uint32_t lint_phrase_end(struct str text, uint32_t at, struct str phrase)
{
	for (uint32_t k = 0; k < phrase.n;) {
		if (at >= text.n || utf8_fold(utf8_next(text, &at)) !=
					    utf8_fold(utf8_next(phrase, &k)))
			return 0;
	}
	return at;
}

bool lint_match(const struct lint *l, uint32_t i, enum words_list list,
		struct lint_match *m)
{
	const struct lint_word *w;
	uint32_t longest = 0;

	if (i >= l->count || !(l->words[i].lists & (uint64_t)1 << list))
		return false;
	w = &l->words[i];
	for (const struct phrase *p = l->lists->buckets[words_bucket(w->hash)];
	     p; p = p->next) {
		uint32_t end, k = i;

		if (p->list != list || p->hash != w->hash)
			continue;
		end = lint_phrase_end(l->text, w->from, p->text);
		while (k < l->count && l->words[k].to < end)
			k++;
		if (!end || end < longest || k == l->count ||
		    l->words[k].to != end)
			continue;
		if (end > longest)
			m->exact = false;
		longest = end;
		m->phrase = p;
		m->words = k - i + 1;
		m->exact |= str_eq(p->text, str_slice(l->text, w->from, end));
	}
	return longest > 0;
}

bool lint_is(const struct lint *l, uint32_t i, enum words_list list)
{
	struct lint_match m;

	return lint_match(l, i, list, &m);
}

bool lint_ends(const struct lint *l, uint32_t i, enum words_list list)
{
	struct lint_match m;

	for (uint32_t n = 0; n < 3 && n <= i && i < l->count; n++)
		if (lint_match(l, i - n, list, &m) && m.words == n + 1)
			return true;
	return false;
}

struct str lint_gap(const struct lint *l, uint32_t i)
{
	uint32_t from = i ? l->words[i - 1].to : 0;

	return str_slice(l->text, from,
			 i < l->count ? l->words[i].from : l->text.n);
}

bool lint_gap_is(const struct lint *l, uint32_t i, const char *text)
{
	return str_is(lint_gap(l, i), text);
}

/* ---- places and fixes ------------------------------------------------- */

static const struct lint_piece *piece_at(const struct lint *l, uint32_t at)
{
	uint32_t low = 0, high = l->piece_count;

	while (low + 1 < high) {
		uint32_t middle = low + (high - low) / 2;

		if (l->pieces[middle].from <= at)
			low = middle;
		else
			high = middle;
	}
	return &l->pieces[low];
}

struct span lint_span(const struct lint *l, uint32_t from, uint32_t to)
{
	const struct lint_piece *first = piece_at(l, from);
	const struct lint_piece *last = to > from ? piece_at(l, to - 1) : first;
	struct span span = { first->span.from, last->span.to };

	if (first->exact)
		span.from += from - first->from;
	if (last->exact)
		span.to = last->span.from + (to - last->from);
	return span;
}

struct str lint_copy(const struct lint *l, uint32_t from, uint32_t to)
{
	return str_copy(l->c->arena, str_slice(l->text, from, to));
}

static bool is_inside_character(struct str s, uint32_t at)
{
	return at < s.n && ((unsigned char)s.p[at] & 0xC0) == 0x80;
}

/* What begins and ends alike is left alone, so that a change of one letter
 * does not touch a line's end. */
void lint_fix(const struct lint *l, struct diag *d, uint32_t from, uint32_t to,
	      struct str text)
{
	struct str old = str_slice(l->text, from, to);
	uint32_t head = 0, tail = 0;

	while (head < old.n && head < text.n && old.p[head] == text.p[head])
		head++;
	while (is_inside_character(old, head) || is_inside_character(text, head))
		head--;
	while (tail < old.n - head && tail < text.n - head &&
	       old.p[old.n - 1 - tail] == text.p[text.n - 1 - tail])
		tail++;
	while (tail && (is_inside_character(old, old.n - tail) ||
			is_inside_character(text, text.n - tail)))
		tail--;
	if (lint_is_exact(l, from + head, to - tail))
		diag_fix(d, lint_span(l, from + head, to - tail),
			 str_copy(l->c->arena,
				  str_slice(text, head, text.n - tail)));
}

bool lint_is_exact(const struct lint *l, uint32_t from, uint32_t to)
{
	const struct lint_piece *piece = piece_at(l, from);

	return piece->exact && piece == piece_at(l, to > from ? to - 1 : from);
}

struct span lint_words_span(const struct lint *l, uint32_t from, uint32_t to)
{
	return lint_span(l, l->words[from].from, l->words[to].to);
}

struct str lint_words(const struct lint *l, uint32_t from, uint32_t to)
{
	return lint_copy(l, l->words[from].from, l->words[to].to);
}

void lint_fix_words(const struct lint *l, struct diag *d, uint32_t from,
		    uint32_t to, struct str text)
{
	lint_fix(l, d, l->words[from].from, l->words[to].to, text);
}

static struct str with_first(const struct lint *l, struct str s, bool capital)
{
	struct buf b = buf_new(l->c->arena);
	uint32_t at = 0;
	struct str first;

	utf8_next(s, &at);
	first = str_slice(s, 0, at);
	buf_add(&b, capital ? utf8_upper(l->c->arena, first)
			    : utf8_lower(l->c->arena, first));
	buf_add(&b, str_from(s, at));
	return buf_str(&b);
}

struct str lint_capital(const struct lint *l, struct str s)
{
	return with_first(l, s, true);
}

struct str lint_small(const struct lint *l, struct str s)
{
	return with_first(l, s, false);
}
