#include "wire/out.h"
#include "wire/wire.h"

text wire_problem_write(int status, const char *title, const struct trouble *trouble,
                        struct arena *a)
{
    struct writer out = wire_out_begin(a);
    write_character(&out, '{');
    write_json_word(&out, "type", "about:blank");
    write_json_word(&out, "title", title);
    write_json_integer(&out, "status", status);
    if (trouble) {
        write_json_word(&out, "detail", trouble->expected);
        write_json_word(&out, "pointer", trouble->where);
    }
    write_character(&out, '}');
    return wire_out_end(a, &out);
}
