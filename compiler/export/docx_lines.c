/* How wide words are, and where Word will part them: rules and frames are as
 * long as the words that they belong to. */
#include "export/docx.h"

#include "base/utf8.h"

static enum face face_of(const struct text_style *t, uint8_t style)
{
	int face = t->face;

	if (style & PLAN_STRONG)
		face |= FACE_IS_BOLD;
	if (style & PLAN_EMPHASIS)
		face ^= FACE_IS_ITALIC;
	return (enum face)face;
}

static dim run_width(const struct docx *d, struct str text, enum face face,
		     const struct text_style *t)
{
	if (t->caps)
		text = utf8_upper(d->arena, text);
	return d->set->width(d->set->context, text, face, t->size);
}

dim text_width(const struct docx *d, struct plan_text text, int style)
{
	const struct text_style *t = &d->style->texts[style];
	dim width = 0;

	for (uint32_t i = 0; i < text.count; i++)
		width += run_width(d, text.runs[i].text,
				   face_of(t, text.runs[i].style), t);
	return width;
}

/* A walk over the words of a text; a word may go on in the next run. */
struct walk {
	const struct docx *d;
	struct plan_text text;
	const struct text_style *style;
	uint32_t run, at;
	struct str word; /* its first piece */
	dim width;
};

static void take_piece(struct walk *w, const struct plan_run *r)
{
	uint32_t from = w->at;
	struct str piece;

	while (w->at < r->text.n && r->text.p[w->at] != ' ')
		w->at++;
	piece = str_slice(r->text, from, w->at);
	if (!w->word.n)
		w->word = piece;
	if (piece.n)
		w->width += run_width(w->d, piece, face_of(w->style, r->style),
				      w->style);
}

static bool next_word(struct walk *w)
{
	w->word = STR("");
	w->width = 0;
	for (; w->run < w->text.count; w->run++, w->at = 0) {
		const struct plan_run *r = &w->text.runs[w->run];

		while (!w->word.n && w->at < r->text.n &&
		       r->text.p[w->at] == ' ')
			w->at++;
		take_piece(w, r);
		if (w->at < r->text.n)
			return true;
	}
	return w->word.n > 0;
}

static struct walk walk_of(const struct docx *d, struct plan_text text,
			   int style)
{
	return (struct walk){ .d = d, .text = text,
			      .style = &d->style->texts[style] };
}

dim widest_word(const struct docx *d, struct plan_text text, int style)
{
	struct walk w = walk_of(d, text, style);
	dim widest = 0;

	while (next_word(&w))
		if (w.width > widest)
			widest = w.width;
	return widest;
}

/* ---- lines -------------------------------------------------------------- */

static bool holds(const struct word_set *set, struct str word)
{
	for (uint32_t i = 0; i < set->count; i++)
		if (str_eq(set->items[i], word))
			return true;
	return false;
}

/* What a line end costs that parts a name, or a number from its word: as much
 * as a line that is a third, or half, of the measure too short. */
static double cost_of_break(const struct docx *d, struct str left,
			    struct str right)
{
	const struct no_break *n = &d->style->no_break;
	const double POOR = 0.11;

	if (utf8_is_digit((unsigned char)right.p[0]) &&
	    (holds(&n->after, left) || holds(&n->soft_after, left)))
		return 2 * POOR;
	return holds(&n->parts_before, utf8_lower(d->arena, right)) ? 0 : POOR;
}

static void end_line(struct word_lines *out, dim x)
{
	out->last = x;
	out->sum += x;
	out->squares += (double)x * x;
	if (x > out->longest)
		out->longest = x;
}

struct word_lines lines_of(const struct docx *d, struct plan_text text,
			   int style, dim measure)
{
	struct walk w = walk_of(d, text, style);
	dim space = run_width(d, STR(" "), w.style->face, w.style);
	struct word_lines out = { .count = 0 };
	struct str before = STR("");
	dim x = w.style->indent;

	while (next_word(&w)) {
		if (!out.count) {
			out.count = 1;
		} else if (x + space + w.width > measure) {
			end_line(&out, x);
			out.poor += cost_of_break(d, before, w.word);
			out.count++;
			x = 0;
		} else {
			x += space;
		}
		x += w.width;
		before = w.word;
	}
	if (out.count)
		end_line(&out, x);
	return out;
}

static double cost_of_lines(const struct word_lines *l, dim measure)
{
	double m = (double)measure;

	return (l->squares - l->sum * l->sum / l->count) / (m * m) + l->poor;
}

/* Word fills lines one after another: the width decides where they end. So
 * widths are tried, from the whole downwards, each just too narrow for what
 * the one before it held. */
dim balanced_width(const struct docx *d, struct plan_text text, int style,
		   dim measure)
{
	const dim HAIR = DIM_PT / 4, SPARE = 2 * DIM_PT;
	struct word_lines l = lines_of(d, text, style, measure);
	uint32_t count = l.count;
	dim best = measure, width = measure;
	double least = 0;

	if (count < 2 || count > 20)
		return measure;
	for (bool first = true; l.count == count && l.longest <= width;
	     first = false) {
		double cost = cost_of_lines(&l, measure);

		if (first || cost < least) {
			least = cost;
			best = l.longest + SPARE < width ? l.longest + SPARE
							 : width;
		}
		width = l.longest - HAIR;
		l = lines_of(d, text, style, width);
	}
	return best;
}
