/* Tables: columns, merged cells, counted rows, sums. Rows come from the source
 * or, put in by expand/, from a CSV file. */
#include "check/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/viet.h"

enum { MOST_COLUMNS = 40 };

struct table_reader {
	struct checker *c;
	const struct ast_node *block;
	struct plan_table *table;
	struct plan_node *notes; /* called in cells */
	bool *groups; /* rows that open a group: "II" below STT */
	const struct ast_node *separator; /* a row of dashes, left out */
};

/* ---- keys ------------------------------------------------------------- */

const struct ast_node *table_key(const struct ast_node *block, enum key key)
{
	for (const struct ast_node *n = block->first; n; n = n->next)
		if (n->kind == AST_KEY && n->key == key)
			return n;
	return NULL;
}

bool table_flag(struct checker *c, const struct ast_node *key)
{
	struct str value = key ? viet_fold(c->arena, ast_text(c->arena, key))
			       : STR("không");

	if (!value.n || str_is(value, "có"))
		return true;
	if (!str_is(value, "không"))
		diag(c->diags, BAD_VALUE, key->span, value, KEYS[key->key],
		     STR("có, không"));
	return false;
}

static bool is_unit(struct str rest, const char *unit)
{
	return str_is(str_trim(rest), unit);
}

/* "2 cm", "15mm", "20 %", "3" */
static bool read_width(struct plan_column *column, struct str s)
{
	char number[16];
	uint32_t n = 0;
	double value;
	struct str rest;

	while (n < s.n && n + 1 < sizeof number &&
	       ((s.p[n] >= '0' && s.p[n] <= '9') || s.p[n] == '.' ||
		s.p[n] == ',')) {
		number[n] = s.p[n] == ',' ? '.' : s.p[n];
		n++;
	}
	number[n] = '\0';
	value = strtod(number, NULL);
	rest = str_from(s, n);
	if (value <= 0 || value > 1000)
		return false;
	if (is_unit(rest, "cm"))
		column->width = DIM_OF_MM(value * 10);
	else if (is_unit(rest, "mm"))
		column->width = DIM_OF_MM(value);
	else if (is_unit(rest, "%") || !str_trim(rest).n)
		column->share = value;
	else
		return false;
	return true;
}

/* column: width align, each may be left out */
static bool read_column(struct checker *c, struct plan_column *column,
			struct str s)
{
	static const char *const ALIGNS[] = { "", "trái", "giữa", "phải",
					      "đều" };
	struct str folded = viet_fold(c->arena, str_trim(s));

	for (int i = 1; i < 5; i++)
		if (str_ends(folded, str_of(ALIGNS[i]))) {
			column->align = (enum column_align)i;
			folded.n -= str_of(ALIGNS[i]).n;
			folded = str_trim(folded);
			break;
		}
	return !folded.n || read_width(column, folded);
}

static void read_columns(struct table_reader *t)
{
	const struct ast_node *key = table_key(t->block, KEY_COLUMNS);
	struct str rest;
	uint32_t i = 0;

	if (!key)
		return;
	rest = ast_text(t->c->arena, key);
	for (; rest.n && i < t->table->column_count; i++) {
		int64_t comma = str_find(rest, STR(", "));
		struct str one = comma < 0 ? rest
				: str_slice(rest, 0, (uint32_t)comma);

		if (!read_column(t->c, &t->table->columns[i], one))
			diag(t->c->diags, BAD_COLUMN, key->span, one);
		rest = comma < 0 ? STR("") : str_from(rest, (uint32_t)comma + 2);
	}
}

static uint32_t read_header_count(struct table_reader *t)
{
	const struct ast_node *key = table_key(t->block, KEY_HEADER);
	struct str value;

	if (!key)
		return 1;
	value = ast_text(t->c->arena, key);
	if (value.n == 1 && value.p[0] >= '0' && value.p[0] <= '5')
		return (uint32_t)(value.p[0] - '0');
	diag(t->c->diags, BAD_VALUE, key->span, value, KEYS[KEY_HEADER],
	     STR("0, 1, 2 … 5"));
	return 1;
}

/* ---- cells ------------------------------------------------------------ */

static uint32_t count_cells(const struct ast_node *row)
{
	uint32_t n = 0;

	for (const struct ast_node *c = row->first; c; c = c->next)
		n++;
	return n;
}

/* "|---|:--:|" parts header and rows in other languages; here the header is
 * counted. */
static bool is_separator(struct table_reader *t, const struct ast_node *row)
{
	for (const struct ast_node *cell = row->first; cell; cell = cell->next) {
		struct str s = ast_text(t->c->arena, cell);

		if (s.n < 2 || strspn(str_terminated(t->c->arena, s), ":-") != s.n)
			return false;
	}
	return row->first != NULL;
}

static void measure_rows(struct table_reader *t)
{
	for (const struct ast_node *n = t->block->first; n; n = n->next) {
		uint32_t count;

		if (t->table->row_count == 1 && n->kind == AST_ROW &&
		    is_separator(t, n)) {
			t->separator = n;
			diag_fix(diag(t->c->diags, SEPARATOR_ROW, n->span),
				 n->span, STR(""));
			continue;
		}
		if (n->kind != AST_ROW)
			continue;
		count = count_cells(n);
		t->table->row_count++;
		if (t->table->row_count == 1)
			t->table->column_count = count;
	}
}

static struct plan_cell *cell_at(struct table_reader *t, uint32_t row,
				 uint32_t column)
{
	return &t->table->cells[row * t->table->column_count + column];
}

static void merge_left(struct table_reader *t, const struct ast_node *n,
		       uint32_t row, uint32_t column)
{
	const struct plan_cell *above = plan_cell_at(t->table, row, column);
	struct plan_cell *left = NULL;

	if (above->columns && above < cell_at(t, row, 0))
		return; /* right of a "^" of as many columns */
	for (uint32_t i = column; i-- > 0 && !left;)
		if (cell_at(t, row, i)->columns)
			left = cell_at(t, row, i);
	if (!left || left->columns + (uint32_t)(left - cell_at(t, row, 0)) !=
			     column) {
		diag(t->c->diags, BAD_MERGE, n->span, STR("<"));
		cell_at(t, row, column)->columns = 1;
		cell_at(t, row, column)->rows = 1;
		return;
	}
	left->columns++;
}

static void merge_up(struct table_reader *t, const struct ast_node *n,
		     uint32_t row, uint32_t column)
{
	struct plan_cell *own = cell_at(t, row, column), *above = NULL;
	uint32_t from = row;

	while (from-- > 0 && !above)
		if (cell_at(t, from, column)->columns)
			above = cell_at(t, from, column);
	if (!above || row == t->table->header_count ||
	    above->rows + (uint32_t)(above - t->table->cells) /
			    t->table->column_count != row) {
		diag(t->c->diags, BAD_MERGE, n->span, STR("^"));
		own->columns = own->rows = 1;
		return;
	}
	above->rows++;
}

static bool is_number(struct str s)
{
	bool digit = false;

	for (uint32_t i = 0; i < s.n; i++) {
		char ch = s.p[i];

		if (ch >= '0' && ch <= '9')
			digit = true;
		else if (ch != '.' && ch != ',' && ch != '-' && ch != '%' &&
			 ch != ' ' && ch != '+')
			return false;
	}
	return digit;
}

static void read_cell(struct table_reader *t, const struct ast_node *n,
		      uint32_t row, uint32_t column)
{
	struct plan_cell *cell = cell_at(t, row, column);
	struct str text;

	cell->text = text_build(t->c, n, t->notes);
	text = plan_plain(t->c->arena, &cell->text);
	if (str_is(text, "<") || str_is(text, "^")) {
		bool left = text.p[0] == '<';

		cell->text = (struct plan_text){ .span = n->span };
		if (left)
			merge_left(t, n, row, column);
		else
			merge_up(t, n, row, column);
		return;
	}
	cell->columns = cell->rows = 1;
}

static void read_row(struct table_reader *t, const struct ast_node *n,
		     uint32_t row)
{
	uint32_t column = 0, count = count_cells(n);

	if (count != t->table->column_count)
		diag(t->c->diags, ROW_WIDTH, n->span,
		     str_printf(t->c->arena, "%u", count),
		     str_printf(t->c->arena, "%u", t->table->column_count));
	for (const struct ast_node *c = n->first;
	     c && column < t->table->column_count; c = c->next, column++)
		read_cell(t, c, row, column);
	for (; column < t->table->column_count; column++)
		*cell_at(t, row, column) =
			(struct plan_cell){ .columns = 1, .rows = 1 };
}

/* ---- counted rows, sums ----------------------------------------------- */

static bool is_among(struct checker *c, const struct word_list *list,
		     struct str text)
{
	struct str folded = viet_fold(c->arena, text);

	for (uint32_t i = 0; i < list->count; i++)
		if (str_eq(folded, viet_fold(c->arena, list->items[i])))
			return true;
	return false;
}

struct plan_text text_of_str(struct checker *c, struct str s, struct span span)
{
	struct plan_text text = { .span = span };

	if (!s.n)
		return text;
	text.runs = arena_new_of(c->arena, struct plan_run);
	text.runs[0].text = s;
	text.count = 1;
	return text;
}

static struct str cell_text(struct table_reader *t, uint32_t row,
			    uint32_t column)
{
	return plan_plain(t->c->arena, &cell_at(t, row, column)->text);
}

static bool is_total_row(struct table_reader *t, uint32_t row)
{
	for (uint32_t i = 0; i < t->table->column_count && i < 3; i++) {
		struct str text = cell_text(t, row, i);

		if (text.n && text.n < 40 && is_among(t->c, &t->c->rules->totals, text))
			return true;
	}
	return false;
}

/* A blank cell below STT takes the next number; a typed one is compared. A
 * row with a Roman number or a letter begins a group: counting starts anew. */
static void count_column(struct table_reader *t, uint32_t column)
{
	uint32_t ordinal = 0;

	for (uint32_t row = t->table->header_count; row < t->table->row_count;
	     row++) {
		struct plan_cell *cell = cell_at(t, row, column);
		struct str text = cell_text(t, row, column), counted;

		if (!cell->columns || is_total_row(t, row))
			continue;
		if (text.n && !(text.p[0] >= '0' && text.p[0] <= '9')) {
			t->groups[row] = true;
			ordinal = 0;
			continue;
		}
		counted = str_printf(t->c->arena, "%u", ++ordinal);
		if (!text.n)
			cell->text = text_of_str(t->c, counted, cell->text.span);
		else if (is_number(text) && str_find(text, STR(".")) < 0 &&
			 atoi(str_terminated(t->c->arena, text)) !=
				 (int)ordinal)
			diag(t->c->diags, ROW_COUNT, cell->text.span, text,
			     counted);
	}
}

static void count_rows(struct table_reader *t)
{
	for (uint32_t i = 0; i < t->table->column_count; i++) {
		for (uint32_t h = 0; h < t->table->header_count; h++)
			if (is_among(t->c, &t->c->rules->counted,
				     cell_text(t, h, i))) {
				count_column(t, i);
				if (!t->table->columns[i].align)
					t->table->columns[i].align =
						COLUMN_CENTER;
			}
	}
}

/* "1.250,5" in thousandths; the decree's marks: dot thousands, comma decimals. */
static bool read_amount(struct str s, int64_t *amount)
{
	int decimals = -1;

	*amount = 0;
	for (uint32_t i = 0; i < s.n; i++) {
		char ch = s.p[i];

		if (ch == ',' && decimals < 0) {
			decimals = 0;
			continue;
		}
		if (ch == '.' && decimals < 0)
			continue;
		if (ch < '0' || ch > '9' || decimals == 3 ||
		    *amount > (int64_t)1e15)
			return false;
		*amount = *amount * 10 + (ch - '0');
		decimals += decimals >= 0;
	}
	for (int i = decimals < 0 ? 0 : decimals; i < 3; i++)
		*amount *= 10;
	return s.n > 0;
}

static struct str amount_text(struct checker *c, int64_t amount)
{
	struct buf b = buf_new(c->arena);
	char digits[32];
	int n = snprintf(digits, sizeof digits, "%lld",
			 (long long)(amount / 1000));
	int fraction = (int)(amount % 1000);

	for (int i = 0; i < n; i++) {
		if (i && (n - i) % 3 == 0)
			buf_char(&b, '.');
		buf_char(&b, digits[i]);
	}
	if (fraction) {
		int places = fraction % 10 ? 3 : fraction % 100 ? 2 : 1;

		buf_printf(&b, ",%0*d", places,
			   fraction / (places == 3 ? 1 : places == 2 ? 10 : 100));
	}
	return buf_str(&b);
}

/* What a row is to the sums. */
enum row_kind { ROW_PLAIN, ROW_GROUP, ROW_SUBTOTAL, ROW_TOTAL };

/* "Tổng …" is over all rows, "Cộng" over those since the last sum. */
static enum row_kind kind_of_row(struct table_reader *t, uint32_t row)
{
	for (uint32_t i = 0; i < t->table->column_count && i < 3; i++) {
		struct str text = cell_text(t, row, i);

		if (!text.n || text.n > 40 ||
		    !is_among(t->c, &t->c->rules->totals, text))
			continue;
		return str_starts(viet_fold(t->c->arena, text), STR("tổng"))
			       ? ROW_TOTAL : ROW_SUBTOTAL;
	}
	return t->groups[row] ? ROW_GROUP : ROW_PLAIN;
}

/* Adds the plain rows of a column in [from, to); a group that has no rows of
 * its own counts itself. False: `*odd` is no amount. */
static bool add_rows(struct table_reader *t, uint32_t column, uint32_t from,
		     uint32_t to, int64_t *sum, struct str *odd)
{
	*sum = 0;
	for (uint32_t row = from; row < to; row++) {
		enum row_kind kind = kind_of_row(t, row);
		struct str text = cell_text(t, row, column);
		bool has_rows = row + 1 < t->table->row_count &&
				kind_of_row(t, row + 1) == ROW_PLAIN;
		int64_t amount;

		if (kind >= ROW_SUBTOTAL || (kind == ROW_GROUP && has_rows) ||
		    !text.n || !cell_at(t, row, column)->columns)
			continue;
		if (!read_amount(text, &amount)) {
			*odd = text;
			return false;
		}
		*sum += amount;
	}
	return true;
}

/* "=" is filled in, and told of where it cannot be made; a typed sum is
 * compared where it can be counted. */
static void sum_column(struct table_reader *t, uint32_t row, uint32_t column,
		       uint32_t from, uint32_t to)
{
	struct plan_cell *cell = cell_at(t, row, column);
	struct str typed = cell_text(t, row, column), odd, text;
	bool fill = str_is(typed, "=");
	int64_t sum, said;

	if (!cell->columns || (!fill && !read_amount(typed, &said)))
		return;
	if (!add_rows(t, column, from, to, &sum, &odd)) {
		if (fill) /* a typed sum may count what we cannot */
			diag(t->c->diags, NO_SUM, cell->text.span, odd);
		return;
	}
	text = amount_text(t->c, sum);
	if (fill)
		cell->text = text_of_str(t->c, text, cell->text.span);
	else if (sum != said)
		diag(t->c->diags, TABLE_TOTAL, cell->text.span, typed, text);
}

static void sum_row(struct table_reader *t, uint32_t row, uint32_t from,
		    uint32_t to)
{
	for (uint32_t i = 1; i < t->table->column_count; i++)
		sum_column(t, row, i, from, to);
}

/* "=" in a group's row is the sum of the rows below it. */
static void sum_group(struct table_reader *t, uint32_t row)
{
	uint32_t to = row + 1;

	while (to < t->table->row_count && kind_of_row(t, to) == ROW_PLAIN)
		to++;
	for (uint32_t i = 1; i < t->table->column_count; i++)
		if (str_is(cell_text(t, row, i), "="))
			sum_column(t, row, i, row + 1, to);
}

static void check_totals(struct table_reader *t)
{
	uint32_t first = t->table->header_count, from = first;

	for (uint32_t row = first; row < t->table->row_count; row++) {
		switch (kind_of_row(t, row)) {
		case ROW_GROUP: sum_group(t, row); break;
		case ROW_SUBTOTAL:
			sum_row(t, row, from, row);
			from = row + 1;
			break;
		case ROW_TOTAL: sum_row(t, row, first, row); break;
		case ROW_PLAIN: break;
		}
	}
}

/* Columns that say nothing: amounts stand right, short numbers (a year, a
 * count) in the middle, text left. */
static enum column_align natural_align(struct table_reader *t, uint32_t column)
{
	enum { SHORT_NUMBER = 4 };
	uint32_t longest = 0;

	for (uint32_t row = t->table->header_count; row < t->table->row_count;
	     row++) {
		struct str text = cell_text(t, row, column);

		if (cell_at(t, row, column)->columns != 1 || !text.n)
			continue;
		if (!is_number(text))
			return COLUMN_LEFT;
		if (text.n > longest)
			longest = text.n;
	}
	return longest > SHORT_NUMBER ? COLUMN_RIGHT
	       : longest ? COLUMN_CENTER : COLUMN_LEFT;
}

static void align_columns(struct table_reader *t)
{
	for (uint32_t i = 0; i < t->table->column_count; i++)
		if (!t->table->columns[i].align)
			t->table->columns[i].align = natural_align(t, i);
}

/* ---- the door --------------------------------------------------------- */

static void read_rows(struct table_reader *t)
{
	struct plan_table *table = t->table;
	uint32_t row = 0;

	table->cells = arena_array(t->c->arena, struct plan_cell,
				   table->row_count * table->column_count);
	table->columns = arena_array(t->c->arena, struct plan_column,
				     table->column_count);
	t->groups = arena_array(t->c->arena, bool, table->row_count);
	table->header_count = read_header_count(t);
	if (table->header_count > table->row_count)
		table->header_count = table->row_count;
	read_columns(t);
	for (const struct ast_node *n = t->block->first; n; n = n->next)
		if (n->kind == AST_ROW && n != t->separator)
			read_row(t, n, row++);
	count_rows(t);
	check_totals(t);
	align_columns(t);
}

const struct plan_table *table_build(struct checker *c,
				     const struct ast_node *block,
				     struct plan_node *notes)
{
	struct table_reader t = { .c = c, .block = block, .notes = notes };

	t.table = arena_new_of(c->arena, struct plan_table);
	measure_rows(&t);
	if (t.table->column_count > MOST_COLUMNS) {
		diag(c->diags, TABLE_WIDE, block->mark,
		     str_printf(c->arena, "%u", t.table->column_count),
		     str_printf(c->arena, "%d", MOST_COLUMNS));
		return NULL;
	}
	if (!t.table->row_count || !t.table->column_count) {
		if (!table_key(block, KEY_SOURCE)) /* else the file is told of */
			diag(c->diags, TABLE_EMPTY, block->mark);
		return NULL;
	}
	t.table->landscape = table_key(block, KEY_LANDSCAPE) &&
			     table_flag(c, table_key(block, KEY_LANDSCAPE));
	read_rows(&t);
	return t.table;
}
