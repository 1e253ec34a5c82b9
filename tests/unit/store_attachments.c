#include "unit/store_fixture.h"

/* What people sent: sealed in parts, counted in the head, the same bytes or none. */

static struct place place;
static struct store *store;
static char sent[3 * 65536], large[ATTACHMENT_BYTES_MAX + 1], back[ATTACHMENT_BYTES_MAX + 65536];

static int set_up(void **state)
{
    (void)state;
    place = place_make();
    store = open_url(place.url);
    for (size_t i = 0; i < sizeof sent; i++) sent[i] = (char)(i * 31 + i / 256);
    memcpy(sent, "MARQUEUR", 8);
    add_file(store, number_of(1));
    add_file(store, number_of(2));
    return 0;
}
static int tear_down(void **state)
{
    (void)state;
    store_close(store);
    place_remove(&place);
    return 0;
}

static const struct attachment complaint = {
    .type = "jpeg", .kind = "complaint", .received_at = 1764061200000000};

static int add(file_number file, ptrdiff_t size)
{
    int number = -1;
    assert_int_equal(store_attachment_add(store, file, &complaint, (text){sent, size}, &number),
                     ERR_OK);
    return number;
}
static err read_back(file_number file, int number, struct attachment *about, text *bytes)
{
    struct arena a = arena_over(back, sizeof back);
    return store_attachment_read(store, file, number, &a, about, bytes);
}

static void the_same_bytes_come_back(void **state)
{
    (void)state;
    static const ptrdiff_t sizes[] = {1, 65535, 65536, 65537, 131072, 3 * 65536};
    for (int i = 0; i < (int)LENGTH(sizes); i++) assert_int_equal(add(number_of(1), sizes[i]), i);
    for (int i = 0; i < (int)LENGTH(sizes); i++) {
        struct attachment about;
        text bytes;
        assert_int_equal(read_back(number_of(1), i, &about, &bytes), ERR_OK);
        assert_true(text_equal(bytes, (text){sent, sizes[i]}));
        assert_int_equal(about.size, sizes[i]);
        assert_int_equal(about.received_at, complaint.received_at);
        assert_string_equal(about.type, "jpeg");
        assert_string_equal(about.kind, "complaint");
    }
    struct attachment list[ATTACHMENTS_MAX];
    int count = -1;
    assert_int_equal(store_attachments(store, number_of(1), new_arena(), list, &count), ERR_OK);
    assert_int_equal(count, LENGTH(sizes));
    for (int i = 0; i < count; i++) assert_int_equal(list[i].size, sizes[i]);
    assert_int_equal(store_attachments(store, number_of(2), new_arena(), list, &count), ERR_OK);
    assert_int_equal(count, 0);
    assert_int_equal(length_of(store, number_of(1)), 3); /* no fact: no rule reads it */
    assert_int_equal(files_with(&place, T("MARQUEUR")), 0);
    assert_int_equal(files_with(&place, T("complaint")), 0);
}

static void what_is_empty_too_large_or_too_many_is_refused(void **state)
{
    (void)state;
    int number = -1;
    text one = {sent, 1};
    assert_int_equal(
        store_attachment_add(store, number_of(1), &complaint, (text){sent, 0}, &number),
        ERR_BAD_INPUT);
    assert_int_equal(
        store_attachment_add(store, number_of(1), &complaint, (text){large, sizeof large}, &number),
        ERR_BAD_INPUT);
    assert_int_equal(store_attachment_add(store, number_of(9), &complaint, one, &number),
                     ERR_NOT_FOUND);
    for (int i = 0; i < ATTACHMENTS_MAX; i++) assert_int_equal(add(number_of(1), 1), i);
    assert_int_equal(store_attachment_add(store, number_of(1), &complaint, one, &number),
                     ERR_BAD_INPUT);
    assert_int_equal(number, -1);
    struct attachment about;
    text bytes;
    assert_int_equal(read_back(number_of(2), 0, &about, &bytes), ERR_NOT_FOUND);
    assert_int_equal(read_back(number_of(1), -1, &about, &bytes), ERR_NOT_FOUND);
    assert_int_equal(read_back(number_of(1), ATTACHMENTS_MAX, &about, &bytes), ERR_NOT_FOUND);
    assert_int_equal(read_back(number_of(9), 0, &about, &bytes), ERR_NOT_FOUND);
    assert_int_equal(add(number_of(2), 100), 0);
    struct arena small = arena_over(back, 2048);
    assert_int_equal(add(number_of(2), 65536), 1);
    assert_int_equal(store_attachment_read(store, number_of(2), 1, &small, &about, &bytes),
                     ERR_HOST);
}

static void the_largest_fits(void **state)
{
    (void)state;
    int number = -1;
    text whole = {large, ATTACHMENT_BYTES_MAX}, bytes;
    struct attachment about;
    assert_int_equal(store_attachment_add(store, number_of(1), &complaint, whole, &number), ERR_OK);
    assert_int_equal(read_back(number_of(1), number, &about, &bytes), ERR_OK);
    assert_true(text_equal(bytes, whole));
}

/* Somebody without the key changes, moves, swaps or takes out what lies there. */
static void what_was_spoiled_is_said_to_be_broken(void **state)
{
    static const char swapped[] =
        "UPDATE attachments SET sealed = (SELECT a.sealed FROM attachments a WHERE a.number = 1 AND"
        " a.part = attachments.part) WHERE number = 0";
    static const char *const ways[] = {
        "UPDATE attachments SET sealed = zeroblob(65576) WHERE part = 1 AND number = 0",
        "DELETE FROM attachments WHERE part = 1 AND number = 0",
        "DELETE FROM attachments WHERE number = 0",
        "UPDATE attachments SET part = 7 WHERE part = 1 AND number = 0",
        swapped,
        "UPDATE attachments SET number = 5 - number",
        "UPDATE vault SET kind = 205 - kind + 0 * place WHERE kind IN (100, 101)",
    };
    for (size_t i = 0; i < LENGTH(ways); i++) {
        add(number_of(1), 3 * 65536);
        add(number_of(1), 3 * 65536);
        meddle(&place, ways[i]);
        struct attachment about;
        text bytes;
        err e = read_back(number_of(1), 0, &about, &bytes);
        assert_true(e == ERR_BROKEN || (i == 6 && e == ERR_NOT_FOUND));
        tear_down(state);
        set_up(state);
    }
}

static void one_taken_out_whole_is_missed(void **state)
{
    (void)state;
    add(number_of(1), 10);
    add(number_of(1), 20);
    meddle(&place, "DELETE FROM attachments WHERE number = 1; DELETE FROM vault WHERE kind = 101");
    struct attachment about, list[ATTACHMENTS_MAX];
    text bytes;
    int count = 0, number = 0;
    assert_int_equal(read_back(number_of(1), 0, &about, &bytes), ERR_BROKEN);
    assert_int_equal(store_attachments(store, number_of(1), new_arena(), list, &count), ERR_BROKEN);
    assert_int_equal(
        store_attachment_add(store, number_of(1), &complaint, (text){sent, 1}, &number),
        ERR_BROKEN);
}

static void an_erased_file_has_none(void **state)
{
    (void)state;
    add(number_of(1), 3 * 65536);
    struct erasure why = {.day = DAY, .reason = ERASED_REQUEST};
    assert_int_equal(store_erase(store, number_of(1), &why), ERR_OK);
    struct attachment about, list[ATTACHMENTS_MAX];
    text bytes;
    int count = -1, number = -1;
    assert_true(read_back(number_of(1), 0, &about, &bytes) != ERR_OK);
    assert_int_equal(store_attachments(store, number_of(1), new_arena(), list, &count), ERR_OK);
    assert_int_equal(count, 0);
    assert_int_equal(
        store_attachment_add(store, number_of(1), &complaint, (text){sent, 1}, &number),
        ERR_NOT_FOUND);
    assert_int_equal(ask_number(&place, "SELECT COUNT(*) FROM attachments"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_same_bytes_come_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_empty_too_large_or_too_many_is_refused, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(the_largest_fits, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_was_spoiled_is_said_to_be_broken, set_up, tear_down),
        cmocka_unit_test_setup_teardown(one_taken_out_whole_is_missed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_erased_file_has_none, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
