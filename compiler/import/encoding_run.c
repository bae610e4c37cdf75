#include "import/encoding.h"

#include <string.h>

#include "base/utf8.h"
#include "import/letters.h"
#include "import/reading.h"

/* How much a font's name weighs against the letters, and how much the letters
 * must say where the font says nothing: about three words. */
#define FONT_SAYS 4.0
#define LETTERS_SAY 8.0

/* ---- fonts ------------------------------------------------------------------- */

static bool is_subset_tag(struct str s)
{
	if (s.n < 7 || s.p[6] != '+')
		return false;
	for (int i = 0; i < 6; i++)
		if (s.p[i] < 'A' || s.p[i] > 'Z')
			return false;
	return true;
}

static bool starts(struct str s, const char *prefix)
{
	struct str p = str_of(prefix);

	if (s.n < p.n)
		return false;
	for (uint32_t i = 0; i < p.n; i++)
		if (utf8_fold((uint8_t)s.p[i]) != (uint8_t)p.p[i])
			return false;
	return true;
}

/* The reading that a font's name asks for, -1 none; `*capitals`: it shows small
 * letters as capitals (.VnTimeH). */
static int reading_of_font(const char *name, bool *capitals)
{
	struct str s = name ? str_of(name) : STR("");
	uint32_t end;

	*capitals = false;
	if (is_subset_tag(s))
		s = str_from(s, 7);
	if (starts(s, "#2e")) /* PDF writes the dot of ".VnTime" so */
		s = str_from(s, 3);
	if (starts(s, "."))
		s = str_from(s, 1);
	if (starts(s, "vni"))
		return READING_PASTED + 4;
	if (starts(s, "vps"))
		return READING_PASTED + 3;
	if (!starts(s, "vn") || s.n < 3 || s.p[2] < 'A' || s.p[2] > 'Z')
		return -1;
	for (end = 2; end < s.n && (utf8_is_letter((uint8_t)s.p[end]) ||
				    utf8_is_digit((uint8_t)s.p[end]));)
		end++;
	*capitals = s.p[end - 1] == 'H' && end > 4;
	return READING_PASTED;
}

/* ---- words -------------------------------------------------------------------- */

/* A word from `*at`, which moves past it; empty at the end. */
static struct str next_word(struct str s, uint32_t *at)
{
	uint32_t from = *at, to;

	while (from < s.n && (uint8_t)s.p[from] <= ' ' && s.p[from])
		from++;
	for (to = from; to < s.n && (uint8_t)s.p[to] > ' ' &&
			(to - from < WORD_MOST - 4 ||
			 ((uint8_t)s.p[to] & 0xC0) == 0x80) &&
			to - from < WORD_MOST;)
		to++;
	if (to == from && from < s.n)
		to++;
	*at = to;
	return str_slice(s, from, to);
}

static bool is_ascii(struct str s)
{
	for (uint32_t i = 0; i < s.n; i++)
		if ((uint8_t)s.p[i] >= 0x80)
			return false;
	return true;
}

static void sum_costs(struct str s, double sums[READING_COUNT])
{
	double own[READING_COUNT];

	memset(sums, 0, sizeof(double) * READING_COUNT);
	for (uint32_t at = 0; at < s.n;) {
		struct str word = next_word(s, &at);

		if (is_ascii(word))
			continue;
		reading_costs(word, own);
		for (int r = 0; r < READING_COUNT; r++)
			sums[r] += own[r] < READING_NEVER ? own[r] : 8;
	}
}

/* The reading of a run, READING_ASIS where little speaks against it. */
static int judge(struct str s, int font)
{
	double sums[READING_COUNT];
	int best = READING_ASIS;

	sum_costs(s, sums);
	if (font >= 0 && sums[font] <= sums[READING_ASIS] + FONT_SAYS)
		return font;
	for (int r = READING_PASTED; r < READING_COUNT; r++)
		if (sums[r] < sums[best])
			best = r;
	return sums[READING_ASIS] - sums[best] >= LETTERS_SAY ||
			       (best >= READING_TWICE && sums[best] < 0 &&
				sums[READING_ASIS] > 3) ?
		       best : READING_ASIS;
}

static void add_word(struct buf *b, struct str word, int reading,
		     bool capitals)
{
	struct codes w;

	if (is_ascii(word) || !reading_decode(reading, word, &w))
		reading_decode(READING_ASIS, word, &w);
	else if (reading == READING_PASTED)
		reading_capitals(&w, false);
	if (reading != READING_ASIS)
		reading_tidy(&w);
	for (uint32_t i = 0; i < w.n; i++)
		utf8_add(b, capitals ? letter_upper(w.c[i]) : w.c[i]);
}

struct str decode_run(struct arena *arena, struct str text, const char *font,
		      const char **encoding)
{
	bool capitals;
	int asked = reading_of_font(font, &capitals), reading;
	struct buf b = buf_new(arena);
	struct str out;
	uint32_t done = 0;

	if (encoding)
		*encoding = NULL;
	reading = is_ascii(text) ? READING_ASIS : judge(text, asked);
	if (reading == READING_ASIS && !capitals)
		return utf8_nfc(arena, text);
	for (uint32_t at = 0; at < text.n; done = at) {
		struct str word = next_word(text, &at);

		buf_add(&b, str_slice(text, done,
				      (uint32_t)(word.p - text.p)));
		add_word(&b, word, reading, capitals);
	}
	out = utf8_nfc(arena, buf_str(&b));
	if (str_eq(out, text))
		return text;
	if (encoding)
		*encoding = reading == READING_ASIS ? "TCVN3" :
						      reading_name(reading);
	return out;
}
