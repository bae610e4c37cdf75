/* What looks like a mark of the language and is none: prose gets a warning
 * with the mending, a number typed before a title is taken off it. */
#include "syntax/parse.h"

#include "base/utf8.h"
#include "base/viet.h"

struct near {
	struct arena *arena;
	struct diags *diags;
};

static bool capital_at(struct str s, uint32_t at)
{
	return at < s.n && utf8_is_upper(utf8_next(s, &at));
}

/* I to XXXIX: C. D. L. M. before a name are initials. */
static bool is_heading_roman(struct str s)
{
	for (uint32_t i = 0; i < s.n; i++)
		if (s.p[i] != 'I' && s.p[i] != 'V' && s.p[i] != 'X')
			return false;
	return viet_roman_ordinal(s) > 0;
}

/* "#Mục đích" */
static bool near_heading(struct near *p, struct str line, struct span span)
{
	uint32_t n = 0, at;
	struct span hashes = { span.from, 0 };

	while (n < line.n && line.p[n] == '#')
		n++;
	at = n;
	if (!n || n > 4 || at >= line.n || !utf8_is_letter(utf8_next(line, &at)))
		return false;
	hashes.to = span.from + n;
	diag_fix(diag(p->diags, HASH_SPACE, hashes, str_slice(line, 0, n),
		      str_slice(line, n, at)),
		 hashes, str_printf(p->arena, "%.*s ", (int)n, line.p));
	return true;
}

/* "I. MỤC ĐÍCH", "Điều 1. …", "Chương II" */
static bool near_numbered_heading(struct near *p, struct str line,
				  struct span span)
{
	static const char *const WORDS[] = { "Điều ", "Chương ", "Phần ",
					     "Mục " };
	int64_t dot = str_find(line, STR(". "));
	struct str number;
	struct span mark;

	if (dot > 0 && dot <= 20) {
		uint32_t after = (uint32_t)dot + 2;

		number = str_slice(line, 0, (uint32_t)dot);
		mark = (struct span){ span.from, span.from + after };
		if (is_heading_roman(number) && capital_at(line, after)) {
			diag_fix(diag(p->diags, TYPED_HEADING, mark,
				      str_slice(line, 0, (uint32_t)dot + 1),
				      STR("# ")),
				 mark, STR("# "));
			return true;
		}
		for (int i = 0; i < 4; i++) {
			struct str word = str_of(WORDS[i]), tail;

			if (!str_starts(number, word))
				continue;
			tail = str_from(number, word.n);
			if (!tail.n || tail.n > 5 || !capital_at(line, after) ||
			    str_find(tail, STR(" ")) >= 0)
				continue;
			diag(p->diags, TYPED_HEADING, mark,
			     str_slice(line, 0, (uint32_t)dot + 1),
			     str_printf(p->arena, "# %.*s: ",
					(int)word.n - 1, word.p));
			return true;
		}
	}
	return false;
}

/* "a. …", "a/ …", "1) …" */
static void near_marker(struct near *p, struct str line, struct span span)
{
	uint32_t at = 0, end;
	struct str letter, mark, right = STR("");
	bool digit;

	if (!line.n)
		return;
	digit = line.p[0] >= '0' && line.p[0] <= '9';
	if (digit)
		while (at < line.n && line.p[at] >= '0' && line.p[at] <= '9')
			at++;
	else
		utf8_next(line, &at);
	letter = str_slice(line, 0, at);
	end = at + 1;
	if (end + 1 >= line.n || line.p[end] != ' ' || at > 2)
		return;
	if (digit && line.p[at] == ')')
		right = str_printf(p->arena, "%.*s.", STR_ARG(letter));
	else if (!digit && viet_letter_ordinal(letter) &&
		 (line.p[at] == '.' || line.p[at] == '/'))
		right = str_printf(p->arena, "%.*s)", STR_ARG(letter));
	if (!right.n)
		return;
	mark = str_slice(line, 0, end);
	span.to = span.from + end;
	diag_fix(diag(p->diags, NEAR_MARKER, span, mark, right), span, right);
}

/* What the first line of a paragraph may have been meant for. */
void near_miss(struct arena *arena, const struct sources *sources,
	       const struct token *first, struct diags *diags)
{
	struct near own = { arena, diags }, *p = &own;
	const struct token *t = first;
	struct str line;
	struct span span;

	if (t->kind != TOKEN_TEXT && t->kind != TOKEN_STRONG &&
	    t->kind != TOKEN_STAR)
		return;
	while (t->kind == TOKEN_STRONG || t->kind == TOKEN_STAR)
		t++;
	if (t->kind != TOKEN_TEXT)
		return;
	line = source_text(sources, t->span);
	span = t->span;
	if (t != first) { /* a bold typed heading: no fix, the marks stay */
		struct diags *quiet = diag_list(p->arena), *loud = p->diags;
		bool near;

		p->diags = quiet;
		near = near_numbered_heading(p, line, span);
		p->diags = loud;
		if (near)
			diag(p->diags, TYPED_HEADING, quiet->items[0].span,
			     quiet->items[0].args[1], quiet->items[0].args[2]);
		return;
	}
	if (!near_heading(p, line, span) &&
	    !near_numbered_heading(p, line, span))
		near_marker(p, line, span);
}

/* The number "III." "2." "a)" "1.2." at the beginning of a title, if it has
 * the form of a level; its length, or 0. */
static uint32_t typed_number(struct str s, int level)
{
	uint32_t n = 0;

	while (n < s.n && s.p[n] != ' ')
		n++;
	if (n < 2 || n + 1 >= s.n || n > 8)
		return 0;
	if (s.p[n - 1] == ')')
		return level == 3 && viet_letter_ordinal(str_slice(s, 0, n - 1))
			       ? n : 0;
	if (level == 1)
		return s.p[n - 1] == '.' &&
				       is_heading_roman(str_slice(s, 0, n - 1))
			       ? n : 0;
	for (uint32_t i = 0; i < n; i++)
		if (s.p[i] != '.' && (s.p[i] < '0' || s.p[i] > '9'))
			return 0;
	if (level == 2)
		return str_find(s, STR(".")) == (int64_t)n - 1 && n <= 3 ? n : 0;
	return level == 3 && s.p[0] != '.' && str_find(s, STR(".")) > 0 &&
			       str_find(s, STR(".")) < (int64_t)n - 1
		       ? n : 0;
}

void near_take_number(struct ast_node *heading)
{
	struct ast_inline *first = heading->inlines;
	uint32_t n;

	if (!first || first->kind != INLINE_TEXT ||
	    !(n = typed_number(first->text, heading->level)))
		return;
	heading->typed_number = str_slice(first->text, 0, n);
	while (n < first->text.n && first->text.p[n] == ' ')
		n++;
	heading->typed_span = (struct span){ first->span.from,
					     first->span.from + n };
	first->text = str_from(first->text, n);
	first->span.from += n;
}
