#include "law/rights.h"
#include "law/articles.h"
#include "law/assess.h"

/* The rights that follow the first payment: CASF L. 214-10 al. 4, whose words stand in payment.c.
 * law_rights_end() is there too. */

const struct right_row law_rights[RIGHT_COUNT] = {
#define RIGHT(name, word, source, confidence, fr, en) \
    [RIGHT_##name] = {{word, {fr, en}}, source, confidence},
#include "law/rights.def"
};

static const struct word positions[] = {
    [RIGHTS_CLOSED] = {"closed", {"fermés", "closed"}},
    [RIGHTS_OPEN] = {"open", {"ouverts", "open"}},
    [RIGHTS_ENDED] = {"ended", {"terminés", "ended"}},
};
const struct word_list law_rights_positions = {"rights", positions, RIGHTS_POSITION_COUNT};

enum rights_position law_rights_on(date first_payment, date day)
{
    if (!date_is_set(first_payment) || date_compare(day, first_payment) < 0) return RIGHTS_CLOSED;
    return date_compare(day, law_rights_end(first_payment)) > 0 ? RIGHTS_ENDED : RIGHTS_OPEN;
}

date law_rights_reminder(date first_payment)
{
    return date_plus_months_or_last_day(law_rights_end(first_payment), -RIGHTS_REMINDER_MONTHS);
}

static void explain_list(struct reasoning *why)
{
    for (int i = 0; i < RIGHT_COUNT; i++) {
        bool sure = law_rights[i].confidence == SURE;
        reasoning_add(why, &casf_l214_10, "al. 4",
                      sure ? SENTENCE_RIGHT_LISTED : SENTENCE_RIGHT_TO_CONFIRM,
                      (struct mentioned){.w1 = &law_rights[i].words})
            ->source = law_rights[i].source;
    }
}

void law_rights_explain(date first_payment, date day, struct reasoning *why)
{
    enum rights_position position = law_rights_on(first_payment, day);
    if (position == RIGHTS_CLOSED) {
        reasoning_add(why, &casf_l214_10, "al. 4", SENTENCE_RIGHTS_CLOSED, (struct mentioned){0});
        return;
    }
    struct mentioned days = {.d1 = first_payment, .d2 = law_rights_end(first_payment)};
    reasoning_add(why, &casf_l214_10, "al. 4",
                  position == RIGHTS_OPEN ? SENTENCE_RIGHTS_OPEN : SENTENCE_RIGHTS_ENDED, days);
    if (position == RIGHTS_OPEN) explain_list(why);
}
