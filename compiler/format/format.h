/* format: the one way to write a source.
 * in: a file's ast (not expanded); out: canonical source text;
 * never: the decree, the plan. */
#ifndef VANTHU_FORMAT_FORMAT_H
#define VANTHU_FORMAT_FORMAT_H

#include "syntax/ast.h"

/* The canonical text; formatting it again changes nothing, and its plan is
 * the same. Comments are kept. */
struct str format(struct arena *, const struct ast *);

#endif
