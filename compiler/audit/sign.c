/* R63–R82: signature, seal, recipients. */
#include "audit/judge.h"

#include <string.h>

#include "base/utf8.h"
#include "base/viet.h"

static bool has_sign(struct judge *j)
{
	if (j->d->attached.count && !j->d->sign.count) {
		not_applicable(j, "văn bản kèm theo quyết định");
		return false;
	}
	if (j->d->sign.count >= 2)
		return true;
	not_evaluated(j, "không thấy khối chữ ký");
	return false;
}

/* Rows above the free room for the signature: authority and titles. */
static uint32_t title_count(const struct parts *d)
{
	uint32_t n = 1;
	double widest = 0;
	uint32_t at = d->sign.count - 1;

	for (n = 1; n < d->sign.count; n++) {
		double gap = d->sign.items[n].y - d->sign.items[n - 1].y;

		if (gap > widest) {
			widest = gap;
			at = n;
		}
	}
	return at;
}

static struct rows titles_of(const struct parts *d)
{
	return (struct rows){ d->sign.items, title_count(d) };
}

static const struct row *name_of(const struct parts *d)
{
	return &d->sign.items[d->sign.count - 1];
}

static void r63(struct judge *j)
{
	struct rows titles;

	if (!has_sign(j))
		return;
	titles = titles_of(j->d);
	check_rows(j, &titles, true, false, 13, 14, LETTERS_UPPER);
	if (j->d->label.count && !j->d->is_joint &&
	    off(titles.items[0].y, j->d->label.y, 0.5))
		fail(j, j->d->sign_page, "không ngang hàng với Nơi nhận");
}

static void r64(struct judge *j)
{
	bool some = false;

	if (!has_sign(j))
		return;
	for (uint32_t i = 0; i < title_count(j->d); i++) {
		struct str s = j->d->sign.items[i].text;

		for (uint32_t k = 0; k < j->d->rules->authority_count; k++) {
			struct str a = j->d->rules->authorities[k].abbreviation;
			struct str bare = str_slice(a, 0, a.n - 1);

			if (!str_starts(s, bare) || s.n <= bare.n ||
			    (s.p[bare.n] != '.' && s.p[bare.n] != ' '))
				continue;
			some = true;
			if (s.p[bare.n] != '.' || s.n <= a.n || s.p[a.n] != ' ')
				fail(j, j->d->sign_page, "“%.*s”", STR_ARG(s));
		}
	}
	if (!some)
		not_applicable(j, "không ký thay");
}

static void r65(struct judge *j)
{
	static const char *const TITLES[] = { "CHỦ TỊCH", "GIÁM ĐỐC", "TRƯỞNG",
		"CHÁNH", "TỔNG", "BÍ THƯ", "CỤC", "VIỆN", "HIỆU", "PHÓ",
		"CHỦ NHIỆM", "THANH TRA", "TƯ LỆNH", "CHÍNH ỦY", "ỦY VIÊN" };
	struct rows titles;

	if (!has_sign(j))
		return;
	titles = titles_of(j->d);
	for (uint32_t i = 0; i < titles.count; i++)
		for (size_t k = 0; k < sizeof TITLES / sizeof *TITLES; k++)
			if (holds(titles.items[i].text, TITLES[k])) {
				note(j, "%.*s", STR_ARG(titles.items[i].text));
				return;
			}
	warn(j, j->d->sign_page, "“%.*s”",
	     STR_ARG(titles.items[titles.count - 1].text));
}

static void r66(struct judge *j)
{
	uint32_t from;

	if (!has_sign(j))
		return;
	from = title_count(j->d);
	if (from + 1 >= j->d->sign.count) {
		not_applicable(j, "không có chức vụ khác");
		return;
	}
	for (uint32_t i = from; i + 1 < j->d->sign.count; i++)
		if (!j->d->sign.items[i].bold ||
		    off(row_centre(&j->d->sign.items[i]), row_centre(name_of(j->d)),
			AXIS_TOLERANCE))
			warn(j, j->d->sign_page, "“%.*s”",
			     STR_ARG(j->d->sign.items[i].text));
}

static void r67(struct judge *j)
{
	const struct row *r;

	if (!has_sign(j))
		return;
	r = name_of(j->d);
	if (str_is(r->text, "…") || str_is(r->text, "...")) {
		not_applicable(j, "bản dự thảo");
		return;
	}
	check_row(j, r, true, false, 13, 14, LETTERS_SENTENCE);
	if (text_is_upper(j->arena, r->text))
		fail(j, r->page, "“%.*s” in hoa", STR_ARG(r->text));
	for (uint32_t at = 0; at < r->text.n;) {
		bool begins = at == 0 || r->text.p[at - 1] == ' ';
		uint32_t c = utf8_next(r->text, &at);

		if (begins && utf8_is_letter(c) && !utf8_is_upper(c))
			fail(j, r->page, "“%.*s”", STR_ARG(r->text));
	}
}

static void r68(struct judge *j)
{
	const struct word_list *list = &j->d->rules->titles_not_before_names;
	struct str name;

	if (!has_sign(j))
		return;
	name = name_of(j->d)->text;
	for (uint32_t i = 0; i < list->count; i++) {
		struct str t = list->items[i];

		if (str_ends(t, STR(".")))
			t.n--;
		if (str_starts(name, t) && name.n > t.n &&
		    (name.p[t.n] == '.' || name.p[t.n] == ' '))
			fail(j, j->d->sign_page, "“%.*s”", STR_ARG(name));
	}
}

static void r69(struct judge *j)
{
	const struct parts *d = j->d;
	uint32_t lines = 0;

	if (!has_sign(j))
		return;
	for (uint32_t i = 0; i < d->sign.count; i++)
		if (off(row_centre(&d->sign.items[i]), row_centre(name_of(d)),
			AXIS_TOLERANCE))
			fail(j, d->sign_page, "“%.*s” lệch trục %.1f mm",
			     STR_ARG(d->sign.items[i].text),
			     (row_centre(&d->sign.items[i]) -
			      row_centre(name_of(d))) / MM);
	for (uint32_t i = 0; i < d->body.count; i++)
		lines += d->body.items[i].page == d->sign_page;
	if (lines < 2 && d->sign_page > 0 &&
	    d->pdf->pages[d->sign_page].stroke_count < 4)
		warn(j, d->sign_page, "khối chữ ký đứng một mình");
}

static void r70(struct judge *j)
{
	uint32_t n;
	double room;

	if (!has_sign(j))
		return;
	n = title_count(j->d);
	room = (j->d->sign.items[n].y - 0.7 * j->d->sign.items[n].size -
		j->d->sign.items[n - 1].y) / MM;
	if (room < 20)
		warn(j, j->d->sign_page, "%.1f mm", room);
	note(j, "%.1f mm", room);
}

/* ---- pictures ------------------------------------------------------------ */

/* Pictures in the room for the signature; the signature stands on the axis. */
static const struct measured_image *picture(struct judge *j, bool on_axis)
{
	const struct parts *d = j->d;
	const struct measured_page *p = &d->pdf->pages[d->sign_page];
	double axis;

	if (d->sign.count < 2)
		return NULL;
	axis = row_centre(name_of(d));
	for (uint32_t i = 0; i < p->image_count; i++) {
		const struct measured_image *m = &p->images[i];
		bool centred = !off((m->x0 + m->x1) / 2, axis, 3 * MM);

		if (m->y1 < d->label.y - 5 || m->y0 > name_of(d)->y ||
		    centred != on_axis)
			continue;
		return m;
	}
	return NULL;
}

static void r71(struct judge *j)
{
	const struct measured_image *m = picture(j, true);

	if (!m) {
		not_applicable(j, "không có hình ảnh chữ ký");
		return;
	}
	if (off((m->x0 + m->x1) / 2, row_centre(name_of(j->d)), AXIS_TOLERANCE))
		fail(j, j->d->sign_page, "lệch trục");
	if (!m->has_mask)
		fail(j, j->d->sign_page, "nền không trong suốt");
	note(j, "giữa chức vụ và họ tên, %.0f × %.0f mm",
	     (m->x1 - m->x0) / MM, (m->y1 - m->y0) / MM);
}

static void r72(struct judge *j)
{
	not_evaluated(j, "bút mực xanh trên giấy");
}

static void r73(struct judge *j)
{
	const struct measured_image *m = picture(j, false);

	if (!m) {
		not_applicable(j, "không có hình ảnh dấu");
		return;
	}
	if (!m->has_mask)
		fail(j, j->d->sign_page, "nền không trong suốt");
	if (off(m->x1 - m->x0, m->y1 - m->y0, 2 * MM))
		warn(j, j->d->sign_page, "dấu %.0f × %.0f mm",
		     (m->x1 - m->x0) / MM, (m->y1 - m->y0) / MM);
	note(j, "đường kính %.1f mm", (m->x1 - m->x0) / MM);
}

static void r74(struct judge *j)
{
	const struct measured_image *sign = picture(j, true);
	const struct measured_image *seal = picture(j, false);
	double covered;

	if (!sign || !seal) {
		not_applicable(j, "không có hình ảnh dấu và chữ ký");
		return;
	}
	covered = (seal->x1 - sign->x0) / (sign->x1 - sign->x0);
	if (out(covered, 0.25, 0.42, 0.005) ||
	    (seal->x0 + seal->x1) > (sign->x0 + sign->x1))
		fail(j, j->d->sign_page, "trùm %.2f chữ ký", covered);
	note(j, "trùm %.2f chữ ký về bên trái", covered);
}

/* "Số: …; ngày/tháng/năm; giờ:phút:giây" of 10 pt in the top margin. */
static const struct row *signed_info(struct judge *j, uint32_t page)
{
	for (uint32_t i = 0; i < j->d->pages[page].rows.count; i++) {
		const struct row *r = &j->d->pages[page].rows.items[i];

		if (r->y < 20 * MM && r->x0 > j->d->centre - 20 * MM &&
		    (str_starts(r->text, STR("Số: ")) ||
		     (holds(r->text, ";") && r->size < 11.5)))
			return r;
	}
	return NULL;
}

static void r75(struct judge *j)
{
	bool some = false;

	for (uint32_t i = 1; i < j->d->page_count; i++) {
		if (!j->d->pages[i].appendix || j->d->pages[i].in_series != 1)
			continue;
		some = true;
		if (signed_info(j, i))
			fail(j, i, "phụ lục cùng tệp còn thông tin ký số");
	}
	if (!some)
		not_applicable(j, "không có văn bản kèm theo cùng tệp");
}

static void r75a(struct judge *j)
{
	not_evaluated(j, "dấu trên bản giấy");
}

static void check_info(struct judge *j)
{
	const struct row *r = signed_info(j, 0);

	if (!r) {
		not_applicable(j, "không phải văn bản kèm theo khác tệp");
		return;
	}
	if (r->bold || r->italic || off(r->size, 10, TYPE_TOLERANCE))
		fail(j, 0, "cỡ %.1f", r->size);
	if (!r->black)
		fail(j, 0, "không đen");
	if (r->x1 < j->d->right - 40 * MM)
		fail(j, 0, "không ở góc phải");
	note(j, "%.*s", STR_ARG(r->text));
}

static void r76(struct judge *j)
{
	check_info(j);
}

/* ---- recipients ---------------------------------------------------------- */

static void r77(struct judge *j)
{
	const struct parts *d = j->d;

	if (!d->addressee.count) {
		if (d->is_letter)
			fail(j, 0, "công văn không có Kính gửi");
		else
			not_applicable(j, "không có Kính gửi");
		return;
	}
	if (d->kind && !d->kind->has_addressee)
		fail(j, 0, "%.*s có Kính gửi", STR_ARG(d->kind->name));
	check_rows(j, &d->addressee, false, false, 13, 14, LETTERS_ANY);
}

static void r78(struct judge *j)
{
	const struct rows *rows = &j->d->addressee;
	const struct row *head = rows->items;

	if (!rows->count) {
		not_applicable(j, "không có Kính gửi");
		return;
	}
	if (!holds(head->text, "Kính gửi:"))
		fail(j, 0, "“%.*s”", STR_ARG(head->text));
	if (str_is(head->text, "Kính gửi:"))
		for (uint32_t i = 1; i < rows->count; i++) {
			const struct row *r = &rows->items[i];
			bool last = i + 1 == rows->count;

			if (!str_starts(r->text, STR("- ")))
				continue;
			if (off(r->x0, head->x1 - 0.28 * head->size, 1.5))
				fail(j, 0, "gạch không dưới dấu hai chấm");
			if (last && !str_ends(r->text, STR(".")))
				fail(j, 0, "“%.*s”", STR_ARG(r->text));
		}
}

static bool has_label(struct judge *j)
{
	if (j->d->label.count)
		return true;
	if (j->d->attached.count)
		not_applicable(j, "văn bản kèm theo quyết định");
	else
		not_evaluated(j, "không thấy Nơi nhận");
	return false;
}

static void r79(struct judge *j)
{
	const struct row *r = &j->d->label;

	if (!has_label(j))
		return;
	if (!str_is(r->text, "Nơi nhận:"))
		fail(j, r->page, "“%.*s”", STR_ARG(r->text));
	check_row(j, r, true, true, 12, 12, LETTERS_ANY);
	if (off(r->x0, j->d->left, MARGIN_TOLERANCE))
		fail(j, r->page, "cách lề %.1f mm", (r->x0 - j->d->left) / MM);
	if (j->d->sign.count && !j->d->is_joint &&
	    off(r->y, j->d->sign.items[0].y, 0.5))
		fail(j, r->page, "không ngang hàng với chức vụ");
}

/* Entries of the list: rows from one dash to the next. */
static uint32_t entries(struct judge *j, struct str *list, uint32_t most)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < j->d->recipients.count; i++) {
		struct str s = j->d->recipients.items[i].text;

		if (str_starts(s, STR("- ")) || !n) {
			if (n < most)
				list[n++] = s;
		} else {
			list[n - 1] = str_printf(j->arena, "%.*s %.*s",
						 STR_ARG(list[n - 1]),
						 STR_ARG(s));
		}
	}
	return n;
}

enum { MOST_ENTRIES = 200 };

static bool is_keep(struct str s)
{
	return str_starts(s, STR("- Lưu"));
}

static void r80(struct judge *j)
{
	struct str list[MOST_ENTRIES];
	uint32_t n;

	if (!has_label(j))
		return;
	if (!j->d->recipients.count) {
		fail(j, j->d->sign_page, "không có danh sách");
		return;
	}
	check_rows(j, &j->d->recipients, false, false, 11, 11, LETTERS_ANY);
	for (uint32_t i = 0; i < j->d->recipients.count; i++) {
		const struct row *r = &j->d->recipients.items[i];

		if (str_starts(r->text, STR("- ")) &&
		    off(r->x0, j->d->left, MARGIN_TOLERANCE))
			fail(j, r->page, "gạch cách lề %.1f mm",
			     (r->x0 - j->d->left) / MM);
	}
	n = entries(j, list, MOST_ENTRIES);
	for (uint32_t i = 0; i + 1 < n; i++)
		if (!is_keep(list[i]) && !str_ends(list[i], STR(";")))
			fail(j, j->d->sign_page, "“%.*s”", STR_ARG(list[i]));
}

static void r81(struct judge *j)
{
	struct str list[MOST_ENTRIES], last;
	uint32_t n;
	int64_t stop;

	if (!has_label(j))
		return;
	n = entries(j, list, MOST_ENTRIES);
	last = n ? list[n - 1] : STR("");
	if (!str_starts(last, STR("- Lưu: VT")) ||
	    (last.n > STR("- Lưu: VT").n &&
	     !strchr(",.;", last.p[STR("- Lưu: VT").n])))
		fail(j, j->d->sign_page, "“%.*s”", STR_ARG(last));
	stop = str_find(last, STR("."));
	if (stop < 0 || holds(last, ";"))
		fail(j, j->d->sign_page, "“%.*s” không có dấu chấm",
		     STR_ARG(last));
	note(j, "%.*s", STR_ARG(last));
}

static void r82(struct judge *j)
{
	struct str list[MOST_ENTRIES];
	uint32_t n;
	bool as_above = false;

	if (!has_label(j))
		return;
	n = entries(j, list, MOST_ENTRIES);
	for (uint32_t i = 0; i < n; i++) {
		as_above |= holds(list[i], "Như trên");
		if (is_keep(list[i]) && i + 1 < n)
			fail(j, j->d->sign_page, "Lưu không đứng cuối");
	}
	if (as_above && !j->d->addressee.count)
		warn(j, j->d->sign_page, "“Như trên” mà không có Kính gửi");
}

const struct rule SIGN_RULES[] = {
	{ "R63", r63, "in hoa, đứng, đậm, 13–14, ngang Nơi nhận" },
	{ "R64", r64, "TM. KT. TL. TUQ. Q. có dấu chấm" },
	{ "R65", r65, "chức vụ lãnh đạo chính thức" },
	{ "R66", r66, "chức vụ khác đậm, trên họ tên" },
	{ "R67", r67, "in thường, đứng, đậm, 13–14" },
	{ "R68", r68, "không học hàm, học vị, danh hiệu" },
	{ "R69", r69, "một trục; không đứng một mình" },
	{ "R70", r70, "khoảng ký ít nhất 20 mm" },
	{ "R71", r71, "giữa chức vụ và họ tên, nền trong suốt" },
	{ "R72", r72, "mực xanh" },
	{ "R73", r73, "dấu đúng kích thước, nền trong suốt" },
	{ "R74", r74, "trùm khoảng 1/3 chữ ký về bên trái" },
	{ "R75", r75, "cùng tệp: không ký phần kèm theo" },
	{ "R75a", r75a, "dấu trên trang đầu, giáp lai" },
	{ "R76", r76, "khác tệp: thông tin ký số cỡ 10, góc phải" },
	{ "R77", r77, "Kính gửi chỉ trong công văn, tờ trình, báo cáo" },
	{ "R78", r78, "một nơi cùng dòng; nhiều nơi mỗi nơi một gạch" },
	{ "R79", r79, "nghiêng, đậm, 12, sát lề, ngang chức vụ" },
	{ "R80", r80, "đứng, 11, gạch sát lề, “;” cuối dòng" },
	{ "R81", r81, "- Lưu: VT, … ." },
	{ "R82", r82, "Như trên khi có Kính gửi; Lưu cuối" },
	{ NULL, NULL, NULL },
};
