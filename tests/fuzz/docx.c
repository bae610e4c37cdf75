/* The Word reader: the input is up to five XML parts, parted by zero bytes,
 * and is packed so that every byte of it reaches the reader. An input that
 * begins with "PK" is given as it is. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "import/docx.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void full(void *context)
{
	(void)context;
	abort();
}

static const char *const NAMES[] = {
	"word/document.xml", "word/styles.xml", "word/numbering.xml",
	"word/footnotes.xml", "word/_rels/document.xml.rels",
};

static void add_parts(struct zip *zip, struct str input)
{
	for (int i = 0; i < 5; i++) {
		const char *end = input.n ? memchr(input.p, 0, input.n) : NULL;
		uint32_t n = end ? (uint32_t)(end - input.p) : input.n;
		zip_source_t *s = zip_source_buffer(zip, input.p, n, 0);

		if (zip_file_add(zip, NAMES[i], s, 0) < 0 ||
		    zip_set_file_compression(zip, (zip_uint64_t)i,
					     ZIP_CM_STORE, 0))
			abort();
		input = str_from(input, end ? n + 1 : input.n);
	}
}

static struct str packed(struct arena *a, struct str input)
{
	zip_source_t *to = zip_source_buffer_create(NULL, 0, 0, NULL);
	struct zip *zip = zip_open_from_source(to, ZIP_TRUNCATE, NULL);
	zip_stat_t s;
	char *bytes;

	add_parts(zip, input);
	zip_source_keep(to);
	if (zip_close(zip) || zip_source_stat(to, &s) || zip_source_open(to))
		abort();
	bytes = arena_alloc(a, s.size);
	if (zip_source_read(to, bytes, s.size) != (zip_int64_t)s.size)
		abort();
	zip_source_close(to);
	zip_source_free(to);
	return (struct str){ bytes, (uint32_t)s.size };
}

static void spans_stay_inside(const struct paper_table *t)
{
	for (uint32_t i = 0; t && i < t->row_count * t->column_count; i++)
		if (i % t->column_count + t->cells[i].columns >
			    t->column_count ||
		    i / t->column_count + t->cells[i].rows > t->row_count)
			abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new((size_t)300 << 20, full, NULL);
	struct str input = { (const char *)data, (uint32_t)size };
	const char *fault = NULL;
	struct paper *p;

	if (!str_starts(input, STR("PK")))
		input = packed(a, input);
	p = docx_read(a, input, ledger_new(a), &fault);
	if (!p != !!fault)
		abort();
	for (uint32_t i = 0; p && i < p->count; i++)
		spans_stay_inside(p->lines[i].table);
	if (p)
		paper_dump(a, p);
	arena_free(a);
	return 0;
}
