#include "law/articles.h"
#include "law/assess.h"

/* Residence in France, stable and regular, on the day of the request: the logic of CSS R. 111-3,
 * which the funds apply to the aid. Stability is looked at by an agent, it never blocks by itself.
 */

const struct article css_r111_3 = {.code = "CSS", .number = "R. 111-3"};

static const struct {
    enum sentence sentence;
    uint32_t grounds, flags;
} conclusions[RESIDENCE_COUNT] = {
    [RESIDENCE_REGULAR] = {.sentence = SENTENCE_RESIDENCE_REGULAR},
    [RESIDENCE_IRREGULAR] = {.sentence = SENTENCE_RESIDENCE_NOT_REGULAR,
                             .grounds = 1u << GROUND_RESIDENCE},
    [RESIDENCE_TOURIST_VISA] = {.sentence = SENTENCE_RESIDENCE_NOT_REGULAR,
                                .grounds = 1u << GROUND_RESIDENCE},
    [RESIDENCE_UNKNOWN] = {.sentence = SENTENCE_RESIDENCE_TO_CHECK,
                           .flags = 1u << FLAG_RESIDENCE_UNKNOWN},
};

void law_residence(const struct request *request, struct decision *decision)
{
    enum residence residence = request->residence;
    decision->grounds |= conclusions[residence].grounds;
    decision->flags |= conclusions[residence].flags;
    reasoning_add(&decision->why, &css_r111_3, "", conclusions[residence].sentence,
                  (struct mentioned){.w1 = &law_residences.words[residence]});
}
