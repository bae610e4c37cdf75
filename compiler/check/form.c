/* Forms: three dots or more are room to write in. At a line's end they go to
 * the margin, elsewhere they are as long as typed, but long enough. */
#include "check/internal.h"

#include "base/utf8.h"

enum { LEAST_TYPED = 3, LEAST_DOTS = 12 };

static uint32_t worth(uint32_t code)
{
	return code == 0x2026 ? 3 : code == '.' || code == '_';
}

/* How many dots begin at byte `at`, which moves past them. */
static uint32_t count_dots(struct str s, uint32_t *at)
{
	uint32_t dots = 0, next = *at;

	while (next < s.n) {
		uint32_t value = worth(utf8_next(s, &next));

		if (!value)
			break;
		dots += value;
		*at = next;
	}
	return dots;
}

static void add_run(struct checker *c, struct plan_text *t, struct plan_run run)
{
	t->runs = arena_grow(c->arena, t->runs, t->count, sizeof run);
	t->runs[t->count++] = run;
}

static struct str dots_of(struct checker *c, uint32_t count)
{
	struct buf b = buf_new(c->arena);

	while (count--)
		buf_char(&b, '.');
	return buf_str(&b);
}

static void cut_run(struct checker *c, struct plan_text *out,
		    const struct plan_run *run, bool is_last)
{
	struct plan_run part = *run;
	uint32_t from = 0;

	part.note = NULL;
	for (uint32_t at = 0; at < run->text.n;) {
		uint32_t begin = at, dots = count_dots(run->text, &at);

		if (dots < LEAST_TYPED) {
			if (!dots)
				utf8_next(run->text, &at);
			continue;
		}
		part.text = str_slice(run->text, from, begin);
		if (part.text.n)
			add_run(c, out, part);
		part.text = dots_of(c, dots < LEAST_DOTS ? LEAST_DOTS : dots);
		if (is_last && at == run->text.n)
			part.style |= PLAN_LEADER;
		add_run(c, out, part);
		part.style = run->style;
		from = at;
	}
	part.text = str_from(run->text, from);
	part.note = run->note;
	if (part.text.n || part.note)
		add_run(c, out, part);
}

void form_dots(struct checker *c, struct plan_text *text)
{
	struct plan_text out = { .span = text->span };

	for (uint32_t i = 0; i < text->count; i++)
		cut_run(c, &out, &text->runs[i], i + 1 == text->count);
	*text = out;
}
