#include "import/charset.h"

#include "import/letters.h"

static const struct {
	uint16_t low[32], high[128];
} TABLES[] = {
#define ROW(...) __VA_ARGS__,
#define CHARSET(name, low, high) [CHARSET_##name] = { { low }, { high } },
#include "import/charsets.def"
#undef CHARSET
#undef ROW
};

static uint32_t single(enum charset set, uint8_t byte)
{
	if (byte < 0x20)
		return TABLES[set].low[byte];
	return byte < 0x80 ? byte : TABLES[set].high[byte - 0x80];
}

int charset_byte(uint32_t code)
{
	if (code < 0x80 || (code >= 0xA0 && code <= 0xFF))
		return (int)code;
	if (code >= 0xF020 && code <= 0xF0FF)
		return (int)(code - 0xF000);
	for (int i = 0; i < 32; i++)
		if (TABLES[CHARSET_CP1252].high[i] == code)
			return 0x80 + i;
	return code < 0xA0 ? (int)code : -1;
}

/* ---- VNI ------------------------------------------------------------------- */

/* Letters of one byte, small; the capitals stand 32 lower. */
static uint32_t vni_letter(uint8_t small)
{
	switch (small) {
	case 0xF1: return 0x111;  /* đ */
	case 0xF4: return 0x1A1;  /* ơ */
	case 0xF6: return 0x1B0;  /* ư */
	case 0xEC: return 0xEC;   /* ì */
	case 0xED: return 0xED;   /* í */
	case 0xE6: return 0x1EC9; /* ỉ */
	case 0xF3: return 0x129;  /* ĩ */
	case 0xF2: return 0x1ECB; /* ị */
	case 0xEE: return 0x1EF5; /* ỵ */
	}
	return 0;
}

/* What a mark's byte, small, puts on the letter before it. */
static bool vni_mark(uint8_t small, uint32_t *shape, enum tone *tone)
{
	static const struct {
		uint8_t byte, tone;
		uint16_t shape;
	} MARKS[] = {
		{ 0xF8, TONE_GRAVE, 0 },     { 0xFB, TONE_HOOK, 0 },
		{ 0xF5, TONE_TILDE, 0 },     { 0xF9, TONE_ACUTE, 0 },
		{ 0xEF, TONE_DOT, 0 },	     { 0xE2, TONE_LEVEL, 0x302 },
		{ 0xE0, TONE_GRAVE, 0x302 }, { 0xE5, TONE_HOOK, 0x302 },
		{ 0xE3, TONE_TILDE, 0x302 }, { 0xE1, TONE_ACUTE, 0x302 },
		{ 0xE4, TONE_DOT, 0x302 },   { 0xEA, TONE_LEVEL, 0x306 },
		{ 0xE8, TONE_GRAVE, 0x306 }, { 0xFA, TONE_HOOK, 0x306 },
		{ 0xFC, TONE_TILDE, 0x306 }, { 0xE9, TONE_ACUTE, 0x306 },
		{ 0xEB, TONE_DOT, 0x306 },
	};

	for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++)
		if (MARKS[i].byte == small) {
			*shape = MARKS[i].shape;
			*tone = MARKS[i].tone;
			return true;
		}
	return false;
}

/* `code` with a VNI mark on it; 0 where the byte is no mark of it. */
static uint32_t vni_marked(uint32_t code, uint8_t byte)
{
	uint32_t shape;
	enum tone tone;

	if (byte < 0xC0 || !vni_mark(byte | 0x20, &shape, &tone))
		return 0;
	if (shape)
		code = letter_compose(code, shape);
	if (!code || !tone)
		return code;
	return letter_with_tone(code, tone);
}

static uint32_t vni_single(uint8_t byte)
{
	uint32_t code = byte >= 0xC0 ? vni_letter(byte | 0x20) : 0;

	if (!code)
		return single(CHARSET_CP1252, byte);
	return byte & 0x20 ? code : letter_upper(code);
}

/* ---- all ------------------------------------------------------------------- */

uint32_t charset_decode(enum charset set, const uint8_t *bytes, uint32_t n,
			uint32_t *codes)
{
	uint32_t out = 0;

	for (uint32_t i = 0; i < n; i++) {
		uint32_t last = out ? codes[out - 1] : 0, one = 0;
		uint32_t code = set == CHARSET_VNI ? bytes[i] :
						     single(set, bytes[i]);

		if (set == CHARSET_VNI && last)
			one = vni_marked(last, bytes[i]);
		else if (set == CHARSET_CP1258 && last && code >= 0x300)
			one = letter_compose(last, code);
		if (one)
			codes[out - 1] = one;
		else
			codes[out++] = set == CHARSET_VNI ?
					       vni_single(bytes[i]) : code;
	}
	return out;
}
