/* Which words a reader may have seen as these letters.
 *
 * Every word is a path in a tree of letters. Walking down, a row holds for
 * each number of observed letters the log probability that the path so far
 * was seen as them: one true letter, or two, as none to three observed ones.
 * Words share the rows of their first letters, and a branch is left as soon as
 * it falls too far behind the best word. What one true letter may be seen as at
 * each place of the unit is laid out beforehand, so that a row costs a few
 * additions a letter. */
#include "import/restore_model.h"

#include <math.h>
#include <string.h>

#include "base/utf8.h"

#define NEVER (-1e9F)
#define OTHER_LETTER (-9.0F)  /* seen as any other letter */
#define OTHER_PIECE (-15.0F)  /* as any two or three */
#define LOST_LETTER (-8.0F)
#define MARK_KEPT (-0.05F)    /* only Vietnamese letters carry these marks */
#define BEHIND 9.0F           /* guesses this much less likely are dropped */
#define PRIOR 0.7F            /* how much a word's frequency counts among them */

enum { WIDTH = WORD_LETTERS + 1, SPANS = PIECE_LETTERS + 1, DEEP = 16 };

struct channel {
	const struct restore_model *model;
	uint32_t unit[WORD_LETTERS];
	uint32_t length;
	bool bare, caps, title;
	/* [capital][letter or pair][observed before][observed by it] */
	float letter[2][LETTERS][WIDTH][SPANS];
	float pair[2][TRUE_PAIRS][WIDTH][SPANS];
	float rows[DEEP + 1][WIDTH];
	struct guess *out;
	uint32_t count;
};

struct channel *channel_new(struct arena *arena, const struct restore_model *m)
{
	struct channel *c = arena_new_of(arena, struct channel);

	c->model = m;
	return c;
}

/* ---- the table -------------------------------------------------------- */

/* The next tab-parted field of a line. */
static struct str field(struct str *line)
{
	int64_t tab = str_find(*line, STR("\t"));
	struct str out = tab < 0 ? *line : str_slice(*line, 0, (uint32_t)tab);

	*line = tab < 0 ? (struct str){ 0 } : str_from(*line, (uint32_t)tab + 1);
	return out;
}

static uint16_t pair_add(struct restore_model *m, uint8_t a, uint8_t b)
{
	if (!m->pair_of[a][b] && m->pair_number + 1 < TRUE_PAIRS)
		m->pair_of[a][b] = (uint16_t)++m->pair_number;
	return m->pair_of[a][b];
}

static bool read_truth(struct restore_model *m, struct str truth,
		       struct model_edit *e)
{
	uint32_t at = 0, first, code;
	uint8_t a;

	if (!truth.n)
		return false;
	first = utf8_next(truth, &at);
	a = model_letter(m, utf8_fold(first));
	e->upper = utf8_is_upper(first);
	if (at >= truth.n) {
		e->letter = a;
		return a != 0;
	}
	code = utf8_next(truth, &at);
	e->letter = model_letter(m, utf8_fold(code));
	e->pair = a && e->letter ? pair_add(m, a, e->letter) : 0;
	return e->pair && at >= truth.n;
}

static bool read_piece(struct str seen, struct model_edit *e)
{
	for (uint32_t at = 0; at < seen.n;) {
		if (e->length >= PIECE_LETTERS)
			return false;
		e->piece[e->length++] = utf8_next(seen, &at);
	}
	return true;
}

static bool read_cost(struct str digits, struct model_edit *e)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < digits.n; i++) {
		if (digits.p[i] < '0' || digits.p[i] > '9' || n > 100000)
			return false;
		n = n * 10 + (uint32_t)(digits.p[i] - '0');
	}
	e->log_p = -(float)n / 100;
	return digits.n > 0;
}

static void edit_add(struct arena *arena, struct restore_model *m,
		     struct model_edit e)
{
	uint32_t start = e.length && e.piece[0] < 128 ? e.piece[0] : 128;

	if (!e.length && !e.pair)
		m->lost[e.upper][e.letter] = e.log_p;
	if (!e.length)
		return;
	m->edits = arena_grow(arena, m->edits, m->edit_count,
			      sizeof(*m->edits));
	e.next = m->starts[start];
	m->edits[m->edit_count] = e;
	m->starts[start] = m->edit_count++;
}

static void pairs_into_tree(struct restore_model *m, uint32_t node,
			    uint8_t above, int depth)
{
	for (uint32_t at = m->nodes[node].child; at && depth < 64;
	     at = m->nodes[at].sibling) {
		uint8_t letter = m->nodes[at].letter;
		m->nodes[at].pair = m->pair_of[above][letter];
		pairs_into_tree(m, at, letter, depth + 1);
	}
}

bool channel_load(struct arena *arena, struct restore_model *m, struct str text)
{
	for (int upper = 0; upper < 2; upper++)
		for (int i = 0; i < LETTERS; i++)
			m->lost[upper][i] = LOST_LETTER;
	edit_add(arena, m, (struct model_edit){ .length = 1 }); /* 0: none */
	m->starts[0] = 0;
	while (text.n) {
		int64_t end = str_find(text, STR("\n"));
		struct str line = end < 0 ? text : str_slice(text, 0,
							(uint32_t)end);
		struct model_edit e = { 0 };
		text = end < 0 ? (struct str){ 0 }
			       : str_from(text, (uint32_t)end + 1);
		if (!line.n || line.p[0] == '#')
			continue;
		bool known = read_truth(m, field(&line), &e);
		if (!read_piece(field(&line), &e) || !read_cost(line, &e))
			return false;
		if (known)
			edit_add(arena, m, e);
	}
	pairs_into_tree(m, 0, 0, 0);
	return true;
}

/* ---- one unit --------------------------------------------------------- */

static void lay_floors(struct channel *c, int upper)
{
	const struct restore_model *m = c->model;

	for (uint32_t i = 1; i <= m->letter_count; i++)
		for (uint32_t at = 0; at <= c->length; at++) {
			float *cell = c->letter[upper][i][at];
			cell[0] = c->bare ? NEVER : m->lost[upper][i];
			cell[1] = c->bare ? NEVER : OTHER_LETTER;
			cell[2] = cell[3] = c->bare ? NEVER : OTHER_PIECE;
		}
	for (uint32_t i = 0; i <= m->pair_number; i++)
		for (uint32_t at = 0; at <= c->length; at++)
			for (int k = 0; k < SPANS; k++)
				c->pair[upper][i][at][k] = NEVER;
}

static void lay_edits(struct channel *c, int upper, uint32_t at)
{
	const struct restore_model *m = c->model;
	uint32_t code = c->unit[at];

	for (uint32_t i = m->starts[code < 128 ? code : 128]; i;
	     i = m->edits[i].next) {
		const struct model_edit *e = &m->edits[i];
		if (e->upper != upper || at + e->length > c->length ||
		    memcmp(e->piece, c->unit + at,
			   e->length * sizeof(*e->piece)))
			continue;
		if (e->pair)
			c->pair[upper][e->pair][at][e->length] = e->log_p;
		else
			c->letter[upper][e->letter][at][e->length] = e->log_p;
	}
}

/* Marks that survived are believed; a text without any lost them all. */
static void lay_marks(struct channel *c, int upper, uint32_t at)
{
	const struct restore_model *m = c->model;
	uint32_t small = utf8_fold(c->unit[at]);

	for (uint32_t i = 1; i <= m->letter_count; i++) {
		float *cell = &c->letter[upper][i][at][1];
		if (model_is_marked(small))
			*cell = m->letters[i] == small ? MARK_KEPT : NEVER;
		else if (c->bare)
			*cell = m->bare[i] == small ? 0 : NEVER;
	}
}

static void lay_out(struct channel *c)
{
	for (int upper = 0; upper < 2; upper++) {
		if (upper ? !c->caps && !c->title : c->caps)
			continue;
		lay_floors(c, upper);
		for (uint32_t at = 0; at < c->length; at++) {
			if (!c->bare)
				lay_edits(c, upper, at);
			lay_marks(c, upper, at);
		}
	}
}

static void keep(struct channel *c, uint32_t word, float log_p)
{
	float rank = log_p + PRIOR * c->model->words[word].log_p;
	uint32_t at = c->count;

	if (c->count == MOST_GUESSES) {
		struct guess *last = &c->out[--at];
		if (rank <= last->log_p + PRIOR *
				    c->model->words[last->word].log_p)
			return;
	} else {
		c->count++;
	}
	for (; at && c->out[at - 1].log_p + PRIOR *
	       c->model->words[c->out[at - 1].word].log_p < rank; at--)
		c->out[at] = c->out[at - 1];
	c->out[at] = (struct guess){ word, log_p };
}

static float best_rank(const struct channel *c)
{
	return c->count ? c->out[0].log_p +
			PRIOR * c->model->words[c->out[0].word].log_p : -40;
}

static void row_of(struct channel *c, const struct model_node *node, int depth)
{
	bool capital = c->caps || (c->title && depth == 1);
	const float (*one)[SPANS] = c->letter[capital][node->letter];
	const float (*two)[SPANS] = node->pair && depth > 1
		? c->pair[c->caps || (c->title && depth == 2)][node->pair]
		: NULL;
	const float *above = c->rows[depth - 1];

	for (uint32_t j = 0; j <= c->length; j++) {
		float best = NEVER;
		for (uint32_t k = 0; k < SPANS && k <= j; k++) {
			float log_p = above[j - k] + one[j - k][k];
			best = log_p > best ? log_p : best;
			if (!two)
				continue;
			log_p = c->rows[depth - 2][j - k] + two[j - k][k];
			best = log_p > best ? log_p : best;
		}
		c->rows[depth][j] = best;
	}
}

static void walk(struct channel *c, uint32_t from, int depth)
{
	const struct restore_model *m = c->model;

	for (uint32_t at = m->nodes[from].child; at && depth <= DEEP;
	     at = m->nodes[at].sibling) {
		const struct model_node *node = &m->nodes[at];
		float best = NEVER;
		row_of(c, node, depth);
		for (uint32_t j = 0; j <= c->length; j++)
			best = c->rows[depth][j] > best ? c->rows[depth][j]
							: best;
		if (best - PRIOR * 3 < best_rank(c) - BEHIND)
			continue;
		if (node->word && c->rows[depth][c->length] > NEVER / 2)
			keep(c, node->word, c->rows[depth][c->length]);
		walk(c, at, depth + 1);
	}
}

static bool read_unit(struct channel *c, struct str unit)
{
	uint32_t capitals = 0;

	c->length = 0;
	for (uint32_t at = 0; at < unit.n;) {
		if (c->length >= WORD_LETTERS)
			return false;
		c->unit[c->length++] = utf8_next(unit, &at);
		capitals += utf8_is_upper(c->unit[c->length - 1]);
	}
	c->caps = capitals > 1 && capitals * 2 > c->length;
	c->title = !c->caps && c->length && utf8_is_upper(c->unit[0]);
	return c->length > 0;
}

uint32_t channel_guess(struct channel *c, struct str unit, bool bare,
		       struct guess out[MOST_GUESSES])
{
	c->bare = bare;
	c->out = out;
	c->count = 0;
	if (!read_unit(c, unit))
		return 0;
	lay_out(c);
	c->rows[0][0] = 0;
	for (uint32_t j = 1; j <= c->length; j++)
		c->rows[0][j] = NEVER;
	walk(c, 0, 1);
	while (c->count > 1 && out[c->count - 1].log_p + PRIOR *
	       c->model->words[out[c->count - 1].word].log_p <
	       best_rank(c) - BEHIND)
		c->count--;
	return c->count;
}
