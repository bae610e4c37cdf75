/* set.h: what layout/'s own files share: the galley while it grows, and
 * paragraphs set into lines. Not for other rooms. */
#ifndef VANTHU_LAYOUT_SET_H
#define VANTHU_LAYOUT_SET_H

#include "check/plan.h"
#include "form/fill.h"
#include "layout/galley.h"
#include "layout/layout.h"

/* A galley being filled. */
struct setter {
	struct arena *arena;
	struct arena *scratch; /* emptied before each paragraph */
	struct galley *galley;
	const struct plan *plan;
	const struct style *style;
	struct shaper *shaper;
	struct diags *diags;
	int *shaper_fonts;   /* the shaper's number of each galley font */
	struct str told;     /* characters that the font lacks, told once */
	struct filler fill;  /* the words of the blocks being set */
	struct page_style frame; /* of the page that is being filled */
	const struct form *form; /* blocks that are being set */
	uint32_t contents;    /* element, to be set when all else is; 0: none */
	uint32_t contents_at; /* into the flow */
};

/* What a rule under a block has to know of it. */
struct above {
	dim longest, last; /* widths of its lines */
	dim x, measure;    /* its column */
};

/* ---- galley.c --------------------------------------------------------- */

uint16_t set_font(struct setter *, enum face, dim size);
uint32_t set_element(struct setter *, enum element_kind, uint32_t parent,
		     struct span);
/* A new box; not yet in the flow. */
uint32_t set_box(struct setter *, struct box);
/* Puts boxes into the flow. */
void set_flow(struct setter *, uint32_t first, uint32_t count);
void set_gap(struct setter *, struct glue);
/* What follows stands on new pages, upright or landscape. */
void set_strip(struct setter *, bool landscape, bool new_series);
/* Width of the text block. */
dim set_measure(const struct setter *);

/* ---- para.c ----------------------------------------------------------- */

/* A stretch of text of one look. */
struct piece {
	struct str text;  /* single spaces; may begin or end with one */
	enum face face;
	dim size, rise;
	uint32_t element;
	struct str link;
	uint16_t flags;   /* RUN_… */
	const struct plan_node *note; /* called behind the text */
};

struct para {
	struct piece *pieces;
	uint32_t count;
	int style;        /* into style.texts */
	dim measure;      /* width of the column */
	dim x;            /* its left edge in the text block */
	struct span span;
};

/* The lines of a paragraph, as boxes one behind another. */
struct set_lines {
	uint32_t first_box, count;
	dim longest, last; /* widths of lines */
	dim height;        /* natural, of all */
};

/* Words are parted at spaces only; the rules of style.no_break hold. Notes
 * called are set too, after the lines. */
struct set_lines set_para(struct setter *, const struct para *);
/* Width of the text on one line, and of its widest word. */
dim set_width(struct setter *, const struct para *, dim *widest_word);
/* Adds a piece in the look of a style. */
void para_add(struct setter *, struct para *, struct str text, uint32_t element);
/* Adds styled text of the plan. */
void para_add_text(struct setter *, struct para *, const struct plan_text *,
		   uint32_t element);

/* Adds the words of a block, and where they come from; false when it prints
 * nothing. */
bool para_fill(struct setter *, struct para *, struct plan_text,
	       uint32_t element);

/* Makes a paragraph an item of a list: a dash that begins it is the label. */
void para_itemize(struct setter *, struct para *, uint32_t list);

/* ---- words.c ---------------------------------------------------------- */

/* Whether a line may end between two words. */
enum line_end { END_FREE, END_UNWANTED, END_FORBIDDEN };
enum line_end para_line_end(const struct style *, struct str left,
			    struct str right);

/* ---- body.c ----------------------------------------------------------- */

/* `caller`: the element that calls it. */
void set_note(struct setter *, const struct plan_node *, uint32_t caller);
void set_body(struct setter *, const struct block *);
void set_closing(struct setter *, const struct block *);
void set_bases(struct setter *, const struct block *);

/* The nodes below one, in their order. */
void set_nodes(struct setter *, const struct plan_node *parent,
	       uint32_t element);
/* The table of contents, once all headings stand. */
void set_contents(struct setter *);

/* ---- table.c ---------------------------------------------------------- */

void set_table(struct setter *, const struct plan_node *, uint32_t element);
const struct galley_picture *galley_picture(struct setter *,
					    const struct plan_picture *);
void set_picture(struct setter *, const struct plan_node *, uint32_t element);

/* ---- pair.c ----------------------------------------------------------- */

void set_pair(struct setter *, const struct block *);
struct set_lines set_text_line(struct setter *, const struct block *, dim x,
			       dim measure, uint32_t line, uint32_t element);
struct box rule_box(const struct block *, struct above);

/* ---- stamp.c ---------------------------------------------------------- */

/* A frame with its text, as boxes of a group whose top is `y`; gives its
 * height, 0 when the field is blank. */
dim set_stamp(struct setter *, const struct block *, dim x, dim measure, dim y);
void set_fixed_stamp(struct setter *, const struct block *);
void set_addressees(struct setter *, const struct block *);
void set_foot(struct setter *, const struct block *);

#endif
