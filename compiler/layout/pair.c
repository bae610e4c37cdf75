/* Two columns side by side: the head, the signature. */
#include "layout/set.h"

/* ---- rules ------------------------------------------------------------ */

/* "1/3 to 1/2 of the text line" of a text of several lines: a length that is
 * right for the longest and for the last, when there is one. */
static dim rule_length(const struct block *block, struct above above)
{
	double least = (double)above.longest * block->least_share;
	double most = (double)above.last * block->most_share;

	if (least > most)
		least = (double)above.last * block->least_share;
	return (dim)((least + most) / 2);
}

struct box rule_box(const struct block *block, struct above above)
{
	dim length = rule_length(block, above);

	return (struct box){
		.kind = BOX_RULE, .x = above.x + (above.measure - length) / 2,
		.width = length, .weight = block->weight,
		.ascent = block->drop, .may_break_after = true,
	};
}

/* ---- text blocks ------------------------------------------------------ */

struct set_lines set_text_line(struct setter *s, const struct block *block,
			       dim x, dim measure, uint32_t line,
			       uint32_t element)
{
	struct para para = { .style = block->style, .measure = measure, .x = x };
	struct set_lines none = { .first_box = s->galley->box_count };

	if (!para_fill(s, &para, fill_line(&s->fill, block, line), element))
		return none;
	if (s->galley->elements[element].kind == ELEMENT_LIST)
		para_itemize(s, &para, element);
	return set_para(s, &para);
}

static dim natural_width(struct setter *s, const struct block *block)
{
	dim widest = 0;

	for (uint32_t line = 0; line < fill_lines(&s->fill, block); line++) {
		struct para para = { .style = block->style };
		dim width;

		if (!para_fill(s, &para, fill_block(&s->fill, block, line), 0))
			continue;
		width = set_width(s, &para, NULL);
		if (width > widest)
			widest = width;
	}
	return widest;
}

/* ---- pairs ------------------------------------------------------------ */

static dim column_width(struct setter *s, const struct block *column)
{
	dim width = column->least_width;

	for (uint32_t i = 0; i < column->child_count; i++) {
		const struct block *child = &column->children[i];
		dim natural = 0;

		if (child->kind == BLOCK_TEXT ||
		    child->kind == BLOCK_RECIPIENTS)
			natural = natural_width(s, child);
		if (natural > width)
			width = natural;
	}
	if (column->most_width && width > column->most_width)
		width = column->most_width;
	return width;
}

/* Widths of a pair's columns: the one served first has what its lines need,
 * in all pairs of the same columns; the other the rest. */
static void share_width(struct setter *s, const struct block *pair,
			dim width[2])
{
	int first = pair->children[1].first_served ? 1 : 0;
	dim total = set_measure(s) - pair->gap.natural, need = 0;

	for (uint32_t i = 0; i < s->form->block_count; i++) {
		const struct block *other = &s->form->blocks[i];
		dim w;

		if (other != pair && (other->kind != BLOCK_PAIR ||
				      !pair->columns ||
				      other->columns != pair->columns))
			continue;
		w = column_width(s, &other->children[first]);
		if (w > need)
			need = w;
	}
	if (need > total * 2 / 3)
		need = total * 2 / 3;
	width[first] = need;
	width[1 - first] = total - need;
}

static void place_children(struct setter *s, uint32_t first, uint32_t count,
			   dim *y)
{
	for (uint32_t i = 0; i < count; i++) {
		struct box *b = &s->galley->boxes[first + i];

		b->y = *y + b->ascent;
		*y += b->height.natural;
	}
}

/* A column on its way down. */
struct column {
	const struct block *block;
	dim x, width;
	uint32_t element;
	dim room;           /* a list longer than this goes on below; 0: none */
	dim y, baseline;
	struct above above;
	uint32_t lines_left, list; /* of it, and the element they go on in */
};

static uint32_t figure_element(struct setter *s, uint32_t parent,
			       struct str spoken)
{
	uint32_t element = set_element(s, ELEMENT_FIGURE, parent, SPAN_NONE);

	s->galley->elements[element].title = spoken;
	return element;
}

static void add_anchor(struct setter *s, struct box box, uint32_t parent,
		       struct str spoken)
{
	box.kind = BOX_ANCHOR;
	box.signer = s->fill.signer;
	box.element = parent;
	if (spoken.n) {
		box.element = set_element(s, ELEMENT_FORM, parent, SPAN_NONE);
		s->galley->elements[box.element].title = spoken;
	}
	set_box(s, box);
}

/* Room for what signs the file, where the pictures of it stand on paper. */
static void set_fields(struct setter *s, const struct column *c, dim room)
{
	const struct style *style = s->style;
	dim high = style->signature_height, wide = style->signature_width;
	dim seal = style->seal_width, left = c->x + (c->width - wide) / 2;
	dim covered = (dim)((double)wide * style->seal_overlap);

	add_anchor(s, (struct box){
		.anchor = ANCHOR_SIGNATURE, .x = left, .width = wide,
		.y = c->y + (room - high) / 2, .height.natural = high,
	}, c->element, style->spoken.signature);
	add_anchor(s, (struct box){
		.anchor = ANCHOR_SEAL, .x = left + covered - seal,
		.width = seal, .y = c->y + (room - seal) / 2,
		.height.natural = seal,
	}, c->element, style->spoken.seal);
}

/* The place of a number or a date: it may be put in later. */
static void set_text_anchor(struct setter *s, const struct column *c,
			    const struct block *block, uint32_t from)
{
	const struct galley *g = s->galley;
	struct box anchor = { .anchor = block->anchor, .x = c->x + c->width };
	dim right = 0;

	for (uint32_t i = from; i < g->box_count; i++) {
		const struct box *b = &g->boxes[i];

		if (b->x < anchor.x)
			anchor.x = b->x;
		if (b->x + b->width > right)
			right = b->x + b->width;
		if (i == from)
			anchor.y = b->y - b->ascent;
		anchor.height.natural += b->height.natural;
	}
	anchor.width = right - anchor.x;
	if (block->anchor && g->box_count > from)
		add_anchor(s, anchor, c->element, STR(""));
}

/* The pictures of signature and seal stand in the free room between title and
 * name (R71, R73); the seal covers a part of the signature's left (R74). */
static void set_signature(struct setter *s, const struct column *c, dim room)
{
	const struct plan_signer *g = &s->plan->signers[s->fill.signer];
	struct box box = { .kind = BOX_PICTURE };
	dim height = s->style->signature_height, axis = c->x + c->width / 2;

	if (g->signature) {
		box.picture = galley_picture(s, g->signature);
		box.element = figure_element(s, c->element,
					     s->style->spoken.signature);
		box.width = (dim)((double)height * g->signature->pixel_width /
				  g->signature->pixel_height);
		if (box.width > c->width * 3 / 4) {
			height = (dim)((double)height * (c->width * 3 / 4) /
				       box.width);
			box.width = c->width * 3 / 4;
		}
		box.x = axis - box.width / 2;
		box.y = c->y + (room - height) / 2;
		box.height = (struct glue){ height, height, height };
		set_box(s, box);
	}
	if (g->seal) {
		dim left = g->signature ? box.x : axis;
		dim covered = (dim)((double)box.width * s->style->seal_overlap);

		box.picture = galley_picture(s, g->seal);
		box.element = figure_element(s, c->element,
					     s->style->spoken.seal);
		box.width = g->seal->width;
		box.x = left + covered - box.width;
		box.y = c->y + (room - g->seal->height) / 2;
		box.height = (struct glue){ g->seal->height, g->seal->height,
					    g->seal->height };
		set_box(s, box);
	}
}

static void set_column_gap(struct setter *s, struct column *c,
			   const struct block *gap)
{
	if (gap->signature && s->fill.signer < s->plan->signer_count) {
		set_signature(s, c, gap->gap.natural);
		set_fields(s, c, gap->gap.natural);
	}
	c->y += gap->gap.natural;
}

static void set_column_rule(struct setter *s, struct column *c,
			    const struct block *block)
{
	struct box rule = rule_box(block, c->above);

	rule.y = c->baseline + block->drop;
	if (c->above.last)
		set_box(s, rule);
	if (rule.y + block->weight > c->y)
		c->y = rule.y + block->weight;
}

static void set_column_text(struct setter *s, struct column *c,
			    const struct block *block)
{
	uint32_t lines = fill_lines(&s->fill, block);
	uint32_t element = set_element(s, block->element, c->element,
				       SPAN_NONE);
	uint32_t from = s->galley->box_count;

	for (uint32_t line = 0; line < lines; line++) {
		struct set_lines set;

		if (c->room && c->y > c->room) {
			c->lines_left = lines - line;
			c->list = element;
			return;
		}
		set = set_text_line(s, block, c->x, c->width, line, element);
		place_children(s, set.first_box, set.count, &c->y);
		if (!set.count)
			continue;
		c->above.last = set.last;
		if (line == 0 || set.longest > c->above.longest)
			c->above.longest = set.longest;
		c->baseline =
			s->galley->boxes[set.first_box + set.count - 1].y;
	}
	set_text_anchor(s, c, block, from);
}

static void set_column_block(struct setter *s, struct column *c,
			     const struct block *block)
{
	if (block->kind == BLOCK_GAP)
		set_column_gap(s, c, block);
	else if (block->kind == BLOCK_RULE)
		set_column_rule(s, c, block);
	else if (block->kind == BLOCK_STAMP)
		c->y += set_stamp(s, block, c->x, c->width, c->y);
	else
		set_column_text(s, c, block);
}

/* Sets a column's blocks one below another from y = 0. A joint document names
 * its agencies one below another, the leading one first; one rule closes. */
static void set_column(struct setter *s, struct column *c)
{
	uint32_t times = c->block->agencies ? s->plan->agency_count : 1;

	c->above = (struct above){ .x = c->x, .measure = c->width };
	for (uint32_t time = 0; time < (times ? times : 1); time++) {
		s->fill.agency = time;
		for (uint32_t i = 0; i < c->block->child_count; i++) {
			const struct block *child = &c->block->children[i];

			if (child->kind != BLOCK_RULE || time + 1 >= times)
				set_column_block(s, c, child);
		}
	}
	s->fill.agency = 0;
}

/* The columns start level: their first baselines agree. */
static void level_columns(struct setter *s, uint32_t left, uint32_t right,
			  uint32_t end, dim height[2])
{
	struct box *boxes = s->galley->boxes;
	dim difference;
	uint32_t from, to;

	if (left == right || right == end)
		return;
	difference = boxes[right].y - boxes[left].y;
	from = difference > 0 ? left : right;
	to = difference > 0 ? right : end;
	if (difference < 0)
		difference = -difference;
	for (uint32_t i = from; i < to; i++)
		boxes[i].y += difference;
	height[from == left ? 0 : 1] += difference;
}

/* Recipients that the pair could not hold go on below it as common lines. */
static void set_rest(struct setter *s, const struct block *column, dim x,
		     dim width, uint32_t left, uint32_t list)
{
	for (uint32_t i = 0; i < column->child_count; i++) {
		const struct block *child = &column->children[i];
		uint32_t lines = fill_lines(&s->fill, child);

		if (child->kind != BLOCK_RECIPIENTS)
			continue;
		for (uint32_t line = lines - left; line < lines; line++) {
			struct set_lines set = set_text_line(s, child, x, width,
						line, list);

			set_flow(s, set.first_box, set.count);
		}
	}
}

/* No page may end in the last lines of text above the signature. */
static void keep_lines_before(struct setter *s, int lines)
{
	struct galley *g = s->galley;

	for (uint32_t i = g->flow_count; i-- > 0 && lines > 0;) {
		struct box *b = &g->boxes[g->flow[i]];

		b->may_break_after = false;
		lines -= b->kind == BOX_LINE || b->kind == BOX_ROW;
	}
}

/* What stands on each side: a column, and whose signature it holds. */
struct side {
	const struct block *column;
	uint32_t signer;
};

static void set_row(struct setter *s, const struct block *pair,
		    const struct side sides[2], const dim width[2])
{
	struct galley *g = s->galley;
	uint32_t first = g->box_count, second = first;
	struct column c[2];
	dim height[2], room = 0;

	if (pair->keep_before) /* may be as tall as half a page */
		room = (s->frame.height - s->frame.top - s->frame.bottom) / 2;
	for (int i = 0; i < 2; i++) {
		c[i] = (struct column){
			.block = sides[i].column, .width = width[i],
			.x = i ? width[0] + pair->gap.natural : 0,
			.room = i ? 0 : room,
		};
		if (!i)
			c[0].element = set_element(s, pair->element, 0,
						   SPAN_NONE);
		c[i].element = c[0].element;
		s->fill.signer = sides[i].signer;
		if (i)
			second = g->box_count;
		if (c[i].block)
			set_column(s, &c[i]);
		height[i] = c[i].y;
	}
	s->fill.signer = 0;
	level_columns(s, first, second, g->box_count, height);
	{
		dim tall = height[0] > height[1] ? height[0] : height[1];
		struct box group = {
			.kind = BOX_GROUP, .first_child = first,
			.child_count = g->box_count - first,
			.height = { tall, tall, tall },
			.width = set_measure(s), .element = c[0].element,
			.may_break_after = true,
			.span = pair->keep_before || !s->plan->agency_count
				? SPAN_NONE : s->plan->agencies[0].span,
		};

		set_flow(s, set_box(s, group), 1);
	}
	if (c[0].lines_left)
		set_rest(s, sides[0].column, 0, width[0], c[0].lines_left,
			 c[0].list);
}

/* Signatures of a joint document stand two in a row, the leading agency's on
 * the right; the recipients stand beside the last one, or below. */
static void set_joint(struct setter *s, const struct block *pair)
{
	const struct block *sign = &pair->children[1];
	dim half = (set_measure(s) - pair->gap.natural) / 2;
	const dim halves[2] = { half, half };
	uint32_t count = s->plan->signer_count, i;
	struct side last[2] = { { &pair->children[0], 0 }, { NULL, 0 } };

	for (i = 0; i + 1 < count; i += 2) {
		const struct side row[2] = { { sign, i + 1 }, { sign, i } };

		set_row(s, pair, row, halves);
		set_gap(s, (struct glue){ 12 * DIM_PT, 12 * DIM_PT,
					  12 * DIM_PT });
	}
	if (i < count)
		last[1] = (struct side){ sign, i };
	set_row(s, pair, last, halves);
}

void set_pair(struct setter *s, const struct block *pair)
{
	const struct side sides[2] = { { &pair->children[0], 0 },
				       { &pair->children[1], 0 } };
	dim width[2];

	keep_lines_before(s, pair->keep_before);
	if (pair->signers && s->plan->signer_count > 1) {
		set_joint(s, pair);
		return;
	}
	share_width(s, pair, width);
	set_row(s, pair, sides, width);
}
