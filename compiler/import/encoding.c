#include "import/encoding.h"

#include <string.h>

#include "base/utf8.h"
#include "import/reading.h"
#include "import/syllable.h"
#include "import/unwrap.h"
#include "import/viqr.h"

/* Every word that is not plain ASCII is a node. The cheapest way through the
 * nodes of the file, where each reading has its cost for each word and a
 * change of reading costs too, is what the file says (Viterbi's way). So a
 * word that could be anything is read as its neighbours are. */
enum { NODES_MOST = 4096 }; /* then the way so far is taken */

#define CHANGE_IN_LINE 5.0
#define CHANGE_OF_LINE 2.0
#define BEGIN_OLD 1.5
#define ODD_ENOUGH 4.0 /* the cost of a word that is doubted */

struct node {
	uint32_t at, n; /* a word of the input; n is 0 for a line that is good */
	uint32_t line;
	uint8_t reading;
};

/* Few words make most of a text: their costs are kept. */
struct known {
	char word[15];
	uint8_t n; /* 0: nothing is kept here */
	double costs[READING_COUNT];
};
enum { KNOWN_COUNT = 1024 };

struct walk {
	struct arena *arena;
	struct ledger *ledger;
	struct str in;
	struct buf out;
	uint32_t done; /* bytes of the input that are in `out` */
	struct node *nodes;
	uint8_t (*back)[READING_COUNT];
	float (*own)[READING_COUNT]; /* costs of each word by itself */
	struct known *known;
	uint32_t count, last_line;
	double costs[READING_COUNT];
	uint64_t tally[READING_COUNT]; /* bytes of words so read */
	uint64_t wrong;                /* bytes of words that are not UTF-8 */
	double share[READING_COUNT];   /* of good words, in these nodes */
	uint32_t repairs, doubts;
};

/* ---- the way ---------------------------------------------------------------- */

static int cheapest(const double costs[READING_COUNT])
{
	int best = 0;

	for (int r = 1; r < READING_COUNT; r++)
		if (costs[r] < costs[best])
			best = r;
	return best;
}

static void step(struct walk *w, struct node node,
		 const double own[READING_COUNT])
{
	int best = cheapest(w->costs);
	double least = w->costs[best];
	double change = least + (node.line == w->last_line ? CHANGE_IN_LINE :
							     CHANGE_OF_LINE);

	for (int r = 0; r < READING_COUNT; r++) {
		bool stays = w->costs[r] <= change;

		w->own[w->count][r] = (float)own[r];
		w->back[w->count][r] = (uint8_t)(stays ? r : best);
		w->costs[r] = (stays ? w->costs[r] : change) + own[r] - least;
	}
	w->nodes[w->count++] = node;
	w->last_line = node.line;
}

static void choose(struct walk *w)
{
	int r = cheapest(w->costs);

	for (uint32_t i = w->count; i-- > 0; r = w->back[i][r])
		w->nodes[i].reading = (uint8_t)r;
}

/* ---- capitals of TCVN3 ------------------------------------------------------- */

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\v';
}

/* The word before or after [from, to) in its line; empty where there is none
 * near. */
static struct str word_beside(struct str in, uint32_t from, uint32_t to,
			      bool after)
{
	uint32_t least = from > WORD_MOST ? from - WORD_MOST : 0;
	uint32_t most = in.n - to > WORD_MOST ? to + WORD_MOST : in.n;
	uint32_t a = after ? to : from, b = a;

	if (after) {
		while (a < most && is_space(in.p[a]) && in.p[a] != '\n')
			a++;
		for (b = a; b < most && !is_space(in.p[b]);)
			b++;
	} else {
		while (b > least && is_space(in.p[b - 1]) &&
		       in.p[b - 1] != '\n')
			b--;
		for (a = b; a > least && !is_space(in.p[a - 1]);)
			a--;
	}
	return str_slice(in, a, b);
}

/* Only a syllable is a witness: KH and UBND are capitals anywhere. */
static enum letter_case case_of(int reading, struct str word, bool *witness)
{
	struct codes w;
	uint32_t from = 0, n = 0;

	*witness = false;
	if (!word.n || word.n > WORD_MOST ||
	    !reading_decode(reading, word, &w))
		return CASE_UNSURE;
	reading_capitals(&w, false);
	while (from < w.n && !utf8_is_letter(w.c[from]))
		if (utf8_is_digit(w.c[from++]))
			return CASE_UNSURE;
	while (from + n < w.n && utf8_is_letter(w.c[from + n]))
		n++;
	*witness = syllable_is_codes(w.c + from, n);
	return reading_case(&w);
}

/* A sentence, or a title, ends here: what follows says nothing. */
static bool is_parted(struct str word)
{
	return word.n && strchr(".;:!?)(", word.p[word.n - 1]);
}

static enum letter_case side_case(struct walk *w, struct node node, bool after)
{
	uint32_t from = node.at, to = node.at + node.n;

	for (int i = 0; i < 6; i++) {
		struct str word = word_beside(w->in, from, to, after);
		struct str left = after ? str_slice(w->in, from, to) : word;
		bool witness;
		enum letter_case found = case_of(node.reading, word, &witness);

		if (!witness || is_parted(left))
			return CASE_UNSURE;
		if (found != CASE_UNSURE)
			return found;
		from = (uint32_t)(word.p - w->in.p);
		to = from + word.n;
	}
	return CASE_UNSURE;
}

static bool capitals_beside(struct walk *w, struct node node)
{
	enum letter_case before = side_case(w, node, false);
	enum letter_case after = side_case(w, node, true);

	return before != CASE_SMALL && after != CASE_SMALL &&
	       before + after > CASE_UNSURE;
}

/* ---- writing ------------------------------------------------------------------ */

enum { ROOM = 4 * WORD_MOST }; /* of a word in UTF-8 */

/* In `room`, not in the arena: a file has millions of words. */
static struct str text_of(struct arena *a, const struct codes *w, char *room)
{
	struct buf b = { .arena = a, .p = room, .room = ROOM };

	for (uint32_t i = 0; i < w->n; i++)
		utf8_add(&b, w->c[i]);
	return utf8_nfc(a, buf_str(&b));
}

static const char *reason_of(int reading, bool wrong, int tidied)
{
	if (reading != READING_ASIS || wrong)
		return reading_reason(reading);
	if (tidied & TIDY_LOST)
		return "ký tự không hiển thị được";
	if (tidied & TIDY_ETH)
		return "chữ Đ gõ bằng Ð";
	if (tidied & TIDY_SYMBOL)
		return "ký hiệu của phông chữ riêng";
	if (tidied & TIDY_HIDDEN)
		return "ký tự ẩn";
	return tidied & TIDY_SPACE ? "khoảng trắng không ngắt" :
				     "chuẩn hóa NFC";
}

static void note_repair(struct walk *w, struct node node, struct str before,
			struct str after, const char *reason, bool wrong)
{
	double sure = node.reading || wrong ? w->share[node.reading] : 1;

	if (!w->ledger || str_eq(before, after))
		return;
	if (w->repairs++ < DECODE_REPAIRS_MOST)
		ledger_repair(w->ledger, node.line, before, after, reason,
			      sure);
}

static void note_doubt(struct walk *w, struct node node, struct str text,
		       const char *why)
{
	if (w->ledger && w->doubts++ < DECODE_DOUBTS_MOST)
		ledger_doubt(w->ledger, node.line, text, why);
}

static struct str decode_word(struct walk *w, struct node node,
			      struct str word, char *room, int *tidied)
{
	struct codes read;

	reading_decode(node.reading, word, &read);
	if (reading_charset(node.reading) == CHARSET_TCVN3)
		reading_capitals(&read, reading_case(&read) == CASE_UNSURE &&
						capitals_beside(w, node));
	*tidied = reading_tidy(&read);
	return text_of(w->arena, &read, room);
}

/* As valid UTF-8: what a reader who takes it for CP1252 sees. */
static struct str shown(struct walk *w, struct str word, char *room)
{
	struct codes seen;

	reading_decode(READING_ASIS, word, &seen);
	return text_of(w->arena, &seen, room);
}

static void write_word(struct walk *w, uint32_t i)
{
	struct node node = w->nodes[i];
	struct str word = str_slice(w->in, node.at, node.at + node.n);
	bool wrong = utf8_find_fault(word) >= 0;
	char before_room[ROOM], after_room[ROOM];
	int tidied;
	struct str before = wrong ? shown(w, word, before_room) : word;
	struct str after = decode_word(w, node, word, after_room, &tidied);

	w->tally[node.reading] += node.n;
	w->wrong += wrong ? node.n : 0;
	if (!str_eq(word, after)) {
		buf_add(&w->out, str_slice(w->in, w->done, node.at));
		buf_add(&w->out, after);
		w->done = node.at + node.n;
	}
	note_repair(w, node, before, after,
		    reason_of(node.reading, wrong, tidied), wrong);
	if ((node.reading || wrong) &&
	    w->own[i][node.reading] >= ODD_ENOUGH)
		note_doubt(w, node, before, "không chắc bảng mã của chữ này");
	else if (tidied & TIDY_LOST)
		note_doubt(w, node, before, "ký tự không đọc được");
}

/* An old encoding must make most of its words good, and be plainly better than
 * leaving them: one French word is not VNI. Words that fail this stay as they
 * are. Where the file is full of old encodings, a single word is enough. */
#define GOOD_SHARE 0.7
#define LEAST_SAVED 6.0
#define PLAINLY_OLD 30.0

static void weigh(struct walk *w)
{
	double good[READING_COUNT] = { 0 }, all[READING_COUNT] = { 0 };
	double saved[READING_COUNT] = { 0 }, total = 0;

	for (uint32_t i = 0; i < w->count; i++) {
		int r = w->nodes[i].reading;

		if (!w->nodes[i].n)
			continue;
		all[r]++;
		good[r] += w->own[i][r] < 2;
		saved[r] += w->own[i][READING_ASIS] - w->own[i][r];
	}
	for (int r = 0; r < READING_COUNT; r++) {
		w->share[r] = (good[r] + 0.5) / (all[r] + 1);
		if (r != READING_ASIS && good[r] >= GOOD_SHARE * all[r])
			total += saved[r];
	}
	for (uint32_t i = 0; i < w->count; i++) {
		int r = w->nodes[i].reading;

		if (r != READING_ASIS &&
		    (good[r] < GOOD_SHARE * all[r] ||
		     (saved[r] < LEAST_SAVED && total < PLAINLY_OLD)))
			w->nodes[i].reading = READING_ASIS;
	}
}

static void settle(struct walk *w)
{
	choose(w);
	weigh(w);
	for (uint32_t i = 0; i < w->count; i++) {
		if (w->nodes[i].n)
			write_word(w, i);
	}
	w->count = 0;
}

/* ---- lines -------------------------------------------------------------------- */

enum line_kind {
	LINE_PLAIN, /* tells nothing: ASCII, and the signs of good typing */
	LINE_SURE,  /* UTF-8 and nothing else */
	LINE_OPEN,
};

static bool is_ascii_letter(uint8_t c)
{
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

/* A run of letters from `*at`, which moves past it. */
static enum line_kind look_at_run(struct str line, uint32_t *at)
{
	uint32_t codes[SYLLABLE_LETTERS], n = 0;
	bool sure = false, marked = false;

	while (*at < line.n) {
		uint32_t next = *at;
		uint32_t c = utf8_next(line, &next);

		if (!letter_parts(c).letter)
			break;
		marked |= c >= 0x80;
		sure |= c > 0xFF;
		if (n < SYLLABLE_LETTERS)
			codes[n] = c;
		n++;
		*at = next;
	}
	if (!marked)
		return LINE_PLAIN;
	if (sure)
		return LINE_SURE;
	return syllable_is_codes(codes, n) ? LINE_PLAIN : LINE_OPEN;
}

static bool is_good_sign(uint32_t c)
{
	return (c >= 0x2010 && c <= 0x2027) || c == 0x20AB;
}

/* Latin-1 syllables alone ("là có") leave the line open; beside one letter
 * that only Unicode has they do not. */
static enum line_kind look_at_line(struct str line)
{
	bool sure = false, latin = false;

	for (uint32_t i = 0; i < line.n;) {
		uint8_t byte = (uint8_t)line.p[i];
		uint32_t from = i;
		enum line_kind run;

		if (byte < 0x80 && !is_ascii_letter(byte)) {
			if (byte == 0x7F || (byte < 0x20 && byte != '\t' &&
					     byte != '\f'))
				return LINE_OPEN;
			i++;
			continue;
		}
		run = look_at_run(line, &i);
		if (run == LINE_OPEN)
			return run;
		sure |= run == LINE_SURE;
		for (; from < i && !latin; from++)
			latin = (uint8_t)line.p[from] >= 0x80;
		if (i < line.n && (uint8_t)line.p[i] >= 0x80 &&
		    !is_good_sign(utf8_next(line, &i)))
			return LINE_OPEN;
	}
	return sure ? LINE_SURE : latin ? LINE_OPEN : LINE_PLAIN;
}

/* ---- words -------------------------------------------------------------------- */

static bool is_odd(struct str word)
{
	for (uint32_t i = 0; i < word.n; i++)
		if ((uint8_t)word.p[i] >= 0x7F || (uint8_t)word.p[i] < 0x20)
			return true;
	return false;
}

/* Where a word too long is cut: before ASCII, which composes with nothing
 * before it, else before the beginning of a character. */
static uint32_t piece_end(struct str in, uint32_t from, uint32_t to)
{
	if (to - from <= WORD_MOST)
		return to;
	to = from + WORD_MOST;
	for (uint32_t i = 0; i < WORD_MOST / 2; i++)
		if ((uint8_t)in.p[to - i] < 0x80)
			return to - i;
	for (uint32_t i = 0; i < 4; i++)
		if (((uint8_t)in.p[to - i] & 0xC0) != 0x80)
			return to - i;
	return to;
}

static const double *costs_of(struct walk *w, struct str word,
			      double own[READING_COUNT])
{
	struct known *k;
	uint32_t hash = 2166136261u;

	for (uint32_t i = 0; i < word.n; i++)
		hash = (hash ^ (uint8_t)word.p[i]) * 16777619u;
	k = &w->known[(hash ^ hash >> 16) % KNOWN_COUNT];
	if (k->n && str_eq(word, (struct str){ k->word, k->n }))
		return k->costs;
	if (word.n > sizeof k->word) {
		reading_costs(word, own);
		return own;
	}
	memcpy(k->word, word.p, word.n);
	k->n = (uint8_t)word.n;
	reading_costs(word, k->costs);
	return k->costs;
}

static void add_word(struct walk *w, uint32_t from, uint32_t to, uint32_t line)
{
	struct node node = { from, to - from, line, READING_ASIS };
	double own[READING_COUNT];
	struct str word = str_slice(w->in, from, to);

	if (!is_odd(word))
		return;
	step(w, node, costs_of(w, word, own));
	if (w->count == NODES_MOST)
		settle(w);
}

static void add_words(struct walk *w, uint32_t from, uint32_t to, uint32_t line)
{
	while (from < to) {
		uint32_t end = from;

		if (is_space(w->in.p[from])) {
			from++;
			continue;
		}
		while (end < to && !is_space(w->in.p[end]))
			end++;
		while (from < end) {
			uint32_t cut = piece_end(w->in, from, end);

			add_word(w, from, cut, line);
			from = cut;
		}
	}
}

/* A good line holds the reading around it to UTF-8. One node serves for many
 * such lines in a row. */
static void add_good_line(struct walk *w, uint32_t n, uint32_t line)
{
	double own[READING_COUNT];

	w->tally[READING_ASIS] += n;
	if (w->count && !w->nodes[w->count - 1].n) {
		w->last_line = line;
		return;
	}
	for (int r = 0; r < READING_COUNT; r++)
		own[r] = r == READING_ASIS ? 0 : READING_NEVER;
	step(w, (struct node){ .line = line }, own);
	if (w->count == NODES_MOST)
		settle(w);
}

static void walk_lines(struct walk *w)
{
	uint32_t line = 1;

	for (uint32_t at = 0; at < w->in.n; line++) {
		const char *lf = memchr(w->in.p + at, '\n', w->in.n - at);
		uint32_t end = lf ? (uint32_t)(lf - w->in.p) : w->in.n;

		switch (look_at_line(str_slice(w->in, at, end))) {
		case LINE_PLAIN:
			break;
		case LINE_SURE:
			add_good_line(w, end - at, line);
			break;
		case LINE_OPEN:
			add_words(w, at, end, line);
		}
		at = end + 1;
	}
	settle(w);
}

/* ---- a file ------------------------------------------------------------------- */

static const char *name_of(const struct walk *w, int most, const char *wide)
{
	if (most != READING_ASIS)
		return reading_name(most);
	if (wide)
		return wide;
	return w->wrong * 2 > w->tally[READING_ASIS] ? "CP1252" : "UTF-8";
}

static void summarize(struct walk *w, const char *wide, struct decoded *d)
{
	int most = 0;
	uint64_t all = 0;

	for (int r = 0; r < READING_COUNT; r++) {
		all += w->tally[r];
		if (w->tally[r] > w->tally[most])
			most = r;
	}
	d->encoding = name_of(w, most, wide);
	d->mixed = all > w->tally[most];
	d->confidence = most == READING_ASIS && !w->wrong ? 1 : w->share[most];
	if (w->repairs > DECODE_REPAIRS_MOST)
		ledger_doubt(w->ledger, 1, (struct str){ NULL, 0 },
			     "quá nhiều chữ được giải mã, không kể hết");
}

struct decoded decode_text(struct arena *arena, struct str bytes,
			   struct ledger *ledger)
{
	const char *wide = NULL;
	struct decoded d = { .confidence = 1 };
	struct walk *w = arena_new_of(arena, struct walk);

	w->arena = arena;
	w->ledger = ledger;
	w->in = unwrap(arena, bytes, &wide);
	if (viqr_is(w->in)) {
		d.text = viqr_decode(arena, w->in, ledger);
		d.encoding = "VIQR";
		d.confidence = 0.9;
		return d;
	}
	w->out = buf_new(arena);
	w->nodes = arena_array(arena, struct node, NODES_MOST);
	w->back = arena_alloc(arena, sizeof *w->back * NODES_MOST);
	w->known = arena_array(arena, struct known, KNOWN_COUNT);
	w->own = arena_alloc(arena, sizeof *w->own * NODES_MOST);
	for (int r = 1; r < READING_COUNT; r++)
		w->costs[r] = BEGIN_OLD;
	walk_lines(w);
	d.text = w->in;
	if (w->done) {
		buf_add(&w->out, str_from(w->in, w->done));
		d.text = buf_str(&w->out);
	}
	summarize(w, wide, &d);
	return d;
}
