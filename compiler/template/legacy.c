#include "template/legacy.h"

#include <stdlib.h>

#include "base/viet.h"
#include "template/read.h"

static const char *const ELEMENTS[] = {
#define LIST(id, element) element,
#include "template/legacy.def"
#undef LIST
};

static int longest_first(const void *a, const void *b)
{
	const struct legacy_phrase *x = a, *y = b;

	return (x->bare.n < y->bare.n) - (x->bare.n > y->bare.n);
}

static void read_list(struct reader *r, const xmlNode *node,
		      struct legacy_phrases *list)
{
	struct str rest = read_content(r, node);

	while (rest.n) {
		int64_t mark = str_find(rest, STR(";"));
		uint32_t end = mark < 0 ? rest.n : (uint32_t)mark;
		struct str text = str_squeeze(r->arena, str_slice(rest, 0, end));

		list->items = arena_grow(r->arena, list->items, list->count,
					 sizeof *list->items);
		list->items[list->count++] = (struct legacy_phrase){
			text, viet_bare(r->arena, text)
		};
		rest = str_from(rest, mark < 0 ? end : end + 1);
	}
	qsort(list->items, list->count, sizeof *list->items, longest_first);
}

struct legacy *legacy_load(struct arena *arena, const char *folder,
			   struct str name, struct diags *diags)
{
	struct reader r = { .arena = arena, .diags = diags };
	struct legacy *legacy = arena_new_of(arena, struct legacy);
	struct str path = str_printf(arena, "%s/%.*s/legacy.xml", folder,
				     STR_ARG(name));
	struct str schema = str_printf(arena, "%s/schema/legacy.rng", folder);
	xmlDoc *doc;

	r.file = str_printf(arena, "%.*s/legacy.xml", STR_ARG(name));
	doc = read_xml(&r, str_terminated(arena, path),
		       str_terminated(arena, schema));
	if (!doc)
		return NULL;
	for (int i = 0; i < LEGACY_COUNT; i++)
		read_list(&r, read_child(xmlDocGetRootElement(doc), ELEMENTS[i]),
			  &legacy->lists[i]);
	xmlFreeDoc(doc);
	return r.failed ? NULL : legacy;
}
