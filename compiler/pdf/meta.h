/* meta.h: what the file says of itself: facts, claims, outline, attachments.
 * Not for other rooms. */
#ifndef VANTHU_PDF_META_H
#define VANTHU_PDF_META_H

#include "pdf/file.h"
#include "pdf/pdf.h"

/* The dictionary of facts. */
void info_put(struct file *, uint32_t object, const struct galley *,
	      const struct pdf_options *);
/* The same facts in XMP, and which standards the file keeps (ISO 19005-2,
 * 6.6; ISO 14289-1, 5). Gives the object. */
uint32_t metadata_write(struct file *, const struct galley *,
			const struct pdf_options *);
/* Headings, to turn to. 0 where there are none. */
uint32_t outline_write(struct file *, const struct pages *,
		       const uint32_t *page_objects);
/* "/PageLabels…": numbers as they are printed. */
void put_page_labels(struct buf *, const struct pages *);
/* "[page /XYZ x y null]" of a heading. */
void put_place(struct buf *, const struct pages *, const struct bookmark *,
	       const uint32_t *page_objects);
/* Files carried inside: "/AF[…]/Names…" for the catalog. */
void put_attachments(struct buf *, struct file *, const struct pdf_options *);

#endif
