#include "unit/store_fixture.h"

static int set_up(void **state)
{
    *state = open_url("memory:");
    return 0;
}
static int tear_down(void **state)
{
    store_close(*state);
    return 0;
}

static struct projection projection_of(const char *fund)
{
    struct projection p = {.fund = law_fund(text_of(fund)),
                           .claim = STAGE_CLAIM_COMPLETE,
                           .payment = STAGE_PAYMENT_NONE,
                           .received_on = DAY};
    assert_non_null(p.fund);
    return p;
}

static void add_duty(struct projection *p, enum duty_kind kind, date due)
{
    p->duties[p->duties_count++] = (struct duty){.kind = kind, .due = due};
}

static void put(struct store *store, int file, const struct projection *p)
{
    assert_int_equal(store_projection_write(store, number_of(file), p), ERR_OK);
}

/* Ten files of the Nord, due one day after the other but written the other way round; one of the
 * Gard. */
static void fill(struct store *store)
{
    for (int i = 9; i >= 0; i--) {
        struct projection p = projection_of("CAF-59");
        add_duty(&p, DUTY_DECIDE, date_plus_days(DAY, i));
        if (i % 2 == 0) add_duty(&p, DUTY_REFER, date_plus_days(DAY, i));
        put(store, i, &p);
    }
    struct projection p = projection_of("CAF-30");
    add_duty(&p, DUTY_DECIDE, DAY);
    put(store, 20, &p);
}

/* All pages of four, each after the last duty of the one before, or after as many; how many duties.
 */
static int page_through(struct store *store, struct queue_page wanted, bool by_place,
                        struct queued seen[32])
{
    int count = -1, all = 0;
    wanted.max = 4;
    for (;; all += count) {
        assert_int_equal(store_queue(store, &wanted, seen + all, &count), ERR_OK);
        if (count == 0) return all;
        if (by_place)
            wanted.after = seen[all + count - 1];
        else
            wanted.skip += count;
    }
}

static void the_soonest_due_comes_first_page_by_page(void **state)
{
    struct store *store = *state;
    const struct fund *nord = law_fund(T("CAF-59"));
    const struct {
        struct queue_page page;
        int expected;
    } cases[] = {
        {{.fund = nord, .kind = DUTY_COUNT}, 15},
        {{.fund = nord, .kind = DUTY_DECIDE}, 10},
        {{.kind = DUTY_COUNT}, 16},
        {{.kind = DUTY_DECIDE}, 11},
    };
    fill(store);
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct queued by_place[32], by_count[32];
        int count = page_through(store, cases[i].page, true, by_place);
        assert_int_equal(count, cases[i].expected);
        assert_int_equal(page_through(store, cases[i].page, false, by_count), count);
        for (int k = 0; k < count; k++) {
            assert_int_equal(by_place[k].file.number, by_count[k].file.number);
            assert_int_equal(by_place[k].duty, by_count[k].duty);
            assert_int_equal(by_place[k].claim, STAGE_CLAIM_COMPLETE);
            assert_int_equal(by_place[k].payment, STAGE_PAYMENT_NONE);
            if (k > 0) assert_true(date_compare(by_place[k - 1].due, by_place[k].due) <= 0);
        }
    }
}

/* What was done since the page before is not missed by the next, nor does it hide another. */
static void a_duty_done_between_two_pages_hides_no_other(void **state)
{
    struct store *store = *state;
    struct queue_page wanted = {.kind = DUTY_DECIDE, .max = 4};
    struct queued first[4], second[4];
    int count = 0;
    fill(store);
    assert_int_equal(store_queue(store, &wanted, first, &count), ERR_OK);
    assert_int_equal(count, 4);
    struct projection done = projection_of("CAF-59");
    for (int i = 0; i < 4; i++)
        assert_int_equal(store_projection_write(store, first[i].file, &done), ERR_OK);
    wanted.after = first[3];
    assert_int_equal(store_queue(store, &wanted, second, &count), ERR_OK);
    assert_int_equal(count, 4);
    assert_int_equal(date_number(second[0].due) - date_number(first[3].due), 1);
}

static void a_queue_is_of_one_fund_or_all_of_one_kind_or_all(void **state)
{
    struct store *store = *state;
    const struct fund *nord = law_fund(T("CAF-59")), *gard = law_fund(T("CAF-30"));
    const struct {
        const struct fund *fund;
        enum duty_kind kind;
        int expected;
    } cases[] = {
        {nord, DUTY_COUNT, 15},  {nord, DUTY_DECIDE, 10}, {nord, DUTY_REFER, 5},
        {nord, DUTY_NOTIFY, 0},  {gard, DUTY_COUNT, 1},   {NULL, DUTY_COUNT, 16},
        {NULL, DUTY_DECIDE, 11}, {gard, DUTY_REFER, 0},
    };
    fill(store);
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct queued page[30];
        int count = -1;
        assert_int_equal(store_queue(store,
                                     &(struct queue_page){
                                         .fund = cases[i].fund, .kind = cases[i].kind, .max = 30},
                                     page, &count),
                         ERR_OK);
        assert_int_equal(count, cases[i].expected);
        for (int k = 0; k < count; k++)
            if (cases[i].kind != DUTY_COUNT) assert_int_equal(page[k].duty, cases[i].kind);
    }
    int64_t length = -1;
    assert_int_equal(store_queue_length(store, nord, &length), ERR_OK);
    assert_int_equal(length, 15);
    assert_int_equal(store_queue_length(store, NULL, &length), ERR_OK);
    assert_int_equal(length, 16);
}

static void no_queue_is_sorted_on_the_way(void **state)
{
    only_of_sqlite();
    (void)state;
    static const enum statement queues[] = {SQL_QUEUE_FUND, SQL_QUEUE_FUND_KIND,
                                            SQL_QUEUE_ALL,  SQL_QUEUE_ALL_KIND,
                                            SQL_BATCH,      SQL_BATCHES_HELD};
    static const char *const sql[] = {
#define STATEMENT(name, sql) [SQL_##name] = "EXPLAIN QUERY PLAN " sql,
#include "store/statements.def"
    };
    struct place place = place_make();
    store_close(open_url(place.url));
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(place.path, &db), SQLITE_OK);
    for (size_t i = 0; i < LENGTH(queues); i++) {
        sqlite3_stmt *s = NULL;
        assert_int_equal(sqlite3_prepare_v2(db, sql[queues[i]], -1, &s, NULL), SQLITE_OK);
        while (sqlite3_step(s) == SQLITE_ROW) {
            const char *step = (const char *)sqlite3_column_text(s, 3);
            if (strstr(step, "TEMP B-TREE")) fail_msg("%s: %s", sql[queues[i]], step);
        }
        sqlite3_finalize(s);
    }
    sqlite3_close(db);
    place_remove(&place);
}

static void a_projection_replaces_the_one_before(void **state)
{
    struct store *store = *state;
    struct projection p = projection_of("CAF-59"), found;
    add_duty(&p, DUTY_DECIDE, DAY);
    add_duty(&p, DUTY_REFER, DAY);
    put(store, 1, &p);

    p.claim = STAGE_CLAIM_GRANTED;
    p.payment = STAGE_PAYMENT_ORDERED;
    p.decided_on = DATE(2025, 11, 26);
    p.granted = true;
    p.duties_count = 0;
    add_duty(&p, DUTY_SEND_PAYMENT, DATE(2025, 11, 28));
    p.orders_count = 1;
    p.orders[0] = (struct projected_order){412, DATE(2025, 11, 28), 0, {93099}};
    put(store, 1, &p);

    assert_int_equal(store_projection_read(store, number_of(1), &found), ERR_OK);
    assert_ptr_equal(found.fund, p.fund);
    assert_int_equal(found.claim, STAGE_CLAIM_GRANTED);
    assert_int_equal(found.payment, STAGE_PAYMENT_ORDERED);
    assert_int_equal(date_compare(found.received_on, DAY), 0);
    assert_int_equal(date_compare(found.decided_on, p.decided_on), 0);
    assert_true(found.granted);
    assert_int_equal(found.duties_count, 1);
    assert_int_equal(found.duties[0].kind, DUTY_SEND_PAYMENT);
    assert_int_equal(found.orders_count, 1);
    assert_int_equal(found.orders[0].reference, 412);
    assert_int_equal(found.orders[0].amount.cents, 93099);
    assert_int_equal(date_compare(found.orders[0].execution_on, DATE(2025, 11, 28)), 0);
    assert_int_equal(store_projection_read(store, number_of(2), &found), ERR_NOT_FOUND);
}

/* A file whose latest order is in that batch, and in the bank's hands or not. */
static void put_orders(struct store *store, int file, int64_t first, int64_t second,
                       enum stage payment)
{
    struct projection p = projection_of("CAF-59");
    p.payment = payment;
    p.orders[p.orders_count++] = (struct projected_order){file * 10 + 1, DAY, first, {100}};
    if (second > 0)
        p.orders[p.orders_count++] = (struct projected_order){file * 10 + 2, DAY, second, {100}};
    put(store, file, &p);
}

static void a_batch_is_open_while_the_bank_holds_one_of_its_orders(void **state)
{
    struct store *store = *state;
    int64_t batches[8];
    struct batched orders[8];
    int count = -1;
    file_number file;
    put_orders(store, 1, 30, 0, STAGE_PAYMENT_SENT);
    put_orders(store, 2, 30, 0, STAGE_PAYMENT_SENT);
    put_orders(store, 3, 10, 0, STAGE_PAYMENT_SETTLED);
    put_orders(store, 4, 20, 40, STAGE_PAYMENT_SENT); /* 20 came back */
    put_orders(store, 5, 0, 0, STAGE_PAYMENT_ORDERED);
    assert_int_equal(store_open_batches(store, 0, 8, batches, &count), ERR_OK);
    assert_int_equal(count, 2);
    assert_int_equal(batches[0], 30);
    assert_int_equal(batches[1], 40);
    assert_int_equal(store_open_batches(store, 30, 8, batches, &count), ERR_OK);
    assert_int_equal(count, 1);

    assert_int_equal(store_batch(store, 30, 8, orders, &count), ERR_OK);
    assert_int_equal(count, 2);
    assert_int_equal(orders[0].reference, 11);
    assert_int_equal(orders[1].file.number, number_of(2).number);
    assert_int_equal(store_order_file(store, 42, &file), ERR_OK);
    assert_int_equal(file.number, number_of(4).number);
    assert_int_equal(store_order_file(store, 43, &file), ERR_NOT_FOUND);
}

static void one_reference_never_belongs_to_two_files(void **state)
{
    struct projection p = projection_of("CAF-59");
    p.orders_count = 1;
    p.orders[0] = (struct projected_order){7, DAY, 0, {100}};
    put(*state, 1, &p);
    assert_int_equal(store_projection_write(*state, number_of(2), &p), ERR_CONFLICT);
}

static void dropped_projections_can_be_written_again(void **state)
{
    struct store *store = *state;
    int64_t length = -1;
    struct projection found;
    fill(store);
    add_file(store, number_of(0));
    assert_int_equal(store_begin(store), ERR_OK);
    assert_int_equal(store_projections_drop(store), ERR_OK);
    assert_int_equal(store_queue_length(store, NULL, &length), ERR_OK);
    assert_int_equal(length, 0);
    fill(store);
    assert_int_equal(store_commit(store), ERR_OK);
    assert_int_equal(store_queue_length(store, NULL, &length), ERR_OK);
    assert_int_equal(length, 16);
    assert_int_equal(store_projections_drop(store), ERR_OK);
    assert_int_equal(store_projection_read(store, number_of(0), &found), ERR_NOT_FOUND);
    assert_int_equal(length_of(store, number_of(0)), 3); /* the truth stays */
}

static void words_nobody_knows_are_a_broken_projection(void **state)
{
    (void)state;
    static const char *const changes[] = {
        "UPDATE summaries SET claim = 'lost'", "UPDATE summaries SET payment = ''",
        "UPDATE duties SET kind = 'rest' WHERE kind = 'refer'", "DELETE FROM summaries",
        "UPDATE duties SET due = 20250231"};
    for (size_t i = 0; i < LENGTH(changes); i++) {
        struct place place = place_make();
        struct store *store = open_url(place.url);
        struct queued page[30];
        int count = -1;
        fill(store);
        meddle(&place, changes[i]);
        assert_int_equal(
            store_queue(store, &(struct queue_page){.kind = DUTY_COUNT, .max = 30}, page, &count),
            ERR_BROKEN);
        assert_int_equal(count, -1);
        store_close(store);
        place_remove(&place);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_soonest_due_comes_first_page_by_page),
        TEST(a_duty_done_between_two_pages_hides_no_other),
        TEST(a_queue_is_of_one_fund_or_all_of_one_kind_or_all),
        cmocka_unit_test(no_queue_is_sorted_on_the_way),
        TEST(a_projection_replaces_the_one_before),
        TEST(a_batch_is_open_while_the_bank_holds_one_of_its_orders),
        TEST(one_reference_never_belongs_to_two_files),
        TEST(dropped_projections_can_be_written_again),
        cmocka_unit_test(words_nobody_knows_are_a_broken_projection),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
