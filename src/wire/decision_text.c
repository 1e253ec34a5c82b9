#include "wire/out.h"
#include "wire/sheet.h"
#include "wire/wire.h"

/* The decision for reading by people: on a terminal, in a letter's annex, in a court file. */

/* Each word with its code, so that a reader of the JSON finds it again. */
static void set_lines(struct sheet *sheet, const label title, uint32_t bits,
                      const struct word_list *list)
{
    if (bits == 0) return;
    sheet_title(sheet, title);
    for (int i = 0; i < list->count; i++) {
        if (!(bits & 1u << i)) continue;
        write_string(&sheet->out, "  ");
        sheet_word(sheet, list, i);
        write_string(&sheet->out, " (");
        write_string(&sheet->out, list->words[i].word);
        write_string(&sheet->out, ")\n");
    }
}

/* Nothing is contested before it is decided: a review has no remedies yet. */
static void remedy_lines(struct sheet *sheet)
{
    static const label remedies = {"Recours", "Remedies"};
    sheet_title(sheet, remedies);
    for (int i = 0; law_remedy(sheet->language, i); i++) {
        write_string(&sheet->out, "  ");
        write_string(&sheet->out, law_remedy(sheet->language, i));
        sheet_end_line(sheet);
    }
    sheet_end_line(sheet);
    write_string(&sheet->out, law_algorithm_mention(sheet->language));
    sheet_end_line(sheet);
}

text wire_decision_text(const struct request *request, const struct decision *decision,
                        enum language language, struct arena *a)
{
    static const label why = {"Pourquoi", "Why"}, grounds = {"Motifs", "Grounds"},
                       flags = {"À noter", "To note"};
    struct sheet sheet = {.out = wire_out_begin(a), .language = language};
    sheet_decision(&sheet, request, decision);
    sheet_title(&sheet, why);
    sheet_steps(&sheet, &decision->why);
    set_lines(&sheet, grounds, decision->grounds, &law_grounds);
    set_lines(&sheet, flags, decision->flags, &law_flags);
    if (decision->outcome != OUTCOME_REVIEW) remedy_lines(&sheet);
    sheet_rules(&sheet);
    return wire_out_end(a, &sheet.out);
}
