/* The plan as running text: what stands on its pages, one paragraph a line,
 * in the order in which it is read. */
#include "export/export.h"

#include "base/utf8.h"

static void add_line(struct buf *b, struct str s)
{
	if (!s.n)
		return;
	buf_add(b, s);
	buf_char(b, '\n');
}

static void add_upper(struct buf *b, struct str s)
{
	add_line(b, utf8_upper(b->arena, s));
}

/* Notes are called as [1]. */
static void add_text(struct buf *b, const struct plan_text *t)
{
	for (uint32_t i = 0; i < t->count; i++) {
		buf_add(b, t->runs[i].text);
		if (t->runs[i].note)
			buf_printf(b, "[%d]", t->runs[i].note->ordinal);
	}
}

static void add_text_line(struct buf *b, const struct plan_text *t)
{
	uint32_t before = b->n;

	add_text(b, t);
	if (b->n > before)
		buf_char(b, '\n');
}

/* A row a line, cells parted by tabs. */
static void add_table(struct buf *b, const struct plan_table *t)
{
	for (uint32_t i = 0; i < t->row_count * t->column_count; i++) {
		add_text(b, &t->cells[i].text);
		buf_char(b, (i + 1) % t->column_count ? '\t' : '\n');
	}
}

static void add_nodes(struct buf *b, const struct plan_node *parent)
{
	for (const struct plan_node *n = parent->first; n; n = n->next) {
		if (n->kind == PLAN_NOTE)
			buf_printf(b, "[%d]", n->ordinal);
		buf_add(b, n->marker);
		if (n->marker.n || n->kind == PLAN_NOTE)
			buf_char(b, ' ');
		add_text_line(b, &n->text);
		if (n->table)
			add_table(b, n->table);
		add_nodes(b, n);
	}
}

/* "…" stands for what is not known yet. */
static struct str or_blank(struct str s)
{
	return s.n ? s : STR("…");
}

static void add_date(struct buf *b, const struct plan *p)
{
	if (p->place.n || p->year.n)
		buf_printf(b, "%.*s, ngày %.*s tháng %.*s năm %.*s\n",
			   STR_ARG(or_blank(p->place)),
			   STR_ARG(or_blank(p->day)),
			   STR_ARG(or_blank(p->month)),
			   STR_ARG(or_blank(p->year)));
}

static void add_agencies(struct buf *b, const struct plan *p)
{
	for (uint32_t i = 0; i < p->agency_count; i++) {
		for (uint32_t k = 0; k < p->agencies[i].parent_count; k++)
			add_upper(b, p->agencies[i].parents[k]);
		add_upper(b, p->agencies[i].name);
	}
}

static void add_bases(struct buf *b, const struct plan *p)
{
	for (uint32_t i = 0; i < p->base_count; i++) {
		add_text(b, &p->bases[i].text);
		buf_add(b, i + 1 < p->base_count ? STR(";\n") : STR(".\n"));
	}
}

static void add_addressees(struct buf *b, const struct plan *p)
{
	if (p->addressee_count)
		buf_add(b, STR("Kính gửi: "));
	for (uint32_t i = 0; i < p->addressee_count; i++) {
		if (p->addressee_count > 1)
			buf_add(b, i ? STR("- ") : STR("\n- "));
		add_line(b, p->addressees[i]);
	}
}

static void add_head(struct buf *b, const struct plan *p)
{
	if (!p->is_appendix_file)
		add_agencies(b, p);
	if (p->symbol.n)
		buf_printf(b, "Số: %.*s/%.*s\n", STR_ARG(p->number),
			   STR_ARG(p->symbol));
	add_date(b, p);
	if (p->draft.n)
		buf_printf(b, "DỰ THẢO %.*s\n", STR_ARG(p->draft));
	add_line(b, p->secrecy);
	add_line(b, p->urgency);
	if (str_is(p->form, "letter"))
		buf_add(b, STR("V/v "));
	else if (!p->is_appendix_file)
		add_upper(b, p->kind);
	add_text_line(b, &p->subject);
	if (p->attached.n)
		buf_printf(b, "(Kèm theo %.*s)\n", STR_ARG(p->attached));
	add_addressees(b, p);
	add_upper(b, p->competence);
	add_bases(b, p);
}

static void add_recipients(struct buf *b, const struct plan *p)
{
	if (p->recipient_count)
		buf_add(b, STR("Nơi nhận:\n"));
	for (uint32_t i = 0; i < p->recipient_count; i++) {
		const struct plan_recipient *r = &p->recipients[i];

		buf_printf(b, "- %.*s", STR_ARG(r->text));
		if (r->purpose.n)
			buf_printf(b, " (%.*s)", STR_ARG(r->purpose));
		buf_add(b, i + 1 < p->recipient_count ? STR(";\n") : STR(".\n"));
	}
}

static void add_signers(struct buf *b, const struct plan *p)
{
	for (uint32_t i = 0; i < p->signer_count; i++) {
		const struct plan_signer *s = &p->signers[i];

		for (uint32_t k = 0; k < s->authority_count; k++)
			add_line(b, s->authority[k]);
		for (uint32_t k = 0; k < s->title_count; k++)
			add_line(b, s->titles[k]);
		for (uint32_t k = 0; k < s->other_title_count; k++)
			add_line(b, s->other_titles[k]);
		add_line(b, s->name);
	}
}

static void add_appendices(struct buf *b, const struct plan *p)
{
	for (uint32_t i = 0; i < p->appendix_count; i++) {
		const struct plan_appendix *a = &p->appendices[i];

		buf_printf(b, "Phụ lục%s%.*s\n", a->number.n ? " " : "",
			   STR_ARG(a->number));
		add_text_line(b, &a->title);
		add_nodes(b, &a->body);
	}
}

/* The sign that ends the text (R52) stands behind its last words. */
static void add_end_sign(struct buf *b)
{
	while (b->n && (b->p[b->n - 1] == '\n' || b->p[b->n - 1] == '.'))
		b->n--;
	buf_add(b, STR("./.\n"));
}

struct str export_text(struct arena *arena, const struct plan *p)
{
	struct buf b = buf_new(arena);

	add_head(&b, p);
	add_nodes(&b, &p->body);
	add_nodes(&b, &p->closing);
	if (p->recipient_count || p->signer_count)
		add_end_sign(&b);
	add_recipients(&b, p);
	add_signers(&b, p);
	add_appendices(&b, p);
	return buf_str(&b);
}
