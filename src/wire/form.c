#include "wire/wire.h"

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/* "+" is a space, "%41" is a byte; what comes out must be UTF-8 without NUL. */
static err decode(text from, struct arena *a, text *ret)
{
    char *to = arena_try(a, from.length + 1);
    if (!to) return ERR_BAD_INPUT;
    ptrdiff_t length = 0;
    for (ptrdiff_t i = 0; i < from.length; i++) {
        char c = from.at[i] == '+' ? ' ' : from.at[i];
        if (c == '%') {
            if (i + 2 >= from.length) return ERR_BAD_INPUT;
            int high = hex_digit(from.at[i + 1]), low = hex_digit(from.at[i + 2]);
            if (high < 0 || low < 0) return ERR_BAD_INPUT;
            c = (char)(high << 4 | low);
            i += 2;
        }
        to[length++] = c;
    }
    text decoded = {to, length};
    if (!text_is_utf8(decoded)) return ERR_BAD_INPUT;
    *ret = decoded;
    return ERR_OK;
}

err wire_form_read(text body, struct arena *a, struct form_data *ret)
{
    if (body.length > WIRE_FORM_MAX) return ERR_BAD_INPUT;
    struct form_data form = {.count = 0};
    while (body.length > 0) {
        if (form.count == FORM_FIELDS_MAX) return ERR_BAD_INPUT;
        text value = text_cut(&body, '&');
        text name = text_cut(&value, '=');
        if (!value.at) return ERR_BAD_INPUT; /* no "=" */
        struct form_field *field = &form.fields[form.count++];
        TRY(decode(name, a, &field->name));
        TRY(decode(value, a, &field->value));
    }
    *ret = form;
    return ERR_OK;
}

text form_value(const struct form_data *form, const char *name)
{
    for (int i = 0; i < form->count; i++) {
        if (text_equal(form->fields[i].name, text_of(name))) return form->fields[i].value;
    }
    return T("");
}
