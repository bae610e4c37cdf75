/* The tasks of a plan: as CSV for a spreadsheet, as iCalendar for a calendar. */
#include "export/export.h"

#include <stdio.h>
#include <string.h>

/* ---- CSV (RFC 4180, with a BOM: spreadsheets then read it as UTF-8) ------ */

static void add_field(struct buf *b, struct str s, bool last)
{
	bool quote = false;

	for (uint32_t i = 0; i < s.n; i++)
		quote |= s.p[i] == '"' || s.p[i] == ',' || s.p[i] == ';' ||
			 s.p[i] == '\n';
	if (quote)
		buf_char(b, '"');
	for (uint32_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			buf_char(b, '"');
		buf_char(b, s.p[i]);
	}
	if (quote)
		buf_char(b, '"');
	buf_add(b, last ? STR("\r\n") : STR(","));
}

struct str export_csv(struct arena *arena, const struct plan *p)
{
	struct buf b = buf_new(arena);

	buf_add(&b, STR("\xEF\xBB\xBF"));
	buf_add(&b, STR("what,lead,with,deadline,due,product,where\r\n"));
	for (uint32_t i = 0; i < p->task_count; i++) {
		const struct plan_task *t = &p->tasks[i];

		add_field(&b, plan_plain(arena, &t->what), false);
		add_field(&b, t->lead, false);
		add_field(&b, t->with, false);
		add_field(&b, t->deadline, false);
		add_field(&b, t->due, false);
		add_field(&b, t->product, false);
		add_field(&b, t->where, true);
	}
	return buf_str(&b);
}

/* ---- iCalendar (RFC 5545) ------------------------------------------------ */

enum { MOST_OCTETS = 73 }; /* of a line; longer ones are folded */

static void add_content(struct buf *b, const char *name, struct str value)
{
	struct buf line = buf_new(b->arena);
	uint32_t from = 0;

	buf_printf(&line, "%s", name);
	for (uint32_t i = 0; i < value.n; i++) {
		char c = value.p[i];

		if (c == ',' || c == ';' || c == '\\')
			buf_char(&line, '\\');
		buf_char(&line, c);
	}
	while (line.n - from > MOST_OCTETS) {
		uint32_t to = from + MOST_OCTETS;

		while ((line.p[to] & 0xC0) == 0x80)
			to--; /* no character is parted */
		buf_add(b, str_slice(buf_str(&line), from, to));
		buf_add(b, STR("\r\n "));
		from = to;
	}
	buf_add(b, str_from(buf_str(&line), from));
	buf_add(b, STR("\r\n"));
}

/* The last day that a deadline leaves: "2026-Q3" is the 30th of September. */
static bool last_day(struct str due, int *year, int *month, int *day)
{
	static const int DAYS[] = { 31, 28, 31, 30, 31, 30,
				    31, 31, 30, 31, 30, 31 };
	char text[12];
	int quarter;

	if (!due.n || due.n >= sizeof text)
		return false;
	memcpy(text, due.p, due.n);
	text[due.n] = '\0';
	if (sscanf(text, "%d-%d-%d", year, month, day) == 3)
		return true;
	if (sscanf(text, "%d-Q%d", year, &quarter) == 2)
		*month = quarter * 3;
	else if (sscanf(text, "%d-%d", year, month) != 2)
		*month = 12;
	if (*month < 1 || *month > 12)
		return false;
	*day = DAYS[*month - 1];
	if (*month == 2 && (*year % 4 == 0) &&
	    (*year % 100 || *year % 400 == 0))
		*day = 29;
	return true;
}

static struct str description(struct arena *arena, const struct plan_task *t)
{
	struct buf b = buf_new(arena);

	if (t->lead.n)
		buf_printf(&b, "Chủ trì: %.*s. ", STR_ARG(t->lead));
	if (t->with.n)
		buf_printf(&b, "Phối hợp: %.*s. ", STR_ARG(t->with));
	if (t->product.n)
		buf_printf(&b, "Sản phẩm: %.*s. ", STR_ARG(t->product));
	buf_printf(&b, "Thời hạn: %.*s", STR_ARG(t->deadline));
	return buf_str(&b);
}

static void add_event(struct arena *arena, struct buf *b, const struct plan *p,
		      uint32_t index)
{
	const struct plan_task *t = &p->tasks[index];
	int year, month, day;

	if (!last_day(t->due, &year, &month, &day))
		return;
	buf_add(b, STR("BEGIN:VEVENT\r\n"));
	buf_printf(b, "UID:%u-", index + 1);
	add_content(b, "", str_printf(arena, "%.*s-%.*s@vanthu",
				      STR_ARG(p->number), STR_ARG(p->symbol)));
	buf_printf(b, "DTSTAMP:%04d%02d%02dT000000Z\r\n",
		   p->date.year ? p->date.year : 2000,
		   p->date.month ? p->date.month : 1,
		   p->date.day ? p->date.day : 1);
	buf_printf(b, "DTSTART;VALUE=DATE:%04d%02d%02d\r\n", year, month, day);
	add_content(b, "SUMMARY:", plan_plain(arena, &t->what));
	add_content(b, "DESCRIPTION:", description(arena, t));
	buf_add(b, STR("END:VEVENT\r\n"));
}

struct str export_ics(struct arena *arena, const struct plan *p)
{
	struct buf b = buf_new(arena);

	buf_add(&b, STR("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
			"PRODID:-//vanthu//vi\r\n"));
	for (uint32_t i = 0; i < p->task_count; i++)
		add_event(arena, &b, p, i);
	buf_add(&b, STR("END:VCALENDAR\r\n"));
	return buf_str(&b);
}
