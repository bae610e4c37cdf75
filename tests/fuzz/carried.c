/* What reads a finished PDF, from any bytes. */
#include <stdlib.h>

#include "carried/carried.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t count);

static void out_of_memory(void *context)
{
	(void)context;
	abort();
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t count)
{
	struct arena *a = arena_new((size_t)1 << 30, out_of_memory, NULL);
	struct str pdf = { (const char *)bytes, (uint32_t)count };
	struct carried c;

	if (carried_read(a, pdf, &c)) {
		for (uint32_t i = 0; i < c.page_count; i++)
			if (c.pages[i].n != 64)
				abort();
		for (uint32_t i = 0; i < c.file_count; i++)
			if (!c.files[i].name.n)
				abort();
	}
	arena_free(a);
	return 0;
}
