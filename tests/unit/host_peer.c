#include "host/inside.h"
#include "tests/test.h"

/* Whose words about addresses are believed, and how often one address may ask. */

static struct host_network network(const char *words)
{
    struct host_network read;
    assert_int_equal(host_network_read(text_of(words), &read), ERR_OK);
    return read;
}

static void networks_are_read_and_nothing_else(void **state)
{
    (void)state;
    static const char *const bad[] = {"",
                                      "a",
                                      "192.0.2",
                                      "192.0.2.256",
                                      "192.0.2.1/33",
                                      "192.0.2.1/-1",
                                      "2001:db8::/129",
                                      "::/x",
                                      "192.0.2.1/1/2",
                                      "localhost",
                                      " 192.0.2.1",
                                      "192.0.2.1 ",
                                      "1111:2222:3333:4444:5555:6666:7777:8888:9999:aaaa:bbbb"};
    struct host_network read;
    for (size_t i = 0; i < LENGTH(bad); i++)
        assert_int_equal(host_network_read(text_of(bad[i]), &read), ERR_BAD_INPUT);
    assert_int_equal(host_network_read((text){"192.0.2.1\0x", 11}, &read), ERR_BAD_INPUT);
    assert_int_equal(network("192.0.2.7").bits, 128);
    assert_int_equal(network("192.0.2.0/24").bits, 120);
    assert_int_equal(network("0.0.0.0/0").bits, 96);
    assert_int_equal(network("2001:db8::/32").bits, 32);
}

static void only_what_trusted_proxies_add_is_believed(void **state)
{
    (void)state;
    struct host_network proxies[] = {network("127.0.0.1"), network("192.0.2.0/24"),
                                     network("2001:db8::/33")};
    struct host_server server = {.proxies = proxies, .proxies_count = (int)LENGTH(proxies)};
    static const struct {
        const char *peer, *forwarded, *expected;
    } cases[] = {
        {"127.0.0.1", "", "127.0.0.1"},
        {"127.0.0.1", "198.51.100.1", "198.51.100.1"},
        {"198.51.100.9", "198.51.100.1", "198.51.100.9"},           /* not a proxy of ours */
        {"127.0.0.1", "203.0.113.5, 198.51.100.1", "198.51.100.1"}, /* the first is her own words */
        {"127.0.0.1", "198.51.100.1, 192.0.2.77", "198.51.100.1"},  /* two proxies */
        {"127.0.0.1", "198.51.100.1, nobody", "127.0.0.1"},
        {"127.0.0.1", "198.51.100.1, ", "127.0.0.1"},
        {"127.0.0.1", "192.0.2.4/32", "127.0.0.1"},
        {"192.0.2.255", "2001:db8:7fff::1", "2001:db8:7fff::1"},
        {"192.0.3.1", "198.51.100.1", "192.0.3.1"},
        {"2001:db8:8000::1", "198.51.100.1", "2001:db8:8000::1"}, /* the 33rd bit differs */
        {"2001:db8:7fff::1", "198.51.100.1", "198.51.100.1"},
        {"", "198.51.100.1", ""},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        text found = host_peer(&server, text_of(cases[i].peer), text_of(cases[i].forwarded));
        assert_true(text_equal(found, text_of(cases[i].expected)));
    }
}

static const struct host_class classes[] = {{"SLOW", 6, 2}, {"QUICK", 60, 3}};
static struct limits *two_classes(void)
{
    struct host_server server = {.limits = true, .classes = classes, .classes_count = 2};
    struct limits *limits = host_limits_make(&server);
    assert_non_null(limits);
    return limits;
}

#define SECONDS(n) ((n)*INT64_C(1000000))

static void a_bucket_empties_and_fills_with_time(void **state)
{
    (void)state;
    struct limits *limits = two_classes();
    text she = T("198.51.100.1");
    int64_t start = SECONDS(1000);
    assert_true(host_limits_take(limits, she, 0, start));
    assert_true(host_limits_take(limits, she, 0, start));
    assert_false(host_limits_take(limits, she, 0, start));
    assert_false(host_limits_take(limits, she, 0, start + SECONDS(10) - 1));
    assert_true(host_limits_take(limits, she, 0, start + SECONDS(10)));
    assert_false(host_limits_take(limits, she, 0, start + SECONDS(10)));
    /* a day later no more than at once */
    for (int i = 0; i < 2; i++)
        assert_true(host_limits_take(limits, she, 0, start + SECONDS(86400)));
    assert_false(host_limits_take(limits, she, 0, start + SECONDS(86400)));
    host_limits_end(limits);
}

static void classes_and_addresses_have_buckets_of_their_own(void **state)
{
    (void)state;
    struct limits *limits = two_classes();
    int64_t now = SECONDS(5);
    for (int i = 0; i < 2; i++) assert_true(host_limits_take(limits, T("198.51.100.1"), 0, now));
    assert_false(host_limits_take(limits, T("198.51.100.1"), 0, now));
    for (int i = 0; i < 3; i++) assert_true(host_limits_take(limits, T("198.51.100.1"), 1, now));
    assert_false(host_limits_take(limits, T("198.51.100.1"), 1, now));
    assert_true(host_limits_take(limits, T("198.51.100.2"), 0, now));
    assert_true(host_limits_take(limits, T("198.51.100.1"), -1, now)); /* not limited */
    /* a household has one bucket, however many addresses it takes */
    assert_true(host_limits_take(limits, T("2001:db8:1:2::1"), 0, now));
    assert_true(host_limits_take(limits, T("2001:db8:1:2::2"), 0, now));
    assert_false(host_limits_take(limits, T("2001:db8:1:2:ffff::3"), 0, now));
    assert_true(host_limits_take(limits, T("2001:db8:1:3::1"), 0, now));
    host_limits_end(limits);
}

/* Whoever has more addresses than there are buckets makes the table forget, never fail. */
static void a_crowd_of_addresses_is_served(void **state)
{
    (void)state;
    struct limits *limits = two_classes();
    for (int i = 0; i < 100000; i++) {
        char words[32];
        struct writer out = WRITER(words);
        write_string(&out, "10.");
        write_integer(&out, i >> 16);
        write_character(&out, '.');
        write_integer(&out, i >> 8 & 255);
        write_character(&out, '.');
        write_integer(&out, i & 255);
        assert_true(host_limits_take(limits, writer_text(&out), 0, SECONDS(1) + i));
    }
    host_limits_end(limits);
}

static void without_classes_or_limits_nothing_is_counted(void **state)
{
    (void)state;
    struct host_server off = {.limits = false, .classes = classes, .classes_count = 2};
    struct host_server none = {.limits = true};
    assert_null(host_limits_make(&off));
    assert_null(host_limits_make(&none));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(networks_are_read_and_nothing_else),
        cmocka_unit_test(only_what_trusted_proxies_add_is_believed),
        cmocka_unit_test(a_bucket_empties_and_fills_with_time),
        cmocka_unit_test(classes_and_addresses_have_buckets_of_their_own),
        cmocka_unit_test(a_crowd_of_addresses_is_served),
        cmocka_unit_test(without_classes_or_limits_nothing_is_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
