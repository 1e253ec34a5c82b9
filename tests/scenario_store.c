#include "tests/scenario.h"

#include "desk/internal.h"
#include "wire/wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* The same scenario told to a store: what is read back folds to the file in hand, after each fact.
 */

struct mirror {
    struct store *store;
    uint64_t chance;
    char folder[64], url[96]; /* of a database of our own, removed at the end */
};

#define ROOM_BYTES ((ptrdiff_t)4 << 20)
static char read_room[ROOM_BYTES], text_room[ROOM_BYTES];

struct mirror *mirror_open(const char *url)
{
    static const unsigned char key[STORE_KEY_BYTES] = "a key for scenarios, 32 bytes ok";
    static struct mirror mirror;
    struct timespec now = {0, 0};
    (void)clock_gettime(CLOCK_REALTIME, &now);
    mirror = (struct mirror){.folder = "/tmp/scenarios-XXXXXX"};
    mirror.chance = (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
    bool own = strcmp(url, "sqlite:") == 0;
    if (own && !mkdtemp(mirror.folder)) {
        fprintf(stderr, "%s: no folder for the database\n", mirror.folder);
        return NULL;
    }
    (void)snprintf(mirror.url, sizeof mirror.url, "sqlite:%s/store.db", mirror.folder);
    if (!own) mirror.folder[0] = '\0';
    struct trouble trouble = {.where = "", .expected = ""};
    text address = text_of(own ? mirror.url : url);
    if (store_open(address, key, &mirror.store, &trouble) == ERR_OK) return &mirror;
    fprintf(stderr, "%s: %s %s\n", url, trouble.where, trouble.expected);
    return NULL;
}

void mirror_close(struct mirror *mirror)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
    store_close(mirror->store);
    if (mirror->folder[0] == '\0') return;
    for (size_t i = 0; i < LENGTH(ends); i++) {
        char path[128];
        (void)snprintf(path, sizeof path, "%s/store.db%s", mirror->folder, ends[i]);
        (void)unlink(path);
    }
    (void)rmdir(mirror->folder);
}

/* A store that lasts keeps the files of earlier runs: chance finds a number that is free. */
bool mirror_begin(struct mirror *mirror, file_number *ret)
{
    for (int tries = 0; tries < 100; tries++) {
        file_number number = file_number_make(mirror->chance++);
        struct arena a = arena_over(read_room, ROOM_BYTES);
        struct journal journal;
        int place = 0;
        if (store_read(mirror->store, number, &a, &journal, &place) != ERR_NOT_FOUND) continue;
        *ret = number;
        return true;
    }
    return false;
}

static err append(struct scenario *s, const struct journal *journal)
{
    static struct projection projection;
    desk_project(&s->file, journal, scenario_today(s), &projection);
    struct append append = {
        .file = s->file.file,
        .expected = s->facts_count - 1,
        .facts = &s->facts[s->facts_count - 1],
        .facts_count = 1,
        .projection = &projection,
    };
    return store_append(s->mirror->store, &append);
}

static bool same_fact(const struct fact *a, const struct fact *b)
{
    return a->kind == b->kind && date_compare(a->day, b->day) == 0 &&
           a->recorded_at == b->recorded_at && strcmp(a->actor, b->actor) == 0 &&
           body_equal(a->kind, &a->body, &b->body);
}

static date day_of(int64_t moment)
{
    return date_from_number((int32_t)(moment / INT64_C(86400000000)));
}

/* All that is shown of the file: its derived figures, why, its duties and its facts. */
static text shown(const struct scenario *s, const struct case_file *file,
                  const struct journal *journal, struct arena *a)
{
    struct life life = {.file = file,
                        .journal = journal,
                        .today = scenario_today(s),
                        .language = LANGUAGE_FR,
                        .why = true,
                        .day_of = day_of};
    return wire_life_text(&life, a);
}

void scenario_show(const struct scenario *s)
{
    struct journal journal = {s->file.file, s->facts, s->facts_count};
    struct arena a = arena_over(text_room, ROOM_BYTES);
    text life = shown(s, &s->file, &journal, &a);
    printf("\n== %s\n%.*s", s->path, (int)life.length, life.at);
}

void scenario_mirror(struct scenario *s)
{
    struct journal in_hand = {s->file.file, s->facts, s->facts_count}, back = in_hand;
    struct arena a = arena_over(read_room, ROOM_BYTES), texts = arena_over(text_room, ROOM_BYTES);
    int place = 0;
    err e = s->mirror ? append(s, &in_hand) : ERR_OK;
    if (e == ERR_OK && s->mirror) {
        e = store_read(s->mirror->store, s->file.file, &a, &back, &place);
    }
    struct case_file folded;
    if (e == ERR_OK) e = case_fold(&back, &folded, &place);
    if (e != ERR_OK) {
        scenario_say(s, "attendu le même dossier relu, obtenu %s", err_meaning(e));
        return;
    }
    bool same = back.count == in_hand.count;
    for (int i = 0; same && i < back.count; i++) {
        same = same_fact(&back.facts[i], &in_hand.facts[i]);
    }
    text ours = shown(s, &s->file, &in_hand, &texts), theirs = shown(s, &folded, &back, &texts);
    if (!same || !ours.at || !text_equal(ours, theirs)) {
        scenario_say(s, "attendu le même dossier relu, obtenu un autre");
    }
}
