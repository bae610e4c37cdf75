#include "export/export.h"

struct str export_markdown(struct arena *arena, const struct plan *p,
			   const struct style *style)
{
	(void)style;
	return export_text(arena, p);
}
