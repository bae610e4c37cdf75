/* NAME.report.json, as the contract has it. */
#include <jansson.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "import/import.h"

static json_t *text(struct str s)
{
	return json_stringn(s.p ? s.p : "", s.n);
}

static json_t *rounded(double x)
{
	return json_real((double)(long)(x * 10000 + 0.5) / 10000);
}

static json_t *repairs(const struct ledger *l)
{
	json_t *list = json_array();

	for (uint32_t i = 0; i < l->repair_count; i++) {
		const struct repair *r = &l->repairs[i];

		json_array_append_new(list, json_pack("{s:i, s:o, s:o, s:s, s:o}",
			"line", (int)r->line, "before", text(r->before),
			"after", text(r->after), "reason", r->reason,
			"confidence", rounded(r->confidence)));
	}
	return list;
}

static json_t *doubts(const struct ledger *l)
{
	json_t *list = json_array();

	for (uint32_t i = 0; i < l->doubt_count; i++)
		json_array_append_new(list, json_pack("{s:i, s:o, s:s}",
			"line", (int)l->doubts[i].line, "text",
			text(l->doubts[i].text), "why", l->doubts[i].why));
	return list;
}

static json_t *structure(const struct imported *im)
{
	return json_pack("{s:i, s:i, s:i, s:i, s:i, s:i, s:i, s:i}",
		"headings", (int)im->headings, "items", (int)im->items,
		"paragraphs", (int)im->paragraphs, "tables", (int)im->tables,
		"bases", (int)im->bases, "recipients", (int)im->recipients,
		"signers", (int)im->signers, "appendices",
		(int)im->appendices);
}

/* A file's name may be any bytes; JSON holds characters. */
static const char *well_formed(struct arena *a, const char *name)
{
	struct str s = str_of(name);
	struct buf b = buf_new(a);

	for (uint32_t i = 0; i < s.n;)
		utf8_add(&b, utf8_next(s, &i));
	return str_terminated(a, buf_str(&b));
}

struct str import_report(struct arena *a, const char *input,
			 const struct imported *im,
			 const struct import_score *score)
{
	const char *name = well_formed(a, input);
	json_t *root = json_pack(
		"{s:s, s:s, s:o, s:o, s:{s:o, s:o, s:b, s:b, s:b, s:i}, s:o, s:o, s:o}",
		"input", name, "encoding", im->encoding, "kind",
		im->kind.n ? text(im->kind) : json_null(), "agency",
		im->agency.n ? text(im->agency) : json_null(), "score",
		"identity",
		score->measured ? rounded(score->identity) : json_null(), "order",
		score->measured ? rounded(score->order) : json_null(), "parses", score->parses,
		"builds", score->builds, "stable", score->stable, "pages",
		(int)score->pages, "structure", structure(im), "repairs",
		repairs(im->ledger), "doubts", doubts(im->ledger));
	char *dump = root ? json_dumps(root, JSON_INDENT(1)) : NULL;
	struct str out = str_printf(a, "%s\n", dump ? dump : "{}");

	free(dump);
	json_decref(root);
	return out;
}
