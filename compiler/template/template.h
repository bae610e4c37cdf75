/* template: a folder of XML becomes two plain sheets, rules and style.
 * in: templates/NAME/rules.xml, words.xml and style.xml; out: rules.h, style.h;
 * never: what a document says. Nobody but this room meets libxml2. */
#ifndef VANTHU_TEMPLATE_TEMPLATE_H
#define VANTHU_TEMPLATE_TEMPLATE_H

#include "base/diag.h"
#include "template/rules.h"
#include "template/style.h"

struct template {
	struct rules rules;
	struct style style;
};

/* The template NAME of `folder`, the templates' directory. Each file is
 * first held against its schema: folder/schema/rules.rng,
 * folder/schema/words.rng, and folder/NAME/limits.rng or, where a template has none,
 * folder/schema/style.rng.
 * The sheets live in the arena, which outlives every product made with them;
 * nothing points into libxml2. NULL, with complaints that name the file and
 * the line, when the name is not of small letters, digits and hyphens, when a
 * file is missing, above 1 MiB, no XML, has a DTD or breaks its schema. */
struct template *template_load(struct arena *, const char *folder,
			       struct str name, struct diags *);
/* The same with an office's own style over it: the bytes of its sheet, and the
 * name by which complaints speak of it. What the decree does not allow (R03,
 * R09, R12–R19, R28, R56–R60) is refused with the clause. */
struct template *template_load_office(struct arena *, const char *folder,
				      struct str name, struct str office,
				      struct str office_name, struct diags *);

#endif
