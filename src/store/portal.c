#include "store/portal.h"

#include <sodium.h>
#include <string.h>

#include "store/internal.h"
#include "store/password.h"
#include "store/signin.h"

/* ---- hashes ---- */

/* What a secret is for stands before it: a code never equals a secret, nor a name. */
static err blind_of(const struct store *store, const char *use, text words, struct blind *ret)
{
    char room[PORTAL_WORDS_MAX + 16];
    struct writer out = WRITER(room);
    write_string(&out, use);
    /* Too long to be anybody's: hashed all the same, as what nobody chose. */
    if (words.length <= PORTAL_WORDS_MAX) write_text(&out, words);
    err e = store_blind(store, writer_text(&out), ret);
    sodium_memzero(room, sizeof room);
    return e;
}

static err code_hash(const struct store *store, text code, struct blind *ret)
{
    return blind_of(store, "portal-code|", code, ret);
}

static err secret_hash(const struct store *store, text secret, struct blind *ret)
{
    return blind_of(store, "portal-secret|", secret, ret);
}

static text bytes_of(const struct blind *blind)
{
    return (text){(const char *)blind->bytes, STORE_HASH_BYTES};
}

/* ---- the two secrets ---- */

bool store_portal_is_good(text secret, text code)
{
    return secret.length <= PORTAL_WORDS_MAX &&
           store_password_characters(secret) >= PORTAL_SECRET_CHARACTERS_MIN &&
           !text_equal(secret, code);
}

err store_portal_find(struct store *store, text code, struct portal_found *ret)
{
    struct blind hash;
    struct portal_found found = {{0}, ""};
    TRY(code_hash(store, code, &hash));
    CLEANUP(store_rows_end) struct rows rows = {0};
    err e =
        store_row(store, SQL_PORTAL_FIND, VALUES(BYTES_OF(hash.bytes, STORE_HASH_BYTES)), &rows);
    if (e != ERR_OK && e != ERR_NOT_FOUND) return e;
    if (e == ERR_OK) found.file.number = store_integer(&rows, 0);
    struct writer out = WRITER(found.tag);
    write_hex(&out, hash.bytes, PORTAL_TAG_LENGTH / 2);
    writer_string(&out);
    *ret = found;
    return ERR_OK;
}

err store_portal_check(struct store *store, file_number file, text secret)
{
    struct blind hash;
    char kept[crypto_pwhash_STRBYTES];
    TRY(secret_hash(store, secret, &hash));
    memcpy(kept, store_password_of_nobody, sizeof kept);
    CLEANUP(store_rows_end) struct rows rows = {0};
    err e = store_row(store, SQL_PORTAL_READ, VALUES(INTEGER(file.number)), &rows);
    if (e != ERR_OK && e != ERR_NOT_FOUND) return e;
    bool found = e == ERR_OK;
    if (found) {
        text words = store_bytes(&rows, 0);
        if (words.length < 1 || words.length >= crypto_pwhash_STRBYTES) return ERR_BROKEN;
        memset(kept, 0, sizeof kept);
        memcpy(kept, words.at, (size_t)words.length);
    }
    bool right = store_password_is(kept, bytes_of(&hash));
    return found && right ? ERR_OK : ERR_NOT_FOUND;
}

err store_portal_close(struct store *store, file_number file)
{
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(store_run(store, SQL_PORTAL_CLEAR, VALUES(INTEGER(file.number))));
    TRY(store_run(store, SQL_TICKETS_CLEAR, VALUES(INTEGER(file.number))));
    return store_turn_commit(&turn);
}

/* ---- tickets ---- */

/* Ten digits could be tried one after the other by who has the rows: the hash is keyed. */
static void ticket_word(const struct store *store, text digits, char ret[TOKEN_LENGTH + 1])
{
    store_derive_word(store, "portal-ticket", digits, ret);
}

err store_portal_ticket(struct store *store, file_number file, int64_t now,
                        struct portal_ticket *ret)
{
    struct portal_ticket ticket;
    char word[TOKEN_LENGTH + 1];
    for (int i = 0; i < PORTAL_TICKET_DIGITS; i++)
        ticket.digits[i] = (char)('0' + randombytes_uniform(10));
    ticket.digits[PORTAL_TICKET_DIGITS] = '\0';
    ticket_word(store, text_of(ticket.digits), word);
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(store_run(store, SQL_TICKETS_FORGET, VALUES(INTEGER(now))));
    TRY(store_run(store, SQL_TICKETS_CLEAR, VALUES(INTEGER(file.number))));
    TRY(store_run(
        store, SQL_TICKET_ADD,
        VALUES(WORDS(text_of(word)), INTEGER(file.number), INTEGER(now + PORTAL_TICKET_LIFE))));
    TRY(store_turn_commit(&turn));
    *ret = ticket;
    return ERR_OK;
}

/* When the file's first fact was recorded. */
static err opened_at(struct store *store, file_number file, int64_t *ret)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_row(store, SQL_PORTAL_NEW, VALUES(INTEGER(file.number)), &rows));
    *ret = store_integer(&rows, 0);
    return ERR_OK;
}

err store_portal_first_ticket(struct store *store, file_number file, int64_t now,
                              struct portal_ticket *ret)
{
    int64_t at = 0, age = 0;
    TRY(opened_at(store, file, &at));
    if (__builtin_sub_overflow(now, at, &age) || age > PORTAL_TICKET_LIFE) return ERR_NOT_FOUND;
    return store_portal_ticket(store, file, now, ret);
}

err store_portal_ticket_read(struct store *store, text digits, int64_t now, file_number *ret)
{
    char word[TOKEN_LENGTH + 1];
    ticket_word(store, digits, word);
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_row(store, SQL_TICKET_READ, VALUES(WORDS(text_of(word)), INTEGER(now)), &rows));
    ret->number = store_integer(&rows, 0);
    return ERR_OK;
}

err store_portal_make(struct store *store, text digits, text code, text secret, int64_t now,
                      file_number *ret)
{
    struct blind code_is, secret_is;
    char kept[crypto_pwhash_STRBYTES];
    file_number file = {0};
    if (!store_portal_is_good(secret, code)) return ERR_BAD_INPUT;
    TRY(store_portal_ticket_read(store, digits, now, &file)); /* before the work of the hash */
    TRY(code_hash(store, code, &code_is));
    TRY(secret_hash(store, secret, &secret_is));
    TRY(store_password_hash(bytes_of(&secret_is), kept));
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(store_portal_ticket_read(store, digits, now, &file)); /* and of two at once, one wins */
    TRY(store_run(store, SQL_TICKETS_CLEAR, VALUES(INTEGER(file.number))));
    TRY(store_run(store, SQL_PORTAL_CLEAR, VALUES(INTEGER(file.number))));
    TRY(store_run(store, SQL_PORTAL_ADD,
                  VALUES(INTEGER(file.number), BYTES_OF(code_is.bytes, STORE_HASH_BYTES),
                         WORDS(text_of(kept)), INTEGER(now))));
    TRY(store_turn_commit(&turn));
    *ret = file;
    return ERR_OK;
}

/* ---- the sessions ---- */

static const struct session_limits limits = {PORTAL_IDLE, PORTAL_WHOLE};

/* The name under which the sessions of a file are found again, of a code that is nobody's its own:
 * to who has the rows the two look alike. */
static void session_name(const struct store *store, const struct portal_found *found,
                         char ret[TOKEN_LENGTH + 1])
{
    char room[PORTAL_TAG_LENGTH + 32];
    struct writer out = WRITER(room);
    write_integer(&out, found->file.number);
    if (found->file.number == 0) write_string(&out, found->tag);
    store_derive_word(store, "portal-session", writer_text(&out), ret);
}

err store_portal_enter(struct store *store, const struct portal_session *session, int64_t now,
                       char ret_token[TOKEN_LENGTH + 1])
{
    must(session->level == PORTAL_CODE || session->found.file.number != 0);
    struct agent agent = {.role = ROLE_VICTIM};
    char word[TOKEN_LENGTH + 1], room[LABEL_MAX + 1];
    session_name(store, &session->found, word);
    memcpy(agent.name, word, sizeof word);
    struct writer out = WRITER(room);
    write_integer(&out, session->level);
    write_padded(&out, session->found.file.number, FILE_NUMBER_DIGITS);
    write_string(&out, session->found.tag);
    must(!out.full);
    return store_session_add(store, &agent, writer_text(&out), (text){NULL, 0}, now, ret_token);
}

/* "1" or "2", twelve digits, the tag. */
static err read_session(text shown, struct portal_session *ret)
{
    if (shown.length != 1 + FILE_NUMBER_DIGITS + PORTAL_TAG_LENGTH) return ERR_BROKEN;
    struct portal_session session = {PORTAL_CODE, {{0}, ""}};
    if (shown.at[0] == '0' + PORTAL_BOTH) session.level = PORTAL_BOTH;
    if (text_read_integer((text){shown.at + 1, FILE_NUMBER_DIGITS}, &session.found.file.number) !=
        ERR_OK)
        return ERR_BROKEN;
    memcpy(session.found.tag, shown.at + 1 + FILE_NUMBER_DIGITS, PORTAL_TAG_LENGTH);
    *ret = session;
    return ERR_OK;
}

err store_portal_session(struct store *store, text token, int64_t now, struct portal_session *ret)
{
    struct session session;
    TRY(store_session_check(store, token, now, &limits, true, &session));
    if (session.agent.role != ROLE_VICTIM) return ERR_NOT_FOUND;
    return read_session(text_of(session.shown), ret);
}

err store_portal_leave(struct store *store, file_number file)
{
    struct portal_found found = {file, ""};
    char word[TOKEN_LENGTH + 1];
    session_name(store, &found, word);
    return store_sessions_end_of(store, text_of(word));
}
