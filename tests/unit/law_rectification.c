#include "law/rectification.h"

#include "law/overpayment.h"
#include "tests/test.h"

#include <string.h>

static const struct department *nord(void) { return law_department(T("59")); }

static struct step last_step(const struct reasoning *why) { return why->steps[why->count - 1]; }

static void each_delay_ends_as_its_article_says(void **state)
{
    (void)state;
    static const struct {
        enum delay delay;
        date from, end;
        const char *article;
    } cases[] = {
        {DELAY_RECTIFICATION, {2025, 3, 4}, {2025, 3, 24}, "CSS R. 133-9-2, I, 2°, a)"}, /* G04 */
        {DELAY_RECTIFICATION, {2025, 3, 2}, {2025, 3, 24}, ""},  /* Saturday 22, to Monday */
        {DELAY_RECTIFICATION, {2025, 3, 3}, {2025, 3, 24}, ""},  /* Sunday 23 */
        {DELAY_RECTIFICATION, {2025, 4, 11}, {2025, 5, 2}, ""},  /* 1 May */
        {DELAY_RECTIFICATION, {2025, 3, 30}, {2025, 4, 22}, ""}, /* Saturday to Easter Monday */
        {DELAY_ANSWER, {2025, 3, 20}, {2025, 4, 20}, "CSS R. 133-9-2, II, 1°"}, /* a Sunday stays */
        {DELAY_ANSWER, {2025, 1, 31}, {2025, 2, 28}, ""},
        {DELAY_AFTER_SILENCE, {2025, 4, 20}, {2025, 6, 20}, "CSS R. 133-9-2, II, 2°"},
        {DELAY_AFTER_REJECTION, {2025, 4, 8}, {2025, 4, 15}, "CSS R. 133-9-2, III, 2°"},
        {DELAY_SCHEDULE, {2025, 3, 20}, {2025, 4, 20}, "CSS R. 133-9-2, I, 2°, b)"}, /* G07 */
        {DELAY_LATE_DOCUMENTS, {2025, 4, 2}, {2025, 4, 22}, "CSS R. 133-9-2, IV, 2°"},
        {DELAY_LATE_DOCUMENTS, {2025, 4, 1}, {2025, 4, 22}, ""}, /* Easter Monday, 21 April */
        {DELAY_LATE_DOCUMENTS, {2025, 4, 3}, {2025, 4, 23}, ""},
        {DELAY_APPEAL, {2026, 1, 15}, {2026, 3, 16}, "CSS R. 142-1, al. 2"}, /* H01 */
        {DELAY_FORMAL_NOTICE, {2025, 7, 1}, {2025, 8, 1}, "CSS R. 133-9-2, V"},
        {DELAY_OPPOSITION, {2025, 9, 1}, {2025, 9, 16}, "CSS R. 133-3, al. 3"},
        {DELAY_OPPOSITION, {2025, 9, 5}, {2025, 9, 22}, ""}, /* Saturday 20 */
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct reasoning why = {0};
        date end = law_delay_end(cases[i].delay, nord(), cases[i].from, &why);
        if (date_compare(end, cases[i].end) != 0) {
            fail_msg("case %zu: %d-%d-%d", i, end.year, end.month, end.day);
        }
        assert_int_equal(why.count, 1);
        char room[64];
        struct writer out = WRITER(room);
        struct step step = last_step(&why);
        write_step_article(&out, &step);
        if (cases[i].article[0]) assert_string_equal(writer_string(&out), cases[i].article);
    }
}

static void a_local_holiday_lengthens_her_delay_there_alone(void **state)
{
    (void)state;
    struct reasoning why = {0};
    date received = DATE(2025, 12, 6); /* 20 days end on 26 December, a Friday */
    date there = law_delay_end(DELAY_RECTIFICATION, law_department(T("67")), received, &why);
    date elsewhere = law_delay_end(DELAY_RECTIFICATION, nord(), received, &why);
    assert_int_equal(date_compare(there, DATE(2025, 12, 29)), 0);
    assert_int_equal(date_compare(elsewhere, DATE(2025, 12, 26)), 0);
}

static void a_constraint_follows_a_month_without_effect(void **state)
{
    (void)state;
    struct reasoning why = {0};
    date from = law_constraint_from(nord(), DATE(2025, 7, 1), &why);
    assert_int_equal(date_compare(from, DATE(2025, 8, 2)), 0);
    assert_int_equal(why.steps[1].sentence, SENTENCE_CONSTRAINT);
    assert_ptr_equal(last_step(&why).article, &css_l161_1_5);
}

/* The debt is notified on 2025-03-04 in every case but the first: her 20 days end on the 24th. */
static const struct {
    const char *what;
    struct rectification so_far;
    date from;
    enum recovery_reason reason;
} starts[] = {
    {"nothing notified", {0}, {0, 0, 0}, RECOVERY_NOT_NOTIFIED},
    {"G04: nothing asked", {.received_on = {2025, 3, 4}}, {2025, 3, 25}, RECOVERY_NO_RECTIFICATION},
    {"repaid",
     {.received_on = {2025, 3, 4}, .repaid_on = {2025, 3, 20}},
     {0, 0, 0},
     RECOVERY_REPAID},
    {"asked on the last day, silence",
     {.received_on = {2025, 3, 4}, .requested_on = {2025, 3, 24}},
     {2025, 6, 25},
     RECOVERY_AFTER_SILENCE},
    {"rejected before the month is over",
     {.received_on = {2025, 3, 4},
      .requested_on = {2025, 3, 20},
      .answer = RECTIFICATION_REJECTED,
      .answered_on = {2025, 4, 8}},
     {2025, 4, 16},
     RECOVERY_AFTER_REJECTION},
    {"rejected on the month's last day",
     {.received_on = {2025, 3, 4},
      .requested_on = {2025, 3, 20},
      .answer = RECTIFICATION_REJECTED,
      .answered_on = {2025, 4, 20}},
     {2025, 4, 28},
     RECOVERY_AFTER_REJECTION},
    {"rejected a day later: silence had rejected",
     {.received_on = {2025, 3, 4},
      .requested_on = {2025, 3, 20},
      .answer = RECTIFICATION_REJECTED,
      .answered_on = {2025, 4, 21}},
     {2025, 6, 21},
     RECOVERY_AFTER_SILENCE},
    {"accepted",
     {.received_on = {2025, 3, 4},
      .requested_on = {2025, 3, 20},
      .answer = RECTIFICATION_ACCEPTED,
      .answered_on = {2025, 5, 8}},
     {0, 0, 0},
     RECOVERY_NOT_OWED},
    {"G07: schedule not concluded",
     {.received_on = {2025, 3, 4}, .schedule_accepted_on = {2025, 3, 20}},
     {2025, 4, 21},
     RECOVERY_SCHEDULE_NOT_CONCLUDED},
    {"schedule concluded a day late",
     {.received_on = {2025, 3, 4},
      .schedule_accepted_on = {2025, 3, 20},
      .schedule_concluded_on = {2025, 4, 21},
      .schedule_months = 12},
     {2025, 4, 21},
     RECOVERY_SCHEDULE_NOT_CONCLUDED},
    {"schedule concluded in time",
     {.received_on = {2025, 3, 4},
      .schedule_accepted_on = {2025, 3, 20},
      .schedule_concluded_on = {2025, 4, 20},
      .schedule_months = 12},
     {2026, 4, 21},
     RECOVERY_SCHEDULE_OVER},
    {"schedule accepted too late",
     {.received_on = {2025, 3, 4}, .schedule_accepted_on = {2025, 3, 25}},
     {2025, 3, 25},
     RECOVERY_NO_RECTIFICATION},
    {"a schedule of which nothing came does not shorten the two months",
     {.received_on = {2025, 3, 4},
      .requested_on = {2025, 3, 20},
      .schedule_accepted_on = {2025, 4, 22}},
     {2025, 6, 21},
     RECOVERY_AFTER_SILENCE},
    {"contested",
     {.received_on = {2025, 3, 4}, .contested_on = {2025, 4, 30}},
     {0, 0, 0},
     RECOVERY_WAITS_FOR_THE_APPEAL},
    {"the appeal answered",
     {.received_on = {2025, 3, 4}, .contested_on = {2025, 4, 30}, .contest_over_on = {2025, 6, 12}},
     {2025, 6, 13},
     RECOVERY_APPEAL_OVER},
    {"an appeal answered before the 20 days are over",
     {.received_on = {2025, 3, 4}, .contested_on = {2025, 3, 6}, .contest_over_on = {2025, 3, 18}},
     {2025, 3, 25},
     RECOVERY_NO_RECTIFICATION},
    {"asked a day late: an appeal",
     {.received_on = {2025, 3, 4}, .requested_on = {2025, 3, 25}},
     {0, 0, 0},
     RECOVERY_WAITS_FOR_THE_APPEAL},
    {"asked late and answered",
     {.received_on = {2025, 3, 4}, .requested_on = {2025, 3, 25}, .contest_over_on = {2025, 5, 2}},
     {2025, 5, 3},
     RECOVERY_APPEAL_OVER},
};

static void recovery_starts_no_earlier_than_the_law_allows(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(starts); i++) {
        struct rectification so_far = starts[i].so_far;
        so_far.where = nord();
        struct reasoning why = {0};
        struct recovery_start found = law_recovery_start(&so_far, &why);
        if (date_compare(found.from, starts[i].from) != 0 || found.reason != starts[i].reason) {
            fail_msg("%s: %d-%d-%d, reason %d", starts[i].what, found.from.year, found.from.month,
                     found.from.day, (int)found.reason);
        }
        assert_int_equal(date_compare(last_step(&why).mentioned.d1, found.from), 0);
        assert_string_equal(step_name(&why.steps[why.count - 1]), "recovery_start");
    }
}

/* Whatever she asks for, whenever in time, never makes recovery start earlier than her silence. */
static void asking_never_brings_recovery_forward(void **state)
{
    (void)state;
    struct rectification silent = {.where = nord(), .received_on = {2025, 3, 4}};
    struct reasoning why = {0};
    date from = law_recovery_start(&silent, &why).from;
    for (int day = 0; day <= 20; day++) {
        struct rectification asked = silent;
        asked.requested_on = date_plus_days(silent.received_on, day);
        why.count = 0;
        assert_true(date_compare(law_recovery_start(&asked, &why).from, from) >= 0);
        struct rectification schedule = silent;
        schedule.schedule_accepted_on = date_plus_days(silent.received_on, day);
        why.count = 0;
        assert_true(date_compare(law_recovery_start(&schedule, &why).from, from) >= 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_delay_ends_as_its_article_says),
        cmocka_unit_test(a_local_holiday_lengthens_her_delay_there_alone),
        cmocka_unit_test(a_constraint_follows_a_month_without_effect),
        cmocka_unit_test(recovery_starts_no_earlier_than_the_law_allows),
        cmocka_unit_test(asking_never_brings_recovery_forward),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
