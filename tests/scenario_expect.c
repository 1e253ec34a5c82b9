#include "tests/scenario.h"

#include <string.h>

/* What must be true after a line: of the law alone on what she says, then of the file. */

/* A list is written "a ; b"; nothing at all "aucun". */
static void add_item(struct writer *out, const char *item)
{
    if (out->length > 0) write_string(out, " ; ");
    write_string(out, item);
}

void scenario_write_euros(struct writer *out, money m)
{
    char room[32];
    struct writer plain = WRITER(room);
    write_money_plain(&plain, m);
    room[plain.length - 3] = ',';
    write_text(out, writer_text(&plain));
}

static void write_day_or_none(struct writer *out, date d)
{
    if (date_is_set(d)) write_date(out, d);
}

static void write_bits(struct writer *out, uint32_t bits, const struct word_list *list)
{
    for (int i = 0; i < list->count; i++) {
        if (bits & BIT(i)) add_item(out, list->words[i].in[LANGUAGE_FR]);
    }
}

/* The law alone, on what she says. */
static struct decision law_on(const struct scenario *s)
{
    struct request request = s->claim.request;
    if (date_is_set(s->completed_on)) request.completed_on = request.decided_on = s->completed_on;
    if (date_is_set(s->decided_on)) request.decided_on = s->decided_on;
    request.awards_count = date_is_set(s->award) ? 1 : 0;
    request.awards[0] = s->award;
    struct trouble trouble;
    struct decision decision = {.outcome = OUTCOME_COUNT};
    if (request_check(&request, &trouble) == ERR_OK) law_assess(&request, s->known_on, &decision);
    return decision;
}

#define DECISION struct decision d = law_on(s)

static void get_issue(const struct scenario *s, struct writer *out)
{
    DECISION;
    write_string(out, d.outcome < OUTCOME_COUNT ? law_outcomes.words[d.outcome].in[LANGUAGE_FR]
                                                : "irrecevable");
}
static void get_montant(const struct scenario *s, struct writer *out)
{
    DECISION;
    if (d.has_amount) scenario_write_euros(out, d.amount);
}
static void get_plein(const struct scenario *s, struct writer *out)
{
    DECISION;
    if (d.has_amount) scenario_write_euros(out, d.full);
}
static void get_reduction(const struct scenario *s, struct writer *out)
{
    DECISION;
    write_integer(out, d.reduction_percent);
}
static void get_forme(const struct scenario *s, struct writer *out)
{
    DECISION;
    write_string(out, law_forms.words[d.form].in[LANGUAGE_FR]);
}
static void get_motif(const struct scenario *s, struct writer *out)
{
    DECISION;
    write_bits(out, d.grounds, &law_grounds);
}
static void get_signal(const struct scenario *s, struct writer *out)
{
    DECISION;
    write_bits(out, d.flags, &law_flags);
}
static void get_payer_avant(const struct scenario *s, struct writer *out)
{
    DECISION;
    write_day_or_none(out, d.pay_by);
}
static void get_prochaine(const struct scenario *s, struct writer *out)
{
    DECISION;
    write_day_or_none(out, d.next_award_from);
}
static void get_caisse(const struct scenario *s, struct writer *out)
{
    DECISION;
    write_string(out, d.fund ? d.fund->code : "");
}
static void get_article(const struct scenario *s, struct writer *out)
{
    DECISION;
    for (int i = 0; i < d.why.count; i++) {
        add_item(out, "");
        write_step_article(out, &d.why.steps[i]);
    }
}

static void get_dossier(const struct scenario *s, struct writer *out)
{
    write_string(out, s->file.fund ? s->file.fund->code : "");
}
static void get_du(const struct scenario *s, struct writer *out)
{
    scenario_write_euros(out, case_due(&s->file));
}
static void get_verse(const struct scenario *s, struct writer *out)
{
    scenario_write_euros(out, s->file.paid);
}
static void get_garde(const struct scenario *s, struct writer *out)
{
    scenario_write_euros(out, case_net_paid(&s->file));
}
static void get_a_verser(const struct scenario *s, struct writer *out)
{
    scenario_write_euros(out, case_owed(&s->file));
}
static void get_verser_avant(const struct scenario *s, struct writer *out)
{
    if (case_owed(&s->file).cents > 0) write_date(out, case_pay_by(&s->file));
}
static void get_notifiee(const struct scenario *s, struct writer *out)
{
    write_day_or_none(out, s->file.notified_on);
}
static void get_attribuee(const struct scenario *s, struct writer *out)
{
    write_day_or_none(out, case_awarded_on(&s->file));
}
/* What every decision of the program says of itself. */
static void get_mention(const struct scenario *s, struct writer *out)
{
    (void)s;
    write_string(out, law_algorithm_mention(LANGUAGE_FR));
}
/* Where and what was expected, of the latest "refuse". */
static void get_refus(const struct scenario *s, struct writer *out)
{
    if (!s->was_refused) return;
    write_string(out, s->refusal.where);
    write_character(out, ' ');
    write_string(out, s->refusal.expected);
}
static void get_manque(const struct scenario *s, struct writer *out)
{
    write_bits(out, case_missing_of(&s->file.claim), &case_missing);
}
/* "Décider de la demande 2025-11-28", and "en retard de 2" when it is. */
static void get_devoir(const struct scenario *s, struct writer *out)
{
    struct duty duties[DUTY_COUNT];
    date today = scenario_today(s);
    int count = case_duties(&s->file, today, duties);
    for (int i = 0; i < count; i++) {
        add_item(out, case_duty_rows[duties[i].kind].fr);
        write_character(out, ' ');
        write_date(out, duties[i].due);
        if (duties[i].late_days == 0) continue;
        write_string(out, " en retard de ");
        write_integer(out, duties[i].late_days);
    }
}

/* What is compared: the whole, an item of a list, or a part of it. */
enum compared { WHOLE, ITEM, PART };

static const struct {
    const char *name;
    void (*get)(const struct scenario *, struct writer *);
    enum compared by;
} keys[] = {
    {"issue", get_issue, WHOLE},
    {"montant", get_montant, WHOLE},
    {"plein", get_plein, WHOLE},
    {"réduction", get_reduction, WHOLE},
    {"forme", get_forme, WHOLE},
    {"motif", get_motif, ITEM},
    {"signal", get_signal, ITEM},
    {"payer-avant", get_payer_avant, WHOLE},
    {"prochaine", get_prochaine, WHOLE},
    {"caisse", get_caisse, WHOLE},
    {"article", get_article, ITEM},
    {"dossier", get_dossier, WHOLE},
    {"dû", get_du, WHOLE},
    {"versé", get_verse, WHOLE},
    {"gardé", get_garde, WHOLE},
    {"à-verser", get_a_verser, WHOLE},
    {"verser-avant", get_verser_avant, WHOLE},
    {"notifiée", get_notifiee, WHOLE},
    {"attribuée", get_attribuee, WHOLE},
    {"manque", get_manque, ITEM},
    {"devoir", get_devoir, ITEM},
    {"mention", get_mention, PART},
    {"refus", get_refus, PART},
};

/* What is written for a key, and how it is compared; false when there is no such key. */
static bool get_value(const struct scenario *s, const char *key, struct writer *out,
                      enum compared *ret_by)
{
    *ret_by = ITEM;
    bool known = scenario_view(s, key, out);
    for (size_t i = 0; !known && i < LENGTH(keys); i++) {
        if (strcmp(keys[i].name, key) != 0) continue;
        keys[i].get(s, out);
        *ret_by = keys[i].by;
        known = true;
    }
    if (out->length == 0) write_string(out, "aucun");
    return known;
}

/* Whether an item of the list is that one, or begins so. */
static bool has_item(const char *list, const char *item, bool whole)
{
    size_t length = strlen(item);
    for (const char *at = strstr(list, item); at; at = strstr(at + 1, item)) {
        bool starts = at == list || (at >= list + 3 && strncmp(at - 3, " ; ", 3) == 0);
        bool ends = at[length] == '\0' || strncmp(at + length, " ; ", 3) == 0;
        if (starts && (ends || !whole)) return true;
    }
    return false;
}

static bool compare(const char *got, const char *value, enum compared by)
{
    if (by == ITEM) return has_item(got, value, true);
    return by == PART ? strstr(got, value) != NULL : strcmp(got, value) == 0;
}

/* Reads the line's key and gives what it is worth; NULL, which is said, without a key and a value.
 */
static const char *got_for(struct scenario *s, char **words, enum compared *ret_by)
{
    static char room[32768];
    struct writer out = WRITER(room);
    bool three = words[1] && words[2] && !words[3];
    if (three && get_value(s, words[1], &out, ret_by)) return writer_string(&out);
    scenario_say(s, "attendu une clé et une valeur, obtenu %s", words[1] ? words[1] : "rien");
    return NULL;
}

void scenario_expect(struct scenario *s, char **words)
{
    enum compared by = WHOLE;
    const char *got = got_for(s, words, &by);
    if (got && !compare(got, words[2], by)) {
        scenario_say(s, "attendu %s, obtenu %s", words[2], got);
    }
}

void scenario_exclude(struct scenario *s, char **words)
{
    enum compared by = WHOLE;
    const char *got = got_for(s, words, &by);
    if (!got) return;
    bool found = by == ITEM ? has_item(got, words[2], false) : compare(got, words[2], by);
    if (found) scenario_say(s, "attendu rien de %s, obtenu %s", words[2], got);
}
