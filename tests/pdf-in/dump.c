/* Prints what the readers of PDF and pictures saw, or why they saw nothing. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "import/ocr.h"
#include "import/pdf.h"

static void full(void *context)
{
	(void)context;
	fputs("hết bộ nhớ\n", stderr);
	exit(3);
}

static void print(struct str s)
{
	fwrite(s.p, 1, s.n, stdout);
}

static void print_ledger(const struct ledger *l)
{
	for (uint32_t i = 0; i < l->repair_count; i++)
		printf("sửa %.*s → %.*s: %s\n", STR_ARG(l->repairs[i].before),
		       STR_ARG(l->repairs[i].after), l->repairs[i].reason);
	for (uint32_t i = 0; i < l->doubt_count; i++)
		printf("ngờ %.*s: %s\n", STR_ARG(l->doubts[i].text),
		       l->doubts[i].why);
}

int main(int argc, char **argv)
{
	struct arena *a = arena_new((size_t)1 << 30, full, NULL);
	const char *path = argv[argc - 1], *fault = NULL;
	const char *end = strrchr(path, '.');
	struct ledger *ledger = ledger_new(a);
	struct paper *p = (end && strcmp(end, ".pdf") == 0
				   ? pdf_read : image_read)(a, path, ledger, &fault);

	if (!p) {
		printf("lỗi: %s\n", fault ? fault : "không nói");
		return 1;
	}
	print(paper_dump(a, p));
	print_ledger(ledger);
	printf("mã %s%s\n", p->encoding, p->recognised ? ", nhận dạng" : "");
	arena_free(a);
	return 0;
}
