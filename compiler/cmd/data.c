#include "cmd/manifest.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- where our own files are ------------------------------------------ */

static bool holds_templates(const char *folder)
{
	char path[PATH_MAX];

	return snprintf(path, sizeof path, "%s/templates", folder) <
		       (int)sizeof path && access(path, R_OK) == 0;
}

/* The one cached path of the process: it cannot change while we run. */
const char *data_folder(void)
{
	static char found[PATH_MAX];
	const char *given = getenv("VANTHU_DATA");
	char self[PATH_MAX];
	ssize_t n;

	if (found[0])
		return found;
	if (given && *given) {
		snprintf(found, sizeof found, "%s", given);
		return found;
	}
	n = readlink("/proc/self/exe", self, sizeof self - 1);
	while (n > 0) { /* beside the program, or above: the build tree */
		self[n] = '\0';
		n = strrchr(self, '/') ? strrchr(self, '/') - self : 0;
		self[n] = '\0';
		if (n && holds_templates(self)) {
			snprintf(found, sizeof found, "%s", self);
			return found;
		}
		if (n && snprintf(found, sizeof found, "%.4000s/share/vanthu",
				  self) && holds_templates(found))
			return found;
	}
	snprintf(found, sizeof found, "%s/share/vanthu", VANTHU_PREFIX);
	return found;
}

/* ---- reading ---------------------------------------------------------- */

static enum read_result read_all(struct arena *arena, int fd, struct str *bytes)
{
	struct buf b = buf_new(arena);
	char chunk[65536];
	struct stat st;
	ssize_t n;

	if (fstat(fd, &st) == 0 && st.st_size > 0 &&
	    st.st_size <= SOURCE_MAX_BYTES)
		buf_reserve(&b, (uint32_t)st.st_size);
	while ((n = read(fd, chunk, sizeof chunk)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return READ_MISSING;
		if (b.n + (size_t)n > SOURCE_MAX_BYTES)
			return READ_TOO_LARGE;
		buf_add(&b, (struct str){ chunk, (uint32_t)n });
	}
	*bytes = buf_str(&b);
	return READ_OK;
}

enum read_result file_read(struct arena *arena, const char *path,
			   struct str *bytes)
{
	enum read_result result = READ_MISSING;
	struct stat st;
	int fd;

	*bytes = STR("");
	if (strcmp(path, "-") == 0)
		return read_all(arena, 0, bytes);
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return READ_MISSING;
	if (fstat(fd, &st) == 0 && !S_ISDIR(st.st_mode))
		result = S_ISREG(st.st_mode) && st.st_size > SOURCE_MAX_BYTES
				 ? READ_TOO_LARGE
				 : read_all(arena, fd, bytes);
	else
		errno = EISDIR;
	close(fd);
	return result;
}

/* ---- writing ---------------------------------------------------------- */

/* For output_abandon: at most the output and its dependencies. */
enum { MOST_PENDING = 2 };
static char pending[MOST_PENDING][PATH_MAX];

void output_abandon(void)
{
	for (int i = 0; i < MOST_PENDING; i++) {
		if (pending[i][0])
			unlink(pending[i]);
		pending[i][0] = '\0';
	}
}

static void set_pending(const char *path)
{
	for (int i = 0; i < MOST_PENDING; i++)
		if (!pending[i][0]) {
			snprintf(pending[i], PATH_MAX, "%s", path);
			return;
		}
}

static void clear_pending(const char *path)
{
	for (int i = 0; i < MOST_PENDING; i++)
		if (strcmp(pending[i], path) == 0)
			pending[i][0] = '\0';
}

/* The file that is meant, behind links; the mode it has. */
static char *resolve(const char *path, mode_t *mode)
{
	struct stat st;
	char *real = stat(path, &st) == 0 && S_ISREG(st.st_mode)
			     ? realpath(path, NULL) : NULL;

	*mode = real ? st.st_mode & 07777 : 0;
	return real ? real : strdup(path);
}

/* A device or a pipe is written to: nothing may take its place. */
static bool is_special(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && !S_ISREG(st.st_mode) &&
	       !S_ISDIR(st.st_mode);
}

static bool open_special(struct output *o)
{
	int fd = open(o->path, O_WRONLY | O_CLOEXEC);

	o->file = fd < 0 ? NULL : fdopen(fd, "w");
	o->error = o->file ? 0 : errno;
	return o->file != NULL;
}

/* This machine's name, as it may stand in a file's; "-" parts it from the
 * process, so it has none. */
void host_name(char host[HOST_MOST])
{
	if (gethostname(host, HOST_MOST) != 0)
		strcpy(host, "host");
	host[HOST_MOST - 1] = '\0';
	for (char *p = host; *p; p++)
		if (*p == '-' || *p == '.' || *p == '/')
			*p = '_';
}

bool output_open(struct output *o, const char *path)
{
	char host[HOST_MOST];
	mode_t mode;
	int fd;

	*o = (struct output){ .file = stdout };
	if (strcmp(path, "-") == 0)
		return true;
	o->file = NULL;
	o->path = resolve(path, &mode);
	if (o->path && is_special(o->path))
		return open_special(o);
	host_name(host);
	if (!o->path || asprintf(&o->temporary, "%s.%s-%ld.tmp", o->path, host,
				 (long)getpid()) < 0)
		abort();
	set_pending(o->temporary); /* before it is there: a signal may come */
	fd = open(o->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (fd < 0 && errno == EEXIST) { /* left by a run of our number */
		unlink(o->temporary);
		fd = open(o->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
			  0666);
	}
	if (fd < 0) {
		o->error = errno;
		return false;
	}
	if (mode && fchmod(fd, mode) != 0)
		o->error = errno;
	o->file = fdopen(fd, "w");
	return o->file != NULL;
}

static bool sink_write(void *context, const void *bytes, size_t count)
{
	struct output *o = context;

	if (!o->file || o->error)
		return false;
	if (o->digest)
		digest_add(o->digest, bytes, count);
	o->bytes += (int64_t)count;
	if (fwrite(bytes, 1, count, o->file) == count)
		return true;
	o->error = errno ? errno : EIO;
	return false;
}

struct sink output_sink(struct output *o)
{
	return (struct sink){ sink_write, o };
}

static void flush_to_disk(struct output *o)
{
	if (fflush(o->file) && !o->error)
		o->error = errno;
	if (o->path && !o->error && fsync(fileno(o->file)) && errno != EINVAL)
		o->error = errno;
	if (o->path && fclose(o->file) && !o->error)
		o->error = errno;
}

int output_close(struct output *o, bool keep, bool english)
{
	const char *path = o->path ? o->path : "-";
	int status = EXIT_FINE;

	if (o->file)
		flush_to_disk(o);
	if (o->temporary && o->file) {
		if (!keep || o->error)
			unlink(o->temporary);
		else if (rename(o->temporary, o->path)) {
			o->error = errno;
			unlink(o->temporary);
		}
	}
	if (o->temporary)
		clear_pending(o->temporary);
	if (o->error) {
		bool full = o->error == ENOSPC || o->error == EDQUOT;

		fprintf(stderr, "vanthu: %s %s: %s\n",
			english ? "cannot write" : "không ghi được", path,
			strerror(o->error));
		status = full ? EXIT_AGAIN : EXIT_OUTPUT;
	}
	free(o->path);
	free(o->temporary);
	return status;
}

/* ---- what a source includes ------------------------------------------- */

bool path_is_inside(const char *root, const char *path)
{
	size_t n = strlen(root);

	return strncmp(root, path, n) == 0 &&
	       (path[n] == '/' || path[n] == '\0' || (n && root[n - 1] == '/'));
}

struct str path_from(const char *root, const char *path)
{
	size_t n = strlen(root);

	if (!path_is_inside(root, path))
		return str_of(path);
	return str_of(path + n + (path[n] == '/'));
}

static enum load_result load_file(const struct file_loader *l,
				  struct arena *arena, struct str from,
				  struct str name, struct str *path,
				  struct str *bytes)
{
	struct stat st;
	char folder[PATH_MAX], joined[PATH_MAX], real[PATH_MAX];
	char *slash;

	snprintf(folder, sizeof folder, "%.*s", STR_ARG(from));
	slash = strrchr(folder, '/');
	if (slash)
		*slash = '\0';
	if (name.n && name.p[0] == '/')
		return LOAD_OUTSIDE;
	if (snprintf(joined, sizeof joined, "%s/%.*s", slash ? folder : ".",
		     STR_ARG(name)) >= (int)sizeof joined)
		return LOAD_MISSING;
	if (!l->root || !realpath(joined, real))
		return LOAD_MISSING;
	if (!path_is_inside(l->root, real))
		return LOAD_OUTSIDE;
	if (stat(real, &st) != 0 || !S_ISREG(st.st_mode))
		return LOAD_MISSING; /* a pipe would wait for ever */
	*path = str_of(str_terminated(arena, str_of(real)));
	deps_add(l->deps, real);
	switch (file_read(arena, real, bytes)) {
	case READ_OK: return LOAD_OK;
	case READ_TOO_LARGE: return LOAD_TOO_LARGE;
	default: return LOAD_MISSING;
	}
}

/* Whether a file lies where it is called, seen from the real folder of who
 * calls it; no link then stands on the way. */
static bool is_where_called(struct str from, struct str name, const char *real)
{
	char folder[PATH_MAX], path[PATH_MAX];
	char *slash;
	uint32_t end;

	snprintf(folder, sizeof folder, "%.*s", STR_ARG(from));
	slash = strrchr(folder, '/');
	if (slash)
		slash[slash == folder] = '\0';
	if (!realpath(slash ? folder : ".", path))
		return false;
	for (uint32_t at = 0; at < name.n; at = end + 1) {
		struct str part;

		for (end = at; end < name.n && name.p[end] != '/';)
			end++;
		part = str_slice(name, at, end);
		slash = strrchr(path, '/');
		if (str_is(part, ".."))
			slash[slash == path] = '\0';
		else if (part.n && !str_is(part, "."))
			snprintf(path + strlen(path),
				 sizeof path - strlen(path), "%s%.*s",
				 slash[1] ? "/" : "", STR_ARG(part));
	}
	return strcmp(path, real) == 0;
}

static void keep_file(const struct file_loader *l, struct arena *arena,
		      struct str path, struct str bytes)
{
	struct files_read *r = l->read;
	struct str name = path_from(l->root, path.p);

	for (uint32_t i = 0; i < r->count; i++)
		if (str_eq(r->items[i].path, name))
			return;
	r->items = arena_grow(arena, r->items, r->count, sizeof *r->items);
	r->items[r->count++] = (struct file_read){ name, bytes };
}

static enum load_result load(void *context, struct arena *arena,
			     struct str from, struct str name, struct str *path,
			     struct str *bytes)
{
	const struct file_loader *l = context;
	enum load_result result;

	*bytes = STR("");
	result = load_file(l, arena, from, name, path, bytes);
	journal_seen(l->journal, l->root, from, name, result == LOAD_OK, *bytes);
	if (l->read && result == LOAD_OK) {
		keep_file(l, arena, *path, *bytes);
		l->read->linked |= !is_where_called(from, name, path->p);
	}
	return result;
}

struct loader loader_of(struct file_loader *l)
{
	return (struct loader){ .load = load, .context = l };
}

/* ---- what a run that was cut off leaves ------------------------------- */

/* A process that has ended but was not buried has ended all the same. */
bool process_runs(long process)
{
	char path[64], state = 'Z';
	FILE *f;

	if (process <= 0 || (kill((pid_t)process, 0) != 0 && errno == ESRCH))
		return false;
	snprintf(path, sizeof path, "/proc/%ld/stat", process);
	f = fopen(path, "r");
	if (!f)
		return true; /* another machine's, perhaps */
	if (fscanf(f, "%*d (%*[^)]) %c", &state) != 1)
		state = 'R';
	fclose(f);
	return state != 'Z' && state != 'X';
}

long process_of(const char *name, const char *suffix)
{
	char host[HOST_MOST];
	const char *dash = strrchr(name, '-'), *dot = strrchr(name, '.');
	size_t n;

	host_name(host);
	n = strlen(host);
	if (!dash || !dot || dash > dot || strcmp(dot, suffix) != 0 ||
	    (size_t)(dash - name) <= n || strncmp(dash - n, host, n) != 0 ||
	    dash[-(long)n - 1] != '.')
		return 0;
	return strtol(dash + 1, NULL, 10);
}

void output_sweep(const char *folder)
{
	char path[PATH_MAX];
	struct dirent *entry;
	DIR *dir = opendir(folder);

	while (dir && (entry = readdir(dir))) {
		long process = process_of(entry->d_name, ".tmp");

		if (process > 0 && !process_runs(process) &&
		    snprintf(path, sizeof path, "%s/%s", folder,
			     entry->d_name) < (int)sizeof path)
			unlink(path);
	}
	if (dir)
		closedir(dir);
}
