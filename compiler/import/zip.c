#include "import/zip.h"

#include <string.h>
#include <zip.h>

/* A plan of two hundred pages unpacks to some 10 MB, at most 40:1. */
enum {
	MOST_PACKED = 256 * 1024 * 1024,
	MOST_PART = 24 * 1024 * 1024,
	MOST_UNPACKED = 48 * 1024 * 1024, /* of all parts that are read */
	MOST_RATIO = 300,
	SMALL_PART = 1024 * 1024, /* its ratio does not matter */
	TAIL = 66 * 1024,         /* where the table of contents ends */
};

struct pack {
	struct arena *arena;
	struct zip *zip;
	zip_uint64_t unpacked;
};

static bool begins(struct str s, const char *magic, uint32_t n)
{
	return s.n >= n && memcmp(s.p, magic, n) == 0;
}

/* More than 65 535 parts: nobody's document, and costly to list. */
static bool is_zip64(struct str s)
{
	uint32_t n = s.n < TAIL ? s.n : TAIL;

	return memmem(s.p + s.n - n, n, "PK\6\7", 4) != NULL;
}

static const char *fault_of(struct str s)
{
	if (s.n == 0)
		return "tệp rỗng";
	if (begins(s, "\xD0\xCF\x11\xE0", 4))
		return "tệp đặt mật khẩu, hoặc là .doc mang đuôi .docx";
	if (begins(s, "PK\3\4", 4))
		return "tệp .docx bị cắt cụt";
	return "không phải tệp .docx";
}

static struct zip *open_bytes(struct str s)
{
	zip_source_t *source = zip_source_buffer_create(s.p, s.n, 0, NULL);
	struct zip *zip;

	if (!source)
		return NULL;
	zip = zip_open_from_source(source, ZIP_RDONLY, NULL);
	if (!zip)
		zip_source_free(source);
	return zip;
}

struct pack *pack_open(struct arena *a, struct str bytes,
			  const char **fault)
{
	struct pack *z = arena_new_of(a, struct pack);

	*fault = fault_of(bytes);
	if (!begins(bytes, "PK", 2))
		return NULL;
	if (bytes.n > MOST_PACKED || is_zip64(bytes)) {
		*fault = "tệp quá lớn";
		return NULL;
	}
	z->arena = a;
	z->zip = open_bytes(bytes);
	if (!z->zip)
		return NULL;
	*fault = NULL;
	return z;
}

void pack_close(struct pack *z)
{
	if (z)
		zip_discard(z->zip);
}

static zip_int64_t find(const struct pack *z, struct str name)
{
	char path[512];

	if (!name.n || name.n >= sizeof path || memchr(name.p, 0, name.n))
		return -1;
	memcpy(path, name.p, name.n);
	path[name.n] = '\0';
	return zip_name_locate(z->zip, path, 0);
}

bool pack_has(const struct pack *z, struct str name)
{
	return find(z, name) >= 0;
}

/* What the table of contents says of a part may be a lie, but no more than
 * it says is ever read. */
static const char *fault_of_part(const struct pack *z,
				 const zip_stat_t *s)
{
	const zip_uint64_t needed = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;

	if ((s->valid & needed) != needed)
		return "tệp .docx bị hỏng";
	if (s->valid & ZIP_STAT_ENCRYPTION_METHOD &&
	    s->encryption_method != ZIP_EM_NONE)
		return "tệp đặt mật khẩu";
	if (s->size > MOST_PART || s->size > MOST_UNPACKED - z->unpacked)
		return "nội dung giải nén quá lớn";
	if (s->size > SMALL_PART && s->size / MOST_RATIO > s->comp_size)
		return "tỷ lệ nén bất thường";
	return NULL;
}

/* To the end, so that the sum is checked. */
static bool read_all(zip_file_t *f, char *to, zip_uint64_t size)
{
	zip_uint64_t n = 0;
	zip_int64_t got;
	char more;

	while (n < size && (got = zip_fread(f, to + n, size - n)) > 0)
		n += (zip_uint64_t)got;
	return n == size && zip_fread(f, &more, 1) == 0;
}

struct str pack_part(struct pack *z, struct str name, const char **fault)
{
	zip_int64_t at = find(z, name);
	struct str part = { 0 };
	zip_file_t *f;
	zip_stat_t s;
	char *to;

	if (*fault || at < 0)
		return part;
	if (zip_stat_index(z->zip, (zip_uint64_t)at, 0, &s) == 0)
		*fault = fault_of_part(z, &s);
	else
		*fault = "tệp .docx bị hỏng";
	if (*fault)
		return part;
	z->unpacked += s.size;
	to = arena_alloc(z->arena, s.size + 1);
	f = zip_fopen_index(z->zip, (zip_uint64_t)at, 0);
	if (f && read_all(f, to, s.size))
		part = (struct str){ to, (uint32_t)s.size };
	else
		*fault = "tệp .docx bị hỏng";
	if (f)
		zip_fclose(f);
	return part;
}
