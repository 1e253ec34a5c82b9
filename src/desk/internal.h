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
/* Whether the agent works for that fund. */
bool desk_serves(const struct desk *desk, const struct fund *fund);
/* OK when the agent's body handles the file: the competent fund, or the body that it was moved to;
 * NOT_FOUND. */
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
MUST_USE err desk_disclose_in(const struct reading *reading, file_number file, enum vault_kind kind,
                              text *ret);
/* Appends the fact, inside the transaction of a reading of its file; idempotency may be NULL. */
MUST_USE err desk_record_in(const struct reading *reading, const struct desk_fact *wish,
                            const struct idempotency *idempotency);

/* What is kept for look-ups about a file. */
void desk_project(const struct case_file *file, const struct journal *journal,
                  struct projection *ret);

/* ---- conflicts of interest ---- */

/* The number of the agent from whom files may be kept; 0 for the console, the public and herself.
 */
int64_t desk_reader(const struct desk *desk);
/* Keeps each file from each agent it meets enough of, and tells the referent, once. */
MUST_USE err desk_bar_all(struct desk *desk, const struct meeting *meetings);
/* The same of the accounts among these entries. */
MUST_USE err desk_learn_accounts(struct desk *desk, file_number file,
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
};
MUST_USE err desk_append(struct desk *desk, const struct journal *journal, struct case_file *file,
                         const struct desk_append *what);

#endif
