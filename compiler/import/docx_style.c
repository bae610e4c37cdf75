#include "import/docx_style.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

static const struct look LOOK = {
	.left = NOT_SAID, .right = NOT_SAID, .first = NOT_SAID,
	.outline = NOT_SAID, .number = NOT_SAID, .level = NOT_SAID,
	.page_break_before = -1,
};

/* ---- what properties say ---------------------------------------------- */

static enum paper_align align_of(struct str jc)
{
	static const struct {
		const char *word;
		enum paper_align align;
	} WORDS[] = {
		{ "left", PAPER_LEFT }, { "start", PAPER_LEFT },
		{ "center", PAPER_CENTER }, { "right", PAPER_RIGHT },
		{ "end", PAPER_RIGHT }, { "both", PAPER_BOTH },
		{ "distribute", PAPER_BOTH }, { "lowKashida", PAPER_BOTH },
		{ "mediumKashida", PAPER_BOTH }, { "highKashida", PAPER_BOTH },
		{ "thaiDistribute", PAPER_BOTH },
	};

	for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
		if (str_is(jc, WORDS[i].word))
			return WORDS[i].align;
	return PAPER_UNKNOWN;
}

void indents_over(struct look *look, const struct node *ppr)
{
	const struct node *ind = child_of(ppr, N_ind);
	int hanging = int_of(attr_of(ind, N_hanging), NOT_SAID);

	look->left = int_of(attr_of(ind, N_left),
			    int_of(attr_of(ind, N_start), look->left));
	look->right = int_of(attr_of(ind, N_right),
			     int_of(attr_of(ind, N_end), look->right));
	look->first = int_of(attr_of(ind, N_firstLine), look->first);
	if (hanging != NOT_SAID)
		look->first = -hanging;
}

static void numbering_over(struct look *look, const struct node *ppr)
{
	const struct node *numbering = child_of(ppr, N_numPr);

	look->number = int_of(val_of(numbering, N_numId), look->number);
	look->level = int_of(val_of(numbering, N_ilvl), look->level);
}

void look_over(struct look *look, const struct node *ppr)
{
	const struct node *jc = child_of(ppr, N_jc);
	int level = int_of(val_of(ppr, N_outlineLvl), NOT_SAID);
	int breaks = switch_of(ppr, N_pageBreakBefore);

	if (jc)
		look->align = align_of(attr_of(jc, N_val));
	if (level != NOT_SAID)
		look->outline = level >= 0 && level < 9 ? level + 1 : 0;
	if (breaks >= 0)
		look->page_break_before = breaks;
	indents_over(look, ppr);
	numbering_over(look, ppr);
}

static void face_switch(struct face *face, const struct node *rpr,
			enum name name, unsigned bit)
{
	int on = switch_of(rpr, name);

	if (on < 0)
		return;
	face->said |= bit;
	face->on = on ? face->on | bit : face->on & ~bit;
}

/* The font of letters beyond ASCII, which the old encodings use. */
static void font_over(struct face *face, const struct node *rpr)
{
	const struct node *fonts = child_of(rpr, N_rFonts);

	if (has_attr(fonts, N_hAnsiTheme) || has_attr(fonts, N_asciiTheme))
		face->font = (struct str){ 0 };
	else if (has_attr(fonts, N_hAnsi))
		face->font = attr_of(fonts, N_hAnsi);
	else if (has_attr(fonts, N_ascii))
		face->font = attr_of(fonts, N_ascii);
}

void face_over(struct face *face, const struct node *rpr)
{
	face_switch(face, rpr, N_b, FACE_BOLD);
	face_switch(face, rpr, N_i, FACE_ITALIC);
	face_switch(face, rpr, N_caps, FACE_CAPS);
	face_switch(face, rpr, N_vanish, FACE_HIDDEN);
	face->size = int_of(val_of(rpr, N_sz), face->size);
	font_over(face, rpr);
}

/* ---- styles ----------------------------------------------------------- */

/* Small letters of A to Z and Đ are enough for these two. */
int outline_of_name(struct str name)
{
	const struct str BEGINNINGS[] = { STR("heading "), STR("đề mục ") };
	char small[32] = "";
	struct str s = { small, name.n < 31 ? name.n : 31 };
	char last = name.n ? name.p[name.n - 1] : 0;

	for (uint32_t i = 0; i < s.n; i++)
		small[i] = name.p[i] >= 'A' && name.p[i] <= 'Z'
				   ? (char)(name.p[i] + 32) : name.p[i];
	if (s.n > 2 && memcmp(small, "Đ", 2) == 0)
		memcpy(small, "đ", 2);
	for (int i = 0; i < 2; i++)
		if (str_starts(s, BEGINNINGS[i]) &&
		    s.n == BEGINNINGS[i].n + 1 && last >= '1' && last <= '9')
			return last - '0';
	return 0;
}

static int by_id(const void *a, const void *b)
{
	struct str x = ((const struct style *)a)->id;
	struct str y = ((const struct style *)b)->id;
	uint32_t n = x.n < y.n ? x.n : y.n;
	int order = n ? memcmp(x.p, y.p, n) : 0;

	return order ? order : x.n < y.n ? -1 : x.n > y.n;
}

struct style *word_style(const struct styles *s, struct str id)
{
	struct style wanted = { .id = id };

	if (!s->count || !id.n)
		return NULL;
	return bsearch(&wanted, s->list, s->count, sizeof wanted, by_id);
}

/* A style says what its base says, where it says nothing itself. A circle is
 * cut where it closes. */
static void resolve(const struct styles *all, struct style *s, int depth)
{
	struct style *base = word_style(all, val_of(s->node, N_basedOn));
	const struct node *ppr = child_of(s->node, N_pPr);
	int outline = outline_of_name(s->name);

	if (s->resolved || s->resolving || depth > 64)
		return;
	s->resolving = 1;
	s->look = all->look;
	if (base && base != s) {
		resolve(all, base, depth + 1);
		if (base->resolved) {
			s->face = base->face;
			s->look = base->look;
		}
	}
	if (outline)
		s->look.outline = outline;
	look_over(&s->look, ppr);
	face_over(&s->face, child_of(s->node, N_rPr));
	s->resolving = 0;
	s->resolved = true;
}

static void add_style(struct arena *a, struct styles *s,
		      const struct node *node)
{
	struct str normal = attr_of(node, N_default);

	s->list = arena_grow(a, s->list, s->count, sizeof *s->list);
	s->list[s->count++] = (struct style){
		.id = attr_of(node, N_styleId), .name = val_of(node, N_name),
		.node = node,
		.paragraph_default =
			str_is(attr_of(node, N_type), "paragraph") &&
			(str_is(normal, "1") || str_is(normal, "true")),
	};
}

static void read_defaults(struct styles *s, const struct node *root)
{
	const struct node *all = child_of(root, N_docDefaults);

	s->look = LOOK;
	look_over(&s->look, child_of(child_of(all, N_pPrDefault), N_pPr));
	face_over(&s->face, child_of(child_of(all, N_rPrDefault), N_rPr));
}

struct styles *styles_read(struct arena *a, const struct node *root)
{
	struct styles *s = arena_new_of(a, struct styles);

	read_defaults(s, root);
	for (const struct node *n = root ? root->child : NULL; n; n = n->next)
		if (n->name == N_style)
			add_style(a, s, n);
	if (s->count)
		qsort(s->list, s->count, sizeof *s->list, by_id);
	for (uint32_t i = 0; i < s->count; i++) {
		resolve(s, &s->list[i], 0);
		if (s->list[i].paragraph_default)
			s->normal = &s->list[i];
	}
	return s;
}

struct style *style_of_paragraph(const struct styles *s,
				 const struct node *ppr)
{
	struct style *own = word_style(s, val_of(ppr, N_pStyle));

	return own ? own : s->normal;
}

/* Bold on bold is not bold: what two styles switch on is off again. */
static void face_of_style(struct face *face, const struct style *s)
{
	if (!s)
		return;
	face->on ^= s->face.on;
	face->said |= s->face.said;
	if (s->face.size)
		face->size = s->face.size;
	if (s->face.font.n)
		face->font = s->face.font;
}

struct face face_of_run(const struct styles *s, const struct style *paragraph,
			const struct node *rpr)
{
	struct face face = { .size = s->face.size, .font = s->face.font };

	face_of_style(&face, paragraph);
	face_of_style(&face, word_style(s, val_of(rpr, N_rStyle)));
	face.on |= s->face.on;
	face_over(&face, rpr);
	return face;
}
