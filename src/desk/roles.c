#include "desk/internal.h"

/* Who may do what. A bit for each role; what is not listed is forbidden. */
#define ROLE(name) (1u << ROLE_##name)
#define OFFICE     (ROLE(CLERK) | ROLE(SUPERVISOR))
static const uint32_t allowed[DEED_COUNT] = {
    [DEED_CLAIM_ONLINE] = ~0u, /* the public and everybody */
    [DEED_CLAIM_DESK] = OFFICE,
    [DEED_CLAIM_POLICE] = ROLE(POLICE),
    [DEED_CLAIM_PROSECUTOR] = ROLE(PROSECUTOR),
    [DEED_CLAIM_ASSOCIATION] = ROLE(ASSOCIATION),
    [DEED_READ_FILE] = OFFICE | ROLE(ACCOUNTANT) | ROLE(AUDITOR),
    [DEED_DECIDE] = OFFICE,
    [DEED_PAY] = ROLE(ACCOUNTANT),
    [DEED_SEE_QUEUE] = OFFICE | ROLE(ACCOUNTANT) | ROLE(AUDITOR),
};

bool desk_may(const struct agent *agent, enum deed deed)
{
    must(deed >= 0 && deed < DEED_COUNT);
    return (allowed[deed] & 1u << agent->role) != 0;
}

err desk_check(struct desk *desk, enum deed deed)
{
    if (desk->console || desk_may(&desk->agent, deed)) return ERR_OK;
    return desk_refuse(desk, ERR_FORBIDDEN, "", "a role that may do this");
}

bool desk_serves(const struct desk *desk, const struct fund *fund)
{
    text body = text_of(desk->agent.body);
    return desk->console || text_equal(body, T("*")) || text_equal(body, text_of(fund->code));
}

err desk_refuse(struct desk *desk, err why, const char *where, const char *expected)
{
    struct writer place = WRITER(desk->trouble.where), what = WRITER(desk->trouble.expected);
    write_string(&place, where);
    write_string(&what, expected);
    writer_string(&place);
    writer_string(&what);
    return why;
}

void desk_sign(const struct desk *desk, struct fact *fact)
{
    struct writer actor = WRITER(fact->actor);
    bool is_public = !desk->console && desk->agent.role == ROLE_COUNT;
    write_string(&actor, desk->console ? "console" : is_public ? "public" : "agent:");
    text name = text_of(desk->agent.name);
    if (!desk->console && !is_public) {
        ptrdiff_t room = ACTOR_LENGTH_MAX - actor.length;
        write_text(&actor, (text){name.at, name.length < room ? name.length : room});
    }
    writer_string(&actor);
    fact->recorded_at = desk->now;
}

void desk_once_key(const struct desk *desk, const struct desk_once *once, struct idempotency *ret)
{
    char room[LABEL_MAX + 300];
    struct writer out = WRITER(room);
    write_integer(&out, (int)desk->agent.role);
    write_character(&out, '|');
    write_string(&out, desk->agent.name);
    write_character(&out, '|');
    write_text(&out, once->key);
    must(!out.full); /* the caller bounds the key */
    store_hash(writer_text(&out), ret->key);
    store_hash(once->digest_of, ret->digest);
}
