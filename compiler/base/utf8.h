/* utf8: characters. The home of GLib's Unicode tables.
 * in: bytes; out: code points, NFC text; never: what a word means. */
#ifndef VANTHU_BASE_UTF8_H
#define VANTHU_BASE_UTF8_H

#include "base/str.h"

enum { UTF8_REPLACEMENT = 0xFFFD };

/* The code point at byte `*at`, which moves past it. A wrong byte gives
 * UTF8_REPLACEMENT and moves by one. `*at` must be below s.n. */
uint32_t utf8_next_long(struct str, uint32_t *at); /* of more than one byte */
static inline uint32_t utf8_next(struct str s, uint32_t *at)
{
	unsigned char c = (unsigned char)s.p[*at];

	if (c >= 0x80)
		return utf8_next_long(s, at);
	(*at)++;
	return c;
}
/* Where the character before byte `at` begins. */
uint32_t utf8_before(struct str, uint32_t at);
/* Appends one code point. */
void utf8_add(struct buf *, uint32_t code);
/* Number of characters. */
uint32_t utf8_count(struct str);
/* Byte offset of the first ill-formed sequence, or -1. */
int64_t utf8_find_fault(struct str);
/* NFC; the view itself where nothing has to change. Must be well formed. */
struct str utf8_nfc(struct arena *, struct str);
/* Whole text in capitals, or in small letters. */
struct str utf8_upper(struct arena *, struct str);
struct str utf8_lower(struct arena *, struct str);

/* The first letter a capital. */
struct str utf8_capitalized(struct arena *, struct str);

/* Its small letter. */
uint32_t utf8_fold(uint32_t code);
bool utf8_is_upper(uint32_t code);
bool utf8_is_letter(uint32_t code);
bool utf8_is_digit(uint32_t code); /* 0-9 only */
/* Columns that a character takes on a terminal: 0, 1 or 2. */
int utf8_columns(uint32_t code);

#endif
