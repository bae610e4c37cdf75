/* The canonical source is written from the tree; what an author typed within
 * a paragraph is taken from the source letter by letter, so nothing can be
 * lost there. One paragraph is one line. */
#include "format/format.h"

#include "base/viet.h"

struct writer {
	struct arena *arena;
	const struct ast *ast;
	struct buf out;
};

static struct str typed(struct writer *w, struct span span)
{
	return source_text(w->ast->sources, span);
}

/* The inlines as typed, hard line ends and runs of blanks made one space. */
static struct str inlines(struct writer *w, const struct ast_node *n)
{
	struct buf b = buf_new(w->arena);

	for (const struct ast_inline *i = n->inlines; i; i = i->next)
		if (i->kind == INLINE_BREAK)
			buf_char(&b, ' ');
		else
			buf_add(&b, typed(w, i->span));
	return str_squeeze(w->arena, buf_str(&b));
}

static void line(struct writer *w, struct str before, struct str text)
{
	buf_add(&w->out, before);
	buf_add(&w->out, text);
	buf_char(&w->out, '\n');
}

static void text_line(struct writer *w, const char *before,
		      const struct ast_node *n)
{
	line(w, str_of(before), inlines(w, n));
}

static void node(struct writer *, const struct ast_node *);

/* ---- separation ------------------------------------------------------- */

static bool is_small_value(const struct ast_node *n)
{
	return n->kind == AST_COMPONENT && n->name != NAME_OTHER &&
	       NAMES[n->name].body == BODY_VALUE;
}

static bool blank_between(const struct ast_node *before,
			  const struct ast_node *n)
{
	if (before->kind == AST_COMMENT || n->kind == AST_COMMENT)
		return n->after_blank;
	if (is_small_value(before) && is_small_value(n))
		return false;
	switch (n->kind) {
	case AST_NOTE:
	case AST_END_ITEMS: return false;
	case AST_HEADING: return before->kind != AST_HEADING;
	case AST_ITEM:
		return before->kind == AST_PARAGRAPH ||
		       before->kind == AST_COMPONENT;
	case AST_PARAGRAPH:
		return before->kind != AST_HEADING &&
		       before->kind != AST_END_ITEMS;
	default: return true;
	}
}

static void children(struct writer *w, const struct ast_node *parent)
{
	const struct ast_node *before = NULL;

	for (const struct ast_node *n = parent->first; n; n = n->next) {
		if (before && blank_between(before, n))
			buf_char(&w->out, '\n');
		node(w, n);
		before = n;
	}
}

/* ---- kinds of node ---------------------------------------------------- */

static void item(struct writer *w, const struct ast_node *n)
{
	struct str marker = ast_marker_text(w->arena, n->marker, n->ordinal,
					    n->ordinal_minor);

	if (n->marker == MARKER_LETTER && marker.n < 2)
		marker = typed(w, n->mark); /* beyond the alphabet: reported */
	if (!n->inlines) {
		line(w, marker, STR(""));
		return;
	}
	line(w, str_printf(w->arena, "%.*s ", STR_ARG(marker)), inlines(w, n));
}

static void heading(struct writer *w, const struct ast_node *n)
{
	for (int i = 0; i < n->level; i++)
		buf_char(&w->out, '#');
	text_line(w, " ", n);
}

static void lines(struct writer *w, const struct ast_node *parent)
{
	bool first = true;

	for (const struct ast_node *n = parent->first; n; n = n->next) {
		if (n->kind == AST_LINE && n->after_blank && !first &&
		    parent->name == NAME_SIGNER)
			buf_char(&w->out, '\n');
		node(w, n);
		first = false;
	}
}

static void task(struct writer *w, const struct ast_node *n)
{
	text_line(w, "- ", n);
	for (const struct ast_node *k = n->first; k; k = k->next) {
		buf_add(&w->out, STR("  "));
		node(w, k);
	}
}

static struct str name_of(struct writer *w, const struct ast_node *n)
{
	if (n->name == NAME_OTHER)
		return viet_fold(w->arena, n->word);
	if (n->name == NAME_VARIABLE)
		return str_printf(w->arena, "%.*s %.*s",
				  STR_ARG(NAMES[n->name].vi), STR_ARG(n->word));
	return NAMES[n->name].vi;
}

static void block(struct writer *w, const struct ast_node *n)
{
	buf_printf(&w->out, "@%.*s {\n", STR_ARG(name_of(w, n)));
	for (const struct ast_node *c = n->first; c; c = c->next)
		if (c->kind == AST_ITEM)
			task(w, c);
		else
			node(w, c);
	buf_add(&w->out, STR("}\n"));
}

static void row(struct writer *w, const struct ast_node *n)
{
	for (const struct ast_node *c = n->first; c; c = c->next) {
		struct str text = inlines(w, c);

		buf_printf(&w->out, text.n ? "| %.*s " : "| %.*s",
			   STR_ARG(text));
	}
	buf_add(&w->out, STR("|\n"));
}

static void component(struct writer *w, const struct ast_node *n)
{
	enum body_kind body = NAMES[n->name].body;

	buf_printf(&w->out, "@%.*s", STR_ARG(name_of(w, n)));
	if (n->inlines || (body == BODY_VALUE && n->name != NAME_DRAFT))
		text_line(w, n->inlines ? ": " : ":", n);
	else
		buf_char(&w->out, '\n');
	if (body == BODY_LINES)
		lines(w, n);
	else
		children(w, n);
}

static void node(struct writer *w, const struct ast_node *n)
{
	switch (n->kind) {
	case AST_COMPONENT: component(w, n); break;
	case AST_BLOCK: block(w, n); break;
	case AST_HEADING: heading(w, n); break;
	case AST_ITEM: item(w, n); break;
	case AST_PARAGRAPH:
	case AST_LINE: text_line(w, "", n); break;
	case AST_END_ITEMS: line(w, STR("---"), STR("")); break;
	case AST_NOTE:
		buf_printf(&w->out, "[^%.*s]:", STR_ARG(n->word));
		text_line(w, n->inlines ? " " : "", n);
		break;
	case AST_KEY:
		buf_printf(&w->out, "%.*s:", STR_ARG(KEYS[n->key]));
		text_line(w, n->inlines ? " " : "", n);
		break;
	case AST_ROW: row(w, n); break;
	case AST_COMMENT:
		line(w, STR("//"),
		     n->word.n ? str_printf(w->arena, " %.*s", STR_ARG(n->word))
			       : STR(""));
		break;
	case AST_ERROR: line(w, str_trim(typed(w, n->span)), STR("")); break;
	case AST_DOCUMENT:
	case AST_CELL: break;
	}
}

struct str format(struct arena *arena, const struct ast *ast)
{
	struct writer w = { arena, ast, buf_new(arena) };

	children(&w, ast->document);
	return buf_str(&w.out);
}
