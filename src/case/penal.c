#include "case/loan_rules.h"

/* The criminal proceedings as the fund knows them, and the police side of the same texts: what each
 * fact changes and must say, and what is due. CASF L. 214-9, L. 214-10-1, L. 214-12. */

/* ---- what each fact changes ---- */

static date earlier(date a, date b) { return date_compare(a, b) < 0 ? a : b; }

/* The proceedings opened first of those that are not over; NULL when there are none. */
static struct procedure *first_pending(struct penal_life *life)
{
    struct procedure *first = NULL;
    for (int i = 0; i < life->procedures_count; i++) {
        struct procedure *p = &life->procedures[i];
        if (p->is_over) continue;
        if (!first || date_compare(p->opened_on, first->opened_on) < 0) first = p;
    }
    return first;
}

/* Those that a complaint alone told of, which what is known next belongs to. */
static struct procedure *only_complained(struct penal_life *life)
{
    for (int i = 0; i < life->procedures_count; i++) {
        struct procedure *p = &life->procedures[i];
        if (!p->is_over && !p->is_prosecuted) return p;
    }
    return NULL;
}

/* Those an outcome of that day is of: decided that day, of which more or better is known now; or
 * pending by then; NULL when the fund learns of them by their outcome. */
static struct procedure *ended_on(struct penal_life *life, date day)
{
    for (int i = 0; i < life->procedures_count; i++) {
        if (date_compare(life->procedures[i].decided_on, day) == 0) return &life->procedures[i];
    }
    struct procedure *pending = first_pending(life);
    return pending && date_compare(pending->opened_on, day) <= 0 ? pending : NULL;
}

/* A journal from disk may hold more than are admitted: they are taken into the last. */
static struct procedure *add_procedure(struct penal_life *life, date opened_on)
{
    if (life->procedures_count < PROCEDURES_MAX) {
        life->procedures[life->procedures_count++] = (struct procedure){.opened_on = opened_on};
    }
    struct procedure *added = &life->procedures[life->procedures_count - 1];
    added->is_over = false;
    return added;
}

static void complaint_received(struct case_file *file, const struct fact *fact)
{
    struct penal_life *life = &file->penal;
    struct procedure *pending = first_pending(life);
    if (!pending) pending = add_procedure(life, fact->day);
    pending->opened_on = earlier(pending->opened_on, fact->day);
    life->complaint_on = later(life->complaint_on, fact->day);
}

static void proceedings_known(struct case_file *file, const struct fact *fact)
{
    struct procedure *pending = only_complained(&file->penal);
    if (!pending) pending = add_procedure(&file->penal, fact->day);
    pending->opened_on = earlier(pending->opened_on, fact->day);
    pending->is_prosecuted = true;
}

static void no_proceedings(struct case_file *file, const struct fact *fact)
{
    file->penal.none_on = fact->day;
}

static void outcome_known(struct case_file *file, const struct fact *fact)
{
    const struct body *said = &fact->body;
    struct procedure *of = ended_on(&file->penal, fact->day);
    if (!of) of = add_procedure(&file->penal, fact->day);
    of->decided_on = fact->day;
    of->known_on = said->known_on;
    of->outcome = said->outcome;
    of->is_prosecuted = true;
    of->is_over = law_outcome_is_over(said->outcome, said->final);
    of->states_amount = said->states_amount;
    of->ordered = said->amount;
}

static enum stage pending_or_ended(const struct case_file *file, const struct fact *fact)
{
    (void)fact;
    return penal_is_pending(&file->penal) ? STAGE_PENAL_PENDING : STAGE_PENAL_ENDED;
}

static void attestation_sent(struct case_file *file, const struct fact *fact)
{
    file->penal.attested_on = later(file->penal.attested_on, fact->day);
}

static void packet_sent(struct case_file *file, const struct fact *fact)
{
    file->penal.packet_on = later(file->penal.packet_on, fact->day);
}

static void victim_informed(struct case_file *file, const struct fact *fact)
{
    file->penal.informed_on = later(file->penal.informed_on, fact->day);
}

static void form_offered(struct case_file *file, const struct fact *fact)
{
    struct penal_life *life = &file->penal;
    if (date_compare(fact->day, life->form_offered_on) < 0) return;
    life->form_offered_on = fact->day;
    life->form_is_accepted = fact->body.accepted;
}

/* ---- the day each fact answers to ---- */

static date no_day(const struct case_file *file)
{
    (void)file;
    return NO_DATE;
}

static date reception_day(const struct case_file *file) { return file->received_on; }
static date complaint_day(const struct case_file *file) { return file->penal.complaint_on; }
static date notification_day(const struct case_file *file) { return file->notified_on; }
static date transfer_day(const struct case_file *file) { return file->loan.transferred_on; }

/* ---- what each fact must say ---- */

static err check_known_on(const struct fact *fact, date today, struct trouble *trouble)
{
    date known_on = fact->body.known_on;
    if (date_compare(known_on, fact->day) >= 0 && date_compare(known_on, today) <= 0) {
        return ERR_OK;
    }
    return case_refuse(ERR_BAD_INPUT, trouble, "/body/known_on",
                       "the day the fund learned it: not before /day, not after today");
}

static err check_room(const struct case_file *file, struct trouble *trouble)
{
    if (file->penal.procedures_count < PROCEDURES_MAX) return ERR_OK;
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                       "outcome_known: a file holds eight proceedings at most");
}

static err check_complaint(const struct case_file *file, const struct fact *fact, date today,
                           struct trouble *trouble)
{
    (void)today;
    if (date_compare(fact->day, file->penal.complaint_on) == 0) {
        return case_refuse(ERR_NOT_LAWFUL, trouble, "/day",
                           "another day: the complaint of that day is recorded");
    }
    if (file->stages[STRAND_PENAL] == STAGE_PENAL_PENDING) return ERR_OK;
    return check_room(file, trouble);
}

static err check_proceedings(const struct case_file *file, const struct fact *fact, date today,
                             struct trouble *trouble)
{
    TRY(check_known_on(fact, today, trouble));
    struct penal_life life = file->penal;
    if (only_complained(&life)) return ERR_OK;
    for (int i = 0; i < life.procedures_count; i++) {
        const struct procedure *p = &life.procedures[i];
        if (p->is_over || date_compare(p->opened_on, fact->day) != 0) continue;
        return case_refuse(ERR_NOT_LAWFUL, trouble, "/day",
                           "another day: the proceedings opened that day are known");
    }
    return check_room(file, trouble);
}

/* The amount goes with the outcomes that make the author repay, and only where the decision states
 * it. */
static err check_ordered(const struct body *said, struct trouble *trouble)
{
    if (said->states_amount && !law_outcome_binds_author(said->outcome)) {
        return case_refuse(ERR_BAD_INPUT, trouble, "/body/states_amount",
                           "false: such an outcome makes the author repay nothing");
    }
    if (said->states_amount == (said->amount.cents > 0)) return ERR_OK;
    return case_refuse(ERR_BAD_INPUT, trouble, "/body/amount_cents",
                       said->states_amount ? "the amount the decision states, more than 0"
                                           : "0 when the decision states no amount");
}

/* The same decision told again in the same words adds nothing. */
static err check_news(const struct case_file *file, const struct fact *fact,
                      struct trouble *trouble)
{
    const struct body *said = &fact->body;
    struct penal_life life = file->penal;
    const struct procedure *known = ended_on(&life, fact->day);
    if (!known) return check_room(file, trouble);
    bool is_over = law_outcome_is_over(said->outcome, said->final);
    if (date_compare(known->decided_on, fact->day) != 0 || known->outcome != said->outcome ||
        known->is_over != is_over || known->states_amount != said->states_amount ||
        known->ordered.cents != said->amount.cents) {
        return ERR_OK;
    }
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/body",
                       "an outcome that differs from the one known of that day");
}

static err check_outcome(const struct case_file *file, const struct fact *fact, date today,
                         struct trouble *trouble)
{
    if (fact->body.outcome == PENAL_PENDING) {
        return case_refuse(ERR_BAD_INPUT, trouble, "/body/outcome",
                           "an outcome; proceedings_known says that they are pending");
    }
    TRY(check_known_on(fact, today, trouble));
    TRY(check_ordered(&fact->body, trouble));
    return check_news(file, fact, trouble);
}

/* L. 214-10-1: on notification, once. */
static err check_attestation(const struct case_file *file, const struct fact *fact, date today,
                             struct trouble *trouble)
{
    (void)fact;
    (void)today;
    struct reasoning unsaid = {.count = 0};
    if (!date_is_set(file->notified_on)) {
        return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                           "decision_notified first (CASF L. 214-10-1)");
    }
    if (!law_loan_attested(file->notified_on, &unsaid)) {
        return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                           "nothing: CASF L. 214-10-1 is about loans notified since 2024-01-01");
    }
    if (date_compare(file->penal.attested_on, file->notified_on) < 0) return ERR_OK;
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                       "nothing: the courts have the attestation of this award");
}

/* L. 214-12, I: for what a court ordered, after each claim passed on. */
static bool packet_is_due(const struct case_file *file)
{
    return file->loan.creditor == CREDITOR_TREASURY &&
           date_compare(file->penal.packet_on, file->loan.transferred_on) < 0;
}

static err check_packet(const struct case_file *file, const struct fact *fact, date today,
                        struct trouble *trouble)
{
    (void)fact;
    (void)today;
    if (packet_is_due(file)) return ERR_OK;
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                       "loan_transferred first, to the Treasury: one packet for each transfer "
                       "(CASF L. 214-12, I)");
}

static err check_informed(const struct case_file *file, const struct fact *fact, date today,
                          struct trouble *trouble)
{
    (void)fact;
    (void)today;
    const struct penal_life *life = &file->penal;
    if (!date_is_set(life->informed_on) ||
        date_compare(life->informed_on, life->complaint_on) < 0) {
        return ERR_OK;
    }
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                       "nothing: she was informed since the complaint (CPP 15-3-2-1)");
}

/* She may change her answer. */
static err check_offer(const struct case_file *file, const struct fact *fact, date today,
                       struct trouble *trouble)
{
    (void)today;
    const struct penal_life *life = &file->penal;
    if (!date_is_set(life->form_offered_on) || life->form_is_accepted != fact->body.accepted ||
        date_compare(life->form_offered_on, life->complaint_on) < 0) {
        return ERR_OK;
    }
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/body/accepted",
                       "another answer than the one recorded since the complaint");
}

const struct fact_rule case_penal_rules[FACT_COUNT] = {
    [FACT_COMPLAINT_RECEIVED] = {no_day, check_complaint, complaint_received, NULL},
    [FACT_VICTIM_INFORMED] = {complaint_day, check_informed, victim_informed, NULL},
    [FACT_FORM_OFFERED] = {complaint_day, check_offer, form_offered, NULL},
    [FACT_PROCEEDINGS_KNOWN] = {no_day, check_proceedings, proceedings_known, NULL},
    [FACT_NO_PROCEEDINGS] = {reception_day, NULL, no_proceedings, NULL},
    [FACT_OUTCOME_KNOWN] = {no_day, check_outcome, outcome_known, pending_or_ended},
    [FACT_ATTESTATION_SENT] = {notification_day, check_attestation, attestation_sent, NULL},
    [FACT_PACKET_SENT] = {transfer_day, check_packet, packet_sent, NULL},
};

/* ---- what is due ---- */

/* What the police owe her on receiving a complaint. The form is offered, and sent, as long as she
 * has made no claim. */
static void police_duties(const struct case_file *file, struct duty_list *list)
{
    const struct penal_life *life = &file->penal;
    bool has_claim = date_is_set(file->received_on);
    if (date_is_set(life->complaint_on)) {
        if (date_compare(life->informed_on, life->complaint_on) < 0) {
            duty_add(list, DUTY_INFORM_VICTIM, life->complaint_on);
        }
        if (!has_claim && date_compare(life->form_offered_on, life->complaint_on) < 0) {
            duty_add(list, DUTY_OFFER_FORM, life->complaint_on);
        }
    }
    if (!has_claim && life->form_is_accepted) {
        duty_add(list, DUTY_SEND_FORM, life->form_offered_on);
    }
}

void case_penal_duties(const struct case_file *file, struct duty_list *list)
{
    police_duties(file, list);
    if (file->stages[STRAND_LOAN] == STAGE_LOAN_NONE) return;
    struct reasoning unsaid = {.count = 0};
    bool is_asked = file->stages[STRAND_LOAN] == STAGE_LOAN_RUNNING ||
                    file->stages[STRAND_LOAN] == STAGE_LOAN_REMISSION;
    if (is_asked && file->stages[STRAND_PENAL] == STAGE_PENAL_UNKNOWN) {
        duty_add(list, DUTY_VERIFY_PROCEEDINGS, law_loan_due_on(file->loan.attributed_on));
    }
    if (date_is_set(file->notified_on) && loan_is_decided(file) &&
        date_compare(file->penal.attested_on, file->notified_on) < 0 &&
        law_loan_attested(file->notified_on, &unsaid)) {
        duty_add(list, DUTY_SEND_ATTESTATION, file->notified_on);
    }
    if (packet_is_due(file)) duty_add(list, DUTY_SEND_PACKET, file->loan.transferred_on);
}
