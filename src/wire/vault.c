#include "wire/vault.h"

#include "wire/out.h"
#include "wire/wire.h"

static bool is_phone(text what)
{
    bool digit = false;
    for (ptrdiff_t i = 0; i < what.length; i++) {
        char c = what.at[i];
        bool is_digit = c >= '0' && c <= '9';
        if (!is_digit && c != ' ' && c != '+' && c != '-' && c != '.' && c != '(' && c != ')') {
            return false;
        }
        digit = digit || is_digit;
    }
    return digit;
}

/* One "@" with something on both sides and no blank: only a letter sent can tell more. */
static bool is_email(text what)
{
    ptrdiff_t at = -1;
    for (ptrdiff_t i = 0; i < what.length; i++) {
        if (what.at[i] == ' ') return false;
        if (what.at[i] != '@') continue;
        if (at >= 0) return false;
        at = i;
    }
    return at > 0 && at < what.length - 1;
}

text wire_get_field(const struct json_at *object, const struct field *field)
{
    struct json_at at =
        field->needed ? wire_at_needed(object, field->key) : wire_at(object, field->key);
    text value = T("");
    wire_get_text(&at, &value, field->characters_max);
    if (value.length == 0) {
        if (field->needed && at.value) wire_expected(&at, "text that is not empty");
        return T("");
    }
    if (field->shape == SHAPE_PHONE && !is_phone(value)) {
        wire_expected(&at, "a telephone number: digits, spaces, + - . ( )");
    }
    if (field->shape == SHAPE_EMAIL && !is_email(value)) {
        wire_expected(&at, "an e-mail address: one @ with something on both sides");
    }
    return value;
}

void wire_copy_fields(const struct json_at *object, const struct field *fields, int count,
                      struct writer *out)
{
    for (int i = 0; i < count; i++) {
        text value = wire_get_field(object, &fields[i]);
        if (value.length > 0) write_json_text(out, fields[i].key, value);
    }
}

/* ---- reading a part again ---- */

static json_t *step_into(const json_t *value, text key)
{
    int64_t place;
    if (!json_is_array(value)) return json_object_getn(value, key.at, (size_t)key.length);
    if (text_read_integer(key, &place) != ERR_OK || place < 0) return NULL;
    return json_array_get(value, (size_t)place);
}

text wire_member(text json, const char *path, struct arena *a)
{
    CLEANUP(wire_json_drop) json_t *document = NULL;
    struct trouble unread;
    err e = wire_json_load(json, &document, &unread);
    must(e != ERR_HOST); /* what there was no memory for would be taken for what nobody said */
    if (e != ERR_OK) return T("");
    const json_t *value = document;
    text rest = text_of(path);
    while (value && rest.length > 0) value = step_into(value, text_cut(&rest, '.'));
    text found = {json_string_value(value), (ptrdiff_t)json_string_length(value)};
    if (found.length == 0 || a->end - a->at < found.length + 64) return T("");
    return arena_copy(a, found);
}
