/* words.h: a paragraph as a row of words, for para.c. Not for other rooms. */
#ifndef VANTHU_LAYOUT_WORDS_H
#define VANTHU_LAYOUT_WORDS_H

#include "layout/set.h"

/* Glyphs of one font; "**đậm**," is one word of two fragments. */
struct fragment_of_word {
	const struct word_shape *shape;
	struct str text;
	uint32_t piece;
	uint16_t font;
	uint32_t from, to; /* glyphs of the shape */
	uint32_t byte;     /* of the text, where `from` begins */
};

struct word {
	uint32_t first, count; /* fragments */
	dim width;
	dim space;             /* before it, when it is not first on a line */
	uint16_t space_font;
	enum line_end end;     /* whether a line may end before it */
	bool joined;           /* no space before it: a crumb */
};

struct words {
	struct setter *s;
	const struct para *para;
	struct fragment_of_word *fragments;
	uint32_t fragment_count;
	struct word *items;
	uint32_t count;
	bool space_due;        /* while cutting: a space stands behind the
	                        * last word */
	uint16_t space_font;   /* its font */
};

/* All words of the paragraph, and where a line may end. In scratch memory. */
struct words words_of(struct setter *, const struct para *);
/* A word wider than the measure falls into crumbs: an overfull line is worse
 * than a cut word. Addresses are cut behind a slash where that is enough. */
void words_crumble(struct words *, dim measure, dim indent);

#endif
