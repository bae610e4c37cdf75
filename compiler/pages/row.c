/* Rows of tables. A row stands whole where it fits; one that is high is cut
 * between lines, each cell for itself, so that no line and no rule of it is
 * split. What has been set of each cell is all that has to be remembered. */
#include "pages/internal.h"

static const struct galley_cell *cell_of(const struct paginator *p,
					 const struct box *row, uint32_t i)
{
	return &p->galley->cells[row->first_child + i];
}

static uint32_t cell_count(const struct box *row)
{
	return row->child_count < MOST_CELLS ? row->child_count : MOST_CELLS;
}

static dim pad_of(const struct paginator *p, const struct box *row)
{
	return p->galley->tables[row->table].pad_y;
}

static dim lines_height(const struct paginator *p, const struct galley_cell *c,
			uint32_t from, uint32_t to)
{
	dim height = 0;

	for (uint32_t i = from; i < to; i++)
		height += p->galley->boxes[c->first_box + i].height.natural;
	return height;
}

dim row_height(const struct paginator *p, const struct box *row,
	       const struct row_part *part)
{
	dim highest = 0;

	if (!part->open)
		return row->height.natural;
	for (uint32_t i = 0; i < cell_count(row); i++) {
		const struct galley_cell *c = cell_of(p, row, i);
		dim height = lines_height(p, c, part->lines[i], c->box_count);

		if (height > highest)
			highest = height;
	}
	return highest + 2 * pad_of(p, row);
}

dim row_part_height(const struct paginator *p, const struct box *row,
		    const struct row_part *part, const struct row_part *next)
{
	dim highest = 0;

	for (uint32_t i = 0; i < cell_count(row); i++) {
		dim height = lines_height(p, cell_of(p, row, i),
					  part->open ? part->lines[i] : 0,
					  next->lines[i]);

		if (height > highest)
			highest = height;
	}
	return highest + 2 * pad_of(p, row);
}

static uint32_t lines_that_fit(const struct paginator *p,
			       const struct galley_cell *c, uint32_t from,
			       dim room)
{
	dim height = 0;
	uint32_t n = from;

	while (n < c->box_count) {
		height += p->galley->boxes[c->first_box + n].height.natural;
		if (height > room)
			break;
		n++;
	}
	return n;
}

bool row_cut(const struct paginator *p, const struct box *row,
	     const struct row_part *part, dim room, struct row_part *next)
{
	uint32_t most = 0;
	bool whole = true;

	room -= 2 * pad_of(p, row);
	*next = (struct row_part){ .open = true };
	for (uint32_t i = 0; i < cell_count(row); i++) {
		const struct galley_cell *c = cell_of(p, row, i);
		uint32_t from = part->open ? part->lines[i] : 0;
		uint32_t to = lines_that_fit(p, c, from, room);

		if (c->rows > 1 && to < c->box_count)
			return false; /* it goes on in the rows below */
		next->lines[i] = to;
		whole &= to == c->box_count;
		if (to - from > most)
			most = to - from;
	}
	next->open = !whole;
	return most >= 2;
}

/* ---- the header that repeats ------------------------------------------- */

static bool repeats_header(const struct paginator *p, uint32_t at)
{
	const struct box *row = flow_box(p, at);

	return row->kind == BOX_ROW && !row->is_header && at > 0 &&
	       flow_box(p, at - (p->part.open ? 0 : 1))->kind == BOX_ROW &&
	       p->galley->tables[row->table].header_count > 0;
}

dim row_header_height(const struct paginator *p, uint32_t at)
{
	dim height = 0;
	const struct galley_table *t;

	if (!repeats_header(p, at))
		return 0;
	t = &p->galley->tables[flow_box(p, at)->table];
	for (uint32_t i = 0; i < t->header_count; i++)
		height += p->galley->boxes[t->headers[i]].height.natural;
	return height > text_height(p) / 2 ? 0 : height;
}

void row_place_header(struct paginator *p, uint32_t at, dim *y)
{
	static const struct row_part WHOLE = { .open = false };
	const struct galley_table *t;

	if (!row_header_height(p, at))
		return;
	t = &p->galley->tables[flow_box(p, at)->table];
	p->repeating = true;
	for (uint32_t i = 0; i < t->header_count; i++) {
		const struct box *row = &p->galley->boxes[t->headers[i]];

		row_place(p, row, *y, row->height.natural, &WHOLE, &WHOLE,
			  false);
		*y += row->height.natural;
	}
	p->repeating = false;
}

/* ---- placing ------------------------------------------------------------ */

static void place_cell(struct paginator *p, const struct galley_cell *c,
		       dim top, dim height, dim pad, uint32_t from, uint32_t to)
{
	dim y = top + pad;

	if (c->in_middle && c->height < height && c->rows == 1)
		y += (height - c->height) / 2;
	for (uint32_t i = from; i < to; i++) {
		const struct box *line = &p->galley->boxes[c->first_box + i];

		place_line(p, line, y + line->ascent);
		y += line->height.natural;
	}
}

static void horizontal(struct paginator *p, dim x, dim y, dim length,
		       dim weight)
{
	add_stroke(p, (struct stroke){ .x = p->frame.left + x - weight / 2,
				       .y = y, .length = length + weight,
				       .weight = weight });
}

/* The rule above the row, but where a cell above reaches into it; a part that
 * goes on from another page is closed above. */
static void rule_above(struct paginator *p, const struct box *row, dim top,
		       dim weight, bool at_head)
{
	dim from = -1, to = 0;

	for (uint32_t i = 0; i < cell_count(row); i++) {
		const struct galley_cell *c = cell_of(p, row, i);
		bool ruled = c->rows > 0 || at_head;

		if (ruled && from < 0)
			from = c->x;
		if (ruled)
			to = c->x + c->width;
		if ((!ruled || i + 1 == cell_count(row)) && from >= 0) {
			horizontal(p, from, top, to - from, weight);
			from = -1;
		}
	}
}

void row_place(struct paginator *p, const struct box *row, dim top, dim height,
	       const struct row_part *part, const struct row_part *next,
	       bool closes)
{
	const struct galley_table *t = &p->galley->tables[row->table];
	bool at_head = part->open || top == p->frame.top;

	for (uint32_t i = 0; i < cell_count(row); i++) {
		const struct galley_cell *c = cell_of(p, row, i);

		place_cell(p, c, top, height, t->pad_y,
			   part->open ? part->lines[i] : 0,
			   next->open ? next->lines[i] : c->box_count);
		add_stroke(p, (struct stroke){
			.x = p->frame.left + c->x, .y = top, .length = height,
			.weight = t->weight, .vertical = true });
	}
	add_stroke(p, (struct stroke){
		.x = p->frame.left + row->x + row->width, .y = top,
		.length = height, .weight = t->weight, .vertical = true });
	rule_above(p, row, top, t->weight, at_head);
	if (closes)
		horizontal(p, row->x, top + height, row->width, t->weight);
}
