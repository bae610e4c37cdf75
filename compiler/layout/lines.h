/* lines.h: where the lines of a paragraph end, for para.c. Not for other
 * rooms. */
#ifndef VANTHU_LAYOUT_LINES_H
#define VANTHU_LAYOUT_LINES_H

#include "layout/words.h"

struct line_of_words {
	uint32_t from, to; /* words */
	dim width;         /* natural */
};

/* All give the number of lines, which stand in scratch memory; the first is
 * narrower by `indent`. */

/* Each line takes what it holds; spaces may shrink to `shrink` of theirs. */
uint32_t lines_first_fit(struct words *, dim measure, dim indent, double shrink,
			 struct line_of_words **lines);
/* The lines whose spaces, all together, differ least from their natural width;
 * or first-fit, where the style says so. */
uint32_t lines_justified(struct words *, dim measure, dim indent,
			 struct line_of_words **lines);
/* No more lines than needed, of like length, parted where the sense parts:
 * before a word of style.no_break.parts_before rather than elsewhere. */
uint32_t lines_balanced(struct words *, dim measure,
			struct line_of_words **lines);

#endif
