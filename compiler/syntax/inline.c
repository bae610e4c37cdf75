/* Inlines: what stands within a paragraph. */
#include "syntax/parse.h"

#include "base/utf8.h"

struct ast_inline *inline_add(struct arena *arena, struct ast_node *node,
			      enum inline_kind kind, struct span span,
			      struct str text)
{
	struct ast_inline *i = arena_new_of(arena, struct ast_inline);

	i->kind = kind;
	i->span = span;
	i->text = text;
	if (node->last_inline)
		node->last_inline->next = i;
	else
		node->inlines = i;
	node->last_inline = i;
	node->span = span_join(node->span, span);
	return i;
}

/* Until they are paired, emphasis marks are text of one of these styles. */
enum { MARK_STRONG = 0x40, MARK_EMPHASIS = 0x80 };

static struct str inner(struct str s, uint32_t before, uint32_t after)
{
	return str_trim(str_slice(s, before, s.n - after));
}

/* {số=III} or {vai=nội dung} */
static void add_setting(struct arena *arena, struct ast_node *node,
			struct span span, struct str text)
{
	uint32_t equals = (uint32_t)str_find(text, STR("="));
	struct str key = inner(str_slice(text, 0, equals), 1, 0);
	struct str value = str_trim(str_slice(text, equals + 1, text.n - 1));

	if (str_is(key, "số"))
		inline_add(arena, node, INLINE_NUMBER, span, value);
	else if (str_is(key, "vai"))
		inline_add(arena, node, INLINE_ROLE, span, value);
	else /* any other brace is text */
		inline_add(arena, node, INLINE_TEXT, span, text);
}

static void add_reference(struct arena *arena, struct ast_node *node,
			  struct span span, struct str text)
{
	static const struct str ONLY = { ":số", sizeof ":số" - 1 };
	struct str label = inner(text, 2, 2);
	struct ast_inline *i;
	bool only = str_ends(label, ONLY);

	if (only)
		label = str_trim(str_slice(label, 0, label.n - ONLY.n));
	i = inline_add(arena, node, INLINE_REFERENCE, span, label);
	i->number_only = only;
}

void inline_add_token(struct arena *arena, const struct sources *sources,
		      struct ast_node *node, const struct token *token)
{
	struct str text = source_text(sources, token->span);
	struct span span = token->span;

	switch (token->kind) {
	case TOKEN_REFERENCE:
		add_reference(arena, node, span, text);
		break;
	case TOKEN_LABEL:
		inline_add(arena, node, INLINE_LABEL, span, inner(text, 2, 1));
		break;
	case TOKEN_BIND:
		inline_add(arena, node, INLINE_BIND, span, inner(text, 2, 1));
		break;
	case TOKEN_SETTING:
		add_setting(arena, node, span, text);
		break;
	case TOKEN_VARIABLE:
		inline_add(arena, node, INLINE_VARIABLE, span,
			   inner(text, 2, 2));
		break;
	case TOKEN_NOTE:
		inline_add(arena, node, INLINE_NOTE, span, inner(text, 2, 1));
		break;
	case TOKEN_LINK:
		inline_add(arena, node, INLINE_LINK, span, inner(text, 1, 1));
		break;
	case TOKEN_ESCAPE:
		inline_add(arena, node, INLINE_TEXT, span, str_from(text, 1));
		break;
	case TOKEN_STRONG:
		inline_add(arena, node, INLINE_TEXT, span, text)->style =
			MARK_STRONG;
		break;
	case TOKEN_STAR:
		inline_add(arena, node, INLINE_TEXT, span, text)->style =
			MARK_EMPHASIS;
		break;
	default:
		inline_add(arena, node, INLINE_TEXT, span, text);
	}
}

static bool begins_blank(const struct ast_inline *i)
{
	return !i || i->kind == INLINE_BREAK ||
	       (i->kind == INLINE_TEXT && i->text.n &&
		(i->text.p[0] == ' ' || i->text.p[0] == '\t'));
}

static bool ends_blank(const struct ast_inline *i)
{
	char last;

	if (!i || i->kind == INLINE_BREAK)
		return true;
	if (i->kind != INLINE_TEXT || !i->text.n)
		return false;
	last = i->text.p[i->text.n - 1];
	return last == ' ' || last == '\t';
}

static void set_style(struct ast_inline *from, struct ast_inline *to,
		      uint8_t style)
{
	from->text.n = to->text.n = 0;
	from->style = to->style = 0;
	for (struct ast_inline *i = from->next; i != to; i = i->next)
		i->style |= style;
}

/* A mark closes when one of its kind is open and no blank is before it, else
 * opens when no blank is behind it. An inner mark left open when the outer
 * closes is an asterisk. */
void inlines_finish(struct ast_node *node)
{
	struct ast_inline *strong = NULL, *star = NULL, *before = NULL, *next;
	bool star_is_inner = false;

	for (struct ast_inline *i = node->inlines; i; before = i, i = next) {
		bool is_strong = i->style & MARK_STRONG;
		struct ast_inline **open = is_strong ? &strong : &star;

		next = i->next;
		if (!(i->style & (MARK_STRONG | MARK_EMPHASIS)))
			continue;
		if (*open && !ends_blank(before)) {
			if (is_strong ? star && star_is_inner
				      : strong && !star_is_inner) {
				/* crossing: the inner one is plain */
				if (is_strong)
					star = NULL;
				else
					strong = NULL;
			}
			set_style(*open, i, is_strong ? STYLE_STRONG
						      : STYLE_EMPHASIS);
			*open = NULL;
		} else if (!*open && !begins_blank(next)) {
			*open = i;
			star_is_inner = !is_strong;
		}
	}
	for (struct ast_inline *i = node->inlines; i; i = i->next)
		i->style &= STYLE_STRONG | STYLE_EMPHASIS;
}
