/* Where head, text, tail and appendices lie. */
#include "import/sketch.h"

#include "base/utf8.h"
#include "base/viet.h"
#include "import/phrase.h"

enum { HEAD_LINES = 60 };

/* Letters alone, without marks: "K Ế  H O Ạ C H" is "kehoach". */
static struct str letters(struct arena *a, struct str s)
{
	struct buf b = buf_new(a);

	for (uint32_t i = 0; i < s.n;) {
		uint32_t c = utf8_next(s, &i);

		if (utf8_is_letter(c))
			utf8_add(&b, viet_base(c));
		else if (c != ' ' && !phrase_is_mark(c) && c != ':')
			return STR("");
	}
	return buf_str(&b);
}

/* A kind's name that is the whole line; only in capitals, or bold. */
static const struct rule_kind *kind_alone(const struct importer *im,
					  const struct paper_line *line)
{
	struct str found;

	if (line->text.n > 64)
		return NULL;
	found = letters(im->arena, line->text);
	for (uint32_t i = 0; found.n && i < im->rules->kind_count; i++)
		if (str_eq(found, letters(im->arena, im->rules->kinds[i].name)))
			return &im->rules->kinds[i];
	return NULL;
}

/* "KẾ HOẠCH Tổ chức …": the kind in capitals, then a title. */
static const struct rule_kind *kind_glued(const struct importer *im,
					  struct str s, uint32_t *end)
{
	for (uint32_t i = 0; i < im->rules->kind_count; i++) {
		struct str bare = viet_bare(im->arena, im->rules->kinds[i].name);

		*end = phrase_at(s, bare);
		if (*end && phrase_is_capital(str_slice(s, 0, *end)))
			return &im->rules->kinds[i];
	}
	return NULL;
}

static bool is_subject(const struct importer *im, struct str s)
{
	uint32_t end = phrase_of(s, &im->legacy->lists[LEGACY_SUBJECT]);

	return end && str_starts(s, STR("V/v"));
}

static const struct rule_kind *kind_named(const struct importer *im,
					  bool untitled)
{
	for (uint32_t i = 0; i < im->rules->kind_count; i++)
		if (untitled ? im->rules->kinds[i].untitled
			     : str_is(im->rules->kinds[i].name, "kế hoạch"))
			return &im->rules->kinds[i];
	return &im->rules->kinds[0];
}

/* Up to where a title may begin: the first heading or base. */
static uint32_t head_end(const struct importer *im, const struct paper *p)
{
	uint32_t i = 0;

	for (; i < p->count && i < HEAD_LINES; i++) {
		const struct paper_line *l = &p->lines[i];

		if (l->table || marker_of(l->text).kind == MARK_ROMAN ||
		    (phrase_of(l->text, &im->legacy->lists[LEGACY_BASE]) &&
		     l->text.n > 60))
			break;
	}
	return i;
}

/* "PHỤ LỤC", "Phụ lục II", "PHỤ LỤC 01: …": a line of its own. */
bool begins_appendix(const struct importer *im,
			    const struct paper_line *line)
{
	uint32_t end;

	if (line->table)
		return false;
	end = phrase_of(line->text, &im->legacy->lists[LEGACY_APPENDIX]);
	if (!end || line->text.n > 200)
		return false;
	return phrase_is_capital(str_slice(line->text, 0, end)) || line->bold ||
	       line->align == PAPER_CENTER || line->text.n - end < 8;
}

/* The head of a letter goes on behind its subject. */
static uint32_t letter_begins(const struct importer *im, const struct paper *p,
			      uint32_t i)
{
	uint32_t from = i;

	while (++i < p->count && i < from + 10 && !p->lines[i].table &&
	       p->lines[i].text.n < 140 &&
	       !phrase_of(p->lines[i].text,
			  &im->legacy->lists[LEGACY_ADDRESSEE]))
		;
	return i;
}

static void find_title(const struct importer *im, const struct paper *p,
		       struct zones *z)
{
	uint32_t end = head_end(im, p), glued;

	for (uint32_t i = 0; i < end; i++) {
		z->rule = kind_alone(im, &p->lines[i]);
		if (z->rule) {
			z->kind = i, z->title = i + 1, z->has_kind = true;
			return;
		}
	}
	for (uint32_t i = 0; i < end; i++) {
		z->rule = kind_glued(im, p->lines[i].text, &glued);
		if (z->rule) {
			z->kind = z->title = i, z->has_kind = true;
			return;
		}
	}
	for (uint32_t i = 0; i < end; i++)
		if (is_subject(im, p->lines[i].text)) {
			z->rule = kind_named(im, true);
			z->kind = z->title = letter_begins(im, p, i);
			return;
		}
	z->rule = kind_named(im, false);
	z->kind = z->title = 0;
	for (uint32_t i = 0; i < end; i++)
		if (begins_appendix(im, &p->lines[i])) { /* of its own file */
			z->kind = z->title = i;
			return;
		}
	/* No kind: the title follows the last line of a head. */
	for (uint32_t i = 0; i < end; i++) {
		uint32_t at;

		if (phrase_find(p->lines[i].text,
				&im->legacy->lists[LEGACY_MOTTO], &at) >= 0 ||
		    (phrase_find(p->lines[i].text,
				 &im->legacy->lists[LEGACY_DAY], &at) > 0 &&
		     p->lines[i].text.n < 90))
			z->kind = z->title = i + 1;
	}
}

static bool is_authority(const struct importer *im, struct str s)
{
	struct str word;

	return phrase_is_capital(s) && authority_at(im, s, &word);
}

static bool is_signing(const struct importer *im, struct str s)
{
	return is_authority(im, s) ||
	       (phrase_is_capital(s) && s.n < 120 &&
		phrase_of(s, &im->legacy->lists[LEGACY_POSITION]));
}

/* The signature may stand before the recipients. */
static uint32_t signature_before(const struct importer *im,
				 const struct paper *p, uint32_t tail)
{
	uint32_t from = tail;

	for (uint32_t i = tail; i-- > 0 && i + 16 > tail;) {
		struct str s = p->lines[i].table ? STR("") : p->lines[i].text;

		if (!s.n || s.n > 120 || marker_of(s).kind ||
		    (i + 8 <= tail && phrase_is_ended(s)))
			break;
		if (is_signing(im, p->lines[i].text))
			from = i;
	}
	return from;
}

/* A table behind the signature: with the title above it, an appendix. */
static uint32_t table_behind(const struct importer *im, const struct paper *p,
			     uint32_t from, uint32_t to)
{
	uint32_t i = from;

	while (i < to && !(p->lines[i].table && p->lines[i].table->ruled))
		i++;
	if (i == to)
		return to;
	while (i > from + 1 && !p->lines[i - 1].table &&
	       !is_signing(im, p->lines[i - 1].text) &&
	       (p->lines[i - 1].text.p[0] == '(' ||
		phrase_is_capital(p->lines[i - 1].text)))
		i--;
	return i;
}

struct zones zone_find(const struct importer *im, const struct paper *p)
{
	struct zones z = { .kind = 0 };
	uint32_t first = p->count;

	find_title(im, p, &z);
	z.tail = z.appendix = p->count;
	for (uint32_t i = z.title; i < p->count; i++)
		if (!p->lines[i].table &&
		    phrase_of(p->lines[i].text,
			      &im->legacy->lists[LEGACY_RECIPIENTS]) &&
		    p->lines[i].text.n < 120) {
			z.tail = i;
			break;
		}
	for (uint32_t i = z.title + (z.title > z.kind || z.has_kind); i < p->count; i++)
		if (begins_appendix(im, &p->lines[i])) {
			first = i;
			break;
		}
	if (z.tail < p->count)
		z.tail = signature_before(im, p, z.tail);
	else
		for (uint32_t i = z.title + 1; i < first; i++)
			if (is_signing(im, p->lines[i].text) && i + 15 > first) {
				z.tail = i;
				break;
			}
	for (uint32_t i = z.tail; i < p->count; i++)
		if (begins_appendix(im, &p->lines[i])) {
			z.appendix = i;
			break;
		}
	z.appendix = table_behind(im, p, z.tail, z.appendix);
	if (z.tail == p->count && first < p->count)
		z.tail = z.appendix = first;
	return z;
}
