#include "law/penalty.h"
#include "law/articles.h"
#include "law/ceilings.h"

/* How much a penalty may be, and what must be told first: CASF L. 214-16 and what it refers to. */

const struct article casf_l214_16 = {
    .code = "CASF",
    .number = "L. 214-16",
    .since = {2023, 11, 28},
    .file = "casf/L214-16@2023-11-28.txt",
    .text = "Les dispositions relatives aux contrôles et à la lutte contre la fraude prévues aux "
            "articles L. 114-9 à L. 114-10-2, L. 114-11 à L. 114-17, L. 114-19, L. 114-20 à "
            "L. 114-22 et L. 161-1-4 du code de la sécurité sociale sont applicables à l’aide "
            "mentionnée à l’article L. 214-9 du présent code.",
};

/* Who may be fined and up to what; good faith is none of it; fraud has a minimum. */
static const struct article css_l114_17 = {.code = "CSS", .number = "L. 114-17"};
/* The share of the sums, the multiple of the PMSS, the three years of an earlier sanction. */
static const struct article css_r114_14 = {.code = "CSS", .number = "R. 114-14"};
/* The PMSS of the day of the facts, or of their first day. */
static const struct article css_r114_11 = {.code = "CSS", .number = "R. 114-11"};
/* A penalty is contested without going to the board first. */
static const struct article css_l142_4 = {.code = "CSS", .number = "L. 142-4"};
/* What third parties gave is told, with its origin, and copied for who asks, before it is used. */
static const struct article css_l114_21 = {.code = "CSS", .number = "L. 114-21"};

/* L. 114-17 II and III, R. 114-14 al. 1, 3 and 4. Good faith goes with wilful: it clears 1° and 2°
 * only. */
static const struct {
    int share_percent, ceilings;
    bool has_minimum;
    const char *where;
} scale[] = {
    [INTENT_GOOD_FAITH] = {70, 4, false, "al. 1"},
    [INTENT_WILFUL] = {70, 4, false, "al. 1"},
    [INTENT_FRAUD] = {300, 8, true, "al. 3"},
    [INTENT_GANG] = {400, 16, true, "al. 4"},
};

enum { EARLIER_MONTHS = 36, MINIMUM_PART = 30 };

/* The aid came with the law: facts before it were none. */
static bool is_allowed(const struct penalty_facts *facts, struct reasoning *why)
{
    if (date_compare(facts->facts_from, casf_l214_16.since) < 0) {
        reasoning_add(why, &casf_l214_16, "", SENTENCE_PENALTY_BEFORE_THE_LAW,
                      (struct mentioned){.d1 = casf_l214_16.since});
        return false;
    }
    bool is_declaration =
        facts->breach == BREACH_INACCURATE_DECLARATION || facts->breach == BREACH_UNDECLARED_CHANGE;
    if (!is_declaration || facts->intent != INTENT_GOOD_FAITH) return true;
    reasoning_add(why, &css_l114_17, facts->breach == BREACH_UNDECLARED_CHANGE ? "I, 2°" : "I, 1°",
                  SENTENCE_PENALTY_GOOD_FAITH, (struct mentioned){0});
    return false;
}

/* R. 114-14 al. 2: three years before she was told of the facts; the day three years before is out.
 */
static bool is_doubled(const struct penalty_facts *facts, struct reasoning *why)
{
    date earlier = facts->earlier_sanction;
    if (!date_is_set(earlier) || date_compare(earlier, facts->accused_on) >= 0) return false;
    if (date_compare(law_months_after(earlier, EARLIER_MONTHS), facts->accused_on) <= 0) {
        return false;
    }
    reasoning_add(why, &css_r114_14, "al. 2",
                  facts->doubling == DOUBLING_CEILING ? SENTENCE_PENALTY_CEILING_DOUBLED
                                                      : SENTENCE_PENALTY_ALL_DOUBLED,
                  (struct mentioned){.d1 = earlier});
    return true;
}

/* The nearest cent, as the amounts of the aid are rounded. */
static money thirtieth(money whole)
{
    return (money){(whole.cents + MINIMUM_PART / 2) / MINIMUM_PART};
}

static void set_maximum(const struct penalty_facts *facts, struct reasoning *why,
                        struct penalty_bounds *bounds)
{
    const char *where = scale[facts->intent].where;
    bounds->maximum = bounds->ceiling;
    if (facts->sums_known) {
        money share = money_percent(facts->sums, bounds->share_percent);
        reasoning_add_value(why, &css_r114_14, where, SENTENCE_PENALTY_SHARE,
                            (struct mentioned){.m1 = share, .n1 = bounds->share_percent}, share);
        if (share.cents < bounds->maximum.cents) bounds->maximum = share;
    }
    if (bounds->minimum.cents > 0) {
        reasoning_add_value(why, &css_l114_17, "III", SENTENCE_PENALTY_MINIMUM,
                            (struct mentioned){.m1 = bounds->minimum}, bounds->minimum);
    }
    if (bounds->maximum.cents < bounds->minimum.cents) bounds->maximum = bounds->minimum;
    reasoning_add_value(why, &css_l114_17, bounds->minimum.cents > 0 ? "III" : "II",
                        SENTENCE_PENALTY_MAXIMUM, (struct mentioned){.m1 = bounds->maximum},
                        bounds->maximum);
}

void law_penalty_bounds(const struct penalty_facts *facts, struct reasoning *why,
                        struct penalty_bounds *ret)
{
    *ret = (struct penalty_bounds){.is_allowed = is_allowed(facts, why)};
    if (!ret->is_allowed) return;

    struct ceiling_in_force found =
        law_ceiling(CEILING_SOCIAL_SECURITY, facts->facts_from, ALL_KNOWN);
    money pmss = {found.line->euros * INT64_C(100)};
    ret->may_be_outdated = found.may_be_outdated;
    reasoning_add_value(why, &css_r114_11, "3°", SENTENCE_PENALTY_PMSS,
                        (struct mentioned){.d1 = found.line->since, .m1 = pmss}, pmss)
        ->source = found.line->fixed_by;
    if (found.may_be_outdated) {
        reasoning_add(why, &css_r114_11, "3°", SENTENCE_PENALTY_MAY_BE_OUTDATED,
                      (struct mentioned){0});
    }

    ret->is_doubled = is_doubled(facts, why);
    bool doubles_share = ret->is_doubled && facts->doubling == DOUBLING_CEILING_AND_SHARE;
    int times = scale[facts->intent].ceilings * (ret->is_doubled ? 2 : 1);
    ret->share_percent = scale[facts->intent].share_percent * (doubles_share ? 2 : 1);
    ret->ceiling = (money){pmss.cents * times};
    if (scale[facts->intent].has_minimum) ret->minimum = thirtieth(pmss);
    reasoning_add_value(why, &css_r114_14, scale[facts->intent].where, SENTENCE_PENALTY_CEILING,
                        (struct mentioned){.m1 = ret->ceiling, .n1 = times}, ret->ceiling);
    set_maximum(facts, why, ret);
    reasoning_add(why, &css_l142_4, "al. 3", SENTENCE_PENALTY_NO_BOARD, (struct mentioned){0});
}

enum third_party_use law_third_party_use(const struct third_party *facts, struct reasoning *why)
{
    if (!facts->content_told || !facts->origin_told) {
        reasoning_add(why, &css_l114_21, "", SENTENCE_THIRD_PARTY_TELL, (struct mentioned){0});
        return THIRD_PARTY_TELL_FIRST;
    }
    if (date_is_set(facts->copy_asked_on) && !date_is_set(facts->copy_given_on)) {
        reasoning_add(why, &css_l114_21, "", SENTENCE_THIRD_PARTY_COPY,
                      (struct mentioned){.d1 = facts->copy_asked_on});
        return THIRD_PARTY_COPY_FIRST;
    }
    reasoning_add(why, &css_l114_21, "", SENTENCE_THIRD_PARTY_USABLE, (struct mentioned){0});
    return THIRD_PARTY_USABLE;
}
