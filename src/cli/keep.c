#include <inttypes.h>
#include <stdio.h>

#include "cli/cli.h"
#include "host/host.h"
#include "store/reads.h"
#include "wire/wire.h"

/* abri migrate, abri rebuild and abri verify: the tables are brought to this program's version; the
 * journal is the truth; the rest is derived from it or set aside. */

/* Without a key: whoever may change the tables need not be able to read them. */
int migrate_main(int argc, char **argv)
{
    struct option_spec store = {"--store", true, NULL};
    int operands = 0;
    if (options_read(argc, argv, (struct option_list){&store, 1}, NULL, 0, &operands) != ERR_OK)
        return EXIT_INPUT;
    if (!store.value) {
        fputs("abri: --store: needed; see abri --help\n", stderr);
        return EXIT_INPUT;
    }
    struct trouble trouble = {"", ""};
    struct migrated done;
    err e = store_migrate(text_of(store.value), &done, &trouble);
    if (e != ERR_OK) return cli_fail(e, &trouble);
    if (done.from == 0)
        printf("made, version %d\n", done.to);
    else if (done.from == done.to)
        printf("version %d already\n", done.to);
    else
        printf("from version %d to version %d\n", done.from, done.to);
    return EXIT_DONE;
}

static err open_only(int argc, char **argv, struct arena *arena, struct desk *ret, int *ret_code)
{
    enum { STORE, KEY, OPTIONS };
    struct option_spec options[OPTIONS] = {{"--store", true, NULL}, {"--key", true, NULL}};
    int operands = 0;
    *ret_code = EXIT_INPUT;
    TRY(options_read(argc, argv, (struct option_list){options, OPTIONS}, NULL, 0, &operands));
    err e = cli_open(options[STORE].value, options[KEY].value, arena, ret);
    if (e != ERR_OK && e != ERR_BAD_INPUT) *ret_code = EXIT_WORLD;
    return e;
}

int rebuild_main(int argc, char **argv)
{
    struct arena arena = host_arena(32 << 20);
    struct desk desk;
    int code = EXIT_DONE;
    if (open_only(argc, argv, &arena, &desk, &code) != ERR_OK) return code;
    struct rebuilt rebuilt;
    err e = desk_rebuild(&desk, &rebuilt);
    store_close(desk.store);
    if (e != ERR_OK) return cli_fail(e, &desk.trouble);
    printf("%" PRId64 " files rebuilt, %" PRId64 " differed, %" PRId64 " set aside\n",
           rebuilt.files, rebuilt.different, rebuilt.broken);
    return rebuilt.broken > 0 ? EXIT_WORLD : EXIT_DONE;
}

static void print_broken(void *context, file_number file, int place)
{
    (void)context;
    char room[32];
    struct writer out = WRITER(room);
    write_file_number(&out, file);
    printf("file %s: fact %d does not verify\n", writer_string(&out), place);
}

static void print_broken_lane(void *context, int lane, int64_t place)
{
    (void)context;
    if (lane < READ_LANES) {
        printf("read log: lane %d: entry %" PRId64 " does not verify\n", lane, place);
    } else {
        printf("read log: anchor %" PRId64 " does not verify\n", place);
    }
}

/* The anchors of a file that was exported, held against the store. */
static err compare_anchors(const struct desk *desk, const char *path, struct trouble *trouble,
                           int64_t *ret_broken)
{
    struct arena scratch = *desk->arena;
    text lines;
    int64_t compared = 0, broken = 0;
    TRY(host_read_file(path, 256 << 20, &scratch, &lines, trouble));
    while (lines.length > 0) {
        struct arena again = scratch;
        text line = text_cut(&lines, '\n');
        if (!text_starts_with(line, T("{\"anchor\""))) continue;
        text words = wire_member(line, "anchor", &again);
        text signature = wire_member(line, "signature", &again);
        err e = store_anchor_compare(desk->store, words, signature, again);
        if (e != ERR_OK && e != ERR_BROKEN && e != ERR_BAD_INPUT) return e;
        compared++;
        if (e == ERR_OK) continue;
        printf("anchor %" PRId64 " of the file: %s\n", compared,
               e == ERR_BAD_INPUT ? "not signed by this store"
                                  : "this store does not have it: an older copy, or changed");
        broken++;
    }
    if (compared == 0) {
        *trouble = (struct trouble){"--anchor", "a file with an anchor"};
        return ERR_BAD_INPUT;
    }
    printf("%" PRId64 " anchors compared, %" PRId64 " not found\n", compared, broken);
    *ret_broken += broken;
    return ERR_OK;
}

err cli_verify(struct desk *desk, const char *anchors, int64_t *ret_broken)
{
    struct verification found;
    struct reads_verification reads;
    TRY(store_verify(desk->store, *desk->arena, &found, print_broken, NULL));
    printf("%" PRId64 " files, %" PRId64 " facts, ", found.files, found.facts);
    if (found.erased > 0) printf("%" PRId64 " erased, ", found.erased);
    printf("%" PRId64 " files do not verify\n", found.broken);
    if (found.drafts > 0)
        printf("%" PRId64 " drafts, %" PRId64 " that nothing can open\n", found.drafts,
               found.broken_drafts);
    TRY(store_reads_verify(desk->store, &reads, print_broken_lane, NULL));
    printf("%" PRId64 " readings, %" PRId64 " anchors, %" PRId64
           " lanes of the read log do not verify\n",
           reads.entries, reads.anchors, reads.broken);
    *ret_broken = found.broken + found.broken_drafts + reads.broken;
    return anchors ? compare_anchors(desk, anchors, &desk->trouble, ret_broken) : ERR_OK;
}

int verify_main(int argc, char **argv)
{
    enum { STORE, KEY, ANCHOR, OPTIONS };
    struct option_spec options[OPTIONS] = {
        {"--store", true, NULL}, {"--key", true, NULL}, {"--anchor", true, NULL}};
    struct arena arena = host_arena(288 << 20);
    struct desk desk;
    int operands = 0;
    int64_t broken = 0;
    if (options_read(argc, argv, (struct option_list){options, OPTIONS}, NULL, 0, &operands) !=
        ERR_OK)
        return EXIT_INPUT;
    err e = cli_open(options[STORE].value, options[KEY].value, &arena, &desk);
    if (e != ERR_OK) return e == ERR_BAD_INPUT ? EXIT_INPUT : EXIT_WORLD;
    e = cli_verify(&desk, options[ANCHOR].value, &broken);
    store_close(desk.store);
    if (e != ERR_OK) return cli_fail(e, &desk.trouble);
    return broken > 0 ? EXIT_WORLD : EXIT_DONE;
}
