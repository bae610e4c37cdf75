/* viet: what is known of Vietnamese letters, apart from any document.
 * in: text; out: comparisons, ordinals; never: grammar or form. */
#ifndef VANTHU_BASE_VIET_H
#define VANTHU_BASE_VIET_H

#include "base/str.h"

/* Small letters, one tone placement (hoà = hòa), one space between words:
 * two keywords are the same when their folds are equal bytes. Accents stay. */
struct str viet_fold(struct arena *, struct str);
/* Where the tone of a word's open oa, oe, uy stands: VIET_TONE_FIRST (hòa),
 * VIET_TONE_SECOND (hoà), or neither. Small or capital; quý has no choice. */
enum viet_tone { VIET_TONE_NONE, VIET_TONE_FIRST, VIET_TONE_SECOND };
enum viet_tone viet_tone(struct str word);
/* The fold without any accent, đ as d: only to guess what was meant. */
struct str viet_bare(struct arena *, struct str);
/* A letter without its marks, small: Ộ is o, Đ is d. */
uint32_t viet_base(uint32_t code);
/* Edits between two texts, counted in characters; above `limit`, limit+1. */
int viet_distance(struct arena *, struct str, struct str, int limit);

/* a b c d đ e g h i k l m n o p q r s t u v x y (the decree's own order). */
struct str viet_letter(int ordinal);    /* from 1; empty above 23 */
int viet_letter_ordinal(struct str);    /* 0: no such letter */

/* I II III … 3999; empty outside that range. */
struct str viet_roman(struct arena *, int ordinal);
int viet_roman_ordinal(struct str);     /* 0: not a Roman number in form */

#endif
