#include "cmd/manifest.h"

#include "cmd/bounds.h"

#include <malloc.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "cmd/full.h"
#include "cmd/pool.h"

static const char HELP_VI[] =
"vanthu: dàn trang kế hoạch theo Nghị định 30/2020/NĐ-CP\n"
"\n"
"  vanthu build TỆP.vt… [-o NƠI]   dàn trang: PDF, hoặc --format json|text|png|svg|csv|ics|docx|md\n"
"  vanthu check TỆP.vt…|TỆP.pdf…   mọi lời nhắc, không xuất tệp; PDF thì đo từng quy tắc\n"
"  vanthu import TỆP|THƯ-MỤC… -o THƯ-MỤC   văn bản cũ thành nguồn, kèm báo cáo\n"
"  vanthu fmt [--check] TỆP.vt…    đưa nguồn về dạng chuẩn, tại chỗ\n"
"  vanthu fix TỆP.vt…              tự sửa những lỗi chắc chắn\n"
"  vanthu show --tokens|--ast|--plan|--galley|--pages|--outline TỆP.vt\n"
"  vanthu explain VTnnnn           giải thích một mã\n"
"  vanthu new kế-hoạch [-o TỆP]    khung của một kế hoạch\n"
"  vanthu extract TỆP.pdf [-o THƯ-MỤC]   lấy lại nguồn nằm trong PDF\n"
"  vanthu verify TỆP.pdf…          dựng lại từ nguồn ấy và so từng byte\n"
"  vanthu manifest merge SỔ… [-o SỔ]|diff CŨ MỚI   gộp sổ của các phần; so hai lần chạy\n"
"  vanthu batch plan THƯ-MỤC|TỆP…, batch status THƯ-MỤC   cỡ của lô; lô đã đến đâu\n"
"\n"
"  -o NƠI        tệp (một nguồn), thư mục (nhiều nguồn) hoặc - (ra màn hình)\n"
"  --final, --phát-hành            chỗ còn trống của dự thảo là lỗi\n"
"  --template TÊN                  mẫu khác mẫu ghi trong nguồn\n"
"  --style TỆP                     kiểu riêng của cơ quan\n"
"  --root THƯ-MỤC                  chỉ @chèn tệp trong thư mục này\n"
"  --deps TỆP                      ghi phụ thuộc cho make\n"
"  --repair none|safe|suggest      import: được sửa đến đâu; --force: ghi đè (cả extract)\n"
"  --jobs N                        số tiến trình làm cùng lúc\n"
"  --data TỆP.csv --name \"{{cột}}.pdf\"   một nguồn, mỗi hàng một tệp\n"
"  --shard I/N, --list             chỉ phần thứ I của N; in tên các tệp của phần ấy\n"
"  --manifest TỆP|THƯ-MỤC/         sổ của lô; chạy lại thì bỏ qua tệp không đổi (--trust-mtime)\n"
"  --timeout GIÂY                  thời gian nhiều nhất cho một văn bản (120)\n"
"  --pdf a-2a|a-3a|a-1b|1.7, --engine archive|cairo   PDF lưu trữ nào (a-2a); máy vẽ nào\n"
"  --embed-source                  nguồn nằm trong PDF (PDF/A-3a)\n"
"  --signature-fields              ô chữ ký trống cho người ký và cơ quan\n"
"  --anchors                       thêm TÊN.anchors.json: chỗ của số, ngày, chữ ký, dấu\n"
"  --deny warnings                 có cảnh báo thì không xuất tệp\n"
"  --message-format human|short|json|sarif, --lang vi|en\n"
"\n"
"Mã thoát: 0 được, 1 văn bản có lỗi, 2 gọi sai, 3 có cảnh báo (--deny),\n"
"4 không đọc được nguồn, 70 lỗi của chương trình, 74 không ghi được, 75 chạy lại.\n";

static const char HELP_EN[] =
"vanthu: typesets plans by the Vietnamese decree 30/2020/NĐ-CP\n"
"\n"
"  vanthu build FILE.vt… [-o OUT]  typesets: PDF, or --format json|text|png|svg|csv|ics|docx|md\n"
"  vanthu check FILE.vt…|FILE.pdf… all complaints, no output; a PDF rule by rule\n"
"  vanthu import FILE|DIR… -o DIR  legacy plans become sources, with a report\n"
"  vanthu fmt [--check] FILE.vt…   canonical form, in place\n"
"  vanthu fix FILE.vt…             applies the sure fixes\n"
"  vanthu show --tokens|--ast|--plan|--galley|--pages|--outline FILE.vt\n"
"  vanthu explain VTnnnn           what a code means\n"
"  vanthu new kế-hoạch [-o FILE]   the skeleton of a plan\n"
"  vanthu extract FILE.pdf [-o DIR]  gives back the source that a PDF carries\n"
"  vanthu verify FILE.pdf…         builds it again and compares every byte\n"
"  vanthu manifest merge FILE… [-o FILE]|diff OLD NEW   joins shards' manifests; compares two runs\n"
"  vanthu batch plan DIR|FILE…, batch status DIR   the size of a batch; how far it is\n"
"\n"
"  -o OUT        a file (one source), a folder (several) or - (standard output)\n"
"  --final, --phát-hành            blanks of a draft are errors\n"
"  --template NAME                 another template than the source names\n"
"  --style FILE                    an office's own style\n"
"  --root DIR                      @chèn reads files of this folder only\n"
"  --deps FILE                     writes dependencies for make\n"
"  --repair none|safe|suggest      import: how much to mend; --force: overwrite (extract too)\n"
"  --jobs N                        so many processes at once\n"
"  --data FILE.csv --name \"{{column}}.pdf\"   one source, a file a row\n"
"  --shard I/N, --list             part I of N alone; prints the names in it\n"
"  --manifest FILE|DIR/            the batch's manifest; run again, it skips what is unchanged (--trust-mtime)\n"
"  --timeout SECONDS               the most that one document may take (120)\n"
"  --pdf a-2a|a-3a|a-1b|1.7, --engine archive|cairo   which archival PDF (a-2a); what draws it\n"
"  --embed-source                  the source goes into the PDF (PDF/A-3a)\n"
"  --signature-fields              empty signature fields for signer and agency\n"
"  --anchors                       also NAME.anchors.json: where number, date, signatures, seal stand\n"
"  --deny warnings                 no output where there are warnings\n"
"  --message-format human|short|json|sarif, --lang vi|en\n"
"\n"
"Exit status: 0 fine, 1 a document has errors, 2 wrong usage, 3 warnings\n"
"(--deny), 4 no input, 70 our own fault, 74 cannot write, 75 run again.\n";

void help_print(FILE *out, const char *command, bool english)
{
	(void)command;
	fputs(english ? HELP_EN : HELP_VI, out);
}

static void interrupted(int signal)
{
	(void)signal;
	output_abandon();
	pool_stop();
	_exit(EXIT_AGAIN);
}

/* A crash is ours; it leaves nothing half-written either. */
static void crashed(int signal)
{
	static const char WORDS[] = "vanthu: lỗi của chương trình\n";

	output_abandon();
	if (write(2, WORDS, sizeof WORDS - 1) < 0)
		_exit(EXIT_INTERNAL);
	(void)signal;
	_exit(EXIT_INTERNAL);
}

static void set_signals(void)
{
	static char stack[65536];
	stack_t other = { .ss_sp = stack, .ss_size = sizeof stack };
	struct sigaction crash = { .sa_flags = 0 };

	signal(SIGPIPE, SIG_IGN); /* seen as a failed write */
	signal(SIGXFSZ, SIG_IGN);
	signal(SIGINT, interrupted);
	signal(SIGTERM, interrupted);
	signal(SIGHUP, interrupted);
#ifndef __SANITIZE_ADDRESS__
	crash.sa_handler = crashed; /* on a stack of its own: ours may be full */
	crash.sa_flags = SA_ONSTACK;
	sigaltstack(&other, NULL);
	sigaction(SIGSEGV, &crash, NULL);
	sigaction(SIGABRT, &crash, NULL);
	sigaction(SIGBUS, &crash, NULL);
	sigaction(SIGFPE, &crash, NULL);
	sigaction(SIGTRAP, &crash, NULL); /* GLib without memory */
#else
	(void)crashed;
	(void)other;
	(void)crash;
#endif
}

static int run_session(const struct options *o, int (*work)(struct session *))
{
	struct session *s = session_new(o);
	int status = work(s);

	session_free(s);
	report_end(o);
	return status;
}

static int later_version(const struct options *o)
{
	static const char *const LATER[] = { "watch", "serve",
					     "lsp", "diff" };

	for (size_t i = 0; i < sizeof LATER / sizeof *LATER; i++)
		if (strcmp(o->command, LATER[i]) == 0) {
			say(o->english, "lệnh chưa hỗ trợ trong phiên bản này",
			    "not supported in this version", o->command);
			return EXIT_USAGE;
		}
	say(o->english, "không có lệnh; xem vanthu --help",
	    "no such command; see vanthu --help", o->command);
	return EXIT_USAGE;
}

static int run(const struct options *o)
{
	static const struct {
		const char *name;
		int (*work)(struct session *);
	} COMMANDS[] = {
		{ "build", cmd_build }, { "check", cmd_check },
		{ "fmt", cmd_fmt },     { "fix", cmd_fix },
		{ "show", cmd_show },   { "import", cmd_import },
	};

	for (size_t i = 0; i < sizeof COMMANDS / sizeof *COMMANDS; i++)
		if (strcmp(o->command, COMMANDS[i].name) == 0)
			return run_session(o, COMMANDS[i].work);
	if (strcmp(o->command, "explain") == 0)
		return cmd_explain(o);
	if (strcmp(o->command, "new") == 0)
		return cmd_new(o);
	if (strcmp(o->command, "extract") == 0)
		return cmd_extract(o);
	if (strcmp(o->command, "verify") == 0)
		return cmd_verify(o);
	if (strcmp(o->command, "manifest") == 0)
		return cmd_manifest(o);
	if (strcmp(o->command, "batch") == 0)
		return cmd_batch(o);
	return later_version(o);
}

static void shard_is_full(void *context)
{
	(void)context;
	_exit(EXIT_AGAIN);
}

/* False where the shard has no input: there is nothing to do. */
static bool keep_shard(struct options *o)
{
	struct arena *a = arena_new((size_t)1 << 30, shard_is_full, NULL);

	shard_keep(o, a);
	arena_free(a);
	return o->input_count > 0;
}

/* Chunks of arenas are of one heap that grows by the MiB: to map and unmap
 * each by itself costs a short document a fiftieth of its time. */
static void set_heap(void)
{
	mallopt(M_MMAP_THRESHOLD, 1 << 20);
	mallopt(M_TOP_PAD, 1 << 20);
	mallopt(M_TRIM_THRESHOLD, 8 << 20);
}

static int run_part(struct options *o)
{
	bool idle = o->shard_count && o->input_count && !keep_shard(o);

	return idle && !o->manifest ? EXIT_FINE : run(o);
}

int main(int argc, char **argv)
{
	struct options o;
	int status = EXIT_USAGE;
	const char *first = argc > 1 ? argv[1] : "";

	set_heap();
	set_signals();
	if (argc < 2 || !strcmp(first, "--help") || !strcmp(first, "-h") ||
	    !strcmp(first, "help")) {
		options_read(&o, argc, argv, &status);
		help_print(argc < 2 ? stderr : stdout, "", o.english);
		free(o.inputs);
		return argc < 2 ? EXIT_USAGE : EXIT_FINE;
	}
	if (!strcmp(first, "--version")) {
		options_read(&o, argc, argv, &status);
		free(o.inputs);
		puts("vanthu " VANTHU_VERSION);
		bounds_print(o.english);
		return fflush(stdout) ? EXIT_OUTPUT : EXIT_FINE;
	}
	if (options_read(&o, argc, argv, &status))
		status = full_is_wanted(&o) ? full_become(&o, argv)
					    : run_part(&o);
	free(o.inputs);
	if (fflush(stdout) || ferror(stdout))
		status = exit_worse(status, EXIT_OUTPUT);
	return status;
}
