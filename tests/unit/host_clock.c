#include "tests/test.h"

#include "host/host.h"

#define SECOND INT64_C(1000000)

/* Microseconds since 1970 of a moment in UTC. */
static int64_t at(date day, int hour, int minute, int second)
{
    return (date_number(day) * INT64_C(86400) + hour * 3600 + minute * 60 + second) * SECOND;
}

static void the_legal_day_changes_at_midnight_in_france(void **state)
{
    (void)state;
    static const struct {
        date utc_day;
        int hour, minute, second;
        date expected;
    } moments[] = {
        {{2025, 1, 15}, 22, 59, 59, {2025, 1, 15}}, /* winter: midnight is 23:00 UTC */
        {{2025, 1, 15}, 23, 0, 0, {2025, 1, 16}},
        {{2025, 7, 15}, 21, 59, 59, {2025, 7, 15}}, /* summer: 22:00 UTC */
        {{2025, 7, 15}, 22, 0, 0, {2025, 7, 16}},
        {{2025, 12, 31}, 22, 59, 59, {2025, 12, 31}},
        {{2025, 12, 31}, 23, 0, 0, {2026, 1, 1}},
        {{2025, 12, 31}, 23, 30, 0, {2026, 1, 1}},
        {{2024, 2, 29}, 22, 59, 59, {2024, 2, 29}},
        {{2024, 2, 29}, 23, 0, 0, {2024, 3, 1}},
    };
    for (size_t i = 0; i < LENGTH(moments); i++) {
        int64_t moment =
            at(moments[i].utc_day, moments[i].hour, moments[i].minute, moments[i].second);
        if (date_compare(host_day_of(moment), moments[i].expected) != 0) fail_msg("row %zu", i);
    }
}

static void a_legal_day_starts_where_the_one_before_ends(void **state)
{
    (void)state;
    for (int32_t number = date_number(DATE(2025, 1, 1)); number < date_number(DATE(2027, 1, 1));
         number++) {
        date day = date_from_number(number);
        int64_t start = host_day_start(day);
        assert_int_equal(date_compare(host_day_of(start), day), 0);
        assert_true(date_compare(host_day_of(start - 1), day) < 0);
    }
}

/* 30 March and 26 October 2025, 29 March and 25 October 2026: the nights before and after. */
static void summer_time_begins_and_ends_on_last_sundays(void **state)
{
    (void)state;
    static const struct {
        date utc_day;
        int hour;
        date expected;
    } moments[] = {
        {{2025, 3, 29}, 22, {2025, 3, 29}},   {{2025, 3, 29}, 23, {2025, 3, 30}},
        {{2025, 3, 30}, 21, {2025, 3, 30}},   {{2025, 3, 30}, 22, {2025, 3, 31}},
        {{2025, 10, 25}, 21, {2025, 10, 25}}, {{2025, 10, 25}, 22, {2025, 10, 26}},
        {{2025, 10, 26}, 22, {2025, 10, 26}}, {{2025, 10, 26}, 23, {2025, 10, 27}},
        {{2026, 3, 28}, 22, {2026, 3, 28}},   {{2026, 3, 28}, 23, {2026, 3, 29}},
        {{2026, 3, 29}, 21, {2026, 3, 29}},   {{2026, 3, 29}, 22, {2026, 3, 30}},
        {{2026, 10, 24}, 21, {2026, 10, 24}}, {{2026, 10, 24}, 22, {2026, 10, 25}},
        {{2026, 10, 25}, 22, {2026, 10, 25}}, {{2026, 10, 25}, 23, {2026, 10, 26}},
    };
    for (size_t i = 0; i < LENGTH(moments); i++) {
        int64_t moment = at(moments[i].utc_day, moments[i].hour, 0, 0);
        if (date_compare(host_day_of(moment), moments[i].expected) != 0) fail_msg("row %zu", i);
    }
}

static void a_moment_is_written_in_utc(void **state)
{
    (void)state;
    static const struct {
        int64_t moment;
        const char *expected;
    } moments[] = {
        {0, "1970-01-01T00:00:00Z"},
        {INT64_C(1764324900) * SECOND, "2025-11-28T10:15:00Z"},
        {INT64_C(1764324900) * SECOND + 999999, "2025-11-28T10:15:00Z"},
        {INT64_C(951782399) * SECOND, "2000-02-28T23:59:59Z"},
        {-1, "1969-12-31T23:59:59Z"},
    };
    for (size_t i = 0; i < LENGTH(moments); i++) {
        char room[32];
        struct writer out = WRITER(room);
        write_moment(&out, moments[i].moment);
        assert_string_equal(writer_string(&out), moments[i].expected);
    }
}

static void now_is_after_this_test_was_written(void **state)
{
    (void)state;
    int64_t before = host_now();
    assert_true(before > at(DATE(2025, 11, 1), 0, 0, 0));
    assert_true(host_now() >= before);
}

static void chance_differs_from_draw_to_draw(void **state)
{
    (void)state;
    unsigned char a[32] = {0}, b[32] = {0}, none[32] = {0};
    host_random(a, sizeof a);
    host_random(b, sizeof b);
    assert_memory_not_equal(a, b, sizeof a);
    assert_memory_not_equal(a, none, sizeof a);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_legal_day_changes_at_midnight_in_france),
        cmocka_unit_test(a_legal_day_starts_where_the_one_before_ends),
        cmocka_unit_test(summer_time_begins_and_ends_on_last_sundays),
        cmocka_unit_test(a_moment_is_written_in_utc),
        cmocka_unit_test(now_is_after_this_test_was_written),
        cmocka_unit_test(chance_differs_from_draw_to_draw),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
