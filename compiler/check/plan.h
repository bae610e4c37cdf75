/* plan: what the document says, checked and counted. Layout and export read
 * it and need not doubt it. Everything is plain data in one arena. */
#ifndef VANTHU_CHECK_PLAN_H
#define VANTHU_CHECK_PLAN_H

#include "base/source.h"

enum { PLAN_STRONG = 1, PLAN_EMPHASIS = 2 };

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
	PLAN_NOTE      /* a footnote; stands where the exported plan has it */
};

struct plan_node {
	enum plan_kind kind;
	struct span span;
	int level;         /* heading: from 1 */
	int depth;         /* item: open items around it, from 0 */
	struct str number; /* "I", "1", "1.1", "a"; empty: a dash item */
	struct str marker; /* as printed: "I.", "1.", "a)", "(1)", "-" */
	struct str role;   /* heading of level 1 */
	int ordinal;       /* note: its number in the document */
	struct plan_text text; /* title of a heading */
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
	struct span span;
};

struct plan_date {
	int year, month, day; /* 0: blank */
};

struct plan {
	struct sources *sources;
	struct str template_name; /* "nd30" */
	struct str kind;          /* "kế hoạch" */
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
};

/* All text of it, styles left out. */
struct str plan_plain(struct arena *, const struct plan_text *);
struct str plan_dump(struct arena *, const struct plan *);
/* One line a heading: number, space, title (`show --outline`). */
struct str plan_outline(struct arena *, const struct plan *);

#endif
