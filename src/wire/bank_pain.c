/* pain.002: what the bank thinks of a message we sent, as a whole, by payment and by order. A bank
 * that refuses the whole message names no order: the batch itself is then the line. */
#include "wire/bank_reading.h"

#include <string.h>

static err take_status(struct bank_reading *r, text value, void *into)
{
    struct pain_status *status = into;
    static const struct {
        const char *code;
        enum bank_word word;
    } statuses[] = {
#define STATUS(code, word, meaning) {code, BANK_##word},
#include "wire/bank_statuses.def"
    };
    for (size_t i = 0; i < LENGTH(statuses); i++) {
        if (!text_equal(value, text_of(statuses[i].code))) continue;
        status->is_set = true;
        status->word = statuses[i].word;
        return ERR_OK;
    }
    return bank_refuse(r, "a status of bank_statuses.def");
}

/* PART: some of the orders; each says for itself. */
static err take_group_status(struct bank_reading *r, text value, void *into)
{
    struct pain_status *status = into;
    if (!text_equal(value, T("PART"))) return take_status(r, value, into);
    status->is_set = status->partial = true;
    return ERR_OK;
}

/* ---- the original message, and its payments ---- */

static err begin_message(struct bank_reading *r)
{
    r->has_message = true;
    r->message = (struct pain_group){.orders = -1, .rejected = -1};
    return ERR_OK;
}

static err begin_payment(struct bank_reading *r)
{
    r->in_payment = true;
    r->payment = (struct pain_group){.orders = -1, .rejected = -1};
    return ERR_OK;
}

static err begin_count(struct pain_group *g)
{
    g->counted_status[0] = '\0';
    g->counted = 0;
    return ERR_OK;
}

static err end_count(struct pain_group *g)
{
    if (memcmp(g->counted_status, "RJCT", 5) == 0) g->rejected = g->counted;
    return ERR_OK;
}

static err begin_message_count(struct bank_reading *r) { return begin_count(&r->message); }
static err end_message_count(struct bank_reading *r) { return end_count(&r->message); }
static err begin_payment_count(struct bank_reading *r) { return begin_count(&r->payment); }
static err end_payment_count(struct bank_reading *r) { return end_count(&r->payment); }

/* A bank may list rejections only, but then all of them: one that is missing would be a payment
 * that never arrives and that nobody awaits. */
static err check_group(struct bank_reading *r, const struct pain_group *g)
{
    bool all_rejected = g->status.is_set && !g->status.partial && g->status.word == BANK_RETURNED;
    if (g->orders >= 0 && g->listed > g->orders)
        return bank_refuse(r, "a sum that closes: no more transactions than the original has");
    if (!all_rejected && g->rejected >= 0 && g->rejected != g->listed_rejected)
        return bank_refuse(r, "a sum that closes: each rejected transaction listed");
    return ERR_OK;
}

static err add_group(struct bank_reading *r, const struct pain_group *g)
{
    if (!g->status.is_set || g->status.partial) return ERR_OK;
    if (g->batch == 0) {
        if (g->listed == 0) r->foreign++;
        return ERR_OK;
    }
    struct bank_line line = {.batch = g->batch, .word = g->status.word, .day = r->created_on};
    if (line.word == BANK_RETURNED) bank_give_reason(line.reason, g->status.reason);
    return bank_add_line(r, &line);
}

static err end_payment(struct bank_reading *r)
{
    struct pain_group *g = &r->payment;
    r->in_payment = false;
    TRY(check_group(r, g));
    if (g->status.is_set) r->has_payment_status = true;
    return add_group(r, g);
}

/* ---- one order ---- */

static err begin_order(struct bank_reading *r)
{
    r->order = 0;
    r->status = (struct pain_status){0};
    r->ordered = (struct bank_amount){0};
    return ERR_OK;
}

static err end_order(struct bank_reading *r)
{
    struct pain_status status = r->status;
    const struct pain_group *around = &r->message;
    if (r->in_payment && r->payment.status.is_set) around = &r->payment;
    if (!status.is_set && around->status.is_set && !around->status.partial) {
        status.is_set = true;
        status.word = around->status.word;
        if (!status.reason[0]) memcpy(status.reason, around->status.reason, sizeof status.reason);
    }
    bool rejected = status.is_set && status.word == BANK_RETURNED;
    r->message.listed++;
    r->message.listed_rejected += rejected;
    if (r->in_payment) {
        r->payment.listed++;
        r->payment.listed_rejected += rejected;
    }
    if (r->order == 0) {
        r->foreign++;
        return ERR_OK;
    }
    if (!status.is_set) return bank_refuse(r, "the status of the transaction");
    struct bank_line line = {.reference = r->order, .word = status.word, .day = r->created_on};
    if (r->ordered.currency[0]) TRY(bank_money(r, &r->ordered, &line.amount));
    if (rejected) bank_give_reason(line.reason, status.reason);
    return bank_add_line(r, &line);
}

/* The status of the whole message counts where no payment has one of its own. */
err pain_finish(struct bank_reading *r)
{
    if (!date_is_set(r->created_on)) return bank_refuse(r, "the day it was created");
    if (!r->has_message) return bank_refuse(r, "what original message it answers");
    TRY(check_group(r, &r->message));
    if (!r->has_payment_status) TRY(add_group(r, &r->message));
    if (r->count == 0 && r->foreign == 0) return bank_refuse(r, "transaction statuses");
    for (int i = 0; i < r->count; i++) r->lines[i].day = r->created_on;
    return ERR_OK;
}

#define MESSAGE "OrgnlGrpInfAndSts"
#define PAYMENT "OrgnlPmtInfAndSts"
#define ORDER   "TxInfAndSts"

/* TxInfAndSts is in the body itself in version 2, in the payment ever since; some names changed. */
#define ORDER_LEAVES(path)                                                        \
    {path "/OrgnlEndToEndId", bank_take_reference, INTO(order), false},           \
        {path "/TxSts", take_status, INTO(status), false},                        \
        {path "/StsRsnInf/Rsn/Cd", bank_take_code, INTO(status.reason), true},    \
        {path "/StsRsnInf/StsRsn/Cd", bank_take_code, INTO(status.reason), true}, \
    {                                                                             \
        path "/OrgnlTxRef/Amt/InstdAmt", bank_take_amount, INTO(ordered), false   \
    }
#define GROUP_LEAVES(path, group)                                                         \
    {path "/OrgnlNbOfTxs", bank_take_count, INTO(group.orders), false},                   \
        {path "/StsRsnInf/Rsn/Cd", bank_take_code, INTO(group.status.reason), true},      \
        {path "/StsRsnInf/StsRsn/Cd", bank_take_code, INTO(group.status.reason), true},   \
        {path "/NbOfTxsPerSts/DtldNbOfTxs", bank_take_count, INTO(group.counted), false}, \
    {                                                                                     \
        path "/NbOfTxsPerSts/DtldSts", bank_take_code, INTO(group.counted_status), false  \
    }

const struct bank_leaf pain_leaves[] = {
    {"GrpHdr/CreDtTm", bank_take_day, INTO(created_on), false},
    {MESSAGE "/OrgnlMsgId", bank_take_batch, INTO(message.batch), false},
    {MESSAGE "/GrpSts", take_group_status, INTO(message.status), false},
    GROUP_LEAVES(MESSAGE, message),
    {PAYMENT "/OrgnlPmtInfId", bank_take_batch, INTO(payment.batch), false},
    {PAYMENT "/PmtInfSts", take_group_status, INTO(payment.status), false},
    GROUP_LEAVES(PAYMENT, payment),
    ORDER_LEAVES(PAYMENT "/" ORDER),
    ORDER_LEAVES(ORDER),
    {NULL, NULL, 0, false},
};

const struct bank_part pain_parts[] = {
    {MESSAGE, begin_message, NULL},
    {MESSAGE "/NbOfTxsPerSts", begin_message_count, end_message_count},
    {PAYMENT, begin_payment, end_payment},
    {PAYMENT "/NbOfTxsPerSts", begin_payment_count, end_payment_count},
    {PAYMENT "/" ORDER, begin_order, end_order},
    {ORDER, begin_order, end_order},
    {NULL, NULL, NULL},
};
