/* restore: Vietnamese whose marks were lost, or misread by a foreign reader.
 * in: paragraphs (UTF-8, NFC) and the bytes of templates/vi; out: words with
 * what they most likely were and how sure that is; never: a changed number,
 * symbol, address or date; a file. Views point into the input or the arena. */
#ifndef VANTHU_IMPORT_RESTORE_H
#define VANTHU_IMPORT_RESTORE_H

#include "base/str.h"

struct restore_model;

/* `lexicon` and `channel`: the bytes of templates/vi/lexicon.txt, channel.txt;
 * they must live as long as the model. NULL when they do not have the form. */
struct restore_model *restore_load(struct arena *, struct str lexicon,
				   struct str channel);

/* Do the marks of this text look lost? No for clean Vietnamese, for foreign
 * languages and for text too short to tell. */
bool restore_wanted(struct arena *, const struct restore_model *, struct str text);

/* At and above this confidence the guess is put in: it is oftener right than
 * not, and hardly ever did the word read right before (1 of 100 of those that
 * did, at most). Below, the word stays as it was and is a doubt. */
#define RESTORE_SURE 0.50

struct restored_word {
	uint32_t paragraph;
	uint32_t from, to;  /* bytes of that paragraph; may hold a space */
	struct str after;   /* differs from those bytes; may hold a space */
	/* 0…1: the share of guesses like this one that are right. Below
	 * RESTORE_SURE too where the word may be right as it stands. */
	double confidence;
};

/* Words that most likely read otherwise, in order, unsure ones too. Paragraphs
 * that do not look damaged are left alone. */
struct restored_word *restore(struct arena *, const struct restore_model *,
			      const struct str *paragraphs, uint32_t count,
			      uint32_t *word_count);

/* A paragraph with its words of confidence `least` and more put in. `words`
 * are those of this paragraph alone. */
struct str restore_apply(struct arena *, struct str paragraph,
			 const struct restored_word *words, uint32_t count,
			 double least);

/* A slip in a clean text: Telex or VNI left untransformed ("maanhj"), a tone
 * typed twice. False when the word is lawful or nothing is near. */
bool slip_of_typing(struct arena *, const struct restore_model *,
		    struct str word, struct str *mended, double *confidence);

/* "tổ chức tổ chức", "của của": bytes of the repeat, white space before it
 * included; looks from `*at`, which moves on. Lawful doubling ("ngày ngày",
 * "luôn luôn") is no slip. */
bool slip_of_doubling(const struct restore_model *, struct str text,
		      uint32_t *at, uint32_t *from, uint32_t *to,
		      double *confidence);

#endif
