/* text: plain text and Markdown as paper.
 * in: UTF-8 in NFC; out: lines, tables and notes; never: paragraphs — a text
 * breaks its lines where it likes. */
#ifndef VANTHU_IMPORT_TEXT_H
#define VANTHU_IMPORT_TEXT_H

#include "import/ledger.h"
#include "import/paper.h"

/* Lines that hold bars, or tabs in as many columns, become tables. */
struct paper *text_read(struct arena *, struct str text);
/* Marks of Markdown become looks: '#', '**', tables, notes, escapes. */
struct paper *markdown_read(struct arena *, struct str text, struct ledger *);
/* Does a text of no known kind carry Markdown's marks? */
bool markdown_is(struct str text);

/* Private to the two: lines of a text, and rows of bars. */
struct text_line {
	struct str text; /* without its end, blanks at both ends kept */
	uint32_t line, page;
};
struct text_line *text_lines(struct arena *, struct str text, uint32_t *count);
/* Cells of "| a | b |", or of a line with tabs; 0: no row. '\|' is a bar. */
uint32_t text_bar_cells(struct arena *, struct str line, struct str **cells);
/* Adds the rows (each with its cells) as one ruled table. */
struct paper_line *text_add_table(struct paper *, struct str **rows,
				  const uint32_t *counts, uint32_t row_count,
				  uint32_t header_rows);

/* Points of a blank before a line. */
enum { TEXT_BLANK_WIDTH = 7 };

/* A table whose cells are set apart by blanks, three columns at least, from
 * line i on; `next` is the line behind it. */
bool text_grid_read(struct paper *, const struct text_line *lines,
		    uint32_t count, uint32_t i, uint32_t *next);

#endif
