#include "import/viqr.h"

#include "base/utf8.h"
#include "import/syllable.h"

/* A run is letters with their marks; it is decoded where that gives a
 * syllable, and left as it stands where not (www.sonla.gov.vn). */
struct run {
	uint32_t codes[SYLLABLE_LETTERS];
	uint32_t n;
	uint32_t from, to; /* bytes of the text */
	bool marked;       /* something was decoded */
	bool guessed;      /* whether the last sign is a tone or a stop */
};

static bool is_letter(uint8_t c)
{
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static uint8_t byte_at(struct str s, uint32_t at)
{
	return at < s.n ? (uint8_t)s.p[at] : 0;
}

static uint32_t mark_of(uint8_t c)
{
	switch (c) {
	case '^': return 0x302;
	case '(': return 0x306;
	case '+': case '*': return 0x31B;
	case '\'': return 0x301;
	case '`': return 0x300;
	case '?': return 0x309;
	case '~': return 0x303;
	case '.': return 0x323;
	}
	return 0;
}

/* ---- the end of a word ------------------------------------------------------- */

/* Words whose form without the dot is rare before a capital: the stop that
 * seems to end a sentence is a tone (Bo^. Y te^'). */
static bool is_usual_with_dot(const struct run *r)
{
	static const char *const WORDS[] = { "bộ", "chợ", "cụ", "dự", "hệ",
		"hộ", "nợ", "phụ", "sự", "thợ", "trợ", "trụ", "vệ", "vụ",
	};
	bool found = false;

	for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS && !found; i++) {
		struct str word = str_of(WORDS[i]);
		uint32_t at = 0, k = 0;

		while (at < word.n && k < r->n &&
		       utf8_next(word, &at) == utf8_fold(r->codes[k]))
			k++;
		found = at == word.n && k == r->n;
	}
	return found;
}

/* The sign at `at`, a stop behind the letters of `toned`, is a tone. */
static bool dot_is_tone(struct str s, uint32_t at, const struct run *toned)
{
	uint8_t next = byte_at(s, at + 1);
	uint32_t i = at + 1;

	if (toned->n == 1)
		return false; /* I. */
	if (next == '.')
		return byte_at(s, at + 2) != '.';
	if (next && next != ' ' && next != '\t' && next != '\n')
		return next == ',' || next == ';' || next == ':' ||
		       next == ')' || next == '/' || next == '"' ||
		       next == '-' || next == '?' || next == '!';
	while (byte_at(s, i) == ' ' || byte_at(s, i) == '\t' ||
	       byte_at(s, i) == '\n')
		i++;
	next = byte_at(s, i);
	if (next >= 'a' && next <= 'z')
		return true;
	return next && byte_at(s, at + 1) != '\n' &&
	       ((next >= '0' && next <= '9') || is_usual_with_dot(toned));
}

/* ---- a run -------------------------------------------------------------------- */

static bool with_last(const struct run *r, uint32_t code, struct run *out)
{
	*out = *r;
	out->codes[out->n - 1] = code;
	return syllable_is_codes(out->codes, out->n);
}

/* Puts the mark at r->to on the last letter; false: it is no mark of it. */
static bool take_mark(struct str s, struct run *r)
{
	uint8_t sign = byte_at(s, r->to);
	uint32_t mark = mark_of(sign), code;
	struct run toned;

	code = mark && r->n ? letter_compose(r->codes[r->n - 1], mark) : 0;
	if (!code)
		return false;
	if (!is_letter(byte_at(s, r->to + 1)) &&
	    !mark_of(byte_at(s, r->to + 1))) {
		if (!with_last(r, code, &toned))
			return false;
		r->guessed = sign == '.';
		if (sign == '.' && !dot_is_tone(s, r->to, &toned))
			return false;
	} else if (sign == '.' && !is_letter(byte_at(s, r->to + 1))) {
		r->guessed = true;
		if (!with_last(r, code, &toned) ||
		    !dot_is_tone(s, r->to, &toned))
			return false;
	}
	r->codes[r->n - 1] = code;
	r->to++;
	return r->marked = true;
}

/* dd DD Dd at the head of a syllable, DD in QDD-UBND too. */
static bool is_double_d(uint8_t c, uint8_t next, uint32_t before)
{
	return (c == 'D' && next == 'D') ||
	       (!before && (c | 32) == 'd' && next == 'd');
}

static bool take_letter(struct str s, struct run *r)
{
	uint8_t c = byte_at(s, r->to);

	if (!is_letter(c) || r->n == SYLLABLE_LETTERS)
		return false;
	if (is_double_d(c, byte_at(s, r->to + 1), r->n)) {
		r->codes[r->n++] = c == 'D' ? 0x110 : 0x111;
		r->to += 2;
		return r->marked = true;
	}
	r->codes[r->n++] = c;
	r->to++;
	return true;
}

static bool is_abbreviation(const struct run *r)
{
	for (uint32_t i = 0; i < r->n; i++)
		if (!(r->codes[i] >= 'A' && r->codes[i] <= 'Z') &&
		    r->codes[i] != 0x110)
			return false;
	return true;
}

/* Reads a run from `at`; false where it is none, and `to` is behind it. */
static bool read_run(struct str s, uint32_t at, struct run *r)
{
	*r = (struct run){ .from = at, .to = at };
	while (take_letter(s, r) || (r->n && take_mark(s, r)))
		;
	if (!is_letter(byte_at(s, r->to)) && r->marked &&
	    (syllable_is_codes(r->codes, r->n) || is_abbreviation(r)))
		return true;
	while (is_letter(byte_at(s, r->to)))
		r->to++;
	return false;
}

/* ---- a text ------------------------------------------------------------------- */

static bool is_ascii(struct str s)
{
	for (uint32_t i = 0; i < s.n; i++)
		if ((uint8_t)s.p[i] >= 0x80)
			return false;
	return true;
}

static bool has_mark_within(struct str s, const struct run *r)
{
	for (uint32_t i = r->from; i < r->to; i++)
		if (mark_of(byte_at(s, i)) && byte_at(s, i) != '.' &&
		    byte_at(s, i) != '?')
			return true;
	return false;
}

bool viqr_is(struct str s)
{
	enum { LOOK_AT = 1 << 18, LEAST = 4 };
	uint32_t words = 0, tried = 0, good = 0;
	struct run r;

	if (!is_ascii(s))
		return false;
	for (uint32_t i = 0; i < s.n && i < LOOK_AT;) {
		bool is;

		if (!is_letter(byte_at(s, i))) {
			i++;
			continue;
		}
		is = read_run(s, i, &r);
		words++;
		tried += r.marked;
		good += is && has_mark_within(s, &r);
		i = r.to;
	}
	return good >= LEAST && good * 10 >= words * 3 &&
	       good * 10 >= tried * 6;
}

static struct str run_text(struct arena *a, const struct run *r)
{
	struct buf b = buf_new(a);

	for (uint32_t i = 0; i < r->n; i++)
		utf8_add(&b, r->codes[i]);
	return buf_str(&b);
}

static bool is_escape(struct str s, uint32_t at)
{
	uint8_t next = byte_at(s, at + 1);

	return byte_at(s, at) == '\\' && (mark_of(next) || next == '\\');
}

struct str viqr_decode(struct arena *a, struct str s, struct ledger *ledger)
{
	struct buf b = buf_new(a);
	uint32_t line = 1;
	struct run r;

	buf_reserve(&b, s.n);
	for (uint32_t i = 0; i < s.n;) {
		if (is_letter(byte_at(s, i))) {
			bool is = read_run(s, i, &r);
			struct str raw = str_slice(s, i, r.to);
			struct str text = is ? run_text(a, &r) : raw;

			buf_add(&b, text);
			if (ledger)
				ledger_repair(ledger, line, raw, text,
					      "bảng mã VIQR",
					      r.guessed ? 0.6 : 0.95);
			i = r.to;
			continue;
		}
		i += is_escape(s, i);
		line += byte_at(s, i) == '\n';
		buf_char(&b, s.p[i++]);
	}
	return buf_str(&b);
}
