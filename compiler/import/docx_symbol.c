#include "import/docx_symbol.h"

#include "base/utf8.h"

#include <stddef.h>

struct picture {
	uint32_t code, letter;
};

static const struct picture SYMBOL[] = {
	{ 0x2B, '+' }, { 0x2D, 0x2212 }, { 0x3C, '<' }, { 0x3D, '=' },
	{ 0x3E, '>' }, { 0x44, 0x394 }, { 0x53, 0x3A3 }, { 0x57, 0x3A9 },
	{ 0x61, 0x3B1 }, { 0x62, 0x3B2 }, { 0x64, 0x3B4 }, { 0x6C, 0x3BB },
	{ 0x6D, 0x3BC }, { 0x70, 0x3C0 }, { 0xA3, 0x2264 },
	{ 0xA5, 0x221E }, { 0xAB, 0x2194 }, { 0xAE, 0x2192 },
	{ 0xB0, 0xB0 }, { 0xB1, 0xB1 }, { 0xB3, 0x2265 }, { 0xB4, 0xD7 },
	{ 0xB7, 0x2022 }, { 0xB8, 0xF7 }, { 0xB9, 0x2260 },
	{ 0xBB, 0x2248 }, { 0xBC, 0x2026 }, { 0xD6, 0x221A },
	{ 0xDE, 0x21D2 }, { 0xE5, 0x2211 },
};

static const struct picture WINGDINGS[] = {
	{ 0x6C, 0x25CF }, { 0x6E, 0x25A0 }, { 0x6F, 0x25A1 },
	{ 0x71, 0x2751 }, { 0x76, 0x2756 }, { 0x77, 0x25C6 },
	{ 0x9F, 0x2022 }, { 0xA7, 0x25AA }, { 0xA8, 0x25FB },
	{ 0xD8, 0x27A2 }, { 0xE0, 0x2192 }, { 0xE8, 0x2794 },
	{ 0xF0, 0x21E8 }, { 0xFB, 0x2717 }, { 0xFC, 0x2713 },
	{ 0xFD, 0x2612 }, { 0xFE, 0x2611 },
};

/* Dashes of the Wingdings family and friends are drawn as bullets anyway. */
static const struct picture BULLETS[] = {
	{ 0x2B, '+' }, { 0x2D, '-' }, { 0xBE, '-' },
};

static uint32_t look_up(const struct picture *list, size_t n, uint32_t code)
{
	for (size_t i = 0; i < n; i++)
		if (list[i].code == code)
			return list[i].letter;
	return 0;
}

#define LOOK_UP(list, code) look_up(list, sizeof(list) / sizeof *(list), code)

bool symbol_is_font(struct str font)
{
	return str_is(font, "Symbol") || str_starts(font, STR("Wingdings")) ||
	       str_is(font, "Webdings");
}

uint32_t symbol_letter(uint32_t code, struct str font)
{
	bool drawn = code >= 0xF000 && code <= 0xF0FF;

	if (drawn)
		code -= 0xF000;
	if (str_is(font, "Wingdings"))
		return LOOK_UP(WINGDINGS, code);
	if (str_is(font, "Symbol") || drawn)
		return LOOK_UP(SYMBOL, code);
	return 0;
}

/* A circle of Courier New is the letter o. */
struct str symbol_bullet(struct arena *a, struct str text, struct str font)
{
	uint32_t at = 0, code, letter;
	bool drawn;

	text = str_trim(text);
	if (!text.n)
		return STR("•");
	code = utf8_next(text, &at);
	drawn = code >= 0xE000 && code <= 0xF8FF;
	if (!drawn && !symbol_is_font(font)) {
		bool ring = str_is(text, "o") &&
			    str_starts(font, STR("Courier"));
		return ring ? STR("•") : str_slice(text, 0, text.n < 16
						   ? text.n : at);
	}
	letter = LOOK_UP(BULLETS, drawn ? code & 0xFF : code);
	return letter ? str_printf(a, "%c", (char)letter) : STR("•");
}
