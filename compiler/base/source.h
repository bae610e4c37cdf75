/* source: the texts of one document, and places in them.
 * in: bytes with a name; out: NFC text, lines, columns;
 * never: where the bytes came from (that is the loader's affair). */
#ifndef VANTHU_BASE_SOURCE_H
#define VANTHU_BASE_SOURCE_H

#include "base/str.h"

/* A place: bytes [from, to) of the document's texts laid end to end, so that
 * one pair of offsets says file and place. {0, 0} is no place. */
struct span {
	uint32_t from, to;
};

#define SPAN_NONE ((struct span){ 0, 0 })

struct source {
	struct str path;  /* as the user named it */
	struct str text;  /* NFC, LF line ends, no BOM */
	uint32_t base;    /* offset of text.p[0]; at least 1 */
	uint32_t *lines;  /* where each line begins, made when first asked */
	uint32_t line_count;
};

struct sources {
	struct arena *arena;
	struct source *items;
	uint32_t count;
	uint32_t end; /* one past the last offset in use */
};

enum { SOURCE_MAX_BYTES = 64 * 1024 * 1024 }; /* of one file */

struct sources *source_set(struct arena *);
/* Adds a text: BOM and CR dropped, NFC. Ill-formed UTF-8 and control
 * characters become U+FFFD, and `*fault` is the place of the first (or no
 * place). NULL when the texts together would pass 4 GiB. The source stays
 * where it is only until the next one is added. */
struct source *source_add(struct sources *, struct str path, struct str bytes,
			  struct span *fault);
/* The source that holds an offset, or NULL. */
const struct source *source_find(const struct sources *, uint32_t offset);
/* The text of a place; empty for no place. */
struct str source_text(const struct sources *, struct span);

struct position {
	uint32_t line, column; /* from 1; columns in characters */
};
struct position source_position(struct sources *, uint32_t offset);
/* Text of line `line` (from 1) of a source, without its line end. */
struct str source_line(struct sources *, const struct source *, uint32_t line);

struct span span_of(const struct source *, uint32_t from, uint32_t to);
/* From the beginning of the first to the end of the last. */
struct span span_join(struct span, struct span);

#endif
