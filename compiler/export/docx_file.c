/* The parts of a Word file, and the archive that holds them. Nothing in it
 * depends on the clock, the machine or its time zone. */
#include "export/docx.h"

#include <zip.h>

#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define WORD_TYPE "application/vnd.openxmlformats-officedocument." \
	"wordprocessingml."

static const char HEAD[] = "<?xml version=\"1.0\" encoding=\"UTF-8\" "
			   "standalone=\"yes\"?>\n";

void part_add(struct docx *d, const char *name, const char *type,
	      struct str bytes)
{
	d->parts = arena_grow(d->arena, d->parts, d->part_count,
			      sizeof *d->parts);
	d->parts[d->part_count++] = (struct word_part){
		str_of(name), str_of(type ? type : ""),
		type ? str_printf(d->arena, "%s%.*s", HEAD, STR_ARG(bytes))
		     : bytes,
	};
}

struct str docx_language(const struct docx *d)
{
	return str_is(d->style->language, "vi") ? STR("vi-VN")
						: d->style->language;
}

/* ---- properties --------------------------------------------------------- */

struct date {
	int year, month, day;
};

static struct date date_of(int64_t seconds)
{
	int64_t days = seconds / 86400 + 719468;
	int64_t era = days / 146097, doe = days % 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;
	struct date d = { (int)(yoe + era * 400),
			  (int)(mp < 10 ? mp + 3 : mp - 9),
			  (int)(doy - (153 * mp + 2) / 5 + 1) };

	d.year += d.month <= 2;
	return d;
}

static void add_fact(struct buf *b, const char *element, struct str text)
{
	if (!text.n)
		return;
	buf_printf(b, "<%s>", element);
	xml_add(b, text);
	buf_printf(b, "</%s>", element);
}

static void add_core(struct docx *d, int64_t seconds)
{
	const struct plan *p = d->fill.plan;
	struct buf b = buf_new(d->arena);
	struct date at = date_of(seconds);
	static const char *const TIMES[] = { "created", "modified" };

	buf_add(&b, STR("<cp:coreProperties xmlns:cp=\"" PACKAGE
		"metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/"
		"elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" "
		"xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"));
	add_fact(&b, "dc:title", docx_title(d));
	add_fact(&b, "dc:creator",
		 p->agency_count ? p->agencies[0].name : STR(""));
	add_fact(&b, "dc:subject", p->symbol.n
		 ? str_printf(d->arena, "%.*s/%.*s", STR_ARG(p->number),
			      STR_ARG(p->symbol)) : STR(""));
	add_fact(&b, "dc:language", docx_language(d));
	for (int i = 0; i < 2; i++)
		buf_printf(&b, "<dcterms:%s xsi:type=\"dcterms:W3CDTF\">"
			   "%04d-%02d-%02dT00:00:00Z</dcterms:%s>", TIMES[i],
			   at.year, at.month, at.day, TIMES[i]);
	buf_add(&b, STR("</cp:coreProperties>\n"));
	part_add(d, "docProps/core.xml", "core", buf_str(&b));
	part_add(d, "docProps/app.xml", "app", STR("<Properties xmlns=\""
		OFFICE "extended-properties\"><Application>vanthu"
		"</Application></Properties>\n"));
}

/* ---- relationships, types ----------------------------------------------- */

static struct str relationships(struct docx *d, struct str inside)
{
	return str_printf(d->arena, "<Relationships xmlns=\"" PACKAGE
			  "relationships\">%.*s</Relationships>\n",
			  STR_ARG(inside));
}

static void add_relationships(struct docx *d)
{
	part_add(d, "word/_rels/document.xml.rels", "rels",
		 relationships(d, buf_str(&d->links)));
	part_add(d, "_rels/.rels", "rels", relationships(d, STR(
		"<Relationship Id=\"rId1\" Type=\"" OFFICE "relationships/"
		"officeDocument\" Target=\"word/document.xml\"/>"
		"<Relationship Id=\"rId2\" Type=\"" PACKAGE "relationships/"
		"metadata/core-properties\" Target=\"docProps/core.xml\"/>"
		"<Relationship Id=\"rId3\" Type=\"" OFFICE "relationships/"
		"extended-properties\" Target=\"docProps/app.xml\"/>")));
	if (d->note_links.n)
		part_add(d, "word/_rels/footnotes.xml.rels", "rels",
			 relationships(d, buf_str(&d->note_links)));
}

static struct str type_of(struct docx *d, struct str kind)
{
	if (str_is(kind, "core"))
		return STR("application/vnd.openxmlformats-package."
			   "core-properties+xml");
	if (str_is(kind, "app"))
		return STR("application/vnd.openxmlformats-officedocument."
			   "extended-properties+xml");
	return str_printf(d->arena, WORD_TYPE "%.*s+xml", STR_ARG(kind));
}

static void add_types(struct docx *d)
{
	struct buf b = buf_new(d->arena);

	buf_add(&b, STR("<Types xmlns=\"" PACKAGE "content-types\"><Default "
		"Extension=\"rels\" ContentType=\"application/vnd."
		"openxmlformats-package.relationships+xml\"/><Default "
		"Extension=\"xml\" ContentType=\"application/xml\"/><Default "
		"Extension=\"png\" ContentType=\"image/png\"/><Default "
		"Extension=\"jpeg\" ContentType=\"image/jpeg\"/>"));
	for (uint32_t i = 0; i < d->part_count; i++) {
		struct str type = d->parts[i].type;

		if (type.n && !str_is(type, "rels"))
			buf_printf(&b, "<Override PartName=\"/%.*s\" "
				   "ContentType=\"%.*s\"/>",
				   STR_ARG(d->parts[i].name),
				   STR_ARG(type_of(d, type)));
	}
	buf_add(&b, STR("</Types>\n"));
	part_add(d, "[Content_Types].xml", "rels", buf_str(&b));
}

/* ---- the archive -------------------------------------------------------- */

static bool add_entry(struct docx *d, zip_t *zip, const struct word_part *part,
		      struct date at)
{
	zip_source_t *source = zip_source_buffer(zip, part->bytes.p,
						 part->bytes.n, 0);
	int year = at.year < 1980 ? 1980 : at.year > 2107 ? 2107 : at.year;
	zip_uint16_t day = (zip_uint16_t)((year - 1980) << 9 | at.month << 5 |
					  at.day);
	zip_int64_t index;

	if (!source)
		return false;
	index = zip_file_add(zip, str_terminated(d->arena, part->name), source,
			     ZIP_FL_ENC_UTF_8);
	if (index < 0) {
		zip_source_free(source);
		return false;
	}
	return zip_set_file_compression(zip, (zip_uint64_t)index, ZIP_CM_DEFLATE,
					9) == 0 &&
	       zip_file_set_dostime(zip, (zip_uint64_t)index, 0, day, 0) == 0;
}

static struct str read_all(struct arena *arena, zip_source_t *source)
{
	struct str out = { NULL, 0 };
	zip_stat_t st;
	char *bytes;

	if (zip_source_stat(source, &st) < 0 || st.size > INT32_MAX ||
	    zip_source_open(source) < 0)
		return out;
	bytes = arena_alloc(arena, (size_t)st.size);
	if (zip_source_read(source, bytes, st.size) == (zip_int64_t)st.size)
		out = (struct str){ bytes, (uint32_t)st.size };
	zip_source_close(source);
	return out;
}

/* The types come first: readers of streams want it so. */
static bool add_all(struct docx *d, zip_t *zip, struct date at)
{
	bool good = add_entry(d, zip, &d->parts[d->part_count - 1], at);

	for (uint32_t i = 0; i + 1 < d->part_count && good; i++)
		good = add_entry(d, zip, &d->parts[i], at);
	return good;
}

struct str docx_zip(struct docx *d, int64_t seconds)
{
	struct str out = { NULL, 0 };
	zip_source_t *source;
	zip_t *zip;
	bool good;

	add_core(d, seconds);
	add_relationships(d);
	add_types(d);
	source = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip = source ? zip_open_from_source(source, ZIP_TRUNCATE, NULL) : NULL;
	if (!zip) {
		zip_source_free(source);
		return out;
	}
	zip_source_keep(source);
	good = add_all(d, zip, date_of(seconds));
	if (!good || zip_close(zip) < 0)
		zip_discard(zip);
	else
		out = read_all(d->arena, source);
	zip_source_free(source);
	return out;
}
