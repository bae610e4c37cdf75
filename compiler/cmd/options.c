#include "cmd/cmd.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_JOBS = 1024, DOCUMENT_SECONDS = 120 };

struct reader {
	struct options *o;
	int argc, at;
	char **argv;
	bool failed, has_profile;
};

int exit_worse(int a, int b)
{
	static const int ORDER[] = { 70, 74, 75, 2, 4, 1, 3, 0 };

	for (int i = 0; i < 8; i++)
		if (a == ORDER[i] || b == ORDER[i])
			return ORDER[i];
	return EXIT_INTERNAL;
}

static void wrong(struct reader *r, const char *vi, const char *en,
		  const char *what)
{
	if (!r->failed)
		say(r->o->english, vi, en, what);
	r->failed = true;
}

/* The value of "--name value" or "--name=value", NULL when it is another
 * option. */
static const char *value_of(struct reader *r, const char *name)
{
	const char *arg = r->argv[r->at];
	size_t n = strlen(name);

	if (strncmp(arg, name, n) != 0)
		return NULL;
	if (arg[n] == '=')
		return arg + n + 1;
	if (arg[n] != '\0')
		return NULL;
	if (r->at + 1 >= r->argc) {
		wrong(r, "thiếu giá trị sau", "a value is missing after", name);
		return "";
	}
	return r->argv[++r->at];
}

static bool is_on(const char *arg, const char *name)
{
	return strcmp(arg, name) == 0;
}

static void read_format(struct reader *r, const char *value)
{
	static const char *const WORDS[] = { "pdf", "json", "text", "png",
					     "svg", "csv", "ics",
					     "docx", "md" };

	for (int i = 0; i < (int)(sizeof WORDS / sizeof *WORDS); i++)
		if (is_on(value, WORDS[i])) {
			r->o->format = (enum output_format)i;
			return;
		}
	wrong(r, "định dạng chưa hỗ trợ", "this format is not supported",
	      value);
}

static void read_voice(struct reader *r, const char *value)
{
	static const char *const WORDS[] = { "human", "short", "json",
					     "sarif" };

	for (int i = 0; i < 4; i++)
		if (is_on(value, WORDS[i])) {
			r->o->voice = (enum voice)i;
			return;
		}
	wrong(r, "kiểu thông báo chưa hỗ trợ",
	      "this message format is not supported", value);
}

static void read_language(struct reader *r, const char *value)
{
	if (is_on(value, "vi") || is_on(value, "en"))
		r->o->english = is_on(value, "en");
	else
		wrong(r, "--lang chỉ nhận vi hoặc en", "--lang takes vi or en",
		      value);
}

static void read_repair(struct reader *r, const char *value)
{
	static const char *const WORDS[] = { "none", "safe", "suggest" };

	for (int i = 0; i < 3; i++)
		if (is_on(value, WORDS[i])) {
			r->o->repair = (enum repair_policy)i;
			return;
		}
	wrong(r, "--repair nhận none, safe hoặc suggest",
	      "--repair takes none, safe or suggest", value);
}

static void read_seconds(struct reader *r, const char *value)
{
	char *end;
	long seconds = strtol(value, &end, 10);

	if (end == value || *end || seconds < 1 || seconds > 86400)
		wrong(r, "--timeout cần số giây từ 1 đến 86400",
		      "--timeout takes seconds, from 1 to 86400", value);
	else
		r->o->seconds = (int)seconds;
}

static void read_engine(struct reader *r, const char *value)
{
	if (is_on(value, "archive") || is_on(value, "cairo"))
		r->o->engine = is_on(value, "cairo") ? ENGINE_CAIRO
						     : ENGINE_ARCHIVE;
	else
		wrong(r, "--engine nhận archive hoặc cairo",
		      "--engine takes archive or cairo", value);
}

static void read_profile(struct reader *r, const char *value)
{
	static const char *const WORDS[] = { "a-2a", "a-3a", "a-1b", "1.7" };

	for (int i = 0; i < 4; i++)
		if (is_on(value, WORDS[i])) {
			r->o->profile = (enum pdf_profile)i;
			r->has_profile = true;
			return;
		}
	wrong(r, "--pdf nhận a-2a, a-3a, a-1b hoặc 1.7",
	      "--pdf takes a-2a, a-3a, a-1b or 1.7", value);
}

static bool read_valued(struct reader *r)
{
	struct options *o = r->o;
	const char *v;

	if ((v = value_of(r, "-o")) || (v = value_of(r, "--output")))
		o->output = v;
	else if ((v = value_of(r, "--format")))
		read_format(r, v);
	else if ((v = value_of(r, "--message-format")))
		read_voice(r, v);
	else if ((v = value_of(r, "--lang")))
		read_language(r, v);
	else if ((v = value_of(r, "--style")))
		o->style = v;
	else if ((v = value_of(r, "--template")))
		o->template_name = v;
	else if ((v = value_of(r, "--root")))
		o->root = v;
	else if ((v = value_of(r, "--deps")))
		o->deps = v;
	else if ((v = value_of(r, "--jobs"))) {
		long jobs = strtol(v, NULL, 10);

		if (jobs < 1 || jobs > MOST_JOBS)
			wrong(r, "--jobs cần một số từ 1 đến 1024",
			      "--jobs takes a number from 1 to 1024", v);
		else
			o->jobs = (int)jobs;
	} else if ((v = value_of(r, "--data"))) {
		o->data = v;
	} else if ((v = value_of(r, "--name"))) {
		o->name = v;
	} else if ((v = value_of(r, "--shard"))) {
		if (!shard_read(o, v))
			wrong(r, "--shard cần dạng I/N, 0 ≤ I < N",
			      "--shard takes I/N, 0 <= I < N", v);
	} else if ((v = value_of(r, "--manifest"))) {
		o->manifest = v;
		if (!*v)
			wrong(r, "--manifest cần một tệp hoặc thư mục",
			      "--manifest takes a file or a folder", v);
	} else if ((v = value_of(r, "--timeout"))) {
		read_seconds(r, v);
	} else if ((v = value_of(r, "--repair"))) {
		read_repair(r, v);
	} else if ((v = value_of(r, "--engine"))) {
		read_engine(r, v);
	} else if ((v = value_of(r, "--pdf"))) {
		read_profile(r, v);
	} else if ((v = value_of(r, "--deny"))) {
		o->deny_warnings = is_on(v, "warnings");
		if (!o->deny_warnings)
			wrong(r, "--deny chỉ nhận warnings",
			      "--deny takes warnings", v);
	} else
		return false;
	return true;
}

static bool read_product(struct reader *r, const char *arg)
{
	static const char *const PRODUCTS[] = { "--tokens", "--ast", "--plan",
						"--galley", "--pages",
						"--outline" };

	for (int i = 0; i < 6; i++)
		if (is_on(arg, PRODUCTS[i])) {
			r->o->product = PRODUCTS[i] + 2;
			return is_on(r->o->command, "show");
		}
	return false;
}

static void read_option(struct reader *r)
{
	const char *arg = r->argv[r->at];

	if (is_on(arg, "--final") || is_on(arg, "--phát-hành"))
		r->o->final = true;
	else if (is_on(arg, "--check") && is_on(r->o->command, "fmt"))
		r->o->check_only = true;
	else if (is_on(arg, "--list"))
		r->o->list = true;
	else if (is_on(arg, "--trust-mtime"))
		r->o->trust_mtime = true;
	else if (is_on(arg, "--force"))
		r->o->force = true;
	else if (is_on(arg, "--anchors"))
		r->o->anchors = true;
	else if (is_on(arg, "--signature-fields"))
		r->o->signature_fields = true;
	else if (is_on(arg, "--embed-source"))
		r->o->embed_source = true;
	else if (!read_product(r, arg) && !read_valued(r))
		wrong(r, "không có lựa chọn", "there is no option", arg);
}

/* PDF/A-2 may hold no source; part 3 was made for that. Cairo writes a plain
 * PDF. */
static void check_profile(struct reader *r)
{
	struct options *o = r->o;

	if (o->embed_source && !r->has_profile)
		o->profile = PDF_A3A;
	if (o->embed_source &&
	    (o->profile == PDF_A2A || o->profile == PDF_A1B))
		wrong(r, "--embed-source cần --pdf a-3a hoặc 1.7",
		      "--embed-source wants --pdf a-3a or 1.7", "");
	if (o->engine == ENGINE_CAIRO &&
	    (o->embed_source || o->signature_fields || r->has_profile))
		wrong(r, "--pdf, --embed-source, --signature-fields cần --engine archive",
		      "--pdf, --embed-source, --signature-fields want --engine archive",
		      "");
	if ((o->embed_source || o->signature_fields || r->has_profile) &&
	    o->format != OUT_PDF)
		wrong(r, "--pdf, --embed-source, --signature-fields chỉ đi với PDF",
		      "--pdf, --embed-source, --signature-fields go with PDF",
		      "");
	if (o->anchors && o->format != OUT_PDF)
		wrong(r, "--anchors chỉ đi với PDF", "--anchors goes with PDF",
		      "");
}

static void check_root(struct reader *r)
{
	const char *root = r->o->root;
	struct stat st;

	if (root && (stat(root, &st) != 0 || !S_ISDIR(st.st_mode)))
		wrong(r, "--root không phải thư mục", "--root is no folder",
		      root);
}

static bool locale_is_english(void)
{
	static const char *const WORDS[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

	for (int i = 0; i < 3; i++) {
		const char *value = getenv(WORDS[i]);

		if (value && *value)
			return strncmp(value, "en", 2) == 0;
	}
	return false;
}

/* --lang holds for every message, those about other options too. */
static void find_language(struct options *o, int argc, char **argv)
{
	o->english = locale_is_english();
	for (int i = 1; i < argc; i++) {
		const char *v = strncmp(argv[i], "--lang=", 7) == 0
					? argv[i] + 7
				: is_on(argv[i], "--lang") && i + 1 < argc
					? argv[i + 1] : NULL;

		if (v && (is_on(v, "vi") || is_on(v, "en")))
			o->english = is_on(v, "en");
	}
}

bool options_read(struct options *o, int argc, char **argv, int *status)
{
	struct reader r = { .o = o, .argc = argc, .at = 2, .argv = argv };
	bool plain = false;

	*o = (struct options){ .color = isatty(2) && !getenv("NO_COLOR"),
			       .repair = REPAIR_SUGGEST, .jobs = 1,
			       .seconds = DOCUMENT_SECONDS };
	find_language(o, argc, argv);
	o->command = argc > 1 ? argv[1] : "";
	o->inputs = calloc((size_t)argc + 1, sizeof *o->inputs);
	if (!o->inputs)
		abort();
	for (; r.at < argc; r.at++) {
		char *arg = argv[r.at];

		if (plain || arg[0] != '-' || arg[1] == '\0')
			o->inputs[o->input_count++] = arg;
		else if (is_on(arg, "--"))
			plain = true;
		else if (is_on(arg, "--help") || is_on(arg, "-h")) {
			help_print(stdout, o->command, o->english);
			*status = EXIT_FINE;
			return false;
		} else
			read_option(&r);
	}
	check_profile(&r);
	check_root(&r);
	*status = EXIT_USAGE;
	return !r.failed;
}
