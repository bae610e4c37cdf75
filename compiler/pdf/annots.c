#include "pdf/annots.h"

#include <stdio.h>
#include <string.h>

#include "pdf/meta.h"

void annots_begin(struct annots *w, struct file *file, struct tree *tree,
		  const struct pages *pages, const uint32_t *page_objects)
{
	*w = (struct annots){
		.file = file, .tree = tree, .pages = pages,
		.page_objects = page_objects,
		.bookmark_of = arena_array(file->arena, uint32_t,
					   pages->galley->element_count),
	};
	for (uint32_t i = 0; i < pages->bookmark_count; i++)
		w->bookmark_of[pages->bookmarks[i].element] = i + 1;
}

/* ---- links -------------------------------------------------------------- */

enum { LONGEST_LINK = 2000 }; /* bytes; no reader follows a longer one */

/* An address is of ASCII: all else goes as %XX. */
static void put_address(struct buf *b, struct str address)
{
	struct buf plain = buf_new(b->arena);

	for (uint32_t i = 0; i < address.n; i++) {
		unsigned char c = (unsigned char)address.p[i];

		if (c > ' ' && c < 0x7F && !strchr("\"<>\\", c))
			buf_char(&plain, (char)c);
		else
			buf_printf(&plain, "%%%02X", c);
	}
	put_bytes(b, buf_str(&plain));
}

static bool put_target(struct annots *w, struct buf *b, const struct area *a)
{
	const struct pages *pages = w->pages;
	uint32_t mark = w->bookmark_of[a->heading];

	if (a->address.n) {
		buf_add(b, STR("/Contents"));
		put_text(b, a->address);
		buf_add(b, STR("/A<</S/URI/URI"));
		put_address(b, a->address);
		buf_add(b, STR(">>"));
		return a->address.n <= LONGEST_LINK;
	}
	if (!mark)
		return false;
	buf_add(b, STR("/Contents"));
	put_text(b, pages->galley->elements[a->heading].title);
	buf_add(b, STR("/Dest"));
	put_place(b, pages, &pages->bookmarks[mark - 1], w->page_objects);
	return true;
}

static void put_box(struct buf *b, const struct box_on_page *box)
{
	const int64_t sides[4] = { box->left, box->bottom, box->right,
				   box->top };

	for (int i = 0; i < 4; i++) {
		if (i)
			buf_char(b, ' ');
		put_real(b, sides[i]);
	}
}

/* 12.5.6.5; printed, without a frame, and part of the text's structure. */
static uint32_t write_link(struct annots *w, uint32_t page,
			   const struct area *a)
{
	struct buf b = buf_new(w->file->arena);
	uint32_t object;

	buf_add(&b, STR("<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect["));
	put_box(&b, &a->box);
	buf_char(&b, ']');
	if (!put_target(w, &b, a))
		return 0;
	object = file_reserve(w->file);
	buf_printf(&b, "/StructParent %u>>",
		   tree_annotation(w->tree, a->element, page, object,
				   a->order));
	file_put(w->file, object, buf_str(&b));
	return object;
}

/* ---- fields ------------------------------------------------------------- */

static struct box_on_page box_of(const struct annots *w,
				 const struct anchor *a)
{
	dim height = w->pages->items[a->page].height;

	return (struct box_on_page){ real_of(a->x),
				     real_of(height - a->y - a->height),
				     real_of(a->x + a->width),
				     real_of(height - a->y) };
}

/* An empty field shows nothing, and it says so (ISO 19005-2, 6.3.3). */
static uint32_t write_nothing(struct annots *w, const struct box_on_page *box)
{
	uint32_t object = file_reserve(w->file);
	struct buf b = buf_new(w->file->arena);

	buf_add(&b, STR("/Type/XObject/Subtype/Form/Resources<<>>/BBox[0 0 "));
	put_real(&b, box->right - box->left);
	buf_char(&b, ' ');
	put_real(&b, box->top - box->bottom);
	buf_char(&b, ']');
	file_put_stream(w->file, object, buf_str(&b), STR(""), false);
	return object;
}

void pdf_field_name(const struct anchor *a, char name[PDF_FIELD_NAME])
{
	snprintf(name, PDF_FIELD_NAME, "%s%u",
		 a->kind == ANCHOR_SEAL ? "CoQuan" : "NguoiKy", a->signer + 1);
}

/* 12.7.4.5: it waits for a signature; printed, and its place is locked. */
static uint32_t write_field(struct annots *w, const struct anchor *a)
{
	struct box_on_page box = box_of(w, a);
	uint32_t looks = write_nothing(w, &box);
	uint32_t object = file_reserve(w->file);
	struct buf b = buf_new(w->file->arena);
	char name[PDF_FIELD_NAME];

	pdf_field_name(a, name);
	buf_printf(&b, "<</Type/Annot/Subtype/Widget/FT/Sig/F 132/T(%s)/P ",
		   name);
	put_ref(&b, w->page_objects[a->page]);
	buf_add(&b, STR("/Rect["));
	put_box(&b, &box);
	buf_printf(&b, "]/AP<</N %u 0 R>>/TU", looks);
	put_text(&b, w->pages->galley->elements[a->element].title);
	buf_printf(&b, "/StructParent %u>>",
		   tree_annotation(w->tree, a->element, a->page, object,
				   UINT32_MAX));
	file_put(w->file, object, buf_str(&b));
	w->fields = arena_grow(w->file->arena, w->fields, w->field_count,
			       sizeof *w->fields);
	w->fields[w->field_count++] = object;
	return object;
}

static bool is_field(const struct anchor *a)
{
	return a->kind == ANCHOR_SIGNATURE || a->kind == ANCHOR_SEAL;
}

void put_form(struct buf *b, const struct annots *w)
{
	if (!w->field_count)
		return;
	buf_add(b, STR("/AcroForm<</Fields["));
	for (uint32_t i = 0; i < w->field_count; i++) {
		put_ref(b, w->fields[i]);
		buf_char(b, ' ');
	}
	buf_add(b, STR("]>>"));
}

/* ---- a page's ----------------------------------------------------------- */

static void put_one(struct buf *b, uint32_t object, uint32_t *count)
{
	if (!object)
		return;
	if (!(*count)++)
		buf_add(b, STR("/Annots["));
	put_ref(b, object);
	buf_char(b, ' ');
}

void annots_write(struct annots *w, struct buf *b, uint32_t page,
		  const struct area *areas, uint32_t area_count)
{
	const struct pages *pages = w->pages;
	uint32_t count = 0;

	for (uint32_t i = 0; i < area_count; i++)
		put_one(b, write_link(w, page, &areas[i]), &count);
	for (; w->with_fields && w->next_anchor < pages->anchor_count &&
	       pages->anchors[w->next_anchor].page == page; w->next_anchor++)
		if (is_field(&pages->anchors[w->next_anchor]))
			put_one(b, write_field(w, &pages->anchors[w->next_anchor]),
				&count);
	if (count)
		buf_char(b, ']');
}
