#include "import/text.h"

#include <string.h>

#include "base/utf8.h"
#include "import/phrase.h"

enum { MOST_COLUMNS = 40 };

struct text_line *text_lines(struct arena *a, struct str text, uint32_t *count)
{
	struct text_line *lines = NULL;
	uint32_t from = 0, number = 1, page = 1;

	*count = 0;
	for (uint32_t i = 0; i <= text.n; i++) {
		if (i < text.n && text.p[i] != '\n' && text.p[i] != '\f')
			continue;
		lines = arena_grow(a, lines, *count, sizeof *lines);
		lines[(*count)++] = (struct text_line){
			str_slice(text, from, i), number, page
		};
		if (i < text.n && text.p[i] == '\f')
			page++;
		else
			number++;
		from = i + 1;
	}
	return lines;
}

static struct str cell_text(struct arena *a, struct str s)
{
	struct buf b = buf_new(a);

	s = str_trim(s);
	for (uint32_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\\' && i + 1 < s.n && s.p[i + 1] == '|')
			continue;
		if (str_starts(str_from(s, i), STR("<br>"))) {
			buf_char(&b, '\n');
			i += 3;
			continue;
		}
		buf_char(&b, s.p[i]);
	}
	return str_trim(buf_str(&b));
}

uint32_t text_bar_cells(struct arena *a, struct str line, struct str **cells)
{
	struct str s = str_trim(line);
	uint32_t n = 0, from = 1;

	if (s.n < 3 || s.p[0] != '|' || s.p[s.n - 1] != '|')
		return 0;
	*cells = arena_array(a, struct str, MOST_COLUMNS);
	for (uint32_t i = 1; i < s.n && n < MOST_COLUMNS; i++)
		if (s.p[i] == '|' && s.p[i - 1] != '\\') {
			(*cells)[n++] = cell_text(a, str_slice(s, from, i));
			from = i + 1;
		}
	return n;
}

static uint32_t tab_cells(struct arena *a, struct str line, struct str **cells)
{
	uint32_t n = 0, from = 0;

	while (line.n && (line.p[line.n - 1] == ' ' || line.p[line.n - 1] == '\r'))
		line.n--;
	if (!line.n || !memchr(line.p, '\t', line.n))
		return 0;
	*cells = arena_array(a, struct str, MOST_COLUMNS);
	for (uint32_t i = 0; i <= line.n && n < MOST_COLUMNS; i++)
		if (i == line.n || line.p[i] == '\t') {
			(*cells)[n++] = str_trim(str_slice(line, from, i));
			from = i + 1;
		}
	return n;
}

struct paper_line *text_add_table(struct paper *p, struct str **rows,
				  const uint32_t *counts, uint32_t row_count,
				  uint32_t header_rows)
{
	struct paper_table *t = arena_new_of(p->arena, struct paper_table);
	struct paper_line *line = paper_add(p);

	for (uint32_t i = 0; i < row_count; i++)
		if (counts[i] > t->column_count)
			t->column_count = counts[i];
	t->row_count = row_count;
	t->header_rows = header_rows;
	t->ruled = true;
	t->cells = arena_array(p->arena, struct paper_cell,
			       row_count * t->column_count);
	for (uint32_t i = 0; i < row_count; i++)
		for (uint32_t k = 0; k < t->column_count; k++)
			t->cells[i * t->column_count + k] = (struct paper_cell){
				.text = k < counts[i] ? rows[i][k] : STR(""),
				.columns = 1, .rows = 1,
			};
	line->table = t;
	return line;
}

/* Line i, or the next one where as many blank lines as usual stand between. */
static uint32_t row_at(const struct text_line *lines, uint32_t count,
		       uint32_t i, uint32_t gap)
{
	while (gap-- && i < count && !str_trim(lines[i].text).n)
		i++;
	return i;
}

/* Rows from line i on; `next` is the line behind them. A row whose first cell
 * is empty begins no table. */
static bool read_table(struct paper *p, const struct text_line *lines,
		       uint32_t count, uint32_t usual, uint32_t i,
		       uint32_t *next,
		       uint32_t (*cells_of)(struct arena *, struct str,
					    struct str **))
{
	struct str **rows = NULL, *cells;
	uint32_t *counts = NULL, n = 0, columns, from = i;

	for (uint32_t at = i; at < count &&
	     (columns = cells_of(p->arena, lines[at].text, &cells)) >= 2;
	     i = at + 1, at = row_at(lines, count, i, usual), n++) {
		if (cells_of == tab_cells &&
		    (n ? columns != counts[0] : !cells[0].n))
			break;
		rows = arena_grow(p->arena, rows, n, sizeof *rows);
		counts = arena_grow(p->arena, counts, n, sizeof *counts);
		rows[n] = cells;
		counts[n] = columns;
	}
	if (n < 2)
		return false;
	text_add_table(p, rows, counts, n, 1)->line = lines[from].line;
	*next = i;
	return true;
}

/* A sentence runs from one line to the next. */
static bool runs_on(struct str before, struct str s)
{
	uint32_t c = phrase_first(s);

	return !phrase_is_ended(before) && utf8_is_letter(c) && !utf8_is_upper(c);
}

/* How many blank lines stand between two lines most of the time. Blank lines
 * that sentences run across tell nothing of paragraphs. */
static uint32_t usual_gap(const struct text_line *lines, uint32_t count)
{
	uint32_t seen[3] = { 0 }, gap = 0, across = 0;
	struct str before = STR("");

	for (uint32_t i = 0; i < count; i++) {
		struct str s = str_trim(lines[i].text);

		if (!s.n) {
			gap++;
			continue;
		}
		seen[gap > 2 ? 2 : gap]++;
		across += gap == 1 && runs_on(before, s);
		before = s;
		gap = 0;
	}
	return seen[1] > seen[0] + seen[2] && across * 20 > seen[1] ? 1 : 0;
}

static uint32_t leading(struct str s)
{
	uint32_t n = 0;

	while (n < s.n && (s.p[n] == ' ' || s.p[n] == '\t'))
		n++;
	return n;
}

/* "[1] Text" on a line of its own: the number, and where the text begins. */
static uint32_t note_line(struct str s, struct str *call)
{
	uint32_t i = 1;

	if (s.n < 5 || s.p[0] != '[')
		return 0;
	while (i < 4 && utf8_is_digit((unsigned char)s.p[i]))
		i++;
	if (i == 1 || s.p[i] != ']' || s.p[i + 1] != ' ')
		return 0;
	*call = str_slice(s, 0, i + 1);
	return i + 2;
}

static bool set_call(struct paper *p, struct str call, uint32_t own,
		     uint32_t code)
{
	for (uint32_t i = 0; i < p->count; i++) {
		struct paper_line *l = &p->lines[i];
		int64_t at = i == own || l->table ? -1 : str_find(l->text, call);
		struct buf b;

		if (at <= 0)
			continue;
		b = buf_new(p->arena);
		buf_add(&b, str_slice(l->text, 0, (uint32_t)at));
		utf8_add(&b, code);
		buf_add(&b, str_from(l->text, (uint32_t)at + call.n));
		l->text = buf_str(&b);
		return true;
	}
	return false;
}

/* A line that a bracketed number in the text calls is its note. */
static void take_notes(struct paper *p)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < p->count; i++) {
		struct str call, s = p->lines[i].text;
		uint32_t at = p->lines[i].table ? 0 : note_line(s, &call), code;

		if (at) {
			code = paper_note(p, str_from(s, at), p->lines[i].line);
			if (code && set_call(p, call, i, code)) {
				p->lines[i].text = STR("");
				continue;
			}
			p->note_count -= code != 0;
		}
	}
	for (uint32_t i = 0; i < p->count; i++)
		if (p->lines[i].table || p->lines[i].text.n)
			p->lines[kept++] = p->lines[i];
	p->count = kept;
}

struct paper *text_read(struct arena *a, struct str text)
{
	struct paper *p = paper_new(a);
	uint32_t count, gap = 0, usual;
	struct text_line *lines = text_lines(a, text, &count);

	usual = usual_gap(lines, count);
	for (uint32_t i = 0; i < count;) {
		struct str s = str_trim(lines[i].text);
		struct paper_line *line;

		if (!s.n) {
			gap++, i++;
			continue;
		}
		if (!read_table(p, lines, count, usual, i, &i, text_bar_cells) &&
		    !read_table(p, lines, count, usual, i, &i, tab_cells) &&
		    !text_grid_read(p, lines, count, i, &i)) {
			line = paper_add(p);
			line->text = s;
			line->line = lines[i].line;
			line->page = lines[i].page;
			line->first = TEXT_BLANK_WIDTH * leading(lines[i].text);
			i++;
		}
		p->lines[p->count - 1].blank_before = gap > usual;
		gap = 0;
	}
	take_notes(p);
	return p;
}
