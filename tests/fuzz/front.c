/* One harness for the front end: what is read must come out whole, and what
 * is formatted must mean the same. The first byte says how far to go. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "check/check.h"
#include "expand/expand.h"
#include "export/export.h"
#include "format/format.h"
#include "layout/layout.h"
#include "pages/paginate.h"
#include "template/template.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void full(void *context)
{
	(void)context;
	abort();
}

/* The templates and fonts are read once. */
static struct template *template;
static struct shaper *shaper;

static void set_up(void)
{
	struct arena *kept = arena_new((size_t)1 << 30, full, NULL);
	struct diags *diags = diag_list(kept);
	struct font_files files;

	template = template_load(kept, "templates", STR("nd30"), diags);
	if (!template || !fonts_find(kept, "fonts", template->style.family,
				     &files, diags))
		abort();
	shaper = shaper_new(&files, NULL);
}

/* An included file is the text itself: circles and depth come for nothing. */
static enum load_result load(void *context, struct arena *arena,
			     struct str from, struct str name, struct str *path,
			     struct str *bytes)
{
	(void)from;
	*path = str_copy(arena, name);
	*bytes = *(struct str *)context;
	return name.n > 3 ? LOAD_OK : LOAD_MISSING;
}

static void tokens_are_the_source(const struct tokens *t)
{
	uint32_t at = t->source->base;

	for (uint32_t i = 0; i < t->count; i++) {
		if (t->items[i].span.from != at)
			abort();
		at = t->items[i].span.to;
	}
	if (at != t->source->base + t->source->text.n)
		abort();
}

static struct ast *read(struct arena *arena, struct str text,
			struct diags *diags)
{
	struct sources *sources = source_set(arena);
	struct span fault;
	const struct source *s = source_add(sources, STR("x"), text, &fault);
	struct tokens *tokens = lex(arena, s, diags);

	if (fault.from)
		diag(diags, BAD_BYTES, fault);
	tokens_are_the_source(tokens);
	return parse(arena, sources, tokens, diags);
}

static void formatting_is_stable(struct arena *arena, const struct ast *ast)
{
	struct str once = format(arena, ast);
	struct ast *again = read(arena, once, diag_list(arena));

	if (!str_eq(format(arena, again), once))
		abort();
}

static void walk(struct arena *arena, struct str text)
{
	struct diags *diags = diag_list(arena);
	struct loader loader = { load, &text };
	struct ast *ast = read(arena, text, diags);
	bool readable = !diags->errors;
	struct plan *plan;

	if (readable)
		formatting_is_stable(arena, ast);
	plan = check(arena, expand(arena, ast, &loader, diags),
		     &template->rules, false, diags);
	export_text(arena, plan);
	if (diags->errors)
		return;
	export_json(arena, plan);
	export_csv(arena, plan);
	export_ics(arena, plan);
	paginate(arena, layout(arena, plan, &template->style, shaper, diags),
		 diags);
	shaper_trim(shaper);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena;

	if (!template)
		set_up();
	arena = arena_new((size_t)1 << 30, full, NULL);
	walk(arena, (struct str){ (const char *)data, (uint32_t)size });
	arena_free(arena);
	return 0;
}
