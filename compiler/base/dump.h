/* dump: every product as text, in one shape:
 *   kind @from-to key=value key="text"
 * indented by one space a level; offsets are bytes of the own file. */
#ifndef VANTHU_BASE_DUMP_H
#define VANTHU_BASE_DUMP_H

#include "base/source.h"

struct dump {
	struct buf out;
	const struct sources *sources; /* NULL: places are left out */
};

struct dump dump_new(struct arena *, const struct sources *);
/* Begins a row; the fields follow, dump_end closes it. */
void dump_row(struct dump *, int depth, const char *kind, struct span);
void dump_str(struct dump *, const char *key, struct str value);
void dump_int(struct dump *, const char *key, long value);
void dump_flag(struct dump *, const char *key, bool value); /* if true */
void dump_end(struct dump *);

#endif
