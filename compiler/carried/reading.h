/* reading: one PDF being read. Private to the room. */
#ifndef VANTHU_CARRIED_READING_H
#define VANTHU_CARRIED_READING_H

#include <qpdf/qpdf-c.h>

#include "carried/carried.h"

struct reading {
	qpdf_data q;
	struct arena *arena;
	struct carried *out;
	char *room;    /* where a stream is unpacked */
	size_t kept;   /* bytes of attachments so far */
	size_t seen;   /* bytes unpacked so far, kept or not */
	uint32_t steps; /* objects looked at so far */
	bool too_large; /* the last stream unpacks to more than fits in room */
	bool too_much; /* a cap was passed: nothing is worth reading on */
};

/* The bytes of a stream, which stand in `room` until the next is asked for.
 * Of filters Flate alone is undone: all that we write and that qpdf leaves.
 * False where another was used, or the stream is damaged or too large: `bytes`
 * is empty. */
bool stream_unpack(struct reading *, qpdf_oh stream, struct str *bytes);
/* The same as the file has them. */
bool stream_raw(struct reading *, qpdf_oh stream, struct str *bytes);

/* One more object is looked at; false, and too_much, past the cap. */
bool reading_step(struct reading *);

/* Fills in the fingerprints of all pages. */
void look_at_pages(struct reading *);

#endif
