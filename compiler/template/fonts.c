/* fonts.xml is written by whoever installs the fonts, so it is read without
 * a schema; templates/schema/fonts.rng says its shape and `make check` holds
 * it against that. */
#include "template/fonts.h"

#include <string.h>
#include <unistd.h>

#include "template/read.h"

/* In the order of enum face. */
static const char *const FACES[FACE_COUNT] = { "regular", "bold", "italic",
					       "bold-italic" };

/* A file of the fonts' own folder, never a path out of it. */
static bool is_file_name(struct str name)
{
	return name.n && !memchr(name.p, '/', name.n) && name.p[0] != '.';
}

static bool take_files(struct reader *r, const xmlNode *files,
		       const char *folder, struct font_files *out)
{
	for (int i = 0; i < FACE_COUNT; i++) {
		struct str name = read_text(r, files, FACES[i]);

		if (!is_file_name(name)) {
			read_bad_value(r, files, name);
			return false;
		}
		out->path[i] = str_terminated(
			r->arena, str_printf(r->arena, "%s/%.*s", folder,
					     STR_ARG(name)));
		if (access(out->path[i], R_OK) != 0)
			return false;
	}
	out->real_family = read_text(r, files, "family");
	out->compatible = read_flag(r, files, "compatible");
	return true;
}

static bool take_family(struct reader *r, const xmlNode *family,
			const char *folder, struct font_files *out)
{
	for (const xmlNode *files = read_child(family, "files"); files;
	     files = read_next(files, "files"))
		if (take_files(r, files, folder, out))
			return true;
	return false;
}

bool fonts_find(struct arena *arena, const char *fonts_folder,
		struct str family, struct font_files *out, struct diags *diags)
{
	struct reader r = { .arena = arena, .diags = diags,
			    .file = STR("fonts.xml") };
	struct str path = str_printf(arena, "%s/fonts.xml", fonts_folder);
	xmlDoc *doc = read_xml(&r, str_terminated(arena, path), NULL);
	bool found = false;

	if (!doc)
		return false;
	for (const xmlNode *node = read_child(xmlDocGetRootElement(doc),
					      "family");
	     node && !found; node = read_next(node, "family"))
		if (str_eq(read_text(&r, node, "name"), family))
			found = take_family(&r, node, fonts_folder, out);
	xmlFreeDoc(doc);
	if (!found && !r.failed)
		diag(diags, FONT_MISSING, (struct span){ 0 }, family,
		     str_copy(arena, str_of(fonts_folder)));
	return found && !r.failed;
}
