/* What became of the files: a table for a person, CSV, a page. */
#include "cmd/import.h"

#include <jansson.h>
#include <limits.h>
#include <string.h>

static const char *state_of(const struct import_job *job,
			    const struct import_result *r, bool english)
{
	if (r->fault[0])
		return english ? "failed" : "hỏng";
	if (!r->builds)
		return english ? "to mend" : "cần sửa";
	if (job->done)
		return english ? "done before" : "đã có";
	return english ? "good" : "được";
}

/* The numbers of a file that an earlier run imported. */
static void read_back(const struct import_job *job, struct import_result *r)
{
	json_t *root = json_load_file(job->report, 0, NULL);
	json_t *score = json_object_get(root, "score");
	const char *s;

	if (!root)
		return;
	r->identity = json_number_value(json_object_get(score, "identity"));
	r->measured = json_is_number(json_object_get(score, "identity"));
	r->builds = json_is_true(json_object_get(score, "builds"));
	r->pages = (uint32_t)json_integer_value(json_object_get(score, "pages"));
	r->repairs = (uint32_t)json_array_size(json_object_get(root, "repairs"));
	r->doubts = (uint32_t)json_array_size(json_object_get(root, "doubts"));
	if ((s = json_string_value(json_object_get(root, "encoding"))))
		snprintf(r->encoding, sizeof r->encoding, "%s", s);
	if ((s = json_string_value(json_object_get(root, "kind"))))
		snprintf(r->kind, sizeof r->kind, "%s", s);
	json_decref(root);
}

static void print_line(const struct import_job *job,
		       const struct import_result *r, bool english)
{
	if (r->fault[0]) {
		printf("%s: %s\n", job->input, state_of(job, r, english));
		return;
	}
	if (!r->measured) {
		printf(english ? "%s: %s; %u pages, words not compared, %u repairs, %u doubts\n"
			       : "%s: %s; %u trang, chưa đối chiếu chữ, %u chỗ sửa, %u chỗ cần xem lại\n",
		       job->source, state_of(job, r, english), r->pages,
		       r->repairs, r->doubts);
		return;
	}
	printf(english ? "%s: %s; %u pages, identity %.2f %%, %u repairs, %u doubts\n"
		       : "%s: %s; %u trang, giữ nguyên %.2f %% số chữ, %u chỗ sửa, %u chỗ cần xem lại\n",
	       job->source, state_of(job, r, english), r->pages,
	       100 * r->identity, r->repairs, r->doubts);
}

static void csv_text(FILE *f, const char *s)
{
	fputc('"', f);
	for (; *s; s++) {
		if (*s == '"')
			fputc('"', f);
		fputc(*s, f);
	}
	fputc('"', f);
}

static void write_csv(FILE *f, const struct options *o,
		      const struct import_jobs *j,
		      const struct import_result *r)
{
	fputs("tệp,kết quả,loại,bảng mã,trang,giữ nguyên,chỗ sửa,cần xem lại,lỗi\n", f);
	for (int i = 0; i < j->count; i++) {
		csv_text(f, j->items[i].input);
		fprintf(f, ",%s,%s,%s,%u,%.4f,%u,%u,",
			state_of(&j->items[i], &r[i], o->english), r[i].kind,
			r[i].encoding, r[i].pages, r[i].identity, r[i].repairs,
			r[i].doubts);
		csv_text(f, r[i].fault);
		fputc('\n', f);
	}
}

static void html_text(FILE *f, const char *s)
{
	for (; *s; s++)
		switch (*s) {
		case '&': fputs("&amp;", f); break;
		case '<': fputs("&lt;", f); break;
		case '>': fputs("&gt;", f); break;
		case '"': fputs("&quot;", f); break;
		default: fputc(*s, f);
		}
}

static void write_html(FILE *f, const struct options *o,
		       const struct import_jobs *j,
		       const struct import_result *r)
{
	fputs("<!doctype html><html lang=\"vi\"><meta charset=\"utf-8\">"
	      "<title>Nhập văn bản cũ</title><style>body{font-family:serif}"
	      "td,th{border:1px solid #999;padding:.2em .6em;text-align:left}"
	      "table{border-collapse:collapse}.hỏng{background:#fdd}</style>"
	      "<h1>Nhập văn bản cũ</h1><table><tr><th>Tệp<th>Kết quả<th>Loại"
	      "<th>Bảng mã<th>Trang<th>Giữ nguyên<th>Chỗ sửa<th>Cần xem lại\n", f);
	for (int i = 0; i < j->count; i++) {
		fprintf(f, "<tr%s><td>", r[i].fault[0] ? " class=\"hỏng\"" : "");
		html_text(f, j->items[i].input);
		fprintf(f, "<td>%s", state_of(&j->items[i], &r[i], o->english));
		if (r[i].fault[0])
			fputs(": ", f);
		html_text(f, r[i].fault);
		fprintf(f, "<td>%s<td>%s<td>%u<td>%.2f %%<td>%u<td>%u\n",
			r[i].kind, r[i].encoding, r[i].pages,
			100 * r[i].identity, r[i].repairs, r[i].doubts);
	}
	fputs("</table></html>\n", f);
}

static int write_table(const struct options *o, const char *name,
		       void (*work)(FILE *, const struct options *,
				    const struct import_jobs *,
				    const struct import_result *),
		       const struct import_jobs *j,
		       const struct import_result *r)
{
	char path[PATH_MAX];
	struct output out;

	snprintf(path, sizeof path, "%s/%s", o->output, name);
	if (!output_open(&out, path))
		return output_close(&out, false, o->english);
	work(out.file, o, j, r);
	return output_close(&out, true, o->english);
}

int import_summary(const struct options *o, const struct import_jobs *j,
		   const struct import_result *results, bool folder)
{
	struct import_result *r = (struct import_result *)results;
	int status = EXIT_FINE, good = 0, failed = 0;

	for (int i = 0; i < j->count; i++) {
		if (j->items[i].done)
			read_back(&j->items[i], &r[i]);
		if (o->voice == VOICE_HUMAN)
			print_line(&j->items[i], &r[i], o->english);
		good += r[i].builds;
		failed += r[i].fault[0] != '\0';
	}
	if (!folder)
		return EXIT_FINE;
	if (o->voice == VOICE_HUMAN)
		printf(o->english ? "%d files: %d typeset, %d to mend, %d failed\n"
				  : "%d tệp: %d dàn trang được, %d cần sửa, %d hỏng\n",
		       j->count, good, j->count - good - failed, failed);
	status = write_table(o, "import.csv", write_csv, j, r);
	return exit_worse(status, write_table(o, "import.html", write_html, j, r));
}
