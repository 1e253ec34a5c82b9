/* What reads as a form is written with every byte escaped and read again to the same. */
#include "tests/fuzz/fuzz.h"

#include "wire/wire.h"

static void write_escaped(struct writer *out, text what, char end)
{
    for (ptrdiff_t i = 0; i < what.length; i++) {
        write_character(out, '%');
        write_hex(out, (const unsigned char *)what.at + i, 1);
    }
    write_character(out, end);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static char room[1 << 19], form_room[WIRE_FORM_MAX];
    struct arena a = arena_over(room, sizeof room);
    struct form_data form, again;
    struct writer out = WRITER(form_room);
    if (wire_form_read((text){(const char *)bytes, (ptrdiff_t)size}, &a, &form) != ERR_OK) return 0;
    for (int i = 0; i < form.count; i++) {
        write_escaped(&out, form.fields[i].name, '=');
        write_escaped(&out, form.fields[i].value, '&');
    }
    if (out.full) return 0;
    must(wire_form_read(writer_text(&out), &a, &again) == ERR_OK && again.count == form.count);
    for (int i = 0; i < form.count; i++) {
        must(text_equal(form.fields[i].name, again.fields[i].name));
        must(text_equal(form.fields[i].value, again.fields[i].value));
    }
    return 0;
}
