#include "import/syllable.h"

#include "base/utf8.h"

/* ---- rimes ----------------------------------------------------------------- */

enum { /* the letters of rimes.def */
	T_ = 0, T_a = 'a', T_c = 'c', T_e = 'e', T_g = 'g', T_h = 'h',
	T_i = 'i', T_m = 'm', T_n = 'n', T_o = 'o', T_p = 'p', T_t = 't',
	T_u = 'u', T_y = 'y', T_aw = LETTER_A_BREVE, T_aa = LETTER_A_ROOF,
	T_ee = LETTER_E_ROOF, T_oo = LETTER_O_ROOF, T_ow = LETTER_O_HORN,
	T_uw = LETTER_U_HORN,
};
#define PACK(a, b, c, d) \
	((uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (c) << 8 | (d))

static bool rime_is(uint32_t packed)
{
	switch (packed) {
#define RIME(a, b, c, d) case PACK(T_##a, T_##b, T_##c, T_##d):
#include "import/rimes.def"
#undef RIME
		return true;
	}
	return false;
}

static uint32_t pack(const uint8_t *letters, uint32_t n)
{
	uint32_t packed = 0;

	for (uint32_t i = 0; i < 4; i++)
		packed = packed << 8 | (i < n ? letters[i] : 0);
	return packed;
}

static bool is_front(uint8_t letter)
{
	return letter == 'i' || letter == 'e' || letter == LETTER_E_ROOF ||
	       letter == 'y';
}

/* ---- onsets ---------------------------------------------------------------- */

/* How many of the letters are the onset; "gi" even where its i is the nucleus. */
static uint32_t onset_length(const uint8_t *l, uint32_t n)
{
	uint8_t second = n > 1 ? l[1] : 0;

	switch (l[0]) {
	case 'b': case 'd': case LETTER_D_BAR: case 'h': case 'l': case 'm':
	case 'r': case 's': case 'v': case 'x':
		return 1;
	case 'c': case 'k': case 'p':
		return second == 'h' ? 2 : 1;
	case 'g':
		return second == 'h' || second == 'i' ? 2 : 1;
	case 'n':
		if (second == 'g')
			return n > 2 && l[2] == 'h' ? 3 : 2;
		return second == 'h' ? 2 : 1;
	case 'q':
		return 2;
	case 't':
		return second == 'h' || second == 'r' ? 2 : 1;
	}
	return 0;
}

/* Which rimes beginning with y, or with i before a vowel, go with an onset. */
static bool goes_with_y(const uint8_t *l, uint32_t onset, uint32_t rime)
{
	uint8_t first = l[onset], next = rime > 1 ? l[onset + 1] : 0;

	if (first == 'i' && next == LETTER_E_ROOF)
		return onset && l[0] != 'q';
	if (first != 'y' || l[0] == 'q')
		return true;
	if (next)
		return !onset && next == LETTER_E_ROOF;
	return !onset || (onset == 2 && l[0] == 't' && l[1] == 'h') ||
	       (onset == 1 && (l[0] == 'h' || l[0] == 'k' || l[0] == 'l' ||
			       l[0] == 'm' || l[0] == 's' || l[0] == 't' ||
			       l[0] == 'v'));
}

static bool onset_allows(const uint8_t *l, uint32_t onset, uint32_t rime)
{
	uint8_t first = l[onset];

	if (!goes_with_y(l, onset, rime))
		return false;
	switch (l[0]) {
	case 'k':
		return onset == 2 || is_front(first);
	case 'c':
		return onset == 2 || !is_front(first);
	case 'q':
		return l[1] == 'u' && first != 'o' && first != 'u' &&
		       first != LETTER_U_HORN;
	case 'g':
		if (onset == 2 && l[1] == 'h')
			return is_front(first) && first != 'y';
		return onset == 2 || !is_front(first);
	case 'n':
		if (onset == 1 || l[1] == 'h')
			return true;
		return is_front(first) == (onset == 3) && first != 'y';
	}
	return true;
}

/* ---- tones ----------------------------------------------------------------- */

static bool is_open_pair(const uint8_t *rime)
{
	return (rime[0] == 'o' && (rime[1] == 'a' || rime[1] == 'e')) ||
	       (rime[0] == 'u' && rime[1] == 'y');
}

/* Whether the tone may stand on letter `at` of a rime. */
static bool tone_may_stand(const uint8_t *rime, uint32_t n, uint32_t at)
{
	uint32_t vowels = 0, shaped = n;

	for (; vowels < n && letter_is_vowel(rime[vowels]); vowels++)
		if (rime[vowels] < LETTER_D_BAR)
			shaped = vowels;
	if (shaped < n)
		return at == shaped; /* ă â ê ô ơ ư, the last of them */
	if (vowels == 1)
		return at == 0;
	if (vowels == 3 || n > vowels)
		return at == 1;
	if (is_open_pair(rime))
		return at <= 1; /* hòa, hoà */
	return at == 0;
}

static bool is_stopped(const uint8_t *l, uint32_t n)
{
	return l[n - 1] == 'c' || l[n - 1] == 'p' || l[n - 1] == 't' ||
	       (n > 1 && l[n - 1] == 'h' && l[n - 2] == 'c');
}

/* ---- syllables ------------------------------------------------------------- */

struct spelling {
	uint8_t letters[SYLLABLE_LETTERS];
	uint32_t n;
	uint32_t tone_at;
};

static bool spell(const uint32_t *codes, uint32_t n, struct spelling *s,
		  struct syllable *y)
{
	uint32_t capitals = 0;
	bool first_capital = false;

	s->n = n;
	if (!n || n > SYLLABLE_LETTERS)
		return false;
	for (uint32_t i = 0; i < n; i++) {
		struct letter l = letter_parts(codes[i]);

		if (!l.letter || (l.tone && y->tone))
			return false;
		if (l.tone) {
			y->tone = l.tone;
			s->tone_at = i;
		}
		y->marked |= codes[i] >= 0x80;
		capitals += l.capital;
		first_capital |= l.capital && !i;
		s->letters[i] = l.letter;
	}
	y->capitals = capitals == n;
	return !capitals || y->capitals || (capitals == 1 && first_capital);
}

/* "gi" whose i is also the nucleus: gì, gìn, giếng. */
static bool shares_i(const uint8_t *l, uint32_t n)
{
	return l[0] == 'g' && l[1] == 'i' &&
	       (n == 2 || !letter_is_vowel(l[2]) ||
		(l[2] == LETTER_E_ROOF && n > 3));
}

bool syllable_split_codes(const uint32_t *codes, uint32_t n,
			  struct syllable *out)
{
	struct spelling s = { .n = 0 };
	struct syllable y = { .onset = 0 };
	uint32_t at, rime;

	if (!spell(codes, n, &s, &y))
		return false;
	at = onset_length(s.letters, n);
	if (at == 2 && shares_i(s.letters, n) &&
	    rime_is(pack(s.letters + 1, n - 1)))
		at = 1;
	if (at >= n)
		return false;
	rime = n - at;
	y.onset = (uint8_t)at;
	y.rime = pack(s.letters + at, rime);
	y.stopped = is_stopped(s.letters, n);
	*out = y;
	if (rime > 4 || !rime_is(y.rime))
		return false;
	if (!(at == 1 && s.letters[0] == 'g' && s.letters[1] == 'i') &&
	    !onset_allows(s.letters, at, rime))
		return false;
	if (y.stopped && y.tone != TONE_ACUTE && y.tone != TONE_DOT)
		return false;
	return !y.tone || (s.tone_at >= at &&
			   tone_may_stand(s.letters + at, rime,
					  s.tone_at - at));
}

bool syllable_is_codes(const uint32_t *codes, uint32_t n)
{
	struct syllable y;

	return syllable_split_codes(codes, n, &y);
}

/* The code points of a word; SYLLABLE_LETTERS + 1 where they are more. */
static uint32_t codes_of(struct str word, uint32_t *codes)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < word.n;) {
		if (n == SYLLABLE_LETTERS)
			return n + 1;
		codes[n++] = utf8_next(word, &i);
	}
	return n;
}

bool syllable_split(struct str word, struct syllable *out)
{
	uint32_t codes[SYLLABLE_LETTERS];
	uint32_t n = codes_of(word, codes);

	return syllable_split_codes(codes, n, out);
}

bool syllable_is(struct str word)
{
	struct syllable y;

	return syllable_split(word, &y);
}

/* ---- without marks --------------------------------------------------------- */

static uint8_t bare(uint8_t letter)
{
	return letter < LETTER_D_BAR ? (uint8_t)" aaeoou"[letter] :
	       letter == LETTER_D_BAR ? 'd' : letter;
}

static bool bare_rime_is(const uint8_t *l, uint32_t n)
{
	static const uint8_t RIMES[][4] = {
#define RIME(a, b, c, d) { T_##a, T_##b, T_##c, T_##d },
#include "import/rimes.def"
#undef RIME
	};

	for (size_t i = 0; i < sizeof RIMES / sizeof *RIMES; i++) {
		uint32_t k = 0;

		while (k < n && RIMES[i][k] && bare(RIMES[i][k]) == bare(l[k]))
			k++;
		if (k == n && (n == 4 || !RIMES[i][n]))
			return true;
	}
	return false;
}

bool syllable_could_be(struct str word)
{
	uint32_t codes[SYLLABLE_LETTERS], n = codes_of(word, codes), at;
	struct spelling s = { .n = 0 };
	struct syllable y = { .onset = 0 };

	if (!spell(codes, n, &s, &y))
		return false;
	at = onset_length(s.letters, n);
	if (at == 2 && s.letters[0] == 'g' && s.letters[1] == 'i' &&
	    bare_rime_is(s.letters + 1, n - 1))
		return true;
	return at < n && n - at <= 4 && bare_rime_is(s.letters + at, n - at) &&
	       onset_allows(s.letters, at, n - at);
}

/* ---- of a text ------------------------------------------------------------- */

double syllable_share(struct str text)
{
	enum { PLAIN = 1, MARKED = 5 };
	double all = 0, good = 0;

	for (uint32_t i = 0; i < text.n;) {
		uint32_t codes[SYLLABLE_LETTERS], n = 0, c = 0;
		bool marked = false;
		int weight;

		while (i < text.n && utf8_is_letter(c = utf8_next(text, &i))) {
			marked |= c >= 0x80;
			if (n < SYLLABLE_LETTERS)
				codes[n] = c;
			n++;
		}
		if (!n)
			continue;
		weight = marked ? MARKED : PLAIN;
		all += weight;
		if (syllable_is_codes(codes, n))
			good += weight;
	}
	return all > 0 ? good / all : 0;
}
