/* Which files may be written. The kernel's interface is three calls; its
 * numbers are fixed for ever, so that headers older than the kernel do. */
#include "sandbox/sandbox.h"

#include <fcntl.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_add_rule 445
#define SYS_landlock_restrict_self 446
#endif

/* From linux/landlock.h; after the slash the version that brought it. */
#define FS_EXECUTE (1ull << 0)
#define FS_WRITE_FILE (1ull << 1)
#define FS_REMOVE_DIR (1ull << 4)
#define FS_REMOVE_FILE (1ull << 5)
#define FS_MAKE_CHAR (1ull << 6)
#define FS_MAKE_DIR (1ull << 7)
#define FS_MAKE_REG (1ull << 8)
#define FS_MAKE_SOCK (1ull << 9)
#define FS_MAKE_FIFO (1ull << 10)
#define FS_MAKE_BLOCK (1ull << 11)
#define FS_MAKE_SYM (1ull << 12)
#define FS_REFER (1ull << 13)    /* 2: from one folder to another */
#define FS_TRUNCATE (1ull << 14) /* 3 */
#define NET_TCP 3ull             /* 4: bind and connect */
#define SCOPE_ALL 3ull           /* 6: abstract sockets, signals */
enum { VERSION_ASKED = 1, RULE_BELOW = 1 };

#define FILES \
	(FS_WRITE_FILE | FS_REMOVE_FILE | FS_MAKE_REG | FS_TRUNCATE)
#define SOCKETS (FS_MAKE_SOCK | FS_REMOVE_FILE)
#define WORK \
	(FILES | SOCKETS | FS_REMOVE_DIR | FS_MAKE_DIR | FS_MAKE_FIFO | \
	 FS_MAKE_SYM | FS_REFER)
#define OF_ONE_FILE (FS_WRITE_FILE | FS_TRUNCATE)

struct ruleset {
	uint64_t files, net, scopes;
};

struct below {
	uint64_t allowed;
	int32_t folder;
} __attribute__((packed));

static const uint64_t ALLOWED[] = {
	[SANDBOX_FILES] = FILES, [SANDBOX_WORK] = WORK,
	[SANDBOX_SOCKETS] = SOCKETS,
};

/* What is forbidden but where a place allows it: what this kernel can. */
static struct ruleset fenced(const struct sandbox *s, long version)
{
	struct ruleset r = { .files = WORK | FS_MAKE_CHAR | FS_MAKE_BLOCK };

	if (!s->programs)
		r.files |= FS_EXECUTE;
	if (version < 2)
		r.files &= ~FS_REFER;
	if (version < 3)
		r.files &= ~FS_TRUNCATE;
	if (version >= 4)
		r.net = NET_TCP;
	if (version >= 6)
		r.scopes = SCOPE_ALL;
	return r;
}

static void open_place(int rules, const struct ruleset *r,
		       const struct sandbox_place *place)
{
	struct below below = { .allowed = ALLOWED[place->use] & r->files };
	struct stat st;

	below.folder = open(place->path, O_PATH | O_CLOEXEC);
	if (below.folder < 0)
		return;
	if (fstat(below.folder, &st) == 0 && !S_ISDIR(st.st_mode))
		below.allowed &= OF_ONE_FILE;
	/* a pipe has no place in a tree, and needs none */
	(void)!syscall(SYS_landlock_add_rule, rules, RULE_BELOW, &below, 0);
	close(below.folder);
}

int sandbox_fence_files(const struct sandbox *s)
{
	static const struct sandbox_place NOTHING = { "/dev/null",
						      SANDBOX_FILES };
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0,
			       VERSION_ASKED);
	struct ruleset r;
	int rules;
	bool held;

	if (version < 1)
		return 0;
	r = fenced(s, version);
	rules = (int)syscall(SYS_landlock_create_ruleset, &r, sizeof r, 0);
	if (rules < 0)
		return 0;
	open_place(rules, &r, &NOTHING);
	for (int i = 0; i < s->count; i++)
		open_place(rules, &r, &s->places[i]);
	held = syscall(SYS_landlock_restrict_self, rules, 0) == 0;
	close(rules);
	return held ? (int)version : 0;
}
