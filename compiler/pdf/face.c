#include "pdf/face.h"

#include <hb-ot.h>
#include <hb-subset.h>
#include <libdeflate.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

/* ---- the file ----------------------------------------------------------- */

static int per_mille(const struct face_file *f, double units)
{
	return (int)lround(units * 1000 / hb_face_get_upem(f->face));
}

static int metric(const struct face_file *f, hb_ot_metrics_tag_t tag)
{
	hb_position_t units = 0;

	hb_ot_metrics_get_position(f->font, tag, &units);
	return per_mille(f, units);
}

/* The box around all glyphs stands in the table "head". */
static void read_box(struct face_file *f)
{
	hb_blob_t *head = hb_face_reference_table(f->face,
						  HB_TAG('h', 'e', 'a', 'd'));
	unsigned count;
	const uint8_t *p = (const uint8_t *)hb_blob_get_data(head, &count);

	for (int i = 0; i < 4 && count >= 44; i++) {
		const uint8_t *at = p + 36 + 2 * i;

		f->box[i] = per_mille(f, (int16_t)(at[0] << 8 | at[1]));
	}
	hb_blob_destroy(head);
}

static uint32_t read_width(const struct face_file *f, uint32_t glyph)
{
	return (uint32_t)llround(hb_font_get_glyph_h_advance(f->font, glyph) *
				 (1000.0 * REAL_ONE) /
				 hb_face_get_upem(f->face));
}

/* The tables that a part is cut from. What finds and places glyphs is not
 * there: only to look through it takes as long as the cutting. */
static hb_blob_t *table_of_outlines(hb_face_t *unused, hb_tag_t tag, void *face)
{
	static const hb_tag_t TABLES[] = {
		HB_TAG('g', 'l', 'y', 'f'), HB_TAG('h', 'e', 'a', 'd'),
		HB_TAG('h', 'h', 'e', 'a'), HB_TAG('h', 'm', 't', 'x'),
		HB_TAG('l', 'o', 'c', 'a'), HB_TAG('m', 'a', 'x', 'p'),
	};

	(void)unused;
	for (size_t i = 0; i < sizeof TABLES / sizeof *TABLES; i++)
		if (tag == TABLES[i])
			return hb_face_reference_table(face, tag);
	return hb_blob_get_empty();
}

bool face_open(struct face_file *f, const char *path, enum face face)
{
	hb_blob_t *blob = hb_blob_create_from_file_or_fail(path);
	unsigned room = sizeof f->name;
	hb_codepoint_t space = 0;

	*f = (struct face_file){ .is_bold = face & FACE_IS_BOLD,
				 .is_italic = face & FACE_IS_ITALIC };
	if (!blob)
		return false;
	f->face = hb_face_create(blob, 0);
	hb_blob_destroy(blob);
	f->outlines = hb_face_create_for_tables(table_of_outlines, f->face,
						NULL);
	f->glyph_count = hb_face_get_glyph_count(f->face);
	hb_ot_name_get_utf8(f->face, HB_OT_NAME_ID_POSTSCRIPT_NAME,
			    HB_LANGUAGE_INVALID, &room, f->name);
	f->font = hb_font_create(f->face);
	f->ascent = metric(f, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER);
	f->descent = metric(f, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER);
	f->cap_height = metric(f, HB_OT_METRICS_TAG_CAP_HEIGHT);
	f->italic_angle = (int)lround(
		hb_style_get_value(f->font, HB_STYLE_TAG_SLANT_ANGLE));
	read_box(f);
	hb_font_get_nominal_glyph(f->font, ' ', &space);
	f->space = (uint16_t)space;
	f->widths = calloc(f->glyph_count, sizeof *f->widths);
	return f->glyph_count && f->name[0] && f->widths;
}

void face_close(struct face_file *f)
{
	hb_font_destroy(f->font);
	hb_face_destroy(f->outlines);
	hb_face_destroy(f->face);
	free(f->widths);
}

/* ---- what is used ------------------------------------------------------- */

void part_begin(struct face_part *p, const struct face_file *file,
		struct arena *arena)
{
	*p = (struct face_part){
		.file = file,
		.used = arena_array(arena, uint8_t, file->glyph_count),
		.codes = arena_array(arena, uint16_t, file->glyph_count),
		.says = arena_array(arena, uint32_t, file->glyph_count),
	};
}

bool part_use_first(struct face_part *p, uint16_t glyph, uint32_t character)
{
	if (glyph >= p->file->glyph_count)
		return true;
	p->in_use = true;
	p->used[glyph] = 1;
	if (!p->says[glyph])
		p->says[glyph] = character;
	return p->says[glyph] == character;
}

/* ---- cut down ----------------------------------------------------------- */

static hb_subset_plan_t *plan_of(const struct face_part *p)
{
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	hb_subset_plan_t *plan;
	hb_set_t *glyphs;

	if (!input)
		return NULL;
	glyphs = hb_subset_input_glyph_set(input);
	for (uint32_t i = 0; i < p->file->glyph_count; i++)
		if (p->used[i])
			hb_set_add(glyphs, i);
	hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING);
	plan = hb_subset_plan_create_or_fail(p->file->outlines, input);
	hb_subset_input_destroy(input);
	return plan;
}

/* The glyphs of the part, by their numbers in it: those of the file. */
struct glyph_list {
	uint32_t *items, count;
};

static struct glyph_list read_numbers(struct face_part *p,
				      hb_subset_plan_t *plan,
				      struct arena *arena)
{
	const hb_map_t *map = hb_subset_plan_new_to_old_glyph_mapping(plan);
	struct glyph_list list = { .count = hb_map_get_population(map) };

	list.items = arena_array(arena, uint32_t, list.count + 1);
	for (uint32_t i = 0; i < list.count; i++) {
		uint32_t glyph = hb_map_get(map, i);

		if (glyph >= p->file->glyph_count)
			continue;
		list.items[i] = glyph;
		p->file->widths[glyph] = read_width(p->file, glyph);
		p->codes[glyph] = (uint16_t)i;
	}
	return list;
}

/* ---- written ------------------------------------------------------------ */

/* "LKJHGF+LiberationSerif": the letters tell one part from another. */
static struct str name_part(const struct face_part *p, struct file *f,
			    const struct glyph_list *list)
{
	uint32_t print = libdeflate_crc32(0, list->items,
					  list->count * sizeof *list->items);
	char letters[7] = "";

	for (int i = 0; i < 6; i++, print /= 26)
		letters[i] = (char)('A' + print % 26);
	return str_printf(f->arena, "%s+%s", letters, p->file->name);
}

static uint32_t write_file(struct file *f, hb_face_t *cut)
{
	hb_blob_t *blob = hb_face_reference_blob(cut);
	uint32_t object = file_reserve(f);
	unsigned count;
	const char *bytes = hb_blob_get_data(blob, &count);

	file_put_stream(f, object, str_printf(f->arena, "/Length1 %u", count),
			(struct str){ bytes, count }, true);
	hb_blob_destroy(blob);
	return object;
}

static uint32_t write_set(struct file *f, const struct glyph_list *list)
{
	uint32_t object = file_reserve(f), bytes = list->count / 8 + 1;
	char *bits = arena_array(f->arena, char, bytes);

	for (uint32_t i = 0; i < list->count; i++)
		bits[i / 8] = (char)(bits[i / 8] | 0x80 >> i % 8);
	file_put_stream(f, object, STR(""), (struct str){ bits, bytes }, true);
	return object;
}

static uint32_t write_descriptor(const struct face_part *p, struct file *f,
				 struct str name, uint32_t font_file,
				 uint32_t set)
{
	enum { SERIF = 2, SYMBOLIC = 4, ITALIC = 64 };
	const struct face_file *file = p->file;
	uint32_t object = file_reserve(f);
	struct buf b = buf_new(f->arena);

	buf_printf(&b, "<</Type/FontDescriptor/FontName/%.*s/Flags %d"
		   "/FontBBox[%d %d %d %d]/ItalicAngle %d/Ascent %d"
		   "/Descent %d/CapHeight %d/StemV %d/FontFile2 %u 0 R",
		   STR_ARG(name),
		   SERIF | SYMBOLIC | (file->is_italic ? ITALIC : 0),
		   file->box[0], file->box[1], file->box[2], file->box[3],
		   file->italic_angle, file->ascent, file->descent,
		   file->cap_height, file->is_bold ? 140 : 80, font_file);
	if (set)
		buf_printf(&b, "/CIDSet %u 0 R", set);
	buf_add(&b, STR(">>"));
	file_put(f, object, buf_str(&b));
	return object;
}

static uint32_t write_cid_font(const struct face_part *p, struct file *f,
			       struct str name, const struct glyph_list *list,
			       uint32_t descriptor)
{
	uint32_t object = file_reserve(f);
	struct buf b = buf_new(f->arena);

	buf_printf(&b, "<</Type/Font/Subtype/CIDFontType2/BaseFont/%.*s"
		   "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
		   "/Supplement 0>>/FontDescriptor %u 0 R"
		   "/CIDToGIDMap/Identity/W[0[", STR_ARG(name), descriptor);
	for (uint32_t i = 0; i < list->count; i++) {
		if (i)
			buf_char(&b, ' ');
		put_real(&b, p->file->widths[list->items[i]]);
	}
	buf_add(&b, STR("]]>>"));
	file_put(f, object, buf_str(&b));
	return object;
}

enum { BLOCK_MOST = 100 }; /* lines of a block of a CMap */

static void put_meanings(const struct face_part *p, struct buf *b,
			 const struct glyph_list *list, uint32_t from,
			 uint32_t to)
{
	struct buf character = buf_new(b->arena);
	uint32_t count = 0;

	for (uint32_t i = from; i < to; i++)
		count += p->used[list->items[i]];
	if (!count)
		return;
	buf_printf(b, "%u beginbfchar\n", count);
	for (uint32_t i = from; i < to; i++) {
		if (!p->used[list->items[i]])
			continue;
		character.n = 0;
		utf8_add(&character, p->says[list->items[i]]);
		buf_printf(b, p->is_small ? "<%02X><" : "<%04X><", i);
		put_utf16_hex(b, buf_str(&character));
		buf_add(b, STR(">\n"));
	}
	buf_add(b, STR("endbfchar\n"));
}

/* What each glyph says, for search, copying and reading aloud (9.10.3). */
static uint32_t write_meanings(const struct face_part *p, struct file *f,
			       const struct glyph_list *list)
{
	uint32_t object = file_reserve(f);
	struct buf b = buf_new(f->arena);

	buf_add(&b, STR("/CIDInit/ProcSet findresource begin\n"
			"12 dict begin\nbegincmap\n"
			"/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)"
			"/Supplement 0>>def\n"
			"/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
			"1 begincodespacerange\n"));
	buf_add(&b, p->is_small ? STR("<00><FF>") : STR("<0000><FFFF>"));
	buf_add(&b, STR("\nendcodespacerange\n"));
	for (uint32_t i = 0; i < list->count; i += BLOCK_MOST)
		put_meanings(p, &b, list, i,
			     i + BLOCK_MOST < list->count ? i + BLOCK_MOST
							  : list->count);
	buf_add(&b, STR("endcmap\nCMapName currentdict /CMap defineresource "
			"pop\nend\nend\n"));
	file_put_stream(f, object, STR(""), buf_str(&b), true);
	return object;
}

/* A code of one byte is the glyph's number in the part, as those of two bytes
 * are under Identity-H (9.7.5.3). Half the bytes are half the packing. */
static uint32_t write_small_codes(struct file *f)
{
	uint32_t object = file_reserve(f);

	file_put_stream(f, object,
		STR("/Type/CMap/CMapName/Vanthu-One-Byte/WMode 0/CIDSystemInfo"
		    "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"),
		STR("%!PS-Adobe-3.0 Resource-CMap\n"
		    "/CIDInit/ProcSet findresource begin\n"
		    "12 dict begin\nbegincmap\n"
		    "/CIDSystemInfo 3 dict dup begin\n"
		    "/Registry (Adobe) def\n/Ordering (Identity) def\n"
		    "/Supplement 0 def\nend def\n"
		    "/CMapName/Vanthu-One-Byte def\n/CMapType 1 def\n"
		    "/WMode 0 def\n"
		    "1 begincodespacerange\n<00><FF>\nendcodespacerange\n"
		    "1 begincidrange\n<00><FF> 0\nendcidrange\n"
		    "endcmap\nCMapName currentdict /CMap defineresource pop\n"
		    "end\nend\n"), true);
	return object;
}

static struct str encoding_of(const struct face_part *p, struct file *f,
			      struct font_options *o)
{
	if (!p->is_small)
		return STR("/Identity-H");
	if (!o->small_codes)
		o->small_codes = write_small_codes(f);
	return str_printf(f->arena, " %u 0 R", o->small_codes);
}

static void write_font(struct face_part *p, struct file *f,
		       const struct glyph_list *list, hb_face_t *cut,
		       struct font_options *o)
{
	struct str name = name_part(p, f, list);
	uint32_t font_file = write_file(f, cut);
	uint32_t set = o->with_set ? write_set(f, list) : 0;
	uint32_t cid = write_cid_font(p, f, name, list,
				      write_descriptor(p, f, name, font_file,
						       set));
	uint32_t meanings = write_meanings(p, f, list);

	struct str encoding = encoding_of(p, f, o);

	p->object = file_reserve(f);
	file_put(f, p->object, str_printf(f->arena,
		"<</Type/Font/Subtype/Type0/BaseFont/%.*s"
		"/Encoding%.*s/DescendantFonts[%u 0 R]"
		"/ToUnicode %u 0 R>>", STR_ARG(name), STR_ARG(encoding), cid,
		meanings));
}

bool part_write(struct face_part *p, struct file *f, struct font_options *o)
{
	hb_subset_plan_t *plan = plan_of(p);
	hb_face_t *cut = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;

	if (cut) {
		struct glyph_list list = read_numbers(p, plan, f->arena);

		p->is_small = list.count <= 256;
		write_font(p, f, &list, cut, o);
	}
	hb_face_destroy(cut);
	hb_subset_plan_destroy(plan);
	return cut != NULL;
}
