/* expand: one whole document from its files and variables.
 * in: an ast, a loader; out: an ast without @chèn, @biến and {{…}};
 * never: files themselves (the loader's affair), the decree. */
#ifndef VANTHU_EXPAND_EXPAND_H
#define VANTHU_EXPAND_EXPAND_H

#include "syntax/ast.h"

enum load_result { LOAD_OK, LOAD_MISSING, LOAD_OUTSIDE, LOAD_TOO_LARGE };

/* Finds the file `name` that the file `from` includes. Gives its path (one
 * spelling a file, so that cycles are seen) and its bytes, both in the arena. */
struct loader {
	enum load_result (*load)(void *context, struct arena *, struct str from,
				 struct str name, struct str *path,
				 struct str *bytes);
	void *context;
};

enum { EXPAND_MOST_DEPTH = 16 };

/* The door: gives a new tree in the same sources; the given one stays.
 * `loader` NULL: every @chèn is a complaint. */
struct ast *expand(struct arena *, const struct ast *, const struct loader *,
		   struct diags *);

#endif
