/* import: legacy plans of many kinds, one process a file. A file that takes
 * too long, or breaks its reader, costs itself alone. */
#include "cmd/import.h"

#include "cmd/bounds.h"
#include "cmd/pool.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "format/format.h"
#include "import/import.h"
#include "measure/measure.h"
#include "syntax/ast.h"

enum {
	SECONDS = 600,      /* of one file; scans take seconds a page */
	MEMORY_MIB = 3072,
	LOST_SHOWN = 20,
};

/* ---- one file: in a process of its own -------------------------------- */

struct work {
	const struct import_job *job;
	const struct import_tools *tools;
	struct import_result *result;
};

static int write_text(struct document *d, const char *path, struct str text)
{
	struct output out;
	struct sink sink;
	bool good = output_open(&out, path);

	sink = output_sink(&out);
	good = good && sink.write(sink.context, text.p, text.n);
	return output_close(&out, good, d->session->options->english);
}

/* The words of the pages as another program reads them. */
static struct str *printed_words(struct document *d, const char *pdf,
				 uint32_t *count)
{
	struct measured *m = measure_pdf(d->arena, pdf);
	struct str *words = NULL;

	*count = 0;
	for (uint32_t i = 0; m && i < m->page_count; i++)
		for (uint32_t k = 0; k < m->pages[i].word_count; k++) {
			words = arena_grow(d->arena, words, *count,
					   sizeof *words);
			words[(*count)++] = m->pages[i].words[k].text;
		}
	return words;
}

static void beside_name(char path[PATH_MAX], const char *folder,
			const char *suffix)
{
	char host[HOST_MOST];

	host_name(host);
	snprintf(path, PATH_MAX, "%.4000s/" IMPORT_BESIDE "%s-%d.%s", folder,
		 host, (int)getpid(), suffix);
}

/* Typesets what was imported, and reads the pages back. */
static void prove(struct document *d, const struct work *w,
		  struct imported *im, struct import_score *score)
{
	struct session *s = d->session;
	struct str *words, lost[LOST_SHOWN];
	uint32_t count, lost_count;
	char pdf[PATH_MAX];
	struct output out;
	struct sink sink;
	bool good;

	beside_name(pdf, w->job->folder, "pdf");
	good = !render_open(s) && output_open(&out, pdf);
	if (!good)
		return;
	sink = output_sink(&out);
	good = render(d, 0, &sink);
	score->builds = !output_close(&out, good, s->options->english);
	score->pages = d->pages->count;
	words = printed_words(d, pdf, &count);
	unlink(pdf);
	score->measured = words != NULL;
	if (!words) {
		ledger_doubt(im->ledger, 0, STR(""),
			     "không đọc lại được trang đã dàn (mutool): chưa đối chiếu chữ");
		return;
	}
	score->identity = import_identity(d->arena, im, words, count, lost,
					  LOST_SHOWN, &lost_count);
	score->order = import_order(d->arena, im, words, count);
	for (uint32_t i = 0; i < lost_count; i++)
		ledger_doubt(im->ledger, 0, lost[i],
			     "không thấy chữ này trên trang đã dàn");
}

/* In the form that `vanthu fmt` keeps. */
static struct str canonical(struct document *d, struct str text)
{
	struct sources *sources = source_set(d->arena);
	struct diags *diags = diag_list(d->arena);
	struct span fault;
	const struct source *s = source_add(sources, str_of(d->path), text,
					    &fault);
	struct ast *ast = parse(d->arena, sources, lex(d->arena, s, diags),
				diags);

	return diags->errors ? text : format(d->arena, ast);
}

static bool grammar_is_good(const struct document *d)
{
	for (uint32_t i = 0; i < d->diags->count; i++)
		if (DIAG_KINDS[d->diags->items[i].code].severity ==
		    SEVERITY_ERROR)
			return false;
	return true;
}

/* Walks the source that was written: grammar, form, pages. */
static void score_source(struct document *d, const struct work *w,
			 const char *beside, struct imported *im,
			 struct import_score *score)
{
	const char *input = d->path;

	d->path = beside;
	if (document_walk(d, STAGE_PAGES) == EXIT_FINE) {
		score->parses = grammar_is_good(d);
		score->stable = d->ast && str_eq(format(d->arena, d->ast),
						 im->source);
		if (d->pages && !d->diags->errors)
			prove(d, w, im, score);
	}
	d->diags = diag_list(d->arena); /* they are `check`'s affair */
	d->path = input;
}

static void tell_result(const struct work *w, const struct imported *im,
			const struct import_score *score)
{
	struct import_result *r = w->result;

	r->identity = score->identity;
	r->measured = score->measured;
	r->builds = score->builds;
	r->pages = score->pages;
	r->repairs = im->ledger->repair_count;
	r->doubts = im->ledger->doubt_count;
	r->headings = im->headings;
	r->items = im->items;
	r->tables = im->tables;
	snprintf(r->encoding, sizeof r->encoding, "%s", im->encoding);
	snprintf(r->kind, sizeof r->kind, "%.*s", STR_ARG(im->kind));
}

static int fail(struct document *d, struct work *w, const char *why)
{
	d->diags = diag_list(d->arena); /* the parent tells of it */
	snprintf(w->result->fault, sizeof w->result->fault, "%s", why);
	return EXIT_ERRORS;
}

static int import_one(struct document *d, void *context)
{
	struct work *w = context;
	struct import_score score = { .identity = 0 };
	struct imported *im;
	struct str bytes;
	char beside[PATH_MAX];
	int status;

	errno = 0;
	switch (file_read(d->arena, d->path, &bytes)) {
	case READ_OK: break;
	case READ_TOO_LARGE:
		return fail(d, w, "tệp lớn quá 64 MiB");
	default:
		fail(d, w, errno ? strerror(errno) : "không phải tệp thường");
		return EXIT_NO_INPUT;
	}
	im = import_file(d->arena, w->tools, d->path, bytes);
	if (im->fault)
		return fail(d, w, im->fault);
	im->source = canonical(d, im->source);
	beside_name(beside, w->job->folder, "vt");
	status = write_text(d, beside, im->source);
	if (status) {
		fail(d, w, "không ghi được nguồn");
		return status;
	}
	score_source(d, w, beside, im, &score);
	tell_result(w, im, &score);
	status = write_text(d, w->job->report,
			    import_report(d->arena, d->path, im, &score));
	/* The source comes last: where it stands, the file is done. */
	if (!status && rename(beside, w->job->source) != 0)
		status = EXIT_OUTPUT;
	if (status)
		unlink(beside);
	return status;
}

static void bound(void)
{
	struct rlimit cpu = { SECONDS, SECONDS + 5 };
	struct rlimit memory = { (rlim_t)MEMORY_MIB << 20,
				 (rlim_t)MEMORY_MIB << 20 };

	setrlimit(RLIMIT_CPU, &cpu);
#ifndef __SANITIZE_ADDRESS__
	setrlimit(RLIMIT_AS, &memory);
#else
	(void)memory;
#endif
	alarm(2 * SECONDS);
}

/* ---- all files -------------------------------------------------------- */

struct run {
	struct import_tools tools;
	struct import_jobs jobs;
	struct import_result *results;
	int *pending; /* jobs that no earlier run has done */
	int pending_count;
};

static int import_in_turn(struct session *s, void *context, int index)
{
	struct run *r = context;
	int job = r->pending[index];
	struct work work = { &r->jobs.items[job], &r->tools, &r->results[job] };

	bound();
	return work.result->status = document_with(s, work.job->input,
						   import_one, &work);
}

/* A process that did not end by itself says so. */
static int tell_death(struct session *s, void *context, int index, int signal)
{
	struct run *r = context;
	struct import_result *result = &r->results[r->pending[index]];

	(void)s;
	snprintf(result->fault, sizeof result->fault,
		 signal == SIGXCPU || signal == SIGALRM ? "đọc quá lâu"
							: "trình đọc bị dừng");
	return result->status = EXIT_ERRORS;
}

static int run_all(struct session *s, struct run *r)
{
	return pool_run(&(struct pool_run){
		.session = s, .context = r, .count = r->pending_count,
		.jobs = s->options->jobs, .one_each = true,
		.work = import_in_turn, .died = tell_death,
	});
}

static int tell_failure(struct document *d, void *context)
{
	const struct import_result *r = context;
	struct str why = str_copy(d->arena, str_of(r->fault));
	struct span fault;

	source_add(d->sources, str_of(d->path), STR(""), &fault);
	if (r->status == EXIT_NO_INPUT)
		diag(d->diags, FILE_UNREADABLE, SPAN_NONE, str_of(d->path), why);
	else
		diag(d->diags, IMPORT_FAILED, SPAN_NONE, why);
	return r->status;
}

static void tell_failures(struct session *s, const struct run *r)
{
	for (int i = 0; i < r->jobs.count; i++)
		if (r->results[i].fault[0])
			document_with(s, r->jobs.items[i].input, tell_failure,
				      &r->results[i]);
}

/* The language of templates/vi, for what may be mended. */
static const struct restore_model *load_model(struct session *s)
{
	static const char *const FILES[] = { "lexicon.txt", "channel.txt" };
	struct str bytes[2];
	char path[PATH_MAX];

	for (int i = 0; i < 2; i++) {
		snprintf(path, sizeof path, "%s/templates/vi/%s",
			 data_folder(), FILES[i]);
		if (file_read(s->arena, path, &bytes[i]) != READ_OK)
			return NULL;
	}
	return restore_load(s->arena, bytes[0], bytes[1]);
}

/* Template and language are read once, before the processes part. */
static int warm_up(struct document *d, void *context)
{
	struct session *s = d->session;
	const char *name = s->options->template_name;
	struct import_tools *tools = context;
	struct template *t;
	char folder[PATH_MAX];

	name = name ? name : "nd30";
	t = document_template(d, str_of(name), STR(""), STR(""));
	snprintf(folder, sizeof folder, "%s/templates", data_folder());
	if (t)
		tools->legacy = legacy_load(s->arena, folder, str_of(name),
					    d->diags);
	if (!t || !tools->legacy)
		return EXIT_USAGE;
	tools->rules = &t->rules;
	tools->policy = s->options->repair;
	tools->model = load_model(s);
	if (!tools->model) {
		diag(d->diags, FILE_UNREADABLE, SPAN_NONE,
		     STR("templates/vi"), STR("thiếu dữ liệu ngôn ngữ"));
		return EXIT_USAGE;
	}
	return EXIT_FINE;
}

/* A file named by hand that was imported before is not imported again in
 * silence; of a folder, what is done is done. */
static bool refuse_again(const struct options *o, struct import_jobs *jobs,
			 bool folder)
{
	bool refused = false;

	for (int i = 0; i < jobs->count; i++) {
		struct import_job *job = &jobs->items[i];

		if (o->force) {
			job->done = false;
		} else if (!folder && access(job->source, F_OK) == 0) {
			say(o->english, "đã có, không ghi đè (thêm --force để ghi)",
			    "exists and is kept (--force overwrites it)",
			    job->source);
			refused = true;
		}
	}
	return refused;
}

static bool any_folder(const struct options *o)
{
	struct stat st;

	for (int i = 0; i < o->input_count; i++)
		if (stat(o->inputs[i], &st) == 0 && S_ISDIR(st.st_mode))
			return true;
	return false;
}

static bool list_pending(struct run *r)
{
	r->pending = calloc((size_t)r->jobs.count + 1, sizeof *r->pending);
	for (int i = 0; r->pending && i < r->jobs.count; i++)
		if (!r->jobs.items[i].done)
			r->pending[r->pending_count++] = i;
	return r->pending != NULL;
}

static int import_all(struct session *s, struct run *r, bool folder)
{
	size_t bytes = sizeof *r->results * (size_t)(r->jobs.count + 1);
	int status;

	r->results = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
			  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (r->results == MAP_FAILED || !list_pending(r))
		return EXIT_AGAIN;
	status = run_all(s, r);
	tell_failures(s, r);
	status = exit_worse(status, import_summary(s->options, &r->jobs,
						   r->results, folder));
	munmap(r->results, bytes);
	free(r->pending);
	return status;
}

int cmd_import(struct session *s)
{
	const struct options *o = s->options;
	struct run run = { .pending_count = 0 };
	bool folder = any_folder(o);
	int status = EXIT_FINE;

	if (!o->input_count || !o->output || strcmp(o->output, "-") == 0) {
		say(o->english, "cần tệp hoặc thư mục cũ, và -o THƯ-MỤC",
		    "wants legacy files or a folder, and -o FOLDER", "import");
		return EXIT_USAGE;
	}
	status = document_with(s, "import", warm_up, &run.tools);
	if (!status && import_find(o, &run.jobs, &status)) {
		if (refuse_again(o, &run.jobs, folder))
			return EXIT_OUTPUT;
		bounds_fence(o);
		status = exit_worse(status, import_all(s, &run, folder));
	}
	return status;
}
