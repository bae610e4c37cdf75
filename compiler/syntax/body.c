/* What stands between a component and the next: keys, items, paragraphs and
 * lines. Above each function stands the rule it reads, as in
 * docs/language.md. */
#include "syntax/parse.h"

#include "base/utf8.h"
#include "base/viet.h"

/* ---- keys ------------------------------------------------------------- */

static bool key_belongs(enum key key, enum name body)
{
	if (body == NAME_SIGNER)
		return key >= KEY_SIGNATURE;
	if (body == NAME_TABLE)
		return key >= KEY_COLUMNS && key <= KEY_CAPTION;
	return key == KEY_LANDSCAPE || (key >= KEY_LEAD && key <= KEY_COLLECT);
}

/* The key that `word` names in such a body; else KEY_NONE and, where one is
 * near, that one in `guess`. */
static enum key find_key(struct parser *p, struct str word, enum name body,
			 enum key *guess)
{
	struct str folded = viet_fold(p->arena, word);
	int best = folded.n < 6 ? 1 : 3;

	*guess = KEY_NONE;
	for (int k = 1; k < KEY_COUNT; k++) {
		int distance;

		if (!key_belongs((enum key)k, body))
			continue;
		if (str_eq(folded, KEYS[k]))
			return (enum key)k;
		distance = viet_distance(p->arena, viet_bare(p->arena, word),
					 viet_bare(p->arena, KEYS[k]), 2);
		if (distance < best) {
			best = distance;
			*guess = (enum key)k;
		}
	}
	return KEY_NONE;
}

/* The value behind the colon: the rest of the token, and of the line. */
static void read_key_value(struct parser *p, struct ast_node *n, uint32_t from)
{
	struct str text = parser_text(p, p->at);
	struct token rest = *p->at;

	while (from < text.n && text.p[from] == ' ')
		from++;
	rest.span.from += from;
	if (rest.span.from < rest.span.to)
		inline_add_token(p->arena, p->sources, n, &rest);
	p->at++;
	parser_inlines(p, n);
}

/* key: name ":" text, in @bảng, @nhiệm vụ and @ký. What only looks like a key
 * is text. */
bool body_key(struct parser *p, struct ast_node *parent, enum name body)
{
	struct str text = parser_text(p, p->at), word;
	int64_t colon = str_find(text, STR(":"));
	struct ast_node *n;
	enum key key, guess;

	if (p->at->kind != TOKEN_TEXT || colon <= 0 || colon > 40)
		return false;
	word = str_trim(str_slice(text, 0, (uint32_t)colon));
	key = find_key(p, word, body, &guess);
	if (!key && !guess)
		return false;
	n = parser_node(p, AST_KEY, p->at->span);
	n->key = key ? key : guess;
	n->word = word;
	n->mark.to = n->mark.from + (uint32_t)colon;
	if (!key)
		diag_fix(diag(p->diags, KEY_NEAR, n->mark, word, KEYS[guess]),
			 n->mark, KEYS[guess]);
	ast_add(parent, n);
	parser_open(p, n);
	read_key_value(p, n, (uint32_t)colon + 1);
	return true;
}

/* ---- items ------------------------------------------------------------ */

static int digits(struct str s, uint32_t *at)
{
	int value = 0;

	for (; *at < s.n && s.p[*at] >= '0' && s.p[*at] <= '9'; ++*at)
		if (value < 100000) /* no marker has so many */
			value = value * 10 + s.p[*at] - '0';
	return value;
}

static void read_letter(struct ast_node *item, struct str mark)
{
	struct str letter = str_slice(mark, 0, mark.n - 1);

	item->marker = MARKER_LETTER;
	item->typed = viet_letter_ordinal(letter);
	if (!item->typed)
		item->typed = -1; /* f j w z: no letter of the order */
}

static void read_marker(struct ast_node *item, struct str mark)
{
	uint32_t at = mark.p[0] == '(';

	if (str_is(mark, "*"))
		item->marker = MARKER_STAR;
	else if (str_is(mark, "+"))
		item->marker = MARKER_PLUS;
	else if (mark.p[0] == '(') {
		item->marker = MARKER_BRACKET;
		item->typed = digits(mark, &at);
	} else if (str_ends(mark, STR(")"))) {
		read_letter(item, mark);
	} else if (mark.p[0] >= '0' && mark.p[0] <= '9') {
		item->typed = digits(mark, &at);
		item->marker = MARKER_ARABIC;
		if (at + 1 < mark.n) {
			at++;
			item->marker = MARKER_DECIMAL;
			item->typed_minor = digits(mark, &at);
		}
	} else {
		item->marker = MARKER_DASH;
	}
}

static void mark_of_dash(struct parser *p, struct ast_node *item)
{
	struct str mark = source_text(p->sources, item->mark);

	if (item->marker == MARKER_DASH && !str_is(mark, "-"))
		diag_fix(diag(p->diags, ODD_DASH, item->mark, mark), item->mark,
			 STR("-"));
}

struct ast_node *body_item(struct parser *p)
{
	struct ast_node *item = parser_node(p, AST_ITEM, p->at->span);

	read_marker(item, parser_text(p, p->at));
	return item;
}

/* item: marker text, and the plain lines below it. */
static void add_item(struct parser *p, struct ast_node *item)
{
	p->at++;
	mark_of_dash(p, item);
	items_enter(&p->items, item);
	ast_add(p->body, item);
	parser_open(p, item);
	parser_inlines(p, item);
	items_keep(&p->items, item);
	if (!item->inlines)
		diag(p->diags, EMPTY_ITEM, item->mark);
}

/* ---- lines of a body -------------------------------------------------- */

/* line: text kept as a line; a \ last on it joins the next one. */
void body_kept_line(struct parser *p, struct ast_node *body)
{
	struct ast_node *line = parser_node(p, AST_LINE, p->at->span);

	while (parser_inlines(p, line) && p->at->kind == TOKEN_NEWLINE) {
		p->at++;
		parser_skip(p, TOKEN_SPACE);
		if (parser_line_ends(p) || p->at->kind == TOKEN_NAME)
			break;
		inline_add(p->arena, line, INLINE_BREAK,
			   (struct span){ p->at->span.from, p->at->span.from },
			   STR(" "));
	}
	inlines_finish(line);
	if (line->inlines)
		ast_add(body, line);
}

void body_paragraph(struct parser *p)
{
	struct ast_node *n = parser_node(p, AST_PARAGRAPH, p->at->span);

	if (p->at->kind == TOKEN_BAR)
		diag(p->diags, ROW_OUTSIDE, p->at->span);
	near_miss(p->arena, p->sources, p->at, p->diags);
	parser_inlines(p, n);
	if (!n->inlines)
		return; /* a lone \ */
	ast_add(p->body, n);
	parser_open(p, n);
}

static bool is_dash(const struct ast_node *item)
{
	return item->marker >= MARKER_DASH && item->marker <= MARKER_PLUS;
}

static bool opens_basis(struct str line)
{
	static const struct str OPENERS[] = {
#define OPENER(vi) { vi, sizeof vi - 1 },
#include "syntax/names.def"
	};

	for (size_t i = 0; i < sizeof OPENERS / sizeof *OPENERS; i++)
		if (str_starts(line, OPENERS[i]) &&
		    line.n > OPENERS[i].n && line.p[OPENERS[i].n] == ' ')
			return true;
	return false;
}

/* An item of @căn cứ or @nơi nhận that was written without its dash. */
void body_undashed_item_to(struct parser *p, struct ast_node *home)
{
	struct ast_node *item = parser_node(p, AST_ITEM, p->at->span);

	item->marker = MARKER_DASH;
	item->mark.to = item->mark.from;
	items_enter(&p->items, item);
	ast_add(home, item);
	parser_open(p, item);
	parser_inlines(p, item);
}

void body_undashed_item(struct parser *p)
{
	body_undashed_item_to(p, p->body);
}

void body_complain_of_no_item(struct parser *p, const struct ast_node *home)
{
	struct span start = { p->at->span.from, p->at->span.from };

	diag_fix(diag(p->diags, NOT_AN_ITEM, p->at->span, NAMES[home->name].vi),
		 start, STR("- "));
}

/* body of @căn cứ and @kính gửi: items; before the first blank line a line that begins
 * Căn cứ, Thực hiện … opens one without a dash. The first line after a blank
 * line that is no item begins the content. False: that line is here. */
static bool read_bases_line(struct parser *p)
{
	bool after_blank = p->blank && p->bases_begun;

	if (p->at->kind == TOKEN_MARKER) {
		struct ast_node *item = body_item(p);

		if (after_blank && !is_dash(item))
			return false;
		add_item(p, item);
	} else if (after_blank) {
		return false;
	} else if (opens_basis(parser_text(p, p->at)) || !p->open) {
		body_undashed_item(p);
	} else {
		parser_go_on(p, p->open);
	}
	p->bases_begun = true;
	return true;
}

/* body of @nơi nhận: items. */
static void read_recipients_line(struct parser *p)
{
	if (p->at->kind == TOKEN_MARKER) {
		add_item(p, body_item(p));
	} else if (p->open) {
		parser_go_on(p, p->open);
	} else {
		body_complain_of_no_item(p, p->body);
		body_undashed_item(p);
	}
}

/* A line that keeps its number by {số=} is an item, whatever the number. */
static bool keeps_number(const struct parser *p)
{
	for (const struct token *t = p->at; t->kind != TOKEN_NEWLINE &&
					    t->kind != TOKEN_END; t++)
		if (t->kind == TOKEN_SETTING)
			return true;
	return false;
}

/* content: paragraphs and items. */
static void read_content_line(struct parser *p)
{
	if (p->at->kind == TOKEN_MARKER) {
		struct ast_node *item = body_item(p);
		bool goes_on = p->open && (p->open->kind == AST_PARAGRAPH ||
					   p->open->kind == AST_ITEM);

		if (p->open && p->open->kind == AST_COMPONENT) {
			parser_go_on(p, p->open); /* a value runs to a blank line */
			return;
		}
		if (!goes_on || items_expects(&p->items, item) ||
		    keeps_number(p)) {
			add_item(p, item);
			return;
		}
		diag(p->diags, PROSE_NUMBER, item->mark, parser_text(p, p->at));
		parser_go_on(p, p->open);
	} else if (p->open) {
		parser_go_on(p, p->open);
	} else {
		body_paragraph(p);
	}
}

void body_line(struct parser *p)
{
	enum body_kind kind = p->body->kind == AST_COMPONENT
				      ? NAMES[p->body->name].body
				      : BODY_PARAGRAPHS;

	if (p->open && p->open->kind == AST_NOTE &&
	    p->at->kind == TOKEN_MARKER)
		parser_finish(p);
	if (p->open && (p->open->kind == AST_NOTE ||
			(p->open->kind == AST_COMPONENT &&
			 p->open != p->body))) {
		parser_go_on(p, p->open);
		return;
	}
	if (kind == BODY_LINES) {
		if (p->body->name == NAME_SIGNER &&
		    body_key(p, p->body, NAME_SIGNER))
			parser_finish(p);
		else
			body_kept_line(p, p->body);
		return;
	}
	if (kind == BODY_ITEMS) {
		if (p->body->name == NAME_RECIPIENTS) {
			read_recipients_line(p);
			return;
		}
		if (read_bases_line(p))
			return;
		parser_finish(p);
		p->body = p->document;
		p->items = (struct item_stack){ .depth = 0 };
	}
	read_content_line(p);
}
