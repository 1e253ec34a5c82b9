#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "desk/log.h"
#include "host/host.h"
#include "wire/wire.h"

/* abri reads anchor|export|review|trim: the read log published, looked at and kept. */

enum { STORE, KEY, SINCE, BEFORE, OUT, LANG, OPTIONS };

/* Where lines go. */
struct sheet {
    FILE *out;
    int64_t lines, anchors;
    const struct desk *desk;
};

static err put(struct sheet *sheet, const struct writer *line)
{
    must(!line->full);
    bool written = fwrite(line->at, 1, (size_t)line->length, sheet->out) == (size_t)line->length;
    return written ? ERR_OK : ERR_HOST;
}

static void write_hex_member(struct writer *out, const char *name, const unsigned char *bytes,
                             ptrdiff_t length)
{
    write_string(out, name);
    write_character(out, '"');
    write_hex(out, bytes, length);
    write_character(out, '"');
}

static void write_number_member(struct writer *out, const char *name, int64_t number)
{
    write_string(out, name);
    write_integer(out, number);
}

static void write_text_member(struct writer *out, const char *name, const char *words)
{
    write_string(out, name);
    write_json_string(out, text_of(words));
}

/* ---- the lines of an export: doc/operations.md ---- */

static err put_key(struct sheet *sheet)
{
    char room[256];
    unsigned char key[ANCHOR_KEY_BYTES];
    struct writer out = WRITER(room);
    TRY(store_anchor_key(sheet->desk->store, key));
    write_hex_member(&out, "{\"format\": \"abri reads 1\", \"key\": ", key, sizeof key);
    write_string(&out, "}\n");
    return put(sheet, &out);
}

static err put_lane(void *context, const struct lane *lane)
{
    char room[256];
    struct writer out = WRITER(room);
    write_number_member(&out, "{\"lane\": ", lane->number);
    write_number_member(&out, ", \"start\": ", lane->start);
    write_hex_member(&out, ", \"hash\": ", lane->start_hash, sizeof lane->start_hash);
    write_string(&out, "}\n");
    return put(context, &out);
}

static err put_line(void *context, const struct read_line *line)
{
    struct sheet *sheet = context;
    char room[4096];
    struct writer out = WRITER(room);
    write_number_member(&out, "{\"lane\": ", line->lane);
    write_number_member(&out, ", \"place\": ", line->place);
    write_number_member(&out, ", \"moment\": ", line->moment);
    write_text_member(&out, ", \"agent\": ", line->agent);
    write_text_member(&out, ", \"role\": ", line->role);
    write_text_member(&out, ", \"body\": ", line->body);
    write_text_member(&out, ", \"what\": ", store_reads.words[line->what].word);
    write_number_member(&out, ", \"file\": ", line->file.number);
    write_number_member(&out, ", \"kinds\": ", line->kinds);
    write_text_member(&out, ", \"purpose\": ", line->purpose);
    write_hex_member(&out, ", \"reason\": ", line->reason, line->reason_length);
    write_hex_member(&out, ", \"hash\": ", line->hash, sizeof line->hash);
    write_string(&out, "}\n");
    sheet->lines++;
    return put(sheet, &out);
}

static err put_anchor(void *context, const struct anchor *anchor)
{
    struct sheet *sheet = context;
    char room[2 * ANCHOR_WORDS_MAX];
    struct writer out = WRITER(room);
    write_string(&out, "{\"anchor\": ");
    write_json_string(&out, anchor->words);
    write_hex_member(&out, ", \"signature\": ", anchor->signature, sizeof anchor->signature);
    write_string(&out, "}\n");
    sheet->anchors++;
    return put(sheet, &out);
}

/* What follows nothing: a file that was cut short has no such line. */
static err put_end(struct sheet *sheet)
{
    char room[128];
    struct writer out = WRITER(room);
    write_number_member(&out, "{\"end\": true, \"lines\": ", sheet->lines);
    write_number_member(&out, ", \"anchors\": ", sheet->anchors);
    write_string(&out, "}\n");
    return put(sheet, &out);
}

/* ---- the verbs ---- */

static err anchor(struct desk *desk)
{
    struct sheet sheet = {.out = stdout, .desk = desk};
    struct anchor made;
    int64_t count = 0;
    TRY(store_anchor_make(desk->store, desk->now));
    TRY(store_anchors_count(desk->store, &count));
    TRY(store_anchor_read(desk->store, count - 1, desk->arena, &made));
    TRY(put_key(&sheet));
    TRY(put_anchor(&sheet, &made));
    return fflush(stdout) == 0 ? ERR_OK : ERR_HOST;
}

static err export_all(struct desk *desk, int64_t since, struct sheet *sheet)
{
    const struct log_taker taker = {sheet, put_lane, put_line, put_anchor};
    TRY(put_key(sheet));
    TRY(desk_log_export(desk, since, &taker));
    TRY(put_end(sheet));
    return fflush(sheet->out) == 0 && (sheet->out == stdout || fsync(fileno(sheet->out)) == 0)
               ? ERR_OK
               : ERR_HOST;
}

/* Written beside: what stood there before is replaced by a whole export or by none. */
static err export_to(struct desk *desk, int64_t from, const char *path, struct sheet *sheet)
{
    char beside[HOST_PATH_MAX];
    TRY(host_beside(path, beside, &desk->trouble));
    sheet->out = fopen(beside, "we");
    err e = sheet->out ? export_all(desk, from, sheet) : ERR_HOST;
    if (sheet->out && fclose(sheet->out) != 0 && e == ERR_OK) e = ERR_HOST;
    if (e == ERR_OK) e = host_replace(beside, path, &desk->trouble);
    if (e != ERR_OK) host_remove(beside);
    return e;
}

static err export(struct desk *desk, date since, const char *path)
{
    struct sheet sheet = {.out = stdout, .desk = desk};
    int64_t from = date_is_set(since) ? host_day_start(since) : INT64_MIN;
    if (strcmp(path, "-") == 0) return export_all(desk, from, &sheet);
    TRY(export_to(desk, from, path, &sheet));
    printf("%" PRId64 " readings, %" PRId64 " anchors\n", sheet.lines, sheet.anchors);
    return ERR_OK;
}

struct printing {
    enum language language;
    int findings;
};

static void print_finding(void *context, const struct finding *finding)
{
    struct printing *printing = context;
    char room[512];
    struct writer out = WRITER(room);
    printing->findings++;
    if (date_is_set(finding->day)) write_date(&out, finding->day);
    write_string(&out, date_is_set(finding->day) ? "  " : "            ");
    write_text(&out, finding->agent);
    write_string(&out, "  ");
    write_string(&out, desk_patterns.words[finding->pattern].in[printing->language]);
    write_string(&out, ": ");
    write_integer(&out, finding->count);
    if (finding->usual > 0) {
        write_string(&out, printing->language == LANGUAGE_FR ? " (d'habitude " : " (usually ");
        write_integer(&out, finding->usual);
        write_character(&out, ')');
    }
    if (finding->file.number != 0) {
        write_string(&out, "  ");
        write_file_number(&out, finding->file);
    }
    puts(writer_string(&out));
}

static err review(struct desk *desk, date since, enum language language)
{
    struct printing printing = {.language = language};
    if (!date_is_set(since)) since = date_plus_days(desk->today, -7);
    struct review wish = {
        .since = since,
        .history_from = host_day_start(date_plus_days(since, -REVIEW_HISTORY_DAYS)),
        .day_of = host_day_of,
        .found = print_finding,
        .context = &printing,
    };
    TRY(desk_log_review(desk, &wish));
    printf("%d\n", printing.findings);
    return ERR_OK;
}

static err trim(struct desk *desk, date before)
{
    int64_t cut = 0;
    TRY(desk_log_trim(desk, before, host_day_start(before), &cut));
    printf("%" PRId64 " readings taken out\n", cut);
    return ERR_OK;
}

struct wish {
    const char *verb, *out;
    date since, before;
    enum language language;
};

static err run(struct desk *desk, const struct wish *wish)
{
    if (strcmp(wish->verb, "anchor") == 0) return anchor(desk);
    if (strcmp(wish->verb, "export") == 0) return export(desk, wish->since, wish->out);
    if (strcmp(wish->verb, "review") == 0) return review(desk, wish->since, wish->language);
    return trim(desk, wish->before);
}

int reads_main(int argc, char **argv)
{
    struct option_spec options[OPTIONS] = {{"--store", true, NULL}, {"--key", true, NULL},
                                           {"--since", true, NULL}, {"--before", true, NULL},
                                           {"-o", true, NULL},      {"--lang", true, NULL}};
    const char *operands[1] = {""};
    int count = 0;
    struct wish wish = {.since = NO_DATE, .before = NO_DATE};
    if (options_read(argc, argv, (struct option_list){options, OPTIONS}, operands, 1, &count) !=
            ERR_OK ||
        cli_day("--since", options[SINCE].value, &wish.since) != ERR_OK ||
        cli_day("--before", options[BEFORE].value, &wish.before) != ERR_OK ||
        cli_language(options[LANG].value, &wish.language) != ERR_OK) {
        return EXIT_INPUT;
    }
    wish.verb = operands[0];
    wish.out = options[OUT].value ? options[OUT].value : "";
    bool good = strcmp(wish.verb, "anchor") == 0 || strcmp(wish.verb, "review") == 0 ||
                (strcmp(wish.verb, "export") == 0 && wish.out[0] != '\0') ||
                (strcmp(wish.verb, "trim") == 0 && date_is_set(wish.before));
    if (!good) {
        fputs("abri: reads: expected anchor, export -o FILE, review, or trim --before D\n", stderr);
        return EXIT_INPUT;
    }
    struct arena arena = host_arena(64 << 20);
    struct desk desk;
    err e = cli_open(options[STORE].value, options[KEY].value, &arena, &desk);
    if (e != ERR_OK) return e == ERR_BAD_INPUT ? EXIT_INPUT : EXIT_WORLD;
    e = run(&desk, &wish);
    store_close(desk.store);
    return e == ERR_OK ? EXIT_DONE : cli_fail(e, &desk.trouble);
}
