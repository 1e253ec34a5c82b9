/* What each recipient is told, and when a document is made at all. */
#include "paper/paper.h"
#include "tests/loans.h"

static const date awarded = {2024, 1, 15}, today = {2026, 11, 28};

static struct paper paper;

static struct paper_source source_of(const struct case_file *file)
{
    struct paper_source source = {.file = file, .today = today, .number = 123456789012345};
    paper_name_read(T("EXEMPLE"), T("Camille"), &source.name);
    return source;
}

static err make(enum paper_kind kind, const struct case_file *file)
{
    struct paper_source source = source_of(file);
    struct trouble trouble;
    return paper_make(kind, &source, &paper, &trouble);
}

/* A loan the fund asks of the author, or the Treasury. */
static struct case_file transferred(enum creditor creditor)
{
    struct case_file file = loan_file(awarded, 0);
    date judged = DATE(2025, 3, 3);
    tell(&file, opened_fact(DATE(2024, 2, 1), DATE(2024, 2, 2)));
    if (creditor == CREDITOR_FUND) {
        tell(&file, outcome_fact(PENAL_COMPOSITION, true, judged, DATE(2025, 4, 1)));
    } else {
        tell(&file, ordered_fact(24310, judged, DATE(2025, 4, 1)));
    }
    tell(&file, transfer_fact(creditor, DATE(2025, 4, 2), 24310));
    return file;
}

/* ---- the types ---- */

static void t16_no_line_tells_more_than_its_document_may(void **state)
{
    (void)state;
    int lines = 0;
    for (int i = 0; i < PAPER_COUNT; i++) {
        const struct paper_row *row = &paper_rows[i];
        assert_true(row->lines_count > 0 && row->basis[0] && row->title[LANGUAGE_EN][0]);
        for (int j = 0; j < row->lines_count; j++, lines++) {
            assert_true(paper_tells(row->lines[j].is) <= row->tells);
            assert_non_null(row->lines[j].label[LANGUAGE_EN]);
        }
    }
    assert_in_range(lines, 40, 1000);
    /* Where she lives is told to her judge and to herself; her name to neither the author, nor the
     * accountant he reads, nor the police, nor an association. */
    for (int i = 0; i < PAPER_COUNT; i++) {
        bool regional = i == PAPER_APPEAL || i == PAPER_DECISION;
        bool named = regional || i == PAPER_ATTESTATION || i == PAPER_DEPARTEMENT;
        assert_int_equal(paper_rows[i].tells, regional ? TELLS_REGION
                                              : named  ? TELLS_NAME
                                                       : TELLS_NOTHING);
    }
}

static void what_the_author_may_see_is_made_of_sums_days_and_words(void **state)
{
    (void)state;
    static const enum paper_kind seen[] = {PAPER_AUTHOR, PAPER_ACCOUNTANT};
    for (size_t i = 0; i < LENGTH(seen); i++) {
        const struct paper_row *row = &paper_rows[seen[i]];
        for (int j = 0; j < row->lines_count; j++) {
            enum paper_value is = row->lines[j].is;
            assert_true(is == IS_DAY || is == IS_SUM || is == IS_WORD || is == IS_REFERENCE ||
                        is == IS_SAID);
        }
    }
}

/* ---- when ---- */

static void the_court_is_told_of_a_loan_alone(void **state)
{
    (void)state;
    struct case_file grant = decided_file(awarded, 0, 60000), loan = loan_file(awarded, 0);
    assert_int_equal(make(PAPER_ATTESTATION, &grant), ERR_NOT_LAWFUL);
    assert_int_equal(make(PAPER_ATTESTATION, &loan), ERR_OK);
    const struct paper_attestation *told = &paper.of.attestation;
    assert_string_equal(told->beneficiary.words, "EXEMPLE Camille");
    assert_int_equal(told->amount.cents, 24310);
    assert_day(told->granted_on, awarded);
    assert_string_equal(told->document->word, "complaint");
    assert_int_equal(told->reference.number, 123456789012345);
    loan.claim.request.documents_count = 0;
    assert_int_equal(make(PAPER_ATTESTATION, &loan), ERR_NOT_LAWFUL);
}

static void the_author_is_asked_by_the_creditor_the_law_names(void **state)
{
    (void)state;
    struct case_file none = loan_file(awarded, 0), fund = transferred(CREDITOR_FUND),
                     treasury = transferred(CREDITOR_TREASURY);
    assert_int_equal(make(PAPER_AUTHOR, &none), ERR_NOT_LAWFUL);
    assert_int_equal(make(PAPER_ACCOUNTANT, &none), ERR_NOT_LAWFUL);
    assert_int_equal(make(PAPER_ACCOUNTANT, &fund), ERR_NOT_LAWFUL);
    assert_int_equal(make(PAPER_AUTHOR, &treasury), ERR_NOT_LAWFUL);
    assert_int_equal(make(PAPER_AUTHOR, &fund), ERR_OK);
    assert_int_equal(paper.of.author.amount.cents, 24310);
    assert_int_equal(paper.of.author.left.cents, 24310);
    assert_day(paper.of.author.decided_on, DATE(2025, 3, 3));
    assert_string_equal(paper.of.author.outcome->word, "composition");
    assert_int_equal(make(PAPER_ACCOUNTANT, &treasury), ERR_OK);
    assert_int_equal(paper.of.accountant.amount.cents, 24310);
    assert_int_equal(paper.of.accountant.lent.cents, 24310);
}

static void t16_nobody_who_helps_is_told_without_her_agreement(void **state)
{
    (void)state;
    struct case_file file = decided_file(awarded, 2, 60000);
    assert_int_equal(make(PAPER_DEPARTEMENT, &file), ERR_NOT_LAWFUL);
    assert_int_equal(make(PAPER_ASSOCIATION, &file), ERR_NOT_LAWFUL);
    struct fact agreed = fact_of(FACT_CONSENTS_CHANGED, DATE(2024, 1, 16));
    agreed.body.consent_departement = agreed.body.consent_association = true;
    tell(&file, agreed);
    assert_int_equal(make(PAPER_DEPARTEMENT, &file), ERR_OK);
    assert_int_equal(paper.of.departement.children, 2);
    assert_string_equal(paper.of.departement.stage->word, "ended");
    assert_int_equal(make(PAPER_ASSOCIATION, &file), ERR_OK);
    assert_true(paper.of.association.with_children && paper.of.association.has_complained);
    /* Taken back, it counts no more. */
    agreed = fact_of(FACT_CONSENTS_CHANGED, DATE(2024, 1, 17));
    tell(&file, agreed);
    assert_int_equal(make(PAPER_DEPARTEMENT, &file), ERR_NOT_LAWFUL);
    assert_int_equal(make(PAPER_ASSOCIATION, &file), ERR_NOT_LAWFUL);
}

/* T15: the agent who sent it may be the one she fled. */
static void t15_the_police_read_received_and_nothing_else(void **state)
{
    (void)state;
    struct case_file online = decided_file(awarded, 0, 60000);
    assert_int_equal(make(PAPER_POLICE, &online), ERR_NOT_LAWFUL);
    struct case_file file = case_empty((file_number){482109375516});
    struct fact claim = fact_of(FACT_CLAIM_RECEIVED, awarded);
    claim.body = claim_body(awarded, "59");
    claim.body.channel = CHANNEL_POLICE;
    tell(&file, claim);
    assert_int_equal(make(PAPER_POLICE, &file), ERR_OK);
    struct paper_police received = paper.of.police;
    tell_on(&file, FACT_CLAIM_COMPLETED, awarded);
    tell(&file, decided_fact(&file, awarded, NO_DATE));
    assert_int_equal(make(PAPER_POLICE, &file), ERR_OK);
    assert_int_equal(paper.of.police.reference.number, received.reference.number);
    assert_int_equal(sizeof paper.of.police, sizeof(struct paper_alias)); /* it can hold no more */
}

static void her_decision_and_her_judge_have_the_whole(void **state)
{
    (void)state;
    struct case_file file = decided_file(awarded, 0, 60000);
    struct fact facts[] = {fact_of(FACT_CLAIM_RECEIVED, awarded),
                           fact_of(FACT_CONSENTS_CHANGED, awarded),
                           fact_of(FACT_CLAIM_GRANTED, awarded)};
    struct journal journal = {file.file, facts, 3};
    struct decision law;
    case_reassess(&file, file.known_on, NO_DATE, &law);
    struct paper_source source = source_of(&file);
    struct trouble trouble;
    assert_int_equal(paper_make(PAPER_DECISION, &source, &paper, &trouble), ERR_NOT_LAWFUL);
    source.decision = &law;
    source.journal = &journal;
    assert_int_equal(paper_make(PAPER_DECISION, &source, &paper, &trouble), ERR_OK);
    assert_int_equal(paper.of.decision.amount.cents, file.decision.amount.cents);
    assert_int_equal(paper.of.decision.why.count, law.why.count);
    assert_int_equal(paper_make(PAPER_APPEAL, &source, &paper, &trouble), ERR_NOT_LAWFUL);
    assert_string_equal(trouble.expected, "an appeal before the court");
    file.appeal.sued_on = DATE(2024, 9, 1);
    assert_int_equal(paper_make(PAPER_APPEAL, &source, &paper, &trouble), ERR_OK);
    assert_int_equal(paper.of.appeal.facts.count, 2); /* whom she let be told is not the court's */
}

/* ---- names ---- */

static void a_name_is_letters_whatever_was_typed(void **state)
{
    (void)state;
    static const struct {
        const char *family, *given, *name;
    } cases[] = {
        {"EXEMPLE", "Camille", "EXEMPLE Camille"},
        {"  Exemple  d'Or ", "Zo\xC3\xA9-Lou", "Exemple d'Or Zo\xC3\xA9-Lou"},
        {"12 rue des Lilas, 59000 LILLE", "", "rue des Lilas LILLE"},
        {"+33 6 39 98 70 12", "c@exemple.test", "cexempletest"},
        {"FR7699999000010000000000115", "", "FR"},
        {"", "Camille", "Camille"},
        {"\xFF\xFE", "", ""},
        {"a\n<b>\xC3\x97", "", "ab"},
        {"", "", ""},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct paper_name name;
        paper_name_read(text_of(cases[i].family), text_of(cases[i].given), &name);
        assert_string_equal(name.words, cases[i].name);
    }
    char long_name[400];
    for (int i = 0; i < 399; i++) long_name[i] = i % 2 ? '\xA9' : '\xC3';
    struct paper_name name;
    paper_name_read((text){long_name, 398}, T("x"), &name);
    assert_int_equal(text_of(name.words).length, PAPER_NAME_BYTES);
    assert_true(text_is_utf8(text_of(name.words)));
}

/* ---- references ---- */

static const char *written(int64_t number, char room[32])
{
    struct writer out = {room, 0, 32, false};
    write_paper_reference(&out, (struct paper_reference){number});
    return writer_string(&out);
}

static void a_reference_is_read_again_and_no_wrong_digit_passes(void **state)
{
    (void)state;
    static const int64_t numbers[] = {1, 97, 123456789012345, 999999999999999};
    char room[32];
    struct paper_reference read;
    for (size_t i = 0; i < LENGTH(numbers); i++) {
        text whole = text_of(written(numbers[i], room));
        assert_int_equal(whole.length, 19);
        assert_int_equal(paper_reference_read(whole, &read), ERR_OK);
        assert_int_equal(read.number, numbers[i]);
        for (int place = 2; place < 19; place++) {
            for (int add = 1; add < 10; add++) {
                char kept = room[place];
                room[place] = (char)('0' + (kept - '0' + add) % 10);
                assert_int_equal(paper_reference_read(whole, &read), ERR_BAD_INPUT);
                room[place] = kept;
            }
        }
    }
    assert_int_equal(paper_reference_read(T("RF18 5390 0754 7034"), &read), ERR_BAD_INPUT);
    assert_int_equal(paper_reference_read(T("RF"), &read), ERR_BAD_INPUT);
    assert_int_equal(paper_reference_read(T("XX"), &read), ERR_BAD_INPUT);
    assert_int_equal(paper_reference_read(T("RF0000000000000000x"), &read), ERR_BAD_INPUT);
    assert_int_equal(paper_reference_read(T("RF000000000000000000"), &read), ERR_BAD_INPUT);
    struct writer out = {room, 0, 32, false};
    write_paper_alias(&out, (struct paper_alias){123456789012});
    assert_string_equal(writer_string(&out), "0001-2345-6789-012");
}

static void documents_are_found_by_their_words(void **state)
{
    (void)state;
    for (int i = 0; i < PAPER_COUNT; i++) {
        assert_int_equal(paper_find(text_of(paper_rows[i].word)), i);
    }
    assert_int_equal(paper_find(T("letter")), PAPER_COUNT);
    assert_string_equal(paper_sender(LANGUAGE_EN), "National benefits service");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(t16_no_line_tells_more_than_its_document_may),
        cmocka_unit_test(what_the_author_may_see_is_made_of_sums_days_and_words),
        cmocka_unit_test(the_court_is_told_of_a_loan_alone),
        cmocka_unit_test(the_author_is_asked_by_the_creditor_the_law_names),
        cmocka_unit_test(t16_nobody_who_helps_is_told_without_her_agreement),
        cmocka_unit_test(t15_the_police_read_received_and_nothing_else),
        cmocka_unit_test(her_decision_and_her_judge_have_the_whole),
        cmocka_unit_test(a_name_is_letters_whatever_was_typed),
        cmocka_unit_test(a_reference_is_read_again_and_no_wrong_digit_passes),
        cmocka_unit_test(documents_are_found_by_their_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
