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

static bool is_shown(const struct packer *p, struct str name)
{
	for (uint32_t i = 0; i < p->count; i++)
		if (str_eq(p->items[i].shown, name))
			return true;
	return false;
}

/* Without folders: programs that take attachments out make none. */
static struct str shown_name(const struct packer *p, struct str name)
{
	struct buf b = buf_new(p->d->arena);

	if (str_starts(name, STR(EMBED_FOLDER)))
		name = str_from(name, sizeof EMBED_FOLDER - 1);
	for (uint32_t i = 0; i < name.n; i++)
		buf_char(&b, name.p[i] == '/' ? '_' : name.p[i]);
	while (is_shown(p, buf_str(&b)))
		buf_char(&b, '_');
	return buf_str(&b);
}

static void add(struct packer *p, struct str name, const char *media,
		const char *relation, const char *says, struct str bytes)
{
	struct str shown = shown_name(p, name);

	p->items = arena_grow(p->d->arena, p->items, p->count,
			      sizeof *p->items);
	p->items[p->count++] = (struct pdf_attachment){
		.name = name, .media = str_of(media), .shown = shown,
		.relation = str_of(relation), .says = str_of(says),
		.bytes = bytes,
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

static void add_source(struct packer *p, struct str name, struct str bytes)
{
	add(p, name, media_of(name), "Source", "nguồn của văn bản này", bytes);
}

/* ---- names -------------------------------------------------------------- */

/* Where the source is: its folder's real path, and its own name there, be it a
 * link. Standard input has no name: it gets one beside what it includes. */
static bool place_of_source(const struct document *d, char path[PATH_MAX])
{
	const char *slash = strrchr(d->path, '/');
	const char *name = slash ? slash + 1 : d->path;
	struct str folder = { d->path, (uint32_t)(name - d->path) };
	char *real;

	real = realpath(folder.n ? str_terminated(d->arena, folder) : ".", path);
	if (!real)
		return false;
	if (strcmp(path, "/") == 0)
		path[0] = '\0';
	if (strcmp(d->path, "-") == 0)
		name = "nguon.vt";
	return strlen(path) + strlen(name) + 2 <= PATH_MAX &&
	       strcat(strcat(path, "/"), name);
}

/* Shortens `base` to the folder that holds `path` too. */
static void make_common(char *base, const char *path)
{
	while (*base && !path_is_inside(base, path))
		*strrchr(base, '/') = '\0';
}

struct names {
	struct str main;   /* of the source */
	struct str before; /* of the files it reads: their root */
};

static bool is_read(const struct document *d, const struct names *n)
{
	for (uint32_t i = 0; i < d->read.count; i++)
		if (n->main.n == n->before.n + d->read.items[i].path.n &&
		    str_starts(n->main, n->before) &&
		    str_ends(n->main, d->read.items[i].path))
			return true;
	return false;
}

/* All names begin where the root does; where the source stands outside of it,
 * at the folder that holds both, or at the source if it stands alone. */
static struct names names_of(struct document *d)
{
	struct names n = { STR("nguon.vt"), STR("") };
	char *root = document_root(d->session, d->path);
	char source[PATH_MAX], base[PATH_MAX];

	if (root && place_of_source(d, source)) {
		snprintf(base, sizeof base, "%s", root);
		if (!d->read.count && !path_is_inside(root, source))
			snprintf(base, sizeof base, "%.*s",
				 (int)(strrchr(source, '/') - source), source);
		else
			make_common(base, source);
		n.main = str_copy(d->arena, path_from(base, source));
		n.before = str_copy(d->arena, path_from(base, root));
		if (!path_is_inside(base, root) || !n.before.n)
			n.before = STR("");
		else
			n.before = str_printf(d->arena, "%.*s/",
					      STR_ARG(n.before));
	}
	free(root);
	while (strcmp(d->path, "-") == 0 && is_read(d, &n))
		n.main = str_printf(d->arena, "%.*s.vt", STR_ARG(n.main));
	return n;
}

static struct str name_inside(struct document *d, struct str before,
			      struct str name)
{
	return str_printf(d->arena, EMBED_FOLDER "%.*s%.*s", STR_ARG(before),
			  STR_ARG(name));
}

int embed_verdict(struct document *d)
{
	bool english = d->session->options->english;
	struct names n = names_of(d);
	struct str bad = n.main;
	bool good = embed_is_safe(n.main);

	for (uint32_t i = 0; i < d->read.count && good; i++) {
		bad = d->read.items[i].path;
		good = embed_is_safe(name_inside(d, n.before, bad));
	}
	if (!good) {
		say(english, "không mang theo được tệp có tên bắt đầu bằng dấu "
		    "chấm, quá dài hoặc có ký tự lạ; hãy đổi tên",
		    "a file cannot be carried whose name begins with a dot, is "
		    "too long or has odd characters; rename it",
		    str_terminated(d->arena, bad));
		return EXIT_ERRORS;
	}
	if (d->read.linked)
		say(english, "không mang theo được tệp nằm sau liên kết; hãy chép "
		    "tệp vào thư mục của nguồn",
		    "a file behind a link cannot be carried; copy it into the "
		    "source's folder", d->path);
	return d->read.linked ? EXIT_ERRORS : EXIT_FINE;
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
		"{s:s, s:s, s:o, s:o, s:o, s:b, s:b, s:s, s:I, s:b, s:b, s:o}",
		"format", "vanthu-source/1", "tool", "vanthu " VANTHU_VERSION,
		"template", facts_of_template(d),
		"fonts", text(key_folder(d->arena, "fonts")),
		"main", text(main), "final", o->final,
		"fields", o->signature_fields,
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
	struct names n = names_of(d);

	add_source(&p, name_inside(d, STR(""), n.main), d->source);
	for (uint32_t i = 0; i < d->read.count; i++) {
		const struct file_read *f = &d->read.items[i];
		struct str name = name_inside(d, n.before, f->path);

		if (!str_eq(name, p.items[0].name))
			add_source(&p, name, f->bytes);
	}
	if (d->session->options->style)
		add(&p, STR(EMBED_STYLE), "text/xml", "Source",
		    "kiểu của cơ quan", d->office);
	if (d->session->copies)
		add_row(&p);
	add(&p, STR(EMBED_PLAN), "application/json", "Data",
	    "kế hoạch dưới dạng dữ liệu", export_json(d->arena, d->plan));
	add(&p, STR(EMBED_FACTS), "application/json", "Supplement",
	    "cách dựng lại văn bản này", facts(&p, n.main));
	qsort(p.items, p.count, sizeof *p.items, by_name);
	*count = p.count;
	return p.items;
}
