#include "wire/plan.h"

#include "wire/out.h"
#include "wire/wire.h"

/* How she may be reached, as she says it and as the vault keeps it. */

static const char *const keys[] = {"channel", "value", "hours", "words", "never", "code_word"};

/* The channel, and those she rules out, among which it is not. */
static int get_channels(const struct json_at *at, uint32_t *never)
{
    struct json_at channel_at = wire_at_needed(at, "channel"), never_at = wire_at(at, "never");
    int channel = 0;
    wire_get_word(&channel_at, &channel, &case_contact_channels);
    wire_get_set(&never_at, never, &case_contact_channels);
    if (*never & 1u << channel) wire_expected(&never_at, "channels other than the safe one");
    return channel;
}

static struct field value_field(int channel)
{
    struct field value = {"value", 254, false, SHAPE_TEXT};
    if (channel == CONTACT_PHONE) value.shape = SHAPE_PHONE;
    if (channel == CONTACT_EMAIL) value.shape = SHAPE_EMAIL;
    return value;
}

void wire_get_plan(const struct json_at *at, struct writer *out)
{
    static const struct field said[] = {{"hours", 100, false, SHAPE_TEXT},
                                        {"words", 500, false, SHAPE_TEXT}};
    static const struct field code_word[] = {{"code_word", 50, false, SHAPE_TEXT}};
    if (!wire_get_object(at, keys, LENGTH(keys))) return;
    uint32_t never = 0;
    int channel = get_channels(at, &never);
    struct field value = value_field(channel);
    write_character(out, '{');
    write_json_word(out, "channel", case_contact_channels.words[channel].word);
    wire_copy_fields(at, &value, 1, out);
    wire_copy_fields(at, said, LENGTH(said), out);
    write_json_set(out, "never", never, &case_contact_channels);
    wire_copy_fields(at, code_word, LENGTH(code_word), out);
    write_character(out, '}');
}

err wire_plan_read(text json, struct contact_plan *ret)
{
    CLEANUP(wire_json_drop) json_t *document = NULL;
    struct trouble trouble;
    TRY(wire_json_load(json, &document, &trouble));
    struct json_reader reader = {.failed = false};
    struct json_at top = wire_at_top(&reader, document);
    wire_refuse_other_keys(&top, keys, LENGTH(keys));
    struct contact_plan plan = {.never = 0};
    int channel = get_channels(&top, &plan.never);
    struct field value = value_field(channel);
    plan.channel = (enum contact_channel)channel;
    plan.has_value = wire_get_field(&top, &value).length > 0;
    TRY(wire_json_end(&reader, &trouble));
    *ret = plan;
    return ERR_OK;
}
