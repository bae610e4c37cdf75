#include "pdf/content.h"

#include "base/utf8.h"

/* ---- which glyphs ------------------------------------------------------- */

/* Room to write in is of spaces that do not give way; they are spaces. */
static uint32_t character_of(struct str text, uint32_t *at)
{
	uint32_t code = utf8_next(text, at);

	return code == 0xA0 ? ' ' : code;
}

/* A cluster: glyphs that show a stretch of text together. One glyph for one
 * character speaks for itself. */
static bool use_cluster(struct face_part *face, const struct glyph *glyphs,
			uint32_t count, struct str text)
{
	bool plain = true;
	uint32_t at = 0, character = ' ';

	for (uint32_t i = 0; i < count; i++) {
		if (at < text.n)
			character = character_of(text, &at);
		else
			plain = false;
		plain &= part_use(face, glyphs[i].id, character);
	}
	return plain && at == text.n;
}

static bool use_run(struct content *c, const struct glyph_run *run)
{
	struct face_part *face =
		&c->faces[c->pages->galley->fonts[run->font].face];
	uint32_t at = 0;
	bool plain = true;

	for (uint32_t i = 0, end; i < run->glyph_count; i = end) {
		uint32_t bytes = run->glyphs[i].bytes;

		for (end = i + 1; end < run->glyph_count &&
				  !run->glyphs[end].bytes; end++)
			;
		if (bytes == 1 && end == i + 1) { /* a plain letter */
			plain &= part_use(face, run->glyphs[i].id,
					  (unsigned char)run->text.p[at++]);
			continue;
		}
		plain &= use_cluster(face, &run->glyphs[i], end - i,
				     str_slice(run->text, at, at + bytes));
		at += bytes;
	}
	return plain;
}

/* Lines of one element, or of a link and the text around it. */
static bool goes_on(const struct galley *g, const struct glyph_run *run)
{
	const struct glyph_run *next = run + 1;
	uint32_t a = run->element, b;

	if (!(run->flags & RUN_SPACE_AFTER) || next == g->runs + g->run_count)
		return false;
	b = next->element;
	return a == b || g->elements[a].parent == b ||
	       g->elements[b].parent == a ||
	       (g->elements[a].kind == ELEMENT_LINK &&
		g->elements[a].parent == g->elements[b].parent);
}

static void use_space(struct content *c, const struct glyph_run *run)
{
	struct face_part *face =
		&c->faces[c->pages->galley->fonts[run->font].face];

	part_use(face, face->file->space, ' ');
}

void content_use_glyphs(struct content *c)
{
	const struct galley *g = c->pages->galley;
	enum face folio = g->fonts[g->folio_font].face;

	c->spoken = arena_array(c->arena, uint32_t, g->run_count / 32 + 1);
	for (uint32_t i = 0; i < g->run_count; i++) {
		if (!use_run(c, &g->runs[i]))
			c->spoken[i / 32] |= 1u << i % 32;
		if (goes_on(g, &g->runs[i]))
			use_space(c, &g->runs[i]);
	}
	for (uint32_t i = 0; i < 10; i++)
		part_use(&c->faces[folio], g->folio_digits[i], '0' + i);
}

/* ---- the pen ------------------------------------------------------------ */

struct pen {
	struct content *content;
	struct buf *out;
	int64_t height;      /* of the page */
	int font;            /* set now, or -1 */
	int64_t x, y;        /* where the line begins */
	double at;           /* where the next glyph would stand, in points */
	bool in_array, in_string;
	uint32_t color;
	uint32_t element;    /* whose content is open */
	bool is_open;
	dim line, size;      /* of the text before: baseline, font's size */
};

static void end_array(struct pen *p)
{
	if (p->in_string)
		buf_char(p->out, ')');
	if (p->in_array)
		buf_add(p->out, STR("]TJ\n"));
	p->in_array = p->in_string = false;
}

static void set_font(struct pen *p, int font)
{
	const struct galley_font *f = &p->content->pages->galley->fonts[font];

	if (p->font == font)
		return;
	end_array(p);
	buf_add(p->out, STR("/F"));
	put_int(p->out, f->face);
	buf_char(p->out, ' ');
	put_real(p->out, real_of(f->size));
	buf_add(p->out, STR(" Tf\n"));
	p->font = font;
}

static void put_color(struct pen *p, uint32_t color, const char *operator)
{
	if (p->color == color)
		return;
	end_array(p);
	for (int shift = 16; shift >= 0; shift -= 8) {
		put_real(p->out, (int64_t)(color >> shift & 255) * REAL_ONE / 255);
		buf_char(p->out, ' ');
	}
	buf_add(p->out, str_of(operator));
	p->color = color;
}

static void move_to(struct pen *p, dim x, dim y)
{
	int64_t to_x = real_of(x), to_y = p->height - real_of(y);

	end_array(p);
	put_real(p->out, to_x - p->x);
	buf_char(p->out, ' ');
	put_real(p->out, to_y - p->y);
	buf_add(p->out, STR(" Td\n"));
	p->x = to_x;
	p->y = to_y;
	p->at = DIM_TO_PT(x);
}

static void begin_string(struct pen *p)
{
	if (!p->in_array)
		buf_char(p->out, '[');
	if (!p->in_string)
		buf_char(p->out, '(');
	p->in_array = p->in_string = true;
}

/* Thousandths of an em to the left, as TJ wants them; with one more digit. */
static void shift(struct pen *p, double by, double size)
{
	int64_t tenths = (int64_t)(by * 10 + (by < 0 ? -0.5 : 0.5));

	if (p->in_string)
		buf_char(p->out, ')');
	p->in_string = false;
	put_real(p->out, tenths * (REAL_ONE / 10));
	p->at -= (double)tenths * size / 10000;
}

static inline void put_code(struct buf *out, unsigned char c)
{
	if (c == '\r') {
		buf_add(out, STR("\\r"));
		return;
	}
	if (c == '(' || c == ')' || c == '\\')
		buf_char(out, '\\');
	buf_char(out, (char)c);
}

/* Less of an em, in thousandths, is not seen. It does not add up: the pen knows
 * where it is. */
static const double UNSEEN_OFF = 0.1;

static void put_glyph(struct pen *p, const struct face_part *face, uint16_t id,
		      double x, double size)
{
	double off = (p->at - x) * 1000;
	uint16_t code = face->codes[id];

	if (off >= UNSEEN_OFF * size || off <= -UNSEEN_OFF * size) {
		if (!p->in_array)
			buf_char(p->out, '[');
		p->in_array = true;
		shift(p, off / size, size);
	}
	begin_string(p);
	if (!face->is_small)
		put_code(p->out, (unsigned char)(code >> 8));
	put_code(p->out, (unsigned char)(code & 255));
	p->at += face->file->widths[id] * size / (1000.0 * REAL_ONE);
}

/* ---- whose content ------------------------------------------------------ */

static void close_content(struct pen *p)
{
	end_array(p);
	if (p->is_open)
		buf_add(p->out, STR("EMC\n"));
	p->is_open = false;
}

static void open_artifact(struct pen *p, struct str kind)
{
	close_content(p);
	buf_add(p->out, STR("/Artifact<</Type/"));
	buf_add(p->out, kind);
	buf_add(p->out, STR(">>BDC\n"));
	p->is_open = true;
	p->element = UINT32_MAX;
}

/* Content of an element goes on while others do not come between. */
static void open_content(struct pen *p, uint32_t element, uint32_t page,
			 uint32_t order)
{
	const struct pages *pages = p->content->pages;

	if (p->is_open && p->element == element)
		return;
	close_content(p);
	buf_char(p->out, '/');
	buf_add(p->out, str_of(tree_name(pages, element)));
	buf_add(p->out, STR("<</MCID "));
	put_int(p->out, tree_content(p->content->tree, element, page, order));
	buf_add(p->out, STR(">>BDC\n"));
	p->is_open = true;
	p->element = element;
}

/* ---- text --------------------------------------------------------------- */

/* The space where a line was broken is seen by nobody, but it is read. */
static void put_space(struct pen *p, const struct glyph_run *run)
{
	const struct galley_font *font =
		&p->content->pages->galley->fonts[run->font];
	const struct face_part *face = &p->content->faces[font->face];

	put_glyph(p, face, face->file->space, p->at, DIM_TO_PT(font->size));
}

static void add_area(struct content *c, struct area area)
{
	struct area *last = c->area_count ? &c->areas[c->area_count - 1] : NULL;

	if (last && last->element == area.element &&
	    last->box.bottom == area.box.bottom) {
		last->box.right = area.box.right;
		return;
	}
	c->areas = arena_grow(c->arena, c->areas, c->area_count,
			      sizeof *c->areas);
	c->areas[c->area_count++] = area;
}

static struct box_on_page box_of(const struct pen *p, dim x, dim y, dim width,
				 dim size)
{
	return (struct box_on_page){
		real_of(x), p->height - real_of(y + size / 4),
		real_of(x + width), p->height - real_of(y - size),
	};
}

static void link_run(struct pen *p, const struct glyph_run *run,
		     const struct fragment *f)
{
	dim size = p->content->pages->galley->fonts[run->font].size;

	add_area(p->content, (struct area){
		.box = box_of(p, f->x, f->y, run->width, size),
		.element = run->element, .order = f->run,
		.address = run->link });
}

static void say_run(struct pen *p, const struct glyph_run *run)
{
	end_array(p);
	buf_add(p->out, STR("/Span<</ActualText<FEFF"));
	put_utf16_hex(p->out, run->text);
	buf_add(p->out, STR(">>>BDC\n"));
}

/* A TJ is no way to go further than that. */
static bool is_far(const struct pen *p, double x, double size)
{
	return x - p->at > 10 * size || p->at - x > 10 * size;
}

static void put_glyphs(struct pen *p, const struct fragment *f)
{
	const struct galley *g = p->content->pages->galley;
	const struct glyph_run *run = &g->runs[f->run];
	const struct galley_font *font = &g->fonts[run->font];
	const struct face_part *face = &p->content->faces[font->face];
	double x = DIM_TO_PT(f->x), size = DIM_TO_PT(font->size);

	set_font(p, run->font);
	put_color(p, run->color, "rg\n");
	if (p->line != f->y || p->size != font->size || is_far(p, x, size))
		move_to(p, f->x, f->y);
	p->line = f->y;
	p->size = font->size;
	for (uint32_t i = 0; i < run->glyph_count; i++)
		put_glyph(p, face, run->glyphs[i].id,
			  x + DIM_TO_PT(run->glyphs[i].x), size);
}

static bool is_artifact(const struct galley *g, const struct fragment *f)
{
	uint32_t element = g->runs[f->run].element;

	return f->repeated || g->elements[element].kind == ELEMENT_ARTIFACT;
}

static void put_run(struct pen *p, const struct fragment *f, uint32_t page)
{
	struct content *c = p->content;
	const struct glyph_run *run = &c->pages->galley->runs[f->run];
	bool spoken = c->spoken[f->run / 32] >> f->run % 32 & 1;

	if (!run->glyph_count)
		return;
	if (is_artifact(c->pages->galley, f)) {
		if (!p->is_open || p->element != UINT32_MAX)
			open_artifact(p, f->repeated ? STR("Pagination")
						     : STR("Layout"));
	} else {
		open_content(p, run->element, page, f->run);
		if (run->link.n)
			link_run(p, run, f);
	}
	if (spoken)
		say_run(p, run);
	put_glyphs(p, f);
	if (spoken) {
		end_array(p);
		buf_add(p->out, STR("EMC\n"));
	}
	if (!f->repeated && goes_on(c->pages->galley, run))
		put_space(p, run);
}

static void put_number(struct pen *p, uint32_t number, dim x, dim y)
{
	const struct galley *g = p->content->pages->galley;
	const struct galley_font *font = &g->fonts[g->folio_font];
	const struct face_part *face = &p->content->faces[font->face];
	struct buf digits = buf_new(p->content->arena);

	put_int(&digits, number);
	set_font(p, g->folio_font);
	put_color(p, 0, "rg\n");
	move_to(p, x, y);
	for (uint32_t i = 0; i < digits.n; i++) {
		int digit = digits.p[i] - '0';

		put_glyph(p, face, g->folio_digits[digit], DIM_TO_PT(x),
			  DIM_TO_PT(font->size));
		x += g->folio_widths[digit];
	}
}

/* The number at the end of a line of the contents belongs to its entry, and
 * the whole line leads to the heading. */
static void put_numeral(struct pen *p, const struct numeral *n, uint32_t page)
{
	struct content *c = p->content;
	const struct page_style *frame = &c->pages->galley->style->page;
	dim size = c->pages->galley->fonts[c->pages->galley->folio_font].size;
	dim width = c->pages->items[page].width - frame->left - frame->right;

	open_content(p, n->element, page, n->run);
	put_number(p, n->value, n->x, n->y);
	add_area(c, (struct area){
		.box = box_of(p, frame->left, n->y, width, size),
		.element = n->element, .order = n->run, .heading = n->heading });
}

static void put_text_of_page(struct pen *p, uint32_t index)
{
	struct content *c = p->content;
	const struct pages *pages = c->pages;
	const struct page *page = &pages->items[index];

	buf_add(p->out, STR("BT\n"));
	if (page->shows_number) {
		open_artifact(p, STR("Pagination"));
		put_number(p, page->number, page->number_x, page->number_y);
	}
	for (uint32_t i = 0; i < page->fragment_count; i++) {
		const struct fragment *f =
			&pages->fragments[page->first_fragment + i];

		put_run(p, f, index);
		while (c->next_numeral < pages->numeral_count &&
		       pages->numerals[c->next_numeral].page == index &&
		       pages->numerals[c->next_numeral].run == f->run)
			put_numeral(p, &pages->numerals[c->next_numeral++],
				    index);
	}
	close_content(p);
	buf_add(p->out, STR("ET\n"));
}

/* ---- rules and pictures ------------------------------------------------- */

static void put_point(struct pen *p, dim x, dim y, const char *operator)
{
	put_real(p->out, real_of(x));
	buf_char(p->out, ' ');
	put_real(p->out, p->height - real_of(y));
	buf_add(p->out, str_of(operator));
}

static void put_strokes(struct pen *p, const struct page *page)
{
	const struct pages *pages = p->content->pages;
	dim weight = -1;

	if (!page->stroke_count)
		return;
	open_artifact(p, STR("Layout"));
	p->color = 0; /* of strokes, not of text */
	for (uint32_t i = 0; i < page->stroke_count; i++) {
		const struct stroke *s =
			&pages->strokes[page->first_stroke + i];
		dim right = s->vertical ? 0 : s->length;
		dim down = s->vertical ? s->length : 0;

		put_color(p, s->color, "RG\n");
		if (s->weight != weight) {
			put_real(p->out, real_of(s->weight));
			buf_add(p->out, STR(" w\n"));
		}
		weight = s->weight;
		put_point(p, s->x, s->y, " m ");
		put_point(p, s->x + right, s->y + down, " l S\n");
	}
	close_content(p);
}

void put_image_name(struct buf *b, uint32_t placed)
{
	buf_add(b, STR("/I"));
	put_int(b, placed);
}

static void put_picture(struct pen *p, uint32_t index, uint32_t placed)
{
	const struct placed_picture *pic = &p->content->pages->pictures[placed];
	struct box_on_page box = { real_of(pic->x),
				   p->height - real_of(pic->y + pic->height),
				   real_of(pic->x + pic->width),
				   p->height - real_of(pic->y) };

	if (!p->content->images[placed])
		return;
	open_content(p, pic->element, index, UINT32_MAX);
	tree_box(p->content->tree, pic->element, box);
	buf_add(p->out, STR("q "));
	put_real(p->out, box.right - box.left);
	buf_add(p->out, STR(" 0 0 "));
	put_real(p->out, box.top - box.bottom);
	buf_char(p->out, ' ');
	put_real(p->out, box.left);
	buf_char(p->out, ' ');
	put_real(p->out, box.bottom);
	buf_add(p->out, STR(" cm"));
	put_image_name(p->out, placed);
	buf_add(p->out, STR(" Do Q\n"));
	close_content(p);
}

void content_draw(struct content *c, uint32_t index)
{
	const struct page *page = &c->pages->items[index];
	struct pen p = { .content = c, .out = &c->out, .font = -1, .line = -1,
			 .height = real_of(page->height) };

	c->out.n = 0;
	c->area_count = 0;
	c->areas = NULL; /* the last page's are somebody else's now */
	put_text_of_page(&p, index);
	put_strokes(&p, page);
	for (uint32_t i = 0; i < page->picture_count; i++)
		put_picture(&p, index, page->first_picture + i);
}
