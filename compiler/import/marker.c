#include "import/marker.h"

#include "base/utf8.h"
#include "base/viet.h"
#include "import/phrase.h"

static char at(struct str s, uint32_t i)
{
	return i < s.n ? s.p[i] : '\0';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static uint32_t skip_blanks(struct str s, uint32_t i)
{
	while (i < s.n) {
		uint32_t next = i, c = utf8_next(s, &next);

		if (c != ' ' && c != '\t' && c != 0xA0)
			break;
		i = next;
	}
	return i;
}

static bool blank_follows(struct str s, uint32_t i)
{
	return i >= s.n || skip_blanks(s, i) > i;
}

/* "V.TỔ CHỨC": a capital may stand right behind. */
static bool text_follows(struct str s, uint32_t i)
{
	uint32_t next = i;

	return blank_follows(s, i) || phrase_is_mark(utf8_next(s, &next)) ||
	       (next = i, utf8_is_upper(utf8_next(s, &next)));
}

static struct marker found(enum marker_kind kind, struct str s, uint32_t from,
			   uint32_t to, int ordinal, uint32_t end)
{
	return (struct marker){ kind, str_slice(s, from, to), ordinal, 0,
				skip_blanks(s, end) };
}

static const struct marker NONE = { .kind = MARK_NONE };

static int read_number(struct str s, uint32_t *i)
{
	int n = 0;
	uint32_t from = *i;

	while (is_digit(at(s, *i)) && *i < from + 3)
		n = n * 10 + (s.p[(*i)++] - '0');
	return is_digit(at(s, *i)) ? 0 : n;
}

static bool is_stop(char c)
{
	return c == '.' || c == ')' || c == '/';
}

/* "1- Nội dung": a hyphen ends a number where a capital follows a blank. */
static bool is_hyphen_stop(struct str s, uint32_t i)
{
	uint32_t next = skip_blanks(s, i + 1);

	return at(s, i) == '-' && next > i + 1 && next < s.n &&
	       utf8_is_upper(utf8_next(s, &next));
}

/* 1.  1)  1/  1-  1.1  1.1.  1.1.1. */
static struct marker arabic(struct str s)
{
	uint32_t i = 0, last = 0;
	int depth = 0, ordinal = 0, parent = 0;
	struct marker m;

	while (is_digit(at(s, i))) {
		parent = ordinal;
		ordinal = read_number(s, &i);
		if (!ordinal || ordinal > 99)
			return NONE;
		last = i;
		depth++;
		if (at(s, i) != '.' || !is_digit(at(s, i + 1)))
			break;
		i++;
	}
	if (!depth || (depth == 1 && !is_stop(at(s, i)) && !is_hyphen_stop(s, i)))
		return NONE;
	if (is_stop(at(s, i)) || is_hyphen_stop(s, i))
		i++;
	else if (!blank_follows(s, i))
		return NONE;
	if (!text_follows(s, i))
		return NONE;
	m = found(depth == 1 ? MARK_NUMBER : depth == 2 ? MARK_DECIMAL
							  : MARK_DEEP,
		  s, 0, last, ordinal, i);
	m.parent = parent;
	return m;
}

/* (1) (a) */
static struct marker bracketed(struct str s)
{
	uint32_t i = 1;
	int n = read_number(s, &i);

	if (n && n <= 99 && at(s, i) == ')')
		return found(MARK_PAREN, s, 1, i, n, i + 1);
	return NONE;
}

/* a) a. a/ a- đ) */
static struct marker letter(struct str s)
{
	uint32_t i = 0, c = utf8_next(s, &i);
	int n = viet_letter_ordinal(str_slice(s, 0, i));

	if (!n || utf8_is_upper(c) ||
	    (!is_stop(at(s, i)) && !is_hyphen_stop(s, i)) ||
	    !blank_follows(s, i + 1))
		return NONE;
	return found(MARK_LETTER, s, 0, i, n, i + 1);
}

/* I. I/ I) I- ; "I MỤC ĐÍCH" where the rest is in capitals. */
static struct marker roman(struct str s)
{
	uint32_t i = 0;
	int n;

	while (at(s, i) == 'I' || at(s, i) == 'V' || at(s, i) == 'X')
		i++;
	n = i && i < 8 ? viet_roman_ordinal(str_slice(s, 0, i)) : 0;
	if (!n)
		return NONE;
	if (is_stop(at(s, i)) || (at(s, i) == '-' && text_follows(s, i + 1)))
		return text_follows(s, i + 1)
			       ? found(MARK_ROMAN, s, 0, i, n, i + 1) : NONE;
	if (blank_follows(s, i) && phrase_is_capital(str_from(s, i)))
		return found(MARK_ROMAN, s, 0, i, n, i);
	return NONE;
}

static struct marker capital(struct str s)
{
	char c = at(s, 0);

	if (c >= 'A' && c <= 'H' && (at(s, 1) == '.' || at(s, 1) == '/' ||
				     is_hyphen_stop(s, 1)) &&
	    blank_follows(s, 2))
		return found(MARK_CAPITAL, s, 0, 1, c - 'A' + 1, 2);
	return NONE;
}

/* Signs that lists begin with, Word's private ones too. */
static enum marker_kind sign(uint32_t c)
{
	switch (c) {
	case '-': case 0x2013: case 0x2014: case 0x2012: case 0x2022:
	case 0xB7: case 0x25CF: case 0x25AA: case 0x25A0: case 0x25E6:
	case 0x2212: case 0x2023: case 0x27A2: case 0x2713: case 0x25BA:
	case 0xF0B7: case 0xF0A7: case 0xF02D: case 0x2756: case 0xAD:
	case 0xF0D8: case 0xF0FC: case 0x25B6: case 0x25C6: case 0x2666:
		return MARK_DASH;
	case '+': return MARK_PLUS;
	case '*': return MARK_STAR;
	default: return MARK_NONE;
	}
}

static struct marker dash(struct str s)
{
	uint32_t i = 0, c = utf8_next(s, &i);
	enum marker_kind kind = sign(c);

	/* "-Tổ chức": a letter may stand right behind; "-5" is a number. */
	if (!kind || (!text_follows(s, i) && !(c == '-' && i < s.n &&
					       !is_digit(at(s, i)) && at(s, i) != '-')))
		return NONE;
	return found(kind, s, 0, 0, 0, i);
}

struct marker marker_of(struct str s)
{
	uint32_t i = 0, c;
	struct marker m;

	if (!s.n)
		return NONE;
	c = utf8_next(s, &i);
	if (is_digit(s.p[0]))
		return arabic(s);
	if (s.p[0] == '(')
		return bracketed(s);
	m = dash(s);
	if (m.kind)
		return m;
	m = roman(s);
	if (m.kind || utf8_is_upper(c))
		return m.kind ? m : capital(s);
	return letter(s);
}

bool marker_is_counted(enum marker_kind kind)
{
	return kind != MARK_NONE && kind < MARK_DASH;
}

struct str marker_written(struct arena *a, const struct marker *m)
{
	switch (m->kind) {
	case MARK_NUMBER:
	case MARK_DECIMAL:
	case MARK_CAPITAL:
	case MARK_ROMAN:
	case MARK_DEEP: return str_printf(a, "%.*s.", STR_ARG(m->number));
	case MARK_LETTER: return str_printf(a, "%.*s)", STR_ARG(m->number));
	case MARK_PAREN: return str_printf(a, "(%.*s)", STR_ARG(m->number));
	case MARK_PLUS: return STR("+");
	case MARK_STAR: return STR("*");
	case MARK_DASH: return STR("-");
	default: return STR("");
	}
}
