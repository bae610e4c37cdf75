/* Paragraphs and runs as WordprocessingML. */
#include "export/docx.h"

int word_twips(dim d)
{
	return (int)(((int64_t)d * 20 + (d < 0 ? -512 : 512)) / DIM_PT);
}

int word_half_points(dim d)
{
	return (int)(((int64_t)d * 2 + 512) / DIM_PT);
}

int word_eighths(dim d)
{
	int n = (int)(((int64_t)d * 8 + 512) / DIM_PT);

	return n < 2 ? 2 : n;
}

/* Control characters and U+FFFE, U+FFFF may not stand in XML. */
void xml_add(struct buf *b, struct str s)
{
	for (uint32_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == 0xEF && i + 2 < s.n &&
		    (unsigned char)s.p[i + 1] == 0xBF &&
		    (unsigned char)s.p[i + 2] >= 0xBE)
			i += 2;
		else if (c == '&')
			buf_add(b, STR("&amp;"));
		else if (c == '<')
			buf_add(b, STR("&lt;"));
		else if (c == '>')
			buf_add(b, STR("&gt;"));
		else if (c == '"')
			buf_add(b, STR("&quot;"));
		else if (c >= ' ')
			buf_char(b, (char)c);
	}
}

int link_add(struct docx *d, const char *type, struct str target, bool outside)
{
	struct buf *b = d->out == &d->notes ? &d->note_links : &d->links;

	buf_printf(b, "<Relationship Id=\"rId%d\" Type=\"http://schemas."
		   "openxmlformats.org/officeDocument/2006/relationships/%s\" "
		   "Target=\"", ++d->link_count, type);
	xml_add(b, target);
	buf_printf(b, "\"%s/>", outside ? " TargetMode=\"External\"" : "");
	return d->link_count;
}

/* ---- paragraphs --------------------------------------------------------- */

struct word_paragraph *word_open(struct docx *d, int style)
{
	const struct text_style *t = &d->style->texts[style];

	word_close(d);
	d->open = (struct word_paragraph){
		.is_open = true, .style = style, .outline = -1,
		.before = t->before.natural + d->gap, .first = t->indent,
		.keep_next = d->keep_all, .runs = buf_new(d->arena),
	};
	d->gap = 0;
	d->after_table = false;
	return &d->open;
}

static void add_spacing(struct buf *b, const struct word_paragraph *p,
			const struct text_style *t)
{
	if (p->before == t->before.natural && !p->after && !p->exact)
		return;
	buf_printf(b, "<w:spacing w:before=\"%d\" w:after=\"%d\"",
		   word_twips(p->before), word_twips(p->after));
	if (p->exact)
		buf_printf(b, " w:line=\"%d\" w:lineRule=\"exact\"",
			   word_twips(p->exact) ? word_twips(p->exact) : 1);
	buf_add(b, STR("/>"));
}

static void add_indents(struct buf *b, const struct word_paragraph *p,
			const struct text_style *t)
{
	if (p->first == t->indent && !p->left && !p->right)
		return;
	buf_printf(b, "<w:ind w:left=\"%d\" w:right=\"%d\" w:firstLine=\"%d\"/>",
		   word_twips(p->left), word_twips(p->right),
		   word_twips(p->first));
}

/* The schema wants the properties in this order. */
static void add_properties(struct docx *d, const struct word_paragraph *p)
{
	const struct text_style *t = &d->style->texts[p->style];
	struct buf *b = d->out;

	buf_printf(b, "<w:pPr><w:pStyle w:val=\"%.*s\"/>",
		   STR_ARG(style_id(d, p->style)));
	if (p->keep_next && !t->keep_next)
		buf_add(b, STR("<w:keepNext/>"));
	buf_add(b, p->frame);
	if (p->list < 0)
		buf_add(b, STR("<w:numPr><w:numId w:val=\"0\"/></w:numPr>"));
	else if (p->list)
		buf_printf(b, "<w:numPr><w:ilvl w:val=\"%d\"/>"
			   "<w:numId w:val=\"%d\"/></w:numPr>", p->level,
			   p->list);
	buf_add(b, p->border);
	buf_add(b, p->tabs);
	add_spacing(b, p, t);
	add_indents(b, p, t);
	if (p->outline >= 0)
		buf_printf(b, "<w:outlineLvl w:val=\"%d\"/>", p->outline);
	if (p->exact)
		buf_add(b, STR("<w:rPr><w:sz w:val=\"2\"/>"
			       "<w:szCs w:val=\"2\"/></w:rPr>"));
	buf_add(b, p->section);
	buf_add(b, STR("</w:pPr>"));
}

void word_close(struct docx *d)
{
	if (!d->open.is_open)
		return;
	buf_add(d->out, STR("<w:p>"));
	add_properties(d, &d->open);
	buf_add(d->out, buf_str(&d->open.runs));
	buf_add(d->out, STR("</w:p>\n"));
	d->open.is_open = false;
}

struct word_paragraph *word_blank(struct docx *d, dim height)
{
	struct word_paragraph *p;
	dim gap = d->gap;

	d->gap = 0;
	p = word_open(d, d->style->paragraph);
	p->before = gap;
	p->first = 0;
	p->exact = height;
	return p;
}

/* ---- runs --------------------------------------------------------------- */

static void add_look(struct buf *b, const struct text_style *t,
		     const struct text_style *of)
{
	static const char *const ON[] = { " w:val=\"0\"", "" };

	if ((t->face ^ of->face) & FACE_IS_BOLD)
		buf_printf(b, "<w:b%s/>", ON[(t->face & FACE_IS_BOLD) != 0]);
	if ((t->face ^ of->face) & FACE_IS_ITALIC)
		buf_printf(b, "<w:i%s/>", ON[(t->face & FACE_IS_ITALIC) != 0]);
	if (t->caps != of->caps)
		buf_printf(b, "<w:caps%s/>", ON[t->caps]);
	if (t->size != of->size)
		buf_printf(b, "<w:sz w:val=\"%d\"/><w:szCs w:val=\"%d\"/>",
			   word_half_points(t->size), word_half_points(t->size));
}

static bool is_number(struct str s, uint32_t at)
{
	return at < s.n && ((s.p[at] >= '0' && s.p[at] <= '9') ||
			    s.p[at] == 'I' || s.p[at] == 'V' || s.p[at] == 'X');
}

/* Between "Điều" and its number a line may not end: the space there does not
 * give way. */
static struct str with_hard_spaces(struct docx *d, struct str s)
{
	const struct word_set *after = &d->style->no_break.after;
	struct buf b = buf_new(d->arena);
	uint32_t word = 0;

	for (uint32_t i = 0; i < s.n; i++) {
		bool hard = false;

		for (uint32_t k = 0; s.p[i] == ' ' && k < after->count; k++)
			hard |= is_number(s, i + 1) &&
				str_eq(str_slice(s, word, i), after->items[k]);
		if (hard)
			buf_add(&b, STR("\u00a0"));
		else
			buf_char(&b, s.p[i]);
		if (s.p[i] == ' ')
			word = i + 1;
	}
	return buf_str(&b);
}

static void add_words(struct docx *d, const struct plan_run *run,
		      const struct text_style *base)
{
	struct buf *b = &d->open.runs;
	struct text_style look = *base;

	/* emphasis in italic text is upright, as printers do */
	if (run->style & PLAN_STRONG)
		look.face |= FACE_IS_BOLD;
	if (run->style & PLAN_EMPHASIS)
		look.face ^= FACE_IS_ITALIC;
	buf_add(b, STR("<w:r><w:rPr>"));
	add_look(b, &look, &d->style->texts[d->open.style]);
	buf_add(b, STR("</w:rPr><w:t xml:space=\"preserve\">"));
	xml_add(b, with_hard_spaces(d, run->text));
	buf_add(b, STR("</w:t></w:r>"));
}

static void add_run(struct docx *d, const struct plan_run *run,
		    const struct text_style *base)
{
	struct buf *b = &d->open.runs;

	if (run->link.n && run->text.n)
		buf_printf(b, "<w:hyperlink r:id=\"rId%d\" w:history=\"1\">",
			   link_add(d, "hyperlink", run->link, true));
	if (run->text.n)
		add_words(d, run, base);
	if (run->link.n && run->text.n)
		buf_add(b, STR("</w:hyperlink>"));
	if (run->note)
		docx_note(d, run->note);
}

void word_add_as(struct docx *d, struct plan_text text, int style)
{
	for (uint32_t i = 0; i < text.count; i++)
		add_run(d, &text.runs[i], &d->style->texts[style]);
}

void word_add(struct docx *d, struct plan_text text)
{
	word_add_as(d, text, d->open.style);
}

void word_leader(struct docx *d)
{
	d->open.tabs = str_printf(d->arena, "<w:tabs><w:tab w:val=\"right\" "
				  "w:leader=\"dot\" w:pos=\"%d\"/></w:tabs>",
				  word_twips(d->measure));
	buf_add(&d->open.runs, STR("<w:r><w:tab/></w:r>"));
}

/* ---- rules -------------------------------------------------------------- */

/* "1/3 to 1/2 of the text line" of a text of several lines: a length that is
 * right for the longest and for the last, when there is one. */
static dim rule_length(const struct block *block, struct word_lines above)
{
	double least = (double)above.longest * block->least_share;
	double most = (double)above.last * block->most_share;

	if (least > most)
		least = (double)above.last * block->least_share;
	return (dim)((least + most) / 2);
}

/* The upper border of a low paragraph, whose indents say how long it is. */
void word_rule(struct docx *d, const struct block *block,
	       struct word_lines above, int style)
{
	dim length = rule_length(block, above);
	dim low = d->set->descent(d->set->context,
				   d->style->texts[style].face,
				   d->style->texts[style].size);
	struct word_paragraph *p;

	if (!above.last)
		return;
	if (d->open.is_open)
		d->open.keep_next = true;
	p = word_blank(d, DIM_PT);
	p->before = block->drop > low ? block->drop - low : 0;
	p->left = p->right = (d->measure - length) / 2;
	p->border = str_printf(d->arena, "<w:pBdr><w:top w:val=\"single\" "
		"w:sz=\"%d\" w:space=\"0\" w:color=\"000000\"/></w:pBdr>",
		word_eighths(block->weight));
}
