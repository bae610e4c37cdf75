/* Pages: sections, headers with the page number, the first page's own. */
#include "export/docx.h"

#define NAMES "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/" \
	"2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/" \
	"officeDocument/2006/relationships\""

enum { PART_NUMBER = 1, PART_EMPTY, PART_FOOT, PART_NO_FOOT };

void pages_begin(struct docx *d)
{
	link_add(d, "header", STR("header1.xml"), false);
	link_add(d, "header", STR("header2.xml"), false);
	if (!d->fill.plan->contact.n)
		return;
	link_add(d, "footer", STR("footer1.xml"), false);
	link_add(d, "footer", STR("footer2.xml"), false);
}

/* ---- sections ----------------------------------------------------------- */

/* A number stands so far below the paper's edge with its baseline. */
static dim header_top(const struct docx *d)
{
	const struct text_style *t = &d->style->texts[d->style->page.folio_style];
	dim low = d->set->descent(d->set->context, t->face, t->size);

	return d->style->page.folio_baseline - t->leading.natural + low;
}

static void add_references(struct docx *d, struct buf *b)
{
	bool first = d->section_count == 1;

	buf_printf(b, "<w:headerReference w:type=\"default\" r:id=\"rId%d\"/>"
		   "<w:headerReference w:type=\"first\" r:id=\"rId%d\"/>",
		   PART_NUMBER,
		   d->style->page.folio_on_first ? PART_NUMBER : PART_EMPTY);
	if (d->fill.plan->contact.n)
		buf_printf(b, "<w:footerReference w:type=\"default\" "
			   "r:id=\"rId%d\"/><w:footerReference "
			   "w:type=\"first\" r:id=\"rId%d\"/>", PART_NO_FOOT,
			   first ? PART_FOOT : PART_NO_FOOT);
}

static struct str section(struct docx *d)
{
	struct page_style p = style_page(d->style, d->landscape);
	struct buf b = buf_new(d->arena);

	buf_add(&b, STR("<w:sectPr>"));
	add_references(d, &b);
	buf_printf(&b, "<w:pgSz w:w=\"%d\" w:h=\"%d\"%s/>",
		   word_twips(p.width), word_twips(p.height),
		   d->landscape ? " w:orient=\"landscape\"" : "");
	buf_printf(&b, "<w:pgMar w:top=\"%d\" w:right=\"%d\" w:bottom=\"%d\" "
		   "w:left=\"%d\" w:header=\"%d\" w:footer=\"%d\" "
		   "w:gutter=\"0\"/>", word_twips(p.top), word_twips(p.right),
		   word_twips(p.bottom), word_twips(p.left),
		   word_twips(header_top(d)), word_twips(p.bottom));
	if (d->new_series)
		buf_add(&b, STR("<w:pgNumType w:start=\"1\"/>"));
	if (d->new_series)
		buf_add(&b, STR("<w:titlePg/>"));
	buf_add(&b, STR("</w:sectPr>"));
	return buf_str(&b);
}

void docx_section(struct docx *d, bool landscape, bool new_series)
{
	struct page_style p = style_page(d->style, landscape);

	if (d->section_count) {
		if (!d->open.is_open)
			word_blank(d, DIM_PT)->before = 0;
		d->open.section = section(d);
		word_close(d);
	}
	d->section_count++;
	d->landscape = landscape;
	d->new_series = new_series;
	d->measure = p.width - p.left - p.right;
	d->gap = 0;
	d->after_table = false;
}

void docx_end(struct docx *d)
{
	d->gap = 0;
	if (!d->open.is_open)
		word_blank(d, DIM_PT);
	word_close(d);
	buf_add(d->out, section(d));
}

/* ---- headers ------------------------------------------------------------ */

static void add_file(struct docx *d, const char *name, const char *element,
		     struct str content)
{
	struct str type = str_of(element[0] == 'h' ? "header" : "footer");

	part_add(d, name, str_terminated(d->arena, type),
		 str_printf(d->arena, "<w:%s " NAMES ">\n%.*s</w:%s>\n",
			    element, STR_ARG(content), element));
}

static struct str folio(struct docx *d)
{
	const struct pattern *p = &d->style->page.folio;
	struct buf b = buf_new(d->arena);

	d->out = &b;
	word_open(d, d->style->page.folio_style);
	for (uint32_t i = 0; i < p->count; i++) {
		if (p->parts[i].field == FIELD_PAGE)
			buf_add(&d->open.runs, STR("<w:fldSimple w:instr="
				"\" PAGE \"><w:r><w:t>2</w:t></w:r>"
				"</w:fldSimple>"));
		else
			word_add(d, fill_append(&d->fill,
				(struct plan_text){ .count = 0 },
				p->parts[i].text));
	}
	word_close(d);
	return buf_str(&b);
}

static struct str nothing(struct docx *d)
{
	struct buf b = buf_new(d->arena);

	d->out = &b;
	word_blank(d, DIM_PT);
	word_close(d);
	return buf_str(&b);
}

void pages_write(struct docx *d)
{
	struct buf *out = d->out;
	struct str number, empty;

	d->gap = 0;
	d->keep_all = false;
	number = folio(d);
	empty = nothing(d);
	add_file(d, "word/header1.xml", "hdr", number);
	add_file(d, "word/header2.xml", "hdr", empty);
	if (d->fill.plan->contact.n) {
		add_file(d, "word/footer1.xml", "ftr",
			 d->foot.n ? buf_str(&d->foot) : empty);
		add_file(d, "word/footer2.xml", "ftr", empty);
	}
	d->out = out;
}
