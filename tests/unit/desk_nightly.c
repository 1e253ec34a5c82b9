#include "unit/store_fixture.h"

#include "store/reads.h"
#include "tests/nights.h"

#include <signal.h>
#include <sys/wait.h>

/* The night: which files it looks at, what it finds, and that it may be stopped anywhere. */

#define KEPT     DATE(2026, 5, 25) /* what is kept of each file is of that day */
#define LATER    DATE(2027, 6, 1)
#define BY_SHIFT 7
#define FILES    (NIGHT_KINDS * BY_SHIFT)

static char night_room[4 << 20];
static struct arena night_arena;

static struct desk keeper(struct store *store, date today)
{
    night_arena = arena_over(night_room, sizeof night_room);
    return (struct desk){.store = store,
                         .console = true,
                         .today = today,
                         .now = INT64_C(86400000000) * date_number(today),
                         .arena = &night_arena};
}

/* Each kind on seven days, a day apart. */
static struct store *filled(const char *url)
{
    struct store *store = open_url(url);
    for (int i = 0; i < FILES; i++) {
        struct night_file what = {(enum night_kind)(i % NIGHT_KINDS), i / NIGHT_KINDS,
                                  number_of(i + 1)};
        err e = night_put(store, arena_over(night_room, sizeof night_room), &what, KEPT);
        assert_int_equal(e, ERR_OK);
    }
    return store;
}

static struct night night_of(struct store *store, date day)
{
    struct desk desk = keeper(store, LATER);
    struct night night;
    err e = desk_nightly(&desk, day, NULL, NULL, &night);
    if (e != ERR_OK) fail_msg("%s: %s", err_meaning(e), desk.trouble.expected);
    return night;
}

static int64_t sum(const int64_t counts[DUTY_COUNT])
{
    int64_t all = 0;
    for (int i = 0; i < DUTY_COUNT; i++) all += counts[i];
    return all;
}

/* All that is kept of each file. */
struct kept {
    struct projection of[FILES];
};

static void read_kept(struct store *store, struct kept *ret)
{
    for (int i = 0; i < FILES; i++)
        assert_int_equal(store_projection_read(store, number_of(i + 1), &ret->of[i]), ERR_OK);
}

static void assert_same_kept(const struct kept *a, const struct kept *b)
{
    for (int i = 0; i < FILES; i++) {
        const struct projection *x = &a->of[i], *y = &b->of[i];
        assert_int_equal(date_compare(x->turns_on, y->turns_on), 0);
        assert_int_equal(x->known, y->known);
        assert_int_equal(x->duties_count, y->duties_count);
        for (int k = 0; k < x->duties_count; k++) {
            assert_int_equal(x->duties[k].kind, y->duties[k].kind);
            assert_int_equal(date_compare(x->duties[k].due, y->duties[k].due), 0);
        }
        assert_int_equal(x->orders_count, y->orders_count);
    }
}

static void the_files_whose_day_has_come_are_looked_at_and_no_other(void **state)
{
    (void)state;
    struct store *store = filled("memory:");
    struct night before = night_of(store, DATE(2026, 6, 5));
    assert_int_equal(before.looked, 0);
    assert_int_equal(sum(before.changes.came) + sum(before.changes.went), 0);

    struct night sixth = night_of(store, DATE(2026, 6, 6));
    assert_int_equal(sixth.due, 2);
    assert_int_equal(sixth.looked, 2);
    assert_int_equal(sixth.changed, 2);
    assert_int_equal(sixth.changes.went[DUTY_NOTIFY_DEBT], 1);
    assert_int_equal(sixth.changes.went[DUTY_GIVE_OPINION], 1);
    assert_int_equal(sum(sixth.changes.came) + sum(sixth.changes.moved), 0);
    assert_int_equal(sum(sixth.changes.went), 2);

    struct night fifteenth = night_of(store, DATE(2026, 6, 15));
    assert_int_equal(fifteenth.changes.went[DUTY_NOTIFY_DEBT], BY_SHIFT - 1);
    assert_int_equal(fifteenth.changes.went[DUTY_GIVE_OPINION], BY_SHIFT - 1);
    assert_int_equal(fifteenth.changes.came[DUTY_START_RECOVERY], BY_SHIFT);
    assert_int_equal(fifteenth.changes.came[DUTY_PAY_DEBT_INSTALMENT], BY_SHIFT);
    assert_int_equal(fifteenth.changed, 4 * BY_SHIFT - 2);
    store_close(store);
}

static void a_second_night_of_the_day_writes_nothing(void **state)
{
    (void)state;
    struct place place = place_make();
    struct store *store = filled(place.url);
    static struct kept after, again;
    night_of(store, DATE(2026, 6, 20));
    read_kept(store, &after);
    int64_t entries = ask_number(&place, "SELECT COUNT(*) FROM reads");
    struct night second = night_of(store, DATE(2026, 6, 20));
    assert_int_equal(second.due, 0);
    assert_int_equal(second.looked, 0);
    assert_int_equal(ask_number(&place, "SELECT COUNT(*) FROM reads"), entries);
    read_kept(store, &again);
    assert_same_kept(&after, &again);
    store_close(store);
    place_remove(&place);
}

/* Day by day or once at the end: what is kept is the same. What came and went in between is told
 * by the nights that saw it alone. */
static void a_year_of_nights_is_one_night_at_its_end(void **state)
{
    (void)state;
    static struct kept daily, once, rebuilt;
    struct store *store = filled("memory:");
    int64_t came = 0, went = 0, looked = 0;
    for (int day = 1; day <= 365; day++) {
        struct night night = night_of(store, date_plus_days(KEPT, day));
        came += sum(night.changes.came);
        went += sum(night.changes.went);
        looked += night.looked;
    }
    read_kept(store, &daily);
    store_close(store);

    store = filled("memory:");
    struct night night = night_of(store, date_plus_days(KEPT, 365));
    read_kept(store, &once);
    assert_same_kept(&daily, &once);
    assert_int_equal(night.looked, 4 * BY_SHIFT);
    /* Before the commission two turns, after the silence the end of its schedule. */
    assert_int_equal(looked, 6 * BY_SHIFT);
    assert_int_equal(went, 3 * BY_SHIFT);
    assert_int_equal(sum(night.changes.went), 3 * BY_SHIFT);
    assert_int_equal(came - went, sum(night.changes.came) - sum(night.changes.went));

    /* The journal says the same, and nothing was added to it. */
    struct desk desk = keeper(store, date_plus_days(KEPT, 365));
    struct rebuilt done;
    assert_int_equal(desk_rebuild(&desk, &done), ERR_OK);
    assert_int_equal(done.different, 0);
    assert_int_equal(done.files, FILES);
    read_kept(store, &rebuilt);
    assert_same_kept(&once, &rebuilt);
    store_close(store);
}

/* What was kept before its day came is what the journal gives for the day before. */
static void a_night_that_did_not_come_is_no_difference_for_the_journal(void **state)
{
    (void)state;
    struct store *store = filled("memory:");
    struct desk desk = keeper(store, LATER);
    struct rebuilt done;
    assert_int_equal(desk_rebuild(&desk, &done), ERR_OK);
    assert_int_equal(done.different, 0);
    assert_int_equal(night_of(store, LATER).looked, 0); /* the rebuilding looked as of today */
    store_close(store);
}

/* ---- stopped anywhere ---- */

struct stop {
    int64_t at;
};

static void stop_there(void *context, const struct night *so_far)
{
    const struct stop *stop = context;
    if (so_far->looked == stop->at) (void)kill(getpid(), SIGKILL);
}

/* A night in a process of its own, killed after that many files; whether it was. */
static bool killed_after(const struct place *place, int64_t files)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct stop stop = {files};
        struct night night;
        struct store *store = open_url(place->url);
        struct desk desk = keeper(store, LATER);
        err e = desk_nightly(&desk, DATE(2026, 7, 31), stop_there, &stop, &night);
        store_close(store);
        _exit(e == ERR_OK ? 0 : 1);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    if (WIFSIGNALED(status)) return true;
    assert_int_equal(WEXITSTATUS(status), 0);
    return false;
}

static void a_night_killed_at_any_file_is_done_again(void **state)
{
    (void)state;
    static struct kept whole, after;
    struct place place = place_make();
    struct store *store = filled(place.url);
    night_of(store, DATE(2026, 7, 31));
    read_kept(store, &whole);
    store_close(store);
    place_remove(&place);
    int kills = 0;
    for (int64_t stop = 1;; stop += server_folder() ? 5 : 1) {
        place = place_make();
        store_close(filled(place.url));
        bool killed = killed_after(&place, stop);
        kills += killed;
        store = open_url(place.url);
        night_of(store, DATE(2026, 7, 31));
        read_kept(store, &after);
        assert_same_kept(&whole, &after);
        assert_int_equal(night_of(store, DATE(2026, 7, 31)).looked, 0);
        store_close(store);
        place_remove(&place);
        if (!killed) break;
    }
    assert_true(kills >= (server_folder() ? 5 : 4 * BY_SHIFT));
}

/* ---- what it never does ---- */

static void nothing_is_recorded_and_its_reading_is_the_systems(void **state)
{
    (void)state;
    struct place place = place_make();
    struct store *store = filled(place.url);
    int64_t facts = ask_number(&place, "SELECT COUNT(*) FROM journal");
    struct night night = night_of(store, DATE(2026, 7, 31));
    assert_int_equal(night.looked, 4 * BY_SHIFT);
    assert_int_equal(ask_number(&place, "SELECT COUNT(*) FROM journal"), facts);
    struct read_filter all = {.file = {0}};
    struct read_cursor newest = READ_NEWEST;
    struct read_line lines[8];
    int count = 0;
    assert_int_equal(store_reads_page(store, &all, newest, 8, lines, &count), ERR_OK);
    assert_int_equal(count, 1);
    assert_string_equal(lines[0].agent, "system");
    assert_int_equal(lines[0].what, READ_NIGHTLY);
    store_close(store);
    place_remove(&place);
}

static void a_file_that_does_not_verify_is_set_aside_and_stays_due(void **state)
{
    (void)state;
    struct place place = place_make();
    store_close(filled(place.url));
    meddle(&place, "UPDATE journal SET body = zeroblob(40) WHERE place = 1 AND file IN"
                   " (SELECT file FROM summaries WHERE turns_on = 20260606)");
    struct store *store = open_url(place.url);
    for (int again = 0; again < 2; again++) {
        struct night night = night_of(store, DATE(2026, 6, 10));
        assert_int_equal(night.broken, 2);
        assert_int_equal(night.changed, again ? 0 : 13);
    }
    store_close(store);
    place_remove(&place);
}

/* Decided between the day an amount was in force and its publication, and kept by a program that
 * did not know it: looked at once, though no day of its own has come. */
static void amounts_that_a_new_program_knows_are_looked_for(void **state)
{
    (void)state;
    struct place place = place_make();
    store_close(filled(place.url));
    meddle(&place, "UPDATE summaries SET decided_on = 20240410, known = 1 WHERE turns_on = 0");
    struct store *store = open_url(place.url);
    struct night night = night_of(store, DATE(2026, 6, 1));
    assert_int_equal(night.looked, BY_SHIFT);
    assert_int_equal(night_of(store, DATE(2026, 6, 1)).looked, 0);
    store_close(store);
    meddle(&place, "UPDATE summaries SET decided_on = 20240430, known = 1 WHERE turns_on = 0");
    store = open_url(place.url);
    assert_int_equal(night_of(store, DATE(2026, 6, 1)).looked, 0); /* published that day */
    store_close(store);
    place_remove(&place);
}

static void only_the_keeper_has_a_night_and_none_is_to_come(void **state)
{
    (void)state;
    struct store *store = filled("memory:");
    struct desk desk = keeper(store, LATER);
    struct night night = {.due = -7};
    assert_int_equal(desk_nightly(&desk, date_plus_days(LATER, 1), NULL, NULL, &night),
                     ERR_BAD_INPUT);
    assert_string_equal(desk.trouble.expected, "a day not after today");
    desk.console = false;
    assert_int_equal(desk_nightly(&desk, LATER, NULL, NULL, &night), ERR_FORBIDDEN);
    assert_int_equal(night.due, -7);
    store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_files_whose_day_has_come_are_looked_at_and_no_other),
        cmocka_unit_test(a_second_night_of_the_day_writes_nothing),
        cmocka_unit_test(a_year_of_nights_is_one_night_at_its_end),
        cmocka_unit_test(a_night_that_did_not_come_is_no_difference_for_the_journal),
        cmocka_unit_test(a_night_killed_at_any_file_is_done_again),
        cmocka_unit_test(nothing_is_recorded_and_its_reading_is_the_systems),
        cmocka_unit_test(a_file_that_does_not_verify_is_set_aside_and_stays_due),
        cmocka_unit_test(amounts_that_a_new_program_knows_are_looked_for),
        cmocka_unit_test(only_the_keeper_has_a_night_and_none_is_to_come),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
