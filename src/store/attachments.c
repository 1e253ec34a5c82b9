#include "store/chain.h"

#include <string.h>

/* What people sent lies in parts, each sealed by the keeper at its own place. What it is, its size
 * and its digest are an entry of the vault, of a kind of its own above those of the vault's list:
 * the head counts it, so that one taken out is missed. */

#define FIRST_KIND 100 /* of the vault; kept for ever */
#define PART       KEEPER_PLAIN_MAX
_Static_assert(VAULT_KIND_COUNT <= FIRST_KIND, "no kind of the vault is an attachment");

/* "jpeg complaint 48213 1764331200000000 <64 hexadecimal digits>" */
static text about_write(const struct attachment *about, text bytes, char *room, ptrdiff_t size)
{
    struct writer out = {room, 0, size, false};
    unsigned char digest[STORE_HASH_BYTES];
    store_hash(bytes, digest);
    write_string(&out, about->type);
    write_character(&out, ' ');
    write_string(&out, about->kind);
    write_character(&out, ' ');
    write_integer(&out, bytes.length);
    write_character(&out, ' ');
    write_integer(&out, about->received_at);
    write_character(&out, ' ');
    write_hex(&out, digest, sizeof digest);
    must(!out.full);
    return writer_text(&out);
}

static err word_read(text *from, char *ret, ptrdiff_t size)
{
    text word = text_cut(from, ' ');
    if (word.length < 1 || word.length >= size) return ERR_BROKEN;
    memcpy(ret, word.at, (size_t)word.length);
    ret[word.length] = '\0';
    return ERR_OK;
}

/* What is left in *from is the digest. */
static err about_read(text *from, int number, struct attachment *ret)
{
    struct attachment about = {.number = number};
    TRY(word_read(from, about.type, sizeof about.type));
    TRY(word_read(from, about.kind, sizeof about.kind));
    if (text_read_integer(text_cut(from, ' '), &about.size) != ERR_OK) return ERR_BROKEN;
    if (text_read_integer(text_cut(from, ' '), &about.received_at) != ERR_OK) return ERR_BROKEN;
    if (about.size < 1 || about.size > ATTACHMENT_BYTES_MAX) return ERR_BROKEN;
    *ret = about;
    return ERR_OK;
}

static err count_of(struct store *store, file_number file, int *ret)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_row(store, SQL_ATTACHED, VALUES(INTEGER(file.number), INTEGER(FIRST_KIND)), &rows));
    int64_t count = store_integer(&rows, 0);
    if (count < 0 || count > ATTACHMENTS_MAX) return ERR_BROKEN;
    *ret = (int)count;
    return ERR_OK;
}

static err write_parts(struct store *store, const struct wrapped_key *key, file_number file,
                       int number, text bytes)
{
    unsigned char sealed[PART + SEAL_OVERHEAD];
    const struct keeper *keeper = &store->keeper;
    for (int64_t part = 0; bytes.length > 0; part++) {
        text piece_of = {bytes.at, bytes.length < PART ? bytes.length : PART};
        struct piece piece = {SEALED_DOCUMENT, file, number, part};
        TRY(keeper->does->seal(keeper->context, &piece, key, piece_of, sealed));
        TRY(store_run(store, SQL_PART_ADD,
                      VALUES(INTEGER(file.number), INTEGER(number), INTEGER(part),
                             BYTES_OF(sealed, piece_of.length + SEAL_OVERHEAD))));
        bytes = (text){bytes.at + piece_of.length, bytes.length - piece_of.length};
    }
    return ERR_OK;
}

static err add(struct store *store, file_number file, const struct attachment *about, text bytes,
               int *ret_number)
{
    struct head head;
    struct wrapped_key key;
    int number = 0;
    char words[256];
    TRY(store_head_read(store, file, &head));
    if (!store_head_holds(store, file, &head)) return ERR_BROKEN;
    if (head.erasure.reason != ERASED_NOT) return ERR_NOT_FOUND;
    TRY(store_vault_count(store, file));
    TRY(count_of(store, file, &number));
    if (number == ATTACHMENTS_MAX) return ERR_BAD_INPUT;
    TRY(store_vault_key_read(store, file, &key));
    struct vault_entry entry = {(enum vault_kind)(FIRST_KIND + number),
                                about_write(about, bytes, words, sizeof words)};
    TRY(store_vault_write(store, &key, file, (int)head.length, &entry, 1));
    TRY(write_parts(store, &key, file, number, bytes));
    head.vault++;
    TRY(store_head_write(store, file, &head));
    *ret_number = number;
    return ERR_OK;
}

err store_attachment_add(struct store *store, file_number file, const struct attachment *about,
                         text bytes, int *ret_number)
{
    must(about->type[0] && about->kind[0] && !strchr(about->type, ' ') &&
         !strchr(about->kind, ' '));
    if (bytes.length < 1 || bytes.length > ATTACHMENT_BYTES_MAX) return ERR_BAD_INPUT;
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(add(store, file, about, bytes, ret_number));
    return store_turn_commit(&turn);
}

err store_attachments(struct store *store, file_number file, struct arena scratch,
                      struct attachment *ret, int *ret_count)
{
    CLEANUP(store_turn_end) struct turn turn = {0};
    int count = 0;
    TRY(store_turn_read(store, &turn));
    TRY(count_of(store, file, &count));
    for (int i = 0; i < count; i++) {
        struct arena a = scratch;
        text words;
        TRY(store_vault_read(store, file, (enum vault_kind)(FIRST_KIND + i), &a, &words));
        TRY(about_read(&words, i, &ret[i]));
    }
    *ret_count = count;
    return ERR_OK;
}

static err read_parts(struct store *store, file_number file, const struct attachment *about,
                      unsigned char *room)
{
    struct wrapped_key key;
    const struct keeper *keeper = &store->keeper;
    TRY(store_vault_key_read(store, file, &key));
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_rows(store, SQL_PARTS_READ, VALUES(INTEGER(file.number), INTEGER(about->number)),
                   &rows));
    int64_t got = 0;
    for (int64_t part = 0; got < about->size; part++) {
        bool row = false;
        TRY(store_next(&rows, &row));
        if (!row || store_integer(&rows, 0) != part) return ERR_BROKEN;
        text sealed = store_bytes(&rows, 1);
        int64_t left = about->size - got, expected = left < PART ? left : PART;
        if (sealed.length != expected + SEAL_OVERHEAD) return ERR_BROKEN;
        struct piece piece = {SEALED_DOCUMENT, file, about->number, part};
        TRY(keeper->does->open(keeper->context, &piece, &key, sealed, room + got));
        got += expected;
    }
    return ERR_OK;
}

err store_attachment_read(struct store *store, file_number file, int number, struct arena *a,
                          struct attachment *ret_about, text *ret)
{
    CLEANUP(store_turn_end) struct turn turn = {0};
    if (number < 0 || number >= ATTACHMENTS_MAX) return ERR_NOT_FOUND;
    TRY(store_turn_read(store, &turn));
    struct arena mine = *a;
    struct attachment about;
    text words;
    TRY(store_vault_read(store, file, (enum vault_kind)(FIRST_KIND + number), &mine, &words));
    TRY(about_read(&words, number, &about));
    unsigned char *room = arena_try(&mine, (ptrdiff_t)about.size + 1);
    if (!room) return ERR_HOST;
    TRY(read_parts(store, file, &about, room));
    text bytes = {(const char *)room, (ptrdiff_t)about.size};
    char hex[2 * STORE_HASH_BYTES + 1];
    unsigned char digest[STORE_HASH_BYTES];
    struct writer out = WRITER(hex);
    store_hash(bytes, digest);
    write_hex(&out, digest, sizeof digest);
    if (!text_equal(writer_text(&out), words)) return ERR_BROKEN;
    *a = mine;
    *ret_about = about;
    *ret = bytes;
    return ERR_OK;
}
