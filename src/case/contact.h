/* How she may be reached without danger: what she said is safe, what waits for her own word, and
 * the one gate that every letter, message, referral and payment asks (case_may_send). A change
 * asked for in her name has no effect before she confirmed it by the way that was safe before, or
 * in person, and never on the day it was asked. May include: base, law. */
#ifndef CASE_CONTACT_H
#define CASE_CONTACT_H
#include "case/facts.h"

struct case_file;

enum limit {
#define LIMIT(name, ...) LIMIT_##name,
#include "case/contact.def"
    LIMIT_COUNT
};
extern const int case_limits[LIMIT_COUNT];

/* ---- what is folded ---- */

/* A change asked for and not yet confirmed nor dropped. asked_on is NO_DATE when there is none. */
struct change_waiting {
    date asked_on;
    int32_t place; /* of the fact that asked, in the journal and in the vault */
};

struct contact_life {
    struct change_waiting waiting[ASKED_COUNT];
    int32_t unseen_asks; /* by doors where nobody is seen */
    date account_on;     /* the account in force was confirmed; NO_DATE: it is the claim's */
    int32_t account_place;
    date plan_on; /* the same of the plan */
    int32_t plan_place;
    date reviewed_on;
    date withdrawal_on; /* she confirmed that she withdraws */
};

/* A request held because something in it is strange. */
struct hold_life {
    date held_on, ended_on;
    uint32_t anomalies; /* all that was ever found */
};

/* Where in the vault the account to pay is, and the plan in force: the place of an entry. There is
 * an account only when case_has_account. */
int case_account_place(const struct case_file *file);
int case_plan_place(const struct case_file *file);
bool case_has_account(const struct case_file *file);
/* The latest day she said how she may be reached; NO_DATE before a claim. */
date case_marked_on(const struct case_file *file);
/* Whether what she said is recent enough, on `day`, for a telephone or an e-mail. */
bool case_contact_is_fresh(const struct case_file *file, date day);

/* Held, or found to be another's: nothing is granted, paid or sent. */
bool case_is_held(const struct case_file *file);
bool case_is_rejected(const struct case_file *file);
/* The day of the award that counts for D. 214-12: never that of a request filed by another. NO_DATE
 * when there is none. */
date case_awarded_on(const struct case_file *file);

/* ---- the gate ---- */

/* The plan as the vault has it, read by wire. */
enum contact_channel {
    CONTACT_PHONE,
    CONTACT_EMAIL,
    CONTACT_POST,
    CONTACT_DESK,
    CONTACT_ASSOCIATION,
    CONTACT_NONE,
    CONTACT_CHANNEL_COUNT
};
extern const struct word_list case_contact_channels;
struct contact_plan {
    enum contact_channel channel; /* the only safe one */
    uint32_t never;               /* bits of enum contact_channel */
    bool has_value;               /* a number or an address to reach her at */
};

enum towards { TO_HER, TO_HELPERS, TO_BANK };
enum message {
#define MESSAGE(name, ...) MESSAGE_##name,
#include "case/messages.def"
    MESSAGE_COUNT
};
struct message_row {
    const char *word;
    enum towards towards;
    enum fact_kind recorded_by;
};
extern const struct message_row case_messages[MESSAGE_COUNT];
/* The message that a fact of this kind records, or MESSAGE_COUNT. */
enum message case_message_of(enum fact_kind kind);

/* Whether that message may leave on `day`, by that way (read for TO_HER only). NULL: no plan, or
 * one that cannot be read; then nothing is sent, and she is only told in person or where she comes
 * to look. */
bool case_may_send(const struct case_file *file, const struct contact_plan *plan,
                   enum message message, enum sending by, date day);

/* The sentence of every message to her, whatever it is about: no name, no link, no amount, no word
 * of the aid. For the gate alone: desk_message. */
const char *case_message_words(enum language language);

#endif
