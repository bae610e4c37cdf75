/* content.h: what is drawn on a page (ISO 32000-1, 9.4 and 14.6). Not for
 * other rooms. */
#ifndef VANTHU_PDF_CONTENT_H
#define VANTHU_PDF_CONTENT_H

#include "pdf/face.h"
#include "pdf/tree.h"

/* An area that leads somewhere; lines of one link are areas of their own. */
struct area {
	struct box_on_page box;
	uint32_t element;
	uint32_t order;
	struct str address; /* empty: a heading of this document */
	uint32_t heading;
};

struct content {
	struct arena *arena;
	const struct pages *pages;
	struct face_part *faces;     /* by enum face */
	uint32_t *spoken;            /* by run, a bit: what it says is written
	                              * beside it */
	const uint32_t *images;      /* by placed picture; 0: none */
	struct tree *tree;
	struct buf out;              /* of the page at hand */
	struct area *areas;          /* of the page at hand */
	uint32_t area_count;
	uint32_t next_numeral;
};

/* Says to the faces which glyphs the document has. */
void content_use_glyphs(struct content *);
/* Draws a page into `out`; pages come in their order. */
void content_draw(struct content *, uint32_t page);
/* The name of a picture in resources. */
void put_image_name(struct buf *, uint32_t placed_picture);

#endif
