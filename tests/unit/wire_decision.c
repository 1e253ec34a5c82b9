#include "tests/test.h"

#include "law/parameters.h"
#include "wire/wire.h"

#include <string.h>

static char room[65536];

static struct decision decide(const char *json, struct request *request)
{
    struct decision decision;
    struct trouble trouble;
    assert_int_equal(wire_request_read(text_of(json), request, &trouble), ERR_OK);
    law_assess(request, ALL_KNOWN, &decision);
    return decision;
}

static const char *written(const char *json, enum language language)
{
    struct request request;
    struct arena a = arena_over(room, sizeof room);
    struct decision decision = decide(json, &request);
    return wire_decision_write(&decision, language, &a).at;
}

static const char *told(const char *json, enum language language)
{
    struct request request;
    struct arena a = arena_over(room, sizeof room);
    struct decision decision = decide(json, &request);
    return wire_decision_text(&request, &decision, language, &a).at;
}

static void assert_starts_with(const char *whole, const char *start)
{
    if (strncmp(whole, start, strlen(start)) != 0) fail_msg("%.*s\nis not\n%s", 400, whole, start);
}

static void assert_holds(const char *whole, const char *part)
{
    if (!strstr(whole, part))
        fail_msg("%s\ndoes not hold\n%s", whole ? whole : "", part ? part : "");
}

#define GRANTED                                                                         \
    "{\"requested_on\":\"2025-11-25\",\"department\":\"59\",\"resources_cents\":71316," \
    "\"children\":2,\"beneficiary_of\":\"caf\"}"
#define REFUSED                                                                     \
    "{\"requested_on\":\"2025-11-25\",\"department\":\"59\",\"resources_cents\":0," \
    "\"documents\":[{\"kind\":\"police_log\",\"dated\":\"2025-11-20\"}]}"
#define BEFORE "{\"requested_on\":\"2023-11-27\",\"department\":\"59\",\"resources_cents\":0}"
#define DOUBTFUL                                                                    \
    "{\"requested_on\":\"2025-11-25\",\"department\":\"59\",\"resources_cents\":0," \
    "\"residence\":\"unknown\"}"

static void keys_stand_in_the_order_of_the_interface(void **state)
{
    (void)state;
    const char *json = written(GRANTED, LANGUAGE_FR);
    assert_starts_with(
        json, "{\"outcome\":\"granted\",\"grounds\":[],\"flags\":[],\"full_cents\":116374,"
              "\"reduction_percent\":20,\"amount_cents\":93099,\"form\":\"grant\",\"pay_by\":"
              "\"2025-11-28\",\"next_award_from\":\"2026-11-25\",\"fund\":{\"code\":\"CAF-59\","
              "\"kind\":\"caf\",\"name\":\"Caf du Nord\"},\"explanation\":[{\"article\":\"");
    assert_holds(json, "{\"article\":\"CASF D. 214-14, al. 1\",\"step\":\"flat_amount\",\"text\":"
                       "\"Montant forfaitaire du RSA pour une personne, en vigueur depuis le 1er "
                       "avril 2025\u00a0: 646,52\u00a0€.\",\"value_cents\":64652,\"source\":\"");
    assert_holds(json, "\"value_cents\":null,\"source\":null}");
    size_t length = strlen(json);
    assert_string_equal(json + length - 2, "\"}");
    assert_holds(json, "],\"rules\":\"");
    assert_int_equal(length - (size_t)(strstr(json, "],\"rules\":\"") - json),
                     strlen("],\"rules\":\"") + 64 + 2);
}

static void what_there_is_not_is_null(void **state)
{
    (void)state;
    assert_starts_with(written(BEFORE, LANGUAGE_EN),
                       "{\"outcome\":\"refused\",\"grounds\":[\"BEFORE_THE_LAW\"],\"flags\":[],"
                       "\"full_cents\":null,\"reduction_percent\":null,\"amount_cents\":null,"
                       "\"form\":null,\"pay_by\":null,\"next_award_from\":null,\"fund\":{");
    assert_starts_with(written(REFUSED, LANGUAGE_EN),
                       "{\"outcome\":\"refused\",\"grounds\":[\"DOCUMENT_NOT_ACCEPTED\"],"
                       "\"flags\":[],\"full_cents\":64652,\"reduction_percent\":0,"
                       "\"amount_cents\":64652,\"form\":\"grant\",\"pay_by\":null,");
    assert_starts_with(written(DOUBTFUL, LANGUAGE_EN),
                       "{\"outcome\":\"review\",\"grounds\":[],\"flags\":[\"RESIDENCE_UNKNOWN\"],");
}

static void a_decision_too_large_for_the_arena_is_empty(void **state)
{
    (void)state;
    struct request request;
    struct decision decision = decide(GRANTED, &request);
    for (ptrdiff_t size = 0; size < 3000; size += 7) {
        struct arena a = arena_over(room, size);
        text json = wire_decision_write(&decision, LANGUAGE_FR, &a);
        assert_true(json.at == NULL && json.length == 0 && a.at == room);
        assert_null(wire_decision_text(&request, &decision, LANGUAGE_FR, &a).at);
    }
}

static void the_text_tells_people_the_same(void **state)
{
    (void)state;
    const char *fr = told(GRANTED, LANGUAGE_FR);
    assert_starts_with(fr,
                       "Demande du 25 novembre 2025\n"
                       "Décision\u00a0: accordée\n"
                       "Montant\u00a0: 930,99\u00a0€ (1\u202f163,74\u00a0€ réduit de 20\u00a0%)\n"
                       "Forme\u00a0: aide non remboursable\n"
                       "À verser au plus tard le 28 novembre 2025\n"
                       "Nouvelle aide possible à partir du 25 novembre 2026\n"
                       "Organisme\u00a0: Caf du Nord\n"
                       "\n"
                       "Pourquoi\u00a0:\n"
                       "  code pénal 132-80 — Les violences");
    assert_holds(fr, "\n  CASF D. 214-14, al. 1 — Montant forfaitaire du RSA");
    assert_holds(fr, law_remedy(LANGUAGE_FR, 0));
    assert_holds(fr, law_algorithm_mention(LANGUAGE_FR));
    assert_holds(fr, law_rules_digest());

    const char *en = told(REFUSED, LANGUAGE_EN);
    assert_starts_with(en, "Request of 25 November 2025\n"
                           "Decision: refused\n"
                           "Amount that would have been due: €646.52\n"
                           "Form: grant\n"
                           "Fund: Caf du Nord\n");
    assert_holds(en, "\nGrounds:\n  document that does not count (DOCUMENT_NOT_ACCEPTED)\n");
    assert_holds(en, law_remedy(LANGUAGE_EN, 2));

    const char *doubtful = told(DOUBTFUL, LANGUAGE_FR);
    assert_holds(doubtful, "\nÀ noter\u00a0:\n  séjour à vérifier (RESIDENCE_UNKNOWN)\n");
    assert_null(strstr(doubtful, "Recours"));
    assert_null(strstr(told(BEFORE, LANGUAGE_FR), "Montant"));
}

static void what_is_written_of_a_request_reads_again(void **state)
{
    (void)state;
    static const char *const requests[] = {
        GRANTED, REFUSED, BEFORE, DOUBTFUL,
        "{\"requested_on\":\"2025-11-25\",\"department\":\"2A\",\"resources_cents\":1,\"children\":"
        "[{\"born_on\":\"2012-05-01\",\"shared_custody\":true}],\"documents\":[],"
        "\"previous_awards\":[\"2024-01-01\"],\"decided_on\":\"2025-12-24\"}"};
    for (size_t i = 0; i < LENGTH(requests); i++) {
        struct request request, again;
        struct trouble trouble;
        struct arena a = arena_over(room, sizeof room);
        assert_int_equal(wire_request_read(text_of(requests[i]), &request, &trouble), ERR_OK);
        text json = wire_request_write(&request, &a);
        assert_int_equal(wire_request_read(json, &again, &trouble), ERR_OK);
        assert_memory_equal(&request, &again, sizeof request);
    }
}

int main(void)
{
    wire_seed(1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_stand_in_the_order_of_the_interface),
        cmocka_unit_test(what_there_is_not_is_null),
        cmocka_unit_test(a_decision_too_large_for_the_arena_is_empty),
        cmocka_unit_test(the_text_tells_people_the_same),
        cmocka_unit_test(what_is_written_of_a_request_reads_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
