/* words: phrases of Vietnamese that check/'s lints look for.
 * Read from templates/NAME/words.xml; all views live in the template's arena.
 * in: phrases in lists; out: those that begin with a word, found by the
 * word's hash; never: what a lint makes of them. */
#ifndef VANTHU_TEMPLATE_WORDS_H
#define VANTHU_TEMPLATE_WORDS_H

#include "base/str.h"

enum words_list {
#define LIST(id, element) WORDS_##id,
#include "template/words.def"
#undef LIST
	WORDS_DOCUMENTS, /* kinds that may be cited: those of rules.xml */
	WORDS_COUNT
};

/* A phrase as it should be printed, single spaces, NFC. */
struct phrase {
	struct str text;
	enum words_list list;
	uint32_t order; /* in its list, from 0 */
	uint32_t hash; /* of its first word */
	const struct phrase *next; /* of the same bucket */
};

struct change {
	struct str old, now;
};

enum { WORDS_BUCKETS = 1024 };

struct words {
	const struct phrase *buckets[WORDS_BUCKETS];
	struct change *codes; /* kinds abbreviated otherwise before the decree */
	uint32_t code_count;
	int since; /* yyyymmdd: the new codes' first day */
	struct change *places; /* names that need their unit */
	uint32_t place_count;
};

/* The hash of a word, capitals as small letters: hash = words_step(hash,
 * small letter) over its characters, from WORDS_START. */
#define WORDS_START 2166136261u
static inline uint32_t words_step(uint32_t hash, uint32_t letter)
{
	return (hash ^ letter) * 16777619u;
}
static inline uint32_t words_bucket(uint32_t hash)
{
	return (hash ^ hash >> 15) % WORDS_BUCKETS;
}

#endif
