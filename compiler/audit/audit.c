#include "audit/judge.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

const char *audit_word(enum audit_status status)
{
	static const char *const WORDS[] = { "pass", "fail", "warn",
					     "not-applicable",
					     "not-evaluated" };

	return WORDS[status];
}

static struct str vprint(struct arena *a, const char *format, va_list list)
{
	char text[400];

	vsnprintf(text, sizeof text, format, list);
	return str_copy(a, str_of(text));
}

static void complain(struct judge *j, enum audit_status status, uint32_t page,
		     struct str text)
{
	struct audit_result *r = j->result;
	bool worse = r->status == AUDIT_PASS ||
		     (r->status == AUDIT_WARN && status == AUDIT_FAIL);

	if (!worse)
		return;
	r->status = status;
	r->page = page + 1;
	r->measured = text;
}

#define PRINTED(j, format) \
	va_list list; struct str text; \
	va_start(list, format); text = vprint((j)->arena, format, list); \
	va_end(list)

void fail(struct judge *j, uint32_t page, const char *format, ...)
{
	PRINTED(j, format);
	complain(j, AUDIT_FAIL, page, text);
}

void warn(struct judge *j, uint32_t page, const char *format, ...)
{
	PRINTED(j, format);
	complain(j, AUDIT_WARN, page, text);
}

void note(struct judge *j, const char *format, ...)
{
	PRINTED(j, format);
	if (j->result->status == AUDIT_PASS)
		j->result->measured = text;
}

void not_applicable(struct judge *j, const char *why)
{
	j->result->status = AUDIT_NOT_APPLICABLE;
	j->result->measured = str_of(why);
}

void not_evaluated(struct judge *j, const char *why)
{
	j->result->status = AUDIT_NOT_EVALUATED;
	j->result->measured = str_of(why);
}

bool holds(struct str s, const char *word)
{
	return str_find(s, str_of(word)) >= 0;
}

struct row last_of(const struct rows *rows)
{
	return rows->count ? rows->items[rows->count - 1]
			   : (struct row){ .count = 0 };
}

void check_row(struct judge *j, const struct row *r, bool bold, bool italic,
	       double least, double most, enum letters letters)
{
	bool upper = text_is_upper(j->arena, r->text);

	if (r->bold != bold || r->mixed)
		fail(j, r->page, "“%.*s” %s", STR_ARG(r->text),
		     bold ? "không đậm" : "in đậm");
	if (r->italic != italic)
		fail(j, r->page, "“%.*s” %s", STR_ARG(r->text),
		     italic ? "không nghiêng" : "in nghiêng");
	if (out(r->size, least, most, TYPE_TOLERANCE))
		fail(j, r->page, "“%.*s” cỡ %.2f", STR_ARG(r->text), r->size);
	if ((letters == LETTERS_UPPER && !upper) ||
	    (letters == LETTERS_SENTENCE && upper && r->text.n > 8))
		fail(j, r->page, "“%.*s” %s", STR_ARG(r->text),
		     upper ? "in hoa" : "không in hoa");
}

void check_rows(struct judge *j, const struct rows *rows, bool bold, bool italic,
		double least, double most, enum letters letters)
{
	for (uint32_t i = 0; i < rows->count; i++)
		check_row(j, &rows->items[i], bold, italic, least, most,
			  letters);
	if (rows->count)
		note(j, "cỡ %.1f", rows->items[0].size);
}

void check_share(struct judge *j, const struct rows *rows,
		 const struct measured_stroke *s, uint32_t count)
{
	double longest = 0, length, last, axis;
	struct row bottom = last_of(rows);

	if (count != 1) {
		fail(j, bottom.page, count ? "có %u đường kẻ" :
		     "không có đường kẻ (%u)", count);
		return;
	}
	for (uint32_t i = 0; i < rows->count; i++)
		longest = fmax(longest, row_width(&rows->items[i]));
	length = fabs(s->x1 - s->x0);
	last = row_width(&bottom);
	axis = (s->x0 + s->x1) / 2;
	if (out(length / longest, 1 / 3.0, 0.5, 0.01) &&
	    out(length / last, 1 / 3.0, 0.5, 0.01))
		fail(j, bottom.page, "dài %.2f lần dòng chữ", length / last);
	if (off(axis, row_centre(&bottom), AXIS_TOLERANCE))
		fail(j, bottom.page, "lệch tâm %.1f mm",
		     (axis - row_centre(&bottom)) / MM);
	note(j, "dài %.2f lần dòng chữ", length / last);
}

static struct str clause_of(const struct rules *rules, const char *name)
{
	for (uint32_t i = 0; i < rules->clause_count; i++)
		if (str_is(rules->clauses[i].rule, name))
			return rules->clauses[i].text;
	return STR("");
}

/* An appendix in a file of its own has no head, text or signature. */
static bool concerns(const struct judge *j, const char *name)
{
	int number = atoi(name + 1);

	return !j->d->is_appendix_file || number < 9 ||
	       (number > 74 && number < 77) || number > 83;
}

static void run(struct judge *j, struct audit *a, const struct rule *rule)
{
	struct audit_result *r;

	a->items = arena_grow(j->arena, a->items, a->count, sizeof *a->items);
	r = &a->items[a->count++];
	*r = (struct audit_result){
		.rule = str_of(rule->name), .expected = str_of(rule->expected),
		.clause = clause_of(j->d->rules, rule->name),
	};
	j->result = r;
	if (concerns(j, rule->name))
		rule->look(j);
	else
		not_applicable(j, "phụ lục ở tệp riêng");
	a->counts[r->status]++;
}

struct audit *audit(struct arena *arena, const struct measured *pdf,
		    const struct rules *rules)
{
	static const struct rule *const ALL[] = { PAGE_RULES, HEAD_RULES,
						  TEXT_RULES, SIGN_RULES,
						  OTHER_RULES };
	struct audit *a = arena_new_of(arena, struct audit);
	struct judge j = { .arena = arena,
			   .d = parts_find(arena, pdf, rules) };

	for (size_t i = 0; i < sizeof ALL / sizeof *ALL; i++)
		for (const struct rule *r = ALL[i]; r->name; r++)
			run(&j, a, r);
	return a;
}
