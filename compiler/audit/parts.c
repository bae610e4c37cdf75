/* Finds the parts of the form on the pages by what the decree says of them:
 * the words that it orders to be printed, and where they stand. */
#include "audit/parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/viet.h"

enum { FAR = 100000 };

bool text_is_upper(struct arena *a, struct str s)
{
	return str_eq(s, utf8_upper(a, s)) && !str_eq(s, utf8_lower(a, s));
}

int leading_number(struct str s, uint32_t *bytes)
{
	int value = 0;

	for (*bytes = 0; *bytes < s.n && *bytes < 5 && s.p[*bytes] >= '0' &&
			 s.p[*bytes] <= '9'; ++*bytes)
		value = value * 10 + s.p[*bytes] - '0';
	return *bytes ? value : -1;
}

/* ---- rows --------------------------------------------------------------- */

static int by_place(const void *left, const void *right)
{
	const struct measured_word *a = *(const struct measured_word *const *)left;
	const struct measured_word *b = *(const struct measured_word *const *)right;

	if (fabs(a->baseline - b->baseline) > 0.6)
		return a->baseline < b->baseline ? -1 : 1;
	return a->x0 < b->x0 ? -1 : a->x0 > b->x0;
}

static void finish_row(struct arena *a, struct row *r)
{
	struct buf b = buf_new(a);
	bool some_bold = false;

	r->bold = r->italic = r->black = true;
	r->x0 = r->words[0]->x0;
	r->y = r->words[0]->baseline;
	for (uint32_t i = 0; i < r->count; i++) {
		const struct measured_word *w = r->words[i];

		/* words that touch are one */
		if (i && w->x0 - r->x1 > 0.1 * w->size)
			buf_char(&b, ' ');
		buf_add(&b, w->text);
		r->x1 = i && r->x1 > w->x1 ? r->x1 : w->x1;
		if (w->size > r->size)
			r->size = w->size;
		r->bold &= w->bold;
		some_bold |= w->bold;
		r->italic &= w->italic;
		r->black &= w->black;
	}
	r->mixed = some_bold && !r->bold;
	r->text = buf_str(&b);
}

struct rows rows_of(struct arena *a, const struct measured_page *p,
		    uint32_t page, double x0, double x1, double y0, double y1)
{
	const struct measured_word **words =
		arena_array(a, const struct measured_word *, p->word_count + 1);
	struct rows rows = { NULL, 0 };
	uint32_t n = 0;

	for (uint32_t i = 0; i < p->word_count; i++) {
		const struct measured_word *w = &p->words[i];

		if (w->x0 >= x0 && w->x0 < x1 && w->baseline >= y0 &&
		    w->baseline < y1)
			words[n++] = w;
	}
	qsort(words, n, sizeof *words, by_place);
	for (uint32_t i = 0, to; i < n; i = to) {
		struct row row = { .page = page, .words = &words[i] };

		for (to = i + 1; to < n && fabs(words[to]->baseline -
						words[i]->baseline) <= 0.6; to++)
			;
		row.count = to - i;
		finish_row(a, &row);
		rows.items = arena_grow(a, rows.items, rows.count,
					sizeof *rows.items);
		rows.items[rows.count++] = row;
	}
	return rows;
}

const struct measured_stroke *line_between(const struct measured_page *p,
					   double y0, double y1, double x0,
					   double x1, uint32_t *count)
{
	const struct measured_stroke *found = NULL;

	*count = 0;
	for (uint32_t i = 0; i < p->stroke_count; i++) {
		const struct measured_stroke *s = &p->strokes[i];
		double a = fmin(s->x0, s->x1), b = fmax(s->x0, s->x1);

		if (fabs(s->y0 - s->y1) > 0.2 || s->y0 <= y0 || s->y0 >= y1 ||
		    a < x0 || b > x1)
			continue;
		found = s;
		++*count;
	}
	return found;
}

/* ---- page numbers, appendices, notes ------------------------------------- */

static bool all_digits(struct str s)
{
	for (uint32_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return s.n > 0 && s.n < 5;
}

static void drop_row(struct rows *rows, uint32_t at)
{
	rows->count--;
	memmove(&rows->items[at], &rows->items[at + 1],
		(rows->count - at) * sizeof *rows->items);
}

/* Digits alone in the top margin, or in the bottom one. */
static void take_number(struct page_facts *f, double height)
{
	struct rows *rows = &f->rows;

	if (!rows->count)
		return;
	if (all_digits(rows->items[0].text) && rows->items[0].y < 26 * MM) {
		f->number = rows->items[0];
		drop_row(rows, 0);
	} else if (all_digits(rows->items[rows->count - 1].text) &&
		   rows->items[rows->count - 1].y > height - 26 * MM) {
		f->number = rows->items[rows->count - 1];
		f->number_at_foot = true;
		rows->count--;
	}
}

static bool begins_appendix(const struct page_facts *f)
{
	struct str label = STR("phụ lục");

	for (uint32_t i = 0; i < f->rows.count && i < 2; i++) {
		const struct row *r = &f->rows.items[i];
		struct str start = str_slice(r->text, 0,
			r->text.n < label.n ? r->text.n : label.n);

		if (r->bold && r->text.n < label.n + 8 &&
		    (str_is(start, "Phụ lục") || str_is(start, "PHỤ LỤC")))
			return true;
	}
	return false;
}

/* A short line at the left margin with smaller text below it. */
static double find_note_top(const struct measured_page *p,
			    const struct rows *rows)
{
	for (uint32_t i = 0; i < p->stroke_count; i++) {
		const struct measured_stroke *s = &p->strokes[i];
		double width = fabs(s->x1 - s->x0);
		bool small = false, large = false;

		if (fabs(s->y0 - s->y1) > 0.2 || width < 20 * MM ||
		    width > 70 * MM || fmin(s->x0, s->x1) > 36 * MM)
			continue;
		for (uint32_t k = 0; k < rows->count; k++)
			if (rows->items[k].y > s->y0) {
				small = true;
				large |= rows->items[k].size > 12.6;
			}
		if (small && !large)
			return s->y0;
	}
	return FAR;
}

/* The line across the whole text block over the contact line (R98). */
static double find_contact_top(const struct parts *d)
{
	const struct measured_page *p = &d->pdf->pages[0];

	for (uint32_t i = 0; i < p->stroke_count; i++) {
		const struct measured_stroke *s = &p->strokes[i];

		if (fabs(s->y0 - s->y1) < 0.2 && fabs(s->x1 - s->x0) > 140 * MM &&
		    s->y0 > p->height * 0.7)
			return s->y0;
	}
	return FAR;
}

static bool holds(struct str s, const char *word)
{
	return str_find(s, str_of(word)) >= 0;
}

static bool holds_nation(const struct page_facts *f)
{
	for (uint32_t i = 0; i < f->rows.count; i++)
		if (holds(f->rows.items[i].text, "VIỆT NAM"))
			return true;
	return false;
}

static void look_at_pages(struct parts *d)
{
	int appendix = 0;
	uint32_t in_series = 0;

	d->pages = arena_array(d->arena, struct page_facts, d->page_count);
	for (uint32_t i = 0; i < d->page_count; i++) {
		const struct measured_page *p = &d->pdf->pages[i];
		struct page_facts *f = &d->pages[i];

		f->rows = rows_of(d->arena, p, i, -FAR, FAR, -FAR, FAR);
		f->landscape = p->width > p->height;
		take_number(f, p->height);
		if ((i || !holds_nation(f)) && begins_appendix(f)) {
			d->is_appendix_file |= i == 0;
			appendix++;
			in_series = 0;
		}
		f->appendix = appendix;
		f->in_series = ++in_series;
		f->note_top = find_note_top(p, &f->rows);
		d->body_pages += !appendix;
	}
}

/* ---- the head ------------------------------------------------------------ */

/* x where the right column of the head begins: the nation's name. */
static double find_split(const struct parts *d)
{
	const struct measured_page *p = &d->pdf->pages[0];

	for (uint32_t i = 0; i < p->word_count; i++)
		if (str_is(p->words[i].text, "CỘNG"))
			return p->words[i].x0 - 4;
	return p->width / 2;
}

static struct row first_row(struct rows rows)
{
	return rows.count ? rows.items[0] : (struct row){ .count = 0 };
}

static const struct rule_kind *kind_named(const struct parts *d, struct str s)
{
	struct str folded = viet_fold(d->arena, s);

	for (uint32_t i = 0; i < d->rules->kind_count; i++)
		if (str_eq(folded, viet_fold(d->arena,
					     d->rules->kinds[i].name)))
			return &d->rules->kinds[i];
	return NULL;
}

/* The name of the kind stands alone on its row, in capitals. */
static void find_title(struct parts *d)
{
	const struct rows *rows = &d->pages[0].rows;

	for (uint32_t i = 0; i < rows->count; i++) {
		const struct rule_kind *kind =
			kind_named(d, rows->items[i].text);

		if (!kind || kind->untitled)
			continue;
		d->title = rows->items[i];
		d->kind = kind;
		return;
	}
}

static void find_number_and_date(struct parts *d, double split, double below)
{
	const struct measured_page *p = &d->pdf->pages[0];
	double y = -1;

	for (uint32_t i = 0; i < p->word_count && y < 0; i++)
		if (str_starts(p->words[i].text, STR("Số")) &&
		    p->words[i].x0 < split && p->words[i].baseline < below &&
		    (str_is(p->words[i].text, "Số:") ||
		     str_is(p->words[i].text, "Số")))
			y = p->words[i].baseline;
	for (uint32_t i = 0; i < p->word_count; i++) {
		const struct measured_word *w = &p->words[i];

		if (!str_is(w->text, "ngày") || w->baseline > below ||
		    w->x1 < split)
			continue;
		/* a long place reaches over the split: italic words of the row */
		d->date = first_row(rows_of(d->arena, p, 0,
			y >= 0 && fabs(y - w->baseline) < 3 ? split - 30 : split - 60,
			FAR, w->baseline - 0.6, w->baseline + 0.6));
		break;
	}
	if (y >= 0)
		d->number = first_row(rows_of(d->arena, p, 0, 0,
			d->date.count && fabs(d->date.y - y) < 3 ? d->date.x0 : split,
			y - 0.6, y + 0.6));
}

static void find_head(struct parts *d)
{
	const struct measured_page *p = &d->pdf->pages[0];
	double split = find_split(d), below, top;

	find_title(d);
	below = d->title.count ? d->title.y - 1 : p->height / 2;
	find_number_and_date(d, split, below);
	top = d->number.count ? d->number.y - 1
	      : d->title.count ? d->title.y - 1 : p->height / 4;
	d->nation = rows_of(d->arena, p, 0, split, FAR, 0,
			    d->date.count && d->date.y < top ? d->date.y - 1 : top);
	while (d->nation.count && !holds(d->nation.items[0].text, "CỘNG")) {
		d->nation.items++; /* a mark of box 11 or 14 above */
		d->nation.count--;
	}
	d->issuer = rows_of(d->arena, p, 0, 0, split, 0, top);
	while (d->issuer.count && d->nation.count &&
	       d->issuer.items[0].y < d->nation.items[0].y - 12) {
		d->issuer.items++; /* a draft's mark */
		d->issuer.count--;
	}
	d->is_letter = !d->title.count && d->number.count;
}

/* Rows under the title: subject, "(Kèm theo …)". */
static void find_subject(struct parts *d, double *body_top)
{
	const struct rows *rows = &d->pages[0].rows;
	double last = d->title.y;
	uint32_t lines;

	for (uint32_t i = 0; i < rows->count; i++) {
		const struct row *r = &rows->items[i];

		if (r->y < d->title.y + 1)
			continue;
		line_between(&d->pdf->pages[0], last, r->y - r->size * 0.7, 0,
			     FAR, &lines);
		if (lines)
			break; /* the rule closes the title */
		if (r->y - last > 3 * d->title.size)
			break;
		if (str_starts(r->text, STR("(Kèm theo")) ||
		    (d->attached.count && r->italic)) {
			if (!d->attached.count)
				d->attached = *r;
			last = r->y;
			continue;
		}
		if (!(r->bold || (!d->subject.count &&
				  fabs(row_centre(r) - row_centre(&d->title)) < 4 &&
				  r->x0 > d->left + 20)) || d->attached.count)
			break;
		if (str_starts(r->text, STR("I. ")) || holds(r->text, "Điều 1"))
			break;
		if (!d->subject.count)
			d->subject.items = &rows->items[i];
		d->subject.count++;
		last = r->y;
	}
	*body_top = last;
}

static void find_letter_head(struct parts *d, double *body_top)
{
	const struct measured_page *p = &d->pdf->pages[0];
	struct rows below = rows_of(d->arena, p, 0, 0,
				    d->date.count ? d->date.x0 : p->width / 2,
				    d->number.y + 1, d->number.y + 120);

	for (uint32_t i = 0; i < below.count; i++) {
		const struct row *r = &below.items[i];

		if (holds(r->text, "Kính gửi") ||
		    (!i && r->size > 13.1 && !str_starts(r->text, STR("V/v"))) ||
		    (i && r->y - below.items[i - 1].y > 20))
			break;
		d->letter_subject.items = below.items;
		d->letter_subject.count = i + 1;
		*body_top = r->y;
	}
}

/* "Kính gửi:" and the dashed rows below it. */
static void find_addressee(struct parts *d, double *body_top)
{
	const struct rows *rows = &d->pages[0].rows;

	for (uint32_t i = 0; i < rows->count; i++) {
		if (!str_starts(rows->items[i].text, STR("Kính gửi")))
			continue;
		d->addressee.items = &rows->items[i];
		d->addressee.count = 1;
		while (i + d->addressee.count < rows->count &&
		       (str_starts(rows->items[i + d->addressee.count].text,
				   STR("- ")) ||
			rows->items[i + d->addressee.count].x0 >
				d->left + 30 * MM))
			d->addressee.count++;
		*body_top = rows->items[i + d->addressee.count - 1].y;
		return;
	}
}

/* ---- signature ----------------------------------------------------------- */

/* Where the signature's column begins: its titles and name are larger than
 * the list of recipients beside them. */
static double sign_edge(const struct measured_page *p, double left, double y)
{
	double edge = FAR;

	for (uint32_t i = 0; i < p->word_count; i++) {
		const struct measured_word *w = &p->words[i];

		if (w->baseline > y - 3 && w->x0 > left + 30 * MM &&
		    w->size > 12.6 && (w->bold || w->x0 > left + 90 * MM))
			edge = fmin(edge, w->x0);
	}
	return edge < FAR ? edge - 1 : left + 66 * MM;
}

static void find_signature(struct parts *d)
{
	for (uint32_t i = 0; i < d->body_pages; i++) {
		const struct measured_page *p = &d->pdf->pages[i];

		for (uint32_t k = 0; k + 1 < p->word_count; k++) {
			const struct measured_word *w = &p->words[k];
			double y = w->baseline, edge;

			if (!(str_is(w->text, "Nơi") || str_is(w->text, "NƠI")) ||
			    !(str_starts(p->words[k + 1].text, STR("nhận")) ||
			      str_starts(p->words[k + 1].text, STR("NHẬN"))))
				continue;
			d->sign_page = i;
			edge = sign_edge(p, w->x0, y);
			d->label = first_row(rows_of(d->arena, p, i, 0, edge,
						     y - 0.6, y + 0.6));
			d->recipients = rows_of(d->arena, p, i, 0, edge, y + 1,
						d->pages[i].note_top);
			d->sign = rows_of(d->arena, p, i, edge, FAR, y - 3,
					  d->pages[i].note_top);
			/* a short last line of text may stand level: no */
			while (d->recipients.count > 1 &&
			       d->recipients.items[d->recipients.count - 1].y -
				       d->recipients.items[d->recipients.count - 2].y > 40)
				d->recipients.count--;
		}
	}
}

/* Signatures of several agencies stand in rows of two above the recipients:
 * all that is bold there. Those on the right are looked at. */
static void find_joint(struct parts *d)
{
	const struct rows *rows;
	double top = 0;

	if (!d->label.count || d->sign.count)
		return;
	rows = &d->pages[d->sign_page].rows;
	for (uint32_t i = rows->count; i-- > 0;) {
		if (rows->items[i].y > d->label.y - 2)
			continue;
		if (!rows->items[i].bold)
			break;
		top = rows->items[i].y;
	}
	if (!top)
		return;
	d->is_joint = true;
	d->sign_top = top;
	d->sign = rows_of(d->arena, &d->pdf->pages[d->sign_page], d->sign_page,
			  d->centre, FAR, top - 1, d->label.y - 2);
}

/* ---- the text ------------------------------------------------------------ */

/* A row that stands between the rules of a table. */
static bool in_table(const struct measured_page *p, const struct row *r)
{
	bool left = false, right = false;

	for (uint32_t i = 0; i < p->stroke_count; i++) {
		const struct measured_stroke *s = &p->strokes[i];
		double top = fmin(s->y0, s->y1), bottom = fmax(s->y0, s->y1);

		if (fabs(s->x0 - s->x1) > 0.3 || bottom - top < 6 ||
		    r->y < top - 1 || r->y > bottom + 1)
			continue;
		left |= s->x0 <= r->x0 + 1;
		right |= s->x0 >= r->x1 - 1;
	}
	return left && right;
}

static bool is_centred(const struct parts *d, const struct row *r)
{
	return fabs(row_centre(r) - d->centre) < 1.5 && r->x0 > d->left + 15 * MM;
}

/* "Dự toán kinh phí" above a table or below a picture. */
static bool is_caption(const struct parts *d, const struct row *r)
{
	return r->italic && !r->bold && is_centred(d, r);
}

static bool holds_dots(struct str s)
{
	return holds(s, "......") || holds(s, "……");
}

static void add_body_row(struct parts *d, const struct row *r)
{
	d->body.items = arena_grow(d->arena, d->body.items, d->body.count,
				   sizeof *r);
	d->body.items[d->body.count++] = *r;
}

static void find_body(struct parts *d, double body_top)
{
	double contact = find_contact_top(d);

	for (uint32_t i = 0; i < d->body_pages; i++) {
		const struct page_facts *f = &d->pages[i];

		for (uint32_t k = 0; k < f->rows.count; k++) {
			const struct row *r = &f->rows.items[k];

			if ((!i && (r->y <= body_top + 1 || r->y > contact)) ||
			    r->y > f->note_top ||
			    (d->label.count && (i > d->sign_page ||
				(i == d->sign_page && r->y > d->sign_top - 4))) ||
			    r->size < 10 || is_caption(d, r) ||
			    in_table(&d->pdf->pages[i], r) ||
			    holds_dots(r->text))
				continue;
			add_body_row(d, r);
		}
	}
}

static double rounded(double v)
{
	return floor(v * 2 + 0.5) / 2;
}

/* Edges of the text block: the leftmost and rightmost of what stands there. */
static void find_edges(struct parts *d)
{
	double left = FAR, right = 0;

	for (uint32_t i = 0; i < d->page_count; i++) {
		const struct page_facts *f = &d->pages[i];

		if (f->landscape || f->appendix)
			continue;
		for (uint32_t k = 0; k < f->rows.count; k++) {
			const struct row *r = &f->rows.items[k];

			if (r->y < 19 * MM || r->count < 2)
				continue;
			left = fmin(left, r->x0);
			right = fmax(right, r->x1);
		}
	}
	d->left = left < FAR ? left : 30 * MM;
	d->right = right > d->left ? right : 195 * MM;
	d->centre = (d->left + d->right) / 2;
}

static void find_body_size(struct parts *d)
{
	double sizes[64], best = 0;
	uint32_t counts[64] = { 0 }, n = 0, most = 0;

	for (uint32_t i = 0; i < d->body.count; i++) {
		double size = rounded(d->body.items[i].size);
		uint32_t k = 0;

		while (k < n && sizes[k] != size)
			k++;
		if (k == 64)
			continue;
		if (k == n)
			sizes[n++] = size;
		counts[k] += d->body.items[i].count;
		if (counts[k] > most) {
			most = counts[k];
			best = size;
		}
	}
	d->body_size = best;
}

static bool begins_paragraph(const struct parts *d, const struct row *before,
			     const struct row *r)
{
	if (!before || is_centred(d, r) || is_centred(d, before))
		return true;
	if (r->x0 > d->left + 5 * MM)
		return true;
	/* at the margin: goes on, unless a gap parts them */
	return r->page == before->page && d->leading > 0 &&
	       r->y - before->y > d->leading + 4;
}

static bool opens_basis(struct str s)
{
	return str_starts(s, STR("Căn cứ ")) || str_starts(s, STR("Xét ")) ||
	       str_starts(s, STR("Theo ")) || str_starts(s, STR("Thực hiện "));
}

/* The most common distance between rows of one paragraph. */
static void find_leading(struct parts *d)
{
	uint32_t counts[400] = { 0 }, most = 0;

	for (uint32_t i = 1; i < d->body.count; i++) {
		const struct row *a = &d->body.items[i - 1];
		const struct row *b = &d->body.items[i];
		double gap = b->y - a->y;
		int slot = (int)(gap * 5 + 0.5);

		if (a->page != b->page || slot < 1 || slot >= 400 ||
		    b->x0 > d->left + 5 * MM)
			continue;
		if (++counts[slot] > most) {
			most = counts[slot];
			d->leading = gap;
		}
	}
	if (!most)
		d->leading = d->body_size * 1.2;
}

static void add_paragraph(struct parts *d, uint32_t first, uint32_t count)
{
	struct paragraph p = { .rows = &d->body.items[first], .count = count };
	struct buf b = buf_new(d->arena);

	for (uint32_t i = 0; i < count; i++) {
		if (i)
			buf_char(&b, ' ');
		buf_add(&b, p.rows[i].text);
	}
	p.text = buf_str(&b);
	p.centred = is_centred(d, &p.rows[0]);
	d->paragraphs = arena_grow(d->arena, d->paragraphs, d->paragraph_count,
				   sizeof p);
	d->paragraphs[d->paragraph_count++] = p;
}

static void find_paragraphs(struct parts *d)
{
	struct buf all = buf_new(d->arena);
	uint32_t first = 0;
	bool heading = false;

	for (uint32_t i = 0; i < d->body.count; i++) {
		buf_add(&all, d->body.items[i].text);
		buf_char(&all, ' ');
		if (i && begins_paragraph(d, &d->body.items[i - 1],
					  &d->body.items[i])) {
			add_paragraph(d, first, i - first);
			first = i;
		}
	}
	if (d->body.count)
		add_paragraph(d, first, d->body.count - first);
	d->all_text = buf_str(&all);
	for (uint32_t i = 0; i < d->paragraph_count && !heading; i++) {
		struct paragraph *p = &d->paragraphs[i];
		struct str text = p->text;

		heading = str_starts(text, STR("I. ")) ||
			  str_starts(text, STR("Điều 1")) || p->rows[0].bold;
		p->is_basis = !heading && opens_basis(text) &&
			      !str_ends(text, STR(":")) &&
			      (str_ends(text, STR(";")) || p->rows[0].italic ||
			       (i && d->paragraphs[i - 1].is_basis));
	}
}

struct parts *parts_find(struct arena *arena, const struct measured *pdf,
			 const struct rules *rules)
{
	struct parts *d = arena_new_of(arena, struct parts);
	double body_top = 0;

	*d = (struct parts){ .arena = arena, .pdf = pdf, .rules = rules,
			     .page_count = pdf->page_count };
	look_at_pages(d);
	find_edges(d);
	find_head(d);
	if (d->title.count)
		find_subject(d, &body_top);
	else if (d->number.count)
		find_letter_head(d, &body_top);
	find_addressee(d, &body_top);
	find_signature(d);
	d->sign_top = d->label.y;
	find_joint(d);
	find_body(d, body_top);
	find_body_size(d);
	find_leading(d);
	find_paragraphs(d);
	return d;
}
