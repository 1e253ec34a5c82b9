#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "host/host.h"

/* abri reports: the keys of the courts, and what no prosecutor has taken. */

#define LATE_MAX 500

/* A pair for a court: the secret half stays in the file, the public one is printed. */
static err make_pair(const char *path, struct trouble *trouble)
{
    unsigned char public_key[COURT_KEY_BYTES], secret[crypto_box_SECRETKEYBYTES];
    char hex[2 * COURT_KEY_BYTES + 1];
    if (sodium_init() < 0 || crypto_box_keypair(public_key, secret) != 0) return ERR_HOST;
    err e = host_write_file(path, (text){(const char *)secret, sizeof secret}, trouble);
    sodium_memzero(secret, sizeof secret);
    TRY(e);
    puts(sodium_bin2hex(hex, sizeof hex, public_key, sizeof public_key));
    return ERR_OK;
}

/* A sealed report, opened where the secret key is. */
static err open_report(const char *key_path, const char *path, struct arena *a,
                       struct trouble *trouble)
{
    text secret, sealed;
    unsigned char public_key[COURT_KEY_BYTES];
    TRY(host_read_file(key_path, crypto_box_SECRETKEYBYTES, a, &secret, trouble));
    TRY(host_read_file(path, 1 << 20, a, &sealed, trouble));
    if (secret.length != crypto_box_SECRETKEYBYTES || sealed.length <= crypto_box_SEALBYTES)
        return ERR_BAD_INPUT;
    const unsigned char *key = (const unsigned char *)secret.at;
    unsigned char *plain = arena_try(a, sealed.length);
    if (!plain || crypto_scalarmult_base(public_key, key) != 0) return ERR_HOST;
    if (crypto_box_seal_open(plain, (const unsigned char *)sealed.at,
                             (unsigned long long)sealed.length, public_key, key) != 0)
        return ERR_BROKEN;
    size_t length = (size_t)sealed.length - crypto_box_SEALBYTES;
    if (sodium_unpad(&length, plain, length, 4096) != 0) return ERR_BROKEN;
    return cli_print((text){(const char *)plain, (ptrdiff_t)length}) == EXIT_DONE ? ERR_OK
                                                                                  : ERR_HOST;
}

static err set_key(struct desk *desk, const char *court, const char *hex)
{
    unsigned char key[COURT_KEY_BYTES];
    size_t length = 0;
    int wrong = sodium_hex2bin(key, sizeof key, hex, strlen(hex), NULL, &length, NULL);
    if (wrong || length != sizeof key) {
        fputs("abri: --key-hex: expected 64 hexadecimal digits\n", stderr);
        return ERR_BAD_INPUT;
    }
    return store_court_key_set(desk->store, text_of(court), key);
}

/* What must be escalated by telephone: the court and how long, nothing else is known here. */
static err print_late(struct desk *desk, int *ret_count)
{
    struct report_line *lines = TAKE(desk->arena, struct report_line, LATE_MAX);
    TRY(desk_reports_late(desk, LATE_MAX, lines, ret_count));
    for (int i = 0; i < *ret_count; i++) {
        char room[32];
        struct writer number = WRITER(room);
        write_paper_alias(&number, (struct paper_alias){lines[i].number});
        printf("%s: report %s, unread for %d hours\n", lines[i].court, writer_string(&number),
               (int)((desk->now - lines[i].received_at) / 1000000 / 3600));
    }
    return ERR_OK;
}

enum { STORE, KEY, BODY, KEY_HEX, OUT, OPTIONS };

static int with_store(const struct option_spec *options, const char *verb)
{
    struct arena arena = host_arena(16 << 20);
    struct desk desk;
    int late = 0;
    err e = cli_open(options[STORE].value, options[KEY].value, &arena, &desk);
    if (e != ERR_OK) return e == ERR_BAD_INPUT ? EXIT_INPUT : EXIT_WORLD;
    e = strcmp(verb, "late") == 0 ? print_late(&desk, &late)
                                  : set_key(&desk, options[BODY].value, options[KEY_HEX].value);
    store_close(desk.store);
    if (e != ERR_OK) return cli_fail(e, &desk.trouble);
    return late > 0 ? EXIT_WORLD : EXIT_DONE;
}

int reports_main(int argc, char **argv)
{
    struct option_spec options[OPTIONS] = {{"--store", true, NULL},
                                           {"--key", true, NULL},
                                           {"--body", true, NULL},
                                           {"--key-hex", true, NULL},
                                           {"-o", true, NULL}};
    const char *operands[2] = {"", NULL};
    int count = 0;
    if (options_read(argc, argv, (struct option_list){options, OPTIONS}, operands, 2, &count) !=
        ERR_OK)
        return EXIT_INPUT;
    const char *verb = operands[0];
    struct trouble trouble = {"", ""};
    if (strcmp(verb, "late") == 0 && count == 1) return with_store(options, verb);
    if (strcmp(verb, "court") == 0 && count == 1 && options[BODY].value && options[KEY_HEX].value)
        return with_store(options, verb);
    err e = ERR_BAD_INPUT;
    if (strcmp(verb, "pair") == 0 && count == 1 && options[OUT].value) {
        e = make_pair(options[OUT].value, &trouble);
    } else if (strcmp(verb, "open") == 0 && count == 2 && options[KEY].value) {
        struct arena arena = host_arena(4 << 20);
        e = open_report(options[KEY].value, operands[1], &arena, &trouble);
    } else {
        fputs(
            "abri: reports: expected late, court --body CODE --key-hex KEY, pair -o FILE, or open "
            "--key FILE REPORT\n",
            stderr);
        return EXIT_INPUT;
    }
    return e == ERR_OK ? EXIT_DONE : cli_fail(e, &trouble);
}
