/* The part of read.h that turns attributes into values. Numbers are read by
 * hand: the C library's way depends on the locale. */
#include "template/read.h"

#include <string.h>

#include "base/utf8.h"

/* --- nodes --- */

bool read_is(const xmlNode *node, const char *name)
{
	return !name || strcmp((const char *)node->name, name) == 0;
}

static const xmlNode *find_from(const xmlNode *node, const char *name)
{
	while (node && (node->type != XML_ELEMENT_NODE || !read_is(node, name)))
		node = node->next;
	return node;
}

const xmlNode *read_child(const xmlNode *node, const char *name)
{
	return node ? find_from(node->children, name) : NULL;
}

const xmlNode *read_next(const xmlNode *node, const char *name)
{
	return find_from(node->next, name);
}

uint32_t read_count(const xmlNode *node, const char *name)
{
	uint32_t n = 0;

	for (node = read_child(node, name); node; node = read_next(node, name))
		n++;
	return n;
}

/* --- text --- */

static struct str keep(struct reader *r, xmlChar *text)
{
	struct str kept = { NULL, 0 };

	if (text)
		kept = utf8_nfc(r->arena,
				str_copy(r->arena, str_of((char *)text)));
	xmlFree(text);
	return kept;
}

struct str read_text(struct reader *r, const xmlNode *node,
		     const char *attribute)
{
	return keep(r, xmlGetNoNsProp(node, BAD_CAST attribute));
}

struct str read_content(struct reader *r, const xmlNode *node)
{
	return str_trim(keep(r, xmlNodeGetContent(node)));
}

struct str read_token(struct str *rest)
{
	struct str word = str_trim(*rest);
	uint32_t n = 0;

	while (n < word.n && !strchr(" \t\r\n", word.p[n]))
		n++;
	*rest = str_from(word, n);
	return str_slice(word, 0, n);
}

struct str *read_words(struct reader *r, const xmlNode *node, uint32_t *count)
{
	struct str *words;
	uint32_t n = 0;

	*count = read_count(node, "word");
	words = arena_array(r->arena, struct str, *count);
	for (const xmlNode *w = read_child(node, "word"); w;
	     w = read_next(w, "word")) {
		words[n] = read_content(r, w);
		if (!words[n++].n)
			read_bad_value(r, w, STR(""));
	}
	return words;
}

/* --- numbers --- */

/* digits [ "." digits ]; moves past it. */
static bool take_number(struct str *s, double *value)
{
	double v = 0, part = 1;
	uint32_t i = 0, digits = 0;
	bool dot = false;

	for (; i < s->n && digits < 12; i++) {
		char c = s->p[i];

		if (c == '.' && !dot) {
			dot = true;
		} else if (c >= '0' && c <= '9') {
			v = v * 10 + (c - '0');
			part *= dot ? 10 : 1;
			digits++;
		} else {
			break;
		}
	}
	*s = str_from(*s, i);
	*value = v / part;
	return digits > 0;
}

static bool parse_length(struct str s, dim em, dim *out)
{
	double v, points;

	if (!take_number(&s, &v) || v > 9999)
		return false;
	if (str_is(s, "pt"))
		points = v;
	else if (str_is(s, "mm"))
		points = v * 72 / 25.4;
	else if (str_is(s, "cm"))
		points = v * 720 / 25.4;
	else if (str_is(s, "em") && em && v < 100)
		points = v * DIM_TO_PT(em);
	else
		return false;
	*out = DIM_OF_PT(points);
	return true;
}

/* "1", "0.5", "1/3" */
static bool parse_share(struct str s, double *out)
{
	double below;

	if (!take_number(&s, out))
		return false;
	if (!str_starts(s, STR("/")))
		return s.n == 0;
	s = str_from(s, 1);
	if (!take_number(&s, &below) || below <= 0 || s.n)
		return false;
	*out /= below;
	return true;
}

/* Up to `most` lengths; their number, or 0 after a complaint or for none. */
static int read_lengths(struct reader *r, const xmlNode *node,
			const char *attribute, dim em, dim *out, int most)
{
	struct str value = read_text(r, node, attribute), rest = value, word;
	int n = 0;

	while ((word = read_token(&rest)).n) {
		if (n == most || !parse_length(word, em, &out[n++])) {
			read_bad_value(r, node, value);
			return 0;
		}
	}
	return n;
}

dim read_length(struct reader *r, const xmlNode *node, const char *attribute)
{
	dim length = 0;

	return read_lengths(r, node, attribute, 0, &length, 1) ? length : 0;
}

struct glue read_glue(struct reader *r, const xmlNode *node,
		      const char *attribute, dim em)
{
	dim v[3] = { 0 };
	int n = read_lengths(r, node, attribute, em, v, 3);

	if (n == 1)
		v[1] = v[2] = v[0];
	else if (n == 2 || v[0] > v[1] || v[1] > v[2])
		read_bad_value(r, node, read_text(r, node, attribute));
	return (struct glue){ .least = v[0], .natural = v[1], .most = v[2] };
}

void read_range(struct reader *r, const xmlNode *node, const char *attribute,
		dim *least, dim *most)
{
	dim v[2] = { 0 };
	int n = read_lengths(r, node, attribute, 0, v, 2);

	if (n == 1)
		v[1] = v[0];
	if (v[0] > v[1])
		read_bad_value(r, node, read_text(r, node, attribute));
	*least = v[0];
	*most = v[1];
}

void read_share(struct reader *r, const xmlNode *node, const char *attribute,
		double *least, double *most)
{
	struct str value = read_text(r, node, attribute), rest = value;
	struct str first = read_token(&rest), second = read_token(&rest);
	bool good = parse_share(first, least);

	*most = *least;
	if (good && second.n)
		good = parse_share(second, most);
	if (!good || *least > *most || str_trim(rest).n)
		read_bad_value(r, node, value);
}

/* xs:boolean */
bool read_flag(struct reader *r, const xmlNode *node, const char *attribute)
{
	struct str value = str_trim(read_text(r, node, attribute));
	bool yes = str_is(value, "true") || str_is(value, "1");

	if (!yes && value.n && !str_is(value, "false") && !str_is(value, "0"))
		read_bad_value(r, node, value);
	return yes;
}

int read_int(struct reader *r, const xmlNode *node, const char *attribute)
{
	struct str value = str_trim(read_text(r, node, attribute));
	struct str rest = value;
	double v;

	if (!value.n)
		return 0;
	if (!take_number(&rest, &v) || rest.n || v > 1e6 || v != (int)v) {
		read_bad_value(r, node, value);
		return 0;
	}
	return (int)v;
}

uint32_t read_color(struct reader *r, const xmlNode *node,
		    const char *attribute)
{
	struct str value = read_text(r, node, attribute);
	uint32_t color = 0;

	if (!value.n)
		return 0;
	for (uint32_t i = 1; i < value.n && i < 7; i++) {
		char c = value.p[i];

		color = color * 16 + (uint32_t)(c <= '9' ? c - '0'
						: (c | 32) - 'a' + 10);
	}
	if (value.n != 7 || value.p[0] != '#' || color > 0xFFFFFF)
		read_bad_value(r, node, value);
	return color & 0xFFFFFF;
}

/* --- names --- */

int read_name(struct reader *r, const xmlNode *node, struct str value,
	      const char *const *names, int count)
{
	for (int i = 0; i < count; i++)
		if (str_is(value, names[i]))
			return i;
	read_bad_value(r, node, value);
	return 0;
}

int read_choice(struct reader *r, const xmlNode *node, const char *attribute,
		const char *const *names, int count, int otherwise)
{
	struct str value = str_trim(read_text(r, node, attribute));

	return value.n ? read_name(r, node, value, names, count) : otherwise;
}
