/* Paragraphs: their looks, their numbers, and the lines they become. */
#include "import/docx_inside.h"

#include <string.h>

/* ---- looks ------------------------------------------------------------ */

/* A number's own indents lie over those of the styles below it, and under
 * those that stand beside the number. */
static void number_over(struct docx *d, struct look *look,
			const struct node *ppr)
{
	bool direct = child_of(child_of(ppr, N_numPr), N_numId) != NULL;
	struct look own = *look;

	look_over(&own, ppr);
	look->number = own.number;
	look->level = own.level == NOT_SAID ? 0 : own.level;
	if (!direct && d->style && look->number > 0)
		look->level = numbering_level_of_style(
			d->numbering, look->number, d->style->id, look->level);
	if (look->number <= 0)
		return;
	indents_over(look, child_of(numbering_level(d->numbering, look->number,
						    look->level), N_pPr));
	if (!direct && d->style)
		indents_over(look, child_of(d->style->node, N_pPr));
}

static struct look look_of(struct docx *d, const struct node *ppr)
{
	struct look look = d->style ? d->style->look : d->styles->look;
	int number, level;

	number_over(d, &look, ppr);
	number = look.number;
	level = look.level;
	look_over(&look, ppr);
	look.number = number;
	look.level = level;
	return look;
}

/* A paragraph whose end was deleted, or hidden so that two stand in one line,
 * or a letter set large: its text begins the next one. */
static bool runs_on(const struct node *ppr)
{
	const struct node *mark = child_of(ppr, N_rPr);

	return child_of(mark, N_del) || child_of(mark, N_moveFrom) ||
	       switch_of(mark, N_specVanish) == 1 ||
	       str_is(attr_of(child_of(ppr, N_framePr), N_dropCap), "drop");
}

static bool is_contents(const struct style *s)
{
	return s && (str_starts(s->name, STR("toc ")) ||
		     str_starts(s->name, STR("TOC ")));
}

/* ---- lines ------------------------------------------------------------ */

static double points(int twips)
{
	return twips == NOT_SAID ? 0 : twips / 20.0;
}

static void place(const struct docx *d, struct paper_line *l,
		  const struct look *look)
{
	const struct section *s = &d->sections[d->section];

	l->landscape = s->landscape;
	if (d->in_box || !s->width)
		return;
	l->left = points(s->left) + points(look->left);
	l->right = points(s->width - s->right) - points(look->right);
	l->first = l->left + points(look->first);
}

static struct paper_line *add_line(struct docx *d, const struct look *look,
				   struct said said)
{
	struct paper_line *l = paper_add(d->paper);

	l->text = said.text;
	l->line = d->line ? d->line : 1;
	l->page = d->started;
	l->blank_before = d->blank;
	l->bold = said.bold;
	l->italic = said.italic;
	l->align = look->align ? look->align : PAPER_LEFT;
	l->outline = look->outline > 0 ? look->outline : 0;
	if (said.size)
		l->size = said.size / 2.0;
	l->furniture = d->furniture || is_contents(d->style);
	place(d, l, look);
	d->blank = false;
	return l;
}

static bool is_blank(const struct docx *d, uint32_t from, uint32_t to)
{
	for (; from < to; from++)
		if (!d->pieces[from].blank ||
		    d->pieces[from].kind == PIECE_NOTE)
			return false;
	return true;
}

static uint32_t line_end(const struct docx *d, uint32_t from)
{
	while (from < d->piece_count && d->pieces[from].kind != PIECE_BREAK)
		from++;
	return from;
}

/* On the page: every broken line by itself, the last one whole. */
static void put_lines(struct docx *d, const struct look *look,
		      struct str marker)
{
	struct paper_line *last = NULL;
	uint32_t end;

	for (uint32_t i = d->first; i <= d->piece_count; i = end + 1) {
		end = line_end(d, i);
		if (is_blank(d, i, end)) {
			d->blank = true;
			continue;
		}
		bool first = !last;

		last = add_line(d, look, docx_said(d, i, end, false));
		if (first)
			last->marker = marker;
	}
	if (last)
		last->whole = true;
	d->piece_count = d->first;
}

/* In a cell: the marker becomes text, of the look of what follows. */
static void put_marker(struct docx *d, struct str marker)
{
	struct piece p = { .text = str_printf(d->arena, "%.*s ",
					      STR_ARG(marker)) };
	uint32_t n = d->piece_count - d->first;

	if (n) {
		p.bold = d->pieces[d->first].bold;
		p.italic = d->pieces[d->first].italic;
	} else {
		p.text = marker;
	}
	docx_break(d); /* room for one more */
	memmove(d->pieces + d->first + 1, d->pieces + d->first,
		n * sizeof p);
	d->pieces[d->first] = p;
}

static void put_inside(struct docx *d, const struct look *look,
		       struct str marker)
{
	if (is_blank(d, d->first, d->piece_count)) {
		d->piece_count = d->first;
		if (!marker.n)
			return;
	}
	if (marker.n)
		put_marker(d, marker);
	if (!d->inner_align)
		d->inner_align = look->align ? look->align : PAPER_LEFT;
	docx_break(d);
	d->first = d->piece_count;
}

/* ---- paragraphs ------------------------------------------------------- */

static void end_section(struct docx *d)
{
	if (d->section + 1 >= d->section_count)
		return;
	d->section++;
	d->page += !d->rendered && d->sections[d->section].new_page;
}

static struct str marker_of(struct docx *d, const struct look *look)
{
	struct face face = face_of_run(d->styles, d->style, NULL);
	struct str marker;

	if (look->number <= 0)
		return (struct str){ 0 };
	marker = numbering_next(d->numbering, look->number, look->level);
	face_over(&face, child_of(numbering_level(d->numbering, look->number,
						  look->level), N_rPr));
	return docx_decode(d, marker, face.font);
}

static void put_paragraph(struct docx *d, const struct node *ppr)
{
	struct look look = look_of(d, ppr);
	struct str marker = marker_of(d, &look);

	if (look.page_break_before == 1 && !d->rendered && !d->inside) {
		d->page++;
		d->started += d->started != 0;
	}
	if (d->inside)
		put_inside(d, &look, marker);
	else
		put_lines(d, &look, marker);
	d->started = 0;
}

/* An instruction that never ends must not swallow what follows. */
static void end_fields(struct docx *d)
{
	if (d->field_count && d->instruction[d->field_count - 1])
		docx_lose(d, (struct str){ 0 }, "trường không có kết thúc");
	while (d->field_count && d->instruction[d->field_count - 1])
		d->field_count--;
}

static void open_boxes(struct docx *d, uint32_t from)
{
	uint32_t to = d->box_count;

	d->in_box++;
	for (uint32_t i = from; i < to; i++)
		docx_blocks(d, d->boxes[i]);
	d->in_box--;
	d->box_count = from;
}

static bool has_leader(const struct node *ppr)
{
	const struct node *tab = child_of(child_of(ppr, N_tabs), N_tab);

	for (; tab; tab = tab->next)
		if (str_is(attr_of(tab, N_leader), "dot") ||
		    str_is(attr_of(tab, N_leader), "underscore") ||
		    str_is(attr_of(tab, N_leader), "middleDot"))
			return true;
	return false;
}

static void paragraph(struct docx *d, const struct node *p)
{
	const struct node *ppr = child_of(p, N_pPr);
	uint32_t boxes = d->box_count;
	bool blank = d->blank && d->piece_count == d->first;

	d->line += !d->in_note && !d->furniture;
	d->style = style_of_paragraph(d->styles, ppr);
	d->leader = has_leader(ppr);
	docx_content(d, p);
	end_fields(d);
	if (d->box_count > boxes) {
		put_paragraph(d, ppr);
		d->blank &= blank; /* a place for a box is no empty line */
		open_boxes(d, boxes);
	} else if (!runs_on(ppr)) {
		put_paragraph(d, ppr);
	}
	if (child_of(ppr, N_sectPr))
		end_section(d);
}

/* ---- blocks ----------------------------------------------------------- */

void docx_blocks(struct docx *d, const struct node *n)
{
	for (n = n ? n->child : NULL; n; n = n->next)
		switch (n->name) {
		case N_p: paragraph(d, n); break;
		case N_tbl: docx_table(d, n); break;
		case N_sdt: docx_form_field(d, n, docx_blocks); break;
		case N_altChunk: case N_subDoc:
			docx_lose(d, (struct str){ 0 },
				  "tệp nhúng không được đưa vào");
			break;
		case N_AlternateContent: docx_blocks(d, choice_of(n)); break;
		case N_del: case N_moveFrom: case N_sectPr: case N_tcPr: break;
		default: docx_blocks(d, n); break;
		}
}

/* A last paragraph without an end of its own has nothing to run on into. */
void docx_flow(struct docx *d, const struct node *n)
{
	docx_blocks(d, n);
	if (d->first < d->piece_count)
		put_paragraph(d, NULL);
}

struct said docx_inner(struct docx *d, const struct node *n,
		       enum paper_align *align)
{
	const struct docx outer = *d;
	uint32_t from = d->piece_count, to;
	struct said said;

	d->inside++;
	d->first = from;
	d->inner_align = PAPER_UNKNOWN;
	docx_flow(d, n);
	to = d->piece_count;
	if (to > from && d->pieces[to - 1].kind == PIECE_BREAK)
		to--;
	said = docx_said(d, from, to, true);
	*align = d->inner_align;
	d->inside--;
	d->piece_count = from;
	d->first = outer.first;
	d->style = outer.style;
	d->started = outer.started;
	d->inner_align = outer.inner_align;
	d->field_count = d->in_note ? outer.field_count : d->field_count;
	return said;
}
