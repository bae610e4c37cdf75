/* office.h: an office's own style, a small sheet chained over a template's.
 * Not for other rooms. */
#ifndef VANTHU_TEMPLATE_OFFICE_H
#define VANTHU_TEMPLATE_OFFICE_H

#include "template/read.h"

/* Puts what the office's sheet says into the tree of style.xml, one attribute
 * at a time, each held against the limits of the template (a schema's path).
 * False after a complaint: an unknown name or attribute, or a value that the
 * decree does not allow. */
bool office_apply(struct reader *, struct str office, xmlDoc *style,
		  const char *limits);

#endif
