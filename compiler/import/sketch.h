/* sketch: a legacy plan understood: its parts, and its text as a flat list.
 * in: paper; out: what the source will say, typed numbers kept as facts;
 * never: markup of the plan language (that is write.h). */
#ifndef VANTHU_IMPORT_SKETCH_H
#define VANTHU_IMPORT_SKETCH_H

#include "import/ledger.h"
#include "import/marker.h"
#include "import/paper.h"
#include "template/legacy.h"
#include "template/rules.h"

/* Lines joined to what an author would call a paragraph. */
struct para {
	struct str text;     /* with the marks of paper.h inside */
	struct str plain;    /* without */
	uint32_t line, last; /* of the file */
	uint32_t page;
	bool blank_before, whole, bold, italic;
	enum paper_align align;
	int outline;
	double size;
	struct marker marker; /* NONE: none */
	struct paper_table *table;
	bool landscape;
};

struct paras {
	struct para *items;
	uint32_t count;
};

enum sketch_kind {
	SKETCH_HEADING,
	SKETCH_UNIT,      /* Phần, Chương, Mục, Điều */
	SKETCH_ITEM,
	SKETCH_PARAGRAPH,
	SKETCH_CENTER,    /* centred lines, kept as lines */
	SKETCH_TABLE,
	SKETCH_FORM,      /* a line with dots to write on */
	SKETCH_END_ITEMS, /* what follows belongs to no item */
};

struct sketch_node {
	enum sketch_kind kind;
	const struct para *para; /* NULL for an end of items */
	struct str text;     /* without the number; with marks */
	int level;           /* of a heading, from 1 */
	struct str unit;     /* "Chương" */
	struct marker marker;
	bool keep_number;    /* counting would give another */
	struct str caption;  /* of a table */
};

struct sketch_nodes {
	struct sketch_node *items;
	uint32_t count;
};

struct sketch_lines {
	struct str *items;
	uint32_t count;
};

struct sketch_appendix {
	struct str number, title, note; /* "(Kèm theo …)" */
	struct sketch_nodes nodes;
	bool landscape;
	uint32_t line;
};

struct sketch_mark {
	struct str field, value; /* "mức khẩn", "Thượng khẩn" */
};

enum { SKETCH_AGENCIES = 6, SKETCH_SIGNERS = 6, SKETCH_MARKS = 6 };

struct sketch {
	const struct rule_kind *kind;
	struct str subject;
	uint32_t subject_line;
	struct sketch_lines agencies[SKETCH_AGENCIES];
	uint32_t agency_count;
	bool has_number;
	struct str number, symbol; /* the number may be empty */
	uint32_t number_line;
	struct str place;
	bool has_date;
	struct str day, month, year; /* empty: blank */
	struct str attached;
	bool draft;
	struct str draft_number; /* "lần 2" */
	struct sketch_mark marks[SKETCH_MARKS];
	uint32_t mark_count;
	struct sketch_lines addressees;
	struct sketch_lines bases;
	const struct rule_scheme *scheme; /* NULL: the default */
	struct sketch_nodes body;
	struct sketch_nodes closing; /* paragraphs */
	struct sketch_lines recipients;
	bool has_recipients;
	struct sketch_lines signers[SKETCH_SIGNERS];
	uint32_t signer_count;
	struct sketch_appendix *appendices;
	uint32_t appendix_count;
	const struct paper_note *notes;
	uint32_t note_count;
	struct sketch_lines late_notes; /* notes behind the signature */
	uint32_t late_line;
	struct str signed_info, drafter, contact;
	struct str competence; /* of a decision: who decides */
};

/* What every step of the importer needs. */
struct importer {
	struct arena *arena;
	const struct rules *rules;
	const struct legacy *legacy;
	struct ledger *ledger;
	enum repair_policy policy;
	bool recognised; /* letters were guessed from a picture */
};

/* paper → sketch. */
struct sketch *sketch_make(const struct importer *, const struct paper *);

/* ---- steps, private to the room --------------------------------------- */

/* Lines in one column, page furniture gone: layout tables are read cell by
 * cell, lines that hold two columns are cut. */
struct paper *column_flatten(const struct importer *, const struct paper *);
/* By line: heads and feet that a text repeats on its pages. */
bool *repeated_find(const struct importer *, const struct paper *);
/* Where the parts of the paper lie: lines [0, kind) are the head, the title
 * begins at `kind`, the body ends at `tail`, appendices begin at `appendix`. */
struct zones {
	uint32_t kind, title, tail, appendix;
	const struct rule_kind *rule;
	bool has_kind;
};
struct zones zone_find(const struct importer *, const struct paper *);
/* Lines [from, to) joined. */
struct paras *join_lines(const struct importer *, const struct paper *,
			 uint32_t from, uint32_t to);
void head_read(const struct importer *, const struct paper *,
	       const struct zones *, struct sketch *);
/* The title from line z->title on; gives the line behind it. */
uint32_t title_read(const struct importer *, const struct paper *,
		    const struct zones *, struct sketch *);
void tail_read(const struct importer *, const struct paper *, uint32_t from,
	       uint32_t to, struct sketch *);
/* Bases; gives the paragraph behind them. */
uint32_t base_read(const struct importer *, const struct paras *,
		   struct sketch *);
/* Headings, items, paragraphs of paras[from, to). */
void body_read(const struct importer *, const struct paras *, uint32_t from,
	       uint32_t to, struct sketch_nodes *,
	       const struct rule_scheme **scheme);
/* How many paragraphs at the end are closing words. */
uint32_t closing_count(const struct importer *, const struct paras *,
		       uint32_t from);
/* Where the counting of the plan language differs from the typed numbers. */
void number_check(const struct importer *, struct sketch_nodes *);
/* Where "TM.", "KT." … end at the beginning of a line, however written, and
 * which it is; 0: none. The line as the decree writes it. */
uint32_t authority_at(const struct importer *, struct str,
		      struct str *abbreviation);
struct str authority_settled(const struct importer *, uint32_t line, struct str);
/* Number, symbol and date as the plan language takes them. */
void number_settle(const struct importer *, struct sketch *);
void date_settle(const struct importer *, uint32_t line, struct sketch *);
bool begins_appendix(const struct importer *, const struct paper_line *);
void lines_add(struct arena *, struct sketch_lines *, struct str);
/* Tells the ledger that the last word of `s` gets another end mark. */
void end_mark_tell(const struct importer *, uint32_t line, struct str s,
		   char expected);

#endif
