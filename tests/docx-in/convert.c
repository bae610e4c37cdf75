/* IN OUT: makes a Word file of another format, or prints the fault. */
#include <stdio.h>
#include <stdlib.h>

#include "import/convert.h"

static void full(void *context)
{
	(void)context;
	exit(3);
}

int main(int argc, char **argv)
{
	struct arena *a = arena_new((size_t)600 << 20, full, NULL);
	char *bytes = arena_alloc(a, 64 << 20);
	FILE *in = argc == 3 ? fopen(argv[1], "rb") : NULL, *out;
	const char *fault = NULL;
	struct str given = { bytes, 0 }, made;

	if (!in)
		return 2;
	given.n = (uint32_t)fread(bytes, 1, 64 << 20, in);
	fclose(in);
	printf("%d\n", (int)convert_kind(given));
	made = convert_to_docx(a, given, convert_kind(given), &fault);
	if (fault) {
		puts(fault);
		return 1;
	}
	out = fopen(argv[2], "wb");
	if (!out || fwrite(made.p, 1, made.n, out) != made.n || fclose(out))
		return 2;
	arena_free(a);
	return 0;
}
