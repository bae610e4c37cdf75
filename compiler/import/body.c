/* Paragraphs become headings, items and prose. What a number means is decided
 * for all its siblings at once: they are headings where they look like titles,
 * items where they are sentences. */
#include "import/sketch.h"

#include "base/utf8.h"
#include "base/viet.h"
#include "import/phrase.h"

enum { TITLE_MOST = 220, SHORT = 130 /* bytes */ };

struct body_reader {
	const struct importer *im;
	const struct paras *in;
	uint32_t from, to;
	bool has_looks;  /* the paper tells bold or headings from the rest */
	bool looks[MARK_STAR + 1]; /* and so for numbers of this kind */
	int prose[MARK_STAR + 1]; /* titles of the kind with prose below */
	bool has_roman;
	int shift; /* "A." is above "I.": 1; "1.", "1.1." without "I.": -1 */
	bool *is_heading; /* by paragraph, from `from` */
	struct sketch_nodes *out;
	const struct rule_scheme *scheme;
};

static struct str content(const struct para *p)
{
	return str_from(p->plain, p->marker.end);
}

static bool stands_out(const struct para *p)
{
	return p->bold || p->outline;
}

static bool is_sentence(const struct para *p)
{
	uint32_t c = phrase_last(content(p));

	return c == '.' || c == ';' || c == '/';
}

static bool is_title_like(const struct para *p)
{
	struct str s = content(p);

	return stands_out(p) || phrase_is_capital(s) ||
	       (!is_sentence(p) && s.n <= TITLE_MOST);
}

static bool is_first_level(const struct para *p)
{
	struct str s = content(p);

	return p->marker.kind == MARK_ROMAN && s.n < 400 &&
	       (stands_out(p) || phrase_is_capital(s) || !is_sentence(p) ||
		s.n < SHORT);
}

/* Bold or headings somewhere among the numbered paragraphs. */
static bool find_looks(const struct body_reader *r)
{
	int out = 0, numbered = 0;

	for (uint32_t i = r->from; i < r->to; i++) {
		const struct para *p = &r->in->items[i];

		if (p->table || !marker_is_counted(p->marker.kind))
			continue;
		numbered++;
		out += stands_out(p);
	}
	return out >= 2 || (out && out == numbered);
}

/* A short title of its own with plain prose below: an item owns none. */
static bool owns_prose(const struct body_reader *r, uint32_t i)
{
	const struct para *p = &r->in->items[i];

	return i + 1 < r->to && is_title_like(p) && content(p).n < SHORT &&
	       !phrase_is_ended(content(p)) && !p[1].table &&
	       !p[1].marker.kind && phrase_is_ended(p[1].plain);
}

/* "I." may be bold where "1." never is: then its text must tell. */
static void find_kinds_with_looks(struct body_reader *r)
{
	for (uint32_t i = r->from; i < r->to; i++) {
		const struct para *p = &r->in->items[i];

		if (p->table || p->marker.kind > MARK_LETTER)
			continue;
		r->looks[p->marker.kind] |= stands_out(p);
		r->prose[p->marker.kind] += owns_prose(r, i);
	}
}

/* Siblings of one kind in [from, to): headings or not? */
static void decide(struct body_reader *r, uint32_t from, uint32_t to,
		   enum marker_kind kind, bool strict)
{
	int all = 0, out = 0, titles = 0, parents = 0, both = 0;
	bool looks = r->has_looks && (r->looks[kind] || r->prose[kind] < 2);

	strict |= r->has_looks && !looks;
	for (uint32_t i = from; i < to; i++) {
		const struct para *p = &r->in->items[i];

		if (p->table || p->marker.kind != kind)
			continue;
		all++;
		out += stands_out(p);
		titles += is_title_like(p) &&
			  (!strict || (content(p).n < SHORT &&
				       !phrase_is_ended(content(p))));
		parents += i + 1 < to && r->in->items[i + 1].marker.kind != kind;
		both += is_title_like(p) && i + 1 < to &&
			r->in->items[i + 1].marker.kind != kind;
	}
	if (!all || (looks ? out * 2 < all
				  : titles * 2 < all && both < 2) ||
	    (strict && !out && parents * 2 < all))
		return;
	for (uint32_t i = from; i < to; i++)
		if (r->in->items[i].marker.kind == kind &&
		    !r->in->items[i].table)
			r->is_heading[i - r->from] = true;
}

/* Runs `work` on every stretch between paragraphs that end one. */
static void for_stretches(struct body_reader *r,
			  bool (*ends)(const struct body_reader *, uint32_t),
			  void (*work)(struct body_reader *, uint32_t, uint32_t))
{
	uint32_t from = r->from;

	for (uint32_t i = r->from; i <= r->to; i++)
		if (i == r->to || ends(r, i)) {
			work(r, from, i);
			from = i + 1;
		}
}

static bool ends_section(const struct body_reader *r, uint32_t i)
{
	return r->is_heading[i - r->from] &&
	       (r->in->items[i].marker.kind == MARK_ROMAN ||
		r->in->items[i].marker.kind == MARK_CAPITAL);
}

static bool ends_subsection(const struct body_reader *r, uint32_t i)
{
	return r->is_heading[i - r->from];
}

static void decide_numbers(struct body_reader *r, uint32_t from, uint32_t to)
{
	decide(r, from, to, MARK_NUMBER, false);
}

static void decide_decimals(struct body_reader *r, uint32_t from, uint32_t to)
{
	if (from > r->from && r->in->items[from - 1].marker.kind == MARK_NUMBER)
		decide(r, from, to, MARK_DECIMAL, false);
}

static void decide_letters(struct body_reader *r, uint32_t from, uint32_t to)
{
	if (from > r->from && r->in->items[from - 1].marker.kind == MARK_NUMBER)
		decide(r, from, to, MARK_LETTER, true);
}

static const struct rule_scheme *scheme_with(const struct importer *im,
					     enum number_form form)
{
	for (uint32_t i = 0; i < im->rules->scheme_count; i++)
		if (im->rules->schemes[i].levels > 2 &&
		    im->rules->schemes[i].forms[2] == form)
			return &im->rules->schemes[i];
	return NULL;
}

static bool any_heading(const struct body_reader *r, enum marker_kind kind)
{
	for (uint32_t i = r->from; i < r->to; i++)
		if (r->is_heading[i - r->from] &&
		    r->in->items[i].marker.kind == kind)
			return true;
	return false;
}

/* "A. PHẦN CHUNG", "B. …" from A on, with "I." among them. */
static bool has_capitals(const struct body_reader *r)
{
	int next = 1;
	bool roman = false;

	for (uint32_t i = r->from; i < r->to; i++) {
		const struct para *p = &r->in->items[i];

		if (p->table)
			continue;
		roman |= next > 1 && is_first_level(p);
		if (p->marker.kind == MARK_CAPITAL && is_title_like(p) &&
		    p->marker.ordinal == next)
			next++;
	}
	return next > 2 && roman;
}

static void decide_capitals(struct body_reader *r)
{
	for (uint32_t i = r->from; i < r->to; i++) {
		const struct para *p = &r->in->items[i];

		if (!p->table && p->marker.kind == MARK_CAPITAL &&
		    is_title_like(p))
			r->is_heading[i - r->from] = true;
	}
	r->shift = 1;
}

/* "1.1.1." below "1.1.", where "1." is the first level. */
static void decide_deep(struct body_reader *r, uint32_t from, uint32_t to)
{
	if (from > r->from && r->in->items[from - 1].marker.kind == MARK_DECIMAL)
		decide(r, from, to, MARK_DEEP, false);
}

static void decide_all(struct body_reader *r)
{
	if (has_capitals(r))
		decide_capitals(r);
	for (uint32_t i = r->from; i < r->to; i++)
		if (!r->in->items[i].table && is_first_level(&r->in->items[i]))
			r->is_heading[i - r->from] = r->has_roman = true;
	for_stretches(r, ends_section, decide_numbers);
	for_stretches(r, ends_subsection, decide_decimals);
	r->scheme = scheme_with(r->im, FORM_DECIMAL);
	if (r->shift)
		return;
	if (r->scheme && any_heading(r, MARK_DECIMAL)) {
		if (!r->has_roman) {
			r->shift = -1;
			for_stretches(r, ends_subsection, decide_deep);
		}
		return;
	}
	for_stretches(r, ends_subsection, decide_letters);
	r->scheme = NULL;
}

/* ---- units: Chương, Điều ---------------------------------------------- */

/* "Chương I Quy định chung": a title, and no sentence about a chapter. */
static bool is_title_text(struct str s)
{
	return phrase_is_capital(s) ||
	       (s.n < 160 && utf8_is_upper(phrase_first(s)) &&
		!phrase_is_ended(s));
}

/* "Chương II", "Điều 5. Tên": which unit, and where its title begins. */
static const struct rule_unit *unit_of(const struct importer *im, struct str s,
				       uint32_t *title)
{
	for (uint32_t i = 0; i < im->rules->unit_count; i++) {
		uint32_t end = phrase_at(s, viet_bare(im->arena,
						      im->rules->units[i].name));
		uint32_t at = end;

		if (!end || end >= s.n || s.p[end] != ' ')
			continue;
		for (at = end + 1; at < s.n && (utf8_is_digit((unsigned char)s.p[at]) ||
						s.p[at] == 'I' || s.p[at] == 'V' || s.p[at] == 'X');)
			at++;
		if (at == end + 1 || (at < s.n && s.p[at] != '.' &&
				      s.p[at] != ':' && s.p[at] != ' '))
			continue;
		if (at < s.n && s.p[at] == ' ' && !is_title_text(str_from(s, at)))
			continue;
		while (at < s.n && (s.p[at] == '.' || s.p[at] == ':' ||
				    s.p[at] == ' '))
			at++;
		*title = at;
		return &im->rules->units[i];
	}
	return NULL;
}

/* ---- nodes ------------------------------------------------------------ */

static struct sketch_node *add(struct body_reader *r, enum sketch_kind kind,
			       const struct para *p)
{
	struct sketch_nodes *out = r->out;
	struct sketch_node *n;

	out->items = arena_grow(r->im->arena, out->items, out->count,
				sizeof *out->items);
	n = &out->items[out->count++];
	*n = (struct sketch_node){ .kind = kind, .para = p };
	if (p) {
		n->marker = p->marker;
		n->text = p->text;
	}
	return n;
}

/* The text behind the marker, its marks kept: bytes of `plain` are counted in
 * `text`, whose marks take none of them. */
static struct str behind(struct arena *a, const struct para *p, uint32_t bytes)
{
	struct buf b = buf_new(a);
	uint32_t seen = 0;

	for (uint32_t i = 0; i < p->text.n;) {
		uint32_t from = i, c = utf8_next(p->text, &i);
		bool mark = phrase_is_mark(c);

		if (seen >= bytes || (mark && c < PAPER_NOTE))
			buf_add(&b, str_slice(p->text, from, i));
		if (!mark)
			seen += i - from;
	}
	return str_trim(buf_str(&b));
}

static void add_heading(struct body_reader *r, const struct para *p)
{
	struct sketch_node *n = add(r, SKETCH_HEADING, p);

	n->text = behind(r->im->arena, p, p->marker.end);
	n->level = p->marker.kind == MARK_CAPITAL ? 0
		   : p->marker.kind == MARK_ROMAN ? 1
		   : p->marker.kind == MARK_NUMBER ? 2
		   : p->marker.kind == MARK_DEEP ? 4 : 3;
	n->level += r->shift;
	n->keep_number = r->shift != 0; /* the scheme would count otherwise */
}

/* A heading by its style alone. */
static void add_styled(struct body_reader *r, const struct para *p)
{
	struct sketch_node *n = add(r, SKETCH_HEADING, p);

	n->level = p->outline > 3 ? 3 : p->outline;
}

static bool is_centred(const struct para *p, const struct para *before,
		       bool open)
{
	if (p->table || p->marker.kind || p->plain.n > 200)
		return false;
	if (p->align == PAPER_CENTER)
		return true;
	if (open && before && !p->blank_before && (p->bold || p->italic))
		return p->last == p->line;
	return p->bold && phrase_is_capital(p->plain) && p->align != PAPER_LEFT;
}

static bool is_note_line(const struct para *p)
{
	return p->plain.n > 4 && p->plain.p[0] == '[' &&
	       utf8_is_digit((unsigned char)p->plain.p[1]) &&
	       str_find(p->plain, STR("] ")) > 0 && str_find(p->plain, STR("] ")) < 4;
}

static void add_para(struct body_reader *r, uint32_t i, bool *open)
{
	const struct para *p = &r->in->items[i];
	uint32_t title = 0;
	const struct rule_unit *unit;

	if (p->table) {
		add(r, SKETCH_TABLE, p);
		*open = false;
		return;
	}
	if (r->is_heading[i - r->from]) {
		add_heading(r, p);
		*open = false;
		return;
	}
	unit = unit_of(r->im, p->plain, &title);
	if (unit && (unit->run_in || p->bold || p->align == PAPER_CENTER ||
		     is_title_text(p->plain) || title == p->plain.n)) {
		struct sketch_node *n = add(r, SKETCH_UNIT, p);

		n->unit = unit->name;
		n->text = str_from(p->plain, title);
		*open = false;
		return;
	}
	*open = is_centred(p, i > r->from ? p - 1 : NULL, *open);
	if (*open) {
		add(r, SKETCH_CENTER, p);
	} else if (p->marker.kind >= MARK_NUMBER && p->marker.kind != MARK_DEEP) {
		struct sketch_node *n = add(r, SKETCH_ITEM, p);

		n->text = behind(r->im->arena, p, p->marker.end);
	} else if (p->outline && !p->marker.kind && !r->has_roman &&
		   r->has_looks) {
		add_styled(r, p);
	} else {
		add(r, SKETCH_PARAGRAPH, p);
	}
}

/* Dots to write on: four or more, or two ellipses. */
static bool has_leader(struct str s)
{
	int dots = 0;

	for (uint32_t i = 0; i < s.n;) {
		uint32_t c = utf8_next(s, &i);

		dots = c == '.' || c == '_' ? dots + 1
		       : c == 0x2026 ? dots + 3 : 0;
		if (dots >= 6)
			return true;
	}
	return false;
}

static bool is_form_text(const struct sketch_node *n)
{
	return n->para && !n->para->table &&
	       (n->kind == SKETCH_PARAGRAPH || n->kind == SKETCH_ITEM ||
		n->kind == SKETCH_CENTER);
}

/* Lines with dots to write on, two at least, and what stands among them. */
static void mark_forms(struct sketch_nodes *nodes)
{
	for (uint32_t i = 0; i < nodes->count;) {
		uint32_t from = i, to, dotted = 0, last = i;

		for (to = i; to < nodes->count && is_form_text(&nodes->items[to]);
		     to++)
			if (has_leader(nodes->items[to].para->plain)) {
				dotted++;
				last = to;
			}
		if (dotted >= 2 && dotted * 3 >= last + 1 - from)
			for (uint32_t k = from; k <= last; k++)
				if (nodes->items[k].kind != SKETCH_CENTER)
					nodes->items[k].kind = SKETCH_FORM;
		i = to > from ? to : from + 1;
	}
}

/* A short line right above a table is its caption. */
static void set_captions(struct sketch_nodes *nodes)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < nodes->count; i++) {
		struct sketch_node x = nodes->items[i];
		struct sketch_node *last = n ? &nodes->items[n - 1] : NULL;

		if (x.kind == SKETCH_TABLE && last &&
		    (last->kind == SKETCH_PARAGRAPH ||
		     last->kind == SKETCH_CENTER) &&
		    last->para->plain.n < 200 &&
		    !phrase_is_ended(last->para->plain) &&
		    (n < 2 || last[-1].kind != SKETCH_CENTER)) {
			x.caption = last->para->plain;
			n--;
		}
		nodes->items[n++] = x;
	}
	nodes->count = n;
}

/* "Chương I" and its title on the next line are one. */
static void merge_unit_titles(struct sketch_nodes *nodes)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < nodes->count; i++) {
		struct sketch_node *last = n ? &nodes->items[n - 1] : NULL;
		const struct sketch_node *x = &nodes->items[i];

		if (last && last->kind == SKETCH_UNIT && !last->text.n &&
		    (x->kind == SKETCH_CENTER || x->kind == SKETCH_PARAGRAPH) &&
		    !phrase_is_ended(x->para->plain)) {
			last->text = x->para->plain;
			continue;
		}
		nodes->items[n++] = *x;
	}
	nodes->count = n;
}

void body_read(const struct importer *im, const struct paras *in, uint32_t from,
	       uint32_t to, struct sketch_nodes *out,
	       const struct rule_scheme **scheme)
{
	struct body_reader r = { .im = im, .in = in, .from = from, .to = to,
				 .out = out };
	bool open = false;

	if (from >= to)
		return;
	r.is_heading = arena_array(im->arena, bool, to - from);
	r.has_looks = find_looks(&r);
	find_kinds_with_looks(&r);
	decide_all(&r);
	for (uint32_t i = from; i < to; i++)
		if (!is_note_line(&in->items[i]))
			add_para(&r, i, &open);
		else
			add(&r, SKETCH_PARAGRAPH, &in->items[i]);
	merge_unit_titles(out);
	mark_forms(out);
	set_captions(out);
	number_check(im, out);
	if (r.scheme)
		*scheme = r.scheme;
}

/* Prose at the very end, behind a list, belongs to no item of it. */
static bool is_last_word(const struct paras *in, uint32_t n, uint32_t from)
{
	const struct para *p = &in->items[in->count - 1 - n];

	return n == 0 && in->count >= from + 2 && !p[-1].table &&
	       p[-1].marker.kind >= MARK_NUMBER && phrase_is_ended(p[-1].plain) &&
	       p->plain.n > 60;
}

uint32_t closing_count(const struct importer *im, const struct paras *in,
		       uint32_t from)
{
	uint32_t n = 0;

	while (n < 4 && in->count - n > from) {
		const struct para *p = &in->items[in->count - 1 - n];

		if (p->table || p->marker.kind || p->plain.n < 30 ||
		    (!phrase_of(p->plain, &im->legacy->lists[LEGACY_CLOSING]) &&
		     !is_last_word(in, n, from)))
			break;
		n++;
	}
	return n;
}
