#include "web/template.h"

const struct tongue_row tongues[TONGUE_COUNT] = {
#define TONGUE(name, word, direction, own_name, law, is_read_again) \
    {word, direction, own_name, LANGUAGE_##law, is_read_again},
#include "web/tongues.def"
};

int tongue_find(text word)
{
    for (int i = 0; i < TONGUE_COUNT; i++) {
        if (text_equal(word, text_of(tongues[i].word))) return i;
    }
    return -1;
}

/* "pt-BR,pt;q=0.9,en": browsers write the preferred one first. */
enum tongue tongue_preferred(text header)
{
    while (header.length > 0) {
        text range = text_cut(&header, ',');
        text tag = text_trim(text_cut(&range, ';'));
        int found = tongue_find(text_cut(&tag, '-'));
        if (found >= 0) return (enum tongue)found;
    }
    return TONGUE_FR;
}
