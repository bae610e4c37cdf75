#include "import/letters.h"

#include "base/utf8.h"

/* Vowels, then their tones in the order of enum tone. */
static const struct {
	uint8_t letter;
	uint16_t codes[6];
} VOWELS[] = {
	{ 'a', { 'a', 0xE0, 0x1EA3, 0xE3, 0xE1, 0x1EA1 } },
	{ LETTER_A_BREVE, { 0x103, 0x1EB1, 0x1EB3, 0x1EB5, 0x1EAF, 0x1EB7 } },
	{ LETTER_A_ROOF, { 0xE2, 0x1EA7, 0x1EA9, 0x1EAB, 0x1EA5, 0x1EAD } },
	{ 'e', { 'e', 0xE8, 0x1EBB, 0x1EBD, 0xE9, 0x1EB9 } },
	{ LETTER_E_ROOF, { 0xEA, 0x1EC1, 0x1EC3, 0x1EC5, 0x1EBF, 0x1EC7 } },
	{ 'i', { 'i', 0xEC, 0x1EC9, 0x129, 0xED, 0x1ECB } },
	{ 'o', { 'o', 0xF2, 0x1ECF, 0xF5, 0xF3, 0x1ECD } },
	{ LETTER_O_ROOF, { 0xF4, 0x1ED3, 0x1ED5, 0x1ED7, 0x1ED1, 0x1ED9 } },
	{ LETTER_O_HORN, { 0x1A1, 0x1EDD, 0x1EDF, 0x1EE1, 0x1EDB, 0x1EE3 } },
	{ 'u', { 'u', 0xF9, 0x1EE7, 0x169, 0xFA, 0x1EE5 } },
	{ LETTER_U_HORN, { 0x1B0, 0x1EEB, 0x1EED, 0x1EEF, 0x1EE9, 0x1EF1 } },
	{ 'y', { 'y', 0x1EF3, 0x1EF7, 0x1EF9, 0xFD, 0x1EF5 } },
};
enum { VOWEL_COUNT = sizeof VOWELS / sizeof *VOWELS };

/* Small letters from U+00E0 and U+1EA1 on as (vowel << 3 | tone) + 1. */
#define V(vowel, tone) ((vowel) << 3 | (tone)) + 1
enum { vA, vAB, vAR, vE, vER, vI, vO, vOR, vOH, vU, vUH, vY };
static const uint8_t LATIN[] = {
	[0x00] = V(vA, 1), [0x01] = V(vA, 4), [0x02] = V(vAR, 0),
	[0x03] = V(vA, 3), [0x08] = V(vE, 1), [0x09] = V(vE, 4),
	[0x0A] = V(vER, 0), [0x0C] = V(vI, 1), [0x0D] = V(vI, 4),
	[0x12] = V(vO, 1), [0x13] = V(vO, 4), [0x14] = V(vOR, 0),
	[0x15] = V(vO, 3), [0x19] = V(vU, 1), [0x1A] = V(vU, 4),
	[0x1D] = V(vY, 4), [0x1F] = 0,
};
/* Every second code point: 1EA1, 1EA3 … 1EF9. */
static const uint8_t EXTENDED[] = {
	V(vA, 5), V(vA, 2), V(vAR, 4), V(vAR, 1), V(vAR, 2), V(vAR, 3),
	V(vAR, 5), V(vAB, 4), V(vAB, 1), V(vAB, 2), V(vAB, 3), V(vAB, 5),
	V(vE, 5), V(vE, 2), V(vE, 3), V(vER, 4), V(vER, 1), V(vER, 2),
	V(vER, 3), V(vER, 5), V(vI, 2), V(vI, 5), V(vO, 5), V(vO, 2),
	V(vOR, 4), V(vOR, 1), V(vOR, 2), V(vOR, 3), V(vOR, 5), V(vOH, 4),
	V(vOH, 1), V(vOH, 2), V(vOH, 3), V(vOH, 5), V(vU, 5), V(vU, 2),
	V(vUH, 4), V(vUH, 1), V(vUH, 2), V(vUH, 3), V(vUH, 5), V(vY, 1),
	V(vY, 5), V(vY, 2), V(vY, 3),
};

static uint32_t small_of(uint32_t c)
{
	if (c < 0x80)
		return c >= 'A' && c <= 'Z' ? c + 32 : c;
	if (c >= 0xC0 && c <= 0xDD)
		return c + 32;
	if (c >= 0x1EA0 && c <= 0x1EF9)
		return c | 1;
	switch (c) {
	case 0x102: case 0x110: case 0x128: case 0x168: case 0x1A0:
	case 0x1AF:
		return c + 1;
	}
	return c;
}

static uint8_t vowel_row(uint32_t small)
{
	if (small >= 0xE0 && small <= 0xFF)
		return LATIN[small - 0xE0];
	if (small >= 0x1EA1 && small <= 0x1EF9)
		return EXTENDED[(small - 0x1EA1) / 2];
	switch (small) {
	case 0x103: return V(vAB, 0);
	case 0x129: return V(vI, 3);
	case 0x169: return V(vU, 3);
	case 0x1A1: return V(vOH, 0);
	case 0x1B0: return V(vUH, 0);
	}
	return 0;
}

struct letter letter_parts(uint32_t code)
{
	uint32_t small = small_of(code);
	struct letter l = { .capital = small != code };
	uint8_t row;

	if (small < 0x80) {
		if (small >= 'a' && small <= 'z')
			l.letter = (uint8_t)small;
	} else if (small == 0x111) {
		l.letter = LETTER_D_BAR;
	} else if ((row = vowel_row(small))) {
		l.letter = VOWELS[(row - 1) >> 3].letter;
		l.tone = (row - 1) & 7;
	}
	return l;
}

bool letter_is_vowel(uint8_t letter)
{
	switch (letter) {
	case 'a': case 'e': case 'i': case 'o': case 'u': case 'y':
		return true;
	}
	return letter && letter < LETTER_D_BAR;
}

uint32_t letter_upper(uint32_t code)
{
	if (code < 0x80)
		return code >= 'a' && code <= 'z' ? code - 32 : code;
	if (!letter_parts(code).letter || letter_parts(code).capital)
		return code;
	return code <= 0xFF ? code - 32 : code - 1;
}

uint32_t letter_code(struct letter l)
{
	uint32_t code = l.letter == LETTER_D_BAR ? 0x111 : 0;

	for (int i = 0; !code && i < VOWEL_COUNT; i++)
		if (VOWELS[i].letter == l.letter)
			code = VOWELS[i].codes[l.tone];
	if (!code && l.letter >= 'a' && l.letter <= 'z' && !l.tone)
		code = l.letter;
	return l.capital ? letter_upper(code) : code;
}

uint32_t letter_with_tone(uint32_t code, enum tone tone)
{
	struct letter l = letter_parts(code);

	if (!letter_is_vowel(l.letter) || l.tone)
		return 0;
	l.tone = (uint8_t)tone;
	return letter_code(l);
}

static uint8_t shaped(uint8_t letter, uint32_t mark)
{
	static const struct {
		uint16_t mark;
		uint8_t from, to;
	} SHAPES[] = {
		{ 0x302, 'a', LETTER_A_ROOF },	{ 0x302, 'e', LETTER_E_ROOF },
		{ 0x302, 'o', LETTER_O_ROOF },	{ 0x306, 'a', LETTER_A_BREVE },
		{ 0x31B, 'o', LETTER_O_HORN },	{ 0x31B, 'u', LETTER_U_HORN },
	};

	for (size_t i = 0; i < sizeof SHAPES / sizeof *SHAPES; i++)
		if (SHAPES[i].mark == mark && SHAPES[i].from == letter)
			return SHAPES[i].to;
	return LETTER_NONE;
}

uint32_t letter_compose(uint32_t code, uint32_t mark)
{
	struct letter l = letter_parts(code);

	switch (mark) {
	case 0x300: return letter_with_tone(code, TONE_GRAVE);
	case 0x309: return letter_with_tone(code, TONE_HOOK);
	case 0x303: return letter_with_tone(code, TONE_TILDE);
	case 0x301: return letter_with_tone(code, TONE_ACUTE);
	case 0x323: return letter_with_tone(code, TONE_DOT);
	}
	l.letter = shaped(l.letter, mark);
	return l.letter ? letter_code(l) : 0;
}
