/* multipart/form-data, as browsers write it (RFC 7578, RFC 2046). Anything else is refused: two
 * readers must not see two different forms in the same bytes. */
#include "wire/upload.h"

#include <string.h>

#define BOUNDARY_MAX 70

static bool is_boundary_character(char c)
{
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return letter || (c && strchr("'()+_,-./:=?", c));
}

/* boundary=... of "multipart/form-data; boundary=...", quoted or not. */
static err read_boundary(text type, text *ret)
{
    if (!text_starts_with(type, T("multipart/form-data"))) return ERR_BAD_INPUT;
    text rest = type, boundary = {NULL, 0};
    (void)text_cut(&rest, ';');
    text parameter = text_trim(rest);
    if (!text_starts_with(parameter, T("boundary="))) return ERR_BAD_INPUT;
    boundary = (text){parameter.at + 9, parameter.length - 9};
    if (boundary.length >= 2 && boundary.at[0] == '"' && boundary.at[boundary.length - 1] == '"')
        boundary = (text){boundary.at + 1, boundary.length - 2};
    if (boundary.length < 1 || boundary.length > BOUNDARY_MAX) return ERR_BAD_INPUT;
    for (ptrdiff_t i = 0; i < boundary.length; i++) {
        if (!is_boundary_character(boundary.at[i])) return ERR_BAD_INPUT;
    }
    *ret = boundary;
    return ERR_OK;
}

static bool take(text *from, text what)
{
    if (!text_starts_with(*from, what)) return false;
    *from = (text){from->at + what.length, from->length - what.length};
    return true;
}

/* A value between quotes, its escapes undone: browsers write %22, %0D and %0A, some a backslash. */
static err read_quoted(text *from, struct arena *a, text *ret)
{
    if (!take(from, T("\""))) return ERR_BAD_INPUT;
    const char *end = from->length > 0 ? memchr(from->at, '"', (size_t)from->length) : NULL;
    if (!end) return ERR_BAD_INPUT;
    text raw = {from->at, end - from->at};
    *from = (text){end + 1, from->length - raw.length - 1};
    if (raw.length > 0 && memchr(raw.at, '\\', (size_t)raw.length)) return ERR_BAD_INPUT;
    char *room = arena_try(a, raw.length + 1);
    if (!room) return ERR_HOST;
    struct writer out = {room, 0, raw.length + 1, false};
    while (raw.length > 0) {
        if (take(&raw, T("%22"))) {
            write_character(&out, '"');
        } else if (take(&raw, T("%0D")) || take(&raw, T("%0A"))) {
            write_character(&out, ' ');
        } else {
            write_character(&out, raw.at[0]);
            raw = (text){raw.at + 1, raw.length - 1};
        }
    }
    *ret = writer_text(&out);
    return text_is_utf8(*ret) ? ERR_OK : ERR_BAD_INPUT;
}

/* 'Content-Disposition: form-data; name="n"[; filename="f"]' */
static err read_disposition(text line, struct arena *a, struct multipart_part *part)
{
    if (part->name.at) return ERR_BAD_INPUT; /* said twice */
    if (!take(&line, T("Content-Disposition: form-data; name="))) return ERR_BAD_INPUT;
    TRY(read_quoted(&line, a, &part->name));
    part->is_file = take(&line, T("; filename="));
    if (part->is_file) TRY(read_quoted(&line, a, &part->file_name));
    return line.length == 0 ? ERR_OK : ERR_BAD_INPUT;
}

/* The lines of a part's head, as far as the empty one. Only the disposition is read. */
static err read_head(text *from, struct arena *a, struct multipart_part *part)
{
    for (int lines = 0; lines < 8; lines++) {
        const char *end = from->length > 0 ? memchr(from->at, '\n', (size_t)from->length) : NULL;
        if (!end || end == from->at || end[-1] != '\r') return ERR_BAD_INPUT;
        text line = {from->at, end - from->at - 1};
        *from = (text){end + 1, from->length - line.length - 2};
        if (line.length == 0) return part->name.at ? ERR_OK : ERR_BAD_INPUT;
        if (text_starts_with(line, T("Content-Disposition:")))
            TRY(read_disposition(line, a, part));
        else if (!text_starts_with(line, T("Content-Type:")))
            return ERR_BAD_INPUT;
    }
    return ERR_BAD_INPUT;
}

/* Where `what` next stands in `from`, or NULL. */
static const char *find(text from, text what)
{
    while (from.length >= what.length) {
        const char *at = memchr(from.at, what.at[0], (size_t)(from.length - what.length + 1));
        if (!at) return NULL;
        if (memcmp(at, what.at, (size_t)what.length) == 0) return at;
        from = (text){at + 1, from.length - (at + 1 - from.at)};
    }
    return NULL;
}

err wire_multipart_read(text content_type, text body, struct arena *a, struct multipart *ret)
{
    char room[BOUNDARY_MAX + 8];
    text boundary;
    struct writer line = WRITER(room);
    TRY(read_boundary(content_type, &boundary));
    write_string(&line, "\r\n--");
    write_text(&line, boundary);
    text between = writer_text(&line);
    if (!take(&body, (text){between.at + 2, between.length - 2})) return ERR_BAD_INPUT;

    struct multipart *form = arena_try(a, sizeof *form);
    if (!form) return ERR_HOST;
    memset(form, 0, sizeof *form);
    while (!take(&body, T("--"))) {
        if (!take(&body, T("\r\n")) || form->count == MULTIPART_PARTS_MAX) return ERR_BAD_INPUT;
        struct multipart_part *part = &form->parts[form->count++];
        TRY(read_head(&body, a, part));
        const char *end = find(body, between);
        if (!end) return ERR_BAD_INPUT;
        part->bytes = (text){body.at, end - body.at};
        if (!part->is_file && !text_is_utf8(part->bytes)) return ERR_BAD_INPUT;
        body = (text){end + between.length, body.length - part->bytes.length - between.length};
    }
    if (body.length > 0 && !text_equal(body, T("\r\n"))) return ERR_BAD_INPUT;
    *ret = *form;
    return ERR_OK;
}

const struct multipart_part *multipart_part(const struct multipart *form, const char *name)
{
    for (int i = 0; i < form->count; i++) {
        if (text_equal(form->parts[i].name, text_of(name))) return &form->parts[i];
    }
    return NULL;
}
