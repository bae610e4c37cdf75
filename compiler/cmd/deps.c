/* --deps: what a document was made of, as rules for make. */
#include "cmd/cmd.h"

#include <string.h>

/* make reads these in a name as its own. */
static void print_name(FILE *f, const char *name)
{
	for (; *name; name++) {
		if (*name == '$')
			fputc('$', f);
		else if (strchr(" \t#", *name))
			fputc('\\', f);
		fputc(*name, f);
	}
}

void deps_add(struct buf *deps, const char *name)
{
	if (!deps)
		return;
	buf_add(deps, str_of(name));
	buf_char(deps, '\0');
}

static const char *next(const char *name)
{
	return name + strlen(name) + 1;
}

/* Each file read also has an empty rule: once nobody includes it, it may be
 * gone without a complaint of make. */
static void print_rules(FILE *f, const char *made, const char *source,
			struct str read)
{
	const char *end = read.p + read.n;

	print_name(f, made);
	fputs(": ", f);
	print_name(f, source);
	for (const char *p = read.p; p < end; p = next(p)) {
		fputs(" \\\n  ", f);
		print_name(f, p);
	}
	fputc('\n', f);
	for (const char *p = read.p; p < end; p = next(p)) {
		print_name(f, p);
		fputs(":\n", f);
	}
}

int deps_write(const struct document *d, const char *made, bool keep)
{
	const struct options *o = d->session->options;
	struct output out;

	if (output_open(&out, o->deps))
		print_rules(out.file, made, d->path, buf_str(d->deps));
	return output_close(&out, keep, o->english);
}
