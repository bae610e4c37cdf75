/* fmt and fix: commands that write the source itself. */
#include "cmd/cmd.h"

#include "cmd/bounds.h"

#include <stdlib.h>
#include <string.h>

#include "format/format.h"

enum { MOST_ROUNDS = 20 };

/* Whether the grammar was understood: else nothing may be rewritten. */
static bool is_readable(const struct document *d)
{
	for (uint32_t i = 0; i < d->diags->count; i++) {
		const struct diag_kind *k =
			&DIAG_KINDS[d->diags->items[i].code];

		if (k->severity == SEVERITY_ERROR && k->number < 200)
			return false;
	}
	return true;
}

static int rewrite(struct document *d, struct str text)
{
	bool english = d->session->options->english;
	struct output out;
	struct sink sink;
	bool good = output_open(&out, d->path);

	sink = output_sink(&out);
	good = good && sink.write(sink.context, text.p, text.n);
	return output_close(&out, good, english);
}

/* The bytes as they are in the file: CR LF or NFD is a difference too. */
static bool is_unchanged(struct document *d, struct str text)
{
	struct str bytes;

	return file_read(d->arena, d->path, &bytes) == READ_OK &&
	       str_eq(bytes, text);
}

static int fmt_one(struct document *d, void *context)
{
	const struct options *o = d->session->options;
	int status = document_walk(d, STAGE_AST);
	struct str text;

	(void)context;
	if (status)
		return status;
	if (!is_readable(d)) {
		say(o->english, "chưa định dạng: còn lỗi cú pháp",
		    "not formatted: it has errors of grammar", d->path);
		return EXIT_ERRORS;
	}
	d->diags->count = 0; /* what can be formatted is not complained of */
	d->diags->left_out = 0;
	text = format(d->arena, d->ast);
	if (strcmp(d->path, "-") == 0) {
		fwrite(text.p, 1, text.n, stdout);
		return EXIT_FINE;
	}
	if (is_unchanged(d, text))
		return EXIT_FINE;
	if (!o->check_only)
		return rewrite(d, text);
	say(o->english, "chưa đúng dạng chuẩn", "not in canonical form",
	    d->path);
	return EXIT_ERRORS;
}

/* ---- fix -------------------------------------------------------------- */

static int by_offset(const void *a, const void *b)
{
	const struct fix *x = a, *y = b;

	if (x->span.from != y->span.from)
		return x->span.from < y->span.from ? -1 : 1;
	return x->span.to < y->span.to ? -1 : x->span.to > y->span.to;
}

static uint32_t collect_fixes(struct document *d, struct fix *fixes)
{
	const struct source *own = &d->sources->items[0];
	uint32_t count = 0;

	for (uint32_t i = 0; i < d->diags->count; i++) {
		const struct diag *g = &d->diags->items[i];

		if (g->has_fix && g->fix.span.from >= own->base &&
		    g->fix.span.to <= own->base + own->text.n)
			fixes[count++] = g->fix;
	}
	qsort(fixes, count, sizeof *fixes, by_offset);
	return count;
}

/* The text with the fixes applied; of two that overlap, the first. */
static struct str apply(struct document *d, bool *some)
{
	const struct source *own = &d->sources->items[0];
	struct fix *fixes = arena_array(d->arena, struct fix,
					d->diags->count + 1);
	uint32_t count = collect_fixes(d, fixes), at = 0;
	struct buf b = buf_new(d->arena);

	*some = false;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t from = fixes[i].span.from - own->base;

		if (from < at || (i && from == at && *some &&
				  fixes[i - 1].span.from == fixes[i].span.from))
			continue;
		buf_add(&b, str_slice(own->text, at, from));
		buf_add(&b, fixes[i].text);
		at = fixes[i].span.to - own->base;
		*some = true;
	}
	buf_add(&b, str_from(own->text, at));
	return buf_str(&b);
}

struct fixing {
	bool again;
	int rounds;
};

static int fix_one(struct document *d, void *context)
{
	struct fixing *f = context;
	int status = document_walk(d, STAGE_PLAN);
	struct str text;
	bool some;

	f->again = false;
	if (status)
		return status;
	if (d->sources->items[0].text.n == 0)
		return document_verdict(d);
	text = apply(d, &some);
	if (!some || f->rounds >= MOST_ROUNDS)
		return document_verdict(d);
	if (strcmp(d->path, "-") == 0) {
		fwrite(text.p, 1, text.n, stdout);
		d->diags->count = 0;
		return EXIT_FINE;
	}
	for (uint32_t i = 0; i < d->diags->count; i++)
		if (d->diags->items[i].code == DIAG_BAD_BYTES) {
			/* not our bytes to write back */
			say(d->session->options->english,
			    "chưa sửa: tệp không phải UTF-8",
			    "not mended: the file is not UTF-8", d->path);
			return EXIT_ERRORS;
		}
	d->diags->count = d->diags->left_out = 0;
	f->again = true;
	return rewrite(d, text);
}

static int each(struct session *s, int (*work)(struct document *, void *))
{
	const struct options *o = s->options;
	int status = EXIT_FINE;

	if (!o->input_count) {
		say(o->english, "thiếu tệp nguồn", "a source is missing", "");
		return EXIT_USAGE;
	}
	bounds_fence(o);
	for (int i = 0; i < o->input_count; i++) {
		struct fixing f = { true, 0 };
		int own = EXIT_FINE;

		while (f.again) {
			f.again = false;
			own = document_with(s, o->inputs[i], work, &f);
			f.rounds++;
		}
		status = exit_worse(status, own);
	}
	return status;
}

int cmd_fmt(struct session *s)
{
	return each(s, fmt_one);
}

int cmd_fix(struct session *s)
{
	return each(s, fix_one);
}
