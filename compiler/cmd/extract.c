/* extract: gives back what --embed-source put into a PDF. */
#include "cmd/carry.h"

#include <errno.h>
#include <jansson.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/utf8.h"
#include "cmd/bounds.h"

int carry_open(struct arena *a, const struct options *o, const char *path,
	       struct str *bytes, struct carried *c)
{
	enum read_result result = file_read(a, path, bytes);
	bool good;

	if (result != READ_OK) {
		say(o->english, result == READ_TOO_LARGE
		    ? "tệp lớn hơn 64 MiB" : "không đọc được; hãy xem lại tên và quyền",
		    result == READ_TOO_LARGE
		    ? "the file passes 64 MiB" : "cannot read; see its name and rights",
		    path);
		return EXIT_NO_INPUT;
	}
	bounds_narrow(true);
	good = carried_read(a, *bytes, c);
	bounds_narrow(false);
	if (!good) {
		say(o->english, "không phải PDF, hay hỏng, có mật khẩu, hoặc mở "
		    "ra quá lớn; hãy xin lại bản gốc",
		    "no PDF, or damaged, locked by a password, or too large when "
		    "unpacked; ask for the original", path);
		return EXIT_NO_INPUT;
	}
	if (carry_find(c, EMBED_FACTS))
		return EXIT_FINE;
	say(o->english, "PDF này không mang theo nguồn; dựng bằng build "
	    "--embed-source thì có",
	    "this PDF carries no source; build --embed-source puts it in", path);
	return EXIT_ERRORS;
}

const struct carried_file *carry_find(const struct carried *c, const char *name)
{
	for (uint32_t i = 0; i < c->file_count; i++)
		if (str_is(c->files[i].name, name))
			return &c->files[i];
	return NULL;
}

/* ---- names -------------------------------------------------------------- */

/* A character that a terminal or a path would not take as a letter. */
static bool is_control(uint32_t c)
{
	return c < ' ' || (c >= 0x7F && c < 0xA0) || c == '\\' ||
	       (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/* One part of a path: neither nothing, nor "." or "..", nor hidden. */
static bool is_plain_part(struct str s)
{
	if (!s.n || s.n > 200 || s.p[0] == '.' || utf8_find_fault(s) >= 0)
		return false;
	for (uint32_t at = 0; at < s.n;)
		if (is_control(utf8_next(s, &at)))
			return false;
	return true;
}

bool embed_is_safe(struct str name)
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

/* ---- the facts ---------------------------------------------------------- */

static const char *fact(struct arena *a, json_t *facts, const char *key)
{
	json_t *j = json_object_get(facts, key);
	const char *value = json_string_value(j);

	if (!value || strlen(value) != json_string_length(j))
		return NULL; /* none, or with a NUL inside */
	return str_terminated(a, str_of(value));
}

/* 9999-12-31, as document_date has it. */
static const int64_t LAST_DATE = 253402300800;

/* What is printed, or is a folder's name, comes from another's file. */
static bool are_plain(const struct carry_facts *f)
{
	const char *const words[] = { f->tool, f->fonts, f->template_name,
				      f->template_version, f->template_sha256,
				      f->template_option };

	for (int i = 0; i < 6; i++)
		if (words[i] && *words[i] && !is_plain_part(str_of(words[i])))
			return false;
	return embed_is_safe(str_of(f->main)) && f->date >= 0 &&
	       f->date < LAST_DATE && !strchr(f->template_name, '/') &&
	       (!f->template_option || !strchr(f->template_option, '/'));
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
		.fields = json_is_true(json_object_get(j, "fields")),
		.row = json_is_true(json_object_get(j, "row")),
		.date = json_integer_value(json_object_get(j, "date")),
	};
	return format && strcmp(format, "vanthu-source/1") == 0 && out->main &&
	       out->tool && out->fonts && out->template_name &&
	       out->template_version && out->template_sha256 && are_plain(out);
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

/* Whether a file may be put there: nothing is written over unless `force`, and
 * a link is never written through. */
static bool is_free(const char *path, bool force)
{
	struct stat st;

	if (lstat(path, &st) != 0)
		return errno == ENOENT;
	return force && S_ISREG(st.st_mode);
}

static int refuse(const struct options *o, const char *path)
{
	struct stat st;

	if (lstat(path, &st) == 0 && S_ISREG(st.st_mode))
		say(o->english, "đã có tệp này, không ghi đè; thêm --force hoặc "
		    "-o thư mục khác",
		    "this file is there, nothing is written over; add --force, "
		    "or -o another folder", path);
	else
		say(o->english, "không ghi vào chỗ này được (liên kết, thư mục, "
		    "quyền); hãy -o thư mục khác",
		    "no file can be put here (a link, a folder, rights); try -o "
		    "another folder", path);
	return EXIT_OUTPUT;
}

/* Of two of one name the first counts, as for carry_find. */
static bool is_wanted(const struct carried *c, uint32_t i)
{
	if (!embed_is_safe(c->files[i].name))
		return false;
	for (uint32_t j = 0; j < i; j++)
		if (str_eq(c->files[j].name, c->files[i].name))
			return false;
	return true;
}

static bool name_file(char path[PATH_MAX], const char *folder, struct str name)
{
	return snprintf(path, PATH_MAX, "%s/%.*s", folder, STR_ARG(name)) <
	       PATH_MAX;
}

static int write_one(const struct options *o, const struct carried_file *file,
		     const char *folder, bool force)
{
	char path[PATH_MAX];
	struct output out;
	struct sink sink;
	bool good;

	if (!name_file(path, folder, file->name) ||
	    !make_folders(path, strlen(folder)) || !is_free(path, force))
		return refuse(o, path);
	good = output_open(&out, path);
	sink = output_sink(&out);
	good = good && sink.write(sink.context, file->bytes.p, file->bytes.n);
	return output_close(&out, good, o->english);
}

/* Before the first is written: all or nothing. */
static int look_before(const struct options *o, const struct carried *c,
		       const char *folder, const bool *wanted, bool force)
{
	char path[PATH_MAX];

	for (uint32_t i = 0; i < c->file_count; i++)
		if (wanted[i] && (!name_file(path, folder, c->files[i].name) ||
				  !is_free(path, force)))
			return refuse(o, path);
	return EXIT_FINE;
}

int carry_write(struct arena *a, const struct options *o, struct carried *c,
		const char *folder, bool force)
{
	bool *wanted = arena_array(a, bool, c->file_count + 1);
	uint32_t kept = 0;
	int status;

	for (uint32_t i = 0; i < c->file_count; i++)
		wanted[i] = is_wanted(c, i);
	status = look_before(o, c, folder, wanted, force);
	for (uint32_t i = 0; i < c->file_count && !status; i++)
		if (wanted[i]) {
			status = write_one(o, &c->files[i], folder, force);
			c->files[kept++] = c->files[i];
		}
	if (!status && kept < c->file_count)
		say(o->english, "có tệp bên trong bị bỏ qua: tên không an toàn "
		    "hoặc trùng",
		    "files inside were left out: names that are not safe, or "
		    "stand twice", "");
	c->file_count = status ? c->file_count : kept;
	return status;
}

/* ---- the command -------------------------------------------------------- */

/* As one word of the shell. */
static void print_quoted(const char *folder, const char *name)
{
	const char *const parts[] = { folder[0] == '-' ? "./" : "", folder,
				      *name ? "/" : "", name };

	putchar('\'');
	for (int i = 0; i < 4; i++)
		for (const char *p = parts[i]; *p; p++)
			if (*p == '\'')
				fputs("'\\''", stdout);
			else
				putchar(*p);
	putchar('\'');
}

static void print_option(const char *option, const char *folder,
			 const char *name)
{
	printf(" %s ", option);
	print_quoted(folder, name);
}

/* How to build the same bytes again by hand. */
static void tell(struct arena *a, const struct options *o,
		 const struct carried *c, const char *folder)
{
	struct carry_facts facts;
	char main[PATH_MAX];

	for (uint32_t i = 0; i < c->file_count; i++)
		printf("%s/%.*s\n", folder, STR_ARG(c->files[i].name));
	if (!carry_facts(a, c, &facts)) {
		say(o->english, "thông tin dựng lại bị hỏng; các tệp vẫn được "
		    "lấy ra", "what is needed to build it again is damaged; the "
		    "files were taken out all the same", EMBED_FACTS);
		return;
	}
	snprintf(main, sizeof main, EMBED_FOLDER "%s", facts.main);
	printf("SOURCE_DATE_EPOCH=%lld vanthu build --embed-source",
	       (long long)facts.date);
	print_option("--root", folder, EMBED_FOLDER);
	if (facts.profile == PDF_17)
		printf(" --pdf 1.7");
	if (facts.fields)
		printf(" --signature-fields");
	if (facts.final)
		printf(" --final");
	if (facts.template_option)
		print_option("--template", facts.template_option, "");
	if (facts.style)
		print_option("--style", folder, EMBED_STYLE);
	if (facts.row) {
		print_option("--data", folder, EMBED_ROW);
		printf(" --name van-ban.pdf");
	}
	putchar(' ');
	print_quoted(folder, main);
	putchar('\n');
}

/* A cap is a fault of the document's. */
static void no_memory(void *context)
{
	const struct options *o = context;

	say(o->english, "PDF này cần nhiều bộ nhớ hoặc thời gian hơn giới hạn",
	    "this PDF needs more memory or time than the limit", "");
	_exit(EXIT_ERRORS);
}

/* "x/kế-hoạch.pdf" goes to "kế-hoạch"; where that is no folder of its own name,
 * to "kế-hoạch.nguon". */
static void name_folder(char *out, size_t size, const struct options *o)
{
	const char *name = strrchr(o->inputs[0], '/');
	const char *more = ".nguon";
	size_t n;

	name = name ? name + 1 : o->inputs[0];
	if (strcmp(o->inputs[0], "-") == 0)
		name = "stdin";
	n = strlen(name);
	if (n > 4 && strcmp(name + n - 4, ".pdf") == 0) {
		n -= 4;
		more = "";
	}
	if (o->output)
		snprintf(out, size, "%s", o->output);
	else
		snprintf(out, size, "%.*s%s", (int)n, name, more);
}

/* The folder that the user names may be a link; one of the PDF's own name, that
 * perhaps came with it, may not. */
static bool open_folder(const struct options *o, const char *folder, bool *made)
{
	struct stat st;

	*made = mkdir(folder, 0777) == 0;
	if (!*made && errno != EEXIST)
		return false;
	return (o->output ? stat(folder, &st) : lstat(folder, &st)) == 0 &&
	       S_ISDIR(st.st_mode);
}

static int extract_into(struct arena *a, const struct options *o,
			const char *folder)
{
	struct carried carried;
	struct str bytes;
	int status;

	bounds_fence_in(o, folder);
	bounds_begin(a);
	status = carry_open(a, o, o->inputs[0], &bytes, &carried);
	if (!status)
		status = carry_write(a, o, &carried, folder, o->force);
	bounds_end();
	if (!status)
		tell(a, o, &carried, folder);
	return status;
}

int cmd_extract(const struct options *o)
{
	struct arena *a = arena_new((size_t)1 << 30, no_memory, (void *)o);
	char folder[PATH_MAX];
	bool made = false;
	int status = EXIT_OUTPUT;

	bounds_open();
	if (o->input_count != 1 || (o->output && strcmp(o->output, "-") == 0)) {
		say(o->english, "extract cần một tệp PDF, và -o là một thư mục",
		    "extract takes one PDF, and -o a folder", "");
		arena_free(a);
		return EXIT_USAGE;
	}
	name_folder(folder, sizeof folder, o);
	if (open_folder(o, folder, &made))
		status = extract_into(a, o, folder);
	else
		say(o->english, "không tạo được thư mục; hãy -o thư mục khác",
		    "cannot make the folder; try -o another", folder);
	if (status && made)
		rmdir(folder); /* where nothing came into it */
	arena_free(a);
	return status;
}
