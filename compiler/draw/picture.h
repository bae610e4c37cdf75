/* picture.h: a picture's bytes as a Cairo surface. Not for other rooms. */
#ifndef VANTHU_DRAW_PICTURE_H
#define VANTHU_DRAW_PICTURE_H

#include <cairo.h>

#include "layout/galley.h"

/* The caller destroys it. NULL where the bytes cannot be decoded. A JPEG's own
 * bytes go along, so that a PDF holds them as they are. The picture must
 * outlive what is drawn with it. */
cairo_surface_t *picture_surface(const struct galley_picture *);

#endif
