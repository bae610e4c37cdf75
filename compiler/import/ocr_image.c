#include "import/ocr_image.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "measure/child.h"

enum { HEADER = 64, MOST_SECONDS = 60, MOST_MIB = 2048, HEAD = 1 << 16 };

/* ---- drawing ------------------------------------------------------------- */

static bool hear(void *context, const char *bytes, size_t n)
{
	struct image *i = context;

	if (i->count + n > i->room) {
		size_t room = 2 * (i->count + n);
		unsigned char *more = realloc(i->bytes, room);

		if (!more)
			return false;
		i->bytes = more;
		i->room = room;
	}
	memcpy(i->bytes + i->count, bytes, n);
	i->count += n;
	return true;
}

/* "P5 width height 255", then the dots. */
static bool read_header(struct image *i)
{
	char head[HEADER + 1] = "";
	unsigned most = 0;
	int end = 0;

	memcpy(head, i->bytes, i->count < HEADER ? i->count : HEADER);
	if (sscanf(head, "P5 %u %u %u%n", &i->width, &i->height, &most, &end) !=
		    3 || most != 255 || !i->width || !i->height ||
	    i->width > IMAGE_MOST_DOTS / i->height)
		return false;
	i->dots = i->bytes + end + 1;
	return i->count >= (size_t)end + 1 + (size_t)i->width * i->height;
}

bool image_draw(struct image *i, char *const *words)
{
	struct child mutool = {
		.words = words, .input = -1,
		.most_said = IMAGE_MOST_DOTS + HEADER,
		.most_seconds = MOST_SECONDS, .most_mib = MOST_MIB,
	};

	*i = (struct image){ 0 };
	return child_run(&mutool, hear, i) == 0 && i->count && read_header(i);
}

void image_free(struct image *i)
{
	free(i->bytes);
	*i = (struct image){ 0 };
}

/* ---- the size that a file tells ------------------------------------------- */

static uint32_t big(const unsigned char *p, int n)
{
	uint32_t v = 0;

	while (n-- > 0)
		v = v << 8 | *p++;
	return v;
}

static uint32_t little(const unsigned char *p, int n)
{
	uint32_t v = 0;

	while (n-- > 0)
		v = v << 8 | p[n];
	return v;
}

static bool png_size(const unsigned char *p, size_t n, uint32_t *w, uint32_t *h)
{
	if (n < 24 || memcmp(p, "\x89PNG\r\n\x1a\n", 8) != 0)
		return false;
	*w = big(p + 16, 4);
	*h = big(p + 20, 4);
	return true;
}

/* Segment by segment to the one that begins a frame. */
static bool jpeg_size(int file, uint32_t *w, uint32_t *h)
{
	unsigned char p[9];
	off_t at = 2;

	if (pread(file, p, 2, 0) != 2 || p[0] != 0xFF || p[1] != 0xD8)
		return false;
	for (int i = 0; i < 1000 && pread(file, p, 9, at) == 9; i++) {
		bool frame = p[1] >= 0xC0 && p[1] <= 0xCF && p[1] != 0xC4 &&
			     p[1] != 0xC8 && p[1] != 0xCC;

		if (p[0] != 0xFF)
			return false;
		*h = big(p + 5, 2);
		*w = big(p + 7, 2);
		if (frame)
			return true;
		at += 2 + (off_t)big(p + 2, 2);
	}
	return false;
}

struct tiff {
	int file;
	uint32_t (*number)(const unsigned char *, int);
	uint32_t at, entries; /* of the directory at hand */
};

static bool tiff_go(struct tiff *t, off_t link)
{
	unsigned char p[4];

	if (pread(t->file, p, 4, link) != 4)
		return false;
	t->at = t->number(p, 4);
	if (!t->at || pread(t->file, p, 2, t->at) != 2)
		return false;
	t->entries = t->number(p, 2);
	return true;
}

/* Tags 256 and 257 of the directory of a page. */
static bool tiff_size(int file, uint32_t page, uint32_t *w, uint32_t *h)
{
	struct tiff t = { .file = file };
	unsigned char p[12];

	if (pread(file, p, 4, 0) != 4 ||
	    (memcmp(p, "II*\0", 4) != 0 && memcmp(p, "MM\0*", 4) != 0))
		return false;
	t.number = p[0] == 'I' ? little : big;
	if (!tiff_go(&t, 4))
		return false;
	while (page-- > 0)
		if (!tiff_go(&t, t.at + 2 + (off_t)12 * t.entries))
			return false;
	for (uint32_t i = 0; i < t.entries; i++) {
		uint32_t tag, value;

		if (pread(file, p, 12, t.at + 2 + (off_t)12 * i) != 12)
			return false;
		tag = t.number(p, 2);
		value = t.number(p + 8, t.number(p + 2, 2) == 3 ? 2 : 4);
		if (tag == 256)
			*w = value;
		if (tag == 257)
			*h = value;
	}
	return *w && *h;
}

bool image_size(const char *path, uint32_t page, uint32_t *width,
		uint32_t *height)
{
	int file = open(path, O_RDONLY | O_CLOEXEC);
	unsigned char head[32];
	ssize_t n;
	bool good;

	*width = *height = 0;
	if (file < 0)
		return false;
	n = pread(file, head, sizeof head, 0);
	good = n > 0 &&
	       ((!page && (png_size(head, (size_t)n, width, height) ||
			   jpeg_size(file, width, height))) ||
		tiff_size(file, page, width, height));
	close(file);
	return good;
}
