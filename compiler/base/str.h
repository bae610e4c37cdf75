/* str: a view of text, and a builder that makes one. No third kind.
 * in: bytes; out: UTF-8 views; never: who owns the bytes. */
#ifndef VANTHU_BASE_STR_H
#define VANTHU_BASE_STR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

/* A view; not terminated. The bytes belong to a source or an arena. */
struct str {
	const char *p;
	uint32_t n; /* bytes */
};

#define STR(literal) ((struct str){ (literal), sizeof(literal) - 1 })
#define STR_ARG(s) (int)(s).n, (s).p /* for "%.*s" */

struct str str_of(const char *terminated);
bool str_eq(struct str, struct str);
bool str_is(struct str, const char *terminated);
bool str_starts(struct str, struct str prefix);
bool str_ends(struct str, struct str suffix);
/* Byte offset of the first `needle`, or -1. */
int64_t str_find(struct str, struct str needle);
/* Without ASCII white space at both ends. */
struct str str_trim(struct str);
struct str str_from(struct str, uint32_t offset);
struct str str_slice(struct str, uint32_t from, uint32_t to);
struct str str_copy(struct arena *, struct str);
/* A terminated copy, for libraries that want one. */
char *str_terminated(struct arena *, struct str);
/* All white space runs become one space, none at the ends. */
struct str str_squeeze(struct arena *, struct str);

/* A builder. `buf_str` lends what was built; more may be added afterwards. */
struct buf {
	struct arena *arena;
	char *p;
	uint32_t n, room;
};

struct buf buf_new(struct arena *);
/* Room for so many bytes at once, where the end is known. */
void buf_reserve(struct buf *, uint32_t bytes);
void buf_add(struct buf *, struct str);
void buf_char(struct buf *, char);
void buf_printf(struct buf *, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
struct str buf_str(const struct buf *);

/* printf into the arena. */
struct str str_printf(struct arena *, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
