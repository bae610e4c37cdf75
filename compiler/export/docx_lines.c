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
	return d->font->width(d->font->context, text, face, t->size);
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
	bool is_space_before;
};

static bool next_word(struct walk *w, dim *width)
{
	bool any = false;

	*width = 0;
	w->is_space_before = false;
	for (; w->run < w->text.count; w->run++, w->at = 0) {
		const struct plan_run *r = &w->text.runs[w->run];
		uint32_t from;

		for (; !any && w->at < r->text.n && r->text.p[w->at] == ' ';
		     w->at++)
			w->is_space_before = true;
		from = w->at;
		while (w->at < r->text.n && r->text.p[w->at] != ' ')
			w->at++;
		if (w->at > from) {
			*width += run_width(w->d, str_slice(r->text, from, w->at),
					    face_of(w->style, r->style),
					    w->style);
			any = true;
		}
		if (w->at < r->text.n)
			return true;
	}
	return any;
}

dim widest_word(const struct docx *d, struct plan_text text, int style)
{
	struct walk w = { .d = d, .text = text,
			  .style = &d->style->texts[style] };
	dim widest = 0, width;

	while (next_word(&w, &width))
		if (width > widest)
			widest = width;
	return widest;
}

struct word_lines lines_of(const struct docx *d, struct plan_text text,
			   int style, dim measure)
{
	struct walk w = { .d = d, .text = text,
			  .style = &d->style->texts[style] };
	dim space = run_width(d, STR(" "), w.style->face, w.style), width;
	struct word_lines out = { .count = 0 };
	dim x = w.style->indent;

	while (next_word(&w, &width)) {
		if (!out.count) {
			out.count = 1;
		} else if (x + space + width > measure) {
			out.count++;
			x = 0;
		} else {
			x += space;
		}
		x += width;
		out.last = x;
		if (x > out.longest)
			out.longest = x;
	}
	return out;
}

dim balanced_width(const struct docx *d, struct plan_text text, int style,
		   dim measure)
{
	uint32_t count = lines_of(d, text, style, measure).count;
	dim low = 0, high = measure;

	if (count < 2)
		return measure;
	while (high - low > DIM_PT / 2) {
		dim middle = low + (high - low) / 2;
		struct word_lines l = lines_of(d, text, style, middle);

		if (l.count > count || l.longest > middle)
			low = middle;
		else
			high = middle;
	}
	/* Word's own sums may differ by a hair */
	return high + 2 * DIM_PT < measure ? high + 2 * DIM_PT : measure;
}
