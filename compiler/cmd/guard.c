/* What a run reads it never writes: a slip of the hand must not cost anyone a
 * source, a table or a picture. */
#include "cmd/cmd.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct guard {
	struct file_id {
		dev_t device;
		ino_t number;
	} *items; /* sorted: of the files that are known to be read */
	size_t count;
};

/* False where there is no file to lose. */
static bool id_of(const char *path, struct file_id *id)
{
	struct stat st;

	if (strcmp(path, "-") == 0 || stat(path, &st) != 0 ||
	    !S_ISREG(st.st_mode))
		return false;
	*id = (struct file_id){ st.st_dev, st.st_ino };
	return true;
}

static int by_id(const void *a, const void *b)
{
	const struct file_id *x = a, *y = b;

	if (x->device != y->device)
		return x->device < y->device ? -1 : 1;
	return (x->number > y->number) - (x->number < y->number);
}

static void add(struct guard *g, const char *path)
{
	if (path && id_of(path, &g->items[g->count]))
		g->count++;
}

static struct guard *guard_of(struct session *s)
{
	const struct options *o = s->options;
	struct guard *g = arena_new_of(s->arena, struct guard);

	g->items = arena_array(s->arena, struct file_id, o->input_count + 2);
	for (int i = 0; i < o->input_count; i++)
		add(g, o->inputs[i]);
	add(g, o->data);
	add(g, o->style);
	qsort(g->items, g->count, sizeof *g->items, by_id);
	return g;
}

static bool folder_id(const char *path, const char *slash, struct file_id *id)
{
	char folder[PATH_MAX];
	struct stat st;

	snprintf(folder, sizeof folder, "%.*s", (int)(slash - path), path);
	if (stat(slash ? *folder ? folder : "/" : ".", &st) != 0)
		return false;
	*id = (struct file_id){ st.st_dev, st.st_ino };
	return true;
}

/* Whether two names are, or would be, one file. */
static bool is_one_file(const char *x, const char *y)
{
	const char *a = strrchr(x, '/'), *b = strrchr(y, '/');
	struct file_id m, n;
	struct stat st;

	if (id_of(x, &m) && id_of(y, &n))
		return by_id(&m, &n) == 0;
	if (strcmp(a ? a + 1 : x, b ? b + 1 : y) != 0 || stat(x, &st) == 0)
		return false; /* or a device, that many may write to */
	return strcmp(x, y) == 0 || (folder_id(x, a, &m) &&
				     folder_id(y, b, &n) && by_id(&m, &n) == 0);
}

static bool tell_read(const struct options *o, const char *name)
{
	say(o->english, "lượt chạy này đọc chính tệp ấy, nên không ghi đè",
	    "this run reads that very file, so it is not replaced", name);
	return false;
}

/* An output, or --deps or --manifest as the options have it. */
static bool may_write(const struct session *s, const char *name)
{
	const struct options *o = s->options;
	const struct guard *g = s->guard;
	const char *own[] = { o->deps, o->manifest };
	struct file_id id;

	if (id_of(name, &id) &&
	    bsearch(&id, g->items, g->count, sizeof id, by_id))
		return tell_read(o, name);
	for (int i = 0; i < 2; i++)
		if (own[i] && own[i] != name && is_one_file(own[i], name)) {
			say(o->english, "hai thứ cùng ghi một tệp",
			    "two things would write one file", name);
			return false;
		}
	return true;
}

/* Pages after the first are looked at when they are written. */
static bool may_write_outputs(const struct session *s, const char *input)
{
	uint32_t count = s->options->anchors ? 2 : 1;
	char name[PATH_MAX];

	for (uint32_t i = 0; i < count; i++)
		if (build_output_name(s, input, i, name, sizeof name) &&
		    !may_write(s, name))
			return false;
	return true;
}

bool guard_run(struct session *s)
{
	const struct options *o = s->options;
	bool good = true;

	s->guard = guard_of(s);
	for (int i = 0; i < o->input_count && good && !o->data; i++)
		good = may_write_outputs(s, o->inputs[i]);
	good = good && (!o->deps || may_write(s, o->deps));
	return good && (!o->manifest || may_write(s, o->manifest));
}

bool guard_copies(struct session *s)
{
	struct copies *c = s->copies;
	bool good = true;

	for (c->now = 0; c->now < c->count && good; c->now++)
		good = c->items[c->now].why ||
		       may_write_outputs(s, s->options->inputs[0]);
	c->now = 0;
	return good;
}

bool guard_write(const struct document *d, const char *name)
{
	struct str read = d->deps ? buf_str(d->deps) : STR("");
	struct file_id id, other;

	if (!may_write(d->session, name))
		return false;
	if (!id_of(name, &id))
		return true;
	for (uint32_t at = 0; at < read.n;
	     at += (uint32_t)strlen(read.p + at) + 1)
		if (id_of(read.p + at, &other) && by_id(&id, &other) == 0)
			return tell_read(d->session->options, name);
	return true;
}
