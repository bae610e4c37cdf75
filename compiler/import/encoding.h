/* encoding: the bytes of an old document become text.
 * in: a whole file, or a run of a Word or PDF file with its font's name; out:
 * UTF-8 in NFC, the ledger of what changed; never: what the text means.
 * Judged word by word, with the words around it as witnesses: plain ASCII and
 * good Vietnamese never change, a doubtful word stays as it is. */
#ifndef VANTHU_IMPORT_ENCODING_H
#define VANTHU_IMPORT_ENCODING_H

#include "import/ledger.h"

struct decoded {
	struct str text;      /* LF line ends, form feeds kept; the view that
			       * came in where nothing changed */
	const char *encoding; /* of most of it: "UTF-8", "UTF-16LE", "TCVN3",
			       * "VNI", "VISCII", "CP1258", "VPS", "VIQR",
			       * "CP1252" */
	bool mixed;           /* some words were in another */
	double confidence;    /* 0…1 */
};

enum { DECODE_REPAIRS_MOST = 200000, DECODE_DOUBTS_MOST = 2000 };

/* A whole file: UTF-8, UTF-16, NFD, TCVN3, VNI, VISCII, CP1258, VPS, VIQR, and
 * UTF-8 that hides one of them or was encoded twice. As many lines as came in.
 * One entry of the ledger a changed word, undecodable bytes of `before` as
 * CP1252; beyond DECODE_REPAIRS_MOST they are counted in one doubt. */
struct decoded decode_text(struct arena *, struct str bytes, struct ledger *);

/* One run of a Word or PDF file, UTF-8. The font (".VnTimeH", "VNI-Times", NULL
 * none) tells more than the letters, but never against them. `encoding` (may
 * be NULL) becomes "TCVN3" … where the text changed, NULL where the view
 * itself is given back. */
struct str decode_run(struct arena *, struct str utf8_text,
		      const char *font_name, const char **encoding);

#endif
