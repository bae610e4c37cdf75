/* full: the rooms that the short program goes without.
 * A build of a PDF draws with nothing but its own writer. What draws pictures,
 * writes Word and reads files that others made wants Pango, Cairo, libzip and
 * libqpdf; with them come some thirty libraries that cost a short document a third of
 * its time, before main(). So there are two programs of the same rooms, vanthu
 * and vanthu-full; the short one hands such commands over, before it has read
 * anything.
 * in: a command line; out: the other program in the place of this one;
 * never: a second process. */
#ifndef VANTHU_CMD_FULL_H
#define VANTHU_CMD_FULL_H

#include "carried/carried.h"
#include "cmd/cmd.h"
#include "export/export.h"
#include "layout/shape.h"

/* All that the short program may name and does not have. */
#pragma weak SHAPING_BY_PANGO
#pragma weak draw_fonts_new
#pragma weak draw_fonts_free
#pragma weak draw_pdf
#pragma weak draw_png
#pragma weak draw_svg
#pragma weak export_docx
#pragma weak cmd_import
#pragma weak carried_read

/* Cairo draws what the command asks for, and Pango shapes it. */
bool full_draws(const struct options *);
/* The command wants a room that is not here. */
bool full_is_wanted(const struct options *);
/* Becomes the full program. Returns, with an exit status, only when it is not
 * where it should be. */
int full_become(const struct options *, char **argv);

#endif
