/* --shard I/N: which inputs are this shard's, or which rows of --data. The
 * name of an input, or of a row's output, decides, so that adding others
 * moves none. */
#include "cmd/cmd.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"

/* "./a//b.vt" and "a/b.vt" are one name. */
static struct str normal_name(struct arena *a, const char *path)
{
	struct buf b = buf_new(a);

	for (const char *p = path; *p; p++) {
		bool begins = p == path || p[-1] == '/';

		if (begins && p[0] == '/' && b.n)
			continue;
		if (begins && p[0] == '.' && p[1] == '/') {
			p++;
			continue;
		}
		buf_char(&b, *p);
	}
	return buf_str(&b);
}

/* The first 60 bits of the name's SHA-256, which spreads evenly. */
static uint64_t number_of(struct arena *a, const char *path)
{
	struct str hex = digest_sha256(a, normal_name(a, path));
	uint64_t n = 0;

	for (uint32_t i = 0; i < 15; i++) {
		char c = hex.p[i];

		n = n << 4 | (uint64_t)(c <= '9' ? c - '0' : c - 'a' + 10);
	}
	return n;
}

bool shard_read(struct options *o, const char *text)
{
	char *end;
	unsigned long index = strtoul(text, &end, 10), count;

	if (end == text || *end != '/' || text[0] == '-')
		return false;
	text = end + 1;
	count = strtoul(text, &end, 10);
	if (end == text || *end || !count || index >= count ||
	    count > 1000000 || text[0] == '-')
		return false;
	o->shard = (unsigned)index;
	o->shard_count = (unsigned)count;
	return true;
}

bool shard_has(const struct options *o, struct arena *a, const char *name)
{
	return !o->shard_count ||
	       number_of(a, name) % o->shard_count == o->shard;
}

void shard_keep(struct options *o, struct arena *a)
{
	int kept = 0;

	if (o->data)
		return;
	for (int i = 0; i < o->input_count; i++)
		if (shard_has(o, a, o->inputs[i]))
			o->inputs[kept++] = o->inputs[i];
	o->input_count = kept;
}
