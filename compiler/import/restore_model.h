/* Private to restore: what is known of words, and of how letters are misread. */
#ifndef VANTHU_IMPORT_RESTORE_MODEL_H
#define VANTHU_IMPORT_RESTORE_MODEL_H

#include "import/restore.h"

enum {
	WORD_UNKNOWN, /* the first lines of lexicon.txt */
	WORD_BREAK,
	WORD_NUMBER,
	WORD_FIRST,

	WORD_LETTERS = 24,  /* longer units are left alone */
	PIECE_LETTERS = 3,  /* observed for one or two true letters, at most */
	LETTERS = 160,      /* distinct letters of the lexicon, and one for none */
	TRUE_PAIRS = 512,
	STARTS = 129,       /* observed pieces by first byte; 128: not ASCII */
	MOST_GUESSES = 24,
};

/* Logarithms are natural. */
struct model_word {
	struct str text;
	float log_p, log_back;   /* of the word; of falling back from pairs */
	uint32_t first;          /* its pairs, up to the next word's first */
};

struct model_pair {
	uint32_t second;
	float log_p, log_back;
	uint32_t first;          /* its triples */
};

struct model_triple {
	uint32_t third;
	float log_p;
};

/* A tree of the words' letters. Node 0 is the root and no node's child. */
struct model_node {
	uint32_t child, sibling, word; /* 0 none */
	uint16_t pair;                 /* this letter with the one above it */
	uint8_t letter;
};

/* `letter` or, if not 0, the two letters of `pair` were seen as `piece`. */
struct model_edit {
	uint32_t piece[PIECE_LETTERS];
	float log_p;
	uint32_t next;                 /* of the same start; 0 none */
	uint16_t pair;
	uint8_t letter, length;
	bool upper;
};

struct restore_model {
	struct model_word *words;      /* word_count + 1 of them, a sentinel last */
	struct model_pair *pairs;      /* likewise */
	struct model_triple *triples;
	uint32_t word_count, pair_count, triple_count;
	struct model_node *nodes;
	uint32_t node_count;
	uint32_t letters[LETTERS];     /* code points; 0 is no letter */
	uint32_t bare[LETTERS];        /* the same without marks */
	uint32_t letter_count;
	uint16_t pair_of[LETTERS][LETTERS];
	uint32_t pair_number;
	struct model_edit *edits;
	uint32_t edit_count;
	uint32_t starts[STARTS];
	float lost[2][LETTERS];        /* log p of a letter seen as nothing */
};

/* log P(word | two before). */
double model_follow(const struct restore_model *, uint32_t before,
		    uint32_t last, uint32_t word);
/* The number of a small-letter word, WORD_UNKNOWN if there is none. */
uint32_t model_find(const struct restore_model *, struct str small);
/* 0 when the code point is no letter of the lexicon. */
uint8_t model_letter(const struct restore_model *, uint32_t code);
/* A letter only Vietnamese has, which a foreign reader cannot see. */
bool model_is_marked(uint32_t code);
uint32_t model_bare(uint32_t code);
bool channel_load(struct arena *, struct restore_model *, struct str);

struct guess {
	uint32_t word;
	float log_p; /* of what was observed, given the word */
};

/* Room for one search, used again for the next. */
struct channel;
struct channel *channel_new(struct arena *, const struct restore_model *);
/* `bare`: the text is known to have no marks at all, and no other damage.
 * Fills `out` with the likeliest, best first; returns how many. */
uint32_t channel_guess(struct channel *, struct str unit, bool bare,
		       struct guess out[MOST_GUESSES]);

#endif
