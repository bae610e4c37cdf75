/* The end of a document: to whom it goes, and who signs. */
#include "import/sketch.h"

#include "base/utf8.h"
#include "base/viet.h"
#include "import/phrase.h"

static const struct legacy_phrases *list_of(const struct importer *im,
					    enum legacy_list list)
{
	return &im->legacy->lists[list];
}

static struct str squeezed(const struct importer *im, struct str s)
{
	return str_squeeze(im->arena, phrase_plain(im->arena, s));
}

static bool is_authority(const struct importer *im, struct str s)
{
	struct str word;

	return authority_at(im, s, &word) > 0;
}

/* "TM. ỦY BAN NHÂN DÂN", "PHÓ CHỦ TỊCH", "Chủ tịch" alone. */
static bool is_title(const struct importer *im, struct str s)
{
	uint32_t end = phrase_of(s, list_of(im, LEGACY_POSITION));

	return is_authority(im, s) ||
	       (phrase_is_capital(s) && s.n < 160) || (end && end == s.n);
}

static bool is_seal(const struct importer *im, struct str s)
{
	while (s.n && (s.p[0] == '(' || s.p[0] == '['))
		s = str_from(s, 1);
	return s.n < 80 && phrase_of(s, list_of(im, LEGACY_SEAL));
}

static struct str without_marks(struct str s)
{
	while (s.n && (s.p[s.n - 1] == ';' || s.p[s.n - 1] == '.' ||
		       s.p[s.n - 1] == ',' || s.p[s.n - 1] == ' ' ||
		       s.p[s.n - 1] == '/'))
		s.n--;
	return s;
}

/* "LÊ VĂN A", "BSCKII. LÊ VĂN A": capitals, but no title. */
static bool is_capital_name(const struct importer *im, struct str s)
{
	return phrase_is_name(s, list_of(im, LEGACY_RANK)) &&
	       !phrase_of(s, list_of(im, LEGACY_POSITION)) &&
	       (phrase_of(s, list_of(im, LEGACY_RANK)) ||
		phrase_of(s, list_of(im, LEGACY_SURNAME)));
}

struct tail_reader {
	const struct importer *im;
	struct sketch *k;
	bool in_recipients, open; /* the last recipient may run on */
	struct str last; /* the last recipient as it stood */
	uint32_t line, last_line;
	bool title_seen, name_seen;
	struct str early; /* a name that came before any title */
};

static struct sketch_lines *signer(struct tail_reader *r, bool fresh)
{
	struct sketch *k = r->k;

	if (!k->signer_count || (fresh && k->signer_count < SKETCH_SIGNERS))
		k->signer_count++;
	return &k->signers[k->signer_count - 1];
}

static void add_recipient(struct tail_reader *r, struct str s)
{
	struct sketch_lines *to = &r->k->recipients;
	struct marker m = marker_of(s);

	if (m.kind == MARK_DASH || m.kind == MARK_PLUS || m.kind == MARK_STAR) {
		s = str_from(s, m.end);
	} else if (r->open && to->count) {
		struct str *last = &to->items[to->count - 1];

		*last = str_printf(r->im->arena, "%.*s %.*s", STR_ARG(*last),
				   STR_ARG(s));
		r->open = !phrase_is_ended(s);
		r->last = s;
		r->last_line = r->line;
		*last = without_marks(*last);
		return;
	}
	if (!phrase_has_letters(s)) {
		ledger_repair(r->im->ledger, r->line, s, STR(""),
			      "ký hiệu lạc ở nơi nhận", 0.85);
		return;
	}
	r->open = !phrase_is_ended(s);
	if (to->count)
		end_mark_tell(r->im, r->last_line, r->last, ';');
	r->last = s;
	r->last_line = r->line;
	lines_add(r->im->arena, to, without_marks(s));
}

/* "- Như trên; - Lưu: VT." on one line. */
static void add_recipients(struct tail_reader *r, struct str s)
{
	int64_t next;

	while ((next = str_find(s, STR("; - "))) > 0) {
		add_recipient(r, str_slice(s, 0, (uint32_t)next + 1));
		s = str_from(s, (uint32_t)next + 2);
	}
	add_recipient(r, s);
}

/* "TRƯỜNG PHÒNG" is no title, "TRƯỞNG PHÒNG" is: where only marks differ from
 * a title that is known, the title was meant. */
static struct str mended_title(struct tail_reader *r, struct str s)
{
	const struct importer *im = r->im;
	const struct legacy_phrases *list = list_of(im, LEGACY_POSITION);
	uint32_t from = 0, end;

	if (im->policy < REPAIR_SUGGEST)
		return s;
	for (uint32_t i = 0; i < im->rules->authority_count; i++) {
		struct str word = im->rules->authorities[i].abbreviation;

		if (str_starts(s, word) && s.n > word.n && s.p[word.n] == ' ')
			from = word.n + 1;
	}
	for (uint32_t i = 0; i < list->count; i++) {
		struct str rest = str_from(s, from), title, found, whole;

		end = phrase_at(rest, list->items[i].bare);
		if (!end)
			continue;
		title = utf8_upper(im->arena, list->items[i].text);
		found = str_slice(rest, 0, end);
		if (!phrase_is_capital(found) ||
		    str_eq(viet_fold(im->arena, found),
			   viet_fold(im->arena, title)))
			return s;
		whole = str_printf(im->arena, "%.*s%.*s%.*s", (int)from, s.p,
				   STR_ARG(title), STR_ARG(str_from(rest, end)));
		ledger_repair(im->ledger, r->line, found, title,
			      "chức vụ sai dấu", 0.9);
		return whole;
	}
	return s;
}

static void add_title(struct tail_reader *r, struct str s)
{
	bool fresh = r->name_seen;

	s = mended_title(r, authority_settled(r->im, r->line, s));
	lines_add(r->im->arena, signer(r, fresh), s);
	r->title_seen = true;
	r->name_seen = false;
	r->in_recipients = false;
}

static void add_name(struct tail_reader *r, struct str s)
{
	struct sketch_lines *to;

	if (!r->title_seen && !r->early.n) {
		r->early = s;
		return;
	}
	to = signer(r, false);
	lines_add(r->im->arena, to, STR(""));
	lines_add(r->im->arena, to, s);
	r->name_seen = true;
}

/* The endnote's mark and text: "1 Đồng chí: …", "(*) …", "i …". */
static bool is_note(struct str s)
{
	uint32_t i = 0;

	while (i < s.n && i < 3 && (utf8_is_digit((unsigned char)s.p[i]) ||
				    s.p[i] == '*' || s.p[i] == 'i' ||
				    s.p[i] == 'v'))
		i++;
	return i && i + 12 < s.n && s.p[i] == ' ';
}

/* "NVA.(30)": who typed it, and how many copies. */
static bool is_drafter(struct str s)
{
	uint32_t i = 0, letters = 0;

	while (i < s.n) {
		uint32_t next = i, c = utf8_next(s, &next);

		if (!utf8_is_upper(c))
			break;
		letters++;
		i = next;
	}
	if (letters < 2 || letters > 6)
		return false;
	while (i < s.n && (s.p[i] == '.' || s.p[i] == ' ' || s.p[i] == ','))
		i++;
	if (i >= s.n || (s.p[i] != '(' && !utf8_is_digit((unsigned char)s.p[i])))
		return false;
	for (; i < s.n; i++)
		if (!utf8_is_digit((unsigned char)s.p[i]) && s.p[i] != '(' &&
		    s.p[i] != ')' && s.p[i] != '.' && s.p[i] != 'b')
			return false;
	return true;
}

static void add_late_note(struct tail_reader *r, struct str s, uint32_t line)
{
	lines_add(r->im->arena, &r->k->late_notes, s);
	if (!r->k->late_line)
		r->k->late_line = line;
}

/* Two ways to reach the office, or more. */
static bool is_contact(const struct importer *im, struct str s)
{
	uint32_t end;
	int64_t at = phrase_find(s, list_of(im, LEGACY_CONTACT), &end);

	return at >= 0 && phrase_find(str_from(s, end),
				      list_of(im, LEGACY_CONTACT), &end) >= 0;
}

/* A name in capitals, where a title stands above it. */
static bool is_name_below(const struct tail_reader *r,
			  const struct paper_line *l, struct str s)
{
	const struct importer *im = r->im;

	if (!r->title_seen || r->name_seen)
		return false;
	return is_capital_name(im, s) ||
	       (l->blank_before && phrase_is_name(s, list_of(im, LEGACY_RANK)) &&
		!phrase_of(s, list_of(im, LEGACY_POSITION)) &&
		!is_authority(im, s));
}

static void read_line(struct tail_reader *r, const struct paper_line *l)
{
	const struct importer *im = r->im;
	struct str s = squeezed(im, l->text);
	uint32_t end = phrase_of(s, list_of(im, LEGACY_RECIPIENTS));

	if (l->table || !s.n || phrase_is_rule(s))
		return;
	r->line = l->line;
	if (end) {
		r->k->has_recipients = r->in_recipients = true;
		s = str_from(s, end);
		while (s.n && (s.p[0] == ':' || s.p[0] == ' '))
			s = str_from(s, 1);
		if (s.n && !phrase_is_rule(s))
			add_recipients(r, s);
		return;
	}
	if (is_seal(im, s)) {
		ledger_repair(im->ledger, l->line, s, STR(""),
			      "bỏ chữ chỉ chỗ ký", 0.9);
		return;
	}
	if (is_drafter(s)) {
		r->k->drafter = s;
		return;
	}
	if (r->name_seen && !is_note(s) && is_contact(im, s)) {
		r->k->contact = s;
		return;
	}
	if (marker_of(s).kind == MARK_DASH ||
	    (r->in_recipients && !is_title(im, s) && !phrase_is_name(s, list_of(im, LEGACY_RANK)) &&
	     !r->title_seen))
		add_recipients(r, s);
	else if (is_title(im, s) && !is_name_below(r, l, s))
		add_title(r, s);
	else if (is_note(s) && r->name_seen)
		add_late_note(r, s, l->line);
	else if (!r->title_seen && r->in_recipients && r->open)
		add_recipients(r, s);
	else
		add_name(r, s);
}

/* Columns read one after the other may give a name before its title; a title
 * alone has no name, and a name alone no title. */
static void end_signers(struct tail_reader *r)
{
	struct str name = r->early;

	if (!name.n && (!r->title_seen || r->name_seen))
		return;
	if (!r->title_seen) {
		ledger_doubt(r->im->ledger, r->line, name,
			     "không thấy chức vụ người ký");
		lines_add(r->im->arena, signer(r, false), STR("…"));
		r->title_seen = true;
	}
	if (name.n)
		add_name(r, name);
	else
		lines_add(r->im->arena, signer(r, false), STR("…"));
}

void tail_read(const struct importer *im, const struct paper *p, uint32_t from,
	       uint32_t to, struct sketch *k)
{
	struct tail_reader r = { .im = im, .k = k };

	for (uint32_t i = from; i < to; i++)
		read_line(&r, &p->lines[i]);
	end_signers(&r);
	if (k->recipients.count)
		end_mark_tell(im, r.last_line, r.last, '.');
}
