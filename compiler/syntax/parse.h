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

struct parser {
	struct arena *arena;
	struct sources *sources;
	const struct token *at; /* next token */
	struct diags *diags;
	struct ast_node *document;
	struct ast_node *body; /* component whose body is read, or the document */
	struct ast_node *open; /* node that a plain line goes on, or NULL */
	struct item_stack items;
	bool blank;            /* the line before was blank */
	bool gap;              /* so, and no comment stands between */
	bool bases_begun;      /* an item of @căn cứ has been read */
};

/* ---- parse.c: what every line is read with ----------------------------- */

struct str parser_text(const struct parser *, const struct token *);
struct ast_node *parser_node(struct parser *, enum ast_kind, struct span mark);
void parser_skip(struct parser *, enum token_kind);
bool parser_line_ends(const struct parser *);
/* The node that plain lines go on is done; another is begun. */
void parser_finish(struct parser *);
void parser_open(struct parser *, struct ast_node *);
/* The rest of the line becomes inlines of the node. True when a \ joins the
 * next line to it. */
bool parser_inlines(struct parser *, struct ast_node *);
/* The same, behind what the node has. */
void parser_go_on(struct parser *, struct ast_node *);

/* ---- body.c: lines of a component's body -------------------------------- */

/* A line that is neither component, heading nor block. */
void body_line(struct parser *);
/* "chủ trì: …" in a body that has keys; false: it is no key. */
bool body_key(struct parser *, struct ast_node *parent, enum name body);
struct ast_node *body_item(struct parser *);
void body_kept_line(struct parser *, struct ast_node *body);
void body_paragraph(struct parser *);
/* An item of @căn cứ or @nơi nhận that was written without its dash. */
void body_undashed_item(struct parser *);
void body_undashed_item_to(struct parser *, struct ast_node *home);
void body_complain_of_no_item(struct parser *, const struct ast_node *home);

/* ---- items.c ------------------------------------------------------------ */

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
