/* paper → sketch: the walk through the parts. */
#include "import/sketch.h"

#include "base/utf8.h"
#include "base/viet.h"
#include "import/phrase.h"

static const struct legacy_phrases *list_of(const struct importer *im,
					    enum legacy_list list)
{
	return &im->legacy->lists[list];
}

/* ---- bases ------------------------------------------------------------ */

/* Ends by saying what follows: "… như sau:". */
static bool says_what_follows(const struct importer *im, struct str s)
{
	uint32_t end, from = s.n > 60 ? s.n - 60 : 0;

	while (from < s.n && ((unsigned char)s.p[from] & 0xC0) == 0x80)
		from++;
	return phrase_last(s) == ':' ||
	       phrase_find(str_from(s, from), list_of(im, LEGACY_FOLLOWS),
			   &end) >= 0;
}

static bool is_base(const struct importer *im, const struct para *p)
{
	struct str s = str_from(p->plain, p->marker.kind == MARK_DASH
						  ? p->marker.end : 0);

	return !p->table && (!p->marker.kind || p->marker.kind == MARK_DASH) &&
	       phrase_of(s, list_of(im, LEGACY_BASE)) &&
	       !says_what_follows(im, s);
}

static struct str without_end(struct str s)
{
	while (s.n && (s.p[s.n - 1] == ';' || s.p[s.n - 1] == '.' ||
		       s.p[s.n - 1] == ',' || s.p[s.n - 1] == ' '))
		s.n--;
	return s;
}

/* "Căn cứ A; Căn cứ B": where the next one begins; 0: none. */
static uint32_t next_base(const struct importer *im, struct str s)
{
	int64_t at = 0;

	while ((at = str_find(str_from(s, (uint32_t)at), STR("; "))) >= 0) {
		struct str rest = str_from(s, (uint32_t)at + 2);
		uint32_t i = 0;

		if (phrase_of(rest, list_of(im, LEGACY_BASE)) &&
		    utf8_is_upper(utf8_next(rest, &i)))
			return (uint32_t)at + 2;
		s = rest;
		at = 0;
		return 0;
	}
	return 0;
}

static bool begins_issuer(const struct importer *im, struct str s)
{
	uint32_t i = 0;

	if (!s.n || !utf8_is_upper(utf8_next(s, &i)))
		return false;
	for (i = 0; i < im->rules->issuer_heads.count; i++)
		if (phrase_at(s, viet_bare(im->arena,
					   im->rules->issuer_heads.items[i])))
			return true;
	return false;
}

/* "Thực hiện …; Sở X ban hành Kế hoạch … như sau:": where the issuer begins
 * to speak; 0: nowhere. */
static uint32_t issuing_clause(const struct importer *im, struct str s)
{
	uint32_t end;

	for (uint32_t i = s.n; i-- > 2;) {
		struct str rest = str_from(s, i);

		if (s.p[i - 1] != ' ' || s.p[i - 2] != ';')
			continue;
		if (begins_issuer(im, rest) &&
		    phrase_find(rest, list_of(im, LEGACY_ISSUING), &end) > 0)
			return i;
	}
	return 0;
}

/* One paragraph that holds bases and what is issued on them becomes two. */
static void part_issuing(const struct importer *im, struct paras *in)
{
	struct para *p = in->count ? &in->items[0] : NULL, rest;
	uint32_t at;

	if (!p || p->table || p->marker.kind || !str_eq(p->text, p->plain) ||
	    !phrase_of(p->plain, list_of(im, LEGACY_BASE)) ||
	    !says_what_follows(im, p->plain))
		return;
	at = issuing_clause(im, p->plain);
	if (!at)
		return;
	rest = *p;
	rest.text = rest.plain = str_from(p->plain, at);
	ledger_repair(im->ledger, p->line, str_slice(p->plain, at - 2, at),
		      STR(".\n"), "tách căn cứ và câu ban hành", 0.9);
	p->text = p->plain = str_slice(p->plain, 0, at - 1);
	in->items = arena_grow(im->arena, in->items, in->count,
			       sizeof *in->items);
	for (uint32_t i = in->count++; i > 1; i--)
		in->items[i] = in->items[i - 1];
	in->items[1] = rest;
}

uint32_t base_read(const struct importer *im, const struct paras *in,
		   struct sketch *k)
{
	uint32_t i = 0;

	for (; i < in->count && is_base(im, &in->items[i]); i++) {
		const struct para *p = &in->items[i];
		struct str s = str_from(p->text, p->marker.kind ? p->marker.end
								: 0);
		uint32_t next;

		while ((next = next_base(im, s))) {
			lines_add(im->arena, &k->bases,
				  without_end(str_slice(s, 0, next)));
			s = str_from(s, next);
		}
		end_mark_tell(im, p->last, phrase_plain(im->arena, s),
			      i + 1 < in->count && is_base(im, p + 1) ? ';' : '.');
		lines_add(im->arena, &k->bases, without_end(s));
	}
	return i;
}

/* ---- appendices ------------------------------------------------------- */

static bool is_note_of_appendix(const struct importer *im, struct str s)
{
	return s.n > 2 && s.p[0] == '(' &&
	       phrase_of(str_from(s, 1), list_of(im, LEGACY_APPENDIX_OF));
}

/* "Phụ lục II: Tên", "PHỤ LỤC 02" */
static struct str appendix_number(const struct importer *im, struct str s,
				  struct str *title)
{
	uint32_t end = phrase_of(s, list_of(im, LEGACY_APPENDIX)), at, from;

	for (at = end; at < s.n && s.p[at] == ' '; at++)
		;
	for (from = at; at < s.n && (utf8_is_digit((unsigned char)s.p[at]) ||
				     s.p[at] == 'I' || s.p[at] == 'V' ||
				     s.p[at] == 'X');)
		at++;
	*title = str_from(s, at);
	while (title->n && (title->p[0] == '.' || title->p[0] == ':' ||
			    title->p[0] == ' ' || title->p[0] == '-'))
		*title = str_from(*title, 1);
	return str_slice(s, from, at);
}

static bool is_title_line(const struct importer *im, const struct paper *p,
			  uint32_t i, uint32_t first)
{
	const struct paper_line *l = &p->lines[i];
	bool looks = p->lines[first].bold || p->lines[first].align == PAPER_CENTER;

	if (l->table || marker_of(l->text).kind || i > first + 4 ||
	    is_note_of_appendix(im, l->text))
		return false;
	if (looks && i > first)
		return l->bold == p->lines[first].bold &&
		       l->align == p->lines[first].align &&
		       phrase_is_capital(l->text) == phrase_is_capital(p->lines[first].text);
	return i == first ||
	       (phrase_is_capital(l->text) && !l->blank_before &&
		phrase_is_capital(p->lines[first].text));
}

static uint32_t read_appendix_title(const struct importer *im,
				    const struct paper *p, uint32_t i,
				    uint32_t to, struct sketch_appendix *a)
{
	struct buf b = buf_new(im->arena);
	uint32_t first = i;

	buf_add(&b, a->title);
	for (; i < to && (!a->title.n || i > first) &&
	       is_title_line(im, p, i, first); i++) {
		if (b.n)
			buf_char(&b, ' ');
		buf_add(&b, phrase_plain(im->arena, p->lines[i].text));
	}
	a->title = buf_str(&b);
	while (i < to && !p->lines[i].table) {
		struct str s = p->lines[i].text;

		if (!is_note_of_appendix(im, s))
			break;
		a->note = s;
		while (++i < to && !p->lines[i].table &&
		       str_find(a->note, STR(")")) < 0)
			a->note = str_printf(im->arena, "%.*s %.*s",
					     STR_ARG(a->note),
					     STR_ARG(p->lines[i].text));
	}
	return i;
}

static void read_appendix(const struct importer *im, const struct paper *p,
			  uint32_t from, uint32_t to, struct sketch *k)
{
	struct sketch_appendix *a;
	const struct rule_scheme *scheme = NULL;
	struct paras *paras;

	k->appendices = arena_grow(im->arena, k->appendices, k->appendix_count,
				   sizeof *k->appendices);
	a = &k->appendices[k->appendix_count++];
	*a = (struct sketch_appendix){ .line = p->lines[from].line,
				       .landscape = p->lines[from].landscape };
	a->number = appendix_number(im, phrase_plain(im->arena,
						     p->lines[from].text),
				    &a->title);
	from = read_appendix_title(im, p, from + 1, to, a);
	paras = join_lines(im, p, from, to);
	body_read(im, paras, 0, paras->count, &a->nodes, &scheme);
}

/* The template numbers appendices itself, a single one not at all, and writes
 * what they belong to. */
static void tell_appendices(const struct importer *im, const struct sketch *k)
{
	for (uint32_t i = 0; i < k->appendix_count; i++) {
		const struct sketch_appendix *a = &k->appendices[i];
		struct str counted = k->appendix_count == 1
			? STR("") : viet_roman(im->arena, (int)i + 1);

		if (a->number.n && !str_eq(a->number, counted))
			ledger_repair(im->ledger, a->line, a->number, counted,
				      "số phụ lục do mẫu đánh", 0.97);
		if (a->note.n)
			ledger_repair(im->ledger, a->line, a->note, STR(""),
				      "dòng kèm theo của phụ lục do mẫu in", 0.95);
	}
}

static void read_appendices(const struct importer *im, const struct paper *p,
			    uint32_t from, struct sketch *k)
{
	while (from < p->count) {
		uint32_t to = from + 1;

		while (to < p->count && !begins_appendix(im, &p->lines[to]))
			to++;
		read_appendix(im, p, from, to, k);
		from = to;
	}
	tell_appendices(im, k);
}

/* ---- notes behind the signature --------------------------------------- */

static struct str note_mark(struct str s)
{
	int64_t end = str_find(s, STR(" "));

	return str_slice(s, 0, end < 0 ? 0 : (uint32_t)end);
}

/* The place where a mark is glued to a word that it does not belong to. */
static int64_t find_call(struct str text, struct str mark)
{
	bool after_capitals = false;
	int64_t found = -1;

	for (uint32_t i = 0; i < text.n;) {
		uint32_t from = i, c = utf8_next(text, &i), next = i;
		uint32_t behind;

		if (after_capitals && str_starts(str_from(text, from), mark)) {
			next = from + mark.n;
			behind = next < text.n ? utf8_next(text, &next) : ' ';
			if (!utf8_is_letter(behind) && !utf8_is_digit(behind)) {
				if (found >= 0)
					return -1; /* not the only one */
				found = from;
			}
		}
		after_capitals = utf8_is_upper(c) ||
				 (utf8_is_letter(c) &&
				  utf8_is_digit((unsigned char)mark.p[0]));
	}
	return found;
}

/* The word around a byte. */
static struct str word_at(struct str s, uint32_t at)
{
	uint32_t from = at, to = at;

	while (from && s.p[from - 1] != ' ')
		from--;
	while (to < s.n && s.p[to] != ' ')
		to++;
	return str_slice(s, from, to);
}

static struct str spliced(struct arena *a, struct str s, uint32_t at,
			  uint32_t bytes, uint32_t code)
{
	struct buf b = buf_new(a);

	buf_add(&b, str_slice(s, 0, at));
	if (code)
		utf8_add(&b, code);
	buf_add(&b, str_from(s, at + bytes));
	return buf_str(&b);
}

static bool set_call(const struct importer *im, struct sketch_nodes *nodes,
		     struct str mark, uint32_t code)
{
	for (uint32_t i = 0; i < nodes->count; i++) {
		struct sketch_node *n = &nodes->items[i];
		struct str word;
		int64_t at;

		if (n->kind != SKETCH_PARAGRAPH && n->kind != SKETCH_ITEM)
			continue;
		at = find_call(n->text, mark);
		if (at < 0)
			continue;
		word = word_at(n->text, (uint32_t)at);
		ledger_repair(im->ledger, n->para->last, word,
			      spliced(im->arena, word,
				      (uint32_t)(n->text.p + at - word.p),
				      mark.n, 0),
			      "đưa chú thích cuối về chỗ gọi", 0.9);
		n->text = spliced(im->arena, n->text, (uint32_t)at, mark.n, code);
		return true;
	}
	return false;
}

static void add_paragraph(const struct importer *im, struct sketch_nodes *to,
			  struct str s, uint32_t line)
{
	struct para *p = arena_new_of(im->arena, struct para);

	*p = (struct para){ .text = s, .plain = phrase_plain(im->arena, s),
			    .line = line, .last = line };
	to->items = arena_grow(im->arena, to->items, to->count,
			       sizeof *to->items);
	to->items[to->count++] = (struct sketch_node){
		.kind = SKETCH_PARAGRAPH, .para = p, .text = s };
}

/* A note's call may stand where its text was cut off from it. */
static void set_notes_back(const struct importer *im, struct paper *p,
			   struct sketch *k)
{
	for (uint32_t i = 0; i < k->late_notes.count; i++) {
		struct str s = k->late_notes.items[i], mark = note_mark(s);
		struct str text = str_trim(str_from(s, mark.n));
		uint32_t code = paper_note(p, text, k->late_line);

		if (code && (set_call(im, &k->body, mark, code) ||
			     set_call(im, &k->closing, mark, code))) {
			ledger_repair(im->ledger, k->late_line, mark, STR(""),
				      "đưa chú thích cuối về chỗ gọi", 0.9);
			ledger_doubt(im->ledger, k->late_line, s,
				     "chú thích bị rời khỏi dấu gọi; đã đặt lại");
			continue;
		}
		if (code)
			p->note_count--;
		add_paragraph(im, &k->closing, s, k->late_line);
		ledger_doubt(im->ledger, k->late_line, s,
			     "chú thích cuối không rõ dấu gọi ở đâu");
	}
	k->notes = p->notes;
	k->note_count = p->note_count;
}

/* ---- references to what is not there ---------------------------------- */

static bool has_section(const struct sketch *k, struct str number)
{
	for (uint32_t i = 0; i < k->body.count; i++)
		if (k->body.items[i].kind == SKETCH_HEADING &&
		    k->body.items[i].level == 1 &&
		    str_eq(k->body.items[i].marker.number, number))
			return true;
	return false;
}

static uint32_t roman_end(struct str s, uint32_t i)
{
	while (i < s.n && (s.p[i] == 'I' || s.p[i] == 'V' || s.p[i] == 'X'))
		i++;
	return i;
}

static void check_references(const struct importer *im, const struct sketch *k,
			     const struct para *p)
{
	struct str s = p->plain;
	int64_t at = str_find(s, STR("mục "));
	uint32_t from, to;

	if (at < 0)
		return;
	from = (uint32_t)at + STR("mục ").n;
	to = roman_end(s, from);
	if (to > from && !has_section(k, str_slice(s, from, to)))
		ledger_doubt(im->ledger, p->line,
			     str_slice(s, (uint32_t)at, to + 2 < s.n ? to + 2 : s.n),
			     "dẫn chiếu đến một mục không có");
}

static void check_appendix_reference(const struct importer *im,
				     const struct para *p)
{
	uint32_t end;
	int64_t at = phrase_find(p->plain, list_of(im, LEGACY_APPENDIX), &end);

	if (at < 0 || end + 2 > p->plain.n || p->plain.p[end] != ' ' ||
	    (!utf8_is_digit((unsigned char)p->plain.p[end + 1]) &&
	     roman_end(p->plain, end + 1) == end + 1))
		return;
	ledger_doubt(im->ledger, p->line,
		     str_slice(p->plain, (uint32_t)at,
			       end + 3 < p->plain.n ? end + 3 : p->plain.n),
		     "dẫn chiếu đến phụ lục nhưng tệp không có phụ lục");
}

static void find_dangling(const struct importer *im, const struct sketch *k)
{
	for (uint32_t i = 0; i < k->body.count; i++) {
		const struct para *p = k->body.items[i].para;

		if (!p || p->table)
			continue;
		check_references(im, k, p);
		if (!k->appendix_count)
			check_appendix_reference(im, p);
	}
}

/* "SỞ A - SỞ B" where two sign: each begins like an issuer. */
static void cut_joint(const struct importer *im, struct sketch *k)
{
	struct sketch_lines *all = &k->agencies[0];
	struct str s = all->count == 1 ? all->items[0] : STR("");

	for (uint32_t i = 1; i + 3 < s.n; i++) {
		uint32_t at = i, c = utf8_next(s, &at);

		if (s.p[i - 1] != ' ' || (c != '-' && c != 0x2013) ||
		    at >= s.n || s.p[at] != ' ' ||
		    !begins_issuer(im, str_from(s, at + 1)))
			continue;
		all->items[0] = str_trim(str_slice(s, 0, i));
		lines_add(im->arena, all, str_trim(str_from(s, at)));
		return;
	}
}

/* As many who sign as agencies named: they issue together. */
static void part_agencies(const struct importer *im, struct sketch *k)
{
	struct sketch_lines all;

	if (k->signer_count == 2)
		cut_joint(im, k);
	all = k->agencies[0];
	if (k->signer_count < 2 || all.count != k->signer_count ||
	    all.count > SKETCH_AGENCIES)
		return;
	k->agency_count = all.count;
	for (uint32_t i = 0; i < all.count; i++) {
		k->agencies[i] = (struct sketch_lines){ NULL, 0 };
		lines_add(im->arena, &k->agencies[i], all.items[i]);
	}
}

/* How many words of a name stand among a signer's titles. */
static int shared_words(const struct importer *im, struct str name,
			const struct sketch_lines *signer)
{
	int shared = 0;

	for (uint32_t i = 0; i < name.n;) {
		uint32_t from = i;
		struct str word;

		while (i < name.n && name.p[i] != ' ')
			i++;
		word = viet_bare(im->arena, str_slice(name, from, i++));
		for (uint32_t k = 0; k < signer->count; k++)
			shared += str_find(viet_bare(im->arena, signer->items[k]),
					   word) >= 0;
	}
	return shared;
}

/* Of two who sign side by side the leading agency's stands on the right: each
 * goes to the agency that the titles name. */
static void order_signers(const struct importer *im, struct sketch *k)
{
	struct str first, second;
	struct sketch_lines *s = k->signers, swap;

	if (k->agency_count != 2 || k->signer_count != 2)
		return;
	first = k->agencies[0].items[0];
	second = k->agencies[1].items[0];
	if (shared_words(im, first, &s[1]) + shared_words(im, second, &s[0]) <=
	    shared_words(im, first, &s[0]) + shared_words(im, second, &s[1]))
		return;
	swap = s[0];
	s[0] = s[1];
	s[1] = swap;
}

/* "QUYẾT ĐỊNH:" before the articles is the form's. */
static void drop_kind_line(const struct importer *im, const struct sketch *k,
			   struct paras *in, uint32_t *at)
{
	struct str s;
	uint32_t end;

	if (*at >= in->count || in->items[*at].table)
		return;
	s = in->items[*at].plain;
	end = phrase_at(s, viet_bare(im->arena, k->kind->name));
	if (end && end + 2 > s.n && str_is(k->kind->form, "decision"))
		++*at;
}

/* An appendix in a file of its own says what it belongs to. */
static void own_file(const struct importer *im, struct sketch *k)
{
	struct str s = k->appendices[0].note;
	uint32_t end;

	if (k->attached.n || s.n < 3)
		return;
	s = str_slice(s, 1, s.p[s.n - 1] == ')' ? s.n - 1 : s.n);
	end = phrase_of(s, list_of(im, LEGACY_ATTACHED));
	k->attached = str_trim(str_from(s, end));
}

struct sketch *sketch_make(const struct importer *im, const struct paper *in)
{
	struct sketch *k = arena_new_of(im->arena, struct sketch);
	struct paper *p = column_flatten(im, in);
	struct zones z = zone_find(im, p);
	struct paras *paras;
	uint32_t at, closing;

	k->kind = z.rule;
	head_read(im, p, &z, k);
	at = title_read(im, p, &z, k);
	paras = join_lines(im, p, at, z.tail);
	part_issuing(im, paras);
	at = base_read(im, paras, k);
	drop_kind_line(im, k, paras, &at);
	closing = closing_count(im, paras, at);
	body_read(im, paras, at, paras->count - closing, &k->body, &k->scheme);
	for (uint32_t i = paras->count - closing; i < paras->count; i++)
		add_paragraph(im, &k->closing, paras->items[i].text,
			      paras->items[i].line);
	tail_read(im, p, z.tail, z.appendix, k);
	part_agencies(im, k);
	order_signers(im, k);
	read_appendices(im, p, z.appendix, k);
	if (!k->subject.n && !k->body.count && k->appendix_count == 1)
		own_file(im, k);
	set_notes_back(im, p, k);
	find_dangling(im, k);
	return k;
}
