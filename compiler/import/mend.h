/* mend: words that were read or typed wrongly.
 * in: paper as read; out: paper with the words that are surely meant, each in
 * the ledger; doubts about the others; never: a number, symbol or date. */
#ifndef VANTHU_IMPORT_MEND_H
#define VANTHU_IMPORT_MEND_H

#include "import/restore.h"
#include "import/sketch.h"

/* A copy where something changed; the policy decides how much may. */
struct paper *mend(const struct importer *, const struct restore_model *,
		   struct paper *);

#endif
