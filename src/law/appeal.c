#include "law/appeal.h"
#include "law/articles.h"

/* Appeals: CASF L. 214-15 (its words stand in remedies.c) and what it refers to. A late appeal may
 * be refused, it need not be: that is for the board and for the court. The year after which
 * courts may refuse even those who were told nothing is in no text: it is not counted here. */

/* The board of the fund, within two months of the notification. */
static const struct article css_r142_1 = {.code = "CSS", .number = "R. 142-1"};
/* Both terms bind only those whom the notification, or the receipt, told of them. */
static const struct article css_r142_1_a = {.code = "CSS", .number = "R. 142-1-A"};
/* Two months without an answer from the board: rejected. */
static const struct article css_r142_6 = {.code = "CSS", .number = "R. 142-6"};
/* The court, within two months of the decision, or of the day silence became one. */
static const struct article cja_r421_1 = {.code = "CJA", .number = "R. 421-1"};
static const struct article cja_r421_2 = {.code = "CJA", .number = "R. 421-2"};
static const struct article cja_r421_5 = {.code = "CJA", .number = "R. 421-5"};
/* Distance: a month more, two from abroad. */
static const struct article cja_r421_7 = {.code = "CJA", .number = "R. 421-7"};
/* Silence on a claim for money rejects it; waiting for missing documents suspends that. */
static const struct article crpa_l231_4 = {.code = "CRPA", .number = "L. 231-4"};
static const struct article crpa_l114_5 = {.code = "CRPA", .number = "L. 114-5"};
/* The board's decision takes the place of the first one. */
static const struct article crpa_l412_7 = {.code = "CRPA", .number = "L. 412-7"};

enum { REMEDY_MONTHS = 2, SILENCE_MONTHS = 2, OVERSEAS_MONTHS = 1, ABROAD_MONTHS = 2 };

static date later(date a, date b) { return date_compare(a, b) >= 0 ? a : b; }

/* L. 114-5 al. 3: from the day the documents were asked for to the end of the delay given, or to
 * the day they came, if before. */
static int suspended_days(const struct appeal_facts *facts)
{
    if (!date_is_set(facts->missing_asked_on)) return 0;
    date until = facts->missing_due_on, received = facts->missing_received_on;
    if (date_is_set(received) && date_compare(received, until) < 0) until = received;
    return date_number(until) - date_number(facts->missing_asked_on);
}

date law_claim_silence(const struct appeal_facts *facts)
{
    return law_days_after(law_months_after(facts->claimed_on, SILENCE_MONTHS),
                          suspended_days(facts));
}

date law_appeal_silence(const struct appeal_facts *facts)
{
    return law_months_after(later(facts->appeal_received_on, facts->documents_received_on),
                            SILENCE_MONTHS);
}

int law_distance_months(const struct department *court, const struct department *home)
{
    if (!home) return ABROAD_MONTHS; /* al. 3 */
    if (court->zone == ZONE_METRO)
        return home->zone == ZONE_METRO ? 0 : OVERSEAS_MONTHS; /* al. 1 */
    return home == court ? 0 : OVERSEAS_MONTHS;                /* al. 2 */
}

static const char *distance_clause(const struct appeal_facts *facts)
{
    if (!facts->home) return "al. 3";
    return facts->court->zone == ZONE_METRO ? "al. 1" : "al. 2";
}

/* Whether the remedy was used too late, or not yet and it now would be. */
static void judge_remedy(struct remedy *remedy, date sent_on, date today,
                         const struct article *article, const char *clause, struct reasoning *why)
{
    date compared = date_is_set(sent_on) ? sent_on : today;
    bool is_over = date_compare(compared, remedy->term.enforced) > 0;
    remedy->is_late = is_over && remedy->is_opposable;
    if (!remedy->is_opposable) {
        reasoning_add(why, article, clause, SENTENCE_TERM_NOT_OPPOSABLE, (struct mentioned){0});
    } else if (is_over) {
        reasoning_add(why, article, clause, SENTENCE_REMEDY_LATE,
                      (struct mentioned){.d1 = remedy->term.enforced});
    }
}

/* The decision she may contest: notified, or born of silence. NO_DATE: there is none yet. */
static date contested_on(const struct appeal_facts *facts, date today, struct appeal *appeal)
{
    if (date_is_set(facts->notified_on)) return facts->notified_on;
    if (date_is_set(facts->decided_on)) return facts->decided_on;
    date silence = appeal->claim_rejected_on = law_claim_silence(facts);
    if (suspended_days(facts) > 0) {
        reasoning_add(&appeal->why, &crpa_l114_5, "al. 3", SENTENCE_SILENCE_SUSPENDED,
                      (struct mentioned){.n1 = suspended_days(facts)});
    }
    reasoning_add(&appeal->why, &crpa_l231_4, "3°", SENTENCE_CLAIM_SILENCE,
                  (struct mentioned){.d1 = facts->claimed_on, .d2 = silence});
    return date_compare(silence, today) <= 0 ? silence : NO_DATE;
}

static void board(const struct appeal_facts *facts, date start, date today, struct appeal *appeal)
{
    bool notified = date_is_set(facts->notified_on);
    reasoning_add(&appeal->why, &casf_l214_15, "al. 1", SENTENCE_BOARD_FIRST,
                  (struct mentioned){0});
    if (!notified && date_is_set(facts->decided_on)) {
        reasoning_add(&appeal->why, &css_r142_1, "al. 2", SENTENCE_NOT_NOTIFIED,
                      (struct mentioned){0});
        return;
    }
    appeal->board.is_opposable =
        notified ? facts->notice_states_remedies : facts->claim_receipt_states_remedies;
    appeal->board.term =
        law_term_in_months(facts->seat, start, REMEDY_MONTHS, &css_r142_1, "al. 2", &appeal->why);
    judge_remedy(&appeal->board, facts->appealed_on, today, &css_r142_1_a, "III", &appeal->why);
}

/* R. 421-1 with R. 421-7. */
static struct term court_term(const struct appeal_facts *facts, date start,
                              const struct article *article, struct reasoning *why)
{
    int more = facts->sued_through_the_prefect ? 0 : law_distance_months(facts->court, facts->home);
    if (more > 0) {
        reasoning_add(why, &cja_r421_7, distance_clause(facts), SENTENCE_COURT_DISTANCE,
                      (struct mentioned){.n1 = more});
    }
    return law_term_in_months(facts->court, start, REMEDY_MONTHS + more, article, "al. 1", why);
}

/* R. 421-2: an express rejection starts the term again if it comes while the term that silence
 * started still runs; a term that binds nobody has not run out. */
static bool restarts(const struct appeal_facts *facts, const struct remedy *silent)
{
    return !silent->is_opposable || date_compare(facts->answered_on, silent->term.enforced) <= 0;
}

/* R. 142-6 al. 1: a rejection counts from the day she was told of it. */
static bool is_told_rejected(const struct appeal_facts *facts)
{
    return facts->answer == BOARD_REJECTS && date_is_set(facts->answer_notified_on);
}

static void court(const struct appeal_facts *facts, date today, struct appeal *appeal)
{
    bool answered = is_told_rejected(facts);
    bool silent =
        !answered || date_compare(appeal->appeal_rejected_on, facts->answer_notified_on) < 0;
    struct remedy *remedy = &appeal->court;
    if (silent) {
        reasoning_add(&appeal->why, &css_r142_6, "", SENTENCE_APPEAL_SILENCE,
                      (struct mentioned){.d1 = appeal->appeal_rejected_on});
        remedy->is_opposable = facts->appeal_receipt_states_remedies;
        remedy->term = court_term(facts, appeal->appeal_rejected_on, &cja_r421_2, &appeal->why);
    }
    if (answered && (!silent || restarts(facts, remedy))) {
        reasoning_add(&appeal->why, &crpa_l412_7, "", SENTENCE_BOARD_REJECTED,
                      (struct mentioned){.d1 = facts->answer_notified_on});
        remedy->is_opposable = facts->answer_states_remedies;
        remedy->term = court_term(facts, facts->answer_notified_on, &cja_r421_1, &appeal->why);
    }
    judge_remedy(remedy, facts->sued_on, today, &cja_r421_5, "", &appeal->why);
}

/* What the board granted took the place of the first decision; she may still find it too little. */
static void granted(const struct appeal_facts *facts, date today, struct appeal *appeal)
{
    reasoning_add(&appeal->why, &crpa_l412_7, "", SENTENCE_BOARD_GRANTED,
                  (struct mentioned){.d1 = facts->answered_on});
    bool sues_it = date_compare(facts->sued_on, facts->answered_on) >= 0;
    appeal->stage = sues_it ? APPEAL_BEFORE_COURT : APPEAL_GRANTED;
    if (!date_is_set(facts->answer_notified_on)) return;
    appeal->court.is_opposable = facts->answer_states_remedies;
    appeal->court.term = court_term(facts, facts->answer_notified_on, &cja_r421_1, &appeal->why);
    judge_remedy(&appeal->court, facts->sued_on, today, &cja_r421_5, "", &appeal->why);
}

static void not_granted(const struct appeal_facts *facts, date today, struct appeal *appeal)
{
    appeal->appeal_rejected_on = law_appeal_silence(facts);
    bool sued = date_is_set(facts->sued_on);
    if (!sued && !is_told_rejected(facts) && date_compare(appeal->appeal_rejected_on, today) > 0) {
        appeal->stage = APPEAL_BEFORE_BOARD;
        reasoning_add(&appeal->why, &css_r142_6, "", SENTENCE_BOARD_AWAITED,
                      (struct mentioned){.d1 = appeal->appeal_rejected_on});
        return;
    }
    court(facts, today, appeal);
    appeal->stage = sued ? APPEAL_BEFORE_COURT : APPEAL_TO_COURT;
}

/* The board has been written to. */
static void after_the_board(const struct appeal_facts *facts, date today, struct appeal *appeal)
{
    (facts->answer == BOARD_GRANTS ? granted : not_granted)(facts, today, appeal);
    if (!date_is_set(facts->judged_on)) return;
    if (appeal->stage == APPEAL_GRANTED && !facts->annuls) return; /* nothing left to judge */
    appeal->stage = facts->annuls ? APPEAL_ANNULLED : APPEAL_DISMISSED;
    reasoning_add(&appeal->why, &casf_l214_15, "al. 2",
                  facts->annuls ? SENTENCE_COURT_ANNULLED : SENTENCE_COURT_DISMISSED,
                  (struct mentioned){.d1 = facts->judged_on});
}

void law_appeal(const struct appeal_facts *facts, date today, struct appeal *ret)
{
    *ret = (struct appeal){.stage = APPEAL_CLAIM_PENDING};
    date start = contested_on(facts, today, ret);
    if (!date_is_set(start)) return;
    board(facts, start, today, ret);
    ret->stage = APPEAL_TO_BOARD;
    if (date_is_set(facts->appealed_on)) after_the_board(facts, today, ret);
}
