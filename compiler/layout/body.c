/* The content: headings, items, paragraphs, and their footnotes. */
#include "layout/set.h"

static struct para new_para(const struct setter *s, int style, struct span span)
{
	return (struct para){ .style = style, .measure = set_measure(s),
			      .span = span };
}

static struct set_lines put(struct setter *s, const struct para *para)
{
	struct set_lines lines;

	set_gap(s, s->style->texts[para->style].before);
	lines = set_para(s, para);
	set_flow(s, lines.first_box, lines.count);
	return lines;
}

/* "… gồm:" belongs to the list below it: no page ends there. */
static void keep_announcement(struct setter *s, const struct plan_node *n,
			      struct set_lines lines)
{
	const struct plan_run *last =
		n->text.count ? &n->text.runs[n->text.count - 1] : NULL;

	if (last && lines.count && str_ends(last->text, STR(":")))
		s->galley->boxes[lines.first_box + lines.count - 1]
			.may_break_after = false;
}

static void add_leader(struct setter *s, struct para *para, dim used,
		       uint32_t element)
{
	struct para dot = { .style = para->style };
	struct buf b = buf_new(s->arena);
	dim width;

	para_add(s, &dot, STR("."), element);
	width = set_width(s, &dot, NULL);
	/* room for a space before, and for kerning */
	for (dim x = used + 3 * width; width > 0 && x < para->measure;
	     x += width)
		buf_char(&b, '.');
	para_add(s, para, buf_str(&b), element);
}

static void add_text(struct setter *s, struct para *para,
		     const struct plan_node *n, uint32_t element)
{
	struct plan_text text = fill_node(&s->fill, n);

	para_add_text(s, para, &text, element);
}

/* ---- footnotes -------------------------------------------------------- */

static struct str label_of_note(struct setter *s, const struct plan_node *n)
{
	const struct pattern *p = &s->style->note.label;
	struct buf b = buf_new(s->arena);

	for (uint32_t i = 0; i < p->count; i++) {
		if (p->parts[i].field == FIELD_NOTE)
			buf_printf(&b, "%d", n->ordinal);
		else
			buf_add(&b, p->parts[i].text);
	}
	return buf_str(&b);
}

/* A note is read behind the paragraph that calls it; within a cell or an item
 * it stays there. */
static uint32_t parent_of_note(const struct setter *s, uint32_t caller)
{
	const struct element *e = &s->galley->elements[caller];

	return e->kind == ELEMENT_PARAGRAPH || e->kind == ELEMENT_HEADING ||
			       e->kind == ELEMENT_TITLE
		       ? e->parent : caller;
}

void set_note(struct setter *s, const struct plan_node *n, uint32_t caller)
{
	const struct note_style *style = &s->style->note;
	struct para para = new_para(s, style->text, n->span);
	uint32_t element = set_element(s, ELEMENT_NOTE,
				       parent_of_note(s, caller), n->span);
	struct galley *g = s->galley;
	struct set_lines lines;
	struct galley_note *note;

	para_add(s, &para, label_of_note(s, n), element);
	para.pieces[0].size = style->mark_size;
	para.pieces[0].rise = style->mark_raise;
	para_add(s, &para, STR(" "), element);
	para_add_text(s, &para, &n->text, element);
	lines = set_para(s, &para);
	g->notes = arena_grow(s->arena, g->notes, g->note_count,
			      sizeof *g->notes);
	note = &g->notes[g->note_count++];
	note->first_box = lines.first_box;
	note->box_count = lines.count;
}

/* ---- content ---------------------------------------------------------- */

static void set_siblings(struct setter *, const struct plan_node *first,
			 uint32_t element);

/* The heading as the outline and the contents name it. */
static void name_heading(struct setter *s, uint32_t element,
			 const struct plan_node *n)
{
	struct element *e = &s->galley->elements[element];

	e->level = n->level + (s->fill.appendix != NULL);
	e->title = str_printf(s->arena, "%.*s ", STR_ARG(n->marker));
	e->title = str_printf(s->arena, "%.*s%.*s", STR_ARG(e->title),
			      STR_ARG(plan_plain(s->arena, &n->text)));
}

static int heading_style(const struct setter *s, const struct plan_node *n)
{
	int level = n->depth < HEADING_LEVELS ? n->depth : HEADING_LEVELS;

	return n->unit ? s->style->unit_run_in : s->style->headings[level - 1];
}

/* "Chương I" above its title (R44–R47). */
static void set_unit(struct setter *s, const struct plan_node *n,
		     uint32_t element)
{
	struct para number = new_para(s, s->style->unit_number, n->span);
	struct para title = new_para(s, s->style->unit_title, n->span);

	para_add(s, &number, n->marker, element);
	put(s, &number);
	add_text(s, &title, n, element);
	put(s, &title);
}

/* "Điều 1. …" of a decision: the first paragraph stands on its line. */
static const struct plan_node *set_run_in(struct setter *s,
					  const struct plan_node *n,
					  uint32_t heading, uint32_t section)
{
	const struct plan_node *text = n->first;
	struct para para = new_para(s, s->style->paragraph, n->span);
	uint32_t element = set_element(s, ELEMENT_PARAGRAPH, section,
				       text->span);

	para_add(s, &para, n->marker, heading);
	para.pieces[0].face = s->style->texts[s->style->unit_run_in].face;
	para_add(s, &para, STR(" "), element);
	add_text(s, &para, text, element);
	keep_announcement(s, text, put(s, &para));
	return text->next;
}

static void set_heading(struct setter *s, const struct plan_node *n,
			uint32_t parent)
{
	uint32_t section = set_element(s, ELEMENT_SECTION, parent, n->span);
	uint32_t element = set_element(s, ELEMENT_HEADING, section, n->span);
	const struct plan_node *rest = n->first;
	struct para para = new_para(s, heading_style(s, n), n->span);

	name_heading(s, element, n);
	if (n->own_line) {
		set_unit(s, n, element);
	} else if (n->unit && !n->text.count && rest &&
		   rest->kind == PLAN_PARAGRAPH) {
		rest = set_run_in(s, n, element, section);
	} else {
		para_add(s, &para, n->marker, element);
		para_add(s, &para, STR(" "), element);
		add_text(s, &para, n, element);
		put(s, &para);
	}
	set_siblings(s, rest, section);
}

static void set_item(struct setter *s, const struct plan_node *n,
		     uint32_t list)
{
	uint32_t item = set_element(s, ELEMENT_ITEM, list, n->span);
	uint32_t label = set_element(s, ELEMENT_LABEL, item, n->span);
	uint32_t body = set_element(s, ELEMENT_BODY, item, n->span);
	struct para para = new_para(s, s->style->item, n->span);

	para_add(s, &para, n->marker, label);
	para_add(s, &para, STR(" "), body);
	add_text(s, &para, n, body);
	keep_announcement(s, n, put(s, &para));
	set_nodes(s, n, body);
}

static void set_paragraph(struct setter *s, const struct plan_node *n,
			  uint32_t parent, int style)
{
	uint32_t element = set_element(s, ELEMENT_PARAGRAPH, parent, n->span);
	struct para para = new_para(s, style, n->span);

	add_text(s, &para, n, element);
	keep_announcement(s, n, put(s, &para));
}

/* A line of a form; dots at its end go to the right margin. */
static void set_form_line(struct setter *s, const struct plan_node *n,
			  uint32_t parent)
{
	uint32_t element = set_element(s, ELEMENT_PARAGRAPH, parent, n->span);
	struct para para = new_para(s, s->style->form_line, n->span);
	const struct plan_run *last = &n->text.runs[n->text.count - 1];

	add_text(s, &para, n, element);
	if (last->style & PLAN_LEADER) {
		para.count--;
		add_leader(s, &para, set_width(s, &para, NULL) % para.measure,
			   element);
	}
	put(s, &para);
}

static void set_node(struct setter *s, const struct plan_node *n,
		     uint32_t element, uint32_t *list)
{
	switch (n->kind) {
	case PLAN_HEADING: set_heading(s, n, element); break;
	case PLAN_ITEM:
		if (!*list)
			*list = set_element(s, ELEMENT_LIST, element, n->span);
		set_item(s, n, *list);
		break;
	case PLAN_PARAGRAPH:
		set_paragraph(s, n, element, s->style->paragraph);
		break;
	case PLAN_CENTERED:
		set_paragraph(s, n, element, s->style->centered);
		break;
	case PLAN_TABLE: set_table(s, n, element); break;
	case PLAN_PICTURE: set_picture(s, n, element); break;
	case PLAN_FORM: set_form_line(s, n, element); break;
	case PLAN_CONTENTS:
		s->contents = set_element(s, ELEMENT_CONTENTS, element,
					  n->span);
		s->contents_at = s->galley->flow_count;
		break;
	case PLAN_NOTE: return; /* set where it is called */
	}
	if (n->kind != PLAN_ITEM)
		*list = 0;
}

static void set_siblings(struct setter *s, const struct plan_node *first,
			 uint32_t element)
{
	uint32_t list = 0;

	for (const struct plan_node *n = first; n; n = n->next)
		set_node(s, n, element, &list);
}

void set_nodes(struct setter *s, const struct plan_node *parent,
	       uint32_t element)
{
	set_siblings(s, parent->first, element);
}

void set_body(struct setter *s, const struct block *block)
{
	const struct plan_node *body = s->fill.appendix ? &s->fill.appendix->body
						   : &s->plan->body;

	set_nodes(s, body, set_element(s, block->element, 0, body->span));
}

void set_closing(struct setter *s, const struct block *block)
{
	if (s->plan->closing.first)
		set_nodes(s, &s->plan->closing,
			  set_element(s, block->element, 0,
				      s->plan->closing.span));
}

void set_bases(struct setter *s, const struct block *block)
{
	for (uint32_t i = 0; i < s->plan->base_count; i++) {
		const struct plan_base *base = &s->plan->bases[i];
		uint32_t element = set_element(s, block->element, 0,
					       base->text.span);
		struct para para = new_para(s, block->style, base->text.span);

		para_add_text(s, &para, &base->text, element);
		para_add(s, &para,
			 i + 1 == s->plan->base_count ? block->last
						      : block->others,
			 element);
		put(s, &para);
	}
}

/* ---- the table of contents --------------------------------------------- */

enum { CONTENTS_DEEPEST = 2 };

/* Title, dots, and room for the page's number, which paginate puts in. */
static struct set_lines set_entry(struct setter *s, uint32_t heading)
{
	const struct span span = s->galley->elements[heading].span;
	struct para para = new_para(s, s->style->contents, span);
	struct para dots = para;
	dim number = 4 * s->galley->folio_widths[0], measure = para.measure;
	uint32_t entry = set_element(s, ELEMENT_ENTRY, s->contents, span);
	uint32_t element = set_element(s, ELEMENT_LINK, entry, span);
	struct set_lines lines, leader;
	struct box *last;

	para.measure -= 2 * number;
	para_add(s, &para, s->galley->elements[heading].title, element);
	lines = set_para(s, &para);
	dots.measure = measure - number;
	dots.pieces = NULL;
	dots.count = 0;
	add_leader(s, &dots, lines.last + number / 4,
		   set_element(s, ELEMENT_ARTIFACT, entry, span));
	if (!dots.count || !lines.count)
		return lines;
	leader = set_para(s, &dots);
	last = &s->galley->boxes[lines.first_box + lines.count - 1];
	last->page_of = heading;
	for (uint32_t i = 0; i < s->galley->boxes[leader.first_box].run_count;
	     i++)
		s->galley->runs[last->first_run + last->run_count++].x +=
			lines.last + number / 4;
	return lines;
}

/* Makes room in the flow where the contents were asked for. */
static void move_into_place(struct setter *s, uint32_t from)
{
	struct galley *g = s->galley;
	uint32_t count = g->flow_count - from, at = s->contents_at;
	uint32_t *moved = arena_array(s->arena, uint32_t, count);

	for (uint32_t i = 0; i < count; i++)
		moved[i] = g->flow[from + i];
	for (uint32_t i = from; i-- > at;)
		g->flow[i + count] = g->flow[i];
	for (uint32_t i = 0; i < count; i++)
		g->flow[at + i] = moved[i];
	for (uint32_t i = 0; i < g->strip_count; i++)
		if (g->strips[i].first > at)
			g->strips[i].first += count;
}

void set_contents(struct setter *s)
{
	struct galley *g = s->galley;
	uint32_t from = g->flow_count, headings = g->element_count;

	if (!s->contents)
		return;
	s->frame = style_page(s->style, false);
	for (uint32_t i = 0; i < headings; i++) {
		struct set_lines lines;

		if (g->elements[i].kind != ELEMENT_HEADING ||
		    g->elements[i].level > CONTENTS_DEEPEST)
			continue;
		lines = set_entry(s, i);
		set_flow(s, lines.first_box, lines.count);
	}
	move_into_place(s, from);
}
