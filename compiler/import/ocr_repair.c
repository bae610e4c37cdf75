/* Slips of recognition that only one reading can explain: the number of a
 * section that should come next. */
#include "import/ocr_words.h"

#include "base/utf8.h"

static const char *const ROMAN[] = { "I.", "II.", "III.", "IV.", "V.", "VI.",
				     "VII.", "VIII.", "IX.", "X.", "XI.",
				     "XII.", "XIII.", "XIV.", "XV." };
enum { ROMANS = sizeof ROMAN / sizeof *ROMAN };

/* Upright strokes are taken for each other: I for l, 1 and T; two for H. */
static struct str as_roman(struct arena *a, struct str s)
{
	struct buf b = buf_new(a);

	for (uint32_t i = 0; i < s.n; i++)
		switch (s.p[i]) {
		case 'H':
			buf_add(&b, STR("II"));
			break;
		case 'l': case '1': case 'T': case '|': case 'L': case '!':
			buf_char(&b, 'I');
			break;
		case 'v': case 'x':
			buf_char(&b, (char)(s.p[i] - 'a' + 'A'));
			break;
		default:
			buf_char(&b, s.p[i]);
		}
	return buf_str(&b);
}

static struct str first_word(struct str s)
{
	uint32_t n = 0;

	while (n < s.n && s.p[n] != ' ')
		n++;
	return str_slice(s, 0, n);
}

/* A heading: what follows the number is in capitals. */
static bool is_heading(struct str rest)
{
	uint32_t capitals = 0;

	for (uint32_t at = 0; at < rest.n;) {
		uint32_t c = utf8_next(rest, &at);

		if (utf8_is_letter(c) && !utf8_is_upper(c))
			return false;
		capitals += utf8_is_letter(c);
	}
	return capitals > 3;
}

void ocr_repair(struct paper *p, struct ledger *ledger)
{
	uint32_t next = 0;

	for (uint32_t i = 0; i < p->count; i++) {
		struct paper_line *l = &p->lines[i];
		struct str word = first_word(l->text);
		struct str rest = str_from(l->text, word.n);
		struct str wanted;

		if (l->table || next == ROMANS || word.n < 2 || word.n > 8 ||
		    word.p[word.n - 1] != '.' || !is_heading(rest))
			continue;
		wanted = str_of(ROMAN[next]);
		if (!str_eq(as_roman(p->arena, word), wanted))
			continue;
		next++;
		if (str_eq(word, wanted))
			continue;
		ledger_repair(ledger, l->line, word, wanted,
			      "số của mục bị nhận dạng nhầm", 0.95);
		l->text = str_printf(p->arena, "%.*s%.*s", STR_ARG(wanted),
				     STR_ARG(rest));
	}
}
