/* Lints: capitals (Phụ lục II), typing, citations. A miss is better than a
 * false alarm: only what can be decided by the letters is said, and fluent
 * text is never touched. Each text of the plan is looked at once; the place
 * complained of is found again in the source. */
#include "check/internal.h"

#include <string.h>

#include "base/utf8.h"
#include "base/viet.h"

struct linter {
	struct checker *c;
	struct str text;  /* of one node, plain */
	struct span span;
	bool is_title;    /* a heading or the subject */
	struct cited *cited;
	uint32_t cited_count;
	uint32_t old_tones, new_tones; /* hòa; hoà */
	struct span new_tone;
};

/* Tables of data are no prose. */
enum { MOST_LINTED_ROWS = 200 };

/* A document cited before. */
struct cited {
	struct str number;
};

/* ---- places -------------------------------------------------------------- */

/* Where `part` of the text stands in the source; the whole where it cannot be
 * found (a reference, a joined line). */
static struct span place_of(const struct linter *l, struct str part)
{
	struct str source = source_text(l->c->ast->sources, l->span);
	uint32_t offset = (uint32_t)(part.p - l->text.p), seen = 0;
	int64_t at = -1;
	struct str rest = l->text;

	/* the same words may stand earlier: count them */
	for (int64_t k; (k = str_find(rest, part)) >= 0;) {
		if ((uint32_t)(rest.p + k - l->text.p) >= offset)
			break;
		rest = str_from(rest, (uint32_t)k + part.n);
		seen++;
	}
	for (uint32_t from = 0; from < source.n; seen--) {
		at = str_find(str_from(source, from), part);
		if (at < 0)
			return l->span;
		at += from;
		if (!seen)
			break;
		from = (uint32_t)at + part.n;
	}
	if (at < 0)
		return l->span;
	return (struct span){ l->span.from + (uint32_t)at,
			      l->span.from + (uint32_t)at + part.n };
}

static void offer(struct linter *l, struct diag *d, struct str part,
		  struct str right)
{
	struct span place = place_of(l, part);

	if (str_eq(source_text(l->c->ast->sources, place), part))
		diag_fix(d, place, right);
}

/* ---- letters ------------------------------------------------------------- */

static uint32_t code_at(struct str s, uint32_t at)
{
	return at < s.n ? utf8_next(s, &at) : 0;
}

static bool begins_word(struct str s, uint32_t at)
{
	return at == 0 || !utf8_is_letter(code_at(s, utf8_before(s, at)));
}

static bool ends_word(struct str s, uint32_t at)
{
	return at >= s.n || !utf8_is_letter(code_at(s, at));
}

static bool is_digit_or_roman(struct str s, uint32_t at)
{
	return at < s.n && ((s.p[at] >= '0' && s.p[at] <= '9') ||
			    (strchr("IVX", s.p[at]) && s.p[at] &&
			     (at + 1 >= s.n || !utf8_is_letter(code_at(s, at + 1)) ||
			      strchr("IVX", s.p[at + 1]))));
}

/* A capital may stand here whatever the word: the text or a sentence begins. */
static bool begins_sentence(struct str s, uint32_t at)
{
	while (at && (s.p[at - 1] == ' ' || s.p[at - 1] == '"' ||
		      s.p[at - 1] == '('))
		at--;
	return at == 0 || strchr(".!?:;", s.p[at - 1]) ||
	       (at >= 3 && str_eq(str_slice(s, at - 3, at), STR("“")));
}

/* ---- fixed spellings (C08, C11, C14, C20, C24, C25, C26) ------------------- */

static bool has_capital(struct str s)
{
	for (uint32_t at = 0; at < s.n;)
		if (utf8_is_upper(utf8_next(s, &at)))
			return true;
	return false;
}

/* The letters of `right` in another case: the typed words, or empty. */
static struct str typed_otherwise(struct str text, uint32_t at,
				  struct str right)
{
	struct str typed = str_slice(text, at, at + right.n);
	uint32_t a = 0, b = 0;
	bool same = true;

	while (a < typed.n && b < right.n) {
		uint32_t x = utf8_next(typed, &a), y = utf8_next(right, &b);

		if (utf8_fold(x) != utf8_fold(y))
			return STR("");
		same &= x == y;
	}
	return same ? STR("") : typed;
}

static void check_fixed(struct linter *l, uint32_t at)
{
	const struct lint_words *w = &l->c->rules->lint;
	uint32_t first = utf8_fold(code_at(l->text, at));

	for (uint32_t i = 0; i < w->fixed.count; i++) {
		struct str right = w->fixed.items[i], typed;

		if (at + right.n > l->text.n || w->first[i] != first)
			continue;
		typed = typed_otherwise(l->text, at, right);
		/* all small: it may be a common word; all capitals: a title */
		if (!typed.n || !ends_word(l->text, at + right.n) ||
		    !has_capital(typed) ||
		    str_eq(typed, utf8_upper(l->c->arena, typed)) ||
		    (begins_sentence(l->text, at) &&
		     str_eq(typed, utf8_capitalized(l->c->arena, right))))
			continue;
		offer(l, diag(l->c->diags, CAPITALS, place_of(l, typed), typed,
			      right), typed, right);
		return;
	}
}

/* ---- khoản, điểm small; Điều, Mục … capital (C22) -------------------------- */

static void check_unit_word(struct linter *l, uint32_t at)
{
	const struct lint_words *w = &l->c->rules->lint;

	for (int small = 0; small < 2; small++) {
		const struct word_list *list = small ? &w->small_units
						     : &w->capital_units;

		for (uint32_t i = 0; i < list->count; i++) {
			struct str right = list->items[i], typed;

			if (at + right.n + 1 >= l->text.n ||
			    l->text.p[at + right.n] != ' ' || /* most fail here */
			    !is_digit_or_roman(l->text, at + right.n + 1))
				continue;
			typed = typed_otherwise(l->text, at, right);
			if (!typed.n || (small && begins_sentence(l->text, at)) ||
			    str_eq(typed, utf8_upper(l->c->arena, typed)))
				continue;
			offer(l, diag(l->c->diags, UNIT_CASE,
				      place_of(l, typed), typed, right),
			      typed, right);
		}
	}
}

/* "Tỉnh Nam Định" within a sentence (C06): the name alone has capitals. */
static void check_common_unit(struct linter *l, uint32_t at)
{
	const struct word_list *list = &l->c->rules->lint.common_units;

	for (uint32_t i = 0; i < list->count; i++) {
		struct str right = list->items[i], typed;
		uint32_t behind = at + right.n + 1;

		if (behind >= l->text.n || l->text.p[behind - 1] != ' ' ||
		    !utf8_is_upper(code_at(l->text, behind)) ||
		    begins_sentence(l->text, at))
			continue;
		typed = typed_otherwise(l->text, at, right);
		if (!typed.n || str_eq(typed, utf8_upper(l->c->arena, typed)))
			continue;
		offer(l, diag(l->c->diags, CAPITALS, place_of(l, typed), typed,
			      right), typed, right);
	}
}

/* "kế hoạch này" in a plan is this very document (C21). */
static void check_own_kind(struct linter *l, uint32_t at)
{
	struct str kind = l->c->plan->kind, typed;
	struct str whole = str_from(l->text, at);

	if (!str_starts(whole, kind) ||
	    !str_starts(str_from(whole, kind.n), STR(" này")) ||
	    !ends_word(whole, kind.n + STR(" này").n))
		return;
	typed = str_slice(whole, 0, kind.n);
	offer(l, diag(l->c->diags, CAPITALS, place_of(l, typed), typed,
		      utf8_capitalized(l->c->arena, kind)),
	      typed, utf8_capitalized(l->c->arena, kind));
}

/* ---- sentences and titles (C01, C29) ---------------------------------------- */

static void check_beginning(struct linter *l)
{
	uint32_t at = 0, code = code_at(l->text, 0);
	struct str first;

	if (!utf8_is_letter(code) || utf8_is_upper(code))
		return;
	utf8_next(l->text, &at);
	if (at < l->text.n && !utf8_is_letter(code_at(l->text, at)))
		return; /* "a)", "x:" */
	while (at < l->text.n && utf8_is_letter(code_at(l->text, at)))
		utf8_next(l->text, &at);
	first = str_slice(l->text, 0, at);
	offer(l, diag(l->c->diags, SMALL_BEGINNING, place_of(l, first), first),
	      first, utf8_capitalized(l->c->arena, first));
}

/* Every Word Of A Title With A Capital. */
static void check_title_case(struct linter *l)
{
	uint32_t words = 0, capitals = 0;

	for (uint32_t at = 0; at < l->text.n;) {
		bool begins = begins_word(l->text, at);
		uint32_t code = utf8_next(l->text, &at);

		if (!begins || !utf8_is_letter(code))
			continue;
		words++;
		capitals += utf8_is_upper(code) && at < l->text.n &&
			    utf8_is_letter(code_at(l->text, at)) &&
			    !utf8_is_upper(code_at(l->text, at));
	}
	if (words >= 5 && capitals * 10 >= words * 9)
		diag(l->c->diags, TITLE_CASE, l->span);
}

/* ---- typing (T02, T03, T07, T01) --------------------------------------------- */

/* " ," and "( x"; ",x" with a letter behind. */
static void check_spacing(struct linter *l, uint32_t at)
{
	char c = l->text.p[at];
	bool stop = c == ',' || c == ';' || c == '!' || c == '?' || c == ')';

	if (stop && at > 1 && l->text.p[at - 1] == ' ' &&
	    utf8_is_letter(code_at(l->text, utf8_before(l->text, at - 1)))) {
		struct str part = str_slice(l->text, at - 1, at + 1);

		offer(l, diag(l->c->diags, SPACE_BEFORE, place_of(l, part),
			      str_slice(l->text, at, at + 1)),
		      part, str_slice(l->text, at, at + 1));
	}
	if ((c == ',' || c == ';') && at + 1 < l->text.n && at > 0 &&
	    utf8_is_letter(code_at(l->text, at + 1)) &&
	    utf8_is_letter(code_at(l->text, utf8_before(l->text, at)))) {
		uint32_t end = at + 1;
		struct str part;

		utf8_next(l->text, &end);
		part = str_slice(l->text, at, end);
		offer(l, diag(l->c->diags, SPACE_AFTER, place_of(l, part),
			      str_slice(l->text, at, at + 1)),
		      part, str_printf(l->c->arena, "%c %.*s", c,
				       STR_ARG(str_from(part, 1))));
	}
	if (c == '(' && at + 1 < l->text.n && l->text.p[at + 1] == ' ') {
		struct str part = str_slice(l->text, at, at + 2);

		offer(l, diag(l->c->diags, SPACE_AFTER_OPEN,
			      place_of(l, part)), part, STR("("));
	}
}

/* "kinh tế-xã hội" for "kinh tế - xã hội". */
static void check_pairs(struct linter *l, uint32_t at)
{
	const struct word_list *pairs = &l->c->rules->lint.pairs;

	for (uint32_t i = 0; i < pairs->count; i++) {
		struct str right = pairs->items[i], rest = str_from(l->text, at);
		int64_t dash = rest.p[0] == right.p[0]
				       ? str_find(right, STR(" - ")) : -1;
		struct str glued, typed;

		if (dash < 0 || rest.n + 2 < right.n || rest.p[dash] != '-')
			continue;
		glued = str_printf(l->c->arena, "%.*s-%.*s", (int)dash, right.p,
				   (int)(right.n - dash - 3), right.p + dash + 3);
		typed = str_slice(l->text, at, at + glued.n);
		if (!str_eq(typed, glued))
			continue;
		offer(l, diag(l->c->diags, PAIR_DASH, place_of(l, typed), typed,
			      right), typed, right);
	}
}

/* "1,000,000" */
static void check_thousands(struct linter *l, uint32_t at)
{
	uint32_t end = at, groups = 0;
	struct str typed;
	struct buf right;

	if (at && strchr("0123456789.,/", l->text.p[at - 1]))
		return;
	while (end < l->text.n && l->text.p[end] >= '0' && l->text.p[end] <= '9')
		end++;
	while (end - at <= 64 && end + 3 < l->text.n && l->text.p[end] == ',' &&
	       strspn(l->text.p + end + 1, "0123456789") >= 3) {
		end += 4;
		groups++;
	}
	if (groups < 2)
		return;
	typed = str_slice(l->text, at, end);
	right = buf_new(l->c->arena);
	for (uint32_t i = 0; i < typed.n; i++)
		buf_char(&right, typed.p[i] == ',' ? '.' : typed.p[i]);
	offer(l, diag(l->c->diags, THOUSANDS, place_of(l, typed), typed,
		      buf_str(&right)), typed, buf_str(&right));
}

/* o or u with a mark, or before a letter that may have it. */
static bool may_carry_tone(struct str s, uint32_t at)
{
	unsigned char c = (unsigned char)s.p[at];
	uint32_t code;

	if (c == 'o' || c == 'u')
		return at + 2 < s.n && (unsigned char)s.p[at + 1] >= 0x80;
	if (c != 0xC3 && c != 0xE1 && c != 0xC5)
		return false;
	if (ends_word(s, at + (c == 0xE1 ? 3 : 2)))
		return false;
	code = code_at(s, at);
	return code == 0xF2 || code == 0xF3 || code == 0xF5 || code == 0xF9 ||
	       code == 0xFA || code == 0x169 || code == 0x1ECD ||
	       code == 0x1ECF || code == 0x1EE5 || code == 0x1EE7;
}

/* hòa and hoà: where the mark stands, at a word's end. */
static void count_tones(struct linter *l, uint32_t at)
{
	static const char *const OLD[] = { "òa", "óa", "ỏa", "õa", "ọa", "òe",
		"óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy" };
	static const char *const NEW[] = { "oà", "oá", "oả", "oã", "oạ", "oè",
		"oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ" };
	struct str rest = str_from(l->text, at);

	for (int i = 0; i < 15; i++) {
		struct str old = str_of(OLD[i]), new = str_of(NEW[i]);

		if (str_starts(rest, old) && ends_word(rest, old.n))
			l->old_tones++;
		if (str_starts(rest, new) && ends_word(rest, new.n) &&
		    !(at && (l->text.p[at - 1] | 32) == 'q')) {
			if (!l->new_tones++)
				l->new_tone = place_of(l, str_slice(rest, 0,
								    new.n));
		}
	}
}

/* ---- citations (R41, L05) ----------------------------------------------------- */

static bool was_cited(struct linter *l, struct str number)
{
	for (uint32_t i = 0; i < l->cited_count; i++)
		if (str_eq(l->cited[i].number, number))
			return true;
	l->cited = arena_grow(l->c->arena, l->cited, l->cited_count,
			      sizeof *l->cited);
	l->cited[l->cited_count++] = (struct cited){ number };
	return false;
}

/* "Quyết định 12/QĐ-UBND": the word "số" is missing (L05). */
static void check_number_word(struct linter *l, const struct plan_cite *cite)
{
	struct str word = l->c->rules->cite_words.items[0];
	uint32_t at = cite->span.from + cite->type.n;
	struct str part;

	if (at + 1 >= l->text.n || l->text.p[at] != ' ' ||
	    str_starts(str_from(l->text, at + 1), word))
		return;
	part = str_slice(l->text, cite->span.from, at);
	offer(l, diag(l->c->diags, NUMBER_WORD, place_of(l, part), part,
		      cite->number),
	      part, str_printf(l->c->arena, "%.*s %.*s", STR_ARG(part),
			       STR_ARG(word)));
}

static void check_citations(struct linter *l)
{
	struct plan_cite *cites;
	uint32_t count = cite_find(l->c->arena, l->c->rules, l->text, &cites);

	for (uint32_t i = 0; i < count; i++) {
		struct span place;

		if (!cites[i].number.n)
			continue;
		check_number_word(l, &cites[i]);
		place = place_of(l, cites[i].number);
		if (was_cited(l, cites[i].number)) {
			if (cites[i].date.n)
				diag(l->c->diags, CITED_AGAIN, place,
				     cites[i].type, cites[i].number);
		} else if (!cites[i].date.n || !cites[i].issuer.n) {
			diag(l->c->diags, CITED_SHORT, place, cites[i].type,
			     cites[i].number,
			     cites[i].date.n ? STR("cơ quan ban hành")
					     : STR("ngày ban hành"));
		}
	}
}

/* ---- a text -------------------------------------------------------------------- */

static void check_word(struct linter *l, uint32_t at)
{
	check_fixed(l, at);
	check_unit_word(l, at);
	check_common_unit(l, at);
	check_own_kind(l, at);
	check_pairs(l, at);
}

static void check_sign(struct linter *l, uint32_t at)
{
	char c = l->text.p[at];

	if (c >= '0' && c <= '9')
		check_thousands(l, at);
	else if (strchr(",;!?)(", c))
		check_spacing(l, at);
}

/* What stands in quotation marks is another's: a slogan, a name. */
static uint32_t skip_quoted(struct str s, uint32_t at)
{
	int64_t end = str_find(str_from(s, at), STR("”"));

	return end < 0 ? at + STR("“").n : at + (uint32_t)end;
}

static void lint_text(struct linter *l, const struct plan_text *t,
		      bool begins, bool is_title)
{
	bool inside = false; /* a word */

	l->text = plan_plain(l->c->arena, t);
	l->span = t->span;
	if (!l->text.n || !l->span.from)
		return;
	if (begins)
		check_beginning(l);
	if (is_title)
		check_title_case(l);
	for (uint32_t at = 0, next; at < l->text.n; at = next) {
		uint32_t code;
		bool letter;

		next = at;
		code = utf8_next(l->text, &next);
		if (code == 0x201C) /* “ */
			next = skip_quoted(l->text, at);
		letter = utf8_is_letter(code);
		if (letter && !inside)
			check_word(l, at);
		else if (!letter && code < 0x80)
			check_sign(l, at);
		if (letter && may_carry_tone(l->text, at))
			count_tones(l, at);
		inside = letter;
	}
	if (!is_title) /* a title names, it does not cite */
		check_citations(l);
}

static void lint_nodes(struct linter *l, const struct plan_node *parent)
{
	for (const struct plan_node *n = parent->first; n; n = n->next) {
		const struct plan_table *t = n->table;

		if (n->kind != PLAN_FORM)
			lint_text(l, &n->text, n->kind == PLAN_PARAGRAPH ||
					       n->kind == PLAN_HEADING,
				  n->kind == PLAN_HEADING);
		for (uint32_t i = 0; t && i < t->row_count * t->column_count &&
				     t->row_count < MOST_LINTED_ROWS; i++)
			lint_text(l, &t->cells[i].text, false, false);
		lint_nodes(l, n);
	}
}

/* ---- the head -------------------------------------------------------------------- */

/* "V/v" belongs to a công văn (T06). */
static void lint_subject(struct linter *l)
{
	struct plan *p = l->c->plan;

	lint_text(l, &p->subject, false, true);
	if (str_starts(l->text, STR("V/v ")) && l->c->kind)
		offer(l, diag(l->c->diags, SUBJECT_VV,
			      place_of(l, str_slice(l->text, 0, 3))),
		      str_slice(l->text, 0, 4), STR(""));
}

/* R31: each word of the place has a capital; R20: a committee names its unit. */
static void lint_head(struct linter *l)
{
	struct plan *p = l->c->plan;

	for (uint32_t at = 0; at < p->place.n;) {
		bool begins = begins_word(p->place, at);
		uint32_t code = utf8_next(p->place, &at);

		if (begins && utf8_is_letter(code) && !utf8_is_upper(code)) {
			diag(l->c->diags, PLACE_CASE, p->head, p->place);
			break;
		}
	}
	for (uint32_t i = 0; i < p->agency_count; i++)
		for (uint32_t k = 0; k < p->agencies[i].parent_count; k++) {
			struct str parent = viet_fold(l->c->arena,
						p->agencies[i].parents[k]);

			for (uint32_t w = 0;
			     w < l->c->rules->lint.committees.count; w++)
				if (str_eq(parent, viet_fold(l->c->arena,
				     l->c->rules->lint.committees.items[w])))
					diag(l->c->diags, PARENT_UNNAMED,
					     p->agencies[i].span,
					     p->agencies[i].parents[k]);
		}
}

/* R38: a law is a ground by its name alone. */
static void lint_bases(struct linter *l)
{
	for (uint32_t i = 0; i < l->c->plan->base_count; i++) {
		const struct plan_base *b = &l->c->plan->bases[i];

		lint_text(l, &b->text, false, false);
		for (uint32_t r = 0; r < l->c->rules->cited_count; r++) {
			struct str name = l->c->rules->cited[r].name, law;
			int64_t at;

			if (!l->c->rules->cited[r].by_name)
				continue;
			law = str_printf(l->c->arena, "%.*s số ", STR_ARG(name));
			at = str_find(l->text, law);
			if (at >= 0)
				diag(l->c->diags, LAW_NUMBER,
				     place_of(l, str_slice(l->text, (uint32_t)at,
					(uint32_t)at + law.n - 1)), name);
		}
	}
}

void lint(struct checker *c)
{
	struct linter l = { .c = c };

	lint_head(&l);
	if (c->plan->subject.count)
		lint_subject(&l);
	lint_bases(&l);
	lint_nodes(&l, &c->plan->body);
	lint_nodes(&l, &c->plan->closing);
	for (uint32_t i = 0; i < c->plan->appendix_count; i++)
		lint_nodes(&l, &c->plan->appendices[i].body);
	if (l.old_tones && l.new_tones)
		diag(c->diags, TONE_PLACES, l.new_tone,
		     str_printf(c->arena, "%u", l.old_tones),
		     str_printf(c->arena, "%u", l.new_tones));
}
