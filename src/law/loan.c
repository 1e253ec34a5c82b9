#include "law/loan.h"
#include "law/articles.h"

/* The loan once awarded: due from when, in which parts, told to the courts: CASF D. 214-21 and
 * L. 214-10-1. */

const struct article casf_d214_21 = {
    .code = "CASF",
    .number = "D. 214-21",
    .since = {2023, 11, 28},
    .file = "casf/D214-21@2023-11-28.txt",
    .text = "Le remboursement de l'aide attribuée sous forme de prêt est exigible de son "
            "bénéficiaire à compter du vingt-quatrième mois qui en suit l'attribution, sauf "
            "dans le cas où :\n"
            "1° Une procédure pénale mentionnée au premier alinéa de l'article L. 214-12 est "
            "en cours, auquel cas le remboursement et la prescription du recouvrement "
            "restent suspendus jusqu'à ce que l'organisme qui a attribué l'aide ait "
            "connaissance de l'issue de cette procédure.\n"
            "2° La procédure pénale engagée à l'encontre du conjoint, partenaire de pacte "
            "civil de solidarité ou concubin du bénéficiaire a donné lieu à une décision "
            "définitive demandant à celui-ci le remboursement du prêt au titre de la peine "
            "complémentaire prévue à l'article 222-44-1 du code pénal, de la mesure de "
            "composition pénale prévue au 20° de l'article 41-2 du code de procédure pénale "
            "ou de la mesure de classement sous condition de versement pécuniaire prévue au "
            "4° de l'article 41-1 du même code.\n"
            "Elle est remboursée par son bénéficiaire par fractions égales, en vingt-quatre "
            "mensualités au maximum, à compter de la date d'exigibilité déterminée en "
            "application du présent article.\n"
            "Le bénéficiaire du prêt peut opter, alternativement ou cumulativement, pour un "
            "remboursement anticipé, ainsi que pour un remboursement en une seule fois ou "
            "sur un nombre de mensualités inférieur à vingt-quatre, ou pour un prélèvement "
            "sur les autres prestations à échoir, mentionnées à l'article L. 214-14, qui lui "
            "sont versées par l'organisme débiteur de prestations familiales.\n"
            "Il peut, au regard de sa situation financière, solliciter une remise totale ou "
            "partielle du remboursement du prêt auprès de l'organisme qui le lui a attribué, "
            "dans les conditions prévues par les articles D. 847-1 à D. 847-3 du code de la "
            "sécurité sociale en cas d'indus de prime d'activité.",
};

const struct article casf_l214_10_1 = {
    .code = "CASF",
    .number = "L. 214-10-1",
    .since = {2024, 1, 1},
    .file = "casf/L214-10-1@2024-01-01.txt",
    .text = "Les organismes débiteurs de prestations familiales communiquent aux "
            "juridictions, dès la notification de l'octroi du prêt à son bénéficiaire, les "
            "attestations d'attribution de l'aide prévue à l'article L. 214-9 consentie sous "
            "forme de prêt ainsi que la pièce justificative ayant conduit à son attribution.",
};

/* D. 214-21 al. 1: the month that bears the number 24 after the award begins, for her, on the day
 * of the award (rulebook I10). */
enum { MONTHS_BEFORE_DUE = 24 };

date law_loan_due_on(date attributed_on)
{
    return date_plus_months_or_last_day(attributed_on, MONTHS_BEFORE_DUE);
}

/* I12: never before the 24th month, never before the fund knows the outcome. No loan falls due
 * before the finance act for 2024 is in force, so its L. 214-12 is the one that counts. */
void law_exigibility(date attributed_on, const struct proceedings *proceedings,
                     struct reasoning *why, struct exigibility *ret)
{
    date due_on = law_loan_due_on(attributed_on);
    reasoning_add(why, &casf_d214_21, "al. 1", SENTENCE_LOAN_DUE,
                  (struct mentioned){.d1 = attributed_on, .d2 = due_on});
    struct exigibility found = {.due_on = due_on};
    if (proceedings->are == PROCEEDINGS_PENDING) {
        found = (struct exigibility){.due_on = NO_DATE, .suspended = true};
        reasoning_add(why, &casf_l214_12, "I, al. 1", SENTENCE_LOAN_SUSPENDED,
                      (struct mentioned){.d1 = proceedings->opened_on});
    } else if (proceedings->are == PROCEEDINGS_OVER &&
               date_compare(proceedings->outcome_known_on, due_on) > 0) {
        found.due_on = proceedings->outcome_known_on;
        reasoning_add(why, &casf_d214_21, "1°", SENTENCE_LOAN_DUE_AGAIN,
                      (struct mentioned){.d1 = found.due_on});
    }
    *ret = found;
}

/* "Par fractions égales": to the cent, the first ones take the cents left over (I11). */
money law_instalment(money principal, int count, int place)
{
    must(principal.cents >= 0 && principal.cents <= MONEY_CENTS_MAX);
    must(count >= 1 && count <= INSTALMENTS_MAX && place >= 1 && place <= count);
    return (money){principal.cents / count + (place <= principal.cents % count)};
}

date law_instalment_due_on(const struct plan *plan, int place)
{
    must(place >= 1 && place <= plan->count);
    return date_plus_months_or_last_day(plan->from, plan->months_gone + place - 1);
}

static void say_plan(const struct plan *plan, enum sentence sentence, struct reasoning *why)
{
    money first = law_instalment(plan->rest, plan->count, 1);
    reasoning_add_value(why, &casf_d214_21, "al. 4", sentence,
                        (struct mentioned){.m1 = first,
                                           .n1 = plan->count,
                                           .d1 = law_instalment_due_on(plan, 1),
                                           .d2 = law_instalment_due_on(plan, plan->count)},
                        first);
}

static void say_chosen(const struct plan *plan, struct reasoning *why)
{
    must(plan->rest.cents > 0 && plan->count >= 1 && plan->count <= INSTALMENTS_MAX);
    if (plan->count > 1) {
        say_plan(plan, SENTENCE_LOAN_INSTALMENTS, why);
        return;
    }
    struct mentioned said = {.m1 = plan->rest, .d1 = law_instalment_due_on(plan, 1)};
    reasoning_add_value(why, &casf_d214_21, "al. 5", SENTENCE_LOAN_AT_ONCE, said, plan->rest);
}

void law_plan(money principal, int count, date due_on, struct reasoning *why, struct plan *ret)
{
    struct plan plan = {.rest = principal, .count = count, .from = due_on};
    say_chosen(&plan, why);
    *ret = plan;
}

/* D. 214-21 al. 5: the option stays open once the calendar runs. What is in arrears goes into the
 * new instalments; the twenty-four of al. 4 bound the whole calendar, which the caller counts. */
void law_plan_again(const struct plan *plan, int places_gone, money paid, int count,
                    struct reasoning *why, struct plan *ret)
{
    must(places_gone >= 0 && places_gone <= plan->count && paid.cents >= 0);
    struct plan left = *plan;
    left.rest.cents -= paid.cents;
    left.count = count;
    left.months_gone += places_gone;
    say_chosen(&left, why);
    *ret = left;
}

/* What the instalments that are gone have taken from the rest. */
static money gone(const struct plan *plan, int instalments)
{
    money sum = {0};
    for (int place = 1; place <= instalments; place++) {
        sum.cents += law_instalment(plan->rest, plan->count, place).cents;
    }
    return sum;
}

/* D. 214-21 al. 5. The text says that she may, not how what is left is spread: over the instalments
 * left, as the fractions stay equal. */
void law_repay_early(const struct plan *plan, int instalments_paid, money early,
                     struct reasoning *why, struct plan *ret)
{
    must(instalments_paid >= 0 && instalments_paid < plan->count);
    struct plan left = *plan;
    left.rest.cents -= gone(plan, instalments_paid).cents + early.cents;
    left.count -= instalments_paid;
    left.months_gone += instalments_paid;
    must(early.cents > 0 && left.rest.cents >= 0);
    reasoning_add_value(why, &casf_d214_21, "al. 5", SENTENCE_LOAN_EARLY,
                        (struct mentioned){.m1 = early}, early);
    if (left.rest.cents == 0) {
        left.count = 0;
        reasoning_add(why, &casf_d214_21, "al. 5", SENTENCE_LOAN_REPAID, (struct mentioned){0});
    } else {
        say_plan(&left, SENTENCE_LOAN_SPREAD_AGAIN, why);
    }
    *ret = left;
}

/* L. 214-12 and D. 214-21 1°: what fell due while nobody could ask is not owed at once on the day
 * the outcome is known; the calendar goes on from that day, one instalment a month (I12). */
void law_resume(const struct plan *plan, int instalments_paid, date outcome_known_on,
                struct reasoning *why, struct plan *ret)
{
    must(instalments_paid >= 0 && instalments_paid < plan->count);
    struct plan left = *plan;
    left.rest.cents -= gone(plan, instalments_paid).cents;
    left.count -= instalments_paid;
    left.months_gone += instalments_paid;
    if (date_compare(outcome_known_on, law_instalment_due_on(&left, 1)) > 0) {
        left.from = outcome_known_on;
        left.months_gone = 0;
    }
    say_plan(&left, SENTENCE_LOAN_GOES_ON, why);
    *ret = left;
}

bool law_loan_attested(date notified_on, struct reasoning *why)
{
    if (date_compare(notified_on, casf_l214_10_1.since) < 0) return false;
    reasoning_add(why, &casf_l214_10_1, "", SENTENCE_LOAN_ATTESTED,
                  (struct mentioned){.d1 = notified_on});
    return true;
}
