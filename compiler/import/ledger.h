/* ledger: every letter that was changed, and every doubt.
 * in: what stood there and what stands there now; out: two lists that only
 * grow; never: whether a change was right. */
#ifndef VANTHU_IMPORT_LEDGER_H
#define VANTHU_IMPORT_LEDGER_H

#include "base/str.h"

/* How much may be changed. */
enum repair_policy {
	REPAIR_NONE,    /* only what reading the file needs: its encoding */
	REPAIR_SAFE,    /* and NFC, line ends, spaces, furniture, list marks */
	REPAIR_SUGGEST, /* and slips of typing, doubled words, lost marks */
};

struct repair {
	uint32_t line;          /* of the input, from 1 */
	struct str before, after;
	const char *reason;     /* a short Vietnamese phrase */
	double confidence;      /* 0…1 */
};

struct doubt {
	uint32_t line;
	struct str text;        /* as it stands in the input, and was kept */
	const char *why;
};

struct ledger {
	struct arena *arena;
	struct repair *repairs;
	uint32_t repair_count;
	struct doubt *doubts;
	uint32_t doubt_count;
};

struct ledger *ledger_new(struct arena *);
/* The texts are copied. Nothing is added where both are the same. */
void ledger_repair(struct ledger *, uint32_t line, struct str before,
		   struct str after, const char *reason, double confidence);
void ledger_doubt(struct ledger *, uint32_t line, struct str text,
		  const char *why);

#endif
