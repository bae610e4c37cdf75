/* paper: a legacy document as a reader saw it, before anyone understood it.
 * in: bytes of a text, Word, PDF or image file; out: its lines and tables in
 * reading order, with the looks that tell what they are; never: what they mean.
 * All text is UTF-8 in NFC and belongs to the arena. */
#ifndef VANTHU_IMPORT_PAPER_H
#define VANTHU_IMPORT_PAPER_H

#include "base/str.h"

/* Marks inside a text, of the private use area so that no letter is mistaken:
 * bold and italic begin or end, a note is called, a line was broken by hand. A
 * line that is bold from end to end says so in `bold` and carries no mark. */
enum {
	PAPER_BOLD = 0xE000,
	PAPER_ITALIC = 0xE001,
	PAPER_NOTE = 0xE100, /* + the note's number, from 0 */
	PAPER_NOTES_MOST = 0x800,
};

enum paper_align {
	PAPER_UNKNOWN,
	PAPER_LEFT,
	PAPER_CENTER,
	PAPER_RIGHT,
	PAPER_BOTH,
};

struct paper_cell {
	struct str text;     /* paragraphs of a cell are parted by '\n' */
	uint32_t columns, rows; /* it spans; at least 1 */
	bool covered;        /* by the span of a cell before or above it */
	bool bold;
	enum paper_align align;
};

/* A grid: every row has `column_count` cells, covered ones included. */
struct paper_table {
	struct paper_cell *cells;
	uint32_t column_count, row_count;
	uint32_t header_rows; /* repeated on every page; 0 not said */
	bool ruled;           /* false: a table that only sets things side by side */
	double *widths;       /* of the columns, in points; NULL not known */
};

/* A line of a file that breaks its lines, a whole paragraph of one that does
 * not, or a table. */
struct paper_line {
	struct str text;
	uint32_t line;       /* in the file, from 1: lines of a text, paragraphs
	                      * of a Word file, lines in reading order of a PDF */
	uint32_t page;       /* from 1; 0 not known */
	bool whole;          /* a paragraph: never to be joined with the next */
	bool blank_before;
	bool bold, italic;   /* from end to end */
	enum paper_align align;
	int outline;         /* depth of a heading by its style or '#'; 0 none */
	/* Points; negative where the file does not say. */
	double left, right;  /* from the page's left edge */
	double first;        /* first line's start, from the page's left edge */
	double size;         /* of its letters */
	double top;          /* from the page's top */
	bool furniture;      /* of the page: its number, a repeated head */
	bool landscape;      /* its page lies on its side */
	struct str marker;   /* the number or dash that Word counts, as shown */
	struct paper_table *table; /* NULL: text */
};

struct paper_note {
	struct str text;
	uint32_t line;
};

struct paper {
	struct arena *arena;
	struct paper_line *lines;
	uint32_t count;
	struct paper_note *notes;
	uint32_t note_count;
	const char *encoding; /* "UTF-8", "TCVN3", "docx", "OCR" … */
	bool recognised;      /* letters were guessed from an image */
};

struct paper *paper_new(struct arena *);
/* Adds an empty line with everything unknown; valid until the next call. */
struct paper_line *paper_add(struct paper *);
/* Adds a note; gives the code point that calls it, 0 when there are too many. */
uint32_t paper_note(struct paper *, struct str text, uint32_t line);
/* One line a line, for tests. */
struct str paper_dump(struct arena *, const struct paper *);

#endif
