#include "law/articles.h"
#include "law/assess.h"

/* What a notified decision prints: the remedies of CASF L. 214-15 with their time limits, and the
 * mention of CRPA R. 311-3-1-1 for a decision computed by a program. */

const struct article casf_l214_15 = {
    .code = "CASF",
    .number = "L. 214-15",
    .since = {2023, 11, 28},
    .file = "casf/L214-15@2023-11-28.txt",
    .text = "Toute réclamation dirigée contre une décision relative à l’aide "
            "mentionnée à l’article L. 214-9 prise par un organisme débiteur des "
            "prestations familiales fait l’objet, préalablement à l’exercice "
            "d’un recours contentieux, d’un recours préalable dans les conditions "
            "prévues au premier alinéa de l’article L. 142-4 du code de la "
            "sécurité sociale.\n"
            "Les recours contentieux relatifs aux décisions mentionnées au premier "
            "alinéa du présent article sont portés devant la juridiction "
            "administrative.\n"
            "Le bénéficiaire de l’aide est informé, par tout moyen, des modalités "
            "de réclamation et de recours décrites aux deux premiers alinéas.",
};

static const char *const remedies[][LANGUAGE_COUNT] = {
    {"Vous pouvez contester cette décision. Vous devez d'abord saisir la commission de recours "
     "amiable de "
     "l'organisme dans les deux mois de sa notification (CASF L. 214-15 ; CSS L. 142-4, R. 142-1). "
     "Ce "
     "recours est obligatoire ; l'organisme statue sur le droit et les faits au jour où il décide "
     "(CRPA L. 412-3).",
     "You may contest this decision. You must first write to the fund's appeal board within two "
     "months "
     "of its notification (CASF L. 214-15; CSS L. 142-4, R. 142-1). This appeal is compulsory; the "
     "fund "
     "decides on the law and the facts of the day it decides (CRPA L. 412-3)."},
    {"Sans réponse deux mois après la réception du recours, ou des derniers documents produits, il "
     "est "
     "rejeté (CSS R. 142-6).",
     "Without an answer two months after the appeal, or the last documents, were received, it is "
     "rejected "
     "(CSS R. 142-6)."},
    {"Vous pouvez ensuite saisir le tribunal administratif dans les deux mois de la réponse ou du "
     "rejet "
     "(CASF L. 214-15 ; CJA R. 421-1, R. 421-2).",
     "You may then go to the administrative court within two months of the answer or the rejection "
     "(CASF L. 214-15; CJA R. 421-1, R. 421-2)."},
};

const char *law_remedy(enum language language, int number)
{
    if (number < 0 || (size_t)number >= LENGTH(remedies)) return NULL;
    return remedies[number][language];
}

const char *law_algorithm_mention(enum language language)
{
    static const char *const mention[LANGUAGE_COUNT] = {
        "Cette décision a été prise à l'aide d'un traitement algorithmique, qui vérifie les "
        "conditions de l'aide "
        "et en calcule le montant, la forme et le délai. Vous avez le droit d'obtenir les règles "
        "de ce "
        "traitement et les principales caractéristiques de sa mise en œuvre, en le demandant à "
        "l'organisme "
        "qui a décidé ; en cas de refus ou de silence d'un mois, vous pouvez saisir la Commission "
        "d'accès "
        "aux documents administratifs (CRPA L. 311-3-1, R. 311-3-1-1).",
        "This decision was taken with an algorithm that checks the conditions of the aid and "
        "computes its amount, "
        "form and time limit. You have the right to obtain its rules and the main features of its "
        "use by asking "
        "the fund that decided; if it refuses or is silent for a month, you may go to the "
        "commission for access "
        "to administrative documents (CADA) (CRPA L. 311-3-1, R. 311-3-1-1).",
    };
    return mention[language];
}

const char *law_access_remedy(enum language language)
{
    static const char *const remedy[LANGUAGE_COUNT] = {
        "L'organisme communique ces informations à la personne qui les lui demande ; un mois sans "
        "réponse vaut refus. La Commission d'accès aux documents administratifs (CADA) peut être "
        "saisie dans les deux mois du refus, exprès ou tacite (CRPA R. 311-3-1-2, R. 311-13, "
        "R. 343-1).",
        "The fund gives this information to the person who asks for it; one month without an "
        "answer counts as a refusal. The commission for access to administrative documents (CADA) "
        "may be written to within two months of the refusal, express or tacit (CRPA R. 311-3-1-2, "
        "R. 311-13, R. 343-1).",
    };
    return remedy[language];
}
