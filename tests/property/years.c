#include "tests/property/second_reading.h"
#include "tests/reference/answer.h"
#include "tests/test.h"

#include <stdio.h>
#include <string.h>

/* The decisions of the years gone by, tests/reference/years: each is computed again, to the same
 * cent, with what was known then, and its amount is read a second time. A change of law adds lines
 * to the tables; if one of these changes, a past decision did. */

enum { REQUESTS_A_YEAR = 300, LOANS_A_YEAR = 20 };

struct line {
    text kind, question, answer;
};

static bool cut_line(char *room, struct line *ret)
{
    room[strcspn(room, "\n")] = '\0';
    if (room[0] == '#') return false;
    text rest = text_of(room);
    ret->kind = text_cut(&rest, '\t');
    ret->question = text_cut(&rest, '\t');
    ret->answer = rest;
    return true;
}

/* Calls `check` with every line of one kind, or of any when it is NULL. */
static int each_line(const char *path, const char *kind, void (*check)(const struct line *))
{
    FILE *file = fopen(path, "r");
    if (!file) fail_msg("cannot read %s", path);
    char room[4096];
    int count = 0;
    while (fgets(room, sizeof room, file)) {
        struct line line;
        if (!cut_line(room, &line)) continue;
        if (kind && !text_equal(line.kind, text_of(kind))) continue;
        check(&line);
        count++;
    }
    fclose(file);
    return count;
}

static void same_answer(const struct line *line)
{
    char room[1024];
    struct writer out = WRITER(room);
    bool read = reference_answer(line->kind, line->question, &out);
    if (read && text_equal(writer_text(&out), line->answer)) return;
    fail_msg("%.*s\n  then: %.*s\n  now:  %s", (int)line->question.length, line->question.at,
             (int)line->answer.length, line->answer.at, writer_string(&out));
}

static void every_past_answer_comes_out_again(void **state)
{
    char **paths = *state;
    for (; *paths; paths++) {
        assert_true(each_line(*paths, NULL, same_answer) > REQUESTS_A_YEAR + LOANS_A_YEAR);
    }
}

/* ---- the second reading ---- */

static int number_of(date d) { return d.year * 10000 + d.month * 100 + d.day; }

/* "enfants à charge", under 21 on the day of the request. */
static int children_of(const struct request *request)
{
    int count = 0;
    for (int i = 0; i < request->children_count; i++) {
        date born = request->children[i].born_on;
        count += !date_is_set(born) || number_of(born) + 210000 > number_of(request->requested_on);
    }
    return count;
}

static void same_in_the_second_reading(const struct line *line)
{
    static const enum second_wage wages[SMIC_REFERENCE_COUNT] = {
        [SMIC_REFERENCE_APRIL] = SECOND_FROM_APRIL,
        [SMIC_REFERENCE_JANUARY] = SECOND_FROM_JANUARY,
        [SMIC_REFERENCE_IN_FORCE] = SECOND_OF_THE_DAY,
    };
    static struct request request;
    static struct decision decision;
    assert_true(reference_decide(line->question, &request, &decision));
    if (!decision.has_amount) return;
    struct second_text under = {number_of(request.requested_on), number_of(request.decided_on),
                                text_equal(text_of(request.department->code), T("976")),
                                wages[request.smic_reference]};
    struct second_reading reading;
    second_read(&under, &reading);
    bool loan;
    int children = children_of(&request);
    int64_t amount = second_amount(&reading, request.resources.cents, children, &loan);
    if (decision.full.cents == reading.amount[children][0] && decision.amount.cents == amount &&
        loan == (decision.form == FORM_LOAN) &&
        amount == reading.amount[children][decision.reduction_percent / 20]) {
        return;
    }
    fail_msg("%.*s: second reading %lld, %s", (int)line->question.length, line->question.at,
             (long long)amount, loan ? "loan" : "grant");
}

static void every_past_amount_is_that_of_the_second_reading(void **state)
{
    char **paths = *state;
    for (; *paths; paths++) {
        assert_int_equal(each_line(*paths, "request", same_in_the_second_reading), REQUESTS_A_YEAR);
    }
}

/* D. 214-21: due two years after the award; as many equal parts as she chose. */
static void same_loan_in_the_second_reading(const struct line *line)
{
    int year, month, day, parts, due_year, due_month, due_day;
    long long principal, first, last;
    char question[256], answer[256];
    snprintf(question, sizeof question, "%.*s", (int)line->question.length, line->question.at);
    snprintf(answer, sizeof answer, "%.*s", (int)line->answer.length, line->answer.at);
    assert_int_equal(sscanf(question, "awarded_on=%d-%d-%d principal_cents=%lld instalments=%d",
                            &year, &month, &day, &principal, &parts),
                     5);
    assert_int_equal(sscanf(answer,
                            "due_on=%d-%d-%d last_on=%*d-%*d-%*d first_cents=%lld last_cents=%lld",
                            &due_year, &due_month, &due_day, &first, &last),
                     5);
    bool leap_day = month == 2 && day == 29; /* no loan of these years falls due on another one */
    assert_int_equal(due_year, year + 2);
    assert_int_equal(due_month, month);
    assert_int_equal(due_day, leap_day ? 28 : day);
    assert_int_equal(first, (principal + parts - 1) / parts);
    assert_int_equal(last, principal / parts);
}

static void every_past_loan_is_that_of_the_second_reading(void **state)
{
    char **paths = *state;
    for (; *paths; paths++) {
        assert_int_equal(each_line(*paths, "loan", same_loan_in_the_second_reading), LOANS_A_YEAR);
    }
}

int main(int count, char **words)
{
    assert_true(count > 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(every_past_answer_comes_out_again, words + 1),
        cmocka_unit_test_prestate(every_past_amount_is_that_of_the_second_reading, words + 1),
        cmocka_unit_test_prestate(every_past_loan_is_that_of_the_second_reading, words + 1),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
