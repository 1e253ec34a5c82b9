#define _GNU_SOURCE /* memmem */
/* T21: a health professional's report leaves no trace but to the prosecutor it is sealed to. */
#include "unit/store_fixture.h"

#include "desk/desk.h"
#include "wire/report.h"

#include <sodium.h>

#define NOW INT64_C(1775000000000000)

static struct place place;
static struct store *store;
static struct arena arena;
static char rooms[8 << 20];
static unsigned char public_key[COURT_KEY_BYTES], secret[crypto_box_SECRETKEYBYTES];

static const struct agent doctor = {"cabinet.exemple", ROLE_DOCTOR, "RPPS-1"},
                          prosecutor = {"parquet.exemple", ROLE_PROSECUTOR, "TJ-59350"},
                          elsewhere = {"autre.exemple", ROLE_PROSECUTOR, "TJ-13055"},
                          clerk = {"agent.exemple", ROLE_CLERK, "CAF-59"};

static struct desk desk_of(const struct agent *agent, int64_t now)
{
    arena = arena_over(rooms, sizeof rooms);
    return (struct desk){.store = store,
                         .agent = *agent,
                         .purpose = desk_ordinary_purpose(agent),
                         .today = DAY,
                         .now = now,
                         .arena = &arena};
}

static int set_up(void **state)
{
    (void)state;
    place = place_make();
    store = open_url(place.url);
    assert_int_equal(crypto_box_keypair(public_key, secret), 0);
    assert_int_equal(store_court_key_set(store, T("TJ-59350"), public_key), ERR_OK);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    store_close(store);
    place_remove(&place);
    return 0;
}

static const char report[] =
    "{\"court\":\"TJ-59350\",\"professional\":{\"name\":\"Dominique "
    "MODELE\",\"number\":\"10000000001\"},"
    "\"patient\":{\"family_name\":\"EXEMPLE\",\"given_names\":\"Camille\",\"born_on\":\"1990-01-"
    "01\"},"
    "\"examined_on\":\"2025-11-20\",\"findings\":\"Ecchymoses.\",\"words\":\"Zqhifofomo\","
    "\"danger\":[\"death_threats\"],\"hold\":[\"devalued\"],\"agreed\":false,"
    "\"agreement_not_obtained\":\"Elle a peur.\",\"informed\":true}";

static int64_t send(void)
{
    struct desk desk = desk_of(&doctor, NOW);
    struct report_in read;
    struct trouble trouble;
    int64_t number = 0;
    assert_int_equal(wire_report_read(text_of(report), DAY, &arena, &read, &trouble), ERR_OK);
    assert_int_equal(read.basis, REPORT_IN_DANGER);
    assert_int_equal(desk_report(&desk, read.court, read.document, &number), ERR_OK);
    assert_in_range(number, 1, 999999999999999);
    return number;
}

/* What lies on the disk, and in the log beside it. */
static bool is_on_disk(const char *words)
{
    static const char *const ends[] = {"", "-wal"};
    static char bytes[4 << 20];
    for (size_t i = 0; i < LENGTH(ends); i++) {
        char path[128];
        (void)snprintf(path, sizeof path, "%s%s", place.path, ends[i]);
        FILE *file = fopen(path, "rb");
        size_t length = file ? fread(bytes, 1, sizeof bytes, file) : 0;
        if (file) fclose(file);
        if (memmem(bytes, length, words, strlen(words))) return true;
    }
    return false;
}

static void t21_a_report_is_kept_sealed_to_the_court_alone(void **state)
{
    (void)state;
    int64_t number = send();
    static const char *const hers[] = {"EXEMPLE", "Camille",     "1990-01-01", "Zqhifofomo",
                                       "MODELE",  "10000000001", "Ecchymoses"};
    for (size_t i = 0; i < LENGTH(hers); i++) assert_false(is_on_disk(hers[i]));
    assert_true(is_on_disk("TJ-59350")); /* the look itself works */

    struct desk desk = desk_of(&prosecutor, NOW + 60000000);
    text sealed;
    assert_int_equal(desk_report_take(&desk, number, &sealed), ERR_OK);
    /* Its length tells one of few sizes; its bytes open with the court's key and no other. */
    assert_int_equal(sealed.length % 4096, crypto_box_SEALBYTES);
    unsigned char *plain = arena_try(&arena, sealed.length);
    const unsigned char *bytes = (const unsigned char *)sealed.at;
    unsigned char other[crypto_box_SECRETKEYBYTES] = {9};
    assert_int_not_equal(
        crypto_box_seal_open(plain, bytes, (size_t)sealed.length, public_key, other), 0);
    assert_int_equal(crypto_box_seal_open(plain, bytes, (size_t)sealed.length, public_key, secret),
                     0);
    size_t length = (size_t)sealed.length - crypto_box_SEALBYTES;
    assert_int_equal(sodium_unpad(&length, plain, length, 4096), 0);
    assert_non_null(memmem(plain, length, "Zqhifofomo", 10));
    assert_non_null(memmem(plain, length, "226-14, 3", 9));
}

static void t21_nobody_else_finds_a_report_and_its_taking_is_the_receipt(void **state)
{
    (void)state;
    int64_t number = send();
    struct report_line lines[4];
    int count = 0;
    text sealed;
    struct desk desk = desk_of(&elsewhere, NOW);
    assert_int_equal(desk_report_take(&desk, number, &sealed), ERR_NOT_FOUND);
    assert_int_equal(desk_reports(&desk, 4, lines, &count), ERR_OK);
    assert_int_equal(count, 0);
    desk = desk_of(&clerk, NOW);
    assert_int_equal(desk_report_take(&desk, number, &sealed), ERR_FORBIDDEN);
    assert_int_equal(desk_reports(&desk, 4, lines, &count), ERR_FORBIDDEN);
    assert_int_equal(desk_report(&desk, T("TJ-59350"), T("{}"), &number), ERR_FORBIDDEN);
    desk = desk_of(&doctor, NOW);
    assert_int_equal(desk_report_take(&desk, number, &sealed), ERR_FORBIDDEN); /* no copy */
    assert_int_equal(desk_report_receipt(&desk, number, lines), ERR_OK);
    assert_int_equal(lines[0].taken_at, 0);

    desk = desk_of(&prosecutor, NOW + 60000000);
    assert_int_equal(desk_reports(&desk, 4, lines, &count), ERR_OK);
    assert_int_equal(count, 1);
    assert_int_equal(desk_report_take(&desk, number, &sealed), ERR_OK);
    desk = desk_of(&prosecutor, NOW + 120000000);
    assert_int_equal(desk_report_take(&desk, number, &sealed), ERR_OK); /* lost on the way */
    assert_int_equal(desk_reports(&desk, 4, lines, &count), ERR_OK);
    assert_int_equal(count, 0);
    desk = desk_of(&doctor, NOW);
    assert_int_equal(desk_report_receipt(&desk, number, lines), ERR_OK);
    assert_true(lines[0].taken_at == NOW + 60000000);
    assert_int_equal(desk_report(&desk, T("TJ-00000"), T("{}"), &number), ERR_BAD_INPUT);
}

static void t21_an_unread_report_is_escalated(void **state)
{
    (void)state;
    int64_t number = send(), hour = INT64_C(3600) * 1000000;
    struct report_line lines[4];
    int count = -1;
    text sealed;
    struct desk desk = desk_of(&clerk, NOW + REPORT_LATE_HOURS * hour);
    assert_int_equal(desk_reports_late(&desk, 4, lines, &count), ERR_FORBIDDEN);
    desk.console = true;
    assert_int_equal(desk_reports_late(&desk, 4, lines, &count), ERR_OK);
    assert_int_equal(count, 0); /* four hours, to the moment */
    desk.now++;
    assert_int_equal(desk_reports_late(&desk, 4, lines, &count), ERR_OK);
    assert_int_equal(count, 1);
    assert_string_equal(lines[0].court, "TJ-59350");
    desk = desk_of(&prosecutor, NOW);
    assert_int_equal(desk_report_take(&desk, number, &sealed), ERR_OK);
    desk.console = true;
    desk.now = NOW + 100 * hour;
    assert_int_equal(desk_reports_late(&desk, 4, lines, &count), ERR_OK);
    assert_int_equal(count, 0);
}

/* Code pénal, 226-14, 2° and 3°. */
static void a_report_is_sent_when_the_law_allows_it(void **state)
{
    (void)state;
    const struct report_facts in_danger = {.born_on = DATE(1990, 1, 1),
                                           .examined_on = DATE(2025, 11, 20),
                                           .agreement_sought = true,
                                           .informed = true,
                                           .danger = 1,
                                           .hold = 1};
    const char *missing;
    struct report_facts facts = in_danger;
    assert_int_equal(report_basis(&facts, &missing), REPORT_IN_DANGER);
    assert_string_equal(report_article(REPORT_IN_DANGER), "code pénal, 226-14, 3°");
    facts.danger = 0;
    assert_int_equal(report_basis(&facts, &missing), REPORT_NOT_ALLOWED);
    assert_null(report_article(REPORT_NOT_ALLOWED));
    facts = in_danger;
    facts.hold = 0;
    assert_int_equal(report_basis(&facts, &missing), REPORT_NOT_ALLOWED);
    facts = in_danger;
    facts.agreement_sought = false;
    assert_int_equal(report_basis(&facts, &missing), REPORT_NOT_ALLOWED);
    assert_string_equal(missing, "that her agreement was sought");
    facts = in_danger;
    facts.informed = false;
    assert_int_equal(report_basis(&facts, &missing), REPORT_NOT_ALLOWED);
    facts = (struct report_facts){
        .born_on = DATE(1990, 1, 1), .examined_on = DATE(2025, 11, 20), .agreed = true};
    assert_int_equal(report_basis(&facts, &missing), REPORT_AGREED);
    facts.agreed = false;
    facts.born_on = DATE(2007, 11, 21); /* eighteen the day after */
    assert_int_equal(report_basis(&facts, &missing), REPORT_AGREED);
    facts.born_on = DATE(2007, 11, 20);
    assert_int_equal(report_basis(&facts, &missing), REPORT_NOT_ALLOWED);
}

static void a_wrong_report_is_refused_without_its_words(void **state)
{
    (void)state;
    static const struct {
        const char *json, *where;
        err e;
    } wrong[] = {
        {"{}", "/court", ERR_BAD_INPUT},
        {"{\"court\":\"X\",\"address\":1}", "/address", ERR_BAD_INPUT},
        {"{\"court\":\"X\",\"professional\":{\"name\":\"a\",\"number\":\"1\"},\"patient\":{"
         "\"family_name\":\"a\",\"given_names\":\"b\",\"born_on\":\"1990-01-01\"},"
         "\"examined_on\":\"2030-01-01\",\"findings\":\"c\",\"agreed\":true}",
         "/examined_on", ERR_BAD_INPUT},
        {"{\"court\":\"X\",\"professional\":{\"name\":\"a\",\"number\":\"1\"},\"patient\":{"
         "\"family_name\":\"a\",\"given_names\":\"b\",\"born_on\":\"1990-01-01\"},"
         "\"examined_on\":\"2025-01-01\",\"findings\":\"c\",\"agreed\":false}",
         "", ERR_NOT_LAWFUL},
        {"{\"court\":\"X\",\"danger\":[\"dance\"]}", "/professional", ERR_BAD_INPUT},
    };
    for (size_t i = 0; i < LENGTH(wrong); i++) {
        struct arena a = arena_over(rooms, sizeof rooms);
        struct report_in read;
        struct trouble trouble;
        assert_int_equal(wire_report_read(text_of(wrong[i].json), DAY, &a, &read, &trouble),
                         wrong[i].e);
        assert_string_equal(trouble.where, wrong[i].where);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(t21_a_report_is_kept_sealed_to_the_court_alone),
        TEST(t21_nobody_else_finds_a_report_and_its_taking_is_the_receipt),
        TEST(t21_an_unread_report_is_escalated),
        cmocka_unit_test(a_report_is_sent_when_the_law_allows_it),
        cmocka_unit_test(a_wrong_report_is_refused_without_its_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
