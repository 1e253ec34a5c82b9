#include "desk/internal.h"

#include <string.h>

/* Orders leave in batches, one per fund, body that handles the file and execution day. The journal
 * is written first and the message is made from it afterwards, so that a crash in between loses
 * nothing and the same call writes the same bytes. */

#define BATCH_MAX 1000 /* orders in one message */
#define SEND_MAX  5000 /* orders looked at in one turn */

struct to_send {
    file_number file;
    const struct fund *fund;
    const struct fund *body; /* another that handles the file; NULL: the fund itself */
    date execution_on;
    int64_t reference;
};

static bool same_batch(const struct to_send *a, const struct to_send *b)
{
    return a->fund == b->fund && a->body == b->body &&
           date_compare(a->execution_on, b->execution_on) == 0;
}

/* By fund, body, execution day, reference. */
static bool goes_before(const struct to_send *a, const struct to_send *b)
{
    if (a->fund != b->fund) return a->fund < b->fund;
    if (a->body != b->body) return a->body < b->body;
    int order = date_compare(a->execution_on, b->execution_on);
    return order != 0 ? order < 0 : a->reference < b->reference;
}

/* The orders waiting to leave for execution by `until`, in the order of their batches: of the next
 * SEND_MAX after a place in the queue, which goes on; *ret_last when there are no more. */
static err collect(const struct reading *reading, date until, struct queued *after,
                   struct to_send *ret, int *ret_count, bool *ret_last)
{
    struct desk *desk = reading->desk;
    struct queued *queued = TAKE(desk->arena, struct queued, SEND_MAX);
    int found = 0, count = 0;
    bool all = desk->console || text_equal(text_of(desk->agent.body), T("*"));
    const struct fund *fund = all ? NULL : law_fund(text_of(desk->agent.body));
    if (all || fund) {
        struct queue_page page = {
            .fund = fund, .kind = DUTY_SEND_PAYMENT, .max = SEND_MAX, .after = *after};
        TRY(reading_queue(reading, &page, queued, &found));
    }
    *ret_last = found < SEND_MAX;
    if (found > 0) *after = queued[found - 1];
    for (int i = 0; i < found; i++) {
        struct arena before = *desk->arena;
        struct journal journal;
        struct case_file file;
        err e = reading_file(reading, queued[i].file, &journal, &file);
        *desk->arena = before;         /* the journal itself is not kept */
        if (e == ERR_BROKEN) continue; /* set aside: the others are paid */
        TRY(e);
        if (date_compare(file.order.execution_on, until) > 0) continue;
        struct to_send one = {queued[i].file, file.fund, NULL, file.order.execution_on,
                              file.order.reference};
        TRY(store_custody(desk->store, one.file, &one.body));
        int place = count++;
        while (place > 0 && goes_before(&one, &ret[place - 1])) {
            ret[place] = ret[place - 1];
            place--;
        }
        ret[place] = one;
    }
    *ret_count = count;
    return ERR_OK;
}

/* A batch is named by its orders: the same orders make the same name. */
static int64_t batch_number(struct desk *desk, const struct to_send *orders, int count)
{
    struct arena scratch = *desk->arena;
    ptrdiff_t size = (ptrdiff_t)count * 16;
    struct writer out = {arena_take(&scratch, size), 0, size, false};
    for (int i = 0; i < count; i++) write_padded(&out, orders[i].reference, 15);
    unsigned char hash[STORE_HASH_BYTES];
    store_hash(writer_text(&out), hash);
    uint64_t number = 0;
    for (int i = 0; i < 8; i++) number = number << 8 | hash[i];
    return (int64_t)(number % UINT64_C(999999999999999)) + 1;
}

static err send_batch(struct desk *desk, const struct to_send *orders, int count)
{
    int64_t batch = batch_number(desk, orders, count);
    for (int i = 0; i < count; i++) {
        struct arena before = *desk->arena;
        struct desk_fact wish = {
            .file = orders[i].file,
            .expected = -1,
            .fact = {.kind = FACT_PAYMENT_SENT,
                     .day = desk->today,
                     .body = {.reference = orders[i].reference, .batch = batch}},
            .has_body = true,
        };
        err e = desk_record_of_run(desk, &wish);
        *desk->arena = before;
        /* Another export took it, or the same person decided: it waits for somebody else. */
        if (e == ERR_NOT_LAWFUL || e == ERR_FORBIDDEN || e == ERR_CONFLICT) continue;
        TRY(e);
    }
    return ERR_OK;
}

static err send_some(struct desk *desk, date until, struct queued *after, bool *ret_last)
{
    struct to_send *orders = TAKE(desk->arena, struct to_send, SEND_MAX);
    int count = 0;
    CLEANUP(reading_end) struct reading reading = {0};
    TRY(reading_start(desk, READ_PAYMENT_EXPORT, NO_FILE, 0, &reading));
    TRY(reading_finish(&reading, collect(&reading, until, after, orders, &count, ret_last)));
    for (int i = 0; i < count;) {
        int end = i + 1;
        while (end < count && end - i < BATCH_MAX && same_batch(&orders[i], &orders[end])) end++;
        TRY(send_batch(desk, &orders[i], end - i));
        i = end;
    }
    return ERR_OK;
}

err desk_send(struct desk *desk, date until)
{
    TRY(desk_check(desk, DEED_PAY));
    struct queued after = {.due = NO_DATE};
    for (bool last = false; !last;) {
        struct arena before = *desk->arena;
        TRY(send_some(desk, until, &after, &last));
        *desk->arena = before;
    }
    return ERR_OK;
}

/* ---- from a batch in the journal to its message ---- */

/* The account a fund pays from; until the fund gives its own, one that no bank accepts. */
static err debtor(struct desk *desk, const struct fund *fund, struct pay_message *message)
{
    struct fund_account account;
    text holder = text_of(fund->name), iban = T("FR7699999000010000000000115");
    err e = store_fund_account(desk->store, fund, &account);
    if (e != ERR_OK && e != ERR_NOT_FOUND) return e;
    if (e == ERR_OK) {
        holder = text_of(account.holder);
        iban = text_of(account.iban);
    }
    pay_name(holder, message->debtor);
    return iban_read(iban, &message->debtor_iban) == IBAN_GOOD ? ERR_OK : ERR_BROKEN;
}

/* The moment the order left, of which a message takes the first. */
static int64_t sending_moment(const struct journal *journal, int64_t reference)
{
    for (int i = 0; i < journal->count; i++) {
        const struct fact *fact = &journal->facts[i];
        if (fact->kind == FACT_PAYMENT_SENT && fact->body.reference == reference) {
            return fact->recorded_at;
        }
    }
    return INT64_MAX;
}

/* A batch as the journals of its files tell it, before any account is opened. */
struct sent {
    struct batched *batched; /* the orders whose files verify */
    struct pay_order *orders;
    int *places; /* of the account that each order was given for, whatever was confirmed since */
    struct outgoing one;
};

/* One order of the message. *ret_answered when the bank has spoken of it: the batch did reach it.
 */
static err read_order(const struct reading *reading, const struct batched *batched,
                      struct outgoing *one, struct pay_order *ret, int *ret_place,
                      bool *ret_answered)
{
    struct journal journal;
    struct case_file file;
    TRY(reading_file(reading, batched->file, &journal, &file));
    *ret_answered = file.stages[STRAND_PAYMENT] != STAGE_PAYMENT_SENT ||
                    file.order.reference != batched->reference;
    if (*ret_answered) return ERR_OK;
    int64_t moment = sending_moment(&journal, batched->reference);
    if (moment < one->message.created_at) one->message.created_at = moment;
    one->fund = file.fund;
    one->message.execution_on = file.order.execution_on;
    *ret_place = file.order_account_place;
    *ret = (struct pay_order){.reference = batched->reference, .amount = file.order.amount};
    return ERR_OK;
}

/* The batch, or none (*ret_whole false) when the bank has already answered part of it or it is not
 * this agent's fund's. A file that does not verify is left out and counted: the others are paid. */
static err read_batch(const struct reading *reading, int64_t batch, struct sent *ret,
                      bool *ret_whole)
{
    struct desk *desk = reading->desk;
    struct batched *batched = TAKE(desk->arena, struct batched, BATCH_MAX);
    int found = 0, count = 0;
    TRY(reading_batch(reading, batch, BATCH_MAX, batched, &found));
    struct pay_order *orders = TAKE(desk->arena, struct pay_order, found);
    int *places = TAKE(desk->arena, int, found);
    struct outgoing one = {.message = {.batch = batch, .created_at = INT64_MAX, .orders = orders}};
    *ret_whole = false;
    for (int i = 0; i < found; i++) {
        struct arena before = *desk->arena;
        bool answered = false;
        err e = read_order(reading, &batched[i], &one, &orders[count], &places[count], &answered);
        *desk->arena = before; /* of the file only the order is kept */
        if (e == ERR_OK && answered) return ERR_OK;
        if (e == ERR_OK) batched[count++] = batched[i];
        if (e == ERR_BROKEN) one.left_out++;
        if (e != ERR_OK && e != ERR_BROKEN) return e;
    }
    one.message.count = count;
    const struct fund *body = NULL;
    if (count > 0) TRY(store_custody(desk->store, batched[0].file, &body));
    *ret_whole = one.fund && desk_serves(desk, body ? body : one.fund);
    *ret = (struct sent){batched, orders, places, one};
    return ERR_OK;
}

/* ---- what is in the bank's hands ---- */

static err held(const struct reading *reading, int64_t *after, struct held *ret, int max,
                int *ret_count)
{
    struct desk *desk = reading->desk;
    int64_t *batches = TAKE(desk->arena, int64_t, max);
    int64_t place = *after;
    int open = max, count = 0;
    while (open == max && count < max) {
        TRY(reading_open_batches(reading, place, max, batches, &open));
        for (int i = 0; i < open && count < max; i++) {
            struct arena before = *desk->arena;
            struct sent sent;
            bool whole = false;
            TRY(read_batch(reading, batches[i], &sent, &whole));
            place = batches[i];
            if (whole) {
                const struct pay_message *message = &sent.one.message;
                ret[count++] = (struct held){sent.one.fund, batches[i], message->execution_on,
                                             message->count, pay_total(message)};
            }
            *desk->arena = before;
        }
    }
    *after = count == max ? place : 0;
    *ret_count = count;
    return ERR_OK;
}

err desk_held(struct desk *desk, int64_t *after, struct held *ret, int max, int *ret_count)
{
    TRY(desk_check(desk, DEED_PAY));
    int64_t place = *after;
    int count = 0;
    CLEANUP(reading_end) struct reading reading = {0};
    TRY(reading_start(desk, READ_PAYMENTS, NO_FILE, 0, &reading));
    TRY(reading_finish(&reading, held(&reading, &place, ret, max, &count)));
    *after = place;
    *ret_count = count;
    return ERR_OK;
}

/* The vault's account: the IBAN on one line, the holder on the next. */
static err read_account(const struct reading *reading, file_number file, int place,
                        struct pay_order *order)
{
    text account;
    TRY(reading_paid_account(reading, file, place, &account));
    if (iban_read(text_cut(&account, '\n'), &order->iban) != IBAN_GOOD) return ERR_BROKEN;
    pay_name(account, order->name);
    return ERR_OK;
}

static err write_message(const struct reading *reading, int64_t batch, struct outgoing *ret)
{
    struct sent sent;
    bool whole = false;
    TRY(read_batch(reading, batch, &sent, &whole));
    if (!whole) return ERR_NOT_FOUND;
    struct outgoing one = sent.one;
    int count = 0;
    for (int i = 0; i < one.message.count; i++) {
        struct arena before = *reading->desk->arena;
        err e = read_account(reading, sent.batched[i].file, sent.places[i], &sent.orders[i]);
        *reading->desk->arena = before;
        if (e == ERR_OK) sent.orders[count++] = sent.orders[i];
        if (e == ERR_BROKEN) one.left_out++;
        if (e != ERR_OK && e != ERR_BROKEN) return e;
    }
    TRY(debtor(reading->desk, one.fund, &one.message));
    one.message.count = count; /* none: all were left out, and that is said */
    *ret = one;
    return ERR_OK;
}

err desk_message(struct desk *desk, int64_t batch, struct outgoing *ret)
{
    TRY(desk_check(desk, DEED_PAY));
    struct outgoing one;
    CLEANUP(reading_end) struct reading reading = {0};
    TRY(reading_start(desk, READ_PAYMENT_EXPORT, NO_FILE, 0, &reading));
    TRY(reading_finish(&reading, write_message(&reading, batch, &one)));
    *ret = one;
    return ERR_OK;
}

err desk_export(struct desk *desk, date until, int64_t *after, struct outgoing *ret, int max,
                int *ret_count)
{
    if (*after == 0) TRY(desk_send(desk, until));
    struct held *held = TAKE(desk->arena, struct held, max);
    int64_t place = *after;
    int found = 0, count = 0;
    TRY(desk_held(desk, &place, held, max, &found));
    for (int i = 0; i < found; i++) {
        err e = desk_message(desk, held[i].batch, &ret[count]);
        if (e == ERR_NOT_FOUND) continue; /* the bank has answered in between */
        TRY(e);
        count++;
    }
    *after = place;
    *ret_count = count;
    return ERR_OK;
}

/* ---- what the bank answers ---- */

err desk_batch(struct desk *desk, int64_t batch, struct batched *ret, int max, int *ret_count)
{
    TRY(desk_check(desk, DEED_PAY));
    int count = 0;
    CLEANUP(reading_end) struct reading reading = {0};
    TRY(reading_start(desk, READ_PAYMENTS, NO_FILE, 0, &reading));
    TRY(reading_finish(&reading, reading_batch(&reading, batch, max, ret, &count)));
    *ret_count = count;
    return ERR_OK;
}

static err take_news(const struct reading *reading, file_number number,
                     const struct bank_news *news, bool *ret_new)
{
    struct desk *desk = reading->desk;
    struct journal journal;
    struct case_file file;
    TRY(reading_file(reading, number, &journal, &file));
    TRY(desk_handles(desk, &file));
    const struct payment *payment = case_payment(&file, news->reference);
    if (!payment) return ERR_BROKEN;
    if (news->amount.cents != 0 && news->amount.cents != payment->amount.cents) {
        return desk_refuse(desk, ERR_BAD_INPUT, "amount", "the amount that was ordered");
    }
    bool is_known =
        payment->is == PAYMENT_BACK ||
        (news->settled && (payment->is == PAYMENT_ARRIVED || payment->is == PAYMENT_LOST));
    *ret_new = !is_known;
    if (!*ret_new) return ERR_OK;
    struct desk_fact wish = {
        .file = number,
        .expected = journal.count,
        .fact = {.kind = news->settled ? FACT_PAYMENT_SETTLED : FACT_PAYMENT_RETURNED,
                 .day = news->day,
                 .body = {.reference = news->reference}},
        .has_body = true,
    };
    memcpy(wish.fact.body.reason, news->reason, sizeof news->reason);
    return desk_record_in(reading, &wish, NULL);
}

err desk_bank_news(struct desk *desk, const struct bank_news *news, bool *ret_new)
{
    TRY(desk_check(desk, DEED_PAY));
    file_number number;
    TRY(store_order_file(desk->store, news->reference, &number));
    bool is_new = false;
    CLEANUP(reading_end) struct reading reading = {0};
    TRY(reading_start(desk, READ_BANK_ANSWER, number, 0, &reading));
    TRY(reading_finish(&reading, take_news(&reading, number, news, &is_new)));
    *ret_new = is_new;
    return ERR_OK;
}
