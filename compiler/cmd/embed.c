/* --embed-source: what a PDF takes along so that it can be built again from
 * itself: the source, what that includes, how it was built, and the plan. */
#include "cmd/manifest.h"

#include <jansson.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "export/export.h"

struct packer {
	struct document *d;
	struct pdf_attachment *items;
	uint32_t count;
};

static void add(struct packer *p, struct str name, const char *media,
		const char *relation, const char *says, struct str bytes)
{
	p->items = arena_grow(p->d->arena, p->items, p->count,
			      sizeof *p->items);
	p->items[p->count++] = (struct pdf_attachment){
		name, str_of(media), str_of(relation), str_of(says), bytes,
	};
}

static const char *media_of(struct str name)
{
	static const struct {
		const char *end, *media;
	} KINDS[] = { { ".vt", "text/plain" },  { ".csv", "text/csv" },
		      { ".xml", "text/xml" },   { ".png", "image/png" },
		      { ".jpg", "image/jpeg" }, { ".jpeg", "image/jpeg" } };

	for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
		if (str_ends(name, str_of(KINDS[i].end)))
			return KINDS[i].media;
	return "application/octet-stream";
}

static void add_source(struct packer *p, struct str path, struct str bytes)
{
	struct str name = str_printf(p->d->arena, EMBED_FOLDER "%.*s",
				     STR_ARG(path));

	add(p, name, media_of(name), "Source", "nguồn của văn bản này", bytes);
}

/* The source's path from the root; its name alone where it is not there. */
static struct str main_name(struct document *d)
{
	char real[PATH_MAX];
	char *root = document_root(d->session, d->path);
	struct str name = STR("nguon.vt");

	if (strcmp(d->path, "-") != 0 && root && realpath(d->path, real)) {
		const char *slash = strrchr(real, '/');

		name = path_is_inside(root, real) ? path_from(root, real)
						  : str_of(slash + 1);
	}
	name = str_copy(d->arena, name);
	free(root);
	return name;
}

/* ---- the row ------------------------------------------------------------ */

static void put_field(struct buf *b, struct str s)
{
	buf_char(b, '"');
	for (uint32_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			buf_char(b, '"');
		buf_char(b, s.p[i]);
	}
	buf_char(b, '"');
}

static void add_row(struct packer *p)
{
	struct buf b = buf_new(p->d->arena);
	const struct given *given;
	uint32_t count;

	given = copies_given(p->d->session->copies, &count);
	for (int heads = 1; heads >= 0; heads--)
		for (uint32_t i = 0; i < count; i++) {
			put_field(&b, heads ? given[i].name : given[i].value);
			buf_char(&b, i + 1 < count ? ',' : '\n');
		}
	add(p, STR(EMBED_ROW), "text/csv", "Source",
	    "hàng dữ liệu của bản này", buf_str(&b));
}

/* ---- the facts ---------------------------------------------------------- */

static json_t *text(struct str s)
{
	return json_stringn(s.p ? s.p : "", s.n);
}

static json_t *facts_of_files(const struct packer *p)
{
	json_t *files = json_array();

	for (uint32_t i = 0; i < p->count; i++)
		json_array_append_new(files, json_pack("{s:o, s:o, s:I}",
			"name", text(p->items[i].name),
			"sha256", text(digest_sha256(p->d->arena,
						     p->items[i].bytes)),
			"bytes", (json_int_t)p->items[i].bytes.n));
	return files;
}

static json_t *facts_of_template(struct document *d)
{
	char path[PATH_MAX];

	snprintf(path, sizeof path, "templates/%.*s",
		 STR_ARG(d->template->rules.name));
	return json_pack("{s:o, s:o, s:o}",
			 "name", text(d->template->rules.name),
			 "version", text(d->template->rules.version),
			 "sha256", text(key_folder(d->arena, path)));
}

static const char *profile_word(enum pdf_profile profile)
{
	return profile == PDF_17 ? "1.7" : "a-3a";
}

/* `main` is the name of the source inside the file. */
static struct str facts(const struct packer *p, struct str main)
{
	struct document *d = p->d;
	const struct options *o = d->session->options;
	json_t *root = json_pack(
		"{s:s, s:s, s:o, s:o, s:o, s:b, s:s, s:I, s:b, s:b, s:o}",
		"format", "vanthu-source/1", "tool", "vanthu " VANTHU_VERSION,
		"template", facts_of_template(d),
		"fonts", text(key_folder(d->arena, "fonts")),
		"main", text(main), "final", o->final,
		"pdf", profile_word(o->profile),
		"date", (json_int_t)document_date(d),
		"style", o->style != NULL,
		"row", d->session->copies != NULL,
		"files", facts_of_files(p));
	char *dump;
	struct str bytes;

	if (o->template_name)
		json_object_set_new(root, "template_option",
				    json_string(o->template_name));
	dump = json_dumps(root, JSON_INDENT(1));
	json_decref(root);
	if (!dump)
		abort();
	bytes = str_printf(d->arena, "%s\n", dump);
	free(dump);
	return bytes;
}

static int by_name(const void *a, const void *b)
{
	struct str x = ((const struct pdf_attachment *)a)->name;
	struct str y = ((const struct pdf_attachment *)b)->name;
	int order = memcmp(x.p, y.p, x.n < y.n ? x.n : y.n);

	return order ? order : (x.n > y.n) - (x.n < y.n);
}

const struct pdf_attachment *embed_source(struct document *d, uint32_t *count)
{
	struct packer p = { .d = d };
	struct str main = main_name(d);

	add_source(&p, main, d->source);
	for (uint32_t i = 0; i < d->read.count; i++)
		add_source(&p, d->read.items[i].path, d->read.items[i].bytes);
	if (d->session->options->style)
		add(&p, STR(EMBED_STYLE), "text/xml", "Source",
		    "kiểu của cơ quan", d->office);
	if (d->session->copies)
		add_row(&p);
	add(&p, STR(EMBED_PLAN), "application/json", "Data",
	    "kế hoạch dưới dạng dữ liệu", export_json(d->arena, d->plan));
	add(&p, STR(EMBED_FACTS), "application/json", "Supplement",
	    "cách dựng lại văn bản này", facts(&p, main));
	qsort(p.items, p.count, sizeof *p.items, by_name);
	*count = p.count;
	return p.items;
}
