#include "web/catalogue.h"

#include <string.h>

#include "web/template.h"

const char *web_say(enum language language, const char *french)
{
    if (language == LANGUAGE_FR) return french;
    int low = 0, high = web_messages_count;
    while (low < high) {
        int middle = low + (high - low) / 2;
        int order = strcmp(french, web_messages[middle].french);
        if (order == 0) return web_messages[middle].english;
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return french;
}
