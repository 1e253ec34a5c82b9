#include "web/web.h"

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

int web_class_of(text method, text path)
{
    for (size_t i = 0; i < LENGTH(lines); i++) {
        if (!text_starts_with(path, text_of(lines[i].path))) continue;
        text wanted = text_of(lines[i].method);
        if (text_equal(wanted, T("ANY")) || text_equal(wanted, method)) return (int)i;
    }
    return -1;
}
