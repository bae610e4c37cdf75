#include "base/digest.h"

#include <glib.h>

struct str digest_sha256(struct arena *arena, struct str s)
{
	char *hex = g_compute_checksum_for_data(
		G_CHECKSUM_SHA256, (const guchar *)s.p, s.n);
	struct str out = str_copy(arena, str_of(hex));

	g_free(hex);
	return out;
}
