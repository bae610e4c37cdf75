/* Styles: each text of the template is a style of Word's. */
#include "export/docx.h"

/* Names that Word knows and gives a meaning; they appear in its own language. */
static struct str known_name(const struct docx *d, int style)
{
	const struct style *s = d->style;

	if (style == s->paragraph || style == s->item)
		return STR("");
	for (int i = 0; i < HEADING_LEVELS; i++)
		if (s->headings[i] == style)
			return str_printf(d->arena, "heading %d", i + 1);
	if (style == s->note.text)
		return STR("footnote text");
	if (style == s->page.folio_style)
		return STR("header");
	if (style == s->table.caption)
		return STR("caption");
	return STR("");
}

struct str style_id(const struct docx *d, int style)
{
	struct str known = known_name(d, style);
	struct buf b = buf_new(d->arena);

	if (style == d->style->paragraph)
		return STR("Normal");
	if (str_starts(known, STR("heading ")))
		return str_printf(d->arena, "Heading%c", known.p[8]);
	buf_printf(&b, "vt-%.*s", STR_ARG(d->style->texts[style].name));
	return buf_str(&b);
}

/* ---- paragraphs --------------------------------------------------------- */

static void add_name(const struct docx *d, struct buf *b, int style)
{
	const struct text_style *t = &d->style->texts[style];
	struct str known = known_name(d, style);

	buf_printf(b, "<w:style w:type=\"paragraph\"%s w:styleId=\"%.*s\">"
		   "<w:name w:val=\"",
		   style == d->style->paragraph ? " w:default=\"1\""
		   : known.n ? "" : " w:customStyle=\"1\"",
		   STR_ARG(style_id(d, style)));
	xml_add(b, style == d->style->paragraph ? STR("Normal")
		   : known.n ? known : t->label.n ? t->label : t->name);
	buf_add(b, STR("\"/>"));
	if (style != d->style->paragraph)
		buf_add(b, STR("<w:basedOn w:val=\"Normal\"/>"));
	if (str_starts(known, STR("heading ")))
		buf_add(b, STR("<w:next w:val=\"Normal\"/>"));
	buf_add(b, STR("<w:qFormat/>"));
}

static void add_paragraph(const struct docx *d, struct buf *b, int style)
{
	static const char *const JC[] = { "left", "center", "right", "both" };
	const struct text_style *t = &d->style->texts[style];
	int level, list = number_of_style(d, style, &level);
	struct str known = known_name(d, style);

	buf_add(b, STR("<w:pPr>"));
	buf_printf(b, "<w:keepNext w:val=\"%d\"/><w:keepLines w:val=\"%d\"/>",
		   t->keep_next > 0, t->keep_whole);
	buf_printf(b, "<w:widowControl w:val=\"%d\"/>", d->style->widow > 1);
	if (list)
		buf_printf(b, "<w:numPr><w:ilvl w:val=\"%d\"/><w:numId "
			   "w:val=\"%d\"/></w:numPr>", level, list);
	buf_printf(b, "<w:spacing w:before=\"%d\" w:after=\"0\" w:line=\"%d\" "
		   "w:lineRule=\"atLeast\"/>", word_twips(t->before.natural),
		   word_twips(t->leading.natural));
	buf_printf(b, "<w:ind w:left=\"0\" w:right=\"0\" w:firstLine=\"%d\"/>"
		   "<w:jc w:val=\"%s\"/>", word_twips(t->indent), JC[t->align]);
	if (str_starts(known, STR("heading ")))
		buf_printf(b, "<w:outlineLvl w:val=\"%c\"/>", known.p[8] - 1);
	buf_add(b, STR("</w:pPr>"));
}

static void add_letters(struct buf *b, const struct text_style *t)
{
	buf_printf(b, "<w:rPr><w:b w:val=\"%d\"/><w:i w:val=\"%d\"/>"
		   "<w:caps w:val=\"%d\"/><w:color w:val=\"%06X\"/><w:sz "
		   "w:val=\"%d\"/><w:szCs w:val=\"%d\"/></w:rPr>",
		   (t->face & FACE_IS_BOLD) != 0,
		   (t->face & FACE_IS_ITALIC) != 0, t->caps, t->color,
		   word_half_points(t->size), word_half_points(t->size));
}

/* ---- the rest ----------------------------------------------------------- */

static void add_defaults(const struct docx *d, struct buf *b)
{
	const struct text_style *t = &d->style->texts[d->style->paragraph];
	struct str f = d->style->family;

	buf_printf(b, "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts "
		   "w:ascii=\"%.*s\" w:hAnsi=\"%.*s\" w:eastAsia=\"%.*s\" "
		   "w:cs=\"%.*s\"/><w:kern w:val=\"2\"/><w:sz w:val=\"%d\"/>"
		   "<w:szCs w:val=\"%d\"/>"
		   "<w:lang w:val=\"%.*s\" w:eastAsia=\"%.*s\" w:bidi=\"ar-SA\"/>"
		   "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>\n",
		   STR_ARG(f), STR_ARG(f), STR_ARG(f), STR_ARG(f),
		   word_half_points(t->size), word_half_points(t->size),
		   STR_ARG(docx_language(d)), STR_ARG(docx_language(d)));
}

static void add_sides(struct buf *b, int weight)
{
	static const char *const SIDES[] = { "top", "left", "bottom", "right",
					     "insideH", "insideV" };

	buf_add(b, STR("<w:tblBorders>"));
	for (int i = 0; i < 6; i++)
		buf_printf(b, "<w:%s w:val=\"single\" w:sz=\"%d\" "
			   "w:space=\"0\" w:color=\"000000\"/>", SIDES[i],
			   weight);
	buf_add(b, STR("</w:tblBorders>"));
}

static void add_table_styles(const struct docx *d, struct buf *b)
{
	const struct table_style *t = &d->style->table;
	int x = word_twips(t->pad_x), y = word_twips(t->pad_y);

	buf_add(b, STR("<w:style w:type=\"table\" w:default=\"1\" w:styleId="
		"\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:tblPr>"
		"<w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar><w:top "
		"w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"0\" w:type=\"dxa\"/>"
		"<w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"0\" "
		"w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>\n"));
	buf_add(b, STR("<w:style w:type=\"table\" w:styleId=\"Grid\"><w:name "
		"w:val=\"Table Grid\"/><w:basedOn w:val=\"TableNormal\"/>"
		"<w:tblPr>"));
	add_sides(b, word_eighths(t->weight));
	buf_printf(b, "<w:tblCellMar><w:top w:w=\"%d\" w:type=\"dxa\"/>"
		   "<w:left w:w=\"%d\" w:type=\"dxa\"/><w:bottom w:w=\"%d\" "
		   "w:type=\"dxa\"/><w:right w:w=\"%d\" w:type=\"dxa\"/>"
		   "</w:tblCellMar></w:tblPr></w:style>\n", y, x, y, x);
}

struct str style_part(struct docx *d)
{
	struct buf b = buf_new(d->arena);

	buf_add(&b, STR("<w:styles xmlns:w=\"http://schemas.openxmlformats.org/"
			"wordprocessingml/2006/main\">\n"));
	add_defaults(d, &b);
	for (uint32_t i = 0; i < d->style->text_count; i++) {
		const struct text_style *t = &d->style->texts[i];

		add_name(d, &b, (int)i);
		add_paragraph(d, &b, (int)i);
		add_letters(&b, t);
		buf_add(&b, STR("</w:style>\n"));
	}
	buf_add(&b, STR("<w:style w:type=\"character\" w:default=\"1\" "
		"w:styleId=\"Letters\"><w:name w:val=\"Default Paragraph Font\""
		"/></w:style>\n<w:style w:type=\"character\" w:styleId="
		"\"NoteMark\"><w:name w:val=\"footnote reference\"/><w:rPr>"
		"<w:vertAlign w:val=\"superscript\"/></w:rPr></w:style>\n"));
	add_table_styles(d, &b);
	buf_add(&b, STR("</w:styles>\n"));
	return buf_str(&b);
}
