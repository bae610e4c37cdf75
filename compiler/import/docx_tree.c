#include "import/docx_tree.h"

#include <libxml/parser.h>
#include <string.h>

enum {
	MOST_NODES = 1000000,
	MOST_LETTERS = 1 << 20, /* bytes of one run */
	MOST_DEPTH = 200,
	MOST_ATTRIBUTES = 128, /* of an element; libxml2 compares each pair */
	MOST_PREFIXES = 512,   /* in force at one place */
	MOST_PROPERTIES = 300, /* which are searched again and again */
};

enum space { SPACE_WORD, SPACE_MATH, SPACE_ANY };

static const struct {
	const char *text;
	enum space space;
} NAMES[N_COUNT] = {
	{ "", SPACE_ANY },
#define WORD(name) { #name, SPACE_WORD },
#define MATH(name) { #name, SPACE_MATH },
#define ANY(name) { #name, SPACE_ANY },
#include "import/docx_names.def"
#undef WORD
#undef MATH
#undef ANY
};

#define OFFICE "http://schemas.openxmlformats.org/"
#define STRICT "http://purl.oclc.org/ooxml/"

static const char *const WORDS[] = {
	OFFICE "wordprocessingml/2006/main", STRICT "wordprocessingml/main"
};
static const char *const MATHS[] = {
	OFFICE "officeDocument/2006/math", STRICT "officeDocument/math"
};
static const char *const RELATIONS[] = {
	OFFICE "officeDocument/2006/relationships",
	STRICT "officeDocument/relationships"
};

struct builder {
	struct arena *arena;
	xmlParserCtxt *parser;
	uint32_t *count;
	const char *fault;
	struct node *root;
	struct node *open[MOST_DEPTH];
	struct node **tail[MOST_DEPTH]; /* where the next child is hung */
	int prefixes[MOST_DEPTH], children[MOST_DEPTH];
	int depth, prefix_count;
	struct buf text;
};

static void stop(struct builder *b, const char *fault)
{
	if (!b->fault)
		b->fault = fault;
	xmlStopParser(b->parser);
}

static bool is_one_of(const xmlChar *uri, const char *const two[2])
{
	return uri && (strcmp((const char *)uri, two[0]) == 0 ||
		       strcmp((const char *)uri, two[1]) == 0);
}

static enum name find_name(const char *text)
{
	int from = 1, to = N_COUNT;

	while (from < to) {
		int middle = (from + to) / 2;
		int order = strcmp(text, NAMES[middle].text);

		if (order == 0)
			return (enum name)middle;
		if (order < 0)
			to = middle;
		else
			from = middle + 1;
	}
	return N_OTHER;
}

static enum name name_of(const xmlChar *local, const xmlChar *uri)
{
	enum name name = find_name((const char *)local);
	enum space space = NAMES[name].space;

	if (name == N_OTHER || space == SPACE_ANY || is_one_of(uri, WORDS))
		return name;
	return space == SPACE_MATH && is_one_of(uri, MATHS) ? name : N_OTHER;
}

static enum name attribute_name(const xmlChar *local, const xmlChar *uri)
{
	if (is_one_of(uri, RELATIONS))
		return strcmp((const char *)local, "id") ? N_OTHER : N_rid;
	return uri ? name_of(local, uri) : find_name((const char *)local);
}

static bool holds_properties(const struct node *n)
{
	return str_ends(str_of(NAMES[n->name].text), STR("Pr")) ||
	       n->name == N_lvl || n->name == N_num || n->name == N_style ||
	       n->name == N_abstractNum;
}

static void add_attributes(struct builder *b, struct node *n, int count,
			   const xmlChar **all)
{
	struct attr known[MOST_ATTRIBUTES];

	for (int i = 0; i < count && i < MOST_ATTRIBUTES; i++, all += 5) {
		enum name name = attribute_name(all[0], all[2]);
		struct str value = { (const char *)all[3],
				     (uint32_t)(all[4] - all[3]) };

		if (name == N_OTHER)
			continue;
		known[n->attr_count++] = (struct attr){
			name, str_copy(b->arena, value)
		};
	}
	if (!n->attr_count)
		return;
	n->attrs = arena_array(b->arena, struct attr, n->attr_count);
	memcpy(n->attrs, known, n->attr_count * sizeof *known);
}

static bool has_too_many(struct builder *b)
{
	return b->depth &&
	       ++b->children[b->depth - 1] > MOST_PROPERTIES &&
	       holds_properties(b->open[b->depth - 1]);
}

static void hang(struct builder *b, struct node *n)
{
	if (b->depth) {
		*b->tail[b->depth - 1] = n;
		b->tail[b->depth - 1] = &n->next;
	} else {
		b->root = n;
	}
	b->open[b->depth] = n;
	b->children[b->depth] = 0;
	b->tail[b->depth++] = &n->child;
}

static void on_start(void *context, const xmlChar *local,
		     const xmlChar *prefix, const xmlChar *uri, int spaces,
		     const xmlChar **space_list, int count, int defaulted,
		     const xmlChar **attributes)
{
	struct builder *b = ((xmlParserCtxt *)context)->_private;
	struct node *n;

	(void)prefix, (void)space_list, (void)defaulted;
	if (b->fault)
		return;
	if (b->depth == MOST_DEPTH || b->prefix_count > MOST_PREFIXES ||
	    (*b->count += 1 + (uint32_t)count) > MOST_NODES ||
	    has_too_many(b)) {
		stop(b, "cấu trúc quá sâu hoặc quá lớn");
		return;
	}
	n = arena_new_of(b->arena, struct node);
	n->name = (uint16_t)name_of(local, uri);
	add_attributes(b, n, count, attributes);
	hang(b, n);
	b->prefixes[b->depth - 1] = spaces;
	b->prefix_count += spaces;
}

static void on_end(void *context, const xmlChar *local, const xmlChar *prefix,
		   const xmlChar *uri)
{
	struct builder *b = ((xmlParserCtxt *)context)->_private;
	struct node *n;

	(void)local, (void)prefix, (void)uri;
	if (b->fault || !b->depth)
		return;
	n = b->open[--b->depth];
	b->prefix_count -= b->prefixes[b->depth];
	if (n->name == N_t) {
		n->text = str_copy(b->arena, buf_str(&b->text));
		b->text.n = 0;
	}
}

static void on_text(void *context, const xmlChar *text, int n)
{
	struct builder *b = ((xmlParserCtxt *)context)->_private;

	if (b->fault || !b->depth || b->open[b->depth - 1]->name != N_t)
		return;
	if (b->text.n + (uint32_t)n > MOST_LETTERS)
		stop(b, "cấu trúc quá sâu hoặc quá lớn");
	else
		buf_add(&b->text, (struct str){ (const char *)text,
						(uint32_t)n });
}

static void refuse_dtd(void *context, const xmlChar *name,
		       const xmlChar *external, const xmlChar *system)
{
	struct builder *b = ((xmlParserCtxt *)context)->_private;

	(void)name, (void)external, (void)system;
	stop(b, "XML có khai báo DTD");
}

static void ignore(void *context, xmlError *error)
{
	(void)context, (void)error;
}

/* ---- elements with attributes past counting --------------------------- */

static uint32_t skip_past(struct str s, uint32_t at, char c)
{
	const char *found = memchr(s.p + at, c, s.n - at);

	return found ? (uint32_t)(found - s.p) + 1 : s.n;
}

static uint32_t skip_to(struct str s, uint32_t at, const char *mark)
{
	const char *found = memmem(s.p + at, s.n - at, mark, strlen(mark));

	return found ? (uint32_t)(found - s.p) + (uint32_t)strlen(mark) : s.n;
}

/* From behind '<' to behind '>'; counts the values. */
static uint32_t skip_tag(struct str s, uint32_t at, int *values)
{
	*values = 0;
	while (at < s.n && s.p[at] != '>') {
		char c = s.p[at++];

		if (c == '"' || c == '\'') {
			at = skip_past(s, at, c);
			++*values;
		}
	}
	return at;
}

/* libxml2 takes quadratic time over them, before it tells anyone. */
static bool has_crowded_tag(struct str s)
{
	for (uint32_t at = 0; (at = skip_past(s, at, '<')) < s.n;) {
		struct str rest = str_from(s, at);
		int values = 0;

		if (str_starts(rest, STR("!--")))
			at = skip_to(s, at + 3, "-->");
		else if (str_starts(rest, STR("![CDATA[")))
			at = skip_to(s, at, "]]>");
		else if (s.p[at] == '?')
			at = skip_to(s, at, "?>");
		else
			at = skip_tag(s, at, &values);
		if (values > MOST_ATTRIBUTES)
			return true;
	}
	return false;
}

/* NOENT: &amp; in a value comes as '&'. There are no other entities, since
 * there is no DTD. */
static void parse(struct builder *b, struct str bytes)
{
	const int options = XML_PARSE_NONET | XML_PARSE_NOENT |
			    XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
			    XML_PARSE_COMPACT;
	xmlParserCtxt *parser = b->parser;
	xmlSAXHandler *sax = parser->sax;

	memset(sax, 0, sizeof *sax);
	sax->initialized = XML_SAX2_MAGIC;
	sax->startElementNs = on_start;
	sax->endElementNs = on_end;
	sax->characters = sax->cdataBlock = sax->ignorableWhitespace = on_text;
	sax->internalSubset = refuse_dtd;
	sax->serror = ignore;
	parser->_private = b;
	xmlFreeDoc(xmlCtxtReadMemory(parser, bytes.p, (int)bytes.n, NULL,
				     "UTF-8", options));
	if (!parser->wellFormed && !b->fault)
		b->fault = "XML trong tệp bị hỏng";
}

struct node *tree_read(struct arena *a, struct str bytes, uint32_t *count,
		       const char **fault)
{
	struct builder b = { .arena = a, .count = count,
			     .text = buf_new(a) };

	if (*fault || !bytes.n)
		return NULL;
	if (has_crowded_tag(bytes)) {
		*fault = "XML trong tệp bất thường";
		return NULL;
	}
	b.parser = xmlNewParserCtxt();
	if (!b.parser) {
		*fault = "hết bộ nhớ";
		return NULL;
	}
	parse(&b, bytes);
	xmlFreeParserCtxt(b.parser);
	*fault = b.fault;
	return b.fault ? NULL : b.root;
}

/* ---- questions -------------------------------------------------------- */

const struct node *child_of(const struct node *n, enum name name)
{
	for (n = n ? n->child : NULL; n; n = n->next)
		if (n->name == name)
			return n;
	return NULL;
}

const struct node *choice_of(const struct node *n)
{
	const struct node *choice = child_of(n, N_Choice);

	return choice ? choice : child_of(n, N_Fallback);
}

static const struct attr *find_attr(const struct node *n, enum name name)
{
	for (int i = 0; n && i < n->attr_count; i++)
		if (n->attrs[i].name == name)
			return &n->attrs[i];
	return NULL;
}

struct str attr_of(const struct node *n, enum name name)
{
	const struct attr *a = find_attr(n, name);

	return a ? a->value : (struct str){ 0 };
}

bool has_attr(const struct node *n, enum name name)
{
	return find_attr(n, name) != NULL;
}

struct str val_of(const struct node *n, enum name child)
{
	return attr_of(child_of(n, child), N_val);
}

int int_of(struct str s, int otherwise)
{
	bool minus = s.n && s.p[0] == '-';
	uint32_t i = minus;
	int value = 0;

	if (i >= s.n || s.p[i] < '0' || s.p[i] > '9')
		return otherwise;
	for (; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++)
		if ((value = value * 10 + (s.p[i] - '0')) > 1000000)
			value = 1000000;
	return minus ? -value : value;
}

static bool is_no(struct str value)
{
	return str_is(value, "0") || str_is(value, "false") ||
	       str_is(value, "off");
}

int switch_of(const struct node *n, enum name child)
{
	const struct node *found = child_of(n, child);

	return found ? !is_no(attr_of(found, N_val)) : -1;
}
