#include "case/rules.h"

/* The aid is paid at once (CASF D. 214-13, al. 1). At her written choice, and never otherwise, it
 * is paid in parts or later: what arrives at once can be taken from her at once. */

/* What is left of each part after all that was paid since she chose, the first parts first. */
static void left_of_parts(const struct case_file *file, int64_t ret[PAYMENT_PARTS_MAX])
{
    int64_t paid = case_net_paid(file).cents - file->parts_paid_before.cents;
    for (int i = 0; i < file->parts_count; i++) {
        int64_t taken = paid < file->parts[i].amount.cents ? paid : file->parts[i].amount.cents;
        if (taken < 0) taken = 0; /* something from before her choice came back */
        ret[i] = file->parts[i].amount.cents - taken;
        paid -= taken;
    }
}

money case_payable(const struct case_file *file, date day)
{
    int64_t left[PAYMENT_PARTS_MAX], payable = case_owed(file).cents;
    left_of_parts(file, left);
    for (int i = 0; i < file->parts_count; i++) {
        if (date_compare(file->parts[i].not_before, day) > 0) payable -= left[i];
    }
    return (money){payable > 0 ? payable : 0};
}

date case_next_part(const struct case_file *file)
{
    int64_t left[PAYMENT_PARTS_MAX];
    left_of_parts(file, left);
    for (int i = 0; i < file->parts_count; i++) {
        date day = file->parts[i].not_before;
        if (left[i] == 0 || case_payable(file, day).cents == 0) continue;
        return law_is_working_day(file->fund, day) ? day
                                                   : law_working_days_after(file->fund, day, 1);
    }
    return NO_DATE;
}

void parts_chosen(struct case_file *file, const struct fact *fact)
{
    for (int i = 0; i < fact->body.parts_count; i++) file->parts[i] = fact->body.parts[i];
    file->parts_count = fact->body.parts_count;
    file->parts_paid_before = case_net_paid(file);
}

/* One after the other, none empty, the last within the limit. */
static err check_days(const struct fact *fact, struct trouble *trouble)
{
    date last = date_plus_months_or_last_day(fact->day, case_limits[LIMIT_PARTS_MONTHS]);
    date before = fact->day;
    for (int i = 0; i < fact->body.parts_count; i++) {
        date day = fact->body.parts[i].not_before;
        if (date_compare(day, before) < 0) {
            return case_refuse(ERR_BAD_INPUT, trouble, "/body/parts",
                               "days in order, none before her choice");
        }
        before = day;
    }
    if (date_compare(before, last) <= 0) return ERR_OK;
    return case_refuse_day(ERR_NOT_LAWFUL, trouble, "/body/parts", "the last part not after", last);
}

err parts_check(const struct case_file *file, const struct fact *fact, date today,
                struct trouble *trouble)
{
    TRY(contact_check_confirmed(file, fact, today, trouble));
    if (!fact->body.written) {
        return case_refuse(ERR_NOT_LAWFUL, trouble, "/body/written",
                           "her written choice: otherwise the aid is paid at once (CASF "
                           "D. 214-13, al. 1)");
    }
    int64_t sum = 0;
    for (int i = 0; i < fact->body.parts_count; i++) {
        if (fact->body.parts[i].amount.cents == 0) {
            return case_refuse(ERR_BAD_INPUT, trouble, "/body/parts", "no part of nothing");
        }
        sum += fact->body.parts[i].amount.cents;
    }
    if (sum == 0 || sum != case_owed(file).cents) {
        return case_refuse(ERR_NOT_LAWFUL, trouble, "/body/parts",
                           "parts whose sum is what is owed, to the cent");
    }
    return check_days(fact, trouble);
}
