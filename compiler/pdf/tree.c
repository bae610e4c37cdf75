#include "pdf/tree.h"

#include <stdlib.h>

#include "base/utf8.h"

/* What an element holds, in the order in which it is read. */
struct kid {
	struct kid *next, *before;
	const struct mark *mark; /* NULL: an element */
	uint32_t element;
};

struct node {
	struct kid *first, *last;
	bool attached; /* to its parent */
};

void tree_begin(struct tree *t, struct arena *arena, const struct pages *pages,
		const uint32_t *page_objects)
{
	uint32_t elements = pages->galley->element_count;

	*t = (struct tree){
		.arena = arena, .pages = pages, .page_objects = page_objects,
		.on_page = arena_array(arena, uint32_t, pages->count),
		.nodes = arena_array(arena, struct node, elements),
		.objects = arena_array(arena, uint32_t, elements),
	};
}

/* ---- kinds -------------------------------------------------------------- */

static const struct element *element_of(const struct pages *pages,
					uint32_t element)
{
	return &pages->galley->elements[element];
}

const char *tree_name(const struct pages *pages, uint32_t element)
{
	static const char *const HEADINGS[] = { "H1", "H2", "H3",
						"H4", "H5", "H6" };
	static const char *const NAMES[] = {
		[ELEMENT_DOCUMENT] = "Document", [ELEMENT_SECTION] = "Sect",
		[ELEMENT_TITLE] = "Title", [ELEMENT_HEADING] = "H",
		[ELEMENT_PARAGRAPH] = "P", [ELEMENT_LIST] = "L",
		[ELEMENT_ITEM] = "LI", [ELEMENT_LABEL] = "Lbl",
		[ELEMENT_BODY] = "LBody", [ELEMENT_LINK] = "Link",
		[ELEMENT_NOTE] = "Note", [ELEMENT_ARTIFACT] = "Artifact",
		[ELEMENT_TABLE] = "Table", [ELEMENT_ROW] = "TR",
		[ELEMENT_HEADER_CELL] = "TH", [ELEMENT_CELL] = "TD",
		[ELEMENT_FIGURE] = "Figure", [ELEMENT_CAPTION] = "Caption",
		[ELEMENT_CONTENTS] = "TOC", [ELEMENT_ENTRY] = "TOCI",
		[ELEMENT_FORM] = "Form",
	};
	const struct element *e = element_of(pages, element);
	int level = e->level < 1 ? 1 : e->level > 6 ? 6 : e->level;

	return e->kind == ELEMENT_HEADING ? HEADINGS[level - 1]
					  : NAMES[e->kind];
}

/* ---- marks -------------------------------------------------------------- */

static struct mark *add_mark(struct tree *t, struct mark mark)
{
	t->marks = arena_grow(t->arena, t->marks, t->count, sizeof *t->marks);
	t->marks[t->count] = mark;
	return &t->marks[t->count++];
}

uint32_t tree_content(struct tree *t, uint32_t element, uint32_t page,
		      uint32_t order)
{
	return add_mark(t, (struct mark){ .element = element, .page = page,
					  .number = t->on_page[page]++,
					  .order = order })->number;
}

uint32_t tree_annotation(struct tree *t, uint32_t element, uint32_t page,
			 uint32_t object, uint32_t order)
{
	uint32_t key = t->pages->count + t->annotations++;

	add_mark(t, (struct mark){ .element = element, .page = page,
				   .number = key, .annotation = object,
				   .order = order });
	return key;
}

void tree_box(struct tree *t, uint32_t element, struct box_on_page box)
{
	if (!t->boxes)
		t->boxes = arena_array(t->arena, struct box_on_page,
				       t->pages->galley->element_count);
	t->boxes[element] = box;
}

/* ---- from marks to a tree ------------------------------------------------ */

/* In the order of the galley, which is that of the text: on pages the notes
 * stand between. */
static int by_order(const void *a, const void *b)
{
	const struct mark *m = a, *n = b;

	if (m->order != n->order)
		return m->order < n->order ? -1 : 1;
	if (!m->annotation != !n->annotation)
		return m->annotation ? 1 : -1;
	if (m->page != n->page)
		return m->page < n->page ? -1 : 1;
	return m->number < n->number ? -1 : 1;
}

static void sort_marks(struct tree *t)
{
	for (uint32_t i = 1; i < t->count; i++)
		if (by_order(&t->marks[i - 1], &t->marks[i]) > 0) {
			qsort(t->marks, t->count, sizeof *t->marks, by_order);
			return;
		}
}

/* Behind `before`, or first. */
static void insert(struct node *node, struct kid *before, struct kid *kid)
{
	kid->before = before;
	kid->next = before ? before->next : node->first;
	if (kid->next)
		kid->next->before = kid;
	else
		node->last = kid;
	if (before)
		before->next = kid;
	else
		node->first = kid;
}

static void add_kid(struct tree *t, uint32_t parent, struct kid value)
{
	struct node *node = &t->nodes[parent];
	struct kid *kid = arena_new_of(t->arena, struct kid);
	struct kid *before = node->last;

	*kid = value;
	/* elements are numbered as they are read; some come late: pictures,
	 * and the contents, which know their pages last */
	while (!kid->mark && before && !before->mark &&
	       before->element > kid->element)
		before = before->before;
	insert(node, before, kid);
}

static void attach(struct tree *t, uint32_t element)
{
	while (element && !t->nodes[element].attached) {
		uint32_t parent = element_of(t->pages, element)->parent;

		t->nodes[element].attached = true;
		add_kid(t, parent, (struct kid){ .element = element });
		element = parent;
	}
}

/* A table has all its cells, those with nothing in them too. */
static void attach_empty_cells(struct tree *t)
{
	for (uint32_t i = 0; i < t->pages->galley->element_count; i++) {
		enum element_kind kind = element_of(t->pages, i)->kind;

		if (kind == ELEMENT_CELL || kind == ELEMENT_HEADER_CELL)
			attach(t, i);
	}
}

static void grow(struct tree *t)
{
	sort_marks(t);
	for (uint32_t i = 0; i < t->count; i++) {
		attach(t, t->marks[i].element);
		add_kid(t, t->marks[i].element,
			(struct kid){ .mark = &t->marks[i] });
	}
	attach_empty_cells(t);
}

/* ---- attributes ---------------------------------------------------------- */

/* How the items of a list are numbered, by the label of the first. */
static const char *numbering_of(const struct tree *t, uint32_t list)
{
	const struct kid *item = t->nodes[list].first;
	const struct kid *label = item && !item->mark
					  ? t->nodes[item->element].first : NULL;
	struct str sign;
	uint32_t at = 0, code;

	if (!label || label->mark)
		return NULL;
	sign = element_of(t->pages, label->element)->title;
	while (at < sign.n && sign.p[at] == '(')
		at++;
	if (at == sign.n)
		return NULL;
	code = utf8_next(sign, &at);
	return utf8_is_digit(code)    ? "Decimal"
	       : !utf8_is_letter(code) ? NULL
	       : utf8_is_upper(code)  ? "UpperAlpha" : "LowerAlpha";
}

static void put_cell(struct buf *b, const struct element *e)
{
	bool header = e->kind == ELEMENT_HEADER_CELL;

	if (!header && e->columns < 2 && e->rows < 2)
		return;
	buf_add(b, STR("/A<</O/Table"));
	if (header)
		buf_add(b, STR("/Scope/Column"));
	if (e->columns > 1)
		buf_printf(b, "/ColSpan %u", e->columns);
	if (e->rows > 1)
		buf_printf(b, "/RowSpan %u", e->rows);
	buf_add(b, STR(">>"));
}

static void put_figure(struct buf *b, const struct tree *t, uint32_t element)
{
	static const struct box_on_page NOWHERE;
	const struct box_on_page *box = t->boxes ? &t->boxes[element]
						 : &NOWHERE;

	buf_add(b, STR("/Alt"));
	put_text(b, element_of(t->pages, element)->title);
	buf_add(b, STR("/A<</O/Layout/Placement/Block/BBox["));
	put_real(b, box->left);
	buf_char(b, ' ');
	put_real(b, box->bottom);
	buf_char(b, ' ');
	put_real(b, box->right);
	buf_char(b, ' ');
	put_real(b, box->top);
	buf_add(b, STR("]>>"));
}

static void put_attributes(struct buf *b, const struct tree *t,
			   uint32_t element)
{
	const struct element *e = element_of(t->pages, element);
	const char *numbering;

	switch (e->kind) {
	case ELEMENT_HEADER_CELL:
	case ELEMENT_CELL: put_cell(b, e); break;
	case ELEMENT_FIGURE: put_figure(b, t, element); break;
	case ELEMENT_NOTE: /* each has a name (ISO 14289-1, 7.9) */
		buf_printf(b, "/ID(note%08u)", element);
		break;
	case ELEMENT_LIST:
		numbering = numbering_of(t, element);
		if (numbering)
			buf_printf(b, "/A<</O/List/ListNumbering/%s>>",
				   numbering);
		break;
	default: break;
	}
}

/* ---- written ------------------------------------------------------------- */

/* The page of the first content, which the kids need not name then. */
static const struct mark *first_content(const struct node *node)
{
	for (const struct kid *k = node->first; k; k = k->next)
		if (k->mark && !k->mark->annotation)
			return k->mark;
	return NULL;
}

static void put_kid(struct buf *b, const struct tree *t, const struct kid *k,
		    uint32_t page)
{
	const struct mark *m = k->mark;

	if (!m) {
		put_ref(b, t->objects[k->element]);
	} else if (m->annotation) {
		buf_add(b, STR("<</Type/OBJR/Pg "));
		put_ref(b, t->page_objects[m->page]);
		buf_add(b, STR("/Obj "));
		put_ref(b, m->annotation);
		buf_add(b, STR(">>"));
	} else if (m->page == page) {
		put_int(b, m->number);
	} else {
		buf_add(b, STR("<</Type/MCR/Pg "));
		put_ref(b, t->page_objects[m->page]);
		buf_add(b, STR("/MCID "));
		put_int(b, m->number);
		buf_add(b, STR(">>"));
	}
}

static void put_kids(struct buf *b, const struct tree *t,
		     const struct node *node)
{
	const struct mark *first = first_content(node);
	uint32_t page = first ? first->page : UINT32_MAX;
	bool several = node->first != node->last;

	if (first) {
		buf_add(b, STR("/Pg "));
		put_ref(b, t->page_objects[page]);
	}
	if (!node->first)
		return;
	buf_add(b, several ? STR("/K[") : STR("/K "));
	for (const struct kid *k = node->first; k; k = k->next) {
		put_kid(b, t, k, page);
		if (k->next)
			buf_char(b, ' ');
	}
	if (several)
		buf_char(b, ']');
}

/* Numbers first, so that a parent can name its kids. */
static void number_elements(struct tree *t, struct file *f)
{
	for (uint32_t i = 0; i < t->pages->galley->element_count; i++)
		if (i == 0 || t->nodes[i].attached)
			t->objects[i] = file_reserve(f);
}

static void write_elements(struct tree *t, struct file *f, uint32_t root,
			   struct buf *b)
{
	for (uint32_t i = 0; i < t->pages->galley->element_count; i++) {
		if (!t->objects[i])
			continue;
		b->n = 0;
		buf_add(b, STR("<</S/"));
		buf_add(b, str_of(tree_name(t->pages, i)));
		buf_add(b, STR("/P "));
		put_ref(b, i ? t->objects[element_of(t->pages, i)->parent]
			     : root);
		put_attributes(b, t, i);
		put_kids(b, t, &t->nodes[i]);
		buf_add(b, STR(">>"));
		file_put(f, t->objects[i], buf_str(b));
	}
}

/* By page the elements of its contents, by their numbers. */
static uint32_t **elements_on_pages(const struct tree *t)
{
	uint32_t **of = arena_array(t->arena, uint32_t *, t->pages->count);

	for (uint32_t i = 0; i < t->pages->count; i++)
		of[i] = arena_array(t->arena, uint32_t, t->on_page[i]);
	for (uint32_t i = 0; i < t->count; i++)
		if (!t->marks[i].annotation)
			of[t->marks[i].page][t->marks[i].number] =
				t->objects[t->marks[i].element];
	return of;
}

/* Which elements a page's contents and which element an annotation belongs
 * to. */
static void put_parents(struct tree *t, struct file *f, struct buf *b)
{
	uint32_t **of = elements_on_pages(t);
	uint32_t *annotated = arena_array(t->arena, uint32_t, t->annotations);
	struct buf row = buf_new(t->arena);

	buf_add(b, STR("/ParentTree<</Nums["));
	for (uint32_t i = 0; i < t->pages->count; i++) {
		uint32_t object = file_reserve(f);

		row.n = 0;
		buf_char(&row, '[');
		for (uint32_t k = 0; k < t->on_page[i]; k++) {
			put_ref(&row, of[i][k]);
			buf_char(&row, ' ');
		}
		buf_char(&row, ']');
		file_put(f, object, buf_str(&row));
		buf_printf(b, "%u %u 0 R ", i, object);
	}
	for (uint32_t i = 0; i < t->count; i++)
		if (t->marks[i].annotation)
			annotated[t->marks[i].number - t->pages->count] =
				t->objects[t->marks[i].element];
	for (uint32_t i = 0; i < t->annotations; i++)
		buf_printf(b, "%u %u 0 R ", t->pages->count + i, annotated[i]);
	buf_printf(b, "]>>/ParentTreeNextKey %u",
		   t->pages->count + t->annotations);
}

/* A name tree is sorted by name: digits of one width sort as they count. */
static void put_notes(const struct tree *t, struct buf *b)
{
	uint32_t before = b->n;

	for (uint32_t i = 0; i < t->pages->galley->element_count; i++)
		if (t->objects[i] &&
		    element_of(t->pages, i)->kind == ELEMENT_NOTE) {
			if (b->n == before)
				buf_add(b, STR("/IDTree<</Names["));
			buf_printf(b, "(note%08u)%u 0 R ", i, t->objects[i]);
		}
	if (b->n > before)
		buf_add(b, STR("]>>"));
}

uint32_t tree_write(struct tree *t, struct file *f)
{
	uint32_t root = file_reserve(f);
	struct buf b = buf_new(t->arena), item = buf_new(t->arena);

	grow(t);
	number_elements(t, f);
	write_elements(t, f, root, &item);
	buf_printf(&b, "<</Type/StructTreeRoot/K %u 0 R/RoleMap<</Title/P>>",
		   t->objects[0]);
	put_parents(t, f, &b);
	put_notes(t, &b);
	buf_add(&b, STR(">>"));
	file_put(f, root, buf_str(&b));
	return root;
}
