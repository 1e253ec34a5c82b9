#include "law/amount.h"
#include "law/loan.h"
#include "tests/property/random.h"
#include "tests/reference/answer.h"

#include <stdio.h>
#include <stdlib.h>

/* Makes the lines of a year of tests/reference/years, once: the questions are drawn, the answers
 * are those of the rules of that day. A year that is there is never made again; the day a year is
 * over its file is made and read by a person. Usage: make_years YEAR >
 * tests/reference/years/YEAR.tsv */

enum { REQUESTS = 300, LOANS = 20, WITHHOLDINGS = 16, PENALTIES = 16 };

static struct random random_here;

static int below(int end) { return random_below(&random_here, end); }
static bool one_in(int count) { return below(count) == 0; }

/* ---- a request ---- */

static date day_in(int16_t year)
{
    if (year == 2023)
        return date_plus_days(DATE(2023, 11, 25), below(37)); /* three before the law */
    return date_plus_days(DATE(year, 1, 1), below(year == 2026 ? 300 : 365));
}

/* At a threshold or a cent beside it, nothing, or anything. */
static int64_t resources_of(const struct request *request)
{
    if (one_in(6)) return 0;
    if (one_in(3)) return below(400001);
    if (one_in(8)) return below(100000001);
    struct setting setting = {.requested_on = request->requested_on,
                              .mayotte = request->department == law_department(T("976")),
                              .smic_reference = request->smic_reference,
                              .known_on = request->decided_on};
    if (date_compare(setting.requested_on, DATE(2023, 11, 28)) < 0) return 50000;
    struct thresholds thresholds;
    law_thresholds(&setting, &thresholds);
    int place = below(REDUCTION_THRESHOLDS + LOAN_THRESHOLDS);
    money at = place < REDUCTION_THRESHOLDS ? thresholds.reduction[place]
                                            : thresholds.loan[place - REDUCTION_THRESHOLDS];
    return at.cents - 1 + below(3);
}

static void add_children(struct request *request)
{
    static const int8_t counts[] = {0, 0, 0, 1, 1, 1, 2, 2, 3, 4, 5, 7};
    request->children_count = counts[below((int)LENGTH(counts))];
    if (one_in(2)) return;
    for (int i = 0; i < request->children_count; i++) {
        date born = date_plus_days(request->requested_on, -below(8000));
        if (one_in(6)) born = date_plus_days(born, -8000 + 7670 + below(3));
        if (born.month == 2 && born.day == 29) born.day = 28;
        request->children[i] = (struct child){born, one_in(10)};
    }
}

static void draw_request(int16_t year, struct request *ret)
{
    do {
        *ret = random_request(&random_here);
        struct request plain = request_defaults(day_in(year));
        if (!one_in(4)) {
            plain.relationship = one_in(3) ? RELATIONSHIP_FORMER_COHABITANT : RELATIONSHIP_SPOUSE;
        } else {
            plain.relationship = ret->relationship;
            plain.violence_against = ret->violence_against;
            plain.residence = ret->residence;
        }
        plain.department = ret->department;
        plain.beneficiary_of = ret->beneficiary_of;
        plain.completed_on = date_plus_days(plain.requested_on, one_in(2) ? 0 : below(20));
        plain.decided_on = date_plus_days(plain.completed_on, below(6));
        if (one_in(4)) plain.smic_reference = ret->smic_reference;
        plain.documents[0].dated = date_plus_days(plain.completed_on, -below(420));
        if (one_in(4)) plain.documents[0].kind = (enum document_kind)below(DOCUMENT_COUNT);
        if (one_in(12)) plain.documents_count = 0;
        if (one_in(5)) {
            plain.awards[plain.awards_count++] =
                date_plus_days(plain.requested_on, -below(500) - 1);
        }
        add_children(&plain);
        plain.resources.cents = resources_of(&plain);
        *ret = plain;
    } while (ret->decided_on.year != year);
}

static void write_day_value(struct writer *out, const char *key, date day)
{
    write_string(out, ", \"");
    write_string(out, key);
    write_string(out, "\": \"");
    write_date(out, day);
    write_character(out, '"');
}

static void write_word_value(struct writer *out, const struct word_list *list, const char *key,
                             int value)
{
    write_string(out, ", \"");
    write_string(out, key);
    write_string(out, "\": \"");
    write_string(out, list->words[value].word);
    write_character(out, '"');
}

static void write_children(struct writer *out, const struct request *r)
{
    if (r->children_count == 0) return;
    write_string(out, ", \"children\": ");
    if (!date_is_set(r->children[0].born_on)) {
        write_integer(out, r->children_count);
        return;
    }
    for (int i = 0; i < r->children_count; i++) {
        write_string(out, i == 0 ? "[{\"born_on\": \"" : ", {\"born_on\": \"");
        write_date(out, r->children[i].born_on);
        write_string(out, r->children[i].shared_custody ? "\", \"shared_custody\": true}" : "\"}");
    }
    write_character(out, ']');
}

/* What is not the default of the interface. */
static void write_question(struct writer *out, const struct request *r)
{
    struct request plain = request_defaults(r->requested_on);
    write_string(out, "{\"requested_on\": \"");
    write_date(out, r->requested_on);
    write_string(out, "\", \"department\": \"");
    write_string(out, r->department->code);
    write_string(out, "\", \"resources_cents\": ");
    write_integer(out, r->resources.cents);
    write_children(out, r);
    if (date_compare(r->completed_on, r->requested_on) != 0) {
        write_day_value(out, "completed_on", r->completed_on);
    }
    if (date_compare(r->decided_on, r->completed_on) != 0) {
        write_day_value(out, "decided_on", r->decided_on);
    }
    if (r->relationship != plain.relationship) {
        write_word_value(out, &law_relationships, "relationship", (int)r->relationship);
    }
    if (r->violence_against != plain.violence_against) {
        write_word_value(out, &law_victims, "violence_against", (int)r->violence_against);
    }
    if (r->documents_count == 0) {
        write_string(out, ", \"documents\": []");
    } else {
        write_string(out, ", \"documents\": [{\"kind\": \"");
        write_string(out, law_document_kinds.words[r->documents[0].kind].word);
        write_string(out, "\", \"dated\": \"");
        write_date(out, r->documents[0].dated);
        write_string(out, "\"}]");
    }
    if (r->residence != plain.residence) {
        write_word_value(out, &law_residences, "residence", (int)r->residence);
    }
    if (r->beneficiary_of != plain.beneficiary_of) {
        write_word_value(out, &law_beneficiaries, "beneficiary_of", (int)r->beneficiary_of);
    }
    if (r->awards_count > 0) {
        write_string(out, ", \"previous_awards\": [\"");
        write_date(out, r->awards[0]);
        write_string(out, "\"]");
    }
    if (r->smic_reference != plain.smic_reference) {
        write_word_value(out, &law_smic_references, "smic_reference", (int)r->smic_reference);
    }
    write_character(out, '}');
}

/* ---- the others ---- */

static void write_loan(struct writer *out, int16_t year)
{
    static const int8_t counts[] = {24, 24, 24, 1, 12, 7, 23};
    date day = day_in(year);
    if (one_in(4)) day = DATE(year, (int8_t)(year == 2023 ? 12 : 8), 31);
    if (year == 2024 && one_in(4)) day = DATE(2024, 2, 29);
    if (date_compare(day, DATE(2023, 11, 28)) < 0) day = DATE(2023, 11, 28);
    write_string(out, "awarded_on=");
    write_date(out, day);
    write_string(out, " principal_cents=");
    write_integer(out, 24310 + below(200000));
    write_string(out, " instalments=");
    write_integer(out, counts[below((int)LENGTH(counts))]);
}

static void write_withholding(struct writer *out, int16_t year)
{
    write_string(out, "day=");
    write_date(out, DATE(year, (int8_t)(1 + below(12)), (int8_t)(1 + below(28))));
    write_string(out, one_in(5) ? " territory=mayotte" : " territory=general");
    write_string(out, " income_cents=");
    write_integer(out, below(250000));
    write_string(out, " benefits_cents=");
    write_integer(out, below(90000));
    write_string(out, " housing_cents=");
    write_integer(out, below(80000));
    write_string(out, one_in(4) ? " partner=1" : " partner=0");
    write_string(out, " children=");
    write_integer(out, below(5));
}

static void write_penalty(struct writer *out, int16_t year)
{
    date facts = day_in(year);
    write_string(out, "breach=");
    write_string(out, case_breaches.words[below(case_breaches.count)].word);
    write_string(out, " intent=");
    write_string(out, case_intents.words[below(case_intents.count)].word);
    write_string(out, " facts_from=");
    write_date(out, facts);
    write_string(out, " accused_on=");
    write_date(out, date_plus_days(facts, 30 + below(300)));
    write_string(out, " sums_cents=");
    write_integer(out, one_in(5) ? -1 : below(one_in(4) ? 9000000 : 200000));
    write_string(out, " earlier_sanction=");
    if (one_in(4)) {
        write_date(out, date_plus_days(facts, -below(900)));
    } else {
        write_character(out, '-');
    }
}

static void print_line(const char *kind, struct writer *question)
{
    char room[1024];
    struct writer answer = WRITER(room);
    if (question->full || !reference_answer(text_of(kind), writer_text(question), &answer)) {
        fprintf(stderr, "make_years: no answer to %s %s\n", kind, writer_string(question));
        exit(1);
    }
    printf("%s\t%s\t", kind, writer_string(question));
    printf("%s\n", writer_string(&answer));
}

int main(int count, char **words)
{
    int year = count == 2 ? (int)strtol(words[1], NULL, 10) : 0;
    if (year < 2023 || year > 2100) return 2;
    random_here = (struct random){(uint64_t)year};
    char room[2048];
    printf("# What the rules gave in %d, each request as known on the day it was decided. Frozen: "
           "never edited, never made "
           "again.\n# kind, question, answer: tests/reference/answer.h says the words.\n",
           year);
    for (int i = 0; i < REQUESTS; i++) {
        struct request request;
        struct writer question = WRITER(room);
        draw_request((int16_t)year, &request);
        write_question(&question, &request);
        print_line("request", &question);
    }
    static const struct {
        const char *kind;
        int count;
        void (*write)(struct writer *out, int16_t year);
    } others[] = {{"loan", LOANS, write_loan},
                  {"withholding", WITHHOLDINGS, write_withholding},
                  {"penalty", PENALTIES, write_penalty}};
    for (size_t k = 0; k < LENGTH(others); k++) {
        /* the scale of withholding was found whole for one of these years */
        if (others[k].write == write_withholding && year != 2025) continue;
        for (int i = 0; i < others[k].count; i++) {
            struct writer question = WRITER(room);
            others[k].write(&question, (int16_t)year);
            print_line(others[k].kind, &question);
        }
    }
    return 0;
}
