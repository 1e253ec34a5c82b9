#include "case/rules.h"

/* The payment of the aid, at once and to a safe account. CASF L. 214-10, D. 214-13. */

money case_due(const struct case_file *file)
{
    bool granted = file->stages[STRAND_CLAIM] == STAGE_CLAIM_GRANTED;
    int64_t awarded = granted ? file->decision.amount.cents : 0;
    return (money){awarded + file->loan.restored.cents};
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
    date from = date_is_set(file->payable_from) ? file->payable_from : file->completed_on;
    from = later(from, file->loan.restored_on);
    return law_pay_by(file->fund, file->claim.request.beneficiary_of, from);
}

bool case_has_safe_account(const struct case_file *file)
{
    return file->claim.has_account && !file->claim.account_seen_by_others;
}

/* ---- what each fact changes ---- */

static void payment_ordered(struct case_file *file, const struct fact *fact)
{
    file->stage_before_order = file->stages[STRAND_PAYMENT];
    file->order = fact->body;
    file->ordered_on = fact->day;
    file->orders_count++;
}

static void payment_sent(struct case_file *file, const struct fact *fact)
{
    file->order.batch = fact->body.batch;
    file->sent_on = fact->day;
}

static void payment_settled(struct case_file *file, const struct fact *fact)
{
    file->paid.cents += file->order.amount.cents;
    file->settled_on = fact->day;
    if (!date_is_set(file->first_payment_on)) file->first_payment_on = fact->day;
}

static void payment_returned(struct case_file *file, const struct fact *fact)
{
    if (file->stages[STRAND_PAYMENT] == STAGE_PAYMENT_SETTLED) {
        file->paid.cents -= file->order.amount.cents;
    }
    file->returned_on = fact->day;
    file->claim.has_account =
        false; /* the account did not take it: she must confirm or give another */
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
static date sending_day(const struct case_file *file) { return file->sent_on; }

/* ---- what each fact must say ---- */

static err check_order(const struct case_file *file, const struct fact *fact, date today,
                       struct trouble *trouble)
{
    (void)today;
    const struct body *order = &fact->body;
    money owed = case_owed(file);
    if (owed.cents == 0) {
        return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                           "nothing: all that was awarded is paid (CASF D. 214-13, al. 1)");
    }
    if (order->amount.cents != owed.cents) {
        return case_refuse(ERR_NOT_LAWFUL, trouble, "/body/amount_cents",
                           "what is owed, at once: CASF D. 214-13, al. 1");
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

/* An order given before the decision changed does not leave. */
static err check_sending(const struct case_file *file, const struct fact *fact, date today,
                         struct trouble *trouble)
{
    TRY(check_reference(file, fact, today, trouble));
    if (file->order.amount.cents == case_owed(file).cents) return ERR_OK;
    return case_refuse(
        ERR_NOT_LAWFUL, trouble, "/kind",
        "order_cancelled: the decision in force owes another amount (CRPA L. 412-7)");
}

static err check_cancelling(const struct case_file *file, const struct fact *fact, date today,
                            struct trouble *trouble)
{
    TRY(check_reference(file, fact, today, trouble));
    if (file->order.amount.cents != case_owed(file).cents) return ERR_OK;
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                       "payment_sent: the order is what she is owed (CASF L. 214-10, al. 3)");
}

const struct fact_rule case_payment_rules[FACT_COUNT] = {
    [FACT_PAYMENT_ORDERED] = {decision_or_return_day, check_order, payment_ordered, NULL},
    [FACT_PAYMENT_SENT] = {order_day, check_sending, payment_sent, NULL},
    [FACT_PAYMENT_SETTLED] = {sending_day, check_reference, payment_settled, NULL},
    [FACT_PAYMENT_RETURNED] = {sending_day, check_reference, payment_returned, NULL},
    [FACT_ORDER_CANCELLED] = {order_day, check_cancelling, NULL, stage_before},
};

/* ---- what is due ---- */

/* What has left the file is confirmed; an order that is no longer what is owed is cancelled. */
static void order_duties(const struct case_file *file, struct duty_list *list)
{
    date due = case_pay_by(file);
    enum stage stage = file->stages[STRAND_PAYMENT];
    if (stage == STAGE_PAYMENT_SENT) duty_add(list, DUTY_CONFIRM_PAYMENT, due);
    if (stage != STAGE_PAYMENT_ORDERED) return;
    bool is_owed = file->order.amount.cents == case_owed(file).cents;
    duty_add(list, is_owed ? DUTY_SEND_PAYMENT : DUTY_CANCEL_ORDER, due);
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
    duty_add(list, case_has_safe_account(file) ? pay : DUTY_ASK_FOR_ACCOUNT, case_pay_by(file));
}
