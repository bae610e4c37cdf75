/* The content key: a fingerprint of all that the bytes of an output come
 * from. What a source reads besides itself is known once it was read, so an
 * entry carries it (`seen`), and the key can be made again without a parse. */
#include "cmd/manifest.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_DEPTH = 4 }; /* of folders of templates */

/* With its length before it: no two lists of parts make one text. */
static void add(struct digest *d, struct str part)
{
	char head[16];

	snprintf(head, sizeof head, "%u:", part.n);
	digest_add(d, head, strlen(head));
	digest_add(d, part.p, part.n);
}

static void add_text(struct digest *d, const char *text)
{
	add(d, text ? str_of(text) : STR("-"));
}

static void add_number(struct digest *d, long number)
{
	char text[24];

	snprintf(text, sizeof text, "%ld", number);
	add_text(d, text);
}

static bool digest_all(int fd, char hex[DIGEST_HEX])
{
	struct digest *d = digest_new();
	char chunk[65536];
	ssize_t n;

	while ((n = read(fd, chunk, sizeof chunk)) > 0 ||
	       (n < 0 && errno == EINTR))
		if (n > 0)
			digest_add(d, chunk, (size_t)n);
	digest_end(d, hex);
	return n == 0;
}

bool key_file(const char *path, char hex[DIGEST_HEX])
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	struct stat st;
	bool good;

	hex[0] = '\0';
	if (fd < 0)
		return false;
	good = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	       digest_all(fd, hex);
	close(fd);
	if (!good)
		hex[0] = '\0';
	return good;
}

int64_t key_mtime(const struct stat *st)
{
	return (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec;
}

/* ---- what is the same for a run --------------------------------------- */

static int is_shown(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

/* Not alphasort: the order may not hang on the locale. */
static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

/* Names and bytes of all the files of a folder. */
static void add_folder(struct digest *d, const char *folder, int depth)
{
	struct dirent **entries;
	char path[PATH_MAX], hex[DIGEST_HEX];
	int count = scandir(folder, &entries, is_shown, by_name);

	for (int i = 0; i < count; i++) {
		const char *name = entries[i]->d_name;
		struct stat st;

		if (snprintf(path, sizeof path, "%s/%s", folder, name) <
			    (int)sizeof path && stat(path, &st) == 0) {
			add_text(d, name);
			if (!S_ISDIR(st.st_mode))
				add_text(d, key_file(path, hex) ? hex : "");
			else if (depth && strcmp(name, "vi") != 0)
				add_folder(d, path, depth - 1);
		}
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
}

struct str key_folder(struct arena *a, const char *name)
{
	struct digest *d = digest_new();
	char folder[PATH_MAX], hex[DIGEST_HEX];

	snprintf(folder, sizeof folder, "%s/%s", data_folder(), name);
	add_folder(d, folder, MOST_DEPTH);
	digest_end(d, hex);
	return str_copy(a, str_of(hex));
}

/* Every option that changes an output's bytes, or whether there is one. */
static void add_options(struct digest *d, const struct options *o)
{
	char hex[DIGEST_HEX];

	add_number(d, o->format);
	add_number(d, o->engine);
	add_number(d, o->profile);
	add_number(d, o->embed_source);
	add_number(d, o->anchors);
	add_number(d, o->signature_fields);
	add_number(d, o->final);
	add_number(d, o->deny_warnings);
	add_text(d, o->template_name);
	add_text(d, o->style && key_file(o->style, hex) ? hex : NULL);
}

struct key_base key_base(struct arena *a, const struct options *o)
{
	struct key_base base = { .fonts = key_folder(a, "fonts") };
	struct digest *d = digest_new();
	char hex[DIGEST_HEX];

	add_text(d, "vanthu-key/1");
	add_text(d, VANTHU_VERSION);
	add_text(d, getenv("SOURCE_DATE_EPOCH"));
	add_options(d, o);
	add(d, key_folder(a, "templates"));
	add(d, base.fonts);
	digest_end(d, hex);
	base.options = str_copy(a, str_of(hex));
	return base;
}

/* ---- of one document -------------------------------------------------- */

static void add_row(struct digest *d, const struct session *s)
{
	uint32_t count;
	const struct given *given;

	if (!s->copies)
		return;
	given = copies_given(s->copies, &count);
	for (uint32_t i = 0; i < count; i++) {
		add(d, given[i].name);
		add(d, given[i].value);
	}
}

static struct str last_part(struct str path)
{
	uint32_t from = path.n;

	while (from && path.p[from - 1] != '/')
		from--;
	return str_from(path, from);
}

struct str key_of(struct arena *a, const struct session *s,
		  const struct key_base *base, const struct entry *e)
{
	struct digest *d = digest_new();
	char hex[DIGEST_HEX];

	add(d, base->options);
	add(d, last_part(e->input));
	add(d, e->source);
	add_row(d, s);
	for (uint32_t i = 0; i < e->seen_count; i++) {
		add(d, e->seen[i].path);
		add(d, e->seen[i].real);
		add(d, e->seen[i].sha256);
	}
	digest_end(d, hex);
	return str_copy(a, str_of(hex));
}

/* ---- does an earlier run hold? ---------------------------------------- */

/* Where a path of `seen` leads today; what lies outside the root is not
 * looked into. */
static struct seen look(struct arena *a, const char *root, struct str path)
{
	struct seen seen = { .path = path };
	size_t n = root ? strlen(root) : 0;
	char joined[PATH_MAX], real[PATH_MAX], hex[DIGEST_HEX];

	if (!n || snprintf(joined, sizeof joined, "%s%s%.*s",
			   path.n && path.p[0] == '/' ? "" : root,
			   path.n && path.p[0] == '/' ? "" : "/",
			   STR_ARG(path)) >= (int)sizeof joined ||
	    !realpath(joined, real) || !path_is_inside(root, real) ||
	    !key_file(real, hex))
		return seen;
	seen.real = str_copy(a, path_from(root, real));
	seen.sha256 = str_copy(a, str_of(hex));
	return seen;
}

/* The manifest spells a path in one way; here it comes as it was given. */
static bool made_holds(struct arena *a, const struct options *o,
		       const struct made *m, const char *name)
{
	char hex[DIGEST_HEX];
	struct stat st;

	if (!str_eq(m->path, entry_name(a, name)) || stat(name, &st) != 0 ||
	    !S_ISREG(st.st_mode) || st.st_size != m->bytes)
		return false;
	if (o->trust_mtime && m->mtime)
		return m->mtime == key_mtime(&st);
	return key_file(name, hex) && str_is(m->sha256, hex);
}

static bool outputs_hold(struct arena *a, const struct session *s,
			 const char *path, const struct entry *e)
{
	uint32_t wanted = s->options->anchors ? 2 : 1;
	bool good = e->made_count > 0;
	char name[PATH_MAX];

	for (uint32_t i = 0; i < e->made_count && good; i++)
		good = build_output_name(s, path, i, name, sizeof name) &&
		       made_holds(a, s->options, &e->made[i], name);
	return good && (e->made_count == wanted || build_is_paged(s->options));
}

static bool key_is_same(struct arena *a, const struct session *s,
			const struct key_base *base, const char *path,
			const struct entry *e)
{
	struct entry now = *e;
	char hex[DIGEST_HEX], *root = document_root(s, path);

	key_file(path, hex);
	now.source = str_of(hex);
	now.seen = arena_array(a, struct seen, e->seen_count + 1);
	for (uint32_t i = 0; i < e->seen_count; i++)
		now.seen[i] = look(a, root, e->seen[i].path);
	free(root);
	return str_eq(key_of(a, s, base, &now), e->key);
}

bool key_holds(struct arena *a, const struct session *s,
	       const struct key_base *base, const char *path,
	       const struct entry *e)
{
	return (e->status == DONE_OK || e->status == DONE_SKIPPED) &&
	       key_is_same(a, s, base, path, e) &&
	       outputs_hold(a, s, path, e);
}
