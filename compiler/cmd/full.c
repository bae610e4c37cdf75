#include "cmd/full.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

static bool builds(const struct options *o)
{
	return strcmp(o->command, "build") == 0;
}

bool full_draws(const struct options *o)
{
	return builds(o) &&
	       (o->format == OUT_PNG || o->format == OUT_SVG ||
		(o->format == OUT_PDF && o->engine != ENGINE_ARCHIVE));
}

bool full_is_wanted(const struct options *o)
{
	static const char *const READERS[] = { "import", "extract", "verify" };

	if (draw_pdf) /* here it is */
		return false;
	for (size_t i = 0; i < sizeof READERS / sizeof *READERS; i++)
		if (strcmp(o->command, READERS[i]) == 0)
			return true;
	return full_draws(o) || (builds(o) && o->format == OUT_DOCX);
}

int full_become(const struct options *o, char **argv)
{
	/* in the build tree; where it is installed */
	static const char *const PLACES[] = { "", "../lib/vanthu/" };
	char self[PATH_MAX], path[PATH_MAX + 32];
	ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);

	self[n > 0 ? n : 0] = '\0';
	if (strrchr(self, '/'))
		strrchr(self, '/')[1] = '\0';
	for (int i = 0; i < 2; i++) {
		snprintf(path, sizeof path, "%s%svanthu-full", self, PLACES[i]);
		execv(path, argv);
	}
	say(o->english, "thiếu chương trình đi kèm; hãy cài lại",
	    "the program that comes with this one is missing; install again",
	    "vanthu-full");
	return EXIT_INTERNAL;
}
