#include "case/fold.h"
#include "pay/message.h"
#include "wire/body.h"
#include "wire/plan.h"
#include "wire/request.h"
#include "wire/vault.h"
#include "wire/wire.h"

/* The longest plan: its fields, each character six signs of JSON at most. */
#define WIRE_PLAN_ROOM 8192

static const char *kind_word(const void *rows, int i)
{
    return ((const struct fact_kind_row *)rows)[i].word;
}

static enum fact_kind get_kind(const struct json_at *at)
{
    enum fact_kind kind = FACT_COUNT;
    if (json_is_string(at->value)) kind = fact_kind_find(text_of(json_string_value(at->value)));
    if (kind == FACT_COUNT) {
        wire_expected_one_of(at, "a kind of fact: ", kind_word, case_fact_kinds, FACT_COUNT);
    }
    return kind;
}

/* What the claim says, on the day it was said. */
static void check_information(const struct json_at *at, const struct fact *fact)
{
    if (at->reader->failed) return;
    struct request request = fact->body.request;
    request.completed_on = request.decided_on = fact->day;
    if (date_compare(request.requested_on, fact->day) > 0) {
        struct json_at requested_on = wire_at(at, "requested_on");
        wire_expected(&requested_on, "a day not after the day of the fact");
    }
    wire_check_request(at, &request);
}

static void get_account(const struct json_at *payment, struct writer *out)
{
    static const char *const keys[] = {"iban", "holder"};
    if (!wire_get_object(payment, keys, LENGTH(keys))) return;
    static const struct field iban_field = {"iban", 70, true, SHAPE_TEXT};
    static const struct field holder_field = {"holder", PAY_NAME_MAX, true, SHAPE_TEXT};
    struct json_at iban_at = wire_at(payment, "iban");
    text typed = wire_get_field(payment, &iban_field);
    text holder = wire_get_field(payment, &holder_field);
    if (payment->reader->failed) return;
    struct iban iban;
    enum iban_fault fault = iban_read(typed, &iban);
    if (fault != IBAN_GOOD) {
        wire_expected(&iban_at, iban_expected(fault));
        return;
    }
    write_string(out, iban.digits);
    write_character(out, '\n');
    write_text(out, holder);
}

/* What is asked for comes with the asking, and with nothing else. */
static void get_words(const struct json_at *top, const struct fact *fact, struct writer *out)
{
    struct json_at payment = wire_at(top, "payment"), contact = wire_at(top, "contact");
    bool asks = fact->kind == FACT_CHANGE_ASKED;
    bool account = asks && fact->body.change == ASKED_ACCOUNT;
    bool reach = asks && fact->body.change == ASKED_CONTACT;
    if (payment.value && !account) {
        wire_expected(&payment, "nothing here: only change_asked, of an account, brings one");
    }
    if (contact.value && !reach) {
        wire_expected(&contact, "nothing here: only change_asked, of the contact, brings one");
    }
    if (account && payment.value) get_account(&payment, out);
    if (reach && contact.value) wire_get_plan(&contact, out);
}

static void get_fact(const struct json_at *top, struct fact *fact, bool *has_body,
                     struct writer *words)
{
    static const char *const keys[] = {"kind", "day", "body", "payment", "contact"};
    wire_refuse_other_keys(top, keys, LENGTH(keys));
    struct json_at kind = wire_at_needed(top, "kind");
    struct json_at day = wire_at_needed(top, "day");
    struct json_at body = wire_at(top, "body");
    fact->kind = get_kind(&kind);
    wire_get_day(&day, &fact->day);
    *has_body = body.value != NULL;
    if (top->reader->failed) return;
    if (*has_body) wire_get_body(&body, fact->kind, &fact->body);
    get_words(top, fact, words);
    if (*has_body && case_brings_a_request(fact->kind)) check_information(&body, fact);
}

err wire_fact_read(text json, struct arena *a, struct fact *ret, bool *ret_has_body,
                   text *ret_words, struct trouble *trouble)
{
    CLEANUP(wire_json_drop) json_t *document = NULL;
    TRY(wire_json_load(json, &document, trouble));
    struct json_reader reader = {.failed = false};
    struct json_at top = wire_at_top(&reader, document);
    struct fact fact = {.kind = FACT_COUNT};
    bool has_body = false;
    char room[WIRE_PLAN_ROOM];
    struct writer words = WRITER(room);
    get_fact(&top, &fact, &has_body, &words);
    TRY(wire_json_end(&reader, trouble));
    must(!words.full);
    *ret = fact;
    *ret_has_body = has_body;
    *ret_words = arena_copy(a, writer_text(&words));
    return ERR_OK;
}

err wire_member_read(text json, const char *key, int characters_max, struct arena *a, text *ret,
                     struct trouble *trouble)
{
    CLEANUP(wire_json_drop) json_t *document = NULL;
    TRY(wire_json_load(json, &document, trouble));
    struct json_reader reader = {.failed = false};
    struct json_at top = wire_at_top(&reader, document);
    wire_refuse_other_keys(&top, &key, 1);
    struct json_at at = wire_at_needed(&top, key);
    text value = {NULL, 0};
    wire_get_text(&at, &value, characters_max);
    TRY(wire_json_end(&reader, trouble));
    *ret = arena_copy(a, value);
    return ERR_OK;
}

static void get_batch(const struct json_at *at, int64_t *ret)
{
    text id = {NULL, 0};
    wire_get_text(at, &id, PAY_ID_LENGTH);
    if (id.at && pay_batch_read(id, ret) != ERR_OK)
        wire_expected(at, "the id of a message, as B000123456789012");
}

err wire_export_read(text json, date *ret_until, int64_t *ret_after, struct trouble *trouble)
{
    static const char *const keys[] = {"until", "after"};
    if (text_trim(json).length == 0) return ERR_OK;
    CLEANUP(wire_json_drop) json_t *document = NULL;
    TRY(wire_json_load(json, &document, trouble));
    struct json_reader reader = {.failed = false};
    struct json_at top = wire_at_top(&reader, document);
    wire_refuse_other_keys(&top, keys, LENGTH(keys));
    struct json_at until = wire_at(&top, "until"), after = wire_at(&top, "after");
    date day = *ret_until;
    int64_t batch = *ret_after;
    wire_get_day(&until, &day);
    get_batch(&after, &batch);
    TRY(wire_json_end(&reader, trouble));
    *ret_until = day;
    *ret_after = batch;
    return ERR_OK;
}
