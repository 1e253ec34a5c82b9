#include "case/rules.h"

/* The one gate. What it does not let through is not sent: who asks it says what leaves, by which
 * way and when, and shows the plan that she gave. */

static const struct word channels[] = {
    [CONTACT_PHONE] = {"phone", {"par téléphone", "by telephone"}},
    [CONTACT_EMAIL] = {"email", {"par courriel", "by e-mail"}},
    [CONTACT_POST] = {"post", {"par courrier", "by post"}},
    [CONTACT_DESK] = {"desk", {"au guichet", "at a desk"}},
    [CONTACT_ASSOCIATION] = {"association", {"par une association", "through an association"}},
    [CONTACT_NONE] = {"none", {"ne pas me contacter", "do not contact me"}},
};
const struct word_list case_contact_channels = {"channel", channels, CONTACT_CHANNEL_COUNT};

const struct message_row case_messages[MESSAGE_COUNT] = {
#define MESSAGE(name, word, towards, fact) [MESSAGE_##name] = {word, towards, FACT_##fact},
#include "case/messages.def"
};

enum message case_message_of(enum fact_kind kind)
{
    int message = 0;
    while (message < MESSAGE_COUNT && case_messages[message].recorded_by != kind) message++;
    return (enum message)message;
}

const char *case_message_words(enum language language)
{
    return language == LANGUAGE_FR ? "Bonjour, merci de rappeler quand vous le pouvez."
                                   : "Hello, please call back when you can.";
}

/* The channel of the plan that a way of sending uses; CONTACT_NONE when nothing is sent: it is
 * handed to her, or left where she comes to look. */
static enum contact_channel channel_of(enum sending by)
{
    static const enum contact_channel of[SENDING_COUNT] = {
        [SENT_IN_PERSON] = CONTACT_NONE,
        [SENT_BY_PHONE] = CONTACT_PHONE,
        [SENT_BY_EMAIL] = CONTACT_EMAIL,
        [SENT_BY_POST] = CONTACT_POST,
        [SENT_BY_ASSOCIATION] = CONTACT_ASSOCIATION,
        [SENT_TO_PORTAL] = CONTACT_NONE,
    };
    must(by >= 0 && by < SENDING_COUNT);
    return of[by];
}

static bool is_never(const struct contact_plan *plan, enum contact_channel channel)
{
    return (plan->never & 1u << channel) != 0;
}

/* By the one channel she said is safe. A telephone changes hands and an address book is read: what
 * she said of these is asked again after a while; a letter and an association are not used
 * unawares. */
static bool reaches_her(const struct case_file *file, const struct contact_plan *plan,
                        enum contact_channel channel, date day)
{
    if (plan->channel != channel || is_never(plan, channel)) return false;
    if (channel == CONTACT_ASSOCIATION) return file->claim.consent_association;
    if (!plan->has_value) return false;
    return channel == CONTACT_POST || case_contact_is_fresh(file, day);
}

/* Who helps her will call her: they must know how, and she must want it. */
static bool reaches_helpers(const struct case_file *file, const struct contact_plan *plan,
                            enum message message)
{
    if (plan->channel == CONTACT_NONE) return false;
    if (message == MESSAGE_DEPARTEMENT) return file->claim.consent_departement;
    return file->claim.consent_association && !is_never(plan, CONTACT_ASSOCIATION);
}

bool case_may_send(const struct case_file *file, const struct contact_plan *plan,
                   enum message message, enum sending by, date day)
{
    must(message >= 0 && message < MESSAGE_COUNT);
    enum towards towards = case_messages[message].towards;
    if (towards == TO_BANK) return !case_is_held(file) && case_has_safe_account(file);
    if (towards == TO_HELPERS) {
        return !case_is_held(file) && plan && reaches_helpers(file, plan, message);
    }
    if (by == SENT_IN_PERSON) return true;
    if (case_is_held(file)) return false;
    enum contact_channel channel = channel_of(by);
    if (channel == CONTACT_NONE) return true;
    return plan && reaches_her(file, plan, channel, day);
}
