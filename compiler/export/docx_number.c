/* Numbers that Word counts by itself: a clerk who puts an item between two
 * others gets the right numbers behind it.
 *
 * Every number of the plan is predicted as Word would count it. Where the
 * prediction is right the paragraph joins the list; where it is not (a number
 * of the author's own, a new list) another list begins at that number. What
 * Word cannot say stays text: it counts letters a b c d e f g, not the
 * decree's a b c d đ e g. So "đ)" is a label of its own, and behind it, where
 * f, j, w or z would come, another list begins at the right letter: a list
 * that goes past "d" is counted piece by piece. */
#include "export/docx.h"

#include "base/utf8.h"
#include "base/viet.h"

enum { MOST_SCHEMES = 400 };
/* The first schemes: headings, units that begin anew in the next greater
 * one, and those that are counted through the document, each for itself. */
enum { HEADINGS, UNITS, THROUGH };

/* A marker taken apart: before, number, behind. */
struct label {
	const char *format; /* "" : Word cannot count it */
	struct str before, behind, upper; /* upper: "1." of "1.1" */
	int value;          /* of the last part */
};

static const char *format_of(struct str last, int *value)
{
	char c = last.n ? last.p[0] : ' ';

	*value = 0;
	if (c >= '0' && c <= '9') {
		for (uint32_t i = 0; i < last.n; i++) {
			if (last.p[i] < '0' || last.p[i] > '9' ||
			    *value > 30000)
				return "";
			*value = *value * 10 + last.p[i] - '0';
		}
		/* Word writes no leading zero */
		return last.n > 1 && c == '0' ? "" : "decimal";
	}
	if ((*value = viet_roman_ordinal(last)))
		return "upperRoman";
	if (last.n == 1 && c >= 'a' && c <= 'z') {
		*value = c - 'a' + 1;
		return "lowerLetter";
	}
	return "";
}

static struct label label_of(const struct plan_node *n)
{
	int64_t at = n->number.n ? str_find(n->marker, n->number) : -1;
	struct label l = { .format = "", .before = n->marker };
	uint32_t last = n->number.n;

	if (at < 0)
		return l;
	while (last && n->number.p[last - 1] != '.')
		last--;
	/* "Mục 1": the number stands last */
	while (str_find(str_from(n->marker, (uint32_t)at + 1), n->number) >= 0)
		at += 1 + str_find(str_from(n->marker, (uint32_t)at + 1),
				   n->number);
	l.before = str_slice(n->marker, 0, (uint32_t)at);
	l.behind = str_from(n->marker, (uint32_t)at + n->number.n);
	l.upper = str_slice(n->number, 0, last);
	l.format = format_of(str_from(n->number, last), &l.value);
	return l;
}

/* ---- schemes ------------------------------------------------------------ */

static int scheme_new(struct docx *d)
{
	d->schemes = arena_grow(d->arena, d->schemes, d->scheme_count,
				sizeof *d->schemes);
	d->schemes[d->scheme_count] = (struct word_scheme){ 0 };
	for (int i = 0; i < WORD_LEVELS; i++)
		d->schemes[d->scheme_count].levels[i].label =
			d->schemes[d->scheme_count].levels[i].style = -1;
	return (int)d->scheme_count++;
}

/* "%2.%3." for level 2 with one upper number. */
static struct str level_text(struct docx *d, const struct label *l, int level)
{
	struct buf b = buf_new(d->arena);
	int uppers = 0;

	for (uint32_t i = 0; i < l->upper.n; i++)
		uppers += l->upper.p[i] == '.';
	buf_add(&b, l->before);
	for (int i = level - uppers; i <= level; i++)
		buf_printf(&b, i < level ? "%%%d." : "%%%d", i + 1);
	buf_add(&b, l->behind);
	return buf_str(&b);
}

static void learn_level(struct docx *d, int scheme, int level,
			const struct plan_node *n, int style, int label)
{
	struct word_level *w = &d->schemes[scheme].levels[level];
	struct label l = label_of(n);

	if (w->format.n || !*l.format || level >= WORD_LEVELS)
		return;
	w->format = str_of(l.format);
	w->text = level_text(d, &l, level);
	w->style = style;
	w->label = label;
	w->line_below = n->own_line;
}

struct counted {
	int scheme, level, *list;
};

static struct counted counted_as(struct docx *d, const struct plan_node *n)
{
	int unit = n->unit - 1;

	if (!n->unit)
		return (struct counted){ HEADINGS, n->depth - 1,
					 &d->heading_list };
	if (!d->rules->units[unit].through)
		return (struct counted){ UNITS, unit, &d->unit_list };
	return (struct counted){ THROUGH + unit, 0, &d->through_lists[unit] };
}

static void learn_heading(struct docx *d, const struct plan_node *n)
{
	const struct style *s = d->style;
	int level = n->depth < HEADING_LEVELS ? n->depth : HEADING_LEVELS;
	struct counted c = counted_as(d, n);

	if (!n->unit)
		learn_level(d, c.scheme, c.level, n, s->headings[level - 1], -1);
	else if (n->own_line)
		learn_level(d, c.scheme, c.level, n, s->unit_number, -1);
	else
		learn_level(d, c.scheme, c.level, n, s->unit_run_in,
			    s->unit_run_in);
}

static void learn(struct docx *d, const struct plan_node *parent)
{
	for (const struct plan_node *n = parent->first; n; n = n->next) {
		if (n->kind != PLAN_HEADING)
			continue;
		learn_heading(d, n);
		learn(d, n);
	}
}

void number_begin(struct docx *d)
{
	const struct plan *p = d->fill.plan;

	for (uint32_t i = 0; i < THROUGH + d->rules->unit_count; i++)
		scheme_new(d);
	d->through_lists = arena_array(d->arena, int, d->rules->unit_count);
	learn(d, &p->body);
	for (uint32_t i = 0; i < p->appendix_count; i++)
		learn(d, &p->appendices[i].body);
}

/* ---- lists -------------------------------------------------------------- */

static int list_new(struct docx *d, int scheme)
{
	struct word_list_of *l;

	d->lists = arena_grow(d->arena, d->lists, d->list_count,
			      sizeof *d->lists);
	l = &d->lists[d->list_count++];
	*l = (struct word_list_of){ .scheme = scheme };
	for (int i = 0; i < WORD_LEVELS; i++)
		l->first[i] = l->start[i] = 1;
	return (int)d->list_count;
}

static int next_of(const struct word_list_of *l, int level)
{
	return l->last[level] ? l->last[level] + 1 : l->first[level];
}

/* A number given: the levels below begin anew. */
static void count(struct docx *d, int list, int level, int value)
{
	struct word_list_of *l = &d->lists[list - 1];

	l->last[level] = value;
	for (int i = level + 1; i < WORD_LEVELS; i++) {
		l->last[i] = 0;
		if (l->first[i] != 1) /* Word and others differ */
			l->first[i] = 0;
	}
}

/* Another list of the same scheme, where Word would count otherwise. Its
 * upper levels go on from where they are. */
static int list_at(struct docx *d, int old, int scheme, int level, int value)
{
	int list = list_new(d, scheme);
	struct word_list_of *l = &d->lists[list - 1];

	for (int i = 0; old && i < level; i++) {
		int next = next_of(&d->lists[old - 1], i);

		l->first[i] = l->start[i] = next ? next : 1;
	}
	l->first[level] = l->start[level] = value;
	return list;
}

static bool uppers_agree(const struct word_list_of *l, int level,
			 struct str upper)
{
	uint32_t end = upper.n;

	while (end && level-- > 0) {
		uint32_t from = end - 1;
		int value;

		while (from && upper.p[from - 1] != '.')
			from--;
		if (format_of(str_slice(upper, from, end - 1), &value)[0] != 'd'
		    || l->last[level] != value)
			return false;
		end = from;
	}
	return !end;
}

static void write_marker(struct docx *d, const struct plan_node *n, int label)
{
	struct plan_text t = { .count = 0 };

	t = fill_append(&d->fill, t, n->marker);
	word_add_as(d, t, label >= 0 ? label : d->open.style);
	if (!n->own_line)
		word_add(d, fill_append(&d->fill,
			(struct plan_text){ .count = 0 }, STR(" ")));
	d->open.list = number_of_style(d, d->open.style, &d->open.level)
			       ? -1 : 0;
}

static struct word_place place(struct docx *d, int list, int level, int value)
{
	count(d, list, level, value);
	d->open.list = list;
	d->open.level = level;
	return (struct word_place){ list, level };
}

/* ---- headings ----------------------------------------------------------- */

/* Whether the level is numbered in the way of its first heading. */
static bool fits(struct docx *d, const struct word_level *w,
		 const struct label *l, int level)
{
	return str_is(w->format, l->format) && *l->format &&
	       str_eq(w->text, level_text(d, l, level));
}

/* A number under others, "1.2.", is counted only where they are. */
static bool is_counted(struct docx *d, struct counted c, const struct label *l)
{
	const struct word_list_of *list;

	if (c.level >= WORD_LEVELS ||
	    !fits(d, &d->schemes[c.scheme].levels[c.level], l, c.level))
		return false;
	if (!l->upper.n)
		return true;
	list = *c.list ? &d->lists[*c.list - 1] : NULL;
	return list && uppers_agree(list, c.level, l->upper) &&
	       next_of(list, c.level) == l->value;
}

void number_heading(struct docx *d, const struct plan_node *n)
{
	int label = n->unit && !n->own_line ? d->style->unit_run_in : -1;
	struct counted c = counted_as(d, n);
	struct label l = label_of(n);

	if (!is_counted(d, c, &l)) {
		write_marker(d, n, label);
		return;
	}
	if (!*c.list)
		*c.list = list_new(d, c.scheme);
	if (next_of(&d->lists[*c.list - 1], c.level) != l.value)
		*c.list = list_at(d, *c.list, c.scheme, c.level, l.value);
	place(d, *c.list, c.level, l.value);
}

int number_of_style(const struct docx *d, int style, int *level)
{
	if (style == d->style->paragraph || style == d->style->item)
		return 0; /* a template's headings may look like text */
	for (int i = 0; i < WORD_LEVELS; i++)
		if (d->schemes[HEADINGS].levels[i].format.n &&
		    d->schemes[HEADINGS].levels[i].style == style) {
			*level = i;
			for (uint32_t k = 0; k < d->list_count; k++)
				if (d->lists[k].scheme == HEADINGS)
					return (int)k + 1;
		}
	return 0;
}

/* ---- items -------------------------------------------------------------- */

static int scheme_find(struct docx *d, const char *format, struct str text)
{
	for (uint32_t i = THROUGH + d->rules->unit_count;
	     i < d->scheme_count; i++)
		if (str_is(d->schemes[i].levels[0].format, format) &&
		    str_eq(d->schemes[i].levels[0].text, text))
			return (int)i;
	return -1;
}

/* "1." has the levels 1.1., 1.1.1. … below it. */
static void add_decimals(struct docx *d, int scheme, const struct label *l)
{
	struct buf uppers = buf_new(d->arena);

	for (int i = 1; i < WORD_LEVELS; i++) {
		struct word_level *w = &d->schemes[scheme].levels[i];

		buf_printf(&uppers, "%%%d.", i);
		w->format = STR("decimal");
		w->style = d->style->item;
		w->text = str_printf(d->arena, "%.*s%%%d%.*s",
				     STR_ARG(buf_str(&uppers)), i + 1,
				     STR_ARG(l->behind));
	}
}

static int scheme_of_item(struct docx *d, const char *format, struct str text,
			  const struct label *l)
{
	int scheme = scheme_find(d, format, text);
	struct word_level *w;

	if (scheme >= 0 || d->scheme_count >= MOST_SCHEMES)
		return scheme;
	scheme = scheme_new(d);
	w = &d->schemes[scheme].levels[0];
	w->format = str_of(format);
	w->text = text;
	w->style = d->style->item;
	if (str_is(text, "%1."))
		add_decimals(d, scheme, l);
	return scheme;
}

/* A dash, or "đ)": a label that says always the same. (LibreOffice shows one
 * letter of a bullet.) */
static struct word_place number_bullet(struct docx *d,
				       const struct plan_node *n)
{
	const char *format = utf8_count(n->marker) > 1 ? "none" : "bullet";
	struct label none = { .format = "" };
	int scheme = str_find(n->marker, STR("%")) >= 0 ? -1
		     : scheme_of_item(d, format, n->marker, &none);

	if (scheme < 0) {
		write_marker(d, n, -1);
		return (struct word_place){ 0, 0 };
	}
	for (uint32_t i = 0; i < d->list_count; i++)
		if (d->lists[i].scheme == scheme)
			return place(d, (int)i + 1, 0, 1);
	return place(d, list_new(d, scheme), 0, 1);
}

/* "1.2." below "1." is a deeper level of its list. */
static bool number_below(struct docx *d, const struct label *l,
			 const struct plan_node *parent,
			 struct word_place above, struct word_place *out)
{
	const struct word_list_of *list;
	int level = above.level + 1;

	if (!above.list || !l->upper.n || level >= WORD_LEVELS ||
	    !str_eq(str_slice(l->upper, 0, l->upper.n - 1), parent->number))
		return false;
	list = &d->lists[above.list - 1];
	if (!fits(d, &d->schemes[list->scheme].levels[level], l, level) ||
	    next_of(list, level) != l->value)
		return false;
	*out = place(d, above.list, level, l->value);
	return true;
}

struct word_place number_item(struct docx *d, const struct plan_node *n,
			      const struct plan_node *parent,
			      struct word_place above,
			      struct word_place beside)
{
	struct label l = label_of(n);
	struct word_place out;
	struct str text;
	int scheme;

	if (!*l.format)
		return number_bullet(d, n);
	if (number_below(d, &l, parent, above, &out))
		return out;
	/* other uppers are words: "1.%1." */
	text = str_printf(d->arena, "%.*s%.*s%%1%.*s", STR_ARG(l.before),
			  STR_ARG(l.upper), STR_ARG(l.behind));
	scheme = scheme_of_item(d, l.format, text, &l);
	if (scheme < 0) {
		write_marker(d, n, -1);
		return (struct word_place){ 0, 0 };
	}
	if (beside.list && beside.level == 0 &&
	    d->lists[beside.list - 1].scheme == scheme &&
	    next_of(&d->lists[beside.list - 1], 0) == l.value)
		return place(d, beside.list, 0, l.value);
	return place(d, list_at(d, 0, scheme, 0, l.value), 0, l.value);
}

/* ---- numbering.xml ------------------------------------------------------ */

static void add_label_look(struct docx *d, struct buf *b,
			   const struct word_level *w)
{
	const struct text_style *t;

	if (w->label < 0) {
		if (str_is(w->format, "bullet"))
			buf_printf(b, "<w:rPr><w:rFonts w:ascii=\"%.*s\" "
				   "w:hAnsi=\"%.*s\" w:cs=\"%.*s\" "
				   "w:hint=\"default\"/></w:rPr>",
				   STR_ARG(d->style->family),
				   STR_ARG(d->style->family),
				   STR_ARG(d->style->family));
		return;
	}
	t = &d->style->texts[w->label];
	buf_printf(b, "<w:rPr><w:b w:val=\"%d\"/><w:i w:val=\"%d\"/>"
		   "<w:caps w:val=\"%d\"/></w:rPr>",
		   (t->face & FACE_IS_BOLD) != 0,
		   (t->face & FACE_IS_ITALIC) != 0, t->caps);
}

static bool is_bound(const struct docx *d, int style, int scheme, int level)
{
	int found;

	return scheme == HEADINGS && number_of_style(d, style, &found) &&
	       found == level;
}

static void add_level(struct docx *d, struct buf *b, int scheme, int level)
{
	const struct word_level *w = &d->schemes[scheme].levels[level];
	dim indent = w->style >= 0 ? d->style->texts[w->style].indent : 0;

	buf_printf(b, "<w:lvl w:ilvl=\"%d\"><w:start w:val=\"1\"/>"
		   "<w:numFmt w:val=\"%.*s\"/>", level,
		   w->format.n ? (int)w->format.n : 4,
		   w->format.n ? w->format.p : "none");
	if (w->style >= 0 && is_bound(d, w->style, scheme, level))
		buf_printf(b, "<w:pStyle w:val=\"%.*s\"/>",
			   STR_ARG(style_id(d, w->style)));
	buf_printf(b, "<w:suff w:val=\"%s\"/><w:lvlText w:val=\"",
		   w->line_below || !w->format.n ? "nothing" : "space");
	xml_add(b, w->text);
	buf_printf(b, "\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind "
		   "w:left=\"0\" w:firstLine=\"%d\"/></w:pPr>",
		   word_twips(indent));
	add_label_look(d, b, w);
	buf_add(b, STR("</w:lvl>"));
}

static void add_scheme(struct docx *d, struct buf *b, int scheme)
{
	bool multi = scheme <= UNITS ||
		     d->schemes[scheme].levels[1].format.n > 0;

	buf_printf(b, "<w:abstractNum w:abstractNumId=\"%d\">"
		   "<w:multiLevelType w:val=\"%s\"/>", scheme,
		   multi ? "multilevel" : "singleLevel");
	for (int i = 0; i < (multi ? WORD_LEVELS : 1); i++)
		add_level(d, b, scheme, i);
	buf_add(b, STR("</w:abstractNum>\n"));
}

static void add_list(struct docx *d, struct buf *b, uint32_t list)
{
	const struct word_list_of *l = &d->lists[list];
	const struct word_scheme *s = &d->schemes[l->scheme];
	bool counts = !str_is(s->levels[0].format, "bullet") &&
		      !str_is(s->levels[0].format, "none");

	buf_printf(b, "<w:num w:numId=\"%u\"><w:abstractNumId w:val=\"%d\"/>",
		   list + 1, l->scheme);
	for (int i = 0; i < WORD_LEVELS && counts; i++)
		if (s->levels[i].format.n)
			buf_printf(b, "<w:lvlOverride w:ilvl=\"%d\">"
				   "<w:startOverride w:val=\"%d\"/>"
				   "</w:lvlOverride>", i,
				   l->start[i]);
	buf_add(b, STR("</w:num>\n"));
}

struct str number_part(struct docx *d)
{
	struct buf b = buf_new(d->arena);

	buf_printf(&b, "<w:numbering xmlns:w=\"http://schemas.openxmlformats."
		   "org/wordprocessingml/2006/main\">\n");
	for (uint32_t i = 0; i < d->scheme_count; i++)
		add_scheme(d, &b, (int)i);
	for (uint32_t i = 0; i < d->list_count; i++)
		add_list(d, &b, i);
	buf_add(&b, STR("</w:numbering>\n"));
	return buf_str(&b);
}
