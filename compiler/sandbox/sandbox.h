/* sandbox: the process gives up what it will not need, before it reads what
 * others wrote.
 * in: where it still has to write, and whether it runs other programs; out:
 * which fences hold on this machine; never: a way back, or what a command is.
 * What the kernel lacks is left out in silence. Reading is not fenced: fonts
 * and templates may lie behind links anywhere. */
#ifndef VANTHU_SANDBOX_SANDBOX_H
#define VANTHU_SANDBOX_SANDBOX_H

#include <stdbool.h>

enum sandbox_use {
	SANDBOX_FILES,   /* files come and go; in it and below */
	SANDBOX_WORK,    /* folders, links and sockets too */
	SANDBOX_SOCKETS  /* sockets alone */
};

/* A folder, or a file that is there (then only its bytes). What is not there
 * opens nothing. */
struct sandbox_place {
	const char *path;
	enum sandbox_use use;
};

struct sandbox {
	const struct sandbox_place *places; /* besides /dev/null */
	int count;
	bool programs; /* it runs others; they inherit the fences */
	bool sockets;  /* of this machine (AF_UNIX), never of a network */
};

struct sandbox_held {
	bool built;    /* false: a build that looks for faults has no fences */
	bool seccomp;
	int landlock;  /* the kernel's version of it; 0: none */
};

/* For the process and all it starts; a second one can only narrow it. */
struct sandbox_held sandbox_enter(const struct sandbox *);

/* landlock.c, filter.c: private to the room. */
int sandbox_fence_files(const struct sandbox *);
bool sandbox_filter_calls(const struct sandbox *);

#endif
