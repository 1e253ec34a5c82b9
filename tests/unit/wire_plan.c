#include "tests/test.h"

#include "wire/wire.h"

/* The plan as the gate reads it: what it cannot read lets nothing through. */

static void a_plan_is_read_for_the_gate(void **state)
{
    (void)state;
    static const struct {
        const char *json;
        struct contact_plan plan;
    } good[] = {
        {"{\"channel\":\"phone\",\"value\":\"01 00 00 00 00\",\"never\":[\"post\",\"email\"]}",
         {CONTACT_PHONE, 1u << CONTACT_POST | 1u << CONTACT_EMAIL, true}},
        {"{\"channel\":\"phone\"}", {CONTACT_PHONE, 0, false}},
        {"{\"channel\":\"desk\",\"hours\":\"9h\",\"words\":\"rien\",\"code_word\":\"bleu\"}",
         {CONTACT_DESK, 0, false}},
        {"{\"channel\":\"none\",\"never\":[]}", {CONTACT_NONE, 0, false}},
    };
    for (size_t i = 0; i < LENGTH(good); i++) {
        struct contact_plan plan = {.never = 77};
        assert_int_equal(wire_plan_read(text_of(good[i].json), &plan), ERR_OK);
        assert_int_equal(plan.channel, good[i].plan.channel);
        assert_int_equal(plan.never, good[i].plan.never);
        assert_int_equal(plan.has_value, good[i].plan.has_value);
    }
}

static void t05_a_plan_nobody_can_read_is_none(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",
        "x",
        "[]",
        "null",
        "{}",
        "{\"channel\":\"pigeon\"}",
        "{\"channel\":7}",
        "{\"channel\":\"phone\",\"value\":\"nobody\"}",
        "{\"channel\":\"email\",\"value\":\"a@b@c\"}",
        "{\"channel\":\"post\",\"never\":[\"post\"]}",
        "{\"channel\":\"post\",\"never\":[\"pigeon\"]}",
        "{\"channel\":\"post\",\"never\":\"phone\"}",
        "{\"channel\":\"post\",\"since\":\"2025-01-01\"}",
        "{\"channel\":\"post\"",
    };
    for (size_t i = 0; i < LENGTH(wrong); i++) {
        struct contact_plan plan = {CONTACT_DESK, 77, true};
        if (wire_plan_read(text_of(wrong[i]), &plan) != ERR_BAD_INPUT) fail_msg("%s", wrong[i]);
        assert_int_equal(plan.never, 77); /* untouched */
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plan_is_read_for_the_gate),
        cmocka_unit_test(t05_a_plan_nobody_can_read_is_none),
    };
    return cmocka_run_group_tests_name("wire_plan", tests, NULL, NULL);
}
