/* The head of a document: who, what number, where and when. */
#include "import/sketch.h"

#include "base/utf8.h"
#include "base/viet.h"
#include "import/phrase.h"

void lines_add(struct arena *a, struct sketch_lines *lines, struct str s)
{
	lines->items = arena_grow(a, lines->items, lines->count,
				  sizeof *lines->items);
	lines->items[lines->count++] = s;
}

static struct str without_mark(struct str s)
{
	while (s.n && (s.p[s.n - 1] == ';' || s.p[s.n - 1] == '.' ||
		       s.p[s.n - 1] == ',' || s.p[s.n - 1] == ' '))
		s.n--;
	return s;
}

void end_mark_tell(const struct importer *im, uint32_t line, struct str s,
		   char expected)
{
	struct str bare = without_mark(s);
	uint32_t from = bare.n;

	while (from && bare.p[from - 1] != ' ')
		from--;
	if (bare.n)
		ledger_repair(im->ledger, line, str_trim(str_from(s, from)),
			      str_printf(im->arena, "%.*s%c",
					 STR_ARG(str_from(bare, from)), expected),
			      "dấu cuối dòng của danh sách", 0.97);
}

static const struct legacy_phrases *list_of(const struct importer *im,
					    enum legacy_list list)
{
	return &im->legacy->lists[list];
}

static struct str squeezed(const struct importer *im, struct str s)
{
	return str_squeeze(im->arena, phrase_plain(im->arena, s));
}

/* Dots and dashes stand for what is not known yet. */
static struct str without_blanks(struct str s)
{
	s = str_trim(s);
	for (;;) {
		uint32_t at = s.n ? utf8_before(s, s.n) : 0, i = at;
		uint32_t c = s.n ? utf8_next(s, &i) : 0;

		if (c != '.' && c != '_' && c != 0x2026 && c != ' ' && c != ',')
			break;
		s.n = at;
	}
	while (s.n) {
		uint32_t i = 0, c = utf8_next(s, &i);

		if (c != '.' && c != '_' && c != 0x2026 && c != ' ' && c != ':')
			break;
		s = str_from(s, i);
	}
	return s;
}

static struct str without_spaces(const struct importer *im, struct str s)
{
	struct buf b = buf_new(im->arena);

	for (uint32_t i = 0; i < s.n; i++)
		if (s.p[i] != ' ')
			buf_char(&b, s.p[i]);
	return buf_str(&b);
}

/* "Số: 12 /KH-UBND" */
static bool read_number(const struct importer *im, struct str s,
			uint32_t line, struct sketch *k)
{
	uint32_t end = phrase_of(s, list_of(im, LEGACY_NUMBER));
	struct str rest, found;
	int64_t slash;

	rest = without_blanks(str_from(s, end));
	slash = str_find(rest, STR("/"));
	if (!end || slash < 0 || slash > 24 || k->has_number)
		return false;
	k->has_number = true;
	k->number_line = line;
	k->number = without_blanks(str_slice(rest, 0, (uint32_t)slash));
	k->symbol = without_spaces(im, without_blanks(
			str_from(rest, (uint32_t)slash + 1)));
	found = str_printf(im->arena, "%.*s/%.*s", STR_ARG(k->number),
			   STR_ARG(k->symbol));
	if (!k->number.n)
		ledger_doubt(im->ledger, line, s, "chưa có số: số văn bản còn để trống");
	if (!str_eq(rest, found) && k->number.n)
		ledger_repair(im->ledger, line, rest, found,
			      "bỏ dấu cách trong số, ký hiệu", 0.97);
	number_settle(im, k);
	return true;
}

static struct str digits(struct str s, uint32_t *i)
{
	uint32_t from;

	while (*i < s.n && !utf8_is_digit((unsigned char)s.p[*i]))
		(*i)++;
	from = *i;
	while (*i < s.n && utf8_is_digit((unsigned char)s.p[*i]))
		(*i)++;
	return str_slice(s, from, *i);
}

/* What stands between two words, if it is a number. */
static struct str between(struct str s, uint32_t from, uint32_t to)
{
	struct str part = str_slice(s, from, to);
	uint32_t i = 0;

	return digits(part, &i);
}

/* "Sơn Hà, ngày 05 tháng 3 năm 2026", "…, ngày   tháng   năm 2026",
 * "Sơn Hà, ngày 05/3/2026". */
static bool find_date(const struct importer *im, struct str s, struct sketch *k)
{
	uint32_t day_end, month_end, year_end, i;
	int64_t day = phrase_find(s, list_of(im, LEGACY_DAY), &day_end), month,
		year;

	if (day < 0 || k->has_date)
		return false;
	month = phrase_find(str_from(s, day_end), list_of(im, LEGACY_MONTH),
			    &month_end);
	k->place = without_blanks(str_slice(s, 0, (uint32_t)day));
	k->has_date = true;
	if (month < 0) {
		i = day_end;
		k->day = digits(s, &i);
		k->month = digits(s, &i);
		k->year = digits(s, &i);
		return true;
	}
	year = phrase_find(str_from(s, day_end + month_end),
			   list_of(im, LEGACY_YEAR), &year_end);
	k->day = between(s, day_end, day_end + (uint32_t)month);
	if (year < 0) { /* its word may be misread: the number is not */
		i = day_end + month_end;
		k->month = digits(s, &i);
		k->year = digits(s, &i);
		if (k->month.n == 4 && !k->year.n) {
			k->year = k->month;
			k->month = STR("");
		}
		return true;
	}
	k->month = between(s, day_end + month_end,
			   day_end + month_end + (uint32_t)year);
	i = day_end + month_end + year_end;
	k->year = digits(s, &i);
	return true;
}

static bool read_date(const struct importer *im, struct str s, uint32_t line,
		      struct sketch *k)
{
	if (!find_date(im, s, k))
		return false;
	date_settle(im, line, k);
	if (!k->day.n || !k->month.n || !k->year.n)
		ledger_doubt(im->ledger, line, s,
			     "ngày, tháng ban hành còn để trống");
	return true;
}

/* "DỰ THẢO", "DỰ THẢO LẦN 2", on one line or two. */
static bool read_draft(const struct importer *im, struct str s, struct sketch *k)
{
	uint32_t end = s.n < 60 ? phrase_at(s, STR("du thao")) : 0;

	if (end || (k->draft && phrase_at(s, STR("lan")))) {
		k->draft = true;
		if (end < s.n)
			k->draft_number = utf8_lower(im->arena,
						     str_trim(str_from(s, end)));
		return true;
	}
	return false;
}

/* MẬT, HỎA TỐC, Lưu hành nội bộ. */
static bool read_mark(const struct importer *im, struct str s, struct sketch *k)
{
	if (s.n > 60 || k->mark_count == SKETCH_MARKS)
		return false;
	for (uint32_t i = 0; i < im->rules->mark_count; i++) {
		const struct rule_mark *m = &im->rules->marks[i];

		for (uint32_t w = 0; w < m->words.count; w++) {
			struct str word = m->words.items[w];
			uint32_t end = phrase_at(s, viet_bare(im->arena, word));

			if (!end || end != s.n)
				continue;
			k->marks[k->mark_count++] = (struct sketch_mark){
				m->field, word };
			return true;
		}
	}
	return false;
}

static bool begins_agency(const struct importer *im, struct str s)
{
	for (uint32_t i = 0; i < im->rules->issuer_heads.count; i++)
		if (phrase_at(s, viet_bare(im->arena,
					   im->rules->issuer_heads.items[i])))
			return true;
	return false;
}

static void add_agency(const struct importer *im, struct str s, bool gap,
		       struct sketch *k)
{
	struct sketch_lines *a = &k->agencies[0];

	k->agency_count = 1;
	if (a->count && !gap && !begins_agency(im, s)) {
		struct str *last = &a->items[a->count - 1];

		*last = str_printf(im->arena, "%.*s %.*s", STR_ARG(*last),
				   STR_ARG(s));
		return;
	}
	lines_add(im->arena, a, s);
}

static bool is_national(const struct importer *im, struct str s)
{
	uint32_t end;

	return phrase_find(s, list_of(im, LEGACY_NATION), &end) == 0 ||
	       phrase_find(s, list_of(im, LEGACY_MOTTO), &end) == 0;
}

/* "Số: 12/KH-SNV; 05/3/2026; 14:30:05 +07:00": what a signing tool set. */
static bool read_signed(const struct importer *im, struct str s,
			struct sketch *k)
{
	int64_t first = str_find(s, STR(";"));

	if (first < 0 || !phrase_of(s, list_of(im, LEGACY_NUMBER)) ||
	    str_find(str_from(s, (uint32_t)first + 1), STR(";")) < 0 ||
	    str_find(s, STR(":")) < 0)
		return false;
	k->signed_info = s;
	return true;
}

/* "V/v …", on one line or more. */
static bool read_subject(const struct importer *im, struct str s,
			 const struct paper_line *l, struct sketch *k)
{
	uint32_t end = phrase_of(s, list_of(im, LEGACY_SUBJECT));

	if (end && !k->subject.n) {
		k->subject = str_trim(str_from(s, end));
		k->subject_line = l->line;
		return true;
	}
	if (!k->subject.n || l->line > k->subject_line + 2 || l->bold)
		return false;
	k->subject = str_printf(im->arena, "%.*s %.*s", STR_ARG(k->subject),
				STR_ARG(s));
	k->subject_line = l->line;
	return true;
}

static void read_line(const struct importer *im, const struct paper_line *l,
		      struct sketch *k)
{
	struct str s = squeezed(im, l->text);

	if (l->table || phrase_is_rule(s))
		return;
	if (is_national(im, s)) {
		ledger_repair(im->ledger, l->line, s, STR(""),
			      "quốc hiệu, tiêu ngữ do mẫu in", 0.99);
		return;
	}
	if (phrase_of(s, list_of(im, LEGACY_PARTY)) == s.n) {
		ledger_repair(im->ledger, l->line, s, STR(""),
			      "dòng tiêu đề của Đảng, Đoàn: mẫu Nghị định không có",
			      0.9);
		return;
	}
	if (read_signed(im, s, k) || read_number(im, s, l->line, k) ||
	    read_mark(im, s, k))
		return;
	if (read_draft(im, s, k))
		return;
	if (read_date(im, s, l->line, k))
		return;
	if (phrase_of(s, list_of(im, LEGACY_ADDRESSEE))) {
		uint32_t end = phrase_of(s, list_of(im, LEGACY_ADDRESSEE));

		lines_add(im->arena, &k->addressees,
			  without_blanks(str_from(s, end)));
		return;
	}
	if (k->kind->untitled && read_subject(im, s, l, k))
		return;
	add_agency(im, s, false, k);
}

/* The letters that begin the words of a name: "SỞ GIÁO DỤC …" is SGD… */
static uint32_t next_initial(struct str s, uint32_t *i)
{
	while (*i < s.n) {
		uint32_t c = utf8_next(s, i);

		if (!utf8_is_letter(c))
			continue;
		for (uint32_t next = *i; next < s.n; *i = next)
			if (!utf8_is_letter(utf8_next(s, &next)))
				break;
		return c;
	}
	return 0;
}

/* "KH-SGDDT" of a "Sở Giáo dục và Đào tạo" is "KH-SGDĐT": where the letters of
 * the symbol follow the name's initials, the name says which D is a Đ. */
static void mend_symbol(const struct importer *im, struct sketch *k)
{
	struct str name, symbol = k->symbol;
	int64_t dash = str_find(symbol, STR("-"));
	struct buf b = buf_new(im->arena);
	uint32_t at = 0, i;

	if (im->policy < REPAIR_SUGGEST || dash < 0 || !k->agency_count ||
	    !k->agencies[0].count)
		return;
	name = k->agencies[0].items[k->agencies[0].count - 1];
	buf_add(&b, str_slice(symbol, 0, (uint32_t)dash + 1));
	for (i = (uint32_t)dash + 1; i < symbol.n;) {
		uint32_t from = i, c = utf8_next(symbol, &i), initial;

		do
			initial = next_initial(name, &at);
		while (initial && viet_base(initial) != viet_base(c));
		if (initial == 0x110 || initial == 0x111)
			utf8_add(&b, 0x110);
		else
			buf_add(&b, str_slice(symbol, from, i));
		if (!initial)
			return;
	}
	ledger_repair(im->ledger, k->number_line, symbol, buf_str(&b),
		      "ký hiệu mất dấu: theo tên cơ quan", 0.85);
	k->symbol = buf_str(&b);
}

/* Words at a wrong place in the head must not be lost. */
static void doubt_agencies(const struct importer *im, const struct zones *z,
			   const struct paper *p, struct sketch *k)
{
	struct sketch_lines *a = &k->agencies[0];
	struct str first = p->count ? p->lines[0].text : STR("");

	if (!a->count)
		ledger_doubt(im->ledger, 1, first,
			     "không thấy tên cơ quan ban hành ở đầu văn bản");
	if (!k->has_number)
		ledger_doubt(im->ledger, 1, first, "không thấy số, ký hiệu");
	if (!k->has_date)
		ledger_doubt(im->ledger, 1, first,
			     "không thấy địa danh, ngày tháng ban hành");
	if (!a->count || begins_agency(im, a->items[a->count - 1]))
		return;
	ledger_doubt(im->ledger, z->kind ? p->lines[0].line : 1,
		     a->items[a->count - 1],
		     "không rõ có phải tên cơ quan ban hành");
}

/* "(Kèm theo Quyết định số …)" */
static bool read_attached(const struct importer *im, struct str s,
			  uint32_t line, struct sketch *k)
{
	struct str inside = s;
	uint32_t end;

	if (s.n < 3 || s.p[0] != '(')
		return false;
	inside = str_slice(s, 1, s.p[s.n - 1] == ')' ? s.n - 1 : s.n);
	end = phrase_of(inside, list_of(im, LEGACY_ATTACHED));
	k->attached = str_trim(str_from(inside, end));
	if (end && !phrase_at(inside, STR("kem theo")))
		ledger_repair(im->ledger, line, str_slice(inside, 0, end),
			      STR("Kèm theo"), "mẫu ghi “Kèm theo”", 0.97);
	return end > 0;
}

/* "CỘNG HÒA … VIỆT" and, on the next line, "NAM": how many lines the nation's
 * name takes from this one on; 0: it does not begin here. */
static uint32_t broken_national(const struct importer *im,
				const struct paper *p, uint32_t i, uint32_t to)
{
	struct str first, both;

	if (i + 1 >= to || p->lines[i].table || p->lines[i + 1].table)
		return 0;
	first = squeezed(im, p->lines[i].text);
	both = str_printf(im->arena, "%.*s %.*s", STR_ARG(first),
			  STR_ARG(squeezed(im, p->lines[i + 1].text)));
	return first.n > 12 && !is_national(im, first) && is_national(im, both)
		       ? 2 : 0;
}

void head_read(const struct importer *im, const struct paper *p,
	       const struct zones *z, struct sketch *k)
{
	for (uint32_t i = 0, n; i < z->kind; i++)
		if ((n = broken_national(im, p, i, z->kind)))
			i += n - 1;
		else if (!read_attached(im, squeezed(im, p->lines[i].text),
				   p->lines[i].line, k))
			read_line(im, &p->lines[i], k);
	mend_symbol(im, k);
	doubt_agencies(im, z, p, k);
}

/* ---- the title -------------------------------------------------------- */

static bool begins_base(const struct importer *im, const struct paper *p,
			uint32_t i, bool gap)
{
	struct str s = p->lines[i].text;
	uint32_t end = phrase_of(s, list_of(im, LEGACY_BASE)), number;

	if (marker_of(s).kind)
		return true;
	if (!end)
		return false;
	return gap || phrase_at(s, STR("can cu")) ||
	       phrase_find(s, list_of(im, LEGACY_NUMBER), &number) > 0 ||
	       s.n > 150;
}

static bool ends_title(const struct importer *im, const struct paper *p,
		       uint32_t i, uint32_t from)
{
	const struct paper_line *l = &p->lines[i], *first = &p->lines[from];

	if (l->table || l->outline > first->outline + 1 ||
	    (first->outline && !l->outline))
		return true;
	if (first->bold && !l->bold)
		return true;
	if (begins_base(im, p, i, l->blank_before) || l->text.p[0] == '(' ||
	    phrase_of(l->text, list_of(im, LEGACY_ADDRESSEE)) ||
	    (phrase_is_capital(l->text) && !phrase_is_capital(first->text)))
		return true;
	if (l->align == first->align && !l->blank_before &&
	    ((first->bold && l->bold) || l->align == PAPER_CENTER))
		return false;
	return l->blank_before || l->whole;
}

static struct str glued_title(struct str s, const struct zones *z,
			      const struct importer *im)
{
	return str_trim(str_from(s, phrase_at(s, viet_bare(im->arena,
							   z->rule->name))));
}

/* "KẾ HOẠCH LIÊN TỊCH": what stands behind the kind is no subject yet. */
static bool is_half_title(const struct buf *b)
{
	enum { HALF = 20 /* bytes */ };

	return b->n && b->n < HALF && phrase_is_capital((struct str){ b->p, b->n });
}

/* "Kính gửi: X", or "Kính gửi:" and a list. `*i` stays at its last line. */
static bool read_addressees(const struct importer *im, const struct paper *p,
			    uint32_t *i, uint32_t to, struct sketch *k)
{
	struct str s = squeezed(im, p->lines[*i].text);
	uint32_t end = phrase_of(s, list_of(im, LEGACY_ADDRESSEE));

	if (!end)
		return false;
	s = without_mark(without_blanks(str_from(s, end)));
	if (s.n)
		lines_add(im->arena, &k->addressees, s);
	while (*i + 1 < to && !p->lines[*i + 1].table) {
		struct str next = squeezed(im, p->lines[*i + 1].text);
		struct marker m = marker_of(next);

		if (m.kind != MARK_DASH)
			break;
		lines_add(im->arena, &k->addressees,
			  without_mark(str_from(next, m.end)));
		++*i;
	}
	return true;
}

/* What may stand between the title and the bases. */
static bool read_under_title(const struct importer *im, const struct paper *p,
			     uint32_t *i, const struct zones *z,
			     struct sketch *k)
{
	struct str s = squeezed(im, p->lines[*i].text);

	while (s.n && s.p[0] == '(' && str_find(s, STR(")")) < 0 &&
	       *i + 1 < z->tail && !p->lines[*i + 1].table && s.n < 500) {
		struct str next = squeezed(im, p->lines[++*i].text);

		s = str_printf(im->arena, "%.*s %.*s", STR_ARG(s),
			       STR_ARG(next));
	}
	if (read_attached(im, s, p->lines[*i].line, k) || read_mark(im, s, k) ||
	    read_addressees(im, p, i, z->tail, k))
		return true;
	if (str_is(z->rule->form, "decision") && !k->competence.n &&
	    s.n < 160 && !phrase_is_ended(s) && begins_agency(im, s)) {
		k->competence = s;
		return true;
	}
	return false;
}

uint32_t title_read(const struct importer *im, const struct paper *p,
		    const struct zones *z, struct sketch *k)
{
	struct buf b = buf_new(im->arena);
	uint32_t i = z->title, from = i;

	for (; !z->rule->untitled && i < p->count && i < z->tail && i < from + 12; i++) {
		struct str s = squeezed(im, p->lines[i].text);

		if (i > from && !(i == from + 1 && is_half_title(&b)) &&
		    ends_title(im, p, i, from))
			break;
		if (i == from && (p->lines[i].table || (s.n && s.p[0] == '(') ||
				  (marker_of(s).kind && !z->rule->untitled)))
			break;
		if (i == from && z->title == z->kind && z->has_kind)
			s = glued_title(s, z, im);
		if (b.n && s.n)
			buf_char(&b, ' ');
		buf_add(&b, s);
	}
	if (!z->rule->untitled) {
		k->subject = buf_str(&b);
		k->subject_line = from < p->count ? p->lines[from].line : 0;
	}
	while (i < p->count && i < z->tail && !p->lines[i].table &&
	       read_under_title(im, p, &i, z, k))
		i++;
	while (k->subject.n && (k->subject.p[k->subject.n - 1] == '.' ||
				k->subject.p[k->subject.n - 1] == ' '))
		k->subject.n--;
	return i;
}
