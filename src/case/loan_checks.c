#include "case/loan_rules.h"

/* What each fact of the loan must say, beyond its stage and its day. CASF L. 214-12, D. 214-13,
 * D. 214-21, D. 214-22. */

/* "at most 25861: what is left to repay (...)" */
static err refuse_sum(struct trouble *trouble, const char *bound, money sum, const char *what)
{
    struct writer where = WRITER(trouble->where), expected = WRITER(trouble->expected);
    write_string(&where, "/body/amount_cents");
    writer_string(&where);
    write_string(&expected, bound);
    write_integer(&expected, sum.cents);
    write_string(&expected, what);
    writer_string(&expected);
    return ERR_NOT_LAWFUL;
}

static err check_positive(const struct fact *fact, struct trouble *trouble)
{
    if (fact->body.amount.cents > 0) return ERR_OK;
    return case_refuse(ERR_BAD_INPUT, trouble, "/body/amount_cents", "an amount, more than 0");
}

static money left_to_repay(const struct case_file *file)
{
    struct calendar calendar;
    loan_replay(file, LOAN_ALL_EVENTS, &calendar);
    return loan_calendar_left(&calendar);
}

err loan_check_granted(const struct case_file *file, const struct fact *fact, date today,
                       struct trouble *trouble)
{
    (void)today;
    if (!loan_is_decided(file)) {
        return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                           "nothing: the decision in force is no loan (CASF D. 214-13)");
    }
    money amount = file->decision.amount;
    if (fact->body.amount.cents != amount.cents) {
        return refuse_sum(trouble, "", amount, ": what the decision in force lends");
    }
    if (file->stages[STRAND_LOAN] == STAGE_LOAN_NONE ||
        file->loan.principal.cents != amount.cents) {
        return ERR_OK;
    }
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                       "nothing: the loan of that amount is recorded");
}

err loan_check_annulled(const struct case_file *file, const struct fact *fact, date today,
                        struct trouble *trouble)
{
    (void)fact;
    (void)today;
    if (!loan_is_decided(file)) return ERR_OK;
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                       "nothing: the decision in force is a loan; loan_granted records another "
                       "amount (CRPA L. 412-7)");
}

static err check_room(const struct case_file *file, struct trouble *trouble)
{
    if (file->loan.events_count < LOAN_EVENTS_ADMITTED) return ERR_OK;
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                       "a payment: a file holds sixty plans, requests and payments");
}

/* D. 214-21, al. 4: twenty-four monthly instalments at most, those that are gone among them. */
err loan_check_plan(const struct case_file *file, const struct fact *fact, date today,
                    struct trouble *trouble)
{
    (void)today;
    if (fact->body.instalments < 1 || fact->body.instalments > INSTALMENTS_MAX) {
        return case_refuse(ERR_BAD_INPUT, trouble, "/body/instalments", "a number from 1 to 24");
    }
    TRY(check_room(file, trouble));
    struct calendar calendar;
    loan_replay(file, fact->day, &calendar);
    int most = loan_instalments_open(file, &calendar, fact->day);
    if (fact->body.instalments <= most) return ERR_OK;
    struct writer where = WRITER(trouble->where), expected = WRITER(trouble->expected);
    write_string(&where, "/body/instalments");
    writer_string(&where);
    write_string(&expected, "at most ");
    write_integer(&expected, most);
    write_string(&expected, ": twenty-four in all, with those gone (CASF D. 214-21, al. 4)");
    writer_string(&expected);
    return ERR_NOT_LAWFUL;
}

err loan_check_repaid(const struct case_file *file, const struct fact *fact, date today,
                      struct trouble *trouble)
{
    (void)today;
    TRY(check_positive(fact, trouble));
    money left = left_to_repay(file);
    if (fact->body.amount.cents <= left.cents) return ERR_OK;
    return refuse_sum(trouble, "at most ", left,
                      ": what is left of the loan paid out (CASF D. 214-21)");
}

err loan_check_deduction(const struct case_file *file, const struct fact *fact, date today,
                         struct trouble *trouble)
{
    (void)today;
    if (fact->body.accepted != file->loan.is_deducted) return ERR_OK;
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/body/accepted",
                       "another choice than the one in force (CASF D. 214-21, al. 5)");
}

err loan_check_request(const struct case_file *file, const struct fact *fact, date today,
                       struct trouble *trouble)
{
    (void)fact;
    (void)today;
    TRY(check_room(file, trouble));
    if (left_to_repay(file).cents > 0) return ERR_OK;
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                       "nothing: there is nothing left to remit (CASF D. 214-21, al. 6)");
}

/* Good faith or precarity, never after a fraud: CSS L. 845-3. To remit nothing refuses. */
err loan_check_remission(const struct case_file *file, const struct fact *fact, date today,
                         struct trouble *trouble)
{
    (void)today;
    const struct body *said = &fact->body;
    struct remission_request request = {said->good_faith, said->precarity, said->fraud};
    struct reasoning unsaid = {.count = 0};
    if (said->amount.cents == 0) return ERR_OK;
    if (law_remission(&request, &unsaid) != REMISSION_OPEN) {
        return case_refuse(ERR_NOT_LAWFUL, trouble, "/body/amount_cents",
                           "0: a remission needs good faith or precarity known, and no fraud (CSS "
                           "L. 845-3)");
    }
    money left = left_to_repay(file);
    if (said->amount.cents <= left.cents) return ERR_OK;
    return refuse_sum(trouble, "at most ", left, ": what is left to repay");
}

/* D. 847-2: strictly below the threshold of that day. */
static err check_abandoned(const struct fact *fact, money left, date today, struct trouble *trouble)
{
    struct reasoning unsaid = {.count = 0};
    struct abandonment found;
    law_abandonment(left, fact->day, today, &unsaid, &found);
    if (found.possible) return ERR_OK;
    struct writer where = WRITER(trouble->where), expected = WRITER(trouble->expected);
    write_string(&where, "/body/write_off");
    writer_string(&where);
    write_string(&expected, "another: only less than ");
    write_integer(&expected, found.threshold.cents);
    write_string(&expected, " cents is abandoned (CSS D. 847-2)");
    writer_string(&expected);
    return ERR_NOT_LAWFUL;
}

err loan_check_write_off(const struct case_file *file, const struct fact *fact, date today,
                         struct trouble *trouble)
{
    enum write_off what = fact->body.write_off;
    bool is_authors = file->stages[STRAND_LOAN] == STAGE_LOAN_TRANSFERRED;
    if (what == WRITE_OFF_REMISSION) {
        return case_refuse(ERR_NOT_LAWFUL, trouble, "/body/write_off",
                           "another: remission_decided remits (CASF D. 214-21, al. 6)");
    }
    if (is_authors && what != WRITE_OFF_IRRECOVERABLE) {
        return case_refuse(ERR_NOT_LAWFUL, trouble, "/body/write_off",
                           "irrecoverable: the author owes it, nothing is asked of her or of her "
                           "heirs (CASF L. 214-12, I)");
    }
    if (what == WRITE_OFF_DEATH || is_authors) return ERR_OK;
    money left = left_to_repay(file);
    if (left.cents == 0) {
        return case_refuse(ERR_NOT_LAWFUL, trouble, "/body/write_off",
                           "death: nothing was paid out that is left to repay");
    }
    return what == WRITE_OFF_ABANDONED ? check_abandoned(fact, left, today, trouble) : ERR_OK;
}

/* ---- the author ---- */

/* To the cent what the author owes and was not asked yet, by whom the law says: L. 214-12, I. */
err loan_check_transfer(const struct case_file *file, const struct fact *fact, date today,
                        struct trouble *trouble)
{
    (void)today;
    const struct procedure *binding = penal_binding(&file->penal, NO_DATE);
    if (!binding) {
        return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                           "outcome_known first: a final decision that makes the author repay "
                           "(CASF L. 214-12, I)");
    }
    struct reasoning unsaid = {.count = 0};
    struct author_debt debt;
    loan_author(file, fact->day, binding, &unsaid, &debt);
    money asked = {debt.amount.cents - file->loan.transferred.cents};
    if (asked.cents <= 0) {
        return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                           "nothing: the author owes nothing more (CASF L. 214-12, I)");
    }
    if (fact->body.amount.cents != asked.cents) {
        return refuse_sum(trouble, "", asked, ": what the author owes and was not asked yet");
    }
    if (fact->body.creditor == debt.creditor) return ERR_OK;
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/body/creditor",
                       debt.creditor == CREDITOR_TREASURY
                           ? "treasury: a court ordered it (CASF L. 214-12, I, al. 4)"
                           : "fund: it asks the author itself (CASF L. 214-12, I)");
}

err loan_check_author(const struct case_file *file, const struct fact *fact, date today,
                      struct trouble *trouble)
{
    (void)today;
    TRY(check_positive(fact, trouble));
    money left = loan_author_left(file);
    if (fact->body.amount.cents <= left.cents) return ERR_OK;
    return refuse_sum(trouble, "at most ", left, ": what the author still owes");
}

err loan_check_end(const struct case_file *file, const struct fact *fact, date today,
                   struct trouble *trouble)
{
    (void)fact;
    (void)today;
    if (!penal_binding(&file->penal, NO_DATE)) return ERR_OK;
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                       "outcome_known first: the outcome still makes the author repay (CASF L. "
                       "214-12, I)");
}

/* No text settles it: a person decides, up to what she need not bear. */
err loan_check_restitution(const struct case_file *file, const struct fact *fact, date today,
                           struct trouble *trouble)
{
    (void)today;
    TRY(check_positive(fact, trouble));
    money most = loan_to_give_back(file);
    if (fact->body.amount.cents <= most.cents) return ERR_OK;
    return refuse_sum(trouble, "at most ", most,
                      ": what she repaid and need not bear (CASF L. 214-12)");
}
