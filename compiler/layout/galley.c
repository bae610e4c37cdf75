#include "layout/set.h"

#include "base/dump.h"

uint16_t set_font(struct setter *s, enum face face, dim size)
{
	struct galley *g = s->galley;

	for (uint32_t i = 0; i < g->font_count; i++)
		if (g->fonts[i].face == face && g->fonts[i].size == size)
			return (uint16_t)i;
	g->fonts = arena_grow(s->arena, g->fonts, g->font_count,
			      sizeof *g->fonts);
	s->shaper_fonts = arena_grow(s->arena, s->shaper_fonts, g->font_count,
				     sizeof *s->shaper_fonts);
	g->fonts[g->font_count] = (struct galley_font){ face, size };
	s->shaper_fonts[g->font_count] = shaper_font(s->shaper, face, size);
	return (uint16_t)g->font_count++;
}

uint32_t set_element(struct setter *s, enum element_kind kind, uint32_t parent,
		     struct span span)
{
	struct galley *g = s->galley;

	g->elements = arena_grow(s->arena, g->elements, g->element_count,
				 sizeof *g->elements);
	g->elements[g->element_count] = (struct element){
		.kind = kind, .parent = parent, .span = span,
	};
	return g->element_count++;
}

uint32_t set_box(struct setter *s, struct box box)
{
	struct galley *g = s->galley;

	g->boxes = arena_grow(s->arena, g->boxes, g->box_count,
			      sizeof *g->boxes);
	g->boxes[g->box_count] = box;
	return g->box_count++;
}

void set_flow(struct setter *s, uint32_t first, uint32_t count)
{
	struct galley *g = s->galley;

	for (uint32_t i = 0; i < count; i++) {
		g->flow = arena_grow(s->arena, g->flow, g->flow_count,
				     sizeof *g->flow);
		g->flow[g->flow_count++] = first + i;
	}
}

void set_gap(struct setter *s, struct glue height)
{
	if (height.natural <= 0)
		return;
	set_flow(s, set_box(s, (struct box){ .kind = BOX_GAP,
					     .height = height,
					     .may_break_after = true }), 1);
}

void set_strip(struct setter *s, bool landscape, bool new_series)
{
	struct galley *g = s->galley;
	struct galley_strip *last =
		g->strip_count ? &g->strips[g->strip_count - 1] : NULL;

	s->frame = style_page(s->style, landscape);
	if (last && last->first == g->flow_count) { /* nothing stands in it */
		last->landscape = landscape;
		last->new_series |= new_series;
		return;
	}
	g->strips = arena_grow(s->arena, g->strips, g->strip_count,
			       sizeof *g->strips);
	g->strips[g->strip_count++] = (struct galley_strip){
		g->flow_count, landscape, new_series,
	};
}

dim set_measure(const struct setter *s)
{
	return s->frame.width - s->frame.left - s->frame.right;
}

static void dump_line(struct dump *d, const struct galley *g,
		      const struct box *b, int depth)
{
	for (uint32_t i = 0; i < b->run_count; i++) {
		const struct glyph_run *r = &g->runs[b->first_run + i];
		const struct galley_font *f = &g->fonts[r->font];

		dump_row(d, depth, "run", SPAN_NONE);
		buf_printf(&d->out, " x=%.2f width=%.2f font=%d/%g",
			   DIM_TO_PT(r->x), DIM_TO_PT(r->width), f->face,
			   DIM_TO_PT(f->size));
		dump_int(d, "element", (long)r->element);
		dump_str(d, "text", r->text);
		dump_end(d);
	}
}

static void dump_box(struct dump *, const struct galley *, uint32_t index,
		     int depth);

static void dump_cell(struct dump *d, const struct galley *g,
		      const struct galley_cell *c, int depth)
{
	dump_row(d, depth, "cell", SPAN_NONE);
	buf_printf(&d->out, " x=%.2f width=%.2f height=%.2f", DIM_TO_PT(c->x),
		   DIM_TO_PT(c->width), DIM_TO_PT(c->height));
	dump_int(d, "rows", c->rows);
	dump_end(d);
	for (uint32_t i = 0; i < c->box_count; i++)
		dump_box(d, g, c->first_box + i, depth + 1);
}

static void dump_box(struct dump *d, const struct galley *g, uint32_t index,
		     int depth)
{
	static const char *const KINDS[] = { "line", "rule", "gap", "group",
					     "row", "frame", "picture",
					     "anchor" };
	const struct box *b = &g->boxes[index];

	dump_row(d, depth, KINDS[b->kind], b->span);
	buf_printf(&d->out, " x=%.2f y=%.2f width=%.2f height=%.2f",
		   DIM_TO_PT(b->x), DIM_TO_PT(b->y), DIM_TO_PT(b->width),
		   DIM_TO_PT(b->height.natural));
	if (b->kind == BOX_LINE)
		dump_str(d, "style", g->style->texts[b->style].name);
	if (b->kind == BOX_LINE && b->space_share != 1)
		buf_printf(&d->out, " spaces=%.2f", b->space_share);
	if (b->tracking)
		buf_printf(&d->out, " tracking=%.2f", DIM_TO_PT(b->tracking));
	dump_flag(d, "keep", !b->may_break_after);
	dump_end(d);
	dump_line(d, g, b, depth + 1);
	for (uint32_t i = 0; i < b->child_count; i++) {
		if (b->kind == BOX_ROW)
			dump_cell(d, g, &g->cells[b->first_child + i],
				  depth + 1);
		else
			dump_box(d, g, b->first_child + i, depth + 1);
	}
}

static void dump_elements(struct dump *d, const struct galley *g)
{
	static const char *const KINDS[] = {
		"document", "section", "title", "heading", "paragraph", "list",
		"item", "label", "body", "link", "note", "artifact", "table",
		"row", "header-cell", "cell", "figure", "caption", "contents",
		"entry", "form",
	};

	for (uint32_t i = 0; i < g->element_count; i++) {
		const struct element *e = &g->elements[i];

		dump_row(d, 1, KINDS[e->kind], e->span);
		dump_int(d, "id", (long)i);
		dump_int(d, "parent", (long)e->parent);
		if (e->level)
			dump_int(d, "level", e->level);
		if (e->title.n)
			dump_str(d, "title", e->title);
		dump_end(d);
	}
}

static void dump_strip(struct dump *d, const struct galley_strip *strip)
{
	dump_row(d, 1, "strip", SPAN_NONE);
	dump_flag(d, "landscape", strip->landscape);
	dump_flag(d, "new-series", strip->new_series);
	dump_end(d);
}

struct str galley_dump(struct arena *arena, const struct galley *g,
		       const struct sources *sources)
{
	struct dump d = dump_new(arena, sources);

	dump_row(&d, 0, "galley", SPAN_NONE);
	dump_end(&d);
	for (uint32_t i = 0, strip = 0; i < g->flow_count; i++) {
		if (strip < g->strip_count && g->strips[strip].first == i)
			dump_strip(&d, &g->strips[strip++]);
		dump_box(&d, g, g->flow[i], 1);
	}
	for (uint32_t i = 0; i < g->note_count; i++) {
		dump_row(&d, 1, "footnote", SPAN_NONE);
		dump_int(&d, "number", (long)i + 1);
		dump_end(&d);
		for (uint32_t k = 0; k < g->notes[i].box_count; k++)
			dump_box(&d, g, g->notes[i].first_box + k, 2);
	}
	dump_row(&d, 0, "elements", SPAN_NONE);
	dump_end(&d);
	dump_elements(&d, g);
	return buf_str(&d.out);
}
