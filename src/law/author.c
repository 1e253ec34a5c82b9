#include "law/author.h"
#include "law/articles.h"
#include "law/ceilings.h"
#include "law/loan.h"

/* The author's debt: what the outcome of the proceedings means for the loan: CASF L. 214-12, as it
 * read until the end of 2023 and since, and D. 214-21 2°. */

const struct article casf_l214_12_of_2023 = {
    .code = "CASF",
    .number = "L. 214-12",
    .since = {2023, 11, 28},
    .file = "casf/L214-12@2023-11-28.txt",
    .text = "Dans le cas où l’aide a été consentie sous la forme d’un prêt et lorsque les "
            "faits prévus au premier alinéa de l’article L. 214-9 ont donné lieu à une "
            "procédure pénale, son remboursement ne peut être demandé au bénéficiaire tant "
            "que cette procédure est en cours. Ce remboursement est demandé à l’auteur des "
            "violences lorsque celui-ci a été définitivement condamné à la peine prévue à "
            "l’article 222-44-1 du code pénal ou a fait l’objet de la mesure de composition "
            "pénale prévue au 20° de l’article 41-2 du code de procédure pénale ou de la "
            "mesure de classement sous condition de versement pécuniaire prévue au 4° de "
            "l’article 41-1 du même code. Cette demande est possible même si la créance "
            "correspondante n’est pas encore exigible auprès du bénéficiaire.\n"
            "Dans le cas où le remboursement du prêt incombe au bénéficiaire, des remises ou "
            "des réductions de créance peuvent lui être consenties en fonction de sa "
            "situation financière.",
};

/* Since the finance act for 2024 the Treasury collects what a court orders. II (the courts inform
 * the funds) and III (remissions; the heirs owe nothing) could not be read whole. */
const struct article casf_l214_12 = {
    .code = "CASF",
    .number = "L. 214-12",
    .since = {2024, 1, 1},
    .file = "casf/L214-12@2024-01-01.txt",
    .text = "I.-Dans le cas où l'aide a été consentie sous la forme d'un prêt et lorsque les "
            "faits prévus au premier alinéa de l'article L. 214-9 ont donné lieu à une "
            "procédure pénale, son remboursement ne peut être demandé au bénéficiaire tant "
            "que cette procédure est en cours. Ce remboursement est demandé à l'auteur des "
            "violences lorsque celui-ci :\n"
            "1° A été définitivement condamné à la peine complémentaire prévue à l'article "
            "222-44-1 du code pénal ;\n"
            "2° Ou a fait l'objet de la mesure de composition pénale prévue au 20° de "
            "l'article 41-2 du code de procédure pénale ou de la mesure de classement sous "
            "condition de versement pécuniaire prévue au 4° de l'article 41-1 du même code.\n"
            "Lorsque le remboursement est demandé à l'auteur en application du 1° du présent "
            "I, le recouvrement de la créance est effectué selon les procédures, garanties "
            "et privilèges applicables au recouvrement des amendes pénales. Un extrait de la "
            "décision de justice établi par le greffe de la juridiction qui a prononcé la "
            "condamnation et une attestation mentionnant le montant du prêt que l'auteur "
            "doit rembourser sont communiqués au comptable public désigné par arrêté du "
            "ministre chargé du budget.\n"
            "Cette demande est possible même si la créance correspondante n'est pas encore "
            "exigible auprès du bénéficiaire.",
};

/* The penalty of repaying the loan: due for the gravest violence unless a reasoned decision
 * excludes it, open to the court for 222-13; 5 000 euros at most. */
static const struct article cp_222_44_1 = {.code = "code pénal", .number = "222-44-1"};

static const struct word words[] = {
#define PENAL_OUTCOME(name, word, judgment, creditor, fr, en) {word, {fr, en}},
#include "law/penal.def"
};
const struct word_list law_penal_outcomes = {"penal outcome", words, PENAL_COUNT};

enum repayment { REPAYMENT_NONE, REPAYMENT_COURT, REPAYMENT_FUND };

static const struct {
    bool judgment;
    enum repayment repayment;
} outcomes[PENAL_COUNT] = {
#define PENAL_OUTCOME(name, word, judgment, creditor, fr, en) \
    [PENAL_##name] = {judgment, REPAYMENT_##creditor},
#include "law/penal.def"
};

bool law_outcome_is_over(enum penal_outcome outcome, bool final)
{
    return outcome != PENAL_PENDING && (!outcomes[outcome].judgment || final);
}

bool law_outcome_binds_author(enum penal_outcome outcome)
{
    return outcomes[outcome].repayment != REPAYMENT_NONE;
}

/* L. 214-12 as it reads on the day: the rules of recovery apply as they stand, to the debts that
 * exist. */
static const struct article *l214_12_on(date day)
{
    bool before = date_compare(day, casf_l214_12.since) < 0;
    return before ? &casf_l214_12_of_2023 : &casf_l214_12;
}

static money least(money a, money b) { return a.cents < b.cents ? a : b; }

/* I13: the least of what is outstanding, what the decision says and the ceiling. I14: what she has
 * repaid is never asked of her again; when the decision reaches further than what is outstanding,
 * the difference is shown for a person to decide on. */
static void count_debt(const struct outcome_known *known, const char *where, struct reasoning *why,
                       struct author_debt *debt)
{
    struct ceiling_in_force ceiling = law_ceiling(CEILING_AUTHOR_DEBT, known->on, ALL_KNOWN);
    money most = {ceiling.line->euros * INT64_C(100)};
    money loan = {known->outstanding.cents + known->repaid.cents};
    money reach = least(least(loan, known->states_amount ? known->ordered : loan), most);
    debt->amount = least(known->outstanding, reach);
    debt->left_over.cents = known->outstanding.cents - debt->amount.cents;
    debt->to_give_back.cents = reach.cents - debt->amount.cents;
    reasoning_add_value(why, &cp_222_44_1, "", SENTENCE_AUTHOR_DEBT_AT_MOST,
                        (struct mentioned){.m1 = most}, most)
        ->source = ceiling.line->fixed_by;
    reasoning_add_value(why, l214_12_on(known->on), where, SENTENCE_AUTHOR_OWES,
                        (struct mentioned){.m1 = debt->amount}, debt->amount);
    if (debt->left_over.cents > 0) {
        reasoning_add_value(why, &casf_d214_21, "2°", SENTENCE_AUTHOR_LEFT_OVER,
                            (struct mentioned){.m1 = debt->left_over}, debt->left_over);
    }
    if (debt->to_give_back.cents > 0) {
        reasoning_add_value(why, l214_12_on(known->on), where, SENTENCE_AUTHOR_TO_GIVE_BACK,
                            (struct mentioned){.m1 = debt->to_give_back}, debt->to_give_back);
    }
}

/* Before the finance act for 2024 the fund itself asked the author whom a court had sentenced. */
static void ask_author(const struct outcome_known *known, struct reasoning *why,
                       struct author_debt *debt)
{
    const struct article *l214_12 = l214_12_on(known->on);
    bool numbered = l214_12 == &casf_l214_12;
    const char *where = numbered ? "I, 2°" : "al. 1";
    debt->asked = ASKED_NOTHING;
    if (numbered && outcomes[known->outcome].repayment == REPAYMENT_COURT) {
        where = "I, 1°";
        debt->creditor = CREDITOR_TREASURY;
        reasoning_add(why, l214_12, "I, al. 4", SENTENCE_AUTHOR_TREASURY, (struct mentioned){0});
    } else {
        debt->creditor = CREDITOR_FUND;
        reasoning_add(why, l214_12, where, SENTENCE_AUTHOR_FUND, (struct mentioned){0});
    }
    count_debt(known, where, why, debt);
    if (date_compare(known->on, law_loan_due_on(known->attributed_on)) < 0) {
        reasoning_add(why, l214_12, numbered ? "I, al. 5" : "al. 1", SENTENCE_AUTHOR_AT_ONCE,
                      (struct mentioned){0});
    }
    reasoning_add(why, &casf_d214_21, "2°", SENTENCE_AUTHOR_NOT_HER, (struct mentioned){0});
}

void law_author(const struct outcome_known *known, struct reasoning *why, struct author_debt *ret)
{
    must(known->outstanding.cents >= 0 && known->repaid.cents >= 0 && known->ordered.cents >= 0);
    const struct article *l214_12 = l214_12_on(known->on);
    const char *first = l214_12 == &casf_l214_12 ? "I, al. 1" : "al. 1";
    struct mentioned said = {.w1 = &words[known->outcome]};
    struct author_debt debt = {.creditor = CREDITOR_NONE, .asked = ASKED_AS_DUE};
    if (known->form == FORM_GRANT) {
        debt.asked = ASKED_NOTHING;
        reasoning_add(why, l214_12, first, SENTENCE_AUTHOR_GRANT, (struct mentioned){0});
    } else if (!law_outcome_is_over(known->outcome, known->final)) {
        debt.asked = ASKED_NOT_YET;
        reasoning_add(why, l214_12, first, SENTENCE_AUTHOR_NOT_FINAL, said);
    } else if (!law_outcome_binds_author(known->outcome)) {
        reasoning_add(why, l214_12, first, SENTENCE_AUTHOR_OWES_NOTHING, said);
    } else {
        reasoning_add(why, l214_12, first, SENTENCE_AUTHOR_OUTCOME, said);
        ask_author(known, why, &debt);
    }
    *ret = debt;
}
