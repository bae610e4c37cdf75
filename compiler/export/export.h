/* export: the plan for other programs.
 * in: a plan, for Word and Markdown the sheets of its template; out: text or
 * bytes in the arena; never: pages. */
#ifndef VANTHU_EXPORT_EXPORT_H
#define VANTHU_EXPORT_EXPORT_H

#include "check/plan.h"
#include "template/rules.h"
#include "template/style.h"

/* The exported plan, vanthu-plan/1, with a final line end. */
struct str export_json(struct arena *, const struct plan *);
/* The plan as running text, one paragraph a line, markers printed. */
struct str export_text(struct arena *, const struct plan *);

/* The tasks: CSV; iCalendar, an event on the last day of each deadline that is
 * a date. */
struct str export_csv(struct arena *, const struct plan *);
struct str export_ics(struct arena *, const struct plan *);

/* What is known of the document once it is set: how wide words are, for the
 * lengths that Word does not find itself; on which page the headings of the
 * contents stand, counted from 0, until Word looks for itself. */
enum { EXPORT_CONTENTS = 2 }; /* levels of headings that they name */
struct export_set {
	dim (*width)(void *context, struct str text, enum face, dim size);
	dim (*descent)(void *context, enum face, dim size);
	uint32_t (*page_of)(void *context, uint32_t heading);
	void *context;
};
/* A Word document (ISO/IEC 29500), its time `date`, seconds since 1970; empty
 * when it could not be packed. */
struct str export_docx(struct arena *, const struct plan *,
		       const struct rules *, const struct style *,
		       const struct export_set *, int64_t date);
/* Markdown, of the shape that markdown.c begins with. */
struct str export_markdown(struct arena *, const struct plan *,
			   const struct style *);

#endif
