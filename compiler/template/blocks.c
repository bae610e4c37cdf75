/* The blocks of style.xml and the patterns in them. */
#include <string.h>

#include "template/sheets.h"

/* --- patterns --- */

const char *const FIELD_NAMES[FIELD_COUNT] = {
	[FIELD_NONE] = "",
	[FIELD_PARENTS] = "parents",
	[FIELD_ISSUER] = "issuer",
	[FIELD_NUMBER] = "number",
	[FIELD_SYMBOL] = "symbol",
	[FIELD_PLACE] = "place",
	[FIELD_DAY] = "day",
	[FIELD_MONTH] = "month",
	[FIELD_YEAR] = "year",
	[FIELD_KIND] = "kind",
	[FIELD_KIND_NAME] = "kind-name",
	[FIELD_SUBJECT] = "subject",
	[FIELD_AUTHORITY] = "authority",
	[FIELD_TITLES] = "titles",
	[FIELD_OTHER_TITLES] = "other-titles",
	[FIELD_SIGNER] = "signer",
	[FIELD_RECIPIENT] = "recipient",
	[FIELD_PURPOSE] = "purpose",
	[FIELD_PAGE] = "page",
	[FIELD_NOTE] = "note",
	[FIELD_ADDRESSEE] = "addressee",
	[FIELD_COMPETENCE] = "competence",
	[FIELD_ATTACHED] = "attached",
	[FIELD_SECRECY] = "secrecy",
	[FIELD_URGENCY] = "urgency",
	[FIELD_CIRCULATION] = "circulation",
	[FIELD_DRAFT] = "draft",
	[FIELD_DRAFTER] = "drafter",
	[FIELD_CONTACT] = "contact",
	[FIELD_SIGNED] = "signed",
	[FIELD_APPENDIX] = "appendix",
	[FIELD_APPENDIX_TITLE] = "appendix-title",
};

struct pattern_reader {
	struct reader *reader;
	const xmlNode *node;
	const struct str *blanks;
	struct pattern out;
	struct buf text; /* fixed text not yet put in a part */
	int group, groups; /* the open one or 0; how many there were */
};

static void add_part(struct pattern_reader *p, struct pattern_part part)
{
	part.group = p->group;
	p->out.parts = arena_grow(p->reader->arena, p->out.parts,
				  p->out.count, sizeof part);
	p->out.parts[p->out.count++] = part;
}

static void flush_text(struct pattern_reader *p)
{
	if (p->text.n)
		add_part(p, (struct pattern_part){ .text = buf_str(&p->text) });
	p->text = buf_new(p->reader->arena);
}

/* field = "{" name "}" ; the bytes it takes, 0 after a complaint. */
static uint32_t take_field(struct pattern_reader *p, struct str rest)
{
	int64_t end = str_find(rest, STR("}"));
	struct str name;
	int field;

	if (end < 0)
		return 0;
	name = str_slice(rest, 1, (uint32_t)end);
	field = name.n ? read_name(p->reader, p->node, name, FIELD_NAMES,
				   FIELD_COUNT) : FIELD_NONE;
	flush_text(p);
	add_part(p, (struct pattern_part){ .field = (enum field)field,
					   .blank = p->blanks[field] });
	return (uint32_t)end + 1;
}

static bool turn_group(struct pattern_reader *p, bool open)
{
	if (open == (p->group != 0))
		return false;
	flush_text(p);
	p->group = open ? ++p->groups : 0;
	return true;
}

/* pattern = { text | field | "[" { text | field } "]" } ; "\" before any
 * character makes it text. Groups do not nest. */
static bool parse_pattern(struct pattern_reader *p, struct str s)
{
	for (uint32_t i = 0, taken; i < s.n; i += taken) {
		char c = s.p[i];

		taken = 1;
		if (c == '{') {
			taken = take_field(p, str_from(s, i));
			if (!taken)
				return false;
		} else if (c == '[' || c == ']') {
			if (!turn_group(p, c == '['))
				return false;
		} else {
			if (c == '\\' && i + 1 < s.n)
				c = s.p[++i];
			buf_char(&p->text, c);
		}
	}
	flush_text(p);
	return p->group == 0;
}

static struct pattern pattern_of(struct reader *r, const xmlNode *node,
				 struct str text, const struct str *blanks)
{
	struct pattern_reader p = { .reader = r, .node = node,
				    .blanks = blanks,
				    .text = buf_new(r->arena) };

	if (!parse_pattern(&p, text))
		read_bad_value(r, node, text);
	return p.out;
}

struct pattern pattern_read(struct reader *r, const xmlNode *node,
			    const struct str blanks[FIELD_COUNT])
{
	return pattern_of(r, node, read_content(r, node), blanks);
}

/* --- blocks --- */

/* In the order of enum block_kind, with the element each is for a reader of
 * the finished page, unless the block says another. */
static const char *const KINDS[] = { "pair", "column", "text", "rule", "gap",
				     "bases", "body", "closing",
				     "recipients", "addressees", "stamp",
				     "foot", "use" };
enum { KIND_COUNT = sizeof KINDS / sizeof *KINDS };
static const enum element_kind ELEMENTS_OF[KIND_COUNT] = {
	[BLOCK_PAIR] = ELEMENT_SECTION,
	[BLOCK_COLUMN] = ELEMENT_SECTION,
	[BLOCK_TEXT] = ELEMENT_PARAGRAPH,
	[BLOCK_RULE] = ELEMENT_ARTIFACT,
	[BLOCK_GAP] = ELEMENT_ARTIFACT,
	[BLOCK_BASES] = ELEMENT_PARAGRAPH,
	[BLOCK_BODY] = ELEMENT_SECTION,
	[BLOCK_CLOSING] = ELEMENT_SECTION,
	[BLOCK_RECIPIENTS] = ELEMENT_LIST,
	[BLOCK_ADDRESSEES] = ELEMENT_PARAGRAPH,
	[BLOCK_STAMP] = ELEMENT_PARAGRAPH,
	[BLOCK_FOOT] = ELEMENT_PARAGRAPH,
};

/* In the order of enum element_kind. */
static const char *const ELEMENTS[] = {
	"document", "section", "title", "heading", "paragraph", "list", "item",
	"label", "body", "link", "note", "artifact", "table", "row",
	"header-cell", "cell", "figure", "caption",
	"contents", "entry", "form",
};
enum { ELEMENT_COUNT = sizeof ELEMENTS / sizeof *ELEMENTS };

/* In the order of enum anchor_kind. */
static const char *const ANCHORS[] = { "", "number", "date" };

/* Names of columns, numbered from 1 as they turn up. */
enum { COLUMNS_MOST = 16 };

struct block_reader {
	struct reader *reader;
	struct style *style;
	const struct str *blanks;
	struct str columns[COLUMNS_MOST];
	int column_count;
};

static int find_columns(struct block_reader *b, const xmlNode *node)
{
	struct str name = read_text(b->reader, node, "columns");

	if (!name.n)
		return 0;
	for (int i = 0; i < b->column_count; i++)
		if (str_eq(b->columns[i], name))
			return i + 1;
	if (b->column_count == COLUMNS_MOST) {
		read_bad_value(b->reader, node, name);
		return 0;
	}
	b->columns[b->column_count++] = name;
	return b->column_count;
}

/* "right 195mm 8mm": what x is, x, y. */
static struct fixed_place read_place(struct reader *r, const xmlNode *node)
{
	static const char *const EDGES[] = { "left", "center", "right" };
	struct fixed_place place = { .is_fixed = false };

	if (!xmlHasProp(node, BAD_CAST "edge"))
		return place;
	place.is_fixed = true;
	place.align = (enum align)read_choice(r, node, "edge", EDGES, 3, 0);
	place.x = read_length(r, node, "x");
	place.y = read_length(r, node, "y");
	return place;
}

static void read_stamp(struct block_reader *b, const xmlNode *node,
		       struct block *block)
{
	struct reader *r = b->reader;

	block->frame_height = read_length(r, node, "height");
	block->frame_padding = read_length(r, node, "padding");
	block->weight = read_length(r, node, "weight");
	block->sizes = arena_array(r->arena, struct stamp_size,
				   read_count(node, "size"));
	for (const xmlNode *size = read_child(node, "size"); size;
	     size = read_next(size, "size"))
		block->sizes[block->size_count++] = (struct stamp_size){
			read_text(r, size, "text"),
			read_length(r, size, "width"),
		};
	block->pattern = pattern_of(r, node, read_text(r, node, "text"),
				    b->blanks);
}

static void read_layout(struct block_reader *b, const xmlNode *node,
			struct block *block)
{
	struct reader *r = b->reader;

	switch (block->kind) {
	case BLOCK_PAIR:
		block->columns = find_columns(b, node);
		block->gap.natural = read_length(r, node, "between");
		block->gap.least = block->gap.most = block->gap.natural;
		block->signers = read_flag(r, node, "signers");
		break;
	case BLOCK_COLUMN:
		block->agencies = read_flag(r, node, "agencies");
		block->first_served =
			str_is(read_text(r, node, "served"), "first");
		read_range(r, node, "width", &block->least_width,
			   &block->most_width);
		break;
	case BLOCK_RULE:
		read_share(r, node, "share", &block->least_share,
			   &block->most_share);
		block->weight = read_length(r, node, "weight");
		block->drop = read_length(r, node, "drop");
		break;
	case BLOCK_GAP:
		block->gap = read_glue(r, node, "height", 0);
		block->signature = read_flag(r, node, "signature");
		break;
	case BLOCK_STAMP:
		read_stamp(b, node, block);
		break;
	case BLOCK_FOOT:
		block->weight = read_length(r, node, "weight");
		block->gap = read_glue(r, node, "gap", 0);
		block->pattern = pattern_read(r, node, b->blanks);
		break;
	case BLOCK_TEXT:
	case BLOCK_RECIPIENTS:
	case BLOCK_ADDRESSEES:
		block->pattern = pattern_read(r, node, b->blanks);
		break;
	default:
		break;
	}
}

static struct block *read_blocks(struct block_reader *, const xmlNode *parent,
				 uint32_t *count);

static struct block read_block(struct block_reader *b, const xmlNode *node)
{
	struct reader *r = b->reader;
	struct block block = { .style = -1 };

	block.kind = (enum block_kind)read_name(
		r, node, str_of((const char *)node->name), KINDS, KIND_COUNT);
	block.element = (enum element_kind)read_choice(
		r, node, "element", ELEMENTS, ELEMENT_COUNT,
		ELEMENTS_OF[block.kind]);
	if (xmlHasProp(node, BAD_CAST "style"))
		block.style = style_name(r, node, "style", b->style);
	block.anchor = (enum anchor_kind)read_choice(r, node, "anchor", ANCHORS,
						     3, ANCHOR_NONE);
	block.rule = read_text(r, node, "rule");
	block.last = read_text(r, node, "last");
	block.others = read_text(r, node, "others");
	block.final = read_text(r, node, "final");
	block.keep_before = read_int(r, node, "keep-before");
	block.place = read_place(r, node);
	read_layout(b, node, &block);
	if (block.kind == BLOCK_PAIR || block.kind == BLOCK_COLUMN)
		block.children = read_blocks(b, node, &block.child_count);
	return block;
}

static const struct form *used_form(struct block_reader *b,
				    const xmlNode *node)
{
	struct str name = read_text(b->reader, node, "blocks");
	const struct form *form = style_form(b->style, name);

	if (!form)
		read_bad_value(b->reader, node, name);
	return form;
}

/* <use blocks="head"/> stands for the blocks of a form before it. */
static struct block *read_blocks(struct block_reader *b, const xmlNode *parent,
				 uint32_t *count)
{
	struct arena *arena = b->reader->arena;
	struct block *blocks = NULL;

	*count = 0;
	for (const xmlNode *node = read_child(parent, NULL); node;
	     node = read_next(node, NULL)) {
		const struct form *form = NULL;
		uint32_t copies = 1;

		if (read_is(node, "use")) {
			form = used_form(b, node);
			copies = form ? form->block_count : 0;
		}
		for (uint32_t i = 0; i < copies; i++) {
			blocks = arena_grow(arena, blocks, *count,
					    sizeof *blocks);
			blocks[(*count)++] = form ? form->blocks[i]
						  : read_block(b, node);
		}
	}
	return blocks;
}

void forms_read(struct reader *r, const xmlNode *root, struct style *style,
		const struct str blanks[FIELD_COUNT])
{
	struct block_reader b = { .reader = r, .style = style,
				  .blanks = blanks };

	style->forms = arena_array(r->arena, struct form,
				   read_count(root, "blocks"));
	for (const xmlNode *node = read_child(root, "blocks"); node;
	     node = read_next(node, "blocks")) {
		struct form form = { .name = read_text(r, node, "name") };

		form.blocks = read_blocks(&b, node, &form.block_count);
		style->forms[style->form_count++] = form;
	}
}
