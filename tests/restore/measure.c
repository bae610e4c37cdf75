/* How much restoration mends and spoils, against a known truth.
 *
 * usage: measure LEXICON CHANNEL [--bare] [--show] [--text] [--points] TRUTH
 *        [SEEN]…
 * --points: a line a changed word, its confidence and whether it is right,
 * for calibrate.py.
 * Without SEEN, or with --bare, the truth itself with its marks taken off is
 * what was seen. Words of truth and text are put beside each other by least
 * difference, so that a word cut or glued finds its partner. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "base/viet.h"
#include "import/restore.h"

enum { BANDS = 4, MOST_PARAGRAPHS = 20000 };
static const double band_from[BANDS] = { 0.95, 0.80, RESTORE_SURE, 0 };
static const char *band_name[BANDS] = { ">=0.95", "0.80-0.95", "sure-0.80",
					"doubt" };

struct word {
	struct str text;           /* without signs around it */
	struct str whole;
	uint32_t paragraph, from, to;
	uint32_t partner, partners; /* in the other text */
};

struct words {
	struct word *list;
	uint32_t count;
};

struct figures {
	uint32_t words, right_before, right_after, spoiled, mended;
	uint32_t letters, wrong_before, wrong_after;
	uint32_t changed[BANDS], wrong[BANDS];
	double seconds;
	uint32_t seen_words;
};

static void full(void *context)
{
	(void)context;
	fputs("measure: bộ nhớ\n", stderr);
	exit(2);
}

static struct str slurp(struct arena *arena, const char *path)
{
	FILE *f = fopen(path, "rb");
	struct buf b = buf_new(arena);
	char chunk[4096];
	size_t n;

	if (!f) {
		perror(path);
		exit(2);
	}
	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		buf_add(&b, (struct str){ chunk, (uint32_t)n });
	fclose(f);
	return utf8_nfc(arena, buf_str(&b));
}

/* Lines up to a blank one are a paragraph; a form feed ends a page. */
static uint32_t paragraphs_of(struct arena *arena, struct str text,
			      struct str *out)
{
	uint32_t count = 0, at = 0;

	while (at < text.n && count < MOST_PARAGRAPHS) {
		struct buf b = buf_new(arena);
		while (at < text.n) {
			uint32_t end = at;
			while (end < text.n && text.p[end] != '\n' &&
			       text.p[end] != '\f')
				end++;
			struct str line = str_trim(str_slice(text, at, end));
			at = end + (end < text.n);
			if (!line.n)
				break;
			if (b.n)
				buf_char(&b, ' ');
			buf_add(&b, line);
		}
		if (b.n)
			out[count++] = buf_str(&b);
	}
	return count;
}

static struct str core_of(struct str s)
{
	uint32_t from = s.n, to = 0;

	for (uint32_t at = 0; at < s.n;) {
		uint32_t here = at, c = utf8_next(s, &at);
		if (!utf8_is_letter(c) && !utf8_is_digit(c))
			continue;
		from = here < from ? here : from;
		to = at;
	}
	return from < to ? str_slice(s, from, to) : (struct str){ s.p, 0 };
}

static struct words words_of(struct arena *arena, const struct str *texts,
			     uint32_t count)
{
	struct words w = { 0 };

	for (uint32_t i = 0; i < count; i++)
		for (uint32_t at = 0; at < texts[i].n;) {
			uint32_t from = at;
			while (at < texts[i].n && texts[i].p[at] != ' ')
				at++;
			struct str whole = str_slice(texts[i], from, at++);
			struct str core = core_of(whole);
			if (!core.n)
				continue;
			w.list = arena_grow(arena, w.list, w.count,
					    sizeof(*w.list));
			w.list[w.count++] = (struct word){
				.text = core, .whole = whole, .paragraph = i,
				.from = from, .to = at - 1 };
		}
	return w;
}

static uint32_t codes(struct str s, uint32_t *out, uint32_t room, bool bare)
{
	static struct arena *scratch;
	uint32_t n = 0;

	if (bare) {
		if (!scratch)
			scratch = arena_new((size_t)1 << 30, full, NULL);
		arena_reset(scratch);
		s = viet_bare(scratch, s);
	}
	for (uint32_t at = 0; at < s.n && n < room;)
		out[n++] = utf8_next(s, &at);
	return n;
}

static uint32_t distance(struct str a, struct str b, bool bare)
{
	uint32_t x[64], y[64], row[65];
	uint32_t n = codes(a, x, 64, bare), m = codes(b, y, 64, bare);

	for (uint32_t j = 0; j <= m; j++)
		row[j] = j;
	for (uint32_t i = 1; i <= n; i++) {
		uint32_t corner = row[0]++;
		for (uint32_t j = 1; j <= m; j++) {
			uint32_t up = row[j];
			uint32_t best = corner + (x[i - 1] != y[j - 1]);
			best = up + 1 < best ? up + 1 : best;
			best = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
			row[j] = best;
			corner = up;
		}
	}
	return row[m];
}

static struct str joined(struct arena *arena, const struct word *w,
			 uint32_t count, bool whole, bool space)
{
	struct buf b = buf_new(arena);

	for (uint32_t i = 0; i < count; i++) {
		if (i && space)
			buf_char(&b, ' ');
		buf_add(&b, whole ? w[i].whole : w[i].text);
	}
	return buf_str(&b);
}

static float unlike(struct str a, struct str b)
{
	uint32_t most = a.n > b.n ? a.n : b.n;

	return most ? (float)distance(a, b, true) / (float)most : 1;
}

/* Partners by least difference inside a band around the diagonal. */
static void pair_up(struct words *a, struct words *b)
{
	enum { BAND = 160 };
	static const int moves[5][2] = { { 1, 1 }, { 1, 0 }, { 0, 1 }, { 1, 2 },
					 { 2, 1 } };
	struct arena *s = arena_new((size_t)3 << 30, full, NULL);
	uint32_t width = 2 * BAND + 1;
	float *cost = arena_array(s, float, (a->count + 1) * (size_t)width);
	uint8_t *how = arena_array(s, uint8_t, (a->count + 1) * (size_t)width);
#define CENTER(i) ((int64_t)((double)(i) * b->count / (a->count + 1e-9)))
#define CELL(i, j) ((i) * (size_t)width + (size_t)((int64_t)(j) - CENTER(i) + BAND))
#define INSIDE(i, j) ((int64_t)(j) - CENTER(i) >= -BAND && (int64_t)(j) - CENTER(i) <= BAND)

	for (uint32_t i = 0; i <= a->count; i++)
		for (int64_t j = CENTER(i) - BAND; j <= CENTER(i) + BAND; j++) {
			float best = i || j ? 1e9F : 0;
			if (j < 0 || j > b->count)
				continue;
			for (uint8_t k = 0; k < 5; k++) {
				int da = moves[k][0], db = moves[k][1];
				int64_t i0 = (int64_t)i - da, j0 = j - db;
				if (i0 < 0 || j0 < 0 || !INSIDE((uint32_t)i0, j0))
					continue;
				float c = cost[CELL((uint32_t)i0, j0)];
				if (c >= best)
					continue;
				if (k == 0)
					c += unlike(a->list[i0].text, b->list[j0].text);
				else if (k < 3)
					c += 0.55F;
				else
					c += 0.12F + unlike(
						joined(s, a->list + i0, (uint32_t)da, false, false),
						joined(s, b->list + j0, (uint32_t)db, false, false));
				if (c < best) {
					best = c;
					how[CELL(i, j)] = k;
				}
			}
			cost[CELL(i, j)] = best;
		}
	for (uint32_t i = a->count, j = b->count; i && j;) {
		uint8_t k = how[CELL(i, j)];
		uint32_t da = (uint32_t)moves[k][0], db = (uint32_t)moves[k][1];
		i -= da;
		j -= db;
		for (uint32_t x = 0; x < da && db; x++) {
			a->list[i + x].partner = j;
			a->list[i + x].partners = db;
		}
		for (uint32_t x = 0; x < db && da; x++) {
			b->list[j + x].partner = i;
			b->list[j + x].partners = da;
		}
	}
	arena_free(s);
}

static bool has_letter(struct str s)
{
	for (uint32_t at = 0; at < s.n;)
		if (utf8_is_letter(utf8_next(s, &at)))
			return true;
	return false;
}

/* Truth words that read right, and letters that do not. A word that has no
 * partner at all was never read (a picture, another order): not counted. */
static void score(const struct words *truth, const struct words *text,
		  bool *right, uint32_t *letters, uint32_t *wrong)
{
	for (uint32_t i = 0; i < truth->count; i++) {
		const struct word *t = &truth->list[i];
		right[i] = t->partners == 1 &&
			   str_eq(t->text, text->list[t->partner].text);
		if (!t->partners)
			continue;
		*letters += utf8_count(t->whole);
		if (t->partners == 1 && text->list[t->partner].partners == 1)
			*wrong += distance(t->whole,
					   text->list[t->partner].whole, false);
		else
			*wrong += right[i] ? 0 : utf8_count(t->whole) / 2;
	}
}

static struct str truth_of(struct arena *arena, const struct words *truth,
			   const struct words *seen, uint32_t paragraph,
			   uint32_t from, uint32_t to, bool *before_right,
			   struct str *before)
{
	uint32_t first = 0, last, t0 = UINT32_MAX, t1 = 0;

	while (first < seen->count && (seen->list[first].paragraph < paragraph ||
	       (seen->list[first].paragraph == paragraph &&
		seen->list[first].to <= from)))
		first++;
	for (last = first; last < seen->count &&
	     seen->list[last].paragraph == paragraph &&
	     seen->list[last].from < to; last++) {
		const struct word *w = &seen->list[last];
		if (!w->partners)
			continue;
		t0 = w->partner < t0 ? w->partner : t0;
		t1 = w->partner + w->partners > t1 ? w->partner + w->partners : t1;
	}
	*before = joined(arena, seen->list + first, last - first, false, true);
	*before_right = false;
	if (t0 >= t1)
		return (struct str){ 0 };
	struct str out = joined(arena, truth->list + t0, t1 - t0, false, true);
	*before_right = str_eq(out, *before);
	return out;
}

static void judge(struct arena *arena, struct figures *f,
		  const struct words *truth, const struct words *seen,
		  const struct restored_word *r, bool show, bool points)
{
	bool was_right;
	struct str before;
	struct str t = truth_of(arena, truth, seen, r->paragraph, r->from, r->to,
				&was_right, &before);
	uint32_t band = 0;
	/* The word may be part of "Giáo dục-Đào tạo": then inside is enough. */
	bool right = str_eq(core_of(r->after), t) ||
		     (str_find(t, STR("-")) >= 0 && str_find(t, r->after) >= 0);

	if (!t.n)
		return;
	if (points)
		printf("point %.5f %d\n", r->confidence, right);
	while (r->confidence < band_from[band])
		band++;
	f->changed[band]++;
	f->wrong[band] += !right;
	if (r->confidence >= RESTORE_SURE) {
		f->spoiled += was_right;
		f->mended += right;
	}
	if (show && (!right || r->confidence < RESTORE_SURE))
		printf("%s%.*s -> %.*s (%.*s) %.2f%s\n", right ? "  " : "! ",
		       STR_ARG(before), STR_ARG(r->after), STR_ARG(t),
		       r->confidence, was_right ? " SPOILED" : "");
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void run(struct arena *arena, const struct restore_model *m,
		struct figures *f, struct str truth_text, struct str seen_text,
		bool show, bool text, bool all, bool points)
{
	static struct str truths[MOST_PARAGRAPHS], seens[MOST_PARAGRAPHS],
		afters[MOST_PARAGRAPHS];
	uint32_t truth_count = paragraphs_of(arena, truth_text, truths);
	uint32_t seen_count = paragraphs_of(arena, seen_text, seens);
	struct words truth = words_of(arena, truths, truth_count);
	struct words seen = words_of(arena, seens, seen_count), after;
	uint32_t count, unused = 0;
	double begin = now();
	struct restored_word *r = restore(arena, m, seens, seen_count, &count);

	f->seconds += now() - begin;
	f->seen_words += seen.count;
	for (uint32_t i = 0, at = 0; i < seen_count; i++) {
		uint32_t from = at;
		while (at < count && r[at].paragraph == i)
			at++;
		afters[i] = restore_apply(arena, seens[i], r + from, at - from,
					  all ? 0 : RESTORE_SURE);
		if (text)
			printf("%.*s\n", STR_ARG(afters[i]));
	}
	if (text)
		return;
	after = words_of(arena, afters, seen_count);
	bool *before_right = arena_array(arena, bool, truth.count + 1);
	bool *after_right = arena_array(arena, bool, truth.count + 1);
	pair_up(&truth, &after);
	score(&truth, &after, after_right, &unused, &f->wrong_after);
	pair_up(&truth, &seen);
	score(&truth, &seen, before_right, &f->letters, &f->wrong_before);
	for (uint32_t i = 0; i < truth.count; i++) {
		if (!truth.list[i].partners || !has_letter(truth.list[i].text))
			continue;
		f->words++;
		f->right_before += before_right[i];
		f->right_after += after_right[i];
	}
	for (uint32_t i = 0; i < count; i++)
		judge(arena, f, &truth, &seen, &r[i], show, points);
}

static void print(const char *name, const struct figures *f)
{
	printf("%s: words %u right %.1f%% -> %.1f%% cer %.2f%% -> %.2f%% "
	       "spoiled %.2f%% speed %.0f/s", name, f->words,
	       100.0 * f->right_before / f->words,
	       100.0 * f->right_after / f->words,
	       100.0 * f->wrong_before / f->letters,
	       100.0 * f->wrong_after / f->letters,
	       f->right_before ? 100.0 * f->spoiled / f->right_before : 0,
	       f->seen_words / f->seconds);
	for (int i = 0; i < BANDS; i++)
		printf(" [%s %u wrong %.1f%%]", band_name[i], f->changed[i],
		       f->changed[i] ? 100.0 * f->wrong[i] / f->changed[i] : 0);
	putchar('\n');
}

static struct str strip(struct arena *arena, struct str s)
{
	struct buf b = buf_new(arena);

	for (uint32_t at = 0; at < s.n;) {
		uint32_t from = at, code = utf8_next(s, &at);
		bool upper = utf8_is_upper(code);
		struct str one = str_slice(s, from, at);
		if (utf8_is_letter(code) && code > 127) {
			one = viet_bare(arena, one);
			one = upper ? utf8_upper(arena, one) : one;
		}
		buf_add(&b, one);
	}
	return buf_str(&b);
}

int main(int argc, char **argv)
{
	struct arena *arena = arena_new((size_t)4 << 30, full, NULL);
	struct figures f = { 0 };
	bool bare = false, show = false, text = false, all = false, points = false;
	int i = 3;

	if (argc < 4)
		return 2;
	struct str lexicon = slurp(arena, argv[1]), channel = slurp(arena, argv[2]);
	double begin = now();
	struct restore_model *m = restore_load(arena, lexicon, channel);
	if (!m)
		return 2;
	for (; i < argc && argv[i][0] == '-'; i++) {
		bare |= !strcmp(argv[i], "--bare");
		show |= !strcmp(argv[i], "--show");
		text |= !strcmp(argv[i], "--text");
		all |= !strcmp(argv[i], "--all");
		points |= !strcmp(argv[i], "--points");
	}
	if (show)
		printf("load %.1f ms\n", 1000 * (now() - begin));
	for (; i < argc; i += bare ? 1 : 2) {
		struct str truth = slurp(arena, argv[i]);
		struct str seen = bare || i + 1 >= argc ? strip(arena, truth)
						: slurp(arena, argv[i + 1]);
		run(arena, m, &f, truth, seen, show, text, all, points);
	}
	if (!text)
		print(bare ? "bare" : "ocr", &f);
	return 0;
}
