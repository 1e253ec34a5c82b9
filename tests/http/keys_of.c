/* Prints the keys of a test's own store, one a line in hexadecimal, for tests/http/processes.mjs,
 * which then looks for them where they must not be:
 *   keys_of sqlite:PATH   (its master key in PATH.key) */
#include "host/host.h"
#include "store/keeper.h"

#include <stdio.h>
#include <string.h>

static void print(const char *name, const unsigned char *key)
{
    char room[128];
    struct writer out = WRITER(room);
    write_string(&out, name);
    write_character(&out, ' ');
    write_hex(&out, key, STORE_KEY_BYTES);
    puts(writer_string(&out));
}

int main(int count, char **words)
{
    char path[4096];
    unsigned char master[STORE_KEY_BYTES];
    struct store_keys journal;
    struct vault_keys vault;
    struct trouble trouble;
    if (count != 2 || strncmp(words[1], "sqlite:", 7) != 0) return 2;
    snprintf(path, sizeof path, "%s.key", words[1] + 7);
    if (host_key_file(path, false, master, &trouble) != ERR_OK) return 1;
    if (store_unlock(text_of(words[1]), master, &journal, &vault, &trouble) != ERR_OK) return 1;
    print("master", master);
    print("wrap", vault.wrap);
    print("blind", vault.blind);
    print("sign", vault.sign);
    print("body", journal.body);
    return 0;
}
