#include "unit/store_fixture.h"

#include "store/keeper_message.h"

static struct vault_keys keys;
static struct keeper_desk desk;
static struct keeper_line line;
static int64_t now;

/* What the transport does to the messages. */
static enum { HONEST, SILENT, LATE, SHORT, OTHER_OPERATION, LONG } transport;
static unsigned char previous[KEEPER_MESSAGE_MAX];
static size_t previous_size;

static err carry(void *context, const void *request, size_t size, void *reply, size_t max,
                 size_t *ret_size)
{
    static unsigned char answer[KEEPER_MESSAGE_MAX];
    assert_ptr_equal(context, &desk);
    assert_true(size <= KEEPER_MESSAGE_MAX && max >= KEEPER_MESSAGE_MAX);
    if (transport == SILENT) return ERR_HOST;
    size_t length = keeper_answer(&desk, now, (text){request, (ptrdiff_t)size}, answer);
    if (transport == OTHER_OPERATION) answer[1] = KEEPER_OPEN;
    *ret_size = length;
    if (transport == SHORT && length > 0) *ret_size = length - 1;
    if (transport == LONG) *ret_size = max + 1;
    memcpy(reply, transport == LATE ? previous : answer, length);
    if (transport == LATE) *ret_size = previous_size;
    memcpy(previous, answer, length);
    previous_size = length;
    return ERR_OK;
}

static int set_up(void **state)
{
    (void)state;
    for (int i = 0; i < STORE_KEY_BYTES; i++) {
        keys.wrap[i] = (unsigned char)(i + 1);
        keys.blind[i] = (unsigned char)(i + 101);
        keys.sign[i] = (unsigned char)(i + 201);
    }
    desk = (struct keeper_desk){.keeper = keeper_of_keys(&keys),
                                .may = ~0u,
                                .openings = {.burst = 1000, .per_second = 1000},
                                .blinds = {.burst = 1000, .per_second = 1000}};
    memset(&line, 0, sizeof line);
    line.call = carry;
    line.context = &desk;
    transport = HONEST;
    now = INT64_C(1764061200000000);
    return 0;
}

static struct party_keys here, there;

static void a_person_is_likened_alike_near_and_far(void **state)
{
    (void)state;
    struct keeper near = keeper_of_keys(&keys), far = keeper_far(&line);
    struct likeness_person person = {.family_name = T("Exemple"),
                                     .given_names = T("Camille"),
                                     .born_on = DATE(1931, 3, 7),
                                     .lines = {T("12 rue Pasteur"), T("")},
                                     .lines_count = 2,
                                     .postcode = T("59000"),
                                     .phones = {T("0612345678")},
                                     .phones_count = 1,
                                     .code_word = T("mimosa")};
    for (int seeks = 0; seeks < 2; seeks++) {
        assert_int_equal(near.does->liken(near.context, &person, seeks, &here), ERR_OK);
        assert_int_equal(far.does->liken(far.context, &person, seeks, &there), ERR_OK);
        assert_true(here.count > 20 && here.count == there.count);
        assert_memory_equal(here.keys, there.keys, (size_t)here.count * sizeof here.keys[0]);
    }
    assert_int_equal(desk.done[KEEPER_LIKEN], 2);
    person.code_word.length = KEEPER_PERSON_MAX + 1;
    assert_int_equal(far.does->liken(far.context, &person, true, &there), ERR_BAD_INPUT);
    assert_int_equal(there.count, here.count); /* untouched */
}

static void a_person_is_one_guess_and_half_a_person_none(void **state)
{
    (void)state;
    struct keeper far = keeper_far(&line);
    struct likeness_person person = {.family_name = T("Exemple"), .given_names = T("Camille")};
    desk.blinds = (struct keeper_bucket){.burst = 1, .per_second = 0};
    assert_int_equal(far.does->liken(far.context, &person, true, &there), ERR_OK);
    assert_int_equal(far.does->liken(far.context, &person, true, &there), ERR_STORE_DOWN);
    desk.blinds = (struct keeper_bucket){.burst = 1000, .per_second = 0};
    char bytes[KEEPER_PERSON_MAX];
    struct writer out = WRITER(bytes);
    struct likeness_person read;
    bool seeks;
    assert_int_equal(keeper_person_write(&person, true, &out), ERR_OK);
    assert_true(keeper_person_read(writer_text(&out), &read, &seeks) && seeks);
    for (ptrdiff_t length = 0; length < out.length; length++)
        assert_false(keeper_person_read((text){bytes, length}, &read, &seeks));
    out.length++;
    assert_false(keeper_person_read(writer_text(&out), &read, &seeks)); /* a byte too many */
    for (int i = 0; i < 12; i += 2) {
        char kept = bytes[i + 1];
        bytes[i + 1] = (char)0x7F; /* counts and days that no person has */
        out.length--;
        if (i != 2) assert_false(keeper_person_read(writer_text(&out), &read, &seeks));
        bytes[i + 1] = kept;
        out.length++;
    }
    assert_false(keeper_party_keys_read((text){bytes, 18}, &there));
    memset(bytes, 0x7F, sizeof bytes);
    assert_false(keeper_party_keys_read((text){bytes, 17}, &there)); /* a class there is not */
}

static const struct piece piece = {SEALED_VAULT, {INT64_C(871797010434)}, 3, VAULT_CONTACT};

/* ---- both keepers do the same ---- */

static void seal_and_open(struct keeper k)
{
    struct wrapped_key key, other_key;
    unsigned char sealed[5 + SEAL_OVERHEAD], plain[6] = "kept";
    text words = {(const char *)sealed, sizeof sealed};
    assert_int_equal(k.does->make_key(k.context, piece.file, &key), ERR_OK);
    assert_int_equal(k.does->make_key(k.context, piece.file, &other_key), ERR_OK);
    assert_memory_not_equal(key.bytes, other_key.bytes, sizeof key.bytes);
    assert_int_equal(k.does->seal(k.context, &piece, &key, T("words"), sealed), ERR_OK);
    assert_int_equal(k.does->open(k.context, &piece, &key, words, plain), ERR_OK);
    assert_memory_equal(plain, "words", 5);

    struct piece elsewhere[] = {piece, piece, piece, piece};
    elsewhere[0].what = SEALED_DOCUMENT;
    elsewhere[1].file.number++;
    elsewhere[2].place++;
    elsewhere[3].kind++;
    for (size_t i = 0; i < LENGTH(elsewhere); i++)
        assert_int_equal(k.does->open(k.context, &elsewhere[i], &key, words, plain), ERR_BROKEN);
    assert_int_equal(k.does->open(k.context, &piece, &other_key, words, plain), ERR_BROKEN);
    assert_int_equal(k.does->open(k.context, &piece, &key, (text){words.at, 39}, plain),
                     ERR_BROKEN);
    struct piece body = piece;
    body.what = SEALED_BODY; /* the keeper opens the vault and nothing else */
    assert_int_equal(k.does->open(k.context, &body, &key, words, plain), ERR_BAD_INPUT);
    assert_int_equal(k.does->seal(k.context, &body, &key, T("words"), sealed), ERR_BAD_INPUT);
}

static void the_longest_piece_passes_and_one_more_byte_does_not(struct keeper k)
{
    static char plain[KEEPER_PLAIN_MAX + 1], again[KEEPER_PLAIN_MAX];
    static unsigned char sealed[KEEPER_PLAIN_MAX + SEAL_OVERHEAD];
    struct wrapped_key key;
    for (size_t i = 0; i < sizeof plain; i++) plain[i] = (char)(i * 31);
    assert_int_equal(k.does->make_key(k.context, piece.file, &key), ERR_OK);
    text most = {plain, KEEPER_PLAIN_MAX}, more = {plain, sizeof plain};
    assert_int_equal(k.does->seal(k.context, &piece, &key, more, sealed), ERR_BAD_INPUT);
    assert_int_equal(k.does->seal(k.context, &piece, &key, most, sealed), ERR_OK);
    text whole = {(const char *)sealed, sizeof sealed};
    assert_int_equal(k.does->open(k.context, &piece, &key, whole, (unsigned char *)again), ERR_OK);
    assert_memory_equal(plain, again, sizeof again);
    whole.length++;
    assert_int_equal(k.does->open(k.context, &piece, &key, whole, (unsigned char *)again),
                     ERR_BAD_INPUT);
    assert_int_equal(k.does->seal(k.context, &piece, &key, T(""), sealed), ERR_OK);
    assert_int_equal(k.does->open(k.context, &piece, &key, (text){whole.at, SEAL_OVERHEAD},
                                  (unsigned char *)again),
                     ERR_OK);
}

static void blind_and_sign(struct keeper k)
{
    struct blind one, same, other;
    static const char long_text[KEEPER_BLIND_MAX + 1];
    assert_int_equal(k.does->blind(k.context, T("name:exemple"), &one), ERR_OK);
    assert_int_equal(k.does->blind(k.context, T("name:exemple"), &same), ERR_OK);
    assert_int_equal(k.does->blind(k.context, T("phone:exemple"), &other), ERR_OK);
    assert_memory_equal(&one, &same, sizeof one);
    assert_memory_not_equal(&one, &other, sizeof one);
    assert_int_equal(k.does->blind(k.context, (text){long_text, sizeof long_text}, &one),
                     ERR_BAD_INPUT);

    unsigned char public_key[SIGNATURE_KEY_BYTES], signature[SIGNATURE_BYTES];
    assert_int_equal(k.does->public_key(k.context, public_key), ERR_OK);
    assert_int_equal(k.does->sign(k.context, T("an anchor"), signature), ERR_OK);
    assert_true(keeper_signed(public_key, T("an anchor"), signature));
    assert_false(keeper_signed(public_key, T("an anchoR"), signature));
    signature[9] ^= 1;
    assert_false(keeper_signed(public_key, T("an anchor"), signature));
    assert_int_equal(k.does->sign(k.context, (text){long_text, KEEPER_SIGN_MAX + 1}, signature),
                     ERR_BAD_INPUT);
}

static void both_keepers_do_the_same(void **state)
{
    (void)state;
    struct keeper both[] = {keeper_of_keys(&keys), keeper_far(&line)};
    for (size_t i = 0; i < LENGTH(both); i++) {
        seal_and_open(both[i]);
        the_longest_piece_passes_and_one_more_byte_does_not(both[i]);
        blind_and_sign(both[i]);
    }
    struct blind near, far;
    assert_int_equal(both[0].does->blind(&keys, T("name:exemple"), &near), ERR_OK);
    assert_int_equal(both[1].does->blind(&line, T("name:exemple"), &far), ERR_OK);
    assert_memory_equal(&near, &far, sizeof near);
    assert_int_equal(desk.malformed, 0);
    assert_true(desk.done[KEEPER_OPEN] == 3 && desk.last_opened.file.number == piece.file.number);
    assert_true(line.malformed == 0 && line.unanswered == 0);
}

static void nothing_passed_stays_in_the_buffers(void **state)
{
    (void)state;
    struct keeper k = keeper_far(&line);
    struct wrapped_key key;
    unsigned char sealed[5 + SEAL_OVERHEAD], plain[5];
    assert_int_equal(k.does->make_key(k.context, piece.file, &key), ERR_OK);
    assert_int_equal(k.does->seal(k.context, &piece, &key, T("words"), sealed), ERR_OK);
    assert_int_equal(
        k.does->open(k.context, &piece, &key, (text){(const char *)sealed, sizeof sealed}, plain),
        ERR_OK);
    for (size_t i = 0; i < KEEPER_MESSAGE_MAX; i++)
        assert_true(line.request[i] == 0 && line.reply[i] == 0);
    keys.wrap[0] = 7;
    struct keeper local = keeper_of_keys(&keys);
    local.does->wipe(local.context);
    for (size_t i = 0; i < sizeof keys; i++) assert_int_equal(((const unsigned char *)&keys)[i], 0);
}

/* ---- what goes wrong on the way ---- */

static void a_transport_that_fails_is_a_keeper_that_is_down(void **state)
{
    (void)state;
    struct keeper k = keeper_far(&line);
    struct wrapped_key key = {{0}}, untouched = {{0}};
    transport = SILENT;
    assert_int_equal(k.does->make_key(k.context, piece.file, &key), ERR_STORE_DOWN);
    transport = LONG;
    assert_int_equal(k.does->make_key(k.context, piece.file, &key), ERR_STORE_DOWN);
    assert_memory_equal(&key, &untouched, sizeof key);
    assert_int_equal(line.unanswered, 2);
}

static void a_reply_to_another_request_is_refused(void **state)
{
    (void)state;
    struct keeper k = keeper_far(&line);
    struct blind first, late = {{0}}, untouched = {{0}};
    assert_int_equal(k.does->blind(k.context, T("name:exemple"), &first), ERR_OK);
    transport = LATE; /* an answer that missed its question comes to the next one */
    assert_int_equal(k.does->blind(k.context, T("name:another"), &late), ERR_STORE_DOWN);
    transport = OTHER_OPERATION;
    assert_int_equal(k.does->blind(k.context, T("name:another"), &late), ERR_STORE_DOWN);
    transport = SHORT;
    assert_int_equal(k.does->blind(k.context, T("name:another"), &late), ERR_STORE_DOWN);
    assert_memory_equal(&late, &untouched, sizeof late);
    assert_int_equal(line.malformed, 3);
}

static void a_malformed_request_is_counted_and_not_answered(void **state)
{
    (void)state;
    static unsigned char bytes[KEEPER_MESSAGE_MAX + 64], reply[KEEPER_MESSAGE_MAX];
    struct keeper_request request = {.operation = KEEPER_BLIND, .bytes = T("name:exemple")};
    size_t size = keeper_request_write(&request, bytes);
    int64_t refused = 0;
    for (size_t length = 0; length < size + 20; length++) { /* each length but the right one */
        size_t got =
            keeper_answer(&desk, now, (text){(const char *)bytes, (ptrdiff_t)length}, reply);
        assert_int_equal(got > 0, length == size);
        refused += length != size;
    }
    assert_int_equal(desk.malformed, refused);
    static const struct {
        size_t at;
        unsigned char value;
    } changes[] = {{0, 0},   {0, 2},     {1, 0},   {1, KEEPER_OPERATIONS},
                   {2, 1},   {7, 1},     {16, 99}, {23, 0x80},
                   {122, 1}, {126, 0xFF}};
    for (size_t i = 0; i < LENGTH(changes); i++) {
        (void)keeper_request_write(&request, bytes);
        bytes[changes[i].at] = changes[i].value;
        desk.malformed = 0;
        size_t got = keeper_answer(&desk, now, (text){(const char *)bytes, (ptrdiff_t)size}, reply);
        if (got > 0 || desk.malformed != 1) fail_msg("change %zu was taken", i);
    }
}

static void t24_a_process_asks_only_what_its_line_may(void **state)
{
    (void)state;
    struct keeper k = keeper_far(&line);
    unsigned char signature[SIGNATURE_BYTES];
    struct wrapped_key key;
    desk.may = KEEPER_MAY(KEEPER_MAKE_KEY) | KEEPER_MAY(KEEPER_SEAL);
    assert_int_equal(k.does->make_key(k.context, piece.file, &key), ERR_OK);
    assert_int_equal(k.does->sign(k.context, T("an anchor"), signature), ERR_FORBIDDEN);
    struct blind blind;
    assert_int_equal(k.does->blind(k.context, T("name:exemple"), &blind), ERR_FORBIDDEN);
    assert_true(desk.not_allowed == 2 && desk.done[KEEPER_SIGN] == 0);
}

/* ---- how often ---- */

static int openings(struct keeper k, const struct wrapped_key *key, text sealed, int tries)
{
    unsigned char plain[5];
    int opened = 0;
    for (int i = 0; i < tries; i++) {
        err e = k.does->open(k.context, &piece, key, sealed, plain);
        assert_true(e == ERR_OK || e == ERR_STORE_DOWN);
        opened += e == ERR_OK;
    }
    return opened;
}

static void openings_are_limited_by_the_moment_given(void **state)
{
    (void)state;
    struct keeper k = keeper_far(&line);
    struct wrapped_key key;
    unsigned char bytes[5 + SEAL_OVERHEAD];
    text sealed = {(const char *)bytes, sizeof bytes};
    desk.openings = (struct keeper_bucket){.burst = 10, .per_second = 2};
    assert_int_equal(k.does->make_key(k.context, piece.file, &key), ERR_OK);
    assert_int_equal(k.does->seal(k.context, &piece, &key, T("words"), bytes), ERR_OK);
    assert_int_equal(openings(k, &key, sealed, 15), 10);
    assert_int_equal(desk.too_many, 5);
    now += 499999;
    assert_int_equal(openings(k, &key, sealed, 5), 0);
    now += 1;
    assert_int_equal(openings(k, &key, sealed, 5), 1);
    now -= 60 * INT64_C(1000000); /* a clock set back gives nothing */
    assert_int_equal(openings(k, &key, sealed, 5), 0);
    now = INT64_MAX; /* nor does one gone mad give more than the burst */
    assert_int_equal(openings(k, &key, sealed, 15), 10);
    assert_int_equal(desk.done[KEEPER_OPEN], 21);
}

static void guesses_at_blind_indexes_are_limited_apart(void **state)
{
    (void)state;
    struct keeper k = keeper_far(&line);
    struct blind blind;
    desk.blinds = (struct keeper_bucket){.burst = 2, .per_second = 0};
    assert_int_equal(k.does->blind(k.context, T("name:exemple"), &blind), ERR_OK);
    assert_int_equal(k.does->blind(k.context, T("name:exemple"), &blind), ERR_OK);
    now += INT64_C(3600) * 1000000;
    assert_int_equal(k.does->blind(k.context, T("name:exemple"), &blind), ERR_STORE_DOWN);
    assert_int_equal(desk.too_many, 1);
}

/* ---- a store whose keeper is elsewhere ---- */

static void t24_a_process_without_the_keeper_reads_the_journal_and_no_vault(void **state)
{
    (void)state;
    struct place place = place_make();
    struct store_keys own;
    struct trouble trouble;
    struct store *store = NULL;
    assert_int_equal(store_unlock(text_of(place.url), master, &own, &keys, &trouble), ERR_OK);
    struct keeper k = keeper_far(&line);
    assert_int_equal(store_open_with(text_of(place.url), &own, &k, &store, &trouble), ERR_OK);
    struct fact fact = claim_fact();
    struct vault_entry entry = {VAULT_PERSON, T("Camille EXEMPLE")};
    struct append append = {
        .file = number_of(1), .facts = &fact, .facts_count = 1, .vault = &entry, .vault_count = 1};
    assert_int_equal(store_append(store, &append), ERR_OK);
    struct arena a = new_arena();
    text words = {0};
    assert_int_equal(store_vault_read(store, number_of(1), VAULT_PERSON, &a, &words), ERR_OK);
    assert_true(text_equal(words, entry.words));

    transport = SILENT; /* the keeper has died */
    words = T("untouched");
    assert_int_equal(store_vault_read(store, number_of(1), VAULT_PERSON, &a, &words),
                     ERR_STORE_DOWN);
    assert_true(text_equal(words, T("untouched")));
    assert_int_equal(length_of(store, number_of(1)), 1);
    append.file = number_of(2);
    assert_int_equal(store_append(store, &append), ERR_STORE_DOWN); /* nothing half written */
    assert_int_equal(length_of(store, number_of(2)), -(int)ERR_NOT_FOUND);
    append.file = number_of(1), append.expected = 1;
    assert_int_equal(store_append(store, &append), ERR_STORE_DOWN);
    assert_int_equal(length_of(store, number_of(1)), 1);
    struct blind blind;
    assert_int_equal(store_blind(store, T("name:exemple"), &blind), ERR_STORE_DOWN);
    store_close(store);
    place_remove(&place);
}

static void a_process_whose_keys_were_changed_does_nothing_more(void **state)
{
    (void)state;
    struct place place = place_make();
    struct store *store = open_url(place.url), *other = NULL;
    struct store_keys stale;
    struct vault_keys vault;
    struct trouble trouble;
    add_file(store, number_of(1));
    assert_int_equal(store_unlock(text_of(place.url), master, &stale, &vault, &trouble), ERR_OK);
    meddle(&place, "UPDATE meta SET value = zeroblob(32) WHERE name = 'ring_name'");
    int place_found;
    struct journal journal;
    assert_int_equal(read_file(store, number_of(1), &journal, &place_found), ERR_STORE_DOWN);
    struct fact fact = claim_fact();
    struct append append = {.file = number_of(2), .facts = &fact, .facts_count = 1};
    assert_int_equal(store_append(store, &append), ERR_STORE_DOWN);
    assert_int_equal(store_begin(store), ERR_STORE_DOWN);
    struct keeper k = keeper_of_keys(&vault);
    assert_int_equal(store_open_with(text_of(place.url), &stale, &k, &other, &trouble),
                     ERR_STORE_DOWN);
    assert_null(other);
    store_close(store);
    place_remove(&place);
}

static void a_store_in_memory_takes_the_keys_it_is_given(void **state)
{
    (void)state;
    struct store_keys own;
    struct trouble trouble;
    struct store *store = NULL;
    assert_int_equal(store_unlock(T("memory:"), master, &own, &keys, &trouble), ERR_OK);
    struct keeper k = keeper_far(&line);
    assert_int_equal(store_open_with(T("memory:"), &own, &k, &store, &trouble), ERR_OK);
    add_file(store, number_of(1));
    assert_int_equal(length_of(store, number_of(1)), 3);
    store_close(store);
    assert_int_equal(store_open_with(T("nothing:"), &own, &k, &store, &trouble), ERR_BAD_INPUT);
}

#define TEST(name) cmocka_unit_test_setup(name, set_up)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_person_is_likened_alike_near_and_far, set_up),
        cmocka_unit_test_setup(a_person_is_one_guess_and_half_a_person_none, set_up),
        TEST(both_keepers_do_the_same),
        TEST(nothing_passed_stays_in_the_buffers),
        TEST(a_transport_that_fails_is_a_keeper_that_is_down),
        TEST(a_reply_to_another_request_is_refused),
        TEST(a_malformed_request_is_counted_and_not_answered),
        TEST(t24_a_process_asks_only_what_its_line_may),
        TEST(openings_are_limited_by_the_moment_given),
        TEST(guesses_at_blind_indexes_are_limited_apart),
        TEST(t24_a_process_without_the_keeper_reads_the_journal_and_no_vault),
        TEST(a_process_whose_keys_were_changed_does_nothing_more),
        TEST(a_store_in_memory_takes_the_keys_it_is_given),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
