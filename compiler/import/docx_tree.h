/* docx_tree: a part of a Word file as a small tree. Private to docx*.c.
 * in: the bytes of an XML part; out: its elements and attributes that
 * docx_names.def knows, the others as N_OTHER, text only where letters are
 * shown; never: a DTD, an entity, another encoding than UTF-8, the network. */
#ifndef VANTHU_IMPORT_DOCX_TREE_H
#define VANTHU_IMPORT_DOCX_TREE_H

#include "base/str.h"

enum name {
	N_OTHER,
#define WORD(name) N_##name,
#define MATH WORD
#define ANY WORD
#include "import/docx_names.def"
#undef WORD
#undef MATH
#undef ANY
	N_COUNT
};

struct attr {
	enum name name;
	struct str value;
};

struct node {
	struct node *next, *child;
	struct attr *attrs;
	struct str text; /* of <t> alone */
	uint16_t name, attr_count;
};

/* The root, or NULL and a fault in Vietnamese. Nodes are counted in `*count`
 * over all parts of a file, which may have only so many. */
struct node *tree_read(struct arena *, struct str bytes, uint32_t *count,
		       const char **fault);

/* The first child of that name, NULL; a node may be NULL too. */
const struct node *child_of(const struct node *, enum name);
/* Of an AlternateContent, which says one thing twice: what is to be read. */
const struct node *choice_of(const struct node *);
/* An attribute; empty where there is none. */
struct str attr_of(const struct node *, enum name);
bool has_attr(const struct node *, enum name);
/* w:val of the child of that name; empty where there is none. */
struct str val_of(const struct node *, enum name child);
/* A whole number; `otherwise` where there is none, within ±1 000 000. */
int int_of(struct str, int otherwise);
/* <w:b/> and w:val="1" say yes, w:val="0" no: 1, 0; -1 without the child. */
int switch_of(const struct node *, enum name child);

#endif
