/* Bytes from outside to values and back: JSON, forms, CSV, XML. Everything hostile is refused here,
 * with the place and what was expected, and never with the input's own words. May include: base,
 * law, case, pay, likeness. */
#ifndef WIRE_WIRE_H
#define WIRE_WIRE_H
#include "base/arena.h"
#include "case/bodies.h"
#include "case/fold.h"
#include "law/counterfactual.h"
#include "likeness/likeness.h"
#include "pay/message.h"

#define WIRE_JSON_MAX 65536 /* bytes of a JSON body */
#define WIRE_FORM_MAX 65536 /* bytes of a form */

/* Gives the JSON reader a seed of chance for its tables, once, before the process gives up the
 * right to open files: otherwise the first reading would open the system's source of chance itself.
 */
void wire_seed(uint64_t random);

/* What writes into an arena takes no more than it fills, and gives the empty text, its pointer
 * NULL, when the room was too small. */

/* ---- the request and the decision (design, public interface) ---- */

/* Reads an assess input. Unknown or doubled keys, wrong types, impossible dates and values out of
 * bounds are BAD_INPUT with a JSON pointer in trouble.where. The result has passed request_check.
 */
MUST_USE err wire_request_read(text json, struct request *ret, struct trouble *trouble);
/* The request as such an input, every key said; what it writes reads again to the same. */
text wire_request_write(const struct request *request, struct arena *a);

/* The decision as JSON, keys in the order of the interface; allocated in the arena. */
text wire_decision_write(const struct decision *decision, enum language language, struct arena *a);
/* The same for reading by people: one line a step, remedies and mentions at the end. */
text wire_decision_text(const struct request *request, const struct decision *decision,
                        enum language language, struct arena *a);

/* ---- why, and what would change it ---- */

/* {"counterfactuals": [...], "transparency": {...}}: what would change the decision, each with the
 * members of the request to put in the place of its own; and the answer of CRPA R. 311-3-1-2. */
text wire_explain_write(const struct request *request, const struct decision *decision,
                        const struct counterfactuals *changes, enum language language,
                        struct arena *a);
/* The same for reading by people, after the decision in a few lines. */
text wire_explain_text(const struct request *request, const struct decision *decision,
                       const struct counterfactuals *changes, enum language language,
                       struct arena *a);

/* ---- a claim ---- */

/* Everything a claim brings. The vault's parts are kept as JSON objects of known keys only. */
struct claim {
    uint32_t anomalies; /* bits of enum anomaly, as far as its own words tell */
    enum channel channel;
    struct body body;                       /* of CLAIM_RECEIVED */
    text person, contact, account, partner; /* JSON, empty when absent */
    /* normalised "FAMILY|GIVEN|1990-01-01": capitals without accents, for the blind index */
    text identity;
};
/* Reads the public claim (design, section 5); its request may bring neither previous_awards nor
 * decided_on, which the office knows, and decided_on is left equal to completed_on. No day of it is
 * after `today`. The arena must have WIRE_CLAIM_ROOM bytes left. */
#define WIRE_CLAIM_ROOM 40960
MUST_USE err wire_claim_read(text json, date today, struct arena *a, struct claim *ret,
                             struct trouble *trouble);

/* ---- who may be whom (likeness.h) ---- */

/* The arena must have this room left for each of these. */
#define WIRE_PEOPLE_ROOM 65536

/* Who she is, whom she names, through whom she is reached; a person without a name and a number is
 * nobody. */
struct wire_people {
    struct likeness_person her, partner, holder;
};
/* Through whom she is reached, of a contact entry: nobody when it is an association or a desk. */
void wire_holder_read(text contact, struct arena *a, struct likeness_person *ret);
void wire_claim_people(const struct claim *claim, struct arena *a, struct wire_people *ret);

/* {"agent": NAME, "people": [{"family_name", "given_names", ...}, ...]}: the agent first, then whom
 * he lives with and whom he declares. */
#define WIRE_PROFILE_PEOPLE 8
struct wire_profile {
    text agent;
    struct likeness_person people[WIRE_PROFILE_PEOPLE];
    int count;
};
MUST_USE err wire_profile_read(text json, struct arena *a, struct wire_profile *ret,
                               struct trouble *trouble);

/* {"capacity": "self", "person": {...}, "code_word", "reach", "words"}: a request for access. */
struct wire_access {
    text capacity;
    struct likeness_person person;
    text reach, words;
};
MUST_USE err wire_access_read(text json, struct arena *a, struct wire_access *ret,
                              struct trouble *trouble);

/* Capital letters A-Z and single spaces only: accents removed, the rest dropped. */
text wire_normalise(text name, struct arena *a);

/* One string member of a vault object, or the empty text ("family_name", "address.city",
 * "never.0"). Safe on any text: what is not JSON has no member. Stops the process when there is no
 * memory to read it: an account number would go missing. */
text wire_member(text json, const char *path, struct arena *a);

/* The contact plan of the vault, as the gate reads it. BAD_INPUT for whatever it cannot read: then
 * nothing is sent. */
MUST_USE err wire_plan_read(text json, struct contact_plan *ret);

/* ---- facts ---- */

/* {"kind": "...", "day": "...", "body": {...}}. `ret_has_body` tells whether a body was given. With
 * change_asked, "payment": {"iban", "holder"} or "contact", as safe_contact of a claim, is what is
 * asked for: *ret_words has the words for the vault, an account as two lines, IBAN then holder, a
 * contact as JSON; empty when nothing was given, which is right for other facts alone. */
MUST_USE err wire_fact_read(text json, struct arena *a, struct fact *ret, bool *ret_has_body,
                            text *ret_words, struct trouble *trouble);
/* {"reason": "..."}: an object of that one member, a text without control characters, trimmed. */
MUST_USE err wire_member_read(text json, const char *key, int characters_max, struct arena *a,
                              text *ret, struct trouble *trouble);
/* {"until": "2025-11-28", "after": "B000123456789012"}, either, or nothing at all: what is not
 * there is left as it was. *ret_after is the number of the batch. */
MUST_USE err wire_export_read(text json, date *ret_until, int64_t *ret_after,
                              struct trouble *trouble);
/* A file as JSON: number, stages, derived values, duties, facts; nothing of the vault. */
text wire_file_write(const struct case_file *file, const struct journal *journal, date today,
                     enum language language, struct arena *a);

/* The same for reading by people: the facts in the order they were told, where each strand stands
 * and what the law says of it that day, the sums, the duties. `why` adds to each figure the facts
 * and articles that made it. `day_of` tells the day of a moment of recording. */
struct life {
    const struct case_file *file;
    const struct journal *journal;
    date today;
    enum language language;
    bool why;
    date (*day_of)(int64_t moment);
};
text wire_life_text(const struct life *life, struct arena *a);
/* Its duties alone, one a line; the empty text when there is none. */
text wire_duties_text(const struct case_file *file, date today, enum language language,
                      struct arena *a);

/* {"type","title","status","detail","pointer"}: RFC 9457, without personal data; the last two only
 * with a trouble. */
text wire_problem_write(int status, const char *title, const struct trouble *trouble,
                        struct arena *a);

/* ---- forms ---- */

struct form_field {
    text name, value;
};
#define FORM_FIELDS_MAX 128
struct form_data {
    struct form_field fields[FORM_FIELDS_MAX];
    int count;
};
/* application/x-www-form-urlencoded. BAD_INPUT for a broken escape, broken UTF-8 or too many
 * fields. */
MUST_USE err wire_form_read(text body, struct arena *a, struct form_data *ret);
/* The first value of that name, or the empty text. */
text form_value(const struct form_data *form, const char *name);

/* ---- text for people ---- */

/* The five characters HTML reserves, escaped: in text and in quoted attributes. */
void write_html(struct writer *out, text what);
/* A JSON string with its quotes; bytes that are not UTF-8 become U+FFFD. */
void write_json_string(struct writer *out, text what);

/* ---- banks ---- */

/* A payment message as pain.001.001.09, in the room that WIRE_PAIN_ROOM promises is enough. The
 * same message gives the same bytes. Its orders are in the order of their references, each once. */
#define WIRE_PAIN_ROOM(orders) (4096 + 1024 * (ptrdiff_t)(orders))
text wire_pain_write(const struct pay_message *message, struct arena *a);

#define WIRE_BANK_MAX ((ptrdiff_t)10 << 20) /* bytes of a bank's document */

/* What a bank said of one of our orders, or of a whole message of ours when it named no order. */
enum bank_word { BANK_SETTLED, BANK_RETURNED, BANK_PENDING };
struct bank_line {
    int64_t reference; /* 0: every order of the batch that no other line of the document names */
    int64_t batch;     /* 0 when reference is not */
    enum bank_word word;
    date day;
    /* Of the order, or of all orders of the batch together; 0 when the message does not say (a
     * statement always does). It must be what was ordered: anybody can send us a transfer that
     * bears one of our references. */
    money amount;
    char reason[5]; /* returned: ISO 20022 reason; MS03 (not specified) when the bank gives none */
};
struct bank_answer {
    const struct bank_line *lines; /* in the order of the document */
    int count;
    int foreign; /* movements that are not ours */
};
/* Reads pain.002, camt.052, camt.053 or camt.054 of any version, of at most `max` lines. An unknown
 * root, namespace or status, a sum that does not close, an entity or a malformed document is
 * BAD_INPUT; trouble says the line and what was expected. */
MUST_USE err wire_bank_read(text xml, struct arena *a, int max, struct bank_answer *ret,
                            struct trouble *trouble);

#endif
