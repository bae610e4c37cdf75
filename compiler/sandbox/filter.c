/* Which system calls are refused. The list names what a typesetter has no use
 * for; a call that is refused fails with an error, as if the right were not
 * there, so that no library falls over it. */
#include "sandbox/sandbox.h"

#include <errno.h>
#include <seccomp.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

/* The kernel's own doors, and other processes. */
static const int NEVER[] = {
	SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv),
	SCMP_SYS(process_vm_writev), SCMP_SYS(process_madvise),
	SCMP_SYS(pidfd_getfd), SCMP_SYS(kcmp),
	SCMP_SYS(bpf), SCMP_SYS(perf_event_open), SCMP_SYS(userfaultfd),
	SCMP_SYS(io_uring_setup), SCMP_SYS(io_uring_enter),
	SCMP_SYS(io_uring_register),
	SCMP_SYS(keyctl), SCMP_SYS(add_key), SCMP_SYS(request_key),
	SCMP_SYS(kexec_load), SCMP_SYS(kexec_file_load),
	SCMP_SYS(init_module), SCMP_SYS(finit_module), SCMP_SYS(delete_module),
	SCMP_SYS(mount), SCMP_SYS(umount), SCMP_SYS(umount2),
	SCMP_SYS(move_mount), SCMP_SYS(open_tree), SCMP_SYS(fsopen),
	SCMP_SYS(fsconfig), SCMP_SYS(fsmount), SCMP_SYS(fspick),
	SCMP_SYS(mount_setattr), SCMP_SYS(pivot_root), SCMP_SYS(chroot),
	SCMP_SYS(setns), SCMP_SYS(open_by_handle_at), SCMP_SYS(fanotify_init),
	SCMP_SYS(swapon), SCMP_SYS(swapoff), SCMP_SYS(reboot), SCMP_SYS(acct),
	SCMP_SYS(quotactl), SCMP_SYS(syslog), SCMP_SYS(iopl),
	SCMP_SYS(ioperm), SCMP_SYS(settimeofday), SCMP_SYS(clock_settime),
	SCMP_SYS(adjtimex), SCMP_SYS(clock_adjtime), SCMP_SYS(sethostname),
	SCMP_SYS(setdomainname),
};

static const int NETWORK[] = {
	SCMP_SYS(socket), SCMP_SYS(connect), SCMP_SYS(bind), SCMP_SYS(listen),
	SCMP_SYS(accept), SCMP_SYS(accept4), SCMP_SYS(sendto),
	SCMP_SYS(sendmsg), SCMP_SYS(sendmmsg),
};

/* Other programs; and what Landlock does not see of a file: whose it is, who
 * may read it, of when it is. Whoever runs none needs none of it. */
static const int PROGRAMS[] = {
	SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(unshare),
	SCMP_SYS(chmod), SCMP_SYS(fchmodat), SCMP_SYS(chown),
	SCMP_SYS(lchown), SCMP_SYS(fchown), SCMP_SYS(fchownat),
	SCMP_SYS(setxattr), SCMP_SYS(lsetxattr), SCMP_SYS(fsetxattr),
	SCMP_SYS(removexattr), SCMP_SYS(lremovexattr), SCMP_SYS(fremovexattr),
	SCMP_SYS(utime), SCMP_SYS(utimes), SCMP_SYS(futimesat),
	SCMP_SYS(utimensat), SCMP_SYS(mknod), SCMP_SYS(mknodat),
};

/* A call that this kind of machine does not have is no fault. */
static void refuse(scmp_filter_ctx filter, const int *calls, size_t count)
{
	for (size_t i = 0; i < count; i++)
		(void)seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES),
				       calls[i], 0);
}

#define REFUSE(filter, calls) \
	refuse(filter, calls, sizeof(calls) / sizeof *(calls))

static void refuse_where(scmp_filter_ctx filter, int call,
			 struct scmp_arg_cmp argument)
{
	(void)seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EACCES), call, 1,
				     &argument);
}

/* Letters typed into the terminal for whoever sits there. */
static void refuse_typing(scmp_filter_ctx filter)
{
	static const unsigned CALLS[] = { TIOCSTI, 0x541C /* TIOCLINUX */ };

	for (size_t i = 0; i < 2; i++)
		refuse_where(filter, SCMP_SYS(ioctl), (struct scmp_arg_cmp){
			1, SCMP_CMP_MASKED_EQ, 0xFFFFFFFFu, CALLS[i] });
}

static void refuse_network(scmp_filter_ctx filter, bool sockets)
{
	if (!sockets)
		REFUSE(filter, NETWORK);
	else
		refuse_where(filter, SCMP_SYS(socket), (struct scmp_arg_cmp){
			0, SCMP_CMP_NE, AF_UNIX, 0 });
}

bool sandbox_filter_calls(const struct sandbox *s)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	bool held;

	if (!filter)
		return false;
	/* a tree instead of a list: the kernel tries it for every call */
	(void)seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2);
	REFUSE(filter, NEVER);
	refuse_typing(filter);
	refuse_network(filter, s->sockets);
	if (!s->programs)
		REFUSE(filter, PROGRAMS);
	held = seccomp_load(filter) == 0;
	seccomp_release(filter);
	return held;
}
