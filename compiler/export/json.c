/* The exported plan, as the contract fixes it: keys in this order. */
#include "export/export.h"

#include <jansson.h>
#include <stdlib.h>

static json_t *text_or_null(struct str s)
{
	return s.n ? json_stringn(s.p, s.n) : json_null();
}

static json_t *text(struct str s)
{
	return json_stringn(s.p ? s.p : "", s.n);
}

static json_t *texts(const struct str *items, uint32_t count)
{
	json_t *a = json_array();

	for (uint32_t i = 0; i < count; i++)
		json_array_append_new(a, text(items[i]));
	return a;
}

/* A partly blank date is shortened: 2024-10, 2024. */
static json_t *date(struct plan_date d)
{
	if (!d.year)
		return json_null();
	if (!d.month)
		return json_sprintf("%04d", d.year);
	if (!d.day)
		return json_sprintf("%04d-%02d", d.year, d.month);
	return json_sprintf("%04d-%02d-%02d", d.year, d.month, d.day);
}

static json_t *cite(const struct plan_cite *c)
{
	return json_pack("{so, so, so, so}", "type", text(c->type), "number",
			 text_or_null(c->number), "date",
			 text_or_null(c->date), "issuer",
			 text_or_null(c->issuer));
}

static json_t *basis(struct arena *arena, const struct plan_base *b)
{
	json_t *cites = json_array();

	for (uint32_t i = 0; i < b->cite_count; i++)
		json_array_append_new(cites, cite(&b->cites[i]));
	return json_pack("{so, so}", "text",
			 text(plan_plain(arena, &b->text)), "cites", cites);
}

static void add_nodes(struct arena *, json_t *array,
		      const struct plan_node *parent);

static json_t *heading(struct arena *arena, const struct plan_node *n)
{
	json_t *o = json_pack("{ss, si, so, so}", "type", "heading", "level",
			      n->level, "number", text_or_null(n->number),
			      "title", text(plan_plain(arena, &n->text)));
	json_t *body = json_array();

	if (n->level == 1)
		json_object_set_new(o, "role", text_or_null(n->role));
	add_nodes(arena, body, n);
	json_object_set_new(o, "body", body);
	return o;
}

static json_t *item(struct arena *arena, const struct plan_node *n)
{
	json_t *items = json_array();

	add_nodes(arena, items, n);
	return json_pack("{ss, so, so, so, so}", "type", "item", "marker",
			 text(n->marker), "number", text_or_null(n->number),
			 "text", text(plan_plain(arena, &n->text)), "items",
			 items);
}

static json_t *plain(struct arena *arena, const struct plan_node *n)
{
	return json_pack("{ss, so}", "type",
			 n->kind == PLAN_NOTE ? "note" : "paragraph", "text",
			 text(plan_plain(arena, &n->text)));
}

/* Merged cells repeat their text. */
static json_t *table_rows(struct arena *arena, const struct plan_table *t,
			  uint32_t from, uint32_t to)
{
	json_t *rows = json_array();

	for (uint32_t r = from; r < to; r++) {
		json_t *row = json_array();

		for (uint32_t c = 0; c < t->column_count; c++)
			json_array_append_new(row, text(plan_plain(
				arena, &plan_cell_at(t, r, c)->text)));
		json_array_append_new(rows, row);
	}
	return rows;
}

static json_t *table(struct arena *arena, const struct plan_node *n)
{
	const struct plan_table *t = n->table;

	return json_pack("{ss, so, so}", "type", "table", "header",
			 table_rows(arena, t, 0, t->header_count), "rows",
			 table_rows(arena, t, t->header_count, t->row_count));
}

static json_t *node(struct arena *arena, const struct plan_node *n)
{
	switch (n->kind) {
	case PLAN_HEADING: return heading(arena, n);
	case PLAN_ITEM: return item(arena, n);
	case PLAN_TABLE: return table(arena, n);
	default: return plain(arena, n);
	}
}

/* The contents say nothing new, nor does a picture without a caption. */
static void add_nodes(struct arena *arena, json_t *array,
		      const struct plan_node *parent)
{
	for (const struct plan_node *n = parent->first; n; n = n->next)
		if (n->kind == PLAN_TABLE || n->kind == PLAN_HEADING ||
		    n->text.count)
			json_array_append_new(array, node(arena, n));
}

static json_t *appendix(struct arena *arena, const struct plan_appendix *a)
{
	json_t *body = json_array();

	add_nodes(arena, body, &a->body);
	return json_pack("{so, so, so}", "number", text_or_null(a->number),
			 "title", text(plan_plain(arena, &a->title)), "body",
			 body);
}

/* A deadline that is no date stands as typed ("hằng năm"). */
static json_t *task(struct arena *arena, const struct plan_task *t)
{
	return json_pack("{so, so, so, so, so, so}", "what",
			 text(plan_plain(arena, &t->what)), "lead",
			 text_or_null(t->lead), "with", text_or_null(t->with),
			 "deadline",
			 text_or_null(t->due.n ? t->due : t->deadline),
			 "product", text_or_null(t->product), "where",
			 text_or_null(t->where));
}

static json_t *agency(const struct plan_agency *a)
{
	return json_pack("{so, so}", "parent",
			 texts(a->parents, a->parent_count), "name",
			 text_or_null(a->name));
}

static json_t *recipient(const struct plan_recipient *r)
{
	return json_pack("{so, so}", "text", text(r->text), "purpose",
			 text_or_null(r->purpose));
}

/* Two titles are one position: "PHÓ CHỦ TỊCH, TRƯỞNG BAN". */
static json_t *position(struct arena *arena, const struct plan_signer *s)
{
	struct buf b = buf_new(arena);

	for (uint32_t i = 0; i < s->title_count; i++)
		buf_printf(&b, "%s%.*s", i ? ", " : "", STR_ARG(s->titles[i]));
	for (uint32_t i = 0; i < s->other_title_count; i++)
		buf_printf(&b, "%s%.*s", b.n ? ", " : "",
			   STR_ARG(s->other_titles[i]));
	return text_or_null(buf_str(&b));
}

static json_t *signer(struct arena *arena, const struct plan *p, uint32_t index)
{
	const struct plan_signer *s = &p->signers[index];
	json_t *o = json_pack("{so, so, so}", "authority",
			 texts(s->authority, s->authority_count), "position",
			 position(arena, s), "name", text_or_null(s->name));

	if (p->agency_count > 1)
		json_object_set_new(o, "agency", json_integer((json_int_t)index));
	return o;
}

static void set_head(struct arena *arena, json_t *o, const struct plan *p)
{
	json_t *agencies = json_array(), *bases = json_array();

	json_object_set_new(o, "format", json_string("vanthu-plan/1"));
	json_object_set_new(o, "kind", text_or_null(p->kind));
	json_object_set_new(o, "subject",
			    text_or_null(plan_plain(arena, &p->subject)));
	for (uint32_t i = 0; i < p->agency_count; i++)
		json_array_append_new(agencies, agency(&p->agencies[i]));
	json_object_set_new(o, "agencies", agencies);
	json_object_set_new(o, "number", text_or_null(p->number));
	json_object_set_new(o, "symbol", text_or_null(p->symbol));
	json_object_set_new(o, "place", text_or_null(p->place));
	json_object_set_new(o, "date", date(p->date));
	for (uint32_t i = 0; i < p->base_count; i++)
		json_array_append_new(bases, basis(arena, &p->bases[i]));
	json_object_set_new(o, "bases", bases);
}

struct str export_json(struct arena *arena, const struct plan *p)
{
	json_t *o = json_object(), *body = json_array();
	json_t *recipients = json_array(), *signers = json_array();
	json_t *appendices = json_array(), *tasks = json_array();
	struct str out;
	char *dumped;

	set_head(arena, o, p);
	add_nodes(arena, body, &p->body);
	add_nodes(arena, body, &p->closing);
	json_object_set_new(o, "body", body);
	for (uint32_t i = 0; i < p->recipient_count; i++)
		json_array_append_new(recipients, recipient(&p->recipients[i]));
	json_object_set_new(o, "recipients", recipients);
	for (uint32_t i = 0; i < p->signer_count; i++)
		json_array_append_new(signers, signer(arena, p, i));
	json_object_set_new(o, "signers", signers);
	for (uint32_t i = 0; i < p->appendix_count; i++)
		json_array_append_new(appendices,
				      appendix(arena, &p->appendices[i]));
	json_object_set_new(o, "appendices", appendices);
	for (uint32_t i = 0; i < p->task_count; i++)
		json_array_append_new(tasks, task(arena, &p->tasks[i]));
	json_object_set_new(o, "tasks", tasks);
	dumped = json_dumps(o, JSON_INDENT(1) | JSON_PRESERVE_ORDER);
	out = str_printf(arena, "%s\n", dumped ? dumped : "");
	free(dumped);
	json_decref(o);
	return out;
}
