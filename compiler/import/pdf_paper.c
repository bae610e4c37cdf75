/* Sheets become a paper: what stands in tables and columns first, the rest as
 * lines; then what only the whole document tells: its block of text, its
 * leading, what every page repeats. */
#include "import/pdf_sheet.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

enum { MOST_LEADING = 120, FEW_LINES = 10 };

static int by_top(const void *x, const void *y)
{
	const struct row *a = x, *b = y;

	return (a->base > b->base) - (a->base < b->base);
}

static int by_table_top(const void *x, const void *y)
{
	const struct row *a = x, *b = y;

	if (a->table || b->table)
		return (a->top > b->top) - (a->top < b->top);
	return by_top(x, y);
}

static void read_leaf(struct paper *p, struct leaf *leaf)
{
	struct sheet *s = leaf->sheet;
	struct rows rest;

	notes_find(p, s);
	grids_find(p->arena, s, &leaf->rows);
	columns_find(p->arena, s, &leaf->rows);
	rest = rows_find(p->arena, s->words, s->word_count);
	for (uint32_t i = 0; i < rest.count; i++)
		*rows_add(p->arena, &leaf->rows) = rest.row[i];
	if (leaf->rows.count)
		qsort(leaf->rows.row, leaf->rows.count, sizeof *leaf->rows.row,
		      by_table_top);
}

/* ---- furniture ----------------------------------------------------------- */

/* "3", "- 3 -", "Trang 3/10": digits, at most one word, little else. */
static bool is_page_number(const struct row *r)
{
	uint32_t digits = 0, words = 0;

	if (r->table || r->count > 5)
		return false;
	for (uint32_t i = 0; i < r->count; i++) {
		struct str s = r->words[i]->text;
		bool digit = false, letter = false;

		for (uint32_t at = 0; at < s.n;) {
			uint32_t c = utf8_next(s, &at);

			digit = digit || utf8_is_digit(c);
			letter = letter || utf8_is_letter(c);
		}
		digits += digit;
		words += letter;
	}
	return digits && digits <= 2 && words <= 1;
}

static bool at_rim(const struct leaf *l, const struct row *r)
{
	double h = l->sheet->height;

	return r->base < 0.1 * h || r->top > 0.91 * h;
}

/* Without its digits, so that "Trang 2" is "Trang 3". */
static bool same_words(const struct row *a, const struct row *b)
{
	if (a->table || b->table || a->count != b->count ||
	    fabs(a->base - b->base) > 4)
		return false;
	for (uint32_t i = 0; i < a->count; i++) {
		struct str s = a->words[i]->text, t = b->words[i]->text;
		bool both = utf8_is_digit((unsigned char)s.p[0]) &&
			    utf8_is_digit((unsigned char)t.p[0]);

		if (!both && !str_eq(s, t))
			return false;
	}
	return true;
}

static bool has_row(const struct leaf *l, const struct row *r)
{
	uint32_t n = l->rows.count;

	for (uint32_t i = 0; i < n; i++)
		if ((i < 2 || i + 2 >= n) && same_words(&l->rows.row[i], r))
			return true;
	return false;
}

/* On the page before and the one after, or on the one of them that there is. */
static bool is_repeated(const struct leaf *leaf, uint32_t count, uint32_t i,
			const struct row *r)
{
	bool before = i > 0 && has_row(&leaf[i - 1], r);
	bool after = i + 1 < count && has_row(&leaf[i + 1], r);
	bool far = (i > 1 && has_row(&leaf[i - 2], r)) ||
		   (i + 2 < count && has_row(&leaf[i + 2], r));

	return (before && after) || ((before || after) && (far || count < 4)) ||
	       (far && count > 4 && before != after);
}

static void mark_furniture(struct leaf *leaf, uint32_t count, uint32_t at)
{
	struct leaf *l = &leaf[at];
	uint32_t n = l->rows.count;

	for (uint32_t i = 0; i < n; i++) {
		struct row *r = &l->rows.row[i];

		if (r->table || !at_rim(l, r) || (i > 1 && i + 2 < n))
			continue;
		r->furniture = is_page_number(r) ||
			       is_repeated(leaf, count, at, r);
	}
}

void furniture_find(struct leaf *leaf, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		mark_furniture(leaf, count, i);
}

/* ---- what the document tells ---------------------------------------------- */

struct looks {
	double left[2], right[2]; /* of the block: upright pages, lying ones */
	double lead;              /* base line to base line, letters of size 1 */
};

static bool is_text(const struct row *r)
{
	return !r->table && !r->furniture;
}

static int by_value(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return (a > b) - (a < b);
}

/* The outermost value that others share. */
static double outermost(double *v, uint32_t n, bool from_end)
{
	uint32_t least = n / 20 < 2 ? 2 : n / 20;

	if (!n)
		return -1;
	qsort(v, n, sizeof *v, by_value);
	for (uint32_t i = 0; i + least <= n; i++) {
		uint32_t at = from_end ? n - 1 - i : i;
		uint32_t to = from_end ? at + 1 - least : at + least - 1;

		if (fabs(v[at] - v[to]) < 2)
			return v[at];
	}
	return from_end ? v[n - 1] : v[0];
}

struct margins {
	double *left, *right;
	uint32_t count;
};

static void add_margins(struct arena *a, struct margins *m, const struct row *r)
{
	m->left = arena_grow(a, m->left, m->count, sizeof *m->left);
	m->right = arena_grow(a, m->right, m->count, sizeof *m->right);
	m->left[m->count] = r->x0;
	m->right[m->count++] = r->x1;
}

/* Tables count where there is little else; twice, as one is enough. */
static void collect(struct arena *a, const struct leaf *l, bool tables,
		    struct margins *m)
{
	for (uint32_t k = 0; k < l->rows.count; k++) {
		const struct row *r = &l->rows.row[k];

		if (r->furniture || (r->table != NULL) != tables)
			continue;
		add_margins(a, m, r);
		if (tables && r->table->ruled)
			add_margins(a, m, r);
	}
}

static void find_block(struct arena *a, const struct leaf *leaf, uint32_t count,
		       bool lying, struct looks *looks)
{
	struct margins m = { 0 };
	uint32_t lines;

	for (int tables = 0; tables < 2; tables++) {
		lines = m.count;
		for (uint32_t i = 0; i < count && lines < FEW_LINES; i++) {
			const struct sheet *s = leaf[i].sheet;

			if ((s->width > s->height) == lying)
				collect(a, &leaf[i], tables, &m);
		}
	}
	looks->left[lying] = outermost(m.left, m.count, false);
	looks->right[lying] = outermost(m.right, m.count, true);
}

/* The least that is usual, in letters of the line's own size: where paragraphs
 * are short, the gaps between them are as many as those within. */
static void find_lead(const struct leaf *leaf, uint32_t count,
		      struct looks *looks)
{
	uint32_t seen[MOST_LEADING + 1] = { 0 }, most = 0, best = 60;

	for (uint32_t i = 0; i < count; i++)
		for (uint32_t k = 1; k < leaf[i].rows.count; k++) {
			const struct row *r = &leaf[i].rows.row[k];
			double lead = (r->base - (r - 1)->base) / r->size;

			if (is_text(r) && is_text(r - 1) && lead > 0.9 &&
			    lead < 2.3)
				seen[(int)(lead * 50)]++;
		}
	for (uint32_t i = 0; i < MOST_LEADING; i++)
		if (seen[i] + seen[i + 1] > most)
			most = seen[i] + seen[i + 1];
	for (uint32_t i = MOST_LEADING; i-- > 0 && most;)
		if (4 * (seen[i] + seen[i + 1]) >= most)
			best = i;
	if (seen[best + 1] > 3 * seen[best])
		best++;
	looks->lead = (best + 1) / 50.0;
}

/* ---- the lines ------------------------------------------------------------ */

static void add_line(struct paper *p, const struct leaf *l,
		     const struct row *r, const struct row *before,
		     const struct looks *looks)
{
	bool lying = l->sheet->width > l->sheet->height;
	struct paper_line *line = paper_add(p);

	line->landscape = lying;
	line->left = line->first = r->x0;
	line->right = r->x1;
	line->top = r->top;
	line->furniture = r->furniture;
	line->table = r->table;
	if (r->table)
		return;
	line->size = r->size;
	line->text = row_text(p->arena, r, &line->bold, &line->italic);
	line->align = align_of(r->x0, r->x1, looks->left[lying],
			       looks->right[lying]);
	line->blank_before = before && !before->furniture &&
		r->top - before->bottom > (looks->lead * 1.22 - 1.12) * r->size;
}

static void doubt_words(struct ledger *ledger, uint32_t line,
			const struct row *r)
{
	for (uint32_t i = 0; i < r->count; i++)
		if (r->words[i]->sure < 0.6)
			ledger_doubt(ledger, line, r->words[i]->text,
				     "nhận dạng chưa chắc");
}

static void add_leaf(struct paper *p, const struct leaf *l, uint32_t page,
		     const struct looks *looks, struct ledger *ledger)
{
	for (uint32_t i = 0; i < l->rows.count; i++) {
		const struct row *r = &l->rows.row[i];

		add_line(p, l, r, i ? r - 1 : NULL, looks);
		p->lines[p->count - 1].page = page;
		doubt_words(ledger, p->count, r);
	}
}

struct paper *paper_of_sheets(struct arena *a, struct sheet *sheets,
			      uint32_t count, struct ledger *ledger)
{
	struct leaf *leaf = arena_array(a, struct leaf, count + 1);
	struct paper *p = paper_new(a);
	struct looks looks;
	uint32_t notes = 0;

	for (uint32_t i = 0; i < count; i++) {
		leaf[i].sheet = &sheets[i];
		read_leaf(p, &leaf[i]);
		leaf[i].notes = p->note_count;
	}
	furniture_find(leaf, count);
	grids_join(a, leaf, count);
	find_block(a, leaf, count, false, &looks);
	find_block(a, leaf, count, true, &looks);
	find_lead(leaf, count, &looks);
	for (uint32_t i = 0; i < count; i++) {
		add_leaf(p, &leaf[i], i + 1, &looks, ledger);
		for (; notes < leaf[i].notes; notes++)
			p->notes[notes].line = p->count;
	}
	return p;
}
