#include "cmd/pool.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NONE = -1, SAID = 64 * 1024 /* bytes of messages held for one document */ };

/* What the processes see in common. */
struct board {
	atomic_int next; /* the document that nobody has taken yet */
	atomic_int done;
	atomic_int status[]; /* NONE: not ended; then a hand for each worker */
};

struct pool {
	const struct pool_run *run;
	struct board *board;
	size_t bytes;
	pid_t *workers;
};

static atomic_int *hand_of(const struct pool *p, int worker)
{
	return &p->board->status[p->run->count + worker];
}

static bool open_board(struct pool *p)
{
	int slots = p->run->count + p->run->jobs;

	p->bytes = sizeof *p->board + sizeof(atomic_int) * (size_t)slots;
	p->board = mmap(NULL, p->bytes, PROT_READ | PROT_WRITE,
			MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	p->workers = calloc((size_t)p->run->jobs, sizeof *p->workers);
	if (p->board == MAP_FAILED || !p->workers)
		return false;
	for (int i = 0; i < slots; i++)
		atomic_store(&p->board->status[i], NONE);
	return true;
}

static void serve_one(const struct pool *p, int worker, int i)
{
	int status;

	atomic_store(hand_of(p, worker), i);
	status = p->run->work(p->run->session, p->run->context, i);
	fflush(NULL);
	atomic_store(&p->board->status[i], status);
	atomic_store(hand_of(p, worker), NONE);
	atomic_fetch_add(&p->board->done, 1);
}

/* Takes documents until there are none. What it says of one comes at once. */
static void serve(const struct pool *p, int worker)
{
	static char said[SAID];
	int i;

	prctl(PR_SET_PDEATHSIG, SIGTERM);
	setvbuf(stderr, said, _IOFBF, sizeof said);
	do {
		i = atomic_fetch_add(&p->board->next, 1);
		if (i >= p->run->count)
			break;
		serve_one(p, worker, i);
	} while (!p->run->one_each);
	_exit(EXIT_FINE);
}

static bool begin(struct pool *p, int worker)
{
	pid_t child;

	fflush(NULL);
	child = fork();
	if (child == 0)
		serve(p, worker);
	p->workers[worker] = child > 0 ? child : 0;
	return child > 0;
}

static int worker_of(const struct pool *p, pid_t child)
{
	for (int i = 0; i < p->run->jobs; i++)
		if (p->workers[i] == child)
			return i;
	return NONE;
}

/* A document in hand was not ended: it is the one that cost the process. */
static void bury(struct pool *p, int worker, int wait_status)
{
	int i = atomic_load(hand_of(p, worker));

	p->workers[worker] = 0;
	if (i == NONE || atomic_load(&p->board->status[i]) != NONE)
		return;
	atomic_store(hand_of(p, worker), NONE);
	if (WIFEXITED(wait_status) && WEXITSTATUS(wait_status) == EXIT_AGAIN) {
		atomic_store(&p->board->status[i], EXIT_AGAIN);
		return;
	}
	atomic_store(&p->board->status[i],
		     p->run->died(p->run->session, p->run->context, i,
				  WIFSIGNALED(wait_status)
					  ? WTERMSIG(wait_status) : 0));
	atomic_fetch_add(&p->board->done, 1);
}

static bool work_is_left(const struct pool *p)
{
	return atomic_load(&p->board->next) < p->run->count;
}

void pool_progress(const struct options *o, int done, int count)
{
	if (count > 1 && isatty(2) && o->voice == VOICE_HUMAN)
		fprintf(stderr, "\r%d/%d%s", done, count,
			done == count ? "\n" : "");
}

static void watch(struct pool *p)
{
	int wait_status, told = NONE;
	pid_t child;

	while ((child = wait(&wait_status)) > 0) {
		int worker = worker_of(p, child);

		if (worker == NONE)
			continue;
		bury(p, worker, wait_status);
		if (work_is_left(p))
			begin(p, worker);
		if (atomic_load(&p->board->done) != told) {
			told = atomic_load(&p->board->done);
			pool_progress(p->run->session->options, told,
				      p->run->count);
		}
	}
}

/* A document that nobody ended: there was no process for it. */
static int worst(const struct pool *p)
{
	int status = EXIT_FINE;

	for (int i = 0; i < p->run->count; i++) {
		int one = atomic_load(&p->board->status[i]);

		status = exit_worse(status, one == NONE ? EXIT_AGAIN : one);
	}
	return status;
}

int pool_run(const struct pool_run *run)
{
	struct pool p = { .run = run };
	int status = EXIT_AGAIN;

	if (open_board(&p)) {
		for (int i = 0; i < run->jobs; i++)
			begin(&p, i);
		watch(&p);
		status = worst(&p);
		munmap(p.board, p.bytes);
	}
	free(p.workers);
	return status;
}
