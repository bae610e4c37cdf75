/* What a run enters of the document in hand. */
#include "cmd/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SEEN_AGAIN = 64 /* a file read twice in so many is told once */ };

/* ---- the document in hand ---------------------------------------------- */

/* The most that the process held begins anew, where the system lets it. */
static void forget_peak(void)
{
	int fd = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC);

	if (fd < 0)
		return;
	if (write(fd, "5", 1) < 0)
		errno = 0; /* then it is the most so far */
	close(fd);
}

static void begin(struct session *s, const char *path)
{
	struct journal *j = s->journal;
	const struct options *o = s->options;
	const struct entry *before;

	arena_reset(j->one);
	forget_peak();
	clock_gettime(CLOCK_MONOTONIC, &j->from);
	j->entry = (struct entry){
		.input = entry_name(j->one, path),
		.row = s->copies ? s->copies->items[s->copies->now].row + 2 : 0,
		.tool = STR("vanthu " VANTHU_VERSION),
		.fonts = j->base.fonts,
		.shard = o->shard,
		.shard_count = o->shard_count ? o->shard_count : 1,
		.attempt = 1,
	};
	before = manifest_find(&j->before, j->entry.input, j->entry.row);
	if (before)
		j->entry.attempt = before->attempt + 1;
}

static void stop_clock(struct journal *j)
{
	struct timespec now;
	struct rusage use;

	clock_gettime(CLOCK_MONOTONIC, &now);
	getrusage(RUSAGE_SELF, &use);
	j->entry.ms = (now.tv_sec - j->from.tv_sec) * 1000 +
		      (now.tv_nsec - j->from.tv_nsec) / 1000000;
	j->entry.rss = use.ru_maxrss;
}

/* A line end before it too: what a full disk tore costs itself alone. */
static int enter(struct session *s)
{
	struct journal *j = s->journal;
	struct str line;

	stop_clock(j);
	line = entry_line(j->one, &j->entry);
	line = str_printf(j->one, "\n%.*s\n", STR_ARG(line));
	errno = ENOSPC; /* of a write that is cut short */
	if (write(j->fd, line.p, line.n) == (ssize_t)line.n)
		return EXIT_FINE;
	return journal_cannot_write(s->options, j->path);
}

static bool may_skip(const struct options *o)
{
	return !o->deps && !(o->output && strcmp(o->output, "-") == 0);
}

/* Of outputs that were just found whole. */
static void keep_times(struct journal *j)
{
	struct stat st;

	for (uint32_t i = 0; j->trust_mtime && i < j->entry.made_count; i++)
		if (stat(str_terminated(j->one, j->entry.made[i].path), &st) == 0)
			j->entry.made[i].mtime = key_mtime(&st);
}

bool journal_skips(struct session *s, const char *path)
{
	struct journal *j = s->journal;
	const struct entry *before;

	if (!j)
		return false;
	begin(s, path);
	before = manifest_find(&j->before, j->entry.input, j->entry.row);
	if (!before || !may_skip(s->options) ||
	    !key_holds(j->one, s, &j->base, path, before))
		return false;
	j->entry.status = DONE_SKIPPED;
	j->entry.key = before->key;
	j->entry.made = before->made;
	j->entry.made_count = before->made_count;
	keep_times(j);
	j->entry.seen = before->seen;
	j->entry.seen_count = before->seen_count;
	j->entry.warnings = before->warnings;
	j->entry.attempt = before->attempt;
	return enter(s) == EXIT_FINE;
}

static struct str reason(int status)
{
	switch (status) {
	case EXIT_OUTPUT: return STR("không ghi được tệp kết quả");
	case EXIT_AGAIN: return STR("dừng giữa chừng hoặc đĩa đầy");
	case EXIT_USAGE: return STR("tệp kết quả là một tệp được đọc");
	case EXIT_NO_INPUT: return STR("không đọc được nguồn");
	default: return STR("lỗi của chương trình");
	}
}

int journal_end(struct session *s, int status)
{
	struct journal *j = s->journal;

	if (!j)
		return status;
	j->entry.status = status ? DONE_FAILED : DONE_OK;
	if (status) {
		j->entry.made_count = 0;
		if (!j->entry.first_error.n)
			j->entry.first_error = reason(status);
	}
	j->entry.key = key_of(j->one, s, &j->base, &j->entry);
	return exit_worse(status, enter(s));
}

void journal_refuse(struct session *s, const char *path, const char *why)
{
	if (!s->journal)
		return;
	begin(s, path);
	s->journal->entry.status = DONE_FAILED;
	s->journal->entry.first_error = str_of(why);
	enter(s);
}

void journal_died(struct session *s, const char *path, int signal)
{
	struct journal *j = s->journal;
	const char *name = signal ? sigabbrev_np(signal) : NULL;

	if (!j)
		return;
	begin(s, path);
	j->entry.status = signal == SIGALRM || signal == SIGPROF
				  ? DONE_TIMEOUT : DONE_CRASHED;
	j->entry.first_error = name ? str_printf(j->one, "SIG%s", name)
				    : STR("tiến trình tự thoát");
	enter(s);
}

/* ---- what the walk tells ----------------------------------------------- */

void journal_source(struct journal *j, struct str bytes)
{
	if (j)
		j->entry.source = digest_sha256(j->one, bytes);
}

static bool was_seen(const struct entry *e, struct str path)
{
	uint32_t from = e->seen_count > SEEN_AGAIN
				? e->seen_count - SEEN_AGAIN : 0;

	for (uint32_t i = from; i < e->seen_count; i++)
		if (str_eq(e->seen[i].path, path))
			return true;
	return false;
}

/* The path keeps the name as the source has it, so that a link that is turned
 * elsewhere is noticed. */
void journal_seen(struct journal *j, const char *root, struct str from,
		  struct str name, bool good, struct str bytes)
{
	char folder[PATH_MAX], place[PATH_MAX], real[PATH_MAX];
	struct seen seen = { .sha256 = STR("") };
	char *slash, *named;

	if (!j || !root)
		return;
	snprintf(folder, sizeof folder, "%.*s", STR_ARG(from));
	slash = strrchr(folder, '/');
	if (slash)
		slash[slash == folder] = '\0';
	if (!realpath(slash ? folder : ".", place))
		return;
	named = str_terminated(j->one, str_printf(j->one, "%s/%.*s", place,
						  STR_ARG(name)));
	seen.path = path_from(root, named);
	if (was_seen(&j->entry, seen.path))
		return;
	if (good && realpath(named, real)) {
		seen.real = str_copy(j->one, path_from(root, real));
		seen.sha256 = digest_sha256(j->one, bytes);
	}
	j->entry.seen = arena_grow(j->one, j->entry.seen, j->entry.seen_count,
				   sizeof seen);
	j->entry.seen[j->entry.seen_count++] = seen;
}

void journal_made(struct journal *j, const struct document *d,
		  const char *path, const char *sha256, int64_t bytes)
{
	struct made made = { .bytes = bytes };
	struct stat st;

	if (!j)
		return;
	made.path = entry_name(j->one, path);
	made.sha256 = str_copy(j->one, str_of(sha256));
	if (build_is_paged(d->session->options))
		made.pages = 1;
	else if (d->pages)
		made.pages = d->pages->count;
	if (j->trust_mtime && stat(path, &st) == 0)
		made.mtime = key_mtime(&st);
	j->entry.made = arena_grow(j->one, j->entry.made, j->entry.made_count,
				   sizeof made);
	j->entry.made[j->entry.made_count++] = made;
}

/* In Vietnamese whatever the locale: a manifest does not hang on it. */
void journal_complaints(struct journal *j, const struct document *d)
{
	enum severity worst = d->diags->errors ? SEVERITY_ERROR
					       : SEVERITY_WARNING;

	if (!j)
		return;
	j->entry.errors = d->diags->errors;
	j->entry.warnings = d->diags->warnings;
	if (document_verdict(d) == EXIT_FINE)
		return;
	for (uint32_t i = 0; i < d->diags->count; i++) {
		const struct diag *g = &d->diags->items[i];
		struct position at = source_position(d->sources, g->span.from);

		if (DIAG_KINDS[g->code].severity < worst)
			continue;
		j->entry.first_error = str_printf(
			j->one, "VT%04d %u:%u %.400s", DIAG_KINDS[g->code].number,
			at.line, at.column, str_terminated(j->one, diag_message(
				d->arena, g, false)));
		return;
	}
}
