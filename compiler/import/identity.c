/* Whether every word of the paper stands on the typeset page. */
#include "import/import.h"

#include <string.h>

#include "base/utf8.h"
#include "base/viet.h"
#include "import/phrase.h"

enum { MOST_WORDS = 400000 };

struct word_run {
	struct str *items;
	uint32_t count;
};

static bool is_kept(uint32_t c)
{
	return utf8_is_letter(c) || utf8_is_digit(c);
}

/* Words without the signs around them, in small letters, tones in one place:
 * those are what the form of the decree may change. */
static void add_words(struct arena *a, struct word_run *w, struct str s)
{
	struct buf b = buf_new(a);

	for (uint32_t i = 0; i <= s.n;) {
		uint32_t c = i < s.n ? utf8_next(s, &i) : (i++, ' ');

		if (is_kept(c)) {
			utf8_add(&b, c);
			continue;
		}
		if (b.n && w->count < MOST_WORDS) {
			w->items = arena_grow(a, w->items, w->count,
					      sizeof *w->items);
			w->items[w->count++] = viet_fold(a, buf_str(&b));
		}
		b = buf_new(a);
	}
}

static void words_of_table(struct arena *a, struct word_run *w,
			   const struct paper_table *t)
{
	for (uint32_t i = 0; i < t->row_count * t->column_count; i++)
		if (!t->cells[i].covered)
			add_words(a, w, phrase_plain(a, t->cells[i].text));
}

static struct word_run words_of_paper(struct arena *a, const struct paper *p)
{
	struct word_run w = { NULL, 0 };

	for (uint32_t i = 0; i < p->count; i++) {
		const struct paper_line *l = &p->lines[i];

		if (l->table)
			words_of_table(a, &w, l->table);
		else if (!l->furniture)
			add_words(a, &w, phrase_plain(a, l->text));
	}
	for (uint32_t i = 0; i < p->note_count; i++)
		add_words(a, &w, phrase_plain(a, p->notes[i].text));
	return w;
}

/* How often a word stands, less how often it was asked for. */
struct bag {
	struct str *words;
	int *counts;
	uint32_t size;
};

static int *slot(struct bag *b, struct str word)
{
	uint32_t h = 2166136261u;

	for (uint32_t i = 0; i < word.n; i++)
		h = (h ^ (unsigned char)word.p[i]) * 16777619u;
	for (h %= b->size; b->words[h].n; h = (h + 1) % b->size)
		if (str_eq(b->words[h], word))
			return &b->counts[h];
	b->words[h] = word;
	return &b->counts[h];
}

static struct bag bag_of(struct arena *a, const struct word_run *w, uint32_t more)
{
	struct bag b = { .size = 2 * (w->count + more) + 16 };

	b.words = arena_array(a, struct str, b.size);
	b.counts = arena_array(a, int, b.size);
	for (uint32_t i = 0; i < w->count; i++)
		++*slot(&b, w->items[i]);
	return b;
}

/* Words that a repair took away need not be found, those it set are not what
 * the paper had. */
static void allow(struct arena *a, struct bag *b, struct str before,
		  struct str after)
{
	struct word_run gone = { NULL, 0 }, set = { NULL, 0 };

	add_words(a, &gone, before);
	add_words(a, &set, after);
	for (uint32_t i = 0; i < gone.count; i++)
		++*slot(b, gone.items[i]);
	for (uint32_t i = 0; i < set.count; i++)
		--*slot(b, set.items[i]);
}

static uint32_t words_in_ledger(const struct ledger *l)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < l->repair_count; i++)
		n += l->repairs[i].before.n + l->repairs[i].after.n;
	return n;
}

double import_identity(struct arena *a, const struct imported *im,
		       const struct str *printed, uint32_t count,
		       struct str *lost, uint32_t most, uint32_t *lost_count)
{
	struct word_run have = { NULL, 0 }, want = words_of_paper(a, im->paper);
	const struct ledger *l = im->ledger;
	uint32_t missing = 0;
	struct bag bag;

	for (uint32_t i = 0; i < count; i++)
		add_words(a, &have, printed[i]);
	bag = bag_of(a, &have, want.count + words_in_ledger(l));
	for (uint32_t i = im->read_repairs; i < l->repair_count; i++)
		allow(a, &bag, l->repairs[i].before, l->repairs[i].after);
	*lost_count = 0;
	for (uint32_t i = 0; i < want.count; i++) {
		int *left = slot(&bag, want.items[i]);

		if (*left > 0) {
			--*left;
			continue;
		}
		missing++;
		if (*lost_count < most)
			lost[(*lost_count)++] = want.items[i];
	}
	return want.count ? 1.0 - (double)missing / want.count : 1.0;
}

/* Where each word stands that stands but once; others at -1. */
static int64_t *lone_places(struct arena *a, const struct word_run *w,
			    struct bag *counts)
{
	int64_t *places = arena_array(a, int64_t, w->count + 1);

	*counts = bag_of(a, w, 0);
	for (uint32_t i = 0; i < w->count; i++)
		places[i] = *slot(counts, w->items[i]) == 1 ? (int64_t)i : -1;
	return places;
}

/* The longest run of rising places: how many. */
static uint32_t rising(struct arena *a, const int64_t *places, uint32_t count)
{
	int64_t *ends = arena_array(a, int64_t, count + 1);
	uint32_t longest = 0;

	for (uint32_t i = 0; i < count; i++) {
		uint32_t low = 0, high = longest;

		while (low < high) {
			uint32_t middle = (low + high) / 2;

			if (ends[middle] < places[i])
				low = middle + 1;
			else
				high = middle;
		}
		ends[low] = places[i];
		longest += low == longest;
	}
	return longest;
}

/* Looks without adding. */
static bool had_once(const struct bag *b, struct str word)
{
	uint32_t h = 2166136261u;

	for (uint32_t i = 0; i < word.n; i++)
		h = (h ^ (unsigned char)word.p[i]) * 16777619u;
	for (h %= b->size; b->words[h].n; h = (h + 1) % b->size)
		if (str_eq(b->words[h], word))
			return b->counts[h] == 1;
	return false;
}

double import_order(struct arena *a, const struct imported *im,
		    const struct str *printed, uint32_t count)
{
	struct word_run have = { NULL, 0 }, want = words_of_paper(a, im->paper);
	struct bag wanted, had, where;
	int64_t *places, *order;
	uint32_t n = 0;

	for (uint32_t i = 0; i < count; i++)
		add_words(a, &have, printed[i]);
	places = lone_places(a, &have, &had);
	lone_places(a, &want, &wanted);
	where = bag_of(a, &have, 0);
	for (uint32_t i = 0; i < have.count; i++)
		*slot(&where, have.items[i]) = (int)i;
	order = arena_array(a, int64_t, want.count + 1);
	for (uint32_t i = 0; i < want.count; i++)
		if (*slot(&wanted, want.items[i]) == 1 &&
		    had_once(&had, want.items[i]))
			order[n++] = places[*slot(&where, want.items[i])];
	return n ? (double)rising(a, order, n) / n : 1.0;
}
