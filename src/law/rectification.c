#include "law/rectification.h"

#include "law/overpayment.h"

/* The calendar of a recovery: CSS L. 133-4-1 al. 4 to 13 through CASF L. 214-14 al. 3. */

/* The right of rectification, and the earliest days of recovery. */
const struct article css_l133_4_1 = {.code = "CSS", .number = "L. 133-4-1"};
/* Its delays, the schedule, the formal notice. */
const struct article css_r133_9_2 = {.code = "CSS", .number = "R. 133-9-2"};
/* The appeal board is to be seized within two months of the notification. */
const struct article css_r142_1 = {.code = "CSS", .number = "R. 142-1"};
/* The constraint after a formal notice without effect, and the opposition to it. */
const struct article css_r133_3 = {.code = "CSS", .number = "R. 133-3"};
/* Without opposition a constraint has the effects of a judgment. */
const struct article css_l161_1_5 = {.code = "CSS", .number = "L. 161-1-5"};

enum unit { DAYS, MONTHS };
enum moved { PLAIN, HER };

static const struct {
    int count;
    enum unit unit;
    enum moved moved;
    const struct article *article;
    const char *where;
    enum sentence sentence;
} delays[DELAY_COUNT] = {
#define DELAY(name, count, unit, moved, article, where) \
    [DELAY_##name] = {count, unit, moved, &(article), where, SENTENCE_DELAY_##name},
#include "law/rectification.def"
};

/* Code de procédure civile, art. 642: on to the first day that is no Saturday, Sunday or holiday.
 */
static date next_open_day(const struct department *where, date day)
{
    while (date_weekday(day) >= SATURDAY || law_is_holiday(where, day)) {
        day = date_plus_days(day, 1);
    }
    return day;
}

date law_delay_end(enum delay delay, const struct department *where, date from,
                   struct reasoning *why)
{
    must(delay < DELAY_COUNT && where && date_is_set(from));
    int count = delays[delay].count;
    date end = delays[delay].unit == DAYS ? date_plus_days(from, count)
                                          : date_plus_months_or_last_day(from, count);
    if (delays[delay].moved == HER) end = next_open_day(where, end);
    reasoning_add(why, delays[delay].article, delays[delay].where, delays[delay].sentence,
                  (struct mentioned){.d1 = from, .d2 = end, .n1 = count});
    return end;
}

date law_constraint_from(const struct department *where, date notice_received_on,
                         struct reasoning *why)
{
    date end = law_delay_end(DELAY_FORMAL_NOTICE, where, notice_received_on, why);
    date from = date_plus_days(end, 1);
    reasoning_add(why, &css_r133_3, "al. 1", SENTENCE_CONSTRAINT, (struct mentioned){.d1 = from});
    reasoning_add(why, &css_l161_1_5, "", SENTENCE_CONSTRAINT_EFFECT, (struct mentioned){0});
    return from;
}

static const struct {
    const struct article *article;
    const char *where;
    enum sentence sentence;
} reasons[RECOVERY_REASON_COUNT] = {
    [RECOVERY_NOT_NOTIFIED] = {&css_r133_9_2, "I", SENTENCE_RECOVERY_NOT_NOTIFIED},
    [RECOVERY_NOT_OWED] = {&css_l133_4_1, "al. 4", SENTENCE_RECOVERY_NOT_OWED},
    [RECOVERY_REPAID] = {&casf_l214_14, "al. 1", SENTENCE_RECOVERY_REPAID},
    [RECOVERY_WAITS_FOR_THE_APPEAL] = {&casf_l214_14, "al. 1",
                                       SENTENCE_RECOVERY_WAITS_FOR_THE_APPEAL},
    [RECOVERY_NO_RECTIFICATION] = {&css_l133_4_1, "al. 6", SENTENCE_RECOVERY_NO_RECTIFICATION},
    [RECOVERY_AFTER_SILENCE] = {&css_l133_4_1, "al. 8", SENTENCE_RECOVERY_AFTER_SILENCE},
    [RECOVERY_AFTER_REJECTION] = {&css_l133_4_1, "al. 9", SENTENCE_RECOVERY_AFTER_REJECTION},
    [RECOVERY_SCHEDULE_NOT_CONCLUDED] = {&css_r133_9_2, "I, 2°, b)",
                                         SENTENCE_RECOVERY_SCHEDULE_NOT_CONCLUDED},
    [RECOVERY_SCHEDULE_OVER] = {&css_r133_9_2, "V", SENTENCE_RECOVERY_SCHEDULE_OVER},
    [RECOVERY_APPEAL_OVER] = {&casf_l214_14, "al. 1", SENTENCE_RECOVERY_APPEAL_OVER},
};

static struct recovery_start concluded(enum recovery_reason reason, date from,
                                       struct reasoning *why)
{
    reasoning_add(why, reasons[reason].article, reasons[reason].where, reasons[reason].sentence,
                  (struct mentioned){.d1 = from});
    return (struct recovery_start){from, reason};
}

static struct recovery_start never(enum recovery_reason reason, struct reasoning *why)
{
    return concluded(reason, NO_DATE, why);
}

/* The last day recovery must wait for, and for what. */
struct wait {
    date until;
    enum recovery_reason reason;
};

static bool is_on_or_before(date day, date end)
{
    return date_is_set(day) && date_compare(day, end) <= 0;
}

static void wait_longer(struct wait *wait, date until, enum recovery_reason reason)
{
    if (date_compare(until, wait->until) <= 0) return;
    *wait = (struct wait){until, reason};
}

/* L. 133-4-1 al. 6 to 9. A rejection notified after the silence had already rejected changes
 * nothing: al. 9 speaks of one notified before. */
static struct wait rectification_wait(const struct rectification *so_far, bool in_time,
                                      date rectification_end, struct reasoning *why)
{
    if (!in_time) return (struct wait){rectification_end, RECOVERY_NO_RECTIFICATION};
    date silent = law_delay_end(DELAY_ANSWER, so_far->where, so_far->requested_on, why);
    bool answered =
        so_far->answer == RECTIFICATION_REJECTED && is_on_or_before(so_far->answered_on, silent);
    enum delay delay = answered ? DELAY_AFTER_REJECTION : DELAY_AFTER_SILENCE;
    date from = answered ? so_far->answered_on : silent;
    return (struct wait){law_delay_end(delay, so_far->where, from, why),
                         answered ? RECOVERY_AFTER_REJECTION : RECOVERY_AFTER_SILENCE};
}

/* R. 133-9-2, I, 2°, b) and c), III, 2°: she accepts a schedule before recovery may start, and it
 * is concluded within a month. Neither makes recovery start before the day of L. 133-4-1. */
static void schedule_wait(const struct rectification *so_far, struct wait *wait,
                          struct reasoning *why)
{
    if (!is_on_or_before(so_far->schedule_accepted_on, wait->until)) return;
    date month = law_delay_end(DELAY_SCHEDULE, so_far->where, so_far->schedule_accepted_on, why);
    if (!is_on_or_before(so_far->schedule_concluded_on, month)) {
        wait_longer(wait, month, RECOVERY_SCHEDULE_NOT_CONCLUDED);
        return;
    }
    must(law_schedule_is_allowed(so_far->schedule_months));
    date end = date_plus_months_or_last_day(so_far->schedule_concluded_on, so_far->schedule_months);
    wait_longer(wait, end, RECOVERY_SCHEDULE_OVER);
}

struct recovery_start law_recovery_start(const struct rectification *so_far, struct reasoning *why)
{
    if (!date_is_set(so_far->received_on)) return never(RECOVERY_NOT_NOTIFIED, why);
    if (date_is_set(so_far->repaid_on)) return never(RECOVERY_REPAID, why);
    if (so_far->answer == RECTIFICATION_ACCEPTED) return never(RECOVERY_NOT_OWED, why);

    date end = law_delay_end(DELAY_RECTIFICATION, so_far->where, so_far->received_on, why);
    bool in_time = is_on_or_before(so_far->requested_on, end);
    bool late = date_is_set(so_far->requested_on) && !in_time;
    if (late) {
        reasoning_add(why, &css_l133_4_1, "al. 6", SENTENCE_RECTIFICATION_LATE,
                      (struct mentioned){.d1 = so_far->requested_on});
    }
    struct wait wait = rectification_wait(so_far, in_time, end, why);
    schedule_wait(so_far, &wait, why);

    if (late || date_is_set(so_far->contested_on)) {
        if (!date_is_set(so_far->contest_over_on)) return never(RECOVERY_WAITS_FOR_THE_APPEAL, why);
        wait_longer(&wait, so_far->contest_over_on, RECOVERY_APPEAL_OVER);
    }
    return concluded(wait.reason, date_plus_days(wait.until, 1), why);
}
