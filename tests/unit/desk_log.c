#include "unit/desk_fixture.h"

#include "desk/log.h"

/* Who may see who read, and what the weekly review brings before a person. */

#define DAY_LENGTH (INT64_C(86400) * 1000000)
#define HOUR       (INT64_C(3600) * 1000000)

static struct store *store;
static file_number file;

static int set_up(void **state)
{
    (void)state;
    store = desk_store();
    struct desk desk = desk_of(store, "guichet.exemple", ROLE_CLERK, "CAF-59");
    file = claim_by(&desk, CHANNEL_DESK, 11);
    return 0;
}
static int tear_down(void **state)
{
    (void)state;
    store_close(store);
    return 0;
}

/* Legal days without summer time: what is tested is not the clock. */
static date day_of(int64_t moment)
{
    return date_from_number((int32_t)((moment + HOUR) / DAY_LENGTH));
}

static void read_as(const char *agent, enum read_what what, int64_t number, int64_t moment)
{
    struct read_entry entry = {.moment = moment,
                               .agent = text_of(agent),
                               .role = T("clerk"),
                               .body = T("CAF-59"),
                               .what = what,
                               .file = {number}};
    assert_int_equal(store_begin(store), ERR_OK);
    assert_int_equal(store_read_entry(store, &entry), ERR_OK);
    assert_int_equal(store_commit(store), ERR_OK);
}

static struct desk console(void)
{
    struct desk desk = desk_of(store, "", ROLE_COUNT, "");
    desk.console = true;
    return desk;
}

/* ---- who opened her file ---- */

static int readers_seen_by(enum role role, const char *body, err expected)
{
    struct desk desk = desk_of(store, "personne.exemple", role, body);
    struct reader readers[16];
    int count = -1;
    err e = desk_reads_of(&desk, file, READ_NEWEST, 16, readers, &count);
    if (e != expected) fail_msg("%s: %s", body, err_meaning(e));
    for (int i = 0; i < count; i++) assert_true(store_read_rows[readers[i].what].she_sees);
    return count;
}

static void t13_she_sees_who_opened_her_file_and_nobody_elses(void **state)
{
    (void)state;
    char own[24], other[24];
    struct writer out = WRITER(own);
    write_file_number(&out, file);
    (void)writer_string(&out);
    out = WRITER(other);
    write_file_number(&out, file_number_make(99));
    (void)writer_string(&out);
    assert_int_equal(readers_seen_by(ROLE_VICTIM, own, ERR_OK), 0);
    read_as("agent.exemple", READ_FILE, file.number, NOW);
    read_as("agent.exemple", READ_REFUSED, file.number, NOW);
    read_as("agent.exemple", READ_FILE, file_number_make(99).number, NOW);
    assert_int_equal(readers_seen_by(ROLE_VICTIM, own, ERR_OK), 1);
    assert_int_equal(readers_seen_by(ROLE_VICTIM, other, ERR_NOT_FOUND), -1);
    assert_int_equal(readers_seen_by(ROLE_VICTIM, "*", ERR_NOT_FOUND), -1);
    assert_int_equal(readers_seen_by(ROLE_AUDITOR, "*", ERR_OK), 1);
    assert_int_equal(readers_seen_by(ROLE_AUDITOR, "CAF-13", ERR_NOT_FOUND), -1);
    assert_int_equal(readers_seen_by(ROLE_DATA_PROTECTION_OFFICER, "CAF-59", ERR_OK), 1);
    assert_int_equal(readers_seen_by(ROLE_CLERK, "CAF-59", ERR_FORBIDDEN), -1);
    assert_int_equal(readers_seen_by(ROLE_ADMINISTRATOR, "*", ERR_FORBIDDEN), -1);
}

static void t13_only_an_auditor_reads_the_log(void **state)
{
    (void)state;
    struct log_page page = {.after = READ_NEWEST, .max = 4, .filter.from = INT64_MIN};
    struct read_line lines[4];
    text reasons[4];
    for (int role = 0; role <= ROLE_COUNT; role++) {
        struct desk desk = desk_of(store, "qui.exemple", (enum role)role, "*");
        int count = -1;
        err e = desk_reads(&desk, &page, lines, reasons, &count);
        assert_int_equal(e, role == ROLE_AUDITOR ? ERR_OK : ERR_FORBIDDEN);
        assert_int_equal(count >= 1, role == ROLE_AUDITOR);
    }
}

static void what_is_younger_than_three_years_is_kept(void **state)
{
    (void)state;
    struct desk desk = console();
    int64_t cut = -1;
    date limit = DATE(2022, 11, 25); /* three years before the fixture's day */
    assert_int_equal(desk_log_trim(&desk, date_plus_days(limit, 1), 0, &cut), ERR_BAD_INPUT);
    assert_int_equal(cut, -1);
    assert_int_equal(desk_log_trim(&desk, limit, 0, &cut), ERR_OK);
    assert_int_equal(cut, 0);
    desk.console = false;
    desk.agent.role = ROLE_AUDITOR;
    assert_int_equal(desk_log_trim(&desk, limit, 0, &cut), ERR_FORBIDDEN);
}

/* ---- the review ---- */

static struct {
    struct finding all[32];
    char agents[32][LABEL_MAX + 1];
    int count;
} found;

static void note(void *context, const struct finding *finding)
{
    (void)context;
    assert_true(found.count < 32);
    memcpy(found.agents[found.count], finding->agent.at, (size_t)finding->agent.length);
    found.agents[found.count][finding->agent.length] = '\0';
    found.all[found.count++] = *finding;
}

static void review(void)
{
    struct desk desk = console();
    struct review wish = {.since = date_plus_days(TODAY, -7),
                          .history_from = NOW - 67 * DAY_LENGTH,
                          .day_of = day_of,
                          .found = note};
    memset(&found, 0, sizeof found);
    assert_int_equal(desk_log_review(&desk, &wish), ERR_OK);
}

/* As many files in the working hours of that many days ago. */
static void work(const char *agent, int files, int days_ago)
{
    for (int i = 0; i < files; i++) {
        int64_t number = INT64_C(100000000000) + i;
        int64_t moment = NOW - days_ago * DAY_LENGTH + i * 1000000;
        read_as(agent, READ_FILE, number, moment);
        read_as(agent, READ_RECORD, number, moment + 1);
    }
}

static void expect(enum pattern pattern, const char *agent, int count)
{
    for (int i = 0; i < found.count; i++) {
        if (found.all[i].pattern != pattern || strcmp(found.agents[i], agent) != 0) continue;
        assert_int_equal(found.all[i].count, count);
        return;
    }
    fail_msg("%s: no %s", agent, desk_patterns.words[pattern].word);
}

static void ordinary_work_is_not_told(void **state)
{
    (void)state;
    for (int day = 0; day < 12; day++) work("calme.exemple", 19, day);
    read_as("console", READ_FILE, file.number, NOW - 10 * HOUR);
    read_as("victim", READ_FILE, file.number, NOW - 10 * HOUR);
    review();
    assert_int_equal(found.count, 0);
}

static void many_files_are_told_against_the_agents_own_days(void **state)
{
    (void)state;
    for (int day = 1; day < 12; day++) work("curieux.exemple", 6, day);
    for (int day = 0; day < 12; day++) work("rapide.exemple", 30, day);
    work("curieux.exemple", 20, 0);
    review();
    assert_int_equal(found.count, 1);
    expect(PATTERN_MANY_FILES, "curieux.exemple", 20);
    assert_int_equal(found.all[0].usual, 6);
    assert_int_equal(date_compare(found.all[0].day, TODAY), 0);
}

static void what_was_refused_or_opened_against_the_rule_is_told(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) read_as("deux.exemple", READ_REFUSED, file.number, NOW);
    for (int i = 0; i < 3; i++) read_as("trois.exemple", READ_REFUSED, file.number, NOW);
    read_as("vitre.exemple", READ_GLASS, file.number, NOW);
    read_as("vieux.exemple", READ_GLASS, file.number, NOW - 9 * DAY_LENGTH); /* told last week */
    review();
    assert_int_equal(found.count, 2);
    expect(PATTERN_REFUSED, "trois.exemple", 3);
    expect(PATTERN_REASON, "vitre.exemple", 1);
}

static void nights_are_told(void **state)
{
    (void)state;
    /* NOW is ten o'clock of the legal day */
    static const struct {
        const char *agent;
        int hours;
        bool told;
    } moments[] = {
        {"a21", -13, false}, {"a22", -12, true}, {"a00", -10, true},
        {"a05", -5, true},   {"a06", -4, false}, {"a10", 0, false},
    };
    for (size_t i = 0; i < LENGTH(moments); i++)
        read_as(moments[i].agent, READ_FILE, file.number, NOW + moments[i].hours * HOUR);
    review();
    assert_int_equal(found.count, 3);
    for (size_t i = 0; i < LENGTH(moments); i++)
        if (moments[i].told) expect(PATTERN_NIGHT, moments[i].agent, 1);
}

static void a_file_opened_again_and_again_without_a_fact_is_told(void **state)
{
    (void)state;
    for (int day = 0; day < 5; day++) {
        read_as("revient.exemple", READ_FILE, file.number, NOW - day * DAY_LENGTH);
        read_as("travaille.exemple", READ_FILE, file.number, NOW - day * DAY_LENGTH);
        read_as("ailleurs.exemple", READ_FILE, file.number + 16 * day, NOW - day * DAY_LENGTH);
    }
    read_as("travaille.exemple", READ_RECORD, file.number, NOW);
    review();
    assert_int_equal(found.count, 1);
    expect(PATTERN_REPEATED, "revient.exemple", 5);
    assert_int_equal(found.all[0].file.number, file.number);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(t13_she_sees_who_opened_her_file_and_nobody_elses),
        TEST(t13_only_an_auditor_reads_the_log),
        TEST(what_is_younger_than_three_years_is_kept),
        TEST(ordinary_work_is_not_told),
        TEST(many_files_are_told_against_the_agents_own_days),
        TEST(what_was_refused_or_opened_against_the_rule_is_told),
        TEST(nights_are_told),
        TEST(a_file_opened_again_and_again_without_a_fact_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
