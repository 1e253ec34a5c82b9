#include "store/internal.h"
#include "store/parties.h"

#include <string.h>

/* ---- words on disk, enums in the program ---- */

static const char *stage_word(enum stage stage)
{
    must(stage >= 0 && stage < STAGE_COUNT);
    return case_stages[stage].word;
}

static err stage_read(enum strand strand, text word, enum stage *ret)
{
    for (int i = 0; i < STAGE_COUNT; i++) {
        if (case_stages[i].strand != strand || !text_equal(word, text_of(case_stages[i].word)))
            continue;
        *ret = (enum stage)i;
        return ERR_OK;
    }
    return ERR_BROKEN;
}

static err duty_read(text word, enum duty_kind *ret)
{
    for (int i = 0; i < DUTY_COUNT; i++) {
        if (!text_equal(word, text_of(case_duty_rows[i].word))) continue;
        *ret = (enum duty_kind)i;
        return ERR_OK;
    }
    return ERR_BROKEN;
}

/* ---- one file ---- */

static err write_orders(struct store *store, file_number file, const struct projection *p)
{
    must(p->orders_count <= PROJECTED_ORDERS_MAX);
    for (int i = 0; i < p->orders_count; i++) {
        const struct projected_order *order = &p->orders[i];
        bool latest = i == p->orders_count - 1;
        bool held = latest && p->payment == STAGE_PAYMENT_SENT;
        TRY(store_post(store, SQL_ORDER_ADD,
                       VALUES(INTEGER(order->reference), INTEGER(file.number), INTEGER(i),
                              INTEGER(store_day(order->execution_on)), INTEGER(order->batch),
                              INTEGER(order->amount.cents), INTEGER(held))));
    }
    return ERR_OK;
}

/* office: who has them, not who is competent. */
static err write_duties(struct store *store, file_number file, const struct projection *p,
                        text office)
{
    for (int i = 0; i < p->duties_count; i++) {
        const struct duty *duty = &p->duties[i];
        TRY(store_post(store, SQL_DUTY_ADD,
                       VALUES(INTEGER(file.number), WORDS(text_of(case_duty_rows[duty->kind].word)),
                              WORDS(office), INTEGER(store_day(duty->due)))));
    }
    return ERR_OK;
}

err store_project(struct store *store, file_number file, const struct projection *p)
{
    TRY(store_post(store, SQL_DUTIES_CLEAR, VALUES(INTEGER(file.number))));
    TRY(store_post(store, SQL_ORDERS_CLEAR, VALUES(INTEGER(file.number))));
    text fund = text_of(p->fund ? p->fund->code : "");
    TRY(store_post(store, SQL_SUMMARY_WRITE,
                   VALUES(INTEGER(file.number), WORDS(fund), WORDS(text_of(stage_word(p->claim))),
                          WORDS(text_of(stage_word(p->payment))),
                          INTEGER(store_day(p->received_on)), INTEGER(store_day(p->decided_on)),
                          INTEGER(p->granted), INTEGER(store_day(p->turns_on)),
                          INTEGER(p->known))));
    const struct fund *body = NULL;
    TRY(store_custody(store, file, &body));
    TRY(write_duties(store, file, p, body ? text_of(body->code) : fund));
    return write_orders(store, file, p);
}

err store_duties_write(struct store *store, file_number file, const struct projection *p,
                       const struct fund *office)
{
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(store_post(store, SQL_DUTIES_CLEAR, VALUES(INTEGER(file.number))));
    TRY(write_duties(store, file, p, text_of(office ? office->code : "")));
    TRY(store_post(
        store, SQL_DUTIES_TURN,
        VALUES(INTEGER(store_day(p->turns_on)), INTEGER(p->known), INTEGER(file.number))));
    return store_turn_commit(&turn);
}

err store_projection_write(struct store *store, file_number file,
                           const struct projection *projection)
{
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(store_project(store, file, projection));
    return store_turn_commit(&turn);
}

err store_projections_drop(struct store *store)
{
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(store_run(store, SQL_DUTIES_DROP, NULL, 0));
    TRY(store_run(store, SQL_ORDERS_DROP, NULL, 0));
    TRY(store_run(store, SQL_SUMMARIES_DROP, NULL, 0));
    return store_turn_commit(&turn);
}

/* turns_on and known, from that column on. */
static err read_turns(const struct rows *rows, int column, struct projection *p)
{
    int64_t known = store_integer(rows, column + 1);
    if (known < 0 || known > INT32_MAX) return ERR_BROKEN;
    p->known = (int)known;
    return store_day_read(store_integer(rows, column), &p->turns_on);
}

static err read_summary(struct store *store, file_number file, struct projection *p)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_row(store, SQL_SUMMARY_READ, VALUES(INTEGER(file.number)), &rows));
    text fund = store_bytes(&rows, 0);
    p->fund = law_fund(fund);
    if (!p->fund && fund.length > 0) return ERR_BROKEN;
    TRY(stage_read(STRAND_CLAIM, store_bytes(&rows, 1), &p->claim));
    TRY(stage_read(STRAND_PAYMENT, store_bytes(&rows, 2), &p->payment));
    TRY(store_day_read(store_integer(&rows, 3), &p->received_on));
    TRY(store_day_read(store_integer(&rows, 4), &p->decided_on));
    p->granted = store_integer(&rows, 5) != 0;
    return read_turns(&rows, 6, p);
}

static err read_duties(struct store *store, file_number file, struct projection *p)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_rows(store, SQL_DUTIES_READ, VALUES(INTEGER(file.number)), &rows));
    for (bool row = true;;) {
        TRY(store_next(&rows, &row));
        if (!row) return ERR_OK;
        if (p->duties_count == DUTY_COUNT) return ERR_BROKEN;
        struct duty *duty = &p->duties[p->duties_count++];
        TRY(duty_read(store_bytes(&rows, 0), &duty->kind));
        TRY(store_day_read(store_integer(&rows, 1), &duty->due));
    }
}

static err read_orders(struct store *store, file_number file, struct projection *p)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_rows(store, SQL_ORDERS_READ, VALUES(INTEGER(file.number)), &rows));
    for (bool row = true;;) {
        TRY(store_next(&rows, &row));
        if (!row) return ERR_OK;
        if (p->orders_count == PROJECTED_ORDERS_MAX) return ERR_BROKEN;
        struct projected_order *order = &p->orders[p->orders_count++];
        order->reference = store_integer(&rows, 0);
        TRY(store_day_read(store_integer(&rows, 1), &order->execution_on));
        order->batch = store_integer(&rows, 2);
        order->amount.cents = store_integer(&rows, 3);
    }
}

err store_projection_read(struct store *store, file_number file, struct projection *ret)
{
    struct projection p;
    memset(&p, 0, sizeof p);
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_read(store, &turn));
    TRY(read_summary(store, file, &p));
    TRY(read_duties(store, file, &p));
    TRY(read_orders(store, file, &p));
    *ret = p;
    return ERR_OK;
}

/* ---- orders ---- */

err store_order_file(struct store *store, int64_t reference, file_number *ret)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_row(store, SQL_ORDER_FILE, VALUES(INTEGER(reference)), &rows));
    *ret = (file_number){store_integer(&rows, 0)};
    return ERR_OK;
}

err store_batch(struct store *store, int64_t batch, int max, struct batched *ret, int *ret_count)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_rows(store, SQL_BATCH, VALUES(INTEGER(batch), INTEGER(max)), &rows));
    int count = 0;
    for (bool row = true; count < max; count++) {
        TRY(store_next(&rows, &row));
        if (!row) break;
        ret[count] = (struct batched){
            {store_integer(&rows, 0)}, store_integer(&rows, 1), {store_integer(&rows, 2)}};
    }
    *ret_count = count;
    return ERR_OK;
}

err store_open_batches(struct store *store, int64_t after, int max, int64_t *ret, int *ret_count)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_rows(store, SQL_BATCHES_HELD, VALUES(INTEGER(after), INTEGER(max)), &rows));
    return store_numbers(&rows, max, ret, ret_count);
}

/* ---- the queue ---- */

static err start_queue(struct store *store, const struct queue_page *page, struct rows *rows)
{
    bool begins = !date_is_set(page->after.due);
    struct value limit = INTEGER(page->max), offset = INTEGER(page->skip);
    struct value reader = INTEGER(page->reader);
    struct value fund = WORDS(text_of(page->fund ? page->fund->code : ""));
    struct value due = INTEGER(store_day(page->after.due)), file = INTEGER(page->after.file.number);
    struct value after = WORDS(text_of(begins ? "" : case_duty_rows[page->after.duty].word));
    if (page->kind == DUTY_COUNT && page->fund)
        return store_rows(store, SQL_QUEUE_FUND,
                          VALUES(reader, fund, due, file, after, limit, offset), rows);
    if (page->kind == DUTY_COUNT)
        return store_rows(store, SQL_QUEUE_ALL, VALUES(reader, due, file, after, limit, offset),
                          rows);
    struct value kind = WORDS(text_of(case_duty_rows[page->kind].word));
    if (page->fund)
        return store_rows(store, SQL_QUEUE_FUND_KIND,
                          VALUES(reader, fund, kind, due, file, limit, offset), rows);
    return store_rows(store, SQL_QUEUE_ALL_KIND, VALUES(reader, kind, due, file, limit, offset),
                      rows);
}

err store_queue(struct store *store, const struct queue_page *page, struct queued *ret,
                int *ret_count)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(start_queue(store, page, &rows));
    int count = 0;
    for (bool row = true; count < page->max; count++) {
        struct queued queued = {0};
        TRY(store_next(&rows, &row));
        if (!row) break;
        queued.file.number = store_integer(&rows, 0);
        TRY(duty_read(store_bytes(&rows, 1), &queued.duty));
        TRY(store_day_read(store_integer(&rows, 2), &queued.due));
        TRY(stage_read(STRAND_CLAIM, store_bytes(&rows, 3), &queued.claim));
        TRY(stage_read(STRAND_PAYMENT, store_bytes(&rows, 4), &queued.payment));
        ret[count] = queued;
    }
    *ret_count = count;
    return ERR_OK;
}

err store_queue_length(struct store *store, const struct fund *fund, int64_t *ret)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(fund ? store_row(store, SQL_LENGTH_FUND, VALUES(WORDS(text_of(fund->code))), &rows)
             : store_row(store, SQL_LENGTH_ALL, NULL, 0, &rows));
    *ret = store_integer(&rows, 0);
    return ERR_OK;
}

/* ---- duties that turn ---- */

/* A row for each duty; one without a duty when there is none. */
static err read_kept(struct rows *rows, struct projection *p, const struct fund **ret_office)
{
    text fund = store_bytes(rows, 2), body = store_bytes(rows, 3);
    text office = body.length > 0 ? body : fund;
    const struct fund *found = law_fund(office);
    if (!found && office.length > 0) return ERR_BROKEN;
    TRY(read_turns(rows, 0, p));
    for (bool row = true; row && store_bytes(rows, 4).length > 0;) {
        if (p->duties_count == DUTY_COUNT) return ERR_BROKEN;
        struct duty *duty = &p->duties[p->duties_count++];
        TRY(duty_read(store_bytes(rows, 4), &duty->kind));
        TRY(store_day_read(store_integer(rows, 5), &duty->due));
        TRY(store_next(rows, &row));
    }
    *ret_office = found;
    return ERR_OK;
}

err store_duties_read(struct store *store, file_number file, struct projection *ret,
                      const struct fund **ret_office)
{
    /* Who compares them with the journal reads it next. */
    static const enum statement all[] = {SQL_DUTIES_KEPT, SQL_HEAD_READ, SQL_KEY_READ,
                                         SQL_FACTS_READ};
    struct projection p;
    memset(&p, 0, sizeof p);
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_read(store, &turn));
    TRY(store_ahead(store, all, (int)LENGTH(all), file));
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_row(store, SQL_DUTIES_KEPT, VALUES(INTEGER(file.number)), &rows));
    TRY(read_kept(&rows, &p, ret_office));
    *ret = p;
    return ERR_OK;
}

err store_due_counts(struct store *store, date day, struct due_counts *ret)
{
    struct due_counts counts = {{0}, {0}};
    CLEANUP(store_rows_end) struct rows rows = {0};
    struct value by = INTEGER(store_day(day));
    TRY(store_rows(store, SQL_DUTIES_COUNT, VALUES(by, by), &rows));
    for (bool row = true;;) {
        enum duty_kind kind;
        TRY(store_next(&rows, &row));
        if (!row) break;
        TRY(duty_read(store_bytes(&rows, 0), &kind));
        counts.due[kind] = store_integer(&rows, 1);
        counts.late[kind] = store_integer(&rows, 2);
    }
    *ret = counts;
    return ERR_OK;
}

static err read_turning(struct rows *rows, int max, struct turning *ret, int *ret_count)
{
    int count = 0;
    for (bool row = true; count < max; count++) {
        TRY(store_next(rows, &row));
        if (!row) break;
        TRY(store_day_read(store_integer(rows, 0), &ret[count].day));
        ret[count].file.number = store_integer(rows, 1);
    }
    *ret_count = count;
    return ERR_OK;
}

err store_turning(struct store *store, date by, struct turning after, int max, struct turning *ret,
                  int *ret_count)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_rows(store, SQL_TURNING_PAGE,
                   VALUES(INTEGER(store_day(by)), INTEGER(store_day(after.day)),
                          INTEGER(after.file.number), INTEGER(max)),
                   &rows));
    return read_turning(&rows, max, ret, ret_count);
}

err store_turning_count(struct store *store, date by, int64_t *ret)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_row(store, SQL_TURNING_COUNT, VALUES(INTEGER(store_day(by))), &rows));
    *ret = store_integer(&rows, 0);
    return ERR_OK;
}

err store_unaware(struct store *store, const struct unaware *who, struct turning after, int max,
                  struct turning *ret, int *ret_count)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    struct value published = INTEGER(store_day(who->of.published)), known = INTEGER(who->known);
    if (!date_is_set(after.day)) after.day = date_plus_days(who->of.since, -1);
    TRY(store_rows(store, SQL_UNAWARE_PAGE,
                   VALUES(published, known, INTEGER(store_day(after.day)),
                          INTEGER(after.file.number), INTEGER(max)),
                   &rows));
    return read_turning(&rows, max, ret, ret_count);
}
