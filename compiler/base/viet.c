#include "base/viet.h"

#include <glib.h>
#include <string.h>

#include "base/utf8.h"

/* The tone of an open oa, oe, uy stands on the first vowel in the old style
 * (hòa) and on the second in the new (hoà); the fold takes the old one. */
static const struct {
	uint32_t first, second, toned_first, plain_second;
} PLACEMENTS[] = {
	{ 'o', 0xE0, 0xF2, 'a' },     { 'o', 0xE1, 0xF3, 'a' },
	{ 'o', 0x1EA3, 0x1ECF, 'a' }, { 'o', 0xE3, 0xF5, 'a' },
	{ 'o', 0x1EA1, 0x1ECD, 'a' }, { 'o', 0xE8, 0xF2, 'e' },
	{ 'o', 0xE9, 0xF3, 'e' },     { 'o', 0x1EBB, 0x1ECF, 'e' },
	{ 'o', 0x1EBD, 0xF5, 'e' },   { 'o', 0x1EB9, 0x1ECD, 'e' },
	{ 'u', 0x1EF3, 0xF9, 'y' },   { 'u', 0xFD, 0xFA, 'y' },
	{ 'u', 0x1EF7, 0x1EE7, 'y' }, { 'u', 0x1EF9, 0x169, 'y' },
	{ 'u', 0x1EF5, 0x1EE5, 'y' },
};

static bool move_tone(uint32_t *first, uint32_t *second)
{
	for (size_t i = 0; i < sizeof PLACEMENTS / sizeof *PLACEMENTS; i++)
		if (PLACEMENTS[i].first == *first &&
		    PLACEMENTS[i].second == *second) {
			*first = PLACEMENTS[i].toned_first;
			*second = PLACEMENTS[i].plain_second;
			return true;
		}
	return false;
}

static bool is_q(struct str s, uint32_t end)
{
	return end && (s.p[end - 1] == 'q' || s.p[end - 1] == 'Q');
}

enum viet_tone viet_tone(struct str word)
{
	uint32_t last, before, i, first, second;
	unsigned char end = word.n ? word.p[word.n - 1] | 32 : 0;

	if (end < 0x80 && end != 'a' && end != 'e' && end != 'y')
		return VIET_TONE_NONE; /* most words */
	last = utf8_before(word, word.n);
	i = before = utf8_before(word, last);
	if (!last || (last + 1 == word.n) == (before + 1 == last))
		return VIET_TONE_NONE; /* one of the two has a tone */
	first = g_unichar_tolower(utf8_next(word, &i));
	second = g_unichar_tolower(utf8_next(word, &i));
	if (last + 1 == word.n) {
		for (size_t k = 0; k < sizeof PLACEMENTS / sizeof *PLACEMENTS; k++)
			if (PLACEMENTS[k].toned_first == first &&
			    PLACEMENTS[k].plain_second == second)
				return is_q(word, before) ? VIET_TONE_NONE
							  : VIET_TONE_FIRST;
		return VIET_TONE_NONE;
	}
	return !is_q(word, before) && move_tone(&first, &second)
		       ? VIET_TONE_SECOND : VIET_TONE_NONE;
}

static bool letter_follows(struct str s, uint32_t at)
{
	return at < s.n && g_unichar_isalpha(utf8_next(s, &at));
}

struct str viet_fold(struct arena *a, struct str s)
{
	struct buf b = buf_new(a);
	uint32_t held = 0; /* a letter that may yet take the next one's tone */

	s = str_squeeze(a, s);
	for (uint32_t i = 0; i < s.n;) {
		uint32_t c = g_unichar_tolower(utf8_next(s, &i));

		if (held) {
			if (!letter_follows(s, i)) /* hoạch is no hoạ */
				move_tone(&held, &c);
			utf8_add(&b, held);
		}
		held = c;
	}
	if (held)
		utf8_add(&b, held);
	return buf_str(&b);
}

struct str viet_bare(struct arena *a, struct str s)
{
	struct str folded = viet_fold(a, s);
	struct buf b = buf_new(a);
	char *nfd = g_utf8_normalize(folded.p, (gssize)folded.n,
				     G_NORMALIZE_NFD);
	struct str d = str_of(nfd ? nfd : "");

	for (uint32_t i = 0; i < d.n;) {
		uint32_t c = utf8_next(d, &i);

		if (c == 0x111)
			c = 'd';
		if (c < 0x300 || c > 0x36F)
			utf8_add(&b, c);
	}
	g_free(nfd);
	return buf_str(&b);
}

uint32_t viet_base(uint32_t c)
{
	gunichar parts[4];

	if (c < 0x80)
		return g_ascii_tolower((gchar)c);
	if (c == 0x110 || c == 0x111)
		return 'd';
	g_unichar_fully_decompose(c, FALSE, parts, 4);
	return g_unichar_tolower(parts[0]);
}

static uint32_t *code_points(struct arena *a, struct str s, int *count)
{
	uint32_t *codes = arena_array(a, uint32_t, s.n + 1), i = 0;

	*count = 0;
	while (i < s.n)
		codes[(*count)++] = utf8_next(s, &i);
	return codes;
}

int viet_distance(struct arena *a, struct str s, struct str t, int limit)
{
	int n, m, *row;
	uint32_t *x, *y;

	if (s.n > 256 || t.n > 256)
		return limit + 1;
	x = code_points(a, s, &n);
	y = code_points(a, t, &m);
	row = arena_array(a, int, m + 1);
	for (int j = 0; j <= m; j++)
		row[j] = j;
	for (int i = 1; i <= n; i++) {
		int corner = row[0];

		row[0] = i;
		for (int j = 1; j <= m; j++) {
			int best = corner + (x[i - 1] != y[j - 1]);

			corner = row[j];
			if (corner + 1 < best)
				best = corner + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
		}
	}
	return row[m] > limit ? limit + 1 : row[m];
}

static const char *const LETTERS[] = {
	"a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m",
	"n", "o", "p", "q", "r", "s", "t", "u", "v", "x", "y",
};
enum { LETTER_COUNT = sizeof LETTERS / sizeof *LETTERS };

struct str viet_letter(int ordinal)
{
	if (ordinal < 1 || ordinal > LETTER_COUNT)
		return STR("");
	return str_of(LETTERS[ordinal - 1]);
}

int viet_letter_ordinal(struct str s)
{
	for (int i = 0; i < LETTER_COUNT; i++)
		if (str_is(s, LETTERS[i]))
			return i + 1;
	return 0;
}

static const struct {
	int value;
	const char *digits;
} ROMANS[] = {
	{ 1000, "M" }, { 900, "CM" }, { 500, "D" }, { 400, "CD" },
	{ 100, "C" },  { 90, "XC" },  { 50, "L" },  { 40, "XL" },
	{ 10, "X" },   { 9, "IX" },   { 5, "V" },   { 4, "IV" },
	{ 1, "I" },
};

struct str viet_roman(struct arena *a, int ordinal)
{
	struct buf b = buf_new(a);

	if (ordinal < 1 || ordinal > 3999)
		return STR("");
	for (size_t i = 0; i < sizeof ROMANS / sizeof *ROMANS; i++)
		for (; ordinal >= ROMANS[i].value; ordinal -= ROMANS[i].value)
			buf_add(&b, str_of(ROMANS[i].digits));
	return buf_str(&b);
}

int viet_roman_ordinal(struct str s)
{
	int value = 0;
	uint32_t at = 0;

	/* Greedy reading accepts IIII; the length test below does not. */
	for (size_t i = 0; i < sizeof ROMANS / sizeof *ROMANS; i++) {
		struct str digits = str_of(ROMANS[i].digits);
		int times = 0, most = digits.n == 2 || digits.p[0] == 'V' ||
			digits.p[0] == 'L' || digits.p[0] == 'D' ? 1 : 3;

		while (times < most && str_starts(str_from(s, at), digits)) {
			value += ROMANS[i].value;
			at += digits.n;
			times++;
		}
	}
	return s.n && at == s.n ? value : 0;
}
