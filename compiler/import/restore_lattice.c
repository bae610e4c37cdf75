/* Forward and backward over a lattice of words, under the model of triples.
 *
 * A state is a node and the word before it. Going forward, every state keeps
 * the sum over all ways to reach it and the best single one; the way back
 * gives each node's share of all readings, which is the confidence. States
 * that are far behind the best of their place are not followed. */
#include "import/restore_lattice.h"

#include <math.h>
#include <string.h>

#define BEAM 10.0
#define TRUST_WORDS 0.80  /* the model of words believes too much in itself */
#define TRUST_LETTERS 1.0
#define RECALL 0.15       /* share of what the document itself says */

enum { SLOTS = 1 << 14, NONE = 0 };

struct memory {
	struct { uint32_t last, word, n; } pairs[SLOTS];
	uint32_t words[SLOTS];
	uint32_t total;
};

struct state {
	uint32_t node, before;
	uint32_t next_of_node, next_of_end, best_from;
	double sum, best, back;
};

struct step {
	uint32_t from, to;
	double log_p;
};

struct lattice {
	struct arena *arena;
	const struct restore_model *model;
	const struct memory *memory;
	struct node *nodes;
	struct state *states;
	struct step *steps;
	uint32_t *starts, *ends; /* first node from, first state to a unit */
	uint32_t node_count, state_count, step_count, unit_count;
	uint32_t node_room, state_room, step_room, unit_room;
};

/* ---- what the document said ------------------------------------------- */

struct memory *memory_new(struct arena *arena)
{
	return arena_new_of(arena, struct memory);
}

static uint32_t slot(const struct memory *m, uint32_t last, uint32_t word)
{
	uint32_t at = (last * 2654435761U ^ word * 40503U) % SLOTS;

	for (int tries = 0; tries < 8 && m->pairs[at].n &&
	     (m->pairs[at].last != last || m->pairs[at].word != word); tries++)
		at = (at + 1) % SLOTS;
	return at;
}

void memory_add(struct memory *m, uint32_t last, uint32_t word)
{
	uint32_t at = slot(m, last, word);

	if (!m->pairs[at].n) {
		m->pairs[at].last = last;
		m->pairs[at].word = word;
	}
	if (m->pairs[at].last == last && m->pairs[at].word == word)
		m->pairs[at].n++;
	m->words[word % SLOTS]++;
	m->total++;
}

static double recall(const struct memory *m, uint32_t last, uint32_t word)
{
	uint32_t at = slot(m, last, word), n = 0;

	if (m->pairs[at].last == last && m->pairs[at].word == word)
		n = m->pairs[at].n;
	return 0.75 * n / (m->words[last % SLOTS] + 1.0) +
	       0.25 * m->words[word % SLOTS] / (m->total + 1.0);
}

static double follow(const struct lattice *l, uint32_t before, uint32_t last,
		     uint32_t word)
{
	double log_p = model_follow(l->model, before, last, word);

	if (l->memory && l->memory->total)
		log_p = log((1 - RECALL) * exp(log_p) +
			    RECALL * recall(l->memory, last, word));
	return TRUST_WORDS * log_p;
}

/* ---- room ------------------------------------------------------------- */

struct lattice *lattice_new(struct arena *arena, const struct restore_model *m,
			    const struct memory *memory)
{
	struct lattice *l = arena_new_of(arena, struct lattice);

	l->arena = arena;
	l->model = m;
	l->memory = memory;
	return l;
}

/* `array` with room for one more than `used`; what it had is kept. */
static void *room(struct arena *arena, void *array, uint32_t used,
		  uint32_t *have, size_t element)
{
	void *more;

	if (used < *have)
		return array;
	more = arena_alloc(arena, element * (size_t)(used + 1) * 2);
	if (*have)
		memcpy(more, array, element * *have);
	*have = (used + 1) * 2;
	return more;
}

void lattice_clear(struct lattice *l, uint32_t units)
{
	if (units + 1 > l->unit_room) {
		l->unit_room = units + 1;
		l->starts = arena_array(l->arena, uint32_t, units + 1);
		l->ends = arena_array(l->arena, uint32_t, units + 1);
	}
	memset(l->starts, 0, (units + 1) * sizeof(*l->starts));
	memset(l->ends, 0, (units + 1) * sizeof(*l->ends));
	l->unit_count = units;
	l->node_count = l->state_count = 1; /* 0 is none */
	l->step_count = 0;
}

void lattice_add(struct lattice *l, struct node node)
{
	l->nodes = room(l->arena, l->nodes, l->node_count, &l->node_room,
			sizeof(*l->nodes));
	node.next = l->starts[node.from];
	node.states = NONE;
	l->nodes[l->node_count] = node;
	l->starts[node.from] = l->node_count++;
}

/* ---- forward ---------------------------------------------------------- */

static double log_add(double a, double b)
{
	double most = fmax(a, b), least = fmin(a, b);

	if (isinf(least) || most - least > 30)
		return most;
	return most + log1p(exp(least - most));
}

static uint32_t state_of(struct lattice *l, uint32_t node, uint32_t before)
{
	uint32_t at = l->nodes[node].states, end = l->nodes[node].to;

	while (at && l->states[at].before != before)
		at = l->states[at].next_of_node;
	if (at)
		return at;
	l->states = room(l->arena, l->states, l->state_count, &l->state_room,
			 sizeof(*l->states));
	l->states[l->state_count] = (struct state){
		.node = node, .before = before, .sum = -INFINITY,
		.best = -INFINITY, .back = -INFINITY,
		.next_of_node = l->nodes[node].states,
		.next_of_end = l->ends[end] };
	l->nodes[node].states = l->ends[end] = l->state_count;
	return l->state_count++;
}

static void go(struct lattice *l, uint32_t from, uint32_t node)
{
	const struct node *n = &l->nodes[node];
	const struct state *s = &l->states[from];
	const struct node *at = from ? &l->nodes[s->node] : NULL;
	uint32_t last = from ? at->words[at->word_count - 1] : WORD_BREAK;
	uint32_t before = from ? s->before : WORD_BREAK;
	double log_p = TRUST_LETTERS * n->log_p +
		       follow(l, before, last, n->words[0]);
	double sum = from ? s->sum : 0, best = from ? s->best : 0;
	uint32_t to;

	if (n->word_count > 1)
		log_p += follow(l, last, n->words[0], n->words[1]);
	to = state_of(l, node, n->word_count > 1 ? n->words[0] : last);
	struct state *t = &l->states[to];
	t->sum = log_add(t->sum, sum + log_p);
	if (best + log_p > t->best) {
		t->best = best + log_p;
		t->best_from = from;
	}
	l->steps = room(l->arena, l->steps, l->step_count, &l->step_room,
			sizeof(*l->steps));
	l->steps[l->step_count++] = (struct step){ from, to, log_p };
}

static void forward(struct lattice *l)
{
	for (uint32_t node = l->starts[0]; node; node = l->nodes[node].next)
		go(l, 0, node);
	for (uint32_t unit = 1; unit < l->unit_count; unit++) {
		double best = -INFINITY;
		for (uint32_t s = l->ends[unit]; s; s = l->states[s].next_of_end)
			best = fmax(best, l->states[s].sum);
		for (uint32_t s = l->ends[unit]; s; s = l->states[s].next_of_end)
			if (l->states[s].sum > best - BEAM)
				for (uint32_t n = l->starts[unit]; n;
				     n = l->nodes[n].next)
					go(l, s, n);
	}
}

/* ---- backward --------------------------------------------------------- */

/* Steps were made in the order of their beginnings, so the last come first. */
static double backward(struct lattice *l)
{
	double total = -INFINITY;

	for (uint32_t s = l->ends[l->unit_count]; s;
	     s = l->states[s].next_of_end) {
		l->states[s].back = 0;
		total = log_add(total, l->states[s].sum);
	}
	for (uint32_t i = l->step_count; i--;) {
		const struct step *step = &l->steps[i];
		struct state *from = &l->states[step->from];
		if (step->from)
			from->back = log_add(from->back, step->log_p +
					     l->states[step->to].back);
	}
	for (uint32_t i = 1; i < l->node_count; i++)
		l->nodes[i].share = 0;
	for (uint32_t i = 1; i < l->state_count; i++)
		l->nodes[l->states[i].node].share +=
			exp(l->states[i].sum + l->states[i].back - total);
	return total;
}

/* The best path decides where words begin and end; which word it is, the sum
 * of all paths. */
static const struct node *likeliest(const struct lattice *l, uint32_t node)
{
	const struct node *best = &l->nodes[node];

	for (uint32_t n = l->starts[best->from]; n; n = l->nodes[n].next)
		if (l->nodes[n].to == best->to &&
		    l->nodes[n].share > best->share)
			best = &l->nodes[n];
	return best;
}

uint32_t lattice_solve(struct lattice *l, const struct node **path)
{
	uint32_t at = NONE, count = 0;

	if (!l->unit_count)
		return 0;
	forward(l);
	backward(l);
	for (uint32_t s = l->ends[l->unit_count]; s;
	     s = l->states[s].next_of_end)
		if (!at || l->states[s].best > l->states[at].best)
			at = s;
	for (uint32_t s = at; s; s = l->states[s].best_from)
		count++;
	for (uint32_t i = count; at; at = l->states[at].best_from)
		path[--i] = likeliest(l, l->states[at].node);
	return count;
}

double lattice_kept(const struct lattice *l, uint32_t unit)
{
	double share = 0;

	for (uint32_t n = l->starts[unit]; n; n = l->nodes[n].next)
		share += l->nodes[n].as_seen ? l->nodes[n].share : 0;
	return share;
}
