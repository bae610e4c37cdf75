/* R38–R62: grounds, headings, the text. */
#include "audit/judge.h"

#include "base/utf8.h"
#include "base/viet.h"

/* ---- grounds ------------------------------------------------------------- */

static bool next_basis(const struct parts *d, uint32_t *at)
{
	while (*at < d->paragraph_count)
		if (d->paragraphs[(*at)++].is_basis)
			return true;
	return false;
}

static bool has_bases(struct judge *j)
{
	uint32_t at = 0;

	if (next_basis(j->d, &at))
		return true;
	not_applicable(j, "không có căn cứ");
	return false;
}

#define EACH_BASIS(d, p, at)                                                   \
	uint32_t at = 0;                                                       \
	for (const struct paragraph *p;                                        \
	     next_basis(d, &at) && ((p = &(d)->paragraphs[at - 1]), true);)

/* "Kế hoạch số 85/KH-UBND" at the beginning of `s`: where the number ends. */
static uint32_t cited_at(struct judge *j, struct str s, bool *by_name)
{
	const struct rules *r = j->d->rules;

	for (uint32_t i = 0; i < r->cited_count; i++) {
		struct str name = r->cited[i].name, rest;
		int64_t end;

		if (!str_starts(s, name))
			continue;
		rest = str_from(s, name.n);
		*by_name = r->cited[i].by_name;
		if (!str_starts(rest, STR(" số ")))
			continue;
		end = str_find(str_from(rest, STR(" số ").n), STR(" "));
		return name.n + STR(" số ").n +
		       (end < 0 ? rest.n - STR(" số ").n : (uint32_t)end);
	}
	return 0;
}

static void r38(struct judge *j)
{
	if (!has_bases(j))
		return;
	EACH_BASIS(j->d, p, at) {
		for (uint32_t i = 0; i < p->text.n; i++) {
			bool by_name = false;
			struct str rest = str_from(p->text, i);
			uint32_t end;

			if (i && p->text.p[i - 1] != ' ')
				continue;
			end = cited_at(j, rest, &by_name);
			if (!end)
				continue;
			if (by_name)
				warn(j, p->rows->page, "luật ghi số: “%.*s”",
				     (int)end, rest.p);
			else if (!holds(str_from(rest, end), "ngày") ||
				 !holds(str_from(rest, end), " của "))
				warn(j, p->rows->page,
				     "thiếu ngày hoặc cơ quan: “%.*s”",
				     (int)end, rest.p);
			break;
		}
	}
}

static void r39(struct judge *j)
{
	if (!has_bases(j))
		return;
	EACH_BASIS(j->d, p, at)
		for (uint32_t i = 0; i < p->count; i++) {
			const struct row *r = &p->rows[i];

			if (!r->italic || r->bold)
				fail(j, r->page, "“%.*s” không nghiêng",
				     STR_ARG(r->text));
			if (out(r->size, 13, 14, TYPE_TOLERANCE))
				fail(j, r->page, "căn cứ cỡ %.1f", r->size);
		}
}

static void r40(struct judge *j)
{
	const struct paragraph *last = NULL;

	if (!has_bases(j))
		return;
	EACH_BASIS(j->d, p, at) {
		if (last && !str_ends(last->text, STR(";")))
			fail(j, last->rows->page, "“…%.*s” không có “;”",
			     STR_ARG(str_from(last->text, last->text.n < 30
				? 0 : utf8_before(last->text, last->text.n - 30))));
		last = p;
	}
	if (!str_ends(last->text, STR(".")))
		fail(j, last->rows->page, "căn cứ cuối không có dấu chấm");
}

/* A document cited in full once is cited by type and number afterwards. */
static void r41(struct judge *j)
{
	struct str text = j->d->all_text;
	bool some = false;

	for (uint32_t i = 0; i < text.n; i++) {
		struct str rest = str_from(text, i), number;
		bool by_name = false;
		uint32_t end;
		int64_t first;

		if (i && text.p[i - 1] != ' ')
			continue;
		end = cited_at(j, rest, &by_name);
		if (!end || by_name)
			continue;
		some = true;
		number = str_slice(rest, 0, end);
		while (number.n && (number.p[number.n - 1] == ',' ||
				    number.p[number.n - 1] == ';' ||
				    number.p[number.n - 1] == '.'))
			number.n--;
		first = str_find(text, number);
		if (first == (int64_t)i) {
			if (!str_starts(str_from(rest, end), STR(" ngày")) &&
			    number.n == end)
				warn(j, 0, "lần đầu không đủ: “%.*s”",
				     STR_ARG(number));
		} else if (str_starts(str_from(rest, end), STR(" ngày")) &&
			   number.n == end) {
			warn(j, 0, "lần sau còn ghi ngày: “%.*s”",
			     STR_ARG(number));
		}
		i += end - 1;
	}
	if (!some)
		not_applicable(j, "không viện dẫn văn bản");
}

/* ---- headings ------------------------------------------------------------ */

/* "Chương II", "Mục 1": the word, and what stands behind it. */
static bool is_unit(const struct paragraph *p, const char *word,
		    struct str *number)
{
	struct str name = str_of(word);

	if (p->count < 1 || !str_starts(p->rows[0].text, name) ||
	    p->rows[0].text.n <= name.n || p->rows[0].text.p[name.n] != ' ')
		return false;
	*number = str_trim(str_from(p->rows[0].text, name.n));
	return true;
}

static bool is_article(const struct paragraph *p, struct str *number)
{
	uint32_t digits;

	return is_unit(p, "Điều", number) && p->rows[0].words[0]->bold &&
	       leading_number(*number, &digits) > 0 && digits < number->n &&
	       number->p[digits] == '.';
}

static uint32_t count_articles(struct judge *j)
{
	uint32_t n = 0;
	struct str number;

	for (uint32_t i = 0; i < j->d->paragraph_count; i++)
		n += is_article(&j->d->paragraphs[i], &number);
	return n;
}

/* "II." of "II. NỘI DUNG", or 0; how many bytes it takes. */
static int roman_heading(const struct paragraph *p, uint32_t *bytes)
{
	uint32_t n = 0;

	while (n < p->text.n && (p->text.p[n] == 'I' || p->text.p[n] == 'V' ||
				 p->text.p[n] == 'X'))
		n++;
	*bytes = n;
	if (!n || n + 1 >= p->text.n || p->text.p[n] != '.' ||
	    p->text.p[n + 1] != ' ')
		return 0;
	return viet_roman_ordinal(str_slice(p->text, 0, n));
}

static void r42(struct judge *j)
{
	bool roman = false;
	uint32_t bytes;

	for (uint32_t i = 0; i < j->d->paragraph_count; i++)
		roman |= roman_heading(&j->d->paragraphs[i], &bytes) > 0 &&
			 j->d->paragraphs[i].rows[0].bold;
	if (roman && count_articles(j))
		fail(j, 0, "vừa có điều vừa có mục I., II.");
	note(j, roman ? "mục, khoản, điểm" : count_articles(j)
					   ? "điều, khoản, điểm" : "không đề mục");
}

static void r43(struct judge *j)
{
	static const char *const UNITS[] = { "Phần", "Chương", "Mục",
					     "Tiểu mục" };
	bool some = false, titled = !(j->d->kind && j->d->kind->plain_units);

	for (uint32_t i = 0; i < j->d->paragraph_count; i++) {
		const struct paragraph *p = &j->d->paragraphs[i];
		struct str number;
		uint32_t digits;

		for (int u = 0; u < 4; u++) {
			bool unit = p->centred && p->rows[0].bold &&
				    is_unit(p, UNITS[u], &number) &&
				    number.n < 8;

			some |= unit;
			if (unit && (i + 1 == j->d->paragraph_count ||
				     !j->d->paragraphs[i + 1].centred))
				fail(j, p->rows->page, "“%.*s” không tiêu đề",
				     STR_ARG(p->text));
		}
		if (!is_article(p, &number))
			continue;
		some = true;
		leading_number(number, &digits);
		if (titled && (digits + 2 >= number.n || !p->rows[0].bold))
			fail(j, p->rows->page, "“%.*s” không tiêu đề",
			     STR_ARG(p->rows[0].text));
	}
	if (!some)
		not_applicable(j, "không có phần, chương, mục, điều");
}

/* A unit on its own row above its title: its number Roman or Arabic. */
static bool check_unit(struct judge *j, const char *word, bool roman,
		       bool title)
{
	bool some = false;

	for (uint32_t i = 0; i < j->d->paragraph_count; i++) {
		const struct paragraph *p = &j->d->paragraphs[i];
		struct str number, upper = utf8_upper(j->arena, str_of(word));
		uint32_t digits;

		if (p->centred && p->rows[0].bold &&
		    str_starts(p->rows[0].text, upper) && p->rows[0].text.n <
				upper.n + 8) {
			some = true;
			fail(j, p->rows->page, "“%.*s” in hoa",
			     STR_ARG(p->rows[0].text));
		}
		if (!p->centred || !is_unit(p, word, &number) || number.n > 8)
			continue;
		some = true;
		if (title) {
			if (i + 1 < j->d->paragraph_count)
				check_row(j, &j->d->paragraphs[i + 1].rows[0],
					  true, false, 13, 14, LETTERS_UPPER);
			continue;
		}
		check_row(j, &p->rows[0], true, false, 13, 14, LETTERS_ANY);
		if (roman ? !viet_roman_ordinal(number)
			  : leading_number(number, &digits) < 1 ||
				    digits != number.n)
			fail(j, p->rows->page, "“%.*s”",
			     STR_ARG(p->rows[0].text));
	}
	return some;
}

static void units(struct judge *j, const char *a, const char *b, bool roman,
		  bool title)
{
	bool some = check_unit(j, a, roman, title);

	some |= check_unit(j, b, roman, title);
	if (!some)
		not_applicable(j, "không có phần, chương, mục");
}

static void r44(struct judge *j) { units(j, "Phần", "Chương", true, false); }
static void r45(struct judge *j) { units(j, "Phần", "Chương", true, true); }
static void r46(struct judge *j) { units(j, "Mục", "Tiểu mục", false, false); }
static void r47(struct judge *j) { units(j, "Mục", "Tiểu mục", false, true); }
static void r52(struct judge *j)
{
	if (count_articles(j))
		not_applicable(j, "bố cục theo điều");
	else if (!check_unit(j, "Phần", true, false))
		not_applicable(j, "không có phần");
}

static double indent_of(const struct parts *d, const struct row *r)
{
	return (r->x0 - d->left) / MM;
}

static bool lawful_indent(double mm)
{
	return !off(mm, 10, 0.35) || !off(mm, 12.7, 0.35);
}

static void r48(struct judge *j)
{
	int expected = 1;

	for (uint32_t i = 0; i < j->d->paragraph_count; i++) {
		const struct paragraph *p = &j->d->paragraphs[i];
		struct str number;
		uint32_t digits;

		if (!is_article(p, &number))
			continue;
		if (leading_number(number, &digits) != expected++)
			fail(j, p->rows->page, "“%.*s”, đếm được %d",
			     STR_ARG(p->rows[0].text), expected - 1);
		if (!lawful_indent(indent_of(j->d, &p->rows[0])))
			fail(j, p->rows->page, "lùi %.1f mm",
			     indent_of(j->d, &p->rows[0]));
		if (off(p->rows[0].size, j->d->body_size, TYPE_TOLERANCE))
			fail(j, p->rows->page, "cỡ %.1f", p->rows[0].size);
	}
	if (expected == 1)
		not_applicable(j, "không có điều");
}

/* ---- khoản, điểm --------------------------------------------------------- */

/* "3." of "3. …"; not of "3.1. …". */
static int clause_number(const struct paragraph *p)
{
	uint32_t digits;
	int n = leading_number(p->text, &digits);

	if (n < 0 || digits + 1 >= p->text.n || p->text.p[digits] != '.' ||
	    p->text.p[digits + 1] != ' ')
		return 0;
	return n;
}

/* "b)": its place in the decree's order, 0 for a letter outside it, -1 no
 * point at all. */
static int point_number(const struct paragraph *p)
{
	uint32_t at = 0, code = p->text.n ? utf8_next(p->text, &at) : 0;

	if (!utf8_is_letter(code) || utf8_is_upper(code) || at >= p->text.n ||
	    p->text.p[at] != ')')
		return -1;
	return viet_letter_ordinal(str_slice(p->text, 0, at));
}

static bool restarts_clauses(const struct paragraph *p)
{
	uint32_t bytes;
	struct str number;

	return roman_heading(p, &bytes) > 0 || is_article(p, &number);
}

static void check_clauses(struct judge *j, bool titled_only, bool *some)
{
	int before = 0;

	for (uint32_t i = 0; i < j->d->paragraph_count; i++) {
		const struct paragraph *p = &j->d->paragraphs[i];
		int n = clause_number(p);

		if (restarts_clauses(p))
			before = 0;
		if (!n)
			continue;
		*some |= !titled_only || p->rows[0].bold;
		if (!titled_only && n != 1 && n != before + 1)
			fail(j, p->rows->page, "“%.*s” sau %d",
			     STR_ARG(p->rows[0].text), before);
		if (off(p->rows[0].words[0]->size, j->d->body_size,
			TYPE_TOLERANCE))
			fail(j, p->rows->page, "số khoản cỡ %.1f",
			     p->rows[0].words[0]->size);
		if (titled_only && p->rows[0].bold &&
		    (p->rows[0].italic || text_is_upper(j->arena, p->text)))
			fail(j, p->rows->page, "“%.*s”",
			     STR_ARG(p->rows[0].text));
		before = n;
	}
}

static void r49(struct judge *j)
{
	bool some = false;

	check_clauses(j, false, &some);
	if (!some)
		not_applicable(j, "không có khoản");
}

static void r50(struct judge *j)
{
	bool some = false;

	check_clauses(j, true, &some);
	if (!some)
		not_applicable(j, "không có khoản có tiêu đề");
}

static void r51(struct judge *j)
{
	int before = 0;
	bool some = false;

	for (uint32_t i = 0; i < j->d->paragraph_count; i++) {
		const struct paragraph *p = &j->d->paragraphs[i];
		int n = point_number(p);

		if (clause_number(p) || restarts_clauses(p) ||
		    (p->rows[0].bold && n < 0 && !p->centred))
			before = 0;
		if (n < 0)
			continue;
		some = true;
		if (!n || (n != 1 && n != before + 1))
			fail(j, p->rows->page, "“%.*s”",
			     STR_ARG(p->rows[0].text));
		before = n;
	}
	if (!some)
		not_applicable(j, "không có điểm");
}

static void r53(struct judge *j)
{
	int expected = 1;

	for (uint32_t i = 0; i < j->d->paragraph_count; i++) {
		const struct paragraph *p = &j->d->paragraphs[i];
		uint32_t bytes;
		int n = roman_heading(p, &bytes);
		struct str number;

		if (p->centred && is_unit(p, "Phần", &number))
			expected = 1; /* each part counts for itself */
		if (!n || (!p->rows[0].bold && n != expected))
			continue;
		if (n != expected)
			fail(j, p->rows->page, "“%.*s”, đếm được %d",
			     STR_ARG(p->rows[0].text), expected);
		for (uint32_t r = 0; r < p->count; r++)
			check_row(j, &p->rows[r], true, false, 13, 14,
				  LETTERS_UPPER);
		expected = n + 1;
	}
	if (expected == 1)
		not_applicable(j, "không có mục I., II.");
	else
		note(j, "%d mục", expected - 1);
}

static void r54(struct judge *j)
{
	if (count_articles(j))
		not_applicable(j, "bố cục theo điều");
	else
		r49(j);
}

static void r55(struct judge *j)
{
	if (count_articles(j))
		not_applicable(j, "bố cục theo điều");
	else
		r51(j);
}

/* ---- the text ------------------------------------------------------------ */

static bool has_text(struct judge *j)
{
	if (j->d->paragraph_count)
		return true;
	not_evaluated(j, "không thấy nội dung");
	return false;
}

static void r56(struct judge *j)
{
	const struct parts *d = j->d;

	if (!has_text(j))
		return;
	if (out(d->body_size, 13, 14, TYPE_TOLERANCE))
		fail(j, 0, "cỡ %.1f", d->body_size);
	for (uint32_t i = 0; i < d->body.count; i++)
		for (uint32_t k = 0; k < d->body.items[i].count; k++) {
			const struct measured_word *w = d->body.items[i].words[k];

			if (w->size > 10.5 && out(w->size, 13, 14, 0.05))
				fail(j, d->body.items[i].page,
				     "“%.*s” cỡ %.1f", STR_ARG(w->text),
				     w->size);
		}
	note(j, "cỡ %.1f", d->body_size);
}

static void r57(struct judge *j)
{
	const struct parts *d = j->d;
	uint32_t lines = 0;

	if (!has_text(j))
		return;
	for (uint32_t i = 0; i < d->paragraph_count; i++) {
		const struct paragraph *p = &d->paragraphs[i];

		for (uint32_t r = 0; !p->centred && r + 1 < p->count; r++) {
			lines++;
			if (!p->rows[r].italic && p->rows[r].bold)
				continue; /* a heading may end freely */
			if (off(p->rows[r].x1, d->right, MARGIN_TOLERANCE))
				fail(j, p->rows[r].page, "“…%.*s” cách lề %.1f mm",
				     STR_ARG(str_from(p->rows[r].text,
					p->rows[r].text.n < 24 ? 0
					: utf8_before(p->rows[r].text,
						      p->rows[r].text.n - 24))),
				     (d->right - p->rows[r].x1) / MM);
		}
	}
	note(j, "%u dòng đều", lines);
}

static void r58(struct judge *j)
{
	const struct parts *d = j->d;
	double first = 0;

	if (!has_text(j))
		return;
	for (uint32_t i = 0; i < d->paragraph_count; i++) {
		const struct paragraph *p = &d->paragraphs[i];
		double indent = indent_of(d, &p->rows[0]);

		if (p->centred)
			continue;
		if (i && p->rows[0].page != d->paragraphs[i - 1].rows[0].page &&
		    fabs(indent) < 1)
			continue; /* goes on from the page before */
		if (!lawful_indent(indent))
			fail(j, p->rows->page, "“%.*s” lùi %.1f mm",
			     STR_ARG(p->rows[0].text), indent);
		else if (first > 0 && off(indent, first, 0.5))
			warn(j, p->rows->page, "lùi %.1f và %.1f mm", first,
			     indent);
		else
			first = indent;
	}
	note(j, "lùi %.1f mm", first);
}

static void r59(struct judge *j)
{
	const struct parts *d = j->d;
	double least = 1e9;

	if (!has_text(j))
		return;
	for (uint32_t i = 1; i < d->paragraph_count; i++) {
		const struct paragraph *a = &d->paragraphs[i - 1];
		const struct row *last = &a->rows[a->count - 1];
		const struct row *next = &d->paragraphs[i].rows[0];
		double gap = next->y - last->y - d->leading;

		if (last->page != next->page ||
		    (a->centred && d->paragraphs[i].centred))
			continue;
		least = fmin(least, gap);
		if (gap < 6 - 0.2)
			fail(j, next->page, "“%.*s” cách %.1f pt",
			     STR_ARG(next->text), gap);
	}
	if (least < 1e8)
		note(j, "ít nhất %.1f pt", least);
}

static void r60(struct judge *j)
{
	const struct parts *d = j->d;
	double most = 1.724 * d->body_size, least = 1.149 * d->body_size;

	if (!has_text(j))
		return;
	for (uint32_t i = 0; i < d->paragraph_count; i++) {
		const struct paragraph *p = &d->paragraphs[i];

		for (uint32_t r = 1; r < p->count; r++) {
			double gap = p->rows[r].y - p->rows[r - 1].y;

			if (p->rows[r].page != p->rows[r - 1].page ||
			    p->rows[r].size < 12)
				continue;
			if (out(gap, 1.107 * d->body_size, most, 0.2))
				fail(j, p->rows[r].page, "cách %.1f pt (%.2f dòng)",
				     gap, gap / (1.149 * d->body_size));
			else if (gap < least - 0.2)
				warn(j, p->rows[r].page, "cách %.1f pt", gap);
			if (off(gap, d->leading, 0.5))
				fail(j, p->rows[r].page, "cách %.1f và %.1f pt",
				     gap, d->leading);
		}
	}
	note(j, "%.1f pt", d->leading);
}

static void r61(struct judge *j)
{
	const struct parts *d = j->d;
	bool found = false;

	if (!has_text(j))
		return;
	for (uint32_t i = 0; i < d->paragraph_count; i++)
		found |= str_ends(d->paragraphs[i].text, STR("./."));
	if (!found)
		warn(j, d->body_pages - 1, "không có “./.”");
}

static void r62(struct judge *j)
{
	if (!has_text(j))
		return;
	for (uint32_t i = 0; i < j->d->paragraph_count; i++) {
		const struct paragraph *p = &j->d->paragraphs[i];
		uint32_t digits, more;

		if (leading_number(p->text, &digits) > 0 && digits < 3 &&
		    digits < p->text.n && p->text.p[digits] == '.' &&
		    leading_number(str_from(p->text, digits + 1), &more) > 0 &&
		    more < 3 && digits + 1 + more < p->text.n &&
		    (p->text.p[digits + 1 + more] == '.' ||
		     p->text.p[digits + 1 + more] == ' '))
			warn(j, p->rows->page, "“%.*s”",
			     STR_ARG(p->rows[0].text));
	}
}

const struct rule TEXT_RULES[] = {
	{ "R38", r38, "đủ loại, số, ngày, cơ quan; luật không số" },
	{ "R39", r39, "nghiêng, 13–14" },
	{ "R40", r40, "cuối căn cứ “;”, căn cứ cuối “.”" },
	{ "R41", r41, "lần đầu đầy đủ, lần sau loại và số" },
	{ "R42", r42, "một kiểu bố cục" },
	{ "R43", r43, "phần, chương, mục, điều có tiêu đề" },
	{ "R44", r44, "Phần I, Chương I: đứng, đậm, 13–14, giữa" },
	{ "R45", r45, "in hoa, đứng, đậm, 13–14, giữa" },
	{ "R46", r46, "Mục 1: đứng, đậm, 13–14, giữa" },
	{ "R47", r47, "in hoa, đứng, đậm, 13–14, giữa" },
	{ "R48", r48, "Điều 1.: đậm, cỡ lời văn, lùi đầu dòng" },
	{ "R49", r49, "1. 2. 3., cỡ lời văn" },
	{ "R50", r50, "tiêu đề khoản: đứng, đậm, dòng riêng" },
	{ "R51", r51, "a) b) c) d) đ) e) g)…" },
	{ "R52", r52, "Phần I: đứng, đậm, giữa" },
	{ "R53", r53, "I. II. III.: in hoa, đứng, đậm, 13–14" },
	{ "R54", r54, "1. 2. 3. trong mỗi mục" },
	{ "R55", r55, "a) b) c) trong mỗi khoản" },
	{ "R56", r56, "13–14, một cỡ" },
	{ "R57", r57, "canh đều hai lề ±0,3 mm" },
	{ "R58", r58, "lùi 1 hoặc 1,27 cm ±0,3 mm" },
	{ "R59", r59, "cách đoạn ít nhất 6 pt" },
	{ "R60", r60, "dòng đơn đến 1,5 dòng" },
	{ "R61", r61, "kết thúc bằng ./." },
	{ "R62", r62, "không có số 1.1." },
	{ NULL, NULL, NULL },
};
