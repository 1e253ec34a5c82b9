#include "case/rules.h"

/* What may follow in a file: the stage, the day, the sums, and for a decision that it is the law's.
 */

err case_refuse(err why, struct trouble *trouble, const char *where, const char *expected)
{
    struct writer place = WRITER(trouble->where), what = WRITER(trouble->expected);
    write_string(&place, where);
    write_string(&what, expected);
    writer_string(&place);
    writer_string(&what);
    return why;
}

err case_refuse_day(err why, struct trouble *trouble, const char *where, const char *expected,
                    date day)
{
    char room[sizeof trouble->expected];
    struct writer what = WRITER(room);
    write_string(&what, expected);
    write_character(&what, ' ');
    write_date(&what, day);
    return case_refuse(why, trouble, where, writer_string(&what));
}

/* "; needs claim granted or claim refused" */
static void write_needs(struct writer *what, uint64_t needs)
{
    const char *between = "; needs ";
    for (int i = 0; i < STAGE_COUNT; i++) {
        if (!(needs & STAGE_BIT(i))) continue;
        write_string(what, between);
        write_string(what, case_strands[case_stages[i].strand].word);
        write_character(what, ' ');
        write_string(what, case_stages[i].word);
        between = " or ";
    }
}

/* Where the strand stands, the text that rules the fact, what it still needs, and what is lawful.
 */
static err refuse_stage(const struct case_file *file, enum fact_kind kind, struct trouble *trouble)
{
    const struct fact_kind_row *row = &case_fact_kinds[kind];
    struct writer where = WRITER(trouble->where), what = WRITER(trouble->expected);
    write_string(&where, "/kind");
    writer_string(&where);
    write_string(&what, case_strands[row->strand].word);
    write_string(&what, " is ");
    write_string(&what, case_stages[file->stages[row->strand]].word);
    write_string(&what, " (");
    write_string(&what, row->basis);
    write_character(&what, ')');
    if (row->lawful_at & STAGE_BIT(file->stages[row->strand])) write_needs(&what, row->needs);
    write_string(&what, "; lawful now:");
    for (int i = 0; i < FACT_COUNT; i++) {
        if (case_fact_kinds[i].strand != row->strand) continue;
        if (!case_allows(file, (enum fact_kind)i)) continue;
        write_character(&what, ' ');
        write_string(&what, case_fact_kinds[i].word);
    }
    writer_string(&what);
    return ERR_NOT_LAWFUL;
}

static err check_day(const struct case_file *file, const struct fact *fact, date today,
                     struct trouble *trouble)
{
    if (date_compare(fact->day, today) > 0) {
        return case_refuse(ERR_BAD_INPUT, trouble, "/day", "a day not after today");
    }
    if (date_compare(fact->day, case_rule(fact->kind)->answers_to(file)) < 0) {
        return case_refuse(ERR_BAD_INPUT, trouble, "/day",
                           "a day not before that of the fact this one answers to");
    }
    return ERR_OK;
}

err case_admits(const struct case_file *file, const struct fact *fact, date today,
                struct trouble *trouble)
{
    if (!case_allows(file, fact->kind)) return refuse_stage(file, fact->kind, trouble);
    TRY(check_day(file, fact, today, trouble));
    const struct fact_rule *rule = case_rule(fact->kind);
    return rule->check ? rule->check(file, fact, today, trouble) : ERR_OK;
}
