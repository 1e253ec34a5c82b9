#include "case/rules.h"

const struct duty_row case_duty_rows[DUTY_COUNT] = {
#define DUTY(name, word, who, article, fr, en) [DUTY_##name] = {word, DUTY_##who, article, fr, en},
#include "case/duties.def"
};

static const struct word duty_who[] = {
    [DUTY_FUND] = {"fund", {"organisme", "fund"}},
    [DUTY_ACCOUNTANT] = {"accountant", {"agent comptable", "accountant"}},
    [DUTY_DIRECTOR] = {"director", {"directeur de l'organisme", "director of the fund"}},
    [DUTY_BOARD] = {"board", {"commission de recours amiable", "appeal board"}},
    [DUTY_COMMISSION] = {"commission", {"commission des pénalités", "commission of penalties"}},
    [DUTY_BENEFICIARY] = {"beneficiary", {"personne aidée", "person helped"}},
    [DUTY_POLICE] = {"police", {"police ou gendarmerie", "police"}},
};
const struct word_list case_duty_who = {"who", duty_who, DUTY_WHO_COUNT};

void duty_add(struct duty_list *list, enum duty_kind kind, date due)
{
    must(list->count < DUTY_COUNT);
    int32_t late = date_number(list->today) - date_number(due);
    int place = list->count++;
    for (; place > 0; place--) {
        const struct duty *before = &list->duties[place - 1];
        int order = date_compare(before->due, due);
        if (order < 0 || (order == 0 && before->kind < kind)) break;
        list->duties[place] = *before;
    }
    list->duties[place] = (struct duty){kind, due, late > 0 ? late : 0};
}

void duty_turns(struct duty_list *list, date from)
{
    if (date_compare(from, list->today) <= 0) return;
    if (date_is_set(list->until) && date_compare(list->until, from) <= 0) return;
    list->until = from;
}

static void collect(const struct case_file *file, struct duty_list *list)
{
    enum stage claim = file->stages[STRAND_CLAIM];
    case_penal_duties(file, list); /* the police may have a file before there is a claim */
    if (claim == STAGE_CLAIM_NEW || claim == STAGE_CLAIM_WITHDRAWN) return;
    if (case_is_rejected(file)) { /* another's: nothing is owed, what was ordered is stopped */
        case_payment_duties(file, list);
        return;
    }
    case_claim_duties(file, list);
    case_payment_duties(file, list);
    case_rights_duties(file, list);
    case_loan_duties(file, list);
    case_debt_duties(file, list);
    case_appeal_duties(file, list);
    case_control_duties(file, list);
    case_hold_duties(file, list);
    case_contact_duties(file, list);
}

int case_duties_until(const struct case_file *file, date today, struct duty ret[DUTY_COUNT],
                      date *ret_until)
{
    struct duty_list list = {ret, 0, today, NO_DATE};
    collect(file, &list);
    *ret_until = list.until;
    return list.count;
}

int case_duties(const struct case_file *file, date today, struct duty ret[DUTY_COUNT])
{
    date until;
    return case_duties_until(file, today, ret, &until);
}
