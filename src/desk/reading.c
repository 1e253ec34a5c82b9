#include "desk/conflict.h"
#include "desk/internal.h"

/* ---- the entry ---- */

static struct read_entry entry_of(const struct desk *desk, enum read_what what, file_number file,
                                  uint32_t kinds)
{
    struct read_entry entry = {.moment = desk->now, .what = what, .file = file, .kinds = kinds};
    if (what == READ_NIGHTLY) {
        entry.agent = T("system"); /* nobody looks: the night compares */
        return entry;
    }
    if (desk->console || desk->agent.role == ROLE_COUNT) {
        entry.agent = desk->console ? T("console") : T("public");
        return entry;
    }
    entry.agent = desk->agent.role == ROLE_VICTIM ? T("victim") : text_of(desk->agent.name);
    entry.role = text_of(store_roles.words[desk->agent.role].word);
    entry.body = text_of(desk->agent.body);
    entry.purpose = text_of(desk_purposes.words[desk->purpose].word);
    return entry;
}

/* That the file was asked for and not shown. */
static err write_refused(struct desk *desk, file_number file, err why)
{
    TRY(store_begin(desk->store));
    struct read_entry entry = entry_of(desk, READ_REFUSED, file, 0);
    err e = store_read_entry(desk->store, &entry);
    if (e != ERR_OK) {
        store_rollback(desk->store);
        return e;
    }
    TRY(store_commit(desk->store));
    return why;
}

/* Whether it was the file that said no, and not the world that failed. */
static bool says_no(err e)
{
    return e != ERR_STORE_DOWN && e != ERR_UNSURE && e != ERR_HOST && e != ERR_OK;
}

static err write_entry(struct desk *desk, enum read_what what, file_number file, uint32_t kinds,
                       file_number *ret_shown)
{
    file_number shown = file;
    if (file.number != 0) TRY(desk_shown(desk, file, &shown));
    struct read_entry entry = entry_of(desk, what, shown, kinds);
    TRY(store_read_entry(desk->store, &entry));
    *ret_shown = shown;
    return ERR_OK;
}

err reading_start(struct desk *desk, enum read_what what, file_number file, uint32_t kinds,
                  struct reading *ret)
{
    bool one = store_read_rows[what].scope == READ_SCOPE_ONE;
    must(!ret->desk && one == (file.number != 0));
    file_number shown;
    TRY(store_begin(desk->store));
    err e = write_entry(desk, what, file, kinds, &shown);
    if (e == ERR_OK) {
        *ret = (struct reading){desk, what, file, shown, kinds};
        return ERR_OK;
    }
    store_rollback(desk->store);
    return e == ERR_NOT_FOUND ? write_refused(desk, file, e) : e;
}

err reading_finish(struct reading *reading, err e)
{
    struct desk *desk = reading->desk;
    must(desk != NULL);
    reading->desk = NULL;
    if (e == ERR_OK) return store_commit(desk->store);
    store_rollback(desk->store);
    return reading->file.number != 0 && says_no(e) ? write_refused(desk, reading->file, e) : e;
}

void reading_end(struct reading *reading)
{
    if (!reading->desk) return;
    store_rollback(reading->desk->store);
    reading->desk = NULL;
}

/* ---- what an entry allows ---- */

static struct desk *allowed(const struct reading *reading, file_number file)
{
    must(reading->desk != NULL);
    must(reading->file.number == 0 || reading->file.number == file.number);
    return reading->desk;
}

static struct desk *allowed_many(const struct reading *reading)
{
    must(reading->desk != NULL && reading->file.number == 0);
    return reading->desk;
}

static err load(struct desk *desk, file_number number, struct journal *ret_journal,
                struct case_file *ret)
{
    struct journal journal;
    struct case_file file;
    int place = 0;
    err e = store_read(desk->store, number, desk->arena, &journal, &place);
    if (e == ERR_ERASED) return ERR_NOT_FOUND; /* nobody is told that there was a file */
    TRY(e);
    if (case_fold(&journal, &file, &place) != ERR_OK) return ERR_BROKEN;
    *ret_journal = journal;
    *ret = file;
    return ERR_OK;
}

/* The file that is read in its place, in a reading of one or of many. Figures count every file:
 * they show none, and must not depend on who makes them. */
static err shown_of(const struct reading *reading, file_number file, file_number *ret)
{
    if (reading->what == READ_STATISTICS) {
        *ret = file;
        return ERR_OK;
    }
    if (reading->file.number == 0) return desk_shown(reading->desk, file, ret);
    *ret = reading->shown;
    return ERR_OK;
}

err reading_file(const struct reading *reading, file_number file, struct journal *ret_journal,
                 struct case_file *ret)
{
    struct desk *desk = allowed(reading, file);
    file_number shown;
    TRY(shown_of(reading, file, &shown));
    return load(desk, shown, ret_journal, ret);
}

/* The entry in force: an account and a contact by their places, the others the latest. */
static err in_force(struct desk *desk, const struct case_file *file, enum vault_kind kind,
                    text *ret)
{
    if (kind != VAULT_ACCOUNT && kind != VAULT_CONTACT)
        return store_vault_read(desk->store, file->file, kind, desk->arena, ret);
    bool is_account = kind == VAULT_ACCOUNT;
    if (is_account && !case_has_account(file)) return ERR_NOT_FOUND;
    int place = is_account ? case_account_place(file) : case_plan_place(file);
    return store_vault_read_at(desk->store, file->file, kind, place, desk->arena, ret);
}

err reading_vault(const struct reading *reading, const struct case_file *file, enum vault_kind kind,
                  text *ret)
{
    struct desk *desk = allowed(reading, file->file);
    must(reading->file.number != 0 && (reading->kinds & 1u << kind) != 0);
    return in_force(desk, file, kind, ret);
}

err reading_paid_account(const struct reading *reading, file_number file, int place, text *ret)
{
    struct desk *desk = allowed_many(reading);
    must(reading->what == READ_PAYMENT_EXPORT);
    struct read_entry entry = entry_of(desk, READ_PAID_ACCOUNT, file, 1u << VAULT_ACCOUNT);
    TRY(store_read_entry(desk->store, &entry));
    return store_vault_read_at(desk->store, file, VAULT_ACCOUNT, place, desk->arena, ret);
}

err reading_plan(const struct reading *reading, const struct case_file *file,
                 struct contact_plan *ret)
{
    struct desk *desk = allowed(reading, file->file);
    struct arena before = *desk->arena;
    text words;
    err e = in_force(desk, file, VAULT_CONTACT, &words);
    if (e == ERR_OK && (!desk->read_plan || desk->read_plan(words, ret) != ERR_OK)) {
        e = ERR_NOT_FOUND;
    }
    *desk->arena = before;
    return e;
}

err reading_attachments(const struct reading *reading, file_number file, struct attachment *ret,
                        int *ret_count)
{
    struct desk *desk = allowed(reading, file);
    return store_attachments(desk->store, file, *desk->arena, ret, ret_count);
}

err reading_attachment(const struct reading *reading, file_number file, int number,
                       struct attachment *ret_about, text *ret)
{
    struct desk *desk = allowed(reading, file);
    must(reading->what == READ_DOCUMENT);
    return store_attachment_read(desk->store, file, number, desk->arena, ret_about, ret);
}

/* Somebody's files are looked at so many at a time, however many there are: a request costs nothing
 * to make, in her name too. */
#define SAME_PERSON_PAGE 64

/* The last award of the file, if it has one until that day and after *ret. */
static err later_award(struct desk *desk, file_number number, date until, date *ret)
{
    struct journal journal;
    struct case_file file;
    TRY(load(desk, number, &journal, &file));
    date awarded_on = case_awarded_on(&file);
    if (date_is_set(awarded_on) && date_compare(awarded_on, until) <= 0 &&
        date_compare(awarded_on, *ret) > 0)
        *ret = awarded_on;
    return ERR_OK;
}

err reading_earlier_award(const struct reading *reading, file_number number, date until, date *ret)
{
    struct desk *desk = allowed(reading, number);
    struct blind identity;
    err e = store_identity(desk->store, number, &identity);
    if (e == ERR_NOT_FOUND) {
        *ret = NO_DATE;
        return ERR_OK;
    }
    TRY(e);
    file_number others[SAME_PERSON_PAGE], after = {0};
    int count = 0;
    date last = NO_DATE;
    do {
        TRY(store_same_person(desk->store, &identity, after, SAME_PERSON_PAGE, others, &count));
        for (int i = 0; i < count; i++) {
            after = others[i];
            struct arena before = *desk->arena;
            if (after.number != number.number) TRY(later_award(desk, after, until, &last));
            *desk->arena = before;
        }
    } while (count == SAME_PERSON_PAGE);
    *ret = last;
    return ERR_OK;
}

/* ---- the same person elsewhere ---- */

/* Not decided, or not paid: another claim of the same person is then about the same aid. */
static bool is_open(const struct case_file *file)
{
    enum stage claim = file->stages[STRAND_CLAIM];
    if (case_is_rejected(file)) return false;
    if (claim == STAGE_CLAIM_GRANTED) return case_owed(file).cents > 0;
    return claim == STAGE_CLAIM_RECEIVED || claim == STAGE_CLAIM_COMPLETE;
}

/* What the other file does not have, or this one does not say, differs from nothing. */
static err differs(struct desk *desk, const struct case_file *other, enum vault_kind kind,
                   text here, bool *ret)
{
    text there;
    if (here.length == 0) return ERR_OK;
    err e = in_force(desk, other, kind, &there);
    if (e == ERR_NOT_FOUND) return ERR_OK;
    TRY(e);
    if (!text_equal(here, there)) *ret = true;
    return ERR_OK;
}

static err look_elsewhere(struct desk *desk, file_number number, text contact, text account,
                          bool *ret)
{
    struct journal journal;
    struct case_file other;
    TRY(load(desk, number, &journal, &other));
    if (!is_open(&other)) return ERR_OK;
    TRY(differs(desk, &other, VAULT_CONTACT, contact, ret));
    return differs(desk, &other, VAULT_ACCOUNT, account, ret);
}

err reading_has_others(struct desk *desk, const struct blind *identity, bool *ret)
{
    file_number first;
    int count = 0;
    TRY(store_same_person(desk->store, identity, (file_number){0}, 1, &first, &count));
    *ret = count > 0;
    return ERR_OK;
}

err reading_elsewhere(const struct reading *reading, const struct blind *identity, text contact,
                      text account, bool *ret)
{
    struct desk *desk = allowed_many(reading);
    file_number others[SAME_PERSON_PAGE], after = {0};
    int count = 0;
    bool found = false;
    do {
        TRY(store_same_person(desk->store, identity, after, SAME_PERSON_PAGE, others, &count));
        for (int i = 0; i < count && !found; i++) {
            after = others[i];
            struct arena before = *desk->arena;
            err e = look_elsewhere(desk, after, contact, account, &found);
            *desk->arena = before;
            if (e == ERR_BROKEN) found = true; /* it says nothing: somebody looks */
            if (e != ERR_OK && e != ERR_BROKEN) return e;
        }
    } while (!found && count == SAME_PERSON_PAGE);
    *ret = found;
    return ERR_OK;
}

/* ---- lists ---- */

err reading_queue(const struct reading *reading, const struct queue_page *page, struct queued *ret,
                  int *ret_count)
{
    const struct desk *desk = allowed_many(reading);
    struct queue_page seen = *page;
    seen.reader = desk_reader(desk);
    return store_queue(desk->store, &seen, ret, ret_count);
}

err reading_batch(const struct reading *reading, int64_t batch, int max, struct batched *ret,
                  int *ret_count)
{
    struct desk *desk = allowed_many(reading);
    int count = 0;
    TRY(store_batch(desk->store, batch, max, ret, &count));
    bool any = false;
    for (int i = 0; i < count; i++) {
        bool barred = false;
        TRY(desk_barred(desk, ret[i].file, &barred));
        any |= barred;
    }
    *ret_count = any ? 0 : count; /* one he may not see: somebody else sends it */
    return ERR_OK;
}

err reading_open_batches(const struct reading *reading, int64_t after, int max, int64_t *ret,
                         int *ret_count)
{
    return store_open_batches(allowed_many(reading)->store, after, max, ret, ret_count);
}

err reading_projection(const struct reading *reading, file_number file, struct projection *ret)
{
    return store_projection_read(allowed_many(reading)->store, file, ret);
}

err reading_duties(const struct reading *reading, file_number file, struct projection *ret,
                   const struct fund **ret_office)
{
    return store_duties_read(allowed_many(reading)->store, file, ret, ret_office);
}

err reading_log(const struct reading *reading, const struct read_filter *filter,
                struct read_cursor after, int max, struct read_line *ret, int *ret_count)
{
    must(reading->desk != NULL);
    must(reading->file.number == 0 || reading->file.number == filter->file.number);
    struct read_filter seen = *filter;
    seen.reader = desk_reader(reading->desk);
    return store_reads_page(reading->desk->store, &seen, after, max, ret, ret_count);
}

err reading_reason(const struct reading *reading, const struct read_line *line, text *ret)
{
    struct desk *desk = allowed_many(reading);
    return store_read_reason(desk->store, line, desk->arena, ret);
}
