#include "store/lanes.h"

#include "store/chain.h"

#include <string.h>

#define READ_SCOPE(scope) READ_SCOPE_##scope
const struct read_row store_read_rows[READ_COUNT] = {
#define READ(name, word, scope, she_sees, fr, en) [READ_##name] = {READ_SCOPE(scope), she_sees},
#include "store/reads.def"
};
static const struct word reads[] = {
#define READ(name, word, scope, she_sees, fr, en) [READ_##name] = {word, {fr, en}},
#include "store/reads.def"
};
const struct word_list store_reads = {"read", reads, READ_COUNT};

/* ---- the chain of a lane ----
 *
 * genesis -> hash of entry 0 -> hash of entry 1 -> ... -> the lane's end, sealed by the store's
 * key; when entries were cut, the hash before the first that is left stands in the place of the
 * genesis.
 */

void store_line_chain(unsigned char hash[STORE_HASH_BYTES], const struct read_line *line)
{
    struct hashing h = store_hashing_start(NULL);
    store_hashing_bytes(&h, hash, STORE_HASH_BYTES);
    store_hashing_number(&h, line->lane);
    store_hashing_number(&h, line->place);
    store_hashing_number(&h, line->moment);
    store_hashing_text(&h, text_of(line->agent));
    store_hashing_text(&h, text_of(line->role));
    store_hashing_text(&h, text_of(line->body));
    store_hashing_text(&h, text_of(reads[line->what].word));
    store_hashing_number(&h, line->file.number);
    store_hashing_number(&h, line->kinds);
    store_hashing_text(&h, text_of(line->purpose));
    store_hashing_text(&h, (text){(const char *)line->reason, line->reason_length});
    store_hashing_end(&h, hash);
}

/* ---- adding an entry ---- */

static err copy_words(text from, char *to, ptrdiff_t max)
{
    if (from.length > max) return ERR_BAD_INPUT;
    if (from.length > 0) memcpy(to, from.at, (size_t)from.length);
    to[from.length] = '\0';
    return text_of(to).length == from.length ? ERR_OK : ERR_BAD_INPUT; /* no NUL inside */
}

static err seal_reason(struct store *store, text reason, struct read_line *line)
{
    struct head head;
    if (reason.length > READ_REASON_MAX || line->file.number == 0) return ERR_BAD_INPUT;
    TRY(store_head_read(store, line->file, &head));
    if (head.erasure.reason != ERASED_NOT) return ERR_NOT_FOUND;
    CLEANUP(store_file_keys_wipe) struct file_keys keys = {0};
    TRY(store_key_read(store, line->file, &keys));
    struct bound bound = store_bound(SEALED_REASON, line->file, line->place, line->lane);
    store_seal(keys.body.bytes, bound.bytes, reason, line->reason);
    line->reason_length = (int)reason.length + SEAL_OVERHEAD;
    return ERR_OK;
}

static err write_line(struct store *store, const struct read_line *line)
{
    return store_post(store, SQL_READ_ADD,
                      VALUES(INTEGER(line->lane), INTEGER(line->place), INTEGER(line->moment),
                             WORDS(text_of(line->agent)), WORDS(text_of(line->role)),
                             WORDS(text_of(line->body)), WORDS(text_of(reads[line->what].word)),
                             INTEGER(line->file.number), INTEGER(line->kinds),
                             WORDS(text_of(line->purpose)),
                             BYTES_OF(line->reason, line->reason_length),
                             BYTES_OF(line->hash, STORE_HASH_BYTES)));
}

static err add_entry(struct store *store, const struct read_entry *entry)
{
    struct lane lane;
    TRY(store_lane_take(store, entry->file.number % READ_LANES, &lane));
    struct read_line line = {.lane = (int)lane.number,
                             .place = lane.length,
                             .moment = entry->moment,
                             .what = entry->what,
                             .file = entry->file,
                             .kinds = entry->kinds};
    TRY(copy_words(entry->agent, line.agent, LABEL_MAX));
    TRY(copy_words(entry->role, line.role, READ_ROLE_MAX));
    TRY(copy_words(entry->body, line.body, BODY_CODE_MAX));
    TRY(copy_words(entry->purpose, line.purpose, READ_PURPOSE_MAX));
    if (entry->reason.length > 0) TRY(seal_reason(store, entry->reason, &line));
    store_line_chain(lane.hash, &line);
    memcpy(line.hash, lane.hash, sizeof line.hash);
    lane.length++;
    TRY(write_line(store, &line));
    return store_lane_write(store, &lane);
}

bool store_read_by_an_agent(text agent)
{
    static const char *const own[] = {"victim", "console", "public", "system"};
    for (size_t i = 0; i < LENGTH(own); i++) {
        if (text_equal(agent, text_of(own[i]))) return false;
    }
    return true;
}

err store_read_entry(struct store *store, const struct read_entry *entry)
{
    must(store->in_transaction); /* alone it would allow nothing */
    must(entry->what >= 0 && entry->what < READ_COUNT);
    must(entry->agent.length > 0 && entry->file.number >= 0);
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(store_anchor_hourly(store, entry->moment));
    TRY(add_entry(store, entry));
    return store_turn_commit(&turn);
}

/* ---- lines of the log ---- */

static err read_words(text from, char *to, ptrdiff_t max)
{
    return copy_words(from, to, max) == ERR_OK ? ERR_OK : ERR_BROKEN;
}

err store_line_read(const struct rows *rows, struct read_line *ret)
{
    struct read_line line = {.place = store_integer(rows, 1), .moment = store_integer(rows, 2)};
    int64_t lane = store_integer(rows, 0), kinds = store_integer(rows, 8);
    int what = words_find(&store_reads, store_bytes(rows, 6));
    text reason = store_bytes(rows, 10);
    if (lane < 0 || lane >= READ_LANES || kinds < 0 || kinds > INT32_MAX) return ERR_BROKEN;
    if (what < 0 || reason.length > (ptrdiff_t)sizeof line.reason) return ERR_BROKEN;
    line.lane = (int)lane;
    line.kinds = (uint32_t)kinds;
    line.what = (enum read_what)what;
    line.file.number = store_integer(rows, 7);
    TRY(read_words(store_bytes(rows, 3), line.agent, LABEL_MAX));
    TRY(read_words(store_bytes(rows, 4), line.role, READ_ROLE_MAX));
    TRY(read_words(store_bytes(rows, 5), line.body, BODY_CODE_MAX));
    TRY(read_words(store_bytes(rows, 9), line.purpose, READ_PURPOSE_MAX));
    if (reason.length > 0) memcpy(line.reason, reason.at, (size_t)reason.length);
    line.reason_length = (int)reason.length;
    text hash = store_bytes(rows, 11);
    if (hash.length != STORE_HASH_BYTES) return ERR_BROKEN;
    memcpy(line.hash, hash.at, STORE_HASH_BYTES);
    *ret = line;
    return ERR_OK;
}

static err read_lines(struct rows *rows, int max, struct read_line *ret, int *ret_count)
{
    int count = 0;
    for (bool row = false; count < max; count++) {
        TRY(store_next(rows, &row));
        if (!row) break;
        TRY(store_line_read(rows, &ret[count]));
    }
    *ret_count = count;
    return ERR_OK;
}

static err start_page(struct store *store, const struct read_filter *filter,
                      struct read_cursor after, int max, struct rows *rows)
{
    struct value file = INTEGER(filter->file.number), agent = WORDS(filter->agent);
    struct value from = INTEGER(filter->from), limit = INTEGER(max);
    struct value moment = INTEGER(after.moment), lane = INTEGER(after.lane);
    struct value place = INTEGER(after.place), reader = INTEGER(filter->reader);
    bool of_file = filter->file.number != 0, of_agent = filter->agent.length > 0;
    if (of_file && of_agent)
        return store_rows(store, SQL_READS_FILE_AGENT,
                          VALUES(file, agent, from, moment, lane, place, reader, limit), rows);
    if (of_file)
        return store_rows(store, SQL_READS_FILE,
                          VALUES(file, from, moment, lane, place, reader, limit), rows);
    if (of_agent)
        return store_rows(store, SQL_READS_AGENT,
                          VALUES(agent, from, moment, lane, place, reader, limit), rows);
    return store_rows(store, SQL_READS_ALL, VALUES(from, moment, lane, place, reader, limit), rows);
}

err store_reads_page(struct store *store, const struct read_filter *filter,
                     struct read_cursor after, int max, struct read_line *ret, int *ret_count)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(start_page(store, filter, after, max, &rows));
    return read_lines(&rows, max, ret, ret_count);
}

err store_reads_next_agent(struct store *store, text after, char ret[LABEL_MAX + 1])
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_row(store, SQL_READS_NEXT_AGENT, VALUES(WORDS(after)), &rows));
    return read_words(store_bytes(&rows, 0), ret, LABEL_MAX);
}

err store_reads_lane(struct store *store, int lane, int64_t from, int max, struct read_line *ret,
                     int *ret_count)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_rows(store, SQL_READS_LANE, VALUES(INTEGER(lane), INTEGER(from), INTEGER(max)),
                   &rows));
    return read_lines(&rows, max, ret, ret_count);
}

err store_read_reason(struct store *store, const struct read_line *line, struct arena *a, text *ret)
{
    if (line->reason_length == 0) return ERR_NOT_FOUND;
    if (line->reason_length < SEAL_OVERHEAD) return ERR_BROKEN;
    struct erasure erasure;
    if (store_erasure(store, line->file, &erasure) == ERR_OK) return ERR_NOT_FOUND;
    CLEANUP(store_file_keys_wipe) struct file_keys keys = {0};
    TRY(store_key_read(store, line->file, &keys));
    ptrdiff_t length = line->reason_length - SEAL_OVERHEAD;
    struct arena mine = *a;
    unsigned char *words = arena_try(&mine, length + 1);
    if (!words) return ERR_HOST;
    struct bound bound = store_bound(SEALED_REASON, line->file, line->place, line->lane);
    text sealed = {(const char *)line->reason, line->reason_length};
    TRY(store_unseal(keys.body.bytes, bound.bytes, sealed, words));
    *a = mine;
    *ret = (text){(const char *)words, length};
    return ERR_OK;
}

uint32_t store_reader_number(const struct store *store, file_number file, text agent)
{
    unsigned char hash[STORE_HASH_BYTES];
    struct hashing h = store_hashing_start(store->keys.reads);
    store_hashing_text(&h, T("abri reader 1"));
    store_hashing_number(&h, file.number);
    store_hashing_text(&h, agent);
    store_hashing_end(&h, hash);
    return (uint32_t)(hash[0] << 16 | hash[1] << 8 | hash[2]) % 10000;
}
