#include "import/convert.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "sandbox/sandbox.h"

enum {
	MOST_SECONDS = 60,
	MOST_MEMORY_MIB = 4096, /* of addresses, not of memory in use */
	MOST_FILE_MIB = 256,
	MOST_DEPTH = 16,        /* open directories while sweeping */
	TICK = 50 * 1000 * 1000 /* ns between two looks at the child */
};

/* ---- what it is ------------------------------------------------------- */

static bool begins(struct str s, const char *magic, uint32_t n)
{
	return s.n >= n && memcmp(s.p, magic, n) == 0;
}

/* An .odt's first part is stored as it is and tells its type. */
enum convert_kind convert_kind(struct str s)
{
	static const char TYPE[] =
		"mimetypeapplication/vnd.oasis.opendocument.text";

	if (begins(s, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8))
		return CONVERT_DOC;
	if (begins(s, "{\\rtf", 5))
		return CONVERT_RTF;
	if (begins(s, "PK\3\4", 4) && s.n > 30 + sizeof TYPE &&
	    memcmp(s.p + 30, TYPE, sizeof TYPE - 1) == 0)
		return CONVERT_ODT;
	return CONVERT_NONE;
}

/* ---- a room of its own ------------------------------------------------ */

struct room {
	char *folder;         /* removed with all that is in it */
	char *in, *out;       /* paths within */
	char *home;           /* as the program wants it said */
	const char *filter;   /* only this reader is let at the bytes */
};

static struct room room_of(struct arena *a, const char *folder,
			   enum convert_kind kind)
{
	static const struct {
		const char *ending, *filter;
	} KINDS[] = {
		[CONVERT_DOC] = { "doc", "--infilter=MS Word 97" },
		[CONVERT_ODT] = { "odt", "--infilter=writer8" },
		[CONVERT_RTF] = { "rtf", "--infilter=Rich Text Format" },
	};
	struct str f = str_of(folder);

	return (struct room){
		.folder = str_terminated(a, f),
		.in = str_terminated(a, str_printf(a, "%s/a.%s", folder,
						   KINDS[kind].ending)),
		.out = str_terminated(a, str_printf(a, "%s/a.docx", folder)),
		.home = str_terminated(a, str_printf(
			a, "-env:UserInstallation=file://%s/home", folder)),
		.filter = KINDS[kind].filter,
	};
}

static int remove_one(const char *path, const struct stat *s, int type,
		      struct FTW *walk)
{
	(void)s, (void)type, (void)walk;
	return remove(path) && errno != ENOENT;
}

static void sweep(const struct room *r)
{
	nftw(r->folder, remove_one, MOST_DEPTH, FTW_DEPTH | FTW_PHYS);
}

static bool write_all(const char *path, struct str bytes)
{
	FILE *f = fopen(path, "wbxe");
	bool good;

	if (!f)
		return false;
	good = fwrite(bytes.p, 1, bytes.n, f) == bytes.n;
	return fclose(f) == 0 && good;
}

static bool read_all(struct arena *a, const char *path, struct str *out)
{
	int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	struct stat s;
	char *p;
	bool good;

	if (file < 0)
		return false;
	good = fstat(file, &s) == 0 && S_ISREG(s.st_mode) && s.st_size > 0 &&
	       s.st_size <= (off_t)MOST_FILE_MIB << 20;
	if (good) {
		p = arena_alloc(a, (size_t)s.st_size);
		good = read(file, p, (size_t)s.st_size) == s.st_size;
		*out = (struct str){ p, good ? (uint32_t)s.st_size : 0 };
	}
	close(file);
	return good;
}

/* ---- the process ------------------------------------------------------ */

static void limit(int what, rlim_t most)
{
	struct rlimit l = { most, most };

	setrlimit(what, &l);
}

static void shut_out(const struct room *r)
{
	const struct sandbox_place places[] = {
		{ r->folder, SANDBOX_WORK },
		{ "/tmp", SANDBOX_SOCKETS }, /* where it meets itself */
	};
	int nothing = open("/dev/null", O_RDWR);

	setpgid(0, 0); /* whatever it starts ends with it */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	for (int i = 0; i < 3; i++)
		dup2(nothing, i);
	limit(RLIMIT_CPU, MOST_SECONDS);
	limit(RLIMIT_AS, (rlim_t)MOST_MEMORY_MIB << 20);
	limit(RLIMIT_FSIZE, (rlim_t)MOST_FILE_MIB << 20);
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_NOFILE, 256);
	/* no privilege to gain, and where the system allows it, no network */
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	(void)!unshare(CLONE_NEWUSER | CLONE_NEWNET);
	setenv("HOME", r->folder, 1);
	setenv("TMPDIR", r->folder, 1);
	if (chdir(r->folder))
		_exit(126);
	sandbox_enter(&(struct sandbox){ places, 2, true, true });
}

static void become_soffice(const struct room *r)
{
	shut_out(r);
	execlp("soffice", "soffice", r->home, "--headless", "--invisible",
	       "--nologo", "--norestore", "--nodefault", "--nolockcheck",
	       r->filter, "--convert-to", "docx:MS Word 2007 XML",
	       "--outdir", r->folder, r->in, (char *)NULL);
	_exit(127);
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

enum { RAN, FAILED, MISSING, LATE };

/* The group is killed in any case: the program leaves helpers behind. */
static int wait_for(pid_t child)
{
	const struct timespec tick = { 0, TICK };
	double end = now() + MOST_SECONDS;
	int status = 0;
	pid_t done;

	while ((done = waitpid(child, &status, WNOHANG)) == 0 && now() < end)
		nanosleep(&tick, NULL);
	kill(-child, SIGKILL);
	if (done == 0) {
		waitpid(child, &status, 0);
		return LATE;
	}
	if (done != child || !WIFEXITED(status))
		return FAILED;
	if (WEXITSTATUS(status) == 127)
		return MISSING;
	return WEXITSTATUS(status) ? FAILED : RAN;
}

static int run(const struct room *r)
{
	pid_t child = fork();

	if (child == 0)
		become_soffice(r);
	if (child < 0)
		return FAILED;
	setpgid(child, child); /* both say so: neither need be first */
	return wait_for(child);
}

static bool make_folder(char *path, size_t room)
{
	const char *base = getenv("TMPDIR");

	if (!base || base[0] != '/' || strlen(base) + 32 > room)
		base = "/tmp";
	snprintf(path, room, "%s/vanthu-XXXXXX", base);
	return mkdtemp(path) != NULL;
}

struct str convert_to_docx(struct arena *a, struct str bytes,
			   enum convert_kind kind, const char **fault)
{
	static const char *const FAULTS[] = {
		[RAN] = "LibreOffice không đọc được tệp này",
		[FAILED] = "LibreOffice không đọc được tệp này",
		[MISSING] = "cần LibreOffice để đọc .doc, .odt, .rtf; máy này chưa cài",
		[LATE] = "LibreOffice đọc quá lâu nên đã dừng",
	};
	struct str made = { 0 };
	struct room r;
	char folder[4096];
	int how;

	*fault = "không tạo được thư mục tạm";
	if (kind == CONVERT_NONE || !make_folder(folder, sizeof folder))
		return made;
	r = room_of(a, folder, kind);
	how = write_all(r.in, bytes) ? run(&r) : FAILED;
	*fault = how == RAN && read_all(a, r.out, &made) ? NULL : FAULTS[how];
	sweep(&r);
	return made;
}
