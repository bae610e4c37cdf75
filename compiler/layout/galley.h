/* galley: type already set, not yet cut into pages. Plain integers: glyph
 * ids, font numbers, lengths; nothing of Pango stays behind. */
#ifndef VANTHU_LAYOUT_GALLEY_H
#define VANTHU_LAYOUT_GALLEY_H

#include "base/dim.h"
#include "base/source.h"
#include "template/style.h"

struct galley_font {
	enum face face;
	dim size;
};

/* One glyph stands for one cluster of the run's text. */
struct glyph {
	uint16_t id;
	uint16_t bytes; /* of the run's text that it shows */
	dim x;         /* from the run's beginning */
};

/* Glyphs of one font on one line. */
struct glyph_run {
	uint16_t font;     /* into galley.fonts */
	uint16_t flags;    /* RUN_… */
	uint32_t element;  /* into galley.elements */
	const struct glyph *glyphs;
	uint32_t glyph_count;
	struct str text;   /* what it says; NFC */
	dim x, rise;       /* from the line's left edge and its baseline */
	dim width;
	struct str link;   /* address, or empty */
	uint32_t color;    /* 0xRRGGBB */
};
enum {
	RUN_NOTE_MARK = 1,
	RUN_SPACE_AFTER = 2 /* the line's last; in the text a space follows */
};

enum box_kind {
	BOX_LINE,
	BOX_RULE,
	BOX_GAP,
	BOX_GROUP,
	BOX_ROW,    /* of a table; its children are galley.cells */
	BOX_FRAME,  /* four rules around `width` × `height`; y is its top */
	BOX_PICTURE, /* y is its top */
	BOX_ANCHOR   /* shows nothing; y is its top */
};

/* Down the galley stand boxes. A group places its own boxes itself and is
 * never cut (the two columns of a head, a signature); a row may be cut between
 * the lines of its cells. */
struct box {
	enum box_kind kind;
	uint16_t style;       /* line: into style.texts */
	bool may_break_after; /* a page may end below this box */
	dim x;                /* from the text block's left edge */
	dim y;                /* in a group: of the baseline, from its top */
	dim width;            /* line: set width; rule: length */
	dim weight;           /* rule: thickness */
	struct glue height;   /* line: leading; gap; group; rule: 0 */
	dim ascent;           /* line: top of its leading to its baseline */
	uint32_t first_run, run_count;   /* line */
	uint32_t first_child, child_count; /* group: into galley.boxes */
	uint32_t first_note, note_count; /* line, row: notes called */
	bool is_fixed;        /* group: x, y are from the paper's edges, and it
	                       * takes no room in the flow */
	bool is_header;       /* row: repeated on each page of its table */
	uint32_t table;       /* row: into galley.tables */
	uint32_t page_of;     /* line of the contents: element whose page is
	                       * printed at its end; 0 none */
	uint32_t color;       /* rule, frame */
	const struct galley_picture *picture;
	enum anchor_kind anchor;
	uint32_t signer;      /* anchor: whose */
	uint32_t element;
	dim tracking;         /* added between its letters */
	double space_share;   /* justified line: width of a space over natural */
	struct span span;
};

struct element {
	enum element_kind kind;
	uint32_t parent;
	int level;            /* heading */
	struct str title;     /* heading: for outline, number and title; figure:
	                       * what it shows, in words */
	uint16_t columns, rows; /* cell: that it spans */
	struct span span;
};

/* The bytes of a picture's file, to be decoded when it is drawn. */
struct galley_picture {
	struct str bytes;
	bool is_jpeg;         /* else PNG */
	uint32_t pixel_width, pixel_height;
};

/* A cell of a row; its lines stand one below another. */
struct galley_cell {
	dim x, width;         /* from the text block's left edge; with padding */
	uint32_t first_box, box_count;
	dim height;           /* natural, with padding */
	uint16_t rows;        /* that it spans; 0: covered by one above */
	bool in_middle;       /* of the row's height; else at its top */
};

struct galley_table {
	dim x, width;
	dim weight, pad_y;
	const uint32_t *headers; /* boxes of its header rows */
	uint32_t header_count;
};

/* A stretch of the flow on pages of one kind; it begins a new page. */
struct galley_strip {
	uint32_t first;       /* into the flow */
	bool landscape;
	bool new_series;      /* page numbers begin anew: an appendix */
};

/* A footnote: its lines, to stand at the foot of the page of its caller. */
struct galley_note {
	uint32_t first_box, box_count;
};

struct galley {
	const struct style *style;
	struct galley_font *fonts;
	uint32_t font_count;
	struct glyph_run *runs;
	uint32_t run_count;
	struct box *boxes;      /* all, groups' and notes' children included */
	uint32_t box_count;
	uint32_t *flow;         /* boxes that stand down the galley, in order */
	uint32_t flow_count;
	struct galley_note *notes;
	uint32_t note_count;
	struct galley_cell *cells;
	uint32_t cell_count;
	struct galley_table *tables;
	uint32_t table_count;
	struct galley_strip *strips; /* the first begins the flow */
	uint32_t strip_count;
	uint32_t first_foot, foot_count; /* boxes at the first page's foot */
	dim foot_height;
	struct element *elements; /* [0] is the document */
	uint32_t element_count;
	/* Digits for page numbers, set in the folio's font. */
	uint16_t folio_font;
	uint16_t folio_digits[10];
	dim folio_widths[10];
	struct str title, author, subject_line; /* metadata */
	struct str language;
	int64_t date;           /* seconds since 1970, of the document; -1 none */
};

struct str galley_dump(struct arena *, const struct galley *,
		       const struct sources *);

#endif
