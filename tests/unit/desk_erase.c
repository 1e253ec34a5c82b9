#include "unit/desk_fixture.h"

#include "desk/retention.h"
#include "store/reads.h"

static struct desk console_of(struct store *store, date today)
{
    struct desk desk = desk_of(store, "", ROLE_COUNT, "");
    desk.console = true;
    desk.today = today;
    return desk;
}

static int erasures_logged(struct store *store, file_number file)
{
    struct read_line lines[16];
    struct read_filter filter = {.file = file};
    int count = 0, found = 0;
    assert_int_equal(store_reads_page(store, &filter, READ_NEWEST, 16, lines, &count), ERR_OK);
    for (int i = 0; i < count; i++) found += lines[i].what == READ_ERASURE;
    return found;
}

static file_number new_claim(struct store *store, uint64_t chance)
{
    struct desk desk = desk_of(store, "agent.exemple", ROLE_CLERK, "CAF-59");
    return claim_by(&desk, CHANNEL_DESK, chance);
}

static void a_file_is_erased_when_its_time_has_come_and_not_a_day_before(void **state)
{
    (void)state;
    struct store *store = desk_store();
    file_number file = new_claim(store, 7);
    struct desk desk = console_of(store, DATE(2027, 11, 25));
    assert_int_equal(desk_erase(&desk, file, ERASED_RETENTION, false), ERR_NOT_LAWFUL);
    assert_non_null(strstr(desk.trouble.expected, "not before 2027-11-26"));
    struct due_file due[4];
    file_number after = {0};
    int count = -1;
    assert_int_equal(desk_due(&desk, due, 4, &after, &count), ERR_OK);
    assert_int_equal(count, 0);
    assert_int_equal(erasures_logged(store, file), 0);

    desk = console_of(store, DATE(2027, 11, 26));
    after = (file_number){0};
    assert_int_equal(desk_due(&desk, due, 4, &after, &count), ERR_OK);
    assert_int_equal(count, 1);
    assert_true(due[0].file.number == file.number && due[0].retention.rule == KEPT_CONTACT);
    assert_int_equal(desk_erase(&desk, file, ERASED_RETENTION, false), ERR_OK);
    assert_int_equal(desk_erase(&desk, file, ERASED_RETENTION, false), ERR_ERASED);
    assert_int_equal(erasures_logged(store, file), 1);
    after = (file_number){0};
    assert_int_equal(desk_due(&desk, due, 4, &after, &count), ERR_OK);
    assert_int_equal(count, 0);
    store_close(store);
}

static void t24_an_erased_file_answers_like_one_that_never_was(void **state)
{
    (void)state;
    struct store *store = desk_store();
    file_number file = new_claim(store, 7), never = file_number_make(12345);
    struct desk desk = console_of(store, TODAY);
    assert_int_equal(desk_erase(&desk, file, ERASED_REQUEST, true), ERR_OK);
    struct dossier dossier;
    struct desk clerk = desk_of(store, "agent.exemple", ROLE_CLERK, "CAF-59");
    err erased = desk_open(&clerk, file, &dossier);
    struct trouble said = clerk.trouble;
    clerk = desk_of(store, "agent.exemple", ROLE_CLERK, "CAF-59");
    assert_int_equal(desk_open(&clerk, never, &dossier), erased);
    assert_int_equal(erased, ERR_NOT_FOUND);
    assert_string_equal(said.expected, clerk.trouble.expected);
    struct rebuilt rebuilt;
    desk = console_of(store, TODAY);
    assert_int_equal(desk_rebuild(&desk, &rebuilt), ERR_OK);
    assert_true(rebuilt.different == 0 && rebuilt.broken == 0);
    store_close(store);
}

static void only_the_keeper_of_the_machine_erases(void **state)
{
    (void)state;
    struct store *store = desk_store();
    file_number file = new_claim(store, 7), after = {0};
    struct due_file due[4];
    int count = 0;
    for (int role = 0; role <= ROLE_COUNT; role++) {
        struct desk desk = desk_of(store, "agent.exemple", (enum role)role, "*");
        assert_int_equal(desk_erase(&desk, file, ERASED_REQUEST, true), ERR_FORBIDDEN);
        assert_int_equal(desk_due(&desk, due, 4, &after, &count), ERR_FORBIDDEN);
    }
    store_close(store);
}

static void what_is_not_there_is_not_erased(void **state)
{
    (void)state;
    struct store *store = desk_store();
    struct desk desk = console_of(store, TODAY);
    assert_int_equal(desk_erase(&desk, file_number_make(99), ERASED_REQUEST, true), ERR_NOT_FOUND);
    assert_int_equal(desk_forget(&desk), ERR_OK);
    store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_erased_when_its_time_has_come_and_not_a_day_before),
        cmocka_unit_test(t24_an_erased_file_answers_like_one_that_never_was),
        cmocka_unit_test(only_the_keeper_of_the_machine_erases),
        cmocka_unit_test(what_is_not_there_is_not_erased),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
