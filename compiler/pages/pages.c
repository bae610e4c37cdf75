#include "pages/pages.h"

#include "base/dump.h"

static void dump_page(struct dump *d, const struct pages *pages,
		      const struct page *page)
{
	dump_row(d, 0, "page", SPAN_NONE);
	dump_int(d, "number", (long)page->number);
	dump_flag(d, "shown", page->shows_number);
	buf_printf(&d->out, " size=%.2fx%.2f", DIM_TO_PT(page->width),
		   DIM_TO_PT(page->height));
	dump_end(d);
	for (uint32_t i = 0; i < page->fragment_count; i++) {
		const struct fragment *f =
			&pages->fragments[page->first_fragment + i];

		dump_row(d, 1, "text", SPAN_NONE);
		buf_printf(&d->out, " x=%.2f y=%.2f", DIM_TO_PT(f->x),
			   DIM_TO_PT(f->y));
		dump_str(d, "text", pages->galley->runs[f->run].text);
		dump_end(d);
	}
	for (uint32_t i = 0; i < page->picture_count; i++) {
		const struct placed_picture *p =
			&pages->pictures[page->first_picture + i];

		dump_row(d, 1, "picture", SPAN_NONE);
		buf_printf(&d->out, " x=%.2f y=%.2f size=%.2fx%.2f",
			   DIM_TO_PT(p->x), DIM_TO_PT(p->y),
			   DIM_TO_PT(p->width), DIM_TO_PT(p->height));
		dump_end(d);
	}
	for (uint32_t i = 0; i < page->stroke_count; i++) {
		const struct stroke *s = &pages->strokes[page->first_stroke + i];

		dump_row(d, 1, s->vertical ? "vertical" : "stroke", SPAN_NONE);
		buf_printf(&d->out, " x=%.2f y=%.2f length=%.2f weight=%.2f",
			   DIM_TO_PT(s->x), DIM_TO_PT(s->y),
			   DIM_TO_PT(s->length), DIM_TO_PT(s->weight));
		dump_end(d);
	}
}

static void dump_anchors(struct dump *d, const struct pages *pages)
{
	static const char *const KINDS[] = { "", "number", "date", "signature",
					     "seal", "corner" };

	for (uint32_t i = 0; i < pages->anchor_count; i++) {
		const struct anchor *a = &pages->anchors[i];

		dump_row(d, 0, "anchor", SPAN_NONE);
		dump_str(d, "kind", str_of(KINDS[a->kind]));
		dump_int(d, "page", (long)a->page + 1);
		buf_printf(&d->out, " x=%.2f y=%.2f size=%.2fx%.2f",
			   DIM_TO_PT(a->x), DIM_TO_PT(a->y),
			   DIM_TO_PT(a->width), DIM_TO_PT(a->height));
		dump_end(d);
	}
}

struct str pages_dump(struct arena *arena, const struct pages *pages)
{
	struct dump d = dump_new(arena, NULL);

	if (pages->stretch != 0) {
		dump_row(&d, 0, "stretch", SPAN_NONE);
		buf_printf(&d.out, " factor=%.2f", pages->stretch);
		dump_end(&d);
	}
	for (uint32_t i = 0; i < pages->count; i++)
		dump_page(&d, pages, &pages->items[i]);
	for (uint32_t i = 0; i < pages->numeral_count; i++) {
		dump_row(&d, 0, "numeral", SPAN_NONE);
		dump_int(&d, "page", (long)pages->numerals[i].page + 1);
		dump_int(&d, "value", (long)pages->numerals[i].value);
		dump_end(&d);
	}
	dump_anchors(&d, pages);
	return buf_str(&d.out);
}
