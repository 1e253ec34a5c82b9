#include "near/near.h"

#include <string.h>

#include "tests/test.h"

/* Every row of the lists stands on its own feet. */
static void every_place_is_in_a_commune_of_today(void **state)
{
    (void)state;
    text rows = near_places_built_in();
    struct near_place place;
    struct near_commune commune;
    int count = 0;
    text last = {"", 0};
    while (near_place_next(&rows, &place)) {
        count++;
        assert_true(place.name.length > 0);
        assert_false(near_kinds[place.kind].shelters);
        bool again = text_equal(place.commune, last);
        if (!again && !near_commune_of(place.commune, &commune))
            fail_msg("%.*s is in no commune", (int)place.name.length, place.name.at);
        last = place.commune;
    }
    assert_int_equal(rows.length, 0);
    assert_int_equal(count, 2268);
}

static void every_departement_has_a_court_and_the_seats_exist(void **state)
{
    (void)state;
    struct near_court court;
    struct near_commune seat;
    for (int i = 0; i < law_department_count(); i++) {
        const struct department *where = law_department_at(i);
        text rows = near_courts_built_in();
        bool served = where->coverage == COVERAGE_NOT_COVERED;
        while (near_court_next(&rows, &court)) {
            served = served || near_court_serves(&court, where);
            if (i == 0) assert_true(near_commune_of(court.commune, &seat));
        }
        if (!served) fail_msg("no court for %s", where->name);
    }
    assert_true(near_court_of(T("1"), T("39"), &court));
    assert_true(text_equal(court.name, T("Tribunal judiciaire de Bourg-en-Bresse")));
    assert_false(near_court_of(T("1"), T("999999"), &court));
}

/* Where people live is never told: neither the kind nor a name that tells it. */
static void nothing_of_a_shelter_but_its_number(void **state)
{
    (void)state;
    char room[256];
    struct writer out = WRITER(room);
    struct near_place shelter = {NEAR_SHELTER,        T("Exemple"),         T("59350"),
                                 T("1 rue Cachée"),   T("59000"),           T("Lille"),
                                 T("01 00 00 00 00"), T("http://x.example")};
    near_place_write(&out, &shelter);
    assert_string_equal(writer_string(&out), "shelter\tExemple\t\t\t\t\t01 00 00 00 00\t\n");
    static const char *const names[] = {
        "Foyer Exemple", "CHRS de l'Exemple", "Centre d’hébergement",
        "Abris Exemple", "Un Refuge",         "Mise à l'abri"};
    for (size_t i = 0; i < LENGTH(names); i++) {
        assert_true(near_names_a_shelter(text_of(names[i])));
    }
    assert_false(near_names_a_shelter(T("CIDFF du Nord")));
    text rows = near_places_built_in();
    struct near_place place;
    while (near_place_next(&rows, &place)) {
        bool lives = near_names_a_shelter(place.name);
        if (lives && place.kind != NEAR_LAW)
            fail_msg("%.*s", (int)place.name.length, place.name.at);
    }
}

static void a_row_is_read_as_it_was_written(void **state)
{
    (void)state;
    char room[256];
    struct writer out = WRITER(room);
    struct near_place place = {NEAR_CIDFF, T("Un\tnom\nlong"), T("59350"),          T("2 rue X"),
                               T("59000"), T("Lille"),         T("01 00 00 00 00"), T("")};
    near_place_write(&out, &place);
    text rows = writer_text(&out);
    struct near_place read;
    assert_true(near_place_next(&rows, &read));
    assert_true(text_equal(read.name, T("Un nom long")));
    assert_true(text_equal(read.city, T("Lille")) && read.kind == NEAR_CIDFF);
    assert_false(near_place_next(&rows, &read));
    rows = T("burglar\tx\t\t\t\t\t\t\n");
    assert_false(near_place_next(&rows, &read));
}

/* A finger in the middle of each outline finds it. */
static void the_drawing_knows_where_it_was_touched(void **state)
{
    (void)state;
    static const struct {
        int x, y;
        const char *code;
    } cases[] = {{350, 30, "59"},  {20, 380, "971"}, {60, 500, "978"}, {80, 60, "75"},
                 {330, 330, "63"}, {545, 500, "2A"}, {60, 170, "29"}};
    for (size_t i = 0; i < LENGTH(cases); i++) {
        const struct department *where = near_department_at(cases[i].x, cases[i].y);
        if (!where || strcmp(where->code, cases[i].code) != 0)
            fail_msg("%d %d gave %s, not %s", cases[i].x, cases[i].y, where ? where->code : "sea",
                     cases[i].code);
    }
    assert_null(near_department_at(20, 300));
    assert_null(near_department_at(-5000, 90000));
    bool drawn = true;
    for (int i = 0; i < law_department_count(); i++) {
        const struct department *where = law_department_at(i);
        bool found = where->coverage == COVERAGE_NOT_COVERED;
        for (int j = 0; j < near_outline_count(); j++) {
            found = found || strcmp(near_outline_at(j)->code, where->code) == 0;
        }
        drawn = drawn && found;
    }
    assert_true(drawn);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_place_is_in_a_commune_of_today),
        cmocka_unit_test(every_departement_has_a_court_and_the_seats_exist),
        cmocka_unit_test(nothing_of_a_shelter_but_its_number),
        cmocka_unit_test(a_row_is_read_as_it_was_written),
        cmocka_unit_test(the_drawing_knows_where_it_was_touched),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
