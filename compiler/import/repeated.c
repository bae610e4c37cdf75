/* Lines that stand at the same place around several page numbers or page ends:
 * a head or foot repeated on every page. */
#include "import/sketch.h"

#include "base/utf8.h"
#include "import/phrase.h"

enum { NEAR = 3, AROUND = 2 * NEAR + 1, PAGES_MOST = 200, LONGEST = 120 };

struct edge {
	uint32_t line;
	struct str keys[AROUND]; /* of the lines around; empty: none */
};

static bool is_edge(const struct importer *im, const struct paper *p, uint32_t i)
{
	const struct paper_line *l = &p->lines[i];

	if (l->table || l->furniture)
		return false;
	return phrase_is_page_number(l->text, &im->legacy->lists[LEGACY_PAGE]) ||
	       (i && l->page != l[-1].page);
}

/* The text without its digits: "Trang 3" is "Trang 4". Files of paragraphs
 * keep their heads apart, and "(Kèm theo …)" belongs to each appendix. */
static struct str key_of(struct arena *a, const struct paper_line *l)
{
	struct buf b = buf_new(a);

	if (l->table || l->whole || l->text.n > LONGEST || !l->text.n ||
	    l->text.p[0] == '(' || marker_of(l->text).kind)
		return STR("");
	for (uint32_t i = 0; i < l->text.n; i++)
		if (!utf8_is_digit((unsigned char)l->text.p[i]))
			buf_char(&b, l->text.p[i]);
	return str_trim(buf_str(&b));
}

static uint32_t find_edges(const struct importer *im, const struct paper *p,
			   struct edge *edges)
{
	uint32_t n = 0;

	for (uint32_t i = 1; i < p->count && n < PAGES_MOST; i++) {
		if (!is_edge(im, p, i))
			continue;
		edges[n].line = i;
		for (uint32_t k = 0; k < AROUND; k++)
			if (i + k >= NEAR && i + k - NEAR < p->count)
				edges[n].keys[k] = key_of(im->arena,
					&p->lines[i + k - NEAR]);
		n++;
	}
	return n;
}

bool *repeated_find(const struct importer *im, const struct paper *p)
{
	struct edge *edges = arena_array(im->arena, struct edge, PAGES_MOST);
	bool *found = arena_array(im->arena, bool, p->count + 1);
	uint32_t count = find_edges(im, p, edges);

	for (uint32_t k = 0; k < AROUND; k++)
		for (uint32_t i = 0; i < count; i++)
			for (uint32_t other = 0; other < i; other++) {
				struct str key = edges[i].keys[k];

				if (!key.n || !str_eq(key, edges[other].keys[k]))
					continue;
				found[edges[i].line + k - NEAR] = true;
				found[edges[other].line + k - NEAR] = true;
			}
	return found;
}
