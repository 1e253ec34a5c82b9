#include "law/articles.h"
#include "law/penalty.h"
#include "tests/test.h"

static void assert_day(date got, date expected, size_t i)
{
    if (date_compare(got, expected) != 0) {
        fail_msg("case %zu: %d-%d-%d", i, got.year, got.month, got.day);
    }
}

static bool says(const struct reasoning *why, enum sentence sentence)
{
    for (int i = 0; i < why->count; i++) {
        if (why->steps[i].sentence == sentence) return true;
    }
    return false;
}

static struct penalty_bounds bounds_of(struct penalty_facts facts, struct reasoning *why)
{
    struct penalty_bounds bounds;
    *why = (struct reasoning){.count = 0};
    law_penalty_bounds(&facts, why, &bounds);
    return bounds;
}

/* L. 114-17 and R. 114-14; rulebook 4.5 and I01. */
static void a_penalty_keeps_to_the_share_and_to_the_ceiling(void **state)
{
    (void)state;
    static const struct {
        enum breach breach;
        enum intent intent;
        int16_t year;
        int64_t sums, ceiling, minimum, maximum; /* sums below 0: not known */
    } cases[] = {
        {BREACH_UNDECLARED_CHANGE, INTENT_WILFUL, 2025, 56894, 1570000, 0, 39826}, /* I01 */
        {BREACH_INACCURATE_DECLARATION, INTENT_WILFUL, 2025, -1, 1570000, 0, 1570000},
        {BREACH_INACCURATE_DECLARATION, INTENT_WILFUL, 2023, 0, 1466400, 0, 0},
        {BREACH_ACTS_TO_OBTAIN, INTENT_WILFUL, 2024, 3000000, 1545600, 0, 1545600},
        {BREACH_INACCURATE_DECLARATION, INTENT_FRAUD, 2023, 56894, 2932800, 12220, 170682},
        {BREACH_INACCURATE_DECLARATION, INTENT_FRAUD, 2024, 2000, 3091200, 12880, 12880},
        {BREACH_ACTS_TO_OBTAIN, INTENT_FRAUD, 2025, -1, 3140000, 13083, 3140000},
        {BREACH_ACTS_TO_OBTAIN, INTENT_GANG, 2026, 100000, 6408000, 13350, 400000},
        {BREACH_ACTS_TO_OBTAIN, INTENT_GANG, 2024, 9000000, 6182400, 12880, 6182400},
        {BREACH_UNDECLARED_WORK, INTENT_GOOD_FAITH, 2025, 10000, 1570000, 0, 7000},
        {BREACH_OBSTRUCTION, INTENT_GOOD_FAITH, 2025, -1, 1570000, 0, 1570000},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct reasoning why;
        struct penalty_bounds bounds =
            bounds_of((struct penalty_facts){.breach = cases[i].breach,
                                             .intent = cases[i].intent,
                                             .facts_from = DATE(cases[i].year, 12, 1),
                                             .accused_on = DATE(2026, 12, 15),
                                             .sums_known = cases[i].sums >= 0,
                                             .sums = {cases[i].sums}},
                      &why);
        assert_true(bounds.is_allowed);
        assert_false(bounds.is_doubled || bounds.may_be_outdated);
        assert_int_equal(bounds.ceiling.cents, cases[i].ceiling);
        assert_int_equal(bounds.minimum.cents, cases[i].minimum);
        assert_int_equal(bounds.maximum.cents, cases[i].maximum);
        assert_int_equal(says(&why, SENTENCE_PENALTY_SHARE), cases[i].sums >= 0);
        assert_int_equal(says(&why, SENTENCE_PENALTY_MINIMUM), cases[i].minimum > 0);
        assert_true(says(&why, SENTENCE_PENALTY_NO_BOARD));
        assert_true(text_of(why.steps[0].source).length > 0);
    }
}

/* I04 */
static void good_faith_in_a_declaration_is_never_punished(void **state)
{
    (void)state;
    for (int breach = BREACH_INACCURATE_DECLARATION; breach <= BREACH_UNDECLARED_CHANGE; breach++) {
        struct reasoning why;
        struct penalty_bounds bounds =
            bounds_of((struct penalty_facts){.breach = (enum breach)breach,
                                             .intent = INTENT_GOOD_FAITH,
                                             .facts_from = DATE(2025, 3, 1),
                                             .accused_on = DATE(2025, 9, 1),
                                             .sums_known = true,
                                             .sums = {56894},
                                             .earlier_sanction = DATE(2025, 1, 1)},
                      &why);
        assert_false(bounds.is_allowed);
        assert_int_equal(bounds.maximum.cents, 0);
        assert_int_equal(why.count, 1);
        assert_int_equal(why.steps[0].sentence, SENTENCE_PENALTY_GOOD_FAITH);
    }
}

static void nothing_is_punished_from_before_the_aid(void **state)
{
    (void)state;
    struct reasoning why;
    struct penalty_facts facts = {.breach = BREACH_ACTS_TO_OBTAIN,
                                  .intent = INTENT_FRAUD,
                                  .facts_from = DATE(2023, 11, 27),
                                  .accused_on = DATE(2024, 1, 1)};
    assert_false(bounds_of(facts, &why).is_allowed);
    assert_ptr_equal(why.steps[0].article, &casf_l214_16);
    facts.facts_from = DATE(2023, 11, 28);
    assert_true(bounds_of(facts, &why).is_allowed);
}

static void a_year_without_its_ceiling_is_flagged(void **state)
{
    (void)state;
    struct reasoning why;
    struct penalty_bounds bounds = bounds_of((struct penalty_facts){.intent = INTENT_WILFUL,
                                                                    .facts_from = DATE(2027, 2, 1),
                                                                    .accused_on = DATE(2027, 3, 1)},
                                             &why);
    assert_true(bounds.may_be_outdated && says(&why, SENTENCE_PENALTY_MAY_BE_OUTDATED));
    assert_int_equal(bounds.ceiling.cents, 1602000);
}

/* R. 114-14 al. 2 */
static void a_sanction_within_three_years_doubles_the_ceiling(void **state)
{
    (void)state;
    static const struct {
        date earlier;
        enum doubling doubling;
        bool is_doubled;
        int share_percent;
        int64_t ceiling;
    } cases[] = {
        {{0, 0, 0}, DOUBLING_CEILING, false, 70, 1570000},
        {{2025, 1, 1}, DOUBLING_CEILING, true, 70, 3140000},
        {{2025, 1, 1}, DOUBLING_CEILING_AND_SHARE, true, 140, 3140000},
        {{2022, 9, 2}, DOUBLING_CEILING, true, 70, 3140000},
        {{2022, 9, 1}, DOUBLING_CEILING, false, 70, 1570000}, /* three years to the day */
        {{2022, 9, 1}, DOUBLING_CEILING_AND_SHARE, false, 70, 1570000},
        {{2025, 9, 1}, DOUBLING_CEILING, false, 70, 1570000}, /* not before */
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct reasoning why;
        struct penalty_bounds bounds =
            bounds_of((struct penalty_facts){.breach = BREACH_UNDECLARED_CHANGE,
                                             .intent = INTENT_WILFUL,
                                             .facts_from = DATE(2025, 3, 1),
                                             .accused_on = DATE(2025, 9, 1),
                                             .earlier_sanction = cases[i].earlier,
                                             .doubling = cases[i].doubling},
                      &why);
        assert_int_equal(bounds.is_doubled, cases[i].is_doubled);
        assert_int_equal(bounds.share_percent, cases[i].share_percent);
        assert_int_equal(bounds.ceiling.cents, cases[i].ceiling);
    }
}

/* L. 114-21 */
static void what_third_parties_gave_is_told_and_copied_before_it_is_used(void **state)
{
    (void)state;
    static const struct {
        struct third_party facts;
        enum third_party_use use;
    } cases[] = {
        {{false, false, {0, 0, 0}, {0, 0, 0}}, THIRD_PARTY_TELL_FIRST},
        {{true, false, {0, 0, 0}, {0, 0, 0}}, THIRD_PARTY_TELL_FIRST},
        {{false, true, {0, 0, 0}, {0, 0, 0}}, THIRD_PARTY_TELL_FIRST},
        {{true, true, {2026, 1, 5}, {0, 0, 0}}, THIRD_PARTY_COPY_FIRST},
        {{true, true, {2026, 1, 5}, {2026, 1, 8}}, THIRD_PARTY_USABLE},
        {{true, true, {0, 0, 0}, {0, 0, 0}}, THIRD_PARTY_USABLE},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct reasoning why = {.count = 0};
        assert_int_equal(law_third_party_use(&cases[i].facts, &why), cases[i].use);
        assert_int_equal(why.count, 1);
    }
}

/* R. 114-11: accused on 15 January 2026, in Lille. */
static void the_procedure_goes_from_the_accusation_to_the_payment(void **state)
{
    (void)state;
    static const struct {
        date heard;
        enum penalty_choice choice;
        date chosen;
        bool more_time;
        date opinion;
        enum penalty_choice final;
        date fixed, received, notice, paid, today;
        enum penalty_stage stage;
    } cases[] = {
        /* her month ends on a Sunday: 16 February */
        {.today = {2026, 2, 16}, .stage = PENALTY_HEARING},
        {.today = {2026, 2, 17}, .stage = PENALTY_TO_CHOOSE},
        {.choice = CHOICE_ABANDON,
         .chosen = {2026, 3, 1},
         .today = {2026, 3, 1},
         .stage = PENALTY_ABANDONED},
        {.choice = CHOICE_WARN,
         .chosen = {2026, 3, 1},
         .today = {2026, 3, 1},
         .stage = PENALTY_WARNED},
        {.choice = CHOICE_FINE,
         .chosen = {2026, 3, 1},
         .today = {2026, 3, 1},
         .stage = PENALTY_TO_NOTIFY},
        /* two months from 5 March: 5 May, franc 6 May */
        {.choice = CHOICE_FINE,
         .chosen = {2026, 3, 1},
         .received = {2026, 3, 5},
         .today = {2026, 5, 6},
         .stage = PENALTY_TO_PAY},
        {.choice = CHOICE_FINE,
         .chosen = {2026, 3, 1},
         .received = {2026, 3, 5},
         .today = {2026, 5, 7},
         .stage = PENALTY_UNPAID},
        {.choice = CHOICE_FINE,
         .chosen = {2026, 3, 1},
         .received = {2026, 3, 5},
         .notice = {2026, 5, 11},
         .today = {2026, 6, 12},
         .stage = PENALTY_NOTICE},
        {.choice = CHOICE_FINE,
         .chosen = {2026, 3, 1},
         .received = {2026, 3, 5},
         .notice = {2026, 5, 11},
         .today = {2026, 6, 13},
         .stage = PENALTY_INCREASED},
        {.choice = CHOICE_FINE,
         .chosen = {2026, 3, 1},
         .received = {2026, 3, 5},
         .paid = {2026, 4, 1},
         .today = {2026, 6, 12},
         .stage = PENALTY_PAID},
        /* the commission: opinion by 1 April, deemed given then; fixed by 1 May */
        {.choice = CHOICE_COMMISSION,
         .chosen = {2026, 3, 1},
         .today = {2026, 4, 1},
         .stage = PENALTY_BEFORE_COMMISSION},
        {.choice = CHOICE_COMMISSION,
         .chosen = {2026, 3, 1},
         .today = {2026, 4, 2},
         .stage = PENALTY_TO_FIX},
        {.choice = CHOICE_COMMISSION,
         .chosen = {2026, 3, 1},
         .today = {2026, 5, 1},
         .stage = PENALTY_TO_FIX},
        {.choice = CHOICE_COMMISSION,
         .chosen = {2026, 3, 1},
         .today = {2026, 5, 2},
         .stage = PENALTY_ABANDONED},
        {.choice = CHOICE_COMMISSION,
         .chosen = {2026, 3, 1},
         .more_time = true,
         .today = {2026, 5, 1},
         .stage = PENALTY_BEFORE_COMMISSION},
        {.choice = CHOICE_COMMISSION,
         .chosen = {2026, 3, 1},
         .opinion = {2026, 3, 10},
         .today = {2026, 4, 10},
         .stage = PENALTY_TO_FIX},
        {.choice = CHOICE_COMMISSION,
         .chosen = {2026, 3, 1},
         .opinion = {2026, 3, 10},
         .today = {2026, 4, 11},
         .stage = PENALTY_ABANDONED},
        {.choice = CHOICE_COMMISSION,
         .chosen = {2026, 3, 1},
         .opinion = {2026, 4, 20},
         .today = {2026, 5, 2},
         .stage = PENALTY_ABANDONED}, /* an opinion after its time */
        {.choice = CHOICE_COMMISSION,
         .chosen = {2026, 3, 1},
         .opinion = {2026, 3, 10},
         .final = CHOICE_WARN,
         .fixed = {2026, 4, 10},
         .today = {2026, 9, 1},
         .stage = PENALTY_WARNED},
        {.choice = CHOICE_COMMISSION,
         .chosen = {2026, 3, 1},
         .opinion = {2026, 3, 10},
         .final = CHOICE_FINE,
         .fixed = {2026, 4, 11},
         .today = {2026, 9, 1},
         .stage = PENALTY_ABANDONED}, /* a day too late */
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct penalty_procedure facts = {.seat = law_department(T("59")),
                                          .accused_on = DATE(2026, 1, 15),
                                          .heard_on = cases[i].heard,
                                          .choice = cases[i].choice,
                                          .chosen_on = cases[i].chosen,
                                          .more_time_asked = cases[i].more_time,
                                          .opinion_on = cases[i].opinion,
                                          .final = cases[i].final,
                                          .final_on = cases[i].fixed,
                                          .fine_received_on = cases[i].received,
                                          .notice_received_on = cases[i].notice,
                                          .paid_on = cases[i].paid};
        struct reasoning why = {.count = 0};
        struct penalty_clock clock;
        law_penalty_clock(&facts, cases[i].today, &why, &clock);
        if (clock.stage != cases[i].stage) fail_msg("case %zu: stage %d", i, (int)clock.stage);
        assert_day(clock.observations.enforced, DATE(2026, 2, 16), i);
        assert_day(clock.choose_by, DATE(2026, 3, 15), i);
        assert_true(why.count >= 3);
    }
}

static void a_later_hearing_gives_the_director_a_month_from_it(void **state)
{
    (void)state;
    static const struct {
        date heard, choose_by;
        bool is_overdue;
    } cases[] = {
        {{0, 0, 0}, {2026, 3, 15}, true},
        {{2026, 2, 1}, {2026, 3, 15}, true},
        {{2026, 2, 27}, {2026, 3, 27}, false},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct penalty_procedure facts = {.seat = law_department(T("59")),
                                          .accused_on = DATE(2026, 1, 15),
                                          .heard_on = cases[i].heard};
        struct reasoning why = {.count = 0};
        struct penalty_clock clock;
        law_penalty_clock(&facts, DATE(2026, 3, 16), &why, &clock);
        assert_int_equal(clock.stage, PENALTY_TO_CHOOSE);
        assert_day(clock.choose_by, cases[i].choose_by, i);
        assert_int_equal(clock.is_overdue, cases[i].is_overdue);
    }
    assert_int_equal(law_penalty_increased((money){39826}).cents, 43809);
}

/* R. 114-11 al. 7: the month is to fix the penalty and to notify it. */
static void the_director_is_told_when_a_choice_or_a_notification_came_late(void **state)
{
    (void)state;
    static const struct {
        enum penalty_choice choice;
        date chosen, received, fix_by;
        bool is_overdue, is_notified_late;
    } cases[] = {
        {CHOICE_FINE, {2026, 3, 15}, {2026, 9, 1}, {0, 0, 0}, false, false},
        {CHOICE_FINE, {2026, 3, 16}, {2026, 9, 1}, {0, 0, 0}, true, false},
        {CHOICE_COMMISSION, {2026, 3, 1}, {2026, 5, 1}, {2026, 5, 1}, false, false},
        {CHOICE_COMMISSION, {2026, 3, 1}, {2026, 5, 2}, {2026, 5, 1}, false, true},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct penalty_procedure facts = {.seat = law_department(T("59")),
                                          .accused_on = DATE(2026, 1, 15),
                                          .choice = cases[i].choice,
                                          .chosen_on = cases[i].chosen};
        struct reasoning why = {.count = 0};
        struct penalty_clock clock;
        law_penalty_clock(&facts, DATE(2026, 3, 20), &why, &clock);
        assert_day(clock.fix_by, cases[i].fix_by, i); /* known before the opinion */
        assert_int_equal(clock.is_overdue, cases[i].is_overdue);
        facts.final = cases[i].choice == CHOICE_COMMISSION ? CHOICE_FINE : CHOICE_NONE;
        facts.final_on = DATE(2026, 4, 30);
        facts.fine_received_on = cases[i].received;
        law_penalty_clock(&facts, DATE(2026, 9, 1), &why, &clock);
        assert_int_equal(clock.is_notified_late, cases[i].is_notified_late);
        assert_int_equal(says(&why, SENTENCE_PENALTY_NOTIFIED_LATE), cases[i].is_notified_late);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_penalty_keeps_to_the_share_and_to_the_ceiling),
        cmocka_unit_test(good_faith_in_a_declaration_is_never_punished),
        cmocka_unit_test(nothing_is_punished_from_before_the_aid),
        cmocka_unit_test(a_year_without_its_ceiling_is_flagged),
        cmocka_unit_test(a_sanction_within_three_years_doubles_the_ceiling),
        cmocka_unit_test(what_third_parties_gave_is_told_and_copied_before_it_is_used),
        cmocka_unit_test(the_procedure_goes_from_the_accusation_to_the_payment),
        cmocka_unit_test(a_later_hearing_gives_the_director_a_month_from_it),
        cmocka_unit_test(the_director_is_told_when_a_choice_or_a_notification_came_late),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
