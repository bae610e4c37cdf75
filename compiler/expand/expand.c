#include "expand/expand.h"

#include "base/utf8.h"
#include "base/viet.h"
#include "expand/csv.h"

enum { MOST_FILES = 1000 };

struct variable {
	struct str name, folded, value;
	bool used, given;
	struct span span;
	struct variable *next;
};

struct file {
	struct str path;
	const struct file *from; /* NULL: the document itself */
	int depth;
};

struct expander {
	struct arena *arena;
	struct sources *sources;
	const struct loader *loader;
	struct diags *diags;
	struct variable *variables;
	int files;
};

/* ---- inclusion -------------------------------------------------------- */

static struct str without_quotes(struct str s)
{
	static const char *const OPEN[] = { "\"", "“" };
	static const char *const CLOSE[] = { "\"", "”" };

	for (int i = 0; i < 2; i++)
		if (str_starts(s, str_of(OPEN[i])))
			s = str_from(s, str_of(OPEN[i]).n);
	for (int i = 0; i < 2; i++)
		if (str_ends(s, str_of(CLOSE[i])))
			s.n -= str_of(CLOSE[i]).n;
	return str_trim(s);
}

static bool is_open(const struct file *file, struct str path)
{
	for (; file; file = file->from)
		if (str_eq(file->path, path))
			return true;
	return false;
}

static void complain_of_load(struct expander *e, enum load_result result,
			     struct span span, struct str name)
{
	if (result == LOAD_OUTSIDE)
		diag(e->diags, INCLUDE_OUTSIDE, span, name);
	else if (result == LOAD_TOO_LARGE)
		diag(e->diags, SOURCE_TOO_LARGE, span,
		     str_printf(e->arena, "%d",
				SOURCE_MAX_BYTES / (1024 * 1024)));
	else
		diag(e->diags, INCLUDE_MISSING, span, name);
}

static void splice(struct expander *, struct ast_node *into,
		   struct ast_node *children, const struct file *,
		   struct ast_node *document);

/* Reads the file that `node` names and puts its content into its place. */
static void include(struct expander *e, struct ast_node *into,
		    const struct ast_node *node, const struct file *from,
		    struct ast_node *document)
{
	struct str name = without_quotes(ast_text(e->arena, node));
	struct file file = { .from = from, .depth = from->depth + 1 };
	enum load_result result = LOAD_MISSING;
	struct str bytes = STR("");
	struct span fault;
	const struct source *source;

	if (file.depth > EXPAND_MOST_DEPTH || e->files++ > MOST_FILES) {
		diag(e->diags, INCLUDE_DEEP, node->span,
		     str_printf(e->arena, "%d", EXPAND_MOST_DEPTH));
		return;
	}
	if (e->loader && name.n)
		result = e->loader->load(e->loader->context, e->arena,
					 from->path, name, &file.path, &bytes);
	if (result != LOAD_OK) {
		complain_of_load(e, result, node->span, name);
		return;
	}
	if (is_open(from, file.path)) {
		diag(e->diags, INCLUDE_CYCLE, node->span, name);
		return;
	}
	source = source_add(e->sources, file.path, bytes, &fault);
	if (!source) {
		diag(e->diags, TOO_MUCH, node->span);
		return;
	}
	if (fault.from)
		diag(e->diags, BAD_BYTES, fault);
	{
		struct source own = *source; /* the set may move it */
		struct source *kept = arena_new_of(e->arena, struct source);

		*kept = own;
		splice(e, into,
		       parse(e->arena, e->sources,
			     lex(e->arena, kept, e->diags), e->diags)
			       ->document->first,
		       &file, document);
	}
}

static struct ast_node *copy_node(struct arena *arena,
				  const struct ast_node *node)
{
	struct ast_node *copy = arena_new_of(arena, struct ast_node);

	*copy = *node;
	copy->next = copy->first = copy->last = NULL;
	return copy;
}

/* Copies children into a body. A component or heading of an included file
 * ends the body it is included in, as it would if written there. */
static void splice(struct expander *e, struct ast_node *into,
		   struct ast_node *children, const struct file *file,
		   struct ast_node *document)
{
	for (struct ast_node *c = children; c; c = c->next) {
		bool include_here = c->kind == AST_COMPONENT &&
				    c->name == NAME_INCLUDE;
		bool leaves = into != document && file->from &&
			      (c->kind == AST_COMPONENT ||
			       c->kind == AST_HEADING) &&
			      !include_here && c->name != NAME_VARIABLE;
		struct ast_node *copy;

		if (leaves)
			into = document;
		if (include_here) {
			include(e, into, c, file, document);
			continue;
		}
		copy = copy_node(e->arena, c);
		ast_add(into, copy);
		splice(e, copy, c->first, file, document);
	}
}

/* ---- tables and pictures from files ------------------------------------- */

/* "tệp.png" chú thích: the quoted name, or all. */
static struct str file_name(struct str value)
{
	static const char *const OPEN[] = { "\"", "“" };
	static const char *const CLOSE[] = { "\"", "”" };

	for (int i = 0; i < 2; i++) {
		struct str inner;
		int64_t end;

		if (!str_starts(value, str_of(OPEN[i])))
			continue;
		inner = str_from(value, str_of(OPEN[i]).n);
		end = str_find(inner, str_of(CLOSE[i]));
		if (end >= 0)
			return str_slice(inner, 0, (uint32_t)end);
	}
	return value;
}

static struct str load(struct expander *e, const struct ast_node *n,
		       struct str from)
{
	struct str name = file_name(ast_text(e->arena, n)), path, bytes;
	enum load_result result = LOAD_MISSING;

	if (e->loader && name.n && e->files++ <= MOST_FILES)
		result = e->loader->load(e->loader->context, e->arena, from,
					 name, &path, &bytes);
	if (result == LOAD_OK && bytes.n)
		return bytes;
	if (result == LOAD_OK)
		diag(e->diags, FILE_EMPTY, n->span, name);
	else
		complain_of_load(e, result, n->span, name);
	return STR("");
}

static void load_rows(struct expander *e, struct ast_node *table,
		      const struct ast_node *key, struct str from)
{
	struct str bytes = load(e, key, from), why = STR("");
	uint32_t line = 1;

	if (!bytes.n)
		return;
	if (utf8_find_fault(bytes) >= 0)
		why = STR("không phải UTF-8");
	else if (!csv_read(e->arena, utf8_nfc(e->arena, bytes), key->span,
			   table, &line))
		why = STR("dấu ngoặc kép không đóng");
	if (why.n)
		diag(e->diags, CSV_BAD, key->span,
		     file_name(ast_text(e->arena, key)),
		     str_printf(e->arena, "%u", line), why);
}

/* What a node names is loaded when the whole document stands. */
static void load_files(struct expander *e, struct ast_node *n)
{
	for (struct ast_node *c = n->first; c; c = c->next) {
		const struct source *home =
			source_find(e->sources, c->span.from);
		struct str from = home ? home->path
				       : e->sources->items[0].path;

		if ((c->kind == AST_COMPONENT && c->name == NAME_PICTURE) ||
		    (c->kind == AST_KEY && c->key >= KEY_SIGNATURE))
			c->bytes = load(e, c, from);
		else if (c->kind == AST_KEY && c->key == KEY_SOURCE)
			load_rows(e, n, c, from);
		else if (c->kind != AST_ROW)
			load_files(e, c);
	}
}

/* ---- variables -------------------------------------------------------- */

static struct variable *find_variable(struct expander *e, struct str name)
{
	struct str folded = viet_fold(e->arena, name);

	for (struct variable *v = e->variables; v; v = v->next)
		if (str_eq(v->folded, folded))
			return v;
	return NULL;
}

static void define(struct expander *e, struct ast_node *node)
{
	struct variable *v = find_variable(e, node->word);

	if (v && v->given)
		return; /* the row's goes before the source's */
	if (v) {
		diag(e->diags, VARIABLE_AGAIN, node->mark, node->word);
		return;
	}
	v = arena_new_of(e->arena, struct variable);
	v->name = node->word;
	v->folded = viet_fold(e->arena, node->word);
	v->span = node->mark;
	v->value = ast_text(e->arena, node);
	v->next = e->variables;
	e->variables = v;
}

/* Variables are collected from the whole document first, so the place of
 * @biến does not matter; a value is text and is never read again. */
static void collect(struct expander *e, struct ast_node *parent)
{
	struct ast_node *kept = NULL, *next;

	for (struct ast_node *c = parent->first; c; c = next) {
		next = c->next;
		if (c->kind == AST_COMPONENT && c->name == NAME_VARIABLE) {
			define(e, c);
			if (kept)
				kept->next = next;
			else
				parent->first = next;
			if (parent->last == c)
				parent->last = kept;
			continue;
		}
		collect(e, c);
		kept = c;
	}
}

static void guess_variable(struct expander *e, struct diag *d, struct str name)
{
	struct str wanted = viet_bare(e->arena, name);
	int best = 3;

	for (struct variable *v = e->variables; v; v = v->next) {
		int distance = viet_distance(e->arena, wanted,
					     viet_bare(e->arena, v->name), 2);

		if (distance < best) {
			best = distance;
			diag_guess(d, v->name);
		}
	}
}

static struct ast_inline *copy_inlines(struct expander *e,
				       const struct ast_inline *first,
				       struct ast_inline **last)
{
	struct ast_inline *head = NULL, **tail = &head;

	*last = NULL;
	for (const struct ast_inline *i = first; i; i = i->next) {
		struct ast_inline *copy = arena_new_of(e->arena,
						       struct ast_inline);

		*copy = *i;
		copy->next = NULL;
		if (i->kind == INLINE_VARIABLE) {
			struct variable *v = find_variable(e, i->text);

			copy->kind = INLINE_TEXT;
			if (v) {
				v->used = true;
				copy->text = v->value;
			} else {
				guess_variable(e, diag(e->diags,
						       UNKNOWN_VARIABLE,
						       i->span, i->text),
					       i->text);
				copy->text = source_text(e->sources, i->span);
			}
		}
		*tail = *last = copy;
		tail = &copy->next;
	}
	return head;
}

static void substitute(struct expander *e, struct ast_node *node)
{
	node->inlines = copy_inlines(e, node->inlines, &node->last_inline);
	for (struct ast_node *c = node->first; c; c = c->next)
		substitute(e, c);
}

static void give(struct expander *e)
{
	for (uint32_t i = 0; e->loader && i < e->loader->given_count; i++) {
		struct variable *v = arena_new_of(e->arena, struct variable);

		v->name = e->loader->given[i].name;
		v->folded = viet_fold(e->arena, v->name);
		v->value = e->loader->given[i].value;
		v->used = v->given = true; /* a column may go unused */
		v->next = e->variables;
		e->variables = v;
	}
}

struct ast *expand(struct arena *arena, const struct ast *ast,
		   const struct loader *loader, struct diags *diags)
{
	struct expander e = { .arena = arena, .sources = ast->sources,
			      .loader = loader, .diags = diags };
	struct ast *out = arena_new_of(arena, struct ast);
	struct file file = { .path = ast->sources->items[0].path };

	out->sources = ast->sources;
	out->document = copy_node(arena, ast->document);
	splice(&e, out->document, ast->document->first, &file, out->document);
	give(&e);
	collect(&e, out->document);
	substitute(&e, out->document);
	load_files(&e, out->document);
	for (struct variable *v = e.variables; v; v = v->next)
		if (!v->used)
			diag(diags, VARIABLE_UNUSED, v->span, v->name);
	ast_count_items(out->document);
	return out;
}
