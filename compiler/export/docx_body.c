/* The content: headings, items, paragraphs, forms, footnotes, contents. */
#include "export/docx.h"

/* ---- footnotes ---------------------------------------------------------- */

static void add_mark_look(struct buf *b)
{
	buf_add(b, STR("<w:r><w:rPr><w:rStyle w:val=\"NoteMark\"/></w:rPr>"));
}

/* Word counts the note where its label is a number; other words of the label
 * stand around it. */
static void add_label(struct docx *d)
{
	const struct pattern *p = &d->style->note.label;
	struct buf *b = &d->open.runs;

	for (uint32_t i = 0; i < p->count; i++) {
		add_mark_look(b);
		if (p->parts[i].field == FIELD_NOTE) {
			buf_add(b, STR("<w:footnoteRef/>"));
		} else {
			buf_add(b, STR("<w:t xml:space=\"preserve\">"));
			xml_add(b, p->parts[i].text);
			buf_add(b, STR("</w:t>"));
		}
		buf_add(b, STR("</w:r>"));
	}
	buf_add(b, STR("<w:r><w:t xml:space=\"preserve\"> </w:t></w:r>"));
}

void docx_note(struct docx *d, const struct plan_node *note)
{
	struct word_paragraph open = d->open;
	struct buf *out = d->out;
	int id = ++d->note_count + 1; /* 0 and 1 are the separators */
	dim gap = d->gap;

	d->open.is_open = false;
	d->out = &d->notes;
	d->gap = 0;
	buf_printf(d->out, "<w:footnote w:id=\"%d\">", id);
	word_open(d, d->style->note.text);
	d->open.keep_next = false;
	add_label(d);
	word_add(d, note->text);
	word_close(d);
	buf_add(d->out, STR("</w:footnote>\n"));
	d->out = out;
	d->open = open;
	d->gap = gap;
	add_mark_look(&d->open.runs);
	buf_printf(&d->open.runs, "<w:footnoteReference w:id=\"%d\"/></w:r>",
		   id);
}

/* ---- text --------------------------------------------------------------- */

/* "… gồm:" belongs to the list below it: no page ends there. */
static void keep_announcement(struct docx *d, struct plan_text text)
{
	if (text.count &&
	    str_ends(text.runs[text.count - 1].text, STR(":")))
		d->open.keep_next = true;
}

static void add_node(struct docx *d, const struct plan_node *n)
{
	struct plan_text text = fill_node(&d->fill, n);

	word_add(d, text);
	keep_announcement(d, text);
}

static void write_paragraph(struct docx *d, const struct plan_node *n,
			    int style)
{
	word_open(d, style);
	add_node(d, n);
}

/* A line of a form; dots at its end go to the right margin. */
static void write_form_line(struct docx *d, const struct plan_node *n)
{
	struct plan_text text = fill_node(&d->fill, n);
	bool leads = text.count &&
		     text.runs[text.count - 1].style & PLAN_LEADER;

	word_open(d, d->style->form_line);
	text.count -= leads;
	word_add(d, text);
	if (leads)
		word_leader(d);
}

/* ---- headings ----------------------------------------------------------- */

void bookmark_add(struct docx *d)
{
	int n = ++d->bookmark_count;

	if (d->has_contents)
		buf_printf(&d->open.runs, "<w:bookmarkStart w:id=\"%d\" "
			   "w:name=\"_Toc%d\"/><w:bookmarkEnd w:id=\"%d\"/>",
			   n, n, n);
}

static int level_of(const struct docx *d, const struct plan_node *n)
{
	return n->level + (d->fill.appendix != NULL);
}

static void begin_heading(struct docx *d, const struct plan_node *n, int style)
{
	int outline = level_of(d, n) - 1;

	word_open(d, style);
	if (outline < 9)
		d->open.outline = outline;
	if (level_of(d, n) <= EXPORT_CONTENTS)
		bookmark_add(d);
	number_heading(d, n);
}

/* "Chương I" above its title (R44–R47): one paragraph of two lines, so that
 * Word's outline names both. The style is the number's: LibreOffice measures
 * a number in the capitals of its paragraph. */
static void write_unit(struct docx *d, const struct plan_node *n)
{
	begin_heading(d, n, d->style->unit_number);
	if (n->text.count)
		buf_add(&d->open.runs, STR("<w:r><w:br/></w:r>"));
	word_add_as(d, fill_node(&d->fill, n), d->style->unit_title);
}

static int heading_style(const struct docx *d, const struct plan_node *n)
{
	int level = n->depth < HEADING_LEVELS ? n->depth : HEADING_LEVELS;

	return n->unit ? d->style->unit_run_in : d->style->headings[level - 1];
}

static void write_siblings(struct docx *, const struct plan_node *first,
			   const struct plan_node *parent,
			   struct word_place above);

static void write_heading(struct docx *d, const struct plan_node *n)
{
	const struct plan_node *rest = n->first;

	if (n->own_line) {
		write_unit(d, n);
	} else if (n->unit && !n->text.count && rest &&
		   rest->kind == PLAN_PARAGRAPH) {
		/* "Điều 1. …": the first paragraph stands on its line */
		begin_heading(d, n, d->style->paragraph);
		add_node(d, rest);
		rest = rest->next;
	} else {
		begin_heading(d, n, heading_style(d, n));
		add_node(d, n);
	}
	write_siblings(d, rest, n, (struct word_place){ 0, 0 });
}

/* ---- nodes -------------------------------------------------------------- */

static struct word_place write_item(struct docx *d, const struct plan_node *n,
				    const struct plan_node *parent,
				    struct word_place above,
				    struct word_place beside)
{
	struct word_place place;

	word_open(d, d->style->item);
	place = number_item(d, n, parent, above, beside);
	add_node(d, n);
	write_siblings(d, n->first, n, place);
	return place;
}

/* ---- the table of contents ---------------------------------------------- */

static void add_field_char(struct docx *d, const char *type)
{
	buf_printf(&d->open.runs, "<w:r><w:fldChar w:fldCharType=\"%s\"/></w:r>",
		   type);
}

static void write_entry(struct docx *d, struct plan_text label,
			struct plan_text title, int *count)
{
	word_open(d, d->style->contents);
	d->open.before -= d->style->texts[d->open.style].before.natural;
	if (!(*count)++) {
		add_field_char(d, "begin");
		buf_printf(&d->open.runs, "<w:r><w:instrText xml:space="
			   "\"preserve\"> TOC \\o \"1-%d\" \\u </w:instrText>"
			   "</w:r>", EXPORT_CONTENTS);
		add_field_char(d, "separate");
	}
	word_add(d, label);
	word_add(d, title);
	word_leader(d);
	buf_printf(&d->open.runs, "<w:fldSimple w:instr=\" PAGEREF _Toc%d \" "
		   "w:dirty=\"true\"><w:r><w:t>%u</w:t></w:r></w:fldSimple>",
		   *count, d->set->page_of(d->set->context,
					   (uint32_t)*count - 1));
}

static struct plan_text words(struct docx *d, struct str s)
{
	return fill_append(&d->fill, (struct plan_text){ .count = 0 }, s);
}

/* In the order in which the headings take their bookmarks. */
static void write_entries(struct docx *d, const struct plan_node *parent,
			  int deeper, int *count)
{
	for (const struct plan_node *n = parent->first; n; n = n->next) {
		if (n->kind != PLAN_HEADING ||
		    n->level + deeper > EXPORT_CONTENTS)
			continue;
		write_entry(d, words(d, str_printf(d->arena, "%.*s ",
						   STR_ARG(n->marker))),
			    n->text, count);
		write_entries(d, n, deeper, count);
	}
}

/* An appendix is named by the block that is its heading. */
static void write_appendix_entry(struct docx *d, int *count)
{
	const struct form *form = style_form(d->style, STR("appendix"));

	for (uint32_t i = 0; form && i < form->block_count; i++)
		if (form->blocks[i].element == ELEMENT_HEADING)
			write_entry(d, fill_append(&d->fill,
				fill_line(&d->fill, &form->blocks[i], 0),
				d->fill.appendix->title.count ? STR(". ")
							      : STR("")),
				d->fill.appendix->title, count);
}

static void write_contents(struct docx *d)
{
	const struct plan_appendix *own = d->fill.appendix;
	const struct plan *p = d->fill.plan;
	int count = 0;

	write_entries(d, &p->body, 0, &count);
	for (uint32_t i = 0; i < p->appendix_count; i++) {
		d->fill.appendix = &p->appendices[i];
		write_appendix_entry(d, &count);
		write_entries(d, &p->appendices[i].body, 1, &count);
	}
	d->fill.appendix = own;
	if (count)
		add_field_char(d, "end");
}

static void write_other(struct docx *d, const struct plan_node *n)
{
	switch (n->kind) {
	case PLAN_HEADING: write_heading(d, n); break;
	case PLAN_PARAGRAPH:
		write_paragraph(d, n, d->style->paragraph);
		break;
	case PLAN_CENTERED:
		write_paragraph(d, n, d->style->centered);
		break;
	case PLAN_TABLE: docx_add_table(d, n); break;
	case PLAN_PICTURE: docx_picture(d, n); break;
	case PLAN_FORM: write_form_line(d, n); break;
	case PLAN_CONTENTS: write_contents(d); break;
	default: break; /* a note is written where it is called */
	}
}

static void write_siblings(struct docx *d, const struct plan_node *first,
			   const struct plan_node *parent,
			   struct word_place above)
{
	struct word_place beside = { 0, 0 };

	for (const struct plan_node *n = first; n; n = n->next) {
		if (n->kind == PLAN_ITEM)
			beside = write_item(d, n, parent, above, beside);
		else
			write_other(d, n);
	}
}

void docx_nodes(struct docx *d, const struct plan_node *parent)
{
	write_siblings(d, parent->first, parent, (struct word_place){ 0, 0 });
}
