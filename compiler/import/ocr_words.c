#include "import/ocr_words.h"

#include <libxml/parser.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/utf8.h"
#include "measure/child.h"

enum {
	MOST_SECONDS = 60,       /* a page */
	MOST_MIB = 2048,
	MOST_SAID = 32 << 20,
	MOST_WORDS = 20000       /* on a page */
};

/* What Tesseract calls the size of a line is that of its letters with their
 * descenders: so much of the font's size. */
static const double SIZE_OF_LINE = 0.93;

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

/* What is left of a rule or a speck, taken for a sign. */
static bool is_litter(struct str s, double sure)
{
	static const char *const NEVER[] = { "_", "__", "|", "||", "—", "——" };

	for (size_t i = 0; i < sizeof NEVER / sizeof *NEVER; i++)
		if (str_is(s, NEVER[i]))
			return true;
	for (uint32_t at = 0; at < s.n;) {
		uint32_t c = utf8_next(s, &at);

		if (utf8_is_letter(c) || utf8_is_digit(c) || c == '-' || c == '+')
			return false;
	}
	return sure < 0.6 || !s.n;
}

static void on_end(void *context, const xmlChar *name)
{
	struct hearing *h = context;
	struct sheet *s = h->sheet;
	struct str text = str_trim(buf_str(&h->text));

	if (!h->in_word || strcmp((const char *)name, "span") != 0)
		return;
	h->in_word = false;
	if (is_litter(text, h->word.sure) || s->word_count == MOST_WORDS)
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

const char *ocr_why_not(struct arena *a)
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

static bool run_tesseract(xmlParserCtxt *parser, const struct image *image,
			  const char *mode)
{
	char *words[] = { "tesseract", "-", "-", "-l", "vie", "--psm",
			  (char *)mode, "--dpi", "300", "-c",
			  "tessedit_create_hocr=1", NULL };
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

bool ocr_words(struct arena *a, const struct image *image, const char *mode,
	       double scale, struct sheet *s)
{
	struct hearing h = { .arena = a, .sheet = s, .scale = scale,
			     .text = buf_new(a) };
	xmlSAXHandler handler = { .startElement = on_start,
				  .endElement = on_end,
				  .characters = on_text };
	xmlParserCtxt *parser = xmlCreatePushParserCtxt(&handler, &h, NULL, 0,
							"page");
	bool good;

	if (!parser)
		return false;
	xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_RECOVER |
				  XML_PARSE_NOENT | XML_PARSE_NOERROR |
				  XML_PARSE_NOWARNING | XML_PARSE_HUGE);
	good = run_tesseract(parser, image, mode);
	xmlFreeParserCtxt(parser);
	return good;
}
