#include "pdf/file.h"

#include <libdeflate.h>
#include <stdlib.h>

#include "base/digest.h"
#include "base/utf8.h"

/* ---- values ------------------------------------------------------------- */

void put_int(struct buf *b, int64_t n)
{
	uint64_t left = n < 0 ? (uint64_t)-n : (uint64_t)n, rest = left;
	uint32_t digits = 1 + (n < 0);
	char *end;

	while (rest /= 10)
		digits++;
	buf_reserve(b, digits);
	b->p[b->n] = '-';
	b->n += digits;
	end = b->p + b->n;
	do
		*--end = (char)('0' + left % 10);
	while (left /= 10);
}

void put_real(struct buf *b, int64_t n)
{
	uint64_t part = n < 0 ? (uint64_t)-n : (uint64_t)n;
	uint32_t left = (uint32_t)(part % REAL_ONE), digits = 5;

	if (n < 0)
		buf_char(b, '-');
	put_int(b, (int64_t)(part / REAL_ONE));
	if (!left)
		return;
	for (; left % 10 == 0; left /= 10)
		digits--;
	buf_reserve(b, 1 + digits);
	b->p[b->n] = '.';
	for (uint32_t i = digits; i > 0; i--, left /= 10)
		b->p[b->n + i] = (char)('0' + left % 10);
	b->n += 1 + digits;
}

int64_t real_of(dim d)
{
	int64_t n = (int64_t)d * REAL_ONE;

	return (n + (n < 0 ? -512 : 512)) / 1024;
}

void put_ref(struct buf *b, uint32_t object)
{
	put_int(b, object);
	buf_add(b, STR(" 0 R"));
}

void put_bytes(struct buf *b, struct str s)
{
	buf_char(b, '(');
	for (uint32_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '\r') {
			buf_add(b, STR("\\r"));
			continue;
		}
		if (c == '(' || c == ')' || c == '\\')
			buf_char(b, '\\');
		buf_char(b, c);
	}
	buf_char(b, ')');
}

static void put_hex4(struct buf *b, uint32_t unit)
{
	static const char HEX[] = "0123456789ABCDEF";

	for (int shift = 12; shift >= 0; shift -= 4)
		buf_char(b, HEX[unit >> shift & 15]);
}

void put_utf16_hex(struct buf *b, struct str s)
{
	for (uint32_t at = 0; at < s.n;) {
		uint32_t code = utf8_next(s, &at);

		if (code >= 0x10000) {
			put_hex4(b, 0xD800 + ((code - 0x10000) >> 10));
			code = 0xDC00 + ((code - 0x10000) & 0x3FF);
		}
		put_hex4(b, code);
	}
}

void put_text(struct buf *b, struct str s)
{
	for (uint32_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < ' ' || (unsigned char)s.p[i] > '~') {
			buf_add(b, STR("<FEFF"));
			put_utf16_hex(b, s);
			buf_char(b, '>');
			return;
		}
	put_bytes(b, s);
}

/* ---- bytes -------------------------------------------------------------- */

static void emit(struct file *f, struct str s)
{
	if (!f->failed)
		f->failed = !f->sink->write(f->sink->context, s.p, s.n);
	f->offset += s.n;
}

/* What was written, in so few bytes that a digest of them costs nothing. */
static void remember(struct file *f, struct str s)
{
	put_int(&f->prints, libdeflate_crc32(0, s.p, s.n));
	buf_char(&f->prints, ' ');
	put_int(&f->prints, libdeflate_adler32(1, s.p, s.n));
	buf_char(&f->prints, '\n');
}

void file_begin(struct file *f, const char *version)
{
	f->head = buf_new(f->arena);
	f->body = buf_new(f->arena);
	f->scratch = buf_new(f->arena);
	f->prints = buf_new(f->arena);
	file_reserve(f); /* 0 is no object */
	/* four bytes above 127 tell that the file is no text */
	emit(f, str_printf(f->arena, "%%PDF-%s\n%%\xE2\xE3\xCF\xD3\n", version));
}

uint32_t file_reserve(struct file *f)
{
	f->places = arena_grow(f->arena, f->places, f->count,
			       sizeof *f->places);
	return f->count++;
}

struct str file_pack(struct file *f, struct str bytes)
{
	size_t most = libdeflate_zlib_compress_bound(f->packer, bytes.n);

	f->scratch.n = 0;
	buf_reserve(&f->scratch, (uint32_t)most);
	return (struct str){ f->scratch.p,
		(uint32_t)libdeflate_zlib_compress(f->packer, bytes.p, bytes.n,
						   f->scratch.p, most) };
}

static void begin_object(struct file *f, uint32_t object, struct buf *b)
{
	f->places[object] = (struct place){ 0, (uint32_t)f->offset };
	put_int(b, object);
	buf_add(b, STR(" 0 obj\n"));
}

void file_put_stream(struct file *f, uint32_t object, struct str entries,
		     struct str bytes, bool pack)
{
	struct str packed = pack ? file_pack(f, bytes) : bytes;
	struct buf b = buf_new(f->arena);

	begin_object(f, object, &b);
	buf_add(&b, STR("<<"));
	buf_add(&b, entries);
	if (pack)
		buf_add(&b, STR("/Filter/FlateDecode"));
	buf_add(&b, STR("/Length "));
	put_int(&b, packed.n);
	buf_add(&b, STR(">>\nstream\n"));
	emit(f, buf_str(&b));
	emit(f, packed);
	emit(f, STR("\nendstream\nendobj\n"));
	remember(f, packed);
}

/* ---- objects packed together -------------------------------------------- */

enum { HELD_MOST = 200 };

static void flush(struct file *f)
{
	struct str entries;
	uint32_t first = f->head.n;

	if (!f->held)
		return;
	entries = str_printf(f->arena, "/Type/ObjStm/N %u/First %u", f->held,
			     first);
	buf_add(&f->head, buf_str(&f->body));
	file_put_stream(f, f->first_held, entries, buf_str(&f->head), true);
	f->head.n = f->body.n = f->held = 0;
}

static void hold(struct file *f, uint32_t object, struct str value)
{
	if (!f->held)
		f->first_held = file_reserve(f);
	f->places[object] = (struct place){ f->first_held, f->held++ };
	put_int(&f->head, object);
	buf_char(&f->head, ' ');
	put_int(&f->head, f->body.n);
	buf_char(&f->head, ' ');
	buf_add(&f->body, value);
	buf_char(&f->body, '\n');
	if (f->held == HELD_MOST)
		flush(f);
}

void file_put(struct file *f, uint32_t object, struct str value)
{
	struct buf b;

	if (f->compact) {
		hold(f, object, value);
		return;
	}
	b = buf_new(f->arena);
	begin_object(f, object, &b);
	buf_add(&b, value);
	buf_add(&b, STR("\nendobj\n"));
	emit(f, buf_str(&b));
	remember(f, value);
}

/* ---- the end ------------------------------------------------------------ */

static void put_trailer(struct file *f, struct buf *b, uint32_t root,
			uint32_t info)
{
	struct str id;

	id = str_slice(digest_sha256(f->arena, buf_str(&f->prints)), 0, 32);
	buf_printf(b, "/Size %u/Root %u 0 R/Info %u 0 R/ID[<%.*s><%.*s>]",
		   f->count, root, info, STR_ARG(id), STR_ARG(id));
}

static void put_big_endian(struct buf *b, uint32_t n, int bytes)
{
	while (bytes--)
		buf_char(b, (char)(n >> 8 * bytes & 0xFF));
}

/* 7.5.8: type, offset or holder, index. */
static void end_compact(struct file *f, uint32_t root, uint32_t info)
{
	uint32_t table = file_reserve(f), at = (uint32_t)f->offset;
	struct buf rows = buf_new(f->arena), entries = buf_new(f->arena);

	f->places[table] = (struct place){ 0, at };
	for (uint32_t i = 0; i < f->count; i++) {
		const struct place *p = &f->places[i];

		put_big_endian(&rows, i ? p->holder ? 2 : 1 : 0, 1);
		put_big_endian(&rows, p->holder ? p->holder : p->at, 4);
		put_big_endian(&rows, p->holder ? p->at : i ? 0 : 0xFFFF, 2);
	}
	buf_add(&entries, STR("/Type/XRef/W[1 4 2]"));
	put_trailer(f, &entries, root, info);
	file_put_stream(f, table, buf_str(&entries), buf_str(&rows), true);
	emit(f, str_printf(f->arena, "startxref\n%u\n%%%%EOF\n", at));
}

/* 7.5.4: each line has 20 bytes. */
static void end_plain(struct file *f, uint32_t root, uint32_t info)
{
	uint32_t at = (uint32_t)f->offset;
	struct buf b = buf_new(f->arena);

	buf_printf(&b, "xref\n0 %u\n0000000000 65535 f \n", f->count);
	for (uint32_t i = 1; i < f->count; i++)
		buf_printf(&b, "%010u 00000 n \n", f->places[i].at);
	buf_add(&b, STR("trailer\n<<"));
	put_trailer(f, &b, root, info);
	buf_printf(&b, ">>\nstartxref\n%u\n%%%%EOF\n", at);
	emit(f, buf_str(&b));
}

bool file_end(struct file *f, uint32_t root, uint32_t info)
{
	flush(f);
	if (f->compact)
		end_compact(f, root, info);
	else
		end_plain(f, root, info);
	return !f->failed && f->offset <= UINT32_MAX;
}
