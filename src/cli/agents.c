#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "host/host.h"

/* abri token and abri account: who may come in. */

enum { STORE, KEY, ROLE, BODY, NAME, OPTIONS };

static err read_agent(struct option_spec *options, struct agent *ret)
{
    struct agent agent;
    memset(&agent, 0, sizeof agent);
    int role = options[ROLE].value ? words_find(&store_roles, text_of(options[ROLE].value)) : -1;
    if (role < 0) {
        fputs("abri: --role: expected one of", stderr);
        for (int i = 0; i < store_roles.count; i++)
            fprintf(stderr, " %s", store_roles.words[i].word);
        fputc('\n', stderr);
        return ERR_BAD_INPUT;
    }
    agent.role = (enum role)role;
    const char *body = options[BODY].value, *name = options[NAME].value;
    if (!body || !*body || strlen(body) > BODY_CODE_MAX) {
        fputs("abri: --body: expected a body's code of at most 16 characters, such as CAF-59, or * "
              "for all funds\n",
              stderr);
        return ERR_BAD_INPUT;
    }
    if (!name || !*name || strlen(name) > LABEL_MAX) {
        fputs("abri: --name: expected a label of at most 64 characters\n", stderr);
        return ERR_BAD_INPUT;
    }
    memcpy(agent.body, body, strlen(body));
    memcpy(agent.name, name, strlen(name));
    *ret = agent;
    return ERR_OK;
}

static err open_agent(int argc, char **argv, struct arena *arena, struct desk *desk,
                      struct agent *ret)
{
    struct option_spec options[OPTIONS] = {{"--store", true, NULL},
                                           {"--key", true, NULL},
                                           {"--role", true, NULL},
                                           {"--body", true, NULL},
                                           {"--name", true, NULL}};
    int operands = 0;
    TRY(options_read(argc, argv, (struct option_list){options, OPTIONS}, NULL, 0, &operands));
    TRY(read_agent(options, ret));
    return cli_open(options[STORE].value, options[KEY].value, arena, desk);
}

int token_main(int argc, char **argv)
{
    struct arena arena = host_arena(1 << 20);
    struct desk desk;
    struct agent agent;
    err e = open_agent(argc, argv, &arena, &desk, &agent);
    if (e != ERR_OK) return e == ERR_BAD_INPUT ? EXIT_INPUT : EXIT_WORLD;
    char token[TOKEN_LENGTH + 1];
    e = store_token_add(desk.store, &agent, token);
    store_close(desk.store);
    if (e != ERR_OK) return cli_fail(e, NULL);
    puts(token);
    explicit_bzero(token, sizeof token);
    return EXIT_DONE;
}

/* The password comes on standard input, so that no other user of the machine sees it. */
int account_main(int argc, char **argv)
{
    struct arena arena = host_arena(1 << 20);
    struct desk desk;
    struct agent agent;
    err e = open_agent(argc, argv, &arena, &desk, &agent);
    if (e != ERR_OK) return e == ERR_BAD_INPUT ? EXIT_INPUT : EXIT_WORLD;
    text password;
    e = host_read_file("-", 1024, &arena, &password, &desk.trouble);
    if (e == ERR_OK) {
        text line = text_cut(&password, '\n');
        if (line.length < 12) {
            fputs(
                "abri: account: expected a password of at least 12 characters on standard input\n",
                stderr);
            store_close(desk.store);
            return EXIT_INPUT;
        }
        e = store_account_add(desk.store, &agent, line);
    }
    store_close(desk.store);
    return e == ERR_OK ? EXIT_DONE : cli_fail(e, &desk.trouble);
}
