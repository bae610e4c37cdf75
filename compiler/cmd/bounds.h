/* bounds: what a command may do to the machine that it runs on.
 * in: options; out: fences around the process, a clock on each document;
 * never: what a document says. Call bounds_fence before the first byte of
 * another's file is read, and after the output folders were made. */
#ifndef VANTHU_CMD_BOUNDS_H
#define VANTHU_CMD_BOUNDS_H

#include "cmd/cmd.h"

/* Gives up programs, network and all files but the outputs of this command. */
void bounds_fence(const struct options *);
/* The same, where all that is written goes into one folder that is there. */
void bounds_fence_in(const struct options *, const char *folder);
/* Caps the addresses of the process, and remembers the time it was given. */
void bounds_open(void);
/* While a library reads that has no bound of its own: fewer addresses. */
void bounds_narrow(bool on);
/* A document may use SECONDS of the processor: then its arena is stopped; if
 * that does not end it, the process ends with a message and EXIT_ERRORS. */
void bounds_begin(struct arena *);
/* Whether the document that just ended was stopped. */
bool bounds_end(void);
/* The line of --version. */
void bounds_print(bool english);

#endif
