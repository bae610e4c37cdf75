/* The lexer looks at one line at a time: its first characters say what the
 * line is, and what a line is never depends on the lines before it. */
#include "syntax/token.h"

#include "base/dump.h"
#include "base/utf8.h"

enum { MOST_LINE = 1024 * 1024 };

struct lexer {
	struct arena *arena;
	struct tokens *tokens;
	struct str text;
	uint32_t at;  /* next byte not yet in a token */
	uint32_t end; /* of the line, its line end left out */
};

static void emit(struct lexer *l, enum token_kind kind, uint32_t to)
{
	struct tokens *t = l->tokens;

	if (to <= l->at && kind != TOKEN_END)
		return;
	t->items = arena_grow(l->arena, t->items, t->count, sizeof *t->items);
	t->items[t->count++] = (struct token){
		kind, span_of(t->source, l->at, to),
	};
	l->at = to;
}

static char peek(const struct lexer *l, uint32_t at)
{
	return at < l->end ? l->text.p[at] : '\0';
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static uint32_t skip_blanks(const struct lexer *l, uint32_t at)
{
	while (is_blank(peek(l, at)))
		at++;
	return at;
}

/* The line's end without blanks before it. */
static uint32_t trimmed_end(const struct lexer *l)
{
	uint32_t end = l->end;

	while (end > l->at && is_blank(l->text.p[end - 1]))
		end--;
	return end;
}

static bool blank_or_end(const struct lexer *l, uint32_t at)
{
	return at >= l->end || is_blank(l->text.p[at]);
}

static struct str rest(const struct lexer *l, uint32_t at)
{
	return str_slice(l->text, at, l->end);
}

/* Up to two digits, not all zero; 0 when there are none. */
static uint32_t digits_end(const struct lexer *l, uint32_t at)
{
	uint32_t end = at;
	bool some = false;

	while (end < at + 2 && is_digit(peek(l, end)))
		some |= peek(l, end++) != '0';
	return some && !is_digit(peek(l, end)) ? end : 0;
}

/* "1." or "1.1." */
static uint32_t number_marker(const struct lexer *l, uint32_t at)
{
	uint32_t end = digits_end(l, at), second;

	if (!end || peek(l, end) != '.')
		return 0;
	end++;
	second = digits_end(l, end);
	return second && peek(l, second) == '.' ? second + 1 : end;
}

/* marker: one of  -  *  +  –  —  •  1.  1.1.  a)  (1)  */
static uint32_t marker_end(const struct lexer *l, uint32_t at)
{
	static const char *const WIDE[] = { "–", "—", "•", "đ)" };
	char c = peek(l, at);
	uint32_t end;

	for (int i = 0; i < 4; i++)
		if (str_starts(rest(l, at), str_of(WIDE[i])))
			return at + str_of(WIDE[i]).n;
	if (c == '-' || c == '*' || c == '+')
		return at + 1;
	if (c >= 'a' && c <= 'z' && peek(l, at + 1) == ')')
		return at + 2;
	if (c == '(' && (end = digits_end(l, at + 1)) && peek(l, end) == ')')
		return end + 1;
	return number_marker(l, at);
}

/* The end of "open … close" on this line, nothing of `stop` inside; 0: none. */
static uint32_t enclosed(const struct lexer *l, uint32_t at, const char *open,
			 const char *close, const char *stop)
{
	struct str o = str_of(open), c = str_of(close);
	uint32_t most = at + 512;

	if (!str_starts(rest(l, at), o))
		return 0;
	for (uint32_t i = at + o.n; i < l->end && i < most; i++) {
		if (i > at + o.n && str_starts(rest(l, i), c))
			return i + c.n;
		for (const char *s = stop; *s; s++)
			if (l->text.p[i] == *s)
				return 0;
	}
	return 0;
}

static bool has_equals(const struct lexer *l, uint32_t at, uint32_t end)
{
	return str_find(str_slice(l->text, at, end), STR("=")) > 1;
}

/* The inline token that begins here; TOKEN_TEXT when none does. */
static enum token_kind inline_at(const struct lexer *l, uint32_t at,
				 uint32_t *end)
{
	switch (l->text.p[at]) {
	case '\\':
		if (at + 1 >= trimmed_end(l)) {
			*end = at + 1;
			return TOKEN_JOIN;
		}
		*end = at + 1;
		utf8_next(l->text, end);
		return TOKEN_ESCAPE;
	case '*': /* of *** the single one is the inner, at both ends */
		*end = at + (peek(l, at + 1) == '*' ? 2 : 1);
		if (*end - at == 2 && peek(l, *end) == '*' && at > 0 &&
		    !blank_or_end(l, at - 1) && l->text.p[at - 1] != '\n' &&
		    l->text.p[at - 1] != '*')
			*end = at + 1;
		return *end - at == 2 ? TOKEN_STRONG : TOKEN_STAR;
	case '|':
		*end = at + 1;
		return TOKEN_BAR;
	case '[':
		if ((*end = enclosed(l, at, "[[", "]]", "[]{}")))
			return TOKEN_REFERENCE;
		if ((*end = enclosed(l, at, "[^", "]", "[]{} ")))
			return TOKEN_NOTE;
		break;
	case '{':
		if ((*end = enclosed(l, at, "{{", "}}", "{}")))
			return TOKEN_VARIABLE;
		if ((*end = enclosed(l, at, "{#", "}", "{}")))
			return TOKEN_LABEL;
		if ((*end = enclosed(l, at, "{=", "}", "{}")))
			return TOKEN_BIND;
		if ((*end = enclosed(l, at, "{", "}", "{}")) &&
		    has_equals(l, at, *end))
			return TOKEN_SETTING;
		break;
	case '<':
		if ((*end = enclosed(l, at, "<https://", ">", "<> ")) ||
		    (*end = enclosed(l, at, "<http://", ">", "<> ")))
			return TOKEN_LINK;
		break;
	}
	*end = at + 1;
	return TOKEN_TEXT;
}

static void lex_inline(struct lexer *l)
{
	uint32_t at = l->at;

	while (at < l->end) {
		uint32_t end, blank = at;
		enum token_kind kind;

		if (is_blank(l->text.p[at])) { /* blanks last on a line */
			if ((blank = skip_blanks(l, at)) == l->end) {
				emit(l, TOKEN_TEXT, at);
				emit(l, TOKEN_SPACE, l->end);
			}
			at = blank;
			continue;
		}
		kind = inline_at(l, at, &end);
		if (kind != TOKEN_TEXT) {
			emit(l, TOKEN_TEXT, at);
			emit(l, kind, end);
		}
		at = end;
	}
	emit(l, TOKEN_TEXT, l->end);
}

/* @tên, @tên: …, @tên { */
static void lex_name(struct lexer *l)
{
	uint32_t end = trimmed_end(l), at = l->at;

	while (at < end && l->text.p[at] != ':' && l->text.p[at] != '{')
		at++;
	if (peek(l, at) == '{' && at + 1 != end) /* prose with a brace */
		while (at < end && l->text.p[at] != ':')
			at++;
	emit(l, TOKEN_NAME, at);
	if (peek(l, at) == ':') {
		emit(l, TOKEN_COLON, at + 1);
		emit(l, TOKEN_SPACE, skip_blanks(l, l->at));
		/* a value may not open a block by its last brace */
		lex_inline(l);
		return;
	}
	if (peek(l, at) == '{')
		emit(l, TOKEN_OPEN, at + 1);
	emit(l, TOKEN_SPACE, l->end);
}

static void lex_heading(struct lexer *l, uint32_t hashes)
{
	emit(l, TOKEN_HASHES, hashes);
	emit(l, TOKEN_SPACE, skip_blanks(l, l->at));
	lex_inline(l);
}

static bool lex_whole_line(struct lexer *l)
{
	struct str line = str_slice(l->text, l->at, trimmed_end(l));

	if (str_starts(line, STR("//")) && blank_or_end(l, l->at + 2))
		emit(l, TOKEN_COMMENT, l->end);
	else if (str_is(line, "---"))
		emit(l, TOKEN_END_ITEMS, l->at + 3);
	else if (str_is(line, "}"))
		emit(l, TOKEN_CLOSE, l->at + 1);
	else
		return false;
	emit(l, TOKEN_SPACE, l->end);
	return true;
}

static bool is_name(const struct lexer *l, uint32_t at)
{
	uint32_t letter = at + 1;

	return peek(l, at) == '@' && letter < l->end &&
	       utf8_is_letter(utf8_next(l->text, &letter));
}

static void lex_line(struct lexer *l)
{
	uint32_t at, end;

	emit(l, TOKEN_SPACE, skip_blanks(l, l->at));
	at = l->at;
	if (at >= l->end || lex_whole_line(l))
		return;
	if (is_name(l, at)) {
		lex_name(l);
		return;
	}
	for (end = at; peek(l, end) == '#';)
		end++;
	if (end > at && blank_or_end(l, end)) {
		lex_heading(l, end);
		return;
	}
	if ((end = enclosed(l, at, "[^", "]", "[]{} ")) &&
	    peek(l, end) == ':') {
		emit(l, TOKEN_NOTE_MARK, end + 1);
		emit(l, TOKEN_SPACE, skip_blanks(l, l->at));
	} else if ((end = marker_end(l, at)) && blank_or_end(l, end)) {
		emit(l, TOKEN_MARKER, end);
		emit(l, TOKEN_SPACE, skip_blanks(l, l->at));
	}
	lex_inline(l);
}

static void check_length(struct lexer *l, struct diags *diags)
{
	if (l->end - l->at <= MOST_LINE)
		return;
	diag(diags, LINE_TOO_LONG,
	     span_of(l->tokens->source, l->at, l->at + 1),
	     str_printf(l->arena, "%d", MOST_LINE));
	emit(l, TOKEN_COMMENT, l->end); /* reported: nobody need read it */
}

struct tokens *lex(struct arena *arena, const struct source *source,
		   struct diags *diags)
{
	struct tokens *tokens = arena_new_of(arena, struct tokens);
	struct lexer l = { .arena = arena, .tokens = tokens,
			   .text = source->text };

	tokens->source = source;
	while (l.at < l.text.n) {
		struct str left = str_from(l.text, l.at);
		int64_t length = str_find(left, STR("\n"));

		l.end = length < 0 ? l.text.n : l.at + (uint32_t)length;
		check_length(&l, diags);
		if (l.at < l.end)
			lex_line(&l);
		if (l.at < l.text.n)
			emit(&l, TOKEN_NEWLINE, l.at + 1);
	}
	l.end = l.text.n;
	emit(&l, TOKEN_END, l.at);
	return tokens;
}

const char *token_kind_name(enum token_kind kind)
{
	static const char *const NAMES[] = {
		[TOKEN_NEWLINE] = "newline",     [TOKEN_SPACE] = "space",
		[TOKEN_COMMENT] = "comment",     [TOKEN_NAME] = "name",
		[TOKEN_COLON] = "colon",         [TOKEN_OPEN] = "open",
		[TOKEN_CLOSE] = "close",         [TOKEN_HASHES] = "hashes",
		[TOKEN_MARKER] = "marker",       [TOKEN_END_ITEMS] = "end-items",
		[TOKEN_NOTE_MARK] = "note-mark", [TOKEN_TEXT] = "text",
		[TOKEN_ESCAPE] = "escape",       [TOKEN_JOIN] = "join",
		[TOKEN_STRONG] = "strong",       [TOKEN_STAR] = "star",
		[TOKEN_BAR] = "bar",             [TOKEN_REFERENCE] = "reference",
		[TOKEN_LABEL] = "label",         [TOKEN_BIND] = "bind",
		[TOKEN_SETTING] = "setting",     [TOKEN_VARIABLE] = "variable",
		[TOKEN_NOTE] = "note",           [TOKEN_LINK] = "link",
		[TOKEN_END] = "end",
	};

	return NAMES[kind];
}

struct str tokens_dump(struct arena *arena, const struct tokens *tokens,
		       const struct sources *sources)
{
	struct dump d = dump_new(arena, sources);

	for (uint32_t i = 0; i < tokens->count; i++) {
		const struct token *t = &tokens->items[i];

		dump_row(&d, 0, token_kind_name(t->kind), t->span);
		if (t->kind != TOKEN_END)
			dump_str(&d, "text", source_text(sources, t->span));
		dump_end(&d);
	}
	return buf_str(&d.out);
}
