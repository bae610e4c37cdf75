/* Private to restore: the likeliest words of a row of units. */
#ifndef VANTHU_IMPORT_RESTORE_LATTICE_H
#define VANTHU_IMPORT_RESTORE_LATTICE_H

#include "import/restore_model.h"

/* A way to read one unit, or two that were cut apart, as one word or two. */
struct node {
	uint32_t from, to;    /* units */
	uint32_t words[2];
	uint32_t word_count;  /* 1 or 2 */
	bool as_seen;         /* nothing changes */
	float log_p;          /* of what was seen, given the words */
	uint32_t next;        /* of the same `from`; 0 none */
	uint32_t states;      /* scratch of the search */
	double share;         /* posterior, after lattice_solve */
};

struct memory; /* what this document has said so far */
struct memory *memory_new(struct arena *);
void memory_add(struct memory *, uint32_t last, uint32_t word);

struct lattice;
struct lattice *lattice_new(struct arena *, const struct restore_model *,
			    const struct memory *);
void lattice_clear(struct lattice *, uint32_t units);
void lattice_add(struct lattice *, struct node);
/* The likeliest path: node per step into `path` (room for `units`); returns
 * how many. Valid until the next clear. */
uint32_t lattice_solve(struct lattice *, const struct node **path);
/* How likely the unit is what it looks like; after lattice_solve. */
double lattice_kept(const struct lattice *, uint32_t unit);

#endif
