/* The plan as running text: what a reader hears, one paragraph a line. */
#include "export/export.h"

static void add_line(struct buf *b, struct str s)
{
	if (!s.n)
		return;
	buf_add(b, s);
	buf_char(b, '\n');
}

/* A row a line, cells parted by tabs. */
static void add_table(struct arena *arena, struct buf *b,
		      const struct plan_table *t)
{
	for (uint32_t i = 0; i < t->row_count * t->column_count; i++) {
		buf_add(b, plan_plain(arena, &t->cells[i].text));
		buf_char(b, (i + 1) % t->column_count ? '\t' : '\n');
	}
}

static void add_nodes(struct arena *arena, struct buf *b,
		      const struct plan_node *parent)
{
	for (const struct plan_node *n = parent->first; n; n = n->next) {
		if (n->kind == PLAN_NOTE)
			buf_printf(b, "[%d]", n->ordinal);
		buf_add(b, n->marker);
		if (n->marker.n || n->kind == PLAN_NOTE)
			buf_char(b, ' ');
		add_line(b, plan_plain(arena, &n->text));
		if (n->table)
			add_table(arena, b, n->table);
		add_nodes(arena, b, n);
	}
}

static void add_head(struct arena *arena, struct buf *b, const struct plan *p)
{
	for (uint32_t i = 0; i < p->agency_count; i++) {
		for (uint32_t k = 0; k < p->agencies[i].parent_count; k++)
			add_line(b, p->agencies[i].parents[k]);
		add_line(b, p->agencies[i].name);
	}
	if (p->symbol.n)
		buf_printf(b, "%.*s/%.*s\n", STR_ARG(p->number),
			   STR_ARG(p->symbol));
	buf_add(b, p->place);
	if (p->date.year)
		buf_printf(b, "%s%02d/%02d/%04d", p->place.n ? ", " : "",
			   p->date.day, p->date.month, p->date.year);
	if (p->place.n || p->date.year)
		buf_char(b, '\n');
	add_line(b, p->kind);
	add_line(b, plan_plain(arena, &p->subject));
	for (uint32_t i = 0; i < p->base_count; i++)
		add_line(b, plan_plain(arena, &p->bases[i].text));
}

struct str export_text(struct arena *arena, const struct plan *p)
{
	struct buf b = buf_new(arena);

	add_head(arena, &b, p);
	add_nodes(arena, &b, &p->body);
	add_nodes(arena, &b, &p->closing);
	for (uint32_t i = 0; i < p->recipient_count; i++) {
		const struct plan_recipient *r = &p->recipients[i];

		buf_printf(&b, "- %.*s", STR_ARG(r->text));
		if (r->purpose.n)
			buf_printf(&b, " (%.*s)", STR_ARG(r->purpose));
		buf_char(&b, '\n');
	}
	for (uint32_t i = 0; i < p->signer_count; i++) {
		const struct plan_signer *s = &p->signers[i];

		for (uint32_t k = 0; k < s->authority_count; k++)
			add_line(&b, s->authority[k]);
		for (uint32_t k = 0; k < s->title_count; k++)
			add_line(&b, s->titles[k]);
		for (uint32_t k = 0; k < s->other_title_count; k++)
			add_line(&b, s->other_titles[k]);
		add_line(&b, s->name);
	}
	for (uint32_t i = 0; i < p->appendix_count; i++) {
		const struct plan_appendix *a = &p->appendices[i];

		buf_printf(&b, "Phụ lục%s%.*s\n", a->number.n ? " " : "",
			   STR_ARG(a->number));
		add_line(&b, plan_plain(arena, &a->title));
		add_nodes(arena, &b, &a->body);
	}
	return buf_str(&b);
}
