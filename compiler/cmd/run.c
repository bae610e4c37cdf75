/* A run's journal and the manifest that comes of it. Each run has a journal of
 * its own, so that two at once, on one machine or on two that share a disk,
 * never meet; its processes share it, a line with one write. */
#include "cmd/journal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void no_memory(void *context)
{
	(void)context;
	fputs("vanthu: hết bộ nhớ\n", stderr);
	output_abandon();
	_exit(EXIT_AGAIN);
}

/* ---- names ------------------------------------------------------------ */

static char *join(struct arena *a, const char *format, const char *x,
		  const char *y)
{
	char path[PATH_MAX];

	snprintf(path, sizeof path, format, x, y);
	return str_terminated(a, str_of(path));
}

static bool is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* A folder gets a file a shard. */
static char *name_manifest(struct arena *a, const struct options *o)
{
	size_t n = strlen(o->manifest);
	bool slash = n && o->manifest[n - 1] == '/';
	char name[64];

	if (!slash && !is_folder(o->manifest))
		return join(a, "%s%s", o->manifest, "");
	snprintf(name, sizeof name, "shard-%u-of-%u.jsonl", o->shard,
		 o->shard_count ? o->shard_count : 1);
	return join(a, slash ? "%s%s" : "%s/%s", o->manifest, name);
}

static char *name_journal(struct arena *a, const char *manifest)
{
	char host[HOST_MOST], end[64];

	host_name(host);
	snprintf(end, sizeof end, "%s-%ld.journal", host, (long)getpid());
	return join(a, "%s.%s", manifest, end);
}

/* ---- what earlier runs left ------------------------------------------- */

static bool is_journal_of(const char *name, const char *manifest)
{
	size_t n = strlen(manifest), k = strlen(name);

	return strncmp(name, manifest, n) == 0 && name[n] == '.' && k > 8 &&
	       strcmp(name + k - 8, ".journal") == 0;
}

static void read_left(struct journal *j, char *path)
{
	struct left *left = arena_new_of(j->arena, struct left);
	struct stat st;

	if (stat(path, &st) != 0 || !S_ISREG(st.st_mode))
		return;
	*left = (struct left){ path, st.st_size, j->left };
	j->left = left;
	manifest_read(&j->before, path);
}

static void read_before(struct journal *j)
{
	char *slash = strrchr(j->manifest, '/');
	const char *base = slash ? slash + 1 : j->manifest;
	char *folder = str_terminated(j->arena, (struct str){
		slash ? j->manifest : ".",
		slash ? (uint32_t)(base - j->manifest) : 1 });
	struct dirent *entry;
	DIR *dir = opendir(folder);

	output_sweep(folder);
	j->before.arena = j->arena;
	manifest_read(&j->before, j->manifest);
	while (dir && (entry = readdir(dir)))
		if (is_journal_of(entry->d_name, base))
			read_left(j, join(j->arena, "%s/%s", folder,
					  entry->d_name));
	if (dir)
		closedir(dir);
	manifest_sort(&j->before);
}

/* Of this machine, a journal is left when its process has ended; of another,
 * when it has not grown while we ran. */
static void remove_left(const struct journal *j)
{
	for (const struct left *l = j->left; l; l = l->next) {
		long process = process_of(l->path, ".journal");
		struct stat st;

		if (process ? !process_runs(process)
			    : stat(l->path, &st) == 0 && st.st_size == l->size)
			unlink(l->path);
	}
}

/* ---- begin ------------------------------------------------------------ */

int journal_cannot_write(const struct options *o, const char *path)
{
	int error = errno;

	fprintf(stderr, "vanthu: %s %s: %s\n",
		o->english ? "cannot write" : "không ghi được", path,
		strerror(error));
	return error == ENOSPC || error == EDQUOT ? EXIT_AGAIN : EXIT_OUTPUT;
}

/* What holds no line of a manifest is somebody's file. */
static bool is_foreign(const struct journal *j, const struct options *o)
{
	struct manifest m = { .arena = j->arena };
	struct stat st;

	if (stat(j->manifest, &st) != 0 || st.st_size == 0)
		return false;
	manifest_read(&m, j->manifest);
	if (!m.count)
		say(o->english, "tệp này không phải sổ, nên không ghi đè",
		    "this is no manifest, so it is not replaced", j->manifest);
	return !m.count;
}

int journal_open(struct session *s)
{
	const struct options *o = s->options;
	struct arena *a;
	struct journal *j;

	if (!o->manifest)
		return EXIT_FINE;
	a = arena_new((size_t)2 << 30, no_memory, NULL);
	j = arena_new_of(a, struct journal);
	j->arena = a;
	j->one = arena_new((size_t)512 << 20, no_memory, NULL);
	j->trust_mtime = o->trust_mtime;
	j->manifest = name_manifest(a, o);
	j->path = name_journal(a, j->manifest);
	if (is_foreign(j, o)) {
		arena_free(j->one);
		arena_free(a);
		return EXIT_USAGE;
	}
	read_before(j);
	j->base = key_base(a, o);
	j->fd = open(j->path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND |
				      O_CLOEXEC, 0666);
	if (j->fd >= 0) {
		s->journal = j;
		return EXIT_FINE;
	}
	return journal_cannot_write(o, j->path);
}

/* ---- the end ----------------------------------------------------------- */

static bool all_are_told(const struct session *s, const struct manifest *m)
{
	const struct options *o = s->options;
	uint32_t rows = s->copies ? s->copies->count : 0;

	for (int i = 0; !s->copies && i < o->input_count; i++)
		if (!manifest_find(m, entry_name(m->arena, o->inputs[i]), 0))
			return false;
	for (uint32_t i = 0; i < rows; i++)
		if (!manifest_find(m, entry_name(m->arena, o->inputs[0]),
				   s->copies->items[i].row + 2))
			return false;
	return true;
}

static int write_manifest(const struct journal *j, const struct manifest *m,
			  bool english)
{
	struct output out;
	bool good = output_open(&out, j->manifest);
	struct sink sink = output_sink(&out);

	for (uint32_t i = 0; i < m->count && good; i++)
		if (i + 1 == m->count ||
		    entry_order(&m->items[i], &m->items[i + 1]) != 0)
			good = sink.write(sink.context, m->items[i].line.p,
					  m->items[i].line.n) &&
			       sink.write(sink.context, "\n", 1);
	return output_close(&out, good, english);
}

static int finish(struct session *s, struct journal *j)
{
	struct manifest now = { .arena = j->arena };
	int status;

	if (!manifest_read(&now, j->path))
		return EXIT_AGAIN;
	manifest_sort(&now);
	if (!all_are_told(s, &now))
		return EXIT_AGAIN;
	status = write_manifest(j, &now, s->options->english);
	if (!status) {
		unlink(j->path);
		remove_left(j);
	}
	return status;
}

/* A run that was cut off keeps its journal for the next. */
int journal_close(struct session *s, int status)
{
	struct journal *j = s->journal;
	struct arena *arena;

	if (!j)
		return status;
	close(j->fd);
	if (status != EXIT_AGAIN)
		status = exit_worse(status, finish(s, j));
	arena_free(j->one);
	arena = j->arena;
	arena_free(arena);
	s->journal = NULL;
	return status;
}
