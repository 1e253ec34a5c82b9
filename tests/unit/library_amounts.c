#include "tests/test.h"

#include "law/amount.h"
#include "law/funds.h"
#include "library/abri.h"

#include <string.h>

/* Amounts of many households, through the library. */

static const struct abri_department *department_of(const char *code)
{
    static struct abri_department found;
    assert_int_equal(abri_department(code, strlen(code), &found, NULL), ABRI_OK);
    return &found;
}

static void departments_say_where_other_tables_apply(void **state)
{
    (void)state;
    int mayotte = 0, departments = 0;
    for (int i = 0; i < law_department_count(); i++) {
        const struct department *one = law_department_at(i);
        struct abri_department found;
        struct abri_trouble trouble;
        enum abri_result result = abri_department(one->code, strlen(one->code), &found, &trouble);
        assert_int_equal(result == ABRI_OK, one->coverage != COVERAGE_NOT_COVERED);
        if (result != ABRI_OK) assert_string_equal(trouble.where, "/department");
        departments += result == ABRI_OK;
        mayotte += result == ABRI_OK && found.territory == ABRI_TERRITORY_MAYOTTE;
    }
    assert_int_equal(mayotte, 1);
    assert_true(departments > 100);
    assert_string_equal(department_of("59")->name, "Nord");
    assert_int_equal(department_of("976")->territory, ABRI_TERRITORY_MAYOTTE);
    assert_true(department_of("976")->to_confirm);
    assert_false(department_of("2A")->to_confirm);
    struct abri_department none;
    assert_int_equal(abri_department(NULL, 0, &none, NULL), ABRI_BAD_INPUT);
    assert_int_equal(abri_department("59 ", 3, &none, NULL), ABRI_BAD_INPUT);
    assert_int_equal(abri_department("59", SIZE_MAX, &none, NULL), ABRI_BAD_INPUT);
}

#define ROWS 4096

/* One household and columns say what law_aid says. */
static void columns_rows_and_the_law_agree(void **state)
{
    (void)state;
    static int32_t resources[ROWS], children[ROWS], amounts[ROWS], forms[ROWS];
    struct abri_scale scale;
    assert_int_equal(abri_scale_on(20240501, ABRI_TERRITORY_MAYOTTE, ABRI_SMIC_REFERENCE_JANUARY,
                                   20240601, &scale, NULL),
                     ABRI_OK);
    struct setting setting = {.requested_on = DATE(2024, 5, 1),
                              .mayotte = true,
                              .smic_reference = SMIC_REFERENCE_JANUARY,
                              .known_on = DATE(2024, 6, 1)};
    for (int i = 0; i < ROWS; i++) {
        resources[i] = i * 150;
        children[i] = i % (ABRI_CHILDREN_MAX + 1);
    }
    resources[ROWS - 1] = ABRI_RESOURCES_CENTS_MAX;
    struct abri_columns columns = {resources, children, amounts, forms, ROWS};
    assert_int_equal(abri_amounts(&scale, &columns, NULL), ABRI_OK);
    for (int i = 0; i < ROWS; i++) {
        struct reasoning why = {.count = 0};
        struct aid aid;
        law_aid(&setting, (money){resources[i]}, children[i], &why, &aid);
        int64_t amount = 0;
        int32_t form = -1;
        assert_int_equal(abri_amount(&scale, resources[i], children[i], &amount, &form, NULL),
                         ABRI_OK);
        assert_int_equal(amount, aid.amount.cents);
        assert_int_equal(form, aid.form);
        assert_int_equal(amounts[i], aid.amount.cents);
        assert_int_equal(forms[i], aid.form);
    }
}

static void a_wrong_row_is_named_and_nothing_written(void **state)
{
    (void)state;
    static const struct {
        int32_t resources, children;
        const char *where, *expected;
    } wrong[] = {
        {-1, 0, "/17/resources_cents", "an integer from 0 to 100000000"},
        {INT32_MAX, 0, "/17/resources_cents", "an integer from 0 to 100000000"},
        {0, -1, "/17/children", "an integer from 0 to 30"},
        {0, 31, "/17/children", "an integer from 0 to 30"},
        {0, INT32_MIN, "/17/children", "an integer from 0 to 30"},
    };
    struct abri_scale scale;
    assert_int_equal(
        abri_scale_on(20251125, ABRI_TERRITORY_GENERAL, ABRI_SMIC_REFERENCE_APRIL, 0, &scale, NULL),
        ABRI_OK);
    for (size_t i = 0; i < LENGTH(wrong); i++) {
        int32_t resources[32] = {0}, children[32] = {0}, amounts[32] = {0}, forms[32] = {0};
        resources[17] = wrong[i].resources;
        children[17] = wrong[i].children;
        struct abri_columns columns = {resources, children, amounts, forms, 32};
        struct abri_trouble trouble;
        assert_int_equal(abri_amounts(&scale, &columns, &trouble), ABRI_BAD_INPUT);
        assert_string_equal(trouble.where, wrong[i].where);
        assert_string_equal(trouble.expected, wrong[i].expected);
        for (int row = 0; row < 32; row++) assert_int_equal(amounts[row], 0);
        int64_t amount = 7;
        int32_t form = 7;
        assert_int_equal(
            abri_amount(&scale, wrong[i].resources, wrong[i].children, &amount, &form, &trouble),
            ABRI_BAD_INPUT);
        assert_string_equal(trouble.where, wrong[i].where + strlen("/17"));
        assert_int_equal(amount, 7);
    }
    int64_t amount;
    int32_t form;
    assert_int_equal(abri_amount(&scale, INT64_C(1) << 32, 0, &amount, &form, NULL),
                     ABRI_BAD_INPUT);
    struct abri_columns endless = {NULL, NULL, NULL, NULL, SIZE_MAX}, none = {.count = 0};
    assert_int_equal(abri_amounts(&scale, &endless, NULL), ABRI_BAD_INPUT);
    assert_int_equal(abri_amounts(&scale, &none, NULL), ABRI_OK);
}

static void scales_are_of_the_days_of_the_aid(void **state)
{
    (void)state;
    static const struct {
        int32_t day, territory, smic_reference, known_on;
        const char *where;
    } rows[] = {
        {20231128, 0, 0, 0, NULL},         {21501231, 1, 2, 20231128, NULL},
        {20231127, 0, 0, 0, "/day"},       {21510101, 0, 0, 0, "/day"},
        {20250230, 0, 0, 0, "/day"},       {0, 0, 0, 0, "/day"},
        {20251125, 2, 0, 0, "/territory"}, {20251125, 0, 3, 0, "/smic_reference"},
        {20251125, 0, 0, 1, "/known_on"},
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        struct abri_scale scale;
        struct abri_trouble trouble = {"", ""};
        enum abri_result result = abri_scale_on(rows[i].day, (enum abri_territory)rows[i].territory,
                                                (enum abri_smic_reference)rows[i].smic_reference,
                                                rows[i].known_on, &scale, &trouble);
        assert_int_equal(result == ABRI_OK, rows[i].where == NULL);
        if (rows[i].where) assert_string_equal(trouble.where, rows[i].where);
    }
    struct abri_scale a, b, c;
    enum abri_territory general = ABRI_TERRITORY_GENERAL;
    enum abri_smic_reference april = ABRI_SMIC_REFERENCE_APRIL;
    assert_int_equal(abri_scale_on(20250401, general, april, 0, &a, NULL), ABRI_OK);
    assert_int_equal(abri_scale_on(20260331, general, april, 0, &b, NULL), ABRI_OK);
    assert_int_equal(abri_scale_on(20260401, general, april, 0, &c, NULL), ABRI_OK);
    assert_true(abri_scale_equal(&a, &b));
    assert_false(abri_scale_equal(&b, &c));
}

static void parameters_are_those_in_force(void **state)
{
    (void)state;
    assert_int_equal(abri_parameters(), PARAMETER_COUNT);
    for (int32_t name = 0; name < abri_parameters(); name++) {
        struct abri_parameter found;
        assert_int_equal(abri_parameter_on(name, 20251125, 0, &found, NULL), ABRI_OK);
        struct amount_in_force known =
            law_parameter((enum parameter)name, DATE(2025, 11, 25), ALL_KNOWN);
        assert_string_equal(found.name, law_parameter_names[name].name);
        assert_int_equal(found.thousandths, known.amount->value.thousandths);
        assert_string_equal(found.source, known.amount->fixed_by);
        assert_int_equal(found.may_be_outdated, known.may_be_outdated);
    }
    struct abri_parameter rsa;
    assert_int_equal(abri_parameter_on(ABRI_PARAMETER_RSA, 20251125, 0, &rsa, NULL), ABRI_OK);
    assert_int_equal(rsa.thousandths, 646520);
    assert_int_equal(rsa.since, 20250401);
    struct abri_trouble trouble;
    assert_int_equal(abri_parameter_on(PARAMETER_COUNT, 20251125, 0, &rsa, &trouble),
                     ABRI_BAD_INPUT);
    assert_string_equal(trouble.where, "/name");
    assert_int_equal(abri_parameter_on(-1, 20251125, 0, &rsa, NULL), ABRI_BAD_INPUT);
    assert_int_equal(abri_parameter_on(0, 20231127, 0, &rsa, NULL), ABRI_BAD_INPUT);
    assert_int_equal(abri_parameter_on(0, 20251125, 5, &rsa, NULL), ABRI_BAD_INPUT);
}

static void words_are_those_of_the_law(void **state)
{
    (void)state;
    static const struct {
        enum abri_list list;
        int32_t value;
        const char *word, *fr, *en;
    } rows[] = {
        {ABRI_OUTCOMES, ABRI_OUTCOME_GRANTED, "granted", "accordée", "granted"},
        {ABRI_GROUNDS, ABRI_GROUND_RESIDENCE, "RESIDENCE", "séjour ou résidence", "residence"},
        {ABRI_FORMS, ABRI_FORM_LOAN, "loan", "prêt sans intérêt", "interest-free loan"},
        {ABRI_DOCUMENTS, ABRI_DOCUMENT_POLICE_LOG, "police_log", "main courante",
         "police log entry (main courante)"},
        {ABRI_FUND_KINDS, ABRI_FUND_KIND_CPS, "cps", "caisse de prévoyance sociale",
         "provident fund of Saint-Pierre-et-Miquelon (CPS)"},
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        assert_string_equal(abri_word(rows[i].list, rows[i].value), rows[i].word);
        assert_string_equal(abri_label(rows[i].list, rows[i].value, ABRI_FRENCH), rows[i].fr);
        assert_string_equal(abri_label(rows[i].list, rows[i].value, ABRI_ENGLISH), rows[i].en);
        assert_int_equal(abri_find(rows[i].list, rows[i].word, strlen(rows[i].word)),
                         rows[i].value);
    }
    static const int counts[] = {OUTCOME_COUNT,        GROUND_COUNT,       FLAG_COUNT,
                                 FORM_COUNT,           RELATIONSHIP_COUNT, VICTIM_COUNT,
                                 DOCUMENT_COUNT,       RESIDENCE_COUNT,    BENEFICIARY_COUNT,
                                 SMIC_REFERENCE_COUNT, FUND_KIND_COUNT};
    for (size_t list = 0; list < LENGTH(counts); list++) {
        assert_non_null(abri_word((enum abri_list)list, counts[list] - 1));
        assert_null(abri_word((enum abri_list)list, counts[list]));
        assert_null(abri_word((enum abri_list)list, -1));
        assert_int_equal(abri_find((enum abri_list)list, "nothing", 7), -1);
    }
    assert_null(abri_word((enum abri_list)LENGTH(counts), 0));
    assert_null(abri_label(ABRI_FORMS, 0, (enum abri_language)2));
    assert_int_equal(abri_find((enum abri_list)99, "caf", 3), -1);
    assert_int_equal(abri_find(ABRI_FORMS, "grant", SIZE_MAX), -1);
    assert_int_equal(strlen(abri_rules()), 64);
    assert_string_equal(abri_version(), ABRI_TESTED_VERSION);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(departments_say_where_other_tables_apply),
        cmocka_unit_test(columns_rows_and_the_law_agree),
        cmocka_unit_test(a_wrong_row_is_named_and_nothing_written),
        cmocka_unit_test(scales_are_of_the_days_of_the_aid),
        cmocka_unit_test(parameters_are_those_in_force),
        cmocka_unit_test(words_are_those_of_the_law),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
