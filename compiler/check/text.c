/* Inlines become runs: white space single, hidden characters gone, references
 * and notes resolved. */
#include "check/internal.h"

#include "base/utf8.h"

struct builder {
	struct checker *c;
	struct plan_text text;
	struct buf run;
	uint8_t style;
	bool blank;  /* what was added last is a space, or nothing was added */
	struct plan_node *calls;
};

static void add_run(struct builder *b, struct plan_run run)
{
	struct plan_text *t = &b->text;

	t->runs = arena_grow(b->c->arena, t->runs, t->count, sizeof *t->runs);
	t->runs[t->count++] = run;
}

static void flush(struct builder *b)
{
	if (b->run.n)
		add_run(b, (struct plan_run){ .text = buf_str(&b->run),
					      .style = b->style });
	b->run = buf_new(b->c->arena);
}

static bool is_hidden(uint32_t c)
{
	return c == 0xAD || (c >= 0x200B && c <= 0x200F) || c == 0x2060 ||
	       c == 0xFEFF;
}

static bool is_space(uint32_t c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == 0xA0 || c == 0x202F ||
	       (c >= 0x2000 && c <= 0x200A) || c == 0x3000;
}

static bool is_plain(struct str s, bool blank)
{
	for (uint32_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == ' ') {
			if (blank)
				return false;
			blank = true;
			continue;
		}
		if (c < ' ' || c == 0xC2 || c == 0xE2 || c == 0xE3 || c == 0xEF)
			return false; /* may be a space or hidden: look closer */
		blank = false;
	}
	return true;
}

static void add_text(struct builder *b, struct str s, uint8_t style)
{
	if (!s.n)
		return;
	if (style != b->style) {
		flush(b);
		b->style = style;
	}
	if (is_plain(s, b->blank)) {
		buf_add(&b->run, s);
		b->blank = s.p[s.n - 1] == ' ';
		return;
	}
	for (uint32_t i = 0; i < s.n;) {
		uint32_t at = i, c = utf8_next(s, &i);

		if (is_hidden(c))
			continue;
		if (!is_space(c))
			buf_add(&b->run, str_slice(s, at, i));
		else if (!b->blank)
			buf_char(&b->run, ' ');
		b->blank = is_space(c);
	}
}

static void add_reference(struct builder *b, const struct ast_inline *i)
{
	struct label *label = refs_find(b->c, i->text, i->span);

	if (!label)
		return; /* reported there */
	label->used = true;
	if (!label->whole.n)
		diag(b->c->diags, LABEL_WITHOUT_NUMBER, i->span, i->text);
	add_text(b, i->number_only ? label->number : label->whole, i->style);
}

static void add_call(struct builder *b, const struct ast_inline *i)
{
	struct checker *c = b->c;
	struct note_text *note = refs_find_note(c, i->text);
	struct plan_node *n;

	if (!b->calls) {
		diag(c->diags, NOTE_IN_NOTE, i->span, i->text);
		return;
	}
	if (!note) {
		diag(c->diags, UNKNOWN_NOTE, i->span, i->text);
		return;
	}
	if (note->called) {
		diag(c->diags, NOTE_TWICE_CALLED, i->span, i->text);
		return;
	}
	while (b->run.n && b->run.p[b->run.n - 1] == ' ')
		b->run.n--; /* the mark stands close to its word */
	n = arena_new_of(c->arena, struct plan_node);
	n->kind = PLAN_NOTE;
	n->span = note->node->span;
	n->ordinal = (int)++c->plan->note_count;
	n->text = text_build(c, note->node, NULL);
	note->called = n;
	flush(b);
	if (b->text.count && !b->text.runs[b->text.count - 1].note &&
	    !b->text.runs[b->text.count - 1].link.n)
		b->text.runs[b->text.count - 1].note = n;
	else
		add_run(b, (struct plan_run){ .text = STR(""), .note = n });
	if (b->calls->last)
		b->calls->last->next = n;
	else
		b->calls->first = n;
	b->calls->last = n;
}

static void trim_end(struct plan_text *t)
{
	while (t->count) {
		struct plan_run *run = &t->runs[t->count - 1];

		while (run->text.n && run->text.p[run->text.n - 1] == ' ')
			run->text.n--;
		if (run->text.n || run->note)
			return;
		t->count--;
	}
}

static bool is_one_plain_text(const struct ast_node *node)
{
	const struct ast_inline *i = node->inlines;

	return i && !i->next && i->kind == INLINE_TEXT && !i->style &&
	       i->text.n && is_plain(i->text, true) &&
	       i->text.p[i->text.n - 1] != ' ';
}

struct plan_text text_build(struct checker *c, const struct ast_node *node,
			    struct plan_node *calls)
{
	struct builder b = { .c = c, .run = buf_new(c->arena), .blank = true,
			     .calls = calls };

	b.text.span = node->span;
	if (is_one_plain_text(node)) { /* most: a view of the source serves */
		b.text.runs = arena_new_of(c->arena, struct plan_run);
		b.text.runs[0].text = node->inlines->text;
		b.text.count = 1;
		return b.text;
	}
	for (const struct ast_inline *i = node->inlines; i; i = i->next) {
		switch (i->kind) {
		case INLINE_TEXT:
		case INLINE_BREAK:
			add_text(&b, i->text, i->style);
			break;
		case INLINE_LINK:
			flush(&b);
			add_run(&b, (struct plan_run){ .text = i->text,
						       .style = i->style,
						       .link = i->text });
			b.blank = false;
			break;
		case INLINE_REFERENCE:
			add_reference(&b, i);
			break;
		case INLINE_NOTE:
			add_call(&b, i);
			break;
		case INLINE_NUMBER:
		case INLINE_ROLE:
			if (node->kind != AST_HEADING &&
			    !(i->kind == INLINE_NUMBER &&
			      node->kind == AST_ITEM))
				diag(c->diags, BAD_SETTING_PLACE, i->span,
				     source_text(c->ast->sources, i->span));
			break;
		default:
			break;
		}
	}
	flush(&b);
	trim_end(&b.text);
	return b.text;
}

bool text_strip(struct plan_text *t, struct str mark)
{
	struct plan_run *run = t->count ? &t->runs[t->count - 1] : NULL;

	if (!run || !str_ends(run->text, mark))
		return false;
	run->text.n -= mark.n;
	trim_end(t);
	return true;
}

struct str text_before(struct arena *arena, const struct ast_node *node,
		       const struct ast_inline *stop)
{
	struct buf b = buf_new(arena);

	for (const struct ast_inline *i = node->inlines; i && i != stop;
	     i = i->next)
		if (i->kind == INLINE_TEXT || i->kind == INLINE_BREAK ||
		    i->kind == INLINE_LINK)
			buf_add(&b, i->text);
	return str_squeeze(arena, buf_str(&b));
}
