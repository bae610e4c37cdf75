/* Lines. Total fit goes through the words once and keeps for each the cheapest
 * way to end a line before it (Knuth and Plass 1981, without hyphens). The cost
 * of a line grows with the sixth power of how far its spaces are from their
 * natural width: one very loose line is worse than several slightly loose ones.
 * Only words that fit on one line are looked at, so the work grows with the
 * number of words. Where the rules of style.no_break leave a line that is too
 * loose, they are weighed instead of obeyed. */
#include "layout/lines.h"

#include "base/utf8.h"

/* ---- first fit --------------------------------------------------------- */

/* The words of one line. It ends at the last place allowed that fits; where
 * none is allowed, a broken rule is better than an overfull line. */
static struct line_of_words next_line(const struct words *w, uint32_t from,
				      dim room, double shrink)
{
	struct line_of_words line = { from, from, 0 };
	dim width = 0, spaces = 0;

	for (uint32_t to = from; to < w->count; to++) {
		const struct word *word = &w->items[to];
		dim space = to > from ? word->space : 0;
		dim grown = width + word->width + space;

		if (to > from && word->end == END_FREE)
			line = (struct line_of_words){ from, to, width };
		if (to > from &&
		    grown - (dim)((spaces + space) * (1 - shrink)) > room) {
			if (line.to == from)
				line = (struct line_of_words){ from, to, width };
			return line;
		}
		width = grown;
		spaces += space;
	}
	return (struct line_of_words){ from, w->count, width };
}

uint32_t lines_first_fit(struct words *w, dim measure, dim indent,
			 double shrink, struct line_of_words **lines)
{
	uint32_t count = 0, from = 0;

	*lines = NULL;
	while (from < w->count) {
		*lines = arena_grow(w->s->scratch, *lines, count,
				    sizeof **lines);
		(*lines)[count] = next_line(w, from,
					    measure - (from ? 0 : indent),
					    shrink);
		from = (*lines)[count++].to;
	}
	return count;
}

/* ---- balanced ----------------------------------------------------------- */

/* A title of more lines is no title; the work grows with their square. */
enum { MOST_BALANCED = 40 };

/* The best way to set all words before one in so many lines. */
struct share {
	double cost; /* below 0: there is none */
	uint32_t before;
	dim width;
};

/* A break that parts a name or a phrase costs as much as a line that is a
 * third of the measure too short. */
static double cost_of_break(const struct words *w, uint32_t to)
{
	const double POOR = 0.11;
	struct str word;

	if (to == w->count)
		return 0;
	word = utf8_lower(w->s->scratch,
			  w->fragments[w->items[to].first].text);
	for (uint32_t i = 0; i < w->s->style->no_break.parts_before.count; i++)
		if (str_eq(word, w->s->style->no_break.parts_before.items[i]))
			return 0;
	return w->items[to].end == END_FREE ? POOR : 2 * POOR;
}

static void find_share(const struct words *w, dim measure, double target,
		       const struct share *above, struct share *row, uint32_t to)
{
	dim width = 0;

	row[to].cost = -1;
	if (to < w->count && w->items[to].end == END_FORBIDDEN)
		return;
	for (uint32_t from = to; from-- > 0;) {
		double off, cost;

		width += w->items[from].width +
			 (from + 1 < to ? w->items[from + 1].space : 0);
		if (width > measure)
			return;
		if (above[from].cost < 0)
			continue;
		off = (width - target) / measure;
		cost = above[from].cost + off * off + cost_of_break(w, to);
		if (row[to].cost < 0 || cost < row[to].cost)
			row[to] = (struct share){ cost, from, width };
	}
}

uint32_t lines_balanced(struct words *w, dim measure,
			struct line_of_words **lines)
{
	uint32_t count = lines_first_fit(w, measure, 0, 1, lines), at = w->count;
	struct share *shares;
	double total = 0;

	if (count < 2 || count > MOST_BALANCED)
		return count;
	shares = arena_array(w->s->scratch, struct share,
			     (count + 1) * (w->count + 1));
	for (uint32_t i = 0; i < w->count; i++) {
		total += w->items[i].width + w->items[i].space;
		shares[i + 1].cost = -1;
	}
	for (uint32_t k = 1; k <= count; k++) {
		struct share *row = &shares[k * (w->count + 1)];

		row[0].cost = -1;
		for (uint32_t to = 1; to <= w->count; to++)
			find_share(w, measure, total / count,
				   row - (w->count + 1), row, to);
	}
	if (shares[count * (w->count + 1) + at].cost < 0)
		return count; /* rules forbid it: as it comes */
	for (uint32_t k = count; k > 0; k--) {
		const struct share *s = &shares[k * (w->count + 1) + at];

		(*lines)[k - 1] = (struct line_of_words){ s->before, at,
							  s->width };
		at = s->before;
	}
	return count;
}

/* ---- total fit --------------------------------------------------------- */

/* A place where a line may end: before word `at`. */
struct ending {
	double cost;     /* of all lines up to here; below 0: cannot be reached */
	uint32_t before; /* where the last line of that way begins */
	dim width;       /* of that line, natural */
	double looseness;
};

/* Words that may be a line. */
struct stretch {
	uint32_t from, to;
	dim width, spaces; /* natural; of it the spaces */
};

struct fitter {
	const struct words *w;
	const struct line_breaking *style;
	dim measure, indent;
	struct ending *endings; /* one more than words */
	enum line_end most;     /* places up to this are weighed, not shunned */
	struct stretch longest; /* line that ends where we are */
};

/* How wide the spaces of a line are, over their natural width; more than any
 * line may have where it has none to widen. */
static double looseness(dim room, dim width, dim spaces)
{
	if (spaces > 0)
		return 1 + (double)(room - width) / spaces;
	return width > room ? -1 : width > room * 9 / 10 ? 1 : 9;
}

/* Half as wide again counts as one, as does as narrow as is allowed. */
static double cost_of_line(const struct fitter *f, double loose)
{
	double r = loose >= 1 ? (loose - 1) / 0.5
			      : (1 - loose) / (1.0001 - f->style->shrink);
	double badness = 100 * r * r * r;

	return (10 + badness) * (10 + badness);
}

/* The last line is free to be short, but not a lone syllable. */
static double cost_of_last(const struct fitter *f, double loose, dim width,
			   uint32_t words)
{
	double cost = loose < 1 ? cost_of_line(f, loose) : 100;

	if (words < 2 || width < f->indent)
		cost += f->style->short_last;
	return cost;
}

/* What a line costs that ends before word `to`, whatever it holds. */
static double cost_of_place(const struct fitter *f, uint32_t to)
{
	if (to == f->w->count)
		return 0;
	return f->w->items[to].end == END_UNWANTED    ? f->style->unwanted
	       : f->w->items[to].end == END_FORBIDDEN ? f->style->forbidden
						      : 0;
}

static void try_line(struct fitter *f, const struct stretch *line,
		     double cost_here, struct ending *best)
{
	dim room = f->measure - (line->from ? 0 : f->indent);
	double before = f->endings[line->from].cost, cost, loose;
	bool last = line->to == f->w->count;

	if (before < 0 || (best->cost >= 0 && best->cost < before))
		return; /* no line costs less than nothing */
	loose = looseness(room, line->width, line->spaces);
	if (loose < f->style->shrink - 1e-6)
		return;
	cost = last ? cost_of_last(f, loose, line->width,
				   line->to - line->from)
		    : cost_of_line(f, loose) + cost_here;
	cost += before;
	if (best->cost >= 0 && best->cost < cost)
		return;
	*best = (struct ending){ cost, line->from, line->width,
				 last && loose > 1 ? 1 : loose };
}

/* A line without its first word. */
static void drop_word(const struct word *items, struct stretch *line)
{
	line->width -= items[line->from++].width;
	if (line->from < line->to) {
		line->width -= items[line->from].space;
		line->spaces -= items[line->from].space;
	}
}

/* The longest line that ends one word later: it begins no earlier. */
static void take_word(struct fitter *f)
{
	const struct word *items = f->w->items;
	struct stretch *line = &f->longest;
	dim space = line->from < line->to ? items[line->to].space : 0;

	line->width += items[line->to++].width + space;
	line->spaces += space;
	while (line->from < line->to &&
	       line->width - (dim)(line->spaces * (1 - f->style->shrink)) >
		       f->measure)
		drop_word(items, line);
}

/* All lines that end before word `to`, from the longest on: a good one comes
 * soon, and then most of the short ones cost more before they begin. */
static void find_ending(struct fitter *f, uint32_t to)
{
	struct ending best = { .cost = -1 };
	double cost_here = cost_of_place(f, to);
	struct stretch line;

	take_word(f);
	if (to == f->w->count || f->w->items[to].end <= f->most)
		for (line = f->longest; line.from < to;
		     drop_word(f->w->items, &line))
			try_line(f, &line, cost_here, &best);
	f->endings[to] = best;
}

/* Whether there is a way, and no line of it is looser than that. */
static bool is_good(const struct fitter *f, double loosest)
{
	const struct ending *e = &f->endings[f->w->count];

	if (e->cost < 0)
		return false;
	for (uint32_t at = f->w->count; at; at = f->endings[at].before)
		if (f->endings[at].looseness > loosest)
			return false;
	return true;
}

static void fit(struct fitter *f, enum line_end most)
{
	f->most = most;
	f->longest = (struct stretch){ 0, 0, 0, 0 };
	f->endings[0] = (struct ending){ .cost = 0 };
	for (uint32_t to = 1; to <= f->w->count; to++)
		find_ending(f, to);
}

static uint32_t read_back(const struct fitter *f, struct arena *scratch,
			  struct line_of_words **lines)
{
	uint32_t count = 0, i;

	for (uint32_t at = f->w->count; at; at = f->endings[at].before)
		count++;
	*lines = arena_array(scratch, struct line_of_words, count);
	i = count;
	for (uint32_t at = f->w->count; at; at = f->endings[at].before)
		(*lines)[--i] = (struct line_of_words){
			f->endings[at].before, at, f->endings[at].width,
		};
	return count;
}

uint32_t lines_justified(struct words *w, dim measure, dim indent,
			 struct line_of_words **lines)
{
	const struct line_breaking *style = &w->s->style->breaking;
	struct fitter f = { .w = w, .style = style, .measure = measure,
			    .indent = indent };
	uint32_t count = lines_first_fit(w, measure, indent, style->shrink,
					 lines);

	if (style->first_fit || count < 2)
		return count; /* one line: nothing to choose */
	f.endings = arena_array(w->s->scratch, struct ending, w->count + 1);
	fit(&f, END_FREE);
	if (!is_good(&f, style->loose))
		fit(&f, END_UNWANTED);
	if (!is_good(&f, style->too_loose))
		fit(&f, END_FORBIDDEN);
	if (f.endings[w->count].cost < 0)
		return count; /* overfull: as well as can be */
	return read_back(&f, w->s->scratch, lines);
}
