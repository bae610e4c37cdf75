/* Tables drawn with blanks alone. The first line's wide gaps part the columns;
 * a line belongs to the table while it leaves a strip of each gap free. */
#include "import/text.h"

#include <string.h>

#include "base/utf8.h"

enum { PLACES = 256, GAPS = 16, WIDE = 3, STRIP = 2, ROWS_MOST = 500 };

struct gap {
	uint32_t from, to; /* places between two columns */
};

struct grid {
	struct gap gaps[GAPS];
	uint32_t count; /* of gaps */
	bool used[PLACES];
	struct str *cells; /* row by row, count + 1 each */
	uint32_t rows;
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\r';
}

/* The place of each letter that is no blank. */
static bool mark(struct str s, bool used[PLACES])
{
	uint32_t place = 0;

	for (uint32_t i = 0; i < s.n; place++) {
		uint32_t from = i;

		utf8_next(s, &i);
		if (place >= PLACES || s.p[from] == '\t' || s.p[from] == '|')
			return false;
		if (!is_blank(s.p[from]))
			used[place] = true;
	}
	return true;
}

static void find_gaps(struct grid *g)
{
	uint32_t last = 0;
	bool any = false;

	for (uint32_t i = 0; i < PLACES; i++) {
		if (!g->used[i])
			continue;
		if (any && i - last - 1 >= WIDE && g->count < GAPS)
			g->gaps[g->count++] = (struct gap){ last + 1, i };
		any = true;
		last = i;
	}
}

/* The longest run of free places in a gap. */
static struct gap strip_of(const bool used[PLACES], struct gap gap)
{
	struct gap best = { gap.from, gap.from };

	for (uint32_t i = gap.from; i < gap.to; i++) {
		uint32_t from = i;

		while (i < gap.to && !used[i])
			i++;
		if (i - from > best.to - best.from)
			best = (struct gap){ from, i };
	}
	return best;
}

/* Takes the line in if every gap keeps a strip. */
static bool fits(struct grid *g, struct str s)
{
	bool used[PLACES];

	memcpy(used, g->used, sizeof used);
	if (!mark(s, used))
		return false;
	for (uint32_t i = 0; i < g->count; i++) {
		struct gap strip = strip_of(used, g->gaps[i]);

		if (strip.to - strip.from < STRIP)
			return false;
	}
	memcpy(g->used, used, sizeof used);
	return true;
}

static uint32_t byte_at(struct str s, uint32_t place)
{
	uint32_t i = 0;

	while (place-- && i < s.n)
		utf8_next(s, &i);
	return i;
}

static struct str cell_of(const struct grid *g, struct str s, uint32_t column)
{
	uint32_t from = 0, to = s.n;

	if (column)
		from = byte_at(s, strip_of(g->used, g->gaps[column - 1]).from);
	if (column < g->count)
		to = byte_at(s, strip_of(g->used, g->gaps[column]).from);
	return from < to ? str_trim(str_slice(s, from, to)) : STR("");
}

/* A line that fills few cells goes on with the row above. */
static bool goes_on(const struct grid *g, struct str s)
{
	uint32_t filled = 0;

	for (uint32_t i = 0; i <= g->count; i++)
		filled += cell_of(g, s, i).n > 0;
	return filled * 2 <= g->count + 1 || !cell_of(g, s, 0).n;
}

static void add_line(struct arena *a, struct grid *g, struct str s)
{
	struct str *row;

	if (!g->rows || !goes_on(g, s)) {
		g->rows++;
		row = &g->cells[(g->rows - 1) * (g->count + 1)];
		for (uint32_t i = 0; i <= g->count; i++)
			row[i] = cell_of(g, s, i);
		return;
	}
	row = &g->cells[(g->rows - 1) * (g->count + 1)];
	for (uint32_t i = 0; i <= g->count; i++) {
		struct str more = cell_of(g, s, i);

		if (more.n)
			row[i] = row[i].n ? str_printf(a, "%.*s %.*s",
						       STR_ARG(row[i]),
						       STR_ARG(more)) : more;
	}
}

static void add_table(struct paper *p, const struct grid *g, uint32_t line)
{
	struct str **rows = arena_array(p->arena, struct str *, g->rows);
	uint32_t *counts = arena_array(p->arena, uint32_t, g->rows);

	for (uint32_t i = 0; i < g->rows; i++) {
		rows[i] = &g->cells[i * (g->count + 1)];
		counts[i] = g->count + 1;
	}
	text_add_table(p, rows, counts, g->rows, 1)->line = line;
}

bool text_grid_read(struct paper *p, const struct text_line *lines,
		    uint32_t count, uint32_t i, uint32_t *next)
{
	struct grid g = { .count = 0 };
	uint32_t to = i + 1;

	if (!mark(lines[i].text, g.used))
		return false;
	find_gaps(&g);
	if (g.count < 2)
		return false;
	while (to < count && to - i < ROWS_MOST && str_trim(lines[to].text).n &&
	       fits(&g, lines[to].text))
		to++;
	if (to - i < 2)
		return false;
	g.cells = arena_array(p->arena, struct str, (to - i) * (g.count + 1));
	for (uint32_t k = i; k < to; k++)
		add_line(p->arena, &g, lines[k].text);
	if (g.rows < 2)
		return false;
	add_table(p, &g, lines[i].line);
	*next = to;
	return true;
}
