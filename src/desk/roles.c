#include "desk/roles.h"
#include "desk/internal.h"

/* Who may do what. A bit for each role; what is not listed is forbidden. */
static const role_set allowed[DEED_COUNT] = {
    [DEED_READ_FILE] = OFFICE | ACCOUNTANT | AUDITOR | DATA_PROTECTION_OFFICER | VICTIM,
    [DEED_MAKE_DOCUMENT] = OFFICE | VICTIM,
    [DEED_ATTACH] = OFFICE | VICTIM,
    [DEED_LIST_ATTACHMENTS] = OFFICE | VICTIM,
    [DEED_SEE_ATTACHMENTS] = OFFICE,
    [DEED_RENEW_ACCESS] = OFFICE,
    [DEED_REPORT] = DOCTOR,
    [DEED_TAKE_REPORTS] = PROSECUTOR,
    [DEED_WATCH_REPORTS] = NOBODY, /* the machine's keeper */
    [DEED_RELEASE] = STATISTICIAN,
    [DEED_READ_RELEASES] = STATISTICIAN | AUDITOR,
    [DEED_PAY] = ACCOUNTANT,
    [DEED_SEE_QUEUE] = OFFICE | ACCOUNTANT | AUDITOR,
    [DEED_KNOW_AGENTS] = SUPERVISOR | ADMINISTRATOR,
    [DEED_SETTLE_CONFLICTS] = REFERENT,
    [DEED_ANSWER_ACCESS] = DATA_PROTECTION_OFFICER,
    [DEED_READ_LOG] = AUDITOR,
    [DEED_READ_READERS] = AUDITOR | DATA_PROTECTION_OFFICER | VICTIM,
    [DEED_SUPERVISE] = SUPERVISOR,
    [DEED_ASK_RECEIVED] = POLICE | PROSECUTOR | ASSOCIATION,
    [DEED_READ_EXTRACT] = DEPARTEMENT | ASSOCIATION | STRUCTURE | COURT,
};

static const role_set records[FACT_COUNT] = {
#define POWER(kind, who) [FACT_##kind] = (who),
#include "desk/powers.def"
};

static const role_set brings[CHANNEL_COUNT] = {
#define BRINGS(channel, who) [CHANNEL_##channel] = (who),
#include "desk/powers.def"
};

bool desk_may(const struct agent *agent, enum deed deed)
{
    must(deed >= 0 && deed < DEED_COUNT);
    return role_in(agent->role, allowed[deed]);
}

bool desk_may_record(const struct agent *agent, enum fact_kind kind)
{
    must(kind >= 0 && kind < FACT_COUNT);
    return role_in(agent->role, records[kind]);
}

bool desk_may_bring(const struct agent *agent, enum channel channel)
{
    must(channel >= 0 && channel < CHANNEL_COUNT);
    return role_in(agent->role, brings[channel]);
}

err desk_check(struct desk *desk, enum deed deed)
{
    return desk_permit(desk, desk_may(&desk->agent, deed));
}

err desk_permit(struct desk *desk, bool may)
{
    if (desk->console || may) return ERR_OK;
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
    bool is_she = !desk->console && desk->agent.role == ROLE_VICTIM;
    write_string(&actor, desk->console ? "console"
                         : is_public   ? "public"
                         : is_she      ? "victim"
                                       : "agent:");
    text name = text_of(desk->agent.name);
    if (!desk->console && !is_public && !is_she) {
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
