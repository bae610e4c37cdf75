#include "draw/draw.h"
#include "draw/picture.h"

#include <cairo-ft.h>
#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct draw_fonts {
	FT_Library library;
	FT_Face files[FACE_COUNT];
	cairo_font_face_t *faces[FACE_COUNT];
};

void draw_fonts_free(struct draw_fonts *f)
{
	if (!f)
		return;
	for (int i = 0; i < FACE_COUNT; i++) {
		if (f->faces[i])
			cairo_font_face_destroy(f->faces[i]);
		if (f->files[i])
			FT_Done_Face(f->files[i]);
	}
	FT_Done_FreeType(f->library);
	free(f);
}

struct draw_fonts *draw_fonts_new(const struct font_files *files)
{
	struct draw_fonts *f = calloc(1, sizeof *f);

	if (!f || FT_Init_FreeType(&f->library)) {
		free(f);
		return NULL;
	}
	for (int i = 0; i < FACE_COUNT; i++) {
		if (FT_New_Face(f->library, files->path[i], 0, &f->files[i])) {
			draw_fonts_free(f);
			return NULL;
		}
		f->faces[i] = cairo_ft_font_face_create_for_ft_face(
			f->files[i], FT_LOAD_NO_HINTING);
	}
	return f;
}

/* ---- one page --------------------------------------------------------- */

struct drawing {
	cairo_t *cr;
	const struct pages *pages;
	struct draw_fonts *fonts;
	/* Runs of one font one behind another are shown by one call: Cairo
	 * keeps a record of each call and reads it twice. */
	cairo_glyph_t *glyphs;
	cairo_text_cluster_t *clusters;
	char *text;
	uint32_t glyph_count, cluster_count, text_count;
	uint32_t glyph_room, text_room;
	int font;                       /* set now, or -1 */
	uint32_t color;                 /* of the batch */
	bool is_pdf;
};

/* A batch has room for one more run. */
static void make_room(struct drawing *d, const struct glyph_run *run)
{
	uint32_t glyphs = d->glyph_count + run->glyph_count;
	uint32_t bytes = d->text_count + run->text.n;

	if (glyphs > d->glyph_room) {
		d->glyph_room = glyphs * 2;
		d->glyphs = realloc(d->glyphs,
				    d->glyph_room * sizeof *d->glyphs);
		d->clusters = realloc(d->clusters,
				      d->glyph_room * sizeof *d->clusters);
	}
	if (bytes > d->text_room) {
		d->text_room = bytes * 2;
		d->text = realloc(d->text, d->text_room);
	}
	if (!d->glyphs || !d->clusters || !d->text)
		abort();
}

/* Glyphs go with their text, so that what is read back is what was written. */
static void flush(struct drawing *d)
{
	if (d->glyph_count)
		cairo_show_text_glyphs(d->cr, d->text, (int)d->text_count,
				       d->glyphs, (int)d->glyph_count,
				       d->clusters, (int)d->cluster_count, 0);
	d->glyph_count = d->cluster_count = d->text_count = 0;
}

static void set_font(struct drawing *d, uint16_t font)
{
	const struct galley_font *f = &d->pages->galley->fonts[font];

	if (d->font == font)
		return;
	flush(d);
	cairo_set_font_face(d->cr, d->fonts->faces[f->face]);
	cairo_set_font_size(d->cr, DIM_TO_PT(f->size));
	d->font = font;
}

/* Cairo writes an address into the file as it is: what would end the string
 * there, and all that is not ASCII, goes as %XX. */
static bool is_plain(unsigned char c)
{
	return c > ' ' && c < 0x7F && !strchr("()\\'<>\"", c);
}

static char *escaped(struct str address)
{
	char *out = malloc((size_t)address.n * 3 + 1), *end = out;

	if (!out)
		abort();
	for (uint32_t i = 0; i < address.n; i++) {
		unsigned char c = (unsigned char)address.p[i];

		if (is_plain(c))
			*end++ = (char)c;
		else
			end += sprintf(end, "%%%02X", c);
	}
	*end = '\0';
	return out;
}

enum { LONGEST_LINK = 2000 }; /* bytes; no reader follows a longer one */

/* Cairo 1.16 writes a broken file for a link that holds no text or stands in
 * no paragraph. */
static bool begin_link(struct drawing *d, const struct glyph_run *run,
		       const struct fragment *f)
{
	const struct galley_font *font = &d->pages->galley->fonts[run->font];
	char attributes[LONGEST_LINK * 3 + 200], *uri;

	if (!run->link.n || !d->is_pdf || run->link.n > LONGEST_LINK ||
	    !run->glyph_count)
		return false;
	flush(d);
	uri = escaped(run->link);
	snprintf(attributes, sizeof attributes,
		 "rect=[%.3f %.3f %.3f %.3f] uri='%s'", DIM_TO_PT(f->x),
		 DIM_TO_PT(f->y - font->size), DIM_TO_PT(run->width),
		 DIM_TO_PT(font->size) * 1.25, uri);
	free(uri);
	cairo_tag_begin(d->cr, "P", NULL);
	cairo_tag_begin(d->cr, CAIRO_TAG_LINK, attributes);
	return true;
}

static void set_source(struct drawing *d, double less)
{
	cairo_set_source_rgb(d->cr, fabs((d->color >> 16) / 255.0 - less),
			     (d->color >> 8 & 255) / 255.0,
			     (d->color & 255) / 255.0);
}

static void set_color(struct drawing *d, uint32_t color)
{
	if (d->color == color)
		return;
	flush(d);
	d->color = color;
	set_source(d, 0);
}

/* Cairo 1.16 cuts the widths that it writes to whole thousandths of an em, but
 * keeps its pen by the exact ones: letters drift along a line by up to a fifth
 * of a point. A change of colour, too small to be one, makes it place each
 * letter anew. */
static void place_anew(struct drawing *d, uint32_t glyph)
{
	if (!d->is_pdf)
		return;
	flush(d);
	set_source(d, glyph % 2 ? 2e-5 : 0);
}

static void draw_run(struct drawing *d, const struct fragment *f)
{
	const struct glyph_run *run = &d->pages->galley->runs[f->run];
	double x = DIM_TO_PT(f->x), y = DIM_TO_PT(f->y);
	const char *text = run->text.p;
	bool is_link;

	set_font(d, run->font);
	set_color(d, run->color);
	is_link = begin_link(d, run, f);
	make_room(d, run);
	for (uint32_t i = 0; i < run->glyph_count; i++) {
		const struct glyph *glyph = &run->glyphs[i];

		if (glyph->bytes || !i)
			place_anew(d, i);
		d->glyphs[d->glyph_count++] = (cairo_glyph_t){
			glyph->id, x + DIM_TO_PT(glyph->x), y };
		if (glyph->bytes || !i)
			d->clusters[d->cluster_count++] =
				(cairo_text_cluster_t){ glyph->bytes, 0 };
		d->clusters[d->cluster_count - 1].num_glyphs++;
		memcpy(d->text + d->text_count, text, glyph->bytes);
		d->text_count += glyph->bytes;
		text += glyph->bytes;
	}
	if (is_link) {
		flush(d);
		cairo_tag_end(d->cr, CAIRO_TAG_LINK);
		cairo_tag_end(d->cr, "P");
	}
}

static void draw_number(struct drawing *d, uint32_t number, dim x, dim y)
{
	const struct galley *g = d->pages->galley;
	char digits[12];
	cairo_glyph_t glyphs[12];
	int n = snprintf(digits, sizeof digits, "%u", number);

	for (int i = 0; i < n; i++) {
		int digit = digits[i] - '0';

		glyphs[i] = (cairo_glyph_t){ g->folio_digits[digit],
					     DIM_TO_PT(x), DIM_TO_PT(y) };
		x += g->folio_widths[digit];
	}
	set_font(d, g->folio_font);
	cairo_show_glyphs(d->cr, glyphs, n);
}

static void draw_numbers(struct drawing *d, const struct page *page)
{
	const struct pages *pages = d->pages;
	uint32_t index = (uint32_t)(page - pages->items);

	if (page->shows_number)
		draw_number(d, page->number, page->number_x, page->number_y);
	for (uint32_t i = 0; i < pages->numeral_count; i++) {
		const struct numeral *n = &pages->numerals[i];

		if (n->page == index)
			draw_number(d, n->value, n->x, n->y);
	}
}

static void draw_stroke(struct drawing *d, const struct stroke *s)
{
	dim right = s->vertical ? 0 : s->length;
	dim down = s->vertical ? s->length : 0;

	set_color(d, s->color);
	cairo_set_line_width(d->cr, DIM_TO_PT(s->weight));
	cairo_move_to(d->cr, DIM_TO_PT(s->x), DIM_TO_PT(s->y));
	cairo_line_to(d->cr, DIM_TO_PT(s->x + right), DIM_TO_PT(s->y + down));
	cairo_stroke(d->cr);
}

/* A picture that cannot be decoded after all leaves its place empty. */
static void draw_picture(struct drawing *d, const struct placed_picture *p)
{
	cairo_surface_t *image = picture_surface(p->picture);

	if (!image)
		return;
	cairo_save(d->cr);
	cairo_translate(d->cr, DIM_TO_PT(p->x), DIM_TO_PT(p->y));
	cairo_scale(d->cr,
		    DIM_TO_PT(p->width) / cairo_image_surface_get_width(image),
		    DIM_TO_PT(p->height) /
			    cairo_image_surface_get_height(image));
	cairo_set_source_surface(d->cr, image, 0, 0);
	cairo_paint(d->cr);
	cairo_restore(d->cr);
	cairo_surface_destroy(image);
}

static void draw_page(struct drawing *d, const struct page *page)
{
	const struct pages *pages = d->pages;

	d->font = -1;
	d->color = 0;
	cairo_set_source_rgb(d->cr, 0, 0, 0);
	draw_numbers(d, page);
	for (uint32_t i = 0; i < page->fragment_count; i++)
		draw_run(d, &pages->fragments[page->first_fragment + i]);
	flush(d);
	for (uint32_t i = 0; i < page->stroke_count; i++)
		draw_stroke(d, &pages->strokes[page->first_stroke + i]);
	for (uint32_t i = 0; i < page->picture_count; i++)
		draw_picture(d, &pages->pictures[page->first_picture + i]);
}

static void end_drawing(struct drawing *d)
{
	cairo_destroy(d->cr);
	free(d->glyphs);
	free(d->clusters);
	free(d->text);
}

static cairo_status_t to_sink(void *closure, const unsigned char *bytes,
			      unsigned count)
{
	struct sink *sink = closure;

	return sink->write(sink->context, bytes, count)
		       ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

/* Finishes a surface: false when anything went wrong on the way. */
static bool finish(cairo_surface_t *surface)
{
	cairo_status_t status;

	cairo_surface_finish(surface);
	status = cairo_surface_status(surface);
	cairo_surface_destroy(surface);
	return status == CAIRO_STATUS_SUCCESS;
}

/* ---- PDF -------------------------------------------------------------- */

static void set_one(cairo_surface_t *surface, cairo_pdf_metadata_t which,
		    struct str text)
{
	char *terminated;

	if (!text.n)
		return;
	terminated = strndup(text.p, text.n);
	if (terminated)
		cairo_pdf_surface_set_metadata(surface, which, terminated);
	free(terminated);
}

static void set_metadata(cairo_surface_t *surface, const struct galley *g,
			 int64_t date)
{
	char iso[32];
	time_t t = (time_t)date;
	struct tm tm;

	set_one(surface, CAIRO_PDF_METADATA_TITLE, g->title);
	set_one(surface, CAIRO_PDF_METADATA_AUTHOR, g->author);
	set_one(surface, CAIRO_PDF_METADATA_SUBJECT, g->subject_line);
	set_one(surface, CAIRO_PDF_METADATA_CREATOR,
		(struct str){ "vanthu", 6 });
	gmtime_r(&t, &tm);
	strftime(iso, sizeof iso, "%Y-%m-%dT%H:%M:%SZ", &tm);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE,
				       iso);
}

static void add_outline(cairo_surface_t *surface, const struct pages *pages)
{
	int parents[HEADING_LEVELS + 1] = { CAIRO_PDF_OUTLINE_ROOT };

	for (int i = 1; i <= HEADING_LEVELS; i++)
		parents[i] = CAIRO_PDF_OUTLINE_ROOT;
	for (uint32_t i = 0; i < pages->bookmark_count; i++) {
		const struct bookmark *b = &pages->bookmarks[i];
		const struct element *e = &pages->galley->elements[b->element];
		char attributes[80], *title = strndup(e->title.p, e->title.n);
		int level = e->level < HEADING_LEVELS ? e->level
						      : HEADING_LEVELS;

		snprintf(attributes, sizeof attributes,
			 "page=%u pos=[%.2f %.2f]", b->page + 1,
			 DIM_TO_PT(pages->galley->style->page.left),
			 DIM_TO_PT(b->y));
		parents[level] = cairo_pdf_surface_add_outline(
			surface, parents[level - 1], title ? title : "",
			attributes, level == 1 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : 0);
		for (int k = level + 1; k <= HEADING_LEVELS; k++)
			parents[k] = parents[level];
		free(title);
	}
}

bool draw_pdf(const struct pages *pages, struct draw_fonts *fonts, int64_t date,
	      struct sink *sink)
{
	const struct page *first = &pages->items[0];
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(
		to_sink, sink, DIM_TO_PT(first->width),
		DIM_TO_PT(first->height));
	struct drawing d = { .pages = pages, .fonts = fonts, .is_pdf = true };

	cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5);
	set_metadata(surface, pages->galley, date);
	d.cr = cairo_create(surface);
	for (uint32_t i = 0; i < pages->count; i++) {
		const struct page *page = &pages->items[i];

		cairo_pdf_surface_set_size(surface, DIM_TO_PT(page->width),
					   DIM_TO_PT(page->height));
		draw_page(&d, page);
		cairo_show_page(d.cr);
	}
	add_outline(surface, pages);
	end_drawing(&d);
	return finish(surface);
}

/* ---- PNG, SVG --------------------------------------------------------- */

bool draw_png(const struct pages *pages, struct draw_fonts *fonts,
	      uint32_t page, int dpi, struct sink *sink)
{
	const struct page *p = &pages->items[page];
	double scale = dpi / 72.0;
	cairo_surface_t *surface = cairo_image_surface_create(
		CAIRO_FORMAT_RGB24, (int)(DIM_TO_PT(p->width) * scale + 0.5),
		(int)(DIM_TO_PT(p->height) * scale + 0.5));
	struct drawing d = { .pages = pages, .fonts = fonts };
	cairo_status_t status;

	d.cr = cairo_create(surface);
	cairo_set_source_rgb(d.cr, 1, 1, 1);
	cairo_paint(d.cr);
	cairo_scale(d.cr, scale, scale);
	draw_page(&d, p);
	end_drawing(&d);
	status = cairo_surface_write_to_png_stream(surface, to_sink, sink);
	return finish(surface) && status == CAIRO_STATUS_SUCCESS;
}

bool draw_svg(const struct pages *pages, struct draw_fonts *fonts,
	      uint32_t page, struct sink *sink)
{
	const struct page *p = &pages->items[page];
	cairo_surface_t *surface = cairo_svg_surface_create_for_stream(
		to_sink, sink, DIM_TO_PT(p->width), DIM_TO_PT(p->height));
	struct drawing d = { .pages = pages, .fonts = fonts };

	d.cr = cairo_create(surface);
	draw_page(&d, p);
	end_drawing(&d);
	return finish(surface);
}
