/* Paragraphs. A paragraph is a row of words, which lines.c parts into lines;
 * here the lines become boxes and runs of glyphs, and the spaces of justified
 * ones are made wider or narrower. */
#include "layout/lines.h"

/* ---- runs ------------------------------------------------------------- */

struct run_writer {
	struct words *w;
	struct glyph_run run;
	uint32_t piece;
	bool open;
	struct glyph *next; /* room for the rest of the line */
	dim x;        /* of the pen, from the line's left edge */
	dim stretch;  /* to be shared among the spaces left */
	uint32_t spaces;
	dim tracking;    /* added between letters of a very loose line */
	uint32_t letters; /* that it may still be added behind */
};

static void close_run(struct run_writer *r)
{
	struct galley *g = r->w->s->galley;

	if (!r->open)
		return;
	r->run.width = r->x - r->run.x;
	g->runs = arena_grow(r->w->s->arena, g->runs, g->run_count,
			     sizeof *g->runs);
	g->runs[g->run_count++] = r->run;
	r->open = false;
}

/* A run goes on while piece and font are the same and its text lies in one
 * stretch of memory: the run's text is a view of it. */
static void open_run(struct run_writer *r, uint32_t piece, uint16_t font,
		     const char *text)
{
	const struct piece *p = &r->w->para->pieces[piece];

	if (r->open && r->piece == piece && r->run.font == font &&
	    r->run.text.p + r->run.text.n == text)
		return;
	close_run(r);
	r->run = (struct glyph_run){
		.font = font, .flags = p->flags, .element = p->element,
		.x = r->x, .rise = p->rise, .link = p->link,
		.color = r->w->s->style->texts[r->w->para->style].color,
		.text = { text, 0 }, .glyphs = r->next,
	};
	r->piece = piece;
	r->open = true;
}

static void add_glyph(struct run_writer *r, uint16_t id, uint32_t bytes,
		      dim advance)
{
	*r->next++ = (struct glyph){ id, (uint16_t)bytes, r->x - r->run.x };
	r->run.glyph_count++;
	r->run.text.n += bytes;
	r->x += advance;
	if (r->letters) {
		r->x += r->tracking;
		r->letters--;
	}
}

/* The space before a word: where it stands in the text, it joins the words
 * around it in one run. */
static void add_space(struct run_writer *r, const struct word *word)
{
	const struct fragment_of_word *f = &r->w->fragments[word->first];
	struct font_metrics m = shaper_metrics(
		r->w->s->shaper, r->w->s->shaper_fonts[word->space_font]);
	dim share = r->spaces ? r->stretch / (dim)r->spaces : 0;
	const char *end = r->run.text.p + r->run.text.n;

	if (!(r->open && r->run.font == word->space_font &&
	      r->piece == f->piece && f->text.p == end + 1))
		open_run(r, f->font == word->space_font ? f->piece
			 : r->open ? r->piece : f->piece,
			 word->space_font, " ");
	r->stretch -= share;
	if (r->spaces)
		r->spaces--;
	add_glyph(r, m.space_glyph, 1, word->space + share);
}

static void add_word(struct run_writer *r, const struct word *word)
{
	for (uint32_t i = 0; i < word->count; i++) {
		const struct fragment_of_word *f =
			&r->w->fragments[word->first + i];

		open_run(r, f->piece, f->font, f->text.p + f->byte);
		for (uint32_t g = f->from; g < f->to; g++)
			add_glyph(r, f->shape->glyphs[g].id,
				  f->shape->glyphs[g].bytes,
				  f->shape->glyphs[g].advance);
	}
}

static dim line_offset(enum align align, dim room, dim width)
{
	if (align == ALIGN_CENTER)
		return (room - width) / 2;
	return align == ALIGN_RIGHT ? room - width : 0;
}

static uint32_t count_glyphs(const struct words *w,
			     const struct line_of_words *line)
{
	uint32_t count = 0;

	for (uint32_t i = line->from; i < line->to; i++)
		for (uint32_t k = 0; k < w->items[i].count; k++) {
			const struct fragment_of_word *f =
				&w->fragments[w->items[i].first + k];

			count += f->to - f->from;
		}
	return count;
}

/* A line that stays very loose, for want of words that fit, is helped by a
 * hair between its letters: less than the eye sees. */
static void track_letters(struct run_writer *r, const struct line_of_words *line,
			  dim natural)
{
	const struct line_breaking *b = &r->w->s->style->breaking;
	double too_much = r->stretch - (b->loose - 1) * natural;

	if (too_much <= 0)
		return;
	r->letters = count_glyphs(r->w, line) + r->spaces - 1;
	r->tracking = r->letters ? (dim)(too_much / r->letters) : 0;
	if (r->tracking > b->tracking)
		r->tracking = b->tracking;
	r->stretch -= r->tracking * (dim)r->letters;
}

static const struct plan_node *note_of(const struct words *w,
				       const struct line_of_words *line,
				       uint32_t *next_piece)
{
	const struct fragment_of_word *last =
		&w->fragments[w->items[line->to - 1].first +
			      w->items[line->to - 1].count - 1];

	while (*next_piece < w->para->count && *next_piece <= last->piece)
		if (w->para->pieces[(*next_piece)++].note)
			return w->para->pieces[*next_piece - 1].note;
	return NULL;
}

/* Whether the word behind the line is parted from it by a space. */
static bool space_follows(const struct words *w, const struct line_of_words *line)
{
	return line->to == w->count || !w->items[line->to].joined;
}

static uint32_t write_line(struct words *w, const struct line_of_words *line,
			   dim indent, bool last)
{
	struct setter *s = w->s;
	const struct text_style *style = &s->style->texts[w->para->style];
	dim room = w->para->measure - indent, natural = 0;
	struct run_writer r = { .w = w };
	struct font_metrics m = shaper_metrics(
		s->shaper,
		s->shaper_fonts[set_font(s, style->face, style->size)]);
	struct box box = {
		.kind = BOX_LINE, .style = (uint16_t)w->para->style,
		.height = style->leading, .first_run = s->galley->run_count,
		.span = w->para->span, .may_break_after = true,
	};

	for (uint32_t i = line->from + 1; i < line->to; i++) {
		natural += w->items[i].space;
		r.spaces += !w->items[i].joined;
	}
	box.space_share = 1;
	if (style->align == ALIGN_JUSTIFY && natural > 0 &&
	    (!last || line->width > room)) {
		r.stretch = room - line->width;
		track_letters(&r, line, natural);
		box.tracking = r.tracking;
		box.space_share = 1 + (double)r.stretch / natural;
	}
	r.next = arena_array(s->arena, struct glyph,
			     count_glyphs(w, line) + r.spaces);
	box.x = w->para->x + indent + line_offset(style->align, room,
						  line->width);
	for (uint32_t i = line->from; i < line->to; i++) {
		if (i > line->from && !w->items[i].joined)
			add_space(&r, &w->items[i]);
		add_word(&r, &w->items[i]);
	}
	box.width = r.x;
	if (space_follows(w, line))
		r.run.flags |= RUN_SPACE_AFTER;
	close_run(&r);
	box.run_count = s->galley->run_count - box.first_run;
	box.element = box.run_count
			      ? s->galley->runs[box.first_run].element : 0;
	box.ascent = m.ascent +
		     (style->leading.natural - m.ascent - m.descent) / 2;
	return set_box(s, box);
}

/* Which of the lines may be a page's last. */
static void mark_breaks(struct setter *s, const struct text_style *style,
			struct set_lines lines)
{
	for (uint32_t i = 0; i < lines.count; i++) {
		struct box *b = &s->galley->boxes[lines.first_box + i];
		bool last = i + 1 == lines.count;

		b->may_break_after =
			last || (!style->keep_whole &&
				 i + 1 >= (uint32_t)s->style->orphan &&
				 lines.count - i - 1 >= (uint32_t)s->style->widow);
	}
}

struct set_lines set_para(struct setter *s, const struct para *para)
{
	const struct text_style *style = &s->style->texts[para->style];
	struct set_lines out = { .first_box = s->galley->box_count };
	struct words w;
	struct line_of_words *lines;
	dim measure = para->measure;
	uint32_t next_piece = 0, notes = s->galley->note_count;

	arena_reset(s->scratch);
	w = words_of(s, para);
	words_crumble(&w, measure, style->indent);
	out.count = style->balance ? lines_balanced(&w, measure, &lines)
		    : style->align == ALIGN_JUSTIFY
		    ? lines_justified(&w, measure, style->indent, &lines)
		    : lines_first_fit(&w, measure, style->indent, 1, &lines);
	for (uint32_t i = 0; i < out.count; i++) {
		uint32_t box = write_line(&w, &lines[i], i ? 0 : style->indent,
					  i + 1 == out.count);
		struct box *b = &s->galley->boxes[box];

		b->first_note = notes;
		while (note_of(&w, &lines[i], &next_piece))
			b->note_count++;
		notes += b->note_count;
		out.last = lines[i].width;
		if (out.last > out.longest)
			out.longest = out.last;
		out.height += style->leading.natural;
	}
	mark_breaks(s, style, out);
	for (uint32_t i = 0; i < para->count; i++)
		if (para->pieces[i].note)
			set_note(s, para->pieces[i].note,
				 para->pieces[i].element);
	return out;
}

dim set_width(struct setter *s, const struct para *para, dim *widest)
{
	struct words w;
	dim width = 0;

	arena_reset(s->scratch);
	w = words_of(s, para);
	if (widest)
		*widest = 0;
	for (uint32_t i = 0; i < w.count; i++) {
		width += w.items[i].width + (i ? w.items[i].space : 0);
		if (widest && w.items[i].width > *widest)
			*widest = w.items[i].width;
	}
	return width;
}

/* ---- pieces ----------------------------------------------------------- */

static void add_piece(struct setter *s, struct para *para, struct piece p)
{
	para->pieces = arena_grow(s->arena, para->pieces, para->count,
				  sizeof *para->pieces);
	para->pieces[para->count++] = p;
}

void para_add(struct setter *s, struct para *para, struct str text,
	      uint32_t element)
{
	const struct text_style *style = &s->style->texts[para->style];

	if (text.n)
		add_piece(s, para, (struct piece){
			.text = text, .face = style->face, .size = style->size,
			.element = element });
}

/* Emphasis in italic text is upright, as printers do. */
static enum face face_of(enum face base, uint8_t style)
{
	int face = base;

	if (style & PLAN_STRONG)
		face |= FACE_IS_BOLD;
	if (style & PLAN_EMPHASIS)
		face ^= FACE_IS_ITALIC;
	return (enum face)face;
}

static void add_note_mark(struct setter *s, struct para *para, enum face face,
			  const struct plan_node *note, uint32_t element)
{
	add_piece(s, para, (struct piece){
		.text = str_printf(s->arena, "%d", note->ordinal),
		.face = face, .size = s->style->note.mark_size,
		.rise = s->style->note.mark_raise, .element = element,
		.flags = RUN_NOTE_MARK, .note = note });
}

void para_add_text(struct setter *s, struct para *para,
		   const struct plan_text *text, uint32_t element)
{
	const struct text_style *style = &s->style->texts[para->style];

	for (uint32_t i = 0; i < text->count; i++) {
		const struct plan_run *run = &text->runs[i];
		enum face face = face_of(style->face, run->style);

		if (run->text.n)
			add_piece(s, para, (struct piece){
				.text = run->text, .face = face,
				.size = style->size, .link = run->link,
				.element = run->link.n
					? set_element(s, ELEMENT_LINK, element,
						      para->span)
					: element });
		if (run->note)
			add_note_mark(s, para, face, run->note, element);
	}
}

bool para_fill(struct setter *s, struct para *para, struct plan_text text,
	       uint32_t element)
{
	if (text.span.to)
		para->span = text.span;
	para_add_text(s, para, &text, element);
	return para->count > 0;
}

void para_itemize(struct setter *s, struct para *para, uint32_t list)
{
	uint32_t item = set_element(s, ELEMENT_ITEM, list, para->span);
	struct str text = para->pieces[0].text;
	uint32_t label = 0, body;

	if (str_starts(text, STR("- ")))
		label = set_element(s, ELEMENT_LABEL, item, para->span);
	body = set_element(s, ELEMENT_BODY, item, para->span);
	for (uint32_t i = 0; i < para->count; i++)
		if (para->pieces[i].element == list)
			para->pieces[i].element = body;
	if (!label)
		return;
	add_piece(s, para, para->pieces[para->count - 1]);
	for (uint32_t i = para->count - 1; i > 0; i--)
		para->pieces[i] = para->pieces[i - 1];
	para->pieces[0].text = str_slice(text, 0, 1);
	para->pieces[0].element = label;
	para->pieces[1].text = str_from(text, 1);
}
