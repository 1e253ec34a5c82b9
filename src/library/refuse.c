#include "library/inside.h"

#include <string.h>

_Static_assert(sizeof(struct abri_trouble) == sizeof(struct trouble), "one is copied to the other");

static void write_place(struct writer *out, struct place place)
{
    if (!place.key) return;
    write_character(out, '/');
    write_string(out, place.key);
    if (place.item >= 0) {
        write_character(out, '/');
        write_integer(out, place.item);
    }
    if (!place.member) return;
    write_character(out, '/');
    write_string(out, place.member);
}

err library_refuse(struct trouble *trouble, struct place place, const char *expected)
{
    struct writer where = WRITER(trouble->where), what = WRITER(trouble->expected);
    write_place(&where, place);
    write_string(&what, expected);
    writer_string(&where);
    writer_string(&what);
    return ERR_BAD_INPUT;
}

err library_refuse_words(struct trouble *trouble, struct place place, const char *start,
                         const struct word_list *list)
{
    char room[sizeof trouble->expected];
    struct writer what = WRITER(room);
    write_string(&what, start);
    for (int i = 0; i < list->count; i++) {
        if (i > 0) write_string(&what, ", ");
        write_string(&what, list->words[i].word);
    }
    return library_refuse(trouble, place, writer_string(&what));
}

enum abri_result library_result(err e, const struct trouble *from, struct abri_trouble *ret)
{
    if (e == ERR_OK) return ABRI_OK;
    if (ret) memcpy(ret, from, sizeof *ret);
    return ABRI_BAD_INPUT;
}
