#include "import/ocr.h"

#include <libxml/parser.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/utf8.h"
#include "import/ocr_image.h"
#include "measure/child.h"

enum {
	DOTS_PER_INCH = 300,
	MOST_SECONDS = 60,       /* a page */
	MOST_MIB = 2048,
	MOST_SAID = 32 << 20,
	MOST_WORDS = 20000,      /* on a page */
	MOST_PAGE_DOTS = 40000000,
	MOST_PICTURES = 200      /* in one TIFF file */
};

/* What Tesseract calls the size of a line is that of its letters with their
 * descenders: so much of the font's size. */
static const double SIZE_OF_LINE = 0.93;

static const char CANNOT_DRAW[] = "không vẽ được trang ảnh: tệp hỏng hoặc quá lớn";

/* ---- what Tesseract says ---------------------------------------------------- */

struct hearing {
	struct arena *arena;
	struct sheet *sheet;
	double scale; /* points to a dot */
	double line[4], slope, offset, size;
	struct word word;
	struct buf text;
	bool in_word;
};

static const char *attribute(const xmlChar **list, const char *name)
{
	for (int i = 0; list && list[i]; i += 2)
		if (strcmp((const char *)list[i], name) == 0)
			return (const char *)list[i + 1];
	return "";
}

/* Numbers after a word of a title: "bbox 1 2 3 4; x_wconf 96". */
static bool numbers(const char *title, const char *name, double *v, int n)
{
	const char *p = strstr(title, name);
	char *end;

	if (!p)
		return false;
	p += strlen(name);
	for (int i = 0; i < n; i++, p = end) {
		v[i] = strtod(p, &end);
		if (end == p || !isfinite(v[i]))
			return false;
	}
	return true;
}

static void begin_line(struct hearing *h, const char *title)
{
	double base[2] = { 0, 0 };

	if (!numbers(title, "bbox ", h->line, 4))
		memset(h->line, 0, sizeof h->line);
	numbers(title, "baseline ", base, 2);
	h->slope = fabs(base[0]) < 0.1 ? base[0] : 0;
	h->offset = base[1];
	if (!numbers(title, "x_size ", &h->size, 1))
		h->size = h->line[3] - h->line[1];
}

static void begin_word(struct hearing *h, const char *title)
{
	double box[4], sure = 0;

	h->in_word = numbers(title, "bbox ", box, 4);
	if (!h->in_word)
		return;
	numbers(title, "x_wconf ", &sure, 1);
	h->text = buf_new(h->arena);
	h->word = (struct word){
		.x0 = box[0] * h->scale, .x1 = box[2] * h->scale,
		.base = (h->line[3] + h->offset +
			 h->slope * ((box[0] + box[2]) / 2 - h->line[0])) *
			h->scale,
		.size = fmin(fmax(h->size * h->scale / SIZE_OF_LINE, 4), 200),
		.sure = sure / 100,
	};
}

static void on_start(void *context, const xmlChar *name, const xmlChar **list)
{
	const char *class = attribute(list, "class");
	struct hearing *h = context;

	(void)name;
	if (strcmp(class, "ocrx_word") == 0)
		begin_word(h, attribute(list, "title"));
	else if (strncmp(class, "ocr_", 4) == 0)
		begin_line(h, attribute(list, "title"));
}

static void on_text(void *context, const xmlChar *text, int n)
{
	struct hearing *h = context;

	if (h->in_word)
		buf_add(&h->text, (struct str){ (const char *)text, (uint32_t)n });
}

static void on_end(void *context, const xmlChar *name)
{
	struct hearing *h = context;
	struct sheet *s = h->sheet;
	struct str text = str_trim(buf_str(&h->text));

	if (!h->in_word || strcmp((const char *)name, "span") != 0)
		return;
	h->in_word = false;
	if (!text.n || s->word_count == MOST_WORDS)
		return;
	h->word.text = utf8_nfc(h->arena, text);
	s->words = arena_grow(h->arena, s->words, s->word_count,
			      sizeof *s->words);
	s->words[s->word_count++] = h->word;
}

static bool hear(void *context, const char *bytes, size_t n)
{
	xmlParseChunk(context, bytes, (int)n, 0);
	return true;
}

/* ---- the process -------------------------------------------------------------- */

static bool hear_languages(void *context, const char *bytes, size_t n)
{
	struct buf *b = context;

	buf_add(b, (struct str){ bytes, (uint32_t)n });
	return true;
}

static const char *why_not(struct arena *a)
{
	char *words[] = { "tesseract", "--list-langs", NULL };
	struct child c = { .words = words, .input = -1, .most_said = 65536,
			   .most_seconds = 10, .most_mib = MOST_MIB };
	struct buf said = buf_new(a);

	if (child_run(&c, hear_languages, &said) == CHILD_NONE)
		return "chưa có Tesseract để nhận dạng chữ: hãy cài gói tesseract-ocr";
	if (str_find(buf_str(&said), STR("vie")) < 0)
		return "Tesseract chưa biết tiếng Việt: hãy cài gói tesseract-ocr-vie";
	return "nhận dạng chữ không xong trong thời gian cho phép";
}

/* A file in memory: nothing is left behind. */
static int file_of(const struct image *i)
{
	int file = memfd_create("page", MFD_CLOEXEC);
	size_t done = 0;

	while (file >= 0 && done < i->count) {
		ssize_t n = write(file, i->bytes + done, i->count - done);

		if (n <= 0) {
			close(file);
			return -1;
		}
		done += (size_t)n;
	}
	if (file >= 0)
		lseek(file, 0, SEEK_SET);
	return file;
}

static bool run_tesseract(xmlParserCtxt *parser, const struct image *image)
{
	char *words[] = { "tesseract", "-", "-", "-l", "vie", "--psm", "3",
			  "--dpi", "300", "-c", "tessedit_create_hocr=1", NULL };
	struct child c = {
		.words = words, .input = file_of(image), .most_said = MOST_SAID,
		.most_seconds = MOST_SECONDS, .most_mib = MOST_MIB,
	};
	int status;

	if (c.input < 0)
		return false;
	status = child_run(&c, hear, parser);
	close(c.input);
	xmlParseChunk(parser, "", 0, 1);
	return status == 0;
}

static bool read_words(struct hearing *h, const struct image *image)
{
	xmlSAXHandler handler = { .startElement = on_start,
				  .endElement = on_end,
				  .characters = on_text };
	xmlParserCtxt *parser = xmlCreatePushParserCtxt(&handler, h, NULL, 0,
							"page");
	bool good;

	if (!parser)
		return false;
	xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_RECOVER |
				  XML_PARSE_NOENT | XML_PARSE_NOERROR |
				  XML_PARSE_NOWARNING | XML_PARSE_HUGE);
	good = run_tesseract(parser, image);
	xmlFreeParserCtxt(parser);
	return good;
}

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
	struct hearing h = { .arena = a, .sheet = s, .scale = scale };

	h.text = buf_new(a);
	image_take_rules(a, image, scale, s);
	if (!read_words(&h, image)) {
		*fault = why_not(a);
		return false;
	}
	calm_sizes(a, s);
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

	if (path[0] == '-' || !image_size(path, 0, &w, &h)) {
		*fault = "không phải ảnh PNG, JPEG hay TIFF";
		return NULL;
	}
	for (; image_size(path, count, &w, &h); count++) {
		if (count == MOST_PICTURES) {
			*fault = "tệp ảnh có quá 200 trang";
			return NULL;
		}
		if (!read_picture(a, path, count, &sheets[count], fault))
			return NULL;
	}
	p = paper_of_sheets(a, sheets, count, ledger);
	p->encoding = "OCR";
	p->recognised = true;
	return p;
}
