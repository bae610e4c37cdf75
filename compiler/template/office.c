/* <office like="nd30"> <page left="35mm"/> <text name="paragraph" size="13pt"/>
 * </office>. What is lawful stands in the template's limits alone; the same
 * file says it in words, as <v:range of="page left">30–35 mm</v:range>, for
 * the complaint. Sizes that rise and fall together (R09) are tied there too:
 * <v:tied text="motto" to="nation" more="1pt"/>. */
#include "template/office.h"

#include <libxml/relaxng.h>
#include <string.h>

struct office {
	struct reader *r;
	xmlDoc *style, *limits;
	xmlRelaxNG *schema;
};

static void ignore(void *context, xmlError *error)
{
	(void)context, (void)error;
}

static bool is_valid(const struct office *o)
{
	xmlRelaxNGValidCtxt *valid = xmlRelaxNGNewValidCtxt(o->schema);
	bool good;

	xmlRelaxNGSetValidStructuredErrors(valid, ignore, NULL);
	good = xmlRelaxNGValidateDoc(valid, o->style) == 0;
	xmlRelaxNGFreeValidCtxt(valid);
	return good;
}

/* The element of style.xml that one of the office's means: the page, or the
 * text of that name. */
static xmlNode *find_target(const struct office *o, const xmlNode *own)
{
	xmlNode *root = xmlDocGetRootElement(o->style);
	const xmlNode *found = NULL;
	struct str name;

	if (read_is(own, "page"))
		return (xmlNode *)read_child(root, "page");
	if (!read_is(own, "text"))
		return NULL;
	name = read_text(o->r, own, "name");
	for (found = read_child(read_child(root, "texts"), "text"); found;
	     found = read_next(found, "text"))
		if (str_eq(read_text(o->r, found, "name"), name))
			break;
	return (xmlNode *)found;
}

/* "30–35 mm", of the limits' <v:range of="page left">; a text's own name
 * before any. */
static struct str range_of(const struct office *o, const xmlNode *own,
			   const char *attribute)
{
	struct str text = STR(""), name = read_text(o->r, own, "name");
	const char *element = (const char *)own->name;

	for (const xmlNode *n = read_child(xmlDocGetRootElement(o->limits),
					   "range"); n;
	     n = read_next(n, "range")) {
		struct str of = read_text(o->r, n, "of");

		if (str_eq(of, str_printf(o->r->arena, "%.*s %s", STR_ARG(name),
					  attribute)))
			return read_content(o->r, n);
		if (str_eq(of, str_printf(o->r->arena, "%s %s", element,
					  attribute)))
			text = read_content(o->r, n);
	}
	return text;
}

static void complain(struct office *o, const xmlNode *own,
		     const xmlNode *target, const char *attribute,
		     struct str value)
{
	struct str range = range_of(o, own, attribute);
	struct str name = read_text(o->r, own, "name");

	if (o->r->failed)
		return;
	diag(o->r->diags, OFFICE_RANGE, SPAN_NONE,
	     str_printf(o->r->arena, "%.*s, dòng %ld", STR_ARG(o->r->file),
			xmlGetLineNo(own)),
	     str_printf(o->r->arena, "%s%s%.*s %s=\"%.*s\"",
			(const char *)own->name, name.n ? " " : "",
			STR_ARG(name), attribute, STR_ARG(value)),
	     str_printf(o->r->arena, "%.*s%sNĐ30 %.*s", STR_ARG(range),
			range.n ? "; " : "",
			STR_ARG(read_text(o->r, target, "ref"))));
	o->r->failed = true;
}

static void set_attribute(struct office *o, const xmlNode *own, xmlNode *target,
			  const xmlAttr *attribute)
{
	const char *name = (const char *)attribute->name;
	struct str value = read_text(o->r, own, name);
	char *text = str_terminated(o->r->arena, value);

	if (read_is(own, "text") && strcmp(name, "name") == 0)
		return;
	if (strcmp(name, "ref") == 0 || strcmp(name, "like") == 0) {
		read_bad_value(o->r, own, str_copy(o->r->arena, str_of(name)));
		return;
	}
	xmlSetProp(target, attribute->name, BAD_CAST text);
	if (!is_valid(o))
		complain(o, own, target, name, value);
}

/* Texts that are like this one take its new value too, but where their own
 * range forbids it: then the complaint names what was changed. */
static void apply_element(struct office *o, const xmlNode *own)
{
	xmlNode *target = find_target(o, own);

	if (!target) {
		struct str name = read_text(o->r, own, "name");

		read_bad_value(o->r, own, name.n ? name
			       : str_copy(o->r->arena,
					  str_of((const char *)own->name)));
		return;
	}
	for (const xmlAttr *a = own->properties; a && !o->r->failed; a = a->next)
		set_attribute(o, own, target, a);
}

/* ---- sizes that are tied ------------------------------------------------- */

/* The size of a text, its own or of the one that it is like. */
static dim size_of(const struct office *o, struct str name, int depth)
{
	const xmlNode *texts = read_child(xmlDocGetRootElement(o->style),
					  "texts");

	for (const xmlNode *n = read_child(texts, "text"); n && depth < 16;
	     n = read_next(n, "text")) {
		if (!str_eq(read_text(o->r, n, "name"), name))
			continue;
		if (xmlHasProp(n, BAD_CAST "size"))
			return read_length(o->r, n, "size");
		return size_of(o, read_text(o->r, n, "like"), depth + 1);
	}
	return 0;
}

static void check_ties(struct office *o, const xmlNode *root)
{
	for (const xmlNode *n = read_child(xmlDocGetRootElement(o->limits),
					   "tied"); n && !o->r->failed;
	     n = read_next(n, "tied")) {
		struct str text = read_text(o->r, n, "text");
		struct str to = read_text(o->r, n, "to");
		dim more = read_length(o->r, n, "more");
		dim wanted = size_of(o, to, 0) + more;

		if (size_of(o, text, 0) == wanted)
			continue;
		diag(o->r->diags, OFFICE_TIED, SPAN_NONE,
		     str_printf(o->r->arena, "%.*s, dòng %ld",
				STR_ARG(o->r->file), xmlGetLineNo(root)),
		     text, str_printf(o->r->arena, "%gpt", DIM_TO_PT(wanted)),
		     to);
		o->r->failed = true;
	}
}

/* ---- the door ------------------------------------------------------------ */

static void apply_all(struct office *o, xmlDoc *office)
{
	const xmlNode *root = xmlDocGetRootElement(office);

	if (!read_is(root, "office")) {
		read_invalid(o->r, 1, STR("cần <office>"));
		return;
	}
	for (const xmlNode *own = read_child(root, NULL); own && !o->r->failed;
	     own = read_next(own, NULL))
		apply_element(o, own);
	if (!o->r->failed)
		check_ties(o, root);
}

bool office_apply(struct reader *r, struct str office, xmlDoc *style,
		  const char *limits)
{
	struct office o = { .r = r, .style = style };
	xmlDoc *own = read_xml_bytes(r, office);
	struct str bytes;

	if (!own)
		return false;
	o.schema = read_schema(limits);
	if (read_bytes(r->arena, limits, &bytes))
		o.limits = read_xml_bytes(r, bytes);
	if (o.schema && o.limits)
		apply_all(&o, own);
	else
		read_invalid(r, 1, STR("mẫu này không có giới hạn để so"));
	xmlRelaxNGFree(o.schema);
	xmlFreeDoc(o.limits);
	xmlFreeDoc(own);
	return !r->failed;
}
