/* write: a sketch as source text of the plan language.
 * in: a sketch; out: source in the form that `vanthu fmt` keeps; never: a
 * change of words. Every doubt stands as "// xem lại:" above its place. */
#ifndef VANTHU_IMPORT_WRITE_H
#define VANTHU_IMPORT_WRITE_H

#include "import/sketch.h"

struct str write_source(const struct importer *, const struct sketch *);

#endif
