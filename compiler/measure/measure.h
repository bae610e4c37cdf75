/* measure: a finished PDF, ours or another's, as words, fonts and strokes.
 * in: a file; out: what stands on its pages; never: how it was made.
 * The file is read by mutool in a process of its own that writes no file, gains
 * no privilege and, where the system allows it, has no network; its time and
 * memory are bounded: a hostile PDF harms nothing but that process. */
#ifndef VANTHU_MEASURE_MEASURE_H
#define VANTHU_MEASURE_MEASURE_H

#include "base/str.h"

enum {
	MEASURE_PAGES = 2000, /* one more is measured at most */
	/* In `codes`, a letter that the file does not name: plus its glyph's
	 * number or, where it is called a control character, that character. */
	MEASURE_NAMELESS = 0xF0000
};

/* Lengths in points from the page's top left corner. */
struct measured_word {
	struct str text;  /* U+FFFD where the file does not name a letter */
	struct str codes; /* then the same with MEASURE_NAMELESS; else empty */
	double x0, x1, baseline;
	double size;
	struct str font; /* without the tag of a subset */
	bool bold, italic;
	bool black;
	uint32_t color; /* 0xRRGGBB */
};

/* A straight line, stroked or filled as a thin rectangle. */
struct measured_stroke {
	double x0, y0, x1, y1, weight;
	bool black;
	uint32_t color;
};

struct measured_image {
	double x0, y0, x1, y1;
	bool has_mask; /* what is behind it can be seen */
};

struct measured_page {
	double width, height;
	struct measured_word *words; /* in the order of the file */
	uint32_t word_count;
	struct measured_stroke *strokes;
	uint32_t stroke_count;
	struct measured_image *images;
	uint32_t image_count;
};

struct measured {
	struct measured_page *pages;
	uint32_t page_count;
	int version; /* 14 for PDF 1.4; 0: not said */
};

/* NULL when the file cannot be read, is no PDF, or takes too long. */
struct measured *measure_pdf(struct arena *, const char *path);
/* One line a word or stroke. */
struct str measured_dump(struct arena *, const struct measured *);

#endif
