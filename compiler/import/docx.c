/* The parts of a Word file, and the order in which they are read. */
#include "import/docx.h"

#include "import/docx_inside.h"
#include "import/zip.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_HEADS = 12, MOST_SECTIONS = 1000 };

struct package {
	struct arena *arena;
	struct pack *zip;
	struct str folder;        /* of the main part, with its '/' */
	const struct node *links; /* of the main part */
	uint32_t nodes;
	const char *fault;
};

/* ---- parts ------------------------------------------------------------ */

static const struct node *part(struct package *p, struct str name)
{
	return tree_read(p->arena, pack_part(p->zip, name, &p->fault),
			 &p->nodes, &p->fault);
}

static struct str target(const struct package *p, const struct node *link)
{
	struct str to = attr_of(link, N_Target);

	if (str_is(attr_of(link, N_TargetMode), "External"))
		return (struct str){ 0 };
	if (str_starts(to, STR("/")))
		return str_from(to, 1);
	return to.n < 256 ? str_printf(p->arena, "%.*s%.*s",
				       STR_ARG(p->folder), STR_ARG(to))
			  : (struct str){ 0 };
}

/* A link of a kind, such as "/styles". */
static const struct node *link_of(const struct node *links, struct str kind)
{
	const struct node *n = links ? links->child : NULL;

	for (; n; n = n->next)
		if (str_ends(attr_of(n, N_Type), kind))
			return n;
	return NULL;
}

static const struct node *linked(struct package *p, struct str kind)
{
	const struct node *link = link_of(p->links, kind);

	return link ? part(p, target(p, link)) : NULL;
}

/* By the package's own word; files of old tools have the usual name. */
static struct str main_name(struct package *p)
{
	const struct node *links = part(p, STR("_rels/.rels"));
	const struct node *link = link_of(links, STR("/officeDocument"));
	struct str name = link ? target(p, link) : STR("word/document.xml");

	return pack_has(p->zip, name) ? name : STR("word/document.xml");
}

static const struct node *main_part(struct package *p)
{
	struct str name = main_name(p), base;
	const struct node *document;
	uint32_t slash = name.n;

	while (slash && name.p[slash - 1] != '/')
		slash--;
	p->folder = str_slice(name, 0, slash);
	base = str_from(name, slash);
	p->links = part(p, str_printf(p->arena, "%.*s_rels/%.*s.rels",
				      STR_ARG(p->folder), STR_ARG(base)));
	document = part(p, name);
	if (!p->fault && (!document || document->name != N_document))
		p->fault = "không phải tệp .docx";
	return document;
}

/* ---- notes ------------------------------------------------------------ */

static int by_id(const void *a, const void *b)
{
	int x = ((const struct note *)a)->id, y = ((const struct note *)b)->id;

	return x < y ? -1 : x > y;
}

static void read_notes(struct docx *d, struct notes *to,
		       const struct node *root, enum name name)
{
	const struct node *n = root ? root->child : NULL;

	for (; n; n = n->next) {
		if (n->name != name)
			continue;
		to->list = arena_grow(d->arena, to->list, to->count,
				      sizeof *to->list);
		to->list[to->count++] = (struct note){
			.id = int_of(attr_of(n, N_id), 0), .node = n
		};
	}
	if (to->count)
		qsort(to->list, to->count, sizeof *to->list, by_id);
}

/* ---- sections --------------------------------------------------------- */

static void add_section(struct docx *d, const struct node *n)
{
	const struct node *size = child_of(n, N_pgSz);
	const struct node *margins = child_of(n, N_pgMar);
	int height = int_of(attr_of(size, N_h), 0);
	struct section s = {
		.left = int_of(attr_of(margins, N_left), 0) +
			int_of(attr_of(margins, N_gutter), 0),
		.right = int_of(attr_of(margins, N_right), 0),
		.width = int_of(attr_of(size, N_w), 0),
		.new_page = !str_is(val_of(n, N_type), "continuous"),
	};

	if (d->section_count == MOST_SECTIONS)
		return;
	s.landscape = str_is(attr_of(size, N_orient), "landscape") ||
		      s.width > height;
	d->sections = arena_grow(d->arena, d->sections, d->section_count,
				 sizeof s);
	d->sections[d->section_count++] = s;
}

/* A section's properties stand at its end: they are known beforehand. */
static void survey(struct docx *d, const struct node *n)
{
	for (n = n ? n->child : NULL; n; n = n->next) {
		if (n->name == N_sectPr)
			add_section(d, n);
		d->rendered |= n->name == N_lastRenderedPageBreak;
		if (n->name != N_sectPrChange && n->name != N_pPrChange)
			survey(d, n);
	}
}

/* ---- heads and feet --------------------------------------------------- */

struct heads {
	struct str seen[MOST_HEADS];
	int count;
};

static bool is_seen(const struct heads *h, struct str id)
{
	for (int i = 0; i < h->count; i++)
		if (str_eq(h->seen[i], id))
			return true;
	return false;
}

static void read_head(struct docx *d, struct package *p, struct str id)
{
	const struct node *n = p->links ? p->links->child : NULL;

	while (n && !str_eq(attr_of(n, N_Id), id))
		n = n->next;
	d->furniture = true;
	d->started = 0;
	if (n)
		docx_flow(d, part(p, target(p, n)));
	d->furniture = d->blank = false;
	d->page = 1;
}

static void read_heads(struct docx *d, struct package *p,
		       const struct node *n, struct heads *seen)
{
	for (n = n ? n->child : NULL; n; n = n->next) {
		struct str id = attr_of(n, N_rid);

		if (n->name != N_headerReference &&
		    n->name != N_footerReference) {
			read_heads(d, p, n, seen);
		} else if (!is_seen(seen, id) && seen->count < MOST_HEADS) {
			seen->seen[seen->count++] = id;
			read_head(d, p, id);
		}
	}
}

/* ---- the door --------------------------------------------------------- */

static void read_parts(struct docx *d, struct package *p,
		       const struct node *document)
{
	d->styles = styles_read(d->arena, linked(p, STR("/styles")));
	d->numbering = numbering_read(d->arena,
				      linked(p, STR("/numbering")), d->styles);
	read_notes(d, &d->footnotes, linked(p, STR("/footnotes")), N_footnote);
	read_notes(d, &d->endnotes, linked(p, STR("/endnotes")), N_endnote);
	survey(d, document);
	if (!d->section_count)
		add_section(d, NULL);
}

static void read_document(struct docx *d, struct package *p)
{
	const struct node *document = main_part(p);
	struct heads heads = { .count = 0 };

	if (p->fault)
		return;
	read_parts(d, p, document);
	if (p->fault)
		return;
	read_heads(d, p, document, &heads);
	docx_flow(d, child_of(document, N_body));
	d->paper->encoding = d->encoding ? d->encoding : "docx";
}

struct paper *docx_read(struct arena *a, struct str bytes,
			struct ledger *ledger, const char **fault)
{
	struct package p = { .arena = a };
	struct docx *d = arena_new_of(a, struct docx);

	*d = (struct docx){ .arena = a, .ledger = ledger, .page = 1,
			    .paper = paper_new(a) };
	p.zip = pack_open(a, bytes, &p.fault);
	if (p.zip)
		read_document(d, &p);
	pack_close(p.zip);
	*fault = p.fault;
	return p.fault ? NULL : d->paper;
}
