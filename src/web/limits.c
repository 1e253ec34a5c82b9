#include "web/web.h"

#include "wire/wire.h"

/* Which class of limits.def a request belongs to. The table's lines are the classes: two lines with
 * the same name have buckets of their own. */

static const struct {
    const char *method, *path;
} lines[] = {
#define LIMIT(name, method, path, a_minute, at_once, why) {#method, path},
#include "web/limits.def"
};

const struct host_class web_classes[] = {
#define LIMIT(name, method, path, a_minute, at_once, why) {#name, a_minute, at_once},
#include "web/limits.def"
};
const int web_classes_count = (int)LENGTH(web_classes);

/* The frame of a form around a file. */
#define FORM_ROOM 8192

ptrdiff_t web_body_max_of(text method, text path)
{
    static const text ends[] = {{"/pieces", 7}, {"/attachments", 12}, {"/demande", 8}};
    bool small = !text_equal(method, T("POST"));
    for (size_t i = 0; !small && i < LENGTH(ends); i++) {
        text end = ends[i];
        if (path.length < end.length) continue;
        text tail = {path.at + path.length - end.length, end.length};
        if (text_equal(tail, end)) return UPLOAD_BYTES_MAX + FORM_ROOM;
    }
    return WIRE_JSON_MAX;
}

int web_class_of(text method, text path)
{
    for (size_t i = 0; i < LENGTH(lines); i++) {
        if (!text_starts_with(path, text_of(lines[i].path))) continue;
        text wanted = text_of(lines[i].method);
        if (text_equal(wanted, T("ANY")) || text_equal(wanted, method)) return (int)i;
    }
    return -1;
}
