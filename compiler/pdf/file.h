/* file.h: the objects of a PDF file, their numbers and the table of where they
 * stand (ISO 32000-1, 7.3 and 7.5). Not for other rooms. */
#ifndef VANTHU_PDF_FILE_H
#define VANTHU_PDF_FILE_H

#include "base/dim.h"
#include "base/sink.h"
#include "base/str.h"

/* ---- values, as they are written ---------------------------------------- */

void put_int(struct buf *, int64_t);
/* Numbers with a point are kept as hundred thousandths, as they are written:
 * nothing adds up. 1234500 is "12.345". */
enum { REAL_ONE = 100000 };
void put_real(struct buf *, int64_t);
/* In points. */
int64_t real_of(dim);
/* "12 0 R" */
void put_ref(struct buf *, uint32_t object);
/* A string of bytes. */
void put_bytes(struct buf *, struct str);
/* Text for people: plain ASCII as it is, else UTF-16. */
void put_text(struct buf *, struct str);
/* Text as UTF-16 in hexadecimal, without brackets. */
void put_utf16_hex(struct buf *, struct str);

/* ---- objects ------------------------------------------------------------ */

struct libdeflate_compressor;

struct file {
	struct arena *arena;
	struct sink *sink;
	struct libdeflate_compressor *packer;
	bool compact;        /* objects packed together, as PDF 1.5 may */
	bool failed;         /* the sink refused */
	uint64_t offset;
	struct place {
		uint32_t holder; /* object stream, or 0 */
		uint32_t at;     /* offset; index in the holder */
	} *places;           /* by object number; [0] is none */
	uint32_t count;      /* object numbers given out, and 1 */
	struct buf head, body; /* of the object stream that is being filled */
	uint32_t held, first_held;
	struct buf scratch;
	struct buf prints;   /* of what was written: they make the file's ID */
};

/* `version`: "1.7". */
void file_begin(struct file *, const char *version);
/* A number for an object that is put later. */
uint32_t file_reserve(struct file *);
/* Writes an object that is no stream; `value` is its text. */
void file_put(struct file *, uint32_t object, struct str value);
/* Writes a stream; `entries` of its dictionary besides /Length, and /Filter
 * where it is packed here. */
void file_put_stream(struct file *, uint32_t object, struct str entries,
		     struct str bytes, bool pack);
/* As zlib does it; valid until the next call. */
struct str file_pack(struct file *, struct str bytes);
/* The table and the trailer; false when anything was refused. */
bool file_end(struct file *, uint32_t root, uint32_t info);

#endif
