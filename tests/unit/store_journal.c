#include "unit/store_fixture.h"

#include <sys/stat.h>
#include <sys/wait.h>

/* The same contract on both engines: sqlite: on disk and memory:. */
struct engine {
    struct place place;
    bool in_memory;
    struct store *store;
};

static int set_up(void **state, bool in_memory)
{
    struct engine *engine = calloc(1, sizeof *engine);
    engine->in_memory = in_memory;
    if (!in_memory) engine->place = place_make();
    engine->store = open_url(in_memory ? "memory:" : engine->place.url);
    *state = engine;
    return 0;
}
static int set_up_disk(void **state) { return set_up(state, false); }
static int set_up_memory(void **state) { return set_up(state, true); }
static int tear_down(void **state)
{
    struct engine *engine = *state;
    store_close(engine->store);
    if (!engine->in_memory) place_remove(&engine->place);
    free(engine);
    return 0;
}
static struct store *store_in(void **state) { return ((struct engine *)*state)->store; }

static void what_was_appended_is_read_again(void **state)
{
    struct store *store = store_in(state);
    struct fact facts[] = {claim_fact(), fact_of(FACT_CLAIM_COMPLETED), order_fact(77)};
    struct append first = {.file = number_of(1), .facts = facts, .facts_count = 1};
    struct append then = {
        .file = number_of(1), .expected = 1, .facts = facts + 1, .facts_count = 2};
    assert_int_equal(store_append(store, &first), ERR_OK);
    assert_int_equal(store_append(store, &then), ERR_OK);

    struct journal journal = {0};
    int place;
    assert_int_equal(read_file(store, number_of(1), &journal, &place), ERR_OK);
    assert_int_equal(journal.count, 3);
    assert_int_equal(journal.file.number, number_of(1).number);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(journal.facts[i].kind, facts[i].kind);
        assert_int_equal(date_compare(journal.facts[i].day, facts[i].day), 0);
        assert_int_equal(journal.facts[i].recorded_at, facts[i].recorded_at);
        assert_string_equal(journal.facts[i].actor, facts[i].actor);
        assert_true(body_equal(facts[i].kind, &journal.facts[i].body, &facts[i].body));
    }
}

static void a_file_that_was_never_opened_is_not_found(void **state)
{
    assert_int_equal(length_of(store_in(state), number_of(9)), -(int)ERR_NOT_FOUND);
}

static void an_append_on_another_length_is_a_conflict_and_writes_nothing(void **state)
{
    struct store *store = store_in(state);
    static const int wrong[] = {0, 1, 2, 4, 10};
    struct fact fact = fact_of(FACT_CLAIM_WITHDRAWN);
    add_file(store, number_of(1));
    for (size_t i = 0; i < LENGTH(wrong); i++) {
        struct append append = {
            .file = number_of(1), .expected = wrong[i], .facts = &fact, .facts_count = 1};
        assert_int_equal(store_append(store, &append), ERR_CONFLICT);
        assert_int_equal(length_of(store, number_of(1)), 3);
    }
    struct append nowhere = {.file = number_of(2), .expected = 1, .facts = &fact, .facts_count = 1};
    assert_int_equal(store_append(store, &nowhere), ERR_CONFLICT);
}

/* ---- who decided does not pay ---- */

static struct fact by(enum fact_kind kind, const char *actor)
{
    struct fact fact = kind == FACT_PAYMENT_ORDERED ? order_fact(77) : fact_of(kind);
    (void)snprintf(fact.actor, sizeof fact.actor, "%s", actor);
    if (kind == FACT_CLAIM_REFUSED) fact.body.grounds = 1u << GROUND_RESIDENCE;
    return fact;
}

static err append_at(struct store *store, int expected, const struct fact *facts, int count)
{
    struct append append = {
        .file = number_of(1), .expected = expected, .facts = facts, .facts_count = count};
    return store_append(store, &append);
}

static void who_decided_records_no_payment_of_that_file(void **state)
{
    static const enum fact_kind decisions[] = {FACT_CLAIM_GRANTED, FACT_CLAIM_REFUSED,
                                               FACT_DECISION_REPLACED};
    struct store *store = store_in(state);
    int length = 1;
    struct fact claim = claim_fact();
    assert_int_equal(append_at(store, 0, &claim, 1), ERR_OK);
    for (size_t i = 0; i < LENGTH(decisions); i++) {
        char name[32];
        (void)snprintf(name, sizeof name, "agent:decides %d", (int)i);
        struct fact decision = by(decisions[i], name);
        assert_int_equal(append_at(store, length++, &decision, 1), ERR_OK);
        for (int kind = 0; kind < FACT_COUNT; kind++) {
            struct fact paid = by((enum fact_kind)kind, name);
            if (case_fact_kinds[kind].strand != STRAND_PAYMENT) continue;
            if (kind == FACT_PARTS_CHOSEN) continue; /* her choice: no money moves */
            assert_int_equal(append_at(store, length, &paid, 1), ERR_FORBIDDEN);
            assert_int_equal(length_of(store, number_of(1)), length); /* nothing was written */
        }
    }
    /* Another person, the keeper, and another file of the same person's are paid. */
    struct fact other = by(FACT_PAYMENT_ORDERED, "agent:pays");
    assert_int_equal(append_at(store, length++, &other, 1), ERR_OK);
    struct fact keeper[] = {by(FACT_CLAIM_GRANTED, "console"), by(FACT_PAYMENT_ORDERED, "console")};
    assert_int_equal(append_at(store, length, keeper, 2), ERR_OK);
    add_file(store, number_of(2));
    struct fact elsewhere = by(FACT_PAYMENT_ORDERED, "agent:decides 0");
    struct append append = {
        .file = number_of(2), .expected = 3, .facts = &elsewhere, .facts_count = 1};
    assert_int_equal(store_append(store, &append), ERR_OK);
}

static void who_decides_does_not_pay_in_the_same_breath(void **state)
{
    struct store *store = store_in(state);
    struct fact facts[] = {claim_fact(), by(FACT_CLAIM_GRANTED, "agent:one"),
                           by(FACT_PAYMENT_ORDERED, "agent:one")};
    assert_int_equal(append_at(store, 0, facts, 3), ERR_FORBIDDEN);
    assert_int_equal(length_of(store, number_of(1)), -(int)ERR_NOT_FOUND);
    facts[2] = by(FACT_PAYMENT_ORDERED, "agent:two");
    assert_int_equal(append_at(store, 0, facts, 3), ERR_OK);
}

static void a_file_holds_at_most_the_facts_the_fold_admits(void **state)
{
    struct fact fact = fact_of(FACT_CLAIM_COMPLETED);
    struct append append = {
        .file = number_of(1), .expected = JOURNAL_FACTS_MAX, .facts = &fact, .facts_count = 1};
    assert_int_equal(store_append(store_in(state), &append), ERR_BAD_INPUT);
}

static void a_small_arena_is_refused_and_left_as_it_was(void **state)
{
    struct store *store = store_in(state);
    char small[256];
    struct arena a = arena_over(small, sizeof small), before = a;
    struct journal journal = {.count = -1};
    int place = -1;
    add_file(store, number_of(1));
    assert_int_equal(store_read(store, number_of(1), &a, &journal, &place), ERR_HOST);
    assert_ptr_equal(a.at, before.at);
    assert_int_equal(journal.count, -1);
    assert_int_equal(place, -1);
}

static void files_are_listed_in_order_page_by_page(void **state)
{
    struct store *store = store_in(state);
    for (int i = 0; i < 7; i++) add_file(store, number_of(i));
    file_number page[3], last = {0};
    int count = 3, sum = 0;
    while (count > 0) {
        assert_int_equal(store_files(store, last, 3, page, &count), ERR_OK);
        for (int i = 0; i < count; i++) {
            assert_true(page[i].number > last.number);
            last = page[i];
        }
        sum += count;
    }
    assert_int_equal(sum, 7);
}

static void a_key_gives_its_answer_again_and_refuses_another_body(void **state)
{
    struct store *store = store_in(state);
    struct idempotency once = {.answer = T("{\"file\":\"482109375516\"}")};
    store_hash(T("public|key-1"), once.key);
    store_hash(T("{\"channel\":\"online\"}"), once.digest);
    struct fact fact = claim_fact();
    struct append append = {
        .file = number_of(1), .facts = &fact, .facts_count = 1, .idempotency = &once};
    struct arena a = new_arena();
    text answer = {0};
    assert_int_equal(store_remembered(store, once.key, once.digest, &a, &answer), ERR_NOT_FOUND);
    assert_int_equal(store_append(store, &append), ERR_OK);
    assert_int_equal(store_remembered(store, once.key, once.digest, &a, &answer), ERR_OK);
    assert_true(text_equal(answer, once.answer));

    unsigned char other[STORE_HASH_BYTES];
    store_hash(T("{}"), other);
    assert_int_equal(store_remembered(store, once.key, other, &a, &answer), ERR_MISMATCH);

    append.file = number_of(2); /* the same wish again makes no second file */
    assert_int_equal(store_append(store, &append), ERR_CONFLICT);
    assert_int_equal(length_of(store, number_of(2)), -(int)ERR_NOT_FOUND);
}

static void the_vault_gives_the_latest_entry_of_a_kind(void **state)
{
    struct store *store = store_in(state);
    struct fact fact = claim_fact();
    struct vault_entry first[] = {{VAULT_PERSON, T("{\"family_name\":\"EXEMPLE\"}")},
                                  {VAULT_ACCOUNT, T("{\"iban\":\"old\"}")}};
    struct vault_entry then[] = {{VAULT_ACCOUNT, T("{\"iban\":\"new\"}")}};
    struct append append = {
        .file = number_of(1), .facts = &fact, .facts_count = 1, .vault = first, .vault_count = 2};
    assert_int_equal(store_append(store, &append), ERR_OK);
    fact = fact_of(FACT_CLAIM_COMPLETED);
    append.expected = 1;
    append.vault = then;
    append.vault_count = 1;
    assert_int_equal(store_append(store, &append), ERR_OK);

    struct arena a = new_arena();
    text words = {0};
    assert_int_equal(store_vault_read(store, number_of(1), VAULT_ACCOUNT, &a, &words), ERR_OK);
    assert_true(text_equal(words, then[0].words));
    assert_int_equal(store_vault_read(store, number_of(1), VAULT_PERSON, &a, &words), ERR_OK);
    assert_true(text_equal(words, first[0].words));
    assert_int_equal(store_vault_read(store, number_of(1), VAULT_PARTNER, &a, &words),
                     ERR_NOT_FOUND);
    assert_int_equal(store_vault_read(store, number_of(2), VAULT_PERSON, &a, &words),
                     ERR_NOT_FOUND);
}

static void too_long_a_vault_entry_is_refused_and_nothing_is_written(void **state)
{
    static char words[VAULT_WORDS_MAX + 1];
    struct store *store = store_in(state);
    struct fact fact = claim_fact();
    struct vault_entry entry = {VAULT_CONTACT, {words, sizeof words}};
    struct append append = {
        .file = number_of(1), .facts = &fact, .facts_count = 1, .vault = &entry, .vault_count = 1};
    assert_int_equal(store_append(store, &append), ERR_BAD_INPUT);
    assert_int_equal(length_of(store, number_of(1)), -(int)ERR_NOT_FOUND);
    entry.words.length--;
    assert_int_equal(store_append(store, &append), ERR_OK);
}

static void the_same_person_is_found_by_her_blind_identity(void **state)
{
    struct store *store = store_in(state);
    struct blind camille, other, kept;
    assert_int_equal(store_blind(store, T("exemple camille 1990-01-01"), &camille), ERR_OK);
    assert_int_equal(store_blind(store, T("exemple dominique 1990-01-01"), &other), ERR_OK);
    assert_memory_not_equal(camille.bytes, other.bytes, sizeof camille.bytes);
    for (int i = 0; i < 3; i++) {
        struct fact fact = claim_fact();
        struct append append = {.file = number_of(i),
                                .facts = &fact,
                                .facts_count = 1,
                                .identity = i < 2 ? &camille : NULL};
        assert_int_equal(store_append(store, &append), ERR_OK);
    }
    file_number files[4];
    int count = -1;
    assert_int_equal(store_same_person(store, &camille, (file_number){0}, 4, files, &count),
                     ERR_OK);
    assert_int_equal(count, 2);
    file_number low = files[0], high = files[1];
    assert_true(low.number < high.number);
    assert_int_equal(store_same_person(store, &camille, low, 4, files, &count), ERR_OK);
    assert_int_equal(count, 1);
    assert_int_equal(files[0].number, high.number);
    assert_int_equal(store_same_person(store, &camille, high, 4, files, &count), ERR_OK);
    assert_int_equal(count, 0);
    assert_int_equal(store_same_person(store, &other, (file_number){0}, 4, files, &count), ERR_OK);
    assert_int_equal(count, 0);
    assert_int_equal(store_identity(store, number_of(0), &kept), ERR_OK);
    assert_memory_equal(kept.bytes, camille.bytes, sizeof kept.bytes);
    assert_int_equal(store_identity(store, number_of(2), &kept), ERR_NOT_FOUND);
}

static void a_payment_reference_is_always_the_same_and_says_nothing(void **state)
{
    struct store *store = store_in(state);
    int64_t reference = store_payment_reference(store, number_of(1), 4, 1);
    assert_true(reference > 0 && reference < INT64_C(1000000000000000));
    assert_true(reference == store_payment_reference(store, number_of(1), 4, 1));
    assert_true(reference != store_payment_reference(store, number_of(1), 4, 2));
    assert_true(reference != store_payment_reference(store, number_of(1), 5, 1));
    assert_true(reference != store_payment_reference(store, number_of(2), 4, 1));
}

static void several_writes_are_one_transaction(void **state)
{
    struct store *store = store_in(state);
    assert_int_equal(store_begin(store), ERR_OK);
    add_file(store, number_of(1));
    assert_int_equal(length_of(store, number_of(1)), 3);
    store_rollback(store);
    assert_int_equal(length_of(store, number_of(1)), -(int)ERR_NOT_FOUND);

    assert_int_equal(store_begin(store), ERR_OK);
    add_file(store, number_of(1));
    assert_int_equal(store_commit(store), ERR_OK);
    assert_int_equal(length_of(store, number_of(1)), 3);
}

static void one_failed_write_spoils_the_whole_transaction(void **state)
{
    struct store *store = store_in(state);
    struct fact fact = claim_fact();
    struct append twice = {.file = number_of(1), .facts = &fact, .facts_count = 1};
    assert_int_equal(store_begin(store), ERR_OK);
    assert_int_equal(store_append(store, &twice), ERR_OK);
    assert_int_equal(store_append(store, &twice), ERR_CONFLICT);
    twice.file = number_of(2);
    assert_int_equal(store_append(store, &twice), ERR_STORE_DOWN);
    assert_int_equal(store_commit(store), ERR_STORE_DOWN);
    assert_int_equal(length_of(store, number_of(1)), -(int)ERR_NOT_FOUND);
    add_file(store, number_of(1)); /* and the store is whole again */
}

#define ON_BOTH(name)                                           \
    {#name " (sqlite)", name, set_up_disk, tear_down, NULL},    \
    {                                                           \
#name " (memory)", name, set_up_memory, tear_down, NULL \
    }

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(what_was_appended_is_read_again),
        ON_BOTH(a_file_that_was_never_opened_is_not_found),
        ON_BOTH(an_append_on_another_length_is_a_conflict_and_writes_nothing),
        ON_BOTH(who_decided_records_no_payment_of_that_file),
        ON_BOTH(who_decides_does_not_pay_in_the_same_breath),
        ON_BOTH(a_file_holds_at_most_the_facts_the_fold_admits),
        ON_BOTH(a_small_arena_is_refused_and_left_as_it_was),
        ON_BOTH(files_are_listed_in_order_page_by_page),
        ON_BOTH(a_key_gives_its_answer_again_and_refuses_another_body),
        ON_BOTH(the_vault_gives_the_latest_entry_of_a_kind),
        ON_BOTH(too_long_a_vault_entry_is_refused_and_nothing_is_written),
        ON_BOTH(the_same_person_is_found_by_her_blind_identity),
        ON_BOTH(a_payment_reference_is_always_the_same_and_says_nothing),
        ON_BOTH(several_writes_are_one_transaction),
        ON_BOTH(one_failed_write_spoils_the_whole_transaction),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
