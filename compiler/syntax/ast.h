/* ast: what the author wrote, as a tree; nothing is judged by the decree yet.
 * Content stands flat in the document, in order: headings and items carry
 * their level and depth, and check/ nests them. So a file included anywhere
 * is spliced as if its lines stood there. */
#ifndef VANTHU_SYNTAX_AST_H
#define VANTHU_SYNTAX_AST_H

#include "base/diag.h"
#include "syntax/token.h"

enum name {
	NAME_OTHER, /* maybe a kind of document: the template knows */
#define NAME(id, vi, body) NAME_##id,
#include "syntax/names.def"
	NAME_COUNT
};

enum key {
	KEY_NONE,
#define KEY(id, vi) KEY_##id,
#include "syntax/names.def"
	KEY_COUNT
};
extern const struct str KEYS[KEY_COUNT];

enum body_kind {
	BODY_VALUE,
	BODY_CONTENT, /* a value that stands in the content, where it is */
	BODY_LINES,
	BODY_ITEMS,
	BODY_PARAGRAPHS,
	BODY_BLOCK
};

struct name_facts {
	struct str vi;
	enum body_kind body;
};
extern const struct name_facts NAMES[NAME_COUNT];

enum ast_kind {
	AST_DOCUMENT,
	AST_COMPONENT, /* @name: value or @name with a body (children) */
	AST_BLOCK,     /* @name { … } inside the content */
	AST_HEADING,   /* # … */
	AST_ITEM,
	AST_PARAGRAPH,
	AST_LINE,      /* of a body whose lines are kept */
	AST_END_ITEMS, /* --- */
	AST_NOTE,      /* [^n]: … */
	AST_KEY,       /* "khóa: giá trị" in a block */
	AST_ROW,       /* of a table; its children are cells */
	AST_CELL,
	AST_COMMENT,   /* kept for the formatter */
	AST_ERROR      /* could not be read and was reported; later rooms skip */
};

enum inline_kind {
	INLINE_TEXT,
	INLINE_BREAK,    /* a hard-wrapped line goes on here: one space */
	INLINE_LINK,     /* text: the address */
	INLINE_REFERENCE,/* text: the label */
	INLINE_LABEL,    /* {#…} text: the label */
	INLINE_BIND,     /* {=…} text: the label */
	INLINE_NUMBER,   /* {số=…} text: the number */
	INLINE_ROLE,     /* {vai=…} text: the role */
	INLINE_VARIABLE, /* {{…}} text: the name; gone after expand */
	INLINE_NOTE      /* [^n] text: n */
};

enum { STYLE_STRONG = 1, STYLE_EMPHASIS = 2 };

struct ast_inline {
	enum inline_kind kind;
	uint8_t style;    /* STYLE_… bits */
	bool number_only; /* [[nhãn:số]] */
	struct span span;
	struct str text;
	struct ast_inline *next;
};

/* How an item is marked; the order of ranks is rank_of in parse.c. */
enum marker {
	MARKER_NONE,
	MARKER_ARABIC,  /* 1. */
	MARKER_DECIMAL, /* 1.1. */
	MARKER_LETTER,  /* a) */
	MARKER_DASH,    /* - */
	MARKER_STAR,    /* * */
	MARKER_PLUS,    /* + */
	MARKER_BRACKET  /* (1) */
};

struct ast_node {
	enum ast_kind kind;
	enum name name;         /* of a component or block */
	enum key key;           /* of a key */
	struct span span;       /* the whole, children included */
	struct span mark;       /* @name, ###, item marker, [^n] or key */
	struct str word;        /* name as written without @, note's n, key,
	                         * comment's text; variable's name */
	bool has_colon;         /* component: a value was announced */
	bool after_blank;       /* a blank line stands before (lines of @ký) */
	int level;              /* heading: number of # */
	enum marker marker;     /* item */
	int depth;              /* item: open items around it, from 0 */
	int typed, typed_minor; /* item: number typed (1.2. = 1 and 2), or 0 */
	int ordinal, ordinal_minor; /* item: its number by counting */
	struct str typed_number; /* heading: a number of its level's form that
	                          * was typed; not part of the inlines */
	struct span typed_span;
	struct str bytes;       /* picture: the file; put in by expand */
	struct ast_inline *inlines, *last_inline;
	struct ast_node *first, *last, *next; /* children */
};

struct ast {
	struct sources *sources;
	struct ast_node *document;
};

/* The door: always gives a tree. `sources` holds the tokens' source and is
 * where an included file will be added. */
struct ast *parse(struct arena *, struct sources *, const struct tokens *,
		  struct diags *);

/* Appends a child. */
void ast_add(struct ast_node *parent, struct ast_node *child);

/* Gives every item below `document` its depth and ordinal. Run by parse, and
 * again by expand after a splice. */
void ast_count_items(struct ast_node *document);

/* The plain text of the inlines: breaks are spaces, labels and settings
 * nothing, references and variables as typed; white space single. */
struct str ast_text(struct arena *, const struct ast_node *);
/* The text of an item's marker as the counted number gives it: "2.", "b)". */
struct str ast_marker_text(struct arena *, enum marker, int ordinal, int minor);

struct str ast_dump(struct arena *, const struct ast *);

#endif
