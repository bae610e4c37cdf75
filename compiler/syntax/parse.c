/* The parser goes line by line and cannot fail: what it cannot read becomes
 * an error node and is reported once; the next line is read afresh. Above
 * each function stands the rule it reads, as in docs/language.md. */
#include "syntax/parse.h"

#include "base/utf8.h"
#include "base/viet.h"

enum { MOST_HEADING_LEVEL = 64, MOST_BLOCK_DEPTH = 2 };

struct str parser_text(const struct parser *p, const struct token *t)
{
	return source_text(p->sources, t->span);
}

struct ast_node *parser_node(struct parser *p, enum ast_kind kind,
			     struct span mark)
{
	struct ast_node *n = arena_new_of(p->arena, struct ast_node);

	n->kind = kind;
	n->span = n->mark = mark;
	n->after_blank = kind == AST_LINE ? p->blank : p->gap;
	return n;
}

void parser_skip(struct parser *p, enum token_kind kind)
{
	if (p->at->kind == kind)
		p->at++;
}

bool parser_line_ends(const struct parser *p)
{
	return p->at->kind == TOKEN_NEWLINE || p->at->kind == TOKEN_END;
}

static void skip_line(struct parser *p)
{
	while (!parser_line_ends(p))
		p->at++;
}

void parser_finish(struct parser *p)
{
	if (p->open)
		inlines_finish(p->open);
	p->open = NULL;
}

/* A character that shows nothing: most come with text pasted from elsewhere. */
static void complain_of_hidden(struct parser *p, const struct token *t)
{
	struct str text = parser_text(p, t);

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
bool parser_inlines(struct parser *p, struct ast_node *node)
{
	bool joins = false;

	for (; !parser_line_ends(p); p->at++) {
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

void parser_go_on(struct parser *p, struct ast_node *node)
{
	if (node->inlines)
		inline_add(p->arena, node, INLINE_BREAK,
			   (struct span){ p->at->span.from, p->at->span.from },
			   STR(" "));
	parser_inlines(p, node);
}

void parser_open(struct parser *p, struct ast_node *node)
{
	parser_finish(p);
	p->open = node;
}

/* ---- headings, notes -------------------------------------------------- */

/* heading: hashes text */
static void read_heading(struct parser *p)
{
	struct ast_node *n = parser_node(p, AST_HEADING, p->at->span);

	parser_finish(p);
	n->level = (int)(n->mark.to - n->mark.from);
	p->at++;
	if (p->body->name != NAME_APPENDIX)
		p->body = p->document;
	ast_add(p->body, n);
	parser_inlines(p, n);
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
	struct ast_node *n = parser_node(p, AST_NOTE, p->at->span);
	struct str mark = parser_text(p, p->at);

	n->word = str_slice(mark, 2, mark.n - 2);
	p->at++;
	parser_skip(p, TOKEN_SPACE);
	ast_add(p->body, n);
	parser_open(p, n);
	parser_inlines(p, n);
}

/* ---- blocks ----------------------------------------------------------- */

/* row: "|" cell "|" … "|", over as many lines as it takes */
static void read_row(struct parser *p, struct ast_node *table)
{
	struct ast_node *row = parser_node(p, AST_ROW, p->at->span), *cell = NULL;

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
			cell = parser_node(p, AST_CELL, p->at->span);
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
		struct ast_node *item = body_item(p);

		p->at++;
		ast_add(block, item);
		parser_open(p, item);
		parser_inlines(p, item);
	} else if (!body_key(p, in_task ? block->last : block, NAME_TASKS)) {
		if (p->open) {
			parser_go_on(p, p->open);
			return;
		}
		body_complain_of_no_item(p, block);
		body_undashed_item_to(p, block);
	}
}

static void read_block_line(struct parser *p, struct ast_node *block)
{
	if (block->name == NAME_TASKS) {
		read_task_line(p, block);
		return;
	}
	parser_finish(p);
	if (block->name == NAME_TABLE && p->at->kind == TOKEN_BAR)
		read_row(p, block);
	else if (block->name != NAME_TABLE ||
		 !body_key(p, block, NAME_TABLE))
		body_kept_line(p, block);
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
		parser_skip(p, TOKEN_NEWLINE);
		parser_skip(p, TOKEN_SPACE);
		if (p->at->kind == TOKEN_CLOSE) {
			parser_finish(p);
			block->span = span_join(block->span, p->at->span);
			p->at++;
			return;
		}
		if (p->at->kind == TOKEN_END || breaks_out(p, block))
			break;
		if (p->at->kind == TOKEN_NEWLINE)
			p->blank = true;
		else if (p->at->kind == TOKEN_COMMENT) {
			struct ast_node *c = parser_node(p, AST_COMMENT,
						      p->at->span);

			ast_add(block, c);
			p->at++;
		} else if (p->at->kind == TOKEN_NAME) {
			struct ast_node *inner = read_name(p);

			parser_skip(p, TOKEN_OPEN);
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
	struct ast_node *n = parser_node(p, AST_COMPONENT, p->at->span);
	struct str text = str_from(parser_text(p, p->at), 1);
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
	parser_skip(p, TOKEN_SPACE);
	if (parser_line_ends(p)) {
		if (NAMES[n->name].body <= BODY_CONTENT &&
		    n->name != NAME_CONTENTS)
			p->open = n; /* its value may stand below */
		return;
	}
	p->blank = false;
	switch (NAMES[n->name].body) {
	case BODY_LINES: body_kept_line(p, n); break;
	case BODY_ITEMS: body_undashed_item(p); p->bases_begun = true; break;
	case BODY_PARAGRAPHS:
		if (n->name != NAME_APPENDIX) {
			body_paragraph(p);
			break;
		}
		/* fall through */ /* the title of the appendix */
	default:
		p->open = n;
		parser_inlines(p, n);
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
	parser_finish(p);
	ast_add(home, n);
	if (p->at->kind == TOKEN_OPEN) {
		p->at++;
		parser_skip(p, TOKEN_SPACE);
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
	parser_skip(p, TOKEN_COLON);
	if (!quiet)
		begin_body(p, n);
	read_first_line(p, n);
	if (n->name == NAME_INCLUDE)
		parser_finish(p); /* a path is one line */
}

/* ---- the walk --------------------------------------------------------- */

static void add_mark(struct parser *p, enum ast_kind kind)
{
	struct ast_node *n = parser_node(p, kind, p->at->span);

	if (kind == AST_COMMENT)
		n->word = str_trim(str_from(parser_text(p, p->at), 2));
	ast_add(p->body, n);
	p->at++;
}

static void read_line(struct parser *p)
{
	parser_skip(p, TOKEN_SPACE);
	switch (p->at->kind) {
	case TOKEN_NEWLINE:
	case TOKEN_END:
		parser_finish(p);
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
		parser_finish(p);
		add_mark(p, AST_END_ITEMS);
		p->items = (struct item_stack){ .depth = 0 };
		break;
	case TOKEN_CLOSE:
		parser_finish(p);
		diag(p->diags, CLOSE_ALONE, p->at->span);
		add_mark(p, AST_ERROR);
		break;
	default:
		body_line(p);
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

	p.document = parser_node(&p, AST_DOCUMENT,
			      span_of(tokens->source, 0, tokens->source->text.n));
	p.body = p.document;
	while (p.at->kind != TOKEN_END) {
		read_line(&p);
		parser_skip(&p, TOKEN_NEWLINE);
	}
	parser_finish(&p);
	grow_spans(p.document);
	ast_count_items(p.document);
	ast->sources = sources;
	ast->document = p.document;
	return ast;
}
