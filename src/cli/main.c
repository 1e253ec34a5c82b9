#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "help.h"
#include "host/host.h"

_Noreturn void base_bug(const char *file, int line, const char *claim)
{
    fprintf(stderr, "abri: bug at %s:%d: %s does not hold; stopping\n", file, line, claim);
    abort();
}

static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
} commands[] = {
    {"assess", assess_main},
    {"simulate", simulate_main},
    {"parameters", parameters_main},
    {"serve", serve_main},
    {"token", token_main},
    {"account", account_main},
    {"case", case_main},
    {"nightly", nightly_main},
    {"rebuild", rebuild_main},
    {"verify", verify_main},
    {"pay", pay_main},
    {"reads", reads_main},
    {"statistics", statistics_main},
    {"reports", reports_main},
    {"keys", keys_main},
    {"agent", agent_main},
    {"directory", directory_main},
    {"migrate", migrate_main},
    {"backup", backup_main},
    {"restore", restore_main},
};

int main(int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : "--help";
    if (strcmp(name, "--help") == 0 || strcmp(name, "help") == 0) {
        static const char *const lines[] = {HELP_LINES};
        for (size_t i = 0; i < LENGTH(lines); i++) fputs(lines[i], argc > 1 ? stdout : stderr);
        return argc > 1 ? EXIT_DONE : EXIT_INPUT;
    }
    if (strcmp(name, "--version") == 0) {
        puts("abri " ABRI_VERSION);
        return EXIT_DONE;
    }
    host_no_dumps(); /* keys and names pass through the memory of most commands */
    for (size_t i = 0; i < LENGTH(commands); i++) {
        if (strcmp(name, commands[i].name) == 0) return commands[i].run(argc - 1, argv + 1);
    }
    fprintf(stderr, "abri: %s: unknown command; see abri --help\n", name);
    return EXIT_INPUT;
}
