#include "wire/out.h"
#include "wire/plan.h"
#include "wire/request.h"
#include "wire/vault.h"
#include "wire/wire.h"

struct claim_in {
    date today;
    struct arena *arena;
    struct claim claim;
};

/* The end of a part; nothing at all when none of its values was there. */
static text end_part(struct claim_in *in, struct writer *out)
{
    write_character(out, '}');
    if (out->length == 2) return T("");
    text part = wire_out_end(in->arena, out);
    must(part.at); /* the arena had WIRE_CLAIM_ROOM */
    return part;
}

static struct writer begin_part(struct claim_in *in)
{
    struct writer out = wire_out_begin(in->arena);
    write_character(&out, '{');
    return out;
}

static void refuse_after_today(const struct claim_in *in, const struct json_at *object,
                               const char *key, date day)
{
    struct json_at at = wire_at(object, key);
    if (date_compare(day, in->today) > 0) wire_expected(&at, "a day not after today");
}

/* ---- who she is ---- */

static const struct field names[] = {{"family_name", 100, true, SHAPE_TEXT},
                                     {"given_names", 100, true, SHAPE_TEXT}};

static void get_address(const struct json_at *at, struct writer *out)
{
    static const char *const keys[] = {"lines", "postcode", "city"};
    static const struct field place[] = {{"postcode", 10, false, SHAPE_TEXT},
                                         {"city", 100, false, SHAPE_TEXT}};
    if (!at->value || !wire_get_object(at, keys, LENGTH(keys))) return;
    write_key(out, at->key);
    write_character(out, '{');
    struct json_at lines = wire_at(at, "lines");
    int count = wire_get_list(&lines, 6);
    write_key(out, "lines");
    write_character(out, '[');
    for (int i = 0; i < count; i++) {
        struct json_at line = wire_at_item(&lines, i);
        text value = T("");
        wire_get_text(&line, &value, 100);
        if (value.length == 0) continue;
        write_comma(out);
        write_json_string(out, value);
    }
    write_character(out, ']');
    wire_copy_fields(at, place, LENGTH(place), out);
    write_character(out, '}');
}

/* "EXEMPLE|CAMILLE|1990-01-01" */
static text identity(struct claim_in *in, const struct json_at *person, date born_on)
{
    text parts[LENGTH(names)];
    for (size_t i = 0; i < LENGTH(names); i++) {
        parts[i] = wire_normalise(wire_get_field(person, &names[i]), in->arena);
        struct json_at at = wire_at(person, names[i].key);
        if (parts[i].length == 0) wire_expected(&at, "a name with at least one letter");
    }
    struct writer out = wire_out_begin(in->arena);
    for (size_t i = 0; i < LENGTH(names); i++) {
        write_text(&out, parts[i]);
        write_character(&out, '|');
    }
    write_date(&out, born_on);
    return wire_out_end(in->arena, &out);
}

static void get_person(struct claim_in *in, const struct json_at *at)
{
    static const char *const keys[] = {"family_name", "given_names", "born_on",
                                       "address",     "phone",       "email"};
    static const struct field reach[] = {{"phone", 30, false, SHAPE_PHONE},
                                         {"email", 254, false, SHAPE_EMAIL}};
    if (!wire_get_object(at, keys, LENGTH(keys))) return;
    struct writer out = begin_part(in);
    wire_copy_fields(at, names, LENGTH(names), &out);
    date born_on = NO_DATE;
    struct json_at born = wire_at_needed(at, "born_on");
    wire_get_day(&born, &born_on);
    refuse_after_today(in, at, "born_on", born_on);
    write_json_day(&out, "born_on", born_on);
    struct json_at address = wire_at(at, "address");
    get_address(&address, &out);
    wire_copy_fields(at, reach, LENGTH(reach), &out);
    in->claim.person = end_part(in, &out);
    in->claim.identity = identity(in, at, born_on);
}

/* He is named only so that he is kept away from the file. */
static void get_partner(struct claim_in *in, const struct json_at *at)
{
    static const char *const keys[] = {"family_name", "given_names", "born_on"};
    static const struct field partner[] = {{"family_name", 100, false, SHAPE_TEXT},
                                           {"given_names", 100, false, SHAPE_TEXT}};
    if (!at->value || !wire_get_object(at, keys, LENGTH(keys))) return;
    struct writer out = begin_part(in);
    wire_copy_fields(at, partner, LENGTH(partner), &out);
    date born_on = NO_DATE;
    struct json_at born = wire_at(at, "born_on");
    if (!json_is_string(born.value) || json_string_length(born.value) > 0) {
        wire_get_day_or_null(&born, &born_on);
    }
    refuse_after_today(in, at, "born_on", born_on);
    if (date_is_set(born_on)) write_json_day(&out, "born_on", born_on);
    in->claim.partner = end_part(in, &out);
}

/* ---- how to reach and pay her ---- */

static void get_contact(struct claim_in *in, const struct json_at *at)
{
    if (!at->value) return;
    struct writer out = wire_out_begin(in->arena);
    wire_get_plan(at, &out);
    in->claim.contact = wire_out_end(in->arena, &out);
}

static void get_payment(struct claim_in *in, const struct json_at *at)
{
    static const char *const keys[] = {"iban", "holder", "seen_by_others"};
    static const struct field holder[] = {{"holder", 70, false, SHAPE_TEXT}};
    static const struct field iban_field = {"iban", 70, false, SHAPE_TEXT};
    if (!at->value || !wire_get_object(at, keys, LENGTH(keys))) return;
    struct writer out = begin_part(in);
    text written = wire_get_field(at, &iban_field);
    struct iban iban = {.digits = ""};
    if (written.length > 0) {
        enum iban_fault fault = iban_read(written, &iban);
        struct json_at iban_at = wire_at(at, "iban");
        if (fault != IBAN_GOOD) wire_expected(&iban_at, iban_expected(fault));
        write_json_word(&out, "iban", iban.digits);
    }
    wire_copy_fields(at, holder, LENGTH(holder), &out);
    bool seen_by_others = false;
    struct json_at seen = wire_at(at, "seen_by_others");
    wire_get_flag(&seen, &seen_by_others);
    if (written.length == 0) return; /* no account: a holder alone is worth nothing */
    write_json_flag(&out, "seen_by_others", seen_by_others);
    in->claim.account = end_part(in, &out);
    in->claim.body.has_account = true;
    in->claim.body.account_seen_by_others = seen_by_others;
}

/* ---- what the law reads ---- */

/* An object of two flags, each false when not said. */
static void get_two_flags(const struct json_at *at, const char *const keys[2], bool *first,
                          bool *second)
{
    if (!at->value || !wire_get_object(at, keys, 2)) return;
    struct json_at one = wire_at(at, keys[0]), other = wire_at(at, keys[1]);
    wire_get_flag(&one, first);
    wire_get_flag(&other, second);
}

static void get_body(struct claim_in *in, const struct json_at *top)
{
    static const char *const consents[2] = {"departement", "association"};
    static const char *const undertakings[2] = {"repay_if_loan", "report_proceedings"};
    struct body *body = &in->claim.body;
    struct json_at channel_at = wire_at_needed(top, "channel");
    int channel = 0;
    wire_get_word(&channel_at, &channel, &case_channels);
    body->channel = in->claim.channel = (enum channel)channel;

    struct json_at request = wire_at_needed(top, "request");
    wire_get_request(&request, REQUEST_OF_A_CLAIM, &body->request);
    refuse_after_today(in, &request, "requested_on", body->request.requested_on);
    refuse_after_today(in, &request, "completed_on", body->request.completed_on);

    struct json_at consent = wire_at(top, "consents");
    get_two_flags(&consent, consents, &body->consent_departement, &body->consent_association);
    struct json_at undertaking = wire_at(top, "undertakings");
    get_two_flags(&undertaking, undertakings, &body->undertakes_repayment,
                  &body->undertakes_reporting);
}

/* ---- what is strange in it ---- */

/* Whether a word of one, of two letters at least, is a word of the other; both are normalised. */
static bool shares_word(text one, text other)
{
    while (one.length > 0) {
        text word = text_cut(&one, ' '), rest = other;
        while (word.length > 1 && rest.length > 0) {
            if (text_equal(text_cut(&rest, ' '), word)) return true;
        }
    }
    return false;
}

static text normalised(struct claim_in *in, text part, const char *member)
{
    return wire_normalise(wire_member(part, member, in->arena), in->arena);
}

/* The account is another's when its holder has nothing of her family name, or has his given name
 * and not hers. No holder said: it is hers. */
static bool is_of_another(struct claim_in *in)
{
    const struct claim *claim = &in->claim;
    text holder = normalised(in, claim->account, "holder");
    if (holder.length == 0) return false;
    if (!shares_word(normalised(in, claim->person, "family_name"), holder)) return true;
    return shares_word(normalised(in, claim->partner, "given_names"), holder) &&
           !shares_word(normalised(in, claim->person, "given_names"), holder);
}

err wire_claim_read(text json, date today, struct arena *a, struct claim *ret,
                    struct trouble *trouble)
{
    static const char *const keys[] = {"channel", "request", "person",   "safe_contact",
                                       "payment", "partner", "consents", "undertakings"};
    must(a->end - a->at >= WIRE_CLAIM_ROOM);
    CLEANUP(wire_json_drop) json_t *document = NULL;
    TRY(wire_json_load(json, &document, trouble));
    struct json_reader reader = {.failed = false};
    struct json_at top = wire_at_top(&reader, document);
    struct claim_in in = {.today = today, .arena = a};
    wire_refuse_other_keys(&top, keys, LENGTH(keys));
    get_body(&in, &top);
    struct json_at person = wire_at_needed(&top, "person");
    get_person(&in, &person);
    struct json_at contact = wire_at(&top, "safe_contact");
    get_contact(&in, &contact);
    struct json_at payment = wire_at(&top, "payment");
    get_payment(&in, &payment);
    struct json_at partner = wire_at(&top, "partner");
    get_partner(&in, &partner);
    TRY(wire_json_end(&reader, trouble));
    if (is_of_another(&in)) in.claim.anomalies |= 1u << ANOMALY_ACCOUNT_HOLDER;
    *ret = in.claim;
    return ERR_OK;
}
