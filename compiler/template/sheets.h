/* sheets: one reader a file of a template; private to template/. */
#ifndef VANTHU_TEMPLATE_SHEETS_H
#define VANTHU_TEMPLATE_SHEETS_H

#include "template/read.h"
#include "template/rules.h"
#include "template/style.h"

/* Fill a sheet from the root of a tree that its schema has passed. What the
 * schema cannot see (names of styles, fields) is complained of here. */
void rules_read(struct reader *, const xmlNode *root, struct rules *);
void words_read(struct reader *, const xmlNode *root, const struct rules *,
		struct words *);
void style_read(struct reader *, const xmlNode *root, struct style *);

/* The forms of a style, when all else of it has been read. */
void forms_read(struct reader *, const xmlNode *root, struct style *,
		const struct str blanks[FIELD_COUNT]);

/* A pattern from a node's content. */
struct pattern pattern_read(struct reader *, const xmlNode *,
			    const struct str blanks[FIELD_COUNT]);
extern const char *const FIELD_NAMES[FIELD_COUNT];

/* The style that an attribute names; -1 after a complaint. */
int style_name(struct reader *, const xmlNode *, const char *attribute,
	       const struct style *);

#endif
