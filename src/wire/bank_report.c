/* The report around the entries of a camt message. A sum that does not close may hide a movement:
 * one importer read a day of returns as none. One page of several states totals it does not hold;
 * those cannot be checked here. */
#include "wire/bank_reading.h"

#include <string.h>

err camt_count_entry(struct bank_reading *r)
{
    const struct camt_entry *entry = &r->entry;
    struct camt_report *report = &r->report;
    for (int which = 0; which <= DEBIT; which++) {
        if (which != 0 && which != (int)entry->direction) continue;
        report->counted[which].count++;
        if (__builtin_add_overflow(report->counted[which].units, entry->amount.units,
                                   &report->counted[which].units))
            return bank_refuse(r, "smaller amounts");
    }
    if (!report->currency[0]) memcpy(report->currency, entry->amount.currency, 4);
    if (memcmp(report->currency, entry->amount.currency, 4) != 0)
        memcpy(report->currency, "***", 4);
    int64_t moved = entry->direction == DEBIT ? -entry->amount.units : entry->amount.units;
    if (entry->booked && __builtin_add_overflow(report->booked_net, moved, &report->booked_net))
        return bank_refuse(r, "smaller amounts");
    return ERR_OK;
}

err camt_begin_report(struct bank_reading *r)
{
    r->report = (struct camt_report){.stated = {{-1, -1}, {-1, -1}, {-1, -1}}};
    r->reports++;
    return ERR_OK;
}

err camt_begin_balance(struct bank_reading *r)
{
    r->report.balance_kind[0] = '\0';
    r->report.balance = (struct bank_amount){0};
    r->report.balance_direction = DIRECTION_UNKNOWN;
    return ERR_OK;
}

/* The first opening and the last closing balance count: a report may hold several days. */
err camt_end_balance(struct bank_reading *r)
{
    struct camt_report *report = &r->report;
    struct bank_amount balance = report->balance;
    if (report->balance_direction == DEBIT) balance.units = -balance.units;
    bool opens =
        strcmp(report->balance_kind, "OPBD") == 0 || strcmp(report->balance_kind, "PRCD") == 0;
    if (opens && !report->opening.currency[0]) report->opening = balance;
    if (strcmp(report->balance_kind, "CLBD") == 0) report->closing = balance;
    return ERR_OK;
}

static err check_total(struct bank_reading *r, int which)
{
    const struct bank_total *stated = &r->report.stated[which];
    const struct bank_total *counted = &r->report.counted[which];
    if (stated->count >= 0 && stated->count != counted->count)
        return bank_refuse(r, BANK_CLOSES "as many entries as stated");
    if (stated->units >= 0 && strcmp(r->report.currency, "***") != 0 &&
        stated->units != counted->units)
        return bank_refuse(r, BANK_CLOSES "entries that make the stated total");
    return ERR_OK;
}

static bool is_one_of_several(const struct camt_page *page)
{
    return page->number > 1 || page->more_follow;
}

err camt_end_report(struct bank_reading *r)
{
    const struct camt_report *report = &r->report;
    if (is_one_of_several(&r->page) || is_one_of_several(&report->page)) return ERR_OK;
    for (int which = 0; which <= DEBIT; which++) TRY(check_total(r, which));
    const char *currency = report->currency[0] ? report->currency : report->opening.currency;
    bool has_balances = currency[0] && strcmp(report->opening.currency, currency) == 0 &&
                        strcmp(report->closing.currency, currency) == 0;
    int64_t closing;
    if (!has_balances) return ERR_OK;
    if (__builtin_add_overflow(report->opening.units, report->booked_net, &closing) ||
        closing != report->closing.units)
        return bank_refuse(r, BANK_CLOSES "opening balance and entries that make the closing one");
    return ERR_OK;
}
