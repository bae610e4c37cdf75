/* pdf_shift: fonts whose table of letters is wrong. Private to pdf*.c.
 * in: the words of a whole file; out: the same words, repaired where a font is
 * plainly shifted; never: a guess at a single word.
 * The letters of the old Times New Roman stand in the file in the order of its
 * glyphs: "Cộng" reads "&ӝQJ". */
#ifndef VANTHU_IMPORT_PDF_SHIFT_H
#define VANTHU_IMPORT_PDF_SHIFT_H

#include "import/ledger.h"
#include "measure/measure.h"

/* Repairs the words of `m` in place. */
void shift_repair(struct arena *, struct measured *m, struct ledger *);

#endif
