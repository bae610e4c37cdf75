/* pool: processes that take the documents of a run in turn.
 * in: how many documents, and what to do with one; out: a status each;
 * never: what a document is. A process that dies costs the document it had in
 * hand, and another takes its place. */
#ifndef VANTHU_CMD_POOL_H
#define VANTHU_CMD_POOL_H

#include "cmd/cmd.h"

struct pool_run {
	struct session *session;
	int count, jobs;
	/* One document, in a worker; gives its exit status. */
	int (*work)(struct session *, int index);
	/* In the parent: the worker died with this document in hand. */
	void (*died)(struct session *, int index, int signal);
	void (*progress)(const struct options *, int done);
};

/* The worst status of all. */
int pool_run(const struct pool_run *);

#endif
