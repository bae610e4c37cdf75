/* Pages are filled from the top: boxes are taken while they and the footnotes
 * that they call have room; then the page ends at the last box after which
 * the galley allows an end. The galley has said beforehand where that is
 * (widows, orphans, headings, the signature), so nothing is tried twice and
 * the work grows with the number of boxes.
 *
 * A footnote stands on the page of its caller. One that is too long for that
 * begins there and goes on at the foot of the next pages, line by line; until
 * it has ended, no line that calls another is set: notes keep their order. */
#include "pages/paginate.h"

struct note_lines {
	uint32_t first, count; /* boxes of one note, or what is left of it */
};

struct paginator {
	struct arena *arena;
	const struct galley *galley;
	const struct page_style *style;
	struct pages *pages;
	struct diags *diags;
	uint32_t at;            /* into the flow */
	struct note_lines *carried; /* notes that go on on this page */
	uint32_t carried_count;
};

static const struct box *flow_box(const struct paginator *p, uint32_t i)
{
	return &p->galley->boxes[p->galley->flow[i]];
}

static dim text_height(const struct paginator *p)
{
	return p->style->height - p->style->top - p->style->bottom;
}

/* ---- placing ---------------------------------------------------------- */

static void add_fragment(struct paginator *p, struct fragment f)
{
	struct pages *pages = p->pages;

	pages->fragments = arena_grow(p->arena, pages->fragments,
				      pages->fragment_count,
				      sizeof *pages->fragments);
	pages->fragments[pages->fragment_count++] = f;
}

static void add_stroke(struct paginator *p, struct stroke stroke)
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

/* Places a line whose baseline is at y. */
static void place_line(struct paginator *p, const struct box *b, dim y)
{
	dim x = p->style->left + b->x;

	add_bookmark(p, b->element, y - b->ascent);
	for (uint32_t i = 0; i < b->run_count; i++) {
		const struct glyph_run *run =
			&p->galley->runs[b->first_run + i];

		add_fragment(p, (struct fragment){ b->first_run + i, x + run->x,
						   y - run->rise });
	}
}

static void place_rule(struct paginator *p, const struct box *b, dim y)
{
	add_stroke(p, (struct stroke){ p->style->left + b->x, y, b->width,
				       b->weight });
}

static void place_group(struct paginator *p, const struct box *group, dim top)
{
	for (uint32_t i = 0; i < group->child_count; i++) {
		const struct box *b =
			&p->galley->boxes[group->first_child + i];

		if (b->kind == BOX_LINE)
			place_line(p, b, top + b->y);
		else if (b->kind == BOX_RULE)
			place_rule(p, b, top + b->y);
	}
}

/* ---- footnotes -------------------------------------------------------- */

static dim lines_height(const struct paginator *p, struct note_lines n)
{
	dim height = 0;

	for (uint32_t i = 0; i < n.count; i++)
		height += p->galley->boxes[n.first + i].height.natural;
	return height;
}

static dim note_gap(const struct paginator *p)
{
	return p->galley->style->texts[p->galley->style->note.text]
		.before.natural;
}

/* The rule over the notes, with the space around it. */
static dim rule_height(const struct paginator *p)
{
	const struct note_style *n = &p->galley->style->note;

	return n->rule_gap.natural + n->rule_weight + n->rule_to_note;
}

struct notes_of_page {
	struct note_lines *items;
	uint32_t count;
	dim height; /* rule and gaps included; 0 without a note */
};

static dim height_with(const struct paginator *p, const struct notes_of_page *n,
		       dim lines)
{
	return n->height + (n->count ? note_gap(p) : rule_height(p)) + lines;
}

static void add_note(struct paginator *p, struct notes_of_page *n,
		     struct note_lines lines)
{
	n->height = height_with(p, n, lines_height(p, lines));
	n->items = arena_grow(p->arena, n->items, n->count, sizeof *n->items);
	n->items[n->count++] = lines;
}

/* As many lines as `room` holds; the rest is carried to the next page. */
static void add_part(struct paginator *p, struct notes_of_page *n,
		     struct note_lines lines, dim room)
{
	struct note_lines part = { lines.first, 0 };

	while (part.count < lines.count) {
		part.count++;
		if (height_with(p, n, lines_height(p, part)) > room) {
			part.count--;
			break;
		}
	}
	if (part.count)
		add_note(p, n, part);
	if (part.count == lines.count)
		return;
	p->carried = arena_grow(p->arena, p->carried, p->carried_count,
				sizeof *p->carried);
	p->carried[p->carried_count++] = (struct note_lines){
		lines.first + part.count, lines.count - part.count,
	};
}

static void take_carried(struct paginator *p, struct notes_of_page *n)
{
	struct note_lines *old = p->carried;
	uint32_t count = p->carried_count;

	p->carried = NULL;
	p->carried_count = 0;
	for (uint32_t i = 0; i < count; i++)
		add_part(p, n, old[i], text_height(p) * 2 / 3);
}

static void place_notes(struct paginator *p, const struct notes_of_page *n)
{
	const struct note_style *style = &p->galley->style->note;
	dim y = p->style->height - p->style->bottom - n->height;

	if (!n->count)
		return;
	y += style->rule_gap.natural;
	add_stroke(p, (struct stroke){ p->style->left, y + style->rule_weight / 2,
				       style->rule_width, style->rule_weight });
	y += style->rule_weight + style->rule_to_note;
	for (uint32_t i = 0; i < n->count; i++) {
		y += i ? note_gap(p) : 0;
		for (uint32_t k = 0; k < n->items[i].count; k++) {
			const struct box *b =
				&p->galley->boxes[n->items[i].first + k];

			place_line(p, b, y + b->ascent);
			y += b->height.natural;
		}
	}
}

/* ---- one page --------------------------------------------------------- */

/* How far the flow goes on this page, and its notes. */
struct fill {
	uint32_t end;               /* flow index behind the last box */
	struct notes_of_page notes;
	uint32_t carried_count;
	bool waiting; /* a note of an earlier page goes on behind this one */
};

static dim note_demand(const struct paginator *p, const struct fill *f,
		       const struct box *b)
{
	dim height = f->notes.height;
	struct notes_of_page grown = f->notes;

	for (uint32_t i = 0; i < b->note_count; i++) {
		const struct galley_note *n =
			&p->galley->notes[b->first_note + i];
		struct note_lines lines = { n->first_box, n->box_count };
		dim whole = lines_height(p, lines);

		if (whole > text_height(p) / 3) { /* may be parted: 2 lines */
			lines.count = lines.count < 2 ? lines.count : 2;
			whole = lines_height(p, lines);
		}
		height = height_with(p, &grown, whole);
		grown.height = height;
		grown.count++;
	}
	return height;
}

static void take_notes(struct paginator *p, struct fill *f, const struct box *b,
		       dim used)
{
	for (uint32_t i = 0; i < b->note_count; i++) {
		const struct galley_note *n =
			&p->galley->notes[b->first_note + i];

		add_part(p, &f->notes,
			 (struct note_lines){ n->first_box, n->box_count },
			 text_height(p) - used);
	}
}

/* Gaps and rules at the head of a page are left out. */
static void skip_gaps(struct paginator *p)
{
	while (p->at < p->galley->flow_count &&
	       flow_box(p, p->at)->kind == BOX_GAP)
		p->at++;
}

static void complain_of_height(struct paginator *p, const struct box *b)
{
	diag(p->diags, BOX_TOO_TALL, b->span,
	     b->kind == BOX_GROUP ? STR("khối này") : STR("dòng này"));
}

/* Whether the page has no place for a box under what it holds by now. The
 * first box of a page is taken as it is: nothing would be gained. */
static bool is_full(const struct paginator *p, const struct fill *now,
		    const struct box *b, dim y, bool is_first)
{
	if (b->kind == BOX_GAP || (is_first && !now->notes.count))
		return false;
	if (b->note_count && now->waiting)
		return true;
	return y + b->height.natural + note_demand(p, now, b) > text_height(p);
}

static struct fill fill_page(struct paginator *p)
{
	struct fill now = { .end = p->at }, best;
	dim y = 0;

	take_carried(p, &now.notes);
	now.waiting = p->carried_count > 0;
	now.carried_count = p->carried_count;
	best = now;
	for (uint32_t i = p->at; i < p->galley->flow_count; i++) {
		const struct box *b = flow_box(p, i);

		if (is_full(p, &now, b, y, i == p->at)) {
			/* nothing allows an end: here, then */
			if (best.end == p->at && !best.notes.count)
				best = now;
			p->carried_count = best.carried_count;
			return best;
		}
		if (i == p->at && b->height.natural > text_height(p))
			complain_of_height(p, b);
		y += b->height.natural;
		take_notes(p, &now, b, y);
		now.end = i + 1;
		now.carried_count = p->carried_count;
		if (b->may_break_after && b->kind != BOX_GAP)
			best = now;
	}
	return now;
}

static void place_flow(struct paginator *p, uint32_t end)
{
	dim y = p->style->top, baseline = y;

	for (uint32_t i = p->at; i < end; i++) {
		const struct box *b = flow_box(p, i);

		if (b->kind == BOX_LINE) {
			baseline = y + b->ascent;
			place_line(p, b, baseline);
		} else if (b->kind == BOX_RULE) {
			place_rule(p, b, baseline + b->ascent);
		} else if (b->kind == BOX_GROUP) {
			place_group(p, b, y);
		}
		y += b->height.natural;
	}
}

/* The number is set centred on the text block. */
static void set_number(struct paginator *p, struct page *page)
{
	const struct galley *g = p->galley;
	dim width = 0;

	for (uint32_t n = page->number; n; n /= 10)
		width += g->folio_widths[n % 10];
	page->shows_number = page->number > 1 || p->style->folio_on_first;
	page->number_x = p->style->left +
			 (page->width - p->style->left - p->style->right -
			  width) / 2;
	page->number_y = p->style->folio_baseline;
}

static struct page *new_page(struct paginator *p)
{
	struct pages *pages = p->pages;
	struct page *page;

	pages->items = arena_grow(p->arena, pages->items, pages->count,
				  sizeof *pages->items);
	page = &pages->items[pages->count++];
	*page = (struct page){
		.width = p->style->width, .height = p->style->height,
		.first_fragment = pages->fragment_count,
		.first_stroke = pages->stroke_count, .number = pages->count,
	};
	set_number(p, page);
	return page;
}

static void make_page(struct paginator *p)
{
	struct page *page = new_page(p);
	struct fill fill = fill_page(p);

	place_flow(p, fill.end);
	place_notes(p, &fill.notes);
	page->fragment_count = p->pages->fragment_count - page->first_fragment;
	page->stroke_count = p->pages->stroke_count - page->first_stroke;
	p->at = fill.end;
}

struct pages *paginate(struct arena *arena, const struct galley *galley,
		       struct diags *diags)
{
	struct paginator p = {
		.arena = arena, .galley = galley, .diags = diags,
		.style = &galley->style->page,
		.pages = arena_new_of(arena, struct pages),
	};

	p.pages->galley = galley;
	do {
		make_page(&p);
		skip_gaps(&p);
	} while (p.at < galley->flow_count || p.carried_count);
	return p.pages;
}
