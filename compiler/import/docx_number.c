#include "import/docx_number.h"

#include "base/utf8.h"
#include "base/viet.h"
#include "import/docx_symbol.h"

#include <stdlib.h>

enum { MOST_MARKER = 64, MOST_LINKS = 8 };

struct level {
	const struct node *node; /* <lvl>; NULL: a plain decimal */
	int start;
	int restart; /* this level begins anew after one below it; 0 never */
};

struct abstract {
	int id;
	const struct node *node;
	struct level levels[LEVELS];
	int at[LEVELS];
	bool begun[LEVELS];
};

struct number {
	int id;
	const struct node *node;
	struct abstract *abstract; /* NULL: a dangling one */
	const struct node *level[LEVELS]; /* put over the abstract's; NULL */
	int start[LEVELS];                /* begins anew by it; NOT_SAID */
	bool used[LEVELS];
};

struct numbering {
	struct arena *arena;
	struct abstract *abstracts;
	struct number *numbers;
	uint32_t abstract_count, number_count;
};

/* ---- reading ---------------------------------------------------------- */

static int level_index(const struct node *lvl)
{
	int i = int_of(attr_of(lvl, N_ilvl), -1);

	return i >= 0 && i < LEVELS ? i : -1;
}

static void read_level(struct level *to, const struct node *lvl, int index)
{
	to->node = lvl;
	to->start = int_of(val_of(lvl, N_start), 0);
	to->restart = int_of(val_of(lvl, N_lvlRestart), index);
}

static void add_abstract(struct numbering *all, const struct node *node)
{
	struct abstract *a;

	all->abstracts = arena_grow(all->arena, all->abstracts,
				    all->abstract_count, sizeof *a);
	a = &all->abstracts[all->abstract_count++];
	*a = (struct abstract){
		.id = int_of(attr_of(node, N_abstractNumId), -1), .node = node
	};
	for (int i = 0; i < LEVELS; i++)
		a->levels[i] = (struct level){ NULL, 1, i };
	for (const struct node *n = node->child; n; n = n->next)
		if (n->name == N_lvl && level_index(n) >= 0)
			read_level(&a->levels[level_index(n)], n,
				   level_index(n));
}

static void read_override(struct number *to, const struct node *node)
{
	int i = level_index(node);

	if (i < 0)
		return;
	to->level[i] = child_of(node, N_lvl);
	to->start[i] = int_of(val_of(node, N_startOverride), NOT_SAID);
	if (to->level[i] && to->start[i] == NOT_SAID)
		to->start[i] = int_of(val_of(to->level[i], N_start), NOT_SAID);
}

static void add_number(struct numbering *all, const struct node *node)
{
	struct number *to;

	all->numbers = arena_grow(all->arena, all->numbers,
				  all->number_count, sizeof *to);
	to = &all->numbers[all->number_count++];
	*to = (struct number){ .id = int_of(attr_of(node, N_numId), -1),
			       .node = node };
	for (int i = 0; i < LEVELS; i++)
		to->start[i] = NOT_SAID;
	for (const struct node *n = node->child; n; n = n->next)
		if (n->name == N_lvlOverride)
			read_override(to, n);
}

/* Both begin with their id. */
static int by_id(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;

	return x < y ? -1 : x > y;
}

static struct number *find_number(const struct numbering *all, int id)
{
	return all && all->number_count
		       ? bsearch(&id, all->numbers, all->number_count,
				 sizeof *all->numbers, by_id)
		       : NULL;
}

static struct abstract *find_abstract(const struct numbering *all,
				      const struct number *n)
{
	int id = int_of(val_of(n->node, N_abstractNumId), -1);

	return all->abstract_count
		       ? bsearch(&id, all->abstracts, all->abstract_count,
				 sizeof *all->abstracts, by_id)
		       : NULL;
}

/* An abstract number may send to a style, which names a number again. */
static struct abstract *follow(const struct numbering *all,
			       const struct styles *styles, struct number *n)
{
	struct abstract *a = find_abstract(all, n);

	for (int i = 0; a && i < MOST_LINKS; i++) {
		const struct style *s =
			word_style(styles, val_of(a->node, N_numStyleLink));

		n = s ? find_number(all, s->look.number) : NULL;
		if (!n)
			return a;
		a = find_abstract(all, n);
	}
	return a;
}

struct numbering *numbering_read(struct arena *arena, const struct node *root,
				 const struct styles *styles)
{
	struct numbering *all = arena_new_of(arena, struct numbering);
	const struct node *n = root ? root->child : NULL;

	all->arena = arena;
	for (; n; n = n->next)
		if (n->name == N_abstractNum)
			add_abstract(all, n);
		else if (n->name == N_num)
			add_number(all, n);
	if (all->abstract_count)
		qsort(all->abstracts, all->abstract_count,
		      sizeof *all->abstracts, by_id);
	if (all->number_count)
		qsort(all->numbers, all->number_count, sizeof *all->numbers,
		      by_id);
	for (uint32_t i = 0; i < all->number_count; i++)
		all->numbers[i].abstract =
			follow(all, styles, &all->numbers[i]);
	return all;
}

const struct node *numbering_level(const struct numbering *all, int number,
				   int level)
{
	const struct number *n = find_number(all, number);

	if (!n || !n->abstract || level < 0 || level >= LEVELS)
		return NULL;
	return n->level[level] ? n->level[level]
			       : n->abstract->levels[level].node;
}

int numbering_level_of_style(const struct numbering *all, int number,
			     struct str style, int otherwise)
{
	for (int i = 0; style.n && i < LEVELS; i++)
		if (str_eq(val_of(numbering_level(all, number, i), N_pStyle),
			   style))
			return i;
	return otherwise;
}

/* ---- counting --------------------------------------------------------- */

static void restart_below(struct abstract *a, int level)
{
	for (int i = level + 1; i < LEVELS; i++)
		if (a->levels[i].restart != 0 && level < a->levels[i].restart)
			a->begun[i] = false;
}

static void count(struct number *n, int level)
{
	struct abstract *a = n->abstract;
	bool anew = !n->used[level] && n->start[level] != NOT_SAID;

	if (anew)
		a->at[level] = n->start[level];
	else if (a->begun[level])
		a->at[level]++;
	else
		a->at[level] = n->start[level] != NOT_SAID
				       ? n->start[level]
				       : a->levels[level].start;
	a->begun[level] = n->used[level] = true;
	restart_below(a, level);
}

/* ---- printing --------------------------------------------------------- */

static struct str roman(struct arena *a, int value, bool small)
{
	struct str s = viet_roman(a, value);

	if (!s.n)
		return str_printf(a, "%d", value);
	return small ? utf8_lower(a, s) : s;
}

/* a … z, aa, bb … */
static struct str letters(struct arena *a, int value, char first)
{
	struct buf b = buf_new(a);

	if (value < 1 || value > 26 * 8)
		return str_printf(a, "%d", value);
	for (int i = (value - 1) / 26; i >= 0; i--)
		buf_char(&b, (char)(first + (value - 1) % 26));
	return buf_str(&b);
}

static struct str digits(struct arena *a, struct str format, int value)
{
	if (str_is(format, "upperRoman") || str_is(format, "lowerRoman"))
		return roman(a, value, format.p[0] == 'l');
	if (str_is(format, "upperLetter"))
		return letters(a, value, 'A');
	if (str_is(format, "lowerLetter"))
		return letters(a, value, 'a');
	if (str_is(format, "decimalZero"))
		return str_printf(a, "%02d", value);
	if (str_is(format, "none"))
		return (struct str){ 0 };
	return str_printf(a, "%d", value);
}

/* What stands for "%k" at a level; after isLgl all are decimal. */
static struct str part(const struct numbering *all, const struct number *n,
		       int k, bool legal)
{
	const struct abstract *a = n->abstract;
	struct str format =
		val_of(numbering_level(all, n->id, k), N_numFmt);
	int start = n->start[k] != NOT_SAID ? n->start[k]
					    : a->levels[k].start;

	if (legal && !str_is(format, "none"))
		format = STR("decimal");
	return digits(all->arena, format, a->begun[k] ? a->at[k] : start);
}

static struct str bullet(struct arena *a, const struct node *lvl)
{
	struct face face = { 0 };
	struct str text = val_of(lvl, N_lvlText);

	face_over(&face, child_of(lvl, N_rPr));
	return symbol_bullet(a, text, face.font);
}

static struct str print(const struct numbering *all, const struct number *n,
			int level)
{
	const struct node *lvl = numbering_level(all, n->id, level);
	struct str text = val_of(lvl, N_lvlText);
	bool legal = switch_of(lvl, N_isLgl) == 1;
	struct buf b = buf_new(all->arena);

	for (uint32_t i = 0; i < text.n && b.n < MOST_MARKER; i++) {
		char next = i + 1 < text.n ? text.p[i + 1] : 0;

		if (text.p[i] == '%' && next >= '1' && next <= '9') {
			buf_add(&b, part(all, n, next - '1', legal));
			i++;
		} else {
			buf_char(&b, text.p[i]);
		}
	}
	return str_trim(buf_str(&b));
}

struct str numbering_next(struct numbering *all, int number, int level)
{
	struct number *n = find_number(all, number);
	const struct node *lvl = numbering_level(all, number, level);

	if (!n || !n->abstract || level < 0 || level >= LEVELS)
		return (struct str){ 0 };
	count(n, level);
	if (!lvl)
		return (struct str){ 0 };
	if (str_is(val_of(lvl, N_numFmt), "bullet"))
		return bullet(all->arena, lvl);
	return print(all, n, level);
}
