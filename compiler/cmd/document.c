/* The walk: source, tokens, ast, expanded ast, plan, galley, pages. */
#include "cmd/manifest.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "check/check.h"
#include "cmd/bounds.h"
#include "cmd/full.h"
#include "layout/layout.h"
#include "pages/paginate.h"

enum { MEMORY_MIB = 3072 }; /* of one document */

static void out_of_memory(void *context)
{
	struct session *s = context;

	longjmp(s->too_much, 1);
}

static void out_of_memory_for_good(void *context)
{
	(void)context;
	fputs("vanthu: hết bộ nhớ\n", stderr);
	exit(EXIT_AGAIN);
}

struct session *session_new(const struct options *options)
{
	struct session *s = calloc(1, sizeof *s);

	if (!s)
		out_of_memory_for_good(NULL);
	s->options = options;
	/* import bounds each of its processes by itself */
	s->timed = strcmp(options->command, "import") != 0;
	if (s->timed)
		bounds_open();
	s->arena = arena_new((size_t)256 << 20, out_of_memory_for_good, NULL);
	return s;
}

void session_free(struct session *s)
{
	shaper_free(s->shaper);
	if (s->draw_fonts)
		draw_fonts_free(s->draw_fonts);
	pdf_maker_free(s->pdf_maker);
	arena_free(s->arena);
	free(s);
}

/* ---- templates and fonts: loaded once --------------------------------- */

struct template *document_template(struct document *d, struct str name,
				   struct str office, struct str bytes)
{
	struct session *s = d->session;
	char folder[PATH_MAX];
	struct template *t;

	for (int i = 0; i < s->template_count; i++)
		if (str_eq(s->templates[i].template->rules.name, name) &&
		    str_eq(s->templates[i].office, bytes))
			return s->templates[i].template;
	snprintf(folder, sizeof folder, "%s/templates", data_folder());
	t = office.n ? template_load_office(s->arena, folder, name, bytes,
					    office, d->diags)
		     : template_load(s->arena, folder, name, d->diags);
	if (t && s->template_count < 8)
		s->templates[s->template_count++] = (struct loaded_template){
			str_copy(s->arena, bytes), t,
		};
	return t;
}

/* The office's sheet: of --style, or the one that the source names inside its
 * root. False after a complaint. */
static bool find_office(struct document *d, struct loader *loader,
			struct str named, struct str *office, struct str *bytes)
{
	const char *given = d->session->options->style;
	struct str path;

	*office = given ? str_of(given) : named;
	*bytes = STR("");
	if (given && file_read(d->arena, given, bytes) == READ_OK) {
		deps_add(d->deps, given);
		d->office = *bytes;
		return true;
	}
	if (!given && !named.n)
		return true;
	if (!given && loader->load(loader->context, d->arena,
				   d->sources->items[0].path, named, &path,
				   bytes) == LOAD_OK)
		return true;
	diag(d->diags, FILE_UNREADABLE, SPAN_NONE, *office, 
	     STR("không có, hoặc không phải tệp thường"));
	return false;
}

static bool find_fonts(struct document *d)
{
	struct session *s = d->session;
	char folder[PATH_MAX];

	if (s->shaper)
		return true;
	snprintf(folder, sizeof folder, "%s/fonts", data_folder());
	if (!fonts_find(s->arena, folder, d->template->style.family, &s->fonts,
			d->diags))
		return false;
	s->shaper = shaper_new(&s->fonts, full_draws(s->options)
						  ? &SHAPING_BY_PANGO
						  : NULL);
	if (s->shaper)
		return true;
	diag(d->diags, FONT_MISSING, SPAN_NONE,
	     d->template->style.family,
	     str_copy(s->arena, str_of(folder)));
	return false;
}

/* ---- the walk --------------------------------------------------------- */

static int read_source(struct document *d, const struct source **source)
{
	struct str bytes, path = str_of(d->path);
	struct span fault;

	errno = 0;
	switch (file_read(d->arena, d->path, &bytes)) {
	case READ_OK:
		break;
	case READ_TOO_LARGE:
		*source = source_add(d->sources, path, STR(""), &fault);
		diag(d->diags, SOURCE_TOO_LARGE, SPAN_NONE,
		     str_printf(d->arena, "%d", SOURCE_MAX_BYTES >> 20));
		return EXIT_ERRORS;
	default:
		*source = source_add(d->sources, path, STR(""), &fault);
		diag(d->diags, FILE_UNREADABLE, SPAN_NONE, path,
		     str_copy(d->arena, str_of(strerror(errno))));
		return EXIT_NO_INPUT;
	}
	journal_source(d->session->journal, bytes);
	d->source = bytes;
	*source = source_add(d->sources, path, bytes, &fault);
	if (fault.from)
		diag(d->diags, BAD_BYTES, fault);
	return EXIT_FINE;
}

char *document_root(const struct session *s, const char *path)
{
	char folder[PATH_MAX];
	char *slash;

	if (s->options->root)
		return realpath(s->options->root, NULL);
	snprintf(folder, sizeof folder, "%s", path);
	slash = strrchr(folder, '/');
	if (slash)
		slash[slash == folder] = '\0';
	return realpath(slash ? folder : ".", NULL);
}

static void walk_to_plan(struct document *d)
{
	const struct options *o = d->session->options;
	struct file_loader files = { document_root(d->session, d->path),
				     d->deps, d->session->journal,
				     o->embed_source ? &d->read : NULL };
	struct loader loader = loader_of(&files);
	struct str name, named, office, bytes;

	if (d->session->copies)
		loader.given = copies_given(d->session->copies,
					    &loader.given_count);
	d->expanded = expand(d->arena, d->ast, &loader, d->diags);
	name = check_template_name(d->arena, d->expanded, &named);
	if (o->template_name)
		name = str_of(o->template_name);
	if (find_office(d, &loader, named, &office, &bytes))
		d->template = document_template(d, name, office, bytes);
	free(files.root);
	if (d->template)
		d->plan = check(d->arena, d->expanded, &d->template->rules,
				o->final, d->diags);
}

/* A picture that cannot be decoded would leave a hole in the page. */
static void check_pictures(struct document *d)
{
	const struct pages *p = d->pages;

	for (uint32_t i = 0; i < p->picture_count; i++) {
		const struct placed_picture *one = &p->pictures[i];
		uint32_t same = 0;

		while (p->pictures[same].picture->bytes.p !=
		       one->picture->bytes.p)
			same++;
		if (same == i && !pdf_picture_is_good(one->picture))
			diag(d->diags, PICTURE_BAD,
			     d->galley->elements[one->element].span,
			     d->galley->elements[one->element].title);
	}
}

static void walk_to_pages(struct document *d)
{
	if (!d->plan || d->diags->errors || !find_fonts(d))
		return;
	shaper_trim(d->session->shaper);
	d->galley = layout(d->arena, d->plan, &d->template->style,
			   d->session->shaper, d->diags);
	d->pages = paginate(d->arena, d->galley, d->diags);
	check_pictures(d);
}

int document_walk(struct document *d, enum stage stage)
{
	const struct source *source;
	int status = read_source(d, &source);

	if (status)
		return status;
	d->tokens = lex(d->arena, source, d->diags);
	if (stage >= STAGE_AST)
		d->ast = parse(d->arena, d->sources, d->tokens, d->diags);
	if (stage >= STAGE_PLAN)
		walk_to_plan(d);
	if (stage >= STAGE_PAGES)
		walk_to_pages(d);
	return EXIT_FINE;
}

int64_t document_date(const struct document *d)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	char *end;
	long long value;

	if (epoch && *epoch) {
		errno = 0;
		value = strtoll(epoch, &end, 10);
		if (!errno && !*end && value >= 0 && value < 253402300800LL)
			return value;
	}
	if (d->galley && d->galley->date >= 0)
		return d->galley->date;
	return 946684800; /* 2000-01-01 */
}

/* Complaints of our own files or of --template: nothing that a source says. */
static bool is_misconfigured(const struct document *d)
{
	const char *wanted = d->session->options->template_name;

	for (uint32_t i = 0; i < d->diags->count; i++) {
		enum diag_code code = d->diags->items[i].code;

		if (code == DIAG_TEMPLATE_MISSING && wanted)
			return true;
		if (code == DIAG_FILE_UNREADABLE && d->session->options->style)
			return true;
		if (code == DIAG_TEMPLATE_INVALID ||
		    code == DIAG_TEMPLATE_VALUE || code == DIAG_OFFICE_RANGE ||
		    code == DIAG_OFFICE_TIED || code == DIAG_FONT_MISSING)
			return true;
	}
	return false;
}

int document_verdict(const struct document *d)
{
	if (is_misconfigured(d))
		return EXIT_USAGE;
	if (d->diags->errors)
		return EXIT_ERRORS;
	if (d->session->options->deny_warnings && d->diags->warnings)
		return EXIT_WARNINGS;
	return EXIT_FINE;
}

/* Everything of the document is gone but the complaint. */
static void complain_of_bounds(struct document *d, bool late)
{
	struct span fault;

	output_abandon();
	arena_reset(d->arena);
	d->sources = source_set(d->arena);
	source_add(d->sources, str_of(d->path), STR(""), &fault);
	d->diags = diag_list(d->arena);
	if (late)
		diag(d->diags, TOO_SLOW, SPAN_NONE);
	else
		diag(d->diags, TOO_MUCH, SPAN_NONE);
}

int document_with(struct session *s, const char *path,
		  int (*work)(struct document *, void *), void *context)
{
	struct document *d = calloc(1, sizeof *d);
	volatile int status = EXIT_ERRORS;

	if (!d)
		out_of_memory_for_good(NULL);
	d->session = s;
	d->path = path;
	d->arena = arena_new((size_t)MEMORY_MIB << 20, out_of_memory, s);
	d->diags = diag_list(d->arena);
	d->sources = source_set(d->arena);
	if (s->timed)
		bounds_begin(d->arena);
	if (!setjmp(s->too_much))
		status = work(d, context);
	else
		complain_of_bounds(d, bounds_end());
	bounds_end();
	if (!s->quiet)
		report(d);
	journal_complaints(s->journal, d);
	arena_free(d->arena);
	free(d);
	return status;
}
