/* check FILE.pdf: the page held against the decree, rule by rule. */
#include "cmd/cmd.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "audit/audit.h"

/* ---- text --------------------------------------------------------------- */

static const char *status_word(enum audit_status status, bool english)
{
	static const char *const VI[] = { "đạt", "sai", "lưu ý", "không có",
					  "không đo" };

	return english ? audit_word(status) : VI[status];
}

static void print_row(const struct audit_result *r, bool english)
{
	printf("%-5.*s %s", STR_ARG(r->rule), status_word(r->status, english));
	if (r->page)
		printf(english ? ", page %u" : ", trang %u", r->page);
	if (r->measured.n)
		printf(": %.*s", STR_ARG(r->measured));
	printf(" — %.*s (%.*s)\n", STR_ARG(r->expected), STR_ARG(r->clause));
}

static void print_status(const struct audit *a, enum audit_status status,
			 bool english)
{
	for (uint32_t i = 0; i < a->count; i++)
		if (a->items[i].status == status)
			print_row(&a->items[i], english);
}

/* What is wrong stands first; what no PDF shows is counted, never passed. */
static void print_human(const char *path, const struct audit *a, bool english)
{
	printf("%s\n", path);
	print_status(a, AUDIT_FAIL, english);
	print_status(a, AUDIT_WARN, english);
	print_status(a, AUDIT_PASS, english);
	print_status(a, AUDIT_NOT_APPLICABLE, english);
	print_status(a, AUDIT_NOT_EVALUATED, english);
	for (int i = 0; i < AUDIT_STATUS_COUNT; i++)
		printf("%s%s %u", i ? ", " : "",
		       status_word((enum audit_status)i, english),
		       a->counts[i]);
	putchar('\n');
}

static void print_short(const char *path, const struct audit *a)
{
	for (uint32_t i = 0; i < a->count; i++) {
		const struct audit_result *r = &a->items[i];

		if (r->status == AUDIT_FAIL || r->status == AUDIT_WARN)
			printf("%s:%u:1: %.*s %s: %.*s\n", path,
			       r->page ? r->page : 1, STR_ARG(r->rule),
			       r->status == AUDIT_FAIL ? "lỗi" : "cảnh báo",
			       STR_ARG(r->measured));
	}
}

/* ---- JSON, SARIF ---------------------------------------------------------- */

static json_t *text(struct str s)
{
	return s.n ? json_stringn(s.p, s.n) : json_null();
}

static json_t *json_row(const struct audit_result *r)
{
	return json_pack("{ss, so, so, so, so}", "status",
			 audit_word(r->status), "measured", text(r->measured),
			 "page", r->page ? json_integer(r->page) : json_null(),
			 "expected", text(r->expected), "clause",
			 text(r->clause));
}

static void print_json(struct arena *arena, const char *path,
		       const struct audit *a)
{
	json_t *rules = json_object(), *summary = json_object(), *whole;

	for (uint32_t i = 0; i < a->count; i++)
		json_object_set_new(rules,
				    str_terminated(arena, a->items[i].rule),
				    json_row(&a->items[i]));
	for (int i = 0; i < AUDIT_STATUS_COUNT; i++)
		json_object_set_new(summary, audit_word((enum audit_status)i),
				    json_integer(a->counts[i]));
	whole = json_pack("{ss, so, so}", "file", path, "rules", rules,
			  "summary", summary);
	json_dumpf(whole, stdout, JSON_INDENT(1) | JSON_PRESERVE_ORDER);
	putchar('\n');
	json_decref(whole);
}

static void add_sarif(struct arena *arena, const char *path,
		      const struct audit *a)
{
	for (uint32_t i = 0; i < a->count; i++) {
		const struct audit_result *r = &a->items[i];
		struct str message;

		if (r->status != AUDIT_FAIL && r->status != AUDIT_WARN)
			continue;
		message = str_printf(arena, "%.*s (trang %u; %.*s; %.*s)",
				     STR_ARG(r->measured), r->page,
				     STR_ARG(r->expected), STR_ARG(r->clause));
		report_sarif(path, str_terminated(arena, r->rule),
			     r->status == AUDIT_FAIL ? SEVERITY_ERROR
						     : SEVERITY_WARNING,
			     message, NULL);
	}
}

/* ---- the command ---------------------------------------------------------- */

bool audit_wants(const char *path)
{
	size_t n = strlen(path);

	return n > 4 && strcmp(path + n - 4, ".pdf") == 0;
}

static int verdict(const struct options *o, const struct audit *a)
{
	if (a->counts[AUDIT_FAIL])
		return EXIT_ERRORS;
	if (o->deny_warnings && a->counts[AUDIT_WARN])
		return EXIT_WARNINGS;
	return EXIT_FINE;
}

static void show(const struct options *o, struct arena *arena, const char *path,
		 const struct audit *a)
{
	switch (o->voice) {
	case VOICE_HUMAN: print_human(path, a, o->english); break;
	case VOICE_SHORT: print_short(path, a); break;
	case VOICE_JSON: print_json(arena, path, a); break;
	case VOICE_SARIF: add_sarif(arena, path, a); break;
	}
}

/* Walks no source: the document lends its arena and the template. */
int audit_one(struct document *d, void *context)
{
	const struct options *o = d->session->options;
	const char *wanted = o->template_name ? o->template_name : "nd30";
	const struct template *t;
	struct measured *pdf;
	struct audit *a;

	(void)context;
	t = document_template(d, str_of(wanted), STR(""), STR(""));
	if (!t)
		return EXIT_USAGE;
	pdf = measure_pdf(d->arena, d->path);
	if (!pdf) {
		say(o->english, "không đọc được PDF", "cannot read the PDF",
		    d->path);
		return EXIT_NO_INPUT;
	}
	a = audit(d->arena, pdf, &t->rules);
	show(o, d->arena, d->path, a);
	return verdict(o, a);
}
