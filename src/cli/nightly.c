#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "host/host.h"

/* abri nightly: the queue is brought to what the law makes due today; what was done, as JSON. */

#define PROGRESS_FILES 256

/* One line of a terminal, written over. */
static void show(void *context, const struct night *so_far)
{
    (void)context;
    if (so_far->looked % PROGRESS_FILES != 0 && so_far->looked != so_far->due) return;
    fprintf(stderr, "\r%lld of %lld files", (long long)so_far->looked, (long long)so_far->due);
}

static void write_counts(struct writer *out, const char *key, const int64_t counts[DUTY_COUNT])
{
    const char *between = "";
    write_string(out, ",\"");
    write_string(out, key);
    write_string(out, "\":{");
    for (int i = 0; i < DUTY_COUNT; i++) {
        if (counts[i] == 0) continue;
        write_string(out, between);
        write_character(out, '"');
        write_string(out, case_duty_rows[i].word);
        write_string(out, "\":");
        write_integer(out, counts[i]);
        between = ",";
    }
    write_character(out, '}');
}

static int print(date day, const struct night *night)
{
    char room[32 * DUTY_COUNT * 5];
    struct writer out = WRITER(room);
    write_string(&out, "{\"day\":\"");
    write_date(&out, day);
    write_string(&out, "\",\"files\":{\"looked_at\":");
    write_integer(&out, night->looked);
    write_string(&out, ",\"changed\":");
    write_integer(&out, night->changed);
    write_string(&out, ",\"set_aside\":");
    write_integer(&out, night->broken);
    write_character(&out, '}');
    write_counts(&out, "came", night->changes.came);
    write_counts(&out, "went", night->changes.went);
    write_counts(&out, "moved", night->changes.moved);
    write_counts(&out, "due", night->queue.due);
    write_counts(&out, "late", night->queue.late);
    write_string(&out, "}\n");
    must(!out.full); /* room for every kind in each, its word and 19 digits */
    return cli_print(writer_text(&out));
}

int nightly_main(int argc, char **argv)
{
    enum { STORE, KEY, DAY, OPTIONS };
    struct option_spec options[OPTIONS] = {
        {"--store", true, NULL}, {"--key", true, NULL}, {"--day", true, NULL}};
    int operands = 0;
    date day = NO_DATE;
    if (options_read(argc, argv, (struct option_list){options, OPTIONS}, NULL, 0, &operands) !=
            ERR_OK ||
        cli_day("--day", options[DAY].value, &day) != ERR_OK) {
        return EXIT_INPUT;
    }
    struct arena arena = host_arena(32 << 20);
    struct desk desk;
    err e = cli_open(options[STORE].value, options[KEY].value, &arena, &desk);
    if (e != ERR_OK) return e == ERR_BAD_INPUT ? EXIT_INPUT : EXIT_WORLD;
    if (!date_is_set(day)) day = desk.today;
    bool shows = isatty(STDERR_FILENO) == 1;
    struct night night;
    e = desk_nightly(&desk, day, shows ? show : NULL, NULL, &night);
    if (shows && e == ERR_OK && night.looked > 0) fputc('\n', stderr);
    store_close(desk.store);
    if (e != ERR_OK) return cli_fail(e, &desk.trouble);
    int code = print(day, &night);
    return night.broken > 0 ? EXIT_WORLD : code;
}
