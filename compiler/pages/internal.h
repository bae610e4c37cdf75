/* internal.h: what pages/'s own files share; not for other rooms. */
#ifndef VANTHU_PAGES_INTERNAL_H
#define VANTHU_PAGES_INTERNAL_H

#include "pages/paginate.h"

struct note_lines {
	uint32_t first, count; /* boxes of one note, or what is left of it */
};

enum { MOST_CELLS = 64 };

/* A row that goes on: how many lines of each cell stand on pages before. */
struct row_part {
	bool open;
	uint32_t lines[MOST_CELLS];
};

struct paginator {
	struct arena *arena;
	const struct galley *galley;
	struct page_style frame;
	struct pages *pages;
	struct diags *diags;    /* NULL while pages are only tried */
	double stretch;
	uint32_t page_count;    /* pages begun */
	uint32_t strip;
	uint32_t number;        /* of the page in its series */
	uint32_t at, end;       /* into the flow; the strip's end */
	struct row_part part;   /* of the row at `at` */
	struct note_lines *carried; /* notes that go on on this page */
	uint32_t carried_count;
	bool repeating;         /* a header, above a table that goes on */
};

const struct box *flow_box(const struct paginator *, uint32_t i);
/* Height of a box under the document's factor. */
dim box_height(const struct paginator *, const struct box *);
/* Room for text and notes on the page that is being filled. */
dim text_height(const struct paginator *);

/* ---- place.c: fragments, strokes, pictures at their place --------------- */

/* A line whose baseline is at y. */
void place_line(struct paginator *, const struct box *, dim y);
void place_rule(struct paginator *, const struct box *, dim y);
void place_group(struct paginator *, const struct box *, dim top);
void place_picture(struct paginator *, const struct box *, dim top);
/* The first page's corner, where an electronic copy is signed (R99). */
void place_corner(struct paginator *);
void add_stroke(struct paginator *, struct stroke);
/* Page numbers into the contents, when all pages stand. */
void place_numerals(struct paginator *);

/* ---- row.c: rows of tables, whole or in parts --------------------------- */

/* Height of what is left of a row after `part`. */
dim row_height(const struct paginator *, const struct box *,
	       const struct row_part *part);
/* Height of the lines from `part` up to `next`. */
dim row_part_height(const struct paginator *, const struct box *,
		    const struct row_part *part, const struct row_part *next);
/* Takes as many lines as `room` holds; false when not enough of the row would
 * stand there. `next` is what then stands before the rest; not open when the
 * row ends here. */
bool row_cut(const struct paginator *, const struct box *,
	     const struct row_part *part, dim room, struct row_part *next);
/* Whether the header is repeated above the row at the head of a page; its
 * height. */
dim row_header_height(const struct paginator *, uint32_t flow_index);
/* Places lines of `part` up to `next`, and the rules around them; `closes`:
 * the table or its part on this page ends here. */
void row_place(struct paginator *, const struct box *, dim top, dim height,
	       const struct row_part *part, const struct row_part *next,
	       bool closes);
void row_place_header(struct paginator *, uint32_t flow_index, dim *y);

#endif
