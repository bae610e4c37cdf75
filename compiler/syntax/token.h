/* token: the source cut into pieces. Every byte is in exactly one token, in
 * order: the tokens joined are the source. */
#ifndef VANTHU_SYNTAX_TOKEN_H
#define VANTHU_SYNTAX_TOKEN_H

#include "base/diag.h"

enum token_kind {
	/* of a line */
	TOKEN_NEWLINE,
	TOKEN_SPACE,    /* blanks and tabs */
	TOKEN_COMMENT,  /* // to the end of the line */
	TOKEN_NAME,     /* @tên, first on a line, up to ':' or '{' or the end */
	TOKEN_COLON,    /* the ':' after a name */
	TOKEN_OPEN,     /* '{' last on a @name line */
	TOKEN_CLOSE,    /* '}' alone on a line */
	TOKEN_HASHES,   /* #, ##, … first on a line, then white space */
	TOKEN_MARKER,   /* -, *, +, 1., 1.1., a), (1), –, —, • first on a line */
	TOKEN_END_ITEMS,/* --- alone on a line */
	TOKEN_NOTE_MARK,/* [^n]: first on a line */
	/* within a line */
	TOKEN_TEXT,
	TOKEN_ESCAPE,   /* \ and the character it makes plain */
	TOKEN_JOIN,     /* \ last on a line */
	TOKEN_STRONG,   /* ** */
	TOKEN_STAR,     /* * */
	TOKEN_BAR,      /* | : parts cells, elsewhere text */
	TOKEN_REFERENCE,/* [[nhãn]] [[nhãn:số]] */
	TOKEN_LABEL,    /* {#nhãn} */
	TOKEN_BIND,     /* {=nhãn} */
	TOKEN_SETTING,  /* {số=…} {vai=…} */
	TOKEN_VARIABLE, /* {{tên}} */
	TOKEN_NOTE,     /* [^n] */
	TOKEN_LINK,     /* <https://…> */
	TOKEN_END       /* the end of the source, empty */
};

struct token {
	enum token_kind kind;
	struct span span;
};

struct tokens {
	const struct source *source;
	struct token *items; /* the last is TOKEN_END */
	uint32_t count;
};

/* The door: never fails; `source` must outlive the tokens. */
struct tokens *lex(struct arena *, const struct source *, struct diags *);

const char *token_kind_name(enum token_kind);
/* The dump of `show --tokens`. */
struct str tokens_dump(struct arena *, const struct tokens *,
		       const struct sources *);

#endif
