/* The usual way of a text to its glyphs: fontconfig finds the face, Pango
 * parts the text and has the parts shaped. The reference engine goes this
 * way, so that where both engines agree, the shaping agrees too. */
#include "layout/shaping.h"

#include <fontconfig/fontconfig.h>
#include <hb.h>
#include <pango/pangofc-fontmap.h>
#include <pango/pangoft2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(DIM_PT == PANGO_SCALE, "a dim is a unit of Pango");

struct font {
	enum face face;
	dim size;
	PangoContext *context;
	PangoItem *latin; /* how Pango treats Latin letters in this font */
	hb_codepoint_t space; /* glyph that shows nothing */
};

struct state {
	PangoFontMap *map;
	FcConfig *config;
	struct font_files files;
	struct font fonts[MOST_FONTS];
	int font_count;
	PangoGlyphString *glyphs;
};

/* ---- fonts ------------------------------------------------------------ */

/* No directory, no cache, no rule of the system. It must be the current one
 * before a font map exists, else Pango reads the system's all the same. */
static FcConfig *private_config(const struct font_files *files)
{
	static const char NOTHING[] =
		"<fontconfig><cachedir>/nonexistent</cachedir></fontconfig>";
	FcConfig *config = FcConfigCreate();

	FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)NOTHING, FcTrue);
	for (int i = 0; i < FACE_COUNT; i++)
		if (!FcConfigAppFontAddFile(config,
					    (const FcChar8 *)files->path[i])) {
			FcConfigDestroy(config);
			return NULL;
		}
	FcConfigSetCurrent(config);
	return config;
}

static void no_hints(FcPattern *pattern, gpointer data)
{
	(void)data;
	FcPatternDel(pattern, FC_HINTING);
	FcPatternAddBool(pattern, FC_HINTING, FcFalse);
	FcPatternDel(pattern, FC_ANTIALIAS);
	FcPatternAddBool(pattern, FC_ANTIALIAS, FcTrue);
	FcPatternDel(pattern, FC_HINT_STYLE);
	FcPatternAddInteger(pattern, FC_HINT_STYLE, FC_HINT_NONE);
}

static PangoFontMap *new_map(FcConfig *config)
{
	PangoFontMap *map = pango_ft2_font_map_new();

	pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), config);
	pango_ft2_font_map_set_resolution(PANGO_FT2_FONT_MAP(map), 72, 72);
	pango_fc_font_map_set_default_substitute(PANGO_FC_FONT_MAP(map),
						 no_hints, NULL, NULL);
	return map;
}

static PangoFontDescription *describe(const struct state *s, enum face face,
				      dim size)
{
	PangoFontDescription *d = pango_font_description_new();
	char family[128];

	snprintf(family, sizeof family, "%.*s", STR_ARG(s->files.real_family));
	pango_font_description_set_family(d, family);
	pango_font_description_set_size(d, size);
	if (face & FACE_IS_BOLD)
		pango_font_description_set_weight(d, PANGO_WEIGHT_BOLD);
	if (face & FACE_IS_ITALIC)
		pango_font_description_set_style(d, PANGO_STYLE_ITALIC);
	return d;
}

static PangoContext *new_context(const struct state *s, enum face face,
				 dim size)
{
	PangoContext *context = pango_font_map_create_context(s->map);
	PangoFontDescription *d = describe(s, face, size);

	pango_context_set_font_description(context, d);
	pango_context_set_language(context, pango_language_from_string("vi"));
	pango_context_set_base_dir(context, PANGO_DIRECTION_LTR);
	pango_context_set_round_glyph_positions(context, FALSE);
	pango_font_description_free(d);
	return context;
}

/* Fontconfig always finds something: make sure it is the file meant. */
static bool is_right_file(const struct state *s, enum face face)
{
	PangoContext *context = new_context(s, face, 14 * DIM_PT);
	PangoFont *font = pango_context_load_font(
		context, pango_context_get_font_description(context));
	FcChar8 *file = NULL;
	bool right = false;

	if (font &&
	    FcPatternGetString(pango_fc_font_get_pattern(PANGO_FC_FONT(font)),
			       FC_FILE, 0, &file) == FcResultMatch)
		right = strcmp((const char *)file, s->files.path[face]) == 0;
	if (font)
		g_object_unref(font);
	g_object_unref(context);
	return right;
}

/* ---- parts of a text -------------------------------------------------- */

static GList *itemize(PangoContext *context, struct str text)
{
	PangoAttrList *list = pango_attr_list_new();
	GList *items;

	/* a glyph of another face would be drawn by number from this one */
	pango_attr_list_insert(list, pango_attr_fallback_new(FALSE));
	items = pango_itemize_with_base_dir(context, PANGO_DIRECTION_LTR,
					    text.p, 0, (int)text.n, list, NULL);
	pango_attr_list_unref(list);
	return items;
}

static PangoItem *latin_item(PangoContext *context)
{
	GList *items = itemize(context, STR("a"));
	PangoItem *first = items->data;

	g_list_free(items);
	return first;
}

static struct font *font_of(struct state *s, enum face face, dim size)
{
	struct font *f = s->fonts;

	for (; f < s->fonts + s->font_count; f++)
		if (f->face == face && f->size == size)
			return f;
	s->font_count++;
	f->face = face;
	f->size = size;
	f->context = new_context(s, face, size);
	f->latin = latin_item(f->context);
	hb_font_get_nominal_glyph(
		pango_font_get_hb_font(f->latin->analysis.font), ' ',
		&f->space);
	return f;
}

static uint32_t glyph_id(const struct font *font, PangoGlyph glyph)
{
	if (glyph & PANGO_GLYPH_UNKNOWN_FLAG)
		return 0;
	return glyph == PANGO_GLYPH_EMPTY ? font->space : glyph;
}

static void shape_part(struct state *s, const struct font *font,
		       struct shaping *k, int from, int length,
		       const PangoAnalysis *analysis)
{
	struct str text = shaping_text(k);
	const PangoGlyphString *glyphs = s->glyphs;

	pango_shape_full(text.p + from, length, text.p, (int)text.n, analysis,
			 s->glyphs);
	shaping_expect(k, (uint32_t)glyphs->num_glyphs);
	for (int i = 0; i < glyphs->num_glyphs; i++)
		shaping_take(k, glyph_id(font, glyphs->glyphs[i].glyph),
			     glyphs->glyphs[i].geometry.width,
			     (uint32_t)(from + glyphs->log_clusters[i]));
}

/* A word of Latin letters and signs is in running text of the one script; by
 * themselves signs would be of none. */
static void shape(void *state, enum face face, dim size, struct shaping *k)
{
	struct str text = shaping_text(k);
	struct font *font = font_of(state, face, size);
	GList *items;

	if (shaping_is_latin(k)) {
		shape_part(state, font, k, 0, (int)text.n,
			   &font->latin->analysis);
		return;
	}
	items = itemize(font->context, text);
	for (GList *l = items; l; l = l->next) {
		PangoItem *item = l->data;

		item->analysis.level = 0; /* lines go to the right only */
		shape_part(state, font, k, item->offset, item->length,
			   &item->analysis);
		pango_item_free(item);
	}
	g_list_free(items);
}

/* ---- the door --------------------------------------------------------- */

static void close_state(void *state)
{
	struct state *s = state;

	for (int i = 0; i < s->font_count; i++) {
		pango_item_free(s->fonts[i].latin);
		g_object_unref(s->fonts[i].context);
	}
	pango_glyph_string_free(s->glyphs);
	g_object_unref(s->map);
	FcConfigDestroy(s->config);
	free(s);
}

static void *open_state(const struct font_files *files)
{
	FcConfig *config = private_config(files);
	struct state *s = config ? calloc(1, sizeof *s) : NULL;

	if (!config)
		return NULL;
	if (!s)
		abort();
	s->config = config;
	s->map = new_map(config);
	s->files = *files;
	s->glyphs = pango_glyph_string_new();
	for (int i = 0; i < FACE_COUNT; i++)
		if (!is_right_file(s, (enum face)i)) {
			close_state(s);
			return NULL;
		}
	return s;
}

const struct shaping_way SHAPING_BY_PANGO = { open_state, close_state, shape };
