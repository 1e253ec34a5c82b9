/* What the service has answered since it started, counted in memory that its workers share. Numbers
 * only: no address, no path, nobody; what an installation watches it by. */
#include "host/figures.h"
#include "host/inside.h"

#include <stdatomic.h>
#include <sys/mman.h>

typedef _Atomic int64_t figure;

/* Microseconds; an answer that took longer counts in the last place. */
static const int64_t bounds[] = {500,   1000,   2000,   5000,   10000,  20000,
                                 50000, 100000, 200000, 500000, 1000000};
#define PLACES (LENGTH(bounds) + 1)

struct figures {
    figure answers[4]; /* 2xx to 5xx */
    figure took[PLACES], took_all;
    figure connections;
    figure workers_ended, helpers_ended, silences;
};
static struct figures *shared; /* NULL: nobody counts */

bool host_figures_share(void)
{
    void *room =
        mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    shared = room == MAP_FAILED ? NULL : room;
    return shared;
}

void host_figures_leave(void)
{
    if (shared) must(munmap(shared, sizeof *shared) == 0);
    shared = NULL;
}

static void add(figure *to, int64_t what)
{
    atomic_fetch_add_explicit(to, what, memory_order_relaxed);
}

static int64_t read_of(figure *from) { return atomic_load_explicit(from, memory_order_relaxed); }

void host_figure_answer(int status, int64_t microseconds)
{
    if (!shared) return;
    add(&shared->answers[status / 100 - 2], 1);
    size_t place = 0;
    while (place < LENGTH(bounds) && microseconds > bounds[place]) place++;
    add(&shared->took[place], 1);
    add(&shared->took_all, microseconds);
}

void host_figure_visit(void)
{
    if (shared) add(&shared->connections, 1);
}

void host_figure_ended(bool helper)
{
    if (shared) add(helper ? &shared->helpers_ended : &shared->workers_ended, 1);
}

void host_figure_silence(void)
{
    if (shared) add(&shared->silences, 1);
}

/* ---- as Prometheus reads them ---- */

static void head(struct writer *out, const char *name, const char *kind, const char *help)
{
    write_string(out, "# HELP ");
    write_string(out, name);
    write_string(out, " ");
    write_string(out, help);
    write_string(out, "\n# TYPE ");
    write_string(out, name);
    write_string(out, " ");
    write_string(out, kind);
    write_string(out, "\n");
}

static void line(struct writer *out, const char *name, int64_t value)
{
    write_string(out, name);
    write_string(out, " ");
    write_integer(out, value);
    write_string(out, "\n");
}

static void one(struct writer *out, const char *name, const char *kind, const char *help,
                int64_t value)
{
    head(out, name, kind, help);
    line(out, name, value);
}

/* Microseconds as seconds, without a rounding. */
static void write_seconds(struct writer *out, int64_t microseconds)
{
    write_integer(out, microseconds / 1000000);
    write_string(out, ".");
    write_padded(out, microseconds % 1000000, 6);
}

static void write_took(struct writer *out, struct figures *f)
{
    head(out, "abri_http_answer_seconds", "histogram", "Time from a whole request to its answer.");
    int64_t sum = 0;
    for (size_t i = 0; i < PLACES; i++) {
        sum += read_of(&f->took[i]);
        write_string(out, "abri_http_answer_seconds_bucket{le=\"");
        if (i < LENGTH(bounds))
            write_seconds(out, bounds[i]);
        else
            write_string(out, "+Inf");
        write_string(out, "\"} ");
        write_integer(out, sum);
        write_string(out, "\n");
    }
    write_string(out, "abri_http_answer_seconds_sum ");
    write_seconds(out, read_of(&f->took_all));
    write_string(out, "\n");
    line(out, "abri_http_answer_seconds_count", sum);
}

void host_figures_write(struct writer *out)
{
    struct figures none = {0}, *f = shared ? shared : &none;
    static const char *const classes[] = {"2xx", "3xx", "4xx", "5xx"};
    head(out, "abri_http_answers_total", "counter", "Answers, by the first digit of their status.");
    for (size_t i = 0; i < LENGTH(classes); i++) {
        write_string(out, "abri_http_answers_total{status=\"");
        write_string(out, classes[i]);
        write_string(out, "\"} ");
        write_integer(out, read_of(&f->answers[i]));
        write_string(out, "\n");
    }
    write_took(out, f);
    one(out, "abri_http_connections_total", "counter", "Connections let in.",
        read_of(&f->connections));
    one(out, "abri_workers_ended_total", "counter", "Workers that ended and were started again.",
        read_of(&f->workers_ended));
    one(out, "abri_helpers_ended_total", "counter", "Helpers that ended and were started again.",
        read_of(&f->helpers_ended));
    one(out, "abri_helper_silences_total", "counter", "Questions no helper answered in time.",
        read_of(&f->silences));
}
