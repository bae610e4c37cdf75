/* annots.h: what can be clicked or signed on a page (ISO 32000-1, 12.5 and
 * 12.7). Not for other rooms. */
#ifndef VANTHU_PDF_ANNOTS_H
#define VANTHU_PDF_ANNOTS_H

#include "pdf/content.h"

struct annots {
	struct file *file;
	struct tree *tree;
	const struct pages *pages;
	const uint32_t *page_objects;
	uint32_t *bookmark_of; /* by element: one more than its index; 0 none */
	uint32_t *fields;      /* objects */
	uint32_t field_count, next_anchor;
	bool with_fields;
};

void annots_begin(struct annots *, struct file *, struct tree *,
		  const struct pages *, const uint32_t *page_objects);
/* Writes those of a page and puts "/Annots[…]" for its dictionary; pages come
 * in their order. */
void annots_write(struct annots *, struct buf *, uint32_t page,
		  const struct area *, uint32_t area_count);
/* "/AcroForm…" for the catalog: the fields that wait for a signature. */
void put_form(struct buf *, const struct annots *);

#endif
