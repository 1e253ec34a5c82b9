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

/* Names the facts that are lawful now. */
static err refuse_stage(const struct case_file *file, struct trouble *trouble)
{
    case_refuse(ERR_OK, trouble, "/kind", "");
    struct writer what = WRITER(trouble->expected);
    write_string(&what, "lawful now:");
    for (int i = 0; i < FACT_COUNT; i++) {
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
    if (!case_allows(file, fact->kind)) return refuse_stage(file, trouble);
    TRY(check_day(file, fact, today, trouble));
    const struct fact_rule *rule = case_rule(fact->kind);
    return rule->check ? rule->check(file, fact, today, trouble) : ERR_OK;
}
