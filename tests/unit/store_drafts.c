#include "unit/store_fixture.h"

#include "store/drafts.h"

/* Requests being written: who opens them, until when, what is left of them. */

#define SECOND INT64_C(1000000)
#define NOW    (INT64_C(1764061200) * SECOND)
#define ALWAYS INT64_C(0)

static const unsigned char code[MEMORABLE_BYTES] = {1, 2, 3, 4, 5, 6, 7};
static const unsigned char other[MEMORABLE_BYTES] = {1, 2, 3, 4, 5, 6, 8};

struct desk_of_tests {
    struct place place;
    struct store *store;
    struct arena arena;
};
static char memory[32 << 20];
static char photo[150000];

static int set_up(void **state)
{
    static struct desk_of_tests d;
    d.place = place_make();
    d.store = open_url(d.place.url);
    d.arena = arena_over(memory, sizeof memory);
    for (size_t i = 0; i < sizeof photo; i++) photo[i] = (char)(i * 31 % 251);
    *state = &d;
    return 0;
}
static int tear_down(void **state)
{
    struct desk_of_tests *d = *state;
    store_close(d->store);
    place_remove(&d->place);
    return 0;
}

static err look(struct desk_of_tests *d, const char *word, int64_t now, struct draft *ret)
{
    return store_draft_open(d->store, text_of(word), now, &d->arena, ret);
}

static void assert_holds(const struct draft *draft, const char *words)
{
    assert_true(text_equal(draft->words, text_of(words)));
}

static void a_draft_is_written_and_read_in_its_session(void **state)
{
    struct desk_of_tests *d = *state;
    char word[TOKEN_LENGTH + 1];
    struct draft draft;
    assert_int_equal(store_draft_begin(d->store, T("Camille EXEMPLE"), NOW, word), ERR_OK);
    assert_int_equal(look(d, word, NOW + 100 * SECOND, &draft), ERR_OK);
    assert_holds(&draft, "Camille EXEMPLE");
    assert_false(draft.has_code);
    assert_int_equal(store_draft_write(d->store, &draft, T("Camille EXEMPLE, 59000")), ERR_OK);
    /* Used a hundred seconds later, it lasts from then. */
    assert_int_equal(look(d, word, NOW + 279 * SECOND, &draft), ERR_OK);
    assert_holds(&draft, "Camille EXEMPLE, 59000");
    assert_int_equal(look(d, word, NOW + 460 * SECOND, &draft), ERR_NOT_FOUND);
    int64_t late = NOW + 279 * SECOND + DRAFT_LATE;
    struct arena scratch = d->arena;
    assert_int_equal(store_draft_open_late(d->store, text_of(word), late, &scratch, &draft),
                     ERR_OK);
    assert_int_equal(store_draft_open_late(d->store, text_of(word), late + 1, &scratch, &draft),
                     ERR_NOT_FOUND);
    word[0] = word[0] == 'A' ? 'B' : 'A';
    assert_int_equal(look(d, word, NOW + 280 * SECOND, &draft), ERR_NOT_FOUND);
    assert_int_equal(look(d, "", NOW, &draft), ERR_NOT_FOUND);
    static char much[DRAFT_BYTES_MAX + 1];
    assert_int_equal(store_draft_write(d->store, &draft, (text){much, sizeof much}), ERR_BAD_INPUT);
}

static void a_code_goes_on_with_it(void **state)
{
    struct desk_of_tests *d = *state;
    char word[TOKEN_LENGTH + 1], again[TOKEN_LENGTH + 1] = "untouched";
    struct draft draft;
    int64_t later = NOW + 86400 * SECOND;
    assert_int_equal(store_draft_begin(d->store, T("Camille EXEMPLE"), NOW, word), ERR_OK);
    assert_int_equal(look(d, word, NOW, &draft), ERR_OK);
    assert_int_equal(store_draft_code(d->store, &draft, code), ERR_OK);
    assert_int_equal(store_drafts_forget(d->store, later, NOW - 1), ERR_OK);
    assert_int_equal(look(d, word, later, &draft), ERR_NOT_FOUND);
    assert_int_equal(store_draft_resume(d->store, other, later, ALWAYS, again), ERR_NOT_FOUND);
    assert_string_equal(again, "untouched");
    assert_int_equal(store_draft_resume(d->store, code, later, later, again), ERR_NOT_FOUND);
    assert_int_equal(store_draft_resume(d->store, code, later, ALWAYS, again), ERR_OK);
    assert_int_equal(look(d, again, later, &draft), ERR_OK);
    assert_holds(&draft, "Camille EXEMPLE");
    assert_true(draft.has_code);
    /* One session at a time: what another device had open closes. */
    assert_int_equal(store_draft_resume(d->store, code, later, ALWAYS, word), ERR_OK);
    assert_int_equal(look(d, again, later, &draft), ERR_NOT_FOUND);
    assert_int_equal(look(d, word, later, &draft), ERR_OK);
    /* Another code: the one before is worth nothing. */
    assert_int_equal(store_draft_code(d->store, &draft, other), ERR_OK);
    assert_int_equal(store_draft_resume(d->store, code, later, ALWAYS, again), ERR_NOT_FOUND);
}

static void leaving_keeps_what_has_a_code(void **state)
{
    struct desk_of_tests *d = *state;
    char word[TOKEN_LENGTH + 1], again[TOKEN_LENGTH + 1];
    struct draft draft;
    for (int with = 0; with < 2; with++) {
        assert_int_equal(store_draft_begin(d->store, T("Camille EXEMPLE"), NOW, word), ERR_OK);
        assert_int_equal(look(d, word, NOW, &draft), ERR_OK);
        if (with) assert_int_equal(store_draft_code(d->store, &draft, code), ERR_OK);
        assert_int_equal(store_draft_leave(d->store, text_of(word)), ERR_OK);
        assert_int_equal(store_draft_leave(d->store, text_of(word)), ERR_OK);
        assert_int_equal(look(d, word, NOW, &draft), ERR_NOT_FOUND);
        assert_int_equal(store_draft_resume(d->store, code, NOW, ALWAYS, again),
                         with ? ERR_OK : ERR_NOT_FOUND);
    }
}

static void pages_come_back_whole(void **state)
{
    struct desk_of_tests *d = *state;
    char word[TOKEN_LENGTH + 1];
    struct draft draft;
    struct draft_page page = {"jpeg", {photo, sizeof photo}}, found;
    int count = -1;
    assert_int_equal(store_draft_begin(d->store, T("x"), NOW, word), ERR_OK);
    assert_int_equal(look(d, word, NOW, &draft), ERR_OK);
    for (int i = 0; i < DRAFT_PAGES_MAX; i++) {
        page.bytes.length = (ptrdiff_t)sizeof photo - i;
        assert_int_equal(store_draft_page_add(d->store, &draft, &page), ERR_OK);
    }
    assert_int_equal(store_draft_page_add(d->store, &draft, &page), ERR_BAD_INPUT);
    assert_int_equal(store_draft_pages(d->store, &draft, &count), ERR_OK);
    assert_int_equal(count, DRAFT_PAGES_MAX);
    for (int i = 0; i < count; i++) {
        struct arena scratch = d->arena;
        assert_int_equal(store_draft_page(d->store, &draft, i, &scratch, &found), ERR_OK);
        assert_string_equal(found.type, "jpeg");
        assert_int_equal(found.bytes.length, (ptrdiff_t)sizeof photo - i);
        assert_memory_equal(found.bytes.at, photo, (size_t)found.bytes.length);
    }
    struct arena small = arena_over(memory, 1024);
    assert_int_equal(store_draft_page(d->store, &draft, 0, &small, &found), ERR_HOST);
    assert_int_equal(store_draft_page(d->store, &draft, DRAFT_PAGES_MAX, &d->arena, &found),
                     ERR_NOT_FOUND);
    assert_int_equal(store_draft_pages_drop(d->store, &draft), ERR_OK);
    assert_int_equal(store_draft_pages(d->store, &draft, &count), ERR_OK);
    assert_int_equal(count, 0);
    page.bytes.length = 0;
    assert_int_equal(store_draft_page_add(d->store, &draft, &page), ERR_BAD_INPUT);
}

static void what_was_sent_keeps_its_receipt_for_its_session_alone(void **state)
{
    struct desk_of_tests *d = *state;
    char word[TOKEN_LENGTH + 1], again[TOKEN_LENGTH + 1];
    struct draft draft;
    struct draft_page page = {"jpeg", {photo, sizeof photo}};
    int count = -1;
    assert_int_equal(store_draft_begin(d->store, T("Camille EXEMPLE"), NOW, word), ERR_OK);
    assert_int_equal(look(d, word, NOW, &draft), ERR_OK);
    assert_int_equal(store_draft_code(d->store, &draft, code), ERR_OK);
    assert_int_equal(store_draft_page_add(d->store, &draft, &page), ERR_OK);
    assert_int_equal(store_draft_sent(d->store, &draft, T("a number")), ERR_OK);
    assert_int_equal(store_draft_resume(d->store, code, NOW, ALWAYS, again), ERR_NOT_FOUND);
    assert_int_equal(look(d, word, NOW, &draft), ERR_OK);
    assert_holds(&draft, "a number");
    assert_int_equal(store_draft_pages(d->store, &draft, &count), ERR_OK);
    assert_int_equal(count, 0);
    struct verification sum;
    assert_int_equal(store_verify(d->store, d->arena, &sum, NULL, NULL), ERR_OK);
    assert_int_equal(sum.drafts, 1);
    assert_int_equal(store_drafts_forget(d->store, NOW + 181 * SECOND, ALWAYS), ERR_OK);
    assert_int_equal(store_verify(d->store, d->arena, &sum, NULL, NULL), ERR_OK);
    assert_int_equal(sum.drafts, 0);
}

static void t24_a_draft_opens_for_nobody_else(void **state)
{
    struct desk_of_tests *d = *state;
    char word[TOKEN_LENGTH + 1], second[TOKEN_LENGTH + 1];
    struct draft draft;
    struct draft_page page = {"jpeg", {photo, sizeof photo}};
    assert_int_equal(store_draft_begin(d->store, T("Camille EXEMPLE"), NOW, word), ERR_OK);
    assert_int_equal(look(d, word, NOW, &draft), ERR_OK);
    assert_int_equal(store_draft_code(d->store, &draft, code), ERR_OK);
    assert_int_equal(store_draft_page_add(d->store, &draft, &page), ERR_OK);
    assert_int_equal(files_with(&d->place, T("EXEMPLE")), 0);
    assert_int_equal(files_with(&d->place, text_of(word)), 0);
    assert_int_equal(files_with(&d->place, (text){(const char *)code, sizeof code}), 0);
    assert_int_equal(files_with(&d->place, (text){photo + 1000, 64}), 0);
    assert_int_equal(files_with(&d->place, (text){(const char *)draft.key, STORE_KEY_BYTES}), 0);
    /* One draft's words in another's place, its key, its page: none opens. */
    assert_int_equal(store_draft_begin(d->store, T("Dominique EXEMPLE"), NOW, second), ERR_OK);
    meddle(&d->place, "UPDATE drafts SET sealed = (SELECT sealed FROM drafts ORDER BY touched_at, "
                      "length(code) DESC LIMIT 1) WHERE length(code) = 0");
    assert_int_equal(look(d, second, NOW, &draft), ERR_BROKEN);
    meddle(&d->place, "UPDATE drafts SET session_key = (SELECT code_key FROM drafts WHERE "
                      "length(code) > 0) WHERE length(code) > 0");
    assert_int_equal(look(d, word, NOW, &draft), ERR_BROKEN);
    struct verification sum;
    assert_int_equal(store_verify(d->store, d->arena, &sum, NULL, NULL), ERR_OK);
    assert_int_equal(sum.broken_drafts, 0);
    meddle(&d->place, "UPDATE drafts SET sealed = x'00' WHERE length(code) = 0");
    assert_int_equal(store_verify(d->store, d->arena, &sum, NULL, NULL), ERR_OK);
    assert_int_equal(sum.broken_drafts, 1);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_draft_is_written_and_read_in_its_session),
        TEST(a_code_goes_on_with_it),
        TEST(leaving_keeps_what_has_a_code),
        TEST(pages_come_back_whole),
        TEST(what_was_sent_keeps_its_receipt_for_its_session_alone),
        TEST(t24_a_draft_opens_for_nobody_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
