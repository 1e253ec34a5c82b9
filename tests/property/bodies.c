#include "tests/property/random.h"
#include "tests/test.h"

#include <string.h>

static struct random random;

enum { ROUNDS = 3000 };

static void assert_canonical(text bytes, enum fact_kind kind)
{
    struct body body;
    if (body_read(bytes, kind, &body) != ERR_OK) return;
    char room[BODY_BYTES_MAX];
    struct writer out = WRITER(room);
    body_write(&out, kind, &body);
    assert_false(out.full);
    assert_true(text_equal(writer_text(&out), bytes));
}

static void what_was_written_is_read_back(void **state)
{
    (void)state;
    for (int i = 0; i < ROUNDS; i++) {
        enum fact_kind kind = (enum fact_kind)(i % FACT_COUNT);
        struct body body = random_body(&random, kind), back;
        char room[BODY_BYTES_MAX];
        struct writer out = WRITER(room);
        body_write(&out, kind, &body);
        assert_false(out.full);
        assert_int_equal(body_read(writer_text(&out), kind, &back), ERR_OK);
        assert_true(body_equal(kind, &body, &back));
    }
}

/* The bytes stand at the end of their room, so that reading past them is seen. */
static void every_truncation_is_refused(void **state)
{
    (void)state;
    for (int i = 0; i < ROUNDS / 10; i++) {
        enum fact_kind kind = (enum fact_kind)(i % FACT_COUNT);
        struct body body = random_body(&random, kind), back;
        char room[BODY_BYTES_MAX], cut[BODY_BYTES_MAX];
        struct writer out = WRITER(room);
        body_write(&out, kind, &body);
        for (ptrdiff_t length = 0; length < out.length; length++) {
            char *at = cut + BODY_BYTES_MAX - length;
            memcpy(at, room, (size_t)length);
            assert_int_equal(body_read((text){at, length}, kind, &back), ERR_BAD_INPUT);
        }
    }
}

static void any_bytes_are_refused_or_canonical(void **state)
{
    (void)state;
    for (int i = 0; i < ROUNDS * 10; i++) {
        enum fact_kind kind = (enum fact_kind)random_below(&random, FACT_COUNT);
        char bytes[64];
        ptrdiff_t length = random_below(&random, sizeof bytes + 1);
        for (ptrdiff_t k = 0; k < length; k++) {
            bytes[k] = (char)random_below(&random, random_flag(&random) ? 256 : 4);
        }
        assert_canonical((text){bytes, length}, kind);
    }
}

/* One byte wrong in good bytes reaches every check of the reader. */
static void good_bytes_with_one_wrong_are_refused_or_canonical(void **state)
{
    (void)state;
    for (int i = 0; i < ROUNDS; i++) {
        enum fact_kind kind = (enum fact_kind)(i % FACT_COUNT);
        struct body body = random_body(&random, kind);
        char room[BODY_BYTES_MAX];
        struct writer out = WRITER(room);
        body_write(&out, kind, &body);
        for (ptrdiff_t k = 0; k < out.length; k++) {
            char before = room[k];
            room[k] = (char)random_below(&random, 256);
            assert_canonical(writer_text(&out), kind);
            room[k] = before;
        }
    }
}

int main(void)
{
    random = random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_written_is_read_back),
        cmocka_unit_test(every_truncation_is_refused),
        cmocka_unit_test(any_bytes_are_refused_or_canonical),
        cmocka_unit_test(good_bytes_with_one_wrong_are_refused_or_canonical),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
