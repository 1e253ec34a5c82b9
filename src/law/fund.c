#include "law/articles.h"
#include "law/assess.h"

/* Which fund: CASF L. 214-11 and D. 214-18 al. 5. A request to another fund is passed on, never
 * rejected (CRPA L. 114-2). */

const struct article casf_l214_11 = {
    .code = "CASF",
    .number = "L. 214-11",
    .since = {2023, 11, 28},
    .file = "casf/L214-11@2023-11-28.txt",
    .text = "L’aide mentionnée à l’article L. 214-9 est attribuée, servie et "
            "contrôlée par les organismes débiteurs des prestations familiales pour "
            "le compte de l’Etat, contre remboursement, y compris des frais de gestion "
            "engagés par ces organismes.",
};

const struct article casf_d214_18 = {
    .code = "CASF",
    .number = "D. 214-18",
    .since = {2023, 11, 28},
    .file = "casf/D214-18@2023-11-28.txt",
    .text = "La demande d'aide est réalisée au moyen d'un formulaire homologué "
            "auprès de l'organisme en charge de son service.\n"
            "Le formulaire de demande comporte des informations relatives à "
            "l'identité, à la situation familiale et professionnelle ainsi qu'aux "
            "ressources du demandeur.\n"
            "La demande est assortie d'une copie de l'une des pièces mentionnées à "
            "l'article L. 214-9 attestant de la situation de violences conjugales.\n"
            "Le formulaire prévoit l'engagement par le demandeur de l'aide de "
            "rembourser celle-ci lorsqu'elle est accordée sous forme de prêt, sauf "
            "dans les cas mentionnés à la deuxième phrase du premier alinéa de "
            "l'article L. 214-12, et de transmettre à l'organisme qui la lui a "
            "attribuée les informations sur l'existence d'une procédure pénale, son "
            "état d'avancement et son issue, notamment l'éventuelle condamnation de "
            "son conjoint, partenaire de pacte civil de solidarité ou concubin à l'une "
            "des peines mentionnées à l'article L. 214-12. Il permet le recueil du "
            "consentement du demandeur à la transmission de sa demande d'aide auprès "
            "du président du conseil départemental compétent.\n"
            "La demande est adressée à l'organisme dont la personne ou un membre de "
            "son foyer est allocataire, le cas échéant, et, à défaut, à l'organisme "
            "de son adresse de résidence déterminé en application de l'article R. "
            "514-1 du code de la sécurité sociale. Dans le cas où le demandeur "
            "relève d'un foyer dont aucune personne n'est allocataire, il n'est pas "
            "tenu compte du conjoint, partenaire de pacte civil de solidarité ou "
            "concubin concerné par la situation à l'origine de la demande d'aide pour "
            "la détermination de l'organisme compétent, ni, le cas échéant, du "
            "nouveau conjoint, partenaire de pacte civil de solidarité ou concubin du "
            "demandeur.",
};

/* The fund of the habitual residence; the agricultural fund for those under the agricultural
 * scheme. */
const struct article css_r514_1 = {.code = "CSS", .number = "R. 514-1"};
/* An authority that is not competent passes the request on and tells the person. */
const struct article crpa_l114_2 = {.code = "CRPA", .number = "L. 114-2"};
/* In Saint-Pierre-et-Miquelon the provident fund stands for the family allowance fund. */
const struct article casf_l531_5 = {.code = "CASF", .number = "L. 531-5"};
/* Adapts the aid to Mayotte; its words could not be read. */
const struct article casf_d542_1_1 = {.code = "CASF", .number = "D. 542-1-1"};

static const struct department departments[] = {
#define DEPARTMENT(code, name, of, zone, regime, month, day, coverage) \
    {code, name, of, ZONE_##zone, HOLIDAYS_##regime, month, day, COVERAGE_##coverage},
#include "departments.def"
};

static const struct fund funds[] = {
#define FUND(code, kind, name, seat) {code, FUND_KIND_##kind, name, &departments[(seat)-1]},
#include "funds.def"
};

/* By département, then as an agricultural fund or not: the fund and the other one that two share,
 * as places in the table from 1; 0 where there is none. */
static const struct served {
    int16_t first, other;
} served[LENGTH(departments)][2] = {
#define SERVED(department, as_msa, first, other) [(department)-1][as_msa] = {first, other},
#include "funds.def"
};

const struct department *law_department(text code)
{
    for (size_t i = 0; i < LENGTH(departments); i++) {
        if (text_equal(code, text_of(departments[i].code))) return &departments[i];
    }
    return NULL;
}

int law_department_count(void) { return (int)LENGTH(departments); }

const struct department *law_department_at(int index)
{
    must(index >= 0 && index < law_department_count());
    return &departments[index];
}

const struct fund *law_fund(text code)
{
    for (size_t i = 0; i < LENGTH(funds); i++) {
        if (text_equal(code, text_of(funds[i].code))) return &funds[i];
    }
    return NULL;
}

int law_fund_count(void) { return (int)LENGTH(funds); }

const struct fund *law_fund_at(int index)
{
    must(index >= 0 && index < law_fund_count());
    return &funds[index];
}

/* Agricultural for those of that scheme, but overseas, where there is none. */
static const struct served *served_in(const struct department *where, enum beneficiary of)
{
    const struct served *both = served[where - departments];
    return of == BENEFICIARY_MSA && both[true].first > 0 ? &both[true] : &both[false];
}

const struct fund *law_fund_for(const struct department *where, enum beneficiary of)
{
    const struct served *by = served_in(where, of);
    must(by->first > 0);
    return &funds[by->first - 1];
}

const struct fund *law_competent_fund(const struct department *where, enum beneficiary of,
                                      struct reasoning *why)
{
    const struct fund *fund = law_fund_for(where, of);
    reasoning_add(why, of == BENEFICIARY_NONE ? &css_r514_1 : &casf_d214_18,
                  of == BENEFICIARY_NONE ? "" : "al. 5",
                  of == BENEFICIARY_NONE ? SENTENCE_FUND_OF_RESIDENCE : SENTENCE_FUND_OF_BENEFITS,
                  (struct mentioned){.s1 = fund->name});
    /* Béarn and Basque country; Landes and Seignanx: told apart by commune. */
    int other = served_in(where, of)->other;
    if (other > 0) {
        reasoning_add(why, &crpa_l114_2, "", SENTENCE_FUND_BY_COMMUNE,
                      (struct mentioned){.s1 = funds[other - 1].name});
    }
    return fund;
}
