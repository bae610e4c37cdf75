/* Which files an import takes, and where their sources go. */
#include "cmd/import.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "import/import.h"

enum { DEEPEST = 32, MOST_FILES = 1000000 };

struct finder {
	const struct options *o;
	struct import_jobs *jobs;
	int room;
	int *status;
};

static void *must(void *p)
{
	if (!p)
		abort();
	return p;
}

/* "a/b.txt" below a folder "a" goes to OUT/b.vt: `below` is "b.txt". */
static void add(struct finder *f, const char *input, const char *below)
{
	struct import_jobs *j = f->jobs;
	char out[PATH_MAX], *slash;

	if (j->count == MOST_FILES)
		return;
	if (j->count == f->room) {
		f->room = f->room ? 2 * f->room : 64;
		j->items = must(realloc(j->items,
					sizeof *j->items * (size_t)f->room));
	}
	snprintf(out, sizeof out, "%s/%s", f->o->output, below);
	j->items[j->count] = (struct import_job){
		.input = must(strdup(input)), .source = must(strdup(out)) };
	slash = strrchr(out, '/');
	*slash = '\0';
	j->items[j->count++].folder = must(strdup(out));
}

static bool is_same_file(const struct stat *st, const char *path)
{
	struct stat other;

	return stat(path, &other) == 0 && st->st_dev == other.st_dev &&
	       st->st_ino == other.st_ino;
}

static void walk(struct finder *f, const char *path, const char *below, int depth)
{
	char file[PATH_MAX], name[PATH_MAX];
	struct dirent *entry;
	struct stat st;
	DIR *dir = depth < DEEPEST ? opendir(path) : NULL;

	if (!dir) {
		say(f->o->english, "không mở được thư mục, bỏ qua",
		    "a folder cannot be opened and is left out", path);
		*f->status = EXIT_NO_INPUT;
	}
	while (dir && (entry = readdir(dir))) {
		if (entry->d_name[0] == '.')
			continue;
		if (snprintf(file, sizeof file, "%s/%s", path, entry->d_name) >=
			    (int)sizeof file ||
		    lstat(file, &st) != 0)
			continue;
		snprintf(name, sizeof name, "%s%s%s", below, *below ? "/" : "",
			 entry->d_name);
		if (S_ISDIR(st.st_mode)) {
			if (!is_same_file(&st, f->o->output))
				walk(f, file, name, depth + 1);
		} else if (S_ISREG(st.st_mode) && import_wants(file)) {
			add(f, file, name);
		}
	}
	if (dir)
		closedir(dir);
}

static const char *last_part(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static int by_output(const void *a, const void *b)
{
	const struct import_job *x = a, *y = b;
	int order = strcmp(x->source, y->source);

	return order ? order : strcmp(x->input, y->input);
}

static size_t stem_of(const char *path)
{
	const char *dot = strrchr(path, '.'), *slash = strrchr(path, '/');

	return dot && (!slash || dot > slash + 1) ? (size_t)(dot - path)
						  : strlen(path);
}

static bool same_stem(const char *a, const char *b)
{
	size_t n = stem_of(a);

	return n == stem_of(b) && strncmp(a, b, n) == 0;
}

/* Two files that differ in their suffix alone keep it: plan.docx.vt. */
static void name_outputs(struct import_jobs *j)
{
	bool *clash = must(calloc((size_t)j->count + 1, sizeof *clash));
	char out[PATH_MAX];

	for (int i = 1; i < j->count; i++)
		if (same_stem(j->items[i - 1].source, j->items[i].source))
			clash[i - 1] = clash[i] = true;
	for (int i = 0; i < j->count; i++) {
		struct import_job *job = &j->items[i];
		size_t n = clash[i] ? strlen(job->source) : stem_of(job->source);

		snprintf(out, sizeof out, "%.*s.report.json", (int)n,
			 job->source);
		job->report = must(strdup(out));
		snprintf(out, sizeof out, "%.*s.vt", (int)n, job->source);
		free(job->source);
		job->source = must(strdup(out));
		job->done = access(job->source, F_OK) == 0;
	}
	free(clash);
}

/* Of outputs that would still be one, all but the first take a number. */
static void part_outputs(struct import_jobs *j)
{
	char out[PATH_MAX];

	qsort(j->items, (size_t)j->count, sizeof *j->items, by_output);
	for (int i = 1, same = 1; i < j->count; i++) {
		struct import_job *job = &j->items[i];
		size_t n = strlen(job->source) - strlen(".vt");

		same = strcmp(job->source, j->items[i - same].source) == 0
			       ? same + 1 : 1;
		if (same == 1)
			continue;
		snprintf(out, sizeof out, "%.*s-%d.report.json", (int)n,
			 job->source, same);
		free(job->report);
		job->report = must(strdup(out));
		snprintf(out, sizeof out, "%.*s-%d.vt", (int)n, job->source,
			 same);
		free(job->source);
		job->source = must(strdup(out));
		job->done = access(job->source, F_OK) == 0;
	}
}

static bool make_folders(const struct options *o, const char *path)
{
	char part[PATH_MAX];

	snprintf(part, sizeof part, "%s", path);
	for (char *p = part + 1;; p++) {
		char c = *p;

		if (c != '/' && c != '\0')
			continue;
		*p = '\0';
		if (mkdir(part, 0777) && errno != EEXIST) {
			say(o->english, "không tạo được thư mục",
			    "cannot make the folder", part);
			return false;
		}
		*p = c;
		if (!c)
			return true;
	}
}

/* Files beside the outputs whose process is no more. */
static void sweep(const char *folder)
{
	char path[PATH_MAX];
	struct dirent *entry;
	DIR *dir = opendir(folder);
	char begin[64], host[HOST_MOST];
	size_t n;

	host_name(host);
	n = (size_t)snprintf(begin, sizeof begin, IMPORT_BESIDE "%s-", host);

	while (dir && (entry = readdir(dir))) {
		long process;

		if (strncmp(entry->d_name, begin, n) != 0)
			continue;
		process = strtol(entry->d_name + n, NULL, 10);
		if (process > 0 && !process_runs(process) &&
		    snprintf(path, sizeof path, "%s/%s", folder,
			     entry->d_name) < (int)sizeof path)
			unlink(path);
	}
	if (dir)
		closedir(dir);
}

bool import_find(const struct options *o, struct import_jobs *jobs, int *status)
{
	struct finder f = { o, jobs, 0, status };
	struct stat st;

	*jobs = (struct import_jobs){ NULL, 0 };
	for (int i = 0; i < o->input_count; i++) {
		if (stat(o->inputs[i], &st) == 0 && S_ISDIR(st.st_mode))
			walk(&f, o->inputs[i], "", 0);
		else
			add(&f, o->inputs[i], last_part(o->inputs[i]));
	}
	qsort(jobs->items, (size_t)jobs->count, sizeof *jobs->items, by_output);
	name_outputs(jobs);
	part_outputs(jobs);
	for (int i = 0; i < jobs->count; i++)
		if (!i || strcmp(jobs->items[i].folder,
				 jobs->items[i - 1].folder) != 0)
			sweep(jobs->items[i].folder);
	for (int i = 0; i < jobs->count; i++)
		if ((!i || strcmp(jobs->items[i].folder,
				  jobs->items[i - 1].folder) != 0) &&
		    !make_folders(o, jobs->items[i].folder)) {
			*status = EXIT_OUTPUT;
			return false;
		}
	return true;
}
