#include "unit/store_fixture.h"

#include "store/lanes.h"

#include <inttypes.h>

#define HOUR   (INT64_C(3600) * 1000000)
#define MOMENT (INT64_C(1764061200) * 1000000) /* 2025-11-25 at nine, UTC: a whole hour */

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
static void reopen(void)
{
    store_close(store);
    store = open_url(place.url);
}

static struct read_entry entry_about(file_number file, int64_t moment)
{
    return (struct read_entry){.moment = moment,
                               .agent = T("agent.exemple"),
                               .role = T("clerk"),
                               .body = T("CAF-59"),
                               .what = file.number ? READ_FILE : READ_QUEUE,
                               .file = file,
                               .kinds = file.number ? 3 : 0,
                               .purpose = T("instruction")};
}

static err try_entry(const struct read_entry *entry)
{
    assert_int_equal(store_begin(store), ERR_OK);
    err e = store_read_entry(store, entry);
    if (e == ERR_OK) return store_commit(store);
    store_rollback(store);
    return e;
}

static void write_entry(file_number file, int64_t moment)
{
    struct read_entry entry = entry_about(file, moment);
    assert_int_equal(try_entry(&entry), ERR_OK);
}

/* `count` entries about as many files, a minute apart. */
static void write_entries(int count, int64_t from)
{
    for (int i = 0; i < count; i++)
        write_entry((file_number){INT64_C(100000000001) + i}, from + i * HOUR / 60);
}

/* ---- what verify found ---- */

static struct {
    int count;
    int lane;
    int64_t place; /* of the first said */
} found;

static void note(void *context, int lane, int64_t at)
{
    (void)context;
    if (found.count++ > 0) return;
    found.lane = lane;
    found.place = at;
}

static struct reads_verification verify(void)
{
    struct reads_verification sum;
    found.count = 0;
    assert_int_equal(store_reads_verify(store, &sum, note, NULL), ERR_OK);
    assert_int_equal(sum.broken, found.count);
    return sum;
}

static void expect_whole(int entries, int anchors)
{
    struct reads_verification sum = verify();
    assert_int_equal(sum.broken, 0);
    assert_int_equal(sum.entries, entries);
    assert_int_equal(sum.anchors, anchors);
}

/* Whoever has the file of the database may drop the triggers first. */
static void meddle_freely(const char *sql)
{
    static const char *const triggers[] = {"reads_unchanged", "reads_kept", "anchors_unchanged",
                                           "anchors_kept", "lanes_kept"};
    for (size_t i = 0; i < LENGTH(triggers); i++) {
        char drop[96];
        int table = (int)strcspn(triggers[i], "_");
        (void)snprintf(drop, sizeof drop, "DROP TRIGGER IF EXISTS %s%s%.*s", triggers[i],
                       server_folder() ? " ON " : "", server_folder() ? table : 0, triggers[i]);
        meddle(&place, drop);
    }
    meddle(&place, sql);
}

static void expect_broken(const char *sql, int lane, int64_t at)
{
    meddle_freely(sql);
    reopen();
    (void)verify();
    if (found.count < 1 || found.lane != lane || found.place != at)
        fail_msg("%s: %d found, lane %d at %" PRId64, sql, found.count, found.lane, found.place);
}

/* ---- entries ---- */

static void an_entry_reads_as_it_was_written(void **state)
{
    (void)state;
    file_number file = number_of(3);
    struct read_line lines[4];
    int count = 0;
    write_entry(file, MOMENT + 5);
    struct read_filter filter = {.file = file};
    assert_int_equal(store_reads_page(store, &filter, READ_NEWEST, 4, lines, &count), ERR_OK);
    assert_int_equal(count, 1);
    assert_int_equal(lines[0].lane, file.number % READ_LANES);
    assert_int_equal(lines[0].place, 0);
    assert_int_equal(lines[0].moment, MOMENT + 5);
    assert_string_equal(lines[0].agent, "agent.exemple");
    assert_string_equal(lines[0].role, "clerk");
    assert_string_equal(lines[0].body, "CAF-59");
    assert_int_equal(lines[0].what, READ_FILE);
    assert_int_equal(lines[0].file.number, file.number);
    assert_int_equal(lines[0].kinds, 3);
    assert_string_equal(lines[0].purpose, "instruction");
    assert_int_equal(lines[0].reason_length, 0);
}

static void an_entry_undone_with_its_reading_leaves_nothing(void **state)
{
    (void)state;
    struct read_entry entry = entry_about(number_of(1), MOMENT);
    assert_int_equal(store_begin(store), ERR_OK);
    assert_int_equal(store_read_entry(store, &entry), ERR_OK);
    store_rollback(store);
    expect_whole(0, 0);
    write_entries(3, MOMENT); /* and the anchor that was undone with it is made again */
    expect_whole(3, 1);
}

static void texts_too_long_are_refused(void **state)
{
    (void)state;
    static char words[READ_REASON_MAX + 2];
    memset(words, 'a', sizeof words - 1);
    struct read_entry good = entry_about(number_of(1), MOMENT), bad = good;
    add_file(store, number_of(1));
    bad.agent = (text){words, LABEL_MAX + 1};
    assert_int_equal(try_entry(&bad), ERR_BAD_INPUT);
    bad = good;
    bad.role = (text){words, READ_ROLE_MAX + 1};
    assert_int_equal(try_entry(&bad), ERR_BAD_INPUT);
    bad = good;
    bad.body = (text){words, BODY_CODE_MAX + 1};
    assert_int_equal(try_entry(&bad), ERR_BAD_INPUT);
    bad = good;
    bad.purpose = (text){words, READ_PURPOSE_MAX + 1};
    assert_int_equal(try_entry(&bad), ERR_BAD_INPUT);
    bad = good;
    bad.reason = (text){words, READ_REASON_MAX + 1};
    assert_int_equal(try_entry(&bad), ERR_BAD_INPUT);
    bad = entry_about((file_number){0}, MOMENT);
    bad.reason = T("about no file");
    assert_int_equal(try_entry(&bad), ERR_BAD_INPUT);
    bad = good;
    bad.agent = (text){"a\0b", 3};
    assert_int_equal(try_entry(&bad), ERR_BAD_INPUT);
    expect_whole(0, 0);
    good.reason = (text){words, READ_REASON_MAX};
    assert_int_equal(try_entry(&good), ERR_OK);
}

static void a_reason_is_sealed_with_its_file(void **state)
{
    (void)state;
    struct read_entry entry = entry_about(number_of(1), MOMENT);
    struct read_line line;
    struct arena a = new_arena();
    text reason;
    int count = 0;
    entry.reason = T("her colleague is ill");
    assert_int_equal(try_entry(&entry), ERR_NOT_FOUND); /* no file, no key */
    add_file(store, number_of(1));
    assert_int_equal(try_entry(&entry), ERR_OK);
    struct read_filter filter = {.file = number_of(1)};
    assert_int_equal(store_reads_page(store, &filter, READ_NEWEST, 1, &line, &count), ERR_OK);
    assert_int_equal(store_read_reason(store, &line, &a, &reason), ERR_OK);
    assert_true(text_equal(reason, entry.reason));
    assert_true(line.reason_length == entry.reason.length + SEAL_OVERHEAD);
    assert_memory_not_equal(line.reason + 24, entry.reason.at, (size_t)entry.reason.length);
    line.place++; /* of another entry */
    assert_int_equal(store_read_reason(store, &line, &a, &reason), ERR_BROKEN);
    line.reason_length = 0;
    assert_int_equal(store_read_reason(store, &line, &a, &reason), ERR_NOT_FOUND);
    meddle(&place, "UPDATE file_keys SET body = x''"); /* erased */
    reopen();
    assert_int_equal(store_reads_page(store, &filter, READ_NEWEST, 1, &line, &count), ERR_OK);
    assert_int_equal(store_read_reason(store, &line, &a, &reason), ERR_BROKEN);
    expect_whole(1, 1);
}

static void pages_go_back_in_time_and_miss_nothing(void **state)
{
    (void)state;
    struct read_line page[7];
    struct read_cursor after = READ_NEWEST;
    int64_t last = INT64_MAX;
    int seen = 0, count = 7;
    write_entries(40, MOMENT);
    for (int i = 0; i < 5; i++) write_entry((file_number){0}, MOMENT); /* of one moment */
    while (count == 7) {
        struct read_filter all = {.from = MOMENT};
        assert_int_equal(store_reads_page(store, &all, after, 7, page, &count), ERR_OK);
        for (int i = 0; i < count; i++) {
            assert_true(page[i].moment <= last);
            last = page[i].moment;
            after = (struct read_cursor){page[i].moment, page[i].lane, page[i].place};
        }
        seen += count;
    }
    assert_int_equal(seen, 45);
    struct read_filter late = {.from = MOMENT + 35 * HOUR / 60, .agent = T("agent.exemple")};
    assert_int_equal(store_reads_page(store, &late, READ_NEWEST, 7, page, &count), ERR_OK);
    assert_int_equal(count, 5);
    late.agent = T("somebody.else");
    assert_int_equal(store_reads_page(store, &late, READ_NEWEST, 7, page, &count), ERR_OK);
    assert_int_equal(count, 0);
    struct read_filter both = {.file = {INT64_C(100000000001)}, .agent = T("agent.exemple")};
    assert_int_equal(store_reads_page(store, &both, READ_NEWEST, 7, page, &count), ERR_OK);
    assert_int_equal(count, 1);
}

static void a_reader_has_one_number_in_a_file_and_another_elsewhere(void **state)
{
    (void)state;
    int same = 0;
    for (int i = 0; i < 20; i++) {
        uint32_t number = store_reader_number(store, number_of(i), T("agent.exemple"));
        assert_int_equal(number, store_reader_number(store, number_of(i), T("agent.exemple")));
        assert_true(number < 10000);
        same += number == store_reader_number(store, number_of(i + 1), T("agent.exemple"));
    }
    assert_true(same < 3);
}

/* ---- the log only grows ---- */

static void expect_denied(const char *sql)
{
    expect_refused_by_the_base(&place, sql, "the read log only grows");
}

static void entries_and_anchors_cannot_be_changed_or_taken_away(void **state)
{
    (void)state;
    write_entries(20, MOMENT);
    expect_denied("UPDATE reads SET agent = 'x' WHERE lane = 1 AND place = 0");
    expect_denied("DELETE FROM reads WHERE lane = 1 AND place = 0");
    expect_denied("DELETE FROM reads");
    expect_denied("UPDATE anchors SET words = x'00'");
    expect_denied("DELETE FROM anchors");
    expect_denied("DELETE FROM lanes WHERE lane = 3");
    expect_whole(20, 1);
}

/* ---- verification ---- */

static void an_entry_that_was_changed_is_found(void **state)
{
    (void)state;
    static const char *const changes[] = {
        "moment = moment + 1", "agent = 'somebody.else'", "role = 'auditor'", "body = 'CAF-13'",
        "what = 'refused'",    "file = file + 16",        "kinds = 0",        "purpose = ''",
        "reason = x'00'",      "hash = zeroblob(32)"};
    for (size_t i = 0; i < LENGTH(changes); i++) {
        char sql[160];
        if (i > 0) assert_int_equal(tear_down(state) + set_up(state), 0);
        write_entries(40, MOMENT);
        (void)snprintf(sql, sizeof sql, "UPDATE reads SET %s WHERE lane = 2 AND place = 1",
                       changes[i]);
        expect_broken(sql, 2, 1);
        assert_int_equal(found.count, 1);
    }
}

static void an_entry_that_was_taken_out_is_found(void **state)
{
    (void)state;
    write_entries(48, MOMENT);
    expect_broken("DELETE FROM reads WHERE lane = 5 AND place = 1", 5, 1);
}

static void a_lane_that_was_cut_short_is_found(void **state)
{
    (void)state;
    write_entries(48, MOMENT);
    expect_broken("DELETE FROM reads WHERE lane = 5 AND place = 2", 5, 2);
}

static void a_lane_cut_short_with_its_end_moved_is_found(void **state)
{
    (void)state;
    write_entries(48, MOMENT);
    expect_broken("DELETE FROM reads WHERE lane = 5 AND place = 2;"
                  "UPDATE lanes SET length = 2, hash = (SELECT hash FROM reads WHERE lane = 5 AND"
                  " place = 1) WHERE lane = 5",
                  5, 0);
}

static void entries_in_another_order_are_found(void **state)
{
    (void)state;
    write_entries(48, MOMENT);
    expect_broken("UPDATE reads SET place = 9 WHERE lane = 5 AND place = 0;"
                  "UPDATE reads SET place = 0 WHERE lane = 5 AND place = 1;"
                  "UPDATE reads SET place = 1 WHERE lane = 5 AND place = 9",
                  5, 0);
}

static void an_entry_that_was_slipped_in_is_found(void **state)
{
    (void)state;
    write_entries(48, MOMENT);
    expect_broken("INSERT INTO reads SELECT lane, 3, moment, agent, role, body, what, file, kinds,"
                  " purpose, reason, hash FROM reads WHERE lane = 5 AND place = 2",
                  5, 3);
}

static void a_lane_that_was_taken_away_is_found_and_allows_no_reading(void **state)
{
    (void)state;
    struct read_entry entry = entry_about((file_number){INT64_C(16) * 9 + 5}, MOMENT);
    write_entries(48, MOMENT);
    expect_broken("DELETE FROM reads WHERE lane = 5; DELETE FROM lanes WHERE lane = 5", 5, 0);
    assert_int_equal(try_entry(&entry), ERR_BROKEN);
}

static void an_end_of_a_lane_that_is_not_ours_allows_no_reading(void **state)
{
    (void)state;
    struct read_entry entry = entry_about((file_number){INT64_C(16) * 9 + 5}, MOMENT);
    meddle(&place, "UPDATE lanes SET length = 1 WHERE lane = 5");
    reopen();
    assert_int_equal(try_entry(&entry), ERR_BROKEN);
    entry.file.number++; /* the other lanes go on, but nothing is signed over the broken end */
    assert_int_equal(try_entry(&entry), ERR_OK);
    assert_int_equal(verify().anchors, 0);
    assert_int_equal(found.lane, 5);
    assert_int_equal(store_anchor_make(store, MOMENT), ERR_BROKEN);
}

/* ---- anchors ---- */

static void each_hour_that_sees_an_entry_begins_with_an_anchor(void **state)
{
    (void)state;
    write_entries(3, MOMENT);
    expect_whole(3, 1);
    write_entries(2, MOMENT + HOUR - 1); /* the last microsecond of the first hour, then the next */
    expect_whole(5, 2);
    reopen(); /* another process knows it too */
    write_entries(1, MOMENT + HOUR + 5);
    expect_whole(6, 2);
    write_entries(1, MOMENT + 30 * HOUR);
    expect_whole(7, 3);
    assert_int_equal(store_anchor_make(store, MOMENT + 30 * HOUR), ERR_OK);
    expect_whole(7, 4);
}

static void anchors_that_were_changed_or_taken_away_are_found(void **state)
{
    (void)state;
    const struct {
        const char *sql;
        int64_t at;
    } breaches[] = {
        {server_folder()
             ? "UPDATE anchors SET words = convert_to(replace(convert_from(words, 'UTF8'),"
               " ' 1 ', ' 2 '), 'UTF8') WHERE place = 1"
             : "UPDATE anchors SET words = CAST(replace(CAST(words AS TEXT), ' 1 ', ' 2 ')"
               " AS BLOB) WHERE place = 1",
         1},
        {"UPDATE anchors SET signature = zeroblob(64) WHERE place = 2", 2},
        {"UPDATE anchors SET signature = (SELECT signature FROM anchors WHERE place = 0)"
         " WHERE place = 2",
         2},
        {"DELETE FROM anchors WHERE place = 1", 1},
        {"DELETE FROM anchors WHERE place = 3", 3},
        {"UPDATE anchors SET place = 9 WHERE place = 1; UPDATE anchors SET place = 1 WHERE place ="
         " 2; UPDATE anchors SET place = 2 WHERE place = 9",
         1},
        {"DELETE FROM anchors", 0},
        {"DELETE FROM anchors; DELETE FROM lanes WHERE lane = 16", 0},
    };
    for (size_t i = 0; i < LENGTH(breaches); i++) {
        if (i > 0) assert_int_equal(tear_down(state) + set_up(state), 0);
        for (int hour = 0; hour < 4; hour++) write_entries(20, MOMENT + hour * HOUR);
        expect_whole(80, 4);
        expect_broken(breaches[i].sql, READ_LANES, breaches[i].at);
    }
}

/* One who has the key of the ends, but not what was exported. */
static void a_lane_written_again_is_found_by_the_anchors(void **state)
{
    (void)state;
    for (int hour = 0; hour < 3; hour++) write_entries(48, MOMENT + hour * HOUR);
    struct lane lane;
    assert_int_equal(store_lane_read(store, 5, &lane), ERR_OK);
    assert_int_equal(lane.length, 9);
    meddle_freely("DELETE FROM reads WHERE lane = 5");
    reopen();
    lane.length = 0;
    store_lane_genesis(5, lane.hash);
    assert_int_equal(store_begin(store), ERR_OK);
    assert_int_equal(store_lane_write(store, &lane), ERR_OK); /* sealed with the right key */
    assert_int_equal(store_commit(store), ERR_OK);
    for (int i = 0; i < 9; i++)
        write_entry((file_number){INT64_C(16) * (5000 + i) + 5}, MOMENT + 3 * HOUR - 1);
    (void)verify();
    assert_true(found.count >= 1);
    assert_int_equal(found.lane, READ_LANES);
    assert_int_equal(found.place, 1); /* the first anchor that saw another lane */
}

static void an_older_copy_is_seen_against_an_anchor(void **state)
{
    (void)state;
    only_of_sqlite();
    static char words[ANCHOR_WORDS_MAX];
    struct anchor anchor;
    struct arena a = new_arena();
    char copy[160], hex[2 * ANCHOR_SIGNATURE_BYTES];
    write_entries(10, MOMENT);
    meddle(&place, "PRAGMA wal_checkpoint(TRUNCATE)");
    (void)snprintf(copy, sizeof copy, "VACUUM INTO '%s/older.db'", place.folder);
    meddle(&place, copy);
    write_entries(10, MOMENT + 2 * HOUR);
    assert_int_equal(store_anchor_make(store, MOMENT + 2 * HOUR), ERR_OK);
    assert_int_equal(store_anchor_read(store, 2, &a, &anchor), ERR_OK);
    memcpy(words, anchor.words.at, (size_t)anchor.words.length);
    struct writer signature = WRITER(hex);
    write_hex(&signature, anchor.signature, sizeof anchor.signature);
    text told = {words, anchor.words.length}, signed_by = writer_text(&signature);
    assert_int_equal(store_anchor_compare(store, told, signed_by, a), ERR_OK);

    char older[128], url[144];
    (void)snprintf(older, sizeof older, "%s/older.db", place.folder);
    (void)snprintf(url, sizeof url, "sqlite:%s", older);
    struct store *replayed = open_url(url);
    struct store *ours = store;
    store = replayed;
    expect_whole(10, 1); /* by itself it is a good store */
    assert_int_equal(store_anchor_compare(replayed, told, signed_by, a), ERR_BROKEN);
    for (int hour = 2; hour < 5; hour++) write_entries(10, MOMENT + hour * HOUR); /* lives on */
    assert_int_equal(store_anchor_compare(replayed, told, signed_by, a), ERR_BROKEN);
    store = ours;
    store_close(replayed);

    words[20] = (char)(words[20] == '1' ? '2' : '1'); /* an anchor nobody signed */
    assert_int_equal(store_anchor_compare(store, told, signed_by, a), ERR_BAD_INPUT);
    assert_int_equal(store_anchor_compare(store, T("abri anchor 1\n"), signed_by, a),
                     ERR_BAD_INPUT);
    char path[160];
    static const char *const ends[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < LENGTH(ends); i++) {
        (void)snprintf(path, sizeof path, "%s%s", older, ends[i]);
        (void)unlink(path);
    }
}

/* ---- trimming ---- */

static void trimming_leaves_a_log_that_verifies(void **state)
{
    (void)state;
    int64_t cut = 0;
    struct lane lane;
    for (int hour = 0; hour < 3; hour++) write_entries(48, MOMENT + hour * HOUR);
    assert_int_equal(store_reads_trim(store, MOMENT + HOUR, MOMENT + 3 * HOUR, &cut), ERR_OK);
    assert_int_equal(cut, 48);
    expect_whole(96, 4);
    assert_int_equal(store_lane_read(store, 5, &lane), ERR_OK);
    assert_int_equal(lane.start, 3);
    assert_int_equal(lane.length, 9);
    assert_int_equal(store_reads_trim(store, MOMENT + HOUR, MOMENT + 3 * HOUR, &cut), ERR_OK);
    assert_int_equal(cut, 0);
    assert_int_equal(store_reads_trim(store, INT64_MAX, MOMENT + 3 * HOUR, &cut), ERR_OK);
    assert_int_equal(cut, 96);
    expect_whole(0, 6);
    write_entries(48, MOMENT + 4 * HOUR);
    expect_whole(48, 7);
    reopen();
    expect_broken("DELETE FROM reads WHERE lane = 5 AND place = 9", 5, 9);
}

static void a_start_that_no_anchor_signed_is_found(void **state)
{
    (void)state;
    int64_t cut = 0;
    for (int hour = 0; hour < 3; hour++) write_entries(48, MOMENT + hour * HOUR);
    assert_int_equal(store_reads_trim(store, MOMENT + HOUR, MOMENT + 3 * HOUR, &cut), ERR_OK);
    expect_broken("DELETE FROM reads WHERE lane = 5 AND place = 3;"
                  "UPDATE lanes SET start = 4 WHERE lane = 5",
                  5, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_entry_reads_as_it_was_written),
        TEST(an_entry_undone_with_its_reading_leaves_nothing),
        TEST(texts_too_long_are_refused),
        TEST(a_reason_is_sealed_with_its_file),
        TEST(pages_go_back_in_time_and_miss_nothing),
        TEST(a_reader_has_one_number_in_a_file_and_another_elsewhere),
        TEST(entries_and_anchors_cannot_be_changed_or_taken_away),
        TEST(an_entry_that_was_changed_is_found),
        TEST(an_entry_that_was_taken_out_is_found),
        TEST(a_lane_that_was_cut_short_is_found),
        TEST(a_lane_cut_short_with_its_end_moved_is_found),
        TEST(entries_in_another_order_are_found),
        TEST(an_entry_that_was_slipped_in_is_found),
        TEST(a_lane_that_was_taken_away_is_found_and_allows_no_reading),
        TEST(an_end_of_a_lane_that_is_not_ours_allows_no_reading),
        TEST(each_hour_that_sees_an_entry_begins_with_an_anchor),
        TEST(anchors_that_were_changed_or_taken_away_are_found),
        TEST(a_lane_written_again_is_found_by_the_anchors),
        TEST(an_older_copy_is_seen_against_an_anchor),
        TEST(trimming_leaves_a_log_that_verifies),
        TEST(a_start_that_no_anchor_signed_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
