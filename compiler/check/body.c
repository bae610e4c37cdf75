/* The content: what stands flat in the ast is nested here. */
#include "check/internal.h"

#include "base/viet.h"

enum { MOST_LEVEL = 12, MOST_DEPTH = 8 };

struct nest {
	struct checker *c;
	struct plan_node *root;
	struct plan_node *headings[MOST_LEVEL];
	int level;                        /* of the innermost heading, or 0 */
	int base;                         /* units of scheme A around it */
	struct plan_node *items[MOST_DEPTH];
	int depth;                        /* open items */
};

static void append(struct plan_node *parent, struct plan_node *child)
{
	if (parent->last)
		parent->last->next = child;
	else
		parent->first = child;
	parent->last = child;
}

static struct plan_node *innermost(struct nest *n)
{
	if (n->depth)
		return n->items[n->depth - 1];
	return n->level ? n->headings[n->level - 1] : n->root;
}

/* Notes called by `node` stand behind its text. */
static void append_notes(struct plan_node *parent, struct plan_node *notes)
{
	for (struct plan_node *note = notes->first, *next; note; note = next) {
		next = note->next;
		note->next = NULL;
		append(parent, note);
	}
}

static struct plan_node *new_node(struct nest *n, enum plan_kind kind,
				  const struct ast_node *ast,
				  struct plan_node *notes)
{
	struct plan_node *node = arena_new_of(n->c->arena, struct plan_node);

	node->kind = kind;
	node->span = ast->span;
	*notes = (struct plan_node){ .kind = PLAN_NOTE };
	node->text = text_build(n->c, ast, notes);
	return node;
}

/* ---- headings --------------------------------------------------------- */

static struct str role_names(struct checker *c)
{
	struct buf b = buf_new(c->arena);

	for (uint32_t i = 0; i < c->rules->role_count; i++)
		buf_printf(&b, "%.*s, ", STR_ARG(c->rules->roles[i].name));
	buf_add(&b, c->rules->role_other);
	return buf_str(&b);
}

static struct str given_role(struct checker *c, const struct ast_inline *i)
{
	struct str role = viet_fold(c->arena, i->text);

	for (uint32_t k = 0; k < c->rules->role_count; k++)
		if (str_eq(role, c->rules->roles[k].name))
			return c->rules->roles[k].name;
	if (!str_eq(role, c->rules->role_other))
		diag(c->diags, BAD_ROLE, i->span, i->text, role_names(c));
	return c->rules->role_other;
}

/* The role whose word comes first in the title; of two at one place the
 * longer. */
static struct str role_of_title(struct checker *c, struct str title)
{
	const struct rules *r = c->rules;
	struct str folded = viet_fold(c->arena, title), role = r->role_other;
	int64_t best = (int64_t)folded.n + 1;
	uint32_t length = 0;

	for (uint32_t i = 0; i < r->role_count; i++)
		for (uint32_t k = 0; k < r->roles[i].words.count; k++) {
			struct str word = r->roles[i].words.items[k];
			int64_t at = str_find(folded, word);

			if (at < 0 || at > best || (at == best && word.n <= length))
				continue;
			best = at;
			length = word.n;
			role = r->roles[i].name;
		}
	return role;
}

static struct str role_of(struct checker *c, const struct ast_node *ast,
			  const struct plan_node *node)
{
	for (const struct ast_inline *i = ast->inlines; i; i = i->next)
		if (i->kind == INLINE_ROLE)
			return given_role(c, i);
	return role_of_title(c, plan_plain(c->arena, &node->text));
}

static struct str heading_marker(struct checker *c,
				 const struct heading_number *h)
{
	const struct rule_unit *u;

	if (!h->unit)
		return str_printf(c->arena,
				  c->scheme->forms[h->level - 1] == FORM_LETTER
					  ? "%.*s)" : "%.*s.",
				  STR_ARG(h->number));
	u = &c->rules->units[h->unit - 1];
	return str_printf(c->arena, u->run_in ? "%.*s %.*s." : "%.*s %.*s",
			  STR_ARG(u->name), STR_ARG(h->number));
}

/* "Chương: tên" is titled "tên". */
static void take_unit_name(struct checker *c, const struct ast_node *ast,
			   struct plan_node *node, uint32_t bytes)
{
	const struct rule_unit *u = &c->rules->units[node->unit - 1];
	struct plan_run *first = node->text.runs;

	if (node->text.count && bytes <= first->text.n) {
		first->text = str_from(first->text, bytes);
		while (first->text.n && first->text.p[0] == ' ')
			first->text = str_from(first->text, 1);
		if (!first->text.n) {
			node->text.runs++;
			node->text.count--;
		}
	}
	if (!node->text.count && !(u->run_in && c->kind && c->kind->plain_units))
		diag(c->diags, UNIT_TITLE, ast->mark, u->name);
}

static void add_heading(struct nest *n, const struct ast_node *ast)
{
	struct checker *c = n->c;
	struct plan_node notes, *node = new_node(n, PLAN_HEADING, ast, &notes);
	const struct heading_number *h = refs_heading(c, ast);
	uint32_t bytes;

	if (!h)
		return; /* too deep, reported; its text has no place */
	node->level = h->level;
	node->number = h->number;
	node->unit = h->unit;
	node->marker = heading_marker(c, h);
	if (h->unit) {
		refs_unit(c, ast, &bytes);
		take_unit_name(c, ast, node, bytes);
		node->own_line = !c->rules->units[h->unit - 1].run_in;
		n->base = h->level;
	} else {
		node->depth = h->level;
		node->level += n->base;
		if (h->level == 1)
			node->role = role_of(c, ast, node);
	}
	n->depth = 0;
	n->level = n->level < node->level - 1 ? n->level : node->level - 1;
	append(innermost(n), node);
	while (n->level < node->level && n->level < MOST_LEVEL)
		n->headings[n->level++] = node;
	append_notes(node, &notes);
}

/* ---- items, paragraphs ------------------------------------------------ */

static struct str number_of(struct checker *c, const struct ast_node *ast,
			    struct str marker)
{
	switch (ast->marker) {
	case MARKER_ARABIC:
	case MARKER_DECIMAL:
	case MARKER_LETTER: return str_slice(marker, 0, marker.n - 1);
	case MARKER_BRACKET: return str_slice(marker, 1, marker.n - 1);
	default: (void)c; return STR("");
	}
}

static void add_item(struct nest *n, const struct ast_node *ast)
{
	struct plan_node notes, *node = new_node(n, PLAN_ITEM, ast, &notes);

	node->depth = ast->depth;
	node->marker = ast_marker_text(n->c->arena, ast->marker, ast->ordinal,
				       ast->ordinal_minor);
	node->number = number_of(n->c, ast, node->marker);
	if (n->depth > ast->depth)
		n->depth = ast->depth;
	append(innermost(n), node);
	n->items[n->depth++] = node;
	append_notes(node, &notes);
}

static void add_block(struct nest *, const struct ast_node *);

static void add_text(struct nest *n, enum plan_kind kind,
		     const struct ast_node *ast)
{
	struct plan_node notes, *node = new_node(n, kind, ast, &notes);

	if (!node->text.count)
		return;
	if (kind == PLAN_FORM)
		form_dots(n->c, &node->text);
	append(innermost(n), node);
	append_notes(innermost(n), &notes);
}

static void add_lines(struct nest *n, const struct ast_node *block,
		      enum plan_kind kind)
{
	if (!block->first)
		diag(n->c->diags, EMPTY_COMPONENT, block->mark,
		     NAMES[block->name].vi);
	for (const struct ast_node *l = block->first; l; l = l->next) {
		if (l->kind == AST_LINE)
			add_text(n, kind, l);
		else if (l->kind == AST_BLOCK && l->name == NAME_CENTERED)
			add_lines(n, l, PLAN_CENTERED);
		else if (l->kind == AST_BLOCK)
			add_block(n, l);
	}
}

static void add_table(struct nest *n, const struct ast_node *block)
{
	struct plan_node notes = { .kind = PLAN_NOTE }, *node;
	const struct ast_node *caption = table_key(block, KEY_CAPTION);
	const struct plan_table *table = table_build(n->c, block, &notes);

	if (!table)
		return;
	node = arena_new_of(n->c->arena, struct plan_node);
	node->kind = PLAN_TABLE;
	node->span = block->span;
	node->table = table;
	if (caption)
		node->text = text_build(n->c, caption, NULL);
	append(innermost(n), node);
	append_notes(innermost(n), &notes);
}

static void add_picture(struct nest *n, const struct ast_node *ast)
{
	struct plan_node *node = arena_new_of(n->c->arena, struct plan_node);

	node->kind = PLAN_PICTURE;
	node->span = ast->span;
	node->picture = part_picture(n->c, ast, &node->text);
	if (node->picture)
		append(innermost(n), node);
}

static void add_contents(struct nest *n, const struct ast_node *ast)
{
	struct plan_node *node = arena_new_of(n->c->arena, struct plan_node);

	node->kind = PLAN_CONTENTS;
	node->span = ast->span;
	append(n->root, node);
}

static void add_block(struct nest *n, const struct ast_node *ast)
{
	switch (ast->name) {
	case NAME_CENTERED: add_lines(n, ast, PLAN_CENTERED); break;
	case NAME_FORM: add_lines(n, ast, PLAN_FORM); break;
	case NAME_TABLE: add_table(n, ast); break;
	case NAME_TASKS: task_build(n->c, ast, innermost(n)); break;
	default:
		diag(n->c->diags, UNKNOWN_COMPONENT, ast->mark, ast->word);
	}
}

static void add_component(struct nest *n, const struct ast_node *ast)
{
	if (ast->name == NAME_PICTURE)
		add_picture(n, ast);
	else if (ast->name == NAME_CONTENTS)
		add_contents(n, ast);
	else
		n->depth = 0;
}

void body_build(struct checker *c, const struct ast_node *first,
		struct plan_node *into)
{
	struct nest n = { .c = c, .root = into };

	for (const struct ast_node *a = first; a; a = a->next) {
		switch (a->kind) {
		case AST_HEADING: add_heading(&n, a); break;
		case AST_ITEM: add_item(&n, a); break;
		case AST_PARAGRAPH: add_text(&n, PLAN_PARAGRAPH, a); break;
		case AST_BLOCK: add_block(&n, a); break;
		case AST_END_ITEMS: n.depth = 0; break;
		case AST_COMPONENT: add_component(&n, a); break;
		default: break;
		}
	}
}
