/* What stands around the content: agency, bases, recipients, signer. */
#include "check/internal.h"

#include <string.h>

#include "base/utf8.h"
#include "base/viet.h"

static void add_str(struct arena *a, struct str **list, uint32_t *count,
		    struct str s)
{
	*list = arena_grow(a, *list, *count, sizeof **list);
	(*list)[(*count)++] = s;
}

static struct str line_text(struct checker *c, const struct ast_node *line)
{
	struct plan_text t = text_build(c, line, NULL);

	return plan_plain(c->arena, &t);
}

static void complain_if_empty(struct checker *c, const struct ast_node *n)
{
	if (!n->first && !n->inlines)
		diag(c->diags, EMPTY_COMPONENT, n->mark, NAMES[n->name].vi);
}

/* ---- @cơ quan --------------------------------------------------------- */

static bool has_word(struct str s, struct str word)
{
	int64_t at = str_find(s, word);
	uint32_t end;

	if (at < 0 || (at > 0 && s.p[at - 1] != ' '))
		return false;
	end = (uint32_t)at + word.n;
	return end == s.n || s.p[end] == ' ';
}

void head_agency(struct checker *c, const struct ast_node *n)
{
	struct plan *plan = c->plan;
	struct plan_agency agency = { .span = n->span };
	struct span last = n->span;

	complain_if_empty(c, n);
	for (const struct ast_node *l = n->first; l; l = l->next) {
		struct str line = l->kind == AST_LINE ? line_text(c, l)
						      : STR("");

		if (!line.n || value_is_blank(line))
			continue;
		if (agency.name.n)
			add_str(c->arena, &agency.parents, &agency.parent_count,
				agency.name);
		agency.name = line;
		last = l->span;
	}
	for (uint32_t i = 0; i < c->rules->agency_abbreviations.count; i++)
		if (has_word(agency.name,
			     c->rules->agency_abbreviations.items[i]))
			diag(c->diags, AGENCY_SHORT, last,
			     c->rules->agency_abbreviations.items[i]);
	plan->agencies = arena_grow(c->arena, plan->agencies,
				    plan->agency_count, sizeof agency);
	plan->agencies[plan->agency_count++] = agency;
}

/* ---- lists ------------------------------------------------------------ */

/* Takes typed final stops off a list entry: they are the compiler's. */
static void strip_stops(struct checker *c, struct plan_text *text,
			const struct ast_node *n, bool is_basis)
{
	static const char *const STOPS[] = { ";", ".", "," };
	bool again = true;

	while (again) {
		again = false;
		for (int i = 0; i < 3; i++) {
			struct span span = { n->span.to - 1, n->span.to };
			struct str stop = str_of(STOPS[i]);
			struct diag *d;

			if (!text_strip(text, stop))
				continue;
			again = true;
			d = is_basis ? diag(c->diags, LIST_STOP, span, stop)
				     : diag(c->diags, RECIPIENT_STOP, span, stop);
			if (str_eq(source_text(c->ast->sources, span), stop))
				diag_fix(d, span, STR(""));
			return; /* one at a time: the fix moves the rest */
		}
	}
}

void head_bases(struct checker *c, const struct ast_node *n)
{
	struct plan *plan = c->plan;

	complain_if_empty(c, n);
	for (const struct ast_node *i = n->first; i; i = i->next) {
		struct plan_base base = { .cites = NULL };

		if (i->kind != AST_ITEM && i->kind != AST_PARAGRAPH)
			continue;
		base.text = text_build(c, i, NULL);
		strip_stops(c, &base.text, i, true);
		if (!base.text.count)
			continue;
		base.cite_count = cite_find(c->arena, c->rules,
					    plan_plain(c->arena, &base.text),
					    &base.cites);
		for (uint32_t k = 0; k < base.cite_count; k++)
			base.cites[k].span = i->span;
		plan->bases = arena_grow(c->arena, plan->bases,
					 plan->base_count, sizeof base);
		plan->bases[plan->base_count++] = base;
	}
}

/* "Sở GDĐT (để báo cáo)" */
static void split_purpose(struct checker *c, struct plan_recipient *r)
{
	uint32_t depth = 0;

	if (!str_ends(r->text, STR(")")) ||
	    str_starts(r->text, c->rules->recipient_keep))
		return;
	for (uint32_t i = r->text.n; i-- > 0;) {
		if (r->text.p[i] == ')')
			depth++;
		if (r->text.p[i] != '(' || --depth)
			continue;
		r->purpose = str_trim(str_slice(r->text, i + 1, r->text.n - 1));
		r->text = str_trim(str_slice(r->text, 0, i));
		return;
	}
}

void head_recipients(struct checker *c, const struct ast_node *n)
{
	struct plan *plan = c->plan;

	complain_if_empty(c, n);
	for (const struct ast_node *i = n->first; i; i = i->next) {
		struct plan_recipient r = { .span = i->span };
		struct plan_text text;

		if (i->kind != AST_ITEM && i->kind != AST_PARAGRAPH)
			continue;
		text = text_build(c, i, NULL);
		strip_stops(c, &text, i, false);
		r.text = plan_plain(c->arena, &text);
		if (!r.text.n)
			continue;
		split_purpose(c, &r);
		plan->recipients = arena_grow(c->arena, plan->recipients,
					      plan->recipient_count, sizeof r);
		plan->recipients[plan->recipient_count++] = r;
	}
	if (plan->recipient_count) {
		const struct plan_recipient *last =
			&plan->recipients[plan->recipient_count - 1];

		if (!str_starts(last->text, c->rules->recipient_keep))
			diag(c->diags, KEEP_LINE, last->span,
			     str_printf(c->arena, "- %.*s VT",
					STR_ARG(c->rules->recipient_keep)));
	}
}

/* ---- @ký -------------------------------------------------------------- */

static const struct rule_authority *find_authority(struct checker *c,
						   struct str line, bool *stop)
{
	struct str upper = utf8_upper(c->arena, line);

	for (uint32_t i = 0; i < c->rules->authority_count; i++) {
		const struct rule_authority *a = &c->rules->authorities[i];
		struct str bare = str_slice(a->abbreviation, 0,
					    a->abbreviation.n - 1);

		if (!str_starts(upper, bare) || upper.n <= bare.n)
			continue;
		*stop = upper.p[bare.n] == '.';
		if (*stop || (upper.p[bare.n] == ' ' && bare.n > 1))
			return a;
	}
	return NULL;
}

static void check_stop(struct checker *c, struct span span, struct str line,
		       const struct rule_authority *a, bool stop)
{
	struct span gap = { span.from + a->abbreviation.n - 1,
			    span.from + a->abbreviation.n - 1 };

	if (!stop)
		diag_fix(diag(c->diags, AUTHORITY_STOP, span, line), gap,
			 STR("."));
}

/* TM. then KT., TL. then KT.; no other two (II.7.b). */
static void check_order(struct checker *c, struct span span,
			const struct rule_authority *before,
			const struct rule_authority *a)
{
	if (!before)
		return;
	for (uint32_t i = 0; i < a->after.count; i++)
		if (str_eq(a->after.items[i], before->abbreviation))
			return;
	diag(c->diags, AUTHORITY_ORDER, span, a->abbreviation,
	     before->abbreviation);
}

static void add_pictures(struct checker *c, const struct ast_node *n,
			 struct plan_signer *s)
{
	for (const struct ast_node *k = n->first; k; k = k->next) {
		if (k->kind == AST_KEY && k->key == KEY_SIGNATURE)
			s->signature = part_picture(c, k, NULL);
		else if (k->kind == AST_KEY && k->key == KEY_SEAL)
			s->seal = part_picture(c, k, NULL);
	}
}

/* The title that stands before a name, with what parts the two; or 0. */
static uint32_t title_length(struct checker *c, struct str name,
			     struct str *title)
{
	const struct word_list *list = &c->rules->titles_not_before_names;
	struct str small = utf8_lower(c->arena, name);

	for (uint32_t i = 0; i < list->count; i++) {
		uint32_t n = list->items[i].n;

		*title = list->items[i];
		if (str_ends(*title, STR(".")))
			title->n = --n;
		if (!str_starts(small, utf8_lower(c->arena, *title)) ||
		    name.n <= n + 1 || !strchr(". ,-", name.p[n]))
			continue;
		while (n < name.n && strchr(". ,-", name.p[n]))
			n++;
		return n;
	}
	return 0;
}

/* Nothing like "TS." before the name (R68). */
static void check_name(struct checker *c, struct span span, struct str name)
{
	struct str title;
	uint32_t n = name.n ? title_length(c, name, &title) : 0;
	struct span before = { span.from, span.from + n };

	if (!n)
		return;
	if (str_eq(source_text(c->ast->sources, before), str_slice(name, 0, n)))
		diag_fix(diag(c->diags, TITLE_BEFORE_NAME, before, title),
			 before, STR(""));
	else
		diag(c->diags, TITLE_BEFORE_NAME, span, title);
}

struct signature_line {
	struct str text;
	struct span span;
	bool after_blank;
};

static uint32_t signature_lines(struct checker *c, const struct ast_node *n,
				struct signature_line **lines)
{
	uint32_t count = 0;

	*lines = NULL;
	for (const struct ast_node *l = n->first; l; l = l->next) {
		struct signature_line line = { .span = l->span,
					       .after_blank = l->after_blank };

		if (l->kind != AST_LINE)
			continue;
		line.text = line_text(c, l);
		*lines = arena_grow(c->arena, *lines, count, sizeof line);
		(*lines)[count++] = line;
	}
	return count;
}

static bool is_all_upper(struct arena *a, struct str s)
{
	return str_eq(s, utf8_upper(a, s)) && !str_eq(s, utf8_lower(a, s));
}

void head_signer(struct checker *c, const struct ast_node *n)
{
	struct plan *plan = c->plan;
	struct plan_signer s = { .span = n->span };
	const struct rule_authority *before = NULL;
	struct signature_line *lines;
	uint32_t count = signature_lines(c, n, &lines), titles;
	bool below = false;

	complain_if_empty(c, n);
	titles = count;
	if (count && (count > 1 || !is_all_upper(c->arena, lines[0].text))) {
		titles = count - 1;
		if (!value_is_blank(lines[titles].text))
			s.name = lines[titles].text;
		check_name(c, lines[titles].span, s.name);
	}
	for (uint32_t i = 0; i < titles; i++) {
		bool stop = false;
		const struct rule_authority *a =
			find_authority(c, lines[i].text, &stop);

		below |= lines[i].after_blank && i > 0;
		if (below) {
			add_str(c->arena, &s.other_titles, &s.other_title_count,
				lines[i].text);
		} else if (a && !s.title_count) {
			check_stop(c, lines[i].span, lines[i].text, a, stop);
			check_order(c, lines[i].span, before, a);
			before = a;
			add_str(c->arena, &s.authority, &s.authority_count,
				lines[i].text);
		} else {
			add_str(c->arena, &s.titles, &s.title_count,
				lines[i].text);
		}
	}
	if (count && !s.authority_count && !s.title_count)
		diag(c->diags, AUTHORITY_NO_TITLE, n->mark);
	if (before && before->needs_title && !s.title_count)
		diag(c->diags, AUTHORITY_ALONE, n->mark,
		     s.authority[s.authority_count - 1]);
	add_pictures(c, n, &s);
	plan->signers = arena_grow(c->arena, plan->signers, plan->signer_count,
				   sizeof s);
	plan->signers[plan->signer_count++] = s;
}
