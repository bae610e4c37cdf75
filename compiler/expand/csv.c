#include "expand/csv.h"

struct csv {
	struct arena *arena;
	struct str bytes;
	uint32_t at, line;
	char mark;
	struct span span; /* of the key that names the file */
};

static char mark_of(struct str s)
{
	static const char MARKS[] = { ',', ';', '\t' };
	uint32_t counts[3] = { 0 };
	bool quoted = false;
	int best = 0;

	for (uint32_t i = 0; i < s.n && (quoted || s.p[i] != '\n'); i++) {
		quoted ^= s.p[i] == '"';
		for (int k = 0; k < 3 && !quoted; k++)
			counts[k] += s.p[i] == MARKS[k];
	}
	for (int k = 1; k < 3; k++)
		if (counts[k] > counts[best])
			best = k;
	return MARKS[best];
}

static char peek(const struct csv *c)
{
	return c->at < c->bytes.n ? c->bytes.p[c->at] : '\n';
}

/* "a ""b""": false where the quote is never closed */
static bool quoted_field(struct csv *c, struct buf *b)
{
	for (c->at++; c->at < c->bytes.n; c->at++) {
		char ch = c->bytes.p[c->at];

		if (ch == '"') {
			c->at++;
			if (peek(c) != '"')
				return true;
		}
		c->line += ch == '\n';
		buf_char(b, ch == '\n' || ch == '\r' ? ' ' : ch);
	}
	return false;
}

static bool read_field(struct csv *c, struct str *field)
{
	struct buf b = buf_new(c->arena);

	while (peek(c) == ' ')
		c->at++;
	if (peek(c) == '"' && !quoted_field(c, &b))
		return false;
	while (c->at < c->bytes.n && peek(c) != c->mark && peek(c) != '\n') {
		if (peek(c) != '\r')
			buf_char(&b, peek(c));
		c->at++;
	}
	*field = str_squeeze(c->arena, buf_str(&b));
	return true;
}

static struct ast_node *new_node(struct csv *c, enum ast_kind kind)
{
	struct ast_node *n = arena_new_of(c->arena, struct ast_node);

	n->kind = kind;
	n->span = n->mark = c->span;
	return n;
}

/* A cell's value is text, never read as markup. */
static void add_cell(struct csv *c, struct ast_node *row, struct str field)
{
	struct ast_node *cell = new_node(c, AST_CELL);

	ast_add(row, cell);
	if (!field.n)
		return;
	cell->inlines = cell->last_inline =
		arena_new_of(c->arena, struct ast_inline);
	cell->inlines->kind = INLINE_TEXT;
	cell->inlines->span = c->span;
	cell->inlines->text = field;
}

static bool read_record(struct csv *c, struct ast_node *table)
{
	struct ast_node *row = new_node(c, AST_ROW);
	bool more = true, some = false;

	while (more) {
		struct str field;

		if (!read_field(c, &field))
			return false;
		some |= field.n > 0;
		add_cell(c, row, field);
		more = peek(c) == c->mark && c->at < c->bytes.n;
		c->at++;
	}
	c->line++;
	if (some || row->first != row->last)
		ast_add(table, row);
	return true;
}

bool csv_read(struct arena *arena, struct str bytes, struct span span,
	      struct ast_node *table, uint32_t *line)
{
	struct csv c = { .arena = arena, .bytes = bytes, .line = 1,
			 .span = span };

	if (str_starts(bytes, STR("\xEF\xBB\xBF")))
		c.bytes = str_from(bytes, 3);
	c.mark = mark_of(c.bytes);
	while (c.at < c.bytes.n) {
		*line = c.line;
		if (!read_record(&c, table))
			return false;
	}
	return true;
}
