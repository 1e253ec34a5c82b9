#include "base/arena.h"
#include "tests/test.h"

#include <string.h>

static void pieces_are_zeroed_aligned_and_apart(void **state)
{
    (void)state;
    static char room[1024];
    memset(room, 'x', sizeof room);
    struct arena a = arena_over(room + 1, sizeof room - 1);
    char *before = NULL;
    for (int size = 0; size < 20; size++) {
        char *piece = arena_take(&a, size);
        assert_int_equal((uintptr_t)piece % 16, 0);
        assert_true(!before || piece >= before);
        for (int i = 0; i < size; i++) assert_int_equal(piece[i], 0);
        before = piece + size;
        if (size > 0) memset(piece, 'y', (size_t)size);
    }
}

static void a_room_that_is_gone_gives_null(void **state)
{
    (void)state;
    static _Alignas(16) char room[256];
    struct arena a = arena_over(room, sizeof room);
    assert_null(arena_try(&a, 257));
    assert_null(arena_try(&a, PTRDIFF_MAX));
    assert_non_null(arena_try(&a, 100));
    while (arena_try(&a, 16)) {
    }
    assert_null(arena_try(&a, 16));
    struct arena none = arena_over(room + 1, 3);
    assert_null(arena_try(&none, 1));
}

static void scratch_passed_by_value_is_given_back(void **state)
{
    (void)state;
    static char room[256];
    struct arena a = arena_over(room, sizeof room);
    struct arena scratch = a;
    void *first = arena_take(&scratch, 32);
    struct arena again = a;
    assert_ptr_equal(arena_take(&again, 32), first);
    int *numbers = TAKE(&a, int, 4);
    assert_int_equal(numbers[3], 0);
}

static void a_copy_ends_with_a_nul(void **state)
{
    (void)state;
    static char room[256];
    struct arena a = arena_over(room, sizeof room);
    text copy = arena_copy(&a, (text){"abcdef", 3});
    assert_int_equal(copy.length, 3);
    assert_string_equal(copy.at, "abc");
    assert_string_equal(arena_copy(&a, text_of(NULL)).at, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_zeroed_aligned_and_apart),
        cmocka_unit_test(a_room_that_is_gone_gives_null),
        cmocka_unit_test(scratch_passed_by_value_is_given_back),
        cmocka_unit_test(a_copy_ends_with_a_nul),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
