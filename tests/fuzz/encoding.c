/* Any bytes become well-formed text in NFC with as many lines; decoded text
 * that is plain UTF-8 stays; the ledger's texts are well formed. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "import/encoding.h"
#include "import/reading.h"
#include "import/syllable.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void full(void *context)
{
	(void)context;
	abort();
}

static void is_text(struct str s)
{
	if (s.n && utf8_find_fault(s) >= 0)
		abort();
}

static uint32_t lines_of(struct str s)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < s.n; i++)
		n += s.p[i] == '\n' ||
		     (s.p[i] == '\r' && (i + 1 == s.n || s.p[i + 1] != '\n'));
	return n;
}

static void check_file(struct arena *arena, struct str bytes)
{
	struct ledger *ledger = ledger_new(arena);
	struct decoded d = decode_text(arena, bytes, ledger);

	is_text(d.text);
	if (!str_starts(d.encoding ? str_of(d.encoding) : STR(""),
			STR("UTF-16")) &&
	    !memchr(bytes.p, 0, bytes.n) && lines_of(d.text) != lines_of(bytes))
		abort();
	for (uint32_t i = 0; i < ledger->repair_count; i++) {
		is_text(ledger->repairs[i].before);
		is_text(ledger->repairs[i].after);
	}
	for (uint32_t i = 0; i < ledger->doubt_count; i++)
		is_text(ledger->doubts[i].text);
	syllable_share(d.text);
	if (bytes.n < WORD_MOST && !str_eq(utf8_nfc(arena, d.text), d.text))
		abort();
}

static void check_run(struct arena *arena, struct str bytes)
{
	static const char *const FONTS[] = { NULL, ".VnTimeH", "VNI-Times",
					     "VPS Times", "Arial", ".vn" };
	char font[8] = { 0 };

	if (utf8_find_fault(bytes) >= 0)
		return;
	for (size_t i = 0; i < sizeof FONTS / sizeof *FONTS; i++)
		is_text(decode_run(arena, bytes, FONTS[i], NULL));
	memcpy(font, bytes.p, bytes.n < 7 ? bytes.n : 7);
	is_text(decode_run(arena, bytes, font, NULL));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new((size_t)1 << 30, full, NULL);
	struct str bytes = { size ? (const char *)data : "", (uint32_t)size };

	check_file(arena, bytes);
	check_run(arena, bytes);
	arena_free(arena);
	return 0;
}
