/* Figures: each quarter is released once, when it is over, and never said otherwise. */
#include "unit/store_fixture.h"

#include "desk/desk.h"
#include "wire/statistics.h"

#define MOMENT INT64_C(1775000000000000)

static struct store *store;
static struct arena arena;
static char rooms[16 << 20];
static int chance;

static const struct agent clerk = {"agent.exemple", ROLE_CLERK, "CAF-59"},
                          statistician = {"chiffres.exemple", ROLE_STATISTICIAN, "*"},
                          auditor = {"audit.exemple", ROLE_AUDITOR, "*"};

static struct desk desk_of(const struct agent *agent, date today)
{
    arena = arena_over(rooms, sizeof rooms);
    return (struct desk){.store = store,
                         .agent = *agent,
                         .purpose = desk_ordinary_purpose(agent),
                         .today = today,
                         .now = MOMENT,
                         .arena = &arena};
}

/* An aid awarded that day, in the Nord. */
static void award(date day)
{
    struct desk desk = desk_of(&clerk, day);
    struct desk_claim claim = {.body = claim_fact().body, .identity = T("")};
    struct request *request = &claim.body.request;
    claim.body.channel = CHANNEL_DESK;
    claim.body.has_account = true;
    claim.body.account_seen_by_others = false;
    claim.body.undertakes_reporting = claim.body.undertakes_repayment = true;
    request->requested_on = request->completed_on = request->decided_on = day;
    request->documents_count = 1;
    request->documents[0] = (struct document){DOCUMENT_COMPLAINT, day};
    struct receipt receipt;
    err e = desk_receive(&desk, &claim, NULL, (uint64_t)++chance * 1000003, &receipt);
    if (e != ERR_OK) fail_msg("%s: %s", desk.trouble.where, desk.trouble.expected);
    desk.console = true; /* who holds the file does not matter here */
    struct desk_fact wish = {
        .file = receipt.file, .expected = -1, .fact = {.kind = FACT_CLAIM_GRANTED, .day = day}};
    e = desk_record(&desk, &wish, NULL, NULL);
    if (e != ERR_OK) fail_msg("%s: %s", desk.trouble.where, desk.trouble.expected);
}

static int set_up(void **state)
{
    (void)state;
    store = open_url("memory:");
    for (int8_t month = 10; month <= 12; month++) {
        for (int i = 0; i < 13; i++) award(DATE(2025, month, 3));
    }
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    store_close(store);
    return 0;
}

static int made_on(const struct agent *agent, date until, date today)
{
    struct desk desk = desk_of(agent, today);
    int made = -1;
    assert_int_equal(desk_make_releases(&desk, until, &made), ERR_OK);
    return made;
}

/* T19: once, whatever was recorded since; nothing of a quarter that is not over. */
static void t19_a_quarter_is_released_once_and_never_said_otherwise(void **state)
{
    (void)state;
    date last = DATE(2025, 12, 31), after = DATE(2026, 1, 2);
    assert_int_equal(made_on(&statistician, last, after), 8); /* 2023-T4 to 2025-T3 */
    assert_int_equal(made_on(&statistician, after, last), 0); /* never later than today */
    assert_int_equal(made_on(&statistician, after, after), 1);
    text first, second;
    struct desk desk = desk_of(&statistician, after);
    assert_int_equal(store_release_read(store, 20254, &arena, &first), ERR_OK);
    char kept[RELEASE_BYTES_MAX];
    memcpy(kept, first.at, (size_t)first.length);
    text before = {kept, first.length};
    for (int i = 0; i < 30; i++) award(DATE(2025, 12, 4)); /* recorded late */
    assert_int_equal(made_on(&statistician, after, after), 0);
    desk = desk_of(&statistician, after);
    assert_int_equal(store_release_read(store, 20254, &arena, &second), ERR_OK);
    assert_true(text_equal(before, second));
    assert_int_equal(store_release_add(store, 20254, MOMENT, T("20254\n")), ERR_CONFLICT);

    struct release *releases = TAKE(&arena, struct release, 16);
    int count = 0;
    assert_int_equal(desk_releases(&desk, 16, releases, &count), ERR_OK);
    assert_int_equal(count, 9);
    const struct release *newest = &releases[8];
    assert_true(newest->country[STATISTICS_QUARTER].shown);
    assert_int_equal(newest->country[STATISTICS_QUARTER].count, 40); /* 39 */
    assert_int_equal(newest->country[0].count, 15);                  /* 13 */
}

static void only_a_statistician_releases(void **state)
{
    (void)state;
    date today = DATE(2026, 1, 2);
    struct desk desk = desk_of(&clerk, today);
    int made = 0;
    struct release one;
    assert_int_equal(desk_make_releases(&desk, today, &made), ERR_FORBIDDEN);
    assert_int_equal(desk_releases(&desk, 1, &one, &made), ERR_FORBIDDEN);
    desk = desk_of(&auditor, today);
    assert_int_equal(desk_make_releases(&desk, today, &made), ERR_FORBIDDEN);
    assert_int_equal(desk_releases(&desk, 1, &one, &made), ERR_OK);
}

static void releases_are_written_with_their_reader(void **state)
{
    (void)state;
    date today = DATE(2026, 1, 2);
    made_on(&statistician, today, today);
    struct desk desk = desk_of(&statistician, today);
    struct release *releases = TAKE(&arena, struct release, 16);
    int count = 0;
    assert_int_equal(desk_releases(&desk, 16, releases, &count), ERR_OK);
    struct export_mark mark = {{42}, MOMENT};
    text csv = wire_releases_csv(releases, count, &mark, &arena);
    text json = wire_releases_json(releases, count, &mark, &arena);
    assert_non_null(csv.at);
    assert_non_null(json.at);
    assert_true(text_starts_with(csv, T("\"quarter\",\"month\",\"place\",\"form\",\"shown\","
                                        "\"awards\",\"euros\",\"exported_for\"\r\n")));
    assert_non_null(strstr(csv.at, "\"2025-T4\",\"2025-10\",\"FR\",\"all\",\"yes\",15,"));
    assert_non_null(strstr(json.at, "\"quarter\":\"2025-T4\""));
    assert_non_null(strstr(json.at, "{\"month\":\"2025-10\",\"place\":\"FR\",\"form\":\"all\","
                                    "\"shown\":true,\"awards\":15,"));
    int rows = 0;
    for (const char *c = csv.at; *c; c++) rows += *c == '\n';
    int figures = (1 + FORM_COUNT + law_department_count()) * STATISTICS_SPANS;
    assert_int_equal(rows, 1 + count * figures);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(t19_a_quarter_is_released_once_and_never_said_otherwise),
        TEST(only_a_statistician_releases),
        TEST(releases_are_written_with_their_reader),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
