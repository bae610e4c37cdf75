#include "base/diag.h"

#include <stdio.h>

const struct diag_kind DIAG_KINDS[DIAG_COUNT] = {
#define DIAG(id, number, severity, rule, vi, en, hint_vi, hint_en)             \
	{ number, SEVERITY_##severity, rule, vi, en, hint_vi, hint_en },
#include "base/diag.def"
#undef DIAG
};

struct diags *diag_list(struct arena *a)
{
	struct diags *list = arena_new_of(a, struct diags);

	list->arena = a;
	return list;
}

struct diag *diag_add(struct diags *list, enum diag_code code,
		      struct span span, const struct str args[DIAG_ARGS])
{
	static const struct diag none;
	struct diag *d;

	switch (DIAG_KINDS[code].severity) {
	case SEVERITY_ERROR: list->errors++; break;
	case SEVERITY_WARNING: list->warnings++; break;
	case SEVERITY_HINT: list->hints++; break;
	}
	if (list->count < DIAG_MOST) {
		list->items = arena_grow(list->arena, list->items, list->count,
					 sizeof *list->items);
		d = &list->items[list->count++];
	} else {
		list->left_out++;
		d = arena_new_of(list->arena, struct diag);
	}
	*d = none;
	d->code = code;
	d->span = span;
	for (int i = 0; i < DIAG_ARGS; i++)
		d->args[i] = args[i];
	return d;
}

void diag_fix(struct diag *d, struct span span, struct str text)
{
	d->has_fix = true;
	d->fix = (struct fix){ span, text };
}

void diag_guess(struct diag *d, struct str name)
{
	d->guess = name;
}

static struct str fill(struct arena *a, const char *text, const struct diag *d)
{
	struct buf b = buf_new(a);

	for (const char *p = text; *p; p++) {
		if (p[0] == '{' && p[1] > '0' && p[1] < '0' + DIAG_ARGS &&
		    p[2] == '}') {
			buf_add(&b, d->args[p[1] - '0']);
			p += 2;
		} else {
			buf_char(&b, *p);
		}
	}
	return buf_str(&b);
}

struct str diag_message(struct arena *a, const struct diag *d, bool english)
{
	const struct diag_kind *k = &DIAG_KINDS[d->code];

	return fill(a, english ? k->en : k->vi, d);
}

struct str diag_hint(struct arena *a, const struct diag *d, bool english)
{
	const struct diag_kind *k = &DIAG_KINDS[d->code];

	return fill(a, english ? k->hint_en : k->hint_vi, d);
}

enum diag_code diag_find(int number)
{
	for (int i = 0; i < DIAG_COUNT; i++)
		if (DIAG_KINDS[i].number == number)
			return (enum diag_code)i;
	return DIAG_COUNT;
}
