#include "law/words.h"
#include "tests/test.h"

static const struct word_list *const lists[] = {
    &law_outcomes,      &law_grounds,         &law_flags,          &law_forms,
    &law_relationships, &law_victims,         &law_document_kinds, &law_residences,
    &law_beneficiaries, &law_smic_references, &law_fund_kinds,
};

static void no_list_says_two_things_with_one_word(void **state)
{
    (void)state;
    for (size_t l = 0; l < LENGTH(lists); l++) {
        const struct word_list *list = lists[l];
        assert_true(list->count > 0 && list->count <= 32);
        for (int i = 0; i < list->count; i++) {
            assert_true(text_of(list->words[i].word).length > 0);
            assert_true(text_is_utf8(text_of(list->words[i].in[LANGUAGE_FR])));
            for (int k = 0; k < i; k++) {
                assert_string_not_equal(list->words[i].word, list->words[k].word);
                for (int in = 0; in < LANGUAGE_COUNT; in++) {
                    assert_string_not_equal(list->words[i].in[in], list->words[k].in[in]);
                }
            }
        }
    }
}

static void no_two_lists_bear_one_name(void **state)
{
    (void)state;
    for (size_t l = 0; l < LENGTH(lists); l++) {
        for (size_t m = 0; m < l; m++) assert_string_not_equal(lists[l]->name, lists[m]->name);
    }
}

static void each_word_is_found_in_its_place(void **state)
{
    (void)state;
    for (size_t l = 0; l < LENGTH(lists); l++) {
        for (int i = 0; i < lists[l]->count; i++) {
            assert_int_equal(words_find(lists[l], text_of(lists[l]->words[i].word)), i);
        }
        assert_int_equal(words_find(lists[l], T("")), -1);
        assert_int_equal(words_find(lists[l], T("nothing of the kind")), -1);
    }
    assert_int_equal(law_relationships.count, RELATIONSHIP_COUNT);
    assert_int_equal(words_find(&law_grounds, T("BEFORE_THE_LAW")), GROUND_BEFORE_THE_LAW);
    assert_int_equal(words_find(&law_fund_kinds, T("cps")), FUND_KIND_CPS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_list_says_two_things_with_one_word),
        cmocka_unit_test(no_two_lists_bear_one_name),
        cmocka_unit_test(each_word_is_found_in_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
