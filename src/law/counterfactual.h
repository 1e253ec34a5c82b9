/* What would change a decision: the same request with one thing changed, decided again by the same
 * law. Every value at which something turns is found by asking law_assess, never written by hand,
 * and is exact: there it turns, one cent or one day nearer to what was asked it does not.
 * May include: base. */
#ifndef LAW_COUNTERFACTUAL_H
#define LAW_COUNTERFACTUAL_H
#include "law/assess.h"

/* What is changed. A value on an axis is a number: of children, of cents, of law_residences, and
 * for days, from AXIS_DOCUMENT on, the day's date_number. */
enum axis {
    AXIS_CHILDREN,    /* dependent children, all under 21 */
    AXIS_RESOURCES,   /* cents of the month before */
    AXIS_RESIDENCE,   /* a word of law_residences */
    AXIS_DOCUMENT,    /* one document more, of that day */
    AXIS_ASKED_ON,    /* asked that day; complete and decided then, unless it was later */
    AXIS_REVALUED_ON, /* the same, on a day the amounts change */
    AXIS_DECIDED_ON,  /* the request as it is, decided that day */
    AXIS_COUNT
};

enum change {
#define CHANGE(name, ...) CHANGE_##name,
#include "law/counterfactual.def"
    CHANGE_COUNT
};

struct change_name {
    const char *word; /* in the interface */
    enum axis axis;
    const char *article;
};

extern const struct change_name law_changes[CHANGE_COUNT];

/* One change that changes the decision, and what the law then says. */
struct counterfactual {
    enum change change;
    int64_t value;      /* on the axis of the change: where it turns */
    uint32_t documents; /* AXIS_DOCUMENT: bits 1u << DOCUMENT_..., any of which is enough */
    enum outcome outcome;
    uint32_t grounds;
    int reduction_percent;
    money amount;
    enum form form;
    bool has_amount;
    /* What she would receive more, or less when negative; a refusal gives nothing. Between two
     * refusals, by how much the amount that would have been due differs. */
    money difference;
};

struct counterfactuals {
    struct counterfactual items[CHANGE_COUNT]; /* in the order of counterfactual.def, each once */
    int count;
};

/* Everything of counterfactual.def that changes the outcome, the grounds, the reduction, the amount
 * or the form. The request must have passed request_check; `known_on` is that of law_assess. */
void law_counterfactuals(const struct request *request, date known_on, struct counterfactuals *ret);

/* The request a counterfactual speaks of, which passes request_check too; of several documents, it
 * has the first. */
void law_changed_request(const struct request *request, const struct counterfactual *what_if,
                         struct request *ret);

/* The day at which it turns; NO_DATE on an axis without days. */
date law_turning_day(const struct counterfactual *what_if);

/* "With one more dependent child, 3 in all": without what the law then says. */
void write_counterfactual(struct writer *out, const struct counterfactual *what_if,
                          enum language language);

#endif
