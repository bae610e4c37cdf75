/* Numbers of headings, labels and what they print, notes. All are collected
 * before any text is built: a reference may point forward. */
#include "check/internal.h"

#include "base/utf8.h"
#include "base/viet.h"

enum { MOST_LEVEL = 8, MOST_DEPTH = 8, MOST_UNITS = 8 };

struct counter {
	struct checker *c;
	int counts[MOST_LEVEL];
	struct str numbers[MOST_LEVEL]; /* of the headings around */
	int level;
	const struct ast_node *items[MOST_DEPTH]; /* the items around */
	bool full;
	/* Scheme A: counts of the units, and which are open. */
	int unit_counts[MOST_UNITS];
	struct str unit_numbers[MOST_UNITS];
	bool unit_open[MOST_UNITS];
	bool has_articles, told_mixed;
	struct str appendix; /* "Phụ lục II", or empty */
	int appendices, appendix_ordinal;
};

static uint32_t bucket_of(struct str name)
{
	uint32_t h = 2166136261u;

	for (uint32_t i = 0; i < name.n; i++)
		h = (h ^ (unsigned char)name.p[i]) * 16777619u;
	return h % LABEL_BUCKETS;
}

static struct label *look_up(struct checker *c, struct str folded)
{
	struct label *l = c->labels[bucket_of(folded)];

	while (l && !str_eq(l->name, folded))
		l = l->next_in_bucket;
	return l;
}

static void guess_label(struct checker *c, struct diag *d, struct str name)
{
	struct str wanted = viet_bare(c->arena, name);
	int best = 3;

	for (int b = 0; b < LABEL_BUCKETS; b++)
		for (struct label *l = c->labels[b]; l; l = l->next_in_bucket) {
			int distance = viet_distance(c->arena, wanted,
				viet_bare(c->arena, l->name), 2);

			if (distance < best) {
				best = distance;
				diag_guess(d, l->name);
			}
		}
}

struct label *refs_find(struct checker *c, struct str name, struct span span)
{
	struct label *l = look_up(c, viet_fold(c->arena, name));

	if (!l)
		guess_label(c, diag(c->diags, UNKNOWN_LABEL, span, name), name);
	return l;
}

static bool label_is_well_formed(struct str name)
{
	for (uint32_t i = 0; i < name.n;) {
		uint32_t code = utf8_next(name, &i);

		if (!utf8_is_letter(code) && !utf8_is_digit(code) &&
		    code != '-')
			return false;
	}
	return name.n > 0;
}

static void add_label(struct checker *c, const struct ast_inline *i,
		      struct str whole, struct str number)
{
	struct str folded = viet_fold(c->arena, i->text);
	struct label *l;
	uint32_t bucket = bucket_of(folded);

	if (!label_is_well_formed(i->text)) {
		diag(c->diags, BAD_LABEL, i->span, i->text);
		return;
	}
	if (look_up(c, folded)) {
		diag(c->diags, LABEL_AGAIN, i->span, i->text);
		return;
	}
	l = arena_new_of(c->arena, struct label);
	l->name = folded;
	l->whole = whole;
	l->number = number;
	l->span = i->span;
	l->is_bind = i->kind == INLINE_BIND;
	l->next_in_bucket = c->labels[bucket];
	c->labels[bucket] = l;
}

/* ---- headings --------------------------------------------------------- */

static struct str written(struct counter *k, enum number_form form, int ordinal,
			  int level)
{
	switch (form) {
	case FORM_ROMAN: return viet_roman(k->c->arena, ordinal);
	case FORM_LETTER: return viet_letter(ordinal);
	case FORM_DECIMAL:
		return str_printf(k->c->arena, "%.*s.%d",
				  STR_ARG(k->numbers[level - 2]), ordinal);
	default: return str_printf(k->c->arena, "%d", ordinal);
	}
}

static int ordinal_of(enum number_form form, struct str number)
{
	int value = 0;
	uint32_t from = 0;

	if (form == FORM_ROMAN)
		return viet_roman_ordinal(number);
	if (form == FORM_LETTER)
		return viet_letter_ordinal(number);
	for (uint32_t i = 0; form == FORM_DECIMAL && i < number.n; i++)
		if (number.p[i] == '.')
			from = i + 1;
	for (uint32_t i = from; i < number.n && value < 100000; i++)
		value = utf8_is_digit((unsigned char)number.p[i])
				? value * 10 + number.p[i] - '0' : 0;
	return value;
}

static const struct ast_inline *find_inline(const struct ast_node *n,
					    enum inline_kind kind)
{
	for (const struct ast_inline *i = n->inlines; i; i = i->next)
		if (i->kind == kind)
			return i;
	return NULL;
}

static struct str without_marks(struct str s)
{
	while (s.n && (s.p[s.n - 1] == '.' || s.p[s.n - 1] == ')'))
		s.n--;
	return s;
}

static void compare_typed(struct counter *k, const struct ast_node *n,
			  struct str number)
{
	struct str typed = without_marks(n->typed_number);

	if (!n->typed_number.n)
		return;
	if (str_eq(typed, number))
		diag_fix(diag(k->c->diags, HEADING_TYPED, n->typed_span,
			      n->typed_number),
			 n->typed_span, STR(""));
	else
		diag_fix(diag(k->c->diags, HEADING_NUMBER, n->typed_span,
			      typed, number, typed),
			 n->typed_span, STR(""));
}

static void keep_number(struct counter *k, const struct ast_node *n,
			struct heading_number h)
{
	struct checker *c = k->c;

	h.node = n;
	c->headings = arena_grow(c->arena, c->headings, c->heading_count,
				 sizeof *c->headings);
	c->headings[c->heading_count++] = h;
}

/* "II.3": the numbers of the headings around, outer first. */
static struct str place_of(struct counter *k, int level)
{
	const struct rule_scheme *scheme = k->c->scheme;
	struct buf b = buf_new(k->c->arena);

	buf_add(&b, k->appendix);
	for (int i = 0; i < level; i++) {
		if (i + 1 < level && scheme->forms[i + 1] == FORM_DECIMAL)
			continue; /* it holds the one above */
		if (!k->numbers[i].n)
			continue;
		if (b.n)
			buf_char(&b, '.');
		buf_add(&b, k->numbers[i]);
	}
	return buf_str(&b);
}

/* ---- scheme A: Phần, Chương, Mục, Tiểu mục, Điều ------------------------- */

/* " 1." or " II:" typed behind a unit's name: where it ends, or 0. A comma
 * or a word behind makes it prose. */
static uint32_t typed_unit_number(struct str text, uint32_t at)
{
	uint32_t end = at + 1;

	if (at >= text.n || text.p[at] != ' ')
		return 0;
	while (end < text.n && ((text.p[end] >= '0' && text.p[end] <= '9') ||
				text.p[end] == 'I' || text.p[end] == 'V' ||
				text.p[end] == 'X'))
		end++;
	if (end == at + 1)
		return 0;
	if (end == text.n)
		return end;
	return text.p[end] == '.' || text.p[end] == ':' ? end + 1 : 0;
}

/* "# Điều 1. Phạm vi" is "# Điều: Phạm vi": the number is counted. */
static void complain_of_typed(struct counter *k, const struct ast_node *n,
			      int unit, uint32_t bytes)
{
	struct str name = k->c->rules->units[unit - 1].name;
	struct str text = n->inlines->text;
	struct span place = { n->inlines->span.from + name.n,
			      n->inlines->span.from + bytes };

	if (bytes > name.n + 1)
		diag_fix(diag(k->c->diags, UNIT_TYPED, place,
			      str_trim(str_slice(text, name.n, bytes)), name),
			 place, STR(":"));
}

int refs_unit(struct checker *c, const struct ast_node *n, uint32_t *bytes)
{
	const struct ast_inline *i = n->inlines;
	struct str text = i && i->kind == INLINE_TEXT ? i->text : STR("");

	for (uint32_t u = 0; u < c->rules->unit_count && u < MOST_UNITS; u++) {
		struct str name = c->rules->units[u].name;

		*bytes = name.n;
		if (text.n < name.n ||
		    !str_eq(viet_fold(c->arena, str_slice(text, 0, name.n)),
			    viet_fold(c->arena, name)))
			continue;
		if (text.n == name.n && !i->next)
			return (int)u + 1;
		if (text.n > name.n && text.p[name.n] == ':') {
			*bytes = name.n + 1;
			return (int)u + 1;
		}
		if ((*bytes = typed_unit_number(text, name.n)))
			return (int)u + 1;
	}
	return 0;
}

static int innermost_unit(const struct counter *k)
{
	for (int u = MOST_UNITS; u-- > 0;)
		if (k->unit_open[u])
			return u + 1;
	return 0;
}

/* Units nest by their rank, however many # were typed. */
static int enter_unit(struct counter *k, int unit)
{
	const struct rules *r = k->c->rules;
	int level = 1;

	for (int u = unit; u < MOST_UNITS; u++) {
		k->unit_open[u] = false;
		if (u < (int)r->unit_count && !r->units[u].through)
			k->unit_counts[u] = 0;
	}
	for (int u = 0; u < unit - 1; u++)
		level += k->unit_open[u];
	k->unit_open[unit - 1] = true;
	return level;
}

static void count_unit(struct counter *k, const struct ast_node *n, int unit)
{
	const struct rule_unit *u = &k->c->rules->units[unit - 1];
	const struct ast_inline *given = find_inline(n, INLINE_NUMBER);
	struct heading_number h = { .unit = unit };

	k->has_articles |= u->through;
	k->level = 0;
	for (int i = 0; i < MOST_LEVEL; i++) {
		k->counts[i] = 0;
		k->numbers[i] = STR("");
	}
	h.level = enter_unit(k, unit);
	k->unit_counts[unit - 1]++;
	if (given)
		h.number = given->text;
	else if (u->form == FORM_ROMAN)
		h.number = viet_roman(k->c->arena, k->unit_counts[unit - 1]);
	else
		h.number = str_printf(k->c->arena, "%d",
				      k->unit_counts[unit - 1]);
	k->unit_numbers[unit - 1] = h.number;
	h.where = str_printf(k->c->arena, "%.*s%s%.*s %.*s",
			     STR_ARG(k->appendix), k->appendix.n ? "." : "",
			     STR_ARG(u->name), STR_ARG(h.number));
	keep_number(k, n, h);
}

static void count_heading(struct counter *k, const struct ast_node *n)
{
	const struct rule_scheme *scheme = k->c->scheme;
	const struct ast_inline *given = find_inline(n, INLINE_NUMBER);
	int level = n->level;
	struct str number;

	if (k->has_articles && !k->told_mixed && !k->appendix.n) {
		diag(k->c->diags, UNIT_MIXED, n->mark);
		k->told_mixed = true;
	}
	if (level > scheme->levels) {
		diag(k->c->diags, HEADING_DEEP, n->mark,
		     str_printf(k->c->arena, "%d", level), scheme->name);
		k->level = scheme->levels;
		return;
	}
	if (level > k->level + 1) {
		diag(k->c->diags, HEADING_SKIP, n->mark,
		     str_printf(k->c->arena, "%d", level),
		     str_printf(k->c->arena, "%d", k->level));
		for (int i = k->level; i < level - 1; i++)
			k->numbers[i] = STR("0");
	}
	for (int i = level; i < MOST_LEVEL; i++)
		k->counts[i] = 0;
	k->level = level;
	if (given) {
		number = given->text;
		k->counts[level - 1] = ordinal_of(scheme->forms[level - 1],
						  number);
	} else {
		number = written(k, scheme->forms[level - 1],
				 ++k->counts[level - 1], level);
		compare_typed(k, n, number);
	}
	if (!number.n && !k->full) {
		diag(k->c->diags, TOO_MANY, n->mark,
		     str_printf(k->c->arena, "%d", k->counts[level - 1] - 1));
		k->full = true;
	}
	k->numbers[level - 1] = number;
	for (int i = level; i < MOST_LEVEL; i++)
		k->numbers[i] = STR("");
	keep_number(k, n, (struct heading_number){
				  .number = number, .level = level,
				  .where = place_of(k, level) });
}

const struct heading_number *refs_heading(struct checker *c,
					  const struct ast_node *n)
{
	for (uint32_t i = c->heading_next; i < c->heading_count; i++)
		if (c->headings[i].node == n) {
			c->heading_next = i + 1;
			return &c->headings[i];
		}
	return NULL;
}

/* ---- what a label prints ---------------------------------------------- */

static struct str worded(struct checker *c, enum number_form form,
			 struct str number)
{
	struct str pattern = c->rules->reference[form];
	int64_t hole = str_find(pattern, STR("{n}"));

	if (hole < 0)
		return number;
	return str_printf(c->arena, "%.*s%.*s%.*s", (int)hole, pattern.p,
			  STR_ARG(number), (int)(pattern.n - hole - 3),
			  pattern.p + hole + 3);
}

static void add_level(struct checker *c, struct buf *b, enum number_form form,
		      struct str number)
{
	if (b->n)
		buf_char(b, ' ');
	buf_add(b, worded(c, form, number));
}

/* "Điều 5"; a unit that is not counted through stands in the one around:
 * "Mục 1 Chương II". */
static void add_units(struct counter *k, struct buf *b, int unit)
{
	const struct rules *r = k->c->rules;

	for (int u = unit; u > 0; u--) {
		if (!k->unit_open[u - 1])
			continue;
		buf_printf(b, "%s%.*s %.*s", b->n ? " " : "",
			   STR_ARG(r->units[u - 1].name),
			   STR_ARG(k->unit_numbers[u - 1]));
		if (r->units[u - 1].through)
			return;
	}
}

/* The headings around, from inner to outer: "khoản 3 Mục II". A decimal
 * number holds the one of the level above. */
static void add_headings(struct counter *k, struct buf *b, int level,
			 bool skip_first)
{
	const struct rule_scheme *scheme = k->c->scheme;
	bool skip = skip_first;

	for (int i = level; i >= 1; i--) {
		if (!skip && k->numbers[i - 1].n)
			add_level(k->c, b, scheme->forms[i - 1],
				  k->numbers[i - 1]);
		skip = !skip && scheme->forms[i - 1] == FORM_DECIMAL;
	}
	add_units(k, b, innermost_unit(k));
	if (k->appendix.n) {
		if (b->n)
			buf_char(b, ' ');
		buf_add(b, k->appendix);
	}
}

static bool form_of(enum marker marker, enum number_form *form)
{
	switch (marker) {
	case MARKER_ARABIC: *form = FORM_ARABIC; return true;
	case MARKER_DECIMAL: *form = FORM_DECIMAL; return true;
	case MARKER_LETTER:
	case MARKER_BRACKET: *form = FORM_LETTER; return true;
	default: return false;
	}
}

static struct str item_number(struct arena *a, const struct ast_node *n)
{
	struct str s = ast_marker_text(a, n->marker, n->ordinal,
				       n->ordinal_minor);

	return n->marker == MARKER_BRACKET ? s : without_marks(s);
}

static void label_item(struct counter *k, const struct ast_node *n)
{
	struct buf b = buf_new(k->c->arena);
	struct str number = STR("");
	enum number_form form;
	bool decimal = false;

	for (int i = n->depth; i >= 0; i--) {
		const struct ast_node *item = k->items[i];

		if (!item || !form_of(item->marker, &form))
			continue;
		if (decimal && form == FORM_ARABIC)
			continue;
		if (i == n->depth)
			number = item_number(k->c->arena, item);
		decimal |= form == FORM_DECIMAL;
		add_level(k->c, &b, form, item_number(k->c->arena, item));
	}
	if (!number.n)
		b = buf_new(k->c->arena);
	else
		add_headings(k, &b, k->level, decimal && k->level > 1);
	for (const struct ast_inline *i = n->inlines; i; i = i->next)
		if (i->kind == INLINE_LABEL)
			add_label(k->c, i, buf_str(&b), number);
}

static void label_heading(struct counter *k, const struct ast_node *n, int unit)
{
	struct buf b = buf_new(k->c->arena);
	const struct ast_inline *i = find_inline(n, INLINE_LABEL);

	if (!i)
		return;
	if (!unit && n->level > k->c->scheme->levels)
		return;
	add_headings(k, &b, unit ? 0 : n->level, false);
	for (; i; i = i->next)
		if (i->kind == INLINE_LABEL)
			add_label(k->c, i, buf_str(&b),
				  unit ? k->unit_numbers[unit - 1]
				       : k->numbers[n->level - 1]);
}

static void label_plain(struct counter *k, const struct ast_node *n)
{
	for (const struct ast_inline *i = n->inlines; i; i = i->next)
		if (i->kind == INLINE_LABEL)
			add_label(k->c, i, STR(""), STR(""));
}

static void bind_cites(struct checker *c, const struct ast_node *n)
{
	for (const struct ast_inline *i = find_inline(n, INLINE_BIND); i;
	     i = i->next) {
		struct plan_cite *cites;
		struct str text;
		uint32_t count;

		if (i->kind != INLINE_BIND)
			continue;
		text = text_before(c->arena, n, i);
		count = cite_find(c->arena, c->rules, text, &cites);
		if (!count) {
			diag(c->diags, BIND_WITHOUT_CITE, i->span, i->text);
			continue;
		}
		add_label(c, i, cite_short(c->arena, &cites[count - 1], text),
			  cites[count - 1].number);
	}
}

struct note_text *refs_find_note(struct checker *c, struct str name)
{
	struct note_text *note = c->notes[bucket_of(name)];

	while (note && !str_eq(note->name, name))
		note = note->next_in_bucket;
	return note;
}

static void collect_note(struct checker *c, const struct ast_node *n)
{
	uint32_t bucket = bucket_of(n->word);
	struct note_text *note;

	if (refs_find_note(c, n->word)) {
		diag(c->diags, NOTE_AGAIN, n->mark, n->word);
		return;
	}
	note = arena_new_of(c->arena, struct note_text);
	note->name = n->word;
	note->node = n;
	note->next_in_bucket = c->notes[bucket];
	c->notes[bucket] = note;
}

static void check_item_number(struct checker *c, const struct ast_node *n)
{
	struct str typed = source_text(c->ast->sources, n->mark), counted;

	if (n->marker < MARKER_ARABIC || (n->marker >= MARKER_DASH &&
					  n->marker <= MARKER_PLUS) ||
	    !typed.n)
		return;
	counted = ast_marker_text(c->arena, n->marker, n->ordinal,
				  n->ordinal_minor);
	if (n->marker == MARKER_LETTER && !viet_letter(n->ordinal).n) {
		diag(c->diags, TOO_MANY, n->mark, STR("23"));
		return;
	}
	if (n->typed == n->ordinal && n->typed_minor == n->ordinal_minor)
		return;
	diag_fix(diag(c->diags, ITEM_NUMBER, n->mark, typed, counted), n->mark,
		 counted);
}

static void collect_heading(struct counter *k, const struct ast_node *n)
{
	uint32_t bytes;
	int unit = refs_unit(k->c, n, &bytes);

	if (unit) {
		complain_of_typed(k, n, unit, bytes);
		count_unit(k, n, unit);
	} else {
		count_heading(k, n);
	}
	label_heading(k, n, unit);
}

/* An appendix counts for itself. */
static void enter_appendix(struct counter *k, const struct ast_node *n)
{
	struct str number = k->appendices > 1
		? viet_roman(k->c->arena, ++k->appendix_ordinal) : STR("");
	struct counter fresh = {
		.c = k->c, .appendices = k->appendices,
		.appendix_ordinal = k->appendix_ordinal,
		.appendix = part_appendix_label(k->c, number),
	};

	*k = fresh;
	for (const struct ast_inline *i = n->inlines; i; i = i->next)
		if (i->kind == INLINE_LABEL)
			add_label(k->c, i, k->appendix, number);
}

static void collect(struct counter *k, const struct ast_node *parent)
{
	for (const struct ast_node *n = parent->first; n; n = n->next) {
		if (n->kind == AST_NOTE)
			collect_note(k->c, n);
		bind_cites(k->c, n);
		if (n->kind == AST_COMPONENT && n->name == NAME_APPENDIX) {
			enter_appendix(k, n);
		} else if (n->kind == AST_HEADING) {
			collect_heading(k, n);
		} else if (n->kind == AST_ITEM && parent->kind != AST_BLOCK) {
			k->items[n->depth] = n;
			check_item_number(k->c, n);
			label_item(k, n);
		} else {
			label_plain(k, n);
		}
		if (n->kind == AST_COMPONENT || n->kind == AST_BLOCK ||
		    n->kind == AST_ROW)
			collect(k, n);
	}
}

void refs_collect(struct checker *c)
{
	struct counter k = { .c = c };

	for (const struct ast_node *n = c->ast->document->first; n; n = n->next)
		k.appendices += n->kind == AST_COMPONENT &&
				n->name == NAME_APPENDIX;
	collect(&k, c->ast->document);
}

void refs_finish(struct checker *c)
{
	for (int b = 0; b < LABEL_BUCKETS; b++)
		for (struct label *l = c->labels[b]; l; l = l->next_in_bucket)
			if (!l->used && !l->is_bind)
				diag(c->diags, LABEL_UNUSED, l->span, l->name);
	for (int b = 0; b < LABEL_BUCKETS; b++)
		for (struct note_text *n = c->notes[b]; n; n = n->next_in_bucket)
			if (!n->called)
				diag(c->diags, NOTE_UNUSED, n->node->mark,
				     n->name);
}
