/* The blocks of the style, from top to bottom. */
#include "layout/set.h"

#include "base/utf8.h"

struct column {
	const struct block *block;
	dim x, width;
	uint32_t first_box;
	dim height;
};

/* What a rule under a block has to know of it. */
struct above {
	dim longest, last; /* widths of its lines */
	dim x, measure;    /* its column */
};

static dim text_width(const struct setter *s)
{
	const struct page_style *p = &s->style->page;

	return p->width - p->left - p->right;
}

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

static struct box rule_box(const struct block *block, struct above above)
{
	dim length = rule_length(block, above);

	return (struct box){
		.kind = BOX_RULE, .x = above.x + (above.measure - length) / 2,
		.width = length, .weight = block->weight,
		.ascent = block->drop, .may_break_after = true,
	};
}

/* ---- text blocks ------------------------------------------------------ */

static struct set_lines set_text_line(struct setter *s,
				      const struct block *block, dim x,
				      dim measure, uint32_t line,
				      uint32_t element)
{
	struct para para = { .style = block->style, .measure = measure, .x = x };
	struct set_lines none = { .first_box = s->galley->box_count };

	if (!block_fill(s, block, &para, line, element))
		return none;
	if (block->kind == BLOCK_RECIPIENTS)
		para_add(s, &para,
			 line + 1 == block_lines(s, block) ? block->last
							   : block->others,
			 element);
	return set_para(s, &para);
}

static dim natural_width(struct setter *s, const struct block *block)
{
	dim widest = 0;

	for (uint32_t line = 0; line < block_lines(s, block); line++) {
		struct para para = { .style = block->style };
		dim width;

		if (!block_fill(s, block, &para, line, 0))
			continue;
		width = set_width(s, &para);
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
	dim total = text_width(s) - pair->gap.natural, need = 0;

	for (uint32_t i = 0; i < s->style->block_count; i++) {
		const struct block *other = &s->style->blocks[i];
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

/* Sets a column's blocks one below another from y = 0; gives its height. */
static dim set_column(struct setter *s, const struct block *column, dim x,
		      dim width, uint32_t first_line, uint32_t element,
		      dim room, uint32_t *lines_left)
{
	dim y = 0, baseline = 0;
	struct above above = { .x = x, .measure = width };

	*lines_left = 0;
	for (uint32_t i = 0; i < column->child_count; i++) {
		const struct block *child = &column->children[i];
		uint32_t lines, own;

		if (child->kind == BLOCK_GAP) {
			y += child->gap.natural;
			continue;
		}
		if (child->kind == BLOCK_RULE) {
			struct box rule = rule_box(child, above);

			rule.y = baseline + child->drop;
			if (above.last)
				set_box(s, rule);
			if (rule.y + child->weight > y)
				y = rule.y + child->weight;
			continue;
		}
		lines = block_lines(s, child);
		own = set_element(s, child->element, element,
				  SPAN_NONE);
		for (uint32_t line = first_line; line < lines; line++) {
			struct set_lines set;

			if (room && y > room) {
				*lines_left = lines - line;
				break;
			}
			set = set_text_line(s, child, x, width, line, own);
			place_children(s, set.first_box, set.count, &y);
			if (!set.count)
				continue;
			above.last = set.last;
			if (line == first_line || set.longest > above.longest)
				above.longest = set.longest;
			baseline = s->galley->boxes[set.first_box + set.count -
						    1].y;
		}
	}
	return y;
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
		     dim width, uint32_t left, uint32_t element)
{
	for (uint32_t i = 0; i < column->child_count; i++) {
		const struct block *child = &column->children[i];
		uint32_t lines = block_lines(s, child);

		if (child->kind != BLOCK_RECIPIENTS)
			continue;
		for (uint32_t line = lines - left; line < lines; line++) {
			struct set_lines set = set_text_line(s, child, x, width,
							     line, element);

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
		lines -= b->kind == BOX_LINE;
	}
}

static void set_pair(struct setter *s, const struct block *pair)
{
	struct galley *g = s->galley;
	uint32_t first = g->box_count, second, left = 0, none;
	uint32_t element = set_element(s, pair->element, 0,
				       SPAN_NONE);
	const struct page_style *page = &s->style->page;
	dim width[2], height[2], right_x, room = 0;

	share_width(s, pair, width);
	right_x = width[0] + pair->gap.natural;
	if (pair->keep_before) /* may be as tall as half a page */
		room = (page->height - page->top - page->bottom) / 2;
	height[0] = set_column(s, &pair->children[0], 0, width[0], 0, element,
			       room, &left);
	second = g->box_count;
	height[1] = set_column(s, &pair->children[1], right_x, width[1], 0,
			       element, 0, &none);
	level_columns(s, first, second, g->box_count, height);
	keep_lines_before(s, pair->keep_before);
	{
		dim tall = height[0] > height[1] ? height[0] : height[1];
		struct box group = {
			.kind = BOX_GROUP, .first_child = first,
			.child_count = g->box_count - first,
			.height = { tall, tall, tall }, .width = text_width(s),
			.element = element, .may_break_after = true,
		};

		set_flow(s, set_box(s, group), 1);
	}
	if (left)
		set_rest(s, &pair->children[0], 0, width[0], left, element);
}

/* ---- the flow --------------------------------------------------------- */

static void set_flow_text(struct setter *s, const struct block *block,
			  struct above *above)
{
	uint32_t element = set_element(s, block->element, 0,
				       s->plan->subject.span);

	above->x = 0;
	above->measure = text_width(s);
	above->longest = above->last = 0;
	for (uint32_t line = 0; line < block_lines(s, block); line++) {
		struct set_lines set = set_text_line(s, block, 0, text_width(s),
						     line, element);

		set_flow(s, set.first_box, set.count);
		if (!set.count)
			continue;
		above->last = set.last;
		if (set.longest > above->longest)
			above->longest = set.longest;
	}
}

static void set_rule(struct setter *s, const struct block *block,
		     struct above above)
{
	struct galley *g = s->galley;

	if (!above.last || !g->flow_count)
		return;
	g->boxes[g->flow[g->flow_count - 1]].may_break_after = false;
	set_flow(s, set_box(s, rule_box(block, above)), 1);
}

static void set_block(struct setter *s, const struct block *block,
		      struct above *above)
{
	switch (block->kind) {
	case BLOCK_PAIR: set_pair(s, block); break;
	case BLOCK_TEXT: set_flow_text(s, block, above); break;
	case BLOCK_RULE: set_rule(s, block, *above); break;
	case BLOCK_GAP: set_gap(s, block->gap); break;
	case BLOCK_BASES: set_bases(s, block); break;
	case BLOCK_BODY: set_body(s, block); break;
	case BLOCK_CLOSING: set_closing(s, block); break;
	case BLOCK_COLUMN:
	case BLOCK_RECIPIENTS: break; /* stand in a pair */
	}
}

/* A heading takes the first lines of what follows onto its page. */
static void keep_with_next(struct setter *s)
{
	struct galley *g = s->galley;
	int wanted = 0;

	for (uint32_t i = 0; i < g->flow_count; i++) {
		struct box *b = &g->boxes[g->flow[i]];
		uint32_t next = i + 1;
		int keep;

		if (b->kind != BOX_LINE) {
			if (wanted)
				b->may_break_after = false;
			continue;
		}
		while (next < g->flow_count &&
		       g->boxes[g->flow[next]].kind != BOX_LINE)
			next++;
		keep = s->style->texts[b->style].keep_next;
		if (keep)
			wanted = keep + 1;
		if (wanted && --wanted && next < g->flow_count)
			b->may_break_after = false;
	}
}

/* ---- the folio -------------------------------------------------------- */

static void set_folio(struct setter *s)
{
	const struct text_style *style =
		&s->style->texts[s->style->page.folio_style];
	struct galley *g = s->galley;

	g->folio_font = set_font(s, style->face, style->size);
	for (int i = 0; i < 10; i++) {
		char digit = (char)('0' + i);
		const struct word_shape *shape = shaper_word(
			s->shaper, s->shaper_fonts[g->folio_font],
			(struct str){ &digit, 1 }, false, false);

		g->folio_digits[i] = shape->count ? shape->glyphs[0].id : 0;
		g->folio_widths[i] = shape->width;
	}
}

static const struct plan_node *last_node(const struct plan_node *parent)
{
	const struct plan_node *last = NULL;

	for (const struct plan_node *n = parent->first; n; n = n->next) {
		const struct plan_node *inner = last_node(n);

		if (n->kind != PLAN_NOTE)
			last = inner ? inner : n;
	}
	return last;
}

static int64_t days_from_civil(int y, int m, int d)
{
	int era, yoe, doy;

	y -= m <= 2;
	era = y / 400;
	yoe = y - era * 400;
	doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
	return (int64_t)era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy -
	       719468;
}

static void set_facts(struct setter *s)
{
	const struct plan *p = s->plan;
	struct galley *g = s->galley;
	struct str subject = plan_plain(s->arena, &p->subject);

	g->title = str_printf(s->arena, "%.*s%s%.*s", STR_ARG(p->kind),
			      subject.n ? ": " : "", STR_ARG(subject));
	if (g->title.n) { /* "Kế hoạch: …" */
		uint32_t at = 0;

		utf8_next(g->title, &at);
		g->title = str_printf(s->arena, "%.*s%.*s",
			STR_ARG(utf8_upper(s->arena,
					   str_slice(g->title, 0, at))),
			STR_ARG(str_from(g->title, at)));
	}
	g->author = p->agency_count ? p->agencies[0].name : STR("");
	g->subject_line = p->symbol.n
		? str_printf(s->arena, "%.*s/%.*s", STR_ARG(p->number),
			     STR_ARG(p->symbol))
		: STR("");
	g->language = s->style->language;
	g->date = p->date.day && p->date.month && p->date.year
			  ? days_from_civil(p->date.year, p->date.month,
					    p->date.day) * 86400
			  : -1;
}

struct galley *layout(struct arena *arena, const struct plan *plan,
		      const struct style *style, struct shaper *shaper,
		      struct diags *diags)
{
	struct setter s = {
		.arena = arena, .galley = arena_new_of(arena, struct galley),
		.scratch = shaper_scratch(shaper), .plan = plan,
		.style = style, .shaper = shaper, .diags = diags,
	};
	struct above above = { .longest = 0 };

	s.galley->style = style;
	set_element(&s, ELEMENT_DOCUMENT, 0, SPAN_NONE);
	s.final_node = last_node(&plan->closing);
	if (!s.final_node)
		s.final_node = last_node(&plan->body);
	for (uint32_t i = 0; i < style->block_count; i++)
		if (style->blocks[i].final.n)
			s.final = style->blocks[i].final;
	for (uint32_t i = 0; i < style->block_count; i++)
		set_block(&s, &style->blocks[i], &above);
	keep_with_next(&s);
	set_folio(&s);
	set_facts(&s);
	return s.galley;
}
