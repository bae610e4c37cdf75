/* pdf_sheet: a page as words and strokes, and the way from there to a paper.
 * Private to pdf*.c and ocr*.c: both sources of words meet here.
 * Lengths are points from the page's top left corner. */
#ifndef VANTHU_IMPORT_PDF_SHEET_H
#define VANTHU_IMPORT_PDF_SHEET_H

#include "import/ledger.h"
#include "import/paper.h"

struct word {
	struct str text;
	double x0, x1, base, size;
	bool bold, italic;
	bool raised;   /* a small mark above the line */
	bool taken;    /* by a table or by columns */
	double sure;   /* 0…1 */
};

/* Level (y0 == y1) or upright (x0 == x1), the smaller end first. */
struct rule {
	double x0, y0, x1, y1;
};

struct sheet {
	double width, height;
	struct word *words;
	uint32_t word_count;
	struct rule *rules;
	uint32_t rule_count;
	bool guessed; /* recognised: small raised marks are read as anything */
};

/* Words that stand on one base line, from left to right; or a table. */
struct row {
	struct word **words;
	uint32_t count;
	double x0, x1, base, size, top;
	struct paper_table *table;
	double *edges;      /* of a table: column_count + 1 */
	double bottom;
	bool furniture;
};

struct rows {
	struct row *row;
	uint32_t count;
};

struct leaf { /* a sheet that was read */
	struct sheet *sheet;
	struct rows rows; /* from top to bottom */
	uint32_t notes;   /* of this sheet and those before */
};

struct paper *paper_of_sheets(struct arena *, struct sheet *, uint32_t count,
			      struct ledger *);

/* ---- the parts, in the order of the work -------------------------------- */

struct row *rows_add(struct arena *, struct rows *);
/* Rows of words that stand within a box and were not taken, from the top. */
struct rows rows_find(struct arena *, struct word *, uint32_t count);
/* Its text; looks are marked unless they hold from end to end. */
struct str row_text(struct arena *, const struct row *, bool *bold,
		    bool *italic);
/* A cell of this width inside, 0 where that says nothing: a space joins its
 * rows, '\n' where a paragraph begins. Negative: '\n' after every row. */
struct str rows_text(struct arena *, const struct rows *, double width);
bool str_begins_small(struct str);
bool rows_bold(const struct rows *);
enum paper_align align_of(double x0, double x1, double left, double right);

/* Takes the notes at the foot of a page and puts their code points where the
 * text calls them. */
void notes_find(struct paper *, struct sheet *);
/* Takes the words of ruled tables and adds the tables. */
void grids_find(struct arena *, struct sheet *, struct rows *);
/* Takes words set side by side and adds them as tables without rules. */
void columns_find(struct arena *, struct sheet *, struct rows *);
/* Joins tables that go on over a page break. */
void grids_join(struct arena *, struct leaf *, uint32_t count);
/* Marks page numbers and what every page repeats. */
void furniture_find(struct leaf *, uint32_t count);

#endif
