#include "tests/test.h"

#include "store/password.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static char hash[crypto_pwhash_STRBYTES];

static void a_word_is_right_or_wrong(void **state)
{
    (void)state;
    assert_true(store_password_is(hash, T("coquelicot sous la neige")));
    assert_false(store_password_is(hash, T("coquelicot sous la pluie")));
    assert_false(store_password_is(hash, T("")));
}

/* With no room for the 19 MiB of the work, her own word would be told as a wrong one: the process
 * ends instead, and another answers. */
static void her_word_is_not_wrong_for_want_of_memory(void **state)
{
    (void)state;
    enum { WRONG = 42, RIGHT };
    int status = -1;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct rlimit none = {1 << 20, 1 << 20}; /* less than there is already: no more is given */
        (void)setrlimit(RLIMIT_AS, &none);
        _exit(store_password_is(hash, T("coquelicot sous la neige")) ? RIGHT : WRONG);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_false(WIFEXITED(status) &&
                 WEXITSTATUS(status) == RIGHT); /* there was memory after all */
    assert_false(WIFEXITED(status) && WEXITSTATUS(status) == WRONG);
}

static int set_up(void **state)
{
    (void)state;
    return sodium_init() < 0 || store_password_hash(T("coquelicot sous la neige"), hash) != ERR_OK;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_is_right_or_wrong),
        cmocka_unit_test(her_word_is_not_wrong_for_want_of_memory),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
