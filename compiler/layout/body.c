/* The content: headings, items, paragraphs, and their footnotes. */
#include "layout/set.h"

static dim text_width(const struct setter *s)
{
	const struct page_style *p = &s->style->page;

	return p->width - p->left - p->right;
}

static struct para new_para(const struct setter *s, int style, struct span span)
{
	return (struct para){ .style = style, .measure = text_width(s),
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

/* "…thực hiện." and the closing mark "./." make "…thực hiện./."; so does
 * "…thực hiện.[^1]". */
static void add_final(struct setter *s, struct para *para, uint32_t element)
{
	uint32_t i = para->count;
	struct piece *last;

	while (i && para->pieces[i - 1].note)
		i--;
	last = i ? &para->pieces[i - 1] : NULL;
	if (last && str_starts(s->final, STR(".")) &&
	    (str_ends(last->text, STR(";")) ||
	     (str_ends(last->text, STR(".")) &&
	      !str_ends(last->text, STR("..")))))
		last->text.n--;
	para_add(s, para, s->final, element);
}

static void add_text(struct setter *s, struct para *para,
		     const struct plan_node *n, uint32_t element)
{
	para_add_text(s, para, &n->text, element);
	if (n == s->final_node)
		add_final(s, para, element);
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

void set_note(struct setter *s, const struct plan_node *n)
{
	const struct note_style *style = &s->style->note;
	struct para para = new_para(s, style->text, n->span);
	uint32_t element = set_element(s, ELEMENT_NOTE, 0, n->span);
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

static void set_nodes(struct setter *, const struct plan_node *parent,
		      uint32_t element);

static void set_heading(struct setter *s, const struct plan_node *n,
			uint32_t parent)
{
	uint32_t section = set_element(s, ELEMENT_SECTION, parent, n->span);
	uint32_t element = set_element(s, ELEMENT_HEADING, section, n->span);
	struct para para = new_para(s, s->style->headings[n->level - 1],
				    n->span);
	struct element *e = &s->galley->elements[element];

	e->level = n->level;
	e->title = str_printf(s->arena, "%.*s ", STR_ARG(n->marker));
	e->title = str_printf(s->arena, "%.*s%.*s", STR_ARG(e->title),
			      STR_ARG(plan_plain(s->arena, &n->text)));
	para_add(s, &para, n->marker, element);
	para_add(s, &para, STR(" "), element);
	add_text(s, &para, n, element);
	put(s, &para);
	set_nodes(s, n, section);
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

static void set_nodes(struct setter *s, const struct plan_node *parent,
		      uint32_t element)
{
	uint32_t list = 0;

	for (const struct plan_node *n = parent->first; n; n = n->next) {
		switch (n->kind) {
		case PLAN_HEADING:
			set_heading(s, n, element);
			break;
		case PLAN_ITEM:
			if (!list)
				list = set_element(s, ELEMENT_LIST, element,
						   n->span);
			set_item(s, n, list);
			break;
		case PLAN_PARAGRAPH:
			set_paragraph(s, n, element, s->style->paragraph);
			break;
		case PLAN_CENTERED:
			set_paragraph(s, n, element, s->style->centered);
			break;
		case PLAN_NOTE:
			continue; /* set where it is called */
		}
		if (n->kind != PLAN_ITEM)
			list = 0;
	}
}

void set_body(struct setter *s, const struct block *block)
{
	set_nodes(s, &s->plan->body,
		  set_element(s, block->element, 0, s->plan->body.span));
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
