/* ocr_image: a page as grey dots. Private to ocr*.c.
 * in: a file that mutool can draw; out: dots, and the long dark lines among
 * them; never: letters. The dots are freed by image_free. */
#ifndef VANTHU_IMPORT_OCR_IMAGE_H
#define VANTHU_IMPORT_OCR_IMAGE_H

#include "import/pdf_sheet.h"

enum { IMAGE_MOST_DOTS = 100000000 };

struct image {
	unsigned char *bytes; /* a whole PGM file */
	size_t count, room;
	unsigned char *dots;  /* in `bytes`, row by row; 0 is black */
	uint32_t width, height;
};

/* `words`: a command of mutool that says a PGM. */
bool image_draw(struct image *, char *const *words);
void image_free(struct image *);
/* The width and height that a PNG, JPEG or TIFF file tells of a page, counted
 * from 0; false when there is none. */
bool image_size(const char *path, uint32_t page, uint32_t *width,
		uint32_t *height);
/* Turns back a page that lies a little askew. */
void image_straighten(struct arena *, struct image *);
/* Adds the long lines as rules, `scale` points to a dot, and whitens them so
 * that no letter is seen in them. */
void image_take_rules(struct arena *, struct image *, double scale,
		      struct sheet *);

#endif
