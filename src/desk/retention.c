#include "desk/retention.h"

#include "desk/internal.h"
#include "desk/reading.h"
#include "store/drafts.h"

const struct kept_row desk_kept[KEPT_COUNT] = {
#define SURE       true
#define TO_CONFIRM false
#define KEEP(name, kind, count, unit, from, by, confidence, why) \
    [KEPT_##name] = {#name, KEPT_##kind, count, KEPT_##unit, FROM_##from, by, confidence, why},
#include "desk/retention.def"
};

/* ---- days ---- */

static date later(date a, date b) { return date_compare(a, b) > 0 ? a : b; }

/* A day read from a disk may be any; what is added to it must still be a day. */
#define YEAR_LAST (DATE_YEAR_MAX - 20)

date desk_kept_until(enum kept what, date from)
{
    const struct kept_row *row = &desk_kept[what];
    if (from.year > YEAR_LAST) from = DATE(YEAR_LAST, 12, 31);
    date last = from;
    if (row->unit == KEPT_DAYS) last = date_plus_days(from, row->count);
    if (row->unit == KEPT_MONTHS) last = date_plus_months_or_last_day(from, row->count);
    if (row->unit == KEPT_YEARS) last = date_plus_months_or_last_day(from, 12 * row->count);
    return date_plus_days(last, 1);
}

/* ---- from when ---- */

static date loan_end(const struct case_file *file)
{
    const struct loan_life *loan = &file->loan;
    date end = later(loan->attributed_on, later(loan->restored_on, loan->transferred_on));
    end = later(end, later(loan->author_repaid_on, loan->repaid_on));
    return loan->events_count > 0 ? later(end, loan->events[loan->events_count - 1].day) : end;
}

static date last_payment(const struct case_file *file)
{
    return later(file->settled_on, file->returned_on);
}

static date start_of(const struct case_file *file, enum kept_from from)
{
    date paid = last_payment(file);
    switch (from) {
    case FROM_AWARD: return file->awarded_on;
    case FROM_FIRST_PAYMENT: return file->first_payment_on;
    case FROM_LAST_PAYMENT: return paid;
    case FROM_LOAN_END: return loan_end(file);
    case FROM_PENALTY: return later(file->control.chosen_on, file->control.final_on);
    case FROM_END_OF_YEAR: return date_is_set(paid) ? DATE(paid.year, 12, 31) : NO_DATE;
    case FROM_LAST_FACT: return file->last_day;
    case FROM_FILE_END:
    case FROM_ENTRY: break;
    }
    return NO_DATE;
}

date desk_rule_day(const struct case_file *file, enum kept rule)
{
    date start = start_of(file, desk_kept[rule].from);
    return date_is_set(start) ? desk_kept_until(rule, start) : NO_DATE;
}

/* ---- what is open ---- */

/* Where a strand stands while the file is still worked on, or money still owed. */
static const enum stage open_stages[] = {
    STAGE_PAYMENT_ORDERED,  STAGE_PAYMENT_SENT,  STAGE_LOAN_RUNNING,     STAGE_LOAN_REMISSION,
    STAGE_LOAN_TRANSFERRED, STAGE_DEBT_NOTIFIED, STAGE_DEBT_DISPUTED,    STAGE_DEBT_PLANNED,
    STAGE_DEBT_WITHHELD,    STAGE_APPEAL_FILED,  STAGE_APPEAL_LITIGATED, STAGE_CONTROL_OPENED,
    STAGE_CONTROL_ACCUSED,
};

static bool is_open(const struct case_file *file, enum strand *ret_strand)
{
    for (size_t i = 0; i < LENGTH(open_stages); i++) {
        enum strand strand = case_stages[open_stages[i]].strand;
        if (file->stages[strand] != open_stages[i]) continue;
        *ret_strand = strand;
        return true;
    }
    /* The outcome may make the author repay the loan, or give back what she repaid. */
    *ret_strand = STRAND_PENAL;
    return file->stages[STRAND_PENAL] == STAGE_PENAL_PENDING &&
           file->stages[STRAND_LOAN] != STAGE_LOAN_NONE;
}

struct retention desk_retention(const struct case_file *file)
{
    struct retention retention = {.from = NO_DATE, .rule = KEPT_CONTACT};
    if (is_open(file, &retention.strand)) return retention;
    for (int i = 0; i < KEPT_COUNT; i++) {
        if (desk_kept[i].kind != KEPT_FILE) continue;
        date day = desk_rule_day(file, (enum kept)i);
        if (date_compare(day, retention.from) <= 0) continue;
        retention.from = day;
        retention.rule = (enum kept)i;
    }
    return retention;
}

/* ---- the files whose time has come ---- */

static bool is_due(const struct desk *desk, const struct retention *retention)
{
    return date_is_set(retention->from) && date_compare(retention->from, desk->today) <= 0;
}

/* *ret_due tells whether it may be erased; a file that does not verify, or is erased, is not. */
static err look(const struct reading *reading, file_number number, struct retention *ret,
                bool *ret_due)
{
    struct desk *desk = reading->desk;
    struct arena before = *desk->arena;
    struct journal journal;
    struct case_file *file = TAKE(desk->arena, struct case_file, 1);
    err e = reading_file(reading, number, &journal, file);
    *ret = e == ERR_OK ? desk_retention(file) : (struct retention){.from = NO_DATE};
    *ret_due = is_due(desk, ret);
    *desk->arena = before;
    return e == ERR_NOT_FOUND || e == ERR_BROKEN ? ERR_OK : e;
}

#define PAGE 64

static err due(const struct reading *reading, struct due_file *ret, int max, file_number *after,
               int *ret_count)
{
    int found = 0, count = PAGE;
    while (count == PAGE && found < max) {
        file_number page[PAGE];
        TRY(store_files(reading->desk->store, *after, PAGE, page, &count));
        for (int i = 0; i < count && found < max; i++) {
            bool is_one = false;
            ret[found].file = page[i];
            TRY(look(reading, page[i], &ret[found].retention, &is_one));
            found += is_one;
            *after = page[i];
        }
    }
    *ret_count = found;
    return ERR_OK;
}

err desk_due(struct desk *desk, struct due_file *ret, int max, file_number *after, int *ret_count)
{
    if (!desk->console) return desk_refuse(desk, ERR_FORBIDDEN, "", "the machine's own keeper");
    CLEANUP(reading_end) struct reading reading = {0};
    TRY(reading_start(desk, READ_RETENTION, NO_FILE, 0, &reading));
    return reading_finish(&reading, due(&reading, ret, max, after, ret_count));
}

/* ---- the end of a file ---- */

static err too_early(struct desk *desk, const struct retention *retention)
{
    char words[160];
    struct writer out = WRITER(words);
    if (!date_is_set(retention->from)) {
        write_string(&out, "a file with nothing open: strand ");
        write_string(&out, case_strands[retention->strand].word);
    } else {
        write_string(&out, "not before ");
        write_date(&out, retention->from);
        write_string(&out, " (");
        write_string(&out, desk_kept[retention->rule].by);
        write_string(&out, ")");
    }
    return desk_refuse(desk, ERR_NOT_LAWFUL, "", writer_string(&out));
}

static bool pays(const struct case_file *file)
{
    enum stage stage = file->stages[STRAND_PAYMENT];
    return stage == STAGE_PAYMENT_ORDERED || stage == STAGE_PAYMENT_SENT;
}

static err erase(const struct reading *reading, enum erasure_reason reason, bool anyway)
{
    struct desk *desk = reading->desk;
    struct journal journal;
    struct case_file *file = TAKE(desk->arena, struct case_file, 1);
    err e = reading_file(reading, reading->file, &journal, file);
    if (e != ERR_OK && !(e == ERR_BROKEN && anyway)) return e;
    if (e == ERR_OK && pays(file))
        return desk_refuse(desk, ERR_NOT_LAWFUL, "", "no payment on its way to her");
    struct retention retention = {.from = NO_DATE};
    if (e == ERR_OK) retention = desk_retention(file);
    if (!anyway && !is_due(desk, &retention)) return too_early(desk, &retention);
    struct erasure why = {desk->today, reason};
    return store_erase(desk->store, reading->file, &why);
}

err desk_erase(struct desk *desk, file_number file, enum erasure_reason reason, bool anyway)
{
    if (!desk->console) return desk_refuse(desk, ERR_FORBIDDEN, "", "the machine's own keeper");
    struct erasure found;
    if (store_erasure(desk->store, file, &found) == ERR_OK) return ERR_ERASED;
    CLEANUP(reading_end) struct reading reading = {0};
    TRY(reading_start(desk, READ_ERASURE, file, 0, &reading));
    return reading_finish(&reading, erase(&reading, reason, anyway));
}

/* `now` less the days a thing that stands alone is kept. */
static int64_t kept_since(enum kept what, int64_t now)
{
    const struct kept_row *row = &desk_kept[what];
    must(row->unit == KEPT_DAYS);
    return now - row->count * INT64_C(24) * 60 * 60 * 1000000;
}

int64_t desk_drafts_since(int64_t now) { return kept_since(KEPT_DRAFTS, now); }

err desk_forget(struct desk *desk)
{
    TRY(store_drafts_forget(desk->store, desk->now, desk_drafts_since(desk->now)));
    return store_answers_forget(desk->store, kept_since(KEPT_ANSWERS, desk->now));
}
