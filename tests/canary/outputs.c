#define _GNU_SOURCE /* memfd_create */
#include "tests/canary/outputs.h"
#include "tests/loans.h"
#include "tests/property/life.h"

#include "host/host.h"
#include "web/document.h"
#include "wire/statistics.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Sorts of output: each document twice, then the others. */
enum {
    SORT_TEXT, /* + the kind of document */
    SORT_PAGE = SORT_TEXT + PAPER_COUNT,
    SORT_PAIN = SORT_PAGE + PAPER_COUNT,
    SORT_PROBLEM,
    SORT_LOG,
    SORT_FILE,
    SORT_DUTIES,
    SORT_CSV,
    SORT_JSON,
    SORT_COUNT
};

static const char *const sort_names[SORT_COUNT - SORT_PAIN] = {
    "payment message", "problem",        "log line",       "file as JSON",
    "duties",          "figures as CSV", "figures as JSON"};

struct outputs {
    const struct planted *planted;
    const struct scanner *scanner;
    struct random random;
    struct arena arena;
    void *room;
    struct claim *claim; /* as the program read it */
    text claim_json;
    struct paper_name name;
    struct lived life;
    struct decision decision;
    struct statistics figures;
    int log; /* what the program's log writes to */
    int64_t made[SORT_COUNT], bytes, hits;
    uint64_t allowed[SORT_COUNT], seen;
};

#define ROOM_BYTES ((ptrdiff_t)4 << 20)

/* ---- who may read what: the only exceptions ---- */

static void allow(struct outputs *o)
{
    uint64_t name = planted_bit(o->planted, "person.family_name") |
                    planted_bit(o->planted, "person.given_names");
    for (int kind = 0; kind < PAPER_COUNT; kind++) {
        bool named = paper_rows[kind].tells >= TELLS_NAME;
        o->allowed[SORT_TEXT + kind] = o->allowed[SORT_PAGE + kind] = named ? name : 0;
    }
    /* The bank pays a holder on an account. */
    o->allowed[SORT_PAIN] =
        planted_bit(o->planted, "payment.iban") | planted_bit(o->planted, "payment.holder");
    /* The office sees what the law reads. */
    o->allowed[SORT_FILE] = planted_bit(o->planted, "request.children.0.born_on") |
                            planted_bit(o->planted, "request.children.1.born_on");
}

static void look(struct outputs *o, int sort, text output)
{
    if (!output.at) fail_msg("sort %d: no room", sort);
    o->made[sort]++;
    o->bytes += output.length;
    uint64_t found = scanner_look(o->scanner, output) & ~o->allowed[sort];
    if (found == 0) return;
    if (o->hits++ == 0) printf("first leak, sort %d:\n%.*s\n", sort, (int)output.length, output.at);
    o->seen |= found;
}

/* ---- begin, end ---- */

struct outputs *outputs_begin(const struct planted *planted, const struct scanner *scanner)
{
    struct outputs *o = calloc(1, sizeof *o);
    assert_non_null(o);
    o->planted = planted;
    o->scanner = scanner;
    o->random = (struct random){20260101};
    o->room = malloc(ROOM_BYTES);
    o->arena = arena_over(o->room, ROOM_BYTES);
    allow(o);
    char *dumped = json_dumps(planted->claim, JSON_COMPACT);
    o->claim_json = arena_copy(&o->arena, text_of(dumped));
    free(dumped);
    o->claim = TAKE(&o->arena, struct claim, 1);
    struct trouble trouble = {"", ""};
    err e = wire_claim_read(o->claim_json, DATE(2026, 11, 28), &o->arena, o->claim, &trouble);
    if (e != ERR_OK)
        fail_msg("the planted claim is refused: %s %s", trouble.where, trouble.expected);
    paper_name_read(wire_member(o->claim->person, "family_name", &o->arena),
                    wire_member(o->claim->person, "given_names", &o->arena), &o->name);
    o->log = memfd_create("log", 0);
    assert_true(o->log >= 0);
    return o;
}

void outputs_end(struct outputs *o)
{
    close(o->log);
    free(o->room);
    free(o);
}

void outputs_plant_leak(struct outputs *o)
{
    paper_name_read(wire_member(o->claim->person, "address.lines.0", &o->arena),
                    wire_member(o->claim->person, "address.city", &o->arena), &o->name);
}

int64_t outputs_made(const struct outputs *o)
{
    int64_t made = 0;
    for (int i = 0; i < SORT_COUNT; i++) made += o->made[i];
    return made;
}
int64_t outputs_hits(const struct outputs *o) { return o->hits; }
uint64_t outputs_seen(const struct outputs *o) { return o->seen; }

static const char *sort_name(int sort)
{
    return sort < SORT_PAIN ? paper_rows[sort % PAPER_COUNT].word : sort_names[sort - SORT_PAIN];
}

void outputs_report(const struct outputs *o)
{
    for (int i = 0; i < SORT_COUNT; i++) {
        printf("%9lld %s%s\n", (long long)o->made[i], sort_name(i),
               i < SORT_PAIN ? (i < SORT_PAGE ? ", text" : ", page") : "");
    }
    printf("%lld outputs, %lld bytes, %lld hits\n", (long long)outputs_made(o), (long long)o->bytes,
           (long long)o->hits);
}

void outputs_each_was_made(const struct outputs *o)
{
    for (int i = 0; i < SORT_COUNT; i++) {
        if (o->made[i] == 0) fail_msg("never made: %s", sort_name(i));
    }
}

/* ---- documents ---- */

static void look_at_document(struct outputs *o, const struct paper *paper)
{
    for (int version = 0; version < PAPER_VERSION_COUNT; version++) {
        for (int language = 0; language < LANGUAGE_COUNT; language++) {
            struct arena scratch = o->arena;
            look(o, SORT_TEXT + (int)paper->kind,
                 wire_paper_text(paper, (enum paper_version)version, (enum language)language,
                                 &scratch));
            text page = {NULL, 0};
            scratch = o->arena;
            assert_int_equal(document_page(paper, (enum paper_version)version,
                                           (enum language)language, &scratch, &page),
                             ERR_OK);
            look(o, SORT_PAGE + (int)paper->kind, page);
        }
    }
}

static void make_documents(struct outputs *o)
{
    static struct paper paper;
    struct journal journal = {o->life.file.file, o->life.facts, o->life.count};
    for (int kind = 0; kind < PAPER_COUNT; kind++) {
        struct paper_source source = {
            .file = &o->life.file,
            .journal = &journal,
            .decision = date_is_set(o->life.file.decided_on) ? &o->decision : NULL,
            .today = o->life.today,
            .name = o->name,
            .number = 1 + (int64_t)(random_next(&o->random) % 999999999999999),
        };
        struct trouble trouble;
        if (paper_make((enum paper_kind)kind, &source, &paper, &trouble) == ERR_OK) {
            look_at_document(o, &paper);
        }
    }
}

/* ---- the bank ---- */

static void make_message(struct outputs *o)
{
    struct arena scratch = o->arena;
    struct pay_order order = {.reference = 1 + (int64_t)(random_next(&o->random) % 999999999),
                              .amount = {1 + random_below(&o->random, 200000)}};
    pay_name(wire_member(o->claim->account, "holder", &scratch), order.name);
    assert_int_equal(iban_read(wire_member(o->claim->account, "iban", &scratch), &order.iban),
                     IBAN_GOOD);
    struct pay_message message = {.batch = 1 + random_below(&o->random, 1000000),
                                  .created_at = INT64_C(1764324900000000),
                                  .execution_on = o->life.today,
                                  .debtor = "SERVICE NATIONAL",
                                  .orders = &order,
                                  .count = 1};
    assert_int_equal(iban_read(T("FR7699999000010000000000115"), &message.debtor_iban), IBAN_GOOD);
    look(o, SORT_PAIN, wire_pain_write(&message, &scratch));
}

/* ---- errors and the log ---- */

/* The claim with some bytes of it spoiled: refused or not, what is said repeats nothing. */
static void make_problem(struct outputs *o)
{
    struct arena scratch = o->arena;
    text spoiled = arena_copy(&scratch, o->claim_json);
    char *bytes = (char *)o->room + (spoiled.at - (const char *)o->room);
    for (int i = 1 + random_below(&o->random, 3); i > 0; i--) {
        static const char spoilers[] = "\"{}[],:x9 \x80\\";
        bytes[random_below(&o->random, (int)spoiled.length)] =
            spoilers[random_below(&o->random, (int)sizeof spoilers - 1)];
    }
    struct claim *claim = TAKE(&scratch, struct claim, 1);
    struct trouble trouble = {"", ""};
    err e = wire_claim_read(spoiled, DATE(2026, 11, 28), &scratch, claim, &trouble);
    if (e == ERR_OK) return;
    look(o, SORT_PROBLEM, wire_problem_write(400, err_meaning(e), &trouble, &scratch));
    host_log("claim: %s: expected %s", trouble.where, trouble.expected);
}

/* The same for a fact with an account, and for a form. */
static void make_other_problems(struct outputs *o)
{
    struct arena scratch = o->arena;
    char room[256];
    struct writer out = WRITER(room);
    write_string(&out,
                 "{\"kind\":\"account_confirmed\",\"day\":\"2026-01-01\",\"payment\":{\"iban\":\"");
    write_text(&out, wire_member(o->claim->account, "iban", &scratch));
    write_string(&out, "1\",\"holder\":");
    write_json_string(&out, wire_member(o->claim->account, "holder", &scratch));
    write_string(&out, "}}");
    struct fact fact;
    bool has_body = false;
    text account = T("");
    struct trouble trouble = {"", ""};
    err e = wire_fact_read(writer_text(&out), &scratch, &fact, &has_body, &account, &trouble);
    assert_int_equal(e, ERR_BAD_INPUT);
    look(o, SORT_PROBLEM, wire_problem_write(400, err_meaning(e), &trouble, &scratch));
    host_log("fact: %s: expected %s", trouble.where, trouble.expected);
}

/* Each line that was logged since the last look is an output. */
static void look_at_log(struct outputs *o)
{
    static char lines[1 << 20];
    ssize_t length = pread(o->log, lines, sizeof lines, 0);
    assert_in_range(length, 1, (ptrdiff_t)sizeof lines - 1);
    text rest = {lines, length};
    while (rest.length > 0) {
        text line = text_cut(&rest, '\n');
        if (line.length > 0) look(o, SORT_LOG, line);
    }
    assert_int_equal(ftruncate(o->log, 0), 0);
    assert_int_equal(lseek(o->log, 0, SEEK_SET), 0);
}

/* Errors of a file, its lines of log caught. */
static void make_errors(struct outputs *o)
{
    int console = dup(STDERR_FILENO);
    assert_true(console >= 0 && dup2(o->log, STDERR_FILENO) >= 0);
    host_log("answer 500: %s", err_meaning(ERR_HOST));
    for (int i = 0; i < 20; i++) make_problem(o);
    make_other_problems(o);
    assert_true(dup2(console, STDERR_FILENO) >= 0);
    close(console);
    look_at_log(o);
}

/* ---- the file, as an agent sees it ---- */

static void make_views(struct outputs *o)
{
    struct journal journal = {o->life.file.file, o->life.facts, o->life.count};
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        enum language l = (enum language)language;
        struct arena scratch = o->arena;
        look(o, SORT_FILE, wire_file_write(&o->life.file, &journal, o->life.today, l, &scratch));
        text duties = wire_duties_text(&o->life.file, o->life.today, l, &scratch);
        if (duties.length > 0) look(o, SORT_DUTIES, duties);
    }
}

/* ---- figures ---- */

static void make_figures(struct outputs *o)
{
    static struct release release;
    struct arena scratch = o->arena;
    struct export_mark mark = {{1 + random_below(&o->random, 1000000)}, INT64_C(1764324900000000)};
    statistics_release(&o->figures, &release);
    look(o, SORT_CSV, wire_releases_csv(&release, 1, &mark, &scratch));
    look(o, SORT_JSON, wire_releases_json(&release, 1, &mark, &scratch));
    o->figures = (struct statistics){
        .quarter = {2024 + random_below(&o->random, 2), 1 + random_below(&o->random, 4)}};
}

/* ---- files by chance ---- */

/* What the claim says of her children, with their markers; the rest is the life's. */
static void mark_children(struct outputs *o)
{
    struct request *request = &o->life.file.claim.request;
    for (int i = 0; i < request->children_count && i < o->claim->body.request.children_count; i++) {
        request->children[i].born_on = o->claim->body.request.children[i].born_on;
    }
}

static void make_all(struct outputs *o)
{
    const struct case_file *file = &o->life.file;
    if (date_is_set(file->decided_on)) {
        case_reassess(file, file->known_on, file->decision.earlier_award, &o->decision);
    }
    make_documents(o);
    statistics_add(&o->figures, file);
    if (random_below(&o->random, 100) == 0) make_figures(o);
    if (random_below(&o->random, 4) == 0) make_message(o);
    if (random_below(&o->random, 4) == 0) make_errors(o);
    if (random_below(&o->random, 4) == 0) make_views(o);
}

/* A loan asked of the author by the fund or the Treasury: chance seldom comes to it. */
static void make_author_file(struct outputs *o)
{
    date day = date_plus_days(DATE(2024, 1, 2), random_below(&o->random, 300));
    struct case_file *file = &o->life.file;
    o->life.today = date_plus_days(day, 500);
    *file = loan_file(day, random_below(&o->random, 4));
    tell(file, opened_fact(date_plus_days(day, 10), date_plus_days(day, 20)));
    date judged = date_plus_days(day, 100 + random_below(&o->random, 90));
    int64_t cents = file->loan.principal.cents;
    bool fund = random_flag(&o->random);
    date known = date_plus_days(judged, 9);
    tell(file, fund ? outcome_fact(PENAL_COMPOSITION, true, judged, known)
                    : ordered_fact(cents, judged, known));
    tell(file, transfer_fact(fund ? CREDITOR_FUND : CREDITOR_TREASURY, known, cents));
    o->life.count = 0;
}

void outputs_run(struct outputs *o, int64_t count)
{
    int64_t until = outputs_made(o) + count;
    while (outputs_made(o) < until) {
        make_author_file(o);
        mark_children(o);
        make_all(o);
        life_begin(&o->life, &o->random);
        for (int steps = 0; steps < 60; steps++) {
            if (!life_step(&o->life, 90)) break;
            if (steps % 6 != 5) continue;
            struct case_file kept = o->life.file;
            mark_children(o);
            make_all(o);
            o->life.file = kept;
        }
    }
}
