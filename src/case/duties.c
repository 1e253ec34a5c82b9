#include "case/duties.h"

const struct duty_row case_duty_rows[DUTY_COUNT] = {
#define DUTY(name, word, who, article, fr, en) [DUTY_##name] = {word, DUTY_##who, article, fr, en},
#include "case/duties.def"
};

struct list {
    struct duty *duties;
    int count;
    date today;
};

/* Adds a duty in its place by deadline; of two for the same day the earlier kind comes first. */
static void add(struct list *list, enum duty_kind kind, date due)
{
    must(list->count < DUTY_COUNT);
    int32_t late = date_number(list->today) - date_number(due);
    int place = list->count++;
    while (place > 0 && date_compare(list->duties[place - 1].due, due) > 0) {
        list->duties[place] = list->duties[place - 1];
        place--;
    }
    list->duties[place] = (struct duty){kind, due, late > 0 ? late : 0};
}

/* Silence for two months on a request for money rejects it (CRPA L. 231-4, 3°): the last day to
 * complete it. */
static date silence_rejects_on(const struct case_file *file)
{
    return date_plus_months_or_last_day(file->received_on, 2);
}

static date pay_by(const struct case_file *file)
{
    return law_pay_by(file->fund, file->claim.request.beneficiary_of, file->completed_on);
}

static bool has_safe_account(const struct case_file *file)
{
    return file->claim.has_account && !file->claim.account_seen_by_others;
}

/* What a granted aid still needs to reach her. */
static void payment_duties(const struct case_file *file, struct list *list)
{
    date due = pay_by(file);
    enum stage stage = file->stages[STRAND_PAYMENT];
    if (stage == STAGE_PAYMENT_ORDERED) add(list, DUTY_SEND_PAYMENT, due);
    if (stage == STAGE_PAYMENT_SENT) add(list, DUTY_CONFIRM_PAYMENT, due);
    if (stage != STAGE_PAYMENT_NONE && stage != STAGE_PAYMENT_RETURNED) return;
    if (!has_safe_account(file)) {
        add(list, DUTY_ASK_FOR_ACCOUNT, due);
    } else {
        add(list, stage == STAGE_PAYMENT_RETURNED ? DUTY_PAY_AGAIN : DUTY_ORDER_PAYMENT, due);
    }
}

/* What she agreed to, and nobody has done yet. Due on reception (L. 214-9 al. 2). */
static void consent_duties(const struct case_file *file, struct list *list)
{
    if (file->claim.consent_departement && !date_is_set(file->sent_to_departement_on)) {
        add(list, DUTY_SEND_TO_DEPARTEMENT, file->received_on);
    }
    if (file->claim.consent_association && !date_is_set(file->referred_on)) {
        add(list, DUTY_REFER, file->received_on);
    }
}

int case_duties(const struct case_file *file, date today, struct duty ret[DUTY_COUNT])
{
    struct list list = {ret, 0, today};
    enum stage claim = file->stages[STRAND_CLAIM];
    if (claim == STAGE_CLAIM_NEW || claim == STAGE_CLAIM_WITHDRAWN) return 0;
    if (claim == STAGE_CLAIM_RECEIVED) add(&list, DUTY_ASK_FOR_MISSING, silence_rejects_on(file));
    if (claim == STAGE_CLAIM_COMPLETE) {
        add(&list, DUTY_DECIDE, pay_by(file));
        if (!has_safe_account(file)) add(&list, DUTY_ASK_FOR_ACCOUNT, pay_by(file));
    }
    if (date_is_set(file->decided_on) && !date_is_set(file->notified_on)) {
        add(&list, DUTY_NOTIFY, file->decided_on);
    }
    if (claim == STAGE_CLAIM_GRANTED) payment_duties(file, &list);
    consent_duties(file, &list);
    return list.count;
}
