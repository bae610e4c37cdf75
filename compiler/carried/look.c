/* What a page shows, as a fingerprint: its contents, what they draw with
 * (fonts, pictures), its size, and what lies on it (links, notes). Small
 * signature fields are left out: they change when a page is signed. Numbers of objects
 * are left out too: a tool may write the same file anew. */
#include <string.h>

#include "base/digest.h"
#include "carried/reading.h"

enum {
	DEEPEST = 60,        /* of objects in objects */
	MOST_PAGES = 100000,
	FIRST_ROOM = 1024    /* of the table; a power of two */
};

/* An object that was looked at, by number. */
struct known {
	int object, generation; /* object 0: a free place */
	struct str print;       /* "cycle" while it is being looked at */
};

/* What a page has of the nodes above it, in this order. */
enum { INHERITED = 4 };
static const char *const INHERITED_KEYS[INHERITED] = {
	"/Resources", "/MediaBox", "/CropBox", "/Rotate",
};

struct page_at {
	qpdf_oh page, has[INHERITED]; /* 0: nothing */
};

struct look {
	struct reading *r;
	struct known *known;
	uint32_t room, used;
	struct page_at *pages;
	uint32_t page_count;
};

/* ---- what is known -------------------------------------------------------- */

static struct known *place_of(struct known *table, uint32_t room, int object,
			      int generation)
{
	uint32_t at = ((uint32_t)object * 2654435761u) & (room - 1);

	while (table[at].object && (table[at].object != object ||
				    table[at].generation != generation))
		at = (at + 1) & (room - 1);
	return &table[at];
}

static void make_room(struct look *l)
{
	uint32_t room = l->room ? l->room * 2 : FIRST_ROOM;
	struct known *table;

	if (l->used * 2 < l->room)
		return;
	table = arena_array(l->r->arena, struct known, room);
	for (uint32_t i = 0; i < l->room; i++)
		if (l->known[i].object)
			*place_of(table, room, l->known[i].object,
				  l->known[i].generation) = l->known[i];
	l->known = table;
	l->room = room;
}

static struct known *find(struct look *l, qpdf_oh o)
{
	make_room(l);
	return place_of(l->known, l->room, qpdf_oh_get_object_id(l->r->q, o),
			qpdf_oh_get_generation(l->r->q, o));
}

static void learn(struct look *l, qpdf_oh o, struct str print)
{
	struct known *k = find(l, o);

	l->used += !k->object;
	*k = (struct known){ qpdf_oh_get_object_id(l->r->q, o),
			     qpdf_oh_get_generation(l->r->q, o), print };
}

/* ---- objects -------------------------------------------------------------- */

static void put(struct look *, struct digest *, qpdf_oh, int depth);

/* With its length before it: no two lists of parts make one text. */
static void add(struct digest *d, struct str part)
{
	digest_add(d, &part.n, sizeof part.n);
	digest_add(d, part.p, part.n);
}

/* How a stream is packed is told by its bytes; the way back up leads to what
 * is no part of this. */
static bool is_left_out(const char *key, bool unpacked)
{
	static const char *const PACKING[] = { "/Filter", "/DecodeParms" };

	if (strcmp(key, "/Parent") == 0 || strcmp(key, "/Length") == 0)
		return true;
	return unpacked && (strcmp(key, PACKING[0]) == 0 ||
			    strcmp(key, PACKING[1]) == 0);
}

static struct str *keys_of(struct look *l, qpdf_oh dict, uint32_t *count)
{
	struct arena *a = l->r->arena;
	struct str *keys = NULL;

	*count = 0;
	qpdf_oh_begin_dict_key_iter(l->r->q, dict);
	while (qpdf_oh_dict_more_keys(l->r->q)) {
		const char *key = qpdf_oh_dict_next_key(l->r->q);

		keys = arena_grow(a, keys, *count, sizeof *keys);
		keys[(*count)++] = str_of(str_terminated(a, str_of(key)));
	}
	return keys;
}

static void put_dictionary(struct look *l, struct digest *d, qpdf_oh dict,
			   bool unpacked, int depth)
{
	uint32_t count;
	struct str *keys = keys_of(l, dict, &count);

	add(d, STR("<<"));
	for (uint32_t i = 0; i < count && !l->r->too_much; i++) {
		qpdf_oh value;

		if (is_left_out(keys[i].p, unpacked))
			continue;
		value = qpdf_oh_get_key(l->r->q, dict, keys[i].p);
		add(d, keys[i]);
		put(l, d, value, depth);
		qpdf_oh_release(l->r->q, value);
	}
	add(d, STR(">>"));
}

static void put_array(struct look *l, struct digest *d, qpdf_oh array,
		      int depth)
{
	int count = qpdf_oh_get_array_n_items(l->r->q, array);

	add(d, STR("["));
	for (int i = 0; i < count && !l->r->too_much; i++) {
		qpdf_oh item = qpdf_oh_get_array_item(l->r->q, array, i);

		put(l, d, item, depth);
		qpdf_oh_release(l->r->q, item);
	}
	add(d, STR("]"));
}

static void put_stream(struct look *l, struct digest *d, qpdf_oh stream,
		       int depth)
{
	qpdf_oh dict = qpdf_oh_get_dict(l->r->q, stream);
	struct str bytes;
	bool unpacked = stream_unpack(l->r, stream, &bytes);

	if (!unpacked && !l->r->too_much)
		stream_raw(l->r, stream, &bytes);
	add(d, bytes);
	put_dictionary(l, d, dict, unpacked, depth);
	qpdf_oh_release(l->r->q, dict);
}

static void put_value(struct look *l, struct digest *d, qpdf_oh o, int depth)
{
	qpdf_data q = l->r->q;

	if (qpdf_oh_is_stream(q, o))
		put_stream(l, d, o, depth);
	else if (qpdf_oh_is_dictionary(q, o))
		put_dictionary(l, d, o, false, depth);
	else if (qpdf_oh_is_array(q, o))
		put_array(l, d, o, depth);
	else
		add(d, str_of(qpdf_oh_unparse_resolved(q, o)));
}

static struct str print_of(struct look *l, qpdf_oh o, int depth)
{
	struct digest *d = digest_new();
	char hex[DIGEST_HEX];

	put_value(l, d, o, depth);
	digest_end(d, hex);
	return str_copy(l->r->arena, str_of(hex));
}

static void put(struct look *l, struct digest *d, qpdf_oh o, int depth)
{
	struct known *k;

	l->r->too_much |= depth > DEEPEST;
	if (!reading_step(l->r))
		return;
	if (!qpdf_oh_is_indirect(l->r->q, o)) {
		put_value(l, d, o, depth + 1);
		return;
	}
	k = find(l, o);
	if (!k->object) {
		learn(l, o, STR("cycle"));
		learn(l, o, print_of(l, o, depth + 1));
		k = find(l, o);
	}
	add(d, k->print);
}

/* ---- a page --------------------------------------------------------------- */

static qpdf_oh key_or_nothing(struct look *l, qpdf_oh holder, const char *key)
{
	qpdf_oh value = qpdf_oh_get_key(l->r->q, holder, key);

	return qpdf_oh_is_null(l->r->q, value) ? 0 : value;
}

/* 12.7.3.1: what a field has may stand in what is above it. */
static qpdf_oh of_field(struct look *l, qpdf_oh field, const char *key)
{
	qpdf_data q = l->r->q;

	for (int up = 0; up < 8 && qpdf_oh_is_dictionary(q, field); up++) {
		qpdf_oh value = qpdf_oh_get_key(q, field, key);

		if (!qpdf_oh_is_null(q, value))
			return value;
		field = qpdf_oh_get_key(q, field, "/Parent");
	}
	return qpdf_oh_new_null(q);
}

/* Points between two sides of a rectangle. */
static double side(struct look *l, qpdf_oh box, int from, int to)
{
	qpdf_data q = l->r->q;
	double a = qpdf_oh_get_numeric_value(
		q, qpdf_oh_get_array_item(q, box, from));
	double b = qpdf_oh_get_numeric_value(
		q, qpdf_oh_get_array_item(q, box, to));

	return a > b ? a - b : b - a;
}

/* A stamp of a signature covers no more than an eighth of a sheet of A4. */
static bool is_small(struct look *l, qpdf_oh annotation)
{
	const double MOST = 595.0 * 842.0 / 8;
	qpdf_oh box = qpdf_oh_get_key(l->r->q, annotation, "/Rect");

	return qpdf_oh_is_array(l->r->q, box) &&
	       qpdf_oh_get_array_n_items(l->r->q, box) == 4 &&
	       side(l, box, 0, 2) * side(l, box, 1, 3) <= MOST;
}

/* An empty field, as we write them: its looks are of no bytes. */
static bool shows_nothing(struct look *l, qpdf_oh annotation)
{
	qpdf_data q = l->r->q;
	qpdf_oh looks = qpdf_oh_get_key(q, annotation, "/AP"), normal;

	if (!qpdf_oh_is_dictionary(q, looks))
		return true;
	normal = qpdf_oh_get_key(q, looks, "/N");
	return qpdf_oh_is_stream(q, normal) &&
	       qpdf_oh_get_int_value(q, qpdf_oh_get_key(
			q, qpdf_oh_get_dict(q, normal), "/Length")) == 0;
}

/* It changes when the page is signed, and only so. */
static bool is_for_signature(struct look *l, qpdf_oh annotation)
{
	qpdf_data q = l->r->q;

	return qpdf_oh_is_name_and_equals(
		       q, qpdf_oh_get_key(q, annotation, "/Subtype"),
		       "/Widget") &&
	       qpdf_oh_is_name_and_equals(q, of_field(l, annotation, "/FT"),
					  "/Sig") &&
	       is_small(l, annotation) &&
	       (qpdf_oh_is_dictionary(q, of_field(l, annotation, "/V")) ||
		shows_nothing(l, annotation));
}

static void put_annotations(struct look *l, struct digest *d, qpdf_oh page)
{
	qpdf_data q = l->r->q;
	qpdf_oh list = qpdf_oh_get_key(q, page, "/Annots");
	int count = qpdf_oh_is_array(q, list)
			    ? qpdf_oh_get_array_n_items(q, list) : 0;

	for (int i = 0; i < count && reading_step(l->r); i++) {
		qpdf_oh one = qpdf_oh_get_array_item(q, list, i);

		if (!qpdf_oh_is_dictionary(q, one) ||
		    !is_for_signature(l, one))
			put(l, d, one, 0);
		qpdf_oh_release(q, one);
	}
}

static struct str print_of_page(struct look *l, const struct page_at *at)
{
	static const char *const OWN[] = { "/Contents", "/Group", "/UserUnit" };
	struct digest *d = digest_new();
	char hex[DIGEST_HEX];

	for (int i = 0; i < 3; i++)
		put(l, d, qpdf_oh_get_key(l->r->q, at->page, OWN[i]), 0);
	for (int i = 0; i < INHERITED; i++) {
		add(d, str_of(INHERITED_KEYS[i]));
		if (at->has[i])
			put(l, d, at->has[i], 0);
	}
	put_annotations(l, d, at->page);
	digest_end(d, hex);
	return str_copy(l->r->arena, str_of(hex));
}

/* ---- the tree of pages ---------------------------------------------------- */

static void add_page(struct look *l, const struct page_at *at)
{
	l->r->too_much |= l->page_count >= MOST_PAGES;
	l->pages = arena_grow(l->r->arena, l->pages, l->page_count,
			      sizeof *l->pages);
	l->pages[l->page_count++] = *at;
	if (qpdf_oh_is_indirect(l->r->q, at->page))
		learn(l, at->page, str_printf(l->r->arena, "page %u",
					      l->page_count));
}

/* libqpdf's own walk has no bound for a tree's depth. */
static void walk(struct look *l, struct page_at at, int depth)
{
	qpdf_data q = l->r->q;
	qpdf_oh kids;
	int count;

	if (depth > DEEPEST || !reading_step(l->r) ||
	    !qpdf_oh_is_dictionary(q, at.page))
		return;
	for (int i = 0; i < INHERITED; i++) {
		qpdf_oh own = key_or_nothing(l, at.page, INHERITED_KEYS[i]);

		at.has[i] = own ? own : at.has[i];
	}
	kids = qpdf_oh_get_key(q, at.page, "/Kids");
	if (!qpdf_oh_is_array(q, kids)) {
		add_page(l, &at);
		return;
	}
	count = qpdf_oh_get_array_n_items(q, kids);
	for (int i = 0; i < count && !l->r->too_much; i++) {
		struct page_at kid = at;

		kid.page = qpdf_oh_get_array_item(q, kids, i);
		walk(l, kid, depth + 1);
	}
}

void look_at_pages(struct reading *r)
{
	struct look l = { .r = r };
	struct page_at top = { qpdf_oh_get_key(r->q, qpdf_get_root(r->q),
					       "/Pages"), { 0 } };

	walk(&l, top, 0);
	r->out->pages = arena_array(r->arena, struct str, l.page_count + 1);
	r->out->page_count = l.page_count;
	for (uint32_t i = 0; i < l.page_count && !r->too_much; i++)
		r->out->pages[i] = print_of_page(&l, &l.pages[i]);
}
