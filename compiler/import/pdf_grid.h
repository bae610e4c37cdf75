/* pdf_grid: the table that a set of ruled lines makes. Private to pdf*.c.
 * in: edges and rules; out: cells that span; never: their words. */
#ifndef VANTHU_IMPORT_PDF_GRID_H
#define VANTHU_IMPORT_PDF_GRID_H

#include "import/pdf_sheet.h"

struct grid {
	double *x, *y; /* edges, ascending */
	uint32_t x_count, y_count;
};

struct grids {
	struct grid *grid;
	struct paper_table **table;
	uint32_t count;
};

/* Grids of at least two cells, their tables without words. */
struct grids grids_of_rules(struct arena *, const struct sheet *);

#endif
