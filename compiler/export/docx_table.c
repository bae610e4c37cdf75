/* Tables. Widths as in layout: fixed columns, then shares of the rest, then
 * columns by their content, as wide as their longest word at least. */
#include "export/docx.h"

/* ---- a table's frame ---------------------------------------------------- */

/* What stands before a table makes room for it; tables do not touch. */
static void table_open(struct docx *d, const dim *widths, uint32_t count,
		       struct str properties)
{
	dim gap = d->gap;

	d->gap = 0;
	if (d->open.is_open)
		d->open.after += gap;
	else if (d->after_table)
		word_blank(d, gap > DIM_PT ? gap : DIM_PT);
	word_close(d);
	buf_printf(d->out, "<w:tbl><w:tblPr>%.*s</w:tblPr><w:tblGrid>",
		   STR_ARG(properties));
	for (uint32_t i = 0; i < count; i++)
		buf_printf(d->out, "<w:gridCol w:w=\"%d\"/>",
			   word_twips(widths[i]));
	buf_add(d->out, STR("</w:tblGrid>\n"));
}

void table_close(struct docx *d)
{
	buf_add(d->out, STR("</w:tbl>\n"));
	d->after_table = true;
}

void table_pair(struct docx *d, const dim width[2], dim between)
{
	const dim columns[2] = { width[0] + between, width[1] };

	table_open(d, columns, 2, str_printf(d->arena,
		"<w:tblW w:w=\"%d\" w:type=\"dxa\"/><w:tblInd w:w=\"0\" "
		"w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/><w:tblCellMar>"
		"<w:left w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"0\" "
		"w:type=\"dxa\"/></w:tblCellMar>",
		word_twips(columns[0] + columns[1])));
}

/* ---- widths ------------------------------------------------------------- */

struct need {
	dim least, most; /* widest word; whole text on one line */
};

static int style_of_cell(const struct docx *d, const struct plan_table *t,
			 uint32_t row, uint32_t column)
{
	const struct table_style *s = &d->style->table;

	if (row < t->header_count)
		return s->header;
	switch (t->columns[column].align) {
	case COLUMN_CENTER: return s->cell_center;
	case COLUMN_RIGHT: return s->cell_right;
	case COLUMN_JUSTIFY: return s->cell_justify;
	default: return s->cell;
	}
}

static void grow(dim *d, dim at_least)
{
	if (*d < at_least)
		*d = at_least;
}

static struct need need_of_column(struct docx *d, const struct plan_table *t,
				  uint32_t column)
{
	const struct table_style *s = &d->style->table;
	struct need need = { s->least_column, s->least_column };

	for (uint32_t row = 0; row < t->row_count; row++) {
		const struct plan_cell *cell =
			&t->cells[row * t->column_count + column];
		int style = style_of_cell(d, t, row, column);

		if (cell->columns != 1 || !cell->text.count)
			continue;
		grow(&need.least, widest_word(d, cell->text, style) +
					  2 * s->pad_x + DIM_PT / 2);
		grow(&need.most,
		     text_width(d, cell->text, style) + 2 * s->pad_x);
	}
	if (need.least > d->measure / 2)
		need.least = d->measure / 2; /* such a word is cut */
	if (need.most > d->measure / 2)
		need.most = d->measure / 2;
	grow(&need.most, need.least);
	return need;
}

/* What each column needs, the rest by how much more each wants. */
static void share_by_content(const struct plan_table *t, dim *widths,
			     const struct need *needs, dim rest)
{
	double least = 0, wish = 0;

	for (uint32_t i = 0; i < t->column_count; i++) {
		if (widths[i])
			continue;
		least += needs[i].least;
		wish += needs[i].most - needs[i].least + DIM_PT;
	}
	for (uint32_t i = 0; i < t->column_count; i++) {
		double more = needs[i].most - needs[i].least + DIM_PT;

		if (widths[i])
			continue;
		widths[i] = least > rest
			? (dim)(needs[i].least * (rest / least))
			: (dim)(needs[i].least + (rest - least) * more / wish);
	}
}

static double share_of(const struct plan_column *column)
{
	return column->share > 0 ? column->share : 1;
}

static void share_widths(const struct plan_table *t, dim *widths,
			 const struct need *needs, dim measure)
{
	dim rest = measure;
	double shares = 0;
	bool some = false;

	for (uint32_t i = 0; i < t->column_count; i++) {
		widths[i] = t->columns[i].width;
		rest -= t->columns[i].width;
		some |= t->columns[i].share > 0;
	}
	if (!some) {
		share_by_content(t, widths, needs, rest);
		return;
	}
	for (uint32_t i = 0; i < t->column_count; i++)
		if (!widths[i])
			shares += share_of(&t->columns[i]);
	for (uint32_t i = 0; i < t->column_count; i++)
		if (!widths[i])
			widths[i] = (dim)(rest * share_of(&t->columns[i]) /
					  shares);
}

/* A column too narrow for its longest word takes what it needs from those
 * that have more than they need. */
static void widen_narrow(const struct plan_table *t, dim *widths,
			 const struct need *needs)
{
	double wanted = 0, spare = 0;

	for (uint32_t i = 0; i < t->column_count; i++) {
		dim more = widths[i] - needs[i].least;

		*(more < 0 ? &wanted : &spare) += more < 0 ? -more : more;
	}
	if (wanted <= 0 || spare <= 0)
		return;
	for (uint32_t i = 0; i < t->column_count; i++) {
		dim more = widths[i] - needs[i].least;

		if (more < 0)
			widths[i] += (dim)(-more * (wanted < spare
						? 1 : spare / wanted));
		else
			widths[i] -= (dim)(more * (wanted < spare
						? wanted / spare : 1));
	}
}

static dim *widths_of(struct docx *d, const struct plan_table *t)
{
	struct need *needs = arena_array(d->arena, struct need,
					 t->column_count);
	dim *widths = arena_array(d->arena, dim, t->column_count);

	for (uint32_t i = 0; i < t->column_count; i++)
		needs[i] = need_of_column(d, t, i);
	share_widths(t, widths, needs, d->measure);
	widen_narrow(t, widths, needs);
	return widths;
}

/* ---- rows --------------------------------------------------------------- */

static void open_cell(struct docx *d, const struct plan_cell *owner,
		      const dim *widths, bool goes_on, bool middle)
{
	dim width = 0;

	for (uint32_t i = 0; i < owner->columns; i++)
		width += widths[i];
	buf_printf(d->out, "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/>",
		   word_twips(width));
	if (owner->columns > 1)
		buf_printf(d->out, "<w:gridSpan w:val=\"%d\"/>",
			   owner->columns);
	if (owner->rows > 1)
		buf_printf(d->out, "<w:vMerge%s/>",
			   goes_on ? "" : " w:val=\"restart\"");
	if (middle)
		buf_add(d->out, STR("<w:vAlign w:val=\"center\"/>"));
	buf_add(d->out, STR("</w:tcPr>"));
}

static void write_cell(struct docx *d, const struct plan_table *t,
		       uint32_t row, uint32_t column, const dim *widths)
{
	const struct plan_cell *owner = plan_cell_at(t, row, column);
	uint32_t index = (uint32_t)(owner - t->cells);
	bool own = index == row * t->column_count + column;

	if (!own && (index % t->column_count != column ||
		     index / t->column_count == row))
		return; /* inside a cell that spans columns */
	open_cell(d, owner, widths + column, !own, row < t->header_count);
	word_open(d, style_of_cell(d, t, row, column));
	if (own)
		word_add(d, owner->text);
	word_close(d);
	buf_add(d->out, STR("</w:tc>\n"));
}

/* A header stands with a row below it; the last row, a sum often, is not
 * alone on its page. */
static bool keeps_next(const struct plan_table *t, uint32_t row)
{
	return row < t->header_count ||
	       (t->row_count > t->header_count + 2 && row + 2 == t->row_count);
}

/* A row higher than a quarter of the page may be cut between its lines. */
static bool is_high(struct docx *d, const struct plan_table *t, uint32_t row,
		    const dim *widths)
{
	for (uint32_t i = 0; i < t->column_count; i++) {
		const struct plan_cell *cell =
			&t->cells[row * t->column_count + i];
		int style = style_of_cell(d, t, row, i);
		dim leading = d->style->texts[style].leading.natural;
		dim measure = widths[i] - 2 * d->style->table.pad_x;

		if (cell->columns != 1 || row < t->header_count)
			continue;
		if ((int64_t)lines_of(d, cell->text, style, measure).count *
			    leading > d->style->page.height / 4)
			return true;
	}
	return false;
}

static void write_row(struct docx *d, const struct plan_table *t, uint32_t row,
		      const dim *widths)
{
	bool keep = d->keep_all;

	buf_printf(d->out, "<w:tr><w:trPr>%s%s</w:trPr>",
		   is_high(d, t, row, widths) ? "" : "<w:cantSplit/>",
		   row < t->header_count ? "<w:tblHeader/>" : "");
	d->keep_all = keeps_next(t, row);
	for (uint32_t i = 0; i < t->column_count; i++)
		write_cell(d, t, row, i, widths);
	d->keep_all = keep;
	buf_add(d->out, STR("</w:tr>\n"));
}

/* ---- the table ---------------------------------------------------------- */

static struct str properties(struct docx *d, const struct plan_table *t,
			     const dim *widths)
{
	dim total = 0;

	for (uint32_t i = 0; i < t->column_count; i++)
		total += widths[i];
	return str_printf(d->arena, "<w:tblStyle w:val=\"Grid\"/><w:tblW "
		"w:w=\"%d\" w:type=\"dxa\"/><w:tblInd w:w=\"0\" "
		"w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/>"
		"<w:tblLook w:val=\"0020\" w:firstRow=\"1\" w:lastRow=\"0\" "
		"w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" "
		"w:noVBand=\"1\"/>", word_twips(total));
}

void docx_add_table(struct docx *d, const struct plan_node *n)
{
	const struct plan_table *t = n->table;
	bool turn = t->landscape && !d->landscape;
	dim *widths;

	if (turn)
		docx_section(d, true, false);
	widths = widths_of(d, t);
	if (n->text.count) {
		word_open(d, d->style->table.caption);
		d->open.keep_next = true;
		word_add(d, n->text);
	}
	d->gap += d->style->table.before.natural;
	table_open(d, widths, t->column_count, properties(d, t, widths));
	for (uint32_t row = 0; row < t->row_count; row++)
		write_row(d, t, row, widths);
	table_close(d);
	d->gap = d->style->table.after.natural;
	if (turn)
		docx_section(d, false, false);
}
