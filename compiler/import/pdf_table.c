/* The words of ruled tables, and tables that go on over a page break. */
#include "import/pdf_grid.h"

#include <math.h>
#include <string.h>

#include "base/utf8.h"

static uint32_t place(const double *edge, uint32_t count, double v)
{
	for (uint32_t i = 0; i + 1 < count; i++)
		if (v < edge[i + 1])
			return i;
	return count - 2;
}

static bool inside(const struct grid *g, const struct word *w, double *x,
		   double *y)
{
	*x = (w->x0 + w->x1) / 2;
	*y = w->base - 0.3 * w->size;
	return *x > g->x[0] && *x < g->x[g->x_count - 1] && *y > g->y[0] &&
	       *y < g->y[g->y_count - 1];
}

/* The cell that covers a place. */
static uint32_t owner(const struct paper_table *t, uint32_t row, uint32_t column)
{
	for (uint32_t r = row + 1; r-- > 0;)
		for (uint32_t c = column + 1; c-- > 0;) {
			const struct paper_cell *cell =
				&t->cells[r * t->column_count + c];

			if (!cell->covered && r + cell->rows > row &&
			    c + cell->columns > column)
				return r * t->column_count + c;
		}
	return row * t->column_count + column;
}

struct heap {
	struct word *words;
	uint32_t count;
};

static struct heap *sort_words(struct arena *a, const struct grid *g,
			       const struct paper_table *t, struct sheet *s)
{
	struct heap *heaps = arena_array(a, struct heap,
					 t->row_count * t->column_count);
	double x, y;

	for (uint32_t i = 0; i < s->word_count; i++) {
		struct word *w = &s->words[i];
		struct heap *h;

		if (w->taken || !inside(g, w, &x, &y))
			continue;
		h = &heaps[owner(t, place(g->y, g->y_count, y),
				 place(g->x, g->x_count, x))];
		h->words = arena_grow(a, h->words, h->count, sizeof *w);
		h->words[h->count++] = *w;
		w->taken = true;
	}
	return heaps;
}

static enum paper_align cell_align(const struct rows *rows, double left,
				   double right)
{
	enum paper_align all = PAPER_UNKNOWN;

	for (uint32_t i = 0; i < rows->count; i++) {
		const struct row *r = &rows->row[i];
		double before = r->x0 - left, after = right - r->x1;
		enum paper_align one = before > 1.5 * after + 4 ? PAPER_RIGHT
				     : fabs(before - after) < 3 ? PAPER_CENTER
								: PAPER_LEFT;

		if (one == PAPER_CENTER && before < 8)
			continue; /* it fills the cell */
		if (all && all != one)
			return PAPER_LEFT;
		all = one;
	}
	return all || !rows->count ? all : PAPER_BOTH;
}

static void fill(struct arena *a, struct paper_cell *cell, const struct heap *h,
		 double left, double right)
{
	struct rows rows = rows_find(a, h->words, h->count);
	double pad = right, width;

	for (uint32_t i = 0; i < rows.count; i++)
		pad = fmin(pad, rows.row[i].x0 - left);
	cell->align = cell_align(&rows, left, right);
	cell->bold = rows_bold(&rows);
	width = cell->bold || cell->align == PAPER_CENTER
		? 0 : right - left - 2 * fmin(pad, 8);
	cell->text = rows_text(a, &rows, width);
}

static void fill_all(struct arena *a, const struct grid *g,
		     struct paper_table *t, const struct heap *heaps)
{
	t->widths = arena_array(a, double, t->column_count);
	for (uint32_t c = 0; c < t->column_count; c++)
		t->widths[c] = g->x[c + 1] - g->x[c];
	for (uint32_t i = 0; i < t->row_count * t->column_count; i++) {
		struct paper_cell *cell = &t->cells[i];
		uint32_t c = i % t->column_count;

		if (!cell->covered)
			fill(a, cell, &heaps[i], g->x[c], g->x[c + cell->columns]);
	}
}

static bool is_empty(const struct paper_table *t)
{
	for (uint32_t i = 0; i < t->row_count * t->column_count; i++)
		if (t->cells[i].text.n)
			return false;
	return true;
}

void grids_find(struct arena *a, struct sheet *s, struct rows *out)
{
	struct grids grids = grids_of_rules(a, s);

	for (uint32_t i = 0; i < grids.count; i++) {
		const struct grid *g = &grids.grid[i];
		struct paper_table *t = grids.table[i];
		struct row *row;

		fill_all(a, g, t, sort_words(a, g, t, s));
		if (is_empty(t))
			continue;
		row = rows_add(a, out);
		row->table = t;
		row->edges = g->x;
		row->x0 = g->x[0];
		row->x1 = g->x[g->x_count - 1];
		row->top = g->y[0];
		row->base = row->bottom = g->y[g->y_count - 1];
	}
}

/* ---- over a page break --------------------------------------------------- */

static const struct paper_cell *cell_at(const struct paper_table *t, uint32_t r,
					uint32_t c)
{
	return &t->cells[r * t->column_count + c];
}

/* Both with the columns of both: an edge that one lacks parts its cells into
 * one that spans. */
static void refine(struct arena *a, struct row *row, const double *edges,
		   uint32_t count)
{
	const struct paper_table *old = row->table;
	struct paper_table *t = arena_new_of(a, struct paper_table);

	*t = *old;
	t->column_count = count - 1;
	t->cells = arena_array(a, struct paper_cell, t->row_count * (count - 1));
	t->widths = arena_array(a, double, count - 1);
	for (uint32_t i = 0; i < t->row_count * t->column_count; i++)
		t->cells[i] = (struct paper_cell){ .columns = 1, .rows = 1,
						   .covered = true };
	for (uint32_t c = 0; c + 1 < count; c++)
		t->widths[c] = edges[c + 1] - edges[c];
	for (uint32_t r = 0; r < old->row_count; r++)
		for (uint32_t c = 0; c < old->column_count; c++) {
			const struct paper_cell *cell = cell_at(old, r, c);
			double from = row->edges[c];
			double to = row->edges[c + cell->columns];
			uint32_t first = place(edges, count, from + 3);
			uint32_t last = place(edges, count, to - 3);
			struct paper_cell *mine =
				&t->cells[r * t->column_count + first];

			if (cell->covered)
				continue;
			*mine = *cell;
			mine->columns = last - first + 1;
		}
	row->table = t;
	row->edges = (double *)edges;
}

static uint32_t edge_count(const struct row *r)
{
	return r->table->column_count + 1;
}

static bool has_edge(const struct row *r, double x)
{
	for (uint32_t i = 0; i < edge_count(r); i++)
		if (fabs(r->edges[i] - x) < 4)
			return true;
	return false;
}

static bool has_edges(const struct row *r, const struct row *of)
{
	for (uint32_t i = 0; i < edge_count(of); i++)
		if (!has_edge(r, of->edges[i]))
			return false;
	return true;
}

/* True when both now have the same columns. */
static bool make_alike(struct arena *a, struct row *r, struct row *s)
{
	if (fabs(r->x0 - s->x0) > 4 || fabs(r->x1 - s->x1) > 4)
		return false;
	if (has_edges(r, s) && edge_count(r) >= edge_count(s))
		refine(a, s, r->edges, edge_count(r));
	else if (has_edges(s, r))
		refine(a, r, s->edges, edge_count(s));
	else
		return false;
	return true;
}

static bool same_row(const struct paper_table *t, const struct paper_table *u,
		     uint32_t row)
{
	for (uint32_t c = 0; c < t->column_count; c++)
		if (!str_eq(cell_at(t, row, c)->text, cell_at(u, row, c)->text))
			return false;
	return true;
}

static uint32_t repeated_rows(const struct paper_table *t,
			      const struct paper_table *u)
{
	uint32_t n = 0;

	while (n < t->row_count && n < u->row_count && same_row(t, u, n))
		n++;
	return n;
}

static bool ends_sentence(struct str s)
{
	return s.n && strchr(".;:!?", s.p[s.n - 1]);
}

/* Its first cell is empty and a text plainly continues. */
static bool runs_on(const struct paper_table *t, const struct paper_table *u,
		    uint32_t row)
{
	uint32_t last = t->row_count - 1;

	if (cell_at(u, row, 0)->covered || cell_at(u, row, 0)->text.n)
		return false;
	for (uint32_t c = 1; c < t->column_count; c++) {
		struct str before = cell_at(t, last, c)->text;
		struct str after = cell_at(u, row, c)->text;

		if (before.n && after.n &&
		    (str_begins_small(after) || !ends_sentence(before)))
			return true;
	}
	return false;
}

static struct str join_text(struct arena *a, struct str before, struct str after)
{
	bool on = str_begins_small(after) || !ends_sentence(before);

	if (!before.n || !after.n)
		return before.n ? before : after;
	return str_printf(a, "%.*s%c%.*s", STR_ARG(before), on ? ' ' : '\n',
			  STR_ARG(after));
}

/* The last row of `t` goes on in this row of `u`. */
static void join_row(struct arena *a, struct paper_table *t,
		     const struct paper_table *u, uint32_t row)
{
	struct paper_cell *cells = t->cells + (t->row_count - 1) * t->column_count;

	for (uint32_t c = 0; c < t->column_count; c++)
		cells[c].text = join_text(a, cells[c].text,
					  cell_at(u, row, c)->text);
}

static void append(struct arena *a, struct paper_table *t,
		   const struct paper_table *u, uint32_t from)
{
	uint32_t n = t->row_count * t->column_count;
	uint32_t more = (u->row_count - from) * t->column_count;
	struct paper_cell *cells = arena_array(a, struct paper_cell, n + more + 1);

	memcpy(cells, t->cells, n * sizeof *cells);
	memcpy(cells + n, u->cells + from * u->column_count,
	       more * sizeof *cells);
	t->cells = cells;
	t->row_count += u->row_count - from;
}

static bool join_tables(struct arena *a, struct row *r, struct row *s)
{
	struct paper_table *t, *u;
	uint32_t from;

	if (!r->table->ruled || !s->table->ruled || !make_alike(a, r, s))
		return false;
	t = r->table;
	u = s->table;
	from = repeated_rows(t, u);
	if (from && (from <= t->header_rows || !t->header_rows))
		t->header_rows = from;
	if (from < u->row_count && runs_on(t, u, from))
		join_row(a, t, u, from++);
	append(a, t, u, from);
	return true;
}

/* The first or last row of a leaf that is not of the page itself. */
static struct row *end_of(struct leaf *l, bool last)
{
	for (uint32_t i = 0; i < l->rows.count; i++) {
		struct row *r = &l->rows.row[last ? l->rows.count - 1 - i : i];

		if (!r->furniture)
			return r->table ? r : NULL;
	}
	return NULL;
}

static void drop(struct rows *rows, struct row *r)
{
	size_t at = (size_t)(r - rows->row);

	memmove(r, r + 1, (rows->count - at - 1) * sizeof *r);
	rows->count--;
}

void grids_join(struct arena *a, struct leaf *leaf, uint32_t count)
{
	struct row *open = count ? end_of(&leaf[0], true) : NULL;

	for (uint32_t i = 1; i < count; i++) {
		struct row *next = end_of(&leaf[i], false);
		bool only = next && next == end_of(&leaf[i], true);

		if (open && next && join_tables(a, open, next)) {
			drop(&leaf[i].rows, next);
			if (only)
				continue; /* and may go on once more */
		}
		open = end_of(&leaf[i], true);
	}
}
