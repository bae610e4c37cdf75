/* Typed numbers are facts. Where counting would give another one, the source
 * keeps what was typed, and the report says what is wrong. */
#include "import/sketch.h"

#include "base/viet.h"

enum { DEPTH = 8, LEVELS = 4 };

struct counting {
	const struct importer *im;
	int levels[LEVELS]; /* of the headings around, the last number */
	struct {
		enum marker_kind kind;
		int rank, ordinal;
	} open[DEPTH];
	int depth;
	struct sketch_nodes *out;
};

static int rank_of(const struct counting *c, const struct marker *m)
{
	switch (m->kind) {
	case MARK_NUMBER: return 1;
	case MARK_DECIMAL: return 2;
	case MARK_LETTER: return 3;
	case MARK_PLUS: return 6;
	case MARK_PAREN:
		for (int i = c->depth; i-- > 0;)
			if (c->open[i].kind == MARK_PAREN &&
			    c->open[i].ordinal + 1 == m->ordinal)
				return c->open[i].rank;
		for (int i = 0; i < c->depth; i++)
			if (c->open[i].rank == 5)
				return 6;
		return 4;
	default: return 5;
	}
}

static void doubt_number(struct counting *c, const struct sketch_node *n,
			 struct str expected)
{
	struct str why = str_printf(c->im->arena,
		"số thứ tự không liền: đánh số liền thì là %.*s; số cũ được giữ",
		STR_ARG(expected));

	ledger_doubt(c->im->ledger, n->para->line, n->para->plain,
		     str_terminated(c->im->arena, why));
}

/* The number of the next heading of the first level; 0: none. */
static int next_number(const struct sketch_nodes *nodes, uint32_t i)
{
	while (++i < nodes->count)
		if (nodes->items[i].kind == SKETCH_HEADING &&
		    nodes->items[i].level == 1)
			return nodes->items[i].marker.ordinal;
	return 0;
}

/* A picture shows III as II: where the heading behind counts on, it was. */
static void mend_misread(struct counting *c, struct sketch_node *n,
			 const struct sketch_nodes *nodes, uint32_t i)
{
	int expected = c->levels[0] + 1, next;
	struct str now;

	if (!c->im->recognised || n->level != 1 ||
	    n->marker.kind != MARK_ROMAN || n->marker.ordinal == expected)
		return;
	next = next_number(nodes, i);
	if (next && next != expected + 1)
		return;
	now = viet_roman(c->im->arena, expected);
	ledger_repair(c->im->ledger, n->para->line, n->marker.number, now,
		      "số La Mã đọc sai: các mục trước và sau đếm liền", 0.9);
	n->marker.number = now;
	n->marker.ordinal = expected;
}

static void check_heading(struct counting *c, struct sketch_node *n)
{
	int level = n->level - 1, expected = c->levels[level] + 1;
	struct arena *a = c->im->arena;

	c->depth = 0;
	for (int i = n->level; i < LEVELS; i++)
		c->levels[i] = 0;
	if (!n->marker.kind) {
		c->levels[level] = expected;
		return;
	}
	if (n->marker.ordinal != expected) {
		n->keep_number = true;
		doubt_number(c, n, level == 0 ? viet_roman(a, expected)
				 : n->marker.kind == MARK_LETTER
					 ? viet_letter(expected)
					 : str_printf(a, "%d", expected));
	}
	c->levels[level] = n->marker.ordinal;
}

static struct str written(const struct counting *c, const struct marker *m,
			  int ordinal, int major)
{
	if (m->kind == MARK_LETTER)
		return viet_letter(ordinal);
	if (m->kind == MARK_DECIMAL)
		return str_printf(c->im->arena, "%d.%d", major, ordinal);
	return str_printf(c->im->arena, "%d", ordinal);
}

static int major_of(const struct counting *c)
{
	for (int i = 0; i < c->depth; i++)
		if (c->open[i].kind == MARK_NUMBER)
			return c->open[i].ordinal;
	return c->levels[1];
}

static void close_items(struct counting *c)
{
	struct sketch_nodes *out = c->out;

	c->depth = 0;
	out->items = arena_grow(c->im->arena, out->items, out->count,
				sizeof *out->items);
	out->items[out->count++] = (struct sketch_node){
		.kind = SKETCH_END_ITEMS };
}

static void check_item(struct counting *c, struct sketch_node *n)
{
	int rank = rank_of(c, &n->marker), last = 0, major;

	while (c->depth && c->open[c->depth - 1].rank >= rank) {
		c->depth--;
		if (c->open[c->depth].kind == n->marker.kind)
			last = c->open[c->depth].ordinal;
	}
	/* A new list at the outermost rank: the one before is ended. */
	if (n->marker.ordinal == 1 && last && !c->depth &&
	    marker_is_counted(n->marker.kind)) {
		close_items(c);
		last = 0;
	}
	major = n->marker.kind == MARK_DECIMAL ? major_of(c) : 0;
	if (marker_is_counted(n->marker.kind) &&
	    (n->marker.ordinal != last + 1 ||
	     (n->marker.kind == MARK_DECIMAL && major &&
	      n->marker.parent != major))) {
		n->keep_number = true;
		doubt_number(c, n, written(c, &n->marker, last + 1, major));
	}
	if (c->depth < DEPTH) {
		c->open[c->depth].kind = n->marker.kind;
		c->open[c->depth].rank = rank;
		c->open[c->depth++].ordinal = n->marker.ordinal;
	}
}

void number_check(const struct importer *im, struct sketch_nodes *nodes)
{
	struct sketch_nodes out = { NULL, 0 };
	struct counting c = { .im = im, .out = &out };

	for (uint32_t i = 0; i < nodes->count; i++) {
		struct sketch_node n = nodes->items[i];

		if (n.kind == SKETCH_HEADING) {
			mend_misread(&c, &n, nodes, i);
			check_heading(&c, &n);
		} else if (n.kind == SKETCH_ITEM) {
			check_item(&c, &n);
		} else if (n.kind == SKETCH_UNIT) {
			c = (struct counting){ .im = im, .out = &out };
		}
		out.items = arena_grow(im->arena, out.items, out.count,
				       sizeof *out.items);
		out.items[out.count++] = n;
	}
	*nodes = out;
}
