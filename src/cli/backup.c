#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "host/host.h"

/* abri backup and abri restore: a store in a file copied while it is used, and put back where none
 * is (doc/decisions/180). */

#define SCHEME "sqlite:"

static err refuse(struct trouble *trouble, err e, const char *where, const char *expected)
{
    struct writer place = WRITER(trouble->where), what = WRITER(trouble->expected);
    write_string(&place, where);
    write_string(&what, expected);
    writer_string(&place);
    writer_string(&what);
    return e;
}

static err joined(const char *before, const char *middle, const char *after,
                  char ret[HOST_PATH_MAX], struct trouble *trouble)
{
    int length = snprintf(ret, HOST_PATH_MAX, "%s%s%s", before, middle, after);
    if (length > 0 && length < HOST_PATH_MAX) return ERR_OK;
    return refuse(trouble, ERR_BAD_INPUT, "", "a shorter path");
}

/* What stands in the backup's own lines, in this order. */
static const char *const count_names[] = {"version ", "files ", "facts ", "readings "};

static void counts_in_order(const struct store_counts *counts, int64_t ret[4])
{
    ret[0] = counts->version;
    ret[1] = counts->files;
    ret[2] = counts->facts;
    ret[3] = counts->readings;
}

static void write_counts(struct writer *out, const struct store_counts *counts)
{
    int64_t numbers[4];
    counts_in_order(counts, numbers);
    for (int i = 0; i < 4; i++) {
        write_string(out, count_names[i]);
        write_integer(out, numbers[i]);
        write_character(out, '\n');
    }
}

static void print_counts(const char *path, const struct store_counts *counts)
{
    printf("%s: %" PRId64 " files, %" PRId64 " facts, %" PRId64 " readings, version %" PRId64 "\n",
           path, counts->files, counts->facts, counts->readings, counts->version);
}

/* ---- backup ---- */

/* A folder is given a file named after the moment. */
static err name_backup(const char *to, char ret[HOST_PATH_MAX], struct trouble *trouble)
{
    if (!host_is_folder(to)) return joined(to, "", "", ret, trouble);
    char moment[40], name[64];
    struct writer said = WRITER(moment), out = WRITER(name);
    write_moment(&said, host_now());
    write_string(&out, "/abri-");
    for (const char *c = writer_string(&said); *c; c++)
        if (*c != ':') write_character(&out, *c);
    return joined(to, writer_string(&out), ".backup", ret, trouble);
}

static err back_up(const char *url, const char *path, struct arena scratch, struct trouble *trouble)
{
    char beside[HOST_PATH_MAX], about[256];
    struct store_counts counts;
    struct writer lines = WRITER(about);
    if (host_file_exists(path))
        return refuse(trouble, ERR_BAD_INPUT, path, "a file that is not there yet");
    TRY(host_beside(path, beside, trouble));
    err e = store_copy(text_of(url), beside, &counts, trouble);
    if (e == ERR_OK) {
        write_counts(&lines, &counts);
        e = host_sums_write(beside, writer_text(&lines), scratch, trouble);
    }
    if (e == ERR_OK) e = host_name(beside, path, trouble);
    if (e == ERR_OK)
        print_counts(path, &counts);
    else
        host_remove(beside);
    return e;
}

int backup_main(int argc, char **argv)
{
    struct option_spec store = {"--store", true, NULL};
    const char *to = NULL;
    char path[HOST_PATH_MAX];
    int operands = 0;
    if (options_read(argc, argv, (struct option_list){&store, 1}, &to, 1, &operands) != ERR_OK)
        return EXIT_INPUT;
    if (!to || !store.value) {
        fputs(
            "abri: backup: expected the file or folder to copy to, and --store; see abri --help\n",
            stderr);
        return EXIT_INPUT;
    }
    struct trouble trouble = {"", ""};
    err e = name_backup(to, path, &trouble);
    if (e == ERR_OK) e = back_up(store.value, path, host_arena(320 << 20), &trouble);
    if (e != ERR_OK) return cli_fail(e, &trouble);
    return cli_print(T(""));
}

/* ---- restore ---- */

enum { STORE, KEY, VERIFY, ANCHOR, OPTIONS };

struct restoring {
    const struct option_spec *options;
    const char *backup, *path;
    char beside[HOST_PATH_MAX], url[HOST_PATH_MAX];
    struct arena arena;
    struct trouble trouble;
};

/* No store, and nothing of one that would be taken for the new one's. */
static err check_place(struct restoring *r)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
    char path[HOST_PATH_MAX];
    for (size_t i = 0; i < LENGTH(ends); i++) {
        TRY(joined(r->path, ends[i], "", path, &r->trouble));
        if (host_file_exists(path))
            return refuse(&r->trouble, ERR_BAD_INPUT, path, "a place where no store is");
    }
    return ERR_OK;
}

static err check_counts(struct restoring *r, text about, struct store_counts *ret)
{
    int64_t numbers[4], said = -1;
    TRY(store_count(text_of(r->url), ret, &r->trouble));
    counts_in_order(ret, numbers);
    for (int i = 0; i < 4; i++) {
        text line = text_cut(&about, '\n'), name = text_of(count_names[i]);
        if (text_starts_with(line, name) &&
            text_read_integer((text){line.at + name.length, line.length - name.length}, &said) ==
                ERR_OK &&
            said == numbers[i])
            continue;
        return refuse(&r->trouble, ERR_BROKEN, r->backup,
                      "as many files, facts and readings as it says it has");
    }
    return ERR_OK;
}

/* The key that is there: none is made for a store that comes with its own. */
static err read_key(struct restoring *r, unsigned char ret[STORE_KEY_BYTES])
{
    char beside[HOST_PATH_MAX];
    TRY(joined(r->path, ".key", "", beside, &r->trouble));
    if (!r->options[KEY].value && !host_file_exists(beside) && !host_has_credential("abri.key"))
        return refuse(&r->trouble, ERR_BAD_INPUT, "--key",
                      "the store's key: nothing is verified without");
    return cli_key(r->options[STORE].value, r->options[KEY].value, ret, &r->trouble);
}

static err walk_chains(struct restoring *r)
{
    unsigned char key[STORE_KEY_BYTES];
    struct desk desk = {.arena = &r->arena, .console = true};
    int64_t broken = 0;
    TRY(read_key(r, key));
    err e = store_open(text_of(r->url), key, &desk.store, &r->trouble);
    explicit_bzero(key, sizeof key);
    if (e != ERR_OK) return e;
    e = cli_verify(&desk, r->options[ANCHOR].value, &broken);
    store_close(desk.store);
    if (e == ERR_OK && broken > 0)
        return refuse(&r->trouble, ERR_BROKEN, r->backup, "chains and anchors that hold");
    if (e != ERR_OK) r->trouble = desk.trouble;
    return e;
}

/* What SQLite leaves beside a file that is not named yet. */
static void remove_ends(struct restoring *r)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
    char path[HOST_PATH_MAX];
    for (size_t i = 0; i < LENGTH(ends); i++)
        if (joined(r->beside, ends[i], "", path, &r->trouble) == ERR_OK) host_remove(path);
}

static err restore(struct restoring *r, struct store_counts *ret)
{
    text about;
    TRY(host_sums_copy(r->backup, r->beside, &r->arena, &about, &r->trouble));
    TRY(check_counts(r, about, ret));
    if (r->options[VERIFY].value) TRY(walk_chains(r));
    return host_name(r->beside, r->path, &r->trouble);
}

static err prepare(struct restoring *r)
{
    text url = text_of(r->options[STORE].value);
    if (!text_starts_with(url, T(SCHEME)))
        return refuse(&r->trouble, ERR_BAD_INPUT, "--store",
                      "sqlite:PATH: a server's database is brought back by its own tools "
                      "(doc/operations.md)");
    r->path = url.at + sizeof SCHEME - 1;
    if (r->options[ANCHOR].value && !r->options[VERIFY].value)
        return refuse(&r->trouble, ERR_BAD_INPUT, "--anchor", "--verify beside it");
    TRY(check_place(r));
    TRY(host_beside(r->path, r->beside, &r->trouble));
    return joined(SCHEME, r->beside, "", r->url, &r->trouble);
}

int restore_main(int argc, char **argv)
{
    struct option_spec options[OPTIONS] = {[STORE] = {"--store", true, NULL},
                                           [KEY] = {"--key", true, NULL},
                                           [VERIFY] = {"--verify", false, NULL},
                                           [ANCHOR] = {"--anchor", true, NULL}};
    static struct restoring r;
    struct store_counts counts;
    int operands = 0;
    r.options = options;
    if (options_read(argc, argv, (struct option_list){options, OPTIONS}, &r.backup, 1, &operands) !=
        ERR_OK)
        return EXIT_INPUT;
    if (!r.backup || !options[STORE].value) {
        fputs("abri: restore: expected the backup, and --store; see abri --help\n", stderr);
        return EXIT_INPUT;
    }
    r.arena = host_arena(INT64_C(640) << 20);
    err e = prepare(&r);
    if (e == ERR_OK) e = restore(&r, &counts);
    if (e != ERR_OK) {
        struct trouble trouble = r.trouble;
        if (r.beside[0] != '\0') remove_ends(&r);
        return cli_fail(e, &trouble);
    }
    print_counts(r.path, &counts);
    puts(options[VERIFY].value ? "verified" : "not verified: abri verify does");
    return cli_print(T(""));
}
