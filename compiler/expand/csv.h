/* csv.h: a table file as rows of cells. Not for other rooms. */
#ifndef VANTHU_EXPAND_CSV_H
#define VANTHU_EXPAND_CSV_H

#include "syntax/ast.h"

/* Adds the records of `bytes` to `table` as rows. UTF-8, a BOM is tolerated;
 * the mark between fields, "," or ";" or a tab, is the one that the first
 * record has most of; a field in double quotes may hold any of them, line
 * ends, and "" for a quote. False where a quote is never closed: `line` is
 * where it opens. */
bool csv_read(struct arena *, struct str bytes, struct span,
	      struct ast_node *table, uint32_t *line);

#endif
