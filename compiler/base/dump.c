#include "base/dump.h"

struct dump dump_new(struct arena *a, const struct sources *sources)
{
	return (struct dump){ buf_new(a), sources };
}

void dump_row(struct dump *d, int depth, const char *kind, struct span span)
{
	const struct source *s = NULL;

	for (int i = 0; i < depth; i++)
		buf_char(&d->out, ' ');
	buf_add(&d->out, str_of(kind));
	if (d->sources && span.from)
		s = source_find(d->sources, span.from);
	if (!s)
		return;
	buf_printf(&d->out, " @%u-%u", span.from - s->base,
		   span.to - s->base);
	if (s != d->sources->items)
		buf_printf(&d->out, " in=%.*s", STR_ARG(s->path));
}

void dump_str(struct dump *d, const char *key, struct str value)
{
	buf_printf(&d->out, " %s=\"", key);
	for (uint32_t i = 0; i < value.n; i++) {
		char c = value.p[i];

		if (c == '\n')
			buf_add(&d->out, STR("\\n"));
		else if (c == '"' || c == '\\')
			buf_printf(&d->out, "\\%c", c);
		else
			buf_char(&d->out, c);
	}
	buf_char(&d->out, '"');
}

void dump_int(struct dump *d, const char *key, long value)
{
	buf_printf(&d->out, " %s=%ld", key, value);
}

void dump_flag(struct dump *d, const char *key, bool value)
{
	if (value)
		buf_printf(&d->out, " %s", key);
}

void dump_end(struct dump *d)
{
	buf_char(&d->out, '\n');
}
