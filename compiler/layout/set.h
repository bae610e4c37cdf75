/* set.h: what layout/'s own files share: the galley while it grows, and
 * paragraphs set into lines. Not for other rooms. */
#ifndef VANTHU_LAYOUT_SET_H
#define VANTHU_LAYOUT_SET_H

#include "check/plan.h"
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
	struct str final;    /* closing mark, and the node that carries it */
	const struct plan_node *final_node;
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
/* Width of the text on one line. */
dim set_width(struct setter *, const struct para *);
/* Adds a piece in the look of a style. */
void para_add(struct setter *, struct para *, struct str text, uint32_t element);
/* Adds styled text of the plan. */
void para_add_text(struct setter *, struct para *, const struct plan_text *,
		   uint32_t element);

/* ---- words.c ---------------------------------------------------------- */

/* Whether a line may end between two words. */
bool para_may_part(const struct style *, struct str left, struct str right);

/* ---- body.c ----------------------------------------------------------- */

void set_note(struct setter *, const struct plan_node *);
void set_body(struct setter *, const struct block *);
void set_closing(struct setter *, const struct block *);
void set_bases(struct setter *, const struct block *);

/* ---- blocks.c --------------------------------------------------------- */

/* A pattern filled in; false when it prints nothing. `line` is the line of
 * the field that has lines. */
bool block_fill(struct setter *, const struct block *, struct para *,
		uint32_t line, uint32_t element);
/* How many paragraphs a text block has. */
uint32_t block_lines(const struct setter *, const struct block *);

#endif
