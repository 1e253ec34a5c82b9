/* Documents written out: the same bytes for the same file, and for another party the same lines but
 * those the court alone may read. */
#include "tests/loans.h"
#include "wire/paper.h"
#include "wire/wire.h"

#include <string.h>

static char room[1 << 20];
static struct paper paper;

static struct arena fresh(void) { return arena_over(room, sizeof room); }

static bool holds(text whole, const char *part) { return strstr(whole.at, part) != NULL; }

/* An appeal before the court, against a grant in the Nord. */
static void make_appeal(void)
{
    static struct case_file file;
    static struct decision law;
    static struct fact facts[2];
    file = decided_file(DATE(2024, 1, 15), 1, 60000);
    file.appeal.sued_on = DATE(2024, 9, 1);
    file.appeal.filed_on = DATE(2024, 3, 1);
    facts[0] = fact_of(FACT_CLAIM_RECEIVED, DATE(2024, 1, 15));
    facts[1] = fact_of(FACT_APPEAL_FILED, DATE(2024, 3, 1));
    struct journal journal = {file.file, facts, 2};
    case_reassess(&file, file.known_on, NO_DATE, &law);
    struct paper_source source = {.file = &file,
                                  .journal = &journal,
                                  .decision = &law,
                                  .today = DATE(2024, 9, 2),
                                  .number = 42};
    paper_name_read(T("EXEMPLE"), T("Camille"), &source.name);
    struct trouble trouble;
    assert_int_equal(paper_make(PAPER_APPEAL, &source, &paper, &trouble), ERR_OK);
}

/* Every line of the whole version stands in the other, or its place is taken by its label and a
 * mark; and the lines struck out are those of the table, no more and no fewer. */
static void t16_a_party_reads_the_same_lines_but_those_struck_out(void **state)
{
    (void)state;
    make_appeal();
    const struct paper_row *row = &paper_rows[PAPER_APPEAL];
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        struct arena a = fresh();
        struct paper_sheet *whole = TAKE(&a, struct paper_sheet, 1);
        struct paper_sheet *party = TAKE(&a, struct paper_sheet, 1);
        enum language l = (enum language)language;
        assert_int_equal(wire_paper_sheet(&paper, PAPER_WHOLE, l, &a, whole), ERR_OK);
        assert_int_equal(wire_paper_sheet(&paper, PAPER_PARTY_SAFE, l, &a, party), ERR_OK);
        int struck = 0, at = 0;
        for (int i = 0; i < party->count; i++) {
            const struct paper_said *said = &party->said[i];
            bool same = text_equal(said->label, whole->said[at].label) &&
                        text_equal(said->value, whole->said[at].value);
            if (same) {
                at++;
                continue;
            }
            assert_true(text_equal(said->value,
                                   l == LANGUAGE_FR ? T("[occult\xC3\xA9]") : T("[struck out]")));
            assert_true(text_equal(said->label, whole->said[at].label));
            struck++;
            /* A line of several items is struck out with all of them. */
            for (at++; at < whole->count && whole->said[at].label.length == 0;) at++;
        }
        assert_int_equal(at, whole->count);
        int for_the_court = 0;
        for (int j = 0; j < row->lines_count; j++) {
            for_the_court += row->lines[j].readers == READ_BY_COURT;
        }
        assert_int_equal(struck, for_the_court);
        assert_int_equal(struck, 5);
    }
    struct arena a = fresh();
    text party = wire_paper_text(&paper, PAPER_PARTY_SAFE, LANGUAGE_FR, &a);
    text whole = wire_paper_text(&paper, PAPER_WHOLE, LANGUAGE_FR, &a);
    static const char *const hidden[] = {"Nord", "EXEMPLE", "4821-0937-5516", "600,00"};
    for (size_t i = 0; i < LENGTH(hidden); i++) {
        assert_true(holds(whole, hidden[i]) || i == 3);
        assert_false(holds(party, hidden[i]));
    }
}

static void the_same_document_has_the_same_bytes(void **state)
{
    (void)state;
    make_appeal();
    struct arena a = fresh();
    text first = wire_paper_text(&paper, PAPER_WHOLE, LANGUAGE_FR, &a);
    make_appeal();
    text second = wire_paper_text(&paper, PAPER_WHOLE, LANGUAGE_FR, &a);
    assert_true(first.length > 500 && text_equal(first, second));
    assert_true(holds(first, "Service national des prestations\n2 septembre 2024\n"));
    static char small[3000];
    struct arena none = arena_over(small, sizeof small);
    assert_null(wire_paper_text(&paper, PAPER_WHOLE, LANGUAGE_FR, &none).at);
}

static void what_is_asked_for_is_read_strictly(void **state)
{
    (void)state;
    static const struct {
        const char *json, *where;
    } wrong[] = {
        {"{}", "/kind"},
        {"{\"kind\":\"letter\"}", "/kind"},
        {"{\"kind\":3}", "/kind"},
        {"{\"kind\":\"police\",\"version\":\"short\"}", "/version"},
        {"{\"kind\":\"association\",\"recipient\":\"01234567890123456\"}", "/recipient"},
        {"{\"kind\":\"police\",\"address\":\"x\"}", "/address"},
    };
    struct arena a = fresh();
    struct paper_wish wish;
    struct trouble trouble;
    for (size_t i = 0; i < LENGTH(wrong); i++) {
        assert_int_equal(wire_paper_wish_read(text_of(wrong[i].json), &a, &wish, &trouble),
                         ERR_BAD_INPUT);
        assert_string_equal(trouble.where, wrong[i].where);
    }
    text good = T("{\"kind\":\"appeal\",\"version\":\"party_safe\",\"recipient\":\"TA-59\"}");
    assert_int_equal(wire_paper_wish_read(good, &a, &wish, &trouble), ERR_OK);
    assert_int_equal(wish.kind, PAPER_APPEAL);
    assert_int_equal(wish.version, PAPER_PARTY_SAFE);
    assert_true(text_equal(wish.recipient, T("TA-59")));
    text json = wire_paper_write(&wish, T("a\n"), T("<p>"), &a);
    assert_true(text_equal(json, T("{\"kind\":\"appeal\",\"version\":\"party_safe\",\"file_name\":"
                                   "\"document.txt\",\"text\":\"a\\n\",\"html\":\"<p>\"}\n")));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(t16_a_party_reads_the_same_lines_but_those_struck_out),
        cmocka_unit_test(the_same_document_has_the_same_bytes),
        cmocka_unit_test(what_is_asked_for_is_read_strictly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
