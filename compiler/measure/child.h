/* child: another program reads a file for us, in a process of its own.
 * in: its words and its bounds; out: what it says, piece by piece; never: what
 * that means. The process writes no file, gains no privilege and, where the
 * system allows it, has no network; its time and memory are bounded. */
#ifndef VANTHU_MEASURE_CHILD_H
#define VANTHU_MEASURE_CHILD_H

#include <stdbool.h>
#include <stddef.h>

enum { CHILD_NONE = 127 }; /* exit status: there is no such program */

struct child {
	char *const *words; /* the program first, NULL last */
	int input;          /* what it reads; -1: nothing. Stays the caller's. */
	size_t most_said;   /* bytes */
	int most_seconds;   /* of work, and twice as many of the clock */
	int most_mib;
};

/* False: enough was heard. */
typedef bool child_hear(void *context, const char *bytes, size_t n);

/* Its exit status; -1 when it died, said too much or took too long. */
int child_run(const struct child *, child_hear *, void *context);

#endif
