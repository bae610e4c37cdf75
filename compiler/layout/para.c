/* Paragraphs. A paragraph is a row of words; a word is one or more fragments
 * of one font each ("**đậm**," has two). Lines are filled first-fit at natural
 * widths, so they end where one Pango layout of the paragraph would end them
 * under the same rules; spaces of justified lines are widened afterwards. */
#include "layout/set.h"

#include <string.h>

#include "base/utf8.h"

/* A longer stretch without a space is no word; its glyphs' bytes must fit. */
enum { MOST_FRAGMENT = 32 * 1024 };

struct fragment_of_word {
	const struct word_shape *shape;
	struct str text;
	uint32_t piece;
	uint16_t font;
	uint32_t from, to; /* glyphs of the shape */
};

struct word {
	uint32_t first, count; /* fragments */
	dim width;
	dim space;             /* before it, when it is not first on a line */
	uint16_t space_font;
	bool may_break;        /* a line may end before it */
};

struct words {
	struct setter *s;
	const struct para *para;
	struct fragment_of_word *fragments;
	uint32_t fragment_count;
	struct word *items;
	uint32_t count;
};

/* ---- words ------------------------------------------------------------ */

static int shaper_font_of(struct setter *s, uint16_t font)
{
	return s->shaper_fonts[font];
}

static void complain_of_glyph(struct setter *s, uint32_t code, struct span span)
{
	struct buf b = buf_new(s->arena);

	utf8_add(&b, code);
	if (str_find(s->told, buf_str(&b)) >= 0 && s->told.n)
		return;
	diag(s->diags, GLYPH_MISSING, span, buf_str(&b),
	     str_printf(s->arena, "U+%04X", code));
	s->told = str_printf(s->arena, "%.*s%.*s", STR_ARG(s->told),
			     STR_ARG(buf_str(&b)));
}

static void add_fragment(struct words *w, uint32_t piece, struct str text,
			 bool before, bool after, struct word *word)
{
	const struct piece *p = &w->para->pieces[piece];
	uint16_t font = set_font(w->s, p->face, p->size);
	const struct word_shape *shape =
		shaper_word(w->s->shaper, shaper_font_of(w->s, font), text,
			    before, after);

	if (shape->missing)
		complain_of_glyph(w->s, shape->missing, w->para->span);
	w->fragments = arena_grow(w->s->scratch, w->fragments, w->fragment_count,
				  sizeof *w->fragments);
	w->fragments[w->fragment_count++] = (struct fragment_of_word){
		shape, text, piece, font, 0, shape->count,
	};
	if (before && !word->count) {
		word->space = shape->space_before;
		word->space_font = font;
	}
	word->count++;
	word->width += shape->width;
}

static struct word *new_word(struct words *w)
{
	w->items = arena_grow(w->s->scratch, w->items, w->count,
			      sizeof *w->items);
	w->items[w->count] = (struct word){ .first = w->fragment_count };
	return &w->items[w->count++];
}

static struct str piece_text(struct setter *s, const struct para *para,
			     const struct piece *p)
{
	return s->style->texts[para->style].caps && !(p->flags & RUN_NOTE_MARK)
		       ? utf8_upper(s->arena, p->text) : p->text;
}

/* Cuts the pieces at spaces. A space at a piece's end belongs to its font. */
static void cut_words(struct words *w)
{
	struct word *word = NULL;
	uint16_t space_font = set_font(w->s, FACE_REGULAR,
				       w->s->style->texts[w->para->style].size);
	bool space_due = false; /* a space stands behind the last word */

	for (uint32_t i = 0; i < w->para->count; i++) {
		const struct piece *p = &w->para->pieces[i];
		struct str text = piece_text(w->s, w->para, p);
		uint32_t at = 0;

		while (at < text.n) {
			uint32_t end = at;
			bool before = at > 0 && text.p[at - 1] == ' ';

			if (text.p[at] == ' ') {
				space_font = set_font(w->s, p->face, p->size);
				space_due = true;
				at++;
				continue;
			}
			while (end < text.n && text.p[end] != ' ')
				end++;
			if (end - at > MOST_FRAGMENT)
				end = utf8_before(text, at + MOST_FRAGMENT);
			if (!word || space_due) {
				struct font_metrics m = shaper_metrics(
					w->s->shaper,
					shaper_font_of(w->s, space_font));

				word = new_word(w);
				word->space = m.space;
				word->space_font = space_font;
			}
			add_fragment(w, i, str_slice(text, at, end), before,
				     end < text.n, word);
			space_due = false;
			at = end;
		}
	}
}

/* ---- where a line may not end ----------------------------------------- */

static struct str word_text(struct words *w, const struct word *word)
{
	struct buf b;

	if (word->count == 1)
		return w->fragments[word->first].text;
	b = buf_new(w->s->scratch);
	for (uint32_t i = 0; i < word->count; i++)
		buf_add(&b, w->fragments[word->first + i].text);
	return buf_str(&b);
}

static struct str without_openers(struct str s)
{
	static const char *const OPENERS[] = { "(", "“", "\"", "[" };

	for (int i = 0; i < 4; i++)
		if (str_starts(s, str_of(OPENERS[i])))
			s = str_from(s, str_of(OPENERS[i]).n);
	return s;
}

static bool ends_with_dash(struct str s)
{
	return str_ends(s, STR("-")) || str_ends(s, STR("–")) ||
	       str_ends(s, STR("—"));
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_number(struct str s)
{
	uint32_t i = 0;

	if (!s.n)
		return false;
	if (is_digit(s.p[0]) || s.p[0] == '/') /* "số /KH-…" */
		return true;
	while (i < s.n && (s.p[i] == 'I' || s.p[i] == 'V' || s.p[i] == 'X'))
		i++;
	return i > 0 && (i == s.n || !((unsigned char)s.p[i] & 0x80 ||
				       (s.p[i] >= 'A' && s.p[i] <= 'Z') ||
				       (s.p[i] >= 'a' && s.p[i] <= 'z')));
}

static bool in(const struct str *list, uint32_t count, struct str s)
{
	for (uint32_t i = 0; i < count; i++)
		if (str_eq(list[i], s))
			return true;
	return false;
}

static struct str without_stops(struct str s)
{
	while (s.n && strchr(".,;:)", s.p[s.n - 1]))
		s.n--;
	return s;
}

bool para_may_part(const struct style *style, struct str left,
		   struct str right)
{
	if (ends_with_dash(left))
		return false;
	if (is_number(right) && in(style->no_break_after,
				   style->no_break_after_count,
				   without_openers(left)))
		return false;
	return !(left.n && is_digit(left.p[left.n - 1]) &&
		 in(style->no_break_before, style->no_break_before_count,
		    without_stops(right)));
}

static void find_breaks(struct words *w)
{
	for (uint32_t i = 1; i < w->count; i++)
		w->items[i].may_break =
			para_may_part(w->s->style, word_text(w, &w->items[i - 1]),
				 word_text(w, &w->items[i]));
}

/* ---- words wider than the measure ------------------------------------- */

/* Such a word is cut between letters: an overfull line is worse. Addresses
 * are cut behind a slash where one is. */
static void cut_fragment(struct words *w, const struct fragment_of_word *f,
			 dim measure, dim first_room)
{
	dim width = 0, room = first_room;
	uint32_t from = 0, slash = 0;
	struct word *word = new_word(w);

	word->may_break = true;
	for (uint32_t i = 0, byte = 0; i < f->shape->count; i++) {
		dim advance = f->shape->glyphs[i].advance;

		if (width + advance > room && i > from) {
			uint32_t at = slash > from ? slash : i;

			while (at > from + 1 && !f->shape->glyphs[at].bytes)
				at--; /* never inside a cluster */
			word->count = 1;
			word->first = w->fragment_count;
			w->fragments = arena_grow(w->s->scratch, w->fragments,
						  w->fragment_count, sizeof *f);
			w->fragments[w->fragment_count] = *f;
			w->fragments[w->fragment_count].from = from;
			w->fragments[w->fragment_count++].to = at;
			word->width = 0;
			for (uint32_t g = from; g < at; g++)
				word->width += f->shape->glyphs[g].advance;
			word = new_word(w);
			word->may_break = true;
			from = at;
			width = 0;
			for (uint32_t g = at; g < i; g++)
				width += f->shape->glyphs[g].advance;
			room = measure;
		}
		width += advance;
		byte += f->shape->glyphs[i].bytes;
		if (byte <= f->text.n && byte && f->text.p[byte - 1] == '/')
			slash = i + 1;
	}
	word->count = 1;
	word->first = w->fragment_count;
	word->width = width;
	w->fragments = arena_grow(w->s->scratch, w->fragments, w->fragment_count,
				  sizeof *f);
	w->fragments[w->fragment_count] = *f;
	w->fragments[w->fragment_count++].from = from;
}

static void cut_long_words(struct words *w, dim measure, dim indent)
{
	struct word *old = w->items;
	struct fragment_of_word *fragments = w->fragments;
	uint32_t count = w->count;
	bool some = false;

	for (uint32_t i = 0; i < count; i++)
		some |= old[i].width > measure - (i ? 0 : indent);
	if (!some)
		return;
	w->items = NULL;
	w->count = 0;
	w->fragments = NULL;
	w->fragment_count = 0;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t first = w->count;

		if (old[i].width <= measure - (i ? 0 : indent)) {
			struct word *word = new_word(w);
			uint32_t at = word->first;

			*word = old[i];
			word->first = at;
			for (uint32_t k = 0; k < old[i].count; k++) {
				w->fragments = arena_grow(w->s->scratch,
					w->fragments, w->fragment_count,
					sizeof *fragments);
				w->fragments[w->fragment_count++] =
					fragments[old[i].first + k];
			}
			continue;
		}
		for (uint32_t k = 0; k < old[i].count; k++)
			cut_fragment(w, &fragments[old[i].first + k], measure,
				     i ? measure : measure - indent);
		w->items[first].space = old[i].space;
		w->items[first].space_font = old[i].space_font;
		w->items[first].may_break = i > 0;
	}
}

/* ---- lines ------------------------------------------------------------ */

struct line_of_words {
	uint32_t from, to;
	dim width;
};

static uint32_t fill_lines(struct words *w, dim measure, dim indent,
			   struct line_of_words **lines)
{
	uint32_t count = 0, from = 0;

	*lines = NULL;
	while (from < w->count) {
		dim room = measure - (from ? 0 : indent), width = 0, fits = 0;
		uint32_t to = from, end = 0;

		for (; to < w->count; to++) {
			const struct word *word = &w->items[to];

			if (to > from && word->may_break) {
				end = to;
				fits = width;
			}
			width += word->width + (to > from ? word->space : 0);
			if (width > room && to > from && end)
				break;
		}
		if (to == w->count && (width <= room || !end)) {
			end = to;
			fits = width;
		}
		*lines = arena_grow(w->s->scratch, *lines, count, sizeof **lines);
		(*lines)[count++] = (struct line_of_words){ from, end, fits };
		from = end;
	}
	return count;
}

/* The least measure that gives as many lines: lines of like length. */
static dim balanced(struct words *w, dim measure)
{
	struct line_of_words *lines;
	uint32_t wanted = fill_lines(w, measure, 0, &lines);
	dim low = measure / (dim)(wanted + 1), high = measure;

	for (uint32_t i = 0; i < w->count; i++)
		if (w->items[i].width > low)
			low = w->items[i].width;
	while (wanted > 1 && high - low > DIM_PT) {
		dim middle = low + (high - low) / 2;
		uint32_t n = fill_lines(w, middle, 0, &lines);
		bool over = false;

		for (uint32_t i = 0; i < n; i++)
			over |= lines[i].width > middle;
		if (n > wanted || over)
			low = middle;
		else
			high = middle;
	}
	return high;
}

/* ---- runs ------------------------------------------------------------- */

struct run_writer {
	struct words *w;
	struct glyph_run run;
	uint32_t piece;
	bool open;
	struct glyph *glyphs; /* of the open run, in scratch */
	dim x;        /* of the pen, from the line's left edge */
	dim stretch;  /* to be shared among the spaces left */
	uint32_t spaces;
};

static void close_run(struct run_writer *r)
{
	struct galley *g = r->w->s->galley;
	struct arena *arena = r->w->s->arena;
	struct glyph *kept;

	if (!r->open)
		return;
	kept = arena_array(arena, struct glyph, r->run.glyph_count);
	for (uint32_t i = 0; i < r->run.glyph_count; i++)
		kept[i] = r->glyphs[i];
	r->run.glyphs = kept;
	r->run.width = r->x - r->run.x;
	g->runs = arena_grow(arena, g->runs, g->run_count, sizeof *g->runs);
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
		.text = { text, 0 },
	};
	r->glyphs = NULL;
	r->piece = piece;
	r->open = true;
}

static void add_glyph(struct run_writer *r, uint16_t id, uint32_t bytes,
		      dim advance)
{
	r->glyphs = arena_grow(r->w->s->scratch, r->glyphs, r->run.glyph_count,
			       sizeof *r->glyphs);
	r->glyphs[r->run.glyph_count++] = (struct glyph){
		id, (uint16_t)bytes, r->x - r->run.x,
	};
	r->run.text.n += bytes;
	r->x += advance;
}

/* The space before a word: where it stands in the text, it joins the words
 * around it in one run. */
static void add_space(struct run_writer *r, const struct word *word)
{
	const struct fragment_of_word *f = &r->w->fragments[word->first];
	struct font_metrics m = shaper_metrics(
		r->w->s->shaper, shaper_font_of(r->w->s, word->space_font));
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
		uint32_t byte = 0;

		for (uint32_t g = 0; g < f->from; g++)
			byte += f->shape->glyphs[g].bytes;
		open_run(r, f->piece, f->font, f->text.p + byte);
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

static uint32_t write_line(struct words *w, const struct line_of_words *line,
			   dim indent, bool last)
{
	struct setter *s = w->s;
	const struct text_style *style = &s->style->texts[w->para->style];
	dim room = w->para->measure - indent, natural = 0;
	struct run_writer r = { .w = w };
	struct font_metrics m = shaper_metrics(
		s->shaper,
		shaper_font_of(s, set_font(s, style->face, style->size)));
	struct box box = {
		.kind = BOX_LINE, .style = (uint16_t)w->para->style,
		.height = style->leading, .first_run = s->galley->run_count,
		.span = w->para->span, .may_break_after = true,
	};

	for (uint32_t i = line->from + 1; i < line->to; i++) {
		natural += w->items[i].space;
		r.spaces++;
	}
	box.space_share = 1;
	if (style->align == ALIGN_JUSTIFY && !last && natural > 0) {
		r.stretch = room - line->width;
		box.space_share = 1 + (double)r.stretch / natural;
	}
	box.x = w->para->x + indent + line_offset(style->align, room,
						  line->width);
	for (uint32_t i = line->from; i < line->to; i++) {
		if (i > line->from)
			add_space(&r, &w->items[i]);
		add_word(&r, &w->items[i]);
	}
	box.width = r.x;
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

static struct words words_of(struct setter *s, const struct para *para)
{
	struct words w = { .s = s, .para = para };

	cut_words(&w);
	find_breaks(&w);
	return w;
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
	cut_long_words(&w, measure, style->indent);
	if (style->balance)
		measure = balanced(&w, measure);
	out.count = fill_lines(&w, measure, style->indent, &lines);
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
			set_note(s, para->pieces[i].note);
	return out;
}

dim set_width(struct setter *s, const struct para *para)
{
	struct words w;
	dim width = 0;

	arena_reset(s->scratch);
	w = words_of(s, para);
	for (uint32_t i = 0; i < w.count; i++)
		width += w.items[i].width + (i ? w.items[i].space : 0);
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
