#include "base/source.h"

#include <string.h>

#include "base/utf8.h"

struct sources *source_set(struct arena *a)
{
	struct sources *set = arena_new_of(a, struct sources);

	set->arena = a;
	set->end = 1;
	return set;
}

static bool is_bad(uint32_t c)
{
	if (c >= 0xA0 && c < 0x2028)
		return false; /* letters, nearly always */
	return c == UTF8_REPLACEMENT || c == 0x7F || (c < 0x20 && c != '\n' && c != '\t') ||
	       (c >= 0x80 && c < 0xA0) || c == 0x2028 || c == 0x2029 ||
	       (c & 0xFFFE) == 0xFFFE;
}

static bool is_plain(struct str s)
{
	for (uint32_t i = 0; i < s.n;) {
		unsigned char c = (unsigned char)s.p[i];

		if (c < 0x80) {
			if ((c < ' ' && c != '\n' && c != '\t') || c == 0x7F)
				return false;
			i++;
		} else if (is_bad(utf8_next(s, &i))) {
			return false;
		}
	}
	return true;
}

/* LF line ends, wrong bytes replaced. A run of wrong bytes is one character:
 * an old encoding would otherwise give a letter a byte. */
static struct str clean(struct arena *a, struct str s, int64_t *fault)
{
	char *p = arena_alloc(a, (size_t)s.n * 3 + 1);
	uint32_t n = 0;

	for (uint32_t i = 0; i < s.n;) {
		uint32_t at = i, c = utf8_next(s, &i);

		if (c == '\r') {
			if (i < s.n && s.p[i] == '\n')
				continue;
			p[n++] = '\n';
			continue;
		}
		if (!is_bad(c)) {
			memcpy(p + n, s.p + at, i - at);
			n += i - at;
			continue;
		}
		if (*fault < 0)
			*fault = n;
		memcpy(p + n, "\xEF\xBF\xBD", 3);
		n += 3;
	}
	return (struct str){ p, n };
}

struct source *source_add(struct sources *set, struct str path,
			  struct str bytes, struct span *fault)
{
	struct source *s;
	int64_t at = -1;

	*fault = SPAN_NONE;
	if (str_starts(bytes, STR("\xEF\xBB\xBF")))
		bytes = str_from(bytes, 3);
	if (!is_plain(bytes))
		bytes = clean(set->arena, bytes, &at);
	bytes = utf8_nfc(set->arena, bytes);
	if (bytes.n > UINT32_MAX - 2 - set->end)
		return NULL;
	set->items = arena_grow(set->arena, set->items, set->count,
				sizeof *set->items);
	s = &set->items[set->count++];
	s->path = path;
	s->text = bytes;
	s->base = set->end;
	s->lines = NULL;
	s->line_count = 0;
	set->end += bytes.n + 1;
	if (at >= 0) { /* NFC may have moved it: look again */
		int64_t hit = str_find(bytes, STR("\xEF\xBF\xBD"));

		at = hit >= 0 ? hit : at;
		*fault = span_of(s, (uint32_t)at, (uint32_t)at + 3);
	}
	return s;
}

const struct source *source_find(const struct sources *set, uint32_t offset)
{
	uint32_t low = 0, high = set->count;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (set->items[mid].base <= offset)
			low = mid + 1;
		else
			high = mid;
	}
	if (!low || offset > set->items[low - 1].base + set->items[low - 1].text.n)
		return NULL;
	return &set->items[low - 1];
}

struct str source_text(const struct sources *set, struct span span)
{
	const struct source *s = source_find(set, span.from);

	if (!s || span.to < span.from)
		return STR("");
	return str_slice(s->text, span.from - s->base, span.to - s->base);
}

static void find_lines(struct arena *a, struct source *s)
{
	uint32_t n = 1, at = 1;

	for (uint32_t i = 0; i < s->text.n; i++)
		n += s->text.p[i] == '\n';
	s->lines = arena_array(a, uint32_t, n);
	s->line_count = n;
	for (uint32_t i = 0; i < s->text.n; i++)
		if (s->text.p[i] == '\n')
			s->lines[at++] = i + 1;
}

static struct source *with_lines(struct sources *set, const struct source *s)
{
	struct source *own = &set->items[s - set->items];

	if (!own->lines)
		find_lines(set->arena, own);
	return own;
}

struct position source_position(struct sources *set, uint32_t offset)
{
	const struct source *found = source_find(set, offset);
	struct source *s;
	uint32_t low = 0, high, at;

	if (!found)
		return (struct position){ 1, 1 };
	s = with_lines(set, found);
	at = offset - s->base;
	high = s->line_count;
	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (s->lines[mid] <= at)
			low = mid + 1;
		else
			high = mid;
	}
	return (struct position){
		low,
		1 + utf8_count(str_slice(s->text, s->lines[low - 1], at)),
	};
}

struct str source_line(struct sources *set, const struct source *source,
		       uint32_t line)
{
	struct source *s = with_lines(set, source);
	uint32_t from, to;

	if (line < 1 || line > s->line_count)
		return STR("");
	from = s->lines[line - 1];
	to = line < s->line_count ? s->lines[line] - 1 : s->text.n;
	return str_slice(s->text, from, to);
}

struct span span_of(const struct source *s, uint32_t from, uint32_t to)
{
	return (struct span){ s->base + from, s->base + to };
}

struct span span_join(struct span a, struct span b)
{
	if (!a.from)
		return b;
	if (!b.from)
		return a;
	return (struct span){ a.from < b.from ? a.from : b.from,
			      a.to > b.to ? a.to : b.to };
}
