/* Pictures: what their first bytes say. PNG: signature, then IHDR. JPEG:
 * segments up to the frame header (SOF). Nothing is decoded here. */
#include "check/internal.h"

#include <string.h>

static uint32_t big_endian(const unsigned char *p, int bytes)
{
	uint32_t value = 0;

	while (bytes--)
		value = value << 8 | *p++;
	return value;
}

static bool read_png(struct str bytes, struct plan_picture *p)
{
	const unsigned char *b = (const unsigned char *)bytes.p;

	if (bytes.n < 33 || memcmp(b, "\x89PNG\r\n\x1a\n", 8) != 0 ||
	    memcmp(b + 12, "IHDR", 4) != 0)
		return false;
	p->pixel_width = big_endian(b + 16, 4);
	p->pixel_height = big_endian(b + 20, 4);
	p->has_alpha = b[25] == 4 || b[25] == 6;
	for (uint32_t at = 33; !p->has_alpha && at + 12 <= bytes.n;) {
		uint32_t length = big_endian(b + at, 4);

		p->has_alpha = memcmp(b + at + 4, "tRNS", 4) == 0;
		if (memcmp(b + at + 4, "IDAT", 4) == 0 ||
		    length > bytes.n - at - 12)
			break;
		at += length + 12;
	}
	return true;
}

static bool is_frame_header(unsigned char marker)
{
	return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 &&
	       marker != 0xC8 && marker != 0xCC;
}

static bool read_jpeg(struct str bytes, struct plan_picture *p)
{
	const unsigned char *b = (const unsigned char *)bytes.p;
	uint32_t at = 2;

	if (bytes.n < 4 || b[0] != 0xFF || b[1] != 0xD8)
		return false;
	while (at + 9 < bytes.n && b[at] == 0xFF) {
		unsigned char marker = b[at + 1];

		if (is_frame_header(marker)) {
			p->pixel_height = big_endian(b + at + 5, 2);
			p->pixel_width = big_endian(b + at + 7, 2);
			p->is_jpeg = true;
			/* parts of a colour: grey or RGB, not those of print */
			return b[at + 9] == 1 || b[at + 9] == 3;
		}
		at += marker == 0xFF ? 1 : 2 + big_endian(b + at + 2, 2);
	}
	return false;
}

/* A file that was cut off has not its last mark. */
static bool is_whole(struct str bytes, const struct plan_picture *p)
{
	if (p->is_jpeg)
		return bytes.n > 2 && memchr(bytes.p + bytes.n / 2, 0xD9,
					     bytes.n - bytes.n / 2);
	return bytes.n > 12 && memcmp(bytes.p + bytes.n - 8, "IEND", 4) == 0;
}

bool picture_read(struct str bytes, struct plan_picture *p)
{
	p->bytes = bytes;
	return (read_png(bytes, p) || read_jpeg(bytes, p)) &&
	       p->pixel_width && p->pixel_height && is_whole(bytes, p);
}
