/* --anchors: beside a PDF, where a number, a date and signatures go, for the
 * agency's own signing tools. */
#include "cmd/cmd.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* Millimetres, to a hundredth. */
static json_t *mm(dim d)
{
	double hundredths = DIM_TO_PT(d) / 72 * 2540;

	return json_integer((json_int_t)(hundredths + 0.5));
}

/* As a PDF counts: points from the lower left corner. */
static json_t *rectangle(const struct anchor *a, dim height)
{
	return json_pack("[f, f, f, f]", DIM_TO_PT(a->x),
			 DIM_TO_PT(height - a->y - a->height),
			 DIM_TO_PT(a->x + a->width), DIM_TO_PT(height - a->y));
}

/* Only where the PDF has that field: a tool looks for it by this name. */
static void name_field(json_t *j, const struct anchor *a)
{
	char field[PDF_FIELD_NAME];

	pdf_field_name(a, field);
	json_object_set_new(j, "field", json_string(field));
}

static json_t *one(const struct document *d, const struct anchor *a)
{
	static const char *const KINDS[] = {
		[ANCHOR_NUMBER] = "number", [ANCHOR_DATE] = "date",
		[ANCHOR_SIGNATURE] = "signature", [ANCHOR_SEAL] = "seal",
		[ANCHOR_CORNER] = "corner",
	};
	json_t *j = json_pack("{s:s, s:i, s:o, s:o, s:o, s:o, s:o}",
		"kind", KINDS[a->kind], "page", (int)a->page + 1,
		"x", mm(a->x), "y", mm(a->y), "width", mm(a->width),
		"height", mm(a->height),
		"rect", rectangle(a, d->pages->items[a->page].height));

	if (a->kind == ANCHOR_SIGNATURE || a->kind == ANCHOR_SEAL) {
		if (d->session->options->signature_fields)
			name_field(j, a);
		json_object_set_new(j, "signer",
				    json_integer((json_int_t)a->signer));
	}
	return j;
}

static char *text_of(const struct document *d)
{
	json_t *list = json_array(), *root;
	char *text;

	for (uint32_t i = 0; i < d->pages->anchor_count; i++)
		json_array_append_new(list, one(d, &d->pages->anchors[i]));
	root = json_pack("{s:s, s:s, s:i, s:o}", "format", "vanthu-anchors/1",
			 "unit", "0.01 mm", "pages", (int)d->pages->count,
			 "anchors", list);
	text = json_dumps(root, JSON_INDENT(1) | JSON_REAL_PRECISION(9));
	json_decref(root);
	return text;
}

bool anchors_render(struct document *d, uint32_t page, struct sink *sink)
{
	char *text = text_of(d);
	bool good = text && sink->write(sink->context, text, strlen(text)) &&
		    sink->write(sink->context, "\n", 1);

	free(text);
	(void)page;
	return good;
}
