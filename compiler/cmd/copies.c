/* One source, many copies: --data rows.csv --name "{{column}}.pdf". A row that
 * is wrong costs its own copy. */
#include "cmd/cmd.h"

#include <stdlib.h>
#include <string.h>

/* A name is one part of a path, and shows itself. */
static bool is_file_name(struct str s)
{
	if (!s.n || s.n > 200 || s.p[0] == '.')
		return false;
	for (uint32_t i = 0; i < s.n; i++)
		if (s.p[i] == '/' || (unsigned char)s.p[i] < 0x20)
			return false;
	return true;
}

static void tell_row(const struct options *o, uint32_t row, const char *vi,
		     const char *en, struct str name)
{
	char what[512];

	snprintf(what, sizeof what, "%s: %s %u%s%.*s", o->data,
		 o->english ? "row" : "hàng", row + 2, name.n ? ": " : "",
		 (int)(name.n < 300 ? name.n : 300), name.p);
	say(o->english, vi, en, what);
}

static int by_name(const void *a, const void *b)
{
	const struct copy *x = a, *y = b;
	int order = strcmp(x->name ? x->name : "", y->name ? y->name : "");

	return order ? order : (x->row > y->row) - (x->row < y->row);
}

static int by_row(const void *a, const void *b)
{
	const struct copy *x = a, *y = b;

	return (x->row > y->row) - (x->row < y->row);
}

/* Of two rows that would write one file the second is wrong. */
static int refuse_doubles(const struct options *o, struct copies *c)
{
	int status = EXIT_FINE;

	qsort(c->items, c->count, sizeof *c->items, by_name);
	for (uint32_t i = 1; i < c->count; i++) {
		const char *before = c->items[i - 1].name;

		if (!c->items[i].name || !before || c->items[i].why ||
		    strcmp(before, c->items[i].name) != 0)
			continue;
		tell_row(o, c->items[i].row, "trùng tên với một hàng trước",
			 "another row has this name", str_of(before));
		c->items[i].why = "trùng tên với một hàng trước";
		status = EXIT_ERRORS;
	}
	qsort(c->items, c->count, sizeof *c->items, by_row);
	return status;
}

/* A cell too few or too many: then the others stand under wrong names. */
static bool is_whole(const struct options *o, const struct rows *r,
		     uint32_t row)
{
	uint32_t cells = r->widths[row + 1];
	char counts[64];

	if (cells == r->columns)
		return true;
	snprintf(counts, sizeof counts, o->english ? "%u cells, %u columns"
						    : "%u ô, %u cột",
		 cells, r->columns);
	tell_row(o, row, "hàng thiếu hoặc thừa ô", "cells are missing or too many",
		 str_of(counts));
	return false;
}

static bool take_copy(const struct options *o, struct copies *c, uint32_t row,
		      struct str name, char *text)
{
	struct copy *one = &c->items[c->count++];

	*one = (struct copy){ .row = row };
	if (!is_whole(o, &c->rows, row)) {
		one->why = "hàng thiếu hoặc thừa ô";
	} else if (!is_file_name(name)) {
		one->why = "không đặt được tên tệp";
		tell_row(o, row, one->why, "no name for a file", name);
	} else {
		one->name = text;
	}
	return !one->why;
}

static int name_copies(struct session *s, struct copies *c)
{
	const struct options *o = s->options;
	int status = EXIT_FINE;

	c->items = arena_array(s->arena, struct copy, c->rows.count + 1);
	for (uint32_t i = 0; i < c->rows.count; i++) {
		struct str name = rows_fill(s->arena, &c->rows, i,
					    str_of(o->name));
		char *text = str_terminated(s->arena, name);

		if (shard_has(o, s->arena, text) &&
		    !take_copy(o, c, i, name, text))
			status = EXIT_ERRORS;
	}
	return exit_worse(status, refuse_doubles(o, c));
}

bool copies_usage(const struct options *o)
{
	if (o->input_count == 1 && o->name && o->data && !o->deps &&
	    o->format != OUT_PNG && o->format != OUT_SVG)
		return true;
	say(o->english, "--data cần một nguồn và --name \"{{cột}}.pdf\"",
	    "--data wants one source and --name \"{{column}}.pdf\"", "");
	return false;
}

int copies_read(struct session *s, struct copies *c)
{
	const struct options *o = s->options;
	struct str bytes, doubled;
	uint32_t line;

	if (file_read(s->arena, o->data, &bytes) != READ_OK) {
		say(o->english, "không đọc được", "cannot read", o->data);
		return EXIT_NO_INPUT;
	}
	if (!rows_read(s->arena, bytes, &c->rows, &line)) {
		char what[512];

		snprintf(what, sizeof what, "%s:%u", o->data, line);
		say(o->english, "không phải bảng CSV", "no CSV table", what);
		return EXIT_NO_INPUT;
	}
	doubled = rows_doubled(s->arena, &c->rows);
	if (doubled.n) {
		char what[512];

		snprintf(what, sizeof what, "%s: %.*s", o->data,
			 (int)(doubled.n < 200 ? doubled.n : 200), doubled.p);
		say(o->english, "hai cột cùng một tên",
		    "two columns have one name", what);
		return EXIT_NO_INPUT;
	}
	if (!c->rows.count) {
		say(o->english, "bảng chỉ có hàng tên cột",
		    "the table has a head and no row", o->data);
		return EXIT_ERRORS;
	}
	c->given = arena_array(s->arena, struct given, c->rows.columns + 1);
	s->copies = c;
	return name_copies(s, c);
}

int copies_list(struct session *s)
{
	struct copies c = { .count = 0 };
	int status = copies_read(s, &c);

	for (uint32_t i = 0; i < c.count; i++)
		if (!c.items[i].why)
			puts(c.items[i].name);
	s->copies = NULL;
	return status;
}

const struct given *copies_given(struct copies *c, uint32_t *count)
{
	const struct rows *r = &c->rows;
	uint32_t row = c->items[c->now].row;

	for (uint32_t i = 0; i < r->columns; i++)
		c->given[i] = (struct given){
			r->cells[i],
			r->cells[(row + 1) * r->columns + i],
		};
	*count = r->columns;
	return c->given;
}

void copies_tell(const struct session *s, int status)
{
	const struct copies *c = s->copies;

	if (status && status != EXIT_WARNINGS)
		tell_row(s->options, c->items[c->now].row,
			 "hàng này không thành tệp", "this row gave no file",
			 str_of(c->items[c->now].name));
}
