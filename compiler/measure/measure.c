#include "measure/measure.h"

#include "base/utf8.h"
#include "measure/child.h"

#include <fcntl.h>
#include <libxml/parser.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	MOST_SECONDS = 60,
	MOST_MEMORY_MIB = 2048,
	MOST_TRACE = 512 * 1024 * 1024, /* bytes that mutool may say */
	MOST_POINTS = 8
};

/* One more than MEASURE_PAGES, so that a reader sees that there are more. */
#define PAGES "1-2001"

struct matrix {
	double a, b, c, d, e, f;
};

struct reader {
	struct arena *arena;
	struct measured *out;
	struct matrix transform;
	bool black;
	uint32_t color;
	bool masked; /* the image at hand is drawn through a mask */
	struct str font;
	double size, weight;
	/* the word that is being read */
	struct buf text, codes;
	struct measured_word word;
	double end; /* where its last glyph ends */
	/* the path that is being read */
	double x[MOST_POINTS], y[MOST_POINTS];
	int points;
	bool filled;
};

/* ---- attributes ------------------------------------------------------- */

static const char *find(const xmlChar **attributes, const char *name)
{
	for (int i = 0; attributes && attributes[i]; i += 2)
		if (strcmp((const char *)attributes[i], name) == 0)
			return (const char *)attributes[i + 1];
	return "";
}

static double number(const xmlChar **attributes, const char *name)
{
	return strtod(find(attributes, name), NULL);
}

static struct matrix matrix(const xmlChar **attributes, const char *name)
{
	struct matrix m = { 1, 0, 0, 1, 0, 0 };
	double *to[] = { &m.a, &m.b, &m.c, &m.d, &m.e, &m.f };
	const char *p = find(attributes, name);
	char *end;

	for (int i = 0; i < 6; i++, p = end) {
		double value = strtod(p, &end);

		if (end == p)
			break;
		*to[i] = value;
	}
	return m;
}

static void apply(struct matrix m, double x, double y, double *tx, double *ty)
{
	*tx = m.a * x + m.c * y + m.e;
	*ty = m.b * x + m.d * y + m.f;
}

static double scale(struct matrix m)
{
	return sqrt(fabs(m.a * m.d - m.b * m.c));
}

/* Black in whatever colour space: K=1, or no other ink at all. */
static bool is_black(const xmlChar **attributes)
{
	const char *space = find(attributes, "colorspace");
	const char *p = find(attributes, "color");
	bool cmyk = strstr(space, "CMYK") != NULL;
	char *end;

	for (int i = 0; *p; i++, p = end) {
		double value = strtod(p, &end);

		if (end == p)
			break;
		if (cmyk ? i == 3 && value < 0.999 : value > 0.001)
			return false;
	}
	return true;
}

static uint32_t byte_of(double v)
{
	return (uint32_t)(fmin(fmax(v, 0), 1) * 255 + 0.5);
}

/* As red, green, blue; CMYK by the plain formula. */
static uint32_t color_of(const xmlChar **attributes)
{
	const char *p = find(attributes, "color");
	double v[4] = { 0, 0, 0, 0 };
	int n = 0;
	char *end;

	for (; *p && n < 4; n++, p = end) {
		v[n] = strtod(p, &end);
		if (end == p)
			break;
	}
	if (n == 1)
		v[1] = v[2] = v[0];
	for (int i = 0; n == 4 && i < 3; i++)
		v[i] = (1 - v[i]) * (1 - v[3]);
	return byte_of(v[0]) << 16 | byte_of(v[1]) << 8 | byte_of(v[2]);
}

/* ---- words ------------------------------------------------------------ */

static struct measured_page *page(struct reader *r)
{
	return r->out->page_count ? &r->out->pages[r->out->page_count - 1]
				  : NULL;
}

/* mutool paints a white SIGN over a field that waits for a signature; it is
 * not in the file. */
static bool is_painted_over(const struct reader *r)
{
	return r->word.color == 0xFFFFFF &&
	       str_is(r->word.font, "NimbusSans-Regular") &&
	       str_eq(buf_str(&r->text), STR("SIGN"));
}

static void end_word(struct reader *r)
{
	struct measured_page *p = page(r);

	if (p && r->text.n && !is_painted_over(r)) {
		r->word.text = buf_str(&r->text);
		r->word.codes = buf_str(&r->codes);
		r->word.x1 = r->end;
		p->words = arena_grow(r->arena, p->words, p->word_count,
				      sizeof *p->words);
		p->words[p->word_count++] = r->word;
	}
	r->text = buf_new(r->arena);
	r->codes = buf_new(r->arena);
}

static bool goes_on(const struct reader *r, double x, double y)
{
	return r->text.n && fabs(y - r->word.baseline) < 0.3 &&
	       fabs(x - r->end) < 0.15 * r->size &&
	       fabs(r->size - r->word.size) < 0.01;
}

static void begin_word(struct reader *r, double x, double y)
{
	end_word(r);
	r->word = (struct measured_word){
		.x0 = x, .baseline = y, .size = r->size, .font = r->font,
		.black = r->black, .color = r->color,
		.bold = str_find(r->font, STR("Bold")) >= 0,
		.italic = str_find(r->font, STR("Ital")) >= 0 || /* mutool cuts long names */
			  str_find(r->font, STR("Oblique")) >= 0,
	};
}

/* The number of a letter without a name; 0: `text` names it. */
static uint32_t nameless(const xmlChar **attributes, const char *text)
{
	double n = number(attributes, "glyph");
	struct str s = str_of(text);
	uint32_t at = 0, c = utf8_next(s, &at);

	if (c == UTF8_REPLACEMENT)
		return n > 0 && n < 0x10000 ? MEASURE_NAMELESS + (uint32_t)n : c;
	return c >= MEASURE_NAMELESS && c < MEASURE_NAMELESS + 0x20 ? c : 0;
}

static void add_letter(struct reader *r, struct str text, uint32_t code)
{
	if (code && !r->codes.n)
		buf_add(&r->codes, buf_str(&r->text));
	if (code)
		utf8_add(&r->codes, code);
	else if (r->codes.n)
		buf_add(&r->codes, text);
	buf_add(&r->text, code ? STR("\uFFFD") : text);
}

static void glyph(struct reader *r, const xmlChar **attributes)
{
	const char *text = find(attributes, "unicode");
	double x, y;

	apply(r->transform, number(attributes, "x"), number(attributes, "y"),
	      &x, &y);
	if (!*text || strcmp(text, " ") == 0 || strcmp(text, "\u00A0") == 0) {
		end_word(r);
		return;
	}
	if (!goes_on(r, x, y) || !str_eq(r->word.font, r->font)) {
		/* bold to regular within a word: two words that touch */
		begin_word(r, x, y);
	}
	add_letter(r, str_of(text), nameless(attributes, text));
	r->end = x + number(attributes, "adv") * r->size;
}

static void span(struct reader *r, const xmlChar **attributes)
{
	struct str name = str_of(find(attributes, "font"));
	struct matrix trm = matrix(attributes, "trm");

	if (name.n > 7 && name.p[6] == '+')
		name = str_from(name, 7);
	if (!str_eq(name, r->font))
		r->font = str_copy(r->arena, name);
	r->size = scale(trm) * scale(r->transform);
}

/* ---- strokes ---------------------------------------------------------- */

static void point(struct reader *r, const xmlChar **attributes)
{
	if (r->points < MOST_POINTS)
		apply(r->transform, number(attributes, "x"),
		      number(attributes, "y"), &r->x[r->points],
		      &r->y[r->points]);
	r->points++;
}

/* Back to where the path began: the fourth side of a rectangle. */
static void close_path(struct reader *r)
{
	if (r->points > 1 && r->points < MOST_POINTS) {
		r->x[r->points] = r->x[0];
		r->y[r->points] = r->y[0];
		r->points++;
	}
}

static bool same_stroke(const struct measured_stroke *a,
			const struct measured_stroke *b)
{
	const double HAIR = 0.01;

	return fabs(a->x0 - b->x0) < HAIR && fabs(a->x1 - b->x1) < HAIR &&
	       fabs(a->y0 - b->y0) < HAIR && fabs(a->y1 - b->y1) < HAIR &&
	       fabs(a->weight - b->weight) < HAIR && a->color == b->color;
}

/* LibreOffice paints the borders of a page twice: the eye sees one line. The
 * second painting follows the first; farther back is not looked. */
enum { LOOK_BACK = 512 };

static void add_stroke(struct reader *r, struct measured_stroke s)
{
	struct measured_page *p = page(r);

	if (!p)
		return;
	for (uint32_t i = 0; i < LOOK_BACK && i < p->stroke_count; i++)
		if (same_stroke(&p->strokes[p->stroke_count - 1 - i], &s))
			return;
	p->strokes = arena_grow(r->arena, p->strokes, p->stroke_count,
				sizeof *p->strokes);
	p->strokes[p->stroke_count++] = s;
}

/* A filled rectangle that is thin is a line too. */
static void end_fill(struct reader *r)
{
	double x0 = r->x[0], x1 = r->x[0], y0 = r->y[0], y1 = r->y[0];

	if (r->points < 4 || r->points > 5)
		return;
	for (int i = 1; i < r->points; i++) {
		x0 = fmin(x0, r->x[i]);
		x1 = fmax(x1, r->x[i]);
		y0 = fmin(y0, r->y[i]);
		y1 = fmax(y1, r->y[i]);
	}
	if (y1 - y0 < 3 && x1 - x0 > 6)
		add_stroke(r, (struct measured_stroke){
			x0, (y0 + y1) / 2, x1, (y0 + y1) / 2, y1 - y0,
			r->black, r->color });
	else if (x1 - x0 < 3 && y1 - y0 > 6)
		add_stroke(r, (struct measured_stroke){
			(x0 + x1) / 2, y0, (x0 + x1) / 2, y1, x1 - x0,
			r->black, r->color });
}

static void end_path(struct reader *r)
{
	int last = r->points < MOST_POINTS ? r->points : MOST_POINTS;

	if (r->filled)
		end_fill(r);
	else
		for (int i = 1; i < last; i++)
			add_stroke(r, (struct measured_stroke){
				r->x[i - 1], r->y[i - 1], r->x[i], r->y[i],
				r->weight, r->black, r->color });
	r->points = 0;
}

/* ---- the trace -------------------------------------------------------- */

static void begin_page(struct reader *r, const xmlChar **attributes)
{
	struct measured *m = r->out;
	struct matrix box = matrix(attributes, "mediabox");

	m->pages = arena_grow(r->arena, m->pages, m->page_count,
			      sizeof *m->pages);
	m->pages[m->page_count++] = (struct measured_page){
		.width = box.c - box.a, .height = box.d - box.b,
	};
}

static void begin_drawing(struct reader *r, const xmlChar **attributes)
{
	r->transform = matrix(attributes, "transform");
	r->black = is_black(attributes);
	r->color = color_of(attributes);
	r->weight = number(attributes, "linewidth") * scale(r->transform);
}

/* The unit square under the picture's matrix. */
static void add_image(struct reader *r, const xmlChar **attributes)
{
	struct measured_page *p = page(r);
	struct matrix m = matrix(attributes, "transform");
	struct measured_image image = {
		.x0 = fmin(m.e, m.e + m.a + m.c), .y0 = fmin(m.f, m.f + m.b + m.d),
		.x1 = fmax(m.e, m.e + m.a + m.c), .y1 = fmax(m.f, m.f + m.b + m.d),
		.has_mask = r->masked,
	};

	r->masked = false;
	if (!p)
		return;
	p->images = arena_grow(r->arena, p->images, p->image_count,
			       sizeof image);
	p->images[p->image_count++] = image;
}

static void on_start(void *context, const xmlChar *name,
		     const xmlChar **attributes)
{
	struct reader *r = context;
	const char *n = (const char *)name;

	if (strcmp(n, "g") == 0) {
		glyph(r, attributes);
	} else if (strcmp(n, "span") == 0) {
		span(r, attributes);
	} else if (strcmp(n, "page") == 0) {
		begin_page(r, attributes);
	} else if (strcmp(n, "fill_text") == 0 ||
		   strcmp(n, "stroke_text") == 0) {
		begin_drawing(r, attributes);
	} else if (strcmp(n, "stroke_path") == 0 ||
		   strcmp(n, "fill_path") == 0) {
		begin_drawing(r, attributes);
		r->filled = n[0] == 'f';
		r->points = 0;
	} else if (strcmp(n, "moveto") == 0 || strcmp(n, "lineto") == 0) {
		point(r, attributes);
	} else if (strcmp(n, "closepath") == 0) {
		close_path(r);
	} else if (strncmp(n, "clip_image_mask", 15) == 0 ||
		   strcmp(n, "begin_mask") == 0) {
		r->masked = true;
	} else if (strncmp(n, "fill_image", 10) == 0) {
		add_image(r, attributes);
	}
}

static void on_end(void *context, const xmlChar *name)
{
	struct reader *r = context;
	const char *n = (const char *)name;

	if (strcmp(n, "page") == 0)
		end_word(r); /* some programs draw each letter by itself */
	else if (strcmp(n, "stroke_path") == 0 || strcmp(n, "fill_path") == 0)
		end_path(r);
}

/* ---- the process ------------------------------------------------------ */

/* XML knows no "&#x3;", but a font whose table is wrong says it. Its letter is
 * handed on as one without a name: see MEASURE_NAMELESS. */
struct sieve {
	xmlParserCtxt *parser;
	char held[8]; /* the beginning of a "&#x3;" */
	size_t n;
};

static void say(struct sieve *s, const char *bytes, size_t n)
{
	if (n)
		xmlParseChunk(s->parser, bytes, (int)n, 0);
}

static bool is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

/* Whether the held bytes and this one may still become a control code. */
static bool is_control(const struct sieve *s, char c)
{
	static const char START[] = "&#x";

	if (s->n < 3)
		return c == START[s->n];
	return s->n == 3 ? is_hex(c) : s->n == 4 && s->held[3] == '1' && is_hex(c);
}

static void let_go(struct sieve *s)
{
	say(s, s->held, s->n);
	s->n = 0;
}

static void name_control(struct sieve *s)
{
	say(s, s->n == 4 ? "&#xf000" : "&#xf00", s->n == 4 ? 7 : 6);
	say(s, s->held + 3, s->n - 3);
	s->n = 0;
}

static bool hear(void *context, const char *bytes, size_t n)
{
	struct sieve *s = context;
	size_t told = 0;

	for (size_t i = 0; i < n; i++) {
		if (!s->n && bytes[i] != '&')
			continue;
		if (!s->n)
			say(s, bytes + told, i - told);
		if (is_control(s, bytes[i])) {
			s->held[s->n++] = bytes[i];
			told = i + 1;
			continue;
		}
		if (s->n > 3 && bytes[i] == ';')
			name_control(s);
		else
			let_go(s);
		told = i;
		if (bytes[i] == '&')
			i--;
	}
	say(s, bytes + told, n - told);
	return true;
}

static bool run_mutool(xmlParserCtxt *parser, const char *path)
{
	char *words[] = { "mutool", "trace", (char *)path, PAGES, NULL };
	struct child mutool = {
		.words = words, .input = -1, .most_said = MOST_TRACE,
		.most_seconds = MOST_SECONDS, .most_mib = MOST_MEMORY_MIB,
	};
	struct sieve sieve = { .parser = parser };
	bool good;

	xmlParseChunk(parser, "<trace>", 7, 0);
	good = child_run(&mutool, hear, &sieve) == 0;
	xmlParseChunk(parser, "</trace>", 8, 1);
	return good;
}

/* The parser drops nothing but what is not XML; it loads nothing. */
static bool read_trace(struct reader *r, const char *path)
{
	xmlSAXHandler handler = { .startElement = on_start,
				  .endElement = on_end };
	xmlParserCtxt *parser = xmlCreatePushParserCtxt(&handler, r, NULL, 0,
							"trace");
	bool whole;

	if (!parser)
		return false;
	xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_RECOVER |
				  XML_PARSE_NOENT |
				  XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
				  XML_PARSE_HUGE);
	whole = run_mutool(parser, path);
	xmlFreeParserCtxt(parser);
	return whole;
}

/* "%PDF-1.5" within the first kilobyte. */
static int version_of(const char *path)
{
	char start[1024] = "";
	int file = open(path, O_RDONLY | O_CLOEXEC), version = 0;
	ssize_t n = file < 0 ? 0 : read(file, start, sizeof start - 1);

	for (ssize_t i = 0; i + 8 <= n; i++)
		if (memcmp(start + i, "%PDF-", 5) == 0) {
			version = (start[i + 5] - '0') * 10 + start[i + 7] - '0';
			break;
		}
	if (file >= 0)
		close(file);
	return version;
}

struct measured *measure_pdf(struct arena *arena, const char *path)
{
	struct reader r = { .arena = arena, .text = buf_new(arena),
			    .codes = buf_new(arena) };

	r.out = arena_new_of(arena, struct measured);
	r.out->version = version_of(path);
	if (access(path, R_OK) || path[0] == '-' || !read_trace(&r, path))
		return NULL;
	return r.out->page_count ? r.out : NULL;
}

struct str measured_dump(struct arena *arena, const struct measured *m)
{
	struct buf b = buf_new(arena);

	for (uint32_t i = 0; i < m->page_count; i++) {
		const struct measured_page *p = &m->pages[i];

		buf_printf(&b, "page %.2f %.2f %u\n", p->width, p->height,
			   p->image_count);
		for (uint32_t k = 0; k < p->word_count; k++) {
			const struct measured_word *w = &p->words[k];

			buf_printf(&b, "word %.3f %.3f %.3f %.3f %s%s%s %.*s %.*s\n",
				   w->x0, w->x1, w->baseline, w->size,
				   w->bold ? "b" : "-", w->italic ? "i" : "-",
				   w->black ? "k" : "-", STR_ARG(w->font),
				   STR_ARG(w->text));
		}
		for (uint32_t k = 0; k < p->stroke_count; k++) {
			const struct measured_stroke *s = &p->strokes[k];

			buf_printf(&b, "stroke %.3f %.3f %.3f %.3f %.3f %s\n",
				   s->x0, s->y0, s->x1, s->y1, s->weight,
				   s->black ? "k" : "-");
		}
	}
	return buf_str(&b);
}
