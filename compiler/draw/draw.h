/* draw: pages to bytes, through Cairo.
 * in: pages, the font files; out: PDF, PNG, SVG;
 * never: how a page came about. */
#ifndef VANTHU_DRAW_DRAW_H
#define VANTHU_DRAW_DRAW_H

#include "base/sink.h"
#include "pages/pages.h"
#include "template/fonts.h"

/* The four faces, opened once for a process; free with draw_fonts_free.
 * NULL when a file cannot be opened. */
struct draw_fonts;
struct draw_fonts *draw_fonts_new(const struct font_files *);
void draw_fonts_free(struct draw_fonts *);

/* The whole document; `date` is its creation date, seconds since 1970. False
 * when the sink refused. The same pages give the same bytes. */
bool draw_pdf(const struct pages *, struct draw_fonts *, int64_t date,
	      struct sink *);
/* One page, from 0; `dpi` dots an inch. */
bool draw_png(const struct pages *, struct draw_fonts *, uint32_t page, int dpi,
	      struct sink *);
bool draw_svg(const struct pages *, struct draw_fonts *, uint32_t page,
	      struct sink *);

#endif
