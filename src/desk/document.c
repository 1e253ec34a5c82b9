#include "desk/internal.h"
#include "desk/reading.h"

/* A document to somebody outside, or to her: made from what the file is, under the number by which
 * that recipient alone knows it. */

struct share desk_share(const struct desk *desk, enum paper_kind kind, text body, file_number file)
{
    return (struct share){body,
                          store_alias(desk->store, text_of(paper_rows[kind].word), body, file)};
}

text desk_departement(const struct desk *desk, const struct case_file *file)
{
    char room[BODY_CODE_MAX + 1];
    struct writer out = WRITER(room);
    write_string(&out, "DEP-");
    write_string(&out, file->claim.request.department->code);
    return arena_copy(desk->arena, writer_text(&out));
}

/* Each recipient's numbers are a space of their own: two lists cannot be joined. Whatever the
 * Treasury or the fund asks of the author comes back under one number. */
static int64_t number_for(const struct desk *desk, const struct desk_document *wish)
{
    enum paper_kind kind = wish->kind == PAPER_ACCOUNTANT ? PAPER_AUTHOR : wish->kind;
    return desk_share(desk, kind, wish->recipient, wish->file).alias;
}

/* The département needs no name: it is where she lives. */
static int64_t number_of(const struct desk *desk, const struct desk_document *wish,
                         const struct case_file *file)
{
    struct desk_document named = *wish;
    if (wish->kind == PAPER_DEPARTEMENT) named.recipient = desk_departement(desk, file);
    return number_for(desk, &named);
}

/* The gate that stands before everything that leaves for her or for those who help her; what is for
 * a court or its accountant is none of its messages. */
static err check_gate(const struct reading *reading, const struct desk_document *wish,
                      const struct case_file *file)
{
    switch (wish->kind) {
    case PAPER_DECISION: return desk_check_letter(reading, file, MESSAGE_DECISION, wish->sent_by);
    case PAPER_DEPARTEMENT: return desk_check_helpers(reading, file, MESSAGE_DEPARTEMENT);
    case PAPER_ASSOCIATION: return desk_check_helpers(reading, file, MESSAGE_ASSOCIATION);
    case PAPER_ATTESTATION:
    case PAPER_AUTHOR:
    case PAPER_ACCOUNTANT:
    case PAPER_POLICE:
    case PAPER_APPEAL:
    case PAPER_COUNT: break;
    }
    return ERR_OK;
}

/* One reading of its own, which she sees: what leaves is more than what is looked at. */
static err make(struct desk *desk, const struct desk_document *wish, struct dossier *dossier,
                struct paper *ret)
{
    CLEANUP(reading_end) struct reading reading = {0};
    TRY(reading_start(desk, READ_FILE_EXPORT, wish->file, 0, &reading));
    err e = desk_dossier(&reading, wish->file, dossier);
    if (e == ERR_OK) {
        struct paper_source source = {
            .file = &dossier->file,
            .journal = &dossier->journal,
            .decision = dossier->has_decision ? &dossier->decision : NULL,
            .today = desk->today,
            .name = wish->name,
            .number = number_of(desk, wish, &dossier->file),
        };
        e = paper_make(wish->kind, &source, ret, &desk->trouble);
        if (e == ERR_OK) e = check_gate(&reading, wish, &dossier->file);
    }
    return reading_finish(&reading, e);
}

err desk_document(struct desk *desk, const struct desk_document *wish, struct paper *ret)
{
    must(wish->kind >= 0 && wish->kind < PAPER_COUNT);
    TRY(desk_check(desk, DEED_MAKE_DOCUMENT));
    TRY(desk_state(desk));
    bool is_she = !desk->console && desk->agent.role == ROLE_VICTIM;
    bool is_for_her = wish->kind == PAPER_DECISION && wish->sent_by == SENT_TO_PORTAL;
    TRY(desk_permit(desk, !is_she || is_for_her));
    /* One number for two associations would let them find that they speak of the same person. */
    if (wish->kind == PAPER_ASSOCIATION && wish->recipient.length == 0)
        return desk_refuse(desk, ERR_BAD_INPUT, "/recipient", "the code of the association");
    struct dossier *dossier = TAKE(desk->arena, struct dossier, 1);
    struct paper *paper = TAKE(desk->arena, struct paper, 1);
    TRY(make(desk, wish, dossier, paper));
    *ret = *paper;
    return ERR_OK;
}

bool desk_document_is_due(const struct dossier *dossier, enum paper_kind kind, date today,
                          struct arena scratch)
{
    struct paper *paper = TAKE(&scratch, struct paper, 1);
    struct trouble trouble;
    struct paper_source source = {
        .file = &dossier->file,
        .journal = &dossier->journal,
        .decision = dossier->has_decision ? &dossier->decision : NULL,
        .today = today,
        .number = 1,
    };
    return paper_make(kind, &source, paper, &trouble) == ERR_OK;
}

#define FILES_AT_A_TIME 512

err desk_file_of_reference(struct desk *desk, struct paper_reference reference, file_number *ret)
{
    TRY(desk_check(desk, DEED_PAY));
    file_number files[FILES_AT_A_TIME], after = {0};
    int count = 0;
    do {
        TRY(store_files(desk->store, after, FILES_AT_A_TIME, files, &count));
        for (int i = 0; i < count; i++) {
            struct desk_document wish = {.file = files[i], .kind = PAPER_AUTHOR};
            if (number_for(desk, &wish) != reference.number) continue;
            *ret = files[i];
            return ERR_OK;
        }
        if (count > 0) after = files[count - 1];
    } while (count > 0);
    return ERR_NOT_FOUND;
}
