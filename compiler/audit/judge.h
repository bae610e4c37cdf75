/* judge.h: what the rules share. Not for other rooms. A rule is a function
 * that looks at the parts and says what is wrong; it passes when it says
 * nothing. */
#ifndef VANTHU_AUDIT_JUDGE_H
#define VANTHU_AUDIT_JUDGE_H

#include <math.h>

#include "audit/parts.h"

struct judge {
	struct arena *arena;
	const struct parts *d;
	struct audit_result *result; /* of the rule at hand */
};

struct rule {
	const char *name;     /* "R12" */
	void (*look)(struct judge *);
	const char *expected;
};

extern const struct rule PAGE_RULES[], HEAD_RULES[], TEXT_RULES[], SIGN_RULES[],
	OTHER_RULES[];

/* The worst and, of equals, the first complaint is kept. Pages from 0. */
void fail(struct judge *, uint32_t page, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void warn(struct judge *, uint32_t page, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* The figure of a rule that holds. */
void note(struct judge *, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void not_applicable(struct judge *, const char *why);
void not_evaluated(struct judge *, const char *why);

/* Tolerances of the decree's rule table. */
#define TYPE_TOLERANCE 0.05
#define AXIS_TOLERANCE (0.7 * MM)
#define MARGIN_TOLERANCE (0.3 * MM)
#define LINE_TOLERANCE (0.5 * MM)

static inline bool off(double a, double b, double tolerance)
{
	return fabs(a - b) > tolerance;
}

static inline bool out(double v, double least, double most, double tolerance)
{
	return v < least - tolerance || v > most + tolerance;
}

bool holds(struct str, const char *word);
/* Each row: a face, a range of sizes, capitals or not; complains if not. */
enum letters { LETTERS_ANY, LETTERS_UPPER, LETTERS_SENTENCE };
void check_rows(struct judge *, const struct rows *, bool bold, bool italic,
		double least, double most, enum letters);
void check_row(struct judge *, const struct row *, bool bold, bool italic,
	       double least, double most, enum letters);
/* A line below text: its length over the last and the longest row. */
void check_share(struct judge *, const struct rows *,
		 const struct measured_stroke *, uint32_t count);
struct row last_of(const struct rows *);

#endif
