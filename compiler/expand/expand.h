/* expand: one whole document from its files and variables.
 * in: an ast, a loader; out: an ast without @chèn, @biến and {{…}};
 * never: files themselves (the loader's affair), the decree. */
#ifndef VANTHU_EXPAND_EXPAND_H
#define VANTHU_EXPAND_EXPAND_H

#include "syntax/ast.h"

enum load_result { LOAD_OK, LOAD_MISSING, LOAD_OUTSIDE, LOAD_TOO_LARGE };

/* Finds the file `name` that the file `from` includes. Gives its path (one
 * spelling a file, so that cycles are seen) and its bytes, both in the arena. */
/* A variable that comes from outside the source: a row's cell. */
struct given {
	struct str name, value;
};

struct loader {
	enum load_result (*load)(void *context, struct arena *, struct str from,
				 struct str name, struct str *path,
				 struct str *bytes);
	void *context;
	const struct given *given; /* they go before those of the source */
	uint32_t given_count;
};

enum { EXPAND_MOST_DEPTH = 16 };

/* The door: gives a new tree in the same sources; the given one stays.
 * `loader` NULL: every @chèn is a complaint. */
struct ast *expand(struct arena *, const struct ast *, const struct loader *,
		   struct diags *);

/* A table of rows, the first one's cells being the names of the columns. */
struct rows {
	struct str *cells; /* row by row */
	uint32_t *widths;  /* cells that each row was written with, the first too */
	uint32_t columns, count; /* rows without the first */
};
/* False where the text is no such table; `line` is where it goes wrong. */
bool rows_read(struct arena *, struct str bytes, struct rows *, uint32_t *line);
/* A name that two columns have, or an empty one. */
struct str rows_doubled(struct arena *, const struct rows *);
/* {{name}} filled in from the row (from 0); empty where a name is unknown. */
struct str rows_fill(struct arena *, const struct rows *, uint32_t row,
		     struct str pattern);

#endif
