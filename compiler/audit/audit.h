/* audit: a finished PDF against the decree, rule by rule.
 * in: what measure/ found in a file, the rules' names and clauses; out: a row
 * for each R-rule; never: how the file was made, nor its source.
 * The numbers and tolerances are those of the decree's Phụ lục I; each rule
 * names its clause by rules.xml. What a PDF cannot show is not evaluated, and
 * that never counts as a pass. */
#ifndef VANTHU_AUDIT_AUDIT_H
#define VANTHU_AUDIT_AUDIT_H

#include "measure/measure.h"
#include "template/rules.h"

enum audit_status {
	AUDIT_PASS,
	AUDIT_FAIL,
	AUDIT_WARN,           /* practice, or a model form: no fault of law */
	AUDIT_NOT_APPLICABLE, /* the document has no such part */
	AUDIT_NOT_EVALUATED,  /* no PDF shows it, or a part was not found */
	AUDIT_STATUS_COUNT
};

struct audit_result {
	struct str rule;     /* "R12" */
	enum audit_status status;
	struct str measured; /* the first thing wrong, or the figure */
	uint32_t page;       /* from 1; 0: the whole */
	struct str expected, clause;
};

struct audit {
	struct audit_result *items;
	uint32_t count;
	uint32_t counts[AUDIT_STATUS_COUNT];
};

/* The door: all rules, in their order; everything in the arena. */
struct audit *audit(struct arena *, const struct measured *,
		    const struct rules *);
/* "pass", "fail" … as the contract spells them. */
const char *audit_word(enum audit_status);

#endif
