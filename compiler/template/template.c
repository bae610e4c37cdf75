/* The door: finds the files of a template, has them checked and read. */
#include "template/template.h"

#include <unistd.h>

#include "template/office.h"
#include "template/sheets.h"

/* No path may hide in a name. */
static bool is_name(struct str name)
{
	for (uint32_t i = 0; i < name.n; i++) {
		char c = name.p[i];

		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
		      c == '-'))
			return false;
	}
	return name.n > 0 && name.n <= 64;
}

struct finder {
	struct arena *arena;
	const char *folder;
	struct str name;
	struct diags *diags;
	struct str office, office_name; /* empty: none */
};

static const char *path_of(const struct finder *f, const char *file)
{
	struct str path = str_printf(f->arena, "%s/%.*s/%s", f->folder,
				     STR_ARG(f->name), file);

	return str_terminated(f->arena, path);
}

static const char *schema_of(const struct finder *f, const char *file)
{
	struct str path = str_printf(f->arena, "%s/schema/%s", f->folder,
				     file);

	return str_terminated(f->arena, path);
}

static struct reader reader_for(const struct finder *f, const char *file)
{
	return (struct reader){
		.arena = f->arena,
		.diags = f->diags,
		.file = str_printf(f->arena, "%.*s/%s", STR_ARG(f->name), file),
	};
}

/* A sheet belongs to the template whose folder it lies in. */
static void check_name(struct reader *r, const xmlNode *root, struct str found,
		       struct str name)
{
	if (!str_eq(found, name))
		read_bad_value(r, root, found);
}

static bool load_rules(const struct finder *f, struct rules *rules)
{
	struct reader r = reader_for(f, "rules.xml");
	xmlDoc *doc = read_xml(&r, path_of(f, "rules.xml"),
			       schema_of(f, "rules.rng"));

	if (!doc)
		return false;
	rules_read(&r, xmlDocGetRootElement(doc), rules);
	check_name(&r, xmlDocGetRootElement(doc), rules->name, f->name);
	xmlFreeDoc(doc);
	return !r.failed;
}

/* A template without the sheet has no lints. */
static bool load_words(const struct finder *f, struct rules *rules)
{
	struct reader r = reader_for(f, "words.xml");
	struct words *words = arena_new_of(f->arena, struct words);
	const xmlNode *root;
	xmlDoc *doc;

	if (access(path_of(f, "words.xml"), R_OK) != 0)
		return true;
	doc = read_xml(&r, path_of(f, "words.xml"),
		       schema_of(f, "words.rng"));
	if (!doc)
		return false;
	root = xmlDocGetRootElement(doc);
	words_read(&r, root, rules, words);
	check_name(&r, root, read_text(&r, root, "name"), f->name);
	xmlFreeDoc(doc);
	rules->words = words;
	return !r.failed;
}

static bool chain_office(const struct finder *f, xmlDoc *style,
			 const char *limits)
{
	struct reader r = { .arena = f->arena, .diags = f->diags,
			    .file = f->office_name };

	return office_apply(&r, f->office, style, limits);
}

static bool load_style(const struct finder *f, struct style *style)
{
	struct reader r = reader_for(f, "style.xml");
	const char *limits = path_of(f, "limits.rng");
	xmlDoc *doc;

	if (access(limits, R_OK) != 0)
		limits = schema_of(f, "style.rng");
	doc = read_xml(&r, path_of(f, "style.xml"), limits);
	if (!doc)
		return false;
	if (f->office_name.n && !chain_office(f, doc, limits)) {
		xmlFreeDoc(doc);
		return false;
	}
	style_read(&r, xmlDocGetRootElement(doc), style);
	check_name(&r, xmlDocGetRootElement(doc), style->name, f->name);
	xmlFreeDoc(doc);
	return !r.failed;
}

static struct template *load(const struct finder *f)
{
	struct template *t = arena_new_of(f->arena, struct template);
	bool good;

	if (!is_name(f->name) || access(path_of(f, "rules.xml"), R_OK) != 0) {
		diag(f->diags, TEMPLATE_MISSING, (struct span){ 0 }, f->name);
		return NULL;
	}
	good = load_rules(f, &t->rules) && load_words(f, &t->rules);
	good = load_style(f, &t->style) && good;
	return good ? t : NULL;
}

struct template *template_load(struct arena *arena, const char *folder,
			       struct str name, struct diags *diags)
{
	return load(&(struct finder){ .arena = arena, .folder = folder,
				      .name = name, .diags = diags });
}

struct template *template_load_office(struct arena *arena, const char *folder,
				      struct str name, struct str office,
				      struct str office_name,
				      struct diags *diags)
{
	return load(&(struct finder){ arena, folder, name, diags, office,
				      office_name });
}
