#include "paper/report.h"

static const struct word danger[] = {
#define CRITERION(of, word, fr, en) OF_##of(word, fr, en)
#define OF_DANGER(word, fr, en)     {word, {fr, en}},
#define OF_HOLD(word, fr, en)
#include "paper/criteria.def"
#undef OF_DANGER
#undef OF_HOLD
};
static const struct word hold[] = {
#define CRITERION(of, word, fr, en) OF_##of(word, fr, en)
#define OF_DANGER(word, fr, en)
#define OF_HOLD(word, fr, en) {word, {fr, en}},
#include "paper/criteria.def"
#undef OF_DANGER
#undef OF_HOLD
};
const struct word_list report_danger = {"danger", danger, LENGTH(danger)};
const struct word_list report_hold = {"hold", hold, LENGTH(hold)};

/* Her eighteenth birthday has come. */
static bool is_adult(const struct report_facts *facts)
{
    date majority = date_plus_months_or_last_day(facts->born_on, 18 * 12);
    return date_compare(facts->examined_on, majority) >= 0;
}

enum report_basis report_basis(const struct report_facts *facts, const char **ret_missing)
{
    *ret_missing = NULL;
    if (facts->agreed || !is_adult(facts)) return REPORT_AGREED;
    if (facts->danger == 0) {
        *ret_missing = "her agreement, or an immediate danger (code pénal, 226-14, 3°)";
    } else if (facts->hold == 0) {
        *ret_missing = "her agreement, or a hold that keeps her from protecting herself";
    } else if (!facts->agreement_sought) {
        *ret_missing = "that her agreement was sought";
    } else if (!facts->informed) {
        *ret_missing = "that she was told of the report";
    }
    return *ret_missing ? REPORT_NOT_ALLOWED : REPORT_IN_DANGER;
}

const char *report_article(enum report_basis basis)
{
    static const char *const articles[] = {NULL, "code pénal, 226-14, 2°",
                                           "code pénal, 226-14, 3°"};
    return articles[basis];
}
