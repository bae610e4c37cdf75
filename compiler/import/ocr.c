#include "import/ocr.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "import/ocr_words.h"

enum {
	DOTS_PER_INCH = 300,
	MOST_PAGE_DOTS = 40000000,
	MOST_PICTURES = 200      /* in one TIFF file */
};

static const char CANNOT_DRAW[] = "không vẽ được trang ảnh: tệp hỏng hoặc quá lớn";

/* ---- after it -------------------------------------------------------------- */

static int by_value(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return (a > b) - (a < b);
}

/* Sizes waver from line to line: one that is nearly the usual one is it. */
static void calm_sizes(struct arena *a, struct sheet *s)
{
	double *size = arena_array(a, double, s->word_count + 1), usual;

	for (uint32_t i = 0; i < s->word_count; i++)
		size[i] = s->words[i].size;
	qsort(size, s->word_count, sizeof *size, by_value);
	usual = size[s->word_count / 2];
	for (uint32_t i = 0; i < s->word_count; i++) {
		double *v = &s->words[i].size;

		if (*v > 0.85 * usual && *v < 1.3 * usual)
			*v = usual;
	}
}

static bool recognise(struct arena *a, struct image *image, double scale,
		      struct sheet *s, const char **fault)
{
	image_straighten(a, image);
	image_take_rules(a, image, scale, s);
	if (!ocr_words(a, image, "3", scale, s) ||
	    !ocr_boxes(a, image, scale, s)) {
		*fault = ocr_why_not(a);
		return false;
	}
	calm_sizes(a, s);
	s->guessed = true;
	return true;
}

bool ocr_page(struct arena *a, const char *path, uint32_t number,
	      struct sheet *s, const char **fault)
{
	char dpi[16], page[16];
	char *words[] = { "mutool", "draw", "-q", "-r", dpi, "-c", "gray", "-F",
			  "pnm", "-o", "-", (char *)path, page, NULL };
	double inches = s->width * s->height / 5184;
	double fine = fmin(DOTS_PER_INCH, sqrt(MOST_PAGE_DOTS / fmax(inches, 1)));
	struct image image;
	bool good;

	snprintf(dpi, sizeof dpi, "%d", (int)fine);
	snprintf(page, sizeof page, "%u", number);
	good = image_draw(&image, words);
	if (good)
		good = recognise(a, &image, s->width / image.width, s, fault);
	else
		*fault = CANNOT_DRAW;
	image_free(&image);
	return good;
}

/* ---- pictures ---------------------------------------------------------------- */

/* The longer side is as long as that of A4. */
static double points_of(const struct image *i)
{
	return 842.0 / (i->width > i->height ? i->width : i->height);
}

static bool read_drawn(struct arena *a, struct image *image, struct sheet *s,
		       const char **fault)
{
	double scale = points_of(image);

	s->width = image->width * scale;
	s->height = image->height * scale;
	return recognise(a, image, scale, s, fault);
}

static bool read_picture(struct arena *a, const char *path, uint32_t number,
			 struct sheet *s, const char **fault)
{
	char width[16], height[16], page[16];
	char *words[] = { "mutool", "draw", "-q", "-w", width, "-h", height,
			  "-f", "-c", "gray", "-F", "pnm", "-o", "-",
			  (char *)path, page, NULL };
	struct image image;
	uint32_t w, h;
	bool good;

	if (!image_size(path, number, &w, &h) || w > IMAGE_MOST_DOTS / h) {
		*fault = "ảnh lớn quá 100 triệu điểm";
		return false;
	}
	snprintf(width, sizeof width, "%u", w);
	snprintf(height, sizeof height, "%u", h);
	snprintf(page, sizeof page, "%u", number + 1);
	good = image_draw(&image, words);
	if (good)
		good = read_drawn(a, &image, s, fault);
	else
		*fault = CANNOT_DRAW;
	image_free(&image);
	return good;
}

struct paper *image_read(struct arena *a, const char *path,
			 struct ledger *ledger, const char **fault)
{
	struct sheet *sheets = arena_array(a, struct sheet, MOST_PICTURES);
	uint32_t count = 0, w, h;
	struct paper *p;

	if (path[0] == '-') /* no option of the reader's */
		path = str_terminated(a, str_printf(a, "./%s", path));
	if (!image_size(path, 0, &w, &h)) {
		*fault = "không phải ảnh PNG, JPEG hay TIFF";
		return NULL;
	}
	while (count <= MOST_PICTURES && image_size(path, count, &w, &h))
		count++;
	if (count > MOST_PICTURES) {
		*fault = "tệp ảnh có quá 200 trang";
		return NULL;
	}
	for (uint32_t i = 0; i < count; i++)
		if (!read_picture(a, path, i, &sheets[i], fault))
			return NULL;
	p = paper_of_sheets(a, sheets, count, ledger);
	if (!p->count) {
		*fault = "không nhận ra chữ nào trong ảnh";
		return NULL;
	}
	ocr_repair(p, ledger);
	p->encoding = "OCR";
	p->recognised = true;
	return p;
}
