/* export: the plan for other programs.
 * in: a plan; out: text in the arena; never: pages. */
#ifndef VANTHU_EXPORT_EXPORT_H
#define VANTHU_EXPORT_EXPORT_H

#include "check/plan.h"

/* The exported plan, vanthu-plan/1, with a final line end. */
struct str export_json(struct arena *, const struct plan *);
/* The plan as running text, one paragraph a line, markers printed. */
struct str export_text(struct arena *, const struct plan *);

/* The tasks: CSV; iCalendar, an event on the last day of each deadline that is
 * a date. */
struct str export_csv(struct arena *, const struct plan *);
struct str export_ics(struct arena *, const struct plan *);

#endif
