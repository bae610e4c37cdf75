/* The bytes of streams, whatever they would unpack to: libqpdf would take all
 * the memory there is. */
#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

#include "carried/reading.h"

static const size_t MOST_BYTES = (size_t)64 << 20; /* of one stream */
static const size_t MOST_SEEN = (size_t)4096 << 20; /* of all */
enum { MOST_STEPS = 4000000 };

bool reading_step(struct reading *r)
{
	r->too_much |= ++r->steps > MOST_STEPS;
	return !r->too_much;
}

static bool take(struct reading *r, size_t count, struct str *bytes)
{
	r->seen += count;
	r->too_much |= count > MOST_BYTES || r->seen > MOST_SEEN;
	if (r->too_much)
		return false;
	*bytes = (struct str){ r->room, (uint32_t)count };
	return true;
}

/* The one filter's name; "" without one, NULL where there are several. */
static const char *filter_of(struct reading *r, qpdf_oh dict)
{
	qpdf_oh filter = qpdf_oh_get_key(r->q, dict, "/Filter");
	qpdf_oh parms = qpdf_oh_get_key(r->q, dict, "/DecodeParms");

	if (qpdf_oh_is_array(r->q, filter) &&
	    qpdf_oh_get_array_n_items(r->q, filter) == 1)
		filter = qpdf_oh_get_array_item(r->q, filter, 0);
	if (qpdf_oh_is_null(r->q, filter))
		return "";
	if (!qpdf_oh_is_name(r->q, filter) || !qpdf_oh_is_null(r->q, parms))
		return NULL;
	return qpdf_oh_get_name(r->q, filter);
}

static bool inflate_into(struct reading *r, const void *data, size_t count,
			 struct str *bytes)
{
	struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
	enum libdeflate_result result;
	size_t made = 0;

	if (!d)
		abort();
	result = libdeflate_zlib_decompress(d, data, count, r->room, MOST_BYTES,
					    &made);
	libdeflate_free_decompressor(d);
	r->too_large = result == LIBDEFLATE_INSUFFICIENT_SPACE;
	if (result == LIBDEFLATE_SUCCESS)
		return take(r, made, bytes);
	r->seen += r->too_large ? MOST_BYTES : count; /* it took its time */
	r->too_much |= r->seen > MOST_SEEN;
	return false;
}

static bool read_stream(struct reading *r, qpdf_oh stream, bool inflate,
			struct str *bytes)
{
	unsigned char *data = NULL;
	size_t count = 0;
	QPDF_BOOL filtered = QPDF_FALSE;
	bool good;

	*bytes = STR("");
	if (!r->room && !(r->room = malloc(MOST_BYTES)))
		abort();
	if (qpdf_oh_get_stream_data(r->q, stream, qpdf_dl_none, &filtered,
				    &data, &count) & QPDF_ERRORS)
		return false;
	if (inflate) {
		good = inflate_into(r, data, count, bytes);
	} else {
		good = take(r, count, bytes);
		if (good && count)
			memcpy(r->room, data, count);
	}
	free(data);
	return good;
}

bool stream_raw(struct reading *r, qpdf_oh stream, struct str *bytes)
{
	return read_stream(r, stream, false, bytes);
}

bool stream_unpack(struct reading *r, qpdf_oh stream, struct str *bytes)
{
	qpdf_oh dict = qpdf_oh_get_dict(r->q, stream);
	const char *filter = filter_of(r, dict);
	bool plain = filter && !*filter;
	bool flate = filter && strcmp(filter, "/FlateDecode") == 0;

	qpdf_oh_release(r->q, dict);
	*bytes = STR("");
	r->too_large = false;
	return (plain || flate) && read_stream(r, stream, flate, bytes);
}
