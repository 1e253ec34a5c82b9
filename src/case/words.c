#include "case/facts.h"

/* The words facts say. Order is part of the canonical bytes: add at the end, never reorder. */

static const struct word channels[] = {
    [CHANNEL_ONLINE] = {"online", {"en ligne", "online"}},
    [CHANNEL_DESK] = {"desk", {"au guichet", "at a desk"}},
    [CHANNEL_POLICE] = {"police", {"police ou gendarmerie", "police"}},
    [CHANNEL_PROSECUTOR] = {"prosecutor", {"parquet", "prosecutor"}},
    [CHANNEL_ASSOCIATION] = {"association", {"association", "association"}},
};
const struct word_list case_channels = {"channel", channels, CHANNEL_COUNT};

static const struct word causes[] = {
    [CAUSE_APPEAL] = {"appeal", {"recours préalable admis", "appeal granted"}},
    [CAUSE_JUDGMENT] = {"judgment",
                        {"jugement du tribunal administratif",
                         "judgment of the administrative court"}},
    [CAUSE_DECREE] = {"decree",
                      {"montant publié après la décision", "amount published after the decision"}},
    [CAUSE_INFORMATION] = {"information", {"informations corrigées", "information corrected"}},
};
const struct word_list case_causes = {"cause", causes, CAUSE_COUNT};

static const struct word subjects[] = {
    [SUBJECT_DECISION] = {"decision", {"la décision sur la demande", "the decision on the claim"}},
    [SUBJECT_DEBT] = {"debt", {"l'indu", "the overpayment"}},
    [SUBJECT_LOAN] = {"loan", {"le prêt", "the loan"}},
};
const struct word_list case_subjects = {"subject", subjects, SUBJECT_COUNT};

static const struct word answers[] = {
    [ANSWER_UNKNOWN] = {"unknown", {"non connu", "unknown"}},
    [ANSWER_NO] = {"no", {"non", "no"}},
    [ANSWER_YES] = {"yes", {"oui", "yes"}},
};
const struct word_list case_answers = {"answer", answers, LENGTH(answers)};

static const struct word write_offs[] = {
    [WRITE_OFF_REMISSION] = {"remission", {"remise", "remission"}},
    [WRITE_OFF_DEATH] = {"death", {"décès de la personne", "death of the person"}},
    [WRITE_OFF_ABANDONED] = {"abandoned",
                             {"reste trop faible pour être réclamé",
                              "rest too small to be claimed"}},
    [WRITE_OFF_IRRECOVERABLE] = {"irrecoverable", {"admission en non-valeur", "irrecoverable"}},
};
const struct word_list case_write_offs = {"write_off", write_offs, WRITE_OFF_COUNT};

static const struct word creditors[] = {
    [CREDITOR_NONE] = {"none", {"personne", "nobody"}},
    [CREDITOR_FUND] = {"fund", {"l'organisme", "the fund"}},
    [CREDITOR_TREASURY] = {"treasury", {"le comptable public", "the Treasury"}},
};
const struct word_list case_creditors = {"creditor", creditors, LENGTH(creditors)};

static const struct word breaches[] = {
    [BREACH_INACCURATE_DECLARATION] = {"inaccurate_declaration",
                                       {"déclaration inexacte ou incomplète",
                                        "inaccurate or incomplete declaration"}},
    [BREACH_UNDECLARED_CHANGE] = {"undeclared_change",
                                  {"changement de situation non déclaré",
                                   "undeclared change of situation"}},
    [BREACH_UNDECLARED_WORK] = {"undeclared_work", {"travail dissimulé", "undeclared work"}},
    [BREACH_ACTS_TO_OBTAIN] = {"acts_to_obtain",
                               {"agissements visant à obtenir l'aide",
                                "acts meant to obtain the aid"}},
    [BREACH_OBSTRUCTION] = {"obstruction", {"obstacle au contrôle", "obstruction of a control"}},
};
const struct word_list case_breaches = {"breach", breaches, LENGTH(breaches)};

static const struct word intents[] = {
    [INTENT_GOOD_FAITH] = {"good_faith", {"bonne foi", "good faith"}},
    [INTENT_WILFUL] = {"wilful", {"omission volontaire", "wilful omission"}},
    [INTENT_FRAUD] = {"fraud", {"intention de frauder", "intent to defraud"}},
    [INTENT_GANG] = {"gang", {"bande organisée", "organised gang"}},
};
const struct word_list case_intents = {"intent", intents, LENGTH(intents)};

static const struct word choices[] = {
    [CHOICE_NONE] = {"none", {"aucun choix", "no choice"}},
    [CHOICE_ABANDON] = {"abandon", {"abandon", "abandonment"}},
    [CHOICE_WARN] = {"warn", {"avertissement", "warning"}},
    [CHOICE_FINE] = {"fine", {"pénalité", "penalty"}},
    [CHOICE_COMMISSION] = {"commission",
                           {"saisine de la commission", "referral to the commission"}},
};
const struct word_list case_choices = {"choice", choices, LENGTH(choices)};

static const struct word changes[] = {
    [ASKED_ACCOUNT] = {"account", {"compte où verser", "account to pay to"}},
    [ASKED_CONTACT] = {"contact", {"manière de la joindre", "way to reach her"}},
    [ASKED_WITHDRAWAL] = {"withdrawal", {"retrait de la demande", "withdrawal of the claim"}},
};
const struct word_list case_changes = {"change", changes, ASKED_COUNT};

static const struct word doors[] = {
    [DOOR_ONLINE] = {"online", {"en ligne", "online"}},
    [DOOR_PHONE] = {"phone", {"par téléphone", "by telephone"}},
    [DOOR_DESK] = {"desk", {"au guichet", "at a desk"}},
    [DOOR_ASSOCIATION] = {"association", {"par une association", "through an association"}},
};
const struct word_list case_doors = {"door", doors, DOOR_COUNT};

static const struct word confirmations[] = {
    [CONFIRMED_IN_PERSON] = {"in_person",
                             {"en personne, identité vue", "in person, identity seen"}},
    [CONFIRMED_CALL_BACK] = {"call_back",
                             {"rappelée par le moyen sûr d'avant",
                              "called back by the way that was safe before"}},
    [CONFIRMED_ASSOCIATION] = {"association",
                               {"par l'association qui l'accompagne",
                                "by the association that supports her"}},
    [CONFIRMED_CODE_WORD] = {"code_word",
                             {"elle a appelé et dit le mot convenu",
                              "she called and gave the word agreed"}},
};
const struct word_list case_confirmations = {"how", confirmations, CONFIRMATION_COUNT};

static const struct word sendings[] = {
    [SENT_IN_PERSON] = {"in_person", {"remis en main propre", "handed in person"}},
    [SENT_BY_PHONE] = {"phone", {"par téléphone", "by telephone"}},
    [SENT_BY_EMAIL] = {"email", {"par courriel", "by e-mail"}},
    [SENT_BY_POST] = {"post", {"par courrier", "by post"}},
    [SENT_BY_ASSOCIATION] = {"association", {"par une association", "through an association"}},
    [SENT_TO_PORTAL] = {"portal", {"à lire dans son espace", "to be read in her space"}},
};
const struct word_list case_sendings = {"sent_by", sendings, SENDING_COUNT};

static const struct word anomalies[] = {
    [ANOMALY_SAME_PERSON] =
        {"same_person",
         {"une autre demande de la même personne, joignable ou payable ailleurs",
          "another claim of the same person, reached or paid elsewhere"}},
    [ANOMALY_ACCOUNT_HOLDER] = {"account_holder",
                                {"compte au nom d'une autre personne",
                                 "account of another person"}},
    [ANOMALY_PARTNER] = {"partner",
                         {"joignable chez l'auteur des violences", "reached at the author's"}},
    [ANOMALY_DOCUMENT] = {"document",
                          {"document déjà vu dans un autre dossier",
                           "document seen in another file"}},
    [ANOMALY_OTHER] = {"other", {"autre doute", "another doubt"}},
};
const struct word_list case_anomalies = {"anomalies", anomalies, ANOMALY_COUNT};

static const struct word authentications[] = {
    [BY_ISSUER] = {"issuer", {"par l'émetteur du document", "by the issuer of the document"}},
    [SEEN_IN_PERSON] = {"in_person", {"en personne, identité vue", "in person, identity seen"}},
};
const struct word_list case_authentications = {"checked_by", authentications, AUTHENTICATION_COUNT};

static const struct word takings[] = {
    [TAKEN_ON_ANOTHER_ACCOUNT] = {"another_account",
                                  {"sur un compte qui n'était pas le sien",
                                   "on an account that was not hers"}},
    [TAKEN_FROM_HER_ACCOUNT] = {"her_account",
                                {"sur son compte, sous la contrainte",
                                 "from her account, under coercion"}},
};
const struct word_list case_takings = {"taken", takings, TAKING_COUNT};
