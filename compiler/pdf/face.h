/* face.h: font files, and the part of each that a document takes along (ISO
 * 32000-1, 9.7). Not for other rooms. */
#ifndef VANTHU_PDF_FACE_H
#define VANTHU_PDF_FACE_H

#include <hb.h>

#include "pages/pages.h"
#include "pdf/file.h"

/* A font file, opened for the whole process. Lengths in thousandths of an em. */
struct face_file {
	hb_face_t *face;
	hb_face_t *outlines; /* the tables of it that go along */
	hb_font_t *font;
	uint32_t glyph_count;
	uint32_t *widths;    /* by glyph that a part has had; hundred
	                      * thousandths of that */
	uint16_t space;      /* its glyph */
	char name[64];       /* of PostScript */
	int box[4], ascent, descent, cap_height, italic_angle;
	bool is_bold, is_italic;
};

bool face_open(struct face_file *, const char *path, enum face);
void face_close(struct face_file *);

/* What a document uses of a face. */
struct face_part {
	const struct face_file *file;
	bool in_use;
	bool is_small;    /* codes are of one byte, else of two */
	uint8_t *used;    /* by glyph of the file */
	uint16_t *codes;  /* by glyph of the file: its number in the part */
	uint32_t *says;   /* by glyph of the file: the character it stands for */
	uint32_t object;  /* the font, for resources */
};

void part_begin(struct face_part *, const struct face_file *, struct arena *);
/* Takes a glyph along. False where it stands for another character already:
 * then what it says has to be written beside it. */
bool part_use_first(struct face_part *, uint16_t glyph, uint32_t character);
static inline bool part_use(struct face_part *p, uint16_t glyph,
			    uint32_t character)
{
	/* nearly always it is there and says the same */
	return (glyph < p->file->glyph_count && p->used[glyph] &&
		p->says[glyph] == character) ||
	       part_use_first(p, glyph, character);
}
struct font_options {
	bool with_set;       /* the list of glyphs that PDF/A-1 wants (6.3.5) */
	uint32_t small_codes; /* what codes of one byte mean; 0: not written yet */
};

/* Cuts the font down and writes it. False when the font cannot be cut. */
bool part_write(struct face_part *, struct file *, struct font_options *);

#endif
