/* marker: the number, letter or dash that a line begins with.
 * in: the text of a line; out: its marker; never: whether it is meant. */
#ifndef VANTHU_IMPORT_MARKER_H
#define VANTHU_IMPORT_MARKER_H

#include "base/str.h"

enum marker_kind {
	MARK_NONE,
	MARK_CAPITAL, /* A. */
	MARK_ROMAN,   /* I. */
	MARK_NUMBER,  /* 1. */
	MARK_DECIMAL, /* 1.1. */
	MARK_DEEP,    /* 1.1.1. and deeper */
	MARK_LETTER,  /* a) */
	MARK_PAREN,   /* (1) */
	MARK_DASH,    /* - – — • and signs of Word's lists */
	MARK_PLUS,    /* + */
	MARK_STAR,    /* * */
};

struct marker {
	enum marker_kind kind;
	struct str number; /* "III", "1.2", "a"; empty for a dash */
	int ordinal;       /* the last number; 0 for a dash */
	int parent;        /* of 2.1: 2 */
	uint32_t end;      /* where the text behind it begins */
};

struct marker marker_of(struct str text);
/* As the plan language writes it: "1.", "a)", "(2)", "-". */
struct str marker_written(struct arena *, const struct marker *);
bool marker_is_counted(enum marker_kind);

#endif
