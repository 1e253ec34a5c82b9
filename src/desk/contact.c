#include "desk/internal.h"

/* The gate asked before anything leaves, with the plan she gave; what must come with a fact of
 * hers. What the vault cannot give, or nobody can read, lets nothing through. */

/* ---- the gate ---- */

bool desk_may_send(struct desk *desk, const struct case_file *file, text contact,
                   enum message message, enum sending by)
{
    struct contact_plan plan;
    bool known = contact.length > 0 && desk->read_plan && desk->read_plan(contact, &plan) == ERR_OK;
    return case_may_send(file, known ? &plan : NULL, message, by, desk->today);
}

text desk_neutral_words(struct desk *desk, const struct case_file *file, text contact,
                        enum message message, enum sending by, enum language language)
{
    if (!desk_may_send(desk, file, contact, message, by)) return (text){NULL, 0};
    return text_of(case_message_words(language));
}

/* The way she is called back by: that of the plan, a telephone or an e-mail. */
static enum sending called_by(const struct contact_plan *plan)
{
    return plan && plan->channel == CONTACT_EMAIL ? SENT_BY_EMAIL : SENT_BY_PHONE;
}

static err check_gate(const struct reading *reading, const struct case_file *file,
                      const struct fact *fact)
{
    enum message message = case_message_of(fact->kind);
    bool tells =
        message == MESSAGE_DECISION || message == MESSAGE_RIGHTS || message == MESSAGE_RIGHTS_END;
    bool confirms = case_messages[message].towards == TO_HER && !tells;
    if (confirms && fact->body.how != CONFIRMED_CALL_BACK) return ERR_OK; /* nothing left */
    struct contact_plan plan;
    err e = reading_plan(reading, file, &plan);
    if (e != ERR_OK && e != ERR_NOT_FOUND) return e;
    const struct contact_plan *known = e == ERR_OK ? &plan : NULL;
    enum sending by = confirms ? called_by(known) : fact->body.sent_by;
    if (case_may_send(file, known, message, by, reading->desk->today)) return ERR_OK;
    return desk_refuse(reading->desk, ERR_NOT_LAWFUL, "/body",
                       "a way she said is safe, said not long ago; otherwise in person");
}

err desk_check_letter(const struct reading *reading, const struct case_file *file,
                      enum message message, enum sending by)
{
    struct contact_plan plan;
    err e = reading_plan(reading, file, &plan);
    if (e != ERR_OK && e != ERR_NOT_FOUND) return e;
    const struct contact_plan *known = e == ERR_OK ? &plan : NULL;
    if (case_may_send(file, known, message, by, reading->desk->today)) return ERR_OK;
    return desk_refuse(reading->desk, ERR_NOT_LAWFUL, "/sent_by",
                       "a way she said is safe, said not long ago; otherwise in person");
}

err desk_check_helpers(const struct reading *reading, const struct case_file *file,
                       enum message message)
{
    struct contact_plan plan;
    err e = reading_plan(reading, file, &plan);
    if (e != ERR_OK && e != ERR_NOT_FOUND) return e;
    const struct contact_plan *known = e == ERR_OK ? &plan : NULL;
    if (case_may_send(file, known, message, SENT_IN_PERSON, reading->desk->today)) return ERR_OK;
    return desk_refuse(reading->desk, ERR_NOT_LAWFUL, "/kind",
                       "her agreement, and a plan that says how to reach her");
}

/* ---- what comes with a fact ---- */

/* Held a day and a night, whoever confirms: the moments are those of recording. */
static err check_held(struct desk *desk, const struct journal *journal, const struct fact *fact)
{
    int place = fact->body.place;
    if (fact->kind != FACT_CHANGE_CONFIRMED || place >= journal->count) return ERR_OK;
    int64_t held = fact->recorded_at - journal->facts[place].recorded_at;
    if (held >= case_limits[LIMIT_HELD_HOURS] * INT64_C(3600000000)) return ERR_OK;
    return desk_refuse(desk, ERR_NOT_LAWFUL, "/kind",
                       "a change recorded twenty-four hours ago or more");
}

/* Which entry of the vault a fact brings; VAULT_KIND_COUNT: none. */
enum vault_kind desk_vault_of(const struct fact *fact)
{
    if (fact->kind != FACT_CHANGE_ASKED) return VAULT_KIND_COUNT;
    if (fact->body.change == ASKED_ACCOUNT) return VAULT_ACCOUNT;
    return fact->body.change == ASKED_CONTACT ? VAULT_CONTACT : VAULT_KIND_COUNT;
}

/* An account and a contact come with the asking, and with nothing else. */
static err check_vault(struct desk *desk, const struct desk_fact *wish)
{
    enum vault_kind brought = desk_vault_of(&wish->fact);
    int found = 0;
    for (int i = 0; i < wish->vault_count; i++) {
        enum vault_kind kind = wish->vault[i].kind;
        bool is_right = kind == brought && wish->vault[i].words.length > 0;
        if (kind != VAULT_ACCOUNT && kind != VAULT_CONTACT) continue;
        if (!is_right) return desk_refuse(desk, ERR_BAD_INPUT, "", "nothing more than the fact");
        found++;
    }
    if (found == (brought == VAULT_KIND_COUNT ? 0 : 1)) return ERR_OK;
    return desk_refuse(desk, ERR_BAD_INPUT, brought == VAULT_ACCOUNT ? "/payment" : "/contact",
                       "what is asked for");
}

/* By which way it was told, who confirmed: never supposed. */
static bool says_how(enum fact_kind kind)
{
    enum message message = case_message_of(kind);
    bool is_hers = message < MESSAGE_COUNT && case_messages[message].towards == TO_HER;
    return is_hers || kind == FACT_CHANGE_ASKED || kind == FACT_CHANGE_DROPPED ||
           kind == FACT_PAYMENT_TAKEN || case_fact_kinds[kind].strand == STRAND_HOLD;
}

err desk_check_contact(const struct reading *reading, const struct journal *journal,
                       const struct case_file *file, const struct desk_fact *wish,
                       const struct fact *fact)
{
    struct desk *desk = reading->desk;
    if (says_how(fact->kind) && !wish->has_body) {
        return desk_refuse(desk, ERR_BAD_INPUT, "/body", "by which way, and how it was confirmed");
    }
    TRY(check_vault(desk, wish));
    if (case_message_of(fact->kind) == MESSAGE_COUNT) return ERR_OK;
    TRY(case_admits(file, fact, desk->today, &desk->trouble)); /* the law's own words first */
    TRY(check_held(desk, journal, fact));
    return check_gate(reading, file, fact);
}

/* ---- asked by whoever ---- */

err desk_ask(struct desk *desk, const struct desk_fact *wish)
{
    must(wish->fact.kind == FACT_CHANGE_ASKED);
    struct desk_fact asked = *wish;
    asked.expected = -1;
    asked.has_body = true;
    asked.fact.day = desk->today;
    asked.fact.body.door = DOOR_ONLINE;
    CLEANUP(reading_end) struct reading reading = {0};
    err e = reading_start(desk, READ_RECORD, asked.file, 0, &reading);
    if (e == ERR_OK) e = reading_finish(&reading, desk_record_in(&reading, &asked, NULL));
    desk->trouble = (struct trouble){.where = "", .expected = ""};
    bool is_down = e == ERR_STORE_DOWN || e == ERR_HOST || e == ERR_UNSURE;
    return is_down ? e : ERR_OK; /* whether there is such a file, and how it stands, is not said */
}
