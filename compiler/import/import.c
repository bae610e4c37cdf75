/* The door: which reader, then the steps. */
#include "import/import.h"

#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "import/convert.h"
#include "import/docx.h"
#include "import/encoding.h"
#include "import/mend.h"
#include "import/ocr.h"
#include "import/pdf.h"
#include "import/sketch.h"
#include "import/text.h"
#include "import/write.h"

static const char *suffix_of(const char *path)
{
	const char *dot = strrchr(path, '.'), *slash = strrchr(path, '/');

	return dot && (!slash || dot > slash) ? dot : "";
}

static bool ends_like(const char *path, const char *const *suffixes, int count)
{
	for (int i = 0; i < count; i++)
		if (strcasecmp(suffix_of(path), suffixes[i]) == 0)
			return true;
	return false;
}

static const char *const TEXTS[] = { ".txt", ".text", "" };
static const char *const MARKDOWN[] = { ".md", ".markdown" };
static const char *const WANTED[] = { ".txt", ".md", ".docx", ".pdf", ".png",
				      ".jpg", ".jpeg", ".tif", ".tiff", ".doc",
				      ".odt", ".rtf", ".markdown", ".text" };

bool import_wants(const char *path)
{
	return ends_like(path, WANTED, sizeof WANTED / sizeof *WANTED);
}

/* Letters that a foreign reader saw can pass for an old encoding here and
 * there. If the text is no cleaner for it, it was none. */
static struct str decode(struct imported *im, struct arena *a,
			 const struct import_tools *tools, struct str bytes)
{
	struct ledger *ledger = ledger_new(a);
	struct decoded d = decode_text(a, bytes, ledger);
	bool hidden = utf8_find_fault(bytes) < 0 && !str_eq(d.text, bytes);

	if (hidden && tools->model && restore_wanted(a, tools->model, bytes) &&
	    restore_wanted(a, tools->model, d.text)) {
		im->encoding = "UTF-8";
		return utf8_nfc(a, bytes);
	}
	im->encoding = d.encoding;
	*im->ledger = *ledger;
	return d.text;
}

static struct paper *read_text(struct imported *im, struct arena *a,
			       const struct import_tools *tools,
			       const char *path, struct str bytes)
{
	struct str text = decode(im, a, tools, bytes);

	return ends_like(path, MARKDOWN, 2) || markdown_is(text)
		       ? markdown_read(a, text, im->ledger)
		       : text_read(a, text);
}

static struct paper *read_word(struct imported *im, struct arena *a,
			       struct str bytes)
{
	im->encoding = "docx";
	return docx_read(a, bytes, im->ledger, &im->fault);
}

static struct paper *read_converted(struct imported *im, struct arena *a,
				    struct str bytes)
{
	struct str docx = convert_to_docx(a, bytes, convert_kind(bytes),
					  &im->fault);

	return docx.n ? read_word(im, a, docx) : NULL;
}

static bool is_image(struct str s)
{
	return str_starts(s, STR("\x89PNG")) ||
	       str_starts(s, STR("\xFF\xD8\xFF")) ||
	       str_starts(s, STR("II*")) || str_starts(s, STR("MM"));
}

/* What the bytes say goes before what the name says. */
static struct paper *read_paper(struct imported *im, struct arena *a,
				const struct import_tools *tools,
				const char *path, struct str bytes)
{
	if (!bytes.n) {
		im->fault = "tệp rỗng";
		return NULL;
	}
	if (str_starts(bytes, STR("PK\3\4")) &&
	    convert_kind(bytes) == CONVERT_NONE)
		return read_word(im, a, bytes);
	if (convert_kind(bytes) != CONVERT_NONE)
		return read_converted(im, a, bytes);
	if (str_starts(bytes, STR("%PDF-"))) {
		im->encoding = "PDF";
		return pdf_read(a, path, im->ledger, &im->fault);
	}
	if (is_image(bytes)) {
		im->encoding = "OCR";
		return image_read(a, path, im->ledger, &im->fault);
	}
	if (ends_like(path, TEXTS, 3) || ends_like(path, MARKDOWN, 2))
		return read_text(im, a, tools, path, bytes);
	im->fault = "nội dung tệp không phải loại mà tên tệp nói";
	return NULL;
}

static void count_nodes(struct imported *im, const struct sketch_nodes *nodes)
{
	for (uint32_t i = 0; i < nodes->count; i++)
		switch (nodes->items[i].kind) {
		case SKETCH_HEADING:
		case SKETCH_UNIT: im->headings++; break;
		case SKETCH_ITEM: im->items++; break;
		case SKETCH_TABLE: im->tables++; break;
		case SKETCH_CENTER:
		case SKETCH_FORM:
		case SKETCH_PARAGRAPH: im->paragraphs++; break;
		case SKETCH_END_ITEMS: break;
		}
}

static void count_parts(struct imported *im, const struct sketch *k)
{
	const struct sketch_lines *agency = &k->agencies[0];

	im->kind = k->kind->name;
	if (k->agency_count && agency->count)
		im->agency = agency->items[agency->count - 1];
	count_nodes(im, &k->body);
	im->paragraphs += k->closing.count;
	im->bases = k->bases.count;
	im->recipients = k->recipients.count;
	im->signers = k->signer_count;
	im->appendices = k->appendix_count;
	for (uint32_t i = 0; i < k->appendix_count; i++)
		count_nodes(im, &k->appendices[i].nodes);
}

struct imported *import_file(struct arena *a, const struct import_tools *tools,
			     const char *path, struct str bytes)
{
	struct imported *im = arena_new_of(a, struct imported);
	struct importer steps = { a, tools->rules, tools->legacy,
				  ledger_new(a), tools->policy, false };
	const struct sketch *k;
	struct paper *mended;

	im->ledger = steps.ledger;
	im->paper = read_paper(im, a, tools, path, bytes);
	if (!im->paper)
		return im;
	if (im->paper->recognised)
		im->encoding = "OCR";
	if (!im->paper->count) {
		im->fault = "tệp không có chữ nào";
		return im;
	}
	steps.recognised = im->paper->recognised;
	im->read_repairs = im->ledger->repair_count;
	mended = mend(&steps, tools->model, im->paper);
	k = sketch_make(&steps, mended);
	im->source = write_source(&steps, k);
	count_parts(im, k);
	return im;
}
