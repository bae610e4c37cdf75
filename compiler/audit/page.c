/* R01–R11: the paper, margins, letters, page numbers, places. */
#include "audit/judge.h"

#include <string.h>

#include "base/utf8.h"

static void r01(struct judge *j)
{
	for (uint32_t i = 0; i < j->d->page_count; i++) {
		const struct measured_page *p = &j->d->pdf->pages[i];
		double a = fmin(p->width, p->height) / MM;
		double b = fmax(p->width, p->height) / MM;

		if (off(a, 210, 0.5) || off(b, 297, 0.5))
			fail(j, i, "khổ %.1f × %.1f mm", a, b);
	}
	note(j, "A4, %u trang", j->d->page_count);
}

static void r02(struct judge *j)
{
	for (uint32_t i = 0; i < j->d->page_count; i++)
		if (j->d->pages[i].landscape && !j->d->pages[i].appendix &&
		    j->d->pdf->pages[i].stroke_count < 6)
			fail(j, i, "trang ngang mà không có bảng");
}

static void margins_of(struct judge *j, uint32_t i, double *right)
{
	const struct measured_page *p = &j->d->pdf->pages[i];
	const struct page_facts *f = &j->d->pages[i];
	double left = 1e9, bottom = 0, top = 1e9;

	for (uint32_t k = 0; k < f->rows.count; k++) {
		const struct row *r = &f->rows.items[k];
		bool stamp = r->y < 19 * MM && r->count < 12 &&
			     (f->in_series == 1); /* boxes 11 and 14 */

		if (stamp)
			continue;
		left = fmin(left, r->x0);
		*right = fmax(*right, r->x1);
		top = fmin(top, r->y - 0.891 * r->size);
		bottom = fmax(bottom, r->y + 0.216 * r->size);
	}
	if (left > 1e8)
		return;
	if (left / MM < 30 - 0.3) /* a page of short lines may begin further in */
		fail(j, i, "lề trái %.1f mm", left / MM);
	if (top / MM < 20 - 0.3)
		fail(j, i, "lề trên %.1f mm", top / MM);
	if (i == 0 && top / MM > 25 + 4)
		fail(j, i, "lề trên %.1f mm", top / MM);
	if ((p->height - bottom) / MM < 20 - 0.3)
		fail(j, i, "lề dưới %.1f mm", (p->height - bottom) / MM);
	if ((p->width - *right) / MM < 15 - 0.3)
		fail(j, i, "lề phải %.1f mm", (p->width - *right) / MM);
}

static void r03(struct judge *j)
{
	double widest = 0;

	for (uint32_t i = 0; i < j->d->page_count; i++) {
		double right = 0;

		margins_of(j, i, &right);
		if (!j->d->pages[i].landscape && !j->d->pages[i].appendix)
			widest = fmax(widest, right);
	}
	if (j->d->left / MM > 35 + 0.3)
		fail(j, 0, "lề trái %.1f mm", j->d->left / MM);
	if (widest > 0 && out(210 - widest / MM, 15, 20, 0.3))
		fail(j, 0, "lề phải %.1f mm", 210 - widest / MM);
	note(j, "trái %.1f, phải %.1f mm", j->d->left / MM,
	     210 - widest / MM);
}

static void r04(struct judge *j)
{
	struct str substitute = STR("");

	for (uint32_t i = 0; i < j->d->page_count; i++)
		for (uint32_t k = 0; k < j->d->pdf->pages[i].word_count; k++) {
			struct str font = j->d->pdf->pages[i].words[k].font;

			if (str_starts(font, STR("TimesNewRoman")) ||
			    str_starts(font, STR("Times New Roman")))
				continue;
			if (str_starts(font, STR("LiberationSerif")) ||
			    str_starts(font, STR("Tinos")))
				substitute = font;
			else
				fail(j, i, "phông %.*s", STR_ARG(font));
		}
	if (substitute.n)
		warn(j, 0, "phông %.*s, cùng độ rộng với Times New Roman",
		     STR_ARG(substitute));
}

static void r05(struct judge *j)
{
	for (uint32_t i = 0; i < j->d->page_count; i++)
		for (uint32_t k = 0; k < j->d->pdf->pages[i].word_count; k++) {
			struct str s = j->d->pdf->pages[i].words[k].text;

			if (!str_eq(utf8_nfc(j->arena, s), s))
				fail(j, i, "“%.*s” không ở dạng NFC",
				     STR_ARG(s));
			for (uint32_t at = 0; at < s.n;) {
				uint32_t c = utf8_next(s, &at);

				if (c >= 0x300 && c <= 0x36F)
					fail(j, i, "“%.*s” dấu rời khỏi chữ",
					     STR_ARG(s));
				if ((c >= 0xE000 && c <= 0xF8FF) ||
				    c == UTF8_REPLACEMENT || c < ' ')
					fail(j, i, "“%.*s” không phải Unicode",
					     STR_ARG(s));
			}
		}
}

static bool is_urgent(struct str s)
{
	return str_is(s, "KHẨN") || str_is(s, "THƯỢNG") || str_is(s, "HỎA") ||
	       str_is(s, "TỐC") || str_is(s, "HOẢ");
}

static void r06(struct judge *j)
{
	for (uint32_t i = 0; i < j->d->page_count; i++)
		for (uint32_t k = 0; k < j->d->pdf->pages[i].word_count; k++) {
			const struct measured_word *w =
				&j->d->pdf->pages[i].words[k];

			if (!w->black && !is_urgent(w->text))
				fail(j, i, "“%.*s” màu #%06x",
				     STR_ARG(w->text), w->color);
		}
}

static void r07(struct judge *j)
{
	bool some = false;

	for (uint32_t i = 0; i < j->d->page_count; i++) {
		const struct page_facts *f = &j->d->pages[i];
		const struct measured_page *p = &j->d->pdf->pages[i];
		const struct row *n = &f->number;
		uint32_t bytes;

		if (f->in_series == 1 || f->appendix)
			continue;
		some = true;
		if (!n->count) {
			fail(j, i, "không có số trang");
			continue;
		}
		if (leading_number(n->text, &bytes) != (int)f->in_series)
			fail(j, i, "số “%.*s”, trang %u", STR_ARG(n->text),
			     f->in_series);
		if (f->number_at_foot || n->y > 25 * MM)
			fail(j, i, "số trang ở y = %.0f mm", n->y / MM);
		if (n->bold || n->italic || out(n->size, 13, 14, 0.05))
			fail(j, i, "số trang cỡ %.1f%s%s", n->size,
			     n->bold ? ", đậm" : "", n->italic ? ", nghiêng" : "");
		if (off(row_centre(n), f->landscape ? p->width / 2 + 7.5 * MM
						    : j->d->centre, 3 * MM) &&
		    off(row_centre(n), p->width / 2, AXIS_TOLERANCE))
			fail(j, i, "số trang lệch giữa %.1f mm",
			     (row_centre(n) - j->d->centre) / MM);
	}
	if (!some)
		not_applicable(j, "một trang");
	else
		note(j, "giữa, trong lề trên");
}

static void r08(struct judge *j)
{
	if (j->d->pages[0].number.count)
		fail(j, 0, "trang thứ nhất có số");
}

static void r09(struct judge *j)
{
	const struct parts *d = j->d;
	double q, m, t;

	if (d->nation.count < 2 || !d->date.count) {
		not_evaluated(j, "không thấy Quốc hiệu hoặc ngày");
		return;
	}
	q = d->nation.items[0].size;
	m = d->nation.items[1].size;
	t = d->date.size;
	if (off(m, q + 1, 0.1) || off(t, q + 1, 0.1))
		fail(j, 0, "cỡ %.1f-%.1f-%.1f", q, m, t);
	if (off(q, 12, 0.1) && off(q, 13, 0.1))
		warn(j, 0, "cỡ %.1f-%.1f-%.1f", q, m, t);
	if (d->issuer.count && off(last_of(&d->issuer).size, q, 0.1))
		warn(j, 0, "cơ quan cỡ %.1f, Quốc hiệu %.1f",
		     last_of(&d->issuer).size, q);
	note(j, "cỡ %.0f-%.0f-%.0f", q, m, t);
}

static void r10(struct judge *j)
{
	const struct parts *d = j->d;

	if (!d->nation.count || !d->issuer.count) {
		not_evaluated(j, "không thấy phần đầu");
		return;
	}
	if (row_centre(&d->issuer.items[0]) > d->centre ||
	    row_centre(&d->nation.items[0]) < d->centre)
		fail(j, 0, "Quốc hiệu, cơ quan sai bên");
	if (d->number.count && (row_centre(&d->number) > d->centre ||
				d->number.y < last_of(&d->issuer).y))
		fail(j, 0, "số, ký hiệu sai chỗ");
	if (d->date.count && row_centre(&d->date) < d->centre)
		fail(j, 0, "địa danh và ngày sai bên");
	if (d->title.count && d->title.y < last_of(&d->nation).y)
		fail(j, 0, "tên loại đứng trên Tiêu ngữ");
	if (d->label.count && d->label.x0 > d->centre)
		fail(j, d->sign_page, "nơi nhận sai bên");
	if (d->sign.count && row_centre(&d->sign.items[0]) < d->centre)
		fail(j, d->sign_page, "chữ ký sai bên");
}

static void r11(struct judge *j)
{
	const struct parts *d = j->d;
	const struct {
		bool there;
		const char *name;
	} PARTS[] = {
		{ d->nation.count >= 2, "Quốc hiệu và Tiêu ngữ" },
		{ d->issuer.count > 0, "tên cơ quan" },
		{ d->number.count || d->attached.count, "số, ký hiệu" },
		{ d->date.count || d->attached.count, "địa danh và thời gian" },
		{ d->title.count || d->letter_subject.count, "tên loại" },
		{ d->subject.count || d->letter_subject.count, "trích yếu" },
		{ d->paragraph_count > 0 || d->page_count > 0, "nội dung" },
		{ d->sign.count >= 2 || d->attached.count, "người ký" },
		{ d->label.count || d->attached.count, "nơi nhận" },
	};

	for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++)
		if (!PARTS[i].there)
			fail(j, 0, "thiếu %s", PARTS[i].name);
}

const struct rule PAGE_RULES[] = {
	{ "R01", r01, "A4, 210 × 297 mm ±0,5" },
	{ "R02", r02, "trang đứng; ngang chỉ khi có bảng" },
	{ "R03", r03, "trên, dưới 20–25; trái 30–35; phải 15–20 mm ±0,3" },
	{ "R04", r04, "Times New Roman" },
	{ "R05", r05, "Unicode, dựng sẵn (NFC)" },
	{ "R06", r06, "màu đen" },
	{ "R07", r07, "chữ số Ả Rập, đứng, 13–14, giữa, trong lề trên" },
	{ "R08", r08, "không hiển thị số trang thứ nhất" },
	{ "R09", r09, "13-14-14 hoặc 12-13-13" },
	{ "R10", r10, "các ô đúng thứ tự và bên" },
	{ "R11", r11, "đủ chín thành phần" },
	{ NULL, NULL, NULL },
};
