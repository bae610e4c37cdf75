/* cmd: the rim. Files, clock, exit statuses, words on the terminal.
 * in: arguments; out: files and an exit status; never: a rule of the decree. */
#ifndef VANTHU_CMD_CMD_H
#define VANTHU_CMD_CMD_H

#include <setjmp.h>
#include <stdio.h>

#include "base/diag.h"
#include "draw/draw.h"
#include "expand/expand.h"
#include "import/ledger.h"
#include "layout/shape.h"
#include "pdf/pdf.h"
#include "syntax/ast.h"
#include "template/template.h"

/* As the contract fixes them. */
enum exit_status {
	EXIT_FINE = 0,
	EXIT_ERRORS = 1,     /* a document has errors */
	EXIT_USAGE = 2,
	EXIT_WARNINGS = 3,   /* with --deny warnings */
	EXIT_NO_INPUT = 4,
	EXIT_INTERNAL = 70,
	EXIT_OUTPUT = 74,
	EXIT_AGAIN = 75      /* interrupted, disk full: run again */
};

/* The worse of two: 70 > 74 > 75 > 2 > 4 > 1 > 3 > 0. */
int exit_worse(int, int);

enum voice { VOICE_HUMAN, VOICE_SHORT, VOICE_JSON, VOICE_SARIF };
enum engine { ENGINE_ARCHIVE, ENGINE_CAIRO };
enum output_format { OUT_PDF, OUT_JSON, OUT_TEXT, OUT_PNG, OUT_SVG,
		     OUT_CSV, OUT_ICS, OUT_DOCX, OUT_MARKDOWN };

struct options {
	const char *command;
	char **inputs;
	int input_count;
	const char *output;     /* -o, or NULL */
	enum output_format format;
	enum engine engine;     /* of PDF */
	enum pdf_profile profile;
	bool embed_source, anchors, signature_fields;
	enum voice voice;
	bool english;
	bool color;
	bool final;
	bool deny_warnings;
	bool check_only;        /* fmt --check */
	const char *template_name; /* NULL: the document's */
	const char *style;      /* an office's sheet; NULL: the document's */
	const char *root;       /* NULL: the source's folder */
	const char *deps;       /* NULL: none */
	const char *product;    /* show: "tokens" … */
	enum repair_policy repair; /* import */
	bool force;             /* import: overwrite */
	int jobs;               /* processes at once; at least 1 */
	unsigned shard, shard_count; /* --shard I/N; 0: all */
	const char *data, *name; /* --data, --name; NULL: none */
	bool list;              /* --list: names of the shard's inputs */
	const char *manifest;   /* NULL: none is kept */
	bool trust_mtime;       /* an output is known by its size and time */
	int seconds;            /* --timeout: of one document */
};

/* False after a message: wrong usage. `status` is the exit status then. */
bool options_read(struct options *, int argc, char **argv, int *status);
/* shard.c: "I/N" with 0 <= I < N; false: it is none. */
bool shard_read(struct options *, const char *text);
/* Whether a name is of the shard; without --shard all are. */
bool shard_has(const struct options *, struct arena *, const char *name);
/* Keeps the inputs of the shard alone, in their order. With --data, all: it is
 * the rows that are shared out. */
void shard_keep(struct options *, struct arena *);
void help_print(FILE *, const char *command, bool english);

/* ---- data.c: files ---------------------------------------------------- */

/* The folder that holds templates/, fonts/ and docs/. */
const char *data_folder(void);

enum read_result { READ_OK, READ_MISSING, READ_TOO_LARGE };
/* A whole file of at most SOURCE_MAX_BYTES; "-" is standard input. */
enum read_result file_read(struct arena *, const char *path, struct str *bytes);

/* A file that appears whole or not at all: written beside, synced, renamed. A
 * device or a pipe is written to as it is. */
struct output {
	char *path, *temporary; /* both NULL: standard output */
	FILE *file;
	int error;              /* errno of the first failure, or 0 */
	struct digest *digest;  /* of what is written, or NULL; the opener's */
	int64_t bytes;
};
bool output_open(struct output *, const char *path);
struct sink output_sink(struct output *);
/* Closes; keeps the file when `keep` and nothing failed. Gives 0 or an exit
 * status, said on standard error. */
int output_close(struct output *, bool keep, bool english);
/* Removes what an interrupted run would leave. Safe in a signal handler. */
void output_abandon(void);
/* Removes what runs that were killed left in an output folder. */
void output_sweep(const char *folder);
/* This machine's name, fit for the name of a temporary file: other machines
 * may write to the same folder. */
enum { HOST_MOST = 24 };
void host_name(char host[HOST_MOST]);
/* Whether a process of this number runs on this machine. */
bool process_runs(long process);
/* The number of the process in "NAME.HOST-123SUFFIX", of this machine alone:
 * another's may be at work on the same disk. 0: not ours. */
long process_of(const char *name, const char *suffix);
/* Both are real paths. */
bool path_is_inside(const char *root, const char *path);
/* A path as it is called from the root; the path itself outside of it. */
struct str path_from(const char *root, const char *path);

/* Files that a source had read, for who wants to keep them. */
struct files_read {
	struct file_read {
		struct str path; /* from the root */
		struct str bytes;
	} *items;
	uint32_t count;
	bool linked; /* one lies behind a link: not where its name says */
};

/* Loads what a source includes, from inside the root only. */
struct file_loader {
	char *root;            /* real path */
	struct buf *deps;      /* the files loaded are named here, or NULL */
	struct journal *journal; /* and here, with their bytes; or NULL */
	struct files_read *read; /* and here; or NULL */
};
struct loader loader_of(struct file_loader *);

/* ---- document.c: the walk --------------------------------------------- */

/* ---- copies.c: one source, a file a row ------------------------------- */

struct copy {
	uint32_t row;  /* from 0 */
	char *name;    /* of its file; NULL: the row names none */
	const char *why; /* it gives no file, in Vietnamese; or NULL */
};
struct copies {
	struct rows rows;
	struct copy *items;
	uint32_t count; /* of the rows that are the shard's */
	uint32_t now;   /* the item at hand */
	struct given *given;
};

/* What stays warm between documents. */
struct session {
	struct copies *copies;        /* NULL: each source gives one file */
	struct journal *journal;      /* NULL: no manifest is kept */
	struct guard *guard;          /* of build: see guard_run */
	const struct options *options;
	struct arena *arena;          /* of templates and fonts */
	struct loaded_template {
		struct str office; /* bytes of the sheet chained over it */
		struct template *template;
	} templates[8];
	int template_count;
	struct font_files fonts;
	struct shaper *shaper;
	struct draw_fonts *draw_fonts;
	struct pdf_maker *pdf_maker;
	bool quiet;                   /* complaints are not reported */
	bool timed;                   /* a clock on each document */
	jmp_buf too_much;             /* an arena passed its cap */
};

/* One document on its way. */
struct document {
	struct session *session;
	struct arena *arena;
	const char *path;
	struct sources *sources;
	struct diags *diags;
	struct tokens *tokens;
	struct ast *ast, *expanded;
	struct template *template;
	struct plan *plan;
	struct galley *galley;
	struct pages *pages;
	struct str source, office; /* bytes: of the file, of --style */
	struct files_read read;   /* with --embed-source */
	struct buf *deps; /* names of files read, each ended by NUL; or NULL */
};

/* --deps. No list: nothing is added. */
void deps_add(struct buf *deps, const char *name);
/* Writes the rules for make of the output `made`; unless `keep`, nothing. */
int deps_write(const struct document *, const char *made, bool keep);

enum stage { STAGE_TOKENS, STAGE_AST, STAGE_PLAN, STAGE_PAGES };

struct session *session_new(const struct options *);
void session_free(struct session *);
/* Walks one document up to a stage; EXIT_FINE, or why it could not begin.
 * Complaints are in diags: the walk goes on while it makes sense. */
int document_walk(struct document *, enum stage);
/* A template, loaded once; `office` is the name of a sheet over it, or empty,
 * and `bytes` what it holds. NULL after a complaint. */
struct template *document_template(struct document *, struct str name,
				   struct str office, struct str bytes);
/* Seconds since 1970 for the output: SOURCE_DATE_EPOCH, the document's date,
 * or 2000-01-01. */
int64_t document_date(const struct document *);
/* The folder inside which a source may include, a real path to be freed, or
 * NULL. */
char *document_root(const struct session *, const char *path);
/* Runs `work` on a new document with its own arena; a document that needs too
 * much memory ends with a complaint. Reports the complaints at the end. */
int document_with(struct session *, const char *path,
		  int (*work)(struct document *, void *), void *context);
/* Whether complaints forbid an output: the exit status, or 0. */
int document_verdict(const struct document *);

/* False after a message. */
bool copies_usage(const struct options *);
/* --list: prints the names of the files that the rows would give. */
int copies_list(struct session *);
/* Reads --data and names the copies of this shard; EXIT_ERRORS where a row is wrong, others
 * where there is no table. */
int copies_read(struct session *, struct copies *);
/* The variables of the row at hand. */
const struct given *copies_given(struct copies *, uint32_t *count);
void copies_tell(const struct session *, int status);

/* ---- guard.c: what a run reads it never writes ------------------------- */

/* Before anything is written: sources, --data and --style are none of the
 * outputs, and no two outputs are one. False after a message. */
bool guard_run(struct session *);
bool guard_copies(struct session *);
/* Before each file: nor is any that the document had read. */
bool guard_write(const struct document *, const char *name);

/* ---- report.c: four voices of one list -------------------------------- */

/* The complaints of one document, sorted by place. In JSON they are gathered
 * and printed by report_end. */
void report(const struct document *);
void report_end(const struct options *);
/* Adds one finding to the SARIF log; `place` NULL: the whole file. */
struct place {
	struct position from, to;
};
void report_sarif(const char *file, const char *rule, enum severity,
		  struct str message, const struct place *);
/* One line of our own, on standard error. */
void say(bool english, const char *vi, const char *en, const char *what);

/* ---- render.c: formats -------------------------------------------------- */

/* Opens what draws, once; an exit status after a message. Before a drawn
 * format: PDF, PNG, SVG. */
int render_open(struct session *);
/* A document, walked as far as its format needs; `page` of those drawn a file
 * a page. False when the sink refused, or a library failed. */
bool render(struct document *, uint32_t page, struct sink *);

/* anchors.c: the places on a document's pages as JSON, as `render`. */
bool anchors_render(struct document *, uint32_t page, struct sink *);

/* embed.c: what --embed-source puts into the PDF. Names as they are inside. */
#define EMBED_FOLDER "nguon/"       /* the source and what it includes */
#define EMBED_FACTS "vanthu.json"   /* how it was built */
#define EMBED_PLAN "plan.json"
#define EMBED_STYLE "kieu.xml"      /* of --style */
#define EMBED_ROW "hang.csv"        /* of --data: its heads and one row */
const struct pdf_attachment *embed_source(struct document *, uint32_t *count);
/* Before it: EXIT_ERRORS after a message, where a file's name or place would
 * not come out of the PDF again. */
int embed_verdict(struct document *);
/* extract.c: whether an attachment of this name may become a file. */
bool embed_is_safe(struct str name);

/* ---- commands --------------------------------------------------------- */

/* audit.c: check FILE.pdf, for document_with. */
bool audit_wants(const char *path);
int audit_one(struct document *, void *);
int cmd_build(struct session *);
/* The name of output `index` of a source: of a page, or with --anchors 1 for
 * the anchors; true where it is a file. */
bool build_output_name(const struct session *, const char *path,
		       uint32_t index, char *out, size_t size);
/* Whether a source gives a file a page. */
bool build_is_paged(const struct options *);
int cmd_check(struct session *);
int cmd_import(struct session *);
int cmd_fmt(struct session *);
int cmd_fix(struct session *);
int cmd_show(struct session *);
int cmd_explain(const struct options *);
int cmd_extract(const struct options *);
int cmd_verify(const struct options *);
int cmd_new(const struct options *);

#endif
