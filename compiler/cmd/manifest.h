/* manifest: what a run has done with each of its inputs, a line of JSON each.
 * in: the documents of a run as they end; out: FILE, and FILE.HOST-N.journal
 * while it runs; never: how a document is typeset.
 * A journal is only added to, a line with one write, by all the processes of
 * the run; the manifest comes whole at the end, sorted, and the journal goes.
 * What a killed run leaves is its journal, and the next run reads it. */
#ifndef VANTHU_CMD_MANIFEST_H
#define VANTHU_CMD_MANIFEST_H

#include "base/digest.h"
#include "cmd/cmd.h"

enum done { DONE_OK, DONE_SKIPPED, DONE_FAILED, DONE_TIMEOUT, DONE_CRASHED,
	    DONE_COUNT };
extern const char *const DONE_WORDS[DONE_COUNT];

/* A file that was written. */
struct made {
	struct str path, sha256;
	int64_t bytes, mtime; /* nanoseconds; 0: not kept */
	uint32_t pages;
};

/* A file that the source had read; sha256 empty: it could not be. */
struct seen {
	struct str path, real, sha256; /* both inside the root, from there */
};

struct entry {
	struct str input;
	uint32_t row;       /* of --data, as messages count; 0: none */
	struct str source;  /* sha256 of the input's bytes; not in the file */
	struct str key, first_error, tool, fonts;
	enum done status;
	struct made *made;
	struct seen *seen;
	uint32_t made_count, seen_count, errors, warnings, attempt;
	int64_t ms, rss;    /* rss: KiB, the most that its process held */
	uint32_t shard, shard_count;
	struct str line;    /* as it stands in its file */
	const char *file;
};

/* ---- entry.c: lines ---------------------------------------------------- */

struct manifest {
	struct arena *arena;
	struct entry *items;
	uint32_t count;
	uint32_t bad;      /* lines that are none */
	const char *bad_file;
	uint32_t bad_line; /* the first of them */
};

/* Adds the lines of a file; false where it cannot be read. */
bool manifest_read(struct manifest *, const char *path);
/* By input and row; of two of one input the later read stays behind. */
void manifest_sort(struct manifest *);
/* The last of an input, in a sorted manifest, or NULL. */
const struct entry *manifest_find(const struct manifest *, struct str input,
				  uint32_t row);
/* By input, then row: <0, 0, >0. */
int entry_order(const struct entry *, const struct entry *);
/* One line, without its end. */
struct str entry_line(struct arena *, const struct entry *);
/* The name as it stands in a manifest: UTF-8, one spelling a path. */
struct str entry_name(struct arena *, const char *path);

/* ---- key.c: what the bytes of an output depend on ---------------------- */

/* What is the same for all the documents of a run; hashed once. */
struct key_base {
	struct str options; /* options, tool, epoch, templates, sheet */
	struct str fonts;
};
struct key_base key_base(struct arena *, const struct options *);
/* Of the input's own bytes (e->source), its row and what it has read. */
struct str key_of(struct arena *, const struct session *,
		  const struct key_base *, const struct entry *);
/* The sha256 of a folder of ours and all that is in it. */
struct str key_folder(struct arena *, const char *name);
/* The sha256 of a regular file; false: there is none. */
bool key_file(const char *path, char hex[DIGEST_HEX]);
struct stat;
int64_t key_mtime(const struct stat *);
/* Whether the outputs of an earlier run are those this one would make. */
bool key_holds(struct arena *, const struct session *, const struct key_base *,
	       const char *path, const struct entry *);

/* ---- run.c, journal.c: a run ------------------------------------------------- */

/* With --manifest: reads what earlier runs left, begins the journal. With
 * none, all of these do nothing. */
int journal_open(struct session *);
/* True: the outputs of this input stand; it is entered as skipped. */
bool journal_skips(struct session *, const char *path);
/* The document has ended; gives `status`, or worse. */
int journal_end(struct session *, int status);
/* It ended before it began, or its process died (of a signal, or 0). */
void journal_refuse(struct session *, const char *path, const char *why);
void journal_died(struct session *, const char *path, int signal);
/* Writes the manifest where every input was tried. */
int journal_close(struct session *, int status);

/* What the walk tells of the document in hand; `j` may be NULL. */
struct journal;
void journal_source(struct journal *, struct str bytes);
void journal_seen(struct journal *, const char *root, struct str from,
		  struct str name, bool good, struct str bytes);
void journal_made(struct journal *, const struct document *, const char *path,
		  const char *sha256, int64_t bytes);
void journal_complaints(struct journal *, const struct document *);

/* ---- manifest.c, batch.c: commands -------------------------------------- */

int cmd_manifest(const struct options *);
int cmd_batch(const struct options *);
/* How many shards the manifests are of, and which are there. */
uint32_t manifest_shards(const struct manifest *, char **paths, int path_count,
			 bool **have);
/* Reads manifests, and the *.jsonl of folders; an exit status after a message. */
int manifest_gather(const struct options *, struct manifest *, char **paths,
		    int count);

#endif
