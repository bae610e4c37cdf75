/* Pages are filled from the top: boxes are taken while they and the footnotes
 * that they call have room; then the page ends at the last box after which
 * the galley allows an end. The galley has said beforehand where that is
 * (widows, orphans, headings, the signature), so the work grows with the
 * number of boxes. One factor stretches or shrinks all leadings and gaps of a
 * document inside their lawful range: it is 0 unless the last page would hold
 * little more than the signature; then the least factor is looked for that
 * fills it better or does without it.
 *
 * A footnote stands on the page of its caller. One that is too long for that
 * begins there and goes on at the foot of the next pages, line by line; until
 * it has ended, no line that calls another is set: notes keep their order. */
#include "pages/internal.h"

const struct box *flow_box(const struct paginator *p, uint32_t i)
{
	return &p->galley->boxes[p->galley->flow[i]];
}

static dim stretched(const struct paginator *p, struct glue g)
{
	if (p->stretch < 0)
		return g.natural + (dim)(p->stretch * (g.natural - g.least));
	return g.natural + (dim)(p->stretch * (g.most - g.natural));
}

dim box_height(const struct paginator *p, const struct box *b)
{
	if (b->is_fixed)
		return 0;
	return p->stretch == 0 || b->kind == BOX_PICTURE
		       ? b->height.natural : stretched(p, b->height);
}

/* The contact line stands at the foot of the first page alone. */
static dim foot_height(const struct paginator *p)
{
	return p->page_count == 1 && p->galley->foot_count
		       ? p->galley->foot_height + 6 * DIM_PT : 0;
}

dim text_height(const struct paginator *p)
{
	return p->frame.height - p->frame.top - p->frame.bottom -
	       foot_height(p);
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
	dim y = p->frame.height - p->frame.bottom - n->height -
		foot_height(p);

	if (!n->count)
		return;
	y += style->rule_gap.natural;
	add_stroke(p, (struct stroke){
		.x = p->frame.left, .y = y + style->rule_weight / 2,
		.length = style->rule_width, .weight = style->rule_weight });
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
	uint32_t end;               /* flow index behind the last whole box */
	struct row_part cut;        /* open: the row at `end` begins here too */
	struct notes_of_page notes;
	uint32_t carried_count;
	bool waiting; /* a note of an earlier page goes on behind this one */
	uint32_t lines; /* of text, notes left out */
	bool has_group;
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
	while (p->at < p->end && !p->part.open &&
	       flow_box(p, p->at)->kind == BOX_GAP)
		p->at++;
}

static void complain_of_height(struct paginator *p, const struct box *b)
{
	if (p->diags)
		diag(p->diags, BOX_TOO_TALL, b->span,
		     b->kind == BOX_GROUP ? STR("khối này")
		     : b->kind == BOX_ROW ? STR("ô gộp này")
					  : STR("dòng này"));
}

/* Room left for a box under what the page holds by now. */
static dim room_for(const struct paginator *p, const struct fill *now,
		    const struct box *b, dim y)
{
	bool going_on = b->kind == BOX_ROW && p->part.open &&
			now->end == p->at;

	return text_height(p) - y -
	       (going_on ? now->notes.height : note_demand(p, now, b));
}

/* Whether the page has no place for a box. The first box of a page is taken
 * as it is: nothing would be gained. */
static bool is_full(const struct paginator *p, const struct fill *now,
		    const struct box *b, dim height, dim y, bool is_first)
{
	if (b->kind == BOX_GAP || b->is_fixed ||
	    (is_first && !now->notes.count && b->kind != BOX_ROW))
		return false;
	if (b->note_count && now->waiting)
		return true;
	return height > room_for(p, now, b, y);
}

/* A row is cut where it is higher than a quarter of the page, or begins it. */
static bool cut_row(struct paginator *p, struct fill *now, const struct box *b,
		    dim y, bool is_first)
{
	static const struct row_part WHOLE = { .open = false };
	const struct row_part *part = is_first ? &p->part : &WHOLE;
	struct row_part next;

	if (b->kind != BOX_ROW || b->is_header ||
	    (!is_first && b->height.natural < text_height(p) / 4))
		return false;
	if ((b->note_count && now->waiting) ||
	    !row_cut(p, b, part, room_for(p, now, b, y), &next) || !next.open)
		return false;
	now->cut = next;
	if (!part->open)
		take_notes(p, now, b, y);
	now->carried_count = p->carried_count;
	return true;
}

/* What stands too high for any page; a row that cannot be cut among them. */
static void check_height(struct paginator *p, const struct box *b, dim height)
{
	struct row_part next, whole = { .open = false };

	if (height <= text_height(p) || b->kind == BOX_GAP || b->is_fixed)
		return;
	if (b->kind != BOX_ROW || b->is_header || !row_cut(p, b, &whole, text_height(p), &next))
		complain_of_height(p, b);
}

static struct fill fill_page(struct paginator *p)
{
	struct fill now = { .end = p->at }, best;
	dim y = 0;

	take_carried(p, &now.notes);
	now.waiting = p->carried_count > 0;
	now.carried_count = p->carried_count;
	best = now;
	if (p->at < p->end)
		y = row_header_height(p, p->at);
	for (uint32_t i = p->at; i < p->end; i++) {
		const struct box *b = flow_box(p, i);
		bool first = i == p->at;
		dim height = b->kind == BOX_ROW && first
				     ? row_height(p, b, &p->part)
				     : box_height(p, b);

		if (is_full(p, &now, b, height, y, first)) {
			if (cut_row(p, &now, b, y, first))
				return now;
			if (first) { /* alone it is too high: as it is */
				check_height(p, b, height);
			} else {
				/* nothing allows an end: here, then */
				if (best.end == p->at && !best.notes.count)
					best = now;
				p->carried_count = best.carried_count;
				return best;
			}
		} else if (first) {
			check_height(p, b, height);
		}
		y += height;
		if (!(first && p->part.open))
			take_notes(p, &now, b, y);
		now.end = i + 1;
		now.carried_count = p->carried_count;
		now.lines += b->kind == BOX_LINE || b->kind == BOX_ROW;
		now.has_group |= b->kind == BOX_GROUP && !b->is_fixed;
		if (b->may_break_after && b->kind != BOX_GAP)
			best = now;
	}
	return now;
}

/* ---- placing ------------------------------------------------------------ */

static bool closes_table(const struct paginator *p, uint32_t i, uint32_t end)
{
	return i + 1 >= end || flow_box(p, i + 1)->kind != BOX_ROW ||
	       flow_box(p, i + 1)->table != flow_box(p, i)->table;
}

static void place_flow(struct paginator *p, const struct fill *fill)
{
	static const struct row_part WHOLE = { .open = false };
	dim y = p->frame.top, baseline = y;

	if (p->at < p->end)
		row_place_header(p, p->at, &y);
	for (uint32_t i = p->at; i < fill->end; i++) {
		const struct box *b = flow_box(p, i);
		dim height = box_height(p, b);

		if (b->kind == BOX_LINE) {
			baseline = y + b->ascent +
				   (height - b->height.natural) / 2;
			place_line(p, b, baseline);
		} else if (b->kind == BOX_RULE) {
			place_rule(p, b, baseline + b->ascent);
		} else if (b->kind == BOX_GROUP) {
			place_group(p, b, y);
		} else if (b->kind == BOX_PICTURE) {
			place_picture(p, b, y);
		} else if (b->kind == BOX_ROW) {
			const struct row_part *part =
				i == p->at ? &p->part : &WHOLE;

			height = row_height(p, b, part);
			row_place(p, b, y, height, part, &WHOLE,
				  closes_table(p, i, fill->end +
						     fill->cut.open));
		}
		y += height;
	}
	if (fill->cut.open) { /* the row goes on on the next page */
		const struct box *b = flow_box(p, fill->end);
		const struct row_part *part =
			fill->end == p->at ? &p->part : &WHOLE;
		dim height = row_part_height(p, b, part, &fill->cut);

		row_place(p, b, y, height, part, &fill->cut, true);
	}
}

static void place_foot(struct paginator *p)
{
	const struct galley *g = p->galley;
	dim y = p->frame.height - p->frame.bottom - g->foot_height;
	const struct box *rule = &g->boxes[g->first_foot];

	if (p->page_count != 1 || !g->foot_count)
		return;
	place_rule(p, rule, y);
	y += rule->weight + rule->height.natural;
	for (uint32_t i = 1; i < g->foot_count; i++) {
		const struct box *b = &g->boxes[g->first_foot + i];

		place_line(p, b, y + b->ascent);
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
	page->shows_number = page->number > 1 || p->frame.folio_on_first;
	page->number_x = p->frame.left +
			 (page->width - p->frame.left - p->frame.right -
			  width) / 2;
	page->number_y = p->frame.folio_baseline;
}

static struct page *new_page(struct paginator *p)
{
	struct pages *pages = p->pages;
	struct page *page;

	pages->items = arena_grow(p->arena, pages->items, pages->count,
				  sizeof *pages->items);
	page = &pages->items[pages->count++];
	*page = (struct page){
		.width = p->frame.width, .height = p->frame.height,
		.first_fragment = pages->fragment_count,
		.first_stroke = pages->stroke_count,
		.first_picture = pages->picture_count, .number = p->number,
	};
	set_number(p, page);
	return page;
}

static void place_page(struct paginator *p, const struct fill *fill)
{
	struct page *page = new_page(p);

	if (p->pages->count == 1)
		place_corner(p);
	place_flow(p, fill);
	place_notes(p, &fill->notes);
	place_foot(p);
	page->fragment_count = p->pages->fragment_count - page->first_fragment;
	page->stroke_count = p->pages->stroke_count - page->first_stroke;
	page->picture_count = p->pages->picture_count - page->first_picture;
}

/* ---- strips ------------------------------------------------------------- */

/* What the last page of the document's text looks like. */
struct ending {
	uint32_t pages, lines;
	bool has_group; /* the signature */
};

static void begin_strip(struct paginator *p, uint32_t strip)
{
	const struct galley *g = p->galley;
	const struct galley_strip *s = &g->strips[strip];

	p->strip = strip;
	p->at = s->first;
	p->end = strip + 1 < g->strip_count ? g->strips[strip + 1].first
					    : g->flow_count;
	p->frame = style_page(g->style, s->landscape);
	if (s->new_series)
		p->number = 0;
	skip_gaps(p);
}

/* All pages of a strip; without `pages` they are only counted. */
static void run_strip(struct paginator *p, struct ending *ending)
{
	do {
		struct fill fill;

		p->page_count++;
		p->number++;
		fill = fill_page(p);
		if (p->pages)
			place_page(p, &fill);
		*ending = (struct ending){ p->page_count, fill.lines,
					   fill.has_group };
		p->at = fill.end;
		p->part = fill.cut;
		skip_gaps(p);
	} while (p->at < p->end || p->carried_count);
}

/* ---- the factor ---------------------------------------------------------- */

enum { LEAST_LAST_LINES = 4 };

static struct ending try_factor(const struct paginator *p, double stretch)
{
	struct paginator trial = *p;
	struct ending ending;

	trial.pages = NULL;
	trial.diags = NULL;
	trial.stretch = stretch;
	begin_strip(&trial, 0);
	run_strip(&trial, &ending);
	return ending;
}

static bool is_poor(struct ending e)
{
	return e.pages > 1 && e.lines < LEAST_LAST_LINES;
}

/* The least change that gives the last page a few lines of text, or does
 * without it. */
static double choose_factor(const struct paginator *p)
{
	static const double FACTORS[] = { 0.1, -0.15, 0.2, -0.3, 0.3, -0.45,
					  0.45, -0.6, 0.6, -0.8, -1 };
	struct ending natural = try_factor(p, 0);

	if (!is_poor(natural))
		return 0;
	for (size_t i = 0; i < sizeof FACTORS / sizeof *FACTORS; i++)
		if (!is_poor(try_factor(p, FACTORS[i])))
			return FACTORS[i];
	return 0;
}

struct pages *paginate(struct arena *arena, const struct galley *galley,
		       struct diags *diags)
{
	struct paginator p = {
		.arena = arena, .galley = galley, .diags = diags,
		.pages = arena_new_of(arena, struct pages),
	};
	struct ending ending;

	p.pages->galley = galley;
	p.stretch = p.pages->stretch = choose_factor(&p);
	for (uint32_t i = 0; i < galley->strip_count; i++) {
		begin_strip(&p, i);
		run_strip(&p, &ending);
	}
	place_numerals(&p);
	return p.pages;
}
