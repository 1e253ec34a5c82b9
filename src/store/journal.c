#include "store/chain.h"

#include "case/bodies.h"

#include <sodium.h>
#include <string.h>

/* ---- appending ---- */

static err write_fact(struct store *store, const struct file_key *key, file_number file,
                      const struct fact *fact, struct head *head)
{
    char plain[BODY_BYTES_MAX];
    unsigned char sealed[BODY_BYTES_MAX + SEAL_OVERHEAD];
    struct writer body = WRITER(plain);
    body_write(&body, fact->kind, &fact->body);
    must(!body.full);
    int code = case_fact_kinds[fact->kind].code;
    struct bound bound = store_bound(SEALED_BODY, file, head->length, code);
    store_seal(key->bytes, bound.bytes, writer_text(&body), sealed);
    struct link link = {
        .file = file,
        .place = head->length,
        .code = code,
        .day = store_day(fact->day),
        .recorded_at = fact->recorded_at,
        .actor = text_of(fact->actor),
        .body = {(const char *)sealed, body.length + SEAL_OVERHEAD},
    };
    sodium_memzero(plain, sizeof plain);
    store_chain_add(head->hash, &link);
    head->length++;
    return store_post(store, SQL_FACT_ADD,
                      VALUES(INTEGER(file.number), INTEGER(link.place), INTEGER(code),
                             INTEGER(link.day), INTEGER(link.recorded_at), WORDS(link.actor),
                             BYTES_OF(sealed, link.body.length),
                             BYTES_OF(head->hash, STORE_HASH_BYTES)));
}

/* The head and the keys on which the append builds; a new file gets its keys here. */
static err open_file(struct store *store, const struct append *what, struct head *ret,
                     struct file_keys *ret_keys)
{
    struct head head = {0};
    err e = store_head_read(store, what->file, &head);
    if (e == ERR_NOT_FOUND && what->expected == 0) {
        store_chain_start(what->file, head.hash);
        TRY(store_key_make(store, what->file, ret_keys));
        *ret = head;
        return ERR_OK;
    }
    if (e == ERR_NOT_FOUND) return ERR_CONFLICT;
    if (e != ERR_OK) return e;
    if (head.length != what->expected || what->expected == 0) return ERR_CONFLICT;
    if (!store_head_holds(store, what->file, &head)) return ERR_BROKEN;
    if (head.erasure.reason != ERASED_NOT) return ERR_ERASED;
    TRY(store_key_read(store, what->file, ret_keys));
    *ret = head;
    return ERR_OK;
}

/* ---- two persons ----
 *
 * Who decides does not pay (décret n° 2012-1246, articles 8 and 9). The desk says so first, with
 * its reasons; here it holds whatever program asks. The machine's own keeper and what is recorded
 * by nobody are not agents. */

static const enum fact_kind decisions[] = {FACT_CLAIM_GRANTED, FACT_CLAIM_REFUSED,
                                           FACT_DECISION_REPLACED};

bool store_decides(enum fact_kind kind)
{
    for (size_t i = 0; i < LENGTH(decisions); i++) {
        if (decisions[i] == kind) return true;
    }
    return false;
}

/* NOT_FOUND when that actor has decided nothing of the file. */
static err find_decision(struct store *store, file_number file, text actor)
{
    struct value codes[LENGTH(decisions)];
    for (size_t i = 0; i < LENGTH(decisions); i++) {
        codes[i] = INTEGER(case_fact_kinds[decisions[i]].code);
    }
    CLEANUP(store_rows_end) struct rows rows = {0};
    return store_row(store, SQL_DECIDED_BY,
                     VALUES(INTEGER(file.number), WORDS(actor), codes[0], codes[1], codes[2]),
                     &rows);
}

/* Looks once the facts are written, so that a decision among them counts. */
static err check_two_persons(struct store *store, const struct append *what)
{
    for (int i = 0; i < what->facts_count; i++) {
        const struct fact *fact = &what->facts[i];
        text actor = text_of(fact->actor);
        if (case_fact_kinds[fact->kind].strand != STRAND_PAYMENT) continue;
        if (fact->kind == FACT_PARTS_CHOSEN) continue; /* hers to choose: no money moves */
        if (!text_starts_with(actor, T("agent:"))) continue;
        err e = find_decision(store, what->file, actor);
        if (e == ERR_OK) return ERR_FORBIDDEN;
        if (e != ERR_NOT_FOUND) return e;
    }
    return ERR_OK;
}

static err write_all(struct store *store, const struct append *what)
{
    struct head head;
    CLEANUP(store_file_keys_wipe) struct file_keys keys = {0};
    TRY(open_file(store, what, &head, &keys));
    for (int i = 0; i < what->facts_count; i++)
        TRY(write_fact(store, &keys.body, what->file, &what->facts[i], &head));
    TRY(check_two_persons(store, what));
    TRY(store_vault_write(store, &keys.vault, what->file, what->expected, what->vault,
                          what->vault_count));
    head.vault += what->vault_count;
    TRY(store_head_write(store, what->file, &head));
    if (what->identity)
        TRY(store_post(
            store, SQL_IDENTITY_ADD,
            VALUES(INTEGER(what->file.number), BYTES_OF(what->identity->bytes, STORE_HASH_BYTES))));
    if (what->projection) TRY(store_project(store, what->file, what->projection));
    if (what->share) TRY(store_share(store, what->file, what->share, what->facts[0].day));
    if (what->idempotency)
        TRY(store_remember(store, what->file, what->facts[0].recorded_at, what->idempotency));
    return ERR_OK;
}

err store_append(struct store *store, const struct append *what)
{
    must(what->expected >= 0 && what->facts_count > 0);
    if (what->facts_count > JOURNAL_FACTS_MAX - what->expected) return ERR_BAD_INPUT;
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(write_all(store, what));
    return store_turn_commit(&turn);
}

/* ---- reading ---- */

/* Where the walk along a chain stands. */
struct walk {
    struct store *store;
    file_number file;
    struct file_keys keys;
    struct head head;
    bool erased; /* the bodies cannot be read any more; the chain can */
    int place;   /* the next fact's */
    unsigned char hash[STORE_HASH_BYTES];
};

static void walk_wipe(struct walk *walk) { store_file_keys_wipe(&walk->keys); }

static err read_body(const struct walk *walk, const struct link *link, struct fact *fact)
{
    unsigned char plain[BODY_BYTES_MAX];
    if (link->body.length > BODY_BYTES_MAX + SEAL_OVERHEAD) return ERR_BROKEN;
    struct bound bound = store_bound(SEALED_BODY, link->file, link->place, link->code);
    TRY(store_unseal(walk->keys.body.bytes, bound.bytes, link->body, plain));
    text bytes = {(const char *)plain, link->body.length - SEAL_OVERHEAD};
    err e = body_read(bytes, fact->kind, &fact->body);
    sodium_memzero(plain, sizeof plain);
    return e == ERR_OK ? ERR_OK : ERR_BROKEN;
}

/* The fact of the row, when it is the one the chain asks for here. */
static err read_fact(struct walk *walk, const struct rows *rows, struct fact *ret)
{
    struct link link = {
        .file = walk->file,
        .place = store_integer(rows, 0),
        .code = store_integer(rows, 1),
        .day = store_integer(rows, 2),
        .recorded_at = store_integer(rows, 3),
        .actor = store_bytes(rows, 4),
        .body = store_bytes(rows, 5),
    };
    text hash = store_bytes(rows, 6);
    if (link.place != walk->place || walk->place >= walk->head.length) return ERR_BROKEN;
    if (link.actor.length > ACTOR_LENGTH_MAX || hash.length != STORE_HASH_BYTES) return ERR_BROKEN;
    store_chain_add(walk->hash, &link);
    if (memcmp(walk->hash, hash.at, STORE_HASH_BYTES) != 0) return ERR_BROKEN;
    if (link.code < INT32_MIN || link.code > INT32_MAX) return ERR_BROKEN;
    struct fact fact = {.kind = fact_kind_of_code((int)link.code), .recorded_at = link.recorded_at};
    if (fact.kind == FACT_COUNT) return ERR_BROKEN;
    TRY(store_day_read(link.day, &fact.day));
    if (link.actor.length > 0) memcpy(fact.actor, link.actor.at, (size_t)link.actor.length);
    if (!walk->erased) TRY(read_body(walk, &link, &fact));
    *ret = fact;
    return ERR_OK;
}

/* The head, the key and room for the facts. NOT_FOUND when there is no head: the caller looks
 * whether facts lie there all the same. */
static err walk_start(struct walk *walk, struct arena *a, struct fact **ret_facts)
{
    TRY(store_head_read(walk->store, walk->file, &walk->head));
    if (walk->head.length < 1 || walk->head.length > JOURNAL_FACTS_MAX) return ERR_BROKEN;
    walk->erased = walk->head.erasure.reason != ERASED_NOT;
    if (walk->erased)
        TRY(store_keys_gone(walk->store, walk->file));
    else
        TRY(store_key_read(walk->store, walk->file, &walk->keys));
    store_chain_start(walk->file, walk->hash);
    ptrdiff_t size = (ptrdiff_t)sizeof(struct fact) * (ptrdiff_t)walk->head.length;
    *ret_facts = arena_try(a, size);
    return *ret_facts ? ERR_OK : ERR_HOST;
}

static err walk_facts(struct walk *walk, struct fact *facts)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_rows(walk->store, SQL_FACTS_READ, VALUES(INTEGER(walk->file.number)), &rows));
    for (bool row = true; row;) {
        TRY(store_next(&rows, &row));
        if (!row) break;
        TRY(read_fact(walk, &rows, &facts[walk->place < walk->head.length ? walk->place : 0]));
        walk->place++;
    }
    if (walk->place != walk->head.length) return ERR_BROKEN;
    if (memcmp(walk->hash, walk->head.hash, STORE_HASH_BYTES) != 0) return ERR_BROKEN;
    if (!store_head_holds(walk->store, walk->file, &walk->head)) return ERR_BROKEN;
    return walk->erased ? ERR_ERASED : ERR_OK;
}

/* Facts without a head are a file whose head was taken away. */
static err no_head(struct store *store, file_number file)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    err e = store_row(store, SQL_FACTS_READ, VALUES(INTEGER(file.number)), &rows);
    return e == ERR_OK ? ERR_BROKEN : e;
}

/* The whole journal of a file is asked for at once. */
static err ask_ahead(struct store *store, file_number file)
{
    static const enum statement all[] = {SQL_HEAD_READ, SQL_KEY_READ, SQL_FACTS_READ};
    return store_ahead(store, all, (int)LENGTH(all), file);
}

err store_read(struct store *store, file_number file, struct arena *a, struct journal *ret,
               int *ret_place)
{
    CLEANUP(walk_wipe) struct walk walk = {.store = store, .file = file};
    CLEANUP(store_turn_end) struct turn turn = {0}; /* head and facts of one moment */
    struct arena mine = *a;
    struct fact *facts = NULL;
    TRY(store_turn_read(store, &turn));
    TRY(ask_ahead(store, file));
    err e = walk_start(&walk, &mine, &facts);
    if (e == ERR_NOT_FOUND) e = no_head(store, file);
    if (e == ERR_OK && facts) e = walk_facts(&walk, facts);
    if (e == ERR_BROKEN) *ret_place = walk.place;
    if (e != ERR_OK) return e;
    *a = mine;
    *ret = (struct journal){file, facts, (int)walk.head.length};
    return ERR_OK;
}

err store_files(struct store *store, file_number after, int max, file_number *ret, int *ret_count)
{
    _Static_assert(sizeof(file_number) == sizeof(int64_t), "a file number is its number");
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_rows(store, SQL_FILES, VALUES(INTEGER(after.number), INTEGER(max)), &rows));
    return store_numbers(&rows, max, &ret->number, ret_count);
}
