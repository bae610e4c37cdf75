/* check: from what is written to what it means.
 * in: an expanded ast, the template's rules; out: a plan;
 * never: files, pages, fonts. */
#ifndef VANTHU_CHECK_CHECK_H
#define VANTHU_CHECK_CHECK_H

#include "check/plan.h"
#include "syntax/ast.h"
#include "template/rules.h"

/* The door: always gives a plan, complete where nothing was wrong. `final`:
 * blanks of a draft are errors (R32). */
struct plan *check(struct arena *, const struct ast *, const struct rules *,
		   bool final, struct diags *);

/* The template that the document names in @mẫu, or "nd30"; the office's sheet
 * named after it, or empty. */
struct str check_template_name(struct arena *, const struct ast *,
			       struct str *office);

#endif
