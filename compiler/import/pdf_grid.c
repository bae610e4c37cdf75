/* Rules that touch make a grid; a missing piece of a rule makes cells one. */
#include "import/pdf_grid.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_RULES = 1500, MOST_EDGES = 400, MOST_CELLS = 4000 };

static const double NEAR = 2.6; /* points: the same edge, or touching */

static bool is_level(const struct rule *r)
{
	return r->y0 == r->y1;
}

/* ---- pieces of one rule become one -------------------------------------- */

static int level_order(const void *x, const void *y)
{
	const struct rule *a = x, *b = y;

	if (a->y0 != b->y0)
		return a->y0 < b->y0 ? -1 : 1;
	return (a->x0 > b->x0) - (a->x0 < b->x0);
}

static int upright_order(const void *x, const void *y)
{
	const struct rule *a = x, *b = y;

	if (a->x0 != b->x0)
		return a->x0 < b->x0 ? -1 : 1;
	return (a->y0 > b->y0) - (a->y0 < b->y0);
}

static bool join_level(struct rule *r, const struct rule *s)
{
	if (fabs(r->y0 - s->y0) > 1.2 || s->x0 > r->x1 + NEAR ||
	    s->x1 < r->x0 - NEAR)
		return false;
	r->x0 = fmin(r->x0, s->x0);
	r->x1 = fmax(r->x1, s->x1);
	return true;
}

static bool join_upright(struct rule *r, const struct rule *s)
{
	if (fabs(r->x0 - s->x0) > 1.2 || s->y0 > r->y1 + NEAR ||
	    s->y1 < r->y0 - NEAR)
		return false;
	r->y0 = fmin(r->y0, s->y0);
	r->y1 = fmax(r->y1, s->y1);
	return true;
}

/* Pieces of one line lie close together in its order. */
static uint32_t join_pieces(struct rule *r, uint32_t n,
			    bool (*join)(struct rule *, const struct rule *))
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < n; i++) {
		bool joined = false;

		for (uint32_t k = kept; !joined && k-- > 0 && k + 60 > kept;)
			joined = join(&r[k], &r[i]);
		if (!joined)
			r[kept++] = r[i];
	}
	return kept;
}

/* Level rules first. */
static struct rule *whole_rules(struct arena *a, const struct sheet *s,
				uint32_t *levels, uint32_t *count)
{
	struct rule *r = arena_array(a, struct rule, s->rule_count + 1);
	uint32_t n = 0, m = 0;

	for (uint32_t i = 0; i < s->rule_count && n < MOST_RULES; i++)
		if (is_level(&s->rules[i]))
			r[n++] = s->rules[i];
	qsort(r, n, sizeof *r, level_order);
	n = join_pieces(r, n, join_level);
	for (uint32_t i = 0; i < s->rule_count && m < MOST_RULES; i++)
		if (!is_level(&s->rules[i]))
			r[n + m++] = s->rules[i];
	qsort(r + n, m, sizeof *r, upright_order);
	m = join_pieces(r + n, m, join_upright);
	*levels = n;
	*count = n + m;
	return r;
}

/* ---- rules that touch ---------------------------------------------------- */

static bool meet(const struct rule *level, const struct rule *upright)
{
	return upright->x0 > level->x0 - NEAR && upright->x0 < level->x1 + NEAR &&
	       level->y0 > upright->y0 - NEAR && level->y0 < upright->y1 + NEAR;
}

static uint32_t root(uint32_t *parent, uint32_t i)
{
	while (parent[i] != i)
		i = parent[i] = parent[parent[i]];
	return i;
}

static uint32_t *group(struct arena *a, const struct rule *r, uint32_t levels,
		       uint32_t count)
{
	uint32_t *parent = arena_array(a, uint32_t, count + 1);

	for (uint32_t i = 0; i < count; i++)
		parent[i] = i;
	for (uint32_t i = 0; i < levels; i++)
		for (uint32_t k = levels; k < count; k++)
			if (meet(&r[i], &r[k]))
				parent[root(parent, i)] = root(parent, k);
	for (uint32_t i = 0; i < count; i++)
		parent[i] = root(parent, i);
	return parent;
}

/* ---- cells ---------------------------------------------------------------- */

static int by_value(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return (a > b) - (a < b);
}

/* Sorted, what lies closer than `apart` as one. */
static uint32_t cluster(double *v, uint32_t n, double apart)
{
	uint32_t kept = 0;

	qsort(v, n, sizeof *v, by_value);
	for (uint32_t i = 0; i < n; i++)
		if (!kept || v[i] - v[kept - 1] > apart)
			v[kept++] = v[i];
	return kept;
}

struct lattice {
	const struct rule *rules;
	uint32_t levels, count;
	const uint32_t *parent;
	uint32_t self;
};

static struct grid edges_of(struct arena *a, const struct lattice *l)
{
	struct grid g = { 0 };

	g.x = arena_array(a, double, 2 * l->count + 2);
	g.y = arena_array(a, double, 2 * l->count + 2);
	for (uint32_t i = 0; i < l->count; i++) {
		if (l->parent[i] != l->self)
			continue;
		if (i < l->levels) {
			g.y[g.y_count++] = l->rules[i].y0;
			/* a table may be open at its sides */
			g.x[g.x_count++] = l->rules[i].x0;
			g.x[g.x_count++] = l->rules[i].x1;
		} else {
			g.x[g.x_count++] = l->rules[i].x0;
		}
	}
	g.x_count = cluster(g.x, g.x_count, 4.5);
	g.y_count = cluster(g.y, g.y_count, 4.5);
	return g;
}

static bool level_at(const struct lattice *l, double x, double y)
{
	for (uint32_t i = 0; i < l->levels; i++)
		if (l->parent[i] == l->self && fabs(l->rules[i].y0 - y) < 4.5 &&
		    l->rules[i].x0 < x && l->rules[i].x1 > x)
			return true;
	return false;
}

static bool upright_at(const struct lattice *l, double x, double y)
{
	for (uint32_t i = l->levels; i < l->count; i++)
		if (l->parent[i] == l->self && fabs(l->rules[i].x0 - x) < 4.5 &&
		    l->rules[i].y0 < y && l->rules[i].y1 > y)
			return true;
	return false;
}

static void cover(struct paper_table *t, uint32_t row, uint32_t column,
		  uint32_t rows, uint32_t columns)
{
	for (uint32_t r = row; r < row + rows; r++)
		for (uint32_t c = column; c < column + columns; c++)
			t->cells[r * t->column_count + c].covered = true;
	t->cells[row * t->column_count + column] =
		(struct paper_cell){ .columns = columns, .rows = rows };
}

static bool is_free(const struct paper_table *t, uint32_t row, uint32_t column)
{
	return !t->cells[row * t->column_count + column].covered;
}

/* As far to the right, then down, as no rule stands in the way. */
static void open_cell(const struct lattice *l, const struct grid *g,
		      struct paper_table *t, uint32_t row, uint32_t column)
{
	double x = (g->x[column] + g->x[column + 1]) / 2,
	       y = (g->y[row] + g->y[row + 1]) / 2;
	uint32_t columns = 1, rows = 1;

	while (column + columns < t->column_count &&
	       is_free(t, row, column + columns) &&
	       !upright_at(l, g->x[column + columns], y))
		columns++;
	while (row + rows < t->row_count && is_free(t, row + rows, column) &&
	       !level_at(l, x, g->y[row + rows]))
		rows++;
	cover(t, row, column, rows, columns);
}

static struct paper_table *table_of(struct arena *a, const struct lattice *l,
				    const struct grid *g)
{
	struct paper_table *t = arena_new_of(a, struct paper_table);

	t->column_count = g->x_count - 1;
	t->row_count = g->y_count - 1;
	t->ruled = true;
	t->cells = arena_array(a, struct paper_cell,
			       t->column_count * t->row_count);
	for (uint32_t r = 0; r < t->row_count; r++)
		for (uint32_t c = 0; c < t->column_count; c++) {
			struct paper_cell *cell =
				&t->cells[r * t->column_count + c];

			if (!cell->covered && !cell->columns)
				open_cell(l, g, t, r, c);
		}
	for (uint32_t i = 0; i < t->column_count * t->row_count; i++)
		if (t->cells[i].covered)
			t->cells[i].columns = t->cells[i].rows = 1;
	return t;
}

static void try_grid(struct arena *a, const struct lattice *l,
		     struct grids *out)
{
	struct grid g = edges_of(a, l);
	struct paper_table *t;

	if (g.x_count < 2 || g.y_count < 2 || g.x_count > MOST_EDGES ||
	    g.y_count > MOST_EDGES || g.x_count * g.y_count > MOST_CELLS ||
	    g.x_count + g.y_count < 5)
		return;
	t = table_of(a, l, &g);
	if (t->cells[0].columns == t->column_count &&
	    t->cells[0].rows == t->row_count)
		return; /* a mere frame */
	out->grid = arena_grow(a, out->grid, out->count, sizeof g);
	out->table = arena_grow(a, out->table, out->count, sizeof t);
	out->grid[out->count] = g;
	out->table[out->count++] = t;
}

struct grids grids_of_rules(struct arena *a, const struct sheet *s)
{
	struct lattice l = { 0 };
	struct grids out = { 0 };
	uint32_t levels, count;

	l.rules = whole_rules(a, s, &levels, &count);
	l.levels = levels;
	l.count = count;
	l.parent = group(a, l.rules, levels, count);
	for (uint32_t i = 0; i < count; i++)
		if (l.parent[i] == i) {
			l.self = i;
			try_grid(a, &l, &out);
		}
	return out;
}
