#include "unit/store_fixture.h"

#include "store/reads.h"

static const struct erasure by_request = {{2031, 3, 2}, ERASED_REQUEST};

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

static struct blind identity = {"a person"};

/* A file with everything that hangs on one. */
static void add_whole_file(struct store *store, file_number file)
{
    struct fact facts[] = {claim_fact(), fact_of(FACT_CLAIM_COMPLETED), order_fact(file.number)};
    struct vault_entry vault[VAULT_KIND_COUNT];
    for (int i = 0; i < VAULT_KIND_COUNT; i++)
        vault[i] = (struct vault_entry){(enum vault_kind)i, T("Camille EXEMPLE")};
    struct projection projection = {.claim = STAGE_CLAIM_COMPLETE, .payment = STAGE_PAYMENT_NONE};
    projection.fund = law_fund(T("CAF-59"));
    projection.duties_count = 1;
    projection.orders_count = 1;
    projection.orders[0].reference = file.number;
    struct idempotency once = {.digest = "d", .answer = T("the receipt")};
    memcpy(once.key, &file, sizeof file);
    struct append append = {.file = file,
                            .facts = facts,
                            .facts_count = 3,
                            .vault = vault,
                            .vault_count = VAULT_KIND_COUNT,
                            .identity = &identity,
                            .projection = &projection,
                            .idempotency = &once};
    assert_int_equal(store_append(store, &append), ERR_OK);
}

static int64_t count(const struct place *p, const char *sql) { return ask_number(p, sql); }

static void no_broken(void *context, file_number file, int place)
{
    (void)context;
    fail_msg("file %lld: fact %d does not verify", (long long)file.number, place);
}

static void count_broken(void *context, file_number file, int place)
{
    (void)file, (void)place;
    ++*(int *)context;
}

static void t24_an_erased_file_is_told_from_a_damaged_one_and_still_verifies(void **state)
{
    struct place *place = *state;
    struct store *store = open_url(place->url);
    struct erasure found = {0};
    for (int i = 1; i < 4; i++) add_whole_file(store, number_of(i));
    assert_int_equal(store_erasure(store, number_of(2), &found), ERR_NOT_FOUND);
    assert_int_equal(store_erase(store, number_of(2), &by_request), ERR_OK);

    struct arena a = new_arena();
    text words = T("untouched");
    assert_int_equal(length_of(store, number_of(2)), -(int)ERR_ERASED);
    for (int kind = 0; kind < VAULT_KIND_COUNT; kind++)
        assert_int_equal(store_vault_read(store, number_of(2), (enum vault_kind)kind, &a, &words),
                         ERR_NOT_FOUND);
    assert_true(text_equal(words, T("untouched")));
    assert_int_equal(store_erasure(store, number_of(2), &found), ERR_OK);
    assert_int_equal(found.reason, ERASED_REQUEST);
    assert_true(date_compare(found.day, by_request.day) == 0);
    struct blind blind;
    assert_int_equal(store_identity(store, number_of(2), &blind), ERR_NOT_FOUND);
    file_number same[4];
    int others = 0;
    assert_int_equal(store_same_person(store, &identity, (file_number){0}, 4, same, &others),
                     ERR_OK);
    assert_int_equal(others, 2);
    struct projection projection;
    assert_int_equal(store_projection_read(store, number_of(2), &projection), ERR_NOT_FOUND);
    struct idempotency once = {.digest = "d"};
    file_number file = number_of(2);
    memcpy(once.key, &file, sizeof file);
    assert_int_equal(store_remembered(store, once.key, once.digest, &a, &words), ERR_NOT_FOUND);

    struct verification sum;
    assert_int_equal(store_verify(store, new_arena(), &sum, no_broken, NULL), ERR_OK);
    assert_true(sum.files == 3 && sum.erased == 1 && sum.broken == 0 && sum.facts == 6);
    assert_int_equal(length_of(store, number_of(1)), 3);
    assert_int_equal(length_of(store, number_of(3)), 3);
    store_close(store);
}

static void t24_a_reason_to_read_goes_with_its_file(void **state)
{
    struct place *place = *state;
    struct store *store = open_url(place->url);
    add_whole_file(store, number_of(1));
    struct read_entry entry = {.moment = INT64_C(1764061200000000),
                               .agent = T("agent.exemple"),
                               .role = T("clerk"),
                               .body = T("CAF-59"),
                               .what = READ_FILE,
                               .file = number_of(1),
                               .purpose = T("instruction"),
                               .reason = T("Camille EXEMPLE called")};
    assert_int_equal(store_begin(store), ERR_OK);
    assert_int_equal(store_read_entry(store, &entry), ERR_OK);
    assert_int_equal(store_commit(store), ERR_OK);
    struct read_filter filter = {.file = number_of(1)};
    struct read_line line;
    int lines = 0;
    struct arena a = new_arena();
    text reason;
    assert_int_equal(store_reads_page(store, &filter, READ_NEWEST, 1, &line, &lines), ERR_OK);
    assert_int_equal(lines, 1);
    assert_int_equal(store_read_reason(store, &line, &a, &reason), ERR_OK);
    assert_int_equal(store_erase(store, number_of(1), &by_request), ERR_OK);
    assert_int_equal(store_read_reason(store, &line, &a, &reason), ERR_NOT_FOUND);
    assert_int_equal(store_begin(store), ERR_OK);
    assert_int_equal(store_read_entry(store, &entry), ERR_NOT_FOUND); /* as if never there */
    store_rollback(store);
    store_close(store);
}

static void nothing_is_written_to_an_erased_file(void **state)
{
    struct place *place = *state;
    struct store *store = open_url(place->url);
    add_whole_file(store, number_of(1));
    assert_int_equal(store_erase(store, number_of(2), &by_request), ERR_NOT_FOUND);
    assert_int_equal(store_erase(store, number_of(1), &by_request), ERR_OK);
    assert_int_equal(store_erase(store, number_of(1), &by_request), ERR_ERASED);
    struct fact fact = fact_of(FACT_CLAIM_COMPLETED);
    struct append append = {.file = number_of(1), .expected = 3, .facts = &fact, .facts_count = 1};
    assert_int_equal(store_append(store, &append), ERR_ERASED);
    append.expected = 0; /* nor is it made again under the same number */
    assert_int_equal(store_append(store, &append), ERR_CONFLICT);
    store_close(store);
}

static void an_erasure_by_another_hand_is_seen(void **state)
{
    (void)state;
    static const struct {
        bool erased;
        const char *sql;
    } changes[] = {
        {false, "UPDATE file_keys SET body = x'', vault = x''"},
        {false, "UPDATE file_keys SET body = x'', vault = x''; DELETE FROM vault;"
                " UPDATE heads SET erased = 20310302, reason = 2, vault = 0"},
        {true, "UPDATE heads SET erased = 0, reason = 0"},
        {true, "UPDATE heads SET reason = 3"},
        {true, "UPDATE heads SET reason = 99"},
        {true, "UPDATE heads SET erased = 20310303"},
        {true, "UPDATE file_keys SET body = zeroblob(72)"},
        {true, "DELETE FROM file_keys"},
        {true, "UPDATE journal SET day = 20300101 WHERE place = 1"},
        {true, "DELETE FROM journal WHERE place = 2"},
        {true, "INSERT INTO vault VALUES ((SELECT file FROM heads), 1, 1, x'00')"},
    };
    for (size_t i = 0; i < LENGTH(changes); i++) {
        struct place place = place_make();
        struct store *store = open_url(place.url);
        add_whole_file(store, number_of(1));
        if (changes[i].erased)
            assert_int_equal(store_erase(store, number_of(1), &by_request), ERR_OK);
        store_close(store);
        meddle(&place, changes[i].sql);
        store = open_url(place.url);
        struct verification sum;
        int broken = 0;
        assert_int_equal(store_verify(store, new_arena(), &sum, count_broken, &broken), ERR_OK);
        if (broken != 1 || sum.erased != 0) fail_msg("change %zu is not seen", i);
        store_close(store);
        place_remove(&place);
    }
}

/* The first bytes of each sealed piece and key of some files, as they lie in the store. */
#define NEEDLE  24
#define NEEDLES 4096
static unsigned char needles[NEEDLES][NEEDLE];
static int needles_count;

/* Numbers in no order, entries of all lengths: pages split, merge and move their cells. */
static file_number scattered(int i) { return file_number_make((uint64_t)i * 0x9E3779B97F4A7C15u); }

enum { FILES = 600, ERASED_EVERY = 3 };

static bool is_to_be_erased(int64_t file)
{
    for (int i = 1; i <= FILES; i += ERASED_EVERY)
        if (scattered(i).number == file) return true;
    return false;
}

/* `select` gives the piece, then its file. */
static void watch(const struct place *p, const char *select)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *s = NULL;
    assert_int_equal(sqlite3_open(p->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, select, -1, &s, NULL), SQLITE_OK);
    while (sqlite3_step(s) == SQLITE_ROW) {
        if (!is_to_be_erased(sqlite3_column_int64(s, 1))) continue;
        assert_true(sqlite3_column_bytes(s, 0) >= NEEDLE && needles_count < NEEDLES);
        memcpy(needles[needles_count++], sqlite3_column_blob(s, 0), NEEDLE);
    }
    sqlite3_finalize(s);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* Needles by their first two bytes: the first of each list, and the next of the same. */
static int first_of[1 << 16], next_of[NEEDLES];

static int start_of(const unsigned char *bytes) { return bytes[0] << 8 | bytes[1]; }

static void count_in(const unsigned char *bytes, size_t size, bool found[NEEDLES])
{
    for (size_t at = 0; at + NEEDLE <= size; at++)
        for (int i = first_of[start_of(bytes + at)]; i > 0; i = next_of[i - 1])
            if (memcmp(bytes + at, needles[i - 1], NEEDLE) == 0) found[i - 1] = true;
}

/* How many of them are still in one of the files; each place is looked at once. */
static int remainders(const struct place *p)
{
    static const char *const ends[] = {"", "-wal", "-shm"};
    static unsigned char bytes[1 << 24];
    static bool found[NEEDLES];
    int sum = 0;
    memset(found, 0, sizeof found);
    memset(first_of, 0, sizeof first_of);
    for (int i = 0; i < needles_count; i++) {
        next_of[i] = first_of[start_of(needles[i])];
        first_of[start_of(needles[i])] = i + 1;
    }
    for (size_t i = 0; i < LENGTH(ends); i++) {
        char path[128];
        (void)snprintf(path, sizeof path, "%s%s", p->path, ends[i]);
        FILE *file = fopen(path, "rb");
        if (!file) fail_msg("%s is not there", path);
        size_t size = fread(bytes, 1, sizeof bytes, file);
        assert_true(size < sizeof bytes);
        (void)fclose(file);
        count_in(bytes, size, found);
    }
    for (int i = 0; i < needles_count; i++) sum += found[i];
    return sum;
}

static void add_scattered(struct store *store, int i)
{
    static char words[6000];
    memset(words, 'x', sizeof words);
    struct fact fact = claim_fact();
    struct vault_entry entries[] = {{VAULT_PERSON, {words, i * 37 % 700}},
                                    {VAULT_CONTACT, {words, i * 61 % 6000}}};
    memcpy(identity.bytes + 8, &i, sizeof i);
    struct append append = {.file = scattered(i),
                            .facts = &fact,
                            .facts_count = 1,
                            .vault = entries,
                            .vault_count = 2,
                            .identity = &identity};
    assert_int_equal(store_append(store, &append), ERR_OK);
}

static void t24_no_page_keeps_a_remainder_of_an_erased_file(void **state)
{
    only_of_sqlite();
    struct place *place = *state;
    struct store *store = open_url(place->url);
    needles_count = 0;
    for (int i = 1; i <= FILES; i++) {
        if (i % 50 == 1) assert_int_equal(store_begin(store), ERR_OK);
        add_scattered(store, i);
        if (i % 50 == 0) assert_int_equal(store_commit(store), ERR_OK);
    }
    watch(place, "SELECT body, file FROM file_keys");
    watch(place, "SELECT vault, file FROM file_keys");
    watch(place, "SELECT sealed, file FROM vault");
    watch(place, "SELECT blind, file FROM identities");
    assert_int_equal(needles_count, 5 * FILES / ERASED_EVERY);
    meddle(place, "PRAGMA wal_checkpoint(TRUNCATE)");
    assert_int_equal(remainders(place), needles_count); /* the search does find */
    assert_int_equal(store_begin(store), ERR_OK);
    for (int i = 1; i <= FILES; i += ERASED_EVERY)
        assert_int_equal(store_erase(store, scattered(i), &by_request), ERR_OK);
    assert_int_equal(store_commit(store), ERR_OK);
    assert_int_equal(store_scrub(store), ERR_OK);
    assert_int_equal(remainders(place), 0);
    struct verification sum;
    assert_int_equal(store_verify(store, new_arena(), &sum, no_broken, NULL), ERR_OK);
    assert_true(sum.erased == FILES / ERASED_EVERY && sum.files == FILES);
    store_close(store);
}

static void t24_each_table_of_files_stays_or_is_cleared(void **state)
{
    static const char *const stays[] = {"file_keys", "heads", "journal", "reads"};
    static const struct {
        const char *table, *row; /* of the first file */
    } cleared[] = {
        {"vault", NULL},
        {"identities", NULL},
        {"idempotency", NULL},
        {"summaries", NULL},
        {"duties", NULL},
        {"orders", NULL},
        {"assignments", "SELECT file, 'work', 'a', 'b', 'c', 1 FROM heads"},
        {"shares", "SELECT file, 'b', 1, 1 FROM heads"},
        {"attachments", "SELECT file, 0, 0, x'' FROM heads"},
        {"party_keys", "SELECT file, 0, 0, x'' FROM heads"},
        {"party_marks", "SELECT x'01', file FROM heads"},
        {"barred", "SELECT 1, file, 0 FROM heads"},
        {"custody", "SELECT file, 'b', 1 FROM heads"},
        {"alerts", "SELECT file, 'k', 1, file, 1, 1, 0, x'' FROM heads"},
        {"portals", "SELECT file, x'01', 's', 1 FROM heads"},
        {"tickets", "SELECT 'w', file, 1 FROM heads"},
        {"notices", "SELECT 1, file, 'a', 'b', 'c', 'd', 1, 1, x'', '', 0 FROM heads"},
    };
    struct place *place = *state;
    struct store *store = open_url(place->url);
    add_whole_file(store, number_of(1));
    for (size_t i = 0; i < LENGTH(cleared); i++) {
        char sql[256];
        (void)snprintf(sql, sizeof sql, "INSERT INTO %s %s", cleared[i].table,
                       cleared[i].row ? cleared[i].row : "");
        if (cleared[i].row) meddle(place, sql);
        (void)snprintf(sql, sizeof sql, "SELECT COUNT(*) FROM %s", cleared[i].table);
        if (count(place, sql) < 1) fail_msg("%s is empty", cleared[i].table);
    }
    assert_int_equal(store_erase(store, number_of(1), &by_request), ERR_OK);
    for (size_t i = 0; i < LENGTH(cleared); i++) {
        char sql[256];
        (void)snprintf(sql, sizeof sql, "SELECT COUNT(*) FROM %s", cleared[i].table);
        if (count(place, sql) > 0) fail_msg("%s keeps a row", cleared[i].table);
    }
    assert_int_equal(
        count(place, server_folder()
                         ? "SELECT COUNT(*) FROM pg_attribute a JOIN pg_class c ON"
                           " c.oid = a.attrelid WHERE a.attname = 'file' AND c.relkind IN"
                           " ('r', 'p') AND NOT c.relispartition"
                         : "SELECT COUNT(DISTINCT m.name) FROM sqlite_schema m,"
                           " pragma_table_info(m.name) c"
                           " WHERE m.type = 'table' AND c.name = 'file'"),
        LENGTH(stays) + LENGTH(cleared));
    store_close(store);
}

static void a_scrub_waits_for_nobody_for_ever_and_can_be_asked_again(void **state)
{
    struct place *place = *state;
    struct store *store = open_url(place->url);
    add_whole_file(store, number_of(1));
    struct store *other = open_url(place->url);
    assert_int_equal(store_begin(other), ERR_OK);
    assert_int_equal(store_scrub(store), ERR_STORE_DOWN);
    store_close(other);
    assert_int_equal(store_scrub(store), ERR_OK);
    assert_int_equal(length_of(store, number_of(1)), 3);
    store_close(store);
    store = open_url("memory:");
    add_whole_file(store, number_of(1));
    assert_int_equal(store_scrub(store), ERR_OK);
    assert_int_equal(length_of(store, number_of(1)), 3);
    store_close(store);
}

static void remembered_answers_are_forgotten_by_their_moment(void **state)
{
    struct place *place = *state;
    struct store *store = open_url(place->url);
    add_whole_file(store, number_of(1));
    int64_t recorded = claim_fact().recorded_at;
    assert_int_equal(store_answers_forget(store, recorded), ERR_OK);
    assert_int_equal(count(place, "SELECT COUNT(*) FROM idempotency"), 1);
    assert_int_equal(store_answers_forget(store, recorded + 1), ERR_OK);
    assert_int_equal(count(place, "SELECT COUNT(*) FROM idempotency"), 0);
    store_close(store);
}

static void each_reason_has_its_word(void **state)
{
    (void)state;
    assert_int_equal(words_find(&store_erasure_reasons, T("retention")), ERASED_RETENTION);
    assert_int_equal(words_find(&store_erasure_reasons, T("request")), ERASED_REQUEST);
    assert_int_equal(words_find(&store_erasure_reasons, T("judgment")), ERASED_JUDGMENT);
    assert_int_equal(words_find(&store_erasure_reasons, T("mistake")), ERASED_MISTAKE);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(t24_an_erased_file_is_told_from_a_damaged_one_and_still_verifies),
        TEST(t24_a_reason_to_read_goes_with_its_file),
        TEST(nothing_is_written_to_an_erased_file),
        TEST(an_erasure_by_another_hand_is_seen),
        TEST(t24_no_page_keeps_a_remainder_of_an_erased_file),
        TEST(t24_each_table_of_files_stays_or_is_cleared),
        TEST(a_scrub_waits_for_nobody_for_ever_and_can_be_asked_again),
        TEST(remembered_answers_are_forgotten_by_their_moment),
        TEST(each_reason_has_its_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
