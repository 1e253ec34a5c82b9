#include "wire/csv_field.h"

#include <string.h>

const char *csv_field_end(const char *at, const char *end, enum csv_fault *fault)
{
    if (at < end && *at == '"') {
        do {
            const char *quote = memchr(at + 1, '"', (size_t)(end - at - 1));
            if (!quote) {
                *fault = CSV_FAULT_OPEN;
                return end;
            }
            at = quote + 1;
        } while (at < end && *at == '"'); /* doubled: it stands for one */
        while (at < end && *at != ',' && *at != '\n') {
            bool line_end = *at == '\r' && (at + 1 == end || at[1] == '\n');
            if (!line_end) *fault = CSV_FAULT_QUOTE;
            at++;
        }
        return at;
    }
    while (at < end && *at != ',' && *at != '\n') {
        if (*at == '"') *fault = CSV_FAULT_QUOTE;
        at++;
    }
    return at;
}

struct csv_shape csv_shape(const char *at, const char *end)
{
    struct csv_shape found = {at, 0, CSV_FAULT_NONE};
    for (;;) {
        found.end = csv_field_end(at, end, &found.fault);
        found.fields++;
        if (found.end == end || *found.end == '\n') return found;
        at = found.end + 1;
    }
}

bool csv_unquote(text field, char room[CSV_FIELD_BYTES], text *ret)
{
    if (field.length == 0 || field.at[0] != '"') {
        *ret = field;
        return true;
    }
    ptrdiff_t length = 0;
    for (ptrdiff_t i = 1; i < field.length - 1; i++) {
        if (length == CSV_FIELD_BYTES) return false;
        room[length++] = field.at[i];
        if (field.at[i] == '"') i++;
    }
    *ret = (text){room, length};
    return true;
}

text csv_without_cr(const char *at, const char *end)
{
    if (end > at && end[-1] == '\r') end--;
    return (text){at, end - at};
}
