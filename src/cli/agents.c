#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "host/host.h"
#include "store/reads.h"
#include "store/signin.h"

/* abri token and abri account: who may come in. */

enum { STORE, KEY, ROLE, BODY, NAME, SCOPE, EXPIRES, ONE_FACTOR, OPTIONS };
#define SPECS                                                                                \
    {                                                                                        \
        [STORE] = {"--store", true, NULL}, [KEY] = {"--key", true, NULL},                    \
        [ROLE] = {"--role", true, NULL}, [BODY] = {"--body", true, NULL},                    \
        [NAME] = {"--name", true, NULL}, [SCOPE] = {"--scope", true, NULL},                  \
        [EXPIRES] = {"--expires", true, NULL}, [ONE_FACTOR] = {"--one-factor", false, NULL}, \
    }
#define EXPIRES_DEFAULT_DAYS 90
#define EXPIRES_MAX_DAYS     366
#define DAY_LONG             (INT64_C(24) * 60 * 60 * 1000000)

static err expect(const char *what)
{
    fprintf(stderr, "abri: %s\n", what);
    return ERR_BAD_INPUT;
}

static err one_of(const char *option, const struct word_list *list)
{
    fprintf(stderr, "abri: %s: expected one of", option);
    for (int i = 0; i < list->count; i++) fprintf(stderr, " %s", list->words[i].word);
    fputc('\n', stderr);
    return ERR_BAD_INPUT;
}

static err read_name(const char *name, char ret[LABEL_MAX + 1])
{
    if (!name || !*name || strlen(name) > LABEL_MAX)
        return expect("--name: expected a label of at most 64 characters");
    struct writer out = {ret, 0, LABEL_MAX + 1, false};
    write_string(&out, name);
    writer_string(&out);
    return ERR_OK;
}

static err read_agent(struct option_spec *options, struct agent *ret)
{
    struct agent agent;
    memset(&agent, 0, sizeof agent);
    int role = options[ROLE].value ? words_find(&store_roles, text_of(options[ROLE].value)) : -1;
    if (role < 0) return one_of("--role", &store_roles);
    agent.role = (enum role)role;
    const char *body = options[BODY].value;
    if (!body || !*body || strlen(body) > BODY_CODE_MAX)
        return expect("--body: expected a body's code of at most 16 characters, such as CAF-59, "
                      "or * for all funds");
    memcpy(agent.body, body, strlen(body));
    TRY(read_name(options[NAME].value, agent.name));
    if (!store_read_by_an_agent(text_of(agent.name)))
        return expect("--name: expected another name than console, public, system and victim, "
                      "which are the read log's own");
    *ret = agent;
    return ERR_OK;
}

/* ---- tokens ---- */

/* "files:read,duties:read"; all of them when not said: the role bounds them anyway. */
static err read_scopes(const char *value, uint32_t *ret)
{
    uint32_t bits = 0;
    text words = text_of(value);
    while (words.length > 0) {
        int scope = words_find(&store_scopes, text_cut(&words, ','));
        if (scope < 0) return one_of("--scope", &store_scopes);
        bits |= 1u << scope;
    }
    *ret = value ? bits : (1u << SCOPE_COUNT) - 1;
    return value && bits == 0 ? one_of("--scope", &store_scopes) : ERR_OK;
}

static err read_grant(struct option_spec *options, struct grant *ret)
{
    int64_t now = host_now();
    date today = host_day_of(now), until = date_plus_days(today, EXPIRES_DEFAULT_DAYS);
    struct grant grant = {.made_at = now};
    TRY(cli_day("--expires", options[EXPIRES].value, &until));
    int32_t days = date_number(until) - date_number(today);
    if (days < 0 || days > EXPIRES_MAX_DAYS)
        return expect("--expires: expected a day within a year from today");
    grant.expires_at = (int64_t)(date_number(until) - date_number(DATE(1970, 1, 1)) + 1) * DAY_LONG;
    TRY(read_scopes(options[SCOPE].value, &grant.scopes));
    *ret = grant;
    return ERR_OK;
}

static int code_of(err e) { return e == ERR_BAD_INPUT ? EXIT_INPUT : EXIT_WORLD; }

static int add_token(struct option_spec *options, struct arena *arena)
{
    struct desk desk;
    struct agent agent;
    struct grant grant;
    char token[TOKEN_LENGTH + 1];
    err e = read_agent(options, &agent);
    if (e == ERR_OK) e = read_grant(options, &grant);
    if (e == ERR_OK) e = cli_open(options[STORE].value, options[KEY].value, arena, &desk);
    if (e != ERR_OK) return code_of(e);
    e = store_token_add(desk.store, &agent, &grant, token);
    store_close(desk.store);
    if (e != ERR_OK) return cli_fail(e, NULL);
    puts(token);
    explicit_bzero(token, sizeof token);
    return EXIT_DONE;
}

static void print_token(const struct listed_token *one, int64_t now)
{
    bool stands = one->grant.revoked_at == 0 && now < one->grant.expires_at;
    char room[16];
    struct writer day = WRITER(room);
    int64_t days = (one->grant.expires_at - 1) / DAY_LONG; /* since 1970, UTC */
    write_date(&day, date_plus_days(DATE(1970, 1, 1), (int)days));
    printf("%s  %-8s  until %s  %s %s %s ", one->handle,
           one->grant.revoked_at != 0 ? "revoked"
           : stands                   ? "stands"
                                      : "expired",
           writer_string(&day), store_roles.words[one->agent.role].word, one->agent.body,
           one->agent.name);
    for (int i = 0; i < SCOPE_COUNT; i++) {
        if (one->grant.scopes & 1u << i) printf(" %s", store_scopes.words[i].word);
    }
    putchar('\n');
}

#define LISTED 100
static int list_tokens(struct desk *desk)
{
    struct listed_token *tokens = TAKE(desk->arena, struct listed_token, LISTED);
    char after[HANDLE_LENGTH + 1] = "";
    int count = LISTED;
    err e = ERR_OK;
    while (e == ERR_OK && count == LISTED) {
        e = store_tokens(desk->store, text_of(after), LISTED, tokens, &count);
        for (int i = 0; e == ERR_OK && i < count; i++) print_token(&tokens[i], desk->now);
        if (e == ERR_OK && count > 0) memcpy(after, tokens[count - 1].handle, sizeof after);
    }
    return e == ERR_OK ? EXIT_DONE : cli_fail(e, NULL);
}

int token_main(int argc, char **argv)
{
    struct arena arena = host_arena(1 << 20);
    struct option_spec options[OPTIONS] = SPECS;
    const char *operands[2] = {NULL};
    int count = 0, code = EXIT_DONE;
    if (options_read(argc, argv, (struct option_list){options, OPTIONS}, operands, 2, &count) !=
        ERR_OK)
        return EXIT_INPUT;
    if (count == 0) return add_token(options, &arena);
    bool lists = strcmp(operands[0], "list") == 0 && count == 1;
    if (!lists && !(strcmp(operands[0], "revoke") == 0 && count == 2))
        return code_of(expect("token: expected nothing more, list, or revoke HANDLE"));
    struct desk desk;
    err e = cli_open(options[STORE].value, options[KEY].value, &arena, &desk);
    if (e != ERR_OK) return code_of(e);
    if (lists) {
        code = list_tokens(&desk);
    } else {
        struct trouble trouble = {"token revoke", "the handle of a token that stands"};
        e = store_token_revoke(desk.store, text_of(operands[1]), desk.now);
        if (e != ERR_OK) code = cli_fail(e, &trouble);
    }
    store_close(desk.store);
    return code;
}

/* ---- accounts ---- */

/* The way programs that show codes take a secret in; said once and kept nowhere in clear. */
static void print_percent(const char *name)
{
    for (const char *c = name; *c; c++) {
        bool plain = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') ||
                     (*c >= '0' && *c <= '9') || *c == '.' || *c == '-' || *c == '_';
        if (plain)
            putchar(*c);
        else
            printf("%%%02X", (unsigned)(unsigned char)*c);
    }
}

static err give_second(struct desk *desk, const char *name)
{
    CLEANUP(store_second_wipe) struct second_factor second;
    memset(&second, 0, sizeof second);
    TRY(store_account_second(desk->store, text_of(name), &second));
    fputs("otpauth://totp/abri:", stdout);
    print_percent(name);
    printf("?secret=%s&issuer=abri&algorithm=SHA1&digits=6&period=30\n", second.secret);
    for (int i = 0; i < RECOVERY_CODES; i++) {
        const char *code = second.recovery[i];
        printf("%.4s-%.4s-%.4s-%.4s\n", code, code + 4, code + 8, code + 12);
    }
    return ERR_OK;
}

/* The password comes on standard input, so that no other user of the machine sees it. */
static err add_account(struct desk *desk, const struct agent *agent, bool second)
{
    text password;
    TRY(host_read_file("-", 1024, desk->arena, &password, &desk->trouble));
    text line = text_cut(&password, '\n');
    struct writer where = WRITER(desk->trouble.where), what = WRITER(desk->trouble.expected);
    err e = store_account_add(desk->store, agent, line, second);
    if (e == ERR_BAD_INPUT) {
        write_string(&where, "account");
        write_string(&what, "a password of at least 12 characters, not the name, on standard "
                            "input, and a name that does not start with " PROVIDED_NAME_START);
        writer_string(&where);
        writer_string(&what);
    }
    if (e == ERR_OK && second) e = give_second(desk, agent->name);
    return e;
}

int account_main(int argc, char **argv)
{
    struct arena arena = host_arena(1 << 20);
    struct option_spec options[OPTIONS] = SPECS;
    const char *operands[1] = {NULL};
    struct agent agent;
    struct desk desk;
    int count = 0;
    memset(&agent, 0, sizeof agent);
    if (options_read(argc, argv, (struct option_list){options, OPTIONS}, operands, 1, &count) !=
        ERR_OK)
        return EXIT_INPUT;
    bool totp = count == 1 && strcmp(operands[0], "totp") == 0;
    bool out = count == 1 && strcmp(operands[0], "sign-out") == 0;
    if (count == 1 && !totp && !out)
        return code_of(expect("account: expected nothing more, totp or sign-out"));
    err e = count == 1 ? read_name(options[NAME].value, agent.name) : read_agent(options, &agent);
    if (e == ERR_OK) e = cli_open(options[STORE].value, options[KEY].value, &arena, &desk);
    if (e != ERR_OK) return code_of(e);
    if (totp)
        e = give_second(&desk, agent.name);
    else if (out)
        e = store_sessions_end_of(desk.store, text_of(agent.name));
    else
        e = add_account(&desk, &agent, options[ONE_FACTOR].value == NULL);
    store_close(desk.store);
    return e == ERR_OK ? EXIT_DONE : cli_fail(e, &desk.trouble);
}
