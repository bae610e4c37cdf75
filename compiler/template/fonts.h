/* fonts: which files hold a family.
 * in: fonts/fonts.xml and a folder; out: four paths;
 * never: what is in a font. */
#ifndef VANTHU_TEMPLATE_FONTS_H
#define VANTHU_TEMPLATE_FONTS_H

#include "base/diag.h"
#include "template/style.h"

struct font_files {
	struct str real_family;      /* of the files found */
	const char *path[FACE_COUNT];
	bool compatible; /* another family of the same widths */
};

/* Reads fonts_folder/fonts.xml and takes, among the family's alternatives, the
 * first whose four files are all in fonts_folder. What `out` points to is the
 * arena's. False after a complaint: fonts.xml cannot be read, or no
 * alternative is complete. */
bool fonts_find(struct arena *, const char *fonts_folder, struct str family,
		struct font_files *out, struct diags *);

#endif
