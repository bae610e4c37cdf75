/* Prints what measure/ finds in a PDF. */
#include <stdio.h>
#include <stdlib.h>

#include "measure/measure.h"

static void full(void *context)
{
	(void)context;
	abort();
}

int main(int argc, char **argv)
{
	struct arena *arena = arena_new((size_t)1 << 30, full, NULL);
	struct measured *m = argc == 2 ? measure_pdf(arena, argv[1]) : NULL;
	struct str dump;

	if (!m)
		return 1;
	dump = measured_dump(arena, m);
	fwrite(dump.p, 1, dump.n, stdout);
	arena_free(arena);
	return 0;
}
