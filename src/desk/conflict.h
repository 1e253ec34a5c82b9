/* Conflicts of interest. An agent who is a party to a file, lives with one or shares her address,
 * telephone or account finds nothing and learns nothing: for him the file is one that is not there,
 * by the same statements and the same words. A named referent outside the unit is told, and may
 * have another body handle the file. Nothing of it is in the journal. Every way to read a file asks
 * desk/reading.c, which asks here. May include: base, law, case, pay, store, likeness. */
#ifndef DESK_CONFLICT_H
#define DESK_CONFLICT_H
#include "desk/desk.h"

/* Whether the file is kept from the agent; never from the console, the public or herself. */
MUST_USE err desk_barred(struct desk *desk, file_number file, bool *ret);

/* Keeps who the parties are, keeps the file from the agents they meet, tells the referent of those
 * and of other persons' files that share an account, a telephone or a proof. Inside the transaction
 * that writes the parties. */
MUST_USE err desk_learn(struct desk *desk, file_number file, const struct desk_party *parties,
                        int count);

/* ---- agents ---- */

/* Who the agent is and lives with, from his employer, not from himself: words as they are sealed,
 * people[0] the agent. Looks through every file; until that is done the agent sees none. By the
 * console it replaces what was known, by anybody else it adds to it. FORBIDDEN, BAD_INPUT. */
struct desk_profile {
    text name, words;
    const struct likeness_person *people;
    int count;
};
MUST_USE err desk_profile(struct desk *desk, const struct desk_profile *profile);

/* ---- the referent and the data-protection officer ---- */

/* What may be shared, as alerts name it: "IBAN", "NAME_BIRTH", ... */
extern const struct word_list desk_likenesses;

/* What stands open in the reader's own list, after that number: of the referent the conflicts, the
 * shared accounts and what a possible perpetrator asks for; of the officer the other requests for
 * access. Not what is about the reader. FORBIDDEN for every other role. */
MUST_USE err desk_alerts(struct desk *desk, int64_t after, int max, struct alert *ret,
                         int *ret_count);
/* What is to be done of one of them. */
enum alert_deed {
    ALERT_CLOSE, /* it was seen to */
    ALERT_LIFT,  /* a false alarm: the file is shown to the agent again */
    ALERT_MOVE,  /* another body handles the file from now on */
};
/* `body` is for ALERT_MOVE: BAD_INPUT unless it is another fund. The fund that the law makes
 * competent stays so: it decides in name and pays from its account (decision 082). NOT_FOUND for an
 * alert of another list, about the reader, or closed; NOT_LAWFUL for a deed that does not fit it.
 */
MUST_USE err desk_alert_settle(struct desk *desk, int64_t number, enum alert_deed deed,
                               const struct fund *body);

/* ---- requests for access ---- */

enum capacity { CAPACITY_SELF, CAPACITY_PARENT, CAPACITY_OTHER, CAPACITY_COUNT };
extern const struct word_list desk_capacities; /* "self", "parent", "other" */
/* How an alert says what was found of who asks, with the class CODE when her code word was given;
 * and the letters with which the lines after it begin, a blank before the value. */
extern const struct word_list desk_found_as;  /* "PARTNER", "PERSON", "NOBODY" */
extern const struct word_list desk_ask_lines; /* "q", a capacity; "f", the family name; ... */

/* Somebody asks what is held of him, of a child, of another (règlement (UE) 2016/679, art. 15). */
struct desk_access {
    enum capacity capacity;
    struct likeness_person person; /* who asks; code_word: as agreed with her */
    text reach, words;             /* how to answer; what is asked */
};
/* Kept, and nothing more: nobody is looked up, so that neither the answer nor the time it takes can
 * tell whether there is a file. Who reads it is decided when the lists are read. */
MUST_USE err desk_access_ask(struct desk *desk, const struct desk_access *ask);

#endif
