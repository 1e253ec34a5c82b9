#include "tests/scenario.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Plays scenarios written in French, one command a line, words parted by blanks, a phrase between
 * double quotes, # before a remark. The phrases are those of words.def, facts.def, strands.def and
 * duties.def. tests/scenarios/LISEZMOI.md tells the commands to those who write scenarios. */

#define WORDS_MAX 8

void scenario_say(struct scenario *s, const char *format, ...)
{
    va_list rest;
    va_start(rest, format);
    printf("%s:%d: ", s->path, s->line);
    vprintf(format, rest);
    printf("\n");
    va_end(rest);
    s->wrong++;
}

/* ---- reading words ---- */

static date read_day(struct scenario *s, const char *word)
{
    date day = NO_DATE;
    if (!word || date_read(text_of(word), &day) != ERR_OK) {
        scenario_say(s, "attendu un jour AAAA-MM-JJ, obtenu %s", word ? word : "rien");
    }
    return day;
}

static int64_t read_integer(struct scenario *s, const char *word)
{
    int64_t value = 0;
    if (!word || text_read_integer(text_of(word), &value) != ERR_OK) {
        scenario_say(s, "attendu un nombre, obtenu %s", word ? word : "rien");
    }
    return value;
}

/* "713,16" */
static money read_money(struct scenario *s, const char *word)
{
    text cents = text_of(word), euros = text_cut(&cents, ',');
    int64_t whole = 0, part = 0;
    if (cents.length != 2 || text_read_integer(euros, &whole) != ERR_OK ||
        text_read_integer(cents, &part) != ERR_OK) {
        scenario_say(s, "attendu un montant comme 713,16, obtenu %s", word ? word : "rien");
    }
    return (money){whole * 100 + part};
}

static int read_phrase(struct scenario *s, const char *word, const struct word_list *list)
{
    for (int i = 0; word && i < list->count; i++) {
        if (strcmp(list->words[i].in[LANGUAGE_FR], word) == 0) return i;
    }
    scenario_say(s, "attendu un mot de la liste %s, obtenu %s", list->name, word ? word : "rien");
    return 0;
}

/* ---- what she says ---- */

static void cmd_demande(struct scenario *s, char **word)
{
    s->claim = claim_body(read_day(s, word[1]), word[2] ? word[2] : "59");
    s->own_documents = false;
    s->completed_on = s->decided_on = s->known_on = NO_DATE;
    if (!s->claim.request.department) scenario_say(s, "attendu un département, obtenu %s", word[2]);
}

static void cmd_ressources(struct scenario *s, char **word)
{
    s->claim.request.resources = read_money(s, word[1]);
}

static void cmd_enfants(struct scenario *s, char **word)
{
    s->claim.request.children_count = (int)read_integer(s, word[1]);
}

static void cmd_enfant(struct scenario *s, char **word)
{
    struct request *request = &s->claim.request;
    must(request->children_count < REQUEST_CHILDREN_MAX);
    request->children[request->children_count++] =
        (struct child){read_day(s, word[1]), word[2] && strcmp(word[2], "partagé") == 0};
}

static void cmd_document(struct scenario *s, char **word)
{
    struct request *request = &s->claim.request;
    if (!s->own_documents) request->documents_count = 0;
    s->own_documents = true;
    if (word[1] && strcmp(word[1], "aucun") == 0) return;
    must(request->documents_count < REQUEST_DOCUMENTS_MAX);
    enum document_kind kind = (enum document_kind)read_phrase(s, word[1], &law_document_kinds);
    request->documents[request->documents_count++] = (struct document){kind, read_day(s, word[2])};
}

static void cmd_couple(struct scenario *s, char **word)
{
    s->claim.request.relationship = (enum relationship)read_phrase(s, word[1], &law_relationships);
}

static void cmd_violences(struct scenario *s, char **word)
{
    s->claim.request.violence_against = (enum victim)read_phrase(s, word[1], &law_victims);
}

static void cmd_residence(struct scenario *s, char **word)
{
    s->claim.request.residence = (enum residence)read_phrase(s, word[1], &law_residences);
}

static void cmd_situation(struct scenario *s, char **word)
{
    s->claim.request.beneficiary_of = (enum beneficiary)read_phrase(s, word[1], &law_beneficiaries);
}

static void cmd_smic(struct scenario *s, char **word)
{
    s->claim.request.smic_reference =
        (enum smic_reference)read_phrase(s, word[1], &law_smic_references);
}

static void cmd_compte(struct scenario *s, char **word)
{
    const char *which = word[1] ? word[1] : "";
    s->claim.has_account = strcmp(which, "aucun") != 0;
    s->claim.account_seen_by_others = strcmp(which, "surveillé") == 0;
}

static void cmd_accord(struct scenario *s, char **word)
{
    const char *which = word[1] ? word[1] : "";
    s->claim.consent_departement |= strcmp(which, "département") == 0;
    s->claim.consent_association |= strcmp(which, "association") == 0;
}

static void cmd_sans_engagement(struct scenario *s, char **word)
{
    (void)word;
    s->claim.undertakes_repayment = s->claim.undertakes_reporting = false;
}

static void cmd_attribuee(struct scenario *s, char **word) { s->award = read_day(s, word[1]); }
static void cmd_complete(struct scenario *s, char **word)
{
    s->completed_on = read_day(s, word[1]);
}
static void cmd_decidee(struct scenario *s, char **word) { s->decided_on = read_day(s, word[1]); }
static void cmd_connu(struct scenario *s, char **word) { s->known_on = read_day(s, word[1]); }
static void cmd_aujourdhui(struct scenario *s, char **word) { s->today = read_day(s, word[1]); }

/* ---- what happens to the file ---- */

static enum fact_kind read_kind(struct scenario *s, const char *word)
{
    for (int i = 0; word && i < FACT_COUNT; i++) {
        if (strcmp(case_fact_kinds[i].fr, word) == 0) return (enum fact_kind)i;
    }
    scenario_say(s, "attendu un fait de la liste, obtenu %s", word ? word : "rien");
    return FACT_COUNT;
}

/* The body of a fact: what she says, what the law decides, or what the line says further. */
static struct body read_body(struct scenario *s, enum fact_kind kind, date day, char **more)
{
    struct body body = {.reference = 0};
    if (kind == FACT_CLAIM_RECEIVED || kind == FACT_INFORMATION_RECEIVED) return s->claim;
    if (kind == FACT_CLAIM_TRANSMITTED) body.fund = law_fund(text_of(more[0]));
    if (kind == FACT_CLAIM_GRANTED || kind == FACT_CLAIM_REFUSED) {
        struct decision decision;
        case_assess(&s->file, day, s->award, &decision);
        body = case_decision_body(&decision, s->award);
        if (kind == FACT_CLAIM_GRANTED && more[0]) body.amount = read_money(s, more[0]);
        if (kind == FACT_CLAIM_REFUSED && more[0]) {
            body.grounds = BIT(read_phrase(s, more[0], &law_grounds));
        }
    }
    if (case_fact_kinds[kind].strand != STRAND_PAYMENT) return body;
    body = payment_fact(kind, day, read_integer(s, more[0])).body;
    if (kind != FACT_PAYMENT_ORDERED) return body;
    body.amount = more[1] ? read_money(s, more[1]) : s->file.decision.amount;
    body.execution_on = day;
    return body;
}

static err try_fact(struct scenario *s, char **word, struct trouble *trouble)
{
    struct fact fact = fact_of(read_kind(s, word[2]), read_day(s, word[1]));
    if (fact.kind == FACT_COUNT || !date_is_set(fact.day)) return ERR_BAD_INPUT;
    if (fact.kind != FACT_CLAIM_RECEIVED && !date_is_set(s->file.received_on)) {
        return ERR_NOT_LAWFUL;
    }
    fact.body = read_body(s, fact.kind, fact.day, word + 3);
    date today = date_is_set(s->today) ? s->today : fact.day;
    TRY(case_admits(&s->file, &fact, today, trouble));
    return case_apply(&s->file, &fact);
}

static void cmd_fait(struct scenario *s, char **word)
{
    struct trouble trouble = {.where = "", .expected = ""};
    err e = try_fact(s, word, &trouble);
    if (e != ERR_OK)
        scenario_say(s, "attendu admis, obtenu refusé : %s %s", trouble.where, trouble.expected);
}

static void cmd_refuse(struct scenario *s, char **word)
{
    struct trouble trouble;
    if (try_fact(s, word, &trouble) == ERR_OK) scenario_say(s, "attendu refusé, obtenu admis");
}

static void cmd_attend(struct scenario *s, char **word) { scenario_expect(s, word[1], word[2]); }

static const struct {
    const char *name;
    void (*run)(struct scenario *, char **word);
} commands[] = {
    {"demande", cmd_demande},                 /* demande JOUR DÉPARTEMENT                    */
    {"ressources", cmd_ressources},           /* ressources 713,16                           */
    {"enfants", cmd_enfants},                 /* enfants 2                                   */
    {"enfant", cmd_enfant},                   /* enfant NAISSANCE [partagé]                  */
    {"document", cmd_document},               /* document "dépôt de plainte" JOUR, ou aucun  */
    {"couple", cmd_couple},                   /* couple "ancien conjoint ou ..."             */
    {"violences", cmd_violences},             /* violences "contre moi"                      */
    {"résidence", cmd_residence},             /* résidence "visa de tourisme"                */
    {"situation", cmd_situation},             /* situation "allocataire de la Caf"           */
    {"smic", cmd_smic},                       /* smic "Smic du 1er janvier ..."              */
    {"compte", cmd_compte},                   /* compte sûr, surveillé ou aucun              */
    {"accord", cmd_accord},                   /* accord département ou association           */
    {"sans-engagement", cmd_sans_engagement}, /* les engagements du formulaire manquent      */
    {"attribuée", cmd_attribuee},             /* attribuée JOUR : une aide antérieure        */
    {"complète", cmd_complete},               /* complète JOUR                               */
    {"décidée", cmd_decidee},                 /* décidée JOUR                                */
    {"connu", cmd_connu},                     /* connu JOUR : ce qui était publié ce jour    */
    {"aujourd'hui", cmd_aujourdhui},          /* aujourd'hui JOUR                            */
    {"fait", cmd_fait},                       /* fait JOUR "demande reçue" ... : admis       */
    {"refuse", cmd_refuse},                   /* refuse JOUR "aide versée" ... : refusé      */
    {"attend", cmd_attend},                   /* attend CLÉ VALEUR                           */
};

/* ---- lines ---- */

/* Parts the line in place; returns how many words, the rest of the table is NULL. */
static int part(char *line, char *words[WORDS_MAX + 1])
{
    int count = 0;
    for (int i = 0; i <= WORDS_MAX; i++) words[i] = NULL;
    while (count < WORDS_MAX) {
        line += strspn(line, " \t\r\n");
        if (*line == '\0' || *line == '#') break;
        const char *end = *line == '"' ? "\"" : " \t\r\n";
        if (*line == '"') line++;
        words[count++] = line;
        line += strcspn(line, end);
        if (*line == '\0') break;
        *line++ = '\0';
    }
    return count;
}

static void play_line(struct scenario *s, char *line)
{
    char *words[WORDS_MAX + 1];
    if (part(line, words) == 0) return;
    for (size_t i = 0; i < LENGTH(commands); i++) {
        if (strcmp(commands[i].name, words[0]) != 0) continue;
        commands[i].run(s, words);
        return;
    }
    scenario_say(s, "attendu une commande, obtenu %s", words[0]);
}

static bool play(const char *path)
{
    FILE *file = fopen(path, "r");
    if (!file) {
        printf("%s: illisible\n", path);
        return false;
    }
    struct scenario s = {.path = path, .file = case_empty((file_number){482109375516})};
    char line[512];
    while (fgets(line, sizeof line, file)) {
        s.line++;
        play_line(&s, line);
    }
    fclose(file);
    return s.wrong == 0;
}

int main(int count, char **words)
{
    int passed = 0, failed = 0;
    for (int i = 1; i < count; i++) {
        bool good = play(words[i]);
        passed += good;
        failed += !good;
    }
    printf("%d passed, %d failed\n", passed, failed);
    return failed > 0 || passed == 0;
}
