/* digest: a text's fingerprint. */
#ifndef VANTHU_BASE_DIGEST_H
#define VANTHU_BASE_DIGEST_H

#include "base/str.h"

enum { DIGEST_HEX = 65 }; /* of SHA-256, terminated */

/* SHA-256 in hexadecimal, in the arena. */
struct str digest_sha256(struct arena *, struct str);

/* The same of bytes that come one after the other. digest_end gives the
 * hexadecimal and frees; `hex` NULL: frees alone. */
struct digest;
struct digest *digest_new(void);
void digest_add(struct digest *, const void *bytes, size_t count);
void digest_end(struct digest *, char hex[DIGEST_HEX]);

#endif
