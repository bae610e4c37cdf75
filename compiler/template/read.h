/* read: XML into values; private to template/.
 * in: a file and its schema; out: nodes, and values copied to the arena;
 * never: what a rule or a style means. */
#ifndef VANTHU_TEMPLATE_READ_H
#define VANTHU_TEMPLATE_READ_H

#include <libxml/tree.h>

#include "base/diag.h"
#include "base/dim.h"

enum { READ_MAX_BYTES = 1024 * 1024 };

/* One file being read. */
struct reader {
	struct arena *arena;
	struct diags *diags;
	struct str file; /* as complaints name it */
	bool failed;     /* a complaint was made; it is the only one */
};

/* A file of the disk, at most READ_MAX_BYTES; NULL when it cannot be read or
 * is longer. The bytes are the arena's. */
bool read_bytes(struct arena *, const char *path, struct str *out);

/* The tree of `path`, valid by `schema` (a path, or NULL for none). The
 * caller frees it with xmlFreeDoc. NULL after a complaint. */
xmlDoc *read_xml(struct reader *, const char *path, const char *schema);

/* The tree of a text; no schema. */
xmlDoc *read_xml_bytes(struct reader *, struct str bytes);
/* A compiled schema; free it with xmlRelaxNGFree. NULL: there is none. */
struct _xmlRelaxNG *read_schema(const char *path);

/* Complaints about a node: what is wrong with it; a value that is no value. */
void read_invalid(struct reader *, int line, struct str message);
void read_bad_value(struct reader *, const xmlNode *, struct str value);

/* The first child element of a name, any name when NULL; and the next one
 * after it. NULL when there is none. */
const xmlNode *read_child(const xmlNode *, const char *name);
const xmlNode *read_next(const xmlNode *, const char *name);
uint32_t read_count(const xmlNode *, const char *name); /* children */
bool read_is(const xmlNode *, const char *name);

/* Attributes. Text is NFC and the arena's; one that is absent is empty text,
 * false, 0. A value that cannot be read is complained of and counts as 0. */
struct str read_text(struct reader *, const xmlNode *, const char *attribute);
struct str read_content(struct reader *, const xmlNode *); /* trimmed */
bool read_flag(struct reader *, const xmlNode *, const char *attribute);
int read_int(struct reader *, const xmlNode *, const char *attribute);
dim read_length(struct reader *, const xmlNode *, const char *attribute);
/* "a" or "least natural most"; `em` is what 1em is worth, 0: not lawful. */
struct glue read_glue(struct reader *, const xmlNode *, const char *attribute,
		      dim em);
/* "a" or "least most". */
void read_range(struct reader *, const xmlNode *, const char *attribute,
		dim *least, dim *most);
/* "1", "0.5", "1/3"; one or two of them. */
void read_share(struct reader *, const xmlNode *, const char *attribute,
		double *least, double *most);
/* "#rrggbb"; 0, black, when absent. */
uint32_t read_color(struct reader *, const xmlNode *, const char *attribute);
/* Index of the value among `names`; `otherwise` when absent. */
int read_choice(struct reader *, const xmlNode *, const char *attribute,
		const char *const *names, int count, int otherwise);
int read_name(struct reader *, const xmlNode *, struct str value,
	      const char *const *names, int count);

/* The text of all <word> children. */
struct str *read_words(struct reader *, const xmlNode *, uint32_t *count);
/* Takes the next word of `*rest`, which moves past it; empty at the end. */
struct str read_token(struct str *rest);

#endif
