#include "tests/test.h"

#include "wire/wire.h"

#include <string.h>

static char room[262144];
static struct fact facts[16];
static int count;

static void happens(enum fact_kind kind, int day, struct body body)
{
    facts[count++] = (struct fact){.kind = kind,
                                   .day = DATE(2025, 11, (int8_t)day),
                                   .recorded_at = INT64_C(1764063000123456),
                                   .actor = "agent:12",
                                   .body = body};
}

static struct body claim(void)
{
    struct body body = {.request = request_defaults(DATE(2025, 11, 25)),
                        .channel = CHANNEL_DESK,
                        .undertakes_repayment = true,
                        .undertakes_reporting = true,
                        .has_account = true};
    body.request.department = law_department(T("59"));
    body.request.resources.cents = 71316;
    body.request.beneficiary_of = BENEFICIARY_CAF;
    return body;
}

static const char *written(int day)
{
    struct arena a = arena_over(room, sizeof room);
    struct journal journal = {{INT64_C(482109375516)}, facts, count};
    struct case_file file;
    int place;
    assert_int_equal(case_fold(&journal, &file, &place), ERR_OK);
    return wire_file_write(&file, &journal, DATE(2025, 11, (int8_t)day), LANGUAGE_EN, &a).at;
}

static void assert_starts_with(const char *whole, const char *start)
{
    if (strncmp(whole, start, strlen(start)) != 0) fail_msg("%s\nis not\n%s", whole, start);
}

#define OTHER_STAGES                                                                              \
    "\"rights\":\"untold\",\"loan\":\"none\",\"penal\":\"unknown\",\"debt\":\"none\",\"appeal\":" \
    "\"none\",\"control\":\"none\",\"contact\":\"none\",\"hold\":\"none\""

static void a_file_tells_its_stage_and_what_is_due(void **state)
{
    (void)state;
    count = 0;
    struct body incomplete = claim();
    incomplete.has_account = false;
    happens(FACT_CLAIM_RECEIVED, 25, incomplete);
    assert_starts_with(
        written(25),
        "{\"file\":\"4821-0937-5516\",\"stages\":{\"claim\":\"received\",\"payment\":"
        "\"none\"," OTHER_STAGES "},"
        "\"received_on\":\"2025-11-25\",\"completed_on\":null,\"decided_on\":null,"
        "\"amount_cents\":null,\"form\":null,\"pay_by\":null,\"paid_cents\":0,"
        "\"rights_until\":null,\"fund\":{\"code\":\"CAF-59\",\"kind\":\"caf\",\"name\":"
        "\"Caf du Nord\"},\"missing\":[\"account\"],\"duties\":[{\"kind\":\"ask_for_missing\","
        "\"due\":\"2026-01-25\",\"late_days\":0,\"who\":\"fund\",\"article\":\"CRPA L. 114-5\","
        "\"text\":\"Ask for the missing documents\"}],\"facts\":[{\"place\":0,\"kind\":"
        "\"claim_received\",\"day\":\"2025-11-25\",\"recorded_at\":"
        "\"2025-11-25T09:30:00.123456Z\",\"actor\":\"agent:12\",\"body\":{\"channel\":\"desk\","
        "\"requested_on\":\"2025-11-25\",\"department\":\"59\",\"resources_cents\":71316,"
        "\"children\":[],\"relationship\":\"spouse\",\"violence_against\":\"applicant\","
        "\"documents\":[{\"kind\":\"complaint\",\"dated\":\"2025-11-25\"}],");
}

static void a_paid_file_tells_the_sum_and_the_rights(void **state)
{
    (void)state;
    count = 0;
    happens(FACT_CLAIM_RECEIVED, 25, claim());
    happens(FACT_CLAIM_COMPLETED, 25, (struct body){.reference = 0});
    happens(FACT_CLAIM_GRANTED, 26,
            (struct body){.full = {64652}, .amount = {64652}, .form = FORM_GRANT});
    assert_non_null(strstr(written(29), "\"late_days\":1,"));
    happens(FACT_DECISION_NOTIFIED, 26, (struct body){.reference = 0});
    struct body order = {
        .reference = 5, .amount = {64652}, .execution_on = DATE(2025, 11, 27), .batch = 1};
    happens(FACT_PAYMENT_ORDERED, 26, order);
    happens(FACT_PAYMENT_SENT, 27, order);
    happens(FACT_PAYMENT_SETTLED, 28, order);
    assert_starts_with(
        written(28),
        "{\"file\":\"4821-0937-5516\",\"stages\":{\"claim\":\"granted\",\"payment\":"
        "\"settled\"," OTHER_STAGES "},"
        "\"received_on\":\"2025-11-25\",\"completed_on\":\"2025-11-25\",\"decided_on\":"
        "\"2025-11-26\",\"amount_cents\":64652,\"form\":\"grant\",\"pay_by\":\"2025-11-28\","
        "\"paid_cents\":64652,\"rights_until\":\"2026-05-28\",\"fund\":{");
    assert_non_null(strstr(room, "\"missing\":[],\"duties\":[{\"kind\":\"tell_rights\","
                                 "\"due\":\"2025-11-28\",\"late_days\":0,\"who\":\"fund\","));
    assert_non_null(strstr(room, "}],\"facts\":[{\"place\":0,"));
    assert_non_null(strstr(room, "\"body\":{\"reference\":5}}]}"));
    facts[0].recorded_at = INT64_MIN; /* a disk may say anything */
    assert_non_null(strstr(written(28), "\"recorded_at\":null,"));
    facts[0].recorded_at = INT64_MAX;
    assert_non_null(strstr(written(28), "\"recorded_at\":null,"));
    facts[0].recorded_at = -1;
    assert_non_null(strstr(written(28), "\"recorded_at\":\"1969-12-31T23:59:59.999999Z\","));
}

static void a_file_too_large_for_the_arena_is_empty(void **state)
{
    (void)state;
    count = 0;
    happens(FACT_CLAIM_RECEIVED, 25, claim());
    struct journal journal = {.facts = facts, .count = count};
    struct case_file file;
    int place;
    assert_int_equal(case_fold(&journal, &file, &place), ERR_OK);
    struct arena a = arena_over(room, 500);
    assert_null(wire_file_write(&file, &journal, DATE(2025, 11, 25), LANGUAGE_FR, &a).at);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_tells_its_stage_and_what_is_due),
        cmocka_unit_test(a_paid_file_tells_the_sum_and_the_rights),
        cmocka_unit_test(a_file_too_large_for_the_arena_is_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
