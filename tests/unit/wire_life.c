#include "tests/facts.h"
#include "tests/test.h"

#include "wire/life.h"
#include "wire/wire.h"

#include <string.h>

static char room[262144];
static struct fact facts[32];
static int count;

/* Recorded at noon, so that summer and winter do not matter here. */
static int64_t noon(date day)
{
    return (int64_t)date_number(day) * INT64_C(86400000000) + INT64_C(43200000000);
}

static date day_of(int64_t moment)
{
    return date_from_number((int32_t)(moment / INT64_C(86400000000)));
}

static void happens(struct fact fact, date recorded_on)
{
    fact.recorded_at = noon(recorded_on);
    facts[count++] = fact;
}

static struct case_file folded(void)
{
    struct journal journal = {{INT64_C(482109375516)}, facts, count};
    struct case_file file;
    int place;
    assert_int_equal(case_fold(&journal, &file, &place), ERR_OK);
    return file;
}

static const char *life_told(date today, enum language language, bool why)
{
    struct arena a = arena_over(room, sizeof room);
    struct journal journal = {{INT64_C(482109375516)}, facts, count};
    struct case_file file = folded();
    struct life life = {&file, &journal, today, language, why, day_of};
    return wire_life_text(&life, &a).at;
}

static const char *life_on(date today, enum language language)
{
    return life_told(today, language, false);
}

/* A grant, decided on the 26th, recorded on the 27th, and not paid yet on the 30th. */
static void a_grant_is_decided(void)
{
    count = 0;
    date day = DATE(2025, 11, 25), next = DATE(2025, 11, 26);
    struct fact claim = fact_of(FACT_CLAIM_RECEIVED, day);
    claim.body = claim_body(day, "59");
    claim.body.request.resources = (money){71316};
    claim.body.request.beneficiary_of = BENEFICIARY_CAF;
    happens(claim, day);
    happens(fact_of(FACT_CLAIM_COMPLETED, day), day);
    struct case_file file = folded();
    happens(decided_fact(&file, next, NO_DATE), DATE(2025, 11, 27));
}

static void a_life_is_told_in_french(void **state)
{
    (void)state;
    a_grant_is_decided();
    assert_string_equal(
        life_on(DATE(2025, 11, 30), LANGUAGE_FR),
        "Dossier 4821-0937-5516 au 2025-11-30\n"
        "\nFaits\u00a0:\n"
        "  2025-11-25  demande reçue (CASF L. 214-9, D. 214-18)\u00a0: voie en ligne\u00a0; "
        "demandé le 25 novembre 2025\u00a0; département Nord (59)\u00a0; ressources "
        "713,16\u00a0€\u00a0; enfants aucun\u00a0; couple conjoint ou conjointe\u00a0; "
        "violences contre moi\u00a0; documents 1 (nature dépôt de plainte, daté du 25 novembre "
        "2025)\u00a0; résidence stable et régulière\u00a0; situation allocataire de la Caf\u00a0; "
        "salaire minimum Smic du 1er janvier, appliqué du 1er avril au 31 mars\u00a0; accord "
        "département "
        "non\u00a0; accord association non\u00a0; s'engage à rembourser oui\u00a0; s'engage à "
        "informer oui\u00a0; compte donné oui\u00a0; compte vu par d'autres non\n"
        "  2025-11-25  demande complète (CASF D. 214-19)\n"
        "  2025-11-26  aide accordée (CASF L. 214-9, L. 214-11), enregistré le 2025-11-27\u00a0: "
        "montant plein 646,52\u00a0€\u00a0; réduction 20\u00a0%\u00a0; montant "
        "517,22\u00a0€\u00a0; forme aide non remboursable\u00a0; tranché par un agent non\n"
        "\nOù en est le dossier\u00a0:\n"
        "  demande\u00a0: accordée\n"
        "  paiement\u00a0: aucun paiement\n"
        "  droits accessoires\u00a0: non annoncés\n"
        "  prêt\u00a0: aucun prêt\n"
        "  procédure pénale\u00a0: non connue\n"
        "  indu\u00a0: aucun indu\n"
        "  recours\u00a0: aucun recours\n"
        "  contrôle\u00a0: aucun contrôle\n"
        "  contact sûr\u00a0: aucun changement en attente\n"
        "  vérification\u00a0: aucune anomalie\n"
        "\nSommes\u00a0:\n"
        "  dû\u00a0: 517,22\u00a0€\n"
        "  versé\u00a0: 0,00\u00a0€\n"
        "  reste à verser\u00a0: 517,22\u00a0€\n"
        "  à verser au plus tard le\u00a0: 2025-11-28\n"
        "\nÀ faire\u00a0:\n"
        "  2025-11-26  EN RETARD 4 j  Notifier la décision motivée (CASF D. 214-20) - organisme\n"
        "  2025-11-28  EN RETARD 2 j  Ordonner le paiement (CASF L. 214-10, al. 3, D. 214-13) - "
        "agent comptable\n");
}

static void a_life_is_told_in_english(void **state)
{
    (void)state;
    a_grant_is_decided();
    const char *life = life_on(DATE(2025, 11, 27), LANGUAGE_EN);
    static const char *const lines[] = {
        "File 4821-0937-5516 on 2025-11-27\n\nFacts:\n  2025-11-25  claim received (CASF L. 214-9, "
        "D. 214-18): channel online; requested on 25 November 2025; département Nord (59); "
        "resources €713.16; children none;",
        "\n  2025-11-26  claim granted (CASF L. 214-9, L. 214-11), recorded on 2025-11-27: full "
        "amount €646.52; reduction 20%; amount €517.22; form grant; settled by an "
        "agent no\n",
        "\nWhere the file stands:\n  claim: granted\n  payment: none\n",
        "\nSums:\n  due: €517.22\n  paid: €0.00\n  still to be paid: €517.22\n",
        "\nTo be done:\n  2025-11-26  LATE 1 d  Notify the decision with its grounds (CASF D. "
        "214-20) - fund\n  2025-11-28  Order the payment (CASF L. 214-10, al. 3, D. 214-13) - "
        "accountant\n",
    };
    for (size_t i = 0; i < LENGTH(lines); i++) {
        if (!strstr(life, lines[i])) fail_msg("%s\nlacks\n%s", life, lines[i]);
    }
}

static void what_is_paid_opens_the_rights_and_leaves_nothing_to_do(void **state)
{
    (void)state;
    a_grant_is_decided();
    date day = DATE(2025, 11, 27);
    struct case_file file = folded();
    happens(fact_of(FACT_DECISION_NOTIFIED, day), day);
    happens(order_fact(&file, day, 7), day);
    happens(payment_fact(FACT_PAYMENT_SENT, day, 7), day);
    happens(payment_fact(FACT_PAYMENT_SETTLED, DATE(2025, 11, 28), 7), DATE(2025, 11, 28));
    file = folded();
    const char *life = life_on(DATE(2025, 11, 28), LANGUAGE_FR);
    assert_non_null(strstr(life, "  reste à verser\u00a0: 0,00\u00a0€\n\nÀ faire"));
    assert_non_null(strstr(life, "  droits accessoires\u00a0: non annoncés\n"
                                 "    ce jour\u00a0: ouverts\n"
                                 "    du\u00a0: 2025-11-28\n"
                                 "    jusqu'au\u00a0: 2026-05-28\n"));
    assert_null(strstr(life, "à verser au plus tard le"));
    assert_non_null(strstr(life, "aide versée (CASF L. 214-10, al. 4)\u00a0: référence 7\n"));
    assert_int_equal(file.paid.cents, 51722);
}

/* What the command line prints alone is what ends the file's life. */
static void duties_are_the_same_lines_alone(void **state)
{
    (void)state;
    a_grant_is_decided();
    static char other[8192];
    struct arena a = arena_over(other, sizeof other);
    struct case_file file = folded();
    const char *duties = wire_duties_text(&file, DATE(2025, 11, 30), LANGUAGE_FR, &a).at;
    assert_string_equal(
        duties, "2025-11-26  EN RETARD 4 j  Notifier la décision motivée (CASF D. 214-20) - "
                "organisme\n"
                "2025-11-28  EN RETARD 2 j  Ordonner le paiement (CASF L. 214-10, al. 3, D. "
                "214-13) - agent comptable\n");
    count = 1; /* withdrawn, nothing is left to do */
    happens(fact_of(FACT_CLAIM_WITHDRAWN, DATE(2025, 11, 25)), DATE(2025, 11, 25));
    file = folded();
    text none = wire_duties_text(&file, DATE(2025, 11, 30), LANGUAGE_FR, &a);
    assert_true(none.at != NULL && none.length == 0);
    assert_non_null(strstr(life_on(DATE(2025, 11, 30), LANGUAGE_FR), "À faire\u00a0:\n  rien\n"));
}

static const char *body_in(enum fact_kind kind, const struct body *body, enum language language)
{
    static char said[2048];
    struct sheet sheet = {.out = WRITER(said), .language = language};
    sheet_body(&sheet, kind, body);
    return writer_string(&sheet.out);
}

static void each_kind_of_field_has_its_words(void **state)
{
    (void)state;
    struct body body = {.fund = law_fund(T("CAF-59")), .reference = 12};
    assert_string_equal(body_in(FACT_CLAIM_COMPLETED, &body, LANGUAGE_FR), "");
    assert_string_equal(body_in(FACT_CLAIM_TRANSMITTED, &body, LANGUAGE_FR),
                        "\u00a0: organisme Caf du Nord");
    body.fund = NULL;
    assert_string_equal(body_in(FACT_CLAIM_TRANSMITTED, &body, LANGUAGE_FR), "");
    memcpy(body.reason, "AC04", 5);
    assert_string_equal(body_in(FACT_PAYMENT_RETURNED, &body, LANGUAGE_EN),
                        ": reference 12; bank's reason AC04");
    assert_string_equal(body_in(FACT_CLAIM_REFUSED, &body, LANGUAGE_FR),
                        "\u00a0: motifs aucun\u00a0; tranché par un agent non");
    body.grounds = BIT(GROUND_RESIDENCE) | BIT(GROUND_NO_DOCUMENT);
    body.earlier_award = DATE(2025, 4, 1);
    assert_string_equal(body_in(FACT_CLAIM_REFUSED, &body, LANGUAGE_FR),
                        "\u00a0: motifs aucun document joint, séjour ou résidence\u00a0; aide "
                        "antérieure 1er avril 2025\u00a0; tranché par un agent non");
}

static void lists_tell_how_many_and_what_is_known_of_each(void **state)
{
    (void)state;
    struct body body = {.amount = {4500}};
    assert_string_equal(body_in(FACT_WITHHOLDING_APPLIED, &body, LANGUAGE_FR),
                        "\u00a0: autres indus aucun\u00a0; montant 45,00\u00a0€");
    body.others_count = 2;
    body.others[0] = (struct other_debt){DATE(2025, 1, 10), {30000}, {12000}};
    body.others[1] = (struct other_debt){DATE(2025, 2, 10), {5000}, {5000}};
    assert_string_equal(
        body_in(FACT_WITHHOLDING_APPLIED, &body, LANGUAGE_EN),
        ": other debts 2 (established on 10 January 2025, amount established €300.00, left "
        "€120.00 / established on 10 February 2025, amount established €50.00, left €50.00); "
        "amount €45.00");
}

static void an_item_says_what_it_is_only(void **state)
{
    (void)state;
    struct body body = claim_body(DATE(2025, 11, 25), "59");
    body.request.children_count = 2;
    body.request.children[1] = (struct child){DATE(2012, 5, 1), true};
    assert_non_null(strstr(body_in(FACT_CLAIM_RECEIVED, &body, LANGUAGE_FR),
                           "; enfants 2 (naissance 1er mai 2012, garde partagée oui)\u00a0;"));
    body.request.children[1] = (struct child){NO_DATE, false};
    assert_non_null(strstr(body_in(FACT_CLAIM_RECEIVED, &body, LANGUAGE_FR), "; enfants 2\u00a0;"));
}

/* A journal is never trusted: no moment of recording may stop the program. */
static void a_moment_out_of_the_calendar_is_not_told(void **state)
{
    (void)state;
    static const int64_t moments[] = {INT64_MIN, INT64_MAX, -INT64_C(3000000000000000)};
    for (size_t i = 0; i < LENGTH(moments); i++) {
        a_grant_is_decided();
        facts[2].recorded_at = moments[i];
        assert_null(strstr(life_on(DATE(2025, 11, 30), LANGUAGE_FR), "enregistré"));
    }
}

static void a_life_too_long_for_the_arena_is_empty(void **state)
{
    (void)state;
    a_grant_is_decided();
    struct case_file file = folded();
    struct journal journal = {{INT64_C(482109375516)}, facts, count};
    struct life life = {&file, &journal, DATE(2025, 11, 30), LANGUAGE_FR, false, day_of};
    struct arena a = arena_over(room, 200);
    assert_null(wire_life_text(&life, &a).at);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_life_is_told_in_french),
        cmocka_unit_test(a_life_is_told_in_english),
        cmocka_unit_test(what_is_paid_opens_the_rights_and_leaves_nothing_to_do),
        cmocka_unit_test(duties_are_the_same_lines_alone),
        cmocka_unit_test(each_kind_of_field_has_its_words),
        cmocka_unit_test(lists_tell_how_many_and_what_is_known_of_each),
        cmocka_unit_test(an_item_says_what_it_is_only),
        cmocka_unit_test(a_moment_out_of_the_calendar_is_not_told),
        cmocka_unit_test(a_life_too_long_for_the_arena_is_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
