#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "desk/retention.h"
#include "host/host.h"

/* abri keys: the master key of a store made, changed; a file's keys destroyed; the files whose time
 * has come. */

/* ---- generate ---- */

static int generate(int argc, char **argv)
{
    const char *path = NULL;
    int operands = 0;
    if (options_read(argc, argv, (struct option_list){NULL, 0}, &path, 1, &operands) != ERR_OK)
        return EXIT_INPUT;
    struct trouble trouble = {"", ""};
    if (operands == 0) {
        fputs("abri: keys generate: needs the file to make\n", stderr);
        return EXIT_INPUT;
    }
    if (host_file_exists(path)) {
        fprintf(stderr, "abri: %s: expected a file that is not there yet\n", path);
        return EXIT_INPUT;
    }
    unsigned char key[STORE_KEY_BYTES];
    err e = host_key_file(path, true, key, &trouble);
    explicit_bzero(key, sizeof key);
    return e == ERR_OK ? EXIT_DONE : cli_fail(e, &trouble);
}

/* ---- on a store ---- */

enum { STORE, KEY, NEW_KEY, REASON, ANYWAY, DAY, OPTIONS };
#define FILES_MAX 64

struct errand {
    struct option_spec options[OPTIONS];
    const char *operands[FILES_MAX];
    int operands_count;
    struct arena arena;
    struct desk desk;
};

/* Reads what was asked and opens the store. */
static int begin(int argc, char **argv, int operands_max, struct errand *ret)
{
    *ret = (struct errand){.options = {[STORE] = {"--store", true, NULL},
                                       [KEY] = {"--key", true, NULL},
                                       [NEW_KEY] = {"--new-key", true, NULL},
                                       [REASON] = {"--reason", true, NULL},
                                       [ANYWAY] = {"--anyway", false, NULL},
                                       [DAY] = {"--day", true, NULL}}};
    struct option_list list = {ret->options, OPTIONS};
    if (options_read(argc, argv, list, ret->operands, operands_max, &ret->operands_count) != ERR_OK)
        return EXIT_INPUT;
    ret->arena = host_arena(32 << 20);
    err e = cli_open(ret->options[STORE].value, ret->options[KEY].value, &ret->arena, &ret->desk);
    if (e == ERR_OK) return EXIT_DONE;
    return e == ERR_BAD_INPUT || e == ERR_NOT_FOUND ? EXIT_INPUT : EXIT_WORLD;
}

/* What was deleted or replaced leaves the disk; when it cannot now, nothing is lost. */
static int scrub(struct store *store)
{
    if (store_scrub(store) == ERR_OK) return EXIT_DONE;
    fputs("abri: done, but pages could not be overwritten while others use the store: "
          "give the command again\n",
          stderr);
    return EXIT_WORLD;
}

static int public_key(int argc, char **argv)
{
    static struct errand errand;
    int code = begin(argc, argv, 0, &errand);
    if (code != EXIT_DONE) return code;
    char pem[PUBLIC_KEY_PEM_MAX];
    err e = store_public_key(errand.desk.store, pem);
    store_close(errand.desk.store);
    return e == ERR_OK ? cli_print(text_of(pem)) : cli_fail(e, NULL);
}

/* ---- rotate ---- */

static int rotate(int argc, char **argv)
{
    static struct errand errand;
    int code = begin(argc, argv, 0, &errand);
    if (code != EXIT_DONE) return code;
    struct trouble trouble = {"--new-key", "the file of another key than the store's"};
    unsigned char key[STORE_KEY_BYTES];
    struct rotation done;
    const char *file = errand.options[NEW_KEY].value;
    err e = file ? host_master_key(file, key, &trouble) : ERR_BAD_INPUT;
    if (e == ERR_OK) e = store_rotate(errand.desk.store, key, &done);
    explicit_bzero(key, sizeof key);
    if (e == ERR_OK) {
        printf("%" PRId64 " files rewrapped, %" PRId64 " left as they were\n"
               "the store opens with the key of %s from now on\n",
               done.files, done.unopened, file);
        code = scrub(errand.desk.store);
    }
    store_close(errand.desk.store);
    return e == ERR_OK ? code : cli_fail(e, &trouble);
}

/* ---- destroy ---- */

/* The reason: said, and "retention" only for what may be erased by itself. */
static err read_reason(const struct option_spec *options, enum erasure_reason *ret)
{
    text word = text_of(options[REASON].value);
    int reason = word.length > 0 ? words_find(&store_erasure_reasons, word) : -1;
    bool anyway = options[ANYWAY].value != NULL;
    if (reason <= ERASED_NOT || (anyway && reason == ERASED_RETENTION)) {
        fprintf(stderr, "abri: --reason: expected %srequest, judgment or mistake\n",
                anyway ? "" : "retention, ");
        return ERR_BAD_INPUT;
    }
    *ret = (enum erasure_reason)reason;
    return ERR_OK;
}

static int destroy_one(struct errand *errand, const char *operand, enum erasure_reason reason)
{
    file_number file;
    if (file_number_read(text_of(operand), &file) != ERR_OK) {
        fprintf(stderr, "abri: %s: expected a file number\n", operand);
        return EXIT_INPUT;
    }
    struct desk *desk = &errand->desk;
    desk->trouble = (struct trouble){"", ""};
    err e = desk_erase(desk, file, reason, errand->options[ANYWAY].value != NULL);
    if (e == ERR_OK || e == ERR_ERASED) {
        printf("%s: %s\n", operand, e == ERR_OK ? "erased" : "was erased already");
        return EXIT_DONE;
    }
    if (e == ERR_NOT_LAWFUL) {
        fprintf(stderr, "abri: %s: expected %s\n", operand, desk->trouble.expected);
        return EXIT_INPUT;
    }
    fprintf(stderr, "abri: %s: %s\n", operand, err_meaning(e));
    return e == ERR_NOT_FOUND ? EXIT_INPUT : EXIT_WORLD;
}

static int destroy(int argc, char **argv)
{
    static struct errand errand;
    enum erasure_reason reason = ERASED_NOT;
    int code = begin(argc, argv, FILES_MAX, &errand);
    if (code != EXIT_DONE) return code;
    if (errand.operands_count == 0) {
        fputs("abri: keys destroy: needs a file number\n", stderr);
        code = EXIT_INPUT;
    }
    if (code == EXIT_DONE && read_reason(errand.options, &reason) != ERR_OK) code = EXIT_INPUT;
    for (int i = 0; code == EXIT_DONE && i < errand.operands_count; i++)
        code = destroy_one(&errand, errand.operands[i], reason);
    if (reason != ERASED_NOT) {
        int scrubbed = scrub(errand.desk.store); /* of those before one that was refused, too */
        if (code == EXIT_DONE) code = scrubbed;
    }
    store_close(errand.desk.store);
    return code;
}

/* ---- due ---- */

static void print_due(const struct due_file *due)
{
    char room[64];
    struct writer out = WRITER(room);
    write_file_number(&out, due->file);
    write_string(&out, "  ");
    write_date(&out, due->retention.from);
    const struct kept_row *rule = &desk_kept[due->retention.rule];
    printf("%s  %s (%s)\n", writer_string(&out), rule->why, rule->by);
}

static int due(int argc, char **argv)
{
    static struct errand errand;
    int code = begin(argc, argv, 0, &errand);
    if (code != EXIT_DONE) return code;
    struct desk *desk = &errand.desk;
    if (cli_day("--day", errand.options[DAY].value, &desk->today) != ERR_OK) code = EXIT_INPUT;
    file_number after = {0};
    err e = ERR_OK;
    int64_t total = 0;
    for (int count = FILES_MAX; code == EXIT_DONE && e == ERR_OK && count == FILES_MAX;) {
        static struct due_file page[FILES_MAX];
        count = 0;
        e = desk_due(desk, page, FILES_MAX, &after, &count);
        for (int i = 0; e == ERR_OK && i < count; i++) print_due(&page[i]);
        total += count;
    }
    if (code == EXIT_DONE && e == ERR_OK) e = desk_forget(desk);
    store_close(desk->store);
    if (code != EXIT_DONE) return code;
    if (e != ERR_OK) return cli_fail(e, &desk->trouble);
    printf("%" PRId64 " files may be erased\n", total);
    return EXIT_DONE;
}

/* ---- retention ---- */

static int retention(int argc, char **argv)
{
    static const char *const units[] = {"days", "months", "years"};
    static const char *const from[] = {
        [FROM_AWARD] = "award",
        [FROM_FIRST_PAYMENT] = "first payment",
        [FROM_LAST_PAYMENT] = "last payment",
        [FROM_LOAN_END] = "end of the loan",
        [FROM_PENALTY] = "penalty",
        [FROM_END_OF_YEAR] = "end of the year of the last payment",
        [FROM_LAST_FACT] = "last fact",
        [FROM_FILE_END] = "end of the file",
        [FROM_ENTRY] = "entry",
    };
    int operands = 0;
    if (options_read(argc, argv, (struct option_list){NULL, 0}, NULL, 0, &operands) != ERR_OK)
        return EXIT_INPUT;
    for (int i = 0; i < KEPT_COUNT; i++) {
        const struct kept_row *row = &desk_kept[i];
        printf("%-14s %2d %-6s from %s: %s (%s%s)\n", row->word, row->count, units[row->unit],
               from[row->from], row->why, row->by, row->sure ? "" : "; to be confirmed");
    }
    return EXIT_DONE;
}

int keys_main(int argc, char **argv)
{
    static const struct {
        const char *name;
        int (*run)(int argc, char **argv);
    } deeds[] = {{"generate", generate}, {"rotate", rotate},     {"destroy", destroy},
                 {"due", due},           {"public", public_key}, {"retention", retention}};
    for (size_t i = 0; argc > 1 && i < LENGTH(deeds); i++) {
        if (strcmp(argv[1], deeds[i].name) == 0) return deeds[i].run(argc - 1, argv + 1);
    }
    fputs("abri: keys: expected generate, rotate, destroy, due, public or retention; "
          "see abri --help\n",
          stderr);
    return EXIT_INPUT;
}
