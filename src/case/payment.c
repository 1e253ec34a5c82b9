#include "case/rules.h"

/* The payment of the aid, at once and to a safe account. CASF L. 214-10, D. 214-13. */

date case_pay_by(const struct case_file *file)
{
    return law_pay_by(file->fund, file->claim.request.beneficiary_of, file->completed_on);
}

bool case_has_safe_account(const struct case_file *file)
{
    return file->claim.has_account && !file->claim.account_seen_by_others;
}

/* ---- what each fact changes ---- */

static void payment_ordered(struct case_file *file, const struct fact *fact)
{
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
    file->paid = file->order.amount;
    file->settled_on = fact->day;
    if (!date_is_set(file->first_payment_on)) file->first_payment_on = fact->day;
}

static void payment_returned(struct case_file *file, const struct fact *fact)
{
    file->paid = (money){0};
    file->returned_on = fact->day;
    file->claim.has_account =
        false; /* the account did not take it: she must confirm or give another */
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
    int64_t owed = file->decision.amount.cents - file->paid.cents;
    if (order->amount.cents != owed) {
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

const struct fact_rule case_payment_rules[FACT_COUNT] = {
    [FACT_PAYMENT_ORDERED] = {decision_or_return_day, check_order, payment_ordered},
    [FACT_PAYMENT_SENT] = {order_day, check_reference, payment_sent},
    [FACT_PAYMENT_SETTLED] = {sending_day, check_reference, payment_settled},
    [FACT_PAYMENT_RETURNED] = {sending_day, check_reference, payment_returned},
};

/* ---- what is due ---- */

/* What a granted aid still needs to reach her. */
void case_payment_duties(const struct case_file *file, struct duty_list *list)
{
    if (file->stages[STRAND_CLAIM] != STAGE_CLAIM_GRANTED) return;
    date due = case_pay_by(file);
    enum stage stage = file->stages[STRAND_PAYMENT];
    if (stage == STAGE_PAYMENT_ORDERED) duty_add(list, DUTY_SEND_PAYMENT, due);
    if (stage == STAGE_PAYMENT_SENT) duty_add(list, DUTY_CONFIRM_PAYMENT, due);
    if (stage != STAGE_PAYMENT_NONE && stage != STAGE_PAYMENT_RETURNED) return;
    if (!case_has_safe_account(file)) {
        duty_add(list, DUTY_ASK_FOR_ACCOUNT, due);
    } else {
        duty_add(list, stage == STAGE_PAYMENT_RETURNED ? DUTY_PAY_AGAIN : DUTY_ORDER_PAYMENT, due);
    }
}
