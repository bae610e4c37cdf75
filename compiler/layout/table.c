/* Tables and pictures. Widths first: fixed columns, then shares of the rest,
 * then columns by their content, as wide as their longest word at least. Each
 * cell is a paragraph of its column; a row is as high as its highest cell. Rows
 * are cut into pages later, so this needs one look at each cell for widths and
 * one for lines: ten thousand rows cost ten times a thousand. */
#include "layout/set.h"

struct table_setter {
	struct setter *s;
	const struct plan_table *plan;
	const struct table_style *style;
	const struct plan_node *node;
	dim *widths, *lefts; /* of columns; lefts has one more: the right edge */
	uint32_t table;      /* into galley.tables */
	uint32_t element;
};

/* ---- widths ----------------------------------------------------------- */

struct need {
	dim least, most; /* widest word; whole text on one line */
};

static int style_of_cell(const struct table_setter *t, uint32_t row,
			 uint32_t column)
{
	if (row < t->plan->header_count)
		return t->style->header;
	switch (t->plan->columns[column].align) {
	case COLUMN_CENTER: return t->style->cell_center;
	case COLUMN_RIGHT: return t->style->cell_right;
	case COLUMN_JUSTIFY: return t->style->cell_justify;
	default: return t->style->cell;
	}
}

static struct need need_of_column(struct table_setter *t, uint32_t column)
{
	struct need need = { t->style->least_column, t->style->least_column };
	const struct plan_table *p = t->plan;

	for (uint32_t row = 0; row < p->row_count; row++) {
		const struct plan_cell *cell =
			&p->cells[row * p->column_count + column];
		struct para para = { .style = style_of_cell(t, row, column) };
		dim width, word;

		if (cell->columns != 1 || !cell->text.count)
			continue;
		para_add_text(t->s, &para, &cell->text, 0);
		width = set_width(t->s, &para, &word) + 2 * t->style->pad_x;
		word += 2 * t->style->pad_x;
		if (word > need.least)
			need.least = word;
		if (width > need.most)
			need.most = width;
	}
	return need;
}

/* Columns by content: what each needs, the rest by how much more each wants. */
static void share_by_content(struct table_setter *t, const struct need *needs,
			     dim rest)
{
	double least = 0, wish = 0;

	for (uint32_t i = 0; i < t->plan->column_count; i++) {
		if (t->widths[i])
			continue;
		least += needs[i].least;
		wish += needs[i].most - needs[i].least + DIM_PT;
	}
	for (uint32_t i = 0; i < t->plan->column_count; i++) {
		double more = needs[i].most - needs[i].least + DIM_PT;

		if (t->widths[i])
			continue;
		t->widths[i] = least > rest
			? (dim)(needs[i].least * (rest / least))
			: (dim)(needs[i].least + (rest - least) * more / wish);
	}
}

static double share_of(const struct plan_column *column)
{
	return column->share > 0 ? column->share : 1;
}

/* Shares are of what fixed columns leave; a column that says nothing beside
 * others that do counts as one share, unless all go by content. */
static bool share_widths(struct table_setter *t, const struct need *needs,
			 dim measure)
{
	const struct plan_table *p = t->plan;
	dim rest = measure;
	double shares = 0;
	bool some = false;

	for (uint32_t i = 0; i < p->column_count; i++) {
		t->widths[i] = p->columns[i].width;
		rest -= p->columns[i].width;
		some |= p->columns[i].share > 0;
	}
	for (uint32_t i = 0; i < p->column_count && some; i++)
		if (!t->widths[i])
			shares += share_of(&p->columns[i]);
	if (rest < 0)
		return false;
	for (uint32_t i = 0; i < p->column_count && shares > 0; i++)
		if (!t->widths[i])
			t->widths[i] = (dim)(rest * share_of(&p->columns[i]) /
					     shares);
	if (shares <= 0)
		share_by_content(t, needs, rest);
	return true;
}

/* A column too narrow for its longest word takes what it needs from those
 * that have more than they need. */
static void widen_narrow(struct table_setter *t, const struct need *needs)
{
	double wanted = 0, spare = 0;

	for (uint32_t i = 0; i < t->plan->column_count; i++) {
		dim more = t->widths[i] - needs[i].least;

		*(more < 0 ? &wanted : &spare) += more < 0 ? -more : more;
	}
	if (wanted <= 0 || spare <= 0)
		return;
	for (uint32_t i = 0; i < t->plan->column_count; i++) {
		dim more = t->widths[i] - needs[i].least;

		if (more < 0)
			t->widths[i] += (dim)(-more * (wanted < spare
						? 1 : spare / wanted));
		else
			t->widths[i] -= (dim)(more * (wanted < spare
						? wanted / spare : 1));
	}
}

/* False where the columns do not fit, or one is too narrow for letters. */
static bool set_columns(struct table_setter *t, dim measure)
{
	uint32_t count = t->plan->column_count;
	struct need *needs = arena_array(t->s->arena, struct need, count);
	dim x = 0;

	t->widths = arena_array(t->s->arena, dim, count);
	t->lefts = arena_array(t->s->arena, dim, count + 1);
	for (uint32_t i = 0; i < count; i++) {
		needs[i] = need_of_column(t, i);
		if (needs[i].least > measure / 2)
			needs[i].least = measure / 2; /* such a word is cut */
		if (needs[i].most > measure / 2)
			needs[i].most = measure / 2 > needs[i].least
						? measure / 2 : needs[i].least;
	}
	if (!share_widths(t, needs, measure))
		return false;
	widen_narrow(t, needs);
	for (uint32_t i = 0; i < count; i++) {
		t->lefts[i] = x;
		x += t->widths[i];
		if (t->widths[i] < t->style->least_column * 9 / 10)
			return false;
	}
	t->lefts[count] = x;
	return x <= measure + DIM_PT;
}

/* ---- rows ------------------------------------------------------------- */

static uint32_t add_cell(struct setter *s, struct galley_cell cell)
{
	struct galley *g = s->galley;

	g->cells = arena_grow(s->arena, g->cells, g->cell_count,
			      sizeof *g->cells);
	g->cells[g->cell_count] = cell;
	return g->cell_count++;
}

static struct galley_cell set_cell(struct table_setter *t, uint32_t row,
				   uint32_t column, dim left, uint32_t element)
{
	const struct plan_cell *plan =
		&t->plan->cells[row * t->plan->column_count + column];
	struct galley_cell cell = {
		.x = left + t->lefts[column], .rows = plan->rows,
		.width = t->lefts[column + plan->columns] - t->lefts[column],
		.height = 2 * t->style->pad_y,
		.in_middle = row < t->plan->header_count,
	};
	struct para para = {
		.style = style_of_cell(t, row, column),
		.measure = cell.width - 2 * t->style->pad_x,
		.x = cell.x + t->style->pad_x, .span = plan->text.span,
	};
	struct set_lines lines;

	cell.first_box = t->s->galley->box_count;
	if (!plan->text.count)
		return cell;
	para_add_text(t->s, &para, &plan->text, element);
	lines = set_para(t->s, &para);
	cell.first_box = lines.first_box;
	cell.box_count = lines.count;
	cell.height += lines.height;
	return cell;
}

/* A place that a cell above covers, or the right part of a merged one. */
static bool is_covered_above(const struct plan_table *t, uint32_t row,
			     uint32_t column)
{
	const struct plan_cell *owner = plan_cell_at(t, row, column);
	uint32_t index = (uint32_t)(owner - t->cells);

	return index / t->column_count < row &&
	       index % t->column_count == column;
}

static uint32_t cell_element(struct setter *s, const struct plan_cell *cell,
			     uint32_t row, bool is_header)
{
	uint32_t element = set_element(s, is_header ? ELEMENT_HEADER_CELL
						    : ELEMENT_CELL,
				       row, cell->text.span);

	s->galley->elements[element].columns = (uint16_t)cell->columns;
	s->galley->elements[element].rows = (uint16_t)cell->rows;
	return element;
}

static uint32_t set_row(struct table_setter *t, uint32_t row, dim left)
{
	struct setter *s = t->s;
	const struct plan_table *p = t->plan;
	uint32_t element = set_element(s, ELEMENT_ROW, t->element,
				       t->node->span);
	struct box box = {
		.kind = BOX_ROW, .x = left, .width = t->lefts[p->column_count],
		.table = t->table, .element = element, .may_break_after = true,
		.is_header = row < p->header_count,
		.first_note = s->galley->note_count,
		.span = p->cells[row * p->column_count].text.span,
	};
	struct galley_cell cells[64];
	uint32_t count = 0;

	for (uint32_t i = 0; i < p->column_count && count < 64; i++) {
		const struct plan_cell *cell =
			&p->cells[row * p->column_count + i];

		if (cell->columns) {
			cells[count++] = set_cell(t, row, i, left,
				cell_element(s, cell, element, box.is_header));
		} else if (is_covered_above(p, row, i)) {
			const struct plan_cell *owner = plan_cell_at(p, row, i);

			cells[count++] = (struct galley_cell){
				.x = left + t->lefts[i],
				.width = t->lefts[i + owner->columns] -
					 t->lefts[i],
			};
		}
	}
	box.first_child = s->galley->cell_count;
	box.child_count = count;
	for (uint32_t i = 0; i < count; i++) {
		add_cell(s, cells[i]);
		if (cells[i].rows == 1 && cells[i].height > box.height.natural)
			box.height.natural = cells[i].height;
	}
	if (!box.height.natural)
		box.height.natural = 2 * t->style->pad_y + 10 * DIM_PT;
	box.note_count = s->galley->note_count - box.first_note;
	return set_box(s, box);
}

/* A cell over several rows that is higher than they are: the last one grows. */
static void grow_for_spans(struct table_setter *t, const uint32_t *rows,
			   uint32_t count)
{
	struct galley *g = t->s->galley;

	for (uint32_t r = 0; r < count; r++) {
		const struct box *b = &g->boxes[rows[r]];

		for (uint32_t i = 0; i < b->child_count; i++) {
			const struct galley_cell *c =
				&g->cells[b->first_child + i];
			dim height = 0;
			uint32_t end = r + c->rows;

			if (c->rows < 2 || end > count)
				continue;
			for (uint32_t k = r; k < end; k++) {
				height += g->boxes[rows[k]].height.natural;
				/* kept together as far as its text reaches */
				if (k + 1 < end && height < c->height)
					g->boxes[rows[k]].may_break_after =
						false;
			}
			if (c->height > height)
				g->boxes[rows[end - 1]].height.natural +=
					c->height - height;
		}
	}
}

static void finish_rows(struct table_setter *t, const uint32_t *rows,
			uint32_t count)
{
	struct galley *g = t->s->galley;
	uint32_t headers = t->plan->header_count;

	grow_for_spans(t, rows, count);
	for (uint32_t r = 0; r < count; r++) {
		struct box *b = &g->boxes[rows[r]];

		b->height.least = b->height.most = b->height.natural;
		if (r < headers) /* a header stands with a row below it */
			b->may_break_after = r + 1 == count;
	}
	if (count > headers + 2) /* the last row, a sum often, is not alone */
		g->boxes[rows[count - 2]].may_break_after = false;
	if (count > headers + 1 && headers)
		g->boxes[rows[headers - 1]].may_break_after = false;
}

/* ---- the table -------------------------------------------------------- */

static void set_caption(struct setter *s, const struct plan_node *n,
			uint32_t element)
{
	struct para para = { .style = s->style->table.caption,
			     .measure = set_measure(s), .span = n->span };
	struct set_lines lines;

	if (!n->text.count)
		return;
	set_gap(s, s->style->texts[para.style].before);
	para_add_text(s, &para, &n->text,
		      set_element(s, ELEMENT_CAPTION, element, n->span));
	lines = set_para(s, &para);
	for (uint32_t i = 0; i < lines.count; i++)
		s->galley->boxes[lines.first_box + i].may_break_after = false;
	set_flow(s, lines.first_box, lines.count);
}

static uint32_t new_table(struct setter *s, dim width)
{
	struct galley *g = s->galley;

	g->tables = arena_grow(s->arena, g->tables, g->table_count,
			       sizeof *g->tables);
	g->tables[g->table_count] = (struct galley_table){
		.width = width, .weight = s->style->table.weight,
		.pad_y = s->style->table.pad_y,
	};
	return g->table_count++;
}

static void set_rows(struct table_setter *t)
{
	struct setter *s = t->s;
	uint32_t count = t->plan->row_count;
	uint32_t *rows = arena_array(s->arena, uint32_t, count);

	for (uint32_t r = 0; r < count; r++)
		rows[r] = set_row(t, r, 0);
	finish_rows(t, rows, count);
	for (uint32_t r = 0; r < count; r++)
		set_flow(s, rows[r], 1);
	{
		struct galley_table *table = &s->galley->tables[t->table];

		table->header_count = t->plan->header_count;
		table->headers = rows;
	}
}

void set_table(struct setter *s, const struct plan_node *n, uint32_t element)
{
	bool was_landscape = s->frame.width > s->frame.height;
	bool turn = n->table->landscape && !was_landscape;
	struct table_setter t = { .s = s, .plan = n->table, .node = n,
				  .style = &s->style->table };

	if (turn)
		set_strip(s, true, false);
	t.element = set_element(s, ELEMENT_TABLE, element, n->span);
	if (!set_columns(&t, set_measure(s))) {
		diag(s->diags, TABLE_NARROW, n->span,
		     str_printf(s->arena, "%u", n->table->column_count));
		return;
	}
	set_caption(s, n, t.element);
	set_gap(s, t.style->before);
	t.table = new_table(s, t.lefts[n->table->column_count]);
	set_rows(&t);
	set_gap(s, t.style->after);
	if (turn)
		set_strip(s, false, false);
}

/* ---- pictures --------------------------------------------------------- */

const struct galley_picture *galley_picture(struct setter *s,
					    const struct plan_picture *p)
{
	struct galley_picture *copy = arena_new_of(s->arena,
						   struct galley_picture);

	*copy = (struct galley_picture){ p->bytes, p->is_jpeg, p->pixel_width,
					 p->pixel_height };
	return copy;
}

void set_picture(struct setter *s, const struct plan_node *n, uint32_t element)
{
	const struct plan_picture *p = n->picture;
	dim measure = set_measure(s), width = p->width, height = p->height;
	dim room = (s->frame.height - s->frame.top - s->frame.bottom) * 3 / 4;
	struct box box = {
		.kind = BOX_PICTURE, .picture = galley_picture(s, p),
		.span = n->span,
		.element = set_element(s, ELEMENT_FIGURE, element, n->span),
	};

	s->galley->elements[box.element].title = n->text.count
		? plan_plain(s->arena, &n->text) : s->style->spoken.picture;
	if (width > measure) {
		height = (dim)((double)height * measure / width);
		width = measure;
	}
	if (height > room) {
		width = (dim)((double)width * room / height);
		height = room;
	}
	box.x = (measure - width) / 2;
	box.width = width;
	box.height = (struct glue){ height, height, height };
	box.may_break_after = !n->text.count;
	set_gap(s, s->style->table.before);
	set_flow(s, set_box(s, box), 1);
	set_caption(s, n, box.element);
	if (n->text.count) {
		struct galley *g = s->galley;

		g->boxes[g->flow[g->flow_count - 1]].may_break_after = true;
	}
	set_gap(s, s->style->table.after);
}
