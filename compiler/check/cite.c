/* Documents cited in running text.
 *
 * cite:   type ["số"] number {attribute} | law name {attribute}
 * attribute: "ngày" date | "của" issuer, with or without a comma
 *
 * The issuer is the hard part: nothing but its words says where its name ends
 * and the subject begins ("của Ủy ban nhân dân thành phố tổ chức Hội nghị").
 * The name is read word by word until a word that opens a subject, a
 * punctuation mark, or a small word after a place name. */
#include "check/internal.h"

#include "base/utf8.h"
#include "base/viet.h"

enum { WORD_NUMBER, WORD_DATE, WORD_MONTH, WORD_YEAR, WORD_OF };

struct reader {
	struct arena *arena;
	const struct rules *rules;
	struct str text;
	uint32_t at;
};

static struct str rest(const struct reader *r)
{
	return str_from(r->text, r->at);
}

static bool is_end_of_word(struct str s, uint32_t at)
{
	uint32_t i = at;

	return at >= s.n || !utf8_is_letter(utf8_next(s, &i));
}

/* A whole word or phrase here? */
static bool stands(struct str s, struct str phrase)
{
	return phrase.n && str_starts(s, phrase) && is_end_of_word(s, phrase.n);
}

static struct str cite_word(const struct reader *r, uint32_t which)
{
	return which < r->rules->cite_words.count
		       ? r->rules->cite_words.items[which] : STR("");
}

static uint32_t blanks(struct str s)
{
	uint32_t n = 0;

	while (n < s.n && s.p[n] == ' ')
		n++;
	return n;
}

static bool take(struct reader *r, uint32_t which)
{
	struct str s = rest(r), word = cite_word(r, which);
	uint32_t n = blanks(s);

	if (n < s.n && s.p[n] == ',')
		n += 1 + blanks(str_from(s, n + 1));
	if (!stands(str_from(s, n), word))
		return false;
	r->at += n + word.n;
	r->at += blanks(rest(r));
	return true;
}

/* 85/KH-UBND, 41-CT/TW, 30/2020/NĐ-CP */
static struct str read_symbol(struct reader *r)
{
	struct str s = rest(r);
	uint32_t n = 0;
	bool digit = false, mark = false;

	for (uint32_t i = 0; i < s.n;) {
		uint32_t at = i, c = utf8_next(s, &i);

		digit |= utf8_is_digit(c);
		mark |= c == '/' || c == '-';
		if (!utf8_is_letter(c) && !utf8_is_digit(c) && c != '/' &&
		    c != '-' && c != '&' && c != '.' && c != '_')
			break;
		n = at + (i - at);
	}
	while (n && (s.p[n - 1] == '.' || s.p[n - 1] == '-'))
		n--;
	if (!mark || (!digit && s.p[0] != '/'))
		return STR("");
	r->at += n;
	return str_slice(s, 0, n);
}

static struct str read_date(struct reader *r)
{
	struct plan_date date;
	uint32_t n = value_read_date(rest(r), &date);

	if (!n)
		return STR("");
	r->at += n;
	return str_printf(r->arena, "%04d-%02d-%02d", date.year, date.month,
			  date.day);
}

/* ---- issuer ----------------------------------------------------------- */

static bool in_list(const struct word_list *list, struct str s, uint32_t *length)
{
	*length = 0;
	for (uint32_t i = 0; i < list->count; i++)
		if (stands(s, list->items[i]) && list->items[i].n > *length)
			*length = list->items[i].n;
	return *length > 0;
}

static bool starts_upper(struct str s)
{
	uint32_t at = 0;

	return s.n && utf8_is_upper(utf8_next(s, &at));
}

static bool opens_subject(const struct reader *r, struct str s)
{
	uint32_t length, at = 0;
	struct buf lower;

	if (in_list(&r->rules->subject_openers, s, &length))
		return true;
	if (!starts_upper(s))
		return false;
	lower = buf_new(r->arena); /* "Phát động": its first letter small */
	utf8_next(s, &at);
	buf_add(&lower, utf8_lower(r->arena, str_slice(s, 0, at)));
	buf_add(&lower, str_slice(s, at, at + 80));
	return in_list(&r->rules->subject_openers, buf_str(&lower), &length);
}

static bool cites_here(const struct reader *r, struct str s)
{
	for (uint32_t i = 0; i < r->rules->cited_count; i++) {
		struct str name = r->rules->cited[i].name, after;

		if (!stands(s, name))
			continue;
		after = str_from(s, name.n);
		after = str_from(after, blanks(after));
		if (stands(after, cite_word((struct reader *)r, WORD_NUMBER)))
			return true;
	}
	return false;
}

static uint32_t word_end(struct str s, uint32_t at)
{
	while (at < s.n && s.p[at] != ' ')
		at++;
	return at;
}

static bool is_stop_mark(char c)
{
	return c == ',' || c == ';' || c == '.' || c == ':' || c == ')';
}

struct issuer {
	int words, small; /* words so far; small ones at the end */
	bool unit;        /* a unit word was read: a proper name follows */
	int proper;       /* capital words after the unit */
};

/* Whether the name ends before the word at the beginning of `s`. */
static bool name_ends(const struct reader *r, const struct issuer *i,
		      struct str s)
{
	bool upper = starts_upper(s);
	uint32_t length;

	if (stands(s, cite_word(r, WORD_DATE)) || cites_here(r, s) ||
	    s.p[0] == '"' || str_starts(s, STR("“")))
		return true;
	if (opens_subject(r, s) &&
	    (!upper || i->proper || i->words >= 3) && i->words > 0)
		return i->words > 1 || !upper;
	if (!upper && i->unit && i->proper)
		return !in_list(&r->rules->issuer_units, s, &length) &&
		       !stands(s, STR("khóa")) && s.p[0] != '-';
	return !upper && i->small >= 3 &&
	       !in_list(&r->rules->issuer_units, s, &length);
}

/* Gives the length of a unit of two words ("thành phố"), else 0. */
static uint32_t count_word(const struct reader *r, struct issuer *i,
			   struct str s)
{
	uint32_t length;

	i->words++;
	if (starts_upper(s)) {
		i->small = 0;
		i->proper += i->unit;
	} else {
		i->small++;
	}
	if (in_list(&r->rules->issuer_units, s, &length)) {
		i->unit = true;
		i->proper = 0;
	}
	return length;
}

/* "Bộ Văn hóa, Thể thao và Du lịch": a comma inside a name is followed by a
 * capital and, later in the clause, by a small "và". */
static bool comma_goes_on(const struct reader *r, struct str after)
{
	int64_t conjunction = str_find(after, STR(" và "));
	int64_t stop = str_find(after, STR(","));

	return starts_upper(after) && !cites_here(r, after) &&
	       conjunction > 0 && conjunction < 40 &&
	       (stop < 0 || conjunction < stop) &&
	       starts_upper(str_from(after, (uint32_t)conjunction + 5));
}

static uint32_t skip_brackets(struct str s, uint32_t at)
{
	int64_t close = str_find(str_from(s, at), STR(")"));

	return close < 0 || close > 60 ? 0 : at + (uint32_t)close + 1;
}

static struct str read_issuer(struct reader *r)
{
	struct str s = rest(r);
	struct buf name = buf_new(r->arena);
	struct issuer state = { 0, 0, false, 0 };
	uint32_t at = 0;

	while (at < s.n) {
		struct str here;
		uint32_t end;

		at += blanks(str_from(s, at));
		here = str_from(s, at);
		if (!here.n)
			break;
		if (here.p[0] == '(') { /* an abbreviation: no part of it */
			end = skip_brackets(s, at);
			if (!end || (end < s.n && s.p[end] != ' '))
				break;
			at = end;
			continue;
		}
		if (name_ends(r, &state, here))
			break;
		end = word_end(s, at + count_word(r, &state, here));
		while (end > at && is_stop_mark(s.p[end - 1]))
			end--;
		if (end == at)
			break;
		if (name.n)
			buf_char(&name, ' ');
		buf_add(&name, str_slice(s, at, end));
		at = end;
		if (at < s.n && s.p[at] == ',' &&
		    comma_goes_on(r, str_trim(str_from(s, at + 1)))) {
			buf_char(&name, ',');
			at++;
		} else if (at < s.n && is_stop_mark(s.p[at])) {
			break;
		}
	}
	r->at += at;
	return buf_str(&name);
}

uint32_t cite_issuer_end(struct arena *arena, const struct rules *rules,
			 struct str text, uint32_t at)
{
	struct reader r = { arena, rules, text, at };

	read_issuer(&r);
	return r.at;
}

/* ---- the whole -------------------------------------------------------- */

static void read_attributes(struct reader *r, struct plan_cite *c)
{
	for (int i = 0; i < 2; i++) {
		uint32_t before = r->at;

		if (!c->date.n && take(r, WORD_DATE)) {
			c->date = read_date(r);
			if (!c->date.n)
				r->at = before;
		} else if (!c->issuer.n && take(r, WORD_OF)) {
			c->issuer = read_issuer(r);
		}
		if (r->at == before)
			break;
	}
}

/* A law is cited by its name, which goes on to a number, a date or the end
 * of the clause. */
static bool read_law(struct reader *r, struct plan_cite *c)
{
	struct str s = rest(r);
	int64_t stop = str_find(s, STR(";")), attribute;

	if (blanks(s) == 0 || !starts_upper(str_from(s, blanks(s))))
		return s.n == 0 || s.p[0] != ' ';
	s = str_slice(s, 0, stop < 0 ? s.n : (uint32_t)stop);
	for (int which = WORD_NUMBER; which <= WORD_DATE; which++) {
		struct str mark = str_printf(r->arena, " %.*s ",
					     STR_ARG(cite_word(r, (uint32_t)which)));

		attribute = str_find(s, mark);
		if (attribute < 0 || attribute > 90)
			continue;
		r->at += (uint32_t)attribute;
		if (which == WORD_NUMBER && take(r, WORD_NUMBER))
			c->number = read_symbol(r);
		break;
	}
	read_attributes(r, c);
	return true;
}

static bool read_cite(struct reader *r, const struct rule_cited *type,
		      struct plan_cite *c)
{
	uint32_t start = r->at;

	*c = (struct plan_cite){ .type = type->name };
	r->at += type->name.n;
	if (take(r, WORD_NUMBER) || blanks(rest(r)) == 1) {
		r->at += blanks(rest(r));
		c->number = read_symbol(r);
	}
	if (c->number.n) {
		read_attributes(r, c);
		return true;
	}
	r->at = start + type->name.n;
	if (type->by_name && read_law(r, c))
		return true;
	r->at = start;
	return false;
}

static const struct rule_cited *type_here(const struct reader *r)
{
	const struct rule_cited *best = NULL;

	for (uint32_t i = 0; i < r->rules->cited_count; i++) {
		const struct rule_cited *c = &r->rules->cited[i];

		if (stands(rest(r), c->name) &&
		    (!best || c->name.n > best->name.n))
			best = c;
	}
	return best;
}

/* "(sau đây gọi là Chỉ thị số 41-CT/TW)": the same document again. */
static bool is_again(const struct plan_cite *cites, uint32_t count,
		     const struct plan_cite *c)
{
	for (uint32_t i = 0; i < count; i++)
		if (c->number.n && str_eq(cites[i].number, c->number) &&
		    str_eq(cites[i].type, c->type))
			return true;
	return false;
}

uint32_t cite_find(struct arena *arena, const struct rules *rules,
		   struct str text, struct plan_cite **cites)
{
	struct reader r = { arena, rules, text, 0 };
	uint32_t count = 0;
	bool word_begins = true;

	*cites = NULL;
	while (r.at < text.n) {
		const struct rule_cited *type =
			word_begins && starts_upper(rest(&r)) ? type_here(&r)
							      : NULL;
		uint32_t from = r.at, at = r.at;
		struct plan_cite cite;

		if (type && read_cite(&r, type, &cite)) {
			cite.span = (struct span){ from, r.at };
			word_begins = false;
			if (is_again(*cites, count, &cite))
				continue;
			*cites = arena_grow(arena, *cites, count, sizeof cite);
			(*cites)[count++] = cite;
			continue;
		}
		word_begins = !utf8_is_letter(utf8_next(text, &at));
		r.at = at;
	}
	return count;
}

struct str cite_short(struct arena *arena, const struct plan_cite *c,
		      struct str text)
{
	if (c->number.n)
		return str_printf(arena, "%.*s số %.*s", STR_ARG(c->type),
				  STR_ARG(c->number));
	return str_trim(str_slice(text, c->span.from, c->span.to));
}
