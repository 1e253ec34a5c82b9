#include "law/ceilings.h"
#include "tests/test.h"

/* CSS L. 241-3 and code pénal 222-44-1: what was in force on a day, as far as it was published. */
static void the_ceiling_in_force_is_the_last_one_known(void **state)
{
    (void)state;
    static const struct {
        enum ceiling_of what;
        date day, known_on;
        int euros;
        bool may_be_outdated;
    } cases[] = {
        {CEILING_SOCIAL_SECURITY, {2023, 1, 1}, {0, 0, 0}, 3666, false},
        {CEILING_SOCIAL_SECURITY, {2023, 12, 31}, {0, 0, 0}, 3666, false},
        {CEILING_SOCIAL_SECURITY, {2024, 1, 1}, {0, 0, 0}, 3864, false},
        {CEILING_SOCIAL_SECURITY, {2024, 1, 1}, {2023, 12, 29}, 3864, false},
        {CEILING_SOCIAL_SECURITY, {2024, 1, 1}, {2023, 12, 28}, 3666, true},
        {CEILING_SOCIAL_SECURITY, {2025, 1, 1}, {0, 0, 0}, 3925, false},
        {CEILING_SOCIAL_SECURITY, {2026, 1, 1}, {0, 0, 0}, 4005, false},
        {CEILING_SOCIAL_SECURITY, {2026, 1, 1}, {2025, 12, 22}, 3925, true},
        {CEILING_SOCIAL_SECURITY, {2026, 12, 31}, {0, 0, 0}, 4005, false},
        {CEILING_SOCIAL_SECURITY, {2027, 1, 1}, {0, 0, 0}, 4005, true},
        /* the oldest line is known on every day */
        {CEILING_SOCIAL_SECURITY, {2022, 6, 1}, {0, 0, 0}, 3666, false},
        {CEILING_SOCIAL_SECURITY, {2025, 6, 1}, {1950, 1, 1}, 3666, true},
        /* this one changes with the law alone */
        {CEILING_AUTHOR_DEBT, {2023, 11, 28}, {0, 0, 0}, 5000, false},
        {CEILING_AUTHOR_DEBT, {2030, 1, 1}, {0, 0, 0}, 5000, false},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct ceiling_in_force found = law_ceiling(cases[i].what, cases[i].day, cases[i].known_on);
        if (found.line->euros != cases[i].euros ||
            found.may_be_outdated != cases[i].may_be_outdated) {
            fail_msg("case %zu: %d, outdated %d", i, found.line->euros, found.may_be_outdated);
        }
        assert_true(text_of(found.line->fixed_by).length > 0);
    }
}

/* The Journal officiel of each ceiling: in force since, published on. */
static void each_ceiling_has_the_days_of_its_text(void **state)
{
    (void)state;
    static const struct {
        enum ceiling_of what;
        date since, published;
        int euros;
    } texts[] = {
        {CEILING_SOCIAL_SECURITY,
         {2023, 1, 1},
         {2022, 12, 16},
         3666}, /* arrêté du 9 décembre 2022 */
        {CEILING_SOCIAL_SECURITY, {2024, 1, 1}, {2023, 12, 29}, 3864}, /* du 19 décembre 2023 */
        {CEILING_SOCIAL_SECURITY, {2025, 1, 1}, {2024, 12, 29}, 3925}, /* du 19 décembre 2024 */
        {CEILING_SOCIAL_SECURITY, {2026, 1, 1}, {2025, 12, 23}, 4005}, /* du 22 décembre 2025 */
        {CEILING_AUTHOR_DEBT, {2023, 3, 1}, {2023, 3, 1}, 5000},       /* loi n° 2023-140 */
    };
    for (size_t i = 0; i < LENGTH(texts); i++) {
        const struct ceiling *line = law_ceiling(texts[i].what, texts[i].since, ALL_KNOWN).line;
        assert_int_equal(line->euros, texts[i].euros);
        if (date_compare(line->since, texts[i].since) != 0 ||
            date_compare(line->published, texts[i].published) != 0) {
            fail_msg("text %zu: since %d-%d-%d, published on %d-%d-%d", i, line->since.year,
                     line->since.month, line->since.day, line->published.year,
                     line->published.month, line->published.day);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_ceiling_in_force_is_the_last_one_known),
        cmocka_unit_test(each_ceiling_has_the_days_of_its_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
