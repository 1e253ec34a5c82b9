/* A request known in part: what the law would say of it, as a range, and what to ask next. An
 * answer that is missing may be any of its list; nothing is guessed. Every completion of an
 * interview, which is a request, is decided within its range, and both ends of the range are the
 * decision on some completion (doc/decisions/149). Nothing of a rule is repeated here.
 * May include: base. */
#ifndef LAW_INTERVIEW_H
#define LAW_INTERVIEW_H
#include "law/amount.h"
#include "law/assess.h"

enum topic {
#define QUESTION(name, word, closes) TOPIC_##name,
#include "law/questions.def"
    TOPIC_COUNT
};
extern const char *const law_questions[TOPIC_COUNT]; /* their words in the interface */

/* What she has said so far, of a request made, complete and decided on one day. */
struct interview {
    date requested_on;
    uint32_t known;  /* bits 1u << TOPIC_...: answered; the fields of the others are not read */
    uint32_t unsure; /* she said that she does not know: asked no more */

    enum relationship relationship;
    enum victim violence_against;
    enum residence residence;
    bool has_award;
    date awarded_on;                    /* NO_DATE: less than twelve months ago, not known when */
    int children;                       /* under 21 */
    money resources_from, resources_to; /* the same when she knows the sum */
    const struct department *department;
    bool has_document;
    struct document document; /* dated NO_DATE: not known how old */
    enum beneficiary beneficiary_of;
};

struct range {
    uint32_t outcomes;              /* bits 1u << OUTCOME_...: each is that of some completion */
    bool is_closed;                 /* all are refused, and no document would change that */
    bool has_amount;                /* false before the law */
    money least, most;              /* the amount, that of a refusal too, as law_assess gives it */
    uint32_t forms;                 /* bits 1u << FORM_... */
    date pay_by_first, pay_by_last; /* of those not refused; NO_DATE when all are */
    const struct fund *fund;        /* NULL when it depends on what is not known */
    struct request at_least, at_most; /* completions that give `least` and `most`; elsewhere each
                                         missing answer is the first of its list */
};

/* The answer to a question, in the words of the interface; unsure is one everywhere:
 *
 *     who             partner other child_only
 *     residence       regular irregular tourist_visa unknown
 *     award           no, yes, or the day of the decision that awarded it
 *     children        0 to 30
 *     resources       cents, or two sums of cents with a blank between, from and to
 *     department      its code
 *     document        none, or a kind of document, then its day when that is known
 *     beneficiary_of  caf msa none
 *
 * BAD_INPUT, the interview untouched, when it is none of these. law_interview_check sees to the
 * bounds. */
MUST_USE err law_interview_answer(struct interview *interview, enum topic topic, text said);
/* The question of that word, or TOPIC_COUNT. */
enum topic law_topic(text word);

/* Whether every completion passes request_check; in `trouble` what does not. The two functions
 * below rely on it. */
MUST_USE err law_interview_check(const struct interview *interview, struct trouble *trouble);

/* `known_on` is that of law_assess. */
void law_range(const struct interview *interview, date known_on, struct range *ret);

/* What the range says in a word. */
enum standing {
    STANDING_GRANTED,
    STANDING_DOCUMENT, /* refused, and a document that counts would change it */
    STANDING_CLOSED,
    STANDING_REVIEW,
    STANDING_OPEN, /* several outcomes are possible */
    STANDING_COUNT
};
extern const char *const law_standings[STANDING_COUNT];
enum standing law_standing(const struct range *range);

/* The question, neither answered nor unsure, that narrows most what she may receive: the least mean
 * spread over the answers of its list, where the spread runs from nothing, when the aid may still
 * be closed to her, or the least amount, to the most. Alike, the first of questions.def.
 * TOPIC_COUNT when nothing is left that could change
 * the range, or when it is closed. */
enum topic law_next_question(const struct interview *interview, date known_on);

/* Whether a step of a decision on a completion is of its amount: the others may rest on answers she
 * has not given. */
bool law_is_of_the_amount(const struct step *step);

/* Where the amount or the form turns as resources grow, in cents, for her département or, when it
 * is not known, outside Mayotte: the answers of somebody who does not know the sum. */
#define RESOURCE_TURNS (REDUCTION_THRESHOLDS + LOAN_THRESHOLDS - 1)
void law_resource_turns(const struct interview *interview, date known_on,
                        money ret[RESOURCE_TURNS]);

#endif
