/* Slips of the hand in a text that is otherwise clean.
 *
 * An input method that was off leaves its keys: Telex ("maanhj", "ddược") or
 * VNI ("ma6nh5"). The keys are read back letter by letter; the tone, which may
 * be typed anywhere after its vowel, is tried on each vowel, and the lexicon
 * says which is a word. */
#include <string.h>

#include "base/utf8.h"
#include "base/viet.h"
#include "import/restore_model.h"

/* A key after its letter makes another: the hats and the stroke. */
static const struct hat {
	char letter, key;
	const char *becomes;
	bool vni;
} hats[] = {
	{ 'a', 'a', "â", false }, { 'e', 'e', "ê", false },
	{ 'o', 'o', "ô", false }, { 'd', 'd', "đ", false },
	{ 'a', 'w', "ă", false }, { 'o', 'w', "ơ", false },
	{ 'u', 'w', "ư", false }, { 'a', '6', "â", true },
	{ 'e', '6', "ê", true },  { 'o', '6', "ô", true },
	{ 'o', '7', "ơ", true },  { 'u', '7', "ư", true },
	{ 'a', '8', "ă", true },  { 'd', '9', "đ", true },
};

static const char telex_tones[] = "sfrxj", vni_tones[] = "12345";
static const char *const toned[] = { /* sắc huyền hỏi ngã nặng */
	"aáàảãạ", "ăắằẳẵặ", "âấầẩẫậ", "eéèẻẽẹ", "êếềểễệ", "iíìỉĩị",
	"oóòỏõọ", "ôốồổỗộ", "ơớờởỡợ", "uúùủũụ", "ưứừửữự", "yýỳỷỹỵ",
};

enum { KEYS = 16 };

struct keys {
	uint32_t letters[KEYS];
	uint32_t count;
	int tone;        /* 0 none */
	int made;        /* keys that were read back */
};

static uint32_t code_of(const char *s)
{
	uint32_t at = 0;

	return utf8_next(str_of(s), &at);
}

static bool add_hat(struct keys *k, uint32_t key, bool vni)
{
	for (uint32_t i = k->count; i--;)
		for (size_t h = 0; h < sizeof(hats) / sizeof(*hats); h++)
			if (hats[h].vni == vni && hats[h].key == (char)key &&
			    key < 128 &&
			    k->letters[i] == (uint32_t)hats[h].letter) {
				k->letters[i] = code_of(hats[h].becomes);
				/* "uow" is one key for both */
				if (hats[h].letter == 'o' && i && k->letters[
				    i - 1] == 'u' && (key == 'w' || key == '7'))
					k->letters[i - 1] = code_of("ư");
				return true;
			}
	return false;
}

static bool read_key(struct keys *k, uint32_t key, bool vni)
{
	const char *tones = vni ? vni_tones : telex_tones;
	const char *tone = key && key < 128 && k->count
		? strchr(tones, (int)key) : NULL;

	if (tone && k->count > 1 - (size_t)vni && !k->tone) {
		k->tone = (int)(tone - tones) + 1;
		k->made++;
		return true;
	}
	if (k->count && add_hat(k, key, vni)) {
		k->made++;
		return true;
	}
	if (k->count >= KEYS || !utf8_is_letter(key))
		return false;
	k->letters[k->count++] = key;
	return true;
}

static uint32_t with_tone(uint32_t letter, int tone)
{
	for (size_t i = 0; i < sizeof(toned) / sizeof(*toned); i++) {
		struct str row = str_of(toned[i]);
		uint32_t at = 0, code = utf8_next(row, &at);
		if (code != letter)
			continue;
		for (int t = 0; t < tone; t++)
			code = utf8_next(row, &at);
		return code;
	}
	return 0;
}

static struct str spell(struct arena *arena, const struct keys *k, uint32_t at)
{
	struct buf b = buf_new(arena);

	for (uint32_t i = 0; i < k->count; i++)
		utf8_add(&b, k->tone && i == at
			 ? with_tone(k->letters[i], k->tone) : k->letters[i]);
	return buf_str(&b);
}

/* The likeliest word that the keys spell. */
static uint32_t word_of(struct arena *arena, const struct restore_model *m,
			const struct keys *k)
{
	uint32_t best = WORD_UNKNOWN;

	for (uint32_t at = 0; at < k->count; at++) {
		uint32_t word;
		if (k->tone && !with_tone(k->letters[at], k->tone))
			continue;
		word = model_find(m, spell(arena, k, at));
		if (word && (!best || m->words[word].log_p >
					      m->words[best].log_p))
			best = word;
	}
	return best;
}

static bool has_marks(struct str s)
{
	for (uint32_t at = 0; at < s.n;)
		if (utf8_next(s, &at) > 127)
			return true;
	return false;
}

static uint32_t typed(struct arena *arena, const struct restore_model *m,
		      struct str small, bool vni, int *made)
{
	struct keys k = { 0 };

	for (uint32_t at = 0; at < small.n;)
		if (!read_key(&k, utf8_next(small, &at), vni))
			return WORD_UNKNOWN;
	*made = k.made;
	return k.made ? word_of(arena, m, &k) : WORD_UNKNOWN;
}

/* "đượcc", "maanhj": one of two equal neighbours is too many. */
static uint32_t thinned(struct arena *arena, const struct restore_model *m,
			struct str small)
{
	for (uint32_t at = 0; at < small.n;) {
		uint32_t from = at, next, code = utf8_next(small, &at), word;
		struct buf b = buf_new(arena);
		int made;
		next = at;
		if (at >= small.n || utf8_next(small, &next) != code)
			continue;
		buf_add(&b, str_slice(small, 0, from));
		buf_add(&b, str_from(small, at));
		word = model_find(m, viet_fold(arena, buf_str(&b)));
		if (word && !has_marks(small))
			continue; /* "too" is as good as "to" */
		word = word ? word : typed(arena, m, buf_str(&b), false, &made);
		if (word)
			return word;
	}
	return WORD_UNKNOWN;
}

static struct str like(struct arena *arena, struct str word, struct str small)
{
	uint32_t at = 0, first = utf8_next(word, &at);
	bool second = at < word.n && utf8_is_upper(utf8_next(word, &at));

	if (!utf8_is_upper(first))
		return small;
	return second ? utf8_upper(arena, small)
		      : utf8_capitalized(arena, small);
}

bool slip_of_typing(struct arena *arena, const struct restore_model *m,
		    struct str word, struct str *mended, double *confidence)
{
	struct str small;
	uint32_t guess = WORD_UNKNOWN;
	int made = 0;

	if (!word.n || word.n > 4 * KEYS)
		return false;
	small = viet_fold(arena, word);
	if (model_find(m, small))
		return false;
	guess = typed(arena, m, small, false, &made);
	if (!guess)
		guess = typed(arena, m, small, true, &made);
	/* Two keys, or one in a word that has marks, are no foreign word. */
	*confidence = made > 1 || has_marks(small) ? 0.95 : 0.5;
	if (!guess) {
		guess = thinned(arena, m, small);
		*confidence = 0.85;
	}
	if (guess)
		*mended = like(arena, word, m->words[guess].text);
	return guess != WORD_UNKNOWN;
}

/* ---- doubling --------------------------------------------------------- */

/* Words this often used are particles; doubling them says nothing. */
enum { PARTICLES = 160, SPAN = 4 };

struct span {
	uint32_t from, to, word;
};

static bool next_word(const struct restore_model *m, struct str text,
		      uint32_t *at, struct span *out)
{
	uint32_t from = *at;
	char small[64];
	uint32_t length = 0;

	while (*at < text.n) {
		uint32_t next = *at, code = utf8_next(text, &next);
		if (!utf8_is_letter(code))
			break;
		*at = next;
	}
	*out = (struct span){ from, *at, WORD_UNKNOWN };
	if (*at == from || *at - from >= sizeof(small) / 2)
		return *at > from;
	for (uint32_t i = from; i < *at;) {
		uint32_t before = i, code = utf8_next(text, &i);
		if (utf8_fold(code) != code && code < 128) {
			small[length++] = (char)utf8_fold(code);
			continue;
		}
		memcpy(small + length, text.p + before, i - before);
		length += i - before;
	}
	out->word = model_find(m, (struct str){ small, length });
	return true;
}

static bool known_pair(const struct restore_model *m, uint32_t a, uint32_t b)
{
	for (uint32_t i = m->words[a].first; i < m->words[a + 1].first; i++)
		if (m->pairs[i].second == b)
			return true;
	return false;
}

/* Does b follow a twenty times as readily as a follows b? */
static bool far_likelier(const struct restore_model *m, uint32_t a, uint32_t b)
{
	return model_follow(m, WORD_UNKNOWN, a, b) >
	       model_follow(m, WORD_UNKNOWN, b, a) + 3;
}

/* Of the last words, all parted by one space: is the end said twice? */
static uint32_t said_twice(const struct restore_model *m, const struct span *w,
			   uint32_t count)
{
	const struct span *z = w + count;
	uint32_t x, y;

	if (count >= 2 && z[-1].word && z[-1].word == z[-2].word)
		return z[-1].word < PARTICLES &&
		       !known_pair(m, z[-1].word, z[-1].word) ? 1 : 0;
	if (count < 4 || !z[-1].word || !z[-2].word)
		return 0;
	x = z[-4].word;
	y = z[-3].word;
	return x == z[-2].word && y == z[-1].word && x != y &&
	       known_pair(m, x, y) && far_likelier(m, x, y) ? 2 : 0;
}

bool slip_of_doubling(const struct restore_model *m, struct str text,
		      uint32_t *at, uint32_t *from, uint32_t *to,
		      double *confidence)
{
	struct span row[SPAN];
	uint32_t count = 0, twice;

	while (*at < text.n) {
		struct span word;
		uint32_t begin = *at;
		if (!next_word(m, text, at, &word)) {
			if (text.p[begin] != ' ' || !count ||
			    row[count - 1].to != begin)
				count = 0;
			utf8_next(text, at);
			continue;
		}
		if (count == SPAN) {
			memmove(row, row + 1, (SPAN - 1) * sizeof(*row));
			count--;
		}
		row[count++] = word;
		twice = said_twice(m, row, count);
		if (!twice)
			continue;
		*from = row[count - twice - 1].to;
		*to = word.to;
		*confidence = 0.9;
		*at = word.to;
		return true;
	}
	return false;
}
