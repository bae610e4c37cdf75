#include "carried/carried.h"

#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"

enum {
	DEEPEST = 16,       /* of a name tree */
	MOST_FILES = 10000,
	MOST_PAGES = 100000
};
static const size_t MOST_BYTES = (size_t)64 << 20, MOST_ALL = (size_t)256 << 20;

struct reading {
	qpdf_data q;
	struct arena *arena;
	struct carried *out;
	size_t taken;
	bool too_much;
};

/* ---- bytes of a stream ---------------------------------------------------- */

static bool stream_of(struct reading *r, qpdf_oh stream, struct str *bytes)
{
	unsigned char *data = NULL;
	size_t count = 0;
	QPDF_BOOL filtered = QPDF_FALSE;

	if (!qpdf_oh_is_stream(r->q, stream) ||
	    qpdf_oh_get_stream_data(r->q, stream, qpdf_dl_all, &filtered,
				    &data, &count) & QPDF_ERRORS)
		return false;
	r->taken += count;
	r->too_much |= count > MOST_BYTES || r->taken > MOST_ALL;
	if (!r->too_much)
		*bytes = str_copy(r->arena, (struct str){ (char *)data,
							  (uint32_t)count });
	free(data);
	return !r->too_much;
}

static struct str text_of(struct reading *r, qpdf_oh holder, const char *key)
{
	qpdf_oh value = qpdf_oh_get_key(r->q, holder, key);

	if (!qpdf_oh_is_string(r->q, value))
		return STR("");
	return str_copy(r->arena,
			str_of(qpdf_oh_get_utf8_value(r->q, value)));
}

/* ---- attachments ----------------------------------------------------------- */

static void take_file(struct reading *r, qpdf_oh spec)
{
	struct carried *out = r->out;
	struct carried_file file = { text_of(r, spec, "/UF"), STR("") };
	qpdf_oh streams = qpdf_oh_get_key(r->q, spec, "/EF");

	if (!file.name.n)
		file.name = text_of(r, spec, "/F");
	if (!file.name.n || out->file_count >= MOST_FILES ||
	    !qpdf_oh_is_dictionary(r->q, streams) ||
	    !stream_of(r, qpdf_oh_get_key(r->q, streams, "/F"), &file.bytes))
		return;
	out->files = arena_grow(r->arena, out->files, out->file_count,
				sizeof *out->files);
	out->files[out->file_count++] = file;
}

/* Pairs of a key and a file, or further branches. */
static void walk_names(struct reading *r, qpdf_oh node, int depth)
{
	qpdf_oh names, kids;
	int count;

	if (depth > DEEPEST || !qpdf_oh_is_dictionary(r->q, node))
		return;
	names = qpdf_oh_get_key(r->q, node, "/Names");
	kids = qpdf_oh_get_key(r->q, node, "/Kids");
	count = qpdf_oh_is_array(r->q, names)
			? qpdf_oh_get_array_n_items(r->q, names) : 0;
	for (int i = 1; i < count && !r->too_much; i += 2) {
		qpdf_oh spec = qpdf_oh_get_array_item(r->q, names, i);

		if (qpdf_oh_is_dictionary(r->q, spec))
			take_file(r, spec);
	}
	count = qpdf_oh_is_array(r->q, kids)
			? qpdf_oh_get_array_n_items(r->q, kids) : 0;
	for (int i = 0; i < count && i < MOST_FILES && !r->too_much; i++)
		walk_names(r, qpdf_oh_get_array_item(r->q, kids, i), depth + 1);
}

static void read_files(struct reading *r)
{
	qpdf_oh names = qpdf_oh_get_key(r->q, qpdf_get_root(r->q), "/Names");

	if (qpdf_oh_is_dictionary(r->q, names))
		walk_names(r, qpdf_oh_get_key(r->q, names, "/EmbeddedFiles"),
			   0);
}

/* ---- pages ---------------------------------------------------------------- */

static void read_pages(struct reading *r)
{
	int count = qpdf_get_num_pages(r->q);

	for (int i = 0; i < count && i < MOST_PAGES; i++) {
		qpdf_oh page = qpdf_get_page_n(r->q, (size_t)i);
		unsigned char *data = NULL;
		size_t bytes = 0;

		r->out->pages = arena_grow(r->arena, r->out->pages,
					   r->out->page_count,
					   sizeof *r->out->pages);
		if (!(qpdf_oh_get_page_content_data(r->q, page, &data,
						    &bytes) & QPDF_ERRORS) &&
		    bytes < MOST_BYTES)
			r->out->pages[r->out->page_count] = digest_sha256(
				r->arena, (struct str){ (char *)data,
							(uint32_t)bytes });
		r->out->page_count++;
		free(data);
	}
}

static void read_facts(struct reading *r)
{
	qpdf_oh info = qpdf_oh_get_key(r->q, qpdf_get_trailer(r->q), "/Info");

	if (!qpdf_oh_is_dictionary(r->q, info))
		return;
	r->out->title = text_of(r, info, "/Title");
	r->out->producer = text_of(r, info, "/Producer");
}

bool carried_read(struct arena *arena, struct str pdf, struct carried *out)
{
	struct reading r = { .q = qpdf_init(), .arena = arena, .out = out };
	bool good;

	*out = (struct carried){ .file_count = 0 };
	qpdf_silence_errors(r.q);
	qpdf_set_suppress_warnings(r.q, QPDF_TRUE);
	good = !(qpdf_read_memory(r.q, "pdf", pdf.p, pdf.n, NULL) &
		 QPDF_ERRORS);
	if (good) {
		read_facts(&r);
		read_files(&r);
		read_pages(&r);
	}
	qpdf_cleanup(&r.q);
	return good && !r.too_much;
}
