/* Any bytes as a text or Markdown plan: decoded, understood, written, and read
 * again by the front end. */
#include <stdint.h>
#include <stdlib.h>

#include "import/import.h"
#include "syntax/ast.h"
#include "template/template.h"

static void full(void *context)
{
	(void)context;
	abort();
}

static struct import_tools tools;

static void load(void)
{
	struct arena *a = arena_new((size_t)256 << 20, full, NULL);
	struct diags *d = diag_list(a);
	struct template *t = template_load(a, "templates", STR("nd30"), d);

	tools.legacy = legacy_load(a, "templates", STR("nd30"), d);
	tools.policy = REPAIR_SAFE;
	if (!t || !tools.legacy)
		abort();
	tools.rules = &t->rules;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *a;
	struct imported *im;

	if (!tools.rules)
		load();
	a = arena_new((size_t)1 << 30, full, NULL);
	im = import_file(a, &tools, n % 2 ? "a.txt" : "a.md",
			 (struct str){ (const char *)data, (uint32_t)n });
	if (!im->fault) {
		struct sources *s = source_set(a);
		struct diags *d = diag_list(a);
		struct span fault;

		parse(a, s, lex(a, source_add(s, STR("a.vt"), im->source, &fault), d), d);
	}
	arena_free(a);
	return 0;
}
