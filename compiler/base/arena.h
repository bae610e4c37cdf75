/* arena: memory that lives and dies with one document.
 * in: sizes; out: zeroed memory; never: a NULL to test for. */
#ifndef VANTHU_BASE_ARENA_H
#define VANTHU_BASE_ARENA_H

#include <stddef.h>

struct arena;

/* Called when the arena passes its cap or the system has no memory left.
 * It must not return: the command line exits, a server longjmps. */
typedef void arena_full_fn(void *context);

/* A new, empty arena of at most `cap` bytes. Free it with arena_free. */
struct arena *arena_new(size_t cap, arena_full_fn *full, void *context);
void arena_free(struct arena *);

/* Everything handed out is gone; the arena goes on with little memory held. */
void arena_reset(struct arena *);

/* The next piece that wants new room from the system calls the handler; a
 * reset lets go again. Safe in a signal handler. */
void arena_stop(struct arena *);

/* Zeroed memory, aligned for any type, valid until reset or free. */
void *arena_alloc(struct arena *, size_t size);

/* `array` of `used` elements, grown to hold one more when a power of two is
 * reached. Returns the array to use from now on: the old one may be gone. All
 * growth of an array must go through here, one element at a time. */
void *arena_grow_now(struct arena *, void *array, size_t used, size_t element);
static inline void *arena_grow(struct arena *a, void *array, size_t used,
			       size_t element)
{
	return used & (used - 1) ? array
				 : arena_grow_now(a, array, used, element);
}

#define arena_new_of(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define arena_array(arena, type, n) \
	((type *)arena_alloc((arena), sizeof(type) * (size_t)(n)))

/* Bytes handed out so far. */
size_t arena_used(const struct arena *);

#endif
