/* Values of the head: number and symbol, date. */
#include "check/internal.h"

#include "base/utf8.h"
#include "base/viet.h"

bool value_is_blank(struct str s)
{
	s = str_trim(s);
	for (uint32_t i = 0; i < s.n;) {
		uint32_t c = utf8_next(s, &i);

		if (c != 0x2026 && c != '.' && c != '_' && c != ' ')
			return false;
	}
	return true;
}

int value_days_of(int month, int year)
{
	static const int DAYS[] = { 31, 28, 31, 30, 31, 30,
				    31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month == 2 && leap ? 29 : DAYS[month - 1];
}

static int digits(struct str s, uint32_t *at, uint32_t most)
{
	int value = 0;
	uint32_t from = *at;

	while (*at < s.n && *at < from + most && utf8_is_digit((unsigned char)s.p[*at]))
		value = value * 10 + s.p[(*at)++] - '0';
	return *at > from ? value : -1;
}

static bool skip(struct str s, uint32_t *at, const char *what)
{
	struct str w = str_of(what);

	while (*at < s.n && s.p[*at] == ' ')
		++*at;
	if (!str_starts(str_from(s, *at), w))
		return false;
	*at += w.n;
	while (*at < s.n && s.p[*at] == ' ')
		++*at;
	return true;
}

uint32_t value_read_date(struct str s, struct plan_date *date)
{
	uint32_t at = 0;
	const char *mark;

	*date = (struct plan_date){ 0, 0, 0 };
	date->day = digits(s, &at, 2);
	if (date->day < 1)
		return 0;
	if (skip(s, &at, "tháng")) {
		date->month = digits(s, &at, 2);
		if (!skip(s, &at, "năm"))
			return 0;
	} else {
		mark = at < s.n && s.p[at] == '/' ? "/"
		       : at < s.n && s.p[at] == '.' ? "." : "-";
		if (!skip(s, &at, mark))
			return 0;
		date->month = digits(s, &at, 2);
		if (!skip(s, &at, mark))
			return 0;
	}
	date->year = digits(s, &at, 4);
	if (date->month < 1 || date->month > 12 || date->year < 1000 ||
	    date->day > value_days_of(date->month, date->year))
		return 0;
	return at;
}

/* ---- @số -------------------------------------------------------------- */

/* The value without blanks, any dash a hyphen. */
static struct str tightened(struct arena *arena, struct str s)
{
	struct buf b = buf_new(arena);

	for (uint32_t i = 0; i < s.n;) {
		uint32_t c = utf8_next(s, &i);

		if (c == 0x2013 || c == 0x2014 || c == 0x2010 || c == 0x2011)
			c = '-';
		if (c != ' ' && c != 0xA0)
			utf8_add(&b, c);
	}
	return buf_str(&b);
}

static struct span value_span(const struct ast_node *n)
{
	struct span span = n->mark;

	if (!n->inlines)
		return span;
	span.from = n->inlines->span.from;
	span.to = n->last_inline->span.to;
	return span;
}

static void check_symbol(struct checker *c, const struct ast_node *node)
{
	const struct plan *plan = c->plan;
	struct str abbreviation = STR("");

	for (uint32_t i = 0; i < c->rules->kind_count; i++)
		if (str_eq(c->rules->kinds[i].name, plan->kind))
			abbreviation = c->rules->kinds[i].abbreviation;
	if (!abbreviation.n || !plan->symbol.n)
		return;
	if (!str_starts(plan->symbol,
			str_printf(c->arena, "%.*s-", STR_ARG(abbreviation))))
		diag(c->diags, SYMBOL_KIND, value_span(node), plan->symbol,
		     abbreviation, plan->kind);
}

static bool is_year(struct str s)
{
	uint32_t at = 0;

	return s.n > 4 && digits(s, &at, 4) >= 1900 && at == 4 &&
	       s.p[4] == '/';
}

void value_number(struct checker *c, const struct ast_node *node)
{
	struct plan *plan = c->plan;
	struct str typed = ast_text(c->arena, node);
	struct str tight = tightened(c->arena, typed), number;
	int64_t slash = str_find(tight, STR("/"));
	uint32_t at = 0;
	int value;

	if (value_is_blank(typed))
		return;
	if (slash < 0 || (uint32_t)slash + 1 >= tight.n) {
		diag(c->diags, BAD_NUMBER, value_span(node), typed);
		return;
	}
	number = str_slice(tight, 0, (uint32_t)slash);
	value = digits(number, &at, 6);
	if (!value_is_blank(number) && (value < 1 || at != number.n)) {
		diag(c->diags, BAD_NUMBER, value_span(node), typed);
		return;
	}
	plan->symbol = str_from(tight, (uint32_t)slash + 1);
	if (value > 0)
		plan->number = str_printf(c->arena,
			value < c->rules->small_number ? "0%d" : "%d", value);
	if (!str_eq(tight, typed))
		diag_fix(diag(c->diags, NUMBER_SPACES, value_span(node)),
			 value_span(node), tight);
	if (is_year(plan->symbol))
		diag(c->diags, YEAR_IN_NUMBER, value_span(node), typed);
	else
		check_symbol(c, node);
}

/* ---- @ngày ------------------------------------------------------------ */

/* "15/10/2024" cut at its marks; "ngày 15 tháng 10 năm 2024" likewise. */
static int cut(struct arena *arena, struct str s, struct str parts[3])
{
	static const char *const WORDS[] = { "ngày", "tháng", "năm" };
	struct buf b = buf_new(arena);
	int count = 0;
	char mark = str_find(s, STR("/")) >= 0 ? '/' : '-';
	bool words = str_find(s, STR("tháng")) >= 0;

	for (uint32_t i = 0; i < s.n;) {
		bool boundary = !words && s.p[i] == mark;

		for (int w = 0; words && w < 3; w++)
			if (str_starts(str_from(s, i), str_of(WORDS[w]))) {
				i += str_of(WORDS[w]).n;
				boundary = w > 0;
				if (w == 0)
					goto next;
				i--;
				break;
			}
		if (boundary) {
			if (count < 3)
				parts[count] = str_trim(buf_str(&b));
			count++;
			b = buf_new(arena);
			i++;
			continue;
		}
		buf_char(&b, s.p[i++]);
	next:;
	}
	if (count < 3)
		parts[count] = str_trim(buf_str(&b));
	return count + 1;
}

static bool read_part(struct str part, int least, int most, int *value)
{
	uint32_t at = 0;

	*value = 0;
	if (value_is_blank(part))
		return true;
	*value = digits(part, &at, 4);
	return at == part.n && *value >= least && *value <= most;
}

/* 05 tháng 01, but 05 tháng 3 (R30). */
static void write_date(struct checker *c, struct plan_date d)
{
	struct plan *plan = c->plan;

	if (d.day)
		plan->day = str_printf(c->arena, "%02d", d.day);
	if (d.month)
		plan->month = str_printf(c->arena,
			d.month <= c->rules->padded_months ? "%02d" : "%d",
			d.month);
	if (d.year)
		plan->year = str_printf(c->arena, "%d", d.year);
}

void value_date(struct checker *c, const struct ast_node *node)
{
	struct str typed = ast_text(c->arena, node), parts[3];
	struct plan_date d = { 0, 0, 0 };
	struct span span = value_span(node);

	if (value_is_blank(typed))
		return;
	if (cut(c->arena, typed, parts) != 3 ||
	    !read_part(parts[0], 1, 99, &d.day) ||
	    !read_part(parts[1], 1, 99, &d.month) ||
	    !read_part(parts[2], 1900, 2199, &d.year)) {
		diag(c->diags, BAD_DATE, span, typed);
		return;
	}
	if (d.month > 12 || d.day > 31) {
		diag(c->diags, BAD_DATE, span, typed);
		return;
	}
	if (d.day && d.month &&
	    d.day > value_days_of(d.month, d.year ? d.year : 2000)) {
		diag(c->diags, NO_SUCH_DAY, span, typed,
		     str_printf(c->arena, "%d", d.month),
		     str_printf(c->arena, "%d",
				value_days_of(d.month, d.year ? d.year : 2000)));
		return;
	}
	c->plan->date = d;
	write_date(c, d);
}
