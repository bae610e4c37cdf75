/* Private to restore: a paragraph cut into what may be a word and what is
 * never touched. */
#ifndef VANTHU_IMPORT_RESTORE_UNITS_H
#define VANTHU_IMPORT_RESTORE_UNITS_H

#include "import/restore_model.h"

enum unit_kind {
	UNIT_WORD,   /* may be read otherwise */
	UNIT_FIXED,  /* a number, a symbol, an address, an abbreviation */
	UNIT_PAUSE,  /* a full stop, the end: nothing of the text */
};

struct unit {
	uint32_t from, to;   /* bytes of the paragraph */
	enum unit_kind kind;
	uint32_t letters;
	uint32_t word;       /* of a fixed unit, or as seen; 0 unknown */
	bool joined;         /* only a space parts it from the unit before */
	bool caps, title;
};

struct units {
	struct arena *arena;
	struct unit *list;
	uint32_t count, room;
};

/* Replaces what `units` held. */
void units_cut(struct units *, const struct restore_model *, struct str);
/* `word` in the letter case of the unit; `first` of the words read there. */
struct str unit_case(struct arena *, const struct unit *, struct str word,
		     bool first);

#endif
