#include "base/arena.h"

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { ALIGN = 16, CHUNK = 256 * 1024 };

/* A large piece has a chunk for itself, so that it can grow by realloc. */
struct chunk {
	struct chunk *next, *before;
	size_t size, used;
};

struct arena {
	struct chunk *chunks; /* newest first */
	size_t cap, used, held;
	volatile sig_atomic_t stopped;
	arena_full_fn *full;
	void *context;
};

struct arena *arena_new(size_t cap, arena_full_fn *full, void *context)
{
	struct arena *a = calloc(1, sizeof *a);

	if (!a) {
		full(context);
		abort();
	}
	a->cap = cap;
	a->full = full;
	a->context = context;
	return a;
}

static void drop(struct arena *a, struct chunk *c)
{
	if (c->before)
		c->before->next = c->next;
	else
		a->chunks = c->next;
	if (c->next)
		c->next->before = c->before;
	a->held -= c->size;
	free(c);
}

void arena_reset(struct arena *a)
{
	struct chunk *c = a->chunks, *next;
	bool kept = false;

	for (; c; c = next) {
		next = c->next;
		if (kept || c->size != CHUNK) {
			drop(a, c);
		} else {
			c->used = 0;
			kept = true;
		}
	}
	a->used = 0;
	a->stopped = 0;
}

void arena_stop(struct arena *a)
{
	a->stopped = 1;
}

void arena_free(struct arena *a)
{
	if (!a)
		return;
	while (a->chunks)
		drop(a, a->chunks);
	free(a);
}

static size_t round_up(size_t n)
{
	return (n + ALIGN - 1) & ~(size_t)(ALIGN - 1);
}

static void *data_of(struct chunk *c)
{
	return (char *)c + round_up(sizeof *c);
}

static bool has_room(const struct arena *a, size_t size)
{
	return !a->stopped && size <= a->cap && a->held <= a->cap - size;
}

static void *fail(struct arena *a)
{
	a->full(a->context);
	abort(); /* the handler must not return */
}

/* A new chunk; a large one goes behind the first, which is being filled. */
static struct chunk *add_chunk(struct arena *a, size_t size, bool large)
{
	struct chunk *c = has_room(a, size)
				  ? malloc(round_up(sizeof *c) + size) : NULL;
	struct chunk *before = large ? a->chunks : NULL;

	if (!c)
		return fail(a);
	c->size = size;
	c->used = 0;
	c->before = before;
	c->next = before ? before->next : a->chunks;
	if (before)
		before->next = c;
	else
		a->chunks = c;
	if (c->next)
		c->next->before = c;
	a->held += size;
	return c;
}

static bool is_large(size_t size)
{
	return size > CHUNK / 4;
}

void *arena_alloc(struct arena *a, size_t size)
{
	struct chunk *c = a->chunks;
	void *p;

	size = size > SIZE_MAX / 2 ? SIZE_MAX / 2 : round_up(size ? size : 1);
	if (is_large(size))
		c = add_chunk(a, size, true);
	else if (!c || c->size != CHUNK || c->size - c->used < size)
		c = add_chunk(a, CHUNK, false);
	p = (char *)data_of(c) + c->used;
	c->used += size;
	a->used += size;
	return memset(p, 0, size);
}

/* A large array grows where it is, or moves without leaving a copy. */
static void *grow_large(struct arena *a, void *array, size_t old, size_t size)
{
	struct chunk *c = (struct chunk *)((char *)array -
					   round_up(sizeof *c));
	struct chunk *moved = has_room(a, size - old)
		? realloc(c, round_up(sizeof *c) + size) : NULL;

	if (!moved)
		return fail(a);
	if (moved->before)
		moved->before->next = moved;
	else
		a->chunks = moved;
	if (moved->next)
		moved->next->before = moved;
	a->held += size - old;
	a->used += size - old;
	moved->size = moved->used = size;
	memset((char *)data_of(moved) + old, 0, size - old);
	return data_of(moved);
}

void *arena_grow_now(struct arena *a, void *array, size_t used, size_t element)
{
	size_t old = round_up(used * element), size;
	void *p;

	if (used > SIZE_MAX / 4 / element)
		return fail(a);
	size = round_up(element * (used ? used * 2 : 1));
	if (is_large(old))
		return grow_large(a, array, old, size);
	p = arena_alloc(a, size);
	if (used)
		memcpy(p, array, used * element);
	return p;
}

size_t arena_used(const struct arena *a)
{
	return a->used;
}
