#include <inttypes.h>
#include <stdio.h>

#include "cli/cli.h"
#include "host/host.h"

/* abri rebuild and abri verify: the journal is the truth; the rest is derived from it or set aside.
 */

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

int verify_main(int argc, char **argv)
{
    struct arena arena = host_arena(32 << 20);
    struct desk desk;
    int code = EXIT_DONE;
    if (open_only(argc, argv, &arena, &desk, &code) != ERR_OK) return code;
    struct verification found;
    err e = store_verify(desk.store, arena, &found, print_broken, NULL);
    store_close(desk.store);
    if (e != ERR_OK) return cli_fail(e, NULL);
    printf("%" PRId64 " files, %" PRId64 " facts, ", found.files, found.facts);
    if (found.erased > 0) printf("%" PRId64 " erased, ", found.erased);
    printf("%" PRId64 " files do not verify\n", found.broken);
    return found.broken > 0 ? EXIT_WORLD : EXIT_DONE;
}
