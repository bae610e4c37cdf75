#include "import/ledger.h"

struct ledger *ledger_new(struct arena *a)
{
	struct ledger *l = arena_new_of(a, struct ledger);

	l->arena = a;
	return l;
}

void ledger_repair(struct ledger *l, uint32_t line, struct str before,
		   struct str after, const char *reason, double confidence)
{
	if (str_eq(before, after))
		return;
	l->repairs = arena_grow(l->arena, l->repairs, l->repair_count,
				sizeof *l->repairs);
	l->repairs[l->repair_count++] = (struct repair){
		.line = line,
		.before = str_copy(l->arena, before),
		.after = str_copy(l->arena, after),
		.reason = reason,
		.confidence = confidence,
	};
}

void ledger_doubt(struct ledger *l, uint32_t line, struct str text,
		  const char *why)
{
	l->doubts = arena_grow(l->arena, l->doubts, l->doubt_count,
			       sizeof *l->doubts);
	l->doubts[l->doubt_count++] = (struct doubt){
		.line = line, .text = str_copy(l->arena, text), .why = why
	};
}
