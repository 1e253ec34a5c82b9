/* What an office does: receives a claim, decides, orders and sends payments, answers. Turns a wish
 * into facts or into a refusal. The only folder that knows both the rules and the store; the day,
 * the moment and the chance are given to it. May include: base, law, case, paper,
 * pay, store. */
#ifndef DESK_DESK_H
#define DESK_DESK_H
#include "case/duties.h"
#include "case/fold.h"
#include "paper/paper.h"
#include "paper/statistics.h"
#include "pay/message.h"
#include "store/parties.h"

/* Why a file is opened. */
enum purpose {
    PURPOSE_NONE, /* not said */
#define PURPOSE(name, ...) PURPOSE_##name,
#include "desk/purposes.def"
    PURPOSE_COUNT
};
extern const struct word_list desk_purposes;    /* "", "instruct", "pay", ... */
extern const struct word_list desk_vault_kinds; /* "person", "contact", "account", "partner" */

/* A word said at a desk, against the one of her contact plan. */
enum said_word { SAID_NONE_AGREED, SAID_WRONG, SAID_RIGHT };

/* Who acts, why, when, on which store. Dies with the request. */
struct desk {
    struct store *store;
    struct agent agent; /* role ROLE_COUNT: the public */
    bool console;       /* the machine's own keeper, at the command line: may do everything */
    enum purpose purpose;
    date today;
    int64_t now;
    struct arena *arena;
    struct trouble trouble; /* of the last refusal */
    /* How the vault's contact plan is read; NULL: by nobody, and nothing is sent. */
    err (*read_plan)(text json, struct contact_plan *ret);
    /* Through whom she is reached, of a contact entry; NULL: nobody is learnt from one. */
    void (*read_holder)(text json, struct arena *a, struct likeness_person *ret);
    /* Whether the word said is that of a contact entry; NULL: it never is. */
    enum said_word (*check_word)(text json, text said, struct arena scratch);
};

/* What each role may do. There is no default: what is not listed is forbidden. */
enum deed {
    DEED_READ_FILE,
    DEED_MAKE_DOCUMENT,
    DEED_ATTACH,           /* take in what she sends */
    DEED_LIST_ATTACHMENTS, /* say what was */
    DEED_SEE_ATTACHMENTS,  /* and look at it */
    DEED_RENEW_ACCESS,
    DEED_REPORT,
    DEED_TAKE_REPORTS,
    DEED_WATCH_REPORTS,
    DEED_RELEASE,
    DEED_READ_RELEASES,
    DEED_PAY,
    DEED_SEE_QUEUE,
    DEED_KNOW_AGENTS,
    DEED_SETTLE_CONFLICTS,
    DEED_ANSWER_ACCESS,
    DEED_READ_LOG,
    DEED_READ_READERS, /* who opened a file */
    DEED_SUPERVISE,
    DEED_ASK_RECEIVED,
    DEED_READ_EXTRACT,
    DEED_COUNT
};
bool desk_may(const struct agent *agent, enum deed deed);
/* The same of recording a fact, bringing a claim, stating a purpose: desk/powers.def and
 * desk/purposes.def. */
bool desk_may_record(const struct agent *agent, enum fact_kind kind);
bool desk_may_bring(const struct agent *agent, enum channel channel);
bool desk_may_state(const struct agent *agent, enum purpose purpose);
bool desk_may_disclose(const struct agent *agent, enum vault_kind kind, enum purpose purpose);
/* The ordinary purpose of a role; PURPOSE_NONE for one that opens no file. */
enum purpose desk_ordinary_purpose(const struct agent *agent);

#define NO_FILE ((file_number){0})

/* A file as the office sees it. */
struct dossier {
    struct journal journal;
    struct case_file file;
    struct decision decision; /* the law's, today or as decided; only when has_decision */
    bool has_decision;
    date earlier_award; /* the same person's latest award in another file, or NO_DATE */
    struct duty duties[DUTY_COUNT];
    int duties_count;
};

/* ---- claims ---- */

/* Who is who in a claim, for the conflicts of interest (conflict.h). */
#define DESK_PARTIES_MAX 4
struct desk_party {
    enum party party;
    struct likeness_person person;
};

/* The receipt: what is given back and remembered under the idempotency key. */
struct receipt {
    file_number file;
    date received_on;
    uint32_t missing; /* bits of enum missing */
    date pay_by;      /* when complete, else NO_DATE */
    const struct fund *fund;
};

/* The vault's account entry is two lines, the IBAN then the holder; the others are JSON for people.
 */
struct desk_claim {
    struct body body; /* of CLAIM_RECEIVED, with its channel */
    struct vault_entry vault[VAULT_KIND_COUNT];
    int vault_count;
    bool is_helped;     /* the agent fills it in with her, and she agreed to that */
    text identity;      /* normalised; empty when unknown */
    uint32_t anomalies; /* bits of enum anomaly, read in the claim: it is then held */
    const struct desk_party *parties;
    int parties_count; /* at most DESK_PARTIES_MAX */
    /* What belongs to the same transaction: documents that came with it, the end of a draft. Not
     * called when the receipt was remembered. NULL: nothing. */
    err (*with)(void *context, const struct receipt *receipt);
    void *context;
};

/* Idempotency: key and digest of the request body; NULL for the forms, which carry their own key.
 */
struct desk_once {
    text key; /* as given by the caller, within the caller's own space */
    text digest_of;
};

/* Records the claim, complete at once when nothing the law reads is missing (D. 214-19). `chance`
 * makes the file number. A second call with the same key and body gives the same receipt and writes
 * nothing. FORBIDDEN, BAD_INPUT, MISMATCH, CONFLICT (chance met an existing file: call again with
 * other chance), STORE_DOWN. */
MUST_USE err desk_receive(struct desk *desk, const struct desk_claim *claim,
                          const struct desk_once *once, uint64_t chance, struct receipt *ret);

/* ---- files ---- */

/* BAD_INPUT when no purpose is stated, FORBIDDEN for a purpose that is not the role's or a file
 * that the purpose wants assigned to the agent and is not (desk/access.h). NOT_FOUND also for a
 * file of another fund: the answer must not tell that it exists. BROKEN when it does not verify. */
MUST_USE err desk_open(struct desk *desk, file_number file, struct dossier *ret);

/* What was opened of the vault, as desk_disclose shows it; empty where there is none. */
struct disclosed {
    text words[VAULT_KIND_COUNT];
};
/* The same, with those of these kinds of its vault (bits of enum vault_kind) that the role may be
 * shown for the purpose stated: one reading, one entry. */
MUST_USE err desk_open_with(struct desk *desk, file_number file, uint32_t kinds,
                            struct dossier *ret, struct disclosed *ret_disclosed);
/* Shows one kind of what the vault holds of the file, for the purpose stated. The account as its
 * last four signs, then the holder, on two lines; the others as they were sealed. FORBIDDEN for a
 * role and a purpose that desk/purposes.def does not name together; BAD_INPUT when no purpose is
 * stated; NOT_FOUND when there is none, or as desk_open. */
MUST_USE err desk_disclose(struct desk *desk, file_number file, enum vault_kind kind,
                           struct arena *a, text *ret);

/* ---- what people sent ---- */

/* Takes in what was cleaned by wire_upload_clean; `type` and `kind` are words without a space.
 * Errors as desk_open, FORBIDDEN, and BAD_INPUT when the file has as many as it may. */
MUST_USE err desk_attach(struct desk *desk, file_number file, const struct attachment *about,
                         text bytes, int *ret_number);
/* What was sent to the file; room for ATTACHMENTS_MAX. */
MUST_USE err desk_attachments(struct desk *desk, file_number file, struct attachment *ret,
                              int *ret_count);
/* One of them, for a download: an entry of its own in the read log. NOT_FOUND. */
MUST_USE err desk_attachment(struct desk *desk, file_number file, int number,
                             struct attachment *ret_about, text *ret);

/* Appends one fact if the file still has `expected` facts (negative: as many as it has now) and the
 * fact is lawful. For a decision without a body (`has_body` false) the law fills it; for an order
 * without a body the desk does. Vault entries come with it. The role must be allowed by
 * desk/powers.def, and who took a decision does not pay it. */
struct desk_fact {
    file_number file;
    int expected;
    struct fact fact; /* kind, day, body; the rest is filled here */
    bool has_body;
    const struct vault_entry *vault;
    int vault_count;
    text to; /* empty, or the code of the body to which the fact sends the file */
};
MUST_USE err desk_record(struct desk *desk, const struct desk_fact *wish,
                         const struct desk_once *once, struct dossier *ret);

/* ---- the safe contact ---- */

/* The one gate, asked before any letter, message or call leaves: whether it may, today, by that
 * way. `contact` is what desk_open_with disclosed of it. A plan that is not there, or that nobody
 * can read, lets nothing through: what is left is to tell her in person. desk_record asks it again.
 */
bool desk_may_send(struct desk *desk, const struct case_file *file, text contact,
                   enum message message, enum sending by);
/* The words of a message to her once the gate lets it through; the empty text otherwise. */
text desk_neutral_words(struct desk *desk, const struct case_file *file, text contact,
                        enum message message, enum sending by, enum language language);
/* Which entry of the vault comes with a fact; VAULT_KIND_COUNT: none. */
enum vault_kind desk_vault_of(const struct fact *fact);
/* A change asked for by anybody who knows the number: recorded as waiting when it can be. OK
 * whether or not there is such a file and whatever its state: only STORE_DOWN, HOST and UNSURE are
 * said. */
MUST_USE err desk_ask(struct desk *desk, const struct desk_fact *wish);

/* ---- documents ---- */

/* A document about the file, under the number of its recipient. `recipient` is the code of the body
 * it goes to, needed for an association; `name` what was disclosed of hers, empty unless the
 * document tells it. BAD_INPUT, FORBIDDEN, NOT_LAWFUL when the file does not call for it or the
 * gate lets it not through, or as desk_open. */
struct desk_document {
    file_number file;
    enum paper_kind kind;
    text recipient;
    struct paper_name name;
    enum sending sent_by; /* of the decision: how it is to reach her */
};
MUST_USE err desk_document(struct desk *desk, const struct desk_document *wish, struct paper *ret);
/* Whether the file calls for such a document today. */
bool desk_document_is_due(const struct dossier *dossier, enum paper_kind kind, date today,
                          struct arena scratch);
/* The file an author's payment is for. NOT_FOUND. For who receives money. */
MUST_USE err desk_file_of_reference(struct desk *desk, struct paper_reference reference,
                                    file_number *ret);

/* ---- the queue ---- */

/* Duties of the agent's fund, soonest first: after one of them, the last of the page before,
 * whether or not it is still there (without a day: from the first), and `skip` more. */
MUST_USE err desk_queue(struct desk *desk, const struct queued *after, int skip, int max,
                        struct queued *ret, int *ret_count);

/* ---- payments ---- */

/* One payment message, and whose fund it is. */
struct outgoing {
    const struct fund *fund;
    struct pay_message message;
    int left_out; /* orders whose file or account does not verify: not paid, set aside; when all
                   * are, the message has no order and is none for a bank */
};
/* A batch still wholly in the bank's hands: what can be told of it without opening an account. */
struct held {
    const struct fund *fund;
    int64_t batch;
    date execution_on;
    int orders;
    money total;
};
/* The next of them by number, above *after (0: from the first): *after goes on to where the next
 * call begins, and is 0 when there are no more. */
MUST_USE err desk_held(struct desk *desk, int64_t *after, struct held *ret, int max,
                       int *ret_count);
/* The message of one of them, as the journal tells it; every account it names is opened, each with
 * its entry. NOT_FOUND when it is not held, or another fund's. */
MUST_USE err desk_message(struct desk *desk, int64_t batch, struct outgoing *ret);
/* Sends every order for execution on or before `until`: records PAYMENT_SENT with a batch number
 * for each, one batch per fund and execution day. */
MUST_USE err desk_send(struct desk *desk, date until);
/* The same when *after is 0, then gives the messages of the next batches held, as desk_held does.
 * The journal is written first, so that a crash before the bank's file is made loses nothing: the
 * same call writes the same bytes. */
MUST_USE err desk_export(struct desk *desk, date until, int64_t *after, struct outgoing *ret,
                         int max, int *ret_count);

/* The orders of a batch, by reference. */
MUST_USE err desk_batch(struct desk *desk, int64_t batch, struct batched *ret, int max,
                        int *ret_count);

/* What the bank said of one order. Repeating what is already known changes nothing (*ret_new
 * false). NOT_FOUND for a reference that is not ours. */
struct bank_news {
    int64_t reference;
    bool settled; /* else returned */
    date day;
    money amount; /* 0: not said */
    char reason[5];
};
MUST_USE err desk_bank_news(struct desk *desk, const struct bank_news *news, bool *ret_new);

/* ---- reports to prosecutors ---- */

/* Seals a health professional's report to the key of the court and keeps nothing else. BAD_INPUT
 * for a court whose key is not known here. Nobody who sent one can read it again. */
MUST_USE err desk_report(struct desk *desk, text court, text document, int64_t *ret_number);
/* When it was received and taken, for who holds its number. */
MUST_USE err desk_report_receipt(struct desk *desk, int64_t number, struct report_line *ret);
/* For the prosecutor of a court: those not taken, and one, sealed; taking it is the receipt. */
MUST_USE err desk_reports(struct desk *desk, int max, struct report_line *ret, int *ret_count);
MUST_USE err desk_report_take(struct desk *desk, int64_t number, text *ret_sealed);
/* Those nobody took for so long that the court must be telephoned; danger is immediate. */
#define REPORT_LATE_HOURS 4
MUST_USE err desk_reports_late(struct desk *desk, int max, struct report_line *ret, int *ret_count);

/* ---- figures ---- */

/* Releases each quarter that is over before `until` and was not released, never later than today;
 * *ret_count how many. What is recorded of a quarter after its release is counted nowhere. */
#define RELEASES_AT_A_TIME 64
MUST_USE err desk_make_releases(struct desk *desk, date until, int *ret_count);
/* What was released, the oldest first. */
MUST_USE err desk_releases(struct desk *desk, int max, struct release *ret, int *ret_count);

/* ---- each night ---- */

/* How many duties differ from one day to another, by kind; moved: they are due another day. */
struct duty_changes {
    int64_t came[DUTY_COUNT], went[DUTY_COUNT], moved[DUTY_COUNT];
};
struct night {
    int64_t due;     /* files that were to be looked at when it began */
    int64_t looked;  /* at, so far */
    int64_t changed; /* of them, those whose duties were not what they are */
    int64_t
        broken; /* of them, those that do not verify: set aside, and looked at again next time */
    struct duty_changes changes;
    struct due_counts queue; /* once it is over: what is due by that day, and late */
};
/* After each file, before what was found of it is durable. */
typedef void night_progress(void *context, const struct night *so_far);
/* Brings the queue to what the law makes due on `day`, when its days have passed or amounts were
 * published since: of the files whose duties turn by then, and of no other. It decides nothing and
 * records nothing, for every duty is a person's (decision 175). Stopped anywhere and done again, it
 * leaves the same; done twice, it finds nothing. The machine's keeper; BAD_INPUT for a day after
 * today. `progress` may be NULL. */
MUST_USE err desk_nightly(struct desk *desk, date day, night_progress *progress, void *context,
                          struct night *ret);

/* ---- keeping ---- */

struct rebuilt {
    int64_t files, different, broken;
};
/* Drops every projection and derives them again from the journal, in one transaction; counts what
 * differed. */
MUST_USE err desk_rebuild(struct desk *desk, struct rebuilt *ret);

#endif
