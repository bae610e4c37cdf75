/* Cuts a paragraph into units. What must never be guessed is decided here. */
#include "import/restore_units.h"

#include <string.h>

#include "base/utf8.h"
#include "base/viet.h"

struct shape {
	uint32_t letters, capitals, digits, others;
	bool ends_small, first_capital, first_digit, digit_then_capital;
	bool capital_after_small;
	bool odd; /* has signs that may have been letters */
};

static bool is_space(uint32_t c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0;
}

/* What stands between words: signs, and the marks of paper.h. */
static bool is_sign(uint32_t c)
{
	return c > 127 ? !utf8_is_letter(c) : !utf8_is_letter(c) &&
						      !utf8_is_digit(c);
}

/* Signs that a foreign reader sees where a letter had marks: "S¢", "thi’c". */
static bool is_odd(uint32_t c)
{
	return c == 0xA2 || c == 0xA3 || c == 0xA5 || c == 0xA7 ||
	       c == 0xA9 || c == 0xAE || c == 0x20AC || c == '&' || c == '$';
}

/* Such signs too, which also end a clause or a quotation. */
static bool is_quote(uint32_t c)
{
	return c == '\'' || c == 0x2019 || c == 0x2018 || c == '?';
}

static struct shape shape_of(struct str s)
{
	struct shape out = { 0 };
	bool digit = false, small = false;

	for (uint32_t at = 0; at < s.n;) {
		bool first = !at;
		uint32_t c = utf8_next(s, &at);
		bool capital = utf8_is_upper(c);
		out.letters += utf8_is_letter(c);
		out.capitals += capital;
		out.digits += utf8_is_digit(c);
		out.others += is_sign(c) && !is_odd(c) && !is_quote(c);
		out.odd |= is_odd(c) || is_quote(c);
		out.first_capital |= first && capital;
		out.first_digit |= first && utf8_is_digit(c);
		out.digit_then_capital |= digit && capital;
		out.capital_after_small |= small && capital;
		digit = utf8_is_digit(c);
		small = utf8_is_letter(c) && !capital;
	}
	return out;
}

static struct unit *add(struct units *u, struct unit unit)
{
	if (u->count >= u->room) {
		struct unit *more = arena_array(u->arena, struct unit,
						u->count * 2 + 32);
		if (u->count)
			memcpy(more, u->list, u->count * sizeof(*more));
		u->list = more;
		u->room = u->count * 2 + 32;
	}
	u->list[u->count] = unit;
	return &u->list[u->count++];
}

static void pause_here(struct units *u, uint32_t at)
{
	if (u->count && u->list[u->count - 1].kind != UNIT_PAUSE)
		add(u, (struct unit){ at, at, .kind = UNIT_PAUSE,
				      .word = WORD_BREAK });
}

/* Digits that stand for a letter ("s6", "1a", "d9ng") are few, and no class
 * or list label looks like them ("6A", "10b", "5a"). */
static bool is_numeric(const struct shape *s)
{
	if (!s->digits)
		return false;
	if (!s->letters || s->digits > 2 || s->digits > s->letters)
		return true;
	return s->digit_then_capital;
}

/* Symbols of documents, addresses: signs inside with digits or capitals. */
static bool is_symbol(struct str core, const struct shape *s)
{
	if (str_find(core, STR("@")) >= 0 || str_find(core, STR("://")) >= 0 ||
	    str_starts(core, STR("www.")))
		return true;
	if (!s->others)
		return false;
	return s->digits || (s->capitals > 2 && s->capitals * 3 > s->letters);
}

static bool is_word(struct str core, const struct shape *s)
{
	return !is_numeric(s) && s->letters <= WORD_LETTERS - 2 &&
	       !(s->capital_after_small && s->letters < 6) && core.n &&
	       s->letters;
}

static void add_core(struct units *u, const struct restore_model *m,
		     struct str text, uint32_t from, uint32_t to, bool joined)
{
	struct str core = str_slice(text, from, to);
	struct shape s = shape_of(core);
	struct unit *unit = add(u, (struct unit){ from, to, .joined = joined });

	unit->letters = utf8_count(core);
	unit->caps = s.capitals > 1 && s.capitals * 2 > unit->letters;
	unit->title = s.first_capital && !unit->caps;
	if (!is_word(core, &s)) {
		unit->kind = UNIT_FIXED;
		unit->word = s.digits ? WORD_NUMBER : WORD_UNKNOWN;
		return;
	}
	unit->word = model_find(m, viet_fold(u->arena, core));
}

/* A token's core: "Giáo dục-Đào tạo" has words on both sides of its sign. */
static void add_token(struct units *u, const struct restore_model *m,
		      struct str text, uint32_t from, uint32_t to, bool joined)
{
	struct str core = str_slice(text, from, to);
	struct shape s = shape_of(core);
	uint32_t begin = 0;

	if (is_symbol(core, &s)) {
		add(u, (struct unit){ from, to, .kind = UNIT_FIXED,
				      .word = s.digits ? WORD_NUMBER
						       : WORD_UNKNOWN });
		return;
	}
	for (uint32_t at = 0; at < core.n;) {
		uint32_t here = at;
		uint32_t c = utf8_next(core, &at);
		if (!is_sign(c) ||
		    ((is_odd(c) || is_quote(c)) && s.capitals < 2))
			continue;
		if (here > begin)
			add_core(u, m, text, from + begin, from + here,
				 joined && !begin);
		begin = at;
	}
	if (core.n > begin)
		add_core(u, m, text, from + begin, to, joined && !begin);
}

static bool ends_clause(uint32_t c)
{
	return c == '.' || c == ';' || c == ':' || c == '!' || c == '?' ||
	       c == 0x2026;
}

/* Does the clause go on behind these bytes, so that a sign of its end there
 * was a letter? */
static bool goes_on(struct str text, uint32_t at)
{
	uint32_t c = 0;

	while (at < text.n && (is_space(c = utf8_next(text, &at))))
		c = 0;
	return c && (c == ',' || c == ';' || c == '.' || c == ':' ||
		     (utf8_is_letter(c) && !utf8_is_upper(c)));
}

/* The bytes of a token without the signs at both ends. */
static void core_of(struct str text, uint32_t from, uint32_t to,
		    uint32_t *begin, uint32_t *end)
{
	bool letters = false, quoted = false;

	*begin = to;
	*end = from;
	for (uint32_t at = from; at < to;) {
		uint32_t here = at, c = utf8_next(text, &at);
		quoted |= here == from && is_quote(c);
		letters |= utf8_is_letter(c);
		if (is_sign(c) && !(letters && is_odd(c)) &&
		    !(letters && here == *end && !quoted && is_quote(c) &&
		      goes_on(text, at)))
			continue;
		*begin = *begin == to ? here : *begin;
		*end = at;
	}
}

static void cut_token(struct units *u, const struct restore_model *m,
		      struct str text, uint32_t from, uint32_t to, bool *joined)
{
	uint32_t begin, end;

	core_of(text, from, to, &begin, &end);
	if (begin < end) {
		add_token(u, m, text, begin, end, *joined && begin == from);
		*joined = end == to;
	} else {
		*joined = false;
	}
	for (uint32_t at = end < from ? from : end; at < to;)
		if (ends_clause(utf8_next(text, &at)))
			pause_here(u, to);
}

/* "b", "c" of a list; d may be a misread ở, and a vowel any word. */
static bool is_label(struct str s)
{
	return s.n == 1 && strchr("bcfghjklmnpqrstvwxz", s.p[0]);
}

/* Roman numbers, and what a reader makes of them: "Il", "IIl". */
static bool is_roman(struct str s)
{
	uint32_t i = 0;

	while (i < s.n && (s.p[i] == 'I' || s.p[i] == 'l'))
		i++;
	return i == s.n || viet_roman_ordinal(s);
}

/* Abbreviations stand alone among small letters; a Roman number leads a line. */
static void fix_capitals(struct units *u, struct str text)
{
	for (uint32_t i = 0; i < u->count; i++) {
		struct unit *x = &u->list[i];
		bool before = i && u->list[i - 1].caps && u->list[i - 1].joined;
		bool after = i + 1 < u->count && u->list[i + 1].caps;
		bool first = !i, pause = i + 1 < u->count &&
			u->list[i + 1].kind == UNIT_PAUSE;
		struct str s = str_slice(text, x->from, x->to);
		if (x->kind != UNIT_WORD)
			continue;
		before = i && u->list[i - 1].caps;
		if ((x->caps && !before && !after) || is_label(s) ||
		    ((first || pause) && x->letters == 1) ||
		    ((first || pause) && is_roman(s)))
			x->kind = UNIT_FIXED;
	}
}

void units_cut(struct units *u, const struct restore_model *m, struct str text)
{
	bool joined = false;

	u->count = 0;
	for (uint32_t at = 0; at < text.n;) {
		uint32_t from = at, to = at;
		while (to < text.n) {
			uint32_t next = to;
			if (is_space(utf8_next(text, &next)))
				break;
			to = next;
		}
		if (to > from)
			cut_token(u, m, text, from, to, &joined);
		at = to;
		if (at < text.n)
			utf8_next(text, &at);
	}
	pause_here(u, text.n);
	fix_capitals(u, text);
}

struct str unit_case(struct arena *arena, const struct unit *u, struct str word,
		     bool first)
{
	if (u->caps)
		return utf8_upper(arena, word);
	if (u->title && first)
		return utf8_capitalized(arena, word);
	return word;
}
