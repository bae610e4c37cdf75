/* What a walked document becomes: the bytes of one of the formats. */
#include "cmd/full.h"

#include <limits.h>
#include <stdio.h>

#include "export/export.h"

enum { PNG_DPI = 150 };

/* What draws is opened once. */
static bool open_engine(struct session *s)
{
	char profile[PATH_MAX];

	if (s->options->format == OUT_PDF &&
	    s->options->engine == ENGINE_ARCHIVE) {
		snprintf(profile, sizeof profile, "%s/fonts/sRGB.icc",
			 data_folder());
		if (!s->pdf_maker)
			s->pdf_maker = pdf_maker_new(&s->fonts, profile);
		return s->pdf_maker != NULL;
	}
	if (!s->draw_fonts)
		s->draw_fonts = draw_fonts_new(&s->fonts);
	return s->draw_fonts != NULL;
}

int render_open(struct session *s)
{
	if (open_engine(s))
		return EXIT_FINE;
	say(s->options->english,
	    "không mở được phông chữ hoặc sRGB.icc; hãy chạy make samples",
	    "the fonts or sRGB.icc cannot be opened; run make samples",
	    s->fonts.path[0]);
	return EXIT_USAGE;
}

static bool write_str(struct sink *sink, struct str s)
{
	return sink->write(sink->context, s.p, s.n);
}

/* ---- what Word is told ------------------------------------------------ */

static dim width_of(void *context, struct str text, enum face face, dim size)
{
	struct shaper *shaper = ((struct document *)context)->session->shaper;
	int font = shaper_font(shaper, face, size);
	dim space = shaper_metrics(shaper, font).space, width = 0;
	uint32_t from = 0;

	for (uint32_t i = 0; i <= text.n; i++) {
		if (i < text.n && text.p[i] != ' ')
			continue;
		if (i > from)
			width += shaper_word(shaper, font,
					     str_slice(text, from, i), false,
					     false)->width;
		width += i < text.n ? space : 0;
		from = i + 1;
	}
	return width;
}

static dim descent_of(void *context, enum face face, dim size)
{
	struct shaper *shaper = ((struct document *)context)->session->shaper;

	return shaper_metrics(shaper, shaper_font(shaper, face, size)).descent;
}

/* The page that the reader turns to for a heading of the contents. */
static uint32_t page_of(void *context, uint32_t heading)
{
	const struct document *d = context;
	const struct pages *p = d->pages;

	for (uint32_t i = 0; i < p->bookmark_count; i++) {
		const struct bookmark *b = &p->bookmarks[i];

		if (p->galley->elements[b->element].level > EXPORT_CONTENTS)
			continue;
		if (!heading--)
			return p->items[b->page].number;
	}
	return 1;
}

static bool write_docx(struct document *d, struct sink *out)
{
	struct template *t = d->template;
	const struct export_set set = { width_of, descent_of, page_of, d };
	struct str bytes = export_docx(d->arena, d->plan, &t->rules, &t->style,
				       &set, document_date(d));

	return bytes.n && write_str(out, bytes);
}

static bool write_archive(struct document *d, struct sink *sink)
{
	const struct options *o = d->session->options;
	struct pdf_options options = {
		.profile = o->profile,
		.signature_fields = o->signature_fields, .date = document_date(d),
		.producer = STR("vanthu " VANTHU_VERSION),
	};

	if (o->embed_source)
		options.attachments = embed_source(d,
						   &options.attachment_count);
	return pdf_write(d->session->pdf_maker, d->arena, d->pages, &options,
			 sink);
}

bool render(struct document *d, uint32_t page, struct sink *sink)
{
	struct session *s = d->session;

	switch (s->options->format) {
	case OUT_JSON: return write_str(sink, export_json(d->arena, d->plan));
	case OUT_TEXT: return write_str(sink, export_text(d->arena, d->plan));
	case OUT_CSV: return write_str(sink, export_csv(d->arena, d->plan));
	case OUT_ICS: return write_str(sink, export_ics(d->arena, d->plan));
	case OUT_DOCX: return write_docx(d, sink);
	case OUT_MARKDOWN:
		return write_str(sink, export_markdown(d->arena, d->plan,
						       &d->template->style));
	case OUT_PNG:
		return draw_png(d->pages, s->draw_fonts, page, PNG_DPI, sink);
	case OUT_SVG: return draw_svg(d->pages, s->draw_fonts, page, sink);
	default:
		return s->options->engine == ENGINE_ARCHIVE
			? write_archive(d, sink)
			: draw_pdf(d->pages, s->draw_fonts, document_date(d),
				   sink);
	}
}
