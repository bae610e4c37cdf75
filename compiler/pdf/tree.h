/* tree.h: the structure of the text as a reader aloud walks it (ISO 32000-1,
 * 14.7 and 14.8). Not for other rooms. */
#ifndef VANTHU_PDF_TREE_H
#define VANTHU_PDF_TREE_H

#include "pages/pages.h"
#include "pdf/file.h"

/* A stretch of a page's content, or an annotation, that belongs to an
 * element. */
struct mark {
	uint32_t element, page;
	uint32_t number;     /* of the content in its page; of an annotation its
	                      * key in the parent tree */
	uint32_t annotation; /* its object; 0: content */
	uint32_t order;      /* runs of the galley go before it */
};

struct tree {
	struct arena *arena;
	const struct pages *pages;
	struct mark *marks;
	uint32_t count;
	uint32_t *on_page;    /* marks of content, by page */
	uint32_t annotations; /* and their keys go on from the pages' */
	struct node *nodes;   /* by element */
	const uint32_t *page_objects;
	uint32_t *objects;    /* by element; 0: nothing of it stands on a page */
	struct box_on_page *boxes; /* of figures, by element; or NULL */
};

struct box_on_page {
	int64_t left, bottom, right, top; /* as real_of gives them */
};

/* `page_objects`: by page. */
void tree_begin(struct tree *, struct arena *, const struct pages *,
		const uint32_t *page_objects);
/* The name of an element's kind: "P", "H1". */
const char *tree_name(const struct pages *, uint32_t element);
/* Content of an element begins: its number on the page. */
uint32_t tree_content(struct tree *, uint32_t element, uint32_t page,
		      uint32_t order);
/* The place of a figure. */
void tree_box(struct tree *, uint32_t element, struct box_on_page);
/* An annotation that belongs to an element: its key in the parent tree. */
uint32_t tree_annotation(struct tree *, uint32_t element, uint32_t page,
			 uint32_t object, uint32_t order);
/* Writes all; gives the root. */
uint32_t tree_write(struct tree *, struct file *);

#endif
