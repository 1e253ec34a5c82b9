#include "law/articles.h"
#include "law/assess.h"

/* Who: CASF L. 214-8 and L. 214-9 al. 1, with code pénal 132-80 for couples past or never under one
 * roof. */

const struct article casf_l214_8 = {
    .code = "CASF",
    .number = "L. 214-8",
    .since = {2023, 11, 28},
    .file = "casf/L214-8@2023-11-28.txt",
    .text = "Toute personne victime de violences conjugales, entendues au sens de "
            "l’article 132-80 du code pénal, peut bénéficier d’un accompagnement "
            "adapté à ses besoins.",
};

const struct article casf_l214_9 = {
    .code = "CASF",
    .number = "L. 214-9",
    .since = {2023, 11, 28},
    .file = "casf/L214-9@2023-11-28.txt",
    .text = "La personne mentionnée à l’article L. 214-8 bénéficie, à sa demande, "
            "d’une aide financière d’urgence sous réserve d’être victime de "
            "violences commises par son conjoint, son concubin ou le partenaire lié à "
            "elle par un pacte civil de solidarité et attestées par une ordonnance de "
            "protection délivrée par le juge aux affaires familiales en application du "
            "titre XIV du livre Ier du code civil, par un dépôt de plainte ou par un "
            "signalement adressé au procureur de la République, notamment en "
            "application du premier alinéa de l’article 132-80 du code pénal.\n"
            "Au moment du dépôt de la plainte ou du signalement adressé au procureur "
            "de la République, après information de la victime et avec son accord, un "
            "formulaire simplifié de demande peut être transmis à l’organisme "
            "débiteur des prestations familiales compétent. Dès réception de la "
            "demande, celle-ci est transmise au président du conseil départemental par "
            "l’organisme débiteur des prestations familiales saisi, avec l’accord "
            "exprès du demandeur.",
};

/* Violence within a couple, present or past, living together or not. */
const struct article cp_132_80 = {.code = "code pénal", .number = "132-80"};

/* Code pénal 132-80 counts the spouse, the cohabitant and the pacs partner, and the former ones
 * when the violence comes from what they were to one another. */
static bool is_partner(enum relationship relationship)
{
    return relationship != RELATIONSHIP_OTHER;
}

void law_who(const struct request *request, struct decision *decision)
{
    struct mentioned said = {.w1 = &law_relationships.words[request->relationship]};
    if (request->violence_against == VICTIM_CHILD_ONLY) {
        reasoning_add(&decision->why, &casf_l214_9, "al. 1", SENTENCE_CHILD_ONLY, said);
    } else if (!is_partner(request->relationship)) {
        reasoning_add(&decision->why, &casf_l214_9, "al. 1", SENTENCE_NOT_PARTNER, said);
    } else {
        reasoning_add(&decision->why, &cp_132_80, "", SENTENCE_PARTNER, said);
        return;
    }
    decision->grounds |= 1u << GROUND_NOT_PARTNER_VIOLENCE;
}
