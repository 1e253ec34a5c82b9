#include "unit/store_fixture.h"

#include "store/signin.h"

#include <sys/stat.h>

static int set_up(void **state)
{
    struct place *place = malloc(sizeof *place);
    *place = place_make();
    *state = place;
    return 0;
}

static int tear_down(void **state)
{
    place_remove(*state);
    free(*state);
    return 0;
}

static void nothing_she_told_can_be_read_in_the_files(void **state)
{
    only_of_sqlite();
    static const char *const markers[] = {"Camille EXEMPLE",
                                          "12 rue de l'Exemple",
                                          "FR7630006000011234567890189",
                                          "06 00 00 00 00",
                                          "Dominique EXEMPLE",
                                          "the answer given",
                                          "exemple camille 1990-01-01",
                                          "a pass phrase of tests",
                                          "CAF-59",
                                          "Agente EXEMPLE",
                                          "the provider's word of tests"};
    struct place *place = *state;
    struct store *store = open_url(place->url);
    struct vault_entry vault[VAULT_KIND_COUNT];
    for (int i = 0; i < VAULT_KIND_COUNT; i++)
        vault[i] = (struct vault_entry){(enum vault_kind)i, text_of(markers[i])};
    struct idempotency once = {.key = "k", .digest = "d", .answer = text_of(markers[5])};
    struct blind blind;
    assert_int_equal(store_blind(store, text_of(markers[6]), &blind), ERR_OK);
    struct fact facts[] = {claim_fact(), fact_of(FACT_CLAIM_TRANSMITTED),
                           order_fact(INT64_C(0x1122334455667))};
    facts[0].body.request.children_count = 2;
    facts[0].body.request.children[0].born_on = DATE(2012, 5, 1);
    facts[1].body.fund = law_fund(T("CAF-59"));
    struct append append = {.file = number_of(1),
                            .facts = facts,
                            .facts_count = 3,
                            .vault = vault,
                            .vault_count = VAULT_KIND_COUNT,
                            .identity = &blind,
                            .idempotency = &once};
    assert_int_equal(store_append(store, &append), ERR_OK);
    struct agent agent = {"agent.exemple", ROLE_CLERK, "*"};
    char token[TOKEN_LENGTH + 1];
    char session[TOKEN_LENGTH + 1];
    struct grant grant = {.scopes = 1, .expires_at = INT64_MAX};
    struct second_factor second;
    assert_int_equal(store_account_add(store, &agent, text_of(markers[7]), true), ERR_OK);
    assert_int_equal(store_account_second(store, T("agent.exemple"), &second), ERR_OK);
    assert_int_equal(store_token_add(store, &agent, &grant, token), ERR_OK);
    assert_int_equal(
        store_session_add(store, &agent, text_of(markers[9]), text_of(markers[10]), 1, session),
        ERR_OK);

    for (int pass = 0; pass < 2; pass++) { /* in the WAL, then in the database */
        assert_true(files_with(place, T("agent.exemple")) > 0); /* the search does find */
        for (size_t i = 0; i < LENGTH(markers); i++)
            if (files_with(place, text_of(markers[i])) > 0) fail_msg("marker %zu is readable", i);
        assert_int_equal(files_with(place, text_of(token)), 0);
        assert_int_equal(files_with(place, text_of(session)), 0);
        assert_int_equal(files_with(place, text_of(second.secret)), 0);
        for (int i = 0; i < RECOVERY_CODES; i++)
            assert_int_equal(files_with(place, text_of(second.recovery[i])), 0);
        assert_int_equal(files_with(place, (text){(const char *)master, sizeof master}), 0);
        for (int i = 0; i < 3; i++) {
            char bytes[BODY_BYTES_MAX];
            struct writer body = WRITER(bytes);
            body_write(&body, facts[i].kind, &facts[i].body);
            for (ptrdiff_t at = 0; at + 7 <= body.length && at < 40; at += 7)
                if (memcmp(bytes + at, "\0\0\0\0\0\0", 6) != 0)
                    assert_int_equal(files_with(place, (text){bytes + at, 7}), 0);
        }
        meddle(place, "PRAGMA wal_checkpoint(TRUNCATE)");
    }
    store_close(store);
}

static void a_wrong_master_key_opens_nothing(void **state)
{
    struct place *place = *state;
    unsigned char wrong[STORE_KEY_BYTES];
    struct store *store = open_url(place->url);
    add_file(store, number_of(1));
    store_close(store);
    for (int byte = 0; byte < STORE_KEY_BYTES; byte += 31) {
        struct trouble trouble = {0};
        memcpy(wrong, master, sizeof wrong);
        wrong[byte] ^= 1;
        store = NULL;
        assert_int_equal(store_open(text_of(place->url), wrong, &store, &trouble), ERR_BAD_INPUT);
        assert_null(store);
        assert_string_equal(trouble.expected, "the master key it was made with");
    }
    store = open_url(place->url);
    assert_int_equal(length_of(store, number_of(1)), 3);
    store_close(store);
}

static void a_ring_taken_away_is_never_replaced_by_a_new_one(void **state)
{
    static const char copied[] =
        "UPDATE meta SET value = (SELECT value FROM meta WHERE name = 'ring_body')"
        " WHERE name = 'ring_vault'";
    static const char *const cuts[] = {
        "DELETE FROM meta", "DELETE FROM meta WHERE name = 'key_check'",
        "DELETE FROM meta WHERE name = 'ring_head'",
        "UPDATE meta SET value = x'00' WHERE name = 'ring_vault'", copied};
    static const unsigned char wrong[STORE_KEY_BYTES] = "another key";
    (void)state;
    for (size_t i = 0; i < LENGTH(cuts); i++) {
        struct place place = place_make();
        struct trouble trouble = {0};
        struct store *store = open_url(place.url);
        add_file(store, number_of(1));
        store_close(store);
        meddle(&place, cuts[i]);
        store = NULL;
        assert_int_equal(store_open(text_of(place.url), master, &store, &trouble), ERR_BROKEN);
        assert_string_equal(trouble.expected, "its key ring whole");
        assert_int_not_equal(store_open(text_of(place.url), wrong, &store, &trouble), ERR_OK);
        assert_null(store);
        place_remove(&place);
    }
}

static void only_its_owner_may_read_the_files(void **state)
{
    only_of_sqlite();
    static const char *const ends[] = {"", "-wal", "-shm"};
    struct place *place = *state;
    struct store *store = open_url(place->url);
    add_file(store, number_of(1));
    for (size_t i = 0; i < LENGTH(ends); i++) {
        char path[128];
        struct stat about;
        (void)snprintf(path, sizeof path, "%s%s", place->path, ends[i]);
        assert_int_equal(stat(path, &about), 0);
        assert_int_equal(about.st_mode & 0777, 0600);
    }
    store_close(store);
}

static void the_same_words_sealed_twice_look_different(void **state)
{
    (void)state;
    unsigned char once[5 + SEAL_OVERHEAD], twice[5 + SEAL_OVERHEAD], plain[6] = {0};
    struct bound bound = store_bound(SEALED_VAULT, number_of(1), 0, 1), elsewhere = bound;
    store_seal(master, bound.bytes, T("words"), once);
    store_seal(master, bound.bytes, T("words"), twice);
    assert_memory_not_equal(once, twice, sizeof once);
    assert_int_equal(store_unseal(master, bound.bytes, (text){(char *)once, sizeof once}, plain),
                     ERR_OK);
    assert_string_equal((char *)plain, "words");
    for (int i = 0; i < BOUND_BYTES; i++) {
        elsewhere = bound;
        elsewhere.bytes[i] ^= 1;
        assert_int_equal(
            store_unseal(master, elsewhere.bytes, (text){(char *)once, sizeof once}, plain),
            ERR_BROKEN);
    }
    for (ptrdiff_t length = 0; length < (ptrdiff_t)sizeof once; length++)
        assert_int_equal(store_unseal(master, bound.bytes, (text){(char *)once, length}, plain),
                         ERR_BROKEN);
}

static void each_use_has_a_key_of_its_own(void **state)
{
    struct place *place = *state;
    struct store_keys keys, again;
    struct vault_keys vault, vault_again;
    struct trouble trouble;
    assert_int_equal(store_unlock(text_of(place->url), master, &keys, &vault, &trouble), ERR_OK);
    const unsigned char *all[] = {master,        keys.ring,   keys.body,  keys.payment,
                                  keys.remember, keys.head,   keys.reads, keys.agents,
                                  vault.wrap,    vault.blind, vault.sign};
    for (size_t i = 0; i < LENGTH(all); i++)
        for (size_t k = 0; k < i; k++) assert_memory_not_equal(all[i], all[k], STORE_KEY_BYTES);
    for (size_t i = 2; i < LENGTH(all); i++) /* but the name of the ring, which is public */
        assert_int_equal(files_with(place, (text){(const char *)all[i], STORE_KEY_BYTES}), 0);
    assert_int_equal(store_unlock(text_of(place->url), master, &again, &vault_again, &trouble),
                     ERR_OK);
    assert_memory_equal(&keys, &again, sizeof keys);
    assert_memory_equal(&vault, &vault_again, sizeof vault);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(nothing_she_told_can_be_read_in_the_files),
        TEST(a_wrong_master_key_opens_nothing),
        TEST(a_ring_taken_away_is_never_replaced_by_a_new_one),
        TEST(only_its_owner_may_read_the_files),
        cmocka_unit_test(the_same_words_sealed_twice_look_different),
        TEST(each_use_has_a_key_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
