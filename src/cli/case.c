#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "host/host.h"
#include "wire/wire.h"

/* abri case show|append|duties FILENUMBER --store URL: one file, at the command line. */

static int print_duties(const struct dossier *dossier, struct arena *a)
{
    ptrdiff_t size = 8192;
    struct writer out = {arena_take(a, size), 0, size, false};
    for (int i = 0; i < dossier->duties_count; i++) {
        const struct duty *duty = &dossier->duties[i];
        const struct duty_row *row = &case_duty_rows[duty->kind];
        write_date(&out, duty->due);
        write_string(&out, duty->late_days > 0 ? "  EN RETARD " : "  ");
        if (duty->late_days > 0) {
            write_integer(&out, duty->late_days);
            write_string(&out, " j  ");
        }
        write_string(&out, row->fr);
        write_string(&out, " (");
        write_string(&out, row->article);
        write_string(&out, ") - ");
        write_string(&out, case_duty_who.words[row->who].in[LANGUAGE_FR]);
        write_character(&out, '\n');
    }
    return cli_print(writer_text(&out));
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
    enum { STORE, KEY, LANG, OPTIONS };
    struct option_spec options[OPTIONS] = {
        {"--store", true, NULL}, {"--key", true, NULL}, {"--lang", true, NULL}};
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
    } else if (strcmp(verb, "duties") == 0) {
        code = print_duties(dossier, &arena);
    } else {
        code = cli_print(
            wire_file_write(&dossier->file, &dossier->journal, desk.today, language, &arena));
    }
    store_close(desk.store);
    return code;
}
