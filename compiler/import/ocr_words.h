/* ocr_words: what Tesseract says of a picture. Private to ocr*.c.
 * in: dots; out: words with the place where they stand; never: a page's order.
 * Tesseract is a process of its own, bounded as measure/child.h says. */
#ifndef VANTHU_IMPORT_OCR_WORDS_H
#define VANTHU_IMPORT_OCR_WORDS_H

#include "import/ocr_image.h"

/* Adds words to the sheet, `scale` points to a dot. `mode` is Tesseract's page
 * segmentation: "3" a page, "6" one block. */
bool ocr_words(struct arena *, const struct image *, const char *mode,
	       double scale, struct sheet *);
/* After a failure: a Vietnamese phrase that says what is missing. */
const char *ocr_why_not(struct arena *);
/* Reads once more, each on its own, the cells of tables and what stands side by
 * side: a line of a page that runs through them mixes their base lines. */
bool ocr_boxes(struct arena *, const struct image *, double scale,
	       struct sheet *);
/* Repairs what can only be read in one way; the ledger says so. */
void ocr_repair(struct paper *, struct ledger *);

#endif
