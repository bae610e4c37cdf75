#include "import/ocr.h"
struct paper *image_read(struct arena *a, const char *path, struct ledger *l,
			 const char **fault)
{
	(void)a;(void)path;(void)l;
	*fault = "chưa";
	return NULL;
}
bool ocr_page(struct arena *a, const char *path, uint32_t number,
	      struct sheet *s, const char **fault)
{
	(void)a;(void)path;(void)number;(void)s;
	*fault = "chưa";
	return false;
}
