/* R12–R37: the head and the title. */
#include "audit/judge.h"

#include "base/utf8.h"
#include "base/viet.h"

static bool need(struct judge *j, bool there, const char *what)
{
	if (!there)
		not_evaluated(j, what);
	return there;
}

/* HOÀ and HÒA are one word. */
static bool same_words(struct judge *j, struct str a, const char *b)
{
	return str_eq(viet_fold(j->arena, a), viet_fold(j->arena, str_of(b)));
}

static void r12(struct judge *j)
{
	static const char NAME[] = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
	const struct row *r;
	uint32_t times = 0;

	if (!j->d->nation.count) {
		fail(j, 0, "không có Quốc hiệu");
		return;
	}
	r = &j->d->nation.items[0];
	if (!same_words(j, r->text, NAME) || !text_is_upper(j->arena, r->text))
		fail(j, 0, "“%.*s”", STR_ARG(r->text));
	check_row(j, r, true, false, 12, 13, LETTERS_UPPER);
	for (uint32_t i = 0; i < j->d->page_count; i++)
		for (uint32_t k = 0; k < j->d->pages[i].rows.count; k++)
			times += holds(j->d->pages[i].rows.items[k].text,
				       "XÃ HỘI CHỦ NGHĨA VIỆT NAM");
	if (times != 1)
		fail(j, 0, "xuất hiện %u lần", times);
	note(j, "cỡ %.1f", r->size);
}

static void r13(struct judge *j)
{
	const struct row *r;

	if (!need(j, j->d->nation.count >= 2, "không thấy Tiêu ngữ"))
		return;
	r = &j->d->nation.items[1];
	if (!str_is(r->text, "Độc lập - Tự do - Hạnh phúc"))
		fail(j, 0, "“%.*s”", STR_ARG(r->text));
	check_row(j, r, true, false, 13, 14, LETTERS_ANY);
	if (off(row_centre(r), row_centre(&j->d->nation.items[0]),
		AXIS_TOLERANCE))
		fail(j, 0, "lệch trục Quốc hiệu");
	note(j, "cỡ %.1f", r->size);
}

static void r14(struct judge *j)
{
	const struct row *r;
	const struct measured_stroke *s;
	double below, length;
	uint32_t count;

	if (!need(j, j->d->nation.count >= 2, "không thấy Tiêu ngữ"))
		return;
	r = &j->d->nation.items[1];
	below = j->d->date.count ? j->d->date.y - 8 : r->y + 20;
	s = line_between(&j->d->pdf->pages[0], r->y, below, r->x0 - 40,
			 r->x1 + 40, &count);
	if (count != 1) {
		fail(j, 0, count ? "có %u đường kẻ" : "không có đường kẻ (%u)",
		     count);
		return;
	}
	length = fabs(s->x1 - s->x0);
	if (off(length, row_width(r), LINE_TOLERANCE))
		fail(j, 0, "dài %.1f mm, dòng chữ %.1f mm", length / MM,
		     row_width(r) / MM);
	if (off((s->x0 + s->x1) / 2, row_centre(r), AXIS_TOLERANCE))
		fail(j, 0, "lệch giữa");
	note(j, "dài %.1f mm", length / MM);
}

static void check_single(struct judge *j, const struct row *a,
			 const struct row *b)
{
	double gap = (b->y - a->y) / b->size;

	if (out(gap, 1.107, 1.25, 0.005))
		fail(j, 0, "cách %.2f lần cỡ chữ", gap);
	note(j, "%.2f lần cỡ chữ", gap);
}

static void r15(struct judge *j)
{
	if (need(j, j->d->nation.count >= 2, "không thấy Tiêu ngữ"))
		check_single(j, &j->d->nation.items[0], &j->d->nation.items[1]);
}

/* Where the issuer's bold rows begin among those of box 2. */
static uint32_t own_from(const struct parts *d)
{
	uint32_t i = 0;

	while (i < d->issuer.count && !d->issuer.items[i].bold)
		i++;
	return i;
}

static struct rows part_of(const struct rows *rows, uint32_t from, uint32_t to)
{
	return (struct rows){ rows->items + from, to - from };
}

static void r16(struct judge *j)
{
	const struct parts *d = j->d;
	struct rows rows = part_of(&d->issuer, 0, own_from(d));
	bool all_bold = d->issuer.count > 1 && own_from(d) == 0;

	if (all_bold) { /* one issuer of several lines, or bold parents */
		double axis = d->issuer.items[0].y;

		(void)axis;
		if (str_starts(d->issuer.items[0].text, STR("UBND")) ||
		    (str_starts(d->issuer.items[0].text,
				STR("ỦY BAN NHÂN DÂN")) &&
		     str_starts(d->issuer.items[d->issuer.count - 1].text,
				STR("SỞ")))) {
			fail(j, 0, "chủ quản in đậm");
			return;
		}
	}
	if (!rows.count) {
		not_applicable(j, "không có cơ quan chủ quản");
		return;
	}
	check_rows(j, &rows, false, false, 12, 13, LETTERS_UPPER);
	for (uint32_t i = 0; i < rows.count; i++)
		if (off(row_centre(&rows.items[i]),
			row_centre(&rows.items[0]), AXIS_TOLERANCE))
			fail(j, 0, "lệch trục");
}

static void r17(struct judge *j)
{
	const struct parts *d = j->d;
	struct rows own = part_of(&d->issuer, own_from(d), d->issuer.count);

	if (!need(j, d->issuer.count > 0, "không thấy tên cơ quan"))
		return;
	if (!own.count) {
		fail(j, 0, "tên cơ quan ban hành không in đậm");
		return;
	}
	check_rows(j, &own, true, false, 12, 13, LETTERS_UPPER);
	if (d->nation.count && off(d->issuer.items[0].y, d->nation.items[0].y, 1))
		fail(j, 0, "không ngang hàng với Quốc hiệu");
	for (uint32_t i = 0; i < own.count; i++)
		if (off(row_centre(&own.items[i]), row_centre(&own.items[0]),
			AXIS_TOLERANCE))
			fail(j, 0, "lệch trục");
}

static void r18(struct judge *j)
{
	const struct parts *d = j->d;
	struct rows own = part_of(&d->issuer, own_from(d), d->issuer.count);
	const struct measured_stroke *s;
	struct row last;
	uint32_t count;

	if (!need(j, own.count > 0, "không thấy tên cơ quan"))
		return;
	last = last_of(&own);
	s = line_between(&d->pdf->pages[0], last.y,
			 d->number.count ? d->number.y - 8 : last.y + 20, 0,
			 d->nation.count ? d->nation.items[0].x0 : d->centre,
			 &count);
	check_share(j, &own, s, count);
}

static void r19(struct judge *j)
{
	const struct rows *r = &j->d->issuer;

	if (r->count < 2) {
		not_applicable(j, "một dòng");
		return;
	}
	for (uint32_t i = 1; i < r->count; i++)
		check_single(j, &r->items[i - 1], &r->items[i]);
}

static struct str joined(struct judge *j, struct rows rows)
{
	struct buf b = buf_new(j->arena);

	for (uint32_t i = 0; i < rows.count; i++)
		buf_printf(&b, "%s%.*s", i ? " " : "",
			   STR_ARG(rows.items[i].text));
	return buf_str(&b);
}

static void r20(struct judge *j)
{
	const struct parts *d = j->d;
	struct str own = joined(j, part_of(&d->issuer, own_from(d),
					   d->issuer.count));
	struct str parent = joined(j, part_of(&d->issuer, 0, own_from(d)));

	for (uint32_t i = 0; i < d->rules->agency_abbreviations.count; i++) {
		struct str word = d->rules->agency_abbreviations.items[i];

		if (str_starts(own, word) ||
		    holds(own, str_terminated(j->arena, str_printf(j->arena,
				" %.*s", STR_ARG(word)))))
			warn(j, 0, "viết tắt “%.*s”", STR_ARG(word));
	}
	if (str_is(parent, "UBND") || str_is(parent, "ỦY BAN NHÂN DÂN"))
		warn(j, 0, "chủ quản không nêu tên đơn vị");
}

static bool has_number(struct judge *j)
{
	if (j->d->attached.count && !j->d->number.count) {
		not_applicable(j, "văn bản kèm theo quyết định");
		return false;
	}
	return need(j, j->d->number.count > 0, "không thấy số, ký hiệu");
}

static void r21(struct judge *j)
{
	const struct measured_word *w;

	if (!has_number(j))
		return;
	w = j->d->number.words[0];
	if (!str_is(w->text, "Số:"))
		fail(j, 0, "“%.*s”", STR_ARG(w->text));
	if (off(w->size, 13, TYPE_TOLERANCE) || w->bold || w->italic)
		fail(j, 0, "“Số:” cỡ %.1f%s%s", w->size, w->bold ? ", đậm" : "",
		     w->italic ? ", nghiêng" : "");
	note(j, "cỡ %.1f", w->size);
}

/* "15/KH-SCT" of "Số: 15/KH-SCT"; the text behind the colon. */
static struct str number_text(struct judge *j)
{
	int64_t colon = str_find(j->d->number.text, STR(":"));

	return str_trim(str_from(j->d->number.text,
				 colon < 0 ? 0 : (uint32_t)colon + 1));
}

static void r22(struct judge *j)
{
	struct str s;
	uint32_t digits;
	int value;

	if (!has_number(j))
		return;
	s = number_text(j);
	value = leading_number(s, &digits);
	if (value < 0) {
		not_applicable(j, "bản dự thảo, số để trống");
		return;
	}
	if (value < 10 ? digits != 2 : s.p[0] == '0')
		fail(j, 0, "số “%.*s”", (int)digits, s.p);
	note(j, "%.*s", (int)digits, s.p);
}

/* The symbol behind the first slash. */
static struct str symbol_text(struct judge *j)
{
	struct str s = number_text(j);
	int64_t slash = str_find(s, STR("/"));

	return slash < 0 ? STR("") : str_trim(str_from(s, (uint32_t)slash + 1));
}

static void r23(struct judge *j)
{
	struct str symbol;
	int64_t dash;

	if (!has_number(j))
		return;
	if (j->d->is_letter) {
		not_applicable(j, "công văn");
		return;
	}
	symbol = symbol_text(j);
	dash = str_find(symbol, STR("-"));
	if (!symbol.n || dash < 0) {
		fail(j, 0, "“%.*s”", STR_ARG(j->d->number.text));
		return;
	}
	if (j->d->kind && !str_eq(str_trim(str_slice(symbol, 0, (uint32_t)dash)),
				  j->d->kind->abbreviation))
		fail(j, 0, "ký hiệu “%.*s”, tên loại %.*s (%.*s)",
		     STR_ARG(symbol), STR_ARG(j->d->kind->name),
		     STR_ARG(j->d->kind->abbreviation));
	for (uint32_t i = 0; i < j->d->number.count; i++)
		if (off(j->d->number.words[i]->size, 13, TYPE_TOLERANCE) ||
		    j->d->number.words[i]->bold)
			fail(j, 0, "ký hiệu cỡ %.1f%s",
			     j->d->number.words[i]->size,
			     j->d->number.words[i]->bold ? ", đậm" : "");
	note(j, "%.*s", STR_ARG(symbol));
}

static void r24(struct judge *j)
{
	struct str symbol;

	if (!j->d->is_letter) {
		not_applicable(j, "văn bản có tên loại");
		return;
	}
	symbol = symbol_text(j);
	if (str_find(symbol, STR("-")) <= 0)
		fail(j, 0, "ký hiệu “%.*s”", STR_ARG(symbol));
	for (uint32_t i = 0; i < j->d->rules->kind_count; i++) {
		struct str a = j->d->rules->kinds[i].abbreviation;

		if (a.n && str_starts(symbol, str_printf(j->arena, "%.*s-",
							 STR_ARG(a))))
			fail(j, 0, "ký hiệu “%.*s” của văn bản có tên loại",
			     STR_ARG(symbol));
	}
	note(j, "%.*s", STR_ARG(symbol));
}

static void r25(struct judge *j)
{
	struct str s;

	if (!has_number(j))
		return;
	s = number_text(j);
	for (uint32_t i = 0; i < s.n; i++) {
		bool mark = s.p[i] == '/' || s.p[i] == '-';

		if (mark && ((i && s.p[i - 1] == ' ') ||
			     (i + 1 < s.n && s.p[i + 1] == ' ')))
			fail(j, 0, "“%.*s” có dấu cách", STR_ARG(s));
	}
	if (holds(s, "–") || holds(s, "—"))
		fail(j, 0, "“%.*s” dùng gạch dài", STR_ARG(s));
	if (str_find(symbol_text(j), STR("/")) >= 0)
		fail(j, 0, "“%.*s” có năm ban hành", STR_ARG(s));
}

static void r26(struct judge *j)
{
	const struct parts *d = j->d;

	if (!has_number(j))
		return;
	if (d->date.count && off(d->number.y, d->date.y, 0.5))
		fail(j, 0, "số ở %.1f, ngày ở %.1f pt", d->number.y, d->date.y);
	if (d->issuer.count && leading_number(number_text(j), &(uint32_t){ 0 }) >= 0 &&
	    off(row_centre(&d->number), row_centre(&d->issuer.items[d->issuer.count - 1]),
		2 * MM))
		fail(j, 0, "lệch trục cơ quan %.1f mm",
		     (row_centre(&d->number) -
		      row_centre(&d->issuer.items[d->issuer.count - 1])) / MM);
}

static void r27(struct judge *j)
{
	not_evaluated(j, "cần sổ đăng ký văn bản");
}

static bool has_date(struct judge *j)
{
	if (j->d->attached.count && !j->d->date.count) {
		not_applicable(j, "văn bản kèm theo quyết định");
		return false;
	}
	return need(j, j->d->date.count > 0, "không thấy địa danh và ngày");
}

static void r28(struct judge *j)
{
	const struct row *r = &j->d->date;

	if (!has_date(j))
		return;
	check_row(j, r, false, true, 13, 14, LETTERS_ANY);
	if (j->d->nation.count && off(row_centre(r),
				      row_centre(&j->d->nation.items[0]), 2 * MM))
		fail(j, 0, "lệch trục Quốc hiệu %.1f mm",
		     (row_centre(r) - row_centre(&j->d->nation.items[0])) / MM);
	note(j, "nghiêng, cỡ %.1f", r->size);
}

static void r29(struct judge *j)
{
	struct str s = j->d->date.text;
	int64_t comma;
	uint32_t at = 0;

	if (!has_date(j))
		return;
	comma = str_find(s, STR(","));
	if (comma < 0 || !str_starts(str_from(s, (uint32_t)comma + 1),
				     STR(" ngày")))
		fail(j, 0, "“%.*s”", STR_ARG(s));
	if (!utf8_is_upper(utf8_next(s, &at)))
		fail(j, 0, "địa danh không viết hoa");
}

static void r30(struct judge *j)
{
	struct str s = j->d->date.text;
	struct str part[3];
	static const char *const WORDS[] = { "ngày ", "tháng ", "năm " };
	int value[3];
	uint32_t digits[3];

	if (!has_date(j))
		return;
	for (int i = 0; i < 3; i++) {
		int64_t at = str_find(s, str_of(WORDS[i]));

		part[i] = at < 0 ? STR("") : str_from(s, (uint32_t)at +
						     str_of(WORDS[i]).n);
		value[i] = leading_number(part[i], &digits[i]);
	}
	if (value[0] < 0 || value[1] < 0) {
		not_applicable(j, "bản dự thảo, ngày để trống");
		return;
	}
	if (value[0] < 1 || value[0] > 31 || digits[0] != 2)
		fail(j, 0, "ngày “%.*s”", (int)digits[0], part[0].p);
	if (value[1] < 1 || value[1] > 12 ||
	    digits[1] != (value[1] < 3 || value[1] > 9 ? 2 : 1))
		fail(j, 0, "tháng “%.*s”", (int)digits[1], part[1].p);
	if (digits[2] != 4)
		fail(j, 0, "năm “%.*s”", (int)digits[2], part[2].p);
	note(j, "%.*s", STR_ARG(s));
}

static void r31(struct judge *j)
{
	struct str s = j->d->date.text;
	int64_t comma;

	if (!has_date(j))
		return;
	comma = str_find(s, STR(","));
	s = str_slice(s, 0, comma < 0 ? s.n : (uint32_t)comma);
	for (uint32_t at = 0; at < s.n;) {
		bool begins = at == 0 || s.p[at - 1] == ' ';
		uint32_t c = utf8_next(s, &at);

		if (begins && utf8_is_letter(c) && !utf8_is_upper(c)) {
			warn(j, 0, "“%.*s”", STR_ARG(s));
			return;
		}
	}
	note(j, "%.*s", STR_ARG(s));
}

static void r32(struct judge *j)
{
	uint32_t digits;

	if (!has_number(j))
		return;
	if (leading_number(number_text(j), &digits) >= 0) {
		note(j, "đã điền");
		return;
	}
	note(j, "bản dự thảo, số để trống");
}

static void r33(struct judge *j)
{
	const struct row *r = &j->d->title;

	if (j->d->is_letter) {
		not_applicable(j, "công văn không có tên loại");
		return;
	}
	if (!need(j, r->count > 0, "không thấy tên loại"))
		return;
	check_row(j, r, true, false, 13, 14, LETTERS_UPPER);
	if (off(row_centre(r), j->d->centre, 1.0 * MM))
		fail(j, 0, "lệch giữa %.1f mm",
		     (row_centre(r) - j->d->centre) / MM);
	note(j, "%.*s, cỡ %.1f", STR_ARG(r->text), r->size);
}

static void r34(struct judge *j)
{
	const struct rows *rows = &j->d->subject;
	struct row last = last_of(rows);

	if (j->d->is_letter) {
		not_applicable(j, "công văn");
		return;
	}
	if (!need(j, rows->count > 0, "không thấy trích yếu"))
		return;
	check_rows(j, rows, true, false, 13, 14, LETTERS_SENTENCE);
	for (uint32_t i = 0; i < rows->count; i++)
		if (off(row_centre(&rows->items[i]), j->d->centre, 1.0 * MM))
			fail(j, 0, "lệch giữa");
	if (str_ends(last.text, STR(".")))
		warn(j, 0, "có dấu chấm cuối");
}

static void r35(struct judge *j)
{
	const struct rows *rows = &j->d->subject;
	const struct measured_stroke *s;
	struct row last = last_of(rows);
	uint32_t count;

	if (j->d->is_letter || j->d->attached.count) {
		not_applicable(j, j->d->is_letter ? "công văn"
						  : "kẻ dưới chỉ dẫn kèm theo");
		return;
	}
	if (!need(j, rows->count > 0, "không thấy trích yếu"))
		return;
	s = line_between(&j->d->pdf->pages[0], last.y, last.y + 16, 0, 1e9,
			 &count);
	check_share(j, rows, s, count);
}

static void r36(struct judge *j)
{
	const struct parts *d = j->d;
	const struct row *r = d->letter_subject.items;

	if (!d->is_letter) {
		not_applicable(j, "không phải công văn");
		return;
	}
	if (!need(j, d->letter_subject.count > 0, "không thấy trích yếu"))
		return;
	if (!str_starts(r->text, STR("V/v ")))
		fail(j, 0, "“%.*s”", STR_ARG(r->text));
	check_rows(j, &d->letter_subject, false, false, 12, 13, LETTERS_ANY);
	if (off(row_centre(r), row_centre(&d->number), 2 * MM))
		fail(j, 0, "lệch trục số, ký hiệu");
	if (out(r->y - d->number.y - 1.15 * r->size, 5, 8, 0.5))
		warn(j, 0, "cách số %.1f pt",
		     r->y - d->number.y - 1.15 * r->size);
	note(j, "cỡ %.1f", r->size);
}

static void r37(struct judge *j)
{
	const struct parts *d = j->d;
	const struct row *r = &d->attached;

	if (!r->count) {
		not_applicable(j, "không kèm theo quyết định");
		return;
	}
	if (d->number.count || d->date.count)
		warn(j, 0, "văn bản kèm theo còn số hoặc ngày");
	if (!r->italic || r->bold || out(r->size, 13, 14, TYPE_TOLERANCE))
		warn(j, 0, "chỉ dẫn cỡ %.1f%s", r->size,
		     r->italic ? "" : ", không nghiêng");
	note(j, "%.*s", STR_ARG(r->text));
}

const struct rule HEAD_RULES[] = {
	{ "R12", r12, "in hoa, đứng, đậm, 12–13; một lần" },
	{ "R13", r13, "Độc lập - Tự do - Hạnh phúc; đứng, đậm, 13–14" },
	{ "R14", r14, "dài bằng dòng chữ ±0,5 mm, cân giữa" },
	{ "R15", r15, "cách dòng đơn (1,107–1,25)" },
	{ "R16", r16, "in hoa, đứng, không đậm, 12–13" },
	{ "R17", r17, "in hoa, đứng, đậm, 12–13, ngang Quốc hiệu" },
	{ "R18", r18, "dài 1/3–1/2 dòng chữ, cân đối" },
	{ "R19", r19, "cách dòng đơn" },
	{ "R20", r20, "tên đầy đủ; chỉ chủ quản được viết tắt" },
	{ "R21", r21, "“Số:”, đứng, 13" },
	{ "R22", r22, "dưới 10 có số 0 phía trước" },
	{ "R23", r23, "chữ viết tắt tên loại - cơ quan; 13, đứng" },
	{ "R24", r24, "cơ quan - đơn vị soạn thảo" },
	{ "R25", r25, "/ và - không có dấu cách, không có năm" },
	{ "R26", r26, "dưới tên cơ quan, ngang hàng địa danh" },
	{ "R27", r27, "số theo sổ của năm" },
	{ "R28", r28, "nghiêng, 13–14, giữa dưới Quốc hiệu" },
	{ "R29", r29, "dấu phẩy sau địa danh, chữ hoa" },
	{ "R30", r30, "ngày dưới 10, tháng 1, 2 có số 0" },
	{ "R31", r31, "tên đơn vị hành chính" },
	{ "R32", r32, "dự thảo được để trống" },
	{ "R33", r33, "in hoa, đứng, đậm, 13–14, giữa" },
	{ "R34", r34, "in thường, đứng, đậm, 13–14, giữa" },
	{ "R35", r35, "dài 1/3–1/2 dòng chữ, cân đối" },
	{ "R36", r36, "V/v, đứng, 12–13, giữa dưới số, cách 6 pt" },
	{ "R37", r37, "không số, ngày; (Kèm theo …) nghiêng" },
	{ NULL, NULL, NULL },
};
