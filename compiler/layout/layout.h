/* layout: from what the document says to set type.
 * in: a plan, a style, a shaper; out: a galley;
 * never: pages, parts of a decree by name. */
#ifndef VANTHU_LAYOUT_LAYOUT_H
#define VANTHU_LAYOUT_LAYOUT_H

#include "base/diag.h"
#include "check/plan.h"
#include "layout/galley.h"
#include "layout/shape.h"

/* The door: always gives a galley; a character that the font lacks is a
 * complaint. The galley copies glyphs and does not point into the shaper. */
struct galley *layout(struct arena *, const struct plan *, const struct style *,
		      struct shaper *, struct diags *);

#endif
