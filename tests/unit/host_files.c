#include "tests/test.h"

#include "host/host.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[64];
static struct arena arena;
static struct trouble trouble;

static const char *in_folder(const char *name)
{
    static char paths[4][128];
    static int turn;
    char *path = paths[turn++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

static int set_up(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/abri-files-XXXXXX");
    arena = host_arena(1 << 20);
    return mkdtemp(folder) ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    DIR *d = opendir(folder);
    for (struct dirent *entry = readdir(d); entry; entry = readdir(d)) {
        if (entry->d_name[0] == '.') continue;
        unlinkat(dirfd(d), entry->d_name, entry->d_type == DT_DIR ? AT_REMOVEDIR : 0);
    }
    closedir(d);
    return rmdir(folder);
}

static int files_in_folder(void)
{
    int count = 0;
    DIR *d = opendir(folder);
    for (struct dirent *entry = readdir(d); entry; entry = readdir(d))
        count += entry->d_name[0] != '.';
    closedir(d);
    return count;
}

static int mode_of(const char *path)
{
    struct stat status;
    assert_int_equal(stat(path, &status), 0);
    return (int)(status.st_mode & 07777);
}

static void what_is_written_is_read(void **state)
{
    (void)state;
    char bytes[70000];
    for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = (char)(i * 7);
    const char *path = in_folder("written");
    assert_int_equal(host_write_file(path, (text){bytes, sizeof bytes}, &trouble), ERR_OK);
    text got;
    assert_int_equal(host_read_file(path, sizeof bytes, &arena, &got, &trouble), ERR_OK);
    assert_true(text_equal(got, (text){bytes, sizeof bytes}));
    assert_int_equal(got.at[got.length], 0);
    assert_int_equal(mode_of(path), 0600);
}

static void a_write_replaces_the_whole_file_and_leaves_nothing_beside(void **state)
{
    (void)state;
    const char *path = in_folder("replaced");
    assert_int_equal(host_write_file(path, T("a long first version"), &trouble), ERR_OK);
    int before = files_in_folder();
    assert_int_equal(host_write_file(path, T("short"), &trouble), ERR_OK);
    assert_int_equal(files_in_folder(), before);
    text got;
    assert_int_equal(host_read_file(path, 100, &arena, &got, &trouble), ERR_OK);
    assert_true(text_equal(got, T("short")));
}

static void a_write_that_fails_leaves_the_old_file(void **state)
{
    (void)state;
    const char *path = in_folder("nowhere/file");
    assert_int_equal(host_write_file(path, T("x"), &trouble), ERR_HOST);
    assert_string_equal(trouble.where, path);
    assert_int_equal(mkdir(in_folder("occupied"), 0700), 0);
    int before = files_in_folder();
    assert_int_equal(host_write_file(in_folder("occupied"), T("x"), &trouble), ERR_HOST);
    assert_int_equal(files_in_folder(), before);
}

static void what_is_made_beside_is_named_and_replaces_only_when_told_to(void **state)
{
    (void)state;
    char beside[HOST_PATH_MAX];
    const char *path = in_folder("named");
    text got;
    int before = files_in_folder();
    assert_int_equal(host_beside(path, beside, &trouble), ERR_OK);
    assert_int_equal(mode_of(beside), 0600);
    assert_int_equal(host_name(beside, path, &trouble), ERR_OK);
    assert_int_equal(host_write_file(path, T("first"), &trouble), ERR_OK);
    assert_int_equal(host_beside(path, beside, &trouble), ERR_OK);
    assert_int_equal(host_name(beside, path, &trouble), ERR_BAD_INPUT);
    assert_string_equal(trouble.expected, "a file that is not there yet");
    assert_int_equal(host_read_file(path, 100, &arena, &got, &trouble), ERR_OK);
    assert_true(text_equal(got, T("first")));
    assert_int_equal(host_replace(beside, path, &trouble), ERR_OK);
    assert_int_equal(host_read_file(path, 100, &arena, &got, &trouble), ERR_OK);
    assert_int_equal(got.length, 0);
    assert_int_equal(files_in_folder(), before + 1);
    host_remove(path);
    assert_int_equal(files_in_folder(), before);
}

/* A device would become a file: /dev/null, for root. */
static void what_is_no_ordinary_file_is_never_replaced(void **state)
{
    (void)state;
    char beside[HOST_PATH_MAX];
    struct stat status;
    const char *path = in_folder("pipe");
    assert_int_equal(mkfifo(path, 0600), 0);
    int before = files_in_folder();
    assert_int_equal(host_write_file(path, T("x"), &trouble), ERR_HOST);
    assert_string_equal(trouble.expected, "an ordinary file, or none");
    assert_int_equal(host_beside(path, beside, &trouble), ERR_HOST);
    assert_int_equal(stat(path, &status), 0);
    assert_true(S_ISFIFO(status.st_mode));
    assert_int_equal(files_in_folder(), before);
    assert_int_equal(unlink(path), 0);
}

static void what_cannot_be_read_is_told(void **state)
{
    (void)state;
    text got = T("untouched");
    assert_int_equal(host_read_file(in_folder("absent"), 10, &arena, &got, &trouble),
                     ERR_NOT_FOUND);
    assert_int_equal(host_read_file(folder, 10, &arena, &got, &trouble), ERR_HOST);
    assert_string_equal(trouble.where, folder);
    assert_true(text_equal(got, T("untouched")));
}

static void a_file_may_be_as_large_as_allowed_and_no_larger(void **state)
{
    (void)state;
    const char *path = in_folder("large");
    assert_int_equal(host_write_file(path, T("0123456789"), &trouble), ERR_OK);
    text got;
    assert_int_equal(host_read_file(path, 10, &arena, &got, &trouble), ERR_OK);
    assert_int_equal(host_read_file(path, 9, &arena, &got, &trouble), ERR_BAD_INPUT);
    assert_string_equal(trouble.expected, "a file of at most 9 bytes");
    struct arena narrow = host_arena(4096);
    narrow.end = narrow.at + 8;
    assert_int_equal(host_read_file(path, 10, &narrow, &got, &trouble), ERR_HOST);
}

/* A child that writes so many bytes to the pipe, until it is done or nobody reads any more. */
_Noreturn static void pour(const char *path, int bytes)
{
    static char zeros[1000];
    int pipe = open(path, O_WRONLY);
    while (bytes > 0 && write(pipe, zeros, sizeof zeros) > 0) bytes -= (int)sizeof zeros;
    _exit(0);
}

/* A pipe has no size to ask beforehand. */
static void a_stream_is_read_to_its_end_or_refused(void **state)
{
    (void)state;
    const char *path = in_folder("pipe");
    assert_int_equal(mkfifo(path, 0600), 0);
    for (int max = 200000; max >= 100000; max -= 100000) {
        pid_t writer = fork();
        if (writer == 0) pour(path, 150000);
        text got = {0};
        err e = host_read_file(path, max, &arena, &got, &trouble);
        waitpid(writer, NULL, 0);
        assert_int_equal(e, max == 200000 ? ERR_OK : ERR_BAD_INPUT);
        if (!e) assert_int_equal(got.length, 150000);
    }
}

static void a_key_is_made_once_and_for_its_owner_alone(void **state)
{
    (void)state;
    unsigned char first[32] = {0}, again[32] = {0}, none[32] = {0};
    static const mode_t masks[] = {0, 022, 0777};
    for (size_t i = 0; i < LENGTH(masks); i++) {
        const char *path = in_folder("made.key");
        unlink(path);
        mode_t before = umask(masks[i]);
        err e = host_key_file(path, true, first, &trouble);
        umask(before);
        assert_int_equal(e, ERR_OK);
        assert_int_equal(mode_of(path), 0600);
        assert_int_equal(host_key_file(path, true, again, &trouble), ERR_OK);
        assert_memory_equal(first, again, sizeof first);
        assert_memory_not_equal(first, none, sizeof first);
    }
    assert_int_equal(host_key_file(in_folder("absent.key"), false, first, &trouble), ERR_NOT_FOUND);
}

static void a_key_others_may_read_is_refused(void **state)
{
    (void)state;
    const char *path = in_folder("open.key");
    unsigned char key[32], before[32];
    assert_int_equal(host_key_file(path, true, before, &trouble), ERR_OK);
    memcpy(key, before, sizeof key);
    static const mode_t modes[] = {0644, 0640, 0604, 0620, 0666};
    for (size_t i = 0; i < LENGTH(modes); i++) {
        assert_int_equal(chmod(path, modes[i]), 0);
        assert_int_equal(host_key_file(path, true, key, &trouble), ERR_FORBIDDEN);
        assert_string_equal(trouble.where, path);
        assert_memory_equal(key, before, sizeof key);
    }
    assert_int_equal(chmod(path, 0400), 0);
    assert_int_equal(host_key_file(path, false, key, &trouble), ERR_OK);
    assert_int_equal(symlink(path, in_folder("link.key")), 0);
    assert_int_equal(host_key_file(in_folder("link.key"), false, key, &trouble), ERR_HOST);
}

static void a_master_key_comes_from_a_file_or_a_credential(void **state)
{
    (void)state;
    const char *path = in_folder("abri.key");
    char source[256];
    unsigned char key[32], found[32] = {0};
    assert_int_equal(host_key_file(path, true, key, &trouble), ERR_OK);
    assert_int_equal(host_master_key(path, found, &trouble), ERR_OK);
    assert_memory_equal(key, found, sizeof key);
    (void)snprintf(source, sizeof source, "file:%s", path);
    assert_int_equal(host_master_key(source, found, &trouble), ERR_OK);

    assert_int_equal(unsetenv("CREDENTIALS_DIRECTORY"), 0);
    assert_int_equal(host_master_key("credential:abri.key", found, &trouble), ERR_NOT_FOUND);
    assert_false(host_has_credential("abri.key"));
    assert_int_equal(setenv("CREDENTIALS_DIRECTORY", folder, 1), 0);
    assert_true(host_has_credential("abri.key"));
    assert_false(host_has_credential("absent.key"));
    memset(found, 0, sizeof found);
    assert_int_equal(host_master_key("credential:abri.key", found, &trouble), ERR_OK);
    assert_memory_equal(key, found, sizeof key);
    assert_int_equal(chmod(path, 0440), 0); /* as an access list of the manager shows */
    assert_int_equal(host_master_key("credential:abri.key", found, &trouble), ERR_OK);
    assert_int_equal(host_master_key(path, found, &trouble), ERR_FORBIDDEN);
    assert_int_equal(chmod(path, 0444), 0);
    assert_int_equal(host_master_key("credential:abri.key", found, &trouble), ERR_FORBIDDEN);
    static const char *const names[] = {"../abri.key", "", ".", "a/b"};
    for (size_t i = 0; i < LENGTH(names); i++) {
        (void)snprintf(source, sizeof source, "credential:%s", names[i]);
        assert_int_equal(host_master_key(source, found, &trouble), ERR_NOT_FOUND);
    }
    assert_int_equal(setenv("CREDENTIALS_DIRECTORY", "relative", 1), 0);
    assert_false(host_has_credential("abri.key"));
    assert_int_equal(unsetenv("CREDENTIALS_DIRECTORY"), 0);
    unlink(path);
}

static void a_key_of_another_shape_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",
        "\n",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde\n",
        "0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef\n",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n\n",
    };
    unsigned char key[32];
    for (size_t i = 0; i < LENGTH(wrong); i++) {
        const char *path = in_folder("wrong.key");
        assert_int_equal(host_write_file(path, text_of(wrong[i]), &trouble), ERR_OK);
        if (host_key_file(path, true, key, &trouble) != ERR_BAD_INPUT) fail_msg("row %zu", i);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(a_write_replaces_the_whole_file_and_leaves_nothing_beside),
        cmocka_unit_test(a_write_that_fails_leaves_the_old_file),
        cmocka_unit_test(what_is_made_beside_is_named_and_replaces_only_when_told_to),
        cmocka_unit_test(what_is_no_ordinary_file_is_never_replaced),
        cmocka_unit_test(what_cannot_be_read_is_told),
        cmocka_unit_test(a_file_may_be_as_large_as_allowed_and_no_larger),
        cmocka_unit_test(a_stream_is_read_to_its_end_or_refused),
        cmocka_unit_test(a_key_is_made_once_and_for_its_owner_alone),
        cmocka_unit_test(a_key_others_may_read_is_refused),
        cmocka_unit_test(a_master_key_comes_from_a_file_or_a_credential),
        cmocka_unit_test(a_key_of_another_shape_is_refused),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
