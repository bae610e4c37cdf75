/* known: fixed words of the form, however badly they were read.
 * in: a line of a damaged text; out: the line with those words mended, in the
 * ledger; never: a word that the form does not fix. */
#ifndef VANTHU_IMPORT_KNOWN_H
#define VANTHU_IMPORT_KNOWN_H

#include "import/sketch.h"

void know_line(const struct importer *, struct paper_line *, bool head,
	       bool tail);

#endif
