#include "pdf/meta.h"

#include <stdlib.h>
#include <time.h>

/* ---- facts -------------------------------------------------------------- */

static struct str date_text(struct arena *arena, int64_t date,
			    const char *format)
{
	char text[40];
	time_t t = (time_t)date;
	struct tm tm;
	size_t n;

	gmtime_r(&t, &tm);
	n = strftime(text, sizeof text, format, &tm);
	return str_copy(arena, (struct str){ text, (uint32_t)n });
}

static void put_fact(struct buf *b, const char *key, struct str value)
{
	if (!value.n)
		return;
	buf_add(b, str_of(key));
	put_text(b, value);
}

void info_put(struct file *f, uint32_t object, const struct galley *g,
	      const struct pdf_options *o)
{
	struct str date = date_text(f->arena, o->date, "D:%Y%m%d%H%M%SZ");
	struct buf b = buf_new(f->arena);

	buf_add(&b, STR("<<"));
	put_fact(&b, "/Title", g->title);
	put_fact(&b, "/Author", g->author);
	put_fact(&b, "/Subject", g->subject_line);
	put_fact(&b, "/Creator", STR("vanthu"));
	put_fact(&b, "/Producer", o->producer);
	put_fact(&b, "/CreationDate", date);
	put_fact(&b, "/ModDate", date);
	buf_add(&b, STR(">>"));
	file_put(f, object, buf_str(&b));
}

/* ---- XMP ---------------------------------------------------------------- */

static void put_xml(struct buf *b, struct str s)
{
	for (uint32_t i = 0; i < s.n; i++) {
		switch (s.p[i]) {
		case '&': buf_add(b, STR("&amp;")); break;
		case '<': buf_add(b, STR("&lt;")); break;
		case '>': buf_add(b, STR("&gt;")); break;
		default: buf_char(b, s.p[i]);
		}
	}
}

static void put_element(struct buf *b, const char *name, struct str value)
{
	if (!value.n)
		return;
	buf_printf(b, "<%s>", name);
	put_xml(b, value);
	buf_printf(b, "</%s>\n", name);
}

static void put_worded(struct buf *b, const char *name, struct str value)
{
	if (!value.n)
		return;
	buf_printf(b, "<%s><rdf:Alt><rdf:li xml:lang=\"x-default\">", name);
	put_xml(b, value);
	buf_printf(b, "</rdf:li></rdf:Alt></%s>\n", name);
}

static void put_facts(struct buf *b, const struct galley *g,
		      const struct pdf_options *o)
{
	struct str date = date_text(b->arena, o->date, "%Y-%m-%dT%H:%M:%SZ");

	put_worded(b, "dc:title", g->title);
	if (g->author.n) {
		buf_add(b, STR("<dc:creator><rdf:Seq><rdf:li>"));
		put_xml(b, g->author);
		buf_add(b, STR("</rdf:li></rdf:Seq></dc:creator>\n"));
	}
	put_worded(b, "dc:description", g->subject_line);
	buf_add(b, STR("<dc:language><rdf:Bag><rdf:li>"));
	put_xml(b, g->language);
	buf_add(b, STR("</rdf:li></rdf:Bag></dc:language>\n"));
	put_element(b, "xmp:CreatorTool", STR("vanthu"));
	put_element(b, "xmp:CreateDate", date);
	put_element(b, "xmp:ModifyDate", date);
	put_element(b, "pdf:Producer", o->producer);
}

/* PDF/A knows no words of PDF/UA: they have to be described. */
static const char DESCRIBED[] =
	"<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
	"<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\n"
	"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/"
	"</pdfaSchema:namespaceURI>\n"
	"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
	"<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
	"<pdfaProperty:name>part</pdfaProperty:name>\n"
	"<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
	"<pdfaProperty:category>internal</pdfaProperty:category>\n"
	"<pdfaProperty:description>Part of ISO 14289 that the file keeps"
	"</pdfaProperty:description>\n"
	"</rdf:li></rdf:Seq></pdfaSchema:property>\n"
	"</rdf:li></rdf:Bag></pdfaExtension:schemas>\n";

static void put_claims(struct buf *b, enum pdf_profile profile)
{
	static const struct {
		int part;
		char level;
		bool for_all; /* PDF/UA-1 too */
	} CLAIMS[] = { [PDF_A2A] = { 2, 'A', true },
		       [PDF_A3A] = { 3, 'A', true },
		       [PDF_A1B] = { 1, 'B', false },
		       [PDF_17] = { 0, 0, false } };

	if (!CLAIMS[profile].part)
		return;
	buf_printf(b, "<pdfaid:part>%d</pdfaid:part>\n"
		   "<pdfaid:conformance>%c</pdfaid:conformance>\n",
		   CLAIMS[profile].part, CLAIMS[profile].level);
	if (CLAIMS[profile].for_all) {
		buf_add(b, STR("<pdfuaid:part>1</pdfuaid:part>\n"));
		buf_add(b, STR(DESCRIBED));
	}
}

uint32_t metadata_write(struct file *f, const struct galley *g,
			const struct pdf_options *o)
{
	uint32_t object = file_reserve(f);
	struct buf b = buf_new(f->arena);

	buf_add(&b, STR("<?xpacket begin=\"\xEF\xBB\xBF\" "
			"id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
			"<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
			"<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/"
			"22-rdf-syntax-ns#\">\n"
			"<rdf:Description rdf:about=\"\"\n"
			" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
			" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n"
			" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n"
			" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"\n"
			" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"\n"
			" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/"
			"extension/\"\n"
			" xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/"
			"schema#\"\n"
			" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/"
			"property#\">\n"));
	put_facts(&b, g, o);
	put_claims(&b, o->profile);
	buf_add(&b, STR("</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n"
			"<?xpacket end=\"r\"?>"));
	/* not packed: archives look for it in the bytes (ISO 19005-1, 6.7.2) */
	file_put_stream(f, object, STR("/Type/Metadata/Subtype/XML"),
			buf_str(&b), false);
	return object;
}

/* ---- outline ------------------------------------------------------------ */

void put_place(struct buf *b, const struct pages *pages,
	       const struct bookmark *mark, const uint32_t *page_objects)
{
	const struct page *page = &pages->items[mark->page];

	buf_char(b, '[');
	put_ref(b, page_objects[mark->page]);
	buf_add(b, STR("/XYZ "));
	put_real(b, real_of(pages->galley->style->page.left));
	buf_char(b, ' ');
	put_real(b, real_of(page->height - mark->y));
	buf_add(b, STR(" null]"));
}

/* Entries by their index, one more than bookmarks: [0] is the outline. */
struct entry {
	uint32_t parent, before, next, first, last, inside;
};

static int level_of(const struct pages *pages, uint32_t i)
{
	return pages->galley->elements[pages->bookmarks[i].element].level;
}

static struct entry *nest(struct arena *arena, const struct pages *pages)
{
	uint32_t count = pages->bookmark_count;
	struct entry *entries = arena_array(arena, struct entry, count + 1);
	uint32_t *open = arena_array(arena, uint32_t, count + 1), depth = 0;

	for (uint32_t i = 1; i <= count; i++) {
		struct entry *parent;

		while (depth && level_of(pages, open[depth] - 1) >=
					level_of(pages, i - 1))
			depth--;
		entries[i].parent = depth ? open[depth] : 0;
		parent = &entries[entries[i].parent];
		entries[i].before = parent->last;
		if (parent->last)
			entries[parent->last].next = i;
		else
			parent->first = i;
		parent->last = i;
		parent->inside++;
		open[++depth] = i;
	}
	return entries;
}

static void put_entry_ref(struct buf *b, const char *key, uint32_t entry,
			  uint32_t root)
{
	if (!entry)
		return;
	buf_add(b, str_of(key));
	put_ref(b, root + entry);
}

/* Only the first level is open, as long outlines are read best. */
static void write_entry(struct file *f, const struct pages *pages,
			const uint32_t *page_objects, uint32_t root,
			const struct entry *entries, uint32_t i)
{
	const struct bookmark *mark = &pages->bookmarks[i - 1];
	const struct entry *e = &entries[i];
	struct buf b = buf_new(f->arena);

	buf_add(&b, STR("<</Title"));
	put_text(&b, pages->galley->elements[mark->element].title);
	buf_add(&b, STR("/Parent "));
	put_ref(&b, root + e->parent);
	put_entry_ref(&b, "/Prev ", e->before, root);
	put_entry_ref(&b, "/Next ", e->next, root);
	put_entry_ref(&b, "/First ", e->first, root);
	put_entry_ref(&b, "/Last ", e->last, root);
	if (e->inside)
		buf_printf(&b, "/Count %s%u", e->parent ? "-" : "", e->inside);
	buf_add(&b, STR("/Dest"));
	put_place(&b, pages, mark, page_objects);
	buf_add(&b, STR(">>"));
	file_put(f, root + i, buf_str(&b));
}

/* What is seen when it is opened: the first level and what stands below it. */
static uint32_t visible(const struct entry *entries, uint32_t count)
{
	uint32_t seen = 0;

	for (uint32_t i = 1; i <= count; i++)
		seen += !entries[i].parent ||
			!entries[entries[i].parent].parent;
	return seen;
}

uint32_t outline_write(struct file *f, const struct pages *pages,
		       const uint32_t *page_objects)
{
	uint32_t count = pages->bookmark_count, root;
	struct entry *entries;

	if (!count)
		return 0;
	entries = nest(f->arena, pages);
	root = file_reserve(f);
	for (uint32_t i = 0; i < count; i++)
		file_reserve(f);
	for (uint32_t i = 1; i <= count; i++)
		write_entry(f, pages, page_objects, root, entries, i);
	file_put(f, root, str_printf(f->arena,
		"<</Type/Outlines/First %u 0 R/Last %u 0 R/Count %u>>",
		root + entries[0].first, root + entries[0].last,
		visible(entries, count)));
	return root;
}

/* ---- page labels -------------------------------------------------------- */

void put_page_labels(struct buf *b, const struct pages *pages)
{
	buf_add(b, STR("/PageLabels<</Nums["));
	for (uint32_t i = 0; i < pages->count; i++) {
		uint32_t number = pages->items[i].number;

		if (i && number == pages->items[i - 1].number + 1)
			continue;
		buf_printf(b, "%u<</S/D", i);
		if (number != 1)
			buf_printf(b, "/St %u", number);
		buf_add(b, STR(">>"));
	}
	buf_add(b, STR("]>>"));
}

/* ---- attachments -------------------------------------------------------- */

/* "text/plain" as a name: a slash would begin another. */
static void put_media(struct buf *b, struct str media)
{
	buf_add(b, STR("/Subtype/"));
	for (uint32_t i = 0; i < media.n; i++) {
		if (media.p[i] == '/')
			buf_add(b, STR("#2F"));
		else
			buf_char(b, media.p[i]);
	}
}

static uint32_t write_attachment(struct file *f, const struct pdf_attachment *a,
				 struct str date)
{
	uint32_t bytes = file_reserve(f), object = file_reserve(f);
	struct buf b = buf_new(f->arena);

	buf_add(&b, STR("/Type/EmbeddedFile"));
	put_media(&b, a->media);
	buf_printf(&b, "/Params<</Size %u/ModDate", a->bytes.n);
	put_bytes(&b, date);
	buf_add(&b, STR(">>"));
	file_put_stream(f, bytes, buf_str(&b), a->bytes, true);
	b = buf_new(f->arena);
	buf_add(&b, STR("<</Type/Filespec/F"));
	put_text(&b, a->shown);
	buf_add(&b, STR("/UF"));
	put_text(&b, a->shown);
	buf_add(&b, STR("/AFRelationship/"));
	buf_add(&b, a->relation);
	put_fact(&b, "/Desc", a->says);
	buf_printf(&b, "/EF<</F %u 0 R/UF %u 0 R>>>>", bytes, bytes);
	file_put(f, object, buf_str(&b));
	return object;
}

void put_attachments(struct buf *b, struct file *f, const struct pdf_options *o)
{
	struct str date = date_text(f->arena, o->date, "D:%Y%m%d%H%M%SZ");
	struct buf names = buf_new(f->arena);

	if (!o->attachment_count)
		return;
	buf_add(b, STR("/AF["));
	for (uint32_t i = 0; i < o->attachment_count; i++) {
		uint32_t object = write_attachment(f, &o->attachments[i], date);

		put_ref(b, object);
		buf_char(b, ' ');
		put_bytes(&names, o->attachments[i].name);
		buf_printf(&names, "%u 0 R ", object);
	}
	buf_add(b, STR("]/Names<</EmbeddedFiles<</Names["));
	buf_add(b, buf_str(&names));
	buf_add(b, STR("]>>>>"));
}
