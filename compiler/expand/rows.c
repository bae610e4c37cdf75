/* A CSV file as rows of one document's variables. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/viet.h"
#include "expand/csv.h"
#include "expand/expand.h"

static struct str text_of(struct arena *a, const struct ast_node *cell)
{
	return str_squeeze(a, utf8_nfc(a, ast_text(a, cell)));
}

bool rows_read(struct arena *a, struct str bytes, struct rows *rows,
	       uint32_t *line)
{
	struct ast_node *table = arena_new_of(a, struct ast_node);
	uint32_t at = 0;

	*rows = (struct rows){ .cells = NULL };
	*line = 1;
	if (utf8_find_fault(bytes) >= 0 ||
	    !csv_read(a, bytes, SPAN_NONE, table, line) || !table->first)
		return false;
	for (const struct ast_node *r = table->first; r; r = r->next)
		rows->count++;
	for (const struct ast_node *c = table->first->first; c; c = c->next)
		rows->columns++;
	rows->cells = arena_array(a, struct str, rows->count * rows->columns + 1);
	rows->widths = arena_array(a, uint32_t, rows->count);
	for (const struct ast_node *r = table->first; r; r = r->next, at++) {
		const struct ast_node *c = r->first;

		for (; c; c = c->next)
			rows->widths[at]++;
		c = r->first;

		for (uint32_t i = 0; i < rows->columns; i++) {
			rows->cells[at * rows->columns + i] =
				c ? text_of(a, c) : STR("");
			c = c ? c->next : NULL;
		}
	}
	rows->count--;
	return true;
}

static int by_bytes(const void *a, const void *b)
{
	const struct str *x = a, *y = b;
	int order = memcmp(x->p, y->p, x->n < y->n ? x->n : y->n);

	return order ? order : (x->n > y->n) - (x->n < y->n);
}

/* Columns without a name are nobody's: sheets leave many. */
struct str rows_doubled(struct arena *a, const struct rows *rows)
{
	struct str *names = arena_array(a, struct str, rows->columns + 1);
	uint32_t count = 0;

	for (uint32_t i = 0; i < rows->columns; i++)
		if (rows->cells[i].n)
			names[count++] = viet_fold(a, rows->cells[i]);
	if (count)
		qsort(names, count, sizeof *names, by_bytes);
	for (uint32_t i = 1; i < count; i++)
		if (str_eq(names[i - 1], names[i]))
			return names[i];
	return STR("");
}

static struct str cell_named(struct arena *a, const struct rows *rows,
			     uint32_t row, struct str name)
{
	struct str folded = viet_fold(a, name);

	for (uint32_t i = 0; i < rows->columns; i++)
		if (str_eq(viet_fold(a, rows->cells[i]), folded))
			return rows->cells[(row + 1) * rows->columns + i];
	return STR("");
}

struct str rows_fill(struct arena *a, const struct rows *rows, uint32_t row,
		     struct str pattern)
{
	struct buf b = buf_new(a);

	for (;;) {
		int64_t open = str_find(pattern, STR("{{"));
		int64_t close = str_find(pattern, STR("}}"));

		if (open < 0 || close < open)
			break;
		buf_add(&b, str_slice(pattern, 0, (uint32_t)open));
		buf_add(&b, cell_named(a, rows, row,
				       str_trim(str_slice(pattern,
							  (uint32_t)open + 2,
							  (uint32_t)close))));
		pattern = str_from(pattern, (uint32_t)close + 2);
	}
	buf_add(&b, pattern);
	return buf_str(&b);
}
