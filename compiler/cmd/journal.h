/* journal: what the files of a run's journal share; private to cmd/run.c and
 * cmd/journal.c. */
#ifndef VANTHU_CMD_JOURNAL_H
#define VANTHU_CMD_JOURNAL_H

#include <sys/types.h>
#include <time.h>

#include "cmd/manifest.h"

struct left { /* an earlier run's journal */
	char *path;
	off_t size;
	struct left *next;
};

struct journal {
	struct arena *arena;     /* of the run */
	struct arena *one;       /* of the document in hand */
	struct manifest before;  /* what earlier runs left */
	struct key_base base;
	struct left *left;
	char *manifest, *path;
	int fd;
	bool trust_mtime;
	struct entry entry;      /* of the document in hand */
	struct timespec from;
};

/* Says why, from errno; gives the exit status. */
int journal_cannot_write(const struct options *, const char *path);

#endif
