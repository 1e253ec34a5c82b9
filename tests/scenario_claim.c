#include "tests/scenario.h"

#include <string.h>

/* What she says: the claim of the scenario, received when the scenario says so. */

static void cmd_demande(struct scenario *s, char **word)
{
    s->claim = claim_body(scenario_day(s, word[1]), word[2] ? word[2] : "59");
    s->own_documents = false;
    s->completed_on = s->decided_on = s->known_on = NO_DATE;
    if (!s->claim.request.department) scenario_say(s, "attendu un département, obtenu %s", word[2]);
}

static void cmd_ressources(struct scenario *s, char **word)
{
    s->claim.request.resources = scenario_money(s, word[1]);
}

static void cmd_enfants(struct scenario *s, char **word)
{
    int64_t count = scenario_integer(s, word[1]);
    if (count < 0 || count > REQUEST_CHILDREN_MAX) {
        scenario_say(s, "attendu de 0 à %d enfants", REQUEST_CHILDREN_MAX);
        return;
    }
    s->claim.request.children_count = (int)count;
}

static void cmd_enfant(struct scenario *s, char **word)
{
    struct request *request = &s->claim.request;
    must(request->children_count < REQUEST_CHILDREN_MAX);
    request->children[request->children_count++] =
        (struct child){scenario_day(s, word[1]), word[2] && strcmp(word[2], "partagé") == 0};
}

static void cmd_document(struct scenario *s, char **word)
{
    struct request *request = &s->claim.request;
    bool none = word[1] && strcmp(word[1], "aucun") == 0;
    if (!s->own_documents || none) request->documents_count = 0;
    s->own_documents = true;
    if (none) return;
    must(request->documents_count < REQUEST_DOCUMENTS_MAX);
    enum document_kind kind = (enum document_kind)scenario_phrase(s, word[1], &law_document_kinds);
    request->documents[request->documents_count++] =
        (struct document){kind, scenario_day(s, word[2])};
}

static void cmd_couple(struct scenario *s, char **word)
{
    s->claim.request.relationship =
        (enum relationship)scenario_phrase(s, word[1], &law_relationships);
}

static void cmd_violences(struct scenario *s, char **word)
{
    s->claim.request.violence_against = (enum victim)scenario_phrase(s, word[1], &law_victims);
}

static void cmd_residence(struct scenario *s, char **word)
{
    s->claim.request.residence = (enum residence)scenario_phrase(s, word[1], &law_residences);
}

static void cmd_situation(struct scenario *s, char **word)
{
    s->claim.request.beneficiary_of =
        (enum beneficiary)scenario_phrase(s, word[1], &law_beneficiaries);
}

static void cmd_smic(struct scenario *s, char **word)
{
    s->claim.request.smic_reference =
        (enum smic_reference)scenario_phrase(s, word[1], &law_smic_references);
}

/* Which of the words of `list`, said when none. */
static int one_of(struct scenario *s, const char *word, const char *const list[], int count)
{
    for (int i = 0; word && i < count; i++) {
        if (strcmp(word, list[i]) == 0) return i;
    }
    scenario_say(s, "attendu un mot tel que %s, obtenu %s", list[0], word ? word : "rien");
    return 0;
}

static void cmd_compte(struct scenario *s, char **word)
{
    static const char *const which[] = {"sûr", "surveillé", "aucun"};
    int place = one_of(s, word[1], which, LENGTH(which));
    s->claim.has_account = place != 2;
    s->claim.account_seen_by_others = place == 1;
}

static void cmd_accord(struct scenario *s, char **word)
{
    static const char *const which[] = {"département", "association"};
    bool *consents[] = {&s->claim.consent_departement, &s->claim.consent_association};
    *consents[one_of(s, word[1], which, LENGTH(which))] = true;
}

static void cmd_sans_engagement(struct scenario *s, char **word)
{
    (void)word;
    s->claim.undertakes_repayment = s->claim.undertakes_reporting = false;
}

static void cmd_attribuee(struct scenario *s, char **word)
{
    bool is_none = word[1] && strcmp(word[1], "aucun") == 0;
    s->award = is_none ? NO_DATE : scenario_day(s, word[1]);
}

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
    {"attribuée", cmd_attribuee},             /* attribuée JOUR ou aucun : une aide antérieure */
};

bool scenario_claim(struct scenario *s, char **words)
{
    for (size_t i = 0; i < LENGTH(commands); i++) {
        if (strcmp(commands[i].name, words[0]) != 0) continue;
        commands[i].run(s, words);
        return true;
    }
    return false;
}
