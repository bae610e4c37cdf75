/* Two things that stand side by side on paper come one after the other. */
#include "import/sketch.h"

#include <string.h>

#include "base/utf8.h"
#include "import/phrase.h"

enum { GAP = 3, FAR = 20 /* blanks that part columns; of a right column */ };

static struct paper_line *copy_line(struct paper *out,
				    const struct paper_line *line)
{
	struct paper_line *l = paper_add(out);

	*l = *line;
	return l;
}

/* A cell's paragraphs as lines of their own. */
static void add_cell(struct paper *out, const struct paper_line *like,
		     const struct paper_cell *cell)
{
	struct str rest = cell->text;
	bool first = true;

	while (rest.n) {
		int64_t end = str_find(rest, STR("\n"));
		struct str s = end < 0 ? rest : str_slice(rest, 0, (uint32_t)end);
		struct paper_line *l;

		rest = str_from(rest, end < 0 ? rest.n : (uint32_t)end + 1);
		if (!str_trim(s).n)
			continue;
		l = copy_line(out, like);
		l->table = NULL;
		l->text = str_trim(s);
		l->bold = cell->bold;
		l->align = cell->align ? cell->align : PAPER_CENTER;
		l->blank_before = first;
		l->whole = true;
		first = false;
	}
}

static void flatten_table(struct paper *out, const struct paper_line *line)
{
	const struct paper_table *t = line->table;

	for (uint32_t k = 0; k < t->column_count; k++)
		for (uint32_t i = 0; i < t->row_count; i++)
			if (!t->cells[i * t->column_count + k].covered)
				add_cell(out, line,
					 &t->cells[i * t->column_count + k]);
}

/* A wide gap inside the line: where the left part ends, and the right
 * begins; 0: there is none. */
static uint32_t wide_gap(struct str s, uint32_t *right)
{
	for (uint32_t i = 1; i < s.n; i++) {
		uint32_t n = i;

		while (n < s.n && (s.p[n] == ' ' || s.p[n] == '\t'))
			n++;
		if ((n - i >= GAP || (n > i && memchr(s.p + i, '\t', n - i))) &&
		    n < s.n) {
			*right = n;
			return i;
		}
		if (n > i)
			i = n;
	}
	return 0;
}

static void add_part(struct paper *out, const struct paper_line *like,
		     struct str s, bool gap)
{
	s = str_trim(s);
	while (s.n && (s.p[0] == '|' || s.p[s.n - 1] == '|'))
		s = str_trim(s.p[0] == '|' ? str_from(s, 1)
					   : str_slice(s, 0, s.n - 1));
	if (!s.n)
		return;
	struct paper_line *l = copy_line(out, like);

	l->text = s;
	l->whole = true;
	l->blank_before = gap;
}

/* Where the nation's name or the motto begins behind other words. */
static uint32_t national(const struct importer *im, struct str s)
{
	static const enum legacy_list LISTS[] = { LEGACY_NATION, LEGACY_MOTTO };

	for (int i = 0; i < 2; i++) {
		uint32_t end;
		int64_t at = phrase_find(s, &im->legacy->lists[LISTS[i]], &end);

		if (at > 0)
			return (uint32_t)at;
	}
	return 0;
}

/* "Số: 12/KH-UBND Sơn Hà, ngày 5 tháng 3 …": behind the symbol. */
static uint32_t behind_symbol(const struct importer *im, struct str s)
{
	uint32_t end, i = phrase_of(s, &im->legacy->lists[LEGACY_NUMBER]);
	int64_t slash = str_find(s, STR("/"));
	uint32_t word;

	if (!i || slash < 0 ||
	    phrase_find(s, &im->legacy->lists[LEGACY_DAY], &end) < slash)
		return 0;
	word = (uint32_t)slash;
	while (word < s.n && s.p[word] != ' ')
		word++;
	/* "KH- SGDĐT": a slip of spaces inside the symbol. */
	while (word + 1 < s.n && word && s.p[word - 1] == '-') {
		word++;
		while (word < s.n && s.p[word] != ' ')
			word++;
	}
	return word < s.n ? word : 0;
}

/* Where a line of the head is cut in two. A blank number ("Số:     /KH-…")
 * and a blank date hold wide gaps of their own. */
static uint32_t head_cut(const struct importer *im, struct str s,
			 uint32_t *right)
{
	uint32_t cut = national(im, s), end;
	int64_t day;

	if (cut)
		return cut;
	if (phrase_of(s, &im->legacy->lists[LEGACY_NUMBER]) &&
	    str_find(s, STR("/")) > 0)
		return behind_symbol(im, s);
	cut = wide_gap(s, right);
	day = phrase_find(s, &im->legacy->lists[LEGACY_DAY], &end);
	if (cut && day >= 0 && cut > day)
		*right = cut = 0;
	return cut;
}

static void head_line(const struct importer *im, struct paper *left,
		      const struct paper_line *line)
{
	struct str s = line->text;
	uint32_t right = 0, cut = head_cut(im, s, &right);

	add_part(left, line, str_slice(s, 0, cut ? cut : s.n),
		 line->blank_before);
	if (cut)
		add_part(left, line, str_from(s, right ? right : cut), true);
}

/* Where a signer's words begin behind a recipient: "KT. GIÁM ĐỐC" at the end
 * of a line, all in capitals. */
static uint32_t signing(const struct importer *im, struct str s)
{
	for (uint32_t i = 1; i + 2 < s.n; i++) {
		struct str rest, word;

		if (s.p[i - 1] != ' ')
			continue;
		rest = str_from(s, i);
		if (!phrase_is_capital(rest))
			continue;
		if (authority_at(im, rest, &word))
			return i;
		if (phrase_of(rest, &im->legacy->lists[LEGACY_POSITION]))
			return i;
	}
	return 0;
}

static void tail_line(const struct importer *im, struct paper *left,
		      struct paper *right, const struct paper_line *line)
{
	struct str s = line->text;
	uint32_t to = 0, cut = wide_gap(s, &to), end;

	if (!cut && phrase_at(s, STR("noi nhan")) &&
	    phrase_find(s, &im->legacy->lists[LEGACY_RECIPIENTS], &end) == 0)
		cut = signing(im, s);
	if (!cut && marker_of(s).kind)
		cut = signing(im, s);
	if (!cut && (line->first >= FAR * 7 ||
		     (right->count && phrase_is_name(s, &im->legacy->lists[LEGACY_RANK])))) {
		add_part(right, line, s, line->blank_before);
		return;
	}
	add_part(left, line, str_slice(s, 0, cut ? cut : s.n),
		 line->blank_before);
	if (cut)
		add_part(right, line, str_from(s, to ? to : cut), false);
}

static void append(struct paper *out, const struct paper *part)
{
	for (uint32_t i = 0; i < part->count; i++)
		copy_line(out, &part->lines[i]);
}

static bool is_furniture(const struct importer *im,
			 const struct paper_line *line)
{
	return !line->table &&
	       (line->furniture || phrase_is_rule(line->text) ||
		phrase_is_page_number(line->text,
				      &im->legacy->lists[LEGACY_PAGE]));
}

static bool has_text(const struct paper_table *t)
{
	for (uint32_t i = 0; i < t->row_count * t->column_count; i++)
		for (uint32_t at = 0; at < t->cells[i].text.n;)
			if (utf8_is_letter(utf8_next(t->cells[i].text, &at)))
				return true;
	return false;
}

/* A grid that holds the nation's name or the recipients sets parts of the form
 * side by side, ruled or not. */
static bool is_layout(const struct importer *im, const struct paper_table *t)
{
	static const enum legacy_list LISTS[] = { LEGACY_NATION, LEGACY_MOTTO,
						  LEGACY_RECIPIENTS };
	uint32_t end;

	if (!t->ruled)
		return true;
	if (t->column_count > 3)
		return false;
	for (uint32_t i = 0; i < t->row_count * t->column_count; i++)
		for (int k = 0; k < 3; k++)
			if (phrase_find(t->cells[i].text,
					&im->legacy->lists[LISTS[k]], &end) == 0)
				return true;
	return false;
}

static struct paper *flattened(const struct importer *im,
			       const struct paper *p)
{
	struct paper *out = paper_new(im->arena);
	const bool *repeated = repeated_find(im, p);

	for (uint32_t i = 0; i < p->count; i++) {
		const struct paper_line *l = &p->lines[i];

		if (l->table && !has_text(l->table))
			ledger_doubt(im->ledger, l->line, STR(""),
				     "khung kẻ không có chữ (có thể là hình vẽ): bỏ");
		else if (l->table && is_layout(im, l->table))
			flatten_table(out, l);
		else if (!repeated[i] && !is_furniture(im, l))
			copy_line(out, l);
		else
			ledger_repair(im->ledger, l->line, l->text, STR(""),
				      phrase_is_rule(l->text)
					      ? "đường kẻ do mẫu vẽ"
					      : "bỏ số trang, dòng đầu trang",
				      0.98);
	}
	return out;
}

/* The office's address at the foot of a page: two ways to reach it or more. */
static bool is_contact(const struct importer *im, const struct paper_line *l)
{
	struct str s = l->text;
	uint32_t end;
	int ways = 0;
	int64_t at;

	if (l->table || s.n > 300 || marker_of(s).kind ||
	    (l->align != PAPER_CENTER && l->size < 0))
		return false;
	while ((at = phrase_find(s, &im->legacy->lists[LEGACY_CONTACT], &end)) >= 0) {
		ways++;
		s = str_from(s, end);
	}
	return ways > 1;
}

struct paper *column_flatten(const struct importer *im, const struct paper *p)
{
	struct paper *flat = flattened(im, p), *out = paper_new(im->arena);
	struct paper *right = paper_new(im->arena);
	struct zones z = zone_find(im, flat);

	for (uint32_t i = 0; i < z.kind; i++)
		head_line(im, out, &flat->lines[i]);
	for (uint32_t i = z.kind; i < z.tail; i++)
		copy_line(is_contact(im, &flat->lines[i]) ? right : out,
			  &flat->lines[i]);
	for (uint32_t i = z.tail; i < z.appendix; i++)
		if (flat->lines[i].whole || flat->lines[i].table)
			copy_line(out, &flat->lines[i]);
		else
			tail_line(im, out, right, &flat->lines[i]);
	append(out, right);
	for (uint32_t i = z.appendix; i < flat->count; i++)
		copy_line(out, &flat->lines[i]);
	out->notes = p->notes;
	out->note_count = p->note_count;
	out->encoding = p->encoding;
	out->recognised = p->recognised;
	return out;
}
