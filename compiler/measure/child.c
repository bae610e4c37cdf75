#include "measure/child.h"

#include "sandbox/sandbox.h"

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void limit(int what, rlim_t most)
{
	struct rlimit l = { most, most };

	setrlimit(what, &l);
}

static void become(const struct child *c, int out)
{
	int nothing = open("/dev/null", O_RDWR);

	setenv("OMP_THREAD_LIMIT", "1", 1);
	dup2(c->input < 0 ? nothing : c->input, 0);
	dup2(nothing, 2);
	dup2(out, 1);
	limit(RLIMIT_CPU, (rlim_t)c->most_seconds);
	limit(RLIMIT_AS, (rlim_t)c->most_mib << 20);
	limit(RLIMIT_FSIZE, 0);
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_NOFILE, 64);
	/* no privilege to gain, and where the system allows it, no network */
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	(void)!unshare(CLONE_NEWUSER | CLONE_NEWNET);
	sandbox_enter(&(struct sandbox){ .programs = true });
	execvp(c->words[0], c->words);
	_exit(CHILD_NONE);
}

static long now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec;
}

/* True when it has said all it had to say. */
static bool listen_to(const struct child *c, int in, child_hear *hear,
		      void *context)
{
	long end = now() + 2L * c->most_seconds;
	struct pollfd wait = { .fd = in, .events = POLLIN };
	char bytes[65536];
	size_t said = 0;

	for (;;) {
		long left = end - now();
		ssize_t n;

		if (left <= 0 || poll(&wait, 1, (int)left * 1000) <= 0)
			return false;
		n = read(in, bytes, sizeof bytes);
		if (n <= 0)
			return n == 0;
		said += (size_t)n;
		if (said > c->most_said || !hear(context, bytes, (size_t)n))
			return false;
	}
}

int child_run(const struct child *c, child_hear *hear, void *context)
{
	int ends[2], status = 0;
	pid_t child;
	bool whole;

	if (pipe2(ends, O_CLOEXEC))
		return -1;
	child = fork();
	if (child == 0)
		become(c, ends[1]);
	close(ends[1]);
	whole = child > 0 && listen_to(c, ends[0], hear, context);
	close(ends[0]);
	if (child > 0 && !whole)
		kill(child, SIGKILL);
	if (child < 0 || waitpid(child, &status, 0) != child)
		return -1;
	return whole && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}
