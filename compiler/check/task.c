/* Tasks: collected from the whole document, then set as a table or as items
 * where they stand, or gathered in one place ("gom: có"). */
#include "check/internal.h"

#include <string.h>

#include "base/utf8.h"
#include "base/viet.h"

/* ---- deadlines -------------------------------------------------------- */

static bool read_number(struct str s, uint32_t *at, int *value)
{
	uint32_t from = *at;

	*value = 0;
	while (*at < s.n && *at - from < 4 && s.p[*at] >= '0' &&
	       s.p[*at] <= '9')
		*value = *value * 10 + s.p[(*at)++] - '0';
	return *at > from;
}

static int read_quarter(struct checker *c, struct str s, uint32_t *at)
{
	uint32_t from = *at;
	int value;

	if (read_number(s, at, &value))
		return value;
	while (*at < s.n && strchr("ivx", s.p[*at] | 32))
		++*at;
	return viet_roman_ordinal(
		utf8_upper(c->arena, str_slice(s, from, *at)));
}

static bool read_year(struct str s, uint32_t at, int *year)
{
	static const char *const BEFORE[] = { "/", " năm ", "-" };

	for (int i = 0; i < 3; i++) {
		uint32_t from = at + str_of(BEFORE[i]).n;

		if (str_starts(str_from(s, at), str_of(BEFORE[i])) &&
		    read_number(s, &from, year) && *year >= 1900)
			return true;
	}
	return false;
}

/* "tháng 9/2026", "quý III năm 2026" somewhere in the text */
static struct str read_part_of_year(struct checker *c, struct str s)
{
	struct str word = viet_fold(c->arena, STR("tháng"));
	int64_t at = str_find(s, word);
	bool quarter = at < 0;
	int value, year;
	uint32_t i;

	if (quarter) {
		word = viet_fold(c->arena, STR("quý"));
		at = str_find(s, word);
	}
	if (at < 0)
		return STR("");
	i = (uint32_t)at + word.n;
	while (i < s.n && s.p[i] == ' ')
		i++;
	if (quarter)
		value = read_quarter(c, s, &i);
	else if (!read_number(s, &i, &value))
		return STR("");
	if (value < 1 || value > (quarter ? 4 : 12) || !read_year(s, i, &year))
		return STR("");
	return str_printf(c->arena, quarter ? "%04d-Q%d" : "%04d-%02d", year,
			  value);
}

static struct str read_whole_date(struct checker *c, struct str s)
{
	for (uint32_t i = 0; i < s.n; i++) {
		struct plan_date date;

		if (s.p[i] < '0' || s.p[i] > '9' ||
		    (i && s.p[i - 1] >= '0' && s.p[i - 1] <= '9'))
			continue;
		if (value_read_date(str_from(s, i), &date) && date.day)
			return str_printf(c->arena, "%04d-%02d-%02d",
					  date.year, date.month, date.day);
	}
	return STR("");
}

/* "năm 2026" alone */
static struct str read_bare_year(struct checker *c, struct str s)
{
	int64_t at = str_find(s, STR("năm "));
	uint32_t i = at < 0 ? s.n : (uint32_t)at + STR("năm ").n;
	int year;

	if (!read_number(s, &i, &year) || year < 1900)
		return STR("");
	return str_printf(c->arena, "%04d", year);
}

static bool is_regular(struct checker *c, struct str folded)
{
	const struct word_list *each = &c->rules->tasks.each;

	for (uint32_t i = 0; i < each->count; i++)
		if (str_find(folded, viet_fold(c->arena, each->items[i])) >= 0)
			return true;
	return false;
}

static struct str read_deadline(struct checker *c, struct str typed,
				struct span span)
{
	struct str folded = viet_fold(c->arena, typed);
	struct str due = read_whole_date(c, folded);

	if (!due.n)
		due = read_part_of_year(c, folded);
	if (!due.n)
		due = read_bare_year(c, folded);
	if (!due.n && typed.n && !is_regular(c, folded))
		diag(c->diags, DEADLINE_ODD, span, typed);
	return due;
}

/* ---- collecting ------------------------------------------------------- */

static void read_keys(struct checker *c, const struct ast_node *item,
		      struct plan_task *task)
{
	for (const struct ast_node *k = item->first; k; k = k->next) {
		struct plan_text text;
		struct str value;

		if (k->kind != AST_KEY)
			continue;
		text = text_build(c, k, NULL);
		value = plan_plain(c->arena, &text);
		switch (k->key) {
		case KEY_LEAD: task->lead = value; break;
		case KEY_WITH: task->with = value; break;
		case KEY_PRODUCT: task->product = value; break;
		case KEY_DEADLINE:
			task->deadline = value;
			task->due = read_deadline(c, value, k->span);
			break;
		default: break;
		}
	}
}

static void add_task(struct checker *c, const struct ast_node *item,
		     struct str where)
{
	struct plan *plan = c->plan;
	struct plan_task task = { .where = where, .span = item->span };

	task.what = text_build(c, item, NULL);
	read_keys(c, item, &task);
	plan->tasks = arena_grow(c->arena, plan->tasks, plan->task_count,
				 sizeof task);
	plan->tasks[plan->task_count++] = task;
}

static void collect(struct checker *c, const struct ast_node *parent,
		    struct str *where)
{
	for (const struct ast_node *n = parent->first; n; n = n->next) {
		if (n->kind == AST_HEADING) {
			const struct heading_number *h = refs_heading(c, n);

			*where = h ? h->where : STR("");
		}
		if (n->kind == AST_BLOCK && n->name == NAME_TASKS)
			for (const struct ast_node *i = n->first; i;
			     i = i->next)
				if (i->kind == AST_ITEM)
					add_task(c, i, *where);
		if (n->kind == AST_COMPONENT)
			collect(c, n, where);
	}
}

void task_collect(struct checker *c)
{
	struct str where = STR("");

	collect(c, c->ast->document, &where);
	c->heading_next = 0;
}

/* ---- as a table ------------------------------------------------------- */

enum { TASK_FIELDS = 6 };

static struct plan_text field_of(struct checker *c, const struct plan_task *t,
				 int field, uint32_t ordinal)
{
	switch (field) {
	case 0:
		return text_of_str(c, str_printf(c->arena, "%u", ordinal),
				   t->span);
	case 1: return t->what;
	case 2: return text_of_str(c, t->lead, t->span);
	case 3: return text_of_str(c, t->with, t->span);
	case 4: return text_of_str(c, t->deadline, t->span);
	default: return text_of_str(c, t->product, t->span);
	}
}

static bool is_used(const struct plan_task *tasks, uint32_t count, int field)
{
	for (uint32_t i = 0; i < count; i++) {
		const struct str FIELDS[] = { STR("x"), STR("x"),
					      tasks[i].lead, tasks[i].with,
					      tasks[i].deadline,
					      tasks[i].product };

		if (FIELDS[field].n)
			return true;
	}
	return false;
}

static void fill_column(struct checker *c, struct plan_table *t, uint32_t column,
			int field, const struct plan_task *tasks)
{
	const struct rule_tasks *r = &c->rules->tasks;
	const struct str HEADERS[TASK_FIELDS] = { r->number, r->what, r->lead,
						  r->with, r->deadline,
						  r->product };
	static const double SHARES[] = { 0, 5, 2.4, 2.4, 2, 2.2 };

	t->columns[column].share = SHARES[field];
	if (field == 0 || field == 4)
		t->columns[column].align = COLUMN_CENTER;
	for (uint32_t row = 0; row < t->row_count; row++) {
		struct plan_cell *cell =
			&t->cells[row * t->column_count + column];

		cell->columns = cell->rows = 1;
		cell->text = row ? field_of(c, &tasks[row - 1], field, row)
				 : text_of_str(c, HEADERS[field], SPAN_NONE);
	}
}

static const struct plan_table *table_of(struct checker *c,
					 const struct plan_task *tasks,
					 uint32_t count)
{
	struct plan_table *t = arena_new_of(c->arena, struct plan_table);
	uint32_t column = 0;

	for (int f = 0; f < TASK_FIELDS; f++)
		t->column_count += is_used(tasks, count, f);
	t->row_count = count + 1;
	t->header_count = 1;
	t->columns = arena_array(c->arena, struct plan_column, t->column_count);
	t->cells = arena_array(c->arena, struct plan_cell,
			       t->row_count * t->column_count);
	for (int f = 0; f < TASK_FIELDS; f++)
		if (is_used(tasks, count, f))
			fill_column(c, t, column++, f, tasks);
	t->columns[0].width = DIM_OF_MM(11);
	return t;
}

/* ---- as items --------------------------------------------------------- */

static struct plan_node *add_node(struct checker *c, struct plan_node *parent,
				  enum plan_kind kind, struct span span)
{
	struct plan_node *n = arena_new_of(c->arena, struct plan_node);

	n->kind = kind;
	n->span = span;
	if (parent->last)
		parent->last->next = n;
	else
		parent->first = n;
	parent->last = n;
	return n;
}

static void add_fact(struct checker *c, struct plan_node *parent,
		     struct str name, struct str value, struct span span)
{
	struct plan_node *n;

	if (!value.n)
		return;
	n = add_node(c, parent, PLAN_ITEM, span);
	n->depth = 1;
	n->marker = STR("-");
	n->text = text_of_str(c, str_printf(c->arena, "%.*s: %.*s.",
					    STR_ARG(name), STR_ARG(value)),
			      span);
}

static void add_items(struct checker *c, const struct plan_task *tasks,
		      uint32_t count, struct plan_node *parent)
{
	const struct rule_tasks *r = &c->rules->tasks;

	for (uint32_t i = 0; i < count; i++) {
		const struct plan_task *t = &tasks[i];
		struct plan_node *n = add_node(c, parent, PLAN_ITEM, t->span);

		n->number = str_printf(c->arena, "%u", i + 1);
		n->marker = str_printf(c->arena, "%u.", i + 1);
		n->text = t->what;
		add_fact(c, n, r->lead, t->lead, t->span);
		add_fact(c, n, r->with, t->with, t->span);
		add_fact(c, n, r->deadline, t->deadline, t->span);
		add_fact(c, n, r->product, t->product, t->span);
	}
}

/* ---- the door --------------------------------------------------------- */

static bool wants_items(struct checker *c, const struct ast_node *block)
{
	const struct ast_node *key = table_key(block, KEY_SHAPE);
	struct str value;

	if (!key)
		return false;
	value = viet_fold(c->arena, ast_text(c->arena, key));
	if (str_is(value, "khoản"))
		return true;
	if (!str_is(value, "bảng"))
		diag(c->diags, BAD_VALUE, key->span, value, KEYS[KEY_SHAPE],
		     STR("bảng, khoản"));
	return false;
}

static uint32_t own_tasks(struct checker *c, const struct ast_node *block,
			  uint32_t *first)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < c->plan->task_count; i++) {
		const struct span *s = &c->plan->tasks[i].span;

		if (s->from < block->span.from || s->to > block->span.to)
			continue;
		if (!count++)
			*first = i;
	}
	return count;
}

void task_build(struct checker *c, const struct ast_node *block,
		struct plan_node *parent)
{
	const struct ast_node *all = table_key(block, KEY_COLLECT);
	uint32_t first = 0, count = c->plan->task_count;
	const struct plan_task *tasks;

	if (!all || !table_flag(c, all))
		count = own_tasks(c, block, &first);
	if (!count) {
		diag(c->diags, EMPTY_COMPONENT, block->mark,
		     NAMES[block->name].vi);
		return;
	}
	tasks = &c->plan->tasks[first];
	if (wants_items(c, block)) {
		add_items(c, tasks, count, parent);
	} else {
		struct plan_table *t = (struct plan_table *)table_of(c, tasks,
								     count);
		struct plan_node *n = add_node(c, parent, PLAN_TABLE,
					       block->span);

		t->landscape = table_key(block, KEY_LANDSCAPE) &&
			       table_flag(c, table_key(block, KEY_LANDSCAPE));
		n->table = t;
	}
}
