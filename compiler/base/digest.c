#include "base/digest.h"

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>

struct digest {
	GChecksum *sum;
};

struct str digest_sha256(struct arena *arena, struct str s)
{
	char *hex = g_compute_checksum_for_data(
		G_CHECKSUM_SHA256, (const guchar *)s.p, s.n);
	struct str out = str_copy(arena, str_of(hex));

	g_free(hex);
	return out;
}

struct digest *digest_new(void)
{
	struct digest *d = calloc(1, sizeof *d);

	if (!d)
		abort();
	d->sum = g_checksum_new(G_CHECKSUM_SHA256);
	return d;
}

void digest_add(struct digest *d, const void *bytes, size_t count)
{
	g_checksum_update(d->sum, bytes, (gssize)count);
}

void digest_end(struct digest *d, char hex[DIGEST_HEX])
{
	if (hex)
		snprintf(hex, DIGEST_HEX, "%s", g_checksum_get_string(d->sum));
	g_checksum_free(d->sum);
	free(d);
}
