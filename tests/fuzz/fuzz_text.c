/* The readers of base take any bytes: they answer or refuse, and what they read they write back. */
#include "base/date.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    text input = {(const char *)bytes, (ptrdiff_t)length};
    char room[64];

    date day;
    if (date_read(input, &day) == ERR_OK) {
        struct writer out = WRITER(room);
        write_date(&out, day);
        must(text_equal(writer_text(&out), input));
    }

    int64_t number, again;
    if (text_read_integer(input, &number) == ERR_OK) {
        struct writer out = WRITER(room);
        write_integer(&out, number);
        must(text_read_integer(writer_text(&out), &again) == ERR_OK && again == number);
    }

    if (text_is_utf8(input)) {
        ptrdiff_t place = 0;
        while (place < input.length) {
            ptrdiff_t before = place;
            must(text_next_character(input, &place) != 0 && place > before);
        }
        must(place == input.length);
    }
    return 0;
}
