/* Tables: rows of cells on a grid, and whether anyone sees their lines. */
#include "import/docx_inside.h"

#include <string.h>

enum edge { TOP, BOTTOM, LEFT, RIGHT, INSIDE_H, INSIDE_V, EDGES };

/* -1 not said, 0 no line, 1 a line. */
struct borders {
	int edge[EDGES];
};

struct cell {
	const struct node *node; /* <tc>; NULL: a gap of the grid */
	uint32_t at, columns;
	bool goes_on; /* the cell above it */
	int row;
};

struct grid {
	struct cell *cells;
	uint32_t count, rows, columns;
	uint32_t header_rows;
	bool header_ended;
};

/* ---- borders ---------------------------------------------------------- */

static int is_line(const struct node *n)
{
	struct str val = attr_of(n, N_val);

	if (!n)
		return -1;
	return val.n && !str_is(val, "nil") && !str_is(val, "none");
}

static int either(const struct node *n, enum name a, enum name b)
{
	int line = is_line(child_of(n, a));

	return line >= 0 ? line : is_line(child_of(n, b));
}

static void borders_over(struct borders *b, const struct node *n)
{
	const int said[EDGES] = {
		is_line(child_of(n, N_top)), is_line(child_of(n, N_bottom)),
		either(n, N_left, N_start), either(n, N_right, N_end),
		is_line(child_of(n, N_insideH)),
		is_line(child_of(n, N_insideV)),
	};

	for (int i = 0; i < EDGES; i++)
		if (said[i] >= 0)
			b->edge[i] = said[i];
}

static void style_borders(const struct docx *d, struct borders *b,
			  struct str id, int depth)
{
	const struct style *s = word_style(d->styles, id);

	if (!s || depth > 32)
		return;
	style_borders(d, b, val_of(s->node, N_basedOn), depth + 1);
	borders_over(b, child_of(child_of(s->node, N_tblPr), N_tblBorders));
}

/* A cell's own edges, else the table's: outer ones at its rim. */
static bool has_lines(const struct borders *table, const struct borders *own,
		      const struct cell *c, const struct grid *g)
{
	const int outer[4] = {
		c->row == 0 ? TOP : INSIDE_H,
		c->row + 1 == (int)g->rows ? BOTTOM : INSIDE_H,
		c->at == 0 ? LEFT : INSIDE_V,
		c->at + c->columns >= g->columns ? RIGHT : INSIDE_V,
	};
	int lines = 0;

	for (int i = 0; i < 4; i++)
		lines += (own->edge[i] >= 0 ? own->edge[i]
					    : table->edge[outer[i]]) == 1;
	return lines >= 2;
}

static bool is_ruled(const struct docx *d, const struct node *tbl,
		     const struct grid *g)
{
	const struct node *tblpr = child_of(tbl, N_tblPr);
	struct borders table = { { -1, -1, -1, -1, -1, -1 } };
	const struct borders none = table;
	uint32_t seen = 0, lined = 0;

	style_borders(d, &table, val_of(tblpr, N_tblStyle), 0);
	borders_over(&table, child_of(tblpr, N_tblBorders));
	for (uint32_t i = 0; i < g->count; i++) {
		const struct cell *c = &g->cells[i];
		struct borders own = none;

		if (!c->node)
			continue;
		borders_over(&own, child_of(child_of(c->node, N_tcPr),
					    N_tcBorders));
		seen++;
		lined += has_lines(&table, &own, c, g);
	}
	return seen && lined * 2 >= seen;
}

/* ---- the grid --------------------------------------------------------- */

static void add_cell(struct docx *d, struct grid *g, struct cell c)
{
	if (c.columns < 1)
		c.columns = 1;
	if (c.at + c.columns > MOST_COLUMNS)
		return;
	c.row = (int)g->rows;
	g->cells = arena_grow(d->arena, g->cells, g->count, sizeof c);
	g->cells[g->count++] = c;
	if (c.at + c.columns > g->columns)
		g->columns = c.at + c.columns;
}

static uint32_t span_of(const struct node *properties, enum name name,
			int least)
{
	int n = int_of(val_of(properties, name), least);

	return (uint32_t)(n < least ? least : n > MOST_COLUMNS ? MOST_COLUMNS
							       : n);
}

static bool says_go_on(const struct node *merge)
{
	return merge && !str_is(attr_of(merge, N_val), "restart");
}

/* The older way to span columns: the cell before it grows. */
static void widen(struct grid *g, uint32_t end)
{
	struct cell *last = &g->cells[g->count - 1];

	if (end > MOST_COLUMNS)
		return;
	last->columns = end - last->at;
	if (end > g->columns)
		g->columns = end;
}

static void read_cell(struct docx *d, struct grid *g, const struct node *tc,
		      uint32_t at, uint32_t columns)
{
	const struct node *tcpr = child_of(tc, N_tcPr);

	if (says_go_on(child_of(tcpr, N_hMerge)) && g->count &&
	    g->cells[g->count - 1].row == (int)g->rows)
		widen(g, at + columns);
	else
		add_cell(d, g, (struct cell){
			.node = tc, .at = at, .columns = columns,
			.goes_on = says_go_on(child_of(tcpr, N_vMerge)) });
}

static bool is_wrapper(const struct node *n)
{
	return n->name == N_sdt || n->name == N_sdtContent ||
	       n->name == N_OTHER;
}

/* From column `at` on; the column behind the last one. */
static uint32_t read_cells(struct docx *d, struct grid *g,
			   const struct node *n, uint32_t at)
{
	for (n = n ? n->child : NULL; n; n = n->next) {
		uint32_t columns = span_of(child_of(n, N_tcPr), N_gridSpan, 1);

		if (is_wrapper(n)) {
			at = read_cells(d, g, n, at);
		} else if (n->name == N_tc) {
			read_cell(d, g, n, at, columns);
			at += columns;
		}
	}
	return at;
}

static void read_row(struct docx *d, struct grid *g, const struct node *tr)
{
	const struct node *trpr = child_of(tr, N_trPr);
	uint32_t before = span_of(trpr, N_gridBefore, 0);

	if (child_of(trpr, N_del))
		return;
	if (before)
		add_cell(d, g, (struct cell){ .columns = before });
	read_cells(d, g, tr, before);
	if (switch_of(trpr, N_tblHeader) == 1 && !g->header_ended)
		g->header_rows++;
	else
		g->header_ended = true;
	g->rows++;
}

static void read_rows(struct docx *d, struct grid *g, const struct node *n)
{
	for (n = n ? n->child : NULL; n; n = n->next)
		if (n->name == N_tr)
			read_row(d, g, n);
		else if (is_wrapper(n))
			read_rows(d, g, n);
}

/* Columns at which no cell begins in any row are slivers of the grid: Word
 * keeps one wherever two rows were once drawn a hair apart. */
static uint32_t *narrow(struct docx *d, struct grid *g)
{
	uint32_t *to = arena_array(d->arena, uint32_t, MOST_COLUMNS + 1);
	bool begins[MOST_COLUMNS + 1] = { false };
	uint32_t kept = 0;

	for (uint32_t i = 0; i < g->count; i++)
		begins[g->cells[i].at] = true;
	for (uint32_t i = 0; i < g->columns; i++) {
		kept += begins[i] && i;
		to[i] = kept;
	}
	to[g->columns] = ++kept;
	for (uint32_t i = 0; i < g->count; i++) {
		struct cell *c = &g->cells[i];

		c->columns = to[c->at + c->columns] - to[c->at];
		c->at = to[c->at];
	}
	g->columns = kept;
	return to;
}

/* ---- the table -------------------------------------------------------- */

static void fill(struct docx *d, struct paper_cell *to, const struct cell *c)
{
	struct said said = { 0 };

	if (c->node)
		said = docx_inner(d, c->node, &to->align);
	to->text = said.text;
	to->bold = said.bold;
	to->columns = c->columns;
	to->rows = 1;
}

/* The cell above, if it begins and ends in the same columns. */
static struct paper_cell *above(struct paper_table *t, uint32_t row,
				const struct cell *c, uint32_t *origin)
{
	struct paper_cell *up;

	if (!row || !c->goes_on)
		return NULL;
	up = &t->cells[origin[c->at] * t->column_count + c->at];
	return up->columns == c->columns && !up->covered ? up : NULL;
}

static void put_cell(struct docx *d, struct paper_table *t,
		     const struct cell *c, uint32_t *origin)
{
	uint32_t row = (uint32_t)c->row;
	struct paper_cell *to = &t->cells[row * t->column_count + c->at];
	struct paper_cell *up = above(t, row, c, origin);

	for (uint32_t i = up ? 0 : 1; i < c->columns; i++)
		to[i] = (struct paper_cell){ .columns = 1, .rows = 1,
					     .covered = true };
	if (up) {
		up->rows = row + 1 - origin[c->at];
		return;
	}
	fill(d, to, c);
	origin[c->at] = row;
}

/* Of the narrowed grid, from all its columns as the file has them. */
static double *widths(struct docx *d, const struct node *tbl,
		      const uint32_t *to, uint32_t columns, uint32_t most)
{
	const struct node *n = child_of(child_of(tbl, N_tblGrid), N_gridCol);
	double *list = arena_array(d->arena, double, columns);
	bool any = false;

	for (uint32_t i = 0; n && i < most; n = n->next) {
		int twips;

		if (n->name != N_gridCol)
			continue;
		twips = int_of(attr_of(n, N_w), 0);
		list[to[i++]] += twips / 20.0;
		any |= twips > 0;
	}
	return any ? list : NULL;
}

static struct paper_table *table_of(struct docx *d, const struct node *tbl,
				    struct grid *g)
{
	struct paper_table *t = arena_new_of(d->arena, struct paper_table);
	uint32_t most = g->columns, *to = narrow(d, g);
	uint32_t origin[MOST_COLUMNS] = { 0 };

	t->column_count = g->columns;
	t->row_count = g->rows;
	t->header_rows = g->header_rows;
	t->ruled = is_ruled(d, tbl, g);
	t->widths = widths(d, tbl, to, g->columns, most);
	t->cells = arena_array(d->arena, struct paper_cell,
			       g->rows * g->columns);
	for (uint32_t i = 0; i < g->rows * g->columns; i++)
		t->cells[i].columns = t->cells[i].rows = 1;
	for (uint32_t i = 0; i < g->count; i++)
		put_cell(d, t, &g->cells[i], origin);
	return t;
}

static void put_table(struct docx *d, const struct node *tbl, struct grid *g)
{
	bool blank = d->blank;
	uint32_t first = d->line + 1, page = d->page;
	struct paper_table *t = table_of(d, tbl, g);
	struct paper_line *l = paper_add(d->paper);

	l->table = t;
	l->line = d->furniture ? 1 : first;
	l->page = page;
	l->whole = true;
	l->blank_before = blank;
	l->furniture = d->furniture;
	l->landscape = d->sections[d->section].landscape;
	d->blank = false;
}

/* In a cell there is no place for a table: its cells follow one another. */
static void flatten(struct docx *d, const struct grid *g)
{
	docx_lose(d, (struct str){ 0 },
		  "bảng trong ô được trải thành dòng");
	for (uint32_t i = 0; i < g->count; i++)
		docx_blocks(d, g->cells[i].node);
}

void docx_table(struct docx *d, const struct node *tbl)
{
	struct grid g = { 0 };

	read_rows(d, &g, tbl);
	if (d->inside) {
		flatten(d, &g);
		return;
	}
	if (!g.count)
		return;
	d->cells += g.rows * (g.columns + 1);
	if (d->cells > MOST_CELLS || g.rows > MOST_CELLS)
		docx_lose(d, (struct str){ 0 }, "bảng quá lớn");
	else
		put_table(d, tbl, &g);
}
