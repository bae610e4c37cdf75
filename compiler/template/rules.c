/* rules.xml into struct rules. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "template/sheets.h"

/* Longest first; equal lengths in the order of their bytes. */
static int by_length(const void *left, const void *right)
{
	const struct str *a = left, *b = right;

	if (a->n != b->n)
		return a->n < b->n ? 1 : -1;
	return memcmp(a->p, b->p, a->n);
}

static struct word_list word_list(struct reader *r, const xmlNode *node)
{
	struct word_list list;

	list.items = read_words(r, node, &list.count);
	qsort(list.items, list.count, sizeof *list.items, by_length);
	return list;
}

static struct word_list words_of(struct reader *r, const xmlNode *root,
				 const char *name)
{
	return word_list(r, read_child(root, name));
}

static struct word_list tokens_of(struct reader *r, struct str rest)
{
	struct word_list list = { NULL, 0 };
	struct str token;

	while ((token = read_token(&rest)).n) {
		list.items = arena_grow(r->arena, list.items, list.count,
					sizeof *list.items);
		list.items[list.count++] = token;
	}
	return list;
}

static void read_kinds(struct reader *r, const xmlNode *list,
		       struct rules *rules)
{
	rules->kinds = arena_array(r->arena, struct rule_kind,
				   read_count(list, "kind"));
	for (const xmlNode *node = read_child(list, "kind"); node;
	     node = read_next(node, "kind"))
		rules->kinds[rules->kind_count++] = (struct rule_kind){
			.name = read_text(r, node, "name"),
			.abbreviation = read_text(r, node, "abbreviation"),
			.form = read_text(r, node, "form"),
			.has_addressee = read_flag(r, node, "addressee"),
			.untitled = read_flag(r, node, "untitled"),
			.plain_units = read_flag(r, node, "plain-units"),
		};
}

static int cited_by_length(const void *left, const void *right)
{
	const struct rule_cited *a = left, *b = right;

	return by_length(&a->name, &b->name);
}

static void read_citations(struct reader *r, const xmlNode *list,
			   struct rules *rules)
{
	static const char *const WORDS[] = { "number", "day", "month", "year",
					     "issuer" };
	enum { WORD_COUNT = sizeof WORDS / sizeof *WORDS };
	const xmlNode *words = read_child(list, "words");
	uint32_t n = 0;

	rules->cited = arena_array(r->arena, struct rule_cited,
				   read_count(list, "cited") +
				   rules->kind_count);
	for (const xmlNode *node = read_child(list, "cited"); node;
	     node = read_next(node, "cited"))
		rules->cited[n++] = (struct rule_cited){
			.name = read_text(r, node, "name"),
			.by_name = read_flag(r, node, "by-name"),
		};
	for (uint32_t i = 0; i < rules->kind_count; i++)
		rules->cited[n++].name =
			utf8_capitalized(r->arena, rules->kinds[i].name);
	rules->cited_count = n;
	qsort(rules->cited, n, sizeof *rules->cited, cited_by_length);

	rules->cite_words.items = arena_array(r->arena, struct str, WORD_COUNT);
	for (int i = 0; i < WORD_COUNT; i++)
		rules->cite_words.items[i] = read_text(r, words, WORDS[i]);
	rules->cite_words.count = WORD_COUNT;
}

static void read_roles(struct reader *r, const xmlNode *list,
		       struct rules *rules)
{
	rules->role_other = read_text(r, list, "other");
	rules->roles = arena_array(r->arena, struct rule_role,
				   read_count(list, "role"));
	for (const xmlNode *node = read_child(list, "role"); node;
	     node = read_next(node, "role"))
		rules->roles[rules->role_count++] = (struct rule_role){
			.name = read_text(r, node, "name"),
			.words = word_list(r, node),
		};
}

/* In the order of enum number_form. */
static const char *const FORMS[] = { "roman", "arabic", "decimal", "letter" };
enum { FORM_COUNT = sizeof FORMS / sizeof *FORMS };

static struct rule_scheme read_scheme(struct reader *r, const xmlNode *node)
{
	struct rule_scheme scheme = { .name = read_text(r, node, "name") };
	struct str rest = read_text(r, node, "forms"), form;

	while (scheme.levels < SCHEME_LEVELS && (form = read_token(&rest)).n)
		scheme.forms[scheme.levels++] =
			(enum number_form)read_name(r, node, form, FORMS,
						    FORM_COUNT);
	return scheme;
}

static void read_numbering(struct reader *r, const xmlNode *root,
			   struct rules *rules)
{
	const xmlNode *list = read_child(root, "schemes");

	rules->schemes = arena_array(r->arena, struct rule_scheme,
				     read_count(list, "scheme"));
	for (const xmlNode *node = read_child(list, "scheme"); node;
	     node = read_next(node, "scheme"))
		rules->schemes[rules->scheme_count++] = read_scheme(r, node);

	list = read_child(root, "references");
	for (const xmlNode *node = read_child(list, "reference"); node;
	     node = read_next(node, "reference"))
		rules->reference[read_choice(r, node, "form", FORMS,
					     FORM_COUNT, 0)] =
			read_text(r, node, "text");
}

static void read_units(struct reader *r, const xmlNode *list,
		       struct rules *rules)
{
	rules->units = arena_array(r->arena, struct rule_unit,
				   read_count(list, "unit"));
	for (const xmlNode *node = read_child(list, "unit"); node;
	     node = read_next(node, "unit"))
		rules->units[rules->unit_count++] = (struct rule_unit){
			.name = read_text(r, node, "name"),
			.form = read_choice(r, node, "form", FORMS, FORM_COUNT,
					    0),
			.through = read_flag(r, node, "through"),
			.run_in = read_flag(r, node, "run-in"),
		};
}

static void read_marks(struct reader *r, const xmlNode *list,
		       struct rules *rules)
{
	rules->marks = arena_array(r->arena, struct rule_mark,
				   read_count(list, "mark"));
	for (const xmlNode *node = read_child(list, "mark"); node;
	     node = read_next(node, "mark"))
		rules->marks[rules->mark_count++] = (struct rule_mark){
			.field = read_text(r, node, "component"),
			.words = word_list(r, node),
		};
}

static void read_tasks(struct reader *r, const xmlNode *node,
		       struct rules *rules)
{
	rules->tasks = (struct rule_tasks){
		.number = read_text(r, node, "number"),
		.what = read_text(r, node, "what"),
		.lead = read_text(r, node, "lead"),
		.with = read_text(r, node, "with"),
		.deadline = read_text(r, node, "deadline"),
		.product = read_text(r, node, "product"),
		.before = words_of(r, node, "before"),
		.each = words_of(r, node, "each"),
	};
}

static void read_forms(struct reader *r, const xmlNode *root,
		       struct rules *rules)
{
	const xmlNode *forms = read_child(root, "forms");
	const xmlNode *tables = read_child(root, "tables");

	rules->attached_form = read_text(r, forms, "attached");
	rules->appendix_form = read_text(r, forms, "appendix");
	rules->appendix_reference =
		read_text(r, read_child(root, "references"), "appendix");
	rules->counted = words_of(r, tables, "counted");
	rules->totals = words_of(r, tables, "totals");
}

static void read_authorities(struct reader *r, const xmlNode *list,
			     struct rules *rules)
{
	rules->authorities = arena_array(r->arena, struct rule_authority,
					 read_count(list, "authority"));
	for (const xmlNode *node = read_child(list, "authority"); node;
	     node = read_next(node, "authority"))
		rules->authorities[rules->authority_count++] =
			(struct rule_authority){
				.abbreviation = read_text(r, node,
							  "abbreviation"),
				.is_title = read_flag(r, node, "is-title"),
				.needs_title =
					read_flag(r, node, "needs-title"),
				.after = tokens_of(r, read_text(r, node,
								"after")),
			};
}

/* "NĐ30 II.4.b"; practice ("thông lệ") is no part of the decree. */
static struct str clause_text(struct reader *r, const xmlNode *node,
			      struct str decree)
{
	struct str ref = read_text(r, node, "ref");

	if (str_is(read_text(r, node, "level"), "P"))
		return ref;
	return str_printf(r->arena, "%.*s %.*s", STR_ARG(decree),
			  STR_ARG(ref));
}

static void read_clauses(struct reader *r, const xmlNode *root,
			 struct rules *rules)
{
	struct str decree = read_text(r, root, "decree");
	const xmlNode *list = read_child(root, "parts");

	rules->parts = arena_array(r->arena, struct rule_part,
				   read_count(list, "part"));
	for (const xmlNode *node = read_child(list, "part"); node;
	     node = read_next(node, "part"))
		rules->parts[rules->part_count++] = (struct rule_part){
			.name = read_text(r, node, "name"),
			.clause = clause_text(r, node, decree),
			.forms = tokens_of(r, read_text(r, node, "forms")),
		};

	list = read_child(root, "clauses");
	rules->clauses = arena_array(r->arena, struct rule_clause,
				     read_count(list, "clause"));
	for (const xmlNode *node = read_child(list, "clause"); node;
	     node = read_next(node, "clause"))
		rules->clauses[rules->clause_count++] = (struct rule_clause){
			.rule = read_text(r, node, "rule"),
			.text = clause_text(r, node, decree),
		};
}

static void read_word_lists(struct reader *r, const xmlNode *root,
			    struct rules *rules)
{
	const xmlNode *numbers = read_child(root, "numbers");

	rules->issuer_heads = words_of(r, root, "issuer-heads");
	rules->issuer_units = words_of(r, root, "issuer-units");
	rules->subject_openers = words_of(r, root, "subject-openers");
	rules->proofs = words_of(r, root, "closing-marks");
	rules->titles_not_before_names =
		words_of(r, root, "titles-not-before-names");
	rules->agency_abbreviations =
		words_of(r, root, "agency-abbreviations");
	rules->recipient_keep =
		read_text(r, read_child(root, "recipients"), "keep");
	rules->small_number = read_int(r, numbers, "small");
	rules->padded_months = read_int(r, numbers, "padded-months");
}

void rules_read(struct reader *r, const xmlNode *root, struct rules *rules)
{
	rules->name = read_text(r, root, "name");
	rules->version = read_text(r, root, "version");
	read_kinds(r, read_child(root, "kinds"), rules);
	read_citations(r, read_child(root, "citations"), rules);
	read_roles(r, read_child(root, "roles"), rules);
	read_numbering(r, root, rules);
	read_units(r, read_child(root, "units"), rules);
	read_authorities(r, read_child(root, "authorities"), rules);
	read_marks(r, read_child(root, "marks"), rules);
	read_tasks(r, read_child(root, "tasks"), rules);
	read_forms(r, root, rules);
	read_clauses(r, root, rules);
	read_word_lists(r, root, rules);
}
