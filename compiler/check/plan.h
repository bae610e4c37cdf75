/* plan: what the document says, checked and counted. Layout and export read
 * it and need not doubt it. Everything is plain data in one arena. */
#ifndef VANTHU_CHECK_PLAN_H
#define VANTHU_CHECK_PLAN_H

#include "base/dim.h"
#include "base/source.h"

enum {
	PLAN_STRONG = 1,
	PLAN_EMPHASIS = 2,
	PLAN_LEADER = 4 /* dots to write on, to the line's end */
};

/* A run of text in one style. No run is empty but one that calls a note. */
struct plan_run {
	struct str text;      /* NFC, white space single */
	uint8_t style;        /* PLAN_… bits */
	struct str link;      /* address, or empty */
	struct plan_node *note; /* footnote called after the text, or NULL */
};

struct plan_text {
	struct plan_run *runs;
	uint32_t count;
	struct span span;
};

enum plan_kind {
	PLAN_HEADING,
	PLAN_ITEM,
	PLAN_PARAGRAPH,
	PLAN_CENTERED, /* a line of @giữa */
	PLAN_NOTE,     /* a footnote; stands where the exported plan has it */
	PLAN_TABLE,    /* its text is the caption */
	PLAN_FORM,     /* a line of @biểu mẫu */
	PLAN_PICTURE,  /* its text is the caption */
	PLAN_CONTENTS  /* where the table of contents stands */
};

enum column_align { COLUMN_UNSAID, COLUMN_LEFT, COLUMN_CENTER, COLUMN_RIGHT,
		    COLUMN_JUSTIFY };

struct plan_column {
	enum column_align align;
	dim width;    /* 0: by share or by content */
	double share; /* of what fixed columns leave; 0: by content */
};

/* A cell spans columns × rows; one that another covers has columns 0. */
struct plan_cell {
	struct plan_text text;
	uint16_t columns, rows;
};

struct plan_table {
	struct plan_column *columns;
	uint32_t column_count;
	struct plan_cell *cells; /* row by row, all columns of each */
	uint32_t row_count, header_count; /* header rows are the first */
	bool landscape;
};

struct plan_picture {
	struct str bytes;      /* of the file, PNG or JPEG */
	bool is_jpeg, has_alpha;
	uint32_t pixel_width, pixel_height;
	dim width, height;     /* on paper */
};

struct plan_node {
	enum plan_kind kind;
	struct span span;
	int level;         /* heading: from 1 */
	int unit;          /* heading of scheme A: rules.units from 1; else 0 */
	bool own_line;     /* heading: its number stands above its title */
	int depth;         /* item: open items around it, from 0; heading: its
	                    * level in the scheme, units left out; 0 a unit */
	struct str number; /* "I", "1", "1.1", "a"; empty: a dash item */
	struct str marker; /* as printed: "I.", "1.", "a)", "(1)", "-" */
	struct str role;   /* heading of level 1 */
	int ordinal;       /* note: its number in the document */
	struct plan_text text; /* title of a heading */
	const struct plan_table *table;
	const struct plan_picture *picture;
	struct plan_node *first, *last, *next;
};

struct plan_cite {
	struct str type, number, date, issuer; /* empty: not said; date ISO */
	struct span span;
};

struct plan_base {
	struct plan_text text; /* without the final ; or . */
	struct plan_cite *cites;
	uint32_t cite_count;
};

struct plan_agency {
	struct str *parents;
	uint32_t parent_count;
	struct str name;
	struct span span;
};

struct plan_recipient {
	struct str text;
	struct str purpose; /* empty: none */
	struct span span;
};

struct plan_signer {
	struct str *authority; /* "KT. TRƯỞNG PHÒNG" */
	uint32_t authority_count;
	struct str *titles; /* box 7a, after the authority */
	uint32_t title_count;
	struct str *other_titles; /* box 7b, above the name */
	uint32_t other_title_count;
	struct str name; /* empty: not known yet */
	const struct plan_picture *signature, *seal; /* R71, R73; or NULL */
	struct span span;
};

struct plan_date {
	int year, month, day; /* 0: blank */
};

struct plan_task {
	struct plan_text what;
	struct str lead, with, deadline, product; /* as typed */
	struct str due;    /* "2024-10-30", "2024-10", "2024-Q4", "2024"; or
	                    * empty where the deadline is no date */
	struct str where;  /* "II.3" */
	struct span span;
};

struct plan_appendix {
	struct str number; /* "I"; empty when it is the only one */
	struct plan_text title;
	struct plan_node body;
	bool landscape;    /* it holds a table that wants it */
	struct span span;
};

struct plan {
	struct sources *sources;
	struct str template_name; /* "nd30" */
	struct str kind;          /* "kế hoạch" */
	struct str form;          /* blocks of the style that it is set by */
	bool is_appendix_file;    /* nothing but one appendix */
	struct plan_text subject;
	struct plan_agency *agencies;
	uint32_t agency_count;
	struct str number, symbol, place; /* empty: blank */
	struct plan_date date;
	struct str day, month, year; /* as the decree prints them; empty: blank */
	struct span head; /* where a missing part of the head is complained of */
	struct plan_base *bases;
	uint32_t base_count;
	struct plan_node body;    /* its children are the content */
	struct plan_node closing; /* paragraphs of @lời kết */
	struct plan_recipient *recipients;
	uint32_t recipient_count;
	struct plan_signer *signers;
	uint32_t signer_count;
	uint32_t note_count;
	struct plan_appendix *appendices;
	uint32_t appendix_count;
	struct plan_task *tasks; /* of the whole document, in order */
	uint32_t task_count;
	struct str *addressees;  /* Kính gửi */
	uint32_t addressee_count;
	/* Other parts; empty: none. The marks are as rules.xml spells them. */
	struct str secrecy, urgency, circulation;
	struct str draft;      /* DỰ THẢO … */
	struct str drafter, contact, competence, attached, signed_info;
};

/* The cell that stands at a place: its own, or the one that covers it. */
const struct plan_cell *plan_cell_at(const struct plan_table *, uint32_t row,
				     uint32_t column);
/* All text of it, styles left out. */
struct str plan_plain(struct arena *, const struct plan_text *);
struct str plan_dump(struct arena *, const struct plan *);
/* One line a heading: number, space, title (`show --outline`). */
struct str plan_outline(struct arena *, const struct plan *);

#endif
