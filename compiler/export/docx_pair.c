/* Two columns side by side are a table without lines: the head, the
 * signature. Pairs that share their columns are rows of one table, for Word
 * joins tables that touch. */
#include "export/docx.h"

/* ---- widths ------------------------------------------------------------- */

static dim block_width(struct docx *d, const struct block *block)
{
	dim widest = 0;

	if (block->kind != BLOCK_TEXT && block->kind != BLOCK_RECIPIENTS)
		return 0;
	for (uint32_t i = 0; i < fill_lines(&d->fill, block); i++) {
		dim width = text_width(d, fill_line(&d->fill, block, i),
				       block->style);

		if (width > widest)
			widest = width;
	}
	return widest;
}

static dim column_width(struct docx *d, const struct block *column)
{
	dim width = column->least_width;

	for (uint32_t i = 0; i < column->child_count; i++) {
		dim natural = block_width(d, &column->children[i]);

		if (natural > width)
			width = natural;
	}
	if (column->most_width && width > column->most_width)
		width = column->most_width;
	return width;
}

static bool shares_columns(const struct block *a, const struct block *b)
{
	return b->kind == BLOCK_PAIR && a->columns && a->columns == b->columns;
}

/* The column served first has what its lines need, in all pairs of the same
 * columns; the other the rest. */
static void share_width(struct docx *d, const struct block *pair, dim width[2])
{
	int first = pair->children[1].first_served ? 1 : 0;
	dim total = d->measure - pair->gap.natural, need = 0;

	for (uint32_t i = 0; i < d->form->block_count; i++) {
		const struct block *other = &d->form->blocks[i];
		dim w;

		if (other != pair && !shares_columns(pair, other))
			continue;
		w = column_width(d, &other->children[first]);
		if (w > need)
			need = w;
	}
	/* Word's own sums may differ by a hair */
	need += DIM_PT;
	if (need > total * 2 / 3)
		need = total * 2 / 3;
	width[first] = need;
	width[1 - first] = total - need;
}

/* ---- stamps ------------------------------------------------------------- */

static dim frame_width(struct docx *d, const struct block *block,
		       struct plan_text text)
{
	for (uint32_t i = 0; i < block->size_count; i++)
		if (str_eq(block->sizes[i].text, text.runs[0].text))
			return block->sizes[i].width;
	return text_width(d, text, block->style) + 2 * block->frame_padding +
	       DIM_PT;
}

/* Borders on four sides; they stand off so far that the frame is as high as
 * the style says. */
static struct str frame_border(struct docx *d, const struct block *block)
{
	static const char *const SIDES[] = { "top", "left", "bottom", "right" };
	const struct text_style *t = &d->style->texts[block->style];
	dim spare = block->frame_height - t->leading.natural - block->weight;
	struct buf b = buf_new(d->arena);

	if (!block->weight)
		return STR("");
	buf_add(&b, STR("<w:pBdr>"));
	for (int i = 0; i < 4; i++)
		buf_printf(&b, "<w:%s w:val=\"single\" w:sz=\"%d\" "
			   "w:space=\"%d\" w:color=\"%06X\"/>", SIDES[i],
			   word_eighths(block->weight),
			   i % 2 || spare < 0 ? 0 : word_twips(spare / 2) / 20,
			   t->color);
	buf_add(&b, STR("</w:pBdr>"));
	return buf_str(&b);
}

void docx_stamp(struct docx *d, const struct block *block)
{
	struct plan_text text = fill_line(&d->fill, block, 0);
	dim width;

	if (!text.count)
		return;
	width = frame_width(d, block, text);
	d->gap += 6 * DIM_PT + (block->frame_height -
		d->style->texts[block->style].leading.natural) / 2;
	word_open(d, block->style);
	d->open.border = frame_border(d, block);
	d->open.left = d->open.right = (d->measure - width) / 2;
	word_add(d, text);
}

/* A stamp with a place of its own on the paper. */
bool docx_fixed_stamp(struct docx *d, const struct block *block)
{
	struct plan_text text = fill_line(&d->fill, block, 0);
	dim width, left = block->place.x;

	if (!text.count)
		return false;
	width = frame_width(d, block, text);
	if (block->place.align == ALIGN_CENTER)
		left -= width / 2;
	else if (block->place.align == ALIGN_RIGHT)
		left -= width;
	word_open(d, block->style);
	d->open.frame = str_printf(d->arena, "<w:framePr w:w=\"%d\" "
		"w:hSpace=\"0\" w:wrap=\"around\" w:vAnchor=\"page\" "
		"w:hAnchor=\"page\" w:x=\"%d\" w:y=\"%d\"/>",
		word_twips(width), word_twips(left),
		word_twips(block->place.y));
	d->open.border = frame_border(d, block);
	word_add(d, text);
	return true;
}

/* ---- a column ----------------------------------------------------------- */

/* The pictures of signature and seal stand in the free room between title and
 * name (R71, R73); the seal covers a part of the signature's left (R74). */
static void write_signature(struct docx *d, dim room)
{
	const struct plan_signer *g = &d->fill.plan->signers[d->fill.signer];
	const struct plan_picture *s = g->signature, *seal = g->seal;
	dim width = 0, height = d->style->signature_height, left;

	word_blank(d, room);
	left = d->measure / 2;
	if (s) {
		struct plan_picture scaled = *s;

		width = (dim)((double)s->width * height / s->height);
		left -= width / 2;
		scaled.width = width;
		scaled.height = height;
		picture_over(d, &scaled, left, (room - height) / 2);
	}
	if (seal)
		picture_over(d, seal, left - seal->width +
			     (dim)((double)width * d->style->seal_overlap),
			     (room - seal->height) / 2);
}

static void write_gap(struct docx *d, const struct block *gap)
{
	const struct plan *p = d->fill.plan;
	const struct plan_signer *g = d->fill.signer < p->signer_count
				? &p->signers[d->fill.signer] : NULL;

	if (gap->signature && g && (g->signature || g->seal))
		write_signature(d, gap->gap.natural);
	else
		d->gap += gap->gap.natural;
}

static void write_children(struct docx *d, const struct block *column,
			   bool with_rule, struct word_lines *above)
{
	for (uint32_t i = 0; i < column->child_count; i++) {
		const struct block *child = &column->children[i];

		if (child->kind == BLOCK_GAP)
			write_gap(d, child);
		else if (child->kind == BLOCK_STAMP)
			docx_stamp(d, child);
		else if (child->kind != BLOCK_RULE)
			*above = docx_text_block(d, child, *above);
		else if (with_rule)
			word_rule(d, child, *above, d->open.style);
	}
}

/* A joint document names its agencies one below another, the leading one
 * first; one rule closes. */
static void write_column(struct docx *d, const struct block *column)
{
	uint32_t times = column->agencies ? d->fill.plan->agency_count : 1;
	struct word_lines above = { 0 };

	for (uint32_t time = 0; time < (times ? times : 1); time++) {
		d->fill.agency = time;
		write_children(d, column, time + 1 >= times, &above);
	}
	d->fill.agency = 0;
}

/* ---- rows --------------------------------------------------------------- */

struct side {
	const struct block *column;
	uint32_t signer;
};

/* What the first line of a column is lowered by, so that it stands level with
 * that of the other (a smaller letter). */
static dim ascent(struct docx *d, const struct side *side)
{
	for (uint32_t i = 0; side->column && i < side->column->child_count;
	     i++) {
		const struct block *b = &side->column->children[i];
		const struct text_style *t;

		if ((b->kind != BLOCK_TEXT) || !fill_lines(&d->fill, b) ||
		    !fill_line(&d->fill, b, 0).count)
			continue;
		t = &d->style->texts[b->style];
		return t->leading.natural - d->set->descent(d->set->context,
							     t->face, t->size);
	}
	return 0;
}

static void write_cell(struct docx *d, const struct side *side, dim width,
		       dim pad)
{
	dim measure = d->measure;

	buf_printf(d->out, "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/>",
		   word_twips(width + pad));
	if (pad)
		buf_printf(d->out, "<w:tcMar><w:right w:w=\"%d\" "
			   "w:type=\"dxa\"/></w:tcMar>", word_twips(pad));
	buf_add(d->out, STR("</w:tcPr>\n"));
	d->measure = width;
	d->fill.signer = side->signer;
	if (side->column)
		write_column(d, side->column);
	if (!d->open.is_open)
		word_blank(d, DIM_PT);
	word_close(d);
	buf_add(d->out, STR("</w:tc>\n"));
	d->fill.signer = 0;
	d->measure = measure;
	d->gap = 0;
}

static void write_row(struct docx *d, const struct side sides[2],
		      const dim width[2], dim between, bool whole)
{
	dim gap = d->gap, a[2];

	for (int i = 0; i < 2; i++) {
		d->fill.signer = sides[i].signer;
		a[i] = ascent(d, &sides[i]);
	}
	d->fill.signer = 0;
	buf_add(d->out, STR("<w:tr>"));
	if (whole)
		buf_add(d->out, STR("<w:trPr><w:cantSplit/></w:trPr>"));
	for (int i = 0; i < 2; i++) {
		dim lower = a[i] && a[1 - i] > a[i] ? a[1 - i] - a[i] : 0;

		d->gap = gap + lower;
		write_cell(d, &sides[i], width[i], i ? 0 : between);
	}
	buf_add(d->out, STR("</w:tr>\n"));
}

/* Signatures of a joint document stand two in a row, the leading agency's on
 * the right; the recipients stand beside the last one, or below. */
static void write_joint(struct docx *d, const struct block *pair)
{
	const struct block *sign = &pair->children[1];
	dim half = (d->measure - pair->gap.natural) / 2;
	const dim halves[2] = { half, half };
	uint32_t count = d->fill.plan->signer_count, i;
	struct side last[2] = { { &pair->children[0], 0 }, { NULL, 0 } };

	table_pair(d, halves, pair->gap.natural);
	d->keep_all = true;
	for (i = 0; i + 1 < count; i += 2) {
		const struct side row[2] = { { sign, i + 1 }, { sign, i } };

		write_row(d, row, halves, pair->gap.natural, true);
		d->gap = 12 * DIM_PT;
	}
	d->keep_all = false;
	if (i < count)
		last[1] = (struct side){ sign, i };
	write_row(d, last, halves, pair->gap.natural, true);
	table_close(d);
}

/* A list of recipients as high as half a page may be parted. */
static bool is_whole(struct docx *d, const struct block *pair)
{
	const struct block *left = &pair->children[0];
	dim height = 0;

	for (uint32_t i = 0; i < left->child_count; i++)
		if (left->children[i].kind == BLOCK_RECIPIENTS)
			height = (dim)fill_lines(&d->fill, &left->children[i]) *
				 d->style->texts[left->children[i].style]
					 .leading.natural;
	return height < d->style->page.height / 2;
}

static void write_pair(struct docx *d, const struct block *pair,
		       const dim width[2])
{
	const struct side sides[2] = { { &pair->children[0], 0 },
				       { &pair->children[1], 0 } };

	write_row(d, sides, width, pair->gap.natural, is_whole(d, pair));
}

uint32_t docx_pairs(struct docx *d, const struct form *form, uint32_t i)
{
	const struct block *pair = &form->blocks[i];
	dim width[2];

	if (pair->keep_before && d->open.is_open)
		d->open.keep_next = true;
	if (pair->signers && d->fill.plan->signer_count > 1) {
		write_joint(d, pair);
		return i;
	}
	share_width(d, pair, width);
	table_pair(d, width, pair->gap.natural);
	write_pair(d, pair, width);
	for (uint32_t k = i + 1; k < form->block_count; k++) {
		const struct block *next = &form->blocks[k];

		if (next->kind == BLOCK_GAP) {
			d->gap += next->gap.natural;
		} else if (shares_columns(pair, next)) {
			write_pair(d, next, width);
			i = k;
		} else {
			break;
		}
	}
	d->gap = 0;
	table_close(d);
	return i;
}
