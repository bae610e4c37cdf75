#include "import/pdf_shift.h"

#include <string.h>

#include "base/utf8.h"

enum { MOST_FONTS = 256, MOST_ENTRIES = 200, SYMBOL = 0xF000 };

/* What glyph number a letter of Times New Roman has: 3…97 is ASCII, then
 * Macintosh's order without its apple and its hard space, then Vietnamese. */
static const uint16_t GLYPHS[][2] = {
	{ 105, 0xE1 }, { 106, 0xE0 }, { 107, 0xE2 }, { 109, 0xE3 },
	{ 112, 0xE9 }, { 113, 0xE8 }, { 114, 0xEA }, { 116, 0xED },
	{ 117, 0xEC }, { 121, 0xF3 }, { 122, 0xF2 }, { 123, 0xF4 },
	{ 125, 0xF5 }, { 126, 0xFA }, { 127, 0xF9 }, { 131, 0xB0 },
	{ 135, 0x2022 }, { 171, 0x2026 }, { 172, 0xC0 }, { 173, 0xC3 },
	{ 174, 0xD5 }, { 177, 0x2013 }, { 178, 0x2014 }, { 179, 0x201C },
	{ 180, 0x201D }, { 181, 0x2018 }, { 182, 0x2019 }, { 198, 0xC2 },
	{ 199, 0xCA }, { 200, 0xC1 }, { 202, 0xC8 }, { 203, 0xCD },
	{ 206, 0xCC }, { 207, 0xD3 }, { 208, 0xD4 }, { 209, 0xD2 },
	{ 210, 0xDA }, { 212, 0xD9 }, { 233, 0xDD }, { 234, 0xFD },
	{ 255, 0x111 }, { 258, 0x102 }, { 259, 0x103 }, { 264, 0x110 },
	{ 428, 0x128 }, { 429, 0x129 }, { 457, 0x168 }, { 458, 0x169 },
	{ 1130, 0x1A0 }, { 1131, 0x1A1 }, { 1132, 0x1AF }, { 1133, 0x1B0 },
};

enum kind { KIND_GLYPHS, KIND_SYMBOL, KIND_BACK, KINDS };

/* The letter that a wrong code stands for; 0: not in this table. */
static uint32_t letter_of(enum kind kind, uint32_t c)
{
	if (kind == KIND_SYMBOL)
		return c > SYMBOL && c <= SYMBOL + 0xFF ? c - SYMBOL : 0;
	if (kind == KIND_BACK) /* the other way: code = letter + 29 */
		return c >= 0x3D && c <= 0x9B ? c - 29 : 0;
	if (c >= MEASURE_NAMELESS)
		c -= MEASURE_NAMELESS;
	if (c >= 3 && c <= 97)
		return c + 29;
	if (c >= 0x4A4 && c <= 0x4FD)
		return c + 0x19FC;
	for (size_t i = 0; i < sizeof GLYPHS / sizeof *GLYPHS; i++)
		if (GLYPHS[i][0] == c)
			return GLYPHS[i][1];
	return 0;
}

/* ---- is it shifted? -------------------------------------------------------- */

struct font {
	struct str name;
	uint32_t letters;          /* seen */
	uint32_t strange;          /* of them no Vietnamese file has */
	uint32_t good;             /* how well they read as they stand */
	uint32_t read[KINDS], known[KINDS]; /* and as repaired */
	bool shifted;
	enum kind kind;
};

/* A small vowel or a letter that only Vietnamese has, in any text half of the
 * letters; capitals and signs read less like a text. */
static uint32_t likeness(uint32_t c)
{
	if (c == ' ' || (c < 0x80 && c && strchr("aeiouy", (int)c)))
		return 2;
	if ((c >= 0x1EA0 && c <= 0x1EF9) || c == 0x110 || c == 0x111 ||
	    c == 0x1B0 || c == 0x1A1 || c == 0xE0 || c == 0xE1 || c == 0xEA ||
	    c == 0xF4 || c == 0xE2)
		return 2;
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Old Cyrillic letters, the private use area, letters without a name. */
static bool is_strange(uint32_t c)
{
	return (c >= 0x460 && c <= 0x4FF) || (c >= 0xE000 && c <= 0xF8FF) ||
	       c >= MEASURE_NAMELESS;
}

static void count_letter(struct font *f, uint32_t c)
{
	f->letters++;
	f->strange += is_strange(c);
	f->good += likeness(c);
	for (int k = 0; k < KINDS; k++) {
		uint32_t right = letter_of((enum kind)k, c);

		f->known[k] += right != 0;
		f->read[k] += likeness(right);
	}
}

static bool reads_better(const struct font *f, int kind)
{
	return f->strange * 20 >= f->letters
		? f->read[kind] > f->good
		: f->read[kind] > f->letters && f->read[kind] > 2 * f->good;
}

static void judge(struct font *f)
{
	for (int k = 0; k < KINDS; k++)
		if (f->letters >= 8 && f->known[k] * 100 >= f->letters * 97 &&
		    reads_better(f, k)) {
			f->shifted = true;
			f->kind = (enum kind)k;
			return;
		}
}

static struct font *font_named(struct font *fonts, uint32_t *count,
			       struct str name)
{
	for (uint32_t i = 0; i < *count; i++)
		if (str_eq(fonts[i].name, name))
			return &fonts[i];
	if (*count == MOST_FONTS)
		return NULL;
	fonts[*count].name = name;
	return &fonts[(*count)++];
}

static struct str codes_of(const struct measured_word *w)
{
	return w->codes.n ? w->codes : w->text;
}

static void count_page(struct font *fonts, uint32_t *count,
		       const struct measured_page *p)
{
	for (uint32_t i = 0; i < p->word_count; i++) {
		struct str s = codes_of(&p->words[i]);
		struct font *f = font_named(fonts, count, p->words[i].font);

		for (uint32_t at = 0; f && at < s.n;)
			count_letter(f, utf8_next(s, &at));
	}
}

/* ---- repair ------------------------------------------------------------------ */

static struct str right_text(struct arena *a, struct str s, enum kind kind)
{
	struct buf b = buf_new(a);

	for (uint32_t at = 0; at < s.n;) {
		uint32_t c = utf8_next(s, &at), right = letter_of(kind, c);

		utf8_add(&b, right ? right : c);
	}
	return buf_str(&b);
}

/* Words of a shifted font hold their spaces as letters: cut them there, their
 * lengths by the number of letters. */
static void add_parts(struct arena *a, struct measured_page *p,
		      struct measured_word w)
{
	double start = w.x0, width = w.x1 - w.x0;
	struct str s = w.text;
	uint32_t all = utf8_count(s), from = 0, seen = 0, first = 0;

	for (uint32_t at = 0; at <= s.n;) {
		uint32_t before = at;
		bool end = at == s.n || s.p[at] == ' ';

		if (end && before > from) {
			w.text = str_slice(s, from, before);
			w.x0 = start + width * first / all;
			w.x1 = start + width * seen / all;
			p->words = arena_grow(a, p->words, p->word_count,
					      sizeof *p->words);
			p->words[p->word_count++] = w;
		}
		if (at == s.n)
			break;
		utf8_next(s, &at);
		seen++;
		if (end) {
			from = at;
			first = seen;
		}
	}
}

static void repair_page(struct arena *a, struct measured_page *p,
			struct font *fonts, uint32_t count,
			struct ledger *ledger)
{
	struct measured_word *old = p->words;
	uint32_t n = p->word_count;

	p->words = NULL;
	p->word_count = 0;
	for (uint32_t i = 0; i < n; i++) {
		struct measured_word w = old[i];
		struct font *f = font_named(fonts, &count, w.font);

		if (f && f->shifted) {
			w.text = right_text(a, codes_of(&w), f->kind);
			if (ledger->repair_count < MOST_ENTRIES)
				ledger_repair(ledger, 0, old[i].text, w.text,
					      "bảng chữ của phông bị lệch", 0.9);
			add_parts(a, p, w);
			continue;
		}
		p->words = arena_grow(a, p->words, p->word_count,
				      sizeof *p->words);
		p->words[p->word_count++] = w;
	}
}

void shift_repair(struct arena *a, struct measured *m, struct ledger *ledger)
{
	struct font *fonts = arena_array(a, struct font, MOST_FONTS);
	uint32_t count = 0;
	bool any = false;

	for (uint32_t i = 0; i < m->page_count; i++)
		count_page(fonts, &count, &m->pages[i]);
	for (uint32_t i = 0; i < count; i++) {
		judge(&fonts[i]);
		any = any || fonts[i].shifted;
	}
	for (uint32_t i = 0; any && i < m->page_count; i++)
		repair_page(a, &m->pages[i], fonts, count, ledger);
}
