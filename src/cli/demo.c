#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "host/host.h"
#include "store/signin.h"

/* What `abri serve --demo` shows: accounts and files whose people are synthetic and say so. */

static const struct agent agents[] = {
    {"demo-instruction", ROLE_CLERK, "*"},
    {"demo-encadrement", ROLE_SUPERVISOR, "*"},
    {"demo-paiement", ROLE_ACCOUNTANT, "*"},
    {"demo-audit", ROLE_AUDITOR, "*"},
};
static const char password[] = "essai-sans-valeur";

static const struct {
    const char *family, *given, *born, *department;
    int64_t resources_cents;
    int children;
    int days_ago;      /* of the request */
    int document_days; /* before the request; negative: no document */
    enum document_kind document;
    enum beneficiary of;
    bool to_departement, seen_by_others;
} people[] = {
    {"EXEMPLE", "Camille", "1990-01-01", "59", 71316, 2, 0, 5, DOCUMENT_COMPLAINT, BENEFICIARY_CAF,
     false, false},
    {"FICTIVE", "Dominique", "1985-02-02", "13", 0, 0, 1, 1, DOCUMENT_COMPLAINT, BENEFICIARY_NONE,
     true, false},
    {"IMAGINAIRE", "Claude", "1978-03-03", "67", 250000, 0, 2, 30, DOCUMENT_PROTECTION_ORDER,
     BENEFICIARY_CAF, false, true},
    {"INVENTÉ", "Sacha", "2001-04-04", "974", 120000, 3, 3, 12, DOCUMENT_REPORT_TO_PROSECUTOR,
     BENEFICIARY_CAF, false, false},
    {"SYNTHÈSE", "Andréa", "1995-05-05", "75", 90000, 1, 4, 3, DOCUMENT_POLICE_LOG,
     BENEFICIARY_NONE, false, false},
    {"ESSAI", "Maxime", "1969-06-06", "57", 40000, 0, 6, -1, DOCUMENT_COMPLAINT, BENEFICIARY_MSA,
     false, false},
};

/* The n-th synthetic account of the bank 99999, which does not exist. */
static const char *const ibans[] = {"FR7699999000010000000000115", "FR7699999123459876543210925"};

static err add_file(struct desk *desk, size_t i, uint64_t chance)
{
    date requested = date_plus_days(desk->today, -people[i].days_ago);
    struct desk_claim *claim = TAKE(desk->arena, struct desk_claim, 1);
    struct request request = request_defaults(requested);
    request.department = law_department(text_of(people[i].department));
    request.resources = (money){people[i].resources_cents};
    request.children_count = people[i].children;
    request.beneficiary_of = people[i].of;
    bool has_document = people[i].document_days >= 0;
    request.documents_count = has_document ? 1 : 0;
    if (has_document) {
        request.documents[0] = (struct document){
            people[i].document, date_plus_days(requested, -people[i].document_days)};
    }
    claim->body = (struct body){
        .request = request,
        .channel = CHANNEL_DESK,
        .consent_departement = people[i].to_departement,
        .undertakes_repayment = true,
        .undertakes_reporting = true,
        .has_account = true,
        .account_seen_by_others = people[i].seen_by_others,
    };
    char person[256], account[128], identity[128];
    snprintf(person, sizeof person,
             "{\"family_name\":\"%s\",\"given_names\":\"%s\",\"born_on\":\"%s\"}", people[i].family,
             people[i].given, people[i].born);
    snprintf(account, sizeof account, "%s\n%s %s", ibans[i % LENGTH(ibans)], people[i].given,
             people[i].family);
    snprintf(identity, sizeof identity, "%s|%s|%s", people[i].family, people[i].given,
             people[i].born);
    claim->vault[claim->vault_count++] =
        (struct vault_entry){VAULT_PERSON, arena_copy(desk->arena, text_of(person))};
    claim->vault[claim->vault_count++] =
        (struct vault_entry){VAULT_ACCOUNT, arena_copy(desk->arena, text_of(account))};
    claim->vault[claim->vault_count++] = (struct vault_entry){
        VAULT_CONTACT,
        T("{\"channel\":\"desk\",\"hours\":\"9h-12h\",\"words\":\"votre rendez-vous\"}")};
    claim->identity = arena_copy(desk->arena, text_of(identity));
    struct receipt receipt;
    return desk_receive(desk, claim, NULL, chance, &receipt);
}

err demo_fill(struct desk *desk)
{
    file_number first;
    int count = 0;
    TRY(store_files(desk->store, (file_number){0}, 1, &first, &count));
    for (size_t i = 0; count == 0 && i < LENGTH(agents); i++) {
        TRY(store_account_add(desk->store, &agents[i], text_of(password), false));
    }
    for (size_t i = 0; count == 0 && i < LENGTH(people); i++) {
        uint64_t chance;
        host_random(&chance, sizeof chance);
        TRY(add_file(desk, i, chance));
    }
    printf("Démonstration : personnes et comptes synthétiques, sans valeur.\n"
           "/bureau, mot de passe %s :\n",
           password);
    for (size_t i = 0; i < LENGTH(agents); i++) {
        printf("  %-18s %s\n", agents[i].name, store_roles.words[agents[i].role].in[LANGUAGE_FR]);
    }
    fflush(stdout);
    return ERR_OK;
}
