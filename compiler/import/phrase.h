/* phrase: small questions about the text of a line.
 * in: text as a reader left it; out: answers; never: a change of the text. */
#ifndef VANTHU_IMPORT_PHRASE_H
#define VANTHU_IMPORT_PHRASE_H

#include "base/str.h"
#include "template/legacy.h"

/* Without the marks of paper.h. The view itself where there are none. */
struct str phrase_plain(struct arena *, struct str);
bool phrase_is_mark(uint32_t code);

/* Where `bare` (small letters without marks) ends at the beginning of the
 * text, any marks, capitals and runs of spaces; 0: it does not begin so. The
 * match ends at a word's end. */
uint32_t phrase_at(struct str text, struct str bare);
/* The same for the first phrase of a list that fits. */
uint32_t phrase_of(struct str text, const struct legacy_phrases *);
/* Where a phrase of the list begins in the text, at a word's start; -1. */
int64_t phrase_find(struct str text, const struct legacy_phrases *,
		    uint32_t *end);

bool phrase_has_letters(struct str);
/* No small letter, and at least two capitals. */
bool phrase_is_capital(struct str);
/* The last character that is no space, quote or bracket. */
uint32_t phrase_last(struct str);
/* The first character that is no space, quote or bracket. */
uint32_t phrase_first(struct str);
/* The text ends a sentence or a member of a list. */
bool phrase_is_ended(struct str);
/* Nothing but signs that draw a line, or nothing at all. */
bool phrase_is_rule(struct str);
/* Nothing but a number in the way pages are numbered: 3, - 3 -, 3/12. */
bool phrase_is_page_number(struct str, const struct legacy_phrases *page);
/* How wide the text is in a face like Times, in thousandths of an em. */
uint32_t phrase_width(struct str);

/* Two to seven words, each with a capital, behind a rank or degree or none: a
 * person's name. */
bool phrase_is_name(struct str, const struct legacy_phrases *rank);

#endif
