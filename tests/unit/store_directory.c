#include "unit/store_fixture.h"

/* Lists of who may help: a département's rows whole, the last list counts, nothing half written. */

static struct place place;
static struct store *store;

static int set_up(void **state)
{
    (void)state;
    place = place_make();
    store = open_url(place.url);
    return 0;
}
static int tear_down(void **state)
{
    (void)state;
    store_close(store);
    place_remove(&place);
    return 0;
}

static err read_back(enum store_list list, const char *code, date *dated, text *words)
{
    static char kept[4096];
    struct arena a = arena_over(kept, sizeof kept);
    return store_directory_read(store, list, text_of(code), &a, dated, words);
}

static void the_last_list_of_a_departement_counts(void **state)
{
    (void)state;
    date dated;
    text words;
    assert_int_equal(read_back(STORE_LIST_PLACES, "59", &dated, &words), ERR_NOT_FOUND);
    assert_int_equal(
        store_directory_write(store, STORE_LIST_PLACES, T("59"), DATE(2026, 1, 2), T("one\n")),
        ERR_OK);
    assert_int_equal(
        store_directory_write(store, STORE_LIST_COURTS, T("59"), DATE(2026, 1, 3), T("two\n")),
        ERR_OK);
    assert_int_equal(
        store_directory_write(store, STORE_LIST_PLACES, T("59"), DATE(2026, 2, 2), T("three\n")),
        ERR_OK);
    assert_int_equal(read_back(STORE_LIST_PLACES, "59", &dated, &words), ERR_OK);
    assert_true(text_equal(words, T("three\n")));
    assert_int_equal(date_compare(dated, DATE(2026, 2, 2)), 0);
    assert_int_equal(read_back(STORE_LIST_COURTS, "59", &dated, &words), ERR_OK);
    assert_true(text_equal(words, T("two\n")));
    assert_int_equal(read_back(STORE_LIST_PLACES, "62", &dated, &words), ERR_NOT_FOUND);
}

static void nothing_is_half_written(void **state)
{
    (void)state;
    date dated;
    text words;
    static char large[DIRECTORY_WORDS_MAX + 1];
    assert_int_equal(store_begin(store), ERR_OK);
    assert_int_equal(
        store_directory_write(store, STORE_LIST_PLACES, T("62"), DATE(2026, 1, 2), T("one\n")),
        ERR_OK);
    assert_int_equal(store_directory_write(store, STORE_LIST_PLACES, T("80"), DATE(2026, 1, 2),
                                           (text){large, sizeof large}),
                     ERR_BAD_INPUT);
    store_rollback(store);
    assert_int_equal(read_back(STORE_LIST_PLACES, "62", &dated, &words), ERR_NOT_FOUND);
}

static void count_area(void *context, text code)
{
    (void)code;
    (*(int *)context)++;
}

static void the_departements_with_a_list_are_told(void **state)
{
    (void)state;
    int count = 0;
    assert_int_equal(
        store_directory_write(store, STORE_LIST_PLACES, T("2A"), DATE(2026, 1, 2), T("")), ERR_OK);
    assert_int_equal(store_directory_areas(store, STORE_LIST_PLACES, count_area, &count), ERR_OK);
    assert_int_equal(count, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_last_list_of_a_departement_counts),
        cmocka_unit_test(nothing_is_half_written),
        cmocka_unit_test(the_departements_with_a_list_are_told),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
