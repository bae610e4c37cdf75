#include "import/write.h"

#include "base/utf8.h"
#include "import/phrase.h"

struct writer {
	const struct importer *im;
	const struct sketch *k;
	struct buf b;
	bool notes_told[PAPER_NOTES_MOST];
};

static void line(struct writer *w, struct str s)
{
	buf_add(&w->b, s);
	buf_char(&w->b, '\n');
}

static void blank(struct writer *w)
{
	if (w->b.n > 1 && !(w->b.p[w->b.n - 1] == '\n' && w->b.p[w->b.n - 2] == '\n'))
		buf_char(&w->b, '\n');
}

/* ---- text ------------------------------------------------------------- */

static uint32_t peek(struct str s, uint32_t i)
{
	return i < s.n ? utf8_next(s, &i) : ' ';
}

static bool is_blank(uint32_t c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

/* Would the language read this character as a sign? */
static bool is_sign(struct str s, uint32_t at, uint32_t c, uint32_t before)
{
	uint32_t next = peek(s, at + 1);

	switch (c) {
	case '\\': return true;
	case '*': return !is_blank(next) || !is_blank(before);
	case '[': return next == '[' || next == '^';
	case '{': return next == '{' || next == '#' || next == '=' ||
			 next == 's' || next == 'v';
	case '<': return next == 'h';
	default: return false;
	}
}

static void emphasis(struct writer *w, const char *sign, bool *on)
{
	bool space = w->b.n && is_blank((unsigned char)w->b.p[w->b.n - 1]);

	/* A closing sign stands behind a letter: blanks go outside it. */
	if (*on && space) {
		w->b.n--;
		buf_add(&w->b, str_of(sign));
		buf_char(&w->b, ' ');
	} else {
		buf_add(&w->b, str_of(sign));
	}
	*on = !*on;
}

static void inlines(struct writer *w, struct str s)
{
	bool bold = false, italic = false;
	uint32_t before = ' ';

	for (uint32_t i = 0; i < s.n;) {
		uint32_t from = i, c = utf8_next(s, &i);

		if (c == PAPER_BOLD) {
			emphasis(w, "**", &bold);
		} else if (c == PAPER_ITALIC) {
			emphasis(w, "*", &italic);
		} else if (c >= PAPER_NOTE && c < PAPER_NOTE + PAPER_NOTES_MOST) {
			buf_printf(&w->b, "[^%u]", (unsigned)(c - PAPER_NOTE + 1));
		} else if (is_blank(c)) {
			if (!is_blank(before))
				buf_char(&w->b, ' ');
			before = ' ';
			continue;
		} else {
			if (is_sign(s, from, c, before))
				buf_char(&w->b, '\\');
			buf_add(&w->b, str_slice(s, from, i));
		}
		before = c;
	}
	if (bold)
		buf_add(&w->b, STR("**"));
	if (italic)
		buf_add(&w->b, STR("*"));
}

/* Prose that begins like a component, a heading or an item is told apart. */
static bool begins_like_sign(struct str s)
{
	uint32_t c = peek(s, 0);

	return c == '@' || c == '#' || c == '}' || c == '|' ||
	       str_starts(s, STR("//")) || str_starts(s, STR("---")) ||
	       str_starts(s, STR("[^")) ||
	       (marker_of(s).kind >= MARK_NUMBER && marker_of(s).kind != MARK_DEEP);
}

static void prose(struct writer *w, struct str s)
{
	if (begins_like_sign(s) && peek(s, 0) != '[')
		buf_char(&w->b, '\\');
	inlines(w, s);
}

/* Looks of a whole paragraph. */
static void looks(struct writer *w, const struct para *p, struct str s)
{
	const char *sign = !p ? "" : p->bold && p->italic ? "***"
			   : p->bold ? "**" : p->italic ? "*" : "";

	if (*sign)
		s = phrase_plain(w->im->arena, s);
	if (!*sign && begins_like_sign(s) && peek(s, 0) != '[')
		buf_char(&w->b, '\\');
	buf_add(&w->b, str_of(sign));
	inlines(w, s);
	buf_add(&w->b, str_of(sign));
}

static void notes_of(struct writer *w, struct str s)
{
	for (uint32_t i = 0; i < s.n;) {
		uint32_t c = utf8_next(s, &i), n = c - PAPER_NOTE;

		if (c < PAPER_NOTE || n >= w->k->note_count || w->notes_told[n])
			continue;
		w->notes_told[n] = true;
		buf_printf(&w->b, "[^%u]: ", n + 1);
		inlines(w, w->k->notes[n].text);
		buf_char(&w->b, '\n');
	}
}

/* ---- doubts ----------------------------------------------------------- */

enum { DOUBTS_SHOWN = 6, DOUBT_LETTERS = 40 };

static bool is_of(const struct doubt *d, const struct para *p)
{
	return d->line >= p->line && d->line <= p->last;
}

static bool told_before(const struct ledger *l, uint32_t i,
			const struct para *p)
{
	for (uint32_t k = 0; k < i; k++)
		if (is_of(&l->doubts[k], p) &&
		    str_eq(str_of(l->doubts[k].why), str_of(l->doubts[i].why)))
			return true;
	return false;
}

/* One line for each reason, with the words it is about. */
static void doubts_of(struct writer *w, const struct para *p)
{
	const struct ledger *l = w->im->ledger;

	for (uint32_t i = 0; i < l->doubt_count; i++) {
		int shown = 0;

		if (!is_of(&l->doubts[i], p) || told_before(l, i, p))
			continue;
		buf_printf(&w->b, "// xem lại: %s", l->doubts[i].why);
		for (uint32_t k = i; k < l->doubt_count; k++) {
			struct str s = l->doubts[k].text;

			if (!is_of(&l->doubts[k], p) || !s.n ||
			    s.n > DOUBT_LETTERS || shown == DOUBTS_SHOWN ||
			    !str_eq(str_of(l->doubts[k].why),
				    str_of(l->doubts[i].why)))
				continue;
			buf_printf(&w->b, "%s“%.*s”", shown++ ? ", " : ": ",
				   STR_ARG(s));
		}
		buf_char(&w->b, '\n');
	}
}

/* ---- nodes ------------------------------------------------------------ */

static void cell(struct writer *w, struct str s)
{
	struct writer part = *w;

	part.b = buf_new(w->im->arena);
	inlines(&part, s);
	for (uint32_t i = 0; i < part.b.n; i++) {
		if (part.b.p[i] == '|')
			buf_char(&w->b, '\\');
		buf_char(&w->b, part.b.p[i]);
	}
}

/* A covered cell points up or left to the one that covers it. */
static struct str covered(const struct paper_table *t, uint32_t i)
{
	for (uint32_t left = i; left-- > i - i % t->column_count;)
		if (!t->cells[left].covered)
			return left + t->cells[left].columns > i ? STR("<")
								 : STR("^");
	return STR("^");
}

/* Rows of the head: as many as a cell of it spans. */
static uint32_t header_rows(const struct paper_table *t)
{
	uint32_t n = t->header_rows ? t->header_rows : 1;

	for (uint32_t i = 0; i < n && i < t->row_count; i++)
		for (uint32_t c = 0; c < t->column_count; c++) {
			const struct paper_cell *x =
				&t->cells[i * t->column_count + c];

			if (!x->covered && i + x->rows > n)
				n = i + x->rows;
		}
	return n < t->row_count ? n : 1;
}

static void table(struct writer *w, const struct sketch_node *n)
{
	const struct para *p = n->para;
	const struct paper_table *t = p->table;

	line(w, STR("@bảng {"));
	if (n->caption.n) {
		buf_add(&w->b, STR("tên: "));
		inlines(w, n->caption);
		buf_char(&w->b, '\n');
	}
	if (header_rows(t) > 1)
		buf_printf(&w->b, "đầu: %u\n", header_rows(t));
	if (p->landscape)
		line(w, STR("ngang: có"));
	for (uint32_t i = 0; i < t->row_count * t->column_count; i++) {
		const struct paper_cell *c = &t->cells[i];

		buf_add(&w->b, i % t->column_count ? STR(" | ") : STR("| "));
		if (c->covered)
			buf_add(&w->b, covered(t, i));
		else if (str_is(c->text, "^") || str_is(c->text, "<") ||
			 str_is(c->text, "="))
			buf_printf(&w->b, "\\%.*s", STR_ARG(c->text));
		else
			cell(w, c->text);
		if ((i + 1) % t->column_count == 0)
			buf_add(&w->b, STR(" |\n"));
	}
	line(w, STR("}"));
}

/* "a." becomes "a)": the way the decree writes it. */
static void tell_marker(struct writer *w, const struct sketch_node *n)
{
	struct str typed = str_trim(str_slice(n->para->plain, 0,
					      n->para->marker.end));
	struct str now = marker_written(w->im->arena, &n->marker);

	if (n->marker.kind != MARK_DASH || !str_is(typed, "-"))
		ledger_repair(w->im->ledger, n->para->line, typed, now,
			      "cách viết số thứ tự theo Nghị định", 0.98);
}

static void number_of(struct writer *w, const struct sketch_node *n)
{
	if (n->keep_number)
		buf_printf(&w->b, " {số=%.*s}", STR_ARG(n->marker.number));
}

static void heading(struct writer *w, const struct sketch_node *n)
{
	static const char SIGNS[] = "######";
	struct str s = n->text;

	blank(w);
	doubts_of(w, n->para);
	if (n->kind == SKETCH_HEADING && n->marker.kind)
		tell_marker(w, n);
	buf_printf(&w->b, "%.*s ", n->level, SIGNS);
	if (n->kind == SKETCH_UNIT)
		buf_printf(&w->b, "%.*s%s", STR_ARG(n->unit), s.n ? ": " : "");
	inlines(w, phrase_plain(w->im->arena, s));
	number_of(w, n);
	line(w, STR(""));
}

static void unit(struct writer *w, const struct sketch_node *n)
{
	struct sketch_node copy = *n;

	copy.level = 1;
	/* A sentence behind "Điều 1." is no title. */
	if (phrase_is_ended(n->text) && n->text.n > 40) {
		copy.text = STR("");
		heading(w, &copy);
		prose(w, n->text);
		line(w, STR(""));
		return;
	}
	heading(w, &copy);
}

static void item(struct writer *w, const struct sketch_node *n,
		 const struct sketch_node *before)
{
	if (before && before->kind != SKETCH_ITEM && before->kind != SKETCH_HEADING &&
	    before->kind != SKETCH_UNIT && before->kind != SKETCH_END_ITEMS)
		blank(w);
	doubts_of(w, n->para);
	tell_marker(w, n);
	buf_printf(&w->b, "%.*s ", STR_ARG(marker_written(w->im->arena,
							  &n->marker)));
	if (n->para->bold || n->para->italic)
		looks(w, n->para, n->text);
	else
		inlines(w, n->text);
	number_of(w, n);
	line(w, STR(""));
	notes_of(w, n->text);
}

static void paragraph(struct writer *w, const struct sketch_node *n)
{
	blank(w);
	doubts_of(w, n->para);
	looks(w, n->para, n->text);
	line(w, STR(""));
	notes_of(w, n->text);
	blank(w);
}

static uint32_t centred(struct writer *w, const struct sketch_nodes *nodes,
			uint32_t i)
{
	blank(w);
	line(w, STR("@giữa {"));
	for (; i < nodes->count && nodes->items[i].kind == SKETCH_CENTER; i++) {
		const struct sketch_node *n = &nodes->items[i];

		looks(w, n->para, n->text);
		line(w, STR(""));
	}
	line(w, STR("}"));
	blank(w);
	return i - 1;
}

static bool is_form_part(const struct sketch_node *n)
{
	return n->kind == SKETCH_FORM || n->kind == SKETCH_CENTER;
}

static uint32_t form(struct writer *w, const struct sketch_nodes *list,
		     uint32_t i)
{
	blank(w);
	line(w, STR("@biểu mẫu {"));
	while (i < list->count && is_form_part(&list->items[i])) {
		const struct sketch_node *n = &list->items[i];

		if (n->kind == SKETCH_CENTER) {
			line(w, STR("@giữa {"));
			for (; i < list->count &&
			       list->items[i].kind == SKETCH_CENTER; i++) {
				looks(w, list->items[i].para, list->items[i].text);
				line(w, STR(""));
			}
			line(w, STR("}"));
			continue;
		}
		inlines(w, n->para->text);
		line(w, STR(""));
		i++;
	}
	line(w, STR("}"));
	blank(w);
	return i - 1;
}

/* Does a form begin at these centred lines? */
static bool form_follows(const struct sketch_nodes *list, uint32_t i)
{
	while (i < list->count && list->items[i].kind == SKETCH_CENTER)
		i++;
	return i < list->count && list->items[i].kind == SKETCH_FORM;
}

static void nodes(struct writer *w, const struct sketch_nodes *list)
{
	for (uint32_t i = 0; i < list->count; i++) {
		const struct sketch_node *n = &list->items[i];

		switch (n->kind) {
		case SKETCH_HEADING: heading(w, n); break;
		case SKETCH_UNIT: unit(w, n); break;
		case SKETCH_ITEM: item(w, n, i ? n - 1 : NULL); break;
		case SKETCH_CENTER:
			i = form_follows(list, i) ? form(w, list, i)
						  : centred(w, list, i);
			break;
		case SKETCH_FORM: i = form(w, list, i); break;
		case SKETCH_TABLE:
			blank(w);
			doubts_of(w, n->para);
			table(w, n);
			blank(w);
			break;
		case SKETCH_END_ITEMS: line(w, STR("---")); break;
		case SKETCH_PARAGRAPH: paragraph(w, n); break;
		}
	}
}

/* ---- parts ------------------------------------------------------------ */

static void value(struct writer *w, const char *name, struct str s)
{
	buf_printf(&w->b, "@%s: ", name);
	inlines(w, s);
	buf_char(&w->b, '\n');
}

static struct str or_blank(struct str s)
{
	return s.n ? s : STR("…");
}

static void date(struct writer *w)
{
	const struct sketch *k = w->k;

	if (k->place.n)
		value(w, "địa danh", k->place);
	if (k->has_date)
		buf_printf(&w->b, "@ngày: %.*s/%.*s/%.*s\n",
			   STR_ARG(or_blank(k->day)),
			   STR_ARG(or_blank(k->month)),
			   STR_ARG(or_blank(k->year)));
}

static void lines_of(struct writer *w, const char *name,
		     const struct sketch_lines *lines)
{
	buf_printf(&w->b, "@%s\n", name);
	for (uint32_t i = 0; i < lines->count; i++) {
		inlines(w, lines->items[i]);
		buf_char(&w->b, '\n');
	}
	blank(w);
}

static void items_of(struct writer *w, const char *name,
		     const struct sketch_lines *lines)
{
	blank(w);
	buf_printf(&w->b, "@%s\n", name);
	for (uint32_t i = 0; i < lines->count; i++) {
		buf_add(&w->b, STR("- "));
		inlines(w, lines->items[i]);
		buf_char(&w->b, '\n');
	}
	blank(w);
}

static void head(struct writer *w)
{
	const struct sketch *k = w->k;

	for (uint32_t i = 0; i < k->agency_count; i++)
		lines_of(w, "cơ quan", &k->agencies[i]);
	if (k->has_number)
		buf_printf(&w->b, "@số: %.*s/%.*s\n", STR_ARG(k->number),
			   STR_ARG(k->symbol));
	date(w);
	blank(w);
	if (k->subject.n || k->body.count || !k->appendix_count) {
		buf_printf(&w->b, "@%.*s: ", STR_ARG(k->kind->name));
		inlines(w, k->subject);
		line(w, STR(""));
		blank(w);
	}
	if (k->draft)
		value(w, "dự thảo", k->draft_number);
	for (uint32_t i = 0; i < k->mark_count; i++)
		buf_printf(&w->b, "@%.*s: %.*s\n",
			   STR_ARG(k->marks[i].field),
			   STR_ARG(k->marks[i].value));
	if (k->attached.n)
		value(w, "kèm theo", k->attached);
	if (k->signed_info.n)
		value(w, "ký số", k->signed_info);
	if (k->drafter.n)
		value(w, "soạn thảo", k->drafter);
	if (k->contact.n)
		value(w, "liên hệ", k->contact);
	if (k->competence.n)
		value(w, "thẩm quyền", k->competence);
	if (k->addressees.count)
		items_of(w, "kính gửi", &k->addressees);
	if (k->scheme) {
		blank(w);
		value(w, "đánh số", k->scheme->name);
	}
	if (k->bases.count)
		items_of(w, "căn cứ", &k->bases);
	for (uint32_t i = 0; i < k->bases.count; i++)
		notes_of(w, k->bases.items[i]);
}

/* "./." and the like: the compiler sets the end sign. */
static struct str without_end_sign(struct str s)
{
	uint32_t n = s.n;

	while (n && (s.p[n - 1] == '.' || s.p[n - 1] == ' '))
		n--;
	if (!n || s.p[n - 1] != '/')
		return s;
	while (n && (s.p[n - 1] == '.' || s.p[n - 1] == ' ' || s.p[n - 1] == '/'))
		n--;
	return str_slice(s, 0, n);
}

/* The last word with its end sign. */
static struct str sign_of(struct str s, uint32_t kept)
{
	while (kept && s.p[kept - 1] != ' ')
		kept--;
	return str_from(s, kept);
}

static void end_sign(struct writer *w, struct sketch_nodes *list)
{
	for (uint32_t i = list->count; i-- > 0;) {
		struct sketch_node *n = &list->items[i];

		if (n->kind != SKETCH_PARAGRAPH && n->kind != SKETCH_ITEM)
			continue;
		struct str kept = without_end_sign(n->text);

		if (kept.n < n->text.n && !str_ends(n->text, STR("./.")))
			ledger_repair(w->im->ledger, n->para->last,
				      sign_of(n->text, kept.n),
				      str_printf(w->im->arena, "%.*s./.",
						 STR_ARG(sign_of(kept, kept.n))),
				      "dấu kết thúc văn bản", 0.97);
		n->text = kept;
		return;
	}
}

static void tail(struct writer *w)
{
	const struct sketch *k = w->k;

	if (k->closing.count) {
		blank(w);
		line(w, STR("@lời kết"));
		for (uint32_t i = 0; i < k->closing.count; i++) {
			if (i)
				blank(w);
			doubts_of(w, k->closing.items[i].para);
			prose(w, k->closing.items[i].text);
			line(w, STR(""));
			notes_of(w, k->closing.items[i].text);
		}
	}
	if (k->recipients.count)
		items_of(w, "nơi nhận", &k->recipients);
	for (uint32_t i = 0; i < k->signer_count; i++)
		lines_of(w, "ký", &k->signers[i]);
}

static void appendices(struct writer *w)
{
	for (uint32_t i = 0; i < w->k->appendix_count; i++) {
		struct sketch_appendix *a = &w->k->appendices[i];

		blank(w);
		value(w, "phụ lục", a->title);
		nodes(w, &a->nodes);
	}
}

struct str write_source(const struct importer *im, const struct sketch *k)
{
	struct writer *w = arena_new_of(im->arena, struct writer);
	struct sketch copy = *k;

	w->im = im;
	w->k = &copy;
	w->b = buf_new(im->arena);
	end_sign(w, copy.closing.count ? &copy.closing : &copy.body);
	head(w);
	nodes(w, &copy.body);
	tail(w);
	appendices(w);
	while (w->b.n > 1 && w->b.p[w->b.n - 1] == '\n' &&
	       w->b.p[w->b.n - 2] == '\n')
		w->b.n--;
	return buf_str(&w->b);
}
