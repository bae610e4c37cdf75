/* HarfBuzz asked directly and Pango must say the same: every source that the
 * repository has is set by both and compared, glyph by glyph and page by page;
 * so is every character by itself, and words of several scripts. */
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "check/check.h"
#include "expand/expand.h"
#include "layout/layout.h"
#include "pages/paginate.h"
#include "template/template.h"

enum { DIRECT, PANGO, BOTH };

struct test {
	struct template *template;
	struct shaper *shapers[BOTH];
	long sources, words, failed;
};

static void full(void *context)
{
	(void)context;
	abort();
}

static void expect(struct test *t, bool good, const char *what, struct str of)
{
	if (good)
		return;
	t->failed++;
	printf("khác nhau: %s: %.*s\n", what, STR_ARG(of));
}

/* ---- sources ---------------------------------------------------------- */

static enum load_result load(void *context, struct arena *arena,
			     struct str from, struct str name, struct str *path,
			     struct str *bytes)
{
	char place[4096], chunk[4096];
	struct buf b = buf_new(arena);
	uint32_t folder = from.n;
	size_t n;
	FILE *f;

	(void)context;
	while (folder && from.p[folder - 1] != '/')
		folder--;
	snprintf(place, sizeof place, "%.*s%.*s", (int)folder, from.p,
		 STR_ARG(name));
	f = fopen(place, "rb");
	if (!f)
		return LOAD_MISSING;
	while ((n = fread(chunk, 1, sizeof chunk, f)) > 0)
		buf_add(&b, (struct str){ chunk, (uint32_t)n });
	fclose(f);
	*path = str_copy(arena, str_of(place));
	*bytes = buf_str(&b);
	return LOAD_OK;
}

struct set {
	struct galley *galley;
	struct diags *diags;
	struct str galley_text, pages_text;
};

static struct set set_by(struct test *t, struct arena *a, struct shaper *shaper,
			 struct str path, struct str bytes)
{
	struct set set = { .diags = diag_list(a) };
	struct sources *sources = source_set(a);
	struct loader loader = { .load = load };
	struct span fault;
	const struct source *source = source_add(sources, path, bytes, &fault);
	struct ast *ast = parse(a, sources, lex(a, source, set.diags),
				set.diags);
	struct plan *plan = check(a, expand(a, ast, &loader, set.diags),
				  &t->template->rules, false, set.diags);

	set.galley = layout(a, plan, &t->template->style, shaper, set.diags);
	set.galley_text = galley_dump(a, set.galley, sources);
	set.pages_text = pages_dump(a, paginate(a, set.galley, set.diags));
	return set;
}

static bool same_glyphs(const struct glyph_run *a, const struct glyph_run *b)
{
	if (a->glyph_count != b->glyph_count || a->width != b->width ||
	    a->x != b->x || a->font != b->font)
		return false;
	for (uint32_t i = 0; i < a->glyph_count; i++)
		if (a->glyphs[i].id != b->glyphs[i].id ||
		    a->glyphs[i].bytes != b->glyphs[i].bytes ||
		    a->glyphs[i].x != b->glyphs[i].x)
			return false;
	return true;
}

static bool same_runs(const struct galley *a, const struct galley *b)
{
	bool same = a->run_count == b->run_count;

	for (uint32_t i = 0; same && i < a->run_count; i++)
		same = same_glyphs(&a->runs[i], &b->runs[i]);
	return same;
}

static bool same_diags(const struct diags *a, const struct diags *b)
{
	bool same = a->count == b->count;

	for (uint32_t i = 0; same && i < a->count; i++)
		same = a->items[i].code == b->items[i].code &&
		       str_eq(a->items[i].args[1], b->items[i].args[1]);
	return same;
}

static void compare_source(struct test *t, const char *name)
{
	struct arena *a = arena_new((size_t)1 << 30, full, NULL);
	struct str path = str_of(name), bytes;
	struct set d, p;

	if (load(NULL, a, STR(""), path, &path, &bytes) != LOAD_OK)
		exit(2);
	d = set_by(t, a, t->shapers[DIRECT], path, bytes);
	p = set_by(t, a, t->shapers[PANGO], path, bytes);
	expect(t, same_runs(d.galley, p.galley), "chữ", path);
	expect(t, str_eq(d.galley_text, p.galley_text), "dòng", path);
	expect(t, str_eq(d.pages_text, p.pages_text), "trang", path);
	expect(t, same_diags(d.diags, p.diags), "lời nhắc", path);
	t->sources++;
	arena_free(a);
}

static void compare_sources(struct test *t, const char *pattern)
{
	glob_t found;

	if (glob(pattern, 0, NULL, &found))
		exit(2);
	for (size_t i = 0; i < found.gl_pathc; i++)
		compare_source(t, found.gl_pathv[i]);
	globfree(&found);
}

/* ---- words ------------------------------------------------------------ */

/* What is missing is a complaint, and its box is nobody's matter. */
static bool same_shape(const struct word_shape *a, const struct word_shape *b)
{
	if (a->missing || b->missing)
		return a->missing == b->missing;
	if (a->count != b->count || a->width != b->width ||
	    a->space_before != b->space_before)
		return false;
	for (uint32_t i = 0; i < a->count; i++)
		if (a->glyphs[i].id != b->glyphs[i].id ||
		    a->glyphs[i].bytes != b->glyphs[i].bytes ||
		    a->glyphs[i].advance != b->glyphs[i].advance)
			return false;
	return true;
}

static void compare_word(struct test *t, struct str word, enum face face)
{
	const struct word_shape *shapes[BOTH];

	for (int i = 0; i < BOTH; i++) {
		struct shaper *s = t->shapers[i];

		shapes[i] = shaper_word(s, shaper_font(s, face, 14 * DIM_PT),
					word, true, true);
	}
	expect(t, same_shape(shapes[DIRECT], shapes[PANGO]), "từ", word);
	t->words++;
	for (int i = 0; i < BOTH; i++) {
		arena_reset(shaper_scratch(t->shapers[i]));
		shaper_trim(t->shapers[i]);
	}
}

/* The text goes to the right whatever they say, but Pango cuts it there, and
 * no kerning reaches across. */
static bool turns(uint32_t c)
{
	return c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
	       (c >= 0x2066 && c <= 0x2069);
}

/* Every character of the first plane, by itself and among letters. */
static void compare_characters(struct test *t)
{
	struct arena *a = arena_new((size_t)1 << 30, full, NULL);

	for (uint32_t c = 0x21; c < 0xFFFE; c++) {
		struct buf alone = buf_new(a), among = buf_new(a);

		if (c >= 0xD800 && c < 0xE000)
			continue;
		utf8_add(&alone, c);
		buf_add(&among, STR("A"));
		utf8_add(&among, c);
		buf_add(&among, STR("V"));
		compare_word(t, buf_str(&alone), FACE_REGULAR);
		if (!turns(c))
			compare_word(t, buf_str(&among), FACE_REGULAR);
		arena_reset(a);
	}
	arena_free(a);
}

static void compare_words(struct test *t)
{
	static const char *const WORDS[] = {
		"(αβγ)", "Жук/жук", "a/β", "5α", "α5", "“Ёж”…", "שלום",
		"(שלום)", "a-שלום-b", "١٢٣", "中文", "Ủy中", "😀", "e\u0302\u0301",
		"Δx≤5%", "CO₂", "π≈3,14", "ﬁ", "fi", "AV", "To.", "\u200Fa",
		"1′2″", "a\u00ADb", "a\u200Bb", "Ελλάδα—Жизнь", "ﷺ", "พ.ศ.",
	};

	for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
		for (int face = 0; face < FACE_COUNT; face++)
			compare_word(t, str_of(WORDS[i]), (enum face)face);
}

int main(void)
{
	struct arena *kept = arena_new((size_t)1 << 30, full, NULL);
	struct diags *diags = diag_list(kept);
	struct test t = { .template = template_load(kept, "templates",
						    STR("nd30"), diags) };
	struct font_files files;

	if (!t.template || !fonts_find(kept, "fonts", t.template->style.family,
				       &files, diags))
		return 2;
	t.shapers[DIRECT] = shaper_new(&files, NULL);
	t.shapers[PANGO] = shaper_new(&files, &SHAPING_BY_PANGO);
	if (!t.shapers[DIRECT] || !t.shapers[PANGO])
		return 2;
	compare_sources(&t, "samples/*.vt");
	compare_sources(&t, "tests/*/*.vt");
	compare_words(&t);
	compare_characters(&t);
	for (int i = 0; i < BOTH; i++)
		shaper_free(t.shapers[i]);
	arena_free(kept);
	printf("%ld nguồn, %ld từ, %ld khác nhau\n", t.sources, t.words,
	       t.failed);
	return t.failed > 0;
}
