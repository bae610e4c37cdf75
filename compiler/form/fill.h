/* fill: the words that a block of the form prints, for pages, Word and Markdown
 * alike.
 * in: a plan, blocks of a style; out: styled text in the arena; never: where it
 * stands, nor in which letters. */
#ifndef VANTHU_FORM_FILL_H
#define VANTHU_FORM_FILL_H

#include "check/plan.h"
#include "template/style.h"

struct filler {
	struct arena *arena;
	const struct plan *plan;
	const struct style *style;
	const struct plan_appendix *appendix; /* being written, or NULL */
	uint32_t agency, signer;              /* whose words are asked for */
	struct str final;                     /* closing mark, and */
	const struct plan_node *final_node;   /* the node that carries it */
};

/* Finds the closing mark of a form and where it goes. */
void fill_find_final(struct filler *, const struct form *);
/* How many paragraphs a block of text or a list has. */
uint32_t fill_lines(const struct filler *, const struct block *);
/* One of them; no run where it prints nothing. Its span is where the author
 * wrote the last field of it; none where it has no field. */
struct plan_text fill_block(const struct filler *, const struct block *,
			    uint32_t line);
/* The same, and the mark that ends each line of a list. */
struct plan_text fill_line(const struct filler *, const struct block *,
			   uint32_t line);
/* The text of a node, with the closing mark where it is the last. */
struct plan_text fill_node(const struct filler *, const struct plan_node *);
/* A text and words behind it: "…;". */
struct plan_text fill_append(const struct filler *, struct plan_text,
			     struct str);
#endif
