#include "host/inside.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* Where a master key comes from. */
struct key_source {
    const char *scheme;
    err (*read)(const char *where, unsigned char ret_key[32], struct trouble *trouble);
};

static err read_file(const char *where, unsigned char ret_key[32], struct trouble *trouble)
{
    return host_key_read(where, 077, ret_key, trouble);
}

/* The path of a credential; false when the service manager gave none or the name is no plain name.
 */
static bool credential_path(const char *name, char ret_path[PATH_MAX])
{
    const char *folder = getenv("CREDENTIALS_DIRECTORY");
    if (!folder || folder[0] != '/' || name[0] == '\0' || strchr(name, '/') || name[0] == '.')
        return false;
    struct writer out = {ret_path, 0, PATH_MAX - 1, false};
    write_string(&out, folder);
    write_character(&out, '/');
    write_string(&out, name);
    ret_path[out.length] = '\0';
    return !out.full;
}

/* The manager lets the service's account read through an access list, which shows as a right of the
 * group: the folder is the service's own. */
static err read_credential(const char *where, unsigned char ret_key[32], struct trouble *trouble)
{
    char path[PATH_MAX];
    if (!credential_path(where, path))
        return host_trouble(trouble, ERR_NOT_FOUND, "credential", "a credential of the service");
    return host_key_read(path, 037, ret_key, trouble);
}

static const struct key_source sources[] = {
    {"file:", read_file},
    {"credential:", read_credential},
};

err host_master_key(const char *source, unsigned char ret_key[32], struct trouble *trouble)
{
    for (size_t i = 0; i < LENGTH(sources); i++) {
        size_t length = strlen(sources[i].scheme);
        if (strncmp(source, sources[i].scheme, length) == 0)
            return sources[i].read(source + length, ret_key, trouble);
    }
    return read_file(source, ret_key, trouble);
}

bool host_has_credential(const char *name)
{
    char path[PATH_MAX];
    return credential_path(name, path) && host_file_exists(path);
}
