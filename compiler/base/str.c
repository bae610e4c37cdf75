#include "base/str.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int64_t str_find(struct str s, struct str needle)
{
	const char *hit;

	if (!needle.n)
		return 0;
	if (!s.n)
		return -1;
	hit = memmem(s.p, s.n, needle.p, needle.n);
	return hit ? hit - s.p : -1;
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct str str_trim(struct str s)
{
	while (s.n && is_space(s.p[0])) {
		s.p++;
		s.n--;
	}
	while (s.n && is_space(s.p[s.n - 1]))
		s.n--;
	return s;
}

struct str str_copy(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.n + 1u);

	if (s.n)
		memcpy(p, s.p, s.n);
	return (struct str){ p, s.n };
}

char *str_terminated(struct arena *a, struct str s)
{
	return (char *)str_copy(a, s).p;
}

struct str str_squeeze(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.n + 1u);
	uint32_t n = 0;

	s = str_trim(s);
	for (uint32_t i = 0; i < s.n; i++) {
		if (!is_space(s.p[i]))
			p[n++] = s.p[i];
		else if (p[n - 1] != ' ')
			p[n++] = ' ';
	}
	return (struct str){ p, n };
}

struct buf buf_new(struct arena *a)
{
	return (struct buf){ .arena = a };
}

void buf_reserve(struct buf *b, uint32_t more)
{
	uint32_t need = b->n + more + 1, room = b->room ? b->room : more > 64 ? more + 1 : 64;
	char *p;

	if (need <= b->room)
		return;
	while (room < need)
		room = room > UINT32_MAX / 2 ? need : room * 2;
	p = arena_alloc(b->arena, room);
	if (b->n)
		memcpy(p, b->p, b->n);
	b->p = p;
	b->room = room;
}

static void buf_vprintf(struct buf *b, const char *format, va_list args)
{
	va_list again;
	int n;

	va_copy(again, args);
	n = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (n <= 0)
		return;
	buf_reserve(b, (uint32_t)n);
	vsnprintf(b->p + b->n, (size_t)n + 1, format, args);
	b->n += (uint32_t)n;
}

void buf_printf(struct buf *b, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	buf_vprintf(b, format, args);
	va_end(args);
}

struct str buf_str(const struct buf *b)
{
	return (struct str){ b->p ? b->p : "", b->n };
}

struct str str_printf(struct arena *a, const char *format, ...)
{
	struct buf b = buf_new(a);
	va_list args;

	va_start(args, format);
	buf_vprintf(&b, format, args);
	va_end(args);
	return buf_str(&b);
}
