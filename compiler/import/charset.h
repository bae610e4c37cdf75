/* charset: old Vietnamese encodings, byte by byte.
 * in: bytes, or characters that are bytes in disguise; out: code points;
 * never: which encoding a text is in (that is reading's and encoding's).
 * Source: charsets.def for tables; VNI and VIQR by their own rules. */
#ifndef VANTHU_IMPORT_CHARSET_H
#define VANTHU_IMPORT_CHARSET_H

#include "base/str.h"

enum charset {
#define ROW(...)
#define CHARSET(name, low, high) CHARSET_##name,
#include "import/charsets.def"
#undef CHARSET
#undef ROW
	CHARSET_VNI, /* a letter, then a byte that is its mark */
};

/* Decodes `n` bytes into at most `n` code points; gives their number. */
uint32_t charset_decode(enum charset, const uint8_t *bytes, uint32_t n,
			uint32_t *codes);
/* The byte that CP1252 (or Latin-1, or a symbol font at U+F000) shows as this
 * character; -1 where there is none. */
int charset_byte(uint32_t code);

#endif
