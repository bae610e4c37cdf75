/* check, show, explain, new: commands that only say something. */
#include "cmd/cmd.h"

#include "cmd/bounds.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/viet.h"
#include "check/plan.h"

static int each(struct session *s, int (*work)(struct document *, void *))
{
	const struct options *o = s->options;
	int status = EXIT_FINE;

	if (!o->input_count) {
		say(o->english, "thiếu tệp nguồn", "a source is missing", "");
		return EXIT_USAGE;
	}
	bounds_fence(o);
	for (int i = 0; i < o->input_count; i++)
		status = exit_worse(status,
				    document_with(s, o->inputs[i], work, NULL));
	return status;
}

static int check_one(struct document *d, void *context)
{
	int status;

	if (audit_wants(d->path))
		return audit_one(d, context);
	status = document_walk(d, STAGE_PAGES);
	return status ? status : document_verdict(d);
}

int cmd_check(struct session *s)
{
	return each(s, check_one);
}

/* ---- show ------------------------------------------------------------- */

static enum stage stage_of(const char *product)
{
	if (strcmp(product, "tokens") == 0)
		return STAGE_TOKENS;
	if (strcmp(product, "ast") == 0)
		return STAGE_AST;
	if (strcmp(product, "plan") == 0 || strcmp(product, "outline") == 0)
		return STAGE_PLAN;
	return STAGE_PAGES;
}

static struct str dump(const struct document *d, const char *product)
{
	switch (product[0]) {
	case 't': return tokens_dump(d->arena, d->tokens, d->sources);
	case 'a': return ast_dump(d->arena, d->ast);
	case 'o': return d->plan ? plan_outline(d->arena, d->plan) : STR("");
	case 'g':
		return d->galley ? galley_dump(d->arena, d->galley, d->sources)
				 : STR("");
	}
	if (strcmp(product, "plan") == 0)
		return d->plan ? plan_dump(d->arena, d->plan) : STR("");
	return d->pages ? pages_dump(d->arena, d->pages) : STR("");
}

static int show_one(struct document *d, void *context)
{
	const char *product = d->session->options->product;
	int status = document_walk(d, stage_of(product));
	struct str text;

	(void)context;
	if (status)
		return status;
	text = dump(d, product);
	if (fwrite(text.p, 1, text.n, stdout) != text.n)
		return EXIT_OUTPUT;
	return document_verdict(d);
}

int cmd_show(struct session *s)
{
	if (!s->options->product) {
		say(s->options->english,
		    "show cần --tokens, --ast, --plan, --galley, --pages hoặc --outline",
		    "show wants --tokens, --ast, --plan, --galley, --pages or --outline",
		    "");
		return EXIT_USAGE;
	}
	return each(s, show_one);
}

/* ---- explain ---------------------------------------------------------- */

static int number_of(const char *code)
{
	return strncmp(code, "VT", 2) == 0 || strncmp(code, "vt", 2) == 0
		       ? atoi(code + 2) : atoi(code);
}

/* The section "## VT0201 …" of docs/diagnostics.md. */
static bool print_section(struct str page, int number)
{
	char title[16];
	struct str heading, left = page;
	bool inside = false, found = false;

	snprintf(title, sizeof title, "## VT%04d", number);
	heading = str_of(title);
	while (left.n) {
		int64_t end = str_find(left, STR("\n"));
		struct str line = str_slice(left, 0, end < 0 ? left.n
							     : (uint32_t)end);

		if (str_starts(line, STR("## ")))
			inside = str_starts(line, heading);
		if (inside)
			printf("%.*s\n", STR_ARG(line));
		found |= inside;
		left = str_from(left, line.n + 1);
	}
	return found;
}

static void no_memory(void *context)
{
	(void)context;
	exit(EXIT_AGAIN);
}

int cmd_explain(const struct options *o)
{
	struct arena *arena;
	char path[PATH_MAX];
	struct str page;
	enum diag_code code;
	const struct diag_kind *k;

	if (o->input_count != 1) {
		say(o->english, "explain cần một mã, ví dụ VT0201",
		    "explain wants a code, as in VT0201", "");
		return EXIT_USAGE;
	}
	code = diag_find(number_of(o->inputs[0]));
	if (code == DIAG_COUNT) {
		say(o->english, "không có mã", "there is no code",
		    o->inputs[0]);
		return EXIT_USAGE;
	}
	k = &DIAG_KINDS[code];
	arena = arena_new((size_t)64 << 20, no_memory, NULL);
	snprintf(path, sizeof path, "%s/docs/diagnostics.md", data_folder());
	if (file_read(arena, path, &page) != READ_OK ||
	    !print_section(page, k->number))
		printf("VT%04d: %s\n%s\n", k->number,
		       o->english ? k->en : k->vi,
		       o->english ? k->hint_en : k->hint_vi);
	arena_free(arena);
	return EXIT_FINE;
}

/* ---- new -------------------------------------------------------------- */

static const char SKELETON[] =
	"@cơ quan\n"
	"Ủy ban nhân dân …\n"
	"Sở …\n"
	"\n"
	"@số: /KH-…\n"
	"@địa danh: …\n"
	"@ngày: …/…/…\n"
	"\n"
	"@kế hoạch: Viết trích yếu ở đây\n"
	"\n"
	"@căn cứ\n"
	"- Căn cứ Quyết định số …/QĐ-… ngày … của … về …\n"
	"\n"
	"Sở … ban hành Kế hoạch với các nội dung sau:\n"
	"\n"
	"# Mục đích, yêu cầu\n"
	"## Mục đích\n"
	"Viết mục đích.\n"
	"\n"
	"## Yêu cầu\n"
	"- Viết yêu cầu thứ nhất.\n"
	"- Viết yêu cầu thứ hai.\n"
	"\n"
	"# Nội dung\n"
	"Viết nội dung.\n"
	"\n"
	"# Tổ chức thực hiện\n"
	"1. Đơn vị chủ trì …\n"
	"2. Đơn vị phối hợp …\n"
	"\n"
	"@lời kết\n"
	"Trên đây là Kế hoạch …; đề nghị các đơn vị triển khai thực hiện.\n"
	"\n"
	"@nơi nhận\n"
	"- Các đơn vị trực thuộc\n"
	"- Lưu: VT\n"
	"\n"
	"@ký\n"
	"GIÁM ĐỐC\n"
	"\n"
	"…\n";

int cmd_new(const struct options *o)
{
	struct arena *arena = arena_new((size_t)1 << 20, no_memory, NULL);
	bool known = o->input_count == 1 &&
		     str_is(viet_fold(arena, str_of(o->inputs[0])), "kế-hoạch");
	struct output out;
	bool good;

	arena_free(arena);
	if (!known) {
		say(o->english, "chỉ có mẫu: vanthu new kế-hoạch",
		    "there is: vanthu new kế-hoạch", "");
		return EXIT_USAGE;
	}
	if (o->output && strcmp(o->output, "-") != 0) {
		FILE *there = fopen(o->output, "r");

		if (there) {
			fclose(there);
			say(o->english, "tệp đã có", "the file exists",
			    o->output);
			return EXIT_OUTPUT;
		}
	}
	good = output_open(&out, o->output ? o->output : "-");
	good = good && output_sink(&out).write(&out, SKELETON,
					       sizeof SKELETON - 1);
	return output_close(&out, good, o->english);
}
