/* docx_style: how a paragraph and a run of a Word file look in the end.
 * in: styles.xml, the properties of a paragraph, a run; out: alignment,
 * indents, outline level, numbering, bold, italic …, after documents' defaults
 * and all styles that are based on one another; never: any text.
 * Lengths are twips, sizes half points. Private to docx*.c. */
#ifndef VANTHU_IMPORT_DOCX_STYLE_H
#define VANTHU_IMPORT_DOCX_STYLE_H

#include "import/docx_tree.h"
#include "import/paper.h"

/* Those that a style turns over rather than sets (ECMA-376, 17.7.3). */
enum {
	FACE_BOLD = 1,
	FACE_ITALIC = 2,
	FACE_CAPS = 4,
	FACE_HIDDEN = 8,
};

struct face {
	unsigned said, on; /* of FACE_…: spoken of; switched on */
	int size;          /* 0 not said */
	struct str font;   /* empty: not said, or of the theme */
};

enum { NOT_SAID = -1000001 };

struct look {
	enum paper_align align;
	int left, right, first; /* NOT_SAID; first: behind left, may be < 0 */
	int outline;            /* 1…9; 0 body text; NOT_SAID */
	int number, level;      /* numId and ilvl, or NOT_SAID */
	int page_break_before;  /* 1, 0, -1 not said */
};

struct style {
	struct str id, name;
	const struct node *node;
	struct style *base; /* NULL */
	bool paragraph_default;
	bool resolved;
	int resolving; /* a circle of bases ends here */
	struct face face;
	struct look look;
};

struct styles {
	struct style *list; /* sorted by id */
	uint32_t count;
	struct face face; /* of the document */
	struct look look;
	struct style *normal; /* of paragraphs that name none; NULL */
};

struct styles *styles_read(struct arena *, const struct node *root);
/* NULL where there is none of that id. */
struct style *word_style(const struct styles *, struct str id);

/* The paragraph's style: its own, or that of all; NULL. */
struct style *style_of_paragraph(const struct styles *, const struct node *ppr);
/* What the properties themselves say is put over `look`, `face`. */
void look_over(struct look *, const struct node *ppr);
void face_over(struct face *, const struct node *rpr);
/* Only the indents. */
void indents_over(struct look *, const struct node *ppr);

/* A run in a paragraph of that style (or NULL). */
struct face face_of_run(const struct styles *, const struct style *paragraph,
			const struct node *rpr);
/* "Heading 3", "Đề mục 3": 3; 0 no such name. */
int outline_of_name(struct str name);

#endif
