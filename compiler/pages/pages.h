/* pages: where everything stands. Coordinates from the paper's top left
 * corner, in dim. Both PDF engines, PNG and SVG draw just this. */
#ifndef VANTHU_PAGES_PAGES_H
#define VANTHU_PAGES_PAGES_H

#include "layout/galley.h"

/* A run of the galley at its place; fragments stand in reading order. */
struct fragment {
	uint32_t run;
	dim x, y; /* of the baseline's beginning */
	bool repeated; /* of a table's header, on a further page */
};

struct stroke {
	dim x, y; /* left or upper end, middle of the thickness */
	dim length, weight;
	bool vertical;
	uint32_t color;
};

struct placed_picture {
	const struct galley_picture *picture;
	dim x, y, width, height; /* of its top left corner */
	uint32_t element;
};

/* A page number in the table of contents. */
struct numeral {
	uint32_t page;    /* it stands on, from 0 */
	uint32_t value;
	uint32_t element, heading; /* its entry; what it leads to */
	uint32_t run;     /* it is read behind */
	dim x, y;         /* baseline's beginning */
};

/* Room on a page for what is put in after the file was made. */
struct anchor {
	enum anchor_kind kind;
	uint32_t page;    /* from 0 */
	uint32_t signer;  /* whose, from 0 */
	uint32_t element;
	dim x, y, width, height; /* of its top left corner */
};

/* A heading on its page. */
struct bookmark {
	uint32_t element;
	uint32_t page; /* from 0 */
	dim y;         /* top of its line */
};

struct page {
	dim width, height;
	uint32_t first_fragment, fragment_count;
	uint32_t first_stroke, stroke_count;
	uint32_t first_picture, picture_count;
	uint32_t number;       /* in its series, from 1 */
	bool shows_number;
	dim number_x, number_y; /* baseline's beginning */
};

struct pages {
	const struct galley *galley;
	struct page *items;
	uint32_t count;
	struct fragment *fragments;
	uint32_t fragment_count;
	struct stroke *strokes;
	uint32_t stroke_count;
	struct placed_picture *pictures;
	uint32_t picture_count;
	struct numeral *numerals; /* by page */
	uint32_t numeral_count;
	struct anchor *anchors;   /* by page */
	uint32_t anchor_count;
	struct bookmark *bookmarks;
	uint32_t bookmark_count;
	double stretch; /* the one factor chosen for gaps and leading, -1…1 */
};

struct str pages_dump(struct arena *, const struct pages *);

#endif
