/* image.h: a picture's bytes as an image of the file (ISO 32000-1, 8.9). Not
 * for other rooms. */
#ifndef VANTHU_PDF_IMAGE_H
#define VANTHU_PDF_IMAGE_H

#include "layout/galley.h"
#include "pdf/file.h"

/* Writes it and gives its object, 0 where the bytes cannot be decoded. A JPEG
 * goes in as it is. What is transparent in a PNG is so here; in PDF/A-1, which
 * knows no half tones of that, each dot is seen or not. */
uint32_t image_write(struct file *, const struct galley_picture *,
		     bool half_tones);

#endif
