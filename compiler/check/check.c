#include "check/internal.h"

#include "base/utf8.h"
#include "base/viet.h"

/* The part of the document that a component was read into. */
struct found {
	const struct ast_node *names[NAME_COUNT]; /* first of each */
	uint32_t counts[NAME_COUNT];
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
	if (!kind->form.n)
		diag(c->diags, NOT_SUPPORTED, n->mark,
		     str_printf(c->arena, "@%.*s", STR_ARG(kind->name)));
	found->kind = n;
	c->kind = kind;
	c->plan->kind = kind->name;
	c->plan->form = kind->form;
}

/* Content before the title, or after a part that closes the document. */
static void check_place(struct checker *c, struct found *found,
			const struct ast_node *n, const struct ast_node *part,
			bool *told)
{
	bool content = n->kind == AST_HEADING || n->kind == AST_ITEM ||
		       n->kind == AST_PARAGRAPH || n->kind == AST_BLOCK ||
		       n->kind == AST_COMPONENT;

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

/* Joint documents have several agencies and signers. */
static bool may_repeat(enum name name)
{
	return name == NAME_AGENCY || name == NAME_SIGNER ||
	       name == NAME_APPENDIX;
}

static void find_components(struct checker *c, struct found *found)
{
	const struct ast_node *part = NULL;
	bool told = false;

	for (const struct ast_node *n = c->ast->document->first; n;
	     n = n->next) {
		if (n->kind != AST_COMPONENT ||
		    NAMES[n->name].body == BODY_CONTENT) {
			check_place(c, found, n, part, &told);
			continue;
		}
		part = n;
		if (n->name == NAME_OTHER)
			find_kind_component(c, found, n);
		else if (!found->names[n->name])
			found->names[n->name] = n;
		else if (!may_repeat(n->name))
			diag(c->diags, COMPONENT_AGAIN, n->mark,
			     NAMES[n->name].vi);
		found->counts[n->name]++;
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

/* "so.xml" of: nd30 "so.xml" */
static struct str office_of(struct str value)
{
	int64_t open = str_find(value, STR("\""));
	struct str rest;
	int64_t close;

	if (open < 0)
		return STR("");
	rest = str_from(value, (uint32_t)open + 1);
	close = str_find(rest, STR("\""));
	return close < 0 ? rest : str_slice(rest, 0, (uint32_t)close);
}

struct str check_template_name(struct arena *arena, const struct ast *ast,
			       struct str *office)
{
	*office = STR("");
	for (const struct ast_node *n = ast->document->first; n; n = n->next)
		if (n->kind == AST_COMPONENT && n->name == NAME_TEMPLATE) {
			struct str value = ast_text(arena, n);
			int64_t end = str_find(value, STR(" "));

			*office = office_of(value);
			if (end >= 0)
				value = str_slice(value, 0, (uint32_t)end);
			if (value.n)
				return value;
		}
	return STR("nd30");
}

/* An appendix in a file of its own: no kind, but what it is attached to. */
static bool is_appendix_file(const struct found *found)
{
	return !found->kind && found->names[NAME_ATTACHED] &&
	       found->counts[NAME_APPENDIX] == 1;
}

/* ---- completeness ----------------------------------------------------- */

static void missing(struct checker *c, struct str name)
{
	if (c->final)
		diag(c->diags, PART_MISSING, c->plan->head, name);
	else
		diag(c->diags, PART_MISSING_DRAFT, c->plan->head, name);
}

static bool part_is_needed(struct checker *c, const struct rule_part *part)
{
	for (uint32_t i = 0; i < part->forms.count; i++)
		if (str_eq(part->forms.items[i], c->plan->form))
			return true;
	return !part->forms.count;
}

static void check_parts(struct checker *c, const struct found *found)
{
	for (uint32_t i = 0; i < c->rules->part_count; i++) {
		struct str name = c->rules->parts[i].name;

		for (int k = 1; k < NAME_COUNT; k++)
			if (str_eq(name, NAMES[k].vi) && !found->names[k] &&
			    part_is_needed(c, &c->rules->parts[i]))
				missing(c, name);
	}
	if (is_appendix_file(found))
		return;
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

	for (const struct ast_node *a = c->ast->document->first; a; a = a->next)
		if (a->kind == AST_COMPONENT && a->name == NAME_AGENCY)
			head_agency(c, a);
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

/* What belongs to the decision, not to what is attached to it (R37). */
static void check_attached(struct checker *c, const struct found *found)
{
	static const enum name OUTSIDE[] = { NAME_NUMBER, NAME_PLACE, NAME_DATE,
					     NAME_RECIPIENTS, NAME_SIGNER };

	for (size_t i = 0; i < sizeof OUTSIDE / sizeof *OUTSIDE; i++)
		if (found->names[OUTSIDE[i]])
			diag(c->diags, ATTACHED_HEAD,
			     found->names[OUTSIDE[i]]->mark,
			     NAMES[OUTSIDE[i]].vi);
}

static void choose_form(struct checker *c, const struct found *found)
{
	if (is_appendix_file(found)) {
		c->plan->form = c->rules->appendix_form;
		c->plan->is_appendix_file = true;
	} else if (found->names[NAME_ATTACHED]) {
		c->plan->form = c->rules->attached_form;
		check_attached(c, found);
	}
	if (!c->plan->form.n && c->rules->kind_count)
		c->plan->form = c->rules->parts[0].forms.count
			? c->rules->parts[0].forms.items[0] : STR("");
}

/* Parts that may stand more than once, or beside the main ones. */
static void build_parts(struct checker *c, const struct found *found)
{
	for (const struct ast_node *n = c->ast->document->first; n;
	     n = n->next) {
		if (n->kind != AST_COMPONENT)
			continue;
		if (n->name == NAME_SIGNER)
			head_signer(c, n);
		else if (n->name == NAME_APPENDIX)
			part_appendix(c, n, found->counts[NAME_APPENDIX]);
		else if (n->name == NAME_ADDRESSEE)
			part_addressees(c, n);
		else if ((n->name >= NAME_ATTACHED && n->name <= NAME_SIGNED))
			part_build(c, n);
	}
	if (c->plan->agency_count > 1 &&
	    c->plan->agency_count != c->plan->signer_count)
		diag(c->diags, JOINT_COUNT, found->names[NAME_AGENCY]->mark,
		     str_printf(c->arena, "%u", c->plan->agency_count),
		     str_printf(c->arena, "%u", c->plan->signer_count));
	if (found->kind)
		part_check_appendices(c);
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
	choose_form(c, &found);
	check_settings(c, &found);
	refs_collect(c);
	task_collect(c);
	build_head(c, &found);
	body_build(c, ast->document->first, &plan->body);
	if (found.names[NAME_CLOSING])
		body_build(c, found.names[NAME_CLOSING]->first, &plan->closing);
	if (found.names[NAME_RECIPIENTS])
		head_recipients(c, found.names[NAME_RECIPIENTS]);
	build_parts(c, &found);
	strip_closing_mark(c);
	check_parts(c, &found);
	check_blanks(c, &found);
	refs_finish(c);
	lint(c);
	return plan;
}
