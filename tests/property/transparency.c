#include "law/transparency.h"
#include "tests/property/random.h"
#include "tests/test.h"

#include <string.h>

static struct random random;

enum { CLAIMS = 1500, TRIES = 2 };

/* Everything a decision says, in words. */
static text said(const struct decision *decision, struct writer *out)
{
    write_integer(out, decision->outcome);
    write_character(out, ' ');
    write_integer(out, decision->grounds);
    write_character(out, ' ');
    write_integer(out, decision->flags);
    write_character(out, ' ');
    write_integer(out, decision->amount.cents);
    write_character(out, ' ');
    write_integer(out, decision->form);
    write_string(out, decision->fund->code);
    for (int i = 0; i < decision->why.count; i++) {
        write_step_article(out, &decision->why.steps[i]);
        write_step_sentence(out, &decision->why.steps[i], LANGUAGE_FR);
    }
    assert_false(out->full);
    return writer_text(out);
}

static bool says_the_same(const struct decision *a, const struct decision *b)
{
    static char rooms[2][32768];
    struct writer first = WRITER(rooms[0]), second = WRITER(rooms[1]);
    return text_equal(said(a, &first), said(b, &second));
}

/* That datum of another request in the place of this one's. */
static void mix(struct request *request, const struct request *other, enum datum datum)
{
    switch (datum) {
    case DATUM_REQUESTED_ON: request->requested_on = other->requested_on; break;
    case DATUM_DEPARTMENT: request->department = other->department; break;
    case DATUM_RESOURCES: request->resources = other->resources; break;
    case DATUM_CHILDREN:
        request->children_count = other->children_count;
        memcpy(request->children, other->children, sizeof request->children);
        break;
    case DATUM_COMPLETED_ON: request->completed_on = other->completed_on; break;
    case DATUM_DECIDED_ON: request->decided_on = other->decided_on; break;
    case DATUM_RELATIONSHIP: request->relationship = other->relationship; break;
    case DATUM_VIOLENCE_AGAINST: request->violence_against = other->violence_against; break;
    case DATUM_DOCUMENTS:
        request->documents_count = other->documents_count;
        memcpy(request->documents, other->documents, sizeof request->documents);
        break;
    case DATUM_RESIDENCE: request->residence = other->residence; break;
    case DATUM_BENEFICIARY_OF: request->beneficiary_of = other->beneficiary_of; break;
    case DATUM_PREVIOUS_AWARDS:
        request->awards_count = other->awards_count;
        memcpy(request->awards, other->awards, sizeof request->awards);
        break;
    case DATUM_SMIC_REFERENCE: request->smic_reference = other->smic_reference; break;
    case DATUM_COUNT: break;
    }
}

/* What is not listed was not read: whatever stands there, the decision says the same. What is
 * listed matters to somebody. */
static void what_is_not_listed_changes_nothing(void **state)
{
    (void)state;
    int unread[DATUM_COUNT] = {0}, mattered[DATUM_COUNT] = {0};
    for (int i = 0; i < CLAIMS; i++) {
        struct request request = random_request(&random);
        if (i % 16 == 0) request.requested_on = DATE(2023, 11, (int8_t)(1 + i % 27));
        struct decision decision = decision_on(&request);
        struct transparency told;
        law_transparency(&decision, &told);
        for (int datum = 0; datum < DATUM_COUNT * TRIES; datum++) {
            struct request other = random_request(&random), mixed = request;
            struct trouble trouble;
            mix(&mixed, &other, (enum datum)(datum % DATUM_COUNT));
            if (request_check(&mixed, &trouble) != ERR_OK) continue;
            struct decision then = decision_on(&mixed);
            bool same = says_the_same(&decision, &then);
            if (told.data & BIT(datum % DATUM_COUNT)) {
                mattered[datum % DATUM_COUNT] += !same;
            } else {
                assert_true(same);
                unread[datum % DATUM_COUNT]++;
            }
        }
    }
    for (int datum = 0; datum < DATUM_COUNT; datum++) assert_true(mattered[datum] > 0);
    assert_true(unread[DATUM_DECIDED_ON] > 0 && unread[DATUM_COMPLETED_ON] > 0);
    assert_true(unread[DATUM_RESOURCES] > 0 && unread[DATUM_RELATIONSHIP] > 0);
}

/* A new sentence of the claim cannot be forgotten in the table of what is read. */
static void every_sentence_of_a_claim_says_what_it_reads(void **state)
{
    (void)state;
    for (int i = 0; i < CLAIMS; i++) {
        struct request request = random_request(&random);
        struct decision decision = decision_on(&request);
        for (int k = 0; k < decision.why.count; k++) {
            enum sentence sentence = decision.why.steps[k].sentence;
            assert_int_equal(law_data_read(sentence) == 0, sentence == SENTENCE_RIGHTS);
        }
    }
}

/* The value of a step with a weight is that share of the flat amount or of the minimum wage. */
static void every_weight_gives_its_value(void **state)
{
    (void)state;
    for (int i = 0; i < CLAIMS; i++) {
        struct request request = random_request(&random);
        struct decision decision = decision_on(&request);
        const struct step *flat = step_of(&decision, SENTENCE_FLAT_AMOUNT);
        const struct step *wage = step_of(&decision, SENTENCE_WAGE_REFERENCE);
        struct reasoning *why = &decision.why;
        for (int k = 0; k < why->count; k++) {
            const struct step *step = &why->steps[k];
            int percent = law_weight_percent(step);
            if (percent == 0) continue;
            bool increment = step->sentence == SENTENCE_INCREMENT;
            int64_t of = increment ? flat->value.cents : wage->value.cents;
            /* The minimum wage of May 2023 was published to the half cent; a share is of that. */
            bool half_cent = !increment && of == 138309;
            money share = half_cent ? money_percent_of_mils((mils){1383085}, percent)
                                    : money_percent((money){of}, percent);
            assert_int_equal(step->value.cents, share.cents);
        }
    }
}

int main(void)
{
    random = random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_listed_changes_nothing),
        cmocka_unit_test(every_sentence_of_a_claim_says_what_it_reads),
        cmocka_unit_test(every_weight_gives_its_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
