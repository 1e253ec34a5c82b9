/* T19: releases are attacked. For every hidden count, the least and the greatest it could be, all
 * that is shown being known to the unit, are found by linear programming (GLPK); they must be 11
 * apart at least. The attack is proved on figures hidden without care, where it succeeds. */
#include "paper/statistics.h"
#include "tests/property/random.h"
#include "tests/test.h"

#include <glpk.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct random chance;
static int rounds = 40;

static struct statistics figures;
static struct release shown;

/* ---- quarters made up ---- */

static void add_aids(int place, int month, enum form form, int count)
{
    for (int i = 0; i < count; i++) {
        int64_t cents = 24310 + random_below(&chance, 130000);
        struct counted *to[] = {
            &figures.places[place][month], &figures.places[place][STATISTICS_QUARTER],
            &figures.forms[form][month],   &figures.forms[form][STATISTICS_QUARTER],
            &figures.country[month],       &figures.country[STATISTICS_QUARTER]};
        for (size_t k = 0; k < LENGTH(to); k++) {
            to[k]->count++;
            to[k]->cents += cents;
            if (cents > to[k]->largest) to[k]->largest = cents;
        }
    }
}

static void begin(void)
{
    memset(&figures, 0, sizeof figures);
    figures.quarter = (struct quarter){2025, 1 + random_below(&chance, 4)};
}

/* Places of `typical` aids a month, more or fewer, some of none; `loans` in a hundred. */
static void make_quarter(int typical, int loans)
{
    begin();
    for (int place = 0; place < law_department_count(); place++) {
        int size = random_below(&chance, 5) == 0 ? random_below(&chance, 4)
                                                 : random_below(&chance, 2 * typical + 1);
        for (int month = 0; month < STATISTICS_MONTHS; month++) {
            int count = size == 0 ? 0 : random_below(&chance, size + 3);
            for (int i = 0; i < count; i++) {
                bool loan = random_below(&chance, 100) < loans;
                add_aids(place, month, loan ? FORM_LOAN : FORM_GRANT, 1);
            }
        }
    }
}

/* ---- the attacker ---- */

/* Of counts, or of sums in euros. */
static bool of_sums;
static double exact(const struct counted *one)
{
    return of_sums ? (double)one->cents / 100 : (double)one->count;
}

/* What he does not know: (place, month) and (form, month); glpk counts from 1. */
static int place_column(int place, int month) { return 1 + place * STATISTICS_MONTHS + month; }
static int form_column(int form, int month)
{
    return 1 + (law_department_count() + form) * STATISTICS_MONTHS + month;
}
static int columns(void) { return (law_department_count() + FORM_COUNT) * STATISTICS_MONTHS; }

static void equation(glp_prob *lp, int length, const int *which, double total)
{
    double ones[STATISTICS_PLACES_MAX * STATISTICS_MONTHS + 1];
    for (int i = 1; i <= length; i++) ones[i] = 1;
    int row = glp_add_rows(lp, 1);
    glp_set_mat_row(lp, row, length, which, ones);
    glp_set_row_bnds(lp, row, GLP_FX, total, total);
}

/* A place or a form: its months, and its quarter when that is shown. */
static void know_row(glp_prob *lp, const struct released *released, const struct counted *counted,
                     const int which[STATISTICS_MONTHS + 1])
{
    for (int m = 0; m < STATISTICS_MONTHS; m++) {
        double value = exact(&counted[m]);
        if (released[m].shown) glp_set_col_bnds(lp, which[m + 1], GLP_FX, value, value);
    }
    if (released[STATISTICS_QUARTER].shown) {
        equation(lp, STATISTICS_MONTHS, which, exact(&counted[STATISTICS_QUARTER]));
    }
}

static void know_country(glp_prob *lp, const struct release *release)
{
    int which[STATISTICS_PLACES_MAX * STATISTICS_MONTHS + 1];
    int all = 0;
    for (int m = 0; m < STATISTICS_MONTHS; m++) {
        double total = exact(&figures.country[m]);
        int length = 0;
        for (int i = 0; i < law_department_count(); i++) which[++length] = place_column(i, m);
        if (release->country[m].shown) equation(lp, length, which, total);
        /* Both tables count the same aids. */
        int forms[FORM_COUNT + 1];
        for (int form = 0; form < FORM_COUNT; form++) forms[form + 1] = form_column(form, m);
        if (release->country[m].shown) equation(lp, FORM_COUNT, forms, total);
    }
    for (int i = 0; i < law_department_count(); i++) {
        for (int m = 0; m < STATISTICS_MONTHS; m++) which[++all] = place_column(i, m);
    }
    if (release->country[STATISTICS_QUARTER].shown) {
        equation(lp, all, which, exact(&figures.country[STATISTICS_QUARTER]));
    }
}

static glp_prob *attacker(const struct release *release)
{
    glp_prob *lp = glp_create_prob();
    glp_add_cols(lp, columns());
    for (int c = 1; c <= columns(); c++) glp_set_col_bnds(lp, c, GLP_LO, 0, 0);
    int which[STATISTICS_MONTHS + 1];
    for (int i = 0; i < law_department_count(); i++) {
        for (int m = 0; m < STATISTICS_MONTHS; m++) which[m + 1] = place_column(i, m);
        know_row(lp, release->places[i], figures.places[i], which);
    }
    for (int form = 0; form < FORM_COUNT; form++) {
        for (int m = 0; m < STATISTICS_MONTHS; m++) which[m + 1] = form_column(form, m);
        know_row(lp, release->forms[form], figures.forms[form], which);
    }
    know_country(lp, release);
    return lp;
}

static double bound(glp_prob *lp, int direction)
{
    glp_smcp how;
    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    glp_set_obj_dir(lp, direction);
    assert_int_equal(glp_simplex(lp, &how), 0);
    int status = glp_get_status(lp);
    if (status == GLP_UNBND) return 1e9;
    assert_int_equal(status, GLP_OPT); /* the truth itself is a solution */
    return glp_get_obj_val(lp);
}

/* How uncertain the sum of these unknowns stays. */
static double width(glp_prob *lp, const int *which, int length)
{
    for (int i = 0; i < length; i++) glp_set_obj_coef(lp, which[i], 1);
    double most = bound(lp, GLP_MAX), least = most < 1e9 ? bound(lp, GLP_MIN) : 0;
    for (int i = 0; i < length; i++) glp_set_obj_coef(lp, which[i], 0);
    return most - least;
}

/* The narrowest of the hidden counts of a row. */
static double narrowest_of(glp_prob *lp, const struct released *row,
                           const int which[STATISTICS_MONTHS], int *hidden)
{
    double narrowest = 1e9;
    for (int m = 0; m < STATISTICS_MONTHS; m++) {
        if (row[m].shown) continue;
        double w = width(lp, &which[m], 1);
        if (w < narrowest) narrowest = w;
        ++*hidden;
    }
    if (!row[STATISTICS_QUARTER].shown) {
        double w = width(lp, which, STATISTICS_MONTHS);
        if (w < narrowest) narrowest = w;
        ++*hidden;
    }
    return narrowest;
}

/* The narrowest of all hidden counts; 1e9 when none is hidden. Every `step`th place is tried. */
static double attack(const struct release *release, int step, int *hidden)
{
    glp_prob *lp = attacker(release);
    double narrowest = 1e9;
    int which[STATISTICS_MONTHS];
    for (int i = 0; i < law_department_count(); i += step) {
        for (int m = 0; m < STATISTICS_MONTHS; m++) which[m] = place_column(i, m);
        double w = narrowest_of(lp, release->places[i], which, hidden);
        if (w < narrowest) narrowest = w;
    }
    for (int form = 0; form < FORM_COUNT; form++) {
        for (int m = 0; m < STATISTICS_MONTHS; m++) which[m] = form_column(form, m);
        double w = narrowest_of(lp, release->forms[form], which, hidden);
        if (w < narrowest) narrowest = w;
    }
    glp_delete_prob(lp);
    return narrowest;
}

/* ---- what must hold ---- */

/* Every place has many aids but one, which has few in some months: nobody else hides it. */
static void make_lonely_quarter(void)
{
    begin();
    int lonely = random_below(&chance, law_department_count()), sort = random_below(&chance, 3);
    for (int place = 0; place < law_department_count(); place++) {
        for (int month = 0; month < STATISTICS_MONTHS; month++) {
            int count = 20 + random_below(&chance, 30);
            bool few = place == lonely && (sort == 0 || month == 0);
            if (few) count = 1 + random_below(&chance, 3);
            if (place == lonely && sort == 2 && month > 0) count = 0;
            add_aids(place, month, FORM_GRANT, count);
        }
    }
}

/* The least aid there is: 60 % off the flat amount of 2023. */
#define LEAST_AID 243.10

static void attack_releases(double wanted)
{
    static const struct {
        int typical, loans;
    } sorts[] = {{25, 1}, {12, 1}, {6, 1}, {60, 2}, {2, 0}, {30, 0}, {100, 30}, {14, 10}, {1, 50}};
    int hidden = 0;
    for (int round = 0; round < rounds; round++) {
        int sort = round % (int)LENGTH(sorts);
        make_quarter(sorts[sort].typical, sorts[sort].loans);
        if (round % 4 == 3) make_lonely_quarter();
        statistics_release(&figures, &shown);
        double narrowest = attack(&shown, round < (int)LENGTH(sorts) ? 1 : 5, &hidden);
        if (narrowest < wanted - 1e-4) fail_msg("round %d: known within %f", round, narrowest);
    }
    printf("%d hidden %s attacked in %d releases\n", hidden, of_sums ? "sums" : "counts", rounds);
    assert_true(hidden > 500);
}

static void t19_no_hidden_count_can_be_found_out(void **state)
{
    (void)state;
    attack_releases(STATISTICS_FEWEST);
}

static void t19_no_hidden_sum_can_be_found_out(void **state)
{
    (void)state;
    of_sums = true;
    attack_releases(STATISTICS_FEWEST * LEAST_AID);
    of_sums = false;
}

/* The attack finds what figures hidden one by one give away. */
static void t19_the_attack_finds_what_is_hidden_without_care(void **state)
{
    (void)state;
    int found = 0;
    for (int round = 0; round < 5; round++) {
        make_quarter(25, 1);
        statistics_release(&figures, &shown);
        for (int i = 0; i < law_department_count(); i++) {
            for (int span = 0; span < STATISTICS_SPANS; span++) {
                int64_t count = figures.places[i][span].count;
                shown.places[i][span].shown = count == 0 || count >= STATISTICS_FEWEST;
            }
        }
        int hidden = 0;
        found += attack(&shown, 1, &hidden) < STATISTICS_FEWEST;
    }
    assert_int_equal(found, 5);
}

static void assert_may_be_shown(const struct released *out, const struct counted *one)
{
    if (!out->shown) {
        assert_int_equal(out->count, 0);
        assert_int_equal(out->cents, 0);
        return;
    }
    assert_true(one->count == 0 || one->count >= STATISTICS_FEWEST);
    assert_true(one->largest * 100 <= one->cents * STATISTICS_DOMINANCE);
    assert_int_equal(out->count % STATISTICS_ROUND_COUNT, 0);
    assert_int_equal(out->cents % STATISTICS_ROUND_CENTS, 0);
    assert_in_range(out->count - one->count + 2, 0, 4);
    assert_in_range(out->cents - one->cents + 5000, 0, 10000);
}

static void t19_nothing_shown_counts_fewer_than_eleven_or_is_one_persons(void **state)
{
    (void)state;
    for (int round = 0; round < 200; round++) {
        make_quarter(1 + random_below(&chance, 60), random_below(&chance, 10));
        statistics_release(&figures, &shown);
        for (int span = 0; span < STATISTICS_SPANS; span++) {
            for (int i = 0; i < law_department_count(); i++) {
                assert_may_be_shown(&shown.places[i][span], &figures.places[i][span]);
            }
            for (int form = 0; form < FORM_COUNT; form++) {
                assert_may_be_shown(&shown.forms[form][span], &figures.forms[form][span]);
            }
            assert_may_be_shown(&shown.country[span], &figures.country[span]);
        }
    }
    /* One aid makes nearly all of a figure: the figure is that aid. */
    begin();
    for (int i = 0; i < law_department_count(); i++) {
        for (int m = 0; m < STATISTICS_MONTHS; m++) add_aids(i, m, FORM_GRANT, 20);
    }
    figures.places[3][1].largest = figures.places[3][1].cents * 86 / 100;
    statistics_release(&figures, &shown);
    assert_false(shown.places[3][1].shown);
    figures.places[3][1].largest = figures.places[3][1].cents * 84 / 100;
    statistics_release(&figures, &shown);
    assert_true(shown.places[3][1].shown);
}

/* As many aids as the country awards, shared out unevenly: most places can be told. */
static void most_places_of_a_real_quarter_are_shown(void **state)
{
    (void)state;
    begin();
    int places = law_department_count(), told = 0;
    for (int aid = 0; aid < 7500; aid++) {
        /* Half of the places have four fifths of the aids. */
        int half = places / 2;
        int place = random_below(&chance, 5) > 0 ? random_below(&chance, half)
                                                 : half + random_below(&chance, places - half);
        add_aids(place, random_below(&chance, STATISTICS_MONTHS),
                 random_below(&chance, 100) == 0 ? FORM_LOAN : FORM_GRANT, 1);
    }
    statistics_release(&figures, &shown);
    for (int i = 0; i < places; i++) told += shown.places[i][STATISTICS_QUARTER].shown;
    printf("%d of %d places are told for the quarter\n", told, places);
    assert_true(told * 100 >= places * 70);
    assert_true(shown.country[STATISTICS_QUARTER].shown);
}

/* ---- the register ---- */

static void t19_a_release_is_kept_as_the_same_bytes(void **state)
{
    (void)state;
    static char room[2 * RELEASE_BYTES_MAX], again[2 * RELEASE_BYTES_MAX];
    static struct release read;
    for (int round = 0; round < 50; round++) {
        make_quarter(random_below(&chance, 60) + 1, 1);
        statistics_release(&figures, &shown);
        struct writer out = WRITER(room), second = WRITER(again);
        write_release(&out, &shown);
        assert_in_range(out.length, 100, RELEASE_BYTES_MAX);
        assert_int_equal(release_read(writer_text(&out), &read), ERR_OK);
        write_release(&second, &read);
        assert_true(text_equal(writer_text(&out), writer_text(&second)));
    }
    static const char *const wrong[] = {"",
                                        "20255\n",
                                        "x\n",
                                        "20251\n59",
                                        "20251\n59 4 - -",
                                        "20251\n00 0 - -",
                                        "20251\n59 0 1 x",
                                        "20251\n59 0 -1 2"};
    for (size_t i = 0; i < LENGTH(wrong); i++) {
        assert_int_equal(release_read(text_of(wrong[i]), &read), ERR_BAD_INPUT);
    }
}

static void quarters_follow_the_calendar(void **state)
{
    (void)state;
    struct quarter quarter = quarter_of(DATE(2025, 12, 31));
    assert_int_equal(quarter_code(quarter), 20254);
    assert_int_equal(date_compare(quarter_first_day(quarter), DATE(2025, 10, 1)), 0);
    assert_int_equal(date_compare(quarter_last_day(quarter), DATE(2025, 12, 31)), 0);
    assert_int_equal(date_compare(quarter_last_day((struct quarter){2024, 1}), DATE(2024, 3, 31)),
                     0);
    assert_int_equal(quarter_of_code(20250, &quarter), ERR_BAD_INPUT);
    assert_int_equal(quarter_of_code(18991, &quarter), ERR_BAD_INPUT);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "short") == 0) rounds = 9;
    chance = random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t19_no_hidden_count_can_be_found_out),
        cmocka_unit_test(t19_no_hidden_sum_can_be_found_out),
        cmocka_unit_test(t19_the_attack_finds_what_is_hidden_without_care),
        cmocka_unit_test(t19_nothing_shown_counts_fewer_than_eleven_or_is_one_persons),
        cmocka_unit_test(most_places_of_a_real_quarter_are_shown),
        cmocka_unit_test(t19_a_release_is_kept_as_the_same_bytes),
        cmocka_unit_test(quarters_follow_the_calendar),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
