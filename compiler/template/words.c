/* words.xml into struct words. */
#include "base/utf8.h"
#include "template/sheets.h"

static const char *const ELEMENTS[] = {
#define LIST(id, element) element,
#include "template/words.def"
#undef LIST
};

static uint32_t hash_first_word(struct str text)
{
	uint32_t hash = WORDS_START;

	for (uint32_t i = 0; i < text.n;) {
		uint32_t c = utf8_next(text, &i);

		if (!utf8_is_letter(c) && !utf8_is_digit(c))
			break;
		hash = words_step(hash, utf8_fold(c));
	}
	return hash;
}

static void add(struct arena *arena, struct words *words, enum words_list list,
		uint32_t order, struct str text)
{
	struct phrase *p = arena_new_of(arena, struct phrase);
	uint32_t bucket;

	p->text = text;
	p->list = list;
	p->order = order;
	p->hash = hash_first_word(text);
	bucket = words_bucket(p->hash);
	p->next = words->buckets[bucket];
	words->buckets[bucket] = p;
}

/* "Tây Bắc; Đông Bắc" */
static void read_list(struct reader *r, const xmlNode *node,
		      struct words *words, enum words_list list)
{
	struct str rest = read_content(r, node);
	uint32_t order = 0;

	while (rest.n) {
		int64_t mark = str_find(rest, STR(";"));
		uint32_t end = mark < 0 ? rest.n : (uint32_t)mark;
		struct str text = str_trim(str_slice(rest, 0, end));

		if (str_find(text, STR("\n")) >= 0)
			text = str_squeeze(r->arena, text);
		if (!text.n)
			read_bad_value(r, node, rest);
		add(r->arena, words, list, order++, text);
		rest = str_from(rest, mark < 0 ? end : end + 1);
	}
}

/* "2020-03-05" is 20200305; the schema has seen its form. */
static int read_day(struct reader *r, const xmlNode *node)
{
	struct str text = read_text(r, node, "since");
	int day = 0;

	for (uint32_t i = 0; i < text.n; i++)
		if (utf8_is_digit((unsigned char)text.p[i]))
			day = day * 10 + text.p[i] - '0';
	return day;
}

static struct change *read_changes(struct reader *r, const xmlNode *list,
				   const char *name, uint32_t *count)
{
	struct change *changes = arena_array(r->arena, struct change,
					     read_count(list, name));

	*count = 0;
	for (const xmlNode *node = read_child(list, name); node;
	     node = read_next(node, name))
		changes[(*count)++] = (struct change){
			.old = read_text(r, node, "old"),
			.now = read_text(r, node, "new"),
		};
	return changes;
}

void words_read(struct reader *r, const xmlNode *root,
		const struct rules *rules, struct words *words)
{
	for (int list = 0; list < WORDS_DOCUMENTS; list++)
		read_list(r, read_child(root, ELEMENTS[list]), words,
			  (enum words_list)list);
	for (uint32_t i = 0; i < rules->cited_count; i++)
		add(r->arena, words, WORDS_DOCUMENTS, i,
		    rules->cited[i].name);
	words->since = read_day(r, read_child(root, "old-codes"));
	words->codes = read_changes(r, read_child(root, "old-codes"), "code",
				    &words->code_count);
	words->places = read_changes(r, read_child(root, "place-names"),
				     "place", &words->place_count);
}
