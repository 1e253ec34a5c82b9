/* Reading what the store keeps of people. A reading is obtained by writing its entry in the read
 * log and by nothing else; the entry and what is read are one transaction, and what was read is
 * given to the caller only once the entry is durable. The raw readers of the store are called in
 * reading.c alone (tools/reads holds the program to it). May include: base, law, case, pay, store.
 */
#ifndef DESK_READING_H
#define DESK_READING_H
#include "desk/desk.h"
#include "store/reads.h"

/* Allowed to read while desk is set. Its fields are reading.c's.
 *     CLEANUP(reading_end) struct reading reading = {0}; */
struct reading {
    struct desk *desk; /* NULL: no entry was written, nothing may be read */
    enum read_what what;
    file_number file;  /* the only one that may be read; 0: the readings that MANY allows */
    file_number shown; /* what is read in its place: itself, or a number no file has (conflict.h) */
    uint32_t kinds;    /* what of its vault: bits of enum vault_kind */
};

/* Begins a transaction and writes the entry. `file` is 0 exactly when `what` is about many. On
 * failure nothing may be read: STORE_DOWN, UNSURE; BROKEN when the log itself is. */
MUST_USE err reading_start(struct desk *desk, enum read_what what, file_number file, uint32_t kinds,
                           struct reading *ret);
/* Commits when `e`, how the reading went, is OK: only then may what was read leave the desk. When
 * the file or its state said no, nothing of it is kept but that it was refused, as an entry of its
 * own; that entry must be written too. Gives `e` back, or what prevented the entry. */
MUST_USE err reading_finish(struct reading *reading, err e);
/* Undoes what was not finished. */
void reading_end(struct reading *reading);

/* Reads and folds a file. NOT_FOUND; BROKEN when it does not verify. */
MUST_USE err reading_file(const struct reading *reading, file_number file,
                          struct journal *ret_journal, struct case_file *ret);
/* An entry of the vault, among the kinds of the reading: of an account and a contact the one in
 * force, never one that waits to be confirmed. As store_vault_read. */
MUST_USE err reading_vault(const struct reading *reading, const struct case_file *file,
                           enum vault_kind kind, text *ret);
/* The account that an order pays, by its place. A run that pays writes an entry for each. */
MUST_USE err reading_paid_account(const struct reading *reading, file_number file, int place,
                                  text *ret);
/* The plan in force, for the gate alone: nobody is shown it. NOT_FOUND when there is none, or none
 * that can be read. */
MUST_USE err reading_plan(const struct reading *reading, const struct case_file *file,
                          struct contact_plan *ret);
/* What was sent to the file; one of them whole. As store_attachments, store_attachment_read. */
MUST_USE err reading_attachments(const struct reading *reading, file_number file,
                                 struct attachment *ret, int *ret_count);
MUST_USE err reading_attachment(const struct reading *reading, file_number file, int number,
                                struct attachment *ret_about, text *ret);
/* The law's own look at her other files (D. 214-12): the latest award to the same person in another
 * file, not after `until`; NO_DATE when never. */
MUST_USE err reading_earlier_award(const struct reading *reading, file_number file, date until,
                                   date *ret);

/* Whether there is another file of the same person, and nothing more of it: no entry. */
MUST_USE err reading_has_others(struct desk *desk, const struct blind *identity, bool *ret);

/* Of a reading about many. */
/* Whether another file of the same person is open that reaches or pays her elsewhere than this
 * contact and this account; each may be empty. */
MUST_USE err reading_elsewhere(const struct reading *reading, const struct blind *identity,
                               text contact, text account, bool *ret);
MUST_USE err reading_queue(const struct reading *reading, const struct queue_page *page,
                           struct queued *ret, int *ret_count);
MUST_USE err reading_batch(const struct reading *reading, int64_t batch, int max,
                           struct batched *ret, int *ret_count);
MUST_USE err reading_open_batches(const struct reading *reading, int64_t after, int max,
                                  int64_t *ret, int *ret_count);
MUST_USE err reading_projection(const struct reading *reading, file_number file,
                                struct projection *ret);
/* As store_duties_read. */
MUST_USE err reading_duties(const struct reading *reading, file_number file, struct projection *ret,
                            const struct fund **ret_office);
MUST_USE err reading_log(const struct reading *reading, const struct read_filter *filter,
                         struct read_cursor after, int max, struct read_line *ret, int *ret_count);
/* Why a line of the log was read, of a reading of the whole log. As store_read_reason. */
MUST_USE err reading_reason(const struct reading *reading, const struct read_line *line, text *ret);

#endif
