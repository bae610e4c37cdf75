/* Complaints, in the voice that was asked for. */
#include "cmd/cmd.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

enum { MOST_SHOWN_COLUMNS = 160 };

void say(bool english, const char *vi, const char *en, const char *what)
{
	fprintf(stderr, "vanthu: %s%s%s\n", english ? en : vi,
		*what ? ": " : "", what);
}

static const char *severity_word(enum severity s, bool english)
{
	static const char *const VI[] = { "gợi ý", "cảnh báo", "lỗi" };
	static const char *const EN[] = { "hint", "warning", "error" };

	return english ? EN[s] : VI[s];
}

static const char *done_words(enum severity s, bool english)
{
	static const char *const VI[] = {
		"vẫn dàn trang; “vanthu fix” sửa được",
		"vẫn dàn trang", "dừng trước khi xuất tệp",
	};
	static const char *const EN[] = {
		"typeset all the same; “vanthu fix” can mend it",
		"typeset all the same", "stopped before any output",
	};

	return english ? EN[s] : VI[s];
}

/* "NĐ30 II.4.b", as the template knows it. */
static struct str clause_of(const struct document *d, const struct diag *g)
{
	const char *rule = DIAG_KINDS[g->code].rule;

	for (uint32_t i = 0; *rule && d->template &&
			     i < d->template->rules.clause_count; i++)
		if (str_is(d->template->rules.clauses[i].rule, rule))
			return d->template->rules.clauses[i].text;
	return STR("");
}

static struct str hint_of(const struct document *d, const struct diag *g)
{
	bool english = d->session->options->english;
	struct str hint = diag_hint(d->arena, g, english);

	if (!g->guess.n)
		return hint;
	return str_printf(d->arena, english ? "did you mean “%.*s”?%s%.*s"
					    : "có phải “%.*s”?%s%.*s",
			  STR_ARG(g->guess), hint.n ? " " : "", STR_ARG(hint));
}

static struct str fix_title(const struct document *d, const struct diag *g)
{
	bool english = d->session->options->english;
	struct str old = source_text(d->sources, g->fix.span);

	if (!g->fix.text.n)
		return str_printf(d->arena, english ? "remove “%.*s”"
						    : "bỏ “%.*s”",
				  STR_ARG(old));
	if (!old.n)
		return str_printf(d->arena, english ? "insert “%.*s”"
						    : "thêm “%.*s”",
				  STR_ARG(g->fix.text));
	return str_printf(d->arena, english ? "replace by “%.*s”"
					    : "thay bằng “%.*s”",
			  STR_ARG(g->fix.text));
}

static struct str path_of(const struct document *d, struct span span)
{
	const struct source *s = source_find(d->sources, span.from);

	return s ? s->path : str_of(d->path);
}

/* ---- human ------------------------------------------------------------ */

static const char *paint(const struct options *o, const char *code)
{
	return o->color ? code : "";
}

static void underline(FILE *out, struct str line, uint32_t from, uint32_t to,
		      const struct options *o)
{
	uint32_t column = 1;

	for (uint32_t i = 0; i < line.n && column < from;) {
		uint32_t c = utf8_next(line, &i);

		fputs(c == '\t' ? "\t" : utf8_columns(c) == 2 ? "  " : " ",
		      out);
		column++;
	}
	fputs(paint(o, "\033[1;31m"), out);
	do
		fputc('^', out);
	while (++column <= to - 1 + (from == to) &&
	       column < from + MOST_SHOWN_COLUMNS);
	fputs(paint(o, "\033[0m"), out);
	fputc('\n', out);
}

static void show_line(const struct document *d, const struct diag *g)
{
	const struct source *s = source_find(d->sources, g->span.from);
	struct position from = source_position(d->sources, g->span.from);
	struct position to = source_position(d->sources, g->span.to);
	struct str line;

	if (!s || !g->span.from)
		return;
	line = source_line(d->sources, s, from.line);
	if (to.line > from.line)
		to.column = from.column + utf8_count(line);
	if (utf8_count(line) > MOST_SHOWN_COLUMNS) { /* the part around it */
		uint32_t at = 0, skip = from.column > 40 ? from.column - 40 : 0;
		uint32_t end;

		for (uint32_t i = 0; i < skip && at < line.n; i++)
			utf8_next(line, &at);
		end = at;
		for (uint32_t i = 0; i < MOST_SHOWN_COLUMNS && end < line.n; i++)
			utf8_next(line, &end);
		line = str_slice(line, at, end);
		from.column -= skip;
		to.column -= skip;
	}
	fprintf(stderr, "%5u | %.*s\n      | ", from.line, STR_ARG(line));
	underline(stderr, line, from.column,
		  to.column > from.column ? to.column : from.column + 1,
		  d->session->options);
}

static void human(const struct document *d, const struct diag *g)
{
	const struct options *o = d->session->options;
	const struct diag_kind *k = &DIAG_KINDS[g->code];
	struct position p = source_position(d->sources, g->span.from);
	static const char *const COLORS[] = { "\033[1;36m", "\033[1;33m",
					      "\033[1;31m" };
	struct str path = path_of(d, g->span), clause = clause_of(d, g);
	struct str message = diag_message(d->arena, g, o->english);
	struct str hint = hint_of(d, g);

	if (g->span.from)
		fprintf(stderr, "%.*s:%u:%u: ", STR_ARG(path), p.line, p.column);
	else
		fprintf(stderr, "%.*s: ", STR_ARG(path));
	fprintf(stderr, "%s%s[VT%04d]%s: %.*s", paint(o, COLORS[k->severity]),
		severity_word(k->severity, o->english), k->number,
		paint(o, "\033[0m"), STR_ARG(message));
	if (clause.n)
		fprintf(stderr, " (%.*s)", STR_ARG(clause));
	fputc('\n', stderr);
	show_line(d, g);
	if (hint.n)
		fprintf(stderr, "   %s: %.*s\n",
			o->english ? "what to do" : "cần làm", STR_ARG(hint));
	if (g->has_fix)
		fprintf(stderr, "   %s: %.*s\n", o->english ? "fix" : "sửa",
			STR_ARG(fix_title(d, g)));
	if (k->severity == SEVERITY_ERROR)
		fprintf(stderr, "   %s: %s\n", o->english ? "done" : "đã làm",
			done_words(k->severity, o->english));
}

/* ---- short ------------------------------------------------------------ */

static void brief(const struct document *d, const struct diag *g)
{
	const struct options *o = d->session->options;
	const struct diag_kind *k = &DIAG_KINDS[g->code];
	struct position p = source_position(d->sources, g->span.from);
	struct str path = path_of(d, g->span);

	fprintf(stderr, "%.*s:%u:%u: VT%04d %s: %.*s\n", STR_ARG(path), p.line,
		p.column, k->number, severity_word(k->severity, o->english),
		STR_ARG(diag_message(d->arena, g, o->english)));
}

/* ---- JSON ------------------------------------------------------------- */

static json_t *text(struct str s)
{
	return json_stringn(s.p ? s.p : "", s.n);
}

static json_t *edit(const struct document *d, const struct fix *fix)
{
	struct position from = source_position(d->sources, fix->span.from);
	struct position to = source_position(d->sources, fix->span.to);

	return json_pack("{si, si, si, si, so}", "line", (int)from.line,
			 "column", (int)from.column, "end_line", (int)to.line,
			 "end_column", (int)to.column, "text", text(fix->text));
}

static json_t *json_of(const struct document *d, const struct diag *g)
{
	static const char *const WORDS[] = { "hint", "warning", "error" };
	bool english = d->session->options->english;
	const struct diag_kind *k = &DIAG_KINDS[g->code];
	struct position from = source_position(d->sources, g->span.from);
	struct position to = source_position(d->sources, g->span.to);
	json_t *fixes = json_array();
	struct str clause = clause_of(d, g), hint = hint_of(d, g);
	char code[8];

	snprintf(code, sizeof code, "VT%04d", k->number);
	if (g->has_fix)
		json_array_append_new(fixes,
			json_pack("{so, s[o]}", "title", text(fix_title(d, g)),
				  "edits", edit(d, &g->fix)));
	return json_pack(
		"{so, si, si, si, si, ss, ss, so, so, ss, so, so}", "file",
		text(path_of(d, g->span)), "line", (int)from.line, "column",
		(int)from.column, "end_line", (int)to.line, "end_column",
		(int)to.column, "code", code, "severity", WORDS[k->severity],
		"message", text(diag_message(d->arena, g, english)), "rule",
		clause.n ? text(clause) : json_null(), "done",
		done_words(k->severity, english), "hint",
		hint.n ? text(hint) : json_null(), "fixes", fixes);
}

/* Gathered over all documents; one run prints one object. */
static json_t *gathered;

static void gather(json_t *row)
{
	if (!gathered)
		gathered = json_array();
	json_array_append_new(gathered, row);
}

/* ---- SARIF 2.1.0 -------------------------------------------------------- */

static json_t *region(const struct place *place)
{
	return json_pack("{si, si, si, si}", "startLine",
			 (int)place->from.line, "startColumn",
			 (int)place->from.column, "endLine",
			 (int)place->to.line, "endColumn",
			 (int)place->to.column);
}

void report_sarif(const char *file, const char *rule, enum severity severity,
		  struct str message, const struct place *place)
{
	static const char *const LEVELS[] = { "note", "warning", "error" };
	json_t *where = json_pack("{s{ss}}", "artifactLocation", "uri", file);

	if (place)
		json_object_set_new(where, "region", region(place));
	gather(json_pack("{ss, ss, s{so}, s[{so}]}", "ruleId", rule, "level",
			 LEVELS[severity], "message", "text", text(message),
			 "locations", "physicalLocation", where));
}

static void sarif_of(const struct document *d, const struct diag *g)
{
	bool english = d->session->options->english;
	const struct diag_kind *k = &DIAG_KINDS[g->code];
	struct place place = { source_position(d->sources, g->span.from),
			       source_position(d->sources, g->span.to) };
	char code[8];

	snprintf(code, sizeof code, "VT%04d", k->number);
	report_sarif(str_terminated(d->arena, path_of(d, g->span)), code,
		     k->severity, diag_message(d->arena, g, english), &place);
}

static json_t *sarif_log(json_t *results)
{
	return json_pack("{ss, s[{s{s{ss, ss}}, so}]}", "version", "2.1.0",
			 "runs", "tool", "driver", "name", "vanthu", "version",
			 VANTHU_VERSION, "results", results);
}

/* Whether standard output carries the product itself. */
static bool is_stdout_taken(const struct options *o)
{
	bool from_stdin = false;

	for (int i = 0; i < o->input_count; i++)
		from_stdin |= strcmp(o->inputs[i], "-") == 0;
	if (strcmp(o->command, "build") == 0)
		return o->output ? strcmp(o->output, "-") == 0 : from_stdin;
	if (strcmp(o->command, "fmt") == 0 || strcmp(o->command, "fix") == 0)
		return from_stdin;
	return strcmp(o->command, "show") == 0;
}

void report_end(const struct options *o)
{
	FILE *out = is_stdout_taken(o) ? stderr : stdout;
	bool only_pdf = o->input_count > 0;
	json_t *whole, *rows = gathered;

	for (int i = 0; i < o->input_count; i++)
		only_pdf &= audit_wants(o->inputs[i]);
	if (o->voice != VOICE_SARIF && (o->voice != VOICE_JSON || only_pdf))
		return; /* a PDF's measures are an object of their own */
	if (!rows)
		rows = json_array();
	gathered = NULL;
	whole = o->voice == VOICE_SARIF ? sarif_log(rows)
					: json_pack("{so}", "diagnostics", rows);
	json_dumpf(whole, out, JSON_INDENT(1) | JSON_PRESERVE_ORDER);
	fputc('\n', out);
	json_decref(whole);
}

/* ---- all -------------------------------------------------------------- */

static int by_place(const void *a, const void *b)
{
	const struct diag *const *x = a, *const *y = b;

	if ((*x)->span.from != (*y)->span.from)
		return (*x)->span.from < (*y)->span.from ? -1 : 1;
	return *x < *y ? -1 : *x > *y;
}

void report(const struct document *d)
{
	const struct options *o = d->session->options;
	uint32_t count = d->diags->count;
	const struct diag **sorted = malloc((count + 1) * sizeof *sorted);

	if (!sorted)
		abort();
	for (uint32_t i = 0; i < count; i++)
		sorted[i] = &d->diags->items[i];
	qsort(sorted, count, sizeof *sorted, by_place);
	for (uint32_t i = 0; i < count; i++) {
		if (o->voice == VOICE_HUMAN) {
			human(d, sorted[i]);
		} else if (o->voice == VOICE_SHORT) {
			brief(d, sorted[i]);
		} else if (o->voice == VOICE_SARIF) {
			sarif_of(d, sorted[i]);
		} else {
			gather(json_of(d, sorted[i]));
		}
	}
	free(sorted);
	if (d->diags->left_out && o->voice <= VOICE_SHORT)
		fprintf(stderr, o->english ? "%s: and %u more\n"
					   : "%s: và %u thông báo nữa\n",
			d->path, d->diags->left_out);
}
