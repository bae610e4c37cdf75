/* letters: a Vietnamese vowel as its parts, and put together again.
 * in: code points; out: code points; never: words.
 * Source: the alphabet; the order of the tones is that of most dictionaries. */
#ifndef VANTHU_IMPORT_LETTERS_H
#define VANTHU_IMPORT_LETTERS_H

#include "base/str.h"

enum tone {
	TONE_LEVEL, /* ngang */
	TONE_GRAVE, /* huyền */
	TONE_HOOK,  /* hỏi */
	TONE_TILDE, /* ngã */
	TONE_ACUTE, /* sắc */
	TONE_DOT,   /* nặng */
};

/* A letter of the alphabet apart from its tone, small: 'a' … 'z' as they are,
 * the others by these names, so that a rime is at most four bytes. */
enum {
	LETTER_NONE,
	LETTER_A_BREVE, /* ă */
	LETTER_A_ROOF,  /* â */
	LETTER_E_ROOF,  /* ê */
	LETTER_O_ROOF,  /* ô */
	LETTER_O_HORN,  /* ơ */
	LETTER_U_HORN,  /* ư */
	LETTER_D_BAR,   /* đ */
};

struct letter {
	uint8_t letter; /* LETTER_NONE: not of this alphabet */
	uint8_t tone;   /* enum tone */
	bool capital;
};

struct letter letter_parts(uint32_t code);
bool letter_is_vowel(uint8_t letter);
/* The code point of a letter with a tone; 0 where there is none. */
uint32_t letter_code(struct letter);
/* `code` with a tone or one of the combining marks of Vietnamese (U+0300 01 02
 * 03 06 09 1B 23) put on it; 0 where the two make no letter. */
uint32_t letter_with_tone(uint32_t code, enum tone);
uint32_t letter_compose(uint32_t code, uint32_t mark);
/* The capital of a letter of this alphabet, any other as it is. */
uint32_t letter_upper(uint32_t code);

#endif
