/* pdf: pages to an archival file, without Cairo.
 * in: pages, the font files; out: PDF/A-2a that is PDF/UA-1 too, or another
 * profile; never: how a page came about.
 * Sources of the rules: ISO 32000-1 (PDF 1.7), ISO 19005-1, -2, -3 (PDF/A),
 * ISO 14289-1 (PDF/UA). */
#ifndef VANTHU_PDF_PDF_H
#define VANTHU_PDF_PDF_H

#include "base/sink.h"
#include "pages/pages.h"
#include "template/fonts.h"

enum pdf_profile {
	PDF_A2A, /* tagged, for archives and for readers aloud */
	PDF_A3A, /* the same, and files may be attached */
	PDF_A1B, /* of 2005: what is seen, no more; for old systems */
	PDF_17   /* no claim */
};

/* A file carried inside. */
struct pdf_attachment {
	struct str name;     /* unique in the document; may be a path */
	struct str shown;    /* as a reader saves it: no path */
	struct str media;    /* "text/plain" */
	struct str relation; /* "Source", "Data", "Supplement" (ISO 19005-3) */
	struct str says;     /* what it is, in words */
	struct str bytes;
};

struct pdf_options {
	enum pdf_profile profile;
	bool signature_fields; /* empty ones, for persons and agencies. Some
	                        * readers paint over a field that waits, so who
	                        * does not sign wants none */
	int64_t date;        /* of creation, seconds since 1970 */
	struct str producer; /* "vanthu 1.0" */
	const struct pdf_attachment *attachments; /* PDF_A3A, PDF_17; sorted by
	                                           * the bytes of their names */
	uint32_t attachment_count;
};

/* The name of the field that waits for a signature at an anchor. */
enum { PDF_FIELD_NAME = 24 };
void pdf_field_name(const struct anchor *, char name[PDF_FIELD_NAME]);

/* Whether all of a picture's file can be decoded. */
bool pdf_picture_is_good(const struct galley_picture *);

/* Fonts opened, colour profile packed: once for a process, whatever number of
 * documents. NULL when a file cannot be opened. Free it with pdf_maker_free. */
struct pdf_maker;
struct pdf_maker *pdf_maker_new(const struct font_files *,
				const char *color_profile);
void pdf_maker_free(struct pdf_maker *);

/* The whole document. What it needs of memory is the arena's. False when the
 * sink refused or a font cannot be cut down to its glyphs. The same pages and
 * options give the same bytes. */
bool pdf_write(struct pdf_maker *, struct arena *, const struct pages *,
	       const struct pdf_options *, struct sink *);

#endif
