/* internal.h: what check/'s own files share; not for other rooms. */
#ifndef VANTHU_CHECK_INTERNAL_H
#define VANTHU_CHECK_INTERNAL_H

#include "check/check.h"

/* What a [[label]] stands for. */
struct label {
	struct str name; /* folded */
	struct str whole, number; /* as printed; whole empty: has no number */
	struct span span;
	bool used, is_bind;
	struct label *next_in_bucket;
};

struct note_text {
	struct str name;
	const struct ast_node *node;
	struct plan_node *called; /* NULL: not yet */
	struct note_text *next_in_bucket;
};

struct heading_number {
	const struct ast_node *node;
	struct str number;
	struct str where; /* its place, as tasks say it: "II.3" */
	int level, unit;  /* as in struct plan_node */
};

enum { LABEL_BUCKETS = 1024 };

struct checker {
	struct arena *arena;
	const struct ast *ast;
	const struct rules *rules;
	struct diags *diags;
	bool final;
	struct plan *plan;
	const struct rule_kind *kind; /* NULL: none was found */
	const struct rule_scheme *scheme;
	struct label *labels[LABEL_BUCKETS];
	struct note_text *notes[LABEL_BUCKETS];
	struct heading_number *headings; /* in document order */
	uint32_t heading_count, heading_next;
};

/* ---- refs.c: numbers, labels, notes ----------------------------------- */

/* Numbers every heading and labelled item, and collects labels and notes. */
void refs_collect(struct checker *);
/* What refs_collect counted of a heading; ask for them in document order.
 * NULL for a heading that is too deep. */
const struct heading_number *refs_heading(struct checker *,
					  const struct ast_node *);
/* The unit of scheme A that a heading names ("Chương: …"), from 1, or 0; and
 * how many bytes of its first text the name takes. */
int refs_unit(struct checker *, const struct ast_node *, uint32_t *bytes);
struct label *refs_find(struct checker *, struct str name, struct span);
struct note_text *refs_find_note(struct checker *, struct str name);
/* Complaints of labels and notes that nothing refers to. */
void refs_finish(struct checker *);

/* ---- text.c: inlines to runs ------------------------------------------ */

/* The text of a node. `calls` NULL: no note may be called here; else the
 * notes called are appended to it, in order. */
struct plan_text text_build(struct checker *, const struct ast_node *,
			    struct plan_node *calls);
/* Takes `mark` (";" or "./.") and blanks off the end; true if it was there. */
bool text_strip(struct plan_text *, struct str mark);
/* The plain text in front of one inline. */
struct str text_before(struct arena *, const struct ast_node *,
		       const struct ast_inline *);

/* ---- value.c: number, date -------------------------------------------- */

void value_number(struct checker *, const struct ast_node *);
void value_date(struct checker *, const struct ast_node *);
/* … ... .. _ or nothing. */
bool value_is_blank(struct str);
/* "15/10/2024" or "15 tháng 10 năm 2024" at the beginning of `s`; gives how
 * many bytes it takes, or 0. */
uint32_t value_read_date(struct str s, struct plan_date *);
int value_days_of(int month, int year);

/* ---- cite.c: documents cited ------------------------------------------ */

/* The documents that `text` cites, in order. */
uint32_t cite_find(struct arena *, const struct rules *, struct str text,
		   struct plan_cite **cites);
/* "Kế hoạch số 85/KH-UBND"; a law by its name. */
struct str cite_short(struct arena *, const struct plan_cite *, struct str text);

/* ---- head.c: head, bases, recipients, signer -------------------------- */

void head_agency(struct checker *, const struct ast_node *);
void head_bases(struct checker *, const struct ast_node *);
void head_recipients(struct checker *, const struct ast_node *);
void head_signer(struct checker *, const struct ast_node *);

/* ---- table.c ----------------------------------------------------------- */

/* NULL after a complaint. Notes called in cells are appended to `notes`. */
const struct plan_table *table_build(struct checker *,
				     const struct ast_node *block,
				     struct plan_node *notes);
const struct ast_node *table_key(const struct ast_node *block, enum key);
/* "có" or nothing behind the key; false for "không" and for no key. */
bool table_flag(struct checker *, const struct ast_node *key);
struct plan_text text_of_str(struct checker *, struct str, struct span);

/* ---- task.c ------------------------------------------------------------ */

/* Collects all tasks of the document, in order, before the body is built. */
void task_collect(struct checker *);
/* The next block's tasks as a table or as items, added to `parent`. */
void task_build(struct checker *, const struct ast_node *block,
		struct plan_node *parent);

/* ---- form.c ------------------------------------------------------------ */

/* Dots of a line of @biểu mẫu become room to write in. */
void form_dots(struct checker *, struct plan_text *);

/* ---- part.c: other parts of the form ----------------------------------- */

/* Secrecy, urgency, circulation, draft, drafter, contact … */
void part_build(struct checker *, const struct ast_node *);
void part_addressees(struct checker *, const struct ast_node *);
void part_appendix(struct checker *, const struct ast_node *, uint32_t count);
/* Each appendix is pointed to (R83). */
void part_check_appendices(struct checker *);
const struct plan_picture *part_picture(struct checker *,
					const struct ast_node *,
					struct plan_text *caption);

/* "Phụ lục II", or "Phụ lục" where `number` is empty. */
struct str part_appendix_label(struct checker *, struct str number);

/* ---- picture.c --------------------------------------------------------- */

/* Kind and size; false where it is no PNG or JPEG. */
bool picture_read(struct str bytes, struct plan_picture *);

/* Where the issuer's name that begins at byte `at` ends. */
uint32_t cite_issuer_end(struct arena *, const struct rules *, struct str text,
			 uint32_t at);

/* ---- lint.c ------------------------------------------------------------ */

/* Complaints about capitals, typing and citations of the finished plan. */
void lint(struct checker *);

/* ---- body.c: the content ---------------------------------------------- */

/* Nests the content among `first` … into `into`. Stops at a component. */
void body_build(struct checker *, const struct ast_node *first,
		struct plan_node *into);

#endif
