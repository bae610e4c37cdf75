/* reading: the ways in which one word's bytes may be read, and how likely each
 * result is Vietnamese. Private to encoding.
 * in: a word's bytes; out: code points, a cost; never: the words around it. */
#ifndef VANTHU_IMPORT_READING_H
#define VANTHU_IMPORT_READING_H

#include "import/charset.h"

enum { OLD_SETS = 5 }; /* TCVN3, VISCII, CP1258, VPS, VNI */

enum {
	READING_ASIS,   /* UTF-8; its wrong bytes as CP1252 */
	READING_BYTES,  /* … +4: the bytes are of an old set */
	READING_PASTED = READING_BYTES + OLD_SETS, /* … +4: the characters are
			 * bytes of an old set that someone took for CP1252 */
	READING_TWICE = READING_PASTED + OLD_SETS, /* UTF-8 taken for CP1252 */
	READING_THRICE, /* and that once more */
	READING_COUNT,
};

/* Words are white space to white space; a longer one is read in pieces. */
enum { WORD_MOST = 160 /* bytes */ };

struct codes {
	uint32_t c[WORD_MOST];
	uint32_t n;
};

enum { READING_NEVER = 1000 }; /* a cost: it cannot be read so */

/* "TCVN3"; the reason for the ledger; the charset, or -1. */
const char *reading_name(int reading);
const char *reading_reason(int reading);
int reading_charset(int reading);

/* Reads a word of at most WORD_MOST bytes; false: it cannot be read so. */
bool reading_decode(int reading, struct str word, struct codes *);
/* 0: plainly Vietnamese, or nothing speaks against it. 8: plainly wrong. Below
 * 0: it can hardly be anything else. */
double reading_cost(int reading, struct str word);
/* The costs of all readings; only the first is asked where that is sure. */
void reading_costs(struct str word, double costs[READING_COUNT]);

/* TCVN3 has no capitals with a tone: a word whose other letters are capitals
 * gets them. What its own letters say; one capital in front says nothing. */
enum letter_case { CASE_UNSURE, CASE_SMALL, CASE_CAPITALS };
enum letter_case reading_case(const struct codes *);
/* Capitals for each run of letters that asks for them, and for the unsure ones
 * where `beside`, the words beside, are capitals. */
void reading_capitals(struct codes *, bool beside);

/* What no text needs: hidden characters go, a space that does not break
 * becomes a space, Eth becomes Đ, what cannot be shown U+FFFD. */
enum {
	TIDY_HIDDEN = 1,
	TIDY_SPACE = 2,
	TIDY_ETH = 4,
	TIDY_LOST = 8,
	TIDY_SYMBOL = 16,
};
int reading_tidy(struct codes *);

#endif
