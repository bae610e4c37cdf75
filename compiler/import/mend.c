#include "import/mend.h"

#include "base/utf8.h"
#include "import/known.h"
#include "import/phrase.h"
#include "import/syllable.h"

enum { HEAD_LINES = 12, TAIL_LINES = 40 };

/* A clean text is changed where a slip is plain, and nowhere else. */
#define SLIP_SURE 0.9

/* Lines that are read together: the model wants the words around. */
struct passage {
	uint32_t from, to;      /* lines */
	struct str text;
	uint32_t *starts;       /* where each line begins in the text */
};

static bool may_join(const struct paper_line *l)
{
	return !l->table && !l->whole && !l->blank_before &&
	       !marker_of(l->text).kind;
}

static struct passage passage_from(struct arena *a, const struct paper *p,
				   uint32_t from)
{
	struct passage s = { .from = from, .to = from };
	struct buf b = buf_new(a);
	uint32_t most = from;

	while (most < p->count && (most == from || may_join(&p->lines[most])))
		most++;
	s.starts = arena_array(a, uint32_t, most - from + 1);
	for (; s.to < most; s.to++) {
		if (b.n)
			buf_char(&b, ' ');
		s.starts[s.to - from] = b.n;
		if (!p->lines[s.to].table)
			buf_add(&b, p->lines[s.to].text);
	}
	s.text = buf_str(&b);
	return s;
}

static uint32_t line_at(const struct passage *s, uint32_t byte)
{
	uint32_t i = s->to - s->from;

	while (i > 1 && s->starts[i - 1] > byte)
		i--;
	return i - 1;
}

/* Puts words into the lines they stand in, from the last to the first. */
static void put_in(const struct importer *im, struct paper *p,
		   const struct passage *s, const struct restored_word *words,
		   uint32_t count)
{
	for (uint32_t i = count; i-- > 0;) {
		const struct restored_word *w = &words[i];
		uint32_t k = line_at(s, w->from), from = w->from - s->starts[k];
		struct paper_line *l = &p->lines[s->from + k];
		struct str before = str_slice(s->text, w->from, w->to);

		if (from + (w->to - w->from) > l->text.n)
			continue; /* it stands on two lines */
		if (phrase_is_name(l->text, &im->legacy->lists[LEGACY_RANK]) &&
		    s->from + k + TAIL_LINES > p->count)
			continue; /* of who signs: never guessed */
		if (w->confidence < RESTORE_SURE) {
			ledger_doubt(im->ledger, l->line, before,
				     "chữ mất dấu, đọc không chắc");
			continue;
		}
		ledger_repair(im->ledger, l->line, before, w->after,
			      "phục hồi dấu (không dấu, nhận dạng OCR sai)",
			      w->confidence);
		l->text = str_printf(im->arena, "%.*s%.*s%.*s", (int)from,
				     l->text.p, STR_ARG(w->after),
				     STR_ARG(str_from(l->text, from + w->to -
								       w->from)));
	}
}

/* The lines of a cell of the head or the signature. */
static struct str know_cell(const struct importer *im, struct str cell,
			    uint32_t line, bool head)
{
	struct buf b = buf_new(im->arena);

	while (cell.n) {
		int64_t end = str_find(cell, STR("\n"));
		struct paper_line l = {
			.text = end < 0 ? cell : str_slice(cell, 0, (uint32_t)end),
			.line = line };

		know_line(im, &l, head, !head);
		if (b.n)
			buf_char(&b, '\n');
		buf_add(&b, l.text);
		cell = str_from(cell, end < 0 ? cell.n : (uint32_t)end + 1);
	}
	return buf_str(&b);
}

static void know_table(const struct importer *im, struct paper_line *l,
		       bool head)
{
	struct paper_table *t = arena_new_of(im->arena, struct paper_table);
	uint32_t count = l->table->row_count * l->table->column_count;

	*t = *l->table;
	t->cells = arena_array(im->arena, struct paper_cell, count + 1);
	for (uint32_t i = 0; i < count; i++) {
		t->cells[i] = l->table->cells[i];
		t->cells[i].text = know_cell(im, t->cells[i].text, l->line, head);
	}
	l->table = t;
}

static void know_all(const struct importer *im, struct paper *p)
{
	for (uint32_t i = 0; i < p->count; i++) {
		struct paper_line *l = &p->lines[i];

		if (!l->table)
			know_line(im, l, i < HEAD_LINES,
				  i + TAIL_LINES > p->count);
		else if (!l->table->ruled)
			know_table(im, l, i < HEAD_LINES);
	}
}

static void restore_all(const struct importer *im,
			const struct restore_model *model, struct paper *p)
{
	struct passage *passages = NULL;
	struct str *texts = NULL;
	struct restored_word *words;
	uint32_t n = 0, count, at = 0;

	know_all(im, p);
	for (uint32_t i = 0; i < p->count; n++) {
		passages = arena_grow(im->arena, passages, n, sizeof *passages);
		texts = arena_grow(im->arena, texts, n, sizeof *texts);
		passages[n] = passage_from(im->arena, p, i);
		texts[n] = passages[n].text;
		i = passages[n].to;
	}
	words = restore(im->arena, model, texts, n, &count);
	for (uint32_t i = 0; i < n; i++) {
		uint32_t from = at;

		while (at < count && words[at].paragraph == i)
			at++;
		put_in(im, p, &passages[i], words + from, at - from);
	}
	if (count)
		ledger_doubt(im->ledger, 1, STR(""),
			     "văn bản mất dấu hoặc do OCR sai tiếng: dấu được phục hồi theo mô hình, cần đọc lại");
}

/* ---- slips of typing in a clean text ---------------------------------- */

static struct str mend_words(const struct importer *im,
			     const struct restore_model *model, struct str s,
			     uint32_t line)
{
	struct buf b = buf_new(im->arena);
	bool changed = false;

	for (uint32_t i = 0; i < s.n;) {
		uint32_t from = i, next = i, c = utf8_next(s, &next);
		struct str word, now;
		double confidence;

		if (!utf8_is_letter(c)) {
			buf_add(&b, str_slice(s, from, next));
			i = next;
			continue;
		}
		for (; i < s.n; i = next) {
			next = i;
			c = utf8_next(s, &next);
			if (!utf8_is_letter(c) && !utf8_is_digit(c))
				break;
		}
		word = str_slice(s, from, i);
		if (slip_of_typing(im->arena, model, word, &now, &confidence)) {
			if (confidence >= SLIP_SURE) {
				ledger_repair(im->ledger, line, word, now,
					      "lỗi gõ", confidence);
				changed = true;
				word = now;
			} else {
				ledger_doubt(im->ledger, line, word,
					     "có thể là lỗi gõ");
			}
		}
		buf_add(&b, word);
	}
	return changed ? buf_str(&b) : s;
}

static struct str mend_doubling(const struct importer *im,
				const struct restore_model *model,
				struct str s, uint32_t line)
{
	uint32_t at = 0, from, to;
	double confidence;

	while (slip_of_doubling(model, s, &at, &from, &to, &confidence)) {
		struct str twice = str_trim(str_slice(s, from, to));

		if (confidence < SLIP_SURE) {
			ledger_doubt(im->ledger, line, twice,
				     "có thể gõ lặp từ");
			continue;
		}
		ledger_repair(im->ledger, line,
			      str_printf(im->arena, "%.*s %.*s",
					 STR_ARG(twice), STR_ARG(twice)),
			      twice, "lặp từ", confidence);
		s = str_printf(im->arena, "%.*s%.*s", (int)from, s.p,
			       STR_ARG(str_from(s, to)));
		at = from;
	}
	return s;
}

static void mend_slips(const struct importer *im,
		       const struct restore_model *model, struct paper *p)
{
	for (uint32_t i = 0; i < p->count; i++) {
		struct paper_line *l = &p->lines[i];

		if (l->table || l->furniture)
			continue;
		l->text = mend_words(im, model, l->text, l->line);
		l->text = mend_doubling(im, model, l->text, l->line);
	}
}

/* A word without the signs around it. */
static struct str letters_of(struct str s)
{
	while (s.n) {
		uint32_t at = utf8_before(s, s.n), i = at;

		if (utf8_is_letter(utf8_next(s, &i)))
			break;
		s.n = at;
	}
	while (s.n) {
		uint32_t i = 0;

		if (utf8_is_letter(utf8_next(s, &i)))
			break;
		s = str_from(s, i);
	}
	return s;
}

static struct str all_text(struct arena *a, const struct paper *p)
{
	struct buf b = buf_new(a);

	for (uint32_t i = 0; i < p->count; i++)
		if (!p->lines[i].table) {
			buf_add(&b, p->lines[i].text);
			buf_char(&b, '\n');
		}
	return buf_str(&b);
}

/* Plain Vietnamese: half of its words carry marks, and those are syllables.
 * The model, which looks longer, need not be asked. */
static bool is_plainly_clean(const struct paper *p)
{
	uint32_t words = 0, marked = 0, good = 0;

	for (uint32_t i = 0; i < p->count; i++) {
		struct str s = p->lines[i].text;

		for (uint32_t at = 0; at < s.n && !p->lines[i].table;) {
			uint32_t from = at;
			bool ascii = true;

			while (at < s.n && s.p[at] != ' ')
				ascii &= (unsigned char)s.p[at++] < 0x80;
			words += at > from;
			if (!ascii) {
				marked++;
				good += syllable_is(letters_of(str_slice(s, from, at)));
			}
			at++;
		}
	}
	return words > 20 && marked * 2 > words && good * 10 > marked * 9;
}

struct paper *mend(const struct importer *im, const struct restore_model *model,
		   struct paper *in)
{
	struct paper *p;

	if (!model || im->policy < REPAIR_SUGGEST)
		return in;
	p = arena_new_of(im->arena, struct paper);
	*p = *in;
	p->lines = arena_array(im->arena, struct paper_line, in->count + 1);
	for (uint32_t i = 0; i < in->count; i++)
		p->lines[i] = in->lines[i];
	if (!is_plainly_clean(p) &&
	    restore_wanted(im->arena, model, all_text(im->arena, p)))
		restore_all(im, model, p);
	else if (p->recognised)
		know_all(im, p);
	else
		mend_slips(im, model, p);
	return p;
}
