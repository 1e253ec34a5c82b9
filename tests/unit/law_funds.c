#include "tests/claims.h"
#include "tests/test.h"

static const struct fund *fund_for(const char *department, enum beneficiary of,
                                   struct reasoning *why)
{
    *why = (struct reasoning){.count = 0};
    return law_competent_fund(law_department(text_of(department)), of, why);
}

/* CASF D. 214-18 al. 5, L. 531-5, D. 542-1-1. */
static void the_fund_is_that_of_her_benefits_or_of_her_residence(void **state)
{
    (void)state;
    static const struct {
        const char *department;
        enum beneficiary of;
        const char *fund;
        int steps;
    } cases[] = {
        {"59", BENEFICIARY_CAF, "CAF-59", 1},     {"59", BENEFICIARY_NONE, "CAF-59", 1},
        {"59", BENEFICIARY_MSA, "DMSA59", 1},     {"67", BENEFICIARY_MSA, "DMSA68", 1},
        {"57", BENEFICIARY_MSA, "DMSA54", 1},     {"2A", BENEFICIARY_MSA, "DMSA20", 1},
        {"64", BENEFICIARY_CAF, "CAF-64B", 2},    {"64", BENEFICIARY_NONE, "CAF-64B", 2},
        {"64", BENEFICIARY_MSA, "DMSA64", 1},     {"40", BENEFICIARY_NONE, "CAF-40", 2},
        {"40", BENEFICIARY_MSA, "DMSA64", 1},     {"974", BENEFICIARY_MSA, "CAF-974", 1},
        {"976", BENEFICIARY_NONE, "CSSM-976", 1}, {"976", BENEFICIARY_CAF, "CSSM-976", 1},
        {"975", BENEFICIARY_NONE, "CPS-975", 1},  {"977", BENEFICIARY_NONE, "CAF-971", 1},
        {"978", BENEFICIARY_NONE, "CAF-971", 1},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct reasoning why;
        const struct fund *fund = fund_for(cases[i].department, cases[i].of, &why);
        assert_string_equal(fund->code, cases[i].fund);
        assert_int_equal(why.count, cases[i].steps);
        assert_string_equal(why.steps[0].article->number,
                            cases[i].of == BENEFICIARY_NONE ? "R. 514-1" : "D. 214-18");
    }
}

/* Where two funds share a département the other one is named, with the duty to pass the claim on.
 */
static void a_shared_departement_names_the_other_fund(void **state)
{
    (void)state;
    static const char *const shared[] = {"64", "40"};
    for (size_t i = 0; i < LENGTH(shared); i++) {
        struct reasoning why;
        fund_for(shared[i], BENEFICIARY_NONE, &why);
        assert_string_equal(why.steps[1].article->number, "L. 114-2");
        assert_string_equal(why.steps[1].mentioned.s1, "Caf Pays basque et Seignanx");
    }
}

static void every_covered_departement_has_a_fund_for_each_kind(void **state)
{
    (void)state;
    int covered = 0;
    for (int i = 0; i < law_department_count(); i++) {
        const struct department *where = law_department_at(i);
        if (where->coverage == COVERAGE_NOT_COVERED) continue;
        covered++;
        for (int of = 0; of < BENEFICIARY_COUNT; of++) {
            struct reasoning why = {.count = 0};
            const struct fund *fund = law_competent_fund(where, (enum beneficiary)of, &why);
            assert_non_null(fund);
            assert_non_null(fund->seat);
            bool msa = of == BENEFICIARY_MSA && where->zone == ZONE_METRO;
            assert_int_equal(fund->kind == FUND_KIND_MSA, msa);
        }
    }
    assert_int_equal(covered, 104); /* 96 of the métropole, 5 DROM, 975, 977, 978 */
}

static void codes_find_their_line_and_nothing_else(void **state)
{
    (void)state;
    for (int i = 0; i < law_department_count(); i++) {
        const struct department *where = law_department_at(i);
        assert_ptr_equal(law_department(text_of(where->code)), where);
    }
    for (int i = 0; i < law_fund_count(); i++) {
        const struct fund *fund = law_fund_at(i);
        assert_ptr_equal(law_fund(text_of(fund->code)), fund);
    }
    static const char *const none[] = {"", "1", "20", "96", "2C", "2a", "979", "0590", "CAF"};
    for (size_t i = 0; i < LENGTH(none); i++) {
        assert_null(law_department(text_of(none[i])));
        assert_null(law_fund(text_of(none[i])));
    }
}

/* A Caf sits in the département of its code; an MSA in that of its DSN code, where 20 is Corse. */
static void a_fund_sits_where_its_code_says(void **state)
{
    (void)state;
    for (int i = 0; i < law_fund_count(); i++) {
        const struct fund *fund = law_fund_at(i);
        text place = text_of(fund->code), seat = text_of(fund->seat->code);
        if (fund->kind != FUND_KIND_MSA) {
            text_cut(&place, '-');
            assert_true(text_starts_with(place, seat)); /* 64B and 64P are two of the 64 */
        } else {
            assert_true(text_starts_with(place, T("DMSA")));
            place = (text){place.at + 4, place.length - 4};
            assert_true(text_equal(seat, text_equal(place, T("20")) ? T("2A") : place));
        }
    }
}

static void the_five_abolition_days_are_those_of_the_labour_code(void **state)
{
    (void)state;
    static const struct {
        const char *code;
        int month, day;
    } cases[] = {{"976", 4, 27}, {"972", 5, 22}, {"971", 5, 27}, {"978", 5, 27},
                 {"973", 6, 10}, {"977", 10, 9}, {"974", 12, 20}};
    for (size_t i = 0; i < LENGTH(cases); i++) {
        const struct department *where = law_department(text_of(cases[i].code));
        assert_int_equal(where->holidays, HOLIDAYS_ABOLITION);
        assert_int_equal(where->abolition_month, cases[i].month);
        assert_int_equal(where->abolition_day, cases[i].day);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_fund_is_that_of_her_benefits_or_of_her_residence),
        cmocka_unit_test(a_shared_departement_names_the_other_fund),
        cmocka_unit_test(every_covered_departement_has_a_fund_for_each_kind),
        cmocka_unit_test(codes_find_their_line_and_nothing_else),
        cmocka_unit_test(a_fund_sits_where_its_code_says),
        cmocka_unit_test(the_five_abolition_days_are_those_of_the_labour_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
