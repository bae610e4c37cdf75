/* Notes: a short rule, below it smaller words, the first of them a raised
 * number that the text above calls. */
#include "import/pdf_sheet.h"

#include <math.h>
#include <string.h>

#include "base/utf8.h"

enum { MOST_NOTES = 60, MOST_RULES = 100 }; /* on a page */

/* The number of "1" or "¹"; 0: it is none. */
static uint32_t note_number(const struct word *w)
{
	static const char *const RAISED[] = { "⁰", "¹", "²", "³", "⁴",
					      "⁵", "⁶", "⁷", "⁸", "⁹" };
	uint32_t n = 0;

	for (uint32_t i = 0; i < w->text.n && n < 1000;) {
		struct str rest = str_from(w->text, i);
		uint32_t digit = 0;

		while (digit < 10 && !str_starts(rest, str_of(RAISED[digit])))
			digit++;
		if (digit < 10) {
			i += (uint32_t)strlen(RAISED[digit]);
		} else if (w->raised && utf8_is_digit((unsigned char)rest.p[0])) {
			digit = (uint32_t)(rest.p[0] - '0');
			i++;
		} else {
			return 0;
		}
		n = n * 10 + digit;
	}
	return n;
}

/* What a raised digit is recognised as. */
static bool is_blurred(uint32_t c)
{
	switch (c) {
	case '!': case '*': case '\'': case '"': case 0xB0: case 0xB9:
	case 0xB2: case 0xB3: case 0x2018: case 0x2019: case 0x201C:
	case 0x201D: case 0x2020: case 0x2021: case 0x2122:
		return true;
	default:
		return utf8_is_digit(c);
	}
}

/* The row begins a note: by its number or, recognised, by a blurred mark. */
static bool begins_note(const struct sheet *s, const struct row *r)
{
	struct str first = r->words[0]->text;
	uint32_t at = 0;

	if (note_number(r->words[0]))
		return true;
	return s->guessed && r->count > 1 && first.n &&
	       is_blurred(utf8_next(first, &at)) && at == first.n;
}

/* An upright stroke meets it: a side of a table's cell. */
static bool is_crossed(const struct sheet *s, const struct rule *r)
{
	for (uint32_t i = 0; i < s->rule_count; i++) {
		const struct rule *v = &s->rules[i];

		if (v->x0 == v->x1 && v->x0 > r->x0 - 3 && v->x0 < r->x1 + 3 &&
		    v->y0 < r->y0 + 3 && v->y1 > r->y0 - 3)
			return true;
	}
	return false;
}

static bool is_note_rule(const struct sheet *s, const struct rule *r)
{
	double length = r->x1 - r->x0;

	return r->y0 == r->y1 && length > 40 && length < 0.5 * s->width &&
	       r->x0 < 0.25 * s->width && r->y0 > 0.4 * s->height &&
	       !is_crossed(s, r);
}

/* The first row below, where it begins with a number; NULL: no notes. */
static struct row *first_note(const struct sheet *s, struct rows *rows, double y)
{
	for (uint32_t i = 0; i < rows->count; i++) {
		struct row *r = &rows->row[i];

		if (r->base > y)
			return r->top < y + 3 * r->size &&
			       begins_note(s, r) ? r : NULL;
	}
	return NULL;
}

static struct row *find_notes(const struct sheet *s, struct rows *rows)
{
	struct row *r = NULL;
	uint32_t tried = 0;

	for (uint32_t i = 0; !r && i < s->rule_count && tried < MOST_RULES; i++)
		if (is_note_rule(s, &s->rules[i])) {
			r = first_note(s, rows, s->rules[i].y0);
			tried++;
		}
	return r;
}

/* The number's letters become the code point. */
static void call(struct arena *a, struct rows *rows, const struct row *notes,
		 uint32_t number, uint32_t code)
{
	struct buf b = buf_new(a);

	utf8_add(&b, code);
	for (struct row *r = rows->row; r < notes; r++)
		for (uint32_t i = 0; i < r->count; i++)
			if (note_number(r->words[i]) == number) {
				r->words[i]->text = buf_str(&b);
				return;
			}
}

static struct str note_text(struct arena *a, struct row *r, struct row *end)
{
	struct rows rows = { .row = r, .count = (uint32_t)(end - r) };
	struct word **words = r->words;
	struct str s;

	r->words++; /* without its number */
	r->count--;
	s = str_trim(rows_text(a, &rows, 0));
	r->words = words;
	r->count++;
	return s;
}

/* Another rule below a note: what is under it, the office's address, is none. */
static bool rule_between(const struct sheet *s, const struct row *above,
			 const struct row *below)
{
	for (uint32_t i = 0; i < s->rule_count; i++) {
		const struct rule *r = &s->rules[i];

		if (r->y0 == r->y1 && r->x1 - r->x0 > 40 &&
		    r->y0 > above->base && r->y0 < below->base)
			return true;
	}
	return false;
}

static struct row *end_of_note(const struct sheet *s, struct rows *rows,
			       struct row *r)
{
	struct row *end = rows->row + rows->count;
	double size = r->size;

	for (r++; r < end && !begins_note(s, r); r++)
		if (r->base - (r - 1)->base > 2.2 * size ||
		    rule_between(s, r - 1, r))
			break; /* the page's number */
	return r;
}

static void take(struct row *r)
{
	for (uint32_t i = 0; i < r->count; i++)
		r->words[i]->taken = true;
}

/* ---- calls that were recognised as something else ---------------------------- */

/* Where a letter is followed by a blurred mark that ends the word but for a
 * stop; 0: nowhere. */
static uint32_t blurred_call(struct str s, uint32_t *end)
{
	uint32_t before = 0, mark = 0;

	for (uint32_t at = 0; at < s.n;) {
		uint32_t from = at, c = utf8_next(s, &at);

		if (is_blurred(c) &&
		    (utf8_is_letter(before) ||
		     (before == '.' && from > 2 && !utf8_is_digit(c)))) {
			mark = from;
			*end = at;
		} else if (mark && c != '.' && c != ',' && c != ';' && c != ':') {
			return 0;
		}
		before = c;
	}
	return mark;
}

/* A quotation that was opened on its row is closed by its own mark. */
static bool closes_quote(const struct row *r, uint32_t i)
{
	int open = 0;

	for (uint32_t k = 0; k <= i; k++) {
		open += str_find(r->words[k]->text, STR("“")) >= 0;
		open -= str_find(r->words[k]->text, STR("”")) >= 0;
	}
	return open == 0 && str_find(r->words[i]->text, STR("”")) >= 0;
}

static uint32_t count_calls(struct rows *rows, const struct row *notes,
			    struct word **found, uint32_t most)
{
	uint32_t n = 0, end;

	for (struct row *r = rows->row; r < notes; r++)
		for (uint32_t i = 0; i < r->count; i++)
			if (blurred_call(r->words[i]->text, &end) &&
			    !closes_quote(r, i)) {
				if (n < most)
					found[n] = r->words[i];
				n++;
			}
	return n;
}

/* Only where there are as many as notes is it plain which calls which. */
static void call_blurred(struct arena *a, struct rows *rows,
			 const struct row *notes, const uint32_t *codes,
			 uint32_t count)
{
	struct word *found[MOST_NOTES];

	if (count_calls(rows, notes, found, MOST_NOTES) != count)
		return;
	for (uint32_t i = 0; i < count; i++) {
		struct str s = found[i]->text;
		struct buf b = buf_new(a);
		uint32_t end = 0, from = blurred_call(s, &end);

		buf_add(&b, str_slice(s, 0, from));
		utf8_add(&b, codes[i]);
		buf_add(&b, str_from(s, end));
		found[i]->text = buf_str(&b);
	}
}

/* ---- the notes of a page ------------------------------------------------------ */

void notes_find(struct paper *p, struct sheet *s)
{
	struct rows rows = rows_find(p->arena, s->words, s->word_count);
	struct row *notes = find_notes(s, &rows);
	struct row *end = rows.row + rows.count;
	uint32_t codes[MOST_NOTES], count = 0;

	for (struct row *r = notes; r && r < end && count < MOST_NOTES;) {
		uint32_t number = note_number(r->words[0]), code;
		struct row *next = end_of_note(s, &rows, r);

		if (!begins_note(s, r))
			break;
		code = paper_note(p, note_text(p->arena, r, next), 0);
		if (!code)
			break;
		codes[count++] = code;
		if (number)
			call(p->arena, &rows, notes, number, code);
		for (; r < next; r++)
			take(r);
	}
	if (s->guessed && count)
		call_blurred(p->arena, &rows, notes, codes, count);
}
