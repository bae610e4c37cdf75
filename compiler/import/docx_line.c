/* Pieces of one look each become text with marks where the look changes. */
#include "import/docx_inside.h"

#include "base/utf8.h"

struct writer {
	struct buf text;
	struct str gap;     /* space that waits: marks stand close to letters */
	bool bold, italic;  /* what is open */
};

static void toggle(struct writer *w, bool *state, bool wanted, uint32_t mark)
{
	if (*state != wanted)
		utf8_add(&w->text, mark);
	*state = wanted;
}

static void add_gap(struct writer *w)
{
	buf_add(&w->text, w->gap);
	w->gap = (struct str){ 0 };
}

static void close_marks(struct writer *w, bool bold, bool italic)
{
	toggle(w, &w->italic, w->italic && italic, PAPER_ITALIC);
	toggle(w, &w->bold, w->bold && bold, PAPER_BOLD);
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t';
}

static void write_text(struct writer *w, struct str s, bool bold, bool italic)
{
	uint32_t from = 0, to = s.n;

	while (from < to && is_space(s.p[from]))
		from++;
	while (to > from && is_space(s.p[to - 1]))
		to--;
	close_marks(w, bold, italic);
	add_gap(w);
	buf_add(&w->text, str_slice(s, 0, from));
	toggle(w, &w->bold, bold, PAPER_BOLD);
	toggle(w, &w->italic, italic, PAPER_ITALIC);
	buf_add(&w->text, str_slice(s, from, to));
	w->gap = str_from(s, to);
}

/* A space has no weight: it takes part in what goes on around it. */
static void write_piece(struct writer *w, const struct piece *p, bool bold,
			bool italic)
{
	if (p->kind == PIECE_BREAK) {
		close_marks(w, false, false);
		add_gap(w);
		buf_char(&w->text, '\n');
	} else if (p->blank) {
		add_gap(w);
		if (p->kind == PIECE_NOTE)
			buf_add(&w->text, p->text);
		else
			w->gap = p->text;
	} else {
		write_text(w, p->text, bold && p->bold, italic && p->italic);
	}
}

/* From end to end, as far as letters go. */
static void survey(const struct docx *d, uint32_t from, uint32_t to,
		   struct said *said)
{
	bool any = false;

	said->bold = said->italic = true;
	for (; from < to; from++) {
		const struct piece *p = &d->pieces[from];

		if (p->blank)
			continue;
		said->bold &= p->bold;
		said->italic &= p->italic;
		if (!said->size)
			said->size = p->size;
		any = true;
	}
	said->bold &= any;
	said->italic &= any;
}

static struct str composed(struct docx *d, struct str text)
{
	struct str nfc = utf8_nfc(d->arena, text);

	if (!str_eq(nfc, text))
		ledger_repair(d->ledger, d->line ? d->line : 1, text, nfc,
			      "chữ tổ hợp thành chữ dựng sẵn", 1);
	return nfc;
}

struct said docx_said(struct docx *d, uint32_t from, uint32_t to, bool marks)
{
	struct writer w = { .text = buf_new(d->arena) };
	struct said said = { 0 };

	survey(d, from, to, &said);
	for (; from < to; from++)
		write_piece(&w, &d->pieces[from], !said.bold,
			    marks || !said.italic);
	close_marks(&w, false, false);
	add_gap(&w);
	said.text = composed(d, buf_str(&w.text));
	return said;
}
