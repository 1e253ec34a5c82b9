#include "desk/access.h"
#include "desk/internal.h"

/* What people sent: taken in and looked at by who handles the file. */

static err admit(const struct reading *reading, file_number number)
{
    struct journal journal;
    struct case_file file;
    struct arena before = *reading->desk->arena;
    TRY(reading_file(reading, number, &journal, &file));
    err e = desk_admit(reading, &file);
    *reading->desk->arena = before; /* of the file nothing is kept */
    return e;
}

err desk_attach(struct desk *desk, file_number file, const struct attachment *about, text bytes,
                int *ret_number)
{
    TRY(desk_check(desk, DEED_ATTACH));
    CLEANUP(reading_end) struct reading reading = {0};
    TRY(reading_start(desk, READ_RECORD, file, 0, &reading));
    err e = admit(&reading, file);
    if (e == ERR_OK) e = store_attachment_add(desk->store, file, about, bytes, ret_number);
    return reading_finish(&reading, e);
}

err desk_attachments(struct desk *desk, file_number file, struct attachment *ret, int *ret_count)
{
    TRY(desk_check(desk, DEED_LIST_ATTACHMENTS));
    CLEANUP(reading_end) struct reading reading = {0};
    TRY(reading_start(desk, READ_FILE, file, 0, &reading));
    err e = admit(&reading, file);
    if (e == ERR_OK) e = reading_attachments(&reading, file, ret, ret_count);
    return reading_finish(&reading, e);
}

err desk_attachment(struct desk *desk, file_number file, int number, struct attachment *ret_about,
                    text *ret)
{
    TRY(desk_check(desk, DEED_SEE_ATTACHMENTS));
    CLEANUP(reading_end) struct reading reading = {0};
    TRY(reading_start(desk, READ_DOCUMENT, file, 0, &reading));
    err e = admit(&reading, file);
    if (e == ERR_OK) e = reading_attachment(&reading, file, number, ret_about, ret);
    return reading_finish(&reading, e);
}
