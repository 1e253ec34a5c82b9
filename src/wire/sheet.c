#include "wire/sheet.h"

void sheet_say(struct sheet *sheet, const label what)
{
    write_string(&sheet->out, what[sheet->language]);
}

void sheet_colon(struct sheet *sheet)
{
    write_string(&sheet->out, sheet->language == LANGUAGE_FR ? "\u00a0: " : ": ");
}

void sheet_head(struct sheet *sheet, const label what)
{
    sheet_say(sheet, what);
    sheet_colon(sheet);
}

void sheet_title(struct sheet *sheet, const label what)
{
    write_character(&sheet->out, '\n');
    sheet_say(sheet, what);
    write_string(&sheet->out, sheet->language == LANGUAGE_FR ? "\u00a0:\n" : ":\n");
}

void sheet_end_line(struct sheet *sheet) { write_character(&sheet->out, '\n'); }

void sheet_day(struct sheet *sheet, date day)
{
    if (sheet->language == LANGUAGE_FR) {
        write_date_fr(&sheet->out, day);
    } else {
        write_date_en(&sheet->out, day);
    }
}

void sheet_money(struct sheet *sheet, money amount)
{
    if (sheet->language == LANGUAGE_FR) {
        write_money_fr(&sheet->out, amount);
    } else {
        write_money_en(&sheet->out, amount);
    }
}

void sheet_word(struct sheet *sheet, const struct word_list *list, int word)
{
    write_string(&sheet->out, list->words[word].in[sheet->language]);
}

void sheet_day_line(struct sheet *sheet, const label what, date day)
{
    if (!date_is_set(day)) return;
    sheet_say(sheet, what);
    write_character(&sheet->out, ' ');
    sheet_day(sheet, day);
    sheet_end_line(sheet);
}

void sheet_step(struct sheet *sheet, const struct step *step)
{
    write_string(&sheet->out, "  ");
    write_step_article(&sheet->out, step);
    write_string(&sheet->out, " — ");
    write_step_sentence(&sheet->out, step, sheet->language);
}

void sheet_steps_after(struct sheet *sheet, const char *before, const struct reasoning *why)
{
    for (int i = 0; i < why->count; i++) {
        write_string(&sheet->out, before);
        sheet_step(sheet, &why->steps[i]);
        if (why->steps[i].source) {
            write_string(&sheet->out, " (");
            write_string(&sheet->out, why->steps[i].source);
            write_character(&sheet->out, ')');
        }
        sheet_end_line(sheet);
    }
}

void sheet_steps(struct sheet *sheet, const struct reasoning *why)
{
    sheet_steps_after(sheet, "", why);
}

static void amount_lines(struct sheet *sheet, const struct decision *decision)
{
    static const label amount = {"Montant", "Amount"},
                       amount_if = {"Montant qui aurait été dû", "Amount that would have been due"},
                       reduced = {" réduit de ", ", reduced by "}, form = {"Forme", "Form"};
    if (!decision->has_amount) return;
    sheet_head(sheet, decision->outcome == OUTCOME_REFUSED ? amount_if : amount);
    sheet_money(sheet, decision->amount);
    if (decision->reduction_percent > 0) {
        write_string(&sheet->out, " (");
        sheet_money(sheet, decision->full);
        sheet_say(sheet, reduced);
        write_integer(&sheet->out, decision->reduction_percent);
        write_string(&sheet->out, sheet->language == LANGUAGE_FR ? "\u00a0%)" : "%)");
    }
    sheet_end_line(sheet);
    sheet_head(sheet, form);
    sheet_word(sheet, &law_forms, (int)decision->form);
    sheet_end_line(sheet);
}

void sheet_decision(struct sheet *sheet, const struct request *request,
                    const struct decision *decision)
{
    static const label of = {"Demande du", "Request of"}, outcome = {"Décision", "Decision"},
                       pay_by = {"À verser au plus tard le", "To be paid at the latest on"},
                       next = {"Nouvelle aide possible à partir du",
                               "A new aid may be awarded from"},
                       fund = {"Organisme", "Fund"};
    sheet_day_line(sheet, of, request->requested_on);
    sheet_head(sheet, outcome);
    sheet_word(sheet, &law_outcomes, (int)decision->outcome);
    sheet_end_line(sheet);
    amount_lines(sheet, decision);
    sheet_day_line(sheet, pay_by, decision->pay_by);
    sheet_day_line(sheet, next, decision->next_award_from);
    if (!decision->fund) return;
    sheet_head(sheet, fund);
    write_string(&sheet->out, decision->fund->name);
    sheet_end_line(sheet);
}

void sheet_rules(struct sheet *sheet)
{
    static const label rules = {"Règles appliquées", "Rules applied"};
    sheet_end_line(sheet);
    sheet_head(sheet, rules);
    write_string(&sheet->out, law_rules_digest());
    sheet_end_line(sheet);
}
