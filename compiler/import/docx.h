/* docx: a Word file as paper.
 * in: the bytes of a .docx; out: its paragraphs and tables in reading order
 * with the looks Word gives them, numbers counted as Word counts them, notes;
 * never: what they mean, a file, the network. Law: ECMA-376, parts 1 and 3.
 *
 * A paragraph is one whole line. Where its author broke it by hand, each piece
 * is a line of its own with the same ordinal, and all but the last say that
 * they are not whole: the lines of a head stay apart, those of a running text
 * may be joined. Cells part both paragraphs and broken lines by '\n'.
 * A number that Word counts is in `marker`; in a cell, where no marker has a
 * place, before the text. Text boxes follow the paragraph that holds them.
 * Heads and feet of the pages stand first, and tables of contents in place,
 * marked as furniture. Tracked changes are accepted, hidden text is dropped.
 * What is lost (pictures, charts, formulas, embedded objects) is a doubt. */
#ifndef VANTHU_IMPORT_DOCX_H
#define VANTHU_IMPORT_DOCX_H

#include "import/ledger.h"
#include "import/paper.h"

/* NULL and a short Vietnamese phrase in `*fault` where it cannot be read.
 * Everything belongs to the arena; `bytes` are not needed afterwards. */
struct paper *docx_read(struct arena *, struct str bytes, struct ledger *,
			const char **fault);

#endif
