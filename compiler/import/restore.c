/* Restores marks: every unit gets the words it may have been (the channel),
 * the row of them is weighed by how words follow each other (the lattice).
 *
 * Twice over the document: what the first reading is sure of is remembered,
 * so that a name or a term that stands there often helps the second. */
#include "import/restore.h"

#include <math.h>
#include <string.h>

#include "base/utf8.h"
#include "import/restore_lattice.h"
#include "import/restore_units.h"

/* Log probabilities of what letters do not tell. */
#define GLUED (-6.0F)       /* two words without their space */
#define CUT (-6.5F)         /* a space inside a word */
#define STRANGE (-1.0F)     /* a word the lexicon does not know … */
#define STRANGE_LETTER (-3.0F) /* … and each letter of it */
#define POOR (-4.0F)        /* below, look for glued and cut words */
#define FEW_MARKS 0.35      /* of clean Vietnamese words twice as many */
#define STRANGE_KEPT 0.30 /* the same of one the lexicon does not know */
#define REMEMBER 0.90
#ifndef LAWFUL_KEPT
#define LAWFUL_KEPT 0.05 /* no change where it is likelier that nothing is wrong */
#endif

enum { WINDOW = 300, CACHE = 1 << 13, GLUED_MOST = 14, GLUED_TRIES = 3 };

struct entry {
	struct str unit;
	struct guess *guesses;
	uint32_t count;
};

struct work {
	struct arena *arena;
	const struct restore_model *model;
	struct channel *channel;
	struct lattice *lattice;
	struct memory *memory;
	struct units units;
	struct entry *cache;
	uint32_t cached;
	bool bare;
	const struct node **path;
	struct restored_word *out;
	uint32_t out_count;
};

static uint32_t hash(struct str s)
{
	uint32_t h = 2166136261U;

	for (uint32_t i = 0; i < s.n; i++)
		h = (h ^ (uint8_t)s.p[i]) * 16777619U;
	return h;
}

static struct entry guesses(struct work *w, struct str unit)
{
	struct guess found[MOST_GUESSES];
	struct entry e = { .unit = unit };
	uint32_t at = hash(unit) % CACHE;

	while (w->cache[at].unit.n && !str_eq(w->cache[at].unit, unit))
		at = (at + 1) % CACHE;
	if (w->cache[at].unit.n)
		return w->cache[at];
	e.count = channel_guess(w->channel, unit, w->bare, found);
	e.guesses = arena_array(w->arena, struct guess, e.count + 1);
	memcpy(e.guesses, found, e.count * sizeof(*found));
	e.unit = str_copy(w->arena, unit);
	if (w->cached >= CACHE / 2) {
		memset(w->cache, 0, CACHE * sizeof(*w->cache));
		w->cached = 0;
		at = hash(unit) % CACHE;
	}
	w->cached++;
	return w->cache[at] = e;
}

static void forget_guesses(struct work *w, bool bare)
{
	memset(w->cache, 0, CACHE * sizeof(*w->cache));
	w->cached = 0;
	w->bare = bare;
}

static float best_of(const struct entry *e)
{
	float best = -99;

	for (uint32_t i = 0; i < e->count; i++)
		best = e->guesses[i].log_p > best ? e->guesses[i].log_p : best;
	return best;
}

/* ---- the lattice of a window ------------------------------------------ */

static void add_strange(struct work *w, uint32_t at, const struct unit *u)
{
	float log_p = STRANGE + STRANGE_LETTER * (float)u->letters;

	if (u->kind != UNIT_WORD)
		log_p = 0;
	else if (u->word != WORD_UNKNOWN)
		return;
	lattice_add(w->lattice, (struct node){
		.from = at, .to = at + 1, .words = { u->word, 0 },
		.word_count = 1, .as_seen = true, .log_p = log_p });
}

static void add_glued(struct work *w, struct str text, uint32_t at,
		      const struct unit *u)
{
	struct str unit = str_slice(text, u->from, u->to);

	for (uint32_t cut = 0; utf8_next(unit, &cut), cut < unit.n;) {
		struct entry a = guesses(w, str_slice(unit, 0, cut));
		struct entry b = guesses(w, str_from(unit, cut));
		for (uint32_t i = 0; i < a.count && i < GLUED_TRIES; i++)
			for (uint32_t j = 0; j < b.count && j < GLUED_TRIES; j++)
				lattice_add(w->lattice, (struct node){
					.from = at, .to = at + 1,
					.words = { a.guesses[i].word,
						   b.guesses[j].word },
					.word_count = 2,
					.log_p = GLUED + a.guesses[i].log_p +
						 b.guesses[j].log_p });
	}
}

static void add_cut(struct work *w, struct str text, uint32_t at,
		    const struct unit *u)
{
	struct str parts = str_slice(text, u->from, u[1].to);
	struct buf whole = buf_new(w->arena);
	struct entry e;

	for (uint32_t i = 0; i < parts.n; i++)
		if (parts.p[i] != ' ')
			buf_char(&whole, parts.p[i]);
	e = guesses(w, buf_str(&whole));
	for (uint32_t i = 0; i < e.count && i < GLUED_TRIES; i++)
		lattice_add(w->lattice, (struct node){
			.from = at, .to = at + 2, .word_count = 1,
			.words = { e.guesses[i].word, 0 },
			.log_p = CUT + e.guesses[i].log_p });
}

static void add_unit(struct work *w, struct str text, uint32_t at,
		     const struct unit *u, bool more)
{
	struct str unit = str_slice(text, u->from, u->to);
	struct entry e;
	float best;

	add_strange(w, at, u);
	if (u->kind != UNIT_WORD)
		return;
	e = guesses(w, unit);
	best = best_of(&e);
	for (uint32_t i = 0; i < e.count; i++)
		lattice_add(w->lattice, (struct node){
			.from = at, .to = at + 1, .word_count = 1,
			.words = { e.guesses[i].word, 0 },
			.as_seen = e.guesses[i].word == u->word && u->word,
			.log_p = e.guesses[i].log_p });
	if (u->word && !e.count)
		lattice_add(w->lattice, (struct node){
			.from = at, .to = at + 1, .word_count = 1,
			.words = { u->word, 0 }, .as_seen = true });
	if (best < POOR && u->letters >= 4 && u->letters <= GLUED_MOST)
		add_glued(w, text, at, u);
	if (more && u[1].kind == UNIT_WORD && u[1].joined &&
	    u->letters + u[1].letters <= 8 && (u->letters < 3 || best < POOR))
		add_cut(w, text, at, u);
}

/* ---- how sure ---------------------------------------------------------- */

/* What share of changes was right where the lattice gave this posterior,
 * measured by tests/restore/calibrate.py on the samples, each with a lexicon
 * that never saw it, and on tests/restore/fixtures. */
static const struct { double posterior, right; } measured[] = {
	{ 0.0000, 0.000 }, { 0.2459, 0.295 }, { 0.3524, 0.439 },
	{ 0.4555, 0.538 }, { 0.5492, 0.598 }, { 0.6546, 0.677 },
	{ 0.7528, 0.797 }, { 0.8538, 0.852 }, { 0.9474, 0.949 },
	{ 0.9932, 0.961 }, { 0.9989, 0.983 }, { 1.0000, 0.995 },
};

static double confidence_of(double posterior)
{
	size_t i = 1, last = sizeof(measured) / sizeof(*measured) - 1;
	double width, part;

	while (i < last && measured[i].posterior < posterior)
		i++;
	width = measured[i].posterior - measured[i - 1].posterior;
	part = (posterior - measured[i - 1].posterior) / width;
	return fmin(measured[last].right, measured[i - 1].right + part *
		    (measured[i].right - measured[i - 1].right));
}

/* ---- what changes ----------------------------------------------------- */

static struct str said(struct work *w, const struct node *n,
		       const struct unit *u)
{
	struct buf out = buf_new(w->arena);

	for (uint32_t i = 0; i < n->word_count; i++) {
		if (i)
			buf_char(&out, ' ');
		buf_add(&out, unit_case(w->arena, u,
					w->model->words[n->words[i]].text, !i));
	}
	return buf_str(&out);
}

static void tell(struct work *w, uint32_t paragraph, struct str text,
		 const struct node *n, const struct unit *u)
{
	const struct unit *last = u + (n->to - n->from) - 1;
	double share = confidence_of(n->share);
	struct str after;

	if (n->as_seen)
		return;
	after = said(w, n, u);
	if (str_eq(after, str_slice(text, u->from, last->to)))
		return;
	if (lattice_kept(w->lattice, n->from) >
	    (u->word ? LAWFUL_KEPT : STRANGE_KEPT))
		share = fmin(share, RESTORE_SURE - 0.01);
	w->out = arena_grow(w->arena, w->out, w->out_count, sizeof(*w->out));
	w->out[w->out_count++] = (struct restored_word){
		paragraph, u->from, last->to, after, share };
}

static void learn(struct work *w, const struct node *n, uint32_t *last)
{
	for (uint32_t i = 0; i < n->word_count; i++) {
		if (n->share >= REMEMBER && n->words[i] >= WORD_FIRST)
			memory_add(w->memory, *last, n->words[i]);
		*last = n->share >= REMEMBER ? n->words[i] : WORD_UNKNOWN;
	}
}

static void read_window(struct work *w, struct str text, uint32_t paragraph,
			const struct unit *units, uint32_t count, bool learning)
{
	uint32_t steps, last = WORD_BREAK;

	lattice_clear(w->lattice, count);
	for (uint32_t i = 0; i < count; i++)
		add_unit(w, text, i, &units[i], i + 1 < count);
	steps = lattice_solve(w->lattice, w->path);
	for (uint32_t i = 0; i < steps; i++)
		if (learning)
			learn(w, w->path[i], &last);
		else
			tell(w, paragraph, text, w->path[i],
			     &units[w->path[i]->from]);
}

static void read_paragraph(struct work *w, struct str text, uint32_t paragraph,
			   bool learning)
{
	units_cut(&w->units, w->model, text);
	for (uint32_t at = 0; at < w->units.count; at += WINDOW) {
		uint32_t count = w->units.count - at;
		read_window(w, text, paragraph, w->units.list + at,
			    count < WINDOW ? count : WINDOW, learning);
	}
}

/* ---- is it wanted ----------------------------------------------------- */

struct look {
	uint32_t words, marked, likely, bare_likely, foreign_letters;
};

static bool has_marks(struct str s, bool any)
{
	for (uint32_t at = 0; at < s.n;) {
		uint32_t c = utf8_next(s, &at);
		if (any ? c > 127 : model_is_marked(utf8_fold(c)))
			return true;
	}
	return false;
}

static void look_at(struct work *w, struct str text, struct look *look)
{
	units_cut(&w->units, w->model, text);
	for (uint32_t i = 0; i < w->units.count; i++) {
		const struct unit *u = &w->units.list[i];
		struct str s = str_slice(text, u->from, u->to);
		struct entry e;
		if (u->kind != UNIT_WORD || u->letters < 2)
			continue;
		e = guesses(w, s);
		look->words++;
		look->marked += u->word && has_marks(s, false);
		look->foreign_letters += has_marks(s, true);
		look->likely += best_of(&e) > -1.2F * (float)u->letters;
	}
}

static bool looks_lost(const struct look *l)
{
	return l->words >= 3 && l->marked < FEW_MARKS * l->words &&
	       l->likely >= 0.6 * l->words;
}

/* Only marks are missing: hardly a word is not a Vietnamese one without. */
static bool looks_bare(struct work *w, const struct str *texts, uint32_t count)
{
	struct look look = { 0 };

	forget_guesses(w, true);
	for (uint32_t i = 0; i < count; i++)
		look_at(w, texts[i], &look);
	forget_guesses(w, false);
	return look.words && look.foreign_letters * 50 < look.words &&
	       look.likely >= 0.93 * look.words;
}

static struct work *work_new(struct arena *arena, const struct restore_model *m)
{
	struct work *w = arena_new_of(arena, struct work);

	w->arena = w->units.arena = arena;
	w->model = m;
	w->channel = channel_new(arena, m);
	w->memory = memory_new(arena);
	w->lattice = lattice_new(arena, m, w->memory);
	w->cache = arena_array(arena, struct entry, CACHE);
	w->path = arena_array(arena, const struct node *, WINDOW + 1);
	return w;
}

bool restore_wanted(struct arena *arena, const struct restore_model *m,
		    struct str text)
{
	struct work *w = work_new(arena, m);
	struct look look = { 0 };

	look_at(w, text, &look);
	return looks_lost(&look);
}

struct restored_word *restore(struct arena *arena, const struct restore_model *m,
			      const struct str *paragraphs, uint32_t count,
			      uint32_t *word_count)
{
	struct work *w = work_new(arena, m);
	bool *lost = arena_array(arena, bool, count + 1);
	struct look all = { 0 };

	forget_guesses(w, looks_bare(w, paragraphs, count));
	for (uint32_t i = 0; i < count; i++) {
		struct look one = { 0 };
		look_at(w, paragraphs[i], &one);
		lost[i] = looks_lost(&one) || one.words < 3;
		all.words += one.words;
		all.marked += one.marked;
		all.likely += one.likely;
	}
	for (uint32_t i = 0; i < count; i++)
		lost[i] &= looks_lost(&all) || all.words > 3;
	for (int learning = 1; learning >= 0; learning--)
		for (uint32_t i = 0; i < count; i++)
			if (lost[i] || learning)
				read_paragraph(w, paragraphs[i], i, learning);
	*word_count = w->out_count;
	return w->out;
}

struct str restore_apply(struct arena *arena, struct str paragraph,
			 const struct restored_word *words, uint32_t count,
			 double least)
{
	struct buf out = buf_new(arena);
	uint32_t at = 0;

	for (uint32_t i = 0; i < count; i++) {
		if (words[i].confidence < least || words[i].from < at)
			continue;
		buf_add(&out, str_slice(paragraph, at, words[i].from));
		buf_add(&out, words[i].after);
		at = words[i].to;
	}
	buf_add(&out, str_from(paragraph, at));
	return buf_str(&out);
}
