#include "law/articles.h"
#include "law/assess.h"

/* Once per twelve months, counted from the day of the decision that awarded the aid: CASF D. 214-12
 * (its words could not be read; the rule is that of the official notices). Tested on the day of the
 * new decision. */

const struct article casf_d214_12 = {
    .code = "CASF", .number = "D. 214-12", .since = {2023, 11, 28}};

void law_once(const struct request *request, struct decision *decision)
{
    date last = NO_DATE;
    for (int i = 0; i < request->awards_count; i++) {
        if (date_compare(request->awards[i], last) > 0) last = request->awards[i];
    }
    if (!date_is_set(last)) {
        reasoning_add(&decision->why, &casf_d214_12, "", SENTENCE_FIRST_AWARD,
                      (struct mentioned){0});
        return;
    }
    date from = date_plus_months_or_last_day(last, 12);
    struct mentioned said = {.d1 = last, .d2 = from};
    if (date_compare(request->decided_on, from) >= 0) {
        reasoning_add(&decision->why, &casf_d214_12, "", SENTENCE_EARLIER_AWARD_OVER, said);
        return;
    }
    decision->grounds |= 1u << GROUND_AWARDED_WITHIN_12_MONTHS;
    decision->next_award_from = from;
    reasoning_add(&decision->why, &casf_d214_12, "", SENTENCE_EARLIER_AWARD_COUNTS, said);
    if (date_compare(from, date_plus_months_or_last_day(request->decided_on, 1)) > 0) return;
    decision->flags |= 1u << FLAG_DECIDE_ON_OR_AFTER;
    reasoning_add(&decision->why, &casf_d214_12, "", SENTENCE_KEEP_AND_DECIDE,
                  (struct mentioned){.d1 = from});
}
