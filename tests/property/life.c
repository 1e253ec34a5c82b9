#include "tests/property/life.h"
#include "tests/test.h"

#include <string.h>

void life_begin(struct lived *life, struct random *random)
{
    life->random = random;
    life->file = case_empty(file_number_make(random_next(random)));
    life->count = 0;
    life->today = random_day(random);
}

/* ---- sums: what a view says is there, or near it ---- */

/* Mostly the sum itself, or a part of it; sometimes more than there is, which must be refused. */
static money near(struct lived *life, money sum)
{
    int64_t cents = sum.cents > 0 ? sum.cents : 1;
    int choice = random_below(life->random, 8);
    if (choice < 4) return sum;
    if (choice < 7) return (money){1 + random_below(life->random, (int)cents)};
    return (money){cents + 1};
}

static struct loan_state loan_of(const struct lived *life)
{
    struct reasoning why = {.count = 0};
    struct loan_state state;
    case_loan(&life->file, life->today, &why, &state);
    return state;
}

static struct debt_state debt_of(const struct lived *life)
{
    struct reasoning why = {.count = 0};
    struct debt_state state;
    case_debt(&life->file, life->today, &why, &state);
    return state;
}

/* ---- bodies that stand a chance ---- */

/* A claim of these days, rich enough for a loan half of the time. */
static struct body claim_told(struct lived *life)
{
    struct body body = random_body(life->random, FACT_CLAIM_RECEIVED);
    struct request *r = &body.request;
    r->requested_on = date_plus_days(life->today, -random_below(life->random, 3));
    r->completed_on = r->decided_on = r->requested_on;
    r->children_count = random_below(life->random, 4);
    for (int i = 0; i < r->children_count; i++) r->children[i] = (struct child){NO_DATE, false};
    r->relationship = RELATIONSHIP_SPOUSE;
    r->violence_against = VICTIM_APPLICANT;
    r->residence = random_below(life->random, 12) == 0 ? RESIDENCE_UNKNOWN : RESIDENCE_REGULAR;
    r->resources.cents = random_below(life->random, random_flag(life->random) ? 200000 : 900000);
    r->documents_count = random_below(life->random, 12) > 0;
    r->documents[0] = (struct document){DOCUMENT_COMPLAINT, r->requested_on};
    body.has_account = true;
    body.account_seen_by_others = false;
    return body;
}

/* The claim as it stands, a little otherwise. */
static struct body corrected(struct lived *life)
{
    struct body body = life->file.claim;
    struct request *r = &body.request;
    r->resources.cents = random_below(life->random, 500000);
    if (random_below(life->random, 6) == 0) r->documents_count = 0;
    if (random_below(life->random, 3) == 0) r->children_count = random_below(life->random, 4);
    for (int i = 0; i < r->children_count; i++) r->children[i] = (struct child){NO_DATE, false};
    return body;
}

/* The decision the law asks for in the place of the first; where it is left open, either way. */
static void replaced(struct lived *life, struct fact *fact)
{
    struct replacement law;
    const struct case_file *file = &life->file;
    if (!case_replacement(file, fact->day, file->decision.earlier_award, &law)) return;
    fact->body = law.body;
    if (!law.is_open || random_flag(life->random)) return;
    fact->body.grants = !fact->body.grants;
    fact->body.grounds = fact->body.grants ? 0 : BIT(GROUND_RESIDENCE);
}

static void fill_claim(struct lived *life, struct fact *fact)
{
    date award = random_below(life->random, 9) == 0 ? date_plus_days(fact->day, -300) : NO_DATE;
    if (fact->kind == FACT_CLAIM_RECEIVED || fact->kind == FACT_INFORMATION_RECEIVED) {
        fact->body = claim_told(life);
        fact->day = life->today;
    }
    if (fact->kind == FACT_INFORMATION_CORRECTED) fact->body = corrected(life);
    if (fact->kind == FACT_DECISION_REPLACED) replaced(life, fact);
    if (fact->kind == FACT_RIGHT_RESTORED) fact->body.earlier_award = NO_DATE;
    if (fact->kind == FACT_CLAIM_GRANTED || fact->kind == FACT_CLAIM_REFUSED) {
        *fact = decided_fact(&life->file, fact->day, award);
    }
}

/* What is owed, at her choice now and later; the last part takes what is left. */
static void choose_parts(struct lived *life, struct fact *fact)
{
    int64_t left = case_owed(&life->file).cents;
    struct body *body = &fact->body;
    date day = fact->day;
    body->written = random_below(life->random, 8) > 0;
    body->parts_count = 1 + random_below(life->random, PAYMENT_PARTS_MAX);
    for (int i = 0; i < body->parts_count; i++) {
        bool is_last = i == body->parts_count - 1;
        int64_t cents = is_last ? left : left / 2;
        day = date_plus_days(day, random_below(life->random, 40));
        body->parts[i] = (struct payment_part){{cents}, day};
        left -= cents;
    }
}

static void fill_payment(struct lived *life, struct fact *fact)
{
    struct case_file *file = &life->file;
    int orders = file->orders_count;
    fact->body.reference = file->order.reference;
    bool is_any = fact->kind == FACT_PAYMENT_RETURNED || fact->kind == FACT_PAYMENT_TAKEN;
    if (fact->kind == FACT_PARTS_CHOSEN) choose_parts(life, fact);
    if (is_any && orders > 0) {
        fact->body.reference = file->payments[random_below(life->random, orders)].reference;
    }
    if (fact->kind != FACT_PAYMENT_ORDERED) return;
    fact->body.reference = orders + 1;
    fact->body.execution_on = fact->day;
    fact->body.amount = case_payable(file, fact->day);
}

static void fill_loan(struct lived *life, struct fact *fact)
{
    struct loan_state loan = loan_of(life);
    fact->body.amount = near(life, loan.left);
    if (fact->kind == FACT_LOAN_GRANTED) fact->body.amount = life->file.decision.amount;
    if (fact->kind == FACT_INSTALMENT_RECEIVED && random_below(life->random, 4) > 0) {
        fact->body.amount = loan.next.amount;
    }
    if (fact->kind == FACT_LOAN_TRANSFERRED) {
        fact->body.creditor = loan.author.creditor;
        fact->body.amount = loan.author.amount;
    }
    if (fact->kind == FACT_AUTHOR_REPAID) fact->body.amount = near(life, loan.author_left);
    if (fact->kind == FACT_RESTITUTION_DECIDED) fact->body.amount = near(life, loan.to_give_back);
    if (fact->kind == FACT_REMISSION_DECIDED && random_flag(life->random)) {
        fact->body.good_faith = ANSWER_YES;
        fact->body.fraud = false;
    }
}

/* What was decided that day turns out to be otherwise. */
static void correct_outcome(struct lived *life, struct fact *fact)
{
    const struct penal_life *penal = &life->file.penal;
    if (penal->procedures_count == 0) return;
    const struct procedure *of =
        &penal->procedures[random_below(life->random, penal->procedures_count)];
    const struct procedure *binding = penal_binding(penal, NO_DATE);
    if (binding && random_flag(life->random)) {
        of = binding;
        fact->body.outcome = PENAL_ACQUITTAL;
    }
    if (!date_is_set(of->decided_on)) return;
    fact->day = of->decided_on;
    fact->body.known_on = life->today;
    fact->body.final = true;
}

/* The fund learns it between the day it happened and today: often late. */
static void fill_penal(struct lived *life, struct fact *fact)
{
    int days = date_number(life->today) - date_number(fact->day);
    fact->body.known_on = date_plus_days(fact->day, random_below(life->random, days + 1));
    fact->body.amount = near(life, life->file.loan.principal);
    if (fact->kind != FACT_OUTCOME_KNOWN) return;
    if (random_flag(life->random)) {
        fact->body.outcome = PENAL_REPAYMENT_ORDERED;
        fact->body.final = true;
    }
    if (random_below(life->random, 3) == 0) correct_outcome(life, fact);
    if (!law_outcome_binds_author(fact->body.outcome)) fact->body.states_amount = false;
    if (!fact->body.states_amount) fact->body.amount = (money){0};
}

/* An income not known, in a place with the general scale, no fraud. */
static void by_the_scale(struct fact *fact)
{
    struct reasoning why = {.count = 0};
    struct withholding monthly;
    fact->body.household = (struct household){.territory = TERRITORY_GENERAL};
    fact->body.fraud = fact->body.repeated = false;
    fact->body.raised_percent = 0;
    law_withholding(&fact->body.household, fact->day, &why, &monthly);
    fact->body.scale = fact->body.amount = monthly.monthly;
}

static void fill_debt(struct lived *life, struct fact *fact)
{
    struct debt_state debt = debt_of(life);
    fact->body.amount = near(life, debt.left);
    if (fact->kind == FACT_DEBT_NOTIFIED)
        fact->body.amount = near(life, case_overpaid(&life->file));
    if (fact->kind == FACT_WITHHOLDING_SET) by_the_scale(fact);
    date constraint_on = life->file.debt.constraint_on;
    if (fact->kind == FACT_OPPOSITION_FILED && date_is_set(constraint_on)) {
        fact->day = date_plus_days(constraint_on, random_below(life->random, 18));
    }
    fact->body.received_on = date_plus_days(fact->day, -random_below(life->random, 30));
    fact->body.others_count = 0;
}

static void fill_appeal(struct lived *life, struct fact *fact)
{
    int days = date_number(life->today) - date_number(fact->day);
    fact->body.received_on = date_plus_days(fact->day, random_below(life->random, days + 1));
}

static money penalty_of(const struct lived *life)
{
    struct reasoning why = {.count = 0};
    struct control_state state;
    case_control(&life->file, life->today, &why, &state);
    return state.due;
}

/* What a director may choose: half of the time the commission first, then within the bounds. */
static void fill_control(struct lived *life, struct fact *fact)
{
    struct body *body = &fact->body;
    body->irregular = body->content_told = body->origin_told = true;
    body->uses_third_party = random_below(life->random, 4) == 0;
    body->intent = random_below(life->random, 8) == 0 ? INTENT_GOOD_FAITH : INTENT_WILFUL;
    body->facts_from = life->file.claim.request.requested_on;
    body->sums_known = true;
    if (fact->kind == FACT_FACTS_REPROACHED) body->amount = (money){60000};
    if (fact->kind == FACT_PENALTY_CHOSEN && random_flag(life->random)) {
        body->choice = CHOICE_COMMISSION;
    }
    bool fines = body->choice == CHOICE_FINE;
    if (fact->kind == FACT_PENALTY_CHOSEN || fact->kind == FACT_PENALTY_FIXED) {
        body->amount.cents = fines ? 1 + random_below(life->random, 30000) : 0;
    }
    if (fact->kind == FACT_PENALTY_PAID) body->amount = penalty_of(life);
}

/* The change that waits, when one of that kind does. */
static void fill_contact(struct lived *life, struct fact *fact)
{
    const struct contact_life *contact = &life->file.contact;
    if (fact->kind == FACT_CHANGE_ASKED && random_flag(life->random)) {
        fact->body.door = DOOR_DESK;
    }
    if (fact->kind == FACT_CHANGE_CONFIRMED && random_flag(life->random)) {
        fact->body.how = CONFIRMED_IN_PERSON;
    }
    if (random_below(life->random, 8) == 0) return;
    for (int i = 0; fact->kind != FACT_CHANGE_ASKED && i < ASKED_COUNT; i++) {
        if (date_is_set(contact->waiting[i].asked_on)) fact->body.change = (enum asked_for)i;
    }
    fact->body.place = contact->waiting[fact->body.change].place;
}

static void fill(struct lived *life, struct fact *fact)
{
    static void (*const fills[STRAND_COUNT])(struct lived *, struct fact *) = {
        [STRAND_CLAIM] = fill_claim,     [STRAND_PAYMENT] = fill_payment,
        [STRAND_LOAN] = fill_loan,       [STRAND_PENAL] = fill_penal,
        [STRAND_DEBT] = fill_debt,       [STRAND_APPEAL] = fill_appeal,
        [STRAND_CONTROL] = fill_control, [STRAND_CONTACT] = fill_contact,
    };
    fact->body = random_body(life->random, fact->kind);
    void (*filled)(struct lived *, struct fact *) = fills[case_fact_kinds[fact->kind].strand];
    if (filled) filled(life, fact);
}

/* ---- a step ---- */

/* Most facts are told at once; some days, or months, after they happened. */
static date day_of(struct lived *life)
{
    int lateness = 0;
    if (random_below(life->random, 4) == 0) lateness = random_below(life->random, 15);
    if (random_below(life->random, 16) == 0) lateness = random_below(life->random, 400);
    return date_plus_days(life->today, -lateness);
}

/* A claim mostly goes its way first; what ends a life is tried seldom. */
static bool is_tried(struct lived *life, enum fact_kind kind)
{
    enum strand strand = case_fact_kinds[kind].strand;
    bool is_aside = strand == STRAND_CONTACT || strand == STRAND_HOLD || kind == FACT_PARTS_CHOSEN;
    bool comes_later = strand > STRAND_PAYMENT && !is_aside;
    if (is_aside && random_below(life->random, 4) > 0) return false;
    if (life->count < 6 && comes_later && random_below(life->random, 8) > 0) return false;
    bool ends = kind == FACT_LOAN_WRITTEN_OFF || kind == FACT_DEBT_WRITTEN_OFF ||
                kind == FACT_PAYMENT_RETURNED || kind == FACT_PAYMENT_TAKEN ||
                kind == FACT_ANOMALY_HELD;
    return case_allows(&life->file, kind) && (!ends || random_below(life->random, 12) == 0);
}

/* An office mostly does what is due; otherwise anything may happen. */
static enum fact_kind next_kind(struct lived *life)
{
    static const struct {
        enum duty_kind due;
        enum fact_kind done;
    } deeds[] = {
        {DUTY_END_TRANSFER, FACT_TRANSFER_ENDED},
        {DUTY_TRANSFER_CLAIM, FACT_LOAN_TRANSFERRED},
        {DUTY_OPEN_LOAN, FACT_LOAN_GRANTED},
        {DUTY_NOTIFY_DEBT, FACT_DEBT_NOTIFIED},
        {DUTY_START_RECOVERY, FACT_WITHHOLDING_SET},
        {DUTY_DECIDE_REMISSION, FACT_REMISSION_DECIDED},
        {DUTY_REPLACE_DECISION, FACT_DECISION_REPLACED},
        {DUTY_CHOOSE_PENALTY, FACT_PENALTY_CHOSEN},
        {DUTY_GIVE_OPINION, FACT_MORE_TIME_ASKED},
        {DUTY_FIX_PENALTY, FACT_PENALTY_FIXED},
        {DUTY_NOTIFY_PENALTY, FACT_PENALTY_RECEIVED},
        {DUTY_CALL_BACK, FACT_CHANGE_CONFIRMED},
        {DUTY_REVIEW_CONTACT, FACT_CONTACT_REVIEWED},
        {DUTY_RESOLVE_HOLD, FACT_HELD_RELEASED},
        {DUTY_PAY_PART, FACT_PAYMENT_ORDERED},
    };
    if (random_below(life->random, 3) == 0) {
        struct duty duties[DUTY_COUNT];
        int count = case_duties(&life->file, life->today, duties);
        enum duty_kind due =
            count > 0 ? duties[random_below(life->random, count)].kind : DUTY_COUNT;
        for (size_t i = 0; i < LENGTH(deeds); i++) {
            if (deeds[i].due == due) return deeds[i].done;
        }
    }
    const struct debt_life *debt = &life->file.debt;
    if (date_is_set(debt->constraint_on) && random_below(life->random, 4) == 0) {
        return date_is_set(debt->opposed_on) ? FACT_OPPOSITION_JUDGED : FACT_OPPOSITION_FILED;
    }
    return (enum fact_kind)random_below(life->random, FACT_COUNT);
}

const struct fact *life_step(struct lived *life, int days_max)
{
    life->today = date_plus_days(life->today, random_below(life->random, days_max + 1));
    for (int tries = 0; tries < 12 && life->count < LIFE_FACTS_MAX; tries++) {
        enum fact_kind kind = next_kind(life);
        if (!is_tried(life, kind)) continue;
        struct fact *fact = &life->facts[life->count];
        *fact = fact_of(kind, day_of(life));
        fill(life, fact);
        struct trouble trouble;
        if (case_admits(&life->file, fact, life->today, &trouble) != ERR_OK) continue;
        assert_int_equal(case_apply(&life->file, fact), ERR_OK);
        life->count++;
        return fact;
    }
    return NULL;
}
