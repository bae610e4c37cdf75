/* Words on a page become rows: which words share a base line, where a space
 * stands between them, what looks hold from end to end. */
#include "import/pdf_sheet.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

struct row *rows_add(struct arena *a, struct rows *rows)
{
	struct row *r;

	rows->row = arena_grow(a, rows->row, rows->count, sizeof *rows->row);
	r = &rows->row[rows->count++];
	*r = (struct row){ .x0 = INFINITY, .x1 = -INFINITY };
	return r;
}

static int by_base(const void *x, const void *y)
{
	const struct word *a = *(struct word *const *)x;
	const struct word *b = *(struct word *const *)y;

	if (a->base != b->base)
		return a->base < b->base ? -1 : 1;
	return (a->x0 > b->x0) - (a->x0 < b->x0);
}

static int by_left(const void *x, const void *y)
{
	const struct word *a = *(struct word *const *)x;
	const struct word *b = *(struct word *const *)y;

	return (a->x0 > b->x0) - (a->x0 < b->x0);
}

static void row_add_word(struct arena *a, struct row *r, struct word *w)
{
	r->words = arena_grow(a, r->words, r->count, sizeof *r->words);
	r->words[r->count++] = w;
	r->x0 = fmin(r->x0, w->x0);
	r->x1 = fmax(r->x1, w->x1);
	if (w->size > r->size) {
		r->size = w->size;
		r->base = w->base;
	}
}

/* A small mark rides on a row below it; other words share its base line. */
static bool belongs(const struct row *r, const struct word *w)
{
	double down = w->base - r->base;

	if (w->size < 0.88 * r->size)
		return down > -0.65 * r->size && down < 0.3 * r->size;
	if (r->size < 0.88 * w->size)
		return down >= 0 && down < 0.65 * w->size;
	return fabs(down) < 0.35 * fmin(r->size, w->size);
}

static void close_row(struct row *r)
{
	qsort(r->words, r->count, sizeof *r->words, by_left);
	r->top = r->base - 0.9 * r->size;
	r->bottom = r->base + 0.22 * r->size;
	for (uint32_t i = 0; i < r->count; i++) {
		struct word *w = r->words[i];

		w->raised = w->size < 0.88 * r->size &&
			    r->base - w->base > 0.12 * r->size;
	}
}

struct rows rows_find(struct arena *a, struct word *words, uint32_t count)
{
	struct word **order = arena_array(a, struct word *, count + 1);
	struct rows rows = { 0 };
	uint32_t n = 0;

	for (uint32_t i = 0; i < count; i++)
		if (!words[i].taken)
			order[n++] = &words[i];
	qsort(order, n, sizeof *order, by_base);
	for (uint32_t i = 0; i < n; i++) {
		struct row *r = rows.count ? &rows.row[rows.count - 1] : NULL;

		if (!r || !belongs(r, order[i]))
			r = rows_add(a, &rows);
		row_add_word(a, r, order[i]);
	}
	for (uint32_t i = 0; i < rows.count; i++)
		close_row(&rows.row[i]);
	return rows;
}

/* ---- text --------------------------------------------------------------- */

static bool touches(const struct word *a, const struct word *b)
{
	return b->x0 - a->x1 < 0.1 * fmin(a->size, b->size);
}

static void toggle(struct buf *b, bool *is, bool wanted, uint32_t mark)
{
	if (*is != wanted)
		utf8_add(b, mark);
	*is = wanted;
}

struct str row_text(struct arena *a, const struct row *r, bool *bold,
		    bool *italic)
{
	struct buf b = buf_new(a);
	bool is_bold = false, is_italic = false;

	*bold = *italic = r->count > 0;
	for (uint32_t i = 0; i < r->count; i++) {
		*bold = *bold && (r->words[i]->bold || r->words[i]->raised);
		*italic = *italic && (r->words[i]->italic || r->words[i]->raised);
	}
	for (uint32_t i = 0; i < r->count; i++) {
		const struct word *w = r->words[i];
		bool apart = i && !touches(r->words[i - 1], w);

		if (is_italic && !w->italic)
			toggle(&b, &is_italic, false, PAPER_ITALIC);
		if (is_bold && !w->bold)
			toggle(&b, &is_bold, false, PAPER_BOLD);
		if (apart)
			buf_char(&b, ' ');
		toggle(&b, &is_bold, w->bold && !*bold, PAPER_BOLD);
		toggle(&b, &is_italic, w->italic && !*italic, PAPER_ITALIC);
		buf_add(&b, w->text);
	}
	toggle(&b, &is_italic, false, PAPER_ITALIC);
	toggle(&b, &is_bold, false, PAPER_BOLD);
	return utf8_nfc(a, buf_str(&b));
}

/* A small letter that is no list mark. */
bool str_begins_small(struct str s)
{
	uint32_t at = 0, c = s.n ? utf8_next(s, &at) : 0;

	return utf8_is_letter(c) && !utf8_is_upper(c) &&
	       !(at < s.n && (s.p[at] == ')' || s.p[at] == '.'));
}

/* "-", "+", "•", "1.", "a)" and the like begin a paragraph of a cell. */
static bool begins_item(struct str s)
{
	uint32_t at = 0, c;

	if (!s.n)
		return false;
	c = utf8_next(s, &at);
	if (c == '-' || c == '+' || c == '*' || c == 0x2013 || c == 0x2022)
		return at == s.n || s.p[at] == ' ';
	if (utf8_is_digit(c))
		while (at < 2 && at < s.n && utf8_is_digit((unsigned char)s.p[at]))
			at++;
	else if (!utf8_is_letter(c))
		return false;
	return at + 1 < s.n && (s.p[at] == '.' || s.p[at] == ')') &&
	       s.p[at + 1] == ' ';
}

bool rows_bold(const struct rows *rows)
{
	for (uint32_t i = 0; i < rows->count; i++)
		for (uint32_t k = 0; k < rows->row[i].count; k++)
			if (!rows->row[i].words[k]->bold)
				return false;
	return rows->count > 0;
}

static void add_wrapped(struct buf *b, struct str s, bool bold, bool italic)
{
	if (bold)
		utf8_add(b, PAPER_BOLD);
	if (italic)
		utf8_add(b, PAPER_ITALIC);
	buf_add(b, s);
	if (italic)
		utf8_add(b, PAPER_ITALIC);
	if (bold)
		utf8_add(b, PAPER_BOLD);
}

static bool ends_sentence(const struct row *r)
{
	struct str s = r->words[r->count - 1]->text;

	return s.n && strchr(".;:!?", s.p[s.n - 1]);
}

/* Its first word would have had room on the row before, much room unless a
 * sentence ended there, and does not plainly go on with it: a paragraph
 * begins. */
static bool had_room(const struct row *before, const struct row *r,
		     double width)
{
	const struct word *w = r->words[0];
	double used = before->x1 - before->x0 + 0.35 * w->size + w->x1 - w->x0;

	return width > 0 && !str_begins_small(w->text) &&
	       used < (ends_sentence(before) ? 1 : 0.6) * width;
}

struct str rows_text(struct arena *a, const struct rows *rows, double width)
{
	bool all_bold = rows_bold(rows);
	struct buf b = buf_new(a);

	for (uint32_t i = 0; i < rows->count; i++) {
		const struct row *r = &rows->row[i];
		bool bold, italic, parts = width < 0;
		struct str s = row_text(a, r, &bold, &italic);

		if (i)
			parts = parts || begins_item(s) ||
				had_room(r - 1, r, width);
		if (i)
			buf_char(&b, parts ? '\n' : ' ');
		add_wrapped(&b, s, bold && !all_bold, italic);
	}
	return buf_str(&b);
}

enum paper_align align_of(double x0, double x1, double left, double right)
{
	double before = x0 - left, after = right - x1;

	if (fabs(before - after) < 4 && before > 5)
		return PAPER_CENTER;
	if (fabs(after) < 3)
		return before > 0.3 * (right - left) ? PAPER_RIGHT : PAPER_BOTH;
	return PAPER_LEFT;
}
