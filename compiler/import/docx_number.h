/* docx_number: the numbers and dashes that Word counts by itself.
 * in: numbering.xml, and paragraphs one after another; out: what Word prints
 * before each; never: where the text begins. Private to docx*.c. */
#ifndef VANTHU_IMPORT_DOCX_NUMBER_H
#define VANTHU_IMPORT_DOCX_NUMBER_H

#include "import/docx_style.h"

enum { LEVELS = 9 };

struct numbering;

struct numbering *numbering_read(struct arena *, const struct node *root,
				 const struct styles *);
/* The level of a number, whose indents hold for its paragraphs; NULL. */
const struct node *numbering_level(const struct numbering *, int number,
				   int level);
/* Which level of a number belongs to a style; `otherwise` if none does. */
int numbering_level_of_style(const struct numbering *, int number,
			     struct str style, int otherwise);
/* Counts on, and gives the marker as printed. */
struct str numbering_next(struct numbering *, int number, int level);

#endif
