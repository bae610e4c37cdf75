/* Things set side by side without rules: the head of a document, its
 * signatures. They show by a white gutter beside several lines. A paragraph
 * fills its block, so that none of its lines leaves the gutter free. */
#include "import/pdf_sheet.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_SEGMENTS = 4, MOST_COLUMNS = 6, MOST_IN_BAND = 200,
       MOST_TRIES = 60 };

static const double WIDE = 1.9;   /* letters: no space is as wide */
static const double NARROW = 0.55; /* letters: wider than a space */

/* Part of a row, parted from the rest by a wide gap. */
struct segment {
	struct word **words;
	uint32_t count;
	double x0, x1, base, size;
	uint32_t beside; /* segments of its row */
};

struct band {
	struct arena *arena;
	struct segment *segment; /* of the page, from the top */
	uint32_t count;
	uint32_t *in;            /* those of the band, from the top */
	uint32_t in_count;
	double low, high;        /* the gutter */
};

static void measure_segment(struct segment *s)
{
	s->x0 = s->words[0]->x0;
	s->x1 = s->words[s->count - 1]->x1;
	s->size = 0;
	for (uint32_t i = 0; i < s->count; i++)
		if (s->words[i]->size > s->size) {
			s->size = s->words[i]->size;
			s->base = s->words[i]->base;
		}
}

static void add_segment(struct band *b, struct word **words, uint32_t count,
			uint32_t beside)
{
	struct segment s = { .words = words, .count = count, .beside = beside };

	measure_segment(&s);
	b->segment = arena_grow(b->arena, b->segment, b->count,
				sizeof *b->segment);
	b->segment[b->count++] = s;
}

static void split_row(struct band *b, const struct row *r)
{
	uint32_t from = 0, first = b->count;

	for (uint32_t i = 1; i <= r->count; i++)
		if (i == r->count || r->words[i]->x0 - r->words[i - 1]->x1 >
					     WIDE * r->words[i]->size) {
			add_segment(b, r->words + from, i - from, 0);
			from = i;
		}
	for (uint32_t i = first; i < b->count; i++)
		b->segment[i].beside = b->count - first;
}

static bool level_with(const struct segment *a, const struct segment *b)
{
	return fabs(a->base - b->base) < 0.6 * fmin(a->size, b->size);
}

static double middle(const struct segment *s)
{
	return (s->x0 + s->x1) / 2;
}

static bool is_left(const struct band *b, const struct segment *s)
{
	return middle(s) < (b->low + b->high) / 2;
}

/* The nearest segment of the same side in the band; NULL none. */
static const struct segment *neighbour(const struct band *b,
				       const struct segment *s, bool left)
{
	const struct segment *best = NULL;

	for (uint32_t i = 0; i < b->in_count; i++) {
		const struct segment *t = &b->segment[b->in[i]];

		if (is_left(b, t) == left &&
		    (!best || fabs(t->base - s->base) < fabs(best->base - s->base)))
			best = t;
	}
	return best;
}

/* On the left stands a list whose lines may hang. */
static bool in_line_with(const struct segment *s, const struct segment *t,
			 bool left)
{
	return fabs(s->x0 - t->x0) < (left ? 1.2 * s->size : 4) ||
	       fabs(middle(s) - middle(t)) < 7;
}

/* A lone segment follows its column closely, or is centred below it, as the
 * name of a signer is. */
static bool follows(const struct band *b, const struct segment *s, bool left)
{
	const struct segment *t = neighbour(b, s, left);
	double down = t ? fabs(s->base - t->base) : INFINITY;

	if (!t)
		return false;
	if (down < 2.1 * fmax(s->size, t->size) && in_line_with(s, t, left))
		return true;
	return fabs(middle(s) - middle(t)) < 7 && down < 11 * t->size && !left;
}

static bool has_partner(const struct band *b, const struct segment *s)
{
	for (uint32_t i = 0; i < b->in_count; i++)
		if (level_with(&b->segment[b->in[i]], s))
			return true;
	return false;
}

static void take_in(struct band *b, uint32_t i)
{
	const struct segment *s = &b->segment[i];
	bool left = is_left(b, s);

	if (b->in_count == MOST_IN_BAND)
		return;
	if (left)
		b->low = fmax(b->low, s->x1);
	else
		b->high = fmin(b->high, s->x0);
	b->in[b->in_count++] = i;
}

/* Where a row crosses the gutter by a gap that is wider than its spaces. */
static uint32_t crossing(const struct band *b, const struct segment *s)
{
	for (uint32_t i = 1; i < s->count; i++) {
		double from = s->words[i - 1]->x1, to = s->words[i]->x0;

		if (to - from > NARROW * s->size && fmin(to, b->high) -
		    fmax(from, b->low) > 0.4 * s->size)
			return i;
	}
	return 0;
}

/* Cuts segment `i` in two; the new one stands at the end of the list. */
static bool take_halves(struct band *b, uint32_t i)
{
	struct segment *s = &b->segment[i];
	uint32_t at = crossing(b, s);

	if (!at)
		return false;
	add_segment(b, s->words + at, s->count - at, 2);
	s = &b->segment[i];
	s->count = at;
	measure_segment(s);
	take_in(b, i);
	take_in(b, b->count - 1);
	return true;
}

static const struct segment *other_half(const struct band *b, uint32_t i)
{
	const struct segment *s = &b->segment[i];

	if (s->beside != 2)
		return NULL;
	if (i > 0 && s[-1].beside == 2 && level_with(s - 1, s))
		return s - 1;
	if (i + 1 < b->count && s[1].beside == 2 && level_with(s, s + 1))
		return s + 1;
	return NULL;
}

static bool is_centred(const struct band *b, const struct segment *s)
{
	const struct segment *t = neighbour(b, s, is_left(b, s));

	return t && fabs(middle(s) - middle(t)) < 7;
}

/* Its other half comes with it, on the far side of the gutter: close by, or
 * both below what they belong to, as the names of two signers are. */
static bool is_paired(const struct band *b, uint32_t i)
{
	const struct segment *s = &b->segment[i], *t = other_half(b, i);
	double gap = INFINITY;

	if (!t || fmin(s->x1, t->x1) >= b->high || fmax(s->x0, t->x0) <= b->low)
		return false;
	for (uint32_t k = 0; k < b->in_count; k++)
		gap = fmin(gap, fabs(b->segment[b->in[k]].base - s->base));
	return gap < 4 * s->size ||
	       (gap < 11 * s->size && is_centred(b, s) && is_centred(b, t));
}

static bool grow(struct band *b, uint32_t i, bool down)
{
	const struct segment *s = &b->segment[i];
	double least = 0.4 * s->size;
	bool fits_left = s->x1 + least < b->high,
	     fits_right = s->x0 - least > b->low;

	if (s->words[0]->taken || (fits_left && fits_right))
		return false; /* between both: a title */
	if (!fits_left && !fits_right)
		return take_halves(b, i);
	if (!has_partner(b, s) && !is_paired(b, i) &&
	    (!follows(b, s, fits_left) || (!down && fits_left)))
		return false;
	take_in(b, i);
	return true;
}

/* ---- the table ---------------------------------------------------------- */

struct column {
	double x0, x1;
	struct word **words;
	uint32_t count, lines;
};

static void widen(struct column *c, const struct segment *s)
{
	c->x0 = fmin(c->x0, s->x0);
	c->x1 = fmax(c->x1, s->x1);
	c->lines++;
}

static uint32_t column_for(struct column *c, uint32_t n,
			   const struct segment *s)
{
	for (uint32_t i = 0; i < n; i++)
		if (s->x0 < c[i].x1 && s->x1 > c[i].x0)
			return i;
	return n;
}

static int by_place(const void *x, const void *y)
{
	const struct column *a = x, *b = y;

	return (a->x0 > b->x0) - (a->x0 < b->x0);
}

static uint32_t merge_columns(struct column *c, uint32_t n)
{
	uint32_t kept = 0;

	qsort(c, n, sizeof *c, by_place);
	for (uint32_t i = 1; i < n; i++)
		if (c[i].x0 < c[kept].x1) {
			c[kept].x1 = fmax(c[kept].x1, c[i].x1);
			c[kept].lines += c[i].lines;
		} else {
			c[++kept] = c[i];
		}
	return n ? kept + 1 : 0;
}

/* Groups the band's segments; 0: they make no columns. */
static uint32_t find_columns(const struct band *b, struct column *c)
{
	uint32_t n = 0, wide = 0, long_ones = 0;

	for (uint32_t i = 0; i < b->in_count; i++) {
		const struct segment *s = &b->segment[b->in[i]];
		uint32_t at = column_for(c, n, s);

		if (at == MOST_COLUMNS)
			return 0;
		if (at == n)
			c[n++] = (struct column){ .x0 = s->x0, .x1 = s->x1 };
		widen(&c[at], s);
	}
	n = merge_columns(c, n);
	for (uint32_t i = 0; i < n; i++) {
		wide += c[i].x1 - c[i].x0 > 40;
		long_ones += c[i].lines > 1;
	}
	return n > 1 && wide == n && long_ones == n ? n : 0;
}

static enum paper_align rows_align(const struct rows *rows)
{
	double left = 0, right = 0, center = 0;

	for (uint32_t i = 1; i < rows->count; i++) {
		const struct row *r = &rows->row[i], *t = r - 1;

		left = fmax(left, fabs(r->x0 - t->x0));
		right = fmax(right, fabs(r->x1 - t->x1));
		center = fmax(center, fabs(r->x0 + r->x1 - t->x0 - t->x1) / 2);
	}
	if (center < 6 && left > center)
		return PAPER_CENTER;
	return right < 2 && left > right ? PAPER_RIGHT : PAPER_LEFT;
}

static struct word *words_of(const struct band *b, const struct column *c,
			     uint32_t *count)
{
	struct word *words = NULL;

	*count = 0;
	for (uint32_t i = 0; i < b->in_count; i++) {
		const struct segment *s = &b->segment[b->in[i]];

		if (middle(s) < c->x0 || middle(s) > c->x1)
			continue;
		for (uint32_t k = 0; k < s->count; k++) {
			words = arena_grow(b->arena, words, *count,
					   sizeof *words);
			words[(*count)++] = *s->words[k];
			s->words[k]->taken = true;
		}
	}
	return words;
}

static void fill_cell(struct band *b, const struct column *c,
		      struct paper_cell *cell, struct row *row)
{
	uint32_t count;
	struct word *words = words_of(b, c, &count);
	struct rows rows = rows_find(b->arena, words, count);

	*cell = (struct paper_cell){
		.text = rows_text(b->arena, &rows, -1),
		.columns = 1, .rows = 1, .bold = rows_bold(&rows),
		.align = rows_align(&rows),
	};
	for (uint32_t i = 0; i < rows.count; i++) {
		row->top = fmin(row->top, rows.row[i].top);
		row->bottom = fmax(row->bottom, rows.row[i].bottom);
		row->size = fmax(row->size, rows.row[i].size);
	}
}

static void add_columns(struct band *b, struct column *c, uint32_t n,
			struct rows *out)
{
	struct paper_table *t = arena_new_of(b->arena, struct paper_table);
	struct row *row = rows_add(b->arena, out);

	t->cells = arena_array(b->arena, struct paper_cell, n);
	t->widths = arena_array(b->arena, double, n);
	t->column_count = n;
	t->row_count = 1;
	row->table = t;
	row->top = INFINITY;
	for (uint32_t i = 0; i < n; i++) {
		t->widths[i] = c[i].x1 - c[i].x0;
		fill_cell(b, &c[i], &t->cells[i], row);
	}
	row->edges = arena_array(b->arena, double, n + 1);
	for (uint32_t i = 1; i < n; i++)
		row->edges[i] = (c[i - 1].x1 + c[i].x0) / 2;
	row->edges[0] = c[0].x0;
	row->edges[n] = c[n - 1].x1;
	row->base = row->bottom;
	row->x0 = c[0].x0;
	row->x1 = c[n - 1].x1;
}

/* A half was taken in right after the segment it was cut from. */
static void undo_halves(struct band *b, uint32_t count)
{
	for (uint32_t i = 1; i < b->in_count; i++)
		if (b->in[i] >= count) {
			struct segment *s = &b->segment[b->in[i - 1]];

			s->count += b->segment[b->in[i]].count;
			measure_segment(s);
		}
	b->count = count;
}

/* Segments `i` and `j` stand side by side: how far does their gutter reach? */
static void try_band(struct band *b, uint32_t i, uint32_t j, struct rows *out)
{
	const struct segment *s = &b->segment[i], *t = &b->segment[j];
	uint32_t count = b->count, n;
	struct column c[MOST_COLUMNS + 1];

	b->in_count = 0;
	b->low = fmin(s->x1, t->x1);
	b->high = fmax(s->x0, t->x0);
	take_in(b, i);
	take_in(b, j);
	for (uint32_t k = i; k-- > 0 && grow(b, k, false);)
		;
	for (uint32_t k = j + 1; k < count && grow(b, k, true);)
		k++;
	n = find_columns(b, c);
	if (n)
		add_columns(b, c, n, out);
	else
		undo_halves(b, count);
}

static bool may_begin(const struct segment *s)
{
	return s->beside > 1 && s->beside <= MOST_SEGMENTS &&
	       !s->words[0]->taken;
}

void columns_find(struct arena *a, struct sheet *sheet, struct rows *out)
{
	struct rows rows = rows_find(a, sheet->words, sheet->word_count);
	struct band b = { .arena = a };
	uint32_t count, tries = 0;

	b.in = arena_array(a, uint32_t, MOST_IN_BAND);
	for (uint32_t i = 0; i < rows.count; i++)
		split_row(&b, &rows.row[i]);
	count = b.count;
	for (uint32_t i = 0; i + 1 < count && tries < MOST_TRIES; i++) {
		const struct segment *s = &b.segment[i];

		if (!may_begin(s) || !may_begin(s + 1) || !level_with(s, s + 1))
			continue;
		try_band(&b, i, i + 1, out);
		tries++;
	}
}
