#include "pdf/pdf.h"

#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>

#include "pdf/annots.h"
#include "pdf/image.h"
#include "pdf/meta.h"

/* ---- what stays warm ---------------------------------------------------- */

enum {
	PACKING = 3,              /* libdeflate's level */
	PROFILE_MOST = 64 * 1024  /* bytes of a colour profile */
};

struct pdf_maker {
	struct face_file faces[FACE_COUNT];
	struct libdeflate_compressor *packer;
	char *profile;            /* of colour, packed */
	size_t profile_bytes;
};

static bool pack_profile(struct pdf_maker *m, const char *path)
{
	char *bytes = malloc(PROFILE_MOST);
	FILE *file = bytes ? fopen(path, "rb") : NULL;
	size_t count = file ? fread(bytes, 1, PROFILE_MOST, file) : 0;

	if (file)
		fclose(file);
	m->profile = malloc(PROFILE_MOST);
	if (m->profile && count && count < PROFILE_MOST)
		m->profile_bytes = libdeflate_zlib_compress(
			m->packer, bytes, count, m->profile, PROFILE_MOST);
	free(bytes);
	return m->profile_bytes > 0;
}

void pdf_maker_free(struct pdf_maker *m)
{
	if (!m)
		return;
	for (int i = 0; i < FACE_COUNT; i++)
		if (m->faces[i].face)
			face_close(&m->faces[i]);
	libdeflate_free_compressor(m->packer);
	free(m->profile);
	free(m);
}

struct pdf_maker *pdf_maker_new(const struct font_files *files,
				const char *color_profile)
{
	struct pdf_maker *m = calloc(1, sizeof *m);
	bool good;

	if (!m)
		return NULL;
	m->packer = libdeflate_alloc_compressor(PACKING);
	good = m->packer && pack_profile(m, color_profile);
	for (int i = 0; i < FACE_COUNT && good; i++)
		good = face_open(&m->faces[i], files->path[i], (enum face)i);
	if (good)
		return m;
	pdf_maker_free(m);
	return NULL;
}

/* ---- one document ------------------------------------------------------- */

struct writer {
	struct pdf_maker *maker;
	struct arena *arena;
	const struct pages *pages;
	const struct pdf_options *options;
	struct file file;
	struct face_part faces[FACE_COUNT];
	struct tree tree;
	struct content content;
	struct annots annots;
	uint32_t *page_objects;
	uint32_t *images;         /* by placed picture */
	uint32_t catalog, info, page_tree, resources;
};

static bool write_faces(struct writer *w)
{
	struct font_options options = {
		.with_set = w->options->profile == PDF_A1B,
	};
	bool good = true;

	for (int i = 0; i < FACE_COUNT && good; i++)
		if (w->faces[i].in_use)
			good = part_write(&w->faces[i], &w->file, &options);
	return good;
}

/* A picture that stands twice is held once. */
static void write_images(struct writer *w)
{
	const struct pages *p = w->pages;

	w->images = arena_array(w->arena, uint32_t, p->picture_count);
	for (uint32_t i = 0; i < p->picture_count; i++) {
		uint32_t same = 0;

		while (same < i && p->pictures[same].picture->bytes.p !=
					   p->pictures[i].picture->bytes.p)
			same++;
		w->images[i] = same < i ? w->images[same]
			: image_write(&w->file, p->pictures[i].picture,
				      w->options->profile != PDF_A1B);
	}
}

static void put_resources(struct writer *w)
{
	struct buf b = buf_new(w->arena);

	buf_add(&b, STR("<</Font<<"));
	for (int i = 0; i < FACE_COUNT; i++)
		if (w->faces[i].in_use)
			buf_printf(&b, "/F%d %u 0 R", i, w->faces[i].object);
	buf_add(&b, STR(">>"));
	if (w->pages->picture_count)
		buf_add(&b, STR("/XObject<<"));
	for (uint32_t i = 0; i < w->pages->picture_count; i++)
		if (w->images[i]) {
			put_image_name(&b, i);
			buf_char(&b, ' ');
			put_ref(&b, w->images[i]);
		}
	buf_add(&b, w->pages->picture_count ? STR(">>>>") : STR(">>"));
	file_put(&w->file, w->resources, buf_str(&b));
}

/* ---- pages -------------------------------------------------------------- */

static void write_page(struct writer *w, uint32_t i)
{
	const struct page *page = &w->pages->items[i];
	uint32_t contents = file_reserve(&w->file);
	struct buf b = buf_new(w->arena);

	content_draw(&w->content, i);
	file_put_stream(&w->file, contents, STR(""), buf_str(&w->content.out),
			true);
	buf_add(&b, STR("<</Type/Page/Parent "));
	put_ref(&b, w->page_tree);
	buf_add(&b, STR("/MediaBox[0 0 "));
	put_real(&b, real_of(page->width));
	buf_char(&b, ' ');
	put_real(&b, real_of(page->height));
	buf_add(&b, STR("]/Resources "));
	put_ref(&b, w->resources);
	buf_add(&b, STR("/Contents "));
	put_ref(&b, contents);
	buf_printf(&b, "/StructParents %u/Tabs/S", i);
	annots_write(&w->annots, &b, i, w->content.areas,
		     w->content.area_count);
	buf_add(&b, STR(">>"));
	file_put(&w->file, w->page_objects[i], buf_str(&b));
}

static void put_page_tree(struct writer *w)
{
	struct buf b = buf_new(w->arena);

	buf_printf(&b, "<</Type/Pages/Count %u/Kids[", w->pages->count);
	for (uint32_t i = 0; i < w->pages->count; i++) {
		put_ref(&b, w->page_objects[i]);
		buf_char(&b, ' ');
	}
	buf_add(&b, STR("]>>"));
	file_put(&w->file, w->page_tree, buf_str(&b));
}

/* ---- the root ----------------------------------------------------------- */

/* What the colours mean (ISO 19005-2, 6.2.3). */
static void put_intent(struct writer *w, struct buf *b)
{
	uint32_t object = file_reserve(&w->file);

	file_put_stream(&w->file, object, STR("/N 3/Filter/FlateDecode"),
			(struct str){ w->maker->profile,
				      (uint32_t)w->maker->profile_bytes },
			false);
	buf_printf(b, "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1"
		   "/OutputConditionIdentifier(sRGB IEC61966-2.1)"
		   "/Info(sRGB IEC61966-2.1)/DestOutputProfile %u 0 R>>]",
		   object);
}

static void put_catalog(struct writer *w)
{
	const struct galley *g = w->pages->galley;
	/* one after another: their numbers are of the bytes */
	uint32_t outline = outline_write(&w->file, w->pages, w->page_objects);
	uint32_t tree = tree_write(&w->tree, &w->file);
	uint32_t metadata = metadata_write(&w->file, g, w->options);
	struct buf b = buf_new(w->arena);

	buf_printf(&b, "<</Type/Catalog/Pages %u 0 R/MarkInfo<</Marked true>>"
		   "/ViewerPreferences<</DisplayDocTitle true>>/Lang",
		   w->page_tree);
	put_bytes(&b, g->language);
	buf_printf(&b, "/StructTreeRoot %u 0 R/Metadata %u 0 R",
		   tree, metadata);
	if (outline)
		buf_printf(&b, "/Outlines %u 0 R", outline);
	put_page_labels(&b, w->pages);
	if (w->options->profile != PDF_17)
		put_intent(w, &b);
	put_form(&b, &w->annots);
	put_attachments(&b, &w->file, w->options);
	buf_add(&b, STR(">>"));
	file_put(&w->file, w->catalog, buf_str(&b));
}

static void begin(struct writer *w)
{
	struct file *f = &w->file;
	const struct pages *p = w->pages;
	bool is_old = w->options->profile == PDF_A1B;

	f->compact = !is_old;
	file_begin(f, is_old ? "1.4" : "1.7");
	w->catalog = file_reserve(f);
	w->info = file_reserve(f);
	w->page_tree = file_reserve(f);
	w->resources = file_reserve(f);
	w->page_objects = arena_array(w->arena, uint32_t, p->count);
	for (uint32_t i = 0; i < p->count; i++)
		w->page_objects[i] = file_reserve(f);
	for (int i = 0; i < FACE_COUNT; i++)
		part_begin(&w->faces[i], &w->maker->faces[i], w->arena);
	tree_begin(&w->tree, w->arena, p, w->page_objects);
	annots_begin(&w->annots, f, &w->tree, p, w->page_objects);
	w->annots.with_fields = w->options->signature_fields;
}

bool pdf_write(struct pdf_maker *maker, struct arena *arena,
	       const struct pages *pages, const struct pdf_options *options,
	       struct sink *sink)
{
	struct writer w = { .maker = maker, .arena = arena, .pages = pages,
			    .options = options,
			    .file = { .arena = arena, .sink = sink,
				      .packer = maker->packer } };

	begin(&w);
	w.content = (struct content){ .arena = arena, .pages = pages,
				      .faces = w.faces, .tree = &w.tree,
				      .out = buf_new(arena) };
	content_use_glyphs(&w.content);
	if (!write_faces(&w))
		return false;
	write_images(&w);
	w.content.images = w.images;
	for (uint32_t i = 0; i < pages->count; i++)
		write_page(&w, i);
	put_resources(&w);
	put_page_tree(&w);
	put_catalog(&w);
	info_put(&w.file, w.info, pages->galley, options);
	return file_end(&w.file, w.catalog, w.info);
}
