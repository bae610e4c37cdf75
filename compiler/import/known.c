/* What the form of the decree says in fixed words can be known again however
 * badly it was read. Used on texts whose letters are damaged. */
#include "import/known.h"

#include "base/utf8.h"
#include "base/viet.h"
#include "import/phrase.h"

static uint32_t count_words(struct str s)
{
	uint32_t n = s.n > 0;

	for (uint32_t i = 0; i < s.n; i++)
		n += s.p[i] == ' ';
	return n;
}

static uint32_t next_word(struct str s, uint32_t i)
{
	while (i < s.n && s.p[i] != ' ')
		i++;
	while (i < s.n && s.p[i] == ' ')
		i++;
	return i;
}

/* The end of `words` words from byte i on, signs behind them left out. */
static uint32_t words_end(struct str s, uint32_t i, uint32_t words)
{
	uint32_t end = i;

	for (; words && i < s.n; words--) {
		while (i < s.n && s.p[i] != ' ')
			i++;
		end = i;
		while (i < s.n && s.p[i] == ' ')
			i++;
	}
	while (end && (s.p[end - 1] == ':' || s.p[end - 1] == ';' ||
		       s.p[end - 1] == '.' || s.p[end - 1] == ','))
		end--;
	return words ? 0 : end;
}

struct likeness {
	const struct legacy_phrase *phrase;
	uint32_t from, to;
	int distance;
};

/* One letter in five may be wrong. */
static void compare(const struct importer *im, struct str s, uint32_t from,
		    const struct legacy_phrase *p, struct likeness *best)
{
	uint32_t to = words_end(s, from, count_words(p->bare));
	int most = (int)p->bare.n / 5, distance;

	if (!to || to <= from || most < 1)
		return;
	if (best->phrase && most >= best->distance)
		most = best->distance - 1;
	distance = viet_distance(im->arena,
				 viet_bare(im->arena, str_slice(s, from, to)),
				 p->bare, most);
	if (distance <= most)
		*best = (struct likeness){ p, from, to, distance };
}

static bool mostly_capital(struct str s)
{
	int small = 0, capital = 0;

	for (uint32_t i = 0; i < s.n;) {
		uint32_t c = utf8_next(s, &i);

		small += utf8_is_letter(c) && !utf8_is_upper(c);
		capital += utf8_is_upper(c);
	}
	return capital > 2 * small;
}

static struct str put(const struct importer *im, struct str s, uint32_t line,
		      uint32_t from, uint32_t to, struct str now)
{
	ledger_repair(im->ledger, line, str_slice(s, from, to), now,
		      "chữ của thể thức bị đọc sai", 0.9);
	return str_printf(im->arena, "%.*s%.*s%.*s", (int)from, s.p,
			  STR_ARG(now), STR_ARG(str_from(s, to)));
}

/* The nearest phrase of a list, at the line's beginning or anywhere. */
static struct str know(const struct importer *im, struct str s, uint32_t line,
		       enum legacy_list list, bool anywhere, bool capital)
{
	const struct legacy_phrases *phrases = &im->legacy->lists[list];
	struct likeness best = { NULL, 0, 0, 0 };
	struct str now;

	for (uint32_t i = 0; i < s.n; i = next_word(s, i)) {
		if (!capital || mostly_capital(str_from(s, i)))
			for (uint32_t k = 0; k < phrases->count; k++)
				compare(im, s, i, &phrases->items[k], &best);
		if (!anywhere)
			break;
	}
	if (!best.phrase || (capital && phrase_has_letters(str_from(s, best.to))))
		return s;
	now = best.phrase->text;
	if (mostly_capital(str_slice(s, best.from, best.to)))
		now = utf8_upper(im->arena, now);
	return put(im, s, line, best.from, best.to, now);
}

static bool is_roman_like(char c)
{
	return c == 'I' || c == 'V' || c == 'X' || c == '1' || c == 'l' ||
	       c == '|' || c == 'H' || c == 'L' || c == 'v' || c == 'x';
}

/* Letters and figures that look like Roman ones; empty where they make no
 * number. A last one may have been the full stop. */
static struct str roman_seen(const struct importer *im, struct str s)
{
	struct buf b = buf_new(im->arena);
	struct str read;

	for (uint32_t i = 0; i < s.n; i++) {
		if (s.p[i] == 'H')
			buf_add(&b, STR("II"));
		else
			buf_char(&b, s.p[i] == 'V' || s.p[i] == 'v' ? 'V'
				 : s.p[i] == 'X' || s.p[i] == 'x' ? 'X' : 'I');
	}
	read = buf_str(&b);
	if (!viet_roman_ordinal(read) && read.n > 1 &&
	    (s.p[s.n - 1] == 'l' || s.p[s.n - 1] == '1' || s.p[s.n - 1] == '|' ||
	     s.p[s.n - 1] == 'L'))
		read.n--;
	return viet_roman_ordinal(read) ? read : STR("");
}

/* "I1. NHIỆM VỤ", "IIIl KINH PHÍ", "H. NỘI DUNG". */
static struct str know_roman(const struct importer *im, struct str s,
			     uint32_t line)
{
	struct str now;
	uint32_t n = 0, end;

	while (n < s.n && n < 7 && is_roman_like(s.p[n]))
		n++;
	end = n + (n < s.n && (s.p[n] == '.' || s.p[n] == ')'));
	if (!n || end >= s.n || s.p[end] != ' ' ||
	    !mostly_capital(str_from(s, end)) ||
	    (end == n && n < 2)) /* "I MỤC ĐÍCH" is read as it stands */
		return s;
	now = roman_seen(im, str_slice(s, 0, n));
	if (!now.n || (str_eq(now, str_slice(s, 0, n)) && end > n &&
		       s.p[n] == '.'))
		return s;
	return put(im, s, line, 0, end, str_printf(im->arena, "%.*s.",
						   STR_ARG(now)));
}

/* "¢)" is what "c)" is read as, "ð)" what "đ)". */
static struct str know_letter(const struct importer *im, struct str s,
			      uint32_t line)
{
	static const struct {
		const char *seen, *meant;
	} LETTERS[] = { { "¢)", "c)" }, { "©)", "c)" }, { "€)", "e)" },
			{ "ð)", "đ)" }, { "ä)", "a)" }, { "â)", "a)" },
			{ "đ4)", "đ)" }, { "6)", "b)" }, { "S. ", "5. " }, { "s. ", "5. " },
			{ "l. ", "1. " } };

	for (size_t i = 0; i < sizeof LETTERS / sizeof *LETTERS; i++)
		if (str_starts(s, str_of(LETTERS[i].seen)))
			return put(im, s, line, 0, str_of(LETTERS[i].seen).n,
				   str_of(LETTERS[i].meant));
	return s;
}

/* "S6:4505/KH", "Sd: 12/KH": "Số" before a number and a symbol. */
static struct str know_number(const struct importer *im, struct str s,
			      uint32_t line)
{
	uint32_t i = 1, c, colon;

	if (s.n < 6 || s.p[0] != 'S' || str_find(s, STR("/")) < 0)
		return s;
	c = utf8_next(s, &i);
	if (c == ' ' || c == ':')
		return s;
	colon = i;
	if (s.p[colon] != ':' && s.p[colon] != ' ')
		return s;
	while (i < s.n && (s.p[i] == ':' || s.p[i] == ' '))
		i++;
	if (!utf8_is_digit((unsigned char)s.p[i]) && s.p[i] != '/')
		return s;
	return put(im, s, line, 0, colon, STR("Số"));
}

/* "Phụ lục H", "Phân H -": a name of the form, and a number seen from afar. */
static struct str know_numbered(const struct importer *im, struct str s,
				uint32_t line, struct str name)
{
	uint32_t skip = str_starts(s, STR("- ")) ? 2 : 0;
	uint32_t end = phrase_at(str_from(s, skip), viet_bare(im->arena, name));
	uint32_t from, to;
	struct str number;

	end += end ? skip : 0;
	for (from = end; from < s.n && s.p[from] == ' '; from++)
		;
	for (to = from; to < s.n && is_roman_like(s.p[to]); to++)
		;
	if (!end || to == from || to + 6 < s.n)
		return s;
	if (phrase_has_letters(str_from(s, to)))
		return s;
	number = roman_seen(im, str_slice(s, from, to));
	if (!number.n)
		return s;
	if (mostly_capital(str_slice(s, skip, end)))
		name = utf8_upper(im->arena, name);
	return put(im, s, line, 0, s.n, str_printf(im->arena, "%.*s %.*s",
						   STR_ARG(name), STR_ARG(number)));
}

static struct str know_units(const struct importer *im, struct str s,
			     uint32_t line)
{
	const struct legacy_phrases *list = &im->legacy->lists[LEGACY_APPENDIX];

	for (uint32_t i = 0; i < list->count; i++)
		s = know_numbered(im, s, line, list->items[i].text);
	for (uint32_t i = 0; i < im->rules->unit_count; i++)
		s = know_numbered(im, s, line, im->rules->units[i].name);
	return s;
}

/* A stroke that no keyboard has: beside a slash it is its shadow, between
 * letters it is one, alone it is dirt. */
static struct str know_slash(const struct importer *im, struct str s,
			     uint32_t line)
{
	const struct str stroke = STR("⁄");
	int64_t at;

	while ((at = str_find(s, stroke)) >= 0) {
		uint32_t from = (uint32_t)at, to = from + stroke.n;
		char before = from ? s.p[from - 1] : ' ';
		char after = to < s.n ? s.p[to] : ' ';
		bool is_slash = before != ' ' && after != ' ' &&
				before != '/' && after != '/';

		s = put(im, s, line, from, to, is_slash ? STR("/") : STR(""));
	}
	return str_trim(s);
}

/* In the head the parts stand; at the end the recipients and titles. */
void know_line(const struct importer *im, struct paper_line *l, bool head,
	       bool tail)
{
	struct str s = know_slash(im, l->text, l->line);

	s = know_roman(im, s, l->line);

	s = know_letter(im, s, l->line);
	s = know_units(im, s, l->line);
	if (head) {
		s = know(im, s, l->line, LEGACY_NATION, true, true);
		s = know(im, s, l->line, LEGACY_MOTTO, true, false);
		s = know_number(im, s, l->line);
	}
	if (tail) {
		s = know(im, s, l->line, LEGACY_RECIPIENTS, false, false);
		s = know(im, s, l->line, LEGACY_POSITION, true, true);
	}
	l->text = s;
}
