/* shaping: the glyphs of a text, as a library gives them. Private to layout.
 * in: a text, a face and its size; out: glyphs in the order of the text;
 * never: words, the cache, what is done with the glyphs. */
#ifndef VANTHU_LAYOUT_SHAPING_H
#define VANTHU_LAYOUT_SHAPING_H

#include "layout/shape.h"

enum { MOST_FONTS = 64 }; /* faces in a size that one shaper is asked for */

/* The text on its way to glyphs; shape.c made it and takes them. */
struct shaping;
struct str shaping_text(const struct shaping *);
/* Letters of Vietnamese and the signs among them: of one script. */
bool shaping_is_latin(const struct shaping *);

/* To be called before the glyphs of a part of the text: so many follow. */
void shaping_expect(struct shaping *, uint32_t glyphs);
/* The next glyph, 0 where the font has none; `at` is the byte of the text
 * where its cluster begins. */
void shaping_take(struct shaping *, uint32_t id, dim advance, uint32_t at);

/* A way to glyphs other than shape.c's own. `open` gives its state, NULL when
 * a file is not the face that it should be; `close` takes it back; `shape`
 * gives the glyphs of a text, all from left to right. */
struct shaping_way {
	void *(*open)(const struct font_files *);
	void (*close)(void *state);
	void (*shape)(void *state, enum face, dim size, struct shaping *);
};

#endif
