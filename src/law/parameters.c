#include "law/parameters.h"

const struct parameter_name law_parameter_names[PARAMETER_COUNT] = {
#define PARAMETER(name, word, month, day, under, fr, en) \
    [PARAMETER_##name] = {word, under, fr, en, month, day},
#include "law/parameters.def"
};

static const struct amount amounts[] = {
#define AMOUNT(what, y, m, d, py, pm, pd, euros, thousandths, by, confidence)                \
    {PARAMETER_##what, {y, m, d}, {py, pm, pd}, {(euros)*INT64_C(1000) + (thousandths)}, by, \
     confidence},
#define UNCHANGED(what, y, m, d, py, pm, pd, by) \
    {PARAMETER_##what, {y, m, d}, {py, pm, pd}, {0}, by, SURE},
#include "law/amounts.def"
};

static bool is_known(const struct amount *amount, date known_on)
{
    return !date_is_set(known_on) || date_compare(amount->published, known_on) <= 0;
}

/* The first yearly revaluation after the line's day: that year's, or the next year's. */
static date revaluation_after(const struct amount *amount)
{
    const struct parameter_name *name = &law_parameter_names[amount->what];
    date revaluation = DATE(amount->since.year, name->revalued_month, name->revalued_day);
    bool is_past = date_compare(revaluation, amount->since) <= 0;
    return DATE((int16_t)(revaluation.year + is_past), revaluation.month, revaluation.day);
}

struct amount_in_force law_parameter(enum parameter what, date day, date known_on)
{
    struct amount_in_force found = {NULL, false};
    for (size_t i = 0; i < LENGTH(amounts); i++) {
        const struct amount *amount = &amounts[i];
        if (amount->what != what) continue;
        if (found.amount && !is_known(amount, known_on)) continue;
        if (date_compare(amount->since, day) > 0) break;
        if (amount->value.thousandths > 0) found.amount = amount;
        found.may_be_outdated = date_compare(revaluation_after(amount), day) <= 0;
    }
    return found;
}

bool law_published_late(date in_force_by, date after, date until, date *ret_published)
{
    bool found = false;
    for (size_t i = 0; i < LENGTH(amounts); i++) {
        const struct amount *amount = &amounts[i];
        if (date_compare(amount->since, in_force_by) > 0) continue;
        if (date_compare(amount->published, after) <= 0 || !is_known(amount, until)) continue;
        if (found && date_compare(amount->published, *ret_published) >= 0) continue;
        *ret_published = amount->published;
        found = true;
    }
    return found;
}

int law_amounts_known(void) { return (int)LENGTH(amounts); }

int law_late_publications(struct late_publication ret[LATE_PUBLICATIONS_MAX])
{
    int count = 0;
    for (size_t i = 0; i < LENGTH(amounts); i++) {
        struct late_publication late = {amounts[i].since, amounts[i].published};
        if (date_compare(late.published, late.since) <= 0) continue;
        must(count < LATE_PUBLICATIONS_MAX);
        ret[count++] = late;
    }
    return count;
}

date law_last_published(void)
{
    date last = NO_DATE;
    for (size_t i = 0; i < LENGTH(amounts); i++) {
        if (date_compare(amounts[i].published, last) > 0) last = amounts[i].published;
    }
    return last;
}
