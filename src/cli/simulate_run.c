#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/simulation.h"

/* The file, piece by piece. Each thread takes the next piece, works on it alone and gives what came
 * of it when its turn has come, so that one thread or many write the same bytes. Threads only here:
 * the rest of the program uses processes. */

#define PROGRESS_ROWS 1000000

struct run {
    const struct simulation *simulation;
    const char *name; /* of the input, for messages */
    const struct simulation_input *input;
    int output;
    atomic_bool stopped;

    pthread_mutex_t input_lock; /* guards what follows */
    char rest[SIMULATION_PIECE_BYTES];
    ptrdiff_t rest_length;
    bool at_end;
    err reading;
    int64_t next_piece;

    pthread_mutex_t output_lock; /* guards what follows */
    pthread_cond_t turn_passed;
    int64_t turn, lines, rows, bad, bad_shown;
    bool shows_progress;
    err outcome;
};

static err world(const char *what)
{
    fprintf(stderr, "abri: %s: %s\n", what, strerror(errno));
    return ERR_HOST;
}

static err too_long(const char *name, int64_t line)
{
    fprintf(stderr, "%s:%lld: expected a line of less than 256 KiB: is a quote left open?\n", name,
            (long long)line);
    return ERR_BAD_INPUT;
}

/* ---- taking ---- */

static err read_some(struct run *run, char *room, ptrdiff_t size, ptrdiff_t *ret_read)
{
    if (run->input->table) return table_read(run->input->table, room, size, ret_read);
    do {
        *ret_read = read(run->input->descriptor, room, (size_t)size);
    } while (*ret_read < 0 && errno == EINTR);
    return *ret_read < 0 ? world(run->name) : ERR_OK;
}

/* Fills the room as far as the input goes. */
static err fill(struct run *run, char *room, ptrdiff_t *length)
{
    while (*length < SIMULATION_PIECE_BYTES && !run->at_end) {
        ptrdiff_t got = 0;
        TRY(read_some(run, room + *length, SIMULATION_PIECE_BYTES - *length, &got));
        if (got == 0) run->at_end = true;
        *length += got;
    }
    return ERR_OK;
}

/* The rest of the last reading, then as much as the piece holds; what follows the last whole line
 * is kept for the next. False when nothing is left. */
static bool take(struct run *run, struct work *work)
{
    if (run->stopped || run->reading != ERR_OK) return false;
    memcpy(work->piece, run->rest, (size_t)run->rest_length);
    ptrdiff_t length = run->rest_length;
    run->reading = fill(run, work->piece, &length);
    if (run->reading != ERR_OK || length == 0) return false;
    ptrdiff_t whole = wire_csv_cut((text){work->piece, length});
    work->too_long = whole == 0 && !run->at_end;
    if (run->at_end || work->too_long) whole = length; /* the last line may lack its end */
    run->rest_length = length - whole;
    memcpy(run->rest, work->piece + whole, (size_t)run->rest_length);
    work->piece_length = whole;
    memset(work->piece + whole, '\n', CSV_PADDING);
    work->turn = run->next_piece++;
    return true;
}

/* ---- giving ---- */

static void show_bad(struct run *run, const struct csv_bad *bad)
{
    struct trouble trouble;
    wire_csv_explain(&run->simulation->header, bad, &trouble);
    const char *colon = trouble.where[0] != '\0' ? ": " : "";
    fprintf(stderr, "%s:%lld: %s%sexpected %s\n", run->name, (long long)run->lines + bad->line + 1,
            trouble.where, colon, trouble.expected);
}

static void show_progress(const struct run *run, int64_t before)
{
    if (!run->shows_progress || run->rows / PROGRESS_ROWS == before / PROGRESS_ROWS) return;
    fprintf(stderr, "\r%lld million rows", (long long)(run->rows / PROGRESS_ROWS));
}

static err write_out(struct run *run, text bytes)
{
    while (bytes.length > 0) {
        ssize_t gone = write(run->output, bytes.at, (size_t)bytes.length);
        if (gone < 0 && errno == EINTR) continue;
        if (gone < 0) {
            const char *output = run->simulation->output;
            return world(output ? output : "standard output");
        }
        bytes = (text){bytes.at + gone, bytes.length - gone};
    }
    return ERR_OK;
}

/* What came of the piece, in its turn. */
static err give(struct run *run, const struct work *work)
{
    if (work->too_long) return too_long(run->name, run->lines + 1);
    TRY(write_out(run, writer_text(&work->out)));
    for (int64_t i = 0; i < work->bad_count && i < SIMULATION_BAD_SHOWN; i++) {
        if (run->bad_shown++ < SIMULATION_BAD_SHOWN) show_bad(run, &work->bad[i]);
    }
    if (work->stop) {
        show_bad(run, &work->last);
        return ERR_BAD_INPUT;
    }
    int64_t before = run->rows;
    run->rows += work->rows_count;
    run->bad += work->bad_count;
    run->lines += work->lines;
    show_progress(run, before);
    return ERR_OK;
}

static void *work_through(void *given)
{
    struct work *work = given;
    struct run *run = work->run;
    must(run);
    for (;;) {
        pthread_mutex_lock(&run->input_lock);
        bool taken = take(run, work);
        pthread_mutex_unlock(&run->input_lock);
        if (!taken) return NULL;
        if (!work->too_long) simulation_piece(work);

        pthread_mutex_lock(&run->output_lock);
        while (run->turn != work->turn) pthread_cond_wait(&run->turn_passed, &run->output_lock);
        if (run->outcome == ERR_OK) run->outcome = give(run, work);
        if (run->outcome != ERR_OK) run->stopped = true;
        run->turn++;
        pthread_cond_broadcast(&run->turn_passed);
        pthread_mutex_unlock(&run->output_lock);
    }
}

/* ---- the whole ---- */

static err write_header(struct run *run, text line)
{
    bool cr = line.length > 0 && line.at[line.length - 1] == '\r';
    if (cr) line.length--;
    TRY(write_out(run, line));
    TRY(write_out(run, T(",amount_cents,form")));
    if (run->simulation->has_reform) TRY(write_out(run, T(",reform_amount_cents,reform_form")));
    return write_out(run, cr ? T("\r\n") : T("\n"));
}

/* Reads the first line; what was read beyond it stays for the first piece. */
static err begin(struct run *run, struct simulation *simulation)
{
    TRY(fill(run, run->rest, &run->rest_length));
    text rest = {run->rest, run->rest_length};
    if (text_starts_with(rest, CSV_BYTE_ORDER_MARK)) {
        rest =
            (text){rest.at + CSV_BYTE_ORDER_MARK.length, rest.length - CSV_BYTE_ORDER_MARK.length};
    }
    ptrdiff_t whole = wire_csv_line(rest);
    if (whole == 0 && !run->at_end) return too_long(run->name, 1);
    text line = {rest.at, whole > 0 ? whole - 1 : rest.length};
    struct trouble trouble;
    err e = wire_csv_header(line, simulation->wanted, SIMULATION_COLUMNS, &simulation->header,
                            &trouble);
    if (e != ERR_OK) {
        const char *colon = trouble.where[0] != '\0' ? ": " : "";
        fprintf(stderr, "%s:1: %s%sexpected %s\n", run->name, trouble.where, colon,
                trouble.expected);
        return e;
    }
    if (simulation->header.found_at[DAY] < 0 && !date_is_set(simulation->day)) {
        fprintf(stderr, "%s:1: expected a column requested_on, or the option --day\n", run->name);
        return ERR_BAD_INPUT;
    }
    for (ptrdiff_t i = 0; i < line.length; i++) run->lines += line.at[i] == '\n';
    run->lines++;
    if (simulation->writes_rows) TRY(write_header(run, line));
    run->rest_length = rest.at + rest.length - (line.at + line.length + (whole > 0));
    memmove(run->rest, rest.at + rest.length - run->rest_length, (size_t)run->rest_length);
    return ERR_OK;
}

static err begin_work(struct run *run, struct work *work)
{
    ptrdiff_t room = run->simulation->writes_rows ? simulation_out_bytes() : 1;
    work->out = (struct writer){malloc((size_t)room), 0, room, false};
    if (!work->out.at) return world("memory");
    work->run = run;
    simulation_begin(work, run->simulation);
    return ERR_OK;
}

/* One thread is this one; the others, if they cannot be had, are done without. */
static err work_all(struct run *run, struct work *works, struct simulation_end *ret)
{
    pthread_t threads[SIMULATION_THREADS_MAX];
    int count = run->simulation->threads, started = 0;
    for (int i = 0; i < count; i++) TRY(begin_work(run, &works[i]));
    for (int i = 1; i < count; i++) {
        if (pthread_create(&threads[started], NULL, work_through, &works[i]) != 0) break;
        started++;
    }
    (void)work_through(&works[0]);
    for (int i = 0; i < started; i++) pthread_join(threads[i], NULL);
    for (int v = 0; v < VARIANTS_MAX; v++) {
        for (int i = 0; i < count; i++) simulation_add(&ret->totals[v], &works[i].totals[v]);
    }
    for (int i = 0; i < count; i++) changes_add(&ret->changes, &works[i].changes);
    ret->rows = run->rows;
    ret->bad = run->bad;
    if (run->shows_progress && run->rows >= PROGRESS_ROWS) fprintf(stderr, "\n");
    if (run->bad > 0 && run->outcome == ERR_OK) {
        fprintf(stderr, "%s: %lld bad lines left out\n", run->name, (long long)run->bad);
    }
    return run->reading != ERR_OK ? run->reading : run->outcome;
}

static err run_with(struct run *run, struct work *works, struct simulation *simulation,
                    struct simulation_end *ret)
{
    pthread_mutex_init(&run->input_lock, NULL);
    pthread_mutex_init(&run->output_lock, NULL);
    pthread_cond_init(&run->turn_passed, NULL);
    TRY(begin(run, simulation));
    return work_all(run, works, ret);
}

err simulation_run(struct simulation *simulation, const struct simulation_input *input, int output,
                   struct simulation_end *ret)
{
    struct run *run = calloc(1, sizeof *run);
    struct work *works = calloc((size_t)simulation->threads, sizeof *works);
    err e = run && works ? ERR_OK : world("memory");
    if (e == ERR_OK) {
        run->simulation = simulation;
        run->name = simulation->input;
        run->input = input;
        run->output = output;
        run->shows_progress = isatty(STDERR_FILENO);
        e = run_with(run, works, simulation, ret);
    }
    for (int i = 0; works && i < simulation->threads; i++) free(works[i].out.at);
    free(works);
    free(run);
    return e;
}
