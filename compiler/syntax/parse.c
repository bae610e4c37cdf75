/* The parser goes line by line and cannot fail: what it cannot read becomes
 * an error node and is reported once; the next line is read afresh. Above
 * each function stands the rule it reads, as in docs/language.md. */
#include "syntax/parse.h"

#include "base/utf8.h"
#include "base/viet.h"

enum { MOST_HEADING_LEVEL = 64, MOST_BLOCK_DEPTH = 2 };

struct parser {
	struct arena *arena;
	struct sources *sources;
	const struct token *at; /* next token */
	struct diags *diags;
	struct ast_node *document;
	struct ast_node *body; /* component whose body is read, or the document */
	struct ast_node *open; /* node that a plain line goes on, or NULL */
	struct item_stack items;
	bool blank;            /* the line before was blank */
	bool gap;              /* so, and no comment stands between */
	bool bases_begun;      /* an item of @căn cứ has been read */
};

static struct str text_of(const struct parser *p, const struct token *t)
{
	return source_text(p->sources, t->span);
}

static struct ast_node *new_node(struct parser *p, enum ast_kind kind,
				 struct span mark)
{
	struct ast_node *n = arena_new_of(p->arena, struct ast_node);

	n->kind = kind;
	n->span = n->mark = mark;
	n->after_blank = kind == AST_LINE ? p->blank : p->gap;
	return n;
}

static void skip(struct parser *p, enum token_kind kind)
{
	if (p->at->kind == kind)
		p->at++;
}

static bool line_ends(const struct parser *p)
{
	return p->at->kind == TOKEN_NEWLINE || p->at->kind == TOKEN_END;
}

static void skip_line(struct parser *p)
{
	while (!line_ends(p))
		p->at++;
}

static void finish_open(struct parser *p)
{
	if (p->open)
		inlines_finish(p->open);
	p->open = NULL;
}

/* A character that shows nothing: most come with text pasted from elsewhere. */
static void complain_of_hidden(struct parser *p, const struct token *t)
{
	struct str text = text_of(p, t);

	for (uint32_t i = 0; i < text.n;) {
		uint32_t at = i, c = utf8_next(text, &i);
		struct span span = { t->span.from + at, t->span.from + i };

		if (c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
		    c == 0x2060 || c == 0xFEFF)
			diag_fix(diag(p->diags, HIDDEN_CHARACTER, span,
				      str_printf(p->arena, "U+%04X", c)),
				 span, STR(""));
	}
}

/* The rest of the line becomes inlines of `node`. True when a \ joins the
 * next line to it. */
static bool read_inlines(struct parser *p, struct ast_node *node)
{
	bool joins = false;

	for (; !line_ends(p); p->at++) {
		if (p->at->kind == TOKEN_SPACE) {
			if (node->inlines && p->at[-1].kind == TOKEN_MARKER)
				inline_add(p->arena, node, INLINE_BREAK,
					   (struct span){ p->at->span.from,
							  p->at->span.from },
					   STR(" "));
			continue;
		}
		if (p->at->kind == TOKEN_JOIN) {
			joins = true;
			continue;
		}
		if (p->at->kind == TOKEN_TEXT)
			complain_of_hidden(p, p->at);
		inline_add_token(p->arena, p->sources, node, p->at);
	}
	return joins;
}

static void go_on(struct parser *p, struct ast_node *node)
{
	if (node->inlines)
		inline_add(p->arena, node, INLINE_BREAK,
			   (struct span){ p->at->span.from, p->at->span.from },
			   STR(" "));
	read_inlines(p, node);
}

static void open_node(struct parser *p, struct ast_node *node)
{
	finish_open(p);
	p->open = node;
}

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
	struct str text = text_of(p, p->at);
	struct token rest = *p->at;

	while (from < text.n && text.p[from] == ' ')
		from++;
	rest.span.from += from;
	if (rest.span.from < rest.span.to)
		inline_add_token(p->arena, p->sources, n, &rest);
	p->at++;
	read_inlines(p, n);
}

/* key: name ":" text, in @bảng, @nhiệm vụ and @ký. What only looks like a key
 * is text. */
static bool read_key(struct parser *p, struct ast_node *parent, enum name body)
{
	struct str text = text_of(p, p->at), word;
	int64_t colon = str_find(text, STR(":"));
	struct ast_node *n;
	enum key key, guess;

	if (p->at->kind != TOKEN_TEXT || colon <= 0 || colon > 40)
		return false;
	word = str_trim(str_slice(text, 0, (uint32_t)colon));
	key = find_key(p, word, body, &guess);
	if (!key && !guess)
		return false;
	n = new_node(p, AST_KEY, p->at->span);
	n->key = key ? key : guess;
	n->word = word;
	n->mark.to = n->mark.from + (uint32_t)colon;
	if (!key)
		diag_fix(diag(p->diags, KEY_NEAR, n->mark, word, KEYS[guess]),
			 n->mark, KEYS[guess]);
	ast_add(parent, n);
	open_node(p, n);
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

static struct ast_node *new_item(struct parser *p)
{
	struct ast_node *item = new_node(p, AST_ITEM, p->at->span);

	read_marker(item, text_of(p, p->at));
	return item;
}

/* item: marker text, and the plain lines below it. */
static void add_item(struct parser *p, struct ast_node *item)
{
	p->at++;
	mark_of_dash(p, item);
	items_enter(&p->items, item);
	ast_add(p->body, item);
	open_node(p, item);
	read_inlines(p, item);
	items_keep(&p->items, item);
	if (!item->inlines)
		diag(p->diags, EMPTY_ITEM, item->mark);
}

/* ---- lines of a body -------------------------------------------------- */

/* line: text kept as a line; a \ last on it joins the next one. */
static void add_line(struct parser *p, struct ast_node *body)
{
	struct ast_node *line = new_node(p, AST_LINE, p->at->span);

	while (read_inlines(p, line) && p->at->kind == TOKEN_NEWLINE) {
		p->at++;
		skip(p, TOKEN_SPACE);
		if (line_ends(p) || p->at->kind == TOKEN_NAME)
			break;
		inline_add(p->arena, line, INLINE_BREAK,
			   (struct span){ p->at->span.from, p->at->span.from },
			   STR(" "));
	}
	inlines_finish(line);
	if (line->inlines)
		ast_add(body, line);
}

static void add_paragraph(struct parser *p)
{
	struct ast_node *n = new_node(p, AST_PARAGRAPH, p->at->span);

	if (p->at->kind == TOKEN_BAR)
		diag(p->diags, ROW_OUTSIDE, p->at->span);
	near_miss(p->arena, p->sources, p->at, p->diags);
	read_inlines(p, n);
	if (!n->inlines)
		return; /* a lone \ */
	ast_add(p->body, n);
	open_node(p, n);
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
static void add_undashed_item_to(struct parser *p, struct ast_node *home)
{
	struct ast_node *item = new_node(p, AST_ITEM, p->at->span);

	item->marker = MARKER_DASH;
	item->mark.to = item->mark.from;
	items_enter(&p->items, item);
	ast_add(home, item);
	open_node(p, item);
	read_inlines(p, item);
}

static void add_undashed_item(struct parser *p)
{
	add_undashed_item_to(p, p->body);
}

static void complain_of_no_item(struct parser *p, const struct ast_node *home)
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
		struct ast_node *item = new_item(p);

		if (after_blank && !is_dash(item))
			return false;
		add_item(p, item);
	} else if (after_blank) {
		return false;
	} else if (opens_basis(text_of(p, p->at)) || !p->open) {
		add_undashed_item(p);
	} else {
		go_on(p, p->open);
	}
	p->bases_begun = true;
	return true;
}

/* body of @nơi nhận: items. */
static void read_recipients_line(struct parser *p)
{
	if (p->at->kind == TOKEN_MARKER) {
		add_item(p, new_item(p));
	} else if (p->open) {
		go_on(p, p->open);
	} else {
		complain_of_no_item(p, p->body);
		add_undashed_item(p);
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
		struct ast_node *item = new_item(p);
		bool goes_on = p->open && (p->open->kind == AST_PARAGRAPH ||
					   p->open->kind == AST_ITEM);

		if (p->open && p->open->kind == AST_COMPONENT) {
			go_on(p, p->open); /* a value runs to a blank line */
			return;
		}
		if (!goes_on || items_expects(&p->items, item) ||
		    keeps_number(p)) {
			add_item(p, item);
			return;
		}
		diag(p->diags, PROSE_NUMBER, item->mark, text_of(p, p->at));
		go_on(p, p->open);
	} else if (p->open) {
		go_on(p, p->open);
	} else {
		add_paragraph(p);
	}
}

static void read_plain_line(struct parser *p)
{
	enum body_kind kind = p->body->kind == AST_COMPONENT
				      ? NAMES[p->body->name].body
				      : BODY_PARAGRAPHS;

	if (p->open && p->open->kind == AST_NOTE &&
	    p->at->kind == TOKEN_MARKER)
		finish_open(p);
	if (p->open && (p->open->kind == AST_NOTE ||
			(p->open->kind == AST_COMPONENT &&
			 p->open != p->body))) {
		go_on(p, p->open);
		return;
	}
	if (kind == BODY_LINES) {
		if (p->body->name == NAME_SIGNER &&
		    read_key(p, p->body, NAME_SIGNER))
			finish_open(p);
		else
			add_line(p, p->body);
		return;
	}
	if (kind == BODY_ITEMS) {
		if (p->body->name == NAME_RECIPIENTS) {
			read_recipients_line(p);
			return;
		}
		if (read_bases_line(p))
			return;
		finish_open(p);
		p->body = p->document;
		p->items = (struct item_stack){ .depth = 0 };
	}
	read_content_line(p);
}

/* ---- headings, notes -------------------------------------------------- */

/* heading: hashes text */
static void read_heading(struct parser *p)
{
	struct ast_node *n = new_node(p, AST_HEADING, p->at->span);

	finish_open(p);
	n->level = (int)(n->mark.to - n->mark.from);
	p->at++;
	if (p->body->name != NAME_APPENDIX)
		p->body = p->document;
	ast_add(p->body, n);
	read_inlines(p, n);
	near_take_number(n);
	inlines_finish(n);
	p->items = (struct item_stack){ .depth = 0 };
	if (n->level > MOST_HEADING_LEVEL) {
		diag(p->diags, TOO_DEEP, n->mark,
		     str_printf(p->arena, "%d", MOST_HEADING_LEVEL));
		n->kind = AST_ERROR;
	} else if (!n->inlines) {
		diag(p->diags, EMPTY_HEADING, n->mark);
		n->kind = AST_ERROR;
	}
}

/* note: [^n]: text, and the plain lines below it. */
static void read_note(struct parser *p)
{
	struct ast_node *n = new_node(p, AST_NOTE, p->at->span);
	struct str mark = text_of(p, p->at);

	n->word = str_slice(mark, 2, mark.n - 2);
	p->at++;
	skip(p, TOKEN_SPACE);
	ast_add(p->body, n);
	open_node(p, n);
	read_inlines(p, n);
}

/* ---- blocks ----------------------------------------------------------- */

/* row: "|" cell "|" … "|", over as many lines as it takes */
static void read_row(struct parser *p, struct ast_node *table)
{
	struct ast_node *row = new_node(p, AST_ROW, p->at->span), *cell = NULL;

	ast_add(table, row);
	for (;; p->at++) {
		if (p->at->kind == TOKEN_BAR) {
			const struct token *t = p->at + 1;

			while (t->kind == TOKEN_SPACE)
				t++;
			if (cell)
				inlines_finish(cell);
			if (t->kind == TOKEN_NEWLINE || t->kind == TOKEN_END) {
				p->at = t;
				return;
			}
			cell = new_node(p, AST_CELL, p->at->span);
			ast_add(row, cell);
		} else if (p->at->kind == TOKEN_NEWLINE) {
			if (p->at[1].kind == TOKEN_NEWLINE ||
			    p->at[1].kind == TOKEN_END ||
			    p->at[1].kind == TOKEN_CLOSE)
				return;
			if (cell)
				inline_add(p->arena, cell, INLINE_BREAK,
					   (struct span){ p->at->span.from,
							  p->at->span.from },
					   STR(" "));
		} else if (p->at->kind == TOKEN_END) {
			return;
		} else if (cell && p->at->kind != TOKEN_SPACE) {
			inline_add_token(p->arena, p->sources, cell, p->at);
		}
	}
}

/* task: "-" what, and its keys below; a line that is no key goes on. */
static void read_task_line(struct parser *p, struct ast_node *block)
{
	bool in_task = block->last && block->last->kind == AST_ITEM;

	if (p->at->kind == TOKEN_MARKER) {
		struct ast_node *item = new_item(p);

		p->at++;
		ast_add(block, item);
		open_node(p, item);
		read_inlines(p, item);
	} else if (!read_key(p, in_task ? block->last : block, NAME_TASKS)) {
		if (p->open) {
			go_on(p, p->open);
			return;
		}
		complain_of_no_item(p, block);
		add_undashed_item_to(p, block);
	}
}

static void read_block_line(struct parser *p, struct ast_node *block)
{
	if (block->name == NAME_TASKS) {
		read_task_line(p, block);
		return;
	}
	finish_open(p);
	if (block->name == NAME_TABLE && p->at->kind == TOKEN_BAR)
		read_row(p, block);
	else if (block->name != NAME_TABLE ||
		 !read_key(p, block, NAME_TABLE))
		add_line(p, block);
}

static struct ast_node *read_name(struct parser *p);

/* Whether the line ends the block although no } was read: a component or a
 * heading does not belong into one. */
static bool breaks_out(const struct parser *p, const struct ast_node *block)
{
	const struct token *t = p->at;

	if (t->kind == TOKEN_HASHES)
		return block->name != NAME_FORM;
	if (t->kind != TOKEN_NAME)
		return false;
	while (t->kind == TOKEN_NAME || t->kind == TOKEN_SPACE)
		t++;
	return t->kind != TOKEN_OPEN;
}

/* block: "@name {" lines "}" */
static void read_block(struct parser *p, struct ast_node *block, int depth)
{
	struct str vi = NAMES[block->name].vi;

	p->blank = false;
	while (p->at->kind != TOKEN_END) {
		skip(p, TOKEN_NEWLINE);
		skip(p, TOKEN_SPACE);
		if (p->at->kind == TOKEN_CLOSE) {
			finish_open(p);
			block->span = span_join(block->span, p->at->span);
			p->at++;
			return;
		}
		if (p->at->kind == TOKEN_END || breaks_out(p, block))
			break;
		if (p->at->kind == TOKEN_NEWLINE)
			p->blank = true;
		else if (p->at->kind == TOKEN_COMMENT) {
			struct ast_node *c = new_node(p, AST_COMMENT,
						      p->at->span);

			ast_add(block, c);
			p->at++;
		} else if (p->at->kind == TOKEN_NAME) {
			struct ast_node *inner = read_name(p);

			skip(p, TOKEN_OPEN);
			skip_line(p);
			if (depth >= MOST_BLOCK_DEPTH || block->name != NAME_FORM) {
				diag(p->diags, BLOCK_NESTED, inner->mark,
				     inner->word);
				inner->kind = AST_ERROR;
			} else {
				inner->kind = AST_BLOCK;
			}
			ast_add(block, inner);
			if (depth < MOST_BLOCK_DEPTH)
				read_block(p, inner, depth + 1);
		} else {
			read_block_line(p, block);
			p->blank = false;
		}
	}
	diag(p->diags, BLOCK_NOT_CLOSED, block->mark, vi);
}

/* ---- components ------------------------------------------------------- */

/* "@số 26/KH": a known name, but prose where a colon should be. */
static enum name name_before_prose(struct parser *p, struct str folded)
{
	for (int i = 1; i < NAME_COUNT; i++) {
		struct str vi = viet_fold(p->arena, NAMES[i].vi);

		if (str_starts(folded, vi) && folded.n > vi.n &&
		    folded.p[vi.n] == ' ')
			return (enum name)i;
	}
	return NAME_OTHER;
}

static enum name find_name(struct parser *p, struct str folded)
{
	for (int i = 1; i < NAME_COUNT; i++)
		if (str_eq(folded, viet_fold(p->arena, NAMES[i].vi)))
			return (enum name)i;
	return NAME_OTHER;
}

/* "@phụ lục II": the number is the compiler's. */
static void take_appendix_number(struct parser *p, struct ast_node *n,
				 struct str folded)
{
	struct str name = viet_fold(p->arena, NAMES[NAME_APPENDIX].vi), number;
	struct span place;

	if (!str_starts(folded, name) || folded.n <= name.n ||
	    folded.p[name.n] != ' ')
		return;
	number = str_from(folded, name.n + 1);
	if (!viet_roman_ordinal(utf8_upper(p->arena, number)) &&
	    !(number.p[0] >= '0' && number.p[0] <= '9'))
		return;
	place = (struct span){ n->mark.to - number.n - 1, n->mark.to };
	diag_fix(diag(p->diags, APPENDIX_TYPED, place, number), place, STR(""));
	n->name = NAME_APPENDIX;
	n->mark.to = place.from;
	n->word = NAMES[NAME_APPENDIX].vi;
}

/* name: "@" words */
static struct ast_node *read_name(struct parser *p)
{
	struct ast_node *n = new_node(p, AST_COMPONENT, p->at->span);
	struct str text = str_from(text_of(p, p->at), 1);
	struct str variable = NAMES[NAME_VARIABLE].vi, folded;

	n->word = str_trim(text);
	n->mark.to = n->mark.from + 1 +
		     (uint32_t)(n->word.p + n->word.n - text.p);
	n->span = n->mark;
	folded = viet_fold(p->arena, n->word);
	n->name = find_name(p, folded);
	if (n->name == NAME_OTHER && str_starts(folded, variable) &&
	    folded.n > variable.n && folded.p[variable.n] == ' ') {
		n->name = NAME_VARIABLE;
		n->word = str_trim(str_from(n->word, variable.n));
	}
	if (n->name == NAME_OTHER)
		take_appendix_number(p, n, folded);
	p->at++;
	return n;
}

static void complain_of_missing_colon(struct parser *p, struct ast_node *n)
{
	struct str folded = viet_fold(p->arena, n->word);
	enum name name = name_before_prose(p, folded);
	struct span gap;

	if (!name)
		return;
	gap.from = gap.to = n->mark.from + 1 + NAMES[name].vi.n;
	n->kind = AST_ERROR;
	diag_fix(diag(p->diags, MISSING_COLON, n->mark, NAMES[name].vi), gap,
		 STR(":"));
}

static void begin_body(struct parser *p, struct ast_node *n)
{
	enum body_kind kind = NAMES[n->name].body;

	if (n->kind != AST_ERROR && kind != BODY_VALUE) {
		p->body = n;
		p->bases_begun = false;
	} else {
		p->body = p->document;
	}
	p->items = (struct item_stack){ .depth = 0 };
}

static void read_first_line(struct parser *p, struct ast_node *n)
{
	skip(p, TOKEN_SPACE);
	if (line_ends(p)) {
		if (NAMES[n->name].body <= BODY_CONTENT &&
		    n->name != NAME_CONTENTS)
			p->open = n; /* its value may stand below */
		return;
	}
	p->blank = false;
	switch (NAMES[n->name].body) {
	case BODY_LINES: add_line(p, n); break;
	case BODY_ITEMS: add_undashed_item(p); p->bases_begun = true; break;
	case BODY_PARAGRAPHS:
		if (n->name != NAME_APPENDIX) {
			add_paragraph(p);
			break;
		}
		/* fall through */ /* the title of the appendix */
	default:
		p->open = n;
		read_inlines(p, n);
	}
}

/* Lists and kept lines hold no content: a table after them begins it. */
static void leave_for_content(struct parser *p)
{
	enum body_kind kind = NAMES[p->body->name].body;

	if (p->body->kind == AST_COMPONENT &&
	    (kind == BODY_LINES || kind == BODY_ITEMS))
		p->body = p->document;
}

/* component: name ":" value | name body | name "{" block "}" */
static void read_component(struct parser *p)
{
	struct ast_node *n = read_name(p);
	bool block = NAMES[n->name].body == BODY_BLOCK;
	bool inside = block || NAMES[n->name].body == BODY_CONTENT;
	bool quiet = inside || n->name == NAME_VARIABLE ||
		     n->name == NAME_INCLUDE;
	struct ast_node *home;

	if (inside)
		leave_for_content(p);
	home = quiet ? p->body : p->document;
	finish_open(p);
	ast_add(home, n);
	if (p->at->kind == TOKEN_OPEN) {
		p->at++;
		skip(p, TOKEN_SPACE);
		n->kind = AST_BLOCK;
		read_block(p, n, 1);
		return;
	}
	if (block) {
		diag(p->diags, BLOCK_NOT_OPENED, n->mark, NAMES[n->name].vi);
		n->kind = AST_ERROR;
		skip_line(p);
		return;
	}
	n->has_colon = p->at->kind == TOKEN_COLON;
	if (!n->has_colon && n->name == NAME_OTHER)
		complain_of_missing_colon(p, n);
	skip(p, TOKEN_COLON);
	if (!quiet)
		begin_body(p, n);
	read_first_line(p, n);
	if (n->name == NAME_INCLUDE)
		finish_open(p); /* a path is one line */
}

/* ---- the walk --------------------------------------------------------- */

static void add_mark(struct parser *p, enum ast_kind kind)
{
	struct ast_node *n = new_node(p, kind, p->at->span);

	if (kind == AST_COMMENT)
		n->word = str_trim(str_from(text_of(p, p->at), 2));
	ast_add(p->body, n);
	p->at++;
}

static void read_line(struct parser *p)
{
	skip(p, TOKEN_SPACE);
	switch (p->at->kind) {
	case TOKEN_NEWLINE:
	case TOKEN_END:
		finish_open(p);
		p->blank = p->gap = true;
		return;
	case TOKEN_COMMENT:
		add_mark(p, AST_COMMENT);
		skip_line(p);
		p->gap = false;
		return; /* neither ends nor joins anything */
	case TOKEN_NAME:
		read_component(p);
		break;
	case TOKEN_HASHES:
		read_heading(p);
		break;
	case TOKEN_NOTE_MARK:
		read_note(p);
		break;
	case TOKEN_END_ITEMS:
		finish_open(p);
		add_mark(p, AST_END_ITEMS);
		p->items = (struct item_stack){ .depth = 0 };
		break;
	case TOKEN_CLOSE:
		finish_open(p);
		diag(p->diags, CLOSE_ALONE, p->at->span);
		add_mark(p, AST_ERROR);
		break;
	default:
		read_plain_line(p);
	}
	p->blank = p->gap = false;
	skip_line(p);
}

static void grow_spans(struct ast_node *n)
{
	for (struct ast_node *c = n->first; c; c = c->next) {
		grow_spans(c);
		n->span = span_join(n->span, c->span);
	}
}

struct ast *parse(struct arena *arena, struct sources *sources,
		  const struct tokens *tokens, struct diags *diags)
{
	struct ast *ast = arena_new_of(arena, struct ast);
	struct parser p = {
		.arena = arena, .sources = sources, .at = tokens->items,
		.diags = diags, .blank = true,
	};

	p.document = new_node(&p, AST_DOCUMENT,
			      span_of(tokens->source, 0, tokens->source->text.n));
	p.body = p.document;
	while (p.at->kind != TOKEN_END) {
		read_line(&p);
		skip(&p, TOKEN_NEWLINE);
	}
	finish_open(&p);
	grow_spans(p.document);
	ast_count_items(p.document);
	ast->sources = sources;
	ast->document = p.document;
	return ast;
}
