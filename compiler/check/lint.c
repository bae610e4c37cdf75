/* The walk of the lints: each text of the document becomes words, and each
 * lint reads them. */
#include "check/lint.h"

#include "base/utf8.h"

/* ---- the walk --------------------------------------------------------- */

static bool ends_open(struct str text)
{
	uint32_t at = utf8_before(text, text.n), c;

	if (!text.n)
		return false;
	c = utf8_next(text, &at);
	return utf8_is_letter(c) || utf8_is_digit(c) || c == ',';
}

enum { MOST_ROWS = 200 }; /* of a table: more are data */

static const struct ast_node *next_line(const struct ast_node *n)
{
	while ((n = n->next))
		if (n->inlines)
			return n;
	return NULL;
}

static void read_text(struct lint *l, const struct ast_node *node,
		      enum lint_part part)
{
	l->part = part;
	l->node = node;
	lint_read(l, node);
	if (!l->count)
		return;
	lint_type(l);
	switch (part) {
	case LINT_AGENCY: lint_parent(l, next_line(node)); return;
	case LINT_PLACE: lint_place(l); return;
	default: break;
	}
	lint_case(l);
	lint_cite(l);
	l->left_open = node->kind == AST_PARAGRAPH && ends_open(l->text);
}

/* Whether a key's value is prose: not widths, files, dates. */
static bool is_prose(const struct ast_node *n)
{
	return n->kind != AST_KEY || n->key == KEY_CAPTION ||
	       n->key == KEY_LEAD || n->key == KEY_WITH ||
	       n->key == KEY_PRODUCT;
}

static void read_children(struct lint *l, const struct ast_node *parent,
			  enum lint_part part)
{
	uint32_t rows = 0;

	for (const struct ast_node *n = parent->first; n; n = n->next) {
		if (n->kind == AST_ROW) {
			if (rows++ < MOST_ROWS)
				read_children(l, n, LINT_CELL);
			continue;
		}
		if (n->inlines && is_prose(n))
			read_text(l, n, n->kind == AST_NOTE ? LINT_NOTE
				  : n->kind == AST_KEY ? LINT_CELL : part);
		if (n->kind == AST_ITEM)
			read_children(l, n, part);
	}
}

static void read_nodes(struct lint *, const struct ast_node *first);

static void read_component(struct lint *l, const struct ast_node *n)
{
	switch (n->name) {
	case NAME_AGENCY: read_children(l, n, LINT_AGENCY); break;
	case NAME_BASES: read_children(l, n, LINT_BASE); break;
	case NAME_CLOSING: read_children(l, n, LINT_TEXT); break;
	case NAME_RECIPIENTS:
	case NAME_ADDRESSEE: read_children(l, n, LINT_RECIPIENT); break;
	case NAME_APPENDIX:
		if (n->inlines)
			read_text(l, n, LINT_HEADING);
		read_nodes(l, n->first);
		break;
	case NAME_PLACE:
		if (n->inlines)
			read_text(l, n, LINT_PLACE);
		break;
	case NAME_OTHER:
		if (n->inlines)
			read_text(l, n, LINT_SUBJECT);
		break;
	default: break; /* values and names are no prose */
	}
}

static void read_nodes(struct lint *l, const struct ast_node *first)
{
	for (const struct ast_node *n = first; n; n = n->next)
		switch (n->kind) {
		case AST_COMPONENT: read_component(l, n); break;
		case AST_BLOCK:
			if (n->name == NAME_TABLE || n->name == NAME_TASKS)
				read_children(l, n, LINT_TEXT);
			break;
		case AST_HEADING: read_text(l, n, LINT_HEADING); break;
		case AST_NOTE: read_text(l, n, LINT_NOTE); break;
		case AST_ITEM:
		case AST_PARAGRAPH: read_text(l, n, LINT_TEXT); break;
		default: break;
		}
}

void lint(struct checker *c)
{
	struct lint *l;

	if (!c->rules->words)
		return;
	l = arena_new_of(c->arena, struct lint);
	l->c = c;
	l->lists = c->rules->words;
	l->joined = buf_new(c->arena);
	read_nodes(l, c->ast->document->first);
	lint_type_finish(l);
}
