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
