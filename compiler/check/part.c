/* Parts of the form beside the main ones: marks, addressees, appendices,
 * pictures. */
#include "check/internal.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "base/viet.h"

enum { MOST_MEGAPIXELS = 60 };

/* ---- marks ------------------------------------------------------------ */

static const struct word_list *lawful_words(struct checker *c, struct str name)
{
	for (uint32_t i = 0; i < c->rules->mark_count; i++)
		if (str_eq(c->rules->marks[i].field, name))
			return &c->rules->marks[i].words;
	return NULL;
}

/* The lawful spelling of a mark; empty after a complaint. */
static struct str mark_value(struct checker *c, const struct ast_node *n,
			     struct str typed)
{
	const struct word_list *words = lawful_words(c, NAMES[n->name].vi);
	struct buf all = buf_new(c->arena);

	for (uint32_t i = 0; words && i < words->count; i++) {
		if (str_eq(viet_fold(c->arena, typed),
			   viet_fold(c->arena, words->items[i])))
			return words->items[i];
		buf_printf(&all, "%s%.*s", i ? ", " : "",
			   STR_ARG(words->items[i]));
	}
	diag(c->diags, BAD_MARK, n->span, typed, NAMES[n->name].vi,
	     buf_str(&all));
	return STR("");
}

void part_build(struct checker *c, const struct ast_node *n)
{
	struct plan *p = c->plan;
	struct plan_text text = text_build(c, n, NULL);
	struct str value = plan_plain(c->arena, &text);

	if (!value.n && n->name != NAME_DRAFT) {
		diag(c->diags, EMPTY_COMPONENT, n->mark, NAMES[n->name].vi);
		return;
	}
	switch (n->name) {
	case NAME_SECRECY: p->secrecy = mark_value(c, n, value); break;
	case NAME_URGENCY: p->urgency = mark_value(c, n, value); break;
	case NAME_CIRCULATION: p->circulation = mark_value(c, n, value); break;
	case NAME_DRAFT:
		/* outside the form: gone when the document is issued */
		p->draft = c->final ? STR("") : value.n ? value : STR(" ");
		break;
	case NAME_DRAFTER: p->drafter = value; break;
	case NAME_CONTACT: p->contact = value; break;
	case NAME_COMPETENCE: p->competence = value; break;
	case NAME_ATTACHED: p->attached = value; break;
	case NAME_SIGNED: p->signed_info = value; break;
	default: break;
	}
}

static struct str without_stops(struct str s)
{
	while (s.n && (s.p[s.n - 1] == ';' || s.p[s.n - 1] == '.' ||
		       s.p[s.n - 1] == ' '))
		s.n--;
	return s;
}

void part_addressees(struct checker *c, const struct ast_node *n)
{
	struct plan *p = c->plan;

	if (c->kind && !c->kind->has_addressee) {
		diag(c->diags, ADDRESSEE_KIND, n->mark, c->kind->name);
		return;
	}
	for (const struct ast_node *i = n->first; i; i = i->next) {
		struct plan_text text;
		struct str value;

		if (i->kind != AST_ITEM && i->kind != AST_PARAGRAPH)
			continue;
		text = text_build(c, i, NULL);
		value = without_stops(plan_plain(c->arena, &text));
		if (!value.n)
			continue;
		p->addressees = arena_grow(c->arena, p->addressees,
					   p->addressee_count, sizeof value);
		p->addressees[p->addressee_count++] = value;
	}
	if (!p->addressee_count)
		diag(c->diags, EMPTY_COMPONENT, n->mark, NAMES[n->name].vi);
}

/* ---- pictures --------------------------------------------------------- */

/* "tệp.png" chú thích, 12 cm: the quoted name; what stands behind it. */
static struct str picture_name(struct str value, struct str *rest)
{
	static const char *const OPEN[] = { "\"", "“" };
	static const char *const CLOSE[] = { "\"", "”" };

	for (int i = 0; i < 2; i++) {
		struct str inner;
		int64_t end;

		if (!str_starts(value, str_of(OPEN[i])))
			continue;
		inner = str_from(value, str_of(OPEN[i]).n);
		end = str_find(inner, str_of(CLOSE[i]));
		if (end < 0)
			break;
		*rest = str_trim(str_from(inner, (uint32_t)end +
						 str_of(CLOSE[i]).n));
		return str_slice(inner, 0, (uint32_t)end);
	}
	*rest = STR("");
	return value;
}

/* A width at the end: ", 12 cm". It is taken off. */
static dim take_width(struct checker *c, struct str *rest)
{
	struct str s = viet_fold(c->arena, *rest);
	bool cm = str_ends(s, STR("cm"));
	uint32_t n = s.n, from;
	double value = 0;

	if (!cm && !str_ends(s, STR("mm")))
		return 0;
	n -= 2;
	while (n && s.p[n - 1] == ' ')
		n--;
	from = n;
	while (from && ((s.p[from - 1] >= '0' && s.p[from - 1] <= '9') ||
			s.p[from - 1] == '.'))
		from--;
	if (from == n)
		return 0;
	value = strtod(str_terminated(c->arena, str_slice(s, from, n)), NULL);
	while (from && (s.p[from - 1] == ' ' || s.p[from - 1] == ','))
		from--;
	rest->n = from < rest->n ? from : rest->n;
	if (value <= 0 || value > 1000)
		return 0;
	return DIM_OF_MM(cm ? value * 10 : value);
}

static void set_size(struct plan_picture *p, dim width)
{
	enum { DOTS_AN_INCH = 150 };

	p->width = width;
	if (!width)
		p->width = DIM_OF_PT(p->pixel_width < 8000
					     ? p->pixel_width * 72.0 /
						       DOTS_AN_INCH
					     : 3840);
	p->height = (dim)((double)p->width * p->pixel_height / p->pixel_width);
}

const struct plan_picture *part_picture(struct checker *c,
					const struct ast_node *n,
					struct plan_text *caption)
{
	struct plan_picture *p = arena_new_of(c->arena, struct plan_picture);
	struct str rest, name = picture_name(ast_text(c->arena, n), &rest);
	dim width = take_width(c, &rest);

	if (caption)
		*caption = text_of_str(c, rest, n->span);
	if (!n->bytes.n)
		return NULL; /* could not be loaded: reported */
	if (!picture_read(n->bytes, p)) {
		diag(c->diags, PICTURE_BAD, n->span, name);
		return NULL;
	}
	if ((uint64_t)p->pixel_width * p->pixel_height >
	    (uint64_t)MOST_MEGAPIXELS * 1000000) {
		diag(c->diags, PICTURE_LARGE, n->span, name,
		     str_printf(c->arena, "%d", MOST_MEGAPIXELS));
		return NULL;
	}
	if (n->key == KEY_SEAL && !width)
		diag(c->diags, SEAL_SIZE, n->span);
	if ((n->key == KEY_SEAL || n->key == KEY_SIGNATURE) && !p->has_alpha)
		diag(c->diags, PICTURE_ALPHA, n->span, name);
	set_size(p, width);
	return p;
}

/* ---- appendices ------------------------------------------------------- */

static bool holds_landscape(const struct plan_node *parent)
{
	for (const struct plan_node *n = parent->first; n; n = n->next)
		if ((n->table && n->table->landscape) || holds_landscape(n))
			return true;
	return false;
}

void part_appendix(struct checker *c, const struct ast_node *n, uint32_t count)
{
	struct plan *p = c->plan;
	struct plan_appendix a = { .span = n->mark };

	if (count > 1)
		a.number = viet_roman(c->arena, (int)p->appendix_count + 1);
	a.title = text_build(c, n, NULL);
	body_build(c, n->first, &a.body);
	if (!a.body.first)
		diag(c->diags, EMPTY_COMPONENT, n->mark, NAMES[n->name].vi);
	a.landscape = holds_landscape(&a.body);
	p->appendices = arena_grow(c->arena, p->appendices, p->appendix_count,
				   sizeof a);
	p->appendices[p->appendix_count++] = a;
}

/* "Phụ lục I" is not named by "Phụ lục II". */
static bool names(struct str text, struct str label)
{
	for (int64_t at; (at = str_find(text, label)) >= 0;) {
		text = str_from(text, (uint32_t)at + label.n);
		if (!text.n || !((text.p[0] >= 'A' && text.p[0] <= 'Z') ||
				 (text.p[0] >= 'a' && text.p[0] <= 'z')))
			return true;
	}
	return false;
}

static bool is_named(struct checker *c, const struct plan_node *parent,
		     struct str label)
{
	for (const struct plan_node *n = parent->first; n; n = n->next) {
		struct str text = viet_fold(c->arena,
					    plan_plain(c->arena, &n->text));

		if (names(text, label) || is_named(c, n, label))
			return true;
		for (uint32_t i = 0; n->table && i < n->table->row_count *
				     n->table->column_count; i++)
			if (names(viet_fold(c->arena, plan_plain(c->arena,
					&n->table->cells[i].text)), label))
				return true;
	}
	return false;
}

struct str part_appendix_label(struct checker *c, struct str number)
{
	struct str pattern = c->rules->appendix_reference;
	int64_t hole = str_find(pattern, STR("{n}"));

	if (hole < 0)
		return pattern;
	return str_trim(str_printf(c->arena, "%.*s%.*s", (int)hole, pattern.p,
				   STR_ARG(number)));
}

void part_check_appendices(struct checker *c)
{
	for (uint32_t i = 0; i < c->plan->appendix_count; i++) {
		const struct plan_appendix *a = &c->plan->appendices[i];
		struct str label = part_appendix_label(c, a->number);
		struct str folded = viet_fold(c->arena, label);

		if (!is_named(c, &c->plan->body, folded) &&
		    !is_named(c, &c->plan->closing, folded))
			diag(c->diags, APPENDIX_UNCALLED, a->span, label);
	}
}
