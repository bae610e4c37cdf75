/* The plan as GitHub Markdown that reads well and can be read back.
 *
 * Blocks are parted by a blank line and stand in the order of the page:
 *
 *   Ủy ban nhân dân tỉnh          parents, a block each, as typed
 *   **Sở Nội vụ**                 the issuer
 *   **CỘNG HÒA …**                the nation, the motto
 *   Số: 1/KH-SNV                  number and symbol; a letter's "V/v …" below
 *   *Sơn Hà, ngày …*              place and date
 *   # KẾ HOẠCH                    the kind, in capitals
 *   **Cải cách hành chính**       the subject
 *   - Căn cứ …;                   the bases, one list
 *   ## I. Mục đích                a heading: level + 1 signs, at most six; its
 *                                 number as printed; title as typed
 *   ## Chương I. Quy định chung   a unit; "Điều 1." may have no title
 *   1\. … a) … (1) … \- … \+ …    an item: a block, its marker as printed;
 *                                 levels are told by the markers
 *   *Dự toán năm 2026*            the caption, before its table
 *   | TT | Nội dung |             a table; merged cells repeat their text;
 *                                 further header rows are bold
 *   [^1]: …                       a footnote, behind the block that calls it
 *   ***Nơi nhận:***               and the recipients, one list
 *   **KT. GIÁM ĐỐC**              signers: authority, titles, name
 *   # Phụ lục I                   an appendix, then its title in bold
 *
 * A character that Markdown would take for markup has "\" before it. The
 * closing mark "./." stands where it is printed. Pictures are left out. */
#include "export/export.h"

#include "base/utf8.h"
#include "form/fill.h"

struct markdown {
	struct filler fill;
	struct buf out;
};

static void end_block(struct markdown *m)
{
	buf_add(&m->out, STR("\n\n"));
}

/* ---- text --------------------------------------------------------------- */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Where "12." or "-" would begin a list: the byte to be escaped, or -1. */
static int64_t list_mark(struct str s)
{
	uint32_t i = 0;

	if (s.n && (s.p[0] == '-' || s.p[0] == '+' || s.p[0] == '='))
		return 0;
	while (i < s.n && is_digit(s.p[i]))
		i++;
	if (!i || i == s.n || (s.p[i] != '.' && s.p[i] != ')'))
		return -1;
	return i + 1 == s.n || s.p[i + 1] == ' ' ? (int64_t)i : -1;
}

static void add_escaped(struct markdown *m, struct str s, bool first)
{
	int64_t mark = first ? list_mark(s) : -1;

	for (uint32_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool special = c == '\\' || c == '`' || c == '*' || c == '_' ||
			       c == '[' || c == ']' || c == '<' || c == '>' ||
			       c == '#' || c == '&' || c == '~' || c == '$' ||
			       c == '|';

		if (special || (int64_t)i == mark)
			buf_char(&m->out, '\\');
		buf_char(&m->out, c);
	}
}

/* Whether a mark of emphasis works beside this character. */
static bool is_word(uint32_t code)
{
	return utf8_is_letter(code) || utf8_is_digit(code);
}

static uint32_t first_of(struct str s)
{
	uint32_t at = 0;

	return s.n ? utf8_next(s, &at) : ' ';
}

static uint32_t last_of(struct str s)
{
	uint32_t at = s.n ? utf8_before(s, s.n) : 0;

	return s.n ? utf8_next(s, &at) : ' ';
}

/* Marks of emphasis stand at a word; between a letter and a sign Markdown does
 * not see them, and HTML says the same. */
static void add_mark(struct markdown *m, uint8_t style, bool close,
		     uint32_t inside, uint32_t outside)
{
	static const char *const STARS[] = { "", "**", "*", "***" };
	static const char *const TAGS[2][4] = {
		{ "", "<strong>", "<em>", "<strong><em>" },
		{ "", "</strong>", "</em>", "</em></strong>" },
	};

	style &= PLAN_STRONG | PLAN_EMPHASIS;
	if (!is_word(inside) && is_word(outside))
		buf_add(&m->out, str_of(TAGS[close][style]));
	else
		buf_add(&m->out, str_of(STARS[style]));
}

/* "<https://…>", where the address is all there is to read. */
static bool add_address(struct markdown *m, struct str text, struct str link)
{
	if (!str_eq(text, link) || str_find(link, STR(" ")) >= 0 ||
	    str_find(link, STR(">")) >= 0 || str_find(link, STR("<")) >= 0 ||
	    str_find(link, STR("|")) >= 0)
		return false;
	buf_printf(&m->out, "<%.*s>", STR_ARG(link));
	return true;
}

static void add_link_end(struct markdown *m, struct str link)
{
	buf_add(&m->out, STR("]("));
	for (uint32_t i = 0; i < link.n; i++) {
		unsigned char c = (unsigned char)link.p[i];

		if (c <= ' ' || c == '(' || c == ')' || c == '<' || c == '>' ||
		    c == '\\' || c == '|')
			buf_printf(&m->out, "%%%02X", c);
		else
			buf_char(&m->out, (char)c);
	}
	buf_char(&m->out, ')');
}

static void add_words_of_run(struct markdown *m, struct str text,
			     struct str link, bool first)
{
	if (link.n && add_address(m, text, link))
		return;
	if (link.n)
		buf_char(&m->out, '[');
	add_escaped(m, text, first);
	if (link.n)
		add_link_end(m, link);
}

/* Spaces at the ends of a run stand outside its marks. */
static void add_run(struct markdown *m, const struct plan_run *r, uint8_t style,
		    uint32_t before, uint32_t after, bool first)
{
	uint32_t from = 0, to = r->text.n;
	struct str text;

	while (from < to && r->text.p[from] == ' ')
		from++;
	while (to > from && r->text.p[to - 1] == ' ')
		to--;
	text = str_slice(r->text, from, to);
	if (from)
		buf_char(&m->out, ' ');
	if (text.n) {
		add_mark(m, style, false, first_of(text), from ? ' ' : before);
		add_words_of_run(m, text, r->link, first && !style);
		add_mark(m, style, true, last_of(text),
			 to < r->text.n || r->note ? ' ' : after);
	}
	if (to < r->text.n && to > from)
		buf_char(&m->out, ' ');
	if (r->note)
		buf_printf(&m->out, "[^%d]", r->note->ordinal);
}

/* Runs of one style are one run: "**a** **b**" is "**a b**". */
static struct plan_text joined(struct markdown *m, struct plan_text text,
			       uint8_t style)
{
	struct plan_text out = { .runs = arena_array(m->fill.arena,
						     struct plan_run,
						     text.count) };

	for (uint32_t i = 0; i < text.count; i++) {
		struct plan_run r = text.runs[i];
		struct plan_run *last = out.count ? &out.runs[out.count - 1]
						  : NULL;

		r.style |= style;
		if (last && last->style == r.style && !last->note &&
		    str_eq(last->link, r.link)) {
			last->text = str_printf(m->fill.arena, "%.*s%.*s",
						STR_ARG(last->text),
						STR_ARG(r.text));
			last->note = r.note;
		} else {
			out.runs[out.count++] = r;
		}
	}
	return out;
}

static void add_text(struct markdown *m, struct plan_text text, uint8_t style,
		     bool first)
{
	text = joined(m, text, style);
	for (uint32_t i = 0; i < text.count; i++)
		add_run(m, &text.runs[i], text.runs[i].style,
			i ? last_of(text.runs[i - 1].text) : ' ',
			i + 1 < text.count ? first_of(text.runs[i + 1].text)
					   : ' ', first && !i);
}

/* ---- tables ------------------------------------------------------------- */

static void add_row(struct markdown *m, const struct plan_table *t,
		    uint32_t row, uint8_t style)
{
	buf_char(&m->out, '|');
	for (uint32_t c = 0; c < t->column_count; c++) {
		buf_char(&m->out, ' ');
		add_text(m, plan_cell_at(t, row, c)->text, style, false);
		buf_add(&m->out, STR(" |"));
	}
	buf_char(&m->out, '\n');
}

static void add_aligns(struct markdown *m, const struct plan_table *t)
{
	static const char *const MARKS[] = { " --- |", " :--- |", " :---: |",
					     " ---: |", " --- |" };

	buf_char(&m->out, '|');
	for (uint32_t c = 0; c < t->column_count; c++)
		buf_add(&m->out, str_of(MARKS[t->columns[c].align]));
	buf_char(&m->out, '\n');
}

static void add_caption(struct markdown *m, const struct plan_node *n)
{
	if (!n->text.count)
		return;
	add_text(m, n->text, PLAN_EMPHASIS, false);
	end_block(m);
}

static void add_table(struct markdown *m, const struct plan_node *n)
{
	const struct plan_table *t = n->table;

	add_caption(m, n);
	if (t->header_count)
		add_row(m, t, 0, 0);
	for (uint32_t c = 0; !t->header_count && c < t->column_count; c++)
		buf_add(&m->out, c ? STR("  |") : STR("|  |"));
	if (!t->header_count)
		buf_char(&m->out, '\n');
	add_aligns(m, t);
	for (uint32_t r = t->header_count > 0; r < t->row_count; r++)
		add_row(m, t, r, r < t->header_count ? PLAN_STRONG : 0);
	buf_char(&m->out, '\n');
}

/* ---- content ------------------------------------------------------------ */

static void add_nodes(struct markdown *, const struct plan_node *parent);

static void add_heading(struct markdown *m, const struct plan_node *n)
{
	for (int i = 0; i < n->level + 1 && i < 6; i++)
		buf_char(&m->out, '#');
	buf_char(&m->out, ' ');
	add_escaped(m, n->marker, false);
	if (n->own_line && n->text.count)
		buf_char(&m->out, '.');
	if (n->text.count)
		buf_char(&m->out, ' ');
	add_text(m, fill_node(&m->fill, n), 0, false);
	end_block(m);
	add_nodes(m, n);
}

static void add_block_of(struct markdown *m, const struct plan_node *n)
{
	if (n->kind == PLAN_NOTE)
		buf_printf(&m->out, "[^%d]: ", n->ordinal);
	if (n->marker.n) {
		add_escaped(m, n->marker, true);
		buf_char(&m->out, ' ');
	}
	add_text(m, fill_node(&m->fill, n), 0, !n->marker.n);
	end_block(m);
	add_nodes(m, n);
}

static void add_nodes(struct markdown *m, const struct plan_node *parent)
{
	for (const struct plan_node *n = parent->first; n; n = n->next) {
		switch (n->kind) {
		case PLAN_HEADING: add_heading(m, n); break;
		case PLAN_TABLE: add_table(m, n); break;
		case PLAN_PICTURE: add_caption(m, n); break;
		case PLAN_CONTENTS: break;
		default: add_block_of(m, n);
		}
	}
}

/* ---- blocks of the form ------------------------------------------------- */

static uint8_t style_of(const struct markdown *m, const struct block *block)
{
	enum face face = m->fill.style->texts[block->style].face;

	return (uint8_t)((face & FACE_IS_BOLD ? PLAN_STRONG : 0) |
			 (face & FACE_IS_ITALIC ? PLAN_EMPHASIS : 0));
}

static bool names_kind(const struct block *block)
{
	for (uint32_t i = 0; i < block->pattern.count; i++)
		if (block->pattern.parts[i].field == FIELD_KIND)
			return block->element == ELEMENT_TITLE;
	return false;
}

static struct plan_text in_capitals(struct markdown *m, struct plan_text t)
{
	struct plan_text out = { .count = 0 };

	return fill_append(&m->fill, out,
			   utf8_upper(m->fill.arena,
				      plan_plain(m->fill.arena, &t)));
}

static void add_words(struct markdown *m, const struct block *block)
{
	bool list = block->kind == BLOCK_RECIPIENTS;

	for (uint32_t i = 0; i < fill_lines(&m->fill, block); i++) {
		struct plan_text text = fill_line(&m->fill, block, i);
		bool title = names_kind(block);

		if (!text.count)
			continue;
		if (title)
			text = in_capitals(m, text);
		if (title || block->element == ELEMENT_HEADING)
			buf_add(&m->out, STR("# "));
		add_text(m, text, title || list ||
			 block->element == ELEMENT_HEADING
				 ? 0 : style_of(m, block), false);
		buf_add(&m->out, list ? STR("\n") : STR("\n\n"));
	}
	if (list && fill_lines(&m->fill, block))
		buf_char(&m->out, '\n');
}

static void add_bases(struct markdown *m, const struct block *block)
{
	const struct plan *p = m->fill.plan;

	for (uint32_t i = 0; i < p->base_count; i++) {
		buf_add(&m->out, STR("- "));
		add_text(m, fill_append(&m->fill, p->bases[i].text,
					i + 1 == p->base_count
						? block->last : block->others),
			 0, false);
		buf_char(&m->out, '\n');
	}
	if (p->base_count)
		buf_char(&m->out, '\n');
}

/* One on its line; several as a list. */
static void add_addressees(struct markdown *m, const struct block *block)
{
	const struct plan *p = m->fill.plan;
	uint32_t count = p->addressee_count;

	if (count == 1)
		add_words(m, block);
	if (count < 2 || !block->pattern.count)
		return;
	add_escaped(m, str_trim(block->pattern.parts[0].text), false);
	end_block(m);
	for (uint32_t i = 0; i < count; i++) {
		buf_add(&m->out, STR("- "));
		add_escaped(m, p->addressees[i], false);
		add_escaped(m, i + 1 == count ? block->last : block->others,
			    false);
		buf_char(&m->out, '\n');
	}
	buf_char(&m->out, '\n');
}

static void add_block(struct markdown *, const struct block *);

static void add_column(struct markdown *m, const struct block *column)
{
	uint32_t times = column->agencies ? m->fill.plan->agency_count : 1;

	for (uint32_t time = 0; time < (times ? times : 1); time++) {
		m->fill.agency = time;
		for (uint32_t i = 0; i < column->child_count; i++)
			add_block(m, &column->children[i]);
	}
	m->fill.agency = 0;
}

/* Signers stand one after another, the leading agency's first. */
static void add_pair(struct markdown *m, const struct block *pair)
{
	uint32_t times = pair->signers ? m->fill.plan->signer_count : 1;

	add_column(m, &pair->children[0]);
	for (uint32_t i = 0; i < (times ? times : 1); i++) {
		m->fill.signer = i;
		add_column(m, &pair->children[1]);
	}
	m->fill.signer = 0;
}

static void add_block(struct markdown *m, const struct block *block)
{
	switch (block->kind) {
	case BLOCK_PAIR: add_pair(m, block); break;
	case BLOCK_TEXT:
	case BLOCK_STAMP:
	case BLOCK_FOOT:
	case BLOCK_RECIPIENTS: add_words(m, block); break;
	case BLOCK_BASES: add_bases(m, block); break;
	case BLOCK_BODY:
		add_nodes(m, m->fill.appendix ? &m->fill.appendix->body
					      : &m->fill.plan->body);
		break;
	case BLOCK_CLOSING: add_nodes(m, &m->fill.plan->closing); break;
	case BLOCK_ADDRESSEES: add_addressees(m, block); break;
	default: break; /* lines and room */
	}
}

static void add_form(struct markdown *m, struct str name)
{
	const struct form *form = style_form(m->fill.style, name);

	for (uint32_t i = 0; form && i < form->block_count; i++)
		add_block(m, &form->blocks[i]);
}

struct str export_markdown(struct arena *arena, const struct plan *plan,
			   const struct style *style)
{
	struct markdown m = {
		.fill = { .arena = arena, .plan = plan, .style = style },
		.out = buf_new(arena),
	};
	struct str out;

	fill_find_final(&m.fill, style_form(style, plan->form));
	if (!plan->is_appendix_file)
		add_form(&m, plan->form);
	for (uint32_t i = 0; i < plan->appendix_count; i++) {
		m.fill.appendix = &plan->appendices[i];
		add_form(&m, plan->is_appendix_file ? plan->form
						    : STR("appendix"));
	}
	out = buf_str(&m.out);
	while (out.n > 1 && out.p[out.n - 2] == '\n')
		out.n--;
	return out;
}
