/* pool: processes that take the documents of a run in turn.
 * in: how many documents, and what to do with one; out: a status each;
 * never: what a document is. A process that dies costs the document it had in
 * hand, and another takes its place. */
#ifndef VANTHU_CMD_POOL_H
#define VANTHU_CMD_POOL_H

#include "cmd/cmd.h"

struct pool_run {
	struct session *session;
	void *context;
	int count, jobs;
	bool one_each; /* a worker ends with its document: what that took of
	                * time and memory is bounded for it alone */
	int seconds;   /* of one document's work, and four times as many on the
	                * clock; SIGPROF or SIGALRM ends it. 0: no bound here */
	/* One document, in a worker; gives its exit status. */
	int (*work)(struct session *, void *context, int index);
	/* In the parent: the worker died with this document in hand, of a
	 * signal or of none. Gives the status of the document. */
	int (*died)(struct session *, void *context, int index, int signal);
};

/* The worst status of all. Shows how far it is on a terminal. */
int pool_run(const struct pool_run *);
/* In a signal handler: ends the workers of the run that goes on, if one does,
 * and waits a little for them. */
void pool_stop(void);
/* The same line, for a run in one process. */
void pool_progress(const struct options *, int done, int count);

#endif
