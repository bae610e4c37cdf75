/* The word cache must break lines as one Pango layout of the whole paragraph
 * does, under the same rules: for each paragraph of each source the text of
 * our lines is set by Pango in the same fonts and width, breaks allowed at the
 * same spaces only, and the lines are compared. */
#include <fontconfig/fontconfig.h>
#include <pango/pangofc-fontmap.h>
#include <pango/pangoft2.h>
#include <stdlib.h>
#include <string.h>

#include "check/check.h"
#include "expand/expand.h"
#include "layout/set.h"
#include "template/template.h"

struct test {
	struct arena *arena;
	PangoContext *context;
	struct font_files files;
	long lines, different, paragraphs;
};

static void full(void *context)
{
	(void)context;
	abort();
}

static struct str read_file(struct arena *arena, const char *path)
{
	struct buf b = buf_new(arena);
	FILE *f = fopen(path, "rb");
	char chunk[4096];
	size_t n;

	if (!f)
		exit(2);
	while ((n = fread(chunk, 1, sizeof chunk, f)) > 0)
		buf_add(&b, (struct str){ chunk, (uint32_t)n });
	fclose(f);
	return buf_str(&b);
}

static void no_hints(FcPattern *pattern, gpointer data)
{
	(void)data;
	FcPatternDel(pattern, FC_HINTING);
	FcPatternAddBool(pattern, FC_HINTING, FcFalse);
}

static PangoContext *new_context(const struct font_files *files)
{
	FcConfig *config = FcConfigCreate();
	PangoFontMap *map = pango_ft2_font_map_new();
	PangoContext *context;

	for (int i = 0; i < FACE_COUNT; i++)
		FcConfigAppFontAddFile(config, (const FcChar8 *)files->path[i]);
	pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), config);
	pango_ft2_font_map_set_resolution(PANGO_FT2_FONT_MAP(map), 72, 72);
	pango_fc_font_map_set_default_substitute(PANGO_FC_FONT_MAP(map),
						 no_hints, NULL, NULL);
	context = pango_font_map_create_context(map);
	pango_context_set_round_glyph_positions(context, FALSE);
	pango_context_set_language(context, pango_language_from_string("vi"));
	return context;
}

static void add(PangoAttrList *list, PangoAttribute *a, uint32_t from,
		uint32_t to)
{
	a->start_index = from;
	a->end_index = to;
	pango_attr_list_insert(list, a);
}

static void add_font(struct test *t, PangoAttrList *list,
		     const struct galley_font *font, uint32_t from, uint32_t to)
{
	PangoFontDescription *d = pango_font_description_new();
	char family[100];

	snprintf(family, sizeof family, "%.*s", STR_ARG(t->files.real_family));
	pango_font_description_set_family(d, family);
	pango_font_description_set_absolute_size(d, font->size);
	if (font->face & FACE_IS_BOLD)
		pango_font_description_set_weight(d, PANGO_WEIGHT_BOLD);
	if (font->face & FACE_IS_ITALIC)
		pango_font_description_set_style(d, PANGO_STYLE_ITALIC);
	add(list, pango_attr_font_desc_new(d), from, to);
	pango_font_description_free(d);
}

static struct str word_before(struct str s, uint32_t at)
{
	uint32_t from = at;

	while (from && s.p[from - 1] != ' ')
		from--;
	return str_slice(s, from, at);
}

static struct str word_after(struct str s, uint32_t at)
{
	uint32_t to = at;

	while (to < s.n && s.p[to] != ' ')
		to++;
	return str_slice(s, at, to);
}

/* Breaks at the spaces that our rules allow, nowhere else. */
static void add_breaks(const struct style *style, PangoAttrList *list,
		       struct str s)
{
	uint32_t from = 0;

	for (uint32_t i = 0; i < s.n; i++) {
		if (s.p[i] != ' ' || para_line_end(style, word_before(s, i),
						    word_after(s, i + 1)))
			continue;
		add(list, pango_attr_allow_breaks_new(FALSE), from, i);
		from = i + 1;
	}
	add(list, pango_attr_allow_breaks_new(FALSE), from, s.n);
}

/* One paragraph: the boxes first … first+count of the flow. */
static void compare(struct test *t, const struct galley *g, uint32_t first,
		    uint32_t count)
{
	const struct page_style *page = &g->style->page;
	const struct text_style *style =
		&g->style->texts[g->boxes[g->flow[first]].style];
	PangoLayout *layout = pango_layout_new(t->context);
	PangoAttrList *list = pango_attr_list_new();
	struct buf text = buf_new(t->arena);
	uint32_t *starts = arena_array(t->arena, uint32_t, count + 1);

	for (uint32_t i = 0; i < count; i++) {
		const struct box *b = &g->boxes[g->flow[first + i]];

		if (i)
			buf_char(&text, ' ');
		starts[i] = text.n;
		for (uint32_t r = 0; r < b->run_count; r++) {
			const struct glyph_run *run = &g->runs[b->first_run + r];
			uint32_t from = r ? text.n : i ? text.n - 1 : 0;

			buf_add(&text, run->text);
			add_font(t, list, &g->fonts[run->font], from, text.n);
		}
	}
	add_breaks(g->style, list, buf_str(&text));
	pango_layout_set_attributes(layout, list);
	pango_layout_set_width(layout, page->width - page->left - page->right);
	pango_layout_set_indent(layout, style->indent);
	pango_layout_set_text(layout, text.p, (int)text.n);
	t->paragraphs++;
	for (uint32_t i = 0; i < count; i++) {
		PangoLayoutLine *line =
			pango_layout_get_line_readonly(layout, (int)i);

		t->lines++;
		if (line && line->start_index == (int)starts[i])
			continue;
		t->different++;
		printf("khác ở dòng %u: %.*s\n", i + 1, (int)text.n, text.p);
		break;
	}
	if (pango_layout_get_line_count(layout) != (int)count) {
		t->different++;
		printf("%d dòng của Pango, %u của ta: %.*s\n",
		       pango_layout_get_line_count(layout), count, (int)text.n,
		       text.p);
	}
	pango_attr_list_unref(list);
	g_object_unref(layout);
}

static void compare_all(struct test *t, const struct galley *g)
{
	for (uint32_t i = 0; i < g->flow_count;) {
		const struct box *b = &g->boxes[g->flow[i]];
		uint32_t count = 1;

		if (b->kind != BOX_LINE ||
		    g->style->texts[b->style].align != ALIGN_JUSTIFY) {
			i++;
			continue;
		}
		while (i + count < g->flow_count &&
		       g->boxes[g->flow[i + count]].kind == BOX_LINE &&
		       g->flow[i + count] == g->flow[i] + count)
			count++;
		compare(t, g, i, count);
		i += count;
	}
}

static void compare_source(struct test *t, const char *path,
			   struct template *template, struct shaper *shaper)
{
	struct arena *a = t->arena;
	struct diags *diags = diag_list(a);
	struct sources *sources = source_set(a);
	struct span fault;
	const struct source *source =
		source_add(sources, str_of(path), read_file(a, path), &fault);
	struct ast *ast = parse(a, sources, lex(a, source, diags), diags);
	struct plan *plan = check(a, expand(a, ast, NULL, diags),
				  &template->rules, false, diags);

	/* Pango looks at one line at a time and leaves spaces as they are */
	template->style.breaking = (struct line_breaking){
		.first_fit = true, .shrink = 1, .loose = 100 };
	compare_all(t, layout(a, plan, &template->style, shaper, diags));
}

int main(int argc, char **argv)
{
	struct arena *kept = arena_new((size_t)1 << 30, full, NULL);
	struct diags *diags = diag_list(kept);
	struct template *template =
		template_load(kept, "templates", STR("nd30"), diags);
	struct test t = { .arena = kept };
	struct shaper *shaper;

	if (!template || !fonts_find(kept, "fonts", template->style.family,
				     &t.files, diags))
		return 2;
	shaper = shaper_new(&t.files, NULL);
	t.context = new_context(&t.files);
	for (int i = 1; i < argc; i++)
		compare_source(&t, argv[i], template, shaper);
	printf("%ld đoạn, %ld dòng\n", t.paragraphs, t.lines);
	printf("layout: %ld passed, %ld failed\n", t.paragraphs - t.different,
	       t.different);
	return t.different > 0;
}
