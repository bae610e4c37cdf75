#include "base/utf8.h"

#include <glib.h>
#include <string.h>

uint32_t utf8_next_long(struct str s, uint32_t *at)
{
	const unsigned char *p = (const unsigned char *)s.p + *at;
	uint32_t left = s.n - *at, c = p[0], more, least;

	if (c >= 0xE1 && c <= 0xEC && left > 2 && p[1] >> 6 == 2 &&
	    p[2] >> 6 == 2) { /* nearly always */
		*at += 3;
		return (c & 0x0F) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
	}
	if (c >= 0xC2 && c <= 0xDF)
		more = 1, least = 0x80, c &= 0x1F;
	else if (c >= 0xE0 && c <= 0xEF)
		more = 2, least = 0x800, c &= 0x0F;
	else if (c >= 0xF0 && c <= 0xF4)
		more = 3, least = 0x10000, c &= 0x07;
	else
		more = 0, least = 0;
	if (!more || left <= more) {
		(*at)++;
		return UTF8_REPLACEMENT;
	}
	for (uint32_t i = 1; i <= more; i++) {
		if ((p[i] & 0xC0) != 0x80) {
			(*at)++;
			return UTF8_REPLACEMENT;
		}
		c = c << 6 | (p[i] & 0x3F);
	}
	if (c < least || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) {
		(*at)++;
		return UTF8_REPLACEMENT;
	}
	*at += more + 1;
	return c;
}

uint32_t utf8_before(struct str s, uint32_t at)
{
	if (at > s.n)
		at = s.n;
	if (at)
		at--;
	while (at && ((unsigned char)s.p[at] & 0xC0) == 0x80)
		at--;
	return at;
}

void utf8_add(struct buf *b, uint32_t code)
{
	char out[6];
	int n = g_unichar_to_utf8(code, out);

	buf_add(b, (struct str){ out, (uint32_t)n });
}

uint32_t utf8_count(struct str s)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < s.n; i++)
		n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
	return n;
}

int64_t utf8_find_fault(struct str s)
{
	for (uint32_t i = 0; i < s.n;) {
		uint32_t at = i;

		if (utf8_next(s, &i) == UTF8_REPLACEMENT && i - at == 1)
			return at;
	}
	return -1;
}

/* Below U+0300 and in these blocks nothing composes or decomposes. */
static bool surely_nfc(struct str s)
{
	for (uint32_t i = 0; i < s.n;) {
		uint32_t c;

		if ((unsigned char)s.p[i] < 0x80) {
			i++;
			continue;
		}
		c = utf8_next(s, &i);
		if (c >= 0x300 && !(c >= 0x1E00 && c <= 0x1EFF) &&
		    !(c >= 0x2010 && c <= 0x2027))
			return false;
	}
	return true;
}

struct str utf8_nfc(struct arena *a, struct str s)
{
	char *nfc;
	struct str out;

	if (surely_nfc(s))
		return s;
	nfc = g_utf8_normalize(s.p, (gssize)s.n, G_NORMALIZE_NFC);
	if (!nfc)
		return s;
	out = str_copy(a, str_of(nfc));
	g_free(nfc);
	return out;
}

static struct str map(struct arena *a, struct str s, gunichar (*f)(gunichar))
{
	struct buf b = buf_new(a);

	for (uint32_t i = 0; i < s.n;)
		utf8_add(&b, f(utf8_next(s, &i)));
	return buf_str(&b);
}

struct str utf8_upper(struct arena *a, struct str s)
{
	return map(a, s, g_unichar_toupper);
}

struct str utf8_lower(struct arena *a, struct str s)
{
	return map(a, s, g_unichar_tolower);
}

struct str utf8_capitalized(struct arena *arena, struct str s)
{
	uint32_t at = 0;

	if (!s.n)
		return s;
	utf8_next(s, &at);
	return str_printf(arena, "%.*s%.*s",
			  STR_ARG(utf8_upper(arena, str_slice(s, 0, at))),
			  STR_ARG(str_from(s, at)));
}

uint32_t utf8_fold(uint32_t code)
{
	if (code < 0x80)
		return code >= 'A' && code <= 'Z' ? code + 32 : code;
	if (code >= 0x1EA0 && code <= 0x1EF9)
		return code | 1;
	return g_unichar_tolower(code);
}

bool utf8_is_upper(uint32_t code)
{
	if (code < 0x80)
		return code >= 'A' && code <= 'Z';
	return g_unichar_isupper(code);
}

bool utf8_is_letter(uint32_t code)
{
	if (code < 0x80)
		return (code | 32) >= 'a' && (code | 32) <= 'z';
	if (code >= 0x1EA0 && code <= 0x1EF9)
		return true;
	return g_unichar_isalpha(code);
}

bool utf8_is_digit(uint32_t code)
{
	return code >= '0' && code <= '9';
}

int utf8_columns(uint32_t code)
{
	if (g_unichar_iszerowidth(code))
		return 0;
	return g_unichar_iswide(code) ? 2 : 1;
}
