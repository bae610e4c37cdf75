#include "import/unwrap.h"

#include <string.h>

#include "base/utf8.h"

static uint32_t unit_at(struct str s, uint32_t at, bool big)
{
	const uint8_t *p = (const uint8_t *)s.p + at;

	return big ? (uint32_t)p[0] << 8 | p[1] : (uint32_t)p[1] << 8 | p[0];
}

static struct str from_utf16(struct arena *a, struct str s, bool big)
{
	struct buf b = buf_new(a);

	buf_reserve(&b, s.n);
	for (uint32_t i = 0; i + 1 < s.n; i += 2) {
		uint32_t c = unit_at(s, i, big), low;

		if (c >= 0xD800 && c <= 0xDBFF && i + 3 < s.n &&
		    ((low = unit_at(s, i + 2, big)) & 0xFC00) == 0xDC00) {
			c = 0x10000 + ((c & 0x3FF) << 10 | (low & 0x3FF));
			i += 2;
		} else if (c >= 0xD800 && c <= 0xDFFF) {
			c = UTF8_REPLACEMENT;
		}
		utf8_add(&b, c);
	}
	if (s.n & 1)
		utf8_add(&b, UTF8_REPLACEMENT);
	return buf_str(&b);
}

/* Spaces, digits and ASCII letters have an upper byte of zero, other letters of
 * Vietnamese 1, 3 or 1E; bytes of text are never zero. */
static bool looks_utf16(struct str s, bool big)
{
	uint32_t most = s.n < 4096 ? s.n & ~1u : 4096, zeros = 0, ours = 0;

	if (most < 4)
		return false;
	for (uint32_t i = 0; i < most; i += 2) {
		uint32_t c = unit_at(s, i, big);

		if (!c)
			return false;
		zeros += c < 0x100;
		ours += c < 0x1B1 || (c >= 0x1E00 && c <= 0x20CF) ||
			(c >= 0x300 && c <= 0x323);
	}
	return zeros >= most / 4 && ours >= most / 2 * 9 / 10;
}

static struct str unix_lines(struct arena *a, struct str s)
{
	struct buf b;

	if (!s.n || !memchr(s.p, '\r', s.n))
		return s;
	b = buf_new(a);
	buf_reserve(&b, s.n);
	for (uint32_t i = 0; i < s.n;) {
		const char *cr = memchr(s.p + i, '\r', s.n - i);
		uint32_t end = cr ? (uint32_t)(cr - s.p) : s.n;

		buf_add(&b, str_slice(s, i, end));
		i = end + 1;
		if (!cr)
			break;
		buf_char(&b, '\n');
		i += i < s.n && s.p[i] == '\n';
	}
	return buf_str(&b);
}

struct str unwrap(struct arena *a, struct str s, const char **encoding)
{
	bool little = str_starts(s, STR("\xFF\xFE"));
	bool big = str_starts(s, STR("\xFE\xFF"));

	if (little || big) {
		s = str_from(s, 2);
	} else {
		little = looks_utf16(s, false);
		big = !little && looks_utf16(s, true);
	}
	if (little || big) {
		*encoding = little ? "UTF-16LE" : "UTF-16BE";
		s = from_utf16(a, s, big);
	}
	while (str_starts(s, STR("\xEF\xBB\xBF")))
		s = str_from(s, 3);
	return unix_lines(a, s);
}
