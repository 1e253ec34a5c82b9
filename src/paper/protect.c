#include "paper/statistics.h"

/* Which figures are hidden, so that every hidden count could be 11 more or less, all that is shown
 * of every release being as it is.
 *
 * Of a quarter, the counts of the départements by month are a table with its sums: a row each, the
 * sums of the months shown as the country's. Two départements with 11 aids or more in each month,
 * the smallest, are hidden altogether as soon as anything is: the guards p and q. Then a hidden
 * count can be moved by 11 without touching what is shown:
 *
 *   - (d, m) in a row whose quarter is hidden: 11 more there, 11 fewer in (p, m); both quarters are
 *     hidden and move along.
 *   - (d, m) in a row whose quarter is shown: the hidden months of the row hold 11 at least
 *     together and are two at least, so it ranges from 0 to their sum, another month of the row
 *     giving or taking what it takes, and p the opposite in both months, which moves by 11 at most.
 *   - a hidden quarter: as its months; p against q: 11 from one to the other.
 *
 * By form, the months of the country are six counts with the sums of both sides shown. When one
 * must be hidden all are; with 11 at least of each form in the quarter, and 11 in each month, each
 * ranges over 11 at least (loans of a month: from what other months cannot hold to what the month
 * or the quarter does). With fewer of a form, no form is shown at all.
 *
 * tests/property/statistics.c attacks releases by linear programming on every build. */

struct hiding {
    bool hidden[STATISTICS_PLACES_MAX][STATISTICS_SPANS];
    bool any;
};

/* 0 tells of nobody. */
static bool must_hide(const struct counted *one)
{
    bool few = one->count > 0 && one->count < STATISTICS_FEWEST;
    bool dominated = one->largest * 100 > one->cents * STATISTICS_DOMINANCE;
    return few || dominated;
}

/* ---- one row ---- */

static int hidden_months(const struct statistics *s, const struct hiding *plan, int place,
                         int64_t *ret_sum)
{
    int count = 0;
    *ret_sum = 0;
    for (int m = 0; m < STATISTICS_MONTHS; m++) {
        if (!plan->hidden[place][m]) continue;
        count++;
        *ret_sum += s->places[place][m].count;
    }
    return count;
}

/* The month with the fewest aids that is shown and has some; -1 when there is none. */
static int smallest_shown(const struct statistics *s, const struct hiding *plan, int place)
{
    int found = -1;
    for (int m = 0; m < STATISTICS_MONTHS; m++) {
        int64_t count = s->places[place][m].count;
        if (plan->hidden[place][m] || count == 0) continue;
        if (found < 0 || count < s->places[place][found].count) found = m;
    }
    return found;
}

static void protect_row(const struct statistics *s, struct hiding *plan, int place)
{
    bool *hidden = plan->hidden[place];
    for (int i = 0; i < STATISTICS_SPANS; i++) hidden[i] = must_hide(&s->places[place][i]);
    int64_t sum = 0;
    int count = hidden_months(s, plan, place, &sum);
    if (count == 0 && !hidden[STATISTICS_QUARTER]) return;
    plan->any = true;
    while (!hidden[STATISTICS_QUARTER] && (count < 2 || sum < STATISTICS_FEWEST)) {
        int more = smallest_shown(s, plan, place);
        hidden[more >= 0 ? more : STATISTICS_QUARTER] = true;
        count = hidden_months(s, plan, place, &sum);
    }
}

/* ---- the guards ---- */

static bool can_guard(const struct statistics *s, int place)
{
    for (int m = 0; m < STATISTICS_MONTHS; m++) {
        if (s->places[place][m].count < STATISTICS_FEWEST) return false;
    }
    return true;
}

/* The smallest that can guard, other than `not`; -1 when there is none. */
static int guard(const struct statistics *s, int other_than)
{
    int found = -1;
    for (int i = 0; i < law_department_count(); i++) {
        if (i == other_than || !can_guard(s, i)) continue;
        int64_t count = s->places[i][STATISTICS_QUARTER].count;
        if (found < 0 || count < s->places[found][STATISTICS_QUARTER].count) found = i;
    }
    return found;
}

static void hide_row(struct hiding *plan, int place)
{
    for (int i = 0; i < STATISTICS_SPANS; i++) plan->hidden[place][i] = true;
}

static void protect_places(const struct statistics *s, struct hiding *plan)
{
    for (int i = 0; i < law_department_count(); i++) protect_row(s, plan, i);
    if (!plan->any) return;
    int p = guard(s, -1), q = guard(s, p);
    if (p >= 0 && q >= 0) {
        hide_row(plan, p);
        hide_row(plan, q);
        return;
    }
    for (int i = 0; i < law_department_count(); i++) hide_row(plan, i);
}

/* ---- forms ---- */

static bool months_may_be_shown(const struct statistics *s)
{
    for (int form = 0; form < FORM_COUNT; form++) {
        for (int m = 0; m < STATISTICS_MONTHS; m++) {
            if (must_hide(&s->forms[form][m])) return false;
        }
    }
    return true;
}

static bool forms_may_be_shown(const struct statistics *s)
{
    for (int form = 0; form < FORM_COUNT; form++) {
        if (must_hide(&s->forms[form][STATISTICS_QUARTER])) return false;
    }
    return true;
}

/* ---- the release ---- */

static int64_t rounded(int64_t value, int64_t to) { return (value + to / 2) / to * to; }

static struct released show(const struct counted *one)
{
    return (struct released){true, rounded(one->count, STATISTICS_ROUND_COUNT),
                             rounded(one->cents, STATISTICS_ROUND_CENTS)};
}

static void show_forms(const struct statistics *s, struct release *release)
{
    bool months = months_may_be_shown(s);
    if (!forms_may_be_shown(s)) return;
    for (int form = 0; form < FORM_COUNT; form++) {
        for (int i = 0; i < STATISTICS_SPANS; i++) {
            bool shown = i == STATISTICS_QUARTER || months;
            if (shown) release->forms[form][i] = show(&s->forms[form][i]);
        }
    }
}

static void show_places(const struct statistics *s, struct release *release)
{
    struct hiding plan = {.any = false};
    protect_places(s, &plan);
    for (int i = 0; i < law_department_count(); i++) {
        for (int span = 0; span < STATISTICS_SPANS; span++) {
            if (!plan.hidden[i][span]) release->places[i][span] = show(&s->places[i][span]);
        }
    }
}

void statistics_release(const struct statistics *counted, struct release *ret)
{
    *ret = (struct release){.quarter = counted->quarter};
    if (must_hide(&counted->country[STATISTICS_QUARTER])) return;
    ret->country[STATISTICS_QUARTER] = show(&counted->country[STATISTICS_QUARTER]);
    /* A month of the whole country that must be hidden leaves the quarter alone. */
    for (int m = 0; m < STATISTICS_MONTHS; m++) {
        if (counted->country[m].count < STATISTICS_FEWEST || must_hide(&counted->country[m]))
            return;
    }
    for (int m = 0; m < STATISTICS_MONTHS; m++) ret->country[m] = show(&counted->country[m]);
    show_forms(counted, ret);
    show_places(counted, ret);
}
