/* lint.h: what the lints share; not for other rooms. A lint reads one text at
 * a time, as words; it complains where no other reading is lawful. */
#ifndef VANTHU_CHECK_LINT_H
#define VANTHU_CHECK_LINT_H

#include "check/internal.h"

enum lint_part {
	LINT_AGENCY,
	LINT_PLACE,
	LINT_SUBJECT,
	LINT_BASE,
	LINT_HEADING,
	LINT_TEXT, /* items, paragraphs, the closing */
	LINT_NOTE,
	LINT_RECIPIENT,
	LINT_CELL,
};

/* Of a word: letters and digits without a break. */
enum {
	WORD_CAPITAL = 1,  /* begins with a capital */
	WORD_SMALL = 2,    /* begins with a small letter and has no capital */
	WORD_LOUD = 4,     /* capitals alone */
	WORD_DIGITS = 8,   /* digits alone */
	WORD_NEXT = 16,    /* one space before it and nothing else */
	WORD_INSIDE = 32,  /* NEXT to a small word: surely within a sentence */
	WORD_QUOTED = 64,
	WORD_BRACKETED = 128,
};

struct lint_word {
	uint32_t from, to; /* bytes of the text */
	uint32_t hash;     /* see template/words.h */
	uint32_t shape;    /* WORD_… bits */
	uint64_t lists;    /* lists that may have a phrase beginning here */
};

/* A stretch of the text and where it stands in the source. */
struct lint_piece {
	uint32_t from; /* it goes to the next piece */
	struct span span;
	bool exact; /* byte for byte */
};

/* An abbreviation or a cited document met before. */
struct lint_use {
	struct str name;
	struct span span; /* of the first */
	bool done; /* spelled out; cited in full */
	struct lint_use *next; /* of the same bucket */
};
enum { LINT_USES = 256 };

struct lint {
	struct checker *c;
	const struct words *lists;

	/* the text being read */
	enum lint_part part;
	const struct ast_node *node;
	struct str text;
	struct lint_word *words;
	uint32_t count, word_room;
	struct lint_piece *pieces;
	uint32_t piece_count, piece_room;
	struct buf joined;
	bool has_runs;  /* of blanks */
	bool left_open; /* the paragraph before ended in no mark */

	/* the document */
	struct lint_tone {
		struct str first;
		struct span span;
		uint32_t count;
	} tones[2]; /* hòa; hoà */
	struct lint_use *short_forms[LINT_USES], *cites[LINT_USES];
	bool told_again, told_date;
};

/* ---- lint_text.c ------------------------------------------------------ */

/* The words of a node; none where it is too long to be prose. */
void lint_read(struct lint *, const struct ast_node *);

struct lint_match {
	const struct phrase *phrase;
	uint32_t words;
	bool exact; /* its capitals too */
};
/* The longest phrase of a list that begins at word `i`, whatever its
 * capitals. False past the last word too. */
bool lint_match(const struct lint *, uint32_t i, enum words_list,
		struct lint_match *);
/* The same for lists whose phrases are only looked at. */
bool lint_is(const struct lint *, uint32_t i, enum words_list);
/* The phrase of a list that ends with word `i`. */
bool lint_ends(const struct lint *, uint32_t i, enum words_list);
/* Word `i` has all these bits; false past the last word. */
bool lint_has(const struct lint *, uint32_t i, uint32_t shape);
/* What stands between word i - 1 and word i; for i = count, after the last. */
struct str lint_gap(const struct lint *, uint32_t i);
bool lint_gap_is(const struct lint *, uint32_t i, const char *text);
/* Where a stretch of the text stands in the source. */
struct span lint_span(const struct lint *, uint32_t from, uint32_t to);
/* A copy of it that a complaint may keep. */
struct str lint_copy(const struct lint *, uint32_t from, uint32_t to);
/* Puts `text` in its place, where the source has it letter for letter. */
void lint_fix(const struct lint *, struct diag *, uint32_t from, uint32_t to,
	      struct str text);
/* Whether it stands there so, in one stretch. */
bool lint_is_exact(const struct lint *, uint32_t from, uint32_t to);
/* The same three of whole words, the last one included. */
struct span lint_words_span(const struct lint *, uint32_t from, uint32_t to);
struct str lint_words(const struct lint *, uint32_t from, uint32_t to);
void lint_fix_words(const struct lint *, struct diag *, uint32_t from,
		    uint32_t to, struct str text);
/* Complains that words from … to should be `right`: {1} is what they are. */
#define lint_wrong(l, code, first, last, right)                                \
	lint_fix_words((l),                                                    \
		       diag((l)->c->diags, code,                               \
			    lint_words_span((l), (first), (last)),             \
			    lint_words((l), (first), (last)), (right)),        \
		       (first), (last), (right))
/* Where `phrase` ends that begins at byte `at`, capitals apart; or 0. */
uint32_t lint_phrase_end(struct str text, uint32_t at, struct str phrase);
/* The same with the first letter of another case. */
struct str lint_capital(const struct lint *, struct str);
struct str lint_small(const struct lint *, struct str);

/* ---- lint_case.c, lint_part.c: capitals (Phụ lục II) ------------------- */

void lint_case(struct lint *);
/* Kinds of documents, and places in them, at word `i`. */
void lint_document(struct lint *, uint32_t i);
uint32_t lint_parts(struct lint *, uint32_t i); /* words read, at least 1 */

/* ---- lint_type.c: tones, marks, numbers -------------------------------- */

void lint_type(struct lint *);
void lint_type_finish(struct lint *);

/* ---- lint_cite.c: documents cited -------------------------------------- */

void lint_cite(struct lint *);

/* ---- lint_head.c: @cơ quan, @địa danh ---------------------------------- */

/* A line of @cơ quan with another one below it. */
void lint_parent(struct lint *, const struct ast_node *below);
void lint_place(struct lint *);

#endif
