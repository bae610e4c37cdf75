/* import: what the parts of the command share; private to cmd/.
 * in: files and folders; out: NAME.vt, NAME.report.json, a summary. */
#ifndef VANTHU_CMD_IMPORT_H
#define VANTHU_CMD_IMPORT_H

#include <sys/types.h>

#include "cmd/cmd.h"
#include "template/legacy.h"

/* What a run that was cut off may leave, with the number of its process. */
#define IMPORT_BESIDE ".vanthu-"

struct import_job {
	char *input;
	char *folder;  /* where the output goes */
	char *source;  /* NAME.vt */
	char *report;  /* NAME.report.json */
	bool done;     /* by an earlier run */
};

struct import_jobs {
	struct import_job *items;
	int count;
};

/* Plain data in memory that the processes share. */
struct import_result {
	int status;
	bool builds, measured;
	double identity, seconds;
	uint32_t pages, repairs, doubts, headings, items, tables;
	char encoding[32], kind[64];
	char fault[240]; /* empty: none */
};

/* import_find.c: the files under the inputs, sorted, with their outputs.
 * False after a message. */
bool import_find(const struct options *, struct import_jobs *, int *status);

/* import_summary.c: a line a file on standard output; for folders also
 * import.csv and import.html in the output folder. */
int import_summary(const struct options *, const struct import_jobs *,
		   const struct import_result *, bool folder);

#endif
