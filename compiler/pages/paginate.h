/* paginate: the galley cut into pages.
 * in: a galley; out: where everything stands;
 * never: text, fonts, any library. */
#ifndef VANTHU_PAGES_PAGINATE_H
#define VANTHU_PAGES_PAGINATE_H

#include "base/diag.h"
#include "pages/pages.h"

/* The door: always gives pages; a box taller than a page is a complaint. */
struct pages *paginate(struct arena *, const struct galley *, struct diags *);

#endif
