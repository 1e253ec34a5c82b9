#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "host/host.h"
#include "wire/wire.h"

/* abri case show|append|duties FILENUMBER --store URL: one file, at the command line. */

/* How the file is wanted. */
struct wish {
    const char *verb;
    bool text, why; /* its life for reading; and why each figure is what it is */
    enum language language;
};

/* The file as JSON, its life as text, or its duties. */
static text answer(const struct desk *desk, const struct dossier *dossier, const struct wish *wish)
{
    const struct case_file *file = &dossier->file;
    if (strcmp(wish->verb, "duties") == 0) {
        return wire_duties_text(file, desk->today, wish->language, desk->arena);
    }
    if (!wish->text && !wish->why) {
        return wire_file_write(file, &dossier->journal, desk->today, wish->language, desk->arena);
    }
    struct life life = {.file = file,
                        .journal = &dossier->journal,
                        .today = desk->today,
                        .language = wish->language,
                        .why = wish->why,
                        .day_of = host_day_of};
    return wire_life_text(&life, desk->arena);
}

/* Reads a fact as JSON on standard input and appends it. */
static err append(struct desk *desk, file_number file, struct dossier *ret)
{
    text json;
    TRY(host_read_file("-", WIRE_JSON_MAX, desk->arena, &json, &desk->trouble));
    struct desk_fact wish = {.file = file, .expected = -1};
    text words;
    TRY(wire_fact_read(json, desk->arena, &wish.fact, &wish.has_body, &words, &desk->trouble));
    struct vault_entry entry = {desk_vault_of(&wish.fact), words};
    wish.vault = &entry;
    wish.vault_count = words.length > 0 ? 1 : 0;
    return desk_record(desk, &wish, NULL, ret);
}

int case_main(int argc, char **argv)
{
    enum { STORE, KEY, LANG, TEXT, WHY, OPTIONS };
    struct option_spec options[OPTIONS] = {{"--store", true, NULL},
                                           {"--key", true, NULL},
                                           {"--lang", true, NULL},
                                           {"--text", false, NULL},
                                           {"--why", false, NULL}};
    const char *operands[2];
    int count = 0;
    struct wish wish = {.verb = ""};
    if (options_read(argc, argv, (struct option_list){options, OPTIONS}, operands, 2, &count) !=
            ERR_OK ||
        cli_language(options[LANG].value, &wish.language) != ERR_OK) {
        return EXIT_INPUT;
    }
    file_number file;
    if (count > 0) wish.verb = operands[0];
    wish.text = options[TEXT].value != NULL;
    wish.why = options[WHY].value != NULL;
    bool appends = strcmp(wish.verb, "append") == 0;
    bool known = appends || strcmp(wish.verb, "show") == 0 || strcmp(wish.verb, "duties") == 0;
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
    e = appends ? append(&desk, file, dossier) : desk_open(&desk, file, dossier);
    int code = e == ERR_OK ? cli_print(answer(&desk, dossier, &wish)) : cli_fail(e, &desk.trouble);
    store_close(desk.store);
    return code;
}
