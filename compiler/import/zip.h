/* zip: the parts of a packed file that somebody sent us.
 * in: the bytes of the file; out: single parts, unpacked in memory, each
 * checked against its sum; never: a file on a disk, a packed file in another.
 * What is unpacked belongs to the arena; the bytes must outlive the zip. */
#ifndef VANTHU_IMPORT_ZIP_H
#define VANTHU_IMPORT_ZIP_H

#include "base/str.h"

struct pack;

/* NULL and a fault in Vietnamese where it is no zip. Close with pack_close. */
struct pack *pack_open(struct arena *, struct str bytes,
			  const char **fault);
void pack_close(struct pack *);
bool pack_has(const struct pack *, struct str name);
/* The part of that name; an empty text where there is none, or where it
 * cannot be had: then `*fault` says why. A fault that is set stays. */
struct str pack_part(struct pack *, struct str name, const char **fault);

#endif
