/* Markdown as programs write it: marks of emphasis may stand glued to one
 * another where two lines of a page were run into one. */
#include "import/text.h"

#include <string.h>

#include "base/utf8.h"
#include "import/phrase.h"

struct run {
	struct str text; /* '\n' where a line ends by hand or by glue */
	bool bold, italic;
};

struct inline_reader {
	struct arena *arena;
	struct str s;
	uint32_t i;
	bool bold, italic;
	struct buf text; /* of the run being read */
	struct run *runs;
	uint32_t count;
	struct str *note_names;
	uint32_t *note_codes;
	uint32_t note_count;
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\0';
}

static char ahead(const struct inline_reader *r, uint32_t n)
{
	return r->i + n < r->s.n ? r->s.p[r->i + n] : '\0';
}

static void end_run(struct inline_reader *r)
{
	if (!r->text.n)
		return;
	r->runs = arena_grow(r->arena, r->runs, r->count, sizeof *r->runs);
	r->runs[r->count++] = (struct run){ buf_str(&r->text), r->bold,
					    r->italic };
	r->text = buf_new(r->arena);
}

static uint32_t stars(const struct inline_reader *r, char sign)
{
	uint32_t n = 0;

	while (ahead(r, n) == sign)
		n++;
	return n;
}

/* Opens or closes; a run of stars may close one and open another. */
static bool emphasis(struct inline_reader *r)
{
	uint32_t n = stars(r, '*');
	char before = r->i ? r->s.p[r->i - 1] : '\0', after = ahead(r, n);
	bool bold = r->bold, italic = r->italic;

	if (is_blank(before) && is_blank(after))
		return false;
	if (n == 1 && !italic && (is_blank(after) || !memchr(r->s.p + r->i + 1, '*', r->s.n - r->i - 1)))
		return false;
	end_run(r);
	switch (n) {
	case 1: r->italic = !italic; break;
	case 2: r->bold = !bold; break;
	case 3: r->bold = !bold, r->italic = !italic; break;
	case 4: break; /* closes and opens: **A****B** */
	case 5: r->italic = !italic; break;
	default: return false;
	}
	r->i += n;
	/* Two emphasised runs without a space between were two lines. */
	if (n >= 3 && (bold || italic) && (n > 3 || r->bold || r->italic) &&
	    !is_blank(before) && !is_blank(after))
		buf_char(&r->text, '\n');
	return true;
}

static bool is_escaped(char c)
{
	return c && strchr("\\`*_{}[]()#+-.!<>|~@/", c);
}

static bool link(struct inline_reader *r)
{
	struct str rest = str_from(r->s, r->i), address;
	int64_t close, end;

	if (r->s.p[r->i] == '<') {
		close = str_find(rest, STR(">"));
		if (close < 0 || (!str_starts(rest, STR("<http")) &&
				  !str_starts(rest, STR("<mailto:"))))
			return false;
		buf_add(&r->text, str_slice(rest, 1, (uint32_t)close));
		r->i += (uint32_t)close + 1;
		return true;
	}
	close = str_find(rest, STR("]("));
	end = str_find(rest, STR(")"));
	if (close < 1 || end < close || str_find(str_slice(rest, 0, (uint32_t)close), STR("\n")) >= 0)
		return false;
	address = str_slice(rest, (uint32_t)close + 2, (uint32_t)end);
	buf_add(&r->text, str_slice(rest, 1, (uint32_t)close));
	if (!str_eq(address, str_slice(rest, 1, (uint32_t)close)))
		buf_printf(&r->text, " (%.*s)", STR_ARG(address));
	r->i += (uint32_t)end + 1;
	return true;
}

static bool note_call(struct inline_reader *r)
{
	struct str rest = str_from(r->s, r->i);
	int64_t close = str_find(rest, STR("]"));

	if (!str_starts(rest, STR("[^")) || close < 3)
		return false;
	for (uint32_t k = 0; k < r->note_count; k++)
		if (str_eq(r->note_names[k],
			   str_slice(rest, 2, (uint32_t)close))) {
			utf8_add(&r->text, r->note_codes[k]);
			r->i += (uint32_t)close + 1;
			return true;
		}
	return false;
}

static bool entity(struct inline_reader *r)
{
	static const struct {
		const char *name, *text;
	} NAMES[] = { { "&amp;", "&" },  { "&lt;", "<" },   { "&gt;", ">" },
		      { "&nbsp;", " " }, { "&quot;", "\"" }, { "<br>", "\n" },
		      { "<br/>", "\n" }, { "<br />", "\n" }, { "<u>", "" },
		      { "</u>", "" } };
	struct str rest = str_from(r->s, r->i);

	for (size_t k = 0; k < sizeof NAMES / sizeof *NAMES; k++)
		if (str_starts(rest, str_of(NAMES[k].name))) {
			buf_add(&r->text, str_of(NAMES[k].text));
			r->i += (uint32_t)strlen(NAMES[k].name);
			return true;
		}
	return false;
}

/* <!-- … --> is no text; it is told by the one who reads the lines. */
static bool comment(struct inline_reader *r)
{
	struct str rest = str_from(r->s, r->i);
	int64_t end = str_find(rest, STR("-->"));

	if (!str_starts(rest, STR("<!--")) || end < 0)
		return false;
	r->i += (uint32_t)end + 3;
	return true;
}

static void read_inline(struct inline_reader *r)
{
	while (r->i < r->s.n) {
		char c = r->s.p[r->i];

		if (c == '\\' && is_escaped(ahead(r, 1))) {
			buf_char(&r->text, ahead(r, 1));
			r->i += 2;
		} else if (c == '\\' && ahead(r, 1) == '\n') {
			r->i++;
		} else if (c == '`' || (c == '~' && ahead(r, 1) == '~')) {
			r->i += stars(r, c);
		} else if (c == '<' && comment(r)) {
			continue;
		} else if (c == '*' && emphasis(r)) {
			continue;
		} else if ((c == '&' || c == '<') && entity(r)) {
			continue;
		} else if (c == '[' && note_call(r)) {
			continue;
		} else if (c == '!' && ahead(r, 1) == '[') {
			r->i++; /* a picture: its words stay */
		} else if ((c == '[' || c == '<') && link(r)) {
			continue;
		} else {
			buf_char(&r->text, c);
			r->i++;
		}
	}
	end_run(r);
}

static bool has_letters(struct str s)
{
	return str_trim(s).n > 0;
}

/* The runs of one line: whole looks as flags, others as marks. */
static void add_line(struct paper *p, const struct run *runs, uint32_t count,
		     const struct paper_line *like)
{
	struct buf b = buf_new(p->arena);
	bool bold = true, italic = true, any = false, on_bold = false,
	     on_italic = false;
	struct paper_line *line;

	for (uint32_t i = 0; i < count; i++)
		if (has_letters(runs[i].text)) {
			bold &= runs[i].bold;
			italic &= runs[i].italic;
			any = true;
		}
	if (!any)
		return;
	for (uint32_t i = 0; i < count; i++) {
		if (!bold && runs[i].bold != on_bold)
			utf8_add(&b, PAPER_BOLD), on_bold = !on_bold;
		if (!italic && runs[i].italic != on_italic)
			utf8_add(&b, PAPER_ITALIC), on_italic = !on_italic;
		buf_add(&b, runs[i].text);
	}
	if (on_bold)
		utf8_add(&b, PAPER_BOLD);
	if (on_italic)
		utf8_add(&b, PAPER_ITALIC);
	line = paper_add(p);
	*line = *like;
	line->text = str_trim(buf_str(&b));
	line->bold = bold;
	line->italic = italic;
}

/* The block's runs, cut at its line ends. */
static void add_lines(struct paper *p, const struct run *runs, uint32_t count,
		      struct paper_line like)
{
	struct run *line = arena_array(p->arena, struct run, count + 1);
	uint32_t n = 0, first = p->count;

	for (uint32_t i = 0; i < count; i++) {
		struct str rest = runs[i].text;
		int64_t end;

		while ((end = str_find(rest, STR("\n"))) >= 0) {
			line[n++] = (struct run){ str_slice(rest, 0, (uint32_t)end),
						  runs[i].bold, runs[i].italic };
			add_line(p, line, n, &like);
			if (p->count > first)
				like.blank_before = false;
			like.line++;
			n = 0;
			rest = str_from(rest, (uint32_t)end + 1);
		}
		line[n++] = (struct run){ rest, runs[i].bold, runs[i].italic };
	}
	add_line(p, line, n, &like);
}

struct markdown {
	struct paper *paper;
	struct ledger *ledger; /* NULL: not told */
	struct text_line *lines;
	uint32_t count;
	struct str *note_names;
	uint32_t *note_codes;
	uint32_t note_count;
};

static uint32_t hashes(struct str s)
{
	uint32_t n = 0;

	while (n < s.n && s.p[n] == '#')
		n++;
	return n && n <= 6 && (n == s.n || s.p[n] == ' ') ? n : 0;
}

/* A word without the marks that Markdown puts on it. */
static struct str bare_word(struct arena *a, struct str s)
{
	struct buf b = buf_new(a);

	for (uint32_t i = 0; i < s.n; i++) {
		char c = s.p[i], next = i + 1 < s.n ? s.p[i + 1] : '\0';

		if (c == '\\' && is_escaped(next))
			buf_char(&b, s.p[++i]);
		else if ((c == '*' && s.n > 1) || c == '<' || c == '>' ||
			 c == '`' || (c == '~' && next == '~'))
			continue;
		else
			buf_char(&b, c);
	}
	return buf_str(&b);
}

/* Every mark taken away is told, a word at a time; lines that were run into
 * one are told as what they were cut at. */
static void tell_marks(struct markdown *m, struct str line, uint32_t number)
{
	struct arena *a = m->paper->arena;
	uint32_t depth = hashes(line);

	if (!m->ledger)
		return;
	if (depth)
		ledger_repair(m->ledger, number, str_slice(line, 0, depth),
			      STR(""), "bỏ dấu Markdown của đề mục", 0.99);
	for (uint32_t i = depth; i < line.n;) {
		uint32_t from = i;
		struct str word, bare;

		while (i < line.n && line.p[i] != ' ')
			i++;
		word = str_slice(line, from, i++);
		bare = bare_word(a, word);
		if (str_find(word, STR("***")) > 0 || str_find(word, STR("****")) > 0)
			ledger_repair(m->ledger, number, word, bare,
				      "bỏ dấu Markdown, tách dòng bị dính", 0.9);
		else
			ledger_repair(m->ledger, number, word, bare,
				      "bỏ dấu Markdown", 0.99);
	}
}

static void read_block(struct markdown *m, struct str text,
		       struct paper_line like)
{
	struct inline_reader r = {
		.arena = m->paper->arena, .s = text,
		.text = buf_new(m->paper->arena), .note_names = m->note_names,
		.note_codes = m->note_codes, .note_count = m->note_count,
	};

	read_inline(&r);
	add_lines(m->paper, r.runs, r.count, like);
}

/* "[^1]: text", its name as the call writes it. */
static bool note_of(struct str s, struct str *name, struct str *text)
{
	int64_t close = str_find(s, STR("]:"));

	if (!str_starts(s, STR("[^")) || close < 3)
		return false;
	*name = str_slice(s, 2, (uint32_t)close);
	*text = str_trim(str_from(s, (uint32_t)close + 2));
	return true;
}

static struct str unmarked(struct arena *a, struct str text)
{
	struct paper *p = paper_new(a);
	struct markdown m = { .paper = p };

	read_block(&m, text, (struct paper_line){ .line = 1 });
	return p->count ? phrase_plain(a, p->lines[0].text) : STR("");
}

static void read_notes(struct markdown *m)
{
	struct arena *a = m->paper->arena;
	struct str name, text;

	for (uint32_t i = 0; i < m->count; i++) {
		if (!note_of(str_trim(m->lines[i].text), &name, &text))
			continue;
		m->note_names = arena_grow(a, m->note_names, m->note_count,
					   sizeof *m->note_names);
		m->note_codes = arena_grow(a, m->note_codes, m->note_count,
					   sizeof *m->note_codes);
		m->note_names[m->note_count] = name;
		m->note_codes[m->note_count] =
			paper_note(m->paper, unmarked(a, text),
				   m->lines[i].line);
		if (m->note_codes[m->note_count])
			m->note_count++;
	}
}

static bool is_ruler(struct str s)
{
	for (uint32_t i = 0; i < s.n; i++)
		if (!strchr("|-: ", s.p[i]))
			return false;
	return s.n > 2 && s.p[0] == '|';
}

/* A table's rows from line i on; gives the line behind, i: none. */
static uint32_t read_rows(struct markdown *m, uint32_t i, bool gap)
{
	struct arena *a = m->paper->arena;
	struct str **rows = NULL, *cells;
	uint32_t *counts = NULL, n = 0, header = 0, columns, from = i;

	for (; i < m->count; i++) {
		struct str s = str_trim(m->lines[i].text);

		columns = text_bar_cells(a, s, &cells);
		if (!columns)
			break;
		if (is_ruler(s)) {
			header = n;
			continue;
		}
		for (uint32_t k = 0; k < columns; k++)
			cells[k] = unmarked(a, cells[k]);
		rows = arena_grow(a, rows, n, sizeof *rows);
		counts = arena_grow(a, counts, n, sizeof *counts);
		rows[n] = cells;
		counts[n++] = columns;
	}
	if (n) {
		struct paper_line *t = text_add_table(m->paper, rows, counts, n,
						      header);

		t->line = m->lines[from].line;
		t->blank_before = gap;
	}
	return i;
}

static bool begins_block(struct str s)
{
	struct str name, text;

	return !s.n || hashes(s) || s.p[0] == '|' || note_of(s, &name, &text);
}

/* "> " is a quotation's mark, "* " a bullet as any other: a star that was on
 * paper is written "\\*" here. */
static struct str unlisted(struct markdown *m, struct str s, uint32_t line)
{
	while (s.n && s.p[0] == '>')
		s = str_trim(str_from(s, 1));
	if (!str_starts(s, STR("* ")))
		return s;
	if (m->ledger)
		ledger_repair(m->ledger, line, STR("*"), STR("-"),
			      "gạch đầu dòng của Markdown", 0.9);
	return str_printf(m->paper->arena, "- %.*s", STR_ARG(str_from(s, 2)));
}

/* "---", keys, "---" at the very beginning: facts about the file. */
static uint32_t front_matter(struct markdown *m)
{
	uint32_t i = 0;

	if (!m->count || !str_eq(str_trim(m->lines[0].text), STR("---")))
		return 0;
	while (++i < m->count && i < 60)
		if (str_eq(str_trim(m->lines[i].text), STR("---")))
			break;
	if (i == m->count || i == 60)
		return 0;
	for (uint32_t k = 1; k < i && m->ledger; k++)
		ledger_repair(m->ledger, m->lines[k].line,
			      str_trim(m->lines[k].text), STR(""),
			      "bỏ lời khai đầu tệp Markdown", 0.95);
	return i + 1;
}

/* Lines up to the next blank one, table, note or heading. */
static uint32_t read_paragraph(struct markdown *m, uint32_t i, bool gap)
{
	struct buf b = buf_new(m->paper->arena);
	struct paper_line like = { .line = m->lines[i].line, .left = -1,
				   .right = -1, .first = -1, .size = -1,
				   .top = -1, .blank_before = gap,
				   .page = m->lines[i].page };
	struct str s = str_trim(m->lines[i].text);
	uint32_t depth = hashes(s);

	like.outline = (int)depth;
	tell_marks(m, s, like.line);
	buf_add(&b, unlisted(m, str_trim(str_from(s, depth)), like.line));
	for (i++; !depth && i < m->count; i++) {
		s = str_trim(m->lines[i].text);
		if (begins_block(s))
			break;
		tell_marks(m, s, m->lines[i].line);
		buf_char(&b, '\n');
		buf_add(&b, unlisted(m, s, m->lines[i].line));
	}
	read_block(m, buf_str(&b), like);
	return i;
}

struct paper *markdown_read(struct arena *a, struct str text, struct ledger *l)
{
	struct markdown m = { .paper = paper_new(a), .ledger = l };
	bool gap = false;

	m.lines = text_lines(a, text, &m.count);
	read_notes(&m);
	for (uint32_t i = front_matter(&m); i < m.count;) {
		struct str s = str_trim(m.lines[i].text), name, note;

		if (!s.n || note_of(s, &name, &note)) {
			gap = true;
			i++;
			continue;
		}
		i = s.p[0] == '|' && text_bar_cells(a, s, &(struct str *){ NULL })
			    ? read_rows(&m, i, gap)
			    : read_paragraph(&m, i, gap);
		gap = false;
	}
	return m.paper;
}

bool markdown_is(struct str text)
{
	int marks = 0;
	uint32_t from = 0;

	for (uint32_t i = 0; i <= text.n && marks < 3; i++) {
		struct str s;

		if (i < text.n && text.p[i] != '\n')
			continue;
		s = str_trim(str_slice(text, from, i));
		from = i + 1;
		marks += hashes(s) > 0 && s.n > hashes(s);
		marks += s.n > 4 && str_find(s, STR("**")) >= 0 &&
			 str_find(str_from(s, (uint32_t)str_find(s, STR("**")) + 2), STR("**")) > 0;
		marks += str_starts(s, STR("\\* ")) || str_starts(s, STR("\\- "));
	}
	return marks >= 2;
}
