/* A paragraph's text as words, parted at spaces only; where a line may not
 * end between two of them; and what becomes of a word too wide for any line. */
#include "layout/words.h"

#include <string.h>

#include "base/utf8.h"

/* A longer stretch without a space is no word; its glyphs' bytes must fit. */
enum { MOST_FRAGMENT = 32 * 1024 };

/* ---- characters that the font lacks ----------------------------------- */

/* The character's place, if the paragraph's source has it as it is. */
static struct span place_of(struct setter *s, struct str character,
			    struct span span)
{
	struct str text;
	int64_t at;

	if (!s->plan->sources || span.to <= span.from)
		return span;
	text = source_text(s->plan->sources, span);
	at = str_find(text, character);
	if (at < 0)
		return span;
	return (struct span){ span.from + (uint32_t)at,
			      span.from + (uint32_t)at + character.n };
}

static void complain_of_glyph(struct setter *s, uint32_t code, struct span span)
{
	struct buf b = buf_new(s->arena);

	utf8_add(&b, code);
	if (s->told.n && str_find(s->told, buf_str(&b)) >= 0)
		return;
	diag(s->diags, GLYPH_MISSING, place_of(s, buf_str(&b), span),
	     buf_str(&b), str_printf(s->arena, "U+%04X", code));
	s->told = str_printf(s->arena, "%.*s%.*s", STR_ARG(s->told),
			     STR_ARG(buf_str(&b)));
}

/* Each character by itself: a word may lack more than one. */
static void complain_of_word(struct words *w, int font, struct str text)
{
	for (uint32_t at = 0, from; at < text.n;) {
		const struct word_shape *shape;

		from = at;
		utf8_next(text, &at);
		shape = shaper_word(w->s->shaper, font,
				    str_slice(text, from, at), false, false);
		if (shape->missing)
			complain_of_glyph(w->s, shape->missing, w->para->span);
	}
}

/* ---- words ------------------------------------------------------------ */

static void push_fragment(struct words *w, struct fragment_of_word f)
{
	w->fragments = arena_grow(w->s->scratch, w->fragments,
				  w->fragment_count, sizeof f);
	w->fragments[w->fragment_count++] = f;
}

static struct word *new_word(struct words *w)
{
	w->items = arena_grow(w->s->scratch, w->items, w->count,
			      sizeof *w->items);
	w->items[w->count] = (struct word){ .first = w->fragment_count };
	return &w->items[w->count++];
}

static void add_fragment(struct words *w, uint32_t piece, uint16_t font,
			 struct str text, bool before, bool after)
{
	struct word *word = &w->items[w->count - 1];
	int number = w->s->shaper_fonts[font];
	const struct word_shape *shape =
		shaper_word(w->s->shaper, number, text, before, after);

	if (shape->missing)
		complain_of_word(w, number, text);
	push_fragment(w, (struct fragment_of_word){
				 .shape = shape, .text = text, .piece = piece,
				 .font = font, .to = shape->count });
	if (before && !word->count) {
		word->space = shape->space_before;
		word->space_font = font;
	}
	word->count++;
	word->width += shape->width;
}

static void begin_word(struct words *w)
{
	struct word *word = new_word(w);

	word->space_font = w->space_font;
	word->space = shaper_metrics(w->s->shaper,
				     w->s->shaper_fonts[w->space_font]).space;
}

/* Cuts a piece at its spaces. A space at a piece's end has that piece's font;
 * text next to it goes on in the same word when no space is between. */
static void cut_piece(struct words *w, uint32_t piece, struct str text)
{
	const struct piece *p = &w->para->pieces[piece];
	uint16_t font = text.n ? set_font(w->s, p->face, p->size) : 0;

	for (uint32_t at = 0, end; at < text.n; at = end) {
		end = at + 1;
		if (text.p[at] == ' ') {
			w->space_font = font;
			w->space_due = true;
			continue;
		}
		while (end < text.n && text.p[end] != ' ')
			end++;
		if (end - at > MOST_FRAGMENT)
			end = utf8_before(text, at + MOST_FRAGMENT);
		if (!w->count || w->space_due)
			begin_word(w);
		w->space_due = false;
		add_fragment(w, piece, font, str_slice(text, at, end),
			     at > 0 && text.p[at - 1] == ' ',
			     end < text.n && text.p[end] == ' ');
	}
}

static void cut_words(struct words *w)
{
	const struct text_style *style =
		&w->s->style->texts[w->para->style];

	w->space_font = set_font(w->s, FACE_REGULAR, style->size);
	for (uint32_t i = 0; i < w->para->count; i++) {
		const struct piece *p = &w->para->pieces[i];
		bool caps = style->caps && !(p->flags & RUN_NOTE_MARK);

		cut_piece(w, i, caps ? utf8_upper(w->s->arena, p->text)
				     : p->text);
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
	unsigned char last = s.n ? (unsigned char)s.p[s.n - 1] : 0;

	if (last >= '0' && last < 0x80) /* nearly always */
		return false;
	return str_ends(s, STR("-")) || str_ends(s, STR("–")) ||
	       str_ends(s, STR("—"));
}

static bool is_dash(struct str s)
{
	return ends_with_dash(s) &&
	       (str_is(s, "-") || str_is(s, "–") || str_is(s, "—"));
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

static bool in(const struct word_set *set, struct str s)
{
	for (uint32_t i = 0; i < set->count; i++)
		if (str_eq(set->items[i], s))
			return true;
	return false;
}

static bool starts_with_capital(struct str s)
{
	uint32_t at = 0;

	return s.n && utf8_is_upper(utf8_next(s, &at));
}

static struct str without_stops(struct str s)
{
	while (s.n && strchr(".,;:)", s.p[s.n - 1]))
		s.n--;
	return s;
}

enum line_end para_line_end(const struct style *style, struct str left,
			    struct str right)
{
	const struct no_break *rules = &style->no_break;

	if (ends_with_dash(left) || is_dash(right)) /* no line is a dash item */
		return END_FORBIDDEN;
	if (is_number(right)) {
		struct str word = without_openers(left);

		if (in(&rules->after, word))
			return END_FORBIDDEN;
		if (in(&rules->soft_after, word))
			return END_UNWANTED;
	}
	if (left.n && is_digit(left.p[left.n - 1]) &&
	    in(&rules->before, without_stops(right)))
		return END_UNWANTED;
	if (starts_with_capital(right) &&
	    in(&rules->name_after, without_openers(left)))
		return END_UNWANTED;
	return END_FREE;
}

static void find_breaks(struct words *w)
{
	for (uint32_t i = 1; i < w->count; i++)
		w->items[i].end = para_line_end(
			w->s->style, word_text(w, &w->items[i - 1]),
			word_text(w, &w->items[i]));
}

struct words words_of(struct setter *s, const struct para *para)
{
	struct words w = { .s = s, .para = para };

	cut_words(&w);
	find_breaks(&w);
	return w;
}

/* ---- words wider than the measure ------------------------------------- */

/* A stretch of a fragment's glyphs. */
struct crumb {
	uint32_t from, to, bytes;
	dim width;
};

static void take_cluster(const struct fragment_of_word *f, struct crumb *c)
{
	do {
		c->bytes += f->shape->glyphs[c->to].bytes;
		c->width += f->shape->glyphs[c->to].advance;
		c->to++;
	} while (c->to < f->to && !f->shape->glyphs[c->to].bytes);
}

/* Behind "/", but not within "//" nor behind "://". */
static bool ends_step(struct str text, uint32_t byte)
{
	if (byte >= text.n || text.p[byte - 1] != '/' || text.p[byte] == '/')
		return false;
	return byte < 2 || text.p[byte - 2] != '/';
}

static struct crumb next_step(const struct fragment_of_word *f, uint32_t from,
			      uint32_t byte)
{
	struct crumb c = { from, from, 0, 0 };

	do
		take_cluster(f, &c);
	while (c.to < f->to && !ends_step(f->text, byte + c.bytes));
	return c;
}

static void add_crumb(struct words *w, const struct fragment_of_word *f,
		      struct crumb c, uint32_t byte)
{
	struct fragment_of_word part = *f;
	struct word *word = new_word(w);

	part.from = c.from;
	part.to = c.to;
	part.byte = byte;
	word->count = 1;
	word->width = c.width;
	word->joined = true;
	push_fragment(w, part);
}

static void add_letters(struct words *w, const struct fragment_of_word *f,
			struct crumb step, uint32_t byte)
{
	for (uint32_t at = step.from; at < step.to;) {
		struct crumb c = { at, at, 0, 0 };

		take_cluster(f, &c);
		add_crumb(w, f, c, byte);
		byte += c.bytes;
		at = c.to;
	}
}

/* A comma or a note's number does not begin a line. */
static bool leans_back(const struct words *w, const struct fragment_of_word *f)
{
	uint32_t at = 0, code = f->text.n ? utf8_next(f->text, &at) : 0;

	return w->para->pieces[f->piece].flags & RUN_NOTE_MARK ||
	       !(utf8_is_letter(code) || utf8_is_digit(code));
}

static void crumble_fragment(struct words *w, const struct fragment_of_word *f,
			     dim measure)
{
	uint32_t first = w->count, byte = 0;

	for (uint32_t at = 0; at < f->to;) {
		struct crumb step = next_step(f, at, byte);

		if (step.width > measure)
			add_letters(w, f, step, byte);
		else
			add_crumb(w, f, step, byte);
		byte += step.bytes;
		at = step.to;
	}
	if (first < w->count)
		w->items[first].end = leans_back(w, f) ? END_FORBIDDEN
						     : END_FREE;
}

static void keep_word(struct words *w, const struct words *old, uint32_t i)
{
	struct word *word = new_word(w);
	uint32_t first = word->first;

	*word = old->items[i];
	word->first = first;
	for (uint32_t k = 0; k < old->items[i].count; k++)
		push_fragment(w, old->fragments[old->items[i].first + k]);
}

static void crumble_word(struct words *w, const struct words *old, uint32_t i,
			 dim measure)
{
	const struct word *word = &old->items[i];
	uint32_t first = w->count;

	for (uint32_t k = 0; k < word->count; k++)
		crumble_fragment(w, &old->fragments[word->first + k], measure);
	if (first == w->count)
		return;
	w->items[first].space = word->space;
	w->items[first].space_font = word->space_font;
	w->items[first].end = word->end;
	w->items[first].joined = false;
}

void words_crumble(struct words *w, dim measure, dim indent)
{
	struct words old = *w;
	bool some = false;

	for (uint32_t i = 0; i < old.count; i++)
		some |= old.items[i].width > measure - (i ? 0 : indent);
	if (!some)
		return;
	w->items = NULL;
	w->fragments = NULL;
	w->count = w->fragment_count = 0;
	for (uint32_t i = 0; i < old.count; i++) {
		if (old.items[i].width > measure - (i ? 0 : indent))
			crumble_word(w, &old, i, measure);
		else
			keep_word(w, &old, i);
	}
}
