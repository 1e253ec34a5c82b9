/* What a provider of identities answers, by whoever speaks in its place: tokens and key sets,
 * descriptions, people, messages. Nothing of it opens anything without a signature, and every
 * address taken from it is a safe one. */
#include "tests/fuzz/fuzz.h"

#include "signin/signin.h"

#include <string.h>

static struct signin_config config = {
    .issuer = "https://fournisseur.exemple",
    .client_id = "abri",
    .redirect_uri = "https://abri.exemple/bureau/retour",
    .acr = {"eidas2"},
    .acr_count = 1,
    .userinfo_signed = true,
    .timeout_seconds = 1,
};

/* The key set is the input's: with a key of its own somebody can sign. The secret of HS256 is not.
 */
static void tokens(enum signin_alg alg, text input, struct arena *a)
{
    struct signin_claims claims;
    text keys = input, token = text_cut(&keys, '\n');
    struct signin_token_want want = {
        .alg = alg,
        .issuer = text_of(config.issuer),
        .client_id = T("abri"),
        .secret = T("a secret that no input of ours can know"),
        .keys = keys,
        .nonce = T("nonce-nonce-nonce-nonce-nonce-nonce-nonce"),
        .access_token = T("access"),
        .config = &config,
        .now = 1764061200,
        .asked_at = 1764061100,
    };
    enum signin_reason reason = signin_token_read(&want, token, a, &claims);
    must(reason >= SIGNIN_GOOD && reason < SIGNIN_REASON_COUNT);
    must(alg != SIGNIN_HS256 || reason != SIGNIN_GOOD);
    must(reason != SIGNIN_GOOD || claims.sub.length > 0);
}

static void descriptions(text input)
{
    struct signin_endpoints found;
    if (signin_discovery_read(&config, input, &found) != ERR_OK) return;
    const char *all[] = {found.authorize, found.token, found.userinfo, found.keys};
    for (size_t i = 0; i < LENGTH(all); i++)
        must(text_starts_with(text_of(all[i]), T("https://")) &&
             signin_address_is_safe(text_of(all[i])));
}

static void configurations(text input)
{
    static struct signin_config found;
    struct trouble trouble;
    if (signin_config_read(input, &found, &trouble) != ERR_OK) return;
    must(found.acr_count > 0 && found.issuer[0] && found.client_id[0]);
    must(signin_address_is_safe(text_of(found.redirect_uri)));
    for (int i = 0; i < found.agents_count; i++) must(strlen(found.agents[i].siret) == 14);
}

/* The provider answers every question with the input. */
static err answer_all(void *context, const struct signin_question *question, struct arena *a,
                      int *ret_status, text *ret_body)
{
    (void)question;
    *ret_status = 200;
    *ret_body = arena_copy(a, *(const text *)context);
    return ERR_OK;
}

static void exchanges(text input, struct arena *a)
{
    static struct signin_asker asker;
    struct signin_person person;
    memset(&asker, 0, sizeof asker);
    asker.config = &config;
    asker.secret = T("a secret that no input of ours can know");
    asker.fetch = answer_all;
    asker.context = &input;
    asker.known = true;
    asker.known_at = 1764061200;
    struct signin_return given = {T("code"), T("nonce"), T("verifier"), 1764061100};
    must(signin_exchange(&asker, &given, 1764061200, a, &person) != SIGNIN_GOOD);
}

static err reply_with(void *context, const void *request, size_t size, void *reply, size_t max,
                      size_t *ret)
{
    const text *input = context;
    (void)request;
    (void)size;
    if ((size_t)input->length > max) return ERR_HOST;
    if (input->length > 0) memcpy(reply, input->at, (size_t)input->length);
    *ret = (size_t)input->length;
    return ERR_OK;
}

static void messages(text input, struct arena *a)
{
    static struct signin_asker asker;
    struct signin_places places;
    struct signin_person person;
    text reply;
    memset(&asker, 0, sizeof asker);
    asker.config = &config;
    asker.fetch = answer_all;
    asker.context = &input;
    if (signin_answer(&asker, 1764061200, input, a, &reply) == ERR_OK) must(reply.length > 0);
    struct signin_line line = {reply_with, &input};
    struct signin_return given = {T("code"), T("nonce"), T("verifier"), 0};
    if (signin_ask_places(&line, a, &places) == SIGNIN_GOOD) must(places.authorize.length > 0);
    if (signin_ask_person(&line, &given, a, &person) == SIGNIN_GOOD) must(person.sub.length > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static char room[4 << 20];
    struct arena a = arena_over(room, sizeof room);
    struct signin_claims claims;
    if (size == 0) return 0;
    text input = {(const char *)bytes + 1, (ptrdiff_t)size - 1};
    switch (bytes[0]) {
    case 'r': tokens(SIGNIN_RS256, input, &a); break;
    case 'e': tokens(SIGNIN_ES256, input, &a); break;
    case 'h': tokens(SIGNIN_HS256, input, &a); break;
    case 'd': descriptions(input); break;
    case 'c': configurations(input); break;
    case 'x': exchanges(input, &a); break;
    case 'm': messages(input, &a); break;
    default:
        if (signin_userinfo_read(input, &a, &claims) == SIGNIN_GOOD) must(claims.sub.length > 0);
        break;
    }
    return 0;
}
