#define _GNU_SOURCE /* RTLD_NEXT */
#include "unit/store_fixture.h"

#include "store/portal.h"
#include "store/signin.h"

#include <dlfcn.h>
#include <sodium.h>

/* Her code and her second secret: what they open, for how long, and that finding out whether they
 * are anybody's costs the same work. */

#define SECOND INT64_C(1000000)
#define NOW    (INT64_C(1764061200) * SECOND)
#define CODE   T("arbre lampe tulipe radis panda violon")
#define OTHER  T("violon panda radis tulipe lampe arbre")
#define SECRET T("le chat de la voisine")

/* ---- counting ---- */

struct work {
    int hashes, statements, steps, blinds;
};
static struct work work;

int crypto_pwhash_str_verify(const char str[crypto_pwhash_STRBYTES], const char *const passwd,
                             unsigned long long length)
{
    static int (*real)(const char *, const char *, unsigned long long);
    work.hashes++;
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, "crypto_pwhash_str_verify");
    assert_non_null(*(void **)&real);
    return real(str, passwd, length);
}

static const struct driver *engine;

static err count_start(struct database *db, enum statement which, const struct value *values,
                       int count)
{
    work.statements++;
    return engine->start(db, which, values, count);
}

static err count_step(struct database *db, enum statement which, bool *ret_row)
{
    work.steps++;
    return engine->step(db, which, ret_row);
}

static const struct keeper_operations *asked;
static err count_blind(void *context, text normalised, struct blind *ret)
{
    work.blinds++;
    return asked->blind(context, normalised, ret);
}

/* ---- a file with both ---- */

static struct driver counting;
static struct keeper_operations keeping;

static void give_both(struct store *store, int64_t number, text code)
{
    struct portal_ticket ticket;
    file_number file = {0};
    assert_int_equal(store_portal_ticket(store, (file_number){number}, NOW, &ticket), ERR_OK);
    assert_int_equal(store_portal_make(store, text_of(ticket.digits), code, SECRET, NOW, &file),
                     ERR_OK);
    assert_true(file.number == number);
}

static int set_up(void **state)
{
    struct store *store = open_url("memory:");
    add_file(store, (file_number){1});
    add_file(store, (file_number){2});
    give_both(store, 1, CODE);
    engine = store->driver;
    counting = *engine;
    counting.start = count_start;
    counting.step = count_step;
    store->driver = &counting;
    asked = store->keeper.does;
    keeping = *asked;
    keeping.blind = count_blind;
    store->keeper.does = &keeping;
    *state = store;
    return 0;
}

static int tear_down(void **state)
{
    struct store *store = *state;
    store->driver = engine;
    store->keeper.does = asked;
    store_close(store);
    return 0;
}

static int64_t found_by(struct store *store, text code)
{
    struct portal_found found;
    assert_int_equal(store_portal_find(store, code, &found), ERR_OK);
    assert_int_equal(strlen(found.tag), PORTAL_TAG_LENGTH);
    return found.file.number;
}

static err checks(struct store *store, int64_t number, text secret)
{
    return store_portal_check(store, (file_number){number}, secret);
}

/* ---- T12, T18 ---- */

static void t12_a_code_that_is_nobodys_costs_the_same_work(void **state)
{
    static const char *const others[] = {"", "x", "arbre lampe tulipe radis panda violo",
                                         "violon panda radis tulipe lampe arbre"};
    memset(&work, 0, sizeof work);
    assert_true(found_by(*state, CODE) == 1);
    struct work known = work;
    assert_true(known.statements > 0 && known.blinds == 1 && known.hashes == 0);
    for (size_t i = 0; i < LENGTH(others); i++) {
        memset(&work, 0, sizeof work);
        assert_true(found_by(*state, text_of(others[i])) == 0);
        assert_memory_equal(&work, &known, sizeof known);
    }
    char long_code[PORTAL_WORDS_MAX + 2];
    memset(long_code, 'a', sizeof long_code);
    memset(&work, 0, sizeof work);
    assert_true(found_by(*state, (text){long_code, sizeof long_code}) == 0);
    assert_memory_equal(&work, &known, sizeof known);
}

static void t12_a_wrong_secret_costs_the_work_of_a_right_one(void **state)
{
    memset(&work, 0, sizeof work);
    assert_int_equal(checks(*state, 1, SECRET), ERR_OK);
    struct work right = work;
    assert_true(right.hashes == 1 && right.blinds == 1 && right.statements > 0);
    static const struct {
        int64_t number;
        const char *secret;
    } wrong[] = {{1, "le chat du voisin"},
                 {1, ""},
                 {2, "le chat de la voisine"},
                 {0, "le chat de la voisine"},
                 {999, "x"}};
    for (size_t i = 0; i < LENGTH(wrong); i++) {
        memset(&work, 0, sizeof work);
        assert_int_equal(checks(*state, wrong[i].number, text_of(wrong[i].secret)), ERR_NOT_FOUND);
        assert_memory_equal(&work, &right, sizeof right);
    }
}

/* ---- what opens, and what does not any more ---- */

static void a_new_code_makes_the_old_one_nobodys(void **state)
{
    struct store *store = *state;
    give_both(store, 1, OTHER);
    assert_true(found_by(store, CODE) == 0);
    assert_true(found_by(store, OTHER) == 1);
    assert_int_equal(store_portal_close(store, (file_number){1}), ERR_OK);
    assert_true(found_by(store, OTHER) == 0);
    assert_int_equal(checks(store, 1, SECRET), ERR_NOT_FOUND);
    assert_int_equal(store_portal_close(store, (file_number){1}), ERR_OK);
}

static void a_ticket_serves_once_and_soon(void **state)
{
    struct store *store = *state;
    struct portal_ticket first, second;
    file_number file = {2}, made = {0};
    assert_int_equal(store_portal_ticket(store, file, NOW, &first), ERR_OK);
    assert_int_equal(store_portal_ticket(store, file, NOW, &second), ERR_OK);
    text digits = text_of(second.digits);
    assert_int_equal(store_portal_ticket_read(store, text_of(first.digits), NOW, &made),
                     ERR_NOT_FOUND); /* a new one took its place */
    assert_int_equal(store_portal_ticket_read(store, digits, NOW + PORTAL_TICKET_LIFE, &made),
                     ERR_NOT_FOUND);
    assert_int_equal(store_portal_make(store, digits, OTHER, T("court"), NOW, &made),
                     ERR_BAD_INPUT);
    assert_int_equal(store_portal_make(store, digits, OTHER, OTHER, NOW, &made), ERR_BAD_INPUT);
    assert_int_equal(store_portal_make(store, digits, CODE, SECRET, NOW, &made), ERR_CONFLICT);
    assert_int_equal(store_portal_make(store, digits, OTHER, SECRET, NOW, &made), ERR_OK);
    assert_true(made.number == 2 && found_by(store, OTHER) == 2);
    assert_int_equal(store_portal_make(store, digits, OTHER, SECRET, NOW, &made), ERR_NOT_FOUND);
}

/* At the end of a request, and never for a file that has its secrets or has had time. */
static void a_first_ticket_is_for_a_new_file(void **state)
{
    struct store *store = *state;
    struct portal_ticket ticket;
    int64_t opened = claim_fact().recorded_at;
    assert_int_equal(store_portal_first_ticket(store, (file_number){2}, opened, &ticket), ERR_OK);
    assert_int_equal(strlen(ticket.digits), PORTAL_TICKET_DIGITS);
    int64_t late = opened + PORTAL_TICKET_LIFE + 1;
    assert_int_equal(store_portal_first_ticket(store, (file_number){2}, late, &ticket),
                     ERR_NOT_FOUND);
    assert_int_equal(store_portal_first_ticket(store, (file_number){1}, opened, &ticket),
                     ERR_NOT_FOUND);
    assert_int_equal(store_portal_first_ticket(store, (file_number){999}, opened, &ticket),
                     ERR_NOT_FOUND);
}

/* ---- the sessions ---- */

static void begin(struct store *store, enum portal_level level, int64_t number, char *ret)
{
    struct portal_session session = {level, {{number}, "0123456789abcdef0123456789abcdef"}};
    assert_int_equal(store_portal_enter(store, &session, NOW, ret), ERR_OK);
}

static void a_session_ends_after_three_minutes_and_after_an_hour(void **state)
{
    struct store *store = *state;
    struct portal_session session;
    char token[TOKEN_LENGTH + 1];
    text word = {token, TOKEN_LENGTH};
    begin(store, PORTAL_BOTH, 1, token);
    int64_t now = NOW;
    for (int minutes = 2; minutes <= 60; minutes += 2) {
        now = NOW + minutes * 60 * SECOND;
        assert_int_equal(store_portal_session(store, word, now, &session), ERR_OK);
    }
    assert_true(session.level == PORTAL_BOTH && session.found.file.number == 1);
    assert_string_equal(session.found.tag, "0123456789abcdef0123456789abcdef");
    assert_int_equal(store_portal_session(store, word, now + SECOND, &session), ERR_NOT_FOUND);
    begin(store, PORTAL_CODE, 0, token); /* of a code that is nobody's */
    assert_int_equal(store_portal_session(store, word, NOW + PORTAL_IDLE, &session), ERR_OK);
    assert_true(session.level == PORTAL_CODE && session.found.file.number == 0);
    int64_t later = NOW + 2 * PORTAL_IDLE + SECOND;
    assert_int_equal(store_portal_session(store, word, later, &session), ERR_NOT_FOUND);
}

static void an_agents_session_is_none_of_hers(void **state)
{
    struct store *store = *state;
    static const struct agent clerk = {"agent.exemple", ROLE_CLERK, "CAF-59"};
    struct portal_session session;
    char token[TOKEN_LENGTH + 1];
    assert_int_equal(store_session_add(store, &clerk, T("X"), T(""), NOW, token), ERR_OK);
    assert_int_equal(store_portal_session(store, text_of(token), NOW, &session), ERR_NOT_FOUND);
}

static void all_the_sessions_of_a_file_end_together(void **state)
{
    struct store *store = *state;
    struct portal_session session;
    char both[TOKEN_LENGTH + 1], code[TOKEN_LENGTH + 1], others[TOKEN_LENGTH + 1];
    begin(store, PORTAL_BOTH, 1, both);
    begin(store, PORTAL_CODE, 1, code);
    begin(store, PORTAL_BOTH, 2, others);
    assert_int_equal(store_portal_leave(store, (file_number){1}), ERR_OK);
    assert_int_equal(store_portal_session(store, text_of(both), NOW, &session), ERR_NOT_FOUND);
    assert_int_equal(store_portal_session(store, text_of(code), NOW, &session), ERR_NOT_FOUND);
    assert_int_equal(store_portal_session(store, text_of(others), NOW, &session), ERR_OK);
}

/* ---- a stolen store ---- */

static bool holds(const struct place *place, text words)
{
    static char bytes[1 << 20];
    FILE *file = fopen(place->path, "rb");
    assert_non_null(file);
    size_t size = fread(bytes, 1, sizeof bytes, file);
    assert_int_equal(fclose(file), 0);
    return memmem(bytes, size, words.at, (size_t)words.length) != NULL;
}

static void t24_a_stolen_store_tells_neither_code_nor_secret(void **state)
{
    only_of_sqlite();
    (void)state;
    struct place place = place_make();
    struct store *store = open_url(place.url);
    char token[TOKEN_LENGTH + 1];
    struct portal_ticket ticket;
    unsigned char plain[STORE_HASH_BYTES];
    add_file(store, (file_number){123456789012});
    give_both(store, 123456789012, CODE);
    assert_int_equal(store_portal_ticket(store, (file_number){123456789012}, NOW, &ticket), ERR_OK);
    begin(store, PORTAL_BOTH, 123456789012, token);
    store_close(store);
    assert_true(holds(&place, T("$argon2id$v=19$m=19456,t=3,p=1$")));
    assert_false(holds(&place, CODE));
    assert_false(holds(&place, T("tulipe")));
    assert_false(holds(&place, SECRET));
    assert_false(holds(&place, text_of(ticket.digits)));
    assert_false(holds(&place, T("123456789012"))); /* the session does not say whose it is */
    store_hash(CODE, plain);                        /* nor could guesses be tried */
    assert_false(holds(&place, (text){(const char *)plain, STORE_HASH_BYTES}));
    place_remove(&place);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(t12_a_code_that_is_nobodys_costs_the_same_work),
        TEST(t12_a_wrong_secret_costs_the_work_of_a_right_one),
        TEST(a_new_code_makes_the_old_one_nobodys),
        TEST(a_ticket_serves_once_and_soon),
        TEST(a_first_ticket_is_for_a_new_file),
        TEST(a_session_ends_after_three_minutes_and_after_an_hour),
        TEST(an_agents_session_is_none_of_hers),
        TEST(all_the_sessions_of_a_file_end_together),
        cmocka_unit_test(t24_a_stolen_store_tells_neither_code_nor_secret),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
