/* manifest merge, manifest diff: the manifests of shards become one, and two
 * runs are compared. */
#include "cmd/manifest.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_SHOWN = 20 /* missing shards named */ };

static void no_memory(void *context)
{
	(void)context;
	fputs("vanthu: hết bộ nhớ\n", stderr);
	exit(EXIT_AGAIN);
}

/* ---- reading ---------------------------------------------------------- */

static bool ends_with(const char *name, const char *suffix)
{
	return str_ends(str_of(name), str_of(suffix));
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static bool read_folder(struct manifest *m, const char *folder)
{
	struct dirent **entries;
	int count = scandir(folder, &entries, NULL, by_name);
	bool good = count >= 0;

	for (int i = 0; i < count; i++) {
		char path[PATH_MAX];

		if (ends_with(entries[i]->d_name, ".jsonl") &&
		    snprintf(path, sizeof path, "%s/%s", folder,
			     entries[i]->d_name) < (int)sizeof path)
			good = manifest_read(m, path) && good;
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
	return good;
}

int manifest_gather(const struct options *o, struct manifest *m, char **paths,
		    int count)
{
	char what[PATH_MAX + 16];

	if (!m->arena)
		m->arena = arena_new((size_t)32 << 30, no_memory, NULL);
	for (int i = 0; i < count; i++) {
		struct stat st;
		bool folder = stat(paths[i], &st) == 0 && S_ISDIR(st.st_mode);

		if (folder ? !read_folder(m, paths[i])
			   : !manifest_read(m, paths[i])) {
			say(o->english,
			    "không đọc được, hoặc không phải tệp thường",
			    "cannot read, or no regular file", paths[i]);
			return EXIT_NO_INPUT;
		}
	}
	if (m->bad) {
		snprintf(what, sizeof what, "%s:%u", m->bad_file, m->bad_line);
		say(o->english, "dòng không phải của sổ vanthu-manifest/1",
		    "this line is none of a vanthu-manifest/1", what);
		return EXIT_ERRORS;
	}
	return EXIT_FINE;
}

/* ---- merge ------------------------------------------------------------ */

/* "tên, hàng 7 (phần 2/8: sổ; phần 3/8: sổ)". */
static void tell_two(const struct options *o, const char *vi, const char *en,
		     const struct entry *x, const struct entry *y)
{
	const char *part = o->english ? "shard" : "phần";
	char what[PATH_MAX * 2], row[32] = "";

	if (x->row)
		snprintf(row, sizeof row, ", %s %u", o->english ? "row" : "hàng",
			 x->row);
	snprintf(what, sizeof what, "%.*s%s (%s %u/%u: %s; %s %u/%u: %s)",
		 STR_ARG(x->input), row, part, x->shard, x->shard_count,
		 x->file, part, y->shard, y->shard_count, y->file);
	say(o->english, vi, en, what);
}

static bool made_is_same(const struct entry *x, const struct entry *y)
{
	bool same = x->made_count == y->made_count;

	for (uint32_t i = 0; i < x->made_count && same; i++)
		same = str_eq(x->made[i].sha256, y->made[i].sha256);
	return same;
}

/* A file that stands is a file that stands, new or not. */
static enum done settled(const struct entry *e)
{
	return e->status == DONE_SKIPPED ? DONE_OK : e->status;
}

static bool find_doubles(const struct options *o, const struct manifest *m)
{
	bool good = true;

	for (uint32_t i = 1; i < m->count; i++) {
		const struct entry *x = &m->items[i - 1], *y = &m->items[i];

		if (entry_order(x, y) != 0)
			continue;
		good = false;
		if (str_eq(x->key, y->key) && made_is_same(x, y) &&
		    settled(x) == settled(y))
			tell_two(o, "một nguồn có hai lần", "an input twice",
				 x, y);
		else
			tell_two(o, "hai sổ nói khác nhau về một nguồn",
				 "two manifests disagree on an input", x, y);
	}
	return good;
}

struct written {
	struct str path;
	const struct entry *by;
};

static int by_path(const void *a, const void *b)
{
	const struct written *x = a, *y = b;
	uint32_t n = x->path.n < y->path.n ? x->path.n : y->path.n;
	int order = memcmp(x->path.p, y->path.p, n);

	return order ? order : (x->path.n > y->path.n) - (x->path.n < y->path.n);
}

/* Shards do not see each other's names: two inputs may have met in one. */
static bool find_meetings(const struct options *o, const struct manifest *m)
{
	struct written *all = NULL;
	bool good = true;
	size_t count = 0;

	for (uint32_t i = 0; i < m->count; i++)
		for (uint32_t k = 0; k < m->items[i].made_count; k++) {
			all = arena_grow(m->arena, all, count, sizeof *all);
			all[count++] = (struct written){
				m->items[i].made[k].path, &m->items[i] };
		}
	if (count)
		qsort(all, count, sizeof *all, by_path);
	for (size_t i = 1; i < count; i++)
		if (by_path(&all[i - 1], &all[i]) == 0 &&
		    entry_order(all[i - 1].by, all[i].by) != 0) {
			tell_two(o, "hai nguồn cùng ghi một tệp",
				 "two inputs write one file", all[i - 1].by,
				 all[i].by);
			good = false;
		}
	return good;
}

/* A shard without inputs shows in the name of its file alone. */
static void mark_named(const char *path, bool *have, uint32_t count)
{
	const char *base = strrchr(path, '/');
	unsigned shard, of;

	if (sscanf(base ? base + 1 : path, "shard-%u-of-%u.jsonl", &shard,
		   &of) == 2 && of == count && shard < count)
		have[shard] = true;
}

static void mark_folder(const char *folder, bool *have, uint32_t count)
{
	struct dirent *entry;
	DIR *dir = opendir(folder);

	while (dir && (entry = readdir(dir)))
		mark_named(entry->d_name, have, count);
	if (dir)
		closedir(dir);
}

uint32_t manifest_shards(const struct manifest *m, char **paths, int path_count,
			 bool **have)
{
	uint32_t count = m->count ? m->items[0].shard_count : 0;

	for (int i = 0; i < path_count && !count; i++) {
		const char *base = strrchr(paths[i], '/');

		if (sscanf(base ? base + 1 : paths[i], "shard-%*u-of-%u.jsonl",
			   &count) != 1 || count > 1000000)
			count = 0;
	}
	*have = arena_array(m->arena, bool, count + 1);
	for (uint32_t i = 0; i < m->count; i++)
		if (m->items[i].shard_count == count)
			(*have)[m->items[i].shard] = true;
	for (int i = 0; i < path_count; i++) {
		mark_named(paths[i], *have, count);
		mark_folder(paths[i], *have, count);
	}
	return count;
}

static bool find_missing(const struct options *o, const struct manifest *m,
			 char **paths, int path_count)
{
	bool *have, good = true;
	uint32_t count = manifest_shards(m, paths, path_count, &have);
	char what[64];
	int shown = 0;

	for (uint32_t i = 1; i < m->count; i++)
		if (m->items[i].shard_count != count) {
			tell_two(o, "các sổ chia phần khác nhau",
				 "the manifests are of different shardings",
				 &m->items[0], &m->items[i]);
			return false;
		}
	for (uint32_t i = 0; i < count; i++) {
		if (have[i])
			continue;
		good = false;
		snprintf(what, sizeof what, "%u/%u", i, count);
		if (shown++ < MOST_SHOWN)
			say(o->english, "thiếu sổ của phần",
			    "the manifest of a shard is missing", what);
	}
	return good;
}

static int write_all(const struct options *o, const struct manifest *m)
{
	struct output out;
	bool good = output_open(&out, o->output ? o->output : "-");
	struct sink sink = output_sink(&out);

	for (uint32_t i = 0; i < m->count && good; i++)
		good = sink.write(sink.context, m->items[i].line.p,
				  m->items[i].line.n) &&
		       sink.write(sink.context, "\n", 1);
	return output_close(&out, good, o->english);
}

static int merge(const struct options *o, struct manifest *m, char **paths,
		 int count)
{
	int status = manifest_gather(o, m, paths, count);
	bool good;

	if (status)
		return status;
	manifest_sort(m);
	good = find_missing(o, m, paths, count);
	good = find_doubles(o, m) && good;
	good = find_meetings(o, m) && good;
	return good ? write_all(o, m) : EXIT_ERRORS;
}

/* ---- diff ------------------------------------------------------------- */

static void print_row(const char *what, const struct entry *e)
{
	printf("%s\t%.*s", what, STR_ARG(e->input));
	if (e->row)
		printf("\t%u", e->row);
}

static bool differ(const struct options *o, const struct entry *x,
		   const struct entry *y)
{
	if (settled(x) != settled(y)) {
		print_row(o->english ? "status" : "trạng thái", x);
		printf("\t%s → %s\n", DONE_WORDS[x->status],
		       DONE_WORDS[y->status]);
		return true;
	}
	if (made_is_same(x, y))
		return false;
	print_row(o->english ? "bytes" : "khác byte", x);
	putchar('\n');
	return true;
}

static bool only(const struct options *o, const struct entry *e, bool added)
{
	print_row(added ? (o->english ? "added" : "thêm")
			: (o->english ? "removed" : "bớt"), e);
	putchar('\n');
	return true;
}

static bool compare(const struct options *o, const struct manifest *old,
		    const struct manifest *now)
{
	uint32_t i = 0, k = 0;
	bool different = false;

	while (i < old->count || k < now->count) {
		int order = i == old->count ? 1 : k == now->count ? -1
			: entry_order(&old->items[i], &now->items[k]);

		if (order < 0)
			different = only(o, &old->items[i++], false);
		else if (order > 0)
			different = only(o, &now->items[k++], true);
		else
			different = differ(o, &old->items[i++],
					   &now->items[k++]) || different;
	}
	return different;
}

static int diff(const struct options *o, struct manifest *old,
		struct manifest *now, char **paths)
{
	int status = manifest_gather(o, old, paths, 1);

	status = status ? status : manifest_gather(o, now, paths + 1, 1);
	if (status)
		return status == EXIT_ERRORS ? EXIT_USAGE : status;
	manifest_sort(old);
	manifest_sort(now);
	return compare(o, old, now) ? EXIT_ERRORS : EXIT_FINE;
}

int cmd_manifest(const struct options *o)
{
	const char *verb = o->input_count ? o->inputs[0] : "";
	struct manifest m = { .count = 0 }, now = { .count = 0 };
	int status = EXIT_USAGE;

	if (strcmp(verb, "merge") == 0 && o->input_count > 1)
		status = merge(o, &m, o->inputs + 1, o->input_count - 1);
	else if (strcmp(verb, "diff") == 0 && o->input_count == 3)
		status = diff(o, &m, &now, o->inputs + 1);
	else
		say(o->english, "cần manifest merge SỔ… hoặc manifest diff CŨ MỚI",
		    "wants manifest merge FILE… or manifest diff OLD NEW", verb);
	if (m.arena)
		arena_free(m.arena);
	if (now.arena)
		arena_free(now.arena);
	return status;
}
