/* sink: where the bytes of an output go. */
#ifndef VANTHU_BASE_SINK_H
#define VANTHU_BASE_SINK_H

#include <stdbool.h>
#include <stddef.h>

/* `write` gives false when no more can be taken. */
struct sink {
	bool (*write)(void *context, const void *bytes, size_t count);
	void *context;
};

#endif
