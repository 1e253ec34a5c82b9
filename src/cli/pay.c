#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "host/host.h"
#include "wire/wire.h"

/* abri pay export|import|account: payment messages out, the bank's answers in. */

#define MESSAGES_MAX 32 /* at once */

static void say_left_out(const struct outgoing *one, const char *id)
{
    if (one->left_out == 0) return;
    fprintf(stderr,
            "abri: %s: %d orders left out: their files do not verify (abri verify), or their "
            "accounts are none\n",
            id, one->left_out);
}

static err export_one(struct desk *desk, const struct outgoing *one, const char *directory)
{
    char id[PAY_ID_LENGTH + 1], room[4096];
    pay_message_id(one->message.batch, id);
    say_left_out(one, id);
    if (one->message.count == 0) return ERR_OK; /* every order of it: no message */
    int length = snprintf(room, sizeof room, "%s/%s.xml", directory, id);
    if (length < 0 || (size_t)length >= sizeof room) return ERR_BAD_INPUT;
    TRY(host_write_file(room, wire_pain_write(&one->message, desk->arena), &desk->trouble));
    char sum_room[32];
    struct writer sum = WRITER(sum_room);
    write_money_plain(&sum, pay_total(&one->message));
    printf("%s: %d orders, %s EUR, %s\n", room, one->message.count, writer_string(&sum),
           one->fund->code);
    struct fund_account account;
    if (store_fund_account(desk->store, one->fund, &account) == ERR_NOT_FOUND) {
        fprintf(stderr,
                "abri: %s has no account: the message carries one that no bank accepts; set it by "
                "'abri pay account'\n",
                one->fund->code);
    }
    return ERR_OK;
}

static err export_all(struct desk *desk, date until, const char *directory)
{
    int64_t after = 0;
    int written = 0;
    do {
        struct arena before = *desk->arena;
        struct outgoing *messages = TAKE(desk->arena, struct outgoing, MESSAGES_MAX);
        int count = 0;
        TRY(desk_export(desk, until, &after, messages, MESSAGES_MAX, &count));
        for (int i = 0; i < count; i++) TRY(export_one(desk, &messages[i], directory));
        written += count;
        *desk->arena = before;
    } while (after > 0);
    if (written == 0) puts("nothing to send");
    return ERR_OK;
}

static err set_account(struct desk *desk, const char *fund_code, const char *iban,
                       const char *holder)
{
    const struct fund *fund = law_fund(text_of(fund_code));
    struct iban read;
    if (!fund || !iban || !holder) {
        fputs("abri: pay account: expected --body CODE of a fund, --iban IBAN and --name HOLDER\n",
              stderr);
        return ERR_BAD_INPUT;
    }
    enum iban_fault fault = iban_read(text_of(iban), &read);
    if (fault != IBAN_GOOD) {
        fprintf(stderr, "abri: --iban: expected %s\n", iban_expected(fault));
        return ERR_BAD_INPUT;
    }
    struct fund_account account;
    memcpy(account.iban, read.digits, sizeof account.iban);
    pay_name(text_of(holder), account.holder);
    return store_fund_account_set(desk->store, fund, &account);
}

enum { STORE, KEY, UNTIL, OUT, BODY, IBAN, NAME, OPTIONS };

static int run(struct desk *desk, const char *verb, const struct option_spec *options,
               const char *file, date until)
{
    int untaken = 0;
    err e = strcmp(verb, "export") == 0 ? export_all(desk, until, options[OUT].value)
            : strcmp(verb, "import") == 0
                ? bank_import(desk, file, &untaken)
                : set_account(desk, options[BODY].value, options[IBAN].value, options[NAME].value);
    if (e != ERR_OK) return cli_fail(e, &desk->trouble);
    return untaken > 0 ? EXIT_INPUT : EXIT_DONE;
}

int pay_main(int argc, char **argv)
{
    struct option_spec options[OPTIONS] = {{"--store", true, NULL}, {"--key", true, NULL},
                                           {"--until", true, NULL}, {"-o", true, NULL},
                                           {"--body", true, NULL},  {"--iban", true, NULL},
                                           {"--name", true, NULL}};
    const char *operands[2] = {"", NULL};
    int count = 0;
    date until = NO_DATE;
    if (options_read(argc, argv, (struct option_list){options, OPTIONS}, operands, 2, &count) !=
            ERR_OK ||
        cli_day("--until", options[UNTIL].value, &until) != ERR_OK) {
        return EXIT_INPUT;
    }
    const char *verb = operands[0];
    bool good = (strcmp(verb, "export") == 0 && count == 1 && options[OUT].value) ||
                (strcmp(verb, "import") == 0 && count == 2) ||
                (strcmp(verb, "account") == 0 && count == 1);
    if (!good) {
        fputs("abri: pay: expected export -o DIR, import FILE, or account\n", stderr);
        return EXIT_INPUT;
    }
    struct arena arena = host_arena(256 << 20);
    struct desk desk;
    err e = cli_open(options[STORE].value, options[KEY].value, &arena, &desk);
    if (e != ERR_OK) return e == ERR_BAD_INPUT ? EXIT_INPUT : EXIT_WORLD;
    if (!date_is_set(until)) until = date_plus_days(desk.today, 4); /* over any long week-end */
    int code = run(&desk, verb, options, operands[1], until);
    store_close(desk.store);
    return code;
}
