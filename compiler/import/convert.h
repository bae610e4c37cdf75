/* convert: formats of office programs that we do not read ourselves.
 * in: the bytes of a .doc, .odt or .rtf; out: the bytes of a .docx, made by
 * LibreOffice in a process of its own with bounds on time, memory and disk;
 * never: the network, the user's own settings, macros, a file that stays. */
#ifndef VANTHU_IMPORT_CONVERT_H
#define VANTHU_IMPORT_CONVERT_H

#include "base/str.h"

enum convert_kind { CONVERT_NONE, CONVERT_DOC, CONVERT_ODT, CONVERT_RTF };

/* What the bytes are, by what they begin with; a name's ending can lie. */
enum convert_kind convert_kind(struct str bytes);

/* An empty text, and a short Vietnamese phrase in `*fault`, where there is no
 * LibreOffice or it fails. The result belongs to the arena. */
struct str convert_to_docx(struct arena *, struct str bytes,
			   enum convert_kind, const char **fault);

#endif
