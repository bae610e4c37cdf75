/* parts.h: the document seen through its pages. Not for other rooms. */
#ifndef VANTHU_AUDIT_PARTS_H
#define VANTHU_AUDIT_PARTS_H

#include "audit/audit.h"

#define MM (72.0 / 25.4)

/* Words on one baseline. */
struct row {
	uint32_t page; /* from 0 */
	double y, x0, x1;
	double size;   /* of its largest word */
	bool bold, italic, black; /* all of it */
	bool mixed;    /* bold and not, in one row */
	struct str text;
	const struct measured_word **words;
	uint32_t count;
};

struct rows {
	struct row *items;
	uint32_t count;
};

struct paragraph {
	const struct row *rows;
	uint32_t count;
	struct str text;
	bool centred, is_basis;
};

struct page_facts {
	struct rows rows;     /* page number left out */
	struct row number;    /* count 0: none was found */
	bool number_at_foot;
	double note_top;      /* footnotes below; else far below the paper */
	int appendix;         /* 0: the document itself; else which */
	uint32_t in_series;   /* from 1 */
	bool landscape;
};

struct parts {
	struct arena *arena;
	const struct measured *pdf;
	const struct rules *rules;
	struct page_facts *pages;
	uint32_t page_count;
	uint32_t body_pages;  /* pages in front of the first appendix */
	double left, right;   /* of the text block */
	double centre;
	struct rows issuer, nation; /* left and right of the head */
	struct row number, date, title;
	struct rows subject;        /* with (Kèm theo …) left out */
	struct row attached;        /* (Kèm theo Quyết định …) of the head */
	struct rows letter_subject; /* V/v … */
	struct rows addressee;      /* Kính gửi */
	struct rows body;           /* of the document itself */
	struct paragraph *paragraphs;
	uint32_t paragraph_count;
	struct row label;           /* Nơi nhận: */
	struct rows recipients, sign;
	struct rows drafter;
	uint32_t sign_page;
	const struct rule_kind *kind; /* by the title; NULL: unknown */
	bool is_letter;
	bool is_appendix_file; /* an appendix in a file of its own */
	bool is_joint;         /* signatures side by side, above Nơi nhận */
	double sign_top;       /* on sign_page; the text ends above it */
	double body_size, leading;
	struct str all_text;        /* of the body, a space between rows */
};

struct parts *parts_find(struct arena *, const struct measured *,
			 const struct rules *);

static inline double row_centre(const struct row *r)
{
	return (r->x0 + r->x1) / 2;
}

static inline double row_width(const struct row *r)
{
	return r->x1 - r->x0;
}

/* Capitals only, and some letter among them. */
bool text_is_upper(struct arena *, struct str);
/* Rows of `words` that pass `keep`, from top to bottom. */
struct rows rows_of(struct arena *, const struct measured_page *, uint32_t page,
		    double x0, double x1, double y0, double y1);
/* A horizontal line between two heights and two edges; NULL: none, or more
 * than one. */
const struct measured_stroke *line_between(const struct measured_page *,
					   double y0, double y1, double x0,
					   double x1, uint32_t *count);
/* The digits at the beginning, or -1. */
int leading_number(struct str, uint32_t *bytes);

#endif
