/* digest: a text's fingerprint. */
#ifndef VANTHU_BASE_DIGEST_H
#define VANTHU_BASE_DIGEST_H

#include "base/str.h"

/* SHA-256 in hexadecimal, in the arena. */
struct str digest_sha256(struct arena *, struct str);

#endif
