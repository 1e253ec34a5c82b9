/* The commands of abri: each reads its options, does one thing and gives its exit code.
 * May include: base, law, case, pay, wire, store, host, desk, web. */
#ifndef CLI_CLI_H
#define CLI_CLI_H
#include "desk/desk.h"

/* 0 done (a refusal by the law is "done"), 1 the world failed, 2 the input is wrong. */
enum exit_code { EXIT_DONE = 0, EXIT_WORLD = 1, EXIT_INPUT = 2 };

/* ---- options ---- */

struct option_spec {
    const char *name; /* "--day" */
    bool takes_value;
    const char *value; /* set by options_read; for a flag, its own name; NULL when absent */
};

/* Reads the options in any place; what is left are operands, at most max. Says what is wrong on
 * stderr and gives BAD_INPUT for an unknown, doubled or incomplete option or too many operands. */
struct option_list {
    struct option_spec *specs;
    int count;
};
MUST_USE err options_read(int argc, char **argv, struct option_list list, const char **operands,
                          int max, int *ret_operands);

/* Prints "abri: WHERE: expected EXPECTED" and gives the exit code that fits. */
int cli_fail(err e, const struct trouble *trouble);
/* Reads a day option; BAD_INPUT says so on stderr. NULL leaves *ret. */
MUST_USE err cli_day(const char *option, const char *value, date *ret);
MUST_USE err cli_language(const char *value, enum language *ret);

/* Walks every chain of the store and says what it found; `anchors`: a file to compare with, or
 * NULL. */
MUST_USE err cli_verify(struct desk *desk, const char *anchors, int64_t *ret_broken);

/* Opens the store with its key, from where `key` says (host_master_key); by default the credential
 * abri.key of the service manager, else "sqlite:PATH" has PATH.key (made when the store is new).
 * The desk acts as the machine's keeper, today. */
MUST_USE err cli_open(const char *url, const char *key, struct arena *a, struct desk *ret);
/* The key of a store's URL, for serve. */
MUST_USE err cli_key(const char *url, const char *key_file, unsigned char ret[STORE_KEY_BYTES],
                     struct trouble *trouble);

/* Writes on standard output; WORLD when it cannot (a full disk behind a redirection). */
int cli_print(text what);

/* ---- commands: argv[0] is the command's own name ---- */
int assess_main(int argc, char **argv);
int simulate_main(int argc, char **argv);
int parameters_main(int argc, char **argv);
int serve_main(int argc, char **argv);
int token_main(int argc, char **argv);
int account_main(int argc, char **argv);
int agent_main(int argc, char **argv);
int directory_main(int argc, char **argv);
int case_main(int argc, char **argv);
int migrate_main(int argc, char **argv);
int nightly_main(int argc, char **argv);
int rebuild_main(int argc, char **argv);
int verify_main(int argc, char **argv);
int backup_main(int argc, char **argv);
int restore_main(int argc, char **argv);
int pay_main(int argc, char **argv);
int statistics_main(int argc, char **argv);
int reports_main(int argc, char **argv);
int reads_main(int argc, char **argv);
int keys_main(int argc, char **argv);

/* Options of serve, NULL when absent; fills TLS and proxies of the server from them. What it reads
 * lives in the arena. BAD_INPUT, NOT_FOUND or HOST with the trouble filled. */
struct network_options {
    const char *certificate, *key, *proxies;
};
struct host_server;
MUST_USE err serve_network(const struct network_options *options, struct arena *a,
                           struct host_server *ret, struct trouble *trouble);

/* Takes what a bank's file says of our orders: every line is taken or said on stderr; one that
 * cannot be taken does not stop the others and is counted in *ret_untaken. */
MUST_USE err bank_import(struct desk *desk, const char *path, int *ret_untaken);

/* Fills an empty store with synthetic files and accounts and prints how to sign in. */
MUST_USE err demo_fill(struct desk *desk);

#endif
