/* diag: complaints, as data. The catalogue is base/diag.def.
 * in: a code, a place, arguments; out: a list that only grows;
 * never: how it is shown (cmd/), nor what a later room makes of it. */
#ifndef VANTHU_BASE_DIAG_H
#define VANTHU_BASE_DIAG_H

#include "base/source.h"

enum severity { SEVERITY_HINT, SEVERITY_WARNING, SEVERITY_ERROR };

enum diag_code {
#define DIAG(id, number, severity, rule, vi, en, hint_vi, hint_en) DIAG_##id,
#include "base/diag.def"
#undef DIAG
	DIAG_COUNT
};

/* The catalogue's row. Texts hold {1} {2} {3} where arguments go. */
struct diag_kind {
	int number; /* VTnnnn */
	enum severity severity;
	const char *rule; /* "R30": the template knows its clause; "" none */
	const char *vi, *en;
	const char *hint_vi, *hint_en; /* "" none */
};
extern const struct diag_kind DIAG_KINDS[DIAG_COUNT];

enum { DIAG_ARGS = 5, DIAG_MOST = 1000 /* kept of one document */ };

/* Put `text` in the place of `span`. One complaint, at most one fix. */
struct fix {
	struct span span;
	struct str text;
};

struct diag {
	enum diag_code code;
	struct span span;
	struct str args[DIAG_ARGS]; /* args[1] is {1} */
	struct str guess;           /* a name that may have been meant */
	bool has_fix;
	struct fix fix; /* sure: `vanthu fix` applies it */
};

struct diags {
	struct arena *arena;
	struct diag *items;
	uint32_t count;
	uint32_t left_out; /* beyond DIAG_MOST, counted only */
	uint32_t errors, warnings, hints;
};

struct diags *diag_list(struct arena *);

/* Adds a complaint; the arguments are views that outlive the list. The row
 * returned is for diag_fix and diag_guess, and valid until the next call. */
struct diag *diag_add(struct diags *, enum diag_code, struct span,
		      const struct str args[DIAG_ARGS]);
#define diag(diags, code, span, ...)                                           \
	diag_add((diags), DIAG_##code, (span),                                 \
		 (const struct str[DIAG_ARGS]){ { NULL, 0 }, __VA_ARGS__ })

void diag_fix(struct diag *, struct span, struct str text);
void diag_guess(struct diag *, struct str name);

/* The message or hint in Vietnamese or English, arguments filled in. */
struct str diag_message(struct arena *, const struct diag *, bool english);
struct str diag_hint(struct arena *, const struct diag *, bool english);
/* DIAG_COUNT where there is no such number. */
enum diag_code diag_find(int number);

#endif
