#include "near/near.h"

#include <string.h>

#include "near/inside.h"
#include "tests/test.h"

static text first(const char *typed)
{
    static struct near_found found;
    near_find(text_of(typed), &found);
    if (found.communes_count > 0) return found.communes[0].code;
    return found.departments_count > 0 ? text_of(found.departments[0]->code) : T("nothing");
}

/* However she writes it, it is the same place. */
static void one_place_has_many_spellings(void **state)
{
    (void)state;
    static const struct {
        const char *typed, *code;
    } cases[] = {
        {"Lille", "59350"},
        {"lille", "59350"},
        {"LILLE (59)", "59350"},
        {"59000 Lille", "59350"},
        {"59 000", "59350"},
        {"Lile", "59350"},
        {"lillle", "59350"},
        {"st denis 93", "93066"},
        {"Saint-Denis (93)", "93066"},
        {"saint denis 974", "97411"},
        {"St Étienne", "42218"},
        {"saint etienne", "42218"},
        {"sainte-menehould", "51507"},
        {"Ste Menehould", "51507"},
        {"Havre", "76351"},
        {"le havre", "76351"},
        {"Besancon", "25056"},
        {"bésançon", "25056"},
        {"Marseile", "13055"},
        {"mareseille", "13055"},
        {"Clermont Ferand", "63113"},
        {"L'Haÿ-les-Roses", "94038"},
        {"lhay les roses", "94038"},
        {"Ajacio", "2A004"},
        {"Mamoudzou", "97611"},
        {"Nord", "59"},
        {"59", "59"},
        {"9", "09"},
        {"2a", "2A"},
        {"971", "971"},
        {"cotes d armor", "22"},
        {"Côtes-d’Armor", "22"},
        {"59049 Lille Cedex", "59"},
        {"59049", "59"},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        text code = first(cases[i].typed);
        if (!text_equal(code, text_of(cases[i].code)))
            fail_msg("%s gave %.*s, not %s", cases[i].typed, (int)code.length, code.at,
                     cases[i].code);
    }
}

static void a_postcode_of_several_communes_offers_them_all(void **state)
{
    (void)state;
    struct near_found found;
    near_find(T("01090"), &found);
    assert_int_equal(found.communes_count, 6);
    assert_false(found.guessed || found.more);
    for (int i = 0; i < found.communes_count; i++) {
        assert_true(text_starts_with(found.communes[i].code, T("01")));
    }
}

static void the_same_name_in_several_places_is_asked_about_the_largest_first(void **state)
{
    (void)state;
    struct near_found found;
    near_find(T("Saint-Denis"), &found);
    assert_true(found.communes_count > 2);
    assert_true(found.communes[0].size >= found.communes[1].size);
    near_find(T("Saint-M"), &found);
    assert_int_equal(found.communes_count, NEAR_COMMUNES_MAX);
    assert_true(found.more && found.guessed);
}

static void corsica_is_two(void **state)
{
    (void)state;
    struct near_found found;
    near_find(T("20"), &found);
    assert_int_equal(found.departments_count, 2);
    assert_string_equal(found.departments[1]->code, "2B");
}

/* A name of both a commune and a département: she is asked. */
static void a_departement_is_found_beside_a_commune_of_its_name(void **state)
{
    (void)state;
    struct near_found found;
    near_find(T("la réunion"), &found);
    assert_int_equal(found.departments_count, 1);
    assert_string_equal(found.departments[0]->code, "974");
    near_find(T("Paris"), &found);
    assert_string_equal(found.departments[0]->code, "75");
    assert_true(text_equal(found.communes[0].code, T("75056")));
}

static void nonsense_finds_nothing_and_hurts_nothing(void **state)
{
    (void)state;
    char room[400];
    memset(room, 'a', sizeof room);
    struct near_found found;
    const text typed[] = {{room, sizeof room}, {room, 80},     T(""),        T("   "), T("???"),
                          T("\xff\xfe"),       T("xqzw kkjh"), T("00000 99")};
    for (size_t i = 0; i < LENGTH(typed); i++) {
        near_find(typed[i], &found);
        if (found.communes_count > 0)
            fail_msg("%d gave %.*s", (int)i, (int)found.communes[0].name.length,
                     found.communes[0].name.at);
    }
}

static void a_former_commune_leads_to_the_one_of_today(void **state)
{
    (void)state;
    struct near_found found;
    struct near_commune now;
    near_find(T("Bellegarde-sur-Valserine"), &found);
    assert_int_equal(found.communes_count, 1);
    assert_true(near_commune_of(found.communes[0].now, &now));
    assert_true(text_equal(now.name, T("Valserhône")));
}

static void slips_are_counted(void **state)
{
    (void)state;
    static const struct {
        text a, b;
        int slips;
    } cases[] = {
        {{"LILLE", 5}, {"LILLE", 5}, 0}, {{"LILE", 4}, {"LILLE", 5}, 1},
        {{"LILEL", 5}, {"LILLE", 5}, 1}, {{"TOULON", 6}, {"TOULOUSE", 8}, 3},
        {{"", 0}, {"AB", 2}, 2},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        assert_int_equal(near_slips(cases[i].a, cases[i].b, 2), cases[i].slips);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_place_has_many_spellings),
        cmocka_unit_test(a_postcode_of_several_communes_offers_them_all),
        cmocka_unit_test(the_same_name_in_several_places_is_asked_about_the_largest_first),
        cmocka_unit_test(corsica_is_two),
        cmocka_unit_test(a_departement_is_found_beside_a_commune_of_its_name),
        cmocka_unit_test(nonsense_finds_nothing_and_hurts_nothing),
        cmocka_unit_test(a_former_commune_leads_to_the_one_of_today),
        cmocka_unit_test(slips_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
