/* dim: the one unit of length. */
#ifndef VANTHU_BASE_DIM_H
#define VANTHU_BASE_DIM_H

#include <stdint.h>

typedef int32_t dim; /* 1/1024 pt */

enum { DIM_PT = 1024 };
#define DIM_OF_PT(pt) ((dim)((pt) * 1024.0 + ((pt) < 0 ? -0.5 : 0.5)))
#define DIM_OF_MM(mm) DIM_OF_PT((mm) * 72.0 / 25.4)
#define DIM_TO_PT(d) ((double)(d) / 1024.0)

/* A length that may give way: least <= natural <= most. */
struct glue {
	dim natural, least, most;
};

#endif
