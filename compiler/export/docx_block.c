/* The blocks of a form, from top to bottom. */
#include "export/docx.h"

/* Centred lines of like length: the indents leave just so much room. */
static void balance(struct docx *d, struct plan_text text, dim *measure)
{
	struct word_paragraph *p = &d->open;

	if (!d->style->texts[p->style].balance)
		return;
	*measure = balanced_width(d, text, p->style, d->measure);
	p->left = p->right = (d->measure - *measure) / 2;
}

static void bookmark(struct docx *d, const struct block *block)
{
	if (block->element != ELEMENT_HEADING || !d->fill.appendix)
		return;
	d->open.outline = 0;
	bookmark_add(d);
}

struct word_lines docx_text_block(struct docx *d, const struct block *block,
				  struct word_lines above)
{
	for (uint32_t i = 0; i < fill_lines(&d->fill, block); i++) {
		struct plan_text text = fill_line(&d->fill, block, i);
		dim measure = d->measure;
		struct word_lines set;

		if (!text.count)
			continue;
		word_open(d, block->style);
		bookmark(d, block);
		balance(d, text, &measure);
		word_add(d, text);
		set = lines_of(d, text, block->style, measure);
		if (i && above.longest > set.longest)
			set.longest = above.longest;
		above = set;
	}
	return above;
}

static void write_bases(struct docx *d, const struct block *block)
{
	const struct plan *p = d->fill.plan;

	for (uint32_t i = 0; i < p->base_count; i++) {
		word_open(d, block->style);
		word_add(d, fill_append(&d->fill, p->bases[i].text,
					i + 1 == p->base_count
						? block->last
						: block->others));
	}
}

/* ---- Kính gửi ----------------------------------------------------------- */

static struct plan_text plain(struct docx *d, struct str s)
{
	return fill_append(&d->fill, (struct plan_text){ .count = 0 }, s);
}

/* Several bodies: each on its line, their dashes in a column under the colon
 * of "Kính gửi:" (R78). */
static void write_many(struct docx *d, const struct block *block,
		       struct str words)
{
	const struct plan *p = d->fill.plan;
	struct str before = str_slice(words, 0, words.n - 1);
	dim left = d->measure / 4;

	word_open(d, block->style)->left = left;
	word_add(d, plain(d, words));
	left += text_width(d, plain(d, before), block->style);
	for (uint32_t i = 0; i < p->addressee_count; i++) {
		word_open(d, block->style)->left = left;
		word_add(d, plain(d, str_printf(d->arena, "- %.*s%.*s",
			STR_ARG(p->addressees[i]),
			STR_ARG(i + 1 == p->addressee_count ? block->last
							    : block->others))));
	}
}

static void write_addressees(struct docx *d, const struct block *block)
{
	uint32_t count = d->fill.plan->addressee_count;
	struct plan_text text = fill_line(&d->fill, block, 0);
	dim width;

	if (!count || !block->pattern.count)
		return;
	if (count > 1) {
		write_many(d, block, str_trim(block->pattern.parts[0].text));
		return;
	}
	width = text_width(d, text, block->style);
	word_open(d, block->style);
	if (width < d->measure)
		d->open.left = (d->measure - width) / 2;
	word_add(d, text);
}

/* ---- the first page ----------------------------------------------------- */

/* The contact line at the foot: its rule is a border above it. */
static void write_foot(struct docx *d, const struct block *block)
{
	struct plan_text text = fill_line(&d->fill, block, 0);

	if (!text.count)
		return;
	word_open(d, block->style)->border = str_printf(d->arena,
		"<w:pBdr><w:top w:val=\"single\" w:sz=\"%d\" w:space=\"%d\" "
		"w:color=\"000000\"/></w:pBdr>", word_eighths(block->weight),
		word_twips(block->gap.natural) / 20);
	word_add(d, text);
	word_close(d);
}

/* Stamps with a place of their own are frames; a low paragraph behind them
 * carries them. (In the header LibreOffice would push the text down.) */
static void write_stamps(struct docx *d, const struct form *form)
{
	bool any = false;

	for (uint32_t i = 0; i < form->block_count; i++)
		if (form->blocks[i].kind == BLOCK_STAMP)
			any |= docx_fixed_stamp(d, &form->blocks[i]);
	if (any)
		word_blank(d, DIM_PT);
}

/* The foot of the first page is known before its section ends. */
static void write_feet(struct docx *d, const struct form *form)
{
	struct buf *out = d->out;

	word_close(d);
	d->out = &d->foot;
	for (uint32_t i = 0; i < form->block_count; i++)
		if (form->blocks[i].kind == BLOCK_FOOT)
			write_foot(d, &form->blocks[i]);
	d->out = out;
}

/* ---- blocks ------------------------------------------------------------- */

static void write_block(struct docx *d, const struct block *block,
			struct word_lines *above)
{
	switch (block->kind) {
	case BLOCK_TEXT:
		*above = docx_text_block(d, block, (struct word_lines){ 0 });
		break;
	case BLOCK_RULE:
		word_rule(d, block, *above, d->open.style);
		break;
	case BLOCK_GAP: d->gap += block->gap.natural; break;
	case BLOCK_BASES: write_bases(d, block); break;
	case BLOCK_BODY:
		docx_nodes(d, d->fill.appendix ? &d->fill.appendix->body
					       : &d->fill.plan->body);
		break;
	case BLOCK_CLOSING: docx_nodes(d, &d->fill.plan->closing); break;
	case BLOCK_ADDRESSEES: write_addressees(d, block); break;
	default: break; /* written elsewhere */
	}
}

void docx_form(struct docx *d, const struct form *form)
{
	struct word_lines above = { 0 };

	d->form = form;
	if (!form)
		return;
	write_feet(d, form);
	write_stamps(d, form);
	for (uint32_t i = 0; i < form->block_count; i++) {
		if (form->blocks[i].kind == BLOCK_PAIR)
			i = docx_pairs(d, form, i);
		else
			write_block(d, &form->blocks[i], &above);
	}
}
