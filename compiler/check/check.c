#include "check/internal.h"

#include "base/utf8.h"
#include "base/viet.h"

/* The part of the document that a component was read into. */
struct found {
	const struct ast_node *names[NAME_COUNT]; /* first of each */
	const struct ast_node *kind;              /* @kế hoạch: … */
};

/* ---- finding ---------------------------------------------------------- */

static const struct rule_kind *find_kind(struct checker *c, struct str word)
{
	struct str folded = viet_fold(c->arena, word);

	for (uint32_t i = 0; i < c->rules->kind_count; i++)
		if (str_eq(folded, viet_fold(c->arena, c->rules->kinds[i].name)))
			return &c->rules->kinds[i];
	return NULL;
}

static void consider(struct checker *c, struct str wanted, struct str name,
		     int *best, struct str *guess)
{
	int distance = viet_distance(c->arena, wanted,
				     viet_bare(c->arena, name), 2);

	if (distance < *best) {
		*best = distance;
		*guess = name;
	}
}

static void unknown_component(struct checker *c, const struct ast_node *n)
{
	struct str wanted = viet_bare(c->arena, n->word), guess = STR("");
	struct diag *d = diag(c->diags, UNKNOWN_COMPONENT, n->mark, n->word);
	struct span name = { n->mark.from + 1, n->mark.to };
	int best = 3;

	for (int i = 1; i < NAME_COUNT; i++)
		consider(c, wanted, NAMES[i].vi, &best, &guess);
	for (uint32_t i = 0; i < c->rules->kind_count; i++)
		consider(c, wanted, c->rules->kinds[i].name, &best, &guess);
	if (!guess.n)
		return;
	diag_guess(d, guess);
	if (best == 0) /* only the accents differ */
		diag_fix(d, name, guess);
}

static void find_kind_component(struct checker *c, struct found *found,
				const struct ast_node *n)
{
	const struct rule_kind *kind = find_kind(c, n->word);

	if (!kind) {
		unknown_component(c, n);
		return;
	}
	if (found->kind) {
		diag(c->diags, KIND_AGAIN, n->mark);
		return;
	}
	if (!kind->supported)
		diag(c->diags, NOT_SUPPORTED, n->mark,
		     str_printf(c->arena, "@%.*s", STR_ARG(kind->name)));
	found->kind = n;
	c->plan->kind = kind->name;
}

/* Content before the title, or after a part that closes the document. */
static void check_place(struct checker *c, struct found *found,
			const struct ast_node *n, const struct ast_node *part,
			bool *told)
{
	bool content = n->kind == AST_HEADING || n->kind == AST_ITEM ||
		       n->kind == AST_PARAGRAPH || n->kind == AST_BLOCK;

	if (!content || *told)
		return;
	if (!found->kind) {
		diag(c->diags, TEXT_IN_HEAD, n->span);
		*told = true;
	} else if (part && (part->name == NAME_CLOSING ||
			    part->name == NAME_RECIPIENTS ||
			    part->name == NAME_SIGNER)) {
		struct str text = ast_text(c->arena, n);
		uint32_t end = text.n < 40 ? text.n : utf8_before(text, 40);

		diag(c->diags, NOTHING_AFTER_COMPONENT, n->span,
		     str_slice(text, 0, end), NAMES[part->name].vi);
		*told = true;
	}
}

static void find_components(struct checker *c, struct found *found)
{
	const struct ast_node *part = NULL;
	bool told = false;

	for (const struct ast_node *n = c->ast->document->first; n;
	     n = n->next) {
		if (n->kind != AST_COMPONENT) {
			check_place(c, found, n, part, &told);
			continue;
		}
		part = n;
		if (n->name == NAME_OTHER)
			find_kind_component(c, found, n);
		else if (!NAMES[n->name].supported)
			diag(c->diags, NOT_SUPPORTED, n->mark,
			     str_printf(c->arena, "@%.*s",
					STR_ARG(NAMES[n->name].vi)));
		else if (found->names[n->name] &&
			 (n->name == NAME_AGENCY || n->name == NAME_SIGNER))
			diag(c->diags, SIGNERS_MANY, n->mark,
			     NAMES[n->name].vi);
		else if (found->names[n->name])
			diag(c->diags, COMPONENT_AGAIN, n->mark,
			     NAMES[n->name].vi);
		else
			found->names[n->name] = n;
	}
}

/* ---- settings --------------------------------------------------------- */

static const struct rule_scheme *find_scheme(struct checker *c,
					     const struct ast_node *n)
{
	struct str wanted;
	struct buf all = buf_new(c->arena);

	if (!n)
		return &c->rules->schemes[0];
	wanted = ast_text(c->arena, n);
	for (uint32_t i = 0; i < c->rules->scheme_count; i++) {
		if (str_eq(wanted, c->rules->schemes[i].name))
			return &c->rules->schemes[i];
		buf_printf(&all, "%s%.*s", i ? "”, “" : "",
			   STR_ARG(c->rules->schemes[i].name));
	}
	diag(c->diags, BAD_SCHEME, n->span, wanted, buf_str(&all));
	return &c->rules->schemes[0];
}

static void check_settings(struct checker *c, const struct found *found)
{
	const struct ast_node *version = found->names[NAME_LANGUAGE];
	struct str text;

	if (version) {
		text = ast_text(c->arena, version);
		if (!str_is(text, "1"))
			diag(c->diags, BAD_VERSION, version->span, text);
	}
	c->scheme = find_scheme(c, found->names[NAME_SCHEME]);
}

struct str check_template_name(struct arena *arena, const struct ast *ast)
{
	for (const struct ast_node *n = ast->document->first; n; n = n->next)
		if (n->kind == AST_COMPONENT && n->name == NAME_TEMPLATE) {
			struct str name = ast_text(arena, n);

			if (name.n)
				return name;
		}
	return STR("nd30");
}

/* ---- completeness ----------------------------------------------------- */

static void missing(struct checker *c, struct str name)
{
	if (c->final)
		diag(c->diags, PART_MISSING, c->plan->head, name);
	else
		diag(c->diags, PART_MISSING_DRAFT, c->plan->head, name);
}

static void check_parts(struct checker *c, const struct found *found)
{
	for (uint32_t i = 0; i < c->rules->part_count; i++) {
		struct str name = c->rules->parts[i].name;

		for (int k = 1; k < NAME_COUNT; k++)
			if (str_eq(name, NAMES[k].vi) && !found->names[k])
				missing(c, name);
	}
	if (!found->kind)
		diag(c->diags, KIND_MISSING, c->plan->head);
	else if (!c->plan->body.first && !c->diags->errors)
		diag(c->diags, NO_CONTENT, found->kind->mark);
}

static void blank(struct checker *c, const struct ast_node *n, bool is_blank)
{
	if (n && is_blank)
		diag(c->diags, BLANK_LEFT, n->mark, NAMES[n->name].vi);
}

static void check_blanks(struct checker *c, const struct found *found)
{
	const struct plan *p = c->plan;
	const struct ast_node *const *names = found->names;

	if (!c->final)
		return;
	blank(c, names[NAME_NUMBER], !p->number.n || !p->symbol.n);
	blank(c, names[NAME_PLACE], !p->place.n);
	blank(c, names[NAME_DATE],
	      !p->date.day || !p->date.month || !p->date.year);
	blank(c, names[NAME_SIGNER], p->signer_count && !p->signers[0].name.n);
}

/* ---- the closing mark ------------------------------------------------- */

static struct plan_node *last_text(struct plan_node *parent)
{
	struct plan_node *last = NULL;

	for (struct plan_node *n = parent->first; n; n = n->next) {
		struct plan_node *inner = last_text(n);

		if (n->kind != PLAN_NOTE)
			last = inner ? inner : n;
	}
	return last;
}

/* The compiler sets ./. itself; typed, it is taken off. */
static void strip_closing_mark(struct checker *c)
{
	struct plan_node *last = last_text(&c->plan->closing);

	if (!last)
		last = last_text(&c->plan->body);
	for (uint32_t i = 0; last && i < c->rules->proofs.count; i++) {
		struct str mark = c->rules->proofs.items[i];
		struct span span = { last->span.to - mark.n, last->span.to };
		struct diag *d;

		if (!text_strip(&last->text, mark))
			continue;
		d = diag(c->diags, CLOSING_MARK, span, mark);
		if (str_eq(source_text(c->ast->sources, span), mark))
			diag_fix(d, span, STR(""));
		return;
	}
}

/* ---- the whole -------------------------------------------------------- */

static void build_subject(struct checker *c, const struct ast_node *n)
{
	struct plan_text *t = &c->plan->subject;
	struct span stop;

	if (!n)
		return;
	*t = text_build(c, n, NULL);
	if (!t->count)
		diag(c->diags, EMPTY_COMPONENT, n->mark, n->word);
	stop = (struct span){ n->span.to - 1, n->span.to };
	if (t->count && str_is(source_text(c->ast->sources, stop), ".") &&
	    !str_ends(t->runs[t->count - 1].text, STR("..")))
		diag_fix(diag(c->diags, TITLE_STOP, stop, STR(".")), stop,
			 STR(""));
}

static void build_head(struct checker *c, const struct found *found)
{
	const struct ast_node *const *n = found->names;

	if (n[NAME_AGENCY])
		head_agency(c, n[NAME_AGENCY]);
	if (n[NAME_NUMBER])
		value_number(c, n[NAME_NUMBER]);
	if (n[NAME_PLACE]) {
		struct str place = ast_text(c->arena, n[NAME_PLACE]);

		c->plan->place = value_is_blank(place) ? STR("") : place;
	}
	if (n[NAME_DATE])
		value_date(c, n[NAME_DATE]);
	build_subject(c, found->kind);
	if (n[NAME_BASES])
		head_bases(c, n[NAME_BASES]);
}

static struct span head_span(const struct ast *ast)
{
	for (const struct ast_node *n = ast->document->first; n; n = n->next)
		if (n->kind != AST_COMMENT && n->mark.from)
			return n->mark;
	return ast->document->span;
}

struct plan *check(struct arena *arena, const struct ast *ast,
		   const struct rules *rules, bool final, struct diags *diags)
{
	struct checker *c = arena_new_of(arena, struct checker);
	struct plan *plan = arena_new_of(arena, struct plan);
	struct found found = { .kind = NULL };

	*c = (struct checker){ .arena = arena, .ast = ast, .rules = rules,
			       .diags = diags, .final = final, .plan = plan };
	plan->sources = ast->sources;
	plan->template_name = rules->name;
	plan->head = head_span(ast);
	plan->kind = rules->kind_count ? rules->kinds[0].name : STR("");
	find_components(c, &found);
	check_settings(c, &found);
	refs_collect(c);
	build_head(c, &found);
	body_build(c, ast->document->first, &plan->body);
	if (found.names[NAME_CLOSING])
		body_build(c, found.names[NAME_CLOSING]->first, &plan->closing);
	if (found.names[NAME_RECIPIENTS])
		head_recipients(c, found.names[NAME_RECIPIENTS]);
	if (found.names[NAME_SIGNER])
		head_signer(c, found.names[NAME_SIGNER]);
	strip_closing_mark(c);
	check_parts(c, &found);
	check_blanks(c, &found);
	refs_finish(c);
	lint(c);
	return plan;
}
