#include "law/counterfactual.h"
#include "tests/property/random.h"
#include "tests/test.h"

static struct random random;

enum { CLAIMS = 2000 };

static struct decision decision_with(const struct request *request, struct counterfactual what_if,
                                     int64_t value)
{
    struct request changed;
    struct trouble trouble;
    what_if.value = value;
    law_changed_request(request, &what_if, &changed);
    assert_int_equal(request_check(&changed, &trouble), ERR_OK);
    return decision_on(&changed);
}

/* What the counterfactual claims to turn, as a number that is one thing before and another after.
 */
static int64_t turning(enum change change, const struct decision *decision)
{
    const struct step *flat = step_of(decision, SENTENCE_FLAT_AMOUNT);
    const struct step *wage = step_of(decision, SENTENCE_WAGE_REFERENCE);
    switch (change) {
    case CHANGE_RESOURCES_LESS_REDUCED:
    case CHANGE_RESOURCES_MORE_REDUCED: return decision->reduction_percent;
    case CHANGE_RESOURCES_GRANT:
    case CHANGE_RESOURCES_LOAN: return decision->form;
    case CHANGE_DOCUMENT_THAT_COUNTS:
    case CHANGE_DOCUMENT_MORE_RECENT:
        return (decision->grounds & (BIT(GROUND_NO_DOCUMENT) | BIT(GROUND_DOCUMENT_TOO_OLD) |
                                     BIT(GROUND_DOCUMENT_NOT_ACCEPTED))) != 0 ||
               (decision->flags & BIT(FLAG_EDGE_DAY)) != 0;
    case CHANGE_ASKED_SINCE_THE_LAW: return decision->grounds & BIT(GROUND_BEFORE_THE_LAW);
    case CHANGE_ASKED_AFTER_TWELVE_MONTHS:
    case CHANGE_DECIDED_AFTER_TWELVE_MONTHS:
        return decision->grounds & BIT(GROUND_AWARDED_WITHIN_12_MONTHS);
    case CHANGE_ASKED_AFTER_REVALUATION:
        return date_number(flat->since) * INT64_C(100000) + date_number(wage->since);
    case CHANGE_ONE_CHILD_MORE:
    case CHANGE_ONE_CHILD_FEWER:
    case CHANGE_RESIDENCE_REGULAR:
    case CHANGE_COUNT: break;
    }
    return 0;
}

/* One cent or one day nearer to what was asked, nothing has turned. */
static void assert_exact(const struct request *request, const struct decision *now,
                         const struct counterfactual *item)
{
    enum change change = item->change;
    bool down = change == CHANGE_RESOURCES_LESS_REDUCED || change == CHANGE_RESOURCES_GRANT;
    struct decision nearer = decision_with(request, *item, item->value + (down ? 1 : -1));
    struct decision then = decision_with(request, *item, item->value);
    if (change == CHANGE_ASKED_AFTER_REVALUATION) {
        /* Lines that change nothing for her may lie between. */
        assert_true(nearer.full.cents != then.full.cents || nearer.form != then.form ||
                    nearer.amount.cents != then.amount.cents);
    } else {
        assert_int_equal(turning(change, &nearer), turning(change, now));
    }
    assert_int_not_equal(turning(change, &then), turning(change, &nearer));
}

static void assert_as_stated(const struct request *request, const struct decision *now,
                             const struct counterfactual *item)
{
    struct decision then = decision_with(request, *item, item->value);
    assert_int_equal(then.outcome, item->outcome);
    assert_int_equal(then.grounds, item->grounds);
    assert_int_equal(then.has_amount, item->has_amount);
    assert_int_equal(then.reduction_percent, item->reduction_percent);
    assert_int_equal(then.amount.cents, item->amount.cents);
    assert_int_equal(then.form, item->form);
    assert_true(then.outcome != now->outcome || then.grounds != now->grounds ||
                then.amount.cents != now->amount.cents || then.form != now->form);
    bool was = now->outcome == OUTCOME_REFUSED, is = then.outcome == OUTCOME_REFUSED;
    int64_t before = was && !is ? 0 : now->amount.cents, after = is && !was ? 0 : then.amount.cents;
    assert_int_equal(item->difference.cents, after - before);
}

/* Every value stated is exact: there the law says what is stated, and next to it what it says now.
 */
static void every_stated_threshold_is_exact(void **state)
{
    (void)state;
    int seen[CHANGE_COUNT] = {0};
    for (int i = 0; i < CLAIMS; i++) {
        struct request request = random_request(&random);
        if (i % 16 == 0) request.requested_on = DATE(2023, 11, (int8_t)(1 + i % 27));
        struct trouble trouble;
        if (request_check(&request, &trouble) != ERR_OK) continue;
        struct decision now = decision_on(&request);
        struct counterfactuals found;
        law_counterfactuals(&request, ALL_KNOWN, &found);
        for (int k = 0; k < found.count; k++) {
            const struct counterfactual *item = &found.items[k];
            if (k > 0) assert_true(found.items[k - 1].change < item->change);
            seen[item->change]++;
            assert_as_stated(&request, &now, item);
            bool has_turn = item->change != CHANGE_ONE_CHILD_MORE &&
                            item->change != CHANGE_ONE_CHILD_FEWER &&
                            item->change != CHANGE_RESIDENCE_REGULAR;
            struct counterfactual one = *item;
            for (int kind = 0; has_turn && kind < DOCUMENT_COUNT; kind++) {
                if (item->documents && !(item->documents & BIT(kind))) continue;
                one.documents = item->documents & BIT(kind);
                assert_exact(&request, &now, &one);
                if (!item->documents) break;
            }
        }
    }
    for (int change = 0; change < CHANGE_COUNT; change++) assert_true(seen[change] > 0);
}

/* None is left out: other resources are reduced otherwise, or lent, exactly beyond what is stated.
 */
static void no_threshold_is_left_out(void **state)
{
    (void)state;
    for (int i = 0; i < CLAIMS; i++) {
        struct request request = random_request(&random);
        struct decision now = decision_on(&request);
        struct counterfactuals found;
        law_counterfactuals(&request, ALL_KNOWN, &found);
        int64_t low = -1, high = INT64_MAX, lent = INT64_MAX, given = -1;
        for (int k = 0; k < found.count; k++) {
            int64_t value = found.items[k].value;
            enum change change = found.items[k].change;
            if (change == CHANGE_RESOURCES_LESS_REDUCED) low = value;
            if (change == CHANGE_RESOURCES_MORE_REDUCED) high = value;
            if (change == CHANGE_RESOURCES_LOAN) lent = value;
            if (change == CHANGE_RESOURCES_GRANT) given = value;
        }
        for (int k = 0; k < 20; k++) {
            struct request other = request;
            other.resources.cents = random_below(&random, 600001);
            struct decision then = decision_on(&other);
            bool in_band = other.resources.cents > low && other.resources.cents < high;
            assert_int_equal(then.reduction_percent == now.reduction_percent, in_band);
            if (!in_band) continue;
            bool same_form = other.resources.cents > given && other.resources.cents < lent;
            assert_int_equal(then.form == now.form, same_form);
        }
    }
}

/* No earlier day brings other lines of the tables and another amount with them. */
static void the_next_revaluation_is_the_next(void **state)
{
    (void)state;
    for (int i = 0; i < 40; i++) {
        struct request request = random_request(&random);
        struct counterfactuals found;
        law_counterfactuals(&request, ALL_KNOWN, &found);
        struct counterfactual item = {.change = CHANGE_ASKED_AFTER_REVALUATION};
        int64_t first = date_number(request.requested_on), end = first + 800;
        for (int k = 0; k < found.count; k++) {
            if (found.items[k].change == item.change) end = found.items[k].value;
        }
        struct decision before = decision_with(&request, item, first);
        for (int64_t day = first + 1; day < end; day++) {
            struct decision then = decision_with(&request, item, day);
            if (turning(item.change, &then) != turning(item.change, &before)) {
                assert_int_equal(then.amount.cents, before.amount.cents);
                assert_int_equal(then.form, before.form);
            }
            before = then;
        }
    }
}

int main(void)
{
    random = random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_stated_threshold_is_exact),
        cmocka_unit_test(no_threshold_is_left_out),
        cmocka_unit_test(the_next_revaluation_is_the_next),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
