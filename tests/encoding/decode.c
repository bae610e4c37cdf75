/* decode: one file through decode_text. Text to standard output, the ledger to
 * the file named by the second argument; "run FONT TEXT" asks decode_run. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "import/encoding.h"

static void full(void *context)
{
	(void)context;
	fputs("out of memory\n", stderr);
	exit(3);
}

static struct str slurp(struct arena *a, const char *path)
{
	FILE *f = fopen(path, "rb");
	struct str s;
	char *p;

	if (!f)
		exit(2);
	fseek(f, 0, SEEK_END);
	s.n = (uint32_t)ftell(f);
	rewind(f);
	p = arena_alloc(a, (size_t)s.n + 1);
	if (fread(p, 1, s.n, f) != s.n)
		exit(2);
	fclose(f);
	s.p = p;
	return s;
}

static void write_ledger(const struct ledger *l, const char *path)
{
	FILE *f = fopen(path, "w");

	for (uint32_t i = 0; i < l->repair_count; i++)
		fprintf(f, "%u\t%.*s\t%.*s\t%s\t%.2f\n", l->repairs[i].line,
			STR_ARG(l->repairs[i].before),
			STR_ARG(l->repairs[i].after), l->repairs[i].reason,
			l->repairs[i].confidence);
	for (uint32_t i = 0; i < l->doubt_count; i++)
		fprintf(f, "%u\t?\t%.*s\t%s\n", l->doubts[i].line,
			STR_ARG(l->doubts[i].text), l->doubts[i].why);
	fclose(f);
}

int main(int count, char **words)
{
	struct arena *a = arena_new((size_t)3 << 30, full, NULL);
	struct ledger *ledger = ledger_new(a);
	struct decoded d;
	struct str in;
	clock_t from;

	if (count == 4 && !strcmp(words[1], "run")) {
		const char *name;
		struct str out = decode_run(a, str_of(words[3]), words[2],
					    &name);

		printf("%s\t%.*s\n", name ? name : "-", STR_ARG(out));
		return 0;
	}
	if (count != 3)
		return 2;
	in = slurp(a, words[1]);
	from = clock();
	d = decode_text(a, in, ledger);
	fprintf(stderr, "%s%s %.2f %.3f\n", d.encoding, d.mixed ? "+" : "",
		d.confidence, (double)(clock() - from) / CLOCKS_PER_SEC);
	fwrite(d.text.p, 1, d.text.n, stdout);
	write_ledger(ledger, words[2]);
	arena_free(a);
	return 0;
}
