/* The grammar of syllables: words that are, words that are not, shares. */
#include <stdio.h>

#include "import/syllable.h"

static int faults;

static const char *const GOOD[] = {
	"kế", "hoạch", "Kế", "HOẠCH", "quyết", "định", "nghiêng", "nghĩa",
	"giếng", "gì", "gìn", "giữ", "giá", "giặc", "giường", "gi", "quý",
	"quốc", "quận", "quy", "qua", "quê", "khuya", "khuỷu", "khuấy",
	"hòa", "hoà", "thủy", "thuỷ", "xòe", "xoè", "ngoằn", "ngoèo", "thuở",
	"tuýp", "xoong", "đường", "Đảng", "ĐẠI", "ủy", "uỷ", "ý", "yêu",
	"y", "kỹ", "lý", "mỹ", "tỷ", "ban", "hanh", "của", "mùa", "nghỉ",
	"ghi", "ghế", "kiểm", "người", "rượu", "huỳnh", "huých", "ngoáy",
	"ỉa", "ở", "ô", "thy", "khuếch", "trương", "bưu", "hươu",
};
static const char *const BAD[] = {
	"", "kạn", "cế", "gế", "nge", "ngha", "qoa", "viet", "hoc", "cáć",
	"hoàch", "hỏach", "học̀", "côp", "côpf", "hoạChh", "kHOẠCH", "lỔ",
	"Müller", "café", "préfecture", "hßa", "gía", "ă", "tiêng1", "eng-",
	"strong", "plan", "lóa̤", "cũât", "cãt", "hõc", "nghiêngs",
	"qúy", "húê", "xya", "iên", "êng", "ươ", "đ", "nghiêngg",
};
static const char *const BARE[] = { "viet", "duong", "ban", "quyet", "dinh",
				    "nghia", "gieng", "Dao", "TAO" };
static const char *const NEVER[] = { "plan", "street", "kan", "ngi", "x1" };

static void expect(const char *word, bool is, bool should, const char *what)
{
	if (is == should)
		return;
	printf("%s: %s: %d\n", what, word, is);
	faults++;
}

static void expect_share(const char *text, double least, double most)
{
	double share = syllable_share(str_of(text));

	if (share >= least && share <= most)
		return;
	printf("share of \"%s\": %g\n", text, share);
	faults++;
}

#define EACH(words, f, should)                                                 \
	for (size_t i = 0; i < sizeof(words) / sizeof *(words); i++)           \
		expect((words)[i], f(str_of((words)[i])), should, #f)

int main(void)
{
	struct syllable y;

	EACH(GOOD, syllable_is, true);
	EACH(BAD, syllable_is, false);
	EACH(GOOD, syllable_could_be, true);
	EACH(BARE, syllable_could_be, true);
	EACH(NEVER, syllable_could_be, false);
	if (!syllable_split(STR("NGUYỄN"), &y) || y.onset != 2 ||
	    y.tone != TONE_TILDE || y.stopped || !y.marked || !y.capitals)
		faults++, puts("NGUYỄN");
	if (!syllable_split(STR("giết"), &y) || y.tone != TONE_ACUTE ||
	    !y.stopped || y.capitals)
		faults++, puts("giết");
	expect_share("Kế hoạch phát triển kinh tế", 1, 1);
	expect_share("Ke hoach phat trien kinh te", 0, 0.7);
	expect_share("A plan for the next year", 0, 0.4);
	expect_share("Céng hßa x· héi chñ nghÜa ViÖt Nam", 0, 0.2);
	expect_share("123 - 456", 0, 0);
	return faults != 0;
}
