/* A line of a manifest: from JSON and to JSON. */
#include "cmd/manifest.h"

#include <fcntl.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/utf8.h"

enum { MOST_LINE = 4 << 20, MOST_PARTS = 100000 };
static const off_t MOST_BYTES = (off_t)8 << 30; /* of a manifest */

const char *const DONE_WORDS[DONE_COUNT] = { "ok", "skipped", "failed",
					     "timeout", "crashed" };

/* "./a//b.vt" and "a/b.vt" are one; what is no UTF-8 shows as U+FFFD. */
struct str entry_name(struct arena *a, const char *path)
{
	struct str s = str_of(path);
	struct buf b = buf_new(a);

	for (uint32_t i = 0; i < s.n;) {
		bool begins = i == 0 || s.p[i - 1] == '/';

		if (begins && s.p[i] == '/' && b.n)
			i++;
		else if (begins && s.p[i] == '.' && i + 1 < s.n &&
			 s.p[i + 1] == '/')
			i += 2;
		else
			utf8_add(&b, utf8_next(s, &i));
	}
	return buf_str(&b);
}

/* ---- writing ---------------------------------------------------------- */

static json_t *text(struct str s)
{
	json_t *t = json_stringn(s.p ? s.p : "", s.n);

	return t ? t : json_string("");
}

static json_t *outputs(const struct entry *e)
{
	json_t *all = json_array();

	for (uint32_t i = 0; i < e->made_count; i++) {
		const struct made *m = &e->made[i];
		json_t *one = json_pack("{so, so, sI, si}", "path",
					text(m->path), "sha256",
					text(m->sha256), "bytes",
					(json_int_t)m->bytes, "pages",
					(int)m->pages);

		if (m->mtime)
			json_object_set_new(one, "mtime",
					    json_integer(m->mtime));
		json_array_append_new(all, one);
	}
	return all;
}

static json_t *reads(const struct entry *e)
{
	json_t *all = json_array();

	for (uint32_t i = 0; i < e->seen_count; i++)
		json_array_append_new(
			all, json_pack("{so, so}", "path",
				       text(e->seen[i].path), "sha256",
				       text(e->seen[i].sha256)));
	return all;
}

static json_t *shard_text(const struct entry *e)
{
	char shard[32];

	snprintf(shard, sizeof shard, "%u/%u", e->shard, e->shard_count);
	return json_string(shard);
}

struct str entry_line(struct arena *a, const struct entry *e)
{
	json_t *line = json_pack("{ss, so}", "schema", "vanthu-manifest/1",
				 "input", text(e->input));
	struct str out;
	char *bytes;

	if (e->row)
		json_object_set_new(line, "row", json_integer(e->row));
	json_object_update_new(line, json_pack(
		"{so, ss, so, so, s{si, si}, so, sI, sI, so, si, so, so}",
		"key", text(e->key), "status", DONE_WORDS[e->status], "output",
		outputs(e), "reads", reads(e), "diags", "error",
		(int)e->errors, "warning", (int)e->warnings, "first_error",
		e->first_error.n ? text(e->first_error) : json_null(), "ms",
		(json_int_t)e->ms, "rss", (json_int_t)e->rss, "shard",
		shard_text(e), "attempt", (int)e->attempt, "tool",
		text(e->tool), "fonts", text(e->fonts)));
	bytes = json_dumps(line, JSON_COMPACT | JSON_PRESERVE_ORDER);
	if (!bytes)
		abort();
	out = str_copy(a, str_of(bytes));
	free(bytes);
	json_decref(line);
	return out;
}

/* ---- reading ---------------------------------------------------------- */

static struct str text_at(struct arena *a, const json_t *o, const char *name)
{
	const json_t *t = json_object_get(o, name);

	return json_is_string(t)
		       ? str_copy(a, (struct str){
				json_string_value(t),
				(uint32_t)json_string_length(t) })
		       : STR("");
}

static int64_t count_at(const json_t *o, const char *name)
{
	json_int_t n = json_integer_value(json_object_get(o, name));

	return n > 0 ? n : 0;
}

static void read_outputs(struct arena *a, const json_t *all, struct entry *e)
{
	size_t count = json_array_size(all);

	e->made = arena_array(a, struct made, count + 1);
	for (size_t i = 0; i < count && i < MOST_PARTS; i++) {
		const json_t *o = json_array_get(all, i);

		e->made[e->made_count++] = (struct made){
			.path = text_at(a, o, "path"),
			.sha256 = text_at(a, o, "sha256"),
			.bytes = count_at(o, "bytes"),
			.mtime = count_at(o, "mtime"),
			.pages = (uint32_t)count_at(o, "pages"),
		};
	}
}

static void read_reads(struct arena *a, const json_t *all, struct entry *e)
{
	size_t count = json_array_size(all);

	e->seen = arena_array(a, struct seen, count + 1);
	for (size_t i = 0; i < count && i < MOST_PARTS; i++) {
		const json_t *o = json_array_get(all, i);

		e->seen[e->seen_count++] = (struct seen){
			.path = text_at(a, o, "path"),
			.sha256 = text_at(a, o, "sha256"),
		};
	}
}

static bool read_status(struct str word, enum done *status)
{
	for (int i = 0; i < DONE_COUNT; i++)
		if (str_is(word, DONE_WORDS[i])) {
			*status = (enum done)i;
			return true;
		}
	return false;
}

static bool read_shard(struct arena *a, const json_t *line, struct entry *e)
{
	struct str shard = text_at(a, line, "shard");
	char end;

	return sscanf(str_terminated(a, shard), "%u/%u%c", &e->shard,
		      &e->shard_count, &end) == 2 &&
	       e->shard < e->shard_count && e->shard_count <= 1000000;
}

static bool read_entry(struct arena *a, const json_t *line, struct entry *e)
{
	const json_t *diags = json_object_get(line, "diags");

	if (!str_is(text_at(a, line, "schema"), "vanthu-manifest/1"))
		return false;
	e->input = text_at(a, line, "input");
	e->row = (uint32_t)count_at(line, "row");
	e->key = text_at(a, line, "key");
	read_outputs(a, json_object_get(line, "output"), e);
	read_reads(a, json_object_get(line, "reads"), e);
	e->errors = (uint32_t)count_at(diags, "error");
	e->warnings = (uint32_t)count_at(diags, "warning");
	e->first_error = text_at(a, line, "first_error");
	e->ms = count_at(line, "ms");
	e->rss = count_at(line, "rss");
	e->attempt = (uint32_t)count_at(line, "attempt");
	e->tool = text_at(a, line, "tool");
	e->fonts = text_at(a, line, "fonts");
	return e->input.n && read_shard(a, line, e) &&
	       read_status(text_at(a, line, "status"), &e->status);
}

static void add_line(struct manifest *m, const char *file, const char *bytes,
		     size_t count, uint32_t number)
{
	json_t *line = json_loadb(bytes, count, 0, NULL);
	struct entry e = { .file = file };

	if (read_entry(m->arena, line, &e)) {
		e.line = str_copy(m->arena,
				  (struct str){ bytes, (uint32_t)count });
		m->items = arena_grow(m->arena, m->items, m->count,
				      sizeof *m->items);
		m->items[m->count++] = e;
	} else if (!m->bad++) {
		m->bad_file = file;
		m->bad_line = number;
	}
	json_decref(line);
}

/* The next line, cut where it is too long to be one; false at the end. What a
 * machine that lost its power leaves may hold any byte. */
static bool next_line(FILE *f, char *line, size_t *count)
{
	int c = getc_unlocked(f);

	*count = 0;
	if (c == EOF)
		return false;
	for (; c != EOF && c != '\n'; c = getc_unlocked(f))
		if (*count < MOST_LINE)
			line[(*count)++] = (char)c;
	return true;
}

/* NULL for a pipe or a device, which may never end. */
static FILE *open_regular(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	struct stat st;

	if (fd < 0)
		return NULL;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	    st.st_size <= MOST_BYTES)
		return fdopen(fd, "r");
	close(fd);
	return NULL;
}

bool manifest_read(struct manifest *m, const char *path)
{
	const char *name = str_terminated(m->arena, str_of(path));
	FILE *f = open_regular(path);
	char *line = malloc(MOST_LINE);
	bool good;
	size_t n;

	if (!line)
		abort();
	for (uint32_t number = 1; f && next_line(f, line, &n); number++)
		if (n)
			add_line(m, name, line, n, number);
	free(line);
	good = f && !ferror(f);
	if (f)
		fclose(f);
	return good;
}

/* ---- order ------------------------------------------------------------ */

int entry_order(const struct entry *x, const struct entry *y)
{
	uint32_t n = x->input.n < y->input.n ? x->input.n : y->input.n;
	int order = memcmp(x->input.p, y->input.p, n);

	if (!order)
		order = (x->input.n > y->input.n) - (x->input.n < y->input.n);
	return order ? order : (x->row > y->row) - (x->row < y->row);
}

/* A merge of halves: stable, so that of two the later read stays behind. */
static void sort(struct entry *items, struct entry *spare, uint32_t count)
{
	uint32_t half = count / 2, i = 0, k = half;

	if (count < 2)
		return;
	sort(items, spare, half);
	sort(items + half, spare, count - half);
	memcpy(spare, items, count * sizeof *items);
	for (uint32_t at = 0; at < count; at++)
		items[at] = k == count ||
				    (i < half &&
				     entry_order(&spare[i], &spare[k]) <= 0)
				    ? spare[i++] : spare[k++];
}

void manifest_sort(struct manifest *m)
{
	struct entry *spare = calloc(m->count + 1, sizeof *spare);

	if (!spare)
		abort();
	sort(m->items, spare, m->count);
	free(spare);
}

const struct entry *manifest_find(const struct manifest *m, struct str input,
				  uint32_t row)
{
	struct entry wanted = { .input = input, .row = row };
	uint32_t from = 0, to = m->count;

	while (from < to) { /* the first that is behind all of the input */
		uint32_t middle = from + (to - from) / 2;

		if (entry_order(&m->items[middle], &wanted) <= 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from && entry_order(&m->items[from - 1], &wanted) == 0
		       ? &m->items[from - 1] : NULL;
}
