#include "sandbox/sandbox.h"

#include <sys/prctl.h>

/* Sanitizers trace their own process, coverage writes beside the objects. */
#if defined(VANTHU_INSTRUMENTED) || defined(__SANITIZE_ADDRESS__) || \
	defined(__SANITIZE_THREAD__)
#define BUILT false
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer) || \
	__has_feature(thread_sanitizer)
#define BUILT false
#endif
#endif
#ifndef BUILT
#define BUILT true
#endif

struct sandbox_held sandbox_enter(const struct sandbox *s)
{
	struct sandbox_held held = { .built = BUILT };

	/* no program started from here gains a privilege; both fences ask it */
	if (!BUILT || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return held;
	held.landlock = sandbox_fence_files(s);
	held.seccomp = sandbox_filter_calls(s);
	return held;
}
