#include "tests/scenario.h"

#include <string.h>

/* What must be true after a line: of the law alone on what she says, then of the file. */

/* A list is written "a ; b"; nothing at all "aucun". */
static void add_item(struct writer *out, const char *item)
{
    if (out->length > 0) write_string(out, " ; ");
    write_string(out, item);
}

static void write_euros(struct writer *out, money m)
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
    if (d.has_amount) write_euros(out, d.amount);
}
static void get_plein(const struct scenario *s, struct writer *out)
{
    DECISION;
    if (d.has_amount) write_euros(out, d.full);
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

static void get_demande(const struct scenario *s, struct writer *out)
{
    write_string(out, case_stages[s->file.stages[STRAND_CLAIM]].fr);
}
static void get_paiement(const struct scenario *s, struct writer *out)
{
    write_string(out, case_stages[s->file.stages[STRAND_PAYMENT]].fr);
}
static void get_dossier(const struct scenario *s, struct writer *out)
{
    write_string(out, s->file.fund ? s->file.fund->code : "");
}
static void get_verse(const struct scenario *s, struct writer *out)
{
    write_euros(out, s->file.paid);
}
static void get_droits(const struct scenario *s, struct writer *out)
{
    if (date_is_set(s->file.first_payment_on)) {
        write_date(out, law_rights_end(s->file.first_payment_on));
    }
}
static void get_manque(const struct scenario *s, struct writer *out)
{
    write_bits(out, case_missing_of(&s->file.claim), &case_missing);
}
/* "Décider de la demande 2025-11-28", and "en retard de 2" when it is. */
static void get_devoir(const struct scenario *s, struct writer *out)
{
    struct duty duties[DUTY_COUNT];
    date today = date_is_set(s->today) ? s->today : s->file.last_day;
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

/* A list says true when the item is one of it; anything else when it is the same. */
static const struct {
    const char *name;
    void (*get)(const struct scenario *, struct writer *);
    bool list;
} keys[] = {
    {"issue", get_issue, false},         {"montant", get_montant, false},
    {"plein", get_plein, false},         {"réduction", get_reduction, false},
    {"forme", get_forme, false},         {"motif", get_motif, true},
    {"signal", get_signal, true},        {"payer-avant", get_payer_avant, false},
    {"prochaine", get_prochaine, false}, {"caisse", get_caisse, false},
    {"article", get_article, true},      {"demande", get_demande, false},
    {"paiement", get_paiement, false},   {"dossier", get_dossier, false},
    {"versé", get_verse, false},         {"droits", get_droits, false},
    {"manque", get_manque, true},        {"devoir", get_devoir, true},
};

static bool has_item(const char *list, const char *item)
{
    size_t length = strlen(item);
    for (const char *at = strstr(list, item); at; at = strstr(at + 1, item)) {
        bool starts = at == list || (at >= list + 3 && strncmp(at - 3, " ; ", 3) == 0);
        bool ends = at[length] == '\0' || strncmp(at + length, " ; ", 3) == 0;
        if (starts && ends) return true;
    }
    return false;
}

void scenario_expect(struct scenario *s, const char *key, const char *value)
{
    for (size_t i = 0; key && value && i < LENGTH(keys); i++) {
        if (strcmp(keys[i].name, key) != 0) continue;
        char room[4096];
        struct writer out = WRITER(room);
        keys[i].get(s, &out);
        if (out.length == 0) write_string(&out, "aucun");
        const char *got = writer_string(&out);
        bool right = keys[i].list ? has_item(got, value) : strcmp(got, value) == 0;
        if (!right) scenario_say(s, "attendu %s, obtenu %s", value, got);
        return;
    }
    scenario_say(s, "attendu une clé et une valeur, obtenu %s", key ? key : "rien");
}
