/* Notes: a short rule, below it smaller words, the first of them a raised
 * number that the text above calls. */
#include "import/pdf_sheet.h"

#include <math.h>
#include <string.h>

#include "base/utf8.h"

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

static bool is_note_rule(const struct sheet *s, const struct rule *r)
{
	double length = r->x1 - r->x0;

	return r->y0 == r->y1 && length > 40 && length < 0.5 * s->width &&
	       r->x0 < 0.25 * s->width && r->y0 > 0.4 * s->height;
}

/* The first row below, where it begins with a number; NULL: no notes. */
static struct row *first_note(struct rows *rows, double y)
{
	for (uint32_t i = 0; i < rows->count; i++) {
		struct row *r = &rows->row[i];

		if (r->base > y)
			return r->top < y + 3 * r->size &&
			       note_number(r->words[0]) ? r : NULL;
	}
	return NULL;
}

static struct row *find_notes(const struct sheet *s, struct rows *rows)
{
	for (uint32_t i = 0; i < s->rule_count; i++) {
		struct row *r = is_note_rule(s, &s->rules[i])
			? first_note(rows, s->rules[i].y0) : NULL;

		if (r)
			return r;
	}
	return NULL;
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

static struct row *end_of_note(struct rows *rows, struct row *r)
{
	struct row *end = rows->row + rows->count;
	double size = r->size;

	for (r++; r < end && !note_number(r->words[0]); r++)
		if (r->base - (r - 1)->base > 2.2 * size)
			break; /* the page's number */
	return r;
}

static void take(struct row *r)
{
	for (uint32_t i = 0; i < r->count; i++)
		r->words[i]->taken = true;
}

void notes_find(struct paper *p, struct sheet *s)
{
	struct rows rows = rows_find(p->arena, s->words, s->word_count);
	struct row *notes = find_notes(s, &rows);
	struct row *end = rows.row + rows.count;

	for (struct row *r = notes; r && r < end;) {
		uint32_t number = note_number(r->words[0]), code;
		struct row *next = end_of_note(&rows, r);

		if (!number)
			break;
		code = paper_note(p, note_text(p->arena, r, next), 0);
		if (!code)
			break;
		call(p->arena, &rows, notes, number, code);
		for (; r < next; r++)
			take(r);
	}
}
