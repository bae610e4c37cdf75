/* parse.h: what the parser's own files share; not for other rooms. */
#ifndef VANTHU_SYNTAX_PARSE_H
#define VANTHU_SYNTAX_PARSE_H

#include "syntax/ast.h"

/* The items that are open, outer to inner. */
struct item_stack {
	struct {
		enum marker marker;
		int rank, ordinal, minor;
	} items[8];
	int depth;
	int heading; /* number of the level-2 heading around, or 0 */
};

/* Gives an item its depth and number, and makes it the innermost. */
void items_enter(struct item_stack *, struct ast_node *item);
/* The item entered last takes the number of its {số=}, now that it is read. */
void items_keep(struct item_stack *, struct ast_node *item);
/* Whether the item's typed number is the first of a list or the next of one
 * that is open. */
bool items_expects(const struct item_stack *, const struct ast_node *item);

/* Appends an inline to a node and grows the node's span. */
struct ast_inline *inline_add(struct arena *, struct ast_node *,
			      enum inline_kind, struct span, struct str text);
/* Appends the inline of one token; text of a `**` or `*` stays to be paired
 * by inlines_finish. */
void inline_add_token(struct arena *, const struct sources *,
		      struct ast_node *, const struct token *);
/* Pairs the emphasis marks of a finished paragraph. */
void inlines_finish(struct ast_node *);

/* Complains where the line that begins a paragraph was meant for more. */
void near_miss(struct arena *, const struct sources *,
	       const struct token *first, struct diags *);
/* Takes a typed number of its level's form off a heading's title. */
void near_take_number(struct ast_node *heading);

#endif
