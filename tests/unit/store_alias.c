/* The numbers by which others know a file, and what the store has no place for. */
#include "store_fixture.h"

/* T20: two associations that compare their lists find no number in common; nor does a list of ours.
 */
static void t20_each_recipient_knows_a_file_by_a_number_of_its_own(void **state)
{
    (void)state;
    struct store *store = open_url("memory:");
    static const char *const spaces[] = {"association", "author", "police", "reader"};
    static const char *const bodies[] = {"", "ASSO-12", "ASSO-13"};
    int64_t seen[200];
    int count = 0;
    for (int64_t file = 0; file < 5; file++) {
        file_number number = {482109375516 + file};
        seen[count++] = store_payment_reference(store, number, 0, 0);
        for (size_t i = 0; i < LENGTH(spaces); i++) {
            for (size_t j = 0; j < LENGTH(bodies); j++) {
                text space = text_of(spaces[i]), body = text_of(bodies[j]);
                seen[count] = store_alias(store, space, body, number);
                assert_int_equal(seen[count], store_alias(store, space, body, number));
                assert_in_range(seen[count], 1, 999999999999999);
                count++;
            }
        }
    }
    for (int i = 0; i < count; i++) {
        for (int j = 0; j < i; j++) assert_int_not_equal(seen[i], seen[j]);
    }
    /* What is before and after the bar is not run together. */
    file_number file = {482109375516};
    assert_int_not_equal(store_alias(store, T("ab"), T("c"), file),
                         store_alias(store, T("a"), T("bc"), file));
    store_close(store);
    /* Another office's key gives other numbers. */
    struct trouble trouble = {0};
    assert_int_equal(store_open(T("memory:"), master, &store, &trouble), ERR_OK);
    assert_int_not_equal(store_alias(store, T("association"), T("ASSO-12"), file), seen[2]);
    store_close(store);
}

/* T20: no table has a place for where a shelter is, nor for any address, telephone or name in
 * clear: what is hers lies sealed in the vault, what is a shelter's nowhere. */
static void t20_no_table_has_a_place_for_an_address(void **state)
{
    only_of_sqlite();
    (void)state;
    static const char *const words[] = {"address",  "street",     "postcode", "city",
                                        "commune",  "phone",      "email",    "shelter",
                                        "latitude", "place_name", "born",     "surname"};
    struct place place = place_make();
    store_close(open_url(place.url));
    sqlite3 *db = NULL;
    sqlite3_stmt *schema = NULL;
    int tables = 0;
    assert_int_equal(sqlite3_open(place.path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT sql FROM sqlite_schema WHERE sql NOT NULL", -1,
                                        &schema, NULL),
                     SQLITE_OK);
    for (; sqlite3_step(schema) == SQLITE_ROW; tables++) {
        const char *sql = (const char *)sqlite3_column_text(schema, 0);
        for (size_t j = 0; j < LENGTH(words); j++) {
            if (strstr(sql, words[j])) fail_msg("%s: %s", words[j], sql);
        }
    }
    assert_in_range(tables, 10, 1000);
    sqlite3_finalize(schema);
    sqlite3_close(db);
    place_remove(&place);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(t20_each_recipient_knows_a_file_by_a_number_of_its_own),
        cmocka_unit_test(t20_no_table_has_a_place_for_an_address),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
