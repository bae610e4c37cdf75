/* ocr: letters guessed from a picture by Tesseract, in a process of its own.
 * in: a PNG, JPEG or TIFF file, or a page of a PDF; out: words with the place
 * where they stand; never: whether they make sense. */
#ifndef VANTHU_IMPORT_OCR_H
#define VANTHU_IMPORT_OCR_H

#include "import/pdf_sheet.h"

/* NULL and a Vietnamese phrase in `fault` where there is nothing to read. */
struct paper *image_read(struct arena *, const char *path, struct ledger *,
			 const char **fault);

/* Fills the words and strokes of one page of a PDF; the size of the sheet is
 * known. */
bool ocr_page(struct arena *, const char *path, uint32_t number,
	      struct sheet *, const char **fault);

#endif
