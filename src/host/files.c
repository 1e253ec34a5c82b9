#include "host/inside.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void host_close(int *descriptor)
{
    if (*descriptor > STDERR_FILENO) close(*descriptor);
}

/* Reads until `size` bytes or the end; how many came, or -1. */
static ptrdiff_t read_fully(int descriptor, char *room, ptrdiff_t size)
{
    ptrdiff_t length = 0;
    while (length < size) {
        ssize_t got = read(descriptor, room + length, (size_t)(size - length));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return -1;
        if (got == 0) break;
        length += got;
    }
    return length;
}

bool host_write_fully(int descriptor, text bytes)
{
    while (bytes.length > 0) {
        ssize_t put = write(descriptor, bytes.at, (size_t)bytes.length);
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return false;
        bytes.at += put;
        bytes.length -= put;
    }
    return true;
}

static err unreadable(struct trouble *trouble, const char *path)
{
    if (errno == ENOENT) return host_trouble(trouble, ERR_NOT_FOUND, path, "a file that exists");
    return host_trouble(trouble, ERR_HOST, path, strerror(errno));
}

static err too_large(struct trouble *trouble, const char *path, ptrdiff_t max_bytes)
{
    char words[64];
    struct writer out = WRITER(words);
    write_string(&out, "a file of at most ");
    write_integer(&out, max_bytes);
    write_string(&out, " bytes");
    return host_trouble(trouble, ERR_BAD_INPUT, path, writer_string(&out));
}

/* A pipe tells no size: it is read by pieces that double, in a scratch block. */
static err read_stream(int descriptor, const char *path, ptrdiff_t max_bytes, struct arena *a,
                       text *ret, struct trouble *trouble)
{
    ptrdiff_t capacity = 65536, length = 0;
    char *room = NULL;
    err e = ERR_OK;
    for (bool more = true; more && !e;) {
        char *larger = realloc(room, (size_t)capacity);
        if (!larger) e = host_trouble(trouble, ERR_HOST, path, "memory to read it");
        if (larger) room = larger;
        ptrdiff_t got = e ? 0 : read_fully(descriptor, room + length, capacity - length);
        if (got < 0) e = unreadable(trouble, path);
        length += got > 0 ? got : 0;
        more = length == capacity;
        if (!e && length > max_bytes) e = too_large(trouble, path, max_bytes);
        capacity *= 2;
    }
    char *kept = e ? NULL : arena_try(a, length + 1);
    if (!e && !kept) e = host_trouble(trouble, ERR_HOST, path, "memory to keep it");
    if (kept && room) {
        memcpy(kept, room, (size_t)length);
        *ret = (text){kept, length};
    }
    if (room) explicit_bzero(room, (size_t)length);
    free(room);
    return e;
}

static err read_regular(int descriptor, const char *path, ptrdiff_t size, struct arena *a,
                        text *ret, struct trouble *trouble)
{
    char *room = arena_try(a, size + 1);
    if (!room) return host_trouble(trouble, ERR_HOST, path, "memory to keep it");
    ptrdiff_t length = read_fully(descriptor, room, size);
    if (length < 0) return unreadable(trouble, path);
    *ret = (text){room, length};
    return ERR_OK;
}

err host_read_file(const char *path, ptrdiff_t max_bytes, struct arena *a, text *ret,
                   struct trouble *trouble)
{
    must(max_bytes >= 0);
    bool standard = strcmp(path, "-") == 0;
    CLEANUP(host_close)
    int descriptor = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return unreadable(trouble, path);
    struct stat status;
    if (fstat(descriptor, &status) < 0) return unreadable(trouble, path);
    if (S_ISDIR(status.st_mode))
        return host_trouble(trouble, ERR_HOST, path, "a file, not a folder");
    if (!standard && S_ISREG(status.st_mode) && status.st_size > 0) {
        if (status.st_size > max_bytes) return too_large(trouble, path, max_bytes);
        return read_regular(descriptor, path, status.st_size, a, ret, trouble);
    }
    return read_stream(descriptor, path, max_bytes, a, ret, trouble);
}

bool host_file_exists(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0;
}

/* The folder a path is in, so that its new name can be synced as well. */
static bool sync_folder_of(const char *path)
{
    char folder[PATH_MAX];
    struct writer out = WRITER(folder);
    const char *slash = strrchr(path, '/');
    if (slash)
        write_bytes(&out, path, slash == path ? 1 : slash - path);
    else
        write_string(&out, ".");
    CLEANUP(host_close)
    int descriptor = open(writer_string(&out), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return descriptor >= 0 && fsync(descriptor) == 0;
}

err host_sync_folder_of(const char *path, struct trouble *trouble)
{
    if (sync_folder_of(path)) return ERR_OK;
    return host_trouble(trouble, ERR_HOST, path, strerror(errno));
}

/* A synced file of mode 0600 beside `path`, whatever the umask; its name is in `ret_beside`. */
static err write_beside(const char *path, text bytes, char ret_beside[PATH_MAX],
                        struct trouble *trouble)
{
    struct stat there;
    int length = snprintf(ret_beside, PATH_MAX, "%s.XXXXXX", path);
    if (length < 0 || length >= PATH_MAX)
        return host_trouble(trouble, ERR_HOST, path, "a shorter path");
    if (stat(path, &there) == 0 && !S_ISREG(there.st_mode)) /* /dev/null would become a file */
        return host_trouble(trouble, ERR_HOST, path, "an ordinary file, or none");
    CLEANUP(host_close) int descriptor = mkostemp(ret_beside, O_CLOEXEC);
    if (descriptor < 0) return host_trouble(trouble, ERR_HOST, path, strerror(errno));
    if (fchmod(descriptor, 0600) == 0 && host_write_fully(descriptor, bytes) &&
        fsync(descriptor) == 0)
        return ERR_OK;
    err e = host_trouble(trouble, ERR_HOST, path, strerror(errno));
    unlink(ret_beside);
    return e;
}

err host_write_file(const char *path, text bytes, struct trouble *trouble)
{
    char beside[PATH_MAX];
    TRY(write_beside(path, bytes, beside, trouble));
    if (rename(beside, path) == 0 && sync_folder_of(path)) return ERR_OK;
    err e = host_trouble(trouble, ERR_HOST, path, strerror(errno));
    unlink(beside); /* already gone when it was the folder that failed */
    return e;
}

/* ---- a file that is made by others, then named ---- */

bool host_is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

err host_beside(const char *path, char ret[HOST_PATH_MAX], struct trouble *trouble)
{
    return write_beside(path, (text){NULL, 0}, ret, trouble);
}

/* Some file systems (FAT, CIFS) have no way to rename that refuses by itself to replace. */
static int rename_to_nothing(const char *from, const char *to)
{
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0) return 0;
    if (errno != EINVAL && errno != ENOSYS) return -1;
    errno = EEXIST;
    return host_file_exists(to) ? -1 : rename(from, to);
}

static err name_it(const char *beside, const char *path, int (*give)(const char *, const char *),
                   struct trouble *trouble)
{
    CLEANUP(host_close) int descriptor = open(beside, O_RDONLY | O_CLOEXEC);
    if (descriptor >= 0 && fsync(descriptor) == 0 && give(beside, path) == 0 &&
        sync_folder_of(path))
        return ERR_OK;
    if (errno == EEXIST)
        return host_trouble(trouble, ERR_BAD_INPUT, path, "a file that is not there yet");
    return host_trouble(trouble, ERR_HOST, path, strerror(errno));
}

err host_name(const char *beside, const char *path, struct trouble *trouble)
{
    return name_it(beside, path, rename_to_nothing, trouble);
}

err host_replace(const char *beside, const char *path, struct trouble *trouble)
{
    return name_it(beside, path, rename, trouble);
}

void host_remove(const char *path) { (void)unlink(path); }

/* ---- keys ---- */

#define KEY_BYTES  32
#define KEY_DIGITS ((ptrdiff_t)64)

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

static bool key_read(text from, unsigned char ret[KEY_BYTES])
{
    if (from.length != KEY_DIGITS + 1 || from.at[KEY_DIGITS] != '\n') return false;
    for (ptrdiff_t i = 0; i < KEY_DIGITS; i++) {
        if (hex_digit(from.at[i]) < 0) return false;
    }
    for (ptrdiff_t i = 0; i < KEY_BYTES; i++)
        ret[i] = (unsigned char)(hex_digit(from.at[2 * i]) * 16 + hex_digit(from.at[2 * i + 1]));
    return true;
}

/* Named by link, which fails when another process was first: then theirs is the key. */
static err key_create(const char *path, struct trouble *trouble)
{
    unsigned char key[KEY_BYTES];
    char digits[KEY_DIGITS + 2], beside[PATH_MAX];
    struct writer out = WRITER(digits);
    host_random(key, sizeof key);
    write_hex(&out, key, sizeof key);
    write_character(&out, '\n');
    err e = write_beside(path, writer_text(&out), beside, trouble);
    explicit_bzero(key, sizeof key);
    explicit_bzero(digits, sizeof digits);
    if (e) return e;
    bool named = link(beside, path) == 0 || errno == EEXIST;
    if (!named || !sync_folder_of(path)) e = host_trouble(trouble, ERR_HOST, path, strerror(errno));
    unlink(beside);
    return e;
}

err host_key_file(const char *path, bool create, unsigned char ret_key[32], struct trouble *trouble)
{
    if (create && !host_file_exists(path)) TRY(key_create(path, trouble));
    return host_key_read(path, 077, ret_key, trouble);
}

err host_key_read(const char *path, unsigned refused, unsigned char ret_key[32],
                  struct trouble *trouble)
{
    CLEANUP(host_close) int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (descriptor < 0) return unreadable(trouble, path);
    struct stat status;
    if (fstat(descriptor, &status) < 0) return unreadable(trouble, path);
    if (!S_ISREG(status.st_mode)) return host_trouble(trouble, ERR_HOST, path, "an ordinary file");
    if (status.st_mode & refused)
        return host_trouble(trouble, ERR_FORBIDDEN, path,
                            "a file only its owner may read (chmod 600)");
    if (status.st_uid != geteuid() && status.st_uid != 0)
        return host_trouble(trouble, ERR_FORBIDDEN, path, "a file that belongs to this account");
    char digits[KEY_DIGITS + 2];
    ptrdiff_t length = read_fully(descriptor, digits, sizeof digits);
    bool good = length >= 0 && key_read((text){digits, length}, ret_key);
    explicit_bzero(digits, sizeof digits);
    if (!good)
        return host_trouble(trouble, ERR_BAD_INPUT, path, "64 hexadecimal digits and a newline");
    return ERR_OK;
}
