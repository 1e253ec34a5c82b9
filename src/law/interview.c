#include "law/interview.h"

#include "law/articles.h"

/* A request known in part. The four conditions of the aid are independent of one another and of the
 * amount, and the amount rises with the children and falls with the resources (both are properties
 * the tests look at): so each condition is tried alone, and the amount at its corners. */

const char *const law_questions[TOPIC_COUNT] = {
#define QUESTION(name, word, closes) [TOPIC_##name] = word,
#include "law/questions.def"
};

static const uint32_t closing =
#define QUESTION(name, word, closes) (uint32_t)(closes) << TOPIC_##name |
#include "law/questions.def"
    0;

static bool is_known(const struct interview *interview, enum topic what)
{
    return interview->known & 1u << what;
}

/* ---- the answers of each list ---- */

static date a_year_before(date day) { return date_plus_months_or_last_day(day, -12); }

/* The ages that matter to a document: new, a year old to the day, older. */
enum { AGES = 3 };
static date dated(date requested_on, int age)
{
    if (age == 0) return requested_on;
    return age == 1 ? a_year_before(requested_on) : date_plus_days(a_year_before(requested_on), -1);
}

static int choose_who(struct request *request, int choice)
{
    static const struct {
        enum relationship relationship;
        enum victim against;
    } answers[] = {
        {RELATIONSHIP_SPOUSE, VICTIM_APPLICANT},
        {RELATIONSHIP_OTHER, VICTIM_APPLICANT},
        {RELATIONSHIP_SPOUSE, VICTIM_CHILD_ONLY},
    };
    request->relationship = answers[choice].relationship;
    request->violence_against = answers[choice].against;
    return LENGTH(answers);
}

static int choose_residence(struct request *request, int choice)
{
    request->residence = (enum residence)choice;
    return RESIDENCE_COUNT;
}

static int choose_award(struct request *request, int choice)
{
    request->awards_count = choice;
    request->awards[0] = request->decided_on;
    return 2;
}

static int choose_document(struct request *request, int choice)
{
    int last = DOCUMENT_COUNT * AGES;
    request->documents_count = choice < last;
    if (choice < last) {
        request->documents[0] = (struct document){(enum document_kind)(choice / AGES),
                                                  dated(request->requested_on, choice % AGES)};
    }
    return last + 1;
}

/* A document whose kind is known and whose age is not. */
static int choose_age(struct request *request, int choice)
{
    request->documents[0].dated = dated(request->requested_on, choice);
    return AGES;
}

/* ---- the conditions ---- */

enum { CONDITIONS = 4 };
static const struct condition {
    enum topic asked;
    void (*rule)(const struct request *request, struct decision *decision);
    int (*choose)(struct request *request, int choice); /* the number of choices */
} conditions[CONDITIONS] = {
    {TOPIC_WHO, law_who, choose_who},
    {TOPIC_RESIDENCE, law_residence, choose_residence},
    {TOPIC_AWARD, law_once, choose_award},
    {TOPIC_DOCUMENT, law_document, choose_document},
};

static enum outcome verdict(const struct condition *condition, const struct request *request)
{
    struct decision decision;
    decision.grounds = decision.doubts = decision.flags = 0;
    decision.why.count = 0;
    condition->rule(request, &decision);
    return law_outcome(&decision);
}

/* How many answers lead to each outcome, of those that are still possible. */
struct tally {
    int times[OUTCOME_COUNT];
};

static struct tally tally(const struct condition *condition, const struct request *base,
                          int (*choose)(struct request *, int))
{
    struct tally found = {{0}};
    struct request request = *base;
    for (int i = 0, count = choose(&request, 0); i < count; i++) {
        (void)choose(&request, i);
        found.times[verdict(condition, &request)]++;
    }
    return found;
}

static struct tally try(const struct condition *condition, const struct interview *interview,
                        const struct request *base)
{
    bool known = is_known(interview, condition->asked);
    bool ageless = condition->asked == TOPIC_DOCUMENT && interview->has_document &&
                   !date_is_set(interview->document.dated);
    if (!known) return tally(condition, base, condition->choose);
    if (ageless) return tally(condition, base, choose_age);
    struct tally found = {{0}};
    found.times[verdict(condition, base)] = 1;
    return found;
}

struct conditions {
    struct tally tallies[CONDITIONS];
    uint32_t outcomes;
    bool may_close, is_closed;
};

static void look_at_conditions(const struct interview *interview, const struct request *base,
                               struct conditions *ret)
{
    *ret = (struct conditions){.outcomes = 0};
    bool may_be_granted = true, may_pass = true, may_be_doubtful = false;
    for (int i = 0; i < CONDITIONS; i++) {
        struct tally found = ret->tallies[i] = try(&conditions[i], interview, base);
        bool granted = found.times[OUTCOME_GRANTED] > 0, review = found.times[OUTCOME_REVIEW] > 0;
        bool refused = found.times[OUTCOME_REFUSED] > 0, passes = granted || review;
        bool closes = closing & 1u << conditions[i].asked;
        if (refused) ret->outcomes |= 1u << OUTCOME_REFUSED;
        ret->may_close |= closes && refused;
        ret->is_closed |= closes && !passes;
        may_be_granted &= granted;
        may_pass &= passes;
        may_be_doubtful |= review;
    }
    if (may_be_granted) ret->outcomes |= 1u << OUTCOME_GRANTED;
    if (may_pass && may_be_doubtful) ret->outcomes |= 1u << OUTCOME_REVIEW;
}

/* ---- the request with the first answer of each list where hers is missing ---- */

/* The first of each kind, by amounts: only those of Mayotte are others. */
static const struct department *department_at(bool mayotte)
{
    return mayotte ? law_department(T("976")) : law_department_at(0);
}

static void complete(const struct interview *interview, struct request *ret)
{
    *ret = request_defaults(interview->requested_on);
    if (is_known(interview, TOPIC_WHO)) {
        ret->relationship = interview->relationship;
        ret->violence_against = interview->violence_against;
    }
    if (is_known(interview, TOPIC_RESIDENCE)) ret->residence = interview->residence;
    if (is_known(interview, TOPIC_AWARD) && interview->has_award) {
        bool dated_award = date_is_set(interview->awarded_on);
        ret->awards_count = 1;
        ret->awards[0] = dated_award ? interview->awarded_on : ret->decided_on;
    }
    if (is_known(interview, TOPIC_CHILDREN)) ret->children_count = interview->children;
    if (is_known(interview, TOPIC_RESOURCES)) ret->resources = interview->resources_from;
    ret->department = department_at(false);
    if (is_known(interview, TOPIC_DEPARTMENT)) ret->department = interview->department;
    if (is_known(interview, TOPIC_DOCUMENT)) {
        ret->documents_count = interview->has_document;
        ret->documents[0] = interview->document;
        if (!date_is_set(ret->documents[0].dated)) ret->documents[0].dated = ret->requested_on;
    }
    if (is_known(interview, TOPIC_BENEFITS)) ret->beneficiary_of = interview->beneficiary_of;
}

err law_interview_check(const struct interview *interview, struct trouble *trouble)
{
    struct request request;
    complete(interview, &request);
    TRY(request_check(&request, trouble));
    if (!is_known(interview, TOPIC_RESOURCES)) return ERR_OK;
    request.resources = interview->resources_to;
    TRY(request_check(&request, trouble));
    if (interview->resources_from.cents <= interview->resources_to.cents) return ERR_OK;
    struct writer where = WRITER(trouble->where), what = WRITER(trouble->expected);
    write_string(&where, "/resources_cents");
    write_string(&what, "two sums, the smaller first");
    writer_string(&where);
    writer_string(&what);
    return ERR_BAD_INPUT;
}

/* ---- the amount ---- */

static void set_children(struct request *request, int children)
{
    request->children_count = children;
    for (int i = 0; i < children; i++) request->children[i] = (struct child){.born_on = NO_DATE};
}

static struct setting setting_of(const struct request *request, date known_on)
{
    const struct fund *fund = law_fund_for(request->department, request->beneficiary_of);
    return (struct setting){
        .requested_on = request->requested_on,
        .mayotte = fund->kind == FUND_KIND_CSSM,
        .smic_reference = request->smic_reference,
        .known_on = known_on,
    };
}

static struct aid aid_of(const struct request *request, date known_on)
{
    struct setting setting = setting_of(request, known_on);
    struct reasoning why;
    struct aid aid;
    why.count = 0;
    law_aid(&setting, request->resources, request->children_count, &why, &aid);
    return aid;
}

struct amounts {
    money least, most;
    uint32_t forms;
    struct request at_least, at_most;
};

/* In one département: the poorest with most children receives most, the richest with fewest least,
 * and is first to be lent. */
static void look_at_corners(const struct interview *interview, const struct request *base,
                            date known_on, struct amounts *ret)
{
    bool children = is_known(interview, TOPIC_CHILDREN);
    bool resources = is_known(interview, TOPIC_RESOURCES);
    struct request low = *base, high = *base;
    set_children(&low, children ? interview->children : 0);
    set_children(&high, children ? interview->children : REQUEST_CHILDREN_MAX);
    low.resources = resources ? interview->resources_to : (money){REQUEST_RESOURCES_CENTS_MAX};
    high.resources = resources ? interview->resources_from : (money){0};
    struct aid least = aid_of(&low, known_on), most = aid_of(&high, known_on);
    *ret =
        (struct amounts){least.amount, most.amount, 1u << least.form | 1u << most.form, low, high};
}

static void look_at_amounts(const struct interview *interview, const struct request *base,
                            date known_on, struct amounts *ret)
{
    struct amounts places[2];
    struct request there = *base;
    if (!is_known(interview, TOPIC_DEPARTMENT)) there.department = department_at(true);
    look_at_corners(interview, base, known_on, &places[0]);
    look_at_corners(interview, &there, known_on, &places[1]);
    const struct amounts *low = &places[places[1].least.cents < places[0].least.cents];
    const struct amounts *high = &places[places[1].most.cents > places[0].most.cents];
    *ret = (struct amounts){low->least, high->most, places[0].forms | places[1].forms,
                            low->at_least, high->at_most};
}

bool law_is_of_the_amount(const struct step *step)
{
    return step->sentence >= SENTENCE_FLAT_AMOUNT && step->sentence <= SENTENCE_FORM_LOAN;
}

/* ---- where and when ---- */

static void look_at_fund(const struct interview *interview, const struct request *request,
                         bool *first, struct range *range)
{
    bool known = is_known(interview, TOPIC_BENEFITS);
    for (int i = BENEFICIARY_COUNT - 1; i >= 0; i--) {
        enum beneficiary of = (enum beneficiary)i;
        if (known && of != interview->beneficiary_of) continue;
        const struct fund *fund = law_fund_for(request->department, of);
        date by = law_pay_by(fund, of, request->completed_on);
        if (*first) {
            range->fund = fund;
            range->pay_by_first = range->pay_by_last = by;
        }
        *first = false;
        if (range->fund != fund) range->fund = NULL;
        if (date_compare(by, range->pay_by_first) < 0) range->pay_by_first = by;
        if (date_compare(by, range->pay_by_last) > 0) range->pay_by_last = by;
    }
}

static void look_at_funds(const struct interview *interview, const struct request *base,
                          struct range *range)
{
    struct request request = *base;
    bool first = true, known = is_known(interview, TOPIC_DEPARTMENT);
    for (int i = 0; i < law_department_count(); i++) {
        request.department = law_department_at(i);
        if (request.department->coverage == COVERAGE_NOT_COVERED) continue;
        if (known && request.department != interview->department) continue;
        look_at_fund(interview, &request, &first, range);
    }
    if (range->outcomes != 1u << OUTCOME_REFUSED) return;
    range->pay_by_first = range->pay_by_last = NO_DATE;
}

static bool is_before_the_law(const struct interview *interview)
{
    return date_compare(interview->requested_on, loi_2023_140.since) < 0;
}

void law_range(const struct interview *interview, date known_on, struct range *ret)
{
    struct request base;
    struct conditions conditions_met;
    complete(interview, &base);
    look_at_conditions(interview, &base, &conditions_met);
    *ret = (struct range){.outcomes = conditions_met.outcomes,
                          .is_closed = conditions_met.is_closed,
                          .at_least = base,
                          .at_most = base};
    if (is_before_the_law(interview)) {
        ret->outcomes = 1u << OUTCOME_REFUSED;
        ret->is_closed = true;
    } else {
        struct amounts amounts;
        look_at_amounts(interview, &base, known_on, &amounts);
        ret->has_amount = true;
        ret->least = amounts.least;
        ret->most = amounts.most;
        ret->forms = amounts.forms;
        ret->at_least = amounts.at_least;
        ret->at_most = amounts.at_most;
    }
    look_at_funds(interview, &base, ret);
}

const char *const law_standings[STANDING_COUNT] = {"granted", "document", "closed", "review",
                                                   "open"};

enum standing law_standing(const struct range *range)
{
    if (range->is_closed) return STANDING_CLOSED;
    if (range->outcomes == 1u << OUTCOME_REFUSED) return STANDING_DOCUMENT;
    if (range->outcomes == 1u << OUTCOME_GRANTED) return STANDING_GRANTED;
    return range->outcomes == 1u << OUTCOME_REVIEW ? STANDING_REVIEW : STANDING_OPEN;
}

/* ---- what to ask next ---- */

void law_resource_turns(const struct interview *interview, date known_on, money ret[RESOURCE_TURNS])
{
    struct request base;
    complete(interview, &base);
    struct setting setting = setting_of(&base, known_on);
    struct thresholds thresholds;
    law_thresholds(&setting, &thresholds);
    for (int i = 0; i < REDUCTION_THRESHOLDS; i++) ret[i] = thresholds.reduction[i];
    /* The first threshold of the loan is the last of the reductions. */
    for (int i = 1; i < LOAN_THRESHOLDS; i++)
        ret[REDUCTION_THRESHOLDS + i - 1] = thresholds.loan[i];
}

/* The sum of something over the answers of a list, and how many they are. */
struct mean {
    int64_t sum, count;
};

static bool is_less(struct mean a, struct mean b) { return a.sum * b.count < b.sum * a.count; }

/* What she may receive, from the least to the most; from nothing when it may be closed to her. */
static void add_spread(struct mean *mean, const struct interview *interview, date known_on,
                       bool may_close)
{
    struct request base;
    struct amounts amounts;
    complete(interview, &base);
    look_at_amounts(interview, &base, known_on, &amounts);
    mean->sum += amounts.most.cents - (may_close ? 0 : amounts.least.cents);
    mean->count++;
}

/* Once a condition is known to hold, the others may still close the matter; otherwise nothing is
 * left to receive. */
static struct mean spread_of_condition(const struct interview *interview, date known_on, int which,
                                       const struct conditions *met)
{
    bool others_may_close = false;
    int answers = 0, open = 0;
    for (int i = 0; i < CONDITIONS; i++) {
        const int *times = met->tallies[i].times;
        bool closes = closing & 1u << conditions[i].asked;
        if (i != which) others_may_close |= closes && times[OUTCOME_REFUSED] > 0;
    }
    for (enum outcome outcome = 0; outcome < OUTCOME_COUNT; outcome++) {
        int times = met->tallies[which].times[outcome];
        answers += times;
        if (outcome != OUTCOME_REFUSED) open += times;
    }
    struct mean mean = {0, 0};
    add_spread(&mean, interview, known_on, others_may_close);
    return (struct mean){mean.sum * open, answers};
}

static struct mean spread_of_amount(const struct interview *interview, date known_on,
                                    enum topic asked, bool may_close)
{
    struct interview then = *interview;
    struct mean mean = {0, 0};
    then.known |= 1u << asked;
    if (asked == TOPIC_CHILDREN) {
        for (then.children = 0; then.children <= REQUEST_CHILDREN_MAX; then.children++) {
            add_spread(&mean, &then, known_on, may_close);
        }
    } else if (asked == TOPIC_RESOURCES) {
        money turns[RESOURCE_TURNS];
        law_resource_turns(interview, known_on, turns);
        then.resources_from = then.resources_to = (money){0};
        add_spread(&mean, &then, known_on, may_close);
        for (int i = 0; i < RESOURCE_TURNS; i++) {
            then.resources_from.cents = then.resources_to.cents = turns[i].cents + 1;
            add_spread(&mean, &then, known_on, may_close);
        }
    } else {
        for (int mayotte = 0; mayotte < 2; mayotte++) {
            then.department = department_at(mayotte);
            add_spread(&mean, &then, known_on, may_close);
        }
    }
    return mean;
}

static struct mean spread_of(const struct interview *interview, date known_on, enum topic asked,
                             const struct conditions *met)
{
    for (int i = 0; i < CONDITIONS; i++) {
        if (conditions[i].asked == asked && (closing & 1u << asked))
            return spread_of_condition(interview, known_on, i, met);
    }
    if (asked == TOPIC_CHILDREN || asked == TOPIC_RESOURCES || asked == TOPIC_DEPARTMENT)
        return spread_of_amount(interview, known_on, asked, met->may_close);
    struct mean as_it_is = {0, 0};
    add_spread(&as_it_is, interview, known_on, met->may_close);
    return as_it_is;
}

/* Who refuses for want of a document and knows the fund has nothing to learn from her benefits:
 * they fix the days to pay in and, where there are two funds, which. */
static bool benefits_matter(const struct interview *interview, const struct conditions *met)
{
    if (met->outcomes != 1u << OUTCOME_REFUSED) return true;
    const struct department *where = interview->department;
    return is_known(interview, TOPIC_DEPARTMENT) &&
           law_fund_for(where, BENEFICIARY_MSA) != law_fund_for(where, BENEFICIARY_NONE);
}

enum topic law_next_question(const struct interview *interview, date known_on)
{
    struct request base;
    struct conditions met;
    complete(interview, &base);
    look_at_conditions(interview, &base, &met);
    if (met.is_closed || is_before_the_law(interview)) return TOPIC_COUNT;
    enum topic best = TOPIC_COUNT;
    struct mean least = {0, 1};
    for (enum topic asked = 0; asked < TOPIC_COUNT; asked++) {
        if ((interview->known | interview->unsure) & 1u << asked) continue;
        struct mean spread = spread_of(interview, known_on, asked, &met);
        if (best != TOPIC_COUNT && !is_less(spread, least)) continue;
        best = asked;
        least = spread;
    }
    /* The last of the list and the least narrowing: it is the best only when it is alone. */
    if (best == TOPIC_BENEFITS && !benefits_matter(interview, &met)) return TOPIC_COUNT;
    return best;
}
