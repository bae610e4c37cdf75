/* shape: words to glyphs, by HarfBuzz or, for the reference engine, by Pango;
 * nothing of them leaves it.
 * in: four font files, words; out: glyph ids and widths;
 * never: lines, styles, the system's fonts. */
#ifndef VANTHU_LAYOUT_SHAPE_H
#define VANTHU_LAYOUT_SHAPE_H

#include "layout/galley.h"
#include "template/fonts.h"

struct shaper;

/* A way to glyphs other than the shaper's own. Only the full program has it:
 * see cmd/full.h. */
struct shaping_way;
extern const struct shaping_way SHAPING_BY_PANGO;

/* Opens the files, no others: the system's fonts are not looked at, and no face
 * stands in for another. One shaper serves a whole process: a word is shaped
 * once, however many documents hold it. Without a way HarfBuzz is asked
 * directly. NULL when a file is not the face that it should be. Free it with
 * shaper_free. */
struct shaper *shaper_new(const struct font_files *, const struct shaping_way *);
void shaper_free(struct shaper *);

/* To be called between documents: empties the cache when it is full. Within a
 * document a full cache takes no more words; they are shaped each time. */
void shaper_trim(struct shaper *);

/* Memory for a paragraph's words while its lines are made; nothing of a
 * galley may stay in it. */
struct arena *shaper_scratch(struct shaper *);

/* The shaper's number for a face and size; the same for the shaper's life. */
int shaper_font(struct shaper *, enum face, dim size);

struct font_metrics {
	dim ascent, descent; /* of the font, both positive */
	dim space;           /* width of a space */
	uint16_t space_glyph;
};
struct font_metrics shaper_metrics(struct shaper *, int font);

struct word_glyph {
	uint16_t id;
	uint16_t bytes; /* of the word's text; 0: belongs to the one before */
	dim advance;
};

/* A word as it stands in running text: with `before`, `after` a space of the
 * same font is its neighbour, and kerning across it is counted. */
struct word_shape {
	const struct word_glyph *glyphs;
	uint32_t count;
	dim width;         /* of the glyphs */
	dim space_before;  /* width of the space before, kerned; if `before` */
	uint32_t missing;  /* first character that the font lacks or that is
			    * written from right to left, or 0 */
};

/* `word` has no space. The shape is valid until the scratch memory is emptied,
 * for the next paragraph. */
const struct word_shape *shaper_word(struct shaper *, int font, struct str word,
				     bool before, bool after);

#endif
