#include "wire/life.h"

#include "case/fold.h"

/* What the law says of each strand on a day, below the strand's line: the figures, and why when
 * asked. */

/* "    reste : " */
static void figure(struct sheet *sheet, const label what)
{
    write_string(&sheet->out, "    ");
    sheet_head(sheet, what);
}

static void word_figure(struct sheet *sheet, const label what, const struct word_list *list,
                        int word)
{
    figure(sheet, what);
    sheet_word(sheet, list, word);
    sheet_end_line(sheet);
}

static void label_figure(struct sheet *sheet, const label what, const label said)
{
    figure(sheet, what);
    sheet_say(sheet, said);
    sheet_end_line(sheet);
}

/* Nothing is not written. */
static void sum_figure(struct sheet *sheet, const label what, money sum)
{
    if (sum.cents == 0) return;
    figure(sheet, what);
    sheet_money(sheet, sum);
    sheet_end_line(sheet);
}

static void day_figure(struct sheet *sheet, const label what, date day)
{
    if (!date_is_set(day)) return;
    figure(sheet, what);
    write_date(&sheet->out, day);
    sheet_end_line(sheet);
}

static const label yes = {"oui", "yes"}, no = {"non", "no"};

static void explain(struct sheet *sheet, const struct view_wish *wish, const struct reasoning *why)
{
    static const label because = {"    pourquoi\u00a0:\n", "    why:\n"};
    if (!wish->why || why->count == 0) return;
    sheet_say(sheet, because);
    sheet_steps_after(sheet, "    ", why);
}

/* ---- the rights ---- */

static void rights_lines(struct sheet *sheet, const struct case_file *file,
                         const struct view_wish *wish)
{
    static const label position = {"ce jour", "that day"}, from = {"du", "from"},
                       until = {"jusqu'au", "until"},
                       remind = {"à rappeler avant le", "to be reminded by"},
                       supported = {"accompagnée par une association",
                                    "supported by an association"};
    struct reasoning why = {.count = 0};
    struct rights_state state;
    if (!date_is_set(file->first_payment_on)) return;
    case_rights(file, wish->today, &why, &state);
    word_figure(sheet, position, &law_rights_positions, (int)state.position);
    day_figure(sheet, from, state.from);
    day_figure(sheet, until, state.until);
    if (!state.end_told) day_figure(sheet, remind, state.remind_by);
    if (state.accompanied) label_figure(sheet, supported, yes);
    explain(sheet, wish, &why);
}

/* ---- the loan ---- */

/* "3/24, 10,78 € le 2026-03-15" */
static void next_figure(struct sheet *sheet, const struct loan_state *state)
{
    static const label next = {"prochaine mensualité", "next instalment"}, on = {" le ", " on "};
    if (state->next.count == 0) return;
    figure(sheet, next);
    write_integer(&sheet->out, state->next.place);
    write_character(&sheet->out, '/');
    write_integer(&sheet->out, state->next.count);
    write_string(&sheet->out, ", ");
    sheet_money(sheet, state->next.amount);
    sheet_say(sheet, on);
    write_date(&sheet->out, state->next.due_on);
    sheet_end_line(sheet);
}

static void author_lines(struct sheet *sheet, const struct loan_state *state)
{
    static const label author = {"dû par l'auteur", "owed by the author"}, to = {"à", "to"},
                       left = {"que l'auteur doit encore", "still owed by the author"},
                       back = {"à décider de lui rendre", "to be decided: to give back to her"};
    if (state->author.creditor != CREDITOR_NONE) {
        sum_figure(sheet, author, state->author.amount);
        word_figure(sheet, to, &case_creditors, (int)state->author.creditor);
        sum_figure(sheet, left, state->author_left);
    }
    sum_figure(sheet, back, state->to_give_back);
}

static void loan_lines(struct sheet *sheet, const struct case_file *file,
                       const struct view_wish *wish)
{
    static const label status = {"ce jour", "that day"}, lent = {"prêté", "lent"},
                       repaid = {"remboursé par elle", "repaid by her"},
                       spared = {"remis ou éteint", "remitted or written off"},
                       left = {"reste", "left"}, owed = {"reste à sa charge", "left for her"},
                       due_on = {"exigible le", "due on"},
                       arrears = {"mensualités en retard", "instalments late"},
                       since = {"en retard depuis le", "late since"},
                       until = {"réclamable jusqu'au", "may be claimed until"},
                       small = {"peut être abandonné", "may be abandoned"};
    struct reasoning why = {.count = 0};
    struct loan_state state;
    if (file->stages[STRAND_LOAN] == STAGE_LOAN_NONE && file->loan.repaid.cents == 0) return;
    case_loan(file, wish->today, &why, &state);
    word_figure(sheet, status, &case_loan_statuses, (int)state.status);
    sum_figure(sheet, lent, state.lent);
    sum_figure(sheet, repaid, state.repaid);
    sum_figure(sheet, spared, state.spared);
    sum_figure(sheet, left, state.left);
    sum_figure(sheet, owed, state.owed);
    day_figure(sheet, due_on, state.due_on);
    next_figure(sheet, &state);
    sum_figure(sheet, arrears, state.arrears);
    day_figure(sheet, since, state.arrears_since);
    day_figure(sheet, until, state.claim_until);
    if (state.may_be_abandoned) label_figure(sheet, small, yes);
    author_lines(sheet, &state);
    explain(sheet, wish, &why);
}

/* ---- the criminal proceedings ---- */

static void penal_lines(struct sheet *sheet, const struct case_file *file,
                        const struct view_wish *wish)
{
    static const label suspends = {"suspend le remboursement", "suspends the repayment"},
                       since = {"depuis le", "since"}, outcome = {"issue", "outcome"},
                       binding = {"l'auteur doit rembourser", "the author must repay"};
    struct reasoning why = {.count = 0};
    struct penal_state state;
    if (file->stages[STRAND_PENAL] == STAGE_PENAL_UNKNOWN &&
        file->stages[STRAND_LOAN] == STAGE_LOAN_NONE) {
        return;
    }
    case_penal(file, wish->today, &why, &state);
    label_figure(sheet, suspends, state.suspends ? yes : no);
    day_figure(sheet, since, state.since);
    if (state.latest) {
        word_figure(sheet, outcome, &law_penal_outcomes, (int)state.latest->outcome);
        label_figure(sheet, binding, state.binding ? yes : no);
    }
    explain(sheet, wish, &why);
}

/* ---- the overpayment ---- */

static void ways_figure(struct sheet *sheet, uint32_t ways)
{
    static const label open = {"peut se récupérer", "may be recovered"},
                       way[RECOVERY_WAY_COUNT] = {
                           [RECOVERY_AT_ONCE] = {"en une fois", "at once"},
                           [RECOVERY_SCHEDULE] = {"par échéancier", "by a schedule"},
                           [RECOVERY_WITHHOLDING] = {"par retenue", "by a withholding"},
                           [RECOVERY_OTHER_BENEFITS] = {"par retenue sur d'autres prestations",
                                                        "by a withholding on other benefits"}};
    if (ways == 0) return;
    figure(sheet, open);
    const char *between = "";
    for (int i = 0; i < RECOVERY_WAY_COUNT; i++) {
        if (!(ways & 1u << i)) continue;
        write_string(&sheet->out, between);
        sheet_say(sheet, way[i]);
        between = ", ";
    }
    sheet_end_line(sheet);
}

static void running_debt_lines(struct sheet *sheet, const struct debt_state *state)
{
    static const label left = {"reste dû", "left"}, contested = {"contesté", "contested"},
                       rectify = {"rectification, avant la fin du", "rectification, by the end of"},
                       answer = {"à répondre avant la fin du", "to be answered by the end of"},
                       conclude = {"échéancier à conclure avant la fin du",
                                   "schedule to be concluded by the end of"},
                       from = {"récupérable dès le", "may be recovered from"},
                       end = {"échéancier jusqu'au", "schedule until"},
                       instalment = {"prochain versement", "next payment"}, on = {"le", "on"},
                       notice = {"mise en demeure dès le", "formal notice from"},
                       constraint = {"contrainte dès le", "constraint from"},
                       oppose = {"opposition, avant la fin du", "opposition, by the end of"};
    sum_figure(sheet, left, state->left);
    if (state->contested) label_figure(sheet, contested, yes);
    day_figure(sheet, rectify, state->rectify_until);
    day_figure(sheet, answer, state->answer_until);
    day_figure(sheet, conclude, state->conclude_until);
    day_figure(sheet, from, state->recovery.from);
    ways_figure(sheet, state->ways);
    day_figure(sheet, end, state->schedule_end);
    sum_figure(sheet, instalment, state->instalment);
    day_figure(sheet, on, state->instalment_on);
    day_figure(sheet, notice, state->formal_notice_from);
    day_figure(sheet, constraint, state->constraint_from);
    day_figure(sheet, oppose, state->oppose_until);
}

static void debt_lines(struct sheet *sheet, const struct case_file *file,
                       const struct view_wish *wish)
{
    static const label overpaid = {"versé en trop", "paid in excess"},
                       until = {"à notifier avant la fin du", "to be notified by the end of"},
                       late = {"prescrit", "prescribed"},
                       monthly = {"retenue par mois", "withheld a month"};
    struct reasoning why = {.count = 0};
    struct debt_state state;
    case_debt(file, wish->today, &why, &state);
    if (state.overpaid.cents == 0 && file->stages[STRAND_DEBT] == STAGE_DEBT_NONE) return;
    sum_figure(sheet, overpaid, state.overpaid);
    day_figure(sheet, until, state.notify_until);
    if (state.is_prescribed) label_figure(sheet, late, yes);
    if (state.runs) running_debt_lines(sheet, &state);
    if (file->stages[STRAND_DEBT] == STAGE_DEBT_WITHHELD) {
        sum_figure(sheet, monthly, file->debt.monthly);
    }
    explain(sheet, wish, &why);
}

/* ---- the appeals ---- */

/* The day shown to her, then the one enforced when it is another, and whether it is past. */
static void remedy_figure(struct sheet *sheet, const label what, const struct remedy *remedy)
{
    static const label enforced = {", tardif après le ", ", late after "},
                       late = {", tardif", ", late"},
                       open = {", sans délai opposable", ", no term binds her"};
    if (!date_is_set(remedy->term.shown)) return;
    figure(sheet, what);
    write_date(&sheet->out, remedy->term.shown);
    if (date_compare(remedy->term.shown, remedy->term.enforced) != 0) {
        sheet_say(sheet, enforced);
        write_date(&sheet->out, remedy->term.enforced);
    }
    if (!remedy->is_opposable) sheet_say(sheet, open);
    if (remedy->is_late) sheet_say(sheet, late);
    sheet_end_line(sheet);
}

static const label appeal_stages[] = {
    [APPEAL_CLAIM_PENDING] = {"demande à l'étude", "claim pending"},
    [APPEAL_TO_BOARD] = {"à former devant la commission", "to be brought before the board"},
    [APPEAL_BEFORE_BOARD] = {"devant la commission", "before the board"},
    [APPEAL_TO_COURT] = {"à porter devant le tribunal", "to be brought before the court"},
    [APPEAL_BEFORE_COURT] = {"devant le tribunal", "before the court"},
    [APPEAL_GRANTED] = {"admis par la commission", "granted by the board"},
    [APPEAL_ANNULLED] = {"décision annulée par le tribunal", "decision annulled by the court"},
    [APPEAL_DISMISSED] = {"rejeté par le tribunal", "dismissed by the court"},
};

static void appeal_lines(struct sheet *sheet, const struct case_file *file,
                         const struct view_wish *wish)
{
    static const label
        silence = {"le silence rejette la demande le", "silence rejects the claim on"},
        open[SUBJECT_COUNT] = {[SUBJECT_DECISION] = {"contre la décision, avant la fin du",
                                                     "against the decision, by the end of"},
                               [SUBJECT_DEBT] = {"contre l'indu, avant la fin du",
                                                 "against the overpayment, by the end of"},
                               [SUBJECT_LOAN] = {"contre le prêt, avant la fin du",
                                                 "against the loan, by the end of"}},
        against = {"contre", "against"}, stage = {"ce jour", "that day"},
        rejected = {"le silence rejette le recours le", "silence rejects the appeal on"},
        court = {"devant le tribunal, avant la fin du", "before the court, by the end of"};
    struct reasoning why = {.count = 0};
    struct appeal_state state;
    case_appeal(file, wish->today, &why, &state);
    day_figure(sheet, silence, state.claim_rejected_on);
    for (int i = 0; i < SUBJECT_COUNT; i++) remedy_figure(sheet, open[i], &state.open[i]);
    if (state.filed) {
        word_figure(sheet, against, &case_subjects, (int)state.subject);
        label_figure(sheet, stage, appeal_stages[state.stage]);
        day_figure(sheet, rejected, state.appeal_rejected_on);
        remedy_figure(sheet, court, &state.court);
    }
    explain(sheet, wish, &why);
}

/* ---- the controls ---- */

static const label penalty_stages[] = {
    [PENALTY_HEARING] = {"elle peut s'expliquer", "she may answer"},
    [PENALTY_TO_CHOOSE] = {"le directeur choisit la suite", "the director chooses"},
    [PENALTY_BEFORE_COMMISSION] = {"devant la commission", "before the commission"},
    [PENALTY_TO_FIX] = {"à arrêter après avis", "to be fixed after the opinion"},
    [PENALTY_ABANDONED] = {"abandonnée", "given up"},
    [PENALTY_WARNED] = {"avertissement", "warning"},
    [PENALTY_TO_NOTIFY] = {"à notifier", "to be notified"},
    [PENALTY_TO_PAY] = {"à payer", "to be paid"},
    [PENALTY_UNPAID] = {"impayée", "unpaid"},
    [PENALTY_NOTICE] = {"mise en demeure reçue", "formal notice received"},
    [PENALTY_INCREASED] = {"majorée de 10 %", "raised by 10%"},
    [PENALTY_PAID] = {"payée", "paid"},
};

static void penalty_lines(struct sheet *sheet, const struct control_state *state)
{
    static const label stage = {"pénalité", "penalty"}, least = {"au moins", "at least"},
                       most = {"au plus", "at most"},
                       answer = {"elle peut s'expliquer avant la fin du",
                                 "she may answer by the end of"},
                       choose = {"à choisir avant la fin du", "to be chosen by the end of"},
                       fix = {"à arrêter avant la fin du", "to be fixed by the end of"},
                       due = {"à payer", "to be paid"};
    label_figure(sheet, stage, penalty_stages[state->clock.stage]);
    sum_figure(sheet, least, state->bounds.minimum);
    sum_figure(sheet, most, state->bounds.maximum);
    day_figure(sheet, answer, state->clock.observations.shown);
    day_figure(sheet, choose, state->clock.choose_by);
    day_figure(sheet, fix, state->clock.fix_by);
    sum_figure(sheet, due, state->due);
}

static void control_lines(struct sheet *sheet, const struct case_file *file,
                          const struct view_wish *wish)
{
    static const label third = {"renseignements d'un tiers", "third party's information"},
                       uses[] = {[THIRD_PARTY_TELL_FIRST] = {"à porter d'abord à sa connaissance",
                                                             "to be told to her first"},
                                 [THIRD_PARTY_COPY_FIRST] = {"copie à remettre d'abord",
                                                             "copy to be given first"},
                                 [THIRD_PARTY_USABLE] = {"opposables", "may be used"}};
    struct reasoning why = {.count = 0};
    struct control_state state;
    if (file->stages[STRAND_CONTROL] == STAGE_CONTROL_NONE) return;
    case_control(file, wish->today, &why, &state);
    if (state.told) label_figure(sheet, third, uses[state.third_party]);
    if (state.accused) penalty_lines(sheet, &state);
    explain(sheet, wish, &why);
}

/* ---- all ---- */

static void claim_lines(struct sheet *sheet, const struct case_file *file,
                        const struct view_wish *wish)
{
    struct decision decision;
    if (!date_is_set(file->decided_on)) return;
    case_reassess(file, file->known_on, file->decision.earlier_award, &decision);
    explain(sheet, wish, &decision.why);
}

void sheet_view(struct sheet *sheet, enum strand strand, const struct case_file *file,
                const struct view_wish *wish)
{
    static void (*const lines[STRAND_COUNT])(struct sheet *, const struct case_file *,
                                             const struct view_wish *) = {
        [STRAND_CLAIM] = claim_lines,     [STRAND_RIGHTS] = rights_lines,
        [STRAND_LOAN] = loan_lines,       [STRAND_PENAL] = penal_lines,
        [STRAND_DEBT] = debt_lines,       [STRAND_APPEAL] = appeal_lines,
        [STRAND_CONTROL] = control_lines,
    };
    if (!date_is_set(file->received_on) || !lines[strand]) return;
    lines[strand](sheet, file, wish);
}
