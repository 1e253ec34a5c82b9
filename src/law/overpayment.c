#include "law/overpayment.h"
#include "law/articles.h"

/* Overpayments of the aid: CASF L. 214-13 and L. 214-14, with the articles of the code de la
 * sécurité sociale they call. */

const struct article casf_l214_13 = {
    .code = "CASF",
    .number = "L. 214-13",
    .since = {2023, 11, 28},
    .file = "casf/L214-13@2023-11-28.txt",
    .text = "L’action en paiement de l’aide mentionnée à l’article L. 214-9 par le "
            "bénéficiaire et l’action en recouvrement par l’organisme en cas de "
            "versement indu se prescrivent dans les délais prévus à l’article L. "
            "553-1 du code de la sécurité sociale.",
};

const struct article casf_l214_14 = {
    .code = "CASF",
    .number = "L. 214-14",
    .since = {2023, 11, 28},
    .file = "casf/L214-14@2023-11-28.txt",
    .text = "Tout paiement indu de l’aide mentionnée à l’article L. 214-9 est "
            "récupéré par remboursement intégral de la dette en un seul versement "
            "si l’allocataire opte pour cette solution. A défaut, sous réserve que "
            "l’allocataire ne conteste pas le caractère indu et n’opte pas pour le "
            "remboursement en un ou en plusieurs versements dans un délai fixé par "
            "décret qui ne peut excéder douze mois, l’organisme payeur peut "
            "procéder à la récupération de l’indu par retenues sur les échéances à "
            "venir dues au titre des prestations familiales mentionnées à "
            "l’article L. 511-1 du code de la sécurité sociale, de la prime "
            "d’activité mentionnée à l’article L. 841-1 du même code, du revenu de "
            "solidarité active mentionné à l’article L. 262-1 du présent code ou "
            "des aides personnelles au logement mentionnées à l’article L. 821-1 "
            "du code de la construction et de l’habitation. Ces retenues sont "
            "déterminées en application des règles prévues au troisième alinéa de "
            "l’article L. 553-2 du code de la sécurité sociale.\n"
            "Lorsque l’indu notifié ne peut être récupéré sur les prestations "
            "mentionnées au premier alinéa du présent article, la récupération "
            "peut être opérée, sous les réserves indiquées au même premier alinéa, "
            "si l’allocataire n’opte pas pour le remboursement en un seul "
            "versement, par retenue sur les prestations mentionnées à "
            "l’avant-dernier alinéa de l’article L. 553-2 du code de la sécurité "
            "sociale, dans les conditions prévues au même avant-dernier alinéa.\n"
            "Les dix derniers alinéas de l’article L. 133-4-1 du même code sont "
            "applicables au recouvrement des indus mentionnés au présent article.",
};

/* Two years, or five after fraud or false declaration; interrupted by another recovery. */
const struct article css_l553_1 = {.code = "CSS", .number = "L. 553-1"};
/* Other benefits, with the agreement of who serves them, unless they have a debt of their own. */
static const struct article css_l553_2 = {.code = "CSS", .number = "L. 553-2"};

struct overpayment law_overpaid(money paid, money due, struct reasoning *why)
{
    must(paid.cents >= 0 && due.cents >= 0);
    struct overpayment found = {.any = paid.cents > due.cents};
    if (found.any) found.amount.cents = paid.cents - due.cents;
    reasoning_add_value(why, &casf_l214_14, "al. 1",
                        found.any ? SENTENCE_OVERPAID : SENTENCE_NOT_OVERPAID,
                        (struct mentioned){.m1 = found.amount}, found.amount);
    return found;
}

enum { PRESCRIPTION_YEARS = 2, PRESCRIPTION_YEARS_FRAUD = 5 };

/* The same day number so many years later: code de procédure civile, art. 641 al. 2. */
static date years_later(date day, int years)
{
    return date_plus_months_or_last_day(day, 12 * years);
}

struct overpayment_prescription law_overpayment_prescription(date paid_on, bool fraud,
                                                             const struct interruption *others,
                                                             int count, struct reasoning *why)
{
    must(date_is_set(paid_on) && count >= 0);
    int years = fraud ? PRESCRIPTION_YEARS_FRAUD : PRESCRIPTION_YEARS;
    struct overpayment_prescription found = {years_later(paid_on, years)};
    reasoning_add(why, &casf_l214_13, "",
                  fraud ? SENTENCE_PRESCRIPTION_FRAUD : SENTENCE_PRESCRIPTION,
                  (struct mentioned){.d1 = paid_on, .d2 = found.until, .n1 = years});
    for (int i = 0; i < count; i++) {
        const struct interruption *other = &others[i];
        must(date_is_set(other->from));
        if (law_overpayment_is_prescribed(found, other->from)) break;
        if (!date_is_set(other->to)) {
            reasoning_add(why, &css_l553_1, "al. 3", SENTENCE_PRESCRIPTION_STANDS_STILL,
                          (struct mentioned){.d1 = other->from});
            return (struct overpayment_prescription){NO_DATE};
        }
        date again = years_later(other->to, years);
        if (date_compare(again, found.until) <= 0) continue;
        found.until = again;
        reasoning_add(why, &css_l553_1, "al. 3", SENTENCE_PRESCRIPTION_AGAIN,
                      (struct mentioned){.d1 = other->to, .d2 = again});
    }
    return found;
}

bool law_overpayment_is_prescribed(struct overpayment_prescription prescription, date day)
{
    return date_is_set(prescription.until) && date_compare(day, prescription.until) > 0;
}

bool law_schedule_is_allowed(int months) { return months >= 1 && months <= SCHEDULE_MONTHS_MAX; }

uint32_t law_recovery_ways(const struct recovery_situation *situation, struct reasoning *why)
{
    uint32_t ways = 1u << RECOVERY_AT_ONCE | 1u << RECOVERY_SCHEDULE;
    reasoning_add(why, &casf_l214_14, "al. 1", SENTENCE_RECOVERY_AT_ONCE, (struct mentioned){0});
    reasoning_add(why, &casf_l214_14, "al. 1", SENTENCE_RECOVERY_SCHEDULE,
                  (struct mentioned){.n1 = SCHEDULE_MONTHS_MAX});
    if (situation->contested) {
        reasoning_add(why, &casf_l214_14, "al. 1", SENTENCE_RECOVERY_CONTESTED,
                      (struct mentioned){0});
        return ways;
    }
    if (situation->chose_to_repay) {
        reasoning_add(why, &casf_l214_14, "al. 1", SENTENCE_RECOVERY_CHOSEN, (struct mentioned){0});
        return ways;
    }
    if (situation->receives_benefits) {
        ways |= 1u << RECOVERY_WITHHOLDING;
        reasoning_add(why, &casf_l214_14, "al. 1", SENTENCE_RECOVERY_WITHHOLDING,
                      (struct mentioned){0});
        return ways;
    }
    /* Al. 2: only where the benefits of al. 1 cannot bear it. */
    if (situation->manager_agrees && !situation->owes_the_manager) {
        ways |= 1u << RECOVERY_OTHER_BENEFITS;
        reasoning_add(why, &casf_l214_14, "al. 2", SENTENCE_RECOVERY_OTHER_BENEFITS,
                      (struct mentioned){0});
        return ways;
    }
    reasoning_add(why, &css_l553_2, "al. 6", SENTENCE_RECOVERY_NO_BENEFIT, (struct mentioned){0});
    return ways;
}
