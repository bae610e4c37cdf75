/* docx_symbol: letters of picture fonts as letters of Unicode.
 * in: a code and the font's name; out: the letter that looks like it; never:
 * the old Vietnamese fonts. Private to docx*.c. */
#ifndef VANTHU_IMPORT_DOCX_SYMBOL_H
#define VANTHU_IMPORT_DOCX_SYMBOL_H

#include "base/str.h"

/* 0 where nobody knows. `code` may stand in the private use area at F000. */
uint32_t symbol_letter(uint32_t code, struct str font);
/* Symbol, Wingdings, Webdings: every letter is a picture. */
bool symbol_is_font(struct str font);
/* The text of a bullet: "-", "+", "•" for pictures, others as they are. */
struct str symbol_bullet(struct arena *, struct str text, struct str font);

#endif
