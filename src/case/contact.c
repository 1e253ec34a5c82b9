#include "case/rules.h"

/* What is asked for in her name waits until she says herself that it is hers, by the way that was
 * safe before or in person, and never on the day it was asked. */

const int case_limits[LIMIT_COUNT] = {
#define LIMIT(name, number) [LIMIT_##name] = number,
#include "case/contact.def"
};

/* ---- the account, the plan, and since when ---- */

bool case_has_account(const struct case_file *file)
{
    return file->claim.has_account || date_is_set(file->contact.account_on);
}

int case_account_place(const struct case_file *file)
{
    return date_is_set(file->contact.account_on) ? file->contact.account_place : file->claim_place;
}

int case_plan_place(const struct case_file *file)
{
    return date_is_set(file->contact.plan_on) ? file->contact.plan_place : file->claim_place;
}

date case_marked_on(const struct case_file *file)
{
    return later(file->received_on, later(file->contact.plan_on, file->contact.reviewed_on));
}

bool case_contact_is_fresh(const struct case_file *file, date day)
{
    date marked_on = case_marked_on(file);
    if (!date_is_set(marked_on) || date_compare(day, marked_on) < 0) return false;
    return date_number(day) - date_number(marked_on) < case_limits[LIMIT_FRESH_DAYS];
}

/* ---- what each fact changes ---- */

static void change_asked(struct case_file *file, const struct fact *fact)
{
    struct change_waiting *waiting = &file->contact.waiting[fact->body.change];
    waiting->asked_on = fact->day;
    waiting->place = file->facts_count;
    bool is_seen = fact->body.door == DOOR_DESK || fact->body.door == DOOR_ASSOCIATION;
    if (!is_seen) file->contact.unseen_asks++;
}

static void change_dropped(struct case_file *file, const struct fact *fact)
{
    struct change_waiting *waiting = &file->contact.waiting[fact->body.change];
    waiting->asked_on = NO_DATE;
    waiting->place = 0;
}

static void change_confirmed(struct case_file *file, const struct fact *fact)
{
    struct contact_life *life = &file->contact;
    int32_t place = life->waiting[fact->body.change].place;
    if (fact->body.change == ASKED_ACCOUNT) {
        life->account_on = fact->day;
        life->account_place = place;
    } else if (fact->body.change == ASKED_CONTACT) {
        life->plan_on = fact->day;
        life->plan_place = place;
    } else {
        life->withdrawal_on = fact->day;
    }
    change_dropped(file, fact);
}

static void contact_reviewed(struct case_file *file, const struct fact *fact)
{
    file->contact.reviewed_on = later(file->contact.reviewed_on, fact->day);
}

/* The earliest change that waits; NO_DATE when none does. */
static date waiting_since(const struct contact_life *life)
{
    date since = NO_DATE;
    for (int i = 0; i < ASKED_COUNT; i++) {
        date asked_on = life->waiting[i].asked_on;
        if (!date_is_set(asked_on)) continue;
        if (!date_is_set(since) || date_compare(asked_on, since) < 0) since = asked_on;
    }
    return since;
}

static enum stage stage_after_answer(const struct case_file *file, const struct fact *fact)
{
    (void)fact;
    return date_is_set(waiting_since(&file->contact)) ? STAGE_CONTACT_ASKED : STAGE_CONTACT_NONE;
}

/* ---- what each fact must say ---- */

static date reception_day(const struct case_file *file) { return file->received_on; }

/* A door where nobody is seen neither takes the place of what waits already, so that she is not
 * kept from asking, nor fills the journal. */
static err check_asked(const struct case_file *file, const struct fact *fact, date today,
                       struct trouble *trouble)
{
    (void)today;
    const struct contact_life *life = &file->contact;
    bool is_seen = fact->body.door == DOOR_DESK || fact->body.door == DOOR_ASSOCIATION;
    if (is_seen) return ERR_OK;
    if (date_is_set(life->waiting[fact->body.change].asked_on)) {
        return case_refuse(ERR_NOT_LAWFUL, trouble, "/body/door",
                           "desk or association: such a change waits to be confirmed already");
    }
    if (life->unseen_asks < case_limits[LIMIT_UNSEEN_ASKS]) return ERR_OK;
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/body/door",
                       "desk or association: too many were asked for where nobody is seen");
}

err contact_check_how(const struct case_file *file, const struct fact *fact,
                      struct trouble *trouble)
{
    enum confirmation how = fact->body.how;
    if (how == CONFIRMED_CALL_BACK && !case_contact_is_fresh(file, fact->day)) {
        return case_refuse(ERR_NOT_LAWFUL, trouble, "/body/how",
                           "in_person or association: she said too long ago how to call her");
    }
    if (how == CONFIRMED_ASSOCIATION && !file->claim.consent_association) {
        return case_refuse(ERR_NOT_LAWFUL, trouble, "/body/how",
                           "in_person or call_back: she agreed to no association");
    }
    return ERR_OK;
}

err contact_check_confirmed(const struct case_file *file, const struct fact *fact, date today,
                            struct trouble *trouble)
{
    (void)today;
    if (fact->body.how != CONFIRMED_CODE_WORD) return contact_check_how(file, fact, trouble);
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/body/how",
                       "in_person, call_back or association: a word may have been taken from her");
}

/* The change named is the one that waits. */
static err check_named(const struct case_file *file, const struct fact *fact, date today,
                       struct trouble *trouble)
{
    (void)today;
    const struct change_waiting *waiting = &file->contact.waiting[fact->body.change];
    if (date_is_set(waiting->asked_on) && waiting->place == fact->body.place) return ERR_OK;
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/body/place",
                       "the place of the change_asked that waits");
}

static err check_confirmed(const struct case_file *file, const struct fact *fact, date today,
                           struct trouble *trouble)
{
    TRY(check_named(file, fact, today, trouble));
    date asked_on = file->contact.waiting[fact->body.change].asked_on;
    if (date_compare(fact->day, asked_on) <= 0) {
        return case_refuse_day(ERR_NOT_LAWFUL, trouble, "/day",
                               "a change held until the day after it was asked:", asked_on);
    }
    enum stage claim = file->stages[STRAND_CLAIM];
    bool is_decided = claim != STAGE_CLAIM_RECEIVED && claim != STAGE_CLAIM_COMPLETE;
    if (fact->body.change == ASKED_WITHDRAWAL && is_decided) {
        return case_refuse(ERR_NOT_LAWFUL, trouble, "/body/change",
                           "change_dropped: a claim that is decided is not withdrawn");
    }
    return contact_check_confirmed(file, fact, today, trouble);
}

static err check_reviewed(const struct case_file *file, const struct fact *fact, date today,
                          struct trouble *trouble)
{
    (void)today;
    return contact_check_how(file, fact, trouble);
}

/* Whoever calls may be the one who took the code: she is seen. */
static err check_renewed(const struct case_file *file, const struct fact *fact, date today,
                         struct trouble *trouble)
{
    (void)file;
    (void)today;
    if (fact->body.how == CONFIRMED_IN_PERSON) return ERR_OK;
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/body/how",
                       "in_person: a new code is given at a desk, to a person who is seen");
}

const struct fact_rule case_contact_rules[FACT_COUNT] = {
    [FACT_CHANGE_ASKED] = {reception_day, check_asked, change_asked, NULL},
    [FACT_CHANGE_CONFIRMED] = {reception_day, check_confirmed, change_confirmed,
                               stage_after_answer},
    [FACT_CHANGE_DROPPED] = {reception_day, check_named, change_dropped, stage_after_answer},
    [FACT_CONTACT_REVIEWED] = {reception_day, check_reviewed, contact_reviewed, NULL},
    [FACT_ACCESS_RENEWED] = {reception_day, check_renewed, NULL, NULL},
};

/* ---- what is due ---- */

/* She is called back on the next working day. */
static void answer_duties(const struct case_file *file, struct duty_list *list)
{
    date since = waiting_since(&file->contact);
    if (!date_is_set(since)) return;
    duty_add(list, DUTY_CALL_BACK, law_working_days_after(file->fund, since, 1));
}

/* Before something is to be told to her on a day when what she said will be too old. */
void case_contact_duties(const struct case_file *file, struct duty_list *list)
{
    answer_duties(file, list);
    for (int i = 0; i < list->count; i++) {
        enum duty_kind kind = list->duties[i].kind;
        bool is_told =
            kind == DUTY_NOTIFY || kind == DUTY_TELL_RIGHTS || kind == DUTY_TELL_RIGHTS_END;
        date due = list->duties[i].due;
        if (!is_told || case_contact_is_fresh(file, due)) continue;
        if (date_compare(due, case_marked_on(file)) < 0) continue; /* said since */
        duty_add(list, DUTY_REVIEW_CONTACT, due);
        return;
    }
}
