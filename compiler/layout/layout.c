/* The blocks of the style's form, from top to bottom; then the appendices. */
#include "layout/set.h"

#include "base/utf8.h"

/* ---- the flow --------------------------------------------------------- */

/* An appendix in the outline: its number and title. */
static void name_appendix(struct setter *s, struct element *e)
{
	const struct form *form = s->form;
	struct para label = { .style = -1 };

	for (uint32_t i = 0; i < form->block_count && !label.count; i++)
		if (form->blocks[i].element == ELEMENT_HEADING) {
			label.style = form->blocks[i].style;
			para_fill(s, &label, fill_block(&s->fill, &form->blocks[i], 0), 0);
		}
	e->level = 1;
	e->title = STR("");
	for (uint32_t i = 0; i < label.count; i++)
		e->title = str_printf(s->arena, "%.*s%.*s", STR_ARG(e->title),
				      STR_ARG(label.pieces[i].text));
	if (s->fill.appendix->title.count)
		e->title = str_printf(s->arena, "%.*s. %.*s",
			STR_ARG(e->title),
			STR_ARG(plan_plain(s->arena, &s->fill.appendix->title)));
}

static void set_flow_text(struct setter *s, const struct block *block,
			  struct above *above)
{
	uint32_t element = set_element(s, block->element, 0,
				       s->plan->subject.span);

	if (block->element == ELEMENT_HEADING && s->fill.appendix)
		name_appendix(s, &s->galley->elements[element]);
	above->x = 0;
	above->measure = set_measure(s);
	above->longest = above->last = 0;
	for (uint32_t line = 0; line < fill_lines(&s->fill, block); line++) {
		struct set_lines set = set_text_line(s, block, 0, set_measure(s),
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
	case BLOCK_STAMP: set_fixed_stamp(s, block); break;
	case BLOCK_ADDRESSEES: set_addressees(s, block); break;
	case BLOCK_FOOT: set_foot(s, block); break;
	case BLOCK_COLUMN:
	case BLOCK_RECIPIENTS:
	case BLOCK_USE: break; /* stand in a pair, or are gone */
	}
}

/* A table's caption stands above it, a picture's below. */
static bool is_below_picture(const struct galley *g, const struct box *b)
{
	const struct element *e = &g->elements[b->element];

	return e->kind == ELEMENT_CAPTION &&
	       g->elements[e->parent].kind == ELEMENT_FIGURE;
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

		if (b->kind == BOX_ROW || b->kind == BOX_PICTURE) {
			wanted = 0; /* a table says itself where it is cut */
			continue;
		}
		if (b->kind != BOX_LINE) {
			if (wanted)
				b->may_break_after = false;
			continue;
		}
		while (next < g->flow_count &&
		       g->boxes[g->flow[next]].kind != BOX_LINE)
			next++;
		keep = is_below_picture(g, b)
			       ? 0 : s->style->texts[b->style].keep_next;
		if (keep)
			wanted = keep + 1;
		else if (b->may_break_after)
			wanted = 0; /* a short paragraph is enough */
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
	g->title = utf8_capitalized(s->arena, g->title); /* "Kế hoạch: …" */
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

static void set_form(struct setter *s, const struct form *form)
{
	struct above above = { .longest = 0 };

	s->form = form;
	for (uint32_t i = 0; form && i < form->block_count; i++)
		set_block(s, &form->blocks[i], &above);
}

/* Each appendix stands on pages of its own, with numbers of their own. */
static void set_appendices(struct setter *s, struct str form)
{
	for (uint32_t i = 0; i < s->plan->appendix_count; i++) {
		s->fill.appendix = &s->plan->appendices[i];
		set_strip(s, s->fill.appendix->landscape, true);
		set_form(s, style_form(s->style, form));
	}
	s->fill.appendix = NULL;
}

struct galley *layout(struct arena *arena, const struct plan *plan,
		      const struct style *style, struct shaper *shaper,
		      struct diags *diags)
{
	struct setter s = {
		.arena = arena, .galley = arena_new_of(arena, struct galley),
		.scratch = shaper_scratch(shaper), .plan = plan,
		.style = style, .shaper = shaper, .diags = diags,
		.fill = { .arena = arena, .plan = plan, .style = style },
	};
	const struct form *form = style_form(style, plan->form);

	s.galley->style = style;
	set_element(&s, ELEMENT_DOCUMENT, 0, SPAN_NONE);
	set_strip(&s, false, true);
	fill_find_final(&s.fill, form);
	if (plan->is_appendix_file) {
		set_appendices(&s, plan->form);
	} else {
		set_form(&s, form);
		set_appendices(&s, STR("appendix"));
	}
	set_folio(&s);
	set_contents(&s);
	keep_with_next(&s);
	set_facts(&s);
	return s.galley;
}
