/* "TM.", "KT.": in whose name a person signs, and the ways offices write it:
 * "T/M ỦY BAN", "TM ỦY BAN", "TM.ỦY BAN". */
#include "import/sketch.h"

#include "import/phrase.h"

/* Where the letters of "TM." end, strokes and stops among them; 0. */
static uint32_t letters_end(struct str s, struct str abbreviation)
{
	uint32_t i = 0, letters = 0;

	for (uint32_t k = 0; k < abbreviation.n; k++) {
		if (abbreviation.p[k] == '.')
			continue;
		while (k && i < s.n && (s.p[i] == '/' || s.p[i] == '.'))
			i++;
		if (i >= s.n || s.p[i++] != abbreviation.p[k])
			return 0;
		letters++;
	}
	if (i >= s.n || (s.p[i] != '.' && s.p[i] != '/' &&
			 (s.p[i] != ' ' || letters < 2)))
		return 0;
	while (i < s.n && (s.p[i] == '.' || s.p[i] == '/' || s.p[i] == ' '))
		i++;
	return i < s.n ? i : 0;
}

uint32_t authority_at(const struct importer *im, struct str s,
		      struct str *abbreviation)
{
	for (uint32_t i = 0; i < im->rules->authority_count; i++) {
		struct str word = im->rules->authorities[i].abbreviation;
		uint32_t end = letters_end(s, word);

		if (!end || (!str_starts(s, word) && !phrase_is_capital(s)))
			continue;
		*abbreviation = word;
		return end;
	}
	return 0;
}

struct str authority_settled(const struct importer *im, uint32_t line,
			     struct str s)
{
	struct str word, whole;
	uint32_t end = authority_at(im, s, &word);

	if (!end)
		return s;
	whole = str_printf(im->arena, "%.*s %.*s", STR_ARG(word),
			   STR_ARG(str_from(s, end)));
	if (!str_eq(whole, s))
		ledger_repair(im->ledger, line, str_trim(str_slice(s, 0, end)),
			      word, "quyền hạn người ký viết theo mẫu của Nghị định",
			      0.97);
	return whole;
}
