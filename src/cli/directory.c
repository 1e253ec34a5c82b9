#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "host/host.h"
#include "wire/directory.h"

/* abri directory import: takes in a public list of who may help. The file is read twice: once to
 * see that all of it is good and how large each département is, once to keep it. */

#define FILE_MAX  (INT64_C(512) << 20)
#define AREAS_MAX 128

struct intake {
    enum store_list list;
    int64_t sizes[AREAS_MAX]; /* by place of the département in the law's table */
    struct writer rows[AREAS_MAX];
    bool writes;
};

static int place_of(const struct department *where)
{
    int place = 0;
    while (law_department_at(place) != where) place++;
    return place;
}

static err keep_row(struct intake *intake, const struct department *where, text row)
{
    int place = place_of(where);
    must(place < AREAS_MAX);
    intake->sizes[place] += row.length;
    if (intake->writes) write_text(&intake->rows[place], row);
    return ERR_OK;
}

static err take_place(void *context, const struct department *where, const struct near_place *place)
{
    char room[8192];
    struct writer row = WRITER(room);
    near_place_write(&row, place);
    must(!row.full);
    return keep_row(context, where, writer_text(&row));
}

static err take_court(void *context, const struct department *where, text commune,
                      const struct near_court *court)
{
    char room[128];
    struct writer row = WRITER(room);
    write_text(&row, commune);
    write_character(&row, '\t');
    write_text(&row, court->origin);
    write_character(&row, '\t');
    write_text(&row, court->number);
    write_character(&row, '\n');
    must(!row.full);
    return keep_row(context, where, writer_text(&row));
}

static err read_all(text file, struct intake *intake, struct directory_count *ret_count,
                    struct trouble *trouble)
{
    if (intake->list == STORE_LIST_COURTS)
        return wire_courts_read(file, (struct courts_taker){take_court, intake}, &ret_count->taken,
                                trouble);
    return wire_directory_read(file, (struct directory_taker){take_place, intake}, ret_count,
                               trouble);
}

static err too_long(const struct department *where, struct trouble *trouble)
{
    struct writer place = WRITER(trouble->where), what = WRITER(trouble->expected);
    write_string(&place, "département ");
    write_string(&place, where->code);
    write_string(&what, "at most 1048576 bytes of it");
    writer_string(&place);
    writer_string(&what);
    return ERR_BAD_INPUT;
}

static err make_room(struct intake *intake, struct arena *a, struct trouble *trouble)
{
    for (int i = 0; i < law_department_count(); i++) {
        if (intake->sizes[i] > DIRECTORY_WORDS_MAX) return too_long(law_department_at(i), trouble);
        char *room = TAKE(a, char, intake->sizes[i] + 1);
        intake->rows[i] = (struct writer){room, 0, (ptrdiff_t)intake->sizes[i] + 1, false};
    }
    intake->writes = true;
    return ERR_OK;
}

/* All of it or nothing. */
static err keep_all(struct desk *desk, const struct intake *intake, date dated, int *ret_areas)
{
    int areas = 0;
    TRY(store_begin(desk->store));
    err e = ERR_OK;
    for (int i = 0; i < law_department_count() && e == ERR_OK; i++) {
        if (intake->rows[i].length == 0) continue;
        areas++;
        e = store_directory_write(desk->store, intake->list, text_of(law_department_at(i)->code),
                                  dated, writer_text(&intake->rows[i]));
    }
    if (e == ERR_OK)
        e = store_commit(desk->store);
    else
        store_rollback(desk->store);
    *ret_areas = areas;
    return e;
}

static err import(struct desk *desk, const char *path, date dated)
{
    static struct intake intake;
    struct directory_count count = {0};
    text file;
    int areas = 0;
    memset(&intake, 0, sizeof intake);
    TRY(host_read_file(path, FILE_MAX, desk->arena, &file, &desk->trouble));
    text start = text_trim(file);
    bool json = start.length > 0 && (start.at[0] == '{' || start.at[0] == '[');
    intake.list = json ? STORE_LIST_PLACES : STORE_LIST_COURTS;
    TRY(read_all(file, &intake, &count, &desk->trouble));
    TRY(make_room(&intake, desk->arena, &desk->trouble));
    TRY(read_all(file, &intake, &count, &desk->trouble));
    TRY(keep_all(desk, &intake, dated, &areas));
    printf("%lld %s taken in, in %d départements\n", (long long)count.taken,
           json ? "structures" : "communes and their courts", areas);
    if (json)
        printf(
            "%lld services of other kinds left out, %lld outside our départements; %lld shelters "
            "taken without their address\n",
            (long long)count.other_kinds, (long long)count.elsewhere, (long long)count.hidden);
    return ERR_OK;
}

int directory_main(int argc, char **argv)
{
    enum { STORE, KEY, DATED, OPTIONS };
    struct option_spec options[OPTIONS] = {
        {"--store", true, NULL}, {"--key", true, NULL}, {"--dated", true, NULL}};
    const char *operands[2] = {NULL};
    int count = 0;
    date dated = NO_DATE;
    if (options_read(argc, argv, (struct option_list){options, OPTIONS}, operands, 2, &count) !=
            ERR_OK ||
        cli_day("--dated", options[DATED].value, &dated) != ERR_OK)
        return EXIT_INPUT;
    if (count != 2 || strcmp(operands[0], "import") != 0 || !date_is_set(dated)) {
        fputs("abri: directory: expected import FILE --dated D, the day the list is of\n", stderr);
        return EXIT_INPUT;
    }
    struct arena arena = host_arena(FILE_MAX + (INT64_C(160) << 20));
    struct desk desk;
    err e = cli_open(options[STORE].value, options[KEY].value, &arena, &desk);
    if (e != ERR_OK) return e == ERR_BAD_INPUT ? EXIT_INPUT : EXIT_WORLD;
    if (date_compare(dated, desk.today) > 0) {
        fputs("abri: --dated: expected a day that is not to come\n", stderr);
        store_close(desk.store);
        return EXIT_INPUT;
    }
    e = import(&desk, operands[1], dated);
    store_close(desk.store);
    return e == ERR_OK ? EXIT_DONE : cli_fail(e, &desk.trouble);
}
