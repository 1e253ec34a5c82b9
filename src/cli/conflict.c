#include "desk/conflict.h"

#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "host/host.h"
#include "wire/wire.h"

/* abri agent profile|alerts: who an agent is and lives with, as his employer knows it; and what the
 * referent is told, for the case that the only one is in the file himself. */

#define ALERTS_MAX 100

static err take_profile(struct desk *desk)
{
    text json;
    struct wire_profile *profile = TAKE(desk->arena, struct wire_profile, 1);
    TRY(host_read_file("-", PROFILE_WORDS_MAX, desk->arena, &json, &desk->trouble));
    TRY(wire_profile_read(json, desk->arena, profile, &desk->trouble));
    struct desk_profile known = {profile->agent, json, profile->people, profile->count};
    return desk_profile(desk, &known);
}

static void print_alert(const struct alert *alert)
{
    char number[24], day[16];
    struct writer file = WRITER(number), at = WRITER(day);
    if (alert->file.number != 0) write_file_number(&file, alert->file);
    write_date(&at, host_day_of(alert->at));
    printf("%lld %s %s %s", (long long)alert->number, writer_string(&at),
           store_alert_kinds.words[alert->kind].word, writer_string(&file));
    for (text words = alert->words; words.length > 0;) {
        text line = text_cut(&words, '\n');
        printf("\n    %.*s", (int)line.length, line.at);
    }
    putchar('\n');
}

static err list_alerts(struct desk *desk)
{
    struct alert *alerts = TAKE(desk->arena, struct alert, ALERTS_MAX);
    int count = 0;
    TRY(desk_alerts(desk, 0, ALERTS_MAX, alerts, &count));
    for (int i = 0; i < count; i++) print_alert(&alerts[i]);
    return ERR_OK;
}

int agent_main(int argc, char **argv)
{
    enum { STORE, KEY, OPTIONS };
    struct option_spec options[OPTIONS] = {{"--store", true, NULL}, {"--key", true, NULL}};
    const char *verb = NULL;
    int count = 0;
    if (options_read(argc, argv, (struct option_list){options, OPTIONS}, &verb, 1, &count) !=
        ERR_OK)
        return EXIT_INPUT;
    bool profiles = count == 1 && strcmp(verb, "profile") == 0;
    if (!profiles && (count != 1 || strcmp(verb, "alerts") != 0)) {
        fputs("abri: agent: expected profile or alerts; see abri --help\n", stderr);
        return EXIT_INPUT;
    }
    struct arena arena = host_arena(8 << 20);
    struct desk desk;
    err e = cli_open(options[STORE].value, options[KEY].value, &arena, &desk);
    if (e != ERR_OK) return e == ERR_BAD_INPUT ? EXIT_INPUT : EXIT_WORLD;
    e = profiles ? take_profile(&desk) : list_alerts(&desk);
    store_close(desk.store);
    return e == ERR_OK ? EXIT_DONE : cli_fail(e, &desk.trouble);
}
