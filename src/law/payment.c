#include "law/articles.h"
#include "law/assess.h"

/* Payable by when, and the six months of rights: CASF L. 214-10 and D. 214-19. */

const struct article casf_l214_10 = {
    .code = "CASF",
    .number = "L. 214-10",
    .since = {2023, 11, 28},
    .file = "casf/L214-10@2023-11-28.txt",
    .text = "L’aide financière mentionnée à l’article L. 214-9 prend la forme "
            "d’un prêt sans intérêt ou d’une aide non remboursable, selon la "
            "situation financière et sociale de la personne, en tenant compte, le cas "
            "échéant, de la présence d’enfants à charge.\n"
            "Son montant peut être modulé selon l’évaluation des besoins de la "
            "personne, notamment sa situation financière et sociale ainsi que, le cas "
            "échéant, la présence d’enfants à charge, dans la limite de plafonds.\n"
            "Le versement de l’aide ou d’une partie de l’aide intervient dans un "
            "délai de trois jours ouvrés à compter de la réception de la demande. "
            "Par dérogation, ce délai peut être porté à cinq jours ouvrés si le "
            "demandeur n’est pas allocataire.\n"
            "Pendant six mois à compter du premier versement de l’aide mentionnée à "
            "l’article L. 214-9, la victime recevant l’aide financière peut "
            "bénéficier des droits et des aides accessoires au revenu de solidarité "
            "active accessoires à cette allocation, y compris l’accompagnement social "
            "et professionnel mentionné à l’article L. 262-27.\n"
            "Un décret détermine les conditions d’application du présent article.",
};

const struct article casf_d214_19 = {
    .code = "CASF",
    .number = "D. 214-19",
    .since = {2023, 11, 28},
    .file = "casf/D214-19@2023-11-28.txt",
    .text = "Les délais de versement mentionnés à l'article L. 214-10 courent à "
            "compter du recueil par l'organisme débiteur des prestations familiales de "
            "l'ensemble des informations nécessaires à l'appréciation des conditions "
            "d'ouverture du droit à l'aide et à son calcul.",
};

/* L. 214-10 al. 3: three working days, five for who receives no family benefit. */
enum { RECIPIENT_DAYS = 3, OTHER_DAYS = 5 };

static int payment_days(enum beneficiary of)
{
    return of == BENEFICIARY_NONE ? OTHER_DAYS : RECIPIENT_DAYS;
}

date law_pay_by(const struct fund *fund, enum beneficiary of, date completed_on)
{
    return law_working_days_after(fund, completed_on, payment_days(of));
}

void law_payment(const struct request *request, struct decision *decision)
{
    enum beneficiary of = request->beneficiary_of;
    decision->pay_by = law_pay_by(decision->fund, of, request->completed_on);
    reasoning_add(&decision->why, &casf_l214_10, "al. 3",
                  of == BENEFICIARY_NONE ? SENTENCE_PAY_BY_OTHER : SENTENCE_PAY_BY_RECIPIENT,
                  (struct mentioned){
                      .d1 = request->completed_on, .d2 = decision->pay_by, .n1 = payment_days(of)});
    reasoning_add(&decision->why, &casf_l214_10, "al. 4", SENTENCE_RIGHTS, (struct mentioned){0});
}

date law_rights_end(date first_payment) { return date_plus_months_or_last_day(first_payment, 6); }
