/* The part of read.h that knows libxml2's ways: parsing, schemas, and what
 * its errors mean in our words. No DTD, no entities, no network: a template
 * may come with a document from anywhere. */
#include "template/read.h"

#include "base/digest.h"

#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <libxml/xmlIO.h>
#include <stdio.h>
#include <string.h>

bool read_bytes(struct arena *arena, const char *path, struct str *out)
{
	FILE *f = fopen(path, "rb");
	size_t room = 64 * 1024, n = 0;
	char *p;

	if (!f)
		return false;
	p = arena_alloc(arena, room);
	while ((n += fread(p + n, 1, room - n, f)) == room &&
	       room <= READ_MAX_BYTES) {
		char *bigger = arena_alloc(arena, room * 2);

		memcpy(bigger, p, n);
		p = bigger;
		room *= 2;
	}
	bool bad = ferror(f) || n > READ_MAX_BYTES;

	fclose(f);
	*out = (struct str){ p, (uint32_t)n };
	return !bad;
}

/* One complaint a file: what follows may be its consequence. */
void read_invalid(struct reader *r, int line, struct str message)
{
	if (r->failed)
		return;
	diag(r->diags, TEMPLATE_INVALID, (struct span){ 0 }, r->file,
	     str_printf(r->arena, "%d", line), message);
	r->failed = true;
}

void read_bad_value(struct reader *r, const xmlNode *node, struct str value)
{
	if (r->failed)
		return;
	diag(r->diags, TEMPLATE_VALUE, (struct span){ 0 }, r->file,
	     str_printf(r->arena, "%ld", xmlGetLineNo(node)), value);
	r->failed = true;
}

/* libxml2 tells of one fault several times, the nearest first; some tell no
 * line. The first with a line is kept. */
struct fault {
	int code, line;
	char name[2][64]; /* what libxml2 names in it */
	char own[64];     /* the element's own name or style, to find it by */
};

static void copy_name(char *to, size_t room, const char *from)
{
	snprintf(to, room, "%s", from ? from : "");
}

static void copy_own_name(struct fault *f, const xmlNode *node)
{
	xmlChar *name;

	if (!node || node->type != XML_ELEMENT_NODE)
		return;
	name = xmlGetNoNsProp(node, BAD_CAST "name");
	if (!name)
		name = xmlGetNoNsProp(node, BAD_CAST "style");
	copy_name(f->own, sizeof f->own, (char *)name);
	xmlFree(name);
}

static void keep_fault(void *context, xmlError *error)
{
	struct fault *f = context;

	if (f->line || (f->code && !error->line))
		return;
	f->code = error->code;
	f->line = error->line;
	copy_name(f->name[0], sizeof f->name[0], error->str1);
	copy_name(f->name[1], sizeof f->name[1], error->str2);
	copy_own_name(f, error->node);
}

static void ignore(void *context, xmlError *error)
{
	(void)context, (void)error;
}

static void refuse_dtd(void *context, const xmlChar *name,
		       const xmlChar *external, const xmlChar *system)
{
	xmlParserCtxt *parser = context;

	(void)name, (void)external, (void)system;
	*(bool *)parser->_private = true;
	xmlStopParser(parser);
}

static struct str syntax_fault(struct arena *arena, const xmlError *error)
{
	if (!error)
		return STR("không phải XML");
	switch (error->code) {
	case XML_ERR_TAG_NAME_MISMATCH:
	case XML_ERR_TAG_NOT_FINISHED:
		return str_printf(arena, "thẻ <%s> không được đóng",
				  error->str1 ? error->str1 : "");
	case XML_ERR_UNDECLARED_ENTITY:
		return str_printf(arena, "không dùng thực thể &%s;",
				  error->str1 ? error->str1 : "");
	case XML_ERR_DOCUMENT_EMPTY:
		return STR("tệp rỗng hoặc không phải XML");
	case XML_ERR_ATTRIBUTE_REDEFINED:
		return str_printf(arena, "thuộc tính “%s” viết hai lần",
				  error->str1 ? error->str1 : "");
	case XML_ERR_INVALID_CHAR:
	case XML_ERR_INVALID_ENCODING:
		return STR("có ký tự không phải UTF-8");
	default:
		return STR("không đúng cú pháp XML");
	}
}

static xmlDoc *parse(struct reader *r, struct str bytes, const char *path)
{
	xmlParserCtxt *parser = xmlNewParserCtxt();
	bool has_dtd = false;
	xmlDoc *doc;

	parser->_private = &has_dtd;
	parser->sax->internalSubset = refuse_dtd;
	parser->sax->comment = NULL;
	doc = xmlCtxtReadMemory(parser, bytes.p, (int)bytes.n, path, "UTF-8",
				XML_PARSE_NONET | XML_PARSE_NOERROR |
				XML_PARSE_NOWARNING | XML_PARSE_COMPACT);
	if (!doc || has_dtd) {
		const xmlError *error = xmlCtxtGetLastError(parser);
		int line = error && error->line ? error->line : 1;

		read_invalid(r, line, has_dtd ? STR("không được có DOCTYPE")
				      : syntax_fault(r->arena, error));
		xmlFreeDoc(doc);
		doc = NULL;
	}
	xmlFreeParserCtxt(parser);
	return doc;
}

static struct str schema_fault(struct arena *arena, const struct fault *f)
{
	const char *a = f->name[0], *b = f->name[1];

	switch ((xmlRelaxNGValidErr)f->code) {
	case XML_RELAXNG_ERR_ELEMNAME:
		return str_printf(arena, "cần <%s>, gặp <%s>", a, b);
	case XML_RELAXNG_ERR_NOELEM:
		return str_printf(arena, "thiếu <%s>", a);
	case XML_RELAXNG_ERR_ATTRVALID:
		return str_printf(arena, "<%s>%s%s%s thiếu thuộc tính, hoặc "
				  "một thuộc tính có giá trị không được phép",
				  a, f->own[0] ? " “" : "", f->own,
				  f->own[0] ? "”" : "");
	case XML_RELAXNG_ERR_INVALIDATTR:
		return str_printf(arena, "<%s> không nhận thuộc tính “%s” "
				  "với giá trị này", b, a);
	case XML_RELAXNG_ERR_ELEMWRONG:
		return str_printf(arena, "<%s> không được đứng ở đây", a);
	case XML_RELAXNG_ERR_EXTRACONTENT:
		return str_printf(arena, "<%s> thừa <%s>", a, b);
	case XML_RELAXNG_ERR_CONTENTVALID:
		return str_printf(arena, "nội dung của <%s> thiếu hoặc sai",
				  a);
	case XML_RELAXNG_ERR_TEXTWRONG:
		return str_printf(arena, "trong <%s> không được có chữ", a);
	default:
		return STR("không đúng lược đồ");
	}
}

xmlRelaxNG *read_schema(const char *path)
{
	xmlRelaxNGParserCtxt *parser = xmlRelaxNGNewParserCtxt(path);
	xmlStructuredErrorFunc handler = xmlStructuredError;
	void *context = xmlStructuredErrorContext;
	xmlRelaxNG *schema = NULL;

	if (!parser)
		return NULL;
	xmlSetStructuredErrorFunc(NULL, ignore);
	xmlRelaxNGSetParserStructuredErrors(parser, ignore, NULL);
	schema = xmlRelaxNGParse(parser);
	xmlSetStructuredErrorFunc(context, handler);
	xmlRelaxNGFreeParserCtxt(parser);
	return schema;
}

static void check_again(xmlRelaxNGValidCtxt *valid, xmlNode *node,
			const struct fault *fault)
{
	if (xmlRelaxNGValidatePushElement(valid, node->doc, node) == 0) {
		xmlRelaxNGValidateFullElement(valid, node->doc, node);
		return;
	}
	for (xmlNode *n = node->children; n && !fault->line; n = n->next) {
		if (n->type == XML_ELEMENT_NODE)
			check_again(valid, n, fault);
		else if (n->type == XML_TEXT_NODE)
			xmlRelaxNGValidatePushCData(valid, n->content,
						    xmlStrlen(n->content));
	}
	if (!fault->line)
		xmlRelaxNGValidatePopElement(valid, node->doc, node);
}

/* When libxml2 has several readings of an element it forgets where it is.
 * Checked once more, a node at a time, it knows. */
static void find_line(xmlRelaxNG *schema, xmlDoc *doc, struct fault *fault)
{
	xmlRelaxNGValidCtxt *valid = xmlRelaxNGNewValidCtxt(schema);

	xmlRelaxNGSetValidStructuredErrors(valid, keep_fault, fault);
	check_again(valid, xmlDocGetRootElement(doc), fault);
	xmlRelaxNGFreeValidCtxt(valid);
	if (!fault->line)
		fault->line = 1;
}

static bool conforms(struct reader *r, xmlDoc *doc, const char *path)
{
	xmlRelaxNG *schema = read_schema(path);
	struct fault fault = { 0 };

	if (!schema) {
		const char *slash = strrchr(path, '/');

		read_invalid(r, 1, str_printf(r->arena, "không đọc được lược "
					      "đồ %s", slash ? slash + 1
							     : path));
		return false;
	}
	xmlRelaxNGValidCtxt *valid = xmlRelaxNGNewValidCtxt(schema);

	xmlRelaxNGSetValidStructuredErrors(valid, keep_fault, &fault);
	bool good = xmlRelaxNGValidateDoc(valid, doc) == 0;

	xmlRelaxNGFreeValidCtxt(valid);
	if (!good && !fault.line)
		find_line(schema, doc, &fault);
	if (!good)
		read_invalid(r, fault.line, schema_fault(r->arena, &fault));
	xmlRelaxNGFree(schema);
	return good;
}

/* The sheets that come with the program were held against their schemas when
 * it was built; to do so again would take a tenth of a short document's time.
 * A sheet that differs by one byte is checked. */
static bool was_checked(struct arena *arena, struct str bytes)
{
	static const char *const CHECKED[] = {
#include "checked.inc"
		"",
	};
	struct str digest = digest_sha256(arena, bytes);

	for (size_t i = 0; *CHECKED[i]; i++)
		if (str_is(digest, CHECKED[i]))
			return true;
	return false;
}

xmlDoc *read_xml_bytes(struct reader *r, struct str bytes)
{
	xmlSetExternalEntityLoader(xmlNoNetExternalEntityLoader);
	if (bytes.n > READ_MAX_BYTES) {
		read_invalid(r, 1, STR("tệp lớn hơn 1 MiB"));
		return NULL;
	}
	return parse(r, bytes, "");
}

xmlDoc *read_xml(struct reader *r, const char *path, const char *schema)
{
	struct str bytes;
	xmlDoc *doc;

	xmlSetExternalEntityLoader(xmlNoNetExternalEntityLoader);
	if (!read_bytes(r->arena, path, &bytes)) {
		read_invalid(r, 1, STR("không đọc được tệp, "
				       "hoặc tệp lớn hơn 1 MiB"));
		return NULL;
	}
	doc = parse(r, bytes, path);
	if (doc && schema && !was_checked(r->arena, bytes) &&
	    !conforms(r, doc, schema)) {
		xmlFreeDoc(doc);
		doc = NULL;
	}
	return doc;
}
