/* carried: what a finished PDF carries and shows, whoever wrote or signed it
 * last.
 * in: the bytes of a PDF; out: its attachments, its pages' contents; never:
 * what a plan is. The only room that knows libqpdf. */
#ifndef VANTHU_CARRIED_CARRIED_H
#define VANTHU_CARRIED_CARRIED_H

#include "base/str.h"

struct carried_file {
	struct str name, bytes;
};

struct carried {
	struct carried_file *files;
	uint32_t file_count;
	struct str *pages;   /* of each what it shows, as SHA-256: look.c */
	uint32_t page_count;
	struct str title, producer; /* as the file says */
	bool acts;           /* by itself, when it is opened */
};

/* Reads a PDF; what it gives is the arena's. False where it is none, where it
 * wants a password, or where it passes a cap: an attachment of 64 MiB, 256 MiB
 * of them, 10,000 of them, 2 GiB of streams unpacked (stream.c). Damaged
 * objects are left out. */
bool carried_read(struct arena *, struct str pdf, struct carried *out);

#endif
