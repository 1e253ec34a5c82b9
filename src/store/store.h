/* The journal and the vault on disk. The journal (sealed facts, chained) and the vault (who she is,
 * where, how to reach her, where to pay) are the only truth; every other table is a projection that
 * can be dropped and rebuilt. Knows no rule: what is lawful was decided before it is called.
 *
 * One writer at a time; a worker process opens its own handle. Nothing is acknowledged that is not
 * on disk. Failures: STORE_DOWN when the store is full, locked, read-only or unreachable (nothing
 * was written); UNSURE when a commit's outcome is not known. Lists leave `ret` unspecified beyond
 * *ret_count, and on failure. May include: base, law, case. */
#ifndef STORE_STORE_H
#define STORE_STORE_H
#include "base/arena.h"
#include "case/duties.h"
#include "case/facts.h"

#define STORE_KEY_BYTES  32
#define STORE_HASH_BYTES 32

struct store;

/* Opens "sqlite:PATH" (created when absent), "postgresql://..." as libpq reads it (tables made when
 * the database is empty) or "memory:" (dies with the handle). The master key opens the store's keys
 * (ring.def). BAD_INPUT for another URL or a key that is not this store's, STORE_DOWN for a store
 * of another version or encoding, which is there and cannot be used; trouble says which. */
MUST_USE err store_open(text url, const unsigned char master_key[STORE_KEY_BYTES],
                        struct store **ret, struct trouble *trouble);

/* What a process needs to read and write the journal, and to be told from one that missed a change
 * of keys. Opens nothing of the vault: that is asked of the keeper (keeper.h). */
struct store_keys {
    unsigned char ring[STORE_KEY_BYTES];     /* the name of the ring they are of */
    unsigned char body[STORE_KEY_BYTES];     /* wraps the body keys of the files */
    unsigned char payment[STORE_KEY_BYTES];  /* references of payment orders */
    unsigned char remember[STORE_KEY_BYTES]; /* answers kept under an idempotency key */
    unsigned char head[STORE_KEY_BYTES];     /* the ends of the chains */
    unsigned char digest[STORE_KEY_BYTES];   /* idempotency keys and what was sent under them */
    unsigned char reads[STORE_KEY_BYTES];    /* the read log */
    unsigned char agents[STORE_KEY_BYTES];   /* second factors, sessions, devices, wrong proofs */
    unsigned char parties[STORE_KEY_BYTES];  /* alerts and names of agents (parties.h) */
};
struct keeper;
/* The same without a master key: for a process that must not hold what opens the vault. What
 * `keeper` points to is copied; its context must outlive the store. The store is there already,
 * made by store_unlock (keeper.h). STORE_DOWN when the keys were changed meanwhile, and so for
 * every turn afterwards: the process is to be started again. */
MUST_USE err store_open_with(text url, const struct store_keys *keys, const struct keeper *keeper,
                             struct store **ret, struct trouble *trouble);
/* A store that cannot be reached now: every call gives STORE_DOWN, store_is_lost says so. For a
 * worker that answers people meanwhile. Arguments as before; BAD_INPUT where a store is a file. */
MUST_USE err store_open_absent(text url, const struct store_keys *keys, const struct keeper *keeper,
                               struct store **ret, struct trouble *trouble);
void store_close(struct store *store);

/* Brings a store to this program's version, or makes the tables in an empty database; needs no key.
 * All of it or nothing; processes that have the store open get STORE_DOWN from then on, and are to
 * be started again. STORE_DOWN for a newer store, BAD_INPUT for one of a version that never was and
 * for memory:. */
struct migrated {
    int from, to; /* versions; from 0: it was empty */
};
MUST_USE err store_migrate(text url, struct migrated *ret, struct trouble *trouble);

/* ---- copies ---- */

/* What a copy holds, to be compared when it is brought back. */
struct store_counts {
    int64_t version, files, facts, readings;
};
/* The whole store as it was at one moment, copied into an empty file while others go on writing;
 * needs no key. BROKEN when the store's own pages do not hold together. STORE_DOWN for a newer
 * store, BAD_INPUT where a store is no file. The copy is not synced. */
MUST_USE err store_copy(text url, const char *to, struct store_counts *ret,
                        struct trouble *trouble);
/* The same of a store nobody has open. */
MUST_USE err store_count(text url, struct store_counts *ret, struct trouble *trouble);

/* Whether the store's connection is gone for good: whoever holds it is to be started again. */
bool store_is_lost(const struct store *store);
/* For who has others to answer: from now on a server that says nothing for ten seconds counts as
 * gone. Commands wait for as long as it takes. */
void store_hurry(struct store *store);
/* Before and after what may be tried again: whether, since store_watch, something failed because
 * two transactions met, and nothing was committed. */
void store_watch(struct store *store);
bool store_may_repeat(const struct store *store);

/* ---- the journal ---- */

/* What the vault holds by file, sealed under the file's own key; JSON written and read by wire. */
enum vault_kind { VAULT_PERSON, VAULT_CONTACT, VAULT_ACCOUNT, VAULT_PARTNER, VAULT_KIND_COUNT };
#define VAULT_WORDS_MAX 16384
struct vault_entry {
    enum vault_kind kind;
    text words;
};

/* A key by which the same person is found again without her name being readable: BLAKE2b over a
 * normalised text under a key of the keeper's. STORE_DOWN when the keeper does not answer. */
struct blind {
    unsigned char bytes[STORE_HASH_BYTES];
};
MUST_USE err store_blind(const struct store *store, text normalised, struct blind *ret);

/* The neutral number of a payment order, > 0 and below 10^15: keyed hash of file, place of the
 * decision and attempt. The same arguments always give the same number, so a replay is seen;
 * nothing of the file shows in it. */
int64_t store_payment_reference(const struct store *store, file_number file, int place,
                                int attempt);

/* The number by which somebody outside knows a file, > 0 and below 10^15: keyed hash of what it is
 * for ("association"), for whom ("ASSO-12", empty when there is one such recipient) and the file.
 * Nothing of the file shows in it, nor in one recipient's the other's. File 0: of no file. */
int64_t store_alias(const struct store *store, text space, text of, file_number file);

/* What is derived from one file and kept for look-ups. */
#define PROJECTED_ORDERS_MAX PAYMENT_ORDERS_MAX
struct projected_order {
    int64_t reference;
    date execution_on;
    int64_t batch; /* 0 until sent */
    money amount;
};
struct projection {
    const struct fund *fund;
    enum stage claim, payment;
    date received_on, decided_on;
    bool granted;
    int duties_count;
    struct duty duties[DUTY_COUNT]; /* late_days not kept */
    date turns_on; /* the first day on which they may be others by the law alone; or NO_DATE */
    int known;     /* the lines of law/amounts.def that were known to who derived them */
    int orders_count;
    struct projected_order orders[PROJECTED_ORDERS_MAX];
};

/* An answer remembered under an idempotency key. key: hash of who asked and the key they gave;
 * digest: hash of what they sent. */
#define ANSWER_BYTES_MAX 4096
struct idempotency {
    unsigned char key[STORE_HASH_BYTES];
    unsigned char digest[STORE_HASH_BYTES];
    text answer;
};

/* Another body, and the number by which it alone knows the file: store_alias. */
struct share {
    text body;
    int64_t alias;
};

struct append {
    file_number file;
    int expected; /* facts in the file when this was decided; 0 creates the file and its key */
    const struct fact *facts;
    int facts_count;
    const struct vault_entry *vault;
    int vault_count;
    const struct blind *identity;          /* NULL, or the person's, when the file is created */
    const struct projection *projection;   /* of the file after these facts */
    const struct idempotency *idempotency; /* NULL, or remembered in the same transaction */
    const struct share *share;             /* NULL, or the body the file came from or is sent to */
};

/* Whether the fact decides the claim: who records one of a file may pay nothing of it. */
bool store_decides(enum fact_kind kind);

/* All of it or nothing, durable on return. At least one fact. FORBIDDEN when a fact of the payment
 * strand is recorded by an agent who recorded a decision of the file, as the journal itself says in
 * the same transaction. BAD_INPUT past JOURNAL_FACTS_MAX or
 * the sizes above; BROKEN when the file's end does not hold. CONFLICT when the file no longer has
 * `expected` facts, or exists already when 0 was expected, or the idempotency key is taken. */
MUST_USE err store_append(struct store *store, const struct append *what);

/* The facts of a file, their chain verified. NOT_FOUND; ERASED when the file was erased and what is
 * left of it verifies; BROKEN with the first bad place in
 * *ret_place (the number of facts found when the tail is missing); HOST when the arena is too
 * small. */
MUST_USE err store_read(struct store *store, file_number file, struct arena *a, struct journal *ret,
                        int *ret_place);

/* File numbers above `after`, in order: at most `max`; *ret_count 0 after the last. */
MUST_USE err store_files(struct store *store, file_number after, int max, file_number *ret,
                         int *ret_count);

/* The latest entry of that kind. NOT_FOUND; BROKEN also when an entry of the file was taken out. */
MUST_USE err store_vault_read(struct store *store, file_number file, enum vault_kind kind,
                              struct arena *a, text *ret);

/* The entry of that kind that came with the fact at `place`: the one in force may not be the
 * latest.
 */
MUST_USE err store_vault_read_at(struct store *store, file_number file, enum vault_kind kind,
                                 int place, struct arena *a, text *ret);
/* ---- what people sent ---- */

/* A photograph or a PDF, cleaned. `type` and `kind` are words the caller keeps in order; nothing of
 * what the sender called it is kept. */
#define ATTACHMENTS_MAX      32
#define ATTACHMENT_BYTES_MAX (10 << 20)
struct attachment {
    int number;    /* 0 for the first of the file */
    char type[8];  /* "jpeg" */
    char kind[32]; /* "complaint" */
    int64_t size;  /* bytes */
    int64_t received_at;
};
/* Seals it whole or not at all; gives its number. BAD_INPUT when it is empty, too large or one too
 * many; NOT_FOUND when there is no such file; as store_append else. */
MUST_USE err store_attachment_add(struct store *store, file_number file,
                                  const struct attachment *about, text bytes, int *ret_number);
/* What was sent to the file, oldest first, without its bytes; room for ATTACHMENTS_MAX. */
MUST_USE err store_attachments(struct store *store, file_number file, struct arena scratch,
                               struct attachment *ret, int *ret_count);
/* Its bytes, the same that were given. NOT_FOUND; BROKEN when a part is not there or not what it
 * was; HOST when the arena is too small. */
MUST_USE err store_attachment_read(struct store *store, file_number file, int number,
                                   struct arena *a, struct attachment *ret_about, text *ret);

/* The files opened for the same person, those after `after` (number 0: from the first), in the
 * order of their numbers, at most `max`. */
MUST_USE err store_same_person(struct store *store, const struct blind *identity, file_number after,
                               int max, file_number *ret, int *ret_count);
/* The identity under which a file was opened. NOT_FOUND when none was given. */
MUST_USE err store_identity(struct store *store, file_number file, struct blind *ret);

/* NOT_FOUND: new key. MISMATCH: the key was used with another digest. */
MUST_USE err store_remembered(struct store *store, const unsigned char key[STORE_HASH_BYTES],
                              const unsigned char digest[STORE_HASH_BYTES], struct arena *a,
                              text *ret_answer);

/* BLAKE2b-256, for idempotency digests and tokens. */
void store_hash(text bytes, unsigned char ret[STORE_HASH_BYTES]);

/* ---- projections ---- */

struct queued {
    file_number file;
    enum duty_kind duty;
    date due;
    enum stage claim, payment;
};
/* Which duties: of a fund (NULL: of all), of a kind (DUTY_COUNT: of all); after one of them, the
 * last of the page before (without a day: from the first), and `skip` more, at most `max`; without
 * those of files kept from the reader (store_agent_number; 0: from nobody). */
struct queue_page {
    const struct fund *fund;
    enum duty_kind kind;
    int skip, max;
    int64_t reader;
    struct queued after;
};
/* The soonest due first; then by file. */
MUST_USE err store_queue(struct store *store, const struct queue_page *page, struct queued *ret,
                         int *ret_count);
MUST_USE err store_queue_length(struct store *store, const struct fund *fund, int64_t *ret);

/* How many duties of each kind are due on or before a day, and how many of them are late. */
struct due_counts {
    int64_t due[DUTY_COUNT], late[DUTY_COUNT];
};
MUST_USE err store_due_counts(struct store *store, date day, struct due_counts *ret);

/* A file whose duties are to be looked at again, and where the next page begins: all zero before
 * the first. */
struct turning {
    date day;
    file_number file;
};
/* Those whose duties were said to turn on or before a day: by day, then by file. */
MUST_USE err store_turning(struct store *store, date by, struct turning after, int max,
                           struct turning *ret, int *ret_count);
MUST_USE err store_turning_count(struct store *store, date by, int64_t *ret);
/* Those decided while an amount was in force and not published, whose duties were derived by who
 * knew fewer lines than `known`: by day of decision, then by file. */
struct unaware {
    struct late_publication of;
    int known;
};
MUST_USE err store_unaware(struct store *store, const struct unaware *who, struct turning after,
                           int max, struct turning *ret, int *ret_count);
/* What is kept of a file's duties alone: the rest of the projection is empty. The office has them:
 * it need not be the fund that is competent. NOT_FOUND. */
MUST_USE err store_duties_read(struct store *store, file_number file, struct projection *ret,
                               const struct fund **ret_office);
/* Others in their place. */
MUST_USE err store_duties_write(struct store *store, file_number file,
                                const struct projection *projection, const struct fund *office);

/* The file a payment order belongs to. NOT_FOUND. */
MUST_USE err store_order_file(struct store *store, int64_t reference, file_number *ret);
/* The orders of a batch, by reference. */
struct batched {
    file_number file;
    int64_t reference;
    money amount;
};
MUST_USE err store_batch(struct store *store, int64_t batch, int max, struct batched *ret,
                         int *ret_count);
/* Batches with an order still in the bank's hands (payment stage sent), each once, in order, above
 * `after`. */
MUST_USE err store_open_batches(struct store *store, int64_t after, int max, int64_t *ret,
                                int *ret_count);

/* For rebuild: the stored projection of a file as it stands; then all projections dropped; then
 * written again. */
MUST_USE err store_projection_read(struct store *store, file_number file, struct projection *ret);
MUST_USE err store_projections_drop(struct store *store);
MUST_USE err store_projection_write(struct store *store, file_number file,
                                    const struct projection *projection);
/* Several writes as one transaction. A write that fails spoils the whole: the writes after it and
 * store_commit then give STORE_DOWN, and nothing is written. */
MUST_USE err store_begin(struct store *store);
MUST_USE err store_commit(struct store *store);
void store_rollback(struct store *store);

/* ---- agents ---- */

enum role {
#define ROLE(name, word, fr, en) ROLE_##name,
#include "store/roles.def"
    ROLE_COUNT /* nobody of these: the public */
};
extern const struct word_list store_roles; /* "clerk", "supervisor", "accountant", ... */

#define BODY_CODE_MAX 16
#define LABEL_MAX     64
struct agent {
    char name[LABEL_MAX + 1]; /* account name, or the token's label */
    enum role role;
    char body[BODY_CODE_MAX +
              1]; /* the fund's code ("CAF-59"), or another body's; "*" for all funds */
};

/* Letters of a token or a session's word; what they open is in store/signin.h. */
#define TOKEN_LENGTH 43

/* The account a fund pays from. NOT_FOUND until set. */
struct fund_account {
    char holder[71];
    char iban[35];
};
MUST_USE err store_fund_account_set(struct store *store, const struct fund *fund,
                                    const struct fund_account *account);
MUST_USE err store_fund_account(struct store *store, const struct fund *fund,
                                struct fund_account *ret);

/* ---- reports to prosecutors ---- */

/* The key of a court, to which reports are sealed (X25519, as libsodium's sealed boxes take it). */
#define COURT_KEY_BYTES 32
MUST_USE err store_court_key_set(struct store *store, text court,
                                 const unsigned char key[COURT_KEY_BYTES]);

/* Seals the document to the court's key, padded so that its length says little, and keeps nothing
 * else of it. NOT_FOUND when the court has no key here. */
#define REPORT_BYTES_MAX 32768
MUST_USE err store_report_add(struct store *store, text court, int64_t now, text document,
                              struct arena scratch, int64_t *ret_number);
struct report_line {
    int64_t number, received_at, taken_at; /* taken_at 0: not yet */
    char court[BODY_CODE_MAX + 1];
};
/* NOT_FOUND for a number that is none. */
MUST_USE err store_report(struct store *store, int64_t number, struct report_line *ret);
/* Those nobody took, received before a moment, the oldest first; of a court, or of all when empty.
 */
MUST_USE err store_reports(struct store *store, text court, int64_t received_before, int max,
                           struct report_line *ret, int *ret_count);
/* The sealed bytes, for that court alone; the first taking is remembered. NOT_FOUND for another's.
 */
MUST_USE err store_report_take(struct store *store, text court, int64_t number, int64_t now,
                               struct arena *a, text *ret_sealed);

/* ---- who may help ---- */

/* Public lists read in by an operator; a département's rows replace those before them, whole. */
enum store_list { STORE_LIST_PLACES, STORE_LIST_COURTS };
#define DIRECTORY_WORDS_MAX (1 << 20)
/* BAD_INPUT past the size. A turn of its own, or part of store_begin's. */
MUST_USE err store_directory_write(struct store *store, enum store_list list, text department,
                                   date dated, text words);
/* NOT_FOUND when no list of that département was read in. */
MUST_USE err store_directory_read(struct store *store, enum store_list list, text department,
                                  struct arena *a, date *ret_dated, text *ret);
/* Says each département that has such a list to `take`, in order of their codes. */
MUST_USE err store_directory_areas(struct store *store, enum store_list list,
                                   void (*take)(void *context, text department), void *context);

/* ---- figures released ---- */

/* Kept once for a period: CONFLICT when it was released, BAD_INPUT past the size. */
#define RELEASE_WORDS_MAX 65536
MUST_USE err store_release_add(struct store *store, int64_t period, int64_t now, text words);
MUST_USE err store_release_read(struct store *store, int64_t period, struct arena *a, text *ret);
/* The periods released above `after`, in order. */
MUST_USE err store_releases(struct store *store, int64_t after, int max, int64_t *ret,
                            int *ret_count);

/* ---- keys: rotation, erasure ---- */

/* Why a file was erased. Codes and words are kept for ever. */
enum erasure_reason {
    ERASED_NOT,
    ERASED_RETENTION, /* no rule keeps it any longer */
    ERASED_REQUEST,   /* her request was upheld: règlement (UE) 2016/679, art. 17 */
    ERASED_JUDGMENT,  /* a court or the authority ordered it */
    ERASED_MISTAKE,   /* the file should not be there: recorded twice, another's */
    ERASURE_REASONS
};
extern const struct word_list store_erasure_reasons; /* "none", "retention", "request", ... */
struct erasure {
    date day; /* NO_DATE: not erased */
    enum erasure_reason reason;
};

/* Destroys what opens the file, and all that is kept of her by it: both keys, vault, identity,
 * remembered answers, projections, in one transaction. Its facts stay, sealed under a key that is
 * no more, so that the chain still verifies; the head says when and why. Nothing it held can be
 * read again, by whoever holds the master key neither. NOT_FOUND; ERASED when it is already;
 * BROKEN when its head does not hold. Call store_scrub after. */
MUST_USE err store_erase(struct store *store, file_number file, const struct erasure *why);
/* The erasure of a file. NOT_FOUND when it is not erased, or is not there. */
MUST_USE err store_erasure(struct store *store, file_number file, struct erasure *ret);
/* Writes the database anew without what was deleted or replaced, and empties the log beside it: no
 * page keeps a remainder. STORE_DOWN when another process reads or writes for too long: nothing is
 * lost, call again. */
MUST_USE err store_scrub(struct store *store);

/* New keys where ring.def says so, and a new master key that opens them: every file key wrapped
 * again, every head and remembered answer sealed again, in one transaction. What did not verify
 * before does not after. Processes that hold the old keys get STORE_DOWN. The store was opened with
 * store_open, and goes on with the new keys. Call store_scrub after. BAD_INPUT when the new key is
 * the old one. */
struct rotation {
    int64_t files, unopened; /* rewrapped; left as they were, for they did not open */
};
MUST_USE err store_rotate(struct store *store, const unsigned char new_key[STORE_KEY_BYTES],
                          struct rotation *ret);

/* Forgets the answers remembered before a moment (microseconds). */
MUST_USE err store_answers_forget(struct store *store, int64_t before);

/* The key with which the store's anchors are verified, as PEM (SubjectPublicKeyInfo, RFC 8410). */
#define PUBLIC_KEY_PEM_MAX 128
MUST_USE err store_public_key(struct store *store, char ret_pem[PUBLIC_KEY_PEM_MAX]);

/* ---- verification ---- */

struct verification {
    int64_t files, facts;
    int64_t broken;                /* files set aside */
    int64_t erased;                /* files whose keys were destroyed; their chains verify */
    int64_t drafts, broken_drafts; /* being written; those that nothing could open */
};
/* Walks every chain; calls `broken` for each file that does not verify with its first bad place. */
MUST_USE err store_verify(struct store *store, struct arena scratch, struct verification *ret,
                          void (*broken)(void *context, file_number file, int place),
                          void *context);

#endif
