/* Documents cited (II.6): in full at first, by kind and number afterwards.
 *
 * cite: kind ["số"] number [[","] "ngày" date] … "của" issuer subject
 *
 * The parts are looked for in the rest of the sentence, wherever they stand:
 * what is in no usual order is still said. */
#include "check/lint.h"

#include <string.h>

#include "base/utf8.h"

enum { MOST_ISSUER = 100 }; /* bytes */

struct cite {
	const struct rule_cited *kind;
	uint32_t first;          /* word of the kind */
	uint32_t number, behind; /* words of the number */
	uint32_t code;           /* the word that says the kind: NĐ, KH */
	bool worded;             /* "số" stands before it */
	bool loose;              /* blanks in the number */
	bool has_year;
	struct str symbol;       /* without blanks */
	struct plan_date date;
	uint32_t date_from, date_to; /* bytes; equal: none */
};

/* ---- the number ------------------------------------------------------- */

static bool is_code(const struct lint *l, uint32_t i)
{
	struct lint_match m;

	return lint_match(l, i, WORDS_CODES_OF_LAW, &m) && m.exact;
}

/* One mark between words i - 1 and i, blanks beside it or not; else 0. */
static char mark_of(const struct lint *l, uint32_t i, bool *loose)
{
	struct str gap = lint_gap(l, i), bare = str_trim(gap);
	bool dash = str_is(bare, "–");

	*loose = bare.n != gap.n || dash;
	if (dash)
		return '-';
	return bare.n == 1 && strchr("/-&_", bare.p[0]) ? bare.p[0] : 0;
}

/* Whether the number goes on with word i. Over blanks it does only where a
 * code stands beside them: "15/KH-UBND - Sở Y tế" is two things. */
static bool goes_on(const struct lint *l, const struct cite *c, uint32_t i,
		    bool *loose)
{
	char mark = i < l->count ? mark_of(l, i, loose) : 0;
	bool inner;

	if (!mark || lint_has(l, i, WORD_SMALL))
		return false;
	if (!*loose)
		return true;
	if (mark == '/')
		return is_code(l, i) || (i == c->number + 1 &&
					 lint_has(l, i, WORD_DIGITS) &&
					 mark_of(l, i + 1, &inner) == '/');
	if (mark != '-')
		return false;
	return (is_code(l, i - 1) && !lint_has(l, i, WORD_DIGITS)) ||
	       (i == c->number + 1 && is_code(l, i) &&
		lint_gap_is(l, i + 1, "/"));
}

static struct str tight(const struct lint *l, uint32_t from, uint32_t behind)
{
	struct buf b = buf_new(l->c->arena);
	bool loose;

	for (uint32_t i = from; i < behind; i++) {
		if (i > from)
			buf_char(&b, mark_of(l, i, &loose));
		buf_add(&b, str_slice(l->text, l->words[i].from,
				      l->words[i].to));
	}
	return buf_str(&b);
}

/* 85/KH-UBND, 57-NQ/TW, 30/2020/NĐ-CP from word i on. */
static bool read_number(const struct lint *l, uint32_t i, struct cite *c)
{
	bool loose;

	c->number = i;
	c->code = 0;
	c->loose = c->has_year = false;
	if (!lint_has(l, i, WORD_NEXT | WORD_DIGITS))
		return false;
	for (i++; goes_on(l, c, i, &loose); i++) {
		c->loose |= loose;
		if (!lint_has(l, i, WORD_DIGITS))
			c->code = c->code ? c->code : i;
		else if (i == c->number + 1)
			c->has_year = l->words[i].to - l->words[i].from == 4;
	}
	c->behind = i;
	if (!c->code)
		return false;
	c->symbol = tight(l, c->number, c->behind);
	return true;
}

/* ---- the date --------------------------------------------------------- */

/* "ngày 05 tháng 3 năm 2020" at word i. */
static void read_date(const struct lint *l, uint32_t i, struct cite *c)
{
	uint32_t at, n;

	c->date_from = c->date_to = 0;
	if (!lint_is(l, i, WORDS_DATE_WORD) || !lint_has(l, i + 1, WORD_NEXT))
		return;
	at = l->words[i + 1].from;
	n = value_read_date(str_from(l->text, at), &c->date);
	c->date_from = at;
	c->date_to = at + n;
}

/* 05 tháng 3 năm 2020 (L06); 05/3/2020 is tolerated, so told of once. */
static void check_date(struct lint *l, const struct cite *c)
{
	struct str text = str_slice(l->text, c->date_from, c->date_to), right;
	bool is_short = str_find(text, STR(" ")) < 0;

	if (!text.n || (is_short && l->told_date))
		return;
	right = str_printf(l->c->arena, "%02d tháng %0*d năm %d", c->date.day,
			   c->date.month <= l->c->rules->padded_months ? 2 : 1,
			   c->date.month, c->date.year);
	if (str_eq(right, text))
		return;
	l->told_date |= is_short;
	lint_fix(l, diag(l->c->diags, CITE_DATE,
			 lint_span(l, c->date_from, c->date_to),
			 lint_copy(l, c->date_from, c->date_to), right),
		 c->date_from, c->date_to, right);
}

/* ---- the form of the number ------------------------------------------- */

/* As long as the kind itself: "Thông tư" is no "Thông tư liên tịch". */
static bool kind_is(const struct lint *l, const struct cite *c,
		    enum words_list list)
{
	struct lint_match m;

	return lint_match(l, c->first, list, &m) &&
	       str_eq(m.phrase->text, c->kind->name);
}

static void check_code(struct lint *l, const struct cite *c)
{
	const struct words *lists = l->lists;
	struct str code = str_slice(l->text, l->words[c->code].from,
				    l->words[c->code].to);
	int day = c->date.year * 10000 + c->date.month * 100 + c->date.day;

	if (c->date_from == c->date_to || day < lists->since)
		return;
	for (uint32_t i = 0; i < lists->code_count; i++)
		if (str_eq(code, lists->codes[i].old))
			diag(l->c->diags, OLD_CODE,
			     lint_words_span(l, c->code, c->code),
			     lists->codes[i].old, lists->codes[i].now);
}

static void check_number(struct lint *l, const struct cite *c)
{
	uint32_t last = c->behind - 1;
	struct span span = lint_words_span(l, c->number, last);

	if (!c->worded)
		lint_fix(l, diag(l->c->diags, CITE_NO_WORD, span,
				 c->kind->name, c->symbol),
			 l->words[c->number].from, l->words[c->number].from,
			 STR("số "));
	if (c->loose)
		lint_wrong(l, CITE_SPACES, c->number, last, c->symbol);
	if (c->has_year && kind_is(l, c, WORDS_WITHOUT_YEAR))
		diag(l->c->diags, CITE_YEAR, span, c->symbol);
	if (!c->has_year && kind_is(l, c, WORDS_WITH_YEAR) &&
	    is_code(l, c->code))
		diag(l->c->diags, CITE_NO_YEAR, span, c->symbol, c->kind->name);
}

/* ---- completeness (L01, L03, L04) ------------------------------------- */

static bool ends_sentence(struct str gap)
{
	for (uint32_t i = 0; i < gap.n; i++)
		if (gap.p[i] == ';' || (gap.p[i] == '.' &&
					(i + 1 == gap.n || gap.p[i + 1] == ' ')))
			return true;
	return false;
}

static bool cites_here(const struct lint *l, uint32_t i)
{
	struct lint_match m;

	return lint_has(l, i, WORD_CAPITAL) &&
	       lint_match(l, i, WORDS_DOCUMENTS, &m) &&
	       lint_is(l, i + m.words, WORDS_NUMBER_WORD) &&
	       lint_has(l, i + m.words + 1, WORD_DIGITS);
}

struct said {
	bool date, issuer, subject;
};

static struct said what_is_said(const struct lint *l, const struct cite *c)
{
	struct said s = { false, false, false };
	uint32_t issuer = 0, i = c->behind, end;

	for (; i < l->count && !ends_sentence(lint_gap(l, i)) &&
	       !cites_here(l, i); i++) {
		s.date |= lint_is(l, i, WORDS_DATE_WORD);
		if (!issuer && i + 1 < l->count &&
		    lint_is(l, i, WORDS_ISSUER_WORDS))
			issuer = i + 1;
	}
	end = l->words[i - 1].to;
	s.issuer = issuer > 0;
	if (s.issuer && end - l->words[issuer].from < MOST_ISSUER)
		s.subject = cite_issuer_end(l->c->arena, l->c->rules, l->text,
					    l->words[issuer].from) < end;
	else /* so long: it holds more than a name */
		s.subject = i > c->behind + 6;
	return s;
}

static struct str missing(struct lint *l, struct said s)
{
	return str_printf(l->c->arena, "%s%s%s%s%s",
			  s.date ? "" : "ngày, tháng, năm",
			  s.date || s.issuer ? "" : "; ",
			  s.issuer ? "" : "cơ quan ban hành",
			  (s.date && s.issuer) || s.subject ? "" : "; ",
			  s.subject ? "" : "trích yếu");
}

/* "các Quyết định số …"; "(được sửa đổi tại Nghị định số …)": named in
 * passing. */
static bool is_in_passing(const struct lint *l, const struct cite *c)
{
	if (lint_has(l, c->first, WORD_BRACKETED) ||
	    (c->first && lint_ends(l, c->first - 1, WORDS_PLURALS)))
		return true;
	for (uint32_t n = 1; n <= 8 && n <= c->first; n++)
		if (lint_is(l, c->first - n, WORDS_AMENDED))
			return true;
	return false;
}

static bool is_own(const struct lint *l, struct str symbol)
{
	const struct plan *p = l->c->plan;

	return p->number.n &&
	       str_eq(symbol, str_printf(l->c->arena, "%.*s/%.*s",
					 STR_ARG(p->number), STR_ARG(p->symbol)));
}

/* The same number of another kind is another document. */
static struct lint_use *find_use(struct lint *l, const struct cite *c,
				 bool *is_new)
{
	struct str name = str_printf(l->c->arena, "%.*s %.*s",
				     STR_ARG(c->kind->name), STR_ARG(c->symbol));
	uint32_t hash = l->words[c->number].hash ^ l->words[c->behind - 1].hash;
	struct lint_use **bucket = &l->cites[words_bucket(hash) % LINT_USES];
	struct lint_use *use = *bucket;

	while (use && !str_eq(use->name, name))
		use = use->next;
	*is_new = !use;
	if (use)
		return use;
	use = arena_new_of(l->c->arena, struct lint_use);
	*use = (struct lint_use){ .name = name, .next = *bucket };
	*bucket = use;
	return use;
}

static void check_mention(struct lint *l, const struct cite *c, bool is_first)
{
	bool is_new, in_base = l->part == LINT_BASE;
	struct lint_use *use = find_use(l, c, &is_new);
	struct said s = what_is_said(l, c);
	bool full = c->date_from < c->date_to && s.issuer && s.subject;
	struct span span = lint_words_span(l, c->first, c->behind - 1);

	if (!is_new) {
		if (use->done && full && !in_base && !l->told_again) {
			l->told_again = true;
			diag(l->c->diags, CITE_AGAIN, span, c->kind->name,
			     c->symbol);
		}
		return;
	}
	use->done = full;
	check_code(l, c);
	if ((s.date && s.issuer && s.subject) || is_in_passing(l, c) ||
	    is_own(l, c->symbol))
		return;
	if (!in_base)
		diag(l->c->diags, CITE_INCOMPLETE, span,
		     lint_words(l, c->first, c->behind - 1), missing(l, s));
	else if (is_first)
		diag(l->c->diags, BASE_INCOMPLETE, span,
		     lint_words(l, c->first, c->behind - 1), missing(l, s));
}

/* ---- laws (L02) ------------------------------------------------------- */

static bool ends_name(const struct lint *l, uint32_t i)
{
	struct str gap = lint_gap(l, i);

	return i >= l->count || ends_sentence(gap) ||
	       str_find(gap, STR("(")) >= 0 || cites_here(l, i) ||
	       lint_is(l, i, WORDS_AMENDED);
}

/* "Luật Đất đai số 31/2024/QH15 ngày …": cited by name. */
static void check_law(struct lint *l, struct cite *c, uint32_t name)
{
	uint32_t from, to, most = name + 25;

	if (!lint_has(l, name, WORD_NEXT | WORD_CAPITAL))
		return;
	for (uint32_t i = name + 1; i < most && !ends_name(l, i); i++) {
		if (lint_is(l, i, WORDS_NUMBER_WORD) &&
		    read_number(l, i + 1, c)) {
			from = l->words[i - 1].to;
			to = l->words[c->behind - 1].to;
			lint_fix(l, diag(l->c->diags, LAW_NUMBER,
					 lint_words_span(l, i, c->behind - 1),
					 c->symbol),
				 from, to, STR(""));
			i = c->behind - 1;
			continue;
		}
		read_date(l, i, c);
		check_date(l, c);
		if (c->date_from < c->date_to)
			return;
	}
}

/* ---- all -------------------------------------------------------------- */

static bool read_cite(struct lint *l, uint32_t i, struct cite *c)
{
	struct lint_match m;
	uint32_t k;

	if (!lint_has(l, i, WORD_CAPITAL) || lint_has(l, i, WORD_QUOTED) ||
	    !lint_match(l, i, WORDS_DOCUMENTS, &m))
		return false;
	*c = (struct cite){ .kind = &l->c->rules->cited[m.phrase->order],
			    .first = i };
	k = i + m.words;
	c->worded = lint_has(l, k, WORD_NEXT) && lint_is(l, k, WORDS_NUMBER_WORD);
	if (read_number(l, k + c->worded, c)) {
		read_date(l, c->behind, c);
		return true;
	}
	if (c->kind->by_name)
		check_law(l, c, k);
	return false;
}

void lint_cite(struct lint *l)
{
	bool is_first = true;
	struct cite c;

	for (uint32_t i = 0; i < l->count; i++) {
		if (!(l->words[i].lists & (uint64_t)1 << WORDS_DOCUMENTS) ||
		    !read_cite(l, i, &c))
			continue;
		check_number(l, &c);
		check_date(l, &c);
		if (!c.kind->by_name &&
		    (l->part == LINT_BASE || l->part == LINT_TEXT ||
		     l->part == LINT_NOTE))
			check_mention(l, &c, is_first);
		is_first = false;
		i = c.behind - 1;
	}
}
