#include "check/plan.h"

#include "base/dump.h"

struct str plan_plain(struct arena *arena, const struct plan_text *t)
{
	struct buf b;

	if (t->count == 1)
		return t->runs[0].text;
	b = buf_new(arena);
	for (uint32_t i = 0; i < t->count; i++)
		buf_add(&b, t->runs[i].text);
	return buf_str(&b);
}

const struct plan_cell *plan_cell_at(const struct plan_table *t, uint32_t row,
				     uint32_t column)
{
	for (uint32_t r = row + 1; r-- > 0;)
		for (uint32_t i = column + 1; i-- > 0;) {
			const struct plan_cell *c =
				&t->cells[r * t->column_count + i];

			if (c->columns && i + c->columns > column &&
			    r + c->rows > row)
				return c;
			if (c->columns && r == row)
				break; /* what covers this place is above */
		}
	return &t->cells[row * t->column_count + column];
}

static void dump_text(struct dump *d, int depth, const struct plan_text *t)
{
	for (uint32_t i = 0; i < t->count; i++) {
		const struct plan_run *run = &t->runs[i];

		dump_row(d, depth, "run", SPAN_NONE);
		dump_flag(d, "strong", run->style & PLAN_STRONG);
		dump_flag(d, "emphasis", run->style & PLAN_EMPHASIS);
		dump_str(d, "text", run->text);
		if (run->link.n)
			dump_str(d, "link", run->link);
		if (run->note)
			dump_int(d, "note", run->note->ordinal);
		dump_end(d);
	}
}

static void dump_table(struct dump *d, int depth, const struct plan_table *t)
{
	for (uint32_t i = 0; i < t->row_count * t->column_count; i++) {
		const struct plan_cell *c = &t->cells[i];

		if (i % t->column_count == 0) {
			dump_row(d, depth, "row", SPAN_NONE);
			dump_flag(d, "header",
				  i / t->column_count < t->header_count);
			dump_end(d);
		}
		if (!c->columns)
			continue;
		dump_row(d, depth + 1, "cell", c->text.span);
		if (c->columns > 1)
			dump_int(d, "columns", c->columns);
		if (c->rows > 1)
			dump_int(d, "rows", c->rows);
		dump_end(d);
		dump_text(d, depth + 2, &c->text);
	}
}

static void dump_node(struct dump *d, int depth, const struct plan_node *n)
{
	static const char *const KINDS[] = { "heading", "item", "paragraph",
					     "centered", "note", "table",
					     "form", "picture", "contents" };

	dump_row(d, depth, KINDS[n->kind], n->span);
	if (n->kind == PLAN_HEADING)
		dump_int(d, "level", n->level);
	if (n->marker.n)
		dump_str(d, "marker", n->marker);
	if (n->role.n)
		dump_str(d, "role", n->role);
	if (n->kind == PLAN_NOTE)
		dump_int(d, "ordinal", n->ordinal);
	dump_end(d);
	dump_text(d, depth + 1, &n->text);
	if (n->table)
		dump_table(d, depth + 1, n->table);
	for (const struct plan_node *c = n->first; c; c = c->next)
		dump_node(d, depth + 1, c);
}

static void dump_field(struct dump *d, const char *key, struct str value)
{
	dump_row(d, 1, key, SPAN_NONE);
	dump_str(d, "text", value);
	dump_end(d);
}

static void dump_lines(struct dump *d, const char *key, const struct str *lines,
		       uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		dump_field(d, key, lines[i]);
}

static void dump_head(struct dump *d, const struct plan *p)
{
	for (uint32_t i = 0; i < p->agency_count; i++) {
		dump_lines(d, "parent", p->agencies[i].parents,
			   p->agencies[i].parent_count);
		dump_field(d, "agency", p->agencies[i].name);
	}
	dump_row(d, 1, "number", SPAN_NONE);
	dump_str(d, "number", p->number);
	dump_str(d, "symbol", p->symbol);
	dump_end(d);
	dump_row(d, 1, "issued", SPAN_NONE);
	dump_str(d, "place", p->place);
	dump_int(d, "year", p->date.year);
	dump_int(d, "month", p->date.month);
	dump_int(d, "day", p->date.day);
	dump_end(d);
	dump_row(d, 1, "subject", p->subject.span);
	dump_end(d);
	dump_text(d, 2, &p->subject);
}

static void dump_marks(struct dump *d, const struct plan *p)
{
	const struct {
		const char *name;
		struct str value;
	} MARKS[] = {
		{ "secrecy", p->secrecy }, { "urgency", p->urgency },
		{ "circulation", p->circulation }, { "draft", p->draft },
		{ "drafter", p->drafter }, { "contact", p->contact },
		{ "competence", p->competence }, { "attached", p->attached },
		{ "signed", p->signed_info },
	};

	for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++)
		if (MARKS[i].value.n)
			dump_field(d, MARKS[i].name, MARKS[i].value);
	dump_lines(d, "addressee", p->addressees, p->addressee_count);
}

static void dump_base(struct dump *d, const struct plan_base *base)
{
	dump_row(d, 1, "basis", base->text.span);
	dump_end(d);
	dump_text(d, 2, &base->text);
	for (uint32_t i = 0; i < base->cite_count; i++) {
		const struct plan_cite *c = &base->cites[i];

		dump_row(d, 2, "cite", SPAN_NONE);
		dump_str(d, "type", c->type);
		dump_str(d, "number", c->number);
		dump_str(d, "date", c->date);
		dump_str(d, "issuer", c->issuer);
		dump_end(d);
	}
}

static void dump_signer(struct dump *d, const struct plan_signer *s)
{
	dump_lines(d, "authority", s->authority, s->authority_count);
	dump_lines(d, "title", s->titles, s->title_count);
	dump_lines(d, "other-title", s->other_titles, s->other_title_count);
	dump_field(d, "signer", s->name);
}

static void dump_appendix(struct dump *d, const struct plan_appendix *a)
{
	dump_row(d, 1, "appendix", a->span);
	dump_str(d, "number", a->number);
	dump_flag(d, "landscape", a->landscape);
	dump_end(d);
	dump_text(d, 2, &a->title);
	for (const struct plan_node *n = a->body.first; n; n = n->next)
		dump_node(d, 2, n);
}

static void dump_task(struct dump *d, const struct plan_task *t)
{
	dump_row(d, 1, "task", t->span);
	dump_str(d, "lead", t->lead);
	dump_str(d, "with", t->with);
	dump_str(d, "deadline", t->deadline);
	dump_str(d, "due", t->due);
	dump_str(d, "product", t->product);
	dump_str(d, "where", t->where);
	dump_end(d);
	dump_text(d, 2, &t->what);
}

struct str plan_dump(struct arena *arena, const struct plan *p)
{
	struct dump d = dump_new(arena, p->sources);

	dump_row(&d, 0, "plan", SPAN_NONE);
	dump_str(&d, "kind", p->kind);
	dump_str(&d, "template", p->template_name);
	dump_end(&d);
	dump_head(&d, p);
	dump_marks(&d, p);
	for (uint32_t i = 0; i < p->base_count; i++)
		dump_base(&d, &p->bases[i]);
	for (const struct plan_node *n = p->body.first; n; n = n->next)
		dump_node(&d, 1, n);
	for (const struct plan_node *n = p->closing.first; n; n = n->next)
		dump_node(&d, 1, n);
	for (uint32_t i = 0; i < p->appendix_count; i++)
		dump_appendix(&d, &p->appendices[i]);
	for (uint32_t i = 0; i < p->task_count; i++)
		dump_task(&d, &p->tasks[i]);
	for (uint32_t i = 0; i < p->recipient_count; i++) {
		dump_row(&d, 1, "recipient", p->recipients[i].span);
		dump_str(&d, "text", p->recipients[i].text);
		if (p->recipients[i].purpose.n)
			dump_str(&d, "purpose", p->recipients[i].purpose);
		dump_end(&d);
	}
	for (uint32_t i = 0; i < p->signer_count; i++)
		dump_signer(&d, &p->signers[i]);
	return buf_str(&d.out);
}

static void outline(struct arena *arena, struct buf *b,
		    const struct plan_node *parent)
{
	for (const struct plan_node *n = parent->first; n; n = n->next) {
		if (n->kind != PLAN_HEADING)
			continue;
		buf_printf(b, "%.*s ", STR_ARG(n->number));
		buf_add(b, plan_plain(arena, &n->text));
		buf_char(b, '\n');
		outline(arena, b, n);
	}
}

struct str plan_outline(struct arena *arena, const struct plan *p)
{
	struct buf b = buf_new(arena);

	outline(arena, &b, &p->body);
	return buf_str(&b);
}
