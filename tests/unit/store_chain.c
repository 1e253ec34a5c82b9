#include "unit/store_fixture.h"

/* A store with three files; the second is spoiled, then read by a new handle. */
struct spoiled {
    struct place place;
    file_number file, before, after;
};

static struct spoiled make_files(void)
{
    struct spoiled s = {place_make(), number_of(2), number_of(1), number_of(3)};
    struct store *store = open_url(s.place.url);
    struct vault_entry accounts[] = {{VAULT_ACCOUNT, T("{\"iban\":\"first\"}")}};
    add_file(store, s.before);
    add_file(store, s.file);
    add_file(store, s.after);
    for (int i = 3; i < 5; i++) {
        struct fact fact = fact_of(FACT_DECISION_NOTIFIED);
        struct append append = {.file = s.file,
                                .expected = i,
                                .facts = &fact,
                                .facts_count = 1,
                                .vault = accounts,
                                .vault_count = 1};
        assert_int_equal(store_append(store, &append), ERR_OK);
        accounts[0].words = T("{\"iban\":\"second\"}");
    }
    store_close(store);
    return s;
}

static void count_broken(void *context, file_number file, int place)
{
    (void)file;
    (void)place;
    ++*(int *)context;
}

/* The spoiled file is BROKEN at `place`; the others read as before, and verify finds `broken`. */
static void expect_broken(struct spoiled *s, const char *what, int place, int broken)
{
    struct store *store = open_url(s->place.url);
    struct journal journal = {.count = -1};
    struct verification sum;
    int found, calls = 0;
    err e = read_file(store, s->file, &journal, &found);
    if (e != ERR_BROKEN || found != place || journal.count != -1)
        fail_msg("%s: %s at %d, expected %d", what, err_meaning(e), found, place);
    assert_int_equal(length_of(store, s->before), 3);
    assert_int_equal(length_of(store, s->after), 3);
    assert_int_equal(store_verify(store, new_arena(), &sum, count_broken, &calls), ERR_OK);
    assert_int_equal(sum.broken, broken);
    assert_int_equal(calls, broken);
    store_close(store);
    place_remove(&s->place);
}

static void whole_files_verify(void **state)
{
    (void)state;
    struct spoiled s = make_files();
    struct store *store = open_url(s.place.url);
    struct verification sum;
    int calls = 0;
    assert_int_equal(store_verify(store, new_arena(), &sum, count_broken, &calls), ERR_OK);
    assert_int_equal(sum.files, 3);
    assert_int_equal(sum.facts, 11);
    assert_int_equal(sum.broken, 0);
    assert_int_equal(calls, 0);
    store_close(store);
    place_remove(&s.place);
}

/* Changes the rows of the spoiled file that meet the condition. */
static void spoil(const struct spoiled *s, const char *set, const char *where)
{
    char sql[512];
    (void)snprintf(sql, sizeof sql, "%s WHERE file = %lld AND %s", set, (long long)s->file.number,
                   where);
    meddle(&s->place, sql);
}

static void a_changed_column_breaks_its_fact_and_no_other_file(void **state)
{
    (void)state;
    static const struct {
        const char *set;
        int broken; /* files: the facts moved to another number make a second one */
    } changes[] = {
        {"UPDATE journal SET file = file + 1", 2},
        {"UPDATE journal SET place = 90", 1},
        {"UPDATE journal SET kind = 7", 1},
        {"UPDATE journal SET kind = 99", 1},
        {"UPDATE journal SET kind = 4294967297", 1},
        {"UPDATE journal SET day = day + 1", 1},
        {"UPDATE journal SET day = 20251399", 1},
        {"UPDATE journal SET recorded_at = recorded_at + 1", 1},
        {"UPDATE journal SET actor = 'agent:13'", 1},
        {"UPDATE journal SET actor = ''", 1},
        {"UPDATE journal SET actor = actor || '0123456789012345678901234567890123456789012345'", 1},
        {"UPDATE journal SET body = x''", 1},
        {"UPDATE journal SET body = zeroblob(5000)", 1},
        {"UPDATE journal SET hash = x'00'", 1},
        {"UPDATE journal SET hash = zeroblob(32)", 1},
    };
    for (int place = 0; place < 5; place += 2) {
        char where[32];
        (void)snprintf(where, sizeof where, "place = %d", place);
        for (size_t i = 0; i < LENGTH(changes); i++) {
            struct spoiled s = make_files();
            spoil(&s, changes[i].set, where);
            expect_broken(&s, changes[i].set, place, changes[i].broken);
        }
    }
}

/* One bit of one byte of a column, wherever it lies. */
static void flip(const struct spoiled *s, const char *column, int place, int byte)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *get = NULL, *set = NULL;
    char sql[160];
    unsigned char bytes[2048];
    if (server_folder()) {
        char theirs[256];
        (void)snprintf(theirs, sizeof theirs,
                       "UPDATE journal SET %s = set_byte(%s, %s %d, get_byte(%s, %s %d) # 1)"
                       " WHERE file = %lld AND place = %d",
                       column, column, byte < 0 ? "octet_length(body)" : "", byte, column,
                       byte < 0 ? "octet_length(body)" : "", byte, (long long)s->file.number,
                       place);
        meddle(&s->place, theirs);
        return;
    }
    assert_int_equal(sqlite3_open(s->place.path, &db), SQLITE_OK);
    (void)snprintf(sql, sizeof sql, "SELECT %s FROM journal WHERE file = ?1 AND place = ?2",
                   column);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &get, NULL), SQLITE_OK);
    sqlite3_bind_int64(get, 1, s->file.number);
    sqlite3_bind_int(get, 2, place);
    assert_int_equal(sqlite3_step(get), SQLITE_ROW);
    int size = sqlite3_column_bytes(get, 0);
    memcpy(bytes, sqlite3_column_blob(get, 0), (size_t)size);
    sqlite3_finalize(get);
    bytes[byte < 0 ? size + byte : byte] ^= 1;
    (void)snprintf(sql, sizeof sql, "UPDATE journal SET %s = ?3 WHERE file = ?1 AND place = ?2",
                   column);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &set, NULL), SQLITE_OK);
    sqlite3_bind_int64(set, 1, s->file.number);
    sqlite3_bind_int(set, 2, place);
    sqlite3_bind_blob(set, 3, bytes, size, SQLITE_STATIC);
    assert_int_equal(sqlite3_step(set), SQLITE_DONE);
    sqlite3_finalize(set);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void one_flipped_bit_of_a_body_or_a_hash_is_seen(void **state)
{
    (void)state;
    static const struct {
        const char *column;
        int byte;
    } flips[] = {
        {"body", 0},  {"body", 23}, {"body", 24}, {"body", -17},
        {"body", -1}, {"hash", 0},  {"hash", 31},
    };
    for (size_t i = 0; i < LENGTH(flips); i++) {
        struct spoiled s = make_files();
        flip(&s, flips[i].column, 2, flips[i].byte);
        expect_broken(&s, flips[i].column, 2, 1);
    }
}

static void a_missing_tail_is_seen(void **state)
{
    (void)state;
    for (int keep = 0; keep < 5; keep++) {
        struct spoiled s = make_files();
        char where[32];
        (void)snprintf(where, sizeof where, "place >= %d", keep);
        spoil(&s, "DELETE FROM journal", where);
        expect_broken(&s, "tail", keep, 1);
    }
}

static void a_tail_cut_together_with_its_head_is_seen(void **state)
{
    (void)state;
    struct spoiled s = make_files();
    spoil(&s, "DELETE FROM journal", "place = 4");
    spoil(&s,
          "UPDATE heads SET length = 4, hash = (SELECT hash FROM journal WHERE journal.file = "
          "heads.file"
          " AND place = 3)",
          "1 = 1");
    expect_broken(&s, "head", 4, 1);
}

static void a_missing_head_or_key_is_seen(void **state)
{
    (void)state;
    static const char *const cuts[] = {
        "DELETE FROM heads",
        "DELETE FROM file_keys",
        "UPDATE file_keys SET body = x''",
        "UPDATE file_keys SET vault = x''",
        ("UPDATE file_keys SET body = (SELECT body FROM file_keys k"
         " WHERE k.file != file_keys.file ORDER BY body DESC LIMIT 1)"),
        "UPDATE heads SET length = -1",
        "UPDATE heads SET length = 1000000",
        "UPDATE heads SET hash = x''",
        "UPDATE heads SET seal = x'0102'",
    };
    for (size_t i = 0; i < LENGTH(cuts); i++) {
        struct spoiled s = make_files();
        spoil(&s, cuts[i], "1 = 1");
        expect_broken(&s, cuts[i], 0, 1);
    }
}

static void a_head_sealed_by_another_hand_is_seen(void **state)
{
    (void)state;
    static const char *const changes[] = {"UPDATE heads SET seal = zeroblob(32)",
                                          "UPDATE heads SET hash = zeroblob(32)",
                                          "UPDATE heads SET vault = 1"};
    for (size_t i = 0; i < LENGTH(changes); i++) {
        struct spoiled s = make_files();
        spoil(&s, changes[i], "1 = 1");
        expect_broken(&s, changes[i], 5, 1);
    }
}

static void two_facts_that_changed_places_are_seen(void **state)
{
    (void)state;
    struct spoiled s = make_files();
    spoil(&s, "UPDATE journal SET place = 90", "place = 1");
    spoil(&s, "UPDATE journal SET place = 1", "place = 2");
    spoil(&s, "UPDATE journal SET place = 2", "place = 90");
    expect_broken(&s, "swap", 1, 1);
}

static void a_fact_added_by_another_hand_is_seen(void **state)
{
    (void)state;
    struct spoiled s = make_files();
    spoil(&s,
          "INSERT INTO journal SELECT file, 5, kind, day, recorded_at, actor, body, hash FROM "
          "journal",
          "place = 4");
    expect_broken(&s, "added", 5, 1);
}

static void nothing_is_appended_to_a_file_whose_head_does_not_hold(void **state)
{
    (void)state;
    struct spoiled s = make_files();
    spoil(&s, "UPDATE heads SET vault = 7", "1 = 1");
    struct store *store = open_url(s.place.url);
    struct fact fact = fact_of(FACT_CLAIM_COMPLETED);
    struct append append = {.file = s.file, .expected = 5, .facts = &fact, .facts_count = 1};
    assert_int_equal(store_append(store, &append), ERR_BROKEN);
    store_close(store);
    place_remove(&s.place);
}

static void an_older_account_does_not_come_back_when_the_newer_is_taken_away(void **state)
{
    (void)state;
    static const char *const changes[] = {
        "DELETE FROM vault WHERE place = 4",
        "DELETE FROM vault WHERE place = 4; UPDATE heads SET vault = 1 WHERE vault = 2",
        "UPDATE vault SET place = 5 WHERE place = 3", /* the older made the latest */
        "UPDATE vault SET sealed = (SELECT sealed FROM vault WHERE place = 3) WHERE place = 4",
        "UPDATE vault SET sealed = x'00' WHERE place = 4",
        "UPDATE vault SET sealed = zeroblob(100000) WHERE place = 4",
    };
    for (size_t i = 0; i < LENGTH(changes); i++) {
        struct spoiled s = make_files();
        meddle(&s.place, changes[i]);
        struct store *store = open_url(s.place.url);
        struct arena a = new_arena();
        text words = T("untouched");
        assert_int_equal(store_vault_read(store, s.file, VAULT_ACCOUNT, &a, &words), ERR_BROKEN);
        assert_true(text_equal(words, T("untouched")));
        store_close(store);
        place_remove(&s.place);
    }
}

static void an_entry_moved_to_another_file_or_kind_does_not_open(void **state)
{
    (void)state;
    struct place place = place_make();
    struct store *store = open_url(place.url);
    struct fact fact = claim_fact();
    struct vault_entry entries[] = {{VAULT_CONTACT, T("{\"channel\":\"desk\"}")},
                                    {VAULT_ACCOUNT, T("{\"iban\":\"hers\"}")}};
    for (int i = 1; i < 3; i++) {
        struct append append = {.file = number_of(i),
                                .facts = &fact,
                                .facts_count = 1,
                                .vault = entries,
                                .vault_count = 2};
        assert_int_equal(store_append(store, &append), ERR_OK);
    }
    char sql[256];
    (void)snprintf(sql, sizeof sql,
                   "UPDATE vault SET sealed = (SELECT sealed FROM vault v WHERE v.file = vault.file"
                   " AND v.kind = %d) WHERE kind = %d",
                   VAULT_ACCOUNT, VAULT_CONTACT);
    meddle(&place, sql);
    struct arena a = new_arena();
    text words = {0};
    assert_int_equal(store_vault_read(store, number_of(1), VAULT_ACCOUNT, &a, &words), ERR_OK);
    assert_int_equal(store_vault_read(store, number_of(1), VAULT_CONTACT, &a, &words), ERR_BROKEN);

    /* The other file's entry, even together with its key. */
    (void)snprintf(sql, sizeof sql,
                   "UPDATE vault SET sealed = (SELECT sealed FROM vault v WHERE v.file = %lld"
                   " AND v.kind = vault.kind)",
                   (long long)number_of(2).number);
    meddle(&place, sql);
    assert_int_equal(store_vault_read(store, number_of(1), VAULT_ACCOUNT, &a, &words), ERR_BROKEN);
    (void)snprintf(sql, sizeof sql,
                   "UPDATE file_keys SET vault = (SELECT vault FROM file_keys k"
                   " WHERE k.file = %lld)",
                   (long long)number_of(2).number);
    meddle(&place, sql);
    assert_int_equal(store_vault_read(store, number_of(2), VAULT_ACCOUNT, &a, &words), ERR_OK);
    assert_int_equal(store_vault_read(store, number_of(1), VAULT_ACCOUNT, &a, &words), ERR_BROKEN);
    store_close(store);
    place_remove(&place);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_files_verify),
        cmocka_unit_test(a_changed_column_breaks_its_fact_and_no_other_file),
        cmocka_unit_test(one_flipped_bit_of_a_body_or_a_hash_is_seen),
        cmocka_unit_test(a_missing_tail_is_seen),
        cmocka_unit_test(a_tail_cut_together_with_its_head_is_seen),
        cmocka_unit_test(a_missing_head_or_key_is_seen),
        cmocka_unit_test(a_head_sealed_by_another_hand_is_seen),
        cmocka_unit_test(two_facts_that_changed_places_are_seen),
        cmocka_unit_test(a_fact_added_by_another_hand_is_seen),
        cmocka_unit_test(nothing_is_appended_to_a_file_whose_head_does_not_hold),
        cmocka_unit_test(an_older_account_does_not_come_back_when_the_newer_is_taken_away),
        cmocka_unit_test(an_entry_moved_to_another_file_or_kind_does_not_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
