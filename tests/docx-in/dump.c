/* Prints what the Word reader sees: the paper, then the ledger. Exits 1 with
 * the fault. With --looks, indents, pages and sizes too; with --many, a line
 * for each file. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "import/docx.h"

static void full(void *context)
{
	(void)context;
	puts("ĐẦY BỘ NHỚ");
	exit(3);
}

static struct str read_file(struct arena *a, const char *path)
{
	FILE *f = fopen(path, "rb");
	long n;
	char *bytes;

	if (!f || fseek(f, 0, SEEK_END) || (n = ftell(f)) < 0)
		exit(2);
	rewind(f);
	bytes = arena_alloc(a, (size_t)n + 1);
	if (fread(bytes, 1, (size_t)n, f) != (size_t)n)
		exit(2);
	fclose(f);
	return (struct str){ bytes, (uint32_t)n };
}

static void print_looks(const struct paper *p)
{
	for (uint32_t i = 0; i < p->count; i++) {
		const struct paper_line *l = &p->lines[i];

		printf("# %u trang %u ngang %d trái %.1f phải %.1f đầu %.1f cỡ %.1f",
		       l->line, l->page, l->landscape, l->left, l->right,
		       l->first, l->size);
		for (uint32_t k = 0; l->table && k < l->table->column_count; k++)
			printf(" %.1f", l->table->widths ? l->table->widths[k]
							 : -1.0);
		for (uint32_t k = 0; l->table && k < l->table->column_count *
		     l->table->row_count; k++)
			printf("%s%d%s", k ? "" : " ô ", l->table->cells[k].align,
			       l->table->cells[k].bold ? "đ" : "");
		putchar('\n');
	}
}

static void print_ledger(const struct ledger *l)
{
	for (uint32_t i = 0; i < l->doubt_count; i++)
		printf("ngờ %u: %s%s%.*s\n", l->doubts[i].line,
		       l->doubts[i].why, l->doubts[i].text.n ? ": " : "",
		       STR_ARG(l->doubts[i].text));
	for (uint32_t i = 0; i < l->repair_count; i++)
		printf("sửa %u: %s\n", l->repairs[i].line,
		       l->repairs[i].reason);
}

/* A good file or a fault: both are fine, a crash is not. */
static int read_many(int n, char **paths)
{
	for (int i = 0; i < n; i++) {
		struct arena *a = arena_new((size_t)300 << 20, full, NULL);
		const char *fault = NULL;
		struct paper *p = docx_read(a, read_file(a, paths[i]),
					    ledger_new(a), &fault);

		puts(p && !fault ? "được" : !p && fault ? fault : "HỎNG");
		if (p)
			paper_dump(a, p);
		arena_free(a);
	}
	return 0;
}

int main(int argc, char **argv)
{
	struct arena *a = arena_new((size_t)300 << 20, full, NULL);
	struct ledger *ledger = ledger_new(a);
	const char *fault = NULL;
	bool looks = argc > 2 && strcmp(argv[1], "--looks") == 0;
	struct paper *p;

	if (argc > 2 && strcmp(argv[1], "--many") == 0) {
		arena_free(a);
		return read_many(argc - 2, argv + 2);
	}
	p = docx_read(a, read_file(a, argv[argc - 1]), ledger, &fault);
	if (!p) {
		puts(fault);
		return 1;
	}
	printf("%.*s", STR_ARG(paper_dump(a, p)));
	if (looks)
		print_looks(p);
	print_ledger(ledger);
	arena_free(a);
	return 0;
}
