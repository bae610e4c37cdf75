/* Loads the lexicon: words, pairs and triples as counts, turned into the
 * probabilities of an interpolated model with absolute discounting. */
#include "import/restore_model.h"

#include <math.h>
#include <string.h>

#include "base/utf8.h"

/* Counts in the lexicon are multiples of what one sentence adds, so that the
 * discount is larger than the usual 0.75. */
#define DISCOUNT 1.2
#ifndef FLAT
#define FLAT 1e-6
#endif
// /* share of a word that was seen but nearly never */

enum { MOST_WORDS = 1 << 17, MOST_PAIRS = 1 << 21 };

struct reader {
	const char *p, *end;
	bool bad;
};

static uint32_t number(struct reader *r)
{
	uint32_t n = 0;
	const char *from = r->p;

	while (r->p < r->end && *r->p >= '0' && *r->p <= '9' && n < 100000000)
		n = n * 10 + (uint32_t)(*r->p++ - '0');
	r->bad |= r->p == from;
	return n;
}

static bool take(struct reader *r, char c)
{
	if (r->p >= r->end || *r->p != c)
		return false;
	r->p++;
	return true;
}

/* ---- letters ---------------------------------------------------------- */

uint32_t model_bare(uint32_t code)
{
	static const struct { uint32_t bare; const char *marked; } sets[] = {
		{ 'a', "àáảãạăằắẳẵặâầấẩẫậ" }, { 'e', "èéẻẽẹêềếểễệ" },
		{ 'i', "ìíỉĩị" }, { 'o', "òóỏõọôồốổỗộơờớởỡợ" },
		{ 'u', "ùúủũụưừứửữự" }, { 'y', "ỳýỷỹỵ" }, { 'd', "đ" },
	};
	uint32_t small = utf8_fold(code);

	for (size_t i = 0; code > 127 && i < sizeof(sets) / sizeof(*sets); i++) {
		struct str marked = str_of(sets[i].marked);
		for (uint32_t at = 0; at < marked.n;)
			if (utf8_next(marked, &at) == small)
				return small == code ? sets[i].bare
						     : sets[i].bare - 32;
	}
	return code;
}

bool model_is_marked(uint32_t code)
{
	return code > 0xFF ? model_bare(code) != code : false;
}

uint8_t model_letter(const struct restore_model *m, uint32_t code)
{
	for (uint32_t i = 1; i <= m->letter_count; i++)
		if (m->letters[i] == code)
			return (uint8_t)i;
	return 0;
}

static uint8_t letter_add(struct restore_model *m, uint32_t code)
{
	uint8_t known = model_letter(m, code);

	if (known || m->letter_count + 1 >= LETTERS)
		return known;
	m->letters[++m->letter_count] = code;
	m->bare[m->letter_count] = model_bare(code);
	return (uint8_t)m->letter_count;
}

/* ---- words and their tree --------------------------------------------- */

static uint32_t child(struct restore_model *m, struct arena *arena,
		      uint32_t node, uint8_t letter, bool make)
{
	uint32_t at = m->nodes[node].child;

	while (at && m->nodes[at].letter != letter)
		at = m->nodes[at].sibling;
	if (at || !make)
		return at;
	m->nodes = arena_grow(arena, m->nodes, m->node_count,
			      sizeof(*m->nodes));
	m->nodes[m->node_count] = (struct model_node){
		.letter = letter, .sibling = m->nodes[node].child };
	m->nodes[node].child = m->node_count;
	return m->node_count++;
}

static void plant(struct restore_model *m, struct arena *arena, uint32_t word)
{
	struct str text = m->words[word].text;
	uint32_t node = 0;

	for (uint32_t at = 0; at < text.n;) {
		uint8_t letter = letter_add(m, utf8_next(text, &at));
		if (!letter)
			return;
		node = child(m, arena, node, letter, true);
	}
	if (node)
		m->nodes[node].word = word;
}

uint32_t model_find(const struct restore_model *m, struct str small)
{
	uint32_t node = 0;

	for (uint32_t at = 0; at < small.n;) {
		uint8_t letter = model_letter(m, utf8_next(small, &at));
		uint32_t next = m->nodes[node].child;
		while (next && m->nodes[next].letter != letter)
			next = m->nodes[next].sibling;
		if (!next || !letter)
			return WORD_UNKNOWN;
		node = next;
	}
	return m->nodes[node].word;
}

static void read_words(struct reader *r, struct arena *arena,
		       struct restore_model *m)
{
	double total = 0;

	while (!r->bad && r->p < r->end && !take(r, '\n')) {
		const char *space = memchr(r->p, ' ', (size_t)(r->end - r->p));
		r->bad |= !space || m->word_count >= MOST_WORDS;
		if (r->bad)
			return;
		m->words = arena_grow(arena, m->words, m->word_count,
				      sizeof(*m->words));
		struct model_word *w = &m->words[m->word_count++];
		w->text = (struct str){ r->p, (uint32_t)(space - r->p) };
		r->p = space + 1;
		w->log_p = (float)number(r);
		total += w->log_p;
		r->bad |= !take(r, '\n');
	}
	r->bad |= m->word_count <= WORD_FIRST;
	for (uint32_t i = 0; i < m->word_count; i++) {
		double share = m->words[i].log_p / total;
		m->words[i].log_p = (float)log(share + FLAT);
		if (i >= WORD_FIRST)
			plant(m, arena, i);
	}
	m->words = arena_grow(arena, m->words, m->word_count,
			      sizeof(*m->words));
}

/* ---- pairs and triples ------------------------------------------------ */

static void read_triples(struct reader *r, struct arena *arena,
			 struct restore_model *m)
{
	uint32_t third = 0;

	do {
		m->triples = arena_grow(arena, m->triples, m->triple_count,
					sizeof(*m->triples));
		struct model_triple *t = &m->triples[m->triple_count++];
		t->third = third += number(r);
		r->bad |= !take(r, ':') || third >= m->word_count;
		t->log_p = (float)number(r);
	} while (!r->bad && take(r, ','));
	r->bad |= !take(r, ')');
}

static void read_pairs(struct reader *r, struct arena *arena,
		       struct restore_model *m)
{
	uint32_t second = 0;

	while (!r->bad && take(r, ' ')) {
		m->pairs = arena_grow(arena, m->pairs, m->pair_count,
				      sizeof(*m->pairs));
		struct model_pair *pair = &m->pairs[m->pair_count++];
		pair->first = m->triple_count;
		pair->second = second += number(r);
		r->bad |= !take(r, ':') || second >= m->word_count ||
			  m->pair_count >= MOST_PAIRS;
		pair->log_p = (float)number(r);
		if (!r->bad && take(r, '('))
			read_triples(r, arena, m);
	}
	r->bad |= !take(r, '\n');
}

static void read_follows(struct reader *r, struct arena *arena,
			 struct restore_model *m)
{
	uint32_t next = 0;

	while (!r->bad && r->p < r->end) {
		uint32_t word = number(r);
		r->bad |= word < next || word >= m->word_count;
		while (!r->bad && next <= word)
			m->words[next++].first = m->pair_count;
		if (!r->bad)
			read_pairs(r, arena, m);
	}
	while (next <= m->word_count)
		m->words[next++].first = m->pair_count;
	m->pairs = arena_grow(arena, m->pairs, m->pair_count,
			      sizeof(*m->pairs));
	m->pairs[m->pair_count].first = m->triple_count;
}

/* ---- from counts to probabilities ------------------------------------- */

static const struct model_pair *pair_of(const struct restore_model *m,
					uint32_t first, uint32_t second)
{
	uint32_t low = m->words[first].first;
	uint32_t high = m->words[first + 1].first;

	while (low < high) {
		uint32_t middle = (low + high) / 2;
		if (m->pairs[middle].second < second)
			low = middle + 1;
		else
			high = middle;
	}
	return low < m->words[first + 1].first &&
			m->pairs[low].second == second ? &m->pairs[low] : NULL;
}

static double pair_log(const struct restore_model *m, uint32_t first,
		       uint32_t second)
{
	const struct model_pair *pair = pair_of(m, first, second);

	return pair ? pair->log_p
		    : m->words[first].log_back + m->words[second].log_p;
}

static void weigh_pairs(struct restore_model *m, uint32_t word)
{
	uint32_t from = m->words[word].first, to = m->words[word + 1].first;
	double total = DISCOUNT, left;

	for (uint32_t i = from; i < to; i++)
		total += m->pairs[i].log_p;
	left = DISCOUNT * (to - from + 1) / total;
	m->words[word].log_back = (float)log(left);
	for (uint32_t i = from; i < to; i++) {
		struct model_pair *pair = &m->pairs[i];
		double kept = fmax(pair->log_p - DISCOUNT, 0) / total;
		pair->log_p = (float)log(kept + left *
				exp(m->words[pair->second].log_p));
	}
}

static void weigh_triples(struct restore_model *m, uint32_t pair)
{
	uint32_t from = m->pairs[pair].first, to = m->pairs[pair + 1].first;
	uint32_t last = m->pairs[pair].second;
	double total = DISCOUNT, left;

	for (uint32_t i = from; i < to; i++)
		total += m->triples[i].log_p;
	left = DISCOUNT * (to - from + 1) / total;
	m->pairs[pair].log_back = (float)log(left);
	for (uint32_t i = from; i < to; i++) {
		struct model_triple *t = &m->triples[i];
		double kept = fmax(t->log_p - DISCOUNT, 0) / total;
		t->log_p = (float)log(kept + left *
				exp(pair_log(m, last, t->third)));
	}
}

double model_follow(const struct restore_model *m, uint32_t before,
		    uint32_t last, uint32_t word)
{
	const struct model_pair *pair = pair_of(m, before, last);
	uint32_t low, high;

	if (!pair)
		return pair_log(m, last, word);
	low = pair->first;
	high = pair[1].first;
	while (low < high) {
		uint32_t middle = (low + high) / 2;
		if (m->triples[middle].third < word)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < pair[1].first && m->triples[low].third == word)
		return m->triples[low].log_p;
	return pair->log_back + pair_log(m, last, word);
}

struct restore_model *restore_load(struct arena *arena, struct str lexicon,
				   struct str channel)
{
	struct restore_model *m = arena_new_of(arena, struct restore_model);
	struct reader r = { lexicon.p, lexicon.p + lexicon.n, false };

	m->nodes = arena_grow(arena, NULL, 0, sizeof(*m->nodes));
	m->node_count = 1;
	read_words(&r, arena, m);
	if (!r.bad)
		read_follows(&r, arena, m);
	if (r.bad)
		return NULL;
	for (uint32_t i = 0; i < m->word_count; i++)
		weigh_pairs(m, i);
	for (uint32_t i = 0; i < m->pair_count; i++)
		weigh_triples(m, i);
	return channel_load(arena, m, channel) ? m : NULL;
}
