/* Facts of the head that the plan language would refuse: they are mended where
 * the office's own custom explains them, else left blank and told. */
#include "import/sketch.h"

#include "base/utf8.h"

enum { LATEST_YEAR = 2199, EARLIEST_YEAR = 1900, NUMBER_DIGITS = 6 };

static bool is_number(struct str s)
{
	for (uint32_t i = 0; i < s.n; i++)
		if (!utf8_is_digit((unsigned char)s.p[i]))
			return false;
	return s.n <= NUMBER_DIGITS;
}

/* Offices of the Party and the Youth Union write "12-KH/HU" for what others
 * write "12/KH-HU". */
static bool turn_number(const struct importer *im, struct sketch *k)
{
	int64_t dash = str_find(k->number, STR("-"));
	struct str digits, kind, turned;

	if (dash < 0)
		return false;
	digits = str_trim(str_slice(k->number, 0, (uint32_t)dash));
	kind = str_trim(str_from(k->number, (uint32_t)dash + 1));
	if (!kind.n || !is_number(digits))
		return false;
	turned = str_printf(im->arena, "%.*s/%.*s-%.*s", STR_ARG(digits),
			    STR_ARG(kind), STR_ARG(k->symbol));
	ledger_repair(im->ledger, k->number_line,
		      str_printf(im->arena, "%.*s/%.*s", STR_ARG(k->number),
				 STR_ARG(k->symbol)),
		      turned, "số, ký hiệu viết theo mẫu của Nghị định", 0.9);
	k->number = digits;
	k->symbol = str_printf(im->arena, "%.*s-%.*s", STR_ARG(kind),
			       STR_ARG(k->symbol));
	return true;
}

void number_settle(const struct importer *im, struct sketch *k)
{
	if (!k->has_number)
		return;
	if (!is_number(k->number) && !turn_number(im, k)) {
		ledger_doubt(im->ledger, k->number_line, k->number,
			     "không phải số văn bản: để trống");
		k->number = STR("");
	}
	if (k->number.n == 1 && k->number.p[0] - '0' < im->rules->small_number)
		ledger_repair(im->ledger, k->number_line, k->number,
			      str_printf(im->arena, "0%.*s", STR_ARG(k->number)),
			      "số dưới 10 ghi thêm số 0", 0.98);
	if (!k->symbol.n) {
		ledger_doubt(im->ledger, k->number_line, k->number,
			     "số văn bản không có ký hiệu");
		k->has_number = false;
	}
}

static int value_of(struct str s)
{
	int n = 0;

	for (uint32_t i = 0; i < s.n && i < NUMBER_DIGITS; i++)
		n = n * 10 + (s.p[i] - '0');
	return n;
}

static int days_of(int month, int year)
{
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month == 2 ? 28 + leap
	       : month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

static void leave_blank(const struct importer *im, uint32_t line,
			struct str *part, const char *why)
{
	ledger_doubt(im->ledger, line, *part, why);
	*part = STR("");
}

/* "ngày 9" is printed "ngày 09", "tháng 03" is "tháng 3". */
static void tell_digits(const struct importer *im, uint32_t line,
			struct str part, int padded)
{
	int value = value_of(part);
	struct str printed = str_printf(im->arena, value <= padded ? "%02d" : "%d",
					value);

	if (part.n && !str_eq(part, printed))
		ledger_repair(im->ledger, line, part, printed,
			      "chữ số của ngày tháng viết theo Nghị định", 0.98);
}

void date_settle(const struct importer *im, uint32_t line, struct sketch *k)
{
	int year = value_of(k->year), month = value_of(k->month);

	if (k->year.n && (year < EARLIEST_YEAR || year > LATEST_YEAR))
		leave_blank(im, line, &k->year, "không phải năm: để trống");
	if (k->month.n && (month < 1 || month > 12)) {
		leave_blank(im, line, &k->month, "không phải tháng: để trống");
		month = 0;
	}
	if (k->day.n && (!value_of(k->day) || value_of(k->day) >
			 days_of(month, k->year.n ? year : 2000)))
		leave_blank(im, line, &k->day, "không có ngày này: để trống");
	tell_digits(im, line, k->day, 31);
	tell_digits(im, line, k->month, im->rules->padded_months);
}
