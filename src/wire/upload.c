#include "wire/upload.h"

#include <string.h>

const struct upload_type_row wire_upload_types[UPLOAD_TYPE_COUNT] = {
    [UPLOAD_JPEG] = {"jpeg", "image/jpeg", "jpg"},
    [UPLOAD_PNG] = {"png", "image/png", "png"},
    [UPLOAD_PDF] = {"pdf", "application/pdf", "pdf"},
};

static err refuse(struct trouble *trouble, const char *expected)
{
    struct writer where = WRITER(trouble->where), what = WRITER(trouble->expected);
    write_string(&where, "document");
    write_string(&what, expected);
    (void)writer_string(&where);
    (void)writer_string(&what);
    return ERR_BAD_INPUT;
}

err wire_upload_type(text bytes, enum upload_type *ret, struct trouble *trouble)
{
    static const struct {
        text start;
        enum upload_type type;
    } starts[] = {
        {{"\xFF\xD8\xFF", 3}, UPLOAD_JPEG},
        {{"\x89PNG\r\n\x1A\n", 8}, UPLOAD_PNG},
        {{"%PDF-", 5}, UPLOAD_PDF},
    };
    for (size_t i = 0; i < LENGTH(starts); i++) {
        if (!text_starts_with(bytes, starts[i].start)) continue;
        *ret = starts[i].type;
        return ERR_OK;
    }
    return refuse(trouble, "a photograph (JPEG or PNG) or a PDF");
}

err wire_upload_clean(text bytes, struct arena *a, enum upload_type *ret_type, text *ret,
                      struct trouble *trouble)
{
    static err (*const cleaners[UPLOAD_TYPE_COUNT])(text, struct arena *, text *) = {
        [UPLOAD_JPEG] = upload_clean_jpeg,
        [UPLOAD_PNG] = upload_clean_png,
        [UPLOAD_PDF] = upload_clean_pdf,
    };
    enum upload_type type;
    if (bytes.length > UPLOAD_BYTES_MAX) return refuse(trouble, "a file of at most 10 MB");
    TRY(wire_upload_type(bytes, &type, trouble));
    text clean;
    err e = cleaners[type](bytes, a, &clean);
    if (e == ERR_BAD_INPUT)
        return refuse(trouble, "a file that is whole and opens without a password");
    if (e != ERR_OK) return e;
    if (clean.length > UPLOAD_BYTES_MAX) return refuse(trouble, "a file of at most 10 MB");
    *ret_type = type;
    *ret = clean;
    return ERR_OK;
}
