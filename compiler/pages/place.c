#include "pages/internal.h"

static void add_fragment(struct paginator *p, struct fragment f)
{
	struct pages *pages = p->pages;

	pages->fragments = arena_grow(p->arena, pages->fragments,
				      pages->fragment_count,
				      sizeof *pages->fragments);
	pages->fragments[pages->fragment_count++] = f;
}

void add_stroke(struct paginator *p, struct stroke stroke)
{
	struct pages *pages = p->pages;

	pages->strokes = arena_grow(p->arena, pages->strokes,
				    pages->stroke_count,
				    sizeof *pages->strokes);
	pages->strokes[pages->stroke_count++] = stroke;
}

static void add_bookmark(struct paginator *p, uint32_t element, dim y)
{
	const struct element *e = &p->galley->elements[element];
	struct pages *pages = p->pages;

	if (e->kind != ELEMENT_HEADING ||
	    (pages->bookmark_count &&
	     pages->bookmarks[pages->bookmark_count - 1].element == element))
		return;
	pages->bookmarks = arena_grow(p->arena, pages->bookmarks,
				      pages->bookmark_count,
				      sizeof *pages->bookmarks);
	pages->bookmarks[pages->bookmark_count++] =
		(struct bookmark){ element, pages->count - 1, y };
}

/* A line of the contents: the number is put in when all pages stand. */
static void add_numeral(struct paginator *p, const struct box *b, dim y)
{
	struct pages *pages = p->pages;

	pages->numerals = arena_grow(p->arena, pages->numerals,
				     pages->numeral_count,
				     sizeof *pages->numerals);
	pages->numerals[pages->numeral_count++] = (struct numeral){
		.page = pages->count - 1, .heading = b->page_of, .y = y,
		.element = b->element, .run = b->first_run + b->run_count - 1,
		.x = p->frame.width - p->frame.right,
	};
}

static void place_line_at(struct paginator *p, const struct box *b, dim x, dim y)
{
	add_bookmark(p, b->element, y - b->ascent);
	for (uint32_t i = 0; i < b->run_count; i++) {
		const struct glyph_run *run =
			&p->galley->runs[b->first_run + i];

		add_fragment(p, (struct fragment){
			.run = b->first_run + i, .x = x + run->x,
			.y = y - run->rise, .repeated = p->repeating });
	}
	if (b->page_of)
		add_numeral(p, b, y);
}

void place_line(struct paginator *p, const struct box *b, dim y)
{
	place_line_at(p, b, p->frame.left + b->x, y);
}

static void rule_at(struct paginator *p, const struct box *b, dim x, dim y)
{
	add_stroke(p, (struct stroke){ .x = x, .y = y, .length = b->width,
				       .weight = b->weight,
				       .color = b->color });
}

void place_rule(struct paginator *p, const struct box *b, dim y)
{
	rule_at(p, b, p->frame.left + b->x, y);
}

static void frame_at(struct paginator *p, const struct box *b, dim x, dim y)
{
	dim half = b->weight / 2, height = b->height.natural;
	struct stroke side = { .weight = b->weight, .color = b->color };

	side.length = b->width; /* its outer edges are as wide as said */
	side.x = x;
	side.y = y + half;
	add_stroke(p, side);
	side.y = y + height - half;
	add_stroke(p, side);
	side.vertical = true;
	side.length = height;
	side.y = y;
	side.x = x + half;
	add_stroke(p, side);
	side.x = x + b->width - half;
	add_stroke(p, side);
}

static void picture_at(struct paginator *p, const struct box *b, dim x, dim y)
{
	struct pages *pages = p->pages;

	pages->pictures = arena_grow(p->arena, pages->pictures,
				     pages->picture_count,
				     sizeof *pages->pictures);
	pages->pictures[pages->picture_count++] = (struct placed_picture){
		b->picture, x, y, b->width, b->height.natural, b->element,
	};
}

void place_picture(struct paginator *p, const struct box *b, dim top)
{
	picture_at(p, b, p->frame.left + b->x, top);
}

static void add_anchor(struct paginator *p, struct anchor anchor)
{
	struct pages *pages = p->pages;

	pages->anchors = arena_grow(p->arena, pages->anchors,
				    pages->anchor_count,
				    sizeof *pages->anchors);
	pages->anchors[pages->anchor_count++] = anchor;
}

static void anchor_at(struct paginator *p, const struct box *b, dim x, dim y)
{
	add_anchor(p, (struct anchor){ b->anchor, p->pages->count - 1,
				       b->signer, b->element, x, y, b->width,
				       b->height.natural });
}

void place_corner(struct paginator *p)
{
	const struct corner *c = &p->galley->style->corner;

	add_anchor(p, (struct anchor){ .kind = ANCHOR_CORNER,
				       .x = c->right - c->width, .y = c->top,
				       .width = c->width,
				       .height = c->height });
}

void place_group(struct paginator *p, const struct box *group, dim top)
{
	dim left = group->is_fixed ? 0 : p->frame.left;

	if (group->is_fixed)
		top = group->y;
	for (uint32_t i = 0; i < group->child_count; i++) {
		const struct box *b =
			&p->galley->boxes[group->first_child + i];
		dim x = left + b->x, y = top + b->y;

		switch (b->kind) {
		case BOX_LINE: place_line_at(p, b, x, y); break;
		case BOX_RULE: rule_at(p, b, x, y); break;
		case BOX_FRAME: frame_at(p, b, x, y); break;
		case BOX_PICTURE: picture_at(p, b, x, y); break;
		case BOX_ANCHOR: anchor_at(p, b, x, y); break;
		default: break;
		}
	}
}

/* ---- numbers in the contents -------------------------------------------- */

static dim width_of_number(const struct galley *g, uint32_t n)
{
	dim width = 0;

	for (; n; n /= 10)
		width += g->folio_widths[n % 10];
	return width;
}

void place_numerals(struct paginator *p)
{
	struct pages *pages = p->pages;
	uint32_t *page_of;

	if (!pages->numeral_count)
		return;
	page_of = arena_array(p->arena, uint32_t, p->galley->element_count);
	for (uint32_t i = 0; i < pages->bookmark_count; i++)
		page_of[pages->bookmarks[i].element] =
			pages->items[pages->bookmarks[i].page].number;
	for (uint32_t i = 0; i < pages->numeral_count; i++) {
		struct numeral *n = &pages->numerals[i];

		n->value = page_of[n->heading];
		n->x -= width_of_number(p->galley, n->value);
	}
}
