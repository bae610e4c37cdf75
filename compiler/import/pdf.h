/* pdf: a PDF as a paper.
 * in: a file; out: its lines, tables and notes in reading order; never: what
 * they mean. Pages that are only pictures are recognised, see ocr.h. */
#ifndef VANTHU_IMPORT_PDF_H
#define VANTHU_IMPORT_PDF_H

#include "import/ledger.h"
#include "import/paper.h"

/* NULL and a Vietnamese phrase in `fault` where there is nothing to read. */
struct paper *pdf_read(struct arena *, const char *path, struct ledger *,
		       const char **fault);

#endif
