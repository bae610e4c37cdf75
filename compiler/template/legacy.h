/* legacy: the phrases by which the parts of an old plan are known.
 * Read from templates/NAME/legacy.xml; all views live in the arena given.
 * in: a template's name; out: lists of phrases as they are printed, and their
 * folds without marks; never: what the importer makes of them. */
#ifndef VANTHU_TEMPLATE_LEGACY_H
#define VANTHU_TEMPLATE_LEGACY_H

#include "base/diag.h"

enum legacy_list {
#define LIST(id, element) LEGACY_##id,
#include "template/legacy.def"
#undef LIST
	LEGACY_COUNT
};

struct legacy_phrase {
	struct str text; /* "Nơi nhận" */
	struct str bare; /* "noi nhan" */
};

struct legacy_phrases {
	struct legacy_phrase *items; /* the longest first */
	uint32_t count;
};

struct legacy {
	struct legacy_phrases lists[LEGACY_COUNT];
};

/* NULL, with a complaint, when the sheet is missing or breaks its schema. */
struct legacy *legacy_load(struct arena *, const char *folder, struct str name,
			   struct diags *);

#endif
