/* carry.h: what extract and verify share. Not for other commands. */
#ifndef VANTHU_CMD_CARRY_H
#define VANTHU_CMD_CARRY_H

#include "cmd/full.h"
#include "cmd/cmd.h"

/* Reads a PDF of ours; EXIT_NO_INPUT or EXIT_ERRORS after a message: it cannot
 * be read, or it carries nothing. `bytes`: the file's. */
int carry_open(struct arena *, const struct options *, const char *path,
	       struct str *bytes, struct carried *);
/* Its attachment, or NULL. */
const struct carried_file *carry_find(const struct carried *, const char *name);
/* Writes all into a folder; nothing that is there is written over unless
 * `force`, and no link is followed. What has no safe name, or another's, is left
 * out and taken out of `carried`. 0, or an exit status after a message. */
int carry_write(struct arena *, const struct options *, struct carried *,
		const char *folder, bool force);

/* How the PDF was built, of EMBED_FACTS. */
struct carry_facts {
	const char *main;     /* the source's name among the attachments */
	const char *tool, *fonts, *template_name, *template_version,
		*template_sha256, *template_option; /* the last: or NULL */
	enum pdf_profile profile;
	bool final, style, row, fields;
	int64_t date;
};
/* False where the facts are none of ours. Then every word of them is of plain
 * characters, and `main` is safe. */
bool carry_facts(struct arena *, const struct carried *, struct carry_facts *);

#endif
