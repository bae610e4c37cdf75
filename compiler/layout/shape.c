/* Vietnamese text repeats its syllables: of 250,000 words of a long plan some
 * 3,000 differ. So a word is shaped once, together with the spaces next to it
 * (the font kerns across them), and lines are made from widths alone. */
#include "layout/shape.h"

#include <fontconfig/fontconfig.h>
#include <hb.h>
#include <pango/pangofc-fontmap.h>
#include <pango/pangoft2.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

enum {
	BUCKETS = 32768,
	MOST_FONTS = 64,
	CACHE_CAP = 48 * 1024 * 1024,
	LONGEST_KEPT = 96 /* bytes of a word that may come again */
};

struct entry {
	struct word_shape shape;
	struct str word;
	uint32_t hash; /* of all that follows, too */
	int font;
	bool before, after;
	struct entry *next;
};

struct font {
	enum face face;
	dim size;
	PangoContext *context;
	PangoItem *latin; /* how Pango treats Latin letters in this font */
	struct font_metrics metrics;
};

struct shaper {
	PangoFontMap *map;
	FcConfig *config;
	struct font_files files;
	struct font fonts[MOST_FONTS];
	int font_count;
	struct arena *arena; /* of the cache */
	struct arena *scratch;
	struct entry *buckets[BUCKETS];
	PangoGlyphString *glyphs;
	struct word_glyph *work; /* of the word being shaped */
	uint32_t work_room;
};

static void out_of_memory(void *context)
{
	(void)context;
	abort(); /* the cache is closed long before; scratch is a paragraph's */
}

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

static PangoFontDescription *describe(const struct shaper *s, enum face face,
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

static PangoContext *new_context(struct shaper *s, enum face face, dim size)
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

/* Fontconfig always finds something: make sure it is the file meant. */
static bool is_right_file(struct shaper *s, enum face face)
{
	PangoContext *context = new_context(s, face, 14 * PANGO_SCALE);
	PangoFontDescription *d = describe(s, face, 14 * PANGO_SCALE);
	PangoFont *font = pango_font_map_load_font(s->map, context, d);
	FcChar8 *file = NULL;
	bool right = false;

	if (font &&
	    FcPatternGetString(pango_fc_font_get_pattern(PANGO_FC_FONT(font)),
			       FC_FILE, 0, &file) == FcResultMatch)
		right = strcmp((const char *)file, s->files.path[face]) == 0;
	if (font)
		g_object_unref(font);
	pango_font_description_free(d);
	g_object_unref(context);
	return right;
}

struct shaper *shaper_new(const struct font_files *files)
{
	struct shaper *s = calloc(1, sizeof *s);

	if (!s)
		abort();
	s->files = *files;
	s->config = private_config(files);
	if (!s->config) {
		free(s);
		return NULL;
	}
	s->map = pango_ft2_font_map_new();
	pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(s->map), s->config);
	pango_ft2_font_map_set_resolution(PANGO_FT2_FONT_MAP(s->map), 72, 72);
	pango_fc_font_map_set_default_substitute(PANGO_FC_FONT_MAP(s->map),
						 no_hints, NULL, NULL);
	s->arena = arena_new((size_t)1 << 30, out_of_memory, NULL);
	s->scratch = arena_new((size_t)1 << 30, out_of_memory, NULL);
	s->glyphs = pango_glyph_string_new();
	for (int i = 0; i < FACE_COUNT; i++)
		if (!is_right_file(s, (enum face)i)) {
			shaper_free(s);
			return NULL;
		}
	return s;
}

void shaper_free(struct shaper *s)
{
	if (!s)
		return;
	for (int i = 0; i < s->font_count; i++) {
		pango_item_free(s->fonts[i].latin);
		g_object_unref(s->fonts[i].context);
	}
	pango_glyph_string_free(s->glyphs);
	g_object_unref(s->map);
	FcConfigDestroy(s->config);
	arena_free(s->arena);
	arena_free(s->scratch);
	free(s->work);
	free(s);
}

struct arena *shaper_scratch(struct shaper *s)
{
	return s->scratch;
}

void shaper_trim(struct shaper *s)
{
	if (arena_used(s->arena) < CACHE_CAP)
		return;
	memset(s->buckets, 0, sizeof s->buckets);
	arena_reset(s->arena);
}

static void measure_font(struct shaper *s, int font)
{
	struct font *f = &s->fonts[font];
	hb_font_extents_t extents;
	const struct word_shape *space;

	if (hb_font_get_h_extents(
		    pango_font_get_hb_font(f->latin->analysis.font), &extents)) {
		f->metrics.ascent = extents.ascender;
		f->metrics.descent = -extents.descender;
	}
	space = shaper_word(s, font, STR(" "), false, false);
	f->metrics.space = space->width;
	f->metrics.space_glyph = space->count ? space->glyphs[0].id : 0;
}

static GList *itemize(PangoContext *, struct str);

static PangoItem *latin_item(PangoContext *context)
{
	GList *items = itemize(context, STR("a"));
	PangoItem *first = items->data;

	g_list_free(items);
	return first;
}

int shaper_font(struct shaper *s, enum face face, dim size)
{
	for (int i = 0; i < s->font_count; i++)
		if (s->fonts[i].face == face && s->fonts[i].size == size)
			return i;
	if (s->font_count == MOST_FONTS)
		return 0; /* a template has far fewer */
	s->fonts[s->font_count].face = face;
	s->fonts[s->font_count].size = size;
	s->fonts[s->font_count].context = new_context(s, face, size);
	s->fonts[s->font_count].latin =
		latin_item(s->fonts[s->font_count].context);
	measure_font(s, s->font_count++);
	return s->font_count - 1;
}

struct font_metrics shaper_metrics(struct shaper *s, int font)
{
	return s->fonts[font].metrics;
}

/* ---- words ------------------------------------------------------------ */

static uint32_t hash(int font, struct str word, bool before, bool after)
{
	uint32_t h = 2166136261u ^ (uint32_t)(font * 4 + before * 2 + after);

	for (uint32_t i = 0; i < word.n; i++)
		h = (h ^ (unsigned char)word.p[i]) * 16777619u;
	return h ^ h >> 15;
}

struct shaping {
	struct shaper *s;
	struct str text;   /* the word with its spaces */
	uint32_t from, to; /* the word in it */
	uint16_t space;    /* glyph that shows nothing */
	struct word_glyph *glyphs;
	uint32_t count, cluster; /* cluster: its first glyph, the last begun */
	uint32_t cluster_at;     /* where its text begins */
	struct word_shape *shape;
};

static uint16_t glyph_id(const struct shaping *k, PangoGlyph glyph)
{
	return glyph == PANGO_GLYPH_EMPTY ? k->space
					  : (uint16_t)(glyph & 0xFFFF);
}

static void find_missing(struct shaping *k, uint32_t at)
{
	if (!k->shape->missing)
		k->shape->missing = utf8_next(k->text, &at);
}

/* A cluster's bytes are known when the next one begins. */
static void take_glyph(struct shaping *k, const PangoGlyphInfo *g, uint32_t at)
{
	struct word_glyph *out;

	if (at < k->from) {
		k->shape->space_before += g->geometry.width;
		return;
	}
	if (at >= k->to)
		return;
	if (g->glyph & PANGO_GLYPH_UNKNOWN_FLAG)
		find_missing(k, at);
	out = &k->glyphs[k->count];
	*out = (struct word_glyph){ .id = glyph_id(k, g->glyph),
				    .advance = g->geometry.width };
	k->shape->width += g->geometry.width;
	if (at > k->cluster_at || !k->count) {
		if (k->count)
			k->glyphs[k->cluster].bytes =
				(uint16_t)(at - k->cluster_at);
		out->bytes = (uint16_t)(k->to - at);
		k->cluster = k->count;
		k->cluster_at = at;
	}
	k->count++;
}

/* Room for the glyphs of one more part of the text. */
static void make_room(struct shaping *k, int glyphs)
{
	struct shaper *s = k->s;
	uint32_t wanted = k->count + (uint32_t)glyphs;

	if (wanted > s->work_room) {
		s->work_room = wanted * 2;
		s->work = realloc(s->work, s->work_room * sizeof *s->work);
		if (!s->work)
			abort();
	}
	k->glyphs = s->work;
}

static void shape_part(struct shaping *k, int from, int length,
		       PangoAnalysis *analysis)
{
	PangoGlyphString *glyphs = k->s->glyphs;

	pango_shape_full(k->text.p + from, length, k->text.p, (int)k->text.n,
			 analysis, glyphs);
	make_room(k, glyphs->num_glyphs);
	for (int i = 0; i < glyphs->num_glyphs; i++)
		take_glyph(k, &glyphs->glyphs[i],
			   (uint32_t)(from + glyphs->log_clusters[i]));
}

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

/* Letters of Vietnamese and the signs among them are one run for Pango; to
 * ask it anew for each word would cost more than the shaping. */
static bool is_latin(struct str s)
{
	for (uint32_t i = 0; i < s.n;) {
		uint32_t c = utf8_next(s, &i);

		if (c >= 0x300 && !(c >= 0x1EA0 && c <= 0x1EF9) &&
		    !(c >= 0x2010 && c <= 0x2027))
			return false;
	}
	return true;
}

static void shape_text(struct shaping *k, struct font *font)
{
	GList *items;

	if (is_latin(k->text)) {
		shape_part(k, 0, (int)k->text.n, &font->latin->analysis);
		return;
	}
	items = itemize(font->context, k->text);
	for (GList *l = items; l; l = l->next) {
		PangoItem *item = l->data;

		if (item->analysis.level & 1) { /* lines go to the right only */
			item->analysis.level = 0;
			find_missing(k, (uint32_t)item->offset);
		}
		shape_part(k, item->offset, item->length, &item->analysis);
		pango_item_free(item);
	}
	g_list_free(items);
}

static void fill(struct shaper *s, struct entry *e, struct arena *arena)
{
	struct buf text = buf_new(s->scratch);
	struct shaping k = { .s = s, .shape = &e->shape };
	struct word_glyph *glyphs;

	if (e->before)
		buf_char(&text, ' ');
	k.from = text.n;
	buf_add(&text, e->word);
	k.to = text.n;
	if (e->after)
		buf_char(&text, ' ');
	k.text = buf_str(&text);
	k.space = s->fonts[e->font].metrics.space_glyph;
	shape_text(&k, &s->fonts[e->font]);
	glyphs = arena_array(arena, struct word_glyph, k.count);
	if (k.count)
		memcpy(glyphs, k.glyphs, k.count * sizeof *glyphs);
	e->shape.glyphs = glyphs;
	e->shape.count = k.count;
}

static struct entry *find(const struct shaper *s, const struct entry *wanted)
{
	struct entry *e = s->buckets[wanted->hash % BUCKETS];

	while (e && !(e->hash == wanted->hash && e->font == wanted->font &&
		      e->before == wanted->before &&
		      e->after == wanted->after &&
		      str_eq(e->word, wanted->word)))
		e = e->next;
	return e;
}

const struct word_shape *shaper_word(struct shaper *s, int font,
				     struct str word, bool before, bool after)
{
	struct entry wanted = { .word = word, .font = font, .before = before,
				.after = after,
				.hash = hash(font, word, before, after) };
	struct entry *e = find(s, &wanted);
	bool kept = word.n <= LONGEST_KEPT && arena_used(s->arena) < CACHE_CAP;
	struct arena *arena = kept ? s->arena : s->scratch;

	if (e)
		return &e->shape;
	e = arena_new_of(arena, struct entry);
	*e = wanted;
	fill(s, e, arena);
	if (kept) {
		e->word = str_copy(arena, word);
		e->next = s->buckets[e->hash % BUCKETS];
		s->buckets[e->hash % BUCKETS] = e;
	}
	return &e->shape;
}
