#include "tests/test.h"

#include "host/host.h"

#include <string.h>
#include <zlib.h>

static struct arena arena;

static int set_up(void **state)
{
    (void)state;
    arena = host_arena(2 << 20);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    host_arena_end(arena);
    return 0;
}

static void what_was_compressed_comes_back(void **state)
{
    (void)state;
    static char page[60000], again[sizeof page];
    for (size_t i = 0; i < sizeof page; i++) page[i] = "<li>713,15 euros</li>"[i % 21];
    for (ptrdiff_t length = 0; length <= (ptrdiff_t)sizeof page; length += 7500) {
        struct arena scratch = arena;
        text small = host_gzip((text){page, length}, &scratch);
        assert_true(small.length > 0 && small.length < 1000);
        z_stream z = {.next_in = (Bytef *)(uintptr_t)small.at,
                      .avail_in = (uInt)small.length,
                      .next_out = (Bytef *)again,
                      .avail_out = sizeof again};
        assert_int_equal(inflateInit2(&z, 15 + 16), Z_OK);
        assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
        assert_int_equal(z.total_out, length);
        assert_memory_equal(again, page, (size_t)length);
        inflateEnd(&z);
    }
}

static void without_room_nothing_is_compressed(void **state)
{
    (void)state;
    static char room[1 << 18];
    for (ptrdiff_t size = 0; size < (ptrdiff_t)sizeof room; size += 1 << 12) {
        struct arena narrow = arena_over(room, size);
        text small = host_gzip(T("713,15 euros"), &narrow);
        assert_true(small.length == 0 || small.length > 12);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_was_compressed_comes_back, set_up, tear_down),
        cmocka_unit_test(without_room_nothing_is_compressed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
