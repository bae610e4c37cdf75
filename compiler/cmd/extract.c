/* extract: gives back what --embed-source put into a PDF. */
#include "cmd/carry.h"

#include <errno.h>
#include <jansson.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd/bounds.h"

int carry_open(struct arena *a, const struct options *o, const char *path,
	       struct str *bytes, struct carried *c)
{
	if (file_read(a, path, bytes) != READ_OK) {
		say(o->english, "không đọc được", "cannot read", path);
		return EXIT_NO_INPUT;
	}
	if (!carried_read(a, *bytes, c)) {
		say(o->english, "không phải PDF, hoặc quá lớn",
		    "no PDF, or too large", path);
		return EXIT_NO_INPUT;
	}
	if (carry_find(c, EMBED_FACTS))
		return EXIT_FINE;
	say(o->english, "PDF này không mang theo nguồn (--embed-source)",
	    "this PDF carries no source (--embed-source)", path);
	return EXIT_ERRORS;
}

const struct carried_file *carry_find(const struct carried *c, const char *name)
{
	for (uint32_t i = 0; i < c->file_count; i++)
		if (str_is(c->files[i].name, name))
			return &c->files[i];
	return NULL;
}

/* ---- the facts ---------------------------------------------------------- */

static const char *fact(struct arena *a, json_t *facts, const char *key)
{
	const char *value = json_string_value(json_object_get(facts, key));

	return value ? str_terminated(a, str_of(value)) : NULL;
}

static bool take_facts(struct arena *a, json_t *j, struct carry_facts *out)
{
	json_t *template = json_object_get(j, "template");
	const char *format = fact(a, j, "format"), *pdf = fact(a, j, "pdf");

	*out = (struct carry_facts){
		.main = fact(a, j, "main"), .tool = fact(a, j, "tool"),
		.fonts = fact(a, j, "fonts"),
		.template_option = fact(a, j, "template_option"),
		.template_name = fact(a, template, "name"),
		.template_version = fact(a, template, "version"),
		.template_sha256 = fact(a, template, "sha256"),
		.profile = pdf && strcmp(pdf, "1.7") == 0 ? PDF_17 : PDF_A3A,
		.final = json_is_true(json_object_get(j, "final")),
		.style = json_is_true(json_object_get(j, "style")),
		.row = json_is_true(json_object_get(j, "row")),
		.date = json_integer_value(json_object_get(j, "date")),
	};
	return format && strcmp(format, "vanthu-source/1") == 0 && out->main &&
	       out->tool && out->fonts && out->template_name &&
	       out->template_version && out->template_sha256 && out->date >= 0;
}

bool carry_facts(struct arena *a, const struct carried *c,
		 struct carry_facts *out)
{
	const struct carried_file *file = carry_find(c, EMBED_FACTS);
	json_t *facts = file ? json_loadb(file->bytes.p, file->bytes.n, 0, NULL)
			     : NULL;
	bool good = facts && take_facts(a, facts, out);

	json_decref(facts);
	return good;
}

/* ---- into a folder ------------------------------------------------------ */

/* One part of a path: neither nothing, nor "." or "..", nor hidden. */
static bool is_plain_part(struct str s)
{
	if (!s.n || s.n > 200 || s.p[0] == '.')
		return false;
	for (uint32_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < ' ' || s.p[i] == '\\' ||
		    s.p[i] == 0x7F)
			return false;
	return true;
}

static bool is_safe(struct str name)
{
	uint32_t from = 0;

	for (uint32_t i = 0; i <= name.n; i++)
		if (i == name.n || name.p[i] == '/') {
			if (!is_plain_part(str_slice(name, from, i)))
				return false;
			from = i + 1;
		}
	return name.n < 1000;
}

/* The folders of a path behind its first bytes; a link in place of one would
 * lead elsewhere. */
static bool make_folders(char *path, size_t behind)
{
	struct stat st;

	for (char *p = strchr(path + behind + 1, '/'); p;
	     p = strchr(p + 1, '/')) {
		bool good;

		*p = '\0';
		good = (mkdir(path, 0777) == 0 || errno == EEXIST) &&
		       lstat(path, &st) == 0 && S_ISDIR(st.st_mode);
		*p = '/';
		if (!good)
			return false;
	}
	return true;
}

static int write_one(const struct options *o, const struct carried_file *file,
		     const char *folder, bool force)
{
	char path[PATH_MAX];
	struct output out;
	bool good;

	if (snprintf(path, sizeof path, "%s/%.*s", folder,
		     STR_ARG(file->name)) >= (int)sizeof path)
		return EXIT_OUTPUT;
	if (!force && access(path, F_OK) == 0) {
		say(o->english, "đã có tệp, không ghi đè (--force)",
		    "there is a file already (--force)", path);
		return EXIT_OUTPUT;
	}
	if (!make_folders(path, strlen(folder))) {
		say(o->english, "không tạo được thư mục cho",
		    "cannot make the folder of", path);
		return EXIT_OUTPUT;
	}
	good = output_open(&out, path) &&
	       fwrite(file->bytes.p, 1, file->bytes.n, out.file) ==
		       file->bytes.n;
	return output_close(&out, good, o->english);
}

int carry_write(const struct options *o, const struct carried *c,
		const char *folder, bool force)
{
	int status = EXIT_FINE;

	for (uint32_t i = 0; i < c->file_count && !status; i++) {
		if (is_safe(c->files[i].name))
			status = write_one(o, &c->files[i], folder, force);
		else
			say(o->english, "bỏ qua một tên tệp không an toàn",
			    "an unsafe name is left out", "");
	}
	return status;
}

/* ---- the command -------------------------------------------------------- */

/* How to build the same bytes again by hand. */
static void tell(struct arena *a, const struct carried *c, const char *folder)
{
	struct carry_facts facts;

	for (uint32_t i = 0; i < c->file_count; i++)
		printf("%s/%.*s\n", folder, STR_ARG(c->files[i].name));
	if (!carry_facts(a, c, &facts))
		return;
	printf("SOURCE_DATE_EPOCH=%lld vanthu build --embed-source --root '%s/"
	       EMBED_FOLDER "'", (long long)facts.date, folder);
	if (facts.profile == PDF_17)
		printf(" --pdf 1.7");
	if (facts.final)
		printf(" --final");
	if (facts.template_option)
		printf(" --template '%s'", facts.template_option);
	if (facts.style)
		printf(" --style '%s/" EMBED_STYLE "'", folder);
	if (facts.row)
		printf(" --data '%s/" EMBED_ROW "' --name van-ban.pdf", folder);
	printf(" '%s/" EMBED_FOLDER "%s'\n", folder, facts.main);
}

static void no_memory(void *context)
{
	(void)context;
	fputs("vanthu: hết bộ nhớ\n", stderr);
	_exit(EXIT_AGAIN);
}

/* "x/kế-hoạch.pdf" goes to "kế-hoạch". */
static void name_folder(char *out, size_t size, const struct options *o)
{
	const char *name = strrchr(o->inputs[0], '/');
	size_t n;

	name = name ? name + 1 : o->inputs[0];
	n = strlen(name);
	if (n > 4 && strcmp(name + n - 4, ".pdf") == 0)
		n -= 4;
	if (o->output)
		snprintf(out, size, "%s", o->output);
	else
		snprintf(out, size, "%.*s", (int)n, name);
}

int cmd_extract(const struct options *o)
{
	struct arena *a = arena_new((size_t)1 << 30, no_memory, NULL);
	struct carried carried;
	struct str bytes;
	char folder[PATH_MAX];
	int status;

	if (o->input_count != 1) {
		say(o->english, "extract cần một tệp PDF", "extract takes one PDF",
		    "");
		arena_free(a);
		return EXIT_USAGE;
	}
	name_folder(folder, sizeof folder, o);
	if (mkdir(folder, 0777) && errno != EEXIST) {
		say(o->english, "không tạo được thư mục",
		    "cannot make the folder", folder);
		arena_free(a);
		return EXIT_OUTPUT;
	}
	bounds_fence_in(o, folder);
	status = carry_open(a, o, o->inputs[0], &bytes, &carried);
	if (!status)
		status = carry_write(o, &carried, folder, o->force);
	if (!status)
		tell(a, &carried, folder);
	else
		rmdir(folder); /* where nothing came into it */
	arena_free(a);
	return status;
}
