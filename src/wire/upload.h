/* Documents people send: a photograph or a PDF, from anybody, to be shown to an office one day.
 * What it is is told by its content alone; what it says about where, when and with what it was made
 * is taken out, and so is all that could act when it is opened. Hostile bytes: meant to be read in
 * a process that can do nothing else. May include: base, law, case, pay. */
#ifndef WIRE_UPLOAD_H
#define WIRE_UPLOAD_H
#include "base/arena.h"

enum upload_type { UPLOAD_JPEG, UPLOAD_PNG, UPLOAD_PDF, UPLOAD_TYPE_COUNT };
struct upload_type_row {
    const char *word, *media_type, *extension;
};
extern const struct upload_type_row wire_upload_types[UPLOAD_TYPE_COUNT];

#define UPLOAD_BYTES_MAX (10 << 20)

/* What the bytes are. BAD_INPUT for anything else, with the trouble saying what is accepted. */
MUST_USE err wire_upload_type(text bytes, enum upload_type *ret, struct trouble *trouble);

/* The same picture or pages and nothing else: no place, date, device, author, thumbnail, comment,
 * script, attached file, link or bytes after the end. Of EXIF only the way up is kept. Cleaning
 * what is clean gives the same bytes. BAD_INPUT when it is damaged, encrypted or too large; HOST
 * when the arena is too small (three times the size is enough). */
MUST_USE err wire_upload_clean(text bytes, struct arena *a, enum upload_type *ret_type, text *ret,
                               struct trouble *trouble);

/* The pieces, for wire_upload_clean and for pictures inside a PDF. */
MUST_USE err upload_clean_jpeg(text bytes, struct arena *a, text *ret);
MUST_USE err upload_clean_png(text bytes, struct arena *a, text *ret);
MUST_USE err upload_clean_pdf(text bytes, struct arena *a, text *ret);

/* ---- multipart/form-data (RFC 7578) ---- */

#define MULTIPART_PARTS_MAX 32
struct multipart_part {
    text name;
    text file_name; /* as the browser says, never used as a path; empty for a plain field */
    bool is_file;
    text bytes; /* within the body */
};
struct multipart {
    struct multipart_part parts[MULTIPART_PARTS_MAX];
    int count;
};
/* The body of a request whose Content-Type is `content_type`. Names are UTF-8; their escapes (%22,
 * %0D, %0A) are undone. BAD_INPUT when it is malformed in any way or has too many parts. */
MUST_USE err wire_multipart_read(text content_type, text body, struct arena *a,
                                 struct multipart *ret);
/* The first part of that name, or NULL. */
const struct multipart_part *multipart_part(const struct multipart *form, const char *name);

#endif
