#include "unit/store_fixture.h"

#include "store/parties.h"

static const unsigned char new_master[STORE_KEY_BYTES] = "another key, 32 bytes long......";
#define FILES 200

static struct store *open_with_key(const struct place *p, const unsigned char *key, err expected)
{
    struct store *store = NULL;
    struct trouble trouble = {0};
    assert_int_equal(store_open(text_of(p->url), key, &store, &trouble), expected);
    return store;
}

static void add_vault_file(struct store *store, int i)
{
    struct fact fact = claim_fact();
    struct vault_entry entry = {VAULT_PERSON, T("Camille EXEMPLE")};
    struct blind identity;
    struct idempotency once = {.digest = "d", .answer = T("the receipt")};
    memcpy(once.key, &i, sizeof i);
    assert_int_equal(store_blind(store, T("exemple camille 1990-01-01"), &identity), ERR_OK);
    struct append append = {.file = number_of(i),
                            .facts = &fact,
                            .facts_count = 1,
                            .vault = &entry,
                            .vault_count = 1,
                            .identity = &identity,
                            .idempotency = &once};
    assert_int_equal(store_append(store, &append), ERR_OK);
}

static void expect_whole(struct store *store, int i)
{
    struct arena a = new_arena();
    text words = {0};
    struct idempotency once = {.digest = "d"};
    memcpy(once.key, &i, sizeof i);
    assert_int_equal(length_of(store, number_of(i)), 1);
    assert_int_equal(store_vault_read(store, number_of(i), VAULT_PERSON, &a, &words), ERR_OK);
    assert_true(text_equal(words, T("Camille EXEMPLE")));
    assert_int_equal(store_remembered(store, once.key, once.digest, &a, &words), ERR_OK);
    assert_true(text_equal(words, T("the receipt")));
    once.digest[0] = 'e';
    assert_int_equal(store_remembered(store, once.key, once.digest, &a, &words), ERR_MISMATCH);
}

static void t24_after_a_rotation_the_new_key_opens_everything_and_the_old_nothing(void **state)
{
    (void)state;
    struct place place = place_make();
    struct store *store = open_url(place.url);
    struct blind before, after;
    struct rotation done;
    char pem_before[PUBLIC_KEY_PEM_MAX], pem_after[PUBLIC_KEY_PEM_MAX];
    for (int i = 1; i <= FILES; i++) add_vault_file(store, i);
    struct erasure why = {DATE(2031, 1, 1), ERASED_RETENTION};
    assert_int_equal(store_erase(store, number_of(7), &why), ERR_OK);
    int64_t reference = store_payment_reference(store, number_of(1), 4, 1);
    assert_int_equal(store_blind(store, T("exemple camille 1990-01-01"), &before), ERR_OK);
    assert_int_equal(store_public_key(store, pem_before), ERR_OK);

    assert_int_equal(store_rotate(store, new_master, &done), ERR_OK);
    assert_true(done.files == FILES - 1 && done.unopened == 0);
    for (int pass = 0; pass < 2; pass++) { /* by the handle that rotated, then by another */
        for (int i = 1; i <= FILES; i++)
            if (i != 7) expect_whole(store, i);
        assert_int_equal(length_of(store, number_of(7)), -(int)ERR_ERASED);
        /* What a bank and the blind indexes know stays. */
        assert_true(reference == store_payment_reference(store, number_of(1), 4, 1));
        assert_int_equal(store_blind(store, T("exemple camille 1990-01-01"), &after), ERR_OK);
        assert_memory_equal(&before, &after, sizeof before);
        assert_int_equal(store_public_key(store, pem_after), ERR_OK);
        assert_string_equal(pem_before, pem_after);
        add_vault_file(store, FILES + 1 + pass);
        store_close(store);
        assert_null(open_with_key(&place, master, ERR_BAD_INPUT));
        store = open_with_key(&place, new_master, ERR_OK);
    }
    store_close(store);
    place_remove(&place);
}

static void a_profile_opens_after_a_rotation(void **state)
{
    only_of_sqlite();
    (void)state;
    struct place place = place_make();
    struct store *store = open_url(place.url);
    struct rotation done;
    struct seekers seekers = {.agent = 77};
    assert_int_equal(store_profile_set(store, T("agent.exemple"), T("EXEMPLE"), &seekers, false),
                     ERR_OK);
    assert_int_equal(store_rotate(store, new_master, &done), ERR_OK);
    assert_int_equal(done.unopened, 0);
    sqlite3 *db = NULL;
    sqlite3_stmt *s = NULL;
    struct wrapped_key key;
    unsigned char words[8] = {0};
    assert_int_equal(sqlite3_open(place.path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT wrapped, words FROM profiles", -1, &s, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(s), SQLITE_ROW);
    memcpy(key.bytes, sqlite3_column_blob(s, 0), sizeof key.bytes);
    text sealed = {sqlite3_column_blob(s, 1), sqlite3_column_bytes(s, 1)};
    struct piece piece = {SEALED_VAULT, {-77}, 0, VAULT_PERSON};
    const struct keeper *k = &store->keeper;
    assert_int_equal(k->does->open(k->context, &piece, &key, sealed, words), ERR_OK);
    assert_string_equal((const char *)words, "EXEMPLE");
    sqlite3_finalize(s);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    store_close(store);
    place_remove(&place);
}

static void t24_the_old_key_and_an_old_ring_open_no_new_page(void **state)
{
    (void)state;
    struct place place = place_make();
    struct store *store = open_url(place.url);
    struct store_keys old, new;
    struct vault_keys old_vault, new_vault;
    struct trouble trouble;
    struct rotation done;
    add_vault_file(store, 1);
    assert_int_equal(store_unlock(text_of(place.url), master, &old, &old_vault, &trouble), ERR_OK);
    assert_int_equal(store_rotate(store, new_master, &done), ERR_OK);
    assert_int_equal(store_scrub(store), ERR_OK);
    assert_int_equal(store_unlock(text_of(place.url), new_master, &new, &new_vault, &trouble),
                     ERR_OK);
    assert_memory_not_equal(old.ring, new.ring, STORE_KEY_BYTES);
    assert_memory_not_equal(old.body, new.body, STORE_KEY_BYTES);
    assert_memory_not_equal(old.head, new.head, STORE_KEY_BYTES);
    assert_memory_not_equal(old.remember, new.remember, STORE_KEY_BYTES);
    assert_memory_not_equal(old_vault.wrap, new_vault.wrap, STORE_KEY_BYTES);
    assert_memory_equal(old.payment, new.payment, STORE_KEY_BYTES);
    assert_memory_equal(old.digest, new.digest, STORE_KEY_BYTES);
    assert_memory_equal(old.reads, new.reads, STORE_KEY_BYTES);
    assert_memory_equal(old_vault.blind, new_vault.blind, STORE_KEY_BYTES);
    assert_memory_equal(old_vault.sign, new_vault.sign, STORE_KEY_BYTES);
    assert_int_equal(files_with(&place, (text){(const char *)old.ring, STORE_KEY_BYTES}), 0);
    store_close(store);
    place_remove(&place);
}

static void a_process_with_the_old_keys_is_down_and_writes_nothing(void **state)
{
    (void)state;
    struct place place = place_make();
    struct store *store = open_url(place.url), *other = open_url(place.url);
    struct rotation done;
    add_vault_file(store, 1);
    assert_int_equal(store_rotate(store, new_master, &done), ERR_OK);
    struct fact fact = claim_fact();
    struct append append = {.file = number_of(2), .facts = &fact, .facts_count = 1};
    assert_int_equal(store_append(other, &append), ERR_STORE_DOWN);
    assert_int_equal(length_of(other, number_of(1)), -(int)ERR_STORE_DOWN);
    assert_int_equal(length_of(store, number_of(2)), -(int)ERR_NOT_FOUND);
    store_close(other);
    store_close(store);
    place_remove(&place);
}

static void a_rotation_blesses_nothing_that_did_not_verify(void **state)
{
    (void)state;
    struct place place = place_make();
    struct store *store = open_url(place.url);
    struct rotation done;
    for (int i = 1; i < 5; i++) add_vault_file(store, i);
    char sql[400];
    (void)snprintf(sql, sizeof sql,
                   "UPDATE heads SET vault = 5 WHERE file = %lld;"
                   "UPDATE file_keys SET vault = zeroblob(72) WHERE file = %lld;"
                   "UPDATE file_keys SET body = x'00' WHERE file = %lld",
                   (long long)number_of(1).number, (long long)number_of(2).number,
                   (long long)number_of(3).number);
    meddle(&place, sql);
    assert_int_equal(store_rotate(store, new_master, &done), ERR_OK);
    assert_true(done.files == 2 && done.unopened == 2);
    assert_int_equal(length_of(store, number_of(1)), -(int)ERR_BROKEN);
    assert_int_equal(length_of(store, number_of(2)), -(int)ERR_BROKEN);
    assert_int_equal(length_of(store, number_of(3)), -(int)ERR_BROKEN);
    expect_whole(store, 4);
    store_close(store);
    place_remove(&place);
}

static void a_rotation_to_the_same_key_or_a_busy_store_changes_nothing(void **state)
{
    (void)state;
    struct place place = place_make();
    struct store *store = open_url(place.url);
    struct rotation done = {.files = -1};
    add_vault_file(store, 1);
    assert_int_equal(store_rotate(store, master, &done), ERR_BAD_INPUT);
    meddle(&place,
           server_folder()
               ? "CREATE FUNCTION stop() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; "
                 "END $$;"
                 " CREATE TRIGGER stop BEFORE UPDATE ON meta EXECUTE FUNCTION stop()"
               : "CREATE TRIGGER stop BEFORE UPDATE ON meta BEGIN SELECT RAISE(ABORT, 'no'); END");
    assert_int_not_equal(store_rotate(store, new_master, &done), ERR_OK); /* fails at its end */
    meddle(&place, server_folder() ? "DROP TRIGGER stop ON meta" : "DROP TRIGGER stop");
    assert_int_equal(done.files, -1);
    expect_whole(store, 1);
    store_close(store);
    store = open_with_key(&place, master, ERR_OK);
    expect_whole(store, 1);
    store_close(store);
    place_remove(&place);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t24_after_a_rotation_the_new_key_opens_everything_and_the_old_nothing),
        cmocka_unit_test(a_profile_opens_after_a_rotation),
        cmocka_unit_test(t24_the_old_key_and_an_old_ring_open_no_new_page),
        cmocka_unit_test(a_process_with_the_old_keys_is_down_and_writes_nothing),
        cmocka_unit_test(a_rotation_blesses_nothing_that_did_not_verify),
        cmocka_unit_test(a_rotation_to_the_same_key_or_a_busy_store_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
