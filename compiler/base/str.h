/* str: a view of text, and a builder that makes one. No third kind.
 * in: bytes; out: UTF-8 views; never: who owns the bytes. */
#ifndef VANTHU_BASE_STR_H
#define VANTHU_BASE_STR_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"

/* A view; not terminated. The bytes belong to a source or an arena. */
struct str {
	const char *p;
	uint32_t n; /* bytes */
};

#define STR(literal) ((struct str){ (literal), sizeof(literal) - 1 })
#define STR_ARG(s) (int)(s).n, (s).p /* for "%.*s" */

/* What is asked at every letter is here, for the compiler to see through. */

static inline struct str str_of(const char *terminated)
{
	return (struct str){ terminated,
			     terminated ? (uint32_t)strlen(terminated) : 0 };
}

static inline bool str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool str_is(struct str s, const char *terminated)
{
	return str_eq(s, str_of(terminated));
}

static inline bool str_starts(struct str s, struct str prefix)
{
	return s.n >= prefix.n &&
	       (prefix.n == 0 || memcmp(s.p, prefix.p, prefix.n) == 0);
}

static inline bool str_ends(struct str s, struct str suffix)
{
	return s.n >= suffix.n &&
	       (suffix.n == 0 ||
		memcmp(s.p + s.n - suffix.n, suffix.p, suffix.n) == 0);
}

static inline struct str str_slice(struct str s, uint32_t from, uint32_t to)
{
	if (to > s.n)
		to = s.n;
	if (from > to)
		from = to;
	return (struct str){ from ? s.p + from : s.p, to - from };
}

static inline struct str str_from(struct str s, uint32_t offset)
{
	return str_slice(s, offset, s.n);
}

/* Byte offset of the first `needle`, or -1. */
int64_t str_find(struct str, struct str needle);
/* Without ASCII white space at both ends. */
struct str str_trim(struct str);
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
static inline void buf_add(struct buf *b, struct str s)
{
	if (!s.n)
		return;
	if (s.n > b->room - b->n)
		buf_reserve(b, s.n);
	memcpy(b->p + b->n, s.p, s.n);
	b->n += s.n;
}
static inline void buf_char(struct buf *b, char c)
{
	if (b->n == b->room)
		buf_reserve(b, 1);
	b->p[b->n++] = c;
}
void buf_printf(struct buf *, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
struct str buf_str(const struct buf *);

/* printf into the arena. */
struct str str_printf(struct arena *, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
