/* batch plan, batch status: how large a batch is, and how far. */
#include "cmd/manifest.h"

#include <dirent.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	MOST_DEPTH = 32,
	/* A shard is to be minutes of work: an engine takes half a second for
	 * each, and a plan takes hundredths. */
	INPUTS_A_SHARD = 10000,
	MIB_A_SHARD = 64,
	MOST_SHARDS = 1000, /* what Slurm takes in an array, as installed */
	MOST_SHOWN = 20,
};

struct size {
	uint64_t inputs, bytes;
	bool missing;
};

/* ---- plan ------------------------------------------------------------- */

static void measure(const struct options *o, struct size *size,
		    const char *path, int depth);

static void measure_folder(const struct options *o, struct size *size,
			   const char *folder, int depth)
{
	char path[PATH_MAX];
	struct dirent *entry;
	DIR *dir = opendir(folder);

	size->missing |= !dir;
	while (dir && (entry = readdir(dir))) {
		const char *name = entry->d_name;
		struct stat st;

		if (name[0] == '.' ||
		    snprintf(path, sizeof path, "%s/%s", folder, name) >=
			    (int)sizeof path || lstat(path, &st) != 0)
			continue;
		if ((S_ISDIR(st.st_mode) && depth) ||
		    (S_ISREG(st.st_mode) &&
		     str_ends(str_of(name), STR(".vt"))))
			measure(o, size, path, depth - 1);
	}
	if (dir)
		closedir(dir);
}

static void measure(const struct options *o, struct size *size,
		    const char *path, int depth)
{
	struct stat st;

	if (stat(path, &st) != 0) {
		say(o->english, "không đọc được", "cannot read", path);
		size->missing = true;
	} else if (S_ISDIR(st.st_mode)) {
		measure_folder(o, size, path, depth);
	} else {
		size->inputs++;
		size->bytes += (uint64_t)st.st_size;
	}
}

static uint64_t shards_for(const struct size *size)
{
	uint64_t n = (size->inputs + INPUTS_A_SHARD - 1) / INPUTS_A_SHARD;
	uint64_t k = (size->bytes >> 20) / MIB_A_SHARD + 1;

	n = n > k ? n : k;
	n = n > size->inputs ? size->inputs : n;
	return n > MOST_SHARDS ? MOST_SHARDS : n ? n : 1;
}

static int plan(const struct options *o)
{
	struct size size = { .inputs = 0 };

	for (int i = 1; i < o->input_count; i++)
		measure(o, &size, o->inputs[i], MOST_DEPTH);
	printf(o->english ? "inputs\t%llu\nbytes\t%llu\nshards\t%llu\n"
			  : "nguồn\t%llu\nbyte\t%llu\nsố phần\t%llu\n",
	       (unsigned long long)size.inputs, (unsigned long long)size.bytes,
	       (unsigned long long)shards_for(&size));
	return size.missing ? EXIT_NO_INPUT : EXIT_FINE;
}

/* ---- status ----------------------------------------------------------- */

static uint32_t count_journals(const char *folder)
{
	uint32_t count = 0;
	struct dirent *entry;
	DIR *dir = opendir(folder);

	while (dir && (entry = readdir(dir)))
		count += str_ends(str_of(entry->d_name), STR(".journal"));
	if (dir)
		closedir(dir);
	return count;
}

static void print_sums(const struct options *o, const struct manifest *m)
{
	uint64_t sums[DONE_COUNT] = { 0 }, pages = 0, bytes = 0, errors = 0;

	for (uint32_t i = 0; i < m->count; i++) {
		const struct entry *e = &m->items[i];

		sums[e->status]++;
		errors += e->errors;
		for (uint32_t k = 0; k < e->made_count; k++) {
			pages += e->made[k].pages;
			bytes += (uint64_t)e->made[k].bytes;
		}
	}
	printf("%s\t%u\n", o->english ? "inputs" : "nguồn", m->count);
	for (int i = 0; i < DONE_COUNT; i++)
		printf("%s\t%llu\n", DONE_WORDS[i],
		       (unsigned long long)sums[i]);
	printf("%s\t%llu\n%s\t%llu\n%s\t%llu\n",
	       o->english ? "errors" : "lỗi", (unsigned long long)errors,
	       o->english ? "pages" : "trang", (unsigned long long)pages,
	       o->english ? "bytes" : "byte", (unsigned long long)bytes);
}

static uint32_t print_missing(const struct options *o, uint32_t count,
			      const bool *have)
{
	uint32_t missing = 0;

	for (uint32_t i = 0; i < count; i++)
		if (!have[i] && missing++ < MOST_SHOWN)
			printf("%s\t%u/%u\n", o->english ? "missing shard"
							 : "thiếu phần",
			       i, count);
	return missing;
}

static bool all_are_good(const struct manifest *m)
{
	for (uint32_t i = 0; i < m->count; i++)
		if (m->items[i].status > DONE_SKIPPED)
			return false;
	return true;
}

static int status_of(const struct options *o, struct manifest *m, char *folder)
{
	int status = manifest_gather(o, m, &folder, 1);
	uint32_t count, journals, missing;
	bool *have;

	if (status)
		return status;
	count = manifest_shards(m, &folder, 1, &have);
	journals = count_journals(folder);
	print_sums(o, m);
	printf("%s\t%u\n", o->english ? "shards" : "số phần", count);
	missing = print_missing(o, count, have);
	printf("%s\t%u\n", o->english ? "journals left" : "nhật ký dở dang",
	       journals);
	if (missing || journals || !count)
		return EXIT_AGAIN;
	return all_are_good(m) ? EXIT_FINE : EXIT_ERRORS;
}

int cmd_batch(const struct options *o)
{
	const char *verb = o->input_count ? o->inputs[0] : "";
	struct manifest m = { .count = 0 };
	int status = EXIT_USAGE;

	if (strcmp(verb, "plan") == 0 && o->input_count > 1)
		return plan(o);
	if (strcmp(verb, "status") == 0 && o->input_count == 2)
		status = status_of(o, &m, o->inputs[1]);
	else
		say(o->english, "cần batch plan THƯ-MỤC… hoặc batch status THƯ-MỤC",
		    "wants batch plan DIR… or batch status DIR", verb);
	if (m.arena)
		arena_free(m.arena);
	return status;
}
