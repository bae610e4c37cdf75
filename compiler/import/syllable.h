/* syllable: whether a word is spelt like a Vietnamese syllable.
 * in: NFC words; out: yes or no, a tone, a share; never: whether the word is
 * in a dictionary, nor what it means. Nothing is allocated.
 * Source: the spelling taught in schools; both places of the tone (hòa, hoà). */
#ifndef VANTHU_IMPORT_SYLLABLE_H
#define VANTHU_IMPORT_SYLLABLE_H

#include "import/letters.h"

enum { SYLLABLE_LETTERS = 7 }; /* of the longest: nghiêng */

/* What a syllable is made of. Letters are those of letters.h, `rime` holds
 * glide, nucleus and coda in the bytes of one number, the first uppermost. */
struct syllable {
	uint8_t onset;      /* letters of it, 0…3; gi and qu are onsets */
	uint32_t rime;
	enum tone tone;
	bool stopped;       /* ends in c ch p t: sắc or nặng alone */
	bool marked;        /* carries a tone or a letter that is not ASCII */
	bool capitals;      /* every letter is a capital */
};

/* `word` is letters alone, small, capital, or the first a capital. */
bool syllable_is(struct str word);
bool syllable_split(struct str word, struct syllable *);
/* The same of `n` code points. */
bool syllable_is_codes(const uint32_t *codes, uint32_t n);
bool syllable_split_codes(const uint32_t *codes, uint32_t n,
			  struct syllable *);
/* Some marks would make it a syllable (or it is one): viet, duong, ban. */
bool syllable_could_be(struct str word);

/* How Vietnamese a text is, 0…1: the share of its words of letters alone that
 * are syllables. A word with marks counts five times one without, as "ban" or
 * "hoa" may be of any language; a text of bare words that only could be
 * syllables ("ke hoach") has a low share. 0 where there is no word. */
double syllable_share(struct str text);

#endif
