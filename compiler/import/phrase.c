#include "import/phrase.h"

#include <string.h>

#include "base/utf8.h"
#include "base/viet.h"
#include "import/paper.h"

bool phrase_is_mark(uint32_t c)
{
	return c >= PAPER_BOLD && c < PAPER_NOTE + PAPER_NOTES_MOST;
}

struct str phrase_plain(struct arena *a, struct str s)
{
	struct buf b;
	bool any = false;

	for (uint32_t i = 0; i < s.n && !any; i++)
		any = (unsigned char)s.p[i] == 0xEE; /* U+E000 and on */
	if (!any)
		return s;
	b = buf_new(a);
	for (uint32_t i = 0; i < s.n;) {
		uint32_t from = i, c = utf8_next(s, &i);

		if (!phrase_is_mark(c))
			buf_add(&b, str_slice(s, from, i));
	}
	return buf_str(&b);
}

static bool is_blank(uint32_t c)
{
	return c == ' ' || c == '\t' || c == 0xA0 || c == '\n';
}

static bool is_word(uint32_t c)
{
	return utf8_is_letter(c) || utf8_is_digit(c);
}

static uint32_t plain_letter(uint32_t c)
{
	return c == 0x2013 || c == 0x2014 || c == 0x2212 ? '-' : viet_base(c);
}

uint32_t phrase_at(struct str text, struct str bare)
{
	uint32_t i = 0, k = 0;

	while (k < bare.n && i < text.n) {
		uint32_t from = i, c = utf8_next(text, &i);

		if (phrase_is_mark(c))
			continue;
		if (is_blank(c) && from && bare.p[k] == ' ') {
			uint32_t next = i;

			while (next < text.n && is_blank(utf8_next(text, &next)))
				i = next;
			k++;
		} else if (plain_letter(c) != (unsigned char)bare.p[k++]) {
			return 0;
		}
	}
	if (k < bare.n)
		return 0;
	if (i < text.n) {
		uint32_t next = i, c = utf8_next(text, &next);

		/* "Phụ lụcI": a capital behind a small letter was run into it */
		if (utf8_is_letter(c) && is_word((unsigned char)bare.p[bare.n - 1]) &&
		    !(utf8_is_upper(c) && !phrase_is_capital(str_slice(text, 0, i))))
			return 0;
	}
	return i;
}

uint32_t phrase_of(struct str text, const struct legacy_phrases *list)
{
	for (uint32_t i = 0; i < list->count; i++) {
		uint32_t end = phrase_at(text, list->items[i].bare);

		if (end)
			return end;
	}
	return 0;
}

int64_t phrase_find(struct str text, const struct legacy_phrases *list,
		    uint32_t *end)
{
	bool in_word = false;

	for (uint32_t i = 0; i < text.n;) {
		uint32_t from = i, c = utf8_next(text, &i);

		if (!in_word && is_word(c)) {
			uint32_t n = phrase_of(str_from(text, from), list);

			if (n) {
				*end = from + n;
				return from;
			}
		}
		in_word = is_word(c);
	}
	return -1;
}

bool phrase_has_letters(struct str s)
{
	for (uint32_t i = 0; i < s.n;)
		if (utf8_is_letter(utf8_next(s, &i)))
			return true;
	return false;
}

bool phrase_is_capital(struct str s)
{
	int capitals = 0;

	for (uint32_t i = 0; i < s.n;) {
		uint32_t c = utf8_next(s, &i);

		if (!utf8_is_letter(c))
			continue;
		if (!utf8_is_upper(c))
			return false;
		capitals++;
	}
	return capitals > 1;
}

static bool is_wrapping(uint32_t c)
{
	static const uint32_t SIGNS[] = { '"', '\'', '(', ')', '[', ']', '*',
					  0x201C, 0x201D, 0x2018, 0x2019, 0xAB,
					  0xBB, 0x2026 };

	for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++)
		if (c == SIGNS[i])
			return true;
	return is_blank(c) || phrase_is_mark(c);
}

uint32_t phrase_first(struct str s)
{
	for (uint32_t i = 0; i < s.n;) {
		uint32_t c = utf8_next(s, &i);

		if (!is_wrapping(c))
			return c;
	}
	return 0;
}

uint32_t phrase_last(struct str s)
{
	while (s.n) {
		uint32_t at = utf8_before(s, s.n), i = at;
		uint32_t c = utf8_next(s, &i);

		if (!is_wrapping(c))
			return c;
		s.n = at;
	}
	return 0;
}

bool phrase_is_ended(struct str s)
{
	uint32_t c = phrase_last(s);

	return c == '.' || c == ';' || c == ':' || c == '!' || c == '?' ||
	       c == '/';
}

bool phrase_is_rule(struct str s)
{
	for (uint32_t i = 0; i < s.n;) {
		uint32_t c = utf8_next(s, &i);

		if (!is_blank(c) && !phrase_is_mark(c) && c != '-' &&
		    c != '_' && c != '*' && c != '=' && c != '~' &&
		    c != 0x2013 && c != 0x2014 && c != 0x2500 && c != 0xAF)
			return false;
	}
	return true;
}

bool phrase_is_page_number(struct str s, const struct legacy_phrases *page)
{
	uint32_t digits = 0, at = phrase_of(str_trim(s), page), last = 0;

	s = str_from(str_trim(s), at);
	for (uint32_t i = 0; i < s.n;) {
		uint32_t c = utf8_next(s, &i);

		if (utf8_is_digit(c)) {
			if (digits && last == ' ')
				return false; /* two numbers: a row of something */
			digits++;
		} else if (!is_blank(c) && c != '-' && c != 0x2013 &&
			   c != 0x2014 && !(digits && (c == '/' || c == '|'))) {
			return false;
		}
		last = c == ' ' && last == '/' ? '/' : c;
	}
	return digits > 0 && digits <= 6;
}

uint32_t phrase_width(struct str s)
{
	static const char NARROW[] = " iljtfIr.,;:'!|()[]/-";
	uint32_t width = 0;

	for (uint32_t i = 0; i < s.n;) {
		uint32_t c = utf8_next(s, &i), base;

		if (phrase_is_mark(c))
			continue;
		base = viet_base(c);
		if (base < 0x80 && strchr(NARROW, (int)base))
			width += c == ' ' ? 250 : 300;
		else if (base == 'm' || base == 'w')
			width += utf8_is_upper(c) ? 900 : 760;
		else
			width += utf8_is_upper(c) ? 690 : 480;
	}
	return width;
}


bool phrase_is_name(struct str s, const struct legacy_phrases *rank)
{
	bool begins = true;
	int words = 0;

	for (uint32_t at; (at = phrase_of(s, rank));)
		for (s = str_from(s, at); s.n && (s.p[0] == '.' || s.p[0] == ' ');)
			s = str_from(s, 1);
	for (uint32_t i = 0; i < s.n;) {
		uint32_t c = utf8_next(s, &i);

		if (is_blank(c)) {
			begins = true;
			continue;
		}
		if (!utf8_is_letter(c) && c != '.' && c != '\'')
			return false;
		if (begins && !utf8_is_upper(c))
			return false;
		words += begins;
		begins = false;
	}
	return words >= 2 && words <= 7;
}
