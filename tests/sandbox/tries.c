/* Loaded into vanthu (and what it starts) by LD_PRELOAD: tries what a hostile
 * document would, in the middle of the work, and writes to descriptor
 * TRIES_TO one line for each: program, what, the errno (0: it was done).
 * The moment is a call that the work itself makes; of a program that vanthu
 * starts, its beginning. Nothing here harms if it is not refused. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static int told(long result)
{
	return result < 0 ? errno : 0;
}

static int network(int family)
{
	int s = socket(family, SOCK_STREAM, 0), fault = told(s);

	if (s >= 0)
		close(s);
	return fault;
}

static int try_inet(void) { return network(AF_INET); }
static int try_inet6(void) { return network(AF_INET6); }
static int try_netlink(void) { return network(AF_NETLINK); }
static int try_unix(void) { return network(AF_UNIX); }

static int try_connect(void)
{
	struct sockaddr_in a = { .sin_family = AF_INET };

	return told(connect(0, (struct sockaddr *)&a, sizeof a));
}

static int try_exec(void)
{
	pid_t child = fork();
	int status = 0;

	if (child == 0) {
		char *const words[] = { "true", NULL }, *const none[] = { NULL };

		execve("/bin/true", words, none);
		_exit(errno);
	}
	waitpid(child, &status, 0);
	return WEXITSTATUS(status);
}

/* Calls with arguments that the kernel refuses by another error. */
static int try_ptrace(void) { return told(syscall(SYS_ptrace, 9999, 0, 0, 0)); }
static int try_vm(void)
{
	return told(syscall(SYS_process_vm_readv, getpid(), NULL, 0, NULL, 0, 0));
}
static int try_mount(void)
{
	return told(syscall(SYS_mount, NULL, "/none", NULL, 0, NULL));
}
static int try_bpf(void) { return told(syscall(SYS_bpf, 9999, NULL, 0)); }
static int try_uring(void)
{
	return told(syscall(SYS_io_uring_setup, 0, NULL));
}
static int try_keyctl(void) { return told(syscall(SYS_keyctl, 9999, 0)); }
static int try_perf(void)
{
	return told(syscall(SYS_perf_event_open, NULL, 0, -1, -1, 0));
}
static int try_kexec(void)
{
	return told(syscall(SYS_kexec_load, 0, 999999, NULL, 0));
}
static int try_fault(void) { return told(syscall(SYS_userfaultfd, 0x7000)); }
static int try_typing(void)
{
	return told(ioctl(open("/dev/null", O_RDWR), TIOCSTI, "x"));
}

/* ---- files --------------------------------------------------------------- */

static char *path_of(const char *folder, const char *name)
{
	static char path[2][PATH_MAX];
	static int turn;

	turn = !turn;
	snprintf(path[turn], PATH_MAX, "%s/%s", getenv(folder), name);
	return path[turn];
}

static int make(const char *folder)
{
	const char *path = path_of(folder, "new");
	int f = open(path, O_WRONLY | O_CREAT, 0666), fault = told(f);

	if (f >= 0) {
		close(f);
		unlink(path);
	}
	return fault;
}

static int try_make_inside(void) { return make("TRIES_IN"); }
static int try_make_outside(void) { return make("TRIES_OUT"); }

static int try_write(void)
{
	int f = open(path_of("TRIES_OUT", "there"), O_WRONLY), fault = told(f);

	if (f >= 0)
		close(f);
	return fault;
}

static int try_truncate(void)
{
	return told(truncate(path_of("TRIES_OUT", "cut"), 0));
}

static int try_remove(void)
{
	return told(unlink(path_of("TRIES_OUT", "gone")));
}

static int try_rename(void)
{
	char *from = path_of("TRIES_OUT", "named");

	return told(rename(from, path_of("TRIES_OUT", "other")));
}

static int try_take_in(void) /* into the output folder */
{
	char *from = path_of("TRIES_OUT", "there");

	return told(link(from, path_of("TRIES_IN", "linked")));
}

static int try_folder(void)
{
	return told(mkdir(path_of("TRIES_OUT", "folder"), 0777));
}

static int try_link(void)
{
	return told(symlink("/", path_of("TRIES_OUT", "link")));
}

static int try_chmod(void)
{
	return told(chmod(path_of("TRIES_OUT", "there"), 0640));
}

static int try_signal(void) /* whoever started vanthu; 0 harms nobody */
{
	return told(kill((pid_t)atoi(getenv("TRIES_PARENT")), 0));
}

static const struct {
	const char *name;
	int (*try)(void);
} TRIES[] = {
	{ "inet", try_inet }, { "inet6", try_inet6 },
	{ "netlink", try_netlink }, { "unix", try_unix },
	{ "connect", try_connect }, { "exec", try_exec },
	{ "ptrace", try_ptrace }, { "process_vm", try_vm },
	{ "mount", try_mount }, { "bpf", try_bpf }, { "io_uring", try_uring },
	{ "keyctl", try_keyctl }, { "perf", try_perf },
	{ "kexec", try_kexec }, { "userfaultfd", try_fault },
	{ "typing", try_typing }, { "make-inside", try_make_inside },
	{ "make-outside", try_make_outside }, { "write", try_write },
	{ "truncate", try_truncate }, { "remove", try_remove },
	{ "rename", try_rename }, { "take-in", try_take_in },
	{ "folder", try_folder }, { "link", try_link },
	{ "chmod", try_chmod }, { "signal", try_signal },
};

static void try_all(const char *moment)
{
	static int done;
	const char *wanted = getenv("TRIES_AT");
	int to = getenv("TRIES_TO") ? atoi(getenv("TRIES_TO")) : -1;

	if ((wanted && strcmp(wanted, moment) != 0) || done++ || to < 0)
		return;
	for (size_t i = 0; i < sizeof TRIES / sizeof *TRIES; i++)
		dprintf(to, "%s %s %d\n", program_invocation_short_name,
			TRIES[i].name, TRIES[i].try());
}

/* ---- the moment ---------------------------------------------------------- */

/* While a source is read. */
char *g_utf8_normalize(const char *text, ssize_t n, int mode)
{
	char *(*real)(const char *, ssize_t, int) =
		(char *(*)(const char *, ssize_t, int))(intptr_t)
			dlsym(RTLD_NEXT, "g_utf8_normalize");

	try_all("source");
	return real(text, n, mode);
}

/* While the trace of a PDF is read. */
int xmlParseChunk(void *parser, const char *bytes, int n, int end)
{
	int (*real)(void *, const char *, int, int) =
		(int (*)(void *, const char *, int, int))(intptr_t)
			dlsym(RTLD_NEXT, "xmlParseChunk");

	try_all("pdf");
	return real(parser, bytes, n, end);
}

/* A process of `import` bounds itself before it reads its file. */
unsigned alarm(unsigned seconds)
{
	unsigned (*real)(unsigned) =
		(unsigned (*)(unsigned))(intptr_t)dlsym(RTLD_NEXT, "alarm");

	try_all("import");
	return real(seconds);
}

__attribute__((constructor)) static void at_start(void)
{
	static const char *const STARTED[] = { "mutool", "tesseract",
					       "soffice.bin", "python3", "cat" };
	const char *self = program_invocation_short_name;
	const char *wanted = getenv("TRIES_AT");

	for (size_t i = 0; i < sizeof STARTED / sizeof *STARTED; i++)
		if (strcmp(self, STARTED[i]) == 0)
			try_all(wanted ? wanted : "");
}
