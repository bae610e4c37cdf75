#include "cmd/bounds.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sandbox/sandbox.h"

enum {
	SECONDS = 120,      /* of work, for one document */
	ADDRESS_MIB = 5120, /* an arena's cap, and room for the libraries */
	NARROW_MIB = 1536,  /* while libqpdf reads a file of at most 64 MiB */
	STRIKES = 2,        /* a second apart: the arena, then the process */
};

/* ---- places ----------------------------------------------------------- */

struct places {
	struct sandbox_place *items;
	int count;
};

static struct places places_for(const struct options *o)
{
	size_t most = (size_t)o->input_count + 8;
	struct places p = { calloc(most, sizeof *p.items), 0 };

	if (!p.items)
		abort();
	return p;
}

static void add_place(struct places *p, const char *path, enum sandbox_use use)
{
	const struct sandbox_place *last = p->items + p->count - 1;

	if (p->count && last->use == use && strcmp(last->path, path) == 0)
		return; /* a batch has one folder for thousands */
	p->items[p->count++] = (struct sandbox_place){ strdup(path), use };
	if (!p->items[p->count - 1].path)
		abort();
}

/* The folder that holds a file: it is written beside and renamed. Behind a
 * link the file itself is meant, as output_open has it. */
static void add_file(struct places *p, const char *path)
{
	struct stat st;
	bool there = stat(path, &st) == 0;
	char folder[PATH_MAX];
	char *slash;

	if (strcmp(path, "-") == 0)
		return;
	if (there && !S_ISREG(st.st_mode)) {
		add_place(p, path, SANDBOX_FILES); /* a folder, a device */
		return;
	}
	if (!there || !realpath(path, folder))
		snprintf(folder, sizeof folder, "%s", path);
	slash = strrchr(folder, '/');
	if (slash)
		slash[slash == folder] = '\0';
	add_place(p, slash ? folder : ".", SANDBOX_FILES);
}

static void add_inputs(struct places *p, const struct options *o)
{
	for (int i = 0; i < o->input_count; i++)
		add_file(p, o->inputs[i]);
}

/* Where LibreOffice works, and where it leaves the socket it meets itself by:
 * import/convert.c narrows this again for the one it starts. */
static void add_temporary(struct places *p)
{
	const char *given = getenv("TMPDIR");

	if (given && given[0] == '/')
		add_place(p, given, SANDBOX_WORK);
	add_place(p, "/tmp", SANDBOX_WORK);
}

static bool is_command(const struct options *o, const char *name)
{
	return strcmp(o->command, name) == 0;
}

static void add_outputs(struct places *p, const struct options *o)
{
	if (is_command(o, "fix") || (is_command(o, "fmt") && !o->check_only))
		add_inputs(p, o);
	if (is_command(o, "build") && o->output)
		add_file(p, o->output);
	else if (is_command(o, "build") && o->data)
		add_place(p, ".", SANDBOX_FILES);
	else if (is_command(o, "build"))
		add_inputs(p, o);
	if (is_command(o, "build") && o->deps)
		add_file(p, o->deps);
	if (is_command(o, "build") && o->manifest)
		add_file(p, o->manifest);
	if (is_command(o, "import")) {
		add_place(p, o->output, SANDBOX_FILES);
		add_temporary(p);
	}
}

static bool reads_pdf(const struct options *o)
{
	for (int i = 0; i < o->input_count; i++)
		if (audit_wants(o->inputs[i]))
			return true;
	return false;
}

static void fence(const struct options *o, struct places *p)
{
	bool import = is_command(o, "import");

	sandbox_enter(&(struct sandbox){
		.places = p->items, .count = p->count, .sockets = import,
		.programs = import || (is_command(o, "check") && reads_pdf(o)),
	});
	for (int i = 0; i < p->count; i++)
		free((char *)p->items[i].path);
	free(p->items);
}

void bounds_fence(const struct options *o)
{
	struct places p = places_for(o);

	add_outputs(&p, o);
	fence(o, &p);
}

void bounds_fence_in(const struct options *o, const char *folder)
{
	struct places p = places_for(o);

	add_place(&p, folder, SANDBOX_WORK);
	fence(o, &p);
}

/* ---- time and memory -------------------------------------------------- */

/* For the signal alone: whose time is measured, and how often it was up. */
static struct arena *volatile timed;
static volatile sig_atomic_t strikes;
static struct rlimit given, addresses; /* by whoever started us */
static bool opened;

static void time_is_up(int signal)
{
	static const char WORDS[] =
		"vanthu: văn bản cần nhiều thời gian tính hơn giới hạn "
		"(the document needs more time than the limit)\n";

	(void)signal;
	if (timed && ++strikes < STRIKES) {
		arena_stop(timed);
		return;
	}
	output_abandon();
	if (write(2, WORDS, sizeof WORDS - 1) < 0)
		_exit(EXIT_INTERNAL);
	_exit(EXIT_ERRORS);
}

/* The sanitizers' own maps want all addresses. */
static void limit_addresses(rlim_t most)
{
#ifndef __SANITIZE_ADDRESS__
	struct rlimit memory = addresses;

	if (memory.rlim_cur > most)
		memory.rlim_cur = most;
	setrlimit(RLIMIT_AS, &memory);
#else
	(void)most;
#endif
}

void bounds_open(void)
{
	struct sigaction act = { .sa_handler = time_is_up,
				 .sa_flags = SA_RESTART };

	if (opened) /* what holds now is our own */
		return;
	opened = true;
	getrlimit(RLIMIT_CPU, &given);
	getrlimit(RLIMIT_AS, &addresses);
	sigaction(SIGXCPU, &act, NULL);
	limit_addresses((rlim_t)ADDRESS_MIB << 20);
}

void bounds_narrow(bool on)
{
	limit_addresses((rlim_t)(on ? NARROW_MIB : ADDRESS_MIB) << 20);
}

static rlim_t seconds_used(void)
{
	struct rusage u;

	getrusage(RUSAGE_SELF, &u);
	return (rlim_t)(u.ru_utime.tv_sec + u.ru_stime.tv_sec);
}

/* Never past what was given, and before the system's own hard end: that one
 * has no words. */
void bounds_begin(struct arena *arena)
{
	struct rlimit l = { seconds_used() + SECONDS, given.rlim_max };

	if (l.rlim_cur > given.rlim_cur)
		l.rlim_cur = given.rlim_cur;
	if (l.rlim_max != RLIM_INFINITY && l.rlim_cur + STRIKES > l.rlim_max)
		l.rlim_cur = l.rlim_max > STRIKES ? l.rlim_max - STRIKES : 1;
	strikes = 0;
	timed = arena;
	setrlimit(RLIMIT_CPU, &l);
}

bool bounds_end(void)
{
	timed = NULL;
	return strikes > 0;
}

/* ---- what holds here -------------------------------------------------- */

static void print_landlock(const struct sandbox_held *held, bool english)
{
	if (held->landlock)
		printf(english ? "Landlock yes (version %d)\n"
			       : "Landlock có (bản %d)\n", held->landlock);
	else
		puts(english ? "Landlock no (the kernel has none)"
			     : "Landlock không (nhân không có)");
}

void bounds_print(bool english)
{
	struct sandbox_held held = sandbox_enter(&(struct sandbox){ 0 });

	fputs(english ? "sandbox: " : "hộp cát: ", stdout);
	if (!held.built) {
		puts(english ? "none in a build that looks for faults"
			     : "không có trong bản dựng để dò lỗi");
		return;
	}
	fputs(held.seccomp ? english ? "seccomp yes, " : "seccomp có, "
	      : english	   ? "seccomp no (the kernel has none), "
			   : "seccomp không (nhân không có), ", stdout);
	print_landlock(&held, english);
}
