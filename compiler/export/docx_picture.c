/* Pictures, in the text and over it. */
#include "export/docx.h"

static long emu(dim d)
{
	return (long)((int64_t)d * 12700 / DIM_PT);
}

/* The file among the parts; its number among the drawings. */
static int add_file(struct docx *d, const struct plan_picture *p, int *link)
{
	int n = ++d->drawing_count;
	struct str name = str_printf(d->arena, "media/image%d.%s", n,
				     p->is_jpeg ? "jpeg" : "png");

	*link = link_add(d, "image", name, false);
	part_add(d, str_terminated(d->arena, str_printf(d->arena, "word/%.*s",
							STR_ARG(name))),
		 NULL, p->bytes);
	return n;
}

static void add_graphic(struct buf *b, int number, int link, dim width,
			dim height)
{
	buf_printf(b, "<wp:docPr id=\"%d\" name=\"%d\"/>"
		   "<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri=\""
		   "http://schemas.openxmlformats.org/drawingml/2006/picture\">"
		   "<pic:pic><pic:nvPicPr><pic:cNvPr id=\"%d\" name=\"%d\"/>"
		   "<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip "
		   "r:embed=\"rId%d\"/><a:stretch><a:fillRect/></a:stretch>"
		   "</pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/>"
		   "<a:ext cx=\"%ld\" cy=\"%ld\"/></a:xfrm><a:prstGeom "
		   "prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>"
		   "</a:graphicData></a:graphic>", number, number, number,
		   number, link, emu(width), emu(height));
}

void picture_over(struct docx *d, const struct plan_picture *p, dim x, dim y)
{
	struct buf *b = &d->open.runs;
	int link, n = add_file(d, p, &link);

	buf_printf(b, "<w:r><w:drawing><wp:anchor distT=\"0\" distB=\"0\" "
		   "distL=\"0\" distR=\"0\" simplePos=\"0\" relativeHeight="
		   "\"%d\" behindDoc=\"0\" locked=\"0\" layoutInCell=\"1\" "
		   "allowOverlap=\"1\"><wp:simplePos x=\"0\" y=\"0\"/>"
		   "<wp:positionH relativeFrom=\"column\"><wp:posOffset>%ld"
		   "</wp:posOffset></wp:positionH><wp:positionV relativeFrom="
		   "\"paragraph\"><wp:posOffset>%ld</wp:posOffset>"
		   "</wp:positionV><wp:extent cx=\"%ld\" cy=\"%ld\"/>"
		   "<wp:wrapNone/>", n, emu(x), emu(y), emu(p->width),
		   emu(p->height));
	add_graphic(b, n, link, p->width, p->height);
	buf_add(b, STR("</wp:anchor></w:drawing></w:r>"));
}

/* No wider than the text, no higher than three quarters of a page. */
static void fit(struct docx *d, const struct plan_picture *p, dim *width,
		dim *height)
{
	struct page_style page = style_page(d->style, d->landscape);
	dim room = (page.height - page.top - page.bottom) * 3 / 4;

	*width = p->width;
	*height = p->height;
	if (*width > d->measure) {
		*height = (dim)((double)*height * d->measure / *width);
		*width = d->measure;
	}
	if (*height > room) {
		*width = (dim)((double)*width * room / *height);
		*height = room;
	}
}

void docx_picture(struct docx *d, const struct plan_node *n)
{
	struct buf *b;
	dim width, height;
	int link, number = add_file(d, n->picture, &link);

	fit(d, n->picture, &width, &height);
	d->gap += d->style->table.before.natural;
	word_open(d, d->style->centered);
	d->open.before -= d->style->texts[d->open.style].before.natural;
	d->open.keep_next = n->text.count > 0;
	b = &d->open.runs;
	buf_printf(b, "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" "
		   "distL=\"0\" distR=\"0\"><wp:extent cx=\"%ld\" cy=\"%ld\"/>",
		   emu(width), emu(height));
	add_graphic(b, number, link, width, height);
	buf_add(b, STR("</wp:inline></w:drawing></w:r>"));
	if (n->text.count) {
		word_open(d, d->style->table.caption);
		word_add(d, n->text);
	}
	d->gap = d->style->table.after.natural;
}
