/* Capitals (Phụ lục II). Slogans in “…” keep their own. */
#include "check/lint.h"

#include "base/utf8.h"

/* ---- the beginning of a sentence (C01) -------------------------------- */

static bool has_vowel(struct str s)
{
	for (uint32_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80 ||
		    str_find(STR("aeiouy"), str_slice(s, i, i + 1)) >= 0)
			return true;
	return false;
}

/* A syllable in small letters, no part of an address or a unit. */
static bool is_plain_syllable(const struct lint *l, uint32_t i)
{
	const struct lint_word *w = &l->words[i];
	char after = w->to < l->text.n ? l->text.p[w->to] : ' ';

	return (w->shape & WORD_SMALL) && !(w->shape & WORD_QUOTED) &&
	       w->to - w->from > 1 && str_find(STR(".@/_-:"),
		       (struct str){ &after, 1 }) < 0 &&
	       has_vowel(str_slice(l->text, w->from, w->to));
}

/* Titles that are printed in capitals have no small letter to complain of;
 * the subject of a công văn stands behind "V/v". */
static bool has_no_first(const struct lint *l)
{
	if (l->part == LINT_HEADING)
		return l->node->level < 2;
	return l->part == LINT_CELL ||
	       (l->part == LINT_SUBJECT && l->c->kind && l->c->kind->untitled);
}

static void check_first(struct lint *l)
{
	struct str right;

	if (has_no_first(l) || l->words[0].from || l->count < 2 ||
	    !is_plain_syllable(l, 0))
		return;
	right = lint_capital(l, lint_words(l, 0, 0));
	if (l->node->kind == AST_PARAGRAPH && l->left_open)
		diag(l->c->diags, SENTENCE_SMALL, lint_words_span(l, 0, 0),
		     lint_words(l, 0, 0), right); /* or a stray blank line */
	else
		lint_wrong(l, SENTENCE_SMALL, 0, 0, right);
}

static bool ends_sentence(const struct lint *l, uint32_t i)
{
	const struct lint_word *w = &l->words[i];

	if (lint_has(l, i, WORD_DIGITS | WORD_INSIDE))
		return w->to - w->from == 4; /* a year */
	return (w->shape & WORD_SMALL) && w->to - w->from > 1 && i > 0 &&
	       lint_has(l, i, WORD_NEXT) && !lint_is(l, i, WORDS_ABBREVIATED) &&
	       has_vowel(str_slice(l->text, w->from, w->to));
}

static void check_after_stop(struct lint *l, uint32_t i)
{
	struct str gap = lint_gap(l, i);

	if (gap.n != 2 || gap.p[1] != ' ' ||
	    (gap.p[0] != '.' && gap.p[0] != '!' && gap.p[0] != '?'))
		return;
	if (is_plain_syllable(l, i) && ends_sentence(l, i - 1) &&
	    !lint_has(l, i, WORD_BRACKETED))
		lint_wrong(l, SENTENCE_SMALL, i, i,
		      lint_capital(l, lint_words(l, i, i)));
}

/* ---- names ------------------------------------------------------------ */

static bool is_loud(const struct lint *l, uint32_t i, uint32_t words)
{
	for (uint32_t k = i; k < i + words; k++)
		if (!lint_has(l, k, WORD_LOUD))
			return false;
	return true;
}

static bool has_capital(const struct lint *l, uint32_t i, uint32_t words)
{
	for (uint32_t k = i; k < i + words; k++)
		if (lint_has(l, k, WORD_CAPITAL))
			return true;
	return false;
}

/* Tỉnh Nam Định within a sentence (C06), but Phường Điện Biên Phủ (C07). */
static void check_unit(struct lint *l, uint32_t i)
{
	struct lint_match m;
	uint32_t name;

	if (!lint_has(l, i, WORD_CAPITAL | WORD_INSIDE) ||
	    !lint_match(l, i, WORDS_UNITS, &m))
		return;
	name = i + m.words;
	if (is_loud(l, i, m.words) || lint_is(l, i, WORDS_UNIT_NAMES) ||
	    !lint_has(l, name, WORD_NEXT | WORD_CAPITAL) ||
	    lint_has(l, name, WORD_LOUD) || lint_is(l, name, WORDS_PERSONS))
		return;
	lint_wrong(l, UNIT_CAPITAL, i, name - 1, m.phrase->text);
}

/* Names that are written in one way only (C08, C14). */
static uint32_t check_fixed(struct lint *l, uint32_t i)
{
	struct lint_match m;
	uint32_t last;

	if (lint_match(l, i, WORDS_PLACES, &m)) {
		last = i + m.words - 1;
		if (!m.exact && !is_loud(l, i, m.words))
			lint_wrong(l, PLACE_NAME, i, last, m.phrase->text);
	} else if (lint_match(l, i, WORDS_BODIES, &m)) {
		last = i + m.words - 1;
		if (!m.exact && !is_loud(l, i, m.words))
			lint_wrong(l, BODY_NAME, i, last, m.phrase->text);
	} else {
		return 1;
	}
	return m.words;
}

/* vùng Tây bắc (C11); all small it may be a direction. */
static void check_region(struct lint *l, uint32_t i)
{
	struct lint_match m;

	if (!lint_has(l, i, WORD_NEXT | WORD_CAPITAL) ||
	    !lint_match(l, i, WORDS_REGIONS, &m) || m.exact ||
	    is_loud(l, i, m.words) || !lint_ends(l, i - 1, WORDS_REGION_HEADS))
		return;
	lint_wrong(l, REGION_NAME, i, i + m.words - 1, m.phrase->text);
}

/* ---- days, years, months ---------------------------------------------- */

/* A small noun and the name of a day behind it: "ngày Quốc khánh", "tết
 * Trung thu". Gives whether either is wrong, and both in `right`. */
static bool is_wrong_day(struct lint *l, uint32_t i, enum words_list names,
			 bool whole_name, uint32_t *last, struct str *right)
{
	struct lint_match m;
	bool noun = lint_has(l, i, WORD_CAPITAL | WORD_INSIDE), name;

	if (!lint_has(l, i + 1, WORD_NEXT) ||
	    !lint_match(l, i + 1, names, &m) || is_loud(l, i, m.words + 1))
		return false;
	name = whole_name ? !m.exact : lint_has(l, i + 1, WORD_SMALL);
	*last = i + m.words;
	if (!noun && !name)
		return false;
	*right = str_printf(l->c->arena, "%.*s %.*s",
			    STR_ARG(noun ? lint_small(l, lint_words(l, i, i))
					 : lint_words(l, i, i)),
			    STR_ARG(name ? m.phrase->text
					 : lint_words(l, i + 1, *last)));
	return true;
}

static void check_day(struct lint *l, uint32_t i)
{
	struct str right;
	uint32_t last;

	if (lint_is(l, i, WORDS_DAY) &&
	    is_wrong_day(l, i, WORDS_HOLIDAYS, false, &last, &right))
		lint_wrong(l, HOLIDAY, i, last, right);
	else if (lint_is(l, i, WORDS_FEAST) &&
		 is_wrong_day(l, i, WORDS_FEASTS, true, &last, &right))
		lint_wrong(l, FEAST, i, last, right);
}

/* năm Bính ngọ (C24): behind a word that a year follows. */
static void check_year(struct lint *l, uint32_t i)
{
	struct lint_match stem, branch;

	if (!i || !lint_has(l, i, WORD_NEXT) || !lint_has(l, i + 1, WORD_NEXT) ||
	    !lint_match(l, i, WORDS_STEMS, &stem) ||
	    !lint_match(l, i + 1, WORDS_BRANCHES, &branch) ||
	    !lint_is(l, i - 1, WORDS_YEAR_HEADS) || is_loud(l, i, 2) ||
	    (stem.exact && branch.exact))
		return;
	lint_wrong(l, LUNAR_YEAR, i, i + 1,
	      str_printf(l->c->arena, "%.*s %.*s",
			 STR_ARG(stem.phrase->text),
			 STR_ARG(branch.phrase->text)));
}

/* Whether "thứ hai" is a day of the week, not the second of something. */
static bool is_weekday(const struct lint *l, uint32_t i)
{
	if (lint_has(l, i + 2, WORD_NEXT) && lint_is(l, i + 2, WORDS_WEEKLY))
		return true;
	return i > 0 && lint_has(l, i, WORD_NEXT) &&
	       lint_is(l, i - 1, WORDS_DAYTIMES) &&
	       !(i > 1 && lint_is(l, i - 2, WORDS_PART_OF_DAY));
}

/* chiều thứ tư (C26) */
static void check_weekday(struct lint *l, uint32_t i)
{
	struct lint_match m;
	bool noun;

	if (!lint_is(l, i, WORDS_WEEKDAY) || !lint_has(l, i + 1, WORD_NEXT) ||
	    !lint_match(l, i + 1, WORDS_WEEKDAYS, &m) || is_loud(l, i, 2) ||
	    !is_weekday(l, i))
		return;
	noun = lint_has(l, i, WORD_CAPITAL | WORD_INSIDE);
	if (noun || !m.exact)
		lint_wrong(l, WEEKDAY_MONTH, i, i + 1,
		      str_printf(l->c->arena, "%.*s %.*s",
				 STR_ARG(noun ? lint_small(l, lint_words(l, i, i))
					      : lint_words(l, i, i)),
				 STR_ARG(m.phrase->text)));
}

/* Whether "tháng hai" is February: not "mỗi tháng hai lần". */
static bool is_month(const struct lint *l, uint32_t i, uint32_t after)
{
	return i > 0 && lint_has(l, i, WORD_NEXT) &&
	       lint_is(l, i - 1, WORDS_MONTH_HEADS) &&
	       (!lint_has(l, after, WORD_NEXT) ||
		lint_is(l, after, WORDS_MONTH_ENDS));
}

static void check_month(struct lint *l, uint32_t i)
{
	struct lint_match m;

	if (!lint_is(l, i, WORDS_MONTH) || !lint_has(l, i + 1, WORD_NEXT) ||
	    is_loud(l, i, 2))
		return;
	if (!lint_match(l, i + 1, WORDS_SURE_MONTHS, &m) &&
	    !(lint_match(l, i + 1, WORDS_MONTHS, &m) &&
	      is_month(l, i, i + 1 + m.words)))
		return;
	if (!m.exact)
		lint_wrong(l, WEEKDAY_MONTH, i + 1, i + m.words, m.phrase->text);
}

/* ---- titles (C29) ----------------------------------------------------- */

/* How many phrases have a capital where no name has one: "Mục Đích", and of
 * single words "Và". `known`: words of all phrases. */
static uint32_t odd_phrases(const struct lint *l, uint32_t *known,
			    uint32_t *long_ones)
{
	uint32_t odd = 0;
	struct lint_match m;

	*known = *long_ones = 0;
	for (uint32_t i = 0; i < l->count; i++) {
		if (!lint_match(l, i, WORDS_COMMON, &m))
			continue;
		*known += m.words;
		if (m.words > 1)
			*long_ones += has_capital(l, i + 1, m.words - 1);
		else
			odd += i > 0 && has_capital(l, i, 1);
		i += m.words - 1;
	}
	return odd + *long_ones;
}

/* Only where every word is known can the title be written again. */
static struct str in_sentence_case(struct lint *l)
{
	struct str text = str_slice(l->text, l->words[0].from,
				    l->words[l->count - 1].to);

	return lint_capital(l, utf8_lower(l->c->arena, text));
}

static void check_title(struct lint *l)
{
	uint32_t capitals = 0, loud = 0, known, odd, long_ones;
	struct diag *d;
	struct span span;

	if (l->part != LINT_HEADING && l->part != LINT_SUBJECT)
		return; /* cells and lines of @giữa may be as they like */
	for (uint32_t i = 0; i < l->count; i++) {
		capitals += lint_has(l, i, WORD_CAPITAL);
		loud += lint_has(l, i, WORD_LOUD);
	}
	odd = odd_phrases(l, &known, &long_ones);
	if (long_ones < 2 && (capitals < l->count || l->count < 3 || !odd))
		return;
	span = lint_words_span(l, 0, l->count - 1);
	if (loud == l->count) {
		/* first-level titles are printed in capitals anyway */
		if (l->part == LINT_SUBJECT)
			d = diag(l->c->diags, SUBJECT_LOUD, span);
		else if (l->node->level > 1)
			d = diag(l->c->diags, TITLE_CASE, span);
		else
			return;
	} else {
		d = diag(l->c->diags, TITLE_CASE, span);
	}
	if (known == l->count)
		lint_fix(l, d, l->words[0].from, l->words[l->count - 1].to,
			 in_sentence_case(l));
}

/* ---- all -------------------------------------------------------------- */

#define BIT(list) ((uint64_t)1 << WORDS_##list)

static uint32_t check_word(struct lint *l, uint32_t i)
{
	uint64_t lists = l->words[i].lists;

	if (lists & BIT(UNITS))
		check_unit(l, i);
	if (lists & BIT(REGIONS))
		check_region(l, i);
	if (lists & (BIT(DAY) | BIT(FEAST)))
		check_day(l, i);
	if (lists & BIT(STEMS))
		check_year(l, i);
	if (lists & BIT(WEEKDAY))
		check_weekday(l, i);
	if (lists & BIT(MONTH))
		check_month(l, i);
	if (lists & (BIT(DOCUMENTS) | BIT(LAW_TYPES)))
		lint_document(l, i);
	if (lists & BIT(PARTS))
		return lint_parts(l, i);
	if (lists & (BIT(PLACES) | BIT(BODIES)))
		return check_fixed(l, i);
	return 1;
}

void lint_case(struct lint *l)
{
	uint32_t step;

	check_first(l);
	check_title(l);
	for (uint32_t i = 0; i < l->count; i += step) {
		if (i && !lint_has(l, i, WORD_NEXT))
			check_after_stop(l, i);
		step = 1;
		if (l->words[i].lists && !lint_has(l, i, WORD_QUOTED))
			step = check_word(l, i);
	}
}
