/* fill.h: what the writers of Word and Markdown share: the words that a block
 * of the style prints. Private to export/.
 * in: a plan, a style; out: styled text; never: pages, a file's format. */
#ifndef VANTHU_EXPORT_FILL_H
#define VANTHU_EXPORT_FILL_H

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
/* One of them; no run where it prints nothing. */
struct plan_text fill_block(const struct filler *, const struct block *,
			    uint32_t line);
/* The text of a node, with the closing mark where it is the last. */
struct plan_text fill_node(const struct filler *, const struct plan_node *);
/* A text and words behind it: "…;". */
struct plan_text fill_append(const struct filler *, struct plan_text,
			     struct str);
#endif
