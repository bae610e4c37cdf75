#include "import/paper.h"

#include "base/utf8.h"

struct paper *paper_new(struct arena *a)
{
	struct paper *p = arena_new_of(a, struct paper);

	p->arena = a;
	p->encoding = "UTF-8";
	return p;
}

struct paper_line *paper_add(struct paper *p)
{
	struct paper_line *line;

	p->lines = arena_grow(p->arena, p->lines, p->count, sizeof *p->lines);
	line = &p->lines[p->count++];
	*line = (struct paper_line){
		.line = p->count, .left = -1, .right = -1,
		.first = -1, .size = -1, .top = -1,
	};
	return line;
}

uint32_t paper_note(struct paper *p, struct str text, uint32_t line)
{
	if (p->note_count == PAPER_NOTES_MOST)
		return 0;
	p->notes = arena_grow(p->arena, p->notes, p->note_count,
			      sizeof *p->notes);
	p->notes[p->note_count] = (struct paper_note){ text, line };
	return PAPER_NOTE + p->note_count++;
}

static void dump_text(struct buf *b, struct str s)
{
	for (uint32_t i = 0; i < s.n;) {
		uint32_t c = utf8_next(s, &i);

		if (c == PAPER_BOLD)
			buf_add(b, STR("**"));
		else if (c == PAPER_ITALIC)
			buf_add(b, STR("*"));
		else if (c >= PAPER_NOTE && c < PAPER_NOTE + PAPER_NOTES_MOST)
			buf_printf(b, "[^%u]", (unsigned)(c - PAPER_NOTE + 1));
		else if (c == '\n')
			buf_add(b, STR("\\n"));
		else
			utf8_add(b, c);
	}
}

static void dump_table(struct buf *b, const struct paper_table *t)
{
	buf_printf(b, "bảng %u × %u, đầu %u%s\n", t->row_count,
		   t->column_count, t->header_rows,
		   t->ruled ? "" : ", không kẻ");
	for (uint32_t i = 0; i < t->row_count * t->column_count; i++) {
		const struct paper_cell *cell = &t->cells[i];

		buf_add(b, i % t->column_count ? STR(" |") : STR("    |"));
		if (cell->covered)
			buf_add(b, STR(" …"));
		else if (cell->text.n)
			buf_char(b, ' ');
		dump_text(b, cell->text);
		if (cell->columns > 1 || cell->rows > 1)
			buf_printf(b, " {%u×%u}", cell->rows, cell->columns);
		if ((i + 1) % t->column_count == 0)
			buf_add(b, STR(" |\n"));
	}
}

struct str paper_dump(struct arena *a, const struct paper *p)
{
	static const char *const ALIGN[] = { "", " trái", " giữa", " phải",
					     " hai bên" };
	struct buf b = buf_new(a);

	for (uint32_t i = 0; i < p->count; i++) {
		const struct paper_line *l = &p->lines[i];

		buf_printf(&b, "%u%s%s%s%s%s%s", l->line,
			   l->blank_before ? " trống" : "",
			   l->whole ? " đoạn" : "", l->bold ? " đậm" : "",
			   l->italic ? " nghiêng" : "",
			   l->furniture ? " trang" : "", ALIGN[l->align]);
		if (l->outline)
			buf_printf(&b, " cấp%d", l->outline);
		if (l->marker.n)
			buf_printf(&b, " [%.*s]", STR_ARG(l->marker));
		buf_add(&b, STR(": "));
		if (l->table) {
			dump_table(&b, l->table);
			continue;
		}
		dump_text(&b, l->text);
		buf_char(&b, '\n');
	}
	for (uint32_t i = 0; i < p->note_count; i++) {
		buf_printf(&b, "[^%u]: ", i + 1);
		dump_text(&b, p->notes[i].text);
		buf_char(&b, '\n');
	}
	return buf_str(&b);
}
