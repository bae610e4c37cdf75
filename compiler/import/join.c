/* Lines become paragraphs. A line ends a paragraph where the first word of
 * the next line would still have had room on it; a mark of a list begins one
 * where a list may be expected there. */
#include "import/sketch.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "base/viet.h"
#include "import/phrase.h"
#include "import/syllable.h"
#include "import/text.h"

#define COUNTED (MARK_PAREN + 1)

enum {
	LOOSE = 2,       /* letters by which a hand breaks early */
	SHORT_LINE = 45, /* letters; a longer one may have been broken */
};

struct joiner {
	const struct importer *im;
	const struct paper *p;
	uint32_t from, to;
	double width;     /* of a full line; 0: lines are paragraphs */
	uint32_t columns; /* the same in letters, where lines were so counted */
	double left;      /* usual left edge; negative: not known */
	bool begins_in;   /* a line that stands in begins a paragraph */
	bool goes_flush;  /* and one that does not goes on */
	int next[COUNTED]; /* the number that would go on, by kind */
	struct paras *out;
};

static double width_of(const struct paper_line *l)
{
	return l->right >= 0 && l->left >= 0 ? l->right : phrase_width(l->text);
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The width that many lines reach; 0 where no two are alike. */
static double full_width(const struct joiner *j)
{
	double *w = arena_array(j->im->arena, double, j->to - j->from + 1);
	uint32_t n = 0, near = 0;
	double full;

	for (uint32_t i = j->from; i < j->to; i++)
		if (!j->p->lines[i].table && !j->p->lines[i].whole)
			w[n++] = width_of(&j->p->lines[i]);
	if (n < 4)
		return 0;
	qsort(w, n, sizeof *w, by_value);
	full = w[n * 9 / 10];
	for (uint32_t i = 0; i < n; i++)
		near += w[i] > full * 0.88 && w[i] < full * 1.12;
	return near * 10 >= n * 3 && w[n - 1] < full * 1.6 ? full : 0;
}

static struct str first_word(struct str s)
{
	int64_t end = str_find(s, STR(" "));

	return end < 0 ? s : str_slice(s, 0, (uint32_t)end);
}

/* Letters of a line, the blanks before it too. */
static uint32_t letters_of(const struct paper_line *l)
{
	return utf8_count(l->text) +
	       (l->first > 0 ? (uint32_t)(l->first / TEXT_BLANK_WIDTH) : 0);
}

static bool begins_small(struct str s)
{
	uint32_t c = phrase_first(s);

	return utf8_is_letter(c) && !utf8_is_upper(c);
}

/* A sentence surely runs from line i to the next. */
static bool runs_on(const struct joiner *j, uint32_t i)
{
	const struct paper_line *l = &j->p->lines[i];

	return !l->table && !l[1].table && !l->whole && l->right < 0 &&
	       begins_small(l[1].text) && !marker_of(l[1].text).kind &&
	       !phrase_is_ended(l->text);
}

/* Programs that count letters break each line where one word more would have
 * passed the last column: the longest line that runs on tells the column, if
 * all the others obey. 0: lines were broken otherwise. */
static uint32_t full_columns(const struct joiner *j)
{
	uint32_t most = 0, seen = 0, early = 0;

	for (uint32_t i = j->from; i + 1 < j->to; i++)
		if (runs_on(j, i) && letters_of(&j->p->lines[i]) > most)
			most = letters_of(&j->p->lines[i]);
	for (uint32_t i = j->from; i + 1 < j->to; i++)
		if (runs_on(j, i)) {
			const struct paper_line *l = &j->p->lines[i];

			seen++;
			early += letters_of(l) + 1 +
				 utf8_count(first_word(l[1].text)) <= most;
		}
	return seen >= 4 && !early ? most : 0;
}

/* The widest of the lines that reach the last columns. */
static double width_at(const struct joiner *j)
{
	double most = 0;

	for (uint32_t i = j->from; i < j->to; i++) {
		const struct paper_line *l = &j->p->lines[i];

		if (!l->table && letters_of(l) <= j->columns &&
		    letters_of(l) + 10 > j->columns && width_of(l) > most)
			most = width_of(l);
	}
	return most;
}

/* Would the next line's first word have stood on this one? */
static bool has_room(const struct joiner *j, const struct paper_line *l,
		     const struct paper_line *next)
{
	double word = phrase_width(first_word(next->text)) + 250;

	if (j->columns)
		return letters_of(l) + 1 + utf8_count(first_word(next->text)) +
			       LOOSE <= j->columns;
	if (l->right >= 0 && l->left >= 0 && j->p->lines[j->from].right >= 0) {
		double em = l->size > 0 ? l->size : 14;

		return l->right + word * em / 1000 < j->width - 4;
	}
	return width_of(l) + word < j->width * 0.93;
}

/* What indents say here: looked up where other signs are sure. */
static void learn_indents(struct joiner *j)
{
	int sure = 0, in = 0, inside = 0, inside_in = 0;

	for (uint32_t i = j->from + 1; i < j->to; i++) {
		const struct paper_line *l = &j->p->lines[i], *before = l - 1;

		if (l->table || before->table || l->whole || l->first < 0)
			continue;
		if (begins_small(l->text) && !phrase_is_ended(before->text)) {
			inside++;
			inside_in += l->first > j->left + 3;
		} else if (has_room(j, before, l)) {
			sure++;
			in += l->first > j->left + 3;
		}
	}
	j->begins_in = in >= 3 && inside_in * 10 <= inside;
	j->goes_flush = j->begins_in && in * 10 >= sure * 8;
}

static double usual_left(const struct joiner *j)
{
	double least = -1;
	int seen = 0;

	for (uint32_t i = j->from; i < j->to; i++) {
		double x = j->p->lines[i].first;

		if (x < 0 || j->p->lines[i].table)
			continue;
		seen++;
		if (least < 0 || x < least)
			least = x;
	}
	return seen ? least : -1;
}

static void expect(struct joiner *j, const struct marker *m)
{
	if (m->kind == MARK_ROMAN || m->kind == MARK_CAPITAL)
		for (int i = 0; i < COUNTED; i++)
			j->next[i] = 0;
	if (marker_is_counted(m->kind) && m->kind < COUNTED)
		j->next[m->kind] = m->ordinal + 1;
}

/* A number that a list may begin with or go on with here. */
static bool is_expected(const struct joiner *j, const struct marker *m)
{
	int next;

	if (!marker_is_counted(m->kind))
		return true;
	next = j->next[m->kind];
	return m->ordinal == 1 || m->ordinal == next ||
	       m->kind == MARK_ROMAN ||
	       (next && m->ordinal > next && m->ordinal < next + 3);
}

static bool quote_is_open(struct str s)
{
	int open = 0;

	for (uint32_t i = 0; i < s.n;) {
		uint32_t c = utf8_next(s, &i);

		open += c == 0x201C || c == '(';
		open -= c == 0x201D || c == ')';
	}
	return open > 0;
}

/* "2024" and, on the next line, "- 2025". */
static bool is_range_sign(struct str before, struct str behind)
{
	return utf8_is_digit(phrase_last(before)) &&
	       utf8_is_digit(phrase_first(behind));
}

/* A mark at a line's beginning that the sentence before runs into. */
static bool is_wrapped_sign(const struct joiner *j, const struct para *open,
			    const struct paper_line *before,
			    const struct paper_line *l, const struct marker *m)
{
	if (l->whole || !j->width || has_room(j, before, l) ||
	    phrase_is_ended(before->text) || l->blank_before)
		return false;
	if (j->begins_in && l->first > j->left + 3)
		return false;
	if (!is_expected(j, m))
		return true;
	if (m->kind == MARK_DASH)
		return quote_is_open(open->plain) ||
		       str_find(before->text, STR(" - ")) >= 0 ||
		       is_range_sign(before->text, str_from(l->text, m->end));
	return quote_is_open(open->plain) && !m->ordinal;
}

static struct str last_word(struct str s)
{
	uint32_t i = s.n;

	while (i && s.p[i - 1] != ' ')
		i--;
	return str_from(s, i);
}

/* "… của", "… ngày": nothing ends so. */
static bool dangles(const struct joiner *j, struct str s)
{
	struct str word = last_word(s);
	const struct legacy_phrases *list =
		&j->im->legacy->lists[LEGACY_DANGLING];

	for (uint32_t i = 0; i < list->count; i++)
		if (str_eq(word, list->items[i].text))
			return true;
	return false;
}

static bool is_wide(const struct joiner *j, const struct paper_line *l,
		    double share)
{
	return !j->width || width_of(l) > share * j->width;
}

static bool begins_closing(const struct joiner *j, struct str s)
{
	return phrase_of(s, &j->im->legacy->lists[LEGACY_CLOSING]) > 0;
}

/* "Căn cứ … ." and, on the next line, who issues the plan. */
static bool begins_issuer(const struct joiner *j, struct str s)
{
	const struct importer *im = j->im;

	for (uint32_t i = 0; i < im->rules->issuer_heads.count; i++)
		if (phrase_at(s, viet_bare(im->arena,
					   im->rules->issuer_heads.items[i])))
			return utf8_is_upper(phrase_first(s));
	return false;
}

static bool begins_base(const struct joiner *j, struct str s)
{
	return phrase_of(s, &j->im->legacy->lists[LEGACY_BASE]) > 0;
}

/* A base ends by a mark; its words are full of names that begin a line. */
static bool base_runs_on(const struct joiner *j, const struct para *open,
			 const struct paper_line *before,
			 const struct paper_line *l)
{
	uint32_t last = phrase_last(before->text);

	return !l->whole && !before->whole && !l->blank_before &&
	       !open->marker.kind && begins_base(j, open->plain) &&
	       open->plain.n < 1500 && last != ';' && last != ',' &&
	       last != '.' && last != ':' && !begins_base(j, l->text) &&
	       !begins_issuer(j, l->text) && !phrase_is_capital(l->text) &&
	       (j->width > 0 ? is_wide(j, before, 0.7)
			     : utf8_count(before->text) > SHORT_LINE);
}

static bool goes_on(const struct joiner *j, const struct para *open,
		    const struct paper_line *before, const struct paper_line *l)
{
	struct marker m = l->marker.n ? (struct marker){ .kind = MARK_DASH }
				      : marker_of(l->text);
	bool ended = phrase_is_ended(before->text);

	if (l->table || before->table || l->marker.n || before->whole ||
	    (l->outline && l->outline != before->outline))
		return false;
	if (before->outline || (l->outline && !before->outline))
		return false;
	if (m.kind)
		return is_wrapped_sign(j, open, before, l, &m);
	if (begins_small(l->text) && (!ended || phrase_last(before->text) == ';') &&
	    (!ended || is_wide(j, before, 0.7)))
		return true; /* the end of a page, too */
	if (l->bold != before->bold && (l->bold || !open->marker.kind) &&
	    phrase_is_capital(before->text) != phrase_is_capital(l->text))
		return false;
	if (dangles(j, before->text) || base_runs_on(j, open, before, l))
		return true;
	if (l->whole || !j->width || (l->blank_before && ended))
		return false;
	if (l->align == PAPER_CENTER && before->align == PAPER_CENTER)
		return l->bold == before->bold && !has_room(j, before, l);
	if (has_room(j, before, l))
		return false;
	if (j->begins_in && l->first > j->left + 3)
		return false;
	if (j->goes_flush)
		return true;
	if (ended && (begins_closing(j, l->text) ||
		      (begins_base(j, open->plain) && begins_issuer(j, l->text)) ||
		      (begins_base(j, l->text) &&
		       (open->marker.kind || begins_base(j, open->plain)))))
		return false;
	return !l->blank_before || !ended;
}

/* ---- putting together ------------------------------------------------- */

/* "41-", "KH-": the first part of a symbol. */
static bool is_code_with_dash(struct str word)
{
	if (word.n < 2 || word.p[word.n - 1] != '-')
		return false;
	for (uint32_t i = 0; i < word.n;) {
		uint32_t c = utf8_next(word, &i);

		if (utf8_is_letter(c) && !utf8_is_upper(c))
			return false;
	}
	return true;
}

/* "41-" + "CT/TW", "nghi" + "êm": one word cut by the line's end. */
static bool is_cut_word(struct arena *a, struct str left, struct str right)
{
	struct str word = last_word(left), next = first_word(right), whole;
	uint32_t i = 0, c = right.n ? utf8_next(right, &i) : 0;

	if (is_code_with_dash(word) && (utf8_is_upper(c) || utf8_is_digit(c)))
		return true;
	if (!begins_small(right) || syllable_is(word) || !word.n ||
	    phrase_is_ended(word) || syllable_is(next))
		return false;
	whole = str_printf(a, "%.*s%.*s", STR_ARG(word), STR_ARG(next));
	while (whole.n && phrase_is_ended(whole))
		whole.n--;
	return syllable_is(whole);
}

static struct str joined(const struct joiner *j, const struct para *open,
			 const struct paper_line *l)
{
	bool cut = is_cut_word(j->im->arena, open->text, l->text);
	struct str word = last_word(open->text), next = first_word(l->text);

	ledger_repair(j->im->ledger, l->line,
		      str_printf(j->im->arena, "%.*s\n%.*s", STR_ARG(word),
				 STR_ARG(next)),
		      str_printf(j->im->arena, "%.*s%s%.*s", STR_ARG(word),
				 cut ? "" : " ", STR_ARG(next)),
		      cut ? "nối từ bị cắt ở cuối dòng"
		      : l->blank_before ? "nối đoạn bị ngắt trang, xuống dòng"
					: "nối dòng bị ngắt, xuống dòng",
		      cut ? 0.95 : 0.97);
	return str_printf(j->im->arena, "%.*s%s%.*s", STR_ARG(open->text),
			  cut ? "" : " ", STR_ARG(l->text));
}

static void begin(struct joiner *j, const struct paper_line *l)
{
	struct paras *out = j->out;
	struct para *p;

	out->items = arena_grow(j->im->arena, out->items, out->count,
				sizeof *out->items);
	p = &out->items[out->count++];
	*p = (struct para){
		.text = l->text, .line = l->line, .last = l->line,
		.page = l->page, .blank_before = l->blank_before,
		.whole = l->whole, .bold = l->bold, .italic = l->italic,
		.align = l->align, .outline = l->outline, .size = l->size,
		.table = l->table, .landscape = l->landscape,
	};
	if (l->marker.n)
		p->text = str_printf(j->im->arena, "%.*s %.*s",
				     STR_ARG(l->marker), STR_ARG(l->text));
	p->plain = phrase_plain(j->im->arena, p->text);
	if (!p->table)
		p->marker = marker_of(p->plain);
	if (is_expected(j, &p->marker))
		expect(j, &p->marker);
}

static void add_line(struct joiner *j, const struct paper_line *before,
		     const struct paper_line *l)
{
	struct para *open = j->out->count
				    ? &j->out->items[j->out->count - 1] : NULL;

	if (!open || !before || !goes_on(j, open, before, l)) {
		begin(j, l);
		return;
	}
	open->text = joined(j, open, l);
	open->plain = phrase_plain(j->im->arena, open->text);
	open->last = l->line;
	open->bold &= l->bold;
	open->italic &= l->italic;
}

struct paras *join_lines(const struct importer *im, const struct paper *p,
			 uint32_t from, uint32_t to)
{
	struct joiner j = { .im = im, .p = p, .from = from, .to = to };

	j.out = arena_new_of(im->arena, struct paras);
	if (from >= to)
		return j.out;
	j.width = full_width(&j);
	j.columns = full_columns(&j);
	if (j.columns && j.width <= 0)
		j.width = width_at(&j);
	j.left = usual_left(&j);
	if (j.left >= 0 && j.width > 0)
		learn_indents(&j);
	for (uint32_t i = from; i < to; i++)
		add_line(&j, i > from ? &p->lines[i - 1] : NULL, &p->lines[i]);
	return j.out;
}
