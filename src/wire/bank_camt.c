/* camt.052, camt.053, camt.054: what moved on our account. A debit that bears one of our references
 * is that order paid; a credit, a reversal or a return that bears it is that order come back. Every
 * sum the document states must be the sum of what it lists. */
#include "wire/bank_reading.h"

#include <string.h>

/* ---- an entry ---- */

static err begin_entry(struct bank_reading *r)
{
    r->entry = (struct camt_entry){.batch_count = -1, .has_sum = true};
    return ERR_OK;
}

/* A text until version 7, a Cd within since. Only what is booked has moved money. */
static err take_status(struct bank_reading *r, text value, void *into)
{
    struct camt_entry *entry = into;
    static const char *const not_yet[] = {"PDNG", "INFO", "FUTR"};
    entry->booked = text_equal(value, T("BOOK"));
    entry->has_status = entry->booked;
    for (size_t i = 0; i < LENGTH(not_yet); i++)
        entry->has_status |= text_equal(value, text_of(not_yet[i]));
    return entry->has_status ? ERR_OK : bank_refuse(r, "BOOK, PDNG, INFO or FUTR");
}

static err take_batch(struct bank_reading *r, text value, void *into)
{
    int64_t *batch = into, found = 0;
    TRY(bank_take_batch(r, value, &found));
    if (found != 0 && *batch != 0 && found != *batch)
        return bank_refuse(r, "one batch of ours in an entry");
    if (found != 0) *batch = found;
    return ERR_OK;
}

/* An entry may have several batches. */
static err take_batch_count(struct bank_reading *r, text value, void *into)
{
    int64_t *total = into, count = 0;
    TRY(bank_take_count(r, value, &count));
    *total = (*total < 0 ? 0 : *total) + count;
    return ERR_OK;
}

static err take_last_page(struct bank_reading *r, text value, void *into)
{
    struct camt_page *page = into;
    bool is_last = false;
    TRY(bank_take_flag(r, value, &is_last));
    page->more_follow = !is_last;
    return ERR_OK;
}

static date day_of_entry(const struct bank_reading *r)
{
    if (date_is_set(r->entry.booked_on)) return r->entry.booked_on;
    return date_is_set(r->entry.valued_on) ? r->entry.valued_on : r->created_on;
}

/* A debit of a whole batch of ours that names none of its orders: the batch is the line. Of a
 * credit we would not know which orders came back. */
static err add_batch(struct bank_reading *r)
{
    struct camt_entry *entry = &r->entry;
    if (entry->direction == CREDIT || entry->reversal)
        return bank_refuse(r, "the EndToEndId of each order that came back");
    struct bank_line line = {.batch = entry->batch,
                             .word = entry->booked ? BANK_SETTLED : BANK_PENDING,
                             .day = day_of_entry(r)};
    TRY(bank_money(r, &entry->amount, &line.amount));
    return bank_add_line(r, &line);
}

/* Of other people's entries less is asked: one transaction may stand for a batch of several, and
 * some banks tell a transaction's direction from the other side. Of ours everything must agree. */
static err check_sums(struct bank_reading *r)
{
    const struct camt_entry *entry = &r->entry;
    int64_t count = entry->sum.count, units = entry->sum.units;
    bool ours = entry->lines > 0;
    bool stands_for_all = count == 1 && !ours;
    if (count > 0 && entry->batch_count >= 0 && entry->batch_count != count && !stands_for_all)
        return bank_refuse(r, BANK_CLOSES "as many transactions as the batch states");
    bool closes = units == entry->amount.units || (!ours && -units == entry->amount.units);
    if (count > 0 && entry->has_sum && !closes)
        return bank_refuse(r, BANK_CLOSES "transactions that make the amount of their entry");
    if (entry->unmeasured && (count > 1 || entry->against))
        return bank_refuse(r, "the amount of each transaction");
    if (entry->unnamed > 0 && ours)
        return bank_refuse(r, "the EndToEndId of each transaction of the batch");
    return ERR_OK;
}

static err end_entry(struct bank_reading *r)
{
    const struct camt_entry *entry = &r->entry;
    if (!entry->amount.currency[0] || entry->direction == DIRECTION_UNKNOWN || !entry->has_status)
        return bank_refuse(r, "an entry with its amount, direction and status");
    TRY(check_sums(r));
    TRY(camt_count_entry(r));
    if (entry->batch != 0 && entry->lines == 0) return add_batch(r);
    if (entry->sum.count == 0) r->foreign++;
    return ERR_OK;
}

/* ---- a transaction ---- */

static err begin_transaction(struct bank_reading *r)
{
    r->transaction = (struct camt_transaction){0};
    return ERR_OK;
}

static err begin_return(struct bank_reading *r)
{
    r->transaction.returned = true;
    return ERR_OK;
}

/* Adds the transaction to the sum of its entry, if it can be: same currency, amount given. */
static err sum_transaction(struct bank_reading *r, const struct bank_amount *amount)
{
    struct camt_entry *entry = &r->entry;
    enum direction direction = r->transaction.direction;
    bool against = direction != DIRECTION_UNKNOWN && direction != entry->direction;
    entry->sum.count++;
    entry->against |= against;
    if (memcmp(amount->currency, entry->amount.currency, 4) != 0) entry->has_sum = false;
    int64_t units = against ? -amount->units : amount->units;
    if (__builtin_add_overflow(entry->sum.units, units, &entry->sum.units))
        return bank_refuse(r, "smaller amounts");
    return ERR_OK;
}

static err end_transaction(struct bank_reading *r)
{
    const struct camt_transaction *t = &r->transaction;
    struct camt_entry *entry = &r->entry;
    struct bank_amount amount = t->amount.currency[0] ? t->amount : t->details;
    TRY(sum_transaction(r, &amount));
    if (t->reference == 0) {
        if (entry->batch != 0)
            entry->unnamed++;
        else
            r->foreign++;
        return ERR_OK;
    }
    if (!amount.currency[0]) amount = t->instructed;
    if (!amount.currency[0]) {
        amount = entry->amount;
        entry->unmeasured = true;
    }
    if (!entry->has_status || entry->direction == DIRECTION_UNKNOWN)
        return bank_refuse(r, "the direction and the status of the entry before");
    enum direction direction = t->direction ? t->direction : entry->direction;
    struct bank_line line = {
        .reference = t->reference, .word = BANK_SETTLED, .day = day_of_entry(r)};
    if (direction == CREDIT || entry->reversal || t->returned) line.word = BANK_RETURNED;
    if (!entry->booked) line.word = BANK_PENDING;
    TRY(bank_money(r, &amount, &line.amount));
    if (line.word == BANK_RETURNED) bank_give_reason(line.reason, t->reason);
    entry->lines++;
    return bank_add_line(r, &line);
}

err camt_finish(struct bank_reading *r)
{
    for (int i = 0; i < r->count; i++) {
        if (!date_is_set(r->lines[i].day)) return bank_refuse(r, "the day an entry was booked");
    }
    return r->reports > 0 ? ERR_OK : bank_refuse(r, "at least one report of an account");
}

#define ENTRY       "Rpt/Ntry"
#define DETAILS     ENTRY "/NtryDtls"
#define TRANSACTION DETAILS "/TxDtls"
#define TOTALS      "Rpt/TxsSummry"

#define PAGE_LEAVES(path)                                             \
    {path "/PgNb", bank_take_count, INTO(report.page.number), false}, \
    {                                                                 \
        path "/LastPgInd", take_last_page, INTO(report.page), false   \
    }
/* In version 1 the batch and the transactions are in the entry itself, and reasons have another
 * name. */
#define BATCH_LEAVES(path)                                               \
    {path "/MsgId", take_batch, INTO(entry.batch), true},                \
        {path "/PmtInfId", take_batch, INTO(entry.batch), true},         \
    {                                                                    \
        path "/NbOfTxs", take_batch_count, INTO(entry.batch_count), true \
    }
#define TRANSACTION_LEAVES(path)                                                               \
    {path "/Refs/MsgId", take_batch, INTO(entry.batch), false},                                \
        {path "/Refs/PmtInfId", take_batch, INTO(entry.batch), false},                         \
        {path "/Refs/EndToEndId", bank_take_reference, INTO(transaction.reference), false},    \
        {path "/Amt", bank_take_amount, INTO(transaction.amount), false},                      \
        {path "/CdtDbtInd", bank_take_direction, INTO(transaction.direction), false},          \
        {path "/AmtDtls/TxAmt/Amt", bank_take_amount, INTO(transaction.details), false},       \
        {path "/AmtDtls/InstdAmt/Amt", bank_take_amount, INTO(transaction.instructed), false}, \
        {path "/RtrInf/Rsn/Cd", bank_take_code, INTO(transaction.reason), false},              \
    {                                                                                          \
        path "/RtrInf/RtrRsn/Cd", bank_take_code, INTO(transaction.reason), false              \
    }

const struct bank_leaf camt_leaves[] = {
    {"GrpHdr/CreDtTm", bank_take_day, INTO(created_on), false},
    {"GrpHdr/MsgPgntn/PgNb", bank_take_count, INTO(page.number), false},
    {"GrpHdr/MsgPgntn/LastPgInd", take_last_page, INTO(page), false},
    PAGE_LEAVES("Rpt/RptPgntn"),
    PAGE_LEAVES("Rpt/StmtPgntn"),
    PAGE_LEAVES("Rpt/NtfctnPgntn"),
    {TOTALS "/TtlNtries/NbOfNtries", bank_take_count, INTO(report.stated[0].count), false},
    {TOTALS "/TtlNtries/Sum", bank_take_decimal, INTO(report.stated[0].units), false},
    {TOTALS "/TtlCdtNtries/NbOfNtries", bank_take_count, INTO(report.stated[CREDIT].count), false},
    {TOTALS "/TtlCdtNtries/Sum", bank_take_decimal, INTO(report.stated[CREDIT].units), false},
    {TOTALS "/TtlDbtNtries/NbOfNtries", bank_take_count, INTO(report.stated[DEBIT].count), false},
    {TOTALS "/TtlDbtNtries/Sum", bank_take_decimal, INTO(report.stated[DEBIT].units), false},
    {"Rpt/Bal/Tp/CdOrPrtry/Cd", bank_take_code, INTO(report.balance_kind), false},
    {"Rpt/Bal/Tp/Cd", bank_take_code, INTO(report.balance_kind), false},
    {"Rpt/Bal/Amt", bank_take_amount, INTO(report.balance), false},
    {"Rpt/Bal/CdtDbtInd", bank_take_direction, INTO(report.balance_direction), false},
    {ENTRY "/Amt", bank_take_amount, INTO(entry.amount), false},
    {ENTRY "/CdtDbtInd", bank_take_direction, INTO(entry.direction), false},
    {ENTRY "/RvslInd", bank_take_flag, INTO(entry.reversal), false},
    {ENTRY "/Sts", take_status, INTO(entry), false},
    {ENTRY "/Sts/Cd", take_status, INTO(entry), false},
    {ENTRY "/BookgDt/Dt", bank_take_day, INTO(entry.booked_on), false},
    {ENTRY "/BookgDt/DtTm", bank_take_day, INTO(entry.booked_on), false},
    {ENTRY "/ValDt/Dt", bank_take_day, INTO(entry.valued_on), false},
    {ENTRY "/ValDt/DtTm", bank_take_day, INTO(entry.valued_on), false},
    BATCH_LEAVES(ENTRY "/Btch"),
    BATCH_LEAVES(DETAILS "/Btch"),
    TRANSACTION_LEAVES(ENTRY "/TxDtls"),
    TRANSACTION_LEAVES(TRANSACTION),
    {NULL, NULL, 0, false},
};
_Static_assert(LENGTH(camt_leaves) <= 64, "one bit each");

const struct bank_part camt_parts[] = {
    {"Rpt", camt_begin_report, camt_end_report},
    {"Rpt/Bal", camt_begin_balance, camt_end_balance},
    {ENTRY, begin_entry, end_entry},
    {ENTRY "/TxDtls", begin_transaction, end_transaction},
    {ENTRY "/TxDtls/RtrInf", begin_return, NULL},
    {TRANSACTION, begin_transaction, end_transaction},
    {TRANSACTION "/RtrInf", begin_return, NULL},
    {NULL, NULL, NULL},
};
