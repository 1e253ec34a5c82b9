/* Who is a party to a file and who an agent is, as hashes that say nothing by themselves; which
 * agent may not see which file; who is told. Knows no rule: what is shared enough was decided
 * before it is called. Agents are known here by a number that is a keyed hash of their name. Every
 * write joins the transaction that store_begin opened, or is one of its own. Moments are
 * microseconds since 1970. May include: base, law, case, likeness. */
#ifndef STORE_PARTIES_H
#define STORE_PARTIES_H
#include "store/keeper.h"

/* ---- the parties of a file ---- */

enum party { PARTY_VICTIM, PARTY_PARTNER, PARTY_HOLDER, PARTY_COUNT };

/* The keys of a person, made by the keeper: as kept of a party, or as sought for an agent.
 * STORE_DOWN, BAD_INPUT for words that are too long. */
MUST_USE err store_liken(struct store *store, const struct likeness_person *person, bool seeks,
                         struct party_keys *ret);
/* Keeps the keys of a party, in no order and with others made by chance among them, so that neither
 * their number nor their place says anything; their class is not kept. Those of an account, of a
 * telephone and of a proof are kept apart too, for the files that share one. */
MUST_USE err store_party_add(struct store *store, file_number file, enum party party,
                             const struct party_keys *keys);
/* The other files that share that key; at most `max`. */
MUST_USE err store_party_files(struct store *store, file_number file, const struct party_key *key,
                               int max, file_number *ret, int *ret_count);
/* Whom a file's keys meet: of one agent's person, one party of one file. */
struct meeting {
    int64_t agent;
    int person;
    file_number file;
    enum party party;
    uint32_t classes; /* bits of enum likeness_class */
    struct meeting *next;
};
/* The agents that the keys of a party meet; a list in the arena. HOST when it is too small. */
MUST_USE err store_party_agents(struct store *store, const struct party_keys *keys, struct arena *a,
                                struct meeting **ret);
/* The parties that sought keys meet, among at most `max` sets of keys after the place *at, which
 * moves on and says whether there may be others. `agent` and the `persons` are given back in
 * the meetings: the keys of each are one entry of `people`. */
struct party_place {
    file_number file;
    int place;
    bool more;
};
#define PARTY_START ((struct party_place){{0}, -1, true})
struct seekers {
    int64_t agent;
    const struct party_keys *const *people;
    int count;
};
MUST_USE err store_party_scan(struct store *store, const struct seekers *seekers, int max,
                              struct party_place *at, struct arena *a, struct meeting **ret);

/* ---- the agents ---- */

/* The number an agent is known by. */
int64_t store_agent_number(const struct store *store, text name);

#define PROFILE_PEOPLE_MAX 8
#define PROFILE_WORDS_MAX  16384
/* Who an agent is and lives with: the keys sought, and the words sealed by the keeper. Until
 * store_profile_done the agent sees no file at all. The words replace earlier ones; the keys do
 * when `replaces`, and are added otherwise. */
MUST_USE err store_profile_set(struct store *store, text name, text words,
                               const struct seekers *seekers, bool replaces);
MUST_USE err store_profile_done(struct store *store, int64_t agent);
/* The agent's name. NOT_FOUND. */
MUST_USE err store_profile_name(struct store *store, int64_t agent, struct arena *a, text *ret);
/* Whether the agent has one. */
MUST_USE err store_profile_known(struct store *store, int64_t agent, bool *ret);

/* ---- bars ---- */

/* Whether the file, or every file, is kept from the agent. One statement whatever the answer. */
MUST_USE err store_barred(struct store *store, int64_t agent, file_number file, bool *ret);
/* *ret_new is false when there was a bar already, or one that was lifted: that stays so. */
MUST_USE err store_bar(struct store *store, int64_t agent, file_number file, bool *ret_new);
/* It was a false alarm. NOT_FOUND. */
MUST_USE err store_bar_lift(struct store *store, int64_t agent, file_number file);

/* ---- who handles a file ---- */

/* Another body than the competent fund handles the file; the fund stays competent (D. 214-18). */
MUST_USE err store_custody_set(struct store *store, file_number file, const struct fund *body,
                               int64_t now);
/* NULL: the competent fund itself. One statement whatever the answer. */
MUST_USE err store_custody(struct store *store, file_number file, const struct fund **ret);

/* ---- who is told ---- */

enum alert_kind { ALERT_CONFLICT, ALERT_SHARED, ALERT_ACCESS, ALERT_KIND_COUNT };
extern const struct word_list store_alert_kinds; /* "conflict", "shared", "access" */
/* Which list it stands in. */
enum alert_list { ALERT_REFERENT, ALERT_OFFICER };

#define ALERT_WORDS_MAX 8192
struct alert {
    int64_t number; /* given by the store */
    enum alert_kind kind;
    enum alert_list list;
    file_number file; /* 0: none */
    int64_t agent;    /* whom it is about; 0: no agent */
    int64_t at, done_at;
    text words; /* sealed on disk */
};
MUST_USE err store_alert_add(struct store *store, const struct alert *alert);
/* Those of a list still open after that number, in order; not those about `reader` nor about files
 * kept from him. */
struct alert_page {
    enum alert_list list;
    int64_t reader, after;
    int max;
};
MUST_USE err store_alerts(struct store *store, const struct alert_page *page, struct arena *a,
                          struct alert *ret, int *ret_count);
MUST_USE err store_alert(struct store *store, int64_t number, struct arena *a, struct alert *ret);
MUST_USE err store_alert_done(struct store *store, int64_t number, int64_t now);

/* ---- requests for access (règlement (UE) 2016/679, art. 15) ---- */

/* Kept as it came; nothing is looked up meanwhile. */
MUST_USE err store_access_add(struct store *store, int64_t now, text words);
struct access_request {
    int64_t number, at;
    text words;
};
/* The oldest that was sent to no list yet. NOT_FOUND. */
MUST_USE err store_access_next(struct store *store, struct arena *a, struct access_request *ret);
MUST_USE err store_access_sent(struct store *store, int64_t number);

#endif
