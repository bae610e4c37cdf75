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

static void dump_node(struct dump *d, int depth, const struct plan_node *n)
{
	static const char *const KINDS[] = { "heading", "item", "paragraph",
					     "centered", "note" };

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

struct str plan_dump(struct arena *arena, const struct plan *p)
{
	struct dump d = dump_new(arena, p->sources);

	dump_row(&d, 0, "plan", SPAN_NONE);
	dump_str(&d, "kind", p->kind);
	dump_str(&d, "template", p->template_name);
	dump_end(&d);
	dump_head(&d, p);
	for (uint32_t i = 0; i < p->base_count; i++)
		dump_base(&d, &p->bases[i]);
	for (const struct plan_node *n = p->body.first; n; n = n->next)
		dump_node(&d, 1, n);
	for (const struct plan_node *n = p->closing.first; n; n = n->next)
		dump_node(&d, 1, n);
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
