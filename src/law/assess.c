#include "law/assess.h"

#include "law/amount.h"
#include "law/articles.h"
#include "rules_digest.h"

/* The law that created the aid; its decrees put it in force on 28 November 2023 (décret n°
 * 2023-1088, art. 2). */
const struct article loi_2023_140 = {
    .code = "loi", .number = "n° 2023-140", .since = {2023, 11, 28}};

static const date in_force_since = {2023, 11, 28};

/* D. 214-16: under 21 on the day of the request. */
static int dependent_children(const struct request *request, struct decision *decision)
{
    int counted = 0, shared = 0;
    for (int i = 0; i < request->children_count; i++) {
        const struct child *child = &request->children[i];
        if (date_is_set(child->born_on) &&
            date_compare(date_plus_months_or_last_day(child->born_on, 21 * 12),
                         request->requested_on) <= 0) {
            continue;
        }
        counted++;
        shared += child->shared_custody;
    }
    struct reasoning *why = &decision->why;
    reasoning_add(why, &casf_d214_16, "", SENTENCE_CHILDREN_DECLARED,
                  (struct mentioned){.n1 = counted});
    if (counted < request->children_count) {
        reasoning_add(why, &casf_d214_16, "", SENTENCE_CHILDREN_OF_AGE,
                      (struct mentioned){.n1 = request->children_count - counted});
    }
    if (shared > 0) {
        decision->flags |= 1u << FLAG_SHARED_CUSTODY;
        reasoning_add(why, &casf_d214_16, "", SENTENCE_CHILDREN_SHARED,
                      (struct mentioned){.n1 = shared});
    }
    return counted;
}

/* Mayotte and Saint-Pierre-et-Miquelon: options, flagged until their texts are read. */
static void territory(const struct request *request, struct decision *decision)
{
    if (request->department->coverage != COVERAGE_TO_CONFIRM) return;
    decision->flags |= 1u << FLAG_TERRITORY_TO_CONFIRM;
    bool mayotte = decision->fund->kind == FUND_KIND_CSSM;
    reasoning_add(&decision->why, mayotte ? &casf_d542_1_1 : &casf_l531_5, "",
                  mayotte ? SENTENCE_TERRITORY_MAYOTTE : SENTENCE_TERRITORY_SPM,
                  (struct mentioned){0});
}

static void amount(const struct request *request, date known_on, struct decision *decision)
{
    int children = dependent_children(request, decision);
    struct setting setting = {
        .requested_on = request->requested_on,
        .mayotte = decision->fund->kind == FUND_KIND_CSSM,
        .smic_reference = request->smic_reference,
        .known_on = known_on,
    };
    struct aid aid;
    law_aid(&setting, request->resources, children, &decision->why, &aid);
    decision->has_amount = true;
    decision->full = aid.full;
    decision->reduction_percent = aid.reduction_percent;
    decision->amount = aid.amount;
    decision->form = aid.form;
    if (!aid.may_be_outdated) return;
    decision->flags |= 1u << FLAG_PARAMETER_MAY_BE_OUTDATED;
    reasoning_add(&decision->why, &casf_d214_14, "al. 6", SENTENCE_MAY_BE_OUTDATED,
                  (struct mentioned){0});
}

enum outcome law_outcome(const struct decision *decision)
{
    uint32_t in_doubt = 1u << FLAG_EDGE_DAY | 1u << FLAG_RESIDENCE_UNKNOWN;
    if (decision->grounds & ~decision->doubts) return OUTCOME_REFUSED;
    if (decision->doubts || (decision->flags & in_doubt)) return OUTCOME_REVIEW;
    return OUTCOME_GRANTED;
}

static void conclude(const struct request *request, struct decision *decision)
{
    decision->outcome = law_outcome(decision);
    if (decision->outcome == OUTCOME_REFUSED) return;
    law_payment(request, decision);
    if (decision->outcome != OUTCOME_GRANTED) return;
    decision->next_award_from = date_plus_months_or_last_day(request->decided_on, 12);
    reasoning_add(&decision->why, &casf_d214_12, "", SENTENCE_NEXT_AWARD,
                  (struct mentioned){.d1 = decision->next_award_from});
}

void law_assess(const struct request *request, date known_on, struct decision *ret)
{
    *ret = (struct decision){.why = {.count = 0}};
    if (date_compare(request->requested_on, in_force_since) < 0) {
        ret->grounds |= 1u << GROUND_BEFORE_THE_LAW;
        reasoning_add(&ret->why, &loi_2023_140, "", SENTENCE_BEFORE_THE_LAW,
                      (struct mentioned){.d1 = in_force_since, .d2 = request->requested_on});
    }
    law_who(request, ret);
    law_document(request, ret);
    law_once(request, ret);
    law_residence(request, ret);
    ret->fund = law_competent_fund(request->department, request->beneficiary_of, &ret->why);
    territory(request, ret);
    if (!(ret->grounds & 1u << GROUND_BEFORE_THE_LAW)) amount(request, known_on, ret);
    conclude(request, ret);
}

const char *law_rules_digest(void) { return RULES_DIGEST; }
