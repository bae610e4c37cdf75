/* import: a legacy plan becomes source text, with an account of every change.
 * in: bytes of a file; out: source, repairs, doubts; never: a file written,
 * nor a change that the ledger does not tell. */
#ifndef VANTHU_IMPORT_IMPORT_H
#define VANTHU_IMPORT_IMPORT_H

#include "import/ledger.h"
#include "import/paper.h"
#include "import/restore.h"
#include "template/legacy.h"
#include "template/rules.h"

/* What is loaded once for all files. */
struct import_tools {
	const struct rules *rules;
	const struct legacy *legacy;
	const struct restore_model *model; /* NULL: nothing is restored */
	enum repair_policy policy;
};

struct imported {
	const char *fault;     /* why the file could not be read; NULL: it was */
	const char *encoding;
	struct paper *paper;   /* as read, before anything was changed */
	struct ledger *ledger;
	uint32_t read_repairs; /* made while reading: the paper shows them */
	struct str source;
	struct str kind;
	struct str agency;     /* the issuer; empty: not found */
	uint32_t headings, items, paragraphs, tables, bases, recipients,
		signers, appendices;
};

/* Reads `path`, whose bytes are given; some readers are programs of their own
 * and take the path. The result lives in the arena. */
struct imported *import_file(struct arena *, const struct import_tools *,
			     const char *path, struct str bytes);

/* Whether the name ends like a file that can be imported. */
bool import_wants(const char *path);

/* The share of the words of the paper, page furniture left out, that stand in
 * `printed` (the words of the typeset pages). Words changed by the
 * ledger count as they are after the change. 1 where nothing is lost. Up to
 * `most` lost words are given. */
double import_identity(struct arena *, const struct imported *,
		       const struct str *printed, uint32_t count,
		       struct str *lost, uint32_t most, uint32_t *lost_count);
/* The share of words that stand once on either side and come in the same
 * order: less than 1 where a column or a note stands elsewhere now. */
double import_order(struct arena *, const struct imported *,
		    const struct str *printed, uint32_t count);

struct import_score {
	double identity, order;
	bool parses, builds, stable;
	bool measured; /* the pages could be read back */
	uint32_t pages;
};
/* NAME.report.json, with a final line end. */
struct str import_report(struct arena *, const char *input,
			 const struct imported *, const struct import_score *);

#endif
