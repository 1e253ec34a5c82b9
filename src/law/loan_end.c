#include "law/loan_end.h"
#include "law/articles.h"
#include "law/ceilings.h"

/* How a loan ends otherwise than by payment. D. 214-21 al. 6 sends to D. 847-1 to D. 847-3 of the
 * code de la sécurité sociale, which say nothing of the conditions of a remission: those are in
 * L. 845-3 of that code, about the same overpayments (rulebook D18). */

/* Remission or reduction if good faith or precarity, never after a fraudulent act or a false
 * declaration; the request suspends recovery. */
const struct article css_l845_3 = {.code = "CSS", .number = "L. 845-3"};
/* What is below 0.68 % of the monthly ceiling, rounded up to the euro, may be given up. */
const struct article css_d847_2 = {.code = "CSS", .number = "D. 847-2"};
/* Five years from the day the creditor could act. */
const struct article code_civil_2224 = {.code = "code civil", .number = "2224"};
/* A suspension stops the time without effacing what has run. */
const struct article code_civil_2230 = {.code = "code civil", .number = "2230"};
/* Remissions, reductions and exonerations extinguish the fund's claim; the State bears them and
 * what is admitted as irrecoverable. */
const struct article casf_d214_22 = {
    .code = "CASF", .number = "D. 214-22", .since = {2023, 11, 28}};

enum remission law_remission(const struct remission_request *request, struct reasoning *why)
{
    static const enum sentence said[] = {
        [REMISSION_OPEN] = SENTENCE_REMISSION_OPEN,
        [REMISSION_EXAMINE] = SENTENCE_REMISSION_EXAMINE,
        [REMISSION_NOT_OPEN] = SENTENCE_REMISSION_NOT_OPEN,
        [REMISSION_EXCLUDED] = SENTENCE_REMISSION_EXCLUDED,
    };
    enum remission found = REMISSION_NOT_OPEN;
    if (request->fraud) {
        found = REMISSION_EXCLUDED;
    } else if (request->good_faith == ANSWER_YES || request->precarity == ANSWER_YES) {
        found = REMISSION_OPEN;
    } else if (request->good_faith == ANSWER_UNKNOWN || request->precarity == ANSWER_UNKNOWN) {
        found = REMISSION_EXAMINE;
    }
    reasoning_add(why, &casf_d214_21, "al. 6", SENTENCE_REMISSION_ASKED, (struct mentioned){0});
    reasoning_add(why, &css_l845_3, "al. 8", said[found], (struct mentioned){0});
    reasoning_add(why, &css_l845_3, "al. 2", SENTENCE_REMISSION_SUSPENDS, (struct mentioned){0});
    return found;
}

/* D. 847-2: 0.68 %, in hundredths of a percent, rounded up to the euro. */
enum { ABANDONED_PER_TEN_THOUSAND = 68, TEN_THOUSAND = 10000 };

static money threshold_of(const struct ceiling *ceiling)
{
    int euros = (ceiling->euros * ABANDONED_PER_TEN_THOUSAND + TEN_THOUSAND - 1) / TEN_THOUSAND;
    return (money){euros * INT64_C(100)};
}

void law_abandonment(money rest, date on, date known_on, struct reasoning *why,
                     struct abandonment *ret)
{
    must(rest.cents > 0);
    struct ceiling_in_force ceiling = law_ceiling(CEILING_SOCIAL_SECURITY, on, known_on);
    struct abandonment found = {.threshold = threshold_of(ceiling.line),
                                .may_be_outdated = ceiling.may_be_outdated};
    found.possible = rest.cents < found.threshold.cents;
    money monthly = {ceiling.line->euros * INT64_C(100)};
    reasoning_add_value(why, &css_d847_2, "", SENTENCE_ABANDONMENT_CEILING,
                        (struct mentioned){.d1 = ceiling.line->since, .m1 = monthly}, monthly)
        ->source = ceiling.line->fixed_by;
    reasoning_add_value(why, &css_d847_2, "",
                        found.possible ? SENTENCE_ABANDONMENT_POSSIBLE
                                       : SENTENCE_ABANDONMENT_NOT_POSSIBLE,
                        (struct mentioned){.m1 = found.threshold}, found.threshold);
    if (found.may_be_outdated) {
        reasoning_add(why, &css_d847_2, "", SENTENCE_CEILING_MAY_BE_OUTDATED,
                      (struct mentioned){0});
    }
    *ret = found;
}

static const struct {
    int years;
    const struct article *article;
    const char *where;
} prescriptions[PRESCRIPTION_RULE_COUNT] = {
    [PRESCRIPTION_FIVE_YEARS] = {5, &code_civil_2224, ""},
    [PRESCRIPTION_TWO_YEARS] = {2, &css_l553_1, "al. 2"},
};

void law_loan_prescription(date due_on, enum prescription_rule rule,
                           const struct proceedings *proceedings, int count, struct reasoning *why,
                           struct loan_prescription *ret)
{
    int years = prescriptions[rule].years;
    date last_day = date_plus_months_or_last_day(due_on, 12 * years);
    reasoning_add(why, prescriptions[rule].article, prescriptions[rule].where,
                  SENTENCE_LOAN_PRESCRIPTION,
                  (struct mentioned){.d1 = due_on, .d2 = last_day, .n1 = years});
    date counted_until = due_on; /* the days of two proceedings at once stand still once */
    for (int i = 0; i < count; i++) {
        const struct proceedings *these = &proceedings[i];
        bool after = date_compare(these->opened_on, counted_until) > 0;
        date stopped_on = after ? these->opened_on : counted_until;
        if (date_compare(stopped_on, last_day) > 0) break;
        if (these->are == PROCEEDINGS_PENDING) {
            reasoning_add(why, &casf_d214_21, "1°", SENTENCE_PRESCRIPTION_SUSPENDED,
                          (struct mentioned){.d1 = stopped_on});
            *ret = (struct loan_prescription){.last_day = NO_DATE, .suspended = true};
            return;
        }
        int days = date_number(these->outcome_known_on) - date_number(stopped_on);
        if (days <= 0) continue;
        counted_until = these->outcome_known_on;
        last_day = date_plus_days(last_day, days);
        reasoning_add(why, &code_civil_2230, "", SENTENCE_PRESCRIPTION_LONGER,
                      (struct mentioned){.d1 = last_day, .n1 = days});
    }
    *ret = (struct loan_prescription){.last_day = last_day};
}

/* The heirs' exoneration is of the finance act for 2024. It also holds for an earlier death: no
 * loan fell due on a beneficiary before that act. To stop recovering is not to extinguish. */
static const struct {
    const struct article *article;
    const char *where;
    enum sentence sentence;
    bool extinguishes;
} write_offs[WRITE_OFF_COUNT] = {
    [WRITE_OFF_REMISSION] = {&casf_d214_22, "", SENTENCE_WRITE_OFF_REMISSION, true},
    [WRITE_OFF_DEATH] = {&casf_l214_12, "III", SENTENCE_WRITE_OFF_DEATH, true},
    [WRITE_OFF_ABANDONED] = {&css_d847_2, "", SENTENCE_WRITE_OFF_ABANDONED, false},
    [WRITE_OFF_IRRECOVERABLE] = {&casf_d214_22, "", SENTENCE_WRITE_OFF_IRRECOVERABLE, false},
};

bool law_write_off(enum write_off what, struct reasoning *why)
{
    reasoning_add(why, write_offs[what].article, write_offs[what].where, write_offs[what].sentence,
                  (struct mentioned){0});
    reasoning_add(why, &casf_d214_22, "", SENTENCE_BORNE_BY_THE_STATE, (struct mentioned){0});
    return write_offs[what].extinguishes;
}
