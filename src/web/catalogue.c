#include "web/catalogue.h"

#include <string.h>

/* tools/catalogue makes one of these from each po/WORD.po; that of the French says its sentences
 * with the blanks that do not break. */
extern const struct catalogue web_catalogue_fr, web_catalogue_en, web_catalogue_ar,
    web_catalogue_es, web_catalogue_pt, web_catalogue_tr;

const struct catalogue *const web_catalogues[TONGUE_COUNT] = {
    [TONGUE_FR] = &web_catalogue_fr, [TONGUE_EN] = &web_catalogue_en,
    [TONGUE_AR] = &web_catalogue_ar, [TONGUE_ES] = &web_catalogue_es,
    [TONGUE_PT] = &web_catalogue_pt, [TONGUE_TR] = &web_catalogue_tr,
};

const char *web_say(enum tongue tongue, const char *french)
{
    const struct catalogue *catalogue = web_catalogues[tongue];
    int low = 0, high = catalogue ? catalogue->count : 0;
    while (low < high) {
        int middle = low + (high - low) / 2;
        int order = strcmp(french, catalogue->messages[middle].french);
        if (order == 0) return catalogue->messages[middle].said;
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return french;
}
