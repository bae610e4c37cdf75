/* verify: builds a PDF again from the source that it carries, and says whether
 * that gives the same bytes, or what differs. */
#include "cmd/carry.h"

#include <ftw.h>
#include <jansson.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/utf8.h"
#include "cmd/bounds.h"
#include "cmd/manifest.h"

enum { MOST_ROW = 4 << 20 }; /* bytes of EMBED_ROW */

struct verify {
	jmp_buf too_much;      /* the arena passed its cap, or time is up */
	const struct options *options;
	struct arena *arena;
	const char *path;
	char folder[PATH_MAX]; /* where the source is laid out */
	struct str bytes;
	struct carried carried;
	struct carry_facts facts;
	struct buf made;       /* the bytes built again */
	json_t *log;           /* NULL: words */
};

/* ---- built again -------------------------------------------------------- */

static bool take(void *context, const void *bytes, size_t count)
{
	struct buf *b = context;

	if (count > UINT32_MAX / 2 - b->n)
		return false;
	buf_add(b, (struct str){ bytes, (uint32_t)count });
	return true;
}

static int build_again(struct document *d, void *context)
{
	struct verify *v = context;
	struct sink sink = { take, &v->made };
	int status = document_walk(d, STAGE_PAGES);

	if (!status)
		status = document_verdict(d);
	if (!status)
		status = render_open(d->session);
	if (!status && !render(d, 0, &sink))
		status = EXIT_INTERNAL;
	return status;
}

static char *inside(struct verify *v, const char *name)
{
	struct str path = str_printf(v->arena, "%s/%s", v->folder, name);

	return str_terminated(v->arena, path);
}

/* A table of our own has one row; its size bounds the columns. */
static bool row_is_ours(struct verify *v)
{
	const struct carried_file *row = carry_find(&v->carried, EMBED_ROW);
	struct rows rows;
	uint32_t line;

	return row && row->bytes.n <= MOST_ROW &&
	       rows_read(v->arena, row->bytes, &rows, &line) && rows.count == 1;
}

static int rebuild(struct verify *v)
{
	char *source;
	struct options o = *v->options;
	struct copies copies = { .count = 0 };
	struct session *s;
	char epoch[32];
	int status = EXIT_FINE;

	if (v->facts.row && !row_is_ours(v))
		return EXIT_ERRORS;
	source = inside(v, str_terminated(v->arena, str_printf(v->arena,
			EMBED_FOLDER "%s", v->facts.main)));
	o.inputs = &source;
	o.input_count = 1;
	o.command = "build";
	o.embed_source = true;
	o.deny_warnings = false;
	o.format = OUT_PDF;
	o.engine = ENGINE_ARCHIVE;
	o.profile = v->facts.profile;
	o.final = v->facts.final;
	o.signature_fields = v->facts.fields;
	o.template_name = v->facts.template_option;
	o.root = inside(v, EMBED_FOLDER);
	o.style = v->facts.style ? inside(v, EMBED_STYLE) : NULL;
	o.data = v->facts.row ? inside(v, EMBED_ROW) : NULL;
	o.name = "van-ban.pdf";
	snprintf(epoch, sizeof epoch, "%lld", (long long)v->facts.date);
	setenv("SOURCE_DATE_EPOCH", epoch, 1);
	s = session_new(&o);
	s->quiet = true;
	if (o.data)
		status = copies_read(s, &copies);
	if (!status)
		status = document_with(s, source, build_again, v);
	session_free(s);
	return status;
}

/* ---- what is said ------------------------------------------------------- */

/* A file's name may be no UTF-8. */
static json_t *json_text(struct str s)
{
	if (!s.n || utf8_find_fault(s) >= 0)
		return json_string(s.n ? "?" : "");
	return json_stringn(s.p, s.n);
}

static void tell(struct verify *v, const char *status, const char *vi,
		 const char *en, struct str more)
{
	if (v->log) {
		json_array_append_new(v->log, json_pack("{s:o, s:s, s:o}",
			"file", json_text(str_of(v->path)), "status", status,
			"message", json_text(more)));
		return;
	}
	printf("%s: %s%s%.*s\n", v->path, v->options->english ? en : vi,
	       more.n ? ": " : "", STR_ARG(more));
}

static struct str own_template(struct verify *v)
{
	char path[PATH_MAX];

	snprintf(path, sizeof path, "templates/%s", v->facts.template_name);
	return key_folder(v->arena, path);
}

/* What of ours is not what it was then: the likely reason. */
static struct str changed_tools(struct verify *v)
{
	bool english = v->options->english;
	struct buf b = buf_new(v->arena);

	if (strcmp(v->facts.tool, "vanthu " VANTHU_VERSION) != 0)
		buf_printf(&b, english ? "built by %s, this is %s; "
				       : "dựng bằng %s, đây là %s; ",
			   v->facts.tool, "vanthu " VANTHU_VERSION);
	if (!str_is(key_folder(v->arena, "fonts"), v->facts.fonts))
		buf_add(&b, english ? STR("other fonts; ")
				    : STR("phông chữ khác; "));
	if (!str_is(own_template(v), v->facts.template_sha256))
		buf_printf(&b, english ? "another template %s; "
				       : "mẫu %s khác; ",
			   v->facts.template_name);
	if (!b.n)
		return english ? STR("the file was changed or written anew")
			       : STR("tệp đã bị sửa hoặc ghi lại");
	b.n -= 2; /* the last "; " */
	return buf_str(&b);
}

/* The first page that does not look the same; 0: all do. */
static uint32_t first_other_page(const struct carried *a,
				 const struct carried *b)
{
	uint32_t least = a->page_count < b->page_count ? a->page_count
						       : b->page_count;

	for (uint32_t i = 0; i < least; i++)
		if (!str_eq(a->pages[i], b->pages[i]))
			return i + 1;
	return a->page_count == b->page_count ? 0 : least + 1;
}

static bool begins_alike(struct str longer, struct str shorter)
{
	return longer.n > shorter.n &&
	       memcmp(longer.p, shorter.p, shorter.n) == 0;
}

static int compare(struct verify *v)
{
	bool english = v->options->english;
	struct str made = buf_str(&v->made);
	struct carried again;
	uint32_t page;

	if (str_eq(made, v->bytes)) {
		tell(v, "identical", "giống từng byte", "identical", STR(""));
		return EXIT_FINE;
	}
	if (!carried_read(v->arena, made, &again))
		return EXIT_INTERNAL;
	page = first_other_page(&v->carried, &again);
	if (!page && v->carried.acts) {
		tell(v, "different", "khác với bản dựng lại",
		     "differs from what is built again",
		     english ? STR("every page is the same, but the file acts "
				   "by itself when it is opened")
			     : STR("mọi trang như nhau, nhưng tệp tự làm "
				   "việc khi được mở (OpenAction, JavaScript)"));
		return EXIT_ERRORS;
	}
	if (!page && begins_alike(v->bytes, made)) {
		tell(v, "extended", "bản gốc giống từng byte, mọi trang như cũ; "
		     "phía sau có thêm (chữ ký, bổ sung)",
		     "the original is identical and every page as it was; "
		     "more stands behind it (a signature, an update)",
		     str_printf(v->arena, "%u byte", v->bytes.n - made.n));
		return EXIT_FINE;
	}
	tell(v, "different", "khác với bản dựng lại",
	     "differs from what is built again",
	     page ? str_printf(v->arena, english ? "page %u; %.*s"
						 : "trang %u; %.*s", page,
			       STR_ARG(changed_tools(v)))
		  : str_printf(v->arena, english
			       ? "every page is the same; %.*s"
			       : "mọi trang như nhau; %.*s",
			       STR_ARG(changed_tools(v))));
	return EXIT_ERRORS;
}

/* ---- one file ----------------------------------------------------------- */

static int remove_one(const char *path, const struct stat *st, int kind,
		      struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

static int verify_here(struct verify *v)
{
	int status = carry_write(v->arena, v->options, &v->carried, v->folder,
				 false);

	if (!status) {
		bounds_end();
		status = rebuild(v);
		bounds_begin(v->arena);
	}
	if (!status)
		return compare(v);
	if (status == EXIT_AGAIN || status == EXIT_INTERNAL)
		return status;
	tell(v, "unbuildable", "nguồn bên trong không dựng lại được",
	     "the source inside cannot be built", changed_tools(v));
	return EXIT_ERRORS;
}

static const char *temporary_folder(void)
{
	const char *given = getenv("TMPDIR");

	return given && given[0] == '/' ? given : "/tmp";
}

/* What carry_open has said already, for those who read JSON. */
static void log_closed(struct verify *v, int status)
{
	bool none = status == EXIT_ERRORS;

	if (v->log)
		tell(v, none ? "without-source" : "unreadable", "", "",
		     v->options->english
		     ? none ? STR("it carries no source") : STR("cannot be read")
		     : none ? STR("không mang theo nguồn")
			    : STR("không đọc được"));
}

static int verify_one(struct verify *v)
{
	int status = carry_open(v->arena, v->options, v->path, &v->bytes,
				&v->carried);

	if (status) {
		log_closed(v, status);
		return status;
	}
	if (!carry_facts(v->arena, &v->carried, &v->facts)) {
		tell(v, "unbuildable", "thông tin dựng lại bị hỏng",
		     "what is needed to build it is damaged", STR(EMBED_FACTS));
		return EXIT_ERRORS;
	}
	snprintf(v->folder, sizeof v->folder, "%s/vanthu-XXXXXX",
		 temporary_folder());
	if (!mkdtemp(v->folder)) {
		say(v->options->english,
		    "không tạo được thư mục tạm; hãy đặt TMPDIR",
		    "cannot make a temporary folder; set TMPDIR", v->folder);
		v->folder[0] = '\0';
		return EXIT_OUTPUT;
	}
	v->made = buf_new(v->arena);
	return verify_here(v);
}

static void too_much(void *context)
{
	struct verify *v = context;

	longjmp(v->too_much, 1);
}

/* One that is too much costs itself alone. */
static int verify_bounded(struct verify *v)
{
	volatile int status = EXIT_ERRORS;

	v->arena = arena_new((size_t)2 << 30, too_much, v);
	bounds_begin(v->arena);
	if (!setjmp(v->too_much))
		status = verify_one(v);
	else
		tell(v, "unreadable", "PDF này cần nhiều bộ nhớ hoặc thời gian "
		     "hơn giới hạn",
		     "this PDF needs more memory or time than the limit",
		     STR(""));
	bounds_end();
	if (v->folder[0])
		nftw(v->folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	arena_free(v->arena);
	return status;
}

int cmd_verify(const struct options *o)
{
	json_t *log = o->voice == VOICE_JSON ? json_array() : NULL;
	int status = EXIT_FINE;

	if (!o->input_count) {
		say(o->english, "verify cần tên tệp PDF", "verify takes PDFs",
		    "");
		return EXIT_USAGE;
	}
	bounds_open();
	bounds_fence_in(o, temporary_folder());
	for (int i = 0; i < o->input_count; i++) {
		struct verify v = { .options = o, .path = o->inputs[i],
				    .log = log };

		status = exit_worse(status, verify_bounded(&v));
	}
	if (log) {
		json_t *all = json_pack("{s:o}", "files", log);

		json_dumpf(all, stdout, JSON_INDENT(2));
		putchar('\n');
		json_decref(all);
	}
	return status;
}
