#include "syntax/ast.h"

#include "base/dump.h"

const struct name_facts NAMES[NAME_COUNT] = {
	{ { "", 0 }, BODY_VALUE }, /* NAME_OTHER */
#define NAME(id, vi, body) { { vi, sizeof vi - 1 }, BODY_##body },
#include "syntax/names.def"
};

const struct str KEYS[KEY_COUNT] = {
	{ "", 0 }, /* KEY_NONE */
#define KEY(id, vi) { vi, sizeof vi - 1 },
#include "syntax/names.def"
};

void ast_add(struct ast_node *parent, struct ast_node *child)
{
	child->next = NULL;
	if (parent->last)
		parent->last->next = child;
	else
		parent->first = child;
	parent->last = child;
}

struct str ast_text(struct arena *arena, const struct ast_node *node)
{
	struct buf b = buf_new(arena);

	for (const struct ast_inline *i = node->inlines; i; i = i->next) {
		switch (i->kind) {
		case INLINE_TEXT:
		case INLINE_BREAK:
		case INLINE_LINK:
			buf_add(&b, i->text);
			break;
		case INLINE_REFERENCE:
			buf_printf(&b, "[[%.*s]]", STR_ARG(i->text));
			break;
		case INLINE_VARIABLE:
			buf_printf(&b, "{{%.*s}}", STR_ARG(i->text));
			break;
		default:
			break;
		}
	}
	return str_squeeze(arena, buf_str(&b));
}

static const char *kind_name(enum ast_kind kind)
{
	static const char *const KINDS[] = {
		[AST_DOCUMENT] = "document",   [AST_COMPONENT] = "component",
		[AST_BLOCK] = "block",         [AST_HEADING] = "heading",
		[AST_ITEM] = "item",           [AST_PARAGRAPH] = "paragraph",
		[AST_LINE] = "line",           [AST_END_ITEMS] = "end-items",
		[AST_NOTE] = "note",           [AST_KEY] = "key",
		[AST_ROW] = "row",             [AST_CELL] = "cell",
		[AST_COMMENT] = "comment",     [AST_ERROR] = "error",
	};

	return KINDS[kind];
}

static const char *inline_name(enum inline_kind kind)
{
	static const char *const KINDS[] = {
		[INLINE_TEXT] = "text",           [INLINE_BREAK] = "break",
		[INLINE_LINK] = "link",           [INLINE_REFERENCE] = "reference",
		[INLINE_LABEL] = "label",         [INLINE_BIND] = "bind",
		[INLINE_NUMBER] = "number",       [INLINE_ROLE] = "role",
		[INLINE_VARIABLE] = "variable",   [INLINE_NOTE] = "note-call",
	};

	return KINDS[kind];
}

static void dump_inlines(struct dump *d, int depth, const struct ast_node *n)
{
	for (const struct ast_inline *i = n->inlines; i; i = i->next) {
		if (!i->text.n)
			continue; /* a mark of emphasis, paired */
		dump_row(d, depth, inline_name(i->kind), i->span);
		dump_flag(d, "strong", i->style & STYLE_STRONG);
		dump_flag(d, "emphasis", i->style & STYLE_EMPHASIS);
		dump_flag(d, "number-only", i->number_only);
		if (i->kind != INLINE_BREAK)
			dump_str(d, "text", i->text);
		dump_end(d);
	}
}

static void dump_node(struct dump *d, struct arena *arena, int depth,
		      const struct ast_node *n)
{
	dump_row(d, depth, kind_name(n->kind), n->span);
	if (n->name != NAME_OTHER)
		dump_str(d, "name", NAMES[n->name].vi);
	if (n->word.n)
		dump_str(d, "word", n->word);
	if (n->level)
		dump_int(d, "level", n->level);
	if (n->kind == AST_ITEM && n->marker) {
		dump_str(d, "marker",
			 ast_marker_text(arena, n->marker, n->ordinal,
					 n->ordinal_minor));
		dump_int(d, "depth", n->depth);
	}
	dump_flag(d, "after-blank", n->after_blank && n->kind == AST_LINE);
	dump_end(d);
	dump_inlines(d, depth + 1, n);
	for (const struct ast_node *c = n->first; c; c = c->next)
		dump_node(d, arena, depth + 1, c);
}

struct str ast_dump(struct arena *arena, const struct ast *ast)
{
	struct dump d = dump_new(arena, ast->sources);

	dump_node(&d, arena, 0, ast->document);
	return buf_str(&d.out);
}
