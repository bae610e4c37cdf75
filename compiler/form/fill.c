/* Patterns and fields: which words a block prints. */
#include "form/fill.h"

#include "base/utf8.h"

static const struct plan_signer *signer(const struct filler *f)
{
	return f->signer < f->plan->signer_count
		       ? &f->plan->signers[f->signer] : NULL;
}

static const struct plan_agency *agency(const struct filler *f)
{
	return f->agency < f->plan->agency_count
		       ? &f->plan->agencies[f->agency] : NULL;
}

/* The lines of a field that has lines; false for the others. */
static bool field_lines(const struct filler *f, enum field field,
			const struct str **lines, uint32_t *count)
{
	static const struct plan_agency no_agency;
	static const struct plan_signer no_signer;
	const struct plan_agency *a = agency(f) ? agency(f) : &no_agency;
	const struct plan_signer *g = signer(f) ? signer(f) : &no_signer;

	switch (field) {
	case FIELD_PARENTS:
		*lines = a->parents;
		*count = a->parent_count;
		return true;
	case FIELD_AUTHORITY:
		*lines = g->authority;
		*count = g->authority_count;
		return true;
	case FIELD_TITLES:
		*lines = g->titles;
		*count = g->title_count;
		return true;
	case FIELD_OTHER_TITLES:
		*lines = g->other_titles;
		*count = g->other_title_count;
		return true;
	default:
		return false;
	}
}

/* Fields of the head and of its marks. */
static struct str head_text(const struct filler *f, enum field field)
{
	const struct plan *p = f->plan;

	switch (field) {
	case FIELD_ISSUER: return agency(f) ? agency(f)->name : STR("");
	case FIELD_NUMBER: return p->number;
	case FIELD_SYMBOL: return p->symbol;
	case FIELD_PLACE: return p->place;
	case FIELD_DAY: return p->day;
	case FIELD_MONTH: return p->month;
	case FIELD_YEAR: return p->year;
	case FIELD_KIND: return p->kind;
	case FIELD_KIND_NAME: return utf8_capitalized(f->arena, p->kind);
	case FIELD_COMPETENCE:
		return p->competence.n ? p->competence
				       : head_text(f, FIELD_ISSUER);
	case FIELD_ATTACHED: return p->attached;
	case FIELD_SECRECY: return p->secrecy;
	case FIELD_URGENCY: return p->urgency;
	case FIELD_CIRCULATION: return p->circulation;
	case FIELD_DRAFT: return p->draft;
	case FIELD_DRAFTER: return p->drafter;
	case FIELD_CONTACT: return p->contact;
	case FIELD_SIGNED: return p->signed_info;
	default: return STR("");
	}
}

static struct str field_text(const struct filler *f, enum field field,
			     uint32_t line)
{
	const struct plan *p = f->plan;
	const struct str *lines;
	uint32_t count;

	if (field_lines(f, field, &lines, &count))
		return line < count ? lines[line] : STR("");
	if (field == FIELD_ADDRESSEE && line < p->addressee_count)
		return p->addressees[line];
	if (field == FIELD_RECIPIENT && line < p->recipient_count)
		return p->recipients[line].text;
	if (field == FIELD_PURPOSE && line < p->recipient_count)
		return p->recipients[line].purpose;
	if (field == FIELD_SIGNER && signer(f))
		return signer(f)->name;
	if (field == FIELD_APPENDIX && f->appendix)
		return f->appendix->number;
	return head_text(f, field);
}

/* Fields that hold styled text; NULL for the others. */
static const struct plan_text *field_styled(const struct filler *f,
					    enum field field)
{
	if (field == FIELD_SUBJECT)
		return &f->plan->subject;
	if (field == FIELD_APPENDIX_TITLE && f->appendix)
		return &f->appendix->title;
	return NULL;
}

uint32_t fill_lines(const struct filler *f, const struct block *block)
{
	const struct str *lines;
	uint32_t count;

	if (block->kind == BLOCK_RECIPIENTS)
		return f->plan->recipient_count;
	for (uint32_t i = 0; i < block->pattern.count; i++)
		if (field_lines(f, block->pattern.parts[i].field, &lines,
				&count))
			return count;
	return 1;
}

static bool group_is_blank(const struct filler *f, const struct pattern *p,
			   int group, uint32_t line)
{
	for (uint32_t i = 0; group && i < p->count; i++) {
		enum field field = p->parts[i].field;
		const struct plan_text *styled = field_styled(f, field);

		if (p->parts[i].group != group || !field)
			continue;
		if (styled ? !styled->count : !field_text(f, field, line).n)
			return true;
	}
	return false;
}

/* Where the author wrote it. */
static struct span field_span(const struct filler *f, enum field field,
			      uint32_t line)
{
	const struct plan *p = f->plan;

	switch (field) {
	case FIELD_PARENTS:
	case FIELD_ISSUER: return agency(f) ? agency(f)->span : p->head;
	case FIELD_AUTHORITY:
	case FIELD_TITLES:
	case FIELD_OTHER_TITLES:
	case FIELD_SIGNER: return signer(f) ? signer(f)->span : p->head;
	case FIELD_SUBJECT: return p->subject.span;
	case FIELD_APPENDIX:
	case FIELD_APPENDIX_TITLE:
		return f->appendix ? f->appendix->span : p->head;
	case FIELD_RECIPIENT:
	case FIELD_PURPOSE:
		return line < p->recipient_count ? p->recipients[line].span
						 : p->head;
	default: return p->head;
	}
}

static void add_run(struct arena *arena, struct plan_text *t,
		    struct plan_run run)
{
	t->runs = arena_grow(arena, t->runs, t->count, sizeof *t->runs);
	t->runs[t->count++] = run;
}

struct plan_text fill_append(const struct filler *f, struct plan_text text,
			     struct str words)
{
	struct plan_text out = { .span = text.span };

	for (uint32_t i = 0; i < text.count; i++)
		add_run(f->arena, &out, text.runs[i]);
	if (words.n)
		add_run(f->arena, &out, (struct plan_run){ .text = words });
	return out;
}

static void add_part(const struct filler *f, struct plan_text *t,
		     const struct pattern_part *part, uint32_t line)
{
	const struct plan_text *styled = field_styled(f, part->field);
	struct str text = part->text;

	for (uint32_t i = 0; styled && i < styled->count; i++)
		add_run(f->arena, t, styled->runs[i]);
	if (styled && styled->count)
		return;
	if (part->field)
		text = field_text(f, part->field, line);
	if (part->field && !text.n)
		text = part->blank;
	if (text.n)
		add_run(f->arena, t, (struct plan_run){ .text = text });
}

struct plan_text fill_block(const struct filler *f, const struct block *block,
			    uint32_t line)
{
	struct plan_text t = { .count = 0 };

	for (uint32_t i = 0; i < block->pattern.count; i++) {
		const struct pattern_part *part = &block->pattern.parts[i];

		if (group_is_blank(f, &block->pattern, part->group, line))
			continue;
		if (part->field)
			t.span = field_span(f, part->field, line);
		add_part(f, &t, part, line);
	}
	return t;
}

struct plan_text fill_line(const struct filler *f, const struct block *block,
			   uint32_t line)
{
	struct plan_text t = fill_block(f, block, line);

	if (block->kind != BLOCK_RECIPIENTS || !t.count)
		return t;
	return fill_append(f, t, line + 1 == fill_lines(f, block)
					 ? block->last : block->others);
}

/* ---- the closing mark --------------------------------------------------- */

/* The last text, or NULL where the document ends with a table, a picture or a
 * form: the closing mark ends a text. */
static const struct plan_node *last_node(const struct plan_node *parent)
{
	const struct plan_node *last = NULL;

	for (const struct plan_node *n = parent->first; n; n = n->next) {
		const struct plan_node *inner = last_node(n);

		if (n->kind == PLAN_NOTE)
			continue;
		last = n->kind > PLAN_NOTE ? NULL : n->first ? inner : n;
	}
	return last;
}

void fill_find_final(struct filler *f, const struct form *form)
{
	f->final_node = last_node(f->plan->closing.first ? &f->plan->closing
							 : &f->plan->body);
	for (uint32_t i = 0; form && i < form->block_count; i++)
		if (form->blocks[i].final.n)
			f->final = form->blocks[i].final;
}

/* "…thực hiện." and the mark "./." make "…thực hiện./."; so does
 * "…thực hiện.[^1]". */
struct plan_text fill_node(const struct filler *f, const struct plan_node *n)
{
	struct plan_text t;
	struct plan_run *last;
	uint32_t i;

	if (n != f->final_node || !f->final.n)
		return n->text;
	t = fill_append(f, n->text, f->final);
	i = t.count - 1;
	while (i && !t.runs[i - 1].text.n)
		i--;
	if (!i)
		return t;
	last = &t.runs[i - 1];
	if (str_starts(f->final, STR(".")) &&
	    (str_ends(last->text, STR(";")) ||
	     (str_ends(last->text, STR(".")) &&
	      !str_ends(last->text, STR("..")))))
		last->text.n--;
	return t;
}
