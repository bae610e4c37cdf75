/* The plan as a Word document that can be edited: real headings, lists, notes
 * and tables. The blocks of the style's form are written from top to bottom,
 * as layout sets them; Word finds lines and pages itself. */
#include "export/docx.h"

#include "base/utf8.h"

#define SPACES "xmlns:w=\"http://schemas.openxmlformats.org/" \
	"wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats" \
	".org/officeDocument/2006/relationships\" xmlns:wp=\"http://schemas." \
	"openxmlformats.org/drawingml/2006/wordprocessingDrawing\" xmlns:a=\"" \
	"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:pic=\"" \
	"http://schemas.openxmlformats.org/drawingml/2006/picture\""

static bool holds_contents(const struct plan_node *parent)
{
	for (const struct plan_node *n = parent->first; n; n = n->next)
		if (n->kind == PLAN_CONTENTS || holds_contents(n))
			return true;
	return false;
}

struct str docx_title(const struct docx *d)
{
	const struct plan *p = d->fill.plan;
	struct str subject = plan_plain(d->arena, &p->subject);

	return utf8_capitalized(d->arena,
		str_printf(d->arena, "%.*s%s%.*s", STR_ARG(p->kind),
			   subject.n ? ": " : "", STR_ARG(subject)));
}

/* Each appendix stands on pages of its own, with numbers of their own. */
static void write_appendices(struct docx *d, struct str form)
{
	for (uint32_t i = 0; i < d->fill.plan->appendix_count; i++) {
		d->fill.appendix = &d->fill.plan->appendices[i];
		if (i || !d->fill.plan->is_appendix_file)
			docx_section(d, d->fill.appendix->landscape, true);
		docx_form(d, style_form(d->style, form));
	}
	d->fill.appendix = NULL;
}

static void write_all(struct docx *d)
{
	const struct plan *p = d->fill.plan;

	number_begin(d);
	pages_begin(d);
	docx_section(d, p->is_appendix_file && p->appendix_count &&
			p->appendices[0].landscape, true);
	if (p->is_appendix_file) {
		write_appendices(d, p->form);
	} else {
		docx_form(d, style_form(d->style, p->form));
		write_appendices(d, STR("appendix"));
	}
	docx_end(d);
}

static void add_settings(struct docx *d)
{
	part_add(d, "word/settings.xml", "settings", str_printf(d->arena,
		"<w:settings " SPACES "><w:defaultTabStop w:val=\"%d\"/>"
		"<w:characterSpacingControl w:val=\"doNotCompress\"/>"
		"<w:footnotePr><w:footnote w:id=\"0\"/><w:footnote w:id=\"1\"/>"
		"</w:footnotePr><w:compat><w:compatSetting "
		"w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft"
		".com/office/word\" w:val=\"15\"/></w:compat><w:themeFontLang "
		"w:val=\"%.*s\"/><w:decimalSymbol w:val=\",\"/><w:listSeparator"
		" w:val=\";\"/></w:settings>\n",
		word_twips(d->style->texts[d->style->paragraph].indent),
		STR_ARG(docx_language(d))));
	link_add(d, "settings", STR("settings.xml"), false);
}

static void add_notes(struct docx *d)
{
	struct str style = style_id(d, d->style->note.text);

	part_add(d, "word/footnotes.xml", "footnotes", str_printf(d->arena,
		"<w:footnotes " SPACES "><w:footnote w:type=\"separator\" "
		"w:id=\"0\"><w:p><w:pPr><w:pStyle w:val=\"%.*s\"/></w:pPr><w:r>"
		"<w:separator/></w:r></w:p></w:footnote><w:footnote w:type="
		"\"continuationSeparator\" w:id=\"1\"><w:p><w:pPr><w:pStyle "
		"w:val=\"%.*s\"/></w:pPr><w:r><w:continuationSeparator/></w:r>"
		"</w:p></w:footnote>\n%.*s</w:footnotes>\n", STR_ARG(style),
		STR_ARG(style), STR_ARG(buf_str(&d->notes))));
	link_add(d, "footnotes", STR("footnotes.xml"), false);
}

static void add_parts(struct docx *d)
{
	part_add(d, "word/document.xml", "document.main", str_printf(d->arena,
		"<w:document " SPACES "><w:body>\n%.*s</w:body></w:document>\n",
		STR_ARG(buf_str(&d->body))));
	pages_write(d);
	part_add(d, "word/styles.xml", "styles", style_part(d));
	link_add(d, "styles", STR("styles.xml"), false);
	part_add(d, "word/numbering.xml", "numbering", number_part(d));
	link_add(d, "numbering", STR("numbering.xml"), false);
	add_notes(d);
	add_settings(d);
}

struct str export_docx(struct arena *arena, const struct plan *plan,
		       const struct rules *rules, const struct style *style,
		       const struct export_set *set, int64_t date)
{
	struct docx d = {
		.arena = arena, .rules = rules, .style = style, .set = set,
		.fill = { .arena = arena, .plan = plan, .style = style },
		.body = buf_new(arena), .notes = buf_new(arena),
		.foot = buf_new(arena),
		.links = buf_new(arena), .note_links = buf_new(arena),
		.has_contents = holds_contents(&plan->body),
	};

	d.out = &d.body;
	fill_find_final(&d.fill, style_form(style, plan->form));
	write_all(&d);
	add_parts(&d);
	return docx_zip(&d, date);
}
