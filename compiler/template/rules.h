/* rules: what the decree fixes about words and order, as check/ needs it.
 * Read from templates/NAME/rules.xml; all views live in the template's arena.
 * All text is NFC. Word lists and cited kinds stand longest first (in bytes),
 * so the first that fits is the right one. */
#ifndef VANTHU_TEMPLATE_RULES_H
#define VANTHU_TEMPLATE_RULES_H

#include "base/str.h"
#include "template/words.h"

struct word_list {
	struct str *items;
	uint32_t count;
};

/* A kind of document (Phụ lục III). */
struct rule_kind {
	struct str name;         /* "kế hoạch" */
	struct str abbreviation; /* "KH" */
	struct str form;         /* blocks of the style */
	bool has_addressee;      /* Kính gửi may stand (R77) */
	bool untitled;           /* công văn: no kind on the page (R24) */
	bool plain_units;        /* a Điều may stand without a title */
};

/* A unit of scheme A, from outer to inner: Phần, Chương … (R44–R48). */
struct rule_unit {
	struct str name;     /* "Chương" */
	int form;            /* enum number_form */
	bool through;        /* counted through the whole document */
	bool run_in;         /* its title stands on its line: "Điều 1. …" */
};

/* A mark of box 10 or 11: its field and the words that are lawful. */
struct rule_mark {
	struct str field;
	struct word_list words;
};

/* Words of a task table, and how its deadlines are read. */
struct rule_tasks {
	struct str number, what, lead, with, deadline, product; /* headers */
	struct word_list before, each; /* "trước", "hằng" */
};

/* A kind of document that may be cited. */
struct rule_cited {
	struct str name;     /* "Nghị định" */
	bool by_name;        /* a law: cited without number and issuer */
};

/* What a level-1 heading is about: the role word that stands first in its
 * title decides; of two at one place the longer. */
struct rule_role {
	struct str name;
	struct word_list words; /* small letters */
};

enum number_form {
	FORM_ROMAN,   /* I.   */
	FORM_ARABIC,  /* 1.   */
	FORM_DECIMAL, /* 1.1. parent's number, a dot, its own */
	FORM_LETTER   /* a)   */
};
enum { SCHEME_LEVELS = 4 };

struct rule_scheme {
	struct str name; /* as written after @đánh số: "I. 1. a)" */
	enum number_form forms[SCHEME_LEVELS];
	int levels;
};

/* TM. KT. TL. TUQ. Q. */
struct rule_authority {
	struct str abbreviation; /* "KT." */
	bool is_title;           /* Q.: the line is the title itself */
	bool needs_title;        /* the signer's own title stands below */
	struct word_list after;  /* what may stand above it */
};

/* A part that must stand in every document (R11). */
struct rule_part {
	struct str name;   /* component: "cơ quan"; "tên loại" is the one named
	                    * after the kind, "nội dung" the text itself */
	struct str clause; /* "NĐ30 Điều 8.2.b" */
	struct word_list forms; /* needed in these alone; none: in all */
};

/* Where an R-rule stands in the decree. */
struct rule_clause {
	struct str rule;  /* "R30" */
	struct str text;  /* "NĐ30 II.4.b" */
};

struct rules {
	struct str name;    /* "nd30" */
	struct str version; /* of the template */
	struct rule_kind *kinds;
	uint32_t kind_count;
	struct rule_cited *cited; /* every kind is among them */
	uint32_t cited_count;
	struct rule_role *roles;
	uint32_t role_count;
	struct str role_other; /* "khác" */
	struct rule_unit *units;
	uint32_t unit_count;
	struct rule_mark *marks;
	uint32_t mark_count;
	struct rule_tasks tasks;
	struct word_list counted;  /* headers of counted columns: "STT", "TT" */
	struct word_list totals;   /* first words of a row of sums */
	struct str attached_form;  /* blocks of a plan attached to a decision */
	struct str appendix_form;  /* of an appendix in its own file */
	struct str appendix_reference; /* "Phụ lục {n}" */
	struct rule_scheme *schemes; /* the first is the default */
	uint32_t scheme_count;
	struct rule_authority *authorities;
	uint32_t authority_count;
	struct rule_part *parts;
	uint32_t part_count;
	struct rule_clause *clauses;
	uint32_t clause_count;

	/* Citations: "số", "ngày", "tháng", "năm", "của" are cite_words[0..4]. */
	struct word_list cite_words;
	/* Heads of an issuer's name: "Ủy ban nhân dân", "Bộ", "Sở" … */
	struct word_list issuer_heads;
	/* Units whose proper name follows: "tỉnh", "thành phố", "xã" … */
	struct word_list issuer_units;
	/* Words that begin the subject of a cited document and so end the
	 * issuer: "về", "ban hành", "quy định" … */
	struct word_list subject_openers;

	/* References as printed: "{n}" is the number. From inner to outer they
	 * are joined by a space: "điểm a khoản 2 Mục II". One a number form. */
	struct str reference[4];
	/* "{type} số {number}", "{type} {name}" come from cite words. */

	struct word_list titles_not_before_names; /* "TS.", "ThS." … (R68) */
	struct word_list agency_abbreviations;    /* "UBND" … (R20) */
	struct str recipient_keep;                /* "Lưu:" (R81) */
	struct word_list proofs; /* spare words of the closing mark: "./." */
	const struct words *words; /* what the lints look for */
	int small_number;  /* numbers below it take a leading zero: 10 (R22) */
	int padded_months; /* months up to it take a leading zero: 2 (R30) */
};

#endif
