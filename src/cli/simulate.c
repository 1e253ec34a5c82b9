#include "cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/simulation.h"
#include "host/host.h"

static err wrong(const char *what, const char *expected)
{
    fprintf(stderr, "abri: %s: expected %s\n", what, expected);
    return ERR_BAD_INPUT;
}

/* ---- options ---- */

static err set_day(struct simulation *s, const char *value)
{
    bool fits = date_read(text_of(value), &s->day) == ERR_OK &&
                date_compare(s->day, SIMULATION_FIRST_DAY) >= 0 &&
                date_compare(s->day, SIMULATION_LAST_DAY) <= 0;
    return fits ? ERR_OK : wrong("--day", "a day from 2023-11-28 to 2150-12-31, as YYYY-MM-DD");
}

static err set_department(struct simulation *s, const char *value)
{
    s->department = law_department(text_of(value));
    bool fits = s->department && s->department->coverage != COVERAGE_NOT_COVERED;
    return fits ? ERR_OK
                : wrong("--department", "the code of a département where the aid exists: 01 to 95, "
                                        "2A, 2B, 971 to 978");
}

static err set_threads(struct simulation *s, const char *value)
{
    int64_t threads = 0;
    bool fits = text_read_integer(text_of(value), &threads) == ERR_OK && threads >= 1 &&
                threads <= SIMULATION_THREADS_MAX;
    s->threads = (int)threads;
    return fits ? ERR_OK : wrong("--threads", "a number from 1 to 64");
}

static err set_smic_reference(struct simulation *s, const char *value)
{
    int place = words_find(&law_smic_references, text_of(value));
    s->smic_reference = (enum smic_reference)place;
    return place >= 0 ? ERR_OK : wrong("--smic-reference", "april, january or in_force");
}

static err set_reform(struct simulation *s, const char *value)
{
    s->has_reform = true;
    return reform_read(value, &s->reform);
}

static err set_output(struct simulation *s, const char *value)
{
    s->output = value;
    return value[0] != '\0' ? ERR_OK : wrong("-o", "the name of a file");
}

static err set_table(struct simulation *s, const char *value)
{
    s->table = value;
    return value[0] != '\0' ? ERR_OK : wrong("--table", "the name of a file");
}

static err set_report(struct simulation *s, const char *value)
{
    s->report = value;
    return value[0] != '\0' ? ERR_OK : wrong("--report", "the name of a file");
}

static err set_from(struct simulation *s, const char *value)
{
    bool fits = text_starts_with(text_of(value), T("postgresql://")) ||
                text_starts_with(text_of(value), T("postgres://"));
    s->from = value;
    return fits ? ERR_OK : wrong("--from", "postgresql://USER@HOST/DATABASE, and --query");
}

static err set_query(struct simulation *s, const char *value)
{
    s->query = value;
    return value[0] != '\0' ? ERR_OK : wrong("--query", "a SELECT whose columns are a file's");
}

static err set_language(struct simulation *s, const char *value)
{
    bool french = strcmp(value, "fr") == 0;
    s->language = french ? LANGUAGE_FR : LANGUAGE_EN;
    return french || strcmp(value, "en") == 0 ? ERR_OK : wrong("--lang", "fr or en");
}

static const struct {
    const char *name;
    err (*set)(struct simulation *, const char *value); /* NULL: a flag */
} choices[] = {
    {"--day", set_day},
    {"--department", set_department},
    {"--smic-reference", set_smic_reference},
    {"--reform", set_reform},
    {"--threads", set_threads},
    {"-o", set_output},
    {"--table", set_table},
    {"--report", set_report},
    {"--lang", set_language},
    {"--from", set_from},
    {"--query", set_query},
    {"--summary", NULL},
    {"--skip-bad", NULL},
};

/* A file, or a table with what to ask it. */
static err check_input(struct simulation *s, int operands)
{
    if (s->from && operands > 0) return wrong("--from", "no file besides");
    if (s->from && !s->query) return wrong("--from", "--query with it");
    if (s->query && !s->from) return wrong("--query", "--from with it");
    if (s->from) s->input = "query";
    return s->from || operands > 0
               ? ERR_OK
               : wrong("IN.csv", "the name of a file, - for standard input, or --from");
}

static err read_options(struct simulation *s, int argc, char **argv)
{
    struct option_spec specs[LENGTH(choices)];
    for (size_t i = 0; i < LENGTH(choices); i++) {
        specs[i] = (struct option_spec){choices[i].name, choices[i].set != NULL, NULL};
    }
    int operands = 0;
    TRY(options_read(argc, argv, (struct option_list){specs, (int)LENGTH(choices)}, &s->input, 1,
                     &operands));
    for (size_t i = 0; i < LENGTH(choices); i++) {
        if (specs[i].value && choices[i].set) TRY(choices[i].set(s, specs[i].value));
    }
    TRY(check_input(s, operands));
    s->summary = specs[LENGTH(choices) - 2].value != NULL;
    s->skip_bad = specs[LENGTH(choices) - 1].value != NULL;
    if ((s->table || s->report) && !s->has_reform)
        return wrong(s->table ? "--table" : "--report", "a reform: --reform FILE");
    s->sums = s->summary || s->table || s->report;
    s->writes_rows = !s->sums || s->output;
    return ERR_OK;
}

/* ---- files ---- */

static err world(const char *what)
{
    fprintf(stderr, "abri: %s: %s\n", what, strerror(errno));
    return ERR_HOST;
}

static void close_descriptor(int *descriptor)
{
    if (*descriptor > STDERR_FILENO) close(*descriptor);
}

static void close_input(struct simulation_input *input)
{
    close_descriptor(&input->descriptor);
    table_close(&input->table);
}

/* Where rows go: standard output, what is not a plain file as it is, or a new file beside that will
 * take the place of the one asked for. */
struct place {
    int descriptor;
    char beside[4096]; /* empty: written in place */
};

static err open_beside(const char *output, struct place *ret)
{
    struct stat there;
    bool exists = stat(output, &there) == 0;
    if (exists && !S_ISREG(there.st_mode)) {
        ret->descriptor = open(output, O_WRONLY | O_CLOEXEC);
        return ret->descriptor < 0 ? world(output) : ERR_OK;
    }
    int length = snprintf(ret->beside, sizeof ret->beside, "%s.XXXXXX", output);
    if (length < 0 || (size_t)length >= sizeof ret->beside) return wrong("-o", "a shorter name");
    ret->descriptor = mkstemp(ret->beside);
    if (ret->descriptor < 0) {
        ret->beside[0] = '\0';
        return world(output);
    }
    mode_t mask = umask(0);
    umask(mask);
    mode_t mode = exists ? there.st_mode & 0777 : 0666 & ~mask;
    return fchmod(ret->descriptor, mode) == 0 ? ERR_OK : world(output);
}

/* Nothing is left of what was not put in place. */
static void drop_beside(struct place *place)
{
    if (place->beside[0] != '\0') unlink(place->beside);
    close_descriptor(&place->descriptor);
}

static err put_in_place(struct place *place, const char *output)
{
    int descriptor = place->descriptor;
    place->descriptor = STDOUT_FILENO;
    if (output && close(descriptor) != 0) return world(output);
    if (place->beside[0] == '\0') return ERR_OK;
    if (rename(place->beside, output) != 0) return world(output);
    place->beside[0] = '\0';
    return ERR_OK;
}

static err print_summary(const struct simulation *simulation, const struct simulation_end *end)
{
    static char room[131072];
    struct writer out = WRITER(room);
    write_summary(&out, simulation, end->totals, &end->changes, end->bad);
    must(!out.full);
    bool written = fwrite(room, 1, (size_t)out.length, stdout) == (size_t)out.length;
    return written && fflush(stdout) == 0 ? ERR_OK : world("standard output");
}

static void arena_end(struct arena *whole) { host_arena_end(*whole); }

/* The whole file or none. */
static err write_whole(const char *path, text bytes)
{
    struct trouble trouble = {0};
    err e = host_write_file(path, bytes, &trouble);
    if (e != ERR_OK) fprintf(stderr, "abri: %s: %s\n", trouble.where, trouble.expected);
    return e;
}

static err write_reports(const struct simulation *simulation, const struct simulation_end *end)
{
    enum { room = 4 * 1024 * 1024, table_room = 65536 };
    CLEANUP(arena_end) struct arena whole = host_arena(room);
    struct arena arena = whole;
    if (simulation->table) {
        struct writer out = {arena_take(&arena, table_room), 0, table_room, false};
        write_change_table(&out, &end->changes);
        must(!out.full);
        TRY(write_whole(simulation->table, writer_text(&out)));
    }
    if (!simulation->report) return ERR_OK;
    text page;
    TRY(changes_page(simulation, &end->changes, &arena, &page));
    return write_whole(simulation->report, page);
}

static err simulate(struct simulation *simulation)
{
    CLEANUP(close_input) struct simulation_input input = {STDIN_FILENO, NULL};
    if (simulation->from) {
        TRY(table_open(simulation->from, simulation->query, &input.table));
    } else if (strcmp(simulation->input, "-") != 0) {
        input.descriptor = open(simulation->input, O_RDONLY | O_CLOEXEC);
        if (input.descriptor < 0) return world(simulation->input);
    }
    CLEANUP(drop_beside) struct place place = {.descriptor = STDOUT_FILENO, .beside = ""};
    if (simulation->output) TRY(open_beside(simulation->output, &place));
    static struct simulation_end end;
    end = (struct simulation_end){.rows = 0};
    TRY(simulation_run(simulation, &input, place.descriptor, &end));
    TRY(put_in_place(&place, simulation->output));
    TRY(write_reports(simulation, &end));
    return simulation->summary ? print_summary(simulation, &end) : ERR_OK;
}

int simulate_main(int argc, char **argv)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    struct simulation simulation = {
        .threads = processors < 1   ? 1
                   : processors > 8 ? 8
                                    : (int)processors,
        .department = law_department(T("59")),
        .smic_reference = SMIC_REFERENCE_APRIL,
    };
    err e = read_options(&simulation, argc, argv);
    if (e == ERR_OK) {
        simulation_columns(&simulation);
        e = simulate(&simulation);
    }
    return e == ERR_OK ? EXIT_DONE : e == ERR_BAD_INPUT ? EXIT_INPUT : EXIT_WORLD;
}
