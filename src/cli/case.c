#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "host/host.h"
#include "wire/wire.h"

/* abri case show|append|duties FILENUMBER --store URL: one file, at the command line. */

/* The file as JSON, its life as text, or its duties. */
static text answer(const struct desk *desk, const struct dossier *dossier, const char *verb,
                   bool as_text, enum language language)
{
    const struct case_file *file = &dossier->file;
    if (strcmp(verb, "duties") == 0) {
        return wire_duties_text(file, desk->today, language, desk->arena);
    }
    if (!as_text) {
        return wire_file_write(file, &dossier->journal, desk->today, language, desk->arena);
    }
    struct life life = {file, &dossier->journal, desk->today, language, host_day_of};
    return wire_life_text(&life, desk->arena);
}

/* Reads a fact as JSON on standard input and appends it. */
static err append(struct desk *desk, file_number file, struct dossier *ret)
{
    text json;
    TRY(host_read_file("-", WIRE_JSON_MAX, desk->arena, &json, &desk->trouble));
    struct desk_fact wish = {.file = file, .expected = -1};
    text account;
    TRY(wire_fact_read(json, desk->arena, &wish.fact, &wish.has_body, &account, &desk->trouble));
    struct vault_entry entry = {VAULT_ACCOUNT, account};
    wish.vault = &entry;
    wish.vault_count = account.length > 0 ? 1 : 0;
    return desk_record(desk, &wish, NULL, ret);
}

int case_main(int argc, char **argv)
{
    enum { STORE, KEY, LANG, TEXT, OPTIONS };
    struct option_spec options[OPTIONS] = {{"--store", true, NULL},
                                           {"--key", true, NULL},
                                           {"--lang", true, NULL},
                                           {"--text", false, NULL}};
    const char *operands[2];
    int count = 0;
    enum language language;
    if (options_read(argc, argv, (struct option_list){options, OPTIONS}, operands, 2, &count) !=
            ERR_OK ||
        cli_language(options[LANG].value, &language) != ERR_OK) {
        return EXIT_INPUT;
    }
    file_number file;
    const char *verb = count > 0 ? operands[0] : "";
    bool known =
        strcmp(verb, "show") == 0 || strcmp(verb, "append") == 0 || strcmp(verb, "duties") == 0;
    if (!known || count < 2 || file_number_read(text_of(operands[1]), &file) != ERR_OK) {
        fputs("abri: case: expected show, append or duties, then a file number of 12 digits\n",
              stderr);
        return EXIT_INPUT;
    }
    struct arena arena = host_arena(16 << 20);
    struct desk desk;
    err e = cli_open(options[STORE].value, options[KEY].value, &arena, &desk);
    if (e != ERR_OK) return e == ERR_BAD_INPUT ? EXIT_INPUT : EXIT_WORLD;
    struct dossier *dossier = TAKE(&arena, struct dossier, 1);
    e = strcmp(verb, "append") == 0 ? append(&desk, file, dossier)
                                    : desk_open(&desk, file, dossier);
    int code = EXIT_DONE;
    if (e != ERR_OK) {
        code = cli_fail(e, &desk.trouble);
    } else {
        code = cli_print(answer(&desk, dossier, verb, options[TEXT].value != NULL, language));
    }
    store_close(desk.store);
    return code;
}
