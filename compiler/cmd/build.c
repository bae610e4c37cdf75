/* build: one document in, one file out (PNG and SVG: one a page). */
#include "cmd/manifest.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd/bounds.h"
#include "cmd/pool.h"

static const char *const SUFFIXES[] = { ".pdf", ".json", ".txt", ".png",
					".svg", ".csv", ".ics", ".docx",
					".md" };

static bool is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* What stands between a folder, which may end in "/", and a name in it. */
static const char *slash_after(const char *folder)
{
	size_t n = strlen(folder);

	return n && folder[n - 1] == '/' ? "" : "/";
}

/* "x/kế-hoạch.vt" is "x/kế-hoạch" + suffix, in `folder` if one is given. */
static void name_output(char *out, size_t size, const char *input,
			const char *folder, const char *suffix)
{
	const char *base = strrchr(input, '/');
	size_t length;

	base = folder ? (base ? base + 1 : input) : input;
	if (strcmp(input, "-") == 0)
		base = "stdin";
	length = strlen(base);
	if (length > 3 && strcmp(base + length - 3, ".vt") == 0)
		length -= 3;
	snprintf(out, size, "%s%s%.*s%s", folder ? folder : "",
		 folder ? slash_after(folder) : "", (int)length, base, suffix);
}

static void output_name(const struct session *s, const char *path, char *out,
			size_t size)
{
	const struct options *o = s->options;
	const char *suffix = SUFFIXES[o->format];
	const struct copies *c = s->copies;
	const char *folder = o->output ? o->output : ".";

	if (c)
		snprintf(out, size, "%s%s%s", folder, slash_after(folder),
			 c->items[c->now].name);
	else if (o->output && strcmp(o->output, "-") == 0) {
		snprintf(out, size, "-");
	} else if (o->output && (o->input_count > 1 || is_folder(o->output))) {
		name_output(out, size, path, o->output, suffix);
	} else if (o->output) {
		snprintf(out, size, "%s", o->output);
	} else if (strcmp(path, "-") == 0) {
		snprintf(out, size, "-");
	} else {
		name_output(out, size, path, NULL, suffix);
	}
}

/* The name of one page's picture: NAME-001.png. */
static void page_name(char *out, size_t size, const char *name, uint32_t page,
		      const char *suffix)
{
	size_t n = strlen(name), k = strlen(suffix);

	if (n > k && strcmp(name + n - k, suffix) == 0)
		n -= k;
	snprintf(out, size, "%.*s-%03u%s", (int)n, name, page + 1, suffix);
}

bool build_is_paged(const struct options *o)
{
	return o->format == OUT_PNG || o->format == OUT_SVG;
}

/* NAME.anchors.json beside NAME.pdf. */
static void anchors_name(char *out, size_t size, const char *pdf)
{
	size_t n = strlen(pdf);

	if (n > 4 && strcmp(pdf + n - 4, ".pdf") == 0)
		n -= 4;
	snprintf(out, size, "%.*s.anchors.json", (int)n, pdf);
}

bool build_output_name(const struct session *s, const char *path,
		       uint32_t index, char *out, size_t size)
{
	const struct options *o = s->options;
	char name[PATH_MAX];

	output_name(s, path, name, sizeof name);
	if (build_is_paged(o) && strcmp(name, "-") != 0)
		page_name(out, size, name, index, SUFFIXES[o->format]);
	else if (index == 1 && o->anchors)
		anchors_name(out, size, name);
	else
		snprintf(out, size, "%s", name);
	return strcmp(name, "-") != 0;
}

typedef bool maker(struct document *, uint32_t page, struct sink *);

static int write_file(struct document *d, const char *name, maker *make,
		      uint32_t page)
{
	bool english = d->session->options->english;
	char sha256[DIGEST_HEX];
	struct output out;
	struct sink sink;
	bool good;
	int status;

	if (!guard_write(d, name))
		return EXIT_USAGE;
	good = output_open(&out, name);
	out.digest = d->session->journal ? digest_new() : NULL;
	sink = output_sink(&out);
	good = good && make(d, page, &sink);
	status = output_close(&out, good, english);
	if (out.digest)
		digest_end(out.digest, sha256);
	if (!status && good && out.digest)
		journal_made(d->session->journal, d, name, sha256, out.bytes);
	return status || good ? status : EXIT_INTERNAL;
}

static int write_pages(struct document *d, const char *name)
{
	const char *suffix = SUFFIXES[d->session->options->format];
	char page[PATH_MAX];
	int status = EXIT_FINE;

	if (strcmp(name, "-") == 0)
		return write_file(d, name, render, 0);
	for (uint32_t i = 0; i < d->pages->count && !status; i++) {
		page_name(page, sizeof page, name, i, suffix);
		status = write_file(d, page, render, i);
	}
	return status;
}

static int write_anchors(struct document *d, const char *pdf)
{
	char name[PATH_MAX];

	anchors_name(name, sizeof name, pdf);
	return write_file(d, name, anchors_render, 0);
}

/* Formats that need no page. */
static bool is_data(enum output_format format)
{
	return format == OUT_JSON || format == OUT_TEXT || format == OUT_CSV ||
	       format == OUT_ICS || format == OUT_MARKDOWN;
}

static int write_output(struct document *d)
{
	struct session *s = d->session;
	enum output_format format = s->options->format;
	char name[PATH_MAX];
	int status;

	output_name(d->session, d->path, name, sizeof name);
	if (is_data(format) || format == OUT_DOCX)
		return write_file(d, name, render, 0);
	status = render_open(s);
	if (status)
		return status;
	if (format != OUT_PDF)
		return write_pages(d, name);
	if (s->options->embed_source)
		status = embed_verdict(d);
	if (!status)
		status = write_file(d, name, render, 0);
	if (!status && s->options->anchors && strcmp(name, "-") != 0)
		status = write_anchors(d, name);
	return status;
}

static int write_deps(struct document *d, int status)
{
	char name[PATH_MAX];

	output_name(d->session, d->path, name, sizeof name);
	return deps_write(d, name, !status);
}

static int build_one(struct document *d, void *context)
{
	const struct options *o = d->session->options;
	bool data = is_data(o->format);
	struct buf deps = buf_new(d->arena);
	int status;

	(void)context;
	d->deps = &deps;
	/* JSON and text need no page, but a page that cannot be is a fault of
	 * the document: only `check` and the drawn formats look for it */
	status = document_walk(d, data ? STAGE_PLAN : STAGE_PAGES);
	if (!status)
		status = document_verdict(d);
	if (!status && o->deps && !guard_write(d, o->deps))
		status = EXIT_USAGE;
	if (!status)
		status = write_output(d);
	if (o->deps)
		status = exit_worse(status, write_deps(d, status));
	return status;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Two inputs of one name would write one file. */
static bool names_clash(const struct options *o)
{
	int count = o->output ? o->input_count : 0;
	char **names = calloc((size_t)count + 1, sizeof *names);
	char name[PATH_MAX];
	bool clash = false;

	if (!names)
		abort();
	for (int i = 0; i < count; i++) {
		name_output(name, sizeof name, o->inputs[i], o->output, "");
		names[i] = strdup(name);
		if (!names[i])
			abort();
	}
	qsort(names, (size_t)count, sizeof *names, by_name);
	for (int i = 1; i < count && !clash; i++) {
		clash = strcmp(names[i - 1], names[i]) == 0;
		if (clash)
			say(o->english, "hai nguồn cùng ghi một tệp",
			    "two sources write one file", names[i]);
	}
	for (int i = 0; i < count; i++)
		free(names[i]);
	free(names);
	return clash;
}

/* A device has no end, and a pipe no beginning. */
static bool manifest_is_regular(const struct options *o)
{
	struct stat st;

	if (!o->manifest || stat(o->manifest, &st) != 0 ||
	    S_ISREG(st.st_mode) || S_ISDIR(st.st_mode))
		return true;
	say(o->english, "--manifest cần một tệp thường hoặc thư mục",
	    "--manifest wants a regular file or a folder", o->manifest);
	return false;
}

static bool usage_is_right(const struct options *o)
{
	bool many = o->input_count > 1;

	if (!o->input_count && !o->shard_count) {
		say(o->english, "thiếu tệp nguồn", "a source is missing", "");
		return false;
	}
	if (many && o->output && strcmp(o->output, "-") == 0) {
		say(o->english, "-o - chỉ dùng với một nguồn",
		    "-o - takes one source", "");
		return false;
	}
	if (many && o->output && access(o->output, F_OK) == 0 &&
	    !is_folder(o->output)) {
		say(o->english, "nhiều nguồn cần một thư mục sau -o",
		    "several sources want a folder after -o", o->output);
		return false;
	}
	if (many && o->deps) {
		say(o->english, "--deps chỉ dùng với một nguồn",
		    "--deps takes one source", "");
		return false;
	}
	return manifest_is_regular(o) && !names_clash(o);
}

static int list_inputs(const struct options *o)
{
	for (int i = 0; i < o->input_count; i++)
		puts(o->inputs[i]);
	return EXIT_FINE;
}

static int build_document(struct session *s, const char *path)
{
	if (journal_skips(s, path))
		return EXIT_FINE;
	return journal_end(s, document_with(s, path, build_one, NULL));
}

static int build_in_turn(struct session *s, void *context, int index)
{
	(void)context;
	return build_document(s, s->options->inputs[index]);
}

/* What the dead process had begun to write goes too. */
static void sweep_beside(struct session *s, const char *path)
{
	char name[PATH_MAX], *slash;

	if (s->copies && !s->copies->items[s->copies->now].name)
		return;
	output_name(s, path, name, sizeof name);
	slash = strrchr(name, '/');
	if (slash)
		slash[slash == name] = '\0';
	output_sweep(slash ? name : ".");
}

/* Too long is the document's fault; any other death is ours. */
static int tell_death(struct session *s, void *context, int index, int signal)
{
	const char *path = s->options->inputs[s->copies ? 0 : index];
	bool late = signal == SIGALRM || signal == SIGPROF;
	char what[PATH_MAX + 32];

	(void)context;
	if (s->copies)
		s->copies->now = (uint32_t)index;
	snprintf(what, sizeof what, "%s (%s)", path,
		 signal ? strsignal(signal) : "exit");
	say(s->options->english,
	    late ? "dàn trang quá lâu" : "trình dàn trang bị dừng giữa chừng",
	    late ? "this took too long"
		 : "the typesetter died with this in hand", what);
	sweep_beside(s, path);
	journal_died(s, path, signal);
	return late ? EXIT_ERRORS : EXIT_INTERNAL;
}

/* One process prints JSON and SARIF: a run is one object. A run that keeps a
 * manifest has to outlive each of its documents. */
static bool wants_pool(const struct options *o, int count)
{
	return o->voice <= VOICE_SHORT && count &&
	       ((o->jobs > 1 && count > 1) || o->manifest);
}

static int build_in_pool(struct session *s)
{
	const struct options *o = s->options;

	return pool_run(&(struct pool_run){
		.session = s,
		.count = o->input_count,
		.jobs = o->jobs < o->input_count ? o->jobs : o->input_count,
		.seconds = o->seconds,
		.work = build_in_turn,
		.died = tell_death,
	});
}

static int build_copy(struct session *s, void *context, int index)
{
	struct copies *c = s->copies;
	int status;

	(void)context;
	c->now = (uint32_t)index;
	if (c->items[index].why) {
		journal_refuse(s, s->options->inputs[0], c->items[index].why);
		return EXIT_FINE; /* told already */
	}
	status = build_document(s, s->options->inputs[0]);
	copies_tell(s, status);
	return status;
}

static int build_copies(struct session *s)
{
	const struct options *o = s->options;
	struct copies copies = { .count = 0 };
	bool pooled;
	int status, opened;

	status = copies_read(s, &copies);
	if (!s->copies)
		return status;
	pooled = wants_pool(o, (int)copies.count) || (o->jobs > 1 && copies.count);
	opened = guard_copies(s) ? journal_open(s) : EXIT_USAGE;
	if (opened) {
		s->copies = NULL;
		return opened;
	}
	for (uint32_t i = 0; !pooled && i < copies.count; i++)
		status = exit_worse(status, build_copy(s, NULL, (int)i));
	if (pooled)
		status = exit_worse(status, pool_run(&(struct pool_run){
			.session = s, .count = (int)copies.count,
			.jobs = o->jobs, .seconds = o->seconds,
			.work = build_copy, .died = tell_death }));
	status = journal_close(s, status);
	s->copies = NULL;
	return status;
}

/* A part of many is many, however few fall into it. */
static int make_folder(const struct options *o, const char *path)
{
	bool full;

	if (!access(path, F_OK) || !mkdir(path, 0777) || errno == EEXIST)
		return EXIT_FINE;
	full = errno == ENOSPC || errno == EDQUOT;
	say(o->english, "không tạo được thư mục", "cannot make the folder",
	    path);
	return full ? EXIT_AGAIN : EXIT_OUTPUT;
}

/* Before the fence stands: what is not there cannot be let through. */
static int make_folders(const struct options *o)
{
	bool many = o->input_count > 1 || o->data || o->shard_count;
	size_t n = o->manifest ? strlen(o->manifest) : 0;
	int status = EXIT_FINE;

	if (many && o->output && strcmp(o->output, "-") != 0)
		status = make_folder(o, o->output);
	if (!status && n && o->manifest[n - 1] == '/')
		status = make_folder(o, o->manifest);
	return status;
}

/* Where the outputs stand beside the sources, folder by folder. */
static void sweep(struct session *s)
{
	const struct options *o = s->options;
	const char *before = "", *path;
	size_t n;

	if (o->output) {
		if (is_folder(o->output))
			output_sweep(o->output);
		return;
	}
	for (int i = 0; i < o->input_count; i++, before = path) {
		path = o->inputs[i];
		n = strrchr(path, '/') ? (size_t)(strrchr(path, '/') - path) : 0;
		if (i && strncmp(path, before, n + (n > 0)) == 0 &&
		    !strchr(before + n + (n > 0), '/'))
			continue;
		sweep_beside(s, path);
	}
}

int cmd_build(struct session *s)
{
	const struct options *o = s->options;
	bool copies = (o->data || o->name) && o->input_count;
	int status;

	if (!usage_is_right(o) || (copies && !copies_usage(o)))
		return EXIT_USAGE;
	if (o->list)
		return copies ? copies_list(s) : list_inputs(o);
	if (!guard_run(s))
		return EXIT_USAGE;
	status = make_folders(o);
	if (status)
		return status;
	sweep(s);
	bounds_fence(o);
	if (copies)
		return build_copies(s);
	status = journal_open(s);
	if (status)
		return status;
	if (wants_pool(o, o->input_count))
		return journal_close(s, build_in_pool(s));
	for (int i = 0; i < o->input_count; i++) {
		status = exit_worse(status, build_document(s, o->inputs[i]));
		pool_progress(o, i + 1, o->input_count);
	}
	return journal_close(s, status);
}
