/* What the files of desk share among themselves.
 * May include: base, law, case, pay, store. */
#ifndef DESK_INTERNAL_H
#define DESK_INTERNAL_H
#include "desk/reading.h"
#include "store/parties.h"

/* FORBIDDEN unless the agent's role may. */
MUST_USE err desk_check(struct desk *desk, enum deed deed);
/* The same of anything else a role may or may not. */
MUST_USE err desk_permit(struct desk *desk, bool may);
/* BAD_INPUT when no purpose is stated; FORBIDDEN when the role may not state it. */
MUST_USE err desk_state(struct desk *desk);
/* Whether the agent may do with this file what the reading is for: by the purpose stated, the file
 * is the agent's own, of the fund served, or sent to the agent's body. Errors as desk_open. */
MUST_USE err desk_admit(const struct reading *reading, const struct case_file *file);
/* Whether she asks, and the file is her own. */
bool desk_is_hers(const struct desk *desk, file_number file);
/* Whether the agent works for that fund. */
bool desk_serves(const struct desk *desk, const struct fund *fund);
/* The fund that handles the file: the competent one, or the one that it was moved to. */
MUST_USE err desk_office(struct desk *desk, const struct case_file *file, const struct fund **ret);
/* OK when the agent works for that fund; NOT_FOUND. */
MUST_USE err desk_handles(struct desk *desk, const struct case_file *file);
/* Keeps where and what was expected, and gives `why` back. */
MUST_USE err desk_refuse(struct desk *desk, err why, const char *where, const char *expected);
/* Fills who recorded the fact, and when. */
void desk_sign(const struct desk *desk, struct fact *fact);

/* The key under which the caller's own key is kept (another agent's equal key is another one), and
 * the digest of what was sent. The answer is left empty. */
void desk_once_key(const struct desk *desk, const struct desk_once *once, struct idempotency *ret);

/* The file as the office sees it, by a reading of it. NOT_FOUND for another fund's. */
MUST_USE err desk_dossier(const struct reading *reading, file_number file, struct dossier *ret);
/* An entry of the vault as it is shown, by a reading of its kind; the console sees the account
 * whole.
 */
MUST_USE err desk_disclose_in(const struct reading *reading, const struct case_file *file,
                              enum vault_kind kind, text *ret);
/* Appends the fact, inside the transaction of a reading of its file; idempotency may be NULL. */
MUST_USE err desk_record_in(const struct reading *reading, const struct desk_fact *wish,
                            const struct idempotency *idempotency);

/* The fact, completed by the desk, comes with what it must and nothing more, has waited as long as
 * it must, and the gate lets through what it records. */
MUST_USE err desk_check_contact(const struct reading *reading, const struct journal *journal,
                                const struct case_file *file, const struct desk_fact *wish,
                                const struct fact *fact);
/* What she records herself, behind her two secrets, does not undo what was done where she was seen.
 */
MUST_USE err desk_check_hers(struct desk *desk, const struct journal *journal,
                             const struct fact *fact);
/* Records a fact of a run over the fund's orders, which no agent needs to have been assigned. */
MUST_USE err desk_record_of_run(struct desk *desk, const struct desk_fact *wish);

/* The number by which that body knows the file: the one its documents bear. */
struct share desk_share(const struct desk *desk, enum paper_kind kind, text body, file_number file);
/* "DEP-59": the département where she lives. */
text desk_departement(const struct desk *desk, const struct case_file *file);

/* The gate before a letter to her is made, by the way it is to reach her. */
MUST_USE err desk_check_letter(const struct reading *reading, const struct case_file *file,
                               enum message message, enum sending by);
/* Whether a paper about her may leave to who helps her, today; the gate, with the plan in force.
 * NOT_LAWFUL when it must not. */
MUST_USE err desk_check_helpers(const struct reading *reading, const struct case_file *file,
                                enum message message);

/* What is kept for look-ups about a file, its duties as they are on `day`: on a later one when the
 * file or this program's amounts know of one. */
void desk_project(const struct case_file *file, const struct journal *journal, date day,
                  struct projection *ret);
/* Adds to *counts what is in `now` and was not, what was and is not, what is due another day;
 * returns how many. The duties are in any order, one of each kind at most. */
int desk_duty_changes(const struct projection *before, const struct projection *now,
                      struct duty_changes *counts);

/* ---- conflicts of interest ---- */

/* The number of the agent from whom files may be kept; 0 for the console, the public and herself.
 */
int64_t desk_reader(const struct desk *desk);
/* The file, or what is read in its place when it is kept from the agent: a number that no file has.
 * From there on nothing looks at the file any more, so that the two are one and the same path. */
MUST_USE err desk_shown(struct desk *desk, file_number file, file_number *ret);
/* A supervisor gives the file to that agent. */
MUST_USE err desk_given(struct desk *desk, file_number file, const struct agent *to);
/* Keeps each file from each agent it meets enough of, and tells the referent, once. */
MUST_USE err desk_bar_all(struct desk *desk, const struct meeting *meetings);
/* Learns who holds the accounts and the contacts among these entries. */
MUST_USE err desk_learn_entries(struct desk *desk, file_number file,
                                const struct vault_entry *entries, int count);
/* Sends the requests for access that wait to the list each belongs to. */
MUST_USE err desk_access_send(struct desk *desk);

/* Checks `count` facts one after the other against the file, then appends them with their
 * projection in one transaction. The file is moved on only when all of it is written. */
struct desk_append {
    const struct fact *facts;
    int count;
    const struct vault_entry *vault;
    int vault_count;
    const struct blind *identity;
    const struct idempotency *idempotency;
    const struct share *share;
};
MUST_USE err desk_append(struct desk *desk, const struct journal *journal, struct case_file *file,
                         const struct desk_append *what);

#endif
