/* unwrap: what stands around the text of a file. Private to encoding.
 * in: bytes; out: bytes with LF line ends, no BOM, UTF-16 made UTF-8;
 * never: which 8-bit encoding they are in. */
#ifndef VANTHU_IMPORT_UNWRAP_H
#define VANTHU_IMPORT_UNWRAP_H

#include "base/str.h"

/* `*encoding` becomes "UTF-16LE" or "UTF-16BE" where it was one of these. */
struct str unwrap(struct arena *, struct str bytes, const char **encoding);

#endif
