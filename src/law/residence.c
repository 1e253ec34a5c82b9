#include "law/articles.h"
#include "law/assess.h"

/* Residence in France, stable and regular, on the day of the request: the logic of CSS R. 111-3,
 * which the funds apply to the aid. Stability is looked at by an agent, it never blocks by itself.
 */

const struct article css_r111_3 = {.code = "CSS", .number = "R. 111-3"};

void law_residence(const struct request *request, struct decision *decision)
{
    struct mentioned said = {.w1 = &law_residences.words[request->residence]};
    switch (request->residence) {
    case RESIDENCE_REGULAR:
        reasoning_add(&decision->why, &css_r111_3, "", SENTENCE_RESIDENCE_REGULAR, said);
        return;
    case RESIDENCE_UNKNOWN:
        decision->flags |= 1u << FLAG_RESIDENCE_UNKNOWN;
        reasoning_add(&decision->why, &css_r111_3, "", SENTENCE_RESIDENCE_TO_CHECK, said);
        return;
    case RESIDENCE_IRREGULAR:
    case RESIDENCE_TOURIST_VISA:
    case RESIDENCE_COUNT:
        decision->grounds |= 1u << GROUND_RESIDENCE;
        reasoning_add(&decision->why, &css_r111_3, "", SENTENCE_RESIDENCE_NOT_REGULAR, said);
        return;
    }
}
