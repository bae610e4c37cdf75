/* Stamps in a frame, the contact line at the first page's foot, and the
 * addressees. */
#include "layout/set.h"

static dim frame_width(const struct block *block, struct str text, dim natural)
{
	for (uint32_t i = 0; i < block->size_count; i++)
		if (str_eq(block->sizes[i].text, text))
			return block->sizes[i].width;
	return natural + 2 * block->frame_padding;
}

static struct str stamp_text(const struct para *para)
{
	return para->count ? para->pieces[0].text : STR("");
}

/* The text in the middle of its frame; the frame's top is `y`. */
static void set_framed(struct setter *s, const struct block *block,
		       struct para *para, dim left, dim width, dim y)
{
	const struct text_style *style = &s->style->texts[block->style];
	dim height = block->frame_height;
	struct set_lines lines;

	para->x = left;
	para->measure = width;
	if (block->weight)
		set_box(s, (struct box){
			.kind = BOX_FRAME, .x = left, .y = y, .width = width,
			.weight = block->weight, .color = style->color,
			.height = { height, height, height } });
	lines = set_para(s, para);
	y += height > lines.height ? (height - lines.height) / 2 : 0;
	for (uint32_t i = 0; i < lines.count; i++) {
		struct box *b = &s->galley->boxes[lines.first_box + i];

		b->y = y + b->ascent;
		y += b->height.natural;
	}
}

dim set_stamp(struct setter *s, const struct block *block, dim x, dim measure,
	      dim y)
{
	struct para para = { .style = block->style };
	uint32_t element = set_element(s, block->element, 0, SPAN_NONE);
	dim above = 6 * DIM_PT, width;

	if (!para_fill(s, &para, fill_block(&s->fill, block, 0), element))
		return 0;
	width = frame_width(block, stamp_text(&para),
			    set_width(s, &para, NULL));
	set_framed(s, block, &para, x + (measure - width) / 2, width,
		   y + above);
	return above + block->frame_height;
}

/* A stamp with a place of its own on the paper; it takes no room. */
void set_fixed_stamp(struct setter *s, const struct block *block)
{
	struct para para = { .style = block->style };
	uint32_t element = set_element(s, block->element, 0, SPAN_NONE);
	struct box group = { .kind = BOX_GROUP, .is_fixed = true,
			     .element = element, .y = block->place.y,
			     .may_break_after = true };
	dim width, left = block->place.x;

	if (!para_fill(s, &para, fill_block(&s->fill, block, 0), element))
		return;
	width = frame_width(block, stamp_text(&para),
			    set_width(s, &para, NULL) + DIM_PT);
	if (block->place.align == ALIGN_CENTER)
		left -= width / 2;
	else if (block->place.align == ALIGN_RIGHT)
		left -= width;
	group.first_child = s->galley->box_count;
	set_framed(s, block, &para, left, width, 0);
	group.child_count = s->galley->box_count - group.first_child;
	set_flow(s, set_box(s, group), 1);
}

/* ---- Kính gửi ---------------------------------------------------------- */

static struct set_lines put(struct setter *s, struct para *para, bool gap)
{
	struct set_lines lines;

	if (gap)
		set_gap(s, s->style->texts[para->style].before);
	lines = set_para(s, para);
	set_flow(s, lines.first_box, lines.count);
	return lines;
}

/* Several bodies: each on its line, their dashes in a column under the colon
 * of "Kính gửi:" (R78). */
static void set_many(struct setter *s, const struct block *block,
		     struct str words, uint32_t element)
{
	dim measure = set_measure(s), left = measure / 4, colon;
	uint32_t list;
	struct para head = { .style = block->style, .x = left,
			     .measure = measure - left };
	struct para before = head;

	para_add(s, &before, str_slice(words, 0, words.n - 1), element);
	colon = set_width(s, &before, NULL);
	para_add(s, &head, words, element);
	put(s, &head, true);
	list = set_element(s, ELEMENT_LIST, 0, SPAN_NONE);
	for (uint32_t i = 0; i < s->plan->addressee_count; i++) {
		struct para para = { .style = block->style, .x = left + colon,
				     .measure = measure - left - colon };

		para_add(s, &para, STR("- "), list);
		para_add(s, &para, s->plan->addressees[i], list);
		para_add(s, &para, i + 1 == s->plan->addressee_count
				   ? block->last : block->others, list);
		para_itemize(s, &para, list);
		put(s, &para, true);
	}
}

void set_addressees(struct setter *s, const struct block *block)
{
	uint32_t element = set_element(s, block->element, 0, SPAN_NONE);
	struct para para = { .style = block->style };
	dim measure = set_measure(s), width;

	if (!s->plan->addressee_count || !block->pattern.count)
		return;
	if (s->plan->addressee_count > 1) {
		set_many(s, block, str_trim(block->pattern.parts[0].text),
			 element);
		return;
	}
	para_fill(s, &para, fill_block(&s->fill, block, 0), element);
	width = set_width(s, &para, NULL);
	para.x = width < measure ? (measure - width) / 2 : 0;
	para.measure = measure - para.x;
	put(s, &para, true);
}

/* ---- the foot of the first page ---------------------------------------- */

void set_foot(struct setter *s, const struct block *block)
{
	struct galley *g = s->galley;
	uint32_t element = set_element(s, block->element, 0, SPAN_NONE);
	struct para para = { .style = block->style, .measure = set_measure(s) };
	dim gap = block->gap.natural;
	struct set_lines lines;

	if (!para_fill(s, &para, fill_block(&s->fill, block, 0), element))
		return;
	g->first_foot = set_box(s, (struct box){
		.kind = BOX_RULE, .width = set_measure(s),
		.weight = block->weight, .height = { gap, gap, gap } });
	lines = set_para(s, &para);
	g->foot_count = 1 + lines.count;
	g->foot_height = gap + block->weight + lines.height;
}
