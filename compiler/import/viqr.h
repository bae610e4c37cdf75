/* viqr: Vietnamese typed in ASCII with its marks behind the vowels (RFC 1456).
 * Private to encoding.
 * in: ASCII text; out: UTF-8; never: single words: "I am." must stay.
 * Ambiguous ends of words ("bo^.") are judged by what follows. */
#ifndef VANTHU_IMPORT_VIQR_H
#define VANTHU_IMPORT_VIQR_H

#include "import/ledger.h"

/* The file as a whole is plainly VIQR. */
bool viqr_is(struct str text);
struct str viqr_decode(struct arena *, struct str text, struct ledger *);

#endif
