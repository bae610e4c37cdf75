#include "import/pdf.h"

#include <math.h>

#include "base/utf8.h"
#include "import/encoding.h"
#include "import/ocr.h"
#include "import/ocr_words.h"
#include "import/pdf_shift.h"
#include "measure/measure.h"

enum { MOST_WORDS = 2000000, MOST_SCANS = 500, FEW_WORDS = 20 };

/* The one place where the letters of old fonts are read. */
static struct str decode(struct arena *a, struct str text, struct str font)
{
	struct str now;

	if (utf8_find_fault(text) >= 0)
		return STR("\uFFFD");
	now = decode_run(a, text, font.n ? str_terminated(a, font) : NULL,
			 NULL);
	return utf8_nfc(a, now);
}

static void add_word(struct arena *a, struct sheet *s,
		     const struct measured_word *w)
{
	if (!(w->size > 1 && w->size < 400) || !w->text.n ||
	    !isfinite(w->x0 + w->x1 + w->baseline))
		return;
	s->words = arena_grow(a, s->words, s->word_count, sizeof *s->words);
	s->words[s->word_count++] = (struct word){
		.text = decode(a, w->text, w->font),
		.x0 = w->x0, .x1 = fmax(w->x1, w->x0), .base = w->baseline,
		.size = w->size, .bold = w->bold, .italic = w->italic,
		.sure = 1,
	};
}

static void add_rule(struct arena *a, struct sheet *s,
		     const struct measured_stroke *t)
{
	struct rule r = { fmin(t->x0, t->x1), fmin(t->y0, t->y1),
			  fmax(t->x0, t->x1), fmax(t->y0, t->y1) };

	if (!isfinite(t->x0 + t->x1 + t->y0 + t->y1))
		return;
	if (r.y1 - r.y0 < 1 && r.x1 - r.x0 > 4)
		r.y0 = r.y1 = (r.y0 + r.y1) / 2;
	else if (r.x1 - r.x0 < 1 && r.y1 - r.y0 > 4)
		r.x0 = r.x1 = (r.x0 + r.x1) / 2;
	else
		return;
	s->rules = arena_grow(a, s->rules, s->rule_count, sizeof *s->rules);
	s->rules[s->rule_count++] = r;
}

static void take_page(struct arena *a, const struct measured_page *p,
		      struct sheet *s)
{
	s->width = p->width;
	s->height = p->height;
	for (uint32_t i = 0; i < p->word_count; i++)
		add_word(a, s, &p->words[i]);
	for (uint32_t i = 0; i < p->stroke_count; i++)
		add_rule(a, s, &p->strokes[i]);
}

/* A picture as large as the page and hardly a word. */
static bool is_scan(const struct measured_page *p)
{
	double area = 0;

	for (uint32_t i = 0; i < p->image_count; i++) {
		const struct measured_image *m = &p->images[i];

		area += (m->x1 - m->x0) * (m->y1 - m->y0);
	}
	return p->word_count < FEW_WORDS && area > 0.4 * p->width * p->height;
}

static const char *fault_of(const struct measured *m)
{
	uint64_t words = 0, scans = 0;

	if (!m)
		return "không đọc được PDF: tệp hỏng, có mật khẩu hoặc quá lớn";
	if (m->page_count > MEASURE_PAGES)
		return "PDF có quá 2.000 trang";
	for (uint32_t i = 0; i < m->page_count; i++) {
		words += m->pages[i].word_count;
		scans += is_scan(&m->pages[i]);
	}
	if (words > MOST_WORDS)
		return "PDF có quá nhiều chữ";
	if (scans > MOST_SCANS)
		return "PDF có quá 500 trang ảnh phải nhận dạng";
	if (!words && !scans)
		return "PDF không có chữ và không có ảnh trang";
	return NULL;
}

static bool read_page(struct arena *a, const char *path, uint32_t number,
		      const struct measured_page *p, struct sheet *s,
		      const char **fault)
{
	if (!is_scan(p)) {
		take_page(a, p, s);
		return true;
	}
	s->width = p->width;
	s->height = p->height;
	return ocr_page(a, path, number, s, fault);
}

struct paper *pdf_read(struct arena *a, const char *path,
		       struct ledger *ledger, const char **fault)
{
	struct measured *m = measure_pdf(a, path);
	struct sheet *sheets;
	struct paper *paper;
	bool scanned = false;

	*fault = fault_of(m);
	if (*fault)
		return NULL;
	shift_repair(a, m, ledger);
	sheets = arena_array(a, struct sheet, m->page_count);
	for (uint32_t i = 0; i < m->page_count; i++) {
		scanned = scanned || is_scan(&m->pages[i]);
		if (!read_page(a, path, i + 1, &m->pages[i], &sheets[i], fault))
			return NULL;
	}
	paper = paper_of_sheets(a, sheets, m->page_count, ledger);
	if (!paper->count) {
		*fault = "không có chữ nào đọc được trong PDF";
		return NULL;
	}
	paper->encoding = scanned ? "OCR" : "PDF";
	paper->recognised = scanned;
	if (scanned)
		ocr_repair(paper, ledger);
	return paper;
}
