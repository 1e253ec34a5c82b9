#include <stdio.h>

#include "cli/cli.h"
#include "host/host.h"
#include "wire/statistics.h"

/* abri statistics: the figures of the quarters that are over, each released once. */

#define RELEASES_MAX 128

static err write_one(struct desk *desk, const char *directory, const char *name, text bytes)
{
    char path[4096];
    int length = snprintf(path, sizeof path, "%s/%s", directory, name);
    if (length < 0 || (size_t)length >= sizeof path) return ERR_BAD_INPUT;
    if (!bytes.at) return ERR_HOST;
    return host_write_file(path, bytes, &desk->trouble);
}

static err run(struct desk *desk, date until, const char *directory)
{
    int made = 0, count = 0;
    TRY(desk_make_releases(desk, until, &made));
    struct release *releases = TAKE(desk->arena, struct release, RELEASES_MAX);
    TRY(desk_releases(desk, RELEASES_MAX, releases, &count));
    struct export_mark mark = {{store_alias(desk->store, T("reader"), T("console"), NO_FILE)},
                               desk->now};
    TRY(write_one(desk, directory, "statistics.csv",
                  wire_releases_csv(releases, count, &mark, desk->arena)));
    TRY(write_one(desk, directory, "statistics.json",
                  wire_releases_json(releases, count, &mark, desk->arena)));
    printf("%d quarters released, %d of them now\n", count, made);
    return ERR_OK;
}

int statistics_main(int argc, char **argv)
{
    enum { STORE, KEY, UNTIL, OUT, OPTIONS };
    struct option_spec options[OPTIONS] = {{"--store", true, NULL},
                                           {"--key", true, NULL},
                                           {"--until", true, NULL},
                                           {"-o", true, NULL}};
    int operands = 0;
    date until = NO_DATE;
    if (options_read(argc, argv, (struct option_list){options, OPTIONS}, NULL, 0, &operands) !=
            ERR_OK ||
        cli_day("--until", options[UNTIL].value, &until) != ERR_OK) {
        return EXIT_INPUT;
    }
    if (!options[OUT].value) {
        fputs("abri: statistics: expected -o DIR\n", stderr);
        return EXIT_INPUT;
    }
    struct arena arena = host_arena(64 << 20);
    struct desk desk;
    err e = cli_open(options[STORE].value, options[KEY].value, &arena, &desk);
    if (e != ERR_OK) return e == ERR_BAD_INPUT ? EXIT_INPUT : EXIT_WORLD;
    e = run(&desk, date_is_set(until) ? until : desk.today, options[OUT].value);
    store_close(desk.store);
    return e == ERR_OK ? EXIT_DONE : cli_fail(e, &desk.trouble);
}
