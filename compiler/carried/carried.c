#include "carried/carried.h"

#include <stdlib.h>
#include <string.h>

#include "carried/reading.h"

enum {
	DEEPEST = 16,       /* of a name tree */
	MOST_NODES = 20000, /* of it: it may lead back into itself */
	MOST_FILES = 10000
};
static const size_t MOST_KEPT = (size_t)256 << 20; /* of all attachments */

static struct str text_of(struct reading *r, qpdf_oh holder, const char *key)
{
	qpdf_oh value = qpdf_oh_get_key(r->q, holder, key);

	if (!qpdf_oh_is_string(r->q, value))
		return STR("");
	return str_copy(r->arena,
			str_of(qpdf_oh_get_utf8_value(r->q, value)));
}

/* We write UTF-8; who writes the tree anew may make UTF-16 of it. */
static struct str key_of(struct reading *r, qpdf_oh key)
{
	size_t count = 0;
	const char *bytes;

	if (!qpdf_oh_is_string(r->q, key))
		return STR("");
	bytes = qpdf_oh_get_binary_string_value(r->q, key, &count);
	if (count >= 2 && memcmp(bytes, "\xFE\xFF", 2) == 0)
		return str_copy(r->arena,
				str_of(qpdf_oh_get_utf8_value(r->q, key)));
	return str_copy(r->arena, (struct str){ bytes, (uint32_t)count });
}

/* ---- attachments ----------------------------------------------------------- */

static bool keep(struct reading *r, qpdf_oh stream, struct str *bytes)
{
	if (!qpdf_oh_is_stream(r->q, stream))
		return false;
	if (!stream_unpack(r, stream, bytes)) {
		r->too_much |= r->too_large;
		return false;
	}
	r->kept += bytes->n;
	r->too_much |= r->kept > MOST_KEPT;
	if (!r->too_much)
		*bytes = str_copy(r->arena, *bytes);
	return !r->too_much;
}

/* Its key is the path that it had; the names that readers see have none. */
static void take_file(struct reading *r, qpdf_oh key, qpdf_oh spec)
{
	struct carried *out = r->out;
	struct carried_file file = { key_of(r, key), STR("") };
	qpdf_oh streams = qpdf_oh_get_key(r->q, spec, "/EF");

	if (!file.name.n || !qpdf_oh_is_dictionary(r->q, streams) ||
	    !keep(r, qpdf_oh_get_key(r->q, streams, "/F"), &file.bytes))
		return;
	r->too_much |= out->file_count >= MOST_FILES;
	out->files = arena_grow(r->arena, out->files, out->file_count,
				sizeof *out->files);
	out->files[out->file_count++] = file;
}

static int length_of(struct reading *r, qpdf_oh array)
{
	return qpdf_oh_is_array(r->q, array)
		       ? qpdf_oh_get_array_n_items(r->q, array) : 0;
}

/* Pairs of a key and a file, or further branches. */
static void walk_names(struct reading *r, qpdf_oh node, int depth)
{
	qpdf_oh names, kids;
	int count;

	r->too_much |= ++r->nodes > MOST_NODES;
	if (depth > DEEPEST || r->too_much ||
	    !qpdf_oh_is_dictionary(r->q, node))
		return;
	names = qpdf_oh_get_key(r->q, node, "/Names");
	kids = qpdf_oh_get_key(r->q, node, "/Kids");
	count = length_of(r, names);
	for (int i = 1; i < count && reading_step(r); i += 2) {
		qpdf_oh key = qpdf_oh_get_array_item(r->q, names, i - 1);
		qpdf_oh spec = qpdf_oh_get_array_item(r->q, names, i);

		if (qpdf_oh_is_dictionary(r->q, spec))
			take_file(r, key, spec);
		qpdf_oh_release(r->q, key);
		qpdf_oh_release(r->q, spec);
	}
	count = length_of(r, kids);
	for (int i = 0; i < count && !r->too_much; i++) {
		qpdf_oh kid = qpdf_oh_get_array_item(r->q, kids, i);

		walk_names(r, kid, depth + 1);
		qpdf_oh_release(r->q, kid);
	}
	qpdf_oh_release(r->q, names);
	qpdf_oh_release(r->q, kids);
}

static void read_files(struct reading *r)
{
	qpdf_oh names = qpdf_oh_get_key(r->q, qpdf_get_root(r->q), "/Names");

	if (qpdf_oh_is_dictionary(r->q, names))
		walk_names(r, qpdf_oh_get_key(r->q, names, "/EmbeddedFiles"),
			   0);
}

/* ---- the whole ------------------------------------------------------------ */

static void read_facts(struct reading *r)
{
	qpdf_oh info = qpdf_oh_get_key(r->q, qpdf_get_trailer(r->q), "/Info");

	if (!qpdf_oh_is_dictionary(r->q, info))
		return;
	r->out->title = text_of(r, info, "/Title");
	r->out->producer = text_of(r, info, "/Producer");
}

static bool has(struct reading *r, qpdf_oh holder, const char *key)
{
	return qpdf_oh_is_dictionary(r->q, holder) &&
	       !qpdf_oh_is_null(r->q, qpdf_oh_get_key(r->q, holder, key));
}

/* 12.6.3: what a reader does by itself when the file is opened. */
static bool acts_by_itself(struct reading *r)
{
	qpdf_oh root = qpdf_get_root(r->q);

	return has(r, root, "/OpenAction") || has(r, root, "/AA") ||
	       has(r, qpdf_oh_get_key(r->q, root, "/Names"), "/JavaScript");
}

bool carried_read(struct arena *arena, struct str pdf, struct carried *out)
{
	struct reading r = { .q = qpdf_init(), .arena = arena, .out = out };
	bool good;

	*out = (struct carried){ .file_count = 0 };
	qpdf_silence_errors(r.q);
	qpdf_set_suppress_warnings(r.q, QPDF_TRUE);
	good = !(qpdf_read_memory(r.q, "pdf", pdf.p, pdf.n, NULL) &
		 QPDF_ERRORS) &&
	       qpdf_oh_is_dictionary(r.q, qpdf_get_root(r.q));
	if (good) {
		read_facts(&r);
		out->acts = acts_by_itself(&r);
		read_files(&r);
		look_at_pages(&r);
	}
	if (qpdf_has_error(r.q))
		qpdf_get_error(r.q); /* seen: else it is printed */
	free(r.room);
	qpdf_get_error(r.q); /* else it is printed; we have our own words */
	qpdf_cleanup(&r.q);
	return good && !r.too_much;
}
