#include "law/withholding.h"

/* The monthly withholding: CSS D. 553-1 to D. 553-5, through CASF L. 214-14 al. 1. */

/* The income by part, the slices, the flat amount. */
const struct article css_d553_1 = {.code = "CSS", .number = "D. 553-1"};
/* A new amount counts when it differs by a fifth. */
const struct article css_d553_2 = {.code = "CSS", .number = "D. 553-2"};
/* One withholding for all debts, in the order of their age. */
const struct article css_d553_4 = {.code = "CSS", .number = "D. 553-4"};
/* Half as much again after fraud. */
const struct article css_d553_5 = {.code = "CSS", .number = "D. 553-5"};

#define SLICES 4
static const int8_t slice_percent[SLICES] = {25, 35, 45, 60};

struct withholding_scale {
    enum territory territory;
    date since;
    int16_t above_euros[SLICES];
    int16_t flat_euros, unknown_euros;
    const char *fixed_by;
    enum confidence confidence;
};

static const struct withholding_scale scales[] = {
#define SCALE(where, y, m, d, at25, at35, at45, at60, flat, unknown, by, confidence) \
    {TERRITORY_##where, {y, m, d}, {at25, at35, at45, at60}, flat, unknown, by, confidence},
#include "law/withholding.def"
};

/* Each slice begins above the one before; after one that is not there (0) there is none. */
#define SCALE(where, y, m, d, at25, at35, at45, at60, flat, unknown, by, confidence)     \
    _Static_assert((at25) < (at35) &&                                                    \
                       ((at45) == 0 ? (at60) == 0 : (at35) < (at45) && (at45) < (at60)), \
                   "the bounds of a scale rise");
#include "law/withholding.def"

/* The last line of the territory that began by that day; NULL before the first. */
static const struct withholding_scale *scale_on(enum territory territory, date day)
{
    const struct withholding_scale *found = NULL;
    for (size_t i = 0; i < LENGTH(scales); i++) {
        if (scales[i].territory != territory) continue;
        if (date_compare(scales[i].since, day) <= 0) found = &scales[i];
    }
    return found;
}

static money euros(int whole) { return (money){whole * INT64_C(100)}; }

/* numerator / denominator to the nearest cent, a half going up. */
static money divide_half_up(int64_t numerator, int64_t denominator)
{
    return (money){(numerator + denominator / 2) / denominator};
}

enum { SUPPOSED_HOUSING_PERCENT = 25, HALF_PARTS_ALONE = 3, HALF_PARTS_COUPLE = 4 };

/* D. 553-1, I: income and benefits less housing, which is a quarter of them when it is unknown. */
static money monthly_income(const struct household *household, struct reasoning *why)
{
    money counted = {household->income.cents + household->benefits.cents};
    money housing = household->housing_known ? household->housing
                                             : money_percent(counted, SUPPOSED_HOUSING_PERCENT);
    reasoning_add_value(why, &css_d553_1, "I, c)",
                        household->housing_known ? SENTENCE_HOUSING : SENTENCE_HOUSING_SUPPOSED,
                        (struct mentioned){.n1 = SUPPOSED_HOUSING_PERCENT, .m1 = housing}, housing);
    int64_t left = counted.cents - housing.cents;
    money income = {left > 0 ? left : 0}; /* a home dearer than all she has leaves nothing */
    reasoning_add_value(why, &css_d553_1, "I, II", SENTENCE_MONTHLY_INCOME,
                        (struct mentioned){.m1 = income}, income);
    return income;
}

/* D. 553-1, II: 1.5 parts alone, 2 for a couple, half a part a child; counted in half parts. */
static money weighted_income(const struct household *household, struct reasoning *why)
{
    money income = monthly_income(household, why);
    int half_parts =
        (household->new_partner ? HALF_PARTS_COUPLE : HALF_PARTS_ALONE) + household->children;
    money weighted = divide_half_up(income.cents * 2, half_parts);
    reasoning_add_value(why, &css_d553_1, "II", SENTENCE_WEIGHTED_INCOME,
                        (struct mentioned){.n1 = half_parts, .m1 = weighted}, weighted);
    return weighted;
}

/* D. 553-1, III. The printed bounds leave a euro between two slices (450, then 451); the slices are
 * read as touching at the lower one, which alone gives the same withholding from a euro to the next
 * without a jump. */
static money withheld(const struct withholding_scale *scale, money weighted, struct reasoning *why)
{
    money sum = euros(scale->flat_euros);
    reasoning_add_value(why, &css_d553_1, "III", SENTENCE_WITHHOLDING_FLAT,
                        (struct mentioned){.n1 = scale->above_euros[0], .m1 = sum}, sum)
        ->source = scale->fixed_by;
    for (int i = 0; i < SLICES && scale->above_euros[i] > 0; i++) {
        money above = euros(scale->above_euros[i]);
        if (weighted.cents <= above.cents) break;
        bool last = i + 1 == SLICES || scale->above_euros[i + 1] == 0;
        int64_t top = last ? weighted.cents : euros(scale->above_euros[i + 1]).cents;
        if (top > weighted.cents) top = weighted.cents;
        money part = money_percent((money){top - above.cents}, slice_percent[i]);
        sum.cents += part.cents;
        reasoning_add_value(
            why, &css_d553_1, "III", SENTENCE_WITHHOLDING_SLICE,
            (struct mentioned){.n1 = slice_percent[i], .n2 = scale->above_euros[i], .m1 = part},
            part);
    }
    return sum;
}

void law_withholding(const struct household *household, date day, struct reasoning *why,
                     struct withholding *ret)
{
    must(household->income.cents >= 0 && household->benefits.cents >= 0);
    must(household->housing.cents >= 0);
    must(household->children >= 0 && household->children <= HOUSEHOLD_CHILDREN_MAX);
    *ret = (struct withholding){0};
    const struct withholding_scale *scale = scale_on(household->territory, day);
    if (!scale) {
        reasoning_add(why, &css_d553_1, "III", SENTENCE_WITHHOLDING_NO_SCALE,
                      (struct mentioned){.d1 = day});
        return;
    }
    if (household->income_known) {
        ret->weighted = weighted_income(household, why);
    } else if (scale->unknown_euros > 0) {
        ret->weighted = euros(scale->unknown_euros);
        reasoning_add_value(why, &css_d553_1, "III", SENTENCE_INCOME_SUPPOSED,
                            (struct mentioned){.m1 = ret->weighted}, ret->weighted)
            ->source = scale->fixed_by;
    } else {
        reasoning_add(why, &css_d553_1, "III", SENTENCE_INCOME_TO_ASK_FOR, (struct mentioned){0});
        return;
    }
    ret->known = true;
    ret->monthly = withheld(scale, ret->weighted, why);
    reasoning_add_value(why, &css_d553_1, "III", SENTENCE_WITHHOLDING,
                        (struct mentioned){.d1 = scale->since, .m1 = ret->monthly}, ret->monthly);
    ret->to_confirm = scale->confidence == TO_CONFIRM;
    ret->may_be_outdated = scale->since.year < day.year;
    if (ret->to_confirm) {
        reasoning_add(why, &css_d553_1, "III", SENTENCE_WITHHOLDING_TO_CONFIRM,
                      (struct mentioned){0});
    }
    if (ret->may_be_outdated) {
        reasoning_add(why, &css_d553_1, "III", SENTENCE_WITHHOLDING_MAY_BE_OUTDATED,
                      (struct mentioned){0});
    }
}

enum { CHANGE_PERCENT_MIN = 20 };

money law_withholding_kept(money old, money fresh, struct reasoning *why)
{
    must(old.cents >= 0 && fresh.cents >= 0);
    int64_t change = fresh.cents > old.cents ? fresh.cents - old.cents : old.cents - fresh.cents;
    bool replaced = change * 100 >= old.cents * CHANGE_PERCENT_MIN;
    money now = replaced ? fresh : old;
    reasoning_add_value(why, &css_d553_2, "",
                        replaced ? SENTENCE_WITHHOLDING_REPLACED : SENTENCE_WITHHOLDING_KEPT,
                        (struct mentioned){.n1 = CHANGE_PERCENT_MIN, .m1 = now}, now);
    return now;
}

money law_withholding_after_fraud(money monthly, int percent, bool repeated, struct reasoning *why)
{
    must(percent >= 0 && percent <= FRAUD_PERCENT_MAX);
    int raise = repeated ? 2 * percent : percent;
    money raised = money_percent(monthly, 100 + raise);
    reasoning_add_value(why, &css_d553_5, "I",
                        repeated ? SENTENCE_FRAUD_REPEATED : SENTENCE_FRAUD_RAISE,
                        (struct mentioned){.n1 = raise, .m1 = raised}, raised);
    return raised;
}

enum { FRAUD_REPEATED_MONTHS = 60 };

bool law_fraud_is_repeated(date raised_debt_notified_on, date again_on)
{
    if (!date_is_set(raised_debt_notified_on)) return false;
    date end = date_plus_months_or_last_day(raised_debt_notified_on, FRAUD_REPEATED_MONTHS);
    return date_compare(again_on, raised_debt_notified_on) >= 0 && date_compare(again_on, end) <= 0;
}

/* D. 553-4 al. 3: by age, then by amount. */
static bool comes_before(const struct owed *a, const struct owed *b)
{
    int age = date_compare(a->established_on, b->established_on);
    return age != 0 ? age < 0 : a->amount.cents < b->amount.cents;
}

/* The debt served next among those of which something is left to take; NULL when none is. */
static struct owed *next_debt(struct owed *debts, int count)
{
    struct owed *next = NULL;
    for (int i = 0; i < count; i++) {
        if (debts[i].taken.cents == debts[i].left.cents) continue;
        if (!next || comes_before(&debts[i], next)) next = &debts[i];
    }
    return next;
}

void law_withholding_share(money monthly, struct owed *debts, int count, struct reasoning *why)
{
    must(monthly.cents >= 0 && count >= 0 && count <= OWED_MAX);
    for (int i = 0; i < count; i++) {
        must(debts[i].left.cents >= 0);
        debts[i].taken = (money){0};
    }
    while (monthly.cents > 0) {
        struct owed *debt = next_debt(debts, count);
        if (!debt) return;
        debt->taken = debt->left.cents < monthly.cents ? debt->left : monthly;
        monthly.cents -= debt->taken.cents;
        reasoning_add_value(why, &css_d553_4, "al. 3", SENTENCE_WITHHOLDING_SHARE,
                            (struct mentioned){.d1 = debt->established_on, .m1 = debt->taken},
                            debt->taken);
    }
}
