#include "law/articles.h"
#include "tests/claims.h"
#include "tests/test.h"

#include <string.h>

static const char *sentence_in(const struct step *step, enum language language, char room[512])
{
    struct writer out = {room, 0, 512, false};
    write_step_sentence(&out, step, language);
    assert_false(out.full);
    return writer_string(&out);
}

static void every_sentence_is_said_whole_in_both_languages(void **state)
{
    (void)state;
    for (int i = 0; i < SENTENCE_COUNT; i++) {
        struct step step = {
            .article = &casf_d214_14,
            .where = "",
            .sentence = (enum sentence)i,
            .mentioned = {{109396},
                          {2025, 11, 28},
                          {2025, 12, 1},
                          3,
                          40,
                          &law_document_kinds.words[DOCUMENT_COMPLAINT],
                          "Caf du Nord"},
        };
        char fr[512], en[512];
        sentence_in(&step, LANGUAGE_FR, fr);
        sentence_in(&step, LANGUAGE_EN, en);
        assert_string_not_equal(fr, en);
        assert_null(strpbrk(fr, "{}"));
        assert_null(strpbrk(en, "{}"));
        assert_true(text_is_utf8(text_of(fr)) && text_is_utf8(text_of(en)));
        assert_int_equal(fr[strlen(fr) - 1], '.');
        assert_int_equal(en[strlen(en) - 1], '.');
        assert_true(strlen(step_name(&step)) > 0);
    }
}

/* Both languages mention the same things: a value left out in one would be hidden from half the
 * readers. */
static void both_languages_mention_the_same_values(void **state)
{
    (void)state;
    static const struct {
        const char *fr, *en;
    } said[SENTENCE_COUNT] = {
#define SENTENCE(name, step, fr, en) [SENTENCE_##name] = {fr, en},
#include "law/sentences.def"
    };
    static const char *const placeholders[] = {"{m1}", "{d1}", "{d2}", "{n1}",
                                               "{n2}", "{w1}", "{s1}"};
    for (int i = 0; i < SENTENCE_COUNT; i++) {
        for (size_t p = 0; p < LENGTH(placeholders); p++) {
            assert_int_equal(strstr(said[i].fr, placeholders[p]) != NULL,
                             strstr(said[i].en, placeholders[p]) != NULL);
        }
    }
}

static void values_are_said_as_each_language_writes_them(void **state)
{
    (void)state;
    static const struct {
        enum sentence sentence;
        const char *fr, *en;
    } cases[] = {
        {SENTENCE_FULL_AMOUNT, "Montant majoré avant réduction\u00a0: 1\u202f093,96\u00a0€.",
         "Increased amount before reduction: €1,093.96."},
        {SENTENCE_EARLIER_AWARD_OVER,
         "La dernière aide a été attribuée le 1er avril 2025\u00a0: douze mois se sont écoulés le "
         "1er avril 2026.",
         "The last aid was awarded on 1 April 2025: twelve months were over on 1 April 2026."},
        {SENTENCE_INCREMENT,
         "Majoration de 40\u00a0% pour l'enfant de rang 3, arrondie au centime\u00a0: "
         "1\u202f093,96\u00a0€.",
         "Increase of 40 % for child number 3, rounded to the cent: €1,093.96."},
        {SENTENCE_RESIDENCE_NOT_REGULAR,
         "La résidence doit être stable et régulière\u00a0; ici\u00a0: visa de tourisme.",
         "Residence must be stable and regular; here: tourist visa."},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct step step = {
            .sentence = cases[i].sentence,
            .mentioned = {.m1 = {109396},
                          .d1 = {2025, 4, 1},
                          .d2 = {2026, 4, 1},
                          .n1 = 3,
                          .n2 = 40,
                          .w1 = &law_residences.words[RESIDENCE_TOURIST_VISA]},
        };
        char room[512];
        assert_string_equal(sentence_in(&step, LANGUAGE_FR, room), cases[i].fr);
        assert_string_equal(sentence_in(&step, LANGUAGE_EN, room), cases[i].en);
    }
}

static void an_article_is_cited_with_its_paragraph(void **state)
{
    (void)state;
    static const struct {
        const struct article *article;
        const char *where, *cited;
    } cases[] = {
        {&casf_d214_14, "al. 1", "CASF D. 214-14, al. 1"},
        {&cp_132_80, "", "code pénal 132-80"},
        {&loi_2023_140, "", "loi n° 2023-140"},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct step step = {.article = cases[i].article, .where = cases[i].where};
        char room[64];
        struct writer out = WRITER(room);
        write_step_article(&out, &step);
        assert_string_equal(writer_string(&out), cases[i].cited);
    }
}

static void assert_every_step_is_founded(const struct request *request)
{
    struct decision decision = decision_on(request);
    assert_true(decision.why.count > 0);
    for (int i = 0; i < decision.why.count; i++) {
        const struct step *step = &decision.why.steps[i];
        assert_non_null(step->article);
        assert_true(strlen(step->article->code) > 0 && strlen(step->article->number) > 0);
        char room[512];
        for (int in = 0; in < LANGUAGE_COUNT; in++) {
            assert_true(strlen(sentence_in(step, (enum language)in, room)) > 10);
        }
    }
}

/* Every outcome of every kind of claim says, step by step, by which article. */
static void every_step_of_every_outcome_cites_an_article(void **state)
{
    (void)state;
    static const char *const departments[] = {"59", "64", "67", "975", "976"};
    static const date days[] = {{2023, 11, 1}, {2024, 4, 15}, {2025, 11, 25}, {2027, 5, 1}};
    for (size_t d = 0; d < LENGTH(departments); d++) {
        for (size_t y = 0; y < LENGTH(days); y++) {
            for (int kind = 0; kind < DOCUMENT_COUNT; kind++) {
                for (int residence = 0; residence < RESIDENCE_COUNT; residence++) {
                    struct request request = claim_of(days[y], departments[d]);
                    request.documents[0].kind = (enum document_kind)kind;
                    request.residence = (enum residence)residence;
                    request.children_count = kind;
                    request.resources = (money){kind * 100000};
                    request.relationship = (enum relationship)(kind % RELATIONSHIP_COUNT);
                    request.beneficiary_of = (enum beneficiary)(kind % BENEFICIARY_COUNT);
                    request.awards_count = kind % 2;
                    request.awards[0] = date_plus_months_or_last_day(days[y], -kind);
                    assert_every_step_is_founded(&request);
                }
            }
        }
    }
}

/* The aid's own articles carry their words; the others are only cited. */
static void the_words_of_the_aids_articles_stand_beside_the_rules(void **state)
{
    (void)state;
    static const struct {
        const struct article *article;
        const char *says;
    } cases[] = {
        {&casf_l214_8, "entendues au sens de l’article 132-80"},
        {&casf_l214_9, "attestées par une ordonnance de protection"},
        {&casf_l214_10, "trois jours ouvrés"},
        {&casf_l214_11, "pour le compte de l’Etat"},
        {&casf_l214_15, "juridiction administrative"},
        {&casf_d214_13, "330 % pour une personne seule avec trois enfants à charge ou plus"},
        {&casf_d214_14, "De 60 % lorsque les ressources sont supérieures à 150 %"},
        {&casf_d214_18, "n'est allocataire, il n'est pas tenu compte du conjoint"},
        {&casf_d214_19, "de l'ensemble des informations nécessaires"},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        assert_non_null(cases[i].article->file);
        assert_non_null(strstr(cases[i].article->text, cases[i].says));
    }
    assert_null(css_r111_3.text);
    assert_null(cp_132_80.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_sentence_is_said_whole_in_both_languages),
        cmocka_unit_test(both_languages_mention_the_same_values),
        cmocka_unit_test(values_are_said_as_each_language_writes_them),
        cmocka_unit_test(an_article_is_cited_with_its_paragraph),
        cmocka_unit_test(every_step_of_every_outcome_cites_an_article),
        cmocka_unit_test(the_words_of_the_aids_articles_stand_beside_the_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
