#include "law/interview.h"
#include "tests/property/random.h"
#include "tests/test.h"

/* A request known in part, against the law asked of whole ones. */

static struct random random;

enum { INTERVIEWS = 4000, COMPLETIONS = 12, WHOLE = 60 };

static bool is_known(const struct interview *interview, enum topic what)
{
    return interview->known & 1u << what;
}

/* What she might say, some of it said, some not known. */
static struct interview random_interview(void)
{
    struct request whole = random_request(&random);
    date day = whole.requested_on;
    date earlier = date_plus_days(day, -random_below(&random, 500));
    struct interview interview = {
        .requested_on = day,
        .known = (uint32_t)random_next(&random) & ((1u << TOPIC_COUNT) - 1),
        .relationship = whole.relationship,
        .violence_against = whole.violence_against,
        .residence = whole.residence,
        .has_award = random_below(&random, 4) == 0,
        .awarded_on = random_flag(&random) ? earlier : NO_DATE,
        .children = whole.children_count,
        .resources_from = whole.resources,
        .resources_to = whole.resources,
        .department = whole.department,
        .has_document = random_below(&random, 4) > 0,
        .document = {whole.documents[0].kind, random_flag(&random) ? earlier : NO_DATE},
        .beneficiary_of = whole.beneficiary_of,
    };
    interview.unsure =
        (uint32_t)random_next(&random) & ~interview.known & ((1u << TOPIC_COUNT) - 1);
    if (random_below(&random, 4) == 0) interview.resources_from.cents /= 2;
    if (random_below(&random, 4) == 0) interview.requested_on = DATE(2023, 11, 27);
    if (date_compare(interview.awarded_on, interview.requested_on) > 0)
        interview.awarded_on = NO_DATE;
    if (date_compare(interview.document.dated, interview.requested_on) > 0)
        interview.document.dated = NO_DATE;
    return interview;
}

static date within_a_year_before(date day)
{
    date since = date_plus_days(date_plus_months_or_last_day(day, -12), 1);
    return date_plus_days(since, random_below(&random, date_number(day) - date_number(since) + 1));
}

/* Some request that the interview allows. */
static struct request random_completion(const struct interview *interview)
{
    struct request request = random_request(&random);
    date day = interview->requested_on;
    request.requested_on = request.completed_on = request.decided_on = day;
    request.smic_reference = SMIC_REFERENCE_APRIL;
    if (is_known(interview, TOPIC_WHO)) {
        request.relationship = interview->relationship;
        request.violence_against = interview->violence_against;
    }
    if (is_known(interview, TOPIC_RESIDENCE)) request.residence = interview->residence;
    bool award = is_known(interview, TOPIC_AWARD) ? interview->has_award : random_flag(&random);
    request.awards_count = award;
    request.awards[0] = is_known(interview, TOPIC_AWARD) && date_is_set(interview->awarded_on)
                            ? interview->awarded_on
                            : within_a_year_before(day);
    if (is_known(interview, TOPIC_CHILDREN)) request.children_count = interview->children;
    for (int i = 0; i < request.children_count; i++)
        request.children[i] = (struct child){NO_DATE, 0};
    if (is_known(interview, TOPIC_RESOURCES)) {
        int64_t span = interview->resources_to.cents - interview->resources_from.cents;
        request.resources.cents =
            interview->resources_from.cents + random_below(&random, (int)span + 1);
    }
    if (is_known(interview, TOPIC_DEPARTMENT)) request.department = interview->department;
    bool known = is_known(interview, TOPIC_DOCUMENT);
    request.documents_count = known ? interview->has_document : random_flag(&random);
    struct document *document = &request.documents[0];
    if (known) document->kind = interview->document.kind;
    document->dated = known && date_is_set(interview->document.dated)
                          ? interview->document.dated
                          : date_plus_days(day, -random_below(&random, 800));
    if (is_known(interview, TOPIC_BENEFITS)) request.beneficiary_of = interview->beneficiary_of;
    return request;
}

static void assert_within(const struct range *range, const struct request *request)
{
    struct decision decision = decision_on(request);
    assert_true(range->outcomes & 1u << decision.outcome);
    assert_int_equal(range->has_amount, decision.has_amount);
    if (range->is_closed) assert_int_equal(decision.outcome, OUTCOME_REFUSED);
    if (decision.has_amount) {
        assert_true(range->least.cents <= decision.amount.cents);
        assert_true(decision.amount.cents <= range->most.cents);
        assert_true(range->forms & 1u << decision.form);
    }
    if (date_is_set(decision.pay_by)) {
        assert_true(date_compare(range->pay_by_first, decision.pay_by) <= 0);
        assert_true(date_compare(decision.pay_by, range->pay_by_last) <= 0);
    }
    if (range->fund) assert_ptr_equal(range->fund, decision.fund);
}

static void every_completion_lies_within_the_range(void **state)
{
    (void)state;
    for (int n = 0; n < INTERVIEWS; n++) {
        struct interview interview = random_interview();
        struct trouble trouble;
        struct range range;
        assert_int_equal(law_interview_check(&interview, &trouble), ERR_OK);
        law_range(&interview, ALL_KNOWN, &range);
        for (int i = 0; i < COMPLETIONS; i++) {
            struct request request = random_completion(&interview);
            assert_within(&range, &request);
        }
    }
}

/* Both ends are decisions of the law on completions, which the range itself gives. */
static void both_ends_are_reached(void **state)
{
    (void)state;
    for (int n = 0; n < INTERVIEWS; n++) {
        struct interview interview = random_interview();
        struct range range;
        law_range(&interview, ALL_KNOWN, &range);
        struct decision least = decision_on(&range.at_least), most = decision_on(&range.at_most);
        assert_within(&range, &range.at_least);
        assert_within(&range, &range.at_most);
        if (!range.has_amount) continue;
        assert_int_equal(least.amount.cents, range.least.cents);
        assert_int_equal(most.amount.cents, range.most.cents);
        if (is_known(&interview, TOPIC_DEPARTMENT))
            assert_int_equal(1u << least.form | 1u << most.form, range.forms);
    }
}

struct seen {
    uint32_t outcomes;
    date first, last;
    const struct fund *fund;
    bool several;
};

static void see(struct seen *seen, const struct decision *decision)
{
    seen->outcomes |= 1u << decision->outcome;
    if (seen->fund && seen->fund != decision->fund) seen->several = true;
    seen->fund = decision->fund;
    date by = decision->pay_by;
    if (!date_is_set(by)) return;
    if (!date_is_set(seen->first) || date_compare(by, seen->first) < 0) seen->first = by;
    if (date_compare(by, seen->last) > 0) seen->last = by;
}

/* All that may be said of her document, and what follows. */
static void see_documents(const struct interview *interview, struct request request,
                          struct seen *seen)
{
    static const int days_old[] = {0, 200, 364, 365, 366, 367, 500};
    bool known = is_known(interview, TOPIC_DOCUMENT);
    for (int d = 0; d < 1 + DOCUMENT_COUNT * (int)LENGTH(days_old); d++) {
        struct document document = {(enum document_kind)((d - 1) / (int)LENGTH(days_old)), NO_DATE};
        if (d > 0) {
            document.dated =
                date_plus_days(request.requested_on, -days_old[(d - 1) % (int)LENGTH(days_old)]);
        }
        if (known && interview->has_document != (d > 0)) continue;
        if (known && d > 0 && document.kind != interview->document.kind) continue;
        if (known && d > 0 && date_is_set(interview->document.dated))
            document.dated = interview->document.dated;
        request.documents_count = d > 0;
        request.documents[0] = document;
        struct decision decision = decision_on(&request);
        see(seen, &decision);
    }
}

/* Every combination of the conditions: the outcomes of the range, no more and no fewer. */
static void each_outcome_is_that_of_a_completion(void **state)
{
    (void)state;
    for (int n = 0; n < WHOLE; n++) {
        struct interview interview = random_interview();
        struct range range;
        law_range(&interview, ALL_KNOWN, &range);
        struct seen seen = {0};
        struct request request = range.at_least;
        for (int i = 0; i < RELATIONSHIP_COUNT * VICTIM_COUNT * RESIDENCE_COUNT * 2; i++) {
            int left = i;
            if (!is_known(&interview, TOPIC_WHO)) {
                request.relationship = (enum relationship)(left % RELATIONSHIP_COUNT);
                request.violence_against = (enum victim)(left / RELATIONSHIP_COUNT % VICTIM_COUNT);
            }
            left /= RELATIONSHIP_COUNT * VICTIM_COUNT;
            if (!is_known(&interview, TOPIC_RESIDENCE))
                request.residence = (enum residence)(left % RESIDENCE_COUNT);
            if (!is_known(&interview, TOPIC_AWARD)) {
                request.awards_count = left / RESIDENCE_COUNT;
                request.awards[0] = request.requested_on;
            }
            see_documents(&interview, request, &seen);
        }
        assert_int_equal(seen.outcomes, range.outcomes);
    }
}

/* Every département and kind of recipient: the days and the fund of the range. */
static void the_days_and_the_fund_are_those_of_completions(void **state)
{
    (void)state;
    for (int n = 0; n < WHOLE; n++) {
        struct interview interview = random_interview();
        struct range range;
        law_range(&interview, ALL_KNOWN, &range);
        struct seen seen = {0};
        struct request request = range.at_most;
        if (!(range.outcomes & ~(1u << OUTCOME_REFUSED))) {
            assert_false(date_is_set(range.pay_by_first) || date_is_set(range.pay_by_last));
        }
        for (int i = 0; i < law_department_count() * BENEFICIARY_COUNT; i++) {
            const struct department *where = law_department_at(i / BENEFICIARY_COUNT);
            enum beneficiary of = (enum beneficiary)(i % BENEFICIARY_COUNT);
            if (where->coverage == COVERAGE_NOT_COVERED) continue;
            if (is_known(&interview, TOPIC_DEPARTMENT) && where != interview.department) continue;
            if (is_known(&interview, TOPIC_BENEFITS) && of != interview.beneficiary_of) continue;
            request.department = where;
            request.beneficiary_of = of;
            struct decision decision = decision_on(&request);
            see(&seen, &decision);
        }
        if (date_is_set(seen.first)) {
            assert_int_equal(date_compare(seen.first, range.pay_by_first), 0);
            assert_int_equal(date_compare(seen.last, range.pay_by_last), 0);
        }
        assert_ptr_equal(range.fund, seen.several ? NULL : seen.fund);
    }
}

/* ---- the next question ---- */

static void answer_from(struct interview *interview, enum topic asked, const struct interview *from)
{
    uint32_t known = interview->known | 1u << asked;
    struct interview then = *from;
    then.requested_on = interview->requested_on;
    then.known = known;
    then.unsure = interview->unsure;
    *interview = then;
}

static bool is_same(const struct range *a, const struct range *b)
{
    return a->outcomes == b->outcomes && a->is_closed == b->is_closed &&
           a->least.cents == b->least.cents && a->most.cents == b->most.cents &&
           a->forms == b->forms && date_compare(a->pay_by_first, b->pay_by_first) == 0 &&
           date_compare(a->pay_by_last, b->pay_by_last) == 0 && a->fund == b->fund;
}

/* Any answer narrows, none widens. */
static void an_answer_never_widens_the_range(void **state)
{
    (void)state;
    for (int n = 0; n < INTERVIEWS / 4; n++) {
        struct interview interview = random_interview(), whole = interview;
        whole.known = (1u << TOPIC_COUNT) - 1;
        interview.unsure = 0;
        struct range before, after;
        law_range(&interview, ALL_KNOWN, &before);
        for (int asked_times = 0; asked_times <= TOPIC_COUNT; asked_times++) {
            enum topic next = law_next_question(&interview, ALL_KNOWN);
            if (next == TOPIC_COUNT) break;
            assert_false(interview.known & 1u << next);
            answer_from(&interview, next, &whole);
            law_range(&interview, ALL_KNOWN, &after);
            assert_int_equal(after.outcomes & ~before.outcomes, 0);
            assert_int_equal(after.forms & ~before.forms, 0);
            assert_true(after.least.cents >= before.least.cents);
            assert_true(after.most.cents <= before.most.cents);
            before = after;
        }
        bool all = (interview.known | BIT(TOPIC_BENEFITS)) == whole.known;
        assert_true(before.is_closed || all);
    }
}

/* What is asked can change the answer: two answers to it give two ranges. */
static void nothing_is_asked_in_vain(void **state)
{
    (void)state;
    int asked_of[TOPIC_COUNT] = {0};
    for (int n = 0; n < INTERVIEWS / 4; n++) {
        struct interview interview = random_interview();
        enum topic next = law_next_question(&interview, ALL_KNOWN);
        if (next == TOPIC_COUNT) continue;
        assert_false((interview.known | interview.unsure) & 1u << next);
        struct range ranges[2];
        bool differ = false;
        for (int i = 0; i < 200 && !differ; i++) {
            struct interview other = random_interview(), then = interview;
            other.requested_on = interview.requested_on;
            then.known |= 1u << next;
            switch (next) {
            case TOPIC_WHO:
                then.relationship = i % 2 ? RELATIONSHIP_OTHER : RELATIONSHIP_SPOUSE;
                then.violence_against = VICTIM_APPLICANT;
                break;
            case TOPIC_RESIDENCE: then.residence = (enum residence)(i % RESIDENCE_COUNT); break;
            case TOPIC_AWARD:
                then.has_award = i % 2;
                then.awarded_on = NO_DATE;
                break;
            case TOPIC_CHILDREN: then.children = i % 4; break;
            case TOPIC_RESOURCES:
                then.resources_from.cents = then.resources_to.cents = i * 100000 % 100000000;
                break;
            case TOPIC_DEPARTMENT: then.department = other.department; break;
            case TOPIC_DOCUMENT:
                then.has_document = i % 2;
                then.document = (struct document){DOCUMENT_COMPLAINT, interview.requested_on};
                break;
            case TOPIC_BENEFITS:
                then.beneficiary_of = (enum beneficiary)(i % BENEFICIARY_COUNT);
                break;
            case TOPIC_COUNT: break;
            }
            law_range(&then, ALL_KNOWN, &ranges[i > 0]);
            differ = i > 0 && !is_same(&ranges[0], &ranges[1]);
        }
        if (!differ) fail_msg("%s is asked in vain", law_questions[next]);
        asked_of[next]++;
    }
    for (int i = 0; i < TOPIC_COUNT; i++) assert_true(asked_of[i] > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_completion_lies_within_the_range),
        cmocka_unit_test(both_ends_are_reached),
        cmocka_unit_test(each_outcome_is_that_of_a_completion),
        cmocka_unit_test(the_days_and_the_fund_are_those_of_completions),
        cmocka_unit_test(an_answer_never_widens_the_range),
        cmocka_unit_test(nothing_is_asked_in_vain),
    };
    random = random_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
