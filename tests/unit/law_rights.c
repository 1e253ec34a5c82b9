#include "law/assess.h"
#include "law/rights.h"
#include "tests/reasons.h"
#include "tests/test.h"

#include <string.h>

static void assert_day(date got, date expected)
{
    if (date_compare(got, expected) != 0) fail_msg("%d-%d-%d", got.year, got.month, got.day);
}

/* J02, and the ends of months. */
static void the_rights_last_six_months_from_the_first_payment(void **state)
{
    (void)state;
    static const struct {
        date paid, until, remind;
    } cases[] = {
        {{2026, 1, 20}, {2026, 7, 20}, {2026, 6, 20}}, /* J02 */
        {{2025, 8, 31}, {2026, 2, 28}, {2026, 1, 28}},
        {{2026, 9, 30}, {2027, 3, 30}, {2027, 2, 28}},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        date paid = cases[i].paid, until = cases[i].until;
        assert_day(law_rights_end(paid), until);
        assert_day(law_rights_reminder(paid), cases[i].remind);
        assert_int_equal(law_rights_on(paid, date_plus_days(paid, -1)), RIGHTS_CLOSED);
        assert_int_equal(law_rights_on(paid, paid), RIGHTS_OPEN);
        assert_int_equal(law_rights_on(paid, until), RIGHTS_OPEN);
        assert_int_equal(law_rights_on(paid, date_plus_days(until, 1)), RIGHTS_ENDED);
    }
    assert_int_equal(law_rights_on(NO_DATE, DATE(2026, 1, 20)), RIGHTS_CLOSED);
    assert_int_equal(RIGHTS_REMINDER_MONTHS, 1);
}

static int count_of(const struct reasoning *why, enum sentence sentence)
{
    int count = 0;
    for (int i = 0; i < why->count; i++) count += why->steps[i].sentence == sentence;
    return count;
}

/* Rulebook 8.2: the support is in the text; the others are to be confirmed, and say so. */
static void each_right_is_told_with_its_source_while_they_are_open(void **state)
{
    (void)state;
    date paid = DATE(2026, 1, 20);
    struct reasoning why = {.count = 0};
    law_rights_explain(paid, DATE(2026, 7, 20), &why);
    assert_int_equal(count_of(&why, SENTENCE_RIGHTS_OPEN), 1);
    assert_int_equal(count_of(&why, SENTENCE_RIGHT_LISTED), 1);
    assert_int_equal(count_of(&why, SENTENCE_RIGHT_TO_CONFIRM), RIGHT_COUNT - 1);
    assert_int_equal(why.count, RIGHT_COUNT + 1);
    assert_true(is_founded(&why));
    char room[256];
    struct writer out = WRITER(room);
    write_step_sentence(&out, &why.steps[1], LANGUAGE_FR);
    assert_string_equal(writer_string(&out), "Droit ouvert : accompagnement social et "
                                             "professionnel par un référent unique.");
    for (int i = 1; i < why.count; i++) assert_true(strlen(why.steps[i].source) > 0);

    why.count = 0;
    law_rights_explain(paid, DATE(2026, 7, 21), &why);
    assert_int_equal(count_of(&why, SENTENCE_RIGHTS_ENDED) + why.count, 2);
    why.count = 0;
    law_rights_explain(NO_DATE, paid, &why);
    assert_int_equal(count_of(&why, SENTENCE_RIGHTS_CLOSED) + why.count, 2);
    assert_true(is_founded(&why));
}

/* The Christmas bonus is for those who receive the RSA itself: never promised. */
static void the_list_promises_no_christmas_bonus(void **state)
{
    (void)state;
    for (int i = 0; i < RIGHT_COUNT; i++) {
        const struct right_row *row = &law_rights[i];
        assert_int_equal(row->confidence, i == RIGHT_SUPPORT ? SURE : TO_CONFIRM);
        assert_null(strstr(row->words.in[LANGUAGE_FR], "Noël"));
        assert_null(strstr(row->words.in[LANGUAGE_FR], "prime"));
        assert_null(strstr(row->words.in[LANGUAGE_EN], "Christmas"));
        for (int k = 0; k < i; k++) {
            assert_string_not_equal(row->words.word, law_rights[k].words.word);
            for (int in = 0; in < LANGUAGE_COUNT; in++) {
                assert_string_not_equal(row->words.in[in], law_rights[k].words.in[in]);
            }
        }
    }
    assert_int_equal(law_rights_positions.count, RIGHTS_POSITION_COUNT);
    assert_int_equal(words_find(&law_rights_positions, T("open")), RIGHTS_OPEN);
    assert_string_equal(law_rights_positions.words[RIGHTS_ENDED].in[LANGUAGE_FR], "terminés");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_rights_last_six_months_from_the_first_payment),
        cmocka_unit_test(each_right_is_told_with_its_source_while_they_are_open),
        cmocka_unit_test(the_list_promises_no_christmas_bonus),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
