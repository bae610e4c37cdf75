/* How items nest. Offices mark the levels of a list by kind of marker, not by
 * indentation, so nesting follows rank: a marker closes every open item of
 * its rank or inner, and stands inside what stays open. */
#include "syntax/parse.h"

#include "base/viet.h"

enum {
	RANK_ARABIC = 1,
	RANK_DECIMAL,
	RANK_LETTER,
	RANK_OUTER_BRACKET, /* (1) with no dash open */
	RANK_DASH,
	RANK_INNER,         /* + and (1) */
};

static bool dash_is_open(const struct item_stack *s)
{
	for (int i = 0; i < s->depth; i++)
		if (s->items[i].rank == RANK_DASH)
			return true;
	return false;
}

static int open_bracket_before(const struct item_stack *s, int ordinal)
{
	for (int i = s->depth - 1; i >= 0; i--)
		if (s->items[i].marker == MARKER_BRACKET &&
		    s->items[i].ordinal + 1 == ordinal)
			return s->items[i].rank;
	return 0;
}

static int rank_of(const struct item_stack *s, const struct ast_node *item)
{
	int rank;

	switch (item->marker) {
	case MARKER_ARABIC: return RANK_ARABIC;
	case MARKER_DECIMAL: return RANK_DECIMAL;
	case MARKER_LETTER: return RANK_LETTER;
	case MARKER_PLUS: return RANK_INNER;
	case MARKER_BRACKET:
		rank = open_bracket_before(s, item->typed);
		if (rank)
			return rank;
		return dash_is_open(s) ? RANK_INNER : RANK_OUTER_BRACKET;
	default: return RANK_DASH;
	}
}

/* The whole number in front of a first 1.1.: that of the open 1. item, or of
 * the level-2 heading around; 0 where neither says it. */
static int major_of(const struct item_stack *s)
{
	for (int i = 0; i < s->depth; i++)
		if (s->items[i].marker == MARKER_ARABIC)
			return s->items[i].ordinal;
	return s->heading;
}

static void number_decimal(const struct item_stack *s, struct ast_node *item,
			   int major, int minor)
{
	int given = major_of(s);

	item->ordinal = major ? major : given ? given : item->typed;
	item->ordinal_minor = minor + 1;
	if (!given && major && item->typed == major + 1 &&
	    item->typed_minor == 1) { /* nobody numbers the whole: believe it */
		item->ordinal = item->typed;
		item->ordinal_minor = 1;
	}
}

/* {số=4}, {số=2.3}, {số=đ}: a number that a legacy plan must keep. */
static void keep_given(struct ast_node *item)
{
	for (const struct ast_inline *i = item->inlines; i; i = i->next) {
		int numbers[2] = { 0 }, at = 0;

		if (i->kind != INLINE_NUMBER)
			continue;
		if (item->marker == MARKER_LETTER) {
			numbers[0] = viet_letter_ordinal(i->text);
		} else {
			for (uint32_t k = 0; k < i->text.n; k++)
				if (i->text.p[k] == '.')
					at = 1;
				else if (i->text.p[k] >= '0' &&
					 i->text.p[k] <= '9' && numbers[at] < 99)
					numbers[at] = numbers[at] * 10 +
						      i->text.p[k] - '0';
		}
		if (numbers[0])
			item->ordinal = numbers[0];
		if (numbers[1])
			item->ordinal_minor = numbers[1];
		return;
	}
}

void items_enter(struct item_stack *s, struct ast_node *item)
{
	int rank = rank_of(s, item), ordinal = 0, minor = 0;

	while (s->depth && s->items[s->depth - 1].rank >= rank) {
		s->depth--;
		if (s->items[s->depth].marker == item->marker) {
			ordinal = s->items[s->depth].ordinal;
			minor = s->items[s->depth].minor;
		}
	}
	item->depth = s->depth;
	if (item->marker == MARKER_DECIMAL)
		number_decimal(s, item, ordinal, minor);
	else
		item->ordinal = ordinal + 1;
	keep_given(item);
	s->items[s->depth].marker = item->marker;
	s->items[s->depth].rank = rank;
	s->items[s->depth].ordinal = item->ordinal;
	s->items[s->depth].minor = item->ordinal_minor;
	s->depth++;
}

void items_keep(struct item_stack *s, struct ast_node *item)
{
	keep_given(item);
	if (s->depth) {
		s->items[s->depth - 1].ordinal = item->ordinal;
		s->items[s->depth - 1].minor = item->ordinal_minor;
	}
}

bool items_expects(const struct item_stack *s, const struct ast_node *item)
{
	bool whole = item->marker == MARKER_DECIMAL;

	if (item->marker >= MARKER_DASH && item->marker <= MARKER_PLUS)
		return true;
	if ((whole ? item->typed_minor : item->typed) == 1)
		return true;
	for (int i = 0; i < s->depth; i++) {
		if (s->items[i].marker != item->marker)
			continue;
		if (whole ? s->items[i].minor + 1 == item->typed_minor
			  : s->items[i].ordinal + 1 == item->typed)
			return true;
		if (item->marker == MARKER_LETTER && item->typed < 0)
			return true; /* f) where g) is meant */
	}
	return false;
}

static int typed_heading_number(const struct ast_node *heading)
{
	for (const struct ast_inline *i = heading->inlines; i; i = i->next) {
		int value = 0;

		if (i->kind != INLINE_NUMBER)
			continue;
		for (uint32_t k = 0; k < i->text.n && value < 1000; k++)
			if (i->text.p[k] >= '0' && i->text.p[k] <= '9')
				value = value * 10 + i->text.p[k] - '0';
		return value;
	}
	return 0;
}

static void count_in(struct ast_node *parent, int depth)
{
	struct item_stack s = { .depth = 0 };
	int second = 0;

	for (struct ast_node *n = parent->first; n; n = n->next) {
		bool quiet = n->name == NAME_VARIABLE || n->name == NAME_INCLUDE;

		if (n->kind == AST_ITEM) {
			items_enter(&s, n);
		} else if (n->kind == AST_HEADING) {
			int typed = typed_heading_number(n);

			second = n->level == 1 ? 0
				 : n->level == 2 ? (typed ? typed : second + 1)
						 : second;
			s.depth = 0;
			s.heading = n->level >= 2 ? second : 0;
		} else if (n->kind == AST_END_ITEMS ||
			   (n->kind == AST_COMPONENT && !quiet)) {
			s.depth = 0;
		}
		if (n->kind == AST_COMPONENT && depth < 2)
			count_in(n, depth + 1);
	}
}

void ast_count_items(struct ast_node *document)
{
	count_in(document, 0);
}

struct str ast_marker_text(struct arena *a, enum marker marker, int ordinal,
			   int minor)
{
	switch (marker) {
	case MARKER_ARABIC: return str_printf(a, "%d.", ordinal);
	case MARKER_DECIMAL: return str_printf(a, "%d.%d.", ordinal, minor);
	case MARKER_LETTER: {
		struct str letter = viet_letter(ordinal);

		return str_printf(a, "%.*s)", STR_ARG(letter));
	}
	case MARKER_BRACKET: return str_printf(a, "(%d)", ordinal);
	case MARKER_STAR: return STR("*");
	case MARKER_PLUS: return STR("+");
	default: return STR("-");
	}
}
