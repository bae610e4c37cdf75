#include "import/reading.h"

#include "base/utf8.h"
#include "import/syllable.h"

static const enum charset SETS[OLD_SETS] = {
	CHARSET_TCVN3, CHARSET_VISCII, CHARSET_CP1258, CHARSET_VPS, CHARSET_VNI,
};

int reading_charset(int reading)
{
	if (reading >= READING_PASTED && reading < READING_TWICE)
		return SETS[reading - READING_PASTED];
	if (reading >= READING_BYTES && reading < READING_PASTED)
		return SETS[reading - READING_BYTES];
	return -1;
}

const char *reading_name(int reading)
{
	switch (reading_charset(reading)) {
	case CHARSET_TCVN3: return "TCVN3";
	case CHARSET_VISCII: return "VISCII";
	case CHARSET_CP1258: return "CP1258";
	case CHARSET_VPS: return "VPS";
	case CHARSET_VNI: return "VNI";
	}
	return "UTF-8";
}

const char *reading_reason(int reading)
{
	switch (reading_charset(reading)) {
	case CHARSET_TCVN3: return "bảng mã TCVN3";
	case CHARSET_VISCII: return "bảng mã VISCII";
	case CHARSET_CP1258: return "bảng mã CP1258";
	case CHARSET_VPS: return "bảng mã VPS";
	case CHARSET_VNI: return "bảng mã VNI";
	}
	return reading == READING_ASIS ? "bảng mã CP1252" :
					 "UTF-8 bị đọc nhầm là CP1252";
}

/* ---- bytes to code points -------------------------------------------------- */

static bool is_utf8(struct str word)
{
	return utf8_find_fault(word) < 0;
}

static bool is_mark(uint32_t c)
{
	return c >= 0x300 && c <= 0x36F;
}

static void add_composed(struct codes *out, uint32_t c)
{
	uint32_t one = 0;

	if (is_mark(c) && out->n)
		one = letter_compose(out->c[out->n - 1], c);
	if (one)
		out->c[out->n - 1] = one;
	else
		out->c[out->n++] = c;
}

static void decode_as_is(struct str word, struct codes *out)
{
	out->n = 0;
	for (uint32_t i = 0; i < word.n;) {
		uint32_t at = i;
		uint32_t c = utf8_next(word, &i);
		uint8_t byte = (uint8_t)word.p[at];

		if (c == UTF8_REPLACEMENT && i - at == 1)
			charset_decode(CHARSET_CP1252, &byte, 1, &c);
		add_composed(out, c);
	}
}

/* A character that no old set has is left where it is no letter: the dashes
 * and bullets that Word puts in by itself. */
static bool decode_pasted(enum charset set, const struct codes *in,
			  struct codes *out)
{
	out->n = 0;
	for (uint32_t i = 0; i < in->n;) {
		uint8_t bytes[WORD_MOST];
		uint32_t n = 0;
		int byte = 0;

		while (i < in->n && (byte = charset_byte(in->c[i])) >= 0) {
			bytes[n++] = (uint8_t)byte;
			i++;
		}
		out->n += charset_decode(set, bytes, n, out->c + out->n);
		if (i == in->n)
			break;
		if (utf8_is_letter(in->c[i]) || is_mark(in->c[i]))
			return false;
		out->c[out->n++] = in->c[i++];
	}
	return true;
}

/* The characters are bytes of UTF-8, every one. Where the last is missing it
 * was a space that does not break, and has become one that does: "lÃ ". */
static bool decode_twice(const struct codes *in, struct codes *out)
{
	char bytes[WORD_MOST + 1];
	struct str s = { bytes, in->n };
	bool many = false;

	for (uint32_t i = 0; i < in->n; i++) {
		int byte = charset_byte(in->c[i]);

		if (byte < 0 || in->c[i] >= 0xF000)
			return false;
		bytes[i] = (char)byte;
		many |= byte >= 0x80;
	}
	if (many && !is_utf8(s))
		bytes[s.n++] = (char)0xA0;
	if (!many || !is_utf8(s))
		return false;
	decode_as_is(s, out);
	return true;
}

bool reading_decode(int reading, struct str word, struct codes *out)
{
	int set = reading_charset(reading);
	struct codes in;

	if (reading >= READING_BYTES && reading < READING_PASTED) {
		out->n = charset_decode((enum charset)set,
					(const uint8_t *)word.p, word.n,
					out->c);
		return true;
	}
	decode_as_is(word, reading == READING_ASIS ? out : &in);
	if (reading == READING_ASIS)
		return true;
	if (!is_utf8(word))
		return false;
	if (set >= 0)
		return decode_pasted((enum charset)set, &in, out);
	if (!decode_twice(&in, out))
		return false;
	in = *out;
	return reading == READING_TWICE || decode_twice(&in, out);
}

/* ---- capitals -------------------------------------------------------------- */

static bool in_run(const struct codes *w, uint32_t i)
{
	return i < w->n && letter_parts(w->c[i]).letter;
}

/* Letters that TCVN3 has as capitals and small: those without a tone. */
static enum letter_case run_case(const uint32_t *c, uint32_t n)
{
	uint32_t capitals = 0;

	for (uint32_t i = 0; i < n; i++) {
		struct letter l = letter_parts(c[i]);

		if (!l.tone && !l.capital)
			return CASE_SMALL;
		capitals += l.capital;
	}
	return capitals > 1 || (capitals && !letter_parts(c[0]).capital) ?
		       CASE_CAPITALS : CASE_UNSURE;
}

static uint32_t run_end(const struct codes *w, uint32_t i)
{
	while (in_run(w, i))
		i++;
	return i;
}

enum letter_case reading_case(const struct codes *w)
{
	enum letter_case found = CASE_UNSURE;

	for (uint32_t i = 0, end; i < w->n; i = end + 1) {
		end = run_end(w, i);
		if (end == i)
			continue;
		found = run_case(w->c + i, end - i);
		if (found == CASE_SMALL)
			return found;
	}
	return found;
}

void reading_capitals(struct codes *w, bool beside)
{
	for (uint32_t i = 0, end; i < w->n; i = end + 1) {
		enum letter_case found;

		end = run_end(w, i);
		found = run_case(w->c + i, end - i);
		if (end == i || found == CASE_SMALL ||
		    (found == CASE_UNSURE && !beside))
			continue;
		for (uint32_t k = i; k < end; k++)
			w->c[k] = letter_upper(w->c[k]);
	}
}

/* ---- tidying --------------------------------------------------------------- */

/* A joiner shapes some scripts and pictures; in Latin text it is rubbish. */
static bool is_hidden(const struct codes *w, uint32_t i)
{
	uint32_t c = w->c[i], before = i ? w->c[i - 1] : 0;

	if (c == 0x200C || c == 0x200D)
		return before < 0x300 || (before >= 0x1E00 && before <= 0x1EFF);
	return c == 0xAD || c == 0x200B || c == 0x200E || c == 0x200F ||
	       c == 0x2060 || c == 0xFEFF || (c >= 0x202A && c <= 0x202E);
}

static bool is_lost(uint32_t c)
{
	return (c < 0x20 && c != '\t' && c != '\f') ||
	       (c >= 0x7F && c <= 0x9F) || (c >= 0xE000 && c <= 0xE8FF) ||
	       c == UTF8_REPLACEMENT; /* U+E000 … are the marks of paper.h */
}

static bool is_private(uint32_t c)
{
	return c >= 0xE000 && c <= 0xF8FF;
}

/* The bullets that Word takes from its symbol fonts. */
static uint32_t symbol_of(uint32_t c)
{
	switch (c) {
	case 0xF0B7: return 0x2022; /* • */
	case 0xF0A7: return 0x25AA; /* ▪ */
	case 0xF0D8: return 0x27A2; /* ➢ */
	case 0xF0FC: return 0x2713; /* ✓ */
	case 0xF02D: return '-';
	case 0xF06F: return 'o';
	}
	return c;
}

/* Đ typed as the Icelandic Eth: where that makes a syllable. */
static int tidy_eth(struct codes *w)
{
	uint32_t run[WORD_MOST], n = 0, from;

	for (from = 0; from < w->n && w->c[from] != 0xD0 && w->c[from] != 0xF0;)
		from++;
	if (from == w->n || (from && utf8_is_letter(w->c[from - 1])))
		return 0;
	for (uint32_t i = from; in_run(w, i) || i == from; i++)
		run[n++] = w->c[i];
	run[0] = w->c[from] == 0xD0 ? 0x110 : 0x111;
	if (n < 2 || !syllable_is_codes(run, n))
		return 0;
	w->c[from] = run[0];
	return TIDY_ETH;
}

int reading_tidy(struct codes *w)
{
	int done = 0;
	uint32_t out = 0;

	for (uint32_t i = 0; i < w->n; i++) {
		uint32_t c = w->c[i], better = symbol_of(c);

		if (is_hidden(w, i)) {
			done |= TIDY_HIDDEN;
			continue;
		}
		if (better != c)
			done |= TIDY_SYMBOL;
		else if (c == 0xA0 || c == 0x202F)
			better = ' ', done |= TIDY_SPACE;
		else if (is_lost(c))
			better = UTF8_REPLACEMENT, done |= TIDY_LOST;
		w->c[out++] = better;
	}
	w->n = out;
	return done | tidy_eth(w);
}

/* ---- costs ----------------------------------------------------------------- */

/* Names of offices: QĐ, HĐND; they tell nothing. */
static bool is_abbreviation(const uint32_t *c, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		struct letter l = letter_parts(c[i]);

		if (!l.letter || !l.capital || l.tone)
			return false;
	}
	return true;
}

/* Hook and tilde are rare but on these. */
static bool is_rare(uint32_t code)
{
	struct letter l = letter_parts(code);

	l.capital = false;
	if (l.tone != TONE_HOOK && l.tone != TONE_TILDE)
		return false;
	switch (letter_code(l)) {
	case 0x1EA3: case 0x1EE7: case 0x1EC3: case 0x1EDF: case 0x1ED5:
	case 0x1EED: case 0x1EEF: case 0xE3: /* ả ủ ể ở ổ ử ữ ã */
		return false;
	}
	return true;
}

static double rarity(const uint32_t *c, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		if (is_rare(c[i]))
			return 0.4;
	return 0;
}

static double run_cost(const uint32_t *c, uint32_t n, bool old)
{
	bool bare = true, ours = true;

	for (uint32_t i = 0; i < n; i++) {
		bare &= c[i] < 0x80;
		ours &= letter_parts(c[i]).letter != LETTER_NONE;
	}
	if (bare)
		return 0;
	if (syllable_is_codes(c, n))
		return old ? rarity(c, n) : 0;
	if (is_abbreviation(c, n) || (ours && n == 1))
		return old ? 2 : 0.5;
	return (ours ? 3 : 4) + (old ? 3 : 0);
}

static bool is_punctuation(uint32_t c)
{
	return (c >= 0x2010 && c <= 0x2027) || c == 0x20AB || c == 0xA0 ||
	       (c >= 0x2190 && c <= 0x2BFF) || c >= 0x1F000;
}

/* Signs that do stand beside a word in good text: m², «là», Word®, 5°C. */
static bool is_at_home(uint32_t c, bool first, bool last)
{
	switch (c) {
	case 0xAE: case 0xB2: case 0xB3: case 0xB9: case 0xBB: case 0x2122:
	case 0xAA: case 0xBA:
		return last;
	case 0xAB: case 0xA7: case 0xA9: case 0xBF: case 0xA1:
		return first;
	case 0xB0: case 0xB1:
		return first || last;
	}
	return false;
}

static double sign_cost(const struct codes *w, uint32_t i, bool old)
{
	uint32_t c = w->c[i];
	bool before = i && utf8_is_letter(w->c[i - 1]);
	bool after = i + 1 < w->n && utf8_is_letter(w->c[i + 1]);

	if (is_lost(c))
		return 8;
	if (is_private(c))
		return w->n == 1 && !old ? 0 : 6;
	if (is_punctuation(c))
		return old ? 0.5 : 0;
	if (!before && !after)
		return old ? 3 : 0.5;
	return is_at_home(c, !before, !after) ? 1 + 3 * old : 5 + old;
}

static double cost_of(const struct codes *w, bool old)
{
	double worst = 0, cost = 0;

	for (uint32_t i = 0, end; i < w->n; i = end) {
		end = i + 1;
		if (utf8_is_letter(w->c[i])) {
			while (end < w->n && (utf8_is_letter(w->c[end]) ||
					      is_mark(w->c[end])))
				end++;
			cost = run_cost(w->c + i, end - i, old);
		} else if (w->c[i] >= 0x7F || w->c[i] < 0x20) {
			cost = sign_cost(w, i, old);
		}
		if (cost > worst)
			worst = cost;
	}
	return worst;
}

/* One character of a symbol font is a bullet, not a letter. */
static bool is_lone_symbol(struct str word)
{
	uint32_t i = 0, c = utf8_next(word, &i);

	return i == word.n && is_private(c);
}

double reading_cost(int reading, struct str word)
{
	bool old = reading_charset(reading) >= 0;
	struct codes w;

	if (!reading_decode(reading, word, &w) ||
	    (old && is_lone_symbol(word)))
		return READING_NEVER;
	if (reading_charset(reading) == CHARSET_TCVN3)
		reading_capitals(&w, false);
	reading_tidy(&w);
	if (reading >= READING_TWICE)
		return cost_of(&w, false) - (str_ends(word, STR("Ã")) ? 0 : 3);
	/* What is not UTF-8 was meant to be something else; what is, not. */
	if (reading < READING_PASTED &&
	    (reading == READING_ASIS) != is_utf8(word))
		return cost_of(&w, old) + 1;
	return cost_of(&w, old);
}

/* Letters above U+00FF in a good word: nothing but Unicode has them. */
static bool is_sure(struct str word, double cost)
{
	if (cost > 0.5 || !is_utf8(word))
		return false;
	for (uint32_t i = 0; i < word.n;) {
		uint32_t c = utf8_next(word, &i);

		if (c > 0xFF && (letter_parts(c).letter || is_mark(c)))
			return true;
	}
	return false;
}

void reading_costs(struct str word, double costs[READING_COUNT])
{
	bool sure;

	costs[READING_ASIS] = reading_cost(READING_ASIS, word);
	sure = is_sure(word, costs[READING_ASIS]);
	for (int r = READING_ASIS + 1; r < READING_COUNT; r++) {
		costs[r] = sure ? READING_NEVER : reading_cost(r, word);
		if (costs[READING_ASIS] == 0)
			costs[r] += 0.1; /* good as it is: rather that */
	}
}
