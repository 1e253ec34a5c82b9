#include "case/contested.h"
#include "case/rules.h"

#include <string.h>

/* The appeal before the fund's board, then the administrative court. */

/* ---- what each fact changes ---- */

static void appeal_filed(struct case_file *file, const struct fact *fact)
{
    date last_filed_on[SUBJECT_COUNT];
    memcpy(last_filed_on, file->appeal.last_filed_on, sizeof last_filed_on);
    memset(&file->appeal, 0, sizeof file->appeal);
    struct appeal_life *life = &file->appeal;
    life->subject = fact->body.subject;
    life->filed_on = fact->day;
    life->received_on = fact->body.received_on;
    memcpy(life->last_filed_on, last_filed_on, sizeof last_filed_on);
    life->last_filed_on[life->subject] = fact->day;
}

static void appeal_acknowledged(struct case_file *file, const struct fact *fact)
{
    file->appeal.acknowledged_on = fact->day;
    file->appeal.receipt_states_remedies = fact->body.states_remedies;
}

/* R. 142-6 al. 2: two months from these, unless the two months were over. That silence, once it has
 * rejected the appeal, is not undone by what comes later is the default reading. */
static void appeal_documents(struct case_file *file, const struct fact *fact)
{
    struct appeal_life *life = &file->appeal;
    bool in_time = date_compare(fact->day, contested_silence(life)) < 0;
    date *day = in_time ? &life->documents_on : &life->late_documents_on;
    *day = later(*day, fact->day);
}

static void appeal_decided(struct case_file *file, const struct fact *fact)
{
    file->appeal.decided_on = fact->day;
    file->appeal.granted = fact->body.accepted;
}

static void appeal_notified(struct case_file *file, const struct fact *fact)
{
    file->appeal.answer_notified_on = fact->day;
    file->appeal.answer_states_remedies = fact->body.states_remedies;
}

static void court_seised(struct case_file *file, const struct fact *fact)
{
    file->appeal.sued_on = fact->day;
    file->appeal.through_prefect = fact->body.through_prefect;
}

static void judged(struct case_file *file, const struct fact *fact)
{
    file->appeal.judged_on = fact->day;
    file->appeal.annulled = fact->body.accepted;
}

/* The board may still answer while the court is seised of its silence. */
static enum stage decided_stage(const struct case_file *file, const struct fact *fact)
{
    (void)fact;
    bool litigated = file->stages[STRAND_APPEAL] == STAGE_APPEAL_LITIGATED;
    return litigated ? STAGE_APPEAL_LITIGATED : STAGE_APPEAL_DECIDED;
}

/* ---- the day each fact answers to ---- */

/* The first decision in force, as far as it is known, as an appeal may be found after another took
 * its place; and the appeal before. */
static date contested_day(const struct case_file *file)
{
    date decided_on = date_is_set(file->awarded_on) ? file->awarded_on : file->decided_on;
    return later(later(file->received_on, decided_on), file->appeal.filed_on);
}
static date reception_day(const struct case_file *file) { return file->appeal.received_on; }
static date acknowledgment_day(const struct case_file *file)
{
    return later(file->appeal.received_on, file->appeal.acknowledged_on);
}
static date documents_day(const struct case_file *file)
{
    return later(file->appeal.received_on,
                 later(file->appeal.documents_on, file->appeal.late_documents_on));
}
static date answer_day(const struct case_file *file)
{
    return later(file->appeal.decided_on, file->appeal.answer_notified_on);
}
static date suit_day(const struct case_file *file) { return file->appeal.sued_on; }

/* ---- what each fact must say ---- */

/* By a decision taken since, or the debt struck out; what is given her of a loan shows nowhere
 * here.
 */
static bool is_carried_out(const struct case_file *file, date won_on)
{
    enum subject subject = file->appeal.subject;
    enum stage debt = file->stages[STRAND_DEBT];
    if (subject == SUBJECT_LOAN) return true;
    if (subject == SUBJECT_DEBT) return debt == STAGE_DEBT_SETTLED || debt == STAGE_DEBT_NONE;
    return appeal_replaced_since(file, won_on);
}

/* What the board or the court gave her is first carried out: another appeal would hide it. */
static err check_carried_out(const struct case_file *file, struct trouble *trouble)
{
    const struct appeal_life *life = &file->appeal;
    date won_on = later(life->granted ? life->decided_on : NO_DATE,
                        life->annulled ? life->judged_on : NO_DATE);
    if (!date_is_set(won_on) || is_carried_out(file, won_on)) return ERR_OK;
    return case_refuse_day(ERR_NOT_LAWFUL, trouble, "/kind",
                           "the decision that carries out an appeal first (CRPA L. 412-7), won on",
                           won_on);
}

static err check_not_pending(const struct case_file *file, date today, struct trouble *trouble)
{
    if (file->stages[STRAND_APPEAL] != STAGE_APPEAL_FILED) return ERR_OK;
    date silence = contested_silence(&file->appeal);
    if (date_compare(silence, today) <= 0) return ERR_OK;
    return case_refuse_day(ERR_NOT_LAWFUL, trouble, "/kind",
                           "appeal_decided first, or the board's silence (CSS R. 142-6) on",
                           silence);
}

static err check_filed(const struct case_file *file, const struct fact *fact, date today,
                       struct trouble *trouble)
{
    const struct body *said = &fact->body;
    if (date_compare(said->received_on, fact->day) < 0 ||
        date_compare(said->received_on, today) > 0) {
        return case_refuse(ERR_BAD_INPUT, trouble, "/body/received_on",
                           "a day from that of the postmark to today");
    }
    struct contested what = contested_by(file, said->subject);
    if (!what.exists) {
        return case_refuse(ERR_NOT_LAWFUL, trouble, "/body/subject",
                           "what the fund decided: no such decision stands (CSS R. 142-1)");
    }
    bool must_follow = what.of_silence || said->subject == SUBJECT_DEBT;
    if (must_follow && date_compare(fact->day, what.made_on) < 0) {
        return case_refuse_day(ERR_NOT_LAWFUL, trouble, "/day",
                               "a day not before what is contested (CSS R. 142-1 ; CRPA L. 231-4, "
                               "3°), of",
                               what.made_on);
    }
    if (contested_on(&what, file->appeal.last_filed_on[said->subject])) {
        return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                           "court_seised, or a new decision to contest: an appeal contests this "
                           "one already (CASF L. 214-15)");
    }
    TRY(check_carried_out(file, trouble));
    return check_not_pending(file, today, trouble);
}

/* Told again only to state the remedies that were left out: R. 142-1-A, III. */
static err check_told_once(date told_on, bool stated, const struct fact *fact,
                           struct trouble *trouble)
{
    if (!date_is_set(told_on) || (!stated && fact->body.states_remedies)) return ERR_OK;
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                       "nothing: she was told, and again only to state remedies left out (CSS "
                       "R. 142-1-A, III)");
}

static err check_acknowledged(const struct case_file *file, const struct fact *fact, date today,
                              struct trouble *trouble)
{
    (void)today;
    const struct appeal_life *life = &file->appeal;
    return check_told_once(life->acknowledged_on, life->receipt_states_remedies, fact, trouble);
}

static err check_decided(const struct case_file *file, const struct fact *fact, date today,
                         struct trouble *trouble)
{
    (void)fact;
    (void)today;
    if (!date_is_set(file->appeal.decided_on)) return ERR_OK;
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                       "judged: the board has answered (CSS R. 142-6)");
}

static err check_notified(const struct case_file *file, const struct fact *fact, date today,
                          struct trouble *trouble)
{
    (void)today;
    const struct appeal_life *life = &file->appeal;
    if (!date_is_set(life->decided_on)) {
        return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                           "appeal_decided first: the board was silent (CSS R. 142-6)");
    }
    return check_told_once(life->answer_notified_on, life->answer_states_remedies, fact, trouble);
}

/* L. 214-15 al. 1: after the board, or its silence. Late is for the court to say. */
static err check_court(const struct case_file *file, const struct fact *fact, date today,
                       struct trouble *trouble)
{
    (void)today;
    const struct appeal_life *life = &file->appeal;
    if (date_is_set(life->judged_on)) {
        return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                           "appeal_filed, against a new decision: the court has judged this one");
    }
    date first = contested_silence(life);
    if (date_is_set(life->decided_on) && date_compare(life->decided_on, first) < 0) {
        first = life->decided_on;
    }
    if (date_compare(first, fact->day) <= 0) return ERR_OK;
    return case_refuse_day(ERR_NOT_LAWFUL, trouble, "/day",
                           "a day not before the board's answer or silence (CASF L. 214-15), on",
                           first);
}

const struct fact_rule case_appeal_rules[FACT_COUNT] = {
    [FACT_APPEAL_FILED] = {contested_day, check_filed, appeal_filed, NULL},
    [FACT_APPEAL_ACKNOWLEDGED] = {acknowledgment_day, check_acknowledged, appeal_acknowledged,
                                  NULL},
    [FACT_APPEAL_DOCUMENTS] = {documents_day, NULL, appeal_documents, NULL},
    [FACT_APPEAL_DECIDED] = {reception_day, check_decided, appeal_decided, decided_stage},
    [FACT_APPEAL_NOTIFIED] = {answer_day, check_notified, appeal_notified, NULL},
    [FACT_COURT_SEISED] = {reception_day, check_court, court_seised, NULL},
    [FACT_JUDGED] = {suit_day, NULL, judged, NULL},
};

/* ---- what is due ---- */

/* That an appeal was won is the claim strand's: it replaces the decision. The court has no term. */
void case_appeal_duties(const struct case_file *file, struct duty_list *list)
{
    enum stage stage = file->stages[STRAND_APPEAL];
    if (stage == STAGE_APPEAL_NONE) return;
    const struct appeal_life *life = &file->appeal;
    if (stage == STAGE_APPEAL_FILED) {
        if (!date_is_set(life->acknowledged_on)) {
            duty_add(list, DUTY_ACKNOWLEDGE_APPEAL, life->received_on);
        }
        duty_add(list, DUTY_DECIDE_APPEAL, contested_silence(life));
    }
    bool answered = date_is_set(life->decided_on) && !date_is_set(life->judged_on);
    if (answered && !date_is_set(life->answer_notified_on)) {
        duty_add(list, DUTY_NOTIFY_APPEAL, life->decided_on);
    }
}
