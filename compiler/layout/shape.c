/* Vietnamese text repeats its syllables: of 250,000 words of a long plan some
 * 3,000 differ. So a word is shaped once, together with the spaces next to it
 * (the font kerns across them), and lines are made from widths alone. */
#include "layout/shaping.h"

#include <hb-ot.h>
#include <hb.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

enum {
	BUCKETS = 8192, /* of some 3,000 words */
	CACHE_CAP = 8 * 1024 * 1024, /* some 50,000 words */
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
	hb_font_t *hb; /* its unit is the dim */
	struct font_metrics metrics;
};

struct shaper {
	const struct shaping_way *way; /* NULL: our own */
	void *state;                   /* of the way */
	hb_face_t *faces[FACE_COUNT];
	struct font fonts[MOST_FONTS];
	int font_count;
	struct arena *arena; /* of the cache */
	struct arena *scratch;
	struct entry *buckets[BUCKETS];
	hb_buffer_t *buffer;
	hb_language_t language;
	struct word_glyph *work; /* of the word being shaped */
	uint32_t work_room;
};

static void out_of_memory(void *context)
{
	(void)context;
	abort(); /* the cache is closed long before; scratch is a paragraph's */
}

/* ---- fonts ------------------------------------------------------------ */

static bool is_family(hb_face_t *face, struct str family)
{
	char name[128];
	unsigned room = sizeof name;

	hb_ot_name_get_utf8(face, HB_OT_NAME_ID_FONT_FAMILY,
			    HB_LANGUAGE_INVALID, &room, name);
	return str_is(family, name);
}

/* A file may be there and hold another face than its name says. */
static bool is_right_face(hb_face_t *hb, enum face face, struct str family)
{
	hb_font_t *font = hb_font_create(hb);
	bool bold = hb_style_get_value(font, HB_STYLE_TAG_WEIGHT) >= 600;
	bool italic = hb_style_get_value(font, HB_STYLE_TAG_ITALIC) > 0;

	hb_font_destroy(font);
	return bold == !!(face & FACE_IS_BOLD) &&
	       italic == !!(face & FACE_IS_ITALIC) && is_family(hb, family);
}

static hb_face_t *open_face(const char *path)
{
	hb_blob_t *blob = hb_blob_create_from_file_or_fail(path);
	hb_face_t *face = blob ? hb_face_create(blob, 0) : NULL;

	hb_blob_destroy(blob);
	return face;
}

static bool open_faces(struct shaper *s, const struct font_files *files)
{
	for (int i = 0; i < FACE_COUNT; i++) {
		s->faces[i] = open_face(files->path[i]);
		if (!s->faces[i] || !is_right_face(s->faces[i], (enum face)i,
						   files->real_family))
			return false;
	}
	return true;
}

static bool open_way(struct shaper *s, const struct font_files *files)
{
	s->state = s->way ? s->way->open(files) : NULL;
	return !s->way || s->state;
}

struct shaper *shaper_new(const struct font_files *files,
			  const struct shaping_way *way)
{
	struct shaper *s = calloc(1, sizeof *s);

	if (!s)
		abort();
	s->way = way;
	s->arena = arena_new((size_t)1 << 30, out_of_memory, NULL);
	s->scratch = arena_new((size_t)1 << 30, out_of_memory, NULL);
	s->buffer = hb_buffer_create();
	s->language = hb_language_from_string("vi", -1);
	if (open_faces(s, files) && open_way(s, files))
		return s;
	shaper_free(s);
	return NULL;
}

void shaper_free(struct shaper *s)
{
	if (!s)
		return;
	if (s->state)
		s->way->close(s->state);
	for (int i = 0; i < s->font_count; i++)
		hb_font_destroy(s->fonts[i].hb);
	for (int i = 0; i < FACE_COUNT; i++)
		hb_face_destroy(s->faces[i]);
	hb_buffer_destroy(s->buffer);
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

	if (hb_font_get_h_extents(f->hb, &extents)) {
		f->metrics.ascent = extents.ascender;
		f->metrics.descent = -extents.descender;
	}
	space = shaper_word(s, font, STR(" "), false, false);
	f->metrics.space = space->width;
	f->metrics.space_glyph = space->count ? space->glyphs[0].id : 0;
}

int shaper_font(struct shaper *s, enum face face, dim size)
{
	for (int i = 0; i < s->font_count; i++)
		if (s->fonts[i].face == face && s->fonts[i].size == size)
			return i;
	if (s->font_count == MOST_FONTS)
		return 0; /* a template has far fewer */
	s->fonts[s->font_count] = (struct font){
		.face = face, .size = size,
		.hb = hb_font_create(s->faces[face]),
	};
	hb_font_set_scale(s->fonts[s->font_count].hb, size, size);
	measure_font(s, s->font_count++);
	return s->font_count - 1;
}

struct font_metrics shaper_metrics(struct shaper *s, int font)
{
	return s->fonts[font].metrics;
}

/* ---- a text and its glyphs --------------------------------------------- */

struct shaping {
	struct shaper *s;
	struct str text;   /* the word with its spaces */
	uint32_t from, to; /* the word in it */
	bool latin;        /* letters of Vietnamese and the signs among them */
	struct word_glyph *glyphs;
	uint32_t count, cluster; /* cluster: its first glyph, the last begun */
	uint32_t cluster_at;     /* where its text begins */
	struct word_shape *shape;
};

struct str shaping_text(const struct shaping *k)
{
	return k->text;
}

bool shaping_is_latin(const struct shaping *k)
{
	return k->latin;
}

static void find_missing(struct shaping *k, uint32_t at)
{
	if (!k->shape->missing)
		k->shape->missing = utf8_next(k->text, &at);
}

/* A cluster's bytes are known when the next one begins. */
void shaping_take(struct shaping *k, uint32_t id, dim advance, uint32_t at)
{
	if (at < k->from) {
		k->shape->space_before += advance;
		return;
	}
	if (at >= k->to)
		return;
	if (!id)
		find_missing(k, at);
	k->glyphs[k->count] = (struct word_glyph){ .id = (uint16_t)id,
						   .advance = advance };
	k->shape->width += advance;
	if (at > k->cluster_at || !k->count) {
		if (k->count)
			k->glyphs[k->cluster].bytes =
				(uint16_t)(at - k->cluster_at);
		k->glyphs[k->count].bytes = (uint16_t)(k->to - at);
		k->cluster = k->count;
		k->cluster_at = at;
	}
	k->count++;
}

/* Makes room. */
void shaping_expect(struct shaping *k, uint32_t glyphs)
{
	struct shaper *s = k->s;
	uint32_t wanted = k->count + glyphs;

	if (wanted > s->work_room) {
		s->work_room = wanted * 2;
		s->work = realloc(s->work, s->work_room * sizeof *s->work);
		if (!s->work)
			abort();
	}
	k->glyphs = s->work;
}

static void shape_part(struct shaping *k, hb_font_t *font, uint32_t from,
		       uint32_t to, hb_script_t script)
{
	hb_buffer_t *b = k->s->buffer;
	const hb_glyph_info_t *glyphs;
	const hb_glyph_position_t *places;
	unsigned count;

	hb_buffer_clear_contents(b);
	hb_buffer_set_flags(b, HB_BUFFER_FLAG_BOT | HB_BUFFER_FLAG_EOT);
	hb_buffer_set_cluster_level(
		b, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
	hb_buffer_set_direction(b, HB_DIRECTION_LTR);
	hb_buffer_set_script(b, script);
	hb_buffer_set_language(b, k->s->language);
	hb_buffer_add_utf8(b, k->text.p, (int)k->text.n, from,
			   (int)(to - from));
	hb_shape(font, b, NULL, 0);
	glyphs = hb_buffer_get_glyph_infos(b, &count);
	places = hb_buffer_get_glyph_positions(b, NULL);
	shaping_expect(k, count);
	for (unsigned i = 0; i < count; i++)
		shaping_take(k, glyphs[i].codepoint, places[i].x_advance,
			     glyphs[i].cluster);
}

static bool is_real(hb_script_t script)
{
	return script != HB_SCRIPT_COMMON && script != HB_SCRIPT_INHERITED &&
	       script != HB_SCRIPT_UNKNOWN;
}

/* Where the script that begins at `from` ends. Signs have none of their own:
 * they go with the letters before them, the first ones with those behind. */
static uint32_t script_end(struct str s, uint32_t from, hb_script_t *script)
{
	hb_unicode_funcs_t *unicode = hb_unicode_funcs_get_default();

	*script = HB_SCRIPT_COMMON;
	for (uint32_t at = from, next = from; at < s.n; at = next) {
		hb_script_t now = hb_unicode_script(unicode,
						    utf8_next(s, &next));

		if (!is_real(now) || now == *script)
			continue;
		if (is_real(*script))
			return at;
		*script = now;
	}
	return s.n;
}

static void shape_text(struct shaping *k, hb_font_t *font)
{
	hb_script_t script;

	if (k->latin) {
		shape_part(k, font, 0, k->text.n, HB_SCRIPT_LATIN);
		return;
	}
	for (uint32_t from = 0, to; from < k->text.n; from = to) {
		to = script_end(k->text, from, &script);
		shape_part(k, font, from, to, script);
	}
}

/* ---- words ------------------------------------------------------------ */

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

/* Lines go to the right only. */
static void find_backward(struct shaping *k)
{
	hb_unicode_funcs_t *unicode = hb_unicode_funcs_get_default();

	for (uint32_t at = 0, next = 0; at < k->text.n; at = next) {
		hb_script_t script = hb_unicode_script(
			unicode, utf8_next(k->text, &next));

		if (hb_script_get_horizontal_direction(script) ==
		    HB_DIRECTION_RTL)
			find_missing(k, at);
	}
}

static void fill(struct shaper *s, struct entry *e, struct arena *arena)
{
	const struct font *font = &s->fonts[e->font];
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
	k.latin = is_latin(k.text);
	if (!k.latin)
		find_backward(&k);
	if (s->way)
		s->way->shape(s->state, font->face, font->size, &k);
	else
		shape_text(&k, font->hb);
	glyphs = arena_array(arena, struct word_glyph, k.count);
	if (k.count)
		memcpy(glyphs, k.glyphs, k.count * sizeof *glyphs);
	e->shape.glyphs = glyphs;
	e->shape.count = k.count;
}

static uint32_t hash(int font, struct str word, bool before, bool after)
{
	uint32_t h = 2166136261u ^ (uint32_t)(font * 4 + before * 2 + after);

	for (uint32_t i = 0; i < word.n; i++)
		h = (h ^ (unsigned char)word.p[i]) * 16777619u;
	return h ^ h >> 15;
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
