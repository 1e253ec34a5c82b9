#include "law/amount.h"
#include "tests/claims.h"
#include "tests/test.h"

static struct aid aid_on(const struct setting *setting, int64_t resources, int children)
{
    struct reasoning unread = {.count = 0};
    struct aid aid;
    law_aid(setting, (money){resources}, children, &unread, &aid);
    return aid;
}

/* CASF R. 262-1: the increments, each rounded to the cent (rulebook 4.1). */
static void the_full_amount_is_the_published_one_for_each_number_of_children(void **state)
{
    (void)state;
    static const struct {
        date day;
        bool mayotte;
        int64_t full[8];
    } cases[] = {
        {{2023, 11, 28}, false, {60775, 91163, 109396, 133706, 158016, 182326, 206636, 230946}},
        {{2024, 4, 1}, false, {63571, 95357, 114428, 139856, 165284, 190712, 216140, 241568}},
        {{2025, 4, 1}, false, {64652, 96978, 116374, 142235, 168096, 193957, 219818, 245679}},
        {{2026, 4, 1}, false, {65169, 97754, 117305, 143373, 169441, 195509, 221577, 247645}},
        /* R. 542-6: half, three tenths twice, a tenth from the fourth child */
        {{2024, 6, 3}, true, {31786, 47679, 57215, 66751, 69930, 73109, 76288, 79467}},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct setting setting = {.requested_on = cases[i].day, .mayotte = cases[i].mayotte};
        for (int children = 0; children < 8; children++) {
            struct aid aid = aid_on(&setting, 0, children);
            assert_int_equal(aid.full.cents, cases[i].full[children]);
            assert_int_equal(aid.amount.cents, cases[i].full[children]);
        }
    }
}

/* D. 214-14: strictly above a threshold the next reduction applies, at it the one before. */
static void aid_falls_only_above_each_threshold(void **state)
{
    (void)state;
    static const struct {
        date day;
        enum smic_reference reference;
        int64_t half, whole, more; /* 50, 100, 150 % */
        int64_t amounts[4];        /* alone */
    } cases[] = {
        {{2023, 12, 12}, SMIC_REFERENCE_APRIL, 67653, 135306, 202959, {60775, 48620, 36465, 24310}},
        {{2023, 12, 12},
         SMIC_REFERENCE_IN_FORCE,
         69154,
         138309,
         207463,
         {60775, 48620, 36465, 24310}},
        {{2024, 3, 31}, SMIC_REFERENCE_APRIL, 67653, 135306, 202959, {60775, 48620, 36465, 24310}},
        {{2024, 3, 31},
         SMIC_REFERENCE_JANUARY,
         69935,
         139869,
         209804,
         {60775, 48620, 36465, 24310}},
        {{2024, 4, 1}, SMIC_REFERENCE_APRIL, 69935, 139869, 209804, {63571, 50857, 38143, 25428}},
        {{2025, 2, 10}, SMIC_REFERENCE_APRIL, 69935, 139869, 209804, {63571, 50857, 38143, 25428}},
        {{2025, 2, 10},
         SMIC_REFERENCE_JANUARY,
         71315,
         142630,
         213945,
         {63571, 50857, 38143, 25428}},
        {{2024, 12, 1},
         SMIC_REFERENCE_IN_FORCE,
         71315,
         142630,
         213945,
         {63571, 50857, 38143, 25428}},
        {{2025, 11, 25}, SMIC_REFERENCE_APRIL, 71315, 142630, 213945, {64652, 51722, 38791, 25861}},
        {{2026, 4, 1}, SMIC_REFERENCE_APRIL, 72156, 144311, 216467, {65169, 52135, 39101, 26068}},
        {{2026, 6, 1},
         SMIC_REFERENCE_IN_FORCE,
         73897,
         147793,
         221690,
         {65169, 52135, 39101, 26068}},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct setting setting = {.requested_on = cases[i].day,
                                  .smic_reference = cases[i].reference};
        const int64_t at[] = {cases[i].half, cases[i].whole, cases[i].more};
        for (int k = 0; k < 3; k++) {
            assert_int_equal(aid_on(&setting, at[k], 0).amount.cents, cases[i].amounts[k]);
            assert_int_equal(aid_on(&setting, at[k] + 1, 0).amount.cents, cases[i].amounts[k + 1]);
        }
    }
}

/* D. 214-13; rulebook 4.3. */
static void it_is_a_loan_only_above_the_threshold_of_her_children(void **state)
{
    (void)state;
    static const struct {
        date day;
        enum smic_reference reference;
        int64_t above[4];
    } cases[] = {
        {{2023, 12, 12}, SMIC_REFERENCE_APRIL, {202959, 304439, 365326, 446510}},
        {{2023, 12, 12}, SMIC_REFERENCE_IN_FORCE, {207463, 311194, 373433, 456418}},
        {{2024, 6, 3}, SMIC_REFERENCE_APRIL, {209804, 314705, 377646, 461568}},
        {{2025, 11, 25}, SMIC_REFERENCE_APRIL, {213945, 320918, 385101, 470679}},
        {{2026, 4, 1}, SMIC_REFERENCE_APRIL, {216467, 324700, 389640, 476226}},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct setting setting = {.requested_on = cases[i].day,
                                  .smic_reference = cases[i].reference};
        for (int children = 0; children <= 6; children++) {
            int64_t above = cases[i].above[children < 3 ? children : 3];
            assert_int_equal(aid_on(&setting, above, children).form, FORM_GRANT);
            assert_int_equal(aid_on(&setting, above + 1, children).form, FORM_LOAN);
        }
    }
}

/* Rulebook 3.2 and 4: the flag follows what was known that day. */
static void an_amount_perhaps_outdated_is_said_to_be(void **state)
{
    (void)state;
    static const struct {
        date day, known_on;
        bool mayotte;
        enum smic_reference reference;
        int64_t full;
        bool may_be_outdated;
    } cases[] = {
        {{2024, 4, 15}, {2024, 4, 15}, false, SMIC_REFERENCE_APRIL, 60775, true},
        {{2024, 4, 15}, {2024, 4, 30}, false, SMIC_REFERENCE_APRIL, 63571, false},
        {{2024, 4, 15}, {0, 0, 0}, false, SMIC_REFERENCE_APRIL, 63571, false},
        {{2027, 3, 31}, {0, 0, 0}, false, SMIC_REFERENCE_APRIL, 65169, false},
        {{2027, 3, 31}, {0, 0, 0}, false, SMIC_REFERENCE_JANUARY, 65169, true},
        {{2027, 4, 1}, {0, 0, 0}, false, SMIC_REFERENCE_APRIL, 65169, true},
        {{2025, 11, 25}, {2025, 11, 25}, false, SMIC_REFERENCE_APRIL, 64652, false},
        {{2025, 11, 25}, {2025, 11, 25}, false, SMIC_REFERENCE_JANUARY, 64652, false},
        {{2025, 11, 25}, {2025, 11, 25}, true, SMIC_REFERENCE_APRIL, 32326, false},
        {{2027, 4, 1}, {0, 0, 0}, true, SMIC_REFERENCE_APRIL, 32585, true},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct setting setting = {.requested_on = cases[i].day,
                                  .mayotte = cases[i].mayotte,
                                  .smic_reference = cases[i].reference,
                                  .known_on = cases[i].known_on};
        struct aid aid = aid_on(&setting, 0, 0);
        assert_int_equal(aid.full.cents, cases[i].full);
        assert_int_equal(aid.may_be_outdated, cases[i].may_be_outdated);
    }
}

/* Each threshold is said under the line of the article that sets it. */
static void each_step_cites_the_line_it_applies(void **state)
{
    (void)state;
    static const struct {
        int64_t resources;
        int children;
        const char *reduction, *form;
    } cases[] = {
        {0, 0, "al. 2", "al. 7"}, {71316, 0, "1°", "al. 7"}, {142631, 0, "2°", "al. 7"},
        {213946, 0, "3°", "1°"},  {320919, 1, "3°", "2°"},   {385102, 2, "3°", "3°"},
        {470680, 3, "3°", "4°"},  {470680, 9, "3°", "4°"},   {470679, 3, "3°", "al. 7"},
    };
    struct setting setting = {.requested_on = {2025, 11, 25}};
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct decision said = {.why = {.count = 0}};
        struct aid aid;
        law_aid(&setting, (money){cases[i].resources}, cases[i].children, &said.why, &aid);
        const struct step *reduction = step_of(&said, SENTENCE_REDUCED);
        if (!reduction) reduction = step_of(&said, SENTENCE_NOT_REDUCED);
        const struct step *form = step_of(&said, SENTENCE_FORM_LOAN);
        if (!form) form = step_of(&said, SENTENCE_FORM_GRANT);
        assert_string_equal(reduction->where, cases[i].reduction);
        assert_string_equal(form->where, cases[i].form);
    }
}

static void a_child_s_increment_cites_the_text_of_the_territory(void **state)
{
    (void)state;
    for (int mayotte = 0; mayotte < 2; mayotte++) {
        struct setting setting = {.requested_on = {2025, 11, 25}, .mayotte = mayotte == 1};
        struct decision said = {.why = {.count = 0}};
        struct aid aid;
        law_aid(&setting, (money){0}, 1, &said.why, &aid);
        assert_string_equal(step_of(&said, SENTENCE_INCREMENT)->article->number,
                            mayotte ? "R. 542-6" : "R. 262-1");
    }
}

static void thresholds_rise_and_are_those_of_the_aid(void **state)
{
    (void)state;
    struct setting setting = {.requested_on = {2025, 11, 25}};
    struct thresholds thresholds;
    law_thresholds(&setting, &thresholds);
    static const int64_t reduction[] = {71315, 142630, 213945};
    static const int64_t loan[] = {213945, 320918, 385101, 470679};
    for (int i = 0; i < REDUCTION_THRESHOLDS; i++) {
        assert_int_equal(thresholds.reduction[i].cents, reduction[i]);
    }
    for (int i = 0; i < LOAN_THRESHOLDS; i++) {
        assert_int_equal(thresholds.loan[i].cents, loan[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_full_amount_is_the_published_one_for_each_number_of_children),
        cmocka_unit_test(aid_falls_only_above_each_threshold),
        cmocka_unit_test(it_is_a_loan_only_above_the_threshold_of_her_children),
        cmocka_unit_test(an_amount_perhaps_outdated_is_said_to_be),
        cmocka_unit_test(each_step_cites_the_line_it_applies),
        cmocka_unit_test(a_child_s_increment_cites_the_text_of_the_territory),
        cmocka_unit_test(thresholds_rise_and_are_those_of_the_aid),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
