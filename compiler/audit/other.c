/* R83–R101: appendices, stamps, other parts, copies. */
#include "audit/judge.h"

#include <string.h>

#include "base/utf8.h"
#include "base/viet.h"

/* ---- appendices ---------------------------------------------------------- */

static int appendix_count(const struct parts *d)
{
	return d->page_count ? d->pages[d->page_count - 1].appendix : 0;
}

/* The row "Phụ lục II" of an appendix, and its page. */
static const struct row *label_of(const struct parts *d, int appendix,
				  uint32_t *page)
{
	for (uint32_t i = 0; i < d->page_count; i++) {
		const struct page_facts *f = &d->pages[i];

		if (f->appendix != appendix || f->in_series != 1)
			continue;
		*page = i;
		for (uint32_t k = 0; k < f->rows.count; k++)
			if (str_starts(f->rows.items[k].text, STR("Phụ lục")) ||
			    str_starts(f->rows.items[k].text, STR("PHỤ LỤC")))
				return &f->rows.items[k];
	}
	return NULL;
}

static bool has_appendix(struct judge *j)
{
	if (appendix_count(j->d))
		return true;
	not_applicable(j, "không có phụ lục");
	return false;
}

static struct str number_of(const struct row *label)
{
	return str_trim(str_from(label->text, STR("Phụ lục").n));
}

#define EACH_APPENDIX(j, label, page)                                          \
	const struct row *label;                                               \
	uint32_t page = 0;                                                     \
	for (int a_ = 1; a_ <= appendix_count((j)->d) &&                       \
			 (label = label_of((j)->d, a_, &page)); a_++)

static void r83(struct judge *j)
{
	struct str text;

	if (!has_appendix(j))
		return;
	text = viet_fold(j->arena, j->d->all_text);
	EACH_APPENDIX(j, label, page) {
		struct str name = viet_fold(j->arena, label->text);

		if (str_find(text, name) < 0)
			fail(j, page, "nội dung không nhắc “%.*s”",
			     STR_ARG(label->text));
	}
}

static void r84(struct judge *j)
{
	int expected = 1, count = appendix_count(j->d);

	if (!has_appendix(j))
		return;
	EACH_APPENDIX(j, label, page) {
		struct str number = number_of(label);

		if (count == 1 && number.n)
			warn(j, page, "một phụ lục có số “%.*s”",
			     STR_ARG(number));
		if (count > 1 && viet_roman_ordinal(number) != expected)
			fail(j, page, "“%.*s”, đếm được %d",
			     STR_ARG(label->text), expected);
		expected++;
	}
	note(j, "%d phụ lục", count);
}

static void r85(struct judge *j)
{
	if (!has_appendix(j))
		return;
	EACH_APPENDIX(j, label, page) {
		double middle = j->d->pdf->pages[page].width / 2 + 7.5 * MM;

		if (!str_starts(label->text, STR("Phụ lục")))
			fail(j, page, "“%.*s” in hoa", STR_ARG(label->text));
		if (!label->bold || label->italic ||
		    off(label->size, 14, TYPE_TOLERANCE))
			fail(j, page, "cỡ %.1f%s", label->size,
			     label->bold ? "" : ", không đậm");
		if (off(row_centre(label), middle, 6 * MM))
			fail(j, page, "lệch giữa");
	}
}

/* Rows of an appendix's head below its label: title, then (Kèm theo …). */
static struct rows head_rows(struct judge *j, const struct row *label,
			     uint32_t page, bool attached)
{
	const struct rows *all = &j->d->pages[page].rows;
	struct rows found = { NULL, 0 };
	bool inside = false;

	for (uint32_t i = 0; i < all->count; i++) {
		const struct row *r = &all->items[i];
		bool italic = r->italic && (inside ||
				str_starts(r->text, STR("(Kèm theo")) ||
				str_starts(r->text, STR("(Ban hành")));

		if (r->y < label->y + 1 || r->y > label->y + 200)
			continue;
		inside |= italic;
		if (inside && !italic)
			break;
		if (!inside && !r->bold)
			break;
		if (italic != attached)
			continue;
		if (!found.count)
			found.items = &all->items[i];
		found.count++;
		if (italic && str_ends(r->text, STR(")")))
			break;
	}
	return found;
}

static void r86(struct judge *j)
{
	bool some = false;

	if (!has_appendix(j))
		return;
	EACH_APPENDIX(j, label, page) {
		struct rows title = head_rows(j, label, page, false);

		some |= title.count > 0;
		check_rows(j, &title, true, false, 13, 14, LETTERS_UPPER);
	}
	if (!some)
		not_applicable(j, "phụ lục không có tên");
}

static void r87(struct judge *j)
{
	if (!has_appendix(j))
		return;
	EACH_APPENDIX(j, label, page) {
		struct rows rows = head_rows(j, label, page, true);
		struct row last = last_of(&rows);

		if (!rows.count) {
			fail(j, page, "không có (Kèm theo …)");
			continue;
		}
		check_rows(j, &rows, false, true, 13, 14, LETTERS_ANY);
		if (!str_ends(last.text, STR(")")))
			fail(j, page, "“%.*s”", STR_ARG(last.text));
	}
}

static void r88(struct judge *j)
{
	if (!has_appendix(j))
		return;
	EACH_APPENDIX(j, label, page) {
		struct rows rows = head_rows(j, label, page, true);

		if (rows.count)
			note(j, "%.*s", STR_ARG(rows.items[0].text));
	}
}

static void r89(struct judge *j)
{
	if (!has_appendix(j))
		return;
	EACH_APPENDIX(j, label, page) {
		struct rows rows = head_rows(j, label, page, true);
		struct row last = last_of(&rows);
		uint32_t count;

		if (!rows.count)
			continue;
		line_between(&j->d->pdf->pages[page], last.y, last.y + 16,
			     last.x0 - 200, last.x1 + 200, &count);
		if (count != 1)
			warn(j, page, "%u đường kẻ dưới chỉ dẫn", count);
	}
}

static void r90(struct judge *j)
{
	const struct row *label = j->d->is_appendix_file
		? &j->d->pages[0].rows.items[0] : NULL;

	if (!label || !(str_starts(label->text, STR("Số: ")) &&
			label->y < 20 * MM)) {
		not_applicable(j, appendix_count(j->d)
			? "phụ lục cùng tệp" : "không phải phụ lục khác tệp");
		return;
	}
	if (label->bold || label->italic || off(label->size, 10, TYPE_TOLERANCE))
		fail(j, 0, "thông tin ký số cỡ %.1f", label->size);
	note(j, "%.*s", STR_ARG(label->text));
}

static void r91(struct judge *j)
{
	if (!has_appendix(j))
		return;
	for (uint32_t i = 0; i < j->d->page_count; i++) {
		const struct page_facts *f = &j->d->pages[i];
		uint32_t bytes;

		if (!f->appendix)
			continue;
		if (f->in_series == 1 && f->number.count)
			warn(j, i, "trang đầu phụ lục có số “%.*s”",
			     STR_ARG(f->number.text));
		if (f->in_series > 1 && !f->number.count)
			fail(j, i, "không có số trang");
		if (f->number.count && leading_number(f->number.text, &bytes) !=
					       (int)f->in_series)
			fail(j, i, "số “%.*s”, trang %u của phụ lục",
			     STR_ARG(f->number.text), f->in_series);
	}
}

/* ---- stamps -------------------------------------------------------------- */

static bool is_red(uint32_t color)
{
	return color >> 16 > 0xB0 && (color >> 8 & 0xFF) < 0x50 &&
	       (color & 0xFF) < 0x50;
}

/* The four rules nearest around a row. */
struct frame {
	const struct measured_stroke *top, *bottom, *left, *right;
};

static void take_level(struct frame *f, const struct measured_stroke *s,
		       const struct row *r)
{
	double x0 = fmin(s->x0, s->x1), x1 = fmax(s->x0, s->x1);

	if (x0 > r->x0 + 1 || x1 < r->x1 - 1 ||
	    x1 - x0 > row_width(r) + 40 * MM || fabs(s->y0 - r->y) > 30)
		return;
	if (s->y0 < r->y - 0.5 * r->size && (!f->top || s->y0 > f->top->y0))
		f->top = s;
	if (s->y0 > r->y && (!f->bottom || s->y0 < f->bottom->y0))
		f->bottom = s;
}

static void take_upright(struct frame *f, const struct measured_stroke *s,
			 const struct row *r)
{
	double y0 = fmin(s->y0, s->y1), y1 = fmax(s->y0, s->y1);

	if (y0 > r->y || y1 < r->y - 0.5 * r->size || y1 - y0 > 40)
		return;
	if (s->x0 <= r->x0 && (!f->left || s->x0 > f->left->x0))
		f->left = s;
	if (s->x0 >= r->x1 && (!f->right || s->x0 < f->right->x0))
		f->right = s;
}

/* What the frame of a row measures, outer edges; false: there is none. */
static bool frame_of(const struct measured_page *p, const struct row *r,
		     double *width, double *height, bool *red)
{
	struct frame f = { .top = NULL };

	for (uint32_t i = 0; i < p->stroke_count; i++) {
		const struct measured_stroke *s = &p->strokes[i];

		if (fabs(s->x1 - s->x0) > fabs(s->y1 - s->y0))
			take_level(&f, s, r);
		else
			take_upright(&f, s, r);
	}
	if (!f.top || !f.bottom || !f.left || !f.right)
		return false;
	*width = f.right->x0 - f.left->x0 + f.left->weight;
	*height = f.bottom->y0 - f.top->y0 + f.top->weight;
	*red = is_red(f.top->color) && is_red(f.bottom->color) &&
	       is_red(f.left->color) && is_red(f.right->color);
	return true;
}

/* The row of page 1 that says a mark, in capitals. */
static bool find_mark(struct judge *j, const char *field, struct row *found,
		      struct str *word)
{
	const struct rules *r = j->d->rules;
	const struct measured_page *p = &j->d->pdf->pages[0];

	for (uint32_t m = 0; m < r->mark_count; m++)
		for (uint32_t w = 0; str_is(r->marks[m].field, field) &&
				     w < r->marks[m].words.count; w++) {
			struct str upper = utf8_upper(j->arena,
						r->marks[m].words.items[w]);

			for (int side = 0; side < 2; side++) {
				struct rows rows = rows_of(j->arena, p, 0,
					side ? p->width * 0.45 : 0,
					side ? 1e9 : p->width * 0.5, 0,
					p->height / 2);

				for (uint32_t i = 0; i < rows.count; i++)
					if (str_eq(viet_fold(j->arena,
						rows.items[i].text),
						viet_fold(j->arena, upper))) {
						*found = rows.items[i];
						*word = upper;
						return true;
					}
			}
		}
	return false;
}

static void r92(struct judge *j)
{
	struct row r;
	struct str word;

	if (!find_mark(j, "độ mật", &r, &word)) {
		not_applicable(j, "không có dấu độ mật");
		return;
	}
	if (row_centre(&r) > j->d->centre)
		fail(j, 0, "dấu độ mật sai bên");
	note(j, "%.*s", STR_ARG(word));
}

static double lawful_frame(struct str word)
{
	if (str_is(word, "KHẨN"))
		return 20;
	return str_is(word, "THƯỢNG KHẨN") ? 40 : 30;
}

static void r93(struct judge *j)
{
	struct row r;
	struct str word;
	double width, height;
	bool red;

	if (!find_mark(j, "mức khẩn", &r, &word)) {
		not_applicable(j, "không có dấu mức khẩn");
		return;
	}
	check_row(j, &r, true, false, 13, 14, LETTERS_UPPER);
	if (!frame_of(&j->d->pdf->pages[0], &r, &width, &height, &red)) {
		fail(j, 0, "không có khung");
		return;
	}
	if (off(width / MM, lawful_frame(word), 0.5) ||
	    off(height / MM, 8, 0.5))
		fail(j, 0, "khung %.1f × %.1f mm", width / MM, height / MM);
	note(j, "khung %.1f × %.1f mm", width / MM, height / MM);
}

static void r94(struct judge *j)
{
	struct row r;
	struct str word;
	double width, height;
	bool red = true;

	if (!find_mark(j, "mức khẩn", &r, &word)) {
		not_applicable(j, "không có dấu mức khẩn");
		return;
	}
	if (!is_red(r.words[0]->color))
		fail(j, 0, "chữ màu #%06x", r.words[0]->color);
	if (frame_of(&j->d->pdf->pages[0], &r, &width, &height, &red) && !red)
		fail(j, 0, "khung không đỏ");
	note(j, "màu #%06x", r.words[0]->color);
}

static void r95(struct judge *j)
{
	struct row r;
	struct str word;
	double width, height;
	bool red;

	if (!find_mark(j, "lưu hành", &r, &word)) {
		not_applicable(j, "không có chỉ dẫn lưu hành");
		return;
	}
	check_row(j, &r, true, false, 13, 14, LETTERS_UPPER);
	if (!frame_of(&j->d->pdf->pages[0], &r, &width, &height, &red))
		fail(j, 0, "không có khung");
	else
		note(j, "khung %.1f × %.1f mm", width / MM, height / MM);
}

static void r96(struct judge *j)
{
	not_evaluated(j, "theo quy định về bí mật nhà nước");
}

/* ---- drafter, contact ----------------------------------------------------- */

/* "PL.(300)": capitals, a stop, copies in brackets. */
static bool is_drafter(struct str s)
{
	int64_t open = str_find(s, STR("("));

	return s.n > 3 && open > 0 && open < 16 && str_ends(s, STR(")")) &&
	       s.p[open - 1] == '.';
}

static void r97(struct judge *j)
{
	for (uint32_t i = 0; i < j->d->recipients.count; i++) {
		const struct row *r = &j->d->recipients.items[i];
		struct str last = r->count ? r->words[r->count - 1]->text
					   : STR("");

		if (!is_drafter(last))
			continue;
		if (off(r->words[r->count - 1]->size, 11, TYPE_TOLERANCE) ||
		    r->bold || r->italic)
			fail(j, r->page, "cỡ %.1f", r->size);
		note(j, "%.*s", STR_ARG(last));
		return;
	}
	not_applicable(j, "không có ký hiệu người soạn thảo");
}

static void r98(struct judge *j)
{
	const struct measured_page *p = &j->d->pdf->pages[0];
	const struct measured_stroke *line = NULL;
	bool some = false;

	for (uint32_t i = 0; i < p->stroke_count; i++) {
		const struct measured_stroke *s = &p->strokes[i];

		if (fabs(s->y0 - s->y1) < 0.2 && fabs(s->x1 - s->x0) > 100 * MM &&
		    s->y0 > p->height * 0.8)
			line = s;
	}
	for (uint32_t i = 0; line && i < j->d->pages[0].rows.count; i++) {
		const struct row *r = &j->d->pages[0].rows.items[i];

		if (r->y < line->y0)
			continue;
		some = true;
		if (out(r->size, 11, 12, TYPE_TOLERANCE) || r->bold)
			fail(j, 0, "“%.*s” cỡ %.1f", STR_ARG(r->text), r->size);
	}
	if (!some) {
		not_applicable(j, "không có thông tin liên hệ");
		return;
	}
	if (off(fabs(line->x1 - line->x0), j->d->right - j->d->left, 2 * MM))
		fail(j, 0, "đường kẻ dài %.1f mm",
		     fabs(line->x1 - line->x0) / MM);
	note(j, "dưới đường kẻ dài %.1f mm", fabs(line->x1 - line->x0) / MM);
}

/* ---- copies -------------------------------------------------------------- */

static bool is_copy(struct judge *j)
{
	static const char *const FORMS[] = { "SAO Y", "SAO LỤC", "TRÍCH SAO" };

	for (int f = 0; f < 3; f++)
		for (uint32_t i = 0; i < j->d->page_count; i++)
			for (uint32_t k = 0; k < j->d->pages[i].rows.count; k++)
				if (str_starts(j->d->pages[i].rows.items[k].text,
					       str_of(FORMS[f])))
					return true;
	return false;
}

static void r99(struct judge *j)
{
	if (is_copy(j))
		not_evaluated(j, "bản sao ngoài phạm vi");
	else
		not_applicable(j, "không phải bản sao");
}

static void r101(struct judge *j)
{
	if (j->d->pdf->version && j->d->pdf->version < 14)
		fail(j, 0, "PDF 1.%d", j->d->pdf->version - 10);
	note(j, "PDF 1.%d", j->d->pdf->version - 10);
}

const struct rule OTHER_RULES[] = {
	{ "R83", r83, "nội dung chỉ dẫn tới phụ lục" },
	{ "R84", r84, "từ hai phụ lục: số La Mã" },
	{ "R85", r85, "Phụ lục I: đứng, đậm, 14, giữa" },
	{ "R86", r86, "in hoa, đứng, đậm, 13–14, giữa" },
	{ "R87", r87, "(Kèm theo …): nghiêng, 13–14, giữa" },
	{ "R88", r88, "bản giấy điền đủ số, ngày" },
	{ "R89", r89, "đường kẻ dưới chỉ dẫn" },
	{ "R90", r90, "khác tệp: thông tin ký số cỡ 10" },
	{ "R91", r91, "số trang riêng từng phụ lục" },
	{ "R92", r92, "TUYỆT MẬT, TỐI MẬT, MẬT; bên trái" },
	{ "R93", r93, "khung 30, 40, 20 × 8 mm; in hoa, đậm, 13–14" },
	{ "R94", r94, "đỏ tươi" },
	{ "R95", r95, "in hoa, đậm, 13–14, trong khung" },
	{ "R96", r96, "dấu thu hồi" },
	{ "R97", r97, "PL.(300): 11, đứng" },
	{ "R98", r98, "11–12, cuối trang 1, dưới đường kẻ hết chiều ngang" },
	{ "R99", r99, "bản sao điện tử" },
	{ "R100", r99, "bản sao giấy" },
	{ "R101", r101, "PDF từ 1.4" },
	{ NULL, NULL, NULL },
};
