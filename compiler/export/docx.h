/* docx.h: what the files of the Word writer share: the document while it
 * grows. Private to export/.
 *
 * A paragraph stays open until the next thing begins, so that what follows
 * can still say "keep with me", "a gap below you", "a section ends here".
 * Lengths are dim; Word's own units are made where XML is written. */
#ifndef VANTHU_EXPORT_DOCX_H
#define VANTHU_EXPORT_DOCX_H

#include "export/export.h"
#include "form/fill.h"

/* A paragraph on its way. */
struct word_paragraph {
	bool is_open;
	int style;             /* into style.texts */
	dim before, after;     /* the gaps above and below */
	dim left, right, first; /* indents */
	dim exact;             /* height of its lines; 0: the style's */
	int list, level;       /* its number; list 0: none, -1: none though
	                        * its style has one */
	int outline;           /* from 0; -1: the style's, which may have none */
	bool keep_next;
	struct str frame, border, tabs, section; /* XML, or empty */
	struct buf runs;
};

/* One level of a list, as Word counts it. */
struct word_level {
	struct str format;     /* "decimal", "upperRoman" …; empty: unused */
	struct str text;       /* "%1." */
	int style;             /* of its paragraphs, or -1: unused */
	int label;             /* look of the number, or -1: the paragraph's */
	bool line_below;       /* the title stands on a line of its own */
};

enum { WORD_LEVELS = 9 };

/* A way to number (Word's abstractNum). */
struct word_scheme {
	struct word_level levels[WORD_LEVELS];
};

/* One list counted by a scheme (Word's num), and what Word would count next:
 * where that is not the plan's number, another list begins. */
struct word_list_of {
	int scheme;            /* into schemes */
	int first[WORD_LEVELS]; /* where each level begins; 0: not counted yet */
	int start[WORD_LEVELS]; /* what the list says each level begins at */
	int last[WORD_LEVELS]; /* last number given; 0: none yet */
};

struct word_part {             /* a file beside document.xml */
	struct str name, type; /* type empty: a picture's, by its suffix */
	struct str bytes;
};

/* Rows of text as a page would break them. */
struct word_lines {
	dim longest, last;
	uint32_t count;
	double sum, squares; /* of the lines' widths */
	double poor;         /* costs of line ends that part a phrase */
};

struct docx {
	struct arena *arena;
	struct filler fill;
	const struct rules *rules;
	const struct style *style;
	const struct export_set *set;
	const struct form *form;   /* blocks that are being written */

	struct buf *out;           /* what is written now */
	struct buf body, notes;
	struct word_paragraph open;
	dim gap;                   /* to stand above the next paragraph */
	dim measure;               /* of the column that is being written */
	bool after_table;          /* nothing stands behind the last table yet */
	bool keep_all;             /* each paragraph with the next */

	struct word_scheme *schemes;
	uint32_t scheme_count;
	struct word_list_of *lists; /* list n is lists[n - 1] */
	uint32_t list_count;
	int heading_list, unit_list; /* 0: not begun */
	int *through_lists;        /* of the units that are counted through */

	struct word_part *parts;
	uint32_t part_count;
	struct buf links, note_links; /* relationships of the text, the notes */
	int link_count;
	int drawing_count, bookmark_count, note_count;
	bool has_contents;

	int section_count;
	bool landscape, new_series; /* of the section begun last */
	struct buf foot;           /* of the first page */
};

/* ---- docx_text.c: XML, paragraphs, runs --------------------------------- */

int word_twips(dim);           /* 1/20 pt */
int word_half_points(dim);
int word_eighths(dim);
void xml_add(struct buf *, struct str text);

/* Closes the open paragraph and begins another. */
struct word_paragraph *word_open(struct docx *, int style);
void word_close(struct docx *);
void word_add(struct docx *, struct plan_text);
/* The text's runs in the look of another style. */
void word_add_as(struct docx *, struct plan_text, int style);
void word_leader(struct docx *); /* dots to the right margin */
/* A paragraph without words: `height` high. */
struct word_paragraph *word_blank(struct docx *, dim height);
/* A line `length` long, at `drop` below the baseline of the text above. */
void word_rule(struct docx *, const struct block *, struct word_lines above,
	       int style);
/* A relationship of what is being written: its number. */
int link_add(struct docx *, const char *type, struct str target, bool outside);

/* ---- docx_lines.c: widths ----------------------------------------------- */

dim text_width(const struct docx *, struct plan_text, int style);
dim widest_word(const struct docx *, struct plan_text, int style);
/* As wide lines break, first fit. */
struct word_lines lines_of(const struct docx *, struct plan_text, int style,
			   dim measure);
/* A width that takes no more lines, and makes them of like length. */
dim balanced_width(const struct docx *, struct plan_text, int style,
		   dim measure);

/* ---- docx.c ------------------------------------------------------------- */

struct str docx_title(const struct docx *);

/* ---- docx_block.c: the blocks of a form --------------------------------- */

void docx_form(struct docx *, const struct form *);
/* A name for the open paragraph, for the table of contents. */
void bookmark_add(struct docx *);
/* One block of text, in the flow or in a column. */
struct word_lines docx_text_block(struct docx *, const struct block *,
				  struct word_lines above);

/* ---- docx_pair.c -------------------------------------------------------- */

/* Writes the pair at blocks[i] and those that share its columns; gives the
 * index of the last block written. */
uint32_t docx_pairs(struct docx *, const struct form *, uint32_t i);
void docx_stamp(struct docx *, const struct block *);
/* False where there is none. */
bool docx_fixed_stamp(struct docx *, const struct block *);

/* ---- docx_body.c -------------------------------------------------------- */

void docx_nodes(struct docx *, const struct plan_node *parent);
void docx_note(struct docx *, const struct plan_node *);

/* ---- docx_number.c ------------------------------------------------------ */

/* Where a number was counted. */
struct word_place {
	int list, level; /* list 0: Word does not count it */
};
/* Gives the open paragraph the node's number; where Word cannot count it the
 * marker is written as text. `above` and `beside` are the places of the item
 * around it and of the one before it. */
struct word_place number_item(struct docx *, const struct plan_node *,
			      const struct plan_node *parent,
			      struct word_place above,
			      struct word_place beside);
void number_heading(struct docx *, const struct plan_node *);
/* Looks at all headings, to see how each level is numbered. */
void number_begin(struct docx *);
/* The list that a style's paragraphs are counted in, or 0. */
int number_of_style(const struct docx *, int style, int *level);
struct str number_part(struct docx *);

/* ---- docx_table.c ------------------------------------------------------- */

/* Two columns without lines. */
void table_pair(struct docx *, const dim width[2], dim between);
void table_close(struct docx *);
void docx_add_table(struct docx *, const struct plan_node *);

/* ---- docx_picture.c ----------------------------------------------------- */

void docx_picture(struct docx *, const struct plan_node *);
/* A picture with a place of its own over the text of the open paragraph. */
void picture_over(struct docx *, const struct plan_picture *, dim x, dim y);

/* ---- docx_page.c: sections, headers ------------------------------------- */

/* What follows stands on new pages. */
void docx_section(struct docx *, bool landscape, bool new_series);
void docx_end(struct docx *);
void pages_begin(struct docx *);
void pages_write(struct docx *);

/* ---- docx_style.c ------------------------------------------------------- */

struct str style_part(struct docx *);
struct str style_id(const struct docx *, int style);

/* ---- docx_file.c: the parts in their folder ----------------------------- */

void part_add(struct docx *, const char *name, const char *type, struct str);
/* "vi-VN" */
struct str docx_language(const struct docx *);
struct str docx_zip(struct docx *, int64_t date);

#endif
