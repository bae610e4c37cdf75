/* Runs: which letters of a paragraph are shown, and how. */
#include "import/docx_inside.h"
#include "import/encoding.h"

#include "base/utf8.h"
#include "import/docx_symbol.h"

enum { MOST_MARKS = 12 }; /* accents on one letter */

void docx_lose(struct docx *d, struct str text, const char *why)
{
	if (d->doubts++ < MOST_DOUBTS)
		ledger_doubt(d->ledger, d->line ? d->line : 1, text, why);
}

/* ---- letters ---------------------------------------------------------- */

/* The one place that knows of fonts with an alphabet of their own. */
enum { MOST_OLD = 65536 /* bytes of a run that may be in an old encoding */ };

struct str docx_decode(struct docx *d, struct str text, struct str font)
{
	const char *encoding = NULL;
	struct str now;
	bool plain = !str_starts(font, STR(".Vn")); /* whose H is a capital */

	for (uint32_t i = 0; plain && i < text.n; i++)
		plain = (unsigned char)text.p[i] < 0x80;
	if (plain || text.n > MOST_OLD)
		return text;
	now = decode_run(d->arena, text,
			 font.n ? str_terminated(d->arena, font) : NULL,
			 &encoding);
	if (!encoding)
		return text; /* as it is: recomposed later */
	d->encoding = encoding;
	ledger_repair(d->ledger, d->line, text, now, "bảng mã cũ của phông chữ",
		      0.95);
	return now;
}

static void add_letter(struct docx *d, struct buf *b, uint32_t code,
		       struct str font)
{
	uint32_t letter;

	if (code == '\n' || code == '\r' || code == 0x2028 || code == 0x2029) {
		buf_char(b, ' ');
	} else if (code == 0xAD || code == 0xFEFF) {
		; /* a soft hyphen, a mark of byte order: never seen */
	} else if (code >= 0xE000 && code <= 0xF8FF) {
		letter = symbol_letter(code, font);
		if (!letter)
			docx_lose(d, font, "ký hiệu của phông riêng, không đọc được");
		utf8_add(b, letter ? letter : UTF8_REPLACEMENT);
	} else {
		utf8_add(b, code);
	}
}

/* Towers of accents cost NFC quadratic time, and are nobody's text. */
static struct str clean(struct docx *d, struct str s, struct str font)
{
	struct buf b = buf_new(d->arena);
	int marks = 0;

	buf_reserve(&b, s.n);
	for (uint32_t i = 0; i < s.n;) {
		uint32_t code = utf8_next(s, &i);

		marks = code >= 0x300 && utf8_columns(code) == 0 ? marks + 1
								 : 0;
		if (marks <= MOST_MARKS)
			add_letter(d, &b, code, font);
	}
	return buf_str(&b);
}

static bool is_blank(struct str s)
{
	for (uint32_t i = 0; i < s.n;) {
		uint32_t c = utf8_next(s, &i);

		if (c != ' ' && c != '\t' && c != 0xA0 && c != 0x3000 &&
		    !(c >= 0x2000 && c <= 0x200B))
			return false;
	}
	return true;
}

/* ---- pieces ----------------------------------------------------------- */

static void push(struct docx *d, struct piece p)
{
	if (d->piece_count == d->piece_room) {
		d->pieces = arena_grow(d->arena, d->pieces, d->piece_room,
				       sizeof p);
		d->piece_room++;
	}
	d->pieces[d->piece_count++] = p;
}

void docx_break(struct docx *d)
{
	push(d, (struct piece){ .kind = PIECE_BREAK, .blank = true });
}

static void add(struct docx *d, struct str text, const struct face *face)
{
	struct piece p = { .text = text, .blank = is_blank(text),
			   .bold = (face->on & FACE_BOLD) != 0,
			   .italic = (face->on & FACE_ITALIC) != 0,
			   .size = face->size };

	if (!text.n)
		return;
	if (!p.blank && !d->started)
		d->started = d->page;
	push(d, p);
}

void docx_plain(struct docx *d, struct str text)
{
	add(d, text, &(struct face){ 0 });
}

/* ---- fields ----------------------------------------------------------- */

static bool is_shown(const struct docx *d)
{
	for (int i = 0; i < d->field_count; i++)
		if (d->instruction[i])
			return false;
	return true;
}

static void field(struct docx *d, struct str type)
{
	if (str_is(type, "begin") && d->field_count < MOST_FIELDS)
		d->instruction[d->field_count++] = true;
	else if (str_is(type, "separate") && d->field_count)
		d->instruction[d->field_count - 1] = false;
	else if (str_is(type, "end") && d->field_count)
		d->field_count--;
}

/* ---- notes ------------------------------------------------------------ */

static struct note *find_note(const struct notes *all, struct str id)
{
	uint32_t from = 0, to = all->count;
	int wanted = int_of(id, 0);

	while (from < to) {
		uint32_t middle = (from + to) / 2;

		if (all->list[middle].id == wanted)
			return &all->list[middle];
		if (all->list[middle].id < wanted)
			from = middle + 1;
		else
			to = middle;
	}
	return NULL;
}

static void read_note(struct docx *d, struct note *n)
{
	enum paper_align align = PAPER_UNKNOWN;
	struct said said;

	d->in_note++;
	said = docx_inner(d, n->node, &align);
	d->in_note--;
	n->code = paper_note(d->paper, str_trim(said.text), d->line);
	if (!n->code)
		docx_lose(d, said.text, "quá nhiều chú thích");
}

/* Read where it is first called. A note on a note is left out. */
static void note(struct docx *d, const struct notes *all, struct str id)
{
	struct note *n = d->in_note ? NULL : find_note(all, id);
	struct buf b = buf_new(d->arena);

	if (!n)
		return;
	if (!n->code)
		read_note(d, n);
	if (!n->code)
		return;
	utf8_add(&b, n->code);
	push(d, (struct piece){ .kind = PIECE_NOTE, .blank = true,
				.text = buf_str(&b) });
}

/* ---- pictures and boxes ----------------------------------------------- */

static void push_box(struct docx *d, const struct node *n)
{
	if (d->box_count == d->box_room) {
		d->boxes = arena_grow(d->arena, d->boxes, d->box_room,
				      sizeof *d->boxes);
		d->box_room++;
	}
	d->boxes[d->box_count++] = n;
}

/* A box's text waits; of all else a drawing holds, what is lost is told: a
 * mere line or frame is not. */
static const char *look_into(struct docx *d, const struct node *n)
{
	const char *lost = NULL;

	if (n->name == N_AlternateContent)
		n = choice_of(n);
	for (n = n ? n->child : NULL; n; n = n->next) {
		const char *inner = NULL;

		if (n->name == N_txbxContent)
			push_box(d, n);
		else if (n->name == N_chart || n->name == N_relIds)
			inner = "biểu đồ không được đưa vào";
		else if (n->name == N_OLEObject)
			inner = "đối tượng nhúng không được đưa vào";
		else if (n->name == N_blip || n->name == N_imagedata)
			inner = "hình không được đưa vào";
		else
			inner = look_into(d, n);
		if (inner && (!lost || n->name == N_OLEObject))
			lost = inner;
	}
	return lost;
}

static void drawing(struct docx *d, const struct node *n)
{
	const char *lost = look_into(d, n);

	if (lost)
		docx_lose(d, (struct str){ 0 }, lost);
}

/* ---- runs ------------------------------------------------------------- */

static int hex(struct str s)
{
	int value = 0;

	for (uint32_t i = 0; i < s.n && i < 6; i++) {
		char c = s.p[i] | 0x20;
		int digit = c >= 'a' && c <= 'f' ? c - 'a' + 10
			    : c >= '0' && c <= '9' ? c - '0' : 0;

		value = value * 16 + digit;
	}
	return value;
}

static void symbol(struct docx *d, const struct node *n,
		   const struct face *face)
{
	struct str font = attr_of(n, N_font);
	uint32_t code = (uint32_t)hex(attr_of(n, N_char));
	struct buf b = buf_new(d->arena);
	uint32_t letter = symbol_letter(code, font);

	if (letter || (code >= 0xE000 && code <= 0xF8FF) || code < 32)
		add_letter(d, &b, letter ? letter : 0xE000, font);
	else
		add_letter(d, &b, code, font);
	add(d, buf_str(&b), face);
}

static struct str without_edges(const struct node *n)
{
	if (str_is(attr_of(n, N_space), "preserve"))
		return n->text;
	return str_trim(n->text);
}

static void text(struct docx *d, const struct node *n,
		 const struct face *face)
{
	struct str s = docx_decode(d, without_edges(n), face->font);

	if (d->placeholder)
		return;
	s = clean(d, s, face->font);
	add(d, face->on & FACE_CAPS ? utf8_upper(d->arena, s) : s, face);
}

static void line_break(struct docx *d, const struct node *n)
{
	if (str_is(attr_of(n, N_type), "page"))
		d->page += !d->rendered;
	else
		docx_break(d);
}

static void whole_run(struct docx *, const struct node *);
static void run(struct docx *, const struct node *, const struct face *);

static void children(struct docx *d, const struct node *n,
		     const struct face *face)
{
	for (n = n ? n->child : NULL; n; n = n->next)
		run(d, n, face);
}

static void run(struct docx *d, const struct node *n, const struct face *face)
{
	switch (n->name) {
	case N_rPr: case N_rt: case N_instrText: break;
	case N_r: whole_run(d, n); break;
	case N_t: text(d, n, face); break;
	case N_tab: case N_ptab:
		add(d, d->leader ? STR("............") : STR("\t"), face);
		break;
	case N_br: line_break(d, n); break;
	case N_cr: docx_break(d); break;
	case N_lastRenderedPageBreak: d->page += !d->in_note; break;
	case N_noBreakHyphen: add(d, STR("-"), face); break;
	case N_sym: symbol(d, n, face); break;
	case N_footnoteReference:
		note(d, &d->footnotes, attr_of(n, N_id)); break;
	case N_endnoteReference:
		note(d, &d->endnotes, attr_of(n, N_id)); break;
	case N_drawing: case N_object: case N_pict: drawing(d, n); break;
	case N_AlternateContent: children(d, choice_of(n), face); break;
	default: children(d, n, face); break;
	}
}

static void whole_run(struct docx *d, const struct node *r)
{
	const struct node *rpr = child_of(r, N_rPr);
	struct face face = face_of_run(d->styles, d->style, rpr);
	bool hidden = face.on & FACE_HIDDEN;

	for (const struct node *n = r->child; n; n = n->next)
		if (n->name == N_fldChar)
			field(d, attr_of(n, N_fldCharType));
		else if (!hidden && is_shown(d))
			run(d, n, &face);
}

/* ---- content ---------------------------------------------------------- */

void docx_form_field(struct docx *d, const struct node *n,
		     void (*inner)(struct docx *, const struct node *))
{
	bool outer = d->placeholder;
	bool empty = switch_of(child_of(n, N_sdtPr), N_showingPlcHdr) == 1;

	if (empty && !outer)
		docx_plain(d, STR("…"));
	d->placeholder = outer || empty;
	inner(d, child_of(n, N_sdtContent));
	d->placeholder = outer;
}

/* Whatever wraps runs (links, insertions, smart tags) is seen through. */
void docx_content(struct docx *d, const struct node *n)
{
	for (n = n ? n->child : NULL; n; n = n->next)
		switch (n->name) {
		case N_r: whole_run(d, n); break;
		case N_sdt: docx_form_field(d, n, docx_content); break;
		case N_oMath:
			docx_lose(d, (struct str){ 0 },
				  "công thức chỉ còn chữ");
			docx_content(d, n);
			break;
		case N_subDoc:
			docx_lose(d, (struct str){ 0 },
				  "văn bản con không được đưa vào");
			break;
		case N_AlternateContent: docx_content(d, choice_of(n)); break;
		case N_del: case N_moveFrom: case N_pPr: case N_rt: break;
		default: docx_content(d, n); break;
		}
}
