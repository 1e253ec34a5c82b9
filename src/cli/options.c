#include "cli/cli.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "host/host.h"
#include "wire/wire.h"

static struct option_spec *find(struct option_spec *specs, int count, const char *name)
{
    for (int i = 0; i < count; i++) {
        if (strcmp(specs[i].name, name) == 0) return &specs[i];
    }
    return NULL;
}

static err complain(const char *name, const char *what)
{
    fprintf(stderr, "abri: %s: %s; see abri --help\n", name, what);
    return ERR_BAD_INPUT;
}

err options_read(int argc, char **argv, struct option_list list, const char **operands, int max,
                 int *ret_operands)
{
    int count = 0;
    for (int i = 1; i < argc; i++) {
        bool is_option = argv[i][0] == '-' && argv[i][1] != '\0';
        if (!is_option) {
            if (count == max) return complain(argv[i], "one operand too many");
            operands[count++] = argv[i];
            continue;
        }
        struct option_spec *spec = find(list.specs, list.count, argv[i]);
        if (!spec) return complain(argv[i], "unknown option");
        if (spec->value) return complain(argv[i], "given twice");
        spec->value = argv[i];
        if (!spec->takes_value) continue;
        if (i + 1 == argc) return complain(argv[i], "needs a value");
        spec->value = argv[++i];
    }
    *ret_operands = count;
    return ERR_OK;
}

int cli_fail(err e, const struct trouble *trouble)
{
    bool input = e == ERR_BAD_INPUT || e == ERR_NOT_LAWFUL || e == ERR_NOT_FOUND;
    if (trouble && trouble->expected[0] != '\0') {
        fprintf(stderr, "abri: %s%sexpected %s\n", trouble->where,
                trouble->where[0] != '\0' ? ": " : "", trouble->expected);
    } else {
        fprintf(stderr, "abri: %s%s%s\n", trouble ? trouble->where : "",
                trouble && trouble->where[0] != '\0' ? ": " : "", err_meaning(e));
    }
    return input ? EXIT_INPUT : EXIT_WORLD;
}

err cli_day(const char *option, const char *value, date *ret)
{
    if (!value) return ERR_OK;
    if (date_read(text_of(value), ret) == ERR_OK) return ERR_OK;
    return complain(option, "expected a date as YYYY-MM-DD");
}

err cli_language(const char *value, enum language *ret)
{
    *ret = LANGUAGE_FR;
    if (!value || strcmp(value, "fr") == 0) return ERR_OK;
    *ret = LANGUAGE_EN;
    return strcmp(value, "en") == 0 ? ERR_OK : complain("--lang", "expected fr or en");
}

int cli_print(text what)
{
    bool written = fwrite(what.at, 1, (size_t)what.length, stdout) == (size_t)what.length;
    if (written && fflush(stdout) == 0) return EXIT_DONE;
    fprintf(stderr, "abri: standard output: %s\n", strerror(errno));
    return EXIT_WORLD;
}

/* What the unit of the service calls the key: LoadCredential=abri.key:... */
#define CREDENTIAL "abri.key"

err cli_key(const char *url, const char *key_file, unsigned char ret[STORE_KEY_BYTES],
            struct trouble *trouble)
{
    if (key_file) return host_master_key(key_file, ret, trouble);
    bool in_file = text_starts_with(text_of(url), T("sqlite:"));
    if (!in_file && host_has_credential(CREDENTIAL))
        return host_master_key("credential:" CREDENTIAL, ret, trouble);
    if (text_starts_with(text_of(url), T("postgres"))) /* nothing beside the store to keep it in */
        return complain("--key", "needed with a store in PostgreSQL: the file of its key");
    if (!in_file) {
        host_random(ret, STORE_KEY_BYTES); /* memory: dies with the process, its key too */
        return ERR_OK;
    }
    const char *path = url + sizeof "sqlite:" - 1;
    char room[4096];
    int length = snprintf(room, sizeof room, "%s.key", path);
    if (length < 0 || (size_t)length >= sizeof room) return complain("--store", "path too long");
    if (host_has_credential(CREDENTIAL))
        return host_master_key("credential:" CREDENTIAL, ret, trouble);
    /* A store without its key is lost, never given a new one. */
    return host_key_file(room, !host_file_exists(path), ret, trouble);
}

err cli_open(const char *url, const char *key_file, struct arena *a, struct desk *ret)
{
    struct trouble trouble = {"", ""};
    unsigned char key[STORE_KEY_BYTES];
    if (!url) return complain("--store", "needed: sqlite:PATH, postgresql://... or memory:");
    err e = cli_key(url, key_file, key, &trouble);
    struct store *store = NULL;
    if (e == ERR_OK) e = store_open(text_of(url), key, &store, &trouble);
    explicit_bzero(key, sizeof key);
    if (e != ERR_OK) {
        (void)cli_fail(e, &trouble);
        return e;
    }
    int64_t now = host_now();
    *ret = (struct desk){.store = store,
                         .console = true,
                         .today = host_day_of(now),
                         .now = now,
                         .arena = a,
                         .read_plan = wire_plan_read,
                         .read_holder = wire_holder_read};
    return ERR_OK;
}
