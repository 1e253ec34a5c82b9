#include "case/rules.h"

/* The payment of the aid, at once and to a safe account. CASF L. 214-10, D. 214-13. */

money case_due(const struct case_file *file)
{
    bool granted = file->stages[STRAND_CLAIM] == STAGE_CLAIM_GRANTED && !case_is_rejected(file);
    int64_t awarded = granted ? file->decision.amount.cents : 0;
    int64_t kept = case_debt_kept(file).cents;
    return (money){(awarded > kept ? awarded : kept) + file->loan.restored.cents};
}

money case_net_paid(const struct case_file *file)
{
    return (money){file->paid.cents - file->debt.recovered.cents};
}

money case_owed(const struct case_file *file)
{
    int64_t owed = case_due(file).cents - case_net_paid(file).cents;
    return (money){owed > 0 ? owed : 0};
}

date case_pay_by(const struct case_file *file)
{
    date from = file->paid.cents > 0 ? file->change_payable_from : file->award_payable_from;
    if (!date_is_set(from)) from = file->completed_on; /* not decided yet */
    from = later(from, later(file->loan.restored_on, file->debt.kept_on));
    from = later(from, file->taken_on);
    return law_pay_by(file->fund, file->claim.request.beneficiary_of, from);
}

bool case_has_safe_account(const struct case_file *file)
{
    date changed_on = file->contact.account_on;
    if (!case_has_account(file)) return false;
    /* Others see the account of the claim; another that she gave since is not that one. */
    bool is_seen = file->claim.account_seen_by_others;
    if (is_seen && date_compare(changed_on, file->account_warned_on) <= 0) return false;
    /* What came back was not taken by the account: since then she must have confirmed one. */
    return date_compare(file->returned_on, later(file->account_confirmed_on, changed_on)) <= 0;
}

const struct payment *case_payment(const struct case_file *file, int64_t reference)
{
    for (int i = 0; i < file->orders_count; i++) {
        if (file->payments[i].reference == reference) return &file->payments[i];
    }
    return NULL;
}

/* ---- what each fact changes ---- */

/* One order too many is counted nowhere: case_admits refuses it, and a journal is never trusted. */
static void payment_ordered(struct case_file *file, const struct fact *fact)
{
    file->stage_before_order = file->stages[STRAND_PAYMENT];
    file->order = fact->body;
    file->order_account_place = case_account_place(file);
    file->ordered_on = fact->day;
    if (file->orders_count == PAYMENT_ORDERS_MAX) return;
    file->payments[file->orders_count++] =
        (struct payment){fact->body.reference, fact->body.amount, PAYMENT_GIVEN};
}

static struct payment *latest(struct case_file *file)
{
    must(file->orders_count > 0); /* the strand lets nothing be sent before an order */
    return &file->payments[file->orders_count - 1];
}

static void payment_sent(struct case_file *file, const struct fact *fact)
{
    file->order.batch = fact->body.batch;
    file->sent_on = fact->day;
    if (!date_is_set(file->first_sent_on)) file->first_sent_on = fact->day;
    latest(file)->is = PAYMENT_LEFT;
}

static void payment_settled(struct case_file *file, const struct fact *fact)
{
    latest(file)->is = PAYMENT_ARRIVED;
    file->paid.cents += latest(file)->amount.cents;
    file->settled_on = fact->day;
    if (!date_is_set(file->first_payment_on)) file->first_payment_on = fact->day;
}

/* The bank may give back an earlier payment long after: it is then owed again. */
static void payment_returned(struct case_file *file, const struct fact *fact)
{
    struct payment *payment = (struct payment *)case_payment(file, fact->body.reference);
    if (!payment) return;
    if (payment->is == PAYMENT_ARRIVED) file->paid.cents -= payment->amount.cents;
    payment->is = PAYMENT_BACK;
    file->returned_on = later(file->returned_on, fact->day);
}

/* It is owed again, as what comes back: never an overpayment of hers. */
static void payment_taken(struct case_file *file, const struct fact *fact)
{
    struct payment *payment = (struct payment *)case_payment(file, fact->body.reference);
    if (!payment || payment->is != PAYMENT_ARRIVED) return;
    file->paid.cents -= payment->amount.cents;
    payment->is = PAYMENT_LOST;
    file->returned_on = later(file->returned_on, fact->day);
    file->taken_on = later(file->taken_on, fact->day);
    file->reissues += fact->body.taken == TAKEN_FROM_HER_ACCOUNT;
}

/* An order on its way goes on, whatever came back meanwhile. */
static enum stage stage_after_return(const struct case_file *file, const struct fact *fact)
{
    (void)fact;
    must(file->orders_count > 0); /* nothing comes back before an order */
    enum stage stage = file->stages[STRAND_PAYMENT];
    int is = (int)file->payments[file->orders_count - 1].is;
    bool is_under_way = stage != STAGE_PAYMENT_SETTLED && is != PAYMENT_BACK && is != PAYMENT_LOST;
    return is_under_way ? stage : STAGE_PAYMENT_RETURNED;
}

static void order_cancelled(struct case_file *file, const struct fact *fact)
{
    (void)fact;
    latest(file)->is = PAYMENT_DROPPED;
}

/* Cancelled before it left: the file stands where it stood before the order. */
static enum stage stage_before(const struct case_file *file, const struct fact *fact)
{
    (void)fact;
    return file->stage_before_order;
}

/* ---- the day each fact answers to ---- */

static date decision_or_return_day(const struct case_file *file)
{
    return later(file->decided_on, file->returned_on);
}
static date order_day(const struct case_file *file) { return file->ordered_on; }
/* What came back may be an earlier payment than the latest. */
static date first_sending_day(const struct case_file *file) { return file->first_sent_on; }
static date sending_day(const struct case_file *file) { return file->sent_on; }

/* ---- what each fact must say ---- */

static err check_order(const struct case_file *file, const struct fact *fact, date today,
                       struct trouble *trouble)
{
    (void)today;
    const struct body *order = &fact->body;
    money owed = case_owed(file);
    if (file->orders_count == PAYMENT_ORDERS_MAX) {
        return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind", "at most 16 orders on one file");
    }
    if (owed.cents == 0) {
        return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                           "nothing: all that was awarded is paid (CASF D. 214-13, al. 1)");
    }
    if (case_payable(file, order->execution_on).cents == 0) {
        return case_refuse_day(ERR_NOT_LAWFUL, trouble, "/body/execution_on",
                               "the day she chose for the next part:", case_next_part(file));
    }
    if (order->amount.cents != case_payable(file, order->execution_on).cents) {
        return case_refuse(ERR_NOT_LAWFUL, trouble, "/body/amount_cents",
                           "what is owed, at once: CASF D. 214-13, al. 1");
    }
    if (case_is_held(file)) {
        return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                           "held_released first: nobody has said yet that the request is hers");
    }
    if (!case_has_safe_account(file)) {
        return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                           "account_confirmed first: an account she says is safe");
    }
    if (date_compare(order->execution_on, fact->day) < 0) {
        return case_refuse(ERR_BAD_INPUT, trouble, "/body/execution_on",
                           "a day not before the order");
    }
    return ERR_OK;
}

static err check_reference(const struct case_file *file, const struct fact *fact, date today,
                           struct trouble *trouble)
{
    (void)today;
    if (fact->body.reference == file->order.reference) return ERR_OK;
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/body/reference",
                       "the reference of the latest order");
}

static err check_return(const struct case_file *file, const struct fact *fact, date today,
                        struct trouble *trouble)
{
    (void)today;
    const struct payment *payment = case_payment(file, fact->body.reference);
    if (payment && payment->is != PAYMENT_GIVEN && payment->is != PAYMENT_BACK &&
        payment->is != PAYMENT_DROPPED) {
        return ERR_OK;
    }
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/body/reference",
                       "the reference of a payment that left and has not come back");
}

bool case_order_stands(const struct case_file *file)
{
    return file->order.amount.cents == case_payable(file, file->order.execution_on).cents &&
           file->order_account_place == case_account_place(file) && case_has_safe_account(file);
}

/* Only what had arrived; from an account of hers, as often as the fund chose to bear. */
static err check_taken(const struct case_file *file, const struct fact *fact, date today,
                       struct trouble *trouble)
{
    (void)today;
    const struct payment *payment = case_payment(file, fact->body.reference);
    if (!payment || payment->is != PAYMENT_ARRIVED) {
        return case_refuse(ERR_NOT_LAWFUL, trouble, "/body/reference",
                           "the reference of a payment that arrived");
    }
    bool is_choice = fact->body.taken == TAKEN_FROM_HER_ACCOUNT;
    if (!is_choice || file->reissues < case_limits[LIMIT_REISSUES]) return ERR_OK;
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/body/taken",
                       "another_account: what was taken from hers was paid again already");
}

/* An order given before the decision or the account changed does not leave. */
static err check_sending(const struct case_file *file, const struct fact *fact, date today,
                         struct trouble *trouble)
{
    TRY(check_reference(file, fact, today, trouble));
    if (!case_order_stands(file)) {
        return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                           "order_cancelled: the decision in force owes another amount, or the "
                           "account is another (CRPA L. 412-7)");
    }
    if (!case_is_held(file)) return ERR_OK;
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                       "held_released first: nobody has said yet that the request is hers");
}

static err check_cancelling(const struct case_file *file, const struct fact *fact, date today,
                            struct trouble *trouble)
{
    TRY(check_reference(file, fact, today, trouble));
    if (!case_order_stands(file)) return ERR_OK;
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                       "payment_sent: the order is what she is owed (CASF L. 214-10, al. 3)");
}

const struct fact_rule case_payment_rules[FACT_COUNT] = {
    [FACT_PAYMENT_ORDERED] = {decision_or_return_day, check_order, payment_ordered, NULL},
    [FACT_PAYMENT_SENT] = {order_day, check_sending, payment_sent, NULL},
    [FACT_PAYMENT_SETTLED] = {sending_day, check_reference, payment_settled, NULL},
    [FACT_PAYMENT_RETURNED] = {first_sending_day, check_return, payment_returned,
                               stage_after_return},
    [FACT_ORDER_CANCELLED] = {order_day, check_cancelling, order_cancelled, stage_before},
    [FACT_PARTS_CHOSEN] = {decision_or_return_day, parts_check, parts_chosen, NULL},
    [FACT_PAYMENT_TAKEN] = {first_sending_day, check_taken, payment_taken, stage_after_return},
};

/* ---- what is due ---- */

/* By the legal day, or the one she chose for the next part. */
static date due_on(const struct case_file *file)
{
    date pay_by = case_pay_by(file);
    if (case_payable(file, pay_by).cents > 0) return pay_by;
    return later(pay_by, case_next_part(file));
}

/* What has left the file is confirmed; an order that is no longer what is owed is cancelled. */
static void order_duties(const struct case_file *file, struct duty_list *list)
{
    date due = due_on(file);
    enum stage stage = file->stages[STRAND_PAYMENT];
    if (stage == STAGE_PAYMENT_SENT) duty_add(list, DUTY_CONFIRM_PAYMENT, due);
    if (stage != STAGE_PAYMENT_ORDERED) return;
    duty_add(list, case_order_stands(file) ? DUTY_SEND_PAYMENT : DUTY_CANCEL_ORDER, due);
}

void case_payment_duties(const struct case_file *file, struct duty_list *list)
{
    enum stage stage = file->stages[STRAND_PAYMENT];
    if (stage == STAGE_PAYMENT_ORDERED || stage == STAGE_PAYMENT_SENT) {
        order_duties(file, list);
        return;
    }
    if (case_owed(file).cents == 0) return;
    enum duty_kind pay = DUTY_ORDER_PAYMENT;
    if (stage == STAGE_PAYMENT_RETURNED) pay = DUTY_PAY_AGAIN;
    if (stage == STAGE_PAYMENT_SETTLED) pay = DUTY_PAY_COMPLEMENT;
    date due = due_on(file);
    if (date_compare(due, case_pay_by(file)) > 0) pay = DUTY_PAY_PART;
    duty_add(list, case_has_safe_account(file) ? pay : DUTY_ASK_FOR_ACCOUNT, due);
}
