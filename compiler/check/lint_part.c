/* Kinds of documents, and the places in them: "điểm a khoản 2 Điều 103"
 * (Phụ lục II). A place is a word, a number, maybe more numbers. */
#include "check/lint.h"

#include "base/utf8.h"

/* The order of the list "parts": from small to large. */
enum { RANK_POINT, RANK_CLAUSE, RANK_ARTICLE, MOST_PLACES = 8 };

struct place {
	const struct phrase *kind;
	uint32_t rank;
	uint32_t first, last;    /* words of the kind */
	uint32_t number, behind; /* of the numbers, and one past them */
	bool is_list;
};

/* ---- kinds (C21) ------------------------------------------------------ */

static void small_kind(struct lint *l, uint32_t i, uint32_t words,
		       struct str right)
{
	lint_wrong(l, DOCUMENT_SMALL, i, i + words - 1, right);
}

/* "kế hoạch số 15/KH-UBND"; of several at once the kind is a common noun. */
static bool is_numbered(const struct lint *l, uint32_t i, uint32_t after)
{
	uint32_t to;
	char mark;

	if (!lint_has(l, after, WORD_NEXT) ||
	    !lint_is(l, after, WORDS_NUMBER_WORD) ||
	    !lint_has(l, after + 1, WORD_NEXT | WORD_DIGITS))
		return false;
	to = l->words[after + 1].to;
	mark = to < l->text.n ? l->text.p[to] : ' ';
	return (mark == '/' || mark == '-') && lint_gap(l, after + 2).n == 1 &&
	       !lint_ends(l, i - 1, WORDS_PLURALS) &&
	       !lint_has(l, i - 1, WORD_DIGITS);
}

/* "thực hiện kế hoạch này" in a plan that has spoken of no other one. */
static bool is_this(const struct lint *l, uint32_t i,
		    const struct lint_match *m)
{
	uint32_t after = i + m->words;
	struct lint_match other;

	if (!lint_has(l, after, WORD_NEXT) || !lint_is(l, after, WORDS_THIS) ||
	    !lint_has(l, i, WORD_NEXT) || !lint_ends(l, i - 1, WORDS_CITING) ||
	    !str_eq(l->c->plan->kind,
		    utf8_lower(l->c->arena, m->phrase->text)))
		return false;
	for (uint32_t k = 0; k < i; k++)
		if (lint_has(l, k, WORD_SMALL) &&
		    lint_match(l, k, WORDS_DOCUMENTS, &other) &&
		    other.phrase == m->phrase)
			return false;
	return true;
}

void lint_document(struct lint *l, uint32_t i)
{
	struct lint_match m, law;

	if (!i || !lint_has(l, i, WORD_SMALL))
		return;
	if (lint_match(l, i, WORDS_DOCUMENTS, &m) &&
	    (is_numbered(l, i, i + m.words) || is_this(l, i, &m)))
		small_kind(l, i, m.words, m.phrase->text);
	else if (lint_match(l, i, WORDS_LAW_TYPES, &m) &&
		 lint_has(l, i + m.words, WORD_NEXT | WORD_CAPITAL) &&
		 lint_match(l, i + m.words, WORDS_LAWS, &law) &&
		 lint_has(l, i, WORD_NEXT) && lint_ends(l, i - 1, WORDS_CITING))
		small_kind(l, i, m.words, lint_capital(l, m.phrase->text));
}

/* ---- places (C22, C23) ------------------------------------------------ */

static bool is_roman(const struct lint *l, uint32_t i)
{
	for (uint32_t k = l->words[i].from; k < l->words[i].to; k++)
		if (str_find(STR("IVXLC"), str_slice(l->text, k, k + 1)) < 0)
			return false;
	return true;
}

static bool is_number(const struct lint *l, uint32_t i, uint32_t rank)
{
	struct str word;

	if (i >= l->count)
		return false;
	word = str_slice(l->text, l->words[i].from, l->words[i].to);
	if (rank == RANK_POINT)
		return utf8_count(word) == 1 && lint_has(l, i, WORD_SMALL);
	if (rank <= RANK_ARTICLE)
		return utf8_is_digit((unsigned char)word.p[0]) && word.n <= 4;
	return lint_has(l, i, WORD_DIGITS) || is_roman(l, i);
}

/* "khoản 1, 2 và 3" */
static void read_numbers(const struct lint *l, struct place *p)
{
	uint32_t i = p->number + 1;

	for (;;) {
		if (lint_gap_is(l, i, ", ") && is_number(l, i, p->rank))
			i++;
		else if (lint_has(l, i, WORD_NEXT) &&
			 lint_is(l, i, WORDS_JOINING) &&
			 is_number(l, i + 1, p->rank))
			i += 2;
		else
			break;
		p->is_list = true;
	}
	p->behind = i;
}

static bool read_place(const struct lint *l, uint32_t i, struct place *p)
{
	struct lint_match m;

	if (!lint_match(l, i, WORDS_PARTS, &m))
		return false;
	*p = (struct place){ .kind = m.phrase, .rank = m.phrase->order,
			     .first = i, .last = i + m.words - 1,
			     .number = i + m.words };
	if (!lint_has(l, p->number, WORD_NEXT) ||
	    !is_number(l, p->number, p->rank))
		return false;
	read_numbers(l, p);
	return true;
}

static uint32_t read_places(const struct lint *l, uint32_t i,
			    struct place places[MOST_PLACES])
{
	uint32_t n = 0;

	while (n < MOST_PLACES && read_place(l, i, &places[n])) {
		i = places[n++].behind;
		if (i >= l->count || (!lint_has(l, i, WORD_NEXT) &&
				      !lint_gap_is(l, i, ", ")))
			break;
	}
	return n;
}

static void wrong_case(struct lint *l, const struct place *p)
{
	struct str right = p->kind->text;

	if (p->rank >= RANK_ARTICLE)
		right = lint_capital(l, right);
	lint_wrong(l, PART_CASE, p->first, p->last, right);
}

/* A document's name behind: "mục II Kế hoạch này", "điều 5 của Luật …". */
static bool is_of_document(const struct lint *l, uint32_t i)
{
	if (lint_has(l, i, WORD_NEXT) && lint_is(l, i, WORDS_ISSUER_WORDS))
		i++;
	return lint_has(l, i, WORD_NEXT | WORD_CAPITAL) &&
	       lint_is(l, i, WORDS_DOCUMENTS);
}

/* Surely within a sentence. */
static bool is_inside(const struct lint *l, uint32_t i)
{
	return lint_has(l, i, WORD_INSIDE) ||
	       (i && lint_has(l, i, WORD_NEXT) &&
		lint_ends(l, i - 1, WORDS_CITING));
}

static void check_cases(struct lint *l, const struct place *places, uint32_t n)
{
	for (uint32_t k = 0; k < n; k++) {
		const struct place *p = &places[k];
		bool inner = k && lint_has(l, p->first, WORD_NEXT);

		if (p->rank < RANK_ARTICLE) {
			if (lint_has(l, p->first, WORD_CAPITAL) &&
			    !lint_has(l, p->first, WORD_LOUD) &&
			    (inner || is_inside(l, p->first)))
				wrong_case(l, p);
		} else if (lint_has(l, p->first, WORD_SMALL)) {
			if ((inner && places[0].rank <= RANK_ARTICLE) ||
			    (!k && p->first &&
			     lint_ends(l, p->first - 1, WORDS_CITING) &&
			     is_of_document(l, places[n - 1].behind)))
				wrong_case(l, p);
		}
	}
}

static bool ends_here(struct str gap)
{
	for (uint32_t i = 0; i < gap.n; i++)
		if (gap.p[i] == '.' || gap.p[i] == ';')
			return true;
	return false;
}

/* Another place in the same sentence: then the order may be a list's. */
static bool has_company(const struct lint *l, uint32_t first, uint32_t behind)
{
	struct place other;

	for (uint32_t i = behind; i < l->count && !ends_here(lint_gap(l, i)); i++)
		if (read_place(l, i, &other))
			return true;
	for (uint32_t i = first; i && !ends_here(lint_gap(l, i)); i--)
		if (read_place(l, i - 1, &other))
			return true;
	return false;
}

/* "Điều 103, khoản 2, điểm a": from large to small. */
static void check_order(struct lint *l, const struct place *places, uint32_t n)
{
	struct buf right;
	uint32_t from = l->words[places[0].first].from, to;

	if (n < 2 || places[n - 1].rank >= RANK_ARTICLE ||
	    has_company(l, places[0].first, places[n - 1].behind))
		return;
	for (uint32_t k = 0; k < n; k++)
		if (places[k].is_list ||
		    (k && places[k].rank >= places[k - 1].rank))
			return;
	right = buf_new(l->c->arena);
	for (uint32_t k = n; k-- > 0;) {
		struct str kind = places[k].kind->text;

		if (places[k].rank >= RANK_ARTICLE)
			kind = lint_capital(l, kind);
		buf_printf(&right, "%.*s %.*s%s", STR_ARG(kind),
			   STR_ARG(lint_words(l, places[k].number,
					      places[k].number)),
			   k ? " " : "");
	}
	to = l->words[places[n - 1].behind - 1].to;
	lint_fix(l, diag(l->c->diags, PART_ORDER, lint_span(l, from, to),
			 lint_copy(l, from, to), buf_str(&right)),
		 from, to, buf_str(&right));
}

uint32_t lint_parts(struct lint *l, uint32_t i)
{
	struct place places[MOST_PLACES];
	uint32_t n = read_places(l, i, places);

	if (!n)
		return 1;
	check_cases(l, places, n);
	check_order(l, places, n);
	return places[n - 1].behind - i;
}
