/* style: what the decree fixes about the page, as layout/ needs it.
 * Read from templates/NAME/style.xml. Layout knows kinds of block, never
 * parts of a decree; lengths are dim, all views live in the template's arena. */
#ifndef VANTHU_TEMPLATE_STYLE_H
#define VANTHU_TEMPLATE_STYLE_H

#include "base/dim.h"
#include "base/str.h"

enum face { FACE_REGULAR, FACE_BOLD, FACE_ITALIC, FACE_BOLD_ITALIC, FACE_COUNT };
enum { FACE_IS_BOLD = 1, FACE_IS_ITALIC = 2 }; /* bits of enum face */

enum align { ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT, ALIGN_JUSTIFY };

/* How a paragraph looks. */
struct text_style {
	struct str name;
	struct str label;    /* as editors name it; empty: the name */
	enum face face;
	bool caps;
	dim size;
	enum align align;
	struct glue leading; /* baseline to baseline, the lawful range */
	struct glue before;  /* gap above the paragraph's first line */
	dim indent;          /* first line */
	int keep_next;       /* lines of the next block that must follow */
	bool keep_whole;     /* no page break inside */
	bool balance;        /* centred: lines of like length */
	uint32_t color;      /* 0xRRGGBB; 0 is black */
};

/* What a text block or a list is filled from. */
enum field {
	FIELD_NONE,
	FIELD_PARENTS,      /* lines */
	FIELD_ISSUER,
	FIELD_NUMBER,
	FIELD_SYMBOL,
	FIELD_PLACE,
	FIELD_DAY,          /* digits as the decree wants them */
	FIELD_MONTH,
	FIELD_YEAR,
	FIELD_KIND,
	FIELD_KIND_NAME,    /* "Kế hoạch", as it is cited */
	FIELD_SUBJECT,      /* styled text */
	FIELD_AUTHORITY,    /* lines */
	FIELD_TITLES,       /* lines */
	FIELD_OTHER_TITLES, /* lines */
	FIELD_SIGNER,
	FIELD_RECIPIENT,
	FIELD_PURPOSE,
	FIELD_PAGE,
	FIELD_NOTE,         /* a footnote's number */
	FIELD_ADDRESSEE,    /* Kính gửi; see BLOCK_ADDRESSEES */
	FIELD_COMPETENCE,   /* who decides; the issuer where not said */
	FIELD_ATTACHED,     /* what the document is attached to */
	FIELD_SECRECY,
	FIELD_URGENCY,
	FIELD_CIRCULATION,
	FIELD_DRAFT,
	FIELD_DRAFTER,
	FIELD_CONTACT,
	FIELD_SIGNED,       /* information of a digital signature */
	FIELD_APPENDIX,     /* number of an appendix */
	FIELD_APPENDIX_TITLE,
	FIELD_COUNT
};

/* A pattern is fixed text and fields in turn: "Số: {number}/{symbol}". Parts
 * in [ ] are a group: none of them is printed when a field of the group is
 * blank: "- {recipient}[ ({purpose})]". */
struct pattern_part {
	struct str text;  /* fixed text, or */
	enum field field; /* a field, when not FIELD_NONE */
	struct str blank; /* printed where the field is blank; may be empty */
	int group;        /* 0: always printed; else parts of one [ ] share it */
};

struct pattern {
	struct pattern_part *parts;
	uint32_t count;
};

enum block_kind {
	BLOCK_PAIR,       /* two columns side by side: children are columns */
	BLOCK_COLUMN,
	BLOCK_TEXT,       /* a pattern; one paragraph for each line of a
	                   * field that has lines, none if it has no line */
	BLOCK_RULE,       /* a line under the block before it */
	BLOCK_GAP,        /* free height */
	BLOCK_BASES,      /* the bases, one paragraph each */
	BLOCK_BODY,       /* the content */
	BLOCK_CLOSING,    /* the closing paragraphs */
	BLOCK_RECIPIENTS, /* the list of recipients */
	BLOCK_ADDRESSEES, /* Kính gửi: one on its line, several below it */
	BLOCK_STAMP,      /* a field in a frame; none when it is blank */
	BLOCK_FOOT,       /* text at the foot of the first page */
	BLOCK_USE         /* another form's blocks; gone when read */
};

/* Where a stamp or a text has a place of its own on the paper. */
struct fixed_place {
	bool is_fixed;
	dim x, y;         /* its middle or edge; its top, from the paper's top */
	enum align align; /* what x is */
};

/* A frame's width for one text. */
struct stamp_size {
	struct str text;
	dim width;
};

/* The element a block's text belongs to, for tags and outline. */
enum element_kind {
	ELEMENT_DOCUMENT,
	ELEMENT_SECTION,
	ELEMENT_TITLE,     /* of the document */
	ELEMENT_HEADING,
	ELEMENT_PARAGRAPH,
	ELEMENT_LIST,
	ELEMENT_ITEM,
	ELEMENT_LABEL,     /* marker of an item */
	ELEMENT_BODY,      /* text of an item */
	ELEMENT_LINK,
	ELEMENT_NOTE,
	ELEMENT_ARTIFACT,  /* furniture: rules, page numbers */
	ELEMENT_TABLE,
	ELEMENT_ROW,
	ELEMENT_HEADER_CELL,
	ELEMENT_CELL,
	ELEMENT_FIGURE,
	ELEMENT_CAPTION,
	ELEMENT_CONTENTS,
	ELEMENT_ENTRY,     /* of the contents */
	ELEMENT_FORM       /* a field to be filled in */
};

/* Where something is put in after the file was made: a number and a date, the
 * signatures of a person and of an agency, what marks an electronic copy. */
enum anchor_kind { ANCHOR_NONE, ANCHOR_NUMBER, ANCHOR_DATE, ANCHOR_SIGNATURE,
		   ANCHOR_SEAL, ANCHOR_CORNER };

struct block {
	enum block_kind kind;
	enum anchor_kind anchor; /* of a text */
	enum element_kind element;
	int style;              /* index into style.texts, or -1 */
	struct pattern pattern;
	struct str rule;        /* "R12": what the decree calls it */

	int columns; /* pair: those of one number, above 0, stand in the same
	              * columns; 0: a pair for itself */
	/* column: its share of the pair; natural width is measured */
	dim least_width, most_width; /* 0: none */
	bool first_served;      /* gets its natural width before the other */

	/* rule under the block before: a share of that block's text line */
	double least_share, most_share; /* 1, 1: as long as the line */
	dim weight, drop;       /* thickness; distance below the baseline */

	struct glue gap;        /* BLOCK_GAP, and the gap between the pair's
	                         * columns in .natural */
	struct str last;        /* list: after the last entry */
	struct str others;      /* list: after the others */
	struct str final;       /* closing mark after the last of all text */
	int keep_before;        /* lines of text that must stand on its page */
	bool signers;           /* pair: repeated for several signers */
	bool agencies;          /* column: repeated for several agencies */
	bool signature;         /* gap: holds the pictures of the signature */

	struct fixed_place place; /* stamp, text */
	dim frame_height, frame_padding;
	struct stamp_size *sizes;
	uint32_t size_count;

	struct block *children;
	uint32_t child_count;
};

/* A way to set a whole document: its blocks from top to bottom. */
struct form {
	struct str name;
	struct block *blocks;
	uint32_t block_count;
};

struct table_style {
	int header, cell, cell_center, cell_right, cell_justify, caption;
	dim weight;             /* of its rules */
	dim pad_x, pad_y;       /* between rule and text */
	struct glue before, after;
	dim least_column;       /* no column is narrower */
};

enum { HEADING_LEVELS = 4 };

struct page_style {
	dim width, height;
	dim top, bottom, left, right; /* margins */
	dim folio_baseline;           /* page number: below the paper's edge */
	int folio_style;
	struct pattern folio;
	bool folio_on_first;
};

struct note_style {
	int text;           /* style of the note's text */
	struct pattern label;
	dim mark_size;      /* raised number in the text */
	dim mark_raise;
	dim rule_width, rule_weight;
	struct glue rule_gap; /* text to rule */
	dim rule_to_note;   /* rule to the first note's top */
};

/* How lines of justified text are chosen; costs are those of lines.c, where
 * a line of natural spaces costs 100 and one of spaces half as wide again
 * 12,100. */
struct line_breaking {
	bool first_fit;         /* no look ahead */
	double shrink;          /* least width of a space, of its natural one */
	double loose;           /* beyond it unwanted line ends are weighed, */
	double too_loose;       /* beyond this forbidden ones too */
	double unwanted, forbidden; /* their costs */
	dim tracking;           /* most between letters of a line beyond loose */
	double short_last;      /* cost of a last line of one syllable */
};

struct word_set {
	struct str *items;
	uint32_t count;
};

/* Where a line should not end: between a word of `after` (hard) or
 * `soft_after` and the digit or Roman number behind it, between a number and
 * a unit of `before`, between a word of `name_after` and the name behind it. */
struct no_break {
	struct word_set after, soft_after, before, name_after;
	struct word_set parts_before; /* small letters: titles part there */
};

struct style {
	struct str name;
	struct str family;        /* as fonts/fonts.xml knows it */
	struct str language;      /* "vi" */
	struct page_style page;
	struct text_style *texts;
	uint32_t text_count;
	struct form *forms;
	uint32_t form_count;
	int headings[HEADING_LEVELS]; /* styles of the content, by level */
	int item;                 /* style of an item */
	int paragraph, centered;
	int unit_number, unit_title, unit_run_in; /* scheme A */
	int form_line, contents;
	struct table_style table;
	dim signature_height;     /* of the picture of a signature (R71) */
	double seal_overlap;      /* share of it that the seal covers (R74) */
	dim signature_width, seal_width; /* room for what is put in later */
	/* first page: of the copy's signature (R99), from the paper's edges */
	struct corner { dim right, top, width, height; } corner;
	struct spoken { struct str picture, signature, seal; } spoken;
	struct note_style note;
	struct line_breaking breaking;
	int widow, orphan;        /* least lines at a page's head and foot */
	struct no_break no_break;
};

/* The page upright, or turned: the margins keep their sides as read. */
struct page_style style_page(const struct style *, bool landscape);
/* -1 where there is none. */
int style_find(const struct style *, struct str name);
/* NULL where there is none. */
const struct form *style_form(const struct style *, struct str name);

#endif
