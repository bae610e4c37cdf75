/* What restoration never touches, and slips of typing. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "import/restore.h"

static int failed;

static void full(void *context)
{
	(void)context;
	exit(2);
}

static struct str slurp(struct arena *arena, const char *path)
{
	FILE *f = fopen(path, "rb");
	struct buf b = buf_new(arena);
	char chunk[4096];
	size_t n;

	if (!f)
		exit(2);
	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		buf_add(&b, (struct str){ chunk, (uint32_t)n });
	fclose(f);
	return buf_str(&b);
}

static void expect(const char *what, bool ok)
{
	if (!ok) {
		printf("HỎNG: %s\n", what);
		failed++;
	}
}

static struct str restored(struct arena *a, const struct restore_model *m,
			   const char *text)
{
	struct str one = str_of(text);
	uint32_t count;
	struct restored_word *w = restore(a, m, &one, 1, &count);

	return restore_apply(a, one, w, count, RESTORE_SURE);
}

static void becomes(struct arena *a, const struct restore_model *m,
		    const char *text, const char *after)
{
	struct str out = restored(a, m, text);

	if (!str_is(out, after)) {
		printf("HỎNG: %s\n  -> %.*s\n", text, STR_ARG(out));
		failed++;
	}
}

static void typed(struct arena *a, const struct restore_model *m,
		  const char *word, const char *after)
{
	struct str out;
	double confidence;
	bool is = slip_of_typing(a, m, str_of(word), &out, &confidence);

	expect(word, is == (after != NULL) && (!is || str_is(out, after)));
}

static void doubled(const struct restore_model *m, const char *text,
		    const char *repeat)
{
	uint32_t at = 0, from, to;
	double confidence;
	bool is = slip_of_doubling(m, str_of(text), &at, &from, &to,
				   &confidence);

	expect(text, is == (repeat != NULL) &&
	       (!is || str_is(str_slice(str_of(text), from, to), repeat)));
}

static void marks(struct arena *a, const struct restore_model *m)
{
	becomes(a, m, "Trién khai thyc hién Ké hoach s6 12/KH-UBND vé cong tac "
		"thi dua, khen thuong ciia nganh Giao duc",
		"Triển khai thực hiện Kế hoạch số 12/KH-UBND về công tác "
		"thi đua, khen thưởng của ngành Giáo dục");
	becomes(a, m, "MUC PICH, YEU CAU CUA KE HOACH",
		"MỤC ĐÍCH, YÊU CẦU CỦA KẾ HOẠCH");
	becomes(a, m, "Can cu Quyet dinh so 41/QD-TTg ngay 31/12/2024, gui ve "
		"phong@vidu.gov.vn truoc 15 gio",
		"Căn cứ Quyết định số 41/QD-TTg ngày 31/12/2024, gửi về "
		"phong@vidu.gov.vn trước 15 giờ");
	/* Signs that were letters, and those that are signs. */
	becomes(a, m, "S& Giao duc va Pao tao huéng dan cac co quan, t6 chi?c "
		"thuc hién ché d6 bao cao theo quy dinh (diém b, khoan 2)?",
		"Sở Giáo dục và Đào tạo hướng dẫn các cơ quan, tổ chức "
		"thực hiện chế độ báo cáo theo quy định (điểm b, khoản 2)?");
	becomes(a, m, "Il. NHIEM VU VA GIAI PHAP CHU YEU",
		"Il. NHIỆM VỤ VÀ GIẢI PHÁP CHỦ YẾU");
}

static void left_alone(struct arena *a, const struct restore_model *m)
{
	const char *clean = "Ủy ban nhân dân xã giao Văn phòng theo dõi, tổng "
		"hợp kết quả thực hiện và báo cáo trước ngày 15 hằng tháng.";
	const char *english = "The committee shall report the results of the "
		"implementation to the department before the end of each month.";

	becomes(a, m, clean, clean);
	becomes(a, m, english, english);
	expect("clean", !restore_wanted(a, m, str_of(clean)));
	expect("english", !restore_wanted(a, m, str_of(english)));
	expect("bare", restore_wanted(a, m, str_of(
		"Uy ban nhan dan xa giao Van phong theo doi ket qua")));
	becomes(a, m, "", "");
	becomes(a, m, "123 45/6 --- ///", "123 45/6 --- ///");
}

static void slips(struct arena *a, const struct restore_model *m)
{
	typed(a, m, "maanhj", "mạnh");
	typed(a, m, "website", NULL);
	typed(a, m, "school", NULL);
	typed(a, m, "đượcc", "được");
	typed(a, m, "manhj", "mạnh");
	typed(a, m, "ddược", "được");
	typed(a, m, "nghieepj", "nghiệp");
	typed(a, m, "Truwowngf", "Trường");
	typed(a, m, "khen", NULL);
	typed(a, m, "thưởng", NULL);
	typed(a, m, "d9u7o7c5", "được");
	typed(a, m, "cưc", NULL);
	doubled(m, "kế hoạch của của huyện", " của");
	doubled(m, "giao tổ chức tổ chức hội thi", " tổ chức");
	doubled(m, "học sinh ngày ngày đến trường, luôn luôn chăm chỉ", NULL);
	doubled(m, "xanh xanh và từ từ, của, của", NULL);
}

int main(void)
{
	struct arena *a = arena_new((size_t)1 << 30, full, NULL);
	struct str lexicon = slurp(a, "templates/vi/lexicon.txt");
	struct str channel = slurp(a, "templates/vi/channel.txt");
	struct restore_model *m = restore_load(a, lexicon, channel);

	expect("load", m != NULL);
	if (!m)
		return 1;
	expect("bad lexicon", !restore_load(a, STR("x y z\n"), channel));
	expect("bad channel", !restore_load(a, lexicon, STR("a\tb\n")));
	for (uint32_t n = 1; n < lexicon.n; n += 9973)
		restore_load(a, str_slice(lexicon, 0, n), channel);
	marks(a, m);
	left_alone(a, m);
	slips(a, m);
	arena_free(a);
	return failed ? 1 : 0;
}
