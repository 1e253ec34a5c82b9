#include "unit/store_fixture.h"

#include "store/access.h"
#include "store/signin.h"

/* Whose a file is, where it was sent, and the notices of files opened by others: the same on both
 * engines. */
struct engine {
    struct place place;
    bool in_memory;
    struct store *store;
};

static int set_up(void **state, bool in_memory)
{
    struct engine *engine = calloc(1, sizeof *engine);
    engine->in_memory = in_memory;
    if (!in_memory) engine->place = place_make();
    engine->store = open_url(in_memory ? "memory:" : engine->place.url);
    *state = engine;
    return 0;
}
static int set_up_disk(void **state) { return set_up(state, false); }
static int set_up_memory(void **state) { return set_up(state, true); }
static int tear_down(void **state)
{
    struct engine *engine = *state;
    store_close(engine->store);
    if (!engine->in_memory) place_remove(&engine->place);
    free(engine);
    return 0;
}
static struct store *store_in(void **state) { return ((struct engine *)*state)->store; }

static const struct agent one = {"agent.un", ROLE_CLERK, "CAF-59"};
static const struct agent two = {"agent.deux", ROLE_CLERK, "CAF-59"};

static void a_file_is_one_agents_at_a_time_for_each_post(void **state)
{
    struct store *store = store_in(state);
    struct assignment found = {.agent = "untouched"};
    add_file(store, number_of(1));
    assert_int_equal(store_assigned(store, number_of(1), POST_OFFICE, &found), ERR_NOT_FOUND);
    assert_string_equal(found.agent, "untouched");
    assert_int_equal(store_assign(store, number_of(1), POST_OFFICE, &one, T("agent.un"), 5),
                     ERR_OK);
    assert_int_equal(store_assigned(store, number_of(1), POST_PAYMENTS, &found), ERR_NOT_FOUND);
    assert_int_equal(store_assign(store, number_of(1), POST_OFFICE, &two, T("chef"), 6), ERR_OK);
    assert_int_equal(store_assign(store, number_of(1), POST_PAYMENTS, &one, T("chef"), 7), ERR_OK);
    assert_int_equal(store_assigned(store, number_of(1), POST_OFFICE, &found), ERR_OK);
    assert_string_equal(found.agent, "agent.deux");
    assert_string_equal(found.body, "CAF-59");
    assert_int_equal(found.given_at, 6);
    assert_int_equal(store_assigned(store, number_of(1), POST_PAYMENTS, &found), ERR_OK);
    assert_string_equal(found.agent, "agent.un");
    assert_int_equal(store_assign(store, number_of(9), POST_OFFICE, &one, T("chef"), 8),
                     ERR_CONFLICT); /* no such file */
}

static void whose_several_files_are_is_asked_at_once(void **state)
{
    struct store *store = store_in(state);
    file_number files[ASSIGNED_AT_ONCE];
    struct assigned found[ASSIGNED_AT_ONCE];
    int count = -1;
    for (int i = 0; i < ASSIGNED_AT_ONCE; i++) {
        files[i] = number_of(i + 1);
        add_file(store, files[i]);
        if (i % 5 != 0) continue;
        err e = store_assign(store, files[i], POST_OFFICE, i ? &one : &two, T("chef"), 5);
        assert_int_equal(e, ERR_OK);
    }
    assert_int_equal(store_assign(store, files[1], POST_PAYMENTS, &one, T("chef"), 5), ERR_OK);
    err e = store_assigned_of(store, POST_OFFICE, files, ASSIGNED_AT_ONCE, found, &count);
    assert_int_equal(e, ERR_OK);
    assert_int_equal(count, 5);
    for (int i = 0; i < count; i++) {
        bool first = found[i].file.number == files[0].number;
        assert_string_equal(found[i].to.agent, first ? "agent.deux" : "agent.un");
        assert_string_equal(found[i].to.body, "CAF-59");
    }
    assert_int_equal(store_assigned_of(store, POST_OFFICE, files + 1, 5, found, &count), ERR_OK);
    assert_int_equal(count, 1);
    assert_int_equal(found[0].file.number, files[5].number);
    assert_int_equal(store_assigned_of(store, POST_PAYMENTS, files, 0, found, &count), ERR_OK);
    assert_int_equal(count, 0);
}

static void a_file_is_shared_with_the_body_it_came_from(void **state)
{
    struct store *store = store_in(state);
    const struct share police = {T("PN-59"), 15}, long_named = {T("A CODE OF MORE THAN 16"), 16};
    file_number found = {0};
    struct fact claim = claim_fact();
    struct append append = {
        .file = number_of(1), .facts = &claim, .facts_count = 1, .share = &police};
    date since = NO_DATE;
    assert_int_equal(store_append(store, &append), ERR_OK);
    assert_int_equal(store_shared(store, number_of(1), T("PN-13"), &since), ERR_NOT_FOUND);
    assert_int_equal(store_shared(store, number_of(2), T("PN-59"), &since), ERR_NOT_FOUND);
    assert_int_equal(store_shared(store, number_of(1), T(""), &since), ERR_NOT_FOUND);
    assert_int_equal(store_shared(store, number_of(1), T("PN-59"), &since), ERR_OK);
    assert_int_equal(date_compare(since, DAY), 0);
    assert_int_equal(store_shared_as(store, T("PN-13"), 15, &found), ERR_NOT_FOUND);
    assert_int_equal(store_shared_as(store, T("PN-59"), 16, &found), ERR_NOT_FOUND);
    assert_int_equal(found.number, 0);
    assert_int_equal(store_shared_as(store, T("PN-59"), 15, &found), ERR_OK);
    assert_int_equal(found.number, number_of(1).number);
    struct fact later = fact_of(FACT_REFERRED_TO_ASSOCIATION);
    later.day = date_plus_days(DAY, 3);
    append = (struct append){
        .file = number_of(1), .expected = 1, .facts = &later, .facts_count = 1, .share = &police};
    assert_int_equal(store_append(store, &append), ERR_OK);
    assert_int_equal(store_shared(store, number_of(1), T("PN-59"), &since), ERR_OK);
    assert_int_equal(date_compare(since, DAY), 0); /* the first stays */
    append.share = &long_named;
    append.expected = 2;
    assert_int_equal(store_append(store, &append), ERR_BAD_INPUT);
    assert_int_equal(length_of(store, number_of(1)), 2);
}

static struct notice notice_of(file_number file, const struct agent *agent, date day)
{
    struct notice notice = {.file = file, .day = day, .made_at = 5, .fund = "CAF-13"};
    (void)snprintf(notice.agent, sizeof notice.agent, "%s", agent->name);
    (void)snprintf(notice.body, sizeof notice.body, "%s", agent->body);
    (void)snprintf(notice.purpose, sizeof notice.purpose, "instruct");
    return notice;
}

static void a_notice_is_made_once_for_each_agent_file_and_day(void **state)
{
    struct store *store = store_in(state);
    int64_t number = 0;
    add_file(store, number_of(1));
    add_file(store, number_of(2));
    struct notice notice = notice_of(number_of(1), &one, DAY);
    assert_int_equal(store_notice_of(store, number_of(1), &one, DAY), ERR_NOT_FOUND);
    assert_int_equal(store_notice_add(store, &notice, T(""), &number), ERR_BAD_INPUT);
    assert_int_equal(store_notice_add(store, &notice, T("elle est au guichet"), &number), ERR_OK);
    assert_int_equal(number, 1);
    assert_int_equal(store_notice_of(store, number_of(1), &one, DAY), ERR_OK);
    assert_int_equal(store_notice_of(store, number_of(1), &two, DAY), ERR_NOT_FOUND);
    assert_int_equal(store_notice_of(store, number_of(2), &one, DAY), ERR_NOT_FOUND);
    assert_int_equal(store_notice_add(store, &notice, T("encore"), &number), ERR_CONFLICT);
    date tomorrow = date_plus_days(DAY, 1);
    assert_int_equal(store_notice_of(store, number_of(1), &one, tomorrow), ERR_NOT_FOUND);
    struct notice others[] = {
        notice_of(number_of(1), &two, DAY), notice_of(number_of(2), &one, DAY),
        notice_of(number_of(1), &one, tomorrow), notice_of(number_of(9), &one, DAY)};
    for (int i = 0; i < 3; i++)
        assert_int_equal(store_notice_add(store, &others[i], T("autre"), &number), ERR_OK);
    assert_int_equal(number, 4);
    assert_int_equal(store_notice_add(store, &others[3], T("autre"), &number), ERR_BROKEN);
}

static void a_notice_is_listed_unread_first_and_its_first_reader_stays(void **state)
{
    struct store *store = store_in(state);
    struct notice list[8];
    int64_t number = 0;
    int count = 0;
    add_file(store, number_of(1));
    for (int i = 0; i < 3; i++) {
        struct notice notice = notice_of(number_of(1), &one, date_plus_days(DAY, i));
        assert_int_equal(store_notice_add(store, &notice, T("un motif"), &number), ERR_OK);
    }
    assert_int_equal(store_notice_read(store, 3, T("chef"), 9), ERR_OK);
    assert_int_equal(store_notice_read(store, 3, T("autre chef"), 10), ERR_OK);
    static const char *const who[] = {"", "CAF-13", "CAF-59"}; /* all, the file's, the agent's */
    for (size_t i = 0; i < LENGTH(who); i++) {
        assert_int_equal(
            store_notices(store, &(struct notice_page){text_of(who[i]), 0, 0, 8}, list, &count),
            ERR_OK);
        assert_int_equal(count, 3);
        assert_int_equal(list[0].number, 2);
        assert_int_equal(list[2].number, 3);
        assert_string_equal(list[2].read_by, "chef");
        assert_string_equal(list[0].read_by, "");
        assert_string_equal(list[0].purpose, "instruct");
        assert_int_equal(date_compare(list[1].day, DAY), 0);
    }
    assert_int_equal(
        store_notices(store, &(struct notice_page){T("CAF-01"), 0, 0, 8}, list, &count), ERR_OK);
    assert_int_equal(count, 0);
    assert_int_equal(
        store_notices(store, &(struct notice_page){T("CAF-13"), 0, 1, 1}, list, &count), ERR_OK);
    assert_int_equal(count, 1);
    assert_int_equal(list[0].number, 1);
    assert_int_equal(store_notice(store, 4, list), ERR_NOT_FOUND);
}

static void a_reason_opens_at_its_place_only(void **state)
{
    struct store *store = store_in(state);
    struct engine *engine = *state;
    struct notice notice = notice_of(number_of(1), &one, DAY);
    struct arena a = new_arena();
    int64_t number = 0;
    text reason;
    add_file(store, number_of(1));
    assert_int_equal(store_notice_add(store, &notice, T("elle est au guichet"), &number), ERR_OK);
    assert_int_equal(store_notice_reason(store, number, &a, &reason), ERR_OK);
    assert_true(text_equal(reason, T("elle est au guichet")));
    assert_int_equal(store_notice_reason(store, 2, &a, &reason), ERR_NOT_FOUND);
    if (engine->in_memory) return;
    meddle(&engine->place, "UPDATE notices SET number = 7");
    assert_int_equal(store_notice_reason(store, 7, &a, &reason), ERR_BROKEN);
    meddle(&engine->place, "UPDATE notices SET reason = x'00'");
    assert_int_equal(store_notice_reason(store, 7, &a, &reason), ERR_BROKEN);
}

static void an_agent_is_found_by_account_and_by_token(void **state)
{
    struct store *store = store_in(state);
    struct agent payer = {"agent.un", ROLE_ACCOUNTANT, "CAF-59"}, found[4];
    const struct grant grant = {.scopes = 1, .expires_at = INT64_MAX};
    char token[TOKEN_LENGTH + 1];
    int count = 0;
    assert_int_equal(store_agents_named(store, T("agent.un"), 4, found, &count), ERR_OK);
    assert_int_equal(count, 0);
    assert_int_equal(store_account_add(store, &one, T("une phrase d'exemple"), true), ERR_OK);
    for (int i = 0; i < 2; i++)
        assert_int_equal(store_token_add(store, &one, &grant, token), ERR_OK);
    assert_int_equal(store_token_add(store, &payer, &grant, token), ERR_OK);
    assert_int_equal(store_agents_named(store, T("agent.un"), 4, found, &count), ERR_OK);
    assert_int_equal(count, 2); /* one as a clerk, one as an accountant */
    assert_int_not_equal(found[0].role, found[1].role);
}

#define ON_BOTH(test)                                              \
    cmocka_unit_test_setup_teardown(test, set_up_disk, tear_down), \
        cmocka_unit_test_setup_teardown(test, set_up_memory, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(a_file_is_one_agents_at_a_time_for_each_post),
        ON_BOTH(whose_several_files_are_is_asked_at_once),
        ON_BOTH(a_file_is_shared_with_the_body_it_came_from),
        ON_BOTH(a_notice_is_made_once_for_each_agent_file_and_day),
        ON_BOTH(a_notice_is_listed_unread_first_and_its_first_reader_stays),
        ON_BOTH(a_reason_opens_at_its_place_only),
        ON_BOTH(an_agent_is_found_by_account_and_by_token),
    };
    return cmocka_run_group_tests_name("store_access", tests, NULL, NULL);
}
