#include "cmd/pool.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	NONE = -1,
	SAID = 1 << 20,    /* bytes of messages held for one document */
	MEMORY_MIB = 4096, /* of a worker: above what its arena may take */
	STOPPING_MS = 500, /* the most that a run waits for its workers' end */
};

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
	int turn; /* locked by who speaks: a pipe tears a long write */
	pid_t *workers;
};

/* For pool_stop, in a signal handler: the run that this process leads. */
static const struct pool *volatile running;

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
	p->turn = memfd_create("turn", MFD_CLOEXEC);
	p->workers = calloc((size_t)p->run->jobs, sizeof *p->workers);
	if (p->board == MAP_FAILED || !p->workers)
		return false;
	for (int i = 0; i < slots; i++)
		atomic_store(&p->board->status[i], NONE);
	return true;
}

/* A lock of the process: the system takes it back from one that dies. */
static void take_turn(const struct pool *p, short type)
{
	struct flock lock = { .l_type = type, .l_whence = SEEK_SET };

	while (fcntl(p->turn, F_SETLKW, &lock) != 0 && errno == EINTR)
		;
}

/* ---- a worker --------------------------------------------------------- */

/* The parent is to see of what it died. */
static void die(int number)
{
	output_abandon();
	signal(number, SIG_DFL);
	raise(number);
}

static void set_deaths(void)
{
	static const int DEATHS[] = {
		SIGALRM, SIGPROF,
#ifndef __SANITIZE_ADDRESS__ /* which tells of these itself */
		SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGTRAP,
#endif
	};
	struct sigaction death = { .sa_handler = die,
				   .sa_flags = SA_ONSTACK | SA_NODEFER };

	for (size_t i = 0; i < sizeof DEATHS / sizeof *DEATHS; i++)
		sigaction(DEATHS[i], &death, NULL);
}

static void bound_memory(void)
{
#ifndef __SANITIZE_ADDRESS__
	struct rlimit memory;

	getrlimit(RLIMIT_AS, &memory);
	if (memory.rlim_cur > (rlim_t)MEMORY_MIB << 20)
		memory.rlim_cur = (rlim_t)MEMORY_MIB << 20;
	setrlimit(RLIMIT_AS, &memory);
#endif
}

/* Its own work is bounded, and more loosely what it waits for. */
static void bound_time(int seconds)
{
	struct itimerval work = { .it_value = { .tv_sec = seconds } };

	setitimer(ITIMER_PROF, &work, NULL);
	alarm(4 * (unsigned)seconds);
}

static void serve_one(const struct pool *p, int worker, int i)
{
	int status;

	atomic_store(hand_of(p, worker), i);
	if (p->run->seconds)
		bound_time(p->run->seconds);
	p->run->session->timed = false; /* that clock is enough */
	status = p->run->work(p->run->session, p->run->context, i);
	take_turn(p, F_WRLCK);
	fflush(NULL);
	take_turn(p, F_UNLCK);
	atomic_store(&p->board->status[i], status);
	atomic_store(hand_of(p, worker), NONE);
	atomic_fetch_add(&p->board->done, 1);
}

/* Takes documents until there are none. What it says of one comes at once. */
static void serve(const struct pool *p, int worker, pid_t parent)
{
	static char said[SAID];
	int i;

	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != parent)
		_exit(EXIT_AGAIN);
	if (p->run->seconds) {
		set_deaths();
		bound_memory();
	}
	setvbuf(stderr, said, _IOFBF, sizeof said);
	do {
		i = atomic_fetch_add(&p->board->next, 1);
		if (i >= p->run->count)
			break;
		serve_one(p, worker, i);
	} while (!p->run->one_each);
	_exit(EXIT_FINE);
}

/* ---- the parent ------------------------------------------------------- */

static bool begin(struct pool *p, int worker)
{
	pid_t child, parent = getpid();
	sigset_t end, before;

	fflush(NULL);
	sigemptyset(&end); /* no end between a worker's birth and its entry */
	sigaddset(&end, SIGTERM);
	sigaddset(&end, SIGINT);
	sigaddset(&end, SIGHUP);
	sigprocmask(SIG_BLOCK, &end, &before);
	child = fork();
	if (child == 0) {
		running = NULL;
		sigprocmask(SIG_SETMASK, &before, NULL);
		serve(p, worker, parent);
	}
	p->workers[worker] = child > 0 ? child : 0;
	sigprocmask(SIG_SETMASK, &before, NULL);
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
	take_turn(p, F_WRLCK);
	atomic_store(&p->board->status[i],
		     p->run->died(p->run->session, p->run->context, i,
				  WIFSIGNALED(wait_status)
					  ? WTERMSIG(wait_status) : 0));
	take_turn(p, F_UNLCK);
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

/* Each worker drops its document and what it has begun of a file. */
void pool_stop(void)
{
	const struct pool *p = running;
	const struct timespec one = { .tv_nsec = 1000000 };

	for (int i = 0; p && i < p->run->jobs; i++)
		if (p->workers[i] > 0)
			kill(p->workers[i], SIGTERM);
	for (int i = 0; p && i < STOPPING_MS; i++) {
		pid_t child = waitpid(-1, NULL, WNOHANG);

		if (child < 0)
			return;
		if (!child)
			nanosleep(&one, NULL);
	}
}

int pool_run(const struct pool_run *run)
{
	struct pool p = { .run = run };
	int status = EXIT_AGAIN;

	if (open_board(&p)) {
		running = &p;
		for (int i = 0; i < run->jobs; i++)
			begin(&p, i);
		watch(&p);
		running = NULL;
		status = worst(&p);
		munmap(p.board, p.bytes);
		close(p.turn);
	}
	free(p.workers);
	return status;
}
