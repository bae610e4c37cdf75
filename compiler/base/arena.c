#include "base/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { ALIGN = 16, CHUNK = 256 * 1024 };

struct chunk {
	struct chunk *next;
	size_t size, used;
};

struct arena {
	struct chunk *chunks; /* newest first */
	size_t cap, used, held;
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

void arena_reset(struct arena *a)
{
	for (struct chunk *c = a->chunks, *next; c; c = next) {
		next = c->next;
		free(c);
	}
	a->chunks = NULL;
	a->used = a->held = 0;
}

void arena_free(struct arena *a)
{
	if (!a)
		return;
	arena_reset(a);
	free(a);
}

static size_t round_up(size_t n)
{
	return (n + ALIGN - 1) & ~(size_t)(ALIGN - 1);
}

static struct chunk *add_chunk(struct arena *a, size_t size)
{
	size_t room = size > CHUNK / 4 ? size : CHUNK;
	struct chunk *c = NULL;

	if (room <= a->cap && a->held <= a->cap - room)
		c = malloc(round_up(sizeof *c) + room);
	if (!c) {
		a->full(a->context);
		abort(); /* the handler must not return */
	}
	c->size = room;
	c->used = 0;
	a->held += room;
	if (size > CHUNK / 4 && a->chunks) { /* keep filling the newest */
		c->next = a->chunks->next;
		a->chunks->next = c;
	} else {
		c->next = a->chunks;
		a->chunks = c;
	}
	return c;
}

void *arena_alloc(struct arena *a, size_t size)
{
	struct chunk *c = a->chunks;
	void *p;

	size = size > SIZE_MAX / 2 ? SIZE_MAX / 2 : round_up(size ? size : 1);
	if (!c || c->size - c->used < size)
		c = add_chunk(a, size);
	p = (char *)c + round_up(sizeof *c) + c->used;
	c->used += size;
	a->used += size;
	return memset(p, 0, size);
}

void *arena_grow(struct arena *a, void *array, size_t used, size_t element)
{
	void *p;

	if (used && (used & (used - 1)))
		return array;
	p = arena_alloc(a, element * (used ? used * 2 : 1));
	if (used)
		memcpy(p, array, used * element);
	return p;
}

size_t arena_used(const struct arena *a)
{
	return a->used;
}
