/* docx_inside: what the files docx*.c share while one file is read. Private.
 * in: nodes; out: pieces of text, lines, tables; never: a file. */
#ifndef VANTHU_IMPORT_DOCX_INSIDE_H
#define VANTHU_IMPORT_DOCX_INSIDE_H

#include "import/docx_number.h"
#include "import/ledger.h"

enum {
	MOST_FIELDS = 64,
	MOST_DOUBTS = 500,
	MOST_CELLS = 400000, /* of all tables */
	MOST_COLUMNS = 63,
};

enum piece_kind { PIECE_TEXT, PIECE_BREAK, PIECE_NOTE };

/* A stretch of one look. */
struct piece {
	enum piece_kind kind;
	bool bold, italic, blank; /* blank: nothing but space */
	int size;                 /* half points */
	struct str text;
};

struct section {
	int left, right, width; /* twips: margins, the page */
	bool landscape, new_page;
};

struct note {
	int id;
	const struct node *node;
	uint32_t code; /* that calls it, once it is read */
};

struct notes {
	struct note *list; /* sorted by id */
	uint32_t count;
};

struct docx {
	struct arena *arena;
	struct ledger *ledger;
	struct paper *paper;
	struct styles *styles;
	struct numbering *numbering;
	struct notes footnotes, endnotes;
	struct section *sections;
	uint32_t section_count, section; /* the one we are in */
	uint32_t line, page;
	const char *encoding; /* of old letters that were met; NULL */
	uint32_t cells, doubts;
	bool rendered; /* Word has told where its pages end */
	/* a stack: a note or a cell begins where the text around it ends */
	struct piece *pieces;
	uint32_t piece_count, piece_room;
	uint32_t first; /* piece of the paragraph at hand */
	/* text boxes that wait for the end of their paragraph */
	const struct node **boxes;
	uint32_t box_count, box_room;
	/* of the paragraph at hand */
	const struct style *style;
	uint32_t started;      /* its page; 0: nothing was said yet */
	bool blank, furniture; /* an empty one went before; heads and feet */
	int inside, in_note, in_box; /* a cell or note; a note; a text box */
	enum paper_align inner_align; /* of the cell's first paragraph */
	bool leader;           /* its tabs are dots to write on */
	bool placeholder;      /* an empty form field: one blank */
	/* fields within one another: which still tell their instruction */
	bool instruction[MOST_FIELDS];
	int field_count;
};

/* docx_text.c: runs */

/* The content of a paragraph, as pieces. */
void docx_content(struct docx *, const struct node *);
/* A content control; an empty one is a blank to be filled in. */
void docx_form_field(struct docx *, const struct node *,
		     void (*inner)(struct docx *, const struct node *));
/* Adds a break, or text that is neither bold nor italic. */
void docx_break(struct docx *);
void docx_plain(struct docx *, struct str);
/* Letters of a font that draws others than Unicode's in their places. */
struct str docx_decode(struct docx *, struct str text, struct str font);
/* Something that is not carried over; many are told, not all. */
void docx_lose(struct docx *, struct str text, const char *why);

/* docx_line.c: pieces to text */

struct said {
	struct str text;
	bool bold, italic; /* from end to end: without marks then */
	int size;
};

/* The pieces [from, to), breaks as '\n', every line with its own marks. Italic
 * is told by marks alone where `marks` says so. */
struct said docx_said(struct docx *, uint32_t from, uint32_t to, bool marks);

/* docx_body.c: paragraphs */

/* Paragraphs and tables below a node. */
void docx_blocks(struct docx *, const struct node *);
/* The same, and all of it is out when this returns. */
void docx_flow(struct docx *, const struct node *);
/* The same as text of one place, its paragraphs parted by '\n'; the first
 * alignment that is met. */
struct said docx_inner(struct docx *, const struct node *,
		       enum paper_align *align);

/* docx_table.c */
void docx_table(struct docx *, const struct node *);

#endif
