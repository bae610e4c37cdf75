/* style.xml into struct style: page, texts, notes, words. The blocks are
 * read in blocks.c. */
#include "template/sheets.h"

int style_find(const struct style *style, struct str name)
{
	for (uint32_t i = 0; i < style->text_count; i++)
		if (str_eq(style->texts[i].name, name))
			return (int)i;
	return -1;
}

struct page_style style_page(const struct style *style, bool landscape)
{
	struct page_style page = style->page;

	if (landscape) {
		page.width = style->page.height;
		page.height = style->page.width;
	}
	return page;
}

const struct form *style_form(const struct style *style, struct str name)
{
	for (uint32_t i = 0; i < style->form_count; i++)
		if (str_eq(style->forms[i].name, name))
			return &style->forms[i];
	return NULL;
}

int style_name(struct reader *r, const xmlNode *node, const char *attribute,
	       const struct style *style)
{
	struct str name = read_text(r, node, attribute);
	int found = style_find(style, name);

	if (found < 0)
		read_bad_value(r, node, name);
	return found;
}

/* In the order of enum face and enum align. */
static const char *const FACES[] = { "regular", "bold", "italic",
				     "bold-italic" };
static const char *const ALIGNS[] = { "left", "center", "right", "justify" };

/* Where a text says the measures that may be in em of its own size. */
struct said {
	const xmlNode *leading, *before;
};

static bool has(const xmlNode *node, const char *attribute)
{
	return xmlHasProp(node, BAD_CAST attribute) != NULL;
}

/* What the text says itself; the rest is its model's, already in `t`. */
static void read_own(struct reader *r, const xmlNode *node,
		     struct text_style *t)
{
	if (has(node, "face"))
		t->face = (enum face)read_choice(r, node, "face", FACES, 4,
						 FACE_REGULAR);
	if (has(node, "align"))
		t->align = (enum align)read_choice(r, node, "align", ALIGNS, 4,
						   ALIGN_LEFT);
	if (has(node, "caps"))
		t->caps = read_flag(r, node, "caps");
	if (has(node, "size"))
		t->size = read_length(r, node, "size");
	if (has(node, "indent"))
		t->indent = read_length(r, node, "indent");
	if (has(node, "keep-next"))
		t->keep_next = read_int(r, node, "keep-next");
	if (has(node, "keep-whole"))
		t->keep_whole = read_flag(r, node, "keep-whole");
	if (has(node, "balance"))
		t->balance = read_flag(r, node, "balance");
	if (has(node, "color"))
		t->color = read_color(r, node, "color");
}

static struct text_style read_text_style(struct reader *r, const xmlNode *node,
					 const struct style *style,
					 struct said *said)
{
	struct text_style t = { .size = 0 };
	struct said *own = &said[style->text_count];
	int model = has(node, "like") ? style_name(r, node, "like", style) : -1;

	if (model >= 0) {
		t = style->texts[model];
		*own = said[model];
	}
	t.name = read_text(r, node, "name");
	t.label = has(node, "label") ? read_text(r, node, "label") : STR("");
	read_own(r, node, &t);
	if (has(node, "leading"))
		own->leading = node;
	if (has(node, "before"))
		own->before = node;
	if (own->leading)
		t.leading = read_glue(r, own->leading, "leading", t.size);
	if (own->before)
		t.before = read_glue(r, own->before, "before", t.size);
	return t;
}

static void read_texts(struct reader *r, const xmlNode *list,
		       struct style *style)
{
	uint32_t count = read_count(list, "text");
	struct said *said = arena_array(r->arena, struct said, count);

	style->texts = arena_array(r->arena, struct text_style, count);
	for (const xmlNode *node = read_child(list, "text"); node;
	     node = read_next(node, "text")) {
		struct text_style t = read_text_style(r, node, style, said);

		if (style_find(style, t.name) >= 0 || !t.size ||
		    !t.leading.least)
			read_bad_value(r, node, t.name);
		style->texts[style->text_count++] = t;
	}
}

static void read_page(struct reader *r, const xmlNode *node,
		      struct style *style, const struct str *blanks)
{
	const xmlNode *folio = read_child(node, "folio");
	struct page_style *p = &style->page;

	p->width = read_length(r, node, "width");
	p->height = read_length(r, node, "height");
	p->top = read_length(r, node, "top");
	p->bottom = read_length(r, node, "bottom");
	p->left = read_length(r, node, "left");
	p->right = read_length(r, node, "right");
	if (p->left + p->right >= p->width)
		read_bad_value(r, node, read_text(r, node, "width"));
	if (p->top + p->bottom >= p->height)
		read_bad_value(r, node, read_text(r, node, "height"));
	p->folio_style = style_name(r, folio, "style", style);
	p->folio_baseline = read_length(r, folio, "baseline");
	p->folio_on_first = read_flag(r, folio, "first");
	p->folio = pattern_read(r, folio, blanks);
}

/* A level that is not given looks like the one above it. */
static void read_content_styles(struct reader *r, const xmlNode *node,
				struct style *style)
{
	int *headings = style->headings;

	style->paragraph = style_name(r, node, "paragraph", style);
	style->centered = style_name(r, node, "centered", style);
	style->item = style_name(r, node, "item", style);
	style->unit_number = style_name(r, node, "unit-number", style);
	style->unit_title = style_name(r, node, "unit-title", style);
	style->unit_run_in = style_name(r, node, "unit-run-in", style);
	style->form_line = style_name(r, node, "form-line", style);
	style->contents = style_name(r, node, "contents", style);
	style->widow = read_int(r, node, "widow");
	style->orphan = read_int(r, node, "orphan");
	for (int i = 0; i < HEADING_LEVELS; i++)
		headings[i] = -1;
	for (const xmlNode *h = read_child(node, "heading"); h;
	     h = read_next(h, "heading")) {
		int level = read_int(r, h, "level");

		if (level >= 1 && level <= HEADING_LEVELS)
			headings[level - 1] = style_name(r, h, "style", style);
	}
	for (int i = 0; i < HEADING_LEVELS; i++)
		if (headings[i] < 0)
			headings[i] = i ? headings[i - 1] : style->paragraph;
}

static void read_note(struct reader *r, const xmlNode *node,
		      struct style *style, const struct str *blanks)
{
	struct note_style *n = &style->note;

	n->text = style_name(r, node, "text", style);
	n->label = pattern_read(r, node, blanks);
	n->mark_size = read_length(r, node, "mark-size");
	n->mark_raise = read_length(r, node, "mark-raise");
	n->rule_width = read_length(r, node, "rule-width");
	n->rule_weight = read_length(r, node, "rule-weight");
	n->rule_gap = read_glue(r, node, "rule-gap", 0);
	n->rule_to_note = read_length(r, node, "rule-to-note");
}

static void read_table(struct reader *r, const xmlNode *node,
		       struct style *style)
{
	struct table_style *t = &style->table;

	t->header = style_name(r, node, "header", style);
	t->cell = style_name(r, node, "cell", style);
	t->cell_center = style_name(r, node, "cell-center", style);
	t->cell_right = style_name(r, node, "cell-right", style);
	t->cell_justify = style_name(r, node, "cell-justify", style);
	t->caption = style_name(r, node, "caption", style);
	t->weight = read_length(r, node, "weight");
	t->pad_x = read_length(r, node, "pad-x");
	t->pad_y = read_length(r, node, "pad-y");
	t->before = read_glue(r, node, "before", 0);
	t->after = read_glue(r, node, "after", 0);
	t->least_column = read_length(r, node, "least-column");
}

static void read_signature(struct reader *r, const xmlNode *node,
			   struct style *style)
{
	double most;

	style->signature_height = read_length(r, node, "height");
	read_share(r, node, "seal-overlap", &style->seal_overlap, &most);
	style->signature_width = read_length(r, node, "width");
	style->seal_width = read_length(r, node, "seal");
}

static void read_corner(struct reader *r, const xmlNode *node,
			struct corner *corner)
{
	corner->right = read_length(r, node, "right");
	corner->top = read_length(r, node, "top");
	corner->width = read_length(r, node, "width");
	corner->height = read_length(r, node, "height");
}

static void read_spoken(struct reader *r, const xmlNode *node,
			struct spoken *spoken)
{
	spoken->picture = read_text(r, node, "picture");
	spoken->signature = read_text(r, node, "signature");
	spoken->seal = read_text(r, node, "seal");
}

static void read_blanks(struct reader *r, const xmlNode *list,
			struct str *blanks)
{
	for (const xmlNode *node = read_child(list, "blank"); node;
	     node = read_next(node, "blank"))
		blanks[read_choice(r, node, "field", FIELD_NAMES, FIELD_COUNT,
				   FIELD_NONE)] = read_text(r, node, "text");
}

static void read_breaking(struct reader *r, const xmlNode *node,
			  struct style *style)
{
	static const char *const WAYS[] = { "total-fit", "first-fit" };
	struct line_breaking *b = &style->breaking;
	double same;

	b->first_fit = read_choice(r, node, "way", WAYS, 2, 0) == 1;
	read_share(r, node, "shrink", &b->shrink, &same);
	b->loose = read_int(r, node, "loose") / 100.0;
	b->too_loose = read_int(r, node, "too-loose") / 100.0;
	b->tracking = read_length(r, node, "tracking");
	b->unwanted = read_int(r, node, "unwanted");
	b->forbidden = read_int(r, node, "forbidden");
	b->short_last = read_int(r, node, "short-last");
}

static struct word_set read_set(struct reader *r, const xmlNode *node,
				const char *name)
{
	struct word_set set;

	set.items = read_words(r, read_child(node, name), &set.count);
	return set;
}

static void read_no_break(struct reader *r, const xmlNode *node,
			  struct style *style)
{
	style->no_break = (struct no_break){
		.after = read_set(r, node, "after"),
		.soft_after = read_set(r, node, "soft-after"),
		.before = read_set(r, node, "before"),
		.name_after = read_set(r, node, "name-after"),
		.parts_before = read_set(r, node, "parts-before"),
	};
}

void style_read(struct reader *r, const xmlNode *root, struct style *style)
{
	struct str blanks[FIELD_COUNT] = { { NULL, 0 } };

	style->name = read_text(r, root, "name");
	style->family = read_text(r, root, "family");
	style->language = read_text(r, root, "language");
	read_texts(r, read_child(root, "texts"), style);
	read_blanks(r, read_child(root, "blanks"), blanks);
	read_page(r, read_child(root, "page"), style, blanks);
	read_content_styles(r, read_child(root, "content"), style);
	read_breaking(r, read_child(root, "lines"), style);
	read_note(r, read_child(root, "note"), style, blanks);
	read_table(r, read_child(root, "table"), style);
	read_signature(r, read_child(root, "signature"), style);
	read_corner(r, read_child(root, "corner"), &style->corner);
	read_spoken(r, read_child(root, "spoken"), &style->spoken);
	forms_read(r, root, style, blanks);
	read_no_break(r, read_child(root, "no-break"), style);
}
